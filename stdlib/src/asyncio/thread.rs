//! Between the loop and other threads: executors, `to_thread`, `run_coroutine_threadsafe`, `wrap_future`.
//!
//! Threads and `concurrent.futures` are Python's own library; this file only ties their futures to ours.

use taipan_interp::heap::Flow;
use taipan_interp::native::{Args, NativeDef, function, function_raw};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::loop_methods::{self, check_callback};
use super::{coroutine, ensure, foreign, of, policy, report, running, task, timeouts};
use crate::contextvars;

/// Wakes the loop from its wait, when another thread runs it.
pub fn wake(vm: &Vm, data: &EventLoop) {
    if let Some(thread) = &*data.running_on.borrow()
        && thread.ident != vm.thread.ident
    {
        data.reactor.wake(thread);
    }
}

fn futures_module(vm: &Vm) -> PyResult {
    vm.import("concurrent.futures")
}

/// The name of the running thread.
///
/// # Errors
/// What `threading` raises.
pub fn name(vm: &Vm) -> PyResult<String> {
    let threading = vm.import("threading")?;
    let current = vm.call_method(&threading, &vm.intern("current_thread"), &[])?;
    let name = vm.get_attr(&current, &vm.names.name)?;
    Ok(vm.str(&name)?.as_str().to_owned())
}

/// # Errors
/// RuntimeError after the executor was shut down.
pub fn check_default_executor(vm: &Vm, data: &EventLoop) -> PyResult<()> {
    if data.executor_shutdown_called.get() {
        return Err(vm.runtime_error("Executor shutdown has been called"));
    }
    Ok(())
}

/// `loop.run_in_executor(executor, func, *args)`.
///
/// # Errors
/// RuntimeError when the loop is closed or its executor shut down; what the executor raises.
pub fn run_in_executor(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    let (Some(owner), Some(executor), Some(function)) = (pos.first(), pos.get(1), pos.get(2)) else {
        return Err(vm.type_error("run_in_executor() missing required positional arguments"));
    };
    let (_, data) = loop_methods::this(vm, owner)?;
    data.check_closed(vm)?;
    if data.debug.get() {
        check_callback(vm, function, "run_in_executor")?;
    }
    let executor = if executor.is_none() { default_executor(vm, data)? } else { executor.clone() };
    let submitted = vm.call_method(&executor, &vm.intern("submit"), &pos[2..])?;
    wrap_future(vm, &submitted, Some(owner))
}

fn default_executor(vm: &Vm, data: &EventLoop) -> PyResult {
    check_default_executor(vm, data)?;
    let known = data.default_executor.borrow().clone();
    if !known.is_none() {
        return Ok(known);
    }
    let class = vm.get_attr(&futures_module(vm)?, &vm.intern("ThreadPoolExecutor"))?;
    let made = vm.call_kw(&class, &[], &[("thread_name_prefix", Value::str("asyncio"))])?;
    data.default_executor.replace(made.clone());
    Ok(made)
}

/// `loop.set_default_executor(executor)`.
///
/// # Errors
/// TypeError when it is no thread pool.
pub fn set_default_executor(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, data) = loop_methods::this(vm, &a[0])?;
    let class = vm.get_attr(&futures_module(vm)?, &vm.intern("ThreadPoolExecutor"))?;
    if !vm.is_instance(&a[1], &class)? {
        return Err(vm.type_error("executor must be ThreadPoolExecutor instance"));
    }
    let old = data.default_executor.replace(a[1].clone());
    drop(old);
    Ok(Value::None)
}

/// Lets go of the executor when the loop closes; its threads end by themselves.
///
/// # Errors
/// What its `shutdown` raises.
pub fn close_executor(vm: &Vm, data: &EventLoop) -> PyResult<()> {
    let executor = data.default_executor.replace(Value::None);
    if !executor.is_none() {
        let shutdown = vm.get_attr(&executor, &vm.intern("shutdown"))?;
        vm.call_kw(&shutdown, &[], &[("wait", Value::Bool(false))])?;
    }
    Ok(())
}

