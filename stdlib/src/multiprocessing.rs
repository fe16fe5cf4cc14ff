//! `_multiprocessing`: semaphores and locks that several processes share.
//!
//! A semaphore is a counter of the host's behind a descriptor. It has no name: a process that is started inherits the
//! descriptor, under the same number. So nothing is left behind when processes end, however they do.

use std::cell::Cell;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use taipan_interp::heap::NativeData;
use taipan_interp::host::Host;
use taipan_interp::host::poll::Interest;
use taipan_interp::native::{Args, ModuleDef, NativeDef, TypeDef, class_method, function, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_multiprocessing",
    doc: "Locks that processes share.",
    // No semaphore has a name that would have to be taken back.
    functions: &[function("sem_unlink", "(name, /)", |_, _| Ok(Value::None))],
    init,
}];

/// A lock that the thread which holds it may take again; the other kind counts.
const RECURSIVE: i64 = 0;

/// The greatest value, as on most systems.
const LARGEST: i64 = i32::MAX as i64;

struct SemLock {
    host: Arc<dyn Host>,
    fd: i32,
    kind: i64,
    largest: i64,
    /// How often this process has taken it, and which thread did last.
    count: Cell<i64>,
    holder: Cell<usize>,
}

impl NativeData for SemLock {}

impl Drop for SemLock {
    fn drop(&mut self) {
        // Nothing can be done about an error, and nothing depends on it.
        let _ = self.host.close(self.fd);
    }
}

struct Types {
    sem_lock: TypeRef,
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = vm.state(|vm| Types { sem_lock: vm.make_type(&SEM_LOCK, None) });
    types.sem_lock.dict().set_str(&vm.intern("SEM_VALUE_MAX"), Value::Int(LARGEST));
    support::add_type(vm, dict, &types.sem_lock);
    dict.set_str(&vm.intern("flags"), Value::Dict(taipan_interp::Ref::new(Dict::new())));
    Ok(())
}

static SEM_LOCK: TypeDef = TypeDef {
    doc: "Semaphore/Mutex type",
    layout: Layout::Native(0),
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("handle", handle),
        getter("kind", |vm, v| Ok(Value::Int(this(vm, v)?.kind))),
        getter("maxvalue", |vm, v| Ok(Value::Int(this(vm, v)?.largest))),
        getter("name", |_, _| Ok(Value::None)),
    ],
    ..TypeDef::new("SemLock", "_multiprocessing")
};

