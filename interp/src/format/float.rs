//! Floats as text: the shortest decimal that reads back as the same float (`repr`), and the forms `e`, `f`, `g`, `%`
//! with a precision, which round the exact binary value half to even. Parts that need no sign, width or grouping.

use std::fmt::Write;

use super::{TextError, value_error};

/// How the digits of a float are chosen and laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// As many digits as it takes to read the same float back.
    Shortest,
    /// `e`: this many digits behind the point, always an exponent.
    Exponent(usize),
    /// `f`: this many digits behind the point.
    Fixed(usize),
    /// `g`: this many significant digits; an exponent only where it is shorter.
    General(usize),
}

/// A layout and its options.
#[derive(Clone, Copy, Debug)]
pub struct FloatStyle {
    pub layout: Layout,
    /// `#`: always a decimal point, and in `g` all the zeros.
    pub alternate: bool,
    /// A whole number gets `.0`, as in `repr`.
    pub point_zero: bool,
    pub upper: bool,
}

/// Beyond this many digits behind the point every digit of every float is zero; the standard library's formatting
/// takes no more than 65,535.
const MAX_DIGITS: usize = 1100;

/// CPython's limit for a precision (a C int).
pub const MAX_PRECISION: usize = i32::MAX as usize;

/// The decimal digits of a finite number that is not negative, without point, and the place of the point:
/// 0.0123 is ("123", -1), 12.3 is ("123", 2).
fn split_scientific(text: &str) -> (&str, &str, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    (whole, fraction, exponent.parse::<i32>().unwrap_or(0) + 1)
}

/// Adds `repr(x)`.
pub fn write_repr(out: &mut String, x: f64) {
    if x.is_sign_negative() && !x.is_nan() {
        out.push('-');
    }
    let style = FloatStyle { layout: Layout::Shortest, alternate: false, point_zero: true, upper: false };
    write_magnitude(out, x.abs(), &style);
}

/// `repr(x)`: the shortest decimal that reads back as `x`.
pub fn float_repr(x: f64) -> String {
    let mut out = String::with_capacity(24);
    write_repr(&mut out, x);
    out
}

/// Adds `x`, which must not be negative (NaN's sign is ignored), in this style.
pub fn write_magnitude(out: &mut String, x: f64, style: &FloatStyle) {
    if !x.is_finite() {
        out.push_str(match (x.is_nan(), style.upper) {
            (true, false) => "nan",
            (true, true) => "NAN",
            (false, false) => "inf",
            (false, true) => "INF",
        });
        return;
    }
    match style.layout {
        Layout::Shortest => shortest(out, x, style),
        Layout::Fixed(precision) => fixed(out, x, precision, style),
        Layout::Exponent(precision) => {
            let kept = precision.min(MAX_DIGITS);
            let text = format!("{x:.kept$e}");
            let (whole, fraction, point) = split_scientific(&text);
            out.push_str(whole);
            if precision > 0 || style.alternate {
                out.push('.');
            }
            out.push_str(fraction);
            super::spec::push_repeated(out, '0', precision - kept);
            exponent(out, point - 1, style.upper);
        }
        Layout::General(precision) => general(out, x, precision.max(1), style),
    }
}

fn fixed(out: &mut String, x: f64, precision: usize, style: &FloatStyle) {
    let kept = precision.min(MAX_DIGITS);
    // Writing to a String cannot fail.
    let _ = write!(out, "{x:.kept$}");
    super::spec::push_repeated(out, '0', precision - kept);
    if precision == 0 && style.alternate {
        out.push('.');
    }
}

/// Not the standard library's shortest digits: where two of the same length are equally close, those are not the even
/// one, as everybody else's.
fn shortest(out: &mut String, x: f64, style: &FloatStyle) {
    let mut buffer = ryu::Buffer::new();
    let text = buffer.format_finite(x);
    let (mantissa, exponent) = match text.split_once('e') {
        // `ryu` writes exponents that parse.
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().unwrap_or(0)),
        None if style.point_zero && (x >= 1e-4 || x == 0.0) => {
            // What `ryu` writes without an exponent is what Python writes, but for the smallest.
            out.push_str(text);
            return;
        }
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    // At most 17 digits, and as many zeros in front as `ryu` writes without an exponent.
    let mut digits = [0u8; 40];
    let len = (whole.len() + fraction.len()).min(digits.len());
    for (to, from) in digits.iter_mut().zip(whole.bytes().chain(fraction.bytes())) {
        *to = from;
    }
    let digits = std::str::from_utf8(&digits[..len]).unwrap_or_default();
    let significant = digits.trim_start_matches('0');
    let point = whole.len() as i32 + exponent - (digits.len() - significant.len()) as i32;
    let significant = significant.trim_end_matches('0');
    if significant.is_empty() {
        return layout(out, "0", 1, false, style);
    }
    layout(out, significant, point, point <= -4 || point > 16, style);
}

