//! [`Channel`]: what all transports have in common. The descriptor and who owns it, the loop and the protocol, being told
//! when the descriptor is ready, flow control, and the end of the connection.
//!
//! What CPython's transports do by `call_soon` is a [`Step`] in the ready queue here, in the same order. A step runs in
//! the context that was current when CPython would have made the handle.

use std::cell::Cell;

use taipan_interp::heap::{Held, Traverse, Visitor};
use taipan_interp::types::dict::Dict;
use taipan_interp::vm::pending::PendingWork;
use taipan_interp::{ObjRef, PyResult, Raised, Ref, Value, Vm};

use super::Step;
use super::buffer::WriteBuffer;
use crate::asyncio::event_loop::{EventLoop, loop_data};
use crate::asyncio::handle::{Ready, ends_the_loop, new_handle};
use crate::asyncio::protocol::Attached;
use crate::asyncio::server::Server;
use crate::asyncio::watching::{Side, Watcher};
use crate::asyncio::{report, show, task};
use crate::contextvars::{self, ContextCell};

/// The default high-water mark, and how it relates to the low one.
const HIGH_WATER: usize = 64 * 1024;
const HIGH_TO_LOW: usize = 4;

/// From this write after the end on, each is warned of.
const WARNED_WRITE: u32 = 5;

/// One bit of a channel's flags.
#[derive(Clone, Copy)]
pub struct Flag(u8);

impl Flag {
    /// The descriptor is open, and the channel's.
    pub const OPEN: Flag = Flag(1);
    /// `close()` was called, or the connection ends.
    pub const CLOSING: Flag = Flag(2);
    /// `pause_reading()` was called.
    pub const PAUSED: Flag = Flag(4);
    /// The protocol was told to pause writing.
    pub const PROTOCOL_PAUSED: Flag = Flag(8);
    /// `write_eof()` was called.
    pub const EOF: Flag = Flag(16);
    /// The ResourceWarning about not being closed was given.
    pub const WARNED: Flag = Flag(32);
    /// `connection_lost` is on its way.
    pub const LOSING: Flag = Flag(64);
}

/// Being told that the descriptor is ready for one side.
#[derive(Default)]
struct Registration {
    /// See [`Watcher`]; 0 while it is not wanted.
    number: Cell<u32>,
    context: ContextCell,
}

/// See the head of the file.
pub struct Channel {
    /// The loop, until the connection is lost.
    owner: Held<Option<ObjRef>>,
    pub fd: i32,
    flags: Cell<u8>,
    /// Not 0 once `connection_lost` is on its way; counts writes after that.
    pub conn_lost: Cell<u32>,
    pub protocol: Attached,
    pub buffer: WriteBuffer,
    high: Cell<usize>,
    low: Cell<usize>,
    reader: Registration,
    writer: Registration,
    /// The context of steps that wait for no descriptor.
    next: ContextCell,
    /// What `connection_lost` gets.
    exc: Held<Value>,
    /// The Python object that owns the descriptor: a socket, a file. None: the channel does.
    pub file: Held<Value>,
    /// `_extra`, as far as it was given or asked for.
    extra: Held<Value>,
    server: Held<Option<ObjRef>>,
    /// The future that is done once `connection_made` was called.
    waiter: Held<Value>,
}

impl Traverse for Channel {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.owner.traverse(v);
        self.protocol.traverse(v);
        for context in [&self.reader.context, &self.writer.context, &self.next] {
            context.traverse(v);
        }
        for value in [&self.exc, &self.file, &self.extra, &self.waiter] {
            value.traverse(v);
        }
        self.server.traverse(v);
    }
}

impl Channel {
    /// A channel that nothing has begun with yet. `file`: the Python object that owns the descriptor, or None; `extra`: a
    /// dict of the caller's for `get_extra_info`, or None.
    pub fn new(owner: ObjRef, fd: i32, file: Value, extra: Value) -> Channel {
        Channel {
            owner: Held::new(Some(owner)),
            fd,
            flags: Cell::new(Flag::OPEN.0),
            conn_lost: Cell::new(0),
            protocol: Attached::default(),
            buffer: WriteBuffer::default(),
            high: Cell::new(HIGH_WATER),
            low: Cell::new(HIGH_WATER / HIGH_TO_LOW),
            reader: Registration::default(),
            writer: Registration::default(),
            next: ContextCell::new(&Value::None),
            exc: Held::new(Value::None),
            file: Held::new(file),
            extra: Held::new(extra),
            server: Held::new(None),
            waiter: Held::new(Value::None),
        }
    }

