//! Other processes, their part of the seam: starting them, waiting for them, becoming another program.

use std::io::{Error, Result};
use std::time::Duration;

/// A program to be started. Names and arguments are the system's bytes, without zeros.
#[derive(Clone, Debug, Default)]
pub struct Command {
    /// Where it may be: the first of these that can be executed.
    pub programs: Vec<Vec<u8>>,
    /// With its own name first.
    pub args: Vec<Vec<u8>>,
    /// `NAME=value`; `None`: as this process has it.
    pub env: Option<Vec<Vec<u8>>>,
    pub directory: Option<Vec<u8>>,
    /// Which of this process's descriptors it gets, and under which numbers.
    pub descriptors: Vec<(i32, i32)>,
    /// Those that it does not get.
    pub closed: Vec<i32>,
    /// Beyond the three standard ones it gets no others.
    pub close_others: bool,
    /// It becomes the leader of a new session.
    pub new_session: bool,
    /// The process group that it joins; 0: one of its own.
    pub group: Option<i32>,
    pub umask: Option<u32>,
    pub uid: Option<u32>,
    pub gid: Option<u32>,
    pub extra_groups: Option<Vec<u32>>,
    /// Signals that do what they do by default. Those that this process handles always do.
    pub default_signals: u64,
    /// Signals that it blocks; `None`: as the calling thread.
    pub blocked_signals: Option<u64>,
}

/// Why a program could not be started.
#[derive(Debug)]
pub enum StartError {
    /// The directory that it was to run in.
    Directory(Error),
    /// What it was to be given: user, group, session, descriptors.
    Setting(Error),
    /// The program itself.
    Program(Error),
}

/// Whom to wait for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whom {
    Any,
    Process(i32),
    /// Those of a process group; 0: of our own.
    Group(i32),
    /// The one that a descriptor stands for.
    Descriptor(i32),
}

/// What `waitid` says of a child.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChildState {
    pub pid: i32,
    pub uid: u32,
    pub code: i32,
    /// Its exit status, or the signal.
    pub status: i32,
}

/// What a process or its children have used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    pub user: Duration,
    pub system: Duration,
    pub max_resident: i64,
    /// `ru_ixrss`, `ru_idrss`, `ru_isrss`, `ru_minflt`, `ru_majflt`, `ru_nswap`, `ru_inblock`, `ru_oublock`, `ru_msgsnd`,
    /// `ru_msgrcv`, `ru_nsignals`, `ru_nvcsw`, `ru_nivcsw`.
    pub counts: [i64; 13],
}

/// Whose priority is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PriorityOf {
    Process(i32),
    Group(i32),
    User(u32),
}

/// Processes. What blocks is called without the interpreter lock.
pub trait Processes: Send + Sync {
    /// Starts a program; its number. Whoever starts one waits for it.
    ///
    /// # Errors
    /// See [`StartError`].
    fn start(&self, command: &Command) -> std::result::Result<i32, StartError>;
    /// Becomes another program, which keeps the descriptors that are inheritable. Returns only when that fails.
    ///
    /// # Errors
    /// The system's.
    fn execute(&self, program: &[u8], args: &[Vec<u8>], env: Option<&[Vec<u8>]>) -> Error;
    /// Waits for a child (`waitpid`): its number and status, 0 when none is ready and `options` say not to wait. In the
    /// thread that signals are reported to, one ends the wait.
    ///
    /// # Errors
    /// `ECHILD`, `Interrupted`.
    fn wait(&self, whom: Whom, options: i32) -> Result<(i32, i32)>;
    /// As [`Processes::wait`], in `waitid`'s terms.
    ///
    /// # Errors
    /// As there.
    fn wait_id(&self, whom: Whom, options: i32) -> Result<Option<ChildState>>;
    /// What the children that were waited for have used, or this process itself.
    ///
    /// # Errors
    /// The system's.
    fn used(&self, children: bool) -> Result<Used>;
    /// A descriptor that stands for a process, and can be read when that has ended.
    ///
    /// # Errors
    /// The system's.
    fn descriptor(&self, pid: i32, flags: u32) -> Result<i32>;
    /// Sends a signal to the process that a descriptor stands for.
    ///
    /// # Errors
    /// The system's.
    fn signal_descriptor(&self, fd: i32, signal: i32) -> Result<()>;
    /// Sends a signal to all of a process group.
    ///
    /// # Errors
    /// The system's.
    fn signal_group(&self, group: i32, signal: i32) -> Result<()>;
    /// The process group of a process; 0: ours.
    ///
    /// # Errors
    /// The system's.
    fn group(&self, pid: i32) -> Result<i32>;
    /// Puts a process into a group; 0: ours, and one of its own.
    ///
    /// # Errors
    /// The system's.
    fn set_group(&self, pid: i32, group: i32) -> Result<()>;
    /// The session of a process; 0: ours.
    ///
    /// # Errors
    /// The system's.
    fn session(&self, pid: i32) -> Result<i32>;
    /// Starts a new session.
    ///
    /// # Errors
    /// The system's.
    fn new_session(&self) -> Result<i32>;
    /// Our priority, changed by so much.
    ///
    /// # Errors
    /// The system's.
    fn nice(&self, by: i32) -> Result<i32>;
    /// Somebody's priority.
    ///
    /// # Errors
    /// The system's.
    fn priority(&self, of: PriorityOf) -> Result<i32>;
    /// Sets it.
    ///
    /// # Errors
    /// The system's.
    fn set_priority(&self, of: PriorityOf, priority: i32) -> Result<()>;
}
