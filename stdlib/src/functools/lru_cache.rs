//! `_lru_cache_wrapper`: a function with a cache of its results.
//!
//! Results stand in a vector of entries that are linked in the order of use; a hash table finds an entry's index. A hit
//! allocates nothing: the arguments are compared with the stored ones where they are.

use std::cell::{Cell, RefCell};

use hashbrown::HashTable;

use taipan_interp::heap::{NativeData, Traverse, Visitor};
use taipan_interp::native::{NativeDef, TypeDef, method, method_raw};
use taipan_interp::types::arguments::by_name;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::compare::simple_eq;
use taipan_interp::types::hash::hash_tuple;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use crate::support::{object, ssize_arg};

pub(super) static LRU_CACHE: TypeDef = TypeDef {
    doc: "A callable that remembers its results.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("_lru_cache_wrapper", "functools")
};

const METHODS: &[NativeDef] = &[
    method_raw("__call__", "(self, /, *args, **kwargs)", call_method),
    method("__get__", "(self, instance, owner=None, /)", get),
    method("cache_info", "(self, /)", cache_info).doc("Hits, misses, maximal and current size."),
    method("cache_clear", "(self, /)", cache_clear).doc("Forget all results and the statistics."),
    method("__copy__", "(self, /)", |_, a| Ok(a[0].clone())),
    method("__deepcopy__", "(self, memo, /)", |_, a| Ok(a[0].clone())),
    method("__reduce__", "(self, /)", |vm, a| vm.get_attr(&a[0], &vm.names.__qualname__)),
];

/// No entry.
const NIL: u32 = u32::MAX;

/// The arguments of one call. Two calls are the same when these agree in every field and all values are equal.
struct Key {
    hash: i64,
    /// How many of the values are positional; the others are names and values of keywords, then types.
    positional: u32,
    /// A single int or str, which is no equal of a single float or bool of the same value.
    plain: bool,
    values: Box<[Value]>,
}

struct Entry {
    key: Key,
    result: Value,
    /// The entries used just before and just after this one.
    older: u32,
    newer: u32,
}

#[derive(Default)]
struct Store {
    entries: Vec<Entry>,
    index: HashTable<u32>,
    /// Ends of the list in order of use.
    oldest: u32,
    newest: u32,
}

impl Store {
    fn new() -> Store {
        Store { oldest: NIL, newest: NIL, ..Default::default() }
    }

    fn unlink(&mut self, i: u32) {
        let (older, newer) = (self.entries[i as usize].older, self.entries[i as usize].newer);
        match older {
            NIL => self.oldest = newer,
            o => self.entries[o as usize].newer = newer,
        }
        match newer {
            NIL => self.newest = older,
            n => self.entries[n as usize].older = older,
        }
    }

    fn link_newest(&mut self, i: u32) {
        let newest = self.newest;
        self.entries[i as usize].older = newest;
        self.entries[i as usize].newer = NIL;
        match newest {
            NIL => self.oldest = i,
            n => self.entries[n as usize].newer = i,
        }
        self.newest = i;
    }

    fn insert(&mut self, key: Key, result: Value, max: Option<usize>) -> Option<(Key, Value)> {
        let hash = key.hash as u64;
        let full = max.is_some_and(|max| self.entries.len() >= max);
        let mut evicted = None;
        let i = if full && self.oldest != NIL {
            let i = self.oldest;
            self.unlink(i);
            let old_hash = self.entries[i as usize].key.hash as u64;
            if let Ok(slot) = self.index.find_entry(mix(old_hash), |&j| j == i) {
                slot.remove();
            }
            let entry = &mut self.entries[i as usize];
            evicted = Some((std::mem::replace(&mut entry.key, key), std::mem::replace(&mut entry.result, result)));
            i
        } else {
            self.entries.push(Entry { key, result, older: NIL, newer: NIL });
            self.entries.len() as u32 - 1
        };
        self.link_newest(i);
        let entries = &self.entries;
        self.index.insert_unique(mix(hash), i, |&j| mix(entries[j as usize].key.hash as u64));
        evicted
    }
}

/// Spreads the bits: small ints hash to themselves, and the table wants the high bits to differ as well.
#[inline]
fn mix(hash: u64) -> u64 {
    hash.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26)
}

/// A wrapped function with its cache.
pub(crate) struct LruCache {
    func: Value,
    info_type: Value,
    /// `None`: without bound.
    max: Option<usize>,
    typed: bool,
    hits: Cell<i64>,
    misses: Cell<i64>,
    store: RefCell<Store>,
}

impl Traverse for Store {
    taipan_interp::traverses!(entries);
}

impl Traverse for Entry {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.key.values.traverse(v);
        self.result.traverse(v);
    }
}

impl NativeData for LruCache {
    taipan_interp::traverses!(func, info_type, store);

    fn clear(&self) {
        drop(self.store.take());
    }

    fn call(&self, _this: &ObjRef, vm: &Vm, args: &Args) -> Option<PyResult> {
        Some(self.answer(vm, args))
    }

    fn binds_as_method(&self) -> bool {
        true
    }
}

/// What a call is looked up by, as yet without owning the values.
struct Probe<'a> {
    hash: i64,
    positional: u32,
    plain: bool,
    values: std::borrow::Cow<'a, [Value]>,
}

