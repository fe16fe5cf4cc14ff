//! `asyncio.Server`: listening sockets, and the connections that came in by them.
//!
//! A [`Listener`] accepts. What it accepts goes straight to a transport: the protocol's factory is called, and nothing
//! else is made for a connection.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io;

use indexmap::IndexMap;
use taipan_interp::heap::{Flow, Held, NativeData, Traverse, Visitor, WeakObj};
use taipan_interp::host::net::{Address, OptionValue};
use taipan_interp::native::{Args, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::handle::{self, Handle, Ready, ends_the_loop};
use super::timers::Due;
use super::transport::socket::{self, network, would_block};
use super::transport::{Step, Steps, methods};
use super::watching::{Side, Watcher};
use super::{coroutine, foreign, of, report, task};
use crate::contextvars::{self, ContextCell};
use crate::socket::address;

/// Seconds until accepting is tried again after the system ran out of something.
const RETRY_DELAY: f64 = 1.0;

/// What the system may run out of: descriptors (of the process, of the system), buffers, memory.
fn is_shortage(e: &io::Error) -> bool {
    const EMFILE: i32 = 24;
    const ENFILE: i32 = 23;
    const ENOMEM: i32 = 12;
    const ENOBUFS: i32 = if cfg!(target_os = "linux") { 105 } else { 55 };
    matches!(e.raw_os_error(), Some(EMFILE | ENFILE | ENOMEM | ENOBUFS))
}

/// One listening socket of a server.
pub struct Listener {
    owner: ObjRef,
    server: ObjRef,
    fd: i32,
    /// The Python socket.
    sock: Value,
    /// Accepted in the last pass; each becomes a transport in a step of its own.
    accepted: RefCell<VecDeque<(i32, Address)>>,
    /// See [`Watcher`]; 0 while it does not listen.
    number: Cell<u32>,
    context: ContextCell,
}

impl NativeData for Listener {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.owner.traverse(v);
        self.server.traverse(v);
        self.sock.traverse(v);
        self.context.traverse(v);
    }
}

const LISTENER: TypeDef = TypeDef { ..TypeDef::new("Listener", "asyncio.base_events") };

impl Listener {
    fn data(&self) -> Option<&EventLoop> {
        self.owner.get::<EventLoop>()
    }

    /// Begins to accept.
    fn start(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let Some(data) = self.data() else { return Ok(()) };
        let number = data.next_watch_number();
        self.number.set(number);
        self.context.set(&contextvars::copy_current(vm));
        data.watch(vm, self.fd, Side::Read, Watcher::Native { object: this.clone(), number })
    }

    /// Accepts no more.
    fn stop(&self, vm: &Vm) -> PyResult<()> {
        self.number.set(0);
        if let Some(data) = self.data() {
            data.unwatch(vm, self.fd, Side::Read)?;
        }
        Ok(())
    }

    /// Accepts all that has come, up to the backlog.
    fn accept(&self, vm: &Vm, this: &ObjRef, data: &EventLoop) -> PyResult<()> {
        let Some(server) = self.server.get::<Server>() else { return Ok(()) };
        for _ in 0..server.backlog.max(1) {
            match network(vm).and_then(|n| n.accept(self.fd, true)) {
                Ok((fd, from)) => {
                    if data.debug.get() {
                        self.log_accepted(vm, fd, &from)?;
                    }
                    self.accepted.borrow_mut().push_back((fd, from));
                    data.push(vm, Ready::Io { object: this.clone(), number: 0, step: Step::Accepted })?;
                }
                Err(e) if would_block(&e) || e.kind() == io::ErrorKind::ConnectionAborted => return Ok(()),
                Err(e) if is_shortage(&e) => return self.pause(vm, this, data, &e),
                Err(e) => return Err(vm.os_error(&e, None)),
            }
        }
        Ok(())
    }

    fn log_accepted(&self, vm: &Vm, fd: i32, from: &Address) -> PyResult<()> {
        let server = vm.repr(&Value::Object(self.server.clone()))?;
        let from = vm.repr(&address::to_value(from))?;
        report::debug_text(
            vm,
            &format!("{} got a new connection from {}: fd={fd}", server.as_str(), from.as_str()),
            None,
        )
    }

