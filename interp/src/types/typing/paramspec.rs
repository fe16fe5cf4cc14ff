//! `typing.ParamSpec` and its `args` and `kwargs`.

use super::lazy::Lazy;
use super::typevar::{Variance, check_keywords, given_default, given_name};
use super::{call_typing, no_default, no_subclass, or, ror, set_module, type_check};
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, GetSet, NativeDef, TypeDef, getter, method};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// A parameter specification variable.
pub struct ParamSpec {
    pub name: Str,
    pub bound: Lazy,
    pub default: Lazy,
    pub variance: Variance,
}

impl NativeData for ParamSpec {
    crate::traverses!(bound, default);
}

/// `P.args` or `P.kwargs`: the class tells which.
pub struct ParamSpecPart(Value);

impl NativeData for ParamSpecPart {
    crate::traverses!(0);
}

fn construct(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let known = ["name", "bound", "default", "covariant", "contravariant", "infer_variance"];
    check_keywords(vm, "paramspec", args, &known)?;
    let name = given_name(vm, "paramspec", args)?;
    if args.pos().len() > 1 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("paramspec() takes exactly 1 positional argument ({n} given)")));
    }
    let variance = Variance::read(vm, args)?;
    let bound = match args.keyword("bound").filter(|b| !b.is_none()) {
        Some(b) => Lazy::known(type_check(vm, b, "Bound must be a type.")?),
        None => Lazy::nothing(),
    };
    let made = ObjRef::new(cls.clone(), ParamSpec { name, bound, default: given_default(args), variance });
    set_module(vm, &made);
    Ok(Value::Object(made))
}

/// The parameter specification of a type parameter list.
pub(super) fn declared(vm: &Vm, name: Str, default: Lazy) -> Value {
    let variance = Variance { inferred: true, ..Variance::default() };
    let data = ParamSpec { name, bound: Lazy::nothing(), default, variance };
    let made = ObjRef::new(vm.types.paramspec.clone(), data);
    set_module(vm, &made);
    Value::Object(made)
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a ParamSpec> {
    v.native::<ParamSpec>().ok_or_else(|| vm.type_error("a ParamSpec is required"))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let p = this(vm, &a[0])?;
    Ok(Value::from(format!("{}{}", p.variance.sign(), p.name)))
}

fn typing_subst(vm: &Vm, a: &[Value]) -> PyResult {
    call_typing(vm, "_paramspec_subst", a)
}

fn prepare_subst(vm: &Vm, a: &[Value]) -> PyResult {
    call_typing(vm, "_paramspec_prepare_subst", a)
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Str(this(vm, &a[0])?.name.clone()))
}

fn has_default(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(this(vm, &a[0])?.default.is_given()))
}

fn args(vm: &Vm, v: &Value) -> PyResult {
    this(vm, v)?;
    Ok(Value::Object(ObjRef::new(vm.types.paramspec_args.clone(), ParamSpecPart(v.clone()))))
}

fn kwargs(vm: &Vm, v: &Value) -> PyResult {
    this(vm, v)?;
    Ok(Value::Object(ObjRef::new(vm.types.paramspec_kwargs.clone(), ParamSpecPart(v.clone()))))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name.clone()))
}

fn bound(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.bound.get(vm)?.unwrap_or(Value::None))
}

fn default(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.default.get(vm)?.unwrap_or_else(|| no_default(vm)))
}

fn evaluate_default(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.default.evaluator(vm))
}

fn covariant(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(this(vm, v)?.variance.covariant))
}

fn contravariant(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(this(vm, v)?.variance.contravariant))
}

fn inferred(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(this(vm, v)?.variance.inferred))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "Stands for the parameters of a callable.",
    flags: TypeFlags::DICT,
    new: Some(construct),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__or__", "(self, value, /)", or),
        method("__ror__", "(self, value, /)", ror),
        method("__typing_subst__", "(self, arg, /)", typing_subst),
        method("__typing_prepare_subst__", "(self, alias, args, /)", prepare_subst),
        method("__reduce__", "(self, /)", reduce),
        method("has_default", "(self, /)", has_default),
        method("__mro_entries__", "(self, bases, /)", no_subclass),
    ],
    getset: &[
        getter("__name__", name),
        getter("__bound__", bound),
        getter("__default__", default),
        getter("__covariant__", covariant),
        getter("__contravariant__", contravariant),
        getter("__infer_variance__", inferred),
        getter("evaluate_default", evaluate_default),
        getter("args", args),
        getter("kwargs", kwargs),
    ],
    ..TypeDef::new("ParamSpec", "typing")
};

fn construct_part(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    match args.pos().first().or_else(|| args.keyword("origin")) {
        Some(origin) => Ok(Value::Object(ObjRef::new(cls.clone(), ParamSpecPart(origin.clone())))),
        None => Err(vm.type_error(format!("{}() missing required argument 'origin' (pos 1)", cls.name()))),
    }
}

fn part<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Value> {
    v.native::<ParamSpecPart>().map(|p| &p.0).ok_or_else(|| vm.type_error("ParamSpecArgs or ParamSpecKwargs required"))
}

fn part_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let origin = part(vm, &a[0])?;
    let which = if vm.class_of(&a[0]).is(&vm.types.paramspec_args) { "args" } else { "kwargs" };
    let of = match origin.native::<ParamSpec>() {
        Some(p) => p.name.clone(),
        None => vm.repr(origin)?,
    };
    Ok(Value::from(format!("{of}.{which}")))
}

fn part_eq(vm: &Vm, a: &[Value]) -> PyResult {
    if !vm.class_of(&a[0]).is(&vm.class_of(&a[1])) {
        return Ok(Value::NotImplemented);
    }
    Ok(Value::Bool(vm.eq(part(vm, &a[0])?, part(vm, &a[1])?)?))
}

fn part_origin(vm: &Vm, v: &Value) -> PyResult {
    Ok(part(vm, v)?.clone())
}

const PART_METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", part_repr),
    method("__eq__", "(self, value, /)", part_eq),
    method("__mro_entries__", "(self, bases, /)", no_subclass),
];
const PART_GETSET: &[GetSet] = &[getter("__origin__", part_origin)];

/// `P.args`.
pub const ARGS_DEF: TypeDef = TypeDef {
    doc: "The positional arguments of a ParamSpec.",
    flags: TypeFlags::DICT,
    new: Some(construct_part),
    methods: PART_METHODS,
    getset: PART_GETSET,
    ..TypeDef::new("ParamSpecArgs", "typing")
};

/// `P.kwargs`.
pub const KWARGS_DEF: TypeDef = TypeDef {
    doc: "The keyword arguments of a ParamSpec.",
    flags: TypeFlags::DICT,
    new: Some(construct_part),
    methods: PART_METHODS,
    getset: PART_GETSET,
    ..TypeDef::new("ParamSpecKwargs", "typing")
};