/// `loop.shutdown_default_executor(timeout)`.
///
/// Cancelled while it waits for the threads: they end by themselves later.
struct ShutdownExecutor {
    owner: Value,
    timeout: Value,
    waiting: Option<(taipan_interp::ObjRef, Value)>,
}

/// Makes the coroutine.
pub fn shutdown_default_executor(vm: &Vm, owner: &Value, timeout: Value) -> Value {
    let body = ShutdownExecutor { owner: owner.clone(), timeout, waiting: None };
    coroutine::make(vm, "BaseEventLoop.shutdown_default_executor", body)
}

impl NativeCoroutine for ShutdownExecutor {
    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let Some(data) = loop_data(&self.owner) else { return Ok(Flow::Return(Value::None)) };
        if let Some((limit, thread)) = self.waiting.take() {
            let exc = input.as_ref().err().map(|e| e.0.clone());
            return match timeouts::exit(vm, &limit, exc.as_ref()).and(input) {
                Ok(_) => vm.call_method(&thread, &vm.intern("join"), &[]).map(Flow::Return),
                Err(e) if vm.matches(&e, &vm.exc.timeout_error) => {
                    let shown = vm.str(&self.timeout)?;
                    let message = format!(
                        "The executor did not finishing joining its threads within {} seconds.",
                        shown.as_str()
                    );
                    report::warn(vm, &vm.exc.runtime_warning, &message, 2)?;
                    close_executor(vm, data)?;
                    Ok(Flow::Return(Value::None))
                }
                Err(e) => Err(e),
            };
        }
        input?;
        data.executor_shutdown_called.set(true);
        let executor = data.default_executor.borrow().clone();
        if executor.is_none() {
            return Ok(Flow::Return(Value::None));
        }
        let future = foreign::create_future(vm, &self.owner)?;
        let thread = start_shutdown(vm, &self.owner, &executor, &future)?;
        let limit = timeouts::after(vm, &self.timeout)?;
        timeouts::enter(vm, &limit)?;
        self.waiting = Some((limit, thread));
        Ok(Flow::Await(vm.await_iter(&future)?))
    }
}

/// A thread that waits for the executor's threads and then tells the loop.
fn start_shutdown(vm: &Vm, owner: &Value, executor: &Value, future: &Value) -> PyResult {
    let (owner, executor, future) = (owner.clone(), executor.clone(), future.clone());
    let target = vm.closure("_do_shutdown", move |vm, _| {
        let shutdown = vm.get_attr(&executor, &vm.intern("shutdown"))?;
        vm.call_kw(&shutdown, &[], &[("wait", Value::Bool(true))])?;
        let set_result = vm.get_attr(&future, &vm.intern("set_result"))?;
        vm.call_method(&owner, &vm.intern("call_soon_threadsafe"), &[set_result, Value::None])
    });
    let class = vm.get_attr(&vm.import("threading")?, &vm.intern("Thread"))?;
    let thread = vm.call_kw(&class, &[], &[("target", target)])?;
    vm.call_method(&thread, &vm.intern("start"), &[])?;
    Ok(thread)
}

// ---- futures of concurrent.futures ----

/// A `concurrent.futures.Future`, as far as that module has been imported.
fn is_concurrent(vm: &Vm, value: &Value) -> PyResult<bool> {
    let class = vm.get_attr(&futures_module(vm)?, &vm.intern("Future"))?;
    vm.is_instance(value, &class)
}

