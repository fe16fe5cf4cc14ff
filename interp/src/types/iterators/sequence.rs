//! Iterators by position: over lists, tuples, ranges, whatever has `__getitem__`; `reversed`; `iter(callable, sentinel)`.

use std::cell::{Cell, RefCell};

use num_bigint::BigInt;
use num_traits::Signed;

use super::{Remaining, builtin_iter, hint, iterator_methods, reduced};
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{Args, NativeDef, TypeDef, method};
use crate::types::arguments;
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::int::arith::to_bigint;
use crate::types::list::List;
use crate::types::range::{Range, small_len};
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// Past the end for good: an exhausted iterator stays exhausted even if its sequence grows.
const DONE: usize = usize::MAX;

/// `list_iterator`.
pub struct ListIter {
    list: RefCell<Option<Ref<List>>>,
    at: Cell<usize>,
}

impl ListIter {
    /// From the first item.
    pub fn new(list: Ref<List>) -> Self {
        ListIter { list: RefCell::new(Some(list)), at: Cell::new(0) }
    }
}

impl NativeData for ListIter {
    crate::traverses!(list);

    fn is_iterator(&self) -> bool {
        true
    }

    #[inline]
    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        let list = self.list.borrow();
        let Some(l) = &*list else { return Ok(None) };
        let at = self.at.get();
        let item = l.get(at);
        if item.is_some() {
            self.at.set(at + 1);
        } else {
            drop(list);
            let done = self.list.take();
            drop(done);
        }
        Ok(item)
    }
}

impl Remaining for ListIter {
    fn remaining(&self, _vm: &Vm) -> PyResult {
        let len = self.list.borrow().as_ref().map_or(0, |l| l.len());
        Ok(Value::from(len.saturating_sub(self.at.get())))
    }
}

/// The table of `list_iterator`.
pub const LIST_ITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![
        hint::<ListIter>(),
        method("__reduce__", "(self, /)", list_reduce),
        method("__setstate__", "(self, state, /)", list_setstate),
    ],
    ..TypeDef::new("list_iterator", "builtins")
};

fn list_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a ListIter> {
    a[0].native::<ListIter>().ok_or_else(|| arguments::bad_receiver(vm, "list_iterator", &a[0]))
}

fn list_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = list_this(vm, a)?;
    let list = it.list.borrow().clone();
    Ok(match list {
        Some(l) => reduced(builtin_iter(vm)?, vec![Value::List(l)], Some(Value::from(it.at.get()))),
        None => reduced(builtin_iter(vm)?, vec![Value::list(Vec::new())], None),
    })
}

fn list_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let it = list_this(vm, a)?;
    let at = vm.index_i64(&a[1])?;
    let len = it.list.borrow().as_ref().map_or(0, |l| l.len());
    it.at.set(usize::try_from(at).unwrap_or(0).min(len));
    Ok(Value::None)
}

/// `list_reverseiterator`.
pub struct ListReverseIter {
    list: Ref<List>,
    /// How many items are left; `DONE` at the end.
    left: Cell<usize>,
}

impl ListReverseIter {
    /// From the last item.
    pub fn new(list: Ref<List>) -> Self {
        let left = Cell::new(list.len());
        ListReverseIter { list, left }
    }
}

impl NativeData for ListReverseIter {
    crate::traverses!(list);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        let left = self.left.get();
        if left == DONE || left == 0 {
            return Ok(None);
        }
        // A list that became shorter ends the iteration.
        let item = self.list.get(left - 1);
        self.left.set(if item.is_some() { left - 1 } else { DONE });
        Ok(item)
    }
}

impl Remaining for ListReverseIter {
    fn remaining(&self, _vm: &Vm) -> PyResult {
        let left = self.left.get();
        Ok(Value::from(if left == DONE || left > self.list.len() { 0 } else { left }))
    }
}

