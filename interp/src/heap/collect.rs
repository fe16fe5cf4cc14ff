//! Finding garbage that refers to itself, by trial deletion.
//!
//! Each object's count, less the references that other objects of the heap hold, is how often it is referred to from
//! elsewhere: from the value stack, from Rust variables, from what is not in a slab. What is left with none, and cannot be
//! reached from an object with some, is garbage.
//!
//! Tuples stand in no slab. One is counted when a reference to it is met; once all its references were met, what it holds
//! counts as held by objects of the heap.
//!
//! Nothing here runs Python code or frees an object. What is done with the garbage, and when, is `vm::collector`'s
//! business. If an object's `traverse` told of a reference twice, garbage might be claimed that is not: it would be
//! emptied, but never freed while referred to.

use std::collections::hash_map::Entry;
use std::ptr::NonNull;

use super::pool::{self, Heap};
use super::visit::{Kind, Sink, Visitor, matters};
use crate::tree::Found;
use crate::types::tuple::Tuple;
use crate::types::weak::WeakSlot;
use crate::value::Value;

/// No object, or one that is not examined: it counts as in use.
const OUTSIDE: u32 = u32::MAX;
/// Far more than can be subtracted: the object stays.
const IN_USE: u32 = 1 << 30;
/// The mark of an object that is in use; below it: references from elsewhere.
const REACHED: u32 = 1 << 31;

/// A counted reference to an object of the heap, whatever its type.
pub struct Handle {
    block: NonNull<u8>,
    kind: &'static Kind,
}

impl Handle {
    fn new(block: NonNull<u8>, kind: &'static Kind) -> Handle {
        let count = count_of(block);
        count.set(count.get() + 1);
        Handle { block, kind }
    }

    /// Queues the object's finaliser, if it has one that has not run.
    pub fn finalize(&self) {
        // SAFETY: the handle keeps the object alive, and `kind` is its own.
        unsafe { (self.kind.finalize)(self.block) }
    }

    /// Lets go of what the object refers to, as far as that was added after it was made.
    pub fn clear(&self) {
        // SAFETY: see `finalize`.
        unsafe { (self.kind.clear)(self.block) }
    }

    /// Where weak references to the object are registered, if any can be.
    pub fn with_weak_slot(&self, mut f: impl FnMut(&WeakSlot)) {
        // SAFETY: see `finalize`.
        unsafe { (self.kind.weak)(self.block, &mut f) }
    }

    /// The object as Python sees it; `None` for what it does not.
    pub fn value(&self) -> Option<Value> {
        // SAFETY: see `finalize`.
        unsafe { (self.kind.value)(self.block) }
    }

    /// True when Python can see the object.
    pub fn is_visible(&self) -> bool {
        self.value().is_some()
    }

    /// The object's address.
    pub fn addr(&self) -> usize {
        self.block.as_ptr() as usize
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: the count that `new` took.
        unsafe { (self.kind.release)(self.block) }
    }
}

fn count_of<'a>(block: NonNull<u8>) -> &'a std::cell::Cell<u32> {
    // SAFETY: every block begins with its count; the callers' blocks live.
    unsafe { block.cast().as_ref() }
}

/// What was found: objects that only refer to each other, in the order in which they were made.
pub struct Garbage {
    pub objects: Vec<Handle>,
    /// How many tuples go with them.
    pub tuples: usize,
}

impl Garbage {
    /// Lets go of objects that would be gone but for their handles: a finaliser took a cycle apart.
    pub fn drop_freed(&mut self) {
        loop {
            let before = self.objects.len();
            self.objects.retain(|o| count_of(o.block).get() > 1);
            if self.objects.len() == before {
                return;
            }
        }
    }
}

/// A tuple that was met, or something else that several own.
struct Met {
    /// References to it that were not met.
    left: usize,
    reached: bool,
}

type Places = std::collections::HashMap<usize, Met, foldhash::fast::FixedState>;

/// What a walk is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// Subtracting the references that objects hold.
    Subtract,
    /// Marking what is reached.
    Mark,
}

struct Survey<'a> {
    heap: &'a Heap,
    /// By number (see [`Heap::number`]).
    states: Vec<u32>,
    tuples: Places,
    shared: Places,
    walk: Walk,
    /// Reached, and to be walked.
    blocks: Vec<(NonNull<u8>, &'static Kind)>,
    /// Tuples to be walked. (They are counted while they stand here, but that was looked at before.)
    to_walk: Vec<Tuple>,
}

