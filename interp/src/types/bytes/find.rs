//! Searching in bytes: `find`, `index`, `count`, `startswith`, `replace` and their kin.

use memchr::memmem;

use super::buffer::required;
use super::receiver::{like, like_slice, needle, this, unchanged};
use super::search;
use crate::error::PyResult;
use crate::types::str::args::{Bounds, limit};
use crate::value::Value;
use crate::vm::Vm;

fn locate(vm: &Vm, a: &[Value], from_right: bool) -> PyResult<Option<usize>> {
    let part = needle(vm, &a[1])?;
    let bounds = Bounds::new(vm, &a[2], &a[3])?;
    let bytes = this(vm, a)?;
    let Some((start, end)) = bounds.within(bytes.len()) else { return Ok(None) };
    let window = &bytes[start..end];
    let at = if from_right { memmem::rfind(window, &part) } else { search::find(window, &part) };
    Ok(at.map(|at| start + at))
}

fn found(at: Option<usize>) -> PyResult {
    Ok(at.map_or(Value::Int(-1), Value::from))
}

/// `find`.
pub(super) fn find(vm: &Vm, a: &[Value]) -> PyResult {
    found(locate(vm, a, false)?)
}

/// `rfind`.
pub(super) fn rfind(vm: &Vm, a: &[Value]) -> PyResult {
    found(locate(vm, a, true)?)
}

/// `index`.
pub(super) fn index(vm: &Vm, a: &[Value]) -> PyResult {
    locate(vm, a, false)?.map(Value::from).ok_or_else(|| vm.value_error("subsection not found"))
}

/// `rindex`.
pub(super) fn rindex(vm: &Vm, a: &[Value]) -> PyResult {
    locate(vm, a, true)?.map(Value::from).ok_or_else(|| vm.value_error("subsection not found"))
}

/// `count`.
pub(super) fn count(vm: &Vm, a: &[Value]) -> PyResult {
    let part = needle(vm, &a[1])?;
    let bounds = Bounds::new(vm, &a[2], &a[3])?;
    let bytes = this(vm, a)?;
    let Some((start, end)) = bounds.within(bytes.len()) else { return Ok(Value::Int(0)) };
    if part.is_empty() {
        return Ok(Value::from(end - start + 1));
    }
    Ok(Value::from(memmem::find_iter(&bytes[start..end], &*part).count()))
}

/// `startswith` and `endswith`.
fn affix(vm: &Vm, a: &[Value], method: &str, holds: fn(&[u8], &[u8]) -> bool) -> PyResult {
    let bounds = Bounds::new(vm, &a[2], &a[3])?;
    let test = |part: &[u8]| -> PyResult<bool> {
        let bytes = this(vm, a)?;
        Ok(bounds.within(bytes.len()).is_some_and(|(start, end)| holds(&bytes[start..end], part)))
    };
    if let Value::Tuple(parts) = a[1].inner() {
        for part in parts.iter() {
            if test(&required(vm, part)?)? {
                return Ok(Value::Bool(true));
            }
        }
        return Ok(Value::Bool(false));
    }
    match super::buffer::view(vm, &a[1])? {
        Some(part) => Ok(Value::Bool(test(&part)?)),
        None => Err(
            vm.type_error(format!("{method} first arg must be bytes or a tuple of bytes, not {}", vm.type_name(&a[1])))
        ),
    }
}

/// `startswith`.
pub(super) fn startswith(vm: &Vm, a: &[Value]) -> PyResult {
    affix(vm, a, "startswith", |s, part| s.starts_with(part))
}

/// `endswith`.
pub(super) fn endswith(vm: &Vm, a: &[Value]) -> PyResult {
    affix(vm, a, "endswith", |s, part| s.ends_with(part))
}

/// `replace`.
pub(super) fn replace(vm: &Vm, a: &[Value]) -> PyResult {
    let max = limit(vm, &a[3])?;
    let (old, new) = (required(vm, &a[1])?, required(vm, &a[2])?);
    let bytes = this(vm, a)?;
    let mut out = Vec::with_capacity(bytes.len());
    if old.is_empty() {
        // Between all bytes, and at both ends.
        for (i, b) in bytes.iter().enumerate() {
            if i < max {
                out.extend_from_slice(&new);
            }
            out.push(*b);
        }
        if bytes.len() < max {
            out.extend_from_slice(&new);
        }
        return Ok(like(a, out));
    }
    let mut rest = 0;
    for at in memmem::find_iter(&bytes, &*old).take(max) {
        out.extend_from_slice(&bytes[rest..at]);
        out.extend_from_slice(&new);
        rest = at + old.len();
    }
    if rest == 0 {
        drop(bytes);
        return unchanged(vm, a);
    }
    out.extend_from_slice(&bytes[rest..]);
    Ok(like(a, out))
}

/// `removeprefix`.
pub(super) fn removeprefix(vm: &Vm, a: &[Value]) -> PyResult {
    let prefix = required(vm, &a[1])?;
    let bytes = this(vm, a)?;
    match bytes.strip_prefix(&*prefix) {
        Some(rest) if !prefix.is_empty() => Ok(like_slice(a, rest)),
        _ => unchanged(vm, a),
    }
}

/// `removesuffix`.
pub(super) fn removesuffix(vm: &Vm, a: &[Value]) -> PyResult {
    let suffix = required(vm, &a[1])?;
    let bytes = this(vm, a)?;
    match bytes.strip_suffix(&*suffix) {
        Some(rest) if !suffix.is_empty() => Ok(like_slice(a, rest)),
        _ => unchanged(vm, a),
    }
}
