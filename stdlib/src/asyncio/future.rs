//! Futures: the state that tasks, `gather` and Python's `asyncio.Future` share, and what may happen to it.
//!
//! [`FutureCore`] is a field of three native objects: [`Future`], [`super::task::Task`] and
//! [`super::gather::Gathering`], and made on demand by a fourth, [`Sleeper`]; [`core_of`] finds it in any of them. A future never calls its callbacks itself: it
//! hands them to its loop, one ready handle each, in the order they were added. Callbacks that the library adds itself
//! (a task that waits, a gather, a task group) are typed and need no Python object; see [`Callback`].
//!
//! The methods that Python sees are in `future_methods`, what `repr` shows in `repr`.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use taipan_interp::heap::{Flow, Held, NativeData, Ref, Traverse, Visitor};
use taipan_interp::types::class::TypeFlags;
use taipan_interp::types::exception::{Exception, Traceback};
use taipan_interp::vm::pending::PendingWork;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::EventLoop;
use super::gather::Gathering;
use super::handle::{DoneCall, Ready};
use super::sleeper::Sleeper;
use super::task::Task;
use super::{Asyncio, of};

/// Where a future stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Pending,
    /// `outcome` is the result.
    Finished,
    /// `outcome` is the exception.
    Failed,
    /// `outcome` is the CancelledError to raise at the first question, if there is one.
    Cancelled,
}

/// One bit of [`FutureCore`]'s flags.
#[derive(Clone, Copy)]
pub struct Flag(u8);

impl Flag {
    /// `_asyncio_future_blocking`: handed to a task by `await`, not by a stray `yield`.
    pub const BLOCKING: Flag = Flag(1);
    /// Nobody has looked at the exception yet.
    pub const LOG_TRACEBACK: Flag = Flag(2);
    /// Tasks: say so when destroyed while pending.
    pub const LOG_DESTROY: Flag = Flag(4);
    /// Tasks: throw CancelledError at the next step.
    pub const MUST_CANCEL: Flag = Flag(8);
    /// Tasks: the coroutine has been let go of (an eager task that is done).
    pub const CORO_DROPPED: Flag = Flag(16);
}

/// What is to be done when a future is done.
pub enum Callback {
    /// Wake this task.
    Wakeup(ObjRef),
    /// Tell this `gather`.
    Gather(ObjRef),
    /// Tell this task group.
    Group(ObjRef),
    /// Anything else of the library's own.
    Native(Box<Rc<dyn OnDone>>),
    /// `add_done_callback` from Python.
    Python(Box<DoneCall>),
}

/// A callback of the library's own. Its identity (the `Rc`) is what removes it.
pub trait OnDone: 'static {
    /// The future is done; called from the loop.
    ///
    /// # Errors
    /// Whatever goes to the loop's exception handler.
    fn done(&self, vm: &Vm, future: &Value) -> PyResult<()>;

    /// What `repr` of the future shows.
    fn name(&self) -> &'static str;

    /// The callable that stands for it on a loop or future of another make, made at first use.
    fn callable(&self) -> &OnceCell<Value>;

    /// The future that this completes in turn: who waits for that one waits for this one.
    fn leads_to(&self) -> Option<&ObjRef> {
        None
    }

    /// Tells `v` of every reference that it owns, once.
    fn traverse(&self, _v: &mut Visitor<'_>) {}
}

impl Traverse for dyn OnDone {
    fn traverse(&self, v: &mut Visitor<'_>) {
        OnDone::traverse(self, v);
    }
}

impl Traverse for Callback {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            Callback::Wakeup(o) | Callback::Gather(o) | Callback::Group(o) => o.traverse(v),
            Callback::Native(native) => native.traverse(v),
            Callback::Python(call) => call.traverse(v),
        }
    }
}

/// The callbacks of one future; nearly always none or one.
#[derive(Default)]
pub enum Callbacks {
    #[default]
    None,
    One(Callback),
    /// Boxed: few futures have several, all would be larger for it.
    Many(Box<Vec<Callback>>),
}

