//! Addresses: from Python's tuples and texts to the host's, and back.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};

use taipan_interp::host::net::{Address, Query, ResolveError};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::str::surrogates;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::{network, os_error, plain_error, types};

/// How long a Unix socket's path may be, the zero at its end included.
const UNIX_PATH: usize = 108;

/// An address as Python programs see it.
pub fn to_value(address: &Address) -> Value {
    let number = |n: u32| Value::Int(n.into());
    match address {
        Address::V4(v4) => Value::tuple(vec![Value::str(&v4.ip().to_string()), number(v4.port().into())]),
        Address::V6(v6) => Value::tuple(vec![
            Value::str(&v6_text(*v6.ip())),
            number(v6.port().into()),
            number(u32::from_be(v6.flowinfo())),
            number(v6.scope_id()),
        ]),
        Address::Unix(path) if path.first() == Some(&0) => Value::Bytes(Bytes::new(path)),
        Address::Unix(path) => Value::from(surrogates::from_system(path.clone())),
        Address::Unnamed => Value::None,
    }
}

/// An IPv6 address in the system's notation.
pub fn v6_text(ip: Ipv6Addr) -> String {
    match ip.segments() {
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            format!("::{a}.{b}.{c}.{d}")
        }
        _ => ip.to_string(),
    }
}

/// The address that a program gives `caller` for a socket of this family.
///
/// # Errors
/// TypeError, OverflowError and OSError for what is no address, gaierror for a name that nobody has.
pub fn from_value(vm: &Vm, family: i32, v: &Value, caller: &str) -> PyResult<Address> {
    match family {
        libc::AF_UNIX => unix(vm, v),
        libc::AF_INET => {
            let items = tuple(vm, v, caller, "AF_INET")?;
            let [host, port] = items else {
                return Err(vm.type_error("AF_INET address must be a pair (host, port)"));
            };
            let host = host_name(vm, host)?;
            let port = port_number(vm, port, caller)?;
            match resolve(vm, &host, libc::AF_INET)? {
                IpAddr::V4(ip) => Ok(Address::V4(SocketAddrV4::new(ip, port))),
                IpAddr::V6(_) => Err(plain_error(vm, "address family mismatched")),
            }
        }
        libc::AF_INET6 => {
            let items = tuple(vm, v, caller, "AF_INET6")?;
            if !(2..=4).contains(&items.len()) {
                return Err(vm.type_error("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"));
            }
            let host = host_name(vm, &items[0])?;
            let port = port_number(vm, &items[1], caller)?;
            let flow = items.get(2).map_or(Ok(0), |v| bits(vm, v))?;
            let scope = items.get(3).map_or(Ok(0), |v| bits(vm, v))?;
            if flow > 0xf_ffff {
                return Err(vm.overflow_error(format!("{caller}(): flowinfo must be 0-1048575.")));
            }
            match resolve(vm, &host, libc::AF_INET6)? {
                IpAddr::V6(ip) => Ok(Address::V6(SocketAddrV6::new(ip, port, flow.to_be(), scope))),
                IpAddr::V4(_) => Err(plain_error(vm, "address family mismatched")),
            }
        }
        _ => Err(plain_error(vm, &format!("{caller}(): unknown address family"))),
    }
}

fn tuple<'a>(vm: &Vm, v: &'a Value, caller: &str, family: &str) -> PyResult<&'a [Value]> {
    match v.inner() {
        Value::Tuple(items) => Ok(items),
        _ => {
            let got = vm.type_name(v);
            Err(vm.type_error(format!("{caller}(): {family} address must be tuple, not {got}")))
        }
    }
}

/// A number's lowest 32 bits.
pub fn bits(vm: &Vm, v: &Value) -> PyResult<u32> {
    match vm.index(v)? {
        Value::Int(n) => Ok(n as u32),
        big => Ok(crate::support::bigint(&big).iter_u32_digits().next().unwrap_or(0)),
    }
}

fn port_number(vm: &Vm, v: &Value, caller: &str) -> PyResult<u16> {
    let port = match vm.index(v)? {
        Value::Int(n) => u16::try_from(n).ok(),
        _ => None,
    };
    port.ok_or_else(|| vm.overflow_error(format!("{caller}(): port must be 0-65535.")))
}

