//! `asyncio.timeout`, `timeout_at` and `Timeout`.
//!
//! A timeout cancels its task when the time has come, and turns the CancelledError that arrives at its end into
//! TimeoutError, unless somebody else has asked for a cancellation as well.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::{Awaited, NativeData, Ref};
use taipan_interp::native::{Args, NativeDef, TypeDef, function, method, method_raw};
use taipan_interp::tree::{BinOp, CmpOp};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::exception::Exception;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::handle::Ready;
use super::timers::Due;
use super::{coroutine, of, running, task};

pub const CALLBACK_NAME: &str = "Timeout._on_timeout";

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Created,
    Entered,
    Expiring,
    Expired,
    Exited,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Created => "created",
            State::Entered => "active",
            State::Expiring => "expiring",
            State::Expired => "expired",
            State::Exited => "finished",
        }
    }
}

/// `asyncio.Timeout`.
pub struct Timeout {
    state: Cell<State>,
    /// The deadline as given; None for no limit.
    when: RefCell<Value>,
    /// The task that entered it.
    task: RefCell<Value>,
    /// How often the task had been asked to cancel when it entered.
    cancelling: Cell<i64>,
    /// On a loop of ours: the number of the timer that counts; others that bear our name are dead. 0: none.
    timer: Cell<u32>,
    /// The number of the timer if it stands in the loop's heap; 0 when it has left it (or never was there).
    in_heap: Cell<u32>,
    /// On another loop: the handle.
    handle: RefCell<Value>,
}

impl NativeData for Timeout {
    taipan_interp::traverses!(when, task, handle);

    fn aenter_now(&self, this: &ObjRef, vm: &Vm) -> Option<PyResult<Awaited>> {
        Some(enter(vm, this).map(Awaited::Done))
    }

    fn aexit_now(&self, this: &ObjRef, vm: &Vm) -> Option<PyResult> {
        Some(exit(vm, this, None).map(|()| Value::None))
    }
}

impl Timeout {
    fn new(when: Value) -> Timeout {
        Timeout {
            state: Cell::new(State::Created),
            when: RefCell::new(when),
            task: RefCell::new(Value::None),
            cancelling: Cell::new(0),
            timer: Cell::new(0),
            in_heap: Cell::new(0),
            handle: RefCell::new(Value::None),
        }
    }

    /// Takes the timer back.
    fn cancel_timer(&self, vm: &Vm) -> PyResult<()> {
        self.timer.set(0);
        if self.in_heap.replace(0) != 0 {
            let running = running::get(vm);
            if let Some(data) = loop_data(&running) {
                data.timers.borrow_mut().note_cancelled();
            }
        }
        let handle = self.handle.replace(Value::None);
        super::wait::cancel_timer(vm, &handle)
    }

    /// Sets the timer for the deadline.
    fn set_timer(&self, vm: &Vm, this: &ObjRef, when: &Value) -> PyResult<()> {
        let set = running::with_plain(vm, |_, data| -> PyResult<()> {
            let number = data.next_timer_number();
            let deadline = super::seconds(vm, when)?;
            let timeout = this.clone();
            if deadline <= data.time(vm) {
                data.push(vm, Ready::TimedOut { timeout, number })?;
            } else {
                data.call_at(vm, deadline, Due::Timeout { timeout, number })?;
                self.in_heap.set(number);
            }
            self.timer.set(number);
            Ok(())
        });
        match set {
            Some(result) => result,
            None => self.set_timer_elsewhere(vm, this, when),
        }
    }

    fn set_timer_elsewhere(&self, vm: &Vm, this: &ObjRef, when: &Value) -> PyResult<()> {
        let owner = running::required(vm)?;
        let timeout = this.clone();
        let strike = vm.closure(CALLBACK_NAME, move |vm, _| {
            on_timeout(vm, &timeout)?;
            Ok(Value::None)
        });
        let now = vm.call_method(&owner, &vm.intern("time"), &[])?;
        let late = vm.compare(CmpOp::Le, when, &now)?;
        let handle = if vm.truth(&late)? {
            vm.call_method(&owner, &of(vm).names.call_soon, &[strike])?
        } else {
            vm.call_method(&owner, &vm.intern("call_at"), &[when.clone(), strike])?
        };
        self.handle.replace(handle);
        Ok(())
    }
}

/// True when this timer does not count any more.
pub fn timer_is_over(timeout: &ObjRef, number: u32) -> bool {
    timeout.get::<Timeout>().is_none_or(|t| t.timer.get() != number)
}

/// The timer left the heap: cancelling it later changes no count.
pub fn timer_left_the_heap(timeout: &ObjRef, number: u32) {
    if let Some(t) = timeout.get::<Timeout>()
        && t.in_heap.get() == number
    {
        t.in_heap.set(0);
    }
}

