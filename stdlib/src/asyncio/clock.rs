//! The loop's clock: the first of its three seams.

use taipan_interp::Vm;

/// Tells the loop what time it is, in seconds from a fixed point. It never goes back.
pub trait Clock {
    /// Now.
    fn now(&self, vm: &Vm) -> f64;
}

/// The host's monotonic clock: what `time.monotonic()` reads.
pub struct Monotonic;

impl Clock for Monotonic {
    fn now(&self, vm: &Vm) -> f64 {
        vm.host.monotonic().as_secs_f64()
    }
}
