//! Speaking to loops and futures of another make: classes written in Python that derive from ours and override
//! something, or that only look alike. Everything typed becomes a callable here and goes by the names of the protocol:
//! `call_soon`, `add_done_callback`, `get_loop`.

use std::rc::Rc;

use taipan_interp::heap::Flow;
use taipan_interp::types::generator::GenKind;
use taipan_interp::{Args, ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::loop_data;
use super::future::{Callback, OnDone, as_future, core_of};
use super::task::{self, Task};
use super::{gather, of, task_group};
use crate::contextvars;

/// The first argument of a callback: the future.
fn first(args: &Args) -> Value {
    args.values.first().cloned().unwrap_or(Value::None)
}

/// A callable for a callback of the library's own that is called with the future.
pub fn callable_of(vm: &Vm, native: &Rc<dyn OnDone>) -> Value {
    native
        .callable()
        .get_or_init(|| {
            let weak = Rc::downgrade(native);
            vm.closure(native.name(), move |vm, args| {
                if let Some(native) = weak.upgrade() {
                    native.done(vm, &first(args))?;
                }
                Ok(Value::None)
            })
        })
        .clone()
}

/// `task.__wakeup`.
fn wakeup_callable(vm: &Vm, task: &ObjRef) -> Value {
    let task = task.clone();
    vm.closure("Task.task_wakeup", move |vm, args| {
        let by = first(args);
        let exc = task::result_of(vm, &by).err();
        vm.error_span.set(None);
        task::run_step(vm, task.clone(), exc)?;
        Ok(Value::None)
    })
}

/// `loop.call_soon(callback, future, context=…)` for any callback.
///
/// # Errors
/// What `call_soon` raises.
pub fn call_soon(vm: &Vm, owner: Option<&Value>, callback: Callback, future: &ObjRef) -> PyResult<()> {
    let Some(owner) = owner else {
        return Err(vm.runtime_error("Future object is not initialized."));
    };
    let (callable, context) = match callback {
        Callback::Python(call) => (call.function, context_object(vm, call.context)),
        Callback::Wakeup(task) => {
            // A loop of ours enters the context itself when it runs the step: see `schedule_step`.
            let context = match task.get::<Task>() {
                Some(t) if loop_data(owner).is_none() => t.context_object(vm, &task),
                _ => Value::None,
            };
            (wakeup_callable(vm, &task), context)
        }
        Callback::Gather(outer) => (gather_callable(vm, &outer), Value::None),
        Callback::Group(group) => (group_callable(vm, &group), Value::None),
        Callback::Native(native) => {
            let native = (*native).clone();
            let f = vm.closure(native.name(), move |vm, args| {
                native.done(vm, &first(args))?;
                Ok(Value::None)
            });
            (f, Value::None)
        }
    };
    let call_soon = vm.get_attr(owner, &of(vm).names.call_soon)?;
    vm.call_kw(&call_soon, &[callable, Value::Object(future.clone())], &[("context", context)]).map(drop)
}

fn context_object(vm: &Vm, context: Value) -> Value {
    contextvars::as_object(vm, &context)
}

/// The callable that tells a gather about a child.
pub fn gather_callable(vm: &Vm, outer: &ObjRef) -> Value {
    let outer = outer.clone();
    vm.closure(gather::CALLBACK_NAME, move |vm, args| {
        gather::child_done(vm, &outer, &first(args))?;
        Ok(Value::None)
    })
}

/// The callable that tells a task group about a task.
pub fn group_callable(vm: &Vm, group: &ObjRef) -> Value {
    let group = group.clone();
    vm.closure(task_group::CALLBACK_NAME, move |vm, args| {
        task_group::task_done(vm, &group, &first(args))?;
        Ok(Value::None)
    })
}

/// `loop.get_debug()`.
///
/// # Errors
/// What a `get_debug` written in Python raises.
pub fn get_debug(vm: &Vm, owner: &Value) -> PyResult<bool> {
    if let Some(data) = loop_data(owner) {
        return Ok(data.debug.get());
    }
    let debug = vm.call_method(owner, &vm.intern("get_debug"), &[])?;
    vm.truth(&debug)
}

/// `loop.create_future()`.
///
/// # Errors
/// What a `create_future` written in Python raises.
pub fn create_future(vm: &Vm, owner: &Value) -> PyResult {
    if let Value::Object(l) = owner
        && let Some(data) = loop_data(owner)
        && data.is_plain(l)
    {
        return Ok(Value::Object(super::future::create(&data.asyncio, owner.clone())));
    }
    vm.call_method(owner, &of(vm).names.create_future, &[])
}

/// The loop of a future of any make: `get_loop()`, else `_loop`.
///
/// # Errors
/// AttributeError when it has neither.
pub fn loop_of(vm: &Vm, future: &Value) -> PyResult {
    if let Some((object, core)) = as_future(future)
        && super::future::is_exact(object)
    {
        return core.owner().cloned().ok_or_else(|| vm.runtime_error("Future object is not initialized."));
    }
    match vm.get_attr_opt(future, &vm.intern("get_loop"))? {
        Some(get_loop) => vm.call(&get_loop, &[]),
        None => vm.get_attr(future, &vm.intern("_loop")),
    }
}

/// Resumes a coroutine of another make: `send` or `throw`.
///
/// # Errors
/// What it raises; StopIteration means that it returned.
pub fn resume(vm: &Vm, coro: &Value, exc: Option<Raised>) -> PyResult<Flow> {
    let result = match exc {
        None => vm.call_method(coro, &vm.names.send, &[Value::None]),
        Some(exc) => vm.call_method(coro, &vm.names.throw, &[exc.into_value()]),
    };
    match result {
        Ok(v) => Ok(Flow::Yield(v)),
        Err(e) if vm.matches(&e, &vm.exc.stop_iteration) => {
            vm.error_span.set(None);
            Ok(Flow::Return(vm.get_attr(&e.into_value(), &vm.names.value)?))
        }
        Err(e) => Err(e),
    }
}

/// The task that runs in a loop of another make, swapped for `task` (None: no task).
///
/// # Errors
/// None of its own; the `Result` is what callers return.
pub fn swap_current(vm: &Vm, owner: &Value, task: Value) -> PyResult {
    let asyncio = of(vm);
    let mut all = asyncio.foreign_current.borrow_mut();
    let at = all.iter().position(|(l, _)| l.is(owner));
    Ok(match at {
        Some(i) if task.is_none() => all.swap_remove(i).1,
        Some(i) => std::mem::replace(&mut all[i].1, task),
        None if task.is_none() => Value::None,
        None => {
            all.push((owner.clone(), task));
            Value::None
        }
    })
}

/// The task that runs in a loop of another make.
pub fn current(vm: &Vm, owner: &Value) -> Value {
    let asyncio = of(vm);
    let all = asyncio.foreign_current.borrow();
    all.iter().find(|(l, _)| l.is(owner)).map_or(Value::None, |(_, t)| t.clone())
}

/// A step of one of our tasks in a loop of another make, which called us in the task's context.
///
/// # Errors
/// InvalidStateError, RuntimeError; what ends the loop.
pub fn run_step(vm: &Vm, object: &ObjRef, task: &Task, owner: &Value, exc: Option<Raised>) -> PyResult<()> {
    let shown = |v: &Value| super::show::repr(vm, v);
    let this = Value::Object(object.clone());
    if task.core.is_done() {
        let exc = exc.map_or(Value::None, Raised::into_value);
        let message = format!("__step(): already done: {} {}", shown(&this)?, shown(&exc)?);
        return Err(vm.error(&of(vm).exc.invalid_state, message));
    }
    let running = current(vm, owner);
    if !running.is_none() {
        return Err(vm.runtime_error(format!(
            "Cannot enter into task {} while another task {} is being executed.",
            shown(&this)?,
            shown(&running)?
        )));
    }
    drop(swap_current(vm, owner, this)?);
    let result = task::step(vm, owner, task, object, exc);
    drop(swap_current(vm, owner, Value::None)?);
    result
}

/// `loop.call_soon(self.__step, exc, context=…)`.
///
/// # Errors
/// What `call_soon` raises.
pub fn schedule_step(vm: &Vm, owner: &Value, object: &ObjRef, exc: Option<Raised>) -> PyResult<()> {
    let Some(task) = object.get::<Task>() else { return Ok(()) };
    let stepped = object.clone();
    let context = task.context_object(vm, object);
    let step = vm.closure("TaskStepMethWrapper", move |vm, _| {
        task::run_step(vm, stepped.clone(), exc.clone())?;
        Ok(Value::None)
    });
    let call_soon = vm.get_attr(owner, &of(vm).names.call_soon)?;
    vm.call_kw(&call_soon, &[step], &[("context", context)]).map(drop)
}

/// `future.add_done_callback(task.__wakeup, context=…)` on a future of another make.
///
/// # Errors
/// What `add_done_callback` raises.
pub fn add_wakeup(vm: &Vm, future: &Value, object: &ObjRef, task: &Task) -> PyResult<()> {
    let add = vm.get_attr(future, &of(vm).names.add_done_callback)?;
    let context = task.context_object(vm, object);
    vm.call_kw(&add, &[wakeup_callable(vm, object)], &[("context", context)]).map(drop)
}

/// Adds a callback of the library's own to any future.
///
/// # Errors
/// What an `add_done_callback` written in Python raises.
pub fn add_callback(vm: &Vm, future: &Value, native: &Rc<dyn OnDone>) -> PyResult<()> {
    if let Value::Object(o) = future
        && let Some(core) = core_of(o)
        && super::future::is_exact(o)
    {
        let callback = Callback::Native(Box::new(native.clone()));
        if core.is_done() {
            return core.schedule(vm, o, callback);
        }
        core.push_callback(callback);
        return Ok(());
    }
    let add = vm.get_attr(future, &of(vm).names.add_done_callback)?;
    vm.call(&add, &[callable_of(vm, native)]).map(drop)
}

/// Removes it again.
///
/// # Errors
/// What a `remove_done_callback` written in Python raises.
pub fn remove_callback(vm: &Vm, future: &Value, native: &Rc<dyn OnDone>) -> PyResult<()> {
    if let Value::Object(o) = future
        && let Some(core) = core_of(o)
        && super::future::is_exact(o)
    {
        let is_it = |c: &Callback| Ok(matches!(c, Callback::Native(n) if Rc::ptr_eq(n, native)));
        return core.remove_callbacks(is_it).map(drop);
    }
    let callable = callable_of(vm, native);
    vm.call_method(future, &vm.intern("remove_done_callback"), &[callable]).map(drop)
}

/// True for a coroutine: what `asyncio.iscoroutine` says.
///
/// # Errors
/// What an `__instancecheck__` raises.
pub fn is_coroutine(vm: &Vm, value: &Value) -> PyResult<bool> {
    match value {
        Value::Gen(g) => return Ok(g.kind == GenKind::Coroutine),
        Value::Object(_) | Value::Instance(_) => {}
        _ => return Ok(false),
    }
    // A class with the methods of one: collections.abc.Coroutine, without importing it.
    if as_future(value).is_some() {
        return Ok(false);
    }
    let class = vm.class_of(value);
    for name in ["__await__", "send", "throw", "close"] {
        if vm.type_lookup(&class, &vm.intern(name)).is_none_or(|m| m.is_none()) {
            return registered_coroutine(vm, value);
        }
    }
    Ok(true)
}

/// A class that was registered with `collections.abc.Coroutine`, if that has been imported.
fn registered_coroutine(vm: &Vm, value: &Value) -> PyResult<bool> {
    let Some(abc) = vm.modules.get_str(&vm.intern("_collections_abc")) else { return Ok(false) };
    match vm.get_attr_opt(&abc, &vm.intern("Coroutine"))? {
        Some(coroutine) => vm.is_instance(value, &coroutine),
        None => Ok(false),
    }
}
