//! Linux's `epoll` by descriptors' numbers, for `select.epoll`. (An event loop waits through `Poller`.)

use std::io::Result;
use std::time::Duration;

use rustix::event::Timespec;
use rustix::event::epoll::{Event, EventData, EventFlags, add, delete, modify, wait};

use super::OsHost;
use crate::host::poll::{EpollChange, Polled};

/// More are not asked for at once.
const MOST: usize = 1 << 16;

impl OsHost {
    /// See [`crate::host::Host::epoll_change`].
    pub(super) fn change_epoll(&self, epoll: i32, change: EpollChange, fd: i32) -> Result<()> {
        // The set gives the number back: it is all that it is told.
        let data = EventData::new_u64(u64::from(fd.cast_unsigned()));
        self.files.with(epoll, |epoll| {
            self.files.with(fd, |fd| {
                match change {
                    EpollChange::Add(events) => add(epoll, fd, data, EventFlags::from_bits_retain(events))?,
                    EpollChange::Modify(events) => modify(epoll, fd, data, EventFlags::from_bits_retain(events))?,
                    EpollChange::Delete => delete(epoll, fd)?,
                }
                Ok(())
            })
        })
    }

    /// See [`crate::host::Host::epoll_wait`].
    pub(super) fn wait_for_epoll(&self, epoll: i32, most: usize, timeout: Option<Duration>) -> Result<Vec<(i32, u32)>> {
        let ready = self.ready_in_epoll(epoll, most)?;
        if !ready.is_empty() || timeout == Some(Duration::ZERO) {
            return Ok(ready);
        }
        // The set is waited for like any descriptor, so that a signal ends the wait.
        let mut set = [Polled { fd: epoll, events: libc::POLLIN, ready: 0 }];
        loop {
            self.wait_for(&mut set, timeout)?;
            let ready = self.ready_in_epoll(epoll, most)?;
            // Another thread may have been faster.
            if !ready.is_empty() || set[0].ready == 0 {
                return Ok(ready);
            }
        }
    }

    fn ready_in_epoll(&self, epoll: i32, most: usize) -> Result<Vec<(i32, u32)>> {
        let mut events: Vec<Event> = Vec::with_capacity(most.min(MOST));
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        self.files
            .with(epoll, |epoll| Ok(wait(epoll, rustix::buffer::spare_capacity(&mut events), Some(&at_once))?))?;
        // Packed: the fields are copied out.
        let ready = |event: &Event| {
            let (data, flags) = (event.data, event.flags);
            (data.u64() as u32 as i32, flags.bits())
        };
        Ok(events.iter().map(ready).collect())
    }
}
