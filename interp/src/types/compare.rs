//! Equality and hashes of builtin values as far as they need no Python code.

use num_traits::ToPrimitive;

use super::hash;
use crate::value::Value;

/// `a == b` (or `a is b`) where no Python code can be involved; `None` where it may be.
pub fn simple_eq(a: &Value, b: &Value) -> Option<bool> {
    use Value as V;
    Some(match (a, b) {
        (V::Str(a), V::Str(b)) => a == b,
        (V::Int(a), V::Int(b)) => a == b,
        (V::Int(a), V::Bool(b)) | (V::Bool(b), V::Int(a)) => *a == i64::from(*b),
        (V::Bool(a), V::Bool(b)) => a == b,
        (V::Float(a), V::Float(b)) => a == b || (a.is_nan() && a.to_bits() == b.to_bits()),
        (V::Int(i), V::Float(f)) | (V::Float(f), V::Int(i)) => int_eq_float(*i, *f),
        (V::Bool(i), V::Float(f)) | (V::Float(f), V::Bool(i)) => f64::from(u8::from(*i)) == *f,
        (V::Big(a), V::Big(b)) => a.0 == b.0,
        (V::Big(a), V::Float(f)) | (V::Float(f), V::Big(a)) => {
            f.is_finite() && f.fract() == 0.0 && num_bigint::BigInt::from_f64_exact(*f).is_some_and(|f| f == a.0)
        }
        (V::None, V::None) | (V::Ellipsis, V::Ellipsis) | (V::NotImplemented, V::NotImplemented) => true,
        (V::Bytes(a), V::Bytes(b)) => a.as_slice() == b.as_slice(),
        (a, b) if a.is(b) => true,
        // Instances may be of classes that derive from any of these; so may what a native type compares itself to.
        (V::Instance(_) | V::Object(_) | V::Exception(_) | V::Gen(_) | V::Type(_), _)
        | (_, V::Instance(_) | V::Object(_) | V::Exception(_) | V::Gen(_) | V::Type(_)) => return None,
        (V::Tuple(a), V::Tuple(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            return simple_eq_all(a, b);
        }
        (V::List(_) | V::Dict(_) | V::Set(_) | V::ByteArray(_) | V::Range(_) | V::Slice(_) | V::Complex(_), _)
        | (_, V::List(_) | V::Dict(_) | V::Set(_) | V::ByteArray(_) | V::Range(_) | V::Slice(_) | V::Complex(_)) => {
            return None;
        }
        (V::Method(_) | V::Native(_), V::Method(_) | V::Native(_)) => return None,
        _ => false,
    })
}

/// Depth of nested tuples that is compared here; deeper ones go the way that counts recursion.
fn simple_eq_all(a: &[Value], b: &[Value]) -> Option<bool> {
    for (a, b) in a.iter().zip(b) {
        if matches!(a, Value::Tuple(_)) && matches!(b, Value::Tuple(_)) && !a.is(b) {
            return None;
        }
        match simple_eq(a, b) {
            Some(true) => {}
            other => return other,
        }
    }
    Some(true)
}

/// Exact comparison: 2**53 + 1 is not equal to its float.
#[inline]
pub fn int_eq_float(i: i64, f: f64) -> bool {
    let back = i as f64;
    back == f && (back.abs() < 9_007_199_254_740_992.0 || (f < 9.3e18 && f > -9.3e18 && f as i128 == i128::from(i)))
}

/// Conversion that fails on fractions, infinities and NaN.
pub trait FromF64Exact: Sized {
    /// The number, when `f` is a whole one.
    fn from_f64_exact(f: f64) -> Option<Self>;
}

impl FromF64Exact for num_bigint::BigInt {
    fn from_f64_exact(f: f64) -> Option<Self> {
        if f.is_finite() && f.fract() == 0.0 { num_traits::FromPrimitive::from_f64(f) } else { None }
    }
}

/// The hash where no Python code can be involved; `None` where it may be, and for unhashable values.
#[inline]
pub fn simple_hash(v: &Value) -> Option<i64> {
    Some(match v {
        Value::Str(s) => s.hash(),
        Value::Int(i) => hash::hash_i64(*i),
        Value::Bool(b) => i64::from(*b),
        Value::None => hash::NONE,
        Value::Float(f) => hash::hash_f64(*f, super::object::identity(v)),
        Value::Big(n) => hash::hash_bigint(&n.0),
        Value::Bytes(b) => b.hash(),
        Value::Ellipsis => 0x0E11,
        Value::NotImplemented => 0x0417,
        _ => return None,
    })
}

/// `a` as f64 when it is an exact conversion's business (`int` too large: `None`).
pub fn as_f64(v: &Value) -> Option<f64> {
    match v {
        Value::Float(f) => Some(*f),
        Value::Int(i) => Some(*i as f64),
        Value::Bool(b) => Some(f64::from(u8::from(*b))),
        Value::Big(n) => n.0.to_f64().filter(|f| f.is_finite()),
        _ => None,
    }
}