/// What only few futures have.
#[derive(Default)]
struct Rare {
    cancel_message: Option<Value>,
    /// Debug mode: where it was created.
    source_traceback: Option<Value>,
    /// The exception's traceback when it was set: each `result()` starts from it anew.
    traceback: Option<Ref<Traceback>>,
    /// Who waits for it, as far as the program said so (`future_add_to_awaited_by`).
    awaited_by: Vec<Value>,
}

/// The state of a future.
pub struct FutureCore {
    state: Cell<State>,
    flags: Cell<u8>,
    /// A task's: how often `cancel` was called, less `uncancel`. (It stands here because here is room.)
    pub tally: Cell<u32>,
    /// See [`State`].
    outcome: Held<Value>,
    callbacks: Cell<Callbacks>,
    /// The loop; empty until `__init__`.
    owner: OnceCell<Value>,
    rare: Cell<Option<Box<Rare>>>,
}

/// `asyncio.Future`.
pub struct Future {
    pub core: FutureCore,
}

impl Default for FutureCore {
    /// A pending future, not bound to a loop yet.
    fn default() -> FutureCore {
        FutureCore {
            state: Cell::new(State::Pending),
            flags: Cell::new(0),
            tally: Cell::new(0),
            outcome: Held::new(Value::Unbound),
            callbacks: Cell::new(Callbacks::None),
            owner: OnceCell::new(),
            rare: Cell::new(None),
        }
    }
}

impl FutureCore {
    /// The future is garbage: lets go of what it refers to.
    pub fn let_go(&self) {
        drop(self.callbacks.take());
        drop(self.outcome.replace(Value::Unbound));
        drop(self.rare.take());
    }

    /// A pending future of this loop.
    pub fn of_loop(owner: Value) -> FutureCore {
        let core = FutureCore::default();
        // The cell is new, so it is empty.
        let _ = core.owner.set(owner);
        core
    }

    /// Binds it to a loop; the first binding stays.
    pub fn bind(&self, owner: Value) {
        if let Err(owner) = self.owner.set(owner) {
            drop(owner);
        }
    }

    /// The loop, if `__init__` ran.
    #[inline]
    pub fn owner(&self) -> Option<&Value> {
        self.owner.get()
    }

    /// The loop when it is ours and nothing of it is overridden from Python.
    #[inline]
    pub fn plain_loop(&self) -> Option<&EventLoop> {
        match self.owner.get() {
            Some(Value::Object(o)) => o.get::<EventLoop>().filter(|l| l.is_plain(o)),
            _ => None,
        }
    }

    #[inline]
    pub fn state(&self) -> State {
        self.state.get()
    }

    #[inline]
    pub fn is_done(&self) -> bool {
        self.state.get() != State::Pending
    }

