//! `posix`: starting programs: `system`, `posix_spawn`, and becoming one, `execv`; and `_posixsubprocess.fork_exec`, by
//! which `subprocess` starts them.

use taipan_interp::host::process::{Command, StartError};
use taipan_interp::host::signal::{Disposition, bit};
use taipan_interp::native::{Args, ModuleDef, function_raw};
use taipan_interp::types::str::surrogates;
use taipan_interp::{PyResult, Value, Vm};

use super::files::descriptor as int;
use super::process::{FAILED_PROCESS, note_failed, processes, wait};
use super::{failed, fs_path, path_text};

/// The modules' tables.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_posixsubprocess",
    doc: "Starts programs, for subprocess.",
    functions: &[function_raw("fork_exec", "(*args)", fork_exec)],
    init: |_, _| Ok(()),
}];

/// The signature of `posix_spawn`.
pub(super) const SPAWN_SIGNATURE: &str = "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, \
                                          setsid=False, setsigmask=(), setsigdef=(), scheduler=None)";

/// An argument, name or path as the system's bytes.
fn system_bytes(vm: &Vm, v: &Value) -> PyResult<Vec<u8>> {
    let fixed = fs_path(vm, v)?;
    let bytes = match fixed.inner() {
        Value::Str(s) => {
            super::check_name(vm, s)?;
            surrogates::to_system(s.as_str()).map(|b| b.into_owned()).unwrap_or_default()
        }
        Value::Bytes(b) => b.as_slice().to_vec(),
        _ => Vec::new(),
    };
    if bytes.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    Ok(bytes)
}

fn all_bytes(vm: &Vm, v: &Value) -> PyResult<Vec<Vec<u8>>> {
    vm.collect(v)?.iter().map(|item| system_bytes(vm, item)).collect()
}

/// `NAME=value` of a mapping.
fn environment(vm: &Vm, env: &Value, function: &str) -> PyResult<Vec<Vec<u8>>> {
    if vm.lookup_special(env, &vm.names.__getitem__).is_none() || vm.get_attr_opt(env, &vm.names.keys)?.is_none() {
        return Err(vm.type_error(format!("{function}: environment must be a mapping object")));
    }
    let mut lines = Vec::new();
    for name in vm.collect(&vm.call_method(env, &vm.names.keys, &[])?)? {
        let mut line = system_bytes(vm, &name)?;
        if line.contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        line.push(b'=');
        line.extend(system_bytes(vm, &vm.get_item(env, &name)?)?);
        lines.push(line);
    }
    Ok(lines)
}

fn system_error(error: StartError) -> std::io::Error {
    match error {
        StartError::Directory(e) | StartError::Setting(e) | StartError::Program(e) => e,
    }
}

/// Starts a program, without the interpreter lock.
fn start(vm: &Vm, command: &Command) -> PyResult<Result<i32, StartError>> {
    processes(vm)?;
    Ok(vm.allow_threads(|host| match host.processes() {
        Some(processes) => processes.start(command),
        None => Err(StartError::Setting(std::io::ErrorKind::Unsupported.into())),
    }))
}

// ---- system ----

/// Runs a command by the shell and waits for it. Ctrl-C is the command's meanwhile.
pub(super) fn system(vm: &Vm, a: &[Value]) -> PyResult {
    const SIGINT: i32 = 2;
    const SIGQUIT: i32 = 3;
    let line = system_bytes(vm, &a[0])?;
    let mut left_alone = Vec::new();
    let mut command = Command {
        programs: vec![b"/bin/sh".to_vec()],
        args: vec![b"sh".to_vec(), b"-c".to_vec(), b"--".to_vec(), line],
        ..Command::default()
    };
    if let Some(signals) = vm.host.signals().filter(|_| vm.thread.is_main) {
        for signal in [SIGINT, SIGQUIT] {
            let before = signals.disposition(signal);
            if before != Disposition::Ignore && signals.set_disposition(signal, Disposition::Ignore).is_ok() {
                command.default_signals |= bit(signal);
                left_alone.push((signal, before));
            }
        }
    }
    let result = match start(vm, &command)? {
        Ok(pid) => wait(vm, pid, 0).map(|(_, status)| Value::Int(status.into())),
        Err(e) => Err(vm.os_error(&system_error(e), None)),
    };
    for (signal, before) in left_alone {
        if let Some(signals) = vm.host.signals() {
            signals.set_disposition(signal, before).map_err(|e| vm.os_error(&e, None))?;
        }
    }
    result
}

