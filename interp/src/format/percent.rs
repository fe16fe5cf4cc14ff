//! The `%` operator of `str`, and what it shares with that of `bytes`: the syntax of directives, the order in which
//! arguments are taken, and numbers.

use super::float::{FloatStyle, Layout, write_magnitude};
use super::int_text::{Number, write_radix};
use super::spec::push_repeated;
use super::{digit_limit, real_number};
use crate::error::{PyResult, Raised};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// What differs between text and bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavor {
    Text,
    Bytes,
}

/// The flags of a directive.
#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    pub left: bool,
    pub plus: bool,
    pub space: bool,
    pub alternate: bool,
    pub zero: bool,
}

/// What stands between `%` and the argument's text, stars replaced by their values.
pub(super) struct Directive {
    pub flags: Flags,
    pub width: usize,
    pub precision: Option<usize>,
    /// The conversion, and where it stands in the template's bytes.
    pub conversion: u8,
    pub at: usize,
}

impl Directive {
    /// True when nothing stands between `%` and the conversion.
    fn is_bare(&self) -> bool {
        let f = &self.flags;
        self.width == 0 && self.precision.is_none() && !f.plus && !f.space && !f.alternate
    }
}

/// The right operand: a tuple whose items are used in order, or one object that is used once, or as a mapping.
pub(super) struct Arguments<'a> {
    vm: &'a Vm,
    whole: &'a Value,
    items: Option<&'a [Value]>,
    next: usize,
    is_mapping: bool,
    /// The value that a key named: it is the argument of its directive alone.
    by_key: Option<Value>,
    by_key_used: bool,
    flavor: Flavor,
}

impl<'a> Arguments<'a> {
    pub fn new(vm: &'a Vm, whole: &'a Value, flavor: Flavor) -> Arguments<'a> {
        let (items, is_mapping) = match whole.inner() {
            Value::Tuple(t) => (Some(t.items()), false),
            Value::Str(_) if flavor == Flavor::Text => (None, false),
            Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) if flavor == Flavor::Bytes => (None, false),
            Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::None => (None, false),
            Value::Dict(_) | Value::List(_) => (None, true),
            _ => (None, vm.lookup_special(whole, &vm.names.__getitem__).is_some()),
        };
        Arguments { vm, whole, items, next: 0, is_mapping, by_key: None, by_key_used: false, flavor }
    }

    /// The next argument.
    pub fn take(&mut self) -> PyResult {
        if let Some(v) = &self.by_key {
            if !self.by_key_used {
                self.by_key_used = true;
                return Ok(v.clone());
            }
        } else if let Some(items) = self.items {
            if let Some(v) = items.get(self.next) {
                self.next += 1;
                return Ok(v.clone());
            }
        } else if self.next == 0 {
            self.next = 1;
            return Ok(self.whole.clone());
        }
        Err(self.vm.type_error("not enough arguments for format string"))
    }

    /// Makes the value under a key the next argument.
    fn select(&mut self, key: &[u8]) -> PyResult<()> {
        if !self.is_mapping {
            return Err(self.vm.type_error("format requires a mapping"));
        }
        let key = match self.flavor {
            // A part of a str between ASCII parentheses is UTF-8.
            Flavor::Text => Value::str(std::str::from_utf8(key).unwrap_or_default()),
            Flavor::Bytes => Value::Bytes(crate::types::bytes::Bytes::new(key)),
        };
        self.by_key = Some(self.vm.get_item(self.whole, &key)?);
        self.by_key_used = false;
        Ok(())
    }

    /// Complains when arguments are left over.
    pub fn finish(&self) -> PyResult<()> {
        let left = match self.items {
            Some(items) => self.next < items.len(),
            None => self.next == 0,
        };
        if !left || self.is_mapping {
            return Ok(());
        }
        let kind = if self.flavor == Flavor::Text { "string" } else { "bytes" };
        Err(self.vm.type_error(format!("not all arguments converted during {kind} formatting")))
    }

    /// An int given for a star.
    fn star(&mut self, target: &str) -> PyResult<i64> {
        match self.take()?.inner() {
            Value::Int(i) if target == "ssize_t" || i32::try_from(*i).is_ok() => Ok(*i),
            Value::Bool(b) => Ok(i64::from(*b)),
            Value::Int(_) | Value::Big(_) => {
                Err(self.vm.overflow_error(format!("Python int too large to convert to C {target}")))
            }
            _ => Err(self.vm.type_error("* wants int")),
        }
    }
}

