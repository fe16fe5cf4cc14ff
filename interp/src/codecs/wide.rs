//! UTF-16 and UTF-32, in either order of bytes, with or without a byte order mark.

use super::Order;
use super::errors::{Decoding, Encoding};
use crate::error::PyResult;
use crate::types::str::Str;
use crate::types::str::surrogates::is_surrogate;

const SURROGATES: &str = "surrogates not allowed";
const MARK: char = '\u{feff}';

/// The name that exceptions use.
pub fn utf16_name(order: Order) -> &'static str {
    match order {
        Order::Marked => "utf-16",
        Order::Little => "utf-16-le",
        Order::Big => "utf-16-be",
    }
}

/// The name that exceptions use.
pub fn utf32_name(order: Order) -> &'static str {
    match order {
        Order::Marked => "utf-32",
        Order::Little => "utf-32-le",
        Order::Big => "utf-32-be",
    }
}

fn push16(out: &mut Vec<u8>, c: char, order: Order) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        out.extend(if order == Order::Big { unit.to_be_bytes() } else { unit.to_le_bytes() });
    }
}

fn push32(out: &mut Vec<u8>, c: char, order: Order) {
    let code = c as u32;
    out.extend(if order == Order::Big { code.to_be_bytes() } else { code.to_le_bytes() });
}

/// Encodes as UTF-16.
///
/// # Errors
/// Those of the error handler.
pub fn encode_utf16(run: &Encoding, order: Order) -> PyResult<Vec<u8>> {
    let mut out = Vec::with_capacity(run.text.as_str().len() * 2 + 2);
    if order == Order::Marked {
        push16(&mut out, MARK, order);
    }
    run.run(out, SURROGATES, |out, c| {
        if !is_surrogate(c) {
            push16(out, c, order);
        }
        !is_surrogate(c)
    })
}

/// Encodes as UTF-32.
///
/// # Errors
/// Those of the error handler.
pub fn encode_utf32(run: &Encoding, order: Order) -> PyResult<Vec<u8>> {
    let mut out = Vec::with_capacity(run.text.len() * 4 + 4);
    if order == Order::Marked {
        push32(&mut out, MARK, order);
    }
    run.run(out, SURROGATES, |out, c| {
        if !is_surrogate(c) {
            push32(out, c, order);
        }
        !is_surrogate(c)
    })
}

/// The order that a mark at the start says, and how long the mark is.
pub fn utf16_mark(bytes: &[u8], order: Order) -> (Order, usize) {
    match (order, bytes) {
        (Order::Marked, [0xff, 0xfe, ..]) => (Order::Little, 2),
        (Order::Marked, [0xfe, 0xff, ..]) => (Order::Big, 2),
        (Order::Marked, _) => (Order::Little, 0),
        (order, _) => (order, 0),
    }
}

/// The order that a mark at the start says, and how long the mark is.
pub fn utf32_mark(bytes: &[u8], order: Order) -> (Order, usize) {
    match (order, bytes) {
        (Order::Marked, [0xff, 0xfe, 0, 0, ..]) => (Order::Little, 4),
        (Order::Marked, [0, 0, 0xfe, 0xff, ..]) => (Order::Big, 4),
        (Order::Marked, _) => (Order::Little, 0),
        (order, _) => (order, 0),
    }
}

/// Decodes UTF-16 from `start` on.
///
/// # Errors
/// Those of the error handler.
pub fn decode_utf16(run: &Decoding, order: Order, start: usize) -> PyResult<Str> {
    let bytes = run.bytes;
    let unit = |at: usize| match bytes.get(at..at + 2) {
        Some([a, b]) if order == Order::Big => Some(u16::from_be_bytes([*a, *b])),
        Some([a, b]) => Some(u16::from_le_bytes([*a, *b])),
        _ => None,
    };
    let mut out = String::with_capacity(bytes.len() / 2);
    let mut at = start;
    while at < bytes.len() {
        let Some(first) = unit(at) else {
            at = run.handle(&mut out, at, bytes.len(), "truncated data")?;
            continue;
        };
        if let Some(c) = char::from_u32(u32::from(first)) {
            out.push(c);
            at += 2;
            continue;
        }
        at = match (first, unit(at + 2)) {
            (0xdc00.., _) => run.handle(&mut out, at, at + 2, "illegal encoding")?,
            (_, None) => run.handle(&mut out, at, bytes.len(), "unexpected end of data")?,
            (_, Some(second @ 0xdc00..=0xdfff)) => {
                let code = 0x1_0000 + ((u32::from(first) - 0xd800) << 10) + (u32::from(second) - 0xdc00);
                // Two surrogates always make a character.
                out.extend(char::from_u32(code));
                at + 4
            }
            _ => run.handle(&mut out, at, at + 2, "illegal UTF-16 surrogate")?,
        };
    }
    Ok(Str::new(&out))
}

/// Decodes UTF-32 from `start` on.
///
/// # Errors
/// Those of the error handler.
pub fn decode_utf32(run: &Decoding, order: Order, start: usize) -> PyResult<Str> {
    let bytes = run.bytes;
    let mut out = String::with_capacity(bytes.len() / 4);
    let mut at = start;
    while at < bytes.len() {
        let code = match bytes.get(at..at + 4) {
            Some([a, b, c, d]) if order == Order::Big => u32::from_be_bytes([*a, *b, *c, *d]),
            Some([a, b, c, d]) => u32::from_le_bytes([*a, *b, *c, *d]),
            _ => {
                at = run.handle(&mut out, at, bytes.len(), "truncated data")?;
                continue;
            }
        };
        match char::from_u32(code) {
            Some(c) => {
                out.push(c);
                at += 4;
            }
            None => {
                let reason = if code < 0x11_0000 {
                    "code point in surrogate code point range(0xd800, 0xe000)"
                } else {
                    "code point not in range(0x110000)"
                };
                at = run.handle(&mut out, at, at + 4, reason)?;
            }
        }
    }
    Ok(Str::new(&out))
}
