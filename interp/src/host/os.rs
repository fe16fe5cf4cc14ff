//! [`OsHost`]: the real world, through `std` and the system's own calls.
//!
//! Owns the environment as the program sees it (the process's own is never written: that cannot be done safely once
//! threads exist), and the wake-up pipe that a signal writes to, so that a wait ends when Ctrl-C is pressed.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::io::{Error, ErrorKind, IsTerminal, Result, SeekFrom};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::event::PollFlags;
use rustix::time::{ClockId, clock_gettime};

#[cfg(target_os = "linux")]
mod epoll;
mod files;
mod net;
mod options;
mod parking;
mod poller;
mod process;
mod signals;
mod system;

use super::process::Processes;
use super::virtual_time::{Counted, VirtualTime};
use super::{DirEntry, FileStat, Host, Identity, Parker, Stream, SystemName};
use crate::types::str::surrogates;
use parking::{Signals, ThreadParker};

/// What it guards is whole also after a panic: only single assignments are made under these locks.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The machine that the process runs on.
pub struct OsHost {
    /// A copy of the environment, taken when it is first asked for, in the system's order.
    env: Mutex<Option<Vec<(String, String)>>>,
    /// The time zone with the value of `TZ` that it was made from.
    zone: Mutex<Option<(Option<String>, tz::TimeZone)>>,
    signals: Option<Arc<Signals>>,
    /// In virtual time: the processes that were started and have not been waited for.
    children: Mutex<Vec<(i32, Counted)>>,
    files: Arc<files::OpenFiles>,
    time: Arc<VirtualTime>,
    screen: Option<Arc<dyn Screen>>,
}

/// Who owns the terminal that the program writes to, when somebody does (a line editor).
pub trait Screen: Send + Sync {
    /// The program writes to descriptor `fd`, standard output or error: how much of `bytes` was written. `direct` writes
    /// them at once.
    ///
    /// # Errors
    /// The system's.
    fn write(&self, fd: i32, bytes: &[u8], direct: &mut dyn FnMut() -> Result<usize>) -> Result<usize>;
}

impl OsHost {
    /// A host that leaves signals alone: for embedders.
    pub fn new() -> OsHost {
        OsHost {
            env: Mutex::default(),
            zone: Mutex::default(),
            signals: None,
            files: Arc::default(),
            time: Arc::default(),
            children: Mutex::default(),
            screen: None,
        }
    }

    /// A host that writes to standard output and error by way of `screen`.
    pub fn with_screen(self, screen: Arc<dyn Screen>) -> OsHost {
        OsHost { screen: Some(screen), ..self }
    }

    /// Makes the clocks virtual from the start, beginning at these readings.
    pub fn with_virtual_time(self, monotonic: Duration, now: Duration) -> OsHost {
        self.time.start(monotonic, now);
        self
    }

    /// A host that turns Ctrl-C into [`Host::take_signals`], and handles other signals on
    /// request: for a program that is the whole process.
    ///
    /// # Errors
    /// The system's, when the handler cannot be installed.
    pub fn with_signals() -> Result<OsHost> {
        // A file that grows beyond its limit is an error of the write, not the end of the program.
        signal_hook::flag::register(libc::SIGXFSZ, Arc::default())?;
        Ok(OsHost { signals: Some(Arc::new(Signals::install()?)), ..OsHost::new() })
    }
}

impl OsHost {
    /// In the thread that signals are for: waits for what may let a call wait (a pipe, a terminal), so that a signal ends
    /// the wait with `Interrupted`. Files are always ready, and who does not want to wait is not made to.
    fn wait_until_ready(&self, fd: BorrowedFd<'_>, how: PollFlags) -> Result<()> {
        use rustix::fs::{FileType, OFlags, fcntl_getfl, fstat};
        let Some(signals) = self.signals.as_ref().filter(|s| s.reach_this_thread()) else { return Ok(()) };
        let kind = FileType::from_raw_mode(fstat(fd)?.st_mode);
        if matches!(kind, FileType::RegularFile | FileType::Directory) || fcntl_getfl(fd)?.contains(OFlags::NONBLOCK) {
            return Ok(());
        }
        if signals.wait_for(fd, how)? { Ok(()) } else { Err(ErrorKind::Interrupted.into()) }
    }
}

/// Ends the process as an unhandled SIGINT would, so that a shell stops its script as well. Returns only when that fails.
pub fn die_of_interrupt() {
    // Failure leaves the process running, and the caller with its exit status.
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
}

