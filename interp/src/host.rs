//! The one seam to the world outside: clocks, entropy, files, sockets, environment, standard streams.
//!
//! Every effect goes through [`Host`]; permissions, limits, virtual time and embedding plug in here. No other module
//! calls `std::fs`, `std::env`, `std::time`, `std::io` or `std::process`.

pub mod net;
pub mod os;
pub mod poll;
pub mod process;
pub mod signal;
pub mod system;
pub mod virtual_time;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
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
    /// Nanoseconds since the epoch.
    pub modified: i64,
    pub accessed: i64,
    pub changed: i64,
    pub inode: u64,
    pub device: u64,
    pub links: u64,
    pub uid: u32,
    pub gid: u32,
    /// The preferred size of reads and writes, and how many blocks of 512 bytes are in use.
    pub block_size: u64,
    pub blocks: u64,
    pub device_type: u64,
}

/// One name in a directory.
#[derive(Clone, Debug)]
pub struct DirEntry {
    pub name: String,
    pub inode: u64,
    /// `None`: the file system does not say.
    pub kind: Option<FileKind>,
}

/// What a name in a directory stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    File,
    Dir,
    Symlink,
    Other,
}

/// Whose process it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity {
    pub uid: u32,
    pub effective_uid: u32,
    pub gid: u32,
    pub effective_gid: u32,
    pub parent: u32,
}

/// What `uname` tells.
#[derive(Clone, Debug, Default)]
pub struct SystemName {
    pub system: String,
    pub node: String,
    pub release: String,
    pub version: String,
    pub machine: String,
}

/// The answer of a host that lacks something.
fn unsupported<T>() -> std::io::Result<T> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Where one thread waits and others wake it.
pub trait Parker: Send + Sync {
    /// Waits until it is woken, `timeout` has passed or, in the thread that the host reports signals to, a signal arrives.
    /// Being woken counts also when it came before the wait. May return early.
    fn park(&self, timeout: Option<Duration>);
    /// Wakes the thread, from any other.
    fn unpark(&self);
}

