//! `sys.displayhook`, `sys.excepthook`, `sys.unraisablehook`, `sys.breakpointhook`: the defaults, and what they are
//! called with.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, NativeDef, function, function_raw};
use crate::traceback::{default_unraisable_hook, print_exception};
use crate::types::class::TypeRef;
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::exceptions::traceback_value;
use crate::types::{structseq, traceback};
use crate::value::Value;
use crate::vm::Vm;

const HOOKS: &[NativeDef] = &[
    function("displayhook", "(object, /)", display),
    function("excepthook", "(exctype, value, traceback, /)", except),
    function("unraisablehook", "(unraisable, /)", unraisable),
    function_raw("breakpointhook", "(*args, **kws)", breakpoint),
];

pub(super) fn fill(vm: &Vm, dict: &Dict) {
    for def in HOOKS {
        let hook = vm.native_function("sys", def);
        dict.set_str(&vm.intern(def.name), hook.clone());
        dict.set_str(&vm.intern(&format!("__{}__", def.name)), hook);
    }
}

/// True when `hook` is the interpreter's own of this name.
pub fn is_default_hook(vm: &Vm, name: &str, hook: &Value) -> bool {
    super::get(vm, &format!("__{name}__")).is_some_and(|own| own.is(hook))
}

fn display(vm: &Vm, a: &[Value]) -> PyResult {
    if a[0].is_none() {
        return Ok(Value::None);
    }
    let underscore = vm.intern("_");
    vm.builtins.set_str(&underscore, Value::None);
    let text = vm.repr(&a[0])?;
    super::stdout_write(vm, &format!("{text}\n"))?;
    vm.builtins.set_str(&underscore, a[0].clone());
    Ok(Value::None)
}

fn except(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[1] {
        Value::Exception(exc) => {
            // The traceback given counts, also when it is not the exception's own.
            if let Some(tb) = traceback::from_value(&a[2]) {
                exc.traceback.replace(Some(tb));
            }
            super::flush_streams(vm);
            print_exception(vm, exc);
        }
        other => {
            let message =
                format!("TypeError: print_exception(): Exception expected for value, {} found\n", vm.type_name(other));
            super::stderr_write(vm, &message);
        }
    }
    Ok(Value::None)
}

const UNRAISABLE_ARGS: &[&str] = &["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];

/// The type of the hook's argument, one an interpreter.
struct UnraisableType(TypeRef);

/// What `sys.unraisablehook` is called with.
pub fn unraisable_args(vm: &Vm, exc: &Ref<Exception>, message: Option<&str>, object: &Value) -> Value {
    let ty = vm.state(|vm| UnraisableType(structseq::define(vm, "UnraisableHookArgs", "builtins", UNRAISABLE_ARGS, 5)));
    let tb = traceback_value(vm, exc);
    let values = vec![
        Value::Type(exc.class()),
        Value::Exception(exc.clone()),
        tb,
        message.map_or(Value::None, Value::str),
        object.bound().cloned().unwrap_or(Value::None),
    ];
    structseq::make(vm, &ty.0, values)
}

fn unraisable(vm: &Vm, a: &[Value]) -> PyResult {
    let attr = |name: &str| vm.get_attr(&a[0], &vm.intern(name));
    if let Value::Exception(exc) = attr("exc_value")? {
        let message = attr("err_msg")?;
        let message = message.as_str().map(|m| m.as_str());
        default_unraisable_hook(vm, &exc, message, &attr("object")?);
    }
    Ok(Value::None)
}

fn breakpoint(vm: &Vm, _: &Args) -> PyResult {
    if vm.host.env("PYTHONBREAKPOINT").as_deref() == Some("0") {
        return Ok(Value::None);
    }
    Err(vm.not_implemented_error("Taipan has no debugger: breakpoint() does nothing but raise this error"))
}
