//! [`Heap`]: where the objects live that can hold others, so that all of them can be found.
//!
//! The cycle collector has to look at every container there is. A list of them would cost each object a place in it;
//! instead their blocks come from slabs, one kind (or size) a slab, which are walked. Taking a block and giving it back
//! is a step on the slab's free list. Everything else (strings, numbers, tuples, vectors) is the allocator's.
//!
//! A heap belongs to an interpreter: whoever holds the interpreter's lock uses it, in whatever thread, so nothing here is
//! atomic. The thread-local says which heap the running thread makes objects in; a block knows its slab by its address,
//! and the slab its heap, so that it may be freed anywhere.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::cell::{Cell, OnceCell, RefCell};
use std::ptr::{NonNull, null, null_mut};

use super::visit::Kind;
use crate::vm::pending::WakeFlag;

/// The size and alignment of a slab. Larger: more memory in use by kinds of which there are few objects; smaller: more
/// slabs to go through.
const SLAB: usize = 32 * 1024;
/// Slabs are taken from the allocator in arenas of this many, since it aligns few large blocks better than many small.
const ARENA: usize = 32;
/// Room in front of a slab's first block.
const FRONT: usize = size_of::<Slab>().next_multiple_of(16);
/// So much of a new slab is put on its free list at once: no more pages are touched than are needed.
const CARVE: usize = 4096;
/// Larger objects are left to the allocator and count as roots.
const LARGEST: usize = 512;
/// Native objects are kept by size, in steps of this.
const STEP: usize = 16;

/// Which slabs an object's block comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Pool {
    List,
    Dict,
    Set,
    Function,
    NativeFunction,
    BoundMethod,
    Type,
    Instance,
    Exception,
    Traceback,
    Gen,
    Module,
    Cell,
    Slice,
    Found,
    /// None: it holds no other objects, the allocator keeps it.
    Leaf,
}

const NATIVE: usize = Pool::Leaf as usize;
const POOLS: usize = NATIVE + LARGEST / STEP + 1;

/// The pool of native objects of this size and alignment; `None` when the allocator must keep them.
pub(super) const fn native_pool(layout: Layout) -> Option<usize> {
    if layout.size() > LARGEST || layout.align() > 8 { None } else { Some(NATIVE + layout.size().div_ceil(STEP)) }
}

/// The size of a block in the pool of native objects.
pub(super) const fn native_size(size: usize) -> usize {
    size.next_multiple_of(STEP)
}

/// The head of a slab. The blocks follow.
#[repr(C)]
struct Slab {
    /// The first block of the free list; each holds the next in its second word, and 0, the count of the dead, in its
    /// first.
    free: Cell<*mut u8>,
    used: Cell<u32>,
    /// It stands in the pool's list of slabs with room.
    listed: Cell<bool>,
    heap: NonNull<Heap>,
    pool: usize,
    kind: &'static Kind,
    size: u32,
    capacity: u32,
    /// How many blocks have been on the free list at all.
    carved: Cell<u32>,
    /// 2**32 / size, rounded up: offsets are divided by multiplying.
    reciprocal: u32,
    prev: Cell<*mut Slab>,
    next: Cell<*mut Slab>,
    /// Its position in `Heap::slabs`.
    place: Cell<u32>,
    /// During a collection: where its objects' entries begin.
    base: Cell<u32>,
    arena: *mut Arena,
}

/// A run of slabs, one allocation.
struct Arena {
    memory: NonNull<u8>,
    /// A bit for each slab that is not in use.
    free: Cell<u32>,
}

const ARENA_LAYOUT: Layout = match Layout::from_size_align(SLAB * ARENA, SLAB) {
    Ok(layout) => layout,
    Err(_) => panic!("the size of an arena is a multiple of its alignment"),
};

/// The containers of an interpreter.
pub struct Heap {
    /// The first slab with room, by pool; null when there is none.
    room: [Cell<*mut Slab>; POOLS],
    /// How many objects were made and freed, ever.
    made: Cell<u64>,
    freed: Cell<u64>,
    /// More living objects than this ask for a collection.
    limit: Cell<u64>,
    /// See [`Heap::set_limit`].
    slack: Cell<u64>,
    wanted: Cell<bool>,
    wake: OnceCell<WakeFlag>,
    slabs: RefCell<Vec<NonNull<Slab>>>,
    #[expect(clippy::vec_box, reason = "slabs point at their arena")]
    arenas: RefCell<Vec<Box<Arena>>>,
    /// Its interpreter is gone: it goes with the last object.
    orphaned: Cell<bool>,
}

