//! Widening and narrowing bytes: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`, `strip` and its kin.

use super::buffer::view;
use super::receiver::{like, like_slice, this, unchanged};
use super::split::{is_space, strip_set};
use crate::error::PyResult;
use crate::types::str::args::size;
use crate::types::str::ops::reserve;
use crate::types::str::pad::center_left;
use crate::value::Value;
use crate::vm::Vm;

/// The width asked for, and the byte that fills.
fn width_and_fill(vm: &Vm, a: &[Value], method: &str) -> PyResult<(usize, u8)> {
    let width = usize::try_from(size(vm, &a[1], 0)?).unwrap_or(0);
    if a[2].is_unbound() {
        return Ok((width, b' '));
    }
    let fill = match a[2].inner() {
        Value::Bytes(_) | Value::ByteArray(_) => view(vm, &a[2])?.filter(|f| f.len() == 1).map(|f| f[0]),
        _ => None,
    };
    match fill {
        Some(fill) => Ok((width, fill)),
        None => Err(vm.type_error(format!(
            "{method}() argument 2 must be a byte string of length 1, not {}",
            crate::format::argument_type(vm, &a[2])
        ))),
    }
}

fn padded(vm: &Vm, a: &[Value], method: &str, left_of: fn(usize, usize) -> usize) -> PyResult {
    let (width, fill) = width_and_fill(vm, a, method)?;
    let bytes = this(vm, a)?;
    let missing = width.saturating_sub(bytes.len());
    if missing == 0 {
        drop(bytes);
        return unchanged(vm, a);
    }
    let left = left_of(missing, bytes.len());
    let mut out = reserve(vm, width)?;
    out.resize(left, fill);
    out.extend_from_slice(&bytes);
    out.resize(width, fill);
    Ok(like(a, out))
}

/// `center`.
pub(super) fn center(vm: &Vm, a: &[Value]) -> PyResult {
    padded(vm, a, "center", center_left)
}

/// `ljust`.
pub(super) fn ljust(vm: &Vm, a: &[Value]) -> PyResult {
    padded(vm, a, "ljust", |_, _| 0)
}

/// `rjust`.
pub(super) fn rjust(vm: &Vm, a: &[Value]) -> PyResult {
    padded(vm, a, "rjust", |missing, _| missing)
}

/// `zfill`.
pub(super) fn zfill(vm: &Vm, a: &[Value]) -> PyResult {
    let width = usize::try_from(size(vm, &a[1], 0)?).unwrap_or(0);
    let bytes = this(vm, a)?;
    let missing = width.saturating_sub(bytes.len());
    if missing == 0 {
        drop(bytes);
        return unchanged(vm, a);
    }
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut out = reserve(vm, width)?;
    out.extend_from_slice(&bytes[..sign]);
    out.resize(sign + missing, b'0');
    out.extend_from_slice(&bytes[sign..]);
    Ok(like(a, out))
}

/// `expandtabs`.
pub(super) fn expandtabs(vm: &Vm, a: &[Value]) -> PyResult {
    let tab = usize::try_from(size(vm, &a[1], 8)?).unwrap_or(0);
    let bytes = this(vm, a)?;
    let tabs = memchr::memchr_iter(b'\t', &bytes).count();
    let most = tabs.saturating_mul(tab).saturating_add(bytes.len());
    let mut out = reserve(vm, most).map_err(|_| vm.overflow_error("result too long"))?;
    let mut column = 0;
    for b in bytes.iter() {
        if *b == b'\t' {
            let n = if tab == 0 { 0 } else { tab - column % tab };
            out.resize(out.len() + n, b' ');
            column += n;
        } else {
            out.push(*b);
            column = if matches!(b, b'\n' | b'\r') { 0 } else { column + 1 };
        }
    }
    Ok(like(a, out))
}

fn strip_sides(vm: &Vm, a: &[Value], left: bool, right: bool) -> PyResult {
    let set = strip_set(vm, &a[1])?;
    let unwanted = |b: &u8| set.as_ref().map_or_else(|| is_space(*b), |set| set[usize::from(*b)]);
    let bytes = this(vm, a)?;
    let start = if left { bytes.iter().position(|b| !unwanted(b)).unwrap_or(bytes.len()) } else { 0 };
    let end = if right { bytes.iter().rposition(|b| !unwanted(b)).map_or(start, |i| i + 1) } else { bytes.len() };
    let (start, end) = (start, end.max(start));
    if end - start == bytes.len() {
        drop(bytes);
        return unchanged(vm, a);
    }
    Ok(like_slice(a, &bytes[start..end]))
}

/// `strip`.
pub(super) fn strip(vm: &Vm, a: &[Value]) -> PyResult {
    strip_sides(vm, a, true, true)
}

/// `lstrip`.
pub(super) fn lstrip(vm: &Vm, a: &[Value]) -> PyResult {
    strip_sides(vm, a, true, false)
}

/// `rstrip`.
pub(super) fn rstrip(vm: &Vm, a: &[Value]) -> PyResult {
    strip_sides(vm, a, false, true)
}
