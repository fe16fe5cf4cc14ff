//! Iterators that put neighbouring items together: `accumulate`, `batched`, `groupby`, `pairwise`; and `starmap`.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::NativeData;
use taipan_interp::native::TypeDef;
use taipan_interp::tree::BinOp;
use taipan_interp::types::arguments::{by_name, positional};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::{ITER, NEXT, Types, iterator_type};
use crate::support::{object, ssize_arg};

iterator_type!(ACCUMULATE, "accumulate", accumulate_new, "Running totals, or running results of a function of two.");
iterator_type!(BATCHED, "batched", batched_new, "Tuples of n items; the last may be shorter, unless strict.");
iterator_type!(GROUPBY, "groupby", groupby_new, "Keys, each with an iterator over the run of items that have it.");
iterator_type!(PAIRWISE, "pairwise", pairwise_new, "Each item with its successor.");
iterator_type!(STARMAP, "starmap", starmap_new, "The function's results for each tuple of arguments.");

/// The iterators over one group each.
pub(super) static GROUPER: TypeDef =
    TypeDef { layout: Layout::Native(0), methods: &[ITER, NEXT], ..TypeDef::new("_grouper", "itertools") };

struct Accumulate {
    source: Value,
    function: Option<Value>,
    /// Unbound before the first item.
    total: RefCell<Value>,
    /// Still to be handed out, before anything else.
    initial: Cell<bool>,
}

impl NativeData for Accumulate {
    taipan_interp::traverses!(source, function, total);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.initial.replace(false) {
            return Ok(Some(self.total.borrow().clone()));
        }
        let Some(item) = vm.next(&self.source)? else { return Ok(None) };
        let total = self.total.borrow().clone();
        let total = match &self.function {
            _ if total.is_unbound() => item,
            None => vm.binary(BinOp::Add, &total, &item)?,
            Some(f) => vm.call(f, &[total, item])?,
        };
        let _old = self.total.replace(total.clone());
        Ok(Some(total))
    }
}

fn accumulate_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if args.pos().len() > 2 {
        let n = args.values.len();
        return Err(vm.type_error(format!("accumulate() takes at most 2 positional arguments ({n} given)")));
    }
    let [iterable, function, initial] =
        by_name(vm, args, "accumulate", [Some("iterable"), Some("func"), Some("initial")])?;
    if iterable.is_unbound() {
        return Err(vm.type_error("accumulate() missing required argument 'iterable' (pos 1)"));
    }
    let source = vm.iter(&iterable)?;
    let initial = initial.some().cloned();
    Ok(object(
        cls,
        Accumulate {
            source,
            function: function.some().cloned(),
            initial: Cell::new(initial.is_some()),
            total: RefCell::new(initial.unwrap_or(Value::Unbound)),
        },
    ))
}

struct Batched {
    source: Value,
    size: usize,
    strict: bool,
    done: Cell<bool>,
}

impl NativeData for Batched {
    taipan_interp::traverses!(source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.done.get() {
            return Ok(None);
        }
        let mut items = Vec::with_capacity(self.size.min(1024));
        while items.len() < self.size {
            match vm.next(&self.source)? {
                Some(item) => items.push(item),
                None => {
                    self.done.set(true);
                    if items.is_empty() {
                        return Ok(None);
                    }
                    if self.strict {
                        return Err(vm.value_error("batched(): incomplete batch"));
                    }
                    break;
                }
            }
        }
        Ok(Some(Value::tuple(items)))
    }
}

fn batched_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if args.pos().len() > 2 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("batched() takes exactly 2 positional arguments ({n} given)")));
    }
    let [iterable, n, strict] = by_name(vm, args, "batched", [Some("iterable"), Some("n"), Some("strict")])?;
    for (v, name, pos) in [(&iterable, "iterable", 1), (&n, "n", 2)] {
        if v.is_unbound() {
            return Err(vm.type_error(format!("batched() missing required argument '{name}' (pos {pos})")));
        }
    }
    let n = ssize_arg(vm, &n)?;
    let strict = strict.bound().map_or(Ok(false), |v| vm.truth(v))?;
    if n < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    Ok(object(cls, Batched { source: vm.iter(&iterable)?, size: n as usize, strict, done: Cell::new(false) }))
}

struct Pairwise {
    source: Value,
    /// The item that stands first in the next pair; unbound before the first.
    previous: RefCell<Value>,
    done: Cell<bool>,
}

