//! Deciding about the peer's certificate: webpki builds and checks the chain; this file gives it what the context trusts,
//! adds what OpenSSL's users rely on beyond it (a certificate that is trusted as it is, common names as host names, strict
//! mode) and says why in OpenSSL's words.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::verify_tls13_signature_with_raw_key;
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, TrustAnchor, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error as TlsError, SignatureScheme};
use taipan_interp::host::Host;
use webpki::{BorrowedCertRevocationList, CertRevocationList, EndEntityCert, Error as PathError, KeyUsage};

use super::certificate::Certificate;
use super::constants::{VERIFY_CRL_CHECK_ALL, VERIFY_CRL_CHECK_LEAF, VERIFY_X509_PARTIAL_CHAIN, VERIFY_X509_STRICT};
use super::hostname;
use super::store::{Store, Trusted};

/// Why a certificate was turned down: OpenSSL's number and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub code: i64,
    pub message: String,
}

fn rejection(code: i64, message: &str) -> Rejection {
    Rejection { code, message: message.to_owned() }
}

/// What came of it, for the connection to ask.
#[derive(Debug, Default)]
pub struct Outcome {
    pub rejection: Option<Rejection>,
    /// The chain from the peer's certificate to the trusted one.
    pub chain: Vec<Vec<u8>>,
}

/// A purpose: its identifier, as text and as it is encoded.
#[derive(Clone, Copy, Debug)]
struct Purpose(&'static str, &'static [u8]);

const SERVER: Purpose = Purpose("1.3.6.1.5.5.7.3.1", &[0x2b, 6, 1, 5, 5, 7, 3, 1]);
const CLIENT: Purpose = Purpose("1.3.6.1.5.5.7.3.2", &[0x2b, 6, 1, 5, 5, 7, 3, 2]);

/// Looks at the certificates of one connection's peer.
pub struct Verifier {
    pub store: Arc<Store>,
    /// `VERIFY_*` and `HOSTFLAG_*`.
    pub flags: u64,
    pub host_flags: u64,
    /// Looks at all (not with `CERT_NONE`).
    pub checks: bool,
    /// A client's certificate must be there.
    pub required: bool,
    /// Whose certificate it must be, if that counts.
    pub host: Option<String>,
    pub algorithms: WebPkiSupportedAlgorithms,
    pub outcome: Arc<Mutex<Outcome>>,
    /// Reads the store's directories.
    pub world: Arc<dyn Host>,
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("host", &self.host).finish_non_exhaustive()
    }
}

impl Verifier {
    fn decide(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        now: UnixTime,
        purpose: Purpose,
    ) -> Result<(), TlsError> {
        if !self.checks {
            return Ok(());
        }
        let verdict = self.verdict(leaf, others, now, purpose);
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        match verdict {
            Ok(chain) => {
                outcome.chain = chain;
                Ok(())
            }
            Err(rejection) => {
                let error = alert_for(rejection.code);
                outcome.rejection = Some(rejection);
                Err(TlsError::InvalidCertificate(error))
            }
        }
    }

    fn verdict(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        now: UnixTime,
        purpose: Purpose,
    ) -> Result<Vec<Vec<u8>>, Rejection> {
        let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let Some(certificate) = Certificate::read(leaf) else {
            return Err(rejection(1, "unspecified certificate verification error"));
        };
        let all = self.store.everything(&*self.world);
        let found = self.find_chain(&certificate, leaf, others, &all, now, purpose);
        // OpenSSL looks at dates last.
        if !matches!(&found, Err(r) if !matches!(r.code, 9 | 10)) {
            self.check_host(&certificate)?;
        }
        let chain = found?;
        if self.flags & VERIFY_X509_STRICT != 0 && chain.len() > 1 {
            for (i, certificate) in chain.iter().enumerate() {
                if let Some((code, message)) = certificate.lacks(i + 1 == chain.len()) {
                    return Err(rejection(code, message));
                }
            }
        }
        for certificate in chain.iter().rev() {
            check_dates(certificate, seconds)?;
        }
        Ok(chain.into_iter().map(|c| c.der).collect())
    }

    fn check_host(&self, certificate: &Certificate) -> Result<(), Rejection> {
        let Some(host) = &self.host else { return Ok(()) };
        if hostname::matches(certificate, host, self.host_flags) {
            return Ok(());
        }
        let (code, what) = if host.parse::<std::net::IpAddr>().is_ok() { (64, "IP address") } else { (62, "Hostname") };
        Err(rejection(code, &format!("{what} mismatch, certificate is not valid for '{host}'.")))
    }

    /// A trusted certificate may end a chain.
    fn may_end(&self, trusted: &Trusted) -> bool {
        trusted.certificate.is_self_issued() || self.flags & VERIFY_X509_PARTIAL_CHAIN != 0
    }

