//! Arithmetic of ints (and bools) of any size.
//!
//! Machine ints are tried first; what overflows is done again with big ones. Nothing here looks at classes: the callers
//! hand in what is inside.

use std::borrow::Cow;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::error::{PyResult, Raised};
use crate::tree::BinOp;
use crate::types::float;
use crate::types::sequence::out_of_memory;
use crate::value::Value;
use crate::vm::Vm;

/// Results of more bits than this are refused with MemoryError: computing them would eat the machine first.
const MAX_BITS: u64 = 1 << 34;

/// The machine int that `v` is.
#[inline]
pub fn small(v: &Value) -> Option<i64> {
    match v {
        Value::Int(i) => Some(*i),
        Value::Bool(b) => Some(i64::from(*b)),
        _ => None,
    }
}

/// True for an int of any kind, without looking inside instances.
#[inline]
pub fn is_int(v: &Value) -> bool {
    matches!(v, Value::Int(_) | Value::Big(_) | Value::Bool(_))
}

/// The int as a big one. What is no int counts as 0: callers have looked.
pub fn big(v: &Value) -> Cow<'_, BigInt> {
    match v.inner() {
        Value::Big(b) => Cow::Borrowed(&b.0),
        v => Cow::Owned(BigInt::from(small(v).unwrap_or(0))),
    }
}

/// The int as a big one of its own.
pub fn to_bigint(v: &Value) -> BigInt {
    big(v).into_owned()
}

/// `a op b` for ints; `None` for operators that ints do not have.
pub fn binary(vm: &Vm, op: BinOp, a: &Value, b: &Value) -> Option<PyResult> {
    Some(match op {
        BinOp::Add => Ok(add(a, b)),
        BinOp::Sub => Ok(sub(a, b)),
        BinOp::Mul => Ok(mul(a, b)),
        BinOp::TrueDiv => true_div(vm, a, b),
        BinOp::FloorDiv => floor_div(vm, a, b),
        BinOp::Mod => modulo(vm, a, b),
        BinOp::Pow => pow(vm, a, b),
        BinOp::LShift => lshift(vm, a, b),
        BinOp::RShift => rshift(vm, a, b),
        BinOp::And => Ok(and(a, b)),
        BinOp::Or => Ok(or(a, b)),
        BinOp::Xor => Ok(xor(a, b)),
        BinOp::MatMul => return None,
    })
}

/// `a + b`.
pub fn add(a: &Value, b: &Value) -> Value {
    if let (Some(x), Some(y)) = (small(a), small(b))
        && let Some(n) = x.checked_add(y)
    {
        return Value::Int(n);
    }
    match (a, b) {
        (Value::Big(x), Value::Int(y)) | (Value::Int(y), Value::Big(x)) => Value::from_bigint(&x.0 + *y),
        _ => Value::from_bigint(&*big(a) + &*big(b)),
    }
}

/// `a - b`.
pub fn sub(a: &Value, b: &Value) -> Value {
    if let (Some(x), Some(y)) = (small(a), small(b))
        && let Some(n) = x.checked_sub(y)
    {
        return Value::Int(n);
    }
    match (a, b) {
        (Value::Big(x), Value::Int(y)) => Value::from_bigint(&x.0 - *y),
        _ => Value::from_bigint(&*big(a) - &*big(b)),
    }
}

/// `a * b`.
pub fn mul(a: &Value, b: &Value) -> Value {
    if let (Some(x), Some(y)) = (small(a), small(b)) {
        return match x.checked_mul(y) {
            Some(n) => Value::Int(n),
            None => Value::from_bigint(BigInt::from(i128::from(x) * i128::from(y))),
        };
    }
    match (a, b) {
        (Value::Big(x), Value::Int(y)) | (Value::Int(y), Value::Big(x)) => Value::from_bigint(&x.0 * *y),
        _ => Value::from_bigint(&*big(a) * &*big(b)),
    }
}

