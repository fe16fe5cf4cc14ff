//! Cells: variables that a function shares with the functions inside it.

pub mod methods;

use std::cell::RefCell;

use crate::heap::Object;
use crate::value::Value;

/// One shared variable; unbound until assigned.
#[derive(Default)]
pub struct Cell(RefCell<Option<Value>>);

impl Object for Cell {}

impl Cell {
    /// A cell that holds `value` (unbound: an empty cell).
    pub fn new(value: Value) -> Cell {
        Cell(RefCell::new(if value.is_unbound() { None } else { Some(value) }))
    }

    /// The value, when bound.
    #[inline]
    pub fn get(&self) -> Option<Value> {
        self.0.borrow().clone()
    }

    /// Binds the variable.
    #[inline]
    pub fn set(&self, value: Value) {
        let old = self.0.replace(Some(value));
        drop(old);
    }

    /// Unbinds the variable and hands out its value.
    pub fn take(&self) -> Option<Value> {
        self.0.take()
    }
}
