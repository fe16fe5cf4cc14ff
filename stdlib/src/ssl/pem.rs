//! PEM files: their sections, and the private key among them, decrypted if need be.

use base64ct::{Base64, Encoding};
use pkcs8::EncryptedPrivateKeyInfoRef;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer};

/// One section.
pub struct Section {
    /// What stands behind `BEGIN`.
    pub label: String,
    /// A header other than base64 was there: encrypted in OpenSSL's old way.
    pub headers: bool,
    pub der: Vec<u8>,
}

/// A section is damaged.
#[derive(Debug, PartialEq, Eq)]
pub struct Damaged;

/// The sections of a text; what is around them is skipped.
///
/// # Errors
/// [`Damaged`]: no end, or no base64. Those before it are lost with it.
pub fn sections(text: &[u8]) -> Result<Vec<Section>, Damaged> {
    let text = String::from_utf8_lossy(text);
    let mut found = Vec::new();
    let mut lines = text.lines().map(str::trim_end);
    while let Some(line) = lines.next() {
        let Some(label) = line.strip_prefix("-----BEGIN ").and_then(|l| l.strip_suffix("-----")) else { continue };
        let end = format!("-----END {label}-----");
        let (mut base64, mut headers) = (String::new(), false);
        loop {
            match lines.next() {
                None => return Err(Damaged),
                Some(line) if line == end => break,
                Some(line) if line.starts_with("-----") => return Err(Damaged),
                Some(line) if line.contains(':') => headers = true,
                Some(line) => base64.extend(line.chars().filter(|c| !c.is_whitespace())),
            }
        }
        let der = if headers { Base64::decode_vec(&base64).unwrap_or_default() } else { decode(&base64)? };
        found.push(Section { label: label.to_owned(), headers, der });
    }
    Ok(found)
}

fn decode(base64: &str) -> Result<Vec<u8>, Damaged> {
    match Base64::decode_vec(base64) {
        Ok(der) if !der.is_empty() => Ok(der),
        _ => Err(Damaged),
    }
}

/// The text of a section.
pub fn write(label: &str, der: &[u8]) -> String {
    let base64 = Base64::encode_string(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    for line in base64.as_bytes().chunks(64) {
        text.push_str(&String::from_utf8_lossy(line));
        text.push('\n');
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

/// True for sections that hold a certificate.
pub fn is_certificate(section: &Section) -> bool {
    matches!(section.label.as_str(), "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE")
}

/// True for sections that hold a private key, encrypted or not.
pub fn is_key(section: &Section) -> bool {
    section.label.ends_with("PRIVATE KEY")
}

/// True when it takes a password to read the key.
pub fn is_encrypted(section: &Section) -> bool {
    section.headers || section.label == "ENCRYPTED PRIVATE KEY"
}

/// Why a private key cannot be read.
pub enum KeyProblem {
    /// It is none, or the password is wrong.
    Unreadable,
    /// It is encrypted in a way that is not implemented.
    Unsupported(&'static str),
}

/// The private key in a section.
///
/// # Errors
/// [`KeyProblem`].
pub fn private_key(section: &Section, password: Option<&[u8]>) -> Result<PrivateKeyDer<'static>, KeyProblem> {
    if section.headers {
        return Err(KeyProblem::Unsupported(
            "private keys with a 'Proc-Type: 4,ENCRYPTED' header are not supported: convert the key with 'openssl pkcs8 -topk8'",
        ));
    }
    let der = section.der.clone();
    Ok(match section.label.as_str() {
        "PRIVATE KEY" => PrivatePkcs8KeyDer::from(der).into(),
        "RSA PRIVATE KEY" => PrivatePkcs1KeyDer::from(der).into(),
        "EC PRIVATE KEY" => PrivateSec1KeyDer::from(der).into(),
        "ENCRYPTED PRIVATE KEY" => {
            let info = EncryptedPrivateKeyInfoRef::try_from(der.as_slice()).map_err(|_| KeyProblem::Unreadable)?;
            let password = password.ok_or(KeyProblem::Unreadable)?;
            let plain = info.decrypt(password).map_err(|_| KeyProblem::Unreadable)?;
            PrivatePkcs8KeyDer::from(plain.as_bytes().to_vec()).into()
        }
        _ => return Err(KeyProblem::Unreadable),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_among_other_text() {
        let text = b"some words\n-----BEGIN X-----\nAAEC\n-----END X-----\nmore\n-----BEGIN Y-----\r\nAw==\r\n-----END Y-----\r\n";
        let found = sections(text).unwrap_or_default();
        let shown: Vec<_> = found.iter().map(|s| (s.label.as_str(), s.der.clone())).collect();
        assert_eq!(shown, [("X", vec![0, 1, 2]), ("Y", vec![3])]);
    }

    #[test]
    fn damaged_sections() {
        for text in [
            "-----BEGIN X-----\nAAEC",
            "-----BEGIN X-----\n!!!\n-----END X-----\n",
            "-----BEGIN X-----\n-----END X-----",
        ] {
            assert!(sections(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn written_is_read() {
        let der: Vec<u8> = (0..200).collect();
        let read = sections(write("CERTIFICATE", &der).as_bytes()).unwrap_or_default();
        assert_eq!(read[0].der, der);
    }
}