// ---- exec ----

fn argv(vm: &Vm, v: &Value, function: &str) -> PyResult<Vec<Vec<u8>>> {
    if !matches!(v.inner(), Value::List(_) | Value::Tuple(_)) {
        return Err(vm.type_error(format!("{function}() arg 2 must be a tuple or list")));
    }
    let args = all_bytes(vm, v)?;
    match args.first() {
        None => Err(vm.value_error(format!("{function}() arg 2 must not be empty"))),
        Some(first) if first.is_empty() => {
            Err(vm.value_error(format!("{function}() arg 2 first element cannot be empty")))
        }
        Some(_) => Ok(args),
    }
}

pub(super) fn execv(vm: &Vm, a: &[Value]) -> PyResult {
    path_text(vm, "execv", &a[0])?;
    let program = system_bytes(vm, &a[0])?;
    let args = argv(vm, &a[1], "execv")?;
    Err(vm.os_error(&processes(vm)?.execute(&program, &args, None), None))
}

pub(super) fn execve(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "execve", &a[0])?;
    let program = system_bytes(vm, &a[0])?;
    let args = argv(vm, &a[1], "execve")?;
    let env = environment(vm, &a[2], "execve")?;
    Err(failed(vm, &processes(vm)?.execute(&program, &args, Some(&env)), &path))
}

// ---- posix_spawn ----

/// What is to be done with descriptors in the new process, in order; here it is worked out what comes of it.
#[derive(Default)]
struct FileActions {
    /// Which of our descriptors are behind which of the new process's.
    given: Vec<(i32, i32)>,
    /// Those that it does not have.
    closed: Vec<i32>,
    /// Opened for it.
    opened: Vec<i32>,
}

impl FileActions {
    fn put(&mut self, from: i32, number: i32) {
        self.given.retain(|(_, n)| *n != number);
        self.closed.retain(|n| *n != number);
        self.given.push((from, number));
    }

    fn source(&self, number: i32) -> i32 {
        self.given.iter().find(|(_, n)| *n == number).map_or(number, |(from, _)| *from)
    }

    fn add(&mut self, vm: &Vm, action: &Value, program: &str) -> PyResult<()> {
        let tuple = match action.inner() {
            Value::Tuple(t) if !t.is_empty() => t.items().to_vec(),
            _ => return Err(vm.type_error("Each file_actions element must be a non-empty tuple")),
        };
        let wrong = |what: &str, count: usize| {
            Err(vm.type_error(format!("A {what} file_action tuple must have {count} elements")))
        };
        match (vm.index_i64(&tuple[0])?, tuple.len()) {
            (0, 5) => {
                let number = int(vm, &tuple[1])?;
                let (path, _) = path_text(vm, "posix_spawn", &tuple[2])?;
                let (flags, mode) = (int(vm, &tuple[3])?, int(vm, &tuple[4])?);
                let fd = vm.host.open(&path, flags, mode as u32).map_err(|e| failed(vm, &e, program))?;
                self.opened.push(fd);
                self.put(fd, number);
                Ok(())
            }
            (1, 2) => {
                let number = int(vm, &tuple[1])?;
                self.given.retain(|(_, n)| *n != number);
                self.closed.push(number);
                Ok(())
            }
            (2, 3) => {
                let from = self.source(int(vm, &tuple[1])?);
                self.put(from, int(vm, &tuple[2])?);
                Ok(())
            }
            (0, _) => wrong("open", 5),
            (1, _) => wrong("close", 2),
            (2, _) => wrong("dup2", 3),
            _ => Err(vm.type_error("Unknown file_actions identifier")),
        }
    }
}

