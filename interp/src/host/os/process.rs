//! Starting programs and waiting for them, by `posix_spawn`.
//!
//! What `posix_spawn` has no words for (directory, mask of permissions, user, groups) are properties that Linux keeps by
//! the thread: a thread that is made for it takes them on, starts the program, which inherits them, and ends.

use std::ffi::CString;
use std::io::{Error, ErrorKind, Result};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use nix::sched::CloneFlags;
use nix::spawn::{PosixSpawnAttr, PosixSpawnFileActions, PosixSpawnFlags, posix_spawn};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::signal::{SigSet, Signal};
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
use nix::unistd::Pid;
use rustix::io::Errno;
use rustix::process::{PidfdFlags, WaitOptions, pidfd_open, pidfd_send_signal};
use signal_hook::consts::SIGCHLD;

use super::{OsHost, locked};
use crate::host::Host;
use crate::host::process::{ChildState, Command, PriorityOf, Processes, StartError, Used, Whom};
use crate::host::signal::{Disposition, Signals as _, members};
use crate::types::str::surrogates;

/// The flag of `posix_spawn` for a new session; the crate has no name for it.
const SPAWN_SETSID: PosixSpawnFlags = PosixSpawnFlags::from_bits_retain(0x80);

/// What the thread that starts a program with properties of its own needs.
const STACK: usize = 128 << 10;

/// A command as the system takes it.
struct Prepared<'a> {
    command: &'a Command,
    args: Vec<CString>,
    env: Vec<CString>,
    actions: PosixSpawnFileActions,
    attributes: PosixSpawnAttr,
    /// Signals that it is to ignore, which takes a shell.
    ignored: u64,
    /// Held until the program runs.
    _held: Vec<Arc<OwnedFd>>,
    _moved: Vec<OwnedFd>,
}

fn c_string(bytes: &[u8]) -> Result<CString> {
    CString::new(bytes).map_err(|_| ErrorKind::InvalidInput.into())
}

fn c_strings(all: &[Vec<u8>]) -> Result<Vec<CString>> {
    all.iter().map(|bytes| c_string(bytes)).collect()
}

fn path(bytes: &[u8]) -> &Path {
    Path::new(std::ffi::OsStr::from_bytes(bytes))
}

impl OsHost {
    fn environment(&self) -> Vec<Vec<u8>> {
        let line = |(name, value): (String, String)| surrogates::to_system(&format!("{name}={value}")).map(Into::into);
        self.env_all().into_iter().filter_map(line).collect()
    }

    fn prepare<'a>(&self, command: &'a Command) -> Result<Prepared<'a>> {
        let env = match &command.env {
            Some(env) => c_strings(env)?,
            None => c_strings(&self.environment())?,
        };
        let mut actions = PosixSpawnFileActions::init()?;
        let mut held = Vec::new();
        let mut moved = Vec::new();
        let highest = command.descriptors.iter().map(|(here, there)| *here.max(there)).max().unwrap_or(0);
        for (here, there) in &command.descriptors {
            let mut from = *here;
            if from > 2 {
                held.push(self.files.hold(from)?);
            }
            if from != *there && command.descriptors.iter().any(|(_, other)| *other == from) {
                // Another one will be put there first.
                let copy = self.files.with(from, |fd| Ok(rustix::io::fcntl_dupfd_cloexec(fd, highest + 1)?))?;
                from = copy.as_raw_fd();
                moved.push(copy);
            }
            actions.add_dup2(from, *there)?;
        }
        if command.close_others {
            for fd in self.files.inheritable() {
                if fd > 2 && !command.descriptors.iter().any(|(_, there)| *there == fd) {
                    actions.add_close(fd)?;
                }
            }
        }
        for fd in &command.closed {
            actions.add_close(*fd)?;
        }
        let ignored = self.signals.as_ref().map_or(0, |s| s.reports.ignored_by_us()) & !command.default_signals;
        let attributes = attributes(command)?;
        let args = c_strings(&command.args)?;
        Ok(Prepared { command, args, env, actions, attributes, ignored, _held: held, _moved: moved })
    }

    /// Waits until something may have happened to a child; only in the thread that signals are reported to. What has
    /// happened, `look` says.
    fn wait_noticing_signals<T>(&self, whom: Whom, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        let Some(signals) = self.signals.as_ref() else { return Err(ErrorKind::Unsupported.into()) };
        let child = match whom {
            Whom::Process(pid) => rustix::process::Pid::from_raw(pid.max(0)),
            _ => None,
        };
        // Before it is looked: what happens between is not missed.
        let fd = child.and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok());
        if fd.is_none() && signals.disposition(SIGCHLD) == Disposition::Default {
            signals.reports.notice(SIGCHLD, &signals.waker)?;
        }
        if let Some(found) = look()? {
            return Ok(found);
        }
        signals.wait(fd.as_ref().map(|fd| fd.as_fd()), None)?;
        match look()? {
            Some(found) => Ok(found),
            None => Err(ErrorKind::Interrupted.into()),
        }
    }

    fn in_main_thread(&self) -> bool {
        self.signals.as_ref().is_some_and(|s| s.reach_this_thread())
    }
}

