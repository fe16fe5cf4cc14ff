//! UTF-8. Text is UTF-8 already, so both ways are copies unless something is wrong.

use super::errors::{Decoding, Encoding};
use crate::error::PyResult;
use crate::types::str::Str;
use crate::types::str::surrogates::{self, is_surrogate};

/// Encodes; only surrogates cannot be.
///
/// # Errors
/// Those of the error handler.
pub fn encode(run: &Encoding) -> PyResult<Vec<u8>> {
    let text = run.text.as_str();
    if run.text.is_ascii() || !surrogates::any(text) {
        return Ok(text.as_bytes().to_vec());
    }
    run.run(Vec::with_capacity(text.len()), "surrogates not allowed", |out, c| {
        if !is_surrogate(c) {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        !is_surrogate(c)
    })
}

/// Decodes the bytes from `start` on.
///
/// # Errors
/// Those of the error handler.
pub fn decode(run: &Decoding, start: usize) -> PyResult<Str> {
    let mut at = start;
    let mut out = String::new();
    loop {
        let error = match std::str::from_utf8(&run.bytes[at..]) {
            Ok(rest) if out.is_empty() => return Ok(Str::new(rest)),
            Ok(rest) => {
                out.push_str(rest);
                return Ok(Str::new(&out));
            }
            Err(e) => e,
        };
        let bad = at + error.valid_up_to();
        // What comes before the error is valid: nothing is lost.
        out.push_str(std::str::from_utf8(&run.bytes[at..bad]).unwrap_or_default());
        let (end, reason) = match error.error_len() {
            None => (run.bytes.len(), "unexpected end of data"),
            Some(len) => match run.bytes[bad] {
                0x80..=0xc1 | 0xf5.. => (bad + len, "invalid start byte"),
                _ => (bad + len, "invalid continuation byte"),
            },
        };
        at = run.handle(&mut out, bad, end, reason)?;
    }
}

/// How many bytes at the end of `bytes` are the start of a character whose rest is missing: what an incremental decoder
/// keeps for later.
pub fn incomplete_tail(bytes: &[u8]) -> usize {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    (0..tail.len())
        .find(|&i| matches!(std::str::from_utf8(&tail[i..]), Err(e) if e.valid_up_to() == 0 && e.error_len().is_none()))
        .map_or(0, |i| tail.len() - i)
}
