//! `types.MappingProxyType`: a read-only view of a mapping.

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, TypeDef, class_method, method};
use crate::tree::{BinOp, CmpOp};
use crate::types::class::{TypeFlags, TypeRef};
use crate::value::Value;
use crate::vm::Vm;

/// The view.
pub struct MappingProxy {
    mapping: Value,
    /// The class whose attributes it shows.
    class: Option<TypeRef>,
}

impl NativeData for MappingProxy {
    crate::traverses!(mapping, class);
}

/// A view of `mapping`.
pub fn new(vm: &Vm, mapping: Value) -> Value {
    Value::Object(ObjRef::new(vm.types.mappingproxy.clone(), MappingProxy { mapping, class: None }))
}

/// `__dict__` of a class.
pub fn of_class(vm: &Vm, class: &TypeRef) -> Value {
    let data = MappingProxy { mapping: Value::Dict(class.dict().clone()), class: Some(class.clone()) };
    Value::Object(ObjRef::new(vm.types.mappingproxy.clone(), data))
}

/// The annotations of a class, for code that looks for them in its `__dict__`, where they were before Python 3.14.
/// `None` when that is not what is asked for, or there are none that could be evaluated.
fn annotations(vm: &Vm, view: &Value, key: &Value) -> PyResult<Option<Value>> {
    let Some(MappingProxy { class: Some(class), .. }) = view.native::<MappingProxy>() else { return Ok(None) };
    let Some(key) = key.as_str() else { return Ok(None) };
    if *key != vm.names.__annotations__
        || class.dict().get_str(key).is_some()
        || class.dict().get_str(&vm.names.__annotate_func__).is_none_or(|f| f.is_none())
    {
        return Ok(None);
    }
    let found = vm.get_attr(&Value::Type(class.clone()), key);
    vm.absorb(found, &vm.exc.name_error)
}

fn construct(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    let a = crate::types::parameters::bind(vm, "mappingproxy", &["mapping"], 1, args)?;
    let is_sequence = matches!(a[0].inner(), Value::List(_) | Value::Tuple(_));
    if is_sequence || vm.lookup_special(&a[0], &vm.names.__getitem__).is_none() {
        let name = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {name}")));
    }
    Ok(new(vm, a[0].clone()))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Value> {
    match v.native::<MappingProxy>() {
        Some(p) => Ok(&p.mapping),
        None => Err(vm.type_error(format!("a mappingproxy is required, not '{}'", vm.type_name(v)))),
    }
}

/// What stands behind an operand: of a view the mapping, of anything else itself.
fn behind(v: &Value) -> &Value {
    v.native::<MappingProxy>().map_or(v, |p| &p.mapping)
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(vm.len(this(vm, &a[0])?)?))
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    if let Some(found) = annotations(vm, &a[0], &a[1])? {
        return Ok(found);
    }
    vm.get_item(this(vm, &a[0])?, &a[1])
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    if annotations(vm, &a[0], &a[1])?.is_some() {
        return Ok(Value::Bool(true));
    }
    Ok(Value::Bool(vm.contains(this(vm, &a[0])?, &a[1])?))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    vm.iter(this(vm, &a[0])?)
}

fn reversed(vm: &Vm, a: &[Value]) -> PyResult {
    vm.call_method(this(vm, &a[0])?, &vm.names.__reversed__, &[])
}

fn get(vm: &Vm, a: &[Value]) -> PyResult {
    if let Some(found) = annotations(vm, &a[0], &a[1])? {
        return Ok(found);
    }
    let default = a[2].bound().cloned().unwrap_or(Value::None);
    vm.call_method(this(vm, &a[0])?, &vm.names.get, &[a[1].clone(), default])
}

fn keys(vm: &Vm, a: &[Value]) -> PyResult {
    vm.call_method(this(vm, &a[0])?, &vm.names.keys, &[])
}

fn values(vm: &Vm, a: &[Value]) -> PyResult {
    vm.call_method(this(vm, &a[0])?, &vm.intern("values"), &[])
}

fn items(vm: &Vm, a: &[Value]) -> PyResult {
    vm.call_method(this(vm, &a[0])?, &vm.names.items, &[])
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    vm.call_method(this(vm, &a[0])?, &vm.names.copy, &[])
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let mapping = this(vm, &a[0])?;
    let text = vm.recurse(" while getting the repr of an object", |vm| vm.repr(mapping))?;
    Ok(Value::from(format!("mappingproxy({text})")))
}

fn str(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Str(vm.str(this(vm, &a[0])?)?))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Int(vm.hash(this(vm, &a[0])?)?))
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    vm.compare(CmpOp::Eq, this(vm, &a[0])?, behind(&a[1]))
}

fn ne(vm: &Vm, a: &[Value]) -> PyResult {
    vm.compare(CmpOp::Ne, this(vm, &a[0])?, behind(&a[1]))
}

fn or(vm: &Vm, a: &[Value]) -> PyResult {
    vm.binary(BinOp::Or, behind(&a[0]), behind(&a[1]))
}

fn ror(vm: &Vm, a: &[Value]) -> PyResult {
    vm.binary(BinOp::Or, behind(&a[1]), behind(&a[0]))
}

fn ior(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.type_error("'|=' is not supported by mappingproxy; use '|' instead"))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "A read-only view of a mapping.",
    flags: TypeFlags::MAPPING,
    new: Some(construct),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__str__", "(self, /)", str),
        method("__hash__", "(self, /)", hash),
        method("__eq__", "(self, value, /)", eq),
        method("__ne__", "(self, value, /)", ne),
        method("__len__", "(self, /)", len),
        method("__getitem__", "(self, key, /)", getitem),
        method("__contains__", "(self, key, /)", contains),
        method("__iter__", "(self, /)", iter),
        method("__reversed__", "(self, /)", reversed),
        method("__or__", "(self, value, /)", or),
        method("__ror__", "(self, value, /)", ror),
        method("__ior__", "(self, value, /)", ior),
        method("get", "(self, key, default=None, /)", get),
        method("keys", "(self, /)", keys),
        method("values", "(self, /)", values),
        method("items", "(self, /)", items),
        method("copy", "(self, /)", copy).doc("A copy of the mapping behind the view."),
        class_method("__class_getitem__", "(cls, item, /)", crate::types::generic_alias::class_getitem),
    ],
    ..TypeDef::new("mappingproxy", "builtins")
};
