//! `lock` and `RLock`.

use std::cell::Cell;
use std::time::Duration;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{NativeDef, TypeDef, method};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::vm::waiting::WaitQueue;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::{data, types};

/// Seconds; as CPython's on 64-bit systems.
pub const MAX_TIMEOUT: f64 = 9_223_372_036.0;

/// Seconds that 64 bits of nanoseconds hold.
const LARGEST_TIME: f64 = 9_223_372_036.854_775;

pub fn new_lock(vm: &Vm) -> Value {
    Value::Object(ObjRef::new(types(vm).lock.clone(), Lock::default()))
}

/// Reads (blocking, timeout): how long to wait. `None`: for ever.
///
/// # Errors
/// ValueError for a timeout that makes no sense, OverflowError for one that is too long.
pub fn patience(vm: &Vm, blocking: &Value, timeout: &Value) -> PyResult<Option<Duration>> {
    let blocking = match blocking.bound() {
        Some(v) => vm.truth(v)?,
        None => true,
    };
    let timeout = match timeout.bound() {
        Some(Value::Int(i)) => *i as f64,
        Some(v) => match v.inner() {
            Value::Float(f) => *f,
            _ => vm.index_i64(v)? as f64,
        },
        None => -1.0,
    };
    if timeout.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout > LARGEST_TIME {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    if timeout > MAX_TIMEOUT {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(match (blocking, timeout) {
        (false, _) => Some(Duration::ZERO),
        (true, t) if t < 0.0 => None,
        (true, t) => Some(Duration::from_secs_f64(t)),
    })
}

/// The host's time at which patience ends.
pub fn deadline(vm: &Vm, patience: Option<Duration>) -> Option<Duration> {
    patience.map(|p| if p.is_zero() { p } else { vm.host.monotonic().saturating_add(p) })
}

#[derive(Default)]
pub struct Lock {
    held: Cell<bool>,
    waiting: WaitQueue,
}

impl NativeData for Lock {}

pub const LOCK: TypeDef = TypeDef {
    doc: "A lock object is a synchronization primitive.  To create a lock,\ncall threading.Lock().",
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF,
    new: Some(|vm, _, args| {
        if !args.values.is_empty() {
            return Err(vm.type_error(format!("lock() takes no arguments ({} given)", args.values.len())));
        }
        Ok(new_lock(vm))
    }),
    methods: LOCK_METHODS,
    ..TypeDef::new("lock", "_thread")
};

const LOCK_METHODS: &[NativeDef] = &[
    method("acquire", "(self, /, blocking=True, timeout=-1)", lock_acquire),
    method("acquire_lock", "(self, /, blocking=True, timeout=-1)", lock_acquire),
    method("__enter__", "(self, /)", |vm, a| lock_acquire(vm, &[a[0].clone(), Value::Unbound, Value::Unbound])),
    method("release", "(self, /)", lock_release),
    method("release_lock", "(self, /)", lock_release),
    method("__exit__", "(self, /, exc_type, exc_value, traceback)", lock_release),
    method("locked", "(self, /)", |vm, a| Ok(Value::Bool(data::<Lock>(vm, &a[0])?.held.get()))),
    method("locked_lock", "(self, /)", |vm, a| Ok(Value::Bool(data::<Lock>(vm, &a[0])?.held.get()))),
    method("_at_fork_reinit", "(self, /)", |vm, a| {
        data::<Lock>(vm, &a[0])?.held.set(false);
        Ok(Value::None)
    }),
    method("__repr__", "(self, /)", |vm, a| {
        let state = if data::<Lock>(vm, &a[0])?.held.get() { "locked" } else { "unlocked" };
        Ok(Value::from(format!("<{state} _thread.lock object at {:#x}>", a[0].heap_addr())))
    }),
];

fn lock_acquire(vm: &Vm, a: &[Value]) -> PyResult {
    let lock = data::<Lock>(vm, &a[0])?;
    let patience = patience(vm, &a[1], &a[2])?;
    if !lock.held.replace(true) {
        return Ok(Value::Bool(true));
    }
    let taken = lock.waiting.wait_until(vm, deadline(vm, patience), || !lock.held.replace(true))?;
    Ok(Value::Bool(taken))
}

fn lock_release(vm: &Vm, a: &[Value]) -> PyResult {
    let lock = data::<Lock>(vm, &a[0])?;
    if !lock.held.replace(false) {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    lock.waiting.wake_one();
    Ok(Value::None)
}

#[derive(Default)]
pub struct RLock {
    depth: Cell<usize>,
    /// The thread that holds it, while `depth` is not 0.
    owner: Cell<usize>,
    waiting: WaitQueue,
}

impl NativeData for RLock {}

impl RLock {
    fn is_owned(&self, vm: &Vm) -> bool {
        self.depth.get() > 0 && self.owner.get() == vm.thread.ident
    }

    /// Takes it `depth` times over, if no other thread has it.
    fn take(&self, vm: &Vm, depth: usize) -> bool {
        if self.depth.get() > 0 && self.owner.get() != vm.thread.ident {
            return false;
        }
        self.owner.set(vm.thread.ident);
        self.depth.set(self.depth.get() + depth);
        true
    }

    fn leave(&self) {
        self.owner.set(0);
        self.waiting.wake_one();
    }
}

pub const RLOCK: TypeDef = TypeDef {
    doc: "A lock that its owner may take again.",
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF.with(TypeFlags::BASE),
    new: Some(|_, cls, _| Ok(Value::Object(ObjRef::new(cls.clone(), RLock::default())))),
    methods: RLOCK_METHODS,
    ..TypeDef::new("RLock", "_thread")
};

const RLOCK_METHODS: &[NativeDef] = &[
    method("acquire", "(self, /, blocking=True, timeout=-1)", rlock_acquire),
    method("__enter__", "(self, /)", |vm, a| rlock_acquire(vm, &[a[0].clone(), Value::Unbound, Value::Unbound])),
    method("release", "(self, /)", rlock_release),
    method("__exit__", "(self, /, exc_type, exc_value, traceback)", rlock_release),
    method("locked", "(self, /)", |vm, a| Ok(Value::Bool(data::<RLock>(vm, &a[0])?.depth.get() > 0))),
    method("_is_owned", "(self, /)", |vm, a| Ok(Value::Bool(data::<RLock>(vm, &a[0])?.is_owned(vm)))),
    method("_recursion_count", "(self, /)", |vm, a| {
        let lock = data::<RLock>(vm, &a[0])?;
        Ok(Value::from(if lock.is_owned(vm) { lock.depth.get() } else { 0 }))
    }),
    method("_release_save", "(self, /)", |vm, a| {
        let lock = data::<RLock>(vm, &a[0])?;
        if lock.depth.get() == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        let state = vec![Value::from(lock.depth.replace(0)), Value::from(lock.owner.get())];
        lock.leave();
        Ok(Value::tuple(state))
    }),
    method("_acquire_restore", "(self, state, /)", |vm, a| {
        let lock = data::<RLock>(vm, &a[0])?;
        let state = vm.collect(&a[1])?;
        let depth = state.first().map_or(Ok(1), |n| vm.index_i64(n))?;
        let depth = usize::try_from(depth).unwrap_or(0);
        lock.waiting.wait_until(vm, None, || lock.take(vm, depth))?;
        Ok(Value::None)
    }),
    method("_at_fork_reinit", "(self, /)", |vm, a| {
        let lock = data::<RLock>(vm, &a[0])?;
        lock.depth.set(0);
        lock.owner.set(0);
        Ok(Value::None)
    }),
    method("__repr__", "(self, /)", |vm, a| {
        let lock = data::<RLock>(vm, &a[0])?;
        let (depth, owner, at) = (lock.depth.get(), lock.owner.get(), a[0].heap_addr());
        let state = if depth > 0 { "locked" } else { "unlocked" };
        let class = vm.type_name(&a[0]);
        Ok(Value::from(format!("<{state} _thread.{class} object owner={owner} count={depth} at {at:#x}>")))
    }),
];

fn rlock_acquire(vm: &Vm, a: &[Value]) -> PyResult {
    let lock = data::<RLock>(vm, &a[0])?;
    let patience = patience(vm, &a[1], &a[2])?;
    let taken = lock.take(vm, 1) || lock.waiting.wait_until(vm, deadline(vm, patience), || lock.take(vm, 1))?;
    Ok(Value::Bool(taken))
}

fn rlock_release(vm: &Vm, a: &[Value]) -> PyResult {
    let lock = data::<RLock>(vm, &a[0])?;
    if !lock.is_owned(vm) {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    lock.depth.set(lock.depth.get() - 1);
    if lock.depth.get() == 0 {
        lock.leave();
    }
    Ok(Value::None)
}
