//! Data both ways, and not too much of it: what the program writes waits while the transport below is full, what comes
//! waits while the program does not read.

use std::cell::{Cell, RefCell};

use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::super::handle::ends_the_loop;
use super::super::report;
use super::super::transport as transports;
use super::calls;
use super::protocol::{SslProtocol, State};
use crate::ssl::errors::{self, Place};

/// The default high-water marks, and how they relate to the low ones.
pub const HIGH_WATER_WRITE: usize = 512 * 1024;
pub const HIGH_WATER_READ: usize = 256 * 1024;
const HIGH_TO_LOW: usize = 4;

/// From this write after the end on, each is warned of.
const WARNED_WRITE: u32 = 5;

/// Buffers of this size are kept for the next time.
const KEPT_BUFFER: usize = 16 * 1024;

/// A pair of water marks.
pub struct Marks {
    pub high: Cell<usize>,
    pub low: Cell<usize>,
}

impl Marks {
    fn new(high: usize) -> Marks {
        Marks { high: Cell::new(high), low: Cell::new(high / HIGH_TO_LOW) }
    }

    /// Sets one or both; `default`: the high one when neither is given.
    ///
    /// # Errors
    /// ValueError unless `high >= low >= 0`.
    pub fn set(&self, vm: &Vm, high: Option<i64>, low: Option<i64>, default: usize) -> PyResult<()> {
        let default = i64::try_from(default).unwrap_or(i64::MAX);
        let ratio = HIGH_TO_LOW as i64;
        let high = high.unwrap_or_else(|| low.map_or(default, |low| low.saturating_mul(ratio)));
        let low = low.unwrap_or(high / ratio);
        if !(high >= low && low >= 0) {
            return Err(vm.value_error(format!("high ({high}) must be >= low ({low}) must be >= 0")));
        }
        self.high.set(usize::try_from(high).unwrap_or(usize::MAX));
        self.low.set(usize::try_from(low).unwrap_or(usize::MAX));
        Ok(())
    }
}

/// What waits, and who is paused.
pub struct Flow {
    /// Plain bytes that the connection cannot take yet.
    backlog: RefCell<Vec<u8>>,
    /// Encrypted bytes that the transport below is too full for.
    outgoing: RefCell<Vec<u8>>,
    pub writing: Marks,
    pub reading: Marks,
    /// The transport below wants no more.
    pub below_is_full: Cell<bool>,
    /// The program's protocol has been told to write no more.
    pub writing_paused: Cell<bool>,
    /// The program does not read.
    pub reading_paused: Cell<bool>,
    /// The transport below has been told not to read.
    below_paused: Cell<bool>,
}

impl Default for Flow {
    fn default() -> Flow {
        Flow {
            backlog: RefCell::default(),
            outgoing: RefCell::default(),
            writing: Marks::new(HIGH_WATER_WRITE),
            reading: Marks::new(HIGH_WATER_READ),
            below_is_full: Cell::new(false),
            writing_paused: Cell::new(false),
            reading_paused: Cell::new(false),
            below_paused: Cell::new(false),
        }
    }
}

impl Flow {
    /// How much waits to be written.
    pub fn unwritten(&self) -> usize {
        self.backlog.borrow().len() + self.outgoing.borrow().len()
    }

    /// Lets go of what waits to be written.
    pub fn clear(&self) {
        self.backlog.take();
        self.outgoing.take();
    }
}

impl SslProtocol {
    // ---- writing ----

