//! `resource`: what the process may use and has used.

use std::io::Error;
use std::rc::Rc;

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::structseq;
use taipan_interp::{PyResult, Raised, Value, Vm};

use crate::select::c_int;
use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "resource", doc: "What processes may use.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("getrlimit", "(resource, /)", |vm, a| {
        let resource = resource(vm, &a[0])?;
        limits(vm, 0, resource, None)
    }),
    function("setrlimit", "(resource, limits, /)", |vm, a| {
        let resource = resource(vm, &a[0])?;
        let new = pair(vm, &a[1])?;
        limits(vm, 0, resource, Some(new))?;
        Ok(Value::None)
    }),
    function("prlimit", "(pid, resource, limits=None, /)", |vm, a| {
        let pid = c_int(vm, &a[0])?;
        let resource = resource(vm, &a[1])?;
        let new = a[2].some().map(|v| pair(vm, v)).transpose()?;
        // Our own by our number.
        let pid = if u32::try_from(pid) == Ok(vm.host.pid()) { 0 } else { pid };
        limits(vm, pid, resource, new)
    }),
    function("getrusage", "(who, /)", usage),
    function("getpagesize", "()", |_, _| Ok(Value::Int(4096))),
];

/// Linux's.
const NUMBERS: &[(&str, i64)] = &[
    ("RLIMIT_AS", 9),
    ("RLIMIT_CORE", 4),
    ("RLIMIT_CPU", 0),
    ("RLIMIT_DATA", 2),
    ("RLIMIT_FSIZE", 1),
    ("RLIMIT_MEMLOCK", 8),
    ("RLIMIT_MSGQUEUE", 12),
    ("RLIMIT_NICE", 13),
    ("RLIMIT_NOFILE", 7),
    ("RLIMIT_NPROC", 6),
    ("RLIMIT_OFILE", 7),
    ("RLIMIT_RSS", 5),
    ("RLIMIT_RTPRIO", 14),
    ("RLIMIT_RTTIME", 15),
    ("RLIMIT_SIGPENDING", 11),
    ("RLIMIT_STACK", 3),
    ("RLIM_INFINITY", -1),
    ("RUSAGE_CHILDREN", -1),
    ("RUSAGE_SELF", 0),
    ("RUSAGE_THREAD", 1),
];

/// How many kinds there are.
const KINDS: i32 = 16;

const FIELDS: &[&str] = &[
    "ru_utime",
    "ru_stime",
    "ru_maxrss",
    "ru_ixrss",
    "ru_idrss",
    "ru_isrss",
    "ru_minflt",
    "ru_majflt",
    "ru_nswap",
    "ru_inblock",
    "ru_oublock",
    "ru_msgsnd",
    "ru_msgrcv",
    "ru_nsignals",
    "ru_nvcsw",
    "ru_nivcsw",
];

struct Types {
    usage: TypeRef,
}

fn types(vm: &Vm) -> Rc<Types> {
    vm.state(|vm| Types { usage: structseq::define(vm, "struct_rusage", "resource", FIELDS, FIELDS.len()) })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    support::add_type(vm, dict, &types(vm).usage);
    support::set(vm, dict, "error", Value::Type(vm.exc.os_error.clone()));
    for (name, number) in NUMBERS {
        support::set(vm, dict, name, Value::Int(*number));
    }
    Ok(())
}

fn no_system(vm: &Vm) -> Raised {
    vm.os_error(&Error::from_raw_os_error(libc::ENOSYS), None)
}

fn resource(vm: &Vm, v: &Value) -> PyResult<i32> {
    let number = c_int(vm, v)?;
    if (0..KINDS).contains(&number) { Ok(number) } else { Err(vm.value_error("invalid resource specified")) }
}

/// (limit in force, limit at most); no limit is the largest number.
fn pair(vm: &Vm, v: &Value) -> PyResult<(u64, u64)> {
    let items = vm.collect(&vm.iter(v)?)?;
    let [current, maximum] = &items[..] else { return Err(vm.value_error("expected a tuple of 2 integers")) };
    let limit = |v: &Value| match vm.index(v)? {
        Value::Int(n) => Ok(n.cast_unsigned()),
        _ => Err(vm.overflow_error("Python int too large to convert to C long")),
    };
    Ok((limit(current)?, limit(maximum)?))
}

fn limits(vm: &Vm, pid: i32, resource: i32, new: Option<(u64, u64)>) -> PyResult {
    let system = vm.host.system().ok_or_else(|| no_system(vm))?;
    match system.limits(pid, resource, new) {
        Ok((current, maximum)) => {
            let shown = |n: u64| Value::Int(n.cast_signed());
            Ok(Value::tuple(vec![shown(current), shown(maximum)]))
        }
        Err(e) => Err(match e.raw_os_error() {
            Some(libc::EINVAL) => vm.value_error("current limit exceeds maximum limit"),
            Some(libc::EPERM) => vm.value_error("not allowed to raise maximum limit"),
            _ => vm.os_error(&e, None),
        }),
    }
}

fn usage(vm: &Vm, a: &[Value]) -> PyResult {
    let who = c_int(vm, &a[0])?;
    let system = vm.host.system().ok_or_else(|| no_system(vm))?;
    let used = system.usage(who).map_err(|e| match e.raw_os_error() {
        Some(libc::EINVAL) => vm.value_error("invalid who parameter"),
        _ => vm.os_error(&e, None),
    })?;
    let times = [used.user, used.system].map(|t| Value::Float(t.as_secs_f64()));
    let values = times.into_iter().chain(used.counts.into_iter().map(Value::Int));
    Ok(structseq::make(vm, &types(vm).usage, values.collect()))
}
