//! Exception objects and tracebacks.

use std::cell::{Cell, RefCell};

use crate::heap::{ObjRef, Object, Pool, Ref, Traverse, Visitor};
use crate::source::Span;
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::code::Code;
use crate::types::instance::AttrSlot;
use crate::types::tuple::Tuple;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::pending::PendingWork;

/// An instance of BaseException or a class derived from it.
pub struct Exception {
    pub class: RefCell<TypeRef>,
    pub args: RefCell<Tuple>,
    pub cause: RefCell<Option<Ref<Exception>>>,
    pub context: RefCell<Option<Ref<Exception>>>,
    /// `raise … from …` was used: the context is not shown.
    pub suppress_context: Cell<bool>,
    pub traceback: RefCell<Option<Ref<Traceback>>>,
    /// What particular exceptions have beside `args`, by the index their getters use: see `types::exceptions`.
    pub fields: RefCell<Vec<Value>>,
    pub attrs: AttrSlot,
    pub weak: WeakSlot,
    /// Made by native code and not yet seen by a frame: the first frame sets its context.
    pub fresh: Cell<bool>,
    /// On its way into a generator, by `throw`: what that handles itself becomes its context.
    pub thrown: Cell<bool>,
    pub finalized: Cell<bool>,
}

impl Object for Exception {
    const POOL: Pool = Pool::Exception;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.class.traverse(v);
        self.args.traverse(v);
        self.cause.traverse(v);
        self.context.traverse(v);
        self.traceback.traverse(v);
        self.fields.traverse(v);
        self.attrs.traverse(v);
    }

    fn clear(&self) {
        drop(self.args.replace(Tuple::new(Vec::new())));
        drop(self.cause.take());
        drop(self.context.take());
        drop(self.traceback.take());
        drop(self.fields.take());
        self.attrs.clear();
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Exception(this.clone()))
    }

    fn before_free(this: &Ref<Self>) -> bool {
        let class = this.class.borrow();
        if !class.has(TypeFlags::DEL) || this.finalized.get() {
            return true;
        }
        this.finalized.set(true);
        class.pending.push(PendingWork::Finalize(Value::Exception(this.clone())));
        false
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}

impl Exception {
    /// An exception of `class` with these arguments.
    pub fn new(class: TypeRef, args: Tuple) -> Exception {
        Exception {
            attrs: AttrSlot::default(),
            class: RefCell::new(class),
            args: RefCell::new(args),
            cause: RefCell::default(),
            context: RefCell::default(),
            suppress_context: Cell::new(false),
            traceback: RefCell::default(),
            fields: RefCell::default(),
            weak: WeakSlot::default(),
            fresh: Cell::new(false),
            thrown: Cell::new(false),
            finalized: Cell::new(false),
        }
    }

    /// The class.
    #[inline]
    pub fn class(&self) -> TypeRef {
        self.class.borrow().clone()
    }

    /// A field by index; `None` (Python's) when it was never set.
    pub fn field(&self, index: usize) -> Value {
        match self.fields.borrow().get(index) {
            Some(v) if !v.is_unbound() => v.clone(),
            _ => Value::None,
        }
    }

    /// Sets a field.
    pub fn set_field(&self, index: usize, value: Value) {
        let mut fields = self.fields.borrow_mut();
        while fields.len() <= index {
            fields.push(Value::Unbound);
        }
        let old = std::mem::replace(&mut fields[index], value);
        drop(fields);
        drop(old);
    }
}

/// One line of a traceback: where a frame was when the exception passed through it.
pub struct Traceback {
    /// Towards the place where the exception was raised.
    pub next: RefCell<Option<Ref<Traceback>>>,
    /// The frame object (`types::frame`).
    pub frame: ObjRef,
    /// The code that the frame ran.
    pub code: Ref<Code>,
    pub span: Cell<Span>,
    /// Overrides the line that `span` says (tracebacks made by `types.TracebackType`).
    pub line: Cell<u32>,
    /// The object that stands for the entry in Python, while there is one.
    pub object: RefCell<Option<std::rc::Rc<crate::types::weak::WeakLink>>>,
}

impl Object for Traceback {
    const POOL: Pool = Pool::Traceback;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.next.traverse(v);
        self.frame.traverse(v);
    }

    fn clear(&self) {
        drop(self.next.take());
    }
}
