//! `_ssl`: TLS for `ssl`, by rustls and webpki, in the terms that `ssl`'s users know from OpenSSL.
//!
//! `connection` is TLS itself, without Python; `verify`, `store`, `hostname` and `certificate` decide whom to trust;
//! `context` and `socket` are the objects of the module. asyncio's TLS (`asyncio::tls`) stands on the same connection.

mod alerts;
mod bio;
mod certificate;
mod ciphers;
mod config;
pub mod connection;
mod constants;
mod context;
mod context_load;
pub mod errors;
mod hostname;
mod oids;
mod pem;
mod session;
pub mod socket;
mod socket_io;
mod store;
mod verify;

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use crate::support::{add_type, float_arg, set};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_ssl", doc: "TLS for the module ssl.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("RAND_bytes", "(n, /)", |vm, a| {
        let Ok(n) = usize::try_from(vm.index_i64(&a[0])?) else { return Err(vm.value_error("num must be positive")) };
        let mut bytes = Vec::new();
        if bytes.try_reserve_exact(n).is_err() {
            return Err(vm.memory_error(""));
        }
        bytes.resize(n, 0);
        vm.allow_threads(|host| host.random(&mut bytes)).map_err(|e| vm.os_error(&e, None))?;
        Ok(Value::Bytes(Bytes::new(&bytes)))
    })
    .doc("Generate n cryptographically strong pseudo-random bytes."),
    function("RAND_add", "(string, entropy, /)", |vm, a| {
        // The system's generator needs none; the arguments are looked at as ever.
        if a[0].as_str().is_none() {
            buffer::required(vm, &a[0])?;
        }
        float_arg(vm, &a[1])?;
        Ok(Value::None)
    })
    .doc("Mix string into the generator: the system's needs no entropy from outside."),
    function("RAND_status", "()", |_, _| Ok(Value::Bool(true)))
        .doc("True: the system's generator always has enough entropy."),
    function("txt2obj", "(txt, name=False)", |vm, a| {
        let Some(text) = a[0].as_str() else {
            return Err(vm.type_error(format!("txt2obj() argument 'txt' must be str, not {}", vm.type_name(&a[0]))));
        };
        let by_name = a[1].some().map_or(Ok(false), |v| vm.truth(v))?;
        let found = oids::by_oid(text.as_str()).or_else(|| oids::by_name(text.as_str()).filter(|_| by_name));
        found.map(object_tuple).ok_or_else(|| vm.value_error(format!("unknown object '{}'", text.as_str())))
    })
    .doc("Lookup NID, short name, long name and OID of an ASN.1 object."),
    function("nid2obj", "(nid, /)", |vm, a| {
        let nid = vm.index_i64(&a[0])?;
        if nid < 0 {
            return Err(vm.value_error("NID must be positive."));
        }
        oids::by_nid(nid).map(object_tuple).ok_or_else(|| vm.value_error(format!("unknown NID {nid}")))
    })
    .doc("Lookup NID, short name, long name and OID of an ASN.1 object by NID."),
    function("get_default_verify_paths", "()", |vm, _| {
        let (file, directory) = store::system_paths(&*vm.host);
        let paths = [store::FILE_VARIABLE, file, store::DIRECTORY_VARIABLE, directory];
        Ok(Value::tuple(paths.into_iter().map(Value::str).collect()))
    })
    .doc("Where the system keeps its certificates, and the environment's variables that say otherwise."),
    function("_test_decode_cert", "(path, /)", |vm, a| {
        let path = context_load::path(vm, &a[0])?;
        let text = vm.host.read_file(&path).map_err(|e| vm.os_error(&e, Some(&path)))?;
        let sections = pem::sections(&text).unwrap_or_default();
        let der = sections.iter().find(|s| pem::is_certificate(s));
        match der.and_then(|s| certificate::Certificate::read(&s.der)) {
            Some(certificate) => Ok(certificate.to_dict(vm)),
            None => Err(errors::plain_error(vm, "Error decoding PEM-encoded file")),
        }
    }),
];

fn object_tuple(object: &oids::Object) -> Value {
    Value::tuple(vec![
        Value::Int(object.nid),
        Value::str(object.short),
        Value::str(object.long),
        Value::str(object.oid),
    ])
}

/// The module's types.
struct Types {
    context: TypeRef,
    socket: TypeRef,
    bio: TypeRef,
    session: TypeRef,
    certificate: TypeRef,
}

fn types(vm: &Vm) -> std::rc::Rc<Types> {
    vm.state(|vm| Types {
        context: vm.make_type(&context::CONTEXT, None),
        socket: vm.make_type(&socket::SOCKET, None),
        bio: vm.make_type(&bio::MEMORY_BIO, None),
        session: vm.make_type(&session::SESSION, None),
        certificate: vm.make_type(&certificate::CERTIFICATE, None),
    })
}

/// The version of OpenSSL that scripts may go by: what it can do, this can, or says that it cannot.
const VERSION: (i64, i64, i64, i64, i64) = (3, 0, 0, 0, 0);
const VERSION_NUMBER: i64 = 0x3000_0000;
/// What it is in truth.
const VERSION_TEXT: &str = "rustls 0.23 (not OpenSSL; the numbers are those of OpenSSL 3.0.0)";

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let types = types(vm);
    for class in [&types.context, &types.socket, &types.bio, &types.session, &types.certificate] {
        add_type(vm, module, class);
    }
    let classes = errors::classes(vm);
    for class in [
        &classes.error,
        &classes.zero_return,
        &classes.want_read,
        &classes.want_write,
        &classes.syscall,
        &classes.eof,
        &classes.verification,
    ] {
        add_type(vm, module, class);
    }
    for (name, number) in constants::NUMBERS {
        set(vm, module, name, *number);
    }
    for (name, there) in constants::FEATURES {
        set(vm, module, name, *there);
    }
    for alert in alerts::ALERTS.iter().filter(|a| !a.name.is_empty()) {
        set(vm, module, &format!("ALERT_DESCRIPTION_{}", alert.name), i64::from(alert.number));
    }
    let version = [VERSION.0, VERSION.1, VERSION.2, VERSION.3, VERSION.4].map(Value::Int).to_vec();
    set(vm, module, "OPENSSL_VERSION_INFO", Value::tuple(version.clone()));
    set(vm, module, "_OPENSSL_API_VERSION", Value::tuple(version));
    set(vm, module, "OPENSSL_VERSION_NUMBER", VERSION_NUMBER);
    set(vm, module, "OPENSSL_VERSION", Value::str(VERSION_TEXT));
    set(vm, module, "_DEFAULT_CIPHERS", Value::str(constants::DEFAULT_CIPHERS));
    Ok(())
}
