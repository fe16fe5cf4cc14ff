//! `ensure_future` and `create_task`: from a coroutine or an awaitable to a task.

use taipan_interp::heap::{Flow, Traverse, Visitor};
use taipan_interp::native::{NativeDef, function, function_raw};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::event_loop::loop_data;
use super::new_task::{self, TaskOptions};
use super::{coroutine, foreign, of, policy, running, task};

/// Awaits an object that has `__await__`, so that a task can drive it.
enum WrapAwaitable {
    Start(Value),
    Waiting,
}

impl NativeCoroutine for WrapAwaitable {
    fn traverse(&self, v: &mut Visitor<'_>) {
        if let WrapAwaitable::Start(awaitable) = self {
            awaitable.traverse(v);
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let input = input?;
        match std::mem::replace(self, WrapAwaitable::Waiting) {
            WrapAwaitable::Start(awaitable) => Ok(Flow::Await(vm.await_iter(&awaitable)?)),
            WrapAwaitable::Waiting => Ok(Flow::Return(input)),
        }
    }
}

/// True when `await value` would be possible.
pub fn is_awaitable(vm: &Vm, value: &Value) -> bool {
    match value {
        Value::Gen(_) => vm.await_iter(value).is_ok(),
        _ => vm.lookup_special(value, &vm.names.__await__).is_some(),
    }
}

/// The future that `value` is, or the task made of it.
///
/// # Errors
/// TypeError when it cannot be awaited; RuntimeError without a loop; ValueError when it belongs to another loop.
pub fn ensure_future(vm: &Vm, value: &Value, owner: Option<&Value>) -> PyResult {
    let is_coroutine = foreign::is_coroutine(vm, value)?;
    if !is_coroutine && task::is_future(vm, value)? {
        if let Some(owner) = owner
            && !foreign::loop_of(vm, value)?.is(owner)
        {
            return Err(
                vm.value_error("The future belongs to a different loop than the one specified as the loop argument")
            );
        }
        return Ok(value.clone());
    }
    let coro = if is_coroutine {
        value.clone()
    } else if is_awaitable(vm, value) {
        coroutine::make(vm, "ensure_future.<locals>._wrap_awaitable", WrapAwaitable::Start(value.clone()))
    } else {
        return Err(vm.type_error("An asyncio.Future, a coroutine or an awaitable is required"));
    };
    let owner = match owner {
        Some(owner) => owner.clone(),
        None => policy::get_event_loop(vm)?,
    };
    match spawn_on(vm, &owner, &coro) {
        Err(e) if is_coroutine && vm.matches(&e, &vm.exc.runtime_error) => {
            // No warning that it was never awaited: the error says enough.
            vm.call_method(&coro, &vm.names.close, &[])?;
            Err(e)
        }
        result => result,
    }
}

/// `loop.create_task(coro)`.
///
/// # Errors
/// RuntimeError when the loop is closed.
pub fn spawn_on(vm: &Vm, owner: &Value, coro: &Value) -> PyResult {
    if let Value::Object(l) = owner
        && let Some(data) = loop_data(owner)
        && data.is_plain(l)
    {
        return new_task::create(vm, owner, data, coro, &TaskOptions::default());
    }
    vm.call_method(owner, &of(vm).names.create_task, std::slice::from_ref(coro))
}

pub const ENSURE_FUTURE: NativeDef =
    function("ensure_future", "(coro_or_future, *, loop=None)", |vm, a| ensure_future(vm, &a[0], a[1].some()))
        .doc("A coroutine as a task; a future as it is.");

pub const CREATE_TASK: NativeDef =
    function_raw("create_task", "(coro, *, name=None, context=None, eager_start=None, **kwargs)", |vm, args| {
        let (coro, options) = TaskOptions::read(vm, "create_task", args, 0)?;
        new_task::create_on(vm, &running::required(vm)?, coro, &options)
    })
    .doc("Start a coroutine as a task of the running loop.\n\nKeep a reference to it: the loop has only a weak one.");

pub const IS_FUTURE: NativeDef = function("isfuture", "(obj)", |vm, a| Ok(Value::Bool(task::is_future(vm, &a[0])?)))
    .doc("True for futures and tasks.");
