//! Iterators over bytes and bytearrays.

use std::cell::{Cell, RefCell};

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{NativeDef, TypeDef, method};
use crate::types::iterators;
use crate::value::Value;
use crate::vm::Vm;

/// The state of a bytes_iterator or bytearray_iterator; without a source once it is exhausted.
pub struct BytesIterator {
    source: RefCell<Option<Value>>,
    at: Cell<usize>,
}

impl BytesIterator {
    fn byte(&self) -> Option<u8> {
        let at = self.at.get();
        match self.source.borrow().as_ref()?.inner() {
            Value::Bytes(b) => b.as_slice().get(at).copied(),
            Value::ByteArray(b) => b.data.borrow().get(at).copied(),
            _ => None,
        }
    }

    fn left(&self) -> usize {
        let len = match self.source.borrow().as_ref().map(Value::inner) {
            Some(Value::Bytes(b)) => b.as_slice().len(),
            Some(Value::ByteArray(b)) => b.data.borrow().len(),
            _ => 0,
        };
        len.saturating_sub(self.at.get())
    }
}

impl NativeData for BytesIterator {
    crate::traverses!(source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        match self.byte() {
            Some(b) => {
                self.at.set(self.at.get() + 1);
                Ok(Some(Value::Int(i64::from(b))))
            }
            None => {
                let old = self.source.take();
                drop(old);
                Ok(None)
            }
        }
    }
}

/// `iter(bytes)`.
pub(super) fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    let class = match a[0].inner() {
        Value::ByteArray(_) => &vm.types.bytearray_iterator,
        _ => &vm.types.bytes_iterator,
    };
    let data = BytesIterator { source: RefCell::new(Some(a[0].clone())), at: Cell::new(0) };
    Ok(Value::Object(ObjRef::new(class.clone(), data)))
}

const METHODS: &[NativeDef] = &[
    method("__iter__", "(self, /)", iterators::iter_self),
    method("__next__", "(self, /)", iterators::next),
    method("__length_hint__", "(self, /)", |_, a| {
        Ok(Value::from(a[0].native::<BytesIterator>().map_or(0, BytesIterator::left)))
    }),
    method("__reduce__", "(self, /)", reduce),
    method("__setstate__", "(self, state, /)", setstate),
];

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let iter = vm.builtins.get_str(&vm.intern("iter")).unwrap_or(Value::None);
    let state = a[0].native::<BytesIterator>().map(|it| (it.source.borrow().clone(), it.at.get()));
    Ok(Value::tuple(match state {
        Some((Some(source), at)) => vec![iter, Value::tuple(vec![source]), Value::from(at)],
        _ => vec![iter, Value::tuple(vec![Value::tuple(Vec::new())])],
    }))
}

fn setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let at = vm.index_i64(&a[1])?;
    if let Some(it) = a[0].native::<BytesIterator>() {
        it.at.set(usize::try_from(at).unwrap_or(0));
    }
    Ok(Value::None)
}

/// The table of `bytes_iterator`.
pub const DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("bytes_iterator", "builtins") };
/// The table of `bytearray_iterator`.
pub const ARRAY_DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("bytearray_iterator", "builtins") };
