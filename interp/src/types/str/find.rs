//! Searching: `find`, `index`, `count`, `startswith`, `replace` and their kin.

use memchr::memmem;

use crate::error::PyResult;
use crate::types::bytes::search;
use crate::types::str::Str;
use crate::types::str::args::{limit, range, text, this};
use crate::value::Value;
use crate::vm::Vm;

/// The place of `part` in the characters `start..end`, from the left or the right.
fn find_in(s: &Str, part: &Str, start: usize, end: usize, from_right: bool) -> Option<usize> {
    if part.len() > end - start {
        return None;
    }
    let from = s.byte_at(start);
    let window = s.range(start, end).as_bytes();
    let needle = part.as_str().as_bytes();
    let at = if from_right { memmem::rfind(window, needle) } else { search::find(window, needle) }?;
    // Whole characters match at the starts of characters only, and an empty text at one end of the window.
    Some(s.chars_before(from + at))
}

fn locate(vm: &Vm, a: &[Value], method: &str, from_right: bool) -> PyResult<Option<usize>> {
    let s = this(vm, a)?;
    let part = text(vm, &a[1], method, 1)?;
    Ok(range(vm, &a[2], &a[3], s.len())?.and_then(|(start, end)| find_in(s, part, start, end, from_right)))
}

fn found(at: Option<usize>) -> PyResult {
    Ok(at.map_or(Value::Int(-1), Value::from))
}

/// `find`.
pub(super) fn find(vm: &Vm, a: &[Value]) -> PyResult {
    found(locate(vm, a, "find", false)?)
}

/// `rfind`.
pub(super) fn rfind(vm: &Vm, a: &[Value]) -> PyResult {
    found(locate(vm, a, "rfind", true)?)
}

/// `index`.
pub(super) fn index(vm: &Vm, a: &[Value]) -> PyResult {
    locate(vm, a, "index", false)?.map(Value::from).ok_or_else(|| vm.value_error("substring not found"))
}

/// `rindex`.
pub(super) fn rindex(vm: &Vm, a: &[Value]) -> PyResult {
    locate(vm, a, "rindex", true)?.map(Value::from).ok_or_else(|| vm.value_error("substring not found"))
}

/// `count`.
pub(super) fn count(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let part = text(vm, &a[1], "count", 1)?;
    let Some((start, end)) = range(vm, &a[2], &a[3], s.len())? else { return Ok(Value::Int(0)) };
    if part.is_empty() {
        return Ok(Value::from(end - start + 1));
    }
    let window = s.range(start, end).as_bytes();
    Ok(Value::from(memmem::find_iter(window, part.as_str().as_bytes()).count()))
}

/// `startswith` and `endswith`.
fn affix(vm: &Vm, a: &[Value], method: &str, holds: fn(&str, &str) -> bool) -> PyResult {
    let s = this(vm, a)?;
    let window = range(vm, &a[2], &a[3], s.len())?;
    let window = window.map(|(start, end)| s.range(start, end));
    let test = |part: &Str| window.is_some_and(|w| holds(w, part.as_str()));
    if let Some(part) = a[1].as_str() {
        return Ok(Value::Bool(test(part)));
    }
    let Value::Tuple(parts) = a[1].inner() else {
        return Err(
            vm.type_error(format!("{method} first arg must be str or a tuple of str, not {}", vm.type_name(&a[1])))
        );
    };
    for part in parts.iter() {
        match part.as_str() {
            Some(part) if test(part) => return Ok(Value::Bool(true)),
            Some(_) => {}
            None => {
                return Err(
                    vm.type_error(format!("tuple for {method} must only contain str, not {}", vm.type_name(part)))
                );
            }
        }
    }
    Ok(Value::Bool(false))
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
    let s = this(vm, a)?;
    let (old, new) = (text(vm, &a[1], "replace", 1)?, text(vm, &a[2], "replace", 2)?);
    let max = limit(vm, &a[3])?;
    let (text, from) = (s.as_str(), old.as_str());
    if max == 0 || search::find(text.as_bytes(), from.as_bytes()).is_none() {
        return Ok(Value::Str(s.clone()));
    }
    let replaced =
        if max == usize::MAX { text.replace(from, new.as_str()) } else { text.replacen(from, new.as_str(), max) };
    Ok(Value::from(replaced))
}

/// `removeprefix`.
pub(super) fn removeprefix(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let prefix = text(vm, &a[1], "removeprefix", 0)?;
    Ok(Value::Str(match s.as_str().strip_prefix(prefix.as_str()) {
        Some(rest) if !prefix.is_empty() => s.part(rest),
        _ => s.clone(),
    }))
}

/// `removesuffix`.
pub(super) fn removesuffix(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let suffix = text(vm, &a[1], "removesuffix", 0)?;
    Ok(Value::Str(match s.as_str().strip_suffix(suffix.as_str()) {
        Some(rest) if !suffix.is_empty() => s.part(rest),
        _ => s.clone(),
    }))
}
