//! `object`: what every class inherits.
//!
//! Owns its methods. Generic attribute access is `vm::attributes`' business, pickling by copyreg's recipes is
//! `object/reduce`.

pub mod reduce;

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::native::{Args, TypeDef, class_method, class_method_raw, getset, method, method_raw};
use crate::tree::CmpOp;
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::descriptors::MemberDescriptor;
use crate::types::dict::Dict;
use crate::types::instance::{AttrSlot, Instance};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// `object.__new__`: a plain instance.
///
/// # Errors
/// TypeError for arguments that nobody takes, and for abstract classes.
pub fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if !args.values.is_empty() {
        check_excess_new(vm, cls)?;
    }
    if cls.layout != Layout::Object {
        return Err(vm.type_error(format!("cannot create '{}' instances", super::class::display_name(vm, cls))));
    }
    if cls.has(TypeFlags::ABSTRACT) {
        return Err(abstract_error(vm, cls));
    }
    Ok(Value::Instance(Ref::new(Instance::new(cls, Value::Unbound))))
}

/// True when the class has another `name` than `object`'s.
fn overrides(vm: &Vm, cls: &TypeRef, name: &Str) -> bool {
    match (cls.lookup(name), vm.types.object.dict().get_str(name)) {
        (Some(a), Some(b)) => !a.is(&b),
        _ => false,
    }
}

#[cold]
fn check_excess_new(vm: &Vm, cls: &TypeRef) -> PyResult<()> {
    if overrides(vm, cls, &vm.names.__new__) {
        return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
    }
    if !overrides(vm, cls, &vm.names.__init__) {
        return Err(vm.type_error(format!("{}() takes no arguments", cls.name())));
    }
    Ok(())
}

#[cold]
fn abstract_error(vm: &Vm, cls: &TypeRef) -> Raised {
    let set = cls.dict().get_str(&vm.names.__abstractmethods__).unwrap_or_else(|| Value::tuple(Vec::new()));
    let mut names = match vm.collect(&set) {
        Ok(v) => v.iter().filter_map(Value::as_str).map(|s| format!("'{s}'")).collect::<Vec<_>>(),
        Err(e) => return e,
    };
    names.sort();
    let s = if names.len() == 1 { "" } else { "s" };
    vm.type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{s} {}",
        cls.name(),
        names.join(", ")
    ))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    if args.values.len() > 1 {
        let cls = vm.class_of(&args.values[0]);
        let complain = |name: &str| {
            vm.type_error(format!("{name}.__init__() takes exactly one argument (the instance to initialize)"))
        };
        if overrides(vm, &cls, &vm.names.__init__) {
            return Err(complain("object"));
        }
        if !overrides(vm, &cls, &vm.names.__new__) {
            return Err(complain(cls.name().as_str()));
        }
    }
    Ok(Value::None)
}

/// A number that tells objects apart: the address of those on the heap. (`id()` of small values made up.)
pub fn identity(v: &Value) -> usize {
    match v {
        v if v.is_heap() => v.heap_addr(),
        Value::Bool(b) => 0x1000 + 32 * usize::from(*b),
        Value::None => 0x2000,
        Value::Ellipsis => 0x2020,
        Value::NotImplemented => 0x2040,
        // Odd numbers are no addresses; equal ints are one object.
        Value::Int(i) => (*i as usize).wrapping_mul(32) | 1,
        Value::Float(f) => (f.to_bits() as usize).rotate_left(8) | 1,
        _ => 0,
    }
}

/// `<module.Class object at 0x…>`: what `object.__repr__` says.
pub fn default_repr(vm: &Vm, v: &Value) -> String {
    let cls = vm.class_of(v);
    format!("<{} object at {:#x}>", super::class::full_name(vm, &cls), identity(v))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(default_repr(vm, &a[0])))
}

fn str(vm: &Vm, a: &[Value]) -> PyResult {
    vm.repr_object(&a[0])
}

