//! The forms of numbers, strings, constants and lists in an image.
//!
//! Numbers take seven bits a byte, the last byte with its high bit clear; places in the text are counted from the place
//! before. What a reader meets was written by the same build: anything else is a damaged program.

use std::collections::HashMap;
use std::rc::Rc;

use num_bigint::BigInt;

use super::Image;
use crate::heap::Ref;
use crate::source::Span;
use crate::types::bytes::Bytes;
use crate::types::code::{Code, Params};
use crate::types::complex::Complex;
use crate::types::int::BigIntObj;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;

/// What has a form in images.
pub(super) trait Wire: Sized {
    fn put(&self, w: &mut Writer);
    fn get(r: &mut Reader) -> Self;
}

/// Different strings in the order of their first use.
#[derive(Default)]
pub(super) struct Strings {
    pub list: Vec<String>,
    index: HashMap<String, u32>,
}

impl Strings {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(i) = self.index.get(text) {
            return *i;
        }
        let i = self.list.len() as u32;
        self.list.push(text.to_owned());
        self.index.insert(text.to_owned(), i);
        i
    }
}

/// Writes the parts of an image.
#[derive(Default)]
pub(super) struct Writer {
    pub out: Vec<u8>,
    pub names: Strings,
    pub texts: Strings,
    /// The code objects found so far.
    pub codes: Vec<Ref<Code>>,
    /// The last place in the text that was written.
    pub place: u32,
    /// The part being written is that of a module or class body.
    pub runs_once: bool,
}

/// Reads one part of an image.
pub(super) struct Reader<'a> {
    pub image: &'a Rc<Image>,
    pub data: &'static [u8],
    pub at: usize,
    pub place: u32,
}

impl Writer {
    pub fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        (bytes.len() as u32).put(self);
        self.out.extend(bytes);
    }
}

impl Reader<'_> {
    #[inline]
    pub fn byte(&mut self) -> u8 {
        let byte = self.data[self.at];
        self.at += 1;
        byte
    }

    fn bytes(&mut self) -> &'static [u8] {
        let n = u32::get(self) as usize;
        let bytes = &self.data[self.at..self.at + n];
        self.at += n;
        bytes
    }

    fn eight(&mut self) -> [u8; 8] {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.data[self.at..self.at + 8]);
        self.at += 8;
        bytes
    }
}

/// No form begins like this.
#[cold]
pub(super) fn damaged(tag: u8) -> ! {
    panic!("the embedded library is damaged: unknown form {tag}")
}

impl Wire for u32 {
    fn put(&self, w: &mut Writer) {
        let mut n = *self;
        while n >= 0x80 {
            w.byte(n as u8 | 0x80);
            n >>= 7;
        }
        w.byte(n as u8);
    }

    #[inline]
    fn get(r: &mut Reader) -> Self {
        let first = r.byte();
        if first < 0x80 {
            return u32::from(first);
        }
        let (mut n, mut shift) = (u32::from(first & 0x7f), 7);
        loop {
            let byte = r.byte();
            n |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return n;
            }
            shift += 7;
        }
    }
}

impl Wire for bool {
    fn put(&self, w: &mut Writer) {
        w.byte(u8::from(*self));
    }

    fn get(r: &mut Reader) -> Self {
        r.byte() != 0
    }
}

impl Wire for char {
    fn put(&self, w: &mut Writer) {
        u32::from(*self).put(w);
    }

    fn get(r: &mut Reader) -> Self {
        char::from_u32(u32::get(r)).unwrap_or_default()
    }
}

impl Wire for Span {
    fn put(&self, w: &mut Writer) {
        let (step, back) = (self.start.abs_diff(w.place), self.start < w.place);
        (step << 1 | u32::from(back)).put(w);
        self.end.saturating_sub(self.start).put(w);
        w.place = self.start;
    }

    #[inline]
    fn get(r: &mut Reader) -> Self {
        let step = u32::get(r);
        let start = if step & 1 == 0 { r.place + (step >> 1) } else { r.place - (step >> 1) };
        r.place = start;
        let end = start + u32::get(r);
        Span { start, end }
    }
}

impl Wire for Str {
    fn put(&self, w: &mut Writer) {
        let number = if self.is_interned() {
            w.names.number(self.as_str()) << 1
        } else {
            w.texts.number(self.as_str()) << 1 | 1
        };
        number.put(w);
    }

