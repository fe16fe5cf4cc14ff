//! The methods of `deque`.

use std::collections::VecDeque;

use taipan_interp::native::{GetSet, NativeDef, class_method, getter, method, method_raw};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::{generic_alias, sequence};
use taipan_interp::{PyResult, Value, Vm};

use super::deque::{Deque, init, iterator, this};
use super::{Types, reduce_state};
use crate::support::{object, ssize_arg};

pub(super) const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, iterable=(), maxlen=None)", init),
    method("append", "(self, x, /)", append).doc("Add an item on the right."),
    method("appendleft", "(self, x, /)", appendleft).doc("Add an item on the left."),
    method("clear", "(self, /)", clear).doc("Remove all items."),
    method("copy", "(self, /)", copy).doc("A new deque of the same items."),
    method("__copy__", "(self, /)", copy),
    method("count", "(self, x, /)", count).doc("How many items equal x."),
    method("extend", "(self, iterable, /)", extend).doc("Add all items of an iterable on the right."),
    method("extendleft", "(self, iterable, /)", extendleft)
        .doc("Add all items of an iterable on the left, one by one."),
    method("index", "(self, value, start=0, stop=9223372036854775807, /)", index)
        .doc("The position of the first item equal to value; ValueError if there is none."),
    method("insert", "(self, index, value, /)", insert).doc("Insert an item before the one at index."),
    method("pop", "(self, /)", pop).doc("Remove the rightmost item and return it."),
    method("popleft", "(self, /)", popleft).doc("Remove the leftmost item and return it."),
    method("remove", "(self, value, /)", remove).doc("Remove the first item equal to value."),
    method("reverse", "(self, /)", reverse).doc("Reverse the order of the items in place."),
    method("rotate", "(self, n=1, /)", rotate).doc("Move n items from the right end to the left."),
    method("__len__", "(self, /)", |vm, a| Ok(Value::from(this(vm, a)?.len()))),
    method("__getitem__", "(self, index, /)", getitem),
    method("__setitem__", "(self, index, value, /)", setitem),
    method("__delitem__", "(self, index, /)", delitem),
    method("__contains__", "(self, value, /)", contains),
    method("__iter__", "(self, /)", |vm, a| iterator(vm, &a[0], false)),
    method("__reversed__", "(self, /)", |vm, a| iterator(vm, &a[0], true)),
    method("__repr__", "(self, /)", repr),
    method("__add__", "(self, value, /)", add),
    method("__iadd__", "(self, value, /)", iadd),
    method("__mul__", "(self, value, /)", mul),
    method("__rmul__", "(self, value, /)", mul),
    method("__imul__", "(self, value, /)", imul),
    method("__reduce__", "(self, /)", reduce),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Lt, a)),
    method("__le__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Le, a)),
    method("__gt__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Gt, a)),
    method("__ge__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Ge, a)),
    class_method("__class_getitem__", "(cls, object, /)", |vm, a| generic_alias::make(vm, &a[0], &a[1])),
];

pub(super) const GETSET: &[GetSet] = &[getter("maxlen", maxlen)];

fn maxlen(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, std::slice::from_ref(v))?.max.get().map_or(Value::None, Value::from))
}

fn append(vm: &Vm, a: &[Value]) -> PyResult {
    let _fallen = this(vm, a)?.push_back(a[1].clone());
    Ok(Value::None)
}

fn appendleft(vm: &Vm, a: &[Value]) -> PyResult {
    let _fallen = this(vm, a)?.push_front(a[1].clone());
    Ok(Value::None)
}

fn clear(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    deque.touch();
    let _old = deque.items.take();
    Ok(Value::None)
}

