//! Readiness: the seam by which an event loop waits for several descriptors at once.

use std::io::Result;
use std::os::fd::BorrowedFd;
use std::time::Duration;

/// What a descriptor is watched for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Interest {
    pub read: bool,
    pub write: bool,
}

impl Interest {
    /// Watched for nothing: not watched.
    pub fn is_none(self) -> bool {
        !self.read && !self.write
    }
}

/// A descriptor that is ready. Errors and hang-ups count as both: whoever reads or writes learns of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    pub fd: i32,
    pub read: bool,
    pub write: bool,
}

/// A descriptor that is waited for once, in the system's own bits (`POLLIN` and so on).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Polled {
    pub fd: i32,
    /// What is waited for.
    pub events: i16,
    /// What has come.
    pub ready: i16,
}

/// What is done about one descriptor of a set; events are the system's bits (`EPOLLIN` and so on).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EpollChange {
    Add(u32),
    Modify(u32),
    Delete,
}

impl Polled {
    /// Waits for `interest`.
    pub fn new(fd: i32, interest: Interest) -> Polled {
        let bit = |wanted, bit| if wanted { bit } else { 0 };
        Polled { fd, events: bit(interest.read, libc::POLLIN) | bit(interest.write, libc::POLLOUT), ready: 0 }
    }

    /// What has come. Errors and hang-ups count as all that was waited for.
    pub fn interest(&self) -> Interest {
        let bad = self.ready & (libc::POLLERR | libc::POLLHUP | libc::POLLNVAL) != 0;
        let is = |bit| self.events & bit != 0 && (bad || self.ready & bit != 0);
        Interest { read: is(libc::POLLIN), write: is(libc::POLLOUT) }
    }
}

/// Watches descriptors for one event loop. Level-triggered: what is ready and stays so is reported each time, as
/// `add_reader` promises. (That is why it is not `mio`, which reports changes only.)
pub trait Poller: Send + Sync {
    /// Watches `fd` for `interest` from now on, instead of for `before`; with no interest no longer. A descriptor is
    /// taken out before it is closed.
    ///
    /// # Errors
    /// The system's: `EPERM` for what cannot be watched (a regular file), `EBADF`.
    fn watch(&self, fd: i32, before: Interest, interest: Interest) -> Result<()>;
    /// Waits until something is ready, `timeout` has passed, [`Poller::wake`] is called or (in the thread that signals
    /// are reported to) a signal arrives, and appends what is ready. May return early.
    ///
    /// # Errors
    /// The system's.
    fn wait(&self, timeout: Option<Duration>, events: &mut Vec<Event>) -> Result<()>;
    /// Ends a wait, from any thread; when nobody waits, the next one.
    fn wake(&self);
    /// What can be read when a wait would end at once, where the system has such a thing.
    fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        None
    }
    /// From now on (until it is taken out again) a wait ends also when `inner` has something to tell, which its own wait
    /// tells. False: not here; then `inner` must be looked at every now and then.
    ///
    /// # Errors
    /// The system's.
    fn include(&self, _inner: &dyn Poller, _on: bool) -> Result<bool> {
        Ok(false)
    }
}
