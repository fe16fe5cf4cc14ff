//! `SSLProtocol`: the course of a connection. Handshake, then data both ways (`flow`), then the farewells, each within its
//! time. What bytes mean is the connection's to know (`crate::ssl::connection`).

use std::cell::{Cell, RefCell};

use taipan_interp::heap::{Held, NativeData, Traverse, Visitor};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::super::handle::ends_the_loop;
use super::super::protocol::{Attached, NativeProtocol};
use super::super::transport as transports;
use super::super::{of as asyncio_of, report, show, task};
use super::methods::ssl_object;
use super::{SslTransport, calls};
use crate::ssl::errors::{self, Failure, Place};
use crate::ssl::socket::{self, SslSocket};

/// Where the connection stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Unwrapped,
    Handshake,
    Wrapped,
    /// What the program wrote is still being sent, and what came is handed out.
    Flushing,
    /// Farewells.
    Shutdown,
}

/// What the program's protocol has been told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    Nothing,
    Made,
    Eof,
    Lost,
}

/// See the head of the file.
pub struct SslProtocol {
    pub owner: Held<Value>,
    pub context: Held<Value>,
    pub server_side: Cell<bool>,
    /// The server's name, for a client; None without.
    pub hostname: Held<Value>,
    pub handshake_timeout: Held<Value>,
    pub shutdown_timeout: Held<Value>,
    pub state: Cell<State>,
    pub told: Cell<Told>,
    /// The transport below; None before and after the connection.
    pub transport: Held<Value>,
    pub app: Attached,
    pub app_transport: Held<Value>,
    /// The `_SSLSocket`; None before the handshake.
    pub session: Held<Value>,
    /// The `SSLObject` that programs may ask for; None until one does.
    pub ssl_object: Held<Value>,
    pub waiter: Held<Value>,
    handshake_timer: Held<Value>,
    shutdown_timer: Held<Value>,
    handshake_began: Cell<f64>,
    pub eof_received: Cell<bool>,
    pub conn_lost: Cell<u32>,
    pub flow: super::flow::Flow,
    /// What a transport that is not ours reads into.
    pub read_buffer: RefCell<Value>,
}

impl NativeData for SslProtocol {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.app.traverse(v);
        self.read_buffer.traverse(v);
        for held in self.values() {
            held.traverse(v);
        }
    }

    fn clear(&self) {
        self.app.clear();
        for held in self.values() {
            held.set(Value::None);
        }
    }
}

impl Default for SslProtocol {
    /// Nothing set up yet: `__init__` does that.
    fn default() -> SslProtocol {
        let none = || Held::new(Value::None);
        SslProtocol {
            owner: none(),
            context: none(),
            server_side: Cell::new(false),
            hostname: none(),
            handshake_timeout: none(),
            shutdown_timeout: none(),
            state: Cell::new(State::Unwrapped),
            told: Cell::new(Told::Nothing),
            transport: none(),
            app: Attached::default(),
            app_transport: none(),
            session: none(),
            ssl_object: none(),
            waiter: none(),
            handshake_timer: none(),
            shutdown_timer: none(),
            handshake_began: Cell::new(0.0),
            eof_received: Cell::new(false),
            conn_lost: Cell::new(0),
            flow: super::flow::Flow::default(),
            read_buffer: RefCell::new(Value::None),
        }
    }
}

impl SslProtocol {
    fn values(&self) -> [&Held<Value>; 12] {
        [
            &self.owner,
            &self.context,
            &self.hostname,
            &self.handshake_timeout,
            &self.shutdown_timeout,
            &self.transport,
            &self.app_transport,
            &self.session,
            &self.ssl_object,
            &self.waiter,
            &self.handshake_timer,
            &self.shutdown_timer,
        ]
    }

    /// Runs `f` on the TLS connection, if there is one. Nothing that runs Python code may happen in it.
    pub fn with_tls<R>(&self, f: impl FnOnce(&mut crate::ssl::connection::Connection) -> R) -> Option<R> {
        let session = self.session.get();
        session.native::<SslSocket>().map(|s| f(&mut s.connection.borrow_mut()))
    }

    /// What ended the connection, if anything did.
    pub fn failure(&self) -> Option<Failure> {
        self.with_tls(|tls| tls.failure().cloned()).flatten()
    }

    /// In debug mode, a line in the log.
    ///
    /// # Errors
    /// What the logger raises.
    pub fn debug_log(&self, vm: &Vm, this: &ObjRef, what: &str) -> PyResult<()> {
        if !calls::debug(vm, &self.owner.get())? {
            return Ok(());
        }
        let shown = show::repr(vm, &Value::Object(this.clone()))?;
        report::debug_text(vm, &format!("{shown}{what}"), None)
    }

