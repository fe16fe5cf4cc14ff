//! `_thread`: locks and thread-local data. There is one thread: a lock that is held can only be waited for in vain, so
//! waiting ends with its timeout or with Ctrl-C.

use std::cell::Cell;
use std::time::Duration;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, ModuleDef, NativeDef, TypeDef, function, function_raw, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_thread",
    doc: "Locks and thread-local data, for the module threading.",
    functions: &[
        function("allocate_lock", "()", |vm, _| Ok(new_lock(vm))),
        function("allocate", "()", |vm, _| Ok(new_lock(vm))),
        function("get_ident", "()", |_, _| Ok(Value::Int(MAIN))),
        function("get_native_id", "()", |vm, _| Ok(Value::Int(i64::from(vm.host.pid())))),
        function("_get_main_thread_ident", "()", |_, _| Ok(Value::Int(MAIN))),
        function("_is_main_interpreter", "()", |_, _| Ok(Value::Bool(true))),
        function("_count", "()", |_, _| Ok(Value::Int(0))),
        function("daemon_threads_allowed", "()", |_, _| Ok(Value::Bool(true))),
        function("_shutdown", "()", |_, _| Ok(Value::None)),
        function("stack_size", "(size=0, /)", |_, _| Ok(Value::Int(0))),
        function("set_name", "(name)", |_, _| Ok(Value::None)),
        function("_make_thread_handle", "(ident)", |vm, _| Ok(handle(vm, true))),
        function_raw("start_new_thread", "(function, args, kwargs={}, /)", no_threads),
        function_raw("start_new", "(function, args, kwargs={}, /)", no_threads),
        function_raw("start_joinable_thread", "(function, handle=None, daemon=True)", no_threads),
        function("interrupt_main", "(signum=2, /)", |vm, _| {
            Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new()))
        }),
        function("exit", "()", |vm, _| Err(vm.new_exception(&vm.exc.system_exit, Vec::new()))),
        function("exit_thread", "()", |vm, _| Err(vm.new_exception(&vm.exc.system_exit, Vec::new()))),
    ],
    init,
}];

/// The identity of the one thread: any number but 0.
const MAIN: i64 = 0x7461_6970;

struct Types {
    lock: TypeRef,
    rlock: TypeRef,
    local: TypeRef,
    handle: TypeRef,
}

fn types(vm: &Vm) -> std::rc::Rc<Types> {
    vm.state(|vm| Types {
        lock: vm.make_type(&LOCK, None),
        rlock: vm.make_type(&RLOCK, None),
        local: vm.make_type(&LOCAL, None),
        handle: vm.make_type(&HANDLE, None),
    })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = types(vm);
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    put("LockType", Value::Type(types.lock.clone()));
    put("lock", Value::Type(types.lock.clone()));
    put("RLock", Value::Type(types.rlock.clone()));
    put("_local", Value::Type(types.local.clone()));
    put("_ThreadHandle", Value::Type(types.handle.clone()));
    put("error", Value::Type(vm.exc.runtime_error.clone()));
    put("TIMEOUT_MAX", Value::Float(MAX_TIMEOUT));
    Ok(())
}

/// Seconds; as CPython's on 64-bit systems.
const MAX_TIMEOUT: f64 = 9_223_372_036.0;

fn no_threads(vm: &Vm, _: &Args) -> PyResult {
    Err(vm.runtime_error("can't start new thread (Taipan has no threads yet)"))
}

fn new_lock(vm: &Vm) -> Value {
    Value::Object(ObjRef::new(types(vm).lock.clone(), Lock::default()))
}

/// Reads (blocking, timeout): how long to wait. `None`: for ever.
fn patience(vm: &Vm, blocking: &Value, timeout: &Value) -> PyResult<Option<Duration>> {
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
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
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

/// Waits for what cannot happen.
fn wait_in_vain(vm: &Vm, patience: Option<Duration>) -> PyResult<()> {
    let until = patience.map(|p| vm.host.monotonic() + p);
    while until.is_none_or(|u| vm.host.monotonic() < u) {
        vm.host.wait(until);
        vm.run_pending()?;
    }
    Ok(())
}

fn data<'a, T: NativeData>(vm: &Vm, v: &'a Value) -> PyResult<&'a T> {
    v.native::<T>().ok_or_else(|| vm.type_error("descriptor called on the wrong type"))
}

#[derive(Default)]
struct Lock {
    held: Cell<bool>,
}

impl NativeData for Lock {}

