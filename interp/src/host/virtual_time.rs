//! Virtual time: clocks that stand still while a thread runs, and jump to the next deadline when every thread waits.
//!
//! Owns what the clocks say, and knows which threads wait and until when; a host asks it for the time and lets it wrap the
//! places where threads wait. Nothing is different until [`VirtualTime::start`].
//!
//! The clocks do not run ahead of the world: while a thread runs or is inside a call of the system, while somebody waits
//! for a descriptor, or while something else that was announced ([`VirtualTime::outside`]) is under way, a wait takes the
//! time that it takes, and moves the clocks by that.

use std::os::fd::BorrowedFd;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::Parker;
use super::poll::{Event, Interest, Poller};

/// How often a program may look at the clock between two waits before looking moves it: one that waits for a time by
/// looking again and again (`while monotonic() < end: pass`) would never end otherwise.
const FREE_LOOKS: u64 = 10_000;

/// What a look moves the clock by then, in nanoseconds.
const LOOK: u64 = 10_000;

/// See above.
#[derive(Default)]
pub struct VirtualTime {
    /// How many want it: it is on above zero.
    wanted: AtomicUsize,
    /// What the monotonic clock says while it is on, in nanoseconds.
    now: AtomicU64,
    /// The time since the epoch less the monotonic clock, while it is on.
    epoch: AtomicI64,
    /// What the monotonic clock is ahead of the system's while it is off.
    ahead: AtomicI64,
    /// Looks at the clock since the last wait.
    looks: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Threads that there are.
    threads: usize,
    /// What is under way outside.
    outside: usize,
    waits: Vec<Wait>,
    /// The places where threads wait.
    seats: Vec<Weak<Seat>>,
}

/// A thread that waits, or has been woken and has not noticed yet.
struct Wait {
    seat: Arc<Seat>,
    /// In nanoseconds of the virtual clock.
    deadline: Option<u64>,
    /// It waits for the world as well.
    outside: bool,
    woken: bool,
}

/// A place where a thread waits.
struct Seat {
    real: Real,
    /// It was woken while it did not wait: its next wait ends at once. Changed under the lock of the state.
    woken: AtomicBool,
    /// A thread waits here in real time.
    occupied: AtomicBool,
}

enum Real {
    Parker(Arc<dyn Parker>),
    Poller(Arc<dyn Poller>),
}

impl Seat {
    /// Waits in real time, unless virtual time is on; `None` then.
    fn wait_really<R>(&self, time: &VirtualTime, wait: impl FnOnce() -> R) -> Option<R> {
        // Whoever starts virtual time does these two the other way round: one of the two sees the other.
        self.occupied.store(true, Ordering::SeqCst);
        let result = if time.wanted.load(Ordering::SeqCst) == 0 { Some(wait()) } else { None };
        self.occupied.store(false, Ordering::SeqCst);
        result
    }

    fn wake(&self) {
        match &self.real {
            Real::Parker(p) => p.unpark(),
            Real::Poller(p) => p.wake(),
        }
    }
}

fn nanos(d: Duration) -> u64 {
    u64::try_from(d.as_nanos()).unwrap_or(u64::MAX)
}

fn signed(nanos: u64) -> i64 {
    i64::try_from(nanos).unwrap_or(i64::MAX)
}

fn shifted(d: Duration, by: i64) -> Duration {
    Duration::from_nanos(nanos(d).saturating_add_signed(by))
}

impl VirtualTime {
    /// True while the clocks are virtual.
    #[inline]
    pub fn is_on(&self) -> bool {
        self.wanted.load(Ordering::Acquire) > 0
    }

    /// Makes the clocks virtual, beginning at these readings. As often as it is called, [`VirtualTime::stop`] must be;
    /// all calls but the first change nothing else.
    pub fn start(&self, monotonic: Duration, now: Duration) {
        let state = self.state();
        if self.wanted.load(Ordering::Acquire) == 0 {
            let reading = nanos(monotonic);
            self.now.store(reading, Ordering::Release);
            self.epoch.store(signed(nanos(now)).saturating_sub(signed(reading)), Ordering::Release);
        }
        self.wanted.fetch_add(1, Ordering::SeqCst);
        // Who waits already is to wait in virtual time.
        for seat in state.seats.iter().filter_map(Weak::upgrade).filter(|s| s.occupied.load(Ordering::SeqCst)) {
            seat.wake();
        }
    }