    /// The system has run out of something: it would report the socket as ready for ever, so it is left alone a while.
    fn pause(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, e: &io::Error) -> PyResult<()> {
        let owner = Value::Object(self.owner.clone());
        let mut context = report::Context::new(vm, "socket.accept() out of system resource");
        context.add("exception", vm.os_error(e, None).into_value());
        let class = vm.get_attr(&vm.import("asyncio.trsock")?, &vm.intern("TransportSocket"))?;
        context.add("socket", vm.call(&class, std::slice::from_ref(&self.sock))?);
        context.send(vm, &owner)?;
        self.stop(vm)?;
        let listener = this.clone();
        let again = vm.closure("BaseSelectorEventLoop._start_serving", move |vm, _| {
            if let Some(l) = listener.get::<Listener>()
                && l.server.get::<Server>().is_some_and(|s| s.is_open())
            {
                l.start(vm, &listener)?;
            }
            Ok(Value::None)
        });
        let when = data.time(vm) + RETRY_DELAY;
        let timer =
            handle::new_timer(vm, &owner, Value::Float(when), again, Vec::new(), contextvars::copy_current(vm))?;
        data.call_at(vm, when, Due::Handle(timer.clone()))?;
        if let Some(timer) = timer.get::<Handle>() {
            timer.scheduled.set(true);
        }
        Ok(())
    }

    /// The next accepted connection becomes a transport.
    fn connect(&self, vm: &Vm, data: &EventLoop) -> PyResult<()> {
        let Some((fd, from)) = self.accepted.borrow_mut().pop_front() else { return Ok(()) };
        // In a context of its own, as a task would.
        let before = contextvars::enter(vm, contextvars::copy_current(vm))?;
        let result = self.make_transport(vm, data, fd, from);
        drop(contextvars::leave(vm, before));
        match result {
            Ok(()) => Ok(()),
            Err((exc, _)) if ends_the_loop(vm, &exc) => Err(exc),
            Err((exc, protocol)) => {
                vm.error_span.set(None);
                if !data.debug.get() {
                    return Ok(());
                }
                let message = "Error on transport creation for incoming connection";
                let mut context = report::Context::new(vm, message);
                context.add("exception", exc.into_value());
                if !protocol.is_none() {
                    context.add("protocol", protocol);
                }
                context.send(vm, &Value::Object(self.owner.clone()))
            }
        }
    }

    /// The error comes with the protocol, if there is one by then.
    fn make_transport(&self, vm: &Vm, data: &EventLoop, fd: i32, from: Address) -> Result<(), (Raised, Value)> {
        let close = || {
            // What it says is of no use to anyone.
            let _ = vm.host.close(fd);
        };
        let Some(server) = self.server.get::<Server>().filter(|s| s.is_open()) else {
            close();
            return Ok(());
        };
        let protocol = vm.call(&server.factory, &[]).map_err(|exc| {
            close();
            (exc, Value::None)
        })?;
        let failed = |exc| (exc, protocol.clone());
        if vm.truth(&server.ssl).map_err(failed)? {
            return self.make_tls_transport(vm, server, fd, &from, &protocol).map_err(failed);
        }
        if let (Address::V4(_) | Address::V6(_), Some(network)) = (&from, vm.host.network()) {
            // A connection that has ended already says so when it is read.
            let _ = network.set_option(fd, libc::IPPROTO_TCP, libc::TCP_NODELAY, &OptionValue::Number(1));
        }
        let class = data.transports(vm).map_err(failed)?.socket.clone();
        let parts = socket::Parts {
            owner: self.owner.clone(),
            fd,
            sock: Value::None,
            peer: Some(from),
            protocol: protocol.clone(),
            waiter: Value::None,
            extra: Value::None,
            server: Some(self.server.clone()),
        };
        match socket::create(vm, class, parts) {
            Ok(_) => Ok(()),
            Err(exc) => {
                close();
                Err(failed(exc))
            }
        }
    }

