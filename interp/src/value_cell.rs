//! [`ValueCell`]: a field that holds a value and may change while others look at the object.
//!
//! As small as the value itself, and never "already borrowed": a copy comes out, so no code runs while it is looked at.

use std::cell::Cell;

use crate::value::Value;

/// A changeable field of an object.
pub struct ValueCell(Cell<Value>);

impl ValueCell {
    /// A field with this value.
    #[inline]
    pub const fn new(value: Value) -> Self {
        ValueCell(Cell::new(value))
    }

    /// The value.
    #[inline]
    pub fn get(&self) -> Value {
        self.look(Value::clone)
    }

    /// Puts another value there and drops the old one, after it has gone from the field.
    #[inline]
    pub fn set(&self, value: Value) {
        self.0.replace(value).discard();
    }

    /// Puts another value there and hands out the old one.
    #[inline]
    pub fn replace(&self, value: Value) -> Value {
        self.0.replace(value)
    }

    /// True for None.
    #[inline]
    pub fn is_none(&self) -> bool {
        self.look(Value::is_none)
    }

    /// True for an unbound field.
    #[inline]
    pub fn is_unbound(&self) -> bool {
        self.look(Value::is_unbound)
    }

    /// Asks something of the value that runs no code: it is away for as long.
    #[inline]
    fn look<R>(&self, f: impl FnOnce(&Value) -> R) -> R {
        let value = self.0.replace(Value::Unbound);
        let r = f(&value);
        // What stood in meanwhile is the unbound value, which needs no drop.
        std::mem::forget(self.0.replace(value));
        r
    }
}

impl Default for ValueCell {
    fn default() -> Self {
        ValueCell::new(Value::None)
    }
}
