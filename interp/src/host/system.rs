//! What the system knows of a descriptor beyond its bytes: flags, locks, what a terminal is set to; and what the process
//! may use and has used.

use std::io::Result;
use std::time::Duration;

/// A lock on a part of a file (`struct flock`); numbers are the system's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RangeLock {
    /// `F_RDLCK`, `F_WRLCK`, `F_UNLCK`.
    pub kind: i16,
    pub whence: i16,
    pub start: i64,
    /// 0: to the end.
    pub len: i64,
    /// Whose lock is in the way.
    pub pid: i32,
}

/// What a terminal is set to (`struct termios`); flags and speeds are the system's bits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Terminal {
    pub input: u32,
    pub output: u32,
    pub control: u32,
    pub local: u32,
    pub input_speed: u32,
    pub output_speed: u32,
    /// The special characters.
    pub characters: Vec<u8>,
}

/// What is done to a terminal's line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineAction {
    SendBreak,
    /// Waits until everything is written.
    Drain,
    /// Throws away what was not read, not written, or both (`TCIFLUSH` and so on).
    Flush(i32),
    /// Stops or starts (`TCOOFF` and so on).
    Flow(i32),
}

/// What the process, or what it started, has used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    pub user: Duration,
    pub system: Duration,
    /// `ru_maxrss` and all that follow in `struct rusage`.
    pub counts: [i64; 14],
}

/// The system. Numbers of commands are its own.
pub trait System: Send + Sync {
    /// `fcntl` with a number.
    ///
    /// # Errors
    /// The system's, as of all that follow; `EINVAL` for a command that the host does not know.
    fn control(&self, fd: i32, command: i32, argument: i32) -> Result<i32>;
    /// `fcntl` with a lock: the lock as the system leaves it.
    fn lock_range(&self, fd: i32, command: i32, lock: RangeLock) -> Result<RangeLock>;
    /// `flock`.
    fn lock(&self, fd: i32, operation: i32) -> Result<()>;
    /// `ioctl`: `data` holds what is given and takes what comes back. `ENOTTY` for a request that the host does not know.
    fn device(&self, fd: i32, request: u64, data: &mut [u8]) -> Result<i32>;

    fn terminal(&self, fd: i32) -> Result<Terminal>;
    /// `when`: `TCSANOW` and so on.
    fn set_terminal(&self, fd: i32, when: i32, to: &Terminal) -> Result<()>;
    fn line(&self, fd: i32, action: LineAction) -> Result<()>;
    /// Lines, columns.
    fn set_terminal_size(&self, fd: i32, lines: u16, columns: u16) -> Result<()>;
    /// A new terminal: the side that acts the user, and the program's.
    fn open_terminal(&self) -> Result<(i32, i32)>;
    fn terminal_name(&self, fd: i32) -> Result<String>;

    /// The limits in force and at most, of a process (0: this one). `u64::MAX`: none.
    fn limits(&self, pid: i32, resource: i32, new: Option<(u64, u64)>) -> Result<(u64, u64)>;
    /// `who`: `RUSAGE_SELF` and so on.
    fn usage(&self, who: i32) -> Result<Usage>;

    /// Reads at a place of a file, leaving the position alone.
    fn read_at(&self, fd: i32, buf: &mut [u8], offset: u64) -> Result<usize>;
    /// Writes at a place of a file, leaving the position alone.
    fn write_at(&self, fd: i32, bytes: &[u8], offset: u64) -> Result<usize>;
    /// A counter that is waited for like a file (Linux).
    fn event_counter(&self, initial: u32, flags: i32) -> Result<i32>;
}