    /// TLS takes a Python socket.
    fn make_tls_transport(&self, vm: &Vm, server: &Server, fd: i32, from: &Address, protocol: &Value) -> PyResult<()> {
        let class = vm.get_attr(&vm.import("socket")?, &vm.intern("socket"))?;
        let sock = vm.call_kw(&class, &[], &[("fileno", Value::Int(fd.into()))])?;
        vm.call_method(&sock, &vm.intern("setblocking"), &[Value::Bool(false)])?;
        let extra = Value::Dict(taipan_interp::Ref::new(taipan_interp::types::dict::Dict::new()));
        if let Value::Dict(extra) = &extra {
            extra.set_str(&vm.intern("peername"), address::to_value(from));
        }
        let owner = Value::Object(self.owner.clone());
        let make = vm.get_attr(&owner, &vm.intern("_make_ssl_transport"))?;
        let waiter = foreign::create_future(vm, &owner)?;
        let mut options = vec![
            ("waiter", waiter.clone()),
            ("server_side", Value::Bool(true)),
            ("extra", extra),
            ("server", Value::Object(self.server.clone())),
        ];
        for (name, timeout) in
            [("ssl_handshake_timeout", &server.handshake_timeout), ("ssl_shutdown_timeout", &server.shutdown_timeout)]
        {
            if !timeout.is_none() {
                options.push((name, timeout.clone()));
            }
        }
        let transport = vm.call_kw(&make, &[sock, protocol.clone(), server.ssl.clone()], &options)?;
        let watch = Handshake { owner, waiter, transport, protocol: protocol.clone(), waiting: false };
        super::ensure::spawn_on(
            vm,
            &Value::Object(self.owner.clone()),
            &coroutine::make(vm, "_accept_connection2", watch),
        )
        .map(drop)
    }
}

/// Waits for a handshake that the server has begun, and says so in debug mode when it fails.
///
/// Cancelled (only by whoever cancels all tasks): the transport is closed.
struct Handshake {
    owner: Value,
    waiter: Value,
    transport: Value,
    protocol: Value,
    waiting: bool,
}

impl NativeCoroutine for Handshake {
    fn traverse(&self, v: &mut Visitor<'_>) {
        for value in [&self.owner, &self.waiter, &self.transport, &self.protocol] {
            value.traverse(v);
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        if !std::mem::replace(&mut self.waiting, true) && input.is_ok() {
            return Ok(Flow::Await(vm.await_iter(&self.waiter)?));
        }
        let Err(exc) = input else { return Ok(Flow::Return(Value::None)) };
        vm.call_method(&self.transport, &vm.names.close, &[])?;
        if ends_the_loop(vm, &exc) {
            return Err(exc);
        }
        if foreign::get_debug(vm, &self.owner)? {
            let mut context = report::Context::new(vm, "Error on transport creation for incoming connection");
            context.add("exception", exc.into_value());
            context.add("protocol", self.protocol.clone());
            context.add("transport", self.transport.clone());
            context.send(vm, &self.owner)?;
        }
        Ok(Flow::Return(Value::None))
    }
}

impl Steps for Listener {
    fn step(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, step: Step) -> PyResult<()> {
        match step {
            Step::Read => self.accept(vm, this, data),
            Step::Accepted => self.connect(vm, data),
            _ => Ok(()),
        }
    }

    fn wants(&self, number: u32, step: Step) -> bool {
        step != Step::Read || self.number.get() == number
    }

    fn context(&self, _step: Step) -> &ContextCell {
        &self.context
    }

    fn step_name(&self, step: Step) -> &'static str {
        match step {
            Step::Accepted => "BaseSelectorEventLoop._accept_connection2",
            _ => "BaseSelectorEventLoop._accept_connection",
        }
    }

    fn is_closing(&self) -> bool {
        self.number.get() == 0
    }
}

