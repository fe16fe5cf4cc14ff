//! What the transports of sockets have in common for Python: `_SelectorTransport`, its methods, and what they are asked.

use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method, method_raw};
use taipan_interp::types::bytes::buffer;
use taipan_interp::types::bytes::memory::MemoryView;
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::channel::{Channel, Flag};
use super::datagram::DatagramTransport;
use super::read_pipe::ReadPipe;
use super::socket::{self, SocketTransport};
use super::write_pipe::WritePipe;
use crate::asyncio::addresses;
use crate::asyncio::event_loop::{EventLoop, loop_data};
use crate::asyncio::watching::Side;
use crate::socket::address;

/// `_SelectorTransport`: no object is of this very type.
pub const SELECTOR: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("_SelectorTransport", "asyncio.selector_events")
};

/// The channel of any transport.
pub fn channel_of(object: &ObjRef) -> Option<&Channel> {
    if let Some(t) = object.get::<SocketTransport>() {
        return Some(&t.channel);
    }
    if let Some(t) = object.get::<DatagramTransport>() {
        return Some(&t.channel);
    }
    if let Some(t) = object.get::<ReadPipe>() {
        return Some(&t.channel);
    }
    object.get::<WritePipe>().map(|t| &t.channel)
}

/// The transport behind `self`.
///
/// # Errors
/// TypeError when it is none.
pub fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Channel)> {
    match value {
        Value::Object(o) => channel_of(o).map(|c| (o, c)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("a transport was expected"))
}

/// How much waits to be written: bytes, and for datagrams what their headers take.
fn buffer_size(object: &ObjRef, channel: &Channel) -> usize {
    object.get::<DatagramTransport>().map_or_else(|| channel.buffer.len(), DatagramTransport::buffered)
}

const METHODS: &[NativeDef] = &[
    GET_EXTRA_INFO,
    GET_PROTOCOL,
    SET_PROTOCOL,
    IS_CLOSING,
    GET_LIMITS,
    SET_LIMITS,
    DEL,
    method("__repr__", "(self)", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        let mut info = vec![object.class().name().as_str().to_owned()];
        if !c.has(Flag::OPEN) {
            info.push("closed".to_owned());
        } else if c.has(Flag::CLOSING) {
            info.push("closing".to_owned());
        }
        info.push(format!("fd={}", c.fd));
        if c.owner().is_some_and(|o| o.get::<EventLoop>().is_some_and(|l| !l.closed.get())) {
            let state = |side| if c.is_watched(side) { "polling" } else { "idle" };
            info.push(format!("read={}", state(Side::Read)));
            info.push(format!("write=<{}, bufsize={}>", state(Side::Write), buffer_size(object, c)));
        }
        Ok(Value::from(format!("<{}>", info.join(" "))))
    }),
    method("abort", "(self)", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        force_close(vm, object, c, Value::None)
    }),
    method("close", "(self)", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        match object.get::<DatagramTransport>() {
            Some(t) => t.close(vm, object),
            None => c.close(vm, object),
        }
        .map(Value::from)
    }),
    method("is_reading", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.is_reading()))),
    method("pause_reading", "(self)", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        c.pause_reading(vm, object).map(Value::from)
    }),
    method("resume_reading", "(self)", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        c.resume_reading(vm, object).map(Value::from)
    }),
    method("get_write_buffer_size", "(self)", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        Ok(Value::from(buffer_size(object, c)))
    }),
    method("_force_close", "(self, exc)", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        force_close(vm, object, c, a[1].clone())
    }),
    method("_fatal_error", "(self, exc, message='Fatal error on transport')", |vm, a| {
        let (object, c) = this(vm, &a[0])?;
        let Value::Exception(exc) = &a[1] else { return Err(vm.type_error("an exception was expected")) };
        let exc = taipan_interp::Raised(exc.clone());
        let message = a[2].as_str().map_or("Fatal error on transport", |m| m.as_str()).to_owned();
        c.report_fatal(vm, object, &exc, &message, Channel::is_os_error(vm, &exc))?;
        force_close(vm, object, c, a[1].clone())
    }),
];

