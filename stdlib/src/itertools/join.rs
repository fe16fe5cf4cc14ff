//! Iterators over several sources: `chain` one after the other, `zip_longest` side by side.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::NativeData;
use taipan_interp::native::{TypeDef, class_method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::generic_alias;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::{ITER, NEXT, iterator_type, only_keyword};
use crate::support::object;

iterator_type!(
    CHAIN,
    "chain",
    chain_new,
    "The items of the first iterable, then those of the second, and so on.",
    class_method("from_iterable", "(type, iterable, /)", from_iterable),
    class_method("__class_getitem__", "(type, object, /)", class_getitem)
);
iterator_type!(
    ZIP_LONGEST,
    "zip_longest",
    zip_longest_new,
    "Tuples of items side by side, as long as the longest source."
);

fn class_getitem(vm: &Vm, a: &[Value]) -> PyResult {
    generic_alias::make(vm, &a[0], &a[1])
}

struct Chain {
    /// Hands out the iterables; unbound once it is exhausted.
    sources: RefCell<Value>,
    /// The iterator in use; unbound between two.
    active: RefCell<Value>,
}

impl NativeData for Chain {
    taipan_interp::traverses!(sources, active);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        loop {
            let active = self.active.borrow().clone();
            if !active.is_unbound() {
                if let Some(item) = vm.next(&active)? {
                    return Ok(Some(item));
                }
                let _gone = self.active.replace(Value::Unbound);
            }
            let sources = self.sources.borrow().clone();
            if sources.is_unbound() {
                return Ok(None);
            }
            let next = match vm.next(&sources) {
                Ok(Some(iterable)) => vm.iter(&iterable),
                Ok(None) => {
                    let _gone = self.sources.replace(Value::Unbound);
                    return Ok(None);
                }
                Err(e) => Err(e),
            };
            match next {
                Ok(it) => {
                    let _old = self.active.replace(it);
                }
                Err(e) => {
                    let _gone = self.sources.replace(Value::Unbound);
                    return Err(e);
                }
            }
        }
    }
}

fn chain(cls: &TypeRef, sources: Value) -> Value {
    object(cls, Chain { sources: RefCell::new(sources), active: RefCell::new(Value::Unbound) })
}

fn chain_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("chain() takes no keyword arguments"));
    }
    Ok(chain(cls, vm.iter(&Value::Tuple(Tuple::from_slice(args.values)))?))
}

fn from_iterable(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(cls) = a[0].as_type() else { return Err(vm.type_error("from_iterable() needs a type")) };
    Ok(chain(cls, vm.iter(&a[1])?))
}

struct ZipLongest {
    /// Unbound where a source is exhausted.
    sources: RefCell<Vec<Value>>,
    active: Cell<usize>,
    fill: Value,
}

impl NativeData for ZipLongest {
    taipan_interp::traverses!(sources, fill);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let n = self.sources.borrow().len();
        if self.active.get() == 0 {
            return Ok(None);
        }
        let mut items = Vec::with_capacity(n);
        for i in 0..n {
            let source = self.sources.borrow()[i].clone();
            if source.is_unbound() {
                items.push(self.fill.clone());
                continue;
            }
            match vm.next(&source) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => {
                    self.active.set(self.active.get().saturating_sub(1));
                    if self.active.get() == 0 {
                        return Ok(None);
                    }
                    items.push(self.fill.clone());
                    let _gone = std::mem::replace(&mut self.sources.borrow_mut()[i], Value::Unbound);
                }
                Err(e) => {
                    self.active.set(0);
                    return Err(e);
                }
            }
        }
        Ok(Some(Value::tuple(items)))
    }
}

fn zip_longest_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let fill = only_keyword(vm, args, "zip_longest", "fillvalue")?.unwrap_or(Value::None);
    let sources: Vec<Value> = args.pos().iter().map(|v| vm.iter(v)).collect::<PyResult<_>>()?;
    let active = Cell::new(sources.len());
    Ok(object(cls, ZipLongest { sources: RefCell::new(sources), active, fill }))
}
