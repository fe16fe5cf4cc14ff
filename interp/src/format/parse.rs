//! Text to numbers: what `int(…)`, `float(…)` and `complex(…)` accept. Pure functions; the constructors themselves and
//! their messages about types belong to the number types.

use num_bigint::{BigInt, Sign};

use crate::value::Value;

/// The value of a decimal digit of any script.
pub fn decimal_value(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    if !rustpython_unicode::classify::is_decimal(c) {
        return None;
    }
    // Unicode keeps the ten digits of a script together, in order, from zero on. Runs of ten may touch (mathematical
    // digits do), so the place in the run counts modulo ten.
    let code = c as u32;
    let is_digit = |code: u32| char::from_u32(code).is_some_and(rustpython_unicode::classify::is_decimal);
    let before = (1..=code).take_while(|&back| is_digit(code - back)).count();
    Some(before as u32 % 10)
}

/// The text without white space around it, and with the decimal digits of all scripts as ASCII ones. `None`: some other
/// character that no number has.
fn normalized(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    let text = text.trim_matches(rustpython_unicode::classify::is_space);
    if text.is_ascii() {
        return Some(text.into());
    }
    text.chars()
        .map(|c| match decimal_value(c) {
            Some(d) => char::from_digit(d, 10),
            None if c.is_ascii() => Some(c),
            None if rustpython_unicode::classify::is_space(c) => Some(' '),
            None => None,
        })
        .collect::<Option<String>>()
        .map(Into::into)
}

/// Why a text is no int.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntError {
    /// It is not the literal of an int in this base.
    Invalid,
    /// It has this many digits, more than the limit allows.
    TooLong(usize),
}

/// The int that `text` denotes in `base` (2 to 36; 0: as its prefix says). `limit` is the greatest number of digits in a
/// base that is not a power of two (0: no limit).
///
/// # Errors
/// See [`IntError`].
pub fn parse_int(text: &str, base: u32, limit: usize) -> Result<Value, IntError> {
    if base == 10
        && let Some(n) = parse_short(text.as_bytes(), 10)
    {
        return Ok(Value::Int(n));
    }
    let text = normalized(text).ok_or(IntError::Invalid)?;
    parse_int_ascii(text.as_bytes(), base, limit)
}

/// As [`parse_int`], for `bytes`: white space and digits are those of ASCII.
///
/// # Errors
/// See [`IntError`].
pub fn parse_int_bytes(bytes: &[u8], base: u32, limit: usize) -> Result<Value, IntError> {
    parse_int_ascii(trim_bytes(bytes), base, limit)
}

/// Without the white space of ASCII (vertical tab included) around it.
pub(crate) fn trim_bytes(bytes: &[u8]) -> &[u8] {
    let space = |b: &u8| matches!(b, b' ' | 0x09..=0x0d);
    let start = bytes.iter().position(|b| !space(b)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|b| !space(b)).map_or(start, |i| i + 1);
    &bytes[start..end]
}

