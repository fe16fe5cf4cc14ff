//! `posix`: what the embedded `os` and `posixpath` need of the system, all of it through the host.
//!
//! Paths are text (or bytes that are UTF-8). Processes, users by name and the like come with a later version.

mod descriptors;
mod files;
mod process;
mod scan;
mod start;
mod status;
mod vectors;

use taipan_interp::heap::Ref;
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::{Str, surrogates};
use taipan_interp::types::structseq;
use taipan_interp::{PyResult, Raised, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "posix", doc: "The system's calls, as os wants them.", functions: FUNCTIONS, init }];

pub use start::MODULES as STARTING;

const FUNCTIONS: &[NativeDef] = &[
    function("getcwd", "()", |vm, _| vm.host.cwd().map(Value::from).map_err(|e| vm.os_error(&e, None))),
    function("getcwdb", "()", |vm, _| {
        vm.host.cwd().map(|d| Value::Bytes(Bytes::new(&system_bytes(&d)))).map_err(|e| vm.os_error(&e, None))
    }),
    function("getpid", "()", |vm, _| Ok(Value::Int(i64::from(vm.host.pid())))),
    function("getppid", "()", |vm, _| Ok(Value::Int(i64::from(vm.host.identity().parent)))),
    function("getuid", "()", |vm, _| Ok(Value::Int(i64::from(vm.host.identity().uid)))),
    function("geteuid", "()", |vm, _| Ok(Value::Int(i64::from(vm.host.identity().effective_uid)))),
    function("getgid", "()", |vm, _| Ok(Value::Int(i64::from(vm.host.identity().gid)))),
    function("getegid", "()", |vm, _| Ok(Value::Int(i64::from(vm.host.identity().effective_gid)))),
    function("cpu_count", "()", |vm, _| Ok(Value::from(vm.host.processors()))),
    function("umask", "(mask, /)", umask),
    function("uname", "()", uname),
    function("urandom", "(size, /)", urandom),
    function("strerror", "(code, /)", strerror),
    function("fspath", "(path)", |vm, a| fs_path(vm, &a[0])),
    function("putenv", "(name, value, /)", putenv),
    function("unsetenv", "(name, /)", unsetenv),
    function("get_terminal_size", "(fd=1, /)", terminal_size),
    function("_exit", "(status)", exit_now),
    function("waitstatus_to_exitcode", "(status)", status::exit_code),
    function("WIFEXITED", "(status)", |vm, a| status::test(vm, &a[0], |s| s & 0x7f == 0)),
    function("WEXITSTATUS", "(status)", |vm, a| status::part(vm, &a[0], |s| (s >> 8) & 0xff)),
    function("WIFSIGNALED", "(status)", |vm, a| status::test(vm, &a[0], status::by_signal)),
    function("WTERMSIG", "(status)", |vm, a| status::part(vm, &a[0], |s| s & 0x7f)),
    function("WIFSTOPPED", "(status)", |vm, a| status::test(vm, &a[0], |s| s & 0xff == 0x7f)),
    function("WSTOPSIG", "(status)", |vm, a| status::part(vm, &a[0], |s| (s >> 8) & 0xff)),
    function("WIFCONTINUED", "(status)", |vm, a| status::test(vm, &a[0], |s| s == 0xffff)),
    function("WCOREDUMP", "(status, /)", |vm, a| status::test(vm, &a[0], |s| s & 0x80 != 0)),
    function("listdir", "(path=None)", files::listdir),
    function("scandir", "(path=None)", scan::scandir),
    function("stat", "(path, *, dir_fd=None, follow_symlinks=True)", files::stat),
    function("lstat", "(path, *, dir_fd=None)", files::lstat),
    function("fstat", "(fd)", files::fstat),
    function("access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", files::access),
    function("mkdir", "(path, mode=511, *, dir_fd=None)", files::mkdir),
    function("rmdir", "(path, *, dir_fd=None)", files::rmdir),
    function("remove", "(path, *, dir_fd=None)", files::remove),
    function("unlink", "(path, *, dir_fd=None)", files::remove),
    function("rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", files::rename),
    function("replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", files::rename),
    function("link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", files::link),
    function("symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", files::symlink),
    function("readlink", "(path, *, dir_fd=None)", files::readlink),
    function("chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", files::chmod),
    function("chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", files::chown),
    function("lchown", "(path, uid, gid)", files::lchown),
    function("chdir", "(path)", files::chdir),
    function("utime", "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", files::utime),
    function("open", "(path, flags, mode=511, *, dir_fd=None)", files::open),
    function("close", "(fd)", files::close),
    function("read", "(fd, length, /)", files::read),
    function("write", "(fd, data, /)", files::write),
    function("lseek", "(fd, position, whence, /)", files::lseek),
    function("isatty", "(fd, /)", files::isatty),
    function("fsync", "(fd)", files::fsync),
    function("ftruncate", "(fd, length, /)", files::ftruncate),
    function("dup", "(fd, /)", files::dup),
    function("dup2", "(fd, fd2, inheritable=True)", descriptors::dup2),
    function("closerange", "(fd_low, fd_high, /)", descriptors::close_range),
    function("truncate", "(path, length)", descriptors::truncate),
    function("fdatasync", "(fd)", files::fsync),
    function("get_inheritable", "(fd, /)", descriptors::get_inheritable),
    function("set_inheritable", "(fd, inheritable, /)", descriptors::set_inheritable),
    function("get_blocking", "(fd, /)", descriptors::get_blocking),
    function("set_blocking", "(fd, blocking, /)", descriptors::set_blocking),
    function("device_encoding", "(fd)", descriptors::device_encoding),
    function("getloadavg", "()", descriptors::load_average),
    function("getrandom", "(size, flags=0)", urandom),
    function("major", "(device, /)", descriptors::major),
    function("minor", "(device, /)", descriptors::minor),
    function("makedev", "(major, minor, /)", descriptors::make_device),
    function("sysconf", "(name, /)", descriptors::sysconf),
    function("pipe", "()", files::pipe),
    function("_path_normpath", "(path)", files::normpath),
];

