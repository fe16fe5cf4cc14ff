//! Lone surrogates. Rust text cannot hold the code points U+D800 to U+DFFF, and Python text can: as what
//! `surrogateescape` makes of undecodable bytes, and as a literal nobody should write.
//!
//! Each is stored as a stand-in, 0xD0000 above it: a range in plane 13 where Unicode has assigned nothing and plans
//! nothing. Whatever crosses the border between characters and numbers or bytes (`ord`, `chr`, escapes, `repr`,
//! encoding, decoding) goes through this file, so that programs see the surrogate. The price: the stand-ins themselves
//! cannot be told from surrogates, and surrogates sort behind all text in use.

const OFFSET: u32 = 0xd_0000;

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
