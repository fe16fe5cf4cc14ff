//! `BaseException`: `args`, the links to other exceptions, notes, how it is shown and pickled.

use super::this;
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, GetSet, NativeDef, TypeDef, getset, method, method_raw};
use crate::types::class::{Layout, TypeFlags};
use crate::types::exception::Exception;
use crate::types::traceback;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static BASE_EXCEPTION: TypeDef = TypeDef {
    doc: "Common base class for all exceptions",
    layout: Layout::Exception,
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(super::new_plain),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("BaseException", "builtins")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args, **kwargs)", init),
    method("__repr__", "(self, /)", repr),
    method("__str__", "(self, /)", str),
    method("__reduce__", "(self, /)", reduce),
    method("__setstate__", "(self, object, /)", set_state),
    method("with_traceback", "(self, object, /)", with_traceback),
    method("add_note", "(self, object, /)", add_note_method),
];

const GETSET: &[GetSet] = &[
    getset("args", |vm, s| Ok(Value::Tuple(this(vm, s)?.args.borrow().clone())), set_args),
    getset("__traceback__", |vm, s| Ok(super::traceback_value(vm, this(vm, s)?)), set_traceback),
    getset("__cause__", |vm, s| Ok(optional(&this(vm, s)?.cause.borrow())), set_cause),
    getset("__context__", |vm, s| Ok(optional(&this(vm, s)?.context.borrow())), set_context),
    getset("__suppress_context__", |vm, s| Ok(Value::Bool(this(vm, s)?.suppress_context.get())), set_suppress),
];

fn optional(exc: &Option<Ref<Exception>>) -> Value {
    exc.clone().map_or(Value::None, Value::Exception)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let exc = this(vm, &args.values[0])?;
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", exc.class().name())));
    }
    set_args_from(exc, args);
    Ok(Value::None)
}

/// Makes the positional arguments after `self` the exception's `args`, unless they are already.
pub(super) fn set_args_from(exc: &Ref<Exception>, args: &Args) {
    let given = &args.pos()[1..];
    let same = {
        let old = exc.args.borrow();
        old.len() == given.len() && old.iter().zip(given).all(|(a, b)| a.is(b))
    };
    if !same {
        let old = exc.args.replace(Tuple::from_slice(given));
        drop(old);
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    bare_repr(vm, this(vm, &a[0])?).map(Value::from)
}

/// `ValueError('x', 1)`: what `BaseException.__repr__` returns.
///
/// # Errors
/// What the `repr` of an argument raises.
pub fn bare_repr(vm: &Vm, exc: &Ref<Exception>) -> PyResult<String> {
    let args = exc.args.borrow().clone();
    let name = exc.class().name();
    match args.items() {
        [one] => Ok(format!("{name}({})", vm.repr(one)?)),
        _ => Ok(format!("{name}{}", vm.repr(&Value::Tuple(args))?)),
    }
}

fn str(vm: &Vm, a: &[Value]) -> PyResult {
    plain_str(vm, this(vm, &a[0])?)
}

/// What `BaseException.__str__` returns.
pub(super) fn plain_str(vm: &Vm, exc: &Ref<Exception>) -> PyResult {
    let args = exc.args.borrow().clone();
    Ok(Value::Str(match args.items() {
        [] => vm.names.empty.clone(),
        [one] => vm.str(one)?,
        _ => vm.str(&Value::Tuple(args))?,
    }))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    Ok(reduced(exc, Value::Tuple(exc.args.borrow().clone()), Vec::new()))
}

/// The tuple that `__reduce__` returns: the class, its arguments and the state: `__dict__` with `more` added.
pub(super) fn reduced(exc: &Ref<Exception>, args: Value, more: Vec<(crate::types::str::Str, Value)>) -> Value {
    let mut parts = vec![Value::Type(exc.class()), args];
    if !more.is_empty() || !exc.attrs.is_empty() {
        let own = exc.attrs.dict();
        let state = crate::types::dict::Dict::new();
        for (key, value) in own.items() {
            if let Value::Str(key) = key {
                state.set_str(&key, value);
            }
        }
        for (key, value) in more {
            state.set_str(&key, value);
        }
        parts.push(Value::Dict(Ref::new(state)));
    }
    Value::tuple(parts)
}

fn set_state(vm: &Vm, a: &[Value]) -> PyResult {
    match a[1].inner() {
        Value::None => {}
        Value::Dict(state) => {
            for (name, value) in state.items() {
                match name.as_str() {
                    Some(name) => vm.set_attr(&a[0], &vm.intern_str(name), value)?,
                    None => {
                        let kind = vm.type_name(&name);
                        return Err(vm.type_error(format!("attribute name must be string, not '{kind}'")));
                    }
                }
            }
        }
        _ => return Err(vm.type_error("state is not a dictionary")),
    }
    Ok(Value::None)
}

fn with_traceback(vm: &Vm, a: &[Value]) -> PyResult {
    set_traceback(vm, &a[0], Some(&a[1]))?;
    Ok(a[0].clone())
}

fn add_note_method(vm: &Vm, a: &[Value]) -> PyResult {
    if a[1].as_str().is_none() {
        return Err(vm.type_error(format!("note must be a str, not '{}'", vm.type_name(&a[1]))));
    }
    note(vm, this(vm, &a[0])?, a[1].clone())?;
    Ok(Value::None)
}

/// Adds a note to an exception, as its `add_note` does.
///
/// # Errors
/// TypeError when `__notes__` is something else than a list.
pub fn add_note(vm: &Vm, exc: &Ref<Exception>, text: &str) -> PyResult<()> {
    note(vm, exc, Value::str(text))
}

fn note(vm: &Vm, exc: &Ref<Exception>, text: Value) -> PyResult<()> {
    let value = Value::Exception(exc.clone());
    match vm.get_attr_opt(&value, &vm.names.__notes__)? {
        None => vm.set_attr(&value, &vm.names.__notes__, Value::list(vec![text])),
        Some(notes) => match notes.inner() {
            Value::List(list) => {
                list.push(text);
                Ok(())
            }
            _ => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
        },
    }
}

fn set_args(vm: &Vm, s: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(vm.type_error("args may not be deleted")) };
    let args = Tuple::new(vm.collect(value)?);
    let old = this(vm, s)?.args.replace(args);
    drop(old);
    Ok(())
}

