//! Errors that nobody awaits: the loop's exception handler and the log it writes to by default.
//!
//! The log is `logging.getLogger("asyncio")` once the program has imported `logging`. Until then nobody can have
//! configured it, and what that logger would do, write the message and the traceback to `sys.stderr`, is done here.

use taipan_interp::heap::Ref;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::exception::Exception;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::handle::ends_the_loop;
use super::show;

/// The dict that an exception handler gets.
pub struct Context(Ref<Dict>);

impl Context {
    /// A context with its message.
    pub fn new(vm: &Vm, message: &str) -> Context {
        let context = Context(Ref::new(Dict::new()));
        context.0.set_str(&vm.intern("message"), Value::str(message));
        context
    }

    /// Adds an entry.
    pub fn add(&mut self, key: &str, value: Value) {
        self.0.set_str(&taipan_interp::types::str::Str::new(key), value);
    }

    /// Gives it to `loop.call_exception_handler`.
    ///
    /// # Errors
    /// SystemExit and KeyboardInterrupt from the handler.
    pub fn send(self, vm: &Vm, owner: &Value) -> PyResult<()> {
        let context = Value::Dict(self.0);
        if let Value::Object(l) = owner
            && let Some(data) = l.get::<EventLoop>()
            && data.is_plain(l)
        {
            return call_handler(vm, owner, data, &context);
        }
        vm.call_method(owner, &vm.intern("call_exception_handler"), &[context]).map(drop)
    }
}

fn entry(vm: &Vm, context: &Value, key: &str) -> PyResult<Option<Value>> {
    let found = match context {
        Value::Dict(d) => d.get_str(&vm.intern(key)),
        other => Some(vm.call_method(other, &vm.names.get, &[Value::str(key)])?),
    };
    Ok(found.filter(|v| !v.is_none()))
}

/// `loop.call_exception_handler(context)`.
///
/// # Errors
/// SystemExit and KeyboardInterrupt from the handler.
pub fn call_handler(vm: &Vm, owner: &Value, data: &EventLoop, context: &Value) -> PyResult<()> {
    let handler = data.exception_handler.borrow().clone();
    if handler.is_none() {
        let result = default_of(vm, owner, context);
        return or_log(vm, result, "Exception in default exception handler");
    }
    let Err(exc) = run_handler(vm, &handler, owner, context) else { return Ok(()) };
    if ends_the_loop(vm, &exc) {
        return Err(exc);
    }
    vm.error_span.set(None);
    let mut second = Context::new(vm, "Unhandled error in exception handler");
    second.add("exception", exc.into_value());
    second.add("context", context.clone());
    let result = default_of(vm, owner, &Value::Dict(second.0));
    or_log(
        vm,
        result,
        "Exception in default exception handler while handling an unexpected error in custom exception handler",
    )
}

/// Calls the handler, in the context of the task, future or handle that the error came from.
fn run_handler(vm: &Vm, handler: &Value, owner: &Value, context: &Value) -> PyResult<()> {
    let mut thing = None;
    for key in ["task", "future", "handle"] {
        if thing.is_none() {
            thing = entry(vm, context, key)?;
        }
    }
    let get_context = match &thing {
        Some(thing) => vm.get_attr_opt(thing, &vm.intern("get_context"))?,
        None => None,
    };
    let its_context = match get_context {
        Some(get_context) => vm.call(&get_context, &[])?,
        None => Value::None,
    };
    let run = match &its_context {
        Value::None => None,
        other => vm.get_attr_opt(other, &vm.intern("run"))?,
    };
    match run {
        Some(run) => vm.call(&run, &[handler.clone(), owner.clone(), context.clone()])?,
        None => vm.call(handler, &[owner.clone(), context.clone()])?,
    };
    Ok(())
}

fn default_of(vm: &Vm, owner: &Value, context: &Value) -> PyResult<()> {
    vm.call_method(owner, &vm.intern("default_exception_handler"), std::slice::from_ref(context)).map(drop)
}

fn or_log(vm: &Vm, result: PyResult<()>, message: &str) -> PyResult<()> {
    match result {
        Err(exc) if ends_the_loop(vm, &exc) => Err(exc),
        Err(exc) => {
            vm.error_span.set(None);
            log_error(vm, message, Some(&exc))
        }
        Ok(()) => Ok(()),
    }
}

/// `loop.default_exception_handler(context)`: the message, what else is known, and the traceback.
///
/// # Errors
/// What showing the entries raises.
pub fn default_handler(vm: &Vm, owner: &Value, context: &Value) -> PyResult<()> {
    let message = match entry(vm, context, "message")? {
        Some(m) if vm.truth(&m)? => vm.str(&m)?.as_str().to_owned(),
        _ => "Unhandled exception in event loop".to_owned(),
    };
    let exception = match entry(vm, context, "exception")? {
        Some(Value::Exception(e)) => Some(Raised(e)),
        _ => None,
    };
    if let Value::Dict(d) = context
        && d.get_str(&vm.intern("source_traceback")).is_none()
        && let Some(at) = loop_data(owner).and_then(EventLoop::current_handle_source)
    {
        d.set_str(&vm.intern("handle_traceback"), at);
    }
    let mut lines = vec![message];
    let mut keys: Vec<String> = Vec::new();
    for key in vm.collect(context)? {
        keys.push(vm.str(&key)?.as_str().to_owned());
    }
    keys.sort_unstable();
    for key in keys {
        if key == "message" || key == "exception" {
            continue;
        }
        let value = vm.get_item(context, &Value::str(&key))?;
        let shown = match key.as_str() {
            "source_traceback" => format!("Object created at (most recent call last):\n{}", frames(vm, &value)?),
            "handle_traceback" => format!("Handle created at (most recent call last):\n{}", frames(vm, &value)?),
            _ => show::repr(vm, &value)?,
        };
        lines.push(format!("{key}: {shown}"));
    }
    log_error(vm, &lines.join("\n"), exception.as_ref())
}

