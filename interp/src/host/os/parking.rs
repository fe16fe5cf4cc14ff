//! Where threads wait: the main thread on a pipe that signals and other threads write to, the others on a condition.

use std::io::{Read, Result, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::SIGINT;

use super::locked;
use super::signals::Reports;
use crate::host::Parker;
use crate::host::signal::Disposition;

/// Signals, and where the main thread waits for them.
pub struct Signals {
    pub(super) reports: Reports,
    /// The reading end of a pair whose other end a signal, and whoever wakes the thread, writes a byte to.
    wake: UnixStream,
    pub(super) waker: UnixStream,
    /// The thread that waits here.
    thread: ThreadId,
}

impl Signals {
    /// Reports SIGINT, unless the process was started to ignore it; the calling thread is the one that signals are for.
    pub fn install() -> Result<Signals> {
        let (wake, waker) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        let reports = Reports::new();
        if reports.disposition(SIGINT) == Disposition::Default {
            reports.set(SIGINT, Disposition::Handle, &waker)?;
        }
        Ok(Signals { reports, wake, waker, thread: std::thread::current().id() })
    }

    /// True in the thread that signals are for.
    pub fn reach_this_thread(&self) -> bool {
        self.thread == std::thread::current().id()
    }

    /// What can be read once a signal has arrived or somebody wakes the thread.
    pub fn pipe(&self) -> BorrowedFd<'_> {
        self.wake.as_fd()
    }

    /// Empties the pipe.
    pub fn drain(&self) {
        super::poller::drain(self.pipe());
    }

    /// Waits until `fd` can be read, the timeout passes, a signal arrives or another thread wakes this one; true when
    /// `fd` can be read.
    pub fn wait(&self, fd: Option<BorrowedFd<'_>>, timeout: Option<Duration>) -> Result<bool> {
        let mut fds = Vec::with_capacity(2);
        fds.extend(fd.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)));
        self.poll_first(fds, timeout)
    }

    /// As [`Signals::wait`], without a timeout, for what the flags say.
    pub fn wait_for(&self, fd: BorrowedFd<'_>, how: PollFlags) -> Result<bool> {
        self.poll_first(vec![PollFd::from_borrowed_fd(fd, how)], None)
    }

    fn poll_first<'fd>(&'fd self, fds: Vec<PollFd<'fd>>, timeout: Option<Duration>) -> Result<bool> {
        match self.poll(fds, timeout) {
            Ok((fds, _)) => Ok(fds.first().is_some_and(|fd| !fd.revents().is_empty())),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }

    /// Waits until one of the descriptors is ready, the timeout passes, a signal arrives or another thread wakes this
    /// one; true: for one of the latter two.
    pub fn poll<'fd>(
        &'fd self,
        mut fds: Vec<PollFd<'fd>>,
        timeout: Option<Duration>,
    ) -> rustix::io::Result<(Vec<PollFd<'fd>>, bool)> {
        fds.push(PollFd::new(&self.wake, PollFlags::IN));
        poll(&mut fds, timespec(timeout).as_ref())?;
        let woken = fds.pop().is_some_and(|wake| !wake.revents().is_empty());
        if woken {
            let mut bytes = [0; 64];
            // Non-blocking: ends with WouldBlock when the pipe is empty.
            while matches!((&self.wake).read(&mut bytes), Ok(n) if n == bytes.len()) {}
        }
        Ok((fds, woken))
    }
}

/// A timeout for the system; what it cannot express is for ever.
pub fn timespec(timeout: Option<Duration>) -> Option<Timespec> {
    let t = timeout?;
    Some(Timespec { tv_sec: i64::try_from(t.as_secs()).ok()?, tv_nsec: t.subsec_nanos().into() })
}

impl Parker for Signals {
    fn park(&self, timeout: Option<Duration>) {
        // A wait that fails would only end too early; whoever waits looks at the clock.
        let _ = self.wait(None, timeout);
    }

    fn unpark(&self) {
        // A full pipe wakes as well.
        let _ = (&self.waker).write(&[0]);
    }
}

/// Where a thread waits that signals do not reach.
#[derive(Default)]
pub struct ThreadParker {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Parker for ThreadParker {
    fn park(&self, timeout: Option<Duration>) {
        let woken = locked(&self.woken);
        let mut woken = match timeout {
            None => self.changed.wait_while(woken, |w| !*w).unwrap_or_else(PoisonError::into_inner),
            Some(timeout) => {
                let waited = self.changed.wait_timeout_while(woken, timeout, |w| !*w);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        *woken = false;
    }

    fn unpark(&self) {
        *locked(&self.woken) = true;
        self.changed.notify_one();
    }
}
