//! `cmp_to_key`: objects that compare as a function of two says.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{TypeDef, getset, method};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::class::Layout;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::Types;
use crate::support::object;

pub(super) static KEY_WRAPPER: TypeDef = TypeDef {
    layout: Layout::Native(0),
    methods: &[
        method("__call__", "(self, obj)", wrap),
        method("__eq__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Eq, a)),
        method("__ne__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Ne, a)),
        method("__lt__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Lt, a)),
        method("__le__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Le, a)),
        method("__gt__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Gt, a)),
        method("__ge__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Ge, a)),
    ],
    getset: &[getset("obj", obj, set_obj)],
    ..TypeDef::new("KeyWrapper", "functools")
};

/// Without an object: the key function itself. With one: a key.
struct KeyWrapper {
    compare: Value,
    obj: std::cell::RefCell<Option<Value>>,
}

impl NativeData for KeyWrapper {
    taipan_interp::traverses!(compare, obj);

    fn clear(&self) {
        drop(self.obj.take());
    }

    fn call(&self, _this: &ObjRef, vm: &Vm, args: &taipan_interp::Args) -> Option<PyResult> {
        match args.values {
            [obj] if args.names.is_empty() => Some(Ok(key(vm, &self.compare, Some(obj.clone())))),
            _ => None,
        }
    }
}

fn key(vm: &Vm, compare: &Value, obj: Option<Value>) -> Value {
    object(&vm.state(Types::new).key_wrapper, KeyWrapper { compare: compare.clone(), obj: obj.into() })
}

pub(super) fn cmp_to_key(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(key(vm, &a[0], None))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a KeyWrapper> {
    v.native().ok_or_else(|| vm.type_error("other argument must be K instance"))
}

fn wrap(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(key(vm, &this(vm, &a[0])?.compare, Some(a[1].clone())))
}

fn obj(vm: &Vm, v: &Value) -> PyResult {
    this(vm, v)?.obj.borrow().clone().ok_or_else(|| vm.attribute_error("object"))
}

fn set_obj(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let _old = this(vm, v)?.obj.replace(value.cloned());
    Ok(())
}

fn compare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let (x, y) = (this(vm, &a[0])?, this(vm, &a[1])?);
    let (left, right) = (obj(vm, &a[0])?, obj(vm, &a[1])?);
    let _ = y;
    let result = vm.call(&x.compare, &[left, right])?;
    vm.compare(op, &result, &Value::Int(0))
}