/// `x // y` for machine ints; `None` when `y` is 0 or the result does not fit.
#[inline]
pub fn small_floor_div(x: i64, y: i64) -> Option<i64> {
    let q = x.checked_div(y)?;
    Some(if x % y != 0 && (x < 0) != (y < 0) { q - 1 } else { q })
}

/// `x % y` for machine ints, with the sign of `y`; `None` when `y` is 0.
#[inline]
pub fn small_mod(x: i64, y: i64) -> Option<i64> {
    if y == 0 {
        return None;
    }
    let r = x.wrapping_rem(y);
    Some(if r != 0 && (r < 0) != (y < 0) { r + y } else { r })
}

fn is_zero(v: &Value) -> bool {
    matches!(v, Value::Int(0) | Value::Bool(false))
}

#[cold]
fn division_by_zero(vm: &Vm) -> Raised {
    vm.zero_division_error("integer division or modulo by zero")
}

/// `a // b`.
pub fn floor_div(vm: &Vm, a: &Value, b: &Value) -> PyResult {
    if is_zero(b) {
        return Err(division_by_zero(vm));
    }
    if let (Some(x), Some(y)) = (small(a), small(b))
        && let Some(n) = small_floor_div(x, y)
    {
        return Ok(Value::Int(n));
    }
    Ok(Value::from_bigint(big(a).div_floor(&big(b))))
}

/// `a % b`.
pub fn modulo(vm: &Vm, a: &Value, b: &Value) -> PyResult {
    if is_zero(b) {
        return Err(vm.zero_division_error("integer modulo by zero"));
    }
    if let (Some(x), Some(y)) = (small(a), small(b))
        && let Some(n) = small_mod(x, y)
    {
        return Ok(Value::Int(n));
    }
    Ok(Value::from_bigint(big(a).mod_floor(&big(b))))
}

/// `divmod(a, b)` as a pair.
pub fn divmod(vm: &Vm, a: &Value, b: &Value) -> PyResult<(Value, Value)> {
    if is_zero(b) {
        return Err(division_by_zero(vm));
    }
    if let (Some(x), Some(y)) = (small(a), small(b))
        && let (Some(q), Some(r)) = (small_floor_div(x, y), small_mod(x, y))
    {
        return Ok((Value::Int(q), Value::Int(r)));
    }
    let (q, r) = big(a).div_mod_floor(&big(b));
    Ok((Value::from_bigint(q), Value::from_bigint(r)))
}

/// Ints below this in size are floats without loss.
const EXACT: u64 = 1 << 53;

/// `a / b`, rounded once.
pub fn true_div(vm: &Vm, a: &Value, b: &Value) -> PyResult {
    if is_zero(b) {
        return Err(vm.zero_division_error("division by zero"));
    }
    if let (Some(x), Some(y)) = (small(a), small(b))
        && x.unsigned_abs() <= EXACT
        && y.unsigned_abs() <= EXACT
    {
        return Ok(Value::Float(x as f64 / y as f64));
    }
    match divide_exactly(&big(a), &big(b)) {
        Some(f) => Ok(Value::Float(f)),
        None => Err(vm.overflow_error("integer division result too large for a float")),
    }
}

/// The float nearest to the quotient (`b` is not 0); `None` when it is too large.
pub fn divide_exactly(a: &BigInt, b: &BigInt) -> Option<f64> {
    if a.is_zero() {
        return Some(if b.is_negative() { -0.0 } else { 0.0 });
    }
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    let (x, y) = (a.magnitude(), b.magnitude());
    // Scale for a quotient of 55 or 56 bits, or, if that would be finer than the smallest floats, to a quarter of the
    // smallest one. The bits below 53 then tell how to round; the lowest stands for all that is cut off.
    let finest = 1076;
    let shift = (y.bits() as i64 - x.bits() as i64 + 55).min(finest);
    if shift < -1100 {
        return None;
    }
    let (quotient, rest) = if shift >= 0 { (x << shift).div_rem(y) } else { x.div_rem(&(y << -shift)) };
    let q = quotient.to_u64()? | u64::from(!rest.is_zero());
    let value = if shift == finest && q < 1 << 55 {
        let (kept, cut) = (q >> 2, q & 3);
        let up = cut == 3 || (cut == 2 && kept & 1 == 1);
        // At most 2**53, so the conversion is exact.
        (kept + u64::from(up)) as f64 * f64::from_bits(1)
    } else {
        ldexp(q as f64, -shift)
    };
    value.is_finite().then_some(if negative { -value } else { value })
}

