//! `posix`: files, directories and descriptors.

use std::io::SeekFrom;

use taipan_interp::host::FileStat;
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::exceptions::field;
use taipan_interp::types::structseq;
use taipan_interp::{PyResult, Raised, Value, Vm};

use crate::support::uninterrupted;

use super::{Types, failed, path_text, path_value};

/// A file descriptor (or another C int) argument.
pub(super) fn descriptor(vm: &Vm, v: &Value) -> PyResult<i32> {
    i32::try_from(vm.index_i64(v)?).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

fn stat_value(vm: &Vm, s: &FileStat) -> Value {
    let seconds = |ns: i64| Value::Int(ns.div_euclid(1_000_000_000));
    let unsigned = |n: u64| Value::from(n as usize);
    let values = vec![
        Value::Int(i64::from(s.mode)),
        unsigned(s.inode),
        unsigned(s.device),
        unsigned(s.links),
        Value::Int(i64::from(s.uid)),
        Value::Int(i64::from(s.gid)),
        unsigned(s.size),
        seconds(s.accessed),
        seconds(s.modified),
        seconds(s.changed),
        Value::Int(s.accessed),
        Value::Int(s.modified),
        Value::Int(s.changed),
        unsigned(s.block_size),
        unsigned(s.blocks),
        unsigned(s.device_type),
    ];
    structseq::make(vm, &vm.state(Types::new).stat_result, values)
}

/// `stat` of a path, following links or not.
pub(super) fn stat_path(vm: &Vm, path: &str, follow: bool) -> PyResult {
    let s = vm.host.stat(path, follow).map_err(|e| failed(vm, &e, path))?;
    Ok(stat_value(vm, &s))
}

pub(super) fn stat(vm: &Vm, a: &[Value]) -> PyResult {
    if let Value::Int(_) = a[0] {
        return fstat(vm, a);
    }
    let follow = match a[2].bound() {
        Some(v) => vm.truth(v)?,
        None => true,
    };
    stat_path(vm, &path_text(vm, "stat", &a[0])?.0, follow)
}

pub(super) fn lstat(vm: &Vm, a: &[Value]) -> PyResult {
    stat_path(vm, &path_text(vm, "lstat", &a[0])?.0, false)
}

pub(super) fn fstat(vm: &Vm, a: &[Value]) -> PyResult {
    let s = vm.host.stat_open(descriptor(vm, &a[0])?).map_err(|e| vm.os_error(&e, None))?;
    Ok(stat_value(vm, &s))
}

pub(super) fn listdir(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, is_bytes) = match a[0].some() {
        Some(p) => path_text(vm, "listdir", p)?,
        None => (".".to_owned(), false),
    };
    let names = vm.host.list_dir(&path).map_err(|e| failed(vm, &e, &path))?;
    Ok(Value::list(names.iter().map(|n| path_value(n, is_bytes)).collect()))
}

pub(super) fn access(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "access", &a[0])?;
    let mode = descriptor(vm, &a[1])?;
    Ok(Value::Bool(vm.host.access(&path, mode as u32).is_ok()))
}

pub(super) fn mkdir(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "mkdir", &a[0])?;
    let mode = match a[1].bound() {
        Some(v) => descriptor(vm, v)? as u32,
        None => 0o777,
    };
    vm.host.make_dir(&path, mode).map(Value::from).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn rmdir(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "rmdir", &a[0])?;
    vm.host.remove_dir(&path).map(Value::from).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn remove(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "remove", &a[0])?;
    vm.host.remove_file(&path).map(Value::from).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn rename(vm: &Vm, a: &[Value]) -> PyResult {
    let (from, _) = path_text(vm, "rename", &a[0])?;
    let (to, _) = path_text(vm, "rename", &a[1])?;
    vm.host.rename(&from, &to).map(Value::from).map_err(|e| failed_between(vm, &e, &from, &to))
}

/// The error of a call that has two paths.
fn failed_between(vm: &Vm, e: &std::io::Error, from: &str, to: &str) -> Raised {
    let error = failed(vm, e, from);
    error.0.set_field(field::OS_FILENAME2, Value::str(to));
    error
}

pub(super) fn link(vm: &Vm, a: &[Value]) -> PyResult {
    let (target, _) = path_text(vm, "link", &a[0])?;
    let (link, _) = path_text(vm, "link", &a[1])?;
    vm.host.link(&target, &link).map(Value::from).map_err(|e| failed_between(vm, &e, &target, &link))
}

pub(super) fn symlink(vm: &Vm, a: &[Value]) -> PyResult {
    let (target, _) = path_text(vm, "symlink", &a[0])?;
    let (link, _) = path_text(vm, "symlink", &a[1])?;
    vm.host.symlink(&target, &link).map(Value::from).map_err(|e| failed_between(vm, &e, &target, &link))
}

pub(super) fn readlink(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, is_bytes) = path_text(vm, "readlink", &a[0])?;
    let target = vm.host.read_link(&path).map_err(|e| failed(vm, &e, &path))?;
    Ok(path_value(&target, is_bytes))
}

pub(super) fn chmod(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "chmod", &a[0])?;
    let mode = descriptor(vm, &a[1])?;
    if let Some(follow) = a.get(3).and_then(Value::bound)
        && !vm.truth(follow)?
    {
        return Err(vm.not_implemented_error("chmod: follow_symlinks unavailable on this platform"));
    }
    vm.host.set_mode(&path, mode as u32).map(Value::from).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn chown(vm: &Vm, a: &[Value]) -> PyResult {
    let follow = match a.get(4).and_then(Value::bound) {
        Some(v) => vm.truth(v)?,
        None => true,
    };
    change_owner(vm, a, "chown", follow)
}