fn attributes(command: &Command) -> Result<PosixSpawnAttr> {
    let mut attributes = PosixSpawnAttr::init()?;
    let mut flags = PosixSpawnFlags::empty();
    if command.new_session {
        flags |= SPAWN_SETSID;
    }
    if let Some(group) = command.group {
        flags |= PosixSpawnFlags::POSIX_SPAWN_SETPGROUP;
        attributes.set_pgroup(Pid::from_raw(group))?;
    }
    if command.default_signals != 0 {
        flags |= PosixSpawnFlags::POSIX_SPAWN_SETSIGDEF;
        attributes.set_sigdefault(&signal_set(command.default_signals))?;
    }
    if let Some(blocked) = command.blocked_signals {
        flags |= PosixSpawnFlags::POSIX_SPAWN_SETSIGMASK;
        attributes.set_sigmask(&signal_set(blocked))?;
    }
    attributes.set_flags(flags)?;
    Ok(attributes)
}

fn signal_set(set: u64) -> SigSet {
    members(set).filter_map(|n| Signal::try_from(n).ok()).collect()
}

impl Prepared<'_> {
    /// Takes on what only threads have, then starts.
    fn start_in_thread(&self) -> std::result::Result<i32, StartError> {
        let command = self.command;
        if command.directory.is_some() || command.umask.is_some() {
            nix::sched::unshare(CloneFlags::CLONE_FS).map_err(|e| StartError::Setting(e.into()))?;
        }
        if let Some(directory) = &command.directory {
            std::env::set_current_dir(path(directory)).map_err(StartError::Directory)?;
        }
        if let Some(mask) = command.umask {
            rustix::process::umask(rustix::fs::Mode::from_bits_truncate(mask));
        }
        self.take_identity().map_err(|e| StartError::Setting(e.into()))?;
        self.start()
    }

    fn take_identity(&self) -> rustix::io::Result<()> {
        use rustix::process::{Gid, Uid};
        use rustix::thread::{set_thread_groups, set_thread_res_gid, set_thread_res_uid};
        if let Some(groups) = &self.command.extra_groups {
            let groups: Vec<Gid> = groups.iter().map(|g| Gid::from_raw(*g)).collect();
            set_thread_groups(&groups)?;
        }
        if let Some(gid) = self.command.gid.map(Gid::from_raw) {
            set_thread_res_gid(gid, gid, gid)?;
        }
        if let Some(uid) = self.command.uid.map(Uid::from_raw) {
            set_thread_res_uid(uid, uid, uid)?;
        }
        Ok(())
    }

    /// Starts the first program that can be.
    fn start(&self) -> std::result::Result<i32, StartError> {
        let mut error = None;
        for program in &self.command.programs {
            match self.start_one(program) {
                Ok(pid) => return Ok(pid),
                Err(e) => {
                    let missing = [Errno::NOENT, Errno::NOTDIR].map(|n| Some(n.raw_os_error()));
                    let worse = error.as_ref().is_none_or(|e: &Error| missing.contains(&e.raw_os_error()));
                    if worse {
                        error = Some(e);
                    }
                }
            }
        }
        Err(StartError::Program(error.unwrap_or_else(|| Errno::NOENT.into())))
    }

    fn start_one(&self, program: &[u8]) -> Result<i32> {
        let one_of_many = self.command.programs.len() > 1;
        if one_of_many || self.ignored != 0 {
            // Cheaper than a process that finds it missing.
            let mode = if self.ignored == 0 { rustix::fs::Access::EXISTS } else { rustix::fs::Access::EXEC_OK };
            rustix::fs::access(path(program), mode)?;
        }
        let program = c_string(program)?;
        let spawn = |program: &CString, args: &[CString]| {
            posix_spawn(program.as_c_str(), &self.actions, &self.attributes, args, &self.env)
        };
        if self.ignored == 0 {
            return Ok(spawn(&program, &self.args)?.as_raw());
        }
        let (shell, args) = through_shell(self.ignored, &program, &self.args)?;
        Ok(spawn(&shell, &args)?.as_raw())
    }
}