fn signal_set(vm: &Vm, v: &Value) -> PyResult<Option<u64>> {
    let Some(v) = v.bound() else { return Ok(None) };
    let items = vm.collect(v)?;
    if items.is_empty() {
        return Ok(None);
    }
    let mut set = 0;
    for item in items {
        let number = vm.index_i64(&item)?;
        let valid = i32::try_from(number).ok().filter(|n| (1..65).contains(n));
        let error = || vm.value_error(format!("signal number {number} out of range [1; 64]"));
        set |= bit(valid.ok_or_else(error)?);
    }
    Ok(Some(set))
}

pub(super) fn spawn(vm: &Vm, a: &[Value], function: &str, search: bool) -> PyResult {
    let (path, _) = path_text(vm, function, &a[0])?;
    let program = system_bytes(vm, &a[0])?;
    if !matches!(a[1].inner(), Value::List(_) | Value::Tuple(_)) {
        return Err(vm.type_error(format!("{function}: argv must be a tuple or list")));
    }
    let args = all_bytes(vm, &a[1])?;
    match args.first() {
        None => return Err(vm.value_error(format!("{function}: argv must not be empty"))),
        Some(first) if first.is_empty() => {
            return Err(vm.value_error(format!("{function}: argv first element cannot be empty")));
        }
        Some(_) => {}
    }
    let env = if a[2].is_none() { None } else { Some(environment(vm, &a[2], function)?) };
    let truth = |v: &Value| v.bound().map_or(Ok(false), |v| vm.truth(v));
    if truth(&a[5])? || a[9].some().is_some() {
        return Err(vm.not_implemented_error(format!("{function}: resetids and scheduler are not supported by Taipan")));
    }
    let mut command = Command {
        programs: if search { in_path(vm, &program) } else { vec![program] },
        args,
        env,
        group: a[4].some().map(|v| int(vm, v)).transpose()?,
        new_session: truth(&a[6])?,
        blocked_signals: signal_set(vm, &a[7])?,
        default_signals: signal_set(vm, &a[8])?.unwrap_or(0),
        ..Command::default()
    };
    let mut actions = FileActions::default();
    let result = (|| {
        if let Some(all) = a[3].some() {
            for action in vm.collect(all)? {
                actions.add(vm, &action, &path)?;
            }
        }
        command.descriptors.clone_from(&actions.given);
        command.closed.clone_from(&actions.closed);
        match start(vm, &command)? {
            Ok(pid) => Ok(Value::Int(pid.into())),
            Err(e) => Err(failed(vm, &system_error(e), &path)),
        }
    })();
    for fd in actions.opened {
        // It was ours just now.
        vm.host.close(fd).ok();
    }
    result
}

/// Where a program may be, by `PATH`.
fn in_path(vm: &Vm, program: &[u8]) -> Vec<Vec<u8>> {
    if program.contains(&b'/') {
        return vec![program.to_vec()];
    }
    let path = vm.host.env("PATH").unwrap_or_else(|| "/bin:/usr/bin".to_owned());
    let path = surrogates::to_system(&path).map(|p| p.into_owned()).unwrap_or_default();
    let join = |dir: &[u8]| [if dir.is_empty() { b"." } else { dir }, b"/", program].concat();
    path.split(|b| *b == b':').map(join).collect()
}

// ---- subprocess ----

/// How `subprocess` learns what went wrong: the name of the exception, the system's number, and whose fault it was.
fn tell(vm: &Vm, pipe: i32, error: &StartError) -> PyResult<()> {
    let (e, whose) = match error {
        StartError::Directory(e) => (e, "noexec:chdir"),
        StartError::Setting(e) => (e, "noexec"),
        StartError::Program(e) => (e, ""),
    };
    let text = format!("OSError:{:X}:{whose}", e.raw_os_error().unwrap_or(0));
    // Far less than what a pipe takes at once.
    vm.host.write_some(pipe, text.as_bytes()).map(drop).map_err(|e| vm.os_error(&e, None))
}

fn id(vm: &Vm, v: &Value) -> PyResult<Option<u32>> {
    let Some(v) = v.some() else { return Ok(None) };
    u32::try_from(vm.index_i64(v)?).map(Some).map_err(|_| vm.overflow_error("user or group id is out of range"))
}

