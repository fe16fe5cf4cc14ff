//! The threads of an interpreter: what is known of each, letting go of the interpreter lock, starting and ending.
//!
//! What Python programs see of threads is `_thread`'s business (in the standard library); how a thread gets at the
//! interpreter is `heap::thread`'s.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::error::PyResult;
use crate::heap::stack::LentChain;
use crate::host::poll::{Event, Poller};
use crate::host::{Host, Parker};
use crate::vm::Vm;
use crate::vm::frames::FrameRecord;
use crate::vm::import_lock::ImportLock;
use crate::vm::waiting::WaitQueue;

/// The identity of the main thread: any number but 0.
const MAIN: usize = 0x7461_6970_0000;

/// How far apart the identities of threads are. They look like addresses, as elsewhere, and are never given out twice.
const STEP: usize = 0x1000;

/// What is known of a thread from outside it.
pub struct Thread {
    /// Its number in Python.
    pub ident: usize,
    /// Its number in the system; 0 until it runs.
    pub native_id: Cell<u64>,
    /// The thread that made the interpreter: signals are handled there.
    pub is_main: bool,
    /// Where it waits.
    pub parker: Arc<dyn Parker>,
    /// Its frames, while it does not hold the interpreter lock.
    pub frames: LentChain<FrameRecord>,
    /// The step that its innermost frame was executing when it let go of the lock.
    pub pc: Cell<u32>,
    /// The module that it waits for while another thread imports it.
    pub awaited_module: RefCell<Option<String>>,
}

impl Thread {
    /// Ends its wait.
    pub fn wake(&self) {
        self.parker.unpark();
    }
}

/// A module that is being run for the first time.
pub struct Loading {
    pub name: String,
    /// The thread that runs it.
    pub by: usize,
}

/// What an interpreter's threads share about themselves.
pub struct Threads {
    all: RefCell<Vec<Rc<Thread>>>,
    last: Cell<usize>,
    /// There is one thread: nobody waits for the lock.
    alone: Cell<bool>,
    /// `sys.setrecursionlimit`: each thread has a copy, which it brings up to date when it gets the lock.
    pub recursion_limit: Cell<usize>,
    /// Signals that the program made itself (`_thread.interrupt_main`), as a set of `host::signal`.
    pub tripped: Cell<u64>,
    /// Those that arrived with one whose handler raised something.
    pub deferred: Cell<u64>,
    /// Modules being run: what is missing in one may come yet.
    pub loading: RefCell<Vec<Loading>>,
    /// Waiting for one of `loading`.
    pub loaded: WaitQueue,
    pub import_lock: ImportLock,
}

impl Threads {
    /// The calling thread is the main one.
    pub(super) fn new(host: &dyn Host, recursion_limit: usize) -> (Threads, Rc<Thread>) {
        let main = Rc::new(Thread::new(host, MAIN));
        main.native_id.set(host.thread_id());
        let threads = Threads {
            all: RefCell::new(vec![main.clone()]),
            last: Cell::new(MAIN),
            alone: Cell::new(true),
            recursion_limit: Cell::new(recursion_limit),
            tripped: Cell::new(0),
            deferred: Cell::new(0),
            loading: RefCell::default(),
            loaded: WaitQueue::default(),
            import_lock: ImportLock::default(),
        };
        (threads, main)
    }

    /// The threads that run, oldest first.
    pub fn all(&self) -> Vec<Rc<Thread>> {
        self.all.borrow().clone()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.borrow().len()
    }

    /// The main thread's identity.
    pub fn main_ident(&self) -> usize {
        MAIN
    }

    fn add(&self, host: &dyn Host) -> Rc<Thread> {
        let ident = self.last.get() + STEP;
        self.last.set(ident);
        let thread = Rc::new(Thread::new(host, ident));
        self.all.borrow_mut().push(thread.clone());
        self.alone.set(false);
        thread
    }

    fn remove(&self, thread: &Rc<Thread>) {
        let mut all = self.all.borrow_mut();
        all.retain(|t| !Rc::ptr_eq(t, thread));
        self.alone.set(all.len() == 1);
    }
}