/// A shell can tell the system to ignore signals, which safe code cannot; then it becomes the program.
fn through_shell(ignored: u64, program: &CString, args: &[CString]) -> Result<(CString, Vec<CString>)> {
    let numbers: Vec<String> = members(ignored).map(|n| n.to_string()).collect();
    let script = format!("trap '' {} && exec \"$@\"", numbers.join(" "));
    let name = args.first().unwrap_or(program).clone();
    let mut all = vec![c_string(b"sh")?, c_string(b"-c")?, c_string(script.as_bytes())?, name, program.clone()];
    all.extend(args.iter().skip(1).cloned());
    Ok((c_string(b"/bin/sh")?, all))
}

fn wait_once(whom: Whom, options: WaitOptions) -> Result<Option<(i32, i32)>> {
    use rustix::process::{Pid, wait, waitpgid, waitpid};
    let found = match whom {
        Whom::Any => wait(options),
        Whom::Process(pid) => waitpid(Some(Pid::from_raw(pid.max(0)).ok_or(Errno::INVAL)?), options),
        Whom::Group(0) => waitpid(None, options),
        Whom::Group(group) => waitpgid(Pid::from_raw(group.max(0)).ok_or(Errno::INVAL)?, options),
        Whom::Descriptor(_) => Err(Errno::INVAL),
    }?;
    Ok(found.map(|(pid, status)| (pid.as_raw_nonzero().get(), status.as_raw())))
}

fn child_state(status: WaitStatus) -> Option<ChildState> {
    const EXITED: i32 = 1;
    const KILLED: i32 = 2;
    const DUMPED: i32 = 3;
    const TRAPPED: i32 = 4;
    const STOPPED: i32 = 5;
    const CONTINUED: i32 = 6;
    let state = |pid: Pid, code, status| {
        let uid = rustix::process::getuid().as_raw();
        Some(ChildState { pid: pid.as_raw(), uid, code, status })
    };
    match status {
        WaitStatus::Exited(pid, status) => state(pid, EXITED, status),
        WaitStatus::Signaled(pid, signal, dumped) => state(pid, if dumped { DUMPED } else { KILLED }, signal as i32),
        WaitStatus::Stopped(pid, signal) => state(pid, STOPPED, signal as i32),
        WaitStatus::PtraceEvent(pid, signal, _) => state(pid, TRAPPED, signal as i32),
        WaitStatus::PtraceSyscall(pid) => state(pid, TRAPPED, 0),
        WaitStatus::Continued(pid) => state(pid, CONTINUED, Signal::SIGCONT as i32),
        WaitStatus::StillAlive => None,
    }
}

fn rustix_pid(pid: i32) -> Result<Option<rustix::process::Pid>> {
    if pid < 0 { Err(Errno::SRCH.into()) } else { Ok(rustix::process::Pid::from_raw(pid)) }
}

impl OsHost {
    fn start_program(&self, command: &Command) -> std::result::Result<i32, StartError> {
        let own = command.directory.is_some()
            || command.umask.is_some()
            || command.uid.is_some()
            || command.gid.is_some()
            || command.extra_groups.is_some();
        if !own {
            return self.prepare(command).map_err(StartError::Setting)?.start();
        }
        std::thread::scope(|scope| {
            let run = || self.prepare(command).map_err(StartError::Setting)?.start_in_thread();
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
            let thread = thread.map_err(StartError::Setting)?;
            thread.join().unwrap_or_else(|_| Err(StartError::Setting(ErrorKind::Other.into())))
        })
    }

