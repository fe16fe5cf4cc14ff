//! What a context loads: certificates with their keys, certificates to trust, the file that secrets are logged to.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::KeyLog;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::CertificateDer;
use rustls::sign::CertifiedKey;
use taipan_interp::heap::Ref;
use taipan_interp::host::Host;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use super::certificate::Certificate;
use super::context::{refuse, this};
use super::errors::{Failure, Place, check};
use super::pem::{self, KeyProblem, Section};
use super::store::{LoadProblem, Store, add_system};

/// OpenSSL's number for what goes wrong in PEM.
const PEM_LIB: i64 = 524_297;

const fn pem_lib(library: &'static str) -> Failure {
    Failure::Library { library, reason: "", text: "PEM lib", number: PEM_LIB }
}

/// A path argument's text.
///
/// # Errors
/// TypeError when it is no path.
pub fn path(vm: &Vm, v: &Value) -> PyResult<String> {
    let path = crate::io::fspath(vm, v)?;
    Ok(match path.inner() {
        Value::Bytes(b) => String::from_utf8_lossy(b.as_slice()).into_owned(),
        other => vm.str(other)?.as_str().to_owned(),
    })
}

/// A path argument, named in the error when it is none.
fn named_path(vm: &Vm, v: &Value, name: &str) -> PyResult<String> {
    match path(vm, v) {
        Err(e) if vm.matches(&e, &vm.exc.type_error) => {
            Err(vm.type_error(format!("{name} should be a valid filesystem path")))
        }
        other => other,
    }
}

fn read(vm: &Vm, path: &str) -> PyResult<Vec<u8>> {
    vm.allow_threads(|host| host.read_file(path)).map_err(|e| vm.os_error(&e, None))
}

/// `load_cert_chain(certfile, keyfile=None, password=None)`.
pub fn load_cert_chain(vm: &Vm, a: &[Value]) -> PyResult {
    let context = this(vm, &a[0])?;
    let certificates = named_path(vm, &a[1], "certfile")?;
    let keys = match a[2].some() {
        Some(keyfile) => Some(named_path(vm, keyfile, "keyfile")?),
        None => None,
    };
    let password = Password::new(vm, &a[3])?;
    let text = read(vm, &certificates)?;
    let sections = pem::sections(&text).unwrap_or_default();
    let chain: Vec<CertificateDer<'static>> =
        sections.iter().filter(|s| pem::is_certificate(s)).map(|s| CertificateDer::from(s.der.clone())).collect();
    let Some(leaf) = chain.first().and_then(|der| Certificate::read(der)) else {
        return refuse(vm, pem_lib("SSL"), Place::LoadCertificate);
    };
    let key_sections = match keys {
        Some(path) => pem::sections(&read(vm, &path)?).unwrap_or_default(),
        None => sections,
    };
    let Some(section) = key_sections.iter().find(|s| pem::is_key(s)) else {
        return refuse(vm, pem_lib("SSL"), Place::LoadKey);
    };
    let key = signing_key(vm, section, &password)?;
    if key.public_key().is_some_and(|public| public.as_ref() != leaf.key_info) {
        let mismatch = Failure::Library { library: "X509", reason: "KEY_VALUES_MISMATCH", text: "", number: 116 };
        return refuse(vm, mismatch, Place::LoadKey);
    }
    context.change(|s| s.add_identity(CertifiedKey::new(chain, key)));
    Ok(Value::None)
}

fn signing_key(vm: &Vm, section: &Section, password: &Password) -> PyResult<Arc<dyn rustls::sign::SigningKey>> {
    let password = if pem::is_encrypted(section) { password.get(vm)? } else { None };
    match vm.allow_threads(|_| pem::private_key(section, password.as_deref())) {
        Ok(key) => match any_supported_type(&key) {
            Ok(key) => Ok(key),
            Err(_) => check(vm, Err(UNSUPPORTED_KEY), Place::LoadKey),
        },
        Err(KeyProblem::Unreadable) => check(vm, Err(pem_lib("SSL")), Place::LoadKey),
        Err(KeyProblem::Unsupported(what)) => Err(vm.not_implemented_error(what)),
    }
}

const UNSUPPORTED_KEY: Failure =
    Failure::Library { library: "SSL", reason: "UNKNOWN_PKEY_TYPE", text: "", number: 251 };

