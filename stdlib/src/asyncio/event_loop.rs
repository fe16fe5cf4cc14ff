//! The event loop: what is ready, what waits for its time, and the one function that runs a pass over them.
//!
//! Owns the ready queue, the timers, and the notes about who is running. It knows tasks, futures and handles only as
//! entries of its queue; locks, queues, gather, timeouts are built on [`EventLoop::push`], [`EventLoop::call_at`] and
//! futures, and nothing else. Time, order and waiting come through three seams: [`Clock`], [`Order`], [`Reactor`].
//!
//! Every hop that CPython's loop makes is made here, so that the same program interleaves in the same order.
//!
//! The methods that Python sees are in `loop_methods`.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::{Held, NativeData};
use taipan_interp::types::class::TypeFlags;
use taipan_interp::types::weak::WeakLink;
use taipan_interp::vm::pending::PendingWork;
use taipan_interp::vm::threads::Thread;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::clock::{Clock, Monotonic};
use super::handle::{Handle, Ready, ends_the_loop};
use super::order::{Fifo, Order};
use super::reactor::{HostReactor, Reactor};
use super::ready_queue::ReadyQueue;
use super::timers::{Due, Timers};
use super::transport::Transports;
use super::watching::Watching;
use super::{Asyncio, live, report, show, signals};

/// How far ahead of its time a timer may be run: what the clock can tell apart (a nanosecond).
const CLOCK_RESOLUTION: f64 = 1e-9;

/// The longest wait, in seconds: a day, as in CPython. Longer ones would overflow some systems' calls; the loop just
/// waits again.
const MAX_WAIT: f64 = 24.0 * 3600.0;

/// How much a transport reads at once, as in CPython.
const READ_SIZE: usize = 256 * 1024;

/// Methods whose override in Python takes the loop off the fast paths.
const HOOKS: [&str; 7] =
    ["call_soon", "call_at", "call_later", "time", "create_future", "create_task", "call_exception_handler"];

/// An event loop.
pub struct EventLoop {
    pub asyncio: Rc<Asyncio>,
    ready: RefCell<ReadyQueue>,
    pub timers: RefCell<Timers>,
    timer_number: Cell<u32>,
    clock: Box<dyn Clock>,
    order: Box<dyn Order>,
    pub reactor: Box<dyn Reactor>,
    pub watching: Watching,
    /// What transports need; made with the first.
    transports: OnceCell<Rc<Transports>>,
    /// Where transports read into, while none of them does.
    read_buffer: Cell<Vec<u8>>,
    /// The task whose step is being run; None between steps.
    pub current: Held<Value>,
    pub closed: Cell<bool>,
    pub stopping: Cell<bool>,
    pub debug: Cell<bool>,
    /// The thread that runs it.
    pub running_on: RefCell<Option<Rc<Thread>>>,
    /// A class written in Python overrides one of [`HOOKS`].
    overridden: Cell<bool>,
    pub task_factory: RefCell<Value>,
    pub exception_handler: RefCell<Value>,
    pub slow_callback_duration: RefCell<Value>,
    /// What a program says of the clock; nothing here depends on it.
    pub clock_resolution: Cell<f64>,
    /// Async generators that were started and have not ended, as far as known.
    pub asyncgens: RefCell<Vec<Rc<WeakLink>>>,
    pub asyncgens_shutdown_called: Cell<bool>,
    /// The hooks that were installed before this loop ran.
    pub old_asyncgen_hooks: RefCell<Option<(Value, Value)>>,
    /// The depth of origin tracking before debug mode set its own.
    pub old_origin_depth: Cell<Option<usize>>,
    pub default_executor: RefCell<Value>,
    /// `_selector`, for programs that look at it.
    pub selector: RefCell<Value>,
    pub executor_shutdown_called: Cell<bool>,
    /// Callbacks for signals.
    pub signal_handlers: RefCell<Vec<(signals::Number, ObjRef)>>,
    /// Debug mode: the handle being run, when Python made it.
    current_handle: RefCell<Option<ObjRef>>,
    /// The ResourceWarning about not being closed was given.
    warned: Cell<bool>,
    /// It waits for the world: no handle is being run.
    pub waiting: Cell<bool>,
}

