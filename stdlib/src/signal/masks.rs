//! `_signal`: the signals that a thread blocks, waiting for those, and sending them to threads.

use std::time::Duration;

use taipan_interp::host::signal::{Arrived, MaskChange, bit};
use taipan_interp::types::structseq;
use taipan_interp::{PyResult, Value, Vm};

use super::{Types, handlers, int, number, numbers, os_error, signals};

/// A set of signals as Python has it.
pub(super) fn to_set(vm: &Vm, signals: u64) -> PyResult {
    let all = numbers::valid().filter(|n| signals & bit(*n) != 0).map(|n| Value::Int(n.into())).collect();
    vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(all)])
}

fn from_set(vm: &Vm, v: &Value) -> PyResult<u64> {
    let mut set = 0;
    for item in vm.collect(v)? {
        let number = vm.index(&item)?;
        let valid = match number {
            Value::Int(n) => i32::try_from(n).ok().filter(|n| (1..65).contains(n)),
            _ => None,
        };
        let Some(valid) = valid else {
            return Err(vm.value_error(format!("signal number {} out of range [1; 64]", vm.repr(&number)?)));
        };
        set |= bit(valid);
    }
    Ok(set)
}

pub(super) fn change(vm: &Vm, a: &[Value]) -> PyResult {
    let how = int(vm, &a[0])?;
    let set = from_set(vm, &a[1])?;
    let how = match how {
        0 => MaskChange::Block,
        1 => MaskChange::Unblock,
        2 => MaskChange::Set,
        _ => return Err(vm.os_error(&std::io::Error::from_raw_os_error(EINVAL), None)),
    };
    let before = signals(vm)?.change_mask(how, set).map_err(os_error(vm))?;
    // What is no longer blocked has arrived.
    handlers::handle_now(vm)?;
    to_set(vm, before)
}

const EINVAL: i32 = 22;

pub(super) fn pending(vm: &Vm, _: &[Value]) -> PyResult {
    let set = signals(vm)?.pending().map_err(os_error(vm))?;
    to_set(vm, set)
}

/// Waits for one of a set; handlers of others run meanwhile.
fn wait_for(vm: &Vm, set: u64, timeout: Option<Duration>) -> PyResult<Option<Arrived>> {
    signals(vm)?;
    let deadline = timeout.map(|t| vm.host.monotonic() + t);
    loop {
        let left = deadline.map(|d| d.saturating_sub(vm.host.monotonic()));
        let wait = |host: &dyn taipan_interp::host::Host| match host.signals() {
            Some(signals) => signals.wait_for(set, left),
            None => Err(std::io::ErrorKind::Unsupported.into()),
        };
        match vm.allow_threads(wait) {
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => vm.run_pending()?,
            result => return result.map_err(os_error(vm)),
        }
    }
}

pub(super) fn wait(vm: &Vm, a: &[Value]) -> PyResult {
    let set = from_set(vm, &a[0])?;
    let arrived = wait_for(vm, set, None)?;
    Ok(arrived.map_or(Value::None, |info| Value::Int(info.signal.into())))
}

fn info(vm: &Vm, arrived: Option<Arrived>) -> Value {
    let Some(info) = arrived else { return Value::None };
    let values = vec![
        Value::Int(info.signal.into()),
        Value::Int(info.code.into()),
        Value::Int(info.errno.into()),
        Value::Int(info.pid.into()),
        Value::Int(info.uid.into()),
        Value::Int(info.status.into()),
        Value::Int(info.band),
    ];
    structseq::make(vm, &vm.state(Types::new).siginfo, values)
}

pub(super) fn wait_info(vm: &Vm, a: &[Value]) -> PyResult {
    let set = from_set(vm, &a[0])?;
    Ok(info(vm, wait_for(vm, set, None)?))
}

pub(super) fn timed_wait(vm: &Vm, a: &[Value]) -> PyResult {
    let set = from_set(vm, &a[0])?;
    let seconds = crate::support::float_arg(vm, &a[1])?;
    if seconds < 0.0 {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let timeout = Duration::try_from_secs_f64(seconds);
    let timeout = timeout.map_err(|_| vm.overflow_error("timestamp too large to convert to C PyTime_t"))?;
    Ok(info(vm, wait_for(vm, set, Some(timeout))?))
}

pub(super) fn send_to_thread(vm: &Vm, a: &[Value]) -> PyResult {
    const ESRCH: i32 = 3;
    let ident = vm.index_i64(&a[0])?;
    let number = int(vm, &a[1])?;
    let all = vm.threads.all();
    let thread = all.iter().find(|t| i64::try_from(t.ident) == Ok(ident));
    let missing = || vm.os_error(&std::io::Error::from_raw_os_error(ESRCH), None);
    let native = thread.ok_or_else(missing)?.native_id.get();
    signals(vm)?.send_to_thread(native, number).map_err(os_error(vm))?;
    handlers::handle_now(vm)?;
    Ok(Value::None)
}

pub(super) fn send_to_descriptor(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = int(vm, &a[0])?;
    let number = number(vm, &a[1])?;
    if a[2].some().is_some() {
        return Err(vm.type_error("siginfo must be None"));
    }
    if let Some(flags) = a[3].bound()
        && vm.index_i64(flags)? != 0
    {
        return Err(vm.os_error(&std::io::Error::from_raw_os_error(EINVAL), None));
    }
    let unsupported = || vm.os_error(&std::io::ErrorKind::Unsupported.into(), None);
    vm.host.processes().ok_or_else(unsupported)?.signal_descriptor(fd, number).map_err(os_error(vm))?;
    handlers::handle_now(vm)?;
    Ok(Value::None)
}

#[cfg(test)]
mod tests {
    use taipan_interp::host::signal::{bit, members};

    #[test]
    fn sets_are_bits_from_one_on() {
        assert_eq!(members(bit(1) | bit(64)).collect::<Vec<_>>(), [1, 64]);
        assert_eq!((bit(0), bit(65), bit(-3)), (0, 0, 0));
    }
}
