//! `posix`: several pieces at once, places of files, counters and terminals: the rarer ways to use descriptors.

use std::io::{Error, ErrorKind};

use taipan_interp::host::system::System;
use taipan_interp::native::{NativeDef, function};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::{PyResult, Value, Vm};

use crate::fcntl::ask;
use crate::select::c_int;

use super::files::descriptor;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    function("pread", "(fd, length, offset, /)", pread),
    function("pwrite", "(fd, buffer, offset, /)", |vm, a| {
        let (fd, data, place) = (descriptor(vm, &a[0])?, buffer::required(vm, &a[1])?.to_vec(), offset(vm, &a[2])?);
        ask(vm, |system| system.write_at(fd, &data, place)).map(Value::from)
    }),
    function("readv", "(fd, buffers, /)", |vm, a| read_pieces(vm, &a[0], &a[1], None, "readv")),
    function("writev", "(fd, buffers, /)", |vm, a| write_pieces(vm, &a[0], &a[1], None, "writev")),
    function("preadv", "(fd, buffers, offset, flags=0, /)", |vm, a| {
        read_pieces(vm, &a[0], &a[1], Some(offset(vm, &a[2])?), "preadv")
    }),
    function("pwritev", "(fd, buffers, offset, flags=0, /)", |vm, a| {
        write_pieces(vm, &a[0], &a[1], Some(offset(vm, &a[2])?), "pwritev")
    }),
    function("sendfile", "(out_fd, in_fd, offset, count)", send_file),
    function("eventfd", "(initval, flags=524288)", |vm, a| {
        let too_large = || vm.overflow_error("Python int too large to convert to C unsigned int");
        let initial = u32::try_from(unsigned(vm, &a[0])?).map_err(|_| too_large())?;
        let flags = a[1].bound().map_or(Ok(libc::O_CLOEXEC), |v| c_int(vm, v))?;
        ask(vm, |system| system.event_counter(initial, flags)).map(|fd| Value::Int(fd.into()))
    }),
    function("eventfd_read", "(fd)", |vm, a| {
        let fd = descriptor(vm, &a[0])?;
        let mut count = [0; 8];
        retry(vm, || vm.allow_threads(|host| host.read(fd, &mut count)))?;
        Ok(Value::from_bigint(u64::from_ne_bytes(count).into()))
    }),
    function("eventfd_write", "(fd, value)", |vm, a| {
        let (fd, value) = (descriptor(vm, &a[0])?, unsigned(vm, &a[1])?);
        retry(vm, || vm.allow_threads(|host| host.write_some(fd, &value.to_ne_bytes())))?;
        Ok(Value::None)
    }),
    function("openpty", "()", |vm, _| {
        let (master, slave) = ask(vm, |system| system.open_terminal())?;
        Ok(Value::tuple(vec![Value::Int(master.into()), Value::Int(slave.into())]))
    }),
    function("ttyname", "(fd, /)", |vm, a| {
        let fd = descriptor(vm, &a[0])?;
        ask(vm, |system: &dyn System| system.terminal_name(fd)).map(Value::from)
    }),
];

/// Calls again after a signal whose handler raised nothing.
fn retry(vm: &Vm, mut f: impl FnMut() -> std::io::Result<usize>) -> PyResult<usize> {
    loop {
        match f() {
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            result => return result.map_err(|e| vm.os_error(&e, None)),
        }
    }
}

/// A number without a sign.
fn unsigned(vm: &Vm, v: &Value) -> PyResult<u64> {
    let number = crate::support::bigint(&vm.index(v)?);
    u64::try_from(&number).map_err(|_| match number.sign() {
        num_bigint::Sign::Minus => vm.overflow_error("can't convert negative value to unsigned int"),
        _ => vm.overflow_error("int too big to convert"),
    })
}

fn offset(vm: &Vm, v: &Value) -> PyResult<u64> {
    let invalid = |_| vm.os_error(&Error::from_raw_os_error(libc::EINVAL), None);
    u64::try_from(vm.index_i64(v)?).map_err(invalid)
}

