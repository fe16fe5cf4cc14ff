//! `select`: waiting for descriptors, by `select`, `poll` and `epoll`. All three wait through the host and let go of the
//! interpreter lock meanwhile.

use std::cell::{Cell, RefCell};
use std::io::{Error, ErrorKind};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexMap;
use taipan_interp::heap::NativeData;
use taipan_interp::host::Host;
use taipan_interp::host::poll::{EpollChange, Polled};
use taipan_interp::native::{
    Args, GetSet, ModuleDef, NativeDef, TypeDef, class_method, function, function_raw, getter, method, method_raw,
};
use taipan_interp::types::arguments;
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Raised, Value, Vm};

use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "select", doc: "Waiting until files are ready.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function_raw("select", "(rlist, wlist, xlist, timeout=None, /)", select),
    function("poll", "()", |vm, _| Ok(support::object(&types(vm).poll, PollObject::default()))),
];

/// One more than the largest descriptor that `select` takes.
const SET_SIZE: i32 = 1024;

const NUMBERS: &[(&str, i64)] = &[
    ("PIPE_BUF", 4096),
    ("POLLIN", 1),
    ("POLLPRI", 2),
    ("POLLOUT", 4),
    ("POLLERR", 8),
    ("POLLHUP", 16),
    ("POLLNVAL", 32),
    ("POLLRDNORM", 64),
    ("POLLRDBAND", 128),
    ("POLLWRNORM", 256),
    ("POLLWRBAND", 512),
    ("POLLMSG", 1024),
    ("POLLRDHUP", 8192),
    #[cfg(target_os = "linux")]
    ("EPOLL_CLOEXEC", 0o2_000_000),
    #[cfg(target_os = "linux")]
    ("EPOLLIN", 1),
    #[cfg(target_os = "linux")]
    ("EPOLLPRI", 2),
    #[cfg(target_os = "linux")]
    ("EPOLLOUT", 4),
    #[cfg(target_os = "linux")]
    ("EPOLLERR", 8),
    #[cfg(target_os = "linux")]
    ("EPOLLHUP", 16),
    #[cfg(target_os = "linux")]
    ("EPOLLRDNORM", 64),
    #[cfg(target_os = "linux")]
    ("EPOLLRDBAND", 128),
    #[cfg(target_os = "linux")]
    ("EPOLLWRNORM", 256),
    #[cfg(target_os = "linux")]
    ("EPOLLWRBAND", 512),
    #[cfg(target_os = "linux")]
    ("EPOLLMSG", 1024),
    #[cfg(target_os = "linux")]
    ("EPOLLRDHUP", 8192),
    #[cfg(target_os = "linux")]
    ("EPOLLEXCLUSIVE", 1 << 28),
    #[cfg(target_os = "linux")]
    ("EPOLLONESHOT", 1 << 30),
    #[cfg(target_os = "linux")]
    ("EPOLLET", 1 << 31),
];

struct Types {
    poll: TypeRef,
    epoll: TypeRef,
}

fn types(vm: &Vm) -> Rc<Types> {
    vm.state(|vm| Types { poll: vm.make_type(&POLL, None), epoll: vm.make_type(&EPOLL, None) })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    support::set(vm, dict, "error", Value::Type(vm.exc.os_error.clone()));
    #[cfg(target_os = "linux")]
    support::add_type(vm, dict, &types(vm).epoll);
    for (name, number) in NUMBERS {
        support::set(vm, dict, name, Value::Int(*number));
    }
    Ok(())
}

fn os_error(vm: &Vm, e: &Error) -> Raised {
    vm.os_error(e, None)
}

/// A descriptor, or what has one.
///
/// # Errors
/// TypeError for anything else, ValueError for a negative number; what `fileno` raises.
pub(crate) fn descriptor(vm: &Vm, v: &Value) -> PyResult<i32> {
    let is_int = |v: &Value| matches!(v.inner(), Value::Int(_) | Value::Bool(_) | Value::Big(_));
    let number = if is_int(v) {
        if matches!(v, Value::Bool(_)) {
            let text = "bool is used as a file descriptor";
            taipan_interp::warnings::warn(vm, &vm.exc.runtime_warning, text, 1, &Value::None)?;
        }
        v.clone()
    } else {
        let Some(fileno) = vm.get_attr_opt(v, &vm.intern("fileno"))? else {
            return Err(vm.type_error("argument must be an int, or have a fileno() method."));
        };
        let number = vm.call(&fileno, &[])?;
        if !is_int(&number) {
            return Err(vm.type_error("fileno() returned a non-integer"));
        }
        number
    };
    let fd = match vm.index(&number)? {
        Value::Int(n) => i32::try_from(n).ok(),
        _ => None,
    };
    let fd = fd.ok_or_else(|| vm.overflow_error("Python int too large to convert to C int"))?;
    if fd < 0 {
        return Err(vm.value_error(format!("file descriptor cannot be a negative integer ({fd})")));
    }
    Ok(fd)
}