    fn find_chain(
        &self,
        certificate: &Certificate,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        all: &[Arc<Trusted>],
        now: UnixTime,
        purpose: Purpose,
    ) -> Result<Vec<Certificate>, Rejection> {
        if all.iter().any(|t| t.certificate.der == certificate.der && self.may_end(t)) {
            check_leaf(certificate, purpose)?;
            return Ok(vec![certificate.clone()]);
        }
        let (ends, between): (Vec<_>, Vec<_>) = all.iter().partition(|t| self.may_end(t));
        let anchors: Vec<TrustAnchor<'_>> = ends.iter().filter_map(|t| t.anchor.clone()).collect();
        let mut intermediates: Vec<CertificateDer<'_>> = others.to_vec();
        intermediates.extend(between.iter().map(|t| CertificateDer::from(t.certificate.der.as_slice())));
        match self.search(leaf, &intermediates, &anchors, now, purpose) {
            Ok(Some(found)) => {
                let mut chain = vec![certificate.clone()];
                chain.extend(found.between.iter().filter_map(|der| Certificate::read(der)));
                // Two trusted certificates may share a key: the one that is valid.
                let mut last: Vec<_> = ends
                    .iter()
                    .filter(|t| t.anchor.as_ref().is_some_and(|a| a.subject_public_key_info.as_ref() == found.key))
                    .collect();
                last.sort_by_key(|t| check_dates(&t.certificate, i64::try_from(now.as_secs()).unwrap_or(0)).is_err());
                chain.extend(last.first().map(|t| t.certificate.clone()));
                Ok(chain)
            }
            Ok(None) => Err(rejection(3, "unable to get certificate CRL")),
            // Certificates that webpki does not take at the end of a chain and OpenSSL does: older than version 3, a CA's.
            Err(PathError::UnsupportedCertVersion | PathError::CaUsedAsEndEntity) => {
                match self.signed_by(certificate, &ends) {
                    Some(issuer) => {
                        check_leaf(certificate, purpose)?;
                        Ok(vec![certificate.clone(), issuer])
                    }
                    None => Err(missing_issuer(certificate, others, all)),
                }
            }
            Err(PathError::UnknownIssuer) => Err(missing_issuer(certificate, others, all)),
            Err(error) => Err(path_rejection(&error)),
        }
    }