    fn wait_for_child(&self, whom: Whom, options: i32) -> Result<(i32, i32)> {
        let options = WaitOptions::from_bits_retain(options as u32);
        // A child that has ended, and a call for none at all, are dealt with at once.
        if let Some(found) = wait_once(whom, options | WaitOptions::NOHANG)? {
            return Ok(found);
        }
        if options.contains(WaitOptions::NOHANG) {
            return Ok((0, 0));
        }
        if self.in_main_thread() {
            let waits_for_end = !options.intersects(WaitOptions::UNTRACED | WaitOptions::CONTINUED);
            let sign = if waits_for_end { whom } else { Whom::Any };
            return self.wait_noticing_signals(sign, || wait_once(whom, options | WaitOptions::NOHANG));
        }
        Ok(wait_once(whom, options)?.unwrap_or((0, 0)))
    }

    fn wait_for_state(&self, whom: Whom, options: i32) -> Result<Option<ChildState>> {
        let once = |options: WaitPidFlag| -> Result<Option<ChildState>> {
            let found = match whom {
                Whom::Any => waitid(Id::All, options)?,
                Whom::Process(pid) => waitid(Id::Pid(Pid::from_raw(pid)), options)?,
                Whom::Group(group) => waitid(Id::PGid(Pid::from_raw(group)), options)?,
                Whom::Descriptor(fd) => self.files.with(fd, |fd| Ok(waitid(Id::PIDFd(fd), options)?))?,
            };
            Ok(child_state(found))
        };
        let options = WaitPidFlag::from_bits_retain(options);
        let found = once(options | WaitPidFlag::WNOHANG)?;
        if found.is_some() || options.contains(WaitPidFlag::WNOHANG) {
            return Ok(found);
        }
        if self.in_main_thread() {
            let waits_for_end = !options.intersects(WaitPidFlag::WSTOPPED | WaitPidFlag::WCONTINUED);
            let sign = if waits_for_end { whom } else { Whom::Any };
            return self.wait_noticing_signals(sign, || once(options | WaitPidFlag::WNOHANG)).map(Some);
        }
        once(options)
    }

    /// Virtual time does not run ahead of a process.
    fn note_started(&self, pid: i32) {
        if self.time.is_on() {
            locked(&self.children).push((pid, self.time.outside()));
        }
    }

    fn note_ended(&self, pid: i32) {
        let mut children = locked(&self.children);
        let ended = children.iter().position(|(p, _)| *p == pid).map(|at| children.swap_remove(at));
        drop(children);
        drop(ended);
    }
}

impl Processes for OsHost {
    fn start(&self, command: &Command) -> std::result::Result<i32, StartError> {
        let pid = self.start_program(command)?;
        self.note_started(pid);
        Ok(pid)
    }

    fn execute(&self, program: &[u8], args: &[Vec<u8>], env: Option<&[Vec<u8>]>) -> Error {
        let run = || -> Result<std::convert::Infallible> {
            let mut program = c_string(program)?;
            let mut args = c_strings(args)?;
            let env = match env {
                Some(env) => c_strings(env)?,
                None => c_strings(&self.environment())?,
            };
            let ignored = self.signals.as_ref().map_or(0, |s| s.reports.ignored_by_us());
            if ignored != 0 {
                rustix::fs::access(program.as_c_str(), rustix::fs::Access::EXEC_OK)?;
                (program, args) = through_shell(ignored, &program, &args)?;
            }
            Ok(nix::unistd::execve(&program, &args, &env)?)
        };
        match run() {
            Err(e) => e,
        }
    }

    fn wait(&self, whom: Whom, options: i32) -> Result<(i32, i32)> {
        let (pid, status) = self.time.spend(|| self.wait_for_child(whom, options))?;
        self.note_ended(pid);
        Ok((pid, status))
    }

