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

/// Waits for time, interrupts, and other threads that wake the loop's.
pub struct HostWait;

impl Reactor for HostWait {
    fn wait(&self, vm: &Vm, seconds: Option<f64>) -> PyResult<()> {
        match seconds {
            Some(s) if s <= 0.0 => Ok(()),
            Some(s) => {
                let rounded = match vm.host.wait_granularity().as_secs_f64() {
                    0.0 => s,
                    granularity => (s / granularity).ceil() * granularity,
                };
                vm.park(Some(vm.host.monotonic() + Duration::from_secs_f64(rounded)))
            }
            None => vm.park(None),
        }
    }
}
