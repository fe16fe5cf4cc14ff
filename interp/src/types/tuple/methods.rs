//! The methods of `tuple`.

use super::Tuple;
use crate::error::PyResult;
use crate::native::{Args, NativeDef, TypeDef, class_method, method};
use crate::tree::CmpOp;
use crate::types::class::TypeRef;
use crate::types::slice::Slice;
use crate::types::{arguments, iterators, sequence};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `tuple`.
pub const DEF: TypeDef = TypeDef {
    doc: "An immutable sequence of any objects.",
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("tuple", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("count", "(self, value, /)", count).doc("How many items equal value."),
    method("index", "(self, value, start=0, stop=9223372036854775807, /)", index)
        .doc("The position of the first item equal to value; ValueError if there is none."),
    method("__repr__", "(self, /)", repr),
    method("__hash__", "(self, /)", hash),
    method("__len__", "(self, /)", len),
    method("__getitem__", "(self, key, /)", getitem),
    method("__contains__", "(self, key, /)", contains),
    method("__iter__", "(self, /)", iter),
    method("__add__", "(self, value, /)", add),
    method("__mul__", "(self, value, /)", mul),
    method("__rmul__", "(self, value, /)", mul),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Lt, a)),
    method("__le__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Le, a)),
    method("__gt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Gt, a)),
    method("__ge__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ge, a)),
    method("__getnewargs__", "(self, /)", getnewargs),
    class_method("__class_getitem__", "(cls, object, /)", crate::types::class_getitem),
];

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Tuple> {
    match a[0].inner() {
        Value::Tuple(t) => Ok(t),
        _ => Err(arguments::bad_receiver(vm, "tuple", &a[0])),
    }
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = arguments::constructor(vm, cls, args, "tuple", 0, 1)?;
    let value = match given {
        [] => Value::Tuple(Tuple::from_slice(&[])),
        [same @ Value::Tuple(_)] => same.clone(),
        [iterable, ..] => Value::tuple(vm.collect(iterable)?),
    };
    Ok(vm.wrap(cls, &vm.types.tuple, value))
}

/// `tuple[index]` for a machine int.
#[inline]
pub fn tuple_get(vm: &Vm, tuple: &Tuple, index: i64) -> PyResult {
    match sequence::position(index, tuple.len()) {
        Some(i) => Ok(tuple[i].clone()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

/// `tuple[slice]`.
pub fn slice_of(vm: &Vm, tuple: &Tuple, s: &Slice) -> PyResult {
    let span = sequence::resolve(vm, s, || tuple.len())?;
    if span.step == 1 && span.count == tuple.len() {
        return Ok(Value::Tuple(tuple.clone()));
    }
    Ok(Value::tuple(sequence::select(tuple, span)))
}

/// `tuple[index]` for any index.
pub fn get(vm: &Vm, tuple: &Tuple, index: &Value) -> PyResult {
    match index {
        Value::Int(i) => tuple_get(vm, tuple, *i),
        Value::Slice(s) => slice_of(vm, tuple, s),
        _ if sequence::has_index(vm, index) => tuple_get(vm, tuple, vm.index_i64(index)?),
        _ => Err(vm.type_error(format!("tuple indices must be integers or slices, not {}", vm.type_name(index)))),
    }
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    get(vm, this(vm, a)?, &a[1])
}

fn count(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(sequence::count(vm, this(vm, a)?.items(), &a[1])?))
}

fn index(vm: &Vm, a: &[Value]) -> PyResult {
    let tuple = this(vm, a)?;
    let start = sequence::clip(sequence::bound_argument(vm, &a[2], 0)?, tuple.len());
    let stop = sequence::clip(sequence::bound_argument(vm, &a[3], i64::MAX)?, tuple.len());
    match sequence::find(vm, tuple.items(), &a[1], start, stop)? {
        Some(i) => Ok(Value::from(i)),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let tuple = this(vm, a)?;
    if tuple.is_empty() {
        return Ok(Value::str("()"));
    }
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("(...)")) };
    let mut out = String::from("(");
    sequence::join_reprs(vm, tuple.items(), &mut out)?;
    out.push_str(if tuple.len() == 1 { ",)" } else { ")" });
    Ok(Value::from(out))
}

/// The hash of a tuple: that of its items, combined.
pub fn hash_of(vm: &Vm, tuple: &Tuple) -> PyResult<i64> {
    if let Some(hashes) = tuple.iter().map(crate::types::compare::simple_hash).collect::<Option<Vec<i64>>>() {
        return Ok(crate::types::hash::hash_tuple(hashes.into_iter()));
    }
    let hashes = vm.recurse(" while hashing", |vm| tuple.iter().map(|v| vm.hash(v)).collect::<PyResult<Vec<i64>>>())?;
    Ok(crate::types::hash::hash_tuple(hashes.into_iter()))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Int(hash_of(vm, this(vm, a)?)?))
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(this(vm, a)?.len()))
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(sequence::find(vm, this(vm, a)?.items(), &a[1], 0, usize::MAX)?.is_some()))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::tuple_iterator(vm, this(vm, a)?.clone()))
}

fn add(vm: &Vm, a: &[Value]) -> PyResult {
    let left = this(vm, a)?;
    match a[1].inner() {
        Value::Tuple(right) if left.is_empty() => Ok(Value::Tuple(right.clone())),
        Value::Tuple(right) if right.is_empty() => Ok(Value::Tuple(left.clone())),
        Value::Tuple(right) => Ok(Value::Tuple(Tuple::concat(left, right))),
        _ => Err(vm.type_error(format!("can only concatenate tuple (not \"{}\") to tuple", vm.type_name(&a[1])))),
    }
}

fn mul(vm: &Vm, a: &[Value]) -> PyResult {
    let tuple = this(vm, a)?;
    let n = sequence::times(vm, &a[1])?;
    if n == 1 {
        return Ok(Value::Tuple(tuple.clone()));
    }
    Ok(Value::tuple(sequence::repeat(vm, tuple, n)?))
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let left = this(vm, a)?;
    match a[1].inner() {
        Value::Tuple(right) => sequence::compare(vm, op, left.items(), right.items()),
        _ => Ok(Value::NotImplemented),
    }
}

fn getnewargs(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::tuple(vec![Value::Tuple(this(vm, a)?.clone())]))
}