/// To open a file that is added to, which is made if it is not there, and which children do not inherit.
pub(crate) const APPEND: i32 = 0o1 | 0o100 | 0o2000 | 0o2_000_000;

/// Open flags and access modes, Linux's.
const NUMBERS: &[(&str, i64)] = &[
    ("O_RDONLY", 0),
    ("O_WRONLY", 1),
    ("O_RDWR", 2),
    ("O_CREAT", 0o100),
    ("O_EXCL", 0o200),
    ("O_NOCTTY", 0o400),
    ("O_TRUNC", 0o1000),
    ("O_APPEND", 0o2000),
    ("O_NONBLOCK", 0o4000),
    ("O_DSYNC", 0o10000),
    ("O_DIRECTORY", 0o200_000),
    ("O_NOFOLLOW", 0o400_000),
    ("O_CLOEXEC", 0o2_000_000),
    ("EFD_CLOEXEC", 0o2_000_000),
    ("EFD_NONBLOCK", 0o4000),
    ("EFD_SEMAPHORE", 1),
    ("F_OK", 0),
    ("X_OK", 1),
    ("W_OK", 2),
    ("R_OK", 4),
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_DATAERR", 65),
    ("EX_NOINPUT", 66),
    ("EX_SOFTWARE", 70),
    ("EX_OSERR", 71),
    ("EX_IOERR", 74),
];

/// The module's struct sequences.
pub(super) struct Types {
    stat_result: TypeRef,
    terminal_size: TypeRef,
    uname_result: TypeRef,
}

const STAT_FIELDS: &[&str] = &[
    "st_mode",
    "st_ino",
    "st_dev",
    "st_nlink",
    "st_uid",
    "st_gid",
    "st_size",
    "st_atime",
    "st_mtime",
    "st_ctime",
    "st_atime_ns",
    "st_mtime_ns",
    "st_ctime_ns",
    "st_blksize",
    "st_blocks",
    "st_rdev",
];