/// `asyncio.Server`.
pub struct Server {
    /// The loop.
    owner: Value,
    /// `None` once it is closed.
    sockets: RefCell<Option<Vec<Value>>>,
    factory: Value,
    ssl: Value,
    backlog: i64,
    handshake_timeout: Value,
    shutdown_timeout: Value,
    serving: Cell<bool>,
    /// The loop keeps them while it watches their sockets; they keep the server.
    listeners: RefCell<Vec<WeakObj>>,
    /// The future of `serve_forever`; None without.
    forever: Held<Value>,
    /// Futures of `wait_closed`; `None` once that is over.
    waiters: RefCell<Option<Vec<Value>>>,
    /// The transports, by address; an abandoned one may still be found to be.
    clients: RefCell<IndexMap<usize, WeakObj>>,
    /// Called with each socket when it is to be closed; None: it is just closed.
    close_socket: Held<Value>,
}

impl NativeData for Server {
    fn traverse(&self, v: &mut Visitor<'_>) {
        for value in [&self.owner, &self.factory, &self.ssl, &self.handshake_timeout, &self.shutdown_timeout] {
            value.traverse(v);
        }
        self.sockets.traverse(v);
        self.forever.traverse(v);
        self.waiters.traverse(v);
        self.close_socket.traverse(v);
    }

    fn clear(&self) {
        drop(self.waiters.take());
        self.close_socket.set(Value::None);
    }
}

impl Server {
    /// It is not closed.
    pub fn is_open(&self) -> bool {
        self.sockets.borrow().is_some()
    }

    /// A connection of its own begins.
    pub fn attach(&self, transport: &ObjRef) {
        self.clients.borrow_mut().insert(transport.addr(), transport.downgrade());
    }

    /// A connection of its own has ended.
    ///
    /// # Errors
    /// As completing the futures of `wait_closed`.
    pub fn detach(&self, vm: &Vm, transport: &ObjRef) -> PyResult<()> {
        let gone = self.clients.borrow_mut().swap_remove(&transport.addr());
        drop(gone);
        self.wake_if_over(vm)
    }

    fn wake_if_over(&self, vm: &Vm) -> PyResult<()> {
        if self.is_open() || !self.clients.borrow().is_empty() {
            return Ok(());
        }
        for waiter in self.waiters.take().unwrap_or_default() {
            if !task::is_done(vm, &waiter)? {
                vm.call_method(&waiter, &vm.intern("set_result"), &[Value::None])?;
            }
        }
        Ok(())
    }

    fn start(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.serving.replace(true) {
            return Ok(());
        }
        let sockets = self.sockets.borrow().clone().unwrap_or_default();
        for sock in sockets {
            vm.call_method(&sock, &vm.intern("listen"), &[Value::Int(self.backlog)])?;
            let listener = Listener {
                owner: methods::loop_argument(vm, &self.owner)?,
                server: this.clone(),
                fd: methods::fileno(vm, &sock)?,
                sock,
                accepted: RefCell::default(),
                number: Cell::new(0),
                context: ContextCell::new(&Value::None),
            };
            let listener = ObjRef::new(listener_type(vm), listener);
            if let Some(l) = listener.get::<Listener>() {
                l.start(vm, &listener)?;
            }
            self.listeners.borrow_mut().push(listener.downgrade());
        }
        Ok(())
    }

    fn close(&self, vm: &Vm) -> PyResult<()> {
        let Some(sockets) = self.sockets.take() else { return Ok(()) };
        for listener in self.listeners.take() {
            let listener = listener.upgrade();
            if let Some(l) = listener.as_ref().and_then(|l| l.get::<Listener>()) {
                l.stop(vm)?;
                for (fd, _) in l.accepted.take() {
                    // Nobody has heard of it.
                    let _ = vm.host.close(fd);
                }
            }
        }
        let close = self.close_socket.replace(Value::None);
        for sock in sockets {
            match &close {
                Value::None => vm.call_method(&sock, &vm.names.close, &[])?,
                close => vm.call(close, &[sock])?,
            };
        }
        self.serving.set(false);
        let forever = self.forever.get();
        if !forever.is_none() && !task::is_done(vm, &forever)? {
            task::cancel(vm, &forever, None)?;
            self.forever.set(Value::None);
        }
        self.wake_if_over(vm)
    }

