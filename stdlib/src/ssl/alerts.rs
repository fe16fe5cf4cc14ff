//! Alerts: their numbers, the names `ssl.AlertDescription` has for them, and what a received one is called in an
//! `SSLError`.

/// An alert's number, its name behind `ALERT_DESCRIPTION_` (empty: none) and the reason of the error it ends a connection
/// with.
pub struct Alert {
    pub number: u8,
    pub name: &'static str,
    pub reason: &'static str,
}

const fn alert(number: u8, name: &'static str, reason: &'static str) -> Alert {
    Alert { number, name, reason }
}

/// Those there are.
pub const ALERTS: &[Alert] = &[
    alert(0, "CLOSE_NOTIFY", "SSLV3_ALERT_CLOSE_NOTIFY"),
    alert(10, "UNEXPECTED_MESSAGE", "SSLV3_ALERT_UNEXPECTED_MESSAGE"),
    alert(20, "BAD_RECORD_MAC", "SSLV3_ALERT_BAD_RECORD_MAC"),
    alert(21, "", "TLSV1_ALERT_DECRYPTION_FAILED"),
    alert(22, "RECORD_OVERFLOW", "TLSV1_ALERT_RECORD_OVERFLOW"),
    alert(30, "DECOMPRESSION_FAILURE", "SSLV3_ALERT_DECOMPRESSION_FAILURE"),
    alert(40, "HANDSHAKE_FAILURE", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    alert(41, "", "SSLV3_ALERT_NO_CERTIFICATE"),
    alert(42, "BAD_CERTIFICATE", "SSLV3_ALERT_BAD_CERTIFICATE"),
    alert(43, "UNSUPPORTED_CERTIFICATE", "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE"),
    alert(44, "CERTIFICATE_REVOKED", "SSLV3_ALERT_CERTIFICATE_REVOKED"),
    alert(45, "CERTIFICATE_EXPIRED", "SSLV3_ALERT_CERTIFICATE_EXPIRED"),
    alert(46, "CERTIFICATE_UNKNOWN", "SSLV3_ALERT_CERTIFICATE_UNKNOWN"),
    alert(47, "ILLEGAL_PARAMETER", "SSLV3_ALERT_ILLEGAL_PARAMETER"),
    alert(48, "UNKNOWN_CA", "TLSV1_ALERT_UNKNOWN_CA"),
    alert(49, "ACCESS_DENIED", "TLSV1_ALERT_ACCESS_DENIED"),
    alert(50, "DECODE_ERROR", "TLSV1_ALERT_DECODE_ERROR"),
    alert(51, "DECRYPT_ERROR", "TLSV1_ALERT_DECRYPT_ERROR"),
    alert(60, "", "TLSV1_ALERT_EXPORT_RESTRICTION"),
    alert(70, "PROTOCOL_VERSION", "TLSV1_ALERT_PROTOCOL_VERSION"),
    alert(71, "INSUFFICIENT_SECURITY", "TLSV1_ALERT_INSUFFICIENT_SECURITY"),
    alert(80, "INTERNAL_ERROR", "TLSV1_ALERT_INTERNAL_ERROR"),
    alert(86, "", "TLSV1_ALERT_INAPPROPRIATE_FALLBACK"),
    alert(90, "USER_CANCELLED", "TLSV1_ALERT_USER_CANCELLED"),
    alert(100, "NO_RENEGOTIATION", "TLSV1_ALERT_NO_RENEGOTIATION"),
    alert(109, "", "TLSV13_ALERT_MISSING_EXTENSION"),
    alert(110, "UNSUPPORTED_EXTENSION", "TLSV1_UNSUPPORTED_EXTENSION"),
    alert(111, "CERTIFICATE_UNOBTAINABLE", "TLSV1_CERTIFICATE_UNOBTAINABLE"),
    alert(112, "UNRECOGNIZED_NAME", "TLSV1_UNRECOGNIZED_NAME"),
    alert(113, "BAD_CERTIFICATE_STATUS_RESPONSE", "TLSV1_BAD_CERTIFICATE_STATUS_RESPONSE"),
    alert(114, "BAD_CERTIFICATE_HASH_VALUE", "TLSV1_BAD_CERTIFICATE_HASH_VALUE"),
    alert(115, "UNKNOWN_PSK_IDENTITY", "TLSV1_ALERT_UNKNOWN_PSK_IDENTITY"),
    alert(116, "", "TLSV13_ALERT_CERTIFICATE_REQUIRED"),
    alert(120, "", "TLSV1_ALERT_NO_APPLICATION_PROTOCOL"),
];

/// What an error is called that a received alert causes.
pub fn reason(number: u8) -> &'static str {
    ALERTS.iter().find(|a| a.number == number).map_or("UNKNOWN_ALERT_TYPE", |a| a.reason)
}

/// The alerts that a program may end a handshake with.
pub const HANDSHAKE_FAILURE: u8 = 40;
/// See [`HANDSHAKE_FAILURE`].
pub const INTERNAL_ERROR: u8 = 80;

/// A fatal alert before anything is encrypted, as a record.
pub fn plain_record(number: u8) -> [u8; 7] {
    [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, number]
}