/// The time has come: the task is cancelled.
///
/// # Errors
/// What a `cancel` written in Python raises.
pub fn on_timeout(vm: &Vm, this: &ObjRef) -> PyResult<()> {
    let Some(timeout) = this.get::<Timeout>() else { return Ok(()) };
    let task = timeout.task.borrow().clone();
    task::cancel(vm, &task, None)?;
    timeout.state.set(State::Expiring);
    timeout.timer.set(0);
    timeout.handle.replace(Value::None).discard();
    Ok(())
}

/// Makes a timeout that ends at `when` (None: never).
pub fn create(vm: &Vm, when: Value) -> ObjRef {
    let class = running::with_plain(vm, |_, data| data.asyncio.types.timeout.clone());
    let class = class.unwrap_or_else(|| of(vm).types.timeout.clone());
    ObjRef::new(class, Timeout::new(when))
}

/// A timeout that ends `delay` seconds from now (None: never).
///
/// # Errors
/// RuntimeError without a running loop; TypeError for what is no number.
pub fn after(vm: &Vm, delay: &Value) -> PyResult<ObjRef> {
    if let Some(now) = running::with_plain(vm, |_, data: &EventLoop| data.time(vm)) {
        let when = match delay {
            Value::None => Value::None,
            Value::Int(i) => Value::Float(now + *i as f64),
            Value::Float(f) => Value::Float(now + f),
            other => vm.binary(BinOp::Add, &Value::Float(now), other)?,
        };
        return Ok(create(vm, when));
    }
    let owner = running::required(vm)?;
    if delay.is_none() {
        return Ok(create(vm, Value::None));
    }
    let now = vm.call_method(&owner, &vm.intern("time"), &[])?;
    Ok(create(vm, vm.binary(BinOp::Add, &now, delay)?))
}

/// `__aenter__`: starts the clock. Never waits.
///
/// # Errors
/// RuntimeError when it was entered before, or outside a task.
pub fn enter(vm: &Vm, this: &ObjRef) -> PyResult {
    let Some(timeout) = this.get::<Timeout>() else { return Ok(Value::None) };
    if timeout.state.get() != State::Created {
        return Err(vm.runtime_error("Timeout has already been entered"));
    }
    let owner = running::required(vm)?;
    let task = running::current_task(vm, &owner);
    if task.is_none() {
        return Err(vm.runtime_error("Timeout should be used inside a task"));
    }
    timeout.state.set(State::Entered);
    timeout.cancelling.set(task_count(vm, &task, "cancelling")?);
    timeout.task.replace(task);
    let when = timeout.when.borrow().clone();
    if !when.is_none() {
        timeout.set_timer(vm, this, &when)?;
    }
    Ok(Value::Object(this.clone()))
}

/// `task.cancelling()` or `task.uncancel()`.
fn task_count(vm: &Vm, task: &Value, method: &str) -> PyResult<i64> {
    if let Some((object, task)) = task::as_task(task)
        && super::future::is_exact(object)
    {
        let count = if method == "uncancel" { task.uncancel() } else { task.cancelling() };
        return Ok(i64::from(count));
    }
    let count = vm.call_method(task, &vm.intern(method), &[])?;
    vm.index_i64(&count)
}

/// `__aexit__`: stops the clock; a cancellation that was this timeout's doing becomes TimeoutError. Never waits.
///
/// # Errors
/// TimeoutError.
pub fn exit(vm: &Vm, this: &ObjRef, exc: Option<&Ref<Exception>>) -> PyResult<()> {
    let Some(timeout) = this.get::<Timeout>() else { return Ok(()) };
    timeout.cancel_timer(vm)?;
    match timeout.state.get() {
        State::Expiring => {
            timeout.state.set(State::Expired);
            let task = timeout.task.borrow().clone();
            let mine = task_count(vm, &task, "uncancel")? <= timeout.cancelling.get();
            let Some(exc) = exc.filter(|_| mine) else { return Ok(()) };
            if exc.class().is_subtype(&of(vm).exc.cancelled) {
                return Err(timeout_error(vm, exc));
            }
            insert_timeout_error(vm, exc);
            insert_in_group(vm, exc)
        }
        State::Entered => {
            timeout.state.set(State::Exited);
            Ok(())
        }
        State::Created | State::Expired | State::Exited => Ok(()),
    }
}

/// `raise TimeoutError from exc`.
pub fn timeout_error(vm: &Vm, exc: &Ref<Exception>) -> Raised {
    let error = vm.new_exception(&vm.exc.timeout_error, Vec::new());
    error.0.fresh.set(false);
    error.0.cause.replace(Some(exc.clone()));
    error.0.context.replace(Some(exc.clone()));
    error.0.suppress_context.set(true);
    error
}

