//! `_SelectorDatagramTransport`: a socket of datagrams.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use taipan_interp::heap::{Held, NativeData, Traverse, Visitor};
use taipan_interp::native::{Args, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::channel::{Channel, Flag};
use super::socket::{network, would_block};
use super::{OnChannel, Step, methods};
use crate::asyncio::addresses;
use crate::asyncio::event_loop::EventLoop;
use crate::socket::address;

/// What a datagram in the buffer counts beside its data.
const HEADER: usize = 8;

/// See the head of the file.
pub struct DatagramTransport {
    pub channel: Channel,
    /// The only address that is sent to, or None.
    address: Held<Value>,
    /// The socket is connected: `send` knows where to.
    connected: Cell<bool>,
    waiting: RefCell<VecDeque<(Vec<u8>, Value)>>,
    size: Cell<usize>,
}

/// What waits is traversed by its addresses.
struct Addresses<'a>(&'a VecDeque<(Vec<u8>, Value)>);

impl Traverse for Addresses<'_> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        for (_, to) in self.0 {
            to.traverse(v);
        }
    }
}

impl NativeData for DatagramTransport {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.channel.traverse(v);
        self.address.traverse(v);
        Addresses(&self.waiting.borrow()).traverse(v);
    }

    fn clear(&self) {
        self.channel.let_go();
        drop(self.waiting.take());
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        self.channel.may_die(this)
    }
}

impl DatagramTransport {
    /// `get_write_buffer_size()`.
    pub fn buffered(&self) -> usize {
        self.size.get()
    }

    /// `close()`.
    ///
    /// # Errors
    /// As [`Channel::close`].
    pub fn close(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.waiting.borrow().is_empty() {
            return self.channel.close(vm, this);
        }
        if self.channel.has(Flag::CLOSING) {
            return Ok(());
        }
        self.channel.set(Flag::CLOSING, true);
        self.channel.remove_reader(vm)
    }

    /// `_force_close(exc)`.
    ///
    /// # Errors
    /// As [`Channel::force_close`].
    pub fn force_close(&self, vm: &Vm, this: &ObjRef, exc: Value) -> PyResult<()> {
        if self.channel.conn_lost.get() == 0 {
            let waiting = self.waiting.take();
            if !waiting.is_empty() {
                self.size.set(0);
                self.channel.remove_writer(vm)?;
            }
        }
        self.channel.force_close(vm, this, exc)
    }

    fn read_ready(&self, vm: &Vm, this: &ObjRef, data: &EventLoop) -> PyResult<()> {
        let c = &self.channel;
        if c.conn_lost.get() > 0 {
            return Ok(());
        }
        let transports = data.transports(vm)?;
        let received = data.with_read_buffer(|room| match network(vm).and_then(|n| n.receive_from(c.fd, room, 0)) {
            Ok((n, from)) => {
                let from = from.as_ref().map_or(Value::None, address::to_value);
                c.protocol.datagram_received(vm, transports, &room[..n], from)?;
                Ok(None)
            }
            Err(e) if would_block(&e) => Ok(None),
            Err(e) => Ok(Some(e)),
        })?;
        match received {
            None => Ok(()),
            Some(e) => self.error_received(vm, this, data, &e),
        }
    }

    fn error_received(&self, vm: &Vm, _this: &ObjRef, data: &EventLoop, e: &std::io::Error) -> PyResult<()> {
        let exc = vm.os_error(e, None).into_value();
        self.channel.protocol.error_received(vm, data.transports(vm)?, exc)
    }

    /// Sends one datagram. By the Python socket when the address has to be resolved.
    fn send(&self, vm: &Vm, data: &[u8], to: &Value) -> Result<(), Unsent> {
        let c = &self.channel;
        let sent = if self.connected.get() {
            network(vm).and_then(|n| n.send(c.fd, data, 0))
        } else if let Some(address) = addresses::from_value(to) {
            network(vm).and_then(|n| n.send_to(c.fd, data, 0, &address))
        } else {
            let data = Value::Bytes(taipan_interp::types::bytes::Bytes::new(data));
            return match vm.call_method(&c.file.get(), &vm.intern("sendto"), &[data, to.clone()]) {
                Ok(_) => Ok(()),
                Err(e) if vm.matches(&e, &vm.exc.blocking_io_error) => Err(Unsent::WouldBlock),
                Err(e) => Err(Unsent::Failed(e)),
            };
        };
        match sent {
            Ok(_) => Ok(()),
            Err(e) if would_block(&e) => Err(Unsent::WouldBlock),
            Err(e) => Err(Unsent::Failed(vm.os_error(&e, None))),
        }
    }

    fn failed(&self, vm: &Vm, this: &ObjRef, exc: Raised) -> PyResult<()> {
        if Channel::is_os_error(vm, &exc) {
            vm.error_span.set(None);
            return self
                .channel
                .with_loop(|data| self.channel.protocol.error_received(vm, data.transports(vm)?, exc.into_value()));
        }
        self.channel.report_fatal(vm, this, &exc, "Fatal write error on datagram transport", false)?;
        self.force_close(vm, this, exc.into_value())
    }