fn pop(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let item = deque.items.borrow_mut().pop_back();
    deque.touch();
    item.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn popleft(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let item = deque.items.borrow_mut().pop_front();
    deque.touch();
    item.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn extend(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    if a[0].is(&a[1]) {
        deque.extend(vm, &Value::list(deque.snapshot()))?;
    } else {
        deque.extend(vm, &a[1])?;
    }
    Ok(Value::None)
}

fn extendleft(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let source = if a[0].is(&a[1]) { Value::list(deque.snapshot()) } else { a[1].clone() };
    vm.for_each(&source, &mut |v| {
        let _fallen = deque.push_front(v);
        Ok(true)
    })?;
    Ok(Value::None)
}

/// A deque of the same class with these items.
fn like(vm: &Vm, model: &Value, items: Vec<Value>) -> PyResult {
    let deque = this(vm, std::slice::from_ref(model))?;
    let class = vm.class_of(model);
    let max = deque.max.get();
    if class.is(&vm.state(Types::new).deque) {
        let mut items = VecDeque::from(items);
        if let Some(max) = max {
            items.drain(..items.len().saturating_sub(max));
        }
        return Ok(object(&class, Deque::with(items, max)));
    }
    let mut args = vec![Value::list(items)];
    args.extend(max.map(Value::from));
    let made = vm.call(&Value::Type(class.clone()), &args)?;
    if made.native::<Deque>().is_none() {
        return Err(vm.type_error(format!("{}() must return a deque, not {}", class.name(), vm.type_name(&made))));
    }
    Ok(made)
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    like(vm, &a[0], this(vm, a)?.snapshot())
}

/// The positions at which items equal `x`, from `start` to `stop`, as long as `f` says to go on.
fn search(
    vm: &Vm,
    deque: &Deque,
    x: &Value,
    range: std::ops::Range<usize>,
    changed: &dyn Fn() -> taipan_interp::Raised,
    f: &mut dyn FnMut(usize) -> bool,
) -> PyResult<()> {
    let version = deque.version.get();
    for i in range {
        let Some(item) = deque.items.borrow().get(i).cloned() else { break };
        let same = vm.eq(&item, x)?;
        if deque.version.get() != version {
            return Err(changed());
        }
        if same && !f(i) {
            break;
        }
    }
    Ok(())
}

fn mutated(vm: &Vm) -> taipan_interp::Raised {
    vm.runtime_error("deque mutated during iteration")
}

fn count(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let mut n = 0;
    search(vm, deque, &a[1], 0..deque.len(), &|| mutated(vm), &mut |_| {
        n += 1;
        true
    })?;
    Ok(Value::Int(n))
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let mut found = false;
    search(vm, deque, &a[1], 0..deque.len(), &|| mutated(vm), &mut |_| {
        found = true;
        false
    })?;
    Ok(Value::Bool(found))
}

#[cold]
fn not_there(vm: &Vm, x: &Value) -> taipan_interp::Raised {
    match vm.repr(x) {
        Ok(text) => vm.value_error(format!("{text} is not in deque")),
        Err(e) => e,
    }
}

fn index(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let len = deque.len();
    let bound = |v: &Value, default: usize| match v.bound() {
        None => Ok(default),
        Some(v) => sequence::bound_argument(vm, v, default as i64).map(|i| sequence::clip(i, len)),
    };
    let (start, stop) = (bound(&a[2], 0)?, bound(&a[3], len)?);
    let mut found = None;
    search(vm, deque, &a[1], start..stop, &|| mutated(vm), &mut |i| {
        found = Some(i);
        false
    })?;
    found.map(Value::from).ok_or_else(|| not_there(vm, &a[1]))
}

fn remove(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let mut found = None;
    let changed = || vm.index_error("deque mutated during remove().");
    search(vm, deque, &a[1], 0..deque.len(), &changed, &mut |i| {
        found = Some(i);
        false
    })?;
    let Some(i) = found else { return Err(not_there(vm, &a[1])) };
    deque.touch();
    let _gone = deque.items.borrow_mut().remove(i);
    Ok(Value::None)
}

fn insert(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let i = ssize_arg(vm, &a[1])?;
    let len = deque.len();
    if deque.max.get().is_some_and(|max| len >= max) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let i = if i < 0 { i.saturating_add(len as i64).max(0) } else { i.min(len as i64) };
    deque.touch();
    deque.items.borrow_mut().insert(i as usize, a[2].clone());
    Ok(Value::None)
}

fn reverse(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    deque.touch();
    deque.items.borrow_mut().make_contiguous().reverse();
    Ok(Value::None)
}

fn rotate(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let n = a[1].bound().map_or(Ok(1), |n| ssize_arg(vm, n))?;
    let mut items = deque.items.borrow_mut();
    if items.len() > 1 {
        let n = n.rem_euclid(items.len() as i64) as usize;
        items.rotate_right(n);
    }
    deque.touch();
    Ok(Value::None)
}

/// The position that an index names.
fn position(vm: &Vm, deque: &Deque, index: i64) -> PyResult<usize> {
    let len = deque.len() as i64;
    let i = if index < 0 { index + len } else { index };
    if (0..len).contains(&i) { Ok(i as usize) } else { Err(vm.index_error("deque index out of range")) }
}

/// The position that a subscript names.
fn subscript(vm: &Vm, deque: &Deque, index: &Value) -> PyResult<usize> {
    if let Value::Int(i) = index {
        return position(vm, deque, *i);
    }
    if !sequence::has_index(vm, index) {
        return Err(vm.type_error(format!("sequence index must be integer, not '{}'", vm.type_name(index))));
    }
    position(vm, deque, vm.index_i64(index)?)
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let i = subscript(vm, deque, &a[1])?;
    Ok(deque.items.borrow()[i].clone())
}

fn setitem(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let i = subscript(vm, deque, &a[1])?;
    let _old = std::mem::replace(&mut deque.items.borrow_mut()[i], a[2].clone());
    Ok(Value::None)
}

fn delitem(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let i = subscript(vm, deque, &a[1])?;
    deque.touch();
    let _gone = deque.items.borrow_mut().remove(i);
    Ok(Value::None)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let name = vm.class_of(&a[0]).name();
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("[...]")) };
    let items = vm.recurse(" while getting the repr of an object", |vm| vm.repr(&Value::list(deque.snapshot())))?;
    Ok(Value::from(match deque.max.get() {
        Some(max) => format!("{name}({items}, maxlen={max})"),
        None => format!("{name}({items})"),
    }))
}

