//! Floats as hexadecimal text: `float.hex` and `float.fromhex`.

use std::fmt::Write;

use crate::types::int::arith::ldexp;

/// The digits of a double behind the point.
const DIGITS: usize = 13;

/// `float.hex`.
pub fn to_hex(f: f64) -> String {
    let sign = if f.is_sign_negative() && !f.is_nan() { "-" } else { "" };
    if f.is_nan() {
        return "nan".to_string();
    }
    if f.is_infinite() {
        return format!("{sign}inf");
    }
    let bits = f.to_bits();
    let (exponent, mantissa) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
    let mut out = String::from(sign);
    // Writing to a String cannot fail.
    let _ = match exponent {
        0 if mantissa == 0 => write!(out, "0x0.0p+0"),
        0 => write!(out, "0x0.{mantissa:0DIGITS$x}p-1022"),
        e => write!(out, "0x1.{mantissa:0DIGITS$x}p{:+}", e - 1023),
    };
    out
}

/// Why a text is no hexadecimal float.
#[derive(Debug, PartialEq, Eq)]
pub enum HexError {
    Malformed,
    TooLarge,
}

/// `float.fromhex`.
pub fn from_hex(text: &str) -> Result<f64, HexError> {
    let text = text.trim_matches(|c: char| matches!(c, ' ' | '\t'..='\r'));
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = body.to_ascii_lowercase();
    let size = match lower.as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        number => finite(number)?,
    };
    Ok(if negative { -size } else { size })
}

/// A number in lower case, without its sign.
fn finite(text: &str) -> Result<f64, HexError> {
    let text = text.strip_prefix("0x").unwrap_or(text);
    let (digits, exponent) = match text.split_once('p') {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_hex = |s: &str| s.bytes().all(|b| b.is_ascii_hexdigit());
    if (whole.is_empty() && fraction.is_empty()) || !all_hex(whole) || !all_hex(fraction) {
        return Err(HexError::Malformed);
    }
    let exponent = exponent.map_or(Ok(0), parse_exponent)?;
    let nibbles = whole.bytes().chain(fraction.bytes()).filter_map(|b| char::from(b).to_digit(16));
    round(nibbles, exponent.saturating_sub(4 * fraction.len() as i64))
}

/// The exponent, cut to a range far outside that of floats.
fn parse_exponent(text: &str) -> Result<i64, HexError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(HexError::Malformed);
    }
    let size = digits.parse::<i64>().unwrap_or(i64::MAX).min(1 << 40);
    Ok(if text.starts_with('-') { -size } else { size })
}

/// The float nearest to the digits times `2**exponent`.
fn round(nibbles: impl Iterator<Item = u32>, exponent: i64) -> Result<f64, HexError> {
    // The leading 60 bits, the lowest of which stands for all that is cut off.
    let (mut bits, mut exponent) = (0u64, exponent);
    for n in nibbles {
        if bits < 1 << 56 {
            bits = bits << 4 | u64::from(n);
        } else {
            bits |= u64::from(n != 0);
            exponent = exponent.saturating_add(4);
        }
    }
    if bits == 0 {
        return Ok(0.0);
    }
    let top = 64 - i64::from(bits.leading_zeros()) + exponent;
    if top > 1024 {
        return Err(HexError::TooLarge);
    }
    if top < -1100 {
        return Ok(0.0);
    }
    // How many bits lie below the finest step that floats have there.
    let finest = (top - 53).max(-1074);
    let cut = finest - exponent;
    let value = if cut <= 0 {
        ldexp(bits as f64, exponent)
    } else if cut >= 64 {
        0.0
    } else {
        let (kept, rest, half) = (bits >> cut, bits & ((1 << cut) - 1), 1u64 << (cut - 1));
        let up = rest > half || (rest == half && kept & 1 == 1);
        ldexp((kept + u64::from(up)) as f64, finest)
    };
    if value.is_infinite() { Err(HexError::TooLarge) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::{HexError, from_hex, to_hex};

    #[test]
    fn round_trips() {
        for f in [0.0, 1.5, -1.5, 5e-324, f64::MAX, f64::MIN_POSITIVE, 0.1, 1e300, 2.225_073_858_507_201e-308] {
            assert_eq!(from_hex(&to_hex(f)), Ok(f));
        }
    }

    #[test]
    fn rounds_halves_to_even() {
        assert_eq!(from_hex("0x1.00000000000008p0"), Ok(1.0));
        assert_eq!(from_hex("0x1.00000000000018p0"), Ok(1.0 + 2.0 * f64::EPSILON));
        assert_eq!(from_hex("0x1.000000000000080000000000001p0"), Ok(1.0 + f64::EPSILON));
        assert_eq!(from_hex("0x0.8p-1074"), Ok(0.0));
        assert_eq!(from_hex("0x0.81p-1074"), Ok(5e-324));
        assert_eq!(from_hex("0x1p1024"), Err(HexError::TooLarge));
        assert_eq!(from_hex("0x1.fffffffffffff8p1023"), Err(HexError::TooLarge));
    }
}