impl<'a> Survey<'a> {
    /// Of all objects of the heap, as yet with nothing subtracted.
    fn of_all(heap: &'a Heap) -> Survey<'a> {
        let mut survey = Survey::empty(heap);
        heap.for_each(|number, block, _| survey.states[number] = count_of(block).get());
        survey
    }

    /// Of these objects; the handles do not count.
    fn of(heap: &'a Heap, objects: &[Handle]) -> Survey<'a> {
        let mut survey = Survey::empty(heap);
        for o in objects {
            // SAFETY: a handle's block lives.
            if let Some((number, _)) = unsafe { pool::number_of(heap, o.block) } {
                survey.states[number] = count_of(o.block).get() - 1;
            }
        }
        survey
    }

    fn empty(heap: &'a Heap) -> Survey<'a> {
        Survey {
            heap,
            states: vec![OUTSIDE; heap.number()],
            tuples: Places::default(),
            shared: Places::default(),
            walk: Walk::Subtract,
            blocks: Vec::new(),
            to_walk: Vec::new(),
        }
    }

    fn state(&self, o: &Handle) -> u32 {
        // SAFETY: a handle's block lives.
        unsafe { pool::number_of(self.heap, o.block) }.map_or(OUTSIDE, |(number, _)| self.states[number])
    }

    /// Walks an object, and the tuples that are only met on the way.
    fn walk(&mut self, block: NonNull<u8>, kind: &'static Kind) {
        // SAFETY: the block lives, and the kind is its slab's.
        unsafe { (kind.traverse)(block, &mut Visitor { sink: self }) }
        while let Some(tuple) = self.to_walk.pop() {
            let mut v = Visitor { sink: self };
            tuple.items().iter().for_each(|item| v.value(item));
        }
    }

    /// Subtracts what the examined objects hold of each other.
    fn subtract(&mut self) {
        let heap = self.heap;
        heap.for_each(|number, block, kind| {
            if self.states[number] != OUTSIDE {
                self.walk(block, kind);
            }
        });
    }

    /// Marks what is referred to from elsewhere, and all that can be reached from there.
    fn mark(&mut self) {
        self.walk = Walk::Mark;
        let heap = self.heap;
        heap.for_each(|number, block, kind| {
            let state = self.states[number];
            // What is marked was walked.
            if state == 0 || state & REACHED != 0 {
                return;
            }
            self.states[number] |= REACHED;
            self.walk(block, kind);
            while let Some((block, kind)) = self.blocks.pop() {
                self.walk(block, kind);
            }
        });
    }
}

impl Heap {
    /// Makes the nodes of the tree forget what they found in classes, but for native functions: builtin types stay.
    pub fn forget_found(&self) {
        let mut old = Vec::new();
        self.any::<Found>(|found| {
            if !matches!(found.0.get(), Value::Native(_)) {
                old.push(found.0.replace(Value::Unbound));
            }
            false
        });
        drop(old);
    }

    /// The garbage that only refers to itself.
    pub fn find_garbage(&self) -> Garbage {
        let mut survey = Survey::of_all(self);
        survey.subtract();
        survey.mark();
        let mut objects = Vec::new();
        self.for_each(|number, block, kind| {
            if survey.states[number] == 0 {
                objects.push(Handle::new(block, kind));
            }
        });
        objects.sort_by_cached_key(|o| std::cmp::Reverse(self.age(o)));
        let tuples = survey.tuples.values().filter(|met| met.left == 0 && !met.reached).count();
        Garbage { objects, tuples }
    }

    /// How many objects were made since this one, as far as its number tells.
    fn age(&self, o: &Handle) -> u32 {
        // SAFETY: see `Handle::finalize`.
        let made = unsafe { (o.kind.made)(o.block) };
        (self.made() as u32).wrapping_sub(made) % super::native::NUMBERS
    }

    /// Drops from `garbage` what has come into use since it was found, and what can be reached from there.
    pub fn keep_resurrected(&self, garbage: &mut Garbage) {
        let mut survey = Survey::of(self, &garbage.objects);
        survey.subtract();
        survey.mark();
        garbage.objects.retain(|o| survey.state(o) == 0);
    }

    /// Empties all objects: whatever they were, none of it is used any more. What only they referred to is freed.
    pub(super) fn dissolve(&self) {
        let mut objects = Vec::new();
        self.for_each(|_, block, kind| objects.push(Handle::new(block, kind)));
        let mut found = Vec::new();
        self.any::<Found>(|node| {
            found.push(node.0.replace(Value::Unbound));
            false
        });
        for object in &objects {
            object.clear();
        }
    }

    /// All objects, in the order in which they were made.
    pub fn objects(&self) -> Vec<Handle> {
        self.number();
        let mut objects = Vec::new();
        self.for_each(|_, block, kind| objects.push(Handle::new(block, kind)));
        objects.sort_by_cached_key(|o| std::cmp::Reverse(self.age(o)));
        objects
    }
}

/// Looks for references to some addresses.
struct Search<'a> {
    wanted: &'a dyn Fn(usize) -> bool,
    found: bool,
    /// Tuples that refer to one.
    tuples: Vec<Tuple>,
}

impl Sink for Search<'_> {
    fn block(&mut self, block: NonNull<u8>) {
        self.found |= (self.wanted)(block.as_ptr() as usize);
    }

    fn tuple(&mut self, tuple: &Tuple) {
        self.found |= (self.wanted)(tuple.addr());
        let refers = tuple.iter().any(|item| item.is_heap() && (self.wanted)(item.heap_addr()));
        if refers && !self.tuples.iter().any(|t| t.is(tuple)) {
            self.tuples.push(tuple.clone());
        }
    }

    fn shared(&mut self, _: usize, _: usize) -> bool {
        true
    }

    fn leaf(&mut self, value: &Value) {
        self.found |= value.is_heap() && (self.wanted)(value.heap_addr());
    }
}

impl Heap {
    /// The objects that refer to what stands at one of the wanted addresses.
    pub fn referrers(&self, wanted: impl Fn(usize) -> bool) -> Vec<Value> {
        let mut search = Search { wanted: &wanted, found: false, tuples: Vec::new() };
        let mut found = Vec::new();
        for o in self.objects() {
            search.found = false;
            // SAFETY: a handle's block lives, and the kind is its own.
            unsafe { (o.kind.traverse)(o.block, &mut Visitor { sink: &mut search }) }
            if search.found {
                found.extend(o.value());
            }
        }
        found.extend(search.tuples.into_iter().map(Value::Tuple));
        found
    }
}

/// Collects the values that an object refers to.
struct Referents(Vec<Value>);

impl Sink for Referents {
    fn block(&mut self, block: NonNull<u8>) {
        // SAFETY: a block that a living object refers to, and the kind of its slab.
        if let Some(value) = unsafe { (pool::kind_of(block).value)(block) } {
            self.0.push(value);
        }
    }

