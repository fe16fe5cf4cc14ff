//! The methods of `int` and `bool`.

use num_integer::Integer;

use super::arith::{self, is_int};
use super::{bytes, convert};
use crate::error::PyResult;
use crate::format::{self, Number};
use crate::native::{Args, GetSet, NativeDef, TypeDef, class_method, getter, method};
use crate::tree::CmpOp;
use crate::types::class::TypeRef;
use crate::types::{arguments, compare, float};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `int`.
pub const DEF: TypeDef = TypeDef {
    doc: "Whole numbers of any size.",
    new: Some(convert::new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("int", "builtins")
};

/// The table of `bool`.
pub const BOOL: TypeDef = TypeDef {
    doc: "The truth of an object: True or False.",
    new: Some(bool_new),
    methods: BOOL_METHODS,
    ..TypeDef::new("bool", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("as_integer_ratio", "(self, /)", |vm, a| Ok(pair(this(vm, a)?, Value::Int(1))))
        .doc("The int and 1: numerator and denominator."),
    method("bit_count", "(self, /)", |vm, a| Ok(Value::Int(bytes::bit_count(&this(vm, a)?) as i64)))
        .doc("How many bits of the absolute value are 1."),
    method("bit_length", "(self, /)", |vm, a| Ok(Value::Int(bytes::bit_length(&this(vm, a)?) as i64)))
        .doc("How many bits the absolute value has."),
    method("conjugate", "(self, /)", this).doc("The int itself."),
    class_method("from_bytes", "(cls, bytes, byteorder='big', *, signed=False)", bytes::from_bytes)
        .doc("The int that bytes represent."),
    method("is_integer", "(self, /)", |_, _| Ok(Value::Bool(true))).doc("True."),
    method("to_bytes", "(self, /, length=1, byteorder='big', *, signed=False)", bytes::to_bytes)
        .doc("The bytes that represent the int."),
    method("__repr__", "(self, /)", repr),
    method("__format__", "(self, format_spec, /)", format::dunder_format),
    method("__hash__", "(self, /)", hash),
    method("__getnewargs__", "(self, /)", |vm, a| Ok(Value::tuple(vec![this(vm, a)?]))),
    method("__sizeof__", "(self, /)", sizeof),
    method("__bool__", "(self, /)", |vm, a| Ok(Value::Bool(!matches!(this(vm, a)?, Value::Int(0))))),
    method("__int__", "(self, /)", this),
    method("__index__", "(self, /)", this),
    method("__float__", "(self, /)", |vm, a| Ok(Value::Float(arith::to_f64(vm, &this(vm, a)?)?))),
    method("__trunc__", "(self, /)", this),
    method("__floor__", "(self, /)", this),
    method("__ceil__", "(self, /)", this),
    method("__round__", "(self, ndigits=<unrepresentable>, /)", round),
    method("__pos__", "(self, /)", this),
    method("__neg__", "(self, /)", |vm, a| Ok(arith::neg(&this(vm, a)?))),
    method("__abs__", "(self, /)", |vm, a| Ok(arith::abs(&this(vm, a)?))),
    method("__invert__", "(self, /)", |vm, a| Ok(arith::invert(&this(vm, a)?))),
    method("__add__", "(self, value, /)", |vm, a| binary(vm, a, |_, x, y| Ok(arith::add(x, y)))),
    method("__radd__", "(self, value, /)", |vm, a| swapped(vm, a, |_, x, y| Ok(arith::add(x, y)))),
    method("__sub__", "(self, value, /)", |vm, a| binary(vm, a, |_, x, y| Ok(arith::sub(x, y)))),
    method("__rsub__", "(self, value, /)", |vm, a| swapped(vm, a, |_, x, y| Ok(arith::sub(x, y)))),
    method("__mul__", "(self, value, /)", |vm, a| binary(vm, a, |_, x, y| Ok(arith::mul(x, y)))),
    method("__rmul__", "(self, value, /)", |vm, a| swapped(vm, a, |_, x, y| Ok(arith::mul(x, y)))),
    method("__truediv__", "(self, value, /)", |vm, a| binary(vm, a, arith::true_div)),
    method("__rtruediv__", "(self, value, /)", |vm, a| swapped(vm, a, arith::true_div)),
    method("__floordiv__", "(self, value, /)", |vm, a| binary(vm, a, arith::floor_div)),
    method("__rfloordiv__", "(self, value, /)", |vm, a| swapped(vm, a, arith::floor_div)),
    method("__mod__", "(self, value, /)", |vm, a| binary(vm, a, arith::modulo)),
    method("__rmod__", "(self, value, /)", |vm, a| swapped(vm, a, arith::modulo)),
    method("__divmod__", "(self, value, /)", |vm, a| binary(vm, a, divmod)),
    method("__rdivmod__", "(self, value, /)", |vm, a| swapped(vm, a, divmod)),
    method("__pow__", "(self, value, mod=None, /)", |vm, a| pow(vm, &a[0], &a[1], &a[2])),
    method("__rpow__", "(self, value, mod=None, /)", |vm, a| pow(vm, &a[1], &a[0], &a[2])),
    method("__lshift__", "(self, value, /)", |vm, a| binary(vm, a, arith::lshift)),
    method("__rlshift__", "(self, value, /)", |vm, a| swapped(vm, a, arith::lshift)),
    method("__rshift__", "(self, value, /)", |vm, a| binary(vm, a, arith::rshift)),
    method("__rrshift__", "(self, value, /)", |vm, a| swapped(vm, a, arith::rshift)),
    method("__and__", "(self, value, /)", |vm, a| binary(vm, a, |_, x, y| Ok(arith::and(x, y)))),
    method("__rand__", "(self, value, /)", |vm, a| swapped(vm, a, |_, x, y| Ok(arith::and(x, y)))),
    method("__or__", "(self, value, /)", |vm, a| binary(vm, a, |_, x, y| Ok(arith::or(x, y)))),
    method("__ror__", "(self, value, /)", |vm, a| swapped(vm, a, |_, x, y| Ok(arith::or(x, y)))),
    method("__xor__", "(self, value, /)", |vm, a| binary(vm, a, |_, x, y| Ok(arith::xor(x, y)))),
    method("__rxor__", "(self, value, /)", |vm, a| swapped(vm, a, |_, x, y| Ok(arith::xor(x, y)))),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Lt, a)),
    method("__le__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Le, a)),
    method("__gt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Gt, a)),
    method("__ge__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ge, a)),
];

const GETSET: &[GetSet] = &[
    getter("real", |vm, v| this(vm, std::slice::from_ref(v))),
    getter("imag", |_, _| Ok(Value::Int(0))),
    getter("numerator", |vm, v| this(vm, std::slice::from_ref(v))),
    getter("denominator", |_, _| Ok(Value::Int(1))),
];

const BOOL_METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", |_, a| {
        Ok(Value::str(if matches!(a[0], Value::Bool(true)) { "True" } else { "False" }))
    }),
    method("__invert__", "(self, /)", invert_bool),
    method("__and__", "(self, value, /)", |vm, a| bitwise(vm, a, arith::and)),
    method("__rand__", "(self, value, /)", |vm, a| bitwise(vm, a, arith::and)),
    method("__or__", "(self, value, /)", |vm, a| bitwise(vm, a, arith::or)),
    method("__ror__", "(self, value, /)", |vm, a| bitwise(vm, a, arith::or)),
    method("__xor__", "(self, value, /)", |vm, a| bitwise(vm, a, arith::xor)),
    method("__rxor__", "(self, value, /)", |vm, a| bitwise(vm, a, arith::xor)),
];

