//! [`Ref`]: a counted, thin pointer to one heap object.

use std::cell::Cell;
use std::ops::Deref;
use std::ptr::NonNull;

use super::trash;

/// What every kind of heap object says about itself.
pub trait Object: Sized + 'static {
    /// True when the object can hold others, so that its release may recurse: such releases are counted, and past a
    /// depth put off, which is what lets a million-deep list die without a million native frames.
    const CONTAINER: bool = true;

    /// Called when the last reference goes, before anything is freed. Returning `false` keeps the object alive: the
    /// implementation must then have stored the clone it made of `this` (a finaliser is to run on it).
    fn before_free(_this: &Ref<Self>) -> bool {
        true
    }

    /// Called when the object is certain to be freed, before its release may be put off: from here on no weak
    /// reference may find it.
    fn dying(&self) {}
}

#[repr(C)]
pub(super) struct Counted<T> {
    pub(super) count: Cell<usize>,
    data: T,
}

/// A counted reference to a heap object of type `T`. Cloning counts; the last drop frees, deep structures iteratively.
pub struct Ref<T: Object>(NonNull<Counted<T>>);

impl<T: Object> Ref<T> {
    /// Moves `data` to the heap.
    #[inline(always)]
    pub fn new(data: T) -> Self {
        let boxed = Box::new(Counted { count: Cell::new(1), data });
        Ref(NonNull::from(Box::leak(boxed)))
    }

    /// True when both point at the same object (Python's `is`).
    #[inline]
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// The object's address: its identity, as `id()` reports it.
    #[inline]
    pub fn addr(&self) -> usize {
        self.0.as_ptr() as usize
    }

    /// How many references there are.
    #[inline]
    pub fn count(&self) -> usize {
        // SAFETY: a `Ref` keeps its box alive.
        unsafe { self.0.as_ref() }.count.get()
    }

    /// The reference as a pointer that says nothing of what it points at; [`Ref::from_raw`] is the way back.
    pub(super) fn into_raw(self) -> NonNull<()> {
        std::mem::ManuallyDrop::new(self).0.cast()
    }

    /// # Safety
    /// `ptr` must be one that [`Ref::into_raw`] of the same `T` gave, and the count that it stands for is taken over.
    pub(super) unsafe fn from_raw(ptr: NonNull<()>) -> Self {
        Ref(ptr.cast())
    }

    /// # Safety
    /// `self` must not be dropped afterwards by the caller's normal path: the count it held is taken over.
    #[cold]
    #[inline(never)]
    unsafe fn release(ptr: NonNull<Counted<T>>) {
        // SAFETY: the count just reached zero, so the box is still whole and nobody else refers to it.
        let counted = unsafe { ptr.as_ref() };
        counted.count.set(1);
        let this = std::mem::ManuallyDrop::new(Ref(ptr));
        let die = T::before_free(&this);
        let left = counted.count.get() - 1;
        counted.count.set(left);
        if !die || left > 0 {
            return;
        }
        counted.data.dying();
        if T::CONTAINER {
            trash::free(ptr.cast(), Self::free_box);
        } else {
            Self::free_box(ptr.cast());
        }
    }

    fn free_box(ptr: NonNull<u8>) {
        // SAFETY: called once, by `release` or by the trash list on its behalf, with the pointer `new` leaked.
        drop(unsafe { Box::from_raw(ptr.cast::<Counted<T>>().as_ptr()) });
    }
}

impl<T: Object> Clone for Ref<T> {
    #[inline]
    fn clone(&self) -> Self {
        // SAFETY: a `Ref` keeps its box alive.
        let count = unsafe { &(*self.0.as_ptr()).count };
        count.set(count.get() + 1);
        Ref(self.0)
    }
}

impl<T: Object> Drop for Ref<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: a `Ref` keeps its box alive.
        let count = unsafe { &(*self.0.as_ptr()).count };
        let left = count.get() - 1;
        count.set(left);
        if left == 0 {
            // SAFETY: this was the last reference.
            unsafe { Self::release(self.0) }
        }
    }
}

impl<T: Object> Deref for Ref<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: a `Ref` keeps its box alive.
        unsafe { &(*self.0.as_ptr()).data }
    }
}

impl<T: Object + std::fmt::Debug> std::fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}
