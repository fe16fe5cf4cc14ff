//! `asyncio.Future` as Python sees it, and the iterator that `__await__` returns.

use std::cell::RefCell;

use taipan_interp::heap::{Flow, NativeData};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, class_method, getset, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::generator::methods::{thrown, warn_old_throw};
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{Callback, Flag, Future, FutureCore, State, as_future, core_of};
use super::handle::{DoneCall, context_argument};
use super::task::Task;
use super::{awaited_by, foreign, gather, of, policy, report, show};
use crate::contextvars;

pub const FLAGS: TypeFlags = TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF);

/// `asyncio.Future`.
pub const FUTURE: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("Future", "_asyncio")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Future { core: FutureCore::default() })))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, *, loop=None)", |vm, a| {
        let (_, core) = this(vm, &a[0])?;
        initialise(vm, core, a[1].some())?;
        Ok(Value::None)
    }),
    method("__repr__", "(self, /)", |vm, a| {
        let (object, core) = this(vm, &a[0])?;
        show::future(vm, object, core).map(Value::from)
    }),
    method("__del__", "(self, /)", |vm, a| {
        let (_, core) = this(vm, &a[0])?;
        report_forgotten(vm, &a[0], core)?;
        Ok(Value::None)
    }),
    class_method("__class_getitem__", "(cls, object, /)", |vm, a| {
        vm.call(&Value::Type(vm.types.generic_alias.clone()), a)
    }),
    method("get_loop", "(self, /)", |vm, a| {
        let (_, core) = this(vm, &a[0])?;
        core.owner().cloned().ok_or_else(|| vm.runtime_error("Future object is not initialized."))
    })
    .doc("The loop that the future belongs to."),
    method("_make_cancelled_error", "(self, /)", |vm, a| {
        let (_, core) = this(vm, &a[0])?;
        Ok(core.make_cancelled_error(vm).into_value())
    }),
    method("cancel", "(self, /, msg=None)", |vm, a| {
        let (object, core) = ready(vm, &a[0])?;
        let message = a[1].some().cloned();
        // A gather that a class of Python's making got at through `Future.cancel` still passes it on.
        let cancelled = if object.get::<gather::Gathering>().is_some() {
            gather::cancel(vm, object, message)?
        } else {
            core.cancel(vm, object, message)?
        };
        Ok(Value::Bool(cancelled))
    })
    .doc("Cancel the future: those who wait for it get CancelledError. False if it is done already."),
    method("cancelled", "(self, /)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.state() == State::Cancelled)))
        .doc("True if the future was cancelled."),
    method("done", "(self, /)", |vm, a| {
        let (_, core) = this(vm, &a[0])?;
        Ok(Value::Bool(core.owner().is_some() && core.is_done()))
    })
    .doc("True if there is a result or an exception, or the future was cancelled."),
    method("result", "(self, /)", |vm, a| ready(vm, &a[0])?.1.result(vm))
        .doc("The result. Raises the exception if that is what there is, InvalidStateError if the future is not done."),
    method("exception", "(self, /)", |vm, a| {
        Ok(ready(vm, &a[0])?.1.exception(vm)?.map_or(Value::None, Value::Exception))
    })
    .doc("The exception, None if there is a result instead. InvalidStateError if the future is not done."),
    method("add_done_callback", "(self, fn, /, *, context=<unrepresentable>)", add_done_callback)
        .doc("Call `fn(future)` soon after the future is done."),
    method("remove_done_callback", "(self, fn, /)", remove_done_callback)
        .doc("Take all callbacks equal to `fn` back; how many there were."),
    method("set_result", "(self, result, /)", |vm, a| {
        let (object, core) = ready(vm, &a[0])?;
        check_pending(vm, core)?;
        core.finish(vm, object, a[1].clone())?;
        Ok(Value::None)
    })
    .doc("Make the future done, with this result."),
    method("set_exception", "(self, exception, /)", |vm, a| {
        let (object, core) = ready(vm, &a[0])?;
        check_pending(vm, core)?;
        let exception = exception_argument(vm, &a[1])?;
        core.fail(vm, object, exception.0)?;
        Ok(Value::None)
    })
    .doc("Make the future done, with this exception."),
    method("__await__", "(self, /)", iterate),
    method("__iter__", "(self, /)", iterate),
];