thread_local! {
    static CURRENT: Cell<*const Heap> = const { Cell::new(null()) };
}

/// The interpreter's hold on its heap. When it ends, the objects are emptied, so that cycles among them do not remain; a
/// value that somebody kept beyond its interpreter's end stays valid, without what it held.
pub struct HeapRef(NonNull<Heap>);

impl HeapRef {
    /// A heap, in which this thread makes its objects from here on.
    pub fn new() -> HeapRef {
        let heap = HeapRef(Heap::leaked());
        heap.enter();
        heap
    }

    /// This thread makes its objects in this heap from here on: to be called by every thread that begins to run code of
    /// the interpreter. It must stop doing so (end, or enter another) before the interpreter is dropped.
    pub fn enter(&self) {
        CURRENT.set(self.0.as_ptr());
    }
}

impl Default for HeapRef {
    fn default() -> Self {
        Self::new()
    }
}

impl std::ops::Deref for HeapRef {
    type Target = Heap;

    fn deref(&self) -> &Heap {
        // SAFETY: the heap is freed no earlier than `drop`.
        unsafe { self.0.as_ref() }
    }
}

impl Drop for HeapRef {
    fn drop(&mut self) {
        self.dissolve();
        if CURRENT.get() == self.0.as_ptr().cast_const() {
            CURRENT.set(null());
        }
        self.orphaned.set(true);
        Heap::free_if_done(self.0);
    }
}

/// Takes a block of `size` bytes, to be filled at once, and says how many were made before.
#[inline(always)]
pub(super) fn allocate(pool: usize, size: usize, kind: &'static Kind) -> (NonNull<u8>, u32) {
    let heap = CURRENT.get();
    if !heap.is_null() {
        // SAFETY: `CURRENT` is a heap that lives (see `HeapRef`), and the pool's number is in range (`native_pool`).
        // Slabs that are listed live, and what stands on a free list is a block of this slab that nobody uses.
        unsafe {
            let slab = (*heap).room.get_unchecked(pool).get();
            if !slab.is_null() {
                let block = (*slab).free.get();
                if !block.is_null() {
                    (*slab).free.set(*block.cast::<*mut u8>().add(1));
                    (*slab).used.set((*slab).used.get() + 1);
                    let number = (*heap).made.get();
                    (*heap).made.set(number + 1);
                    return (NonNull::new_unchecked(block), number as u32);
                }
            }
        }
    }
    allocate_slowly(pool, size, kind)
}

#[cold]
#[inline(never)]
fn allocate_slowly(pool: usize, size: usize, kind: &'static Kind) -> (NonNull<u8>, u32) {
    if CURRENT.get().is_null() {
        // No interpreter yet: what is made now stands in a heap of the thread's own, which nobody collects.
        CURRENT.set(Heap::leaked().as_ptr());
    }
    // SAFETY: set just now, or a heap that lives.
    let heap = unsafe { &*CURRENT.get() };
    heap.refill(pool, size, kind);
    allocate(pool, size, kind)
}

/// Gives a block back.
///
/// # Safety
/// The block must come from [`allocate`], hold nothing that would have to be dropped, and be given back once.
#[inline]
pub(super) unsafe fn free(block: NonNull<u8>) {
    // SAFETY: the slab that a block stands in is found by its address, and lives while a block of it is in use.
    unsafe {
        let slab = slab_of(block).as_ref();
        let words = block.as_ptr().cast::<*mut u8>();
        words.write(null_mut());
        words.add(1).write(slab.free.get());
        slab.free.set(block.as_ptr());
        let used = slab.used.get() - 1;
        slab.used.set(used);
        let heap = slab.heap.as_ref();
        heap.freed.set(heap.freed.get() + 1);
        if used == 0 || !slab.listed.get() {
            Heap::settle(NonNull::from(slab));
        }
    }
}

fn slab_of(block: NonNull<u8>) -> NonNull<Slab> {
    block
        .map_addr(|a| {
            // A slab never stands at address 0.
            std::num::NonZero::new(a.get() & !(SLAB - 1)).unwrap_or(a)
        })
        .cast()
}

