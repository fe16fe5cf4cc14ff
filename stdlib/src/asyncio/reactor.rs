//! How the loop waits for the world: the third of its three seams.

use std::time::Duration;

use taipan_interp::{PyResult, Vm};

/// Waits.
pub trait Reactor {
    /// Blocks until this many seconds have passed (`None`: without limit), something happened that readied a handle,
    /// or an interrupt arrived. Zero looks without blocking.
    ///
    /// # Errors
    /// What a signal's handler raises.
    fn wait(&self, vm: &Vm, seconds: Option<f64>) -> PyResult<()>;
}

/// The system's wait has a granularity of a millisecond (`epoll_wait`), and CPython rounds up to it: timers that lie
/// closer together than this fall due in one pass. Finer waits would interleave otherwise than they do there.
const GRANULARITY: f64 = 1e-3;

/// Waits for time, interrupts, and other threads that wake the loop's.
pub struct HostWait;

impl Reactor for HostWait {
    fn wait(&self, vm: &Vm, seconds: Option<f64>) -> PyResult<()> {
        match seconds {
            Some(s) if s <= 0.0 => Ok(()),
            Some(s) => {
                let rounded = (s / GRANULARITY).ceil() * GRANULARITY;
                vm.park(Some(vm.host.monotonic() + Duration::from_secs_f64(rounded)))
            }
            None => vm.park(None),
        }
    }
}
