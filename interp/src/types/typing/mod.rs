//! The native side of `typing`: type parameters, type aliases, `Generic`. The rest of the module is Python, and is asked
//! for the rules of substitution.

pub mod alias;
pub mod generic;
pub mod intrinsics;
pub mod lazy;
pub mod paramspec;
pub mod typevar;
pub mod typevartuple;

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{TypeDef, method};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

pub use alias::TypeAlias;
pub use intrinsics::intrinsic;

/// True for TypeVar, ParamSpec and TypeVarTuple objects.
pub fn is_type_parameter(v: &Value) -> bool {
    v.native::<typevar::TypeVar>().is_some()
        || v.native::<paramspec::ParamSpec>().is_some()
        || v.native::<typevartuple::TypeVarTuple>().is_some()
}

/// Calls a function of the `typing` module.
pub(super) fn call_typing(vm: &Vm, function: &str, args: &[Value]) -> PyResult {
    let typing = vm.import("typing")?;
    let function = vm.get_attr(&typing, &vm.intern(function))?;
    vm.call(&function, args)
}

/// Checks a type argument as `typing` does: strings become forward references.
pub(super) fn type_check(vm: &Vm, v: &Value, message: &str) -> PyResult {
    if v.is_none() || matches!(v, Value::Type(_)) {
        return Ok(v.clone());
    }
    call_typing(vm, "_type_check", &[v.clone(), Value::str(message)])
}

/// The type parameter knows the module that made it.
pub(super) fn set_module(vm: &Vm, made: &ObjRef) {
    let module = vm.current_globals().and_then(|g| g.get_str(&vm.names.__name__)).unwrap_or(Value::None);
    made.attrs().set(&vm.names.__module__, module, &|| vm.next_number());
}

/// The module that is running.
pub(super) fn current_module(vm: &Vm) -> Value {
    vm.current_globals().and_then(|g| g.get_str(&vm.names.__name__)).unwrap_or(Value::None)
}

/// `__mro_entries__` of what only looks like a class.
pub(super) fn no_subclass(vm: &Vm, a: &[Value]) -> PyResult {
    Err(vm.type_error(format!("Cannot subclass an instance of {}", vm.class_of(&a[0]).name())))
}

pub(super) fn or(vm: &Vm, a: &[Value]) -> PyResult {
    crate::types::union::or_checked(vm, &a[0], &a[1])
}

pub(super) fn ror(vm: &Vm, a: &[Value]) -> PyResult {
    crate::types::union::or_checked(vm, &a[1], &a[0])
}

/// Reads a name argument.
pub(super) fn name_argument(vm: &Vm, what: &str, v: &Value) -> PyResult<Str> {
    v.as_str()
        .cloned()
        .ok_or_else(|| vm.type_error(format!("{what}() argument 'name' must be str, not {}", vm.type_name(v))))
}

/// `typing.NoDefault`.
struct NoDefault;

impl NativeData for NoDefault {}

/// The one `typing.NoDefault` of an interpreter.
struct NoDefaultState(Value);

fn no_default_repr(_: &Vm, _: &[Value]) -> PyResult {
    Ok(Value::str("typing.NoDefault"))
}

fn no_default_reduce(_: &Vm, _: &[Value]) -> PyResult {
    Ok(Value::str("NoDefault"))
}

static NO_DEFAULT_DEF: TypeDef = TypeDef {
    doc: "The type of typing.NoDefault.",
    methods: &[method("__repr__", "(self, /)", no_default_repr), method("__reduce__", "(self, /)", no_default_reduce)],
    ..TypeDef::new("NoDefaultType", "typing")
};

/// `typing.NoDefault`: a type parameter without default.
pub fn no_default(vm: &Vm) -> Value {
    let state = vm.state(|vm| {
        let class = vm.make_type(&NO_DEFAULT_DEF, None);
        NoDefaultState(Value::Object(ObjRef::new(class, NoDefault)))
    });
    state.0.clone()
}

/// True for `typing.NoDefault`.
pub(super) fn is_no_default(v: &Value) -> bool {
    v.native::<NoDefault>().is_some()
}