impl Heap {
    fn leaked() -> NonNull<Heap> {
        NonNull::from(Box::leak(Box::new(Heap {
            room: [const { Cell::new(null_mut()) }; POOLS],
            made: Cell::new(0),
            freed: Cell::new(0),
            limit: Cell::new(u64::MAX),
            slack: Cell::new(u64::MAX),
            wanted: Cell::new(false),
            wake: OnceCell::new(),
            slabs: RefCell::default(),
            arenas: RefCell::default(),
            orphaned: Cell::new(false),
        })))
    }

    /// How many objects there are.
    pub fn live(&self) -> u64 {
        self.made.get() - self.freed.get()
    }

    /// How many objects were made, ever.
    pub fn made(&self) -> u64 {
        self.made.get()
    }

    /// Once there are more than `limit` objects, `wake` is raised and [`Heap::take_wanted`] says true. When many objects
    /// are freed before, the limit comes down to twice as many as are left, or `slack` more than those.
    pub fn set_limit(&self, limit: u64, slack: u64, wake: &WakeFlag) {
        self.wake.get_or_init(|| wake.clone());
        self.limit.set(limit);
        self.slack.set(slack);
        self.wanted.set(false);
    }

    /// True, once, when a collection is due.
    pub fn take_wanted(&self) -> bool {
        self.wanted.replace(false)
    }

    /// Makes room in the first slab of a pool.
    fn refill(&self, pool: usize, size: usize, kind: &'static Kind) {
        if self.live() >= self.limit.get()
            && !self.wanted.replace(true)
            && let Some(wake) = self.wake.get()
        {
            wake.set(true);
        }
        loop {
            let first = self.room[pool].get();
            let Some(slab) = NonNull::new(first) else {
                let slab = self.new_slab(pool, size, kind);
                self.list(slab);
                continue;
            };
            // SAFETY: listed slabs live.
            let slab = unsafe { slab.as_ref() };
            if !slab.free.get().is_null() {
                return;
            }
            let carved = slab.carved.get();
            if carved < slab.capacity {
                slab.carve(((CARVE / size).max(1) as u32).min(slab.capacity - carved));
                return;
            }
            self.unlist(NonNull::from(slab));
        }
    }

    fn new_slab(&self, pool: usize, size: usize, kind: &'static Kind) -> NonNull<Slab> {
        let (arena, memory) = self.slab_memory();
        let mut slabs = self.slabs.borrow_mut();
        let head = Slab {
            free: Cell::new(null_mut()),
            used: Cell::new(0),
            listed: Cell::new(false),
            heap: NonNull::from(self),
            pool,
            kind,
            size: size as u32,
            capacity: ((SLAB - FRONT) / size) as u32,
            carved: Cell::new(0),
            reciprocal: (1u64 << 32).div_ceil(size as u64) as u32,
            prev: Cell::new(null_mut()),
            next: Cell::new(null_mut()),
            place: Cell::new(slabs.len() as u32),
            base: Cell::new(0),
            arena,
        };
        let slab = memory.cast::<Slab>();
        // SAFETY: memory of a slab's size that nobody uses.
        unsafe { slab.write(head) };
        slabs.push(slab);
        slab
    }

    /// Memory for a slab, and the arena that it is of.
    fn slab_memory(&self) -> (*mut Arena, NonNull<u8>) {
        let mut arenas = self.arenas.borrow_mut();
        if arenas.iter().rev().all(|a| a.free.get() == 0) {
            // SAFETY: the layout is not empty.
            let memory = unsafe { alloc(ARENA_LAYOUT) };
            let Some(memory) = NonNull::new(memory) else { handle_alloc_error(ARENA_LAYOUT) };
            arenas.push(Box::new(Arena { memory, free: Cell::new(u32::MAX) }));
        }
        // Full ones stand before: the last is as good as any, and the likeliest.
        let arena = arenas.iter_mut().rev().find(|a| a.free.get() != 0).expect("one was just made if there was none");
        let at = arena.free.get().trailing_zeros();
        arena.free.set(arena.free.get() & !(1 << at));
        // SAFETY: inside the arena, which has 32 slabs.
        let memory = unsafe { arena.memory.add(at as usize * SLAB) };
        (&raw mut **arena, memory)
    }

