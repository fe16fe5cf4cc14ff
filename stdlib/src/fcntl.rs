//! `fcntl`: descriptors' flags, locks on files, requests to devices.

use std::io::{Error, ErrorKind};

use taipan_interp::host::system::{RangeLock, System};
use taipan_interp::native::{Args, ModuleDef, NativeDef, function_raw};
use taipan_interp::types::arguments;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use crate::select::{c_int, descriptor};
use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "fcntl", doc: "Control of files and of input and output.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function_raw("fcntl", "(fd, cmd, arg=0, /)", fcntl),
    function_raw("ioctl", "(fd, request, arg=0, mutate_flag=True, /)", ioctl),
    function_raw("flock", "(fd, operation, /)", flock),
    function_raw("lockf", "(fd, cmd, len=0, start=0, whence=0, /)", lockf),
];

/// Linux's.
const NUMBERS: &[(&str, i64)] = &[
    ("DN_ACCESS", 1),
    ("DN_ATTRIB", 32),
    ("DN_CREATE", 4),
    ("DN_DELETE", 8),
    ("DN_MODIFY", 2),
    ("DN_MULTISHOT", 2147483648),
    ("DN_RENAME", 16),
    ("FASYNC", 8192),
    ("FD_CLOEXEC", 1),
    ("FICLONE", 1074041865),
    ("FICLONERANGE", 1075876877),
    ("F_ADD_SEALS", 1033),
    ("F_DUPFD", 0),
    ("F_DUPFD_CLOEXEC", 1030),
    ("F_EXLCK", 4),
    ("F_GETFD", 1),
    ("F_GETFL", 3),
    ("F_GETLEASE", 1025),
    ("F_GETLK", 5),
    ("F_GETLK64", 5),
    ("F_GETOWN", 9),
    ("F_GETOWN_EX", 16),
    ("F_GETPIPE_SZ", 1032),
    ("F_GETSIG", 11),
    ("F_GET_FILE_RW_HINT", 1037),
    ("F_GET_RW_HINT", 1035),
    ("F_GET_SEALS", 1034),
    ("F_NOTIFY", 1026),
    ("F_OFD_GETLK", 36),
    ("F_OFD_SETLK", 37),
    ("F_OFD_SETLKW", 38),
    ("F_OWNER_PGRP", 2),
    ("F_OWNER_PID", 1),
    ("F_OWNER_TID", 0),
    ("F_RDLCK", 0),
    ("F_SEAL_FUTURE_WRITE", 16),
    ("F_SEAL_GROW", 4),
    ("F_SEAL_SEAL", 1),
    ("F_SEAL_SHRINK", 2),
    ("F_SEAL_WRITE", 8),
    ("F_SETFD", 2),
    ("F_SETFL", 4),
    ("F_SETLEASE", 1024),
    ("F_SETLK", 6),
    ("F_SETLK64", 6),
    ("F_SETLKW", 7),
    ("F_SETLKW64", 7),
    ("F_SETOWN", 8),
    ("F_SETOWN_EX", 15),
    ("F_SETPIPE_SZ", 1031),
    ("F_SETSIG", 10),
    ("F_SET_FILE_RW_HINT", 1038),
    ("F_SET_RW_HINT", 1036),
    ("F_SHLCK", 8),
    ("F_UNLCK", 2),
    ("F_WRLCK", 1),
    ("LOCK_EX", 2),
    ("LOCK_MAND", 32),
    ("LOCK_NB", 4),
    ("LOCK_READ", 64),
    ("LOCK_RW", 192),
    ("LOCK_SH", 1),
    ("LOCK_UN", 8),
    ("LOCK_WRITE", 128),
    ("RWH_WRITE_LIFE_EXTREME", 5),
    ("RWH_WRITE_LIFE_LONG", 4),
    ("RWH_WRITE_LIFE_MEDIUM", 3),
    ("RWH_WRITE_LIFE_NONE", 1),
    ("RWH_WRITE_LIFE_NOT_SET", 0),
    ("RWH_WRITE_LIFE_SHORT", 2),
];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    for (name, number) in NUMBERS {
        support::set(vm, dict, name, Value::Int(*number));
    }
    Ok(())
}

/// What is passed on as bytes is at most this long.
const LONGEST: usize = 1024;

/// Asks the system, again after a signal whose handler raised nothing.
pub(crate) fn ask<R: Send>(vm: &Vm, mut f: impl FnMut(&dyn System) -> std::io::Result<R> + Send) -> PyResult<R> {
    loop {
        let asked = vm.allow_threads(|host| match host.system() {
            Some(system) => f(system),
            None => Err(Error::from_raw_os_error(libc::ENOSYS)),
        });
        match asked {
            Ok(answer) => return Ok(answer),
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            Err(e) => return Err(vm.os_error(&e, None)),
        }
    }
}

/// The bytes of an argument that may be a number instead.
fn bytes_arg(vm: &Vm, v: &Value, name: &str) -> PyResult<Option<Vec<u8>>> {
    let bytes = match v.as_str() {
        Some(text) => Some(text.as_str().as_bytes().to_vec()),
        None => buffer::copy_of(vm, v)?,
    };
    if bytes.as_ref().is_some_and(|bytes| bytes.len() > LONGEST) {
        return Err(vm.value_error(format!("{name} string arg too long")));
    }
    Ok(bytes)
}

/// A number's lowest 32 bits.
fn low_bits(vm: &Vm, v: &Value) -> PyResult<u32> {
    match vm.index(v)? {
        Value::Int(n) => Ok(n as u32),
        big => Ok(support::bigint(&big).iter_u32_digits().next().unwrap_or(0)),
    }
}