impl Types {
    fn new(vm: &Vm) -> Types {
        Types {
            stat_result: structseq::define(vm, "stat_result", "os", STAT_FIELDS, 10),
            terminal_size: structseq::define(vm, "terminal_size", "os", &["columns", "lines"], 2),
            uname_result: structseq::define(
                vm,
                "uname_result",
                "posix",
                &["sysname", "nodename", "release", "version", "machine"],
                5,
            ),
        }
    }
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let names = Dict::new();
    for (name, number) in descriptors::SYSCONF_NAMES {
        names.set_str(&vm.intern(name), Value::Int(*number));
    }
    dict.set_str(&vm.intern("sysconf_names"), Value::Dict(Ref::new(names)));
    for def in process::FUNCTIONS {
        dict.set_str(&vm.intern(def.name), vm.native_function("posix", def));
    }
    for (name, number) in NUMBERS.iter().chain(process::NUMBERS) {
        dict.set_str(&vm.intern(name), Value::Int(*number));
    }
    for def in vectors::FUNCTIONS {
        dict.set_str(&vm.intern(def.name), vm.native_function("posix", def));
    }
    dict.set_str(&vm.intern("environ"), environ(vm)?);
    dict.set_str(&vm.intern("error"), Value::Type(vm.exc.os_error.clone()));
    // `os` derives from it which functions take `follow_symlinks`.
    let have = ["HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_LCHOWN"].iter().map(|f| Value::str(f)).collect();
    dict.set_str(&vm.intern("_have_functions"), Value::list(have));
    let types = vm.state(Types::new);
    dict.set_str(&vm.intern("stat_result"), Value::Type(types.stat_result.clone()));
    dict.set_str(&vm.intern("terminal_size"), Value::Type(types.terminal_size.clone()));
    dict.set_str(&vm.intern("uname_result"), Value::Type(types.uname_result.clone()));
    let processes = vm.state(process::Types::new);
    dict.set_str(&vm.intern("times_result"), Value::Type(processes.times.clone()));
    dict.set_str(&vm.intern("waitid_result"), Value::Type(processes.waitid.clone()));
    dict.set_str(&vm.intern("DirEntry"), Value::Type(scan::entry_type(vm)));
    Ok(())
}

/// The environment as `os` wants it: bytes to bytes.
fn environ(vm: &Vm) -> PyResult {
    let env = Dict::new();
    for (name, value) in vm.host.env_all() {
        let name = Value::Bytes(Bytes::new(&system_bytes(&name)));
        vm.dict_set(&env, &name, Value::Bytes(Bytes::new(&system_bytes(&value))))?;
    }
    Ok(Value::Dict(Ref::new(env)))
}

/// A path argument as it is: str, bytes, or what `__fspath__` returns.
pub(super) fn fs_path(vm: &Vm, path: &Value) -> PyResult {
    if matches!(path.inner(), Value::Str(_) | Value::Bytes(_)) {
        return Ok(path.clone());
    }
    let name = vm.class_name(path);
    match vm.call_special(path, &vm.names.__fspath__, &[])? {
        Some(v) if matches!(v.inner(), Value::Str(_) | Value::Bytes(_)) => Ok(v),
        Some(v) => {
            Err(vm
                .type_error(format!("expected {name}.__fspath__() to return str or bytes, not {}", vm.class_name(&v))))
        }
        None => Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {name}"))),
    }
}

/// A path argument as text for the host, and whether it was bytes.
pub(super) fn path_text(vm: &Vm, function: &str, path: &Value) -> PyResult<(String, bool)> {
    let fixed = match fs_path(vm, path) {
        Ok(v) => v,
        Err(e) if vm.matches(&e, &vm.exc.type_error) && !matches!(path, Value::Instance(_)) => {
            return Err(vm.type_error(format!(
                "{function}: path should be string, bytes or os.PathLike, not {}",
                vm.class_name(path)
            )));
        }
        Err(e) => return Err(e),
    };
    let (text, is_bytes) = match fixed.inner() {
        Value::Str(s) => {
            check_name(vm, s)?;
            (s.as_str().to_owned(), false)
        }
        Value::Bytes(b) => (surrogates::from_system(b.as_slice().to_vec()), true),
        _ => return Err(vm.type_error("not a path")),
    };
    if text.contains('\0') {
        return Err(vm.value_error(format!("{function}: embedded null character in path")));
    }
    Ok((text, is_bytes))
}

