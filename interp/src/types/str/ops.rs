//! Strings under operators and subscripts: indexing, slicing, concatenation, repetition, order, membership.

use std::cmp::Ordering;

use crate::error::PyResult;
use crate::tree::CmpOp;
use crate::types::bytes::search;
use crate::types::sequence::{self, Span};
use crate::types::slice::Slice;
use crate::types::str::Str;
use crate::types::str::args::this;
use crate::types::str::surrogates;
use crate::value::Value;
use crate::vm::Vm;

/// A string of one character.
#[inline]
pub fn char_value(vm: &Vm, c: char) -> Value {
    match vm.chars.get(c as usize) {
        Some(s) => Value::Str(s.clone()),
        None => Value::str(c.encode_utf8(&mut [0; 4])),
    }
}

/// `part`, a part of `text`, as a string of its own. The shortest and the whole exist already.
#[inline]
pub fn part_value(vm: &Vm, text: &Str, part: &str) -> Value {
    match part.as_bytes() {
        [] => Value::Str(vm.names.empty.clone()),
        [b] => Value::Str(vm.chars[usize::from(*b)].clone()),
        bytes if bytes.len() == text.as_str().len() => Value::Str(text.clone()),
        _ => Value::Str(text.part(part)),
    }
}

/// `text[index]` for a machine int: the hot path of subscripts.
///
/// # Errors
/// IndexError out of range.
#[inline]
pub fn str_get(vm: &Vm, text: &Str, index: i64) -> PyResult {
    match sequence::position(index, text.len()).and_then(|i| text.char_at(i)) {
        Some(c) => Ok(char_value(vm, c)),
        None => Err(vm.index_error("string index out of range")),
    }
}

/// `text[slice]`.
///
/// # Errors
/// TypeError for bounds that are no integers.
pub fn str_slice(vm: &Vm, text: &Str, slice: &Slice) -> PyResult {
    let span = sequence::resolve(vm, slice, || text.len())?;
    if span.step == 1 {
        return Ok(part_value(vm, text, text.range(span.start, span.start + span.count)));
    }
    Ok(Value::Str(stepped(text, span)))
}

fn stepped(text: &Str, span: Span) -> Str {
    if text.is_ascii() {
        let bytes = text.as_str().as_bytes();
        return Str::new(&span.positions().map(|i| char::from(bytes[i])).collect::<String>());
    }
    if span.step == -1 && span.count == text.len() {
        return Str::new(&text.as_str().chars().rev().collect::<String>());
    }
    let chars: Vec<char> = text.as_str().chars().collect();
    Str::new(&span.positions().map(|i| chars[i]).collect::<String>())
}

/// `__getitem__`.
pub(super) fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let text = this(vm, a)?;
    match &a[1] {
        Value::Int(i) => str_get(vm, text, *i),
        Value::Slice(s) => str_slice(vm, text, s),
        v if sequence::has_index(vm, v) => str_get(vm, text, vm.index_i64(v)?),
        v => Err(vm.type_error(format!("string indices must be integers, not '{}'", vm.type_name(v)))),
    }
}

/// `__add__`.
pub(super) fn add(vm: &Vm, a: &[Value]) -> PyResult {
    let text = this(vm, a)?;
    match a[1].as_str() {
        Some(other) if text.is_empty() && matches!(a[1], Value::Str(_)) => Ok(Value::Str(other.clone())),
        Some(other) => Ok(Value::Str(Str::concat(text, other))),
        None => Err(vm.type_error(format!("can only concatenate str (not \"{}\") to str", vm.type_name(&a[1])))),
    }
}

/// Room for `n` bytes, or MemoryError: asking for too much must not abort.
pub(crate) fn reserve(vm: &Vm, n: usize) -> PyResult<Vec<u8>> {
    let mut room = Vec::new();
    match room.try_reserve_exact(n) {
        Ok(()) if n <= isize::MAX as usize / 4 => Ok(room),
        _ => Err(crate::types::sequence::out_of_memory(vm)),
    }
}

/// `text * times`.
///
/// # Errors
/// OverflowError or MemoryError when it gets too long.
pub fn repeat(vm: &Vm, text: &Str, times: usize) -> PyResult<Str> {
    match (times, text.as_str().len()) {
        (0, _) => return Ok(vm.names.empty.clone()),
        (1, _) | (_, 0) => return Ok(text.clone()),
        _ => {}
    }
    if text.len().checked_mul(times).is_none_or(|n| n > isize::MAX as usize) {
        return Err(vm.overflow_error("repeated string is too long"));
    }
    // Asked for first, because the standard library aborts where memory ends.
    drop(reserve(vm, text.as_str().len().saturating_mul(times))?);
    Ok(Str::new(&text.as_str().repeat(times)))
}

/// `__mul__` and `__rmul__`.
pub(super) fn mul(vm: &Vm, a: &[Value]) -> PyResult {
    let text = this(vm, a)?;
    repeat(vm, text, sequence::times(vm, &a[1])?).map(Value::Str)
}

/// The order of two strings: by code points, which is the order of their UTF-8, surrogates apart.
#[inline]
pub fn order(a: &Str, b: &Str) -> Ordering {
    // Nothing sorts before ASCII.
    if a.is_ascii() || b.is_ascii() { a.as_str().cmp(b.as_str()) } else { surrogates::order(a.as_str(), b.as_str()) }
}

/// `__eq__` and its kin.
pub(super) fn compare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let text = this(vm, a)?;
    let Some(other) = a[1].as_str() else { return Ok(Value::NotImplemented) };
    Ok(Value::Bool(match op {
        CmpOp::Eq => text == other,
        CmpOp::Ne => text != other,
        op => sequence::decide(op, order(text, other)),
    }))
}

/// `__contains__`.
pub(super) fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    let text = this(vm, a)?;
    match a[1].as_str() {
        Some(other) => Ok(Value::Bool(str_contains(text, other))),
        None => {
            Err(vm.type_error(format!("'in <string>' requires string as left operand, not {}", vm.type_name(&a[1]))))
        }
    }
}

/// `part in text`.
#[inline]
pub fn str_contains(text: &Str, part: &Str) -> bool {
    search::find(text.as_str().as_bytes(), part.as_str().as_bytes()).is_some()
}

/// `__mod__`.
pub(super) fn modulo(vm: &Vm, a: &[Value]) -> PyResult {
    crate::format::percent_format(vm, this(vm, a)?, &a[1]).map(Value::Str)
}

/// `__rmod__`.
pub(super) fn rmod(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?;
    match a[1].as_str() {
        Some(template) => crate::format::percent_format(vm, template, &a[0]).map(Value::Str),
        None => Ok(Value::NotImplemented),
    }
}
