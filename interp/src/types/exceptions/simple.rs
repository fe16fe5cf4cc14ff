//! Exceptions with a field or two: StopIteration, SystemExit, KeyError, NameError, AttributeError, ImportError.

use super::{base, field, fields, this};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, NativeDef, TypeDef, method, method_raw};
use crate::types::exception::Exception;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static STOP_ITERATION: TypeDef = TypeDef {
    doc: "Signal the end from iterator.__next__().",
    methods: &[method_raw("__init__", "(self, /, *args, **kwargs)", init_stop_iteration)],
    getset: fields!["value" = field::VALUE],
    ..TypeDef::new("StopIteration", "builtins")
};

pub(super) static SYSTEM_EXIT: TypeDef = TypeDef {
    doc: "Request to exit from the interpreter.",
    methods: &[method_raw("__init__", "(self, /, *args, **kwargs)", init_system_exit)],
    getset: fields!["code" = field::CODE],
    ..TypeDef::new("SystemExit", "builtins")
};

pub(super) static KEY_ERROR: TypeDef = TypeDef {
    doc: "Mapping key not found.",
    methods: &[method("__str__", "(self, /)", str_key_error)],
    ..TypeDef::new("KeyError", "builtins")
};

pub(super) static NAME_ERROR: TypeDef = TypeDef {
    doc: "Name not found globally.",
    methods: &[method_raw("__init__", "(self, /, *args, **kwargs)", init_name_error)],
    getset: fields!["name" = field::NAME],
    ..TypeDef::new("NameError", "builtins")
};

pub(super) static ATTRIBUTE_ERROR: TypeDef = TypeDef {
    doc: "Attribute not found.",
    methods: ATTRIBUTE_ERROR_METHODS,
    getset: fields!["name" = field::NAME, "obj" = field::OBJ],
    ..TypeDef::new("AttributeError", "builtins")
};

const ATTRIBUTE_ERROR_METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args, **kwargs)", init_attribute_error),
    method("__reduce__", "(self, /)", reduce_attribute_error),
    method("__getstate__", "(self, /)", state_of_attribute_error),
];

pub(super) static IMPORT_ERROR: TypeDef = TypeDef {
    doc: "Import can't find module, or can't find name in module.",
    methods: &[
        method_raw("__init__", "(self, /, *args, **kwargs)", init_import_error),
        method("__str__", "(self, /)", str_import_error),
        method("__reduce__", "(self, /)", reduce_import_error),
    ],
    getset: fields!["msg" = field::MSG, "name" = field::MODULE, "path" = field::PATH, "name_from" = field::NAME_FROM,],
    ..TypeDef::new("ImportError", "builtins")
};

/// The self of an `__init__`, its `args` set; keyword arguments must be among `known`, which are (name, field).
fn init_with(vm: &Vm, args: &Args, type_name: &str, known: &[(&str, usize)]) -> PyResult<Ref<Exception>> {
    let exc = this(vm, &args.values[0])?;
    if known.is_empty() {
        super::no_keywords(vm, exc.class().name().as_str(), args)?;
    }
    base::set_args_from(exc, args);
    for (_, index) in known {
        exc.set_field(*index, Value::Unbound);
    }
    for (name, value) in args.keywords() {
        match known.iter().find(|(k, _)| *k == name.as_str()) {
            Some((_, index)) => exc.set_field(*index, value.clone()),
            None => {
                let hint = crate::vm::suggest::closest(name.as_str(), known.iter().map(|(k, _)| *k));
                let hint = hint.map(|h| format!(". Did you mean '{h}'?")).unwrap_or_default();
                let message = format!("{type_name}() got an unexpected keyword argument '{name}'{hint}");
                return Err(vm.type_error(message));
            }
        }
    }
    Ok(exc.clone())
}

fn init_stop_iteration(vm: &Vm, args: &Args) -> PyResult {
    let exc = init_with(vm, args, "", &[])?;
    exc.set_field(field::VALUE, args.values.get(1).cloned().unwrap_or(Value::None));
    Ok(Value::None)
}

fn init_system_exit(vm: &Vm, args: &Args) -> PyResult {
    let exc = init_with(vm, args, "", &[])?;
    let code = exit_code(&exc.args.borrow());
    exc.set_field(field::CODE, code);
    Ok(Value::None)
}

/// `SystemExit.code` for these arguments.
pub(super) fn exit_code(args: &Tuple) -> Value {
    match args.items() {
        [] => Value::None,
        [one] => one.clone(),
        _ => Value::Tuple(args.clone()),
    }
}

/// The argument, when there is just one.
pub(super) fn only_argument(args: &Tuple) -> Value {
    match args.items() {
        [one] => one.clone(),
        _ => Value::Unbound,
    }
}

fn str_key_error(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let only = only_argument(&exc.args.borrow());
    // A key that is a str shows its quotes: a message of "" would otherwise show nothing.
    if only.is_unbound() { base::plain_str(vm, exc) } else { Ok(Value::Str(vm.repr(&only)?)) }
}

fn init_name_error(vm: &Vm, args: &Args) -> PyResult {
    init_with(vm, args, "NameError", &[("name", field::NAME)])?;
    Ok(Value::None)
}

fn init_attribute_error(vm: &Vm, args: &Args) -> PyResult {
    init_with(vm, args, "AttributeError", &[("name", field::NAME), ("obj", field::OBJ)])?;
    Ok(Value::None)
}

fn attribute_error_state(vm: &Vm, exc: &Exception) -> Vec<(crate::types::str::Str, Value)> {
    let mut state = Vec::new();
    // `obj` stays behind: it is often something that cannot be pickled.
    if let Some(name) = exc.field(field::NAME).some() {
        state.push((vm.names.name.clone(), name.clone()));
    }
    state.push((vm.names.args.clone(), Value::Tuple(exc.args.borrow().clone())));
    state
}

fn reduce_attribute_error(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let args = Value::Tuple(exc.args.borrow().clone());
    Ok(base::reduced(exc, args, attribute_error_state(vm, exc)))
}

fn state_of_attribute_error(vm: &Vm, a: &[Value]) -> PyResult {
    let reduced = reduce_attribute_error(vm, a)?;
    Ok(match &reduced {
        Value::Tuple(parts) => parts.get(2).cloned().unwrap_or(Value::None),
        _ => Value::None,
    })
}

fn init_import_error(vm: &Vm, args: &Args) -> PyResult {
    let known = [("name", field::MODULE), ("path", field::PATH), ("name_from", field::NAME_FROM)];
    let exc = init_with(vm, args, "ImportError", &known)?;
    let msg = only_argument(&exc.args.borrow());
    exc.set_field(field::MSG, msg);
    Ok(Value::None)
}

fn str_import_error(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    match exc.field(field::MSG) {
        msg @ Value::Str(_) => Ok(msg),
        _ => base::plain_str(vm, exc),
    }
}

fn reduce_import_error(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let mut state = Vec::new();
    for (name, index) in [("name", field::MODULE), ("path", field::PATH), ("name_from", field::NAME_FROM)] {
        if let Some(value) = exc.field(index).some() {
            state.push((vm.intern(name), value.clone()));
        }
    }
    Ok(base::reduced(exc, Value::Tuple(exc.args.borrow().clone()), state))
}
