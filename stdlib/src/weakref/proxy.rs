//! `weakref.proxy`: does to the object what is done to the proxy.

use std::cell::OnceCell;
use std::rc::Rc;

use taipan_interp::error::Raised;
use taipan_interp::heap::{NativeData, Traverse, Visitor};
use taipan_interp::native::{Args, NativeDef, TypeDef, method, method_raw};
use taipan_interp::tree::{BinOp, CmpOp, UnaryOp};
use taipan_interp::types::weak::{Callback, WeakLink};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::{Types, link};

struct Proxy {
    link: Rc<WeakLink>,
    callback: OnceCell<Callback>,
}

impl NativeData for Proxy {
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

/// `weakref.proxy(object, callback=None)`.
pub fn make(vm: &Vm, a: &[Value]) -> PyResult {
    let link = link(vm, &a[0])?;
    let types = Types::get(vm);
    let callable = vm.lookup_special(&a[0], &vm.names.__call__).is_some();
    let class = if callable { &types.callable_proxy } else { &types.proxy };
    let callback = a[1].bound().cloned().unwrap_or(Value::None);
    if callback.is_none() {
        let known = link.references(true).into_iter().find(|r| r.native::<Proxy>().is_some());
        if let Some(known) = known {
            return Ok(known);
        }
    }
    let made = ObjRef::new(class.clone(), Proxy { link: link.clone(), callback: OnceCell::new() });
    let callback = link.watch(&Value::Object(made.clone()), callback);
    if let (Some(proxy), Some(callback)) = (made.get::<Proxy>(), callback) {
        // The cell is new, so it is empty.
        let _ = proxy.callback.set(callback);
    }
    Ok(Value::Object(made))
}

/// The object behind a proxy; anything else is itself.
fn target(vm: &Vm, v: &Value) -> PyResult {
    match v.native::<Proxy>() {
        Some(p) => p.link.target().ok_or_else(|| gone(vm)),
        None => Ok(v.clone()),
    }
}

fn gone(vm: &Vm) -> Raised {
    vm.error(&vm.exc.reference_error, "weakly-referenced object no longer exists")
}

pub const PROXY: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("ProxyType", "weakref") };

pub const CALLABLE_PROXY: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("CallableProxyType", "weakref") };

/// What both kinds of proxy have beside their own methods.
pub const OPERATORS: TypeDef = TypeDef { methods: BINARY, ..TypeDef::new("ProxyType", "weakref") };

/// What callable proxies have in addition.
pub const CALL: TypeDef = TypeDef {
    methods: &[method_raw("__call__", "(self, /, *args, **kwargs)", |vm, args: &Args| {
        vm.call_args(&target(vm, &args.values[0])?, &args.skip_first())
    })],
    ..TypeDef::new("CallableProxyType", "weakref")
};

fn unary(vm: &Vm, a: &[Value], op: UnaryOp) -> PyResult {
    vm.unary(op, &target(vm, &a[0])?)
}

fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    vm.compare(op, &target(vm, &a[0])?, &target(vm, &a[1])?)
}

fn name<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a taipan_interp::types::str::Str> {
    v.as_str().ok_or_else(|| vm.type_error("attribute name must be string"))
}

/// Calls a special method of the object, which must have it.
fn special(vm: &Vm, a: &[Value], method: &str) -> PyResult {
    let object = target(vm, &a[0])?;
    let method = vm.intern(method);
    match vm.call_special(&object, &method, &[])? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(&object, method.as_str())),
    }
}

