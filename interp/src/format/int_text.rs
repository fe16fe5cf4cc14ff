//! Ints as text, in any base, with the guard that CPython has since 3.11 against quadratic conversions: decimal text of
//! more than 4300 digits is refused unless `sys.set_int_max_str_digits` raises the limit.

use std::cell::Cell;

use num_bigint::BigInt;

use super::TextError;
use crate::types::str::Str;

/// The digits that are allowed by default (CPython's number: small enough to be instant, larger than any honest use).
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;
/// The smallest limit that can be set: shorter texts are always allowed.
pub const MAX_STR_DIGITS_THRESHOLD: usize = 640;

/// The limit in force, kept in the interpreter's state (`vm.state`). 0 means none.
pub struct IntLimits {
    pub max_str_digits: Cell<usize>,
}

impl Default for IntLimits {
    fn default() -> Self {
        IntLimits { max_str_digits: Cell::new(DEFAULT_MAX_STR_DIGITS) }
    }
}

/// An int of either representation, borrowed.
#[derive(Clone, Copy)]
pub enum Number<'a> {
    Small(i64),
    Big(&'a BigInt),
}

/// Adds the decimal digits of a machine int, sign included.
#[inline]
pub fn write_i64(out: &mut String, n: i64) {
    out.push_str(itoa::Buffer::new().format(n));
}

/// `str(n)` of a machine int.
#[inline]
pub fn i64_str(n: i64) -> Str {
    Str::new(itoa::Buffer::new().format(n))
}

/// Adds the digits of `n` without its sign or a prefix; true when it is negative.
///
/// # Errors
/// ValueError when decimal text would be longer than `limit` (0: no limit). Other bases convert in linear time.
pub fn write_radix(out: &mut String, n: Number, radix: u32, limit: usize) -> Result<bool, TextError> {
    match n {
        Number::Small(i) if radix == 10 => out.push_str(itoa::Buffer::new().format(i.unsigned_abs())),
        Number::Small(i) => push_small(out, i.unsigned_abs(), radix),
        Number::Big(b) => {
            if radix == 10 {
                check_limit(b, limit)?;
            }
            let text = b.magnitude().to_str_radix(radix);
            if radix == 10 && limit > 0 && text.len() > limit {
                return Err(too_long(limit));
            }
            out.push_str(&text);
            return Ok(b.sign() == num_bigint::Sign::Minus);
        }
    }
    Ok(matches!(n, Number::Small(i) if i < 0))
}

fn push_small(out: &mut String, mut n: u64, radix: u32) {
    let mut digits = [0u8; 64];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b"0123456789abcdefghijklmnopqrstuvwxyz"[(n % u64::from(radix)) as usize];
        n /= u64::from(radix);
        if n == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// Refuses by the number of bits what certainly has more digits than allowed, before any work is done.
fn check_limit(b: &BigInt, limit: usize) -> Result<(), TextError> {
    // A number of n bits has at least (n - 1) * log10(2) digits.
    let at_least = (b.bits().saturating_sub(1)) as f64 * std::f64::consts::LOG10_2;
    if limit > 0 && at_least > limit as f64 { Err(too_long(limit)) } else { Ok(()) }
}

fn too_long(limit: usize) -> TextError {
    let message = format!(
        "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase \
         the limit"
    );
    TextError::Value(message.into())
}

/// Adds `str(n)`.
///
/// # Errors
/// ValueError when it would be longer than `limit` (0: no limit).
pub fn write_decimal(out: &mut String, n: Number, limit: usize) -> Result<(), TextError> {
    match n {
        Number::Small(i) => write_i64(out, i),
        Number::Big(b) => {
            check_limit(b, limit)?;
            let text = b.to_string();
            if limit > 0 && text.trim_start_matches('-').len() > limit {
                return Err(too_long(limit));
            }
            out.push_str(&text);
        }
    }
    Ok(())
}

/// `bin`, `oct` and `hex`: sign, prefix, digits.
pub fn prefixed(n: Number, radix: u32) -> String {
    let mut digits = String::new();
    // Only decimal text has a limit.
    let negative = write_radix(&mut digits, n, radix, 0).unwrap_or(false);
    let prefix = match radix {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    };
    format!("{}{prefix}{digits}", if negative { "-" } else { "" })
}
