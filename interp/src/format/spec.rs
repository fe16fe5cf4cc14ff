//! The format-specification mini-language: from `*>+#10,.3f` to a [`FormatSpec`]. What a specification does to a value
//! is the business of the files beside this one.

use super::{TextError, value_error};

/// Where the text stands in a field that is wider.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
    Center,
    /// Padding between the sign and the digits (`=`).
    AfterSign,
}

/// What stands in front of a number that is not negative.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    Nothing,
    Plus,
    Space,
}

/// What separates groups of digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grouping {
    None,
    Comma,
    Underscore,
}

impl Grouping {
    /// The separator.
    pub fn separator(self) -> Option<char> {
        match self {
            Grouping::None => None,
            Grouping::Comma => Some(','),
            Grouping::Underscore => Some('_'),
        }
    }
}

/// A format specification, taken apart.
#[derive(Clone, Copy, Debug)]
pub struct FormatSpec {
    pub fill: char,
    pub align: Align,
    /// `None`: no sign option was given (which strings and `c` insist on).
    pub sign: Option<Sign>,
    /// `z`: a zero that rounding made negative loses its sign.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    pub width: usize,
    pub grouping: Grouping,
    pub precision: Option<usize>,
    /// Grouping of the digits behind the point (since Python 3.14).
    pub fraction_grouping: Grouping,
    /// The presentation type.
    pub kind: Option<char>,
}

/// Widths and precisions beyond this are refused; CPython's limit on 64 bits.
const MAX_NUMBER: usize = isize::MAX as usize;

/// Fields wider than this are MemoryError at once: the text could not be stored, or not in this lifetime, and asking for
/// the memory would abort.
pub(super) const MAX_WIDTH: usize = 1 << 32;

/// A cursor over the specification.
struct Cursor<'a>(std::str::Chars<'a>);

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.0.clone().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let hit = self.peek() == Some(wanted);
        if hit {
            self.0.next();
        }
        hit
    }

    /// A decimal number, if one follows.
    fn number(&mut self) -> Result<Option<usize>, TextError> {
        let mut n = None;
        while let Some(d) = self.peek().and_then(decimal_digit) {
            self.0.next();
            let next = n.unwrap_or(0usize).checked_mul(10).and_then(|n| n.checked_add(d as usize));
            match next {
                Some(next) if next <= MAX_NUMBER => n = Some(next),
                _ => return Err(value_error("Too many decimal digits in format string")),
            }
        }
        Ok(n)
    }

    fn grouping(&mut self) -> Result<Grouping, TextError> {
        let comma = self.take(',');
        if self.take('_') {
            if comma || self.peek() == Some(',') {
                return Err(value_error("Cannot specify both ',' and '_'."));
            }
            return Ok(Grouping::Underscore);
        }
        Ok(if comma { Grouping::Comma } else { Grouping::None })
    }
}

fn decimal_digit(c: char) -> Option<u32> {
    if c.is_ascii() { c.to_digit(10) } else { super::parse::decimal_value(c) }
}

fn alignment(c: char) -> Option<Align> {
    Some(match c {
        '<' => Align::Left,
        '>' => Align::Right,
        '^' => Align::Center,
        '=' => Align::AfterSign,
        _ => return None,
    })
}

impl FormatSpec {
    /// The specification that says nothing.
    pub fn plain(default_align: Align) -> FormatSpec {
        FormatSpec {
            fill: ' ',
            align: default_align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: Grouping::None,
            precision: None,
            fraction_grouping: Grouping::None,
            kind: None,
        }
    }

