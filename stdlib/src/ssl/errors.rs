//! What goes wrong in TLS: [`Failure`], which knows no Python, and the exceptions that it becomes, `ssl.SSLError` and those
//! below it, with OpenSSL's names for reasons.

use std::rc::Rc;

use rustls::{Error as TlsError, InvalidMessage, PeerIncompatible, PeerMisbehaved};
use taipan_interp::error::Raised;
use taipan_interp::heap::Ref;
use taipan_interp::native::{NativeDef, TypeDef, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use super::alerts;
use super::verify::Rejection;

/// What went wrong.
#[derive(Clone, Debug)]
pub enum Failure {
    /// More has to come from the peer first.
    WantRead,
    /// What is to be sent has to get away first.
    WantWrite,
    /// The connection just ended.
    Eof,
    /// An error of the protocol, by its name in OpenSSL.
    Protocol(&'static str),
    /// An error of another of OpenSSL's libraries: its name there, the reason's name (empty: only `text`), the reason's
    /// number.
    Library { library: &'static str, reason: &'static str, text: &'static str, number: i64 },
    /// An error without a reason: the whole text.
    Plain(String),
    /// The peer's certificate was turned down.
    Rejected(Rejection),
    /// The system's, while reading or writing.
    System(Rc<std::io::Error>),
    /// The wait took too long; says what was waited for.
    TimedOut(&'static str),
}

impl From<std::io::Error> for Failure {
    fn from(e: std::io::Error) -> Failure {
        Failure::System(Rc::new(e))
    }
}

/// Where an error is noticed. CPython's messages end with the place in its own source, which scripts match with patterns;
/// so do these.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Handshake,
    Read,
    Write,
    Shutdown,
    /// Making a connection's object.
    Create,
    LoadCertificate,
    LoadKey,
    LoadTrusted,
    LoadData,
    LoadParameters,
}

impl Place {
    fn line(self) -> u32 {
        match self {
            Place::Handshake => 1020,
            Place::Read => 2580,
            Place::Write => 2427,
            Place::Shutdown => 2706,
            Place::Create => 812,
            Place::LoadCertificate => 3916,
            Place::LoadKey => 3937,
            Place::LoadTrusted => 4168,
            Place::LoadData => 4035,
            Place::LoadParameters => 4216,
        }
    }
}

/// The exception classes.
pub struct Classes {
    pub error: TypeRef,
    pub zero_return: TypeRef,
    pub want_read: TypeRef,
    pub want_write: TypeRef,
    pub syscall: TypeRef,
    pub eof: TypeRef,
    pub verification: TypeRef,
}

const SSL_ERROR: TypeDef = TypeDef {
    doc: "An error occurred in the SSL implementation.",
    layout: Layout::Exception,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    methods: METHODS,
    ..TypeDef::new("SSLError", "ssl")
};

const METHODS: &[NativeDef] = &[method("__str__", "(self, /)", |vm, a| {
    let text = vm.get_attr(&a[0], &vm.intern("strerror"))?;
    if text.as_str().is_some() {
        return Ok(text);
    }
    Ok(Value::Str(vm.str(&vm.get_attr(&a[0], &vm.names.args)?)?))
})];

/// The classes of this interpreter.
pub fn classes(vm: &Vm) -> Rc<Classes> {
    vm.state(|vm| {
        let error = vm.make_type(&SSL_ERROR, Some(&vm.exc.os_error));
        let derived = |name: &str| crate::support::exception(vm, "ssl", name, &error);
        Classes {
            zero_return: derived("SSLZeroReturnError"),
            want_read: derived("SSLWantReadError"),
            want_write: derived("SSLWantWriteError"),
            syscall: derived("SSLSyscallError"),
            eof: derived("SSLEOFError"),
            verification: verification_class(vm, &error),
            error,
        }
    })
}

/// `SSLCertVerificationError`, which is a ValueError as well.
fn verification_class(vm: &Vm, error: &TypeRef) -> TypeRef {
    let namespace = Dict::new();
    namespace.set_str(&vm.names.__module__, Value::str("ssl"));
    let bases = [Value::Type(error.clone()), Value::Type(vm.exc.value_error.clone())];
    match vm.build_type(&vm.types.type_, &vm.intern("SSLCertVerificationError"), &bases, &Ref::new(namespace), &[]) {
        Ok(Value::Type(t)) => t,
        // Two exception classes of one layout and a plain namespace: there is nothing to fail.
        _ => error.clone(),
    }
}

/// The words for a reason: its name in small letters.
fn words(reason: &str) -> String {
    reason.to_ascii_lowercase().replace('_', " ")
}

/// The exception for `failure`, noticed at `place`.
pub fn raised(vm: &Vm, failure: &Failure, place: Place) -> Raised {
    let classes = classes(vm);
    let at = format!("(_ssl.c:{})", place.line());
    let simple =
        |class: &TypeRef, number: i64, text: &str| error(vm, class, number, format!("{text} {at}"), None, None);
    match failure {
        Failure::WantRead => simple(&classes.want_read, 2, "The operation did not complete (read)"),
        Failure::WantWrite => simple(&classes.want_write, 3, "The operation did not complete (write)"),
        Failure::Eof => {
            const REASON: &str = "UNEXPECTED_EOF_WHILE_READING";
            let text = format!("[SSL: {REASON}] EOF occurred in violation of protocol {at}");
            error(vm, &classes.eof, 8, text, Some("SSL"), Some(REASON))
        }
        Failure::Protocol(reason) => {
            let text = format!("[SSL: {reason}] {} {at}", words(reason));
            error(vm, &classes.error, 1, text, Some("SSL"), Some(reason))
        }
        Failure::Library { library, reason: "", text, number } => {
            error(vm, &classes.error, *number, format!("[{library}] {text} {at}"), Some(library), None)
        }
        Failure::Library { library, reason, number, .. } => {
            let text = format!("[{library}: {reason}] {} {at}", words(reason));
            error(vm, &classes.error, *number, text, Some(library), Some(reason))
        }
        Failure::Plain(text) => simple(&classes.error, 0, text),
        Failure::Rejected(rejection) => rejected(vm, &classes, rejection, &at),
        Failure::System(e) => vm.os_error(e, None),
        Failure::TimedOut(what) => vm.error(&vm.exc.timeout_error, format!("{what} operation timed out")),
    }
}

fn error(vm: &Vm, class: &TypeRef, number: i64, text: String, library: Option<&str>, reason: Option<&str>) -> Raised {
    let raised = vm.new_exception(class, vec![Value::Int(number), Value::from(text)]);
    let exception = Value::Exception(raised.0.clone());
    let named = |v: Option<&str>| v.map_or(Value::None, Value::str);
    // An exception just made has a plain namespace: setting an attribute cannot fail.
    let _ = vm.set_attr(&exception, &vm.intern("reason"), named(reason));
    let _ = vm.set_attr(&exception, &vm.intern("library"), named(library));
    raised
}

fn rejected(vm: &Vm, classes: &Classes, rejection: &Rejection, at: &str) -> Raised {
    let text = format!("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {} {at}", rejection.message);
    let raised = error(vm, &classes.verification, 1, text, Some("SSL"), Some("CERTIFICATE_VERIFY_FAILED"));
    let exception = Value::Exception(raised.0.clone());
    let _ = vm.set_attr(&exception, &vm.intern("verify_code"), Value::Int(rejection.code));
    let _ = vm.set_attr(&exception, &vm.intern("verify_message"), Value::str(&rejection.message));
    raised
}

/// `SSLError(message)`: with that one argument.
pub fn plain_error(vm: &Vm, message: &str) -> Raised {
    vm.error(&classes(vm).error, message)
}

/// Turns a failure into an exception.
///
/// # Errors
/// That exception.
pub fn check<T>(vm: &Vm, result: Result<T, Failure>, place: Place) -> PyResult<T> {
    result.map_err(|failure| raised(vm, &failure, place))
}

/// What OpenSSL would call an error of rustls. Certificates that were turned down are told apart by the verifier, which
/// keeps its own account.
pub fn failure_of(error: &TlsError) -> Failure {
    let reason = match error {
        TlsError::AlertReceived(alert) => alerts::reason((*alert).into()),
        TlsError::InappropriateMessage { .. } | TlsError::InappropriateHandshakeMessage { .. } => "UNEXPECTED_MESSAGE",
        TlsError::InvalidMessage(message) => message_reason(message),
        TlsError::NoCertificatesPresented => "PEER_DID_NOT_RETURN_A_CERTIFICATE",
        TlsError::DecryptError => "DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
        TlsError::PeerIncompatible(what) => incompatible_reason(what),
        TlsError::PeerMisbehaved(what) => misbehaviour_reason(what),
        TlsError::PeerSentOversizedRecord => "DATA_LENGTH_TOO_LONG",
        TlsError::NoApplicationProtocol => "NO_APPLICATION_PROTOCOL",
        TlsError::InvalidCertificate(rustls::CertificateError::BadSignature) => "BAD_SIGNATURE",
        TlsError::InvalidCertificate(_) => "CERTIFICATE_VERIFY_FAILED",
        _ => "INTERNAL_ERROR",
    };
    Failure::Protocol(reason)
}

fn message_reason(message: &InvalidMessage) -> &'static str {
    match message {
        InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion => "WRONG_VERSION_NUMBER",
        InvalidMessage::MessageTooLarge => "PACKET_LENGTH_TOO_LONG",
        InvalidMessage::HandshakePayloadTooLarge | InvalidMessage::CertificatePayloadTooLarge => {
            "EXCESSIVE_MESSAGE_SIZE"
        }
        InvalidMessage::MessageTooShort => "LENGTH_TOO_SHORT",
        InvalidMessage::UnexpectedMessage(_) => "UNEXPECTED_MESSAGE",
        InvalidMessage::UnsupportedCompression => "UNSUPPORTED_COMPRESSION_ALGORITHM",
        InvalidMessage::InvalidEmptyPayload => "BAD_LENGTH",
        InvalidMessage::UnsupportedCurveType => "UNSUPPORTED_ELLIPTIC_CURVE",
        InvalidMessage::MissingData(_) | InvalidMessage::TrailingData(_) => "LENGTH_MISMATCH",
        _ => "BAD_EXTENSION",
    }
}

fn incompatible_reason(what: &PeerIncompatible) -> &'static str {
    match what {
        PeerIncompatible::ServerDoesNotSupportTls12Or13
        | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
        | PeerIncompatible::SupportedVersionsExtensionRequired
        | PeerIncompatible::Tls12NotOffered
        | PeerIncompatible::Tls12NotOfferedOrEnabled => "UNSUPPORTED_PROTOCOL",
        PeerIncompatible::NoCipherSuitesInCommon => "NO_SHARED_CIPHER",
        PeerIncompatible::NoKxGroupsInCommon => "NO_SUITABLE_KEY_SHARE",
        PeerIncompatible::NoSignatureSchemesInCommon
        | PeerIncompatible::NoCertificateRequestSignatureSchemesInCommon => "NO_SHARED_SIGNATURE_ALGORITHMS",
        PeerIncompatible::ExtendedMasterSecretExtensionRequired => "INCONSISTENT_EXTMS",
        _ => "MISSING_EXTENSION",
    }
}

fn misbehaviour_reason(what: &PeerMisbehaved) -> &'static str {
    match what {
        PeerMisbehaved::AttemptedDowngradeToTls12WhenTls13IsSupported => "INAPPROPRIATE_FALLBACK",
        PeerMisbehaved::SelectedUnofferedCipherSuite
        | PeerMisbehaved::SelectedUnusableCipherSuiteForVersion
        | PeerMisbehaved::CipherSuiteDifferedOnRetry => "WRONG_CIPHER_RETURNED",
        PeerMisbehaved::TooManyWarningAlertsReceived => "TOO_MANY_WARN_ALERTS",
        PeerMisbehaved::TooManyKeyUpdateRequests => "TOO_MANY_KEY_UPDATES",
        PeerMisbehaved::IncorrectBinder => "BINDER_DOES_NOT_VERIFY",
        PeerMisbehaved::KeyEpochWithPendingFragment | PeerMisbehaved::MessageInterleavedWithHandshakeMessage => {
            "UNEXPECTED_MESSAGE"
        }
        PeerMisbehaved::InvalidKeyShare | PeerMisbehaved::WrongGroupForKeyShare => "BAD_KEY_SHARE",
        _ => "BAD_EXTENSION",
    }
}
