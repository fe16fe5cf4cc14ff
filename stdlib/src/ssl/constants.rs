//! The numbers of `_ssl` under the names that `ssl` turns into enumerations. They are OpenSSL's, which scripts know; what
//! of them means something to this implementation stands where it is read.

/// `CERT_NONE`: the peer's certificate is not looked at.
pub const CERT_NONE: i64 = 0;
/// `CERT_OPTIONAL`: if there is one, it must be good.
pub const CERT_OPTIONAL: i64 = 1;
/// `CERT_REQUIRED`.
pub const CERT_REQUIRED: i64 = 2;

/// `PROTOCOL_TLS`: either side.
pub const PROTOCOL_TLS: i64 = 2;
/// `PROTOCOL_TLSv1_2`: one version only.
pub const PROTOCOL_TLS12: i64 = 5;
/// `PROTOCOL_TLS_CLIENT`.
pub const PROTOCOL_TLS_CLIENT: i64 = 16;
/// `PROTOCOL_TLS_SERVER`.
pub const PROTOCOL_TLS_SERVER: i64 = 17;

/// `TLSVersion.MINIMUM_SUPPORTED`.
pub const MINIMUM_SUPPORTED: i64 = -2;
/// `TLSVersion.MAXIMUM_SUPPORTED`.
pub const MAXIMUM_SUPPORTED: i64 = -1;
/// `TLSVersion.SSLv3`: the oldest that has a number.
pub const SSL3: i64 = 0x300;
/// `TLSVersion.TLSv1_2`.
pub const TLS12: i64 = 0x303;
/// `TLSVersion.TLSv1_3`.
pub const TLS13: i64 = 0x304;

/// `OP_NO_TICKET`: a server hands out no stateless tickets.
pub const OP_NO_TICKET: u64 = 0x4000;
/// `OP_NO_TLSv1_2`.
pub const OP_NO_TLS12: u64 = 0x0800_0000;
/// `OP_NO_TLSv1_3`.
pub const OP_NO_TLS13: u64 = 0x2000_0000;
/// `OP_IGNORE_UNEXPECTED_EOF`: a connection that just ends counts as one that was ended.
pub const OP_IGNORE_UNEXPECTED_EOF: u64 = 0x80;
/// `OP_CIPHER_SERVER_PREFERENCE`: the server's order of suites counts.
pub const OP_CIPHER_SERVER_PREFERENCE: u64 = 0x40_0000;
/// What a new context has set.
pub const DEFAULT_OPTIONS: u64 = 2_186_412_112;

/// `VERIFY_CRL_CHECK_LEAF`.
pub const VERIFY_CRL_CHECK_LEAF: u64 = 0x4;
/// What `VERIFY_CRL_CHECK_CHAIN` adds to it.
pub const VERIFY_CRL_CHECK_ALL: u64 = 0x8;
/// `VERIFY_X509_STRICT`.
pub const VERIFY_X509_STRICT: u64 = 0x20;
/// `VERIFY_X509_TRUSTED_FIRST`.
pub const VERIFY_X509_TRUSTED_FIRST: u64 = 0x8000;
/// `VERIFY_X509_PARTIAL_CHAIN`: any trusted certificate ends a chain, not only a self-signed one.
pub const VERIFY_X509_PARTIAL_CHAIN: u64 = 0x8_0000;

/// `HOSTFLAG_NO_PARTIAL_WILDCARDS`: set in a new context, and always so here.
pub const HOSTFLAG_NO_PARTIAL_WILDCARDS: u64 = 0x4;
/// `HOSTFLAG_NO_WILDCARDS`.
pub const HOSTFLAG_NO_WILDCARDS: u64 = 0x2;
/// `HOSTFLAG_NEVER_CHECK_SUBJECT`: the common name is no host name, even when no alternative names are there.
pub const HOSTFLAG_NEVER_CHECK_SUBJECT: u64 = 0x20;

/// `ENCODING_PEM`.
pub const ENCODING_PEM: i64 = 1;
/// `ENCODING_DER`.
pub const ENCODING_DER: i64 = 2;

/// The ciphers of a new context, in the notation of `set_ciphers`.
pub const DEFAULT_CIPHERS: &str = "ECDHE+AESGCM:ECDHE+CHACHA20";

