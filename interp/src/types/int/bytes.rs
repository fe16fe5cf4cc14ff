//! `int.to_bytes` and `int.from_bytes`.

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, Zero};

use super::arith::{big, small, to_bigint};
use crate::error::PyResult;
use crate::format::argument_type;
use crate::types::bytes::Bytes;
use crate::types::str::args::size;
use crate::value::Value;
use crate::vm::Vm;

/// True for "little"; what was not given means "big".
fn is_little(vm: &Vm, v: &Value, function: &str) -> PyResult<bool> {
    match v.as_str() {
        None if v.is_unbound() => Ok(false),
        Some(s) if s.as_str() == "little" => Ok(true),
        Some(s) if s.as_str() == "big" => Ok(false),
        Some(_) => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
        None => {
            let got = argument_type(vm, v);
            Err(vm.type_error(format!("{function}() argument 'byteorder' must be str, not {got}")))
        }
    }
}

fn is_signed(vm: &Vm, v: &Value) -> PyResult<bool> {
    if v.is_unbound() { Ok(false) } else { vm.truth(v) }
}

/// `to_bytes(length=1, byteorder='big', *, signed=False)`.
pub fn to_bytes(vm: &Vm, a: &[Value]) -> PyResult {
    let length = size(vm, &a[1], 1)?;
    let little = is_little(vm, &a[2], "to_bytes")?;
    let signed = is_signed(vm, &a[3])?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let n = big(a[0].inner());
    if n.is_negative() && !signed {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    let mut bytes = if n.is_zero() {
        Vec::new()
    } else if signed {
        n.to_signed_bytes_le()
    } else {
        n.magnitude().to_bytes_le()
    };
    if bytes.len() > length {
        return Err(vm.overflow_error("int too big to convert"));
    }
    bytes.resize(length, if n.is_negative() { 0xff } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(Value::Bytes(Bytes::new(&bytes)))
}

/// The bytes that an object has or makes.
fn bytes_of(vm: &Vm, v: &Value) -> PyResult<Vec<u8>> {
    match v.inner() {
        Value::Bytes(b) => Ok(b.as_slice().to_vec()),
        Value::Str(_) | Value::Int(_) | Value::Big(_) | Value::Bool(_) | Value::Float(_) | Value::None => {
            Err(vm.type_error(format!("cannot convert '{}' object to bytes", vm.type_name(v))))
        }
        _ => match vm.call(&Value::Type(vm.types.bytes.clone()), std::slice::from_ref(v))?.inner() {
            Value::Bytes(b) => Ok(b.as_slice().to_vec()),
            _ => Err(vm.type_error(format!("cannot convert '{}' object to bytes", vm.type_name(v)))),
        },
    }
}

/// `from_bytes(bytes, byteorder='big', *, signed=False)`.
pub fn from_bytes(vm: &Vm, a: &[Value]) -> PyResult {
    let little = is_little(vm, &a[2], "from_bytes")?;
    let signed = is_signed(vm, &a[3])?;
    let mut bytes = bytes_of(vm, &a[1])?;
    if little {
        bytes.reverse();
    }
    let n = if signed { BigInt::from_signed_bytes_be(&bytes) } else { BigInt::from_bytes_be(Sign::Plus, &bytes) };
    let value = Value::from_bigint(n);
    match &a[0] {
        Value::Type(t) if t.is(&vm.types.int) => Ok(value),
        cls => vm.call(cls, &[value]),
    }
}

/// How many bits the absolute value has.
pub fn bit_length(v: &Value) -> u64 {
    match small(v) {
        Some(n) => u64::from(64 - n.unsigned_abs().leading_zeros()),
        None => to_bigint(v).bits(),
    }
}

/// How many bits of the absolute value are 1.
pub fn bit_count(v: &Value) -> u64 {
    match small(v) {
        Some(n) => u64::from(n.unsigned_abs().count_ones()),
        None => to_bigint(v).magnitude().count_ones(),
    }
}
