//! Generators, coroutines and async generators: suspended frames as plain data.
//!
//! Owns the state; running it is `eval::resume`'s business. A native coroutine (asyncio's `sleep`, `Lock.acquire`, …)
//! is a state machine in Rust behind the same object, so that Python sees no difference.

pub mod async_generator;
pub mod methods;
pub mod wrappers;

use std::cell::{Cell, RefCell};

use crate::error::Raised;
use crate::heap::{Flow, Held, Object, Pool, Ref, SlotBlock, Traverse, Visitor};
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

    /// Tells `v` of every reference that it owns, once.
    fn traverse(&self, _v: &mut Visitor<'_>) {}
}

/// A coroutine written in Rust, with its qualified name.
pub struct NativeRun<T: ?Sized = dyn NativeCoroutine> {
    pub name: &'static str,
    pub run: T,
}

/// What runs when it is resumed.
pub enum GenBody {
    Frame(GenFrame),
    Native(Box<NativeRun>),
    /// A native one while it runs: its state is with whoever runs it.
    Away(&'static str),
    /// It has ended: what is left is whose run it was.
    EndedFrame(Ref<Function>),
    EndedNative(&'static str),
}

/// A suspended frame of Python code.
pub struct GenFrame {
    pub func: Ref<Function>,
    pub slots: SlotBlock,
    pub pc: Cell<Pc>,
    /// Always the same: gives the enum around this its niche, so that it needs no tag.
    pub mark: FrameMark,
}

/// See [`GenFrame::mark`]. A byte wide, so that it has values to spare.
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum FrameMark {
    Frame,
}

impl Traverse for GenBody {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            GenBody::Frame(frame) => {
                frame.func.traverse(v);
                frame.slots.values().traverse(v);
            }
            GenBody::Native(native) => native.run.traverse(v),
            GenBody::EndedFrame(func) => func.traverse(v),
            GenBody::Away(_) | GenBody::EndedNative(_) => {}
        }
    }
}

/// One bit of a [`Gen`]'s flags.
#[derive(Clone, Copy)]
pub struct GenFlag(u8);

impl GenFlag {
    /// An `asend`/`athrow`/`aclose` of an async generator is under way.
    pub const STEP_RUNNING: GenFlag = GenFlag(1);
    /// Async generators: the hooks for the first iteration were called.
    pub const HOOKS_DONE: GenFlag = GenFlag(2);
    /// Async generators: closed.
    pub const CLOSED: GenFlag = GenFlag(4);
    /// Its finaliser (`close`, the "never awaited" warning, the loop's hook) has been queued.
    pub const FINALIZED: GenFlag = GenFlag(8);
    /// A frame object was made for it, which has to be told when it ends.
    pub const WATCHED: GenFlag = GenFlag(16);
}

/// What only few generators have, those that drive others among them.
#[derive(Default)]
struct GenExtra {
    /// Names given by assignment, in place of the function's.
    name: Option<Str>,
    qualname: Option<Str>,
    /// The finaliser hook that the loop installed (async generators).
    finalizer: Option<Value>,
    /// Where it was created, in debug mode (`cr_origin`).
    origin: Option<Value>,
    /// The rest of the await chain, outermost first, kept by the coroutine that is driven from outside (a task's, or
    /// one that `send` is called on): resuming goes straight to the last. Empty in all others.
    chain: Links,
}

impl Traverse for GenExtra {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.finalizer.traverse(v);
        self.origin.traverse(v);
        self.chain.all.traverse(v);
    }
}

/// The rest of an await chain.
#[derive(Default)]
struct Links {
    all: Vec<Ref<Gen>>,
    /// How many but the last are suspended inside a handler: what they handle is what those behind them see.
    handling: u32,
}

/// A generator, coroutine or async generator. There may be a million: every field counts.
pub struct Gen {
    pub kind: GenKind,
    pub state: Cell<GenState>,
    flags: Cell<u8>,
    /// What was being handled where it was suspended (see `tree`).
    pub handled: Cell<Chain>,
    pub body: RefCell<GenBody>,
    /// What it awaits or delegates to, while suspended there: a `Gen` (then it stands behind this one on the chain),
    /// or any other iterator; None after a `yield` of the library's own (`Exit::Turn`). Unbound otherwise.
    awaiting: Held<Value>,
    /// What only few have.
    extra: Cell<Option<Box<GenExtra>>>,
    pub weak: WeakSlot,
    pub pending: std::rc::Rc<crate::vm::pending::Pending>,
}

impl Object for Gen {
    const POOL: Pool = Pool::Gen;

    fn traverse(&self, v: &mut Visitor<'_>) {
        if self.state.get() == GenState::Running {
            // Whoever runs it uses its slots.
            return;
        }
        self.body.traverse(v);
        self.awaiting.traverse(v);
        self.extra.traverse(v);
    }

