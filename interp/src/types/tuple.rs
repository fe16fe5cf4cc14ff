//! `tuple`: items in place behind one pointer. The methods are in the folder beside this file.

pub mod methods;

use std::ops::Deref;

use crate::heap::{SliceHeader, SliceRef};
use crate::value::Value;

/// Nothing but the length stands in front of a tuple's items.
pub struct TupleHead;

impl SliceHeader for TupleHead {
    const CONTAINER: bool = true;
}

/// A Python tuple.
#[derive(Clone)]
#[repr(transparent)]
pub struct Tuple(SliceRef<TupleHead, Value>);

impl Tuple {
    /// Takes the items over.
    pub fn new(items: Vec<Value>) -> Tuple {
        let len = items.len();
        Tuple(SliceRef::from_iter_exact(TupleHead, len, items.into_iter()))
    }

    /// Of the items of an iterator that yields exactly `len`.
    pub fn from_iter_exact(len: usize, items: impl Iterator<Item = Value>) -> Tuple {
        Tuple(SliceRef::from_iter_exact(TupleHead, len, items))
    }

    /// Copies the items.
    pub fn from_slice(items: &[Value]) -> Tuple {
        Tuple(SliceRef::from_iter_exact(TupleHead, items.len(), items.iter().cloned()))
    }

    /// A pair.
    pub fn pair(a: Value, b: Value) -> Tuple {
        Tuple(SliceRef::from_iter_exact(TupleHead, 2, [a, b].into_iter()))
    }

    /// The items of `a`, then those of `b`.
    pub fn concat(a: &Tuple, b: &Tuple) -> Tuple {
        let items = a.items().iter().chain(b.items()).cloned();
        Tuple(SliceRef::from_iter_exact(TupleHead, a.len() + b.len(), items))
    }

    /// The items.
    #[inline]
    pub fn items(&self) -> &[Value] {
        self.0.items()
    }

    /// True when both are the same object.
    #[inline]
    pub fn is(&self, other: &Tuple) -> bool {
        self.0.is(&other.0)
    }

    /// How many references there are.
    pub(crate) fn ref_count(&self) -> u32 {
        self.0.count() as u32
    }

    /// The object's address.
    pub fn addr(&self) -> usize {
        self.0.addr()
    }
}

impl Deref for Tuple {
    type Target = [Value];

    #[inline]
    fn deref(&self) -> &[Value] {
        self.0.items()
    }
}
