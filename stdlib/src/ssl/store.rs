//! The certificates that a context trusts: given as files, directories, data, or the system's own.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::pki_types::{CertificateDer, TrustAnchor};
use taipan_interp::Vm;
use taipan_interp::host::Host;
use webpki::anchor_from_trusted_cert;

use super::certificate::Certificate;
use super::pem;

/// A trusted certificate, and what path building needs of it.
#[derive(Debug)]
pub struct Trusted {
    pub certificate: Certificate,
    /// `None`: it can be trusted as it is, but certificates that it signed cannot be checked.
    pub anchor: Option<TrustAnchor<'static>>,
}

impl Trusted {
    fn read(der: &[u8]) -> Option<Trusted> {
        let certificate = Certificate::read(der)?;
        let encoded = CertificateDer::from(der);
        let anchor = anchor_from_trusted_cert(&encoded).ok().map(|a| a.to_owned());
        Some(Trusted { certificate, anchor })
    }
}

/// A directory whose files are read when a certificate is looked for that is not known yet.
#[derive(Debug)]
struct Directory {
    path: String,
    found: Mutex<Option<Vec<Arc<Trusted>>>>,
}

/// What a context trusts. Connections keep the one they began with.
#[derive(Clone, Debug, Default)]
pub struct Store {
    trusted: Vec<Arc<Trusted>>,
    directories: Vec<Arc<Directory>>,
    /// Revocation lists, as they are encoded.
    pub revocations: Vec<Vec<u8>>,
}

/// Why data adds nothing.
pub enum LoadProblem {
    /// There is no certificate in it.
    Nothing,
    /// PEM without an end, or without base64, or what is in it is no certificate.
    Damaged,
}

impl Store {
    /// The certificates that are there for certain.
    pub fn trusted(&self) -> &[Arc<Trusted>] {
        &self.trusted
    }

    /// Adds a certificate, once. False: it is none.
    pub fn add(&mut self, der: &[u8]) -> bool {
        if self.trusted.iter().any(|t| t.certificate.der == der) {
            return true;
        }
        let Some(trusted) = Trusted::read(der) else { return false };
        self.trusted.push(Arc::new(trusted));
        true
    }

    /// Adds those of another list that are not there yet.
    pub fn add_all(&mut self, others: &[Arc<Trusted>]) {
        let known = self.trusted.len();
        for other in others {
            if !self.trusted[..known].iter().any(|t| t.certificate.der == other.certificate.der) {
                self.trusted.push(other.clone());
            }
        }
    }

    /// Adds the certificates and revocation lists of a PEM file.
    ///
    /// # Errors
    /// [`LoadProblem`].
    pub fn add_pem(&mut self, text: &[u8]) -> Result<(), LoadProblem> {
        let sections = pem::sections(text).map_err(|_| LoadProblem::Damaged)?;
        let mut any = false;
        for section in sections {
            if section.label == "X509 CRL" {
                self.revocations.push(section.der);
            } else if !pem::is_certificate(&section) {
                continue;
            } else if !self.add(&section.der) {
                return Err(LoadProblem::Damaged);
            }
            any = true;
        }
        if any { Ok(()) } else { Err(LoadProblem::Nothing) }
    }

    /// Adds a directory of PEM files.
    pub fn add_directory(&mut self, path: &str) {
        if !self.directories.iter().any(|d| d.path == path) {
            self.directories.push(Arc::new(Directory { path: path.to_owned(), found: Mutex::default() }));
        }
    }

    /// All certificates, those of directories included, which are read now if they have not been.
    pub fn everything(&self, host: &dyn Host) -> Vec<Arc<Trusted>> {
        let mut all = self.trusted.clone();
        for directory in &self.directories {
            let mut found = directory.found.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(found.get_or_insert_with(|| read_directory(host, &directory.path)).iter().cloned());
        }
        all
    }
}

/// The certificates in the files of a directory that are named as `openssl rehash` names them: `9d04f354.0`.
fn read_directory(host: &dyn Host, path: &str) -> Vec<Arc<Trusted>> {
    let mut names = host.list_dir(path).unwrap_or_default();
    names.retain(|name| {
        let (hash, number) = name.split_once('.').unwrap_or((name, ""));
        hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()) && number.bytes().all(|b| b.is_ascii_digit())
    });
    names.sort();
    let mut store = Store::default();
    for name in names {
        if let Ok(text) = host.read_file(&format!("{path}/{name}")) {
            // What cannot be read is not trusted.
            let _ = store.add_pem(&text);
        }
    }
    store.trusted
}

/// Where the system keeps its certificates, if the environment does not say: the first of each that is there.
const FILES: [&str; 6] = [
    "/usr/lib/ssl/cert.pem",
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/cert.pem",
    "/etc/ssl/ca-bundle.pem",
    "/usr/local/etc/ssl/cert.pem",
];
const DIRECTORIES: [&str; 3] = ["/usr/lib/ssl/certs", "/etc/ssl/certs", "/etc/pki/tls/certs"];

/// The environment's variables for both.
pub const FILE_VARIABLE: &str = "SSL_CERT_FILE";
/// See [`FILE_VARIABLE`].
pub const DIRECTORY_VARIABLE: &str = "SSL_CERT_DIR";

/// The system's file and directory of certificates.
pub fn system_paths(host: &dyn Host) -> (&'static str, &'static str) {
    let first = |paths: &'static [&'static str]| {
        let there = paths.iter().copied().find(|path| host.stat(path, true).is_ok());
        there.unwrap_or(paths[0])
    };
    (first(&FILES), first(&DIRECTORIES))
}

/// The system's certificates as they were last read, with what the file looked like then.
#[derive(Default)]
struct System(std::cell::RefCell<Option<(String, u64, i64, Arc<Vec<Arc<Trusted>>>)>>);

/// Adds what the system trusts (`SSLContext.set_default_verify_paths`). What is not there is not added.
pub fn add_system(vm: &Vm, store: &mut Store) {
    let (file, directory) = system_paths(&*vm.host);
    let file = vm.host.env(FILE_VARIABLE).unwrap_or_else(|| file.to_owned());
    let directory = vm.host.env(DIRECTORY_VARIABLE).unwrap_or_else(|| directory.to_owned());
    for path in directory.split(':').filter(|p| !p.is_empty()) {
        store.add_directory(path);
    }
    let Ok(stat) = vm.host.stat(&file, true) else { return };
    let system = vm.state(|_| System::default());
    if let Some((path, size, modified, list)) = &*system.0.borrow()
        && *path == file
        && *size == stat.size
        && *modified == stat.modified
    {
        return store.add_all(list);
    }
    let read = vm.allow_threads(|host| {
        let mut fresh = Store::default();
        // One that cannot be read ends the list: nothing more is trusted than before.
        let _ = fresh.add_pem(&host.read_file(&file).unwrap_or_default());
        fresh
    });
    let list = Arc::new(read.trusted);
    store.add_all(&list);
    store.revocations.extend(read.revocations);
    *system.0.borrow_mut() = Some((file, stat.size, stat.modified, list));
}
