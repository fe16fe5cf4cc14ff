//! The methods of `dict`.

use super::Dict;
pub use super::ops::merge;
use super::ops::{as_dict, equal, from_keys, update};
use super::views::{self, Kind};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, NativeDef, TypeDef, class_method, method, method_raw};
use crate::tree::CmpOp;
use crate::types::class::TypeRef;
use crate::types::{arguments, iterators};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `dict`.
pub const DEF: TypeDef = TypeDef {
    doc: "Values by key, in the order in which the keys were first added.",
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("dict", "builtins")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args, **kwargs)", init),
    method("clear", "(self, /)", clear).doc("Remove all entries."),
    method("copy", "(self, /)", copy).doc("A new dict with the same entries."),
    class_method("fromkeys", "(cls, iterable, value=None, /)", fromkeys)
        .doc("A dict of these keys, all with one value."),
    method("get", "(self, key, default=None, /)", get).doc("The value of key, or default."),
    method("items", "(self, /)", |vm, a| view(vm, a, Kind::Items)).doc("A view of the (key, value) pairs."),
    method("keys", "(self, /)", |vm, a| view(vm, a, Kind::Keys)).doc("A view of the keys."),
    method("pop", "(self, key, default=<unrepresentable>, /)", pop)
        .doc("Remove key and return its value; without key the default, or KeyError if there is none."),
    method("popitem", "(self, /)", popitem).doc("Remove the entry added last and return it as a pair."),
    method("setdefault", "(self, key, default=None, /)", setdefault)
        .doc("The value of key, which is added if missing."),
    method_raw("update", "(self, other=(), /, **entries)", update_method)
        .doc("Add all entries of a mapping, of pairs, of keywords."),
    method("values", "(self, /)", |vm, a| view(vm, a, Kind::Values)).doc("A view of the values."),
    method("__repr__", "(self, /)", repr),
    method("__len__", "(self, /)", len),
    method("__getitem__", "(self, key, /)", getitem),
    method("__setitem__", "(self, key, value, /)", setitem),
    method("__delitem__", "(self, key, /)", delitem),
    method("__contains__", "(self, key, /)", contains),
    method("__iter__", "(self, /)", iter),
    method("__reversed__", "(self, /)", reversed),
    method("__or__", "(self, value, /)", |vm, a| or(vm, &a[0], &a[1])),
    method("__ror__", "(self, value, /)", |vm, a| or(vm, &a[1], &a[0])),
    method("__ior__", "(self, value, /)", ior),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__le__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__gt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__ge__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    class_method("__class_getitem__", "(cls, object, /)", crate::types::class_getitem),
];

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Ref<Dict>> {
    as_dict(&a[0]).ok_or_else(|| arguments::bad_receiver(vm, "dict", &a[0]))
}

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(vm.wrap(cls, &vm.types.dict, Value::Dict(Ref::new(Dict::new()))))
}

/// Positional and keyword arguments of `dict()` and `dict.update()`.
fn fill(vm: &Vm, dict: &Dict, args: &Args, name: &str) -> PyResult<()> {
    arguments::count(vm, name, args.pos().len(), 0, 1)?;
    if let [from] = args.pos() {
        update(vm, dict, from)?;
    }
    for (key, value) in args.keywords() {
        dict.set_str(key, value.clone());
    }
    Ok(())
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    fill(vm, this(vm, args.values)?, &args.skip_first(), "dict")?;
    Ok(Value::None)
}

fn update_method(vm: &Vm, args: &Args) -> PyResult {
    fill(vm, this(vm, args.values)?, &args.skip_first(), "update")?;
    Ok(Value::None)
}

fn clear(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?.clear();
    Ok(Value::None)
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Dict(Ref::new(this(vm, a)?.copy())))
}

fn fromkeys(vm: &Vm, a: &[Value]) -> PyResult {
    let value = a[2].bound().unwrap_or(&Value::None);
    if matches!(&a[0], Value::Type(t) if t.is(&vm.types.dict)) {
        return Ok(Value::Dict(Ref::new(from_keys(vm, &a[1], value)?)));
    }
    let dict = vm.call(&a[0], &[])?;
    vm.for_each(&a[1], &mut |key| {
        vm.set_item(&dict, &key, value.clone())?;
        Ok(true)
    })?;
    Ok(dict)
}

