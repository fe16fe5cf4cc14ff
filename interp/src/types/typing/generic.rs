//! `typing.Generic`: the base of generic classes. What subscribing and deriving mean is said in Python's `typing`.

use crate::error::PyResult;
use crate::native::{Args, TypeDef, class_method_raw};
use crate::types::class::{Layout, TypeFlags};
use crate::value::Value;
use crate::vm::Vm;

fn delegate(vm: &Vm, function: &str, args: &Args) -> PyResult {
    let typing = vm.import("typing")?;
    let function = vm.get_attr(&typing, &vm.intern(function))?;
    vm.call_args(&function, args)
}

fn class_getitem(vm: &Vm, args: &Args) -> PyResult {
    delegate(vm, "_generic_class_getitem", args)
}

fn init_subclass(vm: &Vm, args: &Args) -> PyResult {
    delegate(vm, "_generic_init_subclass", args)
}

/// `Generic[params]`: the implicit base of a class with type parameters.
///
/// # Errors
/// What `typing` raises.
pub fn subscript(vm: &Vm, params: &Value) -> PyResult {
    let Value::Tuple(params) = params else { return Err(vm.type_error("type parameters must be a tuple")) };
    let mut all = Vec::with_capacity(params.len());
    for p in params.items() {
        if p.native::<super::typevartuple::TypeVarTuple>().is_some() {
            all.extend(vm.collect(p)?);
        } else {
            all.push(p.clone());
        }
    }
    let args = [Value::Type(vm.types.generic.clone()), Value::tuple(all)];
    delegate(vm, "_generic_class_getitem", &Args::positional(&args))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "The base of generic classes.",
    layout: Layout::Object,
    flags: TypeFlags::BASE,
    methods: &[
        class_method_raw("__class_getitem__", "(cls, /, *args, **kwargs)", class_getitem),
        class_method_raw("__init_subclass__", "(cls, /, *args, **kwargs)", init_subclass),
    ],
    ..TypeDef::new("Generic", "typing")
};