/// The error of the body replaced the CancelledError: TimeoutError takes its place in the chain of contexts.
fn insert_timeout_error(vm: &Vm, exc: &Ref<Exception>) {
    let mut at = exc.clone();
    loop {
        let Some(context) = at.context.borrow().clone() else { return };
        if context.class().is_subtype(&of(vm).exc.cancelled) {
            let error = vm.new_exception(&vm.exc.timeout_error, Vec::new()).0;
            error.fresh.set(false);
            error.cause.replace(Some(context.clone()));
            error.suppress_context.set(true);
            error.context.replace(Some(context));
            at.context.replace(Some(error));
            return;
        }
        at = context;
    }
}

fn insert_in_group(vm: &Vm, exc: &Ref<Exception>) -> PyResult<()> {
    if exc.class().is_subtype(&vm.exc.exception_group) {
        let members = vm.get_attr(&Value::Exception(exc.clone()), &vm.names.exceptions)?;
        for member in vm.collect(&members)? {
            if let Value::Exception(member) = member {
                insert_timeout_error(vm, &member);
            }
        }
    }
    Ok(())
}

// ---- what Python sees ----

/// `asyncio.Timeout`.
pub const TIMEOUT: TypeDef = TypeDef {
    doc: "Asynchronous context manager for cancelling overdue coroutines.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: &[
        method("__init__", "(self, when)", |vm, a| {
            let (_, timeout) = this(vm, &a[0])?;
            let old = timeout.when.replace(a[1].clone());
            drop(old);
            Ok(Value::None)
        }),
        method("when", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.when.borrow().clone()))
            .doc("The deadline, by the loop's clock; None if there is none."),
        method("reschedule", "(self, when)", reschedule).doc("Set another deadline, or None for none."),
        method("expired", "(self)", |vm, a| {
            let state = this(vm, &a[0])?.1.state.get();
            Ok(Value::Bool(matches!(state, State::Expiring | State::Expired)))
        })
        .doc("True if the deadline has passed while the block ran."),
        method("__repr__", "(self)", repr),
        method("__aenter__", "(self)", |vm, a| {
            let object = this(vm, &a[0])?.0.clone();
            Ok(coroutine::at_once(vm, "Timeout.__aenter__", move |vm| enter(vm, &object)))
        })
        .coroutine(),
        method_raw("__aexit__", "(self, exc_type, exc_val, exc_tb)", |vm, args| {
            let pos = args.pos();
            let object = this(vm, pos.first().unwrap_or(&Value::None))?.0.clone();
            let exc = exception_argument(pos.get(2));
            Ok(coroutine::at_once(vm, "Timeout.__aexit__", move |vm| {
                exit(vm, &object, exc.as_ref())?;
                Ok(Value::None)
            }))
        })
        .coroutine(),
    ],
    ..TypeDef::new("Timeout", "asyncio.timeouts")
};

/// The exception among the arguments of an `__aexit__`.
pub fn exception_argument(value: Option<&Value>) -> Option<Ref<Exception>> {
    match value {
        Some(Value::Exception(e)) => Some(e.clone()),
        _ => None,
    }
}

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Timeout::new(Value::None))))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Timeout)> {
    match value {
        Value::Object(o) => o.get::<Timeout>().map(|t| (o, t)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Timeout was expected"))
}

fn reschedule(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, timeout) = this(vm, &a[0])?;
    match timeout.state.get() {
        State::Entered => {}
        State::Created => return Err(vm.runtime_error("Timeout has not been entered")),
        state => return Err(vm.runtime_error(format!("Cannot change state of {} Timeout", state.name()))),
    }
    let old = timeout.when.replace(a[1].clone());
    drop(old);
    timeout.cancel_timer(vm)?;
    if !a[1].is_none() {
        timeout.set_timer(vm, object, &a[1])?;
    }
    Ok(Value::None)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, timeout) = this(vm, &a[0])?;
    let state = timeout.state.get();
    let mut text = format!("<Timeout [{}]", state.name());
    if state == State::Entered {
        let when = timeout.when.borrow().clone();
        let shown = match when {
            Value::None => "None".to_owned(),
            when => {
                let round = vm.builtins.get_str(&vm.intern("round")).unwrap_or(Value::None);
                vm.str(&vm.call(&round, &[when, Value::Int(3)])?)?.as_str().to_owned()
            }
        };
        text.push_str(&format!(" when={shown}"));
    }
    text.push('>');
    Ok(Value::from(text))
}

pub const TIMEOUT_FUNCTION: NativeDef = function("timeout", "(delay)", |vm, a| after(vm, &a[0]).map(Value::Object)).doc("A limit for the `async with` block: after `delay` seconds (None: no limit) it is cancelled, and raises TimeoutError.");

pub const TIMEOUT_AT: NativeDef = function("timeout_at", "(when)", |vm, a| Ok(Value::Object(create(vm, a[0].clone()))))
    .doc("As `timeout`, with the deadline as a time of the loop's clock.");
