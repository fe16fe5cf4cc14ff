//! Lone surrogates. Rust text cannot hold the code points U+D800 to U+DFFF, and Python text can: as what
//! `surrogateescape` makes of undecodable bytes, and as a literal nobody should write.
//!
//! Each is stored as a stand-in, 0xD0000 above it: a range in plane 13 where Unicode has assigned nothing and plans
//! nothing. Whatever crosses the border between characters and numbers or bytes (`ord`, `chr`, escapes, `repr`,
//! encoding, decoding) goes through this file, so that programs see the surrogate. The price: the stand-ins themselves
//! cannot be told from surrogates.

const OFFSET: u32 = 0xd_0000;

use std::borrow::Cow;
use std::cmp::Ordering;

/// The character with this code, a stand-in for a surrogate. Codes past Unicode become U+FFFD.
#[inline]
pub fn char_from_code(code: u32) -> char {
    match char::from_u32(code) {
        Some(c) => c,
        None => char::from_u32(code.wrapping_add(OFFSET)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The code that Python sees (`ord`).
#[inline]
pub fn code_of(c: char) -> u32 {
    if is_surrogate(c) { c as u32 - OFFSET } else { c as u32 }
}

/// True when `text` holds stand-ins: when it is not what other programs take for UTF-8 text.
#[inline]
pub fn any(text: &str) -> bool {
    // All of them start with this byte, which next to nothing else does.
    memchr::memchr(0xf3, text.as_bytes()).is_some() && text.chars().any(is_surrogate)
}

/// True for the stand-in of a surrogate.
#[inline]
pub fn is_surrogate(c: char) -> bool {
    matches!(c, '\u{dd800}'..='\u{ddfff}')
}

/// The order of two texts by the codes that Python sees.
pub fn order(a: &str, b: &str) -> Ordering {
    if any(a) || any(b) { a.chars().map(code_of).cmp(b.chars().map(code_of)) } else { a.cmp(b) }
}

/// Bytes of the system's (a file name, an argument) as text: those that are no UTF-8 become surrogates, one each, from
/// which [`to_system`] makes them again (PEP 383).
pub fn from_system(bytes: Vec<u8>) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(e) => e.into_bytes(),
    };
    let mut text = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&b| char_from_code(0xdc00 + u32::from(b))));
    }
    text
}

/// The bytes that text stands for outside; `None` when it holds surrogates that [`from_system`] does not make.
pub fn to_system(text: &str) -> Option<Cow<'_, [u8]>> {
    if !any(text) {
        return Some(Cow::Borrowed(text.as_bytes()));
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        if is_surrogate(c) {
            bytes.push(escaped(c)?);
        } else {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    Some(Cow::Owned(bytes))
}

/// The byte that a surrogate stands for.
fn escaped(c: char) -> Option<u8> {
    u8::try_from(code_of(c).checked_sub(0xdc00)?).ok().filter(|b| *b >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_text() {
        let bytes = b"a\xff\xc3\xa4\xed\xa0\x80".to_vec();
        let text = from_system(bytes.clone());
        assert_eq!(to_system(&text).as_deref(), Some(bytes.as_slice()));
        assert_eq!(to_system(&char_from_code(0xd800).to_string()), None);
    }

    #[test]
    fn surrogates_sort_where_their_codes_do() {
        let text = |code| char_from_code(code).to_string();
        assert_eq!(order(&text(0xd800), &text(0xe000)), Ordering::Less);
        assert_eq!(order(&text(0xdfff), &text(0xd7ff)), Ordering::Greater);
        assert_eq!(order(&text(0xd800), &text(0x1_0000)), Ordering::Less);
    }
}
