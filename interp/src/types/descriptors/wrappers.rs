//! `classmethod` and `staticmethod`.

use std::cell::RefCell;

use super::get_args;
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{Args, TypeDef, getset, getter, method, method_raw};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::function::BoundMethod;
use crate::types::object;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;

/// A function that gets the class as its first argument.
pub struct ClassMethod(RefCell<Value>);

impl NativeData for ClassMethod {
    crate::traverses!(0);

    fn clear(&self) {
        drop(self.0.replace(Value::None));
    }
}

/// A function that gets neither the instance nor the class.
pub struct StaticMethod(RefCell<Value>);

impl NativeData for StaticMethod {
    crate::traverses!(0);

    fn clear(&self) {
        drop(self.0.replace(Value::None));
    }
}

impl ClassMethod {
    /// Around a function.
    pub fn new(func: Value) -> ClassMethod {
        ClassMethod(RefCell::new(func))
    }

    /// The function.
    #[inline]
    pub fn func(&self) -> Value {
        self.0.borrow().clone()
    }

    /// The method of this class.
    pub fn bind(&self, vm: &Vm, owner: &TypeRef) -> PyResult {
        let func = self.func();
        if func.is_none() {
            return Err(vm.runtime_error("uninitialized classmethod object"));
        }
        let receiver = Value::Type(owner.clone());
        Ok(Value::Method(Ref::new(BoundMethod { func, receiver, weak: WeakSlot::default() })))
    }
}

impl StaticMethod {
    /// Around a function.
    pub fn new(func: Value) -> StaticMethod {
        StaticMethod(RefCell::new(func))
    }

    /// The function.
    #[inline]
    pub fn func(&self, vm: &Vm) -> PyResult {
        let func = self.0.borrow().clone();
        if func.is_none() { Err(vm.runtime_error("uninitialized staticmethod object")) } else { Ok(func) }
    }
}

/// True when the function says that it is abstract.
pub fn is_abstract_function(vm: &Vm, func: &Value) -> PyResult<bool> {
    match vm.get_attr_opt(func, &vm.intern("__isabstractmethod__"))? {
        Some(v) => vm.truth(&v),
        None => Ok(false),
    }
}

/// The function inside either kind.
fn inside(vm: &Vm, v: &Value) -> PyResult {
    if let Some(c) = v.native::<ClassMethod>() {
        Ok(c.func())
    } else if let Some(s) = v.native::<StaticMethod>() {
        Ok(s.0.borrow().clone())
    } else {
        Err(vm.type_error("a classmethod or staticmethod is required"))
    }
}

fn new_class_method(_: &Vm, cls: &TypeRef, _: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), ClassMethod::new(Value::None))))
}

fn new_static_method(_: &Vm, cls: &TypeRef, _: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), StaticMethod::new(Value::None))))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let a = args.pos();
    let kind = if a[0].native::<ClassMethod>().is_some() { "classmethod" } else { "staticmethod" };
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{kind}() takes no keyword arguments")));
    }
    if a.len() != 2 {
        return Err(vm.type_error(format!("{kind} expected 1 argument, got {}", a.len() - 1)));
    }
    let func = a[1].clone();
    copy_names(vm, &a[0], &func)?;
    if let Some(c) = a[0].native::<ClassMethod>() {
        drop(c.0.replace(func));
    } else if let Some(s) = a[0].native::<StaticMethod>() {
        drop(s.0.replace(func));
    }
    Ok(Value::None)
}

/// The wrapper takes over what describes the function, as `functools.wraps` does.
fn copy_names(vm: &Vm, this: &Value, func: &Value) -> PyResult<()> {
    let Value::Object(o) = this else { return Ok(()) };
    for name in [&vm.names.__module__, &vm.names.__name__, &vm.names.__qualname__, &vm.names.__doc__] {
        if let Some(v) = vm.get_attr_opt(func, name)? {
            o.attrs().set(name, v, &|| vm.next_number());
        }
    }
    Ok(())
}

