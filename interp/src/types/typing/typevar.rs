//! `typing.TypeVar`.

use super::lazy::{Lazy, as_tuple};
use super::{call_typing, is_no_default, name_argument, no_default, no_subclass, or, ror, set_module, type_check};
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, TypeDef, getter, method};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// A type variable.
pub struct TypeVar {
    pub name: Str,
    pub bound: Lazy,
    pub constraints: Lazy,
    pub default: Lazy,
    pub variance: Variance,
}

impl NativeData for TypeVar {
    crate::traverses!(bound, constraints, default);
}

/// How a type parameter varies.
#[derive(Clone, Copy, Default)]
pub struct Variance {
    pub covariant: bool,
    pub contravariant: bool,
    /// Left to type checkers.
    pub inferred: bool,
}

impl Variance {
    /// What `repr` puts before the name.
    pub fn sign(self) -> &'static str {
        match self {
            Variance { inferred: true, .. } => "",
            Variance { covariant: true, .. } => "+",
            Variance { contravariant: true, .. } => "-",
            _ => "~",
        }
    }

    /// Reads the keyword arguments.
    pub fn read(vm: &Vm, args: &Args) -> PyResult<Variance> {
        let flag = |name: &str| args.keyword(name).map_or(Ok(false), |v| vm.truth(v));
        let v = Variance {
            covariant: flag("covariant")?,
            contravariant: flag("contravariant")?,
            inferred: flag("infer_variance")?,
        };
        if v.covariant && v.contravariant {
            return Err(vm.value_error("Bivariant types are not supported."));
        }
        if v.inferred && (v.covariant || v.contravariant) {
            return Err(vm.value_error("Variance cannot be specified with infer_variance."));
        }
        Ok(v)
    }
}

/// Refuses keyword arguments beyond these.
pub(super) fn check_keywords(vm: &Vm, what: &str, args: &Args, known: &[&str]) -> PyResult<()> {
    match args.names.iter().find(|n| !known.contains(&n.as_str())) {
        Some(other) => Err(vm.type_error(format!("{what}() got an unexpected keyword argument '{other}'"))),
        None => Ok(()),
    }
}

/// The default that was given as an argument.
pub(super) fn given_default(args: &Args) -> Lazy {
    match args.keyword("default") {
        Some(v) if !is_no_default(v) => Lazy::known(v.clone()),
        _ => Lazy::nothing(),
    }
}

/// The first positional argument, or the keyword `name`.
pub(super) fn given_name(vm: &Vm, what: &str, args: &Args) -> PyResult<Str> {
    match args.pos().first().or_else(|| args.keyword("name")) {
        Some(v) => name_argument(vm, what, v),
        None => Err(vm.type_error(format!("{what}() missing required argument 'name' (pos 1)"))),
    }
}

const KEYWORDS: &[&str] = &["name", "bound", "default", "covariant", "contravariant", "infer_variance"];

fn construct(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    check_keywords(vm, "typevar", args, KEYWORDS)?;
    let name = given_name(vm, "typevar", args)?;
    let variance = Variance::read(vm, args)?;
    let bound = match args.keyword("bound").filter(|b| !b.is_none()) {
        Some(b) => Lazy::known(type_check(vm, b, "Bound must be a type.")?),
        None => Lazy::nothing(),
    };
    let constraints = args.pos().get(1..).unwrap_or_default();
    let constraints = match constraints {
        [] => Lazy::nothing(),
        [_] => return Err(vm.type_error("A single constraint is not allowed")),
        _ if bound.is_given() => {
            return Err(vm.type_error("Constraints cannot be combined with bound=..."));
        }
        several => {
            let checked: PyResult<Vec<_>> = several
                .iter()
                .map(|c| type_check(vm, c, "TypeVar(name, constraint, ...): constraints must be types."))
                .collect();
            Lazy::known(Value::tuple(checked?))
        }
    };
    let made = ObjRef::new(cls.clone(), TypeVar { name, bound, constraints, default: given_default(args), variance });
    set_module(vm, &made);
    Ok(Value::Object(made))
}

/// The type variable of a type parameter list.
pub(super) fn declared(vm: &Vm, name: Str, bound: Lazy, constraints: Lazy, default: Lazy) -> Value {
    let variance = Variance { inferred: true, ..Variance::default() };
    let made = ObjRef::new(vm.types.typevar.clone(), TypeVar { name, bound, constraints, default, variance });
    set_module(vm, &made);
    Value::Object(made)
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a TypeVar> {
    v.native::<TypeVar>().ok_or_else(|| vm.type_error("a TypeVar is required"))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    Ok(Value::from(format!("{}{}", t.variance.sign(), t.name)))
}

fn typing_subst(vm: &Vm, a: &[Value]) -> PyResult {
    call_typing(vm, "_typevar_subst", a)
}

/// Adds the default where an argument is missing.
fn prepare_subst(vm: &Vm, a: &[Value]) -> PyResult {
    let (this_value, alias, args) = (&a[0], &a[1], &a[2]);
    let params = vm.get_attr(alias, &vm.intern("__parameters__"))?;
    let params = vm.collect(&params)?;
    let given = vm.collect(args)?;
    let Some(index) = params.iter().position(|p| p.is(this_value)) else { return Ok(args.clone()) };
    if index != given.len() {
        return Ok(args.clone());
    }
    match this(vm, this_value)?.default.get(vm)? {
        Some(default) => {
            let mut all = given;
            all.push(default);
            Ok(Value::tuple(all))
        }
        None => Err(vm.type_error(format!("Too few arguments for {}", vm.str(alias)?))),
    }
}

/// Pickles by name.
fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Str(this(vm, &a[0])?.name.clone()))
}

fn has_default(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(this(vm, &a[0])?.default.is_given()))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name.clone()))
}

fn bound(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.bound.get(vm)?.unwrap_or(Value::None))
}

fn constraints(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Tuple(match this(vm, v)?.constraints.get(vm)? {
        Some(found) => as_tuple(vm, found)?,
        None => Tuple::new(Vec::new()),
    }))
}

fn default(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.default.get(vm)?.unwrap_or_else(|| no_default(vm)))
}

fn evaluate_bound(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.bound.evaluator(vm))
}

fn evaluate_constraints(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.constraints.evaluator(vm))
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
    doc: "A type variable: stands for a type in generic classes and functions.",
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
        getter("__constraints__", constraints),
        getter("__default__", default),
        getter("__covariant__", covariant),
        getter("__contravariant__", contravariant),
        getter("__infer_variance__", inferred),
        getter("evaluate_bound", evaluate_bound),
        getter("evaluate_constraints", evaluate_constraints),
        getter("evaluate_default", evaluate_default),
    ],
    ..TypeDef::new("TypeVar", "typing")
};
