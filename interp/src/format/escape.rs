//! `repr` and `ascii` of text and bytes: quotes and escapes.

use std::fmt::Write;

use rustpython_unicode::classify;

use super::code_of;

/// True for what `repr` shows as it is.
#[inline]
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() { matches!(c, ' '..='~') } else { classify::is_printable(c) }
}

/// The quote that `repr` puts around text with these: single ones, unless only double ones spare an escape.
fn quote_for(bytes: &[u8]) -> u8 {
    let mut double = b'\'';
    for &b in bytes {
        match b {
            b'"' => return b'\'',
            b'\'' => double = b'"',
            _ => {}
        }
    }
    double
}

/// Adds a character that is not shown as it is.
fn push_escape(out: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = match c {
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '\\' => out.write_str("\\\\"),
        c => match code_of(c) {
            n @ ..=0xff => write!(out, "\\x{n:02x}"),
            n @ ..=0xffff => write!(out, "\\u{n:04x}"),
            n => write!(out, "\\U{n:08x}"),
        },
    };
}

/// Adds `repr(text)`, or `ascii(text)`.
fn write_quoted(out: &mut String, text: &str, ascii_only: bool) {
    let quote = quote_for(text.as_bytes());
    out.reserve(text.len() + 2);
    out.push(quote as char);
    // What needs no escape is copied in runs.
    let mut copied = 0;
    for (i, c) in text.char_indices() {
        let plain = match c {
            '\\' => false,
            ' '..='~' => c != quote as char,
            c if c.is_ascii() || ascii_only => false,
            c => classify::is_printable(c),
        };
        if plain {
            continue;
        }
        out.push_str(&text[copied..i]);
        copied = i + c.len_utf8();
        if c == quote as char {
            out.push('\\');
            out.push(c);
        } else {
            push_escape(out, c);
        }
    }
    out.push_str(&text[copied..]);
    out.push(quote as char);
}

/// Adds `repr(text)`.
pub fn write_str_repr(out: &mut String, text: &str) {
    write_quoted(out, text, false);
}

/// `repr(text)`.
pub fn repr_str(text: &str) -> String {
    let mut out = String::new();
    write_quoted(&mut out, text, false);
    out
}

/// `ascii(text)`.
pub fn ascii_str(text: &str) -> String {
    let mut out = String::new();
    write_quoted(&mut out, text, true);
    out
}

/// A `repr` with everything foreign to ASCII escaped: what `ascii` makes of the `repr` of any object.
pub fn escape_non_ascii(repr: &str) -> String {
    let mut out = String::with_capacity(repr.len());
    for c in repr.chars() {
        if c.is_ascii() { out.push(c) } else { push_escape(&mut out, c) }
    }
    out
}

/// Adds `repr(bytes)`.
pub fn write_bytes_repr(out: &mut String, bytes: &[u8]) {
    let quote = quote_for(bytes);
    write_bytes_quoted(out, bytes, quote, quote);
}

/// `repr(bytearray)`, for this name of the class. Single quotes are escaped even where they need not be, as in CPython.
pub fn repr_bytearray(name: &str, bytes: &[u8]) -> String {
    let mut out = String::with_capacity(name.len() + bytes.len() + 5);
    out.push_str(name);
    out.push('(');
    write_bytes_quoted(&mut out, bytes, quote_for(bytes), b'\'');
    out.push(')');
    out
}

fn write_bytes_quoted(out: &mut String, bytes: &[u8], quote: u8, escaped: u8) {
    out.reserve(bytes.len() + 3);
    out.push('b');
    out.push(quote as char);
    for &b in bytes {
        match b {
            b'\\' => out.push_str("\\\\"),
            b if b == escaped => {
                out.push('\\');
                out.push(b as char);
            }
            b' '..=b'~' => out.push(b as char),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\x{b:02x}");
            }
        }
    }
    out.push(quote as char);
}

/// `repr(bytes)`.
pub fn repr_bytes(bytes: &[u8]) -> String {
    let mut out = String::new();
    write_bytes_repr(&mut out, bytes);
    out
}