    fn wait_id(&self, whom: Whom, options: i32) -> Result<Option<ChildState>> {
        let state = self.time.spend(|| self.wait_for_state(whom, options))?;
        if let Some(state) = state {
            self.note_ended(state.pid);
        }
        Ok(state)
    }

    fn used(&self, children: bool) -> Result<Used> {
        let who = if children { UsageWho::RUSAGE_CHILDREN } else { UsageWho::RUSAGE_SELF };
        let u = getrusage(who)?;
        let time = |t: nix::sys::time::TimeVal| {
            let micros = t.tv_sec().saturating_mul(1_000_000).saturating_add(t.tv_usec());
            std::time::Duration::from_micros(u64::try_from(micros).unwrap_or(0))
        };
        Ok(Used {
            user: time(u.user_time()),
            system: time(u.system_time()),
            max_resident: u.max_rss(),
            counts: [
                u.shared_integral(),
                u.unshared_data_integral(),
                u.unshared_stack_integral(),
                u.minor_page_faults(),
                u.major_page_faults(),
                u.full_swaps(),
                u.block_reads(),
                u.block_writes(),
                u.ipc_sends(),
                u.ipc_receives(),
                u.signals(),
                u.voluntary_context_switches(),
                u.involuntary_context_switches(),
            ],
        })
    }

    fn descriptor(&self, pid: i32, flags: u32) -> Result<i32> {
        let pid = rustix_pid(pid)?.ok_or(Errno::INVAL)?;
        Ok(self.files.keep(pidfd_open(pid, PidfdFlags::from_bits_retain(flags))?))
    }

    fn signal_descriptor(&self, fd: i32, signal: i32) -> Result<()> {
        let signal = rustix::process::Signal::from_named_raw(signal).ok_or(Errno::INVAL)?;
        self.files.with(fd, |fd| Ok(pidfd_send_signal(fd, signal)?))
    }

    fn signal_group(&self, group: i32, signal: i32) -> Result<()> {
        Ok(nix::sys::signal::killpg(Pid::from_raw(group), named(signal)?)?)
    }

    fn group(&self, pid: i32) -> Result<i32> {
        Ok(nix::unistd::getpgid(Some(Pid::from_raw(pid)))?.as_raw())
    }

    fn set_group(&self, pid: i32, group: i32) -> Result<()> {
        Ok(nix::unistd::setpgid(Pid::from_raw(pid), Pid::from_raw(group))?)
    }

    fn session(&self, pid: i32) -> Result<i32> {
        Ok(nix::unistd::getsid(Some(Pid::from_raw(pid)))?.as_raw())
    }

    fn new_session(&self) -> Result<i32> {
        Ok(nix::unistd::setsid()?.as_raw())
    }

    fn nice(&self, by: i32) -> Result<i32> {
        Ok(rustix::process::nice(by)?)
    }

    fn priority(&self, of: PriorityOf) -> Result<i32> {
        use rustix::process::{Uid, getpriority_pgrp, getpriority_process, getpriority_user};
        Ok(match of {
            PriorityOf::Process(pid) => getpriority_process(rustix_pid(pid)?)?,
            PriorityOf::Group(group) => getpriority_pgrp(rustix_pid(group)?)?,
            PriorityOf::User(uid) => getpriority_user(Uid::from_raw(uid))?,
        })
    }

    fn set_priority(&self, of: PriorityOf, priority: i32) -> Result<()> {
        use rustix::process::{Uid, setpriority_pgrp, setpriority_process, setpriority_user};
        match of {
            PriorityOf::Process(pid) => setpriority_process(rustix_pid(pid)?, priority)?,
            PriorityOf::Group(group) => setpriority_pgrp(rustix_pid(group)?, priority)?,
            PriorityOf::User(uid) => setpriority_user(Uid::from_raw(uid), priority)?,
        }
        Ok(())
    }
}

/// A signal by its number; 0 is none, and only asks.
///
/// # Errors
/// `EINVAL`; also for those for real-time use, which safe calls cannot send.
pub fn named(signal: i32) -> Result<Option<Signal>> {
    if signal == 0 {
        return Ok(None);
    }
    Ok(Some(Signal::try_from(signal)?))
}