fn unix(vm: &Vm, v: &Value) -> PyResult<Address> {
    let path = match v.as_str() {
        Some(text) => match surrogates::to_system(text.as_str()) {
            Some(bytes) => bytes.into_owned(),
            None => match vm.call_method(v, &vm.intern("encode"), &[Value::str("utf-8")])? {
                Value::Bytes(bytes) => bytes.as_slice().to_vec(),
                _ => Vec::new(),
            },
        },
        None => buffer::required(vm, v)?.to_vec(),
    };
    let is_abstract = path.first().is_none_or(|b| *b == 0);
    if path.len() > UNIX_PATH || !is_abstract && path.len() == UNIX_PATH {
        return Err(plain_error(vm, "AF_UNIX path too long"));
    }
    // A path ends at its first zero.
    let end = if is_abstract { None } else { memchr::memchr(0, &path) };
    Ok(Address::Unix(path[..end.unwrap_or(path.len())].to_vec()))
}

/// A host's name as the resolver wants it: in ASCII.
///
/// # Errors
/// TypeError for what is no name.
pub fn host_name(vm: &Vm, v: &Value) -> PyResult<String> {
    let bytes = match v.inner() {
        Value::Str(s) if s.as_str().is_ascii() => s.as_str().as_bytes().to_vec(),
        Value::Str(_) => match vm.call_method(v, &vm.intern("encode"), &[Value::str("idna")]) {
            Ok(Value::Bytes(bytes)) => bytes.as_slice().to_vec(),
            _ => return Err(vm.type_error("encoding of hostname failed")),
        },
        Value::Bytes(b) => b.as_slice().to_vec(),
        Value::ByteArray(b) => b.data.borrow().to_vec(),
        _ => {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("str, bytes or bytearray expected, not {got}")));
        }
    };
    if bytes.contains(&0) {
        return Err(vm.type_error("host name must not contain null character"));
    }
    String::from_utf8(bytes).map_err(|_| unknown_name(vm))
}

/// The address of a host, asking the resolver when it is a name.
///
/// # Errors
/// gaierror; OSError for an address of another family.
pub fn resolve(vm: &Vm, host: &str, family: i32) -> PyResult<IpAddr> {
    if host.is_empty() {
        return Ok(match family {
            libc::AF_INET6 => Ipv6Addr::UNSPECIFIED.into(),
            _ => Ipv4Addr::UNSPECIFIED.into(),
        });
    }
    if host == "<broadcast>" || host == "255.255.255.255" {
        return match family {
            libc::AF_INET | libc::AF_UNSPEC => Ok(Ipv4Addr::BROADCAST.into()),
            _ => Err(plain_error(vm, "address family mismatched")),
        };
    }
    if family != libc::AF_INET6
        && let Ok(ip) = host.parse::<Ipv4Addr>()
    {
        return Ok(ip.into());
    }
    if family != libc::AF_INET
        && let Ok(ip) = host.parse::<Ipv6Addr>()
    {
        return Ok(ip.into());
    }
    let query = Query { host: Some(host), family, ..Query::default() };
    network(vm)?;
    let found = vm.allow_threads(|host| host.network().map(|network| network.resolve(&query)));
    let found = found.unwrap_or(Ok(Vec::new())).map_err(|e| resolve_error(vm, e))?;
    let address = found.into_iter().find_map(|found| match found.address {
        Address::V4(v4) => Some(IpAddr::V4(*v4.ip())),
        Address::V6(v6) => Some(IpAddr::V6(*v6.ip())),
        Address::Unix(_) | Address::Unnamed => None,
    });
    address.ok_or_else(|| unknown_name(vm))
}

#[cold]
fn unknown_name(vm: &Vm) -> Raised {
    gai_error(vm, libc::EAI_NONAME, "Name or service not known")
}

/// gaierror with the resolver's number and text.
#[cold]
pub fn gai_error(vm: &Vm, number: i32, text: &str) -> Raised {
    vm.new_exception(&types(vm).gaierror, vec![Value::Int(number.into()), Value::str(text)])
}

/// What the resolver said, as an exception.
#[cold]
pub fn resolve_error(vm: &Vm, e: ResolveError) -> Raised {
    match e {
        ResolveError::Resolver { number, text } => gai_error(vm, number, &text),
        // A name with a zero in it never gets to the resolver.
        ResolveError::System(e) if e.kind() == ErrorKind::InvalidInput => unknown_name(vm),
        ResolveError::System(e) => os_error(vm, &e),
    }
}
