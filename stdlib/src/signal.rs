//! `_signal`: the numbers and names of signals, and the handlers that programs set. Only SIGINT reaches programs: the
//! host turns Ctrl-C into KeyboardInterrupt.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_signal", doc: "Signals by number.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("signal", "(signalnum, handler, /)", set_handler),
    function("getsignal", "(signalnum, /)", |vm, a| {
        let number = signal_number(vm, &a[0])?;
        Ok(handler(vm, number))
    }),
    function("default_int_handler", "(signalnum, frame, /)", |vm, _| {
        Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new()))
    }),
    function("raise_signal", "(signalnum, /)", |vm, a| {
        let number = signal_number(vm, &a[0])?;
        raise(vm, number)
    }),
    function("strsignal", "(signalnum, /)", |vm, a| {
        let number = signal_number(vm, &a[0])?;
        Ok(SIGNALS.iter().find(|(_, n, _)| *n == number).map_or(Value::None, |(_, _, text)| Value::str(text)))
    }),
    function("valid_signals", "()", |vm, _| {
        let all = (1..=64).filter(|n| ![32, 33].contains(n)).map(Value::Int).collect();
        vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(all)])
    }),
    function("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", |_, _| Ok(Value::Int(-1))),
    function("siginterrupt", "(signalnum, flag, /)", |_, _| Ok(Value::None)),
    function("pthread_sigmask", "(how, mask, /)", |vm, _| vm.call(&Value::Type(vm.types.set.clone()), &[])),
    function("alarm", "(seconds, /)", |vm, _| Err(vm.not_implemented_error("signal.alarm is not supported"))),
    function("setitimer", "(which, seconds, interval=0.0, /)", |vm, _| {
        Err(vm.not_implemented_error("signal.setitimer is not supported"))
    }),
    function("pause", "()", |vm, _| {
        loop {
            vm.park(None)?;
        }
    }),
];

/// (name, number, description), Linux's.
const SIGNALS: &[(&str, i64, &str)] = &[
    ("SIGHUP", 1, "Hangup"),
    ("SIGINT", 2, "Interrupt"),
    ("SIGQUIT", 3, "Quit"),
    ("SIGILL", 4, "Illegal instruction"),
    ("SIGTRAP", 5, "Trace/breakpoint trap"),
    ("SIGABRT", 6, "Aborted"),
    ("SIGBUS", 7, "Bus error"),
    ("SIGFPE", 8, "Floating point exception"),
    ("SIGKILL", 9, "Killed"),
    ("SIGUSR1", 10, "User defined signal 1"),
    ("SIGSEGV", 11, "Segmentation fault"),
    ("SIGUSR2", 12, "User defined signal 2"),
    ("SIGPIPE", 13, "Broken pipe"),
    ("SIGALRM", 14, "Alarm clock"),
    ("SIGTERM", 15, "Terminated"),
    ("SIGSTKFLT", 16, "Stack fault"),
    ("SIGCHLD", 17, "Child exited"),
    ("SIGCONT", 18, "Continued"),
    ("SIGSTOP", 19, "Stopped (signal)"),
    ("SIGTSTP", 20, "Stopped"),
    ("SIGTTIN", 21, "Stopped (tty input)"),
    ("SIGTTOU", 22, "Stopped (tty output)"),
    ("SIGURG", 23, "Urgent I/O condition"),
    ("SIGXCPU", 24, "CPU time limit exceeded"),
    ("SIGXFSZ", 25, "File size limit exceeded"),
    ("SIGVTALRM", 26, "Virtual timer expired"),
    ("SIGPROF", 27, "Profiling timer expired"),
    ("SIGWINCH", 28, "Window changed"),
    ("SIGIO", 29, "I/O possible"),
    ("SIGPWR", 30, "Power failure"),
    ("SIGSYS", 31, "Bad system call"),
];

