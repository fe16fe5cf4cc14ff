//! `asyncio.Task` as Python sees it.

use taipan_interp::heap::Ref;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::exception::Exception;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::future::Flag;
use super::future_methods::{self, FLAGS};
use super::handle::check_context;
use super::task::{self, Options, Task};
use super::{eager, foreign, of, show};

/// `asyncio.Task`.
pub const TASK: TypeDef = TypeDef {
    doc: "A coroutine wrapped in a Future.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("Task", "_asyncio")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Task::empty())))
}

/// The task behind `self`.
fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Task)> {
    task::as_task(value).ok_or_else(|| vm.type_error("an asyncio.Task was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, coro, *, loop=None, name=None, context=None, eager_start=False)", initialise),
    method("__repr__", "(self, /)", |vm, a| {
        let (object, task) = this(vm, &a[0])?;
        show::task(vm, object, task).map(Value::from)
    }),
    method("cancel", "(self, /, msg=None)", |vm, a| {
        let (object, task) = this(vm, &a[0])?;
        Ok(Value::Bool(task::cancel_task(vm, object, task, a[1].some().cloned())?))
    })
    .doc("Ask the task to end: CancelledError is raised in it at its next turn. False if it is done already."),
    method("cancelling", "(self, /)", |vm, a| Ok(Value::Int(i64::from(this(vm, &a[0])?.1.cancelling()))))
        .doc("How many requests to cancel there are that were not taken back."),
    method("uncancel", "(self, /)", |vm, a| Ok(Value::Int(i64::from(this(vm, &a[0])?.1.uncancel()))))
        .doc("Take one request to cancel back; how many are left."),
    method("get_coro", "(self, /)", |vm, a| Ok(this(vm, &a[0])?.1.coro().cloned().unwrap_or(Value::None)))
        .doc("The coroutine that the task runs."),
    method("get_context", "(self, /)", |vm, a| {
        let (object, task) = this(vm, &a[0])?;
        Ok(task.context_object(vm, object))
    })
    .doc("The context that the task runs in."),
    method("get_name", "(self, /)", |vm, a| Ok(this(vm, &a[0])?.1.name())).doc("The task's name."),
    method("set_name", "(self, value, /)", |vm, a| {
        this(vm, &a[0])?.1.set_name(vm.str(&a[1])?);
        Ok(Value::None)
    })
    .doc("Give the task a name."),
    method("set_result", "(self, result, /)", |vm, _| {
        Err(vm.runtime_error("Task does not support set_result operation"))
    })
    .doc("Not for tasks: the coroutine returns the result."),
    method("set_exception", "(self, exception, /)", |vm, _| {
        Err(vm.runtime_error("Task does not support set_exception operation"))
    })
    .doc("Not for tasks: the coroutine raises the exception."),
    method("get_stack", "(self, /, *, limit=None)", |vm, a| {
        Ok(Value::list(stack(vm, this(vm, &a[0])?.1, limit(vm, &a[1])?)?))
    })
    .doc("The frames of the task, outermost first; of a task that failed those of its traceback."),
    method("print_stack", "(self, /, *, limit=None, file=None)", print_stack)
        .doc("Print the frames of the task as a traceback."),
    method("_step", "(self, exc=None, /)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        let exc = match a[1].some() {
            Some(Value::Exception(e)) => Some(taipan_interp::Raised(e.clone())),
            _ => None,
        };
        task::run_step(vm, object.clone(), exc)?;
        Ok(Value::None)
    }),
];

const GETSET: &[GetSet] = &[
    getset(
        "_log_destroy_pending",
        |vm, v| Ok(Value::Bool(this(vm, v)?.1.core.has(Flag::LOG_DESTROY))),
        |vm, v, new| {
            let Some(new) = new else { return Err(vm.attribute_error("cannot delete attribute")) };
            this(vm, v)?.1.core.set(Flag::LOG_DESTROY, vm.truth(new)?);
            Ok(())
        },
    ),
    getter("_must_cancel", |vm, v| Ok(Value::Bool(this(vm, v)?.1.core.has(Flag::MUST_CANCEL)))),
    getter("_coro", |vm, v| Ok(this(vm, v)?.1.coro().cloned().unwrap_or(Value::None))),
    getter("_fut_waiter", |vm, v| Ok(this(vm, v)?.1.waiter())),
    getter("_num_cancels_requested", |vm, v| Ok(Value::Int(i64::from(this(vm, v)?.1.cancelling())))),
];

