//! Waiting for many descriptors: `epoll` on Linux, `poll` elsewhere.
//!
//! A poller has a descriptor of its own by which other threads wake it. In the thread that signals are reported to it
//! watches their pipe as well; which thread that is may change from one wait to the next, as loops may.

use std::io::Result;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::Timespec;
use rustix::io::Errno;

use super::files::OpenFiles;
use super::parking::Signals;
use crate::host::poll::{Event, Interest, Poller};

/// The poller of this system.
pub fn new(files: &Arc<OpenFiles>, signals: Option<&Arc<Signals>>) -> Result<Arc<dyn Poller>> {
    #[cfg(target_os = "linux")]
    return Ok(Arc::new(epolling::EpollPoller::new(files.clone(), signals.cloned())?));
    #[cfg(not(target_os = "linux"))]
    return Ok(Arc::new(polling::PollPoller::new(files.clone(), signals.cloned())?));
}

/// The longest wait that every system's call takes; whoever waits longer waits again.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

fn timespec(timeout: Duration) -> Timespec {
    let timeout = timeout.min(LONGEST);
    // A week of seconds fits any integer.
    Timespec { tv_sec: timeout.as_secs() as _, tv_nsec: timeout.subsec_nanos().into() }
}

/// Empties a descriptor on which a byte (or a count) means that a wait is to end.
pub fn drain(fd: BorrowedFd<'_>) {
    let mut bytes = [0; 64];
    // Non-blocking: ends with an error when there is no more.
    while matches!(rustix::io::read(fd, &mut bytes), Ok(n) if n == bytes.len()) {}
}

#[cfg(target_os = "linux")]
mod epolling {
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::sync::atomic::AtomicUsize;

    use rustix::event::epoll::{self, EventData, EventFlags};
    use rustix::event::{EventfdFlags, eventfd};

    use super::*;

    /// What comes with events of the poller's own descriptors; all others come with their number.
    const WAKE: u64 = u64::MAX;
    const SIGNALS: u64 = u64::MAX - 1;
    const INNER: u64 = u64::MAX - 2;

    /// The system is asked for this many events at once.
    const AT_ONCE: usize = 256;

    pub struct EpollPoller {
        epoll: OwnedFd,
        wake: OwnedFd,
        files: Arc<OpenFiles>,
        signals: Option<Arc<Signals>>,
        /// The signals' pipe is in the set.
        has_signals: AtomicBool,
        /// How many descriptors are watched: as many events may come at once.
        watched: AtomicUsize,
    }

    impl EpollPoller {
        pub fn new(files: Arc<OpenFiles>, signals: Option<Arc<Signals>>) -> Result<EpollPoller> {
            let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
            let wake = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
            epoll::add(&epoll, &wake, EventData::new_u64(WAKE), EventFlags::IN)?;
            Ok(EpollPoller {
                epoll,
                wake,
                files,
                signals,
                has_signals: AtomicBool::new(false),
                watched: AtomicUsize::new(0),
            })
        }

        /// Watches the signals' pipe in their thread only: another one could not empty it, and would spin.
        fn follow_signals(&self) -> Result<()> {
            let Some(signals) = &self.signals else { return Ok(()) };
            let here = signals.reach_this_thread();
            if self.has_signals.swap(here, Ordering::Relaxed) != here {
                match here {
                    true => epoll::add(&self.epoll, signals.pipe(), EventData::new_u64(SIGNALS), EventFlags::IN)?,
                    false => epoll::delete(&self.epoll, signals.pipe())?,
                }
            }
            Ok(())
        }
    }

    impl EpollPoller {
        fn note(&self, event: &epoll::Event, events: &mut Vec<Event>) {
            let flags = event.flags;
            match event.data.u64() {
                WAKE => drain(self.wake.as_fd()),
                SIGNALS => {
                    if let Some(signals) = &self.signals {
                        signals.drain();
                    }
                }
                // Its own wait tells.
                INNER => {}
                number => events.push(Event {
                    fd: number as i32,
                    read: flags.intersects(EventFlags::OUT.complement()),
                    write: flags.intersects(EventFlags::IN.complement()),
                }),
            }
        }
    }

