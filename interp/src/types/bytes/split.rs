//! Taking bytes apart and putting them together: `split`, `rsplit`, `splitlines`, `partition`, `join`.

use memchr::memmem;

use super::buffer::{required, view};
use super::receiver::{like, like_slice, separator, this, unchanged};
use crate::error::PyResult;
use crate::types::str::args::{flag, limit};
use crate::value::Value;
use crate::vm::Vm;

/// White space in bytes: that of ASCII.
#[inline]
pub(super) fn is_space(b: u8) -> bool {
    matches!(b, b' ' | 0x09..=0x0d)
}

fn trim_start(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|b| !is_space(*b)).unwrap_or(bytes.len());
    &bytes[start..]
}

fn trim_end(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|b| !is_space(*b)).map_or(0, |i| i + 1);
    &bytes[..end]
}

/// `split`.
pub(super) fn split(vm: &Vm, a: &[Value]) -> PyResult {
    let max = limit(vm, &a[2])?;
    let mut parts = Vec::new();
    if a[1].some().is_none() {
        let bytes = this(vm, a)?;
        let mut rest = trim_start(&bytes);
        while !rest.is_empty() {
            if parts.len() == max {
                parts.push(like_slice(a, rest));
                break;
            }
            let end = rest.iter().position(|b| is_space(*b)).unwrap_or(rest.len());
            parts.push(like_slice(a, &rest[..end]));
            rest = trim_start(&rest[end..]);
        }
        return Ok(Value::list(parts));
    }
    let sep = separator(vm, &a[1])?;
    let bytes = this(vm, a)?;
    let mut rest = 0;
    for at in memmem::find_iter(&bytes, &*sep).take(max) {
        parts.push(like_slice(a, &bytes[rest..at]));
        rest = at + sep.len();
    }
    parts.push(like_slice(a, &bytes[rest..]));
    Ok(Value::list(parts))
}

/// `rsplit`.
pub(super) fn rsplit(vm: &Vm, a: &[Value]) -> PyResult {
    let max = limit(vm, &a[2])?;
    let mut parts = Vec::new();
    if a[1].some().is_none() {
        let bytes = this(vm, a)?;
        let mut rest = trim_end(&bytes);
        while !rest.is_empty() {
            if parts.len() == max {
                parts.push(like_slice(a, rest));
                break;
            }
            let start = rest.iter().rposition(|b| is_space(*b)).map_or(0, |i| i + 1);
            parts.push(like_slice(a, &rest[start..]));
            rest = trim_end(&rest[..start]);
        }
    } else {
        let sep = separator(vm, &a[1])?;
        let bytes = this(vm, a)?;
        let mut end = bytes.len();
        for at in memmem::rfind_iter(&bytes, &*sep).take(max) {
            parts.push(like_slice(a, &bytes[at + sep.len()..end]));
            end = at;
        }
        parts.push(like_slice(a, &bytes[..end]));
    }
    parts.reverse();
    Ok(Value::list(parts))
}

/// `splitlines`.
pub(super) fn splitlines(vm: &Vm, a: &[Value]) -> PyResult {
    let keep = flag(vm, &a[1], false)?;
    let bytes = this(vm, a)?;
    let mut rest = &*bytes;
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let Some(at) = memchr::memchr2(b'\n', b'\r', rest) else {
            lines.push(like_slice(a, rest));
            break;
        };
        let ending = if rest[at..].starts_with(b"\r\n") { 2 } else { 1 };
        lines.push(like_slice(a, &rest[..if keep { at + ending } else { at }]));
        rest = &rest[at + ending..];
    }
    Ok(Value::list(lines))
}

fn partition_at(vm: &Vm, a: &[Value], from_right: bool) -> PyResult {
    let sep = separator(vm, &a[1])?;
    let bytes = this(vm, a)?;
    let at = if from_right { memmem::rfind(&bytes, &sep) } else { memmem::find(&bytes, &sep) };
    let empty = || like_slice(a, b"");
    Ok(Value::tuple(match at {
        Some(at) => {
            vec![like_slice(a, &bytes[..at]), like_slice(a, &sep), like_slice(a, &bytes[at + sep.len()..])]
        }
        None if from_right => vec![empty(), empty(), unchanged(vm, a)?],
        None => vec![unchanged(vm, a)?, empty(), empty()],
    }))
}

/// `partition`.
pub(super) fn partition(vm: &Vm, a: &[Value]) -> PyResult {
    partition_at(vm, a, false)
}

/// `rpartition`.
pub(super) fn rpartition(vm: &Vm, a: &[Value]) -> PyResult {
    partition_at(vm, a, true)
}

/// `join`.
pub(super) fn join(vm: &Vm, a: &[Value]) -> PyResult {
    let v = &a[1];
    let collected;
    let items: &[Value] = match v {
        Value::Tuple(t) => t,
        v => {
            if !vm.is_iterable(v) {
                return Err(vm.type_error("can only join an iterable"));
            }
            // The separator must keep its size while others run.
            let export = if let Value::ByteArray(b) = a[0].inner() { Some(b.clone()) } else { None };
            if let Some(b) = &export {
                b.exports.set(b.exports.get() + 1);
            }
            let result = vm.collect(v);
            if let Some(b) = &export {
                b.exports.set(b.exports.get() - 1);
            }
            collected = result?;
            &collected
        }
    };
    let mut out = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let Some(bytes) = view(vm, item)? else {
            let name = vm.type_name(item);
            return Err(vm.type_error(format!("sequence item {i}: expected a bytes-like object, {name} found")));
        };
        if i > 0 {
            out.extend_from_slice(&this(vm, a)?);
        }
        out.extend_from_slice(&bytes);
    }
    Ok(like(a, out))
}

/// The bytes that `strip` takes away; `None` for white space.
pub(super) fn strip_set(vm: &Vm, v: &Value) -> PyResult<Option<[bool; 256]>> {
    let Some(v) = v.some() else { return Ok(None) };
    let mut set = [false; 256];
    for b in &*required(vm, v)? {
        set[usize::from(*b)] = true;
    }
    Ok(Some(set))
}
