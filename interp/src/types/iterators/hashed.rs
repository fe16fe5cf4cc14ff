//! Iterators over dicts and sets. They notice when the size changes under way.

use std::cell::{Cell, RefCell};

use super::{Remaining, builtin_iter, hint, iterator_methods, reduced};
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{NativeDef, TypeDef, method};
use crate::types::arguments;
use crate::types::dict::Dict;
use crate::types::dict::views::{Kind, pair};
use crate::types::set::Set;
use crate::value::Value;
use crate::vm::Vm;

/// No dict has this size: an iterator that complained once complains again.
const BROKEN: usize = usize::MAX;

/// An iterator over a dict's keys, values or items.
pub struct DictIter {
    dict: RefCell<Option<Ref<Dict>>>,
    kind: Kind,
    backward: bool,
    /// The position that comes next; backwards, one past it.
    at: Cell<usize>,
    /// How many entries the dict had at the beginning.
    size: Cell<usize>,
    left: Cell<usize>,
}

impl DictIter {
    /// First entry first.
    pub fn forward(dict: Ref<Dict>, kind: Kind) -> Self {
        let start = dict.borrow().first().unwrap_or(0);
        Self::new(dict, kind, false, start)
    }

    /// Last entry first.
    pub fn backward(dict: Ref<Dict>, kind: Kind) -> Self {
        let end = dict.borrow().positions();
        Self::new(dict, kind, true, end)
    }

    fn new(dict: Ref<Dict>, kind: Kind, backward: bool, at: usize) -> Self {
        let size = dict.len();
        DictIter {
            dict: RefCell::new(Some(dict)),
            kind,
            backward,
            at: Cell::new(at),
            size: Cell::new(size),
            left: Cell::new(size),
        }
    }

    fn finish(&self) {
        let done = self.dict.take();
        drop(done);
    }

    /// The next entry in the direction of the iteration.
    fn advance(&self, dict: &Dict) -> Option<Value> {
        let data = dict.borrow();
        let mut at = self.at.get();
        let entry = if self.backward {
            at = at.min(data.positions());
            loop {
                at = at.checked_sub(1)?;
                if let Some(e) = data.at(at) {
                    break e;
                }
            }
        } else {
            loop {
                if at >= data.positions() {
                    return None;
                }
                at += 1;
                if let Some(e) = data.at(at - 1) {
                    break e;
                }
            }
        };
        self.at.set(at);
        Some(match self.kind {
            Kind::Keys => entry.key.clone(),
            Kind::Values => entry.value.clone(),
            Kind::Items => pair(entry.key.clone(), entry.value.clone()),
        })
    }
}

impl NativeData for DictIter {
    crate::traverses!(dict);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let dict = self.dict.borrow();
        let Some(d) = &*dict else { return Ok(None) };
        if d.len() != self.size.get() {
            self.size.set(BROKEN);
            return Err(vm.runtime_error("dictionary changed size during iteration"));
        }
        let item = self.advance(d);
        drop(dict);
        match item {
            // As many keys as before, but this one was added since.
            Some(_) if self.left.get() == 0 => {
                self.finish();
                Err(vm.runtime_error("dictionary keys changed during iteration"))
            }
            Some(v) => {
                self.left.set(self.left.get() - 1);
                Ok(Some(v))
            }
            None => {
                self.finish();
                Ok(None)
            }
        }
    }
}

impl Remaining for DictIter {
    fn remaining(&self, _vm: &Vm) -> PyResult {
        let intact = self.dict.borrow().as_ref().is_some_and(|d| d.len() == self.size.get());
        Ok(Value::from(if intact { self.left.get() } else { 0 }))
    }
}

const DICT_METHODS: &[NativeDef] =
    iterator_methods![hint::<DictIter>(), method("__reduce__", "(self, /)", dict_reduce)];

/// A list of what is left; the iterator itself stays where it is.
fn dict_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = a[0].native::<DictIter>().ok_or_else(|| arguments::bad_receiver(vm, "dict_keyiterator", &a[0]))?;
    let at = it.at.get();
    let mut left = Vec::new();
    let dict = it.dict.borrow().clone();
    if let Some(d) = dict {
        while let Some(item) = it.advance(&d) {
            left.push(item);
        }
    }
    it.at.set(at);
    Ok(reduced(builtin_iter(vm)?, vec![Value::list(left)], None))
}

const fn dict_table(name: &'static str) -> TypeDef {
    TypeDef { methods: DICT_METHODS, ..TypeDef::new(name, "builtins") }
}

/// The table of `dict_keyiterator`.
pub const DICT_KEYITERATOR: TypeDef = dict_table("dict_keyiterator");
/// The table of `dict_valueiterator`.
pub const DICT_VALUEITERATOR: TypeDef = dict_table("dict_valueiterator");
/// The table of `dict_itemiterator`.
pub const DICT_ITEMITERATOR: TypeDef = dict_table("dict_itemiterator");
/// The table of `dict_reversekeyiterator`.
pub const DICT_REVERSEKEYITERATOR: TypeDef = dict_table("dict_reversekeyiterator");
/// The table of `dict_reversevalueiterator`.
pub const DICT_REVERSEVALUEITERATOR: TypeDef = dict_table("dict_reversevalueiterator");
/// The table of `dict_reverseitemiterator`.
pub const DICT_REVERSEITEMITERATOR: TypeDef = dict_table("dict_reverseitemiterator");

/// An iterator over a set.
pub struct SetIter {
    set: RefCell<Option<Ref<Set>>>,
    at: Cell<usize>,
    size: Cell<usize>,
    left: Cell<usize>,
}

impl SetIter {
    /// From the first item.
    pub fn new(set: Ref<Set>) -> Self {
        let size = set.len();
        SetIter { set: RefCell::new(Some(set)), at: Cell::new(0), size: Cell::new(size), left: Cell::new(size) }
    }
}

impl NativeData for SetIter {
    crate::traverses!(set);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let set = self.set.borrow();
        let Some(s) = &*set else { return Ok(None) };
        if s.len() != self.size.get() {
            self.size.set(BROKEN);
            return Err(vm.runtime_error("Set changed size during iteration"));
        }
        if let Some((next, _, item)) = s.next_from(self.at.get()) {
            self.at.set(next);
            self.left.set(self.left.get().saturating_sub(1));
            return Ok(Some(item));
        }
        drop(set);
        let done = self.set.take();
        drop(done);
        Ok(None)
    }
}

impl Remaining for SetIter {
    fn remaining(&self, _vm: &Vm) -> PyResult {
        let intact = self.set.borrow().as_ref().is_some_and(|s| s.len() == self.size.get());
        Ok(Value::from(if intact { self.left.get() } else { 0 }))
    }
}

/// The table of `set_iterator`.
pub const SET_ITERATOR: TypeDef = TypeDef {
    methods: iterator_methods![hint::<SetIter>(), method("__reduce__", "(self, /)", set_reduce)],
    ..TypeDef::new("set_iterator", "builtins")
};

fn set_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = a[0].native::<SetIter>().ok_or_else(|| arguments::bad_receiver(vm, "set_iterator", &a[0]))?;
    let mut left = Vec::new();
    let set = it.set.borrow().clone();
    if let Some(s) = set {
        let mut at = it.at.get();
        while let Some((next, _, item)) = s.next_from(at) {
            left.push(item);
            at = next;
        }
    }
    Ok(reduced(builtin_iter(vm)?, vec![Value::list(left)], None))
}