/// A password argument: given, or to be asked for.
enum Password {
    None,
    Given(Vec<u8>),
    Ask(Value),
}

const MAX_PASSWORD: usize = 1024;

impl Password {
    fn new(vm: &Vm, v: &Value) -> PyResult<Password> {
        let Some(v) = v.some() else { return Ok(Password::None) };
        if vm.lookup_special(v, &vm.names.__call__).is_some() {
            return Ok(Password::Ask(v.clone()));
        }
        Ok(Password::Given(Self::bytes(vm, v, "password should be a string or callable")?))
    }

    fn bytes(vm: &Vm, v: &Value, error: &str) -> PyResult<Vec<u8>> {
        let bytes = match v.inner() {
            Value::Str(s) => s.as_str().as_bytes().to_vec(),
            Value::Bytes(b) => b.as_slice().to_vec(),
            Value::ByteArray(_) => buffer::required(vm, v)?.to_vec(),
            _ => return Err(vm.type_error(error)),
        };
        if bytes.len() > MAX_PASSWORD {
            return Err(vm.value_error(format!("password cannot be longer than {MAX_PASSWORD} bytes")));
        }
        Ok(bytes)
    }

    fn get(&self, vm: &Vm) -> PyResult<Option<Vec<u8>>> {
        Ok(match self {
            Password::None => None,
            Password::Given(bytes) => Some(bytes.clone()),
            Password::Ask(callback) => {
                let answer = vm.call(callback, &[])?;
                Some(Self::bytes(vm, &answer, "password callback must return a string")?)
            }
        })
    }
}

/// `load_verify_locations(cafile=None, capath=None, cadata=None)`.
pub fn load_verify_locations(vm: &Vm, a: &[Value]) -> PyResult {
    let context = this(vm, &a[0])?;
    if a[1..].iter().all(|v| v.some().is_none()) {
        return Err(vm.type_error("cafile, capath and cadata cannot be all omitted"));
    }
    let file = a[1].some().map(|v| named_path(vm, v, "cafile")).transpose()?;
    let directory = a[2].some().map(|v| named_path(vm, v, "capath")).transpose()?;
    let mut store = (*context.settings().store).clone();
    if let Some(data) = a[3].some() {
        add_data(vm, &mut store, data)?;
    }
    if let Some(file) = file {
        let problem = match store.add_pem(&read(vm, &file)?) {
            Ok(()) => None,
            Err(LoadProblem::Damaged) => Some(pem_lib("X509")),
            Err(LoadProblem::Nothing) => {
                Some(Failure::Library { library: "X509", reason: "NO_CERTIFICATE_OR_CRL_FOUND", text: "", number: 136 })
            }
        };
        if let Some(problem) = problem {
            return refuse(vm, problem, Place::LoadTrusted);
        }
    }
    if let Some(directory) = directory {
        store.add_directory(&directory);
    }
    context.change(|s| s.store = Arc::new(store));
    Ok(Value::None)
}

/// Certificates as text (PEM) or one after the other as bytes (DER).
fn add_data(vm: &Vm, store: &mut Store, data: &Value) -> PyResult<()> {
    const WRONG: &str = "cadata should be an ASCII string or a bytes-like object";
    if let Some(text) = data.as_str() {
        if !text.as_str().is_ascii() {
            return Err(vm.type_error(WRONG));
        }
        if text.as_str().is_empty() {
            return Err(vm.value_error("Empty certificate data"));
        }
        let none = || Failure::Plain("no start line: cadata does not contain a certificate".to_owned());
        return check(vm, store.add_pem(text.as_str().as_bytes()).map_err(|_| none()), Place::LoadData);
    }
    let Some(bytes) = buffer::copy_of(vm, data)? else { return Err(vm.type_error(WRONG)) };
    if bytes.is_empty() {
        return Err(vm.value_error("Empty certificate data"));
    }
    let mut rest = bytes.as_slice();
    let mut any = false;
    while !rest.is_empty() {
        let len = element_length(rest).unwrap_or(usize::MAX);
        let added = rest.split_at_checked(len).is_some_and(|(der, after)| {
            rest = after;
            store.add(der)
        });
        if !added {
            let failure = if any {
                Failure::Library { library: "ASN1", reason: "HEADER_TOO_LONG", text: "", number: 123 }
            } else {
                Failure::Plain("not enough data: cadata does not contain a certificate".to_owned())
            };
            return check(vm, Err(failure), Place::LoadData);
        }
        any = true;
    }
    Ok(())
}

