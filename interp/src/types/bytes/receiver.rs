//! What the methods of bytes and bytearray share: `self`, arguments, and results of the type of `self`.

use std::cell::Ref;

use crate::error::PyResult;
use crate::heap::Ref as Heap;
use crate::types::arguments;
use crate::types::bytes::buffer::{View, required, view};
use crate::types::bytes::{ByteArray, Bytes};
use crate::types::sequence::has_index;
use crate::value::Value;
use crate::vm::Vm;

/// `self` of a method of both types. Read the arguments that may run Python code first.
#[inline]
pub fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<View<'a>> {
    match a[0].inner() {
        Value::Bytes(b) => Ok(View::Slice(b.as_slice())),
        Value::ByteArray(b) => Ok(View::Shared(Ref::map(b.data.borrow(), |d| d.as_slice()))),
        _ => Err(arguments::bad_receiver(vm, "bytes", &a[0])),
    }
}

/// `self` of a method of bytearray.
#[inline]
pub fn this_array<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Heap<ByteArray>> {
    match a[0].inner() {
        Value::ByteArray(b) => Ok(b),
        _ => Err(arguments::bad_receiver(vm, "bytearray", &a[0])),
    }
}

/// True when `self` is a bytearray.
#[inline]
pub fn is_array(a: &[Value]) -> bool {
    matches!(a[0].inner(), Value::ByteArray(_))
}

/// The bytes as an object of the type of `self`.
pub fn like(a: &[Value], bytes: Vec<u8>) -> Value {
    if is_array(a) { array(bytes) } else { Value::Bytes(Bytes::new(&bytes)) }
}

/// As [`like`], for bytes that are copied.
pub fn like_slice(a: &[Value], bytes: &[u8]) -> Value {
    if is_array(a) { array(bytes.to_vec()) } else { Value::Bytes(Bytes::new(bytes)) }
}

/// A new bytearray.
pub fn array(bytes: Vec<u8>) -> Value {
    Value::ByteArray(Heap::new(ByteArray::new(bytes)))
}

/// `self` unchanged: itself when it is immutable, else a copy.
pub fn unchanged(vm: &Vm, a: &[Value]) -> PyResult {
    match a[0].inner() {
        Value::Bytes(b) => Ok(Value::Bytes(b.clone())),
        _ => Ok(array(this(vm, a)?.to_vec())),
    }
}

/// A byte given as an int.
///
/// # Errors
/// TypeError when it is none, ValueError (with this message) when it is too large.
pub fn byte_or(vm: &Vm, v: &Value, message: &str) -> PyResult<u8> {
    let n = match v {
        Value::Int(i) => u8::try_from(*i).ok(),
        v => match vm.index(v)? {
            Value::Int(i) => u8::try_from(i).ok(),
            _ => None,
        },
    };
    n.ok_or_else(|| vm.value_error(message))
}

/// As [`byte_or`], with the message that all methods use.
#[inline]
pub fn byte(vm: &Vm, v: &Value) -> PyResult<u8> {
    byte_or(vm, v, "byte must be in range(0, 256)")
}

/// What is searched for: bytes, or a single one given as an int.
pub fn needle<'a>(vm: &Vm, v: &'a Value) -> PyResult<View<'a>> {
    if let Some(bytes) = view(vm, v)? {
        return Ok(bytes);
    }
    if !has_index(vm, v) {
        return Err(
            vm.type_error(format!("argument should be integer or bytes-like object, not '{}'", vm.type_name(v)))
        );
    }
    Ok(View::Copy(vec![byte(vm, v)?]))
}

/// A separator, which must not be empty.
pub fn separator<'a>(vm: &Vm, v: &'a Value) -> PyResult<View<'a>> {
    let sep = required(vm, v)?;
    if sep.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(sep) }
}
