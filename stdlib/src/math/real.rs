//! Functions of one to three reals.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use pymath::math as m;
use taipan_interp::tree::BinOp;
use taipan_interp::{PyResult, Value, Vm};

use super::math_error;
use crate::support::{float_arg, float_to_int};

macro_rules! fallible {
    ($($name:ident)*) => {
        $(pub(super) fn $name(vm: &Vm, a: &[Value]) -> PyResult {
            let x = float_arg(vm, &a[0])?;
            m::$name(x).map(Value::Float).map_err(|e| math_error(vm, &e))
        })*
    };
}

macro_rules! plain {
    ($($name:ident = $f:expr;)*) => {
        $(pub(super) fn $name(vm: &Vm, a: &[Value]) -> PyResult {
            let f: fn(f64) -> _ = $f;
            Ok(f(float_arg(vm, &a[0])?).into())
        })*
    };
}

macro_rules! fallible_pair {
    ($($name:ident)*) => {
        $(pub(super) fn $name(vm: &Vm, a: &[Value]) -> PyResult {
            let (x, y) = (float_arg(vm, &a[0])?, float_arg(vm, &a[1])?);
            m::$name(x, y).map(Value::Float).map_err(|e| math_error(vm, &e))
        })*
    };
}

fallible! {
    acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 gamma lgamma log1p sin sinh tan tanh
}

fallible_pair! { atan2 fmod pow remainder }

plain! {
    degrees = m::degrees;
    radians = m::radians;
    fabs = f64::abs;
    isfinite = f64::is_finite;
    isinf = f64::is_infinite;
    isnan = f64::is_nan;
    ulp = m::ulp;
}

pub(super) fn sqrt(vm: &Vm, a: &[Value]) -> PyResult {
    let x = float_arg(vm, &a[0])?;
    if x < 0.0 {
        return Err(math_error(vm, &pymath::Error::EDOM));
    }
    Ok(Value::Float(x.sqrt()))
}

pub(super) fn copysign(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Float(float_arg(vm, &a[0])?.copysign(float_arg(vm, &a[1])?)))
}

/// `floor` and `ceil`: floats at once, then what the object's own method says, then as a float.
fn rounded(vm: &Vm, v: &Value, special: &taipan_interp::types::str::Str, round: fn(f64) -> f64) -> PyResult {
    match v {
        Value::Float(f) => return float_to_int(vm, round(*f)),
        Value::Int(_) => return Ok(v.clone()),
        _ => {}
    }
    match vm.call_special(v, special, &[])? {
        Some(r) => Ok(r),
        None => float_to_int(vm, round(float_arg(vm, v)?)),
    }
}

pub(super) fn floor(vm: &Vm, a: &[Value]) -> PyResult {
    rounded(vm, &a[0], &vm.names.__floor__, f64::floor)
}

pub(super) fn ceil(vm: &Vm, a: &[Value]) -> PyResult {
    rounded(vm, &a[0], &vm.names.__ceil__, f64::ceil)
}

pub(super) fn trunc(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[0] {
        Value::Float(f) => return float_to_int(vm, f.trunc()),
        Value::Int(_) => return Ok(a[0].clone()),
        _ => {}
    }
    match vm.call_special(&a[0], &vm.names.__trunc__, &[])? {
        Some(r) => Ok(r),
        None => Err(vm.type_error(format!("type {} doesn't define __trunc__ method", vm.type_name(&a[0])))),
    }
}

pub(super) fn frexp(vm: &Vm, a: &[Value]) -> PyResult {
    let (mantissa, exponent) = m::frexp(float_arg(vm, &a[0])?);
    Ok(Value::tuple(vec![Value::Float(mantissa), Value::Int(i64::from(exponent))]))
}

pub(super) fn modf(vm: &Vm, a: &[Value]) -> PyResult {
    let (fraction, whole) = m::modf(float_arg(vm, &a[0])?);
    Ok(Value::tuple(vec![Value::Float(fraction), Value::Float(whole)]))
}

