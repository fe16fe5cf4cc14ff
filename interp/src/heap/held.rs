//! [`Held`]: a cell whose content is copied out, without the bookkeeping of a `RefCell`.

use std::cell::UnsafeCell;

use super::{Object, Ref};
use crate::types::class::Type;
use crate::value::Value;

/// What can be cloned by raising a count, and nothing else.
///
/// # Safety
/// `clone` must not run code that could reach the cell it is cloned out of.
pub unsafe trait Counted: Clone {}

// SAFETY: cloning raises the count of the object behind it, if there is one.
unsafe impl Counted for Value {}
// SAFETY: as above.
unsafe impl<T: Object> Counted for Ref<T> {}
// SAFETY: as above.
unsafe impl<T: Object> Counted for Option<Ref<T>> {}

/// A place for one value that is read by copying and changed as a whole. No reference into it is ever handed out, so
/// that reading needs no check; and it is not `Sync`.
pub struct Held<T: Counted>(UnsafeCell<T>);

impl<T: Counted> Held<T> {
    /// Holds `value`.
    #[inline(always)]
    pub const fn new(value: T) -> Self {
        Held(UnsafeCell::new(value))
    }

    /// A copy of what is held.
    #[inline(always)]
    pub fn get(&self) -> T {
        // SAFETY: nobody writes meanwhile: the cell is of one thread, and cloning runs nothing else (`Counted`).
        unsafe { (&*self.0.get()).clone() }
    }

    /// Holds `value` and hands out what was held.
    #[inline(always)]
    pub fn replace(&self, value: T) -> T {
        // SAFETY: no reference into the cell exists while this runs (`get` alone makes one, and ends it).
        unsafe { std::mem::replace(&mut *self.0.get(), value) }
    }

    /// Holds `value`; what was held is dropped once the cell holds the new value.
    #[inline]
    pub fn set(&self, value: T) {
        drop(self.replace(value));
    }
}

impl Held<Ref<Type>> {
    /// The version of the type, without a count on the way.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        // SAFETY: as in `get`: a number is read, and nothing else runs.
        unsafe { (&*self.0.get()).version.get() }
    }
}

impl Default for Held<Value> {
    fn default() -> Self {
        Held::new(Value::Unbound)
    }
}

impl<T: Object> Default for Held<Option<Ref<T>>> {
    fn default() -> Self {
        Held::new(None)
    }
}
