//! `types.SimpleNamespace`: attributes given by keyword.

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{Args, TypeDef, method, method_raw};
use crate::tree::CmpOp;
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::dict::Dict;
use crate::types::object;
use crate::value::Value;
use crate::vm::Vm;

/// The attributes are the object's own: there is nothing else.
pub struct SimpleNamespace;

impl NativeData for SimpleNamespace {}

fn construct(_: &Vm, cls: &TypeRef, _: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), SimpleNamespace)))
}

/// A namespace of these attributes.
pub fn new(vm: &Vm, items: &[(&str, Value)]) -> Value {
    let made = ObjRef::new(vm.types.simple_namespace.clone(), SimpleNamespace);
    for (name, value) in items {
        made.attrs().set(&vm.intern(name), value.clone(), &|| vm.next_number());
    }
    Value::Object(made)
}

fn attrs(vm: &Vm, v: &Value) -> PyResult<Ref<Dict>> {
    match object::attr_slot(v) {
        Some(slot) => Ok(slot.dict()),
        None => Err(vm.type_error("a SimpleNamespace is required")),
    }
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let rest = args.skip_first();
    if rest.pos().len() > 1 {
        let n = rest.pos().len();
        return Err(vm.type_error(format!("SimpleNamespace expected at most 1 argument, got {n}")));
    }
    let own = attrs(vm, &args.values[0])?;
    if let Some(source) = rest.pos().first() {
        let given = vm.call(&Value::Type(vm.types.dict.clone()), std::slice::from_ref(source))?;
        let Value::Dict(given) = &given else { return Err(vm.type_error("a mapping is required")) };
        for (key, value) in given.items() {
            let Some(name) = key.as_str() else { return Err(vm.type_error("keywords must be strings")) };
            own.set_str(&vm.intern_str(name), value);
        }
    }
    for (name, value) in rest.keywords() {
        own.set_str(&vm.intern_str(name), value.clone());
    }
    Ok(Value::None)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let class = vm.class_of(&a[0]);
    let own = class.is(&vm.types.simple_namespace);
    let name = if own { "namespace".to_owned() } else { class.name().as_str().to_owned() };
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::from(format!("{name}(...)"))) };
    let mut parts = Vec::new();
    for (key, value) in attrs(vm, &a[0])?.items() {
        if let Some(key) = key.as_str().filter(|k| !k.is_empty()) {
            let text = vm.recurse(" while getting the repr of an object", |vm| vm.repr(&value))?;
            parts.push(format!("{key}={text}"));
        }
    }
    Ok(Value::from(format!("{name}({})", parts.join(", "))))
}

fn compare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let namespace = |v: &Value| v.native::<SimpleNamespace>().is_some();
    if !namespace(&a[0]) || !namespace(&a[1]) {
        return Ok(Value::NotImplemented);
    }
    vm.compare(op, &Value::Dict(attrs(vm, &a[0])?), &Value::Dict(attrs(vm, &a[1])?))
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Eq, a)
}

fn ne(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Ne, a)
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let class = Value::Type(vm.class_of(&a[0]));
    Ok(Value::tuple(vec![class, Value::tuple(Vec::new()), Value::Dict(attrs(vm, &a[0])?)]))
}

/// A copy with some attributes replaced: `copy.replace`.
fn replace(vm: &Vm, args: &Args) -> PyResult {
    if args.pos().len() > 1 {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let made = vm.call(&Value::Type(vm.class_of(&args.values[0])), &[])?;
    let into = attrs(vm, &made)?;
    for (key, value) in attrs(vm, &args.values[0])?.items() {
        vm.dict_set(&into, &key, value)?;
    }
    for (name, value) in args.keywords() {
        into.set_str(&vm.intern_str(name), value.clone());
    }
    Ok(made)
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "An object that has the attributes it is given.",
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(construct),
    methods: &[
        method_raw("__init__", "(self, /, *args, **kwargs)", init),
        method("__repr__", "(self, /)", repr),
        method("__eq__", "(self, value, /)", eq),
        method("__ne__", "(self, value, /)", ne),
        method("__reduce__", "(self, /)", reduce),
        method_raw("__replace__", "(self, /, **changes)", replace).doc("A copy with some attributes replaced."),
    ],
    getset: &[crate::native::getset("__dict__", object::dict_get, object::dict_set)],
    ..TypeDef::new("SimpleNamespace", "types")
};
