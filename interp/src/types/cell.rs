//! Cells: variables that a function shares with the functions inside it.

pub mod methods;

use crate::heap::{Held, Object, Pool, Ref, Traverse, Visitor};
use crate::value::Value;

/// One shared variable; unbound until assigned.
#[derive(Default)]
pub struct Cell(Held<Value>);

impl Object for Cell {
    const POOL: Pool = Pool::Cell;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.0.traverse(v);
    }

    fn clear(&self) {
        drop(self.take());
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Cell(this.clone()))
    }
}

impl Cell {
    /// A cell that holds `value` (unbound: an empty cell).
    pub fn new(value: Value) -> Cell {
        Cell(Held::new(value))
    }

    /// The value, when bound.
    #[inline(always)]
    pub fn get(&self) -> Option<Value> {
        let v = self.0.get();
        if v.is_unbound() { None } else { Some(v) }
    }

    /// Binds the variable.
    #[inline]
    pub fn set(&self, value: Value) {
        self.0.replace(value).discard();
    }

    /// Unbinds the variable and hands out its value.
    pub fn take(&self) -> Option<Value> {
        let v = self.0.replace(Value::Unbound);
        if v.is_unbound() { None } else { Some(v) }
    }
}