    /// Puts a slab with room second in its pool's list: first, a slab that fills up and has room again at every turn
    /// would be taken on and off the list all the time.
    fn list(&self, slab: NonNull<Slab>) {
        // SAFETY: slabs that are listed live, as does `slab`.
        let this = unsafe { slab.as_ref() };
        let first = &self.room[this.pool];
        this.listed.set(true);
        // SAFETY: as above.
        match unsafe { first.get().as_ref() } {
            None => {
                this.prev.set(null_mut());
                this.next.set(null_mut());
                first.set(slab.as_ptr());
            }
            Some(head) => {
                this.prev.set(first.get());
                this.next.set(head.next.get());
                // SAFETY: as above.
                if let Some(next) = unsafe { head.next.get().as_ref() } {
                    next.prev.set(slab.as_ptr());
                }
                head.next.set(slab.as_ptr());
            }
        }
    }

    fn unlist(&self, slab: NonNull<Slab>) {
        // SAFETY: as in `list`.
        let this = unsafe { slab.as_ref() };
        this.listed.set(false);
        // SAFETY: as in `list`.
        let (prev, next) = unsafe { (this.prev.get().as_ref(), this.next.get().as_ref()) };
        match prev {
            Some(prev) => prev.next.set(this.next.get()),
            None => self.room[this.pool].set(this.next.get()),
        }
        if let Some(next) = next {
            next.prev.set(this.prev.get());
        }
    }

    /// A slab that was full has room again, or one is empty.
    #[cold]
    #[inline(never)]
    fn settle(slab: NonNull<Slab>) {
        // SAFETY: the slab lives: only here is it given back, at the end.
        let this = unsafe { slab.as_ref() };
        // SAFETY: a heap lives for as long as it has slabs.
        let heap = unsafe { this.heap.as_ref() };
        if !this.listed.get() {
            heap.list(slab);
        }
        let alone = heap.room[this.pool].get() == slab.as_ptr() && this.next.get().is_null();
        if this.used.get() > 0 || (alone && !heap.orphaned.get()) {
            return;
        }
        let owner = this.heap;
        heap.unlist(slab);
        heap.give_back(this);
        let live = heap.live();
        heap.limit.set(heap.limit.get().min(live.saturating_add(live.max(heap.slack.get()))));
        Self::free_if_done(owner);
    }

    fn give_back(&self, slab: &Slab) {
        let place = slab.place.get() as usize;
        let mut slabs = self.slabs.borrow_mut();
        slabs.swap_remove(place);
        if let Some(moved) = slabs.get(place) {
            // SAFETY: what stands in the list lives.
            unsafe { moved.as_ref() }.place.set(place as u32);
        }
        // SAFETY: an arena lives for as long as one of its slabs is in use.
        let arena = unsafe { &*slab.arena };
        let at = (std::ptr::from_ref(slab) as usize - arena.memory.as_ptr() as usize) / SLAB;
        arena.free.set(arena.free.get() | 1 << at);
        if arena.free.get() == u32::MAX {
            self.give_arena_back();
        }
    }

    /// Gives the arenas of which nothing is used back to the allocator, but one.
    fn give_arena_back(&self) {
        let mut arenas = self.arenas.borrow_mut();
        let mut spare = 0;
        arenas.retain(|arena| {
            if arena.free.get() != u32::MAX {
                return true;
            }
            spare += 1;
            if spare == 1 && !self.orphaned.get() {
                return true;
            }
            // SAFETY: allocated with this layout, and none of its slabs is in use.
            unsafe { dealloc(arena.memory.as_ptr(), ARENA_LAYOUT) };
            false
        });
    }

    /// Frees a heap without interpreter and objects.
    fn free_if_done(heap: NonNull<Heap>) {
        // SAFETY: called by whoever gave up the last thing but one that keeps the heap.
        let this = unsafe { heap.as_ref() };
        if !this.orphaned.get() {
            return;
        }
        let empty: Vec<_> = this.slabs.borrow().iter().copied().filter(|s| this.is_empty_slab(*s)).collect();
        for slab in empty {
            this.unlist(slab);
            // SAFETY: what stands in the list lives.
            this.give_back(unsafe { slab.as_ref() });
        }
        this.give_arena_back();
        if this.slabs.borrow().is_empty() {
            // SAFETY: leaked by `leaked`; no slab, no interpreter and no thread refers to it any more.
            drop(unsafe { Box::from_raw(heap.as_ptr()) });
        }
    }