fn force_close(vm: &Vm, object: &ObjRef, c: &Channel, exc: Value) -> PyResult {
    match object.get::<DatagramTransport>() {
        Some(t) => t.force_close(vm, object, exc),
        None => c.force_close(vm, object, exc),
    }
    .map(Value::from)
}

pub const GET_EXTRA_INFO: NativeDef = method("get_extra_info", "(self, name, default=None)", |vm, a| {
    let (object, c) = this(vm, &a[0])?;
    let default = a[2].bound().cloned().unwrap_or(Value::None);
    let Some(name) = a[1].as_str() else { return Ok(default) };
    Ok(extra_info(vm, object, c, name.as_str())?.unwrap_or(default))
});

pub const GET_PROTOCOL: NativeDef = method("get_protocol", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.protocol.object()));

pub const SET_PROTOCOL: NativeDef = method("set_protocol", "(self, protocol)", |vm, a| {
    this(vm, &a[0])?.1.protocol.set(vm, &*super::of(vm)?, a[1].clone()).map(Value::from)
});

pub const IS_CLOSING: NativeDef =
    method("is_closing", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.has(Flag::CLOSING))));

pub const GET_LIMITS: NativeDef = method("get_write_buffer_limits", "(self)", |vm, a| {
    let (low, high) = this(vm, &a[0])?.1.limits();
    Ok(Value::tuple(vec![Value::from(low), Value::from(high)]))
});

pub const SET_LIMITS: NativeDef = method("set_write_buffer_limits", "(self, high=None, low=None)", |vm, a| {
    let (object, c) = this(vm, &a[0])?;
    let (high, low) = (size_argument(vm, &a[1])?, size_argument(vm, &a[2])?);
    if let (Some(high), Some(low)) = (high, low)
        && low < 0
        && high >= low
    {
        return Err(vm.value_error(format!("high ({high}) must be >= low ({low}) must be >= 0")));
    }
    let size = |n: Option<i64>| match n {
        Some(n) => usize::try_from(n).map(Some).map_err(|_| {
            let (high, low) = (high.unwrap_or(n.saturating_mul(4)), low.unwrap_or(n.div_euclid(4)));
            vm.value_error(format!("high ({high}) must be >= low ({low}) must be >= 0"))
        }),
        None => Ok(None),
    };
    c.set_limits(vm, size(high)?, size(low)?)?;
    c.maybe_pause(vm, object, buffer_size(object, c)).map(Value::from)
});

fn size_argument(vm: &Vm, value: &Value) -> PyResult<Option<i64>> {
    value.some().map(|v| vm.index_i64(v)).transpose()
}

pub const DEL: NativeDef = method("__del__", "(self)", |vm, a| {
    let (object, c) = this(vm, &a[0])?;
    c.abandoned(vm, object).map(Value::from)
});

/// The fields that CPython's transports show.
pub const GETSET: &[GetSet] = &[
    getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner_value())),
    getter("_sock", |vm, v| {
        let (_, c) = this(vm, v)?;
        if c.has(Flag::OPEN) { socket_object(vm, c) } else { Ok(Value::None) }
    }),
    getter("_sock_fd", |vm, v| Ok(Value::Int(this(vm, v)?.1.fd.into()))),
    getter("_protocol", |vm, v| Ok(this(vm, v)?.1.protocol.object())),
    getter("_extra", |vm, v| {
        let (object, c) = this(vm, v)?;
        for name in ["socket", "sockname", "peername"] {
            extra_info(vm, object, c, name)?;
        }
        Ok(Value::Dict(c.extra()))
    }),
    getset(
        "_conn_lost",
        |vm, v| Ok(Value::Int(this(vm, v)?.1.conn_lost.get().into())),
        |vm, v, new| {
            let count = new.map_or(Ok(0), |n| vm.index_i64(n))?;
            this(vm, v)?.1.conn_lost.set(u32::try_from(count).unwrap_or(0));
            Ok(())
        },
    ),
    getter("_closing", |vm, v| Ok(Value::Bool(this(vm, v)?.1.has(Flag::CLOSING)))),
    getter("_paused", |vm, v| Ok(Value::Bool(this(vm, v)?.1.has(Flag::PAUSED)))),
    getter("_protocol_paused", |vm, v| Ok(Value::Bool(this(vm, v)?.1.has(Flag::PROTOCOL_PAUSED)))),
    getter("max_size", |_, _| Ok(Value::Int(256 * 1024))),
];