fn frames(vm: &Vm, traceback: &Value) -> PyResult<String> {
    let module = vm.import("traceback")?;
    let lines = vm.call_method(&module, &vm.intern("format_list"), std::slice::from_ref(traceback))?;
    let mut text = String::new();
    for line in vm.collect(&lines)? {
        text.push_str(vm.str(&line)?.as_str());
    }
    Ok(text.trim_end().to_owned())
}

/// The `asyncio` logger, once `logging` has been imported.
fn logger(vm: &Vm) -> PyResult<Option<Value>> {
    match vm.modules.get_str(&vm.intern("logging")) {
        Some(logging) if !logging.is_none() => {
            match vm.get_attr_opt(&logging, &vm.intern("getLogger"))? {
                Some(get) => Ok(Some(vm.call(&get, &[Value::str("asyncio")])?)),
                // It is being imported.
                None => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

/// Logs an error, with the traceback of an exception.
///
/// # Errors
/// What the logger raises.
pub fn log_error(vm: &Vm, message: &str, exception: Option<&Raised>) -> PyResult<()> {
    if let Some(logger) = logger(vm)? {
        let error = vm.get_attr(&logger, &vm.intern("error"))?;
        let exc_info = exception.map_or(Value::Bool(false), |e| exc_info(vm, &e.0));
        return vm.call_kw(&error, &[Value::str(message)], &[("exc_info", exc_info)]).map(drop);
    }
    let mut text = format!("{message}\n");
    if let Some(exception) = exception {
        text.push_str(&taipan_interp::traceback::format_exception(vm, &exception.0)?);
    }
    write_stderr(vm, &text)
}

/// Logs a debugging message with one argument. Without `logging` there is nobody to see it.
///
/// # Errors
/// What the logger raises.
pub fn debug_log(vm: &Vm, format: &str, argument: Value) -> PyResult<()> {
    match logger(vm)? {
        Some(logger) => vm.call_method(&logger, &vm.intern("debug"), &[Value::str(format), argument]).map(drop),
        None => Ok(()),
    }
}

/// Logs a warning.
///
/// # Errors
/// What the logger raises.
pub fn warn_log(vm: &Vm, message: &str) -> PyResult<()> {
    if let Some(logger) = logger(vm)? {
        return vm.call_method(&logger, &vm.intern("warning"), &[Value::str(message)]).map(drop);
    }
    write_stderr(vm, &format!("{message}\n"))
}

/// As [`debug_log`], for a text with an exception.
///
/// # Errors
/// What the logger raises.
pub fn debug_text(vm: &Vm, message: &str, exception: Option<&Raised>) -> PyResult<()> {
    let Some(logger) = logger(vm)? else { return Ok(()) };
    let debug = vm.get_attr(&logger, &vm.intern("debug"))?;
    let exc_info = exception.map_or(Value::Bool(false), |e| exc_info(vm, &e.0));
    // A message with a percent sign in it is no format: there are no arguments.
    vm.call_kw(&debug, &[Value::str(message)], &[("exc_info", exc_info)]).map(drop)
}

fn exc_info(vm: &Vm, exception: &Ref<Exception>) -> Value {
    let value = Value::Exception(exception.clone());
    let traceback = vm.get_attr_opt(&value, &vm.names.__traceback__).ok().flatten().unwrap_or(Value::None);
    Value::tuple(vec![Value::Type(exception.class()), value, traceback])
}

fn write_stderr(vm: &Vm, text: &str) -> PyResult<()> {
    let sys = vm.import("sys")?;
    match vm.get_attr_opt(&sys, &vm.names.stderr)? {
        Some(stderr) if !stderr.is_none() => vm.call_method(&stderr, &vm.names.write, &[Value::str(text)]).map(drop),
        _ => Ok(()),
    }
}

/// `warnings.warn(message, category, stacklevel)`.
///
/// # Errors
/// The warning, when it is turned into an error.
pub fn warn(vm: &Vm, category: &taipan_interp::types::class::TypeRef, message: &str, stacklevel: i64) -> PyResult<()> {
    let warnings = vm.import("warnings")?;
    let args = [Value::str(message), Value::Type(category.clone()), Value::Int(stacklevel)];
    vm.call_method(&warnings, &vm.intern("warn"), &args).map(drop)
}

/// `warnings.warn(message, category, source=source)`.
///
/// # Errors
/// As [`warn`].
pub fn warn_source(
    vm: &Vm,
    category: &taipan_interp::types::class::TypeRef,
    message: &str,
    source: &Value,
) -> PyResult<()> {
    let warn = vm.get_attr(&vm.import("warnings")?, &vm.intern("warn"))?;
    let args = [Value::str(message), Value::Type(category.clone())];
    vm.call_kw(&warn, &args, &[("source", source.clone())]).map(drop)
}