    /// Asks webpki. `None`: revocation lists are to be looked at, and there are none.
    fn search(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        anchors: &[TrustAnchor<'_>],
        now: UnixTime,
        purpose: Purpose,
    ) -> Result<Option<Found>, PathError> {
        let leaf = EndEntityCert::try_from(leaf)?;
        let usage = KeyUsage::required_if_present(purpose.1);
        let lists: Vec<CertRevocationList<'_>> = self
            .store
            .revocations
            .iter()
            .filter_map(|der| BorrowedCertRevocationList::from_der(der).ok().map(CertRevocationList::from))
            .collect();
        let lists: Vec<&CertRevocationList<'_>> = lists.iter().collect();
        let revocation = if self.flags & (VERIFY_CRL_CHECK_LEAF | VERIFY_CRL_CHECK_ALL) == 0 {
            None
        } else {
            let Ok(options) = webpki::RevocationOptionsBuilder::new(&lists) else { return Ok(None) };
            let depth = match self.flags & VERIFY_CRL_CHECK_ALL {
                0 => webpki::RevocationCheckDepth::EndEntity,
                _ => webpki::RevocationCheckDepth::Chain,
            };
            let options = options.with_depth(depth).with_expiration_policy(webpki::ExpirationPolicy::Enforce);
            Some(options.with_status_policy(webpki::UnknownStatusPolicy::Deny).build())
        };
        let algorithms = self.algorithms.all;
        let path = leaf.verify_for_usage(algorithms, anchors, intermediates, now, usage, revocation, None)?;
        Ok(Some(Found {
            between: path.intermediate_certificates().map(|c| c.der().to_vec()).collect(),
            key: path.anchor().subject_public_key_info.as_ref().to_vec(),
        }))
    }

    /// The trusted certificate whose key signed this one.
    fn signed_by(&self, certificate: &Certificate, ends: &[&Arc<Trusted>]) -> Option<Certificate> {
        let issuers = ends.iter().map(|t| &t.certificate).filter(|c| {
            c.subject == certificate.issuer && c.is_ca() && !c.constrains_names() && !certificate.is_self_issued()
        });
        let mut issuers = issuers.filter(|issuer| {
            self.algorithms.all.iter().any(|algorithm| {
                algorithm.public_key_alg_id().as_ref() == issuer.key_algorithm
                    && algorithm.signature_alg_id().as_ref() == certificate.signature_algorithm
                    && algorithm.verify_signature(&issuer.key, &certificate.signed, &certificate.signature).is_ok()
            })
        });
        issuers.next().cloned()
    }

    /// The handshake's signature, by the key of a certificate that webpki does not read.
    fn old_signature(
        &self,
        message: &[u8],
        certificate: &Certificate,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let schemes = self.algorithms.mapping.iter().filter(|(scheme, _)| *scheme == dss.scheme);
        let fits = schemes.flat_map(|(_, algorithms)| algorithms.iter()).any(|algorithm| {
            algorithm.public_key_alg_id().as_ref() == certificate.key_algorithm
                && algorithm.verify_signature(&certificate.key, message, dss.signature()).is_ok()
        });
        if fits { Ok(HandshakeSignatureValid::assertion()) } else { Err(CertificateError::BadSignature.into()) }
    }

    fn signature12(
        &self,
        message: &[u8],
        der: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        match Certificate::read(der) {
            Some(c) if c.version < 3 => self.old_signature(message, &c, dss),
            _ => verify_tls12_signature(message, der, dss, &self.algorithms),
        }
    }

    fn signature13(
        &self,
        message: &[u8],
        der: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        match Certificate::read(der) {
            Some(c) if c.version < 3 => {
                let key = SubjectPublicKeyInfoDer::from(c.key_info.as_slice());
                verify_tls13_signature_with_raw_key(message, &key, dss, &self.algorithms)
            }
            _ => verify_tls13_signature(message, der, dss, &self.algorithms),
        }
    }
}

/// A path that webpki found: the certificates in the middle, and the trusted key at its end.
struct Found {
    between: Vec<Vec<u8>>,
    key: Vec<u8>,
}

fn check_dates(certificate: &Certificate, now: i64) -> Result<(), Rejection> {
    if now < certificate.not_before.seconds {
        return Err(rejection(9, "certificate is not yet valid"));
    }
    if now > certificate.not_after.seconds {
        return Err(rejection(10, "certificate has expired"));
    }
    Ok(())
}

/// What webpki would say of the first certificate, where it is not asked.
fn check_leaf(certificate: &Certificate, purpose: Purpose) -> Result<(), Rejection> {
    if certificate.has_unknown_critical() {
        return Err(rejection(34, "unhandled critical extension"));
    }
    if !certificate.serves(purpose.0) {
        return Err(rejection(26, "unsuitable certificate purpose"));
    }
    Ok(())
}

/// Where a chain breaks off.
fn missing_issuer(leaf: &Certificate, others: &[CertificateDer<'_>], all: &[Arc<Trusted>]) -> Rejection {
    let sent: Vec<Certificate> = others.iter().filter_map(|der| Certificate::read(der)).collect();
    let mut at = leaf;
    // As long as there are certificates: a longer walk would be a circle.
    for _ in 0..=sent.len() + all.len() {
        if at.is_self_issued() {
            return if std::ptr::eq(at, leaf) {
                rejection(18, "self-signed certificate")
            } else {
                rejection(19, "self-signed certificate in certificate chain")
            };
        }
        let mut known = sent.iter().chain(all.iter().map(|t| &t.certificate));
        match known.find(|c| c.subject == at.issuer) {
            Some(issuer) if !all.iter().any(|t| std::ptr::eq(&t.certificate, issuer)) => at = issuer,
            // A trusted one of that name whose key did not sign it.
            Some(_) | None => break,
        }
    }
    rejection(20, "unable to get local issuer certificate")
}

fn path_rejection(error: &PathError) -> Rejection {
    let (code, message) = match error {
        PathError::CertExpired { .. } | PathError::InvalidCertValidity => (10, "certificate has expired"),
        PathError::CertNotValidYet { .. } => (9, "certificate is not yet valid"),
        PathError::RequiredEkuNotFoundContext(_) | PathError::EmptyEkuExtension => {
            (26, "unsuitable certificate purpose")
        }
        PathError::EndEntityUsedAsCa => (24, "invalid CA certificate"),
        PathError::PathLenConstraintViolated => (25, "path length constraint exceeded"),
        PathError::NameConstraintViolation => (47, "permitted subtree violation"),
        PathError::InvalidSignatureForPublicKey | PathError::SignatureAlgorithmMismatch => {
            (7, "certificate signature failure")
        }
        PathError::CertRevoked => (23, "certificate revoked"),
        PathError::UnknownRevocationStatus => (3, "unable to get certificate CRL"),
        PathError::CrlExpired { .. } => (12, "CRL has expired"),
        PathError::UnsupportedCriticalExtension => (34, "unhandled critical extension"),
        PathError::UnsupportedSignatureAlgorithmContext(_)
        | PathError::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            (68, "CA signature digest algorithm too weak")
        }
        PathError::MaximumPathDepthExceeded | PathError::MaximumPathBuildCallsExceeded => {
            (22, "certificate chain too long")
        }
        _ => (1, "unspecified certificate verification error"),
    };
    rejection(code, message)
}

/// What rustls is told, so that it sends the alert that OpenSSL would.
fn alert_for(code: i64) -> CertificateError {
    match code {
        3 | 18..=22 | 24 => CertificateError::UnknownIssuer,
        7 => CertificateError::BadSignature,
        10 => CertificateError::Expired,
        23 => CertificateError::Revoked,
        26 => CertificateError::InvalidPurpose,
        9 | 62 | 64 => CertificateError::NotValidForName,
        _ => CertificateError::UnhandledCriticalExtension,
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        self.decide(end_entity, intermediates, now, SERVER).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.signature12(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.signature13(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

impl ClientCertVerifier for Verifier {
    fn client_auth_mandatory(&self) -> bool {
        self.required
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, TlsError> {
        self.decide(end_entity, intermediates, now, CLIENT).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.signature12(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.signature13(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