fn hash(_: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Int(super::hash::hash_pointer(identity(&a[0]))))
}

fn eq(_: &Vm, a: &[Value]) -> PyResult {
    Ok(if a[0].is(&a[1]) { Value::Bool(true) } else { Value::NotImplemented })
}

/// The opposite of what `__eq__` answers.
fn ne(vm: &Vm, a: &[Value]) -> PyResult {
    match vm.call_special(&a[0], &vm.names.__eq__, &a[1..2])? {
        None | Some(Value::NotImplemented) => Ok(Value::NotImplemented),
        Some(v) => Ok(Value::Bool(!vm.truth(&v)?)),
    }
}

fn unordered(_: &Vm, _: &[Value]) -> PyResult {
    Ok(Value::NotImplemented)
}

fn format(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(spec) = a[1].as_str() else {
        return Err(vm.type_error(format!(
            "__format__() argument must be str, not {}",
            crate::format::argument_type(vm, &a[1])
        )));
    };
    if !spec.is_empty() {
        let name = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("unsupported format string passed to {name}.__format__")));
    }
    Ok(Value::Str(vm.str(&a[0])?))
}

/// The name of an attribute, as the attribute methods take it.
pub fn attribute_name<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Str> {
    v.as_str().ok_or_else(|| vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(v))))
}

fn getattribute(vm: &Vm, a: &[Value]) -> PyResult {
    let name = attribute_name(vm, &a[1])?;
    // A class seen as a plain object has its dict for attributes: what stands there is not bound.
    if let Value::Type(t) = &a[0]
        && let Some(found) = t.dict().get_str(name)
        && !vm.lookup_special(&a[0], name).is_some_and(|d| vm.is_data_descriptor(&d))
    {
        return Ok(found);
    }
    match vm.generic_get_attr(&a[0], &vm.class_of(&a[0]), name)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(&a[0], name.as_str())),
    }
}

/// `object.__setattr__` must not be used to get around `type`'s.
fn forbid_types(vm: &Vm, v: &Value, method: &str) -> PyResult<()> {
    match v {
        Value::Type(_) => Err(vm.type_error(format!("can't apply this {method} to type object"))),
        _ => Ok(()),
    }
}

fn setattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = vm.intern_str(attribute_name(vm, &a[1])?);
    forbid_types(vm, &a[0], "__setattr__")?;
    vm.generic_set_attr(&a[0], &vm.class_of(&a[0]), &name, Some(a[2].clone()))?;
    Ok(Value::None)
}

fn delattr(vm: &Vm, a: &[Value]) -> PyResult {
    let name = vm.intern_str(attribute_name(vm, &a[1])?);
    forbid_types(vm, &a[0], "__delattr__")?;
    vm.generic_set_attr(&a[0], &vm.class_of(&a[0]), &name, None)?;
    Ok(Value::None)
}

/// Adds the names in a class's dict and in those of its bases.
pub fn merge_class_names(vm: &Vm, into: &Dict, cls: &Value) -> PyResult<()> {
    if let Value::Type(t) = cls {
        for key in t.dict().keys() {
            vm.dict_set(into, &key, Value::None)?;
        }
        for base in t.mro_tail().iter() {
            for key in base.dict().keys() {
                vm.dict_set(into, &key, Value::None)?;
            }
        }
    }
    Ok(())
}

/// Adds the names in `obj.__dict__`.
pub fn merge_own_names(vm: &Vm, into: &Dict, obj: &Value) -> PyResult<()> {
    if let Some(Value::Dict(d)) = vm.get_attr_opt(obj, &vm.names.__dict__)? {
        for key in d.keys() {
            vm.dict_set(into, &key, Value::None)?;
        }
    }
    Ok(())
}

fn dir(vm: &Vm, a: &[Value]) -> PyResult {
    let names = Dict::new();
    merge_own_names(vm, &names, &a[0])?;
    if let Some(cls) = vm.get_attr_opt(&a[0], &vm.names.__class__)? {
        merge_class_names(vm, &names, &cls)?;
    }
    Ok(Value::list(names.keys()))
}