const LOCK: TypeDef = TypeDef {
    doc: "A lock object is a synchronization primitive.",
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF,
    new: Some(|vm, _, _| Ok(new_lock(vm))),
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
    if lock.held.get() {
        wait_in_vain(vm, patience)?;
        // A finaliser that ran meanwhile may have released it.
        if lock.held.get() {
            return Ok(Value::Bool(false));
        }
    }
    lock.held.set(true);
    Ok(Value::Bool(true))
}

fn lock_release(vm: &Vm, a: &[Value]) -> PyResult {
    let lock = data::<Lock>(vm, &a[0])?;
    if !lock.held.replace(false) {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    Ok(Value::None)
}

#[derive(Default)]
struct RLock {
    depth: Cell<usize>,
}

impl NativeData for RLock {}

const RLOCK: TypeDef = TypeDef {
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
    method("_is_owned", "(self, /)", |vm, a| Ok(Value::Bool(data::<RLock>(vm, &a[0])?.depth.get() > 0))),
    method("_recursion_count", "(self, /)", |vm, a| Ok(Value::from(data::<RLock>(vm, &a[0])?.depth.get()))),
    method("_release_save", "(self, /)", |vm, a| {
        let depth = data::<RLock>(vm, &a[0])?.depth.replace(0);
        if depth == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        Ok(Value::tuple(vec![Value::from(depth), Value::Int(MAIN)]))
    }),
    method("_acquire_restore", "(self, state, /)", |vm, a| {
        let state = vm.collect(&a[1])?;
        let depth = state.first().map_or(Ok(1), |n| vm.index_i64(n))?;
        data::<RLock>(vm, &a[0])?.depth.set(usize::try_from(depth).unwrap_or(0));
        Ok(Value::None)
    }),
    method("_at_fork_reinit", "(self, /)", |vm, a| {
        data::<RLock>(vm, &a[0])?.depth.set(0);
        Ok(Value::None)
    }),
    method("__repr__", "(self, /)", |vm, a| {
        let depth = data::<RLock>(vm, &a[0])?.depth.get();
        let (state, owner) = if depth > 0 { ("locked", MAIN) } else { ("unlocked", 0) };
        let at = a[0].heap_addr();
        Ok(Value::from(format!("<{state} _thread.RLock object owner={owner} count={depth} at {at:#x}>")))
    }),
];

fn rlock_acquire(vm: &Vm, a: &[Value]) -> PyResult {
    let lock = data::<RLock>(vm, &a[0])?;
    patience(vm, &a[1], &a[2])?;
    lock.depth.set(lock.depth.get() + 1);
    Ok(Value::Bool(true))
}

fn rlock_release(vm: &Vm, a: &[Value]) -> PyResult {
    let lock = data::<RLock>(vm, &a[0])?;
    match lock.depth.get().checked_sub(1) {
        Some(depth) => lock.depth.set(depth),
        None => return Err(vm.runtime_error("cannot release un-acquired lock")),
    }
    Ok(Value::None)
}

/// `threading.local`: with one thread, an object with attributes.
struct Local;

impl NativeData for Local {}

const LOCAL: TypeDef = TypeDef {
    doc: "Thread-local data",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new_local),
    ..TypeDef::new("_local", "_thread")
};

fn new_local(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let init = vm.type_lookup(cls, &vm.names.__init__);
    let plain = matches!(&init, Some(Value::Native(n)) if n.owner.as_ref().is_some_and(|o| o.is(&vm.types.object)));
    if plain && !args.values.is_empty() {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    Ok(Value::Object(ObjRef::new(cls.clone(), Local)))
}

/// A thread that is over, or the one there is.
struct Handle {
    done: Cell<bool>,
}

impl NativeData for Handle {}

fn handle(vm: &Vm, done: bool) -> Value {
    Value::Object(ObjRef::new(types(vm).handle.clone(), Handle { done: Cell::new(done) }))
}

const HANDLE: TypeDef = TypeDef {
    layout: Layout::Native(0),
    new: Some(|vm, _, _| Ok(handle(vm, false))),
    methods: &[
        method("join", "(self, timeout=None, /)", |_, _| Ok(Value::None)),
        method("is_done", "(self, /)", |vm, a| Ok(Value::Bool(data::<Handle>(vm, &a[0])?.done.get()))),
        method("_set_done", "(self, /)", |vm, a| {
            data::<Handle>(vm, &a[0])?.done.set(true);
            Ok(Value::None)
        }),
    ],
    getset: HANDLE_GETSET,
    ..TypeDef::new("_ThreadHandle", "_thread")
};

const HANDLE_GETSET: &[GetSet] = &[getter("ident", |_, _| Ok(Value::Int(MAIN)))];
