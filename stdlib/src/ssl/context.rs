//! `_SSLContext`: the settings, as attributes and methods, with their rules. Loading certificates is in `context_load`.

use std::cell::{Cell, Ref, RefCell};
use std::sync::{Arc, Mutex};

use rustls::{KeyLog, ServerConfig};
use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method, method_raw};
use taipan_interp::types::bytes::buffer;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm, warnings};

use super::config::{Settings, group_named};
use super::constants as c;
use super::errors::{self, Failure, Place};
use super::verify::Outcome;
use super::{ciphers, context_load, socket};

/// A context.
pub struct Context {
    pub settings: RefCell<Settings>,
    /// What servers of this context share, as long as no setting changes.
    server: RefCell<Option<Arc<ServerConfig>>>,
    sni_callback: RefCell<Value>,
    key_log_name: RefCell<Value>,
    pub stats: Stats,
}

/// What `session_stats()` counts.
#[derive(Default)]
pub struct Stats {
    pub connect: Cell<i64>,
    pub connect_good: Cell<i64>,
    pub accept: Cell<i64>,
    pub accept_good: Cell<i64>,
    pub hits: Cell<i64>,
}

/// Adds one.
pub fn count(counter: &Cell<i64>) {
    counter.set(counter.get() + 1);
}

impl NativeData for Context {
    taipan_interp::traverses!(sni_callback, key_log_name);

    fn clear(&self) {
        let old = self.sni_callback.replace(Value::None);
        drop(old);
    }
}

impl Context {
    /// The configuration for one more connection of a server. `outcome`: what is to be learnt of the client's certificate.
    ///
    /// # Errors
    /// See [`Settings::server`].
    pub fn server_config(&self, vm: &Vm, outcome: &Arc<Mutex<Outcome>>) -> Result<Arc<ServerConfig>, Failure> {
        let settings = self.settings.borrow();
        if settings.verify_mode != c::CERT_NONE {
            // The verifier keeps account for one connection.
            return settings.server(&vm.host, outcome.clone()).map(Arc::new);
        }
        if let Some(config) = &*self.server.borrow() {
            return Ok(config.clone());
        }
        let config = Arc::new(settings.server(&vm.host, outcome.clone())?);
        *self.server.borrow_mut() = Some(config.clone());
        Ok(config)
    }

    /// Changes settings.
    pub fn change<R>(&self, f: impl FnOnce(&mut Settings) -> R) -> R {
        self.server.take();
        f(&mut self.settings.borrow_mut())
    }

    /// The settings.
    pub fn settings(&self) -> Ref<'_, Settings> {
        self.settings.borrow()
    }

    /// What is called with the name that a client asks for, unless it is None.
    pub fn sni_callback(&self) -> Value {
        self.sni_callback.borrow().clone()
    }
}

/// The type.
pub const CONTEXT: TypeDef = TypeDef {
    doc: "Settings and certificates for TLS connections.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("_SSLContext", "_ssl")
};

fn new(vm: &Vm, class: &TypeRef, args: &Args) -> PyResult {
    let protocol = match args.pos() {
        [protocol] if args.names.is_empty() => vm.index_i64(protocol)?,
        other => {
            let n = other.len();
            return Err(vm.type_error(format!("_SSLContext() takes exactly 1 argument ({n} given)")));
        }
    };
    let old = match protocol {
        c::PROTOCOL_TLS => Some("TLS"),
        c::PROTOCOL_TLS12 => Some("TLSv1_2"),
        c::PROTOCOL_TLS_CLIENT | c::PROTOCOL_TLS_SERVER => None,
        other => return Err(vm.value_error(format!("invalid or unsupported protocol version {other}"))),
    };
    if let Some(name) = old {
        deprecated(vm, &format!("ssl.PROTOCOL_{name} is deprecated"))?;
    }
    let context = Context {
        settings: RefCell::new(Settings::new(protocol)),
        server: RefCell::default(),
        sni_callback: RefCell::new(Value::None),
        key_log_name: RefCell::new(Value::None),
        stats: Stats::default(),
    };
    Ok(crate::support::object(class, context))
}

fn deprecated(vm: &Vm, message: &str) -> PyResult<()> {
    warnings::warn(vm, &vm.exc.deprecation_warning, message, 2, &Value::None)
}

