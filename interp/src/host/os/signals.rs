//! What signals do. A signal is left to the system until somebody asks for it; from then on a handler of ours has it for
//! good, which reports it, ignores it, or does what the system would: safe code cannot give a signal back.

use std::io::Result;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use nix::sys::signal::{SigSet, SigmaskHow, Signal, kill, pthread_sigmask};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::time::{ClockId, Timespec};
use signal_hook::consts::{FORBIDDEN, SIGALRM, SIGKILL, SIGPROF, SIGSTOP, SIGVTALRM};

use super::locked;
use super::parking::{Signals, timespec};
use crate::host::signal::{self, Arrived, Disposition, MaskChange, SignalTimer, bit};

/// The highest signal, and the two that the system's library keeps for itself.
const LAST: i32 = 64;
const RESERVED: [i32; 2] = [32, 33];

/// A signal that was asked for.
struct Entry {
    signal: i32,
    /// It has come since this was last looked at.
    arrived: Arc<AtomicBool>,
    /// It does what the system would do. `None` as long as that was never asked for.
    default: Option<Arc<AtomicBool>>,
    /// A handler is installed: it can be had.
    installed: bool,
}

/// Which signals are reported, and which have come.
pub struct Reports {
    /// Some signal has come since it was last asked. Raised after the signal's own mark.
    any: Arc<AtomicBool>,
    /// Raised after `any`; the interpreter looks at it after every step and lowers it.
    flag: Arc<AtomicBool>,
    handled: AtomicU64,
    ignored: AtomicU64,
    /// Those that were ignored when the process began and have been left alone.
    ignored_outside: AtomicU64,
    entries: Mutex<Vec<Entry>>,
    timers: Timers,
}

impl Reports {
    /// Nothing is reported yet.
    pub fn new() -> Reports {
        let ignored = status_set("/proc/self/status", &["SigIgn:"]).unwrap_or(0);
        Reports {
            any: Arc::default(),
            flag: Arc::default(),
            handled: AtomicU64::new(0),
            ignored: AtomicU64::new(ignored),
            ignored_outside: AtomicU64::new(ignored),
            entries: Mutex::default(),
            timers: Timers::default(),
        }
    }

    /// The flag that says that it is worth asking [`Reports::take`].
    pub fn flag(&self) -> Arc<AtomicBool> {
        self.flag.clone()
    }

    /// Those that have come and are reported.
    pub fn take(&self) -> u64 {
        if !self.any.swap(false, Ordering::AcqRel) {
            return 0;
        }
        let entries = locked(&self.entries);
        let arrived = entries.iter().filter(|e| e.arrived.swap(false, Ordering::AcqRel));
        arrived.fold(0, |set, e| set | bit(e.signal)) & self.handled.load(Ordering::Acquire)
    }

    pub fn disposition(&self, signal: i32) -> Disposition {
        if self.handled.load(Ordering::Acquire) & bit(signal) != 0 {
            Disposition::Handle
        } else if self.ignored.load(Ordering::Acquire) & bit(signal) != 0 {
            Disposition::Ignore
        } else {
            Disposition::Default
        }
    }

    /// Those that are ignored, but of which a program that is started would not know it.
    pub fn ignored_by_us(&self) -> u64 {
        self.ignored.load(Ordering::Acquire) & !self.ignored_outside.load(Ordering::Acquire)
    }

    /// See [`signal::Signals::set_disposition`]; `waker` is what a signal writes to.
    pub fn set(&self, signal: i32, disposition: Disposition, waker: &std::os::unix::net::UnixStream) -> Result<()> {
        if !(1..=LAST).contains(&signal) || [SIGKILL, SIGSTOP].contains(&signal) || RESERVED.contains(&signal) {
            return Err(Errno::INVAL.into());
        }
        if self.disposition(signal) == disposition {
            return Ok(());
        }
        let mut entries = locked(&self.entries);
        let at = match entries.iter().position(|e| e.signal == signal) {
            Some(at) => at,
            None => {
                entries.push(self.install(signal, waker)?);
                entries.len() - 1
            }
        };
        let entry = &mut entries[at];
        let default = disposition == Disposition::Default;
        match &entry.default {
            Some(flag) => flag.store(default, Ordering::Release),
            None if default && entry.installed => {
                let flag = Arc::new(AtomicBool::new(true));
                signal_hook::flag::register_conditional_default(signal, flag.clone())?;
                entry.default = Some(flag);
            }
            None => {}
        }
        let is = |wanted| if disposition == wanted { bit(signal) } else { 0 };
        let change = |set: &AtomicU64, on: u64| {
            set.fetch_and(!bit(signal), Ordering::AcqRel);
            set.fetch_or(on, Ordering::AcqRel);
        };
        change(&self.handled, is(Disposition::Handle));
        change(&self.ignored, is(Disposition::Ignore));
        change(&self.ignored_outside, 0);
        Ok(())
    }

