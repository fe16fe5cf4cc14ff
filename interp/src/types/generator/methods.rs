//! Generators and coroutines seen from Python: `send`, `throw`, `close`, and what they tell of themselves.

use crate::error::{PyResult, Raised};
use crate::heap::{Flow, ObjRef, Ref};
use crate::native::{Args, GetSet, NativeDef, TypeDef, class_method, getset, getter, method, method_raw};
use crate::types::class::TypeRef;
use crate::types::exception::Exception;
use crate::types::frame;
use crate::types::generator::wrappers::CoroutineWrapper;
use crate::types::generator::{Gen, GenBody, GenFlag, GenKind, GenState};
use crate::types::traceback;
use crate::value::Value;
use crate::vm::Vm;

/// The generator-like object behind `self`.
pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Gen>> {
    match v {
        Value::Gen(g) => Ok(g),
        _ => Err(vm.type_error(format!("a generator is required, not '{}'", vm.type_name(v)))),
    }
}

/// What Python calls the kind.
pub fn kind_name(kind: GenKind) -> &'static str {
    match kind {
        GenKind::Generator => "generator",
        GenKind::Coroutine => "coroutine",
        GenKind::AsyncGenerator => "async generator",
    }
}

/// What `send` and `throw` return: the value handed out, or StopIteration with the returned one.
pub fn flow_result(vm: &Vm, flow: Flow) -> PyResult {
    match flow {
        Flow::Yield(v) | Flow::Item(v) => Ok(v),
        Flow::Return(v) => Err(vm.stop_iteration(v)),
        Flow::Await(_) => Err(vm.system_error("a native coroutine's wait left its chain")),
    }
}

/// A step of a native iterator: the next item, or the end. A value that it ends with rides on StopIteration.
///
/// # Errors
/// That StopIteration.
pub(super) fn next_of(vm: &Vm, flow: Flow) -> PyResult<Option<Value>> {
    match flow {
        Flow::Return(Value::None) => Ok(None),
        other => flow_result(vm, other).map(Some),
    }
}

/// The exception that `throw(type[, value[, traceback]])` or `throw(instance)` means; `method` is the name to complain
/// with.
///
/// # Errors
/// TypeError for what is no exception.
pub fn thrown(vm: &Vm, args: &[Value], method: &str) -> PyResult<Raised> {
    let (first, value, tb) = match args {
        [] => return Err(vm.type_error(format!("{method} expected at least 1 argument, got 0"))),
        [first] => (first, None, None),
        [first, value] => (first, value.some(), None),
        [first, value, tb] => (first, value.some(), tb.some()),
        more => return Err(vm.type_error(format!("{method} expected at most 3 arguments, got {}", more.len()))),
    };
    let tb = match tb {
        None => None,
        Some(tb) => match traceback::from_value(tb) {
            Some(tb) => Some(tb),
            None => return Err(vm.type_error("throw() third argument must be a traceback object")),
        },
    };
    let exc = match first {
        // What goes wrong in making the exception is thrown in its place.
        Value::Type(class) if class.is_subtype(&vm.exc.base_exception) => match instantiate(vm, class, value) {
            Ok(e) => e,
            Err(e) => e.0,
        },
        Value::Exception(_) if value.is_some() => {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        Value::Exception(e) => e.clone(),
        other => {
            let name = vm.type_name(other);
            return Err(vm.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {name}"
            )));
        }
    };
    if let Some(tb) = tb {
        drop(exc.traceback.replace(Some(tb)));
    }
    exc.thrown.set(true);
    Ok(Raised(exc))
}

fn instantiate(vm: &Vm, class: &TypeRef, value: Option<&Value>) -> PyResult<Ref<Exception>> {
    let callee = Value::Type(class.clone());
    let made = match value {
        Some(Value::Exception(e)) if e.class().is_subtype(class) => return Ok(e.clone()),
        None => vm.call(&callee, &[])?,
        Some(Value::Tuple(t)) => vm.call(&callee, t.items())?,
        Some(v) => vm.call(&callee, std::slice::from_ref(v))?,
    };
    match made {
        Value::Exception(e) => Ok(e),
        other => Err(vm.type_error(format!(
            "calling {} should have returned an instance of BaseException, not {}",
            vm.repr(&callee)?,
            vm.repr(&Value::Type(vm.class_of(&other)))?
        ))),
    }
}

/// Says, once a place, that `throw` with more than one argument is deprecated.
///
/// # Errors
/// The warning, when warnings are errors.
pub fn warn_old_throw(vm: &Vm, args: &[Value], name: &str) -> PyResult<()> {
    if args.len() < 2 {
        return Ok(());
    }
    let text =
        format!("the (type, exc, tb) signature of {name}() is deprecated, use the single-arg signature instead.");
    crate::warnings::warn(vm, &vm.exc.deprecation_warning, &text, 1, &Value::None)
}

fn method_send(vm: &Vm, a: &[Value]) -> PyResult {
    let flow = vm.resume(this(vm, &a[0])?, Ok(a[1].clone()))?;
    flow_result(vm, flow)
}

fn method_next(vm: &Vm, a: &[Value]) -> PyResult {
    let flow = vm.resume(this(vm, &a[0])?, Ok(Value::None))?;
    flow_result(vm, flow)
}

fn method_throw(vm: &Vm, args: &Args) -> PyResult {
    let g = this(vm, &args.values[0])?;
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{}.throw() takes no keyword arguments", vm.type_name(&args.values[0]))));
    }
    let rest = &args.pos()[1..];
    warn_old_throw(vm, rest, "throw")?;
    let exc = thrown(vm, rest, "throw")?;
    let flow = vm.resume(g, Err(exc)).inspect_err(|e| e.0.thrown.set(false))?;
    flow_result(vm, flow)
}

