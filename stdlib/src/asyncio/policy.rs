//! Event loop policies, as far as 3.13 has them: `get_event_loop`, `set_event_loop`, `new_event_loop`.
//!
//! `get_event_loop` without a running or set loop makes one, with the DeprecationWarning of 3.12 and 3.13.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, NativeDef, TypeDef, function, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::{loop_methods, of, report, running};

/// The default policy's state.
pub struct Policy {
    /// The loop of each thread that has called `set_event_loop`.
    set: RefCell<Vec<(usize, Value)>>,
    /// The thread that made the policy counts as the main one: only there a loop is made on demand.
    main_thread: Cell<usize>,
}

impl NativeData for Policy {}

const FLAGS: TypeFlags = TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF);

/// `asyncio.AbstractEventLoopPolicy`.
pub const ABSTRACT_POLICY: TypeDef = TypeDef {
    doc: "Abstract policy for accessing the event loop.",
    layout: Layout::Object,
    flags: FLAGS,
    methods: &[
        method("get_event_loop", "(self)", not_implemented),
        method("set_event_loop", "(self, loop)", not_implemented).doc("Set the loop of this thread."),
        method("new_event_loop", "(self)", not_implemented).doc("A new loop."),
        method("get_child_watcher", "(self)", not_implemented),
        method("set_child_watcher", "(self, watcher)", not_implemented),
    ],
    ..TypeDef::new("AbstractEventLoopPolicy", "asyncio.events")
};

fn not_implemented(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.new_exception(&vm.exc.not_implemented_error, Vec::new()))
}

/// `asyncio.events.BaseDefaultEventLoopPolicy`.
pub const BASE_POLICY: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: &[
        method("get_event_loop", "(self)", policy_get),
        method("set_event_loop", "(self, loop)", policy_set).doc("Set the loop of this thread."),
        method("new_event_loop", "(self)", |vm, a| {
            match vm.get_attr_opt(&a[0], &vm.intern("_loop_factory"))?.filter(|f| !f.is_none()) {
                Some(factory) => vm.call(&factory, &[]),
                None => Ok(Value::Object(loop_methods::create(vm, of(vm).types.unix_loop.clone()))),
            }
        })
        .doc("A new loop."),
    ],
    ..TypeDef::new("BaseDefaultEventLoopPolicy", "asyncio.events")
};

/// `asyncio.DefaultEventLoopPolicy`.
pub const DEFAULT_POLICY: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: &[
        method("set_event_loop", "(self, loop)", |vm, a| {
            policy_set(vm, a)?;
            super::subprocess::attach_watcher(vm, &a[0], &a[1])?;
            Ok(Value::None)
        })
        .doc("Set the loop of this thread."),
        method("get_child_watcher", "(self)", |vm, a| super::subprocess::watchers(vm, "get_watcher", a)),
        method("set_child_watcher", "(self, watcher)", |vm, a| super::subprocess::watchers(vm, "set_watcher", a)),
    ],
    ..TypeDef::new("_UnixDefaultEventLoopPolicy", "asyncio.unix_events")
};

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    let policy = Policy { set: RefCell::default(), main_thread: Cell::new(vm.thread.ident) };
    Ok(Value::Object(ObjRef::new(cls.clone(), policy)))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<&'a Policy> {
    value.native::<Policy>().ok_or_else(|| vm.type_error("an event loop policy was expected"))
}

fn policy_get(vm: &Vm, a: &[Value]) -> PyResult {
    let policy = this(vm, &a[0])?;
    let thread = vm.thread.ident;
    let found = policy.set.borrow().iter().find(|(t, _)| *t == thread).map(|(_, l)| l.clone());
    match found {
        None if policy.main_thread.get() == thread => {
            report::warn(vm, &vm.exc.deprecation_warning, "There is no current event loop", 2)?;
            let made = vm.call_method(&a[0], &vm.intern("new_event_loop"), &[])?;
            vm.call_method(&a[0], &vm.intern("set_event_loop"), std::slice::from_ref(&made))?;
            Ok(made)
        }
        None | Some(Value::None) => {
            let name =
                if policy.main_thread.get() == thread { "MainThread".to_owned() } else { super::thread::name(vm)? };
            Err(vm.runtime_error(format!("There is no current event loop in thread '{name}'.")))
        }
        Some(set) => Ok(set),
    }
}

