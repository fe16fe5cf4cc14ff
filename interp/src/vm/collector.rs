//! The cycle collector: when it runs, and what becomes of the garbage it finds (PEP 442).
//!
//! Finding garbage is `heap::collect`'s business. Collections run at step boundaries only, where finalisers run as well:
//! no native code is in the middle of anything then.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use super::Vm;
use crate::heap::{Garbage, Ref};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::value::Value;

/// With fewer objects than this, in thresholds of the program's, no collection is worth its while. (CPython's own
/// threshold counts what was made since the last one; programs that wait for a collection wait for some thousands.)
const FEWEST: u64 = 4;
/// As long as collections find little, the next one waits for this many times the objects that there are,
const PATIENCE: u64 = 4;
/// and for no more than this many unless there are as many already. Larger: more garbage before it is noticed; smaller:
/// programs that build something large go through it more often.
const MOST: u64 = 300_000;
/// A collection that finds less than one object in so many has found little.
const LITTLE: u64 = 16;

/// `gc.DEBUG_STATS`.
pub const DEBUG_STATS: i64 = 1;
/// `gc.DEBUG_COLLECTABLE`.
pub const DEBUG_COLLECTABLE: i64 = 2;
/// `gc.DEBUG_SAVEALL`: garbage is put into `gc.garbage` instead of being freed.
pub const DEBUG_SAVEALL: i64 = 32;

/// What `gc.get_stats` tells of a generation.
#[derive(Clone, Copy, Default)]
pub struct Statistics {
    pub collections: i64,
    pub collected: i64,
}

/// The switches and the state of the collector.
pub struct Collector {
    pub enabled: Cell<bool>,
    pub threshold: Cell<[i64; 3]>,
    pub debug: Cell<i64>,
    /// `gc.callbacks` and `gc.garbage`, once the module has been imported.
    pub callbacks: RefCell<Option<Ref<List>>>,
    pub garbage: RefCell<Option<Ref<List>>>,
    pub statistics: RefCell<[Statistics; 3]>,
    /// How many objects were said to be permanent (`gc.freeze`).
    pub frozen: Cell<u64>,
    /// How many objects there were after the last collection.
    base: Cell<u64>,
    running: Cell<bool>,
}

impl Default for Collector {
    fn default() -> Self {
        Collector {
            enabled: Cell::new(true),
            threshold: Cell::new([2000, 10, 0]),
            debug: Cell::new(0),
            callbacks: RefCell::default(),
            garbage: RefCell::default(),
            statistics: RefCell::default(),
            frozen: Cell::new(0),
            base: Cell::new(0),
            running: Cell::new(false),
        }
    }
}

impl Vm {
    /// How many objects there are more than after the last collection.
    pub fn objects_since_collection(&self) -> u64 {
        self.heap.live().saturating_sub(self.collector.base.get())
    }

    /// Says when the next collection is due, `found` being how many objects the last one found to be garbage.
    pub fn schedule_collection(&self, found: u64) {
        let live = self.heap.live();
        self.collector.base.set(live);
        let fewest = self.collector.threshold.get()[0].unsigned_abs() * FEWEST;
        let room = if found > live / LITTLE { live } else { live.saturating_mul(PATIENCE).min(live.max(MOST)) };
        self.heap.set_limit(live + room.max(fewest), MOST.max(fewest), &self.pending.flag);
    }

    /// The collection that is due, unless the program does not want it.
    pub(crate) fn collect_as_scheduled(&self) {
        if self.collector.enabled.get() && self.collector.threshold.get()[0] != 0 {
            self.collect_garbage(2);
        } else {
            self.schedule_collection(0);
        }
    }

    /// Finds and frees the garbage that refers to itself: weak references to it are cleared, callbacks of those that
    /// are not garbage themselves are called, then its finalisers; what these bring back stays, with all that it refers
    /// to. How many objects were garbage. `generation` is what `gc.callbacks` are told.
    pub fn collect_garbage(&self, generation: usize) -> usize {
        if self.collector.running.replace(true) {
            return 0;
        }
        // An error may be on its way, which what runs here must not disturb.
        let span = self.error_span.take();
        let finalizing = self.finalizing.replace(true);
        self.tell_callbacks("start", generation, 0);
        self.drain_pending();
        self.type_cache.clear();
        self.heap.forget_found();
        let garbage = self.heap.find_garbage();
        let found = garbage.objects.len();
        let count = self.dispose_of(garbage);
        let mut statistics = self.collector.statistics.borrow_mut();
        statistics[generation].collections += 1;
        statistics[generation].collected += count as i64;
        drop(statistics);
        self.schedule_collection(found as u64);
        self.tell_callbacks("stop", generation, count);
        self.finalizing.set(finalizing);
        self.error_span.set(span);
        self.collector.running.set(false);
        count
    }

    /// How many objects, of those that Python sees, were not freed or brought back by finalisers.
    fn dispose_of(&self, mut garbage: Garbage) -> usize {
        if garbage.objects.is_empty() {
            return 0;
        }
        self.clear_weak_references(&garbage);
        garbage.objects.iter().for_each(crate::heap::Handle::finalize);
        if self.drain_pending() > 0 {
            garbage.drop_freed();
            self.heap.keep_resurrected(&mut garbage);
        }
        let count = garbage.objects.iter().filter(|o| o.is_visible()).count() + garbage.tuples;
        let saved = self.collector.garbage.borrow().clone();
        match saved {
            Some(list) if self.collector.debug.get() & DEBUG_SAVEALL != 0 => {
                list.borrow_mut().extend(garbage.objects.iter().filter_map(crate::heap::Handle::value));
            }
            _ => garbage.objects.iter().for_each(crate::heap::Handle::clear),
        }
        drop(garbage);
        self.drain_pending();
        count
    }

    fn clear_weak_references(&self, garbage: &Garbage) {
        // Most garbage was never referred to weakly.
        let mut addresses: Option<HashSet<usize, foldhash::fast::FixedState>> = None;
        for o in &garbage.objects {
            o.with_weak_slot(|slot| {
                if slot.is_used() {
                    let addresses = addresses.get_or_insert_with(|| garbage.objects.iter().map(|o| o.addr()).collect());
                    slot.clear_of_garbage(|addr| addresses.contains(&addr));
                }
            });
        }
    }

    fn tell_callbacks(&self, phase: &str, generation: usize, collected: usize) {
        let callbacks = match &*self.collector.callbacks.borrow() {
            Some(list) if !list.is_empty() => list.snapshot(),
            _ => return,
        };
        let info = Dict::new();
        let put = |name: &str, n: usize| info.set_str(&self.intern(name), Value::from(n));
        put("generation", generation);
        put("collected", collected);
        put("uncollectable", 0);
        let args = [Value::str(phase), Value::Dict(Ref::new(info))];
        for f in callbacks {
            if let Err(e) = self.call(&f, &args) {
                self.error_span.set(None);
                crate::traceback::report_unraisable(self, e, None, &f);
            }
        }
    }
}
