//! Widening and narrowing: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`, `strip` and its kin.

use crate::error::PyResult;
use crate::format::spec::push_repeated;
use crate::types::str::Str;
use crate::types::str::args::{size, this};
use crate::types::str::classify::is_space;
use crate::types::str::ops::{part_value, reserve};
use crate::value::Value;
use crate::vm::Vm;

/// The text with `left` and `right` times `fill` around it.
fn padded(vm: &Vm, s: &Str, left: usize, right: usize, fill: char) -> PyResult {
    if left + right == 0 {
        return Ok(Value::Str(s.clone()));
    }
    let total = (left + right).saturating_mul(fill.len_utf8()).saturating_add(s.as_str().len());
    drop(reserve(vm, total)?);
    let mut out = String::with_capacity(total);
    push_repeated(&mut out, fill, left);
    out.push_str(s.as_str());
    push_repeated(&mut out, fill, right);
    Ok(Value::from(out))
}

/// How many characters are missing to the width, and what fills them.
fn missing(vm: &Vm, s: &Str, a: &[Value]) -> PyResult<(usize, char)> {
    let width = usize::try_from(size(vm, &a[1], 0)?).unwrap_or(0);
    let fill = match &a[2] {
        Value::Unbound => ' ',
        v => match v.as_str() {
            Some(f) if f.len() == 1 => f.char_at(0).unwrap_or(' '),
            Some(_) => return Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                return Err(
                    vm.type_error(format!("The fill character must be a unicode character, not {}", vm.type_name(v)))
                );
            }
        },
    };
    Ok((width.saturating_sub(s.len()), fill))
}

/// `center`.
pub(super) fn center(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let (missing, fill) = missing(vm, s, a)?;
    let left = center_left(missing, s.len());
    padded(vm, s, left, missing - left, fill)
}

/// How much of the padding of a centred text stands on the left: half, and the odd one where the width is odd.
pub(crate) fn center_left(missing: usize, len: usize) -> usize {
    missing / 2 + (missing & (missing + len) & 1)
}

/// `ljust`.
pub(super) fn ljust(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let (missing, fill) = missing(vm, s, a)?;
    padded(vm, s, 0, missing, fill)
}

/// `rjust`.
pub(super) fn rjust(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let (missing, fill) = missing(vm, s, a)?;
    padded(vm, s, missing, 0, fill)
}

/// `zfill`.
pub(super) fn zfill(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let width = usize::try_from(size(vm, &a[1], 0)?).unwrap_or(0);
    let missing = width.saturating_sub(s.len());
    if missing == 0 {
        return Ok(Value::Str(s.clone()));
    }
    let text = s.as_str();
    let sign = usize::from(text.starts_with(['+', '-']));
    drop(reserve(vm, missing.saturating_add(text.len()))?);
    let mut out = String::with_capacity(missing + text.len());
    out.push_str(&text[..sign]);
    push_repeated(&mut out, '0', missing);
    out.push_str(&text[sign..]);
    Ok(Value::from(out))
}

/// `expandtabs`.
pub(super) fn expandtabs(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let tab = usize::try_from(size(vm, &a[1], 8)?).unwrap_or(0);
    if memchr::memchr(b'\t', s.as_str().as_bytes()).is_none() {
        return Ok(Value::Str(s.clone()));
    }
    let tabs = memchr::memchr_iter(b'\t', s.as_str().as_bytes()).count();
    let total = tabs.saturating_mul(tab).saturating_add(s.as_str().len());
    drop(reserve(vm, total).map_err(|_| vm.overflow_error("new string is too long"))?);
    let mut out = String::new();
    let mut column = 0;
    for c in s.as_str().chars() {
        match c {
            '\t' => {
                let n = if tab == 0 { 0 } else { tab - column % tab };
                push_repeated(&mut out, ' ', n);
                column += n;
            }
            c => {
                out.push(c);
                column = if matches!(c, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(Value::from(out))
}

fn strip_sides(vm: &Vm, a: &[Value], method: &str, left: bool, right: bool) -> PyResult {
    let s = this(vm, a)?;
    let mut text = s.as_str();
    match a[1].some() {
        None => {
            if left {
                text = text.trim_start_matches(is_space);
            }
            if right {
                text = text.trim_end_matches(is_space);
            }
        }
        Some(v) => {
            let Some(chars) = v.as_str() else {
                return Err(vm.type_error(format!("{method} arg must be None or str")));
            };
            let chars = chars.as_str();
            let unwanted = |c: char| chars.contains(c);
            if left {
                text = text.trim_start_matches(unwanted);
            }
            if right {
                text = text.trim_end_matches(unwanted);
            }
        }
    }
    Ok(part_value(vm, s, text))
}

/// `strip`.
pub(super) fn strip(vm: &Vm, a: &[Value]) -> PyResult {
    strip_sides(vm, a, "strip", true, true)
}

/// `lstrip`.
pub(super) fn lstrip(vm: &Vm, a: &[Value]) -> PyResult {
    strip_sides(vm, a, "lstrip", true, false)
}

/// `rstrip`.
pub(super) fn rstrip(vm: &Vm, a: &[Value]) -> PyResult {
    strip_sides(vm, a, "rstrip", false, true)
}