    // ---- the handshake ----

    fn start_handshake(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.debug_log(vm, this, " starts SSL handshake")?;
        let owner = self.owner.get();
        if calls::debug(vm, &owner)? {
            let now = vm.call_method(&owner, &vm.intern("time"), &[])?;
            self.handshake_began.set(crate::support::float_arg(vm, &now)?);
        }
        self.state.set(State::Handshake);
        let value = Value::Object(this.clone());
        let delay = self.handshake_timeout.get();
        let timer = calls::call_later(vm, &owner, &delay, &value, "_check_handshake_timeout")?;
        self.handshake_timer.set(timer);
        if self.session.is_none() {
            match self.make_session(vm) {
                Ok(session) => {
                    let asks = session.native::<SslSocket>().is_some_and(SslSocket::asks_program);
                    self.session.set(session);
                    if asks {
                        ssl_object(vm, self)?;
                    }
                }
                Err(exc) => return self.handshake_failed(vm, this, exc),
            }
        }
        self.shake_hands(vm, this)
    }

    fn make_session(&self, vm: &Vm) -> PyResult {
        let context = self.context.get();
        let encoded = vm.call_method(&context, &vm.intern("_encode_hostname"), &[self.hostname.get()])?;
        let hostname = encoded.as_str().map(|s| s.as_str().to_owned());
        socket::detached(vm, &context, self.server_side.get(), hostname).map(Value::Object)
    }