fn invert_bool(vm: &Vm, a: &[Value]) -> PyResult {
    let text = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise \
                inversion of the underlying int object and is usually not what you expect from the negation of a bool. \
                Use the 'not' operator for boolean negation or ~int(x) for the bitwise inversion of the underlying int.";
    crate::warnings::warn(vm, &vm.exc.deprecation_warning, text, 1, &Value::None)?;
    Ok(arith::invert(&this(vm, a)?))
}

/// `self` as a plain int: of True it is 1, of an instance of a derived class what it wraps.
fn this(vm: &Vm, a: &[Value]) -> PyResult {
    if is_int(a[0].inner()) { Ok(convert::plain(&a[0])) } else { Err(arguments::bad_receiver(vm, "int", &a[0])) }
}

fn pair(x: Value, y: Value) -> Value {
    Value::tuple(vec![x, y])
}

type Op = fn(&Vm, &Value, &Value) -> PyResult;

fn apply(vm: &Vm, x: &Value, y: &Value, op: Op) -> PyResult {
    let (x, y) = (x.inner(), y.inner());
    if is_int(x) && is_int(y) {
        // As ints, not bools: the bitwise operators of bool are bool's own.
        op(vm, &convert::plain(x), &convert::plain(y))
    } else {
        Ok(Value::NotImplemented)
    }
}

