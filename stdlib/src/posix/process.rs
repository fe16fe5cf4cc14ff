//! `posix`: waiting for processes, signalling them, their groups, sessions and priorities. Starting them is in `start`.

use std::cell::Cell;
use std::io::ErrorKind;
use std::time::Duration;

use taipan_interp::host::process::{ChildState, PriorityOf, Processes, Used, Whom};
use taipan_interp::host::signal::Disposition;
use taipan_interp::native::{NativeDef, function};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::structseq;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::files::descriptor as int;
use super::start;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    function("waitpid", "(pid, options, /)", |vm, a| {
        let (pid, status) = wait(vm, int(vm, &a[0])?, int(vm, &a[1])?)?;
        Ok(Value::tuple(vec![Value::Int(pid.into()), Value::Int(status.into())]))
    }),
    function("wait", "()", |vm, _| {
        let (pid, status) = wait(vm, -1, 0)?;
        Ok(Value::tuple(vec![Value::Int(pid.into()), Value::Int(status.into())]))
    }),
    function("wait3", "(options)", |vm, a| wait_with_usage(vm, -1, int(vm, &a[0])?)),
    function("wait4", "(pid, options)", |vm, a| wait_with_usage(vm, int(vm, &a[0])?, int(vm, &a[1])?)),
    function("waitid", "(idtype, id, options, /)", wait_id),
    function("pidfd_open", "(pid, flags=0)", |vm, a| {
        let pid = int(vm, &a[0])?;
        let flags = a[1].bound().map_or(Ok(0), |v| int(vm, v))?;
        number(vm, processes(vm)?.descriptor(pid, flags as u32))
    }),
    function("kill", "(pid, signal, /)", |vm, a| {
        let (pid, signal) = (int(vm, &a[0])?, int(vm, &a[1])?);
        done(vm, vm.host.kill(pid, signal))
    }),
    function("killpg", "(pgid, signal, /)", |vm, a| {
        let (group, signal) = (int(vm, &a[0])?, int(vm, &a[1])?);
        done(vm, processes(vm)?.signal_group(group, signal))
    }),
    function("getpgid", "(pid)", |vm, a| number(vm, processes(vm)?.group(int(vm, &a[0])?))),
    function("setpgid", "(pid, pgrp, /)", |vm, a| {
        let (pid, group) = (int(vm, &a[0])?, int(vm, &a[1])?);
        done(vm, processes(vm)?.set_group(pid, group))
    }),
    function("getpgrp", "()", |vm, _| number(vm, processes(vm)?.group(0))),
    function("setpgrp", "()", |vm, _| done(vm, processes(vm)?.set_group(0, 0))),
    function("getsid", "(pid, /)", |vm, a| number(vm, processes(vm)?.session(int(vm, &a[0])?))),
    function("setsid", "()", |vm, _| done(vm, processes(vm)?.new_session().map(drop))),
    function("nice", "(increment, /)", |vm, a| number(vm, processes(vm)?.nice(int(vm, &a[0])?))),
    function("getpriority", "(which, who)", |vm, a| number(vm, processes(vm)?.priority(whose(vm, a)?))),
    function("setpriority", "(which, who, priority)", |vm, a| {
        let priority = int(vm, &a[2])?;
        done(vm, processes(vm)?.set_priority(whose(vm, a)?, priority))
    }),
    function("times", "()", times),
    function("abort", "()", abort),
    function("system", "(command)", start::system),
    function("posix_spawn", start::SPAWN_SIGNATURE, |vm, a| start::spawn(vm, a, "posix_spawn", false)),
    function("posix_spawnp", start::SPAWN_SIGNATURE, |vm, a| start::spawn(vm, a, "posix_spawnp", true)),
    function("execv", "(path, argv, /)", start::execv),
    function("execve", "(path, argv, env)", start::execve),
];

