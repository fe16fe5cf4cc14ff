//! Tasks: a coroutine, the future of its result, and the steps that drive it.
//!
//! A step resumes the coroutine once and looks at what it hands out: `None` (another turn, please), a future (wake me
//! when it is done), or a mistake. Waiting on a native future costs a typed callback; waking up costs a queue entry.
//!
//! Cancelling a task cancels what it waits for, and so on inwards; the innermost future is what wakes the chain up with
//! CancelledError. A task that waits for nothing gets the error thrown in at its next step.

use std::cell::{Cell, OnceCell};

use taipan_interp::heap::{Flow, Held, NativeData, Ref};
use taipan_interp::types::generator::{Gen, GenKind};
use taipan_interp::types::str::Str;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::future::{Callback, Flag, FutureCore, State, as_exact_future, as_future, core_of, is_exact};
use super::handle::{Ready, ends_the_loop};
use super::registry::Membership;
use super::{Asyncio, foreign, gather, of, show, sleeper};
use crate::contextvars::{self, ContextCell};

/// `asyncio.Task`.
pub struct Task {
    pub core: FutureCore,
    /// The coroutine; empty until `__init__`.
    coro: OnceCell<Value>,
    /// The context its steps run in: a Context, or None while that would be empty (see `contextvars`). While a step
    /// runs, `vm.context` may have become an object that is not here yet; the end of the step stores it.
    context: ContextCell,
    /// What `get_name` says, when that was given or asked for.
    name: Cell<Option<Str>>,
    /// The future it waits for (`_fut_waiter`); None while it is to run.
    waiter: Held<Value>,
    membership: Membership,
}

impl NativeData for Task {
    taipan_interp::traverses!(core, coro, context, waiter);

