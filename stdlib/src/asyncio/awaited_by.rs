//! Who waits for a future: what the call graph (`asyncio.graph`) is made of.
//!
//! Nothing is kept for it: a future's callbacks say who is to be told, and that leads to the tasks that wait. Only what a
//! program adds itself (`future_add_to_awaited_by`) is stored, with the future's rare parts.

use taipan_interp::native::{NativeDef, function};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::future::{Callback, as_future};
use super::sleeper::Sleeper;
use super::task_group;

/// The futures (tasks, nearly always) that wait for this one, each once.
pub fn waiters(object: &ObjRef) -> Vec<Value> {
    let mut found = Vec::new();
    collect(object, &mut found);
    found
}

fn add(found: &mut Vec<Value>, waiter: Value) {
    if !waiter.is_none() && !found.iter().any(|f| f.is(&waiter)) {
        found.push(waiter);
    }
}

fn collect(object: &ObjRef, found: &mut Vec<Value>) {
    if let Some(task) = object.get::<Sleeper>().and_then(Sleeper::task) {
        return add(found, Value::Object(task));
    }
    let value = Value::Object(object.clone());
    let Some((_, core)) = as_future(&value) else { return };
    // Callbacks are out of their place meanwhile: a circle ends where it began.
    core.with_callbacks(|callbacks| {
        for callback in callbacks {
            match callback {
                Callback::Wakeup(task) => add(found, Value::Object(task.clone())),
                Callback::Gather(outer) => collect(outer, found),
                Callback::Group(group) => add(found, task_group::parent(group)),
                Callback::Native(native) => {
                    if let Some(next) = native.leads_to() {
                        collect(next, found);
                    }
                }
                Callback::Python(_) => {}
            }
        }
    });
    for waiter in core.noted_waiters() {
        add(found, waiter);
    }
}

pub const ADD: NativeDef = function("future_add_to_awaited_by", "(fut, waiter, /)", |_, a| {
    if let (Some((_, core)), Some(_)) = (as_future(&a[0]), as_future(&a[1])) {
        core.note_waiter(a[1].clone());
    }
    Ok(Value::None)
});

pub const DISCARD: NativeDef = function("future_discard_from_awaited_by", "(fut, waiter, /)", |_, a| {
    if let Some((_, core)) = as_future(&a[0]) {
        core.forget_waiter(&a[1]);
    }
    Ok(Value::None)
});

/// `_asyncio_awaited_by`: a set, or None.
///
/// # Errors
/// What hashing a future of a class written in Python raises.
pub fn as_set(vm: &Vm, object: &ObjRef) -> PyResult {
    let found = waiters(object);
    if found.is_empty() {
        return Ok(Value::None);
    }
    vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(found)])
}
