//! `_signal`: alarms, and timers that send a signal.

use std::time::Duration;

use taipan_interp::host::signal::SignalTimer;
use taipan_interp::types::exceptions::os_error_message;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::{Types, int, os_error, signals};
use crate::support::float_arg;

fn failed(vm: &Vm, error: &std::io::Error) -> Raised {
    let number = Value::Int(error.raw_os_error().unwrap_or(0).into());
    vm.new_exception(&vm.state(Types::new).timer_error, vec![number, Value::from(os_error_message(error))])
}

fn invalid(vm: &Vm) -> Raised {
    const EINVAL: i32 = 22;
    failed(vm, &std::io::Error::from_raw_os_error(EINVAL))
}

fn which(vm: &Vm, v: &Value) -> PyResult<SignalTimer> {
    match int(vm, v)? {
        0 => Ok(SignalTimer::Real),
        1 => Ok(SignalTimer::Virtual),
        2 => Ok(SignalTimer::Prof),
        _ => Err(invalid(vm)),
    }
}

fn seconds(vm: &Vm, v: &Value) -> PyResult<Duration> {
    let seconds = float_arg(vm, v)?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| invalid(vm))?;
    // The system counts microseconds; what is less would stop the timer.
    Ok(if time.is_zero() { time } else { time.max(Duration::from_micros(1)) })
}

fn pair(of: (Duration, Duration)) -> Value {
    Value::tuple(vec![Value::Float(of.0.as_secs_f64()), Value::Float(of.1.as_secs_f64())])
}

pub(super) fn set(vm: &Vm, a: &[Value]) -> PyResult {
    let timer = which(vm, &a[0])?;
    let first = seconds(vm, &a[1])?;
    let every = a[2].bound().map_or(Ok(Duration::ZERO), |v| seconds(vm, v))?;
    signals(vm)?.set_timer(timer, first, every).map(pair).map_err(|e| failed(vm, &e))
}

pub(super) fn get(vm: &Vm, a: &[Value]) -> PyResult {
    let timer = which(vm, &a[0])?;
    signals(vm)?.timer(timer).map(pair).map_err(|e| failed(vm, &e))
}

/// The timer by the clock on the wall, in whole seconds.
pub(super) fn alarm(vm: &Vm, a: &[Value]) -> PyResult {
    let seconds = int(vm, &a[0])?;
    let first = Duration::from_secs(u64::from(seconds as u32));
    let before = signals(vm)?.set_timer(SignalTimer::Real, first, Duration::ZERO).map_err(os_error(vm))?.0;
    // Nearest, but none that is set is over.
    let left = (before + Duration::from_millis(500)).as_secs();
    Ok(Value::from(if before.is_zero() { 0 } else { left.max(1) as usize }))
}
