//! `_tuplegetter`: the descriptors behind the fields of named tuples.

use std::cell::RefCell;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, TypeDef, getset, method};
use taipan_interp::types::arguments::positional;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{Args, PyResult, Value, Vm};

use crate::support::{object, ssize_arg};

pub(super) static TUPLE_GETTER: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::NONE,
    new: Some(new),
    methods: &[
        method("__get__", "(self, instance, owner=None, /)", get),
        method("__set__", "(self, instance, value, /)", set),
        method("__delete__", "(self, instance, /)", delete),
        method("__reduce__", "(self, /)", reduce),
        method("__repr__", "(self, /)", repr),
    ],
    getset: DOC,
    ..TypeDef::new("_tuplegetter", "collections")
};

const DOC: &[GetSet] = &[getset("__doc__", doc, set_doc)];

struct TupleGetter {
    index: usize,
    doc: RefCell<Value>,
}

impl NativeData for TupleGetter {
    taipan_interp::traverses!(doc);

    fn get_on(&self, instance: &Value) -> Option<Value> {
        match instance.inner() {
            Value::Tuple(t) => t.get(self.index).cloned(),
            _ => None,
        }
    }
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let a = positional(vm, args, "_tuplegetter", 2, 2)?;
    let index = usize::try_from(ssize_arg(vm, &a[0])?).unwrap_or(usize::MAX);
    Ok(object(cls, TupleGetter { index, doc: RefCell::new(a[1].clone()) }))
}

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a TupleGetter> {
    a[0].native().ok_or_else(|| vm.type_error("a tuple getter is needed"))
}

fn get(vm: &Vm, a: &[Value]) -> PyResult {
    let getter = this(vm, a)?;
    match a[1].inner() {
        Value::None => Ok(a[0].clone()),
        Value::Tuple(t) => t.get(getter.index).cloned().ok_or_else(|| vm.index_error("tuple index out of range")),
        _ => Err(vm.type_error(format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            getter.index,
            vm.type_name(&a[1])
        ))),
    }
}

fn set(vm: &Vm, _a: &[Value]) -> PyResult {
    Err(vm.attribute_error("can't set attribute"))
}

fn delete(vm: &Vm, _a: &[Value]) -> PyResult {
    Err(vm.attribute_error("can't delete attribute"))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let getter = this(vm, a)?;
    let parts = Value::tuple(vec![Value::from(getter.index), getter.doc.borrow().clone()]);
    Ok(Value::tuple(vec![Value::Type(vm.class_of(&a[0])), parts]))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let getter = this(vm, a)?;
    let doc = getter.doc.borrow().clone();
    Ok(Value::from(format!("_tuplegetter({}, {})", getter.index, vm.repr(&doc)?)))
}

fn doc(vm: &Vm, this_: &Value) -> PyResult {
    Ok(this(vm, std::slice::from_ref(this_))?.doc.borrow().clone())
}

fn set_doc(vm: &Vm, this_: &Value, value: Option<&Value>) -> PyResult<()> {
    let value = value.cloned().unwrap_or(Value::None);
    let _old = this(vm, std::slice::from_ref(this_))?.doc.replace(value);
    Ok(())
}