    fn clients(&self) -> Vec<Value> {
        self.clients.borrow().values().filter_map(|c| c.upgrade().map(Value::Object)).collect()
    }
}

fn listener_type(vm: &Vm) -> TypeRef {
    struct Known(TypeRef);
    vm.state(|vm| Known(vm.make_type(&LISTENER, None))).0.clone()
}

// ---- what waits ----

/// `server.wait_closed()`: until it is closed and all its connections are.
fn wait_closed(vm: &Vm, server: &ObjRef) -> Value {
    let server = server.clone();
    coroutine::make(vm, "Server.wait_closed", WaitClosed { server, waiting: false })
}

/// Cancelled while it waits: its future stays with the server, which does not mind.
struct WaitClosed {
    server: ObjRef,
    waiting: bool,
}

impl NativeCoroutine for WaitClosed {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.server.traverse(v);
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        input?;
        let Some(server) = self.server.get::<Server>() else { return Ok(Flow::Return(Value::None)) };
        if std::mem::replace(&mut self.waiting, true) || server.waiters.borrow().is_none() {
            return Ok(Flow::Return(Value::None));
        }
        let waiter = foreign::create_future(vm, &server.owner)?;
        if let Some(waiters) = &mut *server.waiters.borrow_mut() {
            waiters.push(waiter.clone());
        }
        Ok(Flow::Await(vm.await_iter(&waiter)?))
    }
}

/// `server.serve_forever()`.
///
/// Cancelled while it waits: the server is closed, and its connections are waited for.
enum ServeForever {
    Start(ObjRef),
    Serving(ObjRef),
    /// Cancelled, and waiting for the connections.
    Closing(Raised),
    Over,
}

impl NativeCoroutine for ServeForever {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            ServeForever::Start(server) | ServeForever::Serving(server) => server.traverse(v),
            ServeForever::Closing(exc) => exc.0.traverse(v),
            ServeForever::Over => {}
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        match std::mem::replace(self, ServeForever::Over) {
            ServeForever::Start(object) => {
                input?;
                let Some(server) = object.get::<Server>() else { return Ok(Flow::Return(Value::None)) };
                let shown = || vm.repr(&Value::Object(object.clone()));
                if !server.forever.is_none() {
                    let message = format!("server {} is already being awaited on serve_forever()", shown()?.as_str());
                    return Err(vm.runtime_error(message));
                }
                if !server.is_open() {
                    return Err(vm.runtime_error(format!("server {} is closed", shown()?.as_str())));
                }
                server.start(vm, &object)?;
                let future = foreign::create_future(vm, &server.owner)?;
                server.forever.set(future.clone());
                *self = ServeForever::Serving(object);
                Ok(Flow::Await(vm.await_iter(&future)?))
            }
            ServeForever::Serving(object) => {
                let Some(server) = object.get::<Server>() else { return Ok(Flow::Return(Value::None)) };
                let cancelled = &of(vm).exc.cancelled;
                match input {
                    Err(exc) if vm.matches(&exc, cancelled) => {
                        // Whatever goes wrong from here on, it is the cancellation that leaves.
                        let closed = server.close(vm);
                        server.forever.set(Value::None);
                        if closed.is_err() {
                            return Err(exc);
                        }
                        *self = ServeForever::Closing(exc);
                        Ok(Flow::Await(wait_closed(vm, &object)))
                    }
                    other => {
                        server.forever.set(Value::None);
                        other.map(Flow::Return)
                    }
                }
            }
            ServeForever::Closing(exc) => Err(exc),
            ServeForever::Over => input.map(Flow::Return),
        }
    }
}

