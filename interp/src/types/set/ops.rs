//! Operations on sets that hash and compare, and so may run Python code.
//!
//! They work on the tables in the order in which CPython does, because the order of the result shows it.

use super::Set;
use super::table::{Found, SetData};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::types::dict::{Dict, ops as dict_ops};
use crate::value::Value;
use crate::vm::Vm;

/// Where a key is, or where it can be stored.
enum Place {
    At(usize),
    Free(usize),
}

fn locate(vm: &Vm, set: &Set, hash: i64, key: &Value) -> PyResult<Place> {
    'restart: loop {
        let (version, mut probe) = {
            let data = set.data.borrow();
            (data.version(), data.probe(hash))
        };
        loop {
            let candidate = {
                let data = set.data.borrow();
                match data.find(&mut probe, hash, key) {
                    Found::At(at) => return Ok(Place::At(at)),
                    Found::Free(at) => return Ok(Place::Free(at)),
                    Found::Ask(at) => (at, data.key_at(at).cloned().unwrap_or(Value::Unbound)),
                }
            };
            let (at, candidate) = candidate;
            let same = vm.eq(&candidate, key)?;
            // The comparison may have changed the set under our feet.
            let data = set.data.borrow();
            if data.version() != version || !data.key_at(at).is_some_and(|k| k.is(&candidate)) {
                continue 'restart;
            }
            if same {
                return Ok(Place::At(at));
            }
        }
    }
}

#[inline]
fn hash_key(vm: &Vm, key: &Value) -> PyResult<i64> {
    match crate::types::compare::simple_hash(key) {
        Some(h) => Ok(h),
        None => vm.hash(key),
    }
}

/// Adds `key`; true when it was not there.
#[inline]
pub fn add(vm: &Vm, set: &Set, key: Value) -> PyResult<bool> {
    let hash = hash_key(vm, &key)?;
    add_hashed(vm, set, hash, key)
}

/// As [`add`], for a key whose hash is known.
pub fn add_hashed(vm: &Vm, set: &Set, hash: i64, key: Value) -> PyResult<bool> {
    {
        // Mostly no Python code is needed: one look at the table decides.
        let mut data = set.data.borrow_mut();
        let mut probe = data.probe(hash);
        match data.find(&mut probe, hash, &key) {
            Found::At(_) => return Ok(false),
            Found::Free(at) => {
                data.fill(at, hash, key);
                return Ok(true);
            }
            Found::Ask(_) => {}
        }
    }
    match locate(vm, set, hash, &key)? {
        Place::At(_) => Ok(false),
        Place::Free(at) => {
            set.data.borrow_mut().fill(at, hash, key);
            Ok(true)
        }
    }
}

/// Is `key` in the set?
#[inline]
pub fn contains(vm: &Vm, set: &Set, key: &Value) -> PyResult<bool> {
    let hash = hash_key(vm, key)?;
    contains_hashed(vm, set, hash, key)
}

fn contains_hashed(vm: &Vm, set: &Set, hash: i64, key: &Value) -> PyResult<bool> {
    {
        let data = set.data.borrow();
        match data.find(&mut data.probe(hash), hash, key) {
            Found::At(_) => return Ok(true),
            Found::Free(_) => return Ok(false),
            Found::Ask(_) => {}
        }
    }
    Ok(matches!(locate(vm, set, hash, key)?, Place::At(_)))
}

/// Removes `key`; true when it was there.
pub fn discard(vm: &Vm, set: &Set, key: &Value) -> PyResult<bool> {
    let hash = hash_key(vm, key)?;
    discard_hashed(vm, set, hash, key)
}

fn discard_hashed(vm: &Vm, set: &Set, hash: i64, key: &Value) -> PyResult<bool> {
    if set.is_empty() {
        return Ok(false);
    }
    match locate(vm, set, hash, key)? {
        Place::At(at) => {
            let old = set.data.borrow_mut().remove_at(at);
            old.discard();
            Ok(true)
        }
        Place::Free(_) => Ok(false),
    }
}

