//! Bytes as hexadecimal text and back.

use super::buffer;
use super::receiver::this;
use crate::error::PyResult;
use crate::types::bytes::Bytes;
use crate::types::str::args::{size, text};
use crate::value::Value;
use crate::vm::Vm;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The digits, with a separator between groups of `group` bytes: counted from the right, or if negative from the left.
pub fn hex_text(bytes: &[u8], separator: Option<char>, group: i64) -> String {
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let separator = separator.filter(|_| size > 0);
    let mut out =
        String::with_capacity(bytes.len() * 2 + if separator.is_some() { bytes.len() / size.max(1) } else { 0 });
    for (i, b) in bytes.iter().enumerate() {
        let place = if group > 0 { bytes.len() - i } else { i };
        if let Some(c) = separator
            && i > 0
            && place % size == 0
        {
            out.push(c);
        }
        out.push(char::from(DIGITS[usize::from(b >> 4)]));
        out.push(char::from(DIGITS[usize::from(b & 15)]));
    }
    out
}

/// The separator argument of `hex`.
fn separator(vm: &Vm, v: &Value) -> PyResult<Option<char>> {
    if v.is_unbound() {
        return Ok(None);
    }
    let c = match v.inner() {
        Value::Str(s) if s.len() == 1 => s.char_at(0).unwrap_or(' '),
        Value::Bytes(b) if b.as_slice().len() == 1 => char::from(b.as_slice()[0]),
        _ if vm.len(v)? == 1 => return Err(vm.type_error("sep must be str or bytes.")),
        _ => return Err(vm.value_error("sep must be length 1.")),
    };
    if c.is_ascii() { Ok(Some(c)) } else { Err(vm.value_error("sep must be ASCII.")) }
}

/// The arguments of `hex`: the separator and the size of groups.
pub(super) fn hex_arguments(vm: &Vm, a: &[Value]) -> PyResult<(Option<char>, i64)> {
    Ok((separator(vm, &a[1])?, size(vm, &a[2], 1)?))
}

/// `hex`.
pub(super) fn hex(vm: &Vm, a: &[Value]) -> PyResult {
    let (sep, group) = hex_arguments(vm, a)?;
    Ok(Value::from(hex_text(&this(vm, a)?, sep, group)))
}

/// The bytes that hexadecimal text denotes; white space may stand between them. On error: where.
pub fn parse_hex(text: &str) -> Result<Vec<u8>, usize> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut chars = text.chars().enumerate();
    while let Some((i, c)) = chars.next() {
        if c.is_ascii() && super::split::is_space(c as u8) {
            continue;
        }
        let high = c.to_digit(16).ok_or(i)?;
        let (i, c) = chars.next().ok_or(i + 1)?;
        let low = c.to_digit(16).ok_or(i)?;
        out.push((high << 4 | low) as u8);
    }
    Ok(out)
}

/// `bytes.fromhex` and `bytearray.fromhex`.
pub(super) fn fromhex(vm: &Vm, a: &[Value]) -> PyResult {
    let from_bytes;
    let digits = match buffer::view(vm, &a[1])? {
        // Since Python 3.14; what is not ASCII is no digit in any case.
        Some(bytes) => {
            from_bytes = bytes.iter().map(|b| char::from(*b)).collect::<String>();
            &from_bytes
        }
        None => text(vm, &a[1], "fromhex", 0)?.as_str(),
    };
    let bytes = parse_hex(digits)
        .map_err(|at| vm.value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}")))?;
    match a[0].as_type() {
        Some(t) if t.is(&vm.types.bytes) => Ok(Value::Bytes(Bytes::new(&bytes))),
        Some(t) if t.is(&vm.types.bytearray) => Ok(super::receiver::array(bytes)),
        _ => vm.call(&a[0], &[Value::Bytes(Bytes::new(&bytes))]),
    }
}