pub(super) const NUMBERS: &[(&str, i64)] = &[
    ("WNOHANG", 1),
    ("WUNTRACED", 2),
    ("WCONTINUED", 8),
    ("WEXITED", 4),
    ("WSTOPPED", 2),
    ("WNOWAIT", 0x0100_0000),
    ("P_ALL", 0),
    ("P_PID", 1),
    ("P_PGID", 2),
    ("P_PIDFD", 3),
    ("CLD_EXITED", 1),
    ("CLD_KILLED", 2),
    ("CLD_DUMPED", 3),
    ("CLD_TRAPPED", 4),
    ("CLD_STOPPED", 5),
    ("CLD_CONTINUED", 6),
    ("PRIO_PROCESS", 0),
    ("PRIO_PGRP", 1),
    ("PRIO_USER", 2),
    ("POSIX_SPAWN_OPEN", 0),
    ("POSIX_SPAWN_CLOSE", 1),
    ("POSIX_SPAWN_DUP2", 2),
    ("PIDFD_NONBLOCK", 0o4000),
];

const EINVAL: i32 = 22;

/// The module's struct sequences.
pub(super) struct Types {
    pub times: TypeRef,
    pub waitid: TypeRef,
}

impl Types {
    pub fn new(vm: &Vm) -> Types {
        const TIMES: &[&str] = &["user", "system", "children_user", "children_system", "elapsed"];
        const WAITID: &[&str] = &["si_pid", "si_uid", "si_signo", "si_status", "si_code"];
        Types {
            times: structseq::define(vm, "times_result", "posix", TIMES, 5),
            waitid: structseq::define(vm, "waitid_result", "posix", WAITID, 5),
        }
    }
}

/// The host's processes.
pub fn processes(vm: &Vm) -> PyResult<&dyn Processes> {
    vm.host.processes().ok_or_else(|| vm.os_error(&ErrorKind::Unsupported.into(), None))
}

fn number(vm: &Vm, result: std::io::Result<i32>) -> PyResult {
    result.map(|n| Value::Int(n.into())).map_err(|e| vm.os_error(&e, None))
}

fn done(vm: &Vm, result: std::io::Result<()>) -> PyResult {
    result.map(Value::from).map_err(|e| vm.os_error(&e, None))
}

fn invalid(vm: &Vm) -> Raised {
    vm.os_error(&std::io::Error::from_raw_os_error(EINVAL), None)
}

/// Programs that could not be started, as far as `subprocess` has been told that they were and waits for them.
#[derive(Default)]
struct Failed(Cell<u32>);

/// The process that stands for them: no system gives out this number.
pub const FAILED_PROCESS: i32 = i32::MAX;

/// Notes that [`FAILED_PROCESS`] was given out; the wait for it finds that it has ended.
pub fn note_failed(vm: &Vm) {
    let failed = vm.state::<Failed>(|_| Failed::default());
    failed.0.set(failed.0.get() + 1);
}

/// Waits for a child, without the interpreter lock; signals are handled meanwhile. Its number and status.
///
/// # Errors
/// ChildProcessError; what a signal's handler raises.
pub fn wait(vm: &Vm, pid: i32, options: i32) -> PyResult<(i32, i32)> {
    /// Of a process that did not become what it was to.
    const STATUS: i32 = 255 << 8;
    if pid == FAILED_PROCESS {
        let failed = vm.state::<Failed>(|_| Failed::default());
        if failed.0.get() > 0 {
            failed.0.set(failed.0.get() - 1);
            return Ok((pid, STATUS));
        }
    }
    let whom = match pid {
        -1 => Whom::Any,
        0 => Whom::Group(0),
        pid if pid > 0 => Whom::Process(pid),
        group => Whom::Group(group.checked_neg().ok_or_else(|| invalid(vm))?),
    };
    processes(vm)?;
    retried(vm, |processes| processes.wait(whom, options))
}

/// Runs what may block until no signal interrupts it.
fn retried<T: Send>(vm: &Vm, work: impl Fn(&dyn Processes) -> std::io::Result<T> + Sync) -> PyResult<T> {
    loop {
        let run = |host: &dyn taipan_interp::host::Host| match host.processes() {
            Some(processes) => work(processes),
            None => Err(ErrorKind::Unsupported.into()),
        };
        match vm.allow_threads(run) {
            Err(e) if e.kind() == ErrorKind::Interrupted => {
                if vm.thread.is_main {
                    vm.run_pending()?;
                }
            }
            result => return result.map_err(|e| vm.os_error(&e, None)),
        }
    }
}

