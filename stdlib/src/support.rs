//! Conversions of arguments that several native modules need. Knows no module.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The number as a float, as functions on reals take it: floats, ints, whatever has `__float__` or `__index__`.
///
/// # Errors
/// TypeError for what is no real number, OverflowError for an int that no float can hold.
#[inline]
pub fn float_arg(vm: &Vm, v: &Value) -> PyResult<f64> {
    match v {
        Value::Float(f) => Ok(*f),
        Value::Int(i) => Ok(*i as f64),
        _ => float_slow(vm, v),
    }
}

fn float_slow(vm: &Vm, v: &Value) -> PyResult<f64> {
    match v {
        Value::Bool(b) => return Ok(f64::from(u8::from(*b))),
        Value::Big(b) => return big_to_float(vm, &b.0),
        _ => {}
    }
    if let Value::Float(f) = v.inner() {
        return Ok(*f);
    }
    if let Some(r) = vm.call_special(v, &vm.names.__float__, &[])? {
        return match r.inner() {
            Value::Float(f) => Ok(*f),
            _ => Err(vm.type_error(format!(
                "{}.__float__ returned non-float (type {})",
                vm.type_name(v),
                vm.type_name(&r)
            ))),
        };
    }
    if vm.lookup_special(v, &vm.names.__index__).is_some() {
        return match vm.index(v)? {
            Value::Int(i) => Ok(i as f64),
            Value::Big(b) => big_to_float(vm, &b.0),
            _ => Ok(0.0),
        };
    }
    Err(vm.type_error(format!("must be real number, not {}", vm.type_name(v))))
}

/// A large int as a float.
///
/// # Errors
/// OverflowError when no float can hold it.
pub fn big_to_float(vm: &Vm, n: &BigInt) -> PyResult<f64> {
    match n.to_f64() {
        Some(f) if f.is_finite() => Ok(f),
        _ => Err(vm.overflow_error("int too large to convert to float")),
    }
}

/// The integral float as an int.
///
/// # Errors
/// OverflowError for infinities, ValueError for NaN.
pub fn float_to_int(vm: &Vm, f: f64) -> PyResult {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&f) {
        return Ok(Value::Int(f as i64));
    }
    if f.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    match <BigInt as num_traits::FromPrimitive>::from_f64(f) {
        Some(n) => Ok(Value::from_bigint(n)),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

/// The int inside a value that [`Vm::index`] returned (or any int), as a large one.
pub fn bigint(v: &Value) -> BigInt {
    match v.inner() {
        Value::Int(i) => BigInt::from(*i),
        Value::Bool(b) => BigInt::from(u8::from(*b)),
        Value::Big(b) => b.0.clone(),
        _ => BigInt::ZERO,
    }
}

/// An int argument as a size (`Py_ssize_t` in CPython's terms).
///
/// # Errors
/// TypeError for what is no int, OverflowError when it does not fit.
pub fn ssize_arg(vm: &Vm, v: &Value) -> PyResult<i64> {
    match v {
        Value::Int(i) => Ok(*i),
        _ => match vm.index(v)? {
            Value::Int(i) => Ok(i),
            _ => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        },
    }
}

/// An instance of a native type.
#[inline]
pub fn object<T: taipan_interp::heap::NativeData>(class: &TypeRef, data: T) -> Value {
    Value::Object(ObjRef::new(class.clone(), data))
}

/// Adds a type to a module's namespace under its own name.
pub fn add_type(vm: &Vm, module: &Dict, ty: &TypeRef) {
    module.set_str(&vm.intern(ty.name().as_str()), Value::Type(ty.clone()));
}

/// Sets a name in a module's namespace.
pub fn set(vm: &Vm, module: &Dict, name: &str, value: impl Into<Value>) {
    module.set_str(&vm.intern(name), value.into());
}

/// `a < b` where that needs no Python code: numbers, strings, and tuples of these.
#[inline]
pub fn quick_less(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => Some(x < y),
        (Value::Float(x), Value::Float(y)) => Some(x < y),
        (Value::Str(x), Value::Str(y)) => Some(x.as_str() < y.as_str()),
        (Value::Tuple(x), Value::Tuple(y)) => {
            for (v, w) in x.iter().zip(y.iter()) {
                if matches!(v, Value::Tuple(_)) {
                    // Nested tuples are left to the slow way, which counts the recursion.
                    return None;
                }
                if !taipan_interp::types::compare::simple_eq(v, w)? {
                    return quick_less(v, w);
                }
            }
            Some(x.len() < y.len())
        }
        _ => None,
    }
}

/// Calls again after a signal, when its handler raised nothing.
///
/// # Errors
/// What the handler raised; else the system's error, as OSError.
pub fn uninterrupted<T>(vm: &Vm, mut f: impl FnMut() -> std::io::Result<T>) -> PyResult<T> {
    loop {
        match f() {
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => vm.run_pending()?,
            result => return result.map_err(|e| vm.os_error(&e, None)),
        }
    }
}

/// An exception class of a module, as a `class` statement would make it.
pub fn exception(vm: &Vm, module: &str, name: &str, base: &TypeRef) -> TypeRef {
    let namespace = Dict::new();
    namespace.set_str(&vm.names.__module__, Value::str(module));
    let bases = [Value::Type(base.clone())];
    let namespace = taipan_interp::heap::Ref::new(namespace);
    match vm.build_type(&vm.types.type_, &vm.intern(name), &bases, &namespace, &[]) {
        Ok(Value::Type(t)) => t,
        // One base and a plain namespace: there is nothing to fail.
        _ => base.clone(),
    }
}
