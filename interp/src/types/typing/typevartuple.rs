//! `typing.TypeVarTuple`.

use super::lazy::Lazy;
use super::typevar::{check_keywords, given_default, given_name};
use super::{call_typing, no_default, no_subclass, set_module};
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, TypeDef, getter, method};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// A variable that stands for any number of types.
pub struct TypeVarTuple {
    pub name: Str,
    pub default: Lazy,
}

impl NativeData for TypeVarTuple {
    crate::traverses!(default);
}

fn construct(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    check_keywords(vm, "typevartuple", args, &["name", "default"])?;
    let name = given_name(vm, "typevartuple", args)?;
    if args.pos().len() > 1 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("typevartuple() takes exactly 1 positional argument ({n} given)")));
    }
    let made = ObjRef::new(cls.clone(), TypeVarTuple { name, default: given_default(args) });
    set_module(vm, &made);
    Ok(Value::Object(made))
}

/// The variable of a type parameter list.
pub(super) fn declared(vm: &Vm, name: Str, default: Lazy) -> Value {
    let made = ObjRef::new(vm.types.typevartuple.clone(), TypeVarTuple { name, default });
    set_module(vm, &made);
    Value::Object(made)
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a TypeVarTuple> {
    v.native::<TypeVarTuple>().ok_or_else(|| vm.type_error("a TypeVarTuple is required"))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Str(this(vm, &a[0])?.name.clone()))
}

/// `*Ts` is one item: `Unpack[Ts]`.
fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, &a[0])?;
    let typing = vm.import("typing")?;
    let unpack = vm.get_attr(&typing, &vm.intern("Unpack"))?;
    let item = vm.get_item(&unpack, &a[0])?;
    vm.iter(&Value::tuple(vec![item]))
}

fn typing_subst(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
}

fn prepare_subst(vm: &Vm, a: &[Value]) -> PyResult {
    call_typing(vm, "_typevartuple_prepare_subst", a)
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Str(this(vm, &a[0])?.name.clone()))
}

fn has_default(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(this(vm, &a[0])?.default.is_given()))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name.clone()))
}

fn default(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.default.get(vm)?.unwrap_or_else(|| no_default(vm)))
}

fn evaluate_default(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.default.evaluator(vm))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "Stands for any number of types.",
    flags: TypeFlags::DICT,
    new: Some(construct),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__iter__", "(self, /)", iter),
        method("__typing_subst__", "(self, arg, /)", typing_subst),
        method("__typing_prepare_subst__", "(self, alias, args, /)", prepare_subst),
        method("__reduce__", "(self, /)", reduce),
        method("has_default", "(self, /)", has_default),
        method("__mro_entries__", "(self, bases, /)", no_subclass),
    ],
    getset: &[getter("__name__", name), getter("__default__", default), getter("evaluate_default", evaluate_default)],
    ..TypeDef::new("TypeVarTuple", "typing")
};