    /// Lets a signal end the main thread's waits, and does nothing else with it.
    pub fn notice(&self, signal: i32, waker: &std::os::unix::net::UnixStream) -> Result<()> {
        let mut entries = locked(&self.entries);
        if entries.iter().all(|e| e.signal != signal) {
            entries.push(self.install(signal, waker)?);
        }
        Ok(())
    }

    fn install(&self, signal: i32, waker: &std::os::unix::net::UnixStream) -> Result<Entry> {
        let arrived = Arc::new(AtomicBool::new(false));
        // What a fault of the process itself raises cannot be reported: only what the program raises is.
        let installed = !FORBIDDEN.contains(&signal);
        if installed {
            signal_hook::flag::register(signal, arrived.clone())?;
            // In this order: who sees a flag finds the reason.
            signal_hook::flag::register(signal, self.any.clone())?;
            signal_hook::flag::register(signal, self.flag.clone())?;
            signal_hook::low_level::pipe::register(signal, waker.try_clone()?)?;
        }
        Ok(Entry { signal, arrived, default: None, installed })
    }

    /// Reports a signal that no handler can be installed for; false when it is none of those.
    fn raise_here(&self, signal: i32) -> bool {
        let entries = locked(&self.entries);
        let entry = entries.iter().find(|e| e.signal == signal && !e.installed);
        match entry {
            Some(entry) if self.disposition(signal) == Disposition::Handle => {
                entry.arrived.store(true, Ordering::Release);
                self.any.store(true, Ordering::Release);
                self.flag.store(true, Ordering::Release);
                true
            }
            _ => false,
        }
    }
}

/// Sets of signals in the system's account of a process or thread, put together.
fn status_set(file: &str, names: &[&str]) -> Result<u64> {
    let text = std::fs::read_to_string(file)?;
    let sets = text.lines().filter_map(|line| names.iter().find_map(|name| line.strip_prefix(name)));
    Ok(sets.filter_map(|hex| u64::from_str_radix(hex.trim(), 16).ok()).fold(0, |all, set| all | set))
}

/// The signals of a set that have names; those for real-time use cannot be had by safe calls.
fn to_system(set: u64) -> SigSet {
    signal::members(set).filter_map(|n| Signal::try_from(n).ok()).collect()
}

fn from_system(set: &SigSet) -> u64 {
    set.iter().fold(0, |all, signal| all | bit(signal as i32))
}

impl signal::Signals for Signals {
    fn disposition(&self, signal: i32) -> Disposition {
        self.reports.disposition(signal)
    }

    fn set_disposition(&self, signal: i32, disposition: Disposition) -> Result<()> {
        self.reports.set(signal, disposition, &self.waker)
    }

    fn raise(&self, signal: i32) -> Result<()> {
        if self.reports.raise_here(signal) {
            return Ok(());
        }
        signal_hook::low_level::raise(signal)
    }

    fn send_to_thread(&self, thread: u64, signal: i32) -> Result<()> {
        if !std::path::Path::new(&format!("/proc/self/task/{thread}")).exists() {
            return Err(Errno::SRCH.into());
        }
        if signal == 0 {
            return Ok(());
        }
        if u64::try_from(rustix::thread::gettid().as_raw_nonzero().get()) == Ok(thread) {
            return self.raise(signal);
        }
        // Whichever thread gets it, the main one handles it.
        let signal = Signal::try_from(signal).map_err(|_| Errno::INVAL)?;
        Ok(kill(nix::unistd::getpid(), signal)?)
    }

    fn change_mask(&self, how: MaskChange, set: u64) -> Result<u64> {
        let how = match how {
            MaskChange::Block => SigmaskHow::SIG_BLOCK,
            MaskChange::Unblock => SigmaskHow::SIG_UNBLOCK,
            MaskChange::Set => SigmaskHow::SIG_SETMASK,
        };
        let mut before = SigSet::empty();
        pthread_sigmask(how, Some(&to_system(set)), Some(&mut before))?;
        Ok(from_system(&before))
    }

    fn pending(&self) -> Result<u64> {
        status_set("/proc/thread-self/status", &["SigPnd:", "ShdPnd:"])
    }

