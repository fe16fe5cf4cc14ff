//! Finding one run of bytes in another.

use memchr::{memchr, memmem};

/// So many false starts are cheaper than preparing a search that has none. With more, periodic needles would search
/// in quadratic time; with fewer, short texts would pay for the preparation.
const FALSE_STARTS: usize = 16;

/// The place of the first `needle`.
///
/// Most searches are short and find their needle, or its absence, at once: they look for its first byte and compare.
/// Where that goes wrong too often, the search that never goes back takes over.
#[inline]
pub fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let (&first, rest) = match needle {
        [] => return Some(0),
        [only] => return memchr(*only, haystack),
        [first, rest @ ..] => (first, rest),
    };
    // Where a needle can start.
    let last = haystack.len().checked_sub(rest.len())?;
    let mut from = 0;
    for _ in 0..FALSE_STARTS {
        let at = from + memchr(first, haystack.get(from..last)?)?;
        if haystack[at + 1..].starts_with(rest) {
            return Some(at);
        }
        from = at + 1;
    }
    memmem::find(&haystack[from..], needle).map(|at| from + at)
}