    fn clear(&self) {
        self.core.let_go();
        drop(self.waiter.replace(Value::None));
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

/// What a new task is made with.
#[derive(Default)]
pub struct Options {
    /// The name, when it was given.
    pub name: Option<Str>,
    /// The context to run in; a copy of the current one when none is given.
    pub context: Option<Value>,
}

impl Task {
    /// A task without a coroutine yet: `__init__` does the rest.
    pub fn empty() -> Task {
        Task {
            core: FutureCore::default(),
            coro: OnceCell::new(),
            context: ContextCell::default(),
            name: Cell::new(None),
            waiter: Held::new(Value::None),
            membership: Membership::default(),
        }
    }

    /// Gives it its coroutine, name and context.
    pub fn fill(&self, vm: &Vm, asyncio: &Asyncio, coro: Value, options: Options) {
        if let Err(coro) = self.coro.set(coro) {
            drop(coro);
        }
        match options.name {
            Some(name) => self.set_name(name),
            None => {
                let number = asyncio.last_task.get() + 1;
                asyncio.last_task.set(number);
                match u32::try_from(number) {
                    Ok(number) => self.membership.number.set(number),
                    Err(_) => self.set_name(Str::new(&numbered(number))),
                }
            }
        }
        let context = options.context.unwrap_or_else(|| contextvars::copy_current(vm));
        self.context.set(&context);
        self.core.set(Flag::LOG_DESTROY, true);
    }

    /// The coroutine, unless it was let go of.
    pub fn coro(&self) -> Option<&Value> {
        if self.core.has(Flag::CORO_DROPPED) { None } else { self.coro.get() }
    }

    /// The name, made from the number at the first question.
    pub fn name(&self) -> Value {
        let name = self.name.take().unwrap_or_else(|| Str::new(&numbered(self.membership.number.get().into())));
        self.name.set(Some(name.clone()));
        Value::Str(name)
    }

    pub fn set_name(&self, name: Str) {
        let old = self.name.replace(Some(name));
        drop(old);
    }

    /// The future it waits for.
    pub fn waiter(&self) -> Value {
        self.waiter.get()
    }

    fn set_waiter(&self, future: Value) {
        self.waiter.set(future);
    }

    /// The context as an object.
    pub fn context_object(&self, vm: &Vm, this: &ObjRef) -> Value {
        let known = !self.context.is_empty();
        let runs = self.core.owner().and_then(loop_data).is_some_and(|l| is_current(l, this));
        if !known && runs && vm.context.is_none() {
            // It is the current one, and not an object yet: now it is (and `adopt_context` stores it).
            return Value::Object(contextvars::current(vm));
        }
        self.context.object(vm)
    }

    /// The running step's context became an object.
    pub fn adopt_context(&self, context: &ObjRef) {
        if self.context.is_empty() {
            self.context.set(&Value::Object(context.clone()));
        }
    }

    pub fn cancelling(&self) -> u32 {
        self.core.tally.get()
    }

    /// Takes one request to cancel back; how many are left.
    pub fn uncancel(&self) -> u32 {
        let left = self.core.tally.get().saturating_sub(1);
        if self.core.tally.replace(left) > 0 && left == 0 {
            self.core.set(Flag::MUST_CANCEL, false);
        }
        left
    }

    /// Lists it in `all_tasks()`, until it is done.
    pub fn register(&self, asyncio: &Asyncio, this: &ObjRef) {
        self.membership.join(&asyncio.tasks, this);
    }

    /// Takes it off the list.
    pub fn unregister(&self) {
        self.membership.leave();
    }

    /// Lets go of the coroutine (an eager task that finished in its first step).
    pub fn drop_coro(&self) {
        self.core.set(Flag::CORO_DROPPED, true);
    }

    /// Resumes the coroutine.
    #[inline]
    fn drive(&self, vm: &Vm, exc: Option<Raised>) -> PyResult<Flow> {
        match self.coro.get() {
            Some(Value::Gen(coro)) => vm.resume(
                coro,
                match exc {
                    None => Ok(Value::None),
                    Some(exc) => Err(exc),
                },
            ),
            Some(other) => foreign::resume(vm, other, exc),
            None => Err(vm.runtime_error("Task object is not initialized.")),
        }
    }
}

fn numbered(number: u64) -> String {
    format!("Task-{number}")
}

fn is_current(data: &EventLoop, task: &ObjRef) -> bool {
    matches!(data.current.get(), Value::Object(o) if o.is(task))
}

/// A new task of a loop that is ours and plain, scheduled for its first step: `loop.create_task` without a factory.
///
/// # Errors
/// RuntimeError when the loop is closed.
#[inline]
pub fn spawn(vm: &Vm, data: &EventLoop, owner: Value, coro: Value, options: Options) -> PyResult<ObjRef> {
    let asyncio = &data.asyncio;
    let object = ObjRef::new(asyncio.types.task.clone(), Task::empty());
    if let Some(task) = object.get::<Task>() {
        task.core.bind(owner);
        task.fill(vm, asyncio, coro, options);
        if data.debug.get() {
            task.core.set_source_traceback(Some(show::extract_stack(vm)?));
        }
        schedule_first(vm, data, task, &object)?;
    }
    Ok(object)
}

/// Queues the first step and lists the task.
///
/// # Errors
/// RuntimeError when the loop is closed: the task is none, then, and says nothing when it goes.
pub fn schedule_first(vm: &Vm, data: &EventLoop, task: &Task, object: &ObjRef) -> PyResult<()> {
    if let Err(e) = data.push(vm, Ready::Step(object.clone())) {
        task.core.set(Flag::LOG_DESTROY, false);
        return Err(e);
    }
    task.register(&data.asyncio, object);
    Ok(())
}

/// `Task.__step`: from the ready queue.
///
/// # Errors
/// SystemExit and KeyboardInterrupt, which the task's coroutine raised.
pub fn run_step(vm: &Vm, object: ObjRef, exc: Option<Raised>) -> PyResult<()> {
    let Some(task) = object.get::<Task>() else { return Ok(()) };
    let Some(owner) = task.core.owner() else { return Ok(()) };
    let Some(data) = loop_data(owner) else {
        return foreign::run_step(vm, &object, task, owner, exc);
    };
    if task.core.is_done() {
        return already_done(vm, owner, data, &object, exc);
    }
    if !data.current.is_none() {
        let result = Err(data.cannot_enter(vm, &object));
        return contain(vm, owner, data, result);
    }
    let context = task.context.get();
    if contextvars::is_current(vm, &context) {
        // A handle that was made by way of `call_soon` has entered it.
        return step_as_current(vm, owner, data, task, &object, exc);
    }
    let before = match contextvars::enter(vm, context) {
        Ok(before) => before,
        Err(e) => return contain(vm, owner, data, Err(e)),
    };
    let result = step_as_current(vm, owner, data, task, &object, exc);
    let left = contextvars::leave(vm, before);
    if let Value::Object(left) = &left {
        task.adopt_context(left);
    }
    result
}

/// [`step`], with the task as the one that is running.
#[inline]
fn step_as_current(
    vm: &Vm,
    owner: &Value,
    data: &EventLoop,
    task: &Task,
    object: &ObjRef,
    exc: Option<Raised>,
) -> PyResult<()> {
    data.current.replace(Value::Object(object.clone()));
    let result = step(vm, owner, task, object, exc);
    data.current.replace(Value::None).discard();
    result
}

/// `Task.__wakeup`: the future it waited for is done.
///
/// # Errors
/// As [`run_step`].
#[inline]
pub fn run_wakeup(vm: &Vm, task: ObjRef, by: &ObjRef) -> PyResult<()> {
    if sleeper::is_over(by) {
        return run_step(vm, task, None);
    }
    let exc = match core_of(by) {
        Some(core) if core.state() == State::Finished => None,
        Some(core) if is_exact(by) => core.result(vm).err(),
        // A class written in Python may have a `result` of its own.
        _ => vm.call_method(&Value::Object(by.clone()), &vm.intern("result"), &[]).err(),
    };
    run_step(vm, task, exc)
}

/// The body of a step, in the task's context and with the task as the current one.
///
/// # Errors
/// As [`run_step`].
pub fn step(vm: &Vm, owner: &Value, task: &Task, object: &ObjRef, exc: Option<Raised>) -> PyResult<()> {
    let mut exc = exc;
    if task.core.has(Flag::MUST_CANCEL) {
        if !exc.as_ref().is_some_and(|e| vm.matches(e, &of(vm).exc.cancelled)) {
            exc = Some(task.core.make_cancelled_error(vm));
        }
        task.core.set(Flag::MUST_CANCEL, false);
    }
    task.set_waiter(Value::None);
    let driven = task.drive(vm, exc);
    // What the coroutine's last frame has let go of is closed before anybody hears of its end.
    let ends = !matches!(driven, Ok(Flow::Yield(_)));
    let interrupted = if ends && vm.pending.flag.get() { vm.run_pending().err() } else { None };
    let result = after_step(vm, owner, task, object, driven);
    match interrupted {
        Some(e) => Err(e),
        None => result,
    }
}

/// What the coroutine's answer means for the task.
#[inline]
fn after_step(vm: &Vm, owner: &Value, task: &Task, object: &ObjRef, driven: PyResult<Flow>) -> PyResult<()> {
    match driven {
        Ok(Flow::Yield(Value::None)) => step_again(vm, owner, object, None),
        Ok(Flow::Yield(Value::Object(future))) if sleeper::awaited_by(&future, owner, object) => {
            task.set_waiter(Value::Object(future));
            pass_cancellation_on(vm, task, object)
        }
        Ok(Flow::Yield(Value::Object(future))) => match core_of(&future) {
            Some(core) => wait_for_future(vm, owner, task, object, &future, core),
            None => handed_out(vm, owner, task, object, Value::Object(future)),
        },
        Ok(Flow::Return(value)) => {
            task.unregister();
            vm.error_span.set(None);
            if task.core.has(Flag::MUST_CANCEL) {
                task.core.set(Flag::MUST_CANCEL, false);
                let message = task.core.cancel_message();
                task.core.cancel(vm, object, message).map(drop)
            } else {
                task.core.finish(vm, object, value)
            }
        }
        Err(exc) => ended_with(vm, task, object, exc),
        Ok(Flow::Yield(other) | Flow::Item(other) | Flow::Await(other)) => handed_out(vm, owner, task, object, other),
    }
}

fn ended_with(vm: &Vm, task: &Task, object: &ObjRef, exc: Raised) -> PyResult<()> {
    vm.error_span.set(None);
    task.unregister();
    if vm.matches(&exc, &of(vm).exc.cancelled) {
        return task.core.cancelled_by(vm, object, exc.0);
    }
    let ends = ends_the_loop(vm, &exc);
    task.core.fail(vm, object, exc.0.clone())?;
    if ends { Err(exc) } else { Ok(()) }
}

/// `loop.call_soon(self.__step, exc)`.
fn step_again(vm: &Vm, owner: &Value, object: &ObjRef, exc: Option<Raised>) -> PyResult<()> {
    if let Value::Object(l) = owner
        && let Some(data) = l.get::<EventLoop>()
        && data.is_plain(l)
    {
        return data.push(
            vm,
            match exc {
                None => Ready::Step(object.clone()),
                Some(exc) => Ready::Throw(Box::new((object.clone(), exc))),
            },
        );
    }
    foreign::schedule_step(vm, owner, object, exc)
}

/// The coroutine handed out a native future: wait for it.
#[inline]
fn wait_for_future(
    vm: &Vm,
    owner: &Value,
    task: &Task,
    object: &ObjRef,
    future: &ObjRef,
    core: &FutureCore,
) -> PyResult<()> {
    if !core.owner().is_some_and(|l| l.is(owner)) {
        let message = format!(
            "Task {} got Future {} attached to a different loop",
            show::repr(vm, &Value::Object(object.clone()))?,
            show::repr(vm, &Value::Object(future.clone()))?
        );
        return step_again(vm, owner, object, Some(vm.runtime_error(message)));
    }
    if !core.has(Flag::BLOCKING) {
        return stray_yield(vm, owner, object, &Value::Object(future.clone()));
    }
    if future.is(object) {
        let message = format!("Task cannot await on itself: {}", show::repr(vm, &Value::Object(object.clone()))?);
        return step_again(vm, owner, object, Some(vm.runtime_error(message)));
    }
    core.set(Flag::BLOCKING, false);
    if is_exact(future) {
        let wakeup = Callback::Wakeup(object.clone());
        if core.is_done() {
            core.schedule(vm, future, wakeup)?;
        } else {
            core.push_callback(wakeup);
        }
    } else {
        foreign::add_wakeup(vm, &Value::Object(future.clone()), object, task)?;
    }
    task.set_waiter(Value::Object(future.clone()));
    pass_cancellation_on(vm, task, object)
}

/// `cancel()` came while the step ran: the future it waits for now gets it.
#[inline]
fn pass_cancellation_on(vm: &Vm, task: &Task, _object: &ObjRef) -> PyResult<()> {
    if task.core.has(Flag::MUST_CANCEL) {
        let message = task.core.cancel_message();
        if cancel(vm, &task.waiter(), message)? {
            task.core.set(Flag::MUST_CANCEL, false);
        }
    }
    Ok(())
}

/// The coroutine handed out neither None nor a native future.
#[cold]
fn handed_out(vm: &Vm, owner: &Value, task: &Task, object: &ObjRef, value: Value) -> PyResult<()> {
    let blocking = vm.get_attr_opt(&value, &of(vm).names.blocking)?;
    if let Some(blocking) = blocking.filter(|b| !b.is_none()) {
        return wait_for_duck(vm, owner, task, object, &value, &blocking);
    }
    let shown = show::repr(vm, &value)?;
    let message = if matches!(&value, Value::Gen(g) if g.kind == GenKind::Generator) {
        let task = show::repr(vm, &Value::Object(object.clone()))?;
        format!("yield was used instead of yield from for generator in task {task} with {shown}")
    } else {
        format!("Task got bad yield: {shown}")
    };
    step_again(vm, owner, object, Some(vm.runtime_error(message)))
}

fn stray_yield(vm: &Vm, owner: &Value, object: &ObjRef, value: &Value) -> PyResult<()> {
    let message = format!(
        "yield was used instead of yield from in task {} with {}",
        show::repr(vm, &Value::Object(object.clone()))?,
        show::repr(vm, value)?
    );
    step_again(vm, owner, object, Some(vm.runtime_error(message)))
}

/// A future of another make, known by its `_asyncio_future_blocking`.
fn wait_for_duck(
    vm: &Vm,
    owner: &Value,
    task: &Task,
    object: &ObjRef,
    value: &Value,
    blocking: &Value,
) -> PyResult<()> {
    let its_loop = foreign::loop_of(vm, value)?;
    if !its_loop.is(owner) {
        let message = format!(
            "Task {} got Future {} attached to a different loop",
            show::repr(vm, &Value::Object(object.clone()))?,
            show::repr(vm, value)?
        );
        return step_again(vm, owner, object, Some(vm.runtime_error(message)));
    }
    if !vm.truth(blocking)? {
        return stray_yield(vm, owner, object, value);
    }
    vm.set_attr(value, &of(vm).names.blocking, Value::Bool(false))?;
    foreign::add_wakeup(vm, value, object, task)?;
    task.set_waiter(value.clone());
    pass_cancellation_on(vm, task, object)
}

fn already_done(vm: &Vm, owner: &Value, data: &EventLoop, object: &ObjRef, exc: Option<Raised>) -> PyResult<()> {
    let shown = show::repr(vm, &Value::Object(object.clone()))?;
    let exc = show::repr(vm, &exc.map_or(Value::None, Raised::into_value))?;
    let error = vm.error(&data.asyncio.exc.invalid_state, format!("__step(): already done: {shown} {exc}"));
    contain(vm, owner, data, Err(error))
}

fn contain(vm: &Vm, owner: &Value, data: &EventLoop, result: PyResult<()>) -> PyResult<()> {
    match owner {
        Value::Object(l) => data.contain(vm, l, result, "TaskStepMethWrapper"),
        _ => result,
    }
}

/// `future.cancel(msg)` of anything: tasks and gathers pass it on inwards, futures of another make get the call.
/// True when it was (or will be) cancelled by this.
///
/// # Errors
/// What a `cancel` written in Python raises.
pub fn cancel(vm: &Vm, future: &Value, message: Option<Value>) -> PyResult<bool> {
    let Some((object, core)) = as_exact_future(future) else {
        let cancel = vm.get_attr(future, &of(vm).names.cancel)?;
        let keywords: Vec<_> = vec![("msg", message.unwrap_or(Value::None))];
        let asked = vm.call_kw(&cancel, &[], &keywords)?;
        return vm.truth(&asked);
    };
    if let Some(task) = object.get::<Task>() {
        return cancel_task(vm, object, task, message);
    }
    if object.get::<gather::Gathering>().is_some() {
        return gather::cancel(vm, object, message);
    }
    core.cancel(vm, object, message)
}

/// `Task.cancel` itself. Walks along the chain of tasks that wait for each other instead of recursing.
///
/// # Errors
/// As [`cancel`].
pub fn cancel_task(vm: &Vm, object: &ObjRef, _task: &Task, message: Option<Value>) -> PyResult<bool> {
    let mut at = object.clone();
    let mut outer: Option<ObjRef> = None;
    loop {
        let Some(task) = at.get::<Task>() else { return Ok(false) };
        task.core.set(Flag::LOG_TRACEBACK, false);
        if task.core.is_done() {
            // What the outer one waits for cannot be cancelled any more: it gets the error thrown in.
            return Ok(match outer.as_ref().and_then(|o| o.get::<Task>()) {
                Some(outer) => mark(outer, message),
                None => false,
            });
        }
        task.core.tally.set(task.core.tally.get() + 1);
        let waiter = task.waiter();
        let inner = as_exact_future(&waiter).map(|(o, _)| o.clone()).filter(|o| o.get::<Task>().is_some());
        if let Some(inner) = inner {
            outer = Some(at);
            at = inner;
            continue;
        }
        if !waiter.is_none() && cancel(vm, &waiter, message.clone())? {
            return Ok(true);
        }
        return Ok(mark(task, message));
    }
}

fn mark(task: &Task, message: Option<Value>) -> bool {
    task.core.set(Flag::MUST_CANCEL, true);
    task.core.set_cancel_message(message);
    true
}

/// The task of a value.
pub fn as_task(value: &Value) -> Option<(&ObjRef, &Task)> {
    match value {
        Value::Object(o) => o.get::<Task>().map(|t| (o, t)),
        _ => None,
    }
}

/// True when the future is done, whatever its make.
///
/// # Errors
/// What a `done` written in Python raises.
pub fn is_done(vm: &Vm, future: &Value) -> PyResult<bool> {
    if let Some((_, core)) = as_exact_future(future) {
        return Ok(core.is_done());
    }
    let done = vm.call_method(future, &vm.intern("done"), &[])?;
    vm.truth(&done)
}

/// True when the future was cancelled, whatever its make.
///
/// # Errors
/// What a `cancelled` written in Python raises.
pub fn is_cancelled(vm: &Vm, future: &Value) -> PyResult<bool> {
    if let Some((_, core)) = as_exact_future(future) {
        return Ok(core.state() == State::Cancelled);
    }
    let cancelled = vm.call_method(future, &vm.intern("cancelled"), &[])?;
    vm.truth(&cancelled)
}

/// `future.exception()`, whatever its make: the exception or None.
///
/// # Errors
/// CancelledError or InvalidStateError.
pub fn exception_of(vm: &Vm, future: &Value) -> PyResult {
    if let Some((_, core)) = as_exact_future(future) {
        return Ok(core.exception(vm)?.map_or(Value::None, Value::Exception));
    }
    vm.call_method(future, &vm.intern("exception"), &[])
}

/// `future.result()`, whatever its make.
///
/// # Errors
/// What the future raises.
pub fn result_of(vm: &Vm, future: &Value) -> PyResult {
    if let Some((_, core)) = as_exact_future(future) {
        return core.result(vm);
    }
    vm.call_method(future, &vm.intern("result"), &[])
}

/// The coroutine of a task, when it is an ordinary one.
pub fn gen_of(task: &Task) -> Option<&Ref<Gen>> {
    match task.coro() {
        Some(Value::Gen(g)) => Some(g),
        _ => None,
    }
}

/// True for anything that says it is a future (`asyncio.isfuture`).
///
/// # Errors
/// What its attributes raise.
pub fn is_future(vm: &Vm, value: &Value) -> PyResult<bool> {
    if as_future(value).is_some() {
        return Ok(true);
    }
    if matches!(value, Value::Gen(_) | Value::None | Value::Int(_) | Value::Str(_)) {
        return Ok(false);
    }
    let name = &of(vm).names.blocking;
    // What it says its class is: a mock passes for what it mocks.
    let class = vm.get_attr(value, &vm.names.__class__)?;
    if vm.get_attr_opt(&class, name)?.is_none() {
        return Ok(false);
    }
    Ok(vm.get_attr_opt(value, name)?.is_some_and(|b| !b.is_none()))
}
