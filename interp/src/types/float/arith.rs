//! Arithmetic of floats, and of floats with ints; comparison of all numbers that have an order.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{FromPrimitive, Signed};

use crate::error::{PyResult, Raised};
use crate::tree::{BinOp, CmpOp};
use crate::types::complex;
use crate::types::int::arith as int;
use crate::types::sequence::decide;
use crate::value::Value;
use crate::vm::Vm;

/// The float that an operand is or becomes.
fn operand(vm: &Vm, v: &Value) -> PyResult<f64> {
    match v {
        Value::Float(f) => Ok(*f),
        v => int::to_f64(vm, v),
    }
}

/// `a op b` where one is a float and the other a float or int; `None` for operators that floats do not have.
pub fn binary(vm: &Vm, op: BinOp, a: &Value, b: &Value) -> Option<PyResult> {
    let apply: fn(&Vm, f64, f64) -> PyResult = match op {
        BinOp::Add => |_, x, y| Ok(Value::Float(x + y)),
        BinOp::Sub => |_, x, y| Ok(Value::Float(x - y)),
        BinOp::Mul => |_, x, y| Ok(Value::Float(x * y)),
        BinOp::TrueDiv => true_div,
        BinOp::FloorDiv => floor_div,
        BinOp::Mod => modulo,
        BinOp::Pow => pow,
        _ => return None,
    };
    Some(operand(vm, a).and_then(|x| operand(vm, b).and_then(|y| apply(vm, x, y))))
}

/// `x / y`.
pub fn true_div(vm: &Vm, x: f64, y: f64) -> PyResult {
    if y == 0.0 {
        return Err(vm.zero_division_error("float division by zero"));
    }
    Ok(Value::Float(x / y))
}

/// Quotient, rounded down, and the rest, which has the sign of `y`. `y` is not 0.
fn div_mod(x: f64, y: f64) -> (f64, f64) {
    let mut rest = x % y;
    let mut quotient = (x - rest) / y;
    if rest == 0.0 {
        // The sign of zero is that of the divisor.
        rest = 0f64.copysign(y);
    } else if (y < 0.0) != (rest < 0.0) {
        rest += y;
        quotient -= 1.0;
    }
    // The division above may be off by a rounding: the quotient is a whole number.
    let whole = if quotient == 0.0 {
        0f64.copysign(x / y)
    } else {
        let down = quotient.floor();
        if quotient - down > 0.5 { down + 1.0 } else { down }
    };
    (whole, rest)
}

/// `x // y`.
pub fn floor_div(vm: &Vm, x: f64, y: f64) -> PyResult {
    if y == 0.0 {
        return Err(vm.zero_division_error("float floor division by zero"));
    }
    Ok(Value::Float(div_mod(x, y).0))
}

/// `x % y`.
pub fn modulo(vm: &Vm, x: f64, y: f64) -> PyResult {
    if y == 0.0 {
        return Err(vm.zero_division_error("float modulo by zero"));
    }
    Ok(Value::Float(div_mod(x, y).1))
}

/// `divmod(x, y)` as a pair.
pub fn divmod(vm: &Vm, x: f64, y: f64) -> PyResult<(f64, f64)> {
    if y == 0.0 {
        return Err(vm.zero_division_error("float divmod()"));
    }
    Ok(div_mod(x, y))
}

/// What CPython raises when the C library reports a range error.
#[cold]
fn range_error(vm: &Vm) -> Raised {
    let args = vec![Value::Int(34), Value::str("Numerical result out of range")];
    vm.new_exception(&vm.exc.overflow_error, args)
}

/// `x ** y`. A negative number to a fraction is complex.
pub fn pow(vm: &Vm, x: f64, y: f64) -> PyResult {
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(vm.zero_division_error("0.0 cannot be raised to a negative power"));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y != y.floor() {
        return complex::arith::pow(vm, (x, 0.0), (y, 0.0));
    }
    let result = x.powf(y);
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(range_error(vm));
    }
    Ok(Value::Float(result))
}