impl Default for OsHost {
    fn default() -> Self {
        OsHost::new()
    }
}

fn write_all(fd: BorrowedFd<'_>, bytes: &[u8]) -> Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(fd, rest) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => rest = &rest[n..],
            Err(rustix::io::Errno::INTR) => {}
            Err(e) => return Err(e.into()),
        }
    }
    Ok(())
}

fn clock(id: ClockId) -> Duration {
    let t = clock_gettime(id);
    Duration::new(u64::try_from(t.tv_sec).unwrap_or(0), u32::try_from(t.tv_nsec).unwrap_or(0))
}

fn nanoseconds(whole: i64, nanos: i64) -> i64 {
    whole.saturating_mul(1_000_000_000).saturating_add(nanos)
}

fn file_stat(m: &std::fs::Metadata) -> FileStat {
    FileStat {
        is_dir: m.is_dir(),
        is_file: m.is_file(),
        is_symlink: m.is_symlink(),
        size: m.size(),
        mode: m.mode(),
        modified: nanoseconds(m.mtime(), m.mtime_nsec()),
        accessed: nanoseconds(m.atime(), m.atime_nsec()),
        changed: nanoseconds(m.ctime(), m.ctime_nsec()),
        inode: m.ino(),
        device: m.dev(),
        links: m.nlink(),
        uid: m.uid(),
        gid: m.gid(),
        block_size: m.blksize(),
        blocks: m.blocks(),
        device_type: m.rdev(),
    }
}

impl Host for OsHost {
    fn monotonic(&self) -> Duration {
        self.time.monotonic(|| clock(ClockId::Monotonic))
    }

    fn now(&self) -> Duration {
        self.time.since_epoch(|| clock(ClockId::Realtime))
    }

    fn virtual_time(&self) -> Option<&VirtualTime> {
        Some(&self.time)
    }

    fn system_monotonic(&self) -> Duration {
        clock(ClockId::Monotonic)
    }

    fn cpu_time(&self) -> Duration {
        clock(ClockId::ProcessCPUTime)
    }

    fn thread_time(&self) -> Duration {
        clock(ClockId::ThreadCPUTime)
    }

    fn utc_offset(&self, at: i64) -> (i32, String) {
        let wanted = self.env("TZ").filter(|tz| !tz.is_empty());
        let mut cached = locked(&self.zone);
        if cached.as_ref().is_none_or(|(made_from, _)| *made_from != wanted) {
            let zone = match &wanted {
                Some(name) => {
                    tz::TimeZone::from_posix_tz(name).or_else(|_| tz::TimeZone::from_posix_tz(&format!(":{name}")))
                }
                None => tz::TimeZone::local(),
            };
            *cached = Some((wanted, zone.unwrap_or_else(|_| tz::TimeZone::utc())));
        }
        match cached.as_ref().map(|(_, zone)| zone.find_local_time_type(at)) {
            Some(Ok(kind)) => (kind.ut_offset(), kind.time_zone_designation().to_owned()),
            _ => (0, "UTC".to_owned()),
        }
    }

    fn random(&self, buf: &mut [u8]) -> Result<()> {
        let mut filled = 0;
        while filled < buf.len() {
            match rustix::rand::getrandom(&mut buf[filled..], rustix::rand::GetRandomFlags::empty()) {
                Ok(n) => filled += n,
                Err(rustix::io::Errno::INTR) => {}
                Err(e) => return Err(e.into()),
            }
        }
        Ok(())
    }

