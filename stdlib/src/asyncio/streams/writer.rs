//! `asyncio.StreamWriter`: a transport, and `drain`, which waits while its buffer is full.

use std::cell::Cell;

use taipan_interp::heap::{Awaited, Flow, Held, NativeData, Traverse};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::types::bytes::buffer;
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::vm::pending::PendingWork;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::super::event_loop::loop_data;
use super::super::future::{core_of, is_exact};
use super::super::lock::FLAGS;
use super::super::transport::native_transport;
use super::super::{coroutine, direct, report, show};
use super::flow_control::{Drained, flow_of};
use super::protocol::StreamReaderProtocol;
use super::reader::{StreamReader, assign};
use super::{overrides, raise};

/// A stream writer.
pub struct StreamWriter {
    /// Unbound until `__init__`.
    transport: Held<Value>,
    protocol: Held<Value>,
    /// None when nothing is read (a subprocess's standard input).
    reader: Held<Value>,
    owner: Held<Value>,
    /// It has been dropped once: `__del__` has run, or has nothing to say.
    finalized: Cell<bool>,
}

impl NativeData for StreamWriter {
    taipan_interp::traverses!(transport, protocol, reader, owner);

    /// One that is dropped with its connection open is closed by `__del__`.
    fn before_free(&self, this: &ObjRef) -> bool {
        let transport = self.transport.get();
        let closed = match native_transport(&transport) {
            Some((_, native)) => native.is_closing(),
            None => transport.is_unbound(),
        };
        if closed || self.finalized.replace(true) {
            return true;
        }
        this.with_class(|c| c.pending.push(PendingWork::Finalize(Value::Object(this.clone()))));
        false
    }
}

impl Default for StreamWriter {
    fn default() -> Self {
        StreamWriter {
            transport: Held::new(Value::Unbound),
            protocol: Held::new(Value::None),
            reader: Held::new(Value::None),
            owner: Held::new(Value::None),
            finalized: Cell::new(false),
        }
    }
}

/// A writer of the native class. `reader` is a StreamReader or None.
///
/// # Errors
/// AssertionError when `reader` is neither.
pub fn create(vm: &Vm, transport: Value, protocol: Value, reader: Value, owner: Value) -> PyResult<ObjRef> {
    let object = ObjRef::new(super::of(vm)?.writer.clone(), StreamWriter::default());
    if let Some(writer) = object.get::<StreamWriter>() {
        writer.initialise(vm, transport, protocol, reader, owner)?;
    }
    Ok(object)
}

impl StreamWriter {
    fn initialise(&self, vm: &Vm, transport: Value, protocol: Value, reader: Value, owner: Value) -> PyResult<()> {
        if !reader.is_none() && reader.native::<StreamReader>().is_none() {
            return Err(vm.new_exception(&vm.exc.assertion_error, Vec::new()));
        }
        self.protocol.set(protocol);
        self.reader.set(reader);
        self.owner.set(owner);
        self.transport.set(transport);
        Ok(())
    }

    fn call(&self, vm: &Vm, name: &str, args: &[Value]) -> PyResult {
        vm.call_method(&self.transport.get(), &vm.intern(name), args)
    }

    fn is_closing(&self, vm: &Vm) -> PyResult<bool> {
        let transport = self.transport.get();
        match native_transport(&transport) {
            Some((_, native)) => Ok(native.is_closing()),
            None => vm.truth(&vm.call_method(&transport, &vm.intern("is_closing"), &[])?),
        }
    }

    /// What the reader's `exception()` says: what a drain raises before anything else.
    fn readers_exception(&self, vm: &Vm) -> PyResult {
        let reader = self.reader.get();
        let Value::Object(object) = &reader else { return Ok(Value::None) };
        match object.get::<StreamReader>() {
            Some(native) if !overrides(vm, object, "exception") => Ok(native.exception()),
            _ => vm.call_method(&reader, &vm.intern("exception"), &[]),
        }
    }

    /// True when everything is as it nearly always is: the buffer is not full, nothing is closed, nothing went wrong.
    fn has_drained(&self, vm: &Vm) -> PyResult<bool> {
        let Some(protocol) = native_flow(&self.protocol.get()) else { return Ok(false) };
        let transport = self.transport.get();
        let Some((_, native)) = native_transport(&transport) else { return Ok(false) };
        Ok(!native.is_closing()
            && flow_of(&protocol).is_some_and(super::flow_control::FlowControl::is_open)
            && self.readers_exception(vm)?.is_none())
    }
}

/// The protocol, when its flow control is the native one.
fn native_flow(protocol: &Value) -> Option<ObjRef> {
    match protocol {
        Value::Object(o) if flow_of(o).is_some() && is_exact(o) && !o.has_attrs() => Some(o.clone()),
        _ => None,
    }
}

