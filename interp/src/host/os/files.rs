//! Open files by their descriptors' numbers. The host owns every descriptor that it hands out: numbers that it does not
//! know are refused, so that a program cannot touch what is not its own. The three standard streams are everyone's.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Result};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::DirEntryExt;
use std::sync::{Arc, Mutex};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, Timespec, Timestamps};
use rustix::io::Errno;

use super::locked;
use crate::host::{DirEntry, FileKind, FileStat};

/// The descriptors.
#[derive(Default)]
pub struct OpenFiles {
    /// Whoever uses a descriptor holds it meanwhile: one that another thread closes stays open for as long, and its
    /// number is not given out again.
    owned: Mutex<BTreeMap<i32, Arc<OwnedFd>>>,
}

impl OpenFiles {
    fn keep(&self, fd: OwnedFd) -> i32 {
        let number = fd.as_raw_fd();
        locked(&self.owned).insert(number, Arc::new(fd));
        number
    }

    /// Runs `f` on a descriptor.
    pub fn with<R>(&self, fd: i32, f: impl FnOnce(BorrowedFd<'_>) -> Result<R>) -> Result<R> {
        let owned = locked(&self.owned).get(&fd).cloned();
        match owned {
            Some(owned) => f(owned.as_fd()),
            None => match fd {
                0 => f(rustix::stdio::stdin()),
                1 => f(rustix::stdio::stdout()),
                2 => f(rustix::stdio::stderr()),
                _ => Err(Errno::BADF.into()),
            },
        }
    }

    pub fn open(&self, path: &str, flags: i32, mode: u32) -> Result<i32> {
        let flags = OFlags::from_bits_retain(flags as u32) | OFlags::CLOEXEC;
        let fd = rustix::fs::open(&*super::outside(path)?, flags, Mode::from_bits_truncate(mode))?;
        Ok(self.keep(fd))
    }

    pub fn read(&self, fd: i32, buf: &mut [u8]) -> Result<usize> {
        self.with(fd, |fd| Ok(rustix::io::read(fd, buf)?))
    }

    pub fn stat(&self, fd: i32) -> Result<FileStat> {
        let file = self.with(fd, |fd| Ok(std::fs::File::from(rustix::io::dup(fd)?)))?;
        Ok(super::file_stat(&file.metadata()?))
    }

    pub fn close(&self, fd: i32) -> Result<()> {
        let owned = locked(&self.owned).remove(&fd);
        match owned {
            Some(owned) => {
                drop(owned);
                Ok(())
            }
            // The standard streams stay open: others in the process write to them, too.
            None if (0..3).contains(&fd) => Ok(()),
            None => Err(Errno::BADF.into()),
        }
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
        Ok(onto)
    }

    /// Puts another file behind a number that the host gave out, and that nobody uses right now.
    fn replace(&self, number: i32, with: BorrowedFd<'_>) -> Result<()> {
        let mut owned = locked(&self.owned);
        let target = owned.get_mut(&number).ok_or(Errno::BADF)?;
        let target = Arc::get_mut(target).ok_or(ErrorKind::ResourceBusy)?;
        Ok(rustix::io::dup2(with, target)?)
    }

    pub fn pipe(&self) -> Result<(i32, i32)> {
        let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        Ok((self.keep(read), self.keep(write)))
    }
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

/// Sends a signal; 0 only asks whether the process exists.
pub fn kill(pid: i32, signal: i32) -> Result<()> {
    use rustix::process::{Pid, Signal, kill_process, test_kill_process};
    let pid = Pid::from_raw(pid).ok_or(Errno::INVAL)?;
    if signal == 0 {
        return Ok(test_kill_process(pid)?);
    }
    let signal = Signal::from_named_raw(signal).ok_or(Errno::INVAL)?;
    Ok(kill_process(pid, signal)?)
}
