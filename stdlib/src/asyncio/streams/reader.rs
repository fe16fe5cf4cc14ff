//! `asyncio.StreamReader`: what it holds, how it is fed, and how it holds the transport back.
//!
//! The coroutines that read are in `reading`.

use std::cell::Cell;

use taipan_interp::heap::{Held, NativeData};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::super::lock::FLAGS;
use super::super::transport::native_transport;
use super::super::{foreign, policy, show};
use super::buffer::Buffer;
use super::{DEFAULT_LIMIT, overrides, reading, settle};

/// A stream reader.
pub struct StreamReader {
    pub buffer: Buffer,
    /// As given; see [`StreamReader::limit`].
    limit: Held<Value>,
    /// The loop; unbound until `__init__`.
    owner: Held<Value>,
    /// The future of the coroutine that waits for data; None when nobody does.
    pub waiter: Held<Value>,
    /// What reading raises; None while all is well.
    exception: Held<Value>,
    /// None when there is none, or it cannot be paused.
    transport: Held<Value>,
    pub eof: Cell<bool>,
    /// The transport was told to read no more for now.
    paused: Cell<bool>,
    /// Debug mode: where it was created.
    source_traceback: Held<Value>,
}

impl NativeData for StreamReader {
    taipan_interp::traverses!(limit, owner, waiter, exception, transport, source_traceback);

    fn clear(&self) {
        for held in [&self.waiter, &self.exception, &self.transport] {
            held.set(Value::None);
        }
    }
}

impl Default for StreamReader {
    fn default() -> Self {
        StreamReader {
            buffer: Buffer::default(),
            limit: Held::new(Value::Int(DEFAULT_LIMIT)),
            owner: Held::new(Value::Unbound),
            waiter: Held::new(Value::None),
            exception: Held::new(Value::None),
            transport: Held::new(Value::None),
            eof: Cell::new(false),
            paused: Cell::new(false),
            source_traceback: Held::new(Value::None),
        }
    }
}

/// A reader of the native class.
///
/// # Errors
/// ValueError when `limit` is not positive.
pub fn create(vm: &Vm, limit: Value, owner: Value) -> PyResult<ObjRef> {
    let object = ObjRef::new(super::of(vm)?.reader.clone(), StreamReader::default());
    if let Some(reader) = object.get::<StreamReader>() {
        reader.initialise(vm, limit, owner)?;
    }
    Ok(object)
}

impl StreamReader {
    fn initialise(&self, vm: &Vm, limit: Value, owner: Value) -> PyResult<()> {
        let refused = match &limit {
            Value::Int(n) => *n <= 0,
            other => vm.truth(&vm.compare(CmpOp::Le, other, &Value::Int(0))?)?,
        };
        if refused {
            return Err(vm.value_error("Limit cannot be <= 0"));
        }
        self.limit.set(limit);
        if foreign::get_debug(vm, &owner)? {
            self.source_traceback.set(show::extract_stack(vm)?);
        }
        self.owner.set(owner);
        Ok(())
    }

    /// How many bytes of one line there may be; the transport is paused at twice as many.
    #[inline]
    pub fn limit(&self) -> usize {
        match self.limit.get() {
            Value::Int(n) => n as usize,
            Value::Float(f) => f as usize,
            Value::Bool(b) => usize::from(b),
            // More than any buffer holds.
            _ => usize::MAX,
        }
    }

    /// What reading raises; None while all is well.
    #[inline]
    pub fn exception(&self) -> Value {
        self.exception.get()
    }

    /// Where it was created (debug mode).
    pub fn source_traceback(&self) -> Value {
        self.source_traceback.get()
    }

