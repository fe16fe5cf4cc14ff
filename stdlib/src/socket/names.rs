//! Names of hosts and interfaces, asked of the host's resolver.

use std::net::{IpAddr, SocketAddrV4, SocketAddrV6};

use taipan_interp::host::net::{Address, Query, ResolveError, Resolved};
use taipan_interp::native::Args;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::address::{self, gai_error, resolve_error, v6_text};
use super::{counted, int_arg, network, os_error, plain_error, types};
use crate::io::raw::path_text;

fn ask(vm: &Vm, query: &Query<'_>) -> PyResult<Vec<Resolved>> {
    network(vm)?;
    let found = vm.allow_threads(|host| host.network().map(|network| network.resolve(query)));
    found.unwrap_or(Ok(Vec::new())).map_err(|e| resolve_error(vm, e))
}

fn name_of(vm: &Vm, address: &Address, flags: i32) -> PyResult<Result<(String, String), ResolveError>> {
    network(vm)?;
    let unsupported = || Err(ResolveError::System(std::io::ErrorKind::Unsupported.into()));
    let named = vm.allow_threads(|host| host.network().map(|network| network.name_of(address, flags)));
    Ok(named.unwrap_or_else(unsupported))
}

/// `getaddrinfo`.
pub fn getaddrinfo(vm: &Vm, a: &[Value]) -> PyResult {
    let host = match a[0].inner() {
        Value::None => None,
        Value::Str(s) if s.as_str().is_ascii() => Some(s.as_str().to_owned()),
        Value::Str(_) => match vm.call_method(&a[0], &vm.intern("encode"), &[Value::str("idna")])? {
            Value::Bytes(b) => Some(String::from_utf8_lossy(b.as_slice()).into_owned()),
            _ => None,
        },
        Value::Bytes(b) => Some(String::from_utf8_lossy(b.as_slice()).into_owned()),
        _ => return Err(vm.type_error("getaddrinfo() argument 1 must be string or None")),
    };
    let service = match a[1].inner() {
        Value::None => None,
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => Some(vm.str(&vm.index(&a[1])?)?.to_string()),
        Value::Str(s) => {
            // What stands for no character is refused, as encoding it is.
            vm.call_method(&a[1], &vm.intern("encode"), &[Value::str("utf-8")])?;
            Some(s.as_str().to_owned())
        }
        Value::Bytes(b) => Some(String::from_utf8_lossy(b.as_slice()).into_owned()),
        _ => return Err(plain_error(vm, "Int or String expected")),
    };
    let number = |i: usize| a[i].bound().map_or(Ok(0), |v| int_arg(vm, v));
    let query = Query {
        host: host.as_deref(),
        service: service.as_deref(),
        family: number(2)?,
        kind: number(3)?,
        protocol: number(4)?,
        flags: number(5)?,
    };
    let found = ask(vm, &query)?;
    Ok(Value::list(found.iter().map(answer).collect()))
}

/// One answer of the resolver, as `getaddrinfo` gives it.
pub(super) fn answer(found: &Resolved) -> Value {
    Value::tuple(vec![
        Value::Int(found.family.into()),
        Value::Int(found.kind.into()),
        Value::Int(found.protocol.into()),
        Value::str(found.canonical_name.as_deref().unwrap_or_default()),
        address::to_value(&found.address),
    ])
}

/// `getnameinfo`.
pub fn getnameinfo(vm: &Vm, args: &Args) -> PyResult {
    let given = counted(vm, args, 0, "getnameinfo", 2, 2)?;
    let flags = int_arg(vm, &given[1])?;
    let Value::Tuple(items) = given[0].inner() else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let illegal = || vm.type_error("getnameinfo(): illegal sockaddr argument");
    let (Some(host), Some(port), 2..=4) = (items.first(), items.get(1), items.len()) else { return Err(illegal()) };
    let host = host.as_str().ok_or_else(illegal)?.as_str().to_owned();
    let port = int_arg(vm, port)?;
    let flow = items.get(2).map_or(Ok(0), |v| address::bits(vm, v))?;
    let scope = items.get(3).map_or(Ok(0), |v| address::bits(vm, v))?;
    if flow > 0xf_ffff {
        return Err(vm.overflow_error("getnameinfo(): flowinfo must be 0-1048575."));
    }
    let service = port.to_string();
    let query = Query {
        host: Some(&host),
        service: Some(&service),
        kind: libc::SOCK_DGRAM,
        flags: libc::AI_NUMERICHOST,
        ..Query::default()
    };
    let found = ask(vm, &query)?;
    let address = match &found[..] {
        [] => return Err(gai_error(vm, libc::EAI_NONAME, "Name or service not known")),
        [one] => match one.address.clone() {
            Address::V6(v6) => Address::V6(SocketAddrV6::new(*v6.ip(), v6.port(), flow.to_be(), scope)),
            _ if items.len() != 2 => return Err(plain_error(vm, "IPv4 sockaddr must be 2 tuple")),
            other => other,
        },
        _ => return Err(plain_error(vm, "sockaddr resolved to multiple addresses")),
    };
    let (host, service) = name_of(vm, &address, flags)?.map_err(|e| resolve_error(vm, e))?;
    Ok(Value::tuple(vec![Value::from(host), Value::from(service)]))
}