    fn get(r: &mut Reader) -> Self {
        let number = u32::get(r);
        let index = number as usize >> 1;
        if number & 1 == 0 { r.image.name(index) } else { r.image.other_text(index) }
    }
}

impl Wire for Value {
    fn put(&self, w: &mut Writer) {
        match self {
            Value::None => w.byte(0),
            Value::Ellipsis => w.byte(1),
            Value::Bool(b) => w.byte(2 + u8::from(*b)),
            Value::Int(i) => match u32::try_from(*i) {
                Ok(small) => {
                    w.byte(4);
                    small.put(w);
                }
                Err(_) => {
                    w.byte(5);
                    w.out.extend(i.to_le_bytes());
                }
            },
            Value::Float(f) => {
                w.byte(6);
                w.out.extend(f.to_le_bytes());
            }
            Value::Str(s) => {
                w.byte(7);
                s.put(w);
            }
            Value::Big(n) => {
                w.byte(8);
                w.bytes(&n.0.to_signed_bytes_le());
            }
            Value::Complex(c) => {
                w.byte(9);
                w.out.extend(c.re.to_le_bytes());
                w.out.extend(c.im.to_le_bytes());
            }
            Value::Bytes(b) => {
                w.byte(10);
                w.bytes(b.as_slice());
            }
            Value::Tuple(t) => {
                w.byte(11);
                (t.items().len() as u32).put(w);
                t.items().iter().for_each(|v| v.put(w));
            }
            other => unreachable!("lowering makes no constant of kind {}", other.kind()),
        }
    }

    fn get(r: &mut Reader) -> Self {
        match r.byte() {
            0 => Value::None,
            1 => Value::Ellipsis,
            2 => Value::Bool(false),
            3 => Value::Bool(true),
            4 => Value::Int(i64::from(u32::get(r))),
            5 => Value::Int(i64::from_le_bytes(r.eight())),
            6 => Value::Float(f64::from_le_bytes(r.eight())),
            7 => Value::Str(Wire::get(r)),
            8 => Value::Big(Ref::new(BigIntObj(BigInt::from_signed_bytes_le(r.bytes())))),
            9 => {
                let re = f64::from_le_bytes(r.eight());
                Value::Complex(Ref::new(Complex { re, im: f64::from_le_bytes(r.eight()) }))
            }
            10 => Value::Bytes(Bytes::new(r.bytes())),
            11 => {
                let n = u32::get(r);
                Value::Tuple(Tuple::new((0..n).map(|_| Wire::get(r)).collect()))
            }
            tag => damaged(tag),
        }
    }
}

impl Wire for Params {
    fn put(&self, w: &mut Writer) {
        self.positional_only.put(w);
        self.positional.put(w);
        self.keyword_only.put(w);
        w.byte(u8::from(self.var_positional) | u8::from(self.var_keyword) << 1);
    }

    fn get(r: &mut Reader) -> Self {
        let (positional_only, positional, keyword_only) = (Wire::get(r), Wire::get(r), Wire::get(r));
        let stars = r.byte();
        Params {
            positional_only,
            positional,
            keyword_only,
            var_positional: stars & 1 != 0,
            var_keyword: stars & 2 != 0,
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn put(&self, w: &mut Writer) {
        (**self).put(w);
    }

    #[inline]
    fn get(r: &mut Reader) -> Self {
        Box::new(T::get(r))
    }
}

impl<T: Wire> Wire for Box<[T]> {
    fn put(&self, w: &mut Writer) {
        (self.len() as u32).put(w);
        self.iter().for_each(|item| item.put(w));
    }

    fn get(r: &mut Reader) -> Self {
        let n = u32::get(r);
        (0..n).map(|_| T::get(r)).collect()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, w: &mut Writer) {
        self.is_some().put(w);
        if let Some(item) = self {
            item.put(w);
        }
    }

    fn get(r: &mut Reader) -> Self {
        bool::get(r).then(|| T::get(r))
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, w: &mut Writer) {
        self.0.put(w);
        self.1.put(w);
    }

    fn get(r: &mut Reader) -> Self {
        let a = A::get(r);
        (a, B::get(r))
    }
}

impl<T: Wire> Wire for [T; 3] {
    fn put(&self, w: &mut Writer) {
        self.iter().for_each(|item| item.put(w));
    }

    fn get(r: &mut Reader) -> Self {
        std::array::from_fn(|_| T::get(r))
    }
}