/// The Python socket of a transport, made when there is none yet.
fn socket_object(vm: &Vm, c: &Channel) -> PyResult {
    let known = c.file.get();
    if !known.is_none() {
        return Ok(known);
    }
    let class = vm.get_attr(&vm.import("socket")?, &vm.intern("socket"))?;
    let made = vm.call_kw(&class, &[], &[("fileno", Value::Int(c.fd.into()))])?;
    vm.call_method(&made, &vm.intern("setblocking"), &[Value::Bool(false)])?;
    c.file.set(made.clone());
    Ok(made)
}

/// `get_extra_info(name)`; `None` when there is none of that name.
///
/// # Errors
/// What making the socket object raises.
pub fn extra_info(vm: &Vm, object: &ObjRef, c: &Channel, name: &str) -> PyResult<Option<Value>> {
    if let Some(known) = c.known_extra(vm, name) {
        return Ok(Some(known));
    }
    let is_socket = object.get::<SocketTransport>().is_some() || object.get::<DatagramTransport>().is_some();
    let made = match name {
        "socket" if is_socket && c.has(Flag::OPEN) => {
            let sock = socket_object(vm, c)?;
            let class = vm.get_attr(&vm.import("asyncio.trsock")?, &vm.intern("TransportSocket"))?;
            vm.call(&class, &[sock])?
        }
        "sockname" if is_socket && c.has(Flag::OPEN) => named(socket::network(vm).and_then(|n| n.local_address(c.fd))),
        "peername" if is_socket => {
            let accepted = object.get::<SocketTransport>().and_then(|t| t.peer.as_deref().cloned());
            match accepted {
                Some(address) => address::to_value(&address),
                None if c.has(Flag::OPEN) => named(socket::network(vm).and_then(|n| n.peer_address(c.fd))),
                None => return Ok(None),
            }
        }
        "pipe" if !is_socket => c.file.get(),
        _ => return Ok(None),
    };
    c.extra().set_str(&vm.intern(name), made.clone());
    Ok(Some(made))
}

/// An address as Python shows it; None when there is none.
fn named(address: std::io::Result<taipan_interp::host::net::Address>) -> Value {
    address.map_or(Value::None, |address| address::to_value(&address))
}

/// Asks for the names of a new transport's socket.
///
/// # Errors
/// What showing addresses raises.
pub fn note_names(vm: &Vm, object: &ObjRef, c: &Channel) -> PyResult<()> {
    extra_info(vm, object, c, "sockname")?;
    extra_info(vm, object, c, "peername")?;
    Ok(())
}

// ---- arguments ----

/// A copy of the bytes that a program writes. (A copy: what it gave may change while it is being written.)
///
/// # Errors
/// TypeError for anything but bytes, a bytearray or a memoryview.
pub fn copied(vm: &Vm, data: &Value) -> PyResult<Vec<u8>> {
    let is_array = |v: &Value| v.native::<MemoryView>().is_some();
    if matches!(data.inner(), Value::Bytes(_) | Value::ByteArray(_)) || is_array(data) {
        return Ok(buffer::required(vm, data)?.to_vec());
    }
    let kind = vm.class_name(data);
    let message = format!("data argument must be a bytes-like object, not '{}'", kind.as_str());
    Err(vm.type_error(message))
}

