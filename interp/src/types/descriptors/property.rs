//! `property`.

use std::cell::RefCell;

use super::get_args;
use crate::error::{PyResult, Raised};
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, TypeDef, getset, getter, member, method, method_raw};
use crate::types::class::TypeRef;
use crate::value::Value;
use crate::vm::Vm;

/// The functions behind a managed attribute.
pub struct Property {
    get: RefCell<Value>,
    set: RefCell<Value>,
    del: RefCell<Value>,
    doc: RefCell<Value>,
    /// The documentation is the getter's: a new getter brings its own.
    doc_from_getter: std::cell::Cell<bool>,
    /// As `__set_name__` was told, or assigned.
    name: RefCell<Option<Value>>,
}

impl NativeData for Property {
    crate::traverses!(get, set, del, doc, name);

    fn clear(&self) {
        drop(self.get.replace(Value::None));
        drop(self.set.replace(Value::None));
        drop(self.del.replace(Value::None));
    }
}

impl Property {
    fn empty() -> Property {
        Property {
            get: RefCell::new(Value::None),
            set: RefCell::new(Value::None),
            del: RefCell::new(Value::None),
            doc: RefCell::new(Value::None),
            doc_from_getter: std::cell::Cell::new(false),
            name: RefCell::new(None),
        }
    }

    /// Calls the getter.
    #[inline]
    pub fn read(&self, vm: &Vm, obj: &Value) -> PyResult {
        let get = self.get.borrow().clone();
        if get.is_none() {
            return Err(self.lacks(vm, obj, "getter"));
        }
        vm.call(&get, std::slice::from_ref(obj))
    }

    /// The getter, for callers that call it themselves.
    #[inline]
    pub fn getter(&self) -> Option<Value> {
        let get = self.get.borrow();
        if get.is_none() { None } else { Some(get.clone()) }
    }

    /// Calls the setter, or the deleter.
    pub fn write(&self, vm: &Vm, obj: &Value, value: Option<&Value>) -> PyResult<()> {
        match value {
            Some(value) => {
                let set = self.set.borrow().clone();
                if set.is_none() {
                    return Err(self.lacks(vm, obj, "setter"));
                }
                vm.call(&set, &[obj.clone(), value.clone()])?;
            }
            None => {
                let del = self.del.borrow().clone();
                if del.is_none() {
                    return Err(self.lacks(vm, obj, "deleter"));
                }
                vm.call(&del, std::slice::from_ref(obj))?;
            }
        }
        Ok(())
    }

    #[cold]
    fn lacks(&self, vm: &Vm, obj: &Value, what: &str) -> Raised {
        let class = vm.class_of(obj);
        let of = class.qualname.borrow().clone();
        let name = match self.own_name(vm) {
            Ok(name) => name,
            Err(e) => return e,
        };
        match name {
            Some(name) => match vm.repr(&name) {
                Ok(name) => vm.attribute_error(format!("property {name} of '{of}' object has no {what}")),
                Err(e) => e,
            },
            None => vm.attribute_error(format!("property of '{of}' object has no {what}")),
        }
    }

    /// The name it was given, else its getter's.
    fn own_name(&self, vm: &Vm) -> PyResult<Option<Value>> {
        if let Some(name) = self.name.borrow().clone() {
            return Ok(Some(name));
        }
        let get = self.get.borrow().clone();
        if get.is_none() { Ok(None) } else { vm.get_attr_opt(&get, &vm.names.__name__) }
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Property> {
    v.native::<Property>().ok_or_else(|| vm.type_error("a property is required"))
}

fn new(_: &Vm, cls: &TypeRef, _: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Property::empty())))
}

fn init(vm: &Vm, a: &[Value]) -> PyResult {
    let p = this(vm, &a[0])?;
    let given = |i: usize| a[i].some().cloned().unwrap_or(Value::None);
    let (get, doc) = (given(1), given(4));
    let old = (p.get.replace(get.clone()), p.set.replace(given(2)), p.del.replace(given(3)));
    drop(old);
    drop(p.name.replace(None));
    if doc.is_none() && !get.is_none() {
        let own = vm.get_attr_opt(&get, &vm.names.__doc__)?.unwrap_or(Value::None);
        p.doc_from_getter.set(!own.is_none());
        set_doc(vm, &a[0], p, own)?;
    } else {
        p.doc_from_getter.set(false);
        set_doc(vm, &a[0], p, doc)?;
    }
    Ok(Value::None)
}

