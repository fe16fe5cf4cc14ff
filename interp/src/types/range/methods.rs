//! The methods of `range`. Ranges of machine ints take the short ways; ints of any size work.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::{Range, small_len};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, GetSet, NativeDef, TypeDef, member, method};
use crate::tree::CmpOp;
use crate::types::class::TypeRef;
use crate::types::int::arith::to_bigint;
use crate::types::slice::Slice;
use crate::types::slice::methods::big_indices;
use crate::types::{arguments, hash, iterators, sequence};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `range`.
pub const DEF: TypeDef = TypeDef {
    doc: "The ints from start (0) to before stop, step (1) apart, computed when asked for.",
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("range", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("count", "(self, object, /)", count).doc("How often the value occurs: 0 or 1."),
    method("index", "(self, object, /)", index).doc("The position of a value; ValueError if it does not occur."),
    method("__repr__", "(self, /)", repr),
    method("__bool__", "(self, /)", bool_method),
    method("__len__", "(self, /)", len),
    method("__hash__", "(self, /)", hash_method),
    method("__getitem__", "(self, key, /)", getitem),
    method("__contains__", "(self, key, /)", contains),
    method("__iter__", "(self, /)", iter),
    method("__reversed__", "(self, /)", reversed),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__le__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__gt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__ge__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__reduce__", "(self, /)", reduce),
];

const GETSET: &[GetSet] = &[
    member("start", |vm, v| Ok(this(vm, v)?.start.clone())),
    member("stop", |vm, v| Ok(this(vm, v)?.stop.clone())),
    member("step", |vm, v| Ok(this(vm, v)?.step.clone())),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Range>> {
    match v {
        Value::Range(r) => Ok(r),
        _ => Err(arguments::bad_receiver(vm, "range", v)),
    }
}

fn new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    let given = arguments::positional(vm, args, "range", 1, 3)?;
    let int = |v: &Value| match v {
        Value::Int(_) => Ok(v.clone()),
        _ => plain_int(vm, v),
    };
    let (start, stop, step) = match given {
        [stop] => (Value::Int(0), int(stop)?, Value::Int(1)),
        [start, stop] => (int(start)?, int(stop)?, Value::Int(1)),
        [start, stop, step, ..] => (int(start)?, int(stop)?, int(step)?),
        [] => unreachable!("at least one argument was asked for"),
    };
    if matches!(step, Value::Int(0)) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(Value::Range(Ref::new(Range { start, stop, step })))
}

/// What `operator.index` makes of a value, as an exact int.
fn plain_int(vm: &Vm, v: &Value) -> PyResult {
    Ok(match vm.index(v)?.inner() {
        Value::Bool(b) => Value::Int(i64::from(*b)),
        other => other.clone(),
    })
}

/// How many items the range has, of any size.
fn big_len(r: &Range) -> BigInt {
    let (start, stop, step) = (to_bigint(&r.start), to_bigint(&r.stop), to_bigint(&r.step));
    let (low, high) = if step.is_negative() { (&stop, &start) } else { (&start, &stop) };
    if low >= high {
        return BigInt::ZERO;
    }
    (high - low - 1u8) / step.abs() + 1u8
}

/// How many items the range has, when a machine int can say it.
pub fn len_of(r: &Range) -> Option<i64> {
    match r.small() {
        Some((start, stop, step)) => i64::try_from(small_len(start, stop, step)).ok(),
        None => i64::try_from(&big_len(r)).ok(),
    }
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    match len_of(this(vm, &a[0])?) {
        Some(n) => Ok(Value::Int(n)),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// All items of a range of machine ints. MemoryError when they do not fit.
pub fn items(vm: &Vm, r: &Range) -> PyResult<Vec<Value>> {
    let (start, stop, step) = r.small().unwrap_or((0, 0, 1));
    let n = small_len(start, stop, step);
    let mut items = Vec::new();
    match usize::try_from(n) {
        Ok(n) if n <= sequence::MAX_ITEMS && sequence::may_fit(vm, n) && items.try_reserve_exact(n).is_ok() => {}
        _ => return Err(sequence::out_of_memory(vm)),
    }
    // Between start and stop, so nothing overflows.
    items.extend((0..n).map(|i| Value::Int(start.wrapping_add(step.wrapping_mul(i as i64)))));
    Ok(items)
}

fn is_empty(r: &Range) -> bool {
    match r.small() {
        Some((start, stop, step)) => {
            if step > 0 {
                start >= stop
            } else {
                start <= stop
            }
        }
        None => big_len(r).is_zero(),
    }
}

fn bool_method(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(!is_empty(this(vm, &a[0])?)))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let r = this(vm, &a[0])?;
    let (start, stop) = (vm.repr(&r.start)?, vm.repr(&r.stop)?);
    Ok(Value::from(match r.step {
        Value::Int(1) => format!("range({start}, {stop})"),
        _ => format!("range({start}, {stop}, {})", vm.repr(&r.step)?),
    }))
}

/// The item at a position known to be inside.
fn item(r: &Range, i: i64) -> Value {
    if let Some((start, _, step)) = r.small()
        && let Some(v) = step.checked_mul(i).and_then(|d| start.checked_add(d))
    {
        return Value::Int(v);
    }
    Value::from_bigint(to_bigint(&r.start) + to_bigint(&r.step) * i)
}

fn big_item(r: &Range, i: &BigInt) -> Value {
    Value::from_bigint(to_bigint(&r.start) + to_bigint(&r.step) * i)
}

/// `range[index]` for any index.
pub fn get(vm: &Vm, r: &Range, index: &Value) -> PyResult {
    if let (Value::Int(i), Some((start, stop, step))) = (index, r.small()) {
        let n = small_len(start, stop, step);
        if n <= i64::MAX as u64 {
            return match sequence::position(*i, n as usize) {
                Some(at) => Ok(item(r, at as i64)),
                None => Err(vm.index_error("range object index out of range")),
            };
        }
    }
    if let Value::Slice(s) = index {
        return get_slice(vm, r, s);
    }
    if !sequence::has_index(vm, index) {
        return Err(vm.type_error(format!("range indices must be integers or slices, not {}", vm.type_name(index))));
    }
    let (mut i, n) = (to_bigint(&vm.index(index)?), big_len(r));
    if i.is_negative() {
        i += &n;
    }
    if i.is_negative() || i >= n {
        return Err(vm.index_error("range object index out of range"));
    }
    Ok(big_item(r, &i))
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    get(vm, this(vm, &a[0])?, &a[1])
}

fn get_slice(vm: &Vm, r: &Range, s: &Slice) -> PyResult {
    let [start, stop, step] = big_indices(vm, s, &big_len(r))?;
    let part = Range {
        start: big_item(r, &start),
        stop: big_item(r, &stop),
        step: Value::from_bigint(to_bigint(&r.step) * step),
    };
    Ok(Value::Range(Ref::new(part)))
}

/// The position of an int; `None` when it does not occur.
fn position_of(r: &Range, v: &Value) -> Option<Value> {
    if let (Some((start, stop, step)), Value::Int(i)) = (r.small(), v) {
        let inside = if step > 0 { start <= *i && *i < stop } else { stop < *i && *i <= start };
        let distance = i128::from(*i) - i128::from(start);
        let step = i128::from(step);
        return (inside && distance % step == 0).then(|| Value::from_bigint(BigInt::from(distance / step)));
    }
    let (start, stop, step, x) = (to_bigint(&r.start), to_bigint(&r.stop), to_bigint(&r.step), to_bigint(v));
    let inside = if step.is_positive() { start <= x && x < stop } else { stop < x && x <= start };
    let (quotient, rest) = (x - start).div_rem(&step);
    (inside && rest.is_zero()).then(|| Value::from_bigint(quotient))
}

/// An int or bool, but of no derived class, which may define equality anew.
fn exact_int(v: &Value) -> bool {
    matches!(v, Value::Int(_) | Value::Bool(_) | Value::Big(_))
}

/// Compares item by item, for what is no int. Ends early when `stop` says so.
fn search(vm: &Vm, r: &Ref<Range>, x: &Value, stop_at_first: bool) -> PyResult<(usize, usize)> {
    let (mut found, mut at) = (0, 0);
    let it = iterators::range_iterator(vm, r);
    while let Some(v) = vm.next(&it)? {
        if vm.eq(&v, x)? {
            found += 1;
            if stop_at_first {
                break;
            }
        }
        at += 1;
    }
    Ok((found, at))
}

/// `value in range`.
pub fn has(vm: &Vm, r: &Ref<Range>, v: &Value) -> PyResult<bool> {
    if exact_int(v) { Ok(position_of(r, v).is_some()) } else { Ok(search(vm, r, v, true)?.0 > 0) }
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(has(vm, this(vm, &a[0])?, &a[1])?))
}

fn count(vm: &Vm, a: &[Value]) -> PyResult {
    let r = this(vm, &a[0])?;
    if exact_int(&a[1]) {
        return Ok(Value::Int(i64::from(position_of(r, &a[1]).is_some())));
    }
    Ok(Value::from(search(vm, r, &a[1], false)?.0))
}

fn index(vm: &Vm, a: &[Value]) -> PyResult {
    let r = this(vm, &a[0])?;
    if exact_int(&a[1]) {
        return match position_of(r, &a[1]) {
            Some(i) => Ok(i),
            None => Err(vm.value_error(format!("{} is not in range", vm.repr(&a[1])?))),
        };
    }
    match search(vm, r, &a[1], true)? {
        (0, _) => Err(vm.value_error("sequence.index(x): x not in sequence")),
        (_, at) => Ok(Value::from(at)),
    }
}

/// What decides equality: length, then start (if not empty), then step (if more than one item).
fn essence(r: &Range) -> [Value; 3] {
    let n = big_len(r);
    let start = if n.is_zero() { Value::None } else { r.start.clone() };
    let step = if n <= BigInt::from(1) { Value::None } else { r.step.clone() };
    [Value::from_bigint(n), start, step]
}

fn equal(x: &Range, y: &Range) -> bool {
    let (x, y) = (essence(x), essence(y));
    x.iter().zip(&y).all(|(a, b)| crate::types::compare::simple_eq(a, b) == Some(true))
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let left = this(vm, &a[0])?;
    match &a[1] {
        Value::Range(right) => Ok(Value::Bool((left.is(right) || equal(left, right)) == (op == CmpOp::Eq))),
        _ => Ok(Value::NotImplemented),
    }
}

fn hash_method(vm: &Vm, a: &[Value]) -> PyResult {
    let parts = essence(this(vm, &a[0])?);
    // All three are ints or None.
    let hashes: Vec<i64> = parts.iter().map(|v| crate::types::compare::simple_hash(v).unwrap_or(0)).collect();
    Ok(Value::Int(hash::hash_tuple(hashes.into_iter())))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::range_iterator(vm, this(vm, &a[0])?))
}

/// The same items in reverse.
fn backwards(r: &Range) -> Range {
    if let Some((start, stop, step)) = r.small() {
        let n = i128::from(small_len(start, stop, step));
        let (start, step) = (i128::from(start), i128::from(step));
        let ends = [start + (n - 1) * step, start - step, -step].map(i64::try_from);
        if let [Ok(first), Ok(end), Ok(back)] = ends
            && n > 0
        {
            return Range::of(first, end, back);
        }
    }
    let n = big_len(r);
    if n.is_zero() {
        return Range::of(0, 0, 1);
    }
    let step = to_bigint(&r.step);
    Range {
        start: big_item(r, &(n - 1u8)),
        stop: Value::from_bigint(to_bigint(&r.start) - &step),
        step: Value::from_bigint(-step),
    }
}

fn reversed(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::range_iterator(vm, &Ref::new(backwards(this(vm, &a[0])?))))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let r = this(vm, &a[0])?;
    let args = Value::tuple(vec![r.start.clone(), r.stop.clone(), r.step.clone()]);
    Ok(Value::tuple(vec![Value::Type(vm.types.range.clone()), args]))
}
