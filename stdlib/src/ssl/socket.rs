//! `_SSLSocket`: a TLS connection as Python sees it, over a socket, over two `MemoryBIO`s, or one whose bytes somebody else
//! moves (asyncio). How bytes are moved is in `socket_io`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::traceback::report_unraisable;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::Layout;
use taipan_interp::types::weak::WeakLink;
use taipan_interp::vm::waiting::Latch;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::bio::MemoryBio;
use super::certificate::Certificate;
use super::connection::Connection;
use super::constants as c;
use super::context::{self, Context, count};
use super::errors::{self, Failure, Place, check};
use super::session::{self, ClientSetup, Session, Slot};
use super::{alerts, certificate, types};

/// Where bytes come from and go to.
pub enum Transport {
    /// A socket, not kept alive.
    Socket(Rc<WeakLink>),
    Bio {
        incoming: Value,
        outgoing: Value,
    },
    /// Whoever has the object moves them.
    Elsewhere,
}

/// A connection.
pub struct SslSocket {
    pub connection: RefCell<Connection>,
    pub transport: Transport,
    pub context: RefCell<Value>,
    owner: RefCell<Option<Rc<WeakLink>>>,
    pub server_side: bool,
    hostname: Option<String>,
    setup: RefCell<Option<ClientSetup>>,
    /// The handshake has been counted.
    counted: Cell<bool>,
    /// What is to be sent and has been taken from the connection; who sends, and who receives.
    pub(super) outbox: RefCell<Vec<u8>>,
    pub(super) sending: Latch,
    pub(super) receiving: Latch,
    /// How much of a write's data has been taken, though the write could not be finished.
    pub(super) unfinished: Cell<usize>,
}

impl NativeData for SslSocket {
    fn traverse(&self, v: &mut taipan_interp::heap::Visitor<'_>) {
        taipan_interp::heap::Traverse::traverse(&self.context, v);
        if let Transport::Bio { incoming, outgoing } = &self.transport {
            taipan_interp::heap::Traverse::traverse(incoming, v);
            taipan_interp::heap::Traverse::traverse(outgoing, v);
        }
    }

    fn clear(&self) {
        let old = self.context.replace(Value::None);
        drop(old);
    }
}

/// The type.
pub const SOCKET: TypeDef = TypeDef {
    doc: "A TLS connection.",
    layout: Layout::Native(0),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("_SSLSocket", "_ssl")
};

/// The connection behind a value.
///
/// # Errors
/// TypeError for anything else.
pub fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a SslSocket> {
    v.native::<SslSocket>().ok_or_else(|| vm.type_error("descriptor requires a '_ssl._SSLSocket' object"))
}

/// What `_wrap_socket` and `_wrap_bio` are given besides the way bytes go.
struct Options {
    server_side: bool,
    hostname: Option<String>,
    owner: Value,
    session: Value,
}

fn options(vm: &Vm, rest: &[Value]) -> PyResult<Options> {
    let hostname = match rest[1].some() {
        None => None,
        Some(v) => match v.as_str() {
            Some(name) if name.as_str().contains('\0') => {
                return Err(vm.type_error("argument must be encoded string without null bytes, not str"));
            }
            Some(name) => Some(name.as_str().to_owned()),
            None => return Err(vm.type_error(format!("argument must be str, not {}", vm.type_name(v)))),
        },
    };
    let kept = |v: &Value| v.some().cloned().unwrap_or(Value::None);
    Ok(Options { server_side: vm.truth(&rest[0])?, hostname, owner: kept(&rest[2]), session: kept(&rest[3]) })
}

/// `_SSLContext._wrap_bio(incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)`.
pub fn wrap_bio(vm: &Vm, args: &Args) -> PyResult {
    let names = ["incoming", "outgoing", "server_side", "server_hostname", "owner", "session"].map(Some);
    let a = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "_wrap_bio", names)?;
    for (v, name) in a.iter().zip(["incoming", "outgoing"]) {
        if v.native::<MemoryBio>().is_none() {
            let got = if v.is_none() { vm.intern("None") } else { vm.type_name(v) };
            return Err(vm.type_error(format!("_wrap_bio() argument '{name}' must be _ssl.MemoryBIO, not {got}")));
        }
    }
    let transport = Transport::Bio { incoming: a[0].clone(), outgoing: a[1].clone() };
    create(vm, &args.values[0], transport, options(vm, &a[2..])?)
}