    #[inline]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.get() & flag.0 != 0
    }

    #[inline]
    pub fn set(&self, flag: Flag, on: bool) {
        let flags = self.flags.get();
        self.flags.set(if on { flags | flag.0 } else { flags & !flag.0 });
    }

    /// A copy of the outcome.
    #[inline]
    pub fn outcome(&self) -> Value {
        self.outcome.get()
    }

    /// It is done already, with this result.
    pub fn born_finished(self, result: Value) -> FutureCore {
        self.outcome.replace(result).discard();
        self.state.set(State::Finished);
        self
    }

    fn with_rare<R>(&self, f: impl FnOnce(&mut Rare) -> R) -> R {
        let mut rare = self.rare.take().unwrap_or_default();
        let r = f(&mut rare);
        self.rare.set(Some(rare));
        r
    }

    fn read_rare<R>(&self, f: impl FnOnce(&Rare) -> Option<R>) -> Option<R> {
        let rare = self.rare.take()?;
        let r = f(&rare);
        self.rare.set(Some(rare));
        r
    }

    /// The message given to `cancel()`.
    pub fn cancel_message(&self) -> Option<Value> {
        self.read_rare(|r| r.cancel_message.clone())
    }

    /// Sets or forgets the message.
    pub fn set_cancel_message(&self, message: Option<Value>) {
        let message = message.filter(|m| !m.is_none());
        if message.is_some() || self.cancel_message().is_some() {
            let old = self.with_rare(|r| std::mem::replace(&mut r.cancel_message, message));
            drop(old);
        }
    }

    /// Where it was created (debug mode).
    pub fn source_traceback(&self) -> Option<Value> {
        self.read_rare(|r| r.source_traceback.clone())
    }

    /// Sets where it was created.
    pub fn set_source_traceback(&self, at: Option<Value>) {
        let old = self.with_rare(|r| std::mem::replace(&mut r.source_traceback, at));
        drop(old);
    }

    /// Who waits for it, as far as the program said so.
    pub fn noted_waiters(&self) -> Vec<Value> {
        self.read_rare(|r| Some(r.awaited_by.clone())).unwrap_or_default()
    }

    /// Notes that `waiter` waits for it.
    pub fn note_waiter(&self, waiter: Value) {
        if !self.noted_waiters().iter().any(|w| w.is(&waiter)) {
            self.with_rare(|r| r.awaited_by.push(waiter));
        }
    }

    /// Undoes [`FutureCore::note_waiter`].
    pub fn forget_waiter(&self, waiter: &Value) {
        let gone = self.read_rare(|r| r.awaited_by.iter().position(|w| w.is(waiter)));
        if let Some(place) = gone {
            let gone = self.with_rare(|r| r.awaited_by.remove(place));
            drop(gone);
        }
    }

    /// The CancelledError that the next question raises. Made once with the saved exception, then anew each time.
    pub fn make_cancelled_error(&self, vm: &Vm) -> Raised {
        if self.state() == State::Cancelled
            && let Value::Exception(saved) = self.outcome.replace(Value::Unbound)
        {
            saved.fresh.set(true);
            return Raised(saved);
        }
        let args = self.cancel_message().into_iter().collect();
        vm.new_exception(&of(vm).exc.cancelled, args)
    }

    /// Callbacks, oldest first, as they are.
    pub fn with_callbacks<R>(&self, f: impl FnOnce(&[Callback]) -> R) -> R {
        let callbacks = self.callbacks.take();
        let r = match &callbacks {
            Callbacks::None => f(&[]),
            Callbacks::One(c) => f(std::slice::from_ref(c)),
            Callbacks::Many(v) => f(v),
        };
        self.callbacks.set(callbacks);
        r
    }

    /// Adds a callback without asking whether the future is done.
    #[inline]
    pub fn push_callback(&self, callback: Callback) {
        let callbacks = match self.callbacks.take() {
            Callbacks::None => Callbacks::One(callback),
            Callbacks::One(first) => Callbacks::Many(Box::new(vec![first, callback])),
            Callbacks::Many(mut v) => {
                v.push(callback);
                Callbacks::Many(v)
            }
        };
        self.callbacks.set(callbacks);
    }

    /// Removes the callbacks that `drop_it` names; how many there were.
    ///
    /// # Errors
    /// What `drop_it` raises (a comparison); nothing is removed then.
    pub fn remove_callbacks(&self, mut drop_it: impl FnMut(&Callback) -> PyResult<bool>) -> PyResult<usize> {
        let all = match self.callbacks.take() {
            Callbacks::None => return Ok(0),
            Callbacks::One(c) => vec![c],
            Callbacks::Many(v) => *v,
        };
        // Comparisons run Python code, which may add callbacks meanwhile: they go behind the old ones.
        let mut verdicts = Vec::with_capacity(all.len());
        let mut failed = None;
        for callback in &all {
            match drop_it(callback) {
                Ok(verdict) => verdicts.push(verdict),
                Err(e) => {
                    failed = Some(e);
                    break;
                }
            }
        }
        let added = self.callbacks.take();
        let mut kept = Vec::with_capacity(all.len());
        let mut gone = Vec::new();
        for (i, callback) in all.into_iter().enumerate() {
            if failed.is_none() && verdicts.get(i).copied().unwrap_or(false) {
                gone.push(callback);
            } else {
                kept.push(callback);
            }
        }
        match added {
            Callbacks::None => {}
            Callbacks::One(c) => kept.push(c),
            Callbacks::Many(v) => kept.extend(*v),
        }
        self.callbacks.set(match kept.len() {
            0 => Callbacks::None,
            1 => kept.pop().map_or(Callbacks::None, Callbacks::One),
            _ => Callbacks::Many(Box::new(kept)),
        });
        match failed {
            Some(e) => Err(e),
            None => Ok(gone.len()),
        }
    }

    /// Hands every callback to the loop.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed; what another loop's `call_soon` raises.
    #[inline]
    pub fn schedule_callbacks(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        match self.callbacks.take() {
            Callbacks::None => Ok(()),
            Callbacks::One(callback) => self.schedule(vm, this, callback),
            Callbacks::Many(all) => all.into_iter().try_for_each(|c| self.schedule(vm, this, c)),
        }
    }

    /// Hands one callback to the loop.
    #[inline]
    pub fn schedule(&self, vm: &Vm, this: &ObjRef, callback: Callback) -> PyResult<()> {
        match self.plain_loop() {
            Some(l) => l.push(vm, Ready::callback(callback, this)),
            None => super::foreign::call_soon(vm, self.owner(), callback, this),
        }
    }

    /// Sets the result.
    ///
    /// # Errors
    /// As [`FutureCore::schedule_callbacks`]. The caller has seen that the future is pending.
    #[inline]
    pub fn finish(&self, vm: &Vm, this: &ObjRef, result: Value) -> PyResult<()> {
        self.outcome.replace(result).discard();
        self.state.set(State::Finished);
        self.schedule_callbacks(vm, this)
    }

    /// Sets the exception.
    ///
    /// # Errors
    /// As [`FutureCore::finish`].
    pub fn fail(&self, vm: &Vm, this: &ObjRef, exception: Ref<Exception>) -> PyResult<()> {
        let traceback = exception.traceback.borrow().clone();
        if traceback.is_some() {
            self.with_rare(|r| r.traceback = traceback);
        }
        self.outcome.replace(Value::Exception(exception)).discard();
        self.state.set(State::Failed);
        let scheduled = self.schedule_callbacks(vm, this);
        self.set(Flag::LOG_TRACEBACK, true);
        scheduled
    }

    /// Marks it cancelled: `Future.cancel` itself, without what tasks and gathers do. False when it was done.
    ///
    /// # Errors
    /// As [`FutureCore::finish`].
    pub fn cancel(&self, vm: &Vm, this: &ObjRef, message: Option<Value>) -> PyResult<bool> {
        self.set(Flag::LOG_TRACEBACK, false);
        if self.is_done() {
            return Ok(false);
        }
        self.state.set(State::Cancelled);
        self.outcome.replace(Value::Unbound).discard();
        self.set_cancel_message(message);
        self.schedule_callbacks(vm, this)?;
        Ok(true)
    }

    /// Marks it cancelled by this very exception, which the first question will raise.
    ///
    /// # Errors
    /// As [`FutureCore::finish`].
    pub fn cancelled_by(&self, vm: &Vm, this: &ObjRef, exception: Ref<Exception>) -> PyResult<()> {
        self.set(Flag::LOG_TRACEBACK, false);
        self.state.set(State::Cancelled);
        self.outcome.replace(Value::Exception(exception)).discard();
        self.set_cancel_message(None);
        self.schedule_callbacks(vm, this)
    }

    /// `Future.result()`.
    ///
    /// # Errors
    /// The exception, CancelledError, or InvalidStateError.
    #[inline]
    pub fn result(&self, vm: &Vm) -> PyResult {
        match self.state() {
            State::Finished => Ok(self.outcome()),
            _ => Err(self.why_no_result(vm)),
        }
    }

    #[cold]
    fn why_no_result(&self, vm: &Vm) -> Raised {
        match self.state() {
            State::Cancelled => self.make_cancelled_error(vm),
            State::Failed => {
                self.set(Flag::LOG_TRACEBACK, false);
                match self.outcome() {
                    Value::Exception(e) => {
                        let traceback = self.read_rare(|r| r.traceback.clone());
                        e.traceback.replace(traceback);
                        // Raised anew: what is being handled there becomes its context.
                        e.fresh.set(true);
                        Raised(e)
                    }
                    _ => vm.runtime_error("a failed future has no exception"),
                }
            }
            State::Pending | State::Finished => vm.error(&of(vm).exc.invalid_state, "Result is not set."),
        }
    }

    /// `Future.exception()`: the exception, `None` after a result.
    ///
    /// # Errors
    /// CancelledError or InvalidStateError.
    pub fn exception(&self, vm: &Vm) -> PyResult<Option<Ref<Exception>>> {
        match self.state() {
            State::Pending => Err(vm.error(&of(vm).exc.invalid_state, "Exception is not set.")),
            State::Cancelled => Err(self.make_cancelled_error(vm)),
            State::Finished => Ok(None),
            State::Failed => {
                self.set(Flag::LOG_TRACEBACK, false);
                match self.outcome() {
                    Value::Exception(e) => Ok(Some(e)),
                    _ => Ok(None),
                }
            }
        }
    }

    /// What `await` does with it: hands the future itself to the task that drives, then its result.
    ///
    /// # Errors
    /// As [`FutureCore::result`]; RuntimeError when resumed before it is done by someone who is no task.
    #[inline]
    pub fn resume(&self, vm: &Vm, this: &ObjRef) -> PyResult<Flow> {
        if self.is_done() {
            return self.result(vm).map(Flow::Return);
        }
        if self.has(Flag::BLOCKING) {
            return Err(vm.runtime_error("await wasn't used with future"));
        }
        self.set(Flag::BLOCKING, true);
        Ok(Flow::Yield(Value::Object(this.clone())))
    }

    /// The last reference goes. False: it stays until `__del__` has reported an error nobody looked at, or a task that
    /// will never end.
    pub fn may_die(&self, this: &ObjRef) -> bool {
        let forgotten = self.has(Flag::LOG_TRACEBACK) || (self.has(Flag::LOG_DESTROY) && !self.is_done());
        if !forgotten || self.owner().is_none() {
            return true;
        }
        this.with_class(|c| c.pending.push(PendingWork::Finalize(Value::Object(this.clone()))));
        false
    }
}

