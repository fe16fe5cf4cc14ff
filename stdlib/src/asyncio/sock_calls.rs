//! `loop.sock_recv` and its like: a call on a Python socket that does not block, made again when the socket is ready.

use taipan_interp::heap::{Flow, Traverse, Visitor};
use taipan_interp::native::{NativeDef, method};
use taipan_interp::types::bytes::buffer;
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::event_loop::loop_data;
use super::handle::ends_the_loop;
use super::loop_io::{add_handle, checked_descriptor};
use super::loop_methods::this;
use super::watching::Side;
use super::{coroutine, foreign, task};

/// What is called on the socket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Recv,
    RecvInto,
    RecvFrom,
    RecvFromInto,
    SendAll,
    SendTo,
    Accept,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Recv => "BaseSelectorEventLoop.sock_recv",
            Kind::RecvInto => "BaseSelectorEventLoop.sock_recv_into",
            Kind::RecvFrom => "BaseSelectorEventLoop.sock_recvfrom",
            Kind::RecvFromInto => "BaseSelectorEventLoop.sock_recvfrom_into",
            Kind::SendAll => "BaseSelectorEventLoop.sock_sendall",
            Kind::SendTo => "BaseSelectorEventLoop.sock_sendto",
            Kind::Accept => "BaseSelectorEventLoop.sock_accept",
        }
    }

    /// The method of the socket.
    fn method(self) -> &'static str {
        match self {
            Kind::Recv => "recv",
            Kind::RecvInto => "recv_into",
            Kind::RecvFrom => "recvfrom",
            Kind::RecvFromInto => "recvfrom_into",
            Kind::SendAll => "send",
            Kind::SendTo => "sendto",
            Kind::Accept => "accept",
        }
    }

    fn side(self) -> Side {
        match self {
            Kind::SendAll | Kind::SendTo => Side::Write,
            _ => Side::Read,
        }
    }
}

/// A call under way.
///
/// Cancelled while it waits: the loop stops watching the socket. What was sent by then stays sent.
struct Call {
    kind: Kind,
    owner: Value,
    sock: Value,
    args: Vec<Value>,
    waiting: bool,
}

pub const RECV: NativeDef = method("sock_recv", "(self, sock, n)", |vm, a| start(vm, Kind::Recv, a))
    .coroutine()
    .doc("Receive up to `n` bytes from a socket.");
pub const RECV_INTO: NativeDef = method("sock_recv_into", "(self, sock, buf)", |vm, a| start(vm, Kind::RecvInto, a))
    .coroutine()
    .doc("Receive into a buffer; how many bytes.");
pub const RECVFROM: NativeDef = method("sock_recvfrom", "(self, sock, bufsize)", |vm, a| start(vm, Kind::RecvFrom, a))
    .coroutine()
    .doc("Receive a datagram: (bytes, address).");
pub const RECVFROM_INTO: NativeDef =
    method("sock_recvfrom_into", "(self, sock, buf, nbytes=0)", |vm, a| start(vm, Kind::RecvFromInto, a))
        .coroutine()
        .doc("Receive a datagram into a buffer: (how many bytes, address).");
pub const SENDALL: NativeDef = method("sock_sendall", "(self, sock, data)", |vm, a| start(vm, Kind::SendAll, a))
    .coroutine()
    .doc("Send all of the bytes.");
pub const SENDTO: NativeDef = method("sock_sendto", "(self, sock, data, address)", |vm, a| start(vm, Kind::SendTo, a))
    .coroutine()
    .doc("Send a datagram; how many bytes.");
pub const ACCEPT: NativeDef = method("sock_accept", "(self, sock)", |vm, a| start(vm, Kind::Accept, a))
    .coroutine()
    .doc("Accept a connection: (socket, address).");

fn start(vm: &Vm, kind: Kind, a: &[Value]) -> PyResult {
    this(vm, &a[0])?;
    let args = a[2..].iter().map(|v| v.bound().cloned().unwrap_or(Value::Int(0))).collect();
    let call = Call { kind, owner: a[0].clone(), sock: a[1].clone(), args, waiting: false };
    Ok(coroutine::make(vm, kind.name(), call))
}

impl NativeCoroutine for Call {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.owner.traverse(v);
        self.sock.traverse(v);
        self.args.traverse(v);
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let input = input?;
        if self.waiting {
            return Ok(Flow::Return(input));
        }
        self.check(vm)?;
        if let Some(result) = attempt(vm, self.kind, &self.sock, &mut self.args)? {
            return Ok(Flow::Return(result));
        }
        self.waiting = true;
        let future = self.wait(vm)?;
        Ok(Flow::Await(vm.await_iter(&future)?))
    }
}

impl Call {
    /// The socket's kind and, in debug mode, that it does not block; the arguments are completed.
    fn check(&mut self, vm: &Vm) -> PyResult<()> {
        check_no_tls(vm, &self.sock)?;
        let debug = loop_data(&self.owner).is_some_and(|l| l.debug.get());
        if debug {
            let timeout = vm.call_method(&self.sock, &vm.intern("gettimeout"), &[])?;
            if !vm.eq(&timeout, &Value::Int(0))? {
                return Err(vm.value_error("the socket must be non-blocking"));
            }
        }
        if self.kind == Kind::RecvFromInto && !vm.truth(&self.args[1])? {
            self.args[1] = Value::from(vm.len(&self.args[0])?);
        }
        Ok(())
    }