/// The context behind a value.
///
/// # Errors
/// TypeError for anything else.
pub fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Context> {
    v.native::<Context>().ok_or_else(|| vm.type_error("descriptor requires a '_ssl._SSLContext' object"))
}

const METHODS: &[NativeDef] = &[
    method_raw(
        "_wrap_socket",
        "(self, sock, server_side, server_hostname=None, *, owner=None, session=None)",
        socket::wrap_socket,
    ),
    method_raw(
        "_wrap_bio",
        "(self, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)",
        socket::wrap_bio,
    ),
    method("set_ciphers", "(self, cipherlist, /)", |vm, a| {
        let Some(list) = a[1].as_str() else {
            return Err(vm.type_error(format!("argument must be str, not {}", vm.type_name(&a[1]))));
        };
        let chosen = ciphers::choose(list.as_str());
        if chosen.is_empty() {
            return Err(errors::plain_error(vm, "No cipher can be selected."));
        }
        this(vm, &a[0])?.change(|s| s.ciphers = chosen);
        Ok(Value::None)
    }),
    method("get_ciphers", "(self, /)", |vm, a| {
        let context = this(vm, &a[0])?;
        let chosen = context.settings().ciphers.clone();
        let all = ciphers::of_tls13().chain(chosen);
        Ok(Value::list(all.map(|cipher| cipher.to_dict(vm)).collect()))
    }),
    method("_set_alpn_protocols", "(self, protos, /)", |vm, a| {
        let packed = buffer::required(vm, &a[1])?.to_vec();
        let mut names = Vec::new();
        let mut rest = packed.as_slice();
        while let Some((len, tail)) = rest.split_first() {
            let Some((name, after)) = tail.split_at_checked(usize::from(*len)) else {
                return Err(vm.value_error("protocols are not packed as they should be"));
            };
            names.push(name.to_vec());
            rest = after;
        }
        this(vm, &a[0])?.change(|s| s.alpn = names);
        Ok(Value::None)
    }),
    method("load_cert_chain", "(self, /, certfile, keyfile=None, password=None)", context_load::load_cert_chain),
    method(
        "load_verify_locations",
        "(self, /, cafile=None, capath=None, cadata=None)",
        context_load::load_verify_locations,
    ),
    method("set_default_verify_paths", "(self, /)", context_load::set_default_verify_paths),
    method("cert_store_stats", "(self, /)", context_load::cert_store_stats),
    method("get_ca_certs", "(self, /, binary_form=False)", context_load::get_ca_certs),
    method("load_dh_params", "(self, path, /)", context_load::load_dh_params),
    method("session_stats", "(self, /)", session_stats),
    method("set_ecdh_curve", "(self, name, /)", set_ecdh_curve),
    method("set_psk_client_callback", "(self, callback)", no_psk),
    method("set_psk_server_callback", "(self, callback, identity_hint=None)", no_psk),
];

fn no_psk(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.not_implemented_error("TLS-PSK is not supported by rustls."))
}

fn session_stats(vm: &Vm, a: &[Value]) -> PyResult {
    let stats = &this(vm, &a[0])?.stats;
    let dict = Dict::new();
    let put = |name: &str, n: i64| dict.set_str(&vm.intern(name), Value::Int(n));
    put("number", stats.accept_good.get() - stats.hits.get());
    put("connect", stats.connect.get());
    put("connect_good", stats.connect_good.get());
    put("connect_renegotiate", 0);
    put("accept", stats.accept.get());
    put("accept_good", stats.accept_good.get());
    put("accept_renegotiate", 0);
    put("hits", stats.hits.get());
    put("misses", 0);
    put("timeouts", 0);
    put("cache_full", 0);
    Ok(Value::Dict(taipan_interp::heap::Ref::new(dict)))
}

