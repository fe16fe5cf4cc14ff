//! Work that objects leave behind when they die: finalisers and callbacks, run at the next step boundary.
//!
//! Dropping a value never runs Python code by itself: it only queues. The running frame looks at the flag after every
//! step, so that to the program a finaliser runs where CPython runs it, at the statement that dropped the object.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::heap::Ref;
use crate::native::TypeDef;
use crate::types::class::TypeRef;
use crate::types::generator::Gen;
use crate::types::str::Str;
use crate::value::Value;

/// One piece of work.
pub enum PendingWork {
    /// Call `__del__` of this object.
    Finalize(Value),
    /// Close a suspended generator, or warn about a coroutine that was never awaited.
    FinalizeGen(Ref<Gen>),
    /// Call the first with the second (a weak reference's callback).
    Call(Value, Value),
}

/// A flag that signal handlers and other threads may raise as well.
#[derive(Clone, Default)]
pub struct WakeFlag(Arc<AtomicBool>);

impl WakeFlag {
    /// True when it is raised. Relaxed: it only says that it is worth looking.
    #[inline(always)]
    pub fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The flag itself, for loops that look at it over and over.
    #[inline(always)]
    pub(crate) fn raw(&self) -> &AtomicBool {
        &self.0
    }

    /// Raises or lowers it.
    #[inline]
    pub fn set(&self, raised: bool) {
        self.0.store(raised, Ordering::SeqCst);
    }
}

impl From<Arc<AtomicBool>> for WakeFlag {
    fn from(flag: Arc<AtomicBool>) -> WakeFlag {
        WakeFlag(flag)
    }
}

/// The queue. Shared by every type, so that a dying object can reach it.
pub struct Pending {
    /// Something is to be done before the next step: the queue is not empty, or a signal has arrived.
    pub flag: WakeFlag,
    queue: RefCell<Vec<PendingWork>>,
    /// The hidden attribute that says "finalised" on native objects whose class has `__del__`.
    pub finalized_mark: Str,
    /// See [`Pending::fill`].
    filler: OnceCell<Filler>,
}

/// Fills the namespace of a builtin type from its table.
pub type Filler = Box<dyn Fn(&TypeRef, &'static TypeDef)>;

impl Pending {
    /// An empty queue; `flag` is the host's, when it has one.
    pub fn new(flag: WakeFlag) -> Pending {
        Pending { flag, queue: RefCell::default(), finalized_mark: Str::new("<finalized>"), filler: OnceCell::new() }
    }

    /// Says how types are filled; once, when the interpreter is made.
    pub fn set_filler(&self, filler: Filler) {
        // A second one is never given: the interpreter is made once.
        let _ = self.filler.set(filler);
    }

    /// Fills a type that is looked into for the first time. It stands here since this is what types know of their
    /// interpreter.
    pub fn fill(&self, ty: &TypeRef, def: &'static TypeDef) {
        if let Some(filler) = self.filler.get() {
            filler(ty, def);
        }
    }

    /// Queues work.
    pub fn push(&self, work: PendingWork) {
        self.queue.borrow_mut().push(work);
        self.flag.set(true);
    }

    /// Takes the queue.
    pub fn take(&self) -> Vec<PendingWork> {
        self.flag.set(false);
        self.queue.take()
    }
}

impl Default for Pending {
    fn default() -> Self {
        Self::new(WakeFlag::default())
    }
}