    /// Takes `text` apart. `type_name` is what messages call the value's type; `default_align` is `Left` for text, which
    /// also decides what a zero in front of the width means.
    ///
    /// # Errors
    /// ValueError, in CPython's words.
    pub fn parse(text: &str, type_name: &str, default_align: Align) -> Result<FormatSpec, TextError> {
        let mut spec = FormatSpec::plain(default_align);
        let mut c = Cursor(text.chars());
        let (mut fill_given, mut align_given) = (false, false);
        let mut two = text.chars();
        let (first, second) = (two.next(), two.next());
        if let (Some(fill), Some(align)) = (first, second.and_then(alignment)) {
            (spec.fill, spec.align) = (fill, align);
            (fill_given, align_given) = (true, true);
            c.0.next();
            c.0.next();
        } else if let Some(align) = first.and_then(alignment) {
            spec.align = align;
            align_given = true;
            c.0.next();
        }
        spec.sign = match c.peek() {
            Some('+') => Some(Sign::Plus),
            Some(' ') => Some(Sign::Space),
            Some('-') => Some(Sign::Nothing),
            _ => None,
        };
        if spec.sign.is_some() {
            c.0.next();
        }
        spec.no_negative_zero = c.take('z');
        spec.alternate = c.take('#');
        if !fill_given && c.take('0') {
            spec.fill = '0';
            if !align_given && default_align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = c.number()?.unwrap_or(0);
        if spec.width > MAX_WIDTH {
            return Err(TextError::Memory);
        }
        spec.grouping = c.grouping()?;
        if c.take('.') {
            spec.precision = c.number()?;
            spec.fraction_grouping = c.grouping()?;
            if spec.precision.is_none() && spec.fraction_grouping == Grouping::None {
                return Err(value_error("Format specifier missing precision"));
            }
        }
        spec.kind = c.0.next();
        if c.0.next().is_some() {
            let message = format!("Invalid format specifier '{text}' for object of type '{type_name}'");
            return Err(TextError::Value(message.into()));
        }
        // Text without a presentation type is `s`, which has no digits to group.
        let kind = spec.kind.or((default_align == Align::Left).then_some('s'));
        spec.check_grouping(kind)?;
        Ok(spec)
    }

    fn check_grouping(&self, kind: Option<char>) -> Result<(), TextError> {
        for grouping in [self.grouping, self.fraction_grouping] {
            let Some(separator) = grouping.separator() else { continue };
            match kind {
                None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'F' | 'G' | '%') => {}
                Some('b' | 'o' | 'x' | 'X') if separator == '_' => {}
                Some(kind) => {
                    let kind = code_in_message(kind);
                    return Err(TextError::Value(format!("Cannot specify '{separator}' with '{kind}'.").into()));
                }
            }
        }
        Ok(())
    }

    /// The complaint about a presentation type that the value's type does not have.
    pub fn unknown_code(kind: char, type_name: &str) -> TextError {
        let kind = code_in_message(kind);
        TextError::Value(format!("Unknown format code '{kind}' for object of type '{type_name}'").into())
    }

    /// True when zeros, as opposed to text, fill the field: digits are then grouped together with the zeros.
    pub(super) fn zero_fills(&self) -> bool {
        self.fill == '0' && self.align == Align::AfterSign
    }
}

/// How a message shows a presentation type: printable ASCII as it is, the rest as a number.
fn code_in_message(kind: char) -> String {
    if matches!(kind, '!'..='~' | '\x7f') { kind.to_string() } else { format!("\\x{:x}", kind as u32) }
}

/// Adds `text` (of `chars` characters) to `out`, padded to the specification's width.
pub(super) fn pad(out: &mut String, text: &str, chars: usize, spec: &FormatSpec) {
    let missing = spec.width.saturating_sub(chars);
    let left = match spec.align {
        Align::Left => 0,
        Align::Center => missing / 2,
        Align::Right | Align::AfterSign => missing,
    };
    push_repeated(out, spec.fill, left);
    out.push_str(text);
    push_repeated(out, spec.fill, missing - left);
}

/// Adds `n` times `c`.
pub(crate) fn push_repeated(out: &mut String, c: char, n: usize) {
    out.reserve(n * c.len_utf8());
    for _ in 0..n {
        out.push(c);
    }
}