impl Thread {
    fn new(host: &dyn Host, ident: usize) -> Thread {
        let is_main = ident == MAIN;
        Thread {
            ident,
            native_id: Cell::new(0),
            is_main,
            parker: host.parker(is_main),
            frames: LentChain::default(),
            pc: Cell::new(0),
            awaited_module: RefCell::default(),
        }
    }
}

/// Takes the interpreter lock again, also when a panic passes.
struct Released<'a>(&'a Vm);

impl Drop for Released<'_> {
    fn drop(&mut self) {
        self.0.lock.acquire(self.0.thread.is_main);
        self.0.back_in_turn();
    }
}

impl Vm {
    /// Runs `f`, which may block, while other threads run Python code. `f` is `Send`, so that it cannot touch values.
    ///
    /// No borrow of an object's insides may be held around this: other threads use the object meanwhile.
    #[inline]
    pub fn allow_threads<R>(&self, f: impl FnOnce(&dyn Host) -> R + Send) -> R {
        if self.threads.alone.get() || self.atomic.get() > 0 { f(&*self.host) } else { self.run_unlocked(f) }
    }

    #[inline(never)]
    fn run_unlocked<R>(&self, f: impl FnOnce(&dyn Host) -> R + Send) -> R {
        self.thread.pc.set(self.pc.get());
        self.frames.lend(&self.thread.frames, || {
            self.lock.release();
            let _released = Released(self);
            f(&*self.host)
        })
    }

    /// Lets the threads that wait have their turn, when one has waited for long.
    #[cold]
    pub(crate) fn hand_over(&self) {
        if self.atomic.get() > 0 {
            return;
        }
        self.thread.pc.set(self.pc.get());
        self.frames.lend(&self.thread.frames, || self.lock.hand_over(self.thread.is_main));
        self.back_in_turn();
    }

    /// Catches up with what happened while other threads ran.
    fn back_in_turn(&self) {
        // Another interpreter may have had the thread meanwhile.
        self.heap.enter();
        self.recursion_limit.set(self.threads.recursion_limit.get());
        if self.thread.is_main {
            // Another thread may have lowered the flag that a signal raised.
            self.pending.flag.set(true);
        }
    }

    /// Waits until this thread is woken, the host's clock says `deadline`, or (in the main thread) a signal arrives; then
    /// does what is pending. May return early: callers look at what they wait for, which only a holder of the
    /// interpreter lock changes.
    ///
    /// # Errors
    /// What a signal's handler raises.
    pub fn park(&self, deadline: Option<Duration>) -> PyResult<()> {
        let timeout = deadline.map(|d| d.saturating_sub(self.host.monotonic()));
        let parker = &*self.thread.parker;
        if self.threads.alone.get() {
            parker.park(timeout);
        } else {
            // Also amid what must not be interrupted: the thread that is waited for could never run.
            self.run_unlocked(|_| parker.park(timeout));
        }
        if self.pending.flag.get() { self.run_pending() } else { Ok(()) }
    }

    /// As [`Vm::park`], with a poller, which another thread that has the lock wakes by [`Poller::wake`]; what is ready is
    /// appended to `events`. Without a wait (`timeout` is zero) the lock is kept.
    ///
    /// # Errors
    /// What a signal's handler raises; OSError.
    pub fn poll(&self, poller: &dyn Poller, timeout: Option<Duration>, events: &mut Vec<Event>) -> PyResult<()> {
        let polled = if self.threads.alone.get() || timeout == Some(Duration::ZERO) {
            poller.wait(timeout, events)
        } else {
            self.run_unlocked(|_| poller.wait(timeout, events))
        };
        if self.pending.flag.get() {
            self.run_pending()?;
        }
        polled.map_err(|e| self.os_error(&e, None))
    }

    /// Runs `f` without handing the lock over between steps. For short work that others must not see half done.
    pub(crate) fn atomically<R>(&self, f: impl FnOnce() -> R) -> R {
        self.atomic.set(self.atomic.get() + 1);
        let result = f();
        self.atomic.set(self.atomic.get() - 1);
        result
    }

