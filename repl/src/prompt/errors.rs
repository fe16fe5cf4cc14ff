//! What an entry raised, printed as CPython's prompt does it.

use taipan_interp::{Raised, Vm, sys, traceback};

use crate::run;

/// Prints an exception by way of `sys.excepthook`, and keeps it as `sys.last_exc`.
pub fn report(vm: &Vm, error: Raised) {
    sys::flush_streams(vm);
    run::set_last(vm, &error);
    match sys::get(vm, "excepthook") {
        Some(hook) if !sys::is_default_hook(vm, "excepthook", &hook) => run::call_excepthook(vm, &hook, &error),
        _ => print(vm, &error),
    }
}

/// Prints it, and nothing else.
pub fn print(vm: &Vm, error: &Raised) {
    traceback::print_exception(vm, &error.0);
}
