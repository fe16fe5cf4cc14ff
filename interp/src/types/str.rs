//! `str`: immutable UTF-8 text with its length in characters, its hash and whether it is ASCII kept beside it.
//!
//! This file owns the representation; the methods are in the folder beside it, by family.

pub mod args;
pub mod case;
pub mod classify;
pub mod construct;
pub mod find;
pub mod iter;
pub mod methods;
pub mod ops;
pub mod pad;
pub mod split;
pub mod surrogates;
pub mod translate;

use std::cell::Cell;

use crate::heap::{SliceHeader, TextRef};

/// What stands in front of the bytes.
pub struct StrHead {
    /// 0: not computed yet.
    hash: Cell<i64>,
    /// Length in characters; equal to the length in bytes exactly when the text is ASCII.
    chars: usize,
    /// In the interpreter's table of names: equal interned strings are the same object.
    interned: Cell<bool>,
}

impl SliceHeader for StrHead {
    const CONTAINER: bool = false;
}

/// A Python string.
#[derive(Clone)]
#[repr(transparent)]
pub struct Str(TextRef<StrHead>);

fn count_chars(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

impl Str {
    /// Copies `text`.
    pub fn new(text: &str) -> Str {
        let head = StrHead { hash: Cell::new(0), chars: count_chars(text), interned: Cell::new(false) };
        Str(TextRef::new(head, text))
    }

    /// `a` followed by `b`, in one allocation.
    pub fn concat(a: &Str, b: &Str) -> Str {
        let chars = a.len() + b.len();
        let head = StrHead { hash: Cell::new(0), chars, interned: Cell::new(false) };
        Str(TextRef::concat(head, &a.0, &b.0))
    }

    /// This string followed by another: in place, if this is the only reference to it.
    pub fn append(self, other: &Str) -> Str {
        let chars = self.len() + other.len();
        let head = StrHead { hash: Cell::new(0), chars, interned: Cell::new(false) };
        Str(self.0.append(head, other.as_str()))
    }

    /// The strings with `separator` between them.
    pub fn join<'a>(separator: &Str, parts: impl Iterator<Item = &'a Str> + Clone) -> Str {
        let (mut count, mut bytes, mut chars) = (0, 0, 0);
        for part in parts.clone() {
            count += 1;
            bytes += part.as_str().len();
            chars += part.len();
        }
        let gaps = usize::saturating_sub(count, 1);
        // The parts are in memory: their lengths add up without overflow, but separators may be repeated ones.
        let bytes = separator.as_str().len().saturating_mul(gaps).saturating_add(bytes);
        let chars = separator.len().saturating_mul(gaps).saturating_add(chars);
        let head = StrHead { hash: Cell::new(0), chars, interned: Cell::new(false) };
        let mut first = true;
        let texts = parts.flat_map(|part| {
            let gap = if std::mem::replace(&mut first, false) { "" } else { separator.as_str() };
            [gap, part.as_str()]
        });
        Str(TextRef::concat_all(head, bytes, texts))
    }

    /// Copies `text`, a part of this string: its characters need not be counted when this one is ASCII.
    pub fn part(&self, text: &str) -> Str {
        let chars = if self.is_ascii() { text.len() } else { count_chars(text) };
        Str(TextRef::new(StrHead { hash: Cell::new(0), chars, interned: Cell::new(false) }, text))
    }

    /// Where the character at `index` starts in the bytes; the length in bytes for all indices past the end.
    #[inline]
    pub fn byte_at(&self, index: usize) -> usize {
        if self.is_ascii() {
            return index.min(self.len());
        }
        if index >= self.len() {
            return self.as_str().len();
        }
        self.as_str().char_indices().nth(index).map_or(self.as_str().len(), |(i, _)| i)
    }

    /// How many characters stand before a place in the bytes.
    #[inline]
    pub fn chars_before(&self, byte: usize) -> usize {
        if self.is_ascii() { byte } else { count_chars(&self.as_str()[..byte]) }
    }

    /// The text of the characters from `start` to `end`.
    pub fn range(&self, start: usize, end: usize) -> &str {
        let from = self.byte_at(start);
        let to = if end >= self.len() {
            self.as_str().len()
        } else if self.is_ascii() {
            end
        } else {
            let rest = &self.as_str()[from..];
            rest.char_indices().nth(end.saturating_sub(start)).map_or(self.as_str().len(), |(i, _)| from + i)
        };
        &self.as_str()[from..to.max(from)]
    }

    /// The character at `index`.
    #[inline]
    pub fn char_at(&self, index: usize) -> Option<char> {
        if self.is_ascii() {
            self.0.items().get(index).map(|&b| char::from(b))
        } else {
            self.as_str().chars().nth(index)
        }
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The length in characters (Python's `len`).
    #[inline]
    pub fn len(&self) -> usize {
        self.0.head().chars
    }

    /// True for `""`.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.items().is_empty()
    }

    /// True when every character is ASCII, so that character and byte indices agree.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.0.head().chars == self.0.items().len()
    }

    /// The hash, computed at the first call.
    #[inline]
    pub fn hash(&self) -> i64 {
        let h = self.0.head().hash.get();
        if h != 0 { h } else { self.compute_hash() }
    }

    #[cold]
    fn compute_hash(&self) -> i64 {
        let h = crate::types::hash::hash_bytes(self.0.items());
        self.0.head().hash.set(h);
        h
    }

    /// True when it is in the interpreter's table of names.
    #[inline]
    pub fn is_interned(&self) -> bool {
        self.0.head().interned.get()
    }

    /// A str for the interpreter's table of names, whose hash is known.
    pub(crate) fn interned(text: &str, hash: i64) -> Str {
        let s = Str::new(text);
        s.0.head().hash.set(hash);
        s.0.head().interned.set(true);
        s
    }

    /// True when both are the same object.
    #[inline]
    pub fn is(&self, other: &Str) -> bool {
        self.0.is(&other.0)
    }

    /// The object's address.
    #[inline]
    pub fn addr(&self) -> usize {
        self.0.addr()
    }
}

impl PartialEq for Str {
    #[inline]
    fn eq(&self, other: &Str) -> bool {
        self.is(other) || (!(self.is_interned() && other.is_interned()) && self.0.items() == other.0.items())
    }
}

impl Eq for Str {}

impl std::fmt::Display for Str {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for Str {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.as_str(), f)
    }
}
