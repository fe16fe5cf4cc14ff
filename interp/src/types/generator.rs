//! Generators, coroutines and async generators: suspended frames as plain data.
//!
//! Owns the state; running it is `eval::resume`'s business. A native coroutine (asyncio's `sleep`, `Lock.acquire`, …)
//! is a state machine in Rust behind the same object, so that Python sees no difference.

pub mod async_generator;
pub mod methods;
pub mod wrappers;

use std::cell::{Cell, RefCell};

use crate::error::Raised;
use crate::heap::{Flow, Object, Ref, SlotBlock};
use crate::tree::{Chain, Pc};
use crate::types::code::Code;
use crate::types::exception::Exception;
use crate::types::function::Function;
use crate::types::str::Str;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::pending::PendingWork;

/// What kind of object it is to Python.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GenKind {
    Generator,
    Coroutine,
    AsyncGenerator,
}

/// Where it stands in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GenState {
    /// Not started.
    Created,
    Running,
    Suspended,
    /// Returned, raised or closed.
    Done,
}

/// A coroutine written in Rust.
///
/// `resume` is called with `Ok(None)` first; then with what was sent, or with the exception thrown in, at each wait.
pub trait NativeCoroutine: 'static {
    /// Runs to the next wait or to the end.
    ///
    /// # Errors
    /// Whatever the coroutine raises; it is finished then.
    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised>;

    /// What it waits for, as `cr_await` shows it.
    fn awaiting(&self) -> Value {
        Value::None
    }
}

/// What runs when it is resumed.
pub enum GenBody {
    Frame(GenFrame),
    Native(Box<dyn NativeCoroutine>),
}

/// A suspended frame of Python code.
pub struct GenFrame {
    pub func: Ref<Function>,
    pub slots: SlotBlock,
    pub pc: Cell<Pc>,
}

/// A generator, coroutine or async generator.
pub struct Gen {
    pub kind: GenKind,
    pub state: Cell<GenState>,
    /// Dropped when done.
    pub body: RefCell<Option<GenBody>>,
    /// What it is the run of, also when it runs or is done; `None` for a native one.
    code: Option<Ref<Code>>,
    pub name: RefCell<Str>,
    pub qualname: RefCell<Str>,
    /// What it awaits or delegates to, while suspended there: a `Gen` (then it stands behind this one on the chain),
    /// or any other iterator. Unbound otherwise.
    pub awaiting: RefCell<Value>,
    /// The rest of the await chain, outermost first, kept by the coroutine that is driven from outside (a task's, or
    /// one that `send` is called on): resuming goes straight to the last. Empty in all others.
    pub chain: RefCell<Vec<Ref<Gen>>>,
    /// What was being handled where it was suspended (see `tree`).
    pub handled: Cell<Chain>,
    /// As a link of an await chain: what the frames that await it are handling. `None`: nothing that they began.
    pub outer: RefCell<Option<Ref<Exception>>>,
    /// Async generators: an `asend`/`athrow`/`aclose` is under way; hooks were called; it was closed.
    pub agen_running: Cell<bool>,
    pub hooks_done: Cell<bool>,
    pub closed: Cell<bool>,
    /// The finaliser hook that the loop installed (async generators).
    pub finalizer: RefCell<Option<Value>>,
    /// Where it was created, in debug mode (`cr_origin`).
    pub origin: RefCell<Option<Value>>,
    pub weak: WeakSlot,
    /// Its finaliser (`close`, the "never awaited" warning, the loop's hook) has been queued.
    pub finalized: Cell<bool>,
    pub pending: std::rc::Rc<crate::vm::pending::Pending>,
}

impl Object for Gen {
    fn before_free(this: &Ref<Self>) -> bool {
        let needs_work = match this.state.get() {
            GenState::Done => false,
            GenState::Created => this.kind == GenKind::Coroutine,
            GenState::Running | GenState::Suspended => true,
        };
        if !needs_work || this.finalized.get() {
            return true;
        }
        this.finalized.set(true);
        this.pending.push(PendingWork::FinalizeGen(this.clone()));
        false
    }

    fn dying(&self) {
        self.weak.clear();
    }
}

impl Gen {
    /// The code that it runs; `None` for a native one.
    pub fn code(&self) -> Option<&Ref<Code>> {
        self.code.as_ref()
    }

    /// A new generator-like object.
    pub fn new(
        kind: GenKind,
        body: GenBody,
        name: Str,
        qualname: Str,
        pending: std::rc::Rc<crate::vm::pending::Pending>,
    ) -> Gen {
        let code = match &body {
            GenBody::Frame(frame) => Some(frame.func.code.borrow().clone()),
            GenBody::Native(_) => None,
        };
        Gen {
            kind,
            state: Cell::new(GenState::Created),
            code,
            body: RefCell::new(Some(body)),
            name: RefCell::new(name),
            qualname: RefCell::new(qualname),
            awaiting: RefCell::new(Value::Unbound),
            chain: RefCell::default(),
            handled: Cell::new(0),
            outer: RefCell::default(),
            agen_running: Cell::new(false),
            hooks_done: Cell::new(false),
            closed: Cell::new(false),
            finalizer: RefCell::default(),
            origin: RefCell::default(),
            weak: WeakSlot::default(),
            finalized: Cell::new(false),
            pending,
        }
    }
}
