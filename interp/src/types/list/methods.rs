//! The methods of `list`.

use super::{List, sort};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, NativeDef, TypeDef, class_method, method, method_raw};
use crate::tree::CmpOp;
use crate::types::arguments;
use crate::types::class::TypeRef;
use crate::types::iterators;
use crate::types::sequence::{self, Span};
use crate::types::slice::Slice;
use crate::value::Value;
use crate::vm::Vm;

/// The table of `list`.
pub const DEF: TypeDef = TypeDef {
    doc: "A mutable sequence of any objects.",
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("list", "builtins")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args, **kwargs)", init),
    method("append", "(self, object, /)", append).doc("Add an item at the end."),
    method("clear", "(self, /)", clear).doc("Remove all items."),
    method("copy", "(self, /)", copy).doc("A new list of the same items."),
    method("count", "(self, value, /)", count).doc("How many items equal value."),
    method("extend", "(self, iterable, /)", extend).doc("Add all items of an iterable at the end."),
    method("index", "(self, value, start=0, stop=9223372036854775807, /)", index)
        .doc("The position of the first item equal to value; ValueError if there is none."),
    method("insert", "(self, index, object, /)", insert).doc("Insert an item before the one at index."),
    method("pop", "(self, index=-1, /)", pop).doc("Remove the item at index and return it."),
    method("remove", "(self, value, /)", remove).doc("Remove the first item equal to value."),
    method("reverse", "(self, /)", reverse).doc("Reverse the order of the items in place."),
    method_raw("sort", "(self, /, *, key=None, reverse=False)", sort_method)
        .doc("Sort in place; equal items keep their order."),
    method("__repr__", "(self, /)", repr),
    method("__len__", "(self, /)", len),
    method("__getitem__", "(self, index, /)", getitem),
    method("__setitem__", "(self, key, value, /)", setitem),
    method("__delitem__", "(self, key, /)", delitem),
    method("__contains__", "(self, key, /)", contains),
    method("__iter__", "(self, /)", iter),
    method("__reversed__", "(self, /)", reversed),
    method("__add__", "(self, value, /)", add),
    method("__iadd__", "(self, value, /)", iadd),
    method("__mul__", "(self, value, /)", mul),
    method("__rmul__", "(self, value, /)", mul),
    method("__imul__", "(self, value, /)", imul),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Lt, a)),
    method("__le__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Le, a)),
    method("__gt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Gt, a)),
    method("__ge__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ge, a)),
    method("__sizeof__", "(self, /)", sizeof),
    class_method("__class_getitem__", "(cls, object, /)", crate::types::class_getitem),
];

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Ref<List>> {
    match a[0].inner() {
        Value::List(l) => Ok(l),
        _ => Err(arguments::bad_receiver(vm, "list", &a[0])),
    }
}

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(vm.wrap(cls, &vm.types.list, Value::list(Vec::new())))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let list = this(vm, args.values)?;
    let rest = args.skip_first();
    // A derived class with a `__new__` of its own may know what keyword arguments mean.
    if !rest.names.is_empty() && !arguments::has_own(vm, &vm.class_of(&args.values[0]), &vm.names.__new__) {
        arguments::no_keywords(vm, &rest, "list")?;
    }
    let given = rest.pos();
    arguments::count(vm, "list", given.len(), 0, 1)?;
    let items = match given {
        [iterable] => vm.collect(iterable)?,
        _ => Vec::new(),
    };
    let old = std::mem::replace(&mut *list.borrow_mut(), items);
    drop(old);
    Ok(Value::None)
}

/// `list[index]` for a machine int: the hot path of subscripts.
#[inline]
pub fn list_get(vm: &Vm, list: &List, index: i64) -> PyResult {
    let items = list.borrow();
    match sequence::position(index, items.len()) {
        Some(i) => Ok(items[i].clone()),
        None => Err(vm.index_error("list index out of range")),
    }
}

/// `list[index] = value` for a machine int.
#[inline]
pub fn list_set(vm: &Vm, list: &List, index: i64, value: Value) -> PyResult<()> {
    match sequence::position(index, list.len()) {
        Some(i) => {
            list.set(i, value);
            Ok(())
        }
        None => Err(vm.index_error("list assignment index out of range")),
    }
}

/// Adds everything in `iterable` at the end.
pub fn extend_with(vm: &Vm, list: &List, iterable: &Value) -> PyResult<()> {
    // Exact lists and tuples are copied at once; all else is added item by item, so that what was added before an
    // error stays.
    match iterable {
        Value::List(other) => {
            let items = other.snapshot();
            list.borrow_mut().extend(items);
        }
        Value::Tuple(t) => list.borrow_mut().extend_from_slice(t),
        _ => {
            let it = vm.iter(iterable)?;
            let hint = vm.asked_length(iterable)?;
            let room = list.len().saturating_add(hint).min(1 << 20).saturating_sub(list.len());
            list.borrow_mut().reserve(room);
            vm.drain(&it, &mut |item| {
                list.push(item);
                Ok(true)
            })?;
        }
    }
    Ok(())
}

fn append(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?.push(a[1].clone());
    Ok(Value::None)
}

fn clear(vm: &Vm, a: &[Value]) -> PyResult {
    let old = this(vm, a)?.take();
    drop(old);
    Ok(Value::None)
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::list(this(vm, a)?.snapshot()))
}