fn wait_id(vm: &Vm, a: &[Value]) -> PyResult {
    const SIGCHLD: i64 = 17;
    let (kind, id, options) = (int(vm, &a[0])?, int(vm, &a[1])?, int(vm, &a[2])?);
    let whom = match kind {
        0 => Whom::Any,
        1 => Whom::Process(id),
        2 => Whom::Group(id),
        3 => Whom::Descriptor(id),
        _ => return Err(invalid(vm)),
    };
    processes(vm)?;
    let Some(state) = retried(vm, |processes| processes.wait_id(whom, options))? else { return Ok(Value::None) };
    let ChildState { pid, uid, code, status } = state;
    let values = vec![
        Value::Int(pid.into()),
        Value::Int(uid.into()),
        Value::Int(SIGCHLD),
        Value::Int(status.into()),
        Value::Int(code.into()),
    ];
    Ok(structseq::make(vm, &vm.state(Types::new).waitid, values))
}

/// What the child used is what all children have used in addition: the system tells it of one alone only in a call that
/// safe code has not got.
fn wait_with_usage(vm: &Vm, pid: i32, options: i32) -> PyResult {
    let used = |vm: &Vm| processes(vm)?.used(true).map_err(|e| vm.os_error(&e, None));
    let before = used(vm)?;
    let (pid, status) = wait(vm, pid, options)?;
    let after = used(vm)?;
    let usage = difference(&after, &before);
    let seconds = |t: Duration| Value::Float(t.as_secs_f64());
    let mut values = vec![seconds(usage.user), seconds(usage.system), Value::Int(usage.max_resident)];
    values.extend(usage.counts.map(Value::Int));
    let class = vm.get_attr(&vm.import("resource")?, &vm.intern("struct_rusage"))?;
    let usage = vm.call(&class, &[Value::tuple(values)])?;
    Ok(Value::tuple(vec![Value::Int(pid.into()), Value::Int(status.into()), usage]))
}

fn difference(after: &Used, before: &Used) -> Used {
    let mut counts = after.counts;
    for (count, old) in counts.iter_mut().zip(before.counts) {
        *count -= old;
    }
    Used {
        user: after.user.saturating_sub(before.user),
        system: after.system.saturating_sub(before.system),
        max_resident: after.max_resident,
        counts,
    }
}

fn whose(vm: &Vm, a: &[Value]) -> PyResult<PriorityOf> {
    let (which, who) = (int(vm, &a[0])?, int(vm, &a[1])?);
    match which {
        0 => Ok(PriorityOf::Process(who)),
        1 => Ok(PriorityOf::Group(who)),
        2 => Ok(PriorityOf::User(who as u32)),
        _ => Err(invalid(vm)),
    }
}

/// Ends the process by SIGABRT, whatever the program has decided about that.
fn abort(vm: &Vm, _: &[Value]) -> PyResult {
    const SIGABRT: i32 = 6;
    let unsupported = || vm.os_error(&ErrorKind::Unsupported.into(), None);
    let signals = vm.host.signals().ok_or_else(unsupported)?;
    let ended = signals.set_disposition(SIGABRT, Disposition::Default).and_then(|()| signals.raise(SIGABRT));
    done(vm, ended)
}

fn times(vm: &Vm, _: &[Value]) -> PyResult {
    /// The system counts these times in hundredths of a second.
    const TICKS: f64 = 100.0;
    let ticks = |t: Duration| Value::Float((t.as_secs_f64() * TICKS).floor() / TICKS);
    let used = |children| processes(vm)?.used(children).map_err(|e| vm.os_error(&e, None));
    let (own, children) = (used(false)?, used(true)?);
    let values = vec![
        ticks(own.user),
        ticks(own.system),
        ticks(children.user),
        ticks(children.system),
        ticks(vm.host.monotonic()),
    ];
    Ok(structseq::make(vm, &vm.state(Types::new).times, values))
}
