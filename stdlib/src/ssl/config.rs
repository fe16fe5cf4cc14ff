//! What a context has been told, and rustls's configurations made of it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::client::Resumption;
use rustls::crypto::{CryptoProvider, SupportedKxGroup, ring};
use rustls::pki_types::UnixTime;
use rustls::server::{ClientHello, ResolvesServerCert, ServerSessionMemoryCache, StoresServerSessions};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, KeyLog, NoKeyLog, ServerConfig, SupportedProtocolVersion};
use taipan_interp::host::Host;

use super::ciphers::{self, Cipher};
use super::constants as c;
use super::errors::Failure;
use super::session::Slot;
use super::store::Store;
use super::verify::{Outcome, Verifier};

/// The settings of a context.
#[derive(Clone)]
pub struct Settings {
    pub protocol: i64,
    pub options: u64,
    pub verify_mode: i64,
    pub verify_flags: u64,
    pub host_flags: u64,
    pub check_hostname: bool,
    pub minimum: i64,
    pub maximum: i64,
    /// The suites below TLS 1.3.
    pub ciphers: Vec<&'static Cipher>,
    /// The one group that keys are agreed on in, if it was chosen.
    pub group: Option<&'static dyn SupportedKxGroup>,
    pub alpn: Vec<Vec<u8>>,
    /// Certificates with their keys: at most one a kind of key.
    pub identities: Vec<Arc<CertifiedKey>>,
    pub store: Arc<Store>,
    /// How many tickets a server hands out after a handshake.
    pub tickets: usize,
    pub post_handshake_auth: bool,
    pub key_log: Option<Arc<dyn KeyLog>>,
    /// What a server remembers of its sessions.
    sessions: Arc<dyn StoresServerSessions>,
    ticketer: Option<Arc<dyn rustls::server::ProducesTickets>>,
}

impl Settings {
    /// Those of a new context.
    pub fn new(protocol: i64) -> Settings {
        let client = protocol == c::PROTOCOL_TLS_CLIENT;
        let any_version = protocol != c::PROTOCOL_TLS12;
        Settings {
            protocol,
            options: c::DEFAULT_OPTIONS,
            verify_mode: if client { c::CERT_REQUIRED } else { c::CERT_NONE },
            verify_flags: c::VERIFY_X509_TRUSTED_FIRST,
            host_flags: c::HOSTFLAG_NO_PARTIAL_WILDCARDS,
            check_hostname: client,
            minimum: if any_version { c::TLS12 } else { c::MINIMUM_SUPPORTED },
            maximum: c::MAXIMUM_SUPPORTED,
            ciphers: ciphers::choose(c::DEFAULT_CIPHERS),
            group: None,
            alpn: Vec::new(),
            identities: Vec::new(),
            store: Arc::default(),
            tickets: 2,
            post_handshake_auth: false,
            key_log: None,
            sessions: ServerSessionMemoryCache::new(256),
            ticketer: None,
        }
    }

