//! Iterators over the characters of a string.

use std::cell::Cell;

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{NativeDef, TypeDef, method};
use crate::types::iterators;
use crate::types::str::Str;
use crate::types::str::ops::char_value;
use crate::value::Value;
use crate::vm::Vm;

/// The state of a str_iterator.
pub struct StrIterator {
    text: Str,
    /// The next character's place in the bytes.
    at: Cell<usize>,
}

impl NativeData for StrIterator {
    fn is_iterator(&self) -> bool {
        true
    }

    #[inline]
    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let at = self.at.get();
        let text = self.text.as_str();
        let Some(&b) = text.as_bytes().get(at) else { return Ok(None) };
        if b.is_ascii() {
            self.at.set(at + 1);
            return Ok(Some(Value::Str(vm.chars[usize::from(b)].clone())));
        }
        let Some(c) = text[at..].chars().next() else { return Ok(None) };
        self.at.set(at + c.len_utf8());
        Ok(Some(char_value(vm, c)))
    }
}

/// `iter(text)`. `plain`: it is a string itself, not an object of a derived class.
pub fn iter(vm: &Vm, text: &Str, plain: bool) -> Value {
    let class = if plain && text.is_ascii() { &vm.types.str_ascii_iterator } else { &vm.types.str_iterator };
    let data = StrIterator { text: text.clone(), at: Cell::new(0) };
    Value::Object(ObjRef::new(class.clone(), data))
}

const METHODS: &[NativeDef] = &[
    method("__iter__", "(self, /)", iterators::iter_self),
    method("__next__", "(self, /)", iterators::next),
    method("__length_hint__", "(self, /)", |_, a| Ok(Value::from(left(&a[0])))),
    method("__reduce__", "(self, /)", reduce),
];

fn left(v: &Value) -> usize {
    v.native::<StrIterator>().map_or(0, |it| it.text.len() - it.text.chars_before(it.at.get()))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let iter = vm.builtins.get_str(&vm.intern("iter")).unwrap_or(Value::None);
    let rest = a[0].native::<StrIterator>().map_or("", |it| &it.text.as_str()[it.at.get()..]);
    Ok(Value::tuple(vec![iter, Value::tuple(vec![Value::str(rest)])]))
}

/// The table of `str_iterator`.
pub const DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("str_iterator", "builtins") };
/// The table of `str_ascii_iterator`.
pub const ASCII_DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("str_ascii_iterator", "builtins") };
