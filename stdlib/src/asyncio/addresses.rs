//! Addresses that no resolver has to be asked for. What Python programs see of an address is `socket`'s business.

use std::net::{IpAddr, SocketAddr, SocketAddrV4, SocketAddrV6};

use taipan_interp::Value;
use taipan_interp::host::net::Address;
use taipan_interp::types::tuple::Tuple;

/// True for a socket that `TCP_NODELAY` means something to.
pub fn is_tcp(family: i64, kind: i64, protocol: i64) -> bool {
    [libc::AF_INET, libc::AF_INET6].map(i64::from).contains(&family)
        && kind == i64::from(libc::SOCK_STREAM)
        && protocol == i64::from(libc::IPPROTO_TCP)
}

/// The address that a value names without asking a resolver: numbers, or a path. `None` for others.
pub fn from_value(value: &Value) -> Option<Address> {
    match value {
        Value::Tuple(t) => numeric(t),
        Value::Str(path) if !path.as_str().is_empty() => Some(Address::Unix(path.as_str().as_bytes().to_vec())),
        Value::Bytes(name) => Some(Address::Unix(name.as_slice().to_vec())),
        _ => None,
    }
}

fn numeric(t: &Tuple) -> Option<Address> {
    let number = |i: usize| match t.get(i) {
        None => Some(0),
        Some(Value::Int(n)) => u32::try_from(*n).ok(),
        Some(_) => None,
    };
    let host = t.first()?.as_str()?.as_str().parse::<IpAddr>().ok()?;
    let port = u16::try_from(number(1)?).ok()?;
    match SocketAddr::new(host, port) {
        SocketAddr::V4(a) if t.len() == 2 => Some(Address::V4(SocketAddrV4::new(*a.ip(), port))),
        SocketAddr::V6(a) if (2..=4).contains(&t.len()) => {
            Some(Address::V6(SocketAddrV6::new(*a.ip(), port, number(2)?.to_be(), number(3)?)))
        }
        _ => None,
    }
}