/// A length of time in units of `unit` nanoseconds; `None` (Rust's) when it is negative.
fn time_arg(vm: &Vm, v: &Value, unit: u64, complaint: &str) -> PyResult<Option<Duration>> {
    let nanos = match v.inner() {
        Value::Float(f) if f.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
        Value::Float(f) if *f < 0.0 => return Ok(None),
        Value::Float(f) => (f * unit as f64).ceil(),
        _ => match vm.index(v) {
            Ok(Value::Int(n)) => match n.checked_mul(unit as i64) {
                Some(nanos) if nanos < 0 => return Ok(None),
                Some(nanos) => return Ok(Some(Duration::from_nanos(nanos.unsigned_abs()))),
                None => return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
            },
            Ok(_) => return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
            Err(e) if vm.matches(&e, &vm.exc.type_error) => return Err(vm.type_error(complaint)),
            Err(e) => return Err(e),
        },
    };
    if nanos >= i64::MAX as f64 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(Some(Duration::from_nanos(nanos as u64)))
}

const SECOND: u64 = 1_000_000_000;
const MILLISECOND: u64 = 1_000_000;

/// Does `attempt` again after a signal, with what is left of the time.
fn patiently<T: Send>(
    vm: &Vm,
    timeout: Option<Duration>,
    mut attempt: impl FnMut(&dyn Host, Option<Duration>) -> std::io::Result<T> + Send,
) -> PyResult<T> {
    let deadline = timeout.map(|t| vm.host.monotonic() + t);
    let mut left = timeout;
    loop {
        match vm.allow_threads(|host| attempt(host, left)) {
            Ok(done) => return Ok(done),
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            Err(e) => return Err(os_error(vm, &e)),
        }
        left = deadline.map(|d| d.saturating_sub(vm.host.monotonic()));
    }
}

fn poll_all(vm: &Vm, polled: &mut [Polled], timeout: Option<Duration>) -> PyResult<()> {
    let polled = &mut *polled;
    patiently(vm, timeout, |host, left| host.poll(polled, left))
}

fn select(vm: &Vm, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("select.select() takes no keyword arguments"));
    }
    arguments::count(vm, "select", args.values.len(), 3, 4)?;
    let timeout = match args.values.get(3) {
        Some(v) if !v.is_none() => {
            let timeout = time_arg(vm, v, SECOND, "timeout must be a float or None")?;
            Some(timeout.ok_or_else(|| vm.value_error("timeout must be non-negative"))?)
        }
        _ => None,
    };
    const READ: i16 = libc::POLLIN | libc::POLLRDNORM | libc::POLLRDBAND;
    const WRITE: i16 = libc::POLLOUT | libc::POLLWRNORM | libc::POLLWRBAND;
    // What each list waits for, and what counts as having come.
    let lists =
        [(READ, READ | libc::POLLHUP | libc::POLLERR), (WRITE, WRITE | libc::POLLERR), (libc::POLLPRI, libc::POLLPRI)];
    let mut waited: Vec<Vec<Value>> = Vec::with_capacity(3);
    let mut polled = Vec::new();
    for (list, (events, _)) in args.values.iter().zip(lists) {
        // A list may change while its items are asked for their descriptors: it is looked at again each time.
        let fixed = match list.inner() {
            Value::List(_) => None,
            _ => match vm.iter(list) {
                Ok(iterator) => Some(vm.collect(&iterator)?),
                Err(e) if vm.matches(&e, &vm.exc.type_error) => {
                    return Err(vm.type_error("arguments 1-3 must be sequences"));
                }
                Err(e) => return Err(e),
            },
        };
        let item = |i: usize| match (&fixed, list.inner()) {
            (None, Value::List(items)) => items.borrow().get(i).cloned(),
            (items, _) => items.as_ref().and_then(|items| items.get(i).cloned()),
        };
        let mut items = Vec::new();
        while let Some(item) = item(items.len()) {
            let fd = descriptor(vm, &item)?;
            if fd >= SET_SIZE {
                return Err(vm.value_error("filedescriptor out of range in select()"));
            }
            polled.push(Polled { fd, events, ready: 0 });
            items.push(item);
        }
        waited.push(items);
    }
    poll_all(vm, &mut polled, timeout)?;
    if polled.iter().any(|p| p.ready & libc::POLLNVAL != 0) {
        return Err(os_error(vm, &Error::from_raw_os_error(libc::EBADF)));
    }
    let mut ready = polled.iter().map(|p| p.ready);
    let lists = waited.into_iter().zip(lists).map(|(items, (_, counts))| {
        let come = items.into_iter().zip(ready.by_ref()).filter(|(_, r)| r & counts != 0);
        Value::list(come.map(|(item, _)| item).collect())
    });
    Ok(Value::tuple(lists.collect()))
}