/// The table of `list_reverseiterator`.
pub const LIST_REVERSEITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![
        hint::<ListReverseIter>(),
        method("__reduce__", "(self, /)", reverse_reduce),
        method("__setstate__", "(self, state, /)", reverse_setstate),
    ],
    ..TypeDef::new("list_reverseiterator", "builtins")
};

fn reverse_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a ListReverseIter> {
    a[0].native::<ListReverseIter>().ok_or_else(|| arguments::bad_receiver(vm, "list_reverseiterator", &a[0]))
}

fn reverse_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = reverse_this(vm, a)?;
    let left = it.left.get();
    if left == DONE || left == 0 {
        return Ok(reduced(builtin_iter(vm)?, vec![Value::list(Vec::new())], None));
    }
    let reversed = Value::Type(vm.types.reversed.clone());
    Ok(reduced(reversed, vec![Value::List(it.list.clone())], Some(Value::from(left - 1))))
}

fn reverse_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let it = reverse_this(vm, a)?;
    let at = vm.index_i64(&a[1])?;
    it.left.set(usize::try_from(at.saturating_add(1)).unwrap_or(0).min(it.list.len()));
    Ok(Value::None)
}

/// `tuple_iterator`.
pub struct TupleIter {
    tuple: Tuple,
    at: Cell<usize>,
}

impl TupleIter {
    /// From the first item.
    pub fn new(tuple: Tuple) -> Self {
        TupleIter { tuple, at: Cell::new(0) }
    }
}

impl NativeData for TupleIter {
    crate::traverses!(tuple);

    fn is_iterator(&self) -> bool {
        true
    }

    #[inline]
    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        let at = self.at.get();
        let item = self.tuple.get(at).cloned();
        if item.is_some() {
            self.at.set(at + 1);
        }
        Ok(item)
    }
}

impl Remaining for TupleIter {
    fn remaining(&self, _vm: &Vm) -> PyResult {
        Ok(Value::from(self.tuple.len() - self.at.get()))
    }
}

/// The table of `tuple_iterator`.
pub const TUPLE_ITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![
        hint::<TupleIter>(),
        method("__reduce__", "(self, /)", tuple_reduce),
        method("__setstate__", "(self, state, /)", tuple_setstate),
    ],
    ..TypeDef::new("tuple_iterator", "builtins")
};

fn tuple_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a TupleIter> {
    a[0].native::<TupleIter>().ok_or_else(|| arguments::bad_receiver(vm, "tuple_iterator", &a[0]))
}

fn tuple_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = tuple_this(vm, a)?;
    Ok(reduced(builtin_iter(vm)?, vec![Value::Tuple(it.tuple.clone())], Some(Value::from(it.at.get()))))
}

fn tuple_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let it = tuple_this(vm, a)?;
    let at = vm.index_i64(&a[1])?;
    it.at.set(usize::try_from(at).unwrap_or(0).min(it.tuple.len()));
    Ok(Value::None)
}

/// `range_iterator`: machine ints.
pub struct RangeIter {
    next: Cell<i64>,
    step: i64,
    left: Cell<u64>,
}

impl RangeIter {
    /// The iterator, when every item and the one after the last are machine ints.
    pub fn new(range: &Range) -> Option<Self> {
        let (start, stop, step) = range.small()?;
        let left = small_len(start, stop, step);
        let end = i128::from(start) + i128::from(left) * i128::from(step);
        i64::try_from(end).ok()?;
        Some(RangeIter { next: Cell::new(start), step, left: Cell::new(left) })
    }
}

impl NativeData for RangeIter {
    fn is_iterator(&self) -> bool {
        true
    }

    #[inline]
    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        let left = self.left.get();
        if left == 0 {
            return Ok(None);
        }
        let v = self.next.get();
        self.left.set(left - 1);
        // Cannot overflow: the constructor looked at the end.
        self.next.set(v.wrapping_add(self.step));
        Ok(Some(Value::Int(v)))
    }
}

impl Remaining for RangeIter {
    fn remaining(&self, _vm: &Vm) -> PyResult {
        Ok(Value::from_bigint(BigInt::from(self.left.get())))
    }
}