fn policy_set(vm: &Vm, a: &[Value]) -> PyResult {
    let policy = this(vm, &a[0])?;
    if !a[1].is_none() && !vm.is_instance(&a[1], &Value::Type(of(vm).types.abstract_loop.clone()))? {
        return Err(vm.type_error(format!(
            "loop must be an instance of AbstractEventLoop or None, not '{}'",
            vm.class_name(&a[1]).as_str()
        )));
    }
    let thread = vm.thread.ident;
    let mut set = policy.set.borrow_mut();
    let old = match set.iter_mut().find(|(t, _)| *t == thread) {
        Some(entry) => std::mem::replace(&mut entry.1, a[1].clone()),
        None => {
            set.push((thread, a[1].clone()));
            Value::None
        }
    };
    drop(set);
    drop(old);
    Ok(Value::None)
}

/// The policy, made when it is first asked for.
///
/// # Errors
/// None in practice: the default policy's constructor does not fail.
pub fn get(vm: &Vm) -> PyResult {
    let asyncio = of(vm);
    let policy = asyncio.policy.borrow().clone();
    if !policy.is_none() {
        return Ok(policy);
    }
    let made = vm.call(&Value::Type(asyncio.types.default_policy.clone()), &[])?;
    asyncio.policy.replace(made.clone());
    Ok(made)
}

/// The loop that this thread's program has set, as far as the default policy knows; makes none.
pub fn current_loop(vm: &Vm) -> Option<Value> {
    let policy = of(vm).policy.borrow().clone();
    let set = policy.native::<Policy>()?.set.borrow();
    set.iter().find(|(thread, _)| *thread == vm.thread.ident).map(|(_, owner)| owner.clone())
}

/// `asyncio.get_event_loop()`: the running loop, else what the policy says.
///
/// # Errors
/// RuntimeError when there is none.
pub fn get_event_loop(vm: &Vm) -> PyResult {
    let running = running::get(vm);
    if !running.is_none() {
        return Ok(running);
    }
    vm.call_method(&get(vm)?, &vm.intern("get_event_loop"), &[])
}

/// `asyncio.new_event_loop()`.
///
/// # Errors
/// What a policy written in Python raises.
pub fn new_event_loop(vm: &Vm) -> PyResult {
    vm.call_method(&get(vm)?, &vm.intern("new_event_loop"), &[])
}

/// `asyncio.set_event_loop(loop)`.
///
/// # Errors
/// TypeError when it is none; what a policy written in Python raises.
pub fn set_event_loop(vm: &Vm, owner: Value) -> PyResult<()> {
    vm.call_method(&get(vm)?, &vm.intern("set_event_loop"), &[owner]).map(drop)
}

pub const NEW_EVENT_LOOP: NativeDef = function("new_event_loop", "()", |vm, _| new_event_loop(vm)).doc("A new loop.");

pub const SET_EVENT_LOOP: NativeDef = function("set_event_loop", "(loop)", |vm, a| {
    set_event_loop(vm, a[0].clone())?;
    Ok(Value::None)
})
.doc("Set the loop of this thread.");

pub const GET_POLICY: NativeDef = function("get_event_loop_policy", "()", |vm, _| get(vm)).doc("The policy in force.");

pub const SET_POLICY: NativeDef = function("set_event_loop_policy", "(policy)", |vm, a| {
    let asyncio = of(vm);
    if !a[0].is_none() && !vm.is_instance(&a[0], &Value::Type(asyncio.types.abstract_policy.clone()))? {
        return Err(vm.type_error(format!(
            "policy must be an instance of AbstractEventLoopPolicy or None, not '{}'",
            vm.class_name(&a[0]).as_str()
        )));
    }
    let old = asyncio.policy.replace(a[0].clone());
    drop(old);
    Ok(Value::None)
})
.doc("Set the policy; None: the default one.");