/// `asyncio.wrap_future(future, loop=…)`.
///
/// # Errors
/// AssertionError when it is none; RuntimeError without a loop.
pub fn wrap_future(vm: &Vm, future: &Value, owner: Option<&Value>) -> PyResult {
    if task::is_future(vm, future)? {
        return Ok(future.clone());
    }
    if !is_concurrent(vm, future)? {
        let shown = vm.repr(future)?;
        return Err(vm.assertion_error(format!("concurrent.futures.Future is expected, got {}", shown.as_str())));
    }
    let owner = match owner {
        Some(owner) => owner.clone(),
        None => policy::get_event_loop(vm)?,
    };
    let made = foreign::create_future(vm, &owner)?;
    chain(vm, future, &made)?;
    Ok(made)
}

/// `exc`, or asyncio's exception in place of the like-named one of `concurrent.futures`.
fn converted(vm: &Vm, exc: &Value) -> PyResult {
    let Value::Exception(e) = exc else { return Ok(exc.clone()) };
    let module = futures_module(vm)?;
    let asyncio = of(vm);
    for (name, ours) in [("CancelledError", &asyncio.exc.cancelled), ("InvalidStateError", &asyncio.exc.invalid_state)]
    {
        let theirs = vm.get_attr(&module, &vm.intern(name))?;
        if Value::Type(e.class()).is(&theirs) {
            let made = vm.new_exception(ours, e.args.borrow().to_vec());
            let traceback = e.traceback.borrow().clone();
            made.0.traceback.replace(traceback);
            return Ok(made.into_value());
        }
    }
    Ok(exc.clone())
}

/// Copies what `source` ended with to `destination`.
fn copy_state(vm: &Vm, source: &Value, destination: &Value) -> PyResult<()> {
    let call = |object: &Value, name: &str, args: &[Value]| vm.call_method(object, &vm.intern(name), args);
    if !task::is_future(vm, destination)? {
        if task::is_cancelled(vm, source)? {
            call(destination, "cancel", &[])?;
        }
        let wanted = call(destination, "set_running_or_notify_cancel", &[])?;
        if !vm.truth(&wanted)? {
            return Ok(());
        }
    } else if task::is_cancelled(vm, destination)? {
        return Ok(());
    } else if task::is_cancelled(vm, source)? {
        task::cancel(vm, destination, None)?;
        return Ok(());
    }
    let exception = task::exception_of(vm, source)?;
    if exception.is_none() {
        let result = task::result_of(vm, source)?;
        call(destination, "set_result", &[result])?;
    } else {
        call(destination, "set_exception", &[converted(vm, &exception)?])?;
    }
    Ok(())
}

fn loop_if_ours(vm: &Vm, future: &Value) -> PyResult {
    if task::is_future(vm, future)? { foreign::loop_of(vm, future) } else { Ok(Value::None) }
}

fn is_closed(vm: &Vm, owner: &Value) -> PyResult<bool> {
    match loop_data(owner) {
        Some(data) => Ok(data.closed.get()),
        None => vm.truth(&vm.call_method(owner, &vm.intern("is_closed"), &[])?),
    }
}

