//! `posix`: what is done with open descriptors beyond reading and writing on, and small questions to the system.

use taipan_interp::{PyResult, Raised, Value, Vm};

use super::files::descriptor;
use super::{failed, path_text};

fn os_error(vm: &Vm) -> impl Fn(std::io::Error) -> Raised + '_ {
    |e| vm.os_error(&e, None)
}

/// A descriptor that is open, or EBADF.
fn open_descriptor(vm: &Vm, v: &Value) -> PyResult<i32> {
    let fd = descriptor(vm, v)?;
    vm.host.stat_open(fd).map_err(os_error(vm))?;
    Ok(fd)
}

pub(super) fn dup2(vm: &Vm, a: &[Value]) -> PyResult {
    let (fd, onto) = (open_descriptor(vm, &a[0])?, descriptor(vm, &a[1])?);
    if fd == onto {
        return Ok(Value::Int(onto.into()));
    }
    let made = vm.host.duplicate(fd, Some(onto)).map_err(os_error(vm))?;
    if !a[2].bound().map_or(Ok(true), |v| vm.truth(v))? {
        vm.host.set_inheritable(made, false).map_err(os_error(vm))?;
    }
    Ok(Value::Int(made.into()))
}

/// Closes those of a range that are open.
pub(super) fn close_range(vm: &Vm, a: &[Value]) -> PyResult {
    let (low, high) = (descriptor(vm, &a[0])?, descriptor(vm, &a[1])?);
    for fd in low.max(0)..high {
        if fd > 2 && vm.host.stat_open(fd).is_ok() {
            // What another thread closes meanwhile is closed as well.
            vm.host.close(fd).ok();
        }
    }
    Ok(Value::None)
}

pub(super) fn truncate(vm: &Vm, a: &[Value]) -> PyResult {
    const WRITE_ONLY: i32 = 1;
    if let Value::Int(_) = a[0] {
        return super::files::ftruncate(vm, a);
    }
    let path = path_text(vm, "truncate", &a[0])?.0;
    let length = u64::try_from(vm.index_i64(&a[1])?).map_err(|_| vm.value_error("negative length"))?;
    let fd = vm.host.open(&path, WRITE_ONLY, 0).map_err(|e| failed(vm, &e, &path))?;
    let result = vm.host.truncate(fd, length);
    vm.host.close(fd).map_err(os_error(vm))?;
    result.map(|()| Value::None).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn get_inheritable(vm: &Vm, a: &[Value]) -> PyResult {
    vm.host.is_inheritable(descriptor(vm, &a[0])?).map(Value::Bool).map_err(os_error(vm))
}

pub(super) fn set_inheritable(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let on = vm.index_i64(&a[1])? != 0;
    vm.host.set_inheritable(fd, on).map(Value::from).map_err(os_error(vm))
}

pub(super) fn get_blocking(vm: &Vm, a: &[Value]) -> PyResult {
    vm.host.is_nonblocking(descriptor(vm, &a[0])?).map(|on| Value::Bool(!on)).map_err(os_error(vm))
}

pub(super) fn set_blocking(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let on = vm.truth(&a[1])?;
    vm.host.set_nonblocking(fd, !on).map(Value::from).map_err(os_error(vm))
}

/// The encoding of a terminal.
pub(super) fn device_encoding(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    Ok(if vm.host.is_terminal(fd) { Value::str("UTF-8") } else { Value::None })
}

/// The three figures of the system's load.
pub(super) fn load_average(vm: &Vm, _: &[Value]) -> PyResult {
    let text = vm.host.read_file("/proc/loadavg").unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let figures: Vec<Value> = text.split(' ').take(3).filter_map(|n| n.parse().ok()).map(Value::Float).collect();
    if figures.len() == 3 {
        return Ok(Value::tuple(figures));
    }
    Err(vm.error(&vm.exc.os_error, "Load averages are unobtainable"))
}

fn device(vm: &Vm, v: &Value) -> PyResult<u64> {
    u64::try_from(vm.index_i64(v)?).map_err(|_| vm.overflow_error("can't convert negative int to unsigned"))
}

/// The parts of a device's number, as Linux has them.
pub(super) fn major(vm: &Vm, a: &[Value]) -> PyResult {
    let n = device(vm, &a[0])?;
    Ok(Value::from(((n >> 8 & 0xfff) | (n >> 32 & !0xfff)) as usize))
}

pub(super) fn minor(vm: &Vm, a: &[Value]) -> PyResult {
    let n = device(vm, &a[0])?;
    Ok(Value::from(((n & 0xff) | (n >> 12 & 0xffff_ff00)) as usize))
}

pub(super) fn make_device(vm: &Vm, a: &[Value]) -> PyResult {
    let (major, minor) = (device(vm, &a[0])?, device(vm, &a[1])?);
    let n = (minor & 0xff) | (major & 0xfff) << 8 | (minor & !0xff) << 12 | (major & !0xfff) << 32;
    Ok(Value::from(n as usize))
}

/// Of what `sysconf` can be asked: names and the system's numbers for them.
pub(super) const SYSCONF_NAMES: &[(&str, i64)] = &[
    ("SC_OPEN_MAX", 4),
    ("SC_PAGESIZE", 30),
    ("SC_PAGE_SIZE", 30),
    ("SC_CLK_TCK", 2),
    ("SC_NPROCESSORS_CONF", 83),
    ("SC_NPROCESSORS_ONLN", 84),
];

pub(super) fn sysconf(vm: &Vm, a: &[Value]) -> PyResult {
    let wanted = match a[0].as_str() {
        Some(name) => SYSCONF_NAMES.iter().find(|(n, _)| *n == name.as_str()).map(|(_, number)| *number),
        None => Some(vm.index_i64(&a[0])?),
    };
    match wanted {
        Some(2) => Ok(Value::Int(100)),
        Some(4) => Ok(Value::Int(1024)),
        Some(30) => Ok(Value::Int(4096)),
        Some(83 | 84) => Ok(Value::from(vm.host.processors())),
        Some(_) => Err(vm.os_error(&std::io::Error::from_raw_os_error(22), None)),
        None => Err(vm.value_error("unrecognized configuration name")),
    }
}
