//! Numbers in fields: sign, prefix, grouping of digits and padding, for int, float and complex. The digits themselves
//! come from `float` and `int_text`.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::float::{FloatStyle, style_for, write_magnitude};
use super::int_text::{Number, write_radix};
use super::spec::{Align, FormatSpec, Grouping, Sign, pad, push_repeated};
use super::{TextError, value_error};

/// A number in pieces, ready to be laid out.
#[derive(Default)]
struct Parts<'a> {
    negative: bool,
    /// `0x` and the like.
    prefix: &'static str,
    /// The digits in front of the point; empty for `inf` and `nan`.
    digits: &'a str,
    /// The digits behind the point, when they are to be grouped; else they stand in `rest`.
    fraction: &'a str,
    /// Everything else: point and fraction, exponent, `%`.
    rest: &'a str,
    /// How many digits a group has.
    group: usize,
}

fn sign_char(negative: bool, sign: Option<Sign>) -> Option<char> {
    match (negative, sign) {
        (true, _) => Some('-'),
        (false, Some(Sign::Plus)) => Some('+'),
        (false, Some(Sign::Space)) => Some(' '),
        _ => None,
    }
}

/// The digits with separators, and with zeros in front until there are at least `min` characters.
fn group_digits(digits: &str, separator: char, group: usize, min: usize) -> String {
    let mut reversed = Vec::with_capacity(digits.len() + digits.len() / group + 1);
    let mut left = digits.bytes().rev();
    let mut in_group = 0;
    loop {
        let next = left.next();
        // A separator never stands first: it is written when a digit is certain to follow.
        let wanted = next.is_some() || reversed.len() < min;
        if !wanted {
            break;
        }
        if in_group == group {
            reversed.push(separator as u8);
            in_group = 0;
        }
        reversed.push(next.unwrap_or(b'0'));
        in_group += 1;
    }
    reversed.reverse();
    // Digits and separators are ASCII.
    String::from_utf8(reversed).unwrap_or_default()
}