    /// Undoes one [`VirtualTime::start`]: the monotonic clock goes on from where it is, the other one is the system's again.
    /// `monotonic` is what the clock of the system says.
    pub fn stop(&self, monotonic: Duration) {
        let mut state = self.state();
        if self.wanted.load(Ordering::Acquire) == 1 {
            let now = signed(self.now.load(Ordering::Acquire));
            self.ahead.store(now.saturating_sub(signed(nanos(monotonic))), Ordering::Release);
            for wait in &mut state.waits {
                wait.woken = true;
                wait.seat.wake();
            }
        }
        let less = |n: usize| n.checked_sub(1);
        // Stopped more often than started: nothing to do.
        let _ = self.wanted.fetch_update(Ordering::AcqRel, Ordering::Acquire, less);
    }

    /// The monotonic clock, given the system's.
    #[inline]
    pub fn monotonic(&self, system: impl FnOnce() -> Duration) -> Duration {
        if self.is_on() {
            return Duration::from_nanos(self.now.load(Ordering::Acquire));
        }
        match self.ahead.load(Ordering::Acquire) {
            0 => system(),
            ahead => shifted(system(), ahead),
        }
    }

    /// The time since the epoch, given the system's.
    #[inline]
    pub fn since_epoch(&self, system: impl FnOnce() -> Duration) -> Duration {
        if !self.is_on() {
            return system();
        }
        shifted(Duration::from_nanos(self.now.load(Ordering::Acquire)), self.epoch.load(Ordering::Acquire))
    }

    /// The program looks at a clock. (What the interpreter looks at for itself does not count.)
    #[inline]
    pub fn looked_at(&self) {
        if self.is_on() && self.looks.fetch_add(1, Ordering::Relaxed) >= FREE_LOOKS {
            let mut state = self.state();
            self.advance(self.now.load(Ordering::Acquire).saturating_add(LOOK));
            self.wake_due(&mut state, None);
        }
    }

    /// The calling thread is about to start another one, or is the main one: counted until what this returns is dropped.
    pub fn thread(self: &Arc<Self>) -> Counted {
        self.state().threads += 1;
        Counted { time: self.clone(), what: |state| &mut state.threads }
    }

    /// Something is under way outside that a thread may come to wait for (a child process): the clocks do not run ahead of
    /// it until what this returns is dropped.
    pub fn outside(self: &Arc<Self>) -> Counted {
        self.state().outside += 1;
        Counted { time: self.clone(), what: |state| &mut state.outside }
    }

    /// Does what waits for the world in the calling thread: the clocks move by the time that it takes.
    pub fn spend<R>(&self, wait: impl FnOnce() -> R) -> R {
        if !self.is_on() {
            return wait();
        }
        let (start, begun) = (self.now.load(Ordering::Acquire), Instant::now());
        let result = wait();
        let mut state = self.state();
        self.advance(start.saturating_add(nanos(begun.elapsed())));
        self.wake_due(&mut state, None);
        result
    }

    /// A place to wait in virtual time, around a real one.
    pub fn parker(self: &Arc<Self>, real: Arc<dyn Parker>, main: bool) -> Arc<dyn Parker> {
        let thread = main.then(|| self.thread());
        Arc::new(VirtualParker { time: self.clone(), seat: self.seat(Real::Parker(real)), _thread: thread })
    }

    /// Something to wait with for descriptors in virtual time, around a real one.
    pub fn poller(self: &Arc<Self>, real: Arc<dyn Poller>) -> Arc<dyn Poller> {
        let seat = self.seat(Real::Poller(real.clone()));
        Arc::new(VirtualPoller { time: self.clone(), seat, real, watched: AtomicUsize::new(0) })
    }

