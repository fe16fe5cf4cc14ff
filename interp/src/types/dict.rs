//! `dict`: a hash table that keeps insertion order. Owns the table; comparing keys that need Python code is the
//! business of `vm::mapping`, which the table asks to decide between candidates. Merging is in `ops`, the methods in
//! `methods`, what `keys()`, `values()` and `items()` return in `views`.

pub mod methods;
pub mod ops;
pub mod views;

use std::cell::{Cell, RefCell};

use hashbrown::HashTable;

use super::compare::simple_eq;
use super::str::Str;
use crate::heap::{Object, Pool, Ref, Traverse, Visitor};
use crate::value::Value;

/// One key with its value; `key` is unbound where an entry was deleted.
pub struct Entry {
    pub hash: i64,
    pub key: Value,
    pub value: Value,
}

/// Up to this many entries are searched one after the other, without an index.
const SMALL: usize = 8;

/// See [`DictData::probe`].
pub const MISSING: usize = usize::MAX;
/// See [`DictData::probe`].
pub const UNSURE: usize = usize::MAX - 1;

/// What a lookup found without running Python code.
pub enum Found {
    At(usize),
    Missing,
    /// These entries have the hash, but only `__eq__` can tell.
    Ask(Vec<usize>),
}

/// The ordered hash table behind `dict`.
#[derive(Default)]
pub struct DictData {
    entries: Vec<Entry>,
    /// Positions in `entries` of the live ones; empty while there are at most `SMALL` entries.
    index: HashTable<u32>,
    indexed: bool,
    live: usize,
    /// No entry before this position is live: where a search for the first one begins.
    floor: Cell<usize>,
}

/// Spreads the bits: int hashes are the ints themselves, and the index wants the high bits to differ as well.
#[inline]
fn mix(hash: i64) -> u64 {
    (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26)
}

impl Traverse for DictData {
    fn traverse(&self, v: &mut Visitor<'_>) {
        for e in &self.entries {
            e.key.traverse(v);
            e.value.traverse(v);
        }
    }
}

impl DictData {
    /// A table with room for `n` entries.
    pub fn with_capacity(n: usize) -> Self {
        DictData { entries: Vec::with_capacity(n), ..Default::default() }
    }

    /// Makes room for `n` more entries.
    pub fn reserve(&mut self, n: usize) {
        self.entries.reserve_exact(n);
        if self.entries.len() + n > SMALL {
            self.reindex();
            let entries = &self.entries;
            self.index.reserve(n, |&i| mix(entries[i as usize].hash));
        }
    }

    /// How many entries are live.
    #[inline]
    pub fn len(&self) -> usize {
        self.live
    }

    /// True when there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// How many positions there are, deleted ones included: the bound for iteration by position.
    #[inline]
    pub fn positions(&self) -> usize {
        self.entries.len()
    }

    /// The live entry at a position.
    #[inline]
    pub fn at(&self, pos: usize) -> Option<&Entry> {
        self.entries.get(pos).filter(|e| !e.key.is_unbound())
    }

