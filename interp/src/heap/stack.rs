//! The value stack: where the slots of running frames and the arguments of native calls live.
//!
//! One block per thread of execution, reserved once and never moved, so that windows into it stay valid while deeper
//! calls push and pop above them. Untouched pages cost nothing.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::value::Value;

/// How many values fit. 16 MiB of address space: about 60,000 calls deep, far past what the native stack allows.
const CAPACITY: usize = 1 << 20;

/// The stack was full; the caller turns it into `RecursionError`.
#[derive(Debug)]
pub struct Overflow;

/// A fixed block of values with a top.
pub struct Stack {
    base: NonNull<Value>,
    top: Cell<usize>,
}

impl Default for Stack {
    fn default() -> Self {
        Self::new()
    }
}

impl Stack {
    /// Reserves the block.
    pub fn new() -> Self {
        let mut block = std::mem::ManuallyDrop::new(Vec::<Value>::with_capacity(CAPACITY));
        let base = NonNull::new(block.as_mut_ptr()).expect("a Vec's pointer is never null");
        Stack { base, top: Cell::new(0) }
    }

    /// How many values stand on the stack.
    #[inline]
    pub fn top(&self) -> usize {
        self.top.get()
    }

    /// Puts `value` on top.
    ///
    /// # Errors
    /// [`Overflow`] when the stack is full; `value` is dropped.
    #[inline(always)]
    pub fn push(&self, value: Value) -> Result<(), Overflow> {
        let top = self.top.get();
        if top >= CAPACITY {
            return Err(Overflow);
        }
        // SAFETY: top < CAPACITY, and nothing lives at or above the top.
        unsafe { value.put(self.base.add(top).as_ptr()) };
        self.top.set(top + 1);
        Ok(())
    }

    /// Puts `n` unbound values on top.
    ///
    /// # Errors
    /// [`Overflow`] when they do not fit; nothing is pushed then.
    #[inline]
    pub fn push_unbound(&self, n: usize) -> Result<(), Overflow> {
        let top = self.top.get();
        if n > CAPACITY - top {
            return Err(Overflow);
        }
        let base = self.base;
        for i in 0..n {
            // SAFETY: top + n <= CAPACITY, and nothing lives at or above the top.
            unsafe { base.add(top + i).write(Value::Unbound) };
        }
        self.top.set(top + n);
        Ok(())
    }

    /// Drops every value at or above `to`.
    #[inline]
    pub fn truncate(&self, to: usize) {
        // One at a time, the top lowered first: a drop may run code that pushes and pops above the new top.
        while self.top.get() > to {
            let top = self.top.get() - 1;
            self.top.set(top);
            // SAFETY: the value at the old top was written by a push and is now out of the live range.
            unsafe { self.base.add(top).read() }.discard();
        }
    }

    /// Moves the values from `from` to the top off the stack, in order. They leave the stack when the iterator does; the
    /// iterator must not outlive the operation that asked for it.
    #[inline]
    pub(crate) fn drain_above(&self, from: usize) -> DrainAbove<'_> {
        let end = self.top.get();
        debug_assert!(from <= end);
        self.top.set(from);
        DrainAbove { stack: self, at: from, end }
    }

    /// Moves the values from `from` to the top off the stack: the slots of a frame that is suspended.
    pub(crate) fn take_above(&self, from: usize) -> Box<[Value]> {
        let top = self.top.get();
        debug_assert!(from <= top);
        let count = top - from;
        let mut values = Vec::with_capacity(count);
        // SAFETY: the values from..top are live and move: the top is lowered, so that the stack forgets them.
        unsafe {
            std::ptr::copy_nonoverlapping(self.base.add(from).as_ptr(), values.as_mut_ptr(), count);
            values.set_len(count);
        }
        self.top.set(from);
        values.into_boxed_slice()
    }

    /// The values from `from` to the top, as arguments for a native call.
    ///
    /// The reference is good until the stack is truncated below its end. Every caller in `eval` truncates only after
    /// the call that received the slice has returned, and callees push and truncate above the top they found: that is
    /// the discipline that makes this sound, and why it stays inside the crate.
    #[inline]
    pub(crate) fn above(&self, from: usize) -> &[Value] {
        let top = self.top.get();
        debug_assert!(from <= top);
        // SAFETY: the values from..top are live; nobody writes to them while they are arguments (see above).
        unsafe { std::slice::from_raw_parts(self.base.add(from).as_ptr(), top - from) }
    }

    /// True when `values` are the topmost values of this stack.
    #[inline]
    pub(crate) fn ends_with(&self, values: &[Value]) -> bool {
        let top = self.top.get();
        // SAFETY: top <= CAPACITY: one past the last value at most.
        values.len() <= top && std::ptr::eq(values.as_ptr_range().end, unsafe { self.base.add(top) }.as_ptr())
    }

    /// A frame's window of `len` slots that begins at `from`; the same discipline as [`Stack::above`].
    #[inline]
    pub(crate) fn window(&self, from: usize, len: usize) -> Slots {
        debug_assert!(from + len <= self.top.get());
        // SAFETY: inside the block.
        Slots { base: unsafe { self.base.add(from) }, len }
    }
}