fn class_get(vm: &Vm, args: &Args) -> PyResult {
    let (_, owner) = get_args(vm, args)?;
    match (args.pos()[0].native::<ClassMethod>(), owner) {
        (Some(c), Some(owner)) => c.bind(vm, &owner),
        _ => Err(vm.type_error("a classmethod is required")),
    }
}

fn static_get(vm: &Vm, args: &Args) -> PyResult {
    get_args(vm, args)?;
    match args.pos()[0].native::<StaticMethod>() {
        Some(s) => s.func(vm),
        None => Err(vm.type_error("a staticmethod is required")),
    }
}

fn static_call(vm: &Vm, args: &Args) -> PyResult {
    match args.pos()[0].native::<StaticMethod>() {
        Some(s) => vm.call_args(&s.func(vm)?, &args.skip_first()),
        None => Err(vm.type_error("a staticmethod is required")),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let kind = if a[0].native::<ClassMethod>().is_some() { "classmethod" } else { "staticmethod" };
    Ok(Value::from(format!("<{kind}({})>", vm.repr(&inside(vm, &a[0])?)?)))
}

fn func(vm: &Vm, v: &Value) -> PyResult {
    inside(vm, v)
}

fn is_abstract(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(is_abstract_function(vm, &inside(vm, v)?)?))
}

/// An attribute that belongs to the function unless the wrapper was given one of its own.
fn forwarded(vm: &Vm, v: &Value, name: &str) -> PyResult {
    let name = vm.intern(name);
    if let Value::Object(o) = v
        && let Some(found) = o.attrs().get(&name)
    {
        return Ok(found);
    }
    vm.get_attr(&inside(vm, v)?, &name)
}

fn keep(vm: &Vm, v: &Value, name: &str, value: Option<&Value>) -> PyResult<()> {
    if let Value::Object(o) = v {
        let name = vm.intern(name);
        match value {
            Some(value) => o.attrs().set(&name, value.clone(), &|| vm.next_number()),
            None => drop(o.attrs().remove(&name)),
        }
    }
    Ok(())
}

fn annotations(vm: &Vm, v: &Value) -> PyResult {
    forwarded(vm, v, "__annotations__")
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    keep(vm, v, "__annotations__", value)
}

fn annotate(vm: &Vm, v: &Value) -> PyResult {
    forwarded(vm, v, "__annotate__")
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    keep(vm, v, "__annotate__", value)
}

/// `classmethod`.
pub const CLASS_DEF: TypeDef = TypeDef {
    doc: "A method of the class: its first argument is the class, however it is reached.",
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(new_class_method),
    methods: &[
        method_raw("__init__", "(self, function, /)", init),
        method_raw("__get__", "(self, instance, owner=None, /)", class_get),
        method("__repr__", "(self, /)", repr),
        crate::native::class_method("__class_getitem__", "(cls, item, /)", crate::types::generic_alias::class_getitem),
    ],
    getset: &[
        getter("__func__", func),
        getter("__wrapped__", func),
        getter("__isabstractmethod__", is_abstract),
        getset("__annotations__", annotations, set_annotations),
        getset("__annotate__", annotate, set_annotate),
        getset("__dict__", object::dict_get, object::dict_set),
    ],
    ..TypeDef::new("classmethod", "builtins")
};

/// `staticmethod`.
pub const STATIC_DEF: TypeDef = TypeDef {
    doc: "A function kept in a class that is called without the instance or the class.",
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(new_static_method),
    methods: &[
        method_raw("__init__", "(self, function, /)", init),
        method_raw("__get__", "(self, instance, owner=None, /)", static_get),
        method_raw("__call__", "(self, /, *args, **kwargs)", static_call),
        method("__repr__", "(self, /)", repr),
        crate::native::class_method("__class_getitem__", "(cls, item, /)", crate::types::generic_alias::class_getitem),
    ],
    getset: &[
        getter("__func__", func),
        getter("__wrapped__", func),
        getter("__isabstractmethod__", is_abstract),
        getset("__annotations__", annotations, set_annotations),
        getset("__annotate__", annotate, set_annotate),
        getset("__dict__", object::dict_get, object::dict_set),
    ],
    ..TypeDef::new("staticmethod", "builtins")
};