/// The length of the ASN.1 element that begins here.
fn element_length(bytes: &[u8]) -> Option<usize> {
    let (&first, rest) = bytes.get(1..)?.split_first()?;
    let (head, len) = if first < 0x80 {
        (2, usize::from(first))
    } else {
        let count = usize::from(first & 0x7f);
        let digits = rest.get(..count).filter(|_| count <= 4)?;
        (2 + count, digits.iter().fold(0, |n, d| n << 8 | usize::from(*d)))
    };
    Some(head + len)
}

/// `set_default_verify_paths()`: what the system trusts.
pub fn set_default_verify_paths(vm: &Vm, a: &[Value]) -> PyResult {
    let context = this(vm, &a[0])?;
    let mut store = (*context.settings().store).clone();
    add_system(vm, &mut store);
    context.change(|s| s.store = Arc::new(store));
    Ok(Value::None)
}

/// `cert_store_stats()`.
pub fn cert_store_stats(vm: &Vm, a: &[Value]) -> PyResult {
    let store = this(vm, &a[0])?.settings().store.clone();
    let dict = Dict::new();
    let put = |name: &str, n: usize| dict.set_str(&vm.intern(name), Value::from(n));
    put("x509", store.trusted().len());
    put("crl", store.revocations.len());
    put("x509_ca", store.trusted().iter().filter(|t| t.certificate.is_ca()).count());
    Ok(Value::Dict(Ref::new(dict)))
}

/// `get_ca_certs(binary_form=False)`.
pub fn get_ca_certs(vm: &Vm, a: &[Value]) -> PyResult {
    let binary = match a[1].some() {
        Some(v) => vm.truth(v)?,
        None => false,
    };
    let store = this(vm, &a[0])?.settings().store.clone();
    let authorities = store.trusted().iter().map(|t| &t.certificate).filter(|c| c.is_ca());
    let shown = authorities.map(|c| if binary { Value::Bytes(Bytes::new(&c.der)) } else { c.to_dict(vm) });
    Ok(Value::list(shown.collect()))
}

/// `load_dh_params(path)`: the file is looked at, and then of no use, as there are no suites with such parameters.
pub fn load_dh_params(vm: &Vm, a: &[Value]) -> PyResult {
    let path = path(vm, &a[1])?;
    let text = vm.allow_threads(|host| host.read_file(&path)).map_err(|e| vm.os_error(&e, Some(&path)))?;
    let sections = pem::sections(&text).unwrap_or_default();
    if sections.iter().any(|s| s.label.ends_with("DH PARAMETERS")) {
        return Ok(Value::None);
    }
    refuse(
        vm,
        Failure::Library { library: "PEM", reason: "NO_START_LINE", text: "", number: 108 },
        Place::LoadParameters,
    )
}

/// A file that secrets are written to, for whoever looks at recorded connections.
pub struct KeyLogFile {
    host: Arc<dyn Host>,
    fd: i32,
    writing: Mutex<()>,
}

impl KeyLogFile {
    /// Opens the file, to be added to.
    ///
    /// # Errors
    /// OSError.
    pub fn open(vm: &Vm, path: &str) -> PyResult<KeyLogFile> {
        let fd = vm.host.open(path, crate::posix::APPEND, 0o666).map_err(|e| vm.os_error(&e, Some(path)))?;
        let log = KeyLogFile { host: vm.host.clone(), fd, writing: Mutex::new(()) };
        if vm.host.stat_open(fd).is_ok_and(|s| s.size == 0) {
            log.write("# TLS secrets log file, generated by OpenSSL / Python\n");
        }
        Ok(log)
    }

    fn write(&self, line: &str) {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rest = line.as_bytes();
        while !rest.is_empty() {
            // A log that cannot be written does not stop the connection.
            match self.host.write_some(self.fd, rest) {
                Ok(n) if n > 0 => rest = &rest[n..],
                _ => break,
            }
        }
    }
}

impl Drop for KeyLogFile {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _ = self.host.close(self.fd);
    }
}

impl std::fmt::Debug for KeyLogFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyLogFile").field("fd", &self.fd).finish_non_exhaustive()
    }
}

impl KeyLog for KeyLogFile {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        self.write(&format!("{label} {} {}\n", hex(client_random), hex(secret)));
    }
}