    /// Bytes came.
    ///
    /// # Errors
    /// AssertionError after the end; what pausing the transport raises.
    pub fn feed(&self, vm: &Vm, data: &[u8]) -> PyResult<()> {
        if self.eof.get() {
            return Err(vm.assertion_error("feed_data after feed_eof"));
        }
        if data.is_empty() {
            return Ok(());
        }
        self.buffer.append(vm, data)?;
        self.wake(vm, &Value::None)?;
        if !self.paused.get() && self.buffer.len() > self.limit().saturating_mul(2) && !self.transport.is_none() {
            self.pause_transport(vm)?;
        }
        Ok(())
    }

    /// No more bytes will come.
    ///
    /// # Errors
    /// RuntimeError when the loop of whoever waits is closed.
    pub fn feed_eof(&self, vm: &Vm) -> PyResult<()> {
        self.eof.set(true);
        self.wake(vm, &Value::None)
    }

    /// The connection broke: reading raises this from now on.
    ///
    /// # Errors
    /// As [`StreamReader::feed_eof`].
    pub fn set_exception(&self, vm: &Vm, exc: &Value) -> PyResult<()> {
        self.exception.set(exc.clone());
        self.wake(vm, exc)
    }

    /// Whoever waits goes on, or gets `exc` when it is not None.
    fn wake(&self, vm: &Vm, exc: &Value) -> PyResult<()> {
        if self.waiter.is_none() {
            return Ok(());
        }
        let waiter = self.waiter.replace(Value::None);
        settle(vm, &waiter, exc)
    }

    /// # Errors
    /// AssertionError when there is one already.
    pub fn set_transport(&self, vm: &Vm, transport: &Value) -> PyResult<()> {
        if !self.transport.is_none() {
            return Err(vm.assertion_error("Transport already set"));
        }
        self.transport.set(transport.clone());
        Ok(())
    }

    #[cold]
    fn pause_transport(&self, vm: &Vm) -> PyResult<()> {
        let transport = self.transport.get();
        let paused = match native_transport(&transport) {
            Some((object, native)) => native.pause_reading(vm, object),
            None => vm.call_method(&transport, &vm.intern("pause_reading"), &[]).map(drop),
        };
        if vm.absorb(paused, &vm.exc.not_implemented_error)?.is_none() {
            // It cannot be paused: everything is buffered. Not asked again.
            self.transport.set(Value::None);
        } else {
            self.paused.set(true);
        }
        Ok(())
    }

    /// Lets the transport read on when little enough is left.
    ///
    /// # Errors
    /// What resuming it raises.
    #[inline]
    pub fn maybe_resume(&self, vm: &Vm) -> PyResult<()> {
        if self.paused.get() && self.buffer.len() <= self.limit() { self.resume_transport(vm) } else { Ok(()) }
    }

    #[cold]
    fn resume_transport(&self, vm: &Vm) -> PyResult<()> {
        self.paused.set(false);
        let transport = self.transport.get();
        match native_transport(&transport) {
            Some((object, native)) => native.resume_reading(vm, object),
            None => vm.call_method(&transport, &vm.intern("resume_reading"), &[]).map(drop),
        }
    }

    /// The future that `method` waits on: done when bytes, the end, or an error comes. Waiting while the transport is
    /// paused would last for ever: it reads on, however much is buffered.
    ///
    /// # Errors
    /// RuntimeError when somebody waits already.
    pub fn begin_wait(&self, vm: &Vm, method: &str) -> PyResult {
        if !self.waiter.is_none() {
            return Err(vm.runtime_error(format!(
                "{method}() called while another coroutine is already waiting for incoming data"
            )));
        }
        if self.paused.get() {
            self.resume_transport(vm)?;
        }
        let future = foreign::create_future(vm, &self.owner.get())?;
        self.waiter.set(future.clone());
        Ok(future)
    }
}

/// `reader.feed_data(data)`, whatever class the reader is of.
///
/// # Errors
/// As [`StreamReader::feed`]; what an override raises.
pub fn feed(vm: &Vm, object: &ObjRef, data: &[u8]) -> PyResult<()> {
    match object.get::<StreamReader>() {
        Some(reader) if !overrides(vm, object, "feed_data") => reader.feed(vm, data),
        _ => call(vm, object, "feed_data", Value::Bytes(Bytes::new(data))),
    }
}