fn initialise(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, task) = this(vm, &a[0])?;
    let coro = &a[1];
    future_methods::initialise(vm, &task.core, a[2].some())?;
    if !foreign::is_coroutine(vm, coro)? {
        task.core.set(Flag::LOG_DESTROY, false);
        let shown = show::repr(vm, coro)?;
        return Err(vm.type_error(format!("a coroutine was expected, got {shown}")));
    }
    let name = match a[3].some() {
        Some(name) => Some(vm.str(name)?),
        None => None,
    };
    let asyncio = of(vm);
    task.fill(vm, &asyncio, coro.clone(), Options { name, context: check_context(vm, a[4].some())? });
    let owner = task.core.owner().cloned().unwrap_or(Value::None);
    let eager_start = match a[5].some() {
        Some(eager_start) => vm.truth(eager_start)? && is_running(vm, &owner)?,
        None => false,
    };
    if eager_start {
        eager::start(vm, &owner, object, task)?;
        return Ok(Value::None);
    }
    schedule(vm, &owner, object, task)?;
    Ok(Value::None)
}

/// Schedules the first step on a loop of any make.
fn schedule(vm: &Vm, owner: &Value, object: &ObjRef, task: &Task) -> PyResult<()> {
    if let Value::Object(l) = owner
        && let Some(data) = l.get::<EventLoop>()
        && data.is_plain(l)
    {
        return task::schedule_first(vm, data, task, object);
    }
    foreign::schedule_step(vm, owner, object, None)?;
    task.register(&of(vm), object);
    Ok(())
}

fn is_running(vm: &Vm, owner: &Value) -> PyResult<bool> {
    if let Some(data) = loop_data(owner) {
        return Ok(data.is_running());
    }
    let running = vm.call_method(owner, &vm.intern("is_running"), &[])?;
    vm.truth(&running)
}

fn limit(vm: &Vm, given: &Value) -> PyResult<Option<usize>> {
    match given.some() {
        None => Ok(None),
        Some(limit) => Ok(Some(usize::try_from(vm.index_i64(limit)?).unwrap_or(0))),
    }
}

/// The frames of the suspended coroutine, or of the traceback that it ended with; oldest first.
fn stack(vm: &Vm, task: &Task, limit: Option<usize>) -> PyResult<Vec<Value>> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut frame = Value::None;
    if let Some(coro) = task.coro() {
        for name in ["cr_frame", "gi_frame", "ag_frame"] {
            if let Some(found) = vm.get_attr_opt(coro, &vm.intern(name))? {
                frame = found;
                break;
            }
        }
    }
    let mut frames = Vec::new();
    if !frame.is_none() {
        while !frame.is_none() && frames.len() < limit {
            frames.push(frame.clone());
            frame = vm.get_attr(&frame, &vm.intern("f_back"))?;
        }
        frames.reverse();
        return Ok(frames);
    }
    let Some(exception) = failure(task) else { return Ok(frames) };
    let mut at = vm.get_attr(&Value::Exception(exception), &vm.names.__traceback__)?;
    while !at.is_none() && frames.len() < limit {
        frames.push(vm.get_attr(&at, &vm.intern("tb_frame"))?);
        at = vm.get_attr(&at, &vm.intern("tb_next"))?;
    }
    Ok(frames)
}

fn failure(task: &Task) -> Option<Ref<Exception>> {
    match task.core.outcome() {
        Value::Exception(e) if task.core.state() == super::future::State::Failed => Some(e),
        _ => None,
    }
}

fn print_stack(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, task) = this(vm, &a[0])?;
    let mut entries = Vec::new();
    let linecache = vm.import("linecache")?;
    let attr = |o: &Value, name: &str| vm.get_attr(o, &vm.intern(name));
    for frame in stack(vm, task, limit(vm, &a[1])?)? {
        let code = attr(&frame, "f_code")?;
        let (file, name) = (attr(&code, "co_filename")?, attr(&code, "co_name")?);
        let line = attr(&frame, "f_lineno")?;
        let globals = attr(&frame, "f_globals")?;
        let text = vm.call_method(&linecache, &vm.intern("getline"), &[file.clone(), line.clone(), globals])?;
        entries.push(Value::tuple(vec![file, line, name, text]));
    }
    let shown = show::repr(vm, &a[0])?;
    let exception = failure(task);
    let heading = if entries.is_empty() {
        format!("No stack for {shown}\n")
    } else if exception.is_some() {
        format!("Traceback for {shown} (most recent call last):\n")
    } else {
        format!("Stack for {shown} (most recent call last):\n")
    };
    let file = match a[2].some() {
        Some(file) => file.clone(),
        None => vm.get_attr(&vm.import("sys")?, &vm.names.stderr)?,
    };
    let write = |text: Value| vm.call_method(&file, &vm.names.write, &[text]);
    write(Value::from(heading))?;
    let traceback = vm.import("traceback")?;
    let print_list = vm.get_attr(&traceback, &vm.intern("print_list"))?;
    vm.call_kw(&print_list, &[Value::list(entries)], &[("file", file.clone())])?;
    if let Some(exception) = exception {
        let args = [Value::Type(exception.class()), Value::Exception(exception)];
        let lines = vm.call_method(&traceback, &vm.intern("format_exception_only"), &args)?;
        for line in vm.collect(&lines)? {
            write(line)?;
        }
    }
    Ok(Value::None)
}
