//! What things look like: futures, tasks, callbacks, coroutines, and where they were made.

use taipan_interp::heap::Ref;
use taipan_interp::types::code::Code;
use taipan_interp::types::generator::{Gen, GenBody, GenState};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::future::{Callback, FutureCore, State};
use super::task::Task;
use super::{gather, task_group};

/// `repr` as a Rust string.
///
/// # Errors
/// What `__repr__` raises.
pub fn repr(vm: &Vm, value: &Value) -> PyResult<String> {
    Ok(vm.repr(value)?.as_str().to_owned())
}

/// `object.__repr__` without the closing bracket, which a caller adds after what it has to say.
///
/// # Errors
/// What the class's attributes raise.
pub fn object_opening(vm: &Vm, object: &ObjRef) -> PyResult<String> {
    let class = object.class();
    let module = vm.get_attr(&Value::Type(class.clone()), &vm.names.__module__)?;
    let name = class.qualname.borrow().clone();
    Ok(format!("<{}.{} object at {:#x}", vm.str(&module)?.as_str(), name.as_str(), object.addr()))
}

/// Reprs up to this length are what `reprlib.repr` leaves alone whatever is inside.
const SHORT: usize = 30;

/// `reprlib.repr`: cut to a sensible length.
///
/// # Errors
/// What `__repr__` raises.
pub fn short_repr(vm: &Vm, value: &Value) -> PyResult<String> {
    let simple = match value {
        Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Ellipsis => true,
        Value::Str(s) => s.len() < SHORT - 2 && repr(vm, value)?.len() <= SHORT,
        _ => false,
    };
    if !simple && let Ok(module) = vm.import("reprlib") {
        let shown = vm.call_method(&module, &vm.intern("repr"), std::slice::from_ref(value))?;
        return Ok(vm.str(&shown)?.as_str().to_owned());
    }
    repr(vm, value)
}

/// The text of an attribute that is a non-empty str.
fn text_attr(vm: &Vm, value: &Value, name: &str) -> PyResult<Option<String>> {
    let found = vm.get_attr_opt(value, &vm.intern(name))?;
    match found {
        Some(v) => Ok(v.as_str().filter(|s| !s.is_empty()).map(|s| s.as_str().to_owned())),
        None => Ok(None),
    }
}

fn is_partial(vm: &Vm, value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Instance(_)) && {
        let class = vm.class_of(value);
        let is_it = class.name().as_str() == "partial";
        is_it || class.mro_tail().iter().any(|t| t.name().as_str() == "partial")
    }
}

/// `(1, 'two', key=3)` in debug mode; else `()`: arguments may be confidential.
fn shown_args(vm: &Vm, args: &[Value], keywords: &[(Value, Value)], debug: bool) -> PyResult<String> {
    if !debug {
        return Ok("()".to_owned());
    }
    let mut items = Vec::new();
    for arg in args {
        items.push(short_repr(vm, arg)?);
    }
    for (name, value) in keywords {
        items.push(format!("{}={}", vm.str(name)?.as_str(), short_repr(vm, value)?));
    }
    Ok(format!("({})", items.join(", ")))
}

fn callback_text(
    vm: &Vm,
    function: &Value,
    args: &[Value],
    keywords: &[(Value, Value)],
    debug: bool,
    suffix: &str,
) -> PyResult<String> {
    if is_partial(vm, function) {
        let suffix = format!("{}{suffix}", shown_args(vm, args, keywords, debug)?);
        let inner = vm.get_attr(function, &vm.intern("func"))?;
        let args = vm.collect(&vm.get_attr(function, &vm.names.args)?)?;
        let keywords = match vm.get_attr(function, &vm.intern("keywords"))? {
            Value::Dict(d) => d.items(),
            _ => Vec::new(),
        };
        return vm.recurse("", |vm| callback_text(vm, &inner, &args, &keywords, debug, &suffix));
    }
    let name = match text_attr(vm, function, "__qualname__")? {
        Some(name) => name,
        None => match text_attr(vm, function, "__name__")? {
            Some(name) => name,
            None => repr(vm, function)?,
        },
    };
    Ok(format!("{name}{}{suffix}", shown_args(vm, args, keywords, debug)?))
}

/// Where a function was defined: (file, line).
fn function_source(vm: &Vm, function: &Value) -> PyResult<Option<(String, u32)>> {
    let mut function = function.clone();
    // A decorator that wraps itself would go on for ever.
    for _ in 0..vm.recursion_limit.get() {
        match vm.get_attr_opt(&function, &vm.names.__wrapped__)? {
            Some(inner) => function = inner,
            None => break,
        }
    }
    if let Value::Function(f) = &function {
        let code = f.code.borrow().clone();
        return Ok(Some((code.source.filename.clone(), code.first_line)));
    }
    if is_partial(vm, &function) {
        let inner = vm.get_attr(&function, &vm.intern("func"))?;
        return vm.recurse("", |vm| function_source(vm, &inner));
    }
    Ok(None)
}