fn count(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(sequence::count(vm, &**this(vm, a)?, &a[1])?))
}

fn extend(vm: &Vm, a: &[Value]) -> PyResult {
    extend_with(vm, this(vm, a)?, &a[1])?;
    Ok(Value::None)
}

fn index(vm: &Vm, a: &[Value]) -> PyResult {
    let list = this(vm, a)?;
    let start = sequence::bound_argument(vm, &a[2], 0)?;
    let stop = sequence::bound_argument(vm, &a[3], i64::MAX)?;
    let len = list.len();
    let (from, to) = (sequence::clip(start, len), if stop < 0 { sequence::clip(stop, len) } else { stop as usize });
    match sequence::find(vm, &**list, &a[1], from, to)? {
        Some(i) => Ok(Value::from(i)),
        None => Err(vm.value_error(format!("{} is not in list", vm.repr(&a[1])?))),
    }
}

fn insert(vm: &Vm, a: &[Value]) -> PyResult {
    let list = this(vm, a)?;
    let index = vm.index_i64(&a[1])?;
    let at = sequence::clip(index, list.len());
    list.borrow_mut().insert(at, a[2].clone());
    Ok(Value::None)
}

fn pop(vm: &Vm, a: &[Value]) -> PyResult {
    let list = this(vm, a)?;
    if a[1].is_unbound()
        && let Some(last) = list.borrow_mut().pop()
    {
        return Ok(last);
    }
    let index = if a[1].is_unbound() { -1 } else { vm.index_i64(&a[1])? };
    let mut items = list.borrow_mut();
    match sequence::position(index, items.len()) {
        Some(i) if i + 1 == items.len() => Ok(items.pop().unwrap_or(Value::None)),
        Some(i) => Ok(items.remove(i)),
        None if items.is_empty() => Err(vm.index_error("pop from empty list")),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &Vm, a: &[Value]) -> PyResult {
    let list = this(vm, a)?;
    match sequence::find(vm, &**list, &a[1], 0, usize::MAX)? {
        Some(i) => {
            let mut items = list.borrow_mut();
            // The comparison may have shortened the list.
            let old = if i < items.len() { items.remove(i) } else { Value::None };
            drop(items);
            drop(old);
            Ok(Value::None)
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn reverse(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?.borrow_mut().reverse();
    Ok(Value::None)
}

fn sort_method(vm: &Vm, args: &Args) -> PyResult {
    let list = this(vm, args.values)?;
    if args.pos().len() > 1 {
        return Err(vm.type_error("sort() takes no positional arguments"));
    }
    let (mut key, mut reverse) = (Value::None, false);
    for (name, v) in args.keywords() {
        match name.as_str() {
            "key" => key = v.clone(),
            "reverse" => reverse = vm.truth(v)?,
            other => return Err(arguments::unexpected_keyword(vm, "sort", other)),
        }
    }
    sort::sort_list(vm, list, key.some(), reverse)?;
    Ok(Value::None)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let list = this(vm, a)?;
    if list.is_empty() {
        return Ok(Value::str("[]"));
    }
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("[...]")) };
    let mut out = String::from("[");
    sequence::join_reprs(vm, &**list, &mut out)?;
    out.push(']');
    Ok(Value::from(out))
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(this(vm, a)?.len()))
}

fn bad_index(vm: &Vm, index: &Value) -> crate::error::Raised {
    vm.type_error(format!("list indices must be integers or slices, not {}", vm.type_name(index)))
}

/// `list[slice]`.
pub fn slice_of(vm: &Vm, list: &List, s: &Slice) -> PyResult {
    let span = sequence::resolve(vm, s, || list.len())?;
    Ok(Value::list(sequence::select(&list.borrow(), span)))
}

/// `list[index]` for any index.
pub fn get(vm: &Vm, list: &List, index: &Value) -> PyResult {
    match index {
        Value::Int(i) => list_get(vm, list, *i),
        Value::Slice(s) => slice_of(vm, list, s),
        _ if sequence::has_index(vm, index) => list_get(vm, list, vm.index_i64(index)?),
        _ => Err(bad_index(vm, index)),
    }
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    get(vm, this(vm, a)?, &a[1])
}

/// `list[index] = value` for any index.
pub fn set(vm: &Vm, list: &Ref<List>, index: &Value, value: &Value) -> PyResult<()> {
    match index {
        Value::Int(i) => list_set(vm, list, *i, value.clone()),
        Value::Slice(s) => set_slice(vm, list, s, value),
        _ if sequence::has_index(vm, index) => list_set(vm, list, vm.index_i64(index)?, value.clone()),
        _ => Err(bad_index(vm, index)),
    }
}

fn setitem(vm: &Vm, a: &[Value]) -> PyResult {
    set(vm, this(vm, a)?, &a[1], &a[2])?;
    Ok(Value::None)
}

fn set_slice(vm: &Vm, list: &Ref<List>, s: &Slice, value: &Value) -> PyResult<()> {
    let bounds = sequence::slice_bounds(vm, s)?;
    // Collected before the length is looked at: producing the items may change the list.
    let items = match value {
        Value::List(other) => other.snapshot(),
        Value::Tuple(t) => t.to_vec(),
        _ if !vm.is_iterable(value) => {
            return Err(vm.type_error("must assign iterable to extended slice"));
        }
        _ => vm.collect(value)?,
    };
    let mut target = list.borrow_mut();
    let span = sequence::fit(bounds, target.len());
    if bounds.2 == 1 {
        let old: Vec<Value> = target.splice(span.start..span.start + span.count, items).collect();
        drop(target);
        drop(old);
        return Ok(());
    }
    if items.len() != span.count {
        return Err(vm.value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            items.len(),
            span.count
        )));
    }
    let mut old = Vec::with_capacity(span.count);
    for (i, item) in span.positions().zip(items) {
        old.push(std::mem::replace(&mut target[i], item));
    }
    drop(target);
    drop(old);
    Ok(())
}