/// The world outside. Shared by all threads: what blocks is called without the interpreter lock.
pub trait Host: Send + Sync {
    /// A clock that never goes back, since some fixed point.
    fn monotonic(&self) -> Duration;
    /// The time since the epoch.
    fn now(&self) -> Duration;
    /// What makes the clocks virtual, for a host that can.
    fn virtual_time(&self) -> Option<&virtual_time::VirtualTime> {
        None
    }
    /// The system's own monotonic clock, whatever [`Host::monotonic`] says.
    fn system_monotonic(&self) -> Duration {
        self.monotonic()
    }
    /// How finely an event loop's waits end: it rounds them up to this. Zero: exactly.
    fn wait_granularity(&self) -> Duration {
        /// The system's (`epoll_wait`), and what CPython rounds up to: timers that lie closer together fall due in one
        /// pass. Finer waits would interleave otherwise than they do there.
        const SYSTEM: Duration = Duration::from_millis(1);
        match self.virtual_time() {
            Some(time) if time.is_on() => Duration::ZERO,
            _ => SYSTEM,
        }
    }
    /// Processor time used by the process.
    fn cpu_time(&self) -> Duration;
    /// Processor time used by the calling thread.
    fn thread_time(&self) -> Duration {
        self.cpu_time()
    }
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
    /// Ends the process at once, without any of Python's or Rust's cleaning up. An embedder may refuse by returning.
    fn exit_now(&self, _status: i32) {}
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
    /// Opens a file; flags and mode are the system's (`O_RDONLY` and so on). The descriptor belongs to the host.
    ///
    /// # Errors
    /// The system's.
    fn open(&self, _path: &str, _flags: i32, _mode: u32) -> std::io::Result<i32> {
        unsupported()
    }
    /// Reads from a descriptor; 0 at the end.
    ///
    /// # Errors
    /// The system's.
    fn read(&self, _fd: i32, _buf: &mut [u8]) -> std::io::Result<usize> {
        unsupported()
    }
    /// Writes some of `bytes`.
    ///
    /// # Errors
    /// The system's.
    fn write_some(&self, _fd: i32, _bytes: &[u8]) -> std::io::Result<usize> {
        unsupported()
    }
    /// Moves the position.
    ///
    /// # Errors
    /// The system's.
    fn seek(&self, _fd: i32, _to: std::io::SeekFrom) -> std::io::Result<u64> {
        unsupported()
    }
    /// Cuts or grows a file.
    ///
    /// # Errors
    /// The system's.
    fn truncate(&self, _fd: i32, _size: u64) -> std::io::Result<()> {
        unsupported()
    }
    /// What an open file is.
    ///
    /// # Errors
    /// The system's.
    fn stat_open(&self, _fd: i32) -> std::io::Result<FileStat> {
        unsupported()
    }
    /// Waits until what was written is on the disk.
    ///
    /// # Errors
    /// The system's.
    fn sync(&self, _fd: i32) -> std::io::Result<()> {
        unsupported()
    }
    /// Closes a descriptor.
    ///
    /// # Errors
    /// The system's.
    fn close(&self, _fd: i32) -> std::io::Result<()> {
        unsupported()
    }
    /// A second descriptor for the same file; `onto`: this one, which is closed first.
    ///
    /// # Errors
    /// The system's.
    fn duplicate(&self, _fd: i32, _onto: Option<i32>) -> std::io::Result<i32> {
        unsupported()
    }
    /// The two ends of a pipe: to read, to write.
    ///
    /// # Errors
    /// The system's.
    fn pipe(&self) -> std::io::Result<(i32, i32)> {
        unsupported()
    }
    /// True when a program that is started may inherit the descriptor.
    ///
    /// # Errors
    /// The system's.
    fn is_inheritable(&self, fd: i32) -> std::io::Result<bool> {
        self.stat_open(fd).map(|_| (0..3).contains(&fd))
    }
    /// Decides that.
    ///
    /// # Errors
    /// The system's.
    fn set_inheritable(&self, _fd: i32, _on: bool) -> std::io::Result<()> {
        unsupported()
    }
    /// A counter that processes can share, behind a descriptor: a read takes one from it, and fails with `WouldBlock` when
    /// there is none; writing a number adds so many; it can be read while there is one. Eight bytes either way.
    ///
    /// # Errors
    /// The system's.
    fn semaphore(&self, _value: u32) -> std::io::Result<i32> {
        unsupported()
    }
    /// Where such a counter stands.
    ///
    /// # Errors
    /// The system's.
    fn semaphore_value(&self, _fd: i32) -> std::io::Result<u64> {
        unsupported()
    }
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
    /// Names in a directory with what they stand for, unsorted.
    ///
    /// # Errors
    /// The system's.
    fn scan_dir(&self, path: &str) -> std::io::Result<Vec<DirEntry>> {
        let plain = |name| DirEntry { name, inode: 0, kind: None };
        Ok(self.list_dir(path)?.into_iter().map(plain).collect())
    }
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

    /// Makes a second name for a file.
    ///
    /// # Errors
    /// The system's.
    fn link(&self, _target: &str, _link: &str) -> std::io::Result<()> {
        unsupported()
    }
    /// Sets the times of last access and change, in nanoseconds since the epoch.
    ///
    /// # Errors
    /// The system's.
    fn set_times(&self, _path: &str, _accessed: i64, _modified: i64, _follow: bool) -> std::io::Result<()> {
        unsupported()
    }
    /// Changes who owns a path; `None` leaves it as it is.
    ///
    /// # Errors
    /// The system's.
    fn set_owner(&self, _path: &str, _uid: Option<u32>, _gid: Option<u32>, _follow: bool) -> std::io::Result<()> {
        unsupported()
    }
    /// Fails unless the path may be used so (`R_OK`, `W_OK`, `X_OK`; 0 asks whether it exists).
    ///
    /// # Errors
    /// The system's.
    fn access(&self, _path: &str, _mode: u32) -> std::io::Result<()> {
        unsupported()
    }
    /// Sets the mask of permissions that new files do not get, and gives the old one.
    fn umask(&self, _mask: u32) -> u32 {
        0o022
    }
    /// Whose process it is.
    fn identity(&self) -> Identity {
        Identity::default()
    }
    /// The system's name.
    fn system_name(&self) -> SystemName {
        SystemName::default()
    }
    /// The machine's memory in bytes, as far as it is known: more than that is refused at once.
    fn memory(&self) -> Option<u64> {
        None
    }
    /// How many processors the process may use.
    fn processors(&self) -> usize {
        1
    }
    /// The size of a terminal: columns, lines.
    ///
    /// # Errors
    /// The system's, when the descriptor is no terminal.
    fn terminal_size(&self, _fd: i32) -> std::io::Result<(u16, u16)> {
        unsupported()
    }
    /// Sends a signal to a process.
    ///
    /// # Errors
    /// The system's.
    fn kill(&self, _pid: i32, _signal: i32) -> std::io::Result<()> {
        unsupported()
    }

