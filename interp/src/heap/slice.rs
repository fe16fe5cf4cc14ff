//! [`SliceRef`]: a counted, thin pointer to a header and a run of items in one allocation.
//!
//! Strings, bytes and tuples are made of it: one allocation each, length and content behind one pointer.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::cell::Cell;
use std::marker::PhantomData;
use std::mem::{align_of, size_of};
use std::ops::Deref;
use std::ptr::NonNull;

use super::trash;

/// What stands in front of the items; `CONTAINER` as in [`super::Object`].
pub trait Header: Sized + 'static {
    /// True when the items can hold other objects.
    const CONTAINER: bool;
}

#[repr(C)]
struct Head<H> {
    count: Cell<u32>,
    len: usize,
    head: H,
}

/// A counted reference to an immutable run of `T` with a header `H`.
pub struct SliceRef<H: Header, T: 'static>(NonNull<Head<H>>, PhantomData<T>);

impl<H: Header, T: 'static> SliceRef<H, T> {
    const ITEMS_AT: usize = size_of::<Head<H>>().next_multiple_of(align_of::<T>());

    fn layout(len: usize) -> Layout {
        let size =
            len.checked_mul(size_of::<T>()).and_then(|n| n.checked_add(Self::ITEMS_AT)).expect("size fits isize");
        let align = if align_of::<T>() > align_of::<Head<H>>() { align_of::<T>() } else { align_of::<Head<H>>() };
        Layout::from_size_align(size, align).expect("size fits isize")
    }

    /// Allocates the header with room for `len` items, none written yet.
    fn allocate(head: H, len: usize) -> NonNull<Head<H>> {
        let layout = Self::layout(len);
        // SAFETY: the layout is never empty, it holds the header.
        let raw = unsafe { alloc(layout) }.cast::<Head<H>>();
        let Some(ptr) = NonNull::new(raw) else { handle_alloc_error(layout) };
        // SAFETY: freshly allocated for this type.
        unsafe { ptr.write(Head { count: Cell::new(1), len, head }) };
        ptr
    }

    fn items_ptr(ptr: NonNull<Head<H>>) -> *mut T {
        // SAFETY: the allocation extends past ITEMS_AT by `layout`.
        unsafe { ptr.as_ptr().cast::<u8>().add(Self::ITEMS_AT).cast::<T>() }
    }

    /// Moves the items of `iter` to the heap; the iterator must yield exactly `len` items.
    ///
    /// # Panics
    /// When it yields fewer (a broken invariant of the caller's).
    pub fn from_iter_exact(head: H, len: usize, mut iter: impl Iterator<Item = T>) -> Self {
        /// Frees what was written when the iterator panics half-way.
        struct Partial<H: Header, T: 'static>(NonNull<Head<H>>, usize, PhantomData<T>);
        impl<H: Header, T: 'static> Drop for Partial<H, T> {
            fn drop(&mut self) {
                // SAFETY: `self.1` items were written; the block was allocated with the head's length.
                unsafe {
                    let len = self.0.as_ref().len;
                    let items = SliceRef::<H, T>::items_ptr(self.0);
                    std::ptr::drop_in_place(std::ptr::slice_from_raw_parts_mut(items, self.1));
                    std::ptr::drop_in_place(self.0.as_ptr());
                    dealloc(self.0.as_ptr().cast(), SliceRef::<H, T>::layout(len));
                }
            }
        }
        let ptr = Self::allocate(head, len);
        let mut partial = Partial::<H, T>(ptr, 0, PhantomData);
        let items = Self::items_ptr(ptr);
        for i in 0..len {
            let item = iter.next().expect("the iterator yields as many items as were announced");
            // SAFETY: i < len, inside the allocation.
            unsafe { items.add(i).write(item) };
            partial.1 = i + 1;
        }
        std::mem::forget(partial);
        SliceRef(ptr, PhantomData)
    }

    /// The header.
    #[inline]
    pub fn head(&self) -> &H {
        // SAFETY: a `SliceRef` keeps its block alive.
        unsafe { &(*self.0.as_ptr()).head }
    }

    /// The items.
    #[inline]
    pub fn items(&self) -> &[T] {
        // SAFETY: `len` items were written by the constructor, and live as long as the block.
        unsafe { std::slice::from_raw_parts(Self::items_ptr(self.0), (*self.0.as_ptr()).len) }
    }

    /// True when both point at the same object.
    #[inline]
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// The object's address.
    #[inline]
    pub fn addr(&self) -> usize {
        self.0.as_ptr() as usize
    }

    /// How many references there are.
    #[inline]
    pub fn count(&self) -> usize {
        // SAFETY: a `SliceRef` keeps its block alive.
        unsafe { (*self.0.as_ptr()).count.get() as usize }
    }

    fn free(ptr: NonNull<u8>) {
        let ptr = ptr.cast::<Head<H>>();
        // SAFETY: called once, when the count reached zero; the block was laid out for its `len`.
        unsafe {
            let len = ptr.as_ref().len;
            std::ptr::drop_in_place(std::ptr::slice_from_raw_parts_mut(Self::items_ptr(ptr), len));
            std::ptr::drop_in_place(ptr.as_ptr());
            dealloc(ptr.as_ptr().cast(), Self::layout(len));
        }
    }

    #[cold]
    #[inline(never)]
    fn release(ptr: NonNull<Head<H>>) {
        if H::CONTAINER { trash::free(ptr.cast(), Self::free) } else { Self::free(ptr.cast()) }
    }
}

