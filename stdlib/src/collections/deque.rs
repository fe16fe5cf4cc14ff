//! `deque`: the type, its construction and its iterators. The methods are in `deque_methods`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{NativeDef, TypeDef, method};
use taipan_interp::types::arguments::{self, by_name};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::iterators;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::{Types, deque_methods};
use crate::support::{object, ssize_arg};

pub(super) static DEQUE: TypeDef = TypeDef {
    doc: "A queue with two fast ends.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::SEQUENCE).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: deque_methods::METHODS,
    getset: deque_methods::GETSET,
    ..TypeDef::new("deque", "collections")
};

const ITER: NativeDef = method("__iter__", "(self, /)", iterators::iter_self);
const NEXT: NativeDef = method("__next__", "(self, /)", iterators::next);

pub(super) static ITERATOR: TypeDef = TypeDef {
    layout: Layout::Native(0),
    new: Some(iterator_new),
    methods: &[ITER, NEXT, method("__length_hint__", "(self, /)", hint)],
    ..TypeDef::new("_deque_iterator", "collections")
};

pub(super) static REVERSE_ITERATOR: TypeDef = TypeDef {
    layout: Layout::Native(0),
    new: Some(reverse_new),
    methods: &[ITER, NEXT, method("__length_hint__", "(self, /)", hint)],
    ..TypeDef::new("_deque_reverse_iterator", "collections")
};

/// A double-ended queue.
///
/// `items` is borrowed for single operations only, never while Python code runs or values are dropped.
pub(crate) struct Deque {
    pub(super) items: RefCell<VecDeque<Value>>,
    pub(super) max: Cell<Option<usize>>,
    /// Changes whenever the order or number of items does: iterators that see another one give up.
    pub(super) version: Cell<u64>,
}

impl NativeData for Deque {
    taipan_interp::traverses!(items);

    fn clear(&self) {
        drop(self.items.take());
    }

    fn length(&self) -> Option<usize> {
        Some(self.items.borrow().len())
    }
}

impl Deque {
    pub(super) fn with(items: VecDeque<Value>, max: Option<usize>) -> Deque {
        Deque { items: RefCell::new(items), max: Cell::new(max), version: Cell::new(0) }
    }

    pub(super) fn touch(&self) {
        self.version.set(self.version.get().wrapping_add(1));
    }

    pub(super) fn len(&self) -> usize {
        self.items.borrow().len()
    }

    pub(super) fn snapshot(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    /// Adds on the right; what falls off on the left is handed out.
    #[inline]
    pub(super) fn push_back(&self, v: Value) -> Option<Value> {
        self.touch();
        let mut items = self.items.borrow_mut();
        items.push_back(v);
        match self.max.get() {
            Some(max) if items.len() > max => items.pop_front(),
            _ => None,
        }
    }

    /// Adds on the left; what falls off on the right is handed out.
    #[inline]
    pub(super) fn push_front(&self, v: Value) -> Option<Value> {
        self.touch();
        let mut items = self.items.borrow_mut();
        items.push_front(v);
        match self.max.get() {
            Some(max) if items.len() > max => items.pop_back(),
            _ => None,
        }
    }

    /// Adds all items of an iterable on the right.
    pub(super) fn extend(&self, vm: &Vm, iterable: &Value) -> PyResult<()> {
        vm.for_each(iterable, &mut |v| {
            let _fallen = self.push_back(v);
            Ok(true)
        })
    }
}

/// The deque behind `self`.
#[inline]
pub(super) fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Deque> {
    a[0].native().ok_or_else(|| arguments::bad_receiver(vm, "collections.deque", &a[0]))
}

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(object(cls, Deque::with(VecDeque::new(), None)))
}

pub(super) fn init(vm: &Vm, args: &Args) -> PyResult {
    let deque = this(vm, args.values)?;
    let [iterable, max] = by_name(vm, &args.skip_first(), "deque", [Some("iterable"), Some("maxlen")])?;
    let max = match max.some() {
        None => None,
        Some(v @ (Value::Int(_) | Value::Big(_) | Value::Bool(_))) => {
            let n = usize::try_from(ssize_arg(vm, v)?);
            Some(n.map_err(|_| vm.value_error("maxlen must be non-negative"))?)
        }
        Some(_) => return Err(vm.type_error("an integer is required")),
    };
    deque.max.set(max);
    deque.touch();
    let _old = deque.items.take();
    if let Some(iterable) = iterable.bound() {
        deque.extend(vm, iterable)?;
    }
    Ok(Value::None)
}

/// Iterates a deque in either direction.
struct DequeIter {
    deque: ObjRef,
    /// How many items were handed out.
    at: Cell<usize>,
    version: Cell<u64>,
    backward: bool,
}

impl NativeData for DequeIter {
    taipan_interp::traverses!(deque);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let Some(deque) = self.deque.get::<Deque>() else { return Ok(None) };
        let (items, at) = (deque.items.borrow(), self.at.get());
        if deque.version.get() != self.version.get() {
            self.at.set(usize::MAX);
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        if at >= items.len() {
            return Ok(None);
        }
        self.at.set(at + 1);
        Ok(items.get(if self.backward { items.len() - 1 - at } else { at }).cloned())
    }
}

/// An iterator over the deque `this_`.
pub(super) fn iterator(vm: &Vm, this_: &Value, backward: bool) -> PyResult {
    let (Value::Object(o), deque) = (this_, this(vm, std::slice::from_ref(this_))?) else {
        return Err(arguments::bad_receiver(vm, "collections.deque", this_));
    };
    let types = vm.state(Types::new);
    let class = if backward { &types.deque_reverse } else { &types.deque_iterator };
    Ok(object(class, DequeIter { deque: o.clone(), at: Cell::new(0), version: deque.version.clone(), backward }))
}

fn made(vm: &Vm, args: &Args, backward: bool, name: &str) -> PyResult {
    let a = arguments::positional(vm, args, name, 1, 2)?;
    let it = iterator(vm, &a[0], backward)?;
    if let (Some(skip), Some(it)) = (a.get(1), it.native::<DequeIter>()) {
        it.at.set(usize::try_from(ssize_arg(vm, skip)?).unwrap_or(0));
    }
    Ok(it)
}

fn iterator_new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    made(vm, args, false, "_deque_iterator")
}

fn reverse_new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    made(vm, args, true, "_deque_reverse_iterator")
}

fn hint(_vm: &Vm, a: &[Value]) -> PyResult {
    let left = a[0].native::<DequeIter>().and_then(|it| {
        let deque = it.deque.get::<Deque>()?;
        Some(deque.len().saturating_sub(it.at.get()))
    });
    Ok(Value::from(left.unwrap_or(0)))
}
