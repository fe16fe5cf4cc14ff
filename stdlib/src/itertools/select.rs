//! Iterators that let some items of their source through: `compress`, `dropwhile`, `filterfalse`, `islice`, `takewhile`.

use std::cell::Cell;

use taipan_interp::heap::NativeData;
use taipan_interp::native::TypeDef;
use taipan_interp::types::arguments::{by_name, positional};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::{ITER, NEXT, iterator_type};
use crate::support::object;

iterator_type!(COMPRESS, "compress", compress_new, "The items of data whose selectors are true.");
iterator_type!(DROPWHILE, "dropwhile", dropwhile_new, "The items from the first on for which the predicate is false.");
iterator_type!(TAKEWHILE, "takewhile", takewhile_new, "The items before the first for which the predicate is false.");
iterator_type!(FILTERFALSE, "filterfalse", filterfalse_new, "The items for which the function is false.");
iterator_type!(ISLICE, "islice", islice_new, "A slice of an iterable, without negative indices.");

struct Compress {
    data: Value,
    selectors: Value,
}

impl NativeData for Compress {
    taipan_interp::traverses!(data, selectors);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        loop {
            let (Some(item), Some(selector)) = (vm.next(&self.data)?, vm.next(&self.selectors)?) else {
                return Ok(None);
            };
            if vm.truth(&selector)? {
                return Ok(Some(item));
            }
        }
    }
}

fn compress_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let [data, selectors] = by_name(vm, args, "compress", [Some("data"), Some("selectors")])?;
    for (v, name, pos) in [(&data, "data", 1), (&selectors, "selectors", 2)] {
        if v.is_unbound() {
            return Err(vm.type_error(format!("compress() missing required argument '{name}' (pos {pos})")));
        }
    }
    Ok(object(cls, Compress { data: vm.iter(&data)?, selectors: vm.iter(&selectors)? }))
}

struct DropWhile {
    predicate: Value,
    source: Value,
    started: Cell<bool>,
}

impl NativeData for DropWhile {
    taipan_interp::traverses!(predicate, source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        while let Some(item) = vm.next(&self.source)? {
            if self.started.get() {
                return Ok(Some(item));
            }
            let drop = vm.call(&self.predicate, std::slice::from_ref(&item))?;
            if !vm.truth(&drop)? {
                self.started.set(true);
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

fn dropwhile_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let a = positional(vm, args, "dropwhile", 2, 2)?;
    Ok(object(cls, DropWhile { predicate: a[0].clone(), source: vm.iter(&a[1])?, started: Cell::new(false) }))
}

struct TakeWhile {
    predicate: Value,
    source: Value,
    stopped: Cell<bool>,
}

impl NativeData for TakeWhile {
    taipan_interp::traverses!(predicate, source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.stopped.get() {
            return Ok(None);
        }
        let Some(item) = vm.next(&self.source)? else { return Ok(None) };
        let take = vm.call(&self.predicate, std::slice::from_ref(&item))?;
        if vm.truth(&take)? {
            return Ok(Some(item));
        }
        self.stopped.set(true);
        Ok(None)
    }
}

fn takewhile_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let a = positional(vm, args, "takewhile", 2, 2)?;
    Ok(object(cls, TakeWhile { predicate: a[0].clone(), source: vm.iter(&a[1])?, stopped: Cell::new(false) }))
}

struct FilterFalse {
    /// `None` (and `bool`) ask for the item's own truth.
    predicate: Option<Value>,
    source: Value,
}

impl NativeData for FilterFalse {
    taipan_interp::traverses!(predicate, source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        while let Some(item) = vm.next(&self.source)? {
            let passes = match &self.predicate {
                None => vm.truth(&item)?,
                Some(f) => {
                    let r = vm.call(f, std::slice::from_ref(&item))?;
                    vm.truth(&r)?
                }
            };
            if !passes {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

fn filterfalse_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let a = positional(vm, args, "filterfalse", 2, 2)?;
    let own_truth = a[0].is_none() || a[0].as_type().is_some_and(|t| t.is(&vm.types.bool));
    Ok(object(cls, FilterFalse { predicate: (!own_truth).then(|| a[0].clone()), source: vm.iter(&a[1])? }))
}

struct ISlice {
    source: Value,
    /// Position of the next item to hand out.
    next: Cell<i64>,
    /// `None`: to the end.
    stop: Option<i64>,
    step: i64,
    /// How many items the source has given.
    seen: Cell<i64>,
    done: Cell<bool>,
}

impl NativeData for ISlice {
    taipan_interp::traverses!(source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.done.get() {
            return Ok(None);
        }
        let next = self.next.get();
        while self.seen.get() < next {
            self.seen.set(self.seen.get() + 1);
            if vm.next(&self.source)?.is_none() {
                self.done.set(true);
                return Ok(None);
            }
        }
        if self.stop.is_some_and(|stop| self.seen.get() >= stop) {
            self.done.set(true);
            return Ok(None);
        }
        let Some(item) = vm.next(&self.source)? else {
            self.done.set(true);
            return Ok(None);
        };
        self.seen.set(self.seen.get() + 1);
        let limit = self.stop.unwrap_or(i64::MAX);
        self.next.set(next.checked_add(self.step).map_or(limit, |n| n.min(limit)));
        Ok(Some(item))
    }
}

fn islice_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let a = positional(vm, args, "islice", 2, 4)?;
    // A bound: `Ok(None)` for None, `Err` for what is no int from 0 on.
    let bound = |v: &Value| match v {
        Value::None => Ok(None),
        v => match vm.index(v) {
            Ok(Value::Int(i)) if i >= 0 => Ok(Some(i)),
            _ => Err(()),
        },
    };
    let bad_indices = || vm.value_error("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    // CPython's words for a negative end, -1 apart, are those for a bad start.
    let bad_stop = |v: &Value| match vm.index(v) {
        Ok(Value::Int(i)) if i < -1 => bad_indices(),
        _ => vm.value_error("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."),
    };
    let (start, stop) = if a.len() == 2 {
        (0, bound(&a[1]).map_err(|()| bad_stop(&a[1]))?)
    } else {
        let stop = bound(&a[2]).map_err(|()| bad_stop(&a[2]))?;
        (bound(&a[1]).map_err(|()| bad_indices())?.unwrap_or(0), stop)
    };
    let step = match a.get(3).map(bound) {
        None => 1,
        Some(Ok(step)) if step != Some(0) => step.unwrap_or(1),
        Some(_) => return Err(vm.value_error("Step for islice() must be a positive integer or None.")),
    };
    let source = vm.iter(&a[0])?;
    let slice = ISlice { source, next: Cell::new(start), stop, step, seen: Cell::new(0), done: Cell::new(false) };
    Ok(object(cls, slice))
}
