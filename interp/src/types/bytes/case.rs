//! Bytes as ASCII text: changing case, kinds of characters, `translate`.

use super::buffer::required;
use super::receiver::{like, this};
use super::split::is_space;
use crate::error::PyResult;
use crate::types::bytes::Bytes;
use crate::value::Value;
use crate::vm::Vm;

/// Changes byte by byte; `f` gets whether the byte before is a letter as well.
fn change(vm: &Vm, a: &[Value], f: impl Fn(u8, bool) -> u8) -> PyResult {
    let bytes = this(vm, a)?;
    let mut after_letter = false;
    let changed = bytes
        .iter()
        .map(|b| {
            let to = f(*b, after_letter);
            after_letter = b.is_ascii_alphabetic();
            to
        })
        .collect();
    Ok(like(a, changed))
}

/// `lower`.
pub(super) fn lower(vm: &Vm, a: &[Value]) -> PyResult {
    change(vm, a, |b, _| b.to_ascii_lowercase())
}

/// `upper`.
pub(super) fn upper(vm: &Vm, a: &[Value]) -> PyResult {
    change(vm, a, |b, _| b.to_ascii_uppercase())
}

/// `swapcase`.
pub(super) fn swapcase(vm: &Vm, a: &[Value]) -> PyResult {
    change(vm, a, |b, _| if b.is_ascii_lowercase() { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() })
}

/// `title`.
pub(super) fn title(vm: &Vm, a: &[Value]) -> PyResult {
    change(vm, a, |b, after| if after { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() })
}

/// `capitalize`.
pub(super) fn capitalize(vm: &Vm, a: &[Value]) -> PyResult {
    let mut bytes = this(vm, a)?.to_ascii_lowercase();
    if let Some(first) = bytes.first_mut() {
        first.make_ascii_uppercase();
    }
    Ok(like(a, bytes))
}

fn all(vm: &Vm, a: &[Value], passes: fn(&u8) -> bool) -> PyResult {
    let bytes = this(vm, a)?;
    Ok(Value::Bool(!bytes.is_empty() && bytes.iter().all(passes)))
}

/// `isalpha`.
pub(super) fn isalpha(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_alphabetic)
}

/// `isalnum`.
pub(super) fn isalnum(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_alphanumeric)
}

/// `isdigit`.
pub(super) fn isdigit(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, u8::is_ascii_digit)
}

/// `isspace`.
pub(super) fn isspace(vm: &Vm, a: &[Value]) -> PyResult {
    all(vm, a, |b| is_space(*b))
}

/// `isascii`.
pub(super) fn isascii(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(this(vm, a)?.is_ascii()))
}

/// `islower`.
pub(super) fn islower(vm: &Vm, a: &[Value]) -> PyResult {
    let bytes = this(vm, a)?;
    Ok(Value::Bool(bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)))
}

/// `isupper`.
pub(super) fn isupper(vm: &Vm, a: &[Value]) -> PyResult {
    let bytes = this(vm, a)?;
    Ok(Value::Bool(bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)))
}

/// `istitle`: capitals follow what is no letter, small letters follow letters.
pub(super) fn istitle(vm: &Vm, a: &[Value]) -> PyResult {
    let bytes = this(vm, a)?;
    let mut after_letter = false;
    for b in bytes.iter() {
        if (b.is_ascii_uppercase() && after_letter) || (b.is_ascii_lowercase() && !after_letter) {
            return Ok(Value::Bool(false));
        }
        after_letter = b.is_ascii_alphabetic();
    }
    Ok(Value::Bool(bytes.iter().any(u8::is_ascii_alphabetic)))
}

/// `translate`.
pub(super) fn translate(vm: &Vm, a: &[Value]) -> PyResult {
    let table = match a[1].some() {
        Some(v) => Some(required(vm, v)?),
        None => None,
    };
    if table.as_ref().is_some_and(|t| t.len() != 256) {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    let mut deleted = [false; 256];
    if !a[2].is_unbound() {
        for b in &*required(vm, &a[2])? {
            deleted[usize::from(*b)] = true;
        }
    }
    let bytes = this(vm, a)?;
    let kept = bytes.iter().filter(|b| !deleted[usize::from(**b)]);
    Ok(like(a, kept.map(|b| table.as_ref().map_or(*b, |t| t[usize::from(*b)])).collect()))
}

/// `bytes.maketrans`.
pub(super) fn maketrans(vm: &Vm, a: &[Value]) -> PyResult {
    let (from, to) = (required(vm, &a[0])?, required(vm, &a[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: [u8; 256] = std::array::from_fn(|i| i as u8);
    for (from, to) in from.iter().zip(to.iter()) {
        table[usize::from(*from)] = *to;
    }
    Ok(Value::Bytes(Bytes::new(&table)))
}