/// All numbers of the module.
pub const NUMBERS: &[(&str, i64)] = &[
    ("CERT_NONE", CERT_NONE),
    ("CERT_OPTIONAL", CERT_OPTIONAL),
    ("CERT_REQUIRED", CERT_REQUIRED),
    ("PROTOCOL_SSLv23", PROTOCOL_TLS),
    ("PROTOCOL_TLS", PROTOCOL_TLS),
    ("PROTOCOL_TLSv1", 3),
    ("PROTOCOL_TLSv1_1", 4),
    ("PROTOCOL_TLSv1_2", PROTOCOL_TLS12),
    ("PROTOCOL_TLS_CLIENT", PROTOCOL_TLS_CLIENT),
    ("PROTOCOL_TLS_SERVER", PROTOCOL_TLS_SERVER),
    ("PROTO_MINIMUM_SUPPORTED", MINIMUM_SUPPORTED),
    ("PROTO_MAXIMUM_SUPPORTED", MAXIMUM_SUPPORTED),
    ("PROTO_SSLv3", SSL3),
    ("PROTO_TLSv1", 0x301),
    ("PROTO_TLSv1_1", 0x302),
    ("PROTO_TLSv1_2", TLS12),
    ("PROTO_TLSv1_3", TLS13),
    ("OP_ALL", 0x8000_0050),
    ("OP_NO_SSLv2", 0),
    ("OP_NO_SSLv3", 0x0200_0000),
    ("OP_NO_TLSv1", 0x0400_0000),
    ("OP_NO_TLSv1_1", 0x1000_0000),
    ("OP_NO_TLSv1_2", OP_NO_TLS12 as i64),
    ("OP_NO_TLSv1_3", OP_NO_TLS13 as i64),
    ("OP_CIPHER_SERVER_PREFERENCE", OP_CIPHER_SERVER_PREFERENCE as i64),
    ("OP_SINGLE_DH_USE", 0),
    ("OP_SINGLE_ECDH_USE", 0),
    ("OP_NO_TICKET", OP_NO_TICKET as i64),
    ("OP_NO_COMPRESSION", 0x2_0000),
    ("OP_NO_RENEGOTIATION", 0x4000_0000),
    ("OP_ENABLE_MIDDLEBOX_COMPAT", 0x10_0000),
    ("OP_IGNORE_UNEXPECTED_EOF", OP_IGNORE_UNEXPECTED_EOF as i64),
    ("OP_ENABLE_KTLS", 0x8),
    ("OP_LEGACY_SERVER_CONNECT", 0x4),
    ("VERIFY_DEFAULT", 0),
    ("VERIFY_CRL_CHECK_LEAF", VERIFY_CRL_CHECK_LEAF as i64),
    ("VERIFY_CRL_CHECK_CHAIN", (VERIFY_CRL_CHECK_LEAF | VERIFY_CRL_CHECK_ALL) as i64),
    ("VERIFY_X509_STRICT", VERIFY_X509_STRICT as i64),
    ("VERIFY_X509_TRUSTED_FIRST", VERIFY_X509_TRUSTED_FIRST as i64),
    ("VERIFY_X509_PARTIAL_CHAIN", VERIFY_X509_PARTIAL_CHAIN as i64),
    ("VERIFY_ALLOW_PROXY_CERTS", 0x40),
    ("HOSTFLAG_ALWAYS_CHECK_SUBJECT", 0x1),
    ("HOSTFLAG_NO_WILDCARDS", HOSTFLAG_NO_WILDCARDS as i64),
    ("HOSTFLAG_NO_PARTIAL_WILDCARDS", HOSTFLAG_NO_PARTIAL_WILDCARDS as i64),
    ("HOSTFLAG_MULTI_LABEL_WILDCARDS", 0x8),
    ("HOSTFLAG_SINGLE_LABEL_SUBDOMAINS", 0x10),
    ("HOSTFLAG_NEVER_CHECK_SUBJECT", HOSTFLAG_NEVER_CHECK_SUBJECT as i64),
    ("ENCODING_PEM", ENCODING_PEM),
    ("ENCODING_DER", ENCODING_DER),
    ("SSL_ERROR_SSL", 1),
    ("SSL_ERROR_WANT_READ", 2),
    ("SSL_ERROR_WANT_WRITE", 3),
    ("SSL_ERROR_WANT_X509_LOOKUP", 4),
    ("SSL_ERROR_SYSCALL", 5),
    ("SSL_ERROR_ZERO_RETURN", 6),
    ("SSL_ERROR_WANT_CONNECT", 7),
    ("SSL_ERROR_EOF", 8),
    ("SSL_ERROR_INVALID_ERROR_CODE", 10),
];

/// What there is and what there is not. Old versions and pre-shared keys are not implemented by rustls.
pub const FEATURES: &[(&str, bool)] = &[
    ("HAS_SNI", true),
    ("HAS_ALPN", true),
    ("HAS_ECDH", true),
    ("HAS_TLSv1_2", true),
    ("HAS_TLSv1_3", true),
    ("HAS_TLSv1", false),
    ("HAS_TLSv1_1", false),
    ("HAS_SSLv2", false),
    ("HAS_SSLv3", false),
    ("HAS_NPN", false),
    ("HAS_PSK", false),
    ("HAS_PHA", false),
    ("HAS_TLS_UNIQUE", false),
];