/// Parses the directive behind the `%` before `at`, and says where it ends.
pub(super) fn parse_directive(vm: &Vm, text: &[u8], mut at: usize, args: &mut Arguments) -> PyResult<Directive> {
    if text.get(at) == Some(&b'(') {
        let end = key_end(text, at + 1).ok_or_else(|| vm.value_error("incomplete format key"))?;
        args.select(&text[at + 1..end])?;
        at = end + 1;
    }
    let mut flags = Flags::default();
    while let Some(b) = text.get(at) {
        match b {
            b'-' => flags.left = true,
            b'+' => flags.plus = true,
            b' ' => flags.space = true,
            b'#' => flags.alternate = true,
            b'0' => flags.zero = true,
            _ => break,
        }
        at += 1;
    }
    let mut width = 0;
    if text.get(at) == Some(&b'*') {
        let n = args.star("ssize_t")?;
        flags.left |= n < 0;
        width = usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
        at += 1;
    } else if let Some(n) = number(text, &mut at) {
        width = n.filter(|&n| n <= isize::MAX as usize).ok_or_else(|| vm.value_error("width too big"))?;
    }
    if width > super::spec::MAX_WIDTH {
        return Err(crate::types::sequence::out_of_memory(vm));
    }
    let mut precision = None;
    if text.get(at) == Some(&b'.') {
        at += 1;
        if text.get(at) == Some(&b'*') {
            precision = Some(usize::try_from(args.star("int")?).unwrap_or(0));
            at += 1;
        } else {
            let n = number(text, &mut at).unwrap_or(Some(0)).filter(|&n| n <= i32::MAX as usize);
            let too_big = if args.flavor == Flavor::Text { "precision too big" } else { "prec too big" };
            precision = Some(n.ok_or_else(|| vm.value_error(too_big))?);
        }
    }
    if matches!(text.get(at), Some(b'h' | b'l' | b'L')) {
        at += 1;
    }
    match text.get(at) {
        Some(&conversion) => Ok(Directive { flags, width, precision, conversion, at }),
        None => Err(vm.value_error("incomplete format")),
    }
}

/// Where the parenthesis closes that opened before `at`.
fn key_end(text: &[u8], at: usize) -> Option<usize> {
    let mut depth = 1;
    for (i, b) in text.iter().enumerate().skip(at) {
        match b {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(i);
        }
    }
    None
}

/// The decimal number at `at`, which moves behind it: `None` when there is none, `Some(None)` when it is too large.
fn number(text: &[u8], at: &mut usize) -> Option<Option<usize>> {
    let start = *at;
    let mut n = Some(0usize);
    while let Some(d) = text.get(*at).filter(|b| b.is_ascii_digit()) {
        n = n.and_then(|n| n.checked_mul(10)?.checked_add(usize::from(d - b'0')));
        *at += 1;
    }
    (*at > start).then_some(n)
}

/// A number's text, in the two parts that zeros may come between: sign and prefix, digits.
pub(super) struct NumberText {
    pub head: String,
    pub digits: String,
}

impl NumberText {
    fn new(negative: bool, flags: Flags) -> NumberText {
        let sign = if negative {
            "-"
        } else if flags.plus {
            "+"
        } else if flags.space {
            " "
        } else {
            ""
        };
        NumberText { head: sign.to_owned(), digits: String::new() }
    }

    /// Adds the number in its field.
    pub fn write(&self, out: &mut String, d: &Directive) {
        let missing = d.width.saturating_sub(self.head.len() + self.digits.len());
        let (zeros, before) = match (d.flags.left, d.flags.zero) {
            (true, _) => (0, 0),
            (false, true) => (missing, 0),
            (false, false) => (0, missing),
        };
        push_repeated(out, ' ', before);
        out.push_str(&self.head);
        push_repeated(out, '0', zeros);
        out.push_str(&self.digits);
        push_repeated(out, ' ', missing - before - zeros);
    }
}