fn parse_int_ascii(text: &[u8], base: u32, limit: usize) -> Result<Value, IntError> {
    let (negative, mut digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let prefix = match digits {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let mut radix = base;
    if prefix != 0 && (base == 0 || base == prefix) {
        radix = prefix;
        digits = &digits[2..];
        // One underscore may follow the prefix.
        digits = digits.strip_prefix(b"_").unwrap_or(digits);
    } else if base == 0 {
        radix = 10;
        // 010 would be octal in C: only zeros may start with a zero.
        if digits.first() == Some(&b'0') && digits.iter().any(|b| !matches!(b, b'0' | b'_')) {
            return Err(IntError::Invalid);
        }
    }
    if let Some(n) = parse_short(digits, radix) {
        return Ok(Value::Int(if negative { -n } else { n }));
    }
    parse_long(digits, radix, negative, limit)
}

/// The commonest ints: few digits, no underscores.
fn parse_short(digits: &[u8], radix: u32) -> Option<i64> {
    // Twelve digits of base 36 fit 63 bits.
    if digits.is_empty() || digits.len() > 12 {
        return None;
    }
    digits.iter().try_fold(0i64, |n, &b| {
        let d = (b as char).to_digit(radix)?;
        Some(n * i64::from(radix) + i64::from(d))
    })
}

fn parse_long(digits: &[u8], radix: u32, negative: bool, limit: usize) -> Result<Value, IntError> {
    let mut plain = Vec::with_capacity(digits.len());
    let mut after_digit = false;
    for &b in digits {
        if b == b'_' {
            if !after_digit {
                return Err(IntError::Invalid);
            }
            after_digit = false;
        } else {
            let d = (b as char).to_digit(radix).ok_or(IntError::Invalid)?;
            plain.push(d as u8);
            after_digit = true;
        }
    }
    if !after_digit {
        return Err(IntError::Invalid);
    }
    if limit > 0 && plain.len() > limit && !radix.is_power_of_two() {
        return Err(IntError::TooLong(plain.len()));
    }
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    // All digits are below the radix, so there is a number.
    BigInt::from_radix_be(sign, &plain, radix).map(Value::from_bigint).ok_or(IntError::Invalid)
}

/// The float that `text` denotes.
pub fn parse_float(text: &str) -> Option<f64> {
    parse_float_ascii(normalized(text)?.as_bytes())
}

/// As [`parse_float`], for `bytes`.
pub fn parse_float_bytes(bytes: &[u8]) -> Option<f64> {
    parse_float_ascii(trim_bytes(bytes))
}

fn parse_float_ascii(text: &[u8]) -> Option<f64> {
    let (x, rest) = float_prefix(text)?;
    if rest.is_empty() {
        return Some(x);
    }
    let plain = without_underscores(text)?;
    let (x, rest) = float_prefix(&plain)?;
    rest.is_empty().then_some(x)
}

/// Underscores are allowed between digits only. `None`: there are none, or one stands elsewhere.
fn without_underscores(text: &[u8]) -> Option<Vec<u8>> {
    if !text.contains(&b'_') {
        return None;
    }
    let digit = |i: usize| text.get(i).is_some_and(u8::is_ascii_digit);
    let fine = (0..text.len()).all(|i| text[i] != b'_' || (i > 0 && digit(i - 1) && digit(i + 1)));
    fine.then(|| text.iter().copied().filter(|&b| b != b'_').collect())
}

/// The float at the start of the text, and what follows it.
fn float_prefix(text: &[u8]) -> Option<(f64, &[u8])> {
    let (negative, body) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let signed = |x: f64| if negative { -x } else { x };
    for (word, x) in [("infinity", f64::INFINITY), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        if body.len() >= word.len() && body[..word.len()].eq_ignore_ascii_case(word.as_bytes()) {
            return Some((signed(x), &body[word.len()..]));
        }
    }
    let digits = |from: usize| body[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = digits(0);
    let mut end = whole;
    let mut fraction = 0;
    if body.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(body.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(body.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits_at(body, end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    let number = std::str::from_utf8(&body[..end]).ok()?;
    Some((signed(number.parse().ok()?), &body[end..]))
}

fn digits_at(text: &[u8], from: usize) -> usize {
    text.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The complex number (real part, imaginary part) that `text` denotes.
pub fn parse_complex(text: &str) -> Option<(f64, f64)> {
    let text = normalized(text)?;
    let mut text = text.as_bytes();
    if let [b'(', inner @ .., b')'] = text {
        text = trim_bytes(inner);
    }
    match without_underscores(text) {
        Some(plain) => complex_ascii(&plain),
        None => complex_ascii(text),
    }
}

fn complex_ascii(text: &[u8]) -> Option<(f64, f64)> {
    if let Some(im) = bare_unit(text) {
        return Some((0.0, im));
    }
    let (first, rest) = float_prefix(text)?;
    match rest {
        [] => return Some((first, 0.0)),
        [b'j' | b'J'] => return Some((0.0, first)),
        [b'+' | b'-', ..] => {}
        _ => return None,
    }
    if let Some(im) = bare_unit(rest) {
        return Some((first, im));
    }
    let (im, rest) = float_prefix(rest)?;
    matches!(rest, [b'j' | b'J']).then_some((first, im))
}

/// `j`, `+j` or `-j`.
fn bare_unit(text: &[u8]) -> Option<f64> {
    match text {
        [b'j' | b'J'] | [b'+', b'j' | b'J'] => Some(1.0),
        [b'-', b'j' | b'J'] => Some(-1.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{IntError, parse_complex, parse_float, parse_int};
    use crate::value::Value;

    #[test]
    fn ints_in_all_bases() {
        let int = |text: &str, base| match parse_int(text, base, 4300) {
            Ok(Value::Int(i)) => Some(i),
            _ => None,
        };
        assert_eq!(int(" -1_000\n", 10), Some(-1000));
        assert_eq!(int("0x_Ff", 0), Some(255));
        assert_eq!(int("0b1", 16), Some(0xb1));
        assert_eq!(int("٤٢", 10), Some(42));
        assert_eq!(int("𝟙𝟚", 10), Some(12));
        for bad in ["", "_1", "1__0", "1_", "+ 5", "²", "0x", "1 2"] {
            assert_eq!(int(bad, 10), None, "{bad}");
        }
        assert_eq!(int("010", 0), None);
        assert_eq!(parse_int(&"1".repeat(4301), 10, 4300).err(), Some(IntError::TooLong(4301)));
        assert!(parse_int(&"1".repeat(4301), 16, 4300).is_ok());
    }

    #[test]
    fn floats_and_complex_numbers() {
        assert_eq!(parse_float(" 1_0.5e1 "), Some(105.0));
        assert_eq!(parse_float("-Infinity"), Some(f64::NEG_INFINITY));
        for bad in ["", ".", "1e", "1_e5", "_1", "0x1", "infinit", "1 2"] {
            assert_eq!(parse_float(bad), None, "{bad}");
        }
        assert_eq!(parse_complex("( 1-j )"), Some((1.0, -1.0)));
        assert_eq!(parse_complex("1e5j"), Some((0.0, 1e5)));
        for bad in ["1 +2j", "1+2", "1j+2", "(1", "j1"] {
            assert_eq!(parse_complex(bad), None, "{bad}");
        }
    }
}