    /// Makes the call again whenever the socket is ready; the future gets what comes of it.
    fn wait(&mut self, vm: &Vm) -> PyResult {
        let Some(data) = loop_data(&self.owner) else { return Err(vm.type_error("an event loop was expected")) };
        let future = foreign::create_future(vm, &self.owner)?;
        let fd = vm.call_method(&self.sock, &vm.intern("fileno"), &[])?;
        let number = checked_descriptor(vm, data, &fd)?;
        let (kind, sock, result) = (self.kind, self.sock.clone(), future.clone());
        let args = std::cell::RefCell::new(std::mem::take(&mut self.args));
        let again = vm.closure(kind.name(), move |vm, _| {
            if task::is_done(vm, &result)? {
                return Ok(Value::None);
            }
            let mut current = args.take();
            let outcome = attempt(vm, kind, &sock, &mut current);
            args.replace(current);
            match outcome {
                Ok(None) => {}
                Ok(Some(value)) => {
                    vm.call_method(&result, &vm.intern("set_result"), &[value])?;
                }
                Err(e) if ends_the_loop(vm, &e) => return Err(e),
                Err(e) => {
                    vm.error_span.set(None);
                    vm.call_method(&result, &vm.intern("set_exception"), &[e.into_value()])?;
                }
            }
            Ok(Value::None)
        });
        let handle = add_handle(vm, &self.owner, data, number, kind.side(), again, Vec::new())?;
        unwatch_when_done(vm, &self.owner, &future, number, kind.side(), &handle)?;
        Ok(future)
    }
}

/// Stops watching a descriptor once the future is done, unless somebody else watches it by then.
fn unwatch_when_done(
    vm: &Vm,
    owner: &Value,
    future: &Value,
    fd: i32,
    side: Side,
    handle: &taipan_interp::ObjRef,
) -> PyResult<()> {
    let (owner, handle) = (owner.clone(), handle.clone());
    let name = if side == Side::Read { "_sock_read_done" } else { "_sock_write_done" };
    let done = vm.closure(name, move |vm, _| {
        let cancelled = handle.get::<super::handle::Handle>().is_some_and(|h| h.cancelled.get());
        if !cancelled && let Some(data) = loop_data(&owner) {
            data.unwatch(vm, fd, side)?;
        }
        Ok(Value::None)
    });
    let add = &super::of(vm).names.add_done_callback;
    vm.call_method(future, add, &[done]).map(drop)
}

/// Makes the call; `None` when it would block.
fn attempt(vm: &Vm, kind: Kind, sock: &Value, args: &mut [Value]) -> PyResult<Option<Value>> {
    let result = vm.call_method(sock, &vm.intern(kind.method()), args);
    let result = match result {
        Err(e) if vm.matches(&e, &vm.exc.blocking_io_error) || vm.matches(&e, &vm.exc.interrupted_error) => {
            vm.error_span.set(None);
            return Ok(None);
        }
        other => other?,
    };
    match kind {
        Kind::Accept => {
            let connection = vm.get_item(&result, &Value::Int(0))?;
            vm.call_method(&connection, &vm.intern("setblocking"), &[Value::Bool(false)])?;
            Ok(Some(result))
        }
        Kind::SendAll => rest_of(vm, &result, args),
        _ => Ok(Some(result)),
    }
}

/// What `send` left over becomes the argument of the next call; nothing left is the end.
fn rest_of(vm: &Vm, sent: &Value, args: &mut [Value]) -> PyResult<Option<Value>> {
    let sent = usize::try_from(vm.index_i64(sent)?).unwrap_or(0);
    let total = match buffer::view(vm, &args[0])? {
        Some(bytes) => bytes.len(),
        None => vm.len(&args[0])?,
    };
    if sent >= total {
        return Ok(Some(Value::None));
    }
    let whole = vm.call(&Value::Type(vm.types.memoryview.clone()), std::slice::from_ref(&args[0]))?;
    let bytes = vm.call_method(&whole, &vm.intern("cast"), &[Value::str("B")])?;
    let from = taipan_interp::types::slice::Slice { start: Value::from(sent), stop: Value::None, step: Value::None };
    args[0] = vm.get_item(&bytes, &Value::Slice(taipan_interp::Ref::new(from)))?;
    Ok(None)
}

/// # Errors
/// TypeError for an `ssl.SSLSocket`.
pub fn check_no_tls(vm: &Vm, sock: &Value) -> PyResult<()> {
    // Only a program that has imported `ssl` can have one.
    let Some(ssl) = vm.modules.get_str(&vm.intern("ssl")) else { return Ok(()) };
    match vm.get_attr_opt(&ssl, &vm.intern("SSLSocket"))? {
        Some(class) if vm.is_instance(sock, &class)? => Err(vm.type_error("Socket cannot be of type SSLSocket")),
        _ => Ok(()),
    }
}
