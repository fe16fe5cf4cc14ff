//! `_SelectorSocketTransport`: a connected stream socket.
//!
//! It reads and writes the descriptor itself. For a connection that a server accepted there is no Python socket until the
//! program asks for one.

use taipan_interp::heap::{Held, NativeData, Traverse, Visitor};
use taipan_interp::host::net::{Address, Network};
use taipan_interp::native::{Args, TypeDef, getter, method, method_raw};
use taipan_interp::types::bytes::buffer;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::channel::{Channel, Flag};
use super::{NativeTransport, OnChannel, Step, methods};
use crate::asyncio::event_loop::EventLoop;
use crate::asyncio::foreign;

/// `SHUT_WR`, on every system.
const SHUT_WRITE: i32 = 1;

/// See the head of the file.
pub struct SocketTransport {
    pub channel: Channel,
    /// Where the connection came from, when a server accepted it.
    pub peer: Option<Box<Address>>,
    /// The future of whoever waits until everything is written (`sendfile`); None without.
    empty_waiter: Held<Value>,
}

impl NativeData for SocketTransport {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.channel.traverse(v);
        self.empty_waiter.traverse(v);
    }

    fn clear(&self) {
        self.channel.let_go();
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        self.channel.may_die(this)
    }
}

/// What a transport is made of.
pub struct Parts {
    /// The loop.
    pub owner: ObjRef,
    pub fd: i32,
    /// The Python socket that owns the descriptor; None: the transport does.
    pub sock: Value,
    /// Where the connection came from, when that is known.
    pub peer: Option<Address>,
    pub protocol: Value,
    /// A future that is to be done once `connection_made` was called, or None.
    pub waiter: Value,
    /// A dict for `get_extra_info`, or None.
    pub extra: Value,
    pub server: Option<ObjRef>,
}

/// Makes a transport of a connected socket that does not block. When this fails the descriptor is still the caller's.
///
/// # Errors
/// RuntimeError when the loop is closed.
pub fn create(vm: &Vm, class: TypeRef, parts: Parts) -> PyResult<ObjRef> {
    let Parts { owner, fd, sock, peer, protocol, waiter, extra, server } = parts;
    let transport = SocketTransport {
        channel: Channel::new(owner, fd, sock, extra),
        peer: peer.map(Box::new),
        empty_waiter: Held::new(Value::None),
    };
    let object = ObjRef::new(class, transport);
    if let Some(t) = object.get::<SocketTransport>() {
        t.channel.begin(vm, &object, protocol, waiter, server)?;
    }
    Ok(object)
}

/// What came of reading.
enum Reading {
    Nothing,
    End,
    Given(PyResult<()>),
    Failed(Raised),
}

/// True for what is tried again when the descriptor is ready.
pub fn would_block(e: &std::io::Error) -> bool {
    matches!(e.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::Interrupted)
}

/// The network.
///
/// # Errors
/// `Unsupported` where there is none.
pub fn network(vm: &Vm) -> std::io::Result<&dyn Network> {
    vm.host.network().ok_or_else(|| std::io::ErrorKind::Unsupported.into())
}

impl SocketTransport {
    fn read_ready(&self, vm: &Vm, this: &ObjRef, data: &EventLoop) -> PyResult<()> {
        let c = &self.channel;
        if c.conn_lost.get() > 0 {
            return Ok(());
        }
        if c.protocol.is_buffered() {
            return self.read_into_protocol(vm, this, data);
        }
        let transports = data.transports(vm)?;
        let reading = data.with_read_buffer(|room| match network(vm).and_then(|n| n.receive(c.fd, room, 0)) {
            Ok(0) => Reading::End,
            Ok(n) => Reading::Given(c.protocol.data_received(vm, transports, &room[..n])),
            Err(e) if would_block(&e) => Reading::Nothing,
            Err(e) => Reading::Failed(vm.os_error(&e, None)),
        });
        match reading {
            Reading::Nothing | Reading::Given(Ok(())) => Ok(()),
            Reading::End => self.read_end(vm, this, data),
            Reading::Given(Err(exc)) => {
                self.fatal_error(vm, this, exc, "Fatal error: protocol.data_received() call failed.")
            }
            Reading::Failed(exc) => self.fatal_error(vm, this, exc, "Fatal read error on socket transport"),
        }
    }