const METHODS: &[NativeDef] = &[
    method("__getattribute__", "(self, name, /)", |vm, a| vm.get_attr(&target(vm, &a[0])?, name(vm, &a[1])?)),
    method("__setattr__", "(self, name, value, /)", |vm, a| {
        vm.set_attr(&target(vm, &a[0])?, name(vm, &a[1])?, a[2].clone()).map(Value::from)
    }),
    method("__delattr__", "(self, name, /)", |vm, a| {
        vm.del_attr(&target(vm, &a[0])?, name(vm, &a[1])?).map(Value::from)
    }),
    method("__repr__", "(self, /)", repr),
    method("__str__", "(self, /)", |vm, a| Ok(Value::Str(vm.str(&target(vm, &a[0])?)?))),
    method("__hash__", "(self, /)", |vm, a| Err(vm.type_error(format!("unhashable type: '{}'", vm.type_name(&a[0]))))),
    method("__bool__", "(self, /)", |vm, a| Ok(Value::Bool(vm.truth(&target(vm, &a[0])?)?))),
    method("__len__", "(self, /)", |vm, a| Ok(Value::from(vm.len(&target(vm, &a[0])?)?))),
    method("__contains__", "(self, key, /)", |vm, a| Ok(Value::Bool(vm.contains(&target(vm, &a[0])?, &a[1])?))),
    method("__getitem__", "(self, key, /)", |vm, a| vm.get_item(&target(vm, &a[0])?, &a[1])),
    method("__setitem__", "(self, key, value, /)", |vm, a| {
        vm.set_item(&target(vm, &a[0])?, &a[1], a[2].clone()).map(Value::from)
    }),
    method("__delitem__", "(self, key, /)", |vm, a| vm.del_item(&target(vm, &a[0])?, &a[1]).map(Value::from)),
    method("__iter__", "(self, /)", |vm, a| vm.iter(&target(vm, &a[0])?)),
    method("__next__", "(self, /)", |vm, a| match vm.next(&iterator(vm, &a[0])?)? {
        Some(v) => Ok(v),
        None => Err(vm.stop_iteration(Value::None)),
    }),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Eq)),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ne)),
    method("__lt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Lt)),
    method("__le__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Le)),
    method("__gt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Gt)),
    method("__ge__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ge)),
    method("__neg__", "(self, /)", |vm, a| unary(vm, a, UnaryOp::Neg)),
    method("__pos__", "(self, /)", |vm, a| unary(vm, a, UnaryOp::Pos)),
    method("__invert__", "(self, /)", |vm, a| unary(vm, a, UnaryOp::Invert)),
    method("__abs__", "(self, /)", |vm, a| special(vm, a, "__abs__")),
    method("__int__", "(self, /)", |vm, a| special(vm, a, "__int__")),
    method("__float__", "(self, /)", |vm, a| special(vm, a, "__float__")),
    method("__index__", "(self, /)", |vm, a| special(vm, a, "__index__")),
    method("__bytes__", "(self, /)", |vm, a| special(vm, a, "__bytes__")),
    method("__reversed__", "(self, /)", |vm, a| special(vm, a, "__reversed__")),
];

/// The object, which must be an iterator.
fn iterator(vm: &Vm, proxy: &Value) -> PyResult {
    let object = target(vm, proxy)?;
    if vm.lookup_special(&object, &vm.intern("__next__")).is_none() {
        let got = vm.type_name(&object);
        return Err(vm.type_error(format!("Weakref proxy referenced a non-iterator '{got}' object")));
    }
    Ok(object)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let at = a[0].heap_addr();
    match a[0].native::<Proxy>().and_then(|p| p.link.target()) {
        Some(object) => {
            let (ty, to) = (vm.type_name(&object), object.heap_addr());
            Ok(Value::from(format!("<weakproxy at {at:#x}; to '{ty}' at {to:#x}>")))
        }
        None => Ok(Value::from(format!("<weakproxy at {at:#x}; dead>"))),
    }
}

macro_rules! binary {
    ($($name:literal, $reflected:literal, $inplace:literal, $op:ident;)*) => {
        &[$(
            method($name, "(self, value, /)", |vm, a| {
                vm.binary(BinOp::$op, &target(vm, &a[0])?, &target(vm, &a[1])?)
            }),
            method($reflected, "(self, value, /)", |vm, a| {
                vm.binary(BinOp::$op, &target(vm, &a[1])?, &target(vm, &a[0])?)
            }),
            method($inplace, "(self, value, /)", |vm, a| {
                vm.inplace(BinOp::$op, &target(vm, &a[0])?, &target(vm, &a[1])?)
            }),
        )*]
    };
}

const BINARY: &[NativeDef] = binary! {
    "__add__", "__radd__", "__iadd__", Add;
    "__sub__", "__rsub__", "__isub__", Sub;
    "__mul__", "__rmul__", "__imul__", Mul;
    "__truediv__", "__rtruediv__", "__itruediv__", TrueDiv;
    "__floordiv__", "__rfloordiv__", "__ifloordiv__", FloorDiv;
    "__mod__", "__rmod__", "__imod__", Mod;
    "__pow__", "__rpow__", "__ipow__", Pow;
    "__lshift__", "__rlshift__", "__ilshift__", LShift;
    "__rshift__", "__rrshift__", "__irshift__", RShift;
    "__and__", "__rand__", "__iand__", And;
    "__or__", "__ror__", "__ior__", Or;
    "__xor__", "__rxor__", "__ixor__", Xor;
    "__matmul__", "__rmatmul__", "__imatmul__", MatMul;
};