fn set_ecdh_curve(vm: &Vm, a: &[Value]) -> PyResult {
    let name = match a[1].inner() {
        Value::Str(s) => s.as_str().to_owned(),
        Value::Bytes(b) => String::from_utf8_lossy(b.as_slice()).into_owned(),
        other => {
            return Err(
                vm.type_error(format!("expected str, bytes or os.PathLike object, not {}", vm.class_name(other)))
            );
        }
    };
    let Some(group) = group_named(&name) else {
        return Err(vm.value_error(format!("unknown elliptic curve name '{name}'")));
    };
    if group.is_none() {
        return Err(vm.not_implemented_error(format!("key exchange with {name} is not supported by rustls")));
    }
    this(vm, &a[0])?.change(|s| s.group = group);
    Ok(Value::None)
}

const GETSET: &[GetSet] = &[
    getter("protocol", |vm, v| Ok(Value::Int(this(vm, v)?.settings().protocol))),
    getset("options", |vm, v| Ok(Value::Int(this(vm, v)?.settings().options as i64)), set_options),
    getset("verify_mode", |vm, v| Ok(Value::Int(this(vm, v)?.settings().verify_mode)), set_verify_mode),
    getset(
        "verify_flags",
        |vm, v| Ok(Value::Int(this(vm, v)?.settings().verify_flags as i64)),
        |vm, v, new| {
            let flags = unsigned(vm, new)?;
            this(vm, v)?.change(|s| s.verify_flags = flags);
            Ok(())
        },
    ),
    getset(
        "_host_flags",
        |vm, v| Ok(Value::Int(this(vm, v)?.settings().host_flags as i64)),
        |vm, v, new| {
            let flags = unsigned(vm, new)?;
            this(vm, v)?.change(|s| s.host_flags = flags);
            Ok(())
        },
    ),
    getset(
        "check_hostname",
        |vm, v| Ok(Value::Bool(this(vm, v)?.settings().check_hostname)),
        |vm, v, new| {
            let on = vm.truth(present(vm, new)?)?;
            this(vm, v)?.change(|s| {
                s.check_hostname = on;
                if on && s.verify_mode == c::CERT_NONE {
                    s.verify_mode = c::CERT_REQUIRED;
                }
            });
            Ok(())
        },
    ),
    getset(
        "minimum_version",
        |vm, v| Ok(Value::Int(this(vm, v)?.settings().minimum)),
        |vm, v, new| set_version(vm, v, new, true),
    ),
    getset(
        "maximum_version",
        |vm, v| Ok(Value::Int(this(vm, v)?.settings().maximum)),
        |vm, v, new| set_version(vm, v, new, false),
    ),
    getset("num_tickets", |vm, v| Ok(Value::from(this(vm, v)?.settings().tickets)), set_num_tickets),
    getset(
        "post_handshake_auth",
        |vm, v| Ok(Value::Bool(this(vm, v)?.settings().post_handshake_auth)),
        |vm, v, new| {
            let on = vm.truth(present(vm, new)?)?;
            this(vm, v)?.change(|s| s.post_handshake_auth = on);
            Ok(())
        },
    ),
    getset("sni_callback", |vm, v| Ok(this(vm, v)?.sni_callback()), set_sni_callback),
    getset("keylog_filename", |vm, v| Ok(this(vm, v)?.key_log_name.borrow().clone()), set_keylog_filename),
    getset(
        "_msg_callback",
        |_, _| Ok(Value::None),
        |vm, _, new| match present(vm, new)?.some() {
            None => Ok(()),
            Some(_) => Err(vm.not_implemented_error("rustls does not show a connection's messages")),
        },
    ),
    getter("security_level", |_, _| Ok(Value::Int(2))),
];

fn present<'a>(vm: &Vm, new: Option<&'a Value>) -> PyResult<&'a Value> {
    new.ok_or_else(|| vm.attribute_error("cannot delete attribute"))
}

/// Flags: a non-negative int.
fn unsigned(vm: &Vm, new: Option<&Value>) -> PyResult<u64> {
    let new = present(vm, new)?;
    let Value::Int(number) = new.inner() else {
        return match new.inner() {
            Value::Bool(b) => Ok(u64::from(*b)),
            Value::Big(_) => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
            _ => Err(vm.type_error(format!("argument must be int, not {}", vm.type_name(new)))),
        };
    };
    u64::try_from(*number).map_err(|_| vm.overflow_error("can't convert negative int to unsigned"))
}