    fn wait_for(&self, set: u64, timeout: Option<Duration>) -> Result<Option<Arrived>> {
        let fd = SignalFd::with_flags(&to_system(set), SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?;
        let deadline = timeout.and_then(|t| Instant::now().checked_add(t));
        loop {
            if let Some(info) = fd.read_signal()? {
                return Ok(Some(Arrived {
                    signal: i32::try_from(info.ssi_signo).unwrap_or(0),
                    code: info.ssi_code,
                    errno: info.ssi_errno,
                    pid: i32::try_from(info.ssi_pid).unwrap_or(0),
                    uid: info.ssi_uid,
                    status: info.ssi_status,
                    band: info.ssi_band.into(),
                }));
            }
            let left = deadline.map(|d| d.saturating_duration_since(Instant::now()));
            if left.is_some_and(|t| t.is_zero()) {
                return Ok(None);
            }
            if self.reach_this_thread() {
                let over = || deadline.is_some_and(|d| Instant::now() >= d);
                if !self.wait(Some(fd.as_fd()), left)? && !over() {
                    return Err(std::io::ErrorKind::Interrupted.into());
                }
            } else {
                let mut fds = [PollFd::from_borrowed_fd(fd.as_fd(), PollFlags::IN)];
                poll(&mut fds, timespec(left).as_ref()).map(drop).or_else(again)?;
            }
        }
    }

    fn set_timer(&self, timer: SignalTimer, first: Duration, every: Duration) -> Result<(Duration, Duration)> {
        let before = self.timer(timer)?;
        let shared = self.reports.timers.of(timer);
        let generation = {
            let mut setting = locked(&shared.setting);
            setting.generation += 1;
            setting.due = (!first.is_zero()).then(|| clock_of(timer) + first);
            setting.every = every;
            setting.generation
        };
        shared.changed.notify_all();
        if !first.is_zero() {
            let shared = shared.clone();
            let run = move || send_signals(timer, &shared, generation);
            std::thread::Builder::new().stack_size(64 << 10).spawn(run)?;
        }
        Ok(before)
    }

    fn timer(&self, timer: SignalTimer) -> Result<(Duration, Duration)> {
        let shared = self.reports.timers.of(timer);
        let setting = locked(&shared.setting);
        Ok(match setting.due {
            // What is due this very moment is not what has been stopped.
            Some(due) => (due.saturating_sub(clock_of(timer)).max(Duration::from_micros(1)), setting.every),
            None => (Duration::ZERO, setting.every),
        })
    }
}

fn again(error: Errno) -> Result<()> {
    if error == Errno::INTR { Ok(()) } else { Err(error.into()) }
}

// ---- timers that send signals ----

/// The three timers.
#[derive(Default)]
struct Timers {
    real: Arc<Timer>,
    cpu: Arc<Timer>,
    prof: Arc<Timer>,
}

/// One timer. While it is set, a thread waits for it; the thread of an earlier setting finds that its time is over.
#[derive(Default)]
struct Timer {
    setting: Mutex<Setting>,
    changed: Condvar,
}

#[derive(Default)]
struct Setting {
    generation: u64,
    /// By the timer's clock.
    due: Option<Duration>,
    every: Duration,
}

impl Timers {
    fn of(&self, timer: SignalTimer) -> &Arc<Timer> {
        match timer {
            SignalTimer::Real => &self.real,
            SignalTimer::Virtual => &self.cpu,
            SignalTimer::Prof => &self.prof,
        }
    }
}

fn clock_of(timer: SignalTimer) -> Duration {
    super::clock(match timer {
        SignalTimer::Real => ClockId::Monotonic,
        SignalTimer::Virtual | SignalTimer::Prof => ClockId::ProcessCPUTime,
    })
}

fn send_signals(timer: SignalTimer, shared: &Timer, generation: u64) {
    let signal = match timer {
        SignalTimer::Real => SIGALRM,
        SignalTimer::Virtual => SIGVTALRM,
        SignalTimer::Prof => SIGPROF,
    };
    // Signals are for the other threads, which may wait for them. Not to block them would only cost a wake-up.
    let _ = SigSet::all().thread_block();
    let mut setting = locked(&shared.setting);
    loop {
        let Some(due) = setting.due.filter(|_| setting.generation == generation) else { return };
        let left = due.saturating_sub(clock_of(timer));
        if left.is_zero() {
            setting.due = (!setting.every.is_zero()).then(|| due + setting.every);
            if let Ok(signal) = Signal::try_from(signal) {
                // A process can always signal itself.
                let _ = kill(nix::unistd::getpid(), signal);
            }
        } else if timer == SignalTimer::Real {
            let waited = shared.changed.wait_timeout(setting, left);
            setting = waited.unwrap_or_else(PoisonError::into_inner).0;
        } else {
            drop(setting);
            // Processor time: the system wakes us when the process has used so much.
            let left = timespec(Some(left)).unwrap_or(Timespec { tv_sec: i64::MAX, tv_nsec: 0 });
            let _ = rustix::thread::clock_nanosleep_relative(ClockId::ProcessCPUTime, &left);
            setting = locked(&shared.setting);
        }
    }
}
