//! Speaking to the transport below and to the loop: natively where they are ours, by name where they are not.

use taipan_interp::types::bytes::Bytes;
use taipan_interp::{PyResult, Value, Vm};

use super::super::foreign;
use super::super::transport::native_transport;

/// `transport.write(data)`.
///
/// # Errors
/// What it raises, as of all that follow.
pub fn write(vm: &Vm, transport: &Value, data: &[u8]) -> PyResult<()> {
    match native_transport(transport) {
        Some((this, native)) => native.write(vm, this, data),
        None => vm.call_method(transport, &vm.intern("write"), &[Value::Bytes(Bytes::new(data))]).map(drop),
    }
}

/// `transport.pause_reading()` or `transport.resume_reading()`.
pub fn set_reading(vm: &Vm, transport: &Value, on: bool) -> PyResult<()> {
    match (native_transport(transport), on) {
        (Some((this, native)), true) => native.resume_reading(vm, this),
        (Some((this, native)), false) => native.pause_reading(vm, this),
        (None, _) => {
            let name = if on { "resume_reading" } else { "pause_reading" };
            vm.call_method(transport, &vm.intern(name), &[]).map(drop)
        }
    }
}

/// `transport._force_close(exc)`.
pub fn force_close(vm: &Vm, transport: &Value, exc: Value) -> PyResult<()> {
    vm.call_method(transport, &vm.intern("_force_close"), &[exc]).map(drop)
}

/// `transport.close()`.
pub fn close(vm: &Vm, transport: &Value) -> PyResult<()> {
    match native_transport(transport) {
        Some((this, native)) => native.close(vm, this),
        None => vm.call_method(transport, &vm.names.close, &[]).map(drop),
    }
}

/// `transport.get_extra_info(name, default)`.
pub fn extra_info(vm: &Vm, transport: &Value, name: &Value, default: Value) -> PyResult {
    if let Some((this, native)) = native_transport(transport)
        && let Some(name) = name.as_str()
    {
        return Ok(native.extra_info(vm, this, name.as_str())?.unwrap_or(default));
    }
    vm.call_method(transport, &vm.intern("get_extra_info"), &[name.clone(), default])
}

/// `transport.is_closing()`.
pub fn is_closing(vm: &Vm, transport: &Value) -> PyResult<bool> {
    match native_transport(transport) {
        Some((_, native)) => Ok(native.is_closing()),
        None => vm.truth(&vm.call_method(transport, &vm.intern("is_closing"), &[])?),
    }
}

/// `loop.call_later(delay, object.name)`: the handle.
pub fn call_later(vm: &Vm, owner: &Value, delay: &Value, object: &Value, name: &str) -> PyResult {
    let callback = vm.get_attr(object, &vm.intern(name))?;
    vm.call_method(owner, &vm.intern("call_later"), &[delay.clone(), callback])
}

/// `loop.call_soon(callback, *args)`.
pub fn call_soon(vm: &Vm, owner: &Value, callback: Value, args: &[Value]) -> PyResult<()> {
    let mut all = vec![callback];
    all.extend_from_slice(args);
    vm.call_method(owner, &vm.intern("call_soon"), &all).map(drop)
}

/// `handle.cancel()`, for a handle or None.
pub fn cancel(vm: &Vm, handle: &Value) -> PyResult<()> {
    match handle {
        Value::None => Ok(()),
        handle => vm.call_method(handle, &vm.intern("cancel"), &[]).map(drop),
    }
}

/// True in debug mode.
pub fn debug(vm: &Vm, owner: &Value) -> PyResult<bool> {
    foreign::get_debug(vm, owner)
}
