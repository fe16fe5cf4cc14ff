//! The object's end of weak references: who is to be told when it dies.
//!
//! The `weakref` module's objects are built on [`WeakSlot::register`]; this file knows nothing of them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::value::{Value, WeakValue};
use crate::vm::pending::{Pending, PendingWork};

/// Shared between an object and the weak references to it.
pub struct WeakLink {
    target: RefCell<Option<WeakValue>>,
    /// (the weak reference object, its callback), in order of creation.
    watchers: RefCell<Vec<(WeakValue, Value)>>,
    pending: Rc<Pending>,
}

impl WeakLink {
    /// The object, while it lives.
    pub fn target(&self) -> Option<Value> {
        self.target.borrow().as_ref().map(WeakValue::upgrade)
    }

    /// Registers a reference; with a callback that is not None, `callback(reference)` is called when the object dies.
    /// `reference` must call [`WeakLink::unwatch`] when it dies first.
    pub fn watch(&self, reference: &Value, callback: Value) {
        self.watchers.borrow_mut().push((WeakValue::new(reference), callback));
    }

    /// The registered references whose callbacks pass, in order of creation.
    pub fn references(&self, passes: impl Fn(&Value) -> bool) -> Vec<Value> {
        self.watchers.borrow().iter().filter(|(_, callback)| passes(callback)).map(|(r, _)| r.upgrade()).collect()
    }

    /// The callback of the reference at this address.
    pub fn callback(&self, reference_addr: usize) -> Option<Value> {
        self.watchers.borrow().iter().find(|(r, _)| r.addr() == reference_addr).map(|(_, callback)| callback.clone())
    }

    /// Forgets the reference at this address.
    pub fn unwatch(&self, reference_addr: usize) {
        let mut gone = Vec::new();
        self.watchers.borrow_mut().retain_mut(|(r, callback)| {
            let keep = r.addr() != reference_addr;
            if !keep {
                gone.push(std::mem::replace(callback, Value::None));
            }
            keep
        });
    }
}

/// A field of every object that can be weakly referenced.
#[derive(Default)]
pub struct WeakSlot(Cell<Option<Rc<WeakLink>>>);

impl WeakSlot {
    /// The link to `owner`, the object that this slot is a field of.
    pub fn register(&self, owner: &Value, pending: &Rc<Pending>) -> Rc<WeakLink> {
        if let Some(link) = self.link() {
            return link;
        }
        let link = Rc::new(WeakLink {
            target: RefCell::new(Some(WeakValue::new(owner))),
            watchers: RefCell::default(),
            pending: pending.clone(),
        });
        self.0.set(Some(link.clone()));
        link
    }

    /// The existing link, if there is one.
    pub fn link(&self) -> Option<Rc<WeakLink>> {
        let link = self.0.take();
        self.0.set(link.clone());
        link
    }

    /// The object dies: references go dead, callbacks are queued, latest first (as CPython calls them).
    #[inline(always)]
    pub fn clear(&self) {
        if let Some(link) = self.0.take() {
            tell_watchers(&link);
        }
    }
}

#[cold]
fn tell_watchers(link: &WeakLink) {
    link.target.replace(None);
    for (reference, callback) in link.watchers.take().into_iter().rev() {
        if !callback.is_none() {
            link.pending.push(PendingWork::Call(callback, reference.upgrade()));
        }
    }
}
