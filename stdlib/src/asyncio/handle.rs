//! What stands in the loop's ready queue, and the `Handle` and `TimerHandle` objects that Python gets for its share.
//!
//! [`Ready`] is 24 bytes and typed, so that the hot paths (a task's step, a wake-up) allocate nothing. A callback that
//! fails goes to the loop's exception handler; SystemExit and KeyboardInterrupt leave the loop.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::{NativeData, Traverse, Visitor};
use taipan_interp::native::{Args, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::future::{Callback, OnDone};
use super::sleeper::Sleeper;
use super::task::Task;
use super::{gather, of, report, show, task, task_group, timeouts, transport};
use crate::contextvars::{self, ContextCell};

/// A future's callback from Python, on its way: first it waits at the future, then in the ready queue.
pub struct DoneCall {
    pub function: Value,
    pub context: Value,
    /// Unbound while it waits at the future (a future does not own itself).
    pub future: Value,
}

impl Traverse for DoneCall {
    taipan_interp::traverses!(function, context, future);
}

impl Traverse for Ready {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            Ready::Step(o)
            | Ready::Handle(o)
            | Ready::Slept(o)
            | Ready::TimedOut { timeout: o, .. }
            | Ready::Io { object: o, .. } => o.traverse(v),
            Ready::Throw(both) => {
                both.0.traverse(v);
                both.1.0.traverse(v);
            }
            Ready::Wakeup { task: a, by: b }
            | Ready::Gathered { outer: a, child: b }
            | Ready::GroupDone { group: a, task: b } => {
                a.traverse(v);
                b.traverse(v);
            }
            Ready::Native(native, o) => {
                native.traverse(v);
                o.traverse(v);
            }
            Ready::Done(call) => call.traverse(v),
        }
    }
}

/// One thing to run.
pub enum Ready {
    /// `Task.__step()`.
    Step(ObjRef),
    /// `Task.__step(exc)`.
    Throw(Box<(ObjRef, Raised)>),
    /// `Task.__wakeup(future)`.
    Wakeup { task: ObjRef, by: ObjRef },
    /// A child of a gather is done.
    Gathered { outer: ObjRef, child: ObjRef },
    /// A task of a task group is done.
    GroupDone { group: ObjRef, task: ObjRef },
    /// A callback of the library's own.
    Native(Box<Rc<dyn OnDone>>, ObjRef),
    /// A done callback from Python.
    Done(Box<DoneCall>),
    /// `call_soon`, and timers from Python that are due.
    Handle(ObjRef),
    /// The time of a `sleep` is over: its future.
    Slept(ObjRef),
    /// The time of a `timeout` is over: this one, if its timer still has this number.
    TimedOut { timeout: ObjRef, number: u32 },
    /// A transport goes on: its descriptor is ready, or it has begun or ends.
    Io { object: ObjRef, number: u32, step: transport::Step },
}

impl Ready {
    /// The entry for a callback of `future`.
    #[inline]
    pub fn callback(callback: Callback, future: &ObjRef) -> Ready {
        match callback {
            Callback::Wakeup(task) => Ready::Wakeup { task, by: future.clone() },
            Callback::Gather(outer) => Ready::Gathered { outer, child: future.clone() },
            Callback::Group(group) => Ready::GroupDone { group, task: future.clone() },
            Callback::Native(native) => Ready::Native(native, future.clone()),
            Callback::Python(mut call) => {
                call.future = Value::Object(future.clone());
                Ready::Done(call)
            }
        }
    }

    /// True when it was cancelled after it was queued: the loop skips it.
    pub fn is_cancelled(&self) -> bool {
        match self {
            Ready::Handle(h) => h.get::<Handle>().is_some_and(|h| h.cancelled.get()),
            Ready::Slept(f) => f.get::<Sleeper>().is_some_and(Sleeper::timer_is_cancelled),
            Ready::TimedOut { timeout, number } => timeouts::timer_is_over(timeout, *number),
            Ready::Io { object, number, step } => !transport::is_wanted(object, *number, *step),
            _ => false,
        }
    }