/// When `source` is done, so is `destination`; when `destination` is cancelled, so is `source`. Either may belong to
/// another thread.
///
/// # Errors
/// What adding callbacks raises.
pub fn chain(vm: &Vm, source: &Value, destination: &Value) -> PyResult<()> {
    let (source_loop, destination_loop) = (loop_if_ours(vm, source)?, loop_if_ours(vm, destination)?);
    let threadsafe = vm.intern("call_soon_threadsafe");

    let (inner, its_loop, other, name) =
        (source.clone(), source_loop.clone(), destination_loop.clone(), threadsafe.clone());
    let check_cancel = vm.closure("_chain_future.<locals>._call_check_cancel", move |vm, args| {
        let destination = args.values.first().cloned().unwrap_or(Value::None);
        if task::is_cancelled(vm, &destination)? {
            if its_loop.is_none() || its_loop.is(&other) {
                vm.call_method(&inner, &vm.intern("cancel"), &[])?;
            } else {
                let cancel = vm.get_attr(&inner, &vm.intern("cancel"))?;
                vm.call_method(&its_loop, &name, &[cancel])?;
            }
        }
        Ok(Value::None)
    });

    let target = destination.clone();
    let set_state = vm.closure("_chain_future.<locals>._call_set_state", move |vm, args| {
        let source = args.values.first().cloned().unwrap_or(Value::None);
        let has_loop = !destination_loop.is_none();
        if has_loop && task::is_cancelled(vm, &target)? && is_closed(vm, &destination_loop)? {
            return Ok(Value::None);
        }
        if !has_loop || destination_loop.is(&source_loop) {
            copy_state(vm, &source, &target)?;
        } else if !is_closed(vm, &destination_loop)? {
            let set = vm.closure("_chain_future.<locals>._set_state", |vm, args| {
                if let [destination, source, ..] = args.pos() {
                    copy_state(vm, source, destination)?;
                }
                Ok(Value::None)
            });
            vm.call_method(&destination_loop, &threadsafe, &[set, target.clone(), source])?;
        }
        Ok(Value::None)
    });

    let add = &of(vm).names.add_done_callback;
    vm.call_method(destination, add, &[check_cancel])?;
    vm.call_method(source, add, &[set_state])?;
    Ok(())
}

pub const WRAP_FUTURE: NativeDef =
    function("wrap_future", "(future, *, loop=None)", |vm, a| wrap_future(vm, &a[0], a[1].some()))
        .doc("A future of `concurrent.futures` as one of asyncio.");

pub const RUN_COROUTINE_THREADSAFE: NativeDef = function("run_coroutine_threadsafe", "(coro, loop)", |vm, a| {
    if !foreign::is_coroutine(vm, &a[0])? {
        return Err(vm.type_error("A coroutine object is required"));
    }
    let class = vm.get_attr(&futures_module(vm)?, &vm.intern("Future"))?;
    let future = vm.call(&class, &[])?;
    let (coro, owner, result) = (a[0].clone(), a[1].clone(), future.clone());
    let start = vm.closure("run_coroutine_threadsafe.<locals>.callback", move |vm, _| {
        let chained = ensure::ensure_future(vm, &coro, Some(&owner)).and_then(|task| chain(vm, &task, &result));
        if let Err(e) = chained {
            let wanted = vm.call_method(&result, &vm.intern("set_running_or_notify_cancel"), &[])?;
            if !super::handle::ends_the_loop(vm, &e) && vm.truth(&wanted)? {
                vm.call_method(&result, &vm.intern("set_exception"), &[Value::Exception(e.0.clone())])?;
            }
            return Err(e);
        }
        Ok(Value::None)
    });
    vm.call_method(&a[1], &vm.intern("call_soon_threadsafe"), &[start])?;
    Ok(future)
})
.doc("Start a coroutine in the loop of another thread: a future of `concurrent.futures`.");

pub const TO_THREAD: NativeDef = function_raw("to_thread", "(func, /, *args, **kwargs)", |vm, args| {
    if args.pos().is_empty() {
        return Err(vm.type_error("to_thread() missing 1 required positional argument: 'func'"));
    }
    let (values, names) = (args.values.to_vec(), args.names.to_vec());
    let before = move |vm: &Vm| {
        let owner = running::required(vm)?;
        let context = contextvars::as_object(vm, &contextvars::copy_current(vm));
        let call = vm.closure("to_thread", move |vm, _| {
            let outer = contextvars::enter(vm, context.clone())?;
            let result = vm.call_args(&values[0], &Args { values: &values[1..], names: &names });
            drop(contextvars::leave(vm, outer));
            result
        });
        vm.call_method(&owner, &vm.intern("run_in_executor"), &[Value::None, call])
    };
    Ok(coroutine::awaiting(vm, "to_thread", before, |_, result| Ok(result)))
})
.coroutine()
.doc("Call a function in a thread of its own, with this context, and wait for it.");
