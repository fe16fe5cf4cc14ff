//! `list`: a growable run of values. The methods are in the folder beside this file.

pub mod methods;
pub mod sort;

use std::cell::{Ref as Borrow, RefCell, RefMut};

use crate::heap::{Object, Pool, Ref, Traverse, Visitor};
use crate::value::Value;

/// A Python list. The items are borrowed for single operations only, never while Python code runs or values drop.
#[derive(Default)]
pub struct List {
    items: RefCell<Vec<Value>>,
}

impl Object for List {
    const POOL: Pool = Pool::List;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.items.traverse(v);
    }

    fn clear(&self) {
        drop(self.take());
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::List(this.clone()))
    }
}

impl List {
    /// Takes the items over.
    pub fn new(items: Vec<Value>) -> List {
        List { items: RefCell::new(items) }
    }

    /// The items, to read. Hold it for no longer than one operation.
    #[inline]
    pub fn borrow(&self) -> Borrow<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// The items, to change. Hold it for no longer than one operation, and drop no values meanwhile.
    #[inline]
    pub fn borrow_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.items.borrow_mut()
    }

    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// True when there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at an index from the start.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value> {
        self.items.borrow().get(i).cloned()
    }

    /// Replaces the item at `i`; false when there is none.
    #[inline(always)]
    pub fn set(&self, i: usize, value: Value) -> bool {
        let old = match self.items.borrow_mut().get_mut(i) {
            Some(slot) if slot.is_heap() => std::mem::replace(slot, value),
            Some(slot) => {
                slot.store(value);
                return true;
            }
            None => return false,
        };
        old.discard();
        true
    }

    /// Adds an item at the end.
    #[inline]
    pub fn push(&self, value: Value) {
        self.items.borrow_mut().push(value);
    }

    /// A copy of the items.
    pub fn snapshot(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }

    /// Empties the list and hands out the items.
    pub fn take(&self) -> Vec<Value> {
        std::mem::take(&mut *self.items.borrow_mut())
    }
}