    /// For a `BufferedProtocol`: straight into its buffer.
    fn read_into_protocol(&self, vm: &Vm, this: &ObjRef, data: &EventLoop) -> PyResult<()> {
        let c = &self.channel;
        let transports = data.transports(vm)?;
        let into = match c.protocol.get_buffer(vm, transports, -1) {
            Ok(into) => into,
            Err(exc) => return self.fatal_error(vm, this, exc, "Fatal error: protocol.get_buffer() call failed."),
        };
        let received = buffer::with_writable(vm, &into, |room| network(vm)?.receive(c.fd, room, 0));
        let received = match received {
            Ok(Some(received)) => received.map_err(|e| (would_block(&e), vm.os_error(&e, None))),
            Ok(None) => Err((false, buffer::not_bytes_like(vm, &into))),
            Err(exc) => Err((false, exc)),
        };
        match received {
            Ok(0) => self.read_end(vm, this, data),
            Ok(n) => match c.protocol.buffer_updated(vm, transports, n) {
                Ok(()) => Ok(()),
                Err(exc) => self.fatal_error(vm, this, exc, "Fatal error: protocol.buffer_updated() call failed."),
            },
            Err((true, _)) => Ok(()),
            Err((false, exc)) => self.fatal_error(vm, this, exc, "Fatal read error on socket transport"),
        }
    }

    fn read_end(&self, vm: &Vm, this: &ObjRef, data: &EventLoop) -> PyResult<()> {
        let c = &self.channel;
        c.debug_log(vm, this, "received EOF")?;
        match c.protocol.eof_received(vm, data.transports(vm)?) {
            // It stays open for writing; there is nothing more to read.
            Ok(true) => c.remove_reader(vm),
            Ok(false) => self.close(vm, this),
            Err(exc) => self.fatal_error(vm, this, exc, "Fatal error: protocol.eof_received() call failed."),
        }
    }

    /// Sends what can be sent of the buffer.
    fn write_ready(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let c = &self.channel;
        if c.conn_lost.get() > 0 {
            return Ok(());
        }
        let sent = network(vm).and_then(|n| {
            c.buffer.write_with(|parts| match parts {
                [one] => n.send(c.fd, one, 0),
                many => n.send_message(c.fd, many, &[], 0, None),
            })
        });
        match sent {
            Ok(()) => self.written(vm, this),
            Err(e) if would_block(&e) => Ok(()),
            Err(e) => {
                c.remove_writer(vm)?;
                c.buffer.clear();
                let exc = vm.os_error(&e, None);
                let waiter = self.empty_waiter.get();
                let copy = Raised(exc.0.clone());
                self.fatal_error(vm, this, exc, "Fatal write error on socket transport")?;
                fail_waiter(vm, &waiter, copy)
            }
        }
    }

    fn written(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let c = &self.channel;
        // It may write more.
        c.maybe_resume(vm, this, c.buffer.len())?;
        if !c.buffer.is_empty() {
            return Ok(());
        }
        c.remove_writer(vm)?;
        let waiter = self.empty_waiter.get();
        if !waiter.is_none() {
            vm.call_method(&waiter, &vm.intern("set_result"), &[Value::None])?;
        }
        if c.has(Flag::CLOSING) {
            c.conn_lost.set(c.conn_lost.get() + 1);
            return self.lost(vm, this);
        }
        if c.has(Flag::EOF) { self.shut_down(vm) } else { Ok(()) }
    }

    fn shut_down(&self, vm: &Vm) -> PyResult<()> {
        let shut = network(vm).and_then(|n| n.shutdown(self.channel.fd, SHUT_WRITE));
        shut.map_err(|e| vm.os_error(&e, None))
    }

    fn lost(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.note_addresses(vm, this);
        let told = self.channel.lost(vm, this);
        let waiter = self.empty_waiter.get();
        let class = &vm.exc.connection_error;
        fail_waiter(vm, &waiter, vm.error(class, "Connection is closed by peer"))?;
        told
    }

    /// What a program may still ask after the end: the socket's own name.
    fn note_addresses(&self, vm: &Vm, this: &ObjRef) {
        if self.channel.known_extra(vm, "sockname").is_none() {
            // At the end nobody is left to be told that there is none.
            let _ = methods::extra_info(vm, this, &self.channel, "sockname");
        }
    }