    #[inline]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.get() & flag.0 != 0
    }

    #[inline]
    pub fn set(&self, flag: Flag, on: bool) {
        let flags = self.flags.get();
        self.flags.set(if on { flags | flag.0 } else { flags & !flag.0 });
    }

    /// The loop; `None` once the connection is lost.
    pub fn owner(&self) -> Option<ObjRef> {
        self.owner.get()
    }

    /// The loop as Python sees it.
    pub fn owner_value(&self) -> Value {
        self.owner.get().map_or(Value::None, Value::Object)
    }

    /// Runs `f` on the loop; nothing once the connection is lost.
    pub fn with_loop<R: Default>(&self, f: impl FnOnce(&EventLoop) -> PyResult<R>) -> PyResult<R> {
        match self.owner.get().as_ref().and_then(|o| o.get::<EventLoop>()) {
            Some(data) => f(data),
            None => Ok(R::default()),
        }
    }

    /// Lets go of everything: the channel is garbage.
    pub fn let_go(&self) {
        self.protocol.clear();
        for value in [&self.exc, &self.extra, &self.waiter] {
            value.set(Value::None);
        }
        self.server.set(None);
    }

    // ---- the beginning ----

    /// The transport exists: the protocol is told in the next pass, then reading begins, then `waiter` is done.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed; what asking for the protocol's class raises.
    pub fn begin(
        &self,
        vm: &Vm,
        this: &ObjRef,
        protocol: Value,
        waiter: Value,
        server: Option<ObjRef>,
    ) -> PyResult<()> {
        let begun = self.with_loop(|data| {
            self.protocol.set(vm, data.transports(vm)?, protocol)?;
            if let Some(server) = server {
                if let Some(s) = server.get::<Server>() {
                    s.attach(this);
                }
                self.server.set(Some(server));
            }
            data.note_transport(self.fd, Some(this));
            self.next.set(&contextvars::copy_current(vm));
            self.reader.context.set(&contextvars::copy_current(vm));
            self.soon(vm, data, this, Step::Made)?;
            self.soon(vm, data, this, Step::Start)?;
            if !waiter.is_none() {
                self.waiter.set(waiter);
                self.soon(vm, data, this, Step::Waiter)?;
            }
            Ok(())
        });
        if begun.is_err() {
            // Whoever made the descriptor still has it.
            self.set(Flag::OPEN, false);
        }
        begun
    }

    /// Queues a step.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed.
    pub fn soon(&self, vm: &Vm, data: &EventLoop, this: &ObjRef, step: Step) -> PyResult<()> {
        data.push(vm, Ready::Io { object: this.clone(), number: 0, step })
    }

    /// The step of [`Channel::begin`] that wakes whoever made the transport.
    ///
    /// # Errors
    /// As completing a future.
    pub fn wake_waiter(&self, vm: &Vm) -> PyResult<()> {
        let waiter = self.waiter.replace(Value::None);
        if task::is_cancelled(vm, &waiter)? {
            return Ok(());
        }
        vm.call_method(&waiter, &vm.intern("set_result"), &[Value::None]).map(drop)
    }

    /// The protocol's `connection_made`.
    ///
    /// # Errors
    /// What it raises.
    pub fn made(&self, vm: &Vm, data: &EventLoop, this: &ObjRef) -> PyResult<()> {
        let transport = Value::Object(this.clone());
        match self.protocol.connection_made(vm, data.transports(vm)?, &transport) {
            Err(exc) if !ends_the_loop(vm, &exc) => {
                vm.error_span.set(None);
                self.report_made(vm, transport, exc)
            }
            made => made,
        }
    }

    /// Reports what `connection_made` raised, as of the handle that CPython has for it.
    fn report_made(&self, vm: &Vm, transport: Value, exc: Raised) -> PyResult<()> {
        let callback = vm.get_attr(&self.protocol.object(), &vm.intern("connection_made"))?;
        let shown = show::callback_source(vm, &callback, std::slice::from_ref(&transport), self.debug())?;
        let handle = new_handle(vm, &self.owner_value(), callback, vec![transport], Value::None)?;
        let mut context = report::Context::new(vm, &format!("Exception in callback {shown}"));
        context.add("exception", exc.into_value());
        context.add("handle", Value::Object(handle));
        context.send(vm, &self.owner_value())
    }

    // ---- being told ----

    /// True when a step is still wanted: for a descriptor's, when nothing was taken back since.
    pub fn wants(&self, number: u32, step: Step) -> bool {
        match step {
            Step::Read => self.reader.number.get() == number,
            Step::Write => self.writer.number.get() == number,
            _ => true,
        }
    }

    /// The context that a step runs in.
    pub fn context(&self, step: Step) -> &ContextCell {
        match step {
            Step::Read | Step::Start => &self.reader.context,
            Step::Write => &self.writer.context,
            _ => &self.next,
        }
    }

    fn watch(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, side: Side, registration: &Registration) -> PyResult<()> {
        let number = data.next_watch_number();
        registration.number.set(number);
        registration.context.set(&contextvars::copy_current(vm));
        data.watch(vm, self.fd, side, Watcher::Native { object: this.clone(), number })
    }

    /// `_add_reader`.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed, the system's.
    pub fn add_reader(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.with_loop(|data| self.watch(vm, this, data, Side::Read, &self.reader))
    }

    /// `_add_writer`.
    ///
    /// # Errors
    /// As [`Channel::add_reader`].
    pub fn add_writer(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.with_loop(|data| self.watch(vm, this, data, Side::Write, &self.writer))
    }

    /// `_remove_reader`.
    ///
    /// # Errors
    /// None of its own.
    pub fn remove_reader(&self, vm: &Vm) -> PyResult<()> {
        self.reader.number.set(0);
        self.with_loop(|data| data.unwatch(vm, self.fd, Side::Read).map(drop))
    }

    /// `_remove_writer`.
    ///
    /// # Errors
    /// None of its own.
    pub fn remove_writer(&self, vm: &Vm) -> PyResult<()> {
        self.writer.number.set(0);
        self.with_loop(|data| data.unwatch(vm, self.fd, Side::Write).map(drop))
    }

    /// `is_reading()`.
    pub fn is_reading(&self) -> bool {
        !self.has(Flag::CLOSING) && !self.has(Flag::PAUSED)
    }

    /// `pause_reading()`.
    ///
    /// # Errors
    /// What logging raises (debug mode).
    pub fn pause_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if !self.is_reading() {
            return Ok(());
        }
        self.set(Flag::PAUSED, true);
        self.remove_reader(vm)?;
        self.debug_log(vm, this, "pauses reading")
    }

    /// `resume_reading()`.
    ///
    /// # Errors
    /// As [`Channel::add_reader`].
    pub fn resume_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.has(Flag::CLOSING) || !self.has(Flag::PAUSED) {
            return Ok(());
        }
        self.set(Flag::PAUSED, false);
        self.add_reader(vm, this)?;
        self.debug_log(vm, this, "resumes reading")
    }

    /// The loop is in debug mode.
    pub fn debug(&self) -> bool {
        self.owner.get().is_some_and(|o| o.get::<EventLoop>().is_some_and(|l| l.debug.get()))
    }

    /// In debug mode, a line in the log about the transport.
    ///
    /// # Errors
    /// What the logger raises.
    pub fn debug_log(&self, vm: &Vm, this: &ObjRef, what: &str) -> PyResult<()> {
        if !self.debug() {
            return Ok(());
        }
        let shown = show::repr(vm, &Value::Object(this.clone()))?;
        report::debug_text(vm, &format!("{shown} {what}"), None)
    }

    // ---- flow control ----

    /// `get_write_buffer_limits()`: low, high.
    pub fn limits(&self) -> (usize, usize) {
        (self.low.get(), self.high.get())
    }

    /// `_set_write_buffer_limits(high, low)`.
    ///
    /// # Errors
    /// ValueError unless `high >= low`.
    pub fn set_limits(&self, vm: &Vm, high: Option<usize>, low: Option<usize>) -> PyResult<()> {
        let high = high.unwrap_or_else(|| low.map_or(HIGH_WATER, |low| low.saturating_mul(HIGH_TO_LOW)));
        let low = low.unwrap_or(high / HIGH_TO_LOW);
        if high < low {
            return Err(vm.value_error(format!("high ({high}) must be >= low ({low}) must be >= 0")));
        }
        self.high.set(high);
        self.low.set(low);
        Ok(())
    }

    /// Tells the protocol when there is too much to be written (`size` bytes).
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt; others are reported.
    #[inline]
    pub fn maybe_pause(&self, vm: &Vm, this: &ObjRef, size: usize) -> PyResult<()> {
        if size <= self.high.get() || self.has(Flag::PROTOCOL_PAUSED) {
            return Ok(());
        }
        self.set(Flag::PROTOCOL_PAUSED, true);
        let paused = self.with_loop(|data| self.protocol.pause_writing(vm, data.transports(vm)?));
        self.report(vm, this, paused, "protocol.pause_writing() failed")
    }

    /// Tells the protocol when it may go on.
    ///
    /// # Errors
    /// As [`Channel::maybe_pause`].
    #[inline]
    pub fn maybe_resume(&self, vm: &Vm, this: &ObjRef, size: usize) -> PyResult<()> {
        if !self.has(Flag::PROTOCOL_PAUSED) || size > self.low.get() {
            return Ok(());
        }
        self.set(Flag::PROTOCOL_PAUSED, false);
        let resumed = self.with_loop(|data| self.protocol.resume_writing(vm, data.transports(vm)?));
        self.report(vm, this, resumed, "protocol.resume_writing() failed")
    }

    /// Counts a write that comes too late.
    ///
    /// # Errors
    /// What the logger raises.
    pub fn late_write(&self, vm: &Vm, warning: &str) -> PyResult<()> {
        let count = self.conn_lost.get();
        self.conn_lost.set(count.saturating_add(1));
        if count >= WARNED_WRITE { report::warn_log(vm, warning) } else { Ok(()) }
    }

    // ---- errors and the end ----

    /// Gives an error, with the transport and its protocol, to the loop's exception handler.
    fn send_report(&self, vm: &Vm, this: &ObjRef, exc: &Raised, message: &str) -> PyResult<()> {
        let mut context = report::Context::new(vm, message);
        context.add("exception", Value::Exception(exc.0.clone()));
        context.add("transport", Value::Object(this.clone()));
        context.add("protocol", self.protocol.object());
        match self.owner.get() {
            Some(owner) => context.send(vm, &Value::Object(owner)),
            None => Ok(()),
        }
    }

    /// Reports what a protocol raised; the connection goes on.
    fn report(&self, vm: &Vm, this: &ObjRef, result: PyResult<()>, message: &str) -> PyResult<()> {
        match result {
            Ok(()) => Ok(()),
            Err(exc) if ends_the_loop(vm, &exc) => Err(exc),
            Err(exc) => {
                vm.error_span.set(None);
                self.send_report(vm, this, &exc, message)
            }
        }
    }

    /// Says why a connection ends: in the log in debug mode when that is an ordinary error (`quiet`), else to the loop's
    /// exception handler.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt, also `exc` itself.
    pub fn report_fatal(&self, vm: &Vm, this: &ObjRef, exc: &Raised, message: &str, quiet: bool) -> PyResult<()> {
        if ends_the_loop(vm, exc) {
            return Err(Raised(exc.0.clone()));
        }
        vm.error_span.set(None);
        if !quiet {
            return self.send_report(vm, this, exc, message);
        }
        if !self.debug() {
            return Ok(());
        }
        let shown = show::repr(vm, &Value::Object(this.clone()))?;
        report::debug_text(vm, &format!("{shown}: {message}"), Some(exc))
    }

    /// True for an OSError.
    pub fn is_os_error(vm: &Vm, exc: &Raised) -> bool {
        vm.matches(exc, &vm.exc.os_error)
    }

    /// Queues `connection_lost(exc)`, for the one time.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed.
    pub fn lose(&self, vm: &Vm, this: &ObjRef, exc: Value) -> PyResult<()> {
        if self.has(Flag::LOSING) {
            return Ok(());
        }
        self.set(Flag::LOSING, true);
        self.exc.set(exc);
        self.next.set(&contextvars::copy_current(vm));
        self.with_loop(|data| self.soon(vm, data, this, Step::Lost))
    }

    /// `close()`: nothing more is read; once nothing is left to be written, the connection ends.
    ///
    /// # Errors
    /// As [`Channel::lose`].
    pub fn close(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.has(Flag::CLOSING) {
            return Ok(());
        }
        self.set(Flag::CLOSING, true);
        self.remove_reader(vm)?;
        if self.buffer.is_empty() {
            self.conn_lost.set(self.conn_lost.get() + 1);
            self.remove_writer(vm)?;
            self.lose(vm, this, Value::None)?;
        }
        Ok(())
    }

    /// `_force_close(exc)`: what is to be written is lost.
    ///
    /// # Errors
    /// As [`Channel::lose`].
    pub fn force_close(&self, vm: &Vm, this: &ObjRef, exc: Value) -> PyResult<()> {
        if self.conn_lost.get() > 0 {
            return Ok(());
        }
        if !self.buffer.is_empty() {
            self.buffer.clear();
            self.remove_writer(vm)?;
        }
        if !self.has(Flag::CLOSING) {
            self.set(Flag::CLOSING, true);
            self.remove_reader(vm)?;
        }
        self.conn_lost.set(self.conn_lost.get() + 1);
        self.lose(vm, this, exc)
    }

    /// `_call_connection_lost(exc)`: tells the protocol and closes the descriptor, whatever the protocol does.
    ///
    /// # Errors
    /// What the protocol raises.
    pub fn lost(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let exc = self.exc.replace(Value::None);
        for (registration, side) in [(&self.reader, Side::Read), (&self.writer, Side::Write)] {
            if registration.number.replace(0) != 0 {
                self.with_loop(|data| data.unwatch(vm, self.fd, side).map(drop))?;
            }
        }
        let told = self.with_loop(|data| {
            let told = self.protocol.connection_lost(vm, data.transports(vm)?, &exc);
            data.note_transport(self.fd, None);
            told
        });
        let closed = self.close_file(vm);
        self.protocol.clear();
        self.owner.set(None);
        self.detach(vm, this)?;
        told.and(closed)
    }

    fn detach(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let server = self.server.replace(None);
        match server.as_ref().and_then(|s| s.get::<Server>()) {
            Some(server) => server.detach(vm, this),
            None => Ok(()),
        }
    }

    /// Closes the descriptor, by its owner if Python has one.
    fn close_file(&self, vm: &Vm) -> PyResult<()> {
        if !self.has(Flag::OPEN) {
            return Ok(());
        }
        self.set(Flag::OPEN, false);
        let file = self.file.get();
        if file.is_none() {
            // What the descriptor says at its end is of no use to anyone.
            let _ = vm.host.close(self.fd);
            return Ok(());
        }
        vm.call_method(&file, &vm.names.close, &[]).map(drop)
    }

    /// The last reference goes. False: it stays until `__del__` has warned and closed.
    pub fn may_die(&self, this: &ObjRef) -> bool {
        if !self.has(Flag::OPEN) || self.has(Flag::WARNED) {
            return true;
        }
        self.set(Flag::WARNED, true);
        this.with_class(|c| c.pending.push(PendingWork::Finalize(Value::Object(this.clone()))));
        false
    }

    /// `__del__` of a transport that was not closed.
    ///
    /// # Errors
    /// The warning, when it is made an error.
    pub fn abandoned(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if !self.has(Flag::OPEN) {
            return Ok(());
        }
        let value = Value::Object(this.clone());
        let message = format!("unclosed transport {}", show::repr(vm, &value)?);
        let warned = report::warn_source(vm, &vm.exc.resource_warning, &message, &value);
        self.with_loop(|data| {
            data.note_transport(self.fd, None);
            Ok(())
        })?;
        let closed = self.close_file(vm);
        self.detach(vm, this)?;
        warned.and(closed)
    }

    // ---- what programs ask ----

    /// The dict of `_extra`, made when first asked for.
    pub fn extra(&self) -> Ref<Dict> {
        if let Value::Dict(extra) = self.extra.get() {
            return extra;
        }
        let made = Ref::new(Dict::new());
        self.extra.set(Value::Dict(made.clone()));
        made
    }

    /// What `_extra` has under a name, if it has been made.
    pub fn known_extra(&self, vm: &Vm, name: &str) -> Option<Value> {
        match self.extra.get() {
            Value::Dict(extra) => extra.get_str(&vm.intern(name)),
            _ => None,
        }
    }

    /// True while the loop watches the descriptor for one side.
    pub fn is_watched(&self, side: Side) -> bool {
        self.owner.get().is_some_and(|o| loop_data(&Value::Object(o)).is_some_and(|l| l.is_watched(self.fd, side)))
    }
}
