//! Changing case: `lower`, `upper`, `title`, `capitalize`, `swapcase`, `casefold`.

use rustpython_unicode::case;

use crate::error::PyResult;
use crate::types::str::args::this;
use crate::value::Value;
use crate::vm::Vm;

/// Changes ASCII text byte by byte, other text as a whole.
fn change(vm: &Vm, a: &[Value], ascii: impl Fn(&str) -> String, other: impl Fn(&str) -> String) -> PyResult {
    let s = this(vm, a)?;
    Ok(Value::from(if s.is_ascii() { ascii(s.as_str()) } else { other(s.as_str()) }))
}

/// `lower`.
pub(super) fn lower(vm: &Vm, a: &[Value]) -> PyResult {
    change(vm, a, str::to_ascii_lowercase, str::to_lowercase)
}

/// `upper`.
pub(super) fn upper(vm: &Vm, a: &[Value]) -> PyResult {
    change(vm, a, str::to_ascii_uppercase, str::to_uppercase)
}

/// `casefold`.
pub(super) fn casefold(vm: &Vm, a: &[Value]) -> PyResult {
    change(vm, a, str::to_ascii_lowercase, case::casefold_str)
}

/// `capitalize`.
pub(super) fn capitalize(vm: &Vm, a: &[Value]) -> PyResult {
    let ascii = |s: &str| {
        let mut out = s.to_ascii_lowercase();
        if let Some(first) = out.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        out
    };
    change(vm, a, ascii, case::capitalize_str)
}

/// `title`.
pub(super) fn title(vm: &Vm, a: &[Value]) -> PyResult {
    let ascii = |s: &str| {
        let mut after_letter = false;
        s.chars()
            .map(|c| {
                let changed = if after_letter { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
                after_letter = c.is_ascii_alphabetic();
                changed
            })
            .collect()
    };
    change(vm, a, ascii, case::title_str)
}

/// `swapcase`.
pub(super) fn swapcase(vm: &Vm, a: &[Value]) -> PyResult {
    let ascii = |s: &str| {
        s.chars()
            .map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
            .collect()
    };
    change(vm, a, ascii, case::swapcase_str)
}
