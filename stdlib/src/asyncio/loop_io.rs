//! What the event loop does with descriptors, as Python sees it: readers and writers, transports, connections, servers.
//!
//! What runs once a connection (resolving, trying addresses) is written in Python, in `_asyncio_connect` and its like,
//! and imported when it is first needed. Receiving and sending on sockets is in `sock_calls`.

use taipan_interp::native::{Args, NativeDef, method, method_raw};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::event_loop::EventLoop;
use super::loop_methods::{check_callback, this};
use super::transport::{datagram, methods, read_pipe, socket, write_pipe};
use super::watching::{Side, Watcher};
use super::{handle, signals, sock_calls, subprocess};
use crate::contextvars;

/// A coroutine function of a module of ours, called with the loop first.
macro_rules! in_python {
    ($module:literal, $name:literal, $signature:literal) => {
        method_raw($name, $signature, |vm, args| call_python(vm, $module, $name, args)).coroutine()
    };
}

fn call_python(vm: &Vm, module: &str, name: &str, args: &Args) -> PyResult {
    let module = vm.import(module)?;
    let function = vm.get_attr(&module, &vm.intern(name))?;
    vm.call_args(&function, args)
}

// ---- of BaseEventLoop ----

pub const CREATE_CONNECTION: NativeDef = in_python!(
    "_asyncio_connect",
    "create_connection",
    "(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0, sock=None, \
         local_addr=None, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, \
         happy_eyeballs_delay=None, interleave=None, all_errors=False)"
);
pub const CREATE_SERVER: NativeDef = in_python!(
    "_asyncio_listen",
    "create_server",
    "(self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None, backlog=100, ssl=None, \
         reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, \
         start_serving=True)"
);
pub const CREATE_DATAGRAM_ENDPOINT: NativeDef = in_python!(
    "_asyncio_connect",
    "create_datagram_endpoint",
    "(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0, flags=0, reuse_port=None, \
         allow_broadcast=None, sock=None)"
);
pub const CONNECT_ACCEPTED_SOCKET: NativeDef = in_python!(
    "_asyncio_connect",
    "connect_accepted_socket",
    "(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None)"
);
pub const CONNECT_READ_PIPE: NativeDef =
    in_python!("_asyncio_connect", "connect_read_pipe", "(self, protocol_factory, pipe)");
pub const CONNECT_WRITE_PIPE: NativeDef =
    in_python!("_asyncio_connect", "connect_write_pipe", "(self, protocol_factory, pipe)");
pub const SENDFILE: NativeDef =
    in_python!("_asyncio_sendfile", "sendfile", "(self, transport, file, offset=0, count=None, *, fallback=True)");
pub const SOCK_SENDFILE: NativeDef =
    in_python!("_asyncio_sendfile", "sock_sendfile", "(self, sock, file, offset=0, count=None, *, fallback=True)");
pub const GETADDRINFO: NativeDef =
    in_python!("_asyncio_connect", "getaddrinfo", "(self, host, port, *, family=0, type=0, proto=0, flags=0)");
pub const GETNAMEINFO: NativeDef = in_python!("_asyncio_connect", "getnameinfo", "(self, sockaddr, flags=0)");
pub const ENSURE_RESOLVED: NativeDef =
    in_python!("_asyncio_connect", "_ensure_resolved", "(self, address, *, family=0, type=1, proto=0, flags=0, loop)");
pub const CREATE_CONNECTION_TRANSPORT: NativeDef =
    in_python!("_asyncio_connect", "_create_connection_transport", "(self, /, *args, **kwargs)");
pub const CONNECT_SOCK: NativeDef =
    in_python!("_asyncio_connect", "_connect_sock", "(self, exceptions, addr_info, local_addr_infos=None)");
pub const SOCK_SENDFILE_FALLBACK: NativeDef =
    in_python!("_asyncio_sendfile", "_sock_sendfile_fallback", "(self, sock, file, offset, count)");
pub const SENDFILE_FALLBACK: NativeDef =
    in_python!("_asyncio_sendfile", "_sendfile_fallback", "(self, transp, file, offset, count)");
pub const CHECK_SENDFILE_PARAMS: NativeDef =
    method_raw("_check_sendfile_params", "(self, sock, file, offset, count)", |vm, args| {
        call_python(vm, "_asyncio_sendfile", "_check_sendfile_params", args)
    });
pub const NO_NATIVE_SENDFILE: NativeDef =
    method_raw("_sock_sendfile_native", "(self, sock, file, offset, count)", |vm, args| {
        call_python(vm, "_asyncio_sendfile", "_no_native_sendfile", args)
    })
    .coroutine();
pub const NO_NATIVE_TRANSPORT_SENDFILE: NativeDef =
    method_raw("_sendfile_native", "(self, transp, file, offset, count)", |vm, args| {
        call_python(vm, "_asyncio_sendfile", "_no_native_sendfile_to_transport", args)
    })
    .coroutine();

