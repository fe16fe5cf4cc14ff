//! Descriptors written in Rust: computed attributes and `__slots__` members, properties, class and static methods,
//! `super`.
//!
//! Owns what they do when read, set or deleted, and their Python-visible attributes. When an attribute is looked up and
//! which descriptor wins is the business of `vm::attributes`, which asks [`native_get`], [`native_set`] and [`is_data`]
//! so that the common descriptors never go through `__get__`.

pub mod property;
pub mod super_object;
pub mod wrappers;

use crate::error::{PyResult, Raised};
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::parameters::builtin;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

use property::Property;
pub use wrappers::{ClassMethod, StaticMethod};

/// A computed attribute of a native type, as it stands in the type's dict.
pub struct GetSetDescriptor {
    pub def: &'static GetSet,
    pub owner: TypeRef,
}

impl NativeData for GetSetDescriptor {
    crate::traverses!(owner);
}

/// One of a class's `__slots__`.
pub struct MemberDescriptor {
    pub name: Str,
    /// Where instances keep the value, in their slot vector.
    pub index: u32,
    pub owner: TypeRef,
}

impl NativeData for MemberDescriptor {
    crate::traverses!(owner);
}

/// What reading the attribute through the descriptor gives, without a lookup of `__get__`. `obj` is `None` when the
/// attribute is read on the class itself. The answer is `None` for an object that is no native descriptor, or is of a
/// class derived from one: then `__get__` decides.
#[inline]
pub fn native_get(vm: &Vm, descr: &ObjRef, obj: Option<&Value>, owner: &TypeRef) -> Option<PyResult> {
    if let Some(p) = descr.get::<Property>() {
        if !descr.with_class(|c| c.is(&vm.types.property)) {
            return None;
        }
        return Some(match obj {
            Some(obj) => p.read(vm, obj),
            None => Ok(Value::Object(descr.clone())),
        });
    }
    if let Some(d) = descr.get::<GetSetDescriptor>() {
        return Some(match obj {
            Some(obj) => (d.def.get)(vm, obj),
            None => Ok(Value::Object(descr.clone())),
        });
    }
    if let Some(d) = descr.get::<MemberDescriptor>() {
        return Some(match obj {
            Some(obj) => d.read(vm, obj),
            None => Ok(Value::Object(descr.clone())),
        });
    }
    if let Some(d) = descr.get::<ClassMethod>() {
        let exact = descr.with_class(|c| c.is(&vm.types.classmethod));
        return exact.then(|| d.bind(vm, owner));
    }
    if let Some(d) = descr.get::<StaticMethod>() {
        let exact = descr.with_class(|c| c.is(&vm.types.staticmethod));
        return exact.then(|| d.func(vm));
    }
    if descr.with_class(|c| c.has(TypeFlags::HEAP)) {
        return None;
    }
    let obj = obj?;
    if descr.data().binds_as_method() {
        return Some(Ok(vm.bound_method(Value::Object(descr.clone()), obj.clone())));
    }
    descr.data().get_on(obj).map(Ok)
}

/// Sets (or, with `None`, deletes) the attribute through the descriptor, without a lookup of `__set__`. The answer is
/// `None` when the object is no native data descriptor, or is of a class derived from one.
#[inline]
pub fn native_set(vm: &Vm, descr: &ObjRef, obj: &Value, value: Option<&Value>) -> Option<PyResult<()>> {
    if let Some(p) = descr.get::<Property>() {
        let exact = descr.with_class(|c| c.is(&vm.types.property));
        return exact.then(|| p.write(vm, obj, value));
    }
    if let Some(d) = descr.get::<GetSetDescriptor>() {
        return Some(d.write(vm, obj, value));
    }
    if let Some(d) = descr.get::<MemberDescriptor>() {
        return Some(d.write(vm, obj, value));
    }
    None
}

/// True when the native descriptor also decides about assignment, so that it wins over the instance's own attributes.
#[inline]
pub fn is_data(descr: &ObjRef) -> bool {
    descr.get::<Property>().is_some()
        || descr.get::<GetSetDescriptor>().is_some()
        || descr.get::<MemberDescriptor>().is_some()
}

/// True when the object is one of the native descriptors of this module (or of a class derived from one).
#[inline]
pub fn is_native(descr: &ObjRef) -> bool {
    is_data(descr) || descr.get::<ClassMethod>().is_some() || descr.get::<StaticMethod>().is_some()
}