    /// What must hold before a write.
    fn check_write(&self, vm: &Vm, what: &str) -> PyResult<()> {
        if self.channel.has(Flag::EOF) {
            return Err(vm.runtime_error(format!("Cannot call {what}() after write_eof()")));
        }
        if !self.empty_waiter.is_none() {
            return Err(vm.runtime_error(format!("unable to {what}; sendfile is in progress")));
        }
        Ok(())
    }

    /// `_make_empty_waiter()`.
    fn make_empty_waiter(&self, vm: &Vm) -> PyResult {
        if !self.empty_waiter.is_none() {
            return Err(vm.runtime_error("Empty waiter is already set"));
        }
        let waiter = foreign::create_future(vm, &self.channel.owner_value())?;
        self.empty_waiter.set(waiter.clone());
        if self.channel.buffer.is_empty() {
            vm.call_method(&waiter, &vm.intern("set_result"), &[Value::None])?;
        }
        Ok(waiter)
    }

    /// `write_eof()`.
    fn write_eof(&self, vm: &Vm, _this: &ObjRef) -> PyResult<()> {
        let c = &self.channel;
        if c.has(Flag::CLOSING) || c.has(Flag::EOF) {
            return Ok(());
        }
        c.set(Flag::EOF, true);
        if c.buffer.is_empty() { self.shut_down(vm) } else { Ok(()) }
    }

    /// Ends the connection because of an error, which the protocol's `connection_lost` gets. What is no OSError goes to the
    /// loop's exception handler with `message` as well.
    fn fatal_error(&self, vm: &Vm, this: &ObjRef, exc: Raised, message: &str) -> PyResult<()> {
        self.channel.report_fatal(vm, this, &exc, message, Channel::is_os_error(vm, &exc))?;
        self.channel.force_close(vm, this, exc.into_value())
    }
}

fn fail_waiter(vm: &Vm, waiter: &Value, exc: Raised) -> PyResult<()> {
    if waiter.is_none() || crate::asyncio::task::is_done(vm, waiter)? {
        return Ok(());
    }
    vm.call_method(waiter, &vm.intern("set_exception"), &[exc.into_value()]).map(drop)
}

impl OnChannel for SocketTransport {
    fn channel(&self) -> &Channel {
        &self.channel
    }

    fn step(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, step: Step) -> PyResult<()> {
        match step {
            Step::Read => self.read_ready(vm, this, data),
            Step::Write => self.write_ready(vm, this),
            Step::Made => self.channel.made(vm, data, this),
            Step::Start if self.channel.is_reading() => self.channel.add_reader(vm, this),
            Step::Waiter => self.channel.wake_waiter(vm),
            Step::Lost => self.lost(vm, this),
            Step::Start | Step::Eof | Step::Accepted => Ok(()),
        }
    }

    fn step_name(&self, step: Step) -> &'static str {
        match step {
            Step::Read => "_SelectorSocketTransport._read_ready",
            Step::Write => "_SelectorSocketTransport._write_sendmsg",
            Step::Made => "Protocol.connection_made",
            Step::Waiter => "_set_result_unless_cancelled",
            Step::Lost => "_SelectorSocketTransport._call_connection_lost",
            Step::Start | Step::Eof | Step::Accepted => "_SelectorTransport._add_reader",
        }
    }
}

impl NativeTransport for SocketTransport {
    fn write(&self, vm: &Vm, this: &ObjRef, data: &[u8]) -> PyResult<()> {
        self.check_write(vm, "write")?;
        let c = &self.channel;
        if data.is_empty() {
            return Ok(());
        }
        if c.conn_lost.get() > 0 {
            return c.late_write(vm, "socket.send() raised exception.");
        }
        let mut rest = data;
        if c.buffer.is_empty() {
            match network(vm).and_then(|n| n.send(c.fd, data, 0)) {
                Ok(n) if n == data.len() => return Ok(()),
                Ok(n) => rest = &data[n..],
                Err(e) if would_block(&e) => {}
                Err(e) => {
                    let exc = vm.os_error(&e, None);
                    return self.fatal_error(vm, this, exc, "Fatal write error on socket transport");
                }
            }
            c.add_writer(vm, this)?;
        }
        c.buffer.push(rest);
        c.maybe_pause(vm, this, c.buffer.len())
    }