fn set_traceback(vm: &Vm, s: &Value, value: Option<&Value>) -> PyResult<()> {
    let new = match value {
        None => return Err(vm.type_error("__traceback__ may not be deleted")),
        Some(Value::None) => None,
        Some(v) => match traceback::from_value(v) {
            Some(tb) => Some(tb),
            None => return Err(vm.type_error("__traceback__ must be a traceback or None")),
        },
    };
    let old = this(vm, s)?.traceback.replace(new);
    drop(old);
    Ok(())
}

fn cause_from(vm: &Vm, value: &Value) -> PyResult<Option<Ref<Exception>>> {
    match value {
        Value::None => Ok(None),
        Value::Exception(e) => Ok(Some(e.clone())),
        _ => Err(vm.type_error("exception cause must be None or derive from BaseException")),
    }
}

fn context_from(vm: &Vm, value: &Value) -> PyResult<Option<Ref<Exception>>> {
    match value {
        Value::None => Ok(None),
        Value::Exception(e) => Ok(Some(e.clone())),
        _ => Err(vm.type_error("exception context must be None or derive from BaseException")),
    }
}

fn set_cause(vm: &Vm, s: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(vm.type_error("__cause__ may not be deleted")) };
    let cause = cause_from(vm, value)?;
    let exc = this(vm, s)?;
    exc.suppress_context.set(true);
    let old = exc.cause.replace(cause);
    drop(old);
    Ok(())
}

fn set_context(vm: &Vm, s: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(vm.type_error("__context__ may not be deleted")) };
    let context = context_from(vm, value)?;
    let old = this(vm, s)?.context.replace(context);
    drop(old);
    Ok(())
}

fn set_suppress(vm: &Vm, s: &Value, value: Option<&Value>) -> PyResult<()> {
    match value {
        None => Err(vm.type_error("can't delete numeric/char attribute")),
        Some(Value::Bool(b)) => {
            this(vm, s)?.suppress_context.set(*b);
            Ok(())
        }
        Some(_) => Err(vm.type_error("attribute value type must be bool")),
    }
}