/// A class derived from property has `__doc__` of its own in its dict, which would hide ours: there it is assigned as
/// any attribute. One that cannot be is left out, unless it is the getter's.
fn set_doc(vm: &Vm, this: &Value, p: &Property, doc: Value) -> PyResult<()> {
    if !vm.class_of(this).is(&vm.types.property) {
        let assigned = vm.set_attr(this, &vm.names.__doc__, doc.clone());
        if p.doc_from_getter.get() {
            assigned?;
        } else {
            vm.absorb(assigned, &vm.exc.attribute_error)?;
        }
    }
    drop(p.doc.replace(doc));
    Ok(())
}

/// A property like this one with one function replaced.
fn with(vm: &Vm, this_value: &Value, replace: usize, func: &Value) -> PyResult {
    let p = this(vm, this_value)?;
    let mut parts = [p.get.borrow().clone(), p.set.borrow().clone(), p.del.borrow().clone()];
    if !func.is_none() {
        parts[replace] = func.clone();
    }
    let [get, set, del] = parts;
    let keep_doc = !p.doc_from_getter.get() || get.is_none();
    let doc = if keep_doc { p.doc.borrow().clone() } else { Value::None };
    let class = Value::Type(vm.class_of(this_value));
    let made = vm.call(&class, &[get, set, del, doc])?;
    if let (Some(new), Some(name)) = (made.native::<Property>(), p.name.borrow().clone()) {
        drop(new.name.replace(Some(name)));
    }
    Ok(made)
}

fn with_getter(vm: &Vm, a: &[Value]) -> PyResult {
    with(vm, &a[0], 0, &a[1])
}

fn with_setter(vm: &Vm, a: &[Value]) -> PyResult {
    with(vm, &a[0], 1, &a[1])
}

fn with_deleter(vm: &Vm, a: &[Value]) -> PyResult {
    with(vm, &a[0], 2, &a[1])
}

fn get(vm: &Vm, args: &Args) -> PyResult {
    let (obj, _) = get_args(vm, args)?;
    let p = this(vm, &args.pos()[0])?;
    match obj {
        Some(obj) => p.read(vm, &obj),
        None => Ok(args.pos()[0].clone()),
    }
}

fn set(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, &a[0])?.write(vm, &a[1], Some(&a[2]))?;
    Ok(Value::None)
}

fn delete(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, &a[0])?.write(vm, &a[1], None)?;
    Ok(Value::None)
}

fn set_name(vm: &Vm, args: &Args) -> PyResult {
    let a = args.pos();
    if a.len() != 3 {
        let n = a.len();
        return Err(vm.type_error(format!("__set_name__() takes 2 positional arguments but {} were given", n - 1)));
    }
    drop(this(vm, &a[0])?.name.replace(Some(a[2].clone())));
    Ok(Value::None)
}

fn fget(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.get.borrow().clone())
}

fn fset(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.set.borrow().clone())
}

fn fdel(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.del.borrow().clone())
}

fn doc(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.doc.borrow().clone())
}

fn assign_doc(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let p = this(vm, v)?;
    drop(p.doc.replace(value.cloned().unwrap_or(Value::None)));
    Ok(())
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    match this(vm, v)?.own_name(vm)? {
        Some(name) => Ok(name),
        None => Err(vm.no_attribute(v, "__name__")),
    }
}

fn assign_name(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    drop(this(vm, v)?.name.replace(value.cloned()));
    Ok(())
}

/// True when one of the functions is abstract.
fn is_abstract(vm: &Vm, v: &Value) -> PyResult {
    let p = this(vm, v)?;
    for part in [&p.get, &p.set, &p.del] {
        let func = part.borrow().clone();
        if !func.is_none() && super::wrappers::is_abstract_function(vm, &func)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        method("__init__", "(self, /, fget=None, fset=None, fdel=None, doc=None)", init),
        method_raw("__get__", "(self, instance, owner=None, /)", get),
        method("__set__", "(self, instance, value, /)", set),
        method("__delete__", "(self, instance, /)", delete),
        method_raw("__set_name__", "(self, owner, name, /)", set_name),
        method("getter", "(self, fget, /)", with_getter).doc("A copy of the property with another getter."),
        method("setter", "(self, fset, /)", with_setter).doc("A copy of the property with another setter."),
        method("deleter", "(self, fdel, /)", with_deleter).doc("A copy of the property with another deleter."),
    ],
    getset: &[
        member("fget", fget),
        member("fset", fset),
        member("fdel", fdel),
        getset("__doc__", doc, assign_doc),
        getset("__name__", name, assign_name),
        getter("__isabstractmethod__", is_abstract),
    ],
    ..TypeDef::new("property", "builtins")
};
