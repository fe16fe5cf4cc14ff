//! Sessions of a client that can be taken up again: what the server handed out, kept for `SSLSession` objects.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::client::{ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, NamedGroup};
use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, getter, method};
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::class::Layout;
use taipan_interp::{PyResult, Value, Vm};

use super::verify::Outcome;

/// Tickets that are kept of one connection: servers hand out two.
const MAX_TICKETS: usize = 8;

/// What the server of one connection handed out.
#[derive(Default)]
pub struct Slot(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    group: Option<NamedGroup>,
    old: Option<Tls12ClientSessionValue>,
    tickets: VecDeque<Tls13ClientSessionValue>,
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slot")
    }
}

impl Slot {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True when there is something to take the session up with.
    pub fn has_ticket(&self) -> bool {
        let kept = self.kept();
        kept.old.is_some() || !kept.tickets.is_empty()
    }
}

impl ClientSessionStore for Slot {
    fn set_kx_hint(&self, _server_name: ServerName<'static>, group: NamedGroup) {
        self.kept().group = Some(group);
    }

    fn kx_hint(&self, _server_name: &ServerName<'_>) -> Option<NamedGroup> {
        self.kept().group
    }

    fn set_tls12_session(&self, _server_name: ServerName<'static>, value: Tls12ClientSessionValue) {
        self.kept().old = Some(value);
    }

    fn tls12_session(&self, _server_name: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.kept().old.clone()
    }

    fn remove_tls12_session(&self, _server_name: &ServerName<'static>) {
        self.kept().old = None;
    }

    fn insert_tls13_ticket(&self, _server_name: ServerName<'static>, value: Tls13ClientSessionValue) {
        let mut kept = self.kept();
        if kept.tickets.len() == MAX_TICKETS {
            kept.tickets.pop_front();
        }
        kept.tickets.push_back(value);
    }

    fn take_tls13_ticket(&self, _server_name: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        self.kept().tickets.pop_back()
    }
}

/// A client's way of connecting: taking a session up again takes the same one.
#[derive(Clone)]
pub struct ClientSetup {
    pub config: Arc<ClientConfig>,
    pub slot: Arc<Slot>,
    pub outcome: Arc<Mutex<Outcome>>,
    /// Whom it is for; a session is good for no other.
    pub host: Option<String>,
}

/// An `SSLSession`.
pub struct Session {
    pub setup: ClientSetup,
    /// The context it belongs to, by identity.
    pub context: usize,
    id: [u8; 32],
    time: i64,
}

impl NativeData for Session {}

/// How long sessions are good for by default, in seconds.
const TIMEOUT: i64 = 7200;

/// The type.
pub const SESSION: TypeDef = TypeDef {
    doc: "A session that a later connection can take up again.",
    layout: Layout::Native(0),
    getset: GETSET,
    methods: METHODS,
    ..TypeDef::new("SSLSession", "_ssl")
};

const METHODS: &[NativeDef] = &[
    method("__eq__", "(self, other, /)", |vm, a| {
        let session = this(vm, &a[0])?;
        Ok(a[1].native::<Session>().map_or(Value::NotImplemented, |other| Value::Bool(session.id == other.id)))
    }),
    method("__hash__", "(self, /)", |vm, a| vm.hash(&Value::Bytes(Bytes::new(&this(vm, &a[0])?.id))).map(Value::Int)),
];

const GETSET: &[GetSet] = &[
    getter("id", |vm, v| Ok(Value::Bytes(Bytes::new(&this(vm, v)?.id)))),
    getter("time", |vm, v| Ok(Value::Int(this(vm, v)?.time))),
    getter("timeout", |_, _| Ok(Value::Int(TIMEOUT))),
    getter("ticket_lifetime_hint", |vm, v| {
        Ok(Value::Int(if this(vm, v)?.setup.slot.has_ticket() { TIMEOUT } else { 0 }))
    }),
    getter("has_ticket", |vm, v| Ok(Value::Bool(this(vm, v)?.setup.slot.has_ticket()))),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Session> {
    v.native::<Session>().ok_or_else(|| vm.type_error("descriptor requires a '_ssl.SSLSession' object"))
}

/// A session of a connection whose handshake is done.
///
/// # Errors
/// The system's, when it has no entropy.
pub fn new(vm: &Vm, setup: ClientSetup, context: usize) -> PyResult<Session> {
    let mut id = [0; 32];
    vm.host.random(&mut id).map_err(|e| vm.os_error(&e, None))?;
    let time = i64::try_from(vm.host.now().as_secs()).unwrap_or(i64::MAX);
    Ok(Session { setup, context, id, time })
}