/// `x * 2**n`, without rounding on the way.
pub fn ldexp(x: f64, n: i64) -> f64 {
    const STEP: i64 = 1000;
    let (mut x, mut n) = (x, n.clamp(-5000, 5000));
    while n > STEP {
        x *= 2f64.powi(STEP as i32);
        n -= STEP;
    }
    while n < -STEP {
        x *= 2f64.powi(-STEP as i32);
        n += STEP;
    }
    x * 2f64.powi(n as i32)
}

/// The int as a float; OverflowError when it is too large.
pub fn to_f64(vm: &Vm, v: &Value) -> PyResult<f64> {
    match v {
        Value::Int(i) => Ok(*i as f64),
        Value::Bool(b) => Ok(f64::from(u8::from(*b))),
        v => match big(v).to_f64() {
            Some(f) if f.is_finite() => Ok(f),
            _ => Err(vm.overflow_error("int too large to convert to float")),
        },
    }
}

/// `a ** b`. A negative exponent makes it a float.
pub fn pow(vm: &Vm, a: &Value, b: &Value) -> PyResult {
    let exponent = match small(b) {
        Some(n) if n < 0 => return float::arith::pow(vm, to_f64(vm, a)?, to_f64(vm, b)?),
        Some(n) => u64::try_from(n).ok(),
        None if big(b).is_negative() => return float::arith::pow(vm, to_f64(vm, a)?, to_f64(vm, b)?),
        None => None,
    };
    match small(a) {
        Some(x @ (0 | 1)) if !is_zero(b) => return Ok(Value::Int(x)),
        Some(-1) => return Ok(Value::Int(if big(b).is_even() { 1 } else { -1 })),
        _ => {}
    }
    let Some(n) = exponent.and_then(|n| u32::try_from(n).ok()) else { return Err(out_of_memory(vm)) };
    if let Some(x) = small(a) {
        if let Some(result) = x.checked_pow(n) {
            return Ok(Value::Int(result));
        }
        if x == 2 && u64::from(n) <= MAX_BITS {
            return Ok(Value::from_bigint(BigInt::one() << n));
        }
    }
    let base = big(a);
    if base.bits().saturating_mul(u64::from(n)) > MAX_BITS {
        return Err(out_of_memory(vm));
    }
    Ok(Value::from_bigint(base.pow(n)))
}

/// `pow(a, b, m)`.
pub fn pow_mod(vm: &Vm, a: &Value, b: &Value, m: &Value) -> PyResult {
    if is_zero(m) {
        return Err(vm.value_error("pow() 3rd argument cannot be 0"));
    }
    if let (Some(x), Some(n), Some(modulus)) = (small(a), small(b), small(m))
        && n >= 0
        && modulus > 0
    {
        return Ok(Value::Int(small_pow_mod(x, n as u64, modulus)));
    }
    let (mut base, mut exponent, modulus) = (to_bigint(a), to_bigint(b), big(m));
    if exponent.is_negative() {
        let Some(inverse) = base.modinv(&modulus.abs()) else {
            return Err(vm.value_error("base is not invertible for the given modulus"));
        };
        base = inverse;
        exponent = -exponent;
    }
    Ok(Value::from_bigint(base.modpow(&exponent, &modulus)))
}