/// The methods of `BaseSelectorEventLoop`.
pub const SELECTOR: &[NativeDef] = &[
    super::tls::MAKE_SSL_TRANSPORT,
    sock_calls::RECV,
    sock_calls::RECV_INTO,
    sock_calls::RECVFROM,
    sock_calls::RECVFROM_INTO,
    sock_calls::SENDALL,
    sock_calls::SENDTO,
    sock_calls::ACCEPT,
    in_python!("_asyncio_connect", "sock_connect", "(self, sock, address)"),
    in_python!("_asyncio_sendfile", "_sendfile_native", "(self, transp, file, offset, count)"),
    method_raw("add_reader", "(self, fd, callback, *args)", |vm, args| add(vm, args, Side::Read, true))
        .doc("Call a function whenever a descriptor can be read."),
    method_raw("add_writer", "(self, fd, callback, *args)", |vm, args| add(vm, args, Side::Write, true))
        .doc("Call a function whenever a descriptor can be written."),
    method_raw("_add_reader", "(self, fd, callback, *args)", |vm, args| add(vm, args, Side::Read, false)),
    method_raw("_add_writer", "(self, fd, callback, *args)", |vm, args| add(vm, args, Side::Write, false)),
    method("remove_reader", "(self, fd)", |vm, a| remove(vm, a, Side::Read, true))
        .doc("Stop watching a descriptor for reading; False if it was not watched."),
    method("remove_writer", "(self, fd)", |vm, a| remove(vm, a, Side::Write, true))
        .doc("Stop watching a descriptor for writing; False if it was not watched."),
    method("_remove_reader", "(self, fd)", |vm, a| remove(vm, a, Side::Read, false)),
    method("_remove_writer", "(self, fd)", |vm, a| remove(vm, a, Side::Write, false)),
    method("_ensure_fd_no_transport", "(self, fd)", |vm, a| {
        checked_descriptor(vm, this(vm, &a[0])?.1, &a[1]).map(|_| Value::None)
    }),
    method("_stop_serving", "(self, sock)", |vm, a| {
        let fd = descriptor(vm, &a[1])?;
        this(vm, &a[0])?.1.unwatch(vm, fd, Side::Read)?;
        vm.call_method(&a[1], &vm.names.close, &[])
    }),
    method("_lend_descriptor", "(self, transport, lent)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        let (transport, channel) = methods::this(vm, &a[1])?;
        let user = if vm.truth(&a[2])? || channel.owner().is_none() { None } else { Some(transport) };
        data.note_transport(channel.fd, user);
        Ok(Value::None)
    }),
    method("_make_socket_transport", "(self, sock, protocol, waiter=None, *, extra=None, server=None)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        checked_descriptor(vm, data, &a[1])?;
        let class = data.transports(vm)?.socket.clone();
        let none = |v: &Value| v.bound().cloned().unwrap_or(Value::None);
        socket::make(vm, class, &a[0], a[1].clone(), a[2].clone(), none(&a[3]), none(&a[4]), &none(&a[5]))
    }),
    method("_make_datagram_transport", "(self, sock, protocol, address=None, waiter=None, extra=None)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        checked_descriptor(vm, data, &a[1])?;
        let class = data.transports(vm)?.datagram.clone();
        let none = |v: &Value| v.bound().cloned().unwrap_or(Value::None);
        datagram::make(vm, class, &a[0], a[1].clone(), a[2].clone(), none(&a[3]), none(&a[4]), none(&a[5]))
    }),
];

/// The methods of the event loop of Unix.
pub const UNIX: &[NativeDef] = &[
    method_raw("add_signal_handler", "(self, sig, callback, *args)", signals::add)
        .doc("Call a function in the loop when a signal comes."),
    method("remove_signal_handler", "(self, sig)", signals::remove_handler)
        .doc("Handle a signal as by default; False if it had no handler."),
    method("_handle_signal", "(self, sig)", signals::handle),
    method_raw("_make_subprocess_transport", subprocess::TRANSPORT_SIGNATURE, |vm, args| {
        subprocess::start(vm, "make_transport", args)
    })
    .coroutine(),
    method_raw("_child_watcher_callback", "(self, pid, returncode, transp)", |vm, args| {
        subprocess::start(vm, "child_ended", args)
    }),
    in_python!(
        "_asyncio_connect",
        "create_unix_connection",
        "(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None, \
         ssl_handshake_timeout=None, ssl_shutdown_timeout=None)"
    ),
    in_python!(
        "_asyncio_listen",
        "create_unix_server",
        "(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None, ssl_handshake_timeout=None, \
         ssl_shutdown_timeout=None, start_serving=True, cleanup_socket=True)"
    ),
    in_python!("_asyncio_sendfile", "_sock_sendfile_native", "(self, sock, file, offset, count)"),
    method("_make_read_pipe_transport", "(self, pipe, protocol, waiter=None, extra=None)", |vm, a| {
        let (owner, data) = this(vm, &a[0])?;
        let class = data.transports(vm)?.read_pipe.clone();
        let fd = methods::fileno(vm, &a[1])?;
        let none = |v: &Value| v.bound().cloned().unwrap_or(Value::None);
        read_pipe::create(vm, class, owner.clone(), fd, a[1].clone(), a[2].clone(), none(&a[3]), none(&a[4]))
            .map(Value::Object)
    }),
    method("_make_write_pipe_transport", "(self, pipe, protocol, waiter=None, extra=None)", |vm, a| {
        let (owner, data) = this(vm, &a[0])?;
        let class = data.transports(vm)?.write_pipe.clone();
        let fd = methods::fileno(vm, &a[1])?;
        let none = |v: &Value| v.bound().cloned().unwrap_or(Value::None);
        write_pipe::create(vm, class, owner.clone(), fd, a[1].clone(), a[2].clone(), none(&a[3]), none(&a[4]))
            .map(Value::Object)
    }),
];

