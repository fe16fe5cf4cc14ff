//! The module `sys`.
//!
//! Owns the module's table and the standard streams' fast paths for the rest of the interpreter ([`stdout_write`],
//! [`stderr_write`]). What the attributes mean to the language (the recursion limit, hooks) is where it is used.

mod buffers;
mod functions;
mod hooks;
mod info;
mod names;
mod streams;

use std::rc::Rc;

use crate::error::PyResult;
use crate::heap::Ref;
use crate::host::Stream;
use crate::types::dict::Dict;
use crate::types::module::Module;
use crate::value::Value;
use crate::vm::Vm;

use buffers::{InBuffer, OutBuffer};
pub use functions::exc_info_of;
pub use hooks::{is_default_hook, unraisable_args};
pub use info::{LANGUAGE_VERSION, VERSION};
pub use names::STDLIB_MODULES;
use streams::{Pipe, StdStream, StreamTypes};

/// What `sys` keeps in the interpreter.
pub struct SysState {
    /// The module's namespace.
    pub dict: Ref<Dict>,
    stdout: Rc<OutBuffer>,
    stderr: Rc<OutBuffer>,
    /// Interpreter shutdown has begun.
    pub finalizing: std::cell::Cell<bool>,
    audit_hooks: std::cell::RefCell<Vec<Value>>,
    /// The namespace holds all that it should: see [`complete`].
    complete: std::cell::Cell<bool>,
}

/// Digits that `int` and `str` convert without being told otherwise.
const DEFAULT_MAX_STR_DIGITS: i64 = 4300;

/// The state of `sys`.
pub fn state(vm: &Vm) -> Rc<SysState> {
    vm.state(|vm| {
        let terminal = vm.host.is_terminal(1);
        SysState {
            dict: Ref::new(Dict::new()),
            stdout: Rc::new(OutBuffer::new(Stream::Stdout, terminal, false)),
            stderr: Rc::new(OutBuffer::new(Stream::Stderr, true, false)),
            finalizing: std::cell::Cell::new(false),
            audit_hooks: std::cell::RefCell::default(),
            complete: std::cell::Cell::new(false),
        }
    })
}

/// Makes the standard streams; the rest of the module comes later (see [`complete`]).
pub(crate) fn define(vm: &Vm) {
    let state = state(vm);
    let dict = &state.dict;
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    let types = StreamTypes::new(vm);
    for (name, pipe, fd) in [
        ("stdin", Pipe::In(Rc::new(InBuffer::default())), 0),
        ("stdout", Pipe::Out(state.stdout.clone()), 1),
        ("stderr", Pipe::Out(state.stderr.clone()), 2),
    ] {
        let stream = types.stream(vm, pipe, fd);
        put(name, stream.clone());
        put(&format!("__{name}__"), stream);
    }
    crate::warnings::define(vm);
}

/// The module, in `sys.modules` again if it was taken out.
pub(crate) fn module(vm: &Vm) -> Value {
    complete(vm);
    vm.modules.get_str(&vm.names.sys).unwrap_or_else(|| {
        let module = Value::Module(Ref::new(Module::new(vm.types.module.clone(), state(vm).dict.clone())));
        vm.modules.set_str(&vm.names.sys, module.clone());
        module
    })
}

/// Fills the module in and puts it into `sys.modules`: when a program first imports it or something in it is asked for,
/// since most programs never do, and its tables are an eighth of what a start costs.
fn complete(vm: &Vm) {
    let state = state(vm);
    if state.complete.replace(true) {
        return;
    }
    let dict = &state.dict;
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    info::fill(vm, dict);
    functions::fill(vm, dict);
    hooks::fill(vm, dict);
    put("__name__", Value::str("sys"));
    put("__doc__", Value::str("What the interpreter knows of itself, and what programs may change of it."));
    put("__package__", Value::str(""));
    put("modules", Value::Dict(vm.modules.clone()));
    module(vm);
}

/// Fills in what only the program's start knows: call after [`Vm::config`] was set.
pub fn configure(vm: &Vm) {
    let state = state(vm);
    if state.complete.get() {
        info::configure(vm, &state.dict);
    }
}

/// The value of `sys.name` if it is there already.
pub(crate) fn known(vm: &Vm, name: &str) -> Option<Value> {
    state(vm).dict.get_str(&vm.intern(name))
}

/// The value of `sys.name`.
pub fn get(vm: &Vm, name: &str) -> Option<Value> {
    let state = state(vm);
    let name = vm.intern(name);
    if let Some(found) = state.dict.get_str(&name) {
        return Some(found);
    }
    complete(vm);
    state.dict.get_str(&name)
}