    /// Writes the program's data.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn write_data(&self, vm: &Vm, this: &ObjRef, parts: &[&[u8]]) -> PyResult<()> {
        if matches!(self.state.get(), State::Flushing | State::Shutdown | State::Unwrapped) {
            let lost = self.conn_lost.get();
            self.conn_lost.set(lost.saturating_add(1));
            return if lost >= WARNED_WRITE { report::warn_log(vm, "SSL connection is closed") } else { Ok(()) };
        }
        if self.state.get() == State::Wrapped && self.flow.backlog.borrow().is_empty() {
            let written = self.with_tls(|tls| parts.iter().try_for_each(|part| tls.write(part)));
            return match written {
                Some(Err(failure)) => self.write_failed(vm, this, &failure),
                _ => self.send_outgoing(vm, this),
            };
        }
        for part in parts {
            self.flow.backlog.borrow_mut().extend_from_slice(part);
        }
        if self.state.get() == State::Wrapped { self.write_backlog(vm, this) } else { Ok(()) }
    }

    fn write_failed(&self, vm: &Vm, this: &ObjRef, failure: &errors::Failure) -> PyResult<()> {
        let exc = errors::raised(vm, failure, Place::Write).into_value();
        self.fatal_error(vm, this, exc, "Fatal error on SSL protocol")
    }

    /// Writes what had to wait for the handshake.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn write_backlog(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let waiting = self.flow.backlog.take();
        match self.with_tls(|tls| tls.write(&waiting)) {
            Some(Err(failure)) if !waiting.is_empty() => self.write_failed(vm, this, &failure),
            _ => self.send_outgoing(vm, this),
        }
    }

    /// Gives the transport below what is to be sent, unless it is full.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn send_outgoing(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let mut bytes = self.flow.outgoing.take();
        self.with_tls(|tls| {
            if tls.has_output() {
                tls.take_output(&mut bytes);
            }
        });
        if !self.flow.below_is_full.get() && !bytes.is_empty() {
            let transport = self.transport.get();
            if !transport.is_none() {
                calls::write(vm, &transport, &bytes)?;
            }
            bytes.clear();
            if bytes.capacity() > KEPT_BUFFER {
                bytes = Vec::new();
            }
        }
        let mut outgoing = self.flow.outgoing.borrow_mut();
        // A write from within the write has put its own there.
        bytes.append(&mut outgoing);
        *outgoing = bytes;
        drop(outgoing);
        self.control_writing(vm, this)
    }

    /// Tells the program's protocol when there is too much to be written, and when it may go on.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt; what else the protocol raises is reported.
    pub fn control_writing(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let (flow, size) = (&self.flow, self.flow.unwritten());
        let (told, what) = if size >= flow.writing.high.get() && !flow.writing_paused.get() {
            flow.writing_paused.set(true);
            (self.app.pause_writing(vm, &*transports::of(vm)?), "pause")
        } else if size <= flow.writing.low.get() && flow.writing_paused.get() {
            flow.writing_paused.set(false);
            (self.app.resume_writing(vm, &*transports::of(vm)?), "resume")
        } else {
            return Ok(());
        };
        match told {
            Ok(()) => Ok(()),
            Err(exc) if ends_the_loop(vm, &exc) => Err(exc),
            Err(exc) => {
                vm.error_span.set(None);
                let mut context = report::Context::new(vm, &format!("protocol.{what}_writing() failed"));
                context.add("exception", exc.into_value());
                context.add("transport", self.app_transport.get());
                context.add("protocol", Value::Object(this.clone()));
                context.send(vm, &self.owner.get())
            }
        }
    }

    // ---- reading ----

    /// Hands out what has come.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn read(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let is_open = || matches!(self.state.get(), State::Wrapped | State::Flushing);
        if !is_open() {
            return Ok(());
        }
        let transports = transports::of(vm)?;
        while is_open() && !self.flow.reading_paused.get() {
            let data = self.with_tls(|tls| tls.take_plain()).unwrap_or_default();
            if data.is_empty() {
                break;
            }
            let given = self.app.data_received(vm, &transports, &data);
            self.with_tls(|tls| tls.reuse(data));
            match given {
                Ok(()) => {}
                Err(exc) if ends_the_loop(vm, &exc) => return Err(exc),
                Err(exc) => {
                    vm.error_span.set(None);
                    return self.fatal_error(vm, this, exc.into_value(), "Fatal error on SSL protocol");
                }
            }
        }
        if !is_open() {
            return Ok(());
        }
        if !self.flow.reading_paused.get() {
            if let Some(failure) = self.failure() {
                let exc = errors::raised(vm, &failure, Place::Read).into_value();
                return self.fatal_error(vm, this, exc, "Fatal error on SSL protocol");
            }
            if self.with_tls(|tls| tls.peer_has_closed()).unwrap_or(false) {
                self.tell_eof(vm, this)?;
                self.start_shutdown(vm, this)?;
            }
        }
        if self.flow.backlog.borrow().is_empty() {
            self.send_outgoing(vm, this)?;
        } else {
            self.write_backlog(vm, this)?;
        }
        self.control_reading(vm)
    }

    /// Has the transport below stop reading while much is waiting for the program.
    ///
    /// # Errors
    /// What the transport raises.
    pub fn control_reading(&self, vm: &Vm) -> PyResult<()> {
        let size = self.with_tls(|tls| tls.plain().len()).unwrap_or(0);
        let flow = &self.flow;
        let transport = self.transport.get();
        if transport.is_none() {
            return Ok(());
        }
        if size >= flow.reading.high.get() && !flow.below_paused.get() {
            flow.below_paused.set(true);
            calls::set_reading(vm, &transport, false)
        } else if size <= flow.reading.low.get() && flow.below_paused.get() {
            flow.below_paused.set(false);
            calls::set_reading(vm, &transport, true)
        } else {
            Ok(())
        }
    }

    /// `resume_reading()` of the program's transport, in the next pass.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn read_again(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        match self.state.get() {
            State::Wrapped => self.read(vm, this),
            State::Flushing => self.flush(vm, this),
            State::Shutdown => self.shut_down(vm, this),
            State::Unwrapped | State::Handshake => Ok(()),
        }
    }
}