fn method_close(vm: &Vm, a: &[Value]) -> PyResult {
    vm.close_with_value(this(vm, &a[0])?)
}

fn iter(_: &Vm, a: &[Value]) -> PyResult {
    Ok(a[0].clone())
}

/// `coroutine.__await__()`: an iterator over it.
fn await_(vm: &Vm, a: &[Value]) -> PyResult {
    let g = this(vm, &a[0])?.clone();
    Ok(Value::Object(ObjRef::new(vm.types.coroutine_wrapper.clone(), CoroutineWrapper(g))))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let g = this(vm, &a[0])?;
    let kind = if g.kind == GenKind::AsyncGenerator { "async_generator" } else { kind_name(g.kind) };
    Ok(Value::from(format!("<{kind} object {} at {:#x}>", g.qualname(), g.addr())))
}

fn size_of(_: &Vm, _: &[Value]) -> PyResult {
    Ok(Value::Int(std::mem::size_of::<Gen>() as i64))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name()))
}

fn set_name(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let g = this(vm, v)?;
    let Some(text) = value.and_then(Value::as_str) else {
        return Err(vm.type_error("__name__ must be set to a string object"));
    };
    g.set_name(text.clone());
    Ok(())
}

fn qualname(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.qualname()))
}

fn set_qualname(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let g = this(vm, v)?;
    let Some(text) = value.and_then(Value::as_str) else {
        return Err(vm.type_error("__qualname__ must be set to a string object"));
    };
    g.set_qualname(text.clone());
    Ok(())
}

fn running(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(this(vm, v)?.state.get() == GenState::Running))
}

fn suspended(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(this(vm, v)?.state.get() == GenState::Suspended))
}

fn code(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.code().map_or(Value::None, Value::Code))
}

fn frame_(vm: &Vm, v: &Value) -> PyResult {
    Ok(frame::of_generator(vm, this(vm, v)?))
}

/// What it awaits, or delegates to with `yield from`.
fn awaiting(vm: &Vm, v: &Value) -> PyResult {
    let g = this(vm, v)?;
    if g.state.get() == GenState::Running {
        return Ok(Value::None);
    }
    if g.is_awaiting() {
        return Ok(g.awaiting());
    }
    if let GenBody::Native(native) = &*g.body.borrow() {
        return Ok(native.run.awaiting());
    }
    Ok(Value::None)
}

fn origin(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.origin().unwrap_or(Value::None))
}

/// `ag_running`: a step of the async generator is under way.
fn step_running(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(this(vm, v)?.has(GenFlag::STEP_RUNNING)))
}

const REPR: NativeDef = method("__repr__", "(self, /)", repr);
const SEND: NativeDef = method("send", "(self, value, /)", method_send).doc("Resumes with a value.");
const THROW: NativeDef =
    method_raw("throw", "(self, type, value=None, traceback=None, /)", method_throw).doc("Raises at the suspension.");
const CLOSE: NativeDef = method("close", "(self, /)", method_close).doc("Raises GeneratorExit at the suspension.");
const SIZE: NativeDef = method("__sizeof__", "(self, /)", size_of);
const CLASS_GETITEM: NativeDef =
    class_method("__class_getitem__", "(cls, item, /)", crate::types::generic_alias::class_getitem);
const NAME: GetSet = getset("__name__", name, set_name);
const QUALNAME: GetSet = getset("__qualname__", qualname, set_qualname);

/// `types.GeneratorType`.
pub const GENERATOR_DEF: TypeDef = TypeDef {
    methods: &[
        REPR,
        method("__iter__", "(self, /)", iter),
        method("__next__", "(self, /)", method_next),
        SEND,
        THROW,
        CLOSE,
        SIZE,
        CLASS_GETITEM,
    ],
    getset: &[
        NAME,
        QUALNAME,
        getter("gi_yieldfrom", awaiting),
        getter("gi_running", running),
        getter("gi_frame", frame_),
        getter("gi_suspended", suspended),
        getter("gi_code", code),
    ],
    ..TypeDef::new("generator", "builtins")
};

/// `types.CoroutineType`.
pub const COROUTINE_DEF: TypeDef = TypeDef {
    methods: &[REPR, method("__await__", "(self, /)", await_), SEND, THROW, CLOSE, SIZE, CLASS_GETITEM],
    getset: &[
        NAME,
        QUALNAME,
        getter("cr_await", awaiting),
        getter("cr_running", running),
        getter("cr_frame", frame_),
        getter("cr_suspended", suspended),
        getter("cr_code", code),
        getter("cr_origin", origin),
    ],
    ..TypeDef::new("coroutine", "builtins")
};

/// `types.AsyncGeneratorType`.
pub const ASYNC_GENERATOR_DEF: TypeDef = TypeDef {
    methods: &[
        REPR,
        method("__aiter__", "(self, /)", iter),
        method("__anext__", "(self, /)", super::async_generator::anext),
        method("asend", "(self, value, /)", super::async_generator::asend).doc("Awaitable: resumes with a value."),
        method_raw("athrow", "(self, type, value=None, traceback=None, /)", super::async_generator::athrow)
            .doc("Awaitable: raises at the suspension."),
        method("aclose", "(self, /)", super::async_generator::aclose)
            .doc("Awaitable: raises GeneratorExit at the suspension."),
        SIZE,
        CLASS_GETITEM,
    ],
    getset: &[
        NAME,
        QUALNAME,
        getter("ag_await", awaiting),
        getter("ag_running", step_running),
        getter("ag_frame", frame_),
        getter("ag_suspended", suspended),
        getter("ag_code", code),
    ],
    ..TypeDef::new("async_generator", "builtins")
};