impl NativeData for Pairwise {
    taipan_interp::traverses!(source, previous);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.done.get() {
            return Ok(None);
        }
        if self.previous.borrow().is_unbound() {
            match vm.next(&self.source)? {
                Some(first) => drop(self.previous.replace(first)),
                None => {
                    self.done.set(true);
                    return Ok(None);
                }
            }
        }
        match vm.next(&self.source)? {
            Some(next) => {
                let first = self.previous.replace(next.clone());
                Ok(Some(Value::Tuple(Tuple::pair(first, next))))
            }
            None => {
                self.done.set(true);
                drop(self.previous.replace(Value::Unbound));
                Ok(None)
            }
        }
    }
}

fn pairwise_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let source = vm.iter(&positional(vm, args, "pairwise", 1, 1)?[0])?;
    Ok(object(cls, Pairwise { source, previous: RefCell::new(Value::Unbound), done: Cell::new(false) }))
}

struct StarMap {
    function: Value,
    source: Value,
}

impl NativeData for StarMap {
    taipan_interp::traverses!(function, source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        match vm.next(&self.source)? {
            None => Ok(None),
            Some(Value::Tuple(t)) => vm.call(&self.function, &t).map(Some),
            Some(other) => vm.call(&self.function, &vm.collect(&other)?).map(Some),
        }
    }
}

fn starmap_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let a = positional(vm, args, "starmap", 2, 2)?;
    Ok(object(cls, StarMap { function: a[0].clone(), source: vm.iter(&a[1])? }))
}

/// `groupby`. It and its groups read the same source: whoever needs the next item asks for it, and a group ends when
/// the key changes or the outer iterator has moved on.
struct GroupBy {
    source: Value,
    key: Option<Value>,
    /// Key and value of the item read last; unbound before the first, the value also once a group has handed it out.
    current: RefCell<(Value, Value)>,
    /// The key of the group that the outer iterator stands at; unbound before the first.
    target: RefCell<Value>,
    /// Number of the group that may still read.
    live: Cell<u64>,
}

impl GroupBy {
    /// Reads one item; false at the end.
    fn step(&self, vm: &Vm) -> PyResult<bool> {
        let Some(value) = vm.next(&self.source)? else { return Ok(false) };
        let key = match &self.key {
            None => value.clone(),
            Some(f) => vm.call(f, std::slice::from_ref(&value))?,
        };
        let _old = self.current.replace((key, value));
        Ok(true)
    }
}

impl NativeData for GroupBy {
    taipan_interp::traverses!(source, key, current, target);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let number = self.live.get() + 1;
        self.live.set(number);
        // Skip what is left of the group before.
        loop {
            let key = self.current.borrow().0.clone();
            if !key.is_unbound() {
                let target = self.target.borrow().clone();
                if target.is_unbound() || !vm.eq(&target, &key)? {
                    break;
                }
            }
            if !self.step(vm)? {
                return Ok(None);
            }
        }
        let key = self.current.borrow().0.clone();
        let _old = self.target.replace(key.clone());
        let group = Grouper { parent: this.clone(), key: key.clone(), number };
        let group = object(&vm.state(Types::new).grouper, group);
        Ok(Some(Value::Tuple(Tuple::pair(key, group))))
    }
}

fn groupby_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let [iterable, key] = by_name(vm, args, "groupby", [Some("iterable"), Some("key")])?;
    if iterable.is_unbound() {
        return Err(vm.type_error("groupby() missing required argument 'iterable' (pos 1)"));
    }
    Ok(object(
        cls,
        GroupBy {
            source: vm.iter(&iterable)?,
            key: key.some().cloned(),
            current: RefCell::new((Value::Unbound, Value::Unbound)),
            target: RefCell::new(Value::Unbound),
            live: Cell::new(0),
        },
    ))
}

struct Grouper {
    parent: ObjRef,
    key: Value,
    number: u64,
}

impl NativeData for Grouper {
    taipan_interp::traverses!(parent, key);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let Some(parent) = self.parent.get::<GroupBy>() else { return Ok(None) };
        if parent.live.get() != self.number {
            return Ok(None);
        }
        if parent.current.borrow().1.is_unbound() && !parent.step(vm)? {
            return Ok(None);
        }
        let key = parent.current.borrow().0.clone();
        if !vm.eq(&self.key, &key)? {
            return Ok(None);
        }
        let value = std::mem::replace(&mut parent.current.borrow_mut().1, Value::Unbound);
        Ok(if value.is_unbound() { None } else { Some(value) })
    }
}