    impl Poller for EpollPoller {
        fn watch(&self, fd: i32, before: Interest, interest: Interest) -> Result<()> {
            let mut flags = EventFlags::empty();
            flags.set(EventFlags::IN, interest.read);
            flags.set(EventFlags::OUT, interest.write);
            // Descriptors are not negative, or `with` refuses them.
            let data = EventData::new_u64(u64::from(fd.unsigned_abs()));
            match (before.is_none(), interest.is_none()) {
                (true, true) => {}
                (true, false) => {
                    self.files.with(fd, |fd| Ok(epoll::add(&self.epoll, fd, data, flags)?))?;
                    self.watched.fetch_add(1, Ordering::Relaxed);
                }
                (false, false) => self.files.with(fd, |fd| {
                    match epoll::modify(&self.epoll, fd, data, flags) {
                        // What was watched was closed, and another file has its number now.
                        Err(Errno::NOENT) => epoll::add(&self.epoll, fd, data, flags)?,
                        modified => modified?,
                    }
                    Ok(())
                })?,
                (false, true) => {
                    self.watched.fetch_sub(1, Ordering::Relaxed);
                    self.files.with(fd, |fd| Ok(epoll::delete(&self.epoll, fd)?))?;
                }
            }
            Ok(())
        }

        fn wait(&self, timeout: Option<Duration>, events: &mut Vec<Event>) -> Result<()> {
            self.follow_signals()?;
            let mut timeout = timeout.map(timespec);
            let mut room = [const { MaybeUninit::uninit() }; AT_ONCE];
            let mut left = self.watched.load(Ordering::Relaxed) + 2;
            loop {
                let ready = match epoll::wait(&self.epoll, &mut room[..], timeout.as_ref()) {
                    Ok((ready, _)) => ready,
                    Err(Errno::INTR) => return Ok(()),
                    Err(e) => return Err(e.into()),
                };
                for event in &*ready {
                    self.note(event, events);
                }
                // What was told of goes to the end of the system's list: the next call tells of the others.
                left = left.saturating_sub(ready.len());
                if ready.len() < AT_ONCE || left == 0 {
                    return Ok(());
                }
                timeout = Some(timespec(Duration::ZERO));
            }
        }

        fn wake(&self) {
            // A full counter wakes as well.
            let _ = rustix::io::write(&self.wake, &1u64.to_ne_bytes());
        }

        fn descriptor(&self) -> Option<BorrowedFd<'_>> {
            Some(self.epoll.as_fd())
        }

        fn include(&self, inner: &dyn Poller, on: bool) -> Result<bool> {
            let Some(inner) = inner.descriptor() else { return Ok(false) };
            match on {
                true => epoll::add(&self.epoll, inner, EventData::new_u64(INNER), EventFlags::IN)?,
                false => epoll::delete(&self.epoll, inner)?,
            }
            Ok(true)
        }
    }
}

/// Compiled on Linux for its test only.
#[cfg(any(test, not(target_os = "linux")))]
mod polling {
    use std::collections::BTreeMap;
    use std::os::unix::net::UnixStream;
    use std::sync::Mutex;

    use rustix::event::{PollFd, PollFlags, poll};

    use super::*;
    use crate::host::os::locked;

    pub struct PollPoller {
        files: Arc<OpenFiles>,
        signals: Option<Arc<Signals>>,
        wake: UnixStream,
        waker: UnixStream,
        watched: Mutex<BTreeMap<i32, Interest>>,
    }

    impl PollPoller {
        pub fn new(files: Arc<OpenFiles>, signals: Option<Arc<Signals>>) -> Result<PollPoller> {
            let (wake, waker) = UnixStream::pair()?;
            wake.set_nonblocking(true)?;
            waker.set_nonblocking(true)?;
            Ok(PollPoller { files, signals, wake, waker, watched: Mutex::default() })
        }
    }

    impl Poller for PollPoller {
        fn watch(&self, fd: i32, _before: Interest, interest: Interest) -> Result<()> {
            let mut watched = locked(&self.watched);
            if interest.is_none() {
                watched.remove(&fd);
            } else {
                self.files.with(fd, |_| Ok(()))?;
                watched.insert(fd, interest);
            }
            Ok(())
        }