/// `transport.close()`.
///
/// # Errors
/// What it raises.
pub fn close_transport(vm: &Vm, transport: &Value) -> PyResult {
    match native_transport(transport) {
        Some((object, native)) => native.close(vm, object).map(|()| Value::None),
        None => vm.call_method(transport, &vm.intern("close"), &[]),
    }
}

/// `StreamWriter.drain()`: raises what went wrong with reading; gives a transport that is closing a turn, so that whoever
/// writes in a loop sees the connection go; waits while the buffer is full.
///
/// Cancelled while it waits: it leaves the row of those who wait for the buffer.
struct Drain {
    writer: ObjRef,
    stage: Stage,
}

enum Stage {
    Start,
    Turn,
    Native(Drained),
    /// The protocol's `_drain_helper`, of another make.
    Python,
}

impl Traverse for Stage {
    fn traverse(&self, v: &mut taipan_interp::heap::Visitor<'_>) {
        if let Stage::Native(drained) = self {
            Traverse::traverse(drained, v);
        }
    }
}

impl Traverse for Drain {
    taipan_interp::traverses!(writer, stage);
}

impl NativeCoroutine for Drain {
    taipan_interp::traverses!(writer, stage);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.writer.clone();
        let Some(writer) = object.get::<StreamWriter>() else { return Ok(Flow::Return(Value::None)) };
        match &mut self.stage {
            Stage::Start => {
                input?;
                let exception = writer.readers_exception(vm)?;
                if !exception.is_none() {
                    return Err(raise(vm, &exception));
                }
                if writer.is_closing(vm)? {
                    self.stage = Stage::Turn;
                    return Ok(Flow::Yield(Value::None));
                }
                self.help(vm, writer)
            }
            Stage::Turn => {
                input?;
                self.help(vm, writer)
            }
            Stage::Native(drained) => drained.resume(vm, input),
            Stage::Python => input.map(|_| Flow::Return(Value::None)),
        }
    }
}

impl Drain {
    fn new(writer: ObjRef) -> Drain {
        Drain { writer, stage: Stage::Start }
    }

    /// `await self._protocol._drain_helper()`.
    fn help(&mut self, vm: &Vm, writer: &StreamWriter) -> PyResult<Flow> {
        let protocol = writer.protocol.get();
        if let Some(native) = native_flow(&protocol) {
            let mut drained = Drained::new(native);
            let flow = drained.resume(vm, Ok(Value::None));
            self.stage = Stage::Native(drained);
            return flow;
        }
        self.stage = Stage::Python;
        let awaitable = vm.call_method(&protocol, &vm.intern("_drain_helper"), &[])?;
        Ok(Flow::Await(vm.await_iter(&awaitable)?))
    }
}

/// `StreamWriter.start_tls(…)`: drains, lets the loop put TLS in between, and goes on with the new transport.
struct StartTls {
    writer: ObjRef,
    context: Value,
    /// `server_hostname`, `ssl_handshake_timeout`, `ssl_shutdown_timeout`.
    options: [Value; 3],
    server_side: bool,
    stage: TlsStage,
}

enum TlsStage {
    Start,
    Draining(Drain),
    Upgrading,
}

impl Traverse for TlsStage {
    fn traverse(&self, v: &mut taipan_interp::heap::Visitor<'_>) {
        if let TlsStage::Draining(drain) = self {
            Traverse::traverse(drain, v);
        }
    }
}

impl NativeCoroutine for StartTls {
    fn traverse(&self, v: &mut taipan_interp::heap::Visitor<'_>) {
        self.writer.traverse(v);
        self.context.traverse(v);
        self.options.as_slice().traverse(v);
        self.stage.traverse(v);
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.writer.clone();
        let Some(writer) = object.get::<StreamWriter>() else { return Ok(Flow::Return(Value::None)) };
        let input = match &self.stage {
            TlsStage::Start => {
                input?;
                let protocol = writer.protocol.get();
                self.server_side = match protocol.native::<StreamReaderProtocol>() {
                    Some(native) => native.is_server(),
                    None => !vm.get_attr(&protocol, &vm.intern("_client_connected_cb"))?.is_none(),
                };
                self.stage = TlsStage::Draining(Drain::new(object.clone()));
                Ok(Value::None)
            }
            _ => input,
        };
        if let TlsStage::Draining(drain) = &mut self.stage {
            match drain.resume(vm, input)? {
                Flow::Return(_) => {}
                waits => return Ok(waits),
            }
            self.stage = TlsStage::Upgrading;
            return self.upgrade(vm, writer);
        }
        let transport = input?;
        writer.transport.set(transport.clone());
        let protocol = writer.protocol.get();
        match protocol.native::<StreamReaderProtocol>() {
            Some(native) => native.replace_transport(vm, &transport)?,
            None => {
                vm.call_method(&protocol, &vm.intern("_replace_transport"), &[transport])?;
            }
        }
        Ok(Flow::Return(Value::None))
    }
}