    /// Goes on with the handshake as far as what has come allows.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn shake_hands(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let session = self.session.get();
        let Some(tls) = session.native::<SslSocket>() else {
            return self.shake_hands_of(vm, this, &session);
        };
        let configured = tls.configure(vm, &session);
        let failure = configured.err().or_else(|| self.failure());
        if let Some(failure) = failure {
            return self.handshake_failed(vm, this, errors::raised(vm, &failure, Place::Handshake));
        }
        if tls.connection.borrow().is_handshaking() {
            return self.send_outgoing(vm, this);
        }
        tls.note_handshake();
        self.handshake_done(vm, this)
    }

    /// With an object in the connection's place that somebody put there.
    fn shake_hands_of(&self, vm: &Vm, this: &ObjRef, session: &Value) -> PyResult<()> {
        match vm.call_method(session, &vm.intern("do_handshake"), &[]) {
            Ok(_) => self.handshake_done(vm, this),
            Err(exc) => {
                let classes = errors::classes(vm);
                if vm.matches(&exc, &classes.want_read) || vm.matches(&exc, &classes.want_write) {
                    vm.error_span.set(None);
                    return Ok(());
                }
                self.handshake_failed(vm, this, exc)
            }
        }
    }

    fn handshake_failed(&self, vm: &Vm, this: &ObjRef, exc: Raised) -> PyResult<()> {
        if ends_the_loop(vm, &exc) {
            return Err(exc);
        }
        vm.error_span.set(None);
        calls::cancel(vm, &self.handshake_timer.replace(Value::None))?;
        self.state.set(State::Unwrapped);
        let message = if vm.matches(&exc, &errors::classes(vm).verification) {
            "SSL handshake failed on verifying the certificate"
        } else {
            "SSL handshake failed"
        };
        let exc = exc.into_value();
        self.fatal_error(vm, this, exc.clone(), message)?;
        self.wake_waiter(vm, exc)
    }

    fn handshake_done(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        calls::cancel(vm, &self.handshake_timer.replace(Value::None))?;
        self.state.set(State::Wrapped);
        let owner = self.owner.get();
        if calls::debug(vm, &owner)? {
            let now = vm.call_method(&owner, &vm.intern("time"), &[])?;
            let took = (crate::support::float_arg(vm, &now)? - self.handshake_began.get()) * 1e3;
            self.debug_log(vm, this, &format!(": SSL handshake took {took:.1} ms"))?;
        }
        // What remains of the handshake goes first.
        self.send_outgoing(vm, this)?;
        if self.told.get() == Told::Nothing {
            self.told.set(Told::Made);
            let transport = self.app_transport.get();
            self.app.connection_made(vm, &*transports::of(vm)?, &transport)?;
        }
        self.wake_waiter(vm, Value::None)?;
        self.read(vm, this)
    }

    /// The handshake's time is over.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn check_handshake_timeout(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.state.get() != State::Handshake {
            return Ok(());
        }
        let limit = vm.str(&self.handshake_timeout.get())?;
        let text = format!("SSL handshake is taking longer than {limit} seconds: aborting the connection");
        let exc = vm.error(&vm.exc.connection_aborted_error, text);
        self.fatal_error(vm, this, exc.into_value(), "Fatal error on transport")
    }

    /// Wakes whoever waits for the handshake, with an exception or None.
    ///
    /// # Errors
    /// What completing a future raises.
    pub fn wake_waiter(&self, vm: &Vm, exc: Value) -> PyResult<()> {
        let waiter = self.waiter.replace(Value::None);
        if waiter.is_none() || task::is_cancelled(vm, &waiter)? {
            return Ok(());
        }
        let (name, argument) = if exc.is_none() { ("set_result", Value::None) } else { ("set_exception", exc) };
        vm.call_method(&waiter, &vm.intern(name), &[argument]).map(drop)
    }

    // ---- the farewells ----

    /// Ends the connection as TLS wants it: after what was written, by a farewell.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn start_shutdown(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        match self.state.get() {
            State::Flushing | State::Shutdown | State::Unwrapped => return Ok(()),
            State::Handshake => {
                self.mark_closed();
                return self.abort(vm, Value::None);
            }
            State::Wrapped => self.mark_closed(),
        }
        self.state.set(State::Flushing);
        let value = Value::Object(this.clone());
        let delay = self.shutdown_timeout.get();
        let timer = calls::call_later(vm, &self.owner.get(), &delay, &value, "_check_shutdown_timeout")?;
        self.shutdown_timer.set(timer);
        self.flush(vm, this)
    }

    fn mark_closed(&self) {
        if let Some(transport) = self.app_transport.get().native::<SslTransport>() {
            transport.closed.set(true);
        }
    }

    /// The farewells' time is over.
    ///
    /// # Errors
    /// What the transport raises.
    pub fn check_shutdown_timeout(&self, vm: &Vm) -> PyResult<()> {
        if matches!(self.state.get(), State::Flushing | State::Shutdown) {
            let exc = vm.error(&vm.exc.timeout_error, "SSL shutdown timed out");
            return calls::force_close(vm, &self.transport.get(), exc.into_value());
        }
        Ok(())
    }

    /// Hands out and sends what there is, then says farewell.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn flush(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.read(vm, this)?;
        if self.state.get() != State::Unwrapped {
            self.state.set(State::Shutdown);
        }
        self.shut_down(vm, this)
    }

    /// Says farewell and, once the peer has, closes the transport.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn shut_down(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.state.get() == State::Unwrapped {
            return Ok(());
        }
        if !self.eof_received.get() {
            let ended = self.with_tls(|tls| {
                tls.close();
                if let Some(failure) = tls.failure() {
                    return Err(failure.clone());
                }
                if !tls.plain().is_empty() && !tls.peer_has_closed() {
                    return Err(Failure::Protocol("APPLICATION_DATA_AFTER_CLOSE_NOTIFY"));
                }
                Ok(tls.peer_has_closed())
            });
            match ended {
                Some(Ok(false)) => return self.send_outgoing(vm, this),
                Some(Err(failure)) => {
                    let exc = errors::raised(vm, &failure, Place::Shutdown).into_value();
                    return self.shutdown_done(vm, this, exc);
                }
                Some(Ok(true)) | None => {}
            }
        }
        self.send_outgoing(vm, this)?;
        self.tell_eof(vm, this)?;
        self.shutdown_done(vm, this, Value::None)
    }

    fn shutdown_done(&self, vm: &Vm, this: &ObjRef, exc: Value) -> PyResult<()> {
        calls::cancel(vm, &self.shutdown_timer.replace(Value::None))?;
        if !exc.is_none() {
            return self.fatal_error(vm, this, exc, "Fatal error on transport");
        }
        let transport = self.transport.get();
        if transport.is_none() {
            return Ok(());
        }
        let close = vm.get_attr(&transport, &vm.names.close)?;
        calls::call_soon(vm, &self.owner.get(), close, &[])
    }

    /// `eof_received` of the program's protocol, once.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt.
    pub fn tell_eof(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.told.get() != Told::Made {
            return Ok(());
        }
        self.told.set(Told::Eof);
        match self.app.eof_received(vm, &*transports::of(vm)?) {
            Ok(false) => Ok(()),
            Ok(true) => report::warn_log(vm, "returning true from eof_received() has no effect when using ssl"),
            Err(exc) if ends_the_loop(vm, &exc) => Err(exc),
            Err(exc) => {
                vm.error_span.set(None);
                self.fatal_error(vm, this, exc.into_value(), "Error calling eof_received()")
            }
        }
    }

    // ---- the end ----

    /// Ends the connection at once.
    ///
    /// # Errors
    /// What the transport raises.
    pub fn abort(&self, vm: &Vm, exc: Value) -> PyResult<()> {
        self.state.set(State::Unwrapped);
        let transport = self.transport.get();
        if transport.is_none() { Ok(()) } else { calls::force_close(vm, &transport, exc) }
    }

    /// Ends the connection because of an error; what is no OSError is reported.
    ///
    /// # Errors
    /// What the transport and the handler raise.
    pub fn fatal_error(&self, vm: &Vm, this: &ObjRef, exc: Value, message: &str) -> PyResult<()> {
        let transport = self.transport.get();
        if !transport.is_none() {
            calls::force_close(vm, &transport, exc.clone())?;
        }
        let owner = self.owner.get();
        if let Value::Exception(e) = &exc {
            let raised = Raised(e.clone());
            if vm.matches(&raised, &vm.exc.os_error) {
                if !calls::debug(vm, &owner)? {
                    return Ok(());
                }
                let shown = show::repr(vm, &Value::Object(this.clone()))?;
                return report::debug_text(vm, &format!("{shown}: {message}"), Some(&raised));
            }
            if vm.matches(&raised, &asyncio_of(vm).exc.cancelled) {
                return Ok(());
            }
        }
        let mut context = report::Context::new(vm, message);
        context.add("exception", exc);
        context.add("transport", transport);
        context.add("protocol", Value::Object(this.clone()));
        context.send(vm, &owner)
    }
}

