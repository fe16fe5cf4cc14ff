//! How the rest of the library (stream writers, TLS) speaks to a transport without Python calls.

use taipan_interp::types::class::TypeFlags;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::read_pipe::ReadPipe;
use super::socket::SocketTransport;
use super::write_pipe::WritePipe;
use crate::asyncio::tls::SslTransport;

/// A transport for a stream of bytes, written in Rust. `this` is the object itself. Each method does what the Python
/// method of that name does.
pub trait NativeTransport {
    /// `write(data)`: sends what can be sent at once, keeps the rest and sends it later.
    ///
    /// # Errors
    /// RuntimeError after `write_eof`. Errors of the connection are not raised: they end it.
    fn write(&self, vm: &Vm, this: &ObjRef, data: &[u8]) -> PyResult<()>;

    /// `writelines(parts)`: as one write, without joining the parts first.
    ///
    /// # Errors
    /// As [`NativeTransport::write`].
    fn write_parts(&self, vm: &Vm, this: &ObjRef, parts: &[&[u8]]) -> PyResult<()>;

    /// `is_closing()`.
    fn is_closing(&self) -> bool;

    /// `pause_reading()`.
    ///
    /// # Errors
    /// The system's, when the loop cannot stop watching the descriptor.
    fn pause_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()>;

    /// `resume_reading()`.
    ///
    /// # Errors
    /// The system's, when the loop cannot watch the descriptor.
    fn resume_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()>;

    /// `close()`: sends what is buffered, then ends the connection.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed.
    fn close(&self, vm: &Vm, this: &ObjRef) -> PyResult<()>;

    /// `get_extra_info(name)`; `None` when there is none of that name.
    ///
    /// # Errors
    /// What making the object raises.
    fn extra_info(&self, vm: &Vm, this: &ObjRef, name: &str) -> PyResult<Option<Value>>;
}

/// The native transport behind a value. `None` for those written in Python, for classes that derive from a native one, and
/// for an object that has been given attributes (which may be methods): those are called by name.
pub fn native_transport(value: &Value) -> Option<(&ObjRef, &dyn NativeTransport)> {
    let Value::Object(object) = value else { return None };
    if object.with_class(|c| c.has(TypeFlags::HEAP)) || object.has_attrs() {
        return None;
    }
    Some((object, as_native(object)?))
}

/// One line for each native type that implements the trait.
fn as_native(object: &ObjRef) -> Option<&dyn NativeTransport> {
    if let Some(t) = object.get::<SocketTransport>() {
        return Some(t);
    }
    if let Some(t) = object.get::<SslTransport>() {
        return Some(t);
    }
    if let Some(t) = object.get::<WritePipe>() {
        return Some(t);
    }
    if let Some(t) = object.get::<ReadPipe>() {
        return Some(t);
    }
    None
}
