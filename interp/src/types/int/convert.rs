//! What `int(…)` accepts.

use super::arith::is_int;
use crate::error::PyResult;
use crate::format;
use crate::native::Args;
use crate::types::bytes::{Bytes, buffer};
use crate::types::class::TypeRef;
use crate::types::{arguments, float};
use crate::value::Value;
use crate::vm::Vm;

/// The int inside, without its class: of True it is 1.
pub fn plain(v: &Value) -> Value {
    match v.inner() {
        Value::Bool(b) => Value::Int(i64::from(*b)),
        v => v.clone(),
    }
}

/// `int.__new__`.
pub fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let value = match args.values {
        [] => Value::Int(0),
        [v] if args.names.is_empty() => to_int(vm, v)?,
        _ => with_base(vm, args)?,
    };
    Ok(vm.wrap(cls, &vm.types.int, value))
}

fn with_base(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    arguments::count(vm, "int", pos.len(), 0, 2)?;
    let mut base = pos.get(1);
    for (name, v) in args.keywords() {
        if name.as_str() != "base" {
            return Err(arguments::unexpected_keyword(vm, "int", name.as_str()));
        }
        if base.is_some() {
            return Err(vm.type_error("argument for int() given by name ('base') and position (2)"));
        }
        base = Some(v);
    }
    match (pos.first(), base) {
        (None, Some(_)) => Err(vm.type_error("int() missing string argument")),
        (Some(text), Some(base)) => {
            let base = vm.index(base)?;
            let Some(base) = crate::types::int::arith::small(&base).and_then(valid_base) else {
                return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
            };
            let found = match text.inner() {
                Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => from_text(vm, text, base)?,
                _ => None,
            };
            found.ok_or_else(|| vm.type_error("int() can't convert non-string with explicit base"))
        }
        (Some(v), None) => to_int(vm, v),
        (None, None) => Ok(Value::Int(0)),
    }
}

fn valid_base(n: i64) -> Option<u32> {
    u32::try_from(n).ok().filter(|n| *n == 0 || (2..=36).contains(n))
}

/// The int that a str or bytes denote; `None` for what is neither.
fn from_text(vm: &Vm, v: &Value, base: u32) -> PyResult<Option<Value>> {
    Ok(Some(match v.inner() {
        Value::Str(s) => format::int_from_text(vm, s.as_str(), base, v)?,
        Value::Bytes(b) => format::int_from_bytes(vm, b.as_slice(), base, v)?,
        _ => match buffer::copy_of(vm, v)? {
            Some(bytes) => format::int_from_bytes(vm, &bytes, base, &Value::Bytes(Bytes::new(&bytes)))?,
            None => return Ok(None),
        },
    }))
}

/// Warns when a conversion method returned an instance of a class derived from the type that it should return. `start`
/// is how the warning begins.
///
/// # Errors
/// The warning, where warnings are errors.
pub fn strict_subclass(vm: &Vm, v: &Value, of: &str, start: &str) -> PyResult<()> {
    if !matches!(v, Value::Instance(_) | Value::Bool(_)) {
        return Ok(());
    }
    let text = format!(
        "{start}{}).  The ability to return an instance of a strict subclass of {of} is deprecated, and may not be \
         supported in a future version of Python.",
        vm.type_name(v)
    );
    crate::warnings::warn(vm, &vm.exc.deprecation_warning, &text, 1, &Value::None)
}

/// `int(v)`: by `__int__`, `__index__`, or as text.
pub fn to_int(vm: &Vm, v: &Value) -> PyResult {
    match v {
        Value::Int(_) | Value::Big(_) => return Ok(v.clone()),
        Value::Bool(b) => return Ok(Value::Int(i64::from(*b))),
        Value::Float(f) => return float::arith::to_int(vm, *f),
        Value::Str(s) => return format::int_from_text(vm, s.as_str(), 10, v),
        _ => {}
    }
    if let Some(n) = vm.call_special(v, &vm.names.__int__, &[])? {
        if is_int(n.inner()) {
            strict_subclass(vm, &n, "int", "__int__ returned non-int (type ")?;
            return Ok(plain(&n));
        }
        return Err(vm.type_error(format!("__int__ returned non-int (type {})", vm.type_name(&n))));
    }
    if vm.lookup_special(v, &vm.names.__index__).is_some() {
        return vm.index(v);
    }
    if let Some(n) = vm.call_special(v, &vm.names.__trunc__, &[])? {
        let text = "The delegation of int() to __trunc__ is deprecated.";
        crate::warnings::warn(vm, &vm.exc.deprecation_warning, text, 1, &Value::None)?;
        return match n.inner() {
            Value::Int(_) | Value::Big(_) | Value::Bool(_) => Ok(plain(&n)),
            _ if vm.lookup_special(&n, &vm.names.__index__).is_some() => vm.index(&n),
            _ => Err(vm.type_error(format!("__trunc__ returned non-Integral (type {})", vm.type_name(&n)))),
        };
    }
    if let Some(n) = from_text(vm, v, 10)? {
        return Ok(n);
    }
    if let Some(bytes) = buffer::copy_of(vm, v)? {
        return format::int_from_bytes(vm, &bytes, 10, &Value::Bytes(Bytes::new(&bytes)));
    }
    Err(vm.type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        vm.type_name(v)
    )))
}
