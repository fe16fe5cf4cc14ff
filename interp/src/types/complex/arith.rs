//! Arithmetic of complex numbers, and of complex with real ones (which count as complex with an imaginary part of 0).

use crate::error::{PyResult, Raised};
use crate::tree::BinOp;
use crate::types::complex::Complex;
use crate::types::int::arith as int;
use crate::value::Value;
use crate::vm::Vm;

/// Real and imaginary part.
pub type Parts = (f64, f64);

/// The parts of any builtin number; `None` for what is none.
pub fn parts(vm: &Vm, v: &Value) -> PyResult<Option<Parts>> {
    Ok(Some(match v.inner() {
        Value::Complex(c) => (c.re, c.im),
        Value::Float(f) => (*f, 0.0),
        v if int::is_int(v) => (int::to_f64(vm, v)?, 0.0),
        _ => return Ok(None),
    }))
}

/// `a op b` for builtin numbers of which one is complex; `None` for operators that complex numbers do not have.
pub fn binary(vm: &Vm, op: BinOp, a: &Value, b: &Value) -> Option<PyResult> {
    let apply: fn(&Vm, Parts, Parts) -> PyResult = match op {
        BinOp::Add => |_, x, y| Ok(Complex::value(x.0 + y.0, x.1 + y.1)),
        BinOp::Sub => |_, x, y| Ok(Complex::value(x.0 - y.0, x.1 - y.1)),
        BinOp::Mul => |_, x, y| {
            let (re, im) = mul(x, y);
            Ok(Complex::value(re, im))
        },
        BinOp::TrueDiv => true_div,
        BinOp::Pow => pow,
        _ => return None,
    };
    match (parts(vm, a), parts(vm, b)) {
        (Err(e), _) | (_, Err(e)) => Some(Err(e)),
        (Ok(Some(x)), Ok(Some(y))) => Some(apply(vm, x, y)),
        _ => None,
    }
}

fn mul(x: Parts, y: Parts) -> Parts {
    (x.0 * y.0 - x.1 * y.1, x.0 * y.1 + x.1 * y.0)
}

/// The quotient, scaled by the larger part of the divisor so that nothing overflows on the way; `None` for 0.
fn div(x: Parts, y: Parts) -> Option<Parts> {
    let (re, im) = (y.0.abs(), y.1.abs());
    if re >= im {
        if re == 0.0 {
            return None;
        }
        let ratio = y.1 / y.0;
        let scale = y.0 + y.1 * ratio;
        return Some(((x.0 + x.1 * ratio) / scale, (x.1 - x.0 * ratio) / scale));
    }
    if im >= re {
        let ratio = y.0 / y.1;
        let scale = y.0 * ratio + y.1;
        return Some(((x.0 * ratio + x.1) / scale, (x.1 * ratio - x.0) / scale));
    }
    // One of them is NaN.
    Some((f64::NAN, f64::NAN))
}

/// `x / y`.
pub fn true_div(vm: &Vm, x: Parts, y: Parts) -> PyResult {
    match div(x, y) {
        Some((re, im)) => Ok(Complex::value(re, im)),
        None => Err(vm.zero_division_error("complex division by zero")),
    }
}

/// Whole exponents up to this size are done by multiplication, which is exact for small whole numbers.
const MULTIPLIED: f64 = 100.0;

/// `x ** y`.
pub fn pow(vm: &Vm, x: Parts, y: Parts) -> PyResult {
    let result = if y.1 == 0.0 && y.0 == y.0.floor() && y.0.abs() <= MULTIPLIED {
        whole_pow(x, y.0 as i32)
    } else {
        polar_pow(x, y)
    };
    let Some((re, im)) = result else { return Err(zero_to_negative(vm)) };
    if re.is_infinite() || im.is_infinite() {
        return Err(vm.overflow_error("complex exponentiation"));
    }
    Ok(Complex::value(re, im))
}

#[cold]
fn zero_to_negative(vm: &Vm) -> Raised {
    vm.zero_division_error("0.0 to a negative or complex power")
}

fn whole_pow(x: Parts, n: i32) -> Option<Parts> {
    let mut left = n.unsigned_abs();
    let (mut result, mut square) = ((1.0, 0.0), x);
    while left > 0 {
        if left & 1 == 1 {
            result = mul(result, square);
        }
        left >>= 1;
        square = mul(square, square);
    }
    if n > 0 { Some(result) } else { div((1.0, 0.0), result) }
}

fn polar_pow(x: Parts, y: Parts) -> Option<Parts> {
    if y == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if x == (0.0, 0.0) {
        return if y.1 != 0.0 || y.0 < 0.0 { None } else { Some((0.0, 0.0)) };
    }
    let size = x.0.hypot(x.1);
    let angle = x.1.atan2(x.0);
    let mut length = size.powf(y.0);
    let mut phase = angle * y.0;
    if y.1 != 0.0 {
        length /= (angle * y.1).exp();
        phase += y.1 * size.ln();
    }
    if phase.is_infinite() {
        // No angle at all, which CPython reports as it does a power of 0.
        return None;
    }
    Some((length * phase.cos(), length * phase.sin()))
}
