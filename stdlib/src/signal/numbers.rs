//! `_signal`: the numbers of signals, their names and what they are for, Linux's.

use taipan_interp::Value;

/// (name, number, description), Linux's.
pub(super) const SIGNALS: &[(&str, i64, &str)] = &[
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

pub(super) const CONSTANTS: &[(&str, i64)] = &[
    ("SIG_DFL", DEFAULT),
    ("SIG_IGN", IGNORE),
    ("SIGIOT", 6),
    ("SIGCLD", 17),
    ("SIGPOLL", 29),
    ("SIGRTMIN", FIRST_REAL_TIME),
    ("SIGRTMAX", LAST),
    ("NSIG", 65),
    ("SIG_BLOCK", 0),
    ("SIG_UNBLOCK", 1),
    ("SIG_SETMASK", 2),
    ("ITIMER_REAL", 0),
    ("ITIMER_VIRTUAL", 1),
    ("ITIMER_PROF", 2),
];

/// What Ctrl-C sends.
pub const SIGINT: i32 = 2;

/// `SIG_DFL` and `SIG_IGN`.
pub(super) const DEFAULT: i64 = 0;
pub(super) const IGNORE: i64 = 1;

/// Those for real-time use have no names.
const FIRST_REAL_TIME: i64 = 34;
const LAST: i64 = 64;

/// Every signal that a program can have to do with: the two before the real-time ones are the system library's.
pub(super) fn valid() -> impl Iterator<Item = i32> {
    (1..=64).filter(|n| ![32, 33].contains(n))
}

/// What a signal is for.
pub(super) fn description(number: i64) -> Value {
    if let Some((_, _, text)) = SIGNALS.iter().find(|(_, n, _)| *n == number) {
        return Value::str(text);
    }
    if number < FIRST_REAL_TIME {
        Value::None
    } else {
        Value::from(format!("Real-time signal {}", number - FIRST_REAL_TIME))
    }
}