/// `name(args) at file:line`.
///
/// # Errors
/// What the callback's attributes raise.
pub fn callback_source(vm: &Vm, function: &Value, args: &[Value], debug: bool) -> PyResult<String> {
    let text = callback_text(vm, function, args, &[], debug, "")?;
    Ok(match function_source(vm, function)? {
        Some((file, line)) => format!("{text} at {file}:{line}"),
        None => text,
    })
}

fn future_callback(vm: &Vm, callback: &Callback) -> PyResult<String> {
    Ok(match callback {
        Callback::Wakeup(_) => "Task.task_wakeup()".to_owned(),
        Callback::Gather(_) => format!("{}()", gather::CALLBACK_NAME),
        Callback::Group(_) => format!("{}()", task_group::CALLBACK_NAME),
        Callback::Native(native) => format!("{}()", native.name()),
        Callback::Python(call) => callback_source(vm, &call.function, &[], false)?,
    })
}

enum Shown {
    Fixed(String),
    Python(Value),
}

fn callbacks(vm: &Vm, core: &FutureCore) -> PyResult<Option<String>> {
    // Copied out first: showing them runs Python code.
    let all: Vec<PyResult<Shown>> = core.with_callbacks(|all| {
        all.iter()
            .map(|c| match c {
                Callback::Python(call) => Ok(Shown::Python(call.function.clone())),
                other => future_callback(vm, other).map(Shown::Fixed),
            })
            .collect()
    });
    let show = |shown: &PyResult<Shown>| match shown {
        Ok(Shown::Fixed(text)) => Ok(text.clone()),
        Ok(Shown::Python(f)) => callback_source(vm, f, &[], false),
        Err(e) => Err(e.clone()),
    };
    Ok(match all.as_slice() {
        [] => None,
        [one] => Some(format!("cb=[{}]", show(one)?)),
        [first, last] => Some(format!("cb=[{}, {}]", show(first)?, show(last)?)),
        [first, between @ .., last] => {
            Some(format!("cb=[{}, <{} more>, {}]", show(first)?, between.len(), show(last)?))
        }
    })
}

/// The `_state` of a future.
pub fn state_name(state: State) -> &'static str {
    match state {
        State::Pending => "PENDING",
        State::Finished | State::Failed => "FINISHED",
        State::Cancelled => "CANCELLED",
    }
}

/// `created at file:line` from a `source_traceback`.
///
/// # Errors
/// What looking into it raises.
pub fn created_at(vm: &Vm, traceback: &Value) -> PyResult<Option<String>> {
    if !vm.truth(traceback)? {
        return Ok(None);
    }
    let last = vm.get_item(traceback, &Value::Int(-1))?;
    let (file, line) = (vm.get_item(&last, &Value::Int(0))?, vm.get_item(&last, &Value::Int(1))?);
    Ok(Some(format!("created at {}:{}", vm.str(&file)?.as_str(), vm.str(&line)?.as_str())))
}

fn future_info(vm: &Vm, core: &FutureCore) -> PyResult<Vec<String>> {
    let mut info = vec![state_name(core.state()).to_lowercase()];
    match core.state() {
        State::Finished => info.push(format!("result={}", short_repr(vm, &core.outcome())?)),
        State::Failed => info.push(format!("exception={}", repr(vm, &core.outcome())?)),
        State::Pending | State::Cancelled => {}
    }
    info.extend(callbacks(vm, core)?);
    if let Some(at) = core.source_traceback() {
        info.extend(created_at(vm, &at)?);
    }
    Ok(info)
}

fn in_brackets(object: &ObjRef, info: &[String]) -> String {
    format!("<{} {}>", object.class().name().as_str(), info.join(" "))
}

/// `repr(future)`.
///
/// # Errors
/// What showing its result or callbacks raises.
pub fn future(vm: &Vm, object: &ObjRef, core: &FutureCore) -> PyResult<String> {
    let Some(_guard) = vm.repr_guard(&Value::Object(object.clone())) else { return Ok("...".to_owned()) };
    Ok(in_brackets(object, &future_info(vm, core)?))
}

/// `repr(task)`.
///
/// # Errors
/// As [`future`].
pub fn task(vm: &Vm, object: &ObjRef, task: &Task) -> PyResult<String> {
    let Some(_guard) = vm.repr_guard(&Value::Object(object.clone())) else { return Ok("...".to_owned()) };
    let mut info = future_info(vm, &task.core)?;
    if task.cancelling() > 0 && !task.core.is_done() {
        "cancelling".clone_into(&mut info[0]);
    }
    info.insert(1, format!("name={}", repr(vm, &task.name())?));
    let waiter = task.waiter();
    if !waiter.is_none() {
        info.insert(2, format!("wait_for={}", repr(vm, &waiter)?));
    }
    if let Some(coro) = task.coro() {
        info.insert(2, format!("coro=<{}>", coroutine(vm, coro)?));
    }
    Ok(in_brackets(object, &info))
}