fn get(vm: &Vm, a: &[Value]) -> PyResult {
    match vm.dict_get(this(vm, a)?, &a[1])? {
        Some(v) => Ok(v),
        None => Ok(a[2].bound().cloned().unwrap_or(Value::None)),
    }
}

fn view(vm: &Vm, a: &[Value], kind: Kind) -> PyResult {
    Ok(views::make(vm, this(vm, a)?, &a[0], kind))
}

fn pop(vm: &Vm, a: &[Value]) -> PyResult {
    let dict = this(vm, a)?;
    // Where there is nothing to find, not even the key's hash is asked for.
    let found = if dict.is_empty() { None } else { vm.dict_remove(dict, &a[1])? };
    match found {
        Some(v) => Ok(v),
        None => a[2].bound().cloned().ok_or_else(|| vm.key_error(a[1].clone())),
    }
}

fn popitem(vm: &Vm, a: &[Value]) -> PyResult {
    match this(vm, a)?.pop_last() {
        Some((key, value)) => Ok(views::pair(key, value)),
        None => Err(vm.key_error(Value::str("popitem(): dictionary is empty"))),
    }
}

fn setdefault(vm: &Vm, a: &[Value]) -> PyResult {
    let dict = this(vm, a)?;
    let (hash, found) = vm.dict_find(dict, &a[1])?;
    if let Some(v) = found.and_then(|i| dict.value_at(i)) {
        return Ok(v);
    }
    let value = a[2].bound().cloned().unwrap_or(Value::None);
    dict.insert_new(hash, a[1].clone(), value.clone());
    Ok(value)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let dict = this(vm, a)?;
    if dict.is_empty() {
        return Ok(Value::str("{}"));
    }
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("{...}")) };
    let mut out = String::from("{");
    let mut pos = 0;
    while let Some((next, key, value)) = dict.next_from(pos) {
        if pos > 0 {
            out.push_str(", ");
        }
        pos = next;
        out.push_str(vm.repr(&key)?.as_str());
        out.push_str(": ");
        out.push_str(vm.repr(&value)?.as_str());
    }
    out.push('}');
    Ok(Value::from(out))
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(this(vm, a)?.len()))
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let dict = this(vm, a)?;
    if let Some(v) = vm.dict_get(dict, &a[1])? {
        return Ok(v);
    }
    // Only classes derived from dict can have the hook.
    if !matches!(a[0], Value::Dict(_))
        && let Some(v) = vm.call_special(&a[0], &vm.names.__missing__, std::slice::from_ref(&a[1]))?
    {
        return Ok(v);
    }
    Err(vm.key_error(a[1].clone()))
}

fn setitem(vm: &Vm, a: &[Value]) -> PyResult {
    vm.dict_set(this(vm, a)?, &a[1], a[2].clone())?;
    Ok(Value::None)
}

fn delitem(vm: &Vm, a: &[Value]) -> PyResult {
    match vm.dict_remove(this(vm, a)?, &a[1])? {
        Some(_) => Ok(Value::None),
        None => Err(vm.key_error(a[1].clone())),
    }
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(vm.dict_contains(this(vm, a)?, &a[1])?))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::dict_iterator(vm, this(vm, a)?, Kind::Keys))
}

fn reversed(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::dict_reverseiterator(vm, this(vm, a)?, Kind::Keys))
}

fn or(vm: &Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(l), Some(_)) = (as_dict(left), as_dict(right)) else { return Ok(Value::NotImplemented) };
    let result = l.copy();
    update(vm, &result, right)?;
    Ok(Value::Dict(Ref::new(result)))
}

fn ior(vm: &Vm, a: &[Value]) -> PyResult {
    update(vm, this(vm, a)?, &a[1])?;
    Ok(a[0].clone())
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let dict = this(vm, a)?;
    match as_dict(&a[1]) {
        Some(other) => Ok(Value::Bool(equal(vm, dict, other)? == (op == CmpOp::Eq))),
        None => Ok(Value::NotImplemented),
    }
}