/// As [`copied`], of the items of an iterable.
///
/// # Errors
/// TypeError for what holds anything that is not bytes-like.
pub fn all_copied(vm: &Vm, list: &Value) -> PyResult<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    for item in vm.collect(list)? {
        match buffer::view(vm, &item)? {
            Some(bytes) => all.push(bytes.to_vec()),
            None => {
                let kind = vm.class_name(&item);
                return Err(
                    vm.type_error(format!("memoryview: a bytes-like object is required, not '{}'", kind.as_str()))
                );
            }
        }
    }
    Ok(all)
}

/// The arguments of a constructor, by position or name; None for those that were not given.
///
/// # Errors
/// TypeError when the first `required` are not all given, or one is not known.
pub fn arguments<const N: usize>(
    vm: &Vm,
    args: &Args,
    class: &str,
    names: [&str; N],
    required: usize,
) -> PyResult<[Value; N]> {
    let mut values = [const { Value::Unbound }; N];
    for (slot, value) in values.iter_mut().zip(args.pos()) {
        *slot = value.clone();
    }
    for (name, value) in args.keywords() {
        match names.iter().position(|n| *n == name.as_str()) {
            Some(i) => values[i] = value.clone(),
            None => {
                return Err(vm.type_error(format!("{class}.__init__() got an unexpected keyword argument '{name}'")));
            }
        }
    }
    if let Some(i) = values[..required].iter().position(Value::is_unbound) {
        let message = format!("{class}.__init__() missing 1 required positional argument: '{}'", names[i]);
        return Err(vm.type_error(message));
    }
    Ok(values.map(|v| if v.is_unbound() { Value::None } else { v }))
}

/// The loop that a transport is made for.
///
/// # Errors
/// TypeError when it is of another make.
pub fn loop_argument(vm: &Vm, owner: &Value) -> PyResult<ObjRef> {
    match owner {
        Value::Object(o) if loop_data(owner).is_some() => Ok(o.clone()),
        _ => Err(vm.type_error("an event loop was expected")),
    }
}

/// `file.fileno()`.
///
/// # Errors
/// What it raises; ValueError for a negative one.
pub fn fileno(vm: &Vm, file: &Value) -> PyResult<i32> {
    let fd = vm.call_method(file, &vm.intern("fileno"), &[])?;
    let fd = vm.index_i64(&fd)?;
    i32::try_from(fd).ok().filter(|fd| *fd >= 0).ok_or_else(|| vm.value_error(format!("Invalid file descriptor: {fd}")))
}

/// Small writes go out at once.
///
/// # Errors
/// What the socket's attributes raise.
pub fn no_delay(vm: &Vm, sock: &Value) -> PyResult<()> {
    let number = |name: &str| vm.get_attr(sock, &vm.intern(name)).and_then(|v| vm.index_i64(&v));
    if addresses::is_tcp(number("family")?, number("type")?, number("proto")?) {
        let args = [libc::IPPROTO_TCP, libc::TCP_NODELAY, 1].map(|n| Value::Int(n.into()));
        vm.call_method(sock, &vm.intern("setsockopt"), &args)?;
    }
    Ok(())
}

/// A member of `asyncio.constants._SendfileMode`.
///
/// # Errors
/// What importing raises.
pub fn sendfile_mode(vm: &Vm, name: &str) -> PyResult {
    let modes = vm.get_attr(&vm.import("asyncio.constants")?, &vm.intern("_SendfileMode"))?;
    vm.get_attr(&modes, &vm.intern(name))
}

/// `__init__` of types whose `new` does everything.
pub const INIT: NativeDef = method_raw("__init__", "(self, /, *args, **kwargs)", |_, _| Ok(Value::None));
