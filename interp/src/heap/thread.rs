//! Starting a thread of an interpreter: the one place where values pass from one thread to another.

use std::rc::Rc;
use std::sync::Arc;

use crate::host::Stream;
use crate::vm::interpreter_lock::InterpreterLock;
use crate::vm::threads::Thread;
use crate::vm::{Runtime, Vm};

/// What a new thread begins with.
struct Begin {
    rt: Rc<Runtime>,
    thread: Rc<Thread>,
    body: Box<dyn FnOnce(&Vm)>,
}

/// [`Begin`] on its way to its thread.
struct Carried(Begin);

// SAFETY: counts and cells are not atomic, so a `Begin` may be touched only by the holder of the interpreter lock, whose
// mutex orders one holder's accesses before the next one's. `start` is the only user: it packs under the lock (it has
// what the running thread has), and the new thread unpacks under the lock and drops all of it before letting go. When
// no thread comes to be, the closure is dropped by `start`'s caller, under the lock again.
unsafe impl Send for Carried {}

/// Of a thread's native stack, left for what cannot ask how much there is (the parser, the system's library).
const RESERVE: usize = 256 << 10;

/// Starts a thread that runs `body` under the interpreter lock. The caller holds the lock.
///
/// # Errors
/// The system's.
pub(crate) fn start(
    rt: &Rc<Runtime>,
    thread: Rc<Thread>,
    stack: usize,
    body: Box<dyn FnOnce(&Vm)>,
) -> std::io::Result<()> {
    let lock = rt.lock.clone();
    let carried = Carried(Begin { rt: rt.clone(), thread, body });
    rt.host.spawn(stack + RESERVE, Box::new(move || run(&lock, carried, stack)))
}

/// All that the new thread does.
fn run(lock: &Arc<InterpreterLock>, carried: Carried, stack: usize) {
    lock.acquire(false);
    let Carried(Begin { rt, thread, body }) = carried;
    let host = rt.host.clone();
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        thread.native_id.set(rt.host.thread_id());
        let vm = Vm::of_thread(rt, thread, stack);
        body(&vm);
        vm.end_thread();
    }));
    if ran.is_err() {
        // A panic is a bug of the interpreter; what it leaves behind is not to be gone on with.
        let message = "taipan: internal error; please report it with the program that shows it\n";
        // Nobody is left to tell when that fails.
        let _ = host.write(Stream::Stderr, message.as_bytes());
        host.exit_now(crate::vm::INTERNAL_ERROR);
    }
    drop(host);
    lock.release();
}