    /// The versions that may be agreed on.
    fn versions(&self) -> Vec<&'static SupportedProtocolVersion> {
        let allowed = |number: i64, off: u64| {
            let low = self.minimum <= number;
            let high = self.maximum == c::MAXIMUM_SUPPORTED || number <= self.maximum;
            low && high && self.options & off == 0
        };
        let mut versions = Vec::new();
        if self.protocol != c::PROTOCOL_TLS12 && allowed(c::TLS13, c::OP_NO_TLS13) {
            versions.push(&rustls::version::TLS13);
        }
        if allowed(c::TLS12, c::OP_NO_TLS12) && !self.ciphers.is_empty() {
            versions.push(&rustls::version::TLS12);
        }
        versions
    }

    fn provider(&self) -> Arc<CryptoProvider> {
        let mut provider = ring::default_provider();
        let suites = ciphers::of_tls13().chain(self.ciphers.iter().copied());
        provider.cipher_suites = suites.map(|c| c.suite).collect();
        if let Some(group) = self.group {
            provider.kx_groups = vec![group];
        }
        Arc::new(provider)
    }

    fn verifier(&self, host: Option<String>, world: &Arc<dyn Host>, outcome: Arc<Mutex<Outcome>>) -> Arc<Verifier> {
        Arc::new(Verifier {
            store: self.store.clone(),
            flags: self.verify_flags,
            host_flags: self.host_flags,
            checks: self.verify_mode != c::CERT_NONE,
            required: self.verify_mode == c::CERT_REQUIRED,
            host: if self.check_hostname { host } else { None },
            algorithms: ring::default_provider().signature_verification_algorithms,
            outcome,
            world: world.clone(),
        })
    }

    /// For one connection of a client. `sni`: the host's name is told.
    ///
    /// # Errors
    /// No version or suite is left.
    pub fn client(
        &self,
        host: Option<String>,
        sni: bool,
        world: &Arc<dyn Host>,
        outcome: Arc<Mutex<Outcome>>,
        slot: Arc<Slot>,
    ) -> Result<ClientConfig, Failure> {
        let clock = Arc::new(HostClock(world.clone()));
        let versions = self.versions();
        let builder = ClientConfig::builder_with_details(self.provider(), clock)
            .with_protocol_versions(&versions)
            .map_err(|_| Failure::Protocol("NO_PROTOCOLS_AVAILABLE"))?
            .dangerous()
            .with_custom_certificate_verifier(self.verifier(host, world, outcome));
        let mut config = match self.identities.first() {
            Some(identity) => builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity.clone()))),
            None => builder.with_no_client_auth(),
        };
        config.alpn_protocols = self.alpn.clone();
        config.enable_sni = sni;
        config.resumption = Resumption::store(slot);
        config.key_log = self.key_log();
        Ok(config)
    }

    /// For a server.
    ///
    /// # Errors
    /// No version or suite is left, or there is no certificate.
    pub fn server(&self, world: &Arc<dyn Host>, outcome: Arc<Mutex<Outcome>>) -> Result<ServerConfig, Failure> {
        if self.identities.is_empty() {
            return Err(Failure::Protocol("NO_SHARED_CIPHER"));
        }
        let clock = Arc::new(HostClock(world.clone()));
        let versions = self.versions();
        let builder = ServerConfig::builder_with_details(self.provider(), clock)
            .with_protocol_versions(&versions)
            .map_err(|_| Failure::Protocol("NO_PROTOCOLS_AVAILABLE"))?;
        let builder = match self.verify_mode {
            c::CERT_NONE => builder.with_no_client_auth(),
            _ => builder.with_client_cert_verifier(self.verifier(None, world, outcome)),
        };
        let mut config = builder.with_cert_resolver(Arc::new(Identities(self.identities.clone())));
        config.alpn_protocols = self.alpn.clone();
        config.ignore_client_order = self.options & c::OP_CIPHER_SERVER_PREFERENCE != 0;
        config.session_storage = self.sessions.clone();
        config.send_tls13_tickets = self.tickets;
        if self.options & c::OP_NO_TICKET == 0
            && let Some(ticketer) = &self.ticketer
        {
            config.ticketer = ticketer.clone();
        }
        config.key_log = self.key_log();
        Ok(config)
    }

    fn key_log(&self) -> Arc<dyn KeyLog> {
        self.key_log.clone().unwrap_or_else(|| Arc::new(NoKeyLog))
    }

    /// Adds a certificate with its key, in place of the one whose key is of the same kind.
    pub fn add_identity(&mut self, identity: CertifiedKey) {
        let kind = identity.key.algorithm();
        self.identities.retain(|other| other.key.algorithm() != kind);
        self.identities.push(Arc::new(identity));
        if self.ticketer.is_none() {
            // Without entropy there are no tickets; sessions are remembered all the same.
            self.ticketer = ring::Ticketer::new().ok();
        }
    }
}

/// The groups that can be chosen by OpenSSL's names. `None`: the name is unknown; `Some(None)`: rustls has none of it.
pub fn group_named(name: &str) -> Option<Option<&'static dyn SupportedKxGroup>> {
    Some(match name {
        "prime256v1" | "P-256" | "secp256r1" => Some(ring::kx_group::SECP256R1),
        "secp384r1" | "P-384" => Some(ring::kx_group::SECP384R1),
        "X25519" | "x25519" => Some(ring::kx_group::X25519),
        "secp521r1" | "P-521" | "X448" | "secp256k1" | "secp224r1" | "brainpoolP256r1" | "brainpoolP384r1"
        | "brainpoolP512r1" => None,
        _ => return None,
    })
}

/// Certificates are judged by the host's clock.
struct HostClock(Arc<dyn Host>);

impl std::fmt::Debug for HostClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HostClock")
    }
}

impl TimeProvider for HostClock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0.now().as_secs())))
    }
}

/// Of several certificates, the first whose key the client can check.
#[derive(Debug)]
struct Identities(Vec<Arc<CertifiedKey>>);

impl ResolvesServerCert for Identities {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let usable = |identity: &&Arc<CertifiedKey>| identity.key.choose_scheme(hello.signature_schemes()).is_some();
        self.0.iter().find(usable).or_else(|| self.0.first()).cloned()
    }
}