/// Calls `f` with hash and key of each item, looking at the table anew each time.
pub fn each(set: &Set, mut f: impl FnMut(i64, Value) -> PyResult<bool>) -> PyResult<()> {
    let mut pos = 0;
    while let Some((next, hash, key)) = set.next_from(pos) {
        pos = next;
        if !f(hash, key)? {
            break;
        }
    }
    Ok(())
}

/// Calls `f` with hash and key of each entry of a dict.
fn each_key(dict: &Dict, mut f: impl FnMut(i64, Value) -> PyResult<bool>) -> PyResult<()> {
    let mut pos = 0;
    loop {
        let entry = {
            let data = dict.borrow();
            while pos < data.positions() && data.at(pos).is_none() {
                pos += 1;
            }
            data.at(pos).map(|e| (e.hash, e.key.clone()))
        };
        let Some((hash, key)) = entry else { return Ok(()) };
        pos += 1;
        if !f(hash, key)? {
            return Ok(());
        }
    }
}

/// The set inside a value, when it is a set or frozenset (or of a class derived from them).
#[inline]
pub fn as_set(v: &Value) -> Option<&Ref<Set>> {
    match v.inner() {
        Value::Set(s) => Some(s),
        _ => None,
    }
}

/// Adds all items of a set to another.
pub fn merge(vm: &Vm, set: &Set, other: &Set) -> PyResult<()> {
    if std::ptr::eq(set, other) || other.is_empty() {
        return Ok(());
    }
    {
        let (mut data, from) = (set.data.borrow_mut(), other.data.borrow());
        if data.copy_from(&from) {
            return Ok(());
        }
        data.reserve(from.len());
    }
    each(other, |hash, key| add_hashed(vm, set, hash, key).map(|_| true))
}

/// Adds everything in `iterable`.
pub fn update(vm: &Vm, set: &Set, iterable: &Value) -> PyResult<()> {
    if let Some(other) = as_set(iterable) {
        return merge(vm, set, other);
    }
    if let Value::Dict(dict) = iterable {
        set.data.borrow_mut().reserve(dict.len());
        return each_key(dict, |hash, key| add_hashed(vm, set, hash, key).map(|_| true));
    }
    vm.for_each(iterable, &mut |item| add(vm, set, item).map(|_| true))
}

/// A set of what is in `iterable`.
pub fn collect(vm: &Vm, frozen: bool, iterable: &Value) -> PyResult<Set> {
    let set = Set::new(frozen);
    update(vm, &set, iterable)?;
    Ok(set)
}

/// A set of these items, added one after the other.
pub fn from_items(vm: &Vm, frozen: bool, items: impl IntoIterator<Item = Value>) -> PyResult<Set> {
    let set = Set::new(frozen);
    for item in items {
        add(vm, &set, item)?;
    }
    Ok(set)
}

/// A copy.
pub fn copy(set: &Set, frozen: bool) -> Set {
    let mut data = SetData::default();
    let from = set.data.borrow();
    if !from.is_empty() {
        data.copy_from(&from);
    }
    drop(from);
    Set::from_data(frozen, data)
}

