//! Eager tasks: the first step is taken at once, inside whoever makes the task. One that is done by then never meets
//! the ready queue.

use taipan_interp::native::{NativeDef, function};
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

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

/// Calls a task class as the eager factory does.
fn make(vm: &Vm, constructor: &Value, args: &Args) -> PyResult {
    let pos = args.pos();
    let (Some(owner), Some(coro)) = (pos.first(), pos.get(1)) else {
        return Err(vm.type_error("an eager task factory takes a loop and a coroutine"));
    };
    let keyword = |name: &str| args.keyword(name).cloned().unwrap_or(Value::None);
    let keywords = [
        ("loop", owner.clone()),
        ("name", keyword("name")),
        ("context", keyword("context")),
        ("eager_start", Value::Bool(true)),
    ];
    vm.call_kw(constructor, std::slice::from_ref(coro), &keywords)
}

pub const EAGER_TASK_FACTORY: NativeDef = taipan_interp::native::function_raw(
    "eager_task_factory",
    "(loop, coro, *, name=None, context=None)",
    |vm, args| make(vm, &Value::Type(of(vm).types.task.clone()), args),
);

pub const CREATE_EAGER_TASK_FACTORY: NativeDef =
    function("create_eager_task_factory", "(custom_task_constructor)", |vm, a| {
        let constructor = a[0].clone();
        Ok(vm.closure("factory", move |vm, args| make(vm, &constructor, args)))
    });