    /// Runs it.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt only.
    #[inline]
    pub fn run(self, vm: &Vm, this_loop: &ObjRef, data: &EventLoop) -> PyResult<()> {
        match self {
            Ready::Step(task) => task::run_step(vm, task, None),
            Ready::Wakeup { task, by } => task::run_wakeup(vm, task, &by),
            Ready::Handle(handle) => run_handle(vm, this_loop, handle),
            Ready::Slept(future) => super::sleeper::time_is_over(vm, &future),
            Ready::Io { object, step, .. } => transport::run(vm, this_loop, data, &object, step),
            other => other.run_rare(vm, this_loop, data),
        }
    }

    #[inline(never)]
    fn run_rare(self, vm: &Vm, this_loop: &ObjRef, data: &EventLoop) -> PyResult<()> {
        match self {
            Ready::Gathered { outer, child } => {
                let done = gather::child_done(vm, &outer, &Value::Object(child));
                data.contain(vm, this_loop, done, gather::CALLBACK_NAME)
            }
            Ready::GroupDone { group, task } => {
                let done = task_group::task_done(vm, &group, &Value::Object(task));
                data.contain(vm, this_loop, done, task_group::CALLBACK_NAME)
            }
            Ready::Native(native, future) => {
                let done = native.done(vm, &Value::Object(future));
                data.contain(vm, this_loop, done, native.name())
            }
            Ready::Throw(boxed) => {
                let (task, exc) = *boxed;
                task::run_step(vm, task, Some(exc))
            }
            Ready::Done(call) => run_done_call(vm, this_loop, *call),
            Ready::TimedOut { timeout, .. } => {
                let done = timeouts::on_timeout(vm, &timeout);
                data.contain(vm, this_loop, done, timeouts::CALLBACK_NAME)
            }
            Ready::Step(_) | Ready::Wakeup { .. } | Ready::Handle(_) | Ready::Slept(_) | Ready::Io { .. } => Ok(()),
        }
    }

    /// What debug mode shows of it when it took long: to be asked for before it runs, and to be shown as it is afterwards.
    ///
    /// # Errors
    /// What showing a callback raises.
    pub fn subject(&self, vm: &Vm) -> PyResult<Subject> {
        let value = match self {
            Ready::Step(o) | Ready::Handle(o) => {
                let callback = o.get::<Handle>().map(|h| h.callback.borrow().clone());
                match callback.as_ref().and_then(owner_task) {
                    Some(task) => task,
                    None => Value::Object(o.clone()),
                }
            }
            Ready::Wakeup { task, .. } => Value::Object(task.clone()),
            Ready::Throw(b) => Value::Object(b.0.clone()),
            Ready::Done(call) => {
                return Ok(Subject::Text(format!(
                    "<Handle {}>",
                    show::callback_source(vm, &call.function, &[], false)?
                )));
            }
            Ready::Gathered { .. } => return Ok(Subject::Text(format!("<Handle {}()>", gather::CALLBACK_NAME))),
            Ready::GroupDone { .. } => return Ok(Subject::Text(format!("<Handle {}()>", task_group::CALLBACK_NAME))),
            Ready::Native(native, _) => return Ok(Subject::Text(format!("<Handle {}()>", native.name()))),
            Ready::Slept(_) => {
                return Ok(Subject::Text("<TimerHandle _set_result_unless_cancelled()>".to_owned()));
            }
            Ready::TimedOut { .. } => return Ok(Subject::Text(format!("<TimerHandle {}()>", timeouts::CALLBACK_NAME))),
            Ready::Io { object, step, .. } => {
                return Ok(Subject::Text(format!("<Handle {}()>", transport::step_name(object, *step))));
            }
        };
        Ok(Subject::Object(value))
    }
}

/// What debug mode shows of a handle.
pub enum Subject {
    Object(Value),
    Text(String),
}

impl Subject {
    /// # Errors
    /// What the object's `__repr__` raises.
    pub fn shown(&self, vm: &Vm) -> PyResult<String> {
        match self {
            Subject::Object(value) => Ok(vm.repr(value)?.as_str().to_owned()),
            Subject::Text(text) => Ok(text.clone()),
        }
    }
}

