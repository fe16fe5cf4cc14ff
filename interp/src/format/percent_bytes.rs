//! The `%` operator of `bytes` and `bytearray`.

use super::percent::{Arguments, Directive, Flavor, number_text, parse_directive};
use crate::error::PyResult;
use crate::types::bytes::buffer;
use crate::value::Value;
use crate::vm::Vm;

/// `template % values`, as bytes.
///
/// # Errors
/// ValueError for a malformed template, TypeError for values that do not fit it, and what the values raise.
pub fn percent_format_bytes(vm: &Vm, template: &[u8], values: &Value) -> PyResult<Vec<u8>> {
    let mut args = Arguments::new(vm, values, Flavor::Bytes);
    let mut out = Vec::with_capacity(template.len() + 16);
    let mut copied = 0;
    while let Some(offset) = memchr::memchr(b'%', &template[copied..]) {
        let at = copied + offset;
        out.extend_from_slice(&template[copied..at]);
        if template.get(at + 1) == Some(&b'%') {
            out.push(b'%');
            copied = at + 2;
            continue;
        }
        let d = parse_directive(vm, template, at + 1, &mut args)?;
        let value = args.take()?;
        convert(vm, &mut out, &d, &value)?;
        copied = d.at + 1;
    }
    out.extend_from_slice(&template[copied..]);
    args.finish()?;
    Ok(out)
}

fn convert(vm: &Vm, out: &mut Vec<u8>, d: &Directive, v: &Value) -> PyResult<()> {
    match d.conversion {
        b's' | b'b' => write_field(out, &content(vm, v)?, d),
        b'r' | b'a' => write_field(out, vm.ascii(v)?.as_str().as_bytes(), d),
        b'c' => write_field(out, &[single_byte(vm, v)?], &Directive { precision: None, ..*d }),
        c => match number_text(vm, d, v, Flavor::Bytes)? {
            Some(text) => {
                let mut field = String::new();
                text.write(&mut field, d);
                out.extend_from_slice(field.as_bytes());
            }
            None => {
                return Err(vm.value_error(format!(
                    "unsupported format character '{}' (0x{c:x}) at index {}",
                    char::from(c),
                    d.at
                )));
            }
        },
    }
    Ok(())
}

fn write_field(out: &mut Vec<u8>, bytes: &[u8], d: &Directive) {
    let shown = &bytes[..d.precision.unwrap_or(usize::MAX).min(bytes.len())];
    let missing = d.width.saturating_sub(shown.len());
    let before = if d.flags.left { 0 } else { missing };
    out.resize(out.len() + before, b' ');
    out.extend_from_slice(shown);
    out.resize(out.len() + missing - before, b' ');
}

/// The bytes that `%s` stands for.
fn content(vm: &Vm, v: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = buffer::copy_of(vm, v)? {
        return Ok(bytes);
    }
    match vm.call_special(v, &vm.names.__bytes__, &[])? {
        Some(result) => match result.inner() {
            Value::Bytes(b) => Ok(b.as_slice().to_vec()),
            _ => Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", vm.type_name(&result)))),
        },
        None => Err(vm.type_error(format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
            vm.type_name(v)
        ))),
    }
}

/// The byte of `%c`.
fn single_byte(vm: &Vm, v: &Value) -> PyResult<u8> {
    let code = match v.inner() {
        Value::Bytes(b) if b.as_slice().len() == 1 => return Ok(b.as_slice()[0]),
        Value::ByteArray(b) if b.data.borrow().len() == 1 => return Ok(b.data.borrow()[0]),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => Some(v.clone()),
        Value::Float(_) | Value::Bytes(_) | Value::ByteArray(_) | Value::Str(_) => None,
        _ => vm.call_special(v, &vm.names.__index__, &[])?,
    };
    match code.as_ref().map(Value::inner) {
        Some(Value::Bool(b)) => Ok(u8::from(*b)),
        Some(Value::Int(i)) => u8::try_from(*i).map_err(|_| vm.overflow_error("%c arg not in range(256)")),
        Some(Value::Big(_)) => Err(vm.overflow_error("%c arg not in range(256)")),
        _ => Err(vm.type_error("%c requires an integer in range(256) or a single byte")),
    }
}