/// Where the arguments of `fork_exec` stand.
mod at {
    pub const ARGS: usize = 0;
    pub const PROGRAMS: usize = 1;
    pub const CLOSE_FDS: usize = 2;
    pub const KEEP: usize = 3;
    pub const CWD: usize = 4;
    pub const ENV: usize = 5;
    pub const STDIN: usize = 6;
    pub const STDOUT: usize = 9;
    pub const STDERR: usize = 11;
    pub const ERROR_PIPE: usize = 13;
    pub const RESTORE_SIGNALS: usize = 14;
    pub const NEW_SESSION: usize = 15;
    pub const GROUP: usize = 16;
    pub const GID: usize = 17;
    pub const GROUPS: usize = 18;
    pub const UID: usize = 19;
    pub const UMASK: usize = 20;
    pub const PREEXEC: usize = 21;
    /// Up to 3.13 one more follows, which says how to fork.
    pub const COUNT: [usize; 2] = [22, 23];
}

/// The signals that Python ignores, and programs that it starts do not.
fn restored() -> u64 {
    const SIGPIPE: i32 = 13;
    const SIGXFSZ: i32 = 25;
    bit(SIGPIPE) | bit(SIGXFSZ)
}

fn fork_exec(vm: &Vm, args: &Args) -> PyResult {
    let a = args.pos();
    if !at::COUNT.contains(&a.len()) {
        return Err(vm.type_error(format!("fork_exec expected {} arguments, got {}", at::COUNT[0], a.len())));
    }
    if !a[at::PREEXEC].is_none() {
        return Err(vm.runtime_error("preexec_fn is not supported by Taipan, which runs no code between fork and exec"));
    }
    let pipe = int(vm, &a[at::ERROR_PIPE])?;
    let close_others = vm.truth(&a[at::CLOSE_FDS])?;
    if close_others && pipe < 3 {
        return Err(vm.value_error("errpipe_write must be >= 3"));
    }
    let command = read_command(vm, a, pipe, close_others)?;
    match start(vm, &command)? {
        Ok(pid) => Ok(Value::Int(pid.into())),
        Err(e) => {
            tell(vm, pipe, &e)?;
            note_failed(vm);
            Ok(Value::Int(FAILED_PROCESS.into()))
        }
    }
}

fn read_command(vm: &Vm, a: &[Value], pipe: i32, close_others: bool) -> PyResult<Command> {
    let mut descriptors = Vec::new();
    for (place, number) in [(at::STDIN, 0), (at::STDOUT, 1), (at::STDERR, 2)] {
        let fd = int(vm, &a[place])?;
        if fd != -1 {
            descriptors.push((fd, number));
        }
    }
    let mut last = -1;
    for fd in vm.collect(&a[at::KEEP])? {
        let fd = int(vm, &fd)?;
        if fd <= last {
            return Err(vm.value_error("bad value(s) in fds_to_keep"));
        }
        last = fd;
        if fd != pipe && fd > 2 {
            descriptors.push((fd, fd));
        }
    }
    let umask = int(vm, &a[at::UMASK])?;
    let group = int(vm, &a[at::GROUP])?;
    let groups = match a[at::GROUPS].some() {
        Some(all) => Some(vm.collect(all)?.iter().filter_map(|g| id(vm, g).transpose()).collect::<PyResult<_>>()?),
        None => None,
    };
    Ok(Command {
        programs: all_bytes(vm, &a[at::PROGRAMS])?,
        args: all_bytes(vm, &a[at::ARGS])?,
        env: a[at::ENV].some().map(|env| all_bytes(vm, env)).transpose()?,
        directory: a[at::CWD].some().map(|cwd| system_bytes(vm, cwd)).transpose()?,
        descriptors,
        closed: Vec::new(),
        close_others,
        new_session: vm.truth(&a[at::NEW_SESSION])?,
        group: (group >= 0).then_some(group),
        umask: (umask >= 0).then_some(umask as u32),
        uid: id(vm, &a[at::UID])?,
        gid: id(vm, &a[at::GID])?,
        extra_groups: groups,
        default_signals: if vm.truth(&a[at::RESTORE_SIGNALS])? { restored() } else { 0 },
        blocked_signals: None,
    })
}
