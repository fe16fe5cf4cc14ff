//! `_thread`: what `threading` is made of. Threads are the interpreter's (`vm.start_thread`); this module shows them to
//! Python: starting and joining ([`handle`]), locks ([`lock`]), thread-local data ([`local`]), what is said of a thread
//! that an exception ended ([`hook`]).

mod handle;
mod hook;
mod local;
mod lock;

use taipan_interp::native::{ModuleDef, function, function_raw};
use taipan_interp::types::class::{TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::structseq;
use taipan_interp::{PyResult, Value, Vm};

pub use handle::finish;
pub use lock::{deadline, patience};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    functions: &[
        function("allocate_lock", "()", |vm, _| Ok(lock::new_lock(vm))),
        function("allocate", "()", |vm, _| Ok(lock::new_lock(vm))),
        function("get_ident", "()", |vm, _| Ok(Value::from(vm.thread.ident))),
        function("get_native_id", "()", |vm, _| Ok(Value::Int(vm.thread.native_id.get() as i64))),
        function("_get_main_thread_ident", "()", |vm, _| Ok(Value::from(vm.threads.main_ident()))),
        function("_is_main_interpreter", "()", |_, _| Ok(Value::Bool(true))),
        function("_count", "()", |vm, _| Ok(Value::from(vm.threads.count() - 1))),
        function("daemon_threads_allowed", "()", |_, _| Ok(Value::Bool(true))),
        function("_shutdown", "()", |vm, _| handle::shut_down(vm).map(Value::from)),
        function("stack_size", "(size=0, /)", handle::stack_size),
        function("set_name", "(name)", set_name),
        function("_make_thread_handle", "(ident)", handle::of_ident),
        function("_get_thread_handle", "()", |vm, _| handle::of_ident(vm, &[Value::from(vm.thread.ident)])),
        function_raw("start_new_thread", "(function, args, kwargs={}, /)", handle::start_new),
        function_raw("start_new", "(function, args, kwargs={}, /)", handle::start_new),
        function("start_joinable_thread", "(function, handle=None, daemon=True)", handle::start_joinable),
        function("interrupt_main", "(signum=2, /)", interrupt_main),
        function("_excepthook", "(excepthookargs, /)", hook::excepthook),
        function("exit", "()", |vm, _| Err(vm.new_exception(&vm.exc.system_exit, Vec::new()))),
        function("exit_thread", "()", |vm, _| Err(vm.new_exception(&vm.exc.system_exit, Vec::new()))),
    ],
    init,
}];

struct Types {
    lock: TypeRef,
    rlock: TypeRef,
    local: TypeRef,
    handle: TypeRef,
    hook_args: TypeRef,
}

fn types(vm: &Vm) -> std::rc::Rc<Types> {
    vm.state(|vm| {
        let local = vm.make_type(&local::LOCAL, None);
        // Its attributes are those of the thread that asks.
        local.set_flag(TypeFlags::CUSTOM_GETATTRIBUTE);
        local.set_flag(TypeFlags::CUSTOM_SETATTR);
        Types {
            lock: vm.make_type(&lock::LOCK, None),
            rlock: vm.make_type(&lock::RLOCK, None),
            local,
            handle: vm.make_type(&handle::HANDLE, None),
            hook_args: structseq::define(vm, "_ExceptHookArgs", "_thread", hook::FIELDS, hook::FIELDS.len()),
        }
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
    put("_ExceptHookArgs", Value::Type(types.hook_args.clone()));
    put("error", Value::Type(vm.exc.runtime_error.clone()));
    put("TIMEOUT_MAX", Value::Float(lock::MAX_TIMEOUT));
    Ok(())
}

/// The data behind an object of one of the module's types.
fn data<'a, T: taipan_interp::heap::NativeData>(vm: &Vm, v: &'a Value) -> PyResult<&'a T> {
    v.native::<T>().ok_or_else(|| vm.type_error("descriptor called on the wrong type"))
}

fn set_name(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(name) = a[0].as_str() else {
        let got = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("set_name() argument 'name' must be str, not {got}")));
    };
    vm.host.set_thread_name(name.as_str());
    Ok(Value::None)
}

/// Acts as if a signal had arrived: the main thread runs its handler.
fn interrupt_main(vm: &Vm, a: &[Value]) -> PyResult {
    let number = match a[0].bound() {
        Some(v) => i32::try_from(vm.index_i64(v)?).unwrap_or(0),
        None => crate::signal::SIGINT,
    };
    if !(1..65).contains(&number) {
        return Err(vm.value_error("signal number out of range"));
    }
    // What is ignored, or left to the system, does nothing here.
    if !matches!(crate::signal::handler(vm, number).inner(), Value::Int(_)) {
        vm.trip_signal(number);
    }
    Ok(Value::None)
}