    /// Other processes; `None`: none can be started.
    fn processes(&self) -> Option<&dyn process::Processes> {
        None
    }
    /// Signals; `None`: the process's signals are somebody else's.
    fn signals(&self) -> Option<&dyn signal::Signals> {
        None
    }

    /// The network; `None`: there is none.
    fn network(&self) -> Option<&dyn net::Network> {
        None
    }
    /// Flags, locks, terminals and limits; `None`: there are none.
    fn system(&self) -> Option<&dyn system::System> {
        None
    }
    /// Something to wait with for many descriptors at once, in any thread.
    ///
    /// # Errors
    /// The system's.
    fn poller(&self) -> std::io::Result<Arc<dyn poll::Poller>> {
        unsupported()
    }
    /// Makes reads and writes of a descriptor fail rather than wait.
    ///
    /// # Errors
    /// The system's.
    fn set_nonblocking(&self, _fd: i32, _on: bool) -> std::io::Result<()> {
        unsupported()
    }
    /// True when its reads and writes fail rather than wait.
    ///
    /// # Errors
    /// The system's.
    fn is_nonblocking(&self, _fd: i32) -> std::io::Result<bool> {
        unsupported()
    }
    /// Waits until one of the descriptors is ready for what it is given with, the timeout passes or a signal arrives (in
    /// the thread that they are reported to): what each is ready for, in the same order. Errors and hang-ups count as
    /// both.
    ///
    /// # Errors
    /// The system's.
    fn poll_once(
        &self,
        fds: &[(i32, poll::Interest)],
        timeout: Option<Duration>,
    ) -> std::io::Result<Vec<poll::Interest>> {
        let mut polled: Vec<_> = fds.iter().map(|&(fd, interest)| poll::Polled::new(fd, interest)).collect();
        match self.poll(&mut polled, timeout) {
            Ok(()) => {}
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
        Ok(polled.iter().map(poll::Polled::interest).collect())
    }
    /// The same in the system's own terms (`poll`): fills in what each descriptor is ready for. One that is not open is
    /// ready with `POLLNVAL`. When nothing is ready, the timeout has passed.
    ///
    /// # Errors
    /// The system's; `Interrupted` when a signal arrives.
    fn poll(&self, _fds: &mut [poll::Polled], _timeout: Option<Duration>) -> std::io::Result<()> {
        unsupported()
    }

    /// A set of descriptors to wait for (Linux's `epoll`); a descriptor itself.
    ///
    /// # Errors
    /// The system's.
    fn epoll(&self) -> std::io::Result<i32> {
        unsupported()
    }
    /// Adds a descriptor to such a set, changes what it is waited for with, or takes it out.
    ///
    /// # Errors
    /// The system's.
    fn epoll_change(&self, _epoll: i32, _change: poll::EpollChange, _fd: i32) -> std::io::Result<()> {
        unsupported()
    }
    /// Waits for descriptors of such a set: up to `most` of them, with what they are ready for in the system's bits. When
    /// there are none, the timeout has passed.
    ///
    /// # Errors
    /// The system's; `Interrupted` when a signal arrives.
    fn epoll_wait(&self, _epoll: i32, _most: usize, _timeout: Option<Duration>) -> std::io::Result<Vec<(i32, u32)>> {
        unsupported()
    }

    /// The flag that is raised when a signal arrives, so that the interpreter asks [`Host::take_signals`] at the next
    /// step. Shared, because signal handlers and other threads write it.
    fn wake_flag(&self) -> Option<Arc<AtomicBool>> {
        None
    }

    /// The handled signals that have come since this was last asked, as a set of `host::signal`; Ctrl-C is one. Asked at
    /// step boundaries when the flag is raised.
    fn take_signals(&self) -> u64 {
        0
    }

    /// A place to wait, for one thread. `main`: for the one that made the host, which signals are reported to.
    fn parker(&self, main: bool) -> Arc<dyn Parker>;
    /// Starts a thread of the system with this much native stack.
    ///
    /// # Errors
    /// The system's; `run` is dropped then.
    fn spawn(&self, _stack: usize, _run: Box<dyn FnOnce() + Send>) -> std::io::Result<()> {
        unsupported()
    }
    /// The system's number of the calling thread.
    fn thread_id(&self) -> u64 {
        self.pid().into()
    }
    /// Names the calling thread for the system's tools.
    fn set_thread_name(&self, _name: &str) {}
}