/// See [`Stack::drain_above`].
pub(crate) struct DrainAbove<'a> {
    stack: &'a Stack,
    at: usize,
    end: usize,
}

impl Iterator for DrainAbove<'_> {
    type Item = Value;

    #[inline]
    fn next(&mut self) -> Option<Value> {
        if self.at == self.end {
            return None;
        }
        let at = self.at;
        self.at += 1;
        // SAFETY: `at` was below the top when the iterator was made, so a value stands there; the top was lowered, so
        // that the stack forgets it, and each place is read once.
        Some(unsafe { self.stack.base.add(at).read() })
    }
}

impl Drop for DrainAbove<'_> {
    fn drop(&mut self) {
        self.for_each(Value::discard);
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.truncate(0);
        // SAFETY: the parts of the Vec that `new` took apart; its length is 0 now.
        drop(unsafe { Vec::from_raw_parts(self.base.as_ptr(), 0, CAPACITY) });
    }
}

/// The local slots of one running frame: a window into the stack, or into a suspended frame's own block.
///
/// Not `Clone`: a frame has one, and it does not outlive the run that it was made for.
pub struct Slots {
    base: NonNull<Value>,
    len: usize,
}

impl Slots {
    /// The slots of a suspended frame, which are run in place. The owner marks itself as running for as long, so that
    /// there is one window at a time, and keeps the block alive.
    #[inline]
    pub(crate) fn of_block(block: &SlotBlock) -> Slots {
        Slots { base: block.base, len: block.len }
    }

    /// How many slots there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// True when there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value in slot `i`.
    #[inline(always)]
    pub fn get(&self, i: u32) -> &Value {
        assert!((i as usize) < self.len);
        // SAFETY: in the window, which holds live values for as long as the frame runs.
        unsafe { self.base.add(i as usize).as_ref() }
    }

    /// Puts `value` in slot `i` and drops what was there, after the slot holds the new value.
    #[inline(always)]
    pub fn set(&mut self, i: u32, value: Value) {
        assert!((i as usize) < self.len);
        // SAFETY: as in `get`; `&mut self` says that no reference into the window is held.
        unsafe { self.base.add(i as usize).as_mut() }.store(value);
    }

    /// Puts `value` in slot `i` and hands out what was there.
    #[inline(always)]
    pub fn replace(&mut self, i: u32, value: Value) -> Value {
        assert!((i as usize) < self.len);
        // SAFETY: as in `get`; `&mut self` says that no reference into the window is held.
        unsafe { std::mem::replace(self.base.add(i as usize).as_mut(), value) }
    }

    /// Puts `value` in slot `i`, which holds a value that is stored in place: nothing is dropped.
    #[inline(always)]
    pub(crate) fn set_plain(&mut self, i: u32, value: Value) {
        assert!((i as usize) < self.len);
        // SAFETY: as in `set`.
        unsafe { value.put(self.base.add(i as usize).as_ptr()) }
    }

    /// Takes the value out of slot `i` and leaves it unbound.
    #[inline(always)]
    pub fn take(&mut self, i: u32) -> Value {
        self.replace(i, Value::Unbound)
    }
}

/// The slots of a frame that can be suspended: a generator's, a coroutine's.
pub struct SlotBlock {
    base: NonNull<Value>,
    len: usize,
}

impl SlotBlock {
    /// Takes the values over.
    pub fn new(values: Box<[Value]>) -> Self {
        let len = values.len();
        let base = NonNull::from(Box::leak(values)).cast();
        SlotBlock { base, len }
    }

    /// The values. Only while the frame is suspended: the owner checks its running mark first.
    pub(crate) fn values(&self) -> &[Value] {
        // SAFETY: `len` values, live until the block is dropped.
        unsafe { std::slice::from_raw_parts(self.base.as_ptr(), self.len) }
    }
}

impl Drop for SlotBlock {
    fn drop(&mut self) {
        // SAFETY: what `new` leaked.
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(self.base.as_ptr(), self.len)) });
    }
}

/// A window to read from, kept in the record of a running frame; the frame outlives its record.
pub struct SlotsView {
    base: NonNull<Value>,
    len: usize,
}

impl SlotsView {
    /// The value in slot `i`.
    pub fn get(&self, i: u32) -> Option<Value> {
        if (i as usize) < self.len {
            // SAFETY: the frame pops its record before its slots go, and slots always hold a valid value.
            Some(unsafe { self.base.add(i as usize).as_ref() }.clone())
        } else {
            None
        }
    }
}

