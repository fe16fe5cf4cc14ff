//! Certificates: reading X.509, and what `getpeercert()` shows of one.
//!
//! Reads what is there, leniently; whether a certificate is to be trusted is `verify`'s to say.

use std::fmt::Write as _;

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag};
use taipan_interp::heap::{NativeData, Ref};
use taipan_interp::native::{NativeDef, TypeDef, method};
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use super::{constants, oids, pem};

const SUBJECT_ALT_NAME: &str = "2.5.29.17";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const CRL_POINTS: &str = "2.5.29.31";
const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
const AUTHORITY_KEY_ID: &str = "2.5.29.35";
const SUBJECT_KEY_ID: &str = "2.5.29.14";
const KEY_USAGE: &str = "2.5.29.15";
const INFO_ACCESS: &str = "1.3.6.1.5.5.7.1.1";

/// One element: its tag, its content, and all of it.
#[derive(Clone, Copy)]
struct Element<'a> {
    tag: Tag,
    content: &'a [u8],
    whole: &'a [u8],
}

/// The elements in `bytes`, as far as they can be read.
fn elements(bytes: &[u8]) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let Ok(mut reader) = SliceReader::new(bytes) else { return found };
    while !reader.is_finished() {
        let Ok(whole) = reader.tlv_bytes() else { break };
        let Ok(any) = AnyRef::from_der(whole) else { break };
        found.push(Element { tag: der::Tagged::tag(&any), content: any.value(), whole });
    }
    found
}

/// The number of a context-specific tag.
fn context(tag: Tag) -> Option<u32> {
    match tag {
        Tag::ContextSpecific { number, .. } => Some(number.value()),
        _ => None,
    }
}

fn oid_text(content: &[u8]) -> String {
    ObjectIdentifier::from_bytes(content).map_or_else(|_| String::new(), |o| o.to_string())
}

/// A point in time: the seconds since the epoch, and as certificates show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub seconds: i64,
    pub text: String,
}

fn moment(e: &Element<'_>) -> Option<Moment> {
    let text = std::str::from_utf8(e.content).ok()?.strip_suffix('Z')?;
    let (year, rest) = match e.tag {
        Tag::UtcTime => {
            let short: i64 = text.get(..2)?.parse().ok()?;
            (if short < 50 { 2000 + short } else { 1900 + short }, text.get(2..)?)
        }
        Tag::GeneralizedTime => (text.get(..4)?.parse().ok()?, text.get(4..)?),
        _ => return None,
    };
    let part = |i: usize| rest.get(2 * i..2 * i + 2).and_then(|t| t.parse::<i64>().ok());
    let (month, day, hour, minute, second) = (part(0)?, part(1)?, part(2)?, part(3)?, part(4).unwrap_or(0));
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = MONTHS.get(usize::try_from(month - 1).ok()?)?;
    // Days since the epoch by the calendar of 400-year cycles that begin in March.
    let shifted = if month <= 2 { year - 1 } else { year };
    let (cycle, of_cycle) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = cycle * 146_097 + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + day_of_year - 719_468;
    Some(Moment {
        seconds: days * 86_400 + hour * 3600 + minute * 60 + second,
        text: format!("{name} {day:>2} {hour:02}:{minute:02}:{second:02} {year} GMT"),
    })
}

/// A certificate that has been read.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub der: Vec<u8>,
    pub version: i64,
    serial: Vec<u8>,
    /// Distinguished names as they are encoded.
    pub issuer: Vec<u8>,
    pub subject: Vec<u8>,
    pub not_before: Moment,
    pub not_after: Moment,
    /// The public key: all of it, its algorithm, its bits.
    pub key_info: Vec<u8>,
    pub key_algorithm: Vec<u8>,
    pub key: Vec<u8>,
    /// What was signed, by which algorithm, and the signature.
    pub signed: Vec<u8>,
    pub signature_algorithm: Vec<u8>,
    pub signature: Vec<u8>,
    /// Identifier, whether it must be understood, content.
    extensions: Vec<(String, bool, Vec<u8>)>,
}

fn bits(e: &Element<'_>) -> Option<Vec<u8>> {
    (e.tag == Tag::BitString && e.content.first() == Some(&0)).then(|| e.content[1..].to_vec())
}

