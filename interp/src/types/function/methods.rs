//! Python functions seen from Python: their attributes, `types.FunctionType`, `__get__`.

use std::cell::RefCell;

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::native::{Args, TypeDef, getset, member, method, method_raw};
use crate::types::cell::Cell;
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::descriptors::get_args;
use crate::types::dict::Dict;
use crate::types::function::{BoundMethod, CodeCell, Function, FunctionExtra};
use crate::types::instance::AttrSlot;
use crate::types::object;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Function>> {
    match v {
        Value::Function(f) => Ok(f),
        _ => Err(vm.type_error(format!("a function is required, not '{}'", vm.type_name(v)))),
    }
}

/// A method: `func` with its first argument.
#[inline]
pub fn bind(func: Value, receiver: Value) -> Value {
    Value::Method(Ref::new(BoundMethod { func, receiver, weak: WeakSlot::default() }))
}

fn get(vm: &Vm, args: &Args) -> PyResult {
    let (obj, _) = get_args(vm, args)?;
    let func = args.pos()[0].clone();
    Ok(match obj {
        Some(obj) => bind(func, obj),
        None => func,
    })
}

fn call(vm: &Vm, args: &Args) -> PyResult {
    vm.call_args(&args.values[0], &args.skip_first())
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let f = this(vm, &a[0])?;
    Ok(Value::from(format!("<function {} at {:#x}>", f.qualname(), f.addr())))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name()))
}

fn set_name(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let Some(text) = value.and_then(Value::as_str) else {
        return Err(vm.type_error("__name__ must be set to a string object"));
    };
    f.extra.borrow_mut().name = Some(text.clone());
    Ok(())
}

fn qualname(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.qualname()))
}

fn set_qualname(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let Some(text) = value.and_then(Value::as_str) else {
        return Err(vm.type_error("__qualname__ must be set to a string object"));
    };
    f.extra.borrow_mut().qualname = Some(text.clone());
    Ok(())
}

fn doc(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    if let Some(doc) = &f.extra.borrow().doc {
        return Ok(doc.clone());
    }
    Ok(f.code.borrow().docstring.clone().map_or(Value::None, Value::Str))
}

fn set_doc(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let old = f.extra.borrow_mut().doc.replace(value.cloned().unwrap_or(Value::None));
    drop(old);
    Ok(())
}

fn module(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    if let Some(module) = &f.extra.borrow().module {
        return Ok(module.clone());
    }
    Ok(f.globals.get_str(&vm.names.__name__).unwrap_or(Value::None))
}

fn set_module(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let old = f.extra.borrow_mut().module.replace(value.cloned().unwrap_or(Value::None));
    drop(old);
    Ok(())
}

fn defaults(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.defaults.borrow().clone().map_or(Value::None, Value::Tuple))
}

fn set_defaults(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let new = match value.map(Value::inner) {
        None | Some(Value::None) => None,
        Some(Value::Tuple(t)) => Some(t.clone()),
        Some(_) => return Err(vm.type_error("__defaults__ must be set to a tuple object")),
    };
    let old = f.defaults.replace(new);
    drop(old);
    Ok(())
}

fn kw_defaults(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.kw_defaults.borrow().clone().map_or(Value::None, Value::Dict))
}

fn set_kw_defaults(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let new = match value.map(Value::inner) {
        None | Some(Value::None) => None,
        Some(Value::Dict(d)) => Some(d.clone()),
        Some(_) => return Err(vm.type_error("__kwdefaults__ must be set to a dict object")),
    };
    let old = f.kw_defaults.replace(new);
    drop(old);
    Ok(())
}

fn code(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Code(this(vm, v)?.code.borrow().clone()))
}

fn set_code(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let Some(Value::Code(new)) = value else { return Err(vm.type_error("__code__ must be set to a code object")) };
    let (have, want) = (f.closure.len(), new.free.len());
    if have != want {
        let name = f.name();
        return Err(vm.value_error(format!("{name}() requires a code object with {have} free vars, not {want}")));
    }
    f.code.replace(new.clone());
    Ok(())
}

fn globals(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Dict(this(vm, v)?.globals.clone()))
}

fn builtins(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Dict(this(vm, v)?.builtins.clone()))
}

fn closure(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    if f.closure.is_empty() {
        return Ok(Value::None);
    }
    Ok(Value::tuple(f.closure.iter().cloned().map(Value::Cell).collect()))
}

/// Calls an annotate function for the values of the annotations.
///
/// # Errors
/// Whatever the annotations raise; TypeError when the function returns no dict.
pub fn call_annotate(vm: &Vm, function: &Value) -> PyResult {
    let made = vm.call(function, &[Value::Int(1)])?;
    match made.inner() {
        Value::Dict(_) => Ok(made),
        _ => Err(vm.type_error(format!("__annotate__() must return a dict, not {}", vm.type_name(&made)))),
    }
}

fn annotations(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    let (kept, function) = {
        let extra = f.extra.borrow();
        (extra.annotations.clone(), extra.annotate.clone())
    };
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let made = match function {
        Some(function) if !function.is_none() => call_annotate(vm, &function)?,
        _ => Value::Dict(Ref::new(Dict::new())),
    };
    f.extra.borrow_mut().annotations = Some(made.clone());
    Ok(made)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let new = match value {
        None | Some(Value::None) => None,
        Some(v) if matches!(v.inner(), Value::Dict(_)) => Some(v.clone()),
        Some(_) => return Err(vm.type_error("__annotations__ must be set to a dict object")),
    };
    let old = {
        let mut extra = f.extra.borrow_mut();
        (std::mem::replace(&mut extra.annotations, new), extra.annotate.take())
    };
    drop(old);
    Ok(())
}