/// The items that are in both.
pub fn intersection(vm: &Vm, set: &Ref<Set>, other: &Value) -> PyResult<Set> {
    let frozen = set.frozen;
    let result = Set::new(frozen);
    let Some(other_set) = as_set(other) else {
        vm.for_each(other, &mut |item| {
            let hash = hash_key(vm, &item)?;
            if contains_hashed(vm, set, hash, &item)? {
                add_hashed(vm, &result, hash, item)?;
            }
            Ok(true)
        })?;
        return Ok(result);
    };
    if set.is(other_set) {
        return Ok(copy(set, frozen));
    }
    let (small, large) = if other_set.len() > set.len() { (set, other_set) } else { (other_set, set) };
    each(small, |hash, key| {
        if contains_hashed(vm, large, hash, &key)? {
            add_hashed(vm, &result, hash, key)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

/// Removes everything in `iterable`.
pub fn difference_update(vm: &Vm, set: &Ref<Set>, iterable: &Value) -> PyResult<()> {
    match as_set(iterable) {
        Some(other) if set.is(other) => {
            set.clear();
            return Ok(());
        }
        // Much larger than this set: only what they share matters.
        Some(other) if other.len() >> 3 > set.len() => {
            let shared = intersection(vm, set, iterable)?;
            each(&shared, |hash, key| discard_hashed(vm, set, hash, &key).map(|_| true))?;
        }
        Some(other) => each(other, |hash, key| discard_hashed(vm, set, hash, &key).map(|_| true))?,
        None => vm.for_each(iterable, &mut |item| discard(vm, set, &item).map(|_| true))?,
    }
    set.data.borrow_mut().tidy();
    Ok(())
}

/// The items that are not in `other`.
pub fn difference(vm: &Vm, set: &Ref<Set>, other: &Value) -> PyResult<Set> {
    let size = match (as_set(other), other) {
        (Some(s), _) => Some(s.len()),
        (None, Value::Dict(d)) => Some(d.len()),
        _ => None,
    };
    // Against a few items, or an unknown number of them, copying and removing is cheaper.
    if size.is_none_or(|n| set.len() >> 2 > n) {
        let result = Ref::new(copy(set, set.frozen));
        difference_update(vm, &result, other)?;
        return Ok(Set::from_data(set.frozen, result.data.take()));
    }
    let result = Set::new(set.frozen);
    each(set, |hash, key| {
        let shared = match other {
            Value::Dict(d) => dict_ops::get_hashed(vm, d, hash, &key)?.is_some(),
            _ => match as_set(other) {
                Some(s) => contains_hashed(vm, s, hash, &key)?,
                None => false,
            },
        };
        if !shared {
            add_hashed(vm, &result, hash, key)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

/// Keeps what is in one of the two only.
pub fn symmetric_difference_update(vm: &Vm, set: &Ref<Set>, other: &Value) -> PyResult<()> {
    let toggle = |hash: i64, key: Value| {
        if !discard_hashed(vm, set, hash, &key)? {
            add_hashed(vm, set, hash, key)?;
        }
        Ok(true)
    };
    match (as_set(other), other) {
        (Some(o), _) if set.is(o) => {
            set.clear();
            Ok(())
        }
        (Some(o), _) => each(o, toggle),
        (None, Value::Dict(d)) => each_key(d, toggle),
        _ => each(&collect(vm, false, other)?, toggle),
    }
}

/// The items that are in one of the two only.
pub fn symmetric_difference(vm: &Vm, set: &Ref<Set>, other: &Value) -> PyResult<Set> {
    let result = Ref::new(collect(vm, set.frozen, other)?);
    symmetric_difference_update(vm, &result, &Value::Set(set.clone()))?;
    Ok(Set::from_data(set.frozen, result.data.take()))
}

/// True when every item is in `other`.
pub fn is_subset(vm: &Vm, set: &Set, other: &Set) -> PyResult<bool> {
    if set.len() > other.len() {
        return Ok(false);
    }
    let mut all = true;
    each(set, |hash, key| {
        all = contains_hashed(vm, other, hash, &key)?;
        Ok(all)
    })?;
    Ok(all)
}

/// True when nothing in `other` is in the set.
pub fn is_disjoint(vm: &Vm, set: &Ref<Set>, other: &Value) -> PyResult<bool> {
    let mut disjoint = true;
    match as_set(other) {
        Some(o) if set.is(o) => return Ok(set.is_empty()),
        Some(o) => {
            let (small, large) = if o.len() > set.len() { (set, o) } else { (o, set) };
            each(small, |hash, key| {
                disjoint = !contains_hashed(vm, large, hash, &key)?;
                Ok(disjoint)
            })?;
        }
        None => vm.for_each(other, &mut |item| {
            disjoint = !contains(vm, set, &item)?;
            Ok(disjoint)
        })?,
    }
    Ok(disjoint)
}

/// True when both have the same items.
pub fn equal(vm: &Vm, a: &Set, b: &Set) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let (x, y) = (a.hash.get(), b.hash.get());
    if x != 0 && y != 0 && x != y {
        return Ok(false);
    }
    is_subset(vm, a, b)
}

/// The hash of a frozenset.
pub fn hash_of(set: &Set) -> i64 {
    if set.hash.get() == 0 {
        set.hash.set(set.data.borrow().hash());
    }
    set.hash.get()
}