impl Certificate {
    /// Reads one; `None` when it is none.
    pub fn read(der: &[u8]) -> Option<Certificate> {
        let [outer] = elements(der)[..] else { return None };
        let [signed, algorithm, signature] = elements(outer.content)[..] else { return None };
        let mut fields = elements(signed.content);
        let version = match fields.first() {
            Some(e) if context(e.tag) == Some(0) => {
                let version = elements(e.content).first().and_then(|v| v.content.last().copied())?;
                fields.remove(0);
                i64::from(version) + 1
            }
            _ => 1,
        };
        let [serial, _, issuer, validity, subject, key] = *fields.get(..6)? else { return None };
        let [from, until] = elements(validity.content)[..] else { return None };
        let [key_algorithm, key_bits] = elements(key.content)[..] else { return None };
        let extensions = fields[6..].iter().find(|e| context(e.tag) == Some(3));
        Some(Certificate {
            der: der.to_vec(),
            version,
            serial: serial.content.to_vec(),
            issuer: issuer.whole.to_vec(),
            subject: subject.whole.to_vec(),
            not_before: moment(&from)?,
            not_after: moment(&until)?,
            key_info: key.whole.to_vec(),
            key_algorithm: key_algorithm.content.to_vec(),
            key: bits(&key_bits)?,
            signed: signed.whole.to_vec(),
            signature_algorithm: algorithm.content.to_vec(),
            signature: bits(&signature)?,
            extensions: extensions.map(|e| read_extensions(e.content)).unwrap_or_default(),
        })
    }

    fn extension(&self, oid: &str) -> Option<&[u8]> {
        self.extensions.iter().find(|e| e.0 == oid).map(|e| e.2.as_slice())
    }

    /// Issued by itself, as far as its names tell.
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// A CA's: says so, or is too old to be able to say so and is self-issued.
    pub fn is_ca(&self) -> bool {
        match self.extension(BASIC_CONSTRAINTS) {
            Some(content) => elements(content)
                .first()
                .and_then(|e| elements(e.content).first().map(|e| e.tag == Tag::Boolean && e.content != [0]))
                .unwrap_or(false),
            None => self.version == 1 && self.is_self_issued(),
        }
    }

    /// What the strict rules of RFC 5280 miss in a certificate of a longer chain, if anything: OpenSSL's number and words.
    /// `last`: it ends the chain.
    pub fn lacks(&self, last: bool) -> Option<(i64, &'static str)> {
        if self.is_ca() {
            if self.extensions.iter().any(|(oid, critical, _)| oid == BASIC_CONSTRAINTS && !critical) {
                return Some((89, "Basic Constraints of CA cert not marked critical"));
            }
            if self.extension(KEY_USAGE).is_none() {
                return Some((92, "CA cert does not include key usage extension"));
            }
        }
        if !(last && self.is_self_issued()) && self.extension(AUTHORITY_KEY_ID).is_none() {
            return Some((85, "Missing Authority Key Identifier"));
        }
        if self.is_ca() && self.extension(SUBJECT_KEY_ID).is_none() {
            return Some((86, "Missing Subject Key Identifier"));
        }
        None
    }

    /// Restricts the names that certificates below it may be for.
    pub fn constrains_names(&self) -> bool {
        self.extension("2.5.29.30").is_some()
    }

    /// May be used for this purpose: says so, or says nothing about purposes.
    pub fn serves(&self, purpose: &str) -> bool {
        const ANY: &str = "2.5.29.37.0";
        let Some(content) = self.extension(EXTENDED_KEY_USAGE) else { return true };
        let listed: Vec<String> = elements(content)
            .first()
            .map(|e| elements(e.content).iter().map(|p| oid_text(p.content)).collect())
            .unwrap_or_default();
        listed.iter().any(|p| p == purpose || p == ANY)
    }

    /// True when it has an extension that must be understood and is not.
    pub fn has_unknown_critical(&self) -> bool {
        const KNOWN: [&str; 5] = [KEY_USAGE, SUBJECT_ALT_NAME, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, AUTHORITY_KEY_ID];
        self.extensions.iter().any(|(oid, critical, _)| *critical && !KNOWN.contains(&oid.as_str()))
    }