    fn write_parts(&self, vm: &Vm, this: &ObjRef, parts: &[&[u8]]) -> PyResult<()> {
        self.check_write(vm, "writelines")?;
        let c = &self.channel;
        if parts.iter().all(|p| p.is_empty()) {
            return Ok(());
        }
        if c.conn_lost.get() > 0 {
            return c.late_write(vm, "socket.send() raised exception.");
        }
        let began_empty = c.buffer.is_empty();
        for part in parts {
            c.buffer.push(part);
        }
        if began_empty {
            self.write_ready(vm, this)?;
            if c.buffer.is_empty() {
                return Ok(());
            }
            c.add_writer(vm, this)?;
        }
        c.maybe_pause(vm, this, c.buffer.len())
    }

    fn is_closing(&self) -> bool {
        self.channel.has(Flag::CLOSING)
    }

    fn pause_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.channel.pause_reading(vm, this)
    }

    fn resume_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.channel.resume_reading(vm, this)
    }

    fn close(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.channel.close(vm, this)
    }

    fn extra_info(&self, vm: &Vm, this: &ObjRef, name: &str) -> PyResult<Option<Value>> {
        methods::extra_info(vm, this, &self.channel, name)
    }
}

// ---- what Python sees ----

/// `_SelectorSocketTransport`.
pub const TYPE: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: &[
        method_raw("__init__", "(self, loop, sock, protocol, waiter=None, extra=None, server=None)", |_, _| {
            Ok(Value::None)
        }),
        method("write", "(self, data)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            if let Value::Bytes(data) = &a[1] {
                return t.write(vm, object, data.as_slice()).map(Value::from);
            }
            let data = methods::copied(vm, &a[1])?;
            t.write(vm, object, &data).map(Value::from)
        }),
        method("writelines", "(self, list_of_data)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.check_write(vm, "writelines")?;
            let all = methods::all_copied(vm, &a[1])?;
            let parts: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
            t.write_parts(vm, object, &parts).map(Value::from)
        }),
        method("write_eof", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.write_eof(vm, object).map(Value::from)
        }),
        method("can_write_eof", "(self)", |_, _| Ok(Value::Bool(true))),
        method("_make_empty_waiter", "(self)", |vm, a| this(vm, &a[0])?.1.make_empty_waiter(vm)),
        method("_reset_empty_waiter", "(self)", |vm, a| {
            this(vm, &a[0])?.1.empty_waiter.set(Value::None);
            Ok(Value::None)
        }),
    ],
    getset: &[
        getter("_start_tls_compatible", |_, _| Ok(Value::Bool(true))),
        getter("_sendfile_compatible", |vm, _| methods::sendfile_mode(vm, "TRY_NATIVE")),
        getter("_eof", |vm, v| Ok(Value::Bool(this(vm, v)?.1.channel.has(Flag::EOF)))),
        getter("_empty_waiter", |vm, v| Ok(this(vm, v)?.1.empty_waiter.get())),
    ],
    ..TypeDef::new("_SelectorSocketTransport", "asyncio.selector_events")
};

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a SocketTransport)> {
    match value {
        Value::Object(o) => o.get::<SocketTransport>().map(|t| (o, t)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("a _SelectorSocketTransport was expected"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let names = ["loop", "sock", "protocol", "waiter", "extra", "server"];
    let [owner, sock, protocol, waiter, extra, server] =
        methods::arguments(vm, args, "_SelectorSocketTransport", names, 3)?;
    make(vm, cls.clone(), &owner, sock, protocol, waiter, extra, &server)
}

/// `loop._make_socket_transport(sock, protocol, waiter, extra=…, server=…)`.
///
/// # Errors
/// TypeError when the loop or the socket is none; RuntimeError when the loop is closed.
pub fn make(
    vm: &Vm,
    class: TypeRef,
    owner: &Value,
    sock: Value,
    protocol: Value,
    waiter: Value,
    extra: Value,
    server: &Value,
) -> PyResult {
    let owner = methods::loop_argument(vm, owner)?;
    let fd = methods::fileno(vm, &sock)?;
    methods::no_delay(vm, &sock)?;
    let server = match server {
        Value::Object(o) => Some(o.clone()),
        _ => None,
    };
    let object = create(vm, class, Parts { owner, fd, sock, peer: None, protocol, waiter, extra, server })?;
    // Asked for now, as CPython does: later the connection may be gone.
    if let Some(t) = object.get::<SocketTransport>() {
        methods::note_names(vm, &object, &t.channel)?;
    }
    Ok(Value::Object(object))
}