    fn tuple(&mut self, tuple: &Tuple) {
        self.0.push(Value::Tuple(tuple.clone()));
    }

    fn shared(&mut self, _: usize, _: usize) -> bool {
        true
    }

    fn leaf(&mut self, value: &Value) {
        self.0.push(value.clone());
    }
}

/// The values that `value` refers to directly.
pub fn referents(value: &Value) -> Vec<Value> {
    let mut found = Referents(Vec::new());
    if let Value::Tuple(t) = value {
        return t.items().to_vec();
    }
    if let Some(block) = block_of_value(value) {
        // SAFETY: the block of a value lives, and the kind is its slab's.
        unsafe { (pool::kind_of(block).traverse)(block, &mut Visitor { sink: &mut found }) }
    }
    found.0
}

/// True when `value` is an object that stands in a slab.
pub fn is_known(value: &Value) -> bool {
    block_of_value(value).is_some()
}

fn block_of_value(value: &Value) -> Option<NonNull<u8>> {
    /// Notes the one block that it is told of.
    struct Note(Option<NonNull<u8>>);
    impl Sink for Note {
        fn block(&mut self, block: NonNull<u8>) {
            self.0 = Some(block);
        }

        fn tuple(&mut self, _: &Tuple) {}

        fn shared(&mut self, _: usize, _: usize) -> bool {
            false
        }
    }
    let mut note = Note(None);
    Visitor { sink: &mut note }.value(value);
    note.0
}

/// Notes that one of `count` references to what stands at `addr` was met. True when what that holds is to be told of:
/// when subtracting, at the last reference; when marking, at the first, unless there are references from elsewhere.
fn meet(known: &mut Places, walk: Walk, addr: usize, count: usize) -> bool {
    match (walk, known.entry(addr)) {
        (Walk::Subtract, Entry::Vacant(place)) => place.insert(Met { left: count - 1, reached: false }).left == 0,
        (Walk::Subtract, Entry::Occupied(mut met)) => {
            let met = met.get_mut();
            debug_assert!(met.left > 0, "something is told of more often than it is referred to");
            met.left = met.left.saturating_sub(1);
            met.left == 0
        }
        (Walk::Mark, Entry::Occupied(mut met)) => {
            let met = met.get_mut();
            met.left == 0 && !std::mem::replace(&mut met.reached, true)
        }
        (Walk::Mark, Entry::Vacant(_)) => false,
    }
}

impl Sink for Survey<'_> {
    #[inline]
    fn block(&mut self, block: NonNull<u8>) {
        // SAFETY: a block that a living object refers to.
        let Some((number, kind)) = (unsafe { pool::number_of(self.heap, block) }) else { return };
        let state = &mut self.states[number];
        match self.walk {
            Walk::Subtract => match *state {
                0 => {
                    // More references than the count says: some `traverse` names one twice.
                    debug_assert!(false, "an object is told of more often than it is referred to");
                    *state = IN_USE;
                }
                OUTSIDE => {}
                left => *state = left - 1,
            },
            Walk::Mark => {
                if *state & REACHED == 0 {
                    *state |= REACHED;
                    self.blocks.push((block, kind));
                }
            }
        }
    }

    fn tuple(&mut self, tuple: &Tuple) {
        let matters = tuple.items().iter().any(matters);
        if matters && meet(&mut self.tuples, self.walk, tuple.addr(), tuple.ref_count() as usize) {
            self.to_walk.push(tuple.clone());
        }
    }

    fn shared(&mut self, addr: usize, count: usize) -> bool {
        meet(&mut self.shared, self.walk, addr, count)
    }
}
