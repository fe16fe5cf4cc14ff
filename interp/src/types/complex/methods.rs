//! The methods of `complex`.

use super::Complex;
use super::arith::{self, Parts, parts};
use crate::error::PyResult;
use crate::format;
use crate::native::{Args, GetSet, NativeDef, TypeDef, class_method, member, method};
use crate::tree::{BinOp, CmpOp};
use crate::types::class::TypeRef;
use crate::types::{arguments, float, hash};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `complex`.
pub const DEF: TypeDef = TypeDef {
    doc: "Complex numbers: pairs of floats.",
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("complex", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("conjugate", "(self, /)", conjugate).doc("The number with the sign of the imaginary part changed."),
    class_method("from_number", "(cls, number, /)", from_number).doc("A number as a complex one."),
    method("__repr__", "(self, /)", repr),
    method("__format__", "(self, format_spec, /)", format::dunder_format),
    method("__hash__", "(self, /)", hash_method),
    method("__getnewargs__", "(self, /)", getnewargs),
    method("__complex__", "(self, /)", |vm, a| this(vm, &a[0]).map(value)),
    method("__bool__", "(self, /)", |vm, a| Ok(Value::Bool(this(vm, &a[0])? != (0.0, 0.0)))),
    method("__pos__", "(self, /)", |vm, a| this(vm, &a[0]).map(value)),
    method("__neg__", "(self, /)", |vm, a| this(vm, &a[0]).map(|(re, im)| value((-re, -im)))),
    method("__abs__", "(self, /)", abs),
    method("__add__", "(self, value, /)", |vm, a| binary(vm, BinOp::Add, &a[0], &a[1])),
    method("__radd__", "(self, value, /)", |vm, a| binary(vm, BinOp::Add, &a[1], &a[0])),
    method("__sub__", "(self, value, /)", |vm, a| binary(vm, BinOp::Sub, &a[0], &a[1])),
    method("__rsub__", "(self, value, /)", |vm, a| binary(vm, BinOp::Sub, &a[1], &a[0])),
    method("__mul__", "(self, value, /)", |vm, a| binary(vm, BinOp::Mul, &a[0], &a[1])),
    method("__rmul__", "(self, value, /)", |vm, a| binary(vm, BinOp::Mul, &a[1], &a[0])),
    method("__truediv__", "(self, value, /)", |vm, a| binary(vm, BinOp::TrueDiv, &a[0], &a[1])),
    method("__rtruediv__", "(self, value, /)", |vm, a| binary(vm, BinOp::TrueDiv, &a[1], &a[0])),
    method("__pow__", "(self, value, mod=None, /)", |vm, a| pow(vm, &a[0], &a[1], &a[2])),
    method("__rpow__", "(self, value, mod=None, /)", |vm, a| pow(vm, &a[1], &a[0], &a[2])),
    method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__le__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__gt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__ge__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
];

const GETSET: &[GetSet] = &[
    member("real", |vm, v| Ok(Value::Float(this(vm, v)?.0))),
    member("imag", |vm, v| Ok(Value::Float(this(vm, v)?.1))),
];

fn this(vm: &Vm, v: &Value) -> PyResult<Parts> {
    match v.inner() {
        Value::Complex(c) => Ok((c.re, c.im)),
        _ => Err(arguments::bad_receiver(vm, "complex", v)),
    }
}

fn value((re, im): Parts) -> Value {
    Complex::value(re, im)
}

/// True when an underscore stands elsewhere than between two digits.
fn has_stray_underscore(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).any(|i| bytes[i] == b'_' && !(i > 0 && is_digit(i - 1) && is_digit(i + 1)))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let [real, imag] = arguments::by_name(vm, args, "complex", [Some("real"), Some("imag")])?;
    if let (Value::Complex(_), Value::Unbound) = (&real, &imag)
        && cls.is(&vm.types.complex)
    {
        return Ok(real);
    }
    let number = if let Some(text) = real.as_str() {
        if !imag.is_unbound() {
            return Err(vm.type_error("complex() can't take second arg if first is a string"));
        }
        let parsed = format::parse::parse_complex(text.as_str());
        match parsed {
            Some(number) => number,
            None if has_stray_underscore(text.as_str()) => {
                let shown = vm.repr(&real)?;
                return Err(vm.value_error(format!("could not convert string to complex: {shown}")));
            }
            None => return Err(vm.value_error("complex() arg is a malformed string")),
        }
    } else {
        of_parts(vm, &real, &imag)?
    };
    Ok(vm.wrap(cls, &vm.types.complex, value(number)))
}