fn general(out: &mut String, x: f64, precision: usize, style: &FloatStyle) {
    let kept = precision.min(MAX_DIGITS);
    let text = format!("{x:.0$e}", kept - 1);
    let (whole, fraction, point) = split_scientific(&text);
    let mut digits = String::with_capacity(kept);
    digits.push_str(whole);
    digits.push_str(fraction);
    let point = if x == 0.0 { 1 } else { point };
    if style.alternate {
        super::spec::push_repeated(&mut digits, '0', precision - kept);
    } else {
        let significant = digits.trim_end_matches('0').len();
        digits.truncate(significant.max(1));
    }
    let limit = i64::try_from(precision).unwrap_or(i64::MAX) - i64::from(style.point_zero);
    layout(out, &digits, point, point <= -4 || i64::from(point) > limit, style);
}

/// Adds the digits with the point at its place, or behind the first digit and with an exponent.
fn layout(out: &mut String, digits: &str, point: i32, with_exponent: bool, style: &FloatStyle) {
    if with_exponent {
        out.push_str(&digits[..1]);
        if digits.len() > 1 || style.alternate {
            out.push('.');
        }
        out.push_str(&digits[1..]);
        exponent(out, point - 1, style.upper);
        return;
    }
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if point <= 0 {
        out.push_str("0.");
        super::spec::push_repeated(out, '0', point.unsigned_abs() as usize);
        out.push_str(digits);
    } else if point >= count {
        out.push_str(digits);
        super::spec::push_repeated(out, '0', (point - count) as usize);
        if style.point_zero {
            out.push_str(".0");
        } else if style.alternate {
            out.push('.');
        }
    } else {
        let (whole, fraction) = digits.split_at(point as usize);
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    }
}

/// Adds an exponent of at least two digits.
fn exponent(out: &mut String, n: i32, upper: bool) {
    out.push(if upper { 'E' } else { 'e' });
    out.push(if n < 0 { '-' } else { '+' });
    let _ = write!(out, "{:02}", n.unsigned_abs());
}

/// The layout that a presentation type letter names (`e f g n %` and their capitals; `None` for no letter), with its
/// options but for those of `#`.
///
/// # Errors
/// ValueError for a precision past CPython's limit.
pub fn style_for(kind: Option<char>, precision: Option<usize>) -> Result<Option<FloatStyle>, TextError> {
    if precision.is_some_and(|p| p > MAX_PRECISION) {
        return Err(value_error("precision too big"));
    }
    let six = precision.unwrap_or(6);
    let (layout, point_zero) = match (kind, precision) {
        (None, None) => (Layout::Shortest, true),
        (None, Some(p)) => (Layout::General(p), true),
        (Some('e' | 'E'), _) => (Layout::Exponent(six), false),
        (Some('f' | 'F' | '%'), _) => (Layout::Fixed(six), false),
        (Some('g' | 'G' | 'n'), _) => (Layout::General(six), false),
        _ => return Ok(None),
    };
    let upper = matches!(kind, Some('E' | 'F' | 'G'));
    Ok(Some(FloatStyle { layout, alternate: false, point_zero, upper }))
}

#[cfg(test)]
mod tests {
    use super::{FloatStyle, Layout, float_repr, write_magnitude};

    #[test]
    fn repr_is_the_shortest_that_reads_back() {
        for (x, shown) in [
            (0.1, "0.1"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            // Two decimals of 16 digits are equally close: the even one it is.
            (607_308_173_622_891.2, "607308173622891.2"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(float_repr(x), shown);
        }
    }

    #[test]
    fn precision_rounds_the_exact_value_half_to_even() {
        let shown = |x, layout| {
            let mut out = String::new();
            write_magnitude(&mut out, x, &FloatStyle { layout, alternate: false, point_zero: false, upper: false });
            out
        };
        assert_eq!(shown(2.5, Layout::Fixed(0)), "2");
        assert_eq!(shown(0.125, Layout::Fixed(2)), "0.12");
        assert_eq!(shown(2.675, Layout::Fixed(2)), "2.67");
        assert_eq!(shown(1e22, Layout::Fixed(1)), "10000000000000000000000.0");
        assert_eq!(shown(123_456.0, Layout::General(3)), "1.23e+05");
        assert_eq!(shown(1.5, Layout::Exponent(0)), "2e+00");
        assert_eq!(shown(1.5, Layout::Fixed(1200)).len(), 1202);
    }
}