const GETSET: &[GetSet] = &[
    getset(
        "_asyncio_future_blocking",
        |vm, v| Ok(Value::Bool(this(vm, v)?.1.has(Flag::BLOCKING))),
        |vm, v, new| {
            let Some(new) = new else { return Err(vm.attribute_error("cannot delete attribute")) };
            this(vm, v)?.1.set(Flag::BLOCKING, vm.truth(new)?);
            Ok(())
        },
    ),
    getset(
        "_log_traceback",
        |vm, v| Ok(Value::Bool(this(vm, v)?.1.has(Flag::LOG_TRACEBACK))),
        |vm, v, new| {
            let Some(new) = new else { return Err(vm.attribute_error("cannot delete attribute")) };
            if vm.truth(new)? {
                return Err(vm.value_error("_log_traceback can only be set to False"));
            }
            this(vm, v)?.1.set(Flag::LOG_TRACEBACK, false);
            Ok(())
        },
    ),
    getter("_state", |vm, v| Ok(Value::str(show::state_name(this(vm, v)?.1.state())))),
    getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner().cloned().unwrap_or(Value::None))),
    getter("_result", |vm, v| {
        let (_, core) = this(vm, v)?;
        Ok(if core.state() == State::Finished { core.outcome() } else { Value::None })
    }),
    getter("_exception", |vm, v| {
        let (_, core) = this(vm, v)?;
        Ok(if core.state() == State::Failed { core.outcome() } else { Value::None })
    }),
    getter("_asyncio_awaited_by", |vm, v| awaited_by::as_set(vm, this(vm, v)?.0)),
    getter("_source_traceback", |vm, v| Ok(this(vm, v)?.1.source_traceback().unwrap_or(Value::None))),
    getset(
        "_cancel_message",
        |vm, v| Ok(this(vm, v)?.1.cancel_message().unwrap_or(Value::None)),
        |vm, v, new| {
            this(vm, v)?.1.set_cancel_message(new.cloned());
            Ok(())
        },
    ),
    getter("_callbacks", |vm, v| {
        let (_, core) = this(vm, v)?;
        let all = core.with_callbacks(|all| {
            all.iter()
                .map(|c| match c {
                    Callback::Python(call) => (call.function.clone(), call.context.clone()),
                    Callback::Native(native) => (foreign::callable_of(vm, native), Value::None),
                    _ => (Value::None, Value::None),
                })
                .collect::<Vec<_>>()
        });
        if all.is_empty() {
            return Ok(Value::None);
        }
        let pair = |(f, c): (Value, Value)| {
            let context = contextvars::as_object(vm, &c);
            Value::Tuple(Tuple::pair(f, context))
        };
        Ok(Value::list(all.into_iter().map(pair).collect()))
    }),
];

/// The future behind `self`.
///
/// # Errors
/// TypeError when it is none.
pub fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a FutureCore)> {
    as_future(value).ok_or_else(|| vm.type_error("an asyncio.Future was expected"))
}

/// As [`this`], initialised.
fn ready<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a FutureCore)> {
    let (object, core) = this(vm, value)?;
    if core.owner().is_none() {
        return Err(vm.runtime_error("Future object is not initialized."));
    }
    Ok((object, core))
}

/// `Future.__init__`: binds it to a loop.
///
/// # Errors
/// RuntimeError without a loop.
pub fn initialise(vm: &Vm, core: &FutureCore, owner: Option<&Value>) -> PyResult<()> {
    let owner = match owner {
        Some(owner) => owner.clone(),
        None => policy::get_event_loop(vm)?,
    };
    let debug = foreign::get_debug(vm, &owner)?;
    core.bind(owner);
    if debug {
        core.set_source_traceback(Some(show::extract_stack(vm)?));
    }
    Ok(())
}

fn check_pending(vm: &Vm, core: &FutureCore) -> PyResult<()> {
    if core.is_done() {
        return Err(vm.error(&of(vm).exc.invalid_state, "invalid state"));
    }
    Ok(())
}

/// What `set_exception` takes: an exception, or a class to make one of.
fn exception_argument(vm: &Vm, given: &Value) -> PyResult<Raised> {
    let exception = match given {
        Value::Type(t) if t.is_subtype(&vm.exc.base_exception) => vm.call(given, &[])?,
        other => other.clone(),
    };
    let Value::Exception(exception) = exception else {
        return Err(vm.type_error("invalid exception object"));
    };
    if exception.class().is_subtype(&vm.exc.stop_iteration) {
        let error =
            vm.runtime_error("StopIteration interacts badly with generators and cannot be raised into a Future");
        error.0.cause.replace(Some(exception.clone()));
        error.0.context.replace(Some(exception));
        error.0.suppress_context.set(true);
        return Ok(error);
    }
    Ok(Raised(exception))
}