/// `_SSLContext._wrap_socket(sock, server_side, server_hostname=None, *, owner=None, session=None)`.
pub fn wrap_socket(vm: &Vm, args: &Args) -> PyResult {
    let names = ["sock", "server_side", "server_hostname", "owner", "session"].map(Some);
    let a = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "_wrap_socket", names)?;
    let Some(slot) = vm.weak_slot(&a[0]) else {
        let got = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("_wrap_socket() argument 'sock' must be _socket.socket, not {got}")));
    };
    let transport = Transport::Socket(slot.register(&a[0], &vm.pending));
    create(vm, &args.values[0], transport, options(vm, &a[1..])?)
}

/// A connection whose bytes the caller moves.
///
/// # Errors
/// As for `SSLContext.wrap_bio`.
pub fn detached(vm: &Vm, context: &Value, server_side: bool, hostname: Option<String>) -> PyResult<ObjRef> {
    let options = Options { server_side, hostname, owner: Value::None, session: Value::None };
    match create(vm, context, Transport::Elsewhere, options)? {
        Value::Object(o) => Ok(o),
        // It makes nothing else.
        _ => Err(vm.type_error("not a connection")),
    }
}

fn create(vm: &Vm, context_value: &Value, transport: Transport, options: Options) -> PyResult {
    let context = context::this(vm, context_value)?;
    let Options { server_side, hostname, owner, session } = options;
    let wrong_side = match (context.settings().protocol, server_side) {
        (c::PROTOCOL_TLS_CLIENT, true) => Some(("server", "PROTOCOL_TLS_CLIENT")),
        (c::PROTOCOL_TLS_SERVER, false) => Some(("client", "PROTOCOL_TLS_SERVER")),
        _ => None,
    };
    if let Some((side, protocol)) = wrong_side {
        let failure = Failure::Plain(format!("Cannot create a {side} socket with a {protocol} context"));
        return check(vm, Err(failure), Place::Create);
    }
    if hostname.as_deref().is_some_and(|h| h.is_empty() || h.starts_with('.')) {
        return Err(vm.value_error("server_hostname cannot be an empty string or start with a leading dot."));
    }
    let (connection, setup) = if server_side {
        (Connection::server(), None)
    } else {
        let setup = client_setup(vm, context, hostname.clone());
        (Connection::client(setup.as_ref().map_err(Clone::clone)), setup.ok())
    };
    count(if server_side { &context.stats.accept } else { &context.stats.connect });
    let socket = SslSocket {
        connection: RefCell::new(connection),
        transport,
        context: RefCell::new(context_value.clone()),
        owner: RefCell::new(vm.weak_slot(&owner).map(|slot| slot.register(&owner, &vm.pending))),
        server_side,
        hostname,
        setup: RefCell::new(setup),
        counted: Cell::new(false),
        outbox: RefCell::default(),
        sending: Latch::default(),
        receiving: Latch::default(),
        unfinished: Cell::new(0),
    };
    let object = crate::support::object(&types(vm).socket, socket);
    if !session.is_none() {
        set_session(vm, &object, Some(&session))?;
    }
    Ok(object)
}

fn client_setup(vm: &Vm, context: &Context, host: Option<String>) -> Result<ClientSetup, Failure> {
    let named = host.as_deref().is_some_and(|h| h.parse::<std::net::IpAddr>().is_err());
    let (outcome, slot) = (Arc::default(), Arc::<Slot>::default());
    let config =
        context.settings().client(host.clone(), named, &vm.host, Arc::clone(&outcome), slot.clone()).map(Arc::new)?;
    Ok(ClientSetup { config, slot, outcome, host })
}

