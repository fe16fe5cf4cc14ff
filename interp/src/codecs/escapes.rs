//! The codecs `unicode_escape` and `raw_unicode_escape`: text as it could stand in a literal.

use super::errors::{Decoding, backslashed};
use crate::error::PyResult;
use crate::types::str::Str;
use crate::types::str::surrogates::{char_from_code, code_of};

/// `text.encode("unicode_escape")`.
pub fn encode(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.extend(b"\\\\"),
            '\n' => out.extend(b"\\n"),
            '\r' => out.extend(b"\\r"),
            '\t' => out.extend(b"\\t"),
            ' '..='~' => out.push(c as u8),
            c => out.extend(backslashed(c).into_bytes()),
        }
    }
    out
}

/// `text.encode("raw_unicode_escape")`: only what is past Latin-1 is escaped.
pub fn encode_raw(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(code_of(c)) {
            Ok(b) => out.push(b),
            Err(_) => out.extend(backslashed(c).into_bytes()),
        }
    }
    out
}

/// `bytes.decode("raw_unicode_escape")`.
///
/// # Errors
/// Those of the error handler.
pub fn decode_raw(run: &Decoding) -> PyResult<Str> {
    let bytes = run.bytes;
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        if b == b'\\' {
            // A backslash that is itself escaped starts nothing.
            let slashes = bytes[at..].iter().take_while(|&&b| b == b'\\').count();
            let kind = bytes.get(at + slashes);
            let digits = if kind == Some(&b'u') { 4 } else { 8 };
            if slashes % 2 == 1 && matches!(kind, Some(b'u' | b'U')) {
                out.extend(std::iter::repeat_n('\\', slashes - 1));
                at = hex_escape(run, &mut out, at + slashes - 1, digits)?;
            } else {
                out.extend(std::iter::repeat_n('\\', slashes));
                at += slashes;
            }
        } else {
            out.push(char::from(b));
            at += 1;
        }
    }
    Ok(Str::new(&out))
}

/// Decodes the escape at `at` whose letter is followed by up to `digits` hexadecimal digits, all of them needed.
fn hex_escape(run: &Decoding, out: &mut String, at: usize, digits: usize) -> PyResult<usize> {
    let body = &run.bytes[at + 2..];
    let found = body.iter().take(digits).take_while(|b| b.is_ascii_hexdigit()).count();
    let end = at + 2 + found;
    if found < digits {
        let reason = match digits {
            2 => "truncated \\xXX escape",
            4 => "truncated \\uXXXX escape",
            _ => "truncated \\UXXXXXXXX escape",
        };
        return run.handle(out, at, end, reason);
    }
    let code = body[..found].iter().fold(0u32, |n, &b| n << 4 | (b as char).to_digit(16).unwrap_or(0));
    if code >= 0x11_0000 {
        let reason =
            if run.name == "rawunicodeescape" { "\\Uxxxxxxxx out of range" } else { "illegal Unicode character" };
        return run.handle(out, at, end, reason);
    }
    out.push(char_from_code(code));
    Ok(end)
}

/// `bytes.decode("unicode_escape")`.
///
/// # Errors
/// Those of the error handler.
pub fn decode(run: &Decoding) -> PyResult<Str> {
    let bytes = run.bytes;
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        if b != b'\\' {
            out.push(char::from(b));
            at += 1;
            continue;
        }
        let Some(&letter) = bytes.get(at + 1) else {
            at = run.handle(&mut out, at, bytes.len(), "\\ at end of string")?;
            continue;
        };
        at = match letter {
            b'\n' => at + 2,
            b'x' => hex_escape(run, &mut out, at, 2)?,
            b'u' => hex_escape(run, &mut out, at, 4)?,
            b'U' => hex_escape(run, &mut out, at, 8)?,
            b'N' => named_escape(run, &mut out, at)?,
            b'0'..=b'7' => {
                let digits = bytes[at + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
                let (code, len) = digits.fold((0, 0), |(code, len), b| (code << 3 | u32::from(b - b'0'), len + 1));
                out.push(char_from_code(code));
                at + 1 + len
            }
            letter => {
                simple_escape(&mut out, letter);
                at + 2
            }
        };
    }
    Ok(Str::new(&out))
}

/// Adds what a backslash and this letter stand for; both, when they mean nothing.
fn simple_escape(out: &mut String, letter: u8) {
    let c = match letter {
        b'\\' | b'\'' | b'"' => char::from(letter),
        b'a' => '\x07',
        b'b' => '\x08',
        b'f' => '\x0c',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'v' => '\x0b',
        _ => {
            out.push('\\');
            char::from(letter)
        }
    };
    out.push(c);
}

fn named_escape(run: &Decoding, out: &mut String, at: usize) -> PyResult<usize> {
    let body = &run.bytes[at + 2..];
    let close = body.iter().position(|&b| b == b'}');
    let (Some(b'{'), Some(close)) = (body.first(), close) else {
        let end = if body.first() == Some(&b'{') { run.bytes.len() } else { at + 2 };
        return run.handle(out, at, end, "malformed \\N character escape");
    };
    let end = at + 2 + close + 1;
    let name = std::str::from_utf8(&body[1..close]).ok().filter(|n| !n.is_empty());
    let Some(name) = name else { return run.handle(out, at, end, "malformed \\N character escape") };
    match rustpython_unicode::data::lookup_character(name) {
        Some(c) => {
            out.push(c);
            Ok(end)
        }
        None => run.handle(out, at, end, "unknown Unicode character name"),
    }
}