fn size_of(_: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Int(match &a[0] {
        Value::Instance(i) => {
            let slots = i.slots.as_ref().map_or(0, |s| s.borrow().len());
            (16 + 32 + 16 * slots) as i64
        }
        _ => 16,
    }))
}

fn init_subclass(vm: &Vm, args: &Args) -> PyResult {
    let cls = args.values[0].as_type().map_or_else(|| vm.type_name(&args.values[0]), |t| t.name());
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{cls}.__init_subclass__() takes no keyword arguments")));
    }
    let n = args.pos().len() - 1;
    if n > 0 {
        return Err(vm.type_error(format!("{cls}.__init_subclass__() takes no arguments ({n} given)")));
    }
    Ok(Value::None)
}

fn subclass_hook(_: &Vm, _: &[Value]) -> PyResult {
    Ok(Value::NotImplemented)
}

fn class(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Type(vm.class_of(v)))
}

/// The slots that instances of the class have, by index: the names, and the classes that declare them. The class that
/// declares the last ones is left out: classes that add the same to the same base are alike.
fn slot_layout(class: &TypeRef) -> Vec<(Option<Str>, usize)> {
    let mut slots = vec![(None, 0); class.slot_count.get() as usize];
    if slots.is_empty() {
        return slots;
    }
    for ty in std::iter::once(class).chain(class.mro_tail().iter()) {
        for (_, value) in ty.dict().items() {
            if let Some(member) = value.native::<MemberDescriptor>()
                && let Some(slot) = slots.get_mut(member.index as usize)
            {
                *slot = (Some(member.name.clone()), member.owner.addr());
            }
        }
    }
    let last = slots[slots.len() - 1].1;
    slots.iter_mut().filter(|slot| slot.1 == last).for_each(|slot| slot.1 = 0);
    slots
}

fn set_class(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let new = match value {
        None => return Err(vm.type_error("can't delete __class__ attribute")),
        Some(Value::Type(t)) => t,
        Some(other) => {
            let name = vm.type_name(other);
            return Err(vm.type_error(format!("__class__ must be set to a class, not '{name}' object")));
        }
    };
    let old = vm.class_of(v);
    let modules = old.is_subtype(&vm.types.module) && new.is_subtype(&vm.types.module);
    let mutable = old.has(TypeFlags::HEAP) && new.has(TypeFlags::HEAP);
    if !modules && !mutable {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    let extras = |t: &TypeRef| (t.has(TypeFlags::DICT), t.has(TypeFlags::WEAKREF));
    let same_extras = modules || extras(&old) == extras(new);
    if old.layout != new.layout || slot_layout(&old) != slot_layout(new) || !same_extras {
        return Err(vm.type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            new.name(),
            old.name()
        )));
    }
    match v {
        Value::Instance(i) => drop(i.class.replace(new.clone())),
        Value::Object(o) => o.set_class(new.clone()),
        Value::Exception(e) => drop(e.class.replace(new.clone())),
        Value::Module(m) => drop(m.class.replace(new.clone())),
        Value::Type(t) => drop(t.metaclass.replace(Some(new.clone()))),
        _ => {}
    }
    Ok(())
}

/// Where an object keeps the attributes that its `__dict__` shows, when it can have any.
pub fn attr_slot(v: &Value) -> Option<&AttrSlot> {
    match v {
        Value::Instance(i) if i.class.get().has(TypeFlags::DICT) => Some(&i.attrs),
        Value::Object(o) if o.with_class(|c| c.has(TypeFlags::DICT)) => Some(o.attrs()),
        Value::Exception(e) => Some(&e.attrs),
        Value::Function(f) => Some(&f.attrs),
        _ => None,
    }
}

