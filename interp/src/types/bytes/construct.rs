//! `bytes(…)`, `bytearray(…)` and `decode`.

use super::buffer::view;
use super::receiver::{array, byte_or, this};
use crate::codecs;
use crate::error::PyResult;
use crate::native::Args;
use crate::types::arguments;
use crate::types::bytes::Bytes;
use crate::types::class::TypeRef;
use crate::types::sequence::has_index;
use crate::types::str::args::named_text;
use crate::types::str::ops::reserve;
use crate::value::Value;
use crate::vm::Vm;

/// `bytes(source=b'', encoding, errors)`.
pub(super) fn new_bytes(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let own = cls.is(&vm.types.bytes);
    if let ([Value::Bytes(b)], true, true) = (args.values, args.names.is_empty(), own) {
        return Ok(Value::Bytes(b.clone()));
    }
    let bytes = source(vm, args, "bytes")?;
    Ok(vm.wrap(cls, &vm.types.bytes, Value::Bytes(Bytes::new(&bytes))))
}

/// An empty bytearray, to be filled by `__init__`.
pub(super) fn new_array(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(vm.wrap(cls, &vm.types.bytearray, array(Vec::new())))
}

/// The bytes that the arguments of `bytearray(…)` stand for.
pub(super) fn init_source(vm: &Vm, args: &Args) -> PyResult<Vec<u8>> {
    source(vm, args, "bytearray")
}

fn source(vm: &Vm, args: &Args, name: &str) -> PyResult<Vec<u8>> {
    let names = [Some("source"), Some("encoding"), Some("errors")];
    let [source, encoding, errors] = &arguments::by_name(vm, args, name, names)?;
    if !encoding.is_unbound() || !errors.is_unbound() {
        let encoding_given = !encoding.is_unbound();
        let encoding = named_text(vm, encoding, name, "encoding", "utf-8")?;
        let errors = named_text(vm, errors, name, "errors", "strict")?;
        return match source.as_str() {
            Some(text) if encoding_given => codecs::encode(vm, text, encoding, errors),
            Some(_) => Err(vm.type_error("string argument without an encoding")),
            None if encoding_given => Err(vm.type_error("encoding without a string argument")),
            None => Err(vm.type_error("errors without a string argument")),
        };
    }
    if source.is_unbound() {
        return Ok(Vec::new());
    }
    from_object(vm, source, name)
}

/// The bytes that an object stands for.
fn from_object(vm: &Vm, v: &Value, name: &str) -> PyResult<Vec<u8>> {
    if v.as_str().is_some() {
        return Err(vm.type_error("string argument without an encoding"));
    }
    if name == "bytes"
        && matches!(v, Value::Instance(_) | Value::Object(_) | Value::Exception(_))
        && let Some(result) = vm.call_special(v, &vm.names.__bytes__, &[])?
    {
        return match result.inner() {
            Value::Bytes(b) => Ok(b.as_slice().to_vec()),
            _ => Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", vm.type_name(&result)))),
        };
    }
    if has_index(vm, v) {
        let n = match vm.index(v)? {
            Value::Int(n) => n,
            _ => return Err(vm.overflow_error(format!("cannot fit '{}' into an index-sized integer", vm.type_name(v)))),
        };
        let n = usize::try_from(n).map_err(|_| vm.value_error("negative count"))?;
        let mut zeros = reserve(vm, n)?;
        zeros.resize(n, 0);
        return Ok(zeros);
    }
    if let Some(bytes) = view(vm, v)? {
        return Ok(bytes.to_vec());
    }
    let message = if name == "bytes" { "bytes must be in range(0, 256)" } else { "byte must be in range(0, 256)" };
    ints(vm, v, message)?.ok_or_else(|| vm.type_error(format!("cannot convert '{}' object to {name}", vm.type_name(v))))
}

/// The bytes given by an iterable of ints; `None` when it is no iterable.
pub(super) fn ints(vm: &Vm, v: &Value, message: &str) -> PyResult<Option<Vec<u8>>> {
    let iterable = matches!(v, Value::List(_) | Value::Tuple(_) | Value::Range(_)) || vm.is_iterable(v);
    if !iterable {
        return Ok(None);
    }
    let mut out = Vec::new();
    vm.for_each(v, &mut |item| {
        out.push(byte_or(vm, &item, message)?);
        Ok(true)
    })?;
    Ok(Some(out))
}

/// `decode`.
pub(super) fn decode(vm: &Vm, a: &[Value]) -> PyResult {
    let encoding = named_text(vm, &a[1], "decode", "encoding", "utf-8")?;
    let errors = named_text(vm, &a[2], "decode", "errors", "strict")?;
    if let Value::Bytes(b) = a[0].inner() {
        return codecs::decode(vm, b.as_slice(), encoding, errors).map(Value::Str);
    }
    // A copy: an error handler may change a bytearray.
    let bytes = this(vm, a)?.to_vec();
    codecs::decode(vm, &bytes, encoding, errors).map(Value::Str)
}
