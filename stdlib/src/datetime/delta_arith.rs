//! Arithmetic of `timedelta`. Results are exact, and rounded once, to the even microsecond.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use taipan_interp::tree::BinOp;
use taipan_interp::{PyResult, Value, Vm};

use super::delta::{make, make_big, of, this};
use crate::support::bigint;

/// `left + sign * right`.
pub(super) fn sum(vm: &Vm, left: &Value, right: &Value, sign: i128) -> PyResult {
    match (of(left), of(right)) {
        (Some(a), Some(b)) => make(vm, a.micros_in_all() + sign * b.micros_in_all()),
        _ => Ok(Value::NotImplemented),
    }
}

/// The quotient of two ints as a float, rounded once.
pub(super) fn ratio(vm: &Vm, a: i128, b: i128) -> PyResult {
    vm.binary(BinOp::TrueDiv, &Value::from_bigint(a.into()), &Value::from_bigint(b.into()))
}

/// The int nearest to `a / b`; of two equally near the even one.
fn nearest(vm: &Vm, a: &BigInt, b: &BigInt) -> PyResult<BigInt> {
    if b.is_zero() {
        return Err(vm.zero_division_error("integer division or modulo by zero"));
    }
    let (quotient, rest) = a.div_mod_floor(b);
    let twice: BigInt = rest.abs() * 2;
    let up = match twice.cmp(&b.abs()) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Less => false,
    };
    Ok(if up { quotient + 1 } else { quotient })
}

/// The float as a fraction of ints.
fn fraction(vm: &Vm, f: f64) -> PyResult<(BigInt, BigInt)> {
    if f.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if f.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let bits = f.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64;
    let digits = bits & ((1 << 52) - 1);
    let (digits, exponent) = if exponent == 0 { (digits, -1074) } else { (digits | 1 << 52, exponent - 1075) };
    let digits = if f < 0.0 { -BigInt::from(digits) } else { BigInt::from(digits) };
    let power = BigInt::from(1) << exponent.unsigned_abs();
    Ok(if exponent < 0 { (digits, power) } else { (digits * power, BigInt::from(1)) })
}

/// As [`fraction`]; a class derived from `float` is asked.
fn fraction_of(vm: &Vm, v: &Value, f: f64) -> PyResult<(BigInt, BigInt)> {
    if matches!(v, Value::Float(_)) {
        return fraction(vm, f);
    }
    let answer = vm.call_method(v, &vm.intern("as_integer_ratio"), &[])?;
    let Value::Tuple(pair) = answer.inner() else {
        let shown = vm.type_name(&answer);
        let message = format!("unexpected return type from as_integer_ratio(): expected tuple, not '{shown}'");
        return Err(vm.type_error(message));
    };
    match pair.items() {
        [up, down] => Ok((bigint(&vm.index(up)?), bigint(&vm.index(down)?))),
        _ => Err(vm.value_error("unexpected return value from as_integer_ratio(): expected a tuple of two")),
    }
}

fn is_int(v: &Value) -> bool {
    matches!(v.inner(), Value::Int(_) | Value::Bool(_) | Value::Big(_))
}

fn micros(vm: &Vm, v: &Value) -> PyResult<BigInt> {
    Ok(this(vm, v)?.micros_in_all().into())
}

/// `delta * number`, either way round.
pub(super) fn multiply(vm: &Vm, a: &[Value]) -> PyResult {
    let total = micros(vm, &a[0])?;
    match a[1].inner() {
        Value::Float(f) => {
            let (up, down) = fraction_of(vm, &a[1], *f)?;
            make_big(vm, &nearest(vm, &(total * up), &down)?)
        }
        v if is_int(v) => make_big(vm, &(total * bigint(v))),
        _ => Ok(Value::NotImplemented),
    }
}

/// `delta / delta` and `delta / number`.
pub(super) fn divide(vm: &Vm, a: &[Value]) -> PyResult {
    let total = micros(vm, &a[0])?;
    match a[1].inner() {
        Value::Float(f) => {
            let (up, down) = fraction_of(vm, &a[1], *f)?;
            make_big(vm, &nearest(vm, &(total * down), &up)?)
        }
        v if is_int(v) => make_big(vm, &nearest(vm, &total, &bigint(v))?),
        _ => match of(&a[1]) {
            Some(other) => ratio(vm, this(vm, &a[0])?.micros_in_all(), other.micros_in_all()),
            None => Ok(Value::NotImplemented),
        },
    }
}

fn no_zero(vm: &Vm, n: &BigInt) -> PyResult<()> {
    if n.is_zero() { Err(vm.zero_division_error("integer division or modulo by zero")) } else { Ok(()) }
}

/// `delta // delta` and `delta // int`.
pub(super) fn floor_divide(vm: &Vm, a: &[Value]) -> PyResult {
    let total = micros(vm, &a[0])?;
    if let Some(other) = of(&a[1]) {
        let other = other.micros_in_all().into();
        no_zero(vm, &other)?;
        return Ok(Value::from_bigint(total.div_floor(&other)));
    }
    if !is_int(&a[1]) {
        return Ok(Value::NotImplemented);
    }
    let n = bigint(&a[1]);
    no_zero(vm, &n)?;
    make_big(vm, &total.div_floor(&n))
}

/// `delta % delta`.
pub(super) fn remainder(vm: &Vm, a: &[Value]) -> PyResult {
    let total = micros(vm, &a[0])?;
    let Some(other) = of(&a[1]) else { return Ok(Value::NotImplemented) };
    let other = other.micros_in_all().into();
    no_zero(vm, &other)?;
    make_big(vm, &total.mod_floor(&other))
}

/// `divmod(delta, delta)`.
pub(super) fn divmod(vm: &Vm, a: &[Value]) -> PyResult {
    let total = micros(vm, &a[0])?;
    let Some(other) = of(&a[1]) else { return Ok(Value::NotImplemented) };
    let other = other.micros_in_all().into();
    no_zero(vm, &other)?;
    let (quotient, rest) = total.div_mod_floor(&other);
    Ok(Value::tuple(vec![Value::from_bigint(quotient), make_big(vm, &rest)?]))
}