pub(super) fn lchown(vm: &Vm, a: &[Value]) -> PyResult {
    change_owner(vm, a, "lchown", false)
}

fn change_owner(vm: &Vm, a: &[Value], function: &str, follow: bool) -> PyResult {
    let (path, _) = path_text(vm, function, &a[0])?;
    // -1 leaves it as it is.
    let id = |v: &Value| match vm.index_i64(v)? {
        -1 => Ok(None),
        n => u32::try_from(n).map(Some).map_err(|_| vm.overflow_error("uid is out of range")),
    };
    let (user, group) = (id(&a[1])?, id(&a[2])?);
    vm.host.set_owner(&path, user, group, follow).map(Value::from).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn chdir(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "chdir", &a[0])?;
    vm.host.chdir(&path).map(Value::from).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn utime(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "utime", &a[0])?;
    let now = vm.host.now().as_nanos() as i64;
    let pair = |v: &Value, scale: f64| -> PyResult<(i64, i64)> {
        let items = vm.collect(v)?;
        let [x, y] = items.as_slice() else {
            return Err(vm.type_error("utime: 'times' must be either a tuple of two ints or None"));
        };
        let ns = |v: &Value| match v.inner() {
            Value::Float(f) => Ok((f * scale) as i64),
            v => Ok(vm.index_i64(v)?.saturating_mul(scale as i64)),
        };
        Ok((ns(x)?, ns(y)?))
    };
    let (accessed, modified) = match (a[1].some(), a[2].some()) {
        (Some(times), _) => pair(times, 1e9)?,
        (None, Some(ns)) => pair(ns, 1.0)?,
        (None, None) => (now, now),
    };
    let follow = match a[4].bound() {
        Some(v) => vm.truth(v)?,
        None => true,
    };
    vm.host.set_times(&path, accessed, modified, follow).map(Value::from).map_err(|e| failed(vm, &e, &path))
}

pub(super) fn open(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, _) = path_text(vm, "open", &a[0])?;
    let flags = descriptor(vm, &a[1])?;
    let mode = match a[2].bound() {
        Some(v) => descriptor(vm, v)? as u32,
        None => 0o777,
    };
    let fd = vm.allow_threads(|host| host.open(&path, flags, mode)).map_err(|e| failed(vm, &e, &path))?;
    Ok(Value::Int(i64::from(fd)))
}

pub(super) fn close(vm: &Vm, a: &[Value]) -> PyResult {
    vm.host.close(descriptor(vm, &a[0])?).map(Value::from).map_err(|e| vm.os_error(&e, None))
}

pub(super) fn read(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let length = usize::try_from(vm.index_i64(&a[1])?).map_err(|_| vm.value_error("negative length"))?;
    // One read of a descriptor never needs more than this at once.
    let mut buf = vec![0; length.min(1 << 20)];
    let n = uninterrupted(vm, || vm.allow_threads(|host| host.read(fd, &mut buf)))?;
    Ok(Value::Bytes(Bytes::new(&buf[..n])))
}

pub(super) fn write(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let data = taipan_interp::types::bytes::buffer::required(vm, &a[1])?.to_vec();
    uninterrupted(vm, || vm.allow_threads(|host| host.write_some(fd, &data))).map(Value::from)
}

pub(super) fn lseek(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let position = vm.index_i64(&a[1])?;
    let to = match vm.index_i64(&a[2])? {
        0 => SeekFrom::Start(u64::try_from(position).map_err(|_| vm.value_error("negative seek position"))?),
        1 => SeekFrom::Current(position),
        2 => SeekFrom::End(position),
        other => return Err(vm.value_error(format!("invalid whence value: {other}"))),
    };
    vm.host.seek(fd, to).map(|n| Value::from(n as usize)).map_err(|e| vm.os_error(&e, None))
}

pub(super) fn isatty(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(vm.host.is_terminal(descriptor(vm, &a[0])?)))
}

pub(super) fn fsync(vm: &Vm, a: &[Value]) -> PyResult {
    vm.host.sync(descriptor(vm, &a[0])?).map(Value::from).map_err(|e| vm.os_error(&e, None))
}

pub(super) fn ftruncate(vm: &Vm, a: &[Value]) -> PyResult {
    let length = u64::try_from(vm.index_i64(&a[1])?).map_err(|_| vm.value_error("negative length"))?;
    vm.host.truncate(descriptor(vm, &a[0])?, length).map(Value::from).map_err(|e| vm.os_error(&e, None))
}

pub(super) fn dup(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = vm.host.duplicate(descriptor(vm, &a[0])?, None).map_err(|e| vm.os_error(&e, None))?;
    Ok(Value::Int(i64::from(fd)))
}

pub(super) fn pipe(vm: &Vm, _: &[Value]) -> PyResult {
    let (r, w) = vm.host.pipe().map_err(|e| vm.os_error(&e, None))?;
    Ok(Value::tuple(vec![Value::Int(i64::from(r)), Value::Int(i64::from(w))]))
}

/// `os.path.normpath`: drops empty and `.` parts, lets `..` take back the part before it.
pub(super) fn normpath(vm: &Vm, a: &[Value]) -> PyResult {
    let path = super::fs_path(vm, &a[0])?;
    let (text, is_bytes) = path_text(vm, "normpath", &path)?;
    // POSIX: exactly two leading slashes may mean something of their own.
    let root = match text.bytes().take_while(|b| *b == b'/').count() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in text.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            ".." if !root.is_empty() && parts.is_empty() => {}
            part => parts.push(part),
        }
    }
    let joined = format!("{root}{}", parts.join("/"));
    Ok(path_value(if joined.is_empty() { "." } else { &joined }, is_bytes))
}
