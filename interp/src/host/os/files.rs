//! Open files by their descriptors' numbers. The host owns every descriptor that it hands out. A number that it does not
//! know is refused, so that a program cannot touch what is not its own, but for those that the process was started with:
//! they are taken over when they are first used. The three standard streams are everyone's.

use std::collections::BTreeSet;
use std::io::{IoSlice, IoSliceMut, Result};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::DirEntryExt;
use std::sync::{Arc, Mutex, OnceLock};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, Timespec, Timestamps};
use rustix::io::{Errno, FdFlags};

use super::locked;
use crate::host::{DirEntry, FileKind, FileStat};

/// The descriptors.
#[derive(Default)]
pub struct OpenFiles {
    /// By number. Whoever uses a descriptor holds it meanwhile: one that another thread closes stays open for as long, and
    /// its number is not given out again.
    owned: Mutex<Vec<Option<Arc<OwnedFd>>>>,
    /// Those that are not closed as another program is run, since the process was started with them.
    started_with: OnceLock<Vec<i32>>,
    /// Those that the program has made so.
    made_inheritable: Mutex<BTreeSet<i32>>,
    /// Held while a number changes hands.
    taking: Mutex<()>,
}

fn index(fd: i32) -> usize {
    // Negative ones are in no table.
    usize::try_from(fd).unwrap_or(usize::MAX)
}

impl OpenFiles {
    /// Those that a program which is started would inherit.
    pub fn inheritable(&self) -> Vec<i32> {
        let started_with = self.started_with.get_or_init(|| {
            // Where the system does not say, there is nothing to be done.
            let all = std::fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
            let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
            numbers.filter(|n| *n > 2 && closed_on_exec(*n).is_ok_and(|closed| !closed)).collect()
        });
        let made = locked(&self.made_inheritable);
        let others = made.iter().copied().filter(|n| !started_with.contains(n));
        started_with.iter().copied().chain(others).collect()
    }

    /// True when a program that is started may inherit it.
    pub fn is_inheritable(&self, fd: i32) -> Result<bool> {
        self.with(fd, |fd| Ok(!rustix::io::fcntl_getfd(fd)?.contains(FdFlags::CLOEXEC)))
    }

    /// Decides whether a program that is started may inherit it.
    pub fn set_inheritable(&self, fd: i32, on: bool) -> Result<()> {
        self.with(fd, |fd| {
            let mut flags = rustix::io::fcntl_getfd(fd)?;
            flags.set(FdFlags::CLOEXEC, !on);
            Ok(rustix::io::fcntl_setfd(fd, flags)?)
        })?;
        let mut made = locked(&self.made_inheritable);
        if on {
            made.insert(fd)
        } else {
            made.remove(&fd)
        };
        Ok(())
    }

    /// Makes a descriptor the host's; its number.
    pub fn keep(&self, fd: OwnedFd) -> i32 {
        let number = fd.as_raw_fd();
        self.keep_as(number, fd);
        number
    }

    fn keep_as(&self, number: i32, fd: OwnedFd) {
        let mut owned = locked(&self.owned);
        let at = index(number);
        if owned.len() <= at {
            owned.resize(at + 1, None);
        }
        owned[at] = Some(Arc::new(fd));
    }

    fn find(&self, fd: i32) -> Option<Arc<OwnedFd>> {
        locked(&self.owned).get(index(fd))?.clone()
    }

