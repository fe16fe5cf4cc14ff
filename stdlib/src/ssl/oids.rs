//! Names of ASN.1 object identifiers: what distinguished names and certificates consist of, under the numbers that Python's
//! users know from OpenSSL.

/// One object: its number, short name, long name and dotted identifier.
pub struct Object {
    pub nid: i64,
    pub short: &'static str,
    pub long: &'static str,
    pub oid: &'static str,
}

const fn object(nid: i64, short: &'static str, long: &'static str, oid: &'static str) -> Object {
    Object { nid, short, long, oid }
}

const OBJECTS: &[Object] = &[
    object(6, "rsaEncryption", "rsaEncryption", "1.2.840.113549.1.1.1"),
    object(13, "CN", "commonName", "2.5.4.3"),
    object(14, "C", "countryName", "2.5.4.6"),
    object(15, "L", "localityName", "2.5.4.7"),
    object(16, "ST", "stateOrProvinceName", "2.5.4.8"),
    object(17, "O", "organizationName", "2.5.4.10"),
    object(18, "OU", "organizationalUnitName", "2.5.4.11"),
    object(48, "emailAddress", "emailAddress", "1.2.840.113549.1.9.1"),
    object(49, "unstructuredName", "unstructuredName", "1.2.840.113549.1.9.2"),
    object(54, "challengePassword", "challengePassword", "1.2.840.113549.1.9.7"),
    object(65, "RSA-SHA1", "sha1WithRSAEncryption", "1.2.840.113549.1.1.5"),
    object(82, "subjectKeyIdentifier", "X509v3 Subject Key Identifier", "2.5.29.14"),
    object(83, "keyUsage", "X509v3 Key Usage", "2.5.29.15"),
    object(85, "subjectAltName", "X509v3 Subject Alternative Name", "2.5.29.17"),
    object(86, "issuerAltName", "X509v3 Issuer Alternative Name", "2.5.29.18"),
    object(87, "basicConstraints", "X509v3 Basic Constraints", "2.5.29.19"),
    object(89, "certificatePolicies", "X509v3 Certificate Policies", "2.5.29.32"),
    object(90, "authorityKeyIdentifier", "X509v3 Authority Key Identifier", "2.5.29.35"),
    object(99, "GN", "givenName", "2.5.4.42"),
    object(100, "SN", "surname", "2.5.4.4"),
    object(101, "initials", "initials", "2.5.4.43"),
    object(103, "crlDistributionPoints", "X509v3 CRL Distribution Points", "2.5.29.31"),
    object(105, "serialNumber", "serialNumber", "2.5.4.5"),
    object(106, "title", "title", "2.5.4.12"),
    object(107, "description", "description", "2.5.4.13"),
    object(126, "extendedKeyUsage", "X509v3 Extended Key Usage", "2.5.29.37"),
    object(129, "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"),
    object(130, "clientAuth", "TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2"),
    object(131, "codeSigning", "Code Signing", "1.3.6.1.5.5.7.3.3"),
    object(132, "emailProtection", "E-mail Protection", "1.3.6.1.5.5.7.3.4"),
    object(133, "timeStamping", "Time Stamping", "1.3.6.1.5.5.7.3.8"),
    object(173, "name", "name", "2.5.4.41"),
    object(174, "dnQualifier", "dnQualifier", "2.5.4.46"),
    object(177, "authorityInfoAccess", "Authority Information Access", "1.3.6.1.5.5.7.1.1"),
    object(178, "OCSP", "OCSP", "1.3.6.1.5.5.7.48.1"),
    object(179, "caIssuers", "CA Issuers", "1.3.6.1.5.5.7.48.2"),
    object(180, "OCSPSigning", "OCSP Signing", "1.3.6.1.5.5.7.3.9"),
    object(182, "member-body", "ISO Member Body", "1.2"),
    object(183, "ISO-US", "ISO US Member Body", "1.2.840"),
    object(391, "DC", "domainComponent", "0.9.2342.19200300.100.1.25"),
    object(408, "id-ecPublicKey", "id-ecPublicKey", "1.2.840.10045.2.1"),
    object(415, "prime256v1", "prime256v1", "1.2.840.10045.3.1.7"),
    object(442, "iA5StringSyntax", "iA5StringSyntax", "0.9.2342.19200300.100.3.4"),
    object(460, "mail", "rfc822Mailbox", "0.9.2342.19200300.100.1.3"),
    object(509, "generationQualifier", "generationQualifier", "2.5.4.44"),
    object(510, "pseudonym", "pseudonym", "2.5.4.65"),
    object(660, "street", "streetAddress", "2.5.4.9"),
    object(661, "postalCode", "postalCode", "2.5.4.17"),
    object(668, "RSA-SHA256", "sha256WithRSAEncryption", "1.2.840.113549.1.1.11"),
    object(669, "RSA-SHA384", "sha384WithRSAEncryption", "1.2.840.113549.1.1.12"),
    object(670, "RSA-SHA512", "sha512WithRSAEncryption", "1.2.840.113549.1.1.13"),
    object(672, "SHA256", "sha256", "2.16.840.1.101.3.4.2.1"),
    object(715, "secp384r1", "secp384r1", "1.3.132.0.34"),
    object(716, "secp521r1", "secp521r1", "1.3.132.0.35"),
    object(794, "ecdsa-with-SHA256", "ecdsa-with-SHA256", "1.2.840.10045.4.3.2"),
    object(795, "ecdsa-with-SHA384", "ecdsa-with-SHA384", "1.2.840.10045.4.3.3"),
    object(796, "ecdsa-with-SHA512", "ecdsa-with-SHA512", "1.2.840.10045.4.3.4"),
    object(857, "freshestCRL", "X509v3 Freshest CRL", "2.5.29.46"),
    object(860, "businessCategory", "businessCategory", "2.5.4.15"),
    object(861, "postalAddress", "postalAddress", "2.5.4.16"),
    object(862, "postOfficeBox", "postOfficeBox", "2.5.4.18"),
    object(863, "physicalDeliveryOfficeName", "physicalDeliveryOfficeName", "2.5.4.19"),
    object(912, "RSASSA-PSS", "rsassaPss", "1.2.840.113549.1.1.10"),
    object(1034, "X25519", "X25519", "1.3.101.110"),
    object(1035, "X448", "X448", "1.3.101.111"),
    object(1087, "ED25519", "ED25519", "1.3.101.112"),
    object(1088, "ED448", "ED448", "1.3.101.113"),
    object(1089, "organizationIdentifier", "organizationIdentifier", "2.5.4.97"),
];

/// The object with this dotted identifier.
pub fn by_oid(oid: &str) -> Option<&'static Object> {
    OBJECTS.iter().find(|o| o.oid == oid)
}

/// The object with this number.
pub fn by_nid(nid: i64) -> Option<&'static Object> {
    OBJECTS.iter().find(|o| o.nid == nid)
}

/// The object with this short or long name.
pub fn by_name(name: &str) -> Option<&'static Object> {
    OBJECTS.iter().find(|o| o.short == name || o.long == name)
}