fn annotate(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.extra.borrow().annotate.clone().unwrap_or(Value::None))
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let Some(value) = value else { return Err(vm.type_error("__annotate__ cannot be deleted")) };
    if !value.is_none() && !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let old = {
        let mut extra = f.extra.borrow_mut();
        let kept = if value.is_none() { None } else { extra.annotations.take() };
        (kept, extra.annotate.replace(value.clone()))
    };
    drop(old);
    Ok(())
}

fn type_params(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    Ok(f.extra.borrow().type_params.clone().unwrap_or_else(|| Value::tuple(Vec::new())))
}

fn set_type_params(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let f = this(vm, v)?;
    let Some(Value::Tuple(_)) = value.map(Value::inner) else {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    };
    let old = std::mem::replace(&mut f.extra.borrow_mut().type_params, value.cloned());
    drop(old);
    Ok(())
}

/// The cells for a function made of parts: as many as its code has free variables.
fn closure_cells(vm: &Vm, code: &crate::types::code::Code, closure: &Value) -> PyResult<Box<[Ref<Cell>]>> {
    let wanted = code.free.len();
    let given: &[Value] = match closure.some().map(Value::inner) {
        None if wanted > 0 => return Err(vm.type_error("arg 5 (closure) must be tuple")),
        None => &[],
        Some(Value::Tuple(t)) => t.items(),
        Some(_) => return Err(vm.type_error("arg 5 (closure) must be None or tuple")),
    };
    if given.len() != wanted {
        let n = given.len();
        return Err(vm.value_error(format!("{} requires closure of length {wanted}, not {n}", code.name)));
    }
    let mut cells = Vec::with_capacity(wanted);
    for v in given {
        match v {
            Value::Cell(c) => cells.push(c.clone()),
            other => {
                let name = vm.type_name(other);
                return Err(vm.type_error(format!("arg 5 (closure) expected cell, found {name}")));
            }
        }
    }
    Ok(cells.into())
}

fn argument_error(vm: &Vm, name: &str, want: &str, got: &Value) -> Raised {
    vm.type_error(format!("function() argument '{name}' must be {want}, not {}", vm.type_name(got)))
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)`.
fn new(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    const NAMES: [&str; 6] = ["code", "globals", "name", "argdefs", "closure", "kwdefaults"];
    let a = crate::types::parameters::bind(vm, "function", &NAMES, 2, args)?;
    let Value::Code(code) = &a[0] else { return Err(argument_error(vm, "code", "code", &a[0])) };
    let Value::Dict(globals) = a[1].inner() else { return Err(argument_error(vm, "globals", "dict", &a[1])) };
    let name = match a[2].some() {
        None => None,
        Some(v) => match v.as_str() {
            Some(s) => Some(s.clone()),
            None => return Err(vm.type_error("arg 3 (name) must be None or string")),
        },
    };
    let defaults = match a[3].some().map(Value::inner) {
        None => None,
        Some(Value::Tuple(t)) => Some(t.clone()),
        Some(_) => return Err(vm.type_error("arg 4 (defaults) must be None or tuple")),
    };
    let kw_defaults = match a[5].some().map(Value::inner) {
        None => None,
        Some(Value::Dict(d)) => Some(d.clone()),
        Some(_) => return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict")),
    };
    let builtins = match globals.get_str(&vm.names.__builtins__) {
        Some(Value::Dict(d)) => d,
        Some(Value::Module(m)) => m.dict.clone(),
        _ => vm.builtins.clone(),
    };
    let cells = closure_cells(vm, code, &a[4])?;
    let globals_object = (!matches!(a[1], Value::Dict(_)) && vm.lookup_special(&a[1], &vm.names.__missing__).is_some())
        .then(|| a[1].clone());
    Ok(Value::Function(Ref::new(Function {
        code: CodeCell::new(code.clone()),
        globals: globals.clone(),
        builtins,
        closure: cells,
        defaults: RefCell::new(defaults),
        kw_defaults: RefCell::new(kw_defaults),
        extra: RefCell::new(FunctionExtra { name, globals_object, ..FunctionExtra::default() }),
        attrs: AttrSlot::default(),
        weak: WeakSlot::default(),
    })))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    flags: TypeFlags::DICT,
    new: Some(new),
    methods: &[
        method_raw("__get__", "(self, instance, owner=None, /)", get),
        method_raw("__call__", "(self, /, *args, **kwargs)", call),
        method("__repr__", "(self, /)", repr),
    ],
    getset: &[
        getset("__name__", name, set_name),
        getset("__qualname__", qualname, set_qualname),
        getset("__doc__", doc, set_doc),
        getset("__module__", module, set_module),
        getset("__defaults__", defaults, set_defaults),
        getset("__kwdefaults__", kw_defaults, set_kw_defaults),
        getset("__code__", code, set_code),
        member("__globals__", globals),
        member("__builtins__", builtins),
        member("__closure__", closure),
        getset("__dict__", object::dict_get, object::dict_set),
        getset("__annotations__", annotations, set_annotations),
        getset("__annotate__", annotate, set_annotate),
        getset("__type_params__", type_params, set_type_params),
    ],
    ..TypeDef::new("function", "builtins")
};
