//! `_signal`: what programs do with signals.
//!
//! A signal that a program handles is noted by the host, which wakes the main thread; that runs the handler at its next
//! step (`handlers`). Which signals a thread blocks, and waiting for those, is in `masks`; alarms are in `timers`.

mod handlers;
mod masks;
mod numbers;
mod timers;

pub use handlers::{handler, interrupt_is_default, unwatch, watch};
pub use numbers::SIGINT;

use taipan_interp::host::signal::Signals;
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::structseq;
use taipan_interp::{PyResult, Raised, Value, Vm};

use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_signal", doc: "Signals by number.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("signal", "(signalnum, handler, /)", handlers::set_handler),
    function("getsignal", "(signalnum, /)", |vm, a| Ok(handler(vm, number(vm, &a[0])?))),
    function("default_int_handler", "(signalnum, frame, /)", |vm, _| {
        Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new()))
    }),
    function("raise_signal", "(signalnum, /)", handlers::raise),
    function("strsignal", "(signalnum, /)", |vm, a| Ok(numbers::description(number(vm, &a[0])?.into()))),
    function("valid_signals", "()", |vm, _| masks::to_set(vm, u64::MAX)),
    function("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", handlers::set_wakeup_fd),
    function("siginterrupt", "(signalnum, flag, /)", |vm, a| {
        // Waits go on after a handler either way.
        number(vm, &a[0])?;
        vm.index_i64(&a[1])?;
        Ok(Value::None)
    }),
    function("pause", "()", handlers::pause),
    function("pthread_sigmask", "(how, mask, /)", masks::change),
    function("sigpending", "()", masks::pending),
    function("sigwait", "(sigset, /)", masks::wait),
    function("sigwaitinfo", "(sigset, /)", masks::wait_info),
    function("sigtimedwait", "(sigset, timeout, /)", masks::timed_wait),
    function("pthread_kill", "(thread_id, signalnum, /)", masks::send_to_thread),
    function("pidfd_send_signal", "(pidfd, signalnum, siginfo=None, flags=0, /)", masks::send_to_descriptor),
    function("alarm", "(seconds, /)", timers::alarm),
    function("setitimer", "(which, seconds, interval=0.0, /)", timers::set),
    function("getitimer", "(which, /)", timers::get),
];

/// The module's classes.
struct Types {
    siginfo: TypeRef,
    timer_error: TypeRef,
}

impl Types {
    fn new(vm: &Vm) -> Types {
        const FIELDS: &[&str] = &["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"];
        Types {
            siginfo: structseq::define(vm, "struct_siginfo", "signal", FIELDS, 7),
            timer_error: support::exception(vm, "signal", "itimer_error", &vm.exc.os_error),
        }
    }
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let signals = numbers::SIGNALS.iter().map(|(name, number, _)| (*name, *number));
    for (name, number) in signals.chain(numbers::CONSTANTS.iter().copied()) {
        dict.set_str(&vm.intern(name), Value::Int(number));
    }
    let types = vm.state(Types::new);
    dict.set_str(&vm.intern("ItimerError"), Value::Type(types.timer_error.clone()));
    dict.set_str(&vm.intern("struct_siginfo"), Value::Type(types.siginfo.clone()));
    handlers::install(vm);
    Ok(())
}

/// The number of a signal.
fn number(vm: &Vm, v: &Value) -> PyResult<i32> {
    let number = vm.index_i64(v)?;
    let number = i32::try_from(number).ok().filter(|n| (1..65).contains(n));
    number.ok_or_else(|| vm.value_error("signal number out of range"))
}

/// A C int.
fn int(vm: &Vm, v: &Value) -> PyResult<i32> {
    i32::try_from(vm.index_i64(v)?).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

/// The host's signals.
fn signals(vm: &Vm) -> PyResult<&dyn Signals> {
    let unsupported = || vm.os_error(&std::io::ErrorKind::Unsupported.into(), None);
    vm.host.signals().ok_or_else(unsupported)
}

fn os_error(vm: &Vm) -> impl Fn(std::io::Error) -> Raised + '_ {
    |e| vm.os_error(&e, None)
}
