//! How a transport speaks to its protocol.
//!
//! A protocol of the library's own (streams, TLS, a subprocess's pipes) implements [`NativeProtocol`] and is spoken to
//! without Python calls, as long as its class is the native one itself.

use taipan_interp::types::class::TypeFlags;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

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
    None
}
