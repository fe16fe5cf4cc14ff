//! Arguments of the methods of `str`, `bytes` and `bytearray`.

use crate::error::PyResult;
use crate::format::argument_type;
use crate::types::arguments;
use crate::types::sequence::{clamped, has_index};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// `self` of a method of str.
#[inline]
pub fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Str> {
    match &a[0] {
        Value::Str(s) => Ok(s),
        v => v.as_str().ok_or_else(|| arguments::bad_receiver(vm, "str", v)),
    }
}

/// The str at position `n` of `method`'s arguments (0: it has but one).
#[inline]
pub fn text<'a>(vm: &Vm, v: &'a Value, method: &str, n: usize) -> PyResult<&'a Str> {
    v.as_str().ok_or_else(|| {
        let at = if n == 0 { String::new() } else { format!(" {n}") };
        vm.type_error(format!("{method}() argument{at} must be str, not {}", argument_type(vm, v)))
    })
}

/// A str given by name, or the default.
pub fn named_text<'a>(vm: &Vm, v: &'a Value, method: &str, name: &str, default: &'static str) -> PyResult<&'a str> {
    match v {
        Value::Unbound => Ok(default),
        v => match v.as_str() {
            Some(s) => Ok(s.as_str()),
            None => {
                Err(vm.type_error(format!("{method}() argument '{name}' must be str, not {}", argument_type(vm, v))))
            }
        },
    }
}

/// A count or width, or the default.
#[inline]
pub fn size(vm: &Vm, v: &Value, default: i64) -> PyResult<i64> {
    match v {
        Value::Int(i) => Ok(*i),
        Value::Unbound => Ok(default),
        v => match vm.index(v)? {
            Value::Int(i) => Ok(i),
            _ => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        },
    }
}

/// A limit on the number of replacements or splits: negative means none.
pub fn limit(vm: &Vm, v: &Value) -> PyResult<usize> {
    Ok(usize::try_from(size(vm, v, -1)?).unwrap_or(usize::MAX))
}

/// A flag, or the default.
pub fn flag(vm: &Vm, v: &Value, default: bool) -> PyResult<bool> {
    if v.is_unbound() { Ok(default) } else { vm.truth(v) }
}

/// One end of a range of positions; None and what is missing mean the default.
fn bound(vm: &Vm, v: &Value, default: i64) -> PyResult<i64> {
    match v {
        Value::Unbound | Value::None => Ok(default),
        Value::Int(i) => Ok(*i),
        v if has_index(vm, v) => Ok(clamped(&vm.index(v)?)),
        _ => Err(vm.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// The two ends of a range of positions, not yet cut to a length: what gives them may be Python code.
#[derive(Clone, Copy)]
pub struct Bounds(i64, i64);

impl Bounds {
    /// Reads the ends.
    ///
    /// # Errors
    /// TypeError for what is no integer.
    #[inline]
    pub fn new(vm: &Vm, start: &Value, end: &Value) -> PyResult<Bounds> {
        if start.is_unbound() && end.is_unbound() {
            return Ok(Bounds(0, i64::MAX));
        }
        Ok(Bounds(bound(vm, start, 0)?, bound(vm, end, i64::MAX)?))
    }

    /// The positions among `len`; `None` when the range ends before it starts (an empty text is found in an empty range,
    /// but not in none).
    pub fn within(self, len: usize) -> Option<(usize, usize)> {
        let n = i64::try_from(len).unwrap_or(i64::MAX);
        let from_end = |i: i64| if i < 0 { i.saturating_add(n).max(0) } else { i };
        let (start, end) = (from_end(self.0), from_end(self.1).min(n));
        // Neither is negative any more.
        (start <= end).then_some((start as usize, end as usize))
    }
}

/// The range of positions that `start` and `end` select among `len`: see [`Bounds::within`].
///
/// # Errors
/// TypeError for what is no integer.
#[inline]
pub fn range(vm: &Vm, start: &Value, end: &Value, len: usize) -> PyResult<Option<(usize, usize)>> {
    Ok(Bounds::new(vm, start, end)?.within(len))
}