/// Runs `before`, then lets one pass of the loop go by.
fn and_a_pass(vm: &Vm, name: &'static str, before: impl FnOnce(&Vm) -> PyResult<()> + 'static) -> Value {
    let before = move |vm: &Vm| {
        before(vm)?;
        let sleep = vm.get_attr(&vm.import("asyncio")?, &of(vm).names.sleep)?;
        vm.call(&sleep, &[Value::Int(0)])
    };
    coroutine::awaiting(vm, name, before, |_, _| Ok(Value::None))
}

// ---- what Python sees ----

fn unimplemented(vm: &Vm) -> Raised {
    vm.new_exception(&vm.exc.not_implemented_error, Vec::new())
}

const fn abstract_method(name: &'static str) -> NativeDef {
    method(name, "(self)", |vm, _| Err(unimplemented(vm)))
}

/// `asyncio.AbstractServer`.
pub const ABSTRACT_SERVER: TypeDef = TypeDef {
    doc: "Abstract server returned by create_server().",
    layout: Layout::Object,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    methods: &[
        abstract_method("close"),
        abstract_method("close_clients"),
        abstract_method("abort_clients"),
        abstract_method("get_loop"),
        abstract_method("is_serving"),
        method("start_serving", "(self)", |vm, _| {
            Ok(coroutine::at_once(vm, "AbstractServer.start_serving", |vm| Err(unimplemented(vm))))
        })
        .coroutine()
        .doc("Begin to accept connections."),
        method("serve_forever", "(self)", |vm, _| {
            Ok(coroutine::at_once(vm, "AbstractServer.serve_forever", |vm| Err(unimplemented(vm))))
        })
        .coroutine()
        .doc("Accept connections until cancelled."),
        method("wait_closed", "(self)", |vm, _| {
            Ok(coroutine::at_once(vm, "AbstractServer.wait_closed", |vm| Err(unimplemented(vm))))
        })
        .coroutine()
        .doc("Wait until the server and its connections are closed."),
        method("__aenter__", "(self)", |vm, a| {
            let server = a[0].clone();
            Ok(coroutine::at_once(vm, "AbstractServer.__aenter__", move |_| Ok(server)))
        })
        .coroutine(),
        method_raw("__aexit__", "(self, *exc)", |vm, args| {
            let Some(server) = args.pos().first().cloned() else {
                return Err(vm.type_error("unbound method AbstractServer.__aexit__() needs an argument"));
            };
            let close = move |vm: &Vm| {
                vm.call_method(&server, &vm.names.close, &[])?;
                vm.call_method(&server, &vm.intern("wait_closed"), &[])
            };
            Ok(coroutine::awaiting(vm, "AbstractServer.__aexit__", close, |_, _| Ok(Value::None)))
        })
        .coroutine(),
    ],
    ..TypeDef::new("AbstractServer", "asyncio.events")
};

/// `asyncio.Server`.
pub const SERVER: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("sockets", |vm, v| {
            let sockets = this(vm, v)?.1.sockets.borrow().clone().unwrap_or_default();
            let class = vm.get_attr(&vm.import("asyncio.trsock")?, &vm.intern("TransportSocket"))?;
            let wrapped: PyResult<Vec<Value>> = sockets.into_iter().map(|s| vm.call(&class, &[s])).collect();
            Ok(Value::tuple(wrapped?))
        }),
        getter("_sockets", |vm, v| Ok(this(vm, v)?.1.sockets.borrow().clone().map_or(Value::None, Value::list))),
        getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner.clone())),
        getter("_serving", |vm, v| Ok(Value::Bool(this(vm, v)?.1.serving.get()))),
        getter("_serving_forever_fut", |vm, v| Ok(this(vm, v)?.1.forever.get())),
        getter("_backlog", |vm, v| Ok(Value::Int(this(vm, v)?.1.backlog))),
        getter("_ssl_context", |vm, v| Ok(this(vm, v)?.1.ssl.clone())),
        getter("_protocol_factory", |vm, v| Ok(this(vm, v)?.1.factory.clone())),
        getter("_waiters", |vm, v| Ok(this(vm, v)?.1.waiters.borrow().clone().map_or(Value::None, Value::list))),
        getter("_clients", |vm, v| {
            vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(this(vm, v)?.1.clients())])
        }),
    ],
    ..TypeDef::new("Server", "asyncio.base_events")
};

