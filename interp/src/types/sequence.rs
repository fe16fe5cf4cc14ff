//! What list, tuple, range, str, bytes and bytearray share: indices, slices, repetition, comparison item by item.
//!
//! Owns the arithmetic of positions; what the items are is each type's own business.

use num_traits::Signed;

use crate::error::{PyResult, Raised};
use crate::tree::CmpOp;
use crate::types::compare::simple_eq;
use crate::types::slice::Slice;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// A slice applied to a length: `count` positions from `start`, `step` apart. All of them are inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub start: usize,
    /// Where a slice of step 1 ends; assignment to an empty slice inserts at `start`.
    pub stop: usize,
    pub step: isize,
    pub count: usize,
}

impl Span {
    /// The positions in order.
    pub fn positions(self) -> impl ExactSizeIterator<Item = usize> {
        // Inside the sequence by construction: the wrapping form only avoids checks that cannot fail.
        (0..self.count).map(move |i| self.start.wrapping_add_signed((i as isize).wrapping_mul(self.step)))
    }
}

/// The position of `index` (negative: from the end), when it is inside.
#[inline]
pub fn position(index: i64, len: usize) -> Option<usize> {
    let i = if index < 0 { index + len as i64 } else { index };
    usize::try_from(i).ok().filter(|i| *i < len)
}

/// One part of a slice as a machine int: too large ones are cut to the largest, which mean the same.
fn slice_part(vm: &Vm, part: &Value) -> PyResult<Option<i64>> {
    match part {
        Value::None => return Ok(None),
        Value::Int(i) => return Ok(Some(*i)),
        Value::Bool(b) => return Ok(Some(i64::from(*b))),
        _ => {}
    }
    if !has_index(vm, part) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    Ok(Some(clamped(&vm.index(part)?)))
}

/// True when `operator.index` can work on `v`.
pub fn has_index(vm: &Vm, v: &Value) -> bool {
    match v.inner() {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => true,
        Value::Instance(_) | Value::Object(_) | Value::Exception(_) | Value::Type(_) => {
            vm.lookup_special(v, &vm.names.__index__).is_some()
        }
        _ => false,
    }
}

/// An int as i64, the nearest one if it is out of range.
pub fn clamped(v: &Value) -> i64 {
    match v.inner() {
        Value::Int(i) => *i,
        Value::Bool(b) => i64::from(*b),
        Value::Big(b) if b.0.is_negative() => i64::MIN,
        _ => i64::MAX,
    }
}

/// Start and stop of `index` and `count` methods: ints of any size, cut to the range.
pub fn bound_argument(vm: &Vm, v: &Value, default: i64) -> PyResult<i64> {
    match v {
        Value::Unbound => Ok(default),
        Value::Int(i) => Ok(*i),
        v if !has_index(vm, v) => Err(vm.type_error("slice indices must be integers or have an __index__ method")),
        v => Ok(clamped(&vm.index(v)?)),
    }
}

/// A start or stop argument as a position in `0..=len`.
pub fn clip(i: i64, len: usize) -> usize {
    if i < 0 { (i.saturating_add(len as i64)).max(0) as usize } else { (i as u64).min(len as u64) as usize }
}

