//! How a transport speaks to its protocol.
//!
//! A protocol of the library's own (streams, TLS, a subprocess's pipes) implements [`NativeProtocol`] and is spoken to
//! without Python calls, as long as its class is the native one itself. [`Attached`] is a transport's side: the protocol,
//! whatever its make.

use std::cell::Cell;

use taipan_interp::heap::{Held, Traverse, Visitor};
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::class::TypeFlags;
use taipan_interp::types::str::Str;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::tls::SslProtocol;
use super::transport::Transports;

use super::streams::protocol::StreamReaderProtocol;

/// A protocol written in Rust, for a stream of bytes. `this` is the object itself.
///
/// What a method raises is the transport's to report: it calls the loop's exception handler with CPython's words, and
/// aborts the connection where CPython does. SystemExit and KeyboardInterrupt leave the loop.
pub trait NativeProtocol {
    /// `transport` is connected. Called once, from the loop.
    ///
    /// # Errors
    /// Whatever the protocol raises, as of all that follow.
    fn connection_made(&self, vm: &Vm, this: &ObjRef, transport: &Value) -> PyResult<()>;

    /// Bytes came. They stand in a buffer that the loop's transports share: what is kept is copied.
    ///
    /// # Errors
    /// See above.
    fn data_received(&self, vm: &Vm, this: &ObjRef, data: &[u8]) -> PyResult<()>;

    /// The peer will send no more. False: the transport is to close itself; true: it stays open for writing.
    ///
    /// # Errors
    /// See above.
    fn eof_received(&self, vm: &Vm, this: &ObjRef) -> PyResult<bool>;

    /// The connection is gone; called once, from the loop. `exc` is None after a regular end or an abort, else the
    /// exception.
    ///
    /// # Errors
    /// See above.
    fn connection_lost(&self, vm: &Vm, this: &ObjRef, exc: &Value) -> PyResult<()>;

    /// The transport's buffer is above its high-water mark.
    ///
    /// # Errors
    /// See above.
    fn pause_writing(&self, vm: &Vm, this: &ObjRef) -> PyResult<()>;

    /// The transport's buffer is down to its low-water mark again.
    ///
    /// # Errors
    /// See above.
    fn resume_writing(&self, vm: &Vm, this: &ObjRef) -> PyResult<()>;
}

/// The native protocol behind a value. `None` for protocols written in Python, for classes that derive from a native one,
/// and for an object that has been given attributes (which may be methods): those are called by name.
pub fn native_protocol(value: &Value) -> Option<(&ObjRef, &dyn NativeProtocol)> {
    let Value::Object(object) = value else { return None };
    if object.with_class(|c| c.has(TypeFlags::HEAP)) || object.has_attrs() {
        return None;
    }
    Some((object, as_native(object)?))
}

/// One line for each native type that implements the trait:
/// `if let Some(p) = object.get::<StreamReaderProtocol>() { return Some(p); }`
fn as_native(object: &ObjRef) -> Option<&dyn NativeProtocol> {
    if let Some(p) = object.get::<StreamReaderProtocol>() {
        return Some(p);
    }
    if let Some(p) = object.get::<SslProtocol>() {
        return Some(p);
    }
    None
}

/// The names of a protocol's methods.
pub struct Names {
    pub connection_made: Str,
    pub data_received: Str,
    pub eof_received: Str,
    pub connection_lost: Str,
    pub pause_writing: Str,
    pub resume_writing: Str,
    pub get_buffer: Str,
    pub buffer_updated: Str,
    pub datagram_received: Str,
    pub error_received: Str,
}

impl Names {
    /// The names, interned.
    pub fn new(vm: &Vm) -> Names {
        Names {
            connection_made: vm.intern("connection_made"),
            data_received: vm.intern("data_received"),
            eof_received: vm.intern("eof_received"),
            connection_lost: vm.intern("connection_lost"),
            pause_writing: vm.intern("pause_writing"),
            resume_writing: vm.intern("resume_writing"),
            get_buffer: vm.intern("get_buffer"),
            buffer_updated: vm.intern("buffer_updated"),
            datagram_received: vm.intern("datagram_received"),
            error_received: vm.intern("error_received"),
        }
    }
}

/// The protocol of a transport. The methods raise what the protocol raises.
pub struct Attached {
    object: Held<Value>,
    /// It is an `asyncio.BufferedProtocol`: it takes what is read into a buffer of its own.
    buffered: Cell<bool>,
}

impl Default for Attached {
    fn default() -> Attached {
        Attached { object: Held::new(Value::None), buffered: Cell::new(false) }
    }
}

impl Traverse for Attached {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.object.traverse(v);
    }
}

impl Attached {
    /// The protocol; None without one.
    #[inline]
    pub fn object(&self) -> Value {
        self.object.get()
    }

    /// Puts another protocol in its place.
    ///
    /// # Errors
    /// What asking for its class raises.
    pub fn set(&self, vm: &Vm, t: &Transports, protocol: Value) -> PyResult<()> {
        self.buffered.set(native_protocol(&protocol).is_none() && vm.is_instance(&protocol, &t.buffered_protocol)?);
        self.object.set(protocol);
        Ok(())
    }

    /// Lets go of the protocol.
    pub fn clear(&self) {
        self.buffered.set(false);
        self.object.set(Value::None);
    }