impl LruCache {
    fn probe<'a>(&self, vm: &Vm, args: &Args<'a>) -> PyResult<Probe<'a>> {
        let positional = args.pos().len() as u32;
        if let ([v @ (Value::Int(_) | Value::Big(_) | Value::Str(_))], true, false) =
            (args.values, args.names.is_empty(), self.typed)
        {
            return Ok(Probe { hash: vm.hash(v)?, positional, plain: true, values: args.values.into() });
        }
        let values: std::borrow::Cow<[Value]> = if args.names.is_empty() && !self.typed {
            args.values.into()
        } else {
            let mut values = args.pos().to_vec();
            for (name, value) in args.keywords() {
                values.push(Value::Str(name.clone()));
                values.push(value.clone());
            }
            if self.typed {
                values.extend(args.values.iter().map(|v| Value::Type(vm.class_of(v))));
            }
            values.into()
        };
        let hash = match &*values {
            [a] => hash_tuple([vm.hash(a)?].into_iter()),
            [a, b] => hash_tuple([vm.hash(a)?, vm.hash(b)?].into_iter()),
            all => {
                let hashes: Vec<i64> = all.iter().map(|v| vm.hash(v)).collect::<PyResult<_>>()?;
                hash_tuple(hashes.into_iter())
            }
        };
        Ok(Probe { hash, positional, plain: false, values })
    }

    /// The index of the entry for these arguments.
    fn find(&self, vm: &Vm, probe: &Probe) -> PyResult<Option<u32>> {
        let mut ask = Vec::new();
        {
            let store = self.store.borrow();
            for &i in store.index.iter_hash(mix(probe.hash as u64)) {
                let key = &store.entries[i as usize].key;
                if key.hash != probe.hash
                    || key.positional != probe.positional
                    || key.plain != probe.plain
                    || key.values.len() != probe.values.len()
                {
                    continue;
                }
                let mut sure = true;
                let mut equal = true;
                for (a, b) in key.values.iter().zip(probe.values.iter()) {
                    match simple_eq(a, b) {
                        Some(true) => {}
                        Some(false) => {
                            equal = false;
                            break;
                        }
                        None => sure = sure && a.is(b),
                    }
                }
                match (equal, sure) {
                    (false, _) => {}
                    (true, true) => return Ok(Some(i)),
                    (true, false) => ask.push((i, key.values.to_vec())),
                }
            }
        }
        for (i, values) in ask {
            let mut equal = true;
            for (a, b) in values.iter().zip(probe.values.iter()) {
                if !vm.eq(a, b)? {
                    equal = false;
                    break;
                }
            }
            // Comparing ran Python code: the entry counts only if it still is the one compared with.
            let store = self.store.borrow();
            let still = store.entries.get(i as usize).is_some_and(|e| {
                e.key.values.len() == values.len() && e.key.values.iter().zip(&values).all(|(a, b)| a.is(b))
            });
            if equal && still {
                return Ok(Some(i));
            }
        }
        Ok(None)
    }

    fn answer(&self, vm: &Vm, args: &Args) -> PyResult {
        if self.max == Some(0) {
            self.misses.set(self.misses.get() + 1);
            return vm.recurse("", |vm| vm.call_args(&self.func, args));
        }
        let probe = self.probe(vm, args)?;
        if let Some(i) = self.find(vm, &probe)? {
            self.hits.set(self.hits.get() + 1);
            let mut store = self.store.borrow_mut();
            if self.max.is_some() && store.newest != i {
                store.unlink(i);
                store.link_newest(i);
            }
            return Ok(store.entries[i as usize].result.clone());
        }
        self.misses.set(self.misses.get() + 1);
        let result = vm.recurse("", |vm| vm.call_args(&self.func, args))?;
        // The call may have cached the same arguments itself, deeper in a recursion.
        if self.find(vm, &probe)?.is_none() {
            let key = Key {
                hash: probe.hash,
                positional: probe.positional,
                plain: probe.plain,
                values: probe.values.into_owned().into_boxed_slice(),
            };
            let evicted = self.store.borrow_mut().insert(key, result.clone(), self.max);
            drop(evicted);
        }
        Ok(result)
    }
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let names = [Some("user_function"), Some("maxsize"), Some("typed"), Some("cache_info_type")];
    let [func, max, typed, info_type] = by_name(vm, args, "lru_cache", names)?;
    for (i, (v, name)) in [&func, &max, &typed, &info_type].into_iter().zip(names).enumerate() {
        if v.is_unbound() {
            let name = name.unwrap_or_default();
            return Err(vm.type_error(format!("lru_cache() missing required argument '{name}' (pos {})", i + 1)));
        }
    }
    if !vm.is_callable(&func) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let max = match &max {
        Value::None => None,
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => Some(usize::try_from(ssize_arg(vm, &max)?).unwrap_or(0)),
        _ => return Err(vm.type_error("maxsize should be integer or None")),
    };
    let typed = vm.truth(&typed)?;
    let (hits, misses, store) = (Cell::new(0), Cell::new(0), RefCell::new(Store::new()));
    Ok(object(cls, LruCache { func, info_type, max, typed, hits, misses, store }))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a LruCache> {
    v.native().ok_or_else(|| vm.type_error("an lru_cache wrapper is needed"))
}

fn call_method(vm: &Vm, args: &Args) -> PyResult {
    this(vm, &args.values[0])?.answer(vm, &args.skip_first())
}

fn get(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(if a[1].is_none() { a[0].clone() } else { vm.bound_method(a[0].clone(), a[1].clone()) })
}

fn cache_info(vm: &Vm, a: &[Value]) -> PyResult {
    let cache = this(vm, &a[0])?;
    let size = cache.store.borrow().entries.len();
    let max = cache.max.map_or(Value::None, Value::from);
    vm.call(&cache.info_type, &[Value::Int(cache.hits.get()), Value::Int(cache.misses.get()), max, Value::from(size)])
}

fn cache_clear(vm: &Vm, a: &[Value]) -> PyResult {
    let cache = this(vm, &a[0])?;
    cache.hits.set(0);
    cache.misses.set(0);
    let _old = cache.store.replace(Store::new());
    Ok(Value::None)
}
