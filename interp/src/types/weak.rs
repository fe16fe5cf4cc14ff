//! The object's end of weak references: who is to be told when it dies.
//!
//! The `weakref` module's objects are built on [`WeakSlot::register`]; this file knows nothing of them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::heap::Held;
use crate::value::{Value, WeakValue};
use crate::vm::pending::{Pending, PendingWork};

/// The callback of a weak reference. The reference holds it too: that is where the collector meets it.
pub type Callback = Rc<Held<Value>>;

struct Watcher {
    /// The weak reference object.
    reference: WeakValue,
    callback: Option<Callback>,
}

/// Shared between an object and the weak references to it.
pub struct WeakLink {
    target: RefCell<Option<WeakValue>>,
    /// In order of creation.
    watchers: RefCell<Vec<Watcher>>,
    pending: Rc<Pending>,
}

impl WeakLink {
    /// The object, while it lives.
    pub fn target(&self) -> Option<Value> {
        self.target.borrow().as_ref().map(WeakValue::upgrade)
    }

    /// Registers a reference; with a callback that is not None, `callback(reference)` is called when the object dies.
    /// `reference` must call [`WeakLink::unwatch`] when it dies first, and tell the collector of the callback.
    pub fn watch(&self, reference: &Value, callback: Value) -> Option<Callback> {
        let callback = (!callback.is_none()).then(|| Rc::new(Held::new(callback)));
        self.watchers.borrow_mut().push(Watcher { reference: WeakValue::new(reference), callback: callback.clone() });
        callback
    }

    /// The registered references, or those without callback, in order of creation.
    pub fn references(&self, plain_only: bool) -> Vec<Value> {
        let watchers = self.watchers.borrow();
        watchers.iter().filter(|w| !plain_only || w.callback.is_none()).map(|w| w.reference.upgrade()).collect()
    }

    /// Forgets the reference at this address.
    pub fn unwatch(&self, reference_addr: usize) {
        let mut gone = Vec::new();
        self.watchers.borrow_mut().retain_mut(|w| {
            let keep = w.reference.addr() != reference_addr;
            if !keep {
                gone.extend(w.callback.take());
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

    /// The object is garbage, and will be freed if no finaliser brings it back: references go dead, callbacks are queued,
    /// but for those of references that are garbage as well.
    pub fn clear_of_garbage(&self, is_garbage: impl Fn(usize) -> bool) {
        if let Some(link) = self.0.take() {
            link.watchers.borrow_mut().retain(|w| w.callback.is_none() || !is_garbage(w.reference.addr()));
            tell_watchers(&link);
        }
    }

    /// True when there is, or was, a weak reference to the object.
    pub fn is_used(&self) -> bool {
        self.link().is_some()
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
    for watcher in link.watchers.take().into_iter().rev() {
        if let Some(callback) = watcher.callback {
            let callback = callback.replace(Value::None);
            link.pending.push(PendingWork::Call(callback, watcher.reference.upgrade()));
        }
    }
}