    fn clear(&self) {
        if self.state.get() != GenState::Running {
            self.let_go();
        }
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Gen(this.clone()))
    }

    fn before_free(this: &Ref<Self>) -> bool {
        if !this.needs_finalizer() {
            return true;
        }
        this.set_flag(GenFlag::FINALIZED, true);
        this.pending.push(PendingWork::FinalizeGen(this.clone()));
        false
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}

impl Gen {
    /// A new generator-like object.
    pub fn new(kind: GenKind, body: GenBody, pending: std::rc::Rc<crate::vm::pending::Pending>) -> Gen {
        Gen {
            kind,
            state: Cell::new(GenState::Created),
            flags: Cell::new(0),
            handled: Cell::new(0),
            body: RefCell::new(body),
            awaiting: Held::new(Value::Unbound),
            extra: Cell::new(None),
            weak: WeakSlot::default(),
            pending,
        }
    }

    /// Something is to be done when it dies: a frame to be closed, a warning to be given.
    #[inline]
    pub fn needs_finalizer(&self) -> bool {
        let needed = match self.state.get() {
            GenState::Done => false,
            GenState::Created => self.kind == GenKind::Coroutine,
            GenState::Running | GenState::Suspended => true,
        };
        needed && !self.has(GenFlag::FINALIZED)
    }

    /// Its finaliser has run, or will at the next step.
    pub fn is_finalized(&self) -> bool {
        self.has(GenFlag::FINALIZED)
    }

    /// It is garbage: lets go of its frame.
    fn let_go(&self) {
        self.state.set(GenState::Done);
        let ended = match &*self.body.borrow() {
            GenBody::Frame(frame) => GenBody::EndedFrame(frame.func.clone()),
            GenBody::Native(native) => GenBody::EndedNative(native.name),
            GenBody::EndedFrame(_) | GenBody::Away(_) | GenBody::EndedNative(_) => return,
        };
        drop(self.body.replace(ended));
        drop(self.awaiting.replace(Value::Unbound));
        drop(self.extra.take());
    }

    /// True when the flag is set.
    #[inline]
    pub fn has(&self, flag: GenFlag) -> bool {
        self.flags.get() & flag.0 != 0
    }

    /// Sets a flag; what it was.
    #[inline]
    pub fn set_flag(&self, flag: GenFlag, on: bool) -> bool {
        let flags = self.flags.get();
        self.flags.set(if on { flags | flag.0 } else { flags & !flag.0 });
        flags & flag.0 != 0
    }

    /// The function that it is a run of; `None` for a native one.
    pub fn function(&self) -> Option<Ref<Function>> {
        match &*self.body.borrow() {
            GenBody::Frame(frame) => Some(frame.func.clone()),
            GenBody::EndedFrame(func) => Some(func.clone()),
            GenBody::Native(..) | GenBody::Away(_) | GenBody::EndedNative(_) => None,
        }
    }

    /// The code that it runs or ran; `None` for a native one.
    pub fn code(&self) -> Option<Ref<Code>> {
        self.function().map(|f| f.code.borrow().clone())
    }

