//! The methods of `type`.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, TypeDef, class_method_raw, method, method_raw};
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::dict::Dict;
use crate::types::object;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// The type behind `self` of a method of `type`.
pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a TypeRef> {
    v.as_type().ok_or_else(|| vm.type_error(format!("a type is required, not '{}'", vm.type_name(v))))
}

/// `__module__` as text: what stands in the class's dict, or what the table said.
pub fn module_name(vm: &Vm, ty: &TypeRef) -> Option<Str> {
    match ty.dict().get_str(&vm.names.__module__) {
        Some(v) if ty.has(TypeFlags::HEAP) || v.as_str().is_some() => v.as_str().cloned(),
        None if ty.has(TypeFlags::HEAP) => None,
        _ => Some(vm.intern(ty.module)),
    }
}

/// `module.qualname`; of builtins the name alone.
pub fn full_name(vm: &Vm, ty: &TypeRef) -> String {
    let qualname = ty.qualname.borrow().clone();
    match module_name(vm, ty) {
        Some(m) if m.as_str() != "builtins" => format!("{m}.{qualname}"),
        _ => qualname.as_str().to_owned(),
    }
}

/// The name that error messages about instances show: native types outside of builtins bring their module.
pub fn display_name(vm: &Vm, ty: &TypeRef) -> String {
    if ty.has(TypeFlags::HEAP) || ty.module == "builtins" { ty.name().as_str().to_owned() } else { full_name(vm, ty) }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let ty = this(vm, &a[0])?;
    Ok(Value::from(format!("<class '{}'>", full_name(vm, ty))))
}

fn call(vm: &Vm, args: &Args) -> PyResult {
    let ty = this(vm, &args.values[0])?;
    let rest = args.skip_first();
    // `type(x)` asks for the class of x; so does no class derived from type.
    if ty.is(&vm.types.type_) {
        match (rest.pos(), rest.names.len()) {
            ([v], 0) => return Ok(Value::Type(vm.class_of(v))),
            ([_, _, _], _) => {}
            _ => return Err(vm.type_error("type() takes 1 or 3 arguments")),
        }
    }
    vm.instantiate(ty, &rest)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let n = args.pos().len() - 1;
    if n == 1 && !args.names.is_empty() {
        return Err(vm.type_error("type.__init__() takes no keyword arguments"));
    }
    if n != 1 && n != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(Value::None)
}

fn getattribute(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, &a[0])?;
    let name = object::attribute_name(vm, &a[1])?;
    match vm.generic_get_attr(&a[0], &vm.class_of(&a[0]), name)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(&a[0], name.as_str())),
    }
}

fn setattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = vm.intern_str(object::attribute_name(vm, &a[1])?);
    vm.generic_set_attr(&a[0], &vm.class_of(&a[0]), &name, Some(a[2].clone()))?;
    Ok(Value::None)
}

fn delattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = vm.intern_str(object::attribute_name(vm, &a[1])?);
    vm.generic_set_attr(&a[0], &vm.class_of(&a[0]), &name, None)?;
    Ok(Value::None)
}

fn or(vm: &Vm, a: &[Value]) -> PyResult {
    crate::types::union::or(vm, &a[0], &a[1])
}

fn ror(vm: &Vm, a: &[Value]) -> PyResult {
    crate::types::union::or(vm, &a[1], &a[0])
}

/// The order of resolution that the bases give, which a metaclass may override.
fn mro(vm: &Vm, a: &[Value]) -> PyResult {
    let ty = this(vm, &a[0])?;
    let mut order = vec![Value::Type(ty.clone())];
    order.extend(vm.linearize(ty)?.iter().cloned().map(Value::Type));
    Ok(Value::list(order))
}

/// The order of resolution as a tuple (`__mro__`).
pub fn mro_tuple(ty: &TypeRef) -> Tuple {
    let mut order = vec![Value::Type(ty.clone())];
    order.extend(ty.mro_tail().iter().cloned().map(Value::Type));
    Tuple::new(order)
}

fn subclasses(vm: &Vm, a: &[Value]) -> PyResult {
    let links = this(vm, &a[0])?.subclasses.borrow().clone();
    Ok(Value::list(links.iter().filter_map(|link| link.target()).collect()))
}