fn of_parts(vm: &Vm, real: &Value, imag: &Value) -> PyResult<Parts> {
    if imag.as_str().is_some() {
        return Err(vm.type_error("complex() second arg can't be a string"));
    }
    let refuse = |which: &str, needs: &str, v: &Value| {
        let got = vm.type_name(v);
        vm.type_error(format!("complex() {which} argument must be {needs}, not '{got}'"))
    };
    let (re, im) = match real.bound() {
        None => (0.0, 0.0),
        Some(v) => convert(vm, v, true)?.ok_or_else(|| refuse("first", "a string or a number", v))?,
    };
    let Some(v) = imag.bound() else { return Ok((re, im)) };
    let (x, y) = convert(vm, v, false)?.ok_or_else(|| refuse("second", "a number", v))?;
    // A complex imaginary part is multiplied by i. What was not given is not added: that would lose the signs of zeros.
    let is_complex = |v: &Value| matches!(v.inner(), Value::Complex(_));
    Ok((if is_complex(v) { re - y } else { re }, if is_complex(real) { im + x } else { x }))
}

/// The parts of a number; `None` for what is none. `special`: `__complex__` is asked too.
fn convert(vm: &Vm, v: &Value, special: bool) -> PyResult<Option<Parts>> {
    if let Value::Complex(_) | Value::Float(_) | Value::Int(_) | Value::Bool(_) = v {
        return parts(vm, v);
    }
    if special && let Some(c) = vm.call_special(v, &vm.names.__complex__, &[])? {
        return match c.inner() {
            Value::Complex(x) => {
                let start = "__complex__ returned non-complex (type ";
                crate::types::int::convert::strict_subclass(vm, &c, "complex", start)?;
                Ok(Some((x.re, x.im)))
            }
            _ => {
                let got = vm.type_name(&c);
                Err(vm.type_error(format!("__complex__ returned non-complex (type {got})")))
            }
        };
    }
    if let Value::Complex(c) = v.inner() {
        return Ok(Some((c.re, c.im)));
    }
    let has = |name| vm.lookup_special(v, name).is_some();
    if has(&vm.names.__float__) || has(&vm.names.__index__) {
        return Ok(Some((float::methods::convert(vm, v)?, 0.0)));
    }
    Ok(None)
}

fn from_number(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(number) = (if a[1].as_str().is_some() { None } else { convert(vm, &a[1], true)? }) else {
        return Err(vm.type_error(format!("must be real number, not {}", vm.type_name(&a[1]))));
    };
    match &a[0] {
        Value::Type(t) if t.is(&vm.types.complex) => Ok(value(number)),
        cls => vm.call(cls, &[value(number)]),
    }
}

fn conjugate(vm: &Vm, a: &[Value]) -> PyResult {
    let (re, im) = this(vm, &a[0])?;
    Ok(value((re, -im)))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let (re, im) = this(vm, &a[0])?;
    Ok(Value::from(format::complex_repr(re, im)))
}

fn hash_method(vm: &Vm, a: &[Value]) -> PyResult {
    let (re, im) = this(vm, &a[0])?;
    let id = a[0].heap_addr();
    let h = hash::hash_f64(re, id).wrapping_add(hash::IMAG.wrapping_mul(hash::hash_f64(im, id)));
    Ok(Value::Int(if h == -1 { -2 } else { h }))
}

fn getnewargs(vm: &Vm, a: &[Value]) -> PyResult {
    let (re, im) = this(vm, &a[0])?;
    Ok(Value::tuple(vec![Value::Float(re), Value::Float(im)]))
}

fn abs(vm: &Vm, a: &[Value]) -> PyResult {
    let (re, im) = this(vm, &a[0])?;
    let size = re.hypot(im);
    if size.is_infinite() && re.is_finite() && im.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(Value::Float(size))
}

fn binary(vm: &Vm, op: BinOp, x: &Value, y: &Value) -> PyResult {
    arith::binary(vm, op, x, y).unwrap_or(Ok(Value::NotImplemented))
}

fn pow(vm: &Vm, x: &Value, y: &Value, modulus: &Value) -> PyResult {
    if modulus.some().is_some() {
        return Err(vm.value_error("complex modulo"));
    }
    binary(vm, BinOp::Pow, x, y)
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let (re, im) = this(vm, &a[0])?;
    let equal = match a[1].inner() {
        Value::Complex(c) => re == c.re && im == c.im,
        // Exactly: a large int is not rounded first.
        other => match float::arith::compare(CmpOp::Eq, &Value::Float(re), other) {
            Some(same) => same && im == 0.0,
            None => return Ok(Value::NotImplemented),
        },
    };
    Ok(Value::Bool(equal == (op == CmpOp::Eq)))
}
