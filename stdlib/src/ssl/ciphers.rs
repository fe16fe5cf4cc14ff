//! Cipher suites: OpenSSL's names for those that rustls has, and the part of its notation for choosing among them that
//! concerns these.

use rustls::crypto::ring::cipher_suite as suites;
use rustls::{CipherSuite, SupportedCipherSuite};
use taipan_interp::heap::Ref;
use taipan_interp::types::dict::Dict;
use taipan_interp::{Value, Vm};

/// One suite in OpenSSL's terms.
pub struct Cipher {
    pub suite: SupportedCipherSuite,
    pub name: &'static str,
    bits: i64,
    symmetric: &'static str,
    encryption: &'static str,
    /// RSA, ECDSA, or whatever (TLS 1.3).
    auth: &'static str,
}

const fn cipher(
    suite: SupportedCipherSuite,
    name: &'static str,
    (bits, symmetric, encryption): (i64, &'static str, &'static str),
    auth: &'static str,
) -> Cipher {
    Cipher { suite, name, bits, symmetric, encryption, auth }
}

const AES256: (i64, &str, &str) = (256, "aes-256-gcm", "AESGCM(256)");
const AES128: (i64, &str, &str) = (128, "aes-128-gcm", "AESGCM(128)");
const CHACHA: (i64, &str, &str) = (256, "chacha20-poly1305", "CHACHA20/POLY1305(256)");

/// All of them, the strongest first.
static CIPHERS: [Cipher; 9] = [
    cipher(suites::TLS13_AES_256_GCM_SHA384, "TLS_AES_256_GCM_SHA384", AES256, "any"),
    cipher(suites::TLS13_CHACHA20_POLY1305_SHA256, "TLS_CHACHA20_POLY1305_SHA256", CHACHA, "any"),
    cipher(suites::TLS13_AES_128_GCM_SHA256, "TLS_AES_128_GCM_SHA256", AES128, "any"),
    cipher(suites::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "ECDHE-ECDSA-AES256-GCM-SHA384", AES256, "ECDSA"),
    cipher(suites::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "ECDHE-RSA-AES256-GCM-SHA384", AES256, "RSA"),
    cipher(suites::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "ECDHE-ECDSA-AES128-GCM-SHA256", AES128, "ECDSA"),
    cipher(suites::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "ECDHE-RSA-AES128-GCM-SHA256", AES128, "RSA"),
    cipher(suites::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "ECDHE-ECDSA-CHACHA20-POLY1305", CHACHA, "ECDSA"),
    cipher(suites::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "ECDHE-RSA-CHACHA20-POLY1305", CHACHA, "RSA"),
];

/// The suite of this number, if it is known.
pub fn by_suite(suite: CipherSuite) -> Option<&'static Cipher> {
    CIPHERS.iter().find(|c| c.suite.suite() == suite)
}

impl Cipher {
    fn is_tls13(&self) -> bool {
        self.suite.tls13().is_some()
    }