impl Slots {
    /// A view for the frame's record.
    #[inline]
    pub(crate) fn view(&self) -> SlotsView {
        SlotsView { base: self.base, len: self.len }
    }
}

/// A chain of records that live on the native stack, innermost first: what running frames show of themselves.
pub struct Chain<T> {
    top: Cell<Option<NonNull<Link<T>>>>,
}

/// One record of a [`Chain`].
pub struct Link<T> {
    prev: Cell<Option<NonNull<Link<T>>>>,
    record: T,
}

impl<T> Link<T> {
    /// A record that is on no chain yet.
    #[inline]
    pub fn new(record: T) -> Self {
        Link { prev: Cell::new(None), record }
    }

    /// The record.
    #[inline]
    pub fn record(&self) -> &T {
        &self.record
    }

    /// The record, once it is off the chain.
    #[inline]
    pub fn into_record(self) -> T {
        self.record
    }
}

impl<T> Default for Chain<T> {
    fn default() -> Self {
        Chain { top: Cell::new(None) }
    }
}

/// Takes the innermost link off its chain, also when a panic passes.
struct Unlink<'a, T>(&'a Chain<T>, &'a Link<T>);

impl<T> Drop for Unlink<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.0.top.set(self.1.prev.get());
    }
}

impl<T> Chain<T> {
    /// Runs `f` with `link` as the innermost record.
    #[inline]
    pub fn with<R>(&self, link: &Link<T>, f: impl FnOnce() -> R) -> R {
        link.prev.set(self.top.get());
        self.top.set(Some(NonNull::from(link)));
        let _unlink = Unlink(self, link);
        f()
    }

    /// Runs `f` on each record and the one inside it, innermost first, until it gives something.
    pub fn find<R>(&self, mut f: impl FnMut(&T, Option<&T>) -> Option<R>) -> Option<R> {
        let mut inner: Option<NonNull<Link<T>>> = None;
        let mut at = self.top.get();
        while let Some(link) = at {
            // SAFETY: as in `nth`; `f` cannot take a link off the chain, which only ends of calls do.
            let (record, inside) = unsafe { (&(*link.as_ptr()).record, inner.map(|i| &(*i.as_ptr()).record)) };
            if let Some(found) = f(record, inside) {
                return Some(found);
            }
            inner = at;
            // SAFETY: as above.
            at = unsafe { link.as_ref() }.prev.get();
        }
        None
    }

    /// Runs `f` on the record `depth` links out from the innermost (0), and the one inside that.
    pub fn nth<R>(&self, depth: usize, f: impl FnOnce(&T, Option<&T>) -> R) -> Option<R> {
        let mut inner = None;
        let mut at = self.top.get()?;
        for _ in 0..depth {
            inner = Some(at);
            // SAFETY: a link is on the chain only while `with` borrows it, and only as long does anything run that could
            // ask here: every link reached is alive.
            at = unsafe { at.as_ref() }.prev.get()?;
        }
        // SAFETY: as above.
        let (record, inner) = unsafe { (&at.as_ref().record, inner.map(|i: NonNull<Link<T>>| &(*i.as_ptr()).record)) };
        Some(f(record, inner))
    }
}

/// A chain that others may look at while its thread waits.
pub struct LentChain<T> {
    top: Cell<Option<NonNull<Link<T>>>>,
}

impl<T> Default for LentChain<T> {
    fn default() -> Self {
        LentChain { top: Cell::new(None) }
    }
}

impl<T> Chain<T> {
    /// Runs `f`, which lets go of the interpreter lock and returns when it has it again. Who holds the lock meanwhile
    /// finds the chain in `lent`.
    pub(crate) fn lend<R>(&self, lent: &LentChain<T>, f: impl FnOnce() -> R) -> R {
        /// Takes the chain back, also when a panic passes.
        struct Back<'a, T>(&'a LentChain<T>);
        impl<T> Drop for Back<'_, T> {
            fn drop(&mut self) {
                self.0.top.set(None);
            }
        }
        lent.top.set(self.top.get());
        let _back = Back(lent);
        f()
    }
}

impl<T> LentChain<T> {
    /// As [`Chain::for_each`]; nothing while it is not lent.
    pub fn for_each(&self, mut f: impl FnMut(&T, Option<&T>)) {
        let mut inner: Option<NonNull<Link<T>>> = None;
        let mut at = self.top.get();
        while let Some(link) = at {
            // SAFETY: the owner of the chain is inside `lend`, so its links stay where they are until it holds the
            // interpreter lock again, which is the caller's for as long as this runs.
            let (record, inside) = unsafe { (&(*link.as_ptr()).record, inner.map(|i| &(*i.as_ptr()).record)) };
            f(record, inside);
            inner = at;
            // SAFETY: as above.
            at = unsafe { link.as_ref() }.prev.get();
        }
    }
}