/// The task that a bound method belongs to.
fn owner_task(callback: &Value) -> Option<Value> {
    match callback {
        Value::Method(m) if m.receiver.native::<Task>().is_some() => Some(m.receiver.clone()),
        _ => None,
    }
}

/// True for what must leave the loop instead of going to the exception handler.
pub fn ends_the_loop(vm: &Vm, exc: &Raised) -> bool {
    vm.matches(exc, &vm.exc.system_exit) || vm.matches(exc, &vm.exc.keyboard_interrupt)
}

fn run_done_call(vm: &Vm, this_loop: &ObjRef, call: DoneCall) -> PyResult<()> {
    let result = contextvars::enter(vm, call.context.clone()).and_then(|before| {
        let result = vm.call(&call.function, std::slice::from_ref(&call.future));
        drop(contextvars::leave(vm, before));
        result
    });
    match result {
        Ok(value) => {
            value.discard();
            Ok(())
        }
        Err(exc) if ends_the_loop(vm, &exc) => Err(exc),
        Err(exc) => {
            // Only now somebody may want to see the handle.
            let handle = Handle::new(call.function, vec![call.future], Value::Object(this_loop.clone()), call.context);
            let handle = ObjRef::new(of(vm).types.handle.clone(), handle);
            report_failure(vm, this_loop, &handle, exc)
        }
    }
}

fn run_handle(vm: &Vm, this_loop: &ObjRef, object: ObjRef) -> PyResult<()> {
    let Some(handle) = object.get::<Handle>() else { return Ok(()) };
    match handle.call(vm) {
        Ok(value) => {
            value.discard();
            Ok(())
        }
        Err(exc) if ends_the_loop(vm, &exc) => Err(exc),
        Err(exc) => report_failure(vm, this_loop, &object, exc),
    }
}

fn report_failure(vm: &Vm, this_loop: &ObjRef, object: &ObjRef, exc: Raised) -> PyResult<()> {
    let Some(handle) = object.get::<Handle>() else { return Ok(()) };
    let owner = handle.owner.get().cloned().unwrap_or_else(|| Value::Object(this_loop.clone()));
    let debug = loop_data(&owner).is_some_and(|l| l.debug.get());
    let callback = handle.callback.borrow().clone();
    let args = handle.args.borrow().clone();
    let shown = show::callback_source(vm, &callback, &args, debug)?;
    let mut context = report::Context::new(vm, &format!("Exception in callback {shown}"));
    context.add("exception", exc.into_value());
    context.add("handle", Value::Object(object.clone()));
    if let Some(at) = handle.source_traceback.borrow().some() {
        context.add("source_traceback", at.clone());
    }
    context.send(vm, &owner)
}

/// `asyncio.Handle` and, with a time, `asyncio.TimerHandle`.
pub struct Handle {
    /// None once cancelled.
    pub callback: RefCell<Value>,
    pub args: RefCell<Vec<Value>>,
    pub context: ContextCell,
    pub owner: OnceCell<Value>,
    pub cancelled: Cell<bool>,
    /// Timers: it stands in the loop's heap.
    pub scheduled: Cell<bool>,
    /// Timers: when, as given. Unbound for a plain handle.
    pub when: RefCell<Value>,
    pub source_traceback: RefCell<Value>,
    /// What it looked like before it was cancelled (debug mode).
    shown: RefCell<Option<String>>,
}

impl NativeData for Handle {
    taipan_interp::traverses!(callback, args, context, owner, when, source_traceback);

    fn clear(&self) {
        drop(self.callback.replace(Value::None));
        drop(self.args.take());
    }
}

