//! What `dict.keys()`, `dict.values()` and `dict.items()` return: windows on the dict. Those of keys and items work as
//! sets do.

use super::Dict;
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{GetSet, NativeDef, TypeDef, getter, method};
use crate::tree::CmpOp;
use crate::types::set::{Set, ops as set_ops};
use crate::types::{arguments, iterators};
use crate::value::Value;
use crate::vm::Vm;

/// What a view or a dict iterator shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Keys,
    Values,
    Items,
}

/// A view.
pub struct DictView {
    pub dict: Ref<Dict>,
    /// The dict as Python knows it: it may be an instance of a derived class.
    owner: Value,
    pub kind: Kind,
}

impl NativeData for DictView {
    crate::traverses!(dict, owner);
}

/// A view of `dict`, which is `owner` or inside it.
pub fn make(vm: &Vm, dict: &Ref<Dict>, owner: &Value, kind: Kind) -> Value {
    let class = match kind {
        Kind::Keys => &vm.types.dict_keys,
        Kind::Values => &vm.types.dict_values,
        Kind::Items => &vm.types.dict_items,
    };
    Value::Object(ObjRef::new(class.clone(), DictView { dict: dict.clone(), owner: owner.clone(), kind }))
}

/// A table of the methods of all views, and of some more.
macro_rules! view_methods {
    ($($extra:expr,)*) => {
        &[
            method("__repr__", "(self, /)", repr),
            method("__len__", "(self, /)", len),
            method("__iter__", "(self, /)", iter),
            method("__reversed__", "(self, /)", reversed).doc("An iterator over the view, the last entry first."),
            $($extra,)*
        ]
    };
}