    fn native_name(&self) -> &'static str {
        match &*self.body.borrow() {
            GenBody::Native(native) => native.name,
            GenBody::Away(name) | GenBody::EndedNative(name) => name,
            GenBody::Frame(_) | GenBody::EndedFrame(_) => "",
        }
    }

    /// `__name__`.
    pub fn name(&self) -> Str {
        if let Some(name) = self.read_extra(|x| x.name.clone()) {
            return name;
        }
        match self.function() {
            Some(f) => f.name(),
            None => {
                let full = self.native_name();
                Str::new(full.rsplit('.').next().unwrap_or(full))
            }
        }
    }

    /// `__qualname__`.
    pub fn qualname(&self) -> Str {
        if let Some(name) = self.read_extra(|x| x.qualname.clone()) {
            return name;
        }
        self.function().map_or_else(|| Str::new(self.native_name()), |f| f.qualname())
    }

    /// Assigns `__name__`.
    pub fn set_name(&self, name: Str) {
        self.with_extra(|x| x.name = Some(name));
    }

    /// Assigns `__qualname__`.
    pub fn set_qualname(&self, name: Str) {
        self.with_extra(|x| x.qualname = Some(name));
    }

    /// The finaliser hook of an async generator.
    pub fn finalizer(&self) -> Option<Value> {
        self.read_extra(|x| x.finalizer.clone())
    }

    /// Installs the finaliser hook.
    pub fn set_finalizer(&self, hook: Value) {
        self.with_extra(|x| x.finalizer = Some(hook));
    }

    /// Where it was created (debug mode).
    pub fn origin(&self) -> Option<Value> {
        self.read_extra(|x| x.origin.clone())
    }

    /// Notes where it was created.
    pub fn set_origin(&self, frames: Value) {
        self.with_extra(|x| x.origin = Some(frames));
    }

    #[inline]
    fn with_extra(&self, f: impl FnOnce(&mut GenExtra)) {
        let mut extra = self.extra.take().unwrap_or_default();
        f(&mut extra);
        self.extra.set(Some(extra));
    }

    #[inline]
    fn read_extra<R>(&self, f: impl FnOnce(&GenExtra) -> Option<R>) -> Option<R> {
        let extra = self.extra.take()?;
        let r = f(&extra);
        self.extra.set(Some(extra));
        r
    }

    /// What it awaits; unbound when nothing.
    #[inline]
    pub fn awaiting(&self) -> Value {
        self.awaiting.get()
    }

    /// True while it awaits something.
    #[inline]
    pub fn is_awaiting(&self) -> bool {
        !self.awaiting.is_unbound()
    }

    /// True when it drives no others, and neither what it awaits nor what it handles needs care: it awaits nothing, a
    /// turn, or an object that is driven natively.
    #[inline]
    pub fn is_alone(&self) -> bool {
        if self.handled.get() != 0 || !self.has_no_chain() {
            return false;
        }
        match self.awaiting.get() {
            Value::None | Value::Unbound => true,
            Value::Object(o) => o.data().is_resumable(),
            _ => false,
        }
    }

    #[inline]
    fn has_no_chain(&self) -> bool {
        self.read_extra(|x| (!x.chain.all.is_empty()).then_some(())).is_none()
    }

    /// The coroutine or generator that it awaits, when it is one.
    #[inline]
    pub fn awaited_gen(&self) -> Option<Ref<Gen>> {
        self.awaiting.generator()
    }

    /// Notes what it awaits (unbound: nothing any more); hands out what it did.
    #[inline]
    pub fn set_awaiting(&self, value: Value) -> Value {
        self.awaiting.replace(value)
    }

    /// The last link of the chain that this one drives.
    #[inline]
    pub fn last_link(&self) -> Option<Ref<Gen>> {
        self.read_extra(|x| x.chain.all.last().cloned())
    }

    /// A link of the chain, the outermost first.
    pub fn link(&self, index: usize) -> Option<Ref<Gen>> {
        self.read_extra(|x| x.chain.all.get(index).cloned())
    }

    /// How long the chain is.
    #[inline]
    pub fn chain_len(&self) -> usize {
        self.read_extra(|x| Some(x.chain.all.len())).unwrap_or(0)
    }

    /// Adds a link at the end.
    #[inline]
    pub fn push_link(&self, link: Ref<Gen>) {
        self.with_extra(|x| {
            if let Some(last) = x.chain.all.last() {
                x.chain.handling += u32::from(last.handled.get() != 0);
            }
            x.chain.all.push(link);
        });
    }

    /// Takes the last link off.
    #[inline]
    pub fn pop_link(&self) -> Option<Ref<Gen>> {
        let mut extra = self.extra.take()?;
        let gone = extra.chain.all.pop();
        if let Some(last) = extra.chain.all.last() {
            extra.chain.handling -= u32::from(last.handled.get() != 0);
        }
        self.extra.set(Some(extra));
        gone
    }

    /// Empties the chain.
    pub fn clear_chain(&self) {
        let Some(mut extra) = self.extra.take() else { return };
        let links = std::mem::take(&mut extra.chain);
        self.extra.set(Some(extra));
        drop(links);
    }

    /// What the frames of the chain are handling, the nearest to its end: `sys.exception()` for what runs there.
    /// `with_last`: for what runs inside the last one, which is suspended.
    #[inline]
    pub fn handled_in_chain(&self, with_last: bool) -> Option<Ref<Exception>> {
        let own = self.handled.get() != 0;
        let Some(extra) = self.extra.take() else {
            return if own && with_last { self.nearest_handled(&[], true) } else { None };
        };
        let links = &extra.chain;
        let last = with_last && links.all.last().is_some_and(|g| g.handled.get() != 0);
        let handling = last || links.handling > 0 || (own && (with_last || !links.all.is_empty()));
        let found = if handling { self.nearest_handled(&links.all, with_last) } else { None };
        self.extra.set(Some(extra));
        found
    }

    #[cold]
    fn nearest_handled(&self, links: &[Ref<Gen>], with_last: bool) -> Option<Ref<Exception>> {
        let end = if with_last { links.len() } else { links.len().saturating_sub(1) };
        links[..end].iter().rev().map(|g| &**g).chain(std::iter::once(self)).find_map(Gen::handled_here)
    }

    /// The exception that the suspended frame handles.
    fn handled_here(&self) -> Option<Ref<Exception>> {
        let chain = self.handled.get();
        match &*self.body.borrow() {
            GenBody::Frame(frame) if chain != 0 => {
                let slots = frame.slots.values();
                let code = frame.func.code.borrow();
                code.body().chains[chain as usize].iter().find_map(|slot| match slots.get(*slot as usize) {
                    Some(Value::Exception(e)) => Some(e.clone()),
                    _ => None,
                })
            }
            _ => None,
        }
    }
}
