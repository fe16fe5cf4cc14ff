//! `asyncio.StreamReaderProtocol`: feeds a stream reader with what a transport reads, and on servers hands each new
//! connection to the program's callback.
//!
//! The reader is not kept alive by the protocol once the connection is there: whoever reads or writes holds it.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::{Held, NativeData, Visitor, WeakObj};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::weak::WeakLink;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::super::future::{Flag, OnDone, State, core_of};
use super::super::lock::FLAGS;
use super::super::protocol::NativeProtocol;
use super::super::transport::native_transport;
use super::super::{ensure, foreign, report, task};
use super::flow_control::{FlowControl, loop_argument};
use super::reader::{self, StreamReader, assign};
use super::{settle, writer};

/// A reader, not kept alive.
#[derive(Default)]
enum ReaderLink {
    #[default]
    None,
    Native(WeakObj),
    /// Anything else that is given as one.
    Other(Rc<WeakLink>),
}

/// The protocol between a transport and a reader.
pub struct StreamReaderProtocol {
    pub flow: FlowControl,
    reader: RefCell<ReaderLink>,
    /// Servers: keeps the reader alive until the connection is there.
    strong_reader: Held<Value>,
    /// Servers: what gets the reader and the writer of each connection; None for clients.
    callback: Held<Value>,
    /// Servers: the task of the callback, when that is a coroutine function.
    task: Held<Value>,
    transport: Held<Value>,
    over_ssl: Cell<bool>,
    /// How the connection ended. Unbound while it has not, None or the exception once it has; a future in place of all
    /// of these as soon as anybody wants to wait for it.
    closed: Held<Value>,
    /// Debug mode: where the reader was created.
    source_traceback: Held<Value>,
}

impl Default for StreamReaderProtocol {
    fn default() -> Self {
        StreamReaderProtocol {
            flow: FlowControl::default(),
            reader: RefCell::default(),
            strong_reader: Held::new(Value::None),
            callback: Held::new(Value::None),
            task: Held::new(Value::None),
            transport: Held::new(Value::None),
            over_ssl: Cell::new(false),
            closed: Held::new(Value::Unbound),
            source_traceback: Held::new(Value::None),
        }
    }
}

impl NativeData for StreamReaderProtocol {
    taipan_interp::traverses!(flow, strong_reader, callback, task, transport, closed, source_traceback);

    fn clear(&self) {
        for held in [&self.strong_reader, &self.callback, &self.task, &self.transport] {
            held.set(Value::None);
        }
    }

    /// Nobody will ask how the connection ended: an error there is no report of its own.
    fn before_free(&self, _this: &ObjRef) -> bool {
        if let Value::Object(future) = self.closed.get()
            && let Some(core) = core_of(&future)
            && core.state() == State::Failed
        {
            core.set(Flag::LOG_TRACEBACK, false);
        }
        true
    }
}

/// A protocol of the native class around a reader.
///
/// # Errors
/// What making the types raises.
pub fn create(vm: &Vm, stream_reader: &ObjRef, callback: Option<Value>, owner: Value) -> PyResult<ObjRef> {
    let object = ObjRef::new(super::of(vm)?.protocol.clone(), StreamReaderProtocol::default());
    if let Some(protocol) = object.get::<StreamReaderProtocol>() {
        protocol.initialise(vm, &Value::Object(stream_reader.clone()), callback, owner)?;
    }
    Ok(object)
}

impl StreamReaderProtocol {
    fn initialise(&self, vm: &Vm, reader: &Value, callback: Option<Value>, owner: Value) -> PyResult<()> {
        self.flow.bind(owner);
        let link = match reader {
            Value::None => ReaderLink::None,
            Value::Object(o) if o.get::<StreamReader>().is_some() => ReaderLink::Native(o.downgrade()),
            other => match vm.weak_slot(other) {
                Some(slot) => ReaderLink::Other(slot.register(other, &vm.pending)),
                None => {
                    let class = vm.class_name(other);
                    return Err(vm.type_error(format!("cannot create weak reference to '{}' object", class.as_str())));
                }
            },
        };
        match &link {
            ReaderLink::None => {}
            ReaderLink::Native(_) => {
                if let Some(native) = reader.native::<StreamReader>() {
                    self.source_traceback.set(native.source_traceback());
                }
            }
            ReaderLink::Other(_) => {
                self.source_traceback.set(vm.get_attr(reader, &vm.intern("_source_traceback"))?);
            }
        }
        drop(self.reader.replace(link));
        if let Some(callback) = callback {
            self.strong_reader.set(reader.clone());
            self.callback.set(callback);
        }
        Ok(())
    }

    /// The reader, while it lives.
    fn reader(&self) -> Option<Value> {
        match &*self.reader.borrow() {
            ReaderLink::None => None,
            ReaderLink::Native(weak) => weak.upgrade().map(Value::Object),
            ReaderLink::Other(link) => link.target(),
        }
    }

    fn native_reader(&self) -> Option<ObjRef> {
        match &*self.reader.borrow() {
            ReaderLink::Native(weak) => weak.upgrade(),
            _ => None,
        }
    }