fn foreign(vm: &Vm, name: &str, owner: &TypeRef, obj: &Value) -> Raised {
    vm.type_error(format!(
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        owner.name(),
        vm.type_name(obj)
    ))
}

impl GetSetDescriptor {
    fn read(&self, vm: &Vm, obj: &Value) -> PyResult {
        if !vm.class_of(obj).is_subtype(&self.owner) {
            return Err(foreign(vm, self.def.name, &self.owner, obj));
        }
        (self.def.get)(vm, obj)
    }

    fn write(&self, vm: &Vm, obj: &Value, value: Option<&Value>) -> PyResult<()> {
        if !vm.class_of(obj).is_subtype(&self.owner) {
            return Err(foreign(vm, self.def.name, &self.owner, obj));
        }
        match self.def.set {
            Some(set) => set(vm, obj, value),
            None => Err(vm.attribute_error(format!(
                "attribute '{}' of '{}' objects is not writable",
                self.def.name,
                self.owner.name()
            ))),
        }
    }
}

impl MemberDescriptor {
    /// The slot's value, unbound when it was never set; `None` when `obj` has no such slot.
    #[inline]
    pub fn peek(&self, obj: &Value) -> Option<Value> {
        match obj {
            Value::Instance(i) if i.class.get().is_subtype(&self.owner) => {
                let slots = i.slots.as_ref()?;
                slots.borrow().get(self.index as usize).cloned()
            }
            // Exceptions and native objects keep slots among their attributes.
            Value::Exception(e) if e.class().is_subtype(&self.owner) => {
                Some(e.attrs.get(&self.name).unwrap_or(Value::Unbound))
            }
            Value::Object(o) if o.class().is_subtype(&self.owner) => {
                Some(o.attrs().get(&self.name).unwrap_or(Value::Unbound))
            }
            Value::Type(t) if t.metaclass.borrow().as_ref().is_some_and(|m| m.is_subtype(&self.owner)) => {
                Some(t.dict().get_str(&self.name).unwrap_or(Value::Unbound))
            }
            _ => None,
        }
    }

    fn read(&self, vm: &Vm, obj: &Value) -> PyResult {
        match self.peek(obj) {
            Some(Value::Unbound) => Err(vm.no_attribute(obj, self.name.as_str())),
            Some(v) => Ok(v),
            None => Err(foreign(vm, self.name.as_str(), &self.owner, obj)),
        }
    }

    fn write(&self, vm: &Vm, obj: &Value, value: Option<&Value>) -> PyResult<()> {
        let Some(old) = self.peek(obj) else { return Err(foreign(vm, self.name.as_str(), &self.owner, obj)) };
        if value.is_none() && old.is_unbound() {
            return Err(vm.attribute_error(self.name.as_str()));
        }
        let new = value.cloned();
        match obj {
            Value::Instance(i) => {
                if let Some(slots) = &i.slots
                    && let Some(slot) = slots.borrow_mut().get_mut(self.index as usize)
                {
                    // `old` holds the previous value, so nothing is dropped while the slots are borrowed.
                    *slot = new.unwrap_or(Value::Unbound);
                }
            }
            Value::Exception(e) => store(vm, &e.attrs, &self.name, new),
            Value::Object(o) => store(vm, o.attrs(), &self.name, new),
            Value::Type(t) => match new {
                Some(v) => t.dict().set_str(&self.name, v),
                None => drop(t.dict().remove_str(&self.name)),
            },
            _ => {}
        }
        drop(old);
        Ok(())
    }
}

fn store(vm: &Vm, attrs: &crate::types::instance::AttrSlot, name: &Str, value: Option<Value>) {
    match value {
        Some(v) => attrs.set(name, v, &|| vm.next_number()),
        None => drop(attrs.remove(name)),
    }
}

/// The arguments of `__get__`: the object (`None` when the attribute is read on the class) and the class.
pub fn get_args(vm: &Vm, args: &Args) -> PyResult<(Option<Value>, Option<TypeRef>)> {
    let given = args.pos().len() - 1;
    if given == 0 || given > 2 || !args.names.is_empty() {
        let (bound, n) = if given == 0 { ("at least", 1) } else { ("at most", 2) };
        let s = if n == 1 { "" } else { "s" };
        return Err(vm.type_error(format!(" expected {bound} {n} argument{s}, got {given}")));
    }
    let obj = args.pos()[1].some().cloned();
    let owner = args.pos().get(2).and_then(Value::some);
    match (&obj, owner) {
        (None, None) => Err(vm.type_error("__get__(None, None) is invalid")),
        (_, Some(Value::Type(t))) => {
            let owner = t.clone();
            Ok((obj, Some(owner)))
        }
        _ => {
            let owner = obj.as_ref().map(|o| vm.class_of(o));
            Ok((obj, owner))
        }
    }
}

