//! In which order ready handles run: the second of the loop's three seams.

use super::handle::Ready;
use super::ready_queue::ReadyQueue;

/// Chooses the next handle of a pass.
pub trait Order {
    /// Takes one of the first `left` handles, those of this pass that have not run yet. `None` when there is none.
    fn next(&self, ready: &mut ReadyQueue, left: usize) -> Option<Ready>;
}

/// First in, first out: asyncio's order.
pub struct Fifo;

impl Order for Fifo {
    #[inline]
    fn next(&self, ready: &mut ReadyQueue, _left: usize) -> Option<Ready> {
        ready.pop_front()
    }
}