const METHODS: &[NativeDef] = &[
    method("acquire", "(self, /, block=True, timeout=None)", acquire),
    method("release", "(self, /)", |vm, a| release(vm, this(vm, &a[0])?).map(Value::from)),
    method("__enter__", "(self, /)", |vm, a| {
        let lock = this(vm, &a[0])?;
        take(vm, lock, true, None).map(Value::Bool)
    }),
    method("__exit__", "(self, exc_type=None, exc_value=None, exc_tb=None, /)", |vm, a| {
        release(vm, this(vm, &a[0])?).map(Value::from)
    }),
    method("_count", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.count.get()))),
    method("_is_mine", "(self, /)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.is_mine(vm)))),
    method("_get_value", "(self, /)", |vm, a| value(vm, this(vm, &a[0])?).map(Value::Int)),
    method("_is_zero", "(self, /)", |vm, a| Ok(Value::Bool(!is_free(vm, this(vm, &a[0])?, Some(Duration::ZERO))?))),
    method("_after_fork", "(self, /)", |vm, a| {
        this(vm, &a[0])?.count.set(0);
        Ok(Value::None)
    }),
    class_method("_rebuild", "(cls, handle, kind, maxvalue, name, /)", |vm, a| {
        let Value::Type(class) = &a[0] else { return Err(vm.type_error("a class was expected")) };
        let fd = i32::try_from(vm.index_i64(&a[1])?).map_err(|_| vm.value_error("bad handle"))?;
        // Inherited: from now on it is ours.
        vm.host.stat_open(fd).map_err(|e| vm.os_error(&e, None))?;
        Ok(make(vm, class, fd, vm.index_i64(&a[2])?, vm.index_i64(&a[3])?))
    }),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a SemLock> {
    v.native::<SemLock>().ok_or_else(|| vm.type_error("a SemLock was expected"))
}

impl SemLock {
    fn is_mine(&self, vm: &Vm) -> bool {
        self.count.get() > 0 && self.holder.get() == vm.thread.ident
    }
}

fn make(vm: &Vm, class: &TypeRef, fd: i32, kind: i64, largest: i64) -> Value {
    let lock = SemLock { host: vm.host.clone(), fd, kind, largest, count: Cell::new(0), holder: Cell::new(0) };
    Value::Object(ObjRef::new(class.clone(), lock))
}

fn new(vm: &Vm, class: &TypeRef, args: &Args) -> PyResult {
    let [kind, value, largest, ..] = args.pos() else {
        return Err(vm.type_error("SemLock() missing required arguments"));
    };
    let (kind, value, largest) = (vm.index_i64(kind)?, vm.index_i64(value)?, vm.index_i64(largest)?);
    if ![RECURSIVE, 1].contains(&kind) {
        return Err(vm.value_error("unrecognized kind"));
    }
    let initial = u32::try_from(value).ok().filter(|_| value <= largest && largest <= LARGEST);
    let Some(initial) = initial else {
        return Err(vm.os_error(&std::io::Error::from_raw_os_error(EINVAL), None));
    };
    let fd = vm.host.semaphore(initial).map_err(|e| vm.os_error(&e, None))?;
    Ok(make(vm, class, fd, kind, largest))
}

const EINVAL: i32 = 22;

/// The descriptor. While a process is being started, whoever asks for it gives it to that one.
fn handle(vm: &Vm, v: &Value) -> PyResult {
    let fd = Value::Int(this(vm, v)?.fd.into());
    let context = vm.modules.get_str(&vm.intern("multiprocessing.context"));
    if let Some(context) = context {
        let popen = vm.call_method(&context, &vm.intern("get_spawning_popen"), &[])?;
        if !popen.is_none() {
            vm.call_method(&popen, &vm.intern("duplicate_for_child"), std::slice::from_ref(&fd))?;
        }
    }
    Ok(fd)
}

/// Waits until somebody could take it; false when the time is over.
fn is_free(vm: &Vm, lock: &SemLock, timeout: Option<Duration>) -> PyResult<bool> {
    let fd = lock.fd;
    let wait = |host: &dyn Host| -> std::io::Result<bool> {
        let ready = host.poll_once(&[(fd, Interest { read: true, write: false })], timeout)?;
        Ok(ready.first().is_some_and(|r| r.read))
    };
    let result = if timeout == Some(Duration::ZERO) { wait(&*vm.host) } else { vm.allow_threads(wait) };
    result.map_err(|e: std::io::Error| vm.os_error(&e, None))
}

fn acquire(vm: &Vm, a: &[Value]) -> PyResult {
    let block = a[1].bound().map_or(Ok(true), |v| vm.truth(v))?;
    let timeout = match a[2].some() {
        Some(v) => Some(Duration::try_from_secs_f64(support::float_arg(vm, v)?.max(0.0)).unwrap_or(Duration::MAX)),
        None => None,
    };
    take(vm, this(vm, &a[0])?, block, timeout).map(Value::Bool)
}

fn take(vm: &Vm, lock: &SemLock, block: bool, timeout: Option<Duration>) -> PyResult<bool> {
    if lock.kind == RECURSIVE && lock.is_mine(vm) {
        lock.count.set(lock.count.get() + 1);
        return Ok(true);
    }
    let deadline = timeout.and_then(|t| vm.host.monotonic().checked_add(t));
    loop {
        let mut one = [0; 8];
        match vm.host.read(lock.fd, &mut one) {
            Ok(_) => break,
            Err(e) if e.kind() == ErrorKind::WouldBlock => {}
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(vm.os_error(&e, None)),
        }
        let left = deadline.map(|d| d.saturating_sub(vm.host.monotonic()));
        if !block || left.is_some_and(|t| t.is_zero()) {
            return Ok(false);
        }
        is_free(vm, lock, left)?;
        if vm.thread.is_main {
            vm.run_pending()?;
        }
    }
    lock.count.set(lock.count.get() + 1);
    lock.holder.set(vm.thread.ident);
    Ok(true)
}

fn value(vm: &Vm, lock: &SemLock) -> PyResult<i64> {
    let value = vm.host.semaphore_value(lock.fd).map_err(|e| vm.os_error(&e, None))?;
    Ok(i64::try_from(value).unwrap_or(i64::MAX))
}

fn release(vm: &Vm, lock: &SemLock) -> PyResult<()> {
    if lock.kind == RECURSIVE {
        if !lock.is_mine(vm) {
            return Err(vm.assertion_error("attempt to release recursive lock not owned by thread"));
        }
        if lock.count.get() > 1 {
            lock.count.set(lock.count.get() - 1);
            return Ok(());
        }
    } else {
        let full = match lock.largest {
            LARGEST => false,
            1 => is_free(vm, lock, Some(Duration::ZERO))?,
            largest => value(vm, lock)? >= largest,
        };
        if full {
            return Err(vm.value_error("semaphore or lock released too many times"));
        }
    }
    vm.host.write_some(lock.fd, &1u64.to_ne_bytes()).map_err(|e| vm.os_error(&e, None))?;
    lock.count.set(lock.count.get() - 1);
    Ok(())
}