/// The text of a numeric conversion (`d i u x X o e E f F g G`); `None` for any other.
pub(super) fn number_text(vm: &Vm, d: &Directive, v: &Value, flavor: Flavor) -> PyResult<Option<NumberText>> {
    match d.conversion {
        b'd' | b'i' | b'u' | b'x' | b'X' | b'o' => integer(vm, d, v).map(Some),
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => float(vm, d, v, flavor).map(Some),
        _ => Ok(None),
    }
}

fn integer(vm: &Vm, d: &Directive, v: &Value) -> PyResult<NumberText> {
    let (radix, prefix) = match d.conversion {
        b'x' => (16, "0x"),
        b'X' => (16, "0X"),
        b'o' => (8, "0o"),
        _ => (10, ""),
    };
    let converted;
    let number = match v {
        Value::Int(i) => Number::Small(*i),
        _ => {
            converted = whole_number(vm, v, d.conversion)?;
            match converted.inner() {
                Value::Int(i) => Number::Small(*i),
                Value::Bool(b) => Number::Small(i64::from(*b)),
                Value::Big(n) => Number::Big(&n.0),
                _ => return Err(not_a_number(vm, v, d.conversion)),
            }
        }
    };
    let limit = if matches!(number, Number::Big(_)) { digit_limit(vm) } else { 0 };
    let mut digits = String::new();
    let negative = write_radix(&mut digits, number, radix, limit).map_err(|e| e.raise(vm))?;
    if d.conversion == b'X' {
        digits.make_ascii_uppercase();
    }
    let mut text = NumberText::new(negative, d.flags);
    if d.flags.alternate {
        text.head.push_str(prefix);
    }
    push_repeated(&mut text.digits, '0', d.precision.unwrap_or(0).saturating_sub(digits.len()));
    text.digits.push_str(&digits);
    Ok(text)
}

fn not_a_number(vm: &Vm, v: &Value, conversion: u8) -> Raised {
    let wanted = if matches!(conversion, b'x' | b'X' | b'o') { "an integer" } else { "a real number" };
    let c = char::from(conversion);
    vm.type_error(format!("%{c} format: {wanted} is required, not {}", vm.type_name(v)))
}

/// The int that `%d` makes of a number, or `%x` of an int.
fn whole_number(vm: &Vm, v: &Value, conversion: u8) -> PyResult {
    let any_real = !matches!(conversion, b'x' | b'X' | b'o');
    let converted = match v.inner() {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => Some(v.inner().clone()),
        Value::Float(x) if any_real => Some(truncated(vm, *x)?),
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => None,
        _ => {
            let by_int = if any_real { vm.call_special(v, &vm.names.__int__, &[])? } else { None };
            match by_int {
                Some(i) => Some(i),
                None => vm.call_special(v, &vm.names.__index__, &[])?,
            }
        }
    };
    converted.ok_or_else(|| not_a_number(vm, v, conversion))
}

