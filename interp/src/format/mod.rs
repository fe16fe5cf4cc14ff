//! Values as text and text as numbers: the format-specification mini-language, `str.format`, the `%` operator,
//! `repr` of text, bytes and floats, ints in any base, and the parsers behind `int(…)`, `float(…)` and `complex(…)`.
//!
//! `spec`, `number`, `float`, `int_text`, `escape`, `parse` and `fields` are pure; `template`, `percent`,
//! `percent_bytes` and this file call the objects' own methods. What a class's `__format__` does is the class's business.

pub mod escape;
pub mod fields;
pub mod float;
pub mod int_text;
pub mod number;
pub mod parse;
pub mod percent;
pub mod percent_bytes;
pub mod spec;
pub mod template;

use std::borrow::Cow;

use crate::error::{PyResult, Raised};
use crate::types::str::Str;
pub use crate::types::str::surrogates::{char_from_code, code_of};
use crate::value::Value;
use crate::vm::Vm;

pub use escape::{ascii_str, escape_non_ascii, repr_bytes, repr_str};
pub use float::float_repr;
pub use int_text::{IntLimits, Number};
pub use percent::percent_format;
pub use percent_bytes::percent_format_bytes;
pub use spec::{Align, FormatSpec};

/// What the pure parts complain about: the type of the exception and its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextError {
    Value(Cow<'static, str>),
    Overflow(Cow<'static, str>),
    Type(Cow<'static, str>),
    Memory,
}

impl TextError {
    /// The exception.
    #[cold]
    pub fn raise(self, vm: &Vm) -> Raised {
        match self {
            TextError::Value(m) => vm.value_error(m),
            TextError::Overflow(m) => vm.overflow_error(m),
            TextError::Type(m) => vm.type_error(m),
            TextError::Memory => crate::types::sequence::out_of_memory(vm),
        }
    }
}

fn value_error(message: &'static str) -> TextError {
    TextError::Value(Cow::Borrowed(message))
}

/// The limit on the digits of decimal ints that `sys.set_int_max_str_digits` sets (0: none).
pub fn digit_limit(vm: &Vm) -> usize {
    vm.state::<IntLimits>(|_| IntLimits::default()).max_str_digits.get()
}

/// Adds `format(v, spec)`.
///
/// # Errors
/// ValueError for a specification that does not fit the value; what `__format__` raises.
pub fn format_into(vm: &Vm, out: &mut String, v: &Value, spec: &str) -> PyResult<()> {
    match (v, spec.is_empty()) {
        (Value::Str(s), true) => out.push_str(s.as_str()),
        (Value::Int(i), true) => int_text::write_i64(out, *i),
        (Value::Float(x), true) => float::write_repr(out, *x),
        (Value::Bool(b), true) => out.push_str(if *b { "True" } else { "False" }),
        (Value::Str(_), _) => format_builtin(vm, out, v, spec, "str")?,
        (Value::Int(_) | Value::Big(_), _) => format_builtin(vm, out, v, spec, "int")?,
        (Value::Float(_), _) => format_builtin(vm, out, v, spec, "float")?,
        (Value::Bool(_), _) => format_builtin(vm, out, v, spec, "bool")?,
        (Value::Complex(_), false) => format_builtin(vm, out, v, spec, "complex")?,
        _ => out.push_str(format_by_method(vm, v, spec)?.as_str()),
    }
    Ok(())
}

/// `format(v, spec)`.
///
/// # Errors
/// As [`format_into`].
pub fn format_value(vm: &Vm, v: &Value, spec: &str) -> PyResult<Str> {
    match v {
        Value::Str(s) if spec.is_empty() => Ok(s.clone()),
        Value::Str(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Big(_) | Value::Complex(_) => {
            let mut out = String::new();
            format_into(vm, &mut out, v, spec)?;
            Ok(Str::new(&out))
        }
        _ => format_by_method(vm, v, spec),
    }
}

/// Calls `__format__`.
fn format_by_method(vm: &Vm, v: &Value, spec: &str) -> PyResult<Str> {
    let result = vm.call_special(v, &vm.names.__format__, &[Value::str(spec)])?;
    match result {
        Some(result) => match result.as_str() {
            Some(s) => Ok(s.clone()),
            None => Err(vm.type_error(format!("__format__ must return a str, not {}", vm.type_name(&result)))),
        },
        None => Err(vm.type_error(format!("Type {} doesn't define __format__", vm.type_name(v)))),
    }
}

/// `__format__` of str, int, bool, float and complex, for a value of exactly one of these types, or for the one inside
/// an instance of a derived class; `type_name` is the class's name.
fn format_builtin(vm: &Vm, out: &mut String, v: &Value, spec: &str, type_name: &str) -> PyResult<()> {
    let default = if matches!(v, Value::Str(_)) { Align::Left } else { Align::Right };
    let result = FormatSpec::parse(spec, type_name, default).and_then(|spec| match v {
        Value::Str(s) => number::write_str(out, s.as_str(), s.len(), &spec),
        Value::Int(i) => number::write_int(out, Number::Small(*i), &spec, type_name, 0),
        Value::Bool(b) => number::write_int(out, Number::Small(i64::from(*b)), &spec, type_name, 0),
        Value::Big(n) => number::write_int(out, Number::Big(&n.0), &spec, type_name, digit_limit(vm)),
        Value::Float(x) => number::write_float(out, *x, &spec, type_name),
        Value::Complex(c) => number::write_complex(out, c.re, c.im, &spec),
        _ => unreachable!("callers pass values of the five types only"),
    });
    result.map_err(|e| e.raise(vm))
}

/// The method `__format__(self, format_spec, /)` of str, int, bool, float and complex.
///
/// # Errors
/// ValueError for a specification that does not fit, TypeError when it is no str.
pub fn dunder_format(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(spec) = a[1].as_str() else {
        let found = argument_type(vm, &a[1]);
        return Err(vm.type_error(format!("__format__() argument must be str, not {found}")));
    };
    let this = a[0].inner();
    if spec.is_empty()
        || !matches!(
            this,
            Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::Big(_) | Value::Float(_) | Value::Complex(_)
        )
    {
        return vm.str(&a[0]).map(Value::Str);
    }
    let mut out = String::new();
    format_builtin(vm, &mut out, this, spec.as_str(), vm.type_name(&a[0]).as_str())?;
    Ok(Value::from(out))
}

/// What complaints about an argument call its type: the type's name, but `None` for None.
pub fn argument_type(vm: &Vm, v: &Value) -> Str {
    if v.is_none() { Str::new("None") } else { vm.type_name(v) }
}

/// Adds `str(v)`.
///
/// # Errors
/// What `__str__` raises.
#[inline]
pub fn str_into(vm: &Vm, out: &mut String, v: &Value) -> PyResult<()> {
    match v {
        Value::Str(s) => out.push_str(s.as_str()),
        Value::Int(i) => int_text::write_i64(out, *i),
        Value::Float(x) => float::write_repr(out, *x),
        _ => out.push_str(vm.str(v)?.as_str()),
    }
    Ok(())
}

/// Adds `repr(v)`.
///
/// # Errors
/// What `__repr__` raises.
#[inline]
pub fn repr_into(vm: &Vm, out: &mut String, v: &Value) -> PyResult<()> {
    match v {
        Value::Str(s) => escape::write_str_repr(out, s.as_str()),
        Value::Int(i) => int_text::write_i64(out, *i),
        Value::Float(x) => float::write_repr(out, *x),
        _ => out.push_str(vm.repr(v)?.as_str()),
    }
    Ok(())
}

/// `str(n)` for an int of any size.
///
/// # Errors
/// ValueError past the limit on digits.
pub fn int_str(vm: &Vm, n: Number) -> PyResult<String> {
    let limit = if matches!(n, Number::Big(_)) { digit_limit(vm) } else { 0 };
    let mut out = String::new();
    int_text::write_decimal(&mut out, n, limit).map_err(|e| e.raise(vm))?;
    Ok(out)
}

/// `repr` of a complex number.
pub fn complex_repr(re: f64, im: f64) -> String {
    let mut out = String::new();
    // The plain specification goes with everything.
    let _ = number::write_complex(&mut out, re, im, &FormatSpec::plain(Align::Right));
    out
}

/// `int(text, base)` for a str, bytes or bytearray, whose content is `text`; `shown` is the object itself, for messages.
///
/// # Errors
/// ValueError when it is not the literal of an int, or has too many digits.
pub fn int_from_text(vm: &Vm, text: &str, base: u32, shown: &Value) -> PyResult {
    int_result(vm, parse::parse_int(text, base, parse_limit(vm, text.len())), base, shown)
}

/// As [`int_from_text`], for the content of bytes.
///
/// # Errors
/// As [`int_from_text`].
pub fn int_from_bytes(vm: &Vm, bytes: &[u8], base: u32, shown: &Value) -> PyResult {
    int_result(vm, parse::parse_int_bytes(bytes, base, parse_limit(vm, bytes.len())), base, shown)
}

/// The state is asked only for texts that may be too long.
fn parse_limit(vm: &Vm, len: usize) -> usize {
    if len < int_text::MAX_STR_DIGITS_THRESHOLD { 0 } else { digit_limit(vm) }
}

fn int_result(vm: &Vm, result: Result<Value, parse::IntError>, base: u32, shown: &Value) -> PyResult {
    match result {
        Ok(v) => Ok(v),
        Err(parse::IntError::TooLong(digits)) => Err(vm.value_error(format!(
            "Exceeds the limit ({} digits) for integer string conversion: value has {digits} digits; use \
             sys.set_int_max_str_digits() to increase the limit",
            digit_limit(vm)
        ))),
        Err(parse::IntError::Invalid) => {
            // Long texts are cut, as in CPython.
            let repr = vm.repr(shown)?;
            let shown: String = repr.as_str().chars().take(200).collect();
            Err(vm.value_error(format!("invalid literal for int() with base {base}: {shown}")))
        }
    }
}

/// `float(text)` for a str; `shown` is the object itself, for messages.
///
/// # Errors
/// ValueError when it is not the literal of a float.
pub fn float_from_text(vm: &Vm, text: &str, shown: &Value) -> PyResult<f64> {
    parse::parse_float(text).ok_or(()).or_else(|()| Err(float_error(vm, shown)?))
}

/// As [`float_from_text`], for the content of bytes.
///
/// # Errors
/// As [`float_from_text`].
pub fn float_from_bytes(vm: &Vm, bytes: &[u8], shown: &Value) -> PyResult<f64> {
    parse::parse_float_bytes(bytes).ok_or(()).or_else(|()| Err(float_error(vm, shown)?))
}

fn float_error(vm: &Vm, shown: &Value) -> PyResult<Raised> {
    Ok(vm.value_error(format!("could not convert string to float: {}", vm.repr(shown)?)))
}

/// The float that an object stands for where a real number is needed.
///
/// # Errors
/// TypeError for what is no real number, OverflowError for ints that are too large.
pub fn real_number(vm: &Vm, v: &Value) -> PyResult<f64> {
    match v.inner() {
        Value::Float(x) => Ok(*x),
        Value::Int(i) => Ok(*i as f64),
        Value::Bool(b) => Ok(f64::from(u8::from(*b))),
        Value::Big(n) => Number::Big(&n.0).to_f64().map_err(|e| e.raise(vm)),
        _ => {
            if let Some(x) = vm.call_special(v, &vm.names.__float__, &[])? {
                return match x.inner() {
                    Value::Float(x) => Ok(*x),
                    _ => Err(vm.type_error(format!(
                        "{}.__float__ returned non-float (type {})",
                        vm.type_name(v),
                        vm.type_name(&x)
                    ))),
                };
            }
            match vm.call_special(v, &vm.names.__index__, &[])? {
                Some(i) if matches!(i.inner(), Value::Int(_) | Value::Bool(_) | Value::Big(_)) => real_number(vm, &i),
                _ => Err(vm.type_error(format!("must be real number, not {}", vm.type_name(v)))),
            }
        }
    }
}