impl StartTls {
    fn upgrade(&self, vm: &Vm, writer: &StreamWriter) -> PyResult<Flow> {
        let start_tls = vm.get_attr(&writer.owner.get(), &vm.intern("start_tls"))?;
        let [server_hostname, handshake, shutdown] = self.options.clone();
        let keywords = [
            ("server_side", Value::Bool(self.server_side)),
            ("server_hostname", server_hostname),
            ("ssl_handshake_timeout", handshake),
            ("ssl_shutdown_timeout", shutdown),
        ];
        let args = [writer.transport.get(), writer.protocol.get(), self.context.clone()];
        let awaitable = vm.call_kw(&start_tls, &args, &keywords)?;
        Ok(Flow::Await(vm.await_iter(&awaitable)?))
    }
}

/// `asyncio.StreamWriter`, for Python.
pub const WRITER: TypeDef = TypeDef {
    doc: "Wraps a Transport.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(|_, cls: &TypeRef, _: &Args| Ok(Value::Object(ObjRef::new(cls.clone(), StreamWriter::default())))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("StreamWriter", "asyncio.streams")
};

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a StreamWriter)> {
    if let Value::Object(o) = value
        && let Some(writer) = o.get::<StreamWriter>()
    {
        if writer.transport.is_unbound() {
            let class = vm.class_name(value);
            return Err(vm.attribute_error(format!("'{}' object has no attribute '_transport'", class.as_str())));
        }
        return Ok((o, writer));
    }
    Err(vm.type_error("an asyncio.StreamWriter was expected"))
}

fn write(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, writer) = this(vm, &a[0])?;
    let transport = writer.transport.get();
    let Some((object, native)) = native_transport(&transport) else {
        vm.call_method(&transport, &vm.names.write, &a[1..2])?;
        return Ok(Value::None);
    };
    if let Value::Bytes(data) = &a[1] {
        native.write(vm, object, data.as_slice())?;
        return Ok(Value::None);
    }
    // The transport may call the protocol, which may be written in Python: the bytes must not be on loan meanwhile.
    match buffer::copy_of(vm, &a[1])? {
        Some(data) => native.write(vm, object, &data)?,
        // It knows what to complain of.
        None => vm.call_method(&transport, &vm.names.write, &a[1..2]).map(drop)?,
    }
    Ok(Value::None)
}

fn writelines(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, writer) = this(vm, &a[0])?;
    let transport = writer.transport.get();
    let Some((object, native)) = native_transport(&transport) else {
        vm.call_method(&transport, &vm.intern("writelines"), &a[1..2])?;
        return Ok(Value::None);
    };
    let parts = vm.collect(&a[1])?;
    let all_bytes: Option<Vec<&[u8]>> = parts
        .iter()
        .map(|part| match part {
            Value::Bytes(bytes) => Some(bytes.as_slice()),
            _ => None,
        })
        .collect();
    match all_bytes {
        Some(slices) => native.write_parts(vm, object, &slices)?,
        None => vm.call_method(&transport, &vm.intern("writelines"), &[Value::list(parts)]).map(drop)?,
    }
    Ok(Value::None)
}

fn get_extra_info(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, writer) = this(vm, &a[0])?;
    let default = a[2].bound().cloned().unwrap_or(Value::None);
    let transport = writer.transport.get();
    match (native_transport(&transport), &a[1]) {
        (Some((object, native)), Value::Str(name)) => {
            Ok(native.extra_info(vm, object, name.as_str())?.unwrap_or(default))
        }
        _ => writer.call(vm, "get_extra_info", &[a[1].clone(), default]),
    }
}

