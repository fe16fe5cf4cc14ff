//! ASCII and Latin-1: one byte a character.

use super::errors::{Decoding, Encoding};
use crate::error::PyResult;
use crate::types::str::Str;

/// Encodes the characters below `limit` as the byte of their number.
///
/// # Errors
/// Those of the error handler.
pub fn encode(run: &Encoding, limit: u32, reason: &str) -> PyResult<Vec<u8>> {
    let text = run.text.as_str();
    if run.text.is_ascii() {
        return Ok(text.as_bytes().to_vec());
    }
    run.run(Vec::with_capacity(run.text.len()), reason, |out, c| match u8::try_from(u32::from(c)) {
        Ok(b) if u32::from(b) < limit => {
            out.push(b);
            true
        }
        _ => false,
    })
}

/// Decodes ASCII.
///
/// # Errors
/// Those of the error handler.
pub fn decode_ascii(run: &Decoding) -> PyResult<Str> {
    if run.bytes.is_ascii() {
        // ASCII is UTF-8.
        return Ok(Str::new(std::str::from_utf8(run.bytes).unwrap_or_default()));
    }
    let mut out = String::with_capacity(run.bytes.len());
    let mut at = 0;
    while let Some(&b) = run.bytes.get(at) {
        if b.is_ascii() {
            out.push(char::from(b));
            at += 1;
        } else {
            at = run.handle(&mut out, at, at + 1, "ordinal not in range(128)")?;
        }
    }
    Ok(Str::new(&out))
}