pub(super) fn ldexp(vm: &Vm, a: &[Value]) -> PyResult {
    let x = float_arg(vm, &a[0])?;
    let exponent = match a[1].inner() {
        Value::Int(i) => *i,
        Value::Bool(b) => i64::from(*b),
        Value::Big(b) => {
            if b.0.is_negative() {
                i64::MIN
            } else {
                i64::MAX
            }
        }
        _ => return Err(vm.type_error("Expected an int as second argument to ldexp.")),
    };
    let limit = i64::from(i32::MAX);
    m::ldexp(x, exponent.clamp(-limit, limit) as i32).map(Value::Float).map_err(|e| math_error(vm, &e))
}

pub(super) fn fma(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y, z) = (float_arg(vm, &a[0])?, float_arg(vm, &a[1])?, float_arg(vm, &a[2])?);
    m::fma(x, y, z).map(Value::Float).map_err(|e| match e {
        pymath::Error::EDOM => vm.value_error("invalid operation in fma"),
        pymath::Error::ERANGE => vm.overflow_error("overflow in fma"),
    })
}

pub(super) fn nextafter(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y) = (float_arg(vm, &a[0])?, float_arg(vm, &a[1])?);
    let Some(steps) = a[2].some() else { return Ok(Value::Float(m::nextafter(x, y, None))) };
    let steps = match vm.index(steps)? {
        Value::Int(i) => u64::try_from(i).ok(),
        Value::Big(b) if b.0.is_negative() => None,
        Value::Big(b) => Some(b.0.to_u64().unwrap_or(u64::MAX)),
        _ => Some(0),
    };
    match steps {
        Some(n) => Ok(Value::Float(m::nextafter(x, y, Some(n)))),
        None => Err(vm.value_error("steps must be a non-negative integer")),
    }
}

pub(super) fn isclose(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y) = (float_arg(vm, &a[0])?, float_arg(vm, &a[1])?);
    let tolerance = |v: &Value| v.bound().map(|v| float_arg(vm, v)).transpose();
    m::isclose(x, y, tolerance(&a[2])?, tolerance(&a[3])?)
        .map(Value::Bool)
        .map_err(|_| vm.value_error("tolerances must be non-negative"))
}

/// A logarithm of any real, ints beyond the floats' range included: of mantissa and exponent apart.
fn logarithm(vm: &Vm, v: &Value, log: fn(f64) -> pymath::Result<f64>) -> PyResult<f64> {
    if let Value::Big(b) = v.inner() {
        return big_logarithm(vm, &b.0, log);
    }
    log(float_arg(vm, v)?).map_err(|e| math_error(vm, &e))
}

fn big_logarithm(vm: &Vm, n: &BigInt, log: fn(f64) -> pymath::Result<f64>) -> PyResult<f64> {
    let raise = |e| math_error(vm, &e);
    if let Some(f) = n.to_f64().filter(|f| f.is_finite()) {
        return log(f).map_err(raise);
    }
    if n.is_negative() {
        return Err(math_error(vm, &pymath::Error::EDOM));
    }
    // n = x * 2**bits with x in [0.5, 1), rounded to nearest as an int of 64 bits is.
    let bits = n.bits();
    let x = (n >> (bits - 64)).to_f64().unwrap_or(1.0) / 2f64.powi(64);
    Ok(log(x).map_err(raise)? + log(2.0).map_err(raise)? * bits as f64)
}

pub(super) fn log(vm: &Vm, a: &[Value]) -> PyResult {
    let natural = |x| m::log(x, None);
    let numerator = logarithm(vm, &a[0], natural)?;
    match a[1].bound() {
        None => Ok(Value::Float(numerator)),
        Some(base) => {
            let denominator = logarithm(vm, base, natural)?;
            vm.binary(BinOp::TrueDiv, &Value::Float(numerator), &Value::Float(denominator))
        }
    }
}

pub(super) fn log2(vm: &Vm, a: &[Value]) -> PyResult {
    logarithm(vm, &a[0], m::log2).map(Value::Float)
}

pub(super) fn log10(vm: &Vm, a: &[Value]) -> PyResult {
    logarithm(vm, &a[0], m::log10).map(Value::Float)
}