const CONSTANTS: &[(&str, i64)] = &[
    ("SIG_DFL", 0),
    ("SIG_IGN", 1),
    ("SIGIOT", 6),
    ("SIGCLD", 17),
    ("SIGPOLL", 29),
    ("SIGRTMIN", 34),
    ("SIGRTMAX", 64),
    ("NSIG", 65),
    ("SIG_BLOCK", 0),
    ("SIG_UNBLOCK", 1),
    ("SIG_SETMASK", 2),
    ("ITIMER_REAL", 0),
    ("ITIMER_VIRTUAL", 1),
    ("ITIMER_PROF", 2),
];

/// What Ctrl-C sends.
pub const SIGINT: i64 = 2;

/// The handlers that programs have set.
#[derive(Default)]
struct Handlers {
    by_number: RefCell<IndexMap<i64, Value>>,
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let signals = SIGNALS.iter().map(|(name, number, _)| (*name, *number));
    for (name, number) in signals.chain(CONSTANTS.iter().copied()) {
        dict.set_str(&vm.intern(name), Value::Int(number));
    }
    dict.set_str(&vm.intern("ItimerError"), Value::Type(vm.exc.os_error.clone()));
    vm.signal_handler.replace(Some(Rc::new(arrived)));
    Ok(())
}

fn signal_number(vm: &Vm, v: &Value) -> PyResult<i64> {
    let number = vm.index_i64(v)?;
    if (1..65).contains(&number) { Ok(number) } else { Err(vm.value_error("signal number out of range")) }
}

/// What happens on a signal: what was set, else the default.
pub fn handler(vm: &Vm, number: i64) -> Value {
    let set = vm.state::<Handlers>(|_| Handlers::default()).by_number.borrow().get(&number).cloned();
    match set {
        Some(handler) => handler,
        None if number == SIGINT => {
            let module = vm.modules.get_str(&vm.intern("_signal"));
            let default = module.and_then(|m| vm.get_attr_opt(&m, &vm.intern("default_int_handler")).ok().flatten());
            default.unwrap_or(Value::Int(0))
        }
        None => Value::Int(0),
    }
}

fn set_handler(vm: &Vm, a: &[Value]) -> PyResult {
    if !vm.thread.is_main {
        return Err(vm.value_error("signal only works in main thread of the main interpreter"));
    }
    let number = signal_number(vm, &a[0])?;
    let callable = vm.lookup_special(&a[1], &vm.names.__call__).is_some();
    if !callable && !matches!(a[1].inner(), Value::Int(0 | 1)) {
        return Err(vm.type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"));
    }
    if [9, 19].contains(&number) {
        return Err(vm.os_error(&std::io::Error::from_raw_os_error(22), None));
    }
    let old = handler(vm, number);
    let handlers = vm.state::<Handlers>(|_| Handlers::default());
    let replaced = handlers.by_number.borrow_mut().insert(number, a[1].clone());
    drop(replaced);
    Ok(old)
}

/// Handles a signal that has arrived, in the main thread; false when the program has set no handler.
fn arrived(vm: &Vm, number: u32) -> PyResult<bool> {
    let number = i64::from(number);
    let set = vm.state::<Handlers>(|_| Handlers::default()).by_number.borrow().get(&number).cloned();
    let Some(handler) = set else { return Ok(false) };
    let is_default = matches!(&handler, Value::Native(n) if n.name.as_str() == "default_int_handler");
    match handler.inner() {
        Value::Int(ignored) => Ok(*ignored == 1),
        _ if is_default => Ok(false),
        _ => {
            let frame = taipan_interp::types::frame::current(vm, 0).unwrap_or(Value::None);
            vm.call(&handler, &[Value::Int(number), frame])?;
            Ok(true)
        }
    }
}

/// Runs the handler of a signal as if it had arrived.
fn raise(vm: &Vm, number: i64) -> PyResult {
    let handler = handler(vm, number);
    match handler.inner() {
        Value::Int(1) => Ok(Value::None),
        Value::Int(_) => {
            let pid = i32::try_from(vm.host.pid()).unwrap_or(0);
            let number = i32::try_from(number).unwrap_or(0);
            vm.host.kill(pid, number).map(Value::from).map_err(|e| vm.os_error(&e, None))
        }
        _ => {
            vm.call(&handler, &[Value::Int(number), Value::None])?;
            Ok(Value::None)
        }
    }
}
