//! Child processes: what runs once for a process is Python (`_asyncio_subprocess`, `_asyncio_watchers`), imported when it
//! is first needed. Here stands how the loop and the policies get at it.

use taipan_interp::native::Args;
use taipan_interp::{PyResult, Value, Vm};

/// The signature of `_make_subprocess_transport`.
pub const TRANSPORT_SIGNATURE: &str =
    "(self, protocol, args, shell, stdin, stdout, stderr, bufsize, extra=None, **kwargs)";

/// Calls a function of `_asyncio_subprocess`; the loop is its first argument.
///
/// # Errors
/// What it raises.
pub fn start(vm: &Vm, function: &str, args: &Args) -> PyResult {
    let module = vm.import("_asyncio_subprocess")?;
    vm.call_args(&vm.get_attr(&module, &vm.intern(function))?, args)
}

/// Calls a function of `_asyncio_watchers`.
///
/// # Errors
/// What it raises.
pub fn watchers(vm: &Vm, function: &str, args: &[Value]) -> PyResult {
    let module = vm.import("_asyncio_watchers")?;
    vm.call(&vm.get_attr(&module, &vm.intern(function))?, args)
}

/// The main thread has another loop: the policy's child watcher, if there is one, works for that.
///
/// # Errors
/// What the watcher raises.
pub fn attach_watcher(vm: &Vm, policy: &Value, owner: &Value) -> PyResult<()> {
    if !vm.thread.is_main || !matches!(policy, Value::Object(o) if o.has_attrs()) {
        return Ok(());
    }
    match vm.get_attr_opt(policy, &vm.intern("_watcher"))? {
        None | Some(Value::None) => Ok(()),
        Some(watcher) => vm.call_method(&watcher, &vm.intern("attach_loop"), std::slice::from_ref(owner)).map(drop),
    }
}

/// What CPython's tests, and some libraries, look for in `asyncio.unix_events` beside what is public.
///
/// # Errors
/// What importing raises.
pub fn unix_name(vm: &Vm, name: &str) -> PyResult<Option<Value>> {
    let (module, attribute) = match name {
        "_UnixSubprocessTransport" => ("_asyncio_subprocess", "UnixSubprocessTransport"),
        "BaseChildWatcher" | "can_use_pidfd" => ("_asyncio_watchers", name),
        _ => return Ok(None),
    };
    vm.get_attr(&vm.import(module)?, &vm.intern(attribute)).map(Some)
}
