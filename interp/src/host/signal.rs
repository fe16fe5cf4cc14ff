//! Signals, their part of the seam: what they do, which are blocked, timers that send them.
//!
//! Sets of signals are numbers whose bit n - 1 stands for signal n. A handled signal raises the host's wake flag, and the
//! main thread asks [`super::Host::take_signals`] at its next step.

use std::io::Result;
use std::time::Duration;

/// What a signal does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Disposition {
    /// What the system has in mind for it.
    Default,
    Ignore,
    /// It is reported.
    Handle,
}

/// How the signals that a thread blocks change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MaskChange {
    Block,
    Unblock,
    Set,
}

/// A timer that sends a signal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignalTimer {
    /// By the clock on the wall: SIGALRM.
    Real,
    /// By the process's processor time: SIGVTALRM.
    Virtual,
    /// As well, for profiling: SIGPROF.
    Prof,
}

/// A signal that was waited for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Arrived {
    pub signal: i32,
    pub code: i32,
    pub errno: i32,
    /// Who sent it, and as whom.
    pub pid: i32,
    pub uid: u32,
    pub status: i32,
    pub band: i64,
}

/// The bit of a signal; none for what is no signal's number.
pub fn bit(signal: i32) -> u64 {
    match u32::try_from(signal - 1) {
        Ok(n) if n < u64::BITS => 1 << n,
        _ => 0,
    }
}

/// The signals of a set, in order.
pub fn members(set: u64) -> impl Iterator<Item = i32> {
    (1..=64).filter(move |signal| set & bit(*signal) != 0)
}

/// Signals.
pub trait Signals: Send + Sync {
    /// What a signal does now.
    fn disposition(&self, signal: i32) -> Disposition;
    /// Decides what it does from now on. Processes that are started ignore what is ignored here.
    ///
    /// # Errors
    /// `EINVAL` for those that cannot be had.
    fn set_disposition(&self, signal: i32, disposition: Disposition) -> Result<()>;
    /// Sends one to the calling thread.
    ///
    /// # Errors
    /// The system's.
    fn raise(&self, signal: i32) -> Result<()>;
    /// Sends one to a thread of this process, by the system's number for it; 0 only asks whether it is there.
    ///
    /// # Errors
    /// `ESRCH`, `EINVAL`.
    fn send_to_thread(&self, thread: u64, signal: i32) -> Result<()>;
    /// Changes what the calling thread blocks, and gives what it blocked.
    ///
    /// # Errors
    /// The system's.
    fn change_mask(&self, how: MaskChange, set: u64) -> Result<u64>;
    /// Those that have come and are blocked.
    ///
    /// # Errors
    /// The system's.
    fn pending(&self) -> Result<u64>;
    /// Waits for one of a set, which the caller blocks; `None` when the timeout passes.
    ///
    /// # Errors
    /// `Interrupted` when another signal has come; the system's.
    fn wait_for(&self, set: u64, timeout: Option<Duration>) -> Result<Option<Arrived>>;
    /// Sets a timer off, or, with zero, stops it; what it was: when it was due, and its period.
    ///
    /// # Errors
    /// The system's.
    fn set_timer(&self, timer: SignalTimer, first: Duration, every: Duration) -> Result<(Duration, Duration)>;
    /// When a timer is due, and its period.
    ///
    /// # Errors
    /// The system's.
    fn timer(&self, timer: SignalTimer) -> Result<(Duration, Duration)>;
}