impl SslSocket {
    /// The Python object that this is part of.
    pub fn owner(&self) -> Value {
        self.owner.borrow().as_ref().and_then(|link| link.target()).unwrap_or(Value::None)
    }

    /// Names the Python object that this is part of.
    pub fn set_owner(&self, vm: &Vm, owner: &Value) {
        *self.owner.borrow_mut() = vm.weak_slot(owner).map(|slot| slot.register(owner, &vm.pending));
    }

    /// True when the program is to be asked about the name that the client wants, and so must know whom it is about.
    pub fn asks_program(&self) -> bool {
        let context = self.context.borrow();
        self.server_side && context.native::<Context>().is_some_and(|context| !context.sni_callback().is_none())
    }

    /// Gives the server its configuration, once the client's first message is there: asks the program's `sni_callback`
    /// first.
    ///
    /// # Errors
    /// The failure of the handshake; the alert for the client is part of the connection's output.
    pub fn configure(&self, vm: &Vm, this: &Value) -> Result<(), Failure> {
        if !self.connection.borrow().needs_config() {
            return Ok(());
        }
        if let Err(alert) = self.ask_for_context(vm, this) {
            return Err(self.connection.borrow_mut().refuse(alert));
        }
        let context = self.context.borrow().clone();
        let Some(context) = context.native::<Context>() else { return Err(Failure::Eof) };
        let outcome = Arc::default();
        let config = context.server_config(vm, &outcome);
        self.connection.borrow_mut().accept(config, outcome)
    }

    /// The error is the alert to be sent.
    fn ask_for_context(&self, vm: &Vm, this: &Value) -> Result<(), u8> {
        let context = self.context.borrow().clone();
        let Some(callback) = context.native::<Context>().map(Context::sni_callback) else { return Ok(()) };
        if callback.is_none() {
            return Ok(());
        }
        let name = self.connection.borrow().hello().server_name.map_or(Value::None, Value::from);
        let owner = match self.owner() {
            Value::None => this.clone(),
            owner => owner,
        };
        match vm.call(&callback, &[owner, name, context]) {
            Ok(Value::None) => Ok(()),
            Ok(answer) => match vm.index_i64(&answer) {
                Ok(alert) => Err(alert as u8),
                Err(error) => {
                    report_unraisable(vm, error, None, &callback);
                    Err(alerts::INTERNAL_ERROR)
                }
            },
            Err(error) => {
                report_unraisable(vm, error, None, &callback);
                Err(alerts::HANDSHAKE_FAILURE)
            }
        }
    }

    /// Counts a handshake that has been finished.
    pub fn note_handshake(&self) {
        if self.counted.replace(true) {
            return;
        }
        let context = self.context.borrow().clone();
        if let Some(context) = context.native::<Context>() {
            let stats = &context.stats;
            count(if self.server_side { &stats.accept_good } else { &stats.connect_good });
            if self.connection.borrow().is_resumed() {
                count(&stats.hits);
            }
        }
    }

    /// True when the peer's certificate is looked at.
    fn verifies(&self) -> bool {
        let context = self.context.borrow();
        context.native::<Context>().is_some_and(|context| context.settings().verify_mode != c::CERT_NONE)
    }

    /// True when a connection that just ends counts as one that was ended.
    pub fn ignores_eof(&self) -> bool {
        let context = self.context.borrow();
        context.native::<Context>().is_some_and(|context| context.settings().options & c::OP_IGNORE_UNEXPECTED_EOF != 0)
    }
}

