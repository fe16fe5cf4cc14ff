//! `SSLProtocol` as Python sees it: its arguments, the methods that a transport of another make calls, and what tests and
//! debuggers look at. Besides, how the loop puts TLS between a socket and a protocol.

use taipan_interp::native::{GetSet, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Ref, Value, Vm};

use super::super::loop_methods;
use super::super::protocol::NativeProtocol;
use super::super::transport as transports;
use super::protocol::{SslProtocol, State, Told};
use super::{SslTransport, calls, of};
use crate::ssl::socket::{SslSocket, peer_certificate};

/// The type.
pub const PROTOCOL: TypeDef = TypeDef {
    doc: "Stands between a transport of bytes and a protocol, and speaks TLS.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(|_, class, _| Ok(crate::support::object(class, SslProtocol::default()))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("SSLProtocol", "asyncio.sslproto")
};

/// How long a handshake and the farewells may take, in seconds.
const HANDSHAKE_TIMEOUT: f64 = 60.0;
const SHUTDOWN_TIMEOUT: f64 = 30.0;

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a SslProtocol)> {
    match value {
        Value::Object(o) => o.get::<SslProtocol>().map(|p| (o, p)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("a SSLProtocol was expected"))
}

fn timeout(vm: &Vm, given: &Value, default: f64, name: &str) -> PyResult {
    let Some(given) = given.some() else { return Ok(Value::Float(default)) };
    if crate::support::float_arg(vm, given)? <= 0.0 {
        let shown = vm.str(given)?;
        return Err(vm.value_error(format!("{name} should be a positive number, got {shown}")));
    }
    Ok(given.clone())
}

/// What a protocol is made of.
pub struct Parts<'a> {
    pub owner: &'a Value,
    pub app: &'a Value,
    pub context: &'a Value,
    pub waiter: &'a Value,
    pub server_side: bool,
    pub hostname: &'a Value,
    /// `connection_made` of the program's protocol is to be called.
    pub tell_made: bool,
    pub handshake_timeout: &'a Value,
    pub shutdown_timeout: &'a Value,
}

fn set_up(vm: &Vm, object: &ObjRef, p: &SslProtocol, parts: &Parts<'_>) -> PyResult<()> {
    p.handshake_timeout.set(timeout(vm, parts.handshake_timeout, HANDSHAKE_TIMEOUT, "ssl_handshake_timeout")?);
    p.shutdown_timeout.set(timeout(vm, parts.shutdown_timeout, SHUTDOWN_TIMEOUT, "ssl_shutdown_timeout")?);
    let kept = |v: &Value| v.some().cloned().unwrap_or(Value::None);
    let hostname = kept(parts.hostname);
    let context = if vm.truth(parts.context)? {
        parts.context.clone()
    } else {
        let module = vm.import("asyncio.sslproto")?;
        let make = vm.get_attr(&module, &vm.intern("_create_transport_context"))?;
        vm.call(&make, &[Value::Bool(parts.server_side), hostname.clone()])?
    };
    p.owner.set(parts.owner.clone());
    p.context.set(context);
    p.server_side.set(parts.server_side);
    // An empty name is none.
    let named = !parts.server_side && vm.truth(&hostname)?;
    p.hostname.set(if named { hostname } else { Value::None });
    p.waiter.set(kept(parts.waiter));
    p.told.set(if parts.tell_made { Told::Nothing } else { Told::Made });
    p.app.set(vm, &*transports::of(vm)?, parts.app.clone())?;
    let transport = SslTransport::new(Value::Object(object.clone()));
    p.app_transport.set(crate::support::object(&of(vm)?.transport, transport));
    Ok(())
}

/// `loop._make_ssl_transport(sock, protocol, sslcontext, waiter=None, *, …)`: the program's transport.
pub const MAKE_SSL_TRANSPORT: NativeDef = method(
    "_make_ssl_transport",
    "(self, rawsock, protocol, sslcontext, waiter=None, *, server_side=False, server_hostname=None, extra=None, \
     server=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None)",
    |vm, a| {
        // The loop's methods know loops that derive from it.
        loop_methods::this(vm, &a[0])?;
        let parts = Parts {
            owner: &a[0],
            app: &a[2],
            context: &a[3],
            waiter: &a[4],
            server_side: a[5].some().map_or(Ok(false), |v| vm.truth(v))?,
            hostname: &a[6],
            tell_made: true,
            handshake_timeout: &a[9],
            shutdown_timeout: &a[10],
        };
        let object = ObjRef::new(of(vm)?.protocol.clone(), SslProtocol::default());
        let Some(p) = object.get::<SslProtocol>() else { return Ok(Value::None) };
        set_up(vm, &object, p, &parts)?;
        let make = vm.get_attr(&a[0], &vm.intern("_make_socket_transport"))?;
        let kept = |v: &Value| v.some().cloned().unwrap_or(Value::None);
        let below = [("extra", kept(&a[7])), ("server", kept(&a[8]))];
        vm.call_kw(&make, &[a[1].clone(), Value::Object(object.clone())], &below)?;
        Ok(p.app_transport.get())
    },
);