    /// True for the protocol of a server's connection.
    pub fn is_server(&self) -> bool {
        !self.callback.is_none()
    }

    /// `_replace_transport`: the connection is spoken to through another transport from now on.
    ///
    /// # Errors
    /// What `get_extra_info` of the transport raises.
    pub fn replace_transport(&self, vm: &Vm, transport: &Value) -> PyResult<()> {
        self.transport.set(transport.clone());
        self.over_ssl.set(is_over_ssl(vm, transport)?);
        Ok(())
    }

    fn connected(&self, vm: &Vm, this: &ObjRef, transport: &Value) -> PyResult<()> {
        self.transport.set(transport.clone());
        let reader = self.reader();
        match &reader {
            Some(Value::Object(o)) if o.get::<StreamReader>().is_some() => reader::set_transport(vm, o, transport)?,
            Some(other) => {
                vm.call_method(other, &vm.intern("set_transport"), std::slice::from_ref(transport))?;
            }
            None => {}
        }
        self.over_ssl.set(is_over_ssl(vm, transport)?);
        let callback = self.callback.get();
        if callback.is_none() {
            return Ok(());
        }
        let reader = reader.unwrap_or(Value::None);
        let owner = self.flow.owner();
        let protocol = Value::Object(this.clone());
        let writer = writer::create(vm, transport.clone(), protocol, reader.clone(), owner.clone())?;
        let result = vm.call(&callback, &[reader, Value::Object(writer)])?;
        if foreign::is_coroutine(vm, &result)? {
            let handler = ensure::spawn_on(vm, &owner, &result)?;
            let watch: Rc<dyn OnDone> =
                Rc::new(HandlerWatch { transport: transport.clone(), owner, callable: OnceCell::new() });
            foreign::add_callback(vm, &handler, &watch)?;
            self.task.set(handler);
        }
        self.strong_reader.set(Value::None);
        Ok(())
    }

    fn lost(&self, vm: &Vm, exc: &Value) -> PyResult<()> {
        match self.reader() {
            Some(Value::Object(o)) if o.get::<StreamReader>().is_some() => {
                if exc.is_none() {
                    reader::feed_eof(vm, &o)?;
                } else {
                    reader::set_exception(vm, &o, exc)?;
                }
            }
            Some(other) if exc.is_none() => {
                vm.call_method(&other, &vm.intern("feed_eof"), &[])?;
            }
            Some(other) => {
                vm.call_method(&other, &vm.intern("set_exception"), std::slice::from_ref(exc))?;
            }
            None => {}
        }
        match self.closed.get() {
            Value::Unbound => self.closed.set(exc.clone()),
            Value::None | Value::Exception(_) => {}
            future => settle(vm, &future, exc)?,
        }
        self.flow.connection_lost(vm, exc)?;
        drop(self.reader.take());
        self.task.set(Value::None);
        self.transport.set(Value::None);
        Ok(())
    }

    fn received(&self, vm: &Vm, data: &[u8]) -> PyResult<()> {
        if let Some(object) = self.native_reader() {
            return reader::feed(vm, &object, data);
        }
        match self.reader() {
            Some(other) => {
                let data = Value::Bytes(taipan_interp::types::bytes::Bytes::new(data));
                vm.call_method(&other, &vm.intern("feed_data"), &[data]).map(drop)
            }
            None => Ok(()),
        }
    }

    fn ended(&self, vm: &Vm) -> PyResult<bool> {
        match self.reader() {
            Some(Value::Object(o)) if o.get::<StreamReader>().is_some() => reader::feed_eof(vm, &o)?,
            Some(other) => {
                vm.call_method(&other, &vm.intern("feed_eof"), &[])?;
            }
            None => {}
        }
        // TLS has no half-closed connections.
        Ok(!self.over_ssl.get())
    }

    /// The future that is done when the connection is gone.
    ///
    /// # Errors
    /// What `create_future` of a loop written in Python raises.
    pub fn close_waiter(&self, vm: &Vm) -> PyResult {
        let outcome = self.closed.get();
        if !matches!(outcome, Value::Unbound | Value::None | Value::Exception(_)) {
            return Ok(outcome);
        }
        let future = foreign::create_future(vm, &self.flow.owner())?;
        if !outcome.is_unbound() {
            settle(vm, &future, &outcome)?;
        }
        self.closed.set(future.clone());
        Ok(future)
    }

    /// True when the connection ended well: nobody has to wait.
    pub fn has_closed_well(&self) -> bool {
        self.closed.is_none()
    }
}

/// `transport.get_extra_info('sslcontext') is not None`.
fn is_over_ssl(vm: &Vm, transport: &Value) -> PyResult<bool> {
    match native_transport(transport) {
        Some((object, native)) => Ok(native.extra_info(vm, object, "sslcontext")?.is_some_and(|v| !v.is_none())),
        None => {
            let name = Value::str("sslcontext");
            Ok(!vm.call_method(transport, &vm.intern("get_extra_info"), &[name])?.is_none())
        }
    }
}

impl NativeProtocol for StreamReaderProtocol {
    fn connection_made(&self, vm: &Vm, this: &ObjRef, transport: &Value) -> PyResult<()> {
        self.connected(vm, this, transport)
    }

