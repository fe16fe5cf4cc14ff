//! Addresses of sockets as Python shows and takes them, where no Python socket is asked.

use std::net::{IpAddr, SocketAddr, SocketAddrV4, SocketAddrV6};

use taipan_interp::host::net::Address;
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{PyResult, Value, Vm};

pub const AF_INET: i64 = 2;
#[cfg(target_os = "linux")]
pub const AF_INET6: i64 = 10;
#[cfg(not(target_os = "linux"))]
pub const AF_INET6: i64 = 30;
const SOCK_STREAM: i64 = 1;
pub const IPPROTO_TCP: i32 = 6;
pub const TCP_NODELAY: i32 = 1;

/// True for a socket that `TCP_NODELAY` means something to.
pub fn is_tcp(family: i64, kind: i64, protocol: i64) -> bool {
    (family == AF_INET || family == AF_INET6) && kind == SOCK_STREAM && protocol == i64::from(IPPROTO_TCP)
}

/// `("127.0.0.1", 80)` and the like; a path, or bytes for a name that is none.
///
/// # Errors
/// What decoding a path raises.
pub fn to_value(vm: &Vm, address: &Address) -> PyResult {
    let int = |n: u32| Value::Int(n.into());
    Ok(match address {
        Address::V4(a) => Value::tuple(vec![Value::from(a.ip().to_string()), int(a.port().into())]),
        Address::V6(a) => Value::tuple(vec![
            Value::from(a.ip().to_string()),
            int(a.port().into()),
            int(a.flowinfo()),
            int(a.scope_id()),
        ]),
        Address::Unix(name) if name.first() == Some(&0) => Value::Bytes(Bytes::new(name)),
        Address::Unix(path) => match std::str::from_utf8(path) {
            Ok(path) => Value::str(path),
            Err(_) => {
                let path = Value::Bytes(Bytes::new(path));
                vm.call_method(&vm.import("os")?, &vm.intern("fsdecode"), &[path])?
            }
        },
        Address::Unnamed => Value::None,
    })
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
            Some(Address::V6(SocketAddrV6::new(*a.ip(), port, number(2)?, number(3)?)))
        }
        _ => None,
    }
}
