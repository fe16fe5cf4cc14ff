//! Taking apart and putting together: `split`, `rsplit`, `splitlines`, `partition`, `join`.

use memchr::memmem;

use crate::error::PyResult;
use crate::types::str::Str;
use crate::types::str::args::{flag, limit, this};
use crate::types::str::classify::is_space;
use crate::types::str::ops::{part_value, reserve};
use crate::value::Value;
use crate::vm::Vm;

/// The separator of `split`: `None` for white space.
fn separator<'a>(vm: &Vm, v: &'a Value) -> PyResult<Option<&'a Str>> {
    if v.some().is_none() {
        return Ok(None);
    }
    match v.as_str() {
        Some(s) if s.is_empty() => Err(vm.value_error("empty separator")),
        Some(s) => Ok(Some(s)),
        None => Err(vm.type_error(format!("must be str or None, not {}", vm.type_name(v)))),
    }
}

/// `split`.
pub(super) fn split(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let max = limit(vm, &a[2])?;
    let text = s.as_str();
    let mut parts = Vec::new();
    match separator(vm, &a[1])? {
        Some(sep) => {
            let sep = sep.as_str();
            let mut rest = 0;
            let mut cut = |at| {
                parts.push(part_value(vm, s, &text[rest..at]));
                rest = at + sep.len();
            };
            match sep.as_bytes() {
                [b] => memchr::memchr_iter(*b, text.as_bytes()).take(max).for_each(&mut cut),
                sep => memmem::find_iter(text.as_bytes(), sep).take(max).for_each(&mut cut),
            }
            cut(text.len());
        }
        None => split_spaces(vm, s, max, &mut parts),
    }
    Ok(Value::list(parts))
}

fn is_ascii_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t'..=b'\r' | 0x1c..=0x1f)
}

/// In ASCII text, byte by byte.
fn split_ascii_spaces(vm: &Vm, s: &Str, max: usize, parts: &mut Vec<Value>) {
    let text = s.as_str();
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        while at < bytes.len() && is_ascii_space(bytes[at]) {
            at += 1;
        }
        if at == bytes.len() {
            return;
        }
        if parts.len() == max {
            parts.push(part_value(vm, s, &text[at..]));
            return;
        }
        let start = at;
        while at < bytes.len() && !is_ascii_space(bytes[at]) {
            at += 1;
        }
        parts.push(part_value(vm, s, &text[start..at]));
    }
}

fn split_spaces(vm: &Vm, s: &Str, max: usize, parts: &mut Vec<Value>) {
    if s.is_ascii() {
        return split_ascii_spaces(vm, s, max, parts);
    }
    let mut rest = s.as_str().trim_start_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == max {
            parts.push(part_value(vm, s, rest));
            return;
        }
        let end = rest.find(is_space).unwrap_or(rest.len());
        parts.push(part_value(vm, s, &rest[..end]));
        rest = rest[end..].trim_start_matches(is_space);
    }
}

/// `rsplit`.
pub(super) fn rsplit(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let max = limit(vm, &a[2])?;
    let text = s.as_str();
    let mut parts = Vec::new();
    match separator(vm, &a[1])? {
        Some(sep) => {
            let sep = sep.as_str();
            let mut end = text.len();
            for at in memmem::rfind_iter(text.as_bytes(), sep.as_bytes()).take(max) {
                parts.push(part_value(vm, s, &text[at + sep.len()..end]));
                end = at;
            }
            parts.push(part_value(vm, s, &text[..end]));
        }
        None => rsplit_spaces(vm, s, max, &mut parts),
    }
    parts.reverse();
    Ok(Value::list(parts))
}

fn rsplit_spaces(vm: &Vm, s: &Str, max: usize, parts: &mut Vec<Value>) {
    let mut rest = s.as_str().trim_end_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == max {
            parts.push(part_value(vm, s, rest));
            return;
        }
        let word = rest.rsplit(is_space).next().unwrap_or(rest);
        parts.push(part_value(vm, s, word));
        rest = rest[..rest.len() - word.len()].trim_end_matches(is_space);
    }
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c' | '\x1d' | '\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The lines of a text, with the length of what ends each.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some((at, c)) = rest.char_indices().find(|(_, c)| ends_line(*c)) else {
            return Some((std::mem::take(&mut rest), 0));
        };
        let ending = if rest[at..].starts_with("\r\n") { 2 } else { c.len_utf8() };
        let line = &rest[..at + ending];
        rest = &rest[at + ending..];
        Some((line, ending))
    })
}

/// `splitlines`.
pub(super) fn splitlines(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let keep = flag(vm, &a[1], false)?;
    let line =
        |(line, ending): (&str, usize)| Value::Str(s.part(if keep { line } else { &line[..line.len() - ending] }));
    Ok(Value::list(lines(s.as_str()).map(line).collect()))
}

fn partition_at(vm: &Vm, a: &[Value], from_right: bool) -> PyResult {
    let s = this(vm, a)?;
    let Some(sep) = a[1].as_str() else {
        return Err(vm.type_error(format!("must be str, not {}", vm.type_name(&a[1]))));
    };
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let (text, needle) = (s.as_str(), sep.as_str());
    let at = if from_right {
        memmem::rfind(text.as_bytes(), needle.as_bytes())
    } else {
        memmem::find(text.as_bytes(), needle.as_bytes())
    };
    let empty = || Value::Str(vm.names.empty.clone());
    Ok(Value::tuple(match at {
        Some(at) => {
            vec![part_value(vm, s, &text[..at]), Value::Str(sep.clone()), part_value(vm, s, &text[at + needle.len()..])]
        }
        None if from_right => vec![empty(), empty(), Value::Str(s.clone())],
        None => vec![Value::Str(s.clone()), empty(), empty()],
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

/// `separator.join(items)`, for items that have been collected.
///
/// # Errors
/// TypeError when one is no str.
pub fn join_items(vm: &Vm, separator: &Str, items: &[Value]) -> PyResult<Str> {
    if let [Value::Str(only)] = items {
        return Ok(only.clone());
    }
    if let Some((i, item)) = items.iter().enumerate().find(|(_, item)| item.as_str().is_none()) {
        return Err(vm.type_error(format!("sequence item {i}: expected str instance, {} found", vm.type_name(item))));
    }
    // More than any memory holds must not abort.
    let gaps = separator.as_str().len().saturating_mul(items.len());
    if gaps > 1 << 32 {
        drop(reserve(vm, gaps)?);
    }
    Ok(Str::join(separator, items.iter().filter_map(Value::as_str)))
}

/// `join`.
pub(super) fn join(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    match &a[1] {
        Value::Tuple(t) => join_items(vm, s, t),
        // No Python code runs while the items are borrowed: naming a type calls none.
        Value::List(l) => join_items(vm, s, &l.borrow()),
        v => {
            if !vm.is_iterable(v) {
                return Err(vm.type_error("can only join an iterable"));
            }
            join_items(vm, s, &vm.collect(v)?)
        }
    }
    .map(Value::Str)
}
