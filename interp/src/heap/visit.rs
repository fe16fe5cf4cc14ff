//! Which references an object holds: [`Visitor`], what is told of them, and [`Traverse`], what can tell.
//!
//! The rule for whoever implements `traverse`: name every counted reference that the object owns, once. One that is left
//! out keeps what it refers to alive for good if that is part of a cycle; one that is named twice makes the collector
//! take what is in use for garbage, and empty it.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::ptr::NonNull;
use std::rc::Rc;

use super::held::Counted;
use super::native;
use super::refs;
use super::{Held, ObjRef, Object, Pool, Ref};
use crate::types::tuple::Tuple;
use crate::types::weak::WeakSlot;
use crate::value::Value;

/// What the collector does with a block of one kind. All take the block of an object of that kind that lives.
pub(super) struct Kind {
    pub(super) traverse: unsafe fn(NonNull<u8>, &mut Visitor<'_>),
    pub(super) clear: unsafe fn(NonNull<u8>),
    /// Queues its finaliser, if it has one that has not run.
    pub(super) finalize: unsafe fn(NonNull<u8>),
    pub(super) weak: unsafe fn(NonNull<u8>, &mut dyn FnMut(&WeakSlot)),
    /// The object as a value; `None` for what Python never sees. The reference is counted.
    pub(super) value: unsafe fn(NonNull<u8>) -> Option<Value>,
    /// Drops a counted reference.
    pub(super) release: unsafe fn(NonNull<u8>),
    /// In which order objects were made: the lower bits of their number.
    pub(super) made: unsafe fn(NonNull<u8>) -> u32,
}

/// What the references that an object holds are told to.
pub struct Visitor<'a> {
    pub(super) sink: &'a mut dyn Sink,
}

/// The receiving end of a [`Visitor`].
pub(super) trait Sink {
    /// A reference to an object in a slab.
    fn block(&mut self, block: NonNull<u8>);

    /// A reference to a tuple that may hold something that matters.
    fn tuple(&mut self, tuple: &Tuple);

    /// One of `count` references to something at this address that is no object. True when what it holds is to be told
    /// now.
    fn shared(&mut self, addr: usize, count: usize) -> bool;

    /// A reference to something that holds no others.
    fn leaf(&mut self, _value: &Value) {}
}

impl Visitor<'_> {
    /// A reference to an object.
    #[inline]
    pub fn object<T: Object>(&mut self, r: &Ref<T>) {
        if !matches!(T::POOL, Pool::Leaf) {
            self.sink.block(refs::block_of(r));
        }
    }

    /// A reference to a native object.
    #[inline]
    pub fn native(&mut self, o: &ObjRef) {
        if let Some(block) = native::block_of(o) {
            self.sink.block(block);
        }
    }

    /// A reference to a tuple.
    #[inline]
    pub fn tuple(&mut self, t: &Tuple) {
        self.sink.tuple(t);
    }

    /// One of the references to what several own; the caller made `clones` more for itself. True when what it holds is
    /// to be told now.
    pub fn meets<T: ?Sized>(&mut self, shared: &Rc<T>, clones: usize) -> bool {
        self.sink.shared(Rc::as_ptr(shared).cast::<()>() as usize, Rc::strong_count(shared) - clones)
    }

    /// A value that an object holds.
    #[inline]
    pub fn value(&mut self, v: &Value) {
        match v {
            Value::Tuple(t) => self.tuple(t),
            Value::List(r) => self.object(r),
            Value::Dict(r) => self.object(r),
            Value::Set(r) => self.object(r),
            Value::Slice(r) => self.object(r),
            Value::Function(r) => self.object(r),
            Value::Native(r) => self.object(r),
            Value::Method(r) => self.object(r),
            Value::Type(r) => self.object(r),
            Value::Instance(r) => self.object(r),
            Value::Exception(r) => self.object(r),
            Value::Gen(r) => self.object(r),
            Value::Module(r) => self.object(r),
            Value::Cell(r) => self.object(r),
            Value::Object(o) => self.native(o),
            Value::Unbound => {}
            leaf => self.sink.leaf(leaf),
        }
    }
}

/// True when an object that only this value refers to could be part of a cycle.
pub(super) fn matters(v: &Value) -> bool {
    matches!(
        v,
        Value::Tuple(_)
            | Value::List(_)
            | Value::Dict(_)
            | Value::Set(_)
            | Value::Slice(_)
            | Value::Function(_)
            | Value::Native(_)
            | Value::Method(_)
            | Value::Type(_)
            | Value::Instance(_)
            | Value::Exception(_)
            | Value::Gen(_)
            | Value::Module(_)
            | Value::Cell(_)
            | Value::Object(_)
    )
}

/// Something that owns references.
pub trait Traverse {
    /// Tells `v` of each, once.
    fn traverse(&self, v: &mut Visitor<'_>);
}

impl Traverse for Value {
    #[inline]
    fn traverse(&self, v: &mut Visitor<'_>) {
        v.value(self);
    }
}

impl<T: Object> Traverse for Ref<T> {
    #[inline]
    fn traverse(&self, v: &mut Visitor<'_>) {
        v.object(self);
    }
}

impl Traverse for ObjRef {
    #[inline]
    fn traverse(&self, v: &mut Visitor<'_>) {
        v.native(self);
    }
}

impl Traverse for Tuple {
    #[inline]
    fn traverse(&self, v: &mut Visitor<'_>) {
        v.tuple(self);
    }
}

impl<T: Traverse> Traverse for Option<T> {
    #[inline]
    fn traverse(&self, v: &mut Visitor<'_>) {
        if let Some(inner) = self {
            inner.traverse(v);
        }
    }
}

impl<T: Traverse> Traverse for [T] {
    fn traverse(&self, v: &mut Visitor<'_>) {
        for item in self {
            item.traverse(v);
        }
    }
}

impl<T: Traverse> Traverse for Vec<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.as_slice().traverse(v);
    }
}

impl<T: Traverse> Traverse for VecDeque<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.iter().for_each(|item| item.traverse(v));
    }
}

impl<T: Traverse + ?Sized> Traverse for Box<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        (**self).traverse(v);
    }
}

/// What several share is theirs once all of them were met.
impl<T: Traverse + ?Sized> Traverse for Rc<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        if v.meets(self, 0) {
            (**self).traverse(v);
        }
    }
}

/// What is being changed counts as in use.
impl<T: Traverse> Traverse for RefCell<T> {
    #[inline]
    fn traverse(&self, v: &mut Visitor<'_>) {
        if let Ok(inner) = self.try_borrow() {
            inner.traverse(v);
        }
    }
}

impl<T: Traverse> Traverse for OnceCell<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        if let Some(inner) = self.get() {
            inner.traverse(v);
        }
    }
}

impl<T: Traverse + Default> Traverse for Cell<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        let inner = self.take();
        inner.traverse(v);
        self.set(inner);
    }
}

impl<T: Traverse + Counted> Traverse for Held<T> {
    #[inline]
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.with(|inner| inner.traverse(v));
    }
}

impl<A: Traverse, B: Traverse> Traverse for (A, B) {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.0.traverse(v);
        self.1.traverse(v);
    }
}