const METHODS: &[NativeDef] = &[
    method("do_handshake", "(self, /)", |vm, a| {
        this(vm, &a[0])?.do_handshake(vm, &a[0])?;
        Ok(Value::None)
    }),
    method("read", "(self, size, buffer=None, /)", read),
    method("write", "(self, b, /)", |vm, a| {
        let data = buffer::required(vm, &a[1])?.to_vec();
        Ok(Value::from(this(vm, &a[0])?.write(vm, &a[0], &data)?))
    }),
    method("pending", "(self, /)", |vm, a| Ok(Value::from(this(vm, &a[0])?.connection.borrow().plain().len()))),
    method("shutdown", "(self, /)", |vm, a| this(vm, &a[0])?.shutdown(vm, &a[0])),
    method("getpeercert", "(self, binary_mode=False, /)", |vm, a| {
        let binary = a[1].some().map_or(Ok(false), |v| vm.truth(v))?;
        peer_certificate(vm, this(vm, &a[0])?, binary)
    }),
    method("get_unverified_chain", "(self, /)", |vm, a| {
        let chain = this(vm, &a[0])?.connection.borrow().peer_certificates();
        Ok(chain_value(vm, &chain))
    }),
    method("get_verified_chain", "(self, /)", |vm, a| {
        let connection = this(vm, &a[0])?.connection.borrow();
        let outcome = connection.outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !outcome.chain.is_empty() {
            return Ok(chain_value(vm, &outcome.chain));
        }
        drop(outcome);
        Ok(chain_value(vm, &connection.peer_certificates()))
    }),
    method("cipher", "(self, /)", |vm, a| {
        Ok(this(vm, &a[0])?.connection.borrow().cipher().map_or(Value::None, super::ciphers::Cipher::to_tuple))
    }),
    method("shared_ciphers", "(self, /)", |vm, a| {
        let connection = this(vm, &a[0])?.connection.borrow();
        let shared = connection.shared_ciphers();
        Ok(if shared.is_empty() { Value::None } else { Value::list(shared.iter().map(|s| s.to_tuple()).collect()) })
    }),
    method("version", "(self, /)", |vm, a| {
        Ok(this(vm, &a[0])?.connection.borrow().version().map_or(Value::None, Value::str))
    }),
    method("compression", "(self, /)", |_, _| Ok(Value::None)),
    method("selected_alpn_protocol", "(self, /)", |vm, a| {
        let connection = this(vm, &a[0])?.connection.borrow();
        Ok(connection.alpn().map_or(Value::None, |name| Value::from(String::from_utf8_lossy(name).into_owned())))
    }),
    method("get_channel_binding", "(self, /, cb_type='tls-unique')", |vm, a| {
        let kind = a[1].some().and_then(Value::as_str).map_or("tls-unique", |s| s.as_str());
        if kind != "tls-unique" {
            return Err(vm.value_error(format!("'{kind}' channel binding type not implemented")));
        }
        if !this(vm, &a[0])?.connection.borrow().is_established() {
            return Ok(Value::None);
        }
        Err(vm.not_implemented_error("'tls-unique' channel binding is not supported by rustls"))
    }),
    method("verify_client_post_handshake", "(self, /)", |vm, _| {
        Err(vm.not_implemented_error("Post-handshake auth is not supported by rustls."))
    }),
];

const GETSET: &[GetSet] = &[
    getset(
        "context",
        |vm, v| Ok(this(vm, v)?.context.borrow().clone()),
        |vm, v, new| {
            let new = new.cloned().unwrap_or(Value::None);
            if new.native::<Context>().is_none() {
                return Err(vm.type_error("The value must be a SSLContext"));
            }
            let old = this(vm, v)?.context.replace(new);
            drop(old);
            Ok(())
        },
    ),
    getset(
        "owner",
        |vm, v| Ok(this(vm, v)?.owner()),
        |vm, v, new| {
            this(vm, v)?.set_owner(vm, new.unwrap_or(&Value::None));
            Ok(())
        },
    ),
    getter("server_side", |vm, v| Ok(Value::Bool(this(vm, v)?.server_side))),
    getter("server_hostname", |vm, v| Ok(this(vm, v)?.hostname.as_deref().map_or(Value::None, Value::str))),
    getset("session", get_session, set_session),
    getter("session_reused", |vm, v| Ok(Value::Bool(this(vm, v)?.connection.borrow().is_resumed()))),
];

