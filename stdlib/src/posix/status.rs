//! `posix`: what the status of a process that ended says.

use taipan_interp::{PyResult, Value, Vm};

/// The status that `waitpid` gives, as C's `int`.
fn status(vm: &Vm, v: &Value) -> PyResult<i32> {
    i32::try_from(vm.index_i64(v)?).map_err(|_| vm.overflow_error("signed integer is greater than maximum"))
}

pub(super) fn test(vm: &Vm, v: &Value, of: fn(i32) -> bool) -> PyResult {
    Ok(Value::Bool(of(status(vm, v)?)))
}

pub(super) fn part(vm: &Vm, v: &Value, of: fn(i32) -> i32) -> PyResult {
    Ok(Value::Int(of(status(vm, v)?).into()))
}

pub(super) fn by_signal(status: i32) -> bool {
    !matches!(status & 0x7f, 0 | 0x7f)
}

pub(super) fn exit_code(vm: &Vm, a: &[Value]) -> PyResult {
    let s = status(vm, &a[0])?;
    if s & 0x7f == 0 {
        return Ok(Value::Int(((s >> 8) & 0xff).into()));
    }
    if by_signal(s) {
        return Ok(Value::Int((-(s & 0x7f)).into()));
    }
    if s & 0xff == 0x7f {
        return Err(vm.value_error(format!("process stopped by delivery of signal {}", (s >> 8) & 0xff)));
    }
    Err(vm.value_error(format!("invalid wait status: {s}")))
}