/// Start, stop and step of a slice, defaults filled in, not yet cut to a length.
pub fn slice_bounds(vm: &Vm, s: &Slice) -> PyResult<(i64, i64, i64)> {
    let step = slice_part(vm, &s.step)?.unwrap_or(1).max(-i64::MAX);
    if step == 0 {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let (low, high) = if step > 0 { (0, i64::MAX) } else { (i64::MAX, i64::MIN) };
    Ok((slice_part(vm, &s.start)?.unwrap_or(low), slice_part(vm, &s.stop)?.unwrap_or(high), step))
}

/// Cuts slice bounds to a sequence of `len` items.
pub fn fit(bounds: (i64, i64, i64), len: usize) -> Span {
    let (start, stop, step) = bounds;
    let n = len as i64;
    let (lowest, highest) = if step > 0 { (0, n) } else { (-1, n - 1) };
    let cut = |i: i64| {
        let i = if i < 0 { i.saturating_add(n) } else { i };
        i.clamp(lowest, highest)
    };
    let (start, stop) = (cut(start), cut(stop));
    let count = if step > 0 && start < stop {
        (stop - start - 1) / step + 1
    } else if step < 0 && stop < start {
        (start - stop - 1) / -step + 1
    } else {
        0
    };
    // `start` is -1 only when nothing is selected.
    Span { start: start.max(0) as usize, stop: stop.max(0) as usize, step: step as isize, count: count as usize }
}

/// The positions that a slice selects among `len` items. `len` is asked for after the slice's parts were evaluated,
/// because their `__index__` may change the sequence.
pub fn resolve(vm: &Vm, s: &Slice, len: impl FnOnce() -> usize) -> PyResult<Span> {
    let bounds = slice_bounds(vm, s)?;
    Ok(fit(bounds, len()))
}

/// The selected items.
pub fn select<T: Clone>(items: &[T], span: Span) -> Vec<T> {
    if span.step == 1 {
        items[span.start..span.start + span.count].to_vec()
    } else {
        span.positions().map(|i| items[i].clone()).collect()
    }
}

/// How often `sequence * times` repeats, or NotImplemented's `None` when `times` is no integer.
pub fn repeat_count(vm: &Vm, times: &Value) -> PyResult<Option<usize>> {
    match times {
        Value::Int(i) => return Ok(Some(usize::try_from(*i).unwrap_or(0))),
        v if !has_index(vm, v) => return Ok(None),
        _ => {}
    }
    match vm.index(times)? {
        Value::Int(i) => Ok(Some(usize::try_from(i).unwrap_or(0))),
        Value::Bool(b) => Ok(Some(usize::from(b))),
        _ => Err(vm.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

/// True when `other`, an operand that is foreign to a sequence, may know what the operator means: its class has the
/// reflected method. Python asks it before the sequence complains.
pub fn defers(vm: &Vm, other: &Value, reflected: &Str) -> bool {
    matches!(other, Value::Instance(_) | Value::Object(_) | Value::Exception(_) | Value::Type(_))
        && vm.lookup_special(other, reflected).is_some()
}

/// How often a sequence is to be repeated.
///
/// # Errors
/// TypeError for what is no integer, OverflowError for what no index can be.
pub fn times(vm: &Vm, v: &Value) -> PyResult<usize> {
    repeat_count(vm, v)?.ok_or_else(|| {
        let got = vm.type_name(v);
        vm.type_error(format!("'{got}' object cannot be interpreted as an integer"))
    })
}

/// As [`times`], for the sequences of the library: `None` when the other operand may know better. (The operators ask it
/// before they come to a builtin sequence.)
///
/// # Errors
/// As [`times`].
pub fn times_unless_deferred(vm: &Vm, v: &Value) -> PyResult<Option<usize>> {
    match repeat_count(vm, v)? {
        None if defers(vm, v, &vm.names.__rmul__) => Ok(None),
        Some(n) => Ok(Some(n)),
        None => times(vm, v).map(Some),
    }
}

/// More items than this make no list: the memory could not be had anyway, and asking for it must not abort.
pub const MAX_ITEMS: usize = isize::MAX as usize / 64;

/// MemoryError, which CPython raises without a message.
#[cold]
pub fn out_of_memory(vm: &Vm) -> Raised {
    vm.new_exception(&vm.exc.memory_error, Vec::new())
}

/// False for more items than the machine has memory for. The allocator would promise it, and the system would end the
/// program once it is used.
pub fn may_fit(vm: &Vm, items: usize) -> bool {
    /// Fewer are worth no question.
    const MODEST: usize = 1 << 26;
    let bytes = (items as u64).saturating_mul(size_of::<Value>() as u64);
    items < MODEST || vm.host.memory().is_none_or(|all| bytes <= all)
}

/// The size of a repetition, or MemoryError.
pub fn repeated_len(vm: &Vm, len: usize, times: usize) -> PyResult<usize> {
    match len.checked_mul(times) {
        Some(n) if n <= MAX_ITEMS => Ok(n),
        _ => Err(out_of_memory(vm)),
    }
}

/// The items, `times` times over. MemoryError when they do not fit.
pub fn repeat(vm: &Vm, items: &[Value], times: usize) -> PyResult<Vec<Value>> {
    let total = repeated_len(vm, items.len(), times)?;
    let mut out: Vec<Value> = Vec::new();
    if !may_fit(vm, total) || out.try_reserve_exact(total).is_err() {
        return Err(out_of_memory(vm));
    }
    if let [one] = items {
        out.resize(times, one.clone());
    } else {
        for _ in 0..times {
            out.extend_from_slice(items);
        }
    }
    Ok(out)
}

/// A run of values that may change while Python code runs between two looks at it.
pub trait Items {
    /// Runs `f` on the items as they are now. `f` must run no Python code and drop no values.
    fn with<R>(&self, f: impl FnOnce(&[Value]) -> R) -> R;

    /// How many there are now.
    #[inline]
    fn count(&self) -> usize {
        self.with(<[Value]>::len)
    }

    /// The item at `i`, if there still is one.
    #[inline]
    fn item(&self, i: usize) -> Option<Value> {
        self.with(|items| items.get(i).cloned())
    }
}

impl Items for [Value] {
    #[inline]
    fn with<R>(&self, f: impl FnOnce(&[Value]) -> R) -> R {
        f(self)
    }
}

impl Items for crate::types::list::List {
    #[inline]
    fn with<R>(&self, f: impl FnOnce(&[Value]) -> R) -> R {
        f(&self.borrow())
    }
}

/// The first position from `from` on whose items are not certain to be equal; the shorter length when all are.
fn equal_until<T: Items + ?Sized>(a: &T, b: &T, from: usize) -> usize {
    a.with(|x| {
        b.with(|y| {
            let end = x.len().min(y.len());
            (from..end).find(|&i| simple_eq(&x[i], &y[i]) != Some(true)).unwrap_or(end)
        })
    })
}

/// `a op b` for two lists or two tuples: the first pair of items that differ decides, else the lengths.
pub fn compare<T: Items + ?Sized>(vm: &Vm, op: CmpOp, a: &T, b: &T) -> PyResult {
    if a.count() != b.count() {
        match op {
            CmpOp::Eq => return Ok(Value::Bool(false)),
            CmpOp::Ne => return Ok(Value::Bool(true)),
            _ => {}
        }
    }
    let mut i = equal_until(a, b, 0);
    while let (Some(x), Some(y)) = (a.item(i), b.item(i)) {
        let same = match simple_eq(&x, &y) {
            Some(same) => same,
            None => vm.recurse(" in comparison", |vm| vm.eq(&x, &y))?,
        };
        // The comparison may have emptied one of them: then the lengths decide.
        if !same && a.count() > i && b.count() > i {
            return match op {
                CmpOp::Eq => Ok(Value::Bool(false)),
                CmpOp::Ne => Ok(Value::Bool(true)),
                _ => vm.recurse(" in comparison", |vm| vm.compare(op, &x, &y)),
            };
        }
        if !same {
            break;
        }
        i = equal_until(a, b, i + 1);
    }
    Ok(Value::Bool(decide(op, a.count().cmp(&b.count()))))
}

/// What an ordering says about `a op b`.
#[inline]
pub fn decide(op: CmpOp, ordering: std::cmp::Ordering) -> bool {
    match op {
        CmpOp::Eq => ordering.is_eq(),
        CmpOp::Ne => ordering.is_ne(),
        CmpOp::Lt => ordering.is_lt(),
        CmpOp::Le => ordering.is_le(),
        CmpOp::Gt => ordering.is_gt(),
        CmpOp::Ge => ordering.is_ge(),
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => false,
    }
}

/// The position of the first item equal to `x`, looking at positions `from..to`.
pub fn find<T: Items + ?Sized>(vm: &Vm, items: &T, x: &Value, from: usize, to: usize) -> PyResult<Option<usize>> {
    let mut i = from;
    loop {
        // Skip what certainly differs.
        let candidate = items.with(|all| {
            let end = to.min(all.len());
            let i = (i..end).find(|&i| simple_eq(&all[i], x) != Some(false))?;
            Some((i, all[i].clone()))
        });
        let Some((at, item)) = candidate else { return Ok(None) };
        if vm.eq(&item, x)? {
            return Ok(Some(at));
        }
        i = at + 1;
    }
}

/// How many items equal `x`.
pub fn count<T: Items + ?Sized>(vm: &Vm, items: &T, x: &Value) -> PyResult<usize> {
    let (mut from, mut found) = (0, 0);
    while let Some(i) = find(vm, items, x, from, usize::MAX)? {
        found += 1;
        from = i + 1;
    }
    Ok(found)
}

/// The representations of the items, with commas between.
pub fn join_reprs<T: Items + ?Sized>(vm: &Vm, items: &T, out: &mut String) -> PyResult<()> {
    let mut i = 0;
    while let Some(item) = items.item(i) {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(vm.repr(&item)?.as_str());
        i += 1;
    }
    Ok(())
}
