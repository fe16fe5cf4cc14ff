//! Iterators over the characters of a string.

use std::cell::{Cell, RefCell};

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{NativeDef, TypeDef, method};
use crate::types::iterators;
use crate::types::str::Str;
use crate::types::str::ops::char_value;
use crate::value::Value;
use crate::vm::Vm;

/// The state of a str_iterator; without text once it is exhausted.
pub struct StrIterator {
    text: RefCell<Option<Str>>,
    /// The next character's place in the bytes.
    at: Cell<usize>,
}

impl NativeData for StrIterator {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let text = self.text.borrow();
        let Some(s) = &*text else { return Ok(None) };
        let at = self.at.get();
        match s.as_str()[at..].chars().next() {
            Some(c) => {
                self.at.set(at + c.len_utf8());
                Ok(Some(char_value(vm, c)))
            }
            None => {
                drop(text);
                let old = self.text.take();
                drop(old);
                Ok(None)
            }
        }
    }
}

/// `iter(text)`.
pub fn iter(vm: &Vm, text: &Str) -> Value {
    let class = if text.is_ascii() { &vm.types.str_ascii_iterator } else { &vm.types.str_iterator };
    let data = StrIterator { text: RefCell::new(Some(text.clone())), at: Cell::new(0) };
    Value::Object(ObjRef::new(class.clone(), data))
}

const METHODS: &[NativeDef] = &[
    method("__iter__", "(self, /)", iterators::iter_self),
    method("__next__", "(self, /)", iterators::next),
    method("__length_hint__", "(self, /)", |_, a| Ok(Value::from(left(&a[0])))),
    method("__reduce__", "(self, /)", reduce),
];

fn left(v: &Value) -> usize {
    let Some(it) = v.native::<StrIterator>() else { return 0 };
    it.text.borrow().as_ref().map_or(0, |s| s.len() - s.chars_before(it.at.get()))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let iter = vm.builtins.get_str(&vm.intern("iter")).unwrap_or(Value::None);
    let rest = a[0].native::<StrIterator>().and_then(|it| {
        let text = it.text.borrow();
        text.as_ref().map(|s| s.part(&s.as_str()[it.at.get()..]))
    });
    let rest = rest.unwrap_or_else(|| vm.names.empty.clone());
    Ok(Value::tuple(vec![iter, Value::tuple(vec![Value::Str(rest)])]))
}

/// The table of `str_iterator`.
pub const DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("str_iterator", "builtins") };
/// The table of `str_ascii_iterator`.
pub const ASCII_DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("str_ascii_iterator", "builtins") };