impl<H: Header, T: Copy + 'static> SliceRef<H, T> {
    /// Copies `items` to the heap.
    pub fn copy_from(head: H, items: &[T]) -> Self {
        let ptr = Self::allocate(head, items.len());
        // SAFETY: room for `items.len()` items was just allocated.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), Self::items_ptr(ptr), items.len()) };
        SliceRef(ptr, PhantomData)
    }

    /// Copies the two runs, one behind the other, to the heap.
    pub fn copy_from_two(head: H, a: &[T], b: &[T]) -> Self {
        let ptr = Self::allocate(head, a.len() + b.len());
        let items = Self::items_ptr(ptr);
        // SAFETY: room for both runs was just allocated.
        unsafe {
            std::ptr::copy_nonoverlapping(a.as_ptr(), items, a.len());
            std::ptr::copy_nonoverlapping(b.as_ptr(), items.add(a.len()), b.len());
        }
        SliceRef(ptr, PhantomData)
    }
}

impl<H: Header, T: Copy + 'static> SliceRef<H, T> {
    /// Copies the runs, one behind the other, to the heap. Together they must have `len` items.
    ///
    /// # Panics
    /// When they have not (a broken invariant of the caller's).
    pub fn copy_from_parts<'a>(head: H, len: usize, parts: impl Iterator<Item = &'a [T]>) -> Self {
        let ptr = Self::allocate(head, len);
        let items = Self::items_ptr(ptr);
        let mut at = 0;
        for part in parts {
            assert!(part.len() <= len - at, "the parts have as many items as were announced");
            // SAFETY: room for `len` items was just allocated, and `at + part.len()` are no more.
            unsafe { std::ptr::copy_nonoverlapping(part.as_ptr(), items.add(at), part.len()) };
            at += part.len();
        }
        assert!(at == len, "the parts have as many items as were announced");
        SliceRef(ptr, PhantomData)
    }

    /// The items followed by `more`, under a new header: in the same block, if nobody else refers to it. What is added to
    /// piece by piece is then not copied every time.
    pub fn append(self, head: H, more: &[T]) -> Self {
        if self.count() != 1 {
            return Self::copy_from_two(head, self.items(), more);
        }
        let this = std::mem::ManuallyDrop::new(self);
        let old_len = this.items().len();
        let new_len = old_len.checked_add(more.len()).expect("size fits isize");
        let layout = Self::layout(new_len);
        // SAFETY: `allocate` laid the block out for `old_len` items; nobody else refers to it, and `this`, which is never
        // dropped, is not used any more.
        let raw = unsafe { realloc(this.0.as_ptr().cast(), Self::layout(old_len), layout.size()) };
        let Some(ptr) = NonNull::new(raw.cast::<Head<H>>()) else { handle_alloc_error(layout) };
        // SAFETY: the block is as it was, with room for `more` behind the old items. `more` is borrowed from elsewhere:
        // `self` was the only reference to this block.
        unsafe {
            (*ptr.as_ptr()).len = new_len;
            (*ptr.as_ptr()).head = head;
            std::ptr::copy_nonoverlapping(more.as_ptr(), Self::items_ptr(ptr).add(old_len), more.len());
        }
        SliceRef(ptr, PhantomData)
    }
}

/// A run of bytes that is known to be UTF-8.
#[repr(transparent)]
pub struct TextRef<H: Header>(SliceRef<H, u8>);

impl<H: Header> TextRef<H> {
    /// Copies `text`.
    pub fn new(head: H, text: &str) -> Self {
        TextRef(SliceRef::copy_from(head, text.as_bytes()))
    }

    /// `a` followed by `b`.
    pub fn concat(head: H, a: &Self, b: &Self) -> Self {
        TextRef(SliceRef::copy_from_two(head, a.0.items(), b.0.items()))
    }

    /// The texts, one behind the other, which together must have `len` bytes.
    pub fn concat_all<'a>(head: H, len: usize, parts: impl Iterator<Item = &'a str>) -> Self {
        TextRef(SliceRef::copy_from_parts(head, len, parts.map(str::as_bytes)))
    }

    /// The text followed by `more`: see [`SliceRef::append`].
    pub fn append(self, head: H, more: &str) -> Self {
        TextRef(self.0.append(head, more.as_bytes()))
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        // SAFETY: made of whole `str`s put together; nothing writes to it.
        unsafe { std::str::from_utf8_unchecked(self.0.items()) }
    }
}

impl<H: Header> Clone for TextRef<H> {
    #[inline]
    fn clone(&self) -> Self {
        TextRef(self.0.clone())
    }
}

impl<H: Header> Deref for TextRef<H> {
    type Target = SliceRef<H, u8>;

    #[inline]
    fn deref(&self) -> &SliceRef<H, u8> {
        &self.0
    }
}

impl<H: Header, T: 'static> Clone for SliceRef<H, T> {
    #[inline]
    fn clone(&self) -> Self {
        // SAFETY: a `SliceRef` keeps its block alive.
        let count = unsafe { &(*self.0.as_ptr()).count };
        count.set(count.get() + 1);
        SliceRef(self.0, PhantomData)
    }
}

impl<H: Header, T: 'static> Drop for SliceRef<H, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: a `SliceRef` keeps its block alive.
        let count = unsafe { &(*self.0.as_ptr()).count };
        let left = count.get() - 1;
        count.set(left);
        if left == 0 {
            Self::release(self.0);
        }
    }
}

impl<H: Header, T: 'static> Deref for SliceRef<H, T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.items()
    }
}