/// Descriptors with what they are waited for.
#[derive(Default)]
struct PollObject {
    watched: RefCell<IndexMap<i32, u16>>,
    /// A thread waits.
    busy: Cell<bool>,
}

impl NativeData for PollObject {}

const POLL: TypeDef = TypeDef { layout: Layout::Native(0), methods: POLL_METHODS, ..TypeDef::new("poll", "select") };

const POLL_METHODS: &[NativeDef] = &[
    method_raw("register", "(self, fd, eventmask=7, /)", |vm, args| {
        let (fd, events) = watch_args(vm, args, "register", 1)?;
        watched(vm, &args.values[0])?.watched.borrow_mut().insert(fd, events);
        Ok(Value::None)
    }),
    method_raw("modify", "(self, fd, eventmask, /)", |vm, args| {
        let (fd, events) = watch_args(vm, args, "modify", 2)?;
        match watched(vm, &args.values[0])?.watched.borrow_mut().get_mut(&fd) {
            Some(watched) => *watched = events,
            None => return Err(os_error(vm, &Error::from_raw_os_error(libc::ENOENT))),
        }
        Ok(Value::None)
    }),
    method("unregister", "(self, fd, /)", |vm, a| {
        let fd = descriptor(vm, &a[1])?;
        match watched(vm, &a[0])?.watched.borrow_mut().shift_remove(&fd) {
            Some(_) => Ok(Value::None),
            None => Err(vm.key_error(Value::Int(fd.into()))),
        }
    }),
    method_raw("poll", "(self, timeout=None, /)", poll),
];

fn watched<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a PollObject> {
    v.native().ok_or_else(|| arguments::bad_receiver(vm, "select.poll", v))
}

/// (descriptor, events) of `register` and `modify`.
fn watch_args(vm: &Vm, args: &Args, name: &str, min: usize) -> PyResult<(i32, u16)> {
    let args = args.skip_first();
    let given = arguments::positional(vm, &args, name, min, 2)?;
    let fd = descriptor(vm, &given[0])?;
    let events = match given.get(1).map(Value::inner) {
        None => 7,
        Some(Value::Int(n)) if *n < 0 => return Err(vm.value_error("value must be positive")),
        Some(Value::Int(n)) => {
            u16::try_from(*n).map_err(|_| vm.overflow_error("Python int too large for C unsigned short"))?
        }
        Some(Value::Bool(b)) => (*b).into(),
        Some(Value::Big(_)) => return Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
        Some(_) => return Err(vm.type_error("an integer is required")),
    };
    Ok((fd, events))
}

fn poll(vm: &Vm, args: &Args) -> PyResult {
    let object = watched(vm, &args.values[0])?;
    let args = args.skip_first();
    let given = arguments::positional(vm, &args, "poll", 0, 1)?;
    let timeout = match given.first() {
        Some(v) if !v.is_none() => time_arg(vm, v, MILLISECOND, "timeout must be an integer or None")?,
        _ => None,
    };
    if timeout.is_some_and(|t| i32::try_from(t.as_millis()).is_err()) {
        return Err(vm.overflow_error("timeout is too large"));
    }
    if object.busy.replace(true) {
        return Err(vm.runtime_error("concurrent poll() invocation"));
    }
    let waited = |(&fd, &events): (&i32, &u16)| Polled { fd, events: events.cast_signed(), ready: 0 };
    let mut polled: Vec<Polled> = object.watched.borrow().iter().map(waited).collect();
    let result = poll_all(vm, &mut polled, timeout);
    object.busy.set(false);
    result?;
    let come = polled.iter().filter(|p| p.ready != 0);
    let pair = |p: &Polled| Value::tuple(vec![Value::Int(p.fd.into()), Value::Int(p.ready.cast_unsigned().into())]);
    Ok(Value::list(come.map(pair).collect()))
}

/// A set that the system keeps.
struct Epoll {
    host: Arc<dyn Host>,
    /// -1 when closed.
    fd: Cell<i32>,
}

impl NativeData for Epoll {}

impl Drop for Epoll {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // Nobody is left to tell.
            let _ = self.host.close(self.fd.get());
        }
    }
}

const EPOLL: TypeDef = TypeDef {
    doc: "A set of file descriptors to wait for: select.epoll(sizehint=-1, flags=0)",
    layout: Layout::Native(0),
    new: Some(new_epoll),
    methods: EPOLL_METHODS,
    getset: EPOLL_GETSET,
    ..TypeDef::new("epoll", "select")
};

const EPOLL_GETSET: &[GetSet] = &[getter("closed", |vm, v| Ok(Value::Bool(epoll(vm, v)?.fd.get() < 0)))];