        fn wait(&self, timeout: Option<Duration>, events: &mut Vec<Event>) -> Result<()> {
            let watched: Vec<(i32, Interest)> = locked(&self.watched).iter().map(|(&fd, &i)| (fd, i)).collect();
            // What was closed while it was watched is ready for nothing.
            let held: Vec<_> = watched.iter().filter_map(|&(fd, i)| Some((fd, i, self.files.hold(fd).ok()?))).collect();
            let signals = self.signals.as_ref().filter(|signals| signals.reach_this_thread());
            let mut fds = vec![PollFd::new(&self.wake, PollFlags::IN)];
            for (_, interest, held) in &held {
                let mut flags = PollFlags::empty();
                flags.set(PollFlags::IN, interest.read);
                flags.set(PollFlags::OUT, interest.write);
                fds.push(PollFd::new(held, flags));
            }
            fds.extend(signals.map(|signals| PollFd::from_borrowed_fd(signals.pipe(), PollFlags::IN)));
            let timeout = timeout.map(timespec);
            match poll(&mut fds, timeout.as_ref()) {
                Ok(_) => {}
                Err(Errno::INTR) => return Ok(()),
                Err(e) => return Err(e.into()),
            }
            if !fds[0].revents().is_empty() {
                drain(self.wake.as_fd());
            }
            if let (Some(signals), Some(last)) = (signals, fds.last())
                && !last.revents().is_empty()
            {
                signals.drain();
            }
            for ((fd, ..), polled) in held.iter().zip(&fds[1..]) {
                let flags = polled.revents();
                if !flags.is_empty() {
                    events.push(Event {
                        fd: *fd,
                        read: flags.intersects(PollFlags::OUT.complement()),
                        write: flags.intersects(PollFlags::IN.complement()),
                    });
                }
            }
            Ok(())
        }

        fn wake(&self) {
            // A full pipe wakes as well.
            let _ = rustix::io::write(&self.waker, &[0]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: Interest = Interest { read: true, write: false };
    const BOTH: Interest = Interest { read: true, write: true };
    const NONE: Interest = Interest { read: false, write: false };
    const NOW: Option<Duration> = Some(Duration::ZERO);

    fn ready(poller: &dyn Poller, timeout: Option<Duration>) -> Vec<Event> {
        let mut events = Vec::new();
        poller.wait(timeout, &mut events).unwrap();
        events
    }

    fn behaves(files: &OpenFiles, poller: Arc<dyn Poller>) {
        let (read, write) = files.pipe().unwrap();
        poller.watch(read, NONE, READ).unwrap();
        assert_eq!(ready(&*poller, NOW), []);
        files.with(write, |fd| Ok(rustix::io::write(fd, b"x")?)).unwrap();
        let event = Event { fd: read, read: true, write: false };
        // As long as it is not read, it is ready.
        assert_eq!(ready(&*poller, None), [event]);
        assert_eq!(ready(&*poller, None), [event]);
        poller.watch(write, NONE, BOTH).unwrap();
        assert_eq!(ready(&*poller, None).len(), 2);
        poller.watch(write, BOTH, NONE).unwrap();
        poller.watch(read, READ, NONE).unwrap();
        assert_eq!(ready(&*poller, NOW), []);

        // Before the wait and amid it.
        poller.wake();
        assert_eq!(ready(&*poller, None), []);
        let waker = poller.clone();
        let thread = std::thread::spawn(move || waker.wake());
        assert_eq!(ready(&*poller, None), []);
        thread.join().unwrap();

        assert!(poller.watch(-1, NONE, READ).is_err());
    }

    #[test]
    fn polls() {
        let files = Arc::new(OpenFiles::default());
        behaves(&files, Arc::new(polling::PollPoller::new(files.clone(), None).unwrap()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn epolls() {
        let files = Arc::new(OpenFiles::default());
        behaves(&files, Arc::new(epolling::EpollPoller::new(files.clone(), None).unwrap()));
    }
}