fn pread(vm: &Vm, a: &[Value]) -> PyResult {
    const AT_ONCE: usize = 1 << 30;
    let fd = descriptor(vm, &a[0])?;
    let length = usize::try_from(vm.index_i64(&a[1])?)
        .map_err(|_| vm.os_error(&Error::from_raw_os_error(libc::EINVAL), None))?;
    let place = offset(vm, &a[2])?;
    let mut data = vec![0; length.min(AT_ONCE)];
    let n = ask(vm, |system| system.read_at(fd, &mut data, place))?;
    Ok(Value::Bytes(Bytes::new(&data[..n])))
}

fn pieces(vm: &Vm, v: &Value, name: &str) -> PyResult<Vec<Value>> {
    match v.inner() {
        Value::List(_) | Value::Tuple(_) => vm.collect(v),
        _ if vm.lookup_special(v, &vm.names.__getitem__).is_some() => vm.collect(&vm.iter(v)?),
        _ => Err(vm.type_error(format!("{name}() arg 2 must be a sequence"))),
    }
}

fn read_pieces(vm: &Vm, fd: &Value, buffers: &Value, place: Option<u64>, name: &str) -> PyResult {
    let fd = descriptor(vm, fd)?;
    let buffers = pieces(vm, buffers, name)?;
    let mut size = 0usize;
    for buffer in &buffers {
        let len = buffer::with_writable(vm, buffer, |buf| buf.len())?;
        size += len.ok_or_else(|| vm.error(&vm.exc.buffer_error, "Object is not writable."))?;
    }
    let mut data = vec![0; size];
    let n = match place {
        Some(place) => ask(vm, |system| system.read_at(fd, &mut data, place))?,
        None => retry(vm, || vm.allow_threads(|host| host.read(fd, &mut data)))?,
    };
    let mut rest = &data[..n];
    for buffer in &buffers {
        let written = buffer::with_writable(vm, buffer, |buf| {
            let n = rest.len().min(buf.len());
            buf[..n].copy_from_slice(&rest[..n]);
            n
        })?;
        rest = &rest[written.unwrap_or(0)..];
    }
    Ok(Value::from(n))
}

fn write_pieces(vm: &Vm, fd: &Value, buffers: &Value, place: Option<u64>, name: &str) -> PyResult {
    let fd = descriptor(vm, fd)?;
    let mut data = Vec::new();
    for buffer in &pieces(vm, buffers, name)? {
        data.extend_from_slice(&buffer::required(vm, buffer)?);
    }
    let n = match place {
        Some(place) => ask(vm, |system| system.write_at(fd, &data, place))?,
        None => retry(vm, || vm.allow_threads(|host| host.write_some(fd, &data)))?,
    };
    Ok(Value::from(n))
}

fn send_file(vm: &Vm, a: &[Value]) -> PyResult {
    let (to, from) = (descriptor(vm, &a[0])?, descriptor(vm, &a[1])?);
    let count = usize::try_from(vm.index_i64(&a[3])?)
        .map_err(|_| vm.os_error(&Error::from_raw_os_error(libc::EINVAL), None))?;
    // Without a place it goes on where the file is.
    let place = match &a[2] {
        Value::None => None,
        v => Some(offset(vm, v)?),
    };
    let start = match place {
        Some(place) => place,
        None => vm.host.seek(from, std::io::SeekFrom::Current(0)).map_err(|e| vm.os_error(&e, None))?,
    };
    let n = retry(vm, || {
        vm.allow_threads(|host| match host.network() {
            Some(network) => network.send_file(to, from, start, count),
            None => Err(Error::from_raw_os_error(libc::ENOSYS)),
        })
    })?;
    if place.is_none() {
        let end = start + n as u64;
        vm.host.seek(from, std::io::SeekFrom::Start(end)).map_err(|e| vm.os_error(&e, None))?;
    }
    Ok(Value::from(n))
}