    fn seat(&self, real: Real) -> Arc<Seat> {
        let seat = Arc::new(Seat { real, woken: AtomicBool::new(false), occupied: AtomicBool::new(false) });
        let mut state = self.state();
        if state.seats.len() == state.seats.capacity() {
            state.seats.retain(|s| s.strong_count() > 0);
        }
        state.seats.push(Arc::downgrade(&seat));
        seat
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Only single assignments are made under it: it is whole also after a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn advance(&self, to: u64) {
        self.now.fetch_max(to, Ordering::AcqRel);
    }

    /// Ends the waits whose deadline has come.
    fn wake_due(&self, state: &mut State, own: Option<&Arc<Seat>>) {
        let now = self.now.load(Ordering::Acquire);
        for wait in state.waits.iter_mut().filter(|w| !w.woken && w.deadline.is_some_and(|d| d <= now)) {
            wait.woken = true;
            if !own.is_some_and(|own| Arc::ptr_eq(own, &wait.seat)) {
                wait.seat.wake();
            }
        }
    }

    /// Jumps to the next deadline if every thread waits, and for nothing else. `own`: a wait of the calling thread, which
    /// has not gone to sleep yet and needs no waking.
    fn jump(&self, state: &mut State, own: Option<&Arc<Seat>>) {
        if !self.is_on() || state.outside > 0 || state.waits.len() < state.threads {
            return;
        }
        if state.waits.iter().any(|w| w.woken || w.outside) {
            return;
        }
        if let Some(next) = state.waits.iter().filter_map(|w| w.deadline).min() {
            self.advance(next);
            self.wake_due(state, own);
        }
    }

    /// Waits in a seat: `really` waits in the real one.
    fn wait(&self, seat: &Arc<Seat>, timeout: Option<Duration>, outside: bool, really: impl FnOnce(Option<Duration>)) {
        let mut state = self.state();
        if seat.woken.swap(false, Ordering::AcqRel) {
            drop(state);
            // The real seat remembers it as well, and is not to do so any longer.
            return really(Some(Duration::ZERO));
        }
        self.looks.store(0, Ordering::Relaxed);
        let start = self.now.load(Ordering::Acquire);
        let deadline = timeout.map(|t| start.saturating_add(nanos(t)));
        state.waits.push(Wait { seat: seat.clone(), deadline, outside, woken: false });
        self.jump(&mut state, Some(seat));
        if state.waits.last().is_some_and(|own| own.woken) {
            state.waits.pop();
            return;
        }
        drop(state);
        let begun = Instant::now();
        really(timeout);
        let mut state = self.state();
        if !leave(&mut state, seat) && self.is_on() {
            // The time was up, something happened in the world, or a signal came.
            let took = nanos(begun.elapsed());
            self.advance(start.saturating_add(timeout.map_or(took, |t| took.min(nanos(t)))));
            self.wake_due(&mut state, None);
        }
        // A wake-up that this wait has noticed does not count for the next one.
        seat.woken.store(false, Ordering::Release);
    }

    fn wake(&self, seat: &Arc<Seat>) {
        if self.is_on() {
            let mut state = self.state();
            match state.waits.iter_mut().find(|w| Arc::ptr_eq(&w.seat, seat)) {
                Some(wait) => wait.woken = true,
                None => seat.woken.store(true, Ordering::Release),
            }
            seat.wake();
        } else {
            seat.wake();
        }
    }
}

/// Takes a seat's wait off the list; true when it was woken.
fn leave(state: &mut State, seat: &Arc<Seat>) -> bool {
    let place = state.waits.iter().rposition(|w| Arc::ptr_eq(&w.seat, seat));
    place.is_some_and(|i| state.waits.swap_remove(i).woken)
}

/// Something that is counted until this is dropped.
pub struct Counted {
    time: Arc<VirtualTime>,
    what: fn(&mut State) -> &mut usize,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut state = self.time.state();
        *(self.what)(&mut state) -= 1;
        self.time.jump(&mut state, None);
    }
}

struct VirtualParker {
    time: Arc<VirtualTime>,
    seat: Arc<Seat>,
    /// The main thread, which nobody starts.
    _thread: Option<Counted>,
}

impl Parker for VirtualParker {
    fn park(&self, timeout: Option<Duration>) {
        let Real::Parker(real) = &self.seat.real else { return };
        if self.seat.wait_really(&self.time, || real.park(timeout)).is_none() {
            self.time.wait(&self.seat, timeout, false, |timeout| real.park(timeout));
        }
    }

