//! The methods of `slice`.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::Slice;
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, GetSet, NativeDef, TypeDef, member, method};
use crate::tree::CmpOp;
use crate::types::class::TypeRef;
use crate::types::int::arith::to_bigint;
use crate::types::{arguments, hash, sequence};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `slice`.
pub const DEF: TypeDef = TypeDef {
    doc: "What stands between the brackets of sequence[start:stop:step].",
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("slice", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("indices", "(self, object, /)", indices)
        .doc("Start, stop and step as they apply to a sequence of this length."),
    method("__repr__", "(self, /)", repr),
    method("__hash__", "(self, /)", hash_method),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Lt, a)),
    method("__le__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Le, a)),
    method("__gt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Gt, a)),
    method("__ge__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ge, a)),
    method("__reduce__", "(self, /)", reduce),
];

const GETSET: &[GetSet] = &[
    member("start", |vm, v| Ok(this(vm, v)?.start.clone())),
    member("stop", |vm, v| Ok(this(vm, v)?.stop.clone())),
    member("step", |vm, v| Ok(this(vm, v)?.step.clone())),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Slice>> {
    match v {
        Value::Slice(s) => Ok(s),
        _ => Err(arguments::bad_receiver(vm, "slice", v)),
    }
}

fn new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    let slice = match arguments::positional(vm, args, "slice", 1, 3)? {
        [stop] => Slice { start: Value::None, stop: stop.clone(), step: Value::None },
        [start, stop, rest @ ..] => {
            let step = rest.first().cloned().unwrap_or(Value::None);
            Slice { start: start.clone(), stop: stop.clone(), step }
        }
        [] => unreachable!("at least one argument was asked for"),
    };
    Ok(Value::Slice(Ref::new(slice)))
}

fn parts(s: &Slice) -> [Value; 3] {
    [s.start.clone(), s.stop.clone(), s.step.clone()]
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, &a[0])?;
    Ok(Value::from(format!("slice({}, {}, {})", vm.repr(&s.start)?, vm.repr(&s.stop)?, vm.repr(&s.step)?)))
}

fn hash_method(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, &a[0])?;
    let hashes = [vm.hash(&s.start)?, vm.hash(&s.stop)?, vm.hash(&s.step)?];
    // As a tuple of the three, without the length that a tuple mixes in.
    Ok(Value::Int(hash::hash_parts(hashes.into_iter())))
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let left = this(vm, &a[0])?;
    match &a[1] {
        Value::Slice(right) if left.is(right) => Ok(Value::Bool(matches!(op, CmpOp::Eq | CmpOp::Le | CmpOp::Ge))),
        Value::Slice(right) => sequence::compare(vm, op, parts(left).as_slice(), parts(right).as_slice()),
        _ => Ok(Value::NotImplemented),
    }
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, &a[0])?;
    Ok(Value::tuple(vec![Value::Type(vm.types.slice.clone()), Value::tuple(parts(s).to_vec())]))
}

/// One part of a slice as an int of any size.
fn big_part(vm: &Vm, part: &Value) -> PyResult<Option<BigInt>> {
    if part.is_none() {
        return Ok(None);
    }
    if !sequence::has_index(vm, part) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    Ok(Some(to_bigint(&vm.index(part)?)))
}

/// Start, stop and step of `s` for a sequence of `len` items, for ints of any size.
pub fn big_indices(vm: &Vm, s: &Slice, len: &BigInt) -> PyResult<[BigInt; 3]> {
    let step = big_part(vm, &s.step)?.unwrap_or_else(|| BigInt::from(1));
    if step.is_zero() {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let backwards = step.is_negative();
    let (lowest, highest) = if backwards { (BigInt::from(-1), len - 1) } else { (BigInt::ZERO, len.clone()) };
    let cut = |i: BigInt| {
        let i = if i.is_negative() { i + len } else { i };
        i.clamp(lowest.clone(), highest.clone())
    };
    let start = match big_part(vm, &s.start)? {
        Some(i) => cut(i),
        None if backwards => highest.clone(),
        None => lowest.clone(),
    };
    let stop = match big_part(vm, &s.stop)? {
        Some(i) => cut(i),
        None if backwards => lowest.clone(),
        None => highest.clone(),
    };
    Ok([start, stop, step])
}

fn indices(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, &a[0])?;
    let len = to_bigint(&vm.index(&a[1])?);
    if len.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    Ok(Value::tuple(big_indices(vm, s, &len)?.map(Value::from_bigint).to_vec()))
}