/// The descriptor that a number or an object with `fileno()` stands for.
///
/// # Errors
/// ValueError when it stands for none.
pub fn descriptor(vm: &Vm, given: &Value) -> PyResult<i32> {
    let number = match given.inner() {
        Value::Int(n) => Some(*n),
        Value::Bool(b) => Some(i64::from(*b)),
        _ => {
            let asked = match vm.get_attr_opt(given, &vm.intern("fileno"))? {
                Some(fileno) => vm.call(&fileno, &[]).map(|n| match n.inner() {
                    Value::Int(n) => Some(*n),
                    _ => None,
                }),
                None => Ok(None),
            };
            match asked {
                Ok(number) => number,
                Err(e) if vm.matches(&e, &vm.exc.value_error) || vm.matches(&e, &vm.exc.type_error) => {
                    vm.error_span.set(None);
                    None
                }
                Err(e) => return Err(e),
            }
        }
    };
    let Some(number) = number else {
        return Err(vm.value_error(format!("Invalid file object: {}", vm.repr(given)?.as_str())));
    };
    i32::try_from(number)
        .ok()
        .filter(|fd| *fd >= 0)
        .ok_or_else(|| vm.value_error(format!("Invalid file descriptor: {number}")))
}

/// As [`descriptor`], unless a transport uses it.
///
/// # Errors
/// RuntimeError when one does.
pub fn checked_descriptor(vm: &Vm, data: &EventLoop, given: &Value) -> PyResult<i32> {
    let fd = descriptor(vm, given)?;
    data.check_no_transport(vm, fd, given)?;
    Ok(fd)
}

/// `add_reader(fd, callback, *args)` and its like. The public ones check that no transport uses the descriptor and return
/// None, the others return the handle.
fn add(vm: &Vm, args: &Args, side: Side, public: bool) -> PyResult {
    let [owner, fd, callback, rest @ ..] = args.pos() else {
        let name = if side == Side::Read { "add_reader" } else { "add_writer" };
        return Err(vm.type_error(format!("{name}() missing required positional arguments: 'fd' and 'callback'")));
    };
    let (_, data) = this(vm, owner)?;
    let number = if public { checked_descriptor(vm, data, fd)? } else { descriptor(vm, fd)? };
    data.check_closed(vm)?;
    if public && data.debug.get() {
        check_callback(vm, callback, if side == Side::Read { "add_reader" } else { "add_writer" })?;
    }
    let handle = add_handle(vm, owner, data, number, side, callback.clone(), rest.to_vec())?;
    Ok(if public { Value::None } else { Value::Object(handle) })
}

/// Watches a descriptor for a callback.
///
/// # Errors
/// As [`EventLoop::watch`].
pub fn add_handle(
    vm: &Vm,
    owner: &Value,
    data: &EventLoop,
    fd: i32,
    side: Side,
    callback: Value,
    args: Vec<Value>,
) -> PyResult<ObjRef> {
    let handle = handle::new_handle(vm, owner, callback, args, contextvars::copy_current(vm))?;
    data.watch(vm, fd, side, Watcher::Handle(handle.clone()))?;
    Ok(handle)
}

fn remove(vm: &Vm, a: &[Value], side: Side, public: bool) -> PyResult {
    let (_, data) = this(vm, &a[0])?;
    let fd = if public { checked_descriptor(vm, data, &a[1])? } else { descriptor(vm, &a[1])? };
    data.unwatch(vm, fd, side).map(Value::Bool)
}

/// What programs get for `loop._selector`: the selector that they gave, else one that watches nothing.
///
/// # Errors
/// What making it raises.
pub fn selector(vm: &Vm, data: &EventLoop) -> PyResult {
    let known = data.selector.borrow().clone();
    if !known.is_none() || data.closed.get() {
        return Ok(known);
    }
    let class = vm.get_attr(&vm.import("selectors")?, &vm.intern("SelectSelector"))?;
    let made = vm.call(&class, &[])?;
    data.selector.replace(made.clone());
    Ok(made)
}