    /// The alternative names that are host names or addresses.
    pub fn host_names(&self) -> Vec<HostName> {
        let Some(content) = self.extension(SUBJECT_ALT_NAME) else { return Vec::new() };
        let names = elements(content).first().map(|e| elements(e.content)).unwrap_or_default();
        let name = |e: &Element<'_>| match context(e.tag)? {
            2 => Some(HostName::Dns(String::from_utf8_lossy(e.content).into_owned())),
            7 => Some(HostName::Ip(e.content.to_vec())),
            _ => None,
        };
        names.iter().filter_map(name).collect()
    }

    /// The common names of the subject.
    pub fn common_names(&self) -> Vec<String> {
        let parts = name_parts(&self.subject);
        parts.into_iter().flatten().filter(|(oid, _)| oid == "2.5.4.3").map(|(_, text)| text).collect()
    }

    /// The serial number as `getpeercert` shows it.
    pub fn serial_text(&self) -> String {
        let digits = match self.serial.as_slice() {
            [0, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        };
        digits.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02X}");
            text
        })
    }
}

/// A host name that a certificate is for.
pub enum HostName {
    Dns(String),
    Ip(Vec<u8>),
}

fn read_extensions(content: &[u8]) -> Vec<(String, bool, Vec<u8>)> {
    let Some(list) = elements(content).first().copied() else { return Vec::new() };
    let read = |e: &Element<'_>| {
        let parts = elements(e.content);
        let (oid, value) = (parts.first()?, parts.last()?);
        let critical = parts.len() == 3 && parts[1].content != [0];
        Some((oid_text(oid.content), critical, value.content.to_vec()))
    };
    elements(list.content).iter().filter_map(read).collect()
}

/// The parts of a distinguished name: for each, pairs of identifier and text.
fn name_parts(name: &[u8]) -> Vec<Vec<(String, String)>> {
    let Some(sequence) = elements(name).first().copied() else { return Vec::new() };
    let pair = |e: &Element<'_>| {
        let [oid, value] = elements(e.content)[..] else { return None };
        Some((oid_text(oid.content), string(&value)))
    };
    elements(sequence.content).iter().map(|set| elements(set.content).iter().filter_map(pair).collect()).collect()
}