/// `reader.feed_eof()`, whatever class the reader is of.
///
/// # Errors
/// As [`feed`].
pub fn feed_eof(vm: &Vm, object: &ObjRef) -> PyResult<()> {
    match object.get::<StreamReader>() {
        Some(reader) if !overrides(vm, object, "feed_eof") => reader.feed_eof(vm),
        _ => vm.call_method(&Value::Object(object.clone()), &vm.intern("feed_eof"), &[]).map(drop),
    }
}

/// `reader.set_exception(exc)`, whatever class the reader is of.
///
/// # Errors
/// As [`feed`].
pub fn set_exception(vm: &Vm, object: &ObjRef, exc: &Value) -> PyResult<()> {
    match object.get::<StreamReader>() {
        Some(reader) if !overrides(vm, object, "set_exception") => reader.set_exception(vm, exc),
        _ => call(vm, object, "set_exception", exc.clone()),
    }
}

/// `reader.set_transport(transport)`, whatever class the reader is of.
///
/// # Errors
/// As [`feed`].
pub fn set_transport(vm: &Vm, object: &ObjRef, transport: &Value) -> PyResult<()> {
    match object.get::<StreamReader>() {
        Some(reader) if !overrides(vm, object, "set_transport") => reader.set_transport(vm, transport),
        _ => call(vm, object, "set_transport", transport.clone()),
    }
}

fn call(vm: &Vm, object: &ObjRef, name: &str, arg: Value) -> PyResult<()> {
    vm.call_method(&Value::Object(object.clone()), &vm.intern(name), &[arg]).map(drop)
}

/// `asyncio.StreamReader`, for Python.
pub const READER: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("StreamReader", "asyncio.streams")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), StreamReader::default())))
}

/// The reader behind `self`.
///
/// # Errors
/// TypeError when it is none; AttributeError before `__init__`.
pub fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a StreamReader)> {
    if let Value::Object(o) = value
        && let Some(reader) = o.get::<StreamReader>()
    {
        if reader.owner.is_unbound() {
            let class = vm.class_name(value);
            return Err(vm.attribute_error(format!("'{}' object has no attribute '_loop'", class.as_str())));
        }
        return Ok((o, reader));
    }
    Err(vm.type_error("an asyncio.StreamReader was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, limit=65536, loop=None)", |vm, a| {
        let Some(reader) = a[0].native::<StreamReader>() else {
            return Err(vm.type_error("an asyncio.StreamReader was expected"));
        };
        let limit = a[1].bound().cloned().unwrap_or(Value::Int(DEFAULT_LIMIT));
        let owner = match a[2].some() {
            Some(owner) => owner.clone(),
            None => policy::get_event_loop(vm)?,
        };
        reader.initialise(vm, limit, owner)?;
        Ok(Value::None)
    }),
    method("__repr__", "(self)", |vm, a| shown(vm, this(vm, &a[0])?.1).map(Value::from)),
    method("exception", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.exception()))
        .doc("The error that the connection ended with, if any."),
    method("set_exception", "(self, exc)", |vm, a| {
        this(vm, &a[0])?.1.set_exception(vm, &a[1])?;
        Ok(Value::None)
    })
    .doc("End with an error: whoever reads gets it."),
    method("set_transport", "(self, transport)", |vm, a| {
        this(vm, &a[0])?.1.set_transport(vm, &a[1])?;
        Ok(Value::None)
    })
    .doc("Set the transport that is paused when the buffer is full."),
    method("feed_eof", "(self)", |vm, a| {
        this(vm, &a[0])?.1.feed_eof(vm)?;
        Ok(Value::None)
    })
    .doc("Say that no more data will come."),
    method("at_eof", "(self)", |vm, a| {
        let (_, reader) = this(vm, &a[0])?;
        Ok(Value::Bool(reader.eof.get() && reader.buffer.is_empty()))
    })
    .doc("True if no more data will come and the buffer is empty."),
    method("feed_data", "(self, data)", |vm, a| {
        let (_, reader) = this(vm, &a[0])?;
        if let Value::Bytes(bytes) = &a[1] {
            reader.feed(vm, bytes.as_slice())?;
            return Ok(Value::None);
        }
        let data = match buffer::copy_of(vm, &a[1])? {
            Some(data) => data,
            // Whatever else `bytearray.extend` takes.
            None if !vm.truth(&a[1])? => Vec::new(),
            None => {
                let array = vm.call(&Value::Type(vm.types.bytearray.clone()), &[])?;
                vm.call_method(&array, &vm.intern("extend"), std::slice::from_ref(&a[1]))?;
                buffer::copy_of(vm, &array)?.unwrap_or_default()
            }
        };
        reader.feed(vm, &data)?;
        Ok(Value::None)
    })
    .doc("Add data that has come."),
    reading::READLINE,
    reading::READUNTIL,
    reading::READ,
    reading::READEXACTLY,
    method("__aiter__", "(self)", |_, a| Ok(a[0].clone())),
    reading::ANEXT,
];