fn truncated(vm: &Vm, x: f64) -> PyResult {
    if x.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    match num_traits::FromPrimitive::from_f64(x.trunc()) {
        Some(n) => Ok(Value::from_bigint(n)),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

fn float(vm: &Vm, d: &Directive, v: &Value, flavor: Flavor) -> PyResult<NumberText> {
    let x = real_number(vm, v).map_err(|e| {
        if flavor == Flavor::Bytes && vm.matches(&e, &vm.exc.type_error) {
            return vm.type_error(format!("float argument required, not {}", vm.type_name(v)));
        }
        e
    })?;
    let precision = d.precision.unwrap_or(6);
    let layout = match d.conversion {
        b'e' | b'E' => Layout::Exponent(precision),
        b'f' | b'F' => Layout::Fixed(precision),
        _ => Layout::General(precision),
    };
    let upper = d.conversion.is_ascii_uppercase();
    let style = FloatStyle { layout, alternate: d.flags.alternate, point_zero: false, upper };
    let mut text = NumberText::new(x.is_sign_negative() && !x.is_nan(), d.flags);
    write_magnitude(&mut text.digits, x.abs(), &style);
    Ok(text)
}

/// `template % values`.
///
/// # Errors
/// ValueError for a malformed template, TypeError for values that do not fit it, and what the values raise.
pub fn percent_format(vm: &Vm, template: &Str, values: &Value) -> PyResult<Str> {
    let text = template.as_str();
    let mut args = Arguments::new(vm, values, Flavor::Text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    while let Some(offset) = text[copied..].find('%') {
        let at = copied + offset;
        out.push_str(&text[copied..at]);
        if text.as_bytes().get(at + 1) == Some(&b'%') {
            out.push('%');
            copied = at + 2;
            continue;
        }
        let d = parse_directive(vm, text.as_bytes(), at + 1, &mut args)?;
        let value = args.take()?;
        convert(vm, &mut out, &d, &value, text)?;
        // Every conversion that got this far is one ASCII character.
        copied = d.at + 1;
    }
    out.push_str(&text[copied..]);
    args.finish()?;
    Ok(Str::new(&out))
}

fn convert(vm: &Vm, out: &mut String, d: &Directive, v: &Value, template: &str) -> PyResult<()> {
    match d.conversion {
        b'd' if d.is_bare() && matches!(v, Value::Int(_)) => super::str_into(vm, out, v),
        b's' if d.width == 0 && d.precision.is_none() => super::str_into(vm, out, v),
        b'r' if d.width == 0 && d.precision.is_none() => super::repr_into(vm, out, v),
        b's' => write_field(out, &vm.str(v)?, d),
        b'r' => write_field(out, &vm.repr(v)?, d),
        b'a' => write_field(out, &vm.ascii(v)?, d),
        b'c' => {
            let c = character(vm, v)?;
            write_field(out, &Str::new(c.encode_utf8(&mut [0; 4])), &Directive { precision: None, ..*d })
        }
        _ => match number_text(vm, d, v, Flavor::Text)? {
            Some(text) => {
                text.write(out, d);
                Ok(())
            }
            None => Err(unsupported(vm, template, d.at)),
        },
    }
}

fn write_field(out: &mut String, text: &Str, d: &Directive) -> PyResult<()> {
    let (shown, chars) = match d.precision {
        Some(max) if max < text.len() => {
            let end = text.as_str().char_indices().nth(max).map_or(text.as_str().len(), |(i, _)| i);
            (&text.as_str()[..end], max)
        }
        _ => (text.as_str(), text.len()),
    };
    let missing = d.width.saturating_sub(chars);
    let before = if d.flags.left { 0 } else { missing };
    push_repeated(out, ' ', before);
    out.push_str(shown);
    push_repeated(out, ' ', missing - before);
    Ok(())
}

/// The character of `%c`.
fn character(vm: &Vm, v: &Value) -> PyResult<char> {
    if let Some(s) = v.as_str() {
        let mut chars = s.as_str().chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(c);
        }
        return Err(vm.type_error("%c requires int or char"));
    }
    let code = match v.inner() {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => Some(v.clone()),
        _ => vm.call_special(v, &vm.names.__index__, &[])?,
    };
    match code.as_ref().map(Value::inner) {
        Some(Value::Int(i)) if (0..0x11_0000).contains(i) => Ok(super::char_from_code(*i as u32)),
        Some(Value::Bool(b)) => Ok(super::char_from_code(u32::from(*b))),
        Some(Value::Int(_) | Value::Big(_)) => Err(vm.overflow_error("%c arg not in range(0x110000)")),
        _ => Err(vm.type_error("%c requires int or char")),
    }
}

fn unsupported(vm: &Vm, template: &str, at: usize) -> Raised {
    let c = template[at..].chars().next().unwrap_or('?');
    let shown = if matches!(c, '\x1f'..='~') { c } else { '?' };
    let index = template[..at].chars().count();
    vm.value_error(format!("unsupported format character '{shown}' (0x{:x}) at index {index}", c as u32))
}
