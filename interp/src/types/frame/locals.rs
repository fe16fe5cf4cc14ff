//! `f_locals` of a function's frame (PEP 667): a mapping that reads and writes the frame's variables.

use super::Frame;
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{Args, TypeDef, method};
use crate::tree::{BinOp, CmpOp, Slot};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::dict::Dict;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::frames::variable;

/// The mapping.
pub struct FrameLocals(ObjRef);

impl NativeData for FrameLocals {
    crate::traverses!(0);
}

/// The mapping of a frame object.
pub(super) fn of_frame(vm: &Vm, frame: &Value) -> Value {
    match frame {
        Value::Object(o) => Value::Object(ObjRef::new(vm.types.frame_locals.clone(), FrameLocals(o.clone()))),
        _ => Value::None,
    }
}

fn construct(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("FrameLocalsProxy takes no keyword arguments"));
    }
    let [frame] = args.pos() else {
        let n = args.pos().len();
        return Err(vm.type_error(format!("FrameLocalsProxy expected 1 argument, got {n}")));
    };
    if frame.native::<Frame>().is_none() {
        return Err(vm.type_error(format!("expect frame, not {}", vm.type_name(frame))));
    }
    Ok(of_frame(vm, frame))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Frame> {
    v.native::<FrameLocals>()
        .and_then(|locals| locals.0.get::<Frame>())
        .ok_or_else(|| vm.type_error(format!("a FrameLocalsProxy is required, not '{}'", vm.type_name(v))))
}

/// A variable of the code by its name, whatever kind of object stands for that.
fn slot_of(vm: &Vm, frame: &Frame, key: &Value) -> PyResult<Option<Slot>> {
    let code = frame.code();
    if let Value::Str(name) = key {
        return Ok(code.slot_of(name.as_str()));
    }
    let hash = vm.hash(key)?;
    for (slot, name) in code.local_names() {
        if name.hash() == hash && vm.eq(&Value::Str(name.clone()), key)? {
            return Ok(Some(slot));
        }
    }
    Ok(None)
}

/// The names and values as they are now.
fn pairs(vm: &Vm, frame: &Frame) -> Vec<(Value, Value)> {
    let mut found: Vec<(Value, Value)> =
        frame.variables(vm).into_iter().map(|(name, value)| (Value::Str(name), value)).collect();
    if let Some(extra) = frame.extra_names() {
        found.extend(extra.items());
    }
    found
}

fn snapshot(vm: &Vm, v: &Value) -> PyResult<Ref<Dict>> {
    let dict = Ref::new(Dict::new());
    for (key, value) in pairs(vm, this(vm, v)?) {
        vm.dict_set(&dict, &key, value)?;
    }
    Ok(dict)
}

fn find(vm: &Vm, v: &Value, key: &Value) -> PyResult<Option<Value>> {
    let frame = this(vm, v)?;
    if let Some(slot) = slot_of(vm, frame, key)?
        && let Some(value) = variable(frame.slots(vm).get(slot as usize).cloned())
    {
        return Ok(Some(value));
    }
    match frame.extra_names() {
        Some(extra) => vm.dict_get(&extra, key),
        None => Ok(None),
    }
}

fn set(vm: &Vm, v: &Value, key: &Value, value: Value) -> PyResult<()> {
    let frame = this(vm, v)?;
    match slot_of(vm, frame, key)? {
        Some(slot) => frame.set_slot(vm, slot, value),
        None => vm.dict_set(frame.extra_dict(), key, value)?,
    }
    Ok(())
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    match find(vm, &a[0], &a[1])? {
        Some(value) => Ok(value),
        None => {
            let text = format!("local variable '{}' is not defined", vm.repr(&a[1])?);
            Err(vm.key_error(Value::from(text)))
        }
    }
}

fn setitem(vm: &Vm, a: &[Value]) -> PyResult {
    set(vm, &a[0], &a[1], a[2].clone())?;
    Ok(Value::None)
}

fn delitem(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.type_error("cannot remove variables from FrameLocalsProxy"))
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(find(vm, &a[0], &a[1])?.is_some()))
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(pairs(vm, this(vm, &a[0])?).len()))
}

fn keys(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::list(pairs(vm, this(vm, &a[0])?).into_iter().map(|(k, _)| k).collect()))
}

fn values(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::list(pairs(vm, this(vm, &a[0])?).into_iter().map(|(_, v)| v).collect()))
}

fn items(vm: &Vm, a: &[Value]) -> PyResult {
    let row = |(k, v)| Value::tuple(vec![k, v]);
    Ok(Value::list(pairs(vm, this(vm, &a[0])?).into_iter().map(row).collect()))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    vm.iter(&keys(vm, a)?)
}

fn reversed(vm: &Vm, a: &[Value]) -> PyResult {
    let mut names: Vec<Value> = pairs(vm, this(vm, &a[0])?).into_iter().map(|(k, _)| k).collect();
    names.reverse();
    Ok(Value::list(names))
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    snapshot(vm, &a[0]).map(Value::Dict)
}