    fn send_to(&self, vm: &Vm, this: &ObjRef, data: Vec<u8>, to: &Value) -> PyResult<()> {
        let c = &self.channel;
        let address = self.address.get();
        let mut to = to.clone();
        if vm.truth(&address)? {
            if !to.is_none() && !vm.eq(&to, &address)? {
                let shown = vm.str(&address)?;
                return Err(vm.value_error(format!("Invalid address: must be None or {}", shown.as_str())));
            }
            to = address;
            if c.conn_lost.get() > 0 {
                return c.late_write(vm, "socket.send() raised exception.");
            }
        }
        if !c.has(Flag::OPEN) {
            return Ok(());
        }
        if self.waiting.borrow().is_empty() {
            match self.send(vm, &data, &to) {
                Ok(()) => return Ok(()),
                Err(Unsent::WouldBlock) => c.add_writer(vm, this)?,
                Err(Unsent::Failed(exc)) => return self.failed(vm, this, exc),
            }
        }
        self.size.set(self.size.get() + data.len() + HEADER);
        self.waiting.borrow_mut().push_back((data, to));
        c.maybe_pause(vm, this, self.size.get())
    }

    fn write_ready(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let c = &self.channel;
        loop {
            let Some((data, to)) = self.waiting.borrow_mut().pop_front() else { break };
            match self.send(vm, &data, &to) {
                Ok(()) => self.size.set(self.size.get().saturating_sub(data.len() + HEADER)),
                Err(Unsent::WouldBlock) => {
                    self.waiting.borrow_mut().push_front((data, to));
                    break;
                }
                Err(Unsent::Failed(exc)) => {
                    self.size.set(self.size.get().saturating_sub(data.len() + HEADER));
                    return self.failed(vm, this, exc);
                }
            }
        }
        // It may send more.
        c.maybe_resume(vm, this, self.size.get())?;
        if self.waiting.borrow().is_empty() {
            c.remove_writer(vm)?;
            if c.has(Flag::CLOSING) {
                c.conn_lost.set(c.conn_lost.get() + 1);
                return c.lost(vm, this);
            }
        }
        Ok(())
    }
}

/// Why a datagram was not sent.
enum Unsent {
    WouldBlock,
    Failed(Raised),
}

impl OnChannel for DatagramTransport {
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
            Step::Lost => self.channel.lost(vm, this),
            Step::Start | Step::Eof | Step::Accepted => Ok(()),
        }
    }

    fn step_name(&self, step: Step) -> &'static str {
        match step {
            Step::Read => "_SelectorDatagramTransport._read_ready",
            Step::Write => "_SelectorDatagramTransport._sendto_ready",
            Step::Made => "DatagramProtocol.connection_made",
            Step::Waiter => "_set_result_unless_cancelled",
            Step::Lost => "_SelectorTransport._call_connection_lost",
            Step::Start | Step::Eof | Step::Accepted => "_SelectorTransport._add_reader",
        }
    }
}

// ---- what Python sees ----

/// `_SelectorDatagramTransport`.
pub const TYPE: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: &[
        methods::INIT,
        method("sendto", "(self, data, addr=None)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            let data = methods::copied(vm, &a[1])?;
            t.send_to(vm, object, data, a[2].bound().unwrap_or(&Value::None)).map(Value::from)
        }),
    ],
    getset: &[getter("_address", |vm, v| Ok(this(vm, v)?.1.address.get()))],
    ..TypeDef::new("_SelectorDatagramTransport", "asyncio.selector_events")
};

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a DatagramTransport)> {
    match value {
        Value::Object(o) => o.get::<DatagramTransport>().map(|t| (o, t)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("a _SelectorDatagramTransport was expected"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let names = ["loop", "sock", "protocol", "address", "waiter", "extra"];
    let [owner, sock, protocol, address, waiter, extra] =
        methods::arguments(vm, args, "_SelectorDatagramTransport", names, 3)?;
    make(vm, cls.clone(), &owner, sock, protocol, address, waiter, extra)
}

/// `loop._make_datagram_transport(sock, protocol, address, waiter, extra)`.
///
/// # Errors
/// TypeError when the loop or the socket is none; RuntimeError when the loop is closed.
pub fn make(
    vm: &Vm,
    class: TypeRef,
    owner: &Value,
    sock: Value,
    protocol: Value,
    address: Value,
    waiter: Value,
    extra: Value,
) -> PyResult {
    let owner = methods::loop_argument(vm, owner)?;
    let fd = methods::fileno(vm, &sock)?;
    let transport = DatagramTransport {
        channel: Channel::new(owner, fd, sock, extra),
        address: Held::new(address),
        connected: Cell::new(false),
        waiting: RefCell::default(),
        size: Cell::new(0),
    };
    let object = ObjRef::new(class, transport);
    if let Some(t) = object.get::<DatagramTransport>() {
        methods::note_names(vm, &object, &t.channel)?;
        let peer = methods::extra_info(vm, &object, &t.channel, "peername")?;
        t.connected.set(peer.is_some_and(|p| !p.is_none()));
        t.channel.begin(vm, &object, protocol, waiter, None)?;
    }
    Ok(Value::Object(object))
}
