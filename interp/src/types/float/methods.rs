//! The methods of `float`.

use num_bigint::BigInt;

use super::{arith, hex};
use crate::error::PyResult;
use crate::format;
use crate::native::{Args, GetSet, NativeDef, TypeDef, class_method, getter, method, static_method};
use crate::tree::CmpOp;
use crate::types::bytes::buffer;
use crate::types::class::TypeRef;
use crate::types::int::arith as int;
use crate::types::{arguments, hash, object};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `float`.
pub const DEF: TypeDef = TypeDef {
    doc: "Floating-point numbers of double precision.",
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("float", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("as_integer_ratio", "(self, /)", as_integer_ratio).doc("The exact fraction: numerator and denominator."),
    method("conjugate", "(self, /)", |vm, a| Ok(Value::Float(this(vm, a)?))).doc("The float itself."),
    class_method("fromhex", "(cls, string, /)", fromhex).doc("The float that a hexadecimal text denotes."),
    method("hex", "(self, /)", |vm, a| Ok(Value::from(hex::to_hex(this(vm, a)?))))
        .doc("The float as hexadecimal text."),
    method("is_integer", "(self, /)", is_integer).doc("True if the float is a whole number."),
    static_method("__getformat__", "(typestr, /)", getformat),
    method("__repr__", "(self, /)", |vm, a| Ok(Value::from(format::float_repr(this(vm, a)?)))),
    method("__format__", "(self, format_spec, /)", format::dunder_format),
    method("__hash__", "(self, /)", hash_method),
    method("__getnewargs__", "(self, /)", |vm, a| Ok(Value::tuple(vec![Value::Float(this(vm, a)?)]))),
    method("__bool__", "(self, /)", |vm, a| Ok(Value::Bool(this(vm, a)? != 0.0))),
    method("__int__", "(self, /)", |vm, a| arith::to_int(vm, this(vm, a)?)),
    method("__float__", "(self, /)", |vm, a| Ok(Value::Float(this(vm, a)?))),
    method("__trunc__", "(self, /)", |vm, a| arith::to_int(vm, this(vm, a)?)),
    method("__floor__", "(self, /)", |vm, a| arith::to_int(vm, this(vm, a)?.floor())),
    method("__ceil__", "(self, /)", |vm, a| arith::to_int(vm, this(vm, a)?.ceil())),
    method("__round__", "(self, ndigits=None, /)", round),
    method("__pos__", "(self, /)", |vm, a| Ok(Value::Float(this(vm, a)?))),
    method("__neg__", "(self, /)", |vm, a| Ok(Value::Float(-this(vm, a)?))),
    method("__abs__", "(self, /)", |vm, a| Ok(Value::Float(this(vm, a)?.abs()))),
    method("__add__", "(self, value, /)", |vm, a| binary(vm, &a[0], &a[1], |_, x, y| Ok(Value::Float(x + y)))),
    method("__radd__", "(self, value, /)", |vm, a| binary(vm, &a[1], &a[0], |_, x, y| Ok(Value::Float(x + y)))),
    method("__sub__", "(self, value, /)", |vm, a| binary(vm, &a[0], &a[1], |_, x, y| Ok(Value::Float(x - y)))),
    method("__rsub__", "(self, value, /)", |vm, a| binary(vm, &a[1], &a[0], |_, x, y| Ok(Value::Float(x - y)))),
    method("__mul__", "(self, value, /)", |vm, a| binary(vm, &a[0], &a[1], |_, x, y| Ok(Value::Float(x * y)))),
    method("__rmul__", "(self, value, /)", |vm, a| binary(vm, &a[1], &a[0], |_, x, y| Ok(Value::Float(x * y)))),
    method("__truediv__", "(self, value, /)", |vm, a| binary(vm, &a[0], &a[1], arith::true_div)),
    method("__rtruediv__", "(self, value, /)", |vm, a| binary(vm, &a[1], &a[0], arith::true_div)),
    method("__floordiv__", "(self, value, /)", |vm, a| binary(vm, &a[0], &a[1], arith::floor_div)),
    method("__rfloordiv__", "(self, value, /)", |vm, a| binary(vm, &a[1], &a[0], arith::floor_div)),
    method("__mod__", "(self, value, /)", |vm, a| binary(vm, &a[0], &a[1], arith::modulo)),
    method("__rmod__", "(self, value, /)", |vm, a| binary(vm, &a[1], &a[0], arith::modulo)),
    method("__divmod__", "(self, value, /)", |vm, a| binary(vm, &a[0], &a[1], divmod)),
    method("__rdivmod__", "(self, value, /)", |vm, a| binary(vm, &a[1], &a[0], divmod)),
    method("__pow__", "(self, value, mod=None, /)", |vm, a| pow(vm, &a[0], &a[1], &a[2])),
    method("__rpow__", "(self, value, mod=None, /)", |vm, a| pow(vm, &a[1], &a[0], &a[2])),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Lt, a)),
    method("__le__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Le, a)),
    method("__gt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Gt, a)),
    method("__ge__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ge, a)),
];

const GETSET: &[GetSet] = &[
    getter("real", |vm, v| Ok(Value::Float(this(vm, std::slice::from_ref(v))?))),
    getter("imag", |_, _| Ok(Value::Float(0.0))),
];

fn this(vm: &Vm, a: &[Value]) -> PyResult<f64> {
    match a[0].inner() {
        Value::Float(f) => Ok(*f),
        _ => Err(arguments::bad_receiver(vm, "float", &a[0])),
    }
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = arguments::constructor(vm, cls, args, "float", 0, 1)?;
    let f = match given {
        [v, ..] => convert(vm, v)?,
        [] => 0.0,
    };
    Ok(vm.wrap(cls, &vm.types.float, Value::Float(f)))
}

/// `float(v)`: by `__float__`, `__index__`, or as text.
pub fn convert(vm: &Vm, v: &Value) -> PyResult<f64> {
    match v {
        Value::Float(f) => return Ok(*f),
        Value::Int(i) => return Ok(*i as f64),
        Value::Str(s) => return format::float_from_text(vm, s.as_str(), v).map(|f| fresh_nan(vm, f)),
        _ => {}
    }
    if let Some(f) = vm.call_special(v, &vm.names.__float__, &[])? {
        return match f.inner() {
            Value::Float(x) => {
                let start = format!("{}.__float__ returned non-float (type ", vm.type_name(v));
                crate::types::int::convert::strict_subclass(vm, &f, "float", &start)?;
                Ok(*x)
            }
            _ => {
                let (name, got) = (vm.type_name(v), vm.type_name(&f));
                Err(vm.type_error(format!("{name}.__float__ returned non-float (type {got})")))
            }
        };
    }
    if !matches!(v, Value::Bytes(_)) && vm.lookup_special(v, &vm.names.__index__).is_some() {
        return int::to_f64(vm, &vm.index(v)?);
    }
    match v.inner() {
        Value::Str(s) => format::float_from_text(vm, s.as_str(), v).map(|f| fresh_nan(vm, f)),
        Value::Bytes(b) => format::float_from_bytes(vm, b.as_slice(), v),
        _ => {
            if let Some(bytes) = buffer::copy_of(vm, v)? {
                return format::float_from_bytes(vm, &bytes, v);
            }
            Err(vm.type_error(format!("float() argument must be a string or a real number, not '{}'", vm.type_name(v))))
        }
    }
}

/// Floats are identical when their bits are. Each NaN made from text gets bits of its own, so that two of them are two
/// objects to containers, as in CPython.
fn fresh_nan(vm: &Vm, f: f64) -> f64 {
    if f.is_nan() { f64::from_bits(f.to_bits() | u64::from(vm.next_number())) } else { f }
}

/// The float that an operand is or becomes; `None` for what is no real number.
fn operand(vm: &Vm, v: &Value) -> PyResult<Option<f64>> {
    match v.inner() {
        Value::Float(f) => Ok(Some(*f)),
        v if int::is_int(v) => int::to_f64(vm, v).map(Some),
        _ => Ok(None),
    }
}

fn binary(vm: &Vm, x: &Value, y: &Value, op: fn(&Vm, f64, f64) -> PyResult) -> PyResult {
    match (operand(vm, x)?, operand(vm, y)?) {
        (Some(x), Some(y)) => op(vm, x, y),
        _ => Ok(Value::NotImplemented),
    }
}

fn divmod(vm: &Vm, x: f64, y: f64) -> PyResult {
    arith::divmod(vm, x, y).map(|(q, r)| Value::tuple(vec![Value::Float(q), Value::Float(r)]))
}

fn pow(vm: &Vm, x: &Value, y: &Value, modulus: &Value) -> PyResult {
    if modulus.some().is_some() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    binary(vm, x, y, arith::pow)
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let x = Value::Float(this(vm, a)?);
    Ok(arith::compare(op, &x, a[1].inner()).map_or(Value::NotImplemented, Value::Bool))
}

fn hash_method(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Int(hash::hash_f64(this(vm, a)?, object::identity(&a[0]))))
}

fn is_integer(vm: &Vm, a: &[Value]) -> PyResult {
    let f = this(vm, a)?;
    Ok(Value::Bool(f.is_finite() && f == f.trunc()))
}

fn round(vm: &Vm, a: &[Value]) -> PyResult {
    let f = this(vm, a)?;
    match a[1].some() {
        None => arith::to_int(vm, arith::round_half_even(f)),
        Some(digits) => arith::round_to(vm, f, crate::types::sequence::clamped(&vm.index(digits)?)),
    }
}

fn as_integer_ratio(vm: &Vm, a: &[Value]) -> PyResult {
    let f = this(vm, a)?;
    if f.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if f.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let bits = f.abs().to_bits();
    let (exponent, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    let (mut mantissa, mut exponent) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    if mantissa == 0 {
        exponent = 0;
    } else {
        // In lowest terms: the denominator is a power of two.
        let common = mantissa.trailing_zeros().min((-exponent).max(0) as u32);
        mantissa >>= common;
        exponent += common as i32;
    }
    let one = BigInt::from(1);
    let numerator = BigInt::from(mantissa) << exponent.max(0);
    let numerator = if f < 0.0 { -numerator } else { numerator };
    let denominator = one << (-exponent).max(0);
    Ok(Value::tuple(vec![Value::from_bigint(numerator), Value::from_bigint(denominator)]))
}

fn fromhex(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(text) = a[1].as_str() else { return Err(vm.type_error("bad argument type for built-in operation")) };
    let f = hex::from_hex(text.as_str()).map_err(|e| match e {
        hex::HexError::Malformed => vm.value_error("invalid hexadecimal floating-point string"),
        hex::HexError::TooLarge => vm.overflow_error("hexadecimal value too large to represent as a float"),
    })?;
    match &a[0] {
        Value::Type(t) if t.is(&vm.types.float) => Ok(Value::Float(f)),
        cls => vm.call(cls, &[Value::Float(f)]),
    }
}

fn getformat(vm: &Vm, a: &[Value]) -> PyResult {
    match a[0].as_str().map(|s| s.as_str()) {
        Some("double" | "float") => {
            Ok(Value::str(if cfg!(target_endian = "little") { "IEEE, little-endian" } else { "IEEE, big-endian" }))
        }
        Some(_) => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => {
            let got = vm.type_name(&a[0]);
            Err(vm.type_error(format!("__getformat__() argument must be str, not {got}")))
        }
    }
}
