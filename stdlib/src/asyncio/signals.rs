//! `loop.add_signal_handler`, `loop.remove_signal_handler`: callbacks of a loop for signals. The handler that the system's
//! signal leads to runs at a step of the main thread and only queues the callback, which runs in the loop's next pass.

use std::rc::Rc;

use taipan_interp::native::Args;
use taipan_interp::types::exceptions::field;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::coroutine::is_coroutine_function;
use super::event_loop::{EventLoop, loop_data};
use super::handle::{Handle, Ready, new_handle};
use super::{foreign, loop_methods};
use crate::signal;

/// `loop.remove_signal_handler(sig)`.
///
/// # Errors
/// TypeError, ValueError for what is no signal; RuntimeError.
pub fn remove_handler(vm: &Vm, a: &[Value]) -> PyResult {
    let number = check(vm, &a[1])?;
    let (_, data) = loop_methods::this(vm, &a[0])?;
    remove(vm, data, number).map(Value::Bool)
}

/// `loop._handle_signal(sig)`.
///
/// # Errors
/// As for [`remove_handler`].
pub fn handle(vm: &Vm, a: &[Value]) -> PyResult {
    let number = check(vm, &a[1])?;
    let (object, _) = loop_methods::this(vm, &a[0])?;
    arrived(vm, object, number).map(Value::from)
}

/// The number of a signal that exists.
fn check(vm: &Vm, sig: &Value) -> PyResult<i32> {
    if !matches!(sig.inner(), Value::Int(_) | Value::Big(_) | Value::Bool(_)) {
        return Err(vm.type_error(format!("sig must be an int, not {}", vm.repr(sig)?)));
    }
    let number = vm.index_i64(sig).ok().and_then(|n| i32::try_from(n).ok());
    let valid = number.filter(|n| (1..=64).contains(n) && ![32, 33].contains(n));
    match valid {
        Some(number) => Ok(number),
        None => Err(vm.value_error(format!("invalid signal number {}", vm.str(sig)?))),
    }
}

/// `loop.add_signal_handler(sig, callback, *args)`.
///
/// # Errors
/// TypeError, ValueError for what is no signal; RuntimeError for one that cannot be had, and in other threads.
pub fn add(vm: &Vm, args: &Args) -> PyResult {
    let [this, sig, callback, rest @ ..] = args.pos() else {
        return Err(vm.type_error(format!(
            "_UnixSelectorEventLoop.add_signal_handler() missing {} required positional argument{}: {}",
            3usize.saturating_sub(args.pos().len()),
            if args.pos().len() == 2 { "" } else { "s" },
            if args.pos().len() == 2 { "'callback'" } else { "'sig' and 'callback'" },
        )));
    };
    let (object, data) = loop_methods::this(vm, this)?;
    if foreign::is_coroutine(vm, callback)? || is_coroutine_function(vm, callback)? {
        return Err(vm.type_error("coroutines cannot be used with add_signal_handler()"));
    }
    let number = check(vm, sig)?;
    data.check_closed(vm)?;
    if !vm.thread.is_main || vm.host.signals().is_none() {
        return Err(vm.runtime_error("set_wakeup_fd only works in main thread of the main interpreter"));
    }
    let handle = new_handle(vm, this, callback.clone(), rest.to_vec(), Value::None)?;
    let before = put(data, number, Some(handle));
    let owner = object.clone();
    let watched = signal::watch(vm, number, Rc::new(move |vm| arrived(vm, &owner, number)));
    if let Err(error) = watched {
        put(data, number, before);
        return Err(uncatchable(vm, error, number));
    }
    Ok(Value::None)
}

/// Sets the callback for a signal, or takes it out; what it was.
fn put(data: &EventLoop, number: i32, handle: Option<ObjRef>) -> Option<ObjRef> {
    let mut all = data.signal_handlers.borrow_mut();
    let before = all.iter().position(|(n, _)| n.0 == number).map(|at| all.remove(at).1);
    if let Some(handle) = handle {
        all.push((Number(number), handle));
    }
    before
}

/// A signal's number, among what the collector looks at.
pub struct Number(i32);

impl taipan_interp::heap::Traverse for Number {
    fn traverse(&self, _: &mut taipan_interp::heap::Visitor<'_>) {}
}

/// The system does not let programs have that one.
fn uncatchable(vm: &Vm, error: Raised, number: i32) -> Raised {
    const EINVAL: i64 = 22;
    if matches!(error.0.field(field::ERRNO), Value::Int(EINVAL)) {
        let context = error.0;
        let error = vm.runtime_error(format!("sig {number} cannot be caught"));
        error.0.fresh.set(false);
        error.0.context.replace(Some(context));
        return error;
    }
    error
}

/// Queues the callback.
fn arrived(vm: &Vm, owner: &ObjRef, number: i32) -> PyResult<()> {
    let this = Value::Object(owner.clone());
    let Some(data) = loop_data(&this) else { return Ok(()) };
    let found = data.signal_handlers.borrow().iter().find(|(n, _)| n.0 == number).map(|(_, handle)| handle.clone());
    let Some(handle) = found else { return Ok(()) };
    if handle.get::<Handle>().is_some_and(|h| h.cancelled.get()) {
        return remove(vm, data, number).map(drop);
    }
    if data.closed.get() { Ok(()) } else { data.push(vm, Ready::Handle(handle)) }
}

/// False when there was no callback for that signal.
fn remove(vm: &Vm, data: &EventLoop, number: i32) -> PyResult<bool> {
    let Some(handle) = put(data, number, None) else { return Ok(false) };
    drop(handle);
    signal::unwatch(vm, number).map_err(|e| uncatchable(vm, e, number))?;
    Ok(true)
}

/// What is left when the loop is closed goes.
///
/// # Errors
/// OSError.
pub fn close(vm: &Vm, data: &EventLoop) -> PyResult<()> {
    let numbers: Vec<i32> = data.signal_handlers.borrow().iter().map(|(n, _)| n.0).collect();
    for number in numbers {
        remove(vm, data, number)?;
    }
    Ok(())
}
