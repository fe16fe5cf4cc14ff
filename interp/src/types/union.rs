//! Unions of types: `int | None`, `typing.Union[int, str]`.

use std::cell::OnceCell;

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{TypeDef, class_method, getter, method};
use crate::types::generic_alias::{argument_repr, collect_parameters, is_alias, substitute};
use crate::types::object;
use crate::types::tuple::Tuple;
use crate::types::typing::{TypeAlias, is_type_parameter};
use crate::value::Value;
use crate::vm::Vm;

/// A union of at least two types, each once.
pub struct Union {
    args: Tuple,
    parameters: OnceCell<Tuple>,
}

impl NativeData for Union {
    crate::traverses!(args, parameters);
}

/// The types of a union.
#[inline]
pub fn members(v: &Value) -> Option<&Tuple> {
    v.native::<Union>().map(|u| &u.args)
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Union> {
    v.native::<Union>().ok_or_else(|| vm.type_error("a union is required"))
}

/// What may stand beside `|` as a type.
fn is_unionable(v: &Value) -> bool {
    matches!(v, Value::None | Value::Type(_))
        || is_alias(v)
        || v.native::<Union>().is_some()
        || v.native::<TypeAlias>().is_some()
}

/// `left | right` of types; NotImplemented when one of them is none.
///
/// # Errors
/// What comparing the members raises.
pub fn or(vm: &Vm, left: &Value, right: &Value) -> PyResult {
    if !is_unionable(left) || !is_unionable(right) {
        return Ok(Value::NotImplemented);
    }
    of(vm, &[left.clone(), right.clone()])
}

/// `left | right` where one of them is a type parameter: strings are forward references, the rest must be types.
///
/// # Errors
/// TypeError for what is no type.
pub fn or_checked(vm: &Vm, left: &Value, right: &Value) -> PyResult {
    from_arguments(vm, &[left.clone(), right.clone()])
}

/// Adds what `v` stands for, unless it is there already.
fn add(vm: &Vm, v: &Value, into: &mut Vec<Value>) -> PyResult<()> {
    if let Some(inner) = members(v) {
        for m in inner.items() {
            add(vm, m, into)?;
        }
        return Ok(());
    }
    let v = if v.is_none() { Value::Type(vm.types.none.clone()) } else { v.clone() };
    for known in into.iter() {
        // Classes are equal only when identical (their metaclasses might say otherwise, which unions ignore).
        let same = match (known, &v) {
            (Value::Type(a), Value::Type(b)) => a.is(b),
            (a, b) => vm.eq(a, b)?,
        };
        if same {
            return Ok(());
        }
    }
    into.push(v);
    Ok(())
}

/// The union of these types; the type itself when there is only one.
fn of(vm: &Vm, types: &[Value]) -> PyResult {
    let mut all = Vec::with_capacity(types.len());
    for t in types {
        add(vm, t, &mut all)?;
    }
    if let [only] = all.as_slice() {
        return Ok(only.clone());
    }
    let data = Union { args: Tuple::new(all), parameters: OnceCell::new() };
    Ok(Value::Object(ObjRef::new(vm.types.union.clone(), data)))
}

/// `Union[…]`: as `typing` checks arguments.
fn from_arguments(vm: &Vm, given: &[Value]) -> PyResult {
    let mut types = Vec::with_capacity(given.len());
    for v in given {
        if is_unionable(v) || is_type_parameter(v) {
            types.push(v.clone());
        } else {
            let typing = vm.import("typing")?;
            let check = vm.get_attr(&typing, &vm.intern("_type_check"))?;
            types.push(vm.call(&check, &[v.clone(), Value::str("Union[arg, ...]: each arg must be a type.")])?);
        }
    }
    of(vm, &types)
}

fn class_getitem(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[1] {
        Value::Tuple(t) if t.is_empty() => Err(vm.type_error("Cannot take a Union of no types.")),
        Value::Tuple(t) => from_arguments(vm, t.items()),
        one => from_arguments(vm, std::slice::from_ref(one)),
    }
}

fn method_or(vm: &Vm, a: &[Value]) -> PyResult {
    or(vm, &a[0], &a[1])
}

fn method_ror(vm: &Vm, a: &[Value]) -> PyResult {
    or(vm, &a[1], &a[0])
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let mut parts = Vec::new();
    for arg in this(vm, &a[0])?.args.items() {
        parts.push(match arg {
            Value::Type(t) if t.is(&vm.types.none) => "None".to_owned(),
            arg => vm.recurse(" while getting the repr of an object", |vm| argument_repr(vm, arg))?,
        });
    }
    Ok(Value::from(parts.join(" | ")))
}

/// Unions are equal when they have the same members, in any order.
fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    let (Some(x), Some(y)) = (members(&a[0]), members(&a[1])) else { return Ok(Value::NotImplemented) };
    if x.len() != y.len() {
        return Ok(Value::Bool(false));
    }
    for p in x.items() {
        let mut found = false;
        for q in y.items() {
            if vm.eq(p, q)? {
                found = true;
                break;
            }
        }
        if !found {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    // The order of the members does not count.
    let members = vm.call(&Value::Type(vm.types.frozenset.clone()), &[Value::Tuple(this(vm, &a[0])?.args.clone())])?;
    Ok(Value::Int(vm.hash(&members)?))
}

fn parameters(vm: &Vm, v: &Value) -> PyResult {
    let union = this(vm, v)?;
    if let Some(known) = union.parameters.get() {
        return Ok(Value::Tuple(known.clone()));
    }
    let found = collect_parameters(vm, union.args.items())?;
    Ok(Value::Tuple(union.parameters.get_or_init(|| found).clone()))
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let args = this(vm, &a[0])?.args.clone();
    let Value::Tuple(params) = parameters(vm, &a[0])? else { return Ok(Value::NotImplemented) };
    let replaced = substitute(vm, &a[0], args.items(), params.items(), &a[1])?;
    from_arguments(vm, &replaced)
}

fn mro_entries(vm: &Vm, a: &[Value]) -> PyResult {
    Err(vm.type_error(format!("Cannot subclass {}", vm.repr(&a[0])?)))
}

/// True when `obj` is an instance of one of the members.
fn instancecheck(vm: &Vm, a: &[Value]) -> PyResult {
    for member in this(vm, &a[0])?.args.clone().items() {
        if vm.is_instance(&a[1], member)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn subclasscheck(vm: &Vm, a: &[Value]) -> PyResult {
    if !matches!(a[1], Value::Type(_)) {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    for member in this(vm, &a[0])?.args.clone().items() {
        if vm.is_subclass(&a[1], member)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn args(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Tuple(this(vm, v)?.args.clone()))
}

fn origin(vm: &Vm, _: &Value) -> PyResult {
    Ok(Value::Type(vm.types.union.clone()))
}

fn name(_: &Vm, _: &Value) -> PyResult {
    Ok(Value::str("Union"))
}

fn getattribute(vm: &Vm, a: &[Value]) -> PyResult {
    let name = object::attribute_name(vm, &a[1])?;
    match vm.generic_get_attr(&a[0], &vm.class_of(&a[0]), name)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(&a[0], name.as_str())),
    }
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "A union of types: X | Y.",
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__hash__", "(self, /)", hash),
        method("__eq__", "(self, value, /)", eq),
        method("__getattribute__", "(self, name, /)", getattribute),
        method("__or__", "(self, value, /)", method_or),
        method("__ror__", "(self, value, /)", method_ror),
        method("__getitem__", "(self, key, /)", getitem),
        method("__mro_entries__", "(self, bases, /)", mro_entries),
        method("__instancecheck__", "(self, instance, /)", instancecheck),
        method("__subclasscheck__", "(self, subclass, /)", subclasscheck),
        class_method("__class_getitem__", "(cls, parameters, /)", class_getitem),
    ],
    getset: &[
        getter("__args__", args),
        getter("__parameters__", parameters),
        getter("__origin__", origin),
        getter("__name__", name),
        getter("__qualname__", name),
    ],
    ..TypeDef::new("Union", "typing")
};