fn add(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let Some(other) = a[1].native::<Deque>() else {
        return Err(vm.type_error(format!("can only concatenate deque (not \"{}\") to deque", vm.type_name(&a[1]))));
    };
    let mut items = deque.snapshot();
    items.extend(other.snapshot());
    like(vm, &a[0], items)
}

fn iadd(vm: &Vm, a: &[Value]) -> PyResult {
    extend(vm, a)?;
    Ok(a[0].clone())
}

fn repeated(vm: &Vm, deque: &Deque, times: &Value) -> PyResult<Option<Vec<Value>>> {
    let Some(times) = sequence::times_unless_deferred(vm, times)? else { return Ok(None) };
    // With a maximal length only the last items survive: no need to make more than those.
    let items = deque.snapshot();
    let times = match deque.max.get() {
        Some(max) if !items.is_empty() => times.min(max / items.len() + 1),
        _ => times,
    };
    sequence::repeat(vm, &items, times).map(Some)
}

fn mul(vm: &Vm, a: &[Value]) -> PyResult {
    match repeated(vm, this(vm, a)?, &a[1])? {
        Some(items) => like(vm, &a[0], items),
        None => Ok(Value::NotImplemented),
    }
}

fn imul(vm: &Vm, a: &[Value]) -> PyResult {
    let deque = this(vm, a)?;
    let Some(items) = repeated(vm, deque, &a[1])? else { return Ok(Value::NotImplemented) };
    let mut items = VecDeque::from(items);
    if let Some(max) = deque.max.get() {
        items.drain(..items.len().saturating_sub(max));
    }
    deque.touch();
    let _old = deque.items.replace(items);
    Ok(a[0].clone())
}

fn compare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let (Some(x), Some(y)) = (a[0].native::<Deque>(), a[1].native::<Deque>()) else {
        return Ok(Value::NotImplemented);
    };
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && x.len() != y.len() {
        return Ok(Value::Bool(op == CmpOp::Ne));
    }
    sequence::compare(vm, op, x.snapshot().as_slice(), y.snapshot().as_slice())
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let args = match this(vm, a)?.max.get() {
        Some(max) => vec![Value::tuple(Vec::new()), Value::from(max)],
        None => Vec::new(),
    };
    let class = Value::Type(vm.class_of(&a[0]));
    Ok(Value::tuple(vec![class, Value::tuple(args), reduce_state(vm, &a[0])?, iterator(vm, &a[0], false)?]))
}