    fn env(&self, name: &str) -> Option<String> {
        match &*locked(&self.env) {
            Some(all) => all.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()),
            // Most programs ask for a few names only: no copy of the environment for them.
            None => std::env::var_os(&*outside(name).ok()?).map(inside),
        }
    }

    fn env_all(&self) -> Vec<(String, String)> {
        locked(&self.env).get_or_insert_with(system_env).clone()
    }

    fn set_env(&self, name: &str, value: Option<&str>) {
        let mut env = locked(&self.env);
        let all = env.get_or_insert_with(system_env);
        match (all.iter().position(|(n, _)| n == name), value) {
            (Some(i), Some(v)) => all[i].1 = v.to_owned(),
            (None, Some(v)) => all.push((name.to_owned(), v.to_owned())),
            (Some(i), None) => drop(all.remove(i)),
            (None, None) => {}
        }
    }

    fn cwd(&self) -> Result<String> {
        Ok(inside(std::env::current_dir()?.into_os_string()))
    }

    fn chdir(&self, path: &str) -> Result<()> {
        std::env::set_current_dir(&*outside(path)?)
    }

    fn exit_now(&self, status: i32) {
        std::process::exit(status)
    }

    fn executable(&self) -> String {
        std::env::current_exe().map(|p| inside(p.into_os_string())).unwrap_or_default()
    }

    fn pid(&self) -> u32 {
        std::process::id()
    }

    fn write(&self, to: Stream, bytes: &[u8]) -> Result<()> {
        let (number, fd) = match to {
            Stream::Stdout => (1, rustix::stdio::stdout()),
            Stream::Stderr => (2, rustix::stdio::stderr()),
        };
        match &self.screen {
            None => write_all(fd, bytes),
            Some(screen) => {
                let mut direct = || write_all(fd, bytes).map(|()| bytes.len());
                screen.write(number, bytes, &mut direct).map(drop)
            }
        }
    }

    fn read_stdin(&self, buf: &mut [u8]) -> Result<usize> {
        let fd = rustix::stdio::stdin();
        if let Some(signals) = &self.signals
            && signals.reach_this_thread()
            && !signals.wait(Some(fd.as_fd()), None)?
        {
            return Err(Error::from(ErrorKind::Interrupted));
        }
        Ok(rustix::io::read(fd, buf)?)
    }

    fn is_terminal(&self, fd: i32) -> bool {
        match fd {
            0 => std::io::stdin().is_terminal(),
            1 => std::io::stdout().is_terminal(),
            2 => std::io::stderr().is_terminal(),
            _ => self.files.with(fd, |fd| Ok(fd.is_terminal())).unwrap_or(false),
        }
    }

    fn read_file(&self, path: &str) -> Result<Vec<u8>> {
        std::fs::read(&*outside(path)?)
    }

    fn open(&self, path: &str, flags: i32, mode: u32) -> Result<i32> {
        self.files.open(path, flags, mode)
    }

    fn read(&self, fd: i32, buf: &mut [u8]) -> Result<usize> {
        if fd == 0 {
            return self.read_stdin(buf);
        }
        self.files.with(fd, |fd| {
            self.wait_until_ready(fd, PollFlags::IN)?;
            Ok(rustix::io::read(fd, buf)?)
        })
    }

    fn write_some(&self, fd: i32, bytes: &[u8]) -> Result<usize> {
        let mut direct = || {
            self.files.with(fd, |fd| {
                self.wait_until_ready(fd, PollFlags::OUT)?;
                Ok(rustix::io::write(fd, bytes)?)
            })
        };
        match &self.screen {
            Some(screen) if matches!(fd, 1 | 2) => screen.write(fd, bytes, &mut direct),
            _ => direct(),
        }
    }

    fn seek(&self, fd: i32, to: SeekFrom) -> Result<u64> {
        let to = match to {
            SeekFrom::Start(n) => rustix::fs::SeekFrom::Start(n),
            SeekFrom::End(n) => rustix::fs::SeekFrom::End(n),
            SeekFrom::Current(n) => rustix::fs::SeekFrom::Current(n),
        };
        self.files.with(fd, |fd| Ok(rustix::fs::seek(fd, to)?))
    }

    fn truncate(&self, fd: i32, size: u64) -> Result<()> {
        self.files.with(fd, |fd| Ok(rustix::fs::ftruncate(fd, size)?))
    }

    fn stat_open(&self, fd: i32) -> Result<FileStat> {
        self.files.stat(fd)
    }

    fn sync(&self, fd: i32) -> Result<()> {
        self.files.with(fd, |fd| Ok(rustix::fs::fsync(fd)?))
    }

    fn close(&self, fd: i32) -> Result<()> {
        self.files.close(fd)
    }

    fn duplicate(&self, fd: i32, onto: Option<i32>) -> Result<i32> {
        self.files.duplicate(fd, onto)
    }

    fn is_inheritable(&self, fd: i32) -> Result<bool> {
        self.files.is_inheritable(fd)
    }

    fn set_inheritable(&self, fd: i32, on: bool) -> Result<()> {
        self.files.set_inheritable(fd, on)
    }

    fn semaphore(&self, value: u32) -> Result<i32> {
        use rustix::event::{EventfdFlags, eventfd};
        let flags = EventfdFlags::SEMAPHORE | EventfdFlags::NONBLOCK | EventfdFlags::CLOEXEC;
        Ok(self.files.keep(eventfd(value, flags)?))
    }

    fn semaphore_value(&self, fd: i32) -> Result<u64> {
        files::counter(fd)
    }

    fn pipe(&self) -> Result<(i32, i32)> {
        self.files.pipe()
    }

    fn stat(&self, path: &str, follow: bool) -> Result<FileStat> {
        let path = outside(path)?;
        let meta = if follow { std::fs::metadata(&*path) } else { std::fs::symlink_metadata(&*path) };
        Ok(file_stat(&meta?))
    }

    fn list_dir(&self, path: &str) -> Result<Vec<String>> {
        std::fs::read_dir(&*outside(path)?)?.map(|entry| Ok(inside(entry?.file_name()))).collect()
    }

    fn scan_dir(&self, path: &str) -> Result<Vec<DirEntry>> {
        files::scan_dir(path)
    }

    fn make_dir(&self, path: &str, mode: u32) -> Result<()> {
        std::fs::DirBuilder::new().mode(mode).create(&*outside(path)?)
    }

    fn remove_file(&self, path: &str) -> Result<()> {
        std::fs::remove_file(&*outside(path)?)
    }

    fn remove_dir(&self, path: &str) -> Result<()> {
        std::fs::remove_dir(&*outside(path)?)
    }

    fn rename(&self, from: &str, to: &str) -> Result<()> {
        std::fs::rename(&*outside(from)?, &*outside(to)?)
    }

    fn symlink(&self, target: &str, link: &str) -> Result<()> {
        std::os::unix::fs::symlink(&*outside(target)?, &*outside(link)?)
    }

    fn read_link(&self, path: &str) -> Result<String> {
        Ok(inside(std::fs::read_link(&*outside(path)?)?.into_os_string()))
    }

    fn canonical(&self, path: &str) -> Result<String> {
        Ok(inside(std::fs::canonicalize(&*outside(path)?)?.into_os_string()))
    }

    fn set_mode(&self, path: &str, mode: u32) -> Result<()> {
        std::fs::set_permissions(&*outside(path)?, std::fs::Permissions::from_mode(mode))
    }

    fn link(&self, target: &str, link: &str) -> Result<()> {
        std::fs::hard_link(&*outside(target)?, &*outside(link)?)
    }

    fn set_times(&self, path: &str, accessed: i64, modified: i64, follow: bool) -> Result<()> {
        files::set_times(path, accessed, modified, follow)
    }

    fn set_owner(&self, path: &str, uid: Option<u32>, gid: Option<u32>, follow: bool) -> Result<()> {
        let path = outside(path)?;
        if follow { std::os::unix::fs::chown(&*path, uid, gid) } else { std::os::unix::fs::lchown(&*path, uid, gid) }
    }

    fn access(&self, path: &str, mode: u32) -> Result<()> {
        // The bits are the same in any type.
        Ok(rustix::fs::access(&*outside(path)?, rustix::fs::Access::from_bits_truncate(mode as _))?)
    }

    fn umask(&self, mask: u32) -> u32 {
        rustix::process::umask(rustix::fs::Mode::from_bits_truncate(mask)).bits()
    }

    fn identity(&self) -> Identity {
        Identity {
            uid: rustix::process::getuid().as_raw(),
            effective_uid: rustix::process::geteuid().as_raw(),
            gid: rustix::process::getgid().as_raw(),
            effective_gid: rustix::process::getegid().as_raw(),
            parent: std::os::unix::process::parent_id(),
        }
    }

    fn system_name(&self) -> SystemName {
        let name = rustix::system::uname();
        let text = |s: &std::ffi::CStr| s.to_string_lossy().into_owned();
        SystemName {
            system: text(name.sysname()),
            node: text(name.nodename()),
            release: text(name.release()),
            version: text(name.version()),
            machine: text(name.machine()),
        }
    }

    #[cfg(target_os = "linux")]
    fn memory(&self) -> Option<u64> {
        let info = rustix::system::sysinfo();
        let all = info.totalram.saturating_add(info.totalswap);
        Some(all.saturating_mul(info.mem_unit.into()))
    }

    fn processors(&self) -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
    }

    fn terminal_size(&self, fd: i32) -> Result<(u16, u16)> {
        let size = self.files.with(fd, |fd| Ok(rustix::termios::tcgetwinsize(fd)?))?;
        Ok((size.ws_col, size.ws_row))
    }

    fn kill(&self, pid: i32, signal: i32) -> Result<()> {
        let pid = nix::unistd::Pid::from_raw(pid);
        Ok(nix::sys::signal::kill(pid, process::named(signal)?)?)
    }

    fn processes(&self) -> Option<&dyn Processes> {
        Some(self)
    }

    fn signals(&self) -> Option<&dyn super::signal::Signals> {
        self.signals.as_deref().map(|s| s as _)
    }

    fn network(&self) -> Option<&dyn super::net::Network> {
        Some(self)
    }

    fn system(&self) -> Option<&dyn super::system::System> {
        Some(self)
    }

    fn set_nonblocking(&self, fd: i32, on: bool) -> Result<()> {
        // One call where changing the flags takes two.
        self.files.with(fd, |fd| Ok(rustix::io::ioctl_fionbio(fd, on)?))
    }

    fn is_nonblocking(&self, fd: i32) -> Result<bool> {
        let flags = self.files.with(fd, |fd| Ok(rustix::fs::fcntl_getfl(fd)?))?;
        Ok(flags.contains(rustix::fs::OFlags::NONBLOCK))
    }

    fn poll(&self, fds: &mut [super::poll::Polled], timeout: Option<Duration>) -> Result<()> {
        match timeout {
            Some(Duration::ZERO) => self.wait_for(fds, timeout),
            _ => self.time.spend(|| self.wait_for(fds, timeout)),
        }
    }

    fn poller(&self) -> Result<Arc<dyn super::poll::Poller>> {
        Ok(self.time.poller(poller::new(&self.files, self.signals.as_ref())?))
    }

    #[cfg(target_os = "linux")]
    fn epoll(&self) -> Result<i32> {
        Ok(self.files.keep(rustix::event::epoll::create(rustix::event::epoll::CreateFlags::CLOEXEC)?))
    }

    #[cfg(target_os = "linux")]
    fn epoll_change(&self, epoll: i32, change: super::poll::EpollChange, fd: i32) -> Result<()> {
        self.change_epoll(epoll, change, fd)
    }

    #[cfg(target_os = "linux")]
    fn epoll_wait(&self, epoll: i32, most: usize, timeout: Option<Duration>) -> Result<Vec<(i32, u32)>> {
        match timeout {
            Some(Duration::ZERO) => self.wait_for_epoll(epoll, most, timeout),
            _ => self.time.spend(|| self.wait_for_epoll(epoll, most, timeout)),
        }
    }

    fn wake_flag(&self) -> Option<Arc<AtomicBool>> {
        self.signals.as_ref().map(|s| s.reports.flag())
    }

    fn take_signals(&self) -> u64 {
        self.signals.as_ref().map_or(0, |s| s.reports.take())
    }

    fn parker(&self, main: bool) -> Arc<dyn Parker> {
        let real: Arc<dyn Parker> = match &self.signals {
            Some(signals) if main => signals.clone(),
            _ => Arc::new(ThreadParker::default()),
        };
        self.time.parker(real, main)
    }

    fn spawn(&self, stack: usize, run: Box<dyn FnOnce() + Send>) -> Result<()> {
        let counted = self.time.thread();
        let run = move || {
            run();
            drop(counted);
        };
        std::thread::Builder::new().stack_size(stack).spawn(run).map(drop)
    }

    fn thread_id(&self) -> u64 {
        u64::try_from(rustix::thread::gettid().as_raw_nonzero().get()).unwrap_or(0)
    }

    fn set_thread_name(&self, name: &str) {
        // A name is for people; the system cuts it off, and refuses one with a NUL.
        if let Ok(name) = std::ffi::CString::new(name) {
            let _ = rustix::thread::set_name(&name);
        }
    }
}

fn system_env() -> Vec<(String, String)> {
    std::env::vars_os().map(|(name, value)| (inside(name), inside(value))).collect()
}

/// What the system calls by these bytes, as text: see `surrogates`.
pub fn inside(name: OsString) -> String {
    surrogates::from_system(name.into_vec())
}

/// The system's name for what text stands for.
///
/// # Errors
/// The system knows nothing of that name: it holds surrogates that stand for no byte.
fn outside(name: &str) -> Result<Cow<'_, OsStr>> {
    match surrogates::to_system(name) {
        Some(Cow::Borrowed(bytes)) => Ok(Cow::Borrowed(OsStr::from_bytes(bytes))),
        Some(Cow::Owned(bytes)) => Ok(Cow::Owned(OsString::from_vec(bytes))),
        None => Err(rustix::io::Errno::ILSEQ.into()),
    }
}