impl Handle {
    /// A handle, not queued yet.
    pub fn new(callback: Value, args: Vec<Value>, owner: Value, context: Value) -> Handle {
        let handle = Handle {
            callback: RefCell::new(callback),
            args: RefCell::new(args),
            context: ContextCell::new(&context),
            owner: OnceCell::new(),
            cancelled: Cell::new(false),
            scheduled: Cell::new(false),
            when: RefCell::new(Value::Unbound),
            source_traceback: RefCell::new(Value::None),
            shown: RefCell::default(),
        };
        // The cell is new, so it is empty.
        let _ = handle.owner.set(owner);
        handle
    }

    /// In debug mode: remembers where it was made.
    pub fn note_source(&self, vm: &Vm) -> PyResult<()> {
        let debug = match self.owner.get() {
            Some(owner) => super::foreign::get_debug(vm, owner)?,
            None => false,
        };
        if debug {
            let at = show::extract_stack(vm)?;
            self.source_traceback.replace(at);
        }
        Ok(())
    }

    /// The time in seconds (timers).
    pub fn deadline(&self, vm: &Vm) -> PyResult<f64> {
        let when = self.when.borrow().clone();
        super::seconds(vm, &when)
    }

    fn call(&self, vm: &Vm) -> PyResult {
        let callback = self.callback.borrow().clone();
        let context = self.context.get();
        let before = contextvars::enter(vm, context)?;
        // Taken, not copied: a handle runs once. They come back for whoever looks at it afterwards.
        let args = self.args.take();
        let result = vm.call(&callback, &args);
        if !self.cancelled.get() {
            self.args.replace(args);
        }
        let left = contextvars::leave(vm, before);
        if self.context.is_empty() {
            self.context.set(&left);
        }
        result
    }
}

/// `loop.call_soon` in Rust: a handle for Python code to run in the next pass.
pub fn new_handle(vm: &Vm, owner: &Value, callback: Value, args: Vec<Value>, context: Value) -> PyResult<ObjRef> {
    let handle = Handle::new(callback, args, owner.clone(), context);
    if loop_data(owner).is_none_or(|l| l.debug.get()) {
        handle.note_source(vm)?;
    }
    Ok(ObjRef::new(of(vm).types.handle.clone(), handle))
}

/// As [`new_handle`], with a time.
pub fn new_timer(
    vm: &Vm,
    owner: &Value,
    when: Value,
    callback: Value,
    args: Vec<Value>,
    context: Value,
) -> PyResult<ObjRef> {
    let handle = Handle::new(callback, args, owner.clone(), context);
    handle.when.replace(when);
    if loop_data(owner).is_none_or(|l| l.debug.get()) {
        handle.note_source(vm)?;
    }
    Ok(ObjRef::new(of(vm).types.timer_handle.clone(), handle))
}

/// A `context=` argument, when there is one.
///
/// # Errors
/// TypeError when it is no context.
pub fn check_context(vm: &Vm, given: Option<&Value>) -> PyResult<Option<Value>> {
    match given {
        None | Some(Value::None) => Ok(None),
        Some(context) if contextvars::is_context(context) => Ok(Some(context.clone())),
        Some(other) => {
            let kind = vm.class_of(other).name();
            Err(vm.type_error(format!("a context must be a Context, not {}", kind.as_str())))
        }
    }
}

/// The context that a `context=` argument names: the one given, or a copy of the current one.
///
/// # Errors
/// As [`check_context`].
pub fn context_argument(vm: &Vm, given: Option<&Value>) -> PyResult {
    Ok(check_context(vm, given)?.unwrap_or_else(|| contextvars::copy_current(vm)))
}

// ---- what Python sees ----

const FLAGS: TypeFlags = TypeFlags::BASE.with(TypeFlags::WEAKREF);

