//! Which loop runs in this thread, and the functions that tell: `get_running_loop`, `current_task`, `all_tasks`.

use taipan_interp::native::{NativeDef, function};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::task::Task;
use super::{foreign, of, policy};

/// The running loop of this thread; None without one.
#[inline]
pub fn get(vm: &Vm) -> Value {
    vm.running_loop.get()
}

/// Notes it.
pub fn set(vm: &Vm, running: Value) {
    vm.running_loop.replace(running).discard();
}

/// The running loop.
///
/// # Errors
/// RuntimeError without one.
#[inline]
pub fn required(vm: &Vm) -> PyResult {
    let running = get(vm);
    if running.is_none() { Err(vm.runtime_error("no running event loop")) } else { Ok(running) }
}

/// Runs `f` on the running loop if it is ours and plain.
#[inline]
pub fn with_plain<R>(vm: &Vm, f: impl FnOnce(&ObjRef, &EventLoop) -> R) -> Option<R> {
    let Value::Object(running) = get(vm) else { return None };
    let data = running.get::<EventLoop>().filter(|data| data.is_plain(&running))?;
    Some(f(&running, data))
}

/// The task that is being run by `owner`; None between steps.
pub fn current_task(vm: &Vm, owner: &Value) -> Value {
    match loop_data(owner) {
        Some(data) => data.current.get(),
        None => foreign::current(vm, owner),
    }
}

fn loop_argument(vm: &Vm, given: &Value) -> PyResult {
    match given.some() {
        Some(given) => Ok(given.clone()),
        None => required(vm),
    }
}

pub const GET_RUNNING_LOOP: NativeDef =
    function("get_running_loop", "()", |vm, _| required(vm)).doc("The loop that runs in this thread, or RuntimeError.");

pub const GET_RUNNING_LOOP_OR_NONE: NativeDef = function("_get_running_loop", "()", |vm, _| Ok(get(vm)));

pub const SET_RUNNING_LOOP: NativeDef = function("_set_running_loop", "(loop, /)", |vm, a| {
    set(vm, a[0].clone());
    Ok(Value::None)
});

pub const GET_EVENT_LOOP: NativeDef = function("get_event_loop", "()", |vm, _| policy::get_event_loop(vm))
    .doc("The loop that runs, or else the one that was set for this thread.");

pub const CURRENT_TASK: NativeDef = function("current_task", "(loop=None)", |vm, a| {
    let owner = loop_argument(vm, &a[0])?;
    Ok(current_task(vm, &owner))
})
.doc("The task that runs now, None in a callback.");

pub const ALL_TASKS: NativeDef = function("all_tasks", "(loop=None)", |vm, a| {
    let owner = loop_argument(vm, &a[0])?;
    let tasks = all_tasks(vm, &owner)?;
    vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(tasks)])
})
.doc("A set of the loop's tasks that are not done.");

/// The tasks of a loop that are not done, oldest first.
///
/// # Errors
/// What the methods of tasks written in Python raise.
pub fn all_tasks(vm: &Vm, owner: &Value) -> PyResult<Vec<Value>> {
    let mut found = Vec::new();
    for object in of(vm).tasks.tasks() {
        let ours =
            object.get::<Task>().is_some_and(|t| !t.core.is_done() && t.core.owner().is_some_and(|l| l.is(owner)));
        if ours {
            found.push(Value::Object(object));
        }
    }
    for task in of(vm).foreign_tasks() {
        if foreign::loop_of(vm, &task)?.is(owner) && !super::task::is_done(vm, &task)? {
            found.push(task);
        }
    }
    Ok(found)
}

// What task classes written in Python use.

pub const REGISTER_TASK: NativeDef = function("_register_task", "(task)", |vm, a| {
    of(vm).register_foreign(vm, &a[0]);
    Ok(Value::None)
});

pub const UNREGISTER_TASK: NativeDef = function("_unregister_task", "(task)", |vm, a| {
    of(vm).unregister_foreign(&a[0]);
    Ok(Value::None)
});

pub const ENTER_TASK: NativeDef = function("_enter_task", "(loop, task)", |vm, a| {
    let current = current_task(vm, &a[0]);
    if !current.is_none() {
        return Err(vm.runtime_error(format!(
            "Cannot enter into task {} while another task {} is being executed.",
            vm.repr(&a[1])?.as_str(),
            vm.repr(&current)?.as_str()
        )));
    }
    swap(vm, &a[0], a[1].clone())?;
    Ok(Value::None)
});

pub const LEAVE_TASK: NativeDef = function("_leave_task", "(loop, task)", |vm, a| {
    let current = current_task(vm, &a[0]);
    if !current.is(&a[1]) {
        return Err(vm.runtime_error(format!(
            "Leaving task {} does not match the current task {}.",
            vm.repr(&a[1])?.as_str(),
            vm.repr(&current)?.as_str()
        )));
    }
    swap(vm, &a[0], Value::None)?;
    Ok(Value::None)
});

pub const SWAP_CURRENT_TASK: NativeDef =
    function("_swap_current_task", "(loop, task)", |vm, a| swap(vm, &a[0], a[1].clone()));

fn swap(vm: &Vm, owner: &Value, task: Value) -> PyResult {
    match loop_data(owner) {
        Some(data) => Ok(data.current.replace(task)),
        None => foreign::swap_current(vm, owner, task),
    }
}
