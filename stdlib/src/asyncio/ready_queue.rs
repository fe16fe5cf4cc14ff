//! The ready queue: first in, first out, in chunks.
//!
//! One growing buffer would move a million entries to make room for one more, and keep the room for good. Here a burst
//! takes chunks and gives each back as soon as it is drained. Nearly always there is one chunk, a ring buffer.

use std::collections::VecDeque;
use taipan_interp::heap::Traverse;

use super::handle::Ready;

/// Entries in a chunk, 48 KiB of them: large enough that a switch from one to the next costs nothing, small enough that
/// a loop that was busy once keeps little.
const CHUNK: usize = 2048;

/// What is ready to run.
pub struct ReadyQueue<T = Ready> {
    /// The oldest entries. Empty only when all is.
    front: VecDeque<T>,
    /// The chunks after it, none of them empty.
    rest: VecDeque<VecDeque<T>>,
}

impl<T> Default for ReadyQueue<T> {
    fn default() -> Self {
        ReadyQueue { front: VecDeque::new(), rest: VecDeque::new() }
    }
}

impl Traverse for ReadyQueue {
    taipan_interp::traverses!(front, rest);
}

impl<T> ReadyQueue<T> {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        let last = self.rest.back().map_or(0, VecDeque::len);
        self.front.len() + self.rest.len().saturating_sub(1) * CHUNK + last
    }

    /// True without entries.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.front.is_empty()
    }

    /// Adds an entry at the end.
    #[inline]
    pub fn push_back(&mut self, entry: T) {
        if self.rest.is_empty() && self.front.len() < CHUNK {
            self.front.push_back(entry);
        } else {
            self.push_behind(entry);
        }
    }

    #[cold]
    fn push_behind(&mut self, entry: T) {
        match self.rest.back_mut() {
            Some(last) if last.len() < CHUNK => last.push_back(entry),
            _ => {
                let mut chunk = VecDeque::with_capacity(CHUNK);
                chunk.push_back(entry);
                self.rest.push_back(chunk);
            }
        }
    }

    /// Takes the oldest entry.
    #[inline]
    pub fn pop_front(&mut self) -> Option<T> {
        let entry = self.front.pop_front();
        if self.front.is_empty()
            && let Some(next) = self.rest.pop_front()
        {
            self.front = next;
        }
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_count_across_chunks() {
        let mut queue = ReadyQueue::default();
        let (mut next, mut expected) = (0, 0);
        for round in 0..5 {
            for _ in 0..CHUNK + round {
                queue.push_back(next);
                next += 1;
            }
            for _ in 0..CHUNK / 2 {
                assert_eq!(queue.pop_front(), Some(expected));
                expected += 1;
            }
            assert_eq!(queue.len(), next - expected);
        }
        while let Some(entry) = queue.pop_front() {
            assert_eq!(entry, expected);
            expected += 1;
        }
        assert_eq!(expected, next);
        assert!(queue.is_empty());
    }
}