    fn unpark(&self) {
        self.time.wake(&self.seat);
    }
}

struct VirtualPoller {
    time: Arc<VirtualTime>,
    seat: Arc<Seat>,
    real: Arc<dyn Poller>,
    /// How many descriptors are watched.
    watched: AtomicUsize,
}

impl Poller for VirtualPoller {
    fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        if self.time.is_on() { None } else { self.real.descriptor() }
    }

    fn include(&self, inner: &dyn Poller, on: bool) -> std::io::Result<bool> {
        if self.time.is_on() { Ok(false) } else { self.real.include(inner, on) }
    }

    fn watch(&self, fd: i32, before: Interest, interest: Interest) -> std::io::Result<()> {
        self.real.watch(fd, before, interest)?;
        match (before.is_none(), interest.is_none()) {
            (true, false) => drop(self.watched.fetch_add(1, Ordering::AcqRel)),
            (false, true) => drop(self.watched.fetch_sub(1, Ordering::AcqRel)),
            _ => {}
        }
        Ok(())
    }

    fn wait(&self, timeout: Option<Duration>, events: &mut Vec<Event>) -> std::io::Result<()> {
        if timeout == Some(Duration::ZERO) {
            return self.real.wait(timeout, events);
        }
        if let Some(result) = self.seat.wait_really(&self.time, || self.real.wait(timeout, events)) {
            return result;
        }
        let watches = self.watched.load(Ordering::Acquire) > 0;
        if watches {
            // What is there already takes no time.
            self.real.wait(Some(Duration::ZERO), events)?;
            if !events.is_empty() {
                return Ok(());
            }
        }
        let mut result = Ok(());
        self.time.wait(&self.seat, timeout, watches, |timeout| result = self.real.wait(timeout, events));
        result
    }

    fn wake(&self) {
        self.time.wake(&self.seat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;
    use crate::host::os::OsHost;

    const DAY: Duration = Duration::from_secs(86_400);

    fn host() -> OsHost {
        OsHost::new().with_virtual_time(Duration::ZERO, Duration::from_secs(1_000_000_000))
    }

    #[test]
    fn the_clocks_stand_still_until_the_only_thread_waits() {
        let host = host();
        let parker = host.parker(true);
        assert_eq!(host.monotonic(), Duration::ZERO);
        let begun = Instant::now();
        parker.park(Some(DAY));
        assert_eq!(host.monotonic(), DAY);
        assert_eq!(host.now(), Duration::from_secs(1_000_000_000) + DAY);
        assert!(begun.elapsed() < Duration::from_secs(60));
    }

    #[test]
    fn being_woken_before_a_wait_ends_it_without_a_jump() {
        let host = host();
        let parker = host.parker(true);
        parker.unpark();
        parker.park(Some(DAY));
        assert_eq!(host.monotonic(), Duration::ZERO);
    }

    #[test]
    fn two_threads_wake_in_the_order_of_their_deadlines() {
        let host = Arc::new(host());
        let (main, other) = (host.parker(true), host.parker(false));
        let woke = Arc::new(Mutex::new(Vec::new()));
        let (clock, seen) = (host.clone(), woke.clone());
        host.spawn(
            1 << 20,
            Box::new(move || {
                other.park(Some(DAY));
                seen.lock().unwrap().push(clock.monotonic());
            }),
        )
        .unwrap();
        while woke.lock().unwrap().is_empty() {
            main.park(Some(DAY * 3));
        }
        assert_eq!(*woke.lock().unwrap(), [DAY]);
    }

    #[test]
    fn looking_again_and_again_moves_the_clock() {
        let host = host();
        let time = host.virtual_time().unwrap();
        while host.monotonic() < Duration::from_millis(50) {
            time.looked_at();
        }
    }

    #[test]
    fn the_monotonic_clock_goes_on_when_it_ends() {
        let host = OsHost::new();
        let parker = host.parker(true);
        let before = host.monotonic();
        let time = host.virtual_time().unwrap();
        time.start(before, host.now());
        parker.park(Some(DAY));
        time.stop(host.system_monotonic());
        assert!(host.monotonic() >= before + DAY);
    }
}