    /// A descriptor to be held for a while; of the standard streams a second one.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn hold(&self, fd: i32) -> Result<Arc<OwnedFd>> {
        match self.find(fd) {
            Some(owned) => Ok(owned),
            None if (0..3).contains(&fd) => self.with(fd, |fd| Ok(Arc::new(rustix::io::fcntl_dupfd_cloexec(fd, 3)?))),
            None => self.take_over(fd),
        }
    }

    /// Runs `f` on a descriptor.
    pub fn with<R>(&self, fd: i32, f: impl FnOnce(BorrowedFd<'_>) -> Result<R>) -> Result<R> {
        match self.find(fd) {
            Some(owned) => f(owned.as_fd()),
            None => match fd {
                0 => f(rustix::stdio::stdin()),
                1 => f(rustix::stdio::stdout()),
                2 => f(rustix::stdio::stderr()),
                _ => f(self.take_over(fd)?.as_fd()),
            },
        }
    }

    /// Owns a number that the process was started with. Those can be told from what the process opened for itself (its
    /// poller, its wake-up pipe): they are not closed when another program is run, else they would not have got here.
    fn take_over(&self, number: i32) -> Result<Arc<OwnedFd>> {
        if number < 3 || closed_on_exec(number)? {
            return Err(Errno::BADF.into());
        }
        self.own(number, false)
    }

    /// Owns what is open under a number, and nobody's: a second descriptor of it is made, the number closed, and given to
    /// the second one.
    pub fn own(&self, number: i32, closed_on_exec: bool) -> Result<Arc<OwnedFd>> {
        let _taking = locked(&self.taking);
        if let Some(owned) = self.find(number) {
            return Ok(owned);
        }
        let second = second_descriptor(number)?;
        nix::unistd::close(number)?;
        let again = rustix::io::fcntl_dupfd_cloexec(&second, number)?;
        if !closed_on_exec {
            rustix::io::fcntl_setfd(&again, FdFlags::empty())?;
        }
        // Another thread may have been faster; the file goes by the number all the same.
        self.keep_as(number, again);
        self.find(number).ok_or_else(|| Errno::BADF.into())
    }

    pub fn open(&self, path: &str, flags: i32, mode: u32) -> Result<i32> {
        let flags = OFlags::from_bits_retain(flags as u32) | OFlags::CLOEXEC;
        let fd = rustix::fs::open(&*super::outside(path)?, flags, Mode::from_bits_truncate(mode))?;
        Ok(self.keep(fd))
    }

    pub fn stat(&self, fd: i32) -> Result<FileStat> {
        let file = self.with(fd, |fd| Ok(std::fs::File::from(rustix::io::dup(fd)?)))?;
        Ok(super::file_stat(&file.metadata()?))
    }

    pub fn close(&self, fd: i32) -> Result<()> {
        locked(&self.made_inheritable).remove(&fd);
        let take = || locked(&self.owned).get_mut(index(fd)).and_then(Option::take);
        let mut owned = take();
        if owned.is_none() {
            // The standard streams stay open: others in the process write to them, too.
            if (0..3).contains(&fd) {
                return Ok(());
            }
            self.take_over(fd)?;
            owned = take();
        }
        // Closed outside the lock: it may take long.
        drop(owned);
        Ok(())
    }

    pub fn duplicate(&self, fd: i32, onto: Option<i32>) -> Result<i32> {
        let Some(onto) = onto else {
            let copy = self.with(fd, |fd| Ok(rustix::io::fcntl_dupfd_cloexec(fd, 0)?))?;
            return Ok(self.keep(copy));
        };
        self.with(fd, |fd| match onto {
            0 => Ok(rustix::stdio::dup2_stdin(fd)?),
            1 => Ok(rustix::stdio::dup2_stdout(fd)?),
            2 => Ok(rustix::stdio::dup2_stderr(fd)?),
            _ => self.replace(onto, fd),
        })?;
        if onto > 2 {
            // So the system has it.
            locked(&self.made_inheritable).insert(onto);
        }
        Ok(onto)
    }

    /// Puts another file behind a number, which may be in use or not.
    fn replace(&self, number: i32, with: BorrowedFd<'_>) -> Result<()> {
        if number < 0 {
            return Err(Errno::BADF.into());
        }
        if self.find(number).is_none() {
            // What the process was started with becomes ours first; what is not open needs nothing.
            match self.take_over(number) {
                Err(e) if e.raw_os_error() != Some(libc::EBADF) => return Err(e),
                _ => {}
            }
        }
        {
            let mut owned = locked(&self.owned);
            let target = owned.get_mut(index(number)).and_then(Option::as_mut);
            // One that nobody uses right now is replaced at once.
            if let Some(target) = target.and_then(Arc::get_mut) {
                return Ok(rustix::io::dup2(with, target)?);
            }
        }
        // The least that is free from there on: the number itself, unless somebody still uses what it was.
        self.keep_as(number, rustix::io::fcntl_dupfd_cloexec(with, number)?);
        Ok(())
    }

    pub fn pipe(&self) -> Result<(i32, i32)> {
        let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        Ok((self.keep(read), self.keep(write)))
    }
}