/// The table of `range_iterator`.
pub const RANGE_ITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![
        hint::<RangeIter>(),
        method("__reduce__", "(self, /)", range_reduce),
        method("__setstate__", "(self, state, /)", range_setstate),
    ],
    ..TypeDef::new("range_iterator", "builtins")
};

fn range_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a RangeIter> {
    a[0].native::<RangeIter>().ok_or_else(|| arguments::bad_receiver(vm, "range_iterator", &a[0]))
}

fn range_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = range_this(vm, a)?;
    let start = it.next.get();
    // The constructor looked at the end.
    let stop = start.wrapping_add((it.left.get() as i64).wrapping_mul(it.step));
    let rest = Value::Range(Ref::new(Range::of(start, stop, it.step)));
    Ok(reduced(builtin_iter(vm)?, vec![rest], Some(Value::None)))
}

/// Goes on from a number of items further.
fn range_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let it = range_this(vm, a)?;
    let skip = u64::try_from(vm.index_i64(&a[1])?).unwrap_or(0).min(it.left.get());
    it.left.set(it.left.get() - skip);
    // The constructor looked at the end.
    it.next.set(it.next.get().wrapping_add((skip as i64).wrapping_mul(it.step)));
    Ok(Value::None)
}

/// `longrange_iterator`: ints of any size.
pub struct LongRangeIter {
    next: RefCell<BigInt>,
    stop: BigInt,
    step: BigInt,
}

impl LongRangeIter {
    /// From the first item.
    pub fn new(range: &Range) -> Self {
        LongRangeIter {
            next: RefCell::new(to_bigint(&range.start)),
            stop: to_bigint(&range.stop),
            step: to_bigint(&range.step),
        }
    }

    fn is_done(&self) -> bool {
        let next = self.next.borrow();
        if self.step.is_negative() { *next <= self.stop } else { *next >= self.stop }
    }
}

impl NativeData for LongRangeIter {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        if self.is_done() {
            return Ok(None);
        }
        let after = &*self.next.borrow() + &self.step;
        Ok(Some(Value::from_bigint(self.next.replace(after))))
    }
}

impl Remaining for LongRangeIter {
    fn remaining(&self, _vm: &Vm) -> PyResult {
        if self.is_done() {
            return Ok(Value::Int(0));
        }
        let distance = (&self.stop - &*self.next.borrow()).abs();
        Ok(Value::from_bigint((distance - 1u8) / self.step.abs() + 1u8))
    }
}

/// The table of `longrange_iterator`.
pub const LONGRANGE_ITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![
        hint::<LongRangeIter>(),
        method("__reduce__", "(self, /)", long_reduce),
        method("__setstate__", "(self, state, /)", long_setstate),
    ],
    ..TypeDef::new("longrange_iterator", "builtins")
};

fn long_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a LongRangeIter> {
    a[0].native::<LongRangeIter>().ok_or_else(|| arguments::bad_receiver(vm, "longrange_iterator", &a[0]))
}

fn long_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = long_this(vm, a)?;
    let rest = Range {
        start: Value::from_bigint(it.next.borrow().clone()),
        stop: Value::from_bigint(it.stop.clone()),
        step: Value::from_bigint(it.step.clone()),
    };
    Ok(reduced(builtin_iter(vm)?, vec![Value::Range(Ref::new(rest))], Some(Value::None)))
}

/// Goes on from a number of items further.
fn long_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let it = long_this(vm, a)?;
    let left = to_bigint(&it.remaining(vm)?);
    let skip = to_bigint(&vm.index(&a[1])?).clamp(BigInt::ZERO, left);
    let next = &*it.next.borrow() + &it.step * skip;
    it.next.replace(next);
    Ok(Value::None)
}

/// `iterator`: over anything with `__getitem__`, from 0 to the first IndexError.
pub struct SequenceIter {
    sequence: RefCell<Option<Value>>,
    at: Cell<i64>,
}

