//! Whether a certificate is for a host: by its alternative names or, without any, by its common name.

use std::net::IpAddr;

use super::certificate::{Certificate, HostName};
use super::constants::{HOSTFLAG_NEVER_CHECK_SUBJECT, HOSTFLAG_NO_WILDCARDS};

/// True when `certificate` is for `host`, a name (in ASCII) or an address. `flags`: `HOSTFLAG_*`.
pub fn matches(certificate: &Certificate, host: &str, flags: u64) -> bool {
    let names = certificate.host_names();
    if let Ok(address) = host.parse::<IpAddr>() {
        let bytes = match address {
            IpAddr::V4(a) => a.octets().to_vec(),
            IpAddr::V6(a) => a.octets().to_vec(),
        };
        return names.iter().any(|name| matches!(name, HostName::Ip(ip) if *ip == bytes));
    }
    let mut named = false;
    for name in &names {
        if let HostName::Dns(pattern) = name {
            named = true;
            if name_matches(pattern, host, flags) {
                return true;
            }
        }
    }
    if named || flags & HOSTFLAG_NEVER_CHECK_SUBJECT != 0 {
        return false;
    }
    certificate.common_names().iter().any(|name| name_matches(name, host, flags))
}

/// RFC 6125: equal but for case, or `*` for the first label. A wildcard stands above at least two labels.
fn name_matches(pattern: &str, host: &str, flags: u64) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    if pattern.eq_ignore_ascii_case(host) {
        return !pattern.is_empty();
    }
    let Some(rest) = pattern.strip_prefix("*.") else { return false };
    if flags & HOSTFLAG_NO_WILDCARDS != 0 || rest.contains('*') || !rest.contains('.') {
        return false;
    }
    match host.split_once('.') {
        Some((first, domain)) => !first.is_empty() && domain.eq_ignore_ascii_case(rest),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::name_matches;

    #[test]
    fn names() {
        for (pattern, host) in [
            ("example.com", "example.com"),
            ("Example.com", "eXample.com"),
            ("example.com", "example.com."),
            ("*.example.com", "www.example.com"),
        ] {
            assert!(name_matches(pattern, host, 0), "{pattern} {host}");
        }
        for (pattern, host) in [
            ("example.com", "www.example.com"),
            ("*.example.com", "example.com"),
            ("*.example.com", ".example.com"),
            ("*.example.com", "a.b.example.com"),
            ("*.com", "example.com"),
            ("*", "localhost"),
            ("w*.example.com", "www.example.com"),
            ("*.*.com", "a.b.com"),
            ("", ""),
        ] {
            assert!(!name_matches(pattern, host, 0), "{pattern} {host}");
        }
    }
}