fn set_options(vm: &Vm, v: &Value, new: Option<&Value>) -> PyResult<()> {
    const OLD: u64 = 0x0200_0000 | 0x0400_0000 | 0x1000_0000 | c::OP_NO_TLS12 | c::OP_NO_TLS13;
    let options = unsigned(vm, new)?;
    let context = this(vm, v)?;
    let before = context.settings().options;
    if options & !before & OLD != 0 {
        deprecated(vm, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated")?;
    }
    context.change(|s| s.options = options);
    Ok(())
}

fn set_verify_mode(vm: &Vm, v: &Value, new: Option<&Value>) -> PyResult<()> {
    let mode = vm.index_i64(present(vm, new)?)?;
    let context = this(vm, v)?;
    if !(c::CERT_NONE..=c::CERT_REQUIRED).contains(&mode) {
        return Err(vm.value_error("invalid value for verify_mode"));
    }
    if mode == c::CERT_NONE && context.settings().check_hostname {
        return Err(vm.value_error("Cannot set verify_mode to CERT_NONE when check_hostname is enabled."));
    }
    context.change(|s| s.verify_mode = mode);
    Ok(())
}

fn set_version(vm: &Vm, v: &Value, new: Option<&Value>, minimum: bool) -> PyResult<()> {
    let number = vm.index_i64(present(vm, new)?)?;
    let context = this(vm, v)?;
    if context.settings().protocol == c::PROTOCOL_TLS12 {
        return Err(
            vm.value_error("The context's protocol doesn't support modification of highest and lowest version.")
        );
    }
    match number {
        c::SSL3 => deprecated(vm, "ssl.TLSVersion.SSLv3 is deprecated")?,
        0x301 => deprecated(vm, "ssl.TLSVersion.TLSv1 is deprecated")?,
        0x302 => deprecated(vm, "ssl.TLSVersion.TLSv1_1 is deprecated")?,
        c::TLS12 | c::TLS13 | c::MINIMUM_SUPPORTED | c::MAXIMUM_SUPPORTED => {}
        other => return Err(vm.value_error(format!("Unsupported TLS/SSL version {:#x}", other as u32))),
    }
    context.change(|s| {
        if minimum {
            s.minimum = if number == c::MAXIMUM_SUPPORTED { c::TLS13 } else { number };
        } else {
            s.maximum = if number == c::MINIMUM_SUPPORTED { c::TLS12 } else { number };
        }
    });
    Ok(())
}

fn set_num_tickets(vm: &Vm, v: &Value, new: Option<&Value>) -> PyResult<()> {
    let number = vm.index_i64(present(vm, new)?)?;
    let context = this(vm, v)?;
    let Ok(number) = usize::try_from(number) else { return Err(vm.value_error("value must be non-negative")) };
    if context.settings().protocol != c::PROTOCOL_TLS_SERVER {
        return Err(vm.value_error("SSLContext is not a server context."));
    }
    context.change(|s| s.tickets = number);
    Ok(())
}

fn set_sni_callback(vm: &Vm, v: &Value, new: Option<&Value>) -> PyResult<()> {
    let new = present(vm, new)?;
    let context = this(vm, v)?;
    if context.settings().protocol == c::PROTOCOL_TLS_CLIENT {
        return Err(vm.value_error("sni_callback cannot be set on TLS_CLIENT context"));
    }
    if !new.is_none() && vm.lookup_special(new, &vm.names.__call__).is_none() {
        return Err(vm.type_error("not a callable object"));
    }
    let old = context.sni_callback.replace(new.clone());
    drop(old);
    Ok(())
}

fn set_keylog_filename(vm: &Vm, v: &Value, new: Option<&Value>) -> PyResult<()> {
    let new = present(vm, new)?;
    let context = this(vm, v)?;
    let log = match new.some() {
        None => None,
        Some(name) => {
            let path = context_load::path(vm, name)?;
            Some(Arc::new(context_load::KeyLogFile::open(vm, &path)?) as Arc<dyn KeyLog>)
        }
    };
    context.change(|s| s.key_log = log);
    let old = context.key_log_name.replace(new.clone());
    drop(old);
    Ok(())
}

/// As [`errors::raised`], for a context's methods.
pub fn refuse(vm: &Vm, failure: Failure, place: Place) -> PyResult {
    Err(errors::raised(vm, &failure, place))
}