/// A table of the methods of the views that work as sets do.
macro_rules! set_methods {
    () => {
        view_methods! {
            method("isdisjoint", "(self, other, /)", isdisjoint).doc("True if the two have nothing in common."),
            method("__contains__", "(self, key, /)", contains),
            method("__and__", "(self, value, /)", |vm, a| and(vm, &a[0], &a[1])),
            method("__rand__", "(self, value, /)", |vm, a| and(vm, &a[1], &a[0])),
            method("__or__", "(self, value, /)", |vm, a| or(vm, &a[0], &a[1])),
            method("__ror__", "(self, value, /)", |vm, a| or(vm, &a[1], &a[0])),
            method("__sub__", "(self, value, /)", |vm, a| sub(vm, &a[0], &a[1])),
            method("__rsub__", "(self, value, /)", |vm, a| sub(vm, &a[1], &a[0])),
            method("__xor__", "(self, value, /)", |vm, a| xor(vm, &a[0], &a[1])),
            method("__rxor__", "(self, value, /)", |vm, a| xor(vm, &a[1], &a[0])),
            method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
            method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
            method("__lt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Lt, a)),
            method("__le__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Le, a)),
            method("__gt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Gt, a)),
            method("__ge__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ge, a)),
        }
    };
}

const SET_METHODS: &[NativeDef] = set_methods!();
const VALUES_METHODS: &[NativeDef] = view_methods!();

const GETSET: &[GetSet] = &[getter("mapping", mapping)];

/// The table of `dict_keys`.
pub const KEYS: TypeDef = TypeDef { methods: SET_METHODS, getset: GETSET, ..TypeDef::new("dict_keys", "builtins") };
/// The table of `dict_values`.
pub const VALUES: TypeDef =
    TypeDef { methods: VALUES_METHODS, getset: GETSET, ..TypeDef::new("dict_values", "builtins") };
/// The table of `dict_items`.
pub const ITEMS: TypeDef = TypeDef { methods: SET_METHODS, getset: GETSET, ..TypeDef::new("dict_items", "builtins") };

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a DictView> {
    v.native::<DictView>().ok_or_else(|| arguments::bad_receiver(vm, "dict_keys", v))
}

fn mapping(vm: &Vm, v: &Value) -> PyResult {
    vm.call(&Value::Type(vm.types.mappingproxy.clone()), std::slice::from_ref(&this(vm, v)?.owner))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let view = this(vm, &a[0])?;
    let name = vm.type_name(&a[0]);
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("...")) };
    let items = vm.repr(&Value::list(snapshot(view)))?;
    Ok(Value::from(format!("{name}({items})")))
}

/// What the view shows now.
fn snapshot(view: &DictView) -> Vec<Value> {
    match view.kind {
        Kind::Keys => view.dict.keys(),
        Kind::Values => view.dict.values(),
        Kind::Items => view.dict.items().into_iter().map(|(k, v)| pair(k, v)).collect(),
    }
}

/// A (key, value) tuple.
pub fn pair(key: Value, value: Value) -> Value {
    Value::Tuple(crate::types::tuple::Tuple::pair(key, value))
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(this(vm, &a[0])?.dict.len()))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    let view = this(vm, &a[0])?;
    Ok(iterators::dict_iterator(vm, &view.dict, view.kind))
}

fn reversed(vm: &Vm, a: &[Value]) -> PyResult {
    let view = this(vm, &a[0])?;
    Ok(iterators::dict_reverseiterator(vm, &view.dict, view.kind))
}

fn has(vm: &Vm, view: &DictView, v: &Value) -> PyResult<bool> {
    match view.kind {
        Kind::Keys => vm.dict_contains(&view.dict, v),
        Kind::Items => match v.inner() {
            Value::Tuple(t) if t.len() == 2 => match vm.dict_get(&view.dict, &t[0])? {
                Some(value) => vm.eq(&value, &t[1]),
                None => Ok(false),
            },
            _ => Ok(false),
        },
        Kind::Values => {
            for value in view.dict.values() {
                if vm.eq(&value, v)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(has(vm, this(vm, &a[0])?, &a[1])?))
}

/// The view, when it is one that works as sets do.
fn as_set_view(v: &Value) -> Option<&DictView> {
    v.native::<DictView>().filter(|view| view.kind != Kind::Values)
}

/// A set of what is in an operand.
fn to_set(vm: &Vm, v: &Value) -> PyResult<Ref<Set>> {
    let set = match as_set_view(v) {
        Some(view) if view.kind == Kind::Keys => set_ops::collect(vm, false, &Value::Dict(view.dict.clone())),
        Some(view) => set_ops::from_items(vm, false, snapshot(view)),
        None => set_ops::collect(vm, false, v),
    };
    set.map(Ref::new)
}

/// How many items an operand has, if that can be told.
fn size(v: &Value) -> Option<usize> {
    match as_set_view(v) {
        Some(view) => Some(view.dict.len()),
        None => set_ops::as_set(v).map(|s| s.len()),
    }
}

fn and(vm: &Vm, left: &Value, right: &Value) -> PyResult {
    // Intersection is symmetric: `view` is the operand that is a view.
    let (mut view, mut other) = if as_set_view(left).is_some() { (left, right) } else { (right, left) };
    if let (Value::Set(s), Some(n)) = (other, size(view))
        && !s.frozen
        && n <= s.len()
    {
        return Ok(Value::Set(Ref::new(set_ops::intersection(vm, s, view)?)));
    }
    if as_set_view(other).is_some() && size(other) > size(view) {
        std::mem::swap(&mut view, &mut other);
    }
    let Some(shown) = as_set_view(view) else { return Ok(Value::NotImplemented) };
    let result = Set::new(false);
    vm.for_each(other, &mut |item| {
        if has(vm, shown, &item)? {
            set_ops::add(vm, &result, item)?;
        }
        Ok(true)
    })?;
    Ok(Value::Set(Ref::new(result)))
}

fn or(vm: &Vm, left: &Value, right: &Value) -> PyResult {
    let result = to_set(vm, left)?;
    set_ops::update(vm, &result, right)?;
    Ok(Value::Set(result))
}

fn sub(vm: &Vm, left: &Value, right: &Value) -> PyResult {
    let result = to_set(vm, left)?;
    set_ops::difference_update(vm, &result, right)?;
    Ok(Value::Set(result))
}

fn xor(vm: &Vm, left: &Value, right: &Value) -> PyResult {
    let result = to_set(vm, left)?;
    set_ops::symmetric_difference_update(vm, &result, right)?;
    Ok(Value::Set(result))
}

fn all_in(vm: &Vm, items: &Value, container: &Value) -> PyResult<bool> {
    let mut all = true;
    vm.for_each(items, &mut |item| {
        all = vm.contains(container, &item)?;
        Ok(all)
    })?;
    Ok(all)
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let (Some(x), Some(y)) = (size(&a[0]), size(&a[1])) else { return Ok(Value::NotImplemented) };
    let answer = match op {
        CmpOp::Eq => x == y && all_in(vm, &a[0], &a[1])?,
        CmpOp::Ne => !(x == y && all_in(vm, &a[0], &a[1])?),
        CmpOp::Lt => x < y && all_in(vm, &a[0], &a[1])?,
        CmpOp::Le => x <= y && all_in(vm, &a[0], &a[1])?,
        CmpOp::Gt => x > y && all_in(vm, &a[1], &a[0])?,
        CmpOp::Ge => x >= y && all_in(vm, &a[1], &a[0])?,
        _ => return Ok(Value::NotImplemented),
    };
    Ok(Value::Bool(answer))
}

fn isdisjoint(vm: &Vm, a: &[Value]) -> PyResult {
    let view = this(vm, &a[0])?;
    let mut disjoint = true;
    vm.for_each(&a[1], &mut |item| {
        disjoint = !has(vm, view, &item)?;
        Ok(disjoint)
    })?;
    Ok(Value::Bool(disjoint))
}
