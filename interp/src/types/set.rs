//! `set` and `frozenset`. The table, whose order of iteration is CPython's for values whose hashes agree, is in
//! `table`; operations that may run Python code are in `ops`, the methods in `methods`.

pub mod methods;
pub mod ops;
pub mod table;

use std::cell::{Cell, RefCell};

use crate::heap::{Object, Pool, Ref, Traverse, Visitor};
use crate::types::weak::WeakSlot;
use crate::value::Value;

pub use table::SetData;

/// A Python set or frozenset.
pub struct Set {
    pub frozen: bool,
    /// Borrowed for single operations only, never while Python code runs or values drop.
    pub data: RefCell<SetData>,
    /// The hash of a frozenset, 0 until computed.
    pub hash: Cell<i64>,
    pub weak: WeakSlot,
}

impl Object for Set {
    const POOL: Pool = Pool::Set;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.data.traverse(v);
    }

    fn clear(&self) {
        Set::clear(self);
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Set(this.clone()))
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}

impl Set {
    /// An empty set or frozenset.
    pub fn new(frozen: bool) -> Set {
        Set::from_data(frozen, SetData::default())
    }

    /// A set of this table.
    pub fn from_data(frozen: bool, data: SetData) -> Set {
        Set { frozen, data: RefCell::new(data), hash: Cell::new(0), weak: WeakSlot::default() }
    }

    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.data.borrow().len()
    }

    /// True when there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at `pos` or after it, as (next position, hash, item).
    #[inline]
    pub fn next_from(&self, pos: usize) -> Option<(usize, i64, Value)> {
        let data = self.data.borrow();
        data.live_from(pos).map(|(at, slot)| (at + 1, slot.hash, slot.key.clone()))
    }

    /// A copy of the items, in order.
    pub fn items(&self) -> Vec<Value> {
        self.data.borrow().iter().map(|s| s.key.clone()).collect()
    }

    /// Removes everything.
    pub fn clear(&self) {
        self.replace(SetData::default());
    }

    /// Puts another table in the place of this one.
    pub fn replace(&self, data: SetData) {
        let old = self.data.borrow_mut().replace(data);
        drop(old);
    }
}