impl NativeData for EventLoop {
    taipan_interp::traverses!(
        ready,
        timers,
        current,
        task_factory,
        exception_handler,
        slow_callback_duration,
        old_asyncgen_hooks,
        default_executor,
        signal_handlers,
        current_handle,
        watching,
        selector,
    );

    fn clear(&self) {
        drop(self.ready.take());
        drop(self.timers.take());
        self.forget_watchers();
        drop(self.task_factory.replace(Value::None));
        drop(self.exception_handler.replace(Value::None));
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        if self.closed.get() || self.warned.replace(true) {
            return true;
        }
        this.with_class(|c| c.pending.push(PendingWork::Finalize(Value::Object(this.clone()))));
        false
    }
}

/// The shorter of two waits; `None` is one without an end.
fn shorter(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The loop behind a value, when it is one of ours.
#[inline]
pub fn loop_data(value: &Value) -> Option<&EventLoop> {
    value.native::<EventLoop>()
}

impl EventLoop {
    /// An open loop with the real clock, order and reactor.
    pub fn new(asyncio: Rc<Asyncio>) -> EventLoop {
        EventLoop {
            asyncio,
            ready: RefCell::default(),
            timers: RefCell::default(),
            timer_number: Cell::new(0),
            clock: Box::new(Monotonic),
            order: Box::new(Fifo),
            reactor: Box::new(HostReactor::default()),
            watching: Watching::default(),
            transports: OnceCell::new(),
            read_buffer: Cell::default(),
            selector: RefCell::new(Value::None),
            current: Held::new(Value::None),
            closed: Cell::new(false),
            stopping: Cell::new(false),
            debug: Cell::new(false),
            running_on: RefCell::default(),
            overridden: Cell::new(false),
            task_factory: RefCell::new(Value::None),
            exception_handler: RefCell::new(Value::None),
            slow_callback_duration: RefCell::new(Value::Float(0.1)),
            clock_resolution: Cell::new(1e-9),
            asyncgens: RefCell::default(),
            asyncgens_shutdown_called: Cell::new(false),
            old_asyncgen_hooks: RefCell::default(),
            old_origin_depth: Cell::new(None),
            default_executor: RefCell::new(Value::None),
            executor_shutdown_called: Cell::new(false),
            signal_handlers: RefCell::default(),
            current_handle: RefCell::default(),
            warned: Cell::new(false),
            waiting: Cell::new(false),
        }
    }

    /// Looks at the class of `this` for overrides; called once the object exists.
    pub fn note_class(&self, vm: &Vm, this: &ObjRef) {
        let class = this.class();
        if !class.has(TypeFlags::HEAP) {
            return;
        }
        let native = |name: &&str| matches!(vm.type_lookup(&class, &vm.intern(name)), Some(Value::Native(_)));
        self.overridden.set(!HOOKS.iter().all(native));
    }

    /// True when nothing of the loop is overridden from Python: the fast paths apply.
    #[inline]
    pub fn is_plain(&self, this: &ObjRef) -> bool {
        !self.overridden.get() && (!this.has_attrs() || self.attributes_are_harmless(this))
    }

    #[cold]
    fn attributes_are_harmless(&self, this: &ObjRef) -> bool {
        this.attrs().names().iter().all(|n| n.as_str().is_some_and(|n| !HOOKS.contains(&n.as_str())))
    }

    /// # Errors
    /// RuntimeError when the loop is closed.
    #[inline]
    pub fn check_closed(&self, vm: &Vm) -> PyResult<()> {
        if self.closed.get() { Err(vm.runtime_error("Event loop is closed")) } else { Ok(()) }
    }

    /// Debug mode: only the thread that runs the loop may schedule.
    ///
    /// # Errors
    /// RuntimeError in another thread.
    pub fn check_thread(&self, vm: &Vm) -> PyResult<()> {
        match &*self.running_on.borrow() {
            Some(thread) if !Rc::ptr_eq(thread, &vm.thread) => {
                Err(vm.runtime_error("Non-thread-safe operation invoked on an event loop other than the current one"))
            }
            _ => Ok(()),
        }
    }

    /// Queues something for the next pass.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed.
    #[inline]
    pub fn push(&self, vm: &Vm, entry: Ready) -> PyResult<()> {
        self.check_closed(vm)?;
        self.ready.borrow_mut().push_back(entry);
        Ok(())
    }

    /// Now, on the loop's clock.
    #[inline]
    pub fn time(&self, vm: &Vm) -> f64 {
        self.clock.now(vm)
    }

    /// Sets a timer.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed.
    pub fn call_at(&self, vm: &Vm, when: f64, due: Due) -> PyResult<()> {
        self.check_closed(vm)?;
        self.timers.borrow_mut().push(when, due);
        Ok(())
    }

    /// A number that no timer of this loop has borne lately; never 0.
    pub fn next_timer_number(&self) -> u32 {
        let number = self.timer_number.get().wrapping_add(1).max(1);
        self.timer_number.set(number);
        number
    }

    /// What transports need.
    ///
    /// # Errors
    /// What importing `asyncio.transports` raises.
    #[inline]
    pub fn transports(&self, vm: &Vm) -> PyResult<&Rc<Transports>> {
        if let Some(known) = self.transports.get() {
            return Ok(known);
        }
        let made = super::transport::of(vm)?;
        Ok(self.transports.get_or_init(|| made))
    }

    /// Runs `f` with a buffer of 256 KiB to read into. It is everyone's: who is called amid `f` gets another one.
    pub fn with_read_buffer<R>(&self, f: impl FnOnce(&mut [u8]) -> R) -> R {
        let mut buffer = self.read_buffer.take();
        if buffer.is_empty() {
            // Pages of it that are never read into take no memory.
            buffer = vec![0; READ_SIZE];
        }
        let result = f(&mut buffer);
        self.read_buffer.set(buffer);
        result
    }

    /// How many handles are ready.
    pub fn ready_count(&self) -> usize {
        self.ready.borrow().len()
    }

    /// One pass: cancelled timers out, wait, what is told of ready descriptors in, timers that are due in, then everything
    /// that is ready by now, once.
    /// What becomes ready meanwhile runs in the next pass: so no handle can starve the timers.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt from a handle. What has not run stays queued.
    pub fn run_once(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.pass(vm, this, None)
    }

    /// [`EventLoop::run_once`] that waits for `at_most` seconds.
    ///
    /// # Errors
    /// As there.
    #[inline]
    pub fn pass(&self, vm: &Vm, this: &ObjRef, at_most: Option<f64>) -> PyResult<()> {
        if !self.timers.borrow().is_empty() {
            let dead = self.timers.borrow_mut().sweep();
            drop(dead);
        }

        let wait = shorter(self.how_long(vm, this)?, at_most);
        if wait != Some(0.0) || self.reactor.is_watching() {
            self.look(vm, wait)?;
        }

        if !self.timers.borrow().is_empty() {
            // At the least, past what is due just now: on a clock that says a large number a nanosecond is nothing.
            let now = self.now(vm, this)?;
            let end = (now + CLOCK_RESOLUTION).max(now.next_up());
            let mut timers = self.timers.borrow_mut();
            let mut ready = self.ready.borrow_mut();
            while let Some(due) = timers.pop_due(end) {
                ready.push_back(due);
            }
        }

        let mut left = self.ready.borrow().len();
        while left > 0 {
            let next = self.order.next(&mut self.ready.borrow_mut(), left);
            left -= 1;
            let Some(handle) = next else { break };
            if handle.is_cancelled() {
                continue;
            }
            if self.debug.get() {
                self.run_timed(vm, this, handle)?;
            } else {
                handle.run(vm, this, self)?;
            }
            if vm.pending.flag.get() {
                vm.run_pending()?;
            }
        }
        Ok(())
    }

    /// Seconds to wait: none when something is ready, else until the first timer, else (Rust's `None`) for an event.
    pub(super) fn how_long(&self, vm: &Vm, this: &ObjRef) -> PyResult<Option<f64>> {
        if self.stopping.get() || !self.ready.borrow().is_empty() {
            return Ok(Some(0.0));
        }
        let Some(first) = self.timers.borrow().first() else { return Ok(None) };
        Ok(Some((first - self.now(vm, this)?).clamp(0.0, MAX_WAIT)))
    }

    /// As [`EventLoop::time`], for a loop that may tell the time in its own way.
    fn now(&self, vm: &Vm, this: &ObjRef) -> PyResult<f64> {
        if self.is_plain(this) {
            return Ok(self.time(vm));
        }
        let now = vm.call_method(&Value::Object(this.clone()), &vm.intern("time"), &[])?;
        super::seconds(vm, &now)
    }

    /// Runs a handle in debug mode: slow ones are named in the log.
    fn run_timed(&self, vm: &Vm, this: &ObjRef, handle: Ready) -> PyResult<()> {
        let subject = handle.subject(vm)?;
        if let Ready::Handle(h) = &handle {
            self.current_handle.replace(Some(h.clone()));
        }
        let start = self.time(vm);
        let result = handle.run(vm, this, self);
        let handle = self.current_handle.take();
        drop(handle);
        let took = self.time(vm) - start;
        let limit = self.slow_callback_duration.borrow().clone();
        if took >= super::seconds(vm, &limit)? {
            report::warn_log(vm, &format!("Executing {} took {took:.3} seconds", subject.shown(vm)?))?;
        }
        result
    }

    /// What becomes of an error in a callback of the library's own: it is reported, unless it ends the loop.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn contain(&self, vm: &Vm, this: &ObjRef, result: PyResult<()>, name: &str) -> PyResult<()> {
        match result {
            Ok(()) => Ok(()),
            Err(exc) if ends_the_loop(vm, &exc) => Err(exc),
            Err(exc) => {
                let mut context = report::Context::new(vm, &format!("Exception in callback {name}()"));
                context.add("exception", exc.into_value());
                context.send(vm, &Value::Object(this.clone()))
            }
        }
    }

    /// Where the handle being run was made (debug mode).
    pub fn current_handle_source(&self) -> Option<Value> {
        let handle = self.current_handle.borrow().clone()?;
        handle.get::<Handle>().map(|h| h.source_traceback.borrow().clone()).filter(|at| !at.is_none())
    }

    /// True while it runs, in any thread.
    pub fn is_running(&self) -> bool {
        self.running_on.borrow().is_some()
    }

    /// Empties the queues and closes the loop. What was queued is dropped without being run.
    pub fn close(&self) {
        if self.closed.replace(true) {
            return;
        }
        let ready = self.ready.take();
        let timers = self.timers.borrow_mut().take();
        drop((ready, timers));
        self.forget_watchers();
        self.executor_shutdown_called.set(true);
    }

    /// Runs passes until `stop()`. The caller has made the loop the running one.
    ///
    /// # Errors
    /// As [`EventLoop::run_once`].
    pub fn run_until_stopped(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let hook = self.run_once_override(vm, this);
        if hook.is_none()
            && let Some(guest) = live::guest(vm, this)
        {
            return live::run_with(vm, this, self, &guest);
        }
        loop {
            match &hook {
                Some(run_once) => {
                    vm.call(run_once, &[])?;
                }
                None => self.run_once(vm, this)?,
            }
            if self.stopping.get() {
                return Ok(());
            }
        }
    }

    /// `_run_once` when a class written in Python (or the instance) overrides it.
    fn run_once_override(&self, vm: &Vm, this: &ObjRef) -> Option<Value> {
        let name = vm.intern("_run_once");
        if this.has_attrs()
            && let Some(f) = this.attrs().get(&name)
        {
            return Some(f);
        }
        let class = this.class();
        match vm.type_lookup(&class, &name) {
            Some(Value::Native(_)) | None => None,
            Some(f) => vm.bind(&f, &Value::Object(this.clone())).ok(),
        }
    }

    /// The error for a second task entering while one runs.
    #[cold]
    pub fn cannot_enter(&self, vm: &Vm, task: &ObjRef) -> Raised {
        let current = self.current.get();
        let shown = show::repr(vm, &Value::Object(task.clone())).and_then(|task| Ok((task, show::repr(vm, &current)?)));
        match shown {
            Ok((task, current)) => vm.runtime_error(format!(
                "Cannot enter into task {task} while another task {current} is being executed."
            )),
            Err(e) => e,
        }
    }
}
