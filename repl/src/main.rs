//! The program `taipan`: runs a script, a module, text from the command line or standard input, or asks for some.

#![forbid(unsafe_code)]

mod cli;
mod module;
mod prompt;
mod run;
mod site;

use std::process::ExitCode;

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult};

#[global_allocator]
static ALLOCATOR: taipan_interp::heap::alloc::Allocator = taipan_interp::heap::alloc::Allocator;

/// Native stack for the interpreter: the first of these that there is room for. Address space only: what is not used is
/// never paid for. Deep recursion in a program ends at `sys.setrecursionlimit` or when this runs low, with
/// RecursionError either way.
const STACKS: [usize; 3] = [512 << 20, 64 << 20, 8 << 20];

/// As a shell reports a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Exit status for an error of the interpreter itself.
const INTERNAL_ERROR: u8 = 70;

fn main() -> ExitCode {
    let start = match cli::parse(std::env::args_os()) {
        Ok(start) => start,
        Err(status) => return ExitCode::from(status),
    };
    let Some((stack, size)) = STACKS.iter().find_map(|size| Some((DefaultStack::new(*size).ok()?, *size))) else {
        eprintln!("taipan: no memory for a stack of {} MiB", STACKS[STACKS.len() - 1] >> 20);
        return ExitCode::from(INTERNAL_ERROR);
    };
    // On a stack of its own, but on the main thread: a thread would cost a tenth of the time that a start takes.
    // A panic is a bug in Taipan: say so, rather than leave the user with a Rust message alone.
    let end = std::panic::catch_unwind(move || {
        let mut running = Coroutine::<(), (), run::End, _>::with_stack(stack, move |_, ()| run::run(&start, size));
        match running.resume(()) {
            CoroutineResult::Return(end) => end,
            CoroutineResult::Yield(()) => unreachable!("nothing in `run` can yield: it is not given the means"),
        }
    });
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
