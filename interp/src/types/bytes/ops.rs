//! Bytes under operators and subscripts.

use super::buffer::{required, view};
use super::receiver::{byte, is_array, like, like_slice, this, unchanged};
use super::search;
use crate::error::PyResult;
use crate::format::percent_format_bytes;
use crate::tree::CmpOp;
use crate::types::bytes::Bytes;
use crate::types::sequence::{self, Span};
use crate::types::str::ops::reserve;
use crate::value::Value;
use crate::vm::Vm;

/// `bytes[index]` for a machine int: the hot path of subscripts.
///
/// # Errors
/// IndexError out of range.
#[inline]
pub fn bytes_get(vm: &Vm, bytes: &[u8], index: i64) -> PyResult {
    match sequence::position(index, bytes.len()) {
        Some(i) => Ok(Value::Int(i64::from(bytes[i]))),
        None => Err(vm.index_error("index out of range")),
    }
}

fn get(vm: &Vm, a: &[Value], index: i64) -> PyResult {
    if !is_array(a) {
        return bytes_get(vm, &this(vm, a)?, index);
    }
    let bytes = this(vm, a)?;
    match sequence::position(index, bytes.len()) {
        Some(i) => Ok(Value::Int(i64::from(bytes[i]))),
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

/// The selected bytes.
pub(super) fn selected(bytes: &[u8], span: Span) -> Vec<u8> {
    sequence::select(bytes, span)
}

/// `__getitem__`.
pub(super) fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[1] {
        Value::Int(i) => get(vm, a, *i),
        Value::Slice(s) => {
            let bounds = sequence::slice_bounds(vm, s)?;
            let bytes = this(vm, a)?;
            let span = sequence::fit(bounds, bytes.len());
            if span.step == 1 {
                if span.count == bytes.len() {
                    drop(bytes);
                    return unchanged(vm, a);
                }
                return Ok(like_slice(a, &bytes[span.start..span.start + span.count]));
            }
            Ok(like(a, selected(&bytes, span)))
        }
        v if sequence::has_index(vm, v) => get(vm, a, vm.index_i64(v)?),
        v => Err(bad_index(vm, a, v)),
    }
}

/// The complaint about an index that is no integer.
pub(super) fn bad_index(vm: &Vm, a: &[Value], index: &Value) -> crate::error::Raised {
    let kind = if is_array(a) { "bytearray" } else { "byte" };
    vm.type_error(format!("{kind} indices must be integers or slices, not {}", vm.type_name(index)))
}

/// `__add__`.
pub(super) fn add(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(other) = view(vm, &a[1])? else {
        let (mine, its) = (vm.type_name(&a[0]), vm.type_name(&a[1]));
        return Err(vm.type_error(format!("can't concat {its} to {mine}")));
    };
    let bytes = this(vm, a)?;
    if is_array(a) {
        let mut out = Vec::with_capacity(bytes.len() + other.len());
        out.extend_from_slice(&bytes);
        out.extend_from_slice(&other);
        return Ok(like(a, out));
    }
    Ok(Value::Bytes(Bytes::concat(&bytes, &other)))
}

/// The bytes, `times` times over.
pub(super) fn repeated(vm: &Vm, bytes: &[u8], times: usize) -> PyResult<Vec<u8>> {
    let total = bytes.len().checked_mul(times).ok_or_else(|| crate::types::sequence::out_of_memory(vm))?;
    let mut out = reserve(vm, total)?;
    if let [one] = bytes {
        out.resize(times, *one);
    } else {
        for _ in 0..times {
            out.extend_from_slice(bytes);
        }
    }
    Ok(out)
}

/// `__mul__` and `__rmul__`.
pub(super) fn mul(vm: &Vm, a: &[Value]) -> PyResult {
    let times = sequence::times(vm, &a[1])?;
    let bytes = this(vm, a)?;
    if !is_array(a) && bytes.len().checked_mul(times).is_none_or(|n| n > isize::MAX as usize) {
        return Err(vm.overflow_error("repeated bytes are too long"));
    }
    let out = repeated(vm, &bytes, times)?;
    drop(bytes);
    Ok(like(a, out))
}

/// `__eq__` and its kin: bytes compare with bytes alone (the others know how to compare with them), bytearrays with
/// whatever is bytes-like.
pub(super) fn compare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    if !is_array(a) && !matches!(a[1].inner(), Value::Bytes(_)) {
        return Ok(Value::NotImplemented);
    }
    let Some(other) = view(vm, &a[1])? else { return Ok(Value::NotImplemented) };
    Ok(Value::Bool(sequence::decide(op, (*this(vm, a)?).cmp(&other))))
}

/// `__contains__`: a part, or a byte given as an int.
pub(super) fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    if sequence::has_index(vm, &a[1]) {
        let b = byte(vm, &a[1])?;
        return Ok(Value::Bool(this(vm, a)?.contains(&b)));
    }
    let part = required(vm, &a[1])?;
    Ok(Value::Bool(search::find(&this(vm, a)?, &part).is_some()))
}

/// `__mod__`.
pub(super) fn modulo(vm: &Vm, a: &[Value]) -> PyResult {
    // A copy: the values' own methods may change a bytearray.
    let template = this(vm, a)?.to_vec();
    Ok(like(a, percent_format_bytes(vm, &template, &a[1])?))
}

/// `__rmod__`.
pub(super) fn rmod(vm: &Vm, a: &[Value]) -> PyResult {
    match a[1].inner() {
        Value::Bytes(_) | Value::ByteArray(_) if is_array(a) == is_array(&a[1..]) => {
            let template = this(vm, &a[1..])?.to_vec();
            Ok(like(&a[1..], percent_format_bytes(vm, &template, &a[0])?))
        }
        _ => Ok(Value::NotImplemented),
    }
}

/// `__hash__` of bytes.
pub(super) fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    match a[0].inner() {
        Value::Bytes(b) => Ok(Value::Int(b.hash())),
        _ => Err(vm.type_error(format!("unhashable type: '{}'", vm.type_name(&a[0])))),
    }
}