/// `__del__`: the connection of a writer that nobody has any more is closed, and the program told so.
fn finalize(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, writer) = this(vm, &a[0])?;
    if writer.is_closing(vm)? {
        return Ok(Value::None);
    }
    let owner = writer.owner.get();
    let loop_is_closed = match loop_data(&owner) {
        Some(data) => data.closed.get(),
        None => vm.truth(&vm.call_method(&owner, &vm.intern("is_closed"), &[])?)?,
    };
    if loop_is_closed {
        report::warn(vm, &vm.exc.resource_warning, "loop is closed", 1)?;
        return Ok(Value::None);
    }
    vm.call_method(&a[0], &vm.names.close, &[])?;
    let shown = show::repr(vm, &Value::Object(object.clone()))?;
    report::warn(vm, &vm.exc.resource_warning, &format!("unclosed {shown}"), 1)?;
    Ok(Value::None)
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, transport, protocol, reader, loop)", |vm, a| {
        if let Some(writer) = a[0].native::<StreamWriter>() {
            writer.initialise(vm, a[1].clone(), a[2].clone(), a[3].clone(), a[4].clone())?;
        }
        Ok(Value::None)
    }),
    method("__repr__", "(self)", |vm, a| {
        let (object, writer) = this(vm, &a[0])?;
        let class = object.class().name();
        let mut text = format!("<{} transport={}", class.as_str(), show::repr(vm, &writer.transport.get())?);
        let reader = writer.reader.get();
        if !reader.is_none() {
            text.push_str(&format!(" reader={}", show::repr(vm, &reader)?));
        }
        text.push('>');
        Ok(Value::from(text))
    }),
    method("write", "(self, data)", write).doc("Send bytes, later if need be: follow it with `await drain()`."),
    method("writelines", "(self, data)", writelines).doc("Send several pieces of bytes."),
    method("write_eof", "(self)", |vm, a| this(vm, &a[0])?.1.call(vm, "write_eof", &[]))
        .doc("Say that no more will be sent."),
    method("can_write_eof", "(self)", |vm, a| this(vm, &a[0])?.1.call(vm, "can_write_eof", &[]))
        .doc("True if `write_eof` works."),
    method("close", "(self)", |vm, a| close_transport(vm, &this(vm, &a[0])?.1.transport.get()))
        .doc("Close the connection after what is left was sent; follow it with `await wait_closed()`."),
    method("is_closing", "(self)", |vm, a| {
        let (_, writer) = this(vm, &a[0])?;
        let transport = writer.transport.get();
        match native_transport(&transport) {
            Some((_, native)) => Ok(Value::Bool(native.is_closing())),
            None => vm.call_method(&transport, &vm.intern("is_closing"), &[]),
        }
    })
    .doc("True if the connection is closed or being closed."),
    method("get_extra_info", "(self, name, default=None)", get_extra_info)
        .doc("More about the connection: peername, sockname, socket, sslcontext, peercert, cipher, ssl_object."),
    method("drain", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(coroutine::make(vm, "StreamWriter.drain", Drain::new(object.clone())))
    })
    .doc("Wait until there is room to write more.")
    .awaited(|vm, a| {
        let (object, writer) = this(vm, &a[0])?;
        Ok(Some(match writer.has_drained(vm)? {
            true => Awaited::Done(Value::None),
            false => direct::drive(vm, Drain::new(object.clone())),
        }))
    }),
    method("wait_closed", "(self)", |vm, a| {
        let (_, writer) = this(vm, &a[0])?;
        let (this, protocol) = (a[0].clone(), writer.protocol.get());
        let waiter = move |vm: &Vm| vm.call_method(&protocol, &vm.intern("_get_close_waiter"), &[this]);
        Ok(coroutine::awaiting(vm, "StreamWriter.wait_closed", waiter, |_, _| Ok(Value::None)))
    })
    .doc("Wait until the connection is closed.")
    .awaited(|vm, a| {
        let (_, writer) = this(vm, &a[0])?;
        let protocol = writer.protocol.get();
        let Value::Object(object) = &protocol else { return Ok(None) };
        let Some(native) = object.get::<StreamReaderProtocol>().filter(|_| is_exact(object)) else { return Ok(None) };
        if native.has_closed_well() {
            return Ok(Some(Awaited::Done(Value::None)));
        }
        let waiter = native.close_waiter(vm)?;
        let ours = matches!(&waiter, Value::Object(o) if core_of(o).is_some() && is_exact(o));
        Ok(ours.then_some(Awaited::Drive(waiter)))
    }),
    method(
        "start_tls",
        "(self, sslcontext, *, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None)",
        |vm, a| {
            let writer = this(vm, &a[0])?.0.clone();
            let option = |i: usize| a[i].bound().cloned().unwrap_or(Value::None);
            let start = StartTls {
                writer,
                context: a[1].clone(),
                options: [option(2), option(3), option(4)],
                server_side: false,
                stage: TlsStage::Start,
            };
            Ok(coroutine::make(vm, "StreamWriter.start_tls", start))
        },
    )
    .coroutine(),
    method("__del__", "(self)", finalize),
];

const GETSET: &[GetSet] = &[
    getter("transport", |vm, v| Ok(this(vm, v)?.1.transport.get())),
    getset(
        "_transport",
        |vm, v| Ok(this(vm, v)?.1.transport.get()),
        |vm, v, new| assign(&this(vm, v)?.1.transport, new),
    ),
    getset("_protocol", |vm, v| Ok(this(vm, v)?.1.protocol.get()), |vm, v, new| assign(&this(vm, v)?.1.protocol, new)),
    getter("_reader", |vm, v| Ok(this(vm, v)?.1.reader.get())),
    getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner.get())),
];