const GETSET: &[GetSet] = &[
    getset(
        "_buffer",
        |vm, v| Ok(this(vm, v)?.1.buffer.shown()),
        |vm, v, new| match new {
            Some(Value::ByteArray(array)) => {
                this(vm, v)?.1.buffer.replace(array.clone());
                Ok(())
            }
            _ => Err(vm.type_error("_buffer must be a bytearray")),
        },
    ),
    getter("_limit", |vm, v| Ok(this(vm, v)?.1.limit.get())),
    getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner.get())),
    getter("_eof", |vm, v| Ok(Value::Bool(this(vm, v)?.1.eof.get()))),
    getset("_waiter", |vm, v| Ok(this(vm, v)?.1.waiter.get()), |vm, v, new| assign(&this(vm, v)?.1.waiter, new)),
    getset(
        "_exception",
        |vm, v| Ok(this(vm, v)?.1.exception.get()),
        |vm, v, new| assign(&this(vm, v)?.1.exception, new),
    ),
    getset(
        "_transport",
        |vm, v| Ok(this(vm, v)?.1.transport.get()),
        |vm, v, new| assign(&this(vm, v)?.1.transport, new),
    ),
    getter("_paused", |vm, v| Ok(Value::Bool(this(vm, v)?.1.paused.get()))),
    getter("_source_traceback", |_, v| Ok(v.native::<StreamReader>().map_or(Value::None, |r| r.source_traceback()))),
];

/// Python sets one of the fields that are no more than a value.
pub fn assign(held: &Held<Value>, new: Option<&Value>) -> PyResult<()> {
    held.set(new.cloned().unwrap_or(Value::None));
    Ok(())
}

fn shown(vm: &Vm, reader: &StreamReader) -> PyResult<String> {
    let mut text = "<StreamReader".to_owned();
    let buffered = reader.buffer.len();
    if buffered > 0 {
        text.push_str(&format!(" {buffered} bytes"));
    }
    if reader.eof.get() {
        text.push_str(" eof");
    }
    let limit = reader.limit.get();
    if !vm.eq(&limit, &Value::Int(DEFAULT_LIMIT))? {
        text.push_str(&format!(" limit={}", vm.str(&limit)?.as_str()));
    }
    for (name, held) in [("waiter", &reader.waiter), ("exception", &reader.exception), ("transport", &reader.transport)]
    {
        let value = held.get();
        if vm.truth(&value)? {
            text.push_str(&format!(" {name}={}", show::repr(vm, &value)?));
        }
    }
    if reader.paused.get() {
        text.push_str(" paused");
    }
    text.push('>');
    Ok(text)
}
