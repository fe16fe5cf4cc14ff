//! The one seam to the world outside: clocks, entropy, files, environment, standard streams.
//!
//! Every effect goes through [`Host`]; permissions, limits, virtual time and embedding plug in here. No other module
//! calls `std::fs`, `std::env`, `std::time`, `std::io` or `std::process`.

use std::time::Duration;

/// A standard stream that is written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    Stdout,
    Stderr,
}

/// What `stat` tells.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileStat {
    pub is_dir: bool,
    pub is_file: bool,
    pub is_symlink: bool,
    pub size: u64,
    pub mode: u32,
    /// Seconds since the epoch.
    pub modified: f64,
    pub accessed: f64,
    pub changed: f64,
    pub inode: u64,
    pub device: u64,
    pub links: u64,
    pub uid: u32,
    pub gid: u32,
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenMode {
    pub read: bool,
    pub write: bool,
    pub append: bool,
    pub truncate: bool,
    pub create: bool,
    /// Fail if it exists.
    pub create_new: bool,
}

/// An open file.
pub trait HostFile {
    /// Reads into `buf`; 0 at the end.
    ///
    /// # Errors
    /// The system's.
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize>;
    /// Writes some of `buf`.
    ///
    /// # Errors
    /// The system's.
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize>;
    /// Moves the position.
    ///
    /// # Errors
    /// The system's.
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64>;
    /// Cuts or grows the file.
    ///
    /// # Errors
    /// The system's.
    fn truncate(&mut self, size: u64) -> std::io::Result<()>;
    /// The descriptor, where there is one.
    fn fileno(&self) -> Option<i32>;
    /// True for a terminal.
    fn is_terminal(&self) -> bool;
}

/// The world outside.
pub trait Host {
    /// A clock that never goes back, since some fixed point.
    fn monotonic(&self) -> Duration;
    /// The time since the epoch.
    fn now(&self) -> Duration;
    /// Processor time used by the process.
    fn cpu_time(&self) -> Duration;
    /// Blocks for this long. Returns early when a signal arrives.
    fn sleep(&self, for_: Duration);
    /// Seconds east of UTC at a time (seconds since the epoch) and the zone's name.
    fn utc_offset(&self, at: i64) -> (i32, String);
    /// Fills `buf` with random bytes.
    ///
    /// # Errors
    /// The system's.
    fn random(&self, buf: &mut [u8]) -> std::io::Result<()>;

    /// An environment variable.
    fn env(&self, name: &str) -> Option<String>;
    /// The whole environment.
    fn env_all(&self) -> Vec<(String, String)>;
    /// Sets or removes an environment variable.
    fn set_env(&self, name: &str, value: Option<&str>);
    /// The working directory.
    ///
    /// # Errors
    /// The system's.
    fn cwd(&self) -> std::io::Result<String>;
    /// Changes the working directory.
    ///
    /// # Errors
    /// The system's.
    fn chdir(&self, path: &str) -> std::io::Result<()>;
    /// The path of the running program.
    fn executable(&self) -> String;
    /// The process's number.
    fn pid(&self) -> u32;

    /// Writes all of `bytes` to a standard stream, unbuffered.
    ///
    /// # Errors
    /// The system's (a closed pipe is `BrokenPipe`).
    fn write(&self, to: Stream, bytes: &[u8]) -> std::io::Result<()>;
    /// Reads from standard input; 0 at the end.
    ///
    /// # Errors
    /// The system's.
    fn read_stdin(&self, buf: &mut [u8]) -> std::io::Result<usize>;
    /// True when a standard stream (0, 1, 2) is a terminal.
    fn is_terminal(&self, fd: i32) -> bool;

    /// Reads a whole file.
    ///
    /// # Errors
    /// The system's.
    fn read_file(&self, path: &str) -> std::io::Result<Vec<u8>>;
    /// Opens a file.
    ///
    /// # Errors
    /// The system's.
    fn open(&self, path: &str, mode: OpenMode) -> std::io::Result<Box<dyn HostFile>>;
    /// What a path is. `follow`: of the target of a symbolic link.
    ///
    /// # Errors
    /// The system's.
    fn stat(&self, path: &str, follow: bool) -> std::io::Result<FileStat>;
    /// Names in a directory, unsorted.
    ///
    /// # Errors
    /// The system's.
    fn list_dir(&self, path: &str) -> std::io::Result<Vec<String>>;
    /// Makes a directory.
    ///
    /// # Errors
    /// The system's.
    fn make_dir(&self, path: &str, mode: u32) -> std::io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// The system's.
    fn remove_file(&self, path: &str) -> std::io::Result<()>;
    /// Removes an empty directory.
    ///
    /// # Errors
    /// The system's.
    fn remove_dir(&self, path: &str) -> std::io::Result<()>;
    /// Renames, replacing the target.
    ///
    /// # Errors
    /// The system's.
    fn rename(&self, from: &str, to: &str) -> std::io::Result<()>;
    /// Makes a symbolic link.
    ///
    /// # Errors
    /// The system's.
    fn symlink(&self, target: &str, link: &str) -> std::io::Result<()>;
    /// The target of a symbolic link.
    ///
    /// # Errors
    /// The system's.
    fn read_link(&self, path: &str) -> std::io::Result<String>;
    /// The absolute path without links.
    ///
    /// # Errors
    /// The system's.
    fn canonical(&self, path: &str) -> std::io::Result<String>;
    /// Changes permissions.
    ///
    /// # Errors
    /// The system's.
    fn set_mode(&self, path: &str, mode: u32) -> std::io::Result<()>;

    /// True once after Ctrl-C was pressed; asked at step boundaries when `Pending::flag` is set.
    fn take_interrupt(&self) -> bool;
    /// Waits until `deadline` (by `monotonic`) or an interrupt; `None` waits for an interrupt alone.
    fn wait(&self, deadline: Option<Duration>);
}