    fn is_empty_slab(&self, slab: NonNull<Slab>) -> bool {
        // SAFETY: what stands in the list lives.
        unsafe { slab.as_ref() }.used.get() == 0
    }

    /// Numbers the objects: gives every slab the number of its first block. How many numbers there are.
    pub(super) fn number(&self) -> usize {
        let mut base = 0;
        for slab in self.slabs.borrow().iter() {
            // SAFETY: what stands in the list lives.
            let slab = unsafe { slab.as_ref() };
            slab.base.set(base);
            base += slab.carved.get();
        }
        base as usize
    }

    /// Runs `f` on the block of every living object of a pool. It must not free any.
    pub(super) fn for_each_in(&self, pool: Pool, mut f: impl FnMut(NonNull<u8>)) {
        // SAFETY: what stands in the list lives.
        let slabs = self
            .slabs
            .borrow()
            .iter()
            .filter(|s| unsafe { s.as_ref() }.pool == pool as usize)
            .copied()
            .collect::<Vec<_>>();
        for slab in slabs {
            // SAFETY: as above; `f` frees none of its objects.
            unsafe { slab.as_ref() }.for_each(|_, block| f(block));
        }
    }

    /// Runs `f` on every living object: its number (see [`Heap::number`]), its block and kind.
    pub(super) fn for_each(&self, mut f: impl FnMut(usize, NonNull<u8>, &'static Kind)) {
        // By index: `f` may make objects (a list of them), but frees none.
        let mut at = 0;
        loop {
            let Some(slab) = self.slabs.borrow().get(at).copied() else { break };
            at += 1;
            // SAFETY: what stands in the list lives.
            let slab = unsafe { slab.as_ref() };
            slab.for_each(|i, block| f((slab.base.get() + i) as usize, block, slab.kind));
        }
    }
}

impl Slab {
    fn block(&self, i: u32) -> NonNull<u8> {
        let at = FRONT + i as usize * self.size as usize;
        // SAFETY: within the slab, for every block that `capacity` allows.
        unsafe { NonNull::from(self).cast::<u8>().add(at) }
    }

    /// Runs `f` on the index and block of every living object.
    fn for_each(&self, mut f: impl FnMut(u32, NonNull<u8>)) {
        for i in 0..self.carved.get() {
            let block = self.block(i);
            // SAFETY: carved blocks begin with the count: 0 when free or dying.
            if unsafe { block.cast::<Cell<u32>>().as_ref() }.get() != 0 {
                f(i, block);
            }
        }
    }

    /// Puts the next `n` blocks on the free list, lowest address first.
    fn carve(&self, n: u32) {
        let from = self.carved.get();
        for i in (from..from + n).rev() {
            let words = self.block(i).as_ptr().cast::<*mut u8>();
            // SAFETY: a block of at least two words that nobody uses.
            unsafe {
                words.write(null_mut());
                words.add(1).write(self.free.get());
            }
            self.free.set(words.cast());
        }
        self.carved.set(from + n);
    }
}

/// The number and kind of an object (see [`Heap::number`]), if it belongs to this heap.
///
/// # Safety
/// The block must come from [`allocate`] and be in use.
#[inline]
pub(super) unsafe fn number_of(heap: &Heap, block: NonNull<u8>) -> Option<(usize, &'static Kind)> {
    // SAFETY: see `free`.
    let slab = unsafe { slab_of(block).as_ref() };
    if !std::ptr::eq(slab.heap.as_ptr(), heap) {
        return None;
    }
    let offset = block.as_ptr() as usize - (std::ptr::from_ref(slab) as usize + FRONT);
    let index = (offset as u64 * u64::from(slab.reciprocal)) >> 32;
    Some((slab.base.get() as usize + index as usize, slab.kind))
}

/// The kind of an object.
///
/// # Safety
/// As for [`number_of`].
pub(super) unsafe fn kind_of(block: NonNull<u8>) -> &'static Kind {
    // SAFETY: see `free`.
    unsafe { slab_of(block).as_ref() }.kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_divide_exactly() {
        for size in (16..=512usize).step_by(8) {
            let reciprocal = (1u64 << 32).div_ceil(size as u64);
            for i in 0..(SLAB - FRONT) / size {
                assert_eq!(((i * size) as u64 * reciprocal) >> 32, i as u64);
            }
        }
    }
}