pub const HANDLE: TypeDef = TypeDef {
    doc: "Object returned by callback registration methods.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(empty_handle),
    methods: HANDLE_METHODS,
    getset: &[
        getter("_callback", |vm, v| Ok(this(vm, v)?.1.callback.borrow().clone())),
        getter("_args", |vm, v| {
            let (_, h) = this(vm, v)?;
            Ok(if h.cancelled.get() { Value::None } else { Value::Tuple(Tuple::from_slice(&h.args.borrow())) })
        }),
        getset(
            "_cancelled",
            |vm, v| Ok(Value::Bool(this(vm, v)?.1.cancelled.get())),
            |vm, v, new| {
                let on = match new {
                    Some(new) => vm.truth(new)?,
                    None => false,
                };
                this(vm, v)?.1.cancelled.set(on);
                Ok(())
            },
        ),
        getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner.get().cloned().unwrap_or(Value::None))),
        getter("_source_traceback", |vm, v| Ok(this(vm, v)?.1.source_traceback.borrow().clone())),
        getter("_context", get_context_of),
    ],
    ..TypeDef::new("Handle", "asyncio.events")
};

const HANDLE_METHODS: &[NativeDef] = &[
    method("__init__", "(self, callback, args, loop, context=None)", |vm, a| {
        initialise(vm, &a[0], Value::Unbound, &a[1], &a[2], &a[3], a[4].some())
    }),
    method("cancel", "(self)", |vm, a| {
        cancel(vm, &a[0])?;
        Ok(Value::None)
    })
    .doc("The callback is not to be called."),
    method("cancelled", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.cancelled.get())))
        .doc("True if `cancel` was called."),
    method("get_context", "(self)", |vm, a| get_context_of(vm, &a[0])).doc("The context that the callback runs in."),
    method("__repr__", "(self)", handle_repr),
    method("_run", "(self)", |vm, a| {
        let (object, handle) = this(vm, &a[0])?;
        let owner = handle.owner.get().cloned().unwrap_or(Value::None);
        match &owner {
            Value::Object(l) => run_handle(vm, l, object.clone())?,
            _ => {
                handle.call(vm)?;
            }
        }
        Ok(Value::None)
    }),
];

pub const TIMER_HANDLE: TypeDef = TypeDef {
    doc: "Object returned by timed callback registration methods.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(empty_handle),
    methods: TIMER_METHODS,
    getset: &[
        getter("_when", |vm, v| Ok(this(vm, v)?.1.when.borrow().clone())),
        getset(
            "_scheduled",
            |vm, v| Ok(Value::Bool(this(vm, v)?.1.scheduled.get())),
            |vm, v, new| {
                let on = match new {
                    Some(new) => vm.truth(new)?,
                    None => false,
                };
                this(vm, v)?.1.scheduled.set(on);
                Ok(())
            },
        ),
    ],
    ..TypeDef::new("TimerHandle", "asyncio.events")
};

const TIMER_METHODS: &[NativeDef] = &[
    method("__init__", "(self, when, callback, args, loop, context=None)", |vm, a| {
        initialise(vm, &a[0], a[1].clone(), &a[2], &a[3], &a[4], a[5].some())
    }),
    method("when", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.when.borrow().clone()))
        .doc("When the callback is due, by the loop's clock."),
    method("__hash__", "(self)", |vm, a| {
        let when = this(vm, &a[0])?.1.when.borrow().clone();
        Ok(Value::Int(vm.hash(&when)?))
    }),
    method("__lt__", "(self, other)", |vm, a| compare(vm, a, &|x, y| x < y, false)),
    method("__le__", "(self, other)", |vm, a| compare(vm, a, &|x, y| x < y, true)),
    method("__gt__", "(self, other)", |vm, a| compare(vm, a, &|x, y| x > y, false)),
    method("__ge__", "(self, other)", |vm, a| compare(vm, a, &|x, y| x > y, true)),
    method("__eq__", "(self, other)", |vm, a| compare(vm, a, &|_, _| false, true)),
];

