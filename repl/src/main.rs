//! The program `taipan`: runs a script, a module, or text from the command line or standard input.

#![forbid(unsafe_code)]

mod cli;
mod module;
mod run;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: taipan_interp::heap::alloc::Allocator = taipan_interp::heap::alloc::Allocator;

/// Native stack for the interpreter. Address space only: what is not used is never paid for. Deep recursion in a program
/// ends at `sys.setrecursionlimit` or when this runs low, with RecursionError either way.
const STACK: usize = 512 << 20;

/// The least that a program can do something with.
const SMALLEST_STACK: usize = 8 << 20;

/// As a shell reports a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Exit status for an error of the interpreter itself.
const INTERNAL_ERROR: u8 = 70;

fn main() -> ExitCode {
    let start = match cli::parse(std::env::args_os()) {
        Ok(start) => start,
        Err(status) => return ExitCode::from(status),
    };
    let stack = stack_size();
    // On a stack of its own, but on the main thread: a thread would cost a tenth of the time that a start takes.
    // A panic is a bug in Taipan: say so, rather than leave the user with a Rust message alone.
    let end = std::panic::catch_unwind(|| stacker::grow(stack, || run::run(&start, stack)));
    match end {
        Ok(run::End::Status(status)) => ExitCode::from(status),
        Ok(run::End::Interrupted) => {
            taipan_interp::host::os::die_of_interrupt();
            ExitCode::from(INTERRUPTED)
        }
        Err(_) => {
            eprintln!("taipan: internal error; please report it with the program that shows it");
            ExitCode::from(INTERNAL_ERROR)
        }
    }
}

/// How large a stack there is room for, under the limits that the user has set.
fn stack_size() -> usize {
    match taipan_interp::host::os::address_space_limit() {
        Some(limit) => usize::try_from(limit / 8).unwrap_or(STACK).clamp(SMALLEST_STACK, STACK),
        None => STACK,
    }
}