impl SequenceIter {
    /// From index 0.
    pub fn new(sequence: Value) -> Self {
        SequenceIter { sequence: RefCell::new(Some(sequence)), at: Cell::new(0) }
    }
}

impl NativeData for SequenceIter {
    crate::traverses!(sequence);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let Some(sequence) = self.sequence.borrow().clone() else { return Ok(None) };
        let at = self.at.get();
        match vm.get_item(&sequence, &Value::Int(at)) {
            Ok(v) => {
                self.at.set(at + 1);
                Ok(Some(v))
            }
            Err(e) if vm.matches(&e, &vm.exc.index_error) || vm.matches(&e, &vm.exc.stop_iteration) => {
                vm.error_span.set(None);
                let done = self.sequence.take();
                drop(done);
                Ok(None)
            }
            Err(e) => Err(e),
        }
    }
}

impl Remaining for SequenceIter {
    fn remaining(&self, vm: &Vm) -> PyResult {
        let Some(sequence) = self.sequence.borrow().clone() else { return Ok(Value::Int(0)) };
        if vm.lookup_special(&sequence, &vm.names.__len__).is_none() {
            return Ok(Value::NotImplemented);
        }
        let len = vm.len(&sequence)?;
        Ok(Value::from(len.saturating_sub(self.at.get() as usize)))
    }
}

/// The table of `iterator`.
pub const SEQUENCE_ITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![
        hint::<SequenceIter>(),
        method("__reduce__", "(self, /)", sequence_reduce),
        method("__setstate__", "(self, state, /)", sequence_setstate),
    ],
    ..TypeDef::new("iterator", "builtins")
};

fn sequence_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a SequenceIter> {
    a[0].native::<SequenceIter>().ok_or_else(|| arguments::bad_receiver(vm, "iterator", &a[0]))
}

fn sequence_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = sequence_this(vm, a)?;
    let sequence = it.sequence.borrow().clone();
    Ok(match sequence {
        Some(s) => reduced(builtin_iter(vm)?, vec![s], Some(Value::Int(it.at.get()))),
        None => reduced(builtin_iter(vm)?, vec![Value::tuple(Vec::new())], None),
    })
}

fn sequence_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let it = sequence_this(vm, a)?;
    it.at.set(vm.index_i64(&a[1])?.max(0));
    Ok(Value::None)
}

/// `reversed` over anything with `__len__` and `__getitem__`.
pub struct Reversed {
    sequence: RefCell<Option<Value>>,
    /// The index that comes next; below 0 at the end.
    at: Cell<i64>,
}

impl NativeData for Reversed {
    crate::traverses!(sequence);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let Some(sequence) = self.sequence.borrow().clone() else { return Ok(None) };
        let at = self.at.get();
        if at >= 0 {
            match vm.get_item(&sequence, &Value::Int(at)) {
                Ok(v) => {
                    self.at.set(at - 1);
                    return Ok(Some(v));
                }
                Err(e) if vm.matches(&e, &vm.exc.index_error) || vm.matches(&e, &vm.exc.stop_iteration) => {
                    vm.error_span.set(None);
                }
                Err(e) => return Err(e),
            }
        }
        let done = self.sequence.take();
        drop(done);
        Ok(None)
    }
}

impl Remaining for Reversed {
    fn remaining(&self, vm: &Vm) -> PyResult {
        let Some(sequence) = self.sequence.borrow().clone() else { return Ok(Value::Int(0)) };
        let (len, position) = (vm.len(&sequence)?, self.at.get() + 1);
        // A sequence that became shorter has nothing more to say.
        Ok(Value::Int(if (len as i64) < position { 0 } else { position }))
    }
}

/// The table of `reversed`.
pub const REVERSED: TypeDef = TypeDef {
    doc: "An iterator over the items of a sequence, the last one first.",
    new: Some(reversed_new),
    methods: REVERSED_METHODS,
    ..TypeDef::new("reversed", "builtins")
};