/// The digits behind the point, grouped from the point on.
fn group_fraction(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && i % 3 == 0 {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

fn lay_out(out: &mut String, parts: &Parts, spec: &FormatSpec) {
    let sign = sign_char(parts.negative, spec.sign);
    let fraction = match spec.fraction_grouping.separator() {
        Some(separator) if !parts.fraction.is_empty() => &*group_fraction(parts.fraction, separator),
        _ => parts.fraction,
    };
    let point = if parts.fraction.is_empty() { 0 } else { 1 };
    let around = usize::from(sign.is_some()) + parts.prefix.len() + point + fraction.len() + parts.rest.len();
    let grouped;
    let digits = match spec.grouping.separator() {
        Some(separator) if !parts.digits.is_empty() => {
            let min = if spec.zero_fills() { spec.width.saturating_sub(around) } else { 0 };
            grouped = group_digits(parts.digits, separator, parts.group, min);
            &grouped
        }
        _ => parts.digits,
    };
    let missing = spec.width.saturating_sub(around + digits.len());
    let (left, inside) = match spec.align {
        Align::Left => (0, 0),
        Align::Right => (missing, 0),
        Align::Center => (missing / 2, 0),
        Align::AfterSign => (0, missing),
    };
    push_repeated(out, spec.fill, left);
    out.extend(sign);
    out.push_str(parts.prefix);
    push_repeated(out, spec.fill, inside);
    out.push_str(digits);
    if point > 0 {
        out.push('.');
    }
    out.push_str(fraction);
    out.push_str(parts.rest);
    push_repeated(out, spec.fill, missing - left - inside);
}

/// Adds an int in the form `spec` asks for. `type_name` is `int` or `bool`.
///
/// # Errors
/// ValueError for what does not go together, OverflowError where the int is too large for the form, ValueError where it
/// has more decimal digits than `limit` (0: no limit).
pub fn write_int(
    out: &mut String,
    n: Number,
    spec: &FormatSpec,
    type_name: &str,
    limit: usize,
) -> Result<(), TextError> {
    let (radix, prefix, group) = match spec.kind {
        None | Some('d' | 'n') => (10, "", 3),
        Some('b') => (2, "0b", 4),
        Some('o') => (8, "0o", 4),
        Some('x') => (16, "0x", 4),
        Some('X') => (16, "0X", 4),
        Some('c') => return write_char(out, n, spec),
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => return write_float(out, n.to_f64()?, spec, type_name),
        Some(kind) => return Err(FormatSpec::unknown_code(kind, type_name)),
    };
    check_int_options(spec)?;
    let mut digits = String::new();
    let negative = write_radix(&mut digits, n, radix, limit)?;
    if spec.kind == Some('X') {
        digits.make_ascii_uppercase();
    }
    let prefix = if spec.alternate { prefix } else { "" };
    lay_out(out, &Parts { negative, prefix, digits: &digits, group, ..Parts::default() }, spec);
    Ok(())
}

fn check_int_options(spec: &FormatSpec) -> Result<(), TextError> {
    if spec.precision.is_some() || spec.fraction_grouping != Grouping::None {
        return Err(value_error("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(value_error("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    Ok(())
}

fn write_char(out: &mut String, n: Number, spec: &FormatSpec) -> Result<(), TextError> {
    check_int_options(spec)?;
    if spec.sign.is_some() {
        return Err(value_error("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(value_error("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code = match n {
        Number::Small(i) => i,
        Number::Big(_) => return Err(TextError::Overflow("Python int too large to convert to C long".into())),
    };
    if !(0..0x11_0000).contains(&code) {
        return Err(TextError::Overflow("%c arg not in range(0x110000)".into()));
    }
    let c = super::char_from_code(code as u32);
    let mut text = [0; 4];
    pad(out, c.encode_utf8(&mut text), 1, spec);
    Ok(())
}

/// Adds a float in the form `spec` asks for. `type_name` is the type of the value that it stands for.
///
/// # Errors
/// ValueError for what does not go together.
pub fn write_float(out: &mut String, x: f64, spec: &FormatSpec, type_name: &str) -> Result<(), TextError> {
    let Some(mut style) = style_for(spec.kind, spec.precision)? else {
        // `style_for` knows every type that may be left out.
        return Err(FormatSpec::unknown_code(spec.kind.unwrap_or('s'), type_name));
    };
    style.alternate = spec.alternate;
    let percent = spec.kind == Some('%');
    let mut text = String::with_capacity(24);
    let negative = magnitude_text(&mut text, if percent { x * 100.0 } else { x }, &style, spec.no_negative_zero);
    if percent {
        text.push('%');
    }
    lay_out(out, &float_parts(&text, negative, spec), spec);
    Ok(())
}

/// Adds the magnitude of `x` and tells whether it is to have a minus sign.
fn magnitude_text(text: &mut String, x: f64, style: &FloatStyle, no_negative_zero: bool) -> bool {
    write_magnitude(text, x.abs(), style);
    let negative = x.is_sign_negative() && !x.is_nan();
    negative && !(no_negative_zero && is_zero_text(text))
}

/// True for the text of a zero, in any form.
fn is_zero_text(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    mantissa.bytes().all(|b| matches!(b, b'0' | b'.' | b'%'))
}

fn float_parts<'a>(text: &'a str, negative: bool, spec: &FormatSpec) -> Parts<'a> {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, mut rest) = text.split_at(whole);
    let mut fraction = "";
    if spec.fraction_grouping != Grouping::None
        && let Some(after) = rest.strip_prefix('.')
    {
        let end = after.bytes().take_while(u8::is_ascii_digit).count();
        if end > 0 {
            (fraction, rest) = after.split_at(end);
        }
    }
    Parts { negative, digits, fraction, rest, group: 3, ..Parts::default() }
}

/// Adds a complex number in the form `spec` asks for.
///
/// # Errors
/// ValueError for what does not go together.
pub fn write_complex(out: &mut String, re: f64, im: f64, spec: &FormatSpec) -> Result<(), TextError> {
    let style = if spec.kind == Some('%') { None } else { style_for(spec.kind, spec.precision)? };
    let Some(mut style) = style else {
        return Err(FormatSpec::unknown_code(spec.kind.unwrap_or('s'), "complex"));
    };
    if spec.fill == '0' {
        return Err(value_error("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(value_error("'=' alignment flag is not allowed in complex format specifier"));
    }
    style.alternate = spec.alternate;
    style.point_zero = false;
    let like_repr = spec.kind.is_none();
    let skip_re = like_repr && re == 0.0 && re.is_sign_positive();
    let unpadded = FormatSpec { width: 0, ..*spec };
    let mut text = String::with_capacity(32);
    if like_repr && !skip_re {
        text.push('(');
    }
    let mut digits = String::with_capacity(24);
    if !skip_re {
        let negative = magnitude_text(&mut digits, re, &style, spec.no_negative_zero);
        lay_out(&mut text, &float_parts(&digits, negative, spec), &unpadded);
        digits.clear();
    }
    let negative = magnitude_text(&mut digits, im, &style, spec.no_negative_zero);
    let sign = if skip_re { spec.sign } else { Some(Sign::Plus) };
    lay_out(&mut text, &float_parts(&digits, negative, spec), &FormatSpec { sign, ..unpadded });
    text.push('j');
    if like_repr && !skip_re {
        text.push(')');
    }
    pad(out, &text, text.len(), spec);
    Ok(())
}

/// Adds `text` in the form `spec` asks for.
///
/// # Errors
/// ValueError for what does not go with text.
pub fn write_str(out: &mut String, text: &str, chars: usize, spec: &FormatSpec) -> Result<(), TextError> {
    if let Some(kind) = spec.kind
        && kind != 's'
    {
        return Err(FormatSpec::unknown_code(kind, "str"));
    }
    match spec.sign {
        Some(Sign::Space) => return Err(value_error("Space not allowed in string format specifier")),
        Some(_) => return Err(value_error("Sign not allowed in string format specifier")),
        None => {}
    }
    if spec.no_negative_zero {
        return Err(value_error("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(value_error("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(value_error("'=' alignment not allowed in string format specifier"));
    }
    match spec.precision {
        Some(max) if max < chars => {
            let end = text.char_indices().nth(max).map_or(text.len(), |(i, _)| i);
            pad(out, &text[..end], max, spec);
        }
        _ => pad(out, text, chars, spec),
    }
    Ok(())
}

impl Number<'_> {
    /// As a float.
    ///
    /// # Errors
    /// OverflowError when it is too large for one.
    pub fn to_f64(self) -> Result<f64, TextError> {
        match self {
            Number::Small(i) => Ok(i as f64),
            Number::Big(b) => big_to_f64(b),
        }
    }
}

fn big_to_f64(n: &BigInt) -> Result<f64, TextError> {
    n.to_f64().filter(|x| x.is_finite()).ok_or_else(|| TextError::Overflow("int too large to convert to float".into()))
}

#[cfg(test)]
mod tests {
    use super::{Align, FormatSpec, Number, write_float, write_int};

    fn int(n: i64, spec: &str) -> String {
        let mut out = String::new();
        let result = FormatSpec::parse(spec, "int", Align::Right)
            .and_then(|spec| write_int(&mut out, Number::Small(n), &spec, "int", 0));
        match result {
            Ok(()) => out,
            Err(e) => format!("{e:?}"),
        }
    }

    #[test]
    fn zeros_are_grouped_with_the_digits() {
        assert_eq!(int(1234, "08,"), "0,001,234");
        assert_eq!(int(1234, "010,"), "00,001,234");
        assert_eq!(int(-1234, "+_x"), "-4d2");
        assert_eq!(int(0xdead_beef, "#_X"), "0XDEAD_BEEF");
        assert_eq!(int(5, "*^+9d"), "***+5****");
        assert_eq!(int(5, "=5"), "    5");
    }

    #[test]
    fn fractions_are_grouped_from_the_point() {
        let float = |x, spec| {
            let mut out = String::new();
            let spec = FormatSpec::parse(spec, "float", Align::Right);
            let written = spec.and_then(|spec| write_float(&mut out, x, &spec, "float"));
            assert!(written.is_ok());
            out
        };
        assert_eq!(float(1_234.123_456_7, ",.7_f"), "1,234.123_456_7");
        assert_eq!(float(-0.001, "z.1f"), "0.0");
        assert_eq!(float(f64::INFINITY, "010,"), "0000000inf");
    }
}