impl Traverse for Callbacks {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            Callbacks::None => {}
            Callbacks::One(callback) => callback.traverse(v),
            Callbacks::Many(all) => all.traverse(v),
        }
    }
}

impl Traverse for Rare {
    taipan_interp::traverses!(cancel_message, source_traceback, traceback, awaited_by);
}

impl Traverse for FutureCore {
    taipan_interp::traverses!(outcome, callbacks, owner, rare);
}

impl NativeData for Future {
    taipan_interp::traverses!(core);

    fn clear(&self) {
        self.core.let_go();
    }

    fn is_resumable(&self) -> bool {
        true
    }

    fn awaits_itself(&self) -> bool {
        true
    }

    fn send(&self, this: &ObjRef, vm: &Vm, _value: Value) -> Result<Flow, Raised> {
        self.core.resume(vm, this)
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        self.core.may_die(this)
    }
}

/// The core of a future, task or gather.
#[inline]
pub fn core_of(object: &ObjRef) -> Option<&FutureCore> {
    if let Some(task) = object.get::<Task>() {
        return Some(&task.core);
    }
    if let Some(future) = object.get::<Future>() {
        return Some(&future.core);
    }
    if let Some(sleeper) = object.get::<Sleeper>() {
        return Some(sleeper.core());
    }
    object.get::<Gathering>().map(|g| &g.core)
}

/// The future behind a value, when it is native (or of a Python class derived from one).
#[inline]
pub fn as_future(value: &Value) -> Option<(&ObjRef, &FutureCore)> {
    match value {
        Value::Object(o) => core_of(o).map(|c| (o, c)),
        _ => None,
    }
}

/// As [`as_future`], but only when no Python class could have changed what it does.
#[inline]
pub fn as_exact_future(value: &Value) -> Option<(&ObjRef, &FutureCore)> {
    as_future(value).filter(|(o, _)| is_exact(o))
}

/// True when the object's class is a native one.
#[inline]
pub fn is_exact(object: &ObjRef) -> bool {
    object.with_class(|c| !c.has(TypeFlags::HEAP))
}

/// `loop.create_future()` of a loop that is ours: for whoever in the library waits.
#[inline]
pub fn create(asyncio: &Asyncio, owner: Value) -> ObjRef {
    ObjRef::new(asyncio.types.future.clone(), Future { core: FutureCore::of_loop(owner) })
}