    /// Starts a thread that runs `body`, under the lock, with about `stack` bytes of native stack.
    ///
    /// # Errors
    /// The system's, when it can give no thread.
    pub fn start_thread(&self, stack: usize, body: impl FnOnce(&Vm) + 'static) -> std::io::Result<Rc<Thread>> {
        let thread = self.threads.add(&*self.host);
        let started = crate::heap::thread::start(&self.rt, thread.clone(), stack, Box::new(body));
        match started {
            Ok(()) => Ok(thread),
            Err(e) => {
                self.threads.remove(&thread);
                Err(e)
            }
        }
    }

    /// The last that a started thread does under the lock.
    pub(crate) fn end_thread(&self) {
        self.threads.remove(&self.thread);
    }

    /// Behaves as if the signal had arrived: the main thread handles it.
    pub fn trip_signal(&self, signal: i32) {
        self.threads.tripped.set(self.threads.tripped.get() | crate::host::signal::bit(signal));
        self.pending.flag.set(true);
        if let Some(main) = self.threads.all.borrow().iter().find(|t| t.is_main) {
            main.wake();
        }
    }

    /// True while the module is being run for the first time, by any thread.
    pub fn is_loading(&self, name: &str) -> bool {
        self.threads.loading.borrow().iter().any(|m| m.name == name)
    }

    /// True while this thread runs the module for the first time.
    pub fn is_loading_here(&self, name: &str) -> bool {
        self.threads.loading.borrow().iter().any(|m| m.name == name && m.by == self.thread.ident)
    }

    pub(super) fn begin_loading(&self, name: &str) {
        let loading = Loading { name: name.to_owned(), by: self.thread.ident };
        self.threads.loading.borrow_mut().push(loading);
    }

    pub(super) fn end_loading(&self, name: &str) {
        self.threads.loading.borrow_mut().retain(|m| m.name != name);
        self.threads.loaded.wake_all();
    }

    /// Waits for another thread that runs the module for the first time; false when there is none. A thread that would
    /// wait for itself in a circle does not: it gets the module half made, as with circular imports in one thread.
    ///
    /// # Errors
    /// What a signal's handler raises.
    #[inline]
    pub(super) fn wait_until_loaded(&self, name: &str) -> PyResult<bool> {
        if self.threads.alone.get() { Ok(false) } else { self.wait_for_import(name) }
    }

    #[cold]
    fn wait_for_import(&self, name: &str) -> PyResult<bool> {
        if !self.loads_elsewhere(name) || self.waits_in_a_circle(name) {
            return Ok(false);
        }
        let before = self.thread.awaited_module.replace(Some(name.to_owned()));
        let waited = self.threads.loaded.wait_until(self, None, || !self.loads_elsewhere(name));
        self.thread.awaited_module.replace(before);
        waited
    }

    fn loads_elsewhere(&self, name: &str) -> bool {
        self.threads.loading.borrow().iter().any(|m| m.name == name && m.by != self.thread.ident)
    }

    /// True when the thread that runs the module waits, over however many others, for one that this thread runs.
    fn waits_in_a_circle(&self, name: &str) -> bool {
        let loading = self.threads.loading.borrow();
        let all = self.threads.all.borrow();
        let mut wanted = name.to_owned();
        for _ in 0..=all.len() {
            let Some(by) = loading.iter().find(|m| m.name == wanted).map(|m| m.by) else { return false };
            if by == self.thread.ident {
                return true;
            }
            let Some(thread) = all.iter().find(|t| t.ident == by) else { return false };
            match &*thread.awaited_module.borrow() {
                Some(next) => wanted.clone_from(next),
                None => return false,
            }
        }
        false
    }

    /// Sets the limit of every thread.
    pub fn set_recursion_limit(&self, limit: usize) {
        self.threads.recursion_limit.set(limit);
        self.recursion_limit.set(limit);
    }
}

impl Drop for Vm {
    fn drop(&mut self) {
        // Threads that are left cannot go on without what the main thread takes down.
        if self.thread.is_main {
            self.lock.end();
        }
    }
}
