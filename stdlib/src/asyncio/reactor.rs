//! How the loop waits for the world: the third of its three seams.

use std::cell::{Cell, RefCell};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use taipan_interp::host::poll::{Event, Interest, Poller};
use taipan_interp::vm::threads::Thread;
use taipan_interp::{PyResult, Vm};

/// Waits, for time and for descriptors.
pub trait Reactor {
    /// Watches a descriptor for `interest` from now on, instead of for `before`.
    ///
    /// # Errors
    /// The system's.
    fn watch(&self, vm: &Vm, fd: i32, before: Interest, interest: Interest) -> io::Result<()>;

    /// True while a descriptor is watched: the loop then looks in every pass, also when it has work to do.
    fn is_watching(&self) -> bool;

    /// Blocks until this many seconds have passed (`None`: without limit), a watched descriptor is ready, [`Reactor::wake`]
    /// is called or a signal arrives; appends what is ready. Zero looks without blocking. May return early.
    ///
    /// # Errors
    /// What a signal's handler raises.
    fn wait(&self, vm: &Vm, seconds: Option<f64>, events: &mut Vec<Event>) -> PyResult<()>;

    /// Ends the wait of `thread`, which runs the loop.
    fn wake(&self, thread: &Thread);

    /// The loop is closed: nothing is watched any more.
    fn close(&self);

    /// From now on another loop waits for this one as well: [`Reactor::wake`] ends that wait, by way of what this returns.
    /// `false` ends it.
    ///
    /// # Errors
    /// The system's.
    fn ride_along(&self, vm: &Vm, on: bool) -> io::Result<Option<Arc<dyn Poller>>>;

    /// Waits for that other reactor as well from now on (`true`), or no longer. False: it must be looked at every now and
    /// then.
    ///
    /// # Errors
    /// The system's.
    fn take_along(&self, vm: &Vm, guest: &dyn Poller, on: bool) -> io::Result<bool>;
}

/// Waits in the host's way: where threads wait as long as no descriptor is watched, which takes no descriptor either;
/// else with a poller.
#[derive(Default)]
pub struct HostReactor {
    poller: RefCell<Option<Arc<dyn Poller>>>,
    watched: Cell<usize>,
    /// It waits with the poller. (Whoever wants to know holds the interpreter lock, as does who sets it.)
    polling: Cell<bool>,
    /// Another loop waits for this one, by its poller.
    riding: Cell<bool>,
    /// This one waits for another loop.
    has_guest: Cell<bool>,
}

impl HostReactor {
    fn poller(&self, vm: &Vm) -> io::Result<Arc<dyn Poller>> {
        if let Some(poller) = &*self.poller.borrow() {
            return Ok(poller.clone());
        }
        let made = vm.host.poller()?;
        self.poller.replace(Some(made.clone()));
        Ok(made)
    }
}

impl Reactor for HostReactor {
    fn watch(&self, vm: &Vm, fd: i32, before: Interest, interest: Interest) -> io::Result<()> {
        let watched = self.poller(vm)?.watch(fd, before, interest);
        // Taken out of the count also when that failed: then it was closed before.
        let count = self.watched.get();
        match (before.is_none(), interest.is_none()) {
            (true, false) if watched.is_ok() => self.watched.set(count + 1),
            (false, true) => self.watched.set(count.saturating_sub(1)),
            _ => {}
        }
        watched
    }

    fn is_watching(&self) -> bool {
        self.watched.get() > 0 || self.riding.get()
    }

    fn wait(&self, vm: &Vm, seconds: Option<f64>, events: &mut Vec<Event>) -> PyResult<()> {
        let timeout = seconds.map(|s| match s {
            s if s <= 0.0 => Duration::ZERO,
            s => Duration::from_secs_f64(match vm.host.wait_granularity().as_secs_f64() {
                0.0 => s,
                granularity => (s / granularity).ceil() * granularity,
            }),
        });
        let with_poller = self.is_watching() || (self.has_guest.get() && timeout != Some(Duration::ZERO));
        let poller = if with_poller { self.poller.borrow().clone() } else { None };
        match poller {
            Some(poller) => {
                self.polling.set(true);
                let polled = vm.poll(&*poller, timeout, events);
                self.polling.set(false);
                polled
            }
            None => match timeout {
                Some(Duration::ZERO) => Ok(()),
                Some(timeout) => vm.park(Some(vm.host.monotonic() + timeout)),
                None => vm.park(None),
            },
        }
    }

    fn wake(&self, thread: &Thread) {
        match &*self.poller.borrow() {
            Some(poller) if self.polling.get() || self.riding.get() => poller.wake(),
            _ => thread.wake(),
        }
    }

    fn close(&self) {
        self.watched.set(0);
        self.has_guest.set(false);
        drop(self.poller.take());
    }

    fn ride_along(&self, vm: &Vm, on: bool) -> io::Result<Option<Arc<dyn Poller>>> {
        let poller = if on { Some(self.poller(vm)?) } else { None };
        self.riding.set(on);
        Ok(poller)
    }

    fn take_along(&self, vm: &Vm, guest: &dyn Poller, on: bool) -> io::Result<bool> {
        if !on {
            self.has_guest.set(false);
            return match &*self.poller.borrow() {
                Some(poller) => poller.include(guest, false),
                None => Ok(false),
            };
        }
        let included = self.poller(vm)?.include(guest, true)?;
        self.has_guest.set(included);
        Ok(included)
    }
}