/// Removes the selected items and hands them out.
fn remove_span<T>(items: &mut Vec<T>, span: Span) -> Vec<T> {
    if span.count == 0 {
        return Vec::new();
    }
    if span.step == 1 {
        return items.drain(span.start..span.start + span.count).collect();
    }
    // In ascending order, whatever the sign of the step.
    let (first, step) = if span.step > 0 {
        (span.start, span.step as usize)
    } else {
        (span.start - (span.count - 1) * span.step.unsigned_abs(), span.step.unsigned_abs())
    };
    let last = first + (span.count - 1) * step;
    let tail: Vec<T> = items.drain(first..).collect();
    let mut gone = Vec::with_capacity(span.count);
    for (i, item) in tail.into_iter().enumerate() {
        if first + i <= last && i % step == 0 { gone.push(item) } else { items.push(item) }
    }
    gone
}

/// `del list[index]` for any index.
pub fn delete(vm: &Vm, list: &List, index: &Value) -> PyResult<()> {
    let index = match index {
        Value::Int(i) => *i,
        Value::Slice(s) => {
            let span = sequence::resolve(vm, s, || list.len())?;
            let gone = remove_span(&mut list.borrow_mut(), span);
            drop(gone);
            return Ok(());
        }
        _ if sequence::has_index(vm, index) => vm.index_i64(index)?,
        _ => return Err(bad_index(vm, index)),
    };
    let mut items = list.borrow_mut();
    let Some(i) = sequence::position(index, items.len()) else {
        return Err(vm.index_error("list assignment index out of range"));
    };
    let old = items.remove(i);
    drop(items);
    old.discard();
    Ok(())
}

fn delitem(vm: &Vm, a: &[Value]) -> PyResult {
    delete(vm, this(vm, a)?, &a[1])?;
    Ok(Value::None)
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(sequence::find(vm, &**this(vm, a)?, &a[1], 0, usize::MAX)?.is_some()))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::list_iterator(vm, this(vm, a)?.clone()))
}

fn reversed(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::list_reverseiterator(vm, this(vm, a)?.clone()))
}

fn add(vm: &Vm, a: &[Value]) -> PyResult {
    let left = this(vm, a)?;
    match a[1].inner() {
        Value::List(right) => {
            let (x, y) = (left.borrow(), right.borrow());
            let mut items = Vec::with_capacity(x.len() + y.len());
            items.extend_from_slice(&x);
            items.extend_from_slice(&y);
            Ok(Value::list(items))
        }
        _ => Err(vm.type_error(format!("can only concatenate list (not \"{}\") to list", vm.type_name(&a[1])))),
    }
}

fn iadd(vm: &Vm, a: &[Value]) -> PyResult {
    extend_with(vm, this(vm, a)?, &a[1])?;
    Ok(a[0].clone())
}

fn mul(vm: &Vm, a: &[Value]) -> PyResult {
    let list = this(vm, a)?;
    let n = sequence::times(vm, &a[1])?;
    let items = list.snapshot();
    Ok(Value::list(sequence::repeat(vm, &items, n)?))
}

fn imul(vm: &Vm, a: &[Value]) -> PyResult {
    let list = this(vm, a)?;
    let n = sequence::times(vm, &a[1])?;
    let items = list.snapshot();
    let repeated = sequence::repeat(vm, &items, n)?;
    let old = std::mem::replace(&mut *list.borrow_mut(), repeated);
    drop(old);
    Ok(a[0].clone())
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let left = this(vm, a)?;
    match a[1].inner() {
        Value::List(right) => sequence::compare(vm, op, &**left, &**right),
        _ => Ok(Value::NotImplemented),
    }
}

fn sizeof(vm: &Vm, a: &[Value]) -> PyResult {
    // A header of 40 bytes and a pointer an item, as CPython reports it.
    Ok(Value::from(40 + 8 * this(vm, a)?.borrow().capacity()))
}