impl NativeProtocol for SslProtocol {
    fn connection_made(&self, vm: &Vm, this: &ObjRef, transport: &Value) -> PyResult<()> {
        self.transport.set(transport.clone());
        self.start_handshake(vm, this)
    }

    fn data_received(&self, vm: &Vm, this: &ObjRef, data: &[u8]) -> PyResult<()> {
        let mut rest = data;
        loop {
            // An error is kept by the connection: it is told after what came before it.
            let taken = self.with_tls(|tls| tls.feed_all(rest).unwrap_or(rest.len())).unwrap_or(rest.len());
            rest = &rest[taken..];
            match self.state.get() {
                State::Handshake => self.shake_hands(vm, this)?,
                State::Wrapped => self.read(vm, this)?,
                State::Flushing => self.flush(vm, this)?,
                State::Shutdown => self.shut_down(vm, this)?,
                State::Unwrapped => return Ok(()),
            }
            if rest.is_empty() || taken == 0 {
                return Ok(());
            }
        }
    }

    fn eof_received(&self, vm: &Vm, this: &ObjRef) -> PyResult<bool> {
        self.eof_received.set(true);
        let result = self.end_of_transport(vm, this);
        if result.is_err() {
            calls::close(vm, &self.transport.get())?;
        }
        result
    }

    fn connection_lost(&self, vm: &Vm, this: &ObjRef, exc: &Value) -> PyResult<()> {
        self.flow.clear();
        self.conn_lost.set(self.conn_lost.get() + 1);
        self.mark_closed();
        if self.state.get() != State::Handshake && matches!(self.told.get(), Told::Made | Told::Eof) {
            self.told.set(Told::Lost);
            let lost = vm.get_attr(&self.app.object(), &vm.intern("connection_lost"))?;
            calls::call_soon(vm, &self.owner.get(), lost, std::slice::from_ref(exc))?;
        }
        self.state.set(State::Unwrapped);
        self.transport.set(Value::None);
        self.app_transport.set(Value::None);
        self.app.clear();
        self.wake_waiter(vm, exc.clone())?;
        let _ = this;
        calls::cancel(vm, &self.shutdown_timer.replace(Value::None))?;
        calls::cancel(vm, &self.handshake_timer.replace(Value::None))
    }

    fn pause_writing(&self, _vm: &Vm, _this: &ObjRef) -> PyResult<()> {
        self.flow.below_is_full.set(true);
        Ok(())
    }

    fn resume_writing(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.flow.below_is_full.set(false);
        self.send_outgoing(vm, this)
    }
}

impl SslProtocol {
    fn end_of_transport(&self, vm: &Vm, this: &ObjRef) -> PyResult<bool> {
        self.debug_log(vm, this, " received EOF")?;
        match self.state.get() {
            State::Handshake => {
                let exc = vm.new_exception(&vm.exc.connection_reset_error, Vec::new());
                self.handshake_failed(vm, this, exc)?;
            }
            State::Wrapped => {
                self.state.set(State::Flushing);
                if self.flow.reading_paused.get() {
                    return Ok(true);
                }
                self.flush(vm, this)?;
            }
            State::Flushing => {
                self.write_backlog(vm, this)?;
                self.state.set(State::Shutdown);
                self.shut_down(vm, this)?;
            }
            State::Shutdown => self.shut_down(vm, this)?,
            State::Unwrapped => {}
        }
        Ok(false)
    }
}
