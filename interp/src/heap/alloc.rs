//! The program's allocator: mimalloc, asked the short way.
//!
//! The crate `mimalloc` asks for an alignment at every call, which sends mimalloc through checks that the blocks of an
//! interpreter never need: nearly all are words. Those are asked for with plain `mi_malloc` here.

use std::alloc::{GlobalAlloc, Layout};

use libmimalloc_sys as mi;

/// What `#[global_allocator]` names in a program.
pub struct Allocator;

/// mimalloc aligns every block of this size or more to as much, and smaller ones to a power of two no less than their
/// size would need (its documentation: "always aligned to 16 bytes for sizes of 16 and up").
const NATURAL: usize = 16;

#[inline(always)]
fn is_plain(size: usize, align: usize) -> bool {
    align <= NATURAL && align <= size
}

// SAFETY: mimalloc is an allocator, which keeps the blocks it hands out apart and valid until they are freed. The plain
// entries are used only where the block they return has the alignment asked for (`is_plain`); all blocks, however they
// were asked for, are freed by `mi_free`.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (size, align) = (layout.size(), layout.align());
        // SAFETY: see above; mimalloc takes any size and any power of two.
        unsafe { if is_plain(size, align) { mi::mi_malloc(size) } else { mi::mi_malloc_aligned(size, align) }.cast() }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let (size, align) = (layout.size(), layout.align());
        // SAFETY: as in `alloc`.
        unsafe { if is_plain(size, align) { mi::mi_zalloc(size) } else { mi::mi_zalloc_aligned(size, align) }.cast() }
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: *mut u8, _: Layout) {
        // SAFETY: the caller's `ptr` came from one of the functions above.
        unsafe { mi::mi_free(ptr.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let align = layout.align();
        // SAFETY: as in `alloc` and `dealloc`.
        unsafe {
            if is_plain(new_size, align) {
                mi::mi_realloc(ptr.cast(), new_size)
            } else {
                mi::mi_realloc_aligned(ptr.cast(), new_size, align)
            }
            .cast()
        }
    }
}
