//! `tee`: several iterators over one source.
//!
//! The items read from the source stand in a list of blocks; each iterator holds the block that it reads and a position
//! in it. A block that no iterator will read again has no owner left and goes away with its items.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::{NativeData, Traverse, Visitor};
use taipan_interp::native::{TypeDef, method};
use taipan_interp::types::arguments::positional;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::{ITER, NEXT, Types};
use crate::support::{object, ssize_arg};

/// The type of the iterators.
pub(super) static TEE: TypeDef = TypeDef {
    doc: "An iterator that can be copied.",
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF,
    new: Some(tee_new),
    methods: &[ITER, NEXT, method("__copy__", "(self, /)", copy)],
    ..TypeDef::new("_tee", "itertools")
};

/// Items a block. Larger ones keep items alive longer than needed, smaller ones cost an allocation more often.
const BLOCK: usize = 57;

/// What all iterators of a tee share.
struct Source {
    iterator: Value,
    /// The source is being asked for an item: whoever asks now would get items out of order.
    running: Cell<bool>,
}

#[derive(Default)]
struct Block {
    items: RefCell<Vec<Value>>,
    next: RefCell<Option<Rc<Block>>>,
}

impl Drop for Block {
    fn drop(&mut self) {
        // One after the other: dropping a long list block within block would exhaust the native stack.
        let mut next = self.next.take();
        while let Some(block) = next {
            next = Rc::into_inner(block).and_then(|b| b.next.take());
        }
    }
}

struct Tee {
    source: Rc<Source>,
    block: RefCell<Rc<Block>>,
    at: Cell<usize>,
}

impl Traverse for Source {
    taipan_interp::traverses!(iterator);
}

impl NativeData for Tee {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.source.traverse(v);
        let Ok(block) = self.block.try_borrow().map(|b| b.clone()) else { return };
        let mut next = Some(block);
        // One after the other, as they are dropped.
        while let Some(block) = next.filter(|b| v.meets(b, 1)) {
            block.items.traverse(v);
            next = block.next.try_borrow().ok().and_then(|n| n.clone());
        }
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.at.get() == BLOCK {
            let next = self.block.borrow().next.borrow_mut().get_or_insert_default().clone();
            let _old = self.block.replace(next);
            self.at.set(0);
        }
        let block = self.block.borrow().clone();
        let at = self.at.get();
        let kept = block.items.borrow().get(at).cloned();
        if let Some(item) = kept {
            self.at.set(at + 1);
            return Ok(Some(item));
        }
        if self.source.running.replace(true) {
            return Err(vm.runtime_error("cannot re-enter the tee iterator"));
        }
        let item = vm.next(&self.source.iterator);
        self.source.running.set(false);
        let item = item?;
        if let Some(item) = &item {
            block.items.borrow_mut().push(item.clone());
            self.at.set(at + 1);
        }
        Ok(item)
    }
}

impl Tee {
    fn another(&self) -> Tee {
        Tee { source: self.source.clone(), block: self.block.clone(), at: self.at.clone() }
    }

    fn over(vm: &Vm, iterable: &Value) -> PyResult<Tee> {
        let iterator = vm.iter(iterable)?;
        if let Some(tee) = iterator.native::<Tee>() {
            return Ok(tee.another());
        }
        let source = Rc::new(Source { iterator, running: Cell::new(false) });
        Ok(Tee { source, block: RefCell::default(), at: Cell::new(0) })
    }
}

pub(super) fn tee(vm: &Vm, a: &[Value]) -> PyResult {
    let n = a[1].bound().map_or(Ok(2), |n| ssize_arg(vm, n))?;
    if n < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    if n == 0 {
        return Ok(Value::tuple(Vec::new()));
    }
    let ty = &vm.state(Types::new).tee;
    let first = Tee::over(vm, &a[0])?;
    let mut all = Vec::new();
    for _ in 1..n {
        all.push(object(ty, first.another()));
    }
    all.insert(0, object(ty, first));
    Ok(Value::tuple(all))
}

fn tee_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    Ok(object(cls, Tee::over(vm, &positional(vm, args, "_tee", 1, 1)?[0])?))
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    match a[0].native::<Tee>() {
        Some(t) => Ok(object(&vm.state(Types::new).tee, t.another())),
        None => Err(vm.type_error("__copy__() needs a tee iterator")),
    }
}
