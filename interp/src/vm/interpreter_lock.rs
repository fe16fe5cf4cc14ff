//! The one lock under which Python code runs: whoever holds it may touch values.
//!
//! A thread that wants it and has waited for the switch interval raises the flag that frames look at after every step;
//! the holder then hands it over. Knows nothing of threads' records or of what is done under the lock.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::pending::WakeFlag;

/// CPython's default of `sys.setswitchinterval`, in microseconds.
const SWITCH_INTERVAL: u64 = 5000;

/// The lock. Made held, by the thread that makes the interpreter.
pub struct InterpreterLock {
    state: Mutex<State>,
    /// The lock was let go of.
    freed: Condvar,
    /// Somebody took it.
    taken: Condvar,
    /// In microseconds.
    interval: AtomicU64,
    /// A thread has waited for the interval.
    wanted: AtomicBool,
    flag: WakeFlag,
}

struct State {
    held: bool,
    waiting: usize,
    /// Threads that have handed it over and wait for another to take it.
    handing: usize,
    /// How often it was taken.
    turns: u64,
    /// The program is over: only the main thread may take it.
    ended: bool,
}

impl InterpreterLock {
    /// A lock held by the calling thread. `flag`: what the holder looks at between steps.
    pub fn new(flag: WakeFlag) -> InterpreterLock {
        InterpreterLock {
            state: Mutex::new(State { held: true, waiting: 0, handing: 0, turns: 0, ended: false }),
            freed: Condvar::new(),
            taken: Condvar::new(),
            interval: AtomicU64::new(SWITCH_INTERVAL),
            wanted: AtomicBool::new(false),
            flag,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long a thread waits before it asks the holder to hand over.
    pub fn interval(&self) -> Duration {
        Duration::from_micros(self.interval.load(Ordering::Relaxed))
    }

    /// See [`InterpreterLock::interval`].
    pub fn set_interval(&self, interval: Duration) {
        let micros = u64::try_from(interval.as_micros()).unwrap_or(u64::MAX).max(1);
        self.interval.store(micros, Ordering::Relaxed);
    }

    /// True when a thread waits for the holder to hand over.
    #[inline]
    pub fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }

    /// Waits for the lock. After [`InterpreterLock::end`] only `main` gets it; the others wait for the process to end.
    pub fn acquire(&self, main: bool) {
        let mut state = self.state();
        state.waiting += 1;
        while state.held || (state.ended && !main) {
            if state.ended && !main {
                state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let turns = state.turns;
            let waited = self.freed.wait_timeout(state, self.interval());
            let (now, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            state = now;
            if timeout.timed_out() && state.held && state.turns == turns && !state.ended {
                self.wanted.store(true, Ordering::Relaxed);
                self.flag.set(true);
            }
        }
        state.waiting -= 1;
        state.held = true;
        state.turns = state.turns.wrapping_add(1);
        self.wanted.store(false, Ordering::Relaxed);
        if state.handing > 0 {
            self.taken.notify_all();
        }
    }

    /// Lets go of the lock.
    pub fn release(&self) {
        let mut state = self.state();
        state.held = false;
        if state.waiting > 0 {
            self.freed.notify_one();
        }
    }

    /// Lets another thread have the lock, if one waits, and waits for it to come back.
    pub fn hand_over(&self, main: bool) {
        let mut state = self.state();
        if state.waiting == 0 || state.ended {
            self.wanted.store(false, Ordering::Relaxed);
            return;
        }
        let turns = state.turns;
        state.held = false;
        self.freed.notify_one();
        // Without this the thread that lets go would mostly be the one that takes it again.
        state.handing += 1;
        while state.turns == turns {
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.handing -= 1;
        drop(state);
        self.acquire(main);
    }

    /// The program is over: the main thread, which holds the lock, keeps it.
    pub fn end(&self) {
        self.state().ended = true;
    }

    /// True after [`InterpreterLock::end`].
    pub fn has_ended(&self) -> bool {
        self.state().ended
    }
}