fn fcntl(vm: &Vm, args: &Args) -> PyResult {
    let given = arguments::positional(vm, args, "fcntl", 2, 3)?;
    let (fd, command) = (descriptor(vm, &given[0])?, c_int(vm, &given[1])?);
    let Some(argument) = given.get(2) else {
        return ask(vm, |system| system.control(fd, command, 0)).map(|n| Value::Int(n.into()));
    };
    let Some(mut bytes) = bytes_arg(vm, argument, "fcntl")? else {
        let argument = low_bits(vm, argument)?.cast_signed();
        return ask(vm, |system| system.control(fd, command, argument)).map(|n| Value::Int(n.into()));
    };
    match RangeLock::unpack(&bytes) {
        Some(lock) if is_lock(command) => {
            let lock = ask(vm, |system| system.lock_range(fd, command, lock))?;
            lock.pack(&mut bytes);
        }
        _ => {
            ask(vm, |system| system.control(fd, command, 0))?;
        }
    }
    Ok(Value::Bytes(Bytes::new(&bytes)))
}

fn is_lock(command: i32) -> bool {
    #[cfg(target_os = "linux")]
    if matches!(command, libc::F_OFD_SETLK | libc::F_OFD_SETLKW | libc::F_OFD_GETLK) {
        return true;
    }
    matches!(command, libc::F_SETLK | libc::F_SETLKW | libc::F_GETLK)
}

/// `struct flock` as Linux lays it out where numbers are 64 bits wide.
trait Packed: Sized {
    fn unpack(bytes: &[u8]) -> Option<Self>;
    fn pack(&self, bytes: &mut [u8]);
}

impl Packed for RangeLock {
    fn unpack(bytes: &[u8]) -> Option<RangeLock> {
        Some(RangeLock {
            kind: i16::from_ne_bytes(*bytes.first_chunk()?),
            whence: i16::from_ne_bytes(*bytes.get(2..)?.first_chunk()?),
            start: i64::from_ne_bytes(*bytes.get(8..)?.first_chunk()?),
            len: i64::from_ne_bytes(*bytes.get(16..)?.first_chunk()?),
            pid: bytes.get(24..).and_then(|b| b.first_chunk()).map_or(0, |b| i32::from_ne_bytes(*b)),
        })
    }

    fn pack(&self, bytes: &mut [u8]) {
        let mut put = |at: usize, part: &[u8]| {
            if let Some(place) = bytes.get_mut(at..at + part.len()) {
                place.copy_from_slice(part);
            }
        };
        put(0, &self.kind.to_ne_bytes());
        put(2, &self.whence.to_ne_bytes());
        put(8, &self.start.to_ne_bytes());
        put(16, &self.len.to_ne_bytes());
        put(24, &self.pid.to_ne_bytes());
    }
}

fn flock(vm: &Vm, args: &Args) -> PyResult {
    let given = arguments::positional(vm, args, "flock", 2, 2)?;
    let (fd, operation) = (descriptor(vm, &given[0])?, c_int(vm, &given[1])?);
    ask(vm, |system| system.lock(fd, operation))?;
    Ok(Value::None)
}

fn lockf(vm: &Vm, args: &Args) -> PyResult {
    let given = arguments::positional(vm, args, "lockf", 2, 5)?;
    let (fd, operation) = (descriptor(vm, &given[0])?, c_int(vm, &given[1])?);
    let number = |i: usize| given.get(i).map_or(Ok(0), |v| vm.index_i64(v));
    let kind = match operation {
        op if op & libc::LOCK_UN != 0 => libc::F_UNLCK,
        op if op & libc::LOCK_SH != 0 => libc::F_RDLCK,
        op if op & libc::LOCK_EX != 0 => libc::F_WRLCK,
        _ => return Err(vm.value_error("unrecognized lockf argument")),
    };
    let whence = given.get(4).map_or(Ok(0), |v| c_int(vm, v))?;
    let lock = RangeLock {
        kind: kind as i16,
        // What does not fit is no place to count from.
        whence: i16::try_from(whence).unwrap_or(-1),
        start: number(3)?,
        len: number(2)?,
        pid: 0,
    };
    let command = if operation & libc::LOCK_NB != 0 { libc::F_SETLK } else { libc::F_SETLKW };
    ask(vm, |system| system.lock_range(fd, command, lock))?;
    Ok(Value::None)
}

fn ioctl(vm: &Vm, args: &Args) -> PyResult {
    let given = arguments::positional(vm, args, "ioctl", 2, 4)?;
    let (fd, request) = (descriptor(vm, &given[0])?, u64::from(low_bits(vm, &given[1])?));
    let bytes = given.get(2).map(|v| bytes_arg(vm, v, "ioctl")).transpose()?.flatten();
    let Some(bytes) = bytes else {
        if let Some(number) = given.get(2) {
            low_bits(vm, number)?;
        }
        return ask(vm, |system| system.device(fd, request, &mut [])).map(|n| Value::Int(n.into()));
    };
    let mut data = [0; LONGEST];
    data[..bytes.len()].copy_from_slice(&bytes);
    let answer = ask(vm, |system| system.device(fd, request, &mut data))?;
    let mutates = given.get(3).map_or(Ok(true), |v| vm.truth(v))?;
    if mutates
        && let Some(written) = buffer::with_writable(vm, &given[2], |buf| {
            let len = buf.len().min(bytes.len());
            buf[..len].copy_from_slice(&data[..len]);
        })?
    {
        let () = written;
        return Ok(Value::Int(answer.into()));
    }
    Ok(Value::Bytes(Bytes::new(&data[..bytes.len()])))
}
