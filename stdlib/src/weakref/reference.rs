//! `weakref.ref`.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use taipan_interp::heap::{NativeData, Traverse, Visitor};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, class_method, getter, method, method_raw};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::generic_alias;
use taipan_interp::types::weak::{Callback, WeakLink};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::{Types, link};

/// A weak reference.
pub struct Reference {
    link: Rc<WeakLink>,
    callback: OnceCell<Callback>,
    /// The object's hash, kept from when it lived.
    hash: Cell<Option<i64>>,
}

impl Reference {
    /// True without a callback.
    pub fn is_plain(&self) -> bool {
        self.callback.get().is_none()
    }

    /// The object, while it lives.
    pub fn target(&self) -> Option<Value> {
        self.link.target()
    }
}

impl NativeData for Reference {
    fn traverse(&self, v: &mut Visitor<'_>) {
        if let Some(callback) = self.callback.get() {
            callback.as_ref().traverse(v);
        }
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        self.link.unwatch(this.addr());
        true
    }
}

pub const REFERENCE: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("ReferenceType", "weakref")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args)", init),
    method("__call__", "(self, /)", |vm, a| Ok(data(vm, &a[0])?.target().unwrap_or(Value::None))),
    method("__repr__", "(self, /)", repr),
    method("__hash__", "(self, /)", hash),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Eq)),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ne)),
    class_method("__class_getitem__", "(cls, item, /)", |vm, a| generic_alias::make(vm, &a[0], &a[1])),
];

const GETSET: &[GetSet] = &[getter("__callback__", |vm, v| {
    let this = data(vm, v)?;
    Ok(this.callback.get().filter(|_| this.target().is_some()).map_or(Value::None, |callback| callback.get()))
})];

fn data<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Reference> {
    v.native::<Reference>().ok_or_else(|| vm.type_error("descriptor requires a 'weakref.ReferenceType' object"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let (object, callback) = match args.pos() {
        [object] => (object, Value::None),
        [object, callback] => (object, callback.clone()),
        [] => return Err(vm.type_error("__new__ expected at least 1 argument, got 0")),
        many => {
            return Err(vm.type_error(format!("__new__ expected at most 2 arguments, got {}", many.len())));
        }
    };
    let link = link(vm, object)?;
    if callback.is_none() && cls.is(&Types::get(vm).reference) {
        // One reference without callback serves all who ask.
        let plain = link.references(true);
        if let Some(known) = plain.into_iter().find(|r| is_exactly(r, cls)) {
            return Ok(known);
        }
    }
    let reference = Reference { link: link.clone(), callback: OnceCell::new(), hash: Cell::new(None) };
    let made = ObjRef::new(cls.clone(), reference);
    let callback = link.watch(&Value::Object(made.clone()), callback);
    if let (Some(reference), Some(callback)) = (made.get::<Reference>(), callback) {
        // The cell is new, so it is empty.
        let _ = reference.callback.set(callback);
    }
    Ok(Value::Object(made))
}

fn is_exactly(v: &Value, cls: &TypeRef) -> bool {
    matches!(v, Value::Object(o) if o.with_class(|c| c.is(cls)))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("ref() takes no keyword arguments"));
    }
    match args.pos().len() - 1 {
        0 => Err(vm.type_error("__init__ expected at least 1 argument, got 0")),
        1 | 2 => Ok(Value::None),
        n => Err(vm.type_error(format!("__init__ expected at most 2 arguments, got {n}"))),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let this = data(vm, &a[0])?;
    let at = a[0].heap_addr();
    let class = vm.type_name(&a[0]);
    let class = if class.as_str() == "ReferenceType" { "weakref" } else { class.as_str() };
    let Some(object) = this.target() else {
        return Ok(Value::from(format!("<{class} at {at:#x}; dead>")));
    };
    let name = match vm.get_attr_opt(&object, &vm.names.__name__) {
        Ok(Some(Value::Str(name))) => format!(" ({name})"),
        // An object that cannot be asked for its name is shown without.
        _ => String::new(),
    };
    let (ty, to) = (vm.type_name(&object), object.heap_addr());
    Ok(Value::from(format!("<{class} at {at:#x}; to '{ty}' at {to:#x}{name}>")))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    let this = data(vm, &a[0])?;
    if let Some(h) = this.hash.get() {
        return Ok(Value::Int(h));
    }
    match this.target() {
        Some(object) => {
            let h = vm.hash(&object)?;
            this.hash.set(Some(h));
            Ok(Value::Int(h))
        }
        None => Err(vm.type_error("weak object has gone away")),
    }
}

fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    let this = data(vm, &a[0])?;
    let Some(other) = a[1].native::<Reference>() else { return Ok(Value::NotImplemented) };
    match (this.target(), other.target()) {
        (Some(x), Some(y)) => vm.compare(op, &x, &y),
        _ => Ok(Value::Bool(a[0].is(&a[1]) == (op == CmpOp::Eq))),
    }
}