const EPOLL_METHODS: &[NativeDef] = &[
    class_method("fromfd", "(cls, fd, /)", |vm, a| {
        let fd = c_int(vm, &a[1])?;
        let Some(cls) = a[0].as_type() else { return Ok(Value::None) };
        Ok(support::object(cls, Epoll { host: vm.host.clone(), fd: Cell::new(fd) }))
    }),
    method("close", "(self, /)", |vm, a| close_epoll(vm, &a[0])),
    method("fileno", "(self, /)", |vm, a| Ok(Value::Int(open_epoll(vm, &a[0])?.into()))),
    method("register", "(self, fd, eventmask=7)", |vm, a| {
        let events = a[2].bound().map_or(Ok(7), |v| event_bits(vm, v))?;
        change(vm, &a[0], &a[1], EpollChange::Add(events))
    }),
    method("modify", "(self, fd, eventmask)", |vm, a| {
        let events = event_bits(vm, &a[2])?;
        change(vm, &a[0], &a[1], EpollChange::Modify(events))
    }),
    method("unregister", "(self, fd)", |vm, a| change(vm, &a[0], &a[1], EpollChange::Delete)),
    method("poll", "(self, timeout=None, maxevents=-1)", poll_epoll),
    method("__enter__", "(self, /)", |vm, a| {
        open_epoll(vm, &a[0])?;
        Ok(a[0].clone())
    }),
    method("__exit__", "(self, exc_type=None, exc_value=None, exc_tb=None, /)", |vm, a| close_epoll(vm, &a[0])),
];

fn epoll<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Epoll> {
    v.native().ok_or_else(|| arguments::bad_receiver(vm, "select.epoll", v))
}

fn open_epoll(vm: &Vm, v: &Value) -> PyResult<i32> {
    match epoll(vm, v)?.fd.get() {
        fd if fd < 0 => Err(vm.value_error("I/O operation on closed epoll object")),
        fd => Ok(fd),
    }
}

/// An argument as the system's `int`.
///
/// # Errors
/// TypeError for what is no int, OverflowError for one that does not fit.
pub(crate) fn c_int(vm: &Vm, v: &Value) -> PyResult<i32> {
    match vm.index(v)? {
        Value::Int(n) if i32::try_from(n).is_ok() => Ok(n as i32),
        _ => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// The lowest 32 bits.
fn event_bits(vm: &Vm, v: &Value) -> PyResult<u32> {
    match vm.index(v)? {
        Value::Int(n) => Ok(n as u32),
        big => Ok(support::bigint(&big).iter_u32_digits().next().unwrap_or(0)),
    }
}

fn new_epoll(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = arguments::by_name(vm, args, "epoll", [Some("sizehint"), Some("flags")])?;
    let hint = given[0].bound().map_or(Ok(-1), |v| c_int(vm, v))?;
    let flags = given[1].bound().map_or(Ok(0), |v| c_int(vm, v))?;
    if hint != -1 && hint <= 0 {
        return Err(vm.value_error("negative sizehint"));
    }
    if flags & !libc::O_CLOEXEC != 0 {
        return Err(vm.error(&vm.exc.os_error, "invalid flags"));
    }
    let fd = vm.host.epoll().map_err(|e| os_error(vm, &e))?;
    Ok(support::object(cls, Epoll { host: vm.host.clone(), fd: Cell::new(fd) }))
}

fn close_epoll(vm: &Vm, v: &Value) -> PyResult {
    let fd = epoll(vm, v)?.fd.replace(-1);
    if fd >= 0 {
        // Somebody else may have closed it: then it is what was wanted.
        let _ = vm.host.close(fd);
    }
    Ok(Value::None)
}

fn change(vm: &Vm, set: &Value, v: &Value, change: EpollChange) -> PyResult {
    let fd = descriptor(vm, v)?;
    let set = open_epoll(vm, set)?;
    vm.host.epoll_change(set, change, fd).map_err(|e| os_error(vm, &e))?;
    Ok(Value::None)
}

fn poll_epoll(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = open_epoll(vm, &a[0])?;
    let timeout = match a[1].some() {
        Some(v) => time_arg(vm, v, SECOND, "timeout must be an integer or None")?,
        None => None,
    };
    let most = match a[2].bound().map_or(Ok(-1), |v| c_int(vm, v))? {
        -1 => SET_SIZE - 1,
        n if n <= 0 => return Err(vm.value_error(format!("maxevents must be greater than 0, got {n}"))),
        n => n,
    };
    let most = usize::try_from(most).unwrap_or(1);
    let ready = patiently(vm, timeout, |host, left| host.epoll_wait(fd, most, left))?;
    let pair = |(fd, events): (i32, u32)| Value::tuple(vec![Value::Int(fd.into()), Value::Int(events.into())]);
    Ok(Value::list(ready.into_iter().map(pair).collect()))
}
