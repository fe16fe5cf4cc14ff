//! Addresses between text and bytes, and the order of bytes.

use std::net::{Ipv4Addr, Ipv6Addr};

use taipan_interp::native::Args;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::{PyResult, Value, Vm};

use super::address::v6_text;
use super::{counted, int_arg, os_error, plain_error};

fn bytes(all: &[u8]) -> Value {
    Value::Bytes(Bytes::new(all))
}

/// `inet_aton`.
pub fn aton(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(text) = a[0].as_str() else {
        let got = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("inet_aton() argument must be str, not {got}")));
    };
    match classic(text.as_str()) {
        Some(ip) => Ok(bytes(&ip.to_be_bytes())),
        None => Err(plain_error(vm, "illegal IP address string passed to inet_aton")),
    }
}

/// An IPv4 address in any of its old notations: one to four numbers, the last of which fills what is left; decimal, octal
/// or hexadecimal. What follows white space is not looked at.
fn classic(text: &str) -> Option<u32> {
    let text = text.split(|c: char| c.is_ascii_whitespace()).next()?;
    let parts: Vec<u32> = text.split('.').map(number).collect::<Option<_>>()?;
    let (last, first) = parts.split_last()?;
    if first.len() > 3 || first.iter().any(|part| *part > 255) {
        return None;
    }
    let left = 8 * (4 - first.len());
    if u64::from(*last) >= 1 << left {
        return None;
    }
    let high = first.iter().fold(0u64, |ip, part| ip << 8 | u64::from(*part));
    u32::try_from(high << left | u64::from(*last)).ok()
}

fn number(text: &str) -> Option<u32> {
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', _, ..] => (&text[1..], 8),
        _ => (text, 10),
    };
    if !digits.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok()
}

/// `inet_ntoa`.
pub fn ntoa(vm: &Vm, a: &[Value]) -> PyResult {
    let packed = buffer::required(vm, &a[0])?;
    match <[u8; 4]>::try_from(&packed[..]) {
        Ok(ip) => Ok(Value::from(Ipv4Addr::from(ip).to_string())),
        Err(_) => Err(plain_error(vm, "packed IP wrong length for inet_ntoa")),
    }
}

/// `inet_pton`.
pub fn pton(vm: &Vm, args: &Args) -> PyResult {
    let given = counted(vm, args, 0, "inet_pton", 2, 2)?;
    let family = int_arg(vm, &given[0])?;
    let Some(text) = given[1].as_str() else {
        let got = vm.type_name(&given[1]);
        return Err(vm.type_error(format!("inet_pton() argument 2 must be str, not {got}")));
    };
    let illegal = || plain_error(vm, "illegal IP address string passed to inet_pton");
    match family {
        libc::AF_INET => {
            let ip = text.as_str().parse::<Ipv4Addr>().map_err(|_| illegal())?;
            Ok(bytes(&ip.octets()))
        }
        libc::AF_INET6 => {
            let ip = text.as_str().parse::<Ipv6Addr>().map_err(|_| illegal())?;
            Ok(bytes(&ip.octets()))
        }
        _ => Err(os_error(vm, &std::io::Error::from_raw_os_error(libc::EAFNOSUPPORT))),
    }
}

/// `inet_ntop`.
pub fn ntop(vm: &Vm, args: &Args) -> PyResult {
    let given = counted(vm, args, 0, "inet_ntop", 2, 2)?;
    let family = int_arg(vm, &given[0])?;
    let packed = buffer::required(vm, &given[1])?;
    let wrong = || vm.value_error("invalid length of packed IP address string");
    match family {
        libc::AF_INET => {
            let ip = <[u8; 4]>::try_from(&packed[..]).map_err(|_| wrong())?;
            Ok(Value::from(Ipv4Addr::from(ip).to_string()))
        }
        libc::AF_INET6 => {
            let ip = <[u8; 16]>::try_from(&packed[..]).map_err(|_| wrong())?;
            Ok(Value::from(v6_text(ip.into())))
        }
        _ => Err(vm.value_error(format!("unknown address family {family}"))),
    }
}

/// `htons` and `ntohs`, which do the same.
pub fn swap_short(vm: &Vm, name: &str, v: &Value) -> PyResult {
    let n = super::c_int_arg(vm, v)?;
    match u16::try_from(n) {
        Ok(n) => Ok(Value::Int(n.to_be().into())),
        Err(_) if n < 0 => {
            let what = "can't convert negative Python int to C 16-bit unsigned integer";
            Err(vm.overflow_error(format!("{name}: {what}")))
        }
        Err(_) => {
            let what = "Python int too large to convert to C 16-bit unsigned integer";
            Err(vm.overflow_error(format!("{name}: {what}")))
        }
    }
}

/// `htonl` and `ntohl`, which do the same.
pub fn swap_long(vm: &Vm, v: &Value) -> PyResult {
    let n = match v.inner() {
        Value::Int(n) => *n,
        Value::Bool(b) => (*b).into(),
        Value::Big(n) if n.0.sign() == num_bigint::Sign::Minus => -1,
        Value::Big(_) => return Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
        _ => {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("expected int, {got} found")));
        }
    };
    if n < 0 {
        return Err(vm.overflow_error("can't convert negative value to unsigned int"));
    }
    match u32::try_from(n) {
        Ok(n) => Ok(Value::Int(n.to_be().into())),
        Err(_) => Err(vm.overflow_error("int larger than 32 bits")),
    }
}
