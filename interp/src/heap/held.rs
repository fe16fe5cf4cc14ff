//! [`Held`]: a cell whose content is copied out, without the bookkeeping of a `RefCell`.

use std::cell::UnsafeCell;

use super::{ObjRef, Object, Ref};
use crate::tree::Found;
use crate::types::class::{Type, TypeFlags};
use crate::types::generator::Gen;
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

// SAFETY: as above.
unsafe impl Counted for Option<ObjRef> {}

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

    /// Runs `f` on what is held. For the collector: `f` must not write to the cell.
    pub(super) fn with<R>(&self, f: impl FnOnce(&T) -> R) -> R {
        // SAFETY: `f` is a `traverse`, which counts references: nothing is written or dropped meanwhile.
        f(unsafe { &*self.0.get() })
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

    /// True when the type has the flag.
    #[inline(always)]
    pub fn has(&self, flag: TypeFlags) -> bool {
        // SAFETY: as in `version`.
        unsafe { (&*self.0.get()).has(flag) }
    }
}

impl Held<Value> {
    /// True for None.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        // SAFETY: as in `get`: the kind is looked at, and nothing else runs.
        unsafe { (&*self.0.get()).is_none() }
    }

    /// True when nothing is held.
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        // SAFETY: as above.
        unsafe { (&*self.0.get()).is_unbound() }
    }

    /// The generator-like object that is held, if it is one.
    #[inline(always)]
    pub fn generator(&self) -> Option<Ref<Gen>> {
        // SAFETY: as in `get`.
        match unsafe { &*self.0.get() } {
            Value::Gen(g) => Some(g.clone()),
            _ => None,
        }
    }
}

impl Held<Option<Ref<Found>>> {
    /// What the found thing is; unbound when there is none.
    #[inline(always)]
    pub fn found(&self) -> Value {
        // SAFETY: as in `get`.
        match unsafe { &*self.0.get() } {
            Some(found) => found.0.get(),
            None => Value::Unbound,
        }
    }
}

impl Held<Option<ObjRef>> {
    /// True when nothing is held.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        // SAFETY: as above.
        unsafe { (&*self.0.get()).is_none() }
    }
}

impl Default for Held<Option<ObjRef>> {
    fn default() -> Self {
        Held::new(None)
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