/// `a op b` for ints, bools and floats, compared exactly; `None` when one is none of these.
pub fn compare(op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
    let ordering = match (a, b) {
        (Value::Float(x), Value::Float(y)) => x.partial_cmp(y),
        (Value::Float(x), y) if int::is_int(y) => compare_to_int(*x, y),
        (x, Value::Float(y)) if int::is_int(x) => compare_to_int(*y, x).map(Ordering::reverse),
        (x, y) if int::is_int(x) && int::is_int(y) => Some(compare_ints(x, y)),
        _ => return None,
    };
    // NaN has no order: it differs from everything.
    Some(ordering.map_or(op == CmpOp::Ne, |o| decide(op, o)))
}

fn compare_ints(x: &Value, y: &Value) -> Ordering {
    match (int::small(x), int::small(y)) {
        (Some(x), Some(y)) => x.cmp(&y),
        _ => int::big(x).cmp(&int::big(y)),
    }
}

/// 2**63: the first float too large for a machine int.
const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;

fn compare_to_int(f: f64, i: &Value) -> Option<Ordering> {
    if f.is_nan() {
        return None;
    }
    if let Some(n) = int::small(i) {
        if f >= TOO_LARGE {
            return Some(Ordering::Greater);
        }
        if f < -TOO_LARGE {
            return Some(Ordering::Less);
        }
        let whole = f.trunc();
        return Some((whole as i64).cmp(&n).then(f.partial_cmp(&whole)?));
    }
    let n = int::big(i);
    match BigInt::from_f64(f) {
        // A big int is further from 0 than any float with a fraction.
        Some(whole) => Some(whole.cmp(&n)),
        None => Some(if f.is_sign_negative() { Ordering::Less } else { Ordering::Greater }),
    }
}

/// The float as an int, cut towards 0.
pub fn to_int(vm: &Vm, f: f64) -> PyResult {
    if (-TOO_LARGE..TOO_LARGE).contains(&f) {
        return Ok(Value::Int(f as i64));
    }
    match BigInt::from_f64(f) {
        Some(n) => Ok(Value::from_bigint(n)),
        None if f.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

/// The nearest whole number, halves to the even one.
pub fn round_half_even(f: f64) -> f64 {
    f.round_ties_even()
}

/// `round(f, digits)`: the float nearest to the decimal fraction of that many digits which is nearest to `f` exactly.
pub fn round_to(vm: &Vm, f: f64, digits: i64) -> PyResult {
    if !f.is_finite() || f == 0.0 {
        return Ok(Value::Float(f));
    }
    // All floats have fewer than 1100 digits behind the point, but more than 323 of them change nothing in `f`.
    if digits > 323 {
        return Ok(Value::Float(f));
    }
    if digits < -308 {
        return Ok(Value::Float(0f64.copysign(f)));
    }
    let rounded = if digits >= 0 {
        // Formatting is exact, and rounds halves to even.
        format!("{f:.*}", digits as usize).parse().unwrap_or(f)
    } else {
        round_to_tens(f, -digits as u32)
    };
    if rounded.is_infinite() {
        return Err(vm.overflow_error("rounded value too large to represent"));
    }
    Ok(Value::Float(rounded))
}

/// Rounds to a multiple of a power of ten.
fn round_to_tens(f: f64, digits: u32) -> f64 {
    let whole = f.trunc();
    let Some(n) = BigInt::from_f64(whole) else { return f };
    // A fraction breaks a tie: doubling and adding one puts the number past the half.
    let doubled: BigInt = if f == whole { n * 2 } else { n * 2 + if f < 0.0 { -1 } else { 1 } };
    let unit = BigInt::from(10).pow(digits) * 2;
    let (quotient, rest) = num_integer::Integer::div_rem(&doubled.abs(), &unit);
    let twice: BigInt = rest * 2;
    let up = twice > unit || (twice == unit && num_integer::Integer::is_odd(&quotient));
    let result: BigInt = (quotient + u8::from(up)) * BigInt::from(10).pow(digits);
    num_traits::ToPrimitive::to_f64(&result).unwrap_or(f64::INFINITY).copysign(f)
}