const METHODS: &[NativeDef] = &[
    method(
        "__init__",
        "(self, loop, app_protocol, sslcontext, waiter, server_side=False, server_hostname=None, \
         call_connection_made=True, ssl_handshake_timeout=None, ssl_shutdown_timeout=None)",
        |vm, a| {
            let (object, p) = this(vm, &a[0])?;
            let parts = Parts {
                owner: &a[1],
                app: &a[2],
                context: &a[3],
                waiter: &a[4],
                server_side: a[5].some().map_or(Ok(false), |v| vm.truth(v))?,
                hostname: &a[6],
                tell_made: a[7].bound().map_or(Ok(true), |v| vm.truth(v))?,
                handshake_timeout: &a[8],
                shutdown_timeout: &a[9],
            };
            set_up(vm, object, p, &parts).map(Value::from)
        },
    ),
    method("connection_made", "(self, transport)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        p.connection_made(vm, object, &a[1]).map(Value::from)
    }),
    method("connection_lost", "(self, exc)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        p.connection_lost(vm, object, &a[1]).map(Value::from)
    }),
    method("data_received", "(self, data)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        let data = taipan_interp::types::bytes::buffer::required(vm, &a[1])?.to_vec();
        p.data_received(vm, object, &data).map(Value::from)
    }),
    method("get_buffer", "(self, n)", |vm, a| {
        let (_, p) = this(vm, &a[0])?;
        let size = vm.index_i64(&a[1])?.clamp(READ_SIZE, MAX_READ);
        let known = p.read_buffer.borrow().clone();
        if !known.is_none() && vm.len(&known)? >= usize::try_from(size).unwrap_or(0) {
            return Ok(known);
        }
        let made = vm.call(&Value::Type(vm.types.bytearray.clone()), &[Value::Int(size)])?;
        let old = p.read_buffer.replace(made.clone());
        drop(old);
        Ok(made)
    }),
    method("buffer_updated", "(self, nbytes)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        let n = usize::try_from(vm.index_i64(&a[1])?).unwrap_or(0);
        let buffer = p.read_buffer.borrow().clone();
        let data = match taipan_interp::types::bytes::buffer::copy_of(vm, &buffer)? {
            Some(mut bytes) => {
                bytes.truncate(n);
                bytes
            }
            None => Vec::new(),
        };
        p.data_received(vm, object, &data).map(Value::from)
    }),
    method("eof_received", "(self)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        Ok(if p.eof_received(vm, object)? { Value::Bool(true) } else { Value::None })
    }),
    method("pause_writing", "(self)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        p.pause_writing(vm, object).map(Value::from)
    }),
    method("resume_writing", "(self)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        p.resume_writing(vm, object).map(Value::from)
    }),
    method("_check_handshake_timeout", "(self)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        p.check_handshake_timeout(vm, object).map(Value::from)
    }),
    method("_check_shutdown_timeout", "(self)", |vm, a| this(vm, &a[0])?.1.check_shutdown_timeout(vm).map(Value::from)),
    method("_read_again", "(self)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        p.read_again(vm, object).map(Value::from)
    }),
    method("_start_shutdown", "(self)", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        p.start_shutdown(vm, object).map(Value::from)
    }),
    method("_abort", "(self, exc)", |vm, a| this(vm, &a[0])?.1.abort(vm, a[1].clone()).map(Value::from)),
    method("_fatal_error", "(self, exc, message='Fatal error on transport')", |vm, a| {
        let (object, p) = this(vm, &a[0])?;
        let message = a[2].as_str().map_or("Fatal error on transport", |m| m.as_str()).to_owned();
        p.fatal_error(vm, object, a[1].clone(), &message).map(Value::from)
    }),
    method("_wakeup_waiter", "(self, exc=None)", |vm, a| {
        this(vm, &a[0])?.1.wake_waiter(vm, a[1].some().cloned().unwrap_or(Value::None)).map(Value::from)
    }),
    method("_get_app_transport", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.app_transport.get())),
    method("_set_app_protocol", "(self, app_protocol)", |vm, a| {
        this(vm, &a[0])?.1.app.set(vm, &*transports::of(vm)?, a[1].clone()).map(Value::from)
    }),
    method("_get_extra_info", "(self, name, default=None)", |vm, a| {
        this(vm, &a[0])?;
        extra_info(vm, &a[0], &a[1], a[2].bound().cloned().unwrap_or(Value::None))
    }),
    method("_is_transport_closing", "(self)", |vm, a| {
        let below = this(vm, &a[0])?.1.transport.get();
        Ok(Value::Bool(!below.is_none() && calls::is_closing(vm, &below)?))
    }),
];

