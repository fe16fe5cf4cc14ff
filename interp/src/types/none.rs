//! None, Ellipsis and NotImplemented: the one value of each of their types.

use crate::error::PyResult;
use crate::native::{Args, TypeDef, method};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `NoneType`.
pub const NONE: TypeDef = TypeDef {
    doc: "The type of None.",
    new: Some(|vm, _, args| only(vm, args, "NoneType", Value::None)),
    methods: &[
        method("__repr__", "(self, /)", |_, _| Ok(Value::str("None"))),
        method("__bool__", "(self, /)", |_, _| Ok(Value::Bool(false))),
        method("__hash__", "(self, /)", |_, _| Ok(Value::Int(crate::types::hash::NONE))),
        method("__eq__", "(self, value, /)", |_, a| same(a, true)),
        method("__ne__", "(self, value, /)", |_, a| same(a, false)),
        method("__lt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
        method("__le__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
        method("__gt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
        method("__ge__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    ],
    ..TypeDef::new("NoneType", "builtins")
};

/// The table of `ellipsis`.
pub const ELLIPSIS: TypeDef = TypeDef {
    doc: "The type of Ellipsis, the value of `...`.",
    new: Some(|vm, _, args| only(vm, args, "EllipsisType", Value::Ellipsis)),
    methods: &[
        method("__repr__", "(self, /)", |_, _| Ok(Value::str("Ellipsis"))),
        method("__reduce__", "(self, /)", |_, _| Ok(Value::str("Ellipsis"))),
    ],
    ..TypeDef::new("ellipsis", "builtins")
};

/// The table of `NotImplementedType`.
pub const NOT_IMPLEMENTED: TypeDef = TypeDef {
    doc: "The type of NotImplemented, with which an operator's method passes.",
    new: Some(|vm, _, args| only(vm, args, "NotImplementedType", Value::NotImplemented)),
    methods: &[
        method("__repr__", "(self, /)", |_, _| Ok(Value::str("NotImplemented"))),
        method("__reduce__", "(self, /)", |_, _| Ok(Value::str("NotImplemented"))),
        method("__bool__", "(self, /)", not_implemented_truth),
    ],
    ..TypeDef::new("NotImplementedType", "builtins")
};

/// Calling one of these types without arguments returns its value.
fn only(vm: &Vm, args: &Args, name: &str, value: Value) -> PyResult {
    if args.values.is_empty() { Ok(value) } else { Err(vm.type_error(format!("{name} takes no arguments"))) }
}

fn same(a: &[Value], expected: bool) -> PyResult {
    // Foreign values are asked in their turn.
    Ok(if a[1].is_none() { Value::Bool(expected) } else { Value::NotImplemented })
}

fn not_implemented_truth(_vm: &Vm, _a: &[Value]) -> PyResult {
    // With a DeprecationWarning in 3.13, an error in 3.14: true is what both allow older scripts to rely on.
    Ok(Value::Bool(true))
}
