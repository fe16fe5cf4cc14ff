//! Timeouts, and waiting for sockets without holding the interpreter lock.

use std::io::{Error, ErrorKind, Result};
use std::time::Duration;

use taipan_interp::host::net::{Network, OptionValue};
use taipan_interp::host::poll::Polled;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::object::Socket;
use super::{network, os_error};

/// The longest timeout: what the system counts in milliseconds.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

/// A timeout argument: `None` is for ever, zero does not wait.
///
/// # Errors
/// TypeError, ValueError when it is negative or no number, OverflowError when it is too long.
pub fn timeout(vm: &Vm, v: &Value) -> PyResult<Option<Duration>> {
    if v.is_none() {
        return Ok(None);
    }
    let out_of_range = || vm.value_error("Timeout value out of range");
    let too_large = || vm.overflow_error("timestamp out of range for platform time_t");
    let time = match v.inner() {
        Value::Float(f) if f.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
        Value::Float(f) if *f < 0.0 => return Err(out_of_range()),
        // Rounded up: a wait is never shorter than was asked for.
        Value::Float(f) => Duration::try_from_secs_f64((f * 1e9).ceil() / 1e9).map_err(|_| too_large())?,
        _ => match vm.index(v)? {
            Value::Int(n) => Duration::from_secs(u64::try_from(n).map_err(|_| out_of_range())?),
            _ => return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
        },
    };
    if i64::try_from(time.as_nanos()).is_err() {
        return Err(too_large());
    }
    if time > LONGEST { Err(vm.overflow_error("timeout doesn't fit into C timeval")) } else { Ok(Some(time)) }
}

/// A timeout as programs see it.
pub fn shown(timeout: Option<Duration>) -> Value {
    timeout.map_or(Value::None, |t| Value::Float(t.as_secs_f64()))
}

/// Waits until a descriptor is ready for `events`; false when the deadline passes first.
///
/// # Errors
/// What handlers of signals raise; the system's.
pub fn wait(vm: &Vm, fd: i32, events: i16, deadline: Option<Duration>) -> PyResult<bool> {
    loop {
        let left = deadline.map(|d| d.saturating_sub(vm.host.monotonic()));
        let ready = vm.allow_threads(|host| {
            let mut polled = [Polled { fd, events, ready: 0 }];
            host.poll(&mut polled, left).map(|()| polled[0].ready)
        });
        match ready {
            Ok(ready) => return Ok(ready != 0),
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            Err(e) => return Err(os_error(vm, &e)),
        }
    }
}

/// TimeoutError.
#[cold]
pub fn timed_out(vm: &Vm) -> Raised {
    vm.error(&vm.exc.timeout_error, "timed out")
}

/// How long one call on a socket may wait, known once it has to.
#[derive(Default)]
pub struct Patience {
    started: Option<Limit>,
}

#[derive(Clone, Copy)]
enum Limit {
    None,
    /// The socket's timeout.
    Until(Duration),
    /// What the program told the system (`SO_RCVTIMEO`): the call then fails as if it did not wait.
    System(Duration),
}

impl Patience {
    /// Waits after a call on the socket would have blocked.
    ///
    /// # Errors
    /// BlockingIOError for a socket that does not wait, TimeoutError, what handlers of signals raise.
    pub fn wait(&mut self, vm: &Vm, socket: &Socket, events: i16) -> PyResult<()> {
        let fd = socket.descriptor();
        let limit = match self.started {
            Some(limit) => limit,
            None => {
                let limit = Limit::of(vm, socket, events)?;
                self.started = Some(limit);
                limit
            }
        };
        match limit {
            Limit::None => wait(vm, fd, events, None).map(drop),
            Limit::Until(deadline) if wait(vm, fd, events, Some(deadline))? => Ok(()),
            Limit::Until(_) => Err(timed_out(vm)),
            Limit::System(deadline) if wait(vm, fd, events, Some(deadline))? => Ok(()),
            Limit::System(_) => Err(would_block(vm)),
        }
    }
}

impl Limit {
    fn of(vm: &Vm, socket: &Socket, events: i16) -> PyResult<Limit> {
        let fd = socket.descriptor();
        match socket.timeout() {
            Some(Duration::ZERO) => Err(would_block(vm)),
            Some(timeout) => Ok(Limit::Until(vm.host.monotonic() + timeout)),
            // Somebody else may have told the descriptor not to wait.
            None if vm.host.is_nonblocking(fd).unwrap_or(false) => Err(would_block(vm)),
            None if socket.has_system_timeout() => {
                let name = if events & libc::POLLIN != 0 { libc::SO_RCVTIMEO } else { libc::SO_SNDTIMEO };
                let value = network(vm)?.option(fd, libc::SOL_SOCKET, name, 16);
                let time = value.ok().and_then(|v| time_value(&v)).filter(|t| !t.is_zero());
                Ok(time.map_or(Limit::None, |t| Limit::System(vm.host.monotonic() + t)))
            }
            None => Ok(Limit::None),
        }
    }
}

/// What is in a `struct timeval`.
fn time_value(value: &OptionValue) -> Option<Duration> {
    let OptionValue::Bytes(bytes) = value else { return None };
    let part = |at: usize| bytes.get(at..)?.first_chunk().map(|b| i64::from_ne_bytes(*b));
    let micros = u64::try_from(part(8)?).ok()?;
    Some(Duration::from_secs(u64::try_from(part(0)?).ok()?) + Duration::from_micros(micros))
}

#[cold]
fn would_block(vm: &Vm) -> Raised {
    os_error(vm, &Error::from_raw_os_error(libc::EWOULDBLOCK))
}

/// Calls `attempt`, which does not wait, until it succeeds, waiting for `events` in between as the socket's timeout says;
/// not at all with `MSG_DONTWAIT` among the program's flags.
///
/// # Errors
/// The system's; TimeoutError; what handlers of signals raise.
pub fn retry<T>(
    vm: &Vm,
    socket: &Socket,
    events: i16,
    flags: i32,
    mut attempt: impl FnMut(&dyn Network, i32) -> PyResult<Result<T>>,
) -> PyResult<T> {
    let network = network(vm)?;
    let mut patience = Patience::default();
    loop {
        match attempt(network, socket.descriptor())? {
            Ok(done) => return Ok(done),
            Err(e) => match e.kind() {
                ErrorKind::Interrupted => vm.run_pending()?,
                ErrorKind::WouldBlock if flags & libc::MSG_DONTWAIT == 0 => patience.wait(vm, socket, events)?,
                _ => return Err(os_error(vm, &e)),
            },
        }
    }
}