const REVERSED_METHODS: &[NativeDef] = iterator_methods![
    hint::<Reversed>(),
    method("__reduce__", "(self, /)", reversed_reduce),
    method("__setstate__", "(self, state, /)", reversed_setstate),
];

fn reversed_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Reversed> {
    a[0].native::<Reversed>().ok_or_else(|| arguments::bad_receiver(vm, "reversed", &a[0]))
}

fn reversed_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = reversed_this(vm, a)?;
    let class = Value::Type(vm.class_of(&a[0]));
    let sequence = it.sequence.borrow().clone();
    Ok(match sequence {
        Some(s) => reduced(class, vec![s], Some(Value::Int(it.at.get()))),
        None => reduced(class, vec![Value::tuple(Vec::new())], None),
    })
}

fn reversed_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let it = reversed_this(vm, a)?;
    let at = vm.index_i64(&a[1])?;
    let sequence = it.sequence.borrow().clone();
    if let Some(s) = sequence {
        let last = vm.len(&s)? as i64 - 1;
        it.at.set(at.clamp(-1, last.max(-1)));
    }
    Ok(Value::None)
}

fn reversed_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = arguments::constructor(vm, cls, args, "reversed", 1, 1)?;
    let sequence = &given[0];
    let not_reversible = || vm.type_error(format!("'{}' object is not reversible", vm.type_name(sequence)));
    match vm.lookup_special(sequence, &vm.names.__reversed__) {
        // A class forbids what its base can do by setting the method to None.
        Some(Value::None) => return Err(not_reversible()),
        Some(f) => return vm.call_unbound(&f, sequence, &Args::positional(&[])),
        None => {}
    }
    let has = |name| vm.lookup_special(sequence, name).is_some();
    let is_class = vm.with_class(sequence, |c| c.has(TypeFlags::HEAP));
    if matches!(sequence.inner(), Value::Dict(_))
        || !has(&vm.names.__getitem__)
        || !(is_class || has(&vm.names.__len__))
    {
        return Err(not_reversible());
    }
    let at = vm.len(sequence)? as i64 - 1;
    let data = Reversed { sequence: RefCell::new(Some(sequence.clone())), at: Cell::new(at) };
    Ok(Value::Object(ObjRef::new(cls.clone(), data)))
}

/// `iter(callable, sentinel)`.
pub struct CallableIter {
    /// What is called, and the result that ends it.
    source: RefCell<Option<(Value, Value)>>,
}

impl CallableIter {
    /// From the next call.
    pub fn new(callable: Value, sentinel: Value) -> Self {
        CallableIter { source: RefCell::new(Some((callable, sentinel))) }
    }

    fn finish(&self) {
        let done = self.source.take();
        drop(done);
    }
}

impl NativeData for CallableIter {
    crate::traverses!(source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let Some((callable, sentinel)) = self.source.borrow().clone() else { return Ok(None) };
        let result = vm.call(&callable, &[]);
        let Some(v) = vm.absorb(result, &vm.exc.stop_iteration)? else {
            self.finish();
            return Ok(None);
        };
        // The call may have come back here and ended the iteration.
        if self.source.borrow().is_none() {
            return Ok(None);
        }
        if vm.eq(&sentinel, &v)? {
            self.finish();
            return Ok(None);
        }
        Ok(Some(v))
    }
}

/// The table of `callable_iterator`.
pub const CALLABLE_ITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![method("__reduce__", "(self, /)", callable_reduce)],
    ..TypeDef::new("callable_iterator", "builtins")
};

fn callable_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = a[0].native::<CallableIter>().ok_or_else(|| arguments::bad_receiver(vm, "callable_iterator", &a[0]))?;
    let source = it.source.borrow().clone();
    Ok(match source {
        Some((callable, sentinel)) => reduced(builtin_iter(vm)?, vec![callable, sentinel], None),
        None => reduced(builtin_iter(vm)?, vec![Value::tuple(Vec::new())], None),
    })
}
