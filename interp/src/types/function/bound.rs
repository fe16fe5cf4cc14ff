//! Bound methods seen from Python.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, TypeDef, getter, method, method_raw};
use crate::types::class::TypeRef;
use crate::types::function::BoundMethod;
use crate::types::hash;
use crate::types::object;
use crate::types::parameters::builtin;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<BoundMethod>> {
    match v {
        Value::Method(m) => Ok(m),
        _ => Err(vm.type_error(format!("a method is required, not '{}'", vm.type_name(v)))),
    }
}

/// `types.MethodType(function, instance)`.
fn new(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("method() takes no keyword arguments"));
    }
    let [func, receiver] = args.pos() else {
        return Err(vm.type_error(format!("method expected 2 arguments, got {}", args.pos().len())));
    };
    if !vm.is_callable(func) {
        return Err(vm.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(super::methods::bind(func.clone(), receiver.clone()))
}

fn call(vm: &Vm, args: &Args) -> PyResult {
    vm.call_args(&args.values[0], &args.skip_first())
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let mut name = vm.get_attr_opt(&m.func, &vm.names.__qualname__)?;
    if name.is_none() {
        name = vm.get_attr_opt(&m.func, &vm.names.__name__)?;
    }
    let name = name.as_ref().and_then(Value::as_str).map_or("?", |s| s.as_str());
    Ok(Value::from(format!("<bound method {name} of {}>", vm.repr(&m.receiver)?)))
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    let (Value::Method(x), Value::Method(y)) = (&a[0], &a[1]) else { return Ok(Value::NotImplemented) };
    Ok(Value::Bool(x.receiver.is(&y.receiver) && vm.eq(&x.func, &y.func)?))
}

fn hash_(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let receiver = hash::hash_pointer(object::identity(&m.receiver));
    Ok(Value::Int(match receiver ^ vm.hash(&m.func)? {
        -1 => -2,
        h => h,
    }))
}

/// What a method does not have itself is its function's.
///
/// # Errors
/// What reading the attribute raises, AttributeError apart.
pub fn forwarded_attribute(vm: &Vm, obj: &Value, name: &Str) -> PyResult<Option<Value>> {
    match obj {
        Value::Method(m) => vm.get_attr_opt(&m.func, name),
        _ => Ok(None),
    }
}

fn getattribute(vm: &Vm, a: &[Value]) -> PyResult {
    let name = object::attribute_name(vm, &a[1])?;
    vm.get_attr(&a[0], name)
}

/// A method stays bound to its instance wherever it is put.
fn get(_: &Vm, args: &Args) -> PyResult {
    Ok(args.values[0].clone())
}

/// Pickles as `getattr(instance, name)`.
fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let name = vm.get_attr(&m.func, &vm.names.__name__)?;
    Ok(Value::tuple(vec![builtin(vm, "getattr")?, Value::tuple(vec![m.receiver.clone(), name])]))
}

fn func(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.func.clone())
}

fn self_(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.receiver.clone())
}

fn doc(vm: &Vm, v: &Value) -> PyResult {
    Ok(vm.get_attr_opt(&this(vm, v)?.func, &vm.names.__doc__)?.unwrap_or(Value::None))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        method_raw("__call__", "(self, /, *args, **kwargs)", call),
        method("__repr__", "(self, /)", repr),
        method("__eq__", "(self, value, /)", eq),
        method("__hash__", "(self, /)", hash_),
        method("__getattribute__", "(self, name, /)", getattribute),
        method_raw("__get__", "(self, instance, owner=None, /)", get),
        method("__reduce__", "(self, /)", reduce),
    ],
    getset: &[getter("__func__", func), getter("__self__", self_), getter("__doc__", doc)],
    ..TypeDef::new("method", "builtins")
};
