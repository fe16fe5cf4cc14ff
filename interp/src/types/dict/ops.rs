//! Merging and comparing dicts.

use super::{Dict, DictData, Found};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::types::set::ops as set_ops;
use crate::value::Value;
use crate::vm::Vm;

/// The dict inside a value, when it is one (or of a class derived from it).
#[inline]
pub fn as_dict(v: &Value) -> Option<&Ref<Dict>> {
    match v.inner() {
        Value::Dict(d) => Some(d),
        _ => None,
    }
}

/// The position of a key whose hash is known.
fn find_hashed(vm: &Vm, dict: &Dict, hash: i64, key: &Value) -> PyResult<Option<usize>> {
    match dict.find(hash, key) {
        Found::At(i) => Ok(Some(i)),
        Found::Missing => Ok(None),
        Found::Ask(_) => Ok(vm.dict_find(dict, key)?.1),
    }
}

/// `dict[key] = value` for a key whose hash is known.
pub fn set_hashed(vm: &Vm, dict: &Dict, hash: i64, key: Value, value: Value) -> PyResult<()> {
    match find_hashed(vm, dict, hash, &key)? {
        Some(i) => dict.set_at(i, value),
        None => dict.insert_new(hash, key, value),
    }
    Ok(())
}

/// The value of a key whose hash is known.
pub fn get_hashed(vm: &Vm, dict: &Dict, hash: i64, key: &Value) -> PyResult<Option<Value>> {
    Ok(find_hashed(vm, dict, hash, key)?.and_then(|i| dict.value_at(i)))
}

/// Calls `f` with position, hash, key and value of each entry, looking at the table anew each time.
fn each(dict: &Dict, mut f: impl FnMut(i64, Value, Value) -> PyResult<bool>) -> PyResult<()> {
    let mut pos = 0;
    loop {
        let entry = {
            let data = dict.borrow();
            while pos < data.positions() && data.at(pos).is_none() {
                pos += 1;
            }
            data.at(pos).map(|e| (e.hash, e.key.clone(), e.value.clone()))
        };
        let Some((hash, key, value)) = entry else { return Ok(()) };
        pos += 1;
        if !f(hash, key, value)? {
            return Ok(());
        }
    }
}

/// True when iterating over `v` means iterating over the dict inside it.
fn iterates_plainly(vm: &Vm, v: &Value) -> bool {
    matches!(v, Value::Dict(_))
        || matches!(vm.lookup_special(v, &vm.names.__iter__),
            Some(Value::Native(n)) if n.owner.as_ref().is_some_and(|o| o.is(&vm.types.dict)))
}

/// Adds all entries of a mapping: what has `keys()` and items. AttributeError when it has no `keys`.
pub fn merge(vm: &Vm, into: &Dict, from: &Value) -> PyResult<()> {
    if let Some(other) = as_dict(from)
        && iterates_plainly(vm, from)
    {
        return merge_dict(vm, into, other);
    }
    let keys = vm.call_method(from, &vm.names.keys, &[])?;
    vm.for_each(&keys, &mut |key| {
        let value = vm.get_item(from, &key)?;
        vm.dict_set(into, &key, value)?;
        Ok(true)
    })
}

fn merge_dict(vm: &Vm, into: &Dict, other: &Ref<Dict>) -> PyResult<()> {
    if std::ptr::eq(into, &raw const **other) || other.is_empty() {
        return Ok(());
    }
    if into.is_empty() {
        let copy = other.borrow().copy();
        into.replace(copy);
        return Ok(());
    }
    let size = other.len();
    each(other, |hash, key, value| {
        set_hashed(vm, into, hash, key, value)?;
        if other.len() != size {
            return Err(vm.runtime_error("dict mutated during update"));
        }
        Ok(true)
    })
}

/// Adds pairs: items that have two items each.
fn merge_pairs(vm: &Vm, into: &Dict, pairs: &Value) -> PyResult<()> {
    let mut n = 0;
    vm.for_each(pairs, &mut |item| {
        let pair = match &item {
            Value::Tuple(t) if t.len() == 2 => {
                vm.dict_set(into, &t[0], t[1].clone())?;
                n += 1;
                return Ok(true);
            }
            Value::Tuple(t) => t.to_vec(),
            Value::List(l) => l.snapshot(),
            _ => collect_pair(vm, &item, n)?,
        };
        let [key, value] = <[Value; 2]>::try_from(pair).map_err(|pair| {
            let got = pair.len();
            vm.value_error(format!("dictionary update sequence element #{n} has length {got}; 2 is required"))
        })?;
        vm.dict_set(into, &key, value)?;
        n += 1;
        Ok(true)
    })
}

fn collect_pair(vm: &Vm, item: &Value, n: usize) -> PyResult<Vec<Value>> {
    vm.collect(item).map_err(|e| {
        if vm.matches(&e, &vm.exc.type_error) {
            vm.type_error(format!("cannot convert dictionary update sequence element #{n} to a sequence"))
        } else {
            e
        }
    })
}

/// What `dict.update` does with its positional argument.
pub fn update(vm: &Vm, into: &Dict, from: &Value) -> PyResult<()> {
    if matches!(from, Value::Dict(_)) || vm.get_attr_opt(from, &vm.names.keys)?.is_some() {
        merge(vm, into, from)
    } else {
        merge_pairs(vm, into, from)
    }
}

/// True when both have the same keys with equal values.
pub fn equal(vm: &Vm, a: &Ref<Dict>, b: &Ref<Dict>) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    if a.is(b) {
        return Ok(true);
    }
    let mut same = true;
    vm.recurse(" in comparison", |vm| {
        each(a, |hash, key, value| {
            same = match get_hashed(vm, b, hash, &key)? {
                Some(other) => vm.eq(&value, &other)?,
                None => false,
            };
            Ok(same)
        })
    })?;
    Ok(same)
}

/// A dict of these keys, all with one value.
pub fn from_keys(vm: &Vm, keys: &Value, value: &Value) -> PyResult<Dict> {
    let dict = Dict::from_data(DictData::with_capacity(vm.length_hint(keys).min(1 << 16)));
    match keys {
        // These know the hashes of their items.
        Value::Set(s) => set_ops::each(s, |hash, key| {
            set_hashed(vm, &dict, hash, key, value.clone())?;
            Ok(true)
        })?,
        Value::Dict(d) => each(d, |hash, key, _| {
            set_hashed(vm, &dict, hash, key, value.clone())?;
            Ok(true)
        })?,
        _ => vm.for_each(keys, &mut |key| {
            vm.dict_set(&dict, &key, value.clone())?;
            Ok(true)
        })?,
    }
    Ok(dict)
}
