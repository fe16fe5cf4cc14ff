//! `super` objects: attribute lookup that begins after a given class in the order of resolution.

use std::cell::RefCell;

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Traverse};
use crate::native::{Args, TypeDef, getter, method, method_raw};
use crate::types::class::TypeRef;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// Whose attributes are looked up, and after which class.
#[derive(Clone)]
struct Target {
    /// The lookup begins after this class.
    this_class: TypeRef,
    /// What found functions are bound to, with the class whose order of resolution is walked; `None` for `super(C)`.
    bound: Option<(Value, TypeRef)>,
}

/// A `super` object; empty between `__new__` and `__init__`.
pub struct Super(RefCell<Option<Target>>);

impl NativeData for Super {
    crate::traverses!(0);
}

impl Traverse for Target {
    crate::traverses!(this_class, bound);
}

/// `super(class, obj)`.
///
/// # Errors
/// TypeError when `obj` is neither an instance of the class nor a class derived from it.
pub fn new_super(vm: &Vm, class: &TypeRef, obj: &Value) -> PyResult {
    let target = Target { this_class: class.clone(), bound: Some((obj.clone(), check(vm, class, obj)?)) };
    Ok(Value::Object(ObjRef::new(vm.types.super_.clone(), Super(RefCell::new(Some(target))))))
}

/// The attribute `name` after `class` in the order of resolution of `start`, unbound: what `super().name` finds.
#[inline]
pub fn lookup(class: &TypeRef, start: &TypeRef, name: &Str) -> Option<Value> {
    if start.is(class) {
        return start.mro_tail().iter().find_map(|t| t.dict().get_str(name));
    }
    let tail = start.mro_tail();
    let at = tail.iter().position(|t| t.is(class))?;
    tail[at + 1..].iter().find_map(|t| t.dict().get_str(name))
}

/// The class whose order of resolution `super(class, obj)` walks.
///
/// # Errors
/// TypeError when `obj` does not fit.
pub fn check(vm: &Vm, class: &TypeRef, obj: &Value) -> PyResult<TypeRef> {
    if let Value::Type(t) = obj
        && t.is_subtype(class)
    {
        return Ok(t.clone());
    }
    let own = vm.class_of(obj);
    if own.is_subtype(class) {
        return Ok(own);
    }
    // A proxy may claim another class.
    if let Some(Value::Type(claimed)) = vm.get_attr_opt(obj, &vm.names.__class__)?
        && !claimed.is(&own)
        && claimed.is_subtype(class)
    {
        return Ok(claimed);
    }
    let (what, name) = match obj {
        Value::Type(t) => ("type", t.name()),
        _ => ("instance of", own.name()),
    };
    Err(vm.type_error(format!(
        "super(type, obj): obj ({what} {name}) is not an instance or subtype of type ({}).",
        class.name()
    )))
}

/// The attribute of a `super` object; `None` when neither the classes nor `super` itself have it.
///
/// # Errors
/// Whatever the descriptor raises.
pub fn get_attribute(vm: &Vm, this: &ObjRef, name: &Str) -> PyResult<Option<Value>> {
    let target = this.get::<Super>().and_then(|s| s.0.borrow().clone());
    if let Some(Target { this_class, bound: Some((obj, start)) }) = target
        && !name.eq(&vm.names.__class__)
        && let Some(found) = lookup(&this_class, &start, name)
    {
        // On `super(C, cls)` functions are read as on the class itself.
        let on_class = matches!(&obj, Value::Type(t) if t.is(&start));
        return vm.bind_descriptor(&found, if on_class { None } else { Some(&obj) }, &start).map(Some);
    }
    vm.generic_get_attr(&Value::Object(this.clone()), &this.class(), name)
}

fn new(_: &Vm, cls: &TypeRef, _: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Super(RefCell::new(None)))))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let a = args.pos();
    if !args.names.is_empty() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let target = match &a[1..] {
        [] => from_frame(vm)?,
        [Value::Type(t)] | [Value::Type(t), Value::None] => Target { this_class: t.clone(), bound: None },
        [Value::Type(t), obj] => Target { this_class: t.clone(), bound: Some((obj.clone(), check(vm, t, obj)?)) },
        [other] | [other, _] => {
            let name = vm.type_name(other);
            return Err(vm.type_error(format!("super() argument 1 must be a type, not {name}")));
        }
        more => {
            return Err(vm.type_error(format!("super() expected at most 2 arguments, got {}", more.len())));
        }
    };
    match a[0].native::<Super>() {
        Some(s) => drop(s.0.replace(Some(target))),
        None => return Err(vm.type_error("a super object is required")),
    }
    Ok(Value::None)
}

