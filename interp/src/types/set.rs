//! `set` and `frozenset`. Owns the table, whose order of iteration is CPython's for values whose hashes agree.

pub mod ops;

use std::cell::{Cell, RefCell};

use crate::heap::Object;
use crate::value::Value;

/// A Python set or frozenset.
pub struct Set {
    pub frozen: bool,
    pub data: RefCell<SetData>,
    /// The hash of a frozenset, 0 until computed.
    pub hash: Cell<i64>,
}

impl Object for Set {}

/// The table. (Order and probing: see `table`.)
#[derive(Default)]
pub struct SetData {
    pub items: Vec<(i64, Value)>,
}
impl Set {
    /// An empty set.
    pub fn new(frozen: bool) -> Set {
        Set { frozen, data: RefCell::default(), hash: Cell::new(0) }
    }
}