fn prepare(_: &Vm, _: &Args) -> PyResult {
    Ok(Value::Dict(Ref::new(Dict::new())))
}

/// What `isinstance` means without a hook: the class of the object, or the one it claims, derives from `ty`.
///
/// # Errors
/// Whatever reading `__class__` raises.
pub fn real_instance_check(vm: &Vm, ty: &TypeRef, obj: &Value) -> PyResult<bool> {
    let class = vm.class_of(obj);
    if class.is_subtype(ty) {
        return Ok(true);
    }
    match vm.get_attr_opt(obj, &vm.names.__class__)? {
        Some(Value::Type(claimed)) if !claimed.is(&class) => Ok(claimed.is_subtype(ty)),
        _ => Ok(false),
    }
}

fn instancecheck(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(real_instance_check(vm, this(vm, &a[0])?, &a[1])?))
}

/// The bases of something that is used as a class: its `__bases__`, when that is a tuple.
fn abstract_bases(vm: &Vm, v: &Value) -> PyResult<Option<Tuple>> {
    Ok(match vm.get_attr_opt(v, &vm.names.__bases__)? {
        Some(Value::Tuple(t)) => Some(t),
        _ => None,
    })
}

/// True when `derived` leads to `cls` through `__bases__`.
///
/// # Errors
/// What asking for `__bases__` raises.
pub fn abstract_subclass(vm: &Vm, derived: &Value, cls: &Value) -> PyResult<bool> {
    if derived.is(cls) {
        return Ok(true);
    }
    let Some(bases) = abstract_bases(vm, derived)? else { return Ok(false) };
    for base in bases.items() {
        if vm.recurse(" in __subclasscheck__", |vm| abstract_subclass(vm, base, cls))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What `issubclass` means without a hook.
///
/// # Errors
/// TypeError when `derived` is no class.
pub fn real_subclass_check(vm: &Vm, derived: &Value, cls: &Value) -> PyResult<bool> {
    if let (Value::Type(d), Value::Type(c)) = (derived, cls) {
        return Ok(d.is_subtype(c));
    }
    if abstract_bases(vm, derived)?.is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    if abstract_bases(vm, cls)?.is_none() {
        return Err(vm.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"));
    }
    abstract_subclass(vm, derived, cls)
}

fn subclasscheck(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(real_subclass_check(vm, &a[1], &a[0])?))
}

fn dir(vm: &Vm, a: &[Value]) -> PyResult {
    let names = Dict::new();
    object::merge_class_names(vm, &names, &a[0])?;
    Ok(Value::list(names.keys()))
}

fn size_of(_: &Vm, _: &[Value]) -> PyResult {
    Ok(Value::Int(std::mem::size_of::<super::Type>() as i64))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    layout: Layout::Type,
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(super::new::new_type),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method_raw("__call__", "(self, /, *args, **kwargs)", call),
        method("__getattribute__", "(self, name, /)", getattribute),
        method("__setattr__", "(self, name, value, /)", setattr),
        method("__delattr__", "(self, name, /)", delattr),
        method_raw("__init__", "(self, /, *args, **kwargs)", init),
        method("__or__", "(self, value, /)", or),
        method("__ror__", "(self, value, /)", ror),
        method("mro", "(self, /)", mro).doc("The order of resolution that the bases give."),
        method("__subclasses__", "(self, /)", subclasses).doc("The classes that name this one as a base."),
        class_method_raw("__prepare__", "(cls, name, bases, /, **kwds)", prepare)
            .doc("The namespace in which the body of a class statement runs."),
        method("__instancecheck__", "(self, instance, /)", instancecheck).doc("Decides isinstance()."),
        method("__subclasscheck__", "(self, subclass, /)", subclasscheck).doc("Decides issubclass()."),
        method("__dir__", "(self, /)", dir).doc("What dir() lists for a class."),
        method("__sizeof__", "(self, /)", size_of).doc("The size of the type object in bytes."),
    ],
    getset: super::attributes::GETSET,
    ..TypeDef::new("type", "builtins")
};
