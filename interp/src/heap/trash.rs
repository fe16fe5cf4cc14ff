//! Puts off releases that nest too deeply, so that freeing a long chain of objects needs no native stack.
//!
//! The thread-locals describe this native stack, not an interpreter: how deep in releases it stands, and what waits.

use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

type FreeFn = fn(NonNull<u8>);

/// Nested releases past this are put off. Smaller: more traffic through the list; larger: more native stack for each
/// release chain (about 150 bytes a level).
const MAX_DEPTH: u32 = 50;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static ANY_WAITING: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<(NonNull<u8>, FreeFn)>> = const { RefCell::new(Vec::new()) };
}

/// Frees `ptr` with `free` now, or, when releases are nested deeply already, as soon as the outermost one ends.
#[inline]
pub(super) fn free(ptr: NonNull<u8>, free: FreeFn) {
    let depth = DEPTH.get();
    if depth >= MAX_DEPTH {
        WAITING.with(|w| w.borrow_mut().push((ptr, free)));
        ANY_WAITING.set(true);
        return;
    }
    DEPTH.set(depth + 1);
    free(ptr);
    if depth == 0 && ANY_WAITING.get() {
        free_waiting();
    }
    DEPTH.set(depth);
}

#[cold]
fn free_waiting() {
    loop {
        let next = WAITING.with(|w| w.borrow_mut().pop());
        match next {
            Some((ptr, free)) => free(ptr),
            None => break,
        }
    }
    ANY_WAITING.set(false);
}
