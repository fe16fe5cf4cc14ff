//! Iterators without an end of their own: `count`, `cycle`, `repeat`.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::NativeData;
use taipan_interp::native::{TypeDef, method};
use taipan_interp::tree::BinOp;
use taipan_interp::types::arguments::{by_name, positional};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::{ITER, NEXT, iterator_type};
use crate::support::{object, ssize_arg};

iterator_type!(
    COUNT,
    "count",
    count_new,
    "Values start, start + step, start + 2 * step and so on.",
    method("__repr__", "(self, /)", count_repr)
);
iterator_type!(CYCLE, "cycle", cycle_new, "The items of an iterable, again and again.");
iterator_type!(
    REPEAT,
    "repeat",
    repeat_new,
    "The same object, again and again or a number of times.",
    method("__repr__", "(self, /)", repeat_repr),
    method("__length_hint__", "(self, /)", repeat_hint)
);

struct Count {
    next: RefCell<Value>,
    step: Value,
}

impl NativeData for Count {
    taipan_interp::traverses!(next, step);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let current = {
            let mut next = self.next.borrow_mut();
            if let (Value::Int(n), Value::Int(step)) = (&*next, &self.step)
                && let Some(sum) = n.checked_add(*step)
            {
                return Ok(Some(std::mem::replace(&mut *next, Value::Int(sum))));
            }
            next.clone()
        };
        let sum = vm.binary(BinOp::Add, &current, &self.step)?;
        let _old = self.next.replace(sum);
        Ok(Some(current))
    }
}

fn is_number(vm: &Vm, v: &Value) -> bool {
    let n = &vm.names;
    matches!(v, Value::Int(_) | Value::Float(_))
        || [&n.__index__, &n.__float__, &n.__int__, &n.__complex__].iter().any(|m| vm.lookup_special(v, m).is_some())
}

fn count_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let [start, step] = by_name(vm, args, "count", [Some("start"), Some("step")])?;
    let start = start.bound().cloned().unwrap_or(Value::Int(0));
    let step = step.bound().cloned().unwrap_or(Value::Int(1));
    if !is_number(vm, &start) || !is_number(vm, &step) {
        return Err(vm.type_error("a number is required"));
    }
    let plain = |v: Value| if let Value::Bool(b) = v { Value::Int(i64::from(b)) } else { v };
    Ok(object(cls, Count { next: RefCell::new(plain(start)), step: plain(step) }))
}

fn count_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(c) = a[0].native::<Count>() else { return Ok(Value::None) };
    let next = c.next.borrow().clone();
    let (name, next) = (vm.class_of(&a[0]).name(), vm.repr(&next)?);
    if matches!(c.step, Value::Int(1)) {
        return Ok(Value::from(format!("{name}({next})")));
    }
    Ok(Value::from(format!("{name}({next}, {})", vm.repr(&c.step)?)))
}

struct Cycle {
    source: Value,
    /// What the source has handed out.
    saved: RefCell<Vec<Value>>,
    /// The source is exhausted; from here on items come from `saved`, starting at this position.
    at: Cell<Option<usize>>,
}

impl NativeData for Cycle {
    taipan_interp::traverses!(source, saved);

    fn clear(&self) {
        drop(self.saved.take());
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.at.get().is_none() {
            if let Some(v) = vm.next(&self.source)? {
                self.saved.borrow_mut().push(v.clone());
                return Ok(Some(v));
            }
            self.at.set(Some(0));
        }
        let saved = self.saved.borrow();
        let at = self.at.get().unwrap_or(0);
        self.at.set(Some(if at + 1 < saved.len() { at + 1 } else { 0 }));
        Ok(saved.get(at).cloned())
    }
}

fn cycle_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let source = vm.iter(&positional(vm, args, "cycle", 1, 1)?[0])?;
    Ok(object(cls, Cycle { source, saved: RefCell::default(), at: Cell::new(None) }))
}

struct Repeat {
    item: Value,
    /// How often still; `None`: forever.
    left: Cell<Option<i64>>,
}

impl NativeData for Repeat {
    taipan_interp::traverses!(item);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        match self.left.get() {
            Some(0) => return Ok(None),
            Some(n) => self.left.set(Some(n - 1)),
            None => {}
        }
        Ok(Some(self.item.clone()))
    }
}

fn repeat_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let [item, times] = by_name(vm, args, "repeat", [Some("object"), Some("times")])?;
    if item.is_unbound() {
        return Err(vm.type_error("repeat() missing required argument 'object' (pos 1)"));
    }
    let left = times.bound().map(|t| ssize_arg(vm, t)).transpose()?.map(|n| n.max(0));
    Ok(object(cls, Repeat { item, left: Cell::new(left) }))
}

fn repeat_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(r) = a[0].native::<Repeat>() else { return Ok(Value::None) };
    let (name, item) = (vm.class_of(&a[0]).name(), vm.repr(&r.item)?);
    Ok(Value::from(match r.left.get() {
        Some(n) => format!("{name}({item}, {n})"),
        None => format!("{name}({item})"),
    }))
}

fn repeat_hint(vm: &Vm, a: &[Value]) -> PyResult {
    match a[0].native::<Repeat>().and_then(|r| r.left.get()) {
        Some(n) => Ok(Value::Int(n)),
        None => Err(vm.type_error("len() of unsized object")),
    }
}