fn binary(vm: &Vm, a: &[Value], op: Op) -> PyResult {
    apply(vm, &a[0], &a[1], op)
}

fn swapped(vm: &Vm, a: &[Value], op: Op) -> PyResult {
    apply(vm, &a[1], &a[0], op)
}

fn bitwise(_vm: &Vm, a: &[Value], op: fn(&Value, &Value) -> Value) -> PyResult {
    let (x, y) = (a[0].inner(), a[1].inner());
    Ok(if is_int(x) && is_int(y) { op(x, y) } else { Value::NotImplemented })
}

fn divmod(vm: &Vm, x: &Value, y: &Value) -> PyResult {
    arith::divmod(vm, x, y).map(|(q, r)| pair(q, r))
}

fn pow(vm: &Vm, base: &Value, exponent: &Value, modulus: &Value) -> PyResult {
    let (x, y) = (base.inner(), exponent.inner());
    if !is_int(x) || !is_int(y) {
        return Ok(Value::NotImplemented);
    }
    match modulus.some().map(Value::inner) {
        None => arith::pow(vm, x, y),
        Some(m) if is_int(m) => arith::pow_mod(vm, x, y, m),
        Some(_) => Ok(Value::NotImplemented),
    }
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let _ = vm;
    let (x, y) = (a[0].inner(), a[1].inner());
    if !is_int(x) || !is_int(y) {
        return Ok(Value::NotImplemented);
    }
    Ok(float::arith::compare(op, x, y).map_or(Value::NotImplemented, Value::Bool))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let text = match &this(vm, a)? {
        Value::Int(i) => format::int_str(vm, Number::Small(*i))?,
        Value::Big(b) => format::int_str(vm, Number::Big(&b.0))?,
        _ => String::new(),
    };
    Ok(Value::from(text))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    // Every int has a simple hash.
    Ok(Value::Int(compare::simple_hash(&this(vm, a)?).unwrap_or(0)))
}

fn round(vm: &Vm, a: &[Value]) -> PyResult {
    let n = this(vm, a)?;
    let Some(digits) = a[1].bound() else { return Ok(n) };
    let digits = vm.index(digits)?;
    if !arith::big(&digits).sign().eq(&num_bigint::Sign::Minus) {
        return Ok(n);
    }
    let places = arith::small(&digits).and_then(|d| u32::try_from(d.unsigned_abs()).ok()).unwrap_or(u32::MAX);
    Ok(arith::round_to_power(&n, places))
}

fn sizeof(vm: &Vm, a: &[Value]) -> PyResult {
    // A header of 24 bytes and 4 for each 30 bits, as CPython reports it.
    let digits = Integer::div_ceil(&bytes::bit_length(&this(vm, a)?), &30).max(1);
    Ok(Value::Int(24 + 4 * digits as i64))
}

fn bool_new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    match arguments::positional(vm, args, "bool", 0, 1)? {
        [v, ..] => Ok(Value::Bool(vm.truth(v)?)),
        [] => Ok(Value::Bool(false)),
    }
}