/// `name() running at file:line` of a coroutine.
///
/// # Errors
/// What the attributes of a coroutine written by hand raise.
pub fn coroutine(vm: &Vm, coro: &Value) -> PyResult<String> {
    if let Value::Gen(g) = coro {
        return Ok(gen_coroutine(vm, g));
    }
    let name = match text_attr(vm, coro, "__qualname__")? {
        Some(name) => name,
        None => match text_attr(vm, coro, "__name__")? {
            Some(name) => name,
            None => format!("<{} without __name__>", vm.class_name(coro).as_str()),
        },
    };
    let attr = |name: &str| vm.get_attr_opt(coro, &vm.intern(name));
    let code = match attr("cr_code")?.filter(|c| !c.is_none()) {
        Some(code) => Some(code),
        None => attr("gi_code")?.filter(|c| !c.is_none()),
    };
    let Some(code) = code else {
        let running = match attr("cr_running")? {
            Some(running) => running,
            None => attr("gi_running")?.unwrap_or(Value::Bool(false)),
        };
        let running = if vm.truth(&running)? { " running" } else { "" };
        return Ok(format!("{name}(){running}"));
    };
    let frame = match attr("gi_frame")?.filter(|f| !f.is_none()) {
        Some(frame) => Some(frame),
        None => attr("cr_frame")?.filter(|f| !f.is_none()),
    };
    let file = vm.str(&vm.get_attr(&code, &vm.intern("co_filename"))?)?;
    Ok(match frame {
        Some(frame) => {
            let line = vm.str(&vm.get_attr(&frame, &vm.intern("f_lineno"))?)?;
            format!("{name}() running at {}:{}", file.as_str(), line.as_str())
        }
        None => {
            let line = vm.str(&vm.get_attr(&code, &vm.intern("co_firstlineno"))?)?;
            format!("{name}() done, defined at {}:{}", file.as_str(), line.as_str())
        }
    })
}

fn gen_coroutine(vm: &Vm, g: &Gen) -> String {
    let name = g.qualname();
    let name = name.as_str();
    let Some(code) = g.code() else {
        let running = if g.state.get() == GenState::Running { " running" } else { "" };
        return format!("{name}(){running}");
    };
    let file = &code.source.filename;
    match suspended_at(vm, g, &code) {
        Some(line) => format!("{name}() running at {file}:{line}"),
        None => format!("{name}() done, defined at {file}:{}", code.first_line),
    }
}

/// The line where the frame of a coroutine stands; `None` when it is done.
fn suspended_at(vm: &Vm, g: &Gen, code: &Ref<Code>) -> Option<u32> {
    match g.state.get() {
        GenState::Created => Some(code.first_line),
        GenState::Done => None,
        // The place of a frame that runs is known to the interpreter alone.
        GenState::Running => running_line(vm, code),
        GenState::Suspended => match &*g.body.borrow() {
            GenBody::Frame(frame) => {
                let span = code.body().spans.get(frame.pc.get() as usize).copied().unwrap_or_default();
                Some(code.source.line(span.start))
            }
            _ => None,
        },
    }
}

/// The line that the innermost running frame of this code executes.
fn running_line(vm: &Vm, code: &Ref<Code>) -> Option<u32> {
    let mut depth = 0;
    // Ends with the outermost frame.
    loop {
        let line = vm.with_frame(depth, |f| f.code().is(code).then(|| f.line()))?;
        if line.is_some() {
            return line;
        }
        depth += 1;
    }
}

/// How many frames a source traceback has in debug mode.
const DEBUG_STACK_DEPTH: i64 = 10;

/// The innermost frames as a list of FrameSummary objects, for debug mode; None when there are none.
///
/// # Errors
/// What the `traceback` module raises.
pub fn extract_stack(vm: &Vm) -> PyResult {
    if vm.with_frame(0, |_| ()).is_none() {
        return Ok(Value::None);
    }
    let sys = vm.import("sys")?;
    let Some(traceback) = vm.absorb(vm.import("traceback"), &vm.exc.import_error)? else {
        return Ok(Value::None);
    };
    let frame = vm.call_method(&sys, &vm.intern("_getframe"), &[])?;
    let walk = vm.call_method(&traceback, &vm.intern("walk_stack"), &[frame])?;
    let summary = vm.get_attr(&traceback, &vm.intern("StackSummary"))?;
    let extract = vm.get_attr(&summary, &vm.intern("extract"))?;
    let keywords = [("limit", Value::Int(DEBUG_STACK_DEPTH)), ("lookup_lines", Value::Bool(false))];
    let stack = vm.call_kw(&extract, &[walk], &keywords)?;
    vm.call_method(&stack, &vm.names.reverse, &[])?;
    Ok(stack)
}