/// Reads `__dict__`.
///
/// # Errors
/// AttributeError when the object has none.
pub fn dict_get(vm: &Vm, v: &Value) -> PyResult {
    match (v, attr_slot(v)) {
        (_, Some(slot)) => Ok(Value::Dict(slot.dict())),
        (Value::Module(m), _) => {
            vm.run_deferred(m)?;
            Ok(Value::Dict(m.dict.clone()))
        }
        (Value::Type(t), _) => Ok(crate::types::mapping_proxy::of_class(vm, t)),
        _ => Err(vm.no_attribute(v, "__dict__")),
    }
}

/// Sets or deletes `__dict__`.
///
/// # Errors
/// TypeError for something else than a dict, AttributeError when the object has none.
pub fn dict_set(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(slot) = attr_slot(v) else { return Err(vm.no_attribute(v, "__dict__")) };
    let Some(value) = value else {
        if matches!(v, Value::Function(_)) {
            return Err(vm.type_error("cannot delete __dict__"));
        }
        slot.set_dict(Ref::new(Dict::new()));
        return Ok(());
    };
    let Value::Dict(dict) = value.inner() else {
        let name = vm.type_name(value);
        return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{name}'")));
    };
    slot.set_dict(dict.clone());
    Ok(())
}

/// `__weakref__`: a weak reference to the object, one without a callback if there is any; None without one.
pub fn weakref_get(vm: &Vm, v: &Value) -> PyResult {
    let Some(link) = vm.weak_slot(v).and_then(|slot| slot.link()) else { return Ok(Value::None) };
    let plain = link.references(true).into_iter().next();
    Ok(plain.or_else(|| link.references(false).into_iter().next()).unwrap_or(Value::None))
}

/// The `__dict__` of classes whose bases have none.
pub static DICT_GETSET: crate::native::GetSet = getset("__dict__", dict_get, dict_set);
/// The `__weakref__` of classes whose bases have none.
pub static WEAKREF_GETSET: crate::native::GetSet = crate::native::getter("__weakref__", weakref_get);

/// Rich comparison for types that define equality alone: `==` and `!=` of `same`, NotImplemented for the rest.
pub fn equality_only(op: CmpOp, same: bool) -> Value {
    match op {
        CmpOp::Eq => Value::Bool(same),
        CmpOp::Ne => Value::Bool(!same),
        _ => Value::NotImplemented,
    }
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "The base class of all classes: an instance of it has no attributes of its own and cannot be given any.",
    new: Some(new),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__hash__", "(self, /)", hash),
        method("__str__", "(self, /)", str),
        method("__getattribute__", "(self, name, /)", getattribute),
        method("__setattr__", "(self, name, value, /)", setattr),
        method("__delattr__", "(self, name, /)", delattr),
        method("__lt__", "(self, value, /)", unordered),
        method("__le__", "(self, value, /)", unordered),
        method("__eq__", "(self, value, /)", eq),
        method("__ne__", "(self, value, /)", ne),
        method("__gt__", "(self, value, /)", unordered),
        method("__ge__", "(self, value, /)", unordered),
        method_raw("__init__", "(self, /, *args, **kwargs)", init),
        method("__reduce_ex__", "(self, protocol, /)", reduce::reduce_ex).doc("Helper for pickle."),
        method("__reduce__", "(self, /)", reduce::reduce).doc("Helper for pickle."),
        method("__getstate__", "(self, /)", reduce::getstate).doc("Helper for pickle."),
        class_method("__subclasshook__", "(cls, subclass, /)", subclass_hook)
            .doc("Abstract classes override this to say what counts as a subclass."),
        class_method_raw("__init_subclass__", "(cls, /)", init_subclass)
            .doc("Called when a class is derived from this one."),
        method("__format__", "(self, format_spec, /)", format).doc("What format() returns."),
        method("__sizeof__", "(self, /)", size_of).doc("The object's size in bytes."),
        method("__dir__", "(self, /)", dir).doc("What dir() lists."),
    ],
    getset: &[getset("__class__", class, set_class)],
    ..TypeDef::new("object", "builtins")
};
