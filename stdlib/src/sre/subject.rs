//! What is searched: str as characters, bytes-like objects as bytes. Owns the ways from the engine's positions (in
//! characters) to parts of the text.

use std::cell::Cell;

use rustpython_sre_engine::{StrDrive, StringCursor};
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::bytes::buffer;
use taipan_interp::types::str::Str;
use taipan_interp::types::str::surrogates::code_of;
use taipan_interp::{PyResult, Value, Vm};

/// A text being searched.
pub enum Subject {
    Text(Str),
    /// Bytes are copied when they could change during the search.
    Bytes(Bytes),
}

impl Subject {
    /// The subject in a value.
    ///
    /// # Errors
    /// TypeError when it is neither str nor bytes-like.
    pub fn new(vm: &Vm, v: &Value) -> PyResult<Subject> {
        match v.inner() {
            Value::Str(s) => Ok(Subject::Text(s.clone())),
            Value::Bytes(b) => Ok(Subject::Bytes(b.clone())),
            _ => match buffer::view(vm, v)? {
                Some(bytes) => Ok(Subject::Bytes(Bytes::new(&bytes))),
                None => Err(vm.type_error(format!("expected string or bytes-like object, got '{}'", vm.type_name(v)))),
            },
        }
    }

    /// True for bytes.
    pub fn is_bytes(&self) -> bool {
        matches!(self, Subject::Bytes(_))
    }

    /// The length in characters.
    pub fn len(&self) -> usize {
        match self {
            Subject::Text(s) => s.len(),
            Subject::Bytes(b) => b.as_slice().len(),
        }
    }

    /// What the engine runs over.
    pub fn drive(&self) -> Drive<'_> {
        match self {
            Subject::Text(s) if s.is_ascii() => Drive::Narrow(s.as_str().as_bytes()),
            Subject::Text(s) => Drive::Wide(Wide { text: s.as_str(), len: s.len() }),
            Subject::Bytes(b) => Drive::Narrow(b.as_slice()),
        }
    }
}

/// The two shapes of a subject. Matching is generic over them, so that the choice is made once a search.
#[derive(Clone, Copy)]
pub enum Drive<'a> {
    /// One byte a character.
    Narrow(&'a [u8]),
    Wide(Wide<'a>),
}

/// Text that is not ASCII, with its length in characters, which `&str` would count anew for every search.
#[derive(Clone, Copy)]
pub struct Wide<'a> {
    text: &'a str,
    len: usize,
}

/// The code that patterns see of a character: that of a surrogate, where one is meant.
#[inline]
fn seen(code: u32) -> u32 {
    char::from_u32(code).map_or(code, code_of)
}

impl StrDrive for Wide<'_> {
    #[inline]
    fn count(&self) -> usize {
        self.len
    }

    #[inline]
    fn create_cursor(&self, n: usize) -> StringCursor {
        self.text.create_cursor(n)
    }

    #[inline]
    fn adjust_cursor(&self, cursor: &mut StringCursor, n: usize) {
        self.text.adjust_cursor(cursor, n);
    }

    #[inline]
    fn advance(cursor: &mut StringCursor) -> u32 {
        seen(<&str>::advance(cursor))
    }

    #[inline]
    fn peek(cursor: &StringCursor) -> u32 {
        seen(<&str>::peek(cursor))
    }

    #[inline]
    fn skip(cursor: &mut StringCursor, n: usize) {
        <&str>::skip(cursor, n);
    }

    #[inline]
    fn back_advance(cursor: &mut StringCursor) -> u32 {
        seen(<&str>::back_advance(cursor))
    }

    #[inline]
    fn back_peek(cursor: &StringCursor) -> u32 {
        seen(<&str>::back_peek(cursor))
    }

    #[inline]
    fn back_skip(cursor: &mut StringCursor, n: usize) {
        <&str>::back_skip(cursor, n);
    }
}

/// Cuts parts out of a subject. Remembers the last place in text that is not ASCII, so that cutting along it from left
/// to right costs its length once.
pub struct Cutter<'a> {
    subject: &'a Subject,
    /// (characters, bytes) from the start.
    place: Cell<(usize, usize)>,
}

impl<'a> Cutter<'a> {
    pub fn new(subject: &'a Subject) -> Cutter<'a> {
        Cutter { subject, place: Cell::new((0, 0)) }
    }

    /// The part from `start` to `end`, in characters.
    pub fn cut(&self, start: usize, end: usize) -> Value {
        match self.subject {
            Subject::Text(s) => {
                if start == 0 && end == s.len() {
                    return Value::Str(s.clone());
                }
                Value::str(self.text(s, start, end))
            }
            Subject::Bytes(b) => {
                // A bytearray may have become shorter since.
                let bytes = b.as_slice();
                let end = end.min(bytes.len());
                Value::Bytes(Bytes::new(&bytes[start.min(end)..end]))
            }
        }
    }

    /// The part of a span, or `absent`.
    pub fn group(&self, span: Option<(usize, usize)>, absent: &Value) -> Value {
        match span {
            Some((start, end)) => self.cut(start, end),
            None => absent.clone(),
        }
    }

    /// The text of a part; empty for bytes.
    pub fn str_part(&self, start: usize, end: usize) -> &'a str {
        match self.subject {
            Subject::Text(s) => self.text(s, start, end),
            Subject::Bytes(_) => "",
        }
    }

    /// The bytes of a part; empty for text.
    pub fn bytes_part(&self, start: usize, end: usize) -> &'a [u8] {
        match self.subject {
            Subject::Text(_) => &[],
            Subject::Bytes(b) => &b.as_slice()[start..end],
        }
    }

    /// What stands for a group that took no part, where text is wanted.
    pub fn empty(&self, vm: &Vm) -> Value {
        match self.subject {
            Subject::Text(_) => Value::Str(vm.names.empty.clone()),
            Subject::Bytes(_) => Value::Bytes(Bytes::new(&[])),
        }
    }

    fn text(&self, s: &'a Str, start: usize, end: usize) -> &'a str {
        let text = s.as_str();
        if s.is_ascii() {
            return &text[start..end];
        }
        let from = self.byte_at(text, start);
        let to = self.byte_at(text, end);
        &text[from..to]
    }

    fn byte_at(&self, text: &str, chars: usize) -> usize {
        let (at, byte) = self.place.get();
        let found = if chars >= at {
            byte + width(text[byte..].chars(), chars - at)
        } else if chars * 2 >= at {
            byte - width(text[..byte].chars().rev(), at - chars)
        } else {
            width(text.chars(), chars)
        };
        self.place.set((chars, found));
        found
    }
}

fn width(chars: impl Iterator<Item = char>, n: usize) -> usize {
    chars.take(n).map(char::len_utf8).sum()
}