/// Sets `sys.name`.
pub fn set(vm: &Vm, name: &str, value: Value) {
    complete(vm);
    state(vm).dict.set_str(&vm.intern(name), value);
}

/// Writes text to what a program has put in `sys.stdout`: the way of `print`.
///
/// # Errors
/// RuntimeError when `sys.stdout` was deleted, and what writing raises.
#[inline]
pub fn stdout_write(vm: &Vm, text: &str) -> PyResult<()> {
    match state(vm).dict.get_str(&vm.names.stdout) {
        Some(stream) => write_to(vm, &stream, text),
        None => Err(vm.runtime_error("lost sys.stdout")),
    }
}

/// Writes text to a stream object: at once when it is one of the interpreter's own, else by its `write`. Nothing
/// happens when it is None.
///
/// # Errors
/// What writing raises.
#[inline]
pub fn write_to(vm: &Vm, stream: &Value, text: &str) -> PyResult<()> {
    match stream.native::<StdStream>() {
        Some(s) if matches!(s.pipe, Pipe::Out(_)) => s.write_text(vm, text),
        _ if stream.is_none() => Ok(()),
        _ => vm.call_method(stream, &vm.names.write, &[Value::str(text)]).map(drop),
    }
}

/// What a program has put in `sys.stdout`.
///
/// # Errors
/// RuntimeError when it was deleted.
pub fn stdout(vm: &Vm) -> PyResult {
    state(vm).dict.get_str(&vm.names.stdout).ok_or_else(|| vm.runtime_error("lost sys.stdout"))
}

/// True for the interpreter's own output streams: [`write_to`] reaches them without Python code.
pub fn is_native_output(stream: &Value) -> bool {
    native_out(stream).is_some()
}

/// The buffer of a stream that is the interpreter's own.
fn native_out(stream: &Value) -> Option<&Rc<OutBuffer>> {
    match &stream.native::<StdStream>()?.pipe {
        Pipe::Out(out) => Some(out),
        Pipe::In(_) => None,
    }
}

/// Writes to `sys.stderr` (or, when that is None, to the one of the start); errors are dropped.
pub fn stderr_write(vm: &Vm, text: &str) {
    let stream = match get(vm, "stderr") {
        Some(Value::None) | None => get(vm, "__stderr__"),
        found => found,
    };
    let Some(stream) = stream else { return };
    let written = write_to(vm, &stream, text);
    if written.is_err() && native_out(&stream).is_none() {
        // A stream of the program's own that fails must not swallow the message.
        let _ = state(vm).stderr.write(vm, text.as_bytes());
    }
    flush(vm, &stream);
}

/// Flushes a stream; errors are dropped.
fn flush(vm: &Vm, stream: &Value) {
    match native_out(stream) {
        Some(out) => drop(out.flush(vm)),
        None if stream.is_none() => {}
        None => drop(vm.call_method(stream, &vm.names.flush, &[])),
    }
}

/// Flushes `sys.stdout` and `sys.stderr`, whatever stands there, and the streams of the start; errors are dropped.
pub fn flush_streams(vm: &Vm) {
    for name in ["stdout", "stderr"] {
        if let Some(stream) = get(vm, name) {
            flush(vm, &stream);
        }
    }
}

/// Flushes everything at the end of the program.
///
/// # Errors
/// What writing to `sys.stdout` raises (a closed pipe, a full disk).
pub fn flush_at_exit(vm: &Vm) -> PyResult<()> {
    let state = state(vm);
    let own = get(vm, "stdout").filter(|s| native_out(s).is_none() && !s.is_none());
    let first = match own {
        // A closed replacement has nothing to flush.
        Some(stream) if !is_closed(vm, &stream) => vm.call_method(&stream, &vm.names.flush, &[]).map(drop),
        _ => Ok(()),
    };
    let second = state.stdout.flush(vm);
    if let Some(stream) = get(vm, "stderr") {
        flush(vm, &stream);
    }
    drop(state.stderr.flush(vm));
    first.and(second)
}

fn is_closed(vm: &Vm, stream: &Value) -> bool {
    let closed = vm.get_attr_opt(stream, &vm.intern("closed")).ok().flatten();
    closed.is_some_and(|c| vm.truth(&c).unwrap_or(false))
}

/// True when the reader of standard output has gone away.
pub fn stdout_is_broken(vm: &Vm) -> bool {
    state(vm).stdout.broken.get()
}

/// Makes the standard streams write at once (`-u`).
pub fn unbuffer(vm: &Vm) {
    let state = state(vm);
    state.stdout.write_through.set(true);
    state.stderr.write_through.set(true);
}
