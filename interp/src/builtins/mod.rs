//! The module `builtins`: functions, types, exceptions and constants that every name falls back to.
//!
//! One file a family of functions; the types are in `types`.

mod code;
mod iteration;
mod numbers;
mod objects;
mod ordering;
mod streams;

use crate::heap::Ref;
use crate::native::NativeDef;
use crate::types::class::TypeRef;
use crate::types::module::Module;
use crate::value::Value;
use crate::vm::Vm;

/// Fills `builtins`, and makes its module.
pub fn define(vm: &Vm) {
    let put = |name: &str, value: Value| vm.builtins.set_str(&vm.intern(name), value);
    put("__name__", Value::str("builtins"));
    put("__doc__", Value::str("Functions, types, exceptions and constants that need no import."));
    put("__package__", Value::str(""));
    put("__loader__", Value::None);
    put("__spec__", Value::None);
    put("__debug__", Value::Bool(true));
    put("None", Value::None);
    put("True", Value::Bool(true));
    put("False", Value::Bool(false));
    put("Ellipsis", Value::Ellipsis);
    put("NotImplemented", Value::NotImplemented);
    let families: [&'static [NativeDef]; 6] =
        [code::TABLE, iteration::TABLE, numbers::TABLE, objects::TABLE, ordering::TABLE, streams::TABLE];
    for def in families.into_iter().flatten() {
        put(def.name, vm.native_function("builtins", def));
    }
    for ty in types(vm) {
        put(ty.name().as_str(), Value::Type(ty.clone()));
    }
    for ty in vm.exc.all() {
        put(ty.name().as_str(), Value::Type(ty.clone()));
    }
    for alias in ["EnvironmentError", "IOError"] {
        put(alias, Value::Type(vm.exc.os_error.clone()));
    }
    let module = Module::new(vm.types.module.clone(), vm.builtins.clone());
    vm.modules.set_str(&vm.names.builtins, Value::Module(Ref::new(module)));
}

/// The types that have a name in `builtins`.
fn types(vm: &Vm) -> [&TypeRef; 26] {
    let t = &vm.types;
    [
        &t.bool,
        &t.bytearray,
        &t.bytes,
        &t.classmethod,
        &t.complex,
        &t.dict,
        &t.enumerate,
        &t.filter,
        &t.float,
        &t.frozenset,
        &t.int,
        &t.list,
        &t.map,
        &t.memoryview,
        &t.object,
        &t.property,
        &t.range,
        &t.reversed,
        &t.set,
        &t.slice,
        &t.staticmethod,
        &t.str,
        &t.super_,
        &t.tuple,
        &t.type_,
        &t.zip,
    ]
}
