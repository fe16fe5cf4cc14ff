//! A host without a world: no files, no environment, output that goes nowhere, a clock that moves only when somebody waits,
//! and an end to the patience: after so many steps every further one raises KeyboardInterrupt, and a program that catches
//! even those is left by unwinding.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use taipan_interp::host::{FileStat, Host, Parker, Stream, signal};

/// When it all begins, in nanoseconds since the epoch.
const START: u64 = 1_700_000_000_000_000_000;

/// Steps of a program before it is interrupted.
const STEPS: u64 = 20_000;

/// Interruptions before it is left.
const INTERRUPTIONS: u64 = 1_000;

/// What unwinds out of a program that does not end.
pub struct OutOfPatience;

#[derive(Clone)]
pub struct SealedHost {
    /// Nanoseconds.
    clock: Arc<AtomicU64>,
    steps: Arc<AtomicU64>,
    flag: Arc<AtomicBool>,
}

impl SealedHost {
    pub fn new() -> SealedHost {
        SealedHost {
            clock: Arc::new(AtomicU64::new(START)),
            steps: Arc::default(),
            // Raised all the time: each step asks whether it was interrupted, which counts them.
            flag: Arc::new(AtomicBool::new(true)),
        }
    }
}

impl Parker for SealedHost {
    fn park(&self, timeout: Option<Duration>) {
        match timeout.map(|t| u64::try_from(t.as_nanos()).unwrap_or(u64::MAX)) {
            Some(nanos) => drop(self.clock.fetch_add(nanos.min(1 << 60), Ordering::Relaxed)),
            // Nothing will ever come: only the interruption ends such a wait.
            None => drop(self.steps.fetch_max(STEPS, Ordering::Relaxed)),
        }
        self.flag.store(true, Ordering::Relaxed);
    }

    fn unpark(&self) {}
}

fn refuse<T>() -> io::Result<T> {
    Err(io::ErrorKind::PermissionDenied.into())
}

impl Host for SealedHost {
    fn monotonic(&self) -> Duration {
        Duration::from_nanos(self.clock.load(Ordering::Relaxed) - START)
    }

    fn now(&self) -> Duration {
        Duration::from_nanos(self.clock.load(Ordering::Relaxed))
    }

    fn cpu_time(&self) -> Duration {
        Duration::from_nanos(self.clock.load(Ordering::Relaxed))
    }

    fn utc_offset(&self, _at: i64) -> (i32, String) {
        (0, "UTC".to_owned())
    }

    fn random(&self, buf: &mut [u8]) -> io::Result<()> {
        buf.fill(7);
        Ok(())
    }

    fn env(&self, _name: &str) -> Option<String> {
        None
    }

    fn env_all(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    fn set_env(&self, _name: &str, _value: Option<&str>) {}

    fn cwd(&self) -> io::Result<String> {
        Ok("/".to_owned())
    }

    fn chdir(&self, _path: &str) -> io::Result<()> {
        refuse()
    }

    fn executable(&self) -> String {
        "taipan".to_owned()
    }

    fn pid(&self) -> u32 {
        1
    }

    fn write(&self, _to: Stream, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn read_stdin(&self, _buf: &mut [u8]) -> io::Result<usize> {
        Ok(0)
    }

    fn is_terminal(&self, _fd: i32) -> bool {
        false
    }

    fn read_file(&self, _path: &str) -> io::Result<Vec<u8>> {
        refuse()
    }

    fn stat(&self, _path: &str, _follow: bool) -> io::Result<FileStat> {
        refuse()
    }

    fn list_dir(&self, _path: &str) -> io::Result<Vec<String>> {
        refuse()
    }

    fn make_dir(&self, _path: &str, _mode: u32) -> io::Result<()> {
        refuse()
    }

    fn remove_file(&self, _path: &str) -> io::Result<()> {
        refuse()
    }

    fn remove_dir(&self, _path: &str) -> io::Result<()> {
        refuse()
    }

    fn rename(&self, _from: &str, _to: &str) -> io::Result<()> {
        refuse()
    }

    fn symlink(&self, _target: &str, _link: &str) -> io::Result<()> {
        refuse()
    }

    fn read_link(&self, _path: &str) -> io::Result<String> {
        refuse()
    }

    fn canonical(&self, _path: &str) -> io::Result<String> {
        refuse()
    }

    fn set_mode(&self, _path: &str, _mode: u32) -> io::Result<()> {
        refuse()
    }

    fn wake_flag(&self) -> Option<Arc<AtomicBool>> {
        Some(self.flag.clone())
    }

    fn take_signals(&self) -> u64 {
        /// Ctrl-C.
        const INTERRUPT: i32 = 2;
        self.flag.store(true, Ordering::Relaxed);
        let step = self.steps.fetch_add(1, Ordering::Relaxed);
        if step >= STEPS + INTERRUPTIONS {
            std::panic::resume_unwind(Box::new(OutOfPatience));
        }
        if step >= STEPS { signal::bit(INTERRUPT) } else { 0 }
    }

    fn parker(&self, _main: bool) -> Arc<dyn Parker> {
        Arc::new(self.clone())
    }
}