fn empty_handle(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    let mut handle = Handle::new(Value::None, Vec::new(), Value::None, Value::None);
    handle.owner = OnceCell::new();
    Ok(Value::Object(ObjRef::new(cls.clone(), handle)))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Handle)> {
    match value {
        Value::Object(o) => o.get::<Handle>().map(|h| (o, h)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Handle was expected"))
}

fn initialise(
    vm: &Vm,
    object: &Value,
    when: Value,
    callback: &Value,
    args: &Value,
    owner: &Value,
    context: Option<&Value>,
) -> PyResult {
    let (_, handle) = this(vm, object)?;
    let args = if args.is_none() { Vec::new() } else { vm.collect(args)? };
    handle.callback.replace(callback.clone());
    handle.args.replace(args);
    handle.context.set(&context_argument(vm, context)?);
    handle.when.replace(when);
    // A second `__init__` keeps the loop of the first.
    let _ = handle.owner.set(owner.clone());
    handle.note_source(vm)?;
    Ok(Value::None)
}

fn get_context_of(vm: &Vm, value: &Value) -> PyResult {
    let (_, handle) = this(vm, value)?;
    Ok(handle.context.object(vm))
}

/// `Handle.cancel()` and `TimerHandle.cancel()`: the loop will skip it; a timer is counted as dead in the heap.
pub fn cancel(vm: &Vm, value: &Value) -> PyResult<()> {
    let (_, handle) = this(vm, value)?;
    if handle.cancelled.get() {
        return Ok(());
    }
    let owner = handle.owner.get().cloned().unwrap_or(Value::None);
    if !handle.when.borrow().is_unbound() {
        match loop_data(&owner) {
            Some(l) => {
                if handle.scheduled.get() {
                    l.timers.borrow_mut().note_cancelled();
                }
            }
            None if owner.is_none() => {}
            None => {
                vm.call_method(&owner, &vm.intern("_timer_handle_cancelled"), std::slice::from_ref(value))?;
            }
        }
    }
    handle.cancelled.set(true);
    if !owner.is_none() && super::foreign::get_debug(vm, &owner)? {
        let shown = vm.repr(value)?.as_str().to_owned();
        handle.shown.replace(Some(shown));
    }
    let old = (handle.callback.replace(Value::None), handle.args.take());
    drop(old);
    Ok(())
}

fn handle_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, handle) = this(vm, &a[0])?;
    if let Some(shown) = handle.shown.borrow().as_ref() {
        return Ok(Value::str(shown));
    }
    let mut info = vec![object.class().name().as_str().to_owned()];
    if handle.cancelled.get() {
        info.push("cancelled".to_owned());
    }
    let when = handle.when.borrow().clone();
    if !when.is_unbound() {
        info.push(format!("when={}", vm.str(&when)?.as_str()));
    }
    let callback = handle.callback.borrow().clone();
    if !callback.is_none() {
        let args = handle.args.borrow().clone();
        let debug = match handle.owner.get() {
            Some(owner) => super::foreign::get_debug(vm, owner)?,
            None => false,
        };
        info.push(show::callback_source(vm, &callback, &args, debug)?);
    }
    let at = handle.source_traceback.borrow().clone();
    if let Some(at) = show::created_at(vm, &at)? {
        info.push(at);
    }
    Ok(Value::from(format!("<{}>", info.join(" "))))
}

fn compare(vm: &Vm, a: &[Value], order: &dyn Fn(f64, f64) -> bool, or_equal: bool) -> PyResult {
    let (x_object, x) = this(vm, &a[0])?;
    let Some((y_object, y)) = (match &a[1] {
        Value::Object(o) => o.get::<Handle>().map(|h| (o, h)),
        _ => None,
    }) else {
        return Ok(Value::NotImplemented);
    };
    if y.when.borrow().is_unbound() {
        return Ok(Value::NotImplemented);
    }
    let (x_when, y_when) = (x.deadline(vm)?, y.deadline(vm)?);
    if order(x_when, y_when) {
        return Ok(Value::Bool(true));
    }
    if !or_equal {
        return Ok(Value::Bool(false));
    }
    if x_object.is(y_object) {
        return Ok(Value::Bool(true));
    }
    if x_when != y_when || x.cancelled.get() != y.cancelled.get() {
        return Ok(Value::Bool(false));
    }
    let (f, g) = (x.callback.borrow().clone(), y.callback.borrow().clone());
    let args = [x, y].map(|h| Value::Tuple(Tuple::from_slice(&h.args.borrow())));
    Ok(Value::Bool(vm.eq(&f, &g)? && vm.eq(&args[0], &args[1])?))
}
