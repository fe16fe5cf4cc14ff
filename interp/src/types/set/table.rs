//! The hash table behind `set`: open addressing, a short linear run at each probe, then a jump that mixes in the
//! hash's high bits.
//!
//! Sizes, probes and moments of growth are those of CPython's sets, because programs print sets: for equal hashes the
//! order of iteration is the same. (Ints hash to themselves, so sets of small ints look as people expect.)

use crate::heap::{Traverse, Visitor};
use crate::types::compare::simple_eq;
use crate::value::Value;

/// The size of the smallest table.
const MIN_SIZE: usize = 8;
/// How many neighbours are looked at before the next jump. More would cost time in crowded tables, fewer would leave
/// cache lines half used.
const LINEAR_PROBES: usize = 9;
/// How far the rest of the hash is shifted at each jump.
const PERTURB_SHIFT: u32 = 5;
/// Sets larger than this double when they grow; smaller ones quadruple.
const LARGE: usize = 50_000;

/// One place in the table. `key` is unbound where nothing is stored; the hash tells a place never used (0) from one
/// whose item was removed (-1, which no object has as its hash).
#[derive(Clone)]
pub struct Slot {
    pub hash: i64,
    pub key: Value,
}

const NEVER_USED: i64 = 0;
const REMOVED: i64 = -1;

impl Slot {
    fn is_live(&self) -> bool {
        !self.key.is_unbound()
    }
}

/// The places where a hash may be stored, in the order in which they are looked at. Never ends.
#[derive(Clone)]
pub struct Probe {
    base: usize,
    step: usize,
    run: usize,
    perturb: usize,
    mask: usize,
    /// The last place passed whose item was removed: a new item goes there.
    removed: Option<usize>,
}

impl Probe {
    #[inline]
    fn new(hash: i64, mask: usize) -> Probe {
        let base = hash as usize & mask;
        Probe { base, step: 0, run: Self::run(base, mask), perturb: hash as usize, mask, removed: None }
    }

    /// A run must not go past the end of the table: then there is none.
    #[inline]
    fn run(base: usize, mask: usize) -> usize {
        if base + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 }
    }

    #[inline]
    fn next(&mut self) -> usize {
        let at = self.base + self.step;
        if self.step < self.run {
            self.step += 1;
        } else {
            self.perturb >>= PERTURB_SHIFT;
            self.base = self.base.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb) & self.mask;
            self.step = 0;
            self.run = Self::run(self.base, self.mask);
        }
        at
    }
}

/// What a lookup found without running Python code.
pub enum Found {
    At(usize),
    /// Not there; this place is free for it.
    Free(usize),
    /// The item here has the hash, but only `__eq__` can tell.
    Ask(usize),
}

/// The table.
pub struct SetData {
    /// Empty until the first item comes.
    slots: Vec<Slot>,
    mask: usize,
    /// Places used, those of removed items included.
    fill: usize,
    used: usize,
    /// Where `pop` begins to look.
    finger: usize,
    /// Changes when items may have moved.
    version: u32,
}

impl Default for SetData {
    fn default() -> Self {
        SetData { slots: Vec::new(), mask: MIN_SIZE - 1, fill: 0, used: 0, finger: 0, version: 0 }
    }
}

impl Traverse for SetData {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.slots.iter().for_each(|slot| slot.key.traverse(v));
    }
}

impl SetData {
    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    /// True when there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// A number that changes when items may have moved.
    #[inline]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The item's place at `pos` or after it.
    #[inline]
    pub fn live_from(&self, pos: usize) -> Option<(usize, &Slot)> {
        self.slots.iter().enumerate().skip(pos).find(|(_, s)| s.is_live())
    }