/// The text of one of ASN.1's many kinds of string.
fn string(e: &Element<'_>) -> String {
    match e.tag {
        Tag::BmpString => {
            let units: Vec<u16> = e.content.chunks_exact(2).map(|c| u16::from_be_bytes([c[0], c[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        Tag::TeletexString => e.content.iter().map(|b| char::from(*b)).collect(),
        _ => String::from_utf8_lossy(e.content).into_owned(),
    }
}

fn pair(name: &str, value: Value) -> Value {
    Value::tuple(vec![Value::str(name), value])
}

/// A distinguished name as `getpeercert` shows it.
fn name_value(name: &[u8]) -> Value {
    let shown = |(oid, text): (String, String)| {
        let known = oids::by_oid(&oid).map_or(oid.as_str(), |o| o.long);
        pair(known, Value::from(text))
    };
    let part = |pairs: Vec<(String, String)>| Value::tuple(pairs.into_iter().map(shown).collect());
    Value::tuple(name_parts(name).into_iter().map(part).collect())
}

fn address_text(bytes: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return std::net::Ipv4Addr::from(four).to_string();
    }
    if bytes.len() == 16 {
        let groups: Vec<String> =
            bytes.chunks_exact(2).map(|c| format!("{:X}", u16::from_be_bytes([c[0], c[1]]))).collect();
        return groups.join(":");
    }
    "<invalid>".to_owned()
}

fn general_name(e: &Element<'_>) -> Option<Value> {
    let text = || Value::from(string(e));
    Some(match context(e.tag)? {
        0 => pair("othername", Value::str("<unsupported>")),
        1 => pair("email", text()),
        2 => pair("DNS", text()),
        3 => pair("X400Name", Value::str("<unsupported>")),
        4 => pair("DirName", name_value(e.content)),
        5 => pair("EdiPartyName", Value::str("<unsupported>")),
        6 => pair("URI", text()),
        7 => pair("IP Address", Value::from(address_text(e.content))),
        8 => pair("Registered ID", Value::from(oid_text(e.content))),
        _ => return None,
    })
}

impl Certificate {
    /// What `getpeercert()` returns.
    pub fn to_dict(&self, vm: &Vm) -> Value {
        let dict = Dict::new();
        let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
        put("subject", name_value(&self.subject));
        put("issuer", name_value(&self.issuer));
        put("version", Value::Int(self.version));
        put("serialNumber", Value::from(self.serial_text()));
        put("notBefore", Value::str(&self.not_before.text));
        put("notAfter", Value::str(&self.not_after.text));
        if let Some(names) = self.extension(SUBJECT_ALT_NAME).and_then(|c| elements(c).first().copied()) {
            let names: Vec<Value> = elements(names.content).iter().filter_map(general_name).collect();
            put("subjectAltName", Value::tuple(names));
        }
        for (name, oid) in [("OCSP", "1.3.6.1.5.5.7.48.1"), ("caIssuers", "1.3.6.1.5.5.7.48.2")] {
            let places = self.places_of(oid);
            if !places.is_empty() {
                put(name, Value::tuple(places));
            }
        }
        let points = self.crl_points();
        if !points.is_empty() {
            put("crlDistributionPoints", Value::tuple(points));
        }
        Value::Dict(Ref::new(dict))
    }

    /// Where information of a kind is to be had about the issuer.
    fn places_of(&self, kind: &str) -> Vec<Value> {
        let Some(list) = self.extension(INFO_ACCESS).and_then(|c| elements(c).first().copied()) else {
            return Vec::new();
        };
        let place = |e: &Element<'_>| {
            let [method, location] = elements(e.content)[..] else { return None };
            (oid_text(method.content) == kind && context(location.tag) == Some(6))
                .then(|| Value::from(string(&location)))
        };
        elements(list.content).iter().filter_map(place).collect()
    }

    fn crl_points(&self) -> Vec<Value> {
        let Some(list) = self.extension(CRL_POINTS).and_then(|c| elements(c).first().copied()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for point in elements(list.content) {
            // The point's name, of which the full one is a list of general names.
            let names = elements(point.content).into_iter().filter(|e| context(e.tag) == Some(0));
            let full = names.flat_map(|e| elements(e.content)).filter(|e| context(e.tag) == Some(0));
            for name in full.flat_map(|e| elements(e.content)) {
                if context(name.tag) == Some(6) {
                    found.push(Value::from(string(&name)));
                }
            }
        }
        found
    }
}

/// `_ssl.Certificate`: one of a chain.
struct CertificateObject(Certificate);

impl NativeData for CertificateObject {}

/// Its type.
pub const CERTIFICATE: TypeDef = TypeDef {
    doc: "A certificate of a chain.",
    layout: taipan_interp::types::class::Layout::Native(0),
    methods: METHODS,
    ..TypeDef::new("Certificate", "_ssl")
};

const METHODS: &[NativeDef] = &[
    method("public_bytes", "(self, format=1, /)", |vm, a| {
        let certificate = this(vm, &a[0])?;
        match a[1].some().map_or(Ok(constants::ENCODING_PEM), |v| vm.index_i64(v))? {
            constants::ENCODING_PEM => Ok(Value::from(pem::write("CERTIFICATE", &certificate.der))),
            constants::ENCODING_DER => Ok(Value::Bytes(Bytes::new(&certificate.der))),
            _ => Err(vm.value_error("Unsupported format")),
        }
    }),
    method("get_info", "(self, /)", |vm, a| Ok(this(vm, &a[0])?.to_dict(vm))),
    method("__hash__", "(self, /)", |vm, a| vm.hash(&Value::Bytes(Bytes::new(&this(vm, &a[0])?.der))).map(Value::Int)),
    method("__eq__", "(self, other, /)", |vm, a| {
        Ok(match a[1].native::<CertificateObject>() {
            Some(other) => Value::Bool(other.0.der == this(vm, &a[0])?.der),
            None => Value::NotImplemented,
        })
    }),
    method("__repr__", "(self, /)", |vm, a| {
        let certificate = this(vm, &a[0])?;
        let parts = name_parts(&certificate.subject).into_iter().flatten();
        let shown: Vec<String> = parts
            .map(|(oid, text)| format!("{}={text}", oids::by_oid(&oid).map_or(oid.as_str(), |o| o.short)))
            .collect();
        Ok(Value::from(format!("<_ssl.Certificate '{}'>", shown.join(", "))))
    }),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Certificate> {
    let object = v.native::<CertificateObject>();
    object.map(|c| &c.0).ok_or_else(|| vm.type_error("descriptor requires a '_ssl.Certificate' object"))
}

/// The object for a certificate. `None`: it cannot be read.
pub fn object(class: &TypeRef, der: &[u8]) -> Option<Value> {
    Some(crate::support::object(class, CertificateObject(Certificate::read(der)?)))
}