/// `__get__` of getset and member descriptors.
fn descr_get(vm: &Vm, args: &Args) -> PyResult {
    let (obj, _) = get_args(vm, args)?;
    let this = &args.pos()[0];
    let Some(obj) = obj else { return Ok(this.clone()) };
    if let Some(d) = this.native::<GetSetDescriptor>() {
        d.read(vm, &obj)
    } else if let Some(d) = this.native::<MemberDescriptor>() {
        d.read(vm, &obj)
    } else {
        Ok(this.clone())
    }
}

fn assign(vm: &Vm, this: &Value, obj: &Value, value: Option<&Value>) -> PyResult {
    if let Some(d) = this.native::<GetSetDescriptor>() {
        d.write(vm, obj, value)?;
    } else if let Some(d) = this.native::<MemberDescriptor>() {
        d.write(vm, obj, value)?;
    }
    Ok(Value::None)
}

fn descr_set(vm: &Vm, a: &[Value]) -> PyResult {
    assign(vm, &a[0], &a[1], Some(&a[2]))
}

fn descr_delete(vm: &Vm, a: &[Value]) -> PyResult {
    assign(vm, &a[0], &a[1], None)
}

/// Name and owner of a getset or member descriptor.
fn name_and_owner(vm: &Vm, this: &Value) -> PyResult<(Str, TypeRef)> {
    if let Some(d) = this.native::<GetSetDescriptor>() {
        Ok((vm.intern(d.def.name), d.owner.clone()))
    } else if let Some(d) = this.native::<MemberDescriptor>() {
        Ok((d.name.clone(), d.owner.clone()))
    } else {
        Err(vm.type_error("a descriptor is required"))
    }
}

fn descr_name(vm: &Vm, this: &Value) -> PyResult {
    Ok(Value::Str(name_and_owner(vm, this)?.0))
}

fn descr_qualname(vm: &Vm, this: &Value) -> PyResult {
    let (name, owner) = name_and_owner(vm, this)?;
    Ok(Value::from(format!("{}.{name}", owner.qualname.borrow())))
}

fn descr_objclass(vm: &Vm, this: &Value) -> PyResult {
    Ok(Value::Type(name_and_owner(vm, this)?.1))
}

fn descr_doc(_: &Vm, _: &Value) -> PyResult {
    Ok(Value::None)
}

fn getset_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let (name, owner) = name_and_owner(vm, &a[0])?;
    Ok(Value::from(format!("<attribute '{name}' of '{}' objects>", owner.shown_name())))
}

fn member_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let (name, owner) = name_and_owner(vm, &a[0])?;
    Ok(Value::from(format!("<member '{name}' of '{}' objects>", owner.shown_name())))
}

/// Pickles as `getattr(owner, name)`.
fn descr_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let (name, owner) = name_and_owner(vm, &a[0])?;
    let getattr = builtin(vm, "getattr")?;
    Ok(Value::tuple(vec![getattr, Value::tuple(vec![Value::Type(owner), Value::Str(name)])]))
}

const GET: NativeDef = method_raw("__get__", "($self, instance, owner=None, /)", descr_get);
const SET: NativeDef = method("__set__", "(self, instance, value, /)", descr_set);
const DELETE: NativeDef = method("__delete__", "(self, instance, /)", descr_delete);

const GETSET: &[GetSet] = &[
    getter("__name__", descr_name),
    getter("__qualname__", descr_qualname),
    getter("__objclass__", descr_objclass),
    getter("__doc__", descr_doc),
];

/// `types.GetSetDescriptorType`.
pub const GETSET_DEF: TypeDef = TypeDef {
    methods: &[GET, SET, DELETE, method("__repr__", "(self, /)", getset_repr)],
    getset: GETSET,
    ..TypeDef::new("getset_descriptor", "builtins")
};

/// `types.MemberDescriptorType`.
pub const MEMBER_DEF: TypeDef = TypeDef {
    methods: &[
        GET,
        SET,
        DELETE,
        method("__repr__", "(self, /)", member_repr),
        method("__reduce__", "(self, /)", descr_reduce),
    ],
    getset: GETSET,
    ..TypeDef::new("member_descriptor", "builtins")
};
