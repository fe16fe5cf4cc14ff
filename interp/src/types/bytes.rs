//! `bytes` and `bytearray`.
//!
//! This file owns the representation. In the folder beside it are the methods, which both types share where they can,
//! `memoryview`, and what lets any object lend its bytes ([`buffer`]).

pub mod array;
pub mod buffer;
pub mod case;
pub mod construct;
pub mod find;
pub mod hex;
pub mod iter;
pub mod memory;
pub mod memory_items;
pub mod memory_methods;
pub mod methods;
pub mod ops;
pub mod pad;
pub mod receiver;
pub mod search;
pub mod split;

use std::cell::{Cell, RefCell};

use crate::heap::{Object, SliceHeader, SliceRef};

/// What stands in front of the bytes: the hash, 0 until computed.
pub struct BytesHead(Cell<i64>);

impl SliceHeader for BytesHead {
    const CONTAINER: bool = false;
}

/// Immutable bytes.
#[derive(Clone)]
#[repr(transparent)]
pub struct Bytes(SliceRef<BytesHead, u8>);

impl Bytes {
    /// Copies `bytes`.
    pub fn new(bytes: &[u8]) -> Bytes {
        Bytes(SliceRef::copy_from(BytesHead(Cell::new(0)), bytes))
    }

    /// `a` followed by `b`, in one allocation.
    pub fn concat(a: &[u8], b: &[u8]) -> Bytes {
        Bytes(SliceRef::copy_from_two(BytesHead(Cell::new(0)), a, b))
    }

    /// The bytes.
    #[inline]
    pub fn as_slice(&self) -> &[u8] {
        self.0.items()
    }

    /// The hash, computed at the first call.
    pub fn hash(&self) -> i64 {
        let cell = &self.0.head().0;
        if cell.get() == 0 {
            cell.set(super::hash::hash_bytes(self.0.items()));
        }
        cell.get()
    }

    /// True when both are the same object.
    #[inline]
    pub fn is(&self, other: &Bytes) -> bool {
        self.0.is(&other.0)
    }

    /// The object's address.
    pub fn addr(&self) -> usize {
        self.0.addr()
    }
}

/// Mutable bytes.
pub struct ByteArray {
    pub data: RefCell<Vec<u8>>,
    /// How many memoryviews look at the bytes: while there are any, the size may not change.
    pub exports: Cell<usize>,
}

impl ByteArray {
    /// Takes the bytes over.
    pub fn new(data: Vec<u8>) -> ByteArray {
        ByteArray { data: RefCell::new(data), exports: Cell::new(0) }
    }
}

impl Object for ByteArray {
    const CONTAINER: bool = false;
}