    /// The live entries in insertion order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> + Clone {
        self.entries.iter().filter(|e| !e.key.is_unbound())
    }

    /// The position of a string key.
    #[inline]
    pub fn find_str(&self, key: &Str) -> Option<usize> {
        if !self.indexed {
            for (i, e) in self.entries.iter().enumerate() {
                if let Value::Str(k) = &e.key
                    && (k.is(key) || (e.hash == key.hash() && k == key))
                {
                    return Some(i);
                }
            }
            return None;
        }
        let hash = key.hash();
        self.index
            .find(mix(hash), |&i| {
                let e = &self.entries[i as usize];
                e.hash == hash && matches!(&e.key, Value::Str(k) if k == key)
            })
            .map(|&i| i as usize)
    }

    /// The value of a string key.
    #[inline]
    pub fn get_str(&self, key: &Str) -> Option<&Value> {
        self.find_str(key).map(|i| &self.entries[i].value)
    }

    /// The position of `key`; [`MISSING`]; or [`UNSURE`] when only Python code can tell, which `find` says more about.
    #[inline]
    pub fn probe(&self, hash: i64, key: &Value) -> usize {
        let mut unsure = false;
        let mut asked = |k: &Value| match simple_eq(k, key) {
            Some(r) => r,
            None => {
                unsure = true;
                false
            }
        };
        let at = match key {
            Value::Str(s) => self.position(hash, |k| match k {
                Value::Str(k) => k == s,
                k => !k.is_unbound() && asked(k),
            }),
            Value::Int(i) => self.position(hash, |k| match k {
                Value::Int(k) => k == i,
                k => !k.is_unbound() && asked(k),
            }),
            _ => self.position(hash, |k| !k.is_unbound() && asked(k)),
        };
        match at {
            Some(at) => at,
            None if unsure => UNSURE,
            None => MISSING,
        }
    }

    #[inline(always)]
    fn position(&self, hash: i64, mut is_it: impl FnMut(&Value) -> bool) -> Option<usize> {
        if self.indexed {
            let found = self.index.find(mix(hash), |&i| {
                let e = &self.entries[i as usize];
                e.hash == hash && is_it(&e.key)
            });
            return found.map(|&i| i as usize);
        }
        self.entries.iter().position(|e| e.hash == hash && is_it(&e.key))
    }

    /// Looks `key` up without running Python code.
    pub fn find(&self, hash: i64, key: &Value) -> Found {
        let mut ask = Vec::new();
        // True for the entry itself; those that only Python code can tell apart are noted.
        let mut is_it = |i: usize, e: &Entry| {
            e.hash == hash
                && match (&e.key, key) {
                    (Value::Str(a), Value::Str(b)) => a == b,
                    (Value::Int(a), Value::Int(b)) => a == b,
                    (Value::Unbound, _) => false,
                    (a, b) => simple_eq(a, b).unwrap_or_else(|| {
                        ask.push(i);
                        false
                    }),
                }
        };
        let hit = if self.indexed {
            self.index.find(mix(hash), |&i| is_it(i as usize, &self.entries[i as usize])).map(|&i| i as usize)
        } else {
            self.entries.iter().enumerate().position(|(i, e)| is_it(i, e))
        };
        match hit {
            Some(i) => Found::At(i),
            None if ask.is_empty() => Found::Missing,
            None => {
                ask.sort_unstable();
                Found::Ask(ask)
            }
        }
    }

    /// Replaces the value at a live position and hands out the old one.
    #[inline]
    pub fn set_at(&mut self, pos: usize, value: Value) -> Value {
        std::mem::replace(&mut self.entries[pos].value, value)
    }

    /// Adds a key that is known to be missing.
    pub fn insert_new(&mut self, hash: i64, key: Value, value: Value) {
        if self.entries.len() > SMALL && self.live < self.entries.len() / 2 {
            self.compact();
        }
        let pos = self.entries.len();
        self.floor.set(self.floor.get().min(pos));
        self.entries.push(Entry { hash, key, value });
        self.live += 1;
        if self.indexed {
            let entries = &self.entries;
            self.index.insert_unique(mix(hash), pos as u32, |&i| mix(entries[i as usize].hash));
        } else if self.entries.len() > SMALL {
            self.reindex();
        }
    }

    /// Takes the entry at a live position out; the others keep their positions, and the position is not used again
    /// before the next compaction: that is how iterators notice keys that were added under way.
    pub fn remove_at(&mut self, pos: usize) -> (Value, Value) {
        let e = &mut self.entries[pos];
        let key = std::mem::replace(&mut e.key, Value::Unbound);
        let value = std::mem::replace(&mut e.value, Value::Unbound);
        let hash = e.hash;
        self.live -= 1;
        if self.indexed
            && let Ok(slot) = self.index.find_entry(mix(hash), |&i| i as usize == pos)
        {
            slot.remove();
        }
        (key, value)
    }

    /// A copy of the live entries.
    pub fn copy(&self) -> DictData {
        let entries: Vec<Entry> =
            self.iter().map(|e| Entry { hash: e.hash, key: e.key.clone(), value: e.value.clone() }).collect();
        let whole = entries.len() == self.entries.len();
        let mut copy = DictData { live: entries.len(), entries, ..Default::default() };
        if whole && self.indexed {
            // All positions are the same.
            copy.index = self.index.clone();
            copy.indexed = true;
        } else if copy.live > SMALL {
            copy.reindex();
        }
        copy
    }

    /// The position of the first live entry. Taking entries out from the front one after the other costs no more than
    /// looking at each position once.
    pub fn first(&self) -> Option<usize> {
        let floor = self.floor.get().min(self.entries.len());
        let first = self.entries[floor..].iter().position(|e| !e.key.is_unbound()).map(|i| floor + i);
        self.floor.set(first.unwrap_or(0));
        first
    }

    /// The position of the last live entry.
    pub fn last(&self) -> Option<usize> {
        self.entries.iter().rposition(|e| !e.key.is_unbound())
    }

    /// Takes the last live entry out, and shortens the table by it, so that emptying a dict from the end is quick.
    pub fn pop_last(&mut self) -> Option<(Value, Value)> {
        let pos = self.last()?;
        let entry = self.remove_at(pos);
        self.entries.truncate(pos);
        Some(entry)
    }

    /// Empties the table and hands out what it held, to be dropped once no borrow is held.
    pub fn take(&mut self) -> DictData {
        std::mem::take(self)
    }

    fn compact(&mut self) {
        self.entries.retain(|e| !e.key.is_unbound());
        self.floor.set(0);
        self.indexed = false;
        self.index.clear();
        if self.entries.len() > SMALL {
            self.reindex();
        }
    }

    fn reindex(&mut self) {
        let entries = &self.entries;
        self.index.clear();
        self.index.reserve(entries.len() * 2, |&i| mix(entries[i as usize].hash));
        for (i, e) in entries.iter().enumerate() {
            if !e.key.is_unbound() {
                self.index.insert_unique(mix(e.hash), i as u32, |&i| mix(entries[i as usize].hash));
            }
        }
        self.indexed = true;
    }
}