fn get(vm: &Vm, a: &[Value]) -> PyResult {
    let default = a[2].bound().cloned().unwrap_or(Value::None);
    Ok(find(vm, &a[0], &a[1])?.unwrap_or(default))
}

fn setdefault(vm: &Vm, a: &[Value]) -> PyResult {
    if let Some(found) = find(vm, &a[0], &a[1])? {
        return Ok(found);
    }
    let default = a[2].bound().cloned().unwrap_or(Value::None);
    set(vm, &a[0], &a[1], default.clone())?;
    Ok(default)
}

/// The entries of what a mapping is updated with; `None` when that is neither a dict nor another of these.
fn entries(vm: &Vm, v: &Value) -> PyResult<Option<Vec<(Value, Value)>>> {
    if v.native::<FrameLocals>().is_some() {
        return Ok(Some(pairs(vm, this(vm, v)?)));
    }
    Ok(match v.inner() {
        Value::Dict(d) => Some(d.items()),
        _ => None,
    })
}

fn update(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(entries) = entries(vm, &a[1])? else {
        return Err(vm.type_error("update() argument must be dict or another FrameLocalsProxy"));
    };
    for (key, value) in entries {
        set(vm, &a[0], &key, value)?;
    }
    Ok(Value::None)
}

fn inplace_or(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(entries) = entries(vm, &a[1])? else { return Ok(Value::NotImplemented) };
    for (key, value) in entries {
        set(vm, &a[0], &key, value)?;
    }
    Ok(a[0].clone())
}

/// An operand of `|` or `==`: of one of these a dict of the present values.
fn as_operand(vm: &Vm, v: &Value) -> PyResult {
    if v.native::<FrameLocals>().is_some() { snapshot(vm, v).map(Value::Dict) } else { Ok(v.clone()) }
}

fn or(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y) = (as_operand(vm, &a[0])?, as_operand(vm, &a[1])?);
    if !matches!(y.inner(), Value::Dict(_)) {
        return Ok(Value::NotImplemented);
    }
    vm.binary(BinOp::Or, &x, &y)
}

fn ror(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y) = (as_operand(vm, &a[1])?, as_operand(vm, &a[0])?);
    if !matches!(x.inner(), Value::Dict(_)) {
        return Ok(Value::NotImplemented);
    }
    vm.binary(BinOp::Or, &x, &y)
}

fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    let same_frame = match (a[0].native::<FrameLocals>(), a[1].native::<FrameLocals>()) {
        (Some(x), Some(y)) => Some(x.0.is(&y.0)),
        _ => None,
    };
    if let Some(same) = same_frame {
        return Ok(Value::Bool(same == (op == CmpOp::Eq)));
    }
    if !matches!(a[1].inner(), Value::Dict(_)) {
        return Ok(Value::NotImplemented);
    }
    vm.compare(op, &as_operand(vm, &a[0])?, &a[1])
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, a, CmpOp::Eq)
}

fn ne(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, a, CmpOp::Ne)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    // Variables often hold the mapping itself: what is guarded against is the frame, which is one.
    let Some(locals) = a[0].native::<FrameLocals>() else { return Ok(Value::str("{}")) };
    let frame = Value::Object(locals.0.clone());
    let Some(_guard) = vm.repr_guard(&frame) else { return Ok(Value::str("{...}")) };
    let shown: Str = vm.repr(&Value::Dict(snapshot(vm, &a[0])?))?;
    Ok(Value::Str(shown))
}

fn refuse_pickle(vm: &Vm, a: &[Value]) -> PyResult {
    Err(vm.type_error(format!("cannot pickle '{}' object", vm.type_name(&a[0]))))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    flags: TypeFlags::MAPPING,
    new: Some(construct),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__eq__", "(self, value, /)", eq),
        method("__ne__", "(self, value, /)", ne),
        method("__len__", "(self, /)", len),
        method("__getitem__", "(self, object, /)", getitem),
        method("__setitem__", "(self, key, value, /)", setitem),
        method("__delitem__", "(self, key, /)", delitem),
        method("__contains__", "(self, object, /)", contains),
        method("__iter__", "(self, /)", iter),
        method("__reversed__", "(self, /)", reversed),
        method("__or__", "(self, value, /)", or),
        method("__ror__", "(self, value, /)", ror),
        method("__ior__", "(self, value, /)", inplace_or),
        method("__reduce_ex__", "(self, protocol, /)", refuse_pickle),
        method("update", "(self, object, /)", update),
        method("copy", "(self, /)", copy),
        method("keys", "(self, /)", keys),
        method("values", "(self, /)", values),
        method("items", "(self, /)", items),
        method("get", "(self, key, default=None, /)", get),
        method("setdefault", "(self, key, default=None, /)", setdefault),
    ],
    ..TypeDef::new("FrameLocalsProxy", "builtins")
};
