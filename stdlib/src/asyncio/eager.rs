//! Eager tasks: the first step is taken at once, inside whoever makes the task. One that is done by then never meets
//! the ready queue. (The task factories are Python: `python/_asyncio_eager.py`.)

use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::event_loop::loop_data;
use super::task::{self, Task};
use super::{foreign, of};
use crate::contextvars;

/// Takes the first step.
///
/// # Errors
/// As a step of the loop: what ends it.
pub fn start(vm: &Vm, owner: &Value, object: &ObjRef, task: &Task) -> PyResult<()> {
    // The context of whoever makes the task must be an object while it is covered.
    contextvars::current(vm);
    let before = swap(vm, owner, Value::Object(object.clone()))?;
    let asyncio = of(vm);
    task.register(&asyncio, object);
    let result = contextvars::enter(vm, task.context_object(vm, object)).and_then(|outer| {
        let result = task::step(vm, owner, task, object, None);
        drop(contextvars::leave(vm, outer));
        result
    });
    drop(swap(vm, owner, before)?);
    if task.core.is_done() {
        task.drop_coro();
    }
    result
}

fn swap(vm: &Vm, owner: &Value, task: Value) -> PyResult {
    match loop_data(owner) {
        Some(data) => Ok(data.current.replace(task)),
        None => foreign::swap_current(vm, owner, task),
    }
}