const METHODS: &[NativeDef] = &[
    method_raw(
        "__init__",
        "(self, loop, sockets, protocol_factory, ssl_context, backlog, ssl_handshake_timeout, ssl_shutdown_timeout=None)",
        |_, _| Ok(Value::None),
    ),
    method("__repr__", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        let sockets = vm.repr(&vm.get_attr(&a[0], &vm.intern("sockets"))?)?;
        Ok(Value::from(format!("<{} sockets={}>", object.class().name().as_str(), sockets.as_str())))
    }),
    method("_attach", "(self, transport)", |vm, a| {
        if let Value::Object(transport) = &a[1] {
            this(vm, &a[0])?.1.attach(transport);
        }
        Ok(Value::None)
    }),
    method("_detach", "(self, transport)", |vm, a| {
        if let Value::Object(transport) = &a[1] {
            this(vm, &a[0])?.1.detach(vm, transport)?;
        }
        Ok(Value::None)
    }),
    method("_start_serving", "(self)", |vm, a| {
        let (object, server) = this(vm, &a[0])?;
        server.start(vm, object).map(Value::from)
    }),
    method("_close_sockets_by", "(self, function)", |vm, a| {
        this(vm, &a[0])?.1.close_socket.set(a[1].clone());
        Ok(Value::None)
    }),
    method("get_loop", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.owner.clone())).doc("The server's loop."),
    method("is_serving", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.serving.get())))
        .doc("True while connections are accepted."),
    method("close", "(self)", |vm, a| this(vm, &a[0])?.1.close(vm).map(Value::from))
        .doc("Accept no more connections; those there are stay."),
    method("close_clients", "(self)", |vm, a| {
        for client in this(vm, &a[0])?.1.clients() {
            vm.call_method(&client, &vm.names.close, &[])?;
        }
        Ok(Value::None)
    })
    .doc("Close the connections that there are."),
    method("abort_clients", "(self)", |vm, a| {
        for client in this(vm, &a[0])?.1.clients() {
            vm.call_method(&client, &vm.intern("abort"), &[])?;
        }
        Ok(Value::None)
    })
    .doc("Close the connections that there are, at once."),
    method("start_serving", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        let object = object.clone();
        Ok(and_a_pass(vm, "Server.start_serving", move |vm| match object.get::<Server>() {
            Some(server) => server.start(vm, &object),
            None => Ok(()),
        }))
    })
    .coroutine()
    .doc("Begin to accept connections."),
    method("serve_forever", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(coroutine::make(vm, "Server.serve_forever", ServeForever::Start(object.clone())))
    })
    .coroutine()
    .doc("Accept connections until cancelled."),
    method("wait_closed", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(wait_closed(vm, object))
    })
    .coroutine()
    .doc("Wait until the server and its connections are closed."),
];

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Server)> {
    match value {
        Value::Object(o) => o.get::<Server>().map(|s| (o, s)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Server was expected"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let names = [
        "loop",
        "sockets",
        "protocol_factory",
        "ssl_context",
        "backlog",
        "ssl_handshake_timeout",
        "ssl_shutdown_timeout",
    ];
    let [owner, sockets, factory, ssl, backlog, handshake_timeout, shutdown_timeout] =
        methods::arguments(vm, args, "Server", names, 6)?;
    if loop_data(&owner).is_none() {
        return Err(vm.type_error("an event loop was expected"));
    }
    let server = Server {
        owner,
        sockets: RefCell::new(Some(vm.collect(&sockets)?)),
        factory,
        ssl,
        backlog: vm.index_i64(&backlog)?,
        handshake_timeout,
        shutdown_timeout,
        serving: Cell::new(false),
        listeners: RefCell::default(),
        forever: Held::new(Value::None),
        waiters: RefCell::new(Some(Vec::new())),
        clients: RefCell::default(),
        close_socket: Held::new(Value::None),
    };
    Ok(Value::Object(ObjRef::new(cls.clone(), server)))
}