/// The name of a host, as functions that take only that word what is wrong with it.
fn host_arg(vm: &Vm, args: &Args, name: &str) -> PyResult<String> {
    let given = counted(vm, args, 0, name, 1, 1)?;
    match given[0].inner() {
        Value::Str(s) if s.as_str().contains('\0') => {
            let wanted = "encoded string without null bytes";
            Err(vm.type_error(format!("{name}() argument 1 must be {wanted}, not str")))
        }
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => address::host_name(vm, &given[0]),
        _ => {
            let got = vm.type_name(&given[0]);
            Err(vm.type_error(format!("{name}() argument 1 must be str, bytes or bytearray, not {got}")))
        }
    }
}

/// `gethostbyname`.
pub fn gethostbyname(vm: &Vm, args: &Args) -> PyResult {
    let host = host_arg(vm, args, "gethostbyname")?;
    Ok(Value::from(address::resolve(vm, &host, libc::AF_INET)?.to_string()))
}

/// (name, other names, addresses).
fn host_entry(name: String, addresses: Vec<Value>) -> Value {
    Value::tuple(vec![Value::from(name), Value::list(Vec::new()), Value::list(addresses)])
}

/// `gethostbyname_ex`.
pub fn gethostbyname_ex(vm: &Vm, args: &Args) -> PyResult {
    let host = host_arg(vm, args, "gethostbyname_ex")?;
    address::resolve(vm, &host, libc::AF_INET)?;
    let query = Query {
        host: Some(&host),
        family: libc::AF_INET,
        kind: libc::SOCK_STREAM,
        flags: libc::AI_CANONNAME,
        ..Query::default()
    };
    let found = ask(vm, &query)?;
    let name = found.iter().find_map(|f| f.canonical_name.clone()).unwrap_or(host);
    Ok(host_entry(name, found.iter().filter_map(|f| address_text(&f.address)).collect()))
}

fn address_text(address: &Address) -> Option<Value> {
    match address {
        Address::V4(v4) => Some(Value::from(v4.ip().to_string())),
        Address::V6(v6) => Some(Value::from(v6_text(*v6.ip()))),
        Address::Unix(_) | Address::Unnamed => None,
    }
}

/// `gethostbyaddr`.
pub fn gethostbyaddr(vm: &Vm, args: &Args) -> PyResult {
    let host = host_arg(vm, args, "gethostbyaddr")?;
    let ip = address::resolve(vm, &host, libc::AF_UNSPEC)?;
    let address = match ip {
        IpAddr::V4(ip) => Address::V4(SocketAddrV4::new(ip, 0)),
        IpAddr::V6(ip) => Address::V6(SocketAddrV6::new(ip, 0, 0, 0)),
    };
    // Required by name: an address that has none is no answer.
    match name_of(vm, &address, libc::NI_NAMEREQD)? {
        Ok((name, _)) => Ok(host_entry(name, address_text(&address).into_iter().collect())),
        Err(_) => Err(unknown_host(vm)),
    }
}

#[cold]
fn unknown_host(vm: &Vm) -> Raised {
    vm.new_exception(&types(vm).herror, vec![Value::Int(1), Value::str("Unknown host")])
}

/// `if_nameindex`.
pub fn interfaces(vm: &Vm, _: &[Value]) -> PyResult {
    let all = network(vm)?.interfaces().map_err(|e| os_error(vm, &e))?;
    let pair = |(number, name): (u32, String)| Value::tuple(vec![Value::Int(number.into()), Value::from(name)]);
    Ok(Value::list(all.into_iter().map(pair).collect()))
}

/// `if_nametoindex`.
pub fn interface_number(vm: &Vm, a: &[Value]) -> PyResult {
    let name = path_text(vm, &a[0])?;
    let all = network(vm)?.interfaces().map_err(|e| os_error(vm, &e))?;
    match all.into_iter().find(|(_, n)| n == name.as_str()) {
        Some((number, _)) => Ok(Value::Int(number.into())),
        None => Err(plain_error(vm, "no interface with this name")),
    }
}

/// `if_indextoname`.
pub fn interface_name(vm: &Vm, a: &[Value]) -> PyResult {
    let number = match a[0].inner() {
        Value::Int(n) if *n < 0 => return Err(vm.overflow_error("can't convert negative value to unsigned int")),
        Value::Int(n) => u32::try_from(*n).map_err(|_| vm.overflow_error("index is too large"))?,
        Value::Bool(b) => (*b).into(),
        Value::Big(_) => return Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
        _ => return Err(vm.type_error("an integer is required")),
    };
    let all = network(vm)?.interfaces().map_err(|e| os_error(vm, &e))?;
    match all.into_iter().find(|(n, _)| *n == number) {
        Some((_, name)) => Ok(Value::from(name)),
        None => Err(os_error(vm, &std::io::Error::from_raw_os_error(libc::ENXIO))),
    }
}