/// What a transport of another make reads at once.
const READ_SIZE: i64 = 16 * 1024;
const MAX_READ: i64 = 256 * 1024;

const GETSET: &[GetSet] = &[
    getter("max_size", |_, _| Ok(Value::Int(MAX_READ))),
    getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner.get())),
    getter("_sslcontext", |vm, v| Ok(this(vm, v)?.1.context.get())),
    getter("_server_side", |vm, v| Ok(Value::Bool(this(vm, v)?.1.server_side.get()))),
    getter("_server_hostname", |vm, v| Ok(this(vm, v)?.1.hostname.get())),
    getter("_transport", |vm, v| Ok(this(vm, v)?.1.transport.get())),
    getter("_app_transport", |vm, v| Ok(this(vm, v)?.1.app_transport.get())),
    getter("_app_protocol", |vm, v| Ok(this(vm, v)?.1.app.object())),
    getter("_waiter", |vm, v| Ok(this(vm, v)?.1.waiter.get())),
    getter("_conn_lost", |vm, v| Ok(Value::Int(this(vm, v)?.1.conn_lost.get().into()))),
    getter("_extra", |vm, v| {
        let (_, p) = this(vm, v)?;
        let dict = Dict::new();
        for name in ["sslcontext", "peercert", "cipher", "compression", "ssl_object"] {
            if let Some(value) = own_extra(vm, v, p, name)? {
                dict.set_str(&vm.intern(name), value);
            }
        }
        Ok(Value::Dict(Ref::new(dict)))
    }),
    getter("_state", |vm, v| {
        let name = match this(vm, v)?.1.state.get() {
            State::Unwrapped => "UNWRAPPED",
            State::Handshake => "DO_HANDSHAKE",
            State::Wrapped => "WRAPPED",
            State::Flushing => "FLUSHING",
            State::Shutdown => "SHUTDOWN",
        };
        let states = vm.get_attr(&vm.import("asyncio.sslproto")?, &vm.intern("SSLProtocolState"))?;
        vm.get_attr(&states, &vm.intern(name))
    }),
    getset(
        "_sslobj",
        |vm, v| ssl_object(vm, this(vm, v)?.1),
        |vm, v, new| {
            let (_, p) = this(vm, v)?;
            let new = new.cloned().unwrap_or(Value::None);
            p.session.set(new.clone());
            p.ssl_object.set(new);
            Ok(())
        },
    ),
];

/// The `ssl.SSLObject` around the connection; None before the handshake begins.
///
/// # Errors
/// What making it raises.
pub fn ssl_object(vm: &Vm, p: &SslProtocol) -> PyResult {
    let known = p.ssl_object.get();
    if !known.is_none() {
        return Ok(known);
    }
    let session = p.session.get();
    let Some(socket) = session.native::<SslSocket>() else { return Ok(session) };
    let class = vm.get_attr(&p.context.get(), &vm.intern("sslobject_class"))?;
    let made = vm.call_method(&class, &vm.names.__new__, std::slice::from_ref(&class))?;
    vm.set_attr(&made, &vm.intern("_sslobj"), session.clone())?;
    socket.set_owner(vm, &made);
    p.ssl_object.set(made.clone());
    Ok(made)
}

/// What `get_extra_info` tells of TLS itself; `None` for other names, and before the handshake is done.
///
/// # Errors
/// What making the objects raises.
pub fn own_extra(vm: &Vm, _this: &Value, p: &SslProtocol, name: &str) -> PyResult<Option<Value>> {
    if name == "sslcontext" {
        return Ok(Some(p.context.get()));
    }
    if !matches!(name, "ssl_object" | "peercert" | "cipher" | "compression") {
        return Ok(None);
    }
    let session = p.session.get();
    let Some(socket) = session.native::<SslSocket>() else { return Ok(None) };
    if !socket.connection.borrow().is_established() {
        return Ok(None);
    }
    Ok(Some(match name {
        "ssl_object" => ssl_object(vm, p)?,
        "peercert" => peer_certificate(vm, socket, false)?,
        "cipher" => socket.connection.borrow().cipher().map_or(Value::None, |cipher| cipher.to_tuple()),
        _ => Value::None,
    }))
}

/// `get_extra_info(name, default)` of a protocol, or of the transport below it.
///
/// # Errors
/// What making the objects raises.
pub fn extra_info(vm: &Vm, protocol: &Value, name: &Value, default: Value) -> PyResult {
    let Some(p) = protocol.native::<SslProtocol>() else { return Ok(default) };
    if let Some(text) = name.as_str()
        && let Some(own) = own_extra(vm, protocol, p, text.as_str())?
    {
        return Ok(own);
    }
    match p.transport.get() {
        Value::None => Ok(default),
        below => calls::extra_info(vm, &below, name, default),
    }
}
