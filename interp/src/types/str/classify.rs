//! What kind of characters a string has: `isalpha`, `isdigit`, `isspace` and their kin. ASCII is answered here, the
//! rest by Unicode's tables.

use rustpython_unicode::{case, classify, identifier};

use crate::error::PyResult;
use crate::types::str::args::this;
use crate::value::Value;
use crate::vm::Vm;

/// White space: what `strip` and `split` mean by it. Unicode keeps this list stable.
#[inline]
pub fn is_space(c: char) -> bool {
    match c {
        '\t'..='\r' | '\x1c'..=' ' => true,
        '\0'..='\x7f' => false,
        c => matches!(
            c,
            '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
                ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
        ),
    }
}

/// True when there are characters and all of them pass.
fn all(vm: &Vm, a: &[Value], ascii: fn(&u8) -> bool, other: fn(char) -> bool) -> PyResult {
    let s = this(vm, a)?;
    let passes = if s.is_ascii() {
        s.as_str().as_bytes().iter().all(ascii)
    } else {
        s.as_str().chars().all(|c| if c.is_ascii() { ascii(&(c as u8)) } else { other(c) })
    };
    Ok(Value::Bool(!s.is_empty() && passes))
}

/// `isalpha`.
pub(super) fn isalpha(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_alphabetic, classify::is_alpha)
}

/// `isalnum`.
pub(super) fn isalnum(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_alphanumeric, |c| classify::is_alpha(c) || classify::is_numeric(c))
}

/// `isdecimal`.
pub(super) fn isdecimal(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_digit, classify::is_decimal)
}

/// `isdigit`.
pub(super) fn isdigit(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_digit, classify::is_digit)
}

/// `isnumeric`.
pub(super) fn isnumeric(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_digit, classify::is_numeric)
}

/// `isspace`.
pub(super) fn isspace(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, |b| is_space(char::from(*b)), is_space)
}

/// `isprintable`.
pub(super) fn isprintable(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(this(vm, a)?.as_str().chars().all(crate::format::escape::is_printable)))
}

/// `isascii`.
pub(super) fn isascii(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(this(vm, a)?.is_ascii()))
}

/// True for the name of a variable (keywords included).
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = |c: char| c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && identifier::is_xid_start(c));
    let continues =
        |c: char| c == '_' || c.is_ascii_alphanumeric() || (!c.is_ascii() && identifier::is_xid_continue(c));
    chars.next().is_some_and(starts) && chars.all(continues)
}

/// `isidentifier`.
pub(super) fn isidentifier(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(is_identifier(this(vm, a)?.as_str())))
}

/// Which case a character has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    None,
    Lower,
    Upper,
    Title,
}

fn case_of(c: char) -> Case {
    match c {
        'a'..='z' => Case::Lower,
        'A'..='Z' => Case::Upper,
        c if c.is_ascii() => Case::None,
        c if case::is_lowercase(c) => Case::Lower,
        c if case::is_uppercase(c) => Case::Upper,
        c if case::is_titlecase(c) => Case::Title,
        _ => Case::None,
    }
}

/// True when some character has the case, and none another.
fn only(vm: &Vm, a: &[Value], wanted: Case) -> PyResult {
    let mut any = false;
    for c in this(vm, a)?.as_str().chars() {
        match case_of(c) {
            Case::None => {}
            found if found == wanted => any = true,
            _ => return Ok(Value::Bool(false)),
        }
    }
    Ok(Value::Bool(any))
}

/// `islower`.
pub(super) fn islower(vm: &Vm, a: &[Value]) -> PyResult {
    only(vm, a, Case::Lower)
}

/// `isupper`.
pub(super) fn isupper(vm: &Vm, a: &[Value]) -> PyResult {
    only(vm, a, Case::Upper)
}

/// `istitle`: capitals follow what has no case, small letters follow what has.
pub(super) fn istitle(vm: &Vm, a: &[Value]) -> PyResult {
    let (mut any, mut after_cased) = (false, false);
    for c in this(vm, a)?.as_str().chars() {
        match case_of(c) {
            Case::None => after_cased = false,
            Case::Lower if !after_cased => return Ok(Value::Bool(false)),
            Case::Upper | Case::Title if after_cased => return Ok(Value::Bool(false)),
            _ => {
                any = true;
                after_cased = true;
            }
        }
    }
    Ok(Value::Bool(any))
}