/// Where a counter (`eventfd`) stands.
pub fn counter(number: i32) -> Result<u64> {
    let info = std::fs::read_to_string(format!("/proc/self/fdinfo/{number}")).map_err(|_| Errno::BADF)?;
    let count = info.lines().find_map(|line| line.strip_prefix("eventfd-count:")).map(str::trim);
    Ok(count.and_then(|hex| u64::from_str_radix(hex, 16).ok()).ok_or(Errno::INVAL)?)
}

/// True when a number is closed as another program is run.
fn closed_on_exec(number: i32) -> Result<bool> {
    let info = std::fs::read_to_string(format!("/proc/self/fdinfo/{number}")).map_err(|_| Errno::BADF)?;
    let flags = info.lines().find_map(|line| line.strip_prefix("flags:")).map(str::trim);
    let flags = flags.and_then(|octal| i32::from_str_radix(octal, 8).ok()).ok_or(Errno::BADF)?;
    Ok(flags & libc::O_CLOEXEC != 0)
}

/// A second descriptor for what is open under a number that nobody owns. It is sent through a socket to ourselves: that is
/// the way which takes numbers and gives owned descriptors.
fn second_descriptor(number: i32) -> Result<OwnedFd> {
    use nix::sys::socket::{ControlMessage, MsgFlags, sendmsg};
    use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};
    let (here, there) = std::os::unix::net::UnixStream::pair()?;
    let rights = [ControlMessage::ScmRights(&[number])];
    sendmsg::<()>(here.as_raw_fd(), &[IoSlice::new(b"x")], &rights, MsgFlags::empty(), None)?;
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let mut byte = [0];
    recvmsg(&there, &mut [IoSliceMut::new(&mut byte)], &mut control, RecvFlags::CMSG_CLOEXEC)?;
    let mut received = control.drain().filter_map(|message| match message {
        RecvAncillaryMessage::ScmRights(mut fds) => fds.next(),
        _ => None,
    });
    received.next().ok_or_else(|| Errno::BADF.into())
}

/// Names in a directory with what they stand for.
pub fn scan_dir(path: &str) -> Result<Vec<DirEntry>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(&*super::outside(path)?)? {
        let entry = entry?;
        let kind = entry.file_type().ok().map(|t| {
            if t.is_file() {
                FileKind::File
            } else if t.is_dir() {
                FileKind::Dir
            } else if t.is_symlink() {
                FileKind::Symlink
            } else {
                FileKind::Other
            }
        });
        entries.push(DirEntry { name: super::inside(entry.file_name()), inode: entry.ino(), kind });
    }
    Ok(entries)
}

/// Sets the times of last access and change.
pub fn set_times(path: &str, accessed: i64, modified: i64, follow: bool) -> Result<()> {
    let spec = |ns: i64| Timespec { tv_sec: ns.div_euclid(1_000_000_000), tv_nsec: ns.rem_euclid(1_000_000_000) };
    let times = Timestamps { last_access: spec(accessed), last_modification: spec(modified) };
    let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    Ok(rustix::fs::utimensat(CWD, &*super::outside(path)?, &times, flags)?)
}