    fn version(&self) -> &'static str {
        if self.is_tls13() { "TLSv1.3" } else { "TLSv1.2" }
    }

    /// What `SSLObject.cipher()` returns.
    pub fn to_tuple(&self) -> Value {
        Value::tuple(vec![Value::str(self.name), Value::str(self.version()), Value::Int(self.bits)])
    }

    /// An entry of `SSLContext.get_ciphers()`.
    pub fn to_dict(&self, vm: &Vm) -> Value {
        let dict = Dict::new();
        let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
        let (exchange, auth) = if self.is_tls13() { ("any", "any") } else { ("ECDH", self.auth) };
        let (name, version, encryption) = (self.name, self.version(), self.encryption);
        put("id", Value::Int(0x0300_0000 | i64::from(u16::from(self.suite.suite()))));
        put("name", Value::str(name));
        put("protocol", Value::str(version));
        put(
            "description",
            Value::from(format!("{name:<30} {version} Kx={exchange:<8} Au={auth:<5} Enc={encryption:<22} Mac=AEAD")),
        );
        put("strength_bits", Value::Int(self.bits));
        put("alg_bits", Value::Int(self.bits));
        put("aead", Value::Bool(true));
        put("symmetric", Value::str(self.symmetric));
        put("digest", Value::None);
        put("kea", Value::str(if self.is_tls13() { "kx-any" } else { "kx-ecdhe" }));
        put("auth", Value::from(format!("auth-{}", self.auth.to_ascii_lowercase())));
        Value::Dict(Ref::new(dict))
    }

    /// True when one word of a cipher string means this suite.
    fn is_meant_by(&self, word: &str) -> bool {
        match word {
            "ALL"
            | "COMPLEMENTOFDEFAULT"
            | "DEFAULT"
            | "HIGH"
            | "ECDH"
            | "ECDHE"
            | "EECDH"
            | "kECDHE"
            | "kEECDH"
            | "TLSv1.2"
            | "AEAD" => true,
            "AES" | "AESGCM" => self.encryption.starts_with("AES"),
            "AES128" => self.encryption == "AESGCM(128)",
            "AES256" => self.encryption == "AESGCM(256)",
            "CHACHA20" => self.encryption.starts_with("CHACHA"),
            "RSA" | "aRSA" => word == "aRSA" && self.auth == "RSA",
            "ECDSA" | "aECDSA" => self.auth == "ECDSA",
            "SHA256" => self.name.ends_with("SHA256") && self.name.starts_with("TLS_"),
            _ => self.name == word,
        }
    }
}

/// The suites below TLS 1.3 that OpenSSL's notation chooses, in its order. Those of TLS 1.3 are not its business. Empty:
/// none.
pub fn choose(notation: &str) -> Vec<&'static Cipher> {
    let mut chosen: Vec<&'static Cipher> = Vec::new();
    let mut never: Vec<&'static str> = Vec::new();
    for item in notation.split([':', ',', ' ']).filter(|item| !item.is_empty() && !item.starts_with('@')) {
        let (how, words) = match item.as_bytes()[0] {
            sign @ (b'!' | b'-' | b'+') => (sign, &item[1..]),
            _ => (b' ', item),
        };
        let meant = |c: &&'static Cipher| !c.is_tls13() && words.split('+').all(|word| c.is_meant_by(word));
        let matching: Vec<&'static Cipher> = CIPHERS.iter().filter(meant).collect();
        let is_matching = |c: &&'static Cipher| matching.iter().any(|m| m.name == c.name);
        match how {
            b'!' => {
                never.extend(matching.iter().map(|m| m.name));
                chosen.retain(|c| !is_matching(c));
            }
            b'-' => chosen.retain(|c| !is_matching(c)),
            b'+' => {
                let (moved, kept) = chosen.into_iter().partition(is_matching);
                chosen = kept;
                chosen.extend::<Vec<_>>(moved);
            }
            _ => {
                for m in matching {
                    if !never.contains(&m.name) && !chosen.iter().any(|c| c.name == m.name) {
                        chosen.push(m);
                    }
                }
            }
        }
    }
    chosen
}

/// Those of TLS 1.3.
pub fn of_tls13() -> impl Iterator<Item = &'static Cipher> {
    CIPHERS.iter().filter(|c| c.is_tls13())
}

#[cfg(test)]
mod tests {
    use super::choose;

    fn names(notation: &str) -> Vec<&'static str> {
        choose(notation).iter().map(|c| c.name).collect()
    }

    #[test]
    fn notation() {
        assert_eq!(names("nope"), [""; 0]);
        assert_eq!(names("AES256-SHA"), [""; 0]);
        assert_eq!(names("ECDHE-RSA-AES128-GCM-SHA256:nope"), ["ECDHE-RSA-AES128-GCM-SHA256"]);
        assert_eq!(names("DEFAULT").len(), 6);
        assert_eq!(names("ALL:!ECDSA:@SECLEVEL=1").len(), 3);
        assert_eq!(names("CHACHA20:ECDHE+AESGCM:+ECDSA")[0], "ECDHE-RSA-CHACHA20-POLY1305");
        assert_eq!(names("!AESGCM:ALL").len(), 2);
    }
}