    fn data_received(&self, vm: &Vm, _this: &ObjRef, data: &[u8]) -> PyResult<()> {
        self.received(vm, data)
    }

    fn eof_received(&self, vm: &Vm, _this: &ObjRef) -> PyResult<bool> {
        self.ended(vm)
    }

    fn connection_lost(&self, vm: &Vm, _this: &ObjRef, exc: &Value) -> PyResult<()> {
        self.lost(vm, exc)
    }

    fn pause_writing(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.flow.pause(vm, this)
    }

    fn resume_writing(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.flow.resume(vm, this)
    }
}

/// Watches the task of a connection's handler: one that failed is reported, and its connection closed.
struct HandlerWatch {
    transport: Value,
    owner: Value,
    callable: OnceCell<Value>,
}

impl OnDone for HandlerWatch {
    fn done(&self, vm: &Vm, future: &Value) -> PyResult<()> {
        if !task::is_cancelled(vm, future)? {
            let exception = task::exception_of(vm, future)?;
            if exception.is_none() {
                return Ok(());
            }
            let mut context = report::Context::new(vm, "Unhandled exception in client_connected_cb");
            context.add("exception", exception);
            context.add("transport", self.transport.clone());
            context.send(vm, &self.owner)?;
        }
        writer::close_transport(vm, &self.transport).map(drop)
    }

    fn name(&self) -> &'static str {
        "StreamReaderProtocol.connection_made.<locals>.callback"
    }

    fn callable(&self) -> &OnceCell<Value> {
        &self.callable
    }

    fn traverse(&self, v: &mut Visitor<'_>) {
        taipan_interp::heap::Traverse::traverse(&self.transport, v);
        taipan_interp::heap::Traverse::traverse(&self.owner, v);
        taipan_interp::heap::Traverse::traverse(&self.callable, v);
    }
}

/// `asyncio.StreamReaderProtocol`, for Python.
pub const PROTOCOL: TypeDef = TypeDef {
    doc: "Helper class to adapt between Protocol and StreamReader.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(|_, cls: &TypeRef, _: &Args| {
        Ok(Value::Object(ObjRef::new(cls.clone(), StreamReaderProtocol::default())))
    }),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("StreamReaderProtocol", "asyncio.streams")
};

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a StreamReaderProtocol)> {
    match value {
        Value::Object(o) => o.get::<StreamReaderProtocol>().map(|p| (o, p)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.StreamReaderProtocol was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, stream_reader, client_connected_cb=None, loop=None)", |vm, a| {
        let (_, protocol) = this(vm, &a[0])?;
        let owner = loop_argument(vm, a[3].some())?;
        protocol.initialise(vm, &a[1], a[2].some().cloned(), owner)?;
        Ok(Value::None)
    }),
    method("_replace_transport", "(self, transport)", |vm, a| {
        this(vm, &a[0])?.1.replace_transport(vm, &a[1])?;
        Ok(Value::None)
    }),
    method("connection_made", "(self, transport)", |vm, a| {
        let (object, protocol) = this(vm, &a[0])?;
        protocol.connected(vm, object, &a[1])?;
        Ok(Value::None)
    }),
    method("connection_lost", "(self, exc)", |vm, a| {
        this(vm, &a[0])?.1.lost(vm, &a[1])?;
        Ok(Value::None)
    }),
    method("data_received", "(self, data)", |vm, a| {
        let (_, protocol) = this(vm, &a[0])?;
        if let Some(reader) = protocol.reader() {
            vm.call_method(&reader, &vm.intern("feed_data"), std::slice::from_ref(&a[1]))?;
        }
        Ok(Value::None)
    }),
    method("eof_received", "(self)", |vm, a| this(vm, &a[0])?.1.ended(vm).map(Value::Bool)),
    method("_get_close_waiter", "(self, stream)", |vm, a| this(vm, &a[0])?.1.close_waiter(vm)),
];

const GETSET: &[GetSet] = &[
    getter("_stream_reader", |vm, v| Ok(this(vm, v)?.1.reader().unwrap_or(Value::None))),
    getter("_client_connected_cb", |vm, v| Ok(this(vm, v)?.1.callback.get())),
    getter("_strong_reader", |vm, v| Ok(this(vm, v)?.1.strong_reader.get())),
    getter("_task", |vm, v| Ok(this(vm, v)?.1.task.get())),
    getter("_closed", |vm, v| this(vm, v)?.1.close_waiter(vm)),
    getter("_source_traceback", |vm, v| Ok(this(vm, v)?.1.source_traceback.get())),
    getset(
        "_transport",
        |vm, v| Ok(this(vm, v)?.1.transport.get()),
        |vm, v, new| assign(&this(vm, v)?.1.transport, new),
    ),
    getset(
        "_over_ssl",
        |vm, v| Ok(Value::Bool(this(vm, v)?.1.over_ssl.get())),
        |vm, v, new| {
            let on = match new {
                Some(new) => vm.truth(new)?,
                None => false,
            };
            this(vm, v)?.1.over_ssl.set(on);
            Ok(())
        },
    ),
];