/// Text back as the kind of string that the caller gave.
pub(super) fn path_value(text: &str, is_bytes: bool) -> Value {
    if is_bytes { Value::Bytes(Bytes::new(&system_bytes(text))) } else { Value::str(text) }
}

/// The bytes of a name that came from the system.
fn system_bytes(text: &str) -> std::borrow::Cow<'_, [u8]> {
    surrogates::to_system(text).unwrap_or(std::borrow::Cow::Borrowed(text.as_bytes()))
}

/// Refuses what stands for no name: surrogates that are no bytes.
///
/// # Errors
/// UnicodeEncodeError.
pub fn check_name(vm: &Vm, name: &Str) -> PyResult<()> {
    if surrogates::to_system(name.as_str()).is_none() {
        taipan_interp::codecs::encode(vm, name, "utf-8", "surrogateescape")?;
    }
    Ok(())
}

/// An OSError about a path.
pub(super) fn failed(vm: &Vm, error: &std::io::Error, path: &str) -> Raised {
    vm.os_error(error, Some(path))
}

fn umask(vm: &Vm, a: &[Value]) -> PyResult {
    let mask = vm.index_i64(&a[0])?;
    Ok(Value::Int(i64::from(vm.host.umask((mask & 0o777) as u32))))
}

fn uname(vm: &Vm, _: &[Value]) -> PyResult {
    let n = vm.host.system_name();
    let values = [n.system, n.node, n.release, n.version, n.machine].into_iter().map(Value::from).collect();
    Ok(structseq::make(vm, &vm.state(Types::new).uname_result, values))
}

fn urandom(vm: &Vm, a: &[Value]) -> PyResult {
    let size = vm.index_i64(&a[0])?;
    let Ok(size) = usize::try_from(size) else { return Err(vm.value_error("negative argument not allowed")) };
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(size).is_err() {
        return Err(vm.memory_error(""));
    }
    bytes.resize(size, 0);
    vm.host.random(&mut bytes).map_err(|e| vm.os_error(&e, None))?;
    Ok(Value::Bytes(Bytes::new(&bytes)))
}

fn strerror(vm: &Vm, a: &[Value]) -> PyResult {
    let code = i32::try_from(vm.index_i64(&a[0])?).unwrap_or(-1);
    let error = std::io::Error::from_raw_os_error(code);
    Ok(Value::from(taipan_interp::types::exceptions::os_error_message(&error)))
}

fn putenv(vm: &Vm, a: &[Value]) -> PyResult {
    let (name, _) = path_text(vm, "putenv", &a[0])?;
    let (value, _) = path_text(vm, "putenv", &a[1])?;
    vm.host.set_env(&name, Some(&value));
    Ok(Value::None)
}

fn unsetenv(vm: &Vm, a: &[Value]) -> PyResult {
    let (name, _) = path_text(vm, "unsetenv", &a[0])?;
    vm.host.set_env(&name, None);
    Ok(Value::None)
}

fn terminal_size(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = match a[0].bound() {
        Some(v) => files::descriptor(vm, v)?,
        None => 1,
    };
    let (columns, lines) = vm.host.terminal_size(fd).map_err(|e| vm.os_error(&e, None))?;
    let values = vec![Value::Int(i64::from(columns)), Value::Int(i64::from(lines))];
    Ok(structseq::make(vm, &vm.state(Types::new).terminal_size, values))
}

/// `os._exit` leaves at once; where the host does not let it, it is SystemExit, which runs `finally` blocks.
fn exit_now(vm: &Vm, a: &[Value]) -> PyResult {
    let status = vm.index_i64(&a[0])?;
    let Ok(status) = i32::try_from(status) else {
        return Err(vm.overflow_error("signed integer is greater than maximum"));
    };
    vm.host.exit_now(status);
    Err(vm.new_exception(&vm.exc.system_exit, vec![a[0].clone()]))
}
