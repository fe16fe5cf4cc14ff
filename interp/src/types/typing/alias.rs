//! `typing.TypeAliasType`: what `type Name = value` binds.

use super::lazy::Lazy;
use super::typevar::check_keywords;
use super::typevartuple::TypeVarTuple;
use super::{current_module, name_argument, or, ror};
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, TypeDef, getter, method};
use crate::types::class::TypeRef;
use crate::types::generic_alias;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// A named type.
pub struct TypeAlias {
    name: Str,
    type_params: Tuple,
    value: Lazy,
    module: Value,
}

impl NativeData for TypeAlias {
    crate::traverses!(type_params, value, module);
}

fn construct(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    const WHAT: &str = "typealias";
    check_keywords(vm, WHAT, args, &["name", "value", "type_params"])?;
    let pos = args.pos();
    if pos.len() > 2 {
        return Err(vm.type_error(format!("{WHAT}() takes exactly 2 positional arguments ({} given)", pos.len())));
    }
    let argument = |i: usize, name: &str| {
        pos.get(i)
            .or_else(|| args.keyword(name))
            .ok_or_else(|| vm.type_error(format!("{WHAT}() missing required argument '{name}' (pos {})", i + 1)))
    };
    let name = name_argument(vm, WHAT, argument(0, "name")?)?;
    let value = argument(1, "value")?.clone();
    let type_params = match args.keyword("type_params") {
        None => Tuple::new(Vec::new()),
        Some(Value::Tuple(t)) => t.clone(),
        Some(_) => return Err(vm.type_error("type_params must be a tuple")),
    };
    let data = TypeAlias { name, type_params, value: Lazy::known(value), module: current_module(vm) };
    Ok(Value::Object(ObjRef::new(cls.clone(), data)))
}

/// The alias of a `type` statement; `value` computes what it stands for.
pub(super) fn declared(vm: &Vm, name: Str, type_params: Tuple, value: Lazy) -> Value {
    let data = TypeAlias { name, type_params, value, module: current_module(vm) };
    Value::Object(ObjRef::new(vm.types.type_alias.clone(), data))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a TypeAlias> {
    v.native::<TypeAlias>().ok_or_else(|| vm.type_error("a TypeAliasType is required"))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Str(this(vm, &a[0])?.name.clone()))
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    if this(vm, &a[0])?.type_params.is_empty() {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    Ok(generic_alias::alias(vm, a[0].clone(), &a[1]))
}

/// `*Alias` is one item: `Unpack[Alias]`.
fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    let typing = vm.import("typing")?;
    let unpack = vm.get_attr(&typing, &vm.intern("Unpack"))?;
    let item = vm.get_item(&unpack, &a[0])?;
    vm.iter(&Value::tuple(vec![item]))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Str(this(vm, &a[0])?.name.clone()))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name.clone()))
}

fn value(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.value.get(vm)?.unwrap_or(Value::None))
}

fn evaluate_value(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.value.evaluator(vm))
}

fn type_params(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Tuple(this(vm, v)?.type_params.clone()))
}

/// The type parameters, with each TypeVarTuple unpacked.
fn parameters(vm: &Vm, v: &Value) -> PyResult {
    let alias = this(vm, v)?;
    let mut all = Vec::new();
    for p in alias.type_params.items() {
        if p.native::<TypeVarTuple>().is_some() {
            all.extend(vm.collect(p)?);
        } else {
            all.push(p.clone());
        }
    }
    Ok(Value::tuple(all))
}

fn module(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.module.clone())
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "A type alias made by a type statement.",
    new: Some(construct),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__or__", "(self, value, /)", or),
        method("__ror__", "(self, value, /)", ror),
        method("__getitem__", "(self, key, /)", getitem),
        method("__iter__", "(self, /)", iter),
        method("__reduce__", "(self, /)", reduce),
    ],
    getset: &[
        getter("__name__", name),
        getter("__value__", value),
        getter("evaluate_value", evaluate_value),
        getter("__type_params__", type_params),
        getter("__parameters__", parameters),
        getter("__module__", module),
    ],
    ..TypeDef::new("TypeAliasType", "typing")
};
