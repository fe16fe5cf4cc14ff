//! The loop's timers: a binary heap ordered by deadline.
//!
//! Which of several timers with the very same deadline comes first is undefined in the documentation, but CPython's
//! answer is always the same, and programs have come to depend on it: what `heapq` does when it compares deadlines
//! alone. So the sift operations here are those of `heapq`, and cancelled timers stay where they are until they come to
//! the top or are too many, as they do there.

use taipan_interp::ObjRef;
use taipan_interp::heap::{Traverse, Visitor};

use super::handle::{Handle, Ready};
use super::sleeper::Sleeper;
use super::timeouts;

/// Below this number of timers cancelled ones are only removed from the top. A smaller number would sweep small heaps
/// again and again; a larger one would keep more dead timers (and what they hold) alive.
const MIN_SWEPT: usize = 100;

/// More than this part of the heap must be cancelled for a sweep: it costs time in the size of the heap.
const MIN_CANCELLED_FRACTION: f64 = 0.5;

/// What happens when the time has come. Always behind a deadline in a [`Timer`].
pub enum Due {
    /// A `sleep` wakes: its future.
    Sleep(ObjRef),
    /// A `timeout` strikes, if its timer still has this number.
    Timeout { timeout: ObjRef, number: u32 },
    /// A `TimerHandle` from Python.
    Handle(ObjRef),
}

struct Timer {
    when: f64,
    due: Due,
}

impl Traverse for Timer {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match &self.due {
            Due::Sleep(o) | Due::Timeout { timeout: o, .. } | Due::Handle(o) => o.traverse(v),
        }
    }
}

impl Traverse for Timers {
    taipan_interp::traverses!(heap);
}

impl Timer {
    fn is_cancelled(&self) -> bool {
        match &self.due {
            Due::Sleep(future) => future.get::<Sleeper>().is_some_and(Sleeper::timer_is_cancelled),
            Due::Timeout { timeout, number } => timeouts::timer_is_over(timeout, *number),
            Due::Handle(handle) => handle.get::<Handle>().is_some_and(|h| h.cancelled.get()),
        }
    }

    /// It leaves the heap.
    fn unschedule(&self) {
        match &self.due {
            Due::Sleep(future) => {
                if let Some(sleeper) = future.get::<Sleeper>() {
                    sleeper.timer_left_the_heap();
                }
            }
            Due::Timeout { timeout, number } => timeouts::timer_left_the_heap(timeout, *number),
            Due::Handle(handle) => {
                if let Some(handle) = handle.get::<Handle>() {
                    handle.scheduled.set(false);
                }
            }
        }
    }
}

/// The timers of one loop.
#[derive(Default)]
pub struct Timers {
    heap: Vec<Timer>,
    /// How many in the heap are cancelled (as near as CPython counts it).
    cancelled: isize,
}

impl Timers {
    /// How many timers there are, cancelled ones included.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// True without timers.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// Adds a timer.
    pub fn push(&mut self, when: f64, due: Due) {
        self.heap.push(Timer { when, due });
        let last = self.heap.len() - 1;
        self.sift_down(0, last);
    }

    /// A timer in the heap was cancelled.
    pub fn note_cancelled(&mut self) {
        self.cancelled += 1;
    }

    /// Removes cancelled timers: all of them when they are many, else those at the top. What is removed is handed out:
    /// the caller drops it when nothing of the loop is borrowed.
    pub fn sweep(&mut self) -> Vec<Due> {
        let mut gone = Vec::new();
        let count = self.heap.len();
        if count > MIN_SWEPT && self.cancelled as f64 / count as f64 > MIN_CANCELLED_FRACTION {
            let (dead, live): (Vec<_>, Vec<_>) =
                std::mem::take(&mut self.heap).into_iter().partition(Timer::is_cancelled);
            for timer in dead {
                timer.unschedule();
                gone.push(timer.due);
            }
            self.heap = live;
            for i in (0..self.heap.len() / 2).rev() {
                self.sift_up(i);
            }
            self.cancelled = 0;
            return gone;
        }
        while self.heap.first().is_some_and(Timer::is_cancelled) {
            self.cancelled -= 1;
            if let Some(timer) = self.pop() {
                timer.unschedule();
                gone.push(timer.due);
            }
        }
        gone
    }

    /// The earliest deadline.
    pub fn first(&self) -> Option<f64> {
        self.heap.first().map(|t| t.when)
    }

    /// Takes the earliest timer if it is due before `end`, as a ready handle (cancelled ones too: the loop skips them
    /// when their turn comes, as CPython does).
    pub fn pop_due(&mut self, end: f64) -> Option<Ready> {
        if self.heap.first().is_none_or(|t| t.when >= end) {
            return None;
        }
        let timer = self.pop()?;
        timer.unschedule();
        Some(match timer.due {
            Due::Sleep(future) => Ready::Slept(future),
            Due::Timeout { timeout, number } => Ready::TimedOut { timeout, number },
            Due::Handle(handle) => Ready::Handle(handle),
        })
    }

    /// Takes everything out.
    pub fn take(&mut self) -> Vec<Due> {
        self.cancelled = 0;
        std::mem::take(&mut self.heap).into_iter().map(|t| t.due).collect()
    }

    fn pop(&mut self) -> Option<Timer> {
        let last = self.heap.pop()?;
        let Some(top) = self.heap.first_mut() else { return Some(last) };
        let timer = std::mem::replace(top, last);
        self.sift_up(0);
        Some(timer)
    }

    /// Moves the timer at `at` towards the root, not past `start`, until its parent is not later.
    fn sift_down(&mut self, start: usize, mut at: usize) {
        while at > start {
            let parent = (at - 1) >> 1;
            if self.heap[at].when >= self.heap[parent].when {
                break;
            }
            self.heap.swap(at, parent);
            at = parent;
        }
    }

    /// Moves the timer at `start` to a leaf along the earlier children, then back up to its place.
    fn sift_up(&mut self, start: usize) {
        let end = self.heap.len();
        let mut at = start;
        let mut child = 2 * at + 1;
        while child < end {
            let right = child + 1;
            if right < end && self.heap[child].when >= self.heap[right].when {
                child = right;
            }
            self.heap.swap(at, child);
            at = child;
            child = 2 * at + 1;
        }
        self.sift_down(start, at);
    }
}