    /// True when what is read goes into a buffer that the protocol gives.
    #[inline]
    pub fn is_buffered(&self) -> bool {
        self.buffered.get()
    }

    /// `protocol.connection_made(transport)`.
    pub fn connection_made(&self, vm: &Vm, t: &Transports, transport: &Value) -> PyResult<()> {
        let object = self.object();
        match native_protocol(&object) {
            Some((this, native)) => native.connection_made(vm, this, transport),
            None => call(vm, &object, &t.protocol.connection_made, std::slice::from_ref(transport)).map(drop),
        }
    }

    /// `protocol.data_received(data)`; for a buffered one its buffer is asked for and filled.
    pub fn data_received(&self, vm: &Vm, t: &Transports, data: &[u8]) -> PyResult<()> {
        let object = self.object();
        if let Some((this, native)) = native_protocol(&object) {
            return native.data_received(vm, this, data);
        }
        if self.is_buffered() {
            return self.fill(vm, t, data);
        }
        call(vm, &object, &t.protocol.data_received, &[Value::Bytes(Bytes::new(data))]).map(drop)
    }

    /// `protocol.get_buffer(size_hint)`: the buffer, which has room for a byte at least.
    pub fn get_buffer(&self, vm: &Vm, t: &Transports, size_hint: i64) -> PyResult {
        let buffer = call(vm, &self.object(), &t.protocol.get_buffer, &[Value::Int(size_hint)])?;
        if vm.len(&buffer)? == 0 {
            return Err(vm.runtime_error("get_buffer() returned an empty buffer"));
        }
        Ok(buffer)
    }

    /// `protocol.buffer_updated(size)`.
    pub fn buffer_updated(&self, vm: &Vm, t: &Transports, size: usize) -> PyResult<()> {
        call(vm, &self.object(), &t.protocol.buffer_updated, &[Value::from(size)]).map(drop)
    }

    /// Hands bytes that were read elsewhere to a buffered protocol.
    fn fill(&self, vm: &Vm, t: &Transports, mut data: &[u8]) -> PyResult<()> {
        use taipan_interp::types::bytes::buffer;
        while !data.is_empty() {
            let into = self.get_buffer(vm, t, i64::try_from(data.len()).unwrap_or(i64::MAX))?;
            let copied = buffer::with_writable(vm, &into, |room| {
                let n = room.len().min(data.len());
                room[..n].copy_from_slice(&data[..n]);
                n
            })?;
            let Some(n) = copied.filter(|n| *n > 0) else {
                return Err(vm.runtime_error("get_buffer() returned an empty buffer"));
            };
            data = &data[n..];
            self.buffer_updated(vm, t, n)?;
        }
        Ok(())
    }

    /// `protocol.eof_received()`: true when the connection is to stay open for writing.
    pub fn eof_received(&self, vm: &Vm, t: &Transports) -> PyResult<bool> {
        let object = self.object();
        match native_protocol(&object) {
            Some((this, native)) => native.eof_received(vm, this),
            None => vm.truth(&call(vm, &object, &t.protocol.eof_received, &[])?),
        }
    }

    /// `protocol.connection_lost(exc)`.
    pub fn connection_lost(&self, vm: &Vm, t: &Transports, exc: &Value) -> PyResult<()> {
        let object = self.object();
        match native_protocol(&object) {
            Some((this, native)) => native.connection_lost(vm, this, exc),
            None => call(vm, &object, &t.protocol.connection_lost, std::slice::from_ref(exc)).map(drop),
        }
    }

    /// `protocol.pause_writing()`.
    pub fn pause_writing(&self, vm: &Vm, t: &Transports) -> PyResult<()> {
        let object = self.object();
        match native_protocol(&object) {
            Some((this, native)) => native.pause_writing(vm, this),
            None => call(vm, &object, &t.protocol.pause_writing, &[]).map(drop),
        }
    }

    /// `protocol.resume_writing()`.
    pub fn resume_writing(&self, vm: &Vm, t: &Transports) -> PyResult<()> {
        let object = self.object();
        match native_protocol(&object) {
            Some((this, native)) => native.resume_writing(vm, this),
            None => call(vm, &object, &t.protocol.resume_writing, &[]).map(drop),
        }
    }

    /// `protocol.datagram_received(data, addr)`.
    pub fn datagram_received(&self, vm: &Vm, t: &Transports, data: &[u8], from: Value) -> PyResult<()> {
        let args = [Value::Bytes(Bytes::new(data)), from];
        call(vm, &self.object(), &t.protocol.datagram_received, &args).map(drop)
    }

    /// `protocol.error_received(exc)`.
    pub fn error_received(&self, vm: &Vm, t: &Transports, exc: Value) -> PyResult<()> {
        call(vm, &self.object(), &t.protocol.error_received, &[exc]).map(drop)
    }
}

/// `object.name(*args)`, without a bound method where a class says what it is.
fn call(vm: &Vm, object: &Value, name: &Str, args: &[Value]) -> PyResult {
    if let Value::Instance(instance) = object
        && instance.attrs.get(name).is_none()
        && let class = instance.class()
        && !class.has(TypeFlags::CUSTOM_GETATTRIBUTE)
        && let Some(found @ Value::Function(_)) = vm.type_lookup(&class, name)
    {
        return vm.call_unbound(&found, object, &Args::positional(args));
    }
    vm.call_method(object, name, args)
}