fn small_pow_mod(x: i64, mut n: u64, modulus: i64) -> i64 {
    let m = modulus as u128;
    let mut base = x.rem_euclid(modulus) as u128;
    let mut result = 1 % m;
    while n > 0 {
        if n & 1 == 1 {
            result = result * base % m;
        }
        base = base * base % m;
        n >>= 1;
    }
    // Smaller than the modulus, which is an i64.
    result as i64
}

/// The distance of a shift; `None` when it is larger than any number has bits.
fn shift_distance(vm: &Vm, b: &Value) -> PyResult<Option<u64>> {
    match small(b) {
        Some(n) => u64::try_from(n).map(Some).map_err(|_| vm.value_error("negative shift count")),
        None if big(b).is_negative() => Err(vm.value_error("negative shift count")),
        None => Ok(None),
    }
}

/// `a << b`.
pub fn lshift(vm: &Vm, a: &Value, b: &Value) -> PyResult {
    let distance = shift_distance(vm, b)?;
    if is_zero(a) {
        return Ok(Value::Int(0));
    }
    let Some(n) = distance else { return Err(vm.overflow_error("too many digits in integer")) };
    if let Some(x) = small(a)
        && n < 63
        && (x << n) >> n == x
    {
        return Ok(Value::Int(x << n));
    }
    if n > MAX_BITS {
        return Err(out_of_memory(vm));
    }
    Ok(Value::from_bigint(&*big(a) << n))
}

/// `a >> b`.
pub fn rshift(vm: &Vm, a: &Value, b: &Value) -> PyResult {
    let distance = shift_distance(vm, b)?;
    if let Some(x) = small(a) {
        return Ok(Value::Int(x >> distance.unwrap_or(63).min(63)));
    }
    let x = big(a);
    Ok(match distance {
        Some(n) if n < x.bits() => Value::from_bigint(&*x >> n),
        _ => Value::Int(if x.is_negative() { -1 } else { 0 }),
    })
}

macro_rules! bitwise {
    ($(#[$m:meta])* $name:ident, $op:tt) => {
        $(#[$m])*
        pub fn $name(a: &Value, b: &Value) -> Value {
            if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
                return Value::Bool(x $op y);
            }
            match (small(a), small(b)) {
                (Some(x), Some(y)) => Value::Int(x $op y),
                _ => Value::from_bigint(&*big(a) $op &*big(b)),
            }
        }
    };
}

bitwise! {
    /// `a & b`.
    and, &
}
bitwise! {
    /// `a | b`.
    or, |
}
bitwise! {
    /// `a ^ b`.
    xor, ^
}

/// `-a`.
pub fn neg(a: &Value) -> Value {
    match small(a).and_then(i64::checked_neg) {
        Some(n) => Value::Int(n),
        None => Value::from_bigint(-to_bigint(a)),
    }
}

/// `abs(a)`.
pub fn abs(a: &Value) -> Value {
    match small(a).and_then(i64::checked_abs) {
        Some(n) => Value::Int(n),
        None => Value::from_bigint(to_bigint(a).abs()),
    }
}

/// `~a`.
pub fn invert(a: &Value) -> Value {
    match small(a) {
        Some(n) => Value::Int(!n),
        None => Value::from_bigint(!to_bigint(a)),
    }
}

/// `round(a, digits)` for negative `digits`: to a multiple of a power of ten, halves to the even multiple.
pub fn round_to_power(a: &Value, digits: u32) -> Value {
    let n = big(a);
    // More digits than the number has: 0, without computing the power.
    if u64::from(digits) > n.bits() / 3 + 2 {
        return Value::Int(0);
    }
    let unit = BigInt::from(10).pow(digits);
    let (quotient, rest) = n.div_mod_floor(&unit);
    let up = match (&rest * 2u8).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    Value::from_bigint((quotient + u8::from(up)) * unit)
}