fn add_done_callback(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, core) = ready(vm, &a[0])?;
    let context = context_argument(vm, a[2].some())?;
    let call = DoneCall { function: a[1].clone(), context, future: Value::Unbound };
    let callback = Callback::Python(Box::new(call));
    if core.is_done() {
        core.schedule(vm, object, callback)?;
    } else {
        core.push_callback(callback);
    }
    Ok(Value::None)
}

fn remove_done_callback(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, core) = ready(vm, &a[0])?;
    let removed = core.remove_callbacks(|c| match c {
        Callback::Python(call) => vm.eq(&call.function, &a[1]),
        _ => Ok(false),
    })?;
    Ok(Value::from(removed))
}

/// `Future.__del__`: an exception that nobody looked at, a task that will never end.
fn report_forgotten(vm: &Vm, value: &Value, core: &FutureCore) -> PyResult<()> {
    let Some(owner) = core.owner().cloned() else { return Ok(()) };
    if let Some(task) = value.native::<Task>()
        && task.core.has(Flag::LOG_DESTROY)
        && !core.is_done()
    {
        core.set(Flag::LOG_DESTROY, false);
        let mut context = report::Context::new(vm, "Task was destroyed but it is pending!");
        context.add("task", value.clone());
        if let Some(at) = core.source_traceback() {
            context.add("source_traceback", at);
        }
        context.send(vm, &owner)?;
    }
    if core.has(Flag::LOG_TRACEBACK) {
        core.set(Flag::LOG_TRACEBACK, false);
        let class = vm.class_name(value);
        let mut context = report::Context::new(vm, &format!("{} exception was never retrieved", class.as_str()));
        context.add("exception", core.outcome());
        context.add("future", value.clone());
        if let Some(at) = core.source_traceback() {
            context.add("source_traceback", at);
        }
        context.send(vm, &owner)?;
    }
    Ok(())
}

// ---- the iterator ----

/// What `future.__await__()` returns. (An `await` in Python code drives the future itself.)
pub struct FutureIter(RefCell<Option<ObjRef>>);

impl FutureIter {
    fn step(&self, vm: &Vm) -> PyResult<Flow> {
        let Some(object) = self.0.borrow().clone() else { return Ok(Flow::Return(Value::None)) };
        let Some(core) = core_of(&object) else { return Ok(Flow::Return(Value::None)) };
        if core.is_done() {
            self.0.replace(None);
        }
        core.resume(vm, &object)
    }
}

impl NativeData for FutureIter {
    taipan_interp::traverses!(0);

    fn is_resumable(&self) -> bool {
        true
    }

    fn send(&self, _this: &ObjRef, vm: &Vm, _value: Value) -> Result<Flow, Raised> {
        self.step(vm)
    }

    fn throw(&self, _this: &ObjRef, _vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        self.0.replace(None);
        Err(exc)
    }
}

/// `_asyncio.FutureIter`.
pub const FUTURE_ITER: TypeDef = TypeDef {
    methods: &[
        method("__iter__", "(self, /)", |_, a| Ok(a[0].clone())),
        method("__next__", "(self, /)", |vm, a| advance(vm, &a[0])),
        method("send", "(self, value, /)", |vm, a| advance(vm, &a[0])),
        method_raw("throw", "(self, typ, val=None, tb=None, /)", throw),
        method("close", "(self, /)", |_, a| {
            if let Some(it) = a[0].native::<FutureIter>() {
                it.0.replace(None);
            }
            Ok(Value::None)
        }),
    ],
    ..TypeDef::new("FutureIter", "_asyncio")
};

fn iterate(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, _) = ready(vm, &a[0])?;
    let iter = FutureIter(RefCell::new(Some(object.clone())));
    Ok(Value::Object(ObjRef::new(of(vm).types.future_iter.clone(), iter)))
}

fn advance(vm: &Vm, value: &Value) -> PyResult {
    let Some(it) = value.native::<FutureIter>() else {
        return Err(vm.type_error("a FutureIter was expected"));
    };
    match it.step(vm)? {
        Flow::Return(v) => Err(vm.stop_iteration(v)),
        Flow::Yield(v) | Flow::Item(v) | Flow::Await(v) => Ok(v),
    }
}

fn throw(vm: &Vm, args: &Args) -> PyResult {
    let Some((this, given)) = args.pos().split_first() else {
        return Err(vm.type_error("descriptor 'throw' needs an argument"));
    };
    warn_old_throw(vm, given, "throw")?;
    let exception = thrown(vm, given, "throw")?;
    exception.0.thrown.set(false);
    if let Some(it) = this.native::<FutureIter>() {
        it.0.replace(None);
    }
    Err(exception)
}