/// `read(size)` returns bytes, `read(size, buffer)` how many were put into the buffer.
fn read(vm: &Vm, a: &[Value]) -> PyResult {
    let socket = this(vm, &a[0])?;
    let size = vm.index_i64(&a[1])?;
    let Some(target) = a[2].some() else {
        let Ok(size) = usize::try_from(size) else { return Err(vm.value_error("size should not be negative")) };
        if size == 0 {
            return Ok(Value::Bytes(Bytes::new(b"")));
        }
        socket.fill(vm, &a[0])?;
        let mut connection = socket.connection.borrow_mut();
        let n = size.min(connection.plain().len());
        let bytes = Bytes::new(&connection.plain()[..n]);
        connection.consume(n);
        return Ok(Value::Bytes(bytes));
    };
    let Some(room) = buffer::with_writable(vm, target, |t| t.len())? else {
        let got = vm.type_name(target);
        return Err(vm.type_error(format!("read() argument 2 must be read-write bytes-like object, not {got}")));
    };
    let size = usize::try_from(size).ok().filter(|n| *n > 0).map_or(room, |n| n.min(room));
    if size == 0 {
        return Ok(Value::Int(0));
    }
    socket.fill(vm, &a[0])?;
    let taken = {
        let mut connection = socket.connection.borrow_mut();
        let n = size.min(connection.plain().len());
        let taken = connection.plain()[..n].to_vec();
        connection.consume(n);
        taken
    };
    buffer::with_writable(vm, target, |t| {
        let n = taken.len().min(t.len());
        t[..n].copy_from_slice(&taken[..n]);
    })?;
    Ok(Value::from(taken.len()))
}

/// `getpeercert(binary_form)`.
///
/// # Errors
/// ValueError before the handshake is done.
pub fn peer_certificate(vm: &Vm, socket: &SslSocket, binary: bool) -> PyResult {
    let connection = socket.connection.borrow();
    if !connection.is_established() {
        return Err(vm.value_error("handshake not done yet"));
    }
    let Some(der) = connection.peer_certificates().into_iter().next() else { return Ok(Value::None) };
    if binary {
        return Ok(Value::Bytes(Bytes::new(&der)));
    }
    if !socket.verifies() {
        return Ok(Value::Dict(taipan_interp::heap::Ref::new(taipan_interp::types::dict::Dict::new())));
    }
    Ok(Certificate::read(&der).map_or(Value::None, |certificate| certificate.to_dict(vm)))
}

fn chain_value(vm: &Vm, chain: &[Vec<u8>]) -> Value {
    if chain.is_empty() {
        return Value::None;
    }
    let class = &types(vm).certificate;
    Value::list(chain.iter().filter_map(|der| certificate::object(class, der)).collect())
}

fn get_session(vm: &Vm, v: &Value) -> PyResult {
    let socket = this(vm, v)?;
    if !socket.connection.borrow().is_established() {
        return Ok(Value::None);
    }
    let Some(setup) = socket.setup.borrow().clone() else { return Ok(Value::None) };
    let context = socket.context.borrow().heap_addr();
    let session = session::new(vm, setup, context)?;
    Ok(crate::support::object(&types(vm).session, session))
}

fn set_session(vm: &Vm, v: &Value, new: Option<&Value>) -> PyResult<()> {
    let socket = this(vm, v)?;
    let Some(session) = new.and_then(|new| new.native::<Session>()) else {
        return Err(vm.type_error("Value is not a SSLSession."));
    };
    if session.context != socket.context.borrow().heap_addr() {
        return Err(vm.value_error("Session refers to a different SSLContext."));
    }
    if socket.server_side {
        return Err(vm.value_error("Cannot set session for server-side SSLSocket."));
    }
    if socket.connection.borrow().is_established() {
        return Err(vm.value_error("Cannot set session after handshake."));
    }
    // A session with another host is of no use: this connection does without.
    if session.setup.host == socket.hostname {
        *socket.connection.borrow_mut() = Connection::client(Ok(&session.setup));
        *socket.setup.borrow_mut() = Some(session.setup.clone());
    }
    Ok(())
}

/// As [`errors::raised`], for what is noticed while bytes are moved.
pub fn raise<T>(vm: &Vm, failure: &Failure, place: Place) -> PyResult<T> {
    Err(errors::raised(vm, failure, place))
}