    /// The items in order.
    pub fn iter(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|s| s.is_live())
    }

    /// The item at a place.
    #[inline]
    pub fn key_at(&self, at: usize) -> Option<&Value> {
        self.slots.get(at).filter(|s| s.is_live()).map(|s| &s.key)
    }

    /// Where to look for `hash`.
    #[inline]
    pub fn probe(&self, hash: i64) -> Probe {
        Probe::new(hash, self.mask)
    }

    /// Follows `probe` to the item equal to `key`, to a free place, or to an item that must be asked.
    #[inline]
    pub fn find(&self, probe: &mut Probe, hash: i64, key: &Value) -> Found {
        if self.slots.is_empty() {
            return Found::Free(probe.next());
        }
        loop {
            let at = probe.next();
            let slot = &self.slots[at];
            if slot.hash == hash && slot.is_live() {
                if let (Value::Int(a), Value::Int(b)) = (&slot.key, key) {
                    // Equal hashes of different ints are rare: -1 and -2, and those beyond 2**61.
                    if a == b {
                        return Found::At(at);
                    }
                    continue;
                }
                match simple_eq(&slot.key, key) {
                    Some(true) => return Found::At(at),
                    Some(false) => {}
                    None => return Found::Ask(at),
                }
            } else if !slot.is_live() {
                if slot.hash == NEVER_USED {
                    return Found::Free(probe.removed.unwrap_or(at));
                }
                probe.removed = Some(at);
            }
        }
    }

    /// Stores a key that is known to be missing at the free place that `find` named.
    #[inline]
    pub fn fill(&mut self, at: usize, hash: i64, key: Value) {
        if self.slots.is_empty() {
            self.slots = empty_slots(self.mask + 1);
        }
        let before = std::mem::replace(&mut self.slots[at], Slot { hash, key });
        self.used += 1;
        if before.hash == REMOVED {
            return;
        }
        self.fill += 1;
        if self.fill * 5 >= self.mask * 3 {
            self.grow();
        }
    }

    #[cold]
    fn grow(&mut self) {
        let wanted = if self.used > LARGE { self.used * 2 } else { self.used * 4 };
        self.resize(wanted);
    }

    /// Makes a table larger than `wanted`, without the marks of removed items.
    fn resize(&mut self, wanted: usize) {
        let size = (wanted + 1).next_power_of_two().max(MIN_SIZE);
        let old = std::mem::replace(&mut self.slots, empty_slots(size));
        self.mask = size - 1;
        self.fill = self.used;
        self.version = self.version.wrapping_add(1);
        for slot in old {
            if slot.is_live() {
                self.place(slot);
            }
        }
    }

    /// Stores a key that is known to be missing, in a table that has room and no removed items.
    fn place(&mut self, slot: Slot) {
        let mut probe = Probe::new(slot.hash, self.mask);
        let mut at = probe.next();
        while self.slots[at].is_live() {
            at = probe.next();
        }
        self.slots[at] = slot;
    }

    /// Makes room for `more` items at once, as before merging a collection of that many.
    pub fn reserve(&mut self, more: usize) {
        if (self.fill + more) * 5 >= self.mask * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    /// Fills an empty table with the items of another. False when this one is not empty.
    pub fn copy_from(&mut self, other: &SetData) -> bool {
        if self.fill > 0 {
            return false;
        }
        self.reserve(other.used);
        self.version = self.version.wrapping_add(1);
        if self.mask == other.mask && other.fill == other.used {
            self.slots = other.slots.clone();
        } else {
            if self.slots.is_empty() {
                self.slots = empty_slots(self.mask + 1);
            }
            for slot in other.iter() {
                self.place(slot.clone());
            }
        }
        self.fill = other.used;
        self.used = other.used;
        true
    }

    /// Removes the item at a place and hands it out.
    #[inline]
    pub fn remove_at(&mut self, at: usize) -> Value {
        self.used -= 1;
        std::mem::replace(&mut self.slots[at], Slot { hash: REMOVED, key: Value::Unbound }).key
    }

    /// After many removals: makes a new table if more than a quarter of this one are marks of removed items.
    pub fn tidy(&mut self) {
        if self.fill - self.used > self.mask / 4 {
            self.grow();
        }
    }

    /// Removes some item and hands it out.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let mut at = self.finger & self.mask;
        while !self.slots[at].is_live() {
            at = if at == self.mask { 0 } else { at + 1 };
        }
        self.finger = at + 1;
        Some(self.remove_at(at))
    }

    /// Takes the contents of `data`, keeping what says that items have moved. Hands out the old contents.
    pub fn replace(&mut self, data: SetData) -> SetData {
        let (version, finger) = (self.version.wrapping_add(1), self.finger);
        let old = std::mem::replace(self, data);
        self.version = version;
        self.finger = finger;
        old
    }

    /// The hash of a frozenset with these items: that of `collections.abc.Set._hash`, which does not depend on order.
    pub fn hash(&self) -> i64 {
        let mut h: u64 = 0;
        for slot in self.iter() {
            let x = slot.hash as u64;
            h ^= (x ^ 89_869_747 ^ (x << 16)).wrapping_mul(3_644_798_167);
        }
        h ^= (self.used as u64 + 1).wrapping_mul(1_927_868_237);
        h ^= (h >> 11) ^ (h >> 25);
        h = h.wrapping_mul(69_069).wrapping_add(907_133_923);
        if h == u64::MAX { 590_923_713 } else { h as i64 }
    }
}

fn empty_slots(n: usize) -> Vec<Slot> {
    vec![Slot { hash: NEVER_USED, key: Value::Unbound }; n]
}
