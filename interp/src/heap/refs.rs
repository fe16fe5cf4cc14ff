//! [`Ref`]: a counted, thin pointer to one heap object.

use std::cell::Cell;
use std::ops::Deref;
use std::ptr::NonNull;

use super::pool::{self, Pool};
use super::trash;
use super::visit::{Kind, Visitor};
use crate::types::weak::WeakSlot;
use crate::value::Value;

/// What every kind of heap object says about itself.
pub trait Object: Sized + 'static {
    /// True when the object can hold others, so that its release may recurse: such releases are counted, and past a
    /// depth put off, which is what lets a million-deep list die without a million native frames.
    const CONTAINER: bool = true;

    /// Where objects of this type are kept. All but leaves are known to the cycle collector.
    const POOL: Pool = Pool::Leaf;

    /// Tells `v` of every reference that the object owns, once (see [`super::visit`]).
    fn traverse(&self, _v: &mut Visitor<'_>) {}

    /// Lets go of the references that can have been added after the object was made, so that a cycle comes apart.
    fn clear(&self) {}

    /// Where weak references to the object are registered.
    fn weak_slot(&self) -> Option<&WeakSlot> {
        None
    }

    /// The object as Python sees it.
    fn value(_this: &Ref<Self>) -> Option<Value> {
        None
    }

    /// Called when the last reference goes, before anything is freed. Returning `false` keeps the object alive: the
    /// implementation must then have stored the clone it made of `this` (a finaliser is to run on it).
    fn before_free(_this: &Ref<Self>) -> bool {
        true
    }

    /// Called when the object is certain to be freed, before its release may be put off: from here on no weak
    /// reference may find it.
    #[inline(always)]
    fn dying(&self) {
        if let Some(slot) = self.weak_slot() {
            slot.clear();
        }
    }
}

#[repr(C)]
pub(super) struct Counted<T> {
    pub(super) count: Cell<u32>,
    /// How many objects had been made before it: the collector goes by the order in which objects were made.
    made: u32,
    data: T,
}

/// A counted reference to a heap object of type `T`. Cloning counts; the last drop frees, deep structures iteratively.
pub struct Ref<T: Object>(NonNull<Counted<T>>);

impl<T: Object> Ref<T> {
    /// Moves `data` to the heap.
    #[inline(always)]
    pub fn new(data: T) -> Self {
        if matches!(T::POOL, Pool::Leaf) {
            let boxed = Box::new(Counted { count: Cell::new(1), made: 0, data });
            return Ref(NonNull::from(Box::leak(boxed)));
        }
        let (block, made) = pool::allocate(T::POOL as usize, size_of::<Counted<T>>(), const { &KindOf::<T>::KIND });
        let block = block.cast::<Counted<T>>();
        // SAFETY: a block of this size that nobody uses; slabs keep blocks aligned to words, as all types of pools are.
        unsafe { block.write(Counted { count: Cell::new(1), made, data }) };
        Ref(block)
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
        unsafe { self.0.as_ref() }.count.get() as usize
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
        let block = ptr.cast::<Counted<T>>();
        // SAFETY: called once, by `release` or by the trash list on its behalf, with the pointer that `new` made.
        unsafe {
            if matches!(T::POOL, Pool::Leaf) {
                drop(Box::from_raw(block.as_ptr()));
            } else {
                std::ptr::drop_in_place(block.as_ptr());
                pool::free(ptr);
            }
        }
    }
}

/// The object in a block. For the functions of a [`Kind`] alone, which are given blocks of living objects of their type.
fn whole<'a, T>(block: NonNull<u8>) -> &'a Counted<T> {
    // SAFETY: see above; the collector, which calls them, keeps the object for as long.
    unsafe { block.cast().as_ref() }
}

struct KindOf<T>(std::marker::PhantomData<T>);

impl<T: Object> KindOf<T> {
    const KIND: Kind = {
        // What is smaller could not hold the link of a free list; what is aligned more, slabs do not keep so.
        assert!(size_of::<Counted<T>>() >= 16 && align_of::<Counted<T>>() <= 8);
        Kind {
            traverse: |block, v| whole::<T>(block).data.traverse(v),
            clear: |block| whole::<T>(block).data.clear(),
            finalize: |block| {
                T::before_free(&std::mem::ManuallyDrop::new(Ref(block.cast())));
            },
            weak: |block, f| {
                if let Some(slot) = whole::<T>(block).data.weak_slot() {
                    f(slot);
                }
            },
            value: |block| T::value(&std::mem::ManuallyDrop::new(Ref(block.cast()))),
            release: |block| drop(Ref::<T>(block.cast())),
            made: |block| whole::<T>(block).made,
        }
    };
}

impl super::Heap {
    /// True when `f` is, of an object of type `T`.
    pub fn any<T: Object>(&self, mut f: impl FnMut(&T) -> bool) -> bool {
        let mut any = false;
        // SAFETY: the blocks are those of living objects of the type.
        self.for_each_in(T::POOL, |block| any |= f(&unsafe { block.cast::<Counted<T>>().as_ref() }.data));
        any
    }
}

/// The block of an object.
#[inline]
pub(super) fn block_of<T: Object>(r: &Ref<T>) -> NonNull<u8> {
    r.0.cast()
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