/// A Python dict.
///
/// `data` is borrowed for single operations only, never while Python code runs.
#[derive(Default)]
pub struct Dict {
    data: RefCell<DictData>,
    /// 0 until the dict serves as a namespace that nodes cache lookups in. Then: a number that no other dict has, and
    /// (low half) one that changes whenever a key is added or removed, not when a value changes.
    stamp: Cell<u64>,
}

impl Object for Dict {
    const POOL: Pool = Pool::Dict;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.data.traverse(v);
    }

    fn clear(&self) {
        Dict::clear(self);
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Dict(this.clone()))
    }
}

impl Dict {
    /// An empty dict.
    pub fn new() -> Dict {
        Dict::default()
    }

    /// A dict of this table.
    pub fn from_data(data: DictData) -> Dict {
        Dict { data: RefCell::new(data), ..Default::default() }
    }

    /// The table, to read. Hold it for no longer than one operation.
    #[inline]
    pub fn borrow(&self) -> std::cell::Ref<'_, DictData> {
        self.data.borrow()
    }

    /// How many keys there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.data.borrow().len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a string key.
    #[inline]
    pub fn get_str(&self, key: &Str) -> Option<Value> {
        self.data.borrow().get_str(key).cloned()
    }

    /// Sets a string key.
    pub fn set_str(&self, key: &Str, value: Value) {
        let mut data = self.data.borrow_mut();
        if let Some(pos) = data.find_str(key) {
            let old = data.set_at(pos, value);
            drop(data);
            old.discard();
        } else {
            data.insert_new(key.hash(), Value::Str(key.clone()), value);
            self.keys_changed();
        }
    }

    /// Makes room for `n` more entries.
    pub fn reserve(&self, n: usize) {
        self.data.borrow_mut().reserve(n);
    }

    /// Sets a key, if that needs no Python code; else gives the value back.
    #[inline]
    pub fn try_set(&self, hash: i64, key: &Value, value: Value) -> Result<(), Value> {
        let mut data = self.data.borrow_mut();
        match data.probe(hash, key) {
            UNSURE => return Err(value),
            MISSING => {
                data.insert_new(hash, key.clone(), value);
                drop(data);
                self.keys_changed();
            }
            at => {
                let old = data.set_at(at, value);
                drop(data);
                old.discard();
            }
        }
        Ok(())
    }

    /// Removes a string key and hands out its value.
    pub fn remove_str(&self, key: &Str) -> Option<Value> {
        let mut data = self.data.borrow_mut();
        let pos = data.find_str(key)?;
        self.keys_changed();
        Some(data.remove_at(pos).1)
    }

    /// Looks `key` up without running Python code.
    pub fn find(&self, hash: i64, key: &Value) -> Found {
        self.data.borrow().find(hash, key)
    }

    /// Replaces the value at a live position.
    pub fn set_at(&self, pos: usize, value: Value) {
        let old = self.data.borrow_mut().set_at(pos, value);
        old.discard();
    }

    /// Adds a key that is known to be missing.
    pub fn insert_new(&self, hash: i64, key: Value, value: Value) {
        self.data.borrow_mut().insert_new(hash, key, value);
        self.keys_changed();
    }

    /// Removes the entry at a live position.
    pub fn remove_at(&self, pos: usize) -> (Value, Value) {
        self.keys_changed();
        self.data.borrow_mut().remove_at(pos)
    }

    /// Removes the last entry.
    pub fn pop_last(&self) -> Option<(Value, Value)> {
        self.keys_changed();
        self.data.borrow_mut().pop_last()
    }

    /// Removes everything.
    pub fn clear(&self) {
        let old = self.data.borrow_mut().take();
        self.keys_changed();
        drop(old);
    }

    /// Puts another table in the place of this one.
    pub fn replace(&self, data: DictData) {
        let old = self.data.replace(data);
        self.keys_changed();
        drop(old);
    }

    /// A dict with the same entries.
    pub fn copy(&self) -> Dict {
        Dict::from_data(self.data.borrow().copy())
    }

    /// The entry after `pos` (inclusive), as (next position, key, value).
    #[inline]
    pub fn next_from(&self, mut pos: usize) -> Option<(usize, Value, Value)> {
        let data = self.data.borrow();
        while pos < data.positions() {
            if let Some(e) = data.at(pos) {
                return Some((pos + 1, e.key.clone(), e.value.clone()));
            }
            pos += 1;
        }
        None
    }

    /// The keys, in order.
    pub fn keys(&self) -> Vec<Value> {
        self.data.borrow().iter().map(|e| e.key.clone()).collect()
    }

    /// The values, in order.
    pub fn values(&self) -> Vec<Value> {
        self.data.borrow().iter().map(|e| e.value.clone()).collect()
    }

    /// The entries, in order.
    pub fn items(&self) -> Vec<(Value, Value)> {
        self.data.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect()
    }

    /// Identity and state of the key set as one number: equal stamps mean the same namespace with the same keys in the
    /// same positions. 0 while the dict is no namespace.
    #[inline]
    pub fn stamp(&self) -> u64 {
        self.stamp.get()
    }

    #[inline]
    fn keys_changed(&self) {
        let stamp = self.stamp.get();
        if stamp != 0 {
            // Only the low half counts up, so that the dict's number stays.
            self.stamp.set(stamp & !0xffff_ffff | (stamp + 1) & 0xffff_ffff);
        }
    }

    /// Makes the dict a namespace with this number, unless it is one already.
    pub fn mark_namespace(&self, number: impl FnOnce() -> u32) {
        if self.stamp.get() == 0 {
            self.stamp.set(u64::from(number()) << 32);
        }
    }

    /// The value at a position, for a caller whose stamp says that the position still holds its key.
    #[inline(always)]
    pub fn value_at(&self, pos: usize) -> Option<Value> {
        self.data.borrow().entries.get(pos).map(|e| e.value.clone())
    }
}
