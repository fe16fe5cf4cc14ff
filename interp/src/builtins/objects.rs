//! What any object can be asked: attributes, class, identity, hash, length, text.

use num_bigint::BigInt;

use crate::error::PyResult;
use crate::native::{NativeDef, function};
use crate::types::list::sort;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const TABLE: &[NativeDef] = &[
    function("ascii", "(obj, /)", ascii).doc("As repr(), all but ASCII escaped."),
    function("callable", "(obj, /)", |vm, a| Ok(Value::Bool(is_callable(vm, &a[0])))).doc("True if obj can be called."),
    function("delattr", "(obj, name, /)", delattr).doc("Delete an attribute."),
    function("dir", "(object=<unrepresentable>, /)", dir)
        .doc("The names of an object's attributes; without argument those of the local variables."),
    function("format", "(value, format_spec='', /)", format).doc("A value as text, as the specification says."),
    function("getattr", "(object, name, default=<unrepresentable>, /)", getattr)
        .doc("The value of an attribute; if it is missing the default, or AttributeError without one."),
    function("hasattr", "(obj, name, /)", hasattr).doc("True if the object has the attribute."),
    function("hash", "(obj, /)", |vm, a| vm.hash(&a[0]).map(Value::Int)).doc("The hash of an object."),
    function("id", "(obj, /)", |_, a| Ok(id(&a[0]))).doc("A number that no other living object has."),
    function("isinstance", "(obj, class_or_tuple, /)", |vm, a| vm.is_instance(&a[0], &a[1]).map(Value::Bool))
        .doc("True if obj is an instance of the class, or of one in the tuple, or of one derived from it."),
    function("issubclass", "(cls, class_or_tuple, /)", |vm, a| vm.is_subclass(&a[0], &a[1]).map(Value::Bool))
        .doc("True if cls is the class, or one in the tuple, or derived from it."),
    function("len", "(obj, /)", |vm, a| vm.len(&a[0]).map(Value::from)).doc("How many items a container has."),
    function("repr", "(obj, /)", |vm, a| vm.repr_object(&a[0])).doc("The representation of an object."),
    function("setattr", "(obj, name, value, /)", setattr).doc("Set an attribute."),
    function("vars", "(object=<unrepresentable>, /)", vars)
        .doc("The __dict__ of an object; without argument the local variables."),
];

fn ascii(vm: &Vm, a: &[Value]) -> PyResult {
    let text = vm.repr_object(&a[0])?;
    match text.as_str() {
        Some(s) if !s.is_ascii() => Ok(Value::from(crate::format::escape_non_ascii(s.as_str()))),
        _ => Ok(text),
    }
}

/// True when `v` can be called.
pub(super) fn is_callable(vm: &Vm, v: &Value) -> bool {
    match v {
        Value::Function(_) | Value::Native(_) | Value::Method(_) | Value::Type(_) => true,
        _ => vm.lookup_special(v, &vm.names.__call__).is_some(),
    }
}

/// An attribute's name, interned.
fn name(vm: &Vm, v: &Value) -> PyResult<Str> {
    match v.as_str() {
        Some(s) => Ok(vm.intern_str(s)),
        None => Err(vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(v)))),
    }
}

fn getattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = name(vm, &a[1])?;
    match a[2].bound() {
        None => vm.get_attr(&a[0], &name),
        Some(default) => Ok(vm.get_attr_opt(&a[0], &name)?.unwrap_or_else(|| default.clone())),
    }
}

fn hasattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = name(vm, &a[1])?;
    Ok(Value::Bool(vm.get_attr_opt(&a[0], &name)?.is_some()))
}

fn setattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = name(vm, &a[1])?;
    vm.set_attr(&a[0], &name, a[2].clone())?;
    Ok(Value::None)
}

fn delattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = name(vm, &a[1])?;
    vm.del_attr(&a[0], &name)?;
    Ok(Value::None)
}

/// A number for an object that no other object has while it lives: the address of those on the heap (a multiple of
/// eight), and odd numbers for values that have none.
pub fn id(v: &Value) -> Value {
    let tagged = |n: BigInt, tag: u8| Value::from_bigint((n << 4u8) + tag);
    match v {
        Value::Int(i) => tagged(BigInt::from((*i as u64).rotate_left(1) ^ (*i >> 63) as u64), 1),
        Value::Float(f) => tagged(BigInt::from(f.to_bits()), 3),
        Value::Bool(b) => tagged(BigInt::from(u8::from(*b)), 5),
        Value::Unbound | Value::None => tagged(BigInt::from(2), 5),
        Value::Ellipsis => tagged(BigInt::from(3), 5),
        Value::NotImplemented => tagged(BigInt::from(4), 5),
        // All empty tuples and all strings of the same one character count as the same object.
        Value::Tuple(t) if t.is_empty() => tagged(BigInt::from(5), 5),
        Value::Str(s) if s.len() <= 1 => {
            tagged(BigInt::from(s.as_str().chars().next().map_or(0, |c| u32::from(c) + 1)), 7)
        }
        v => Value::from(v.heap_addr()),
    }
}

fn format(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(spec) = a[1].bound() else { return vm.format(&a[0], "").map(Value::Str) };
    match spec.as_str() {
        Some(spec) => vm.format(&a[0], spec.as_str()).map(Value::Str),
        None => {
            let got = crate::format::argument_type(vm, spec);
            Err(vm.type_error(format!("format() argument 2 must be str, not {got}")))
        }
    }
}

fn dir(vm: &Vm, a: &[Value]) -> PyResult {
    let names = match a[0].bound() {
        None => vm.call_method(&vm.current_locals()?, &vm.names.keys, &[])?,
        Some(obj) => match vm.call_special(obj, &vm.names.__dir__, &[])? {
            Some(names) => names,
            None => return Err(vm.type_error("object does not provide __dir__")),
        },
    };
    let mut names = vm.collect(&names)?;
    sort::sort_values(vm, &mut names, None, false)?;
    Ok(Value::list(names))
}

fn vars(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(obj) = a[0].bound() else { return vm.current_locals() };
    match vm.get_attr_opt(obj, &vm.names.__dict__)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}