/// `super()` that was not written as such (the name was rebound, or `super` derived from): class and first argument
/// come from the calling frame.
fn from_frame(vm: &Vm) -> PyResult<Target> {
    let found = vm.with_frame(0, |f| {
        let code = f.code();
        let params = &code.params;
        let has_args = params.positional > 0 || params.var_positional;
        if !has_args {
            return Err("super(): no arguments");
        }
        let mut first = f.slots.get(if params.positional > 0 { 0 } else { params.keyword_only });
        if let Some(Value::Cell(c)) = &first {
            first = c.get();
        }
        if params.positional == 0 {
            first = match first {
                Some(Value::Tuple(t)) => t.items().first().cloned(),
                _ => None,
            };
        }
        let Some(first) = first.filter(|v| !v.is_unbound()) else { return Err("super(): arg[0] deleted") };
        let cell = code.slot_of("__class__").and_then(|slot| f.slots.get(slot));
        let Some(Value::Cell(cell)) = cell else { return Err("super(): __class__ cell not found") };
        match cell.get() {
            Some(Value::Type(class)) => Ok((class, first)),
            Some(_) => Err("super(): __class__ is not a type"),
            None => Err("super(): empty __class__ cell"),
        }
    });
    match found {
        Some(Ok((class, obj))) => {
            let start = check(vm, &class, &obj)?;
            Ok(Target { this_class: class, bound: Some((obj, start)) })
        }
        Some(Err(message)) => Err(vm.runtime_error(message)),
        None => Err(vm.runtime_error("super(): no current frame")),
    }
}

fn target(vm: &Vm, v: &Value) -> PyResult<Option<Target>> {
    match v.native::<Super>() {
        Some(s) => Ok(s.0.borrow().clone()),
        None => Err(vm.type_error("a super object is required")),
    }
}

fn getattribute(vm: &Vm, a: &[Value]) -> PyResult {
    let (Value::Object(o), Some(name)) = (&a[0], a[1].as_str()) else {
        return Err(vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(&a[1]))));
    };
    match get_attribute(vm, o, name)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(&a[0], name.as_str())),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(match target(vm, &a[0])? {
        Some(Target { this_class, bound: Some((_, start)) }) => {
            format!("<super: <class '{}'>, <{} object>>", this_class.name(), start.name())
        }
        Some(t) => format!("<super: <class '{}'>, NULL>", t.this_class.name()),
        None => "<super: <class 'NULL'>, NULL>".to_owned(),
    }))
}

/// `super(C)` kept as a class attribute binds itself to the instance it is read on.
fn get(vm: &Vm, args: &Args) -> PyResult {
    let (obj, _) = super::get_args(vm, args)?;
    let this = &args.pos()[0];
    match (target(vm, this)?, obj) {
        (Some(Target { this_class, bound: None }), Some(obj)) => {
            let class = vm.class_of(this);
            if class.is(&vm.types.super_) {
                new_super(vm, &this_class, &obj)
            } else {
                vm.call(&Value::Type(class), &[Value::Type(this_class), obj])
            }
        }
        _ => Ok(this.clone()),
    }
}

fn this_class(vm: &Vm, v: &Value) -> PyResult {
    Ok(target(vm, v)?.map_or(Value::None, |t| Value::Type(t.this_class)))
}

fn self_(vm: &Vm, v: &Value) -> PyResult {
    Ok(target(vm, v)?.and_then(|t| t.bound).map_or(Value::None, |b| b.0))
}

fn self_class(vm: &Vm, v: &Value) -> PyResult {
    Ok(target(vm, v)?.and_then(|t| t.bound).map_or(Value::None, |b| Value::Type(b.1)))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "Attribute access that begins after a class in the order of resolution.",
    new: Some(new),
    methods: &[
        method_raw("__init__", "(self, /, *args)", init),
        method("__getattribute__", "(self, name, /)", getattribute),
        method("__repr__", "(self, /)", repr),
        method_raw("__get__", "(self, instance, owner=None, /)", get),
    ],
    getset: &[getter("__thisclass__", this_class), getter("__self__", self_), getter("__self_class__", self_class)],
    ..TypeDef::new("super", "builtins")
};
