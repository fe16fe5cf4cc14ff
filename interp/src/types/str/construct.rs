//! `str(…)` and `encode`.

use crate::codecs;
use crate::error::PyResult;
use crate::native::Args;
use crate::types::arguments;
use crate::types::bytes::{Bytes, buffer};
use crate::types::class::TypeRef;
use crate::types::str::args::{named_text, this};
use crate::value::Value;
use crate::vm::Vm;

/// `str(object='', encoding='utf-8', errors='strict')`.
pub(super) fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let own = cls.is(&vm.types.str);
    if let ([object], true) = (args.values, args.names.is_empty()) {
        // The commonest call.
        // What `__str__` returns may be of a class derived from str.
        return if own { vm.str_object(object) } else { Ok(vm.wrap(cls, &vm.types.str, Value::Str(vm.str(object)?))) };
    }
    if args.values.len() > 3 && args.names.is_empty() && own {
        return Err(vm.type_error(format!("str expected at most 3 arguments, got {}", args.values.len())));
    }
    let given = arguments::by_name(vm, args, "str", [Some("object"), Some("encoding"), Some("errors")])?;
    let [object, encoding, errors] = &given;
    let text = if object.is_unbound() {
        vm.names.empty.clone()
    } else if encoding.is_unbound() && errors.is_unbound() {
        vm.str(object)?
    } else {
        // The one constructor that calls None by the name of its type.
        for (given, name) in [(encoding, "encoding"), (errors, "errors")] {
            if own && given.is_none() {
                return Err(vm.type_error(format!("str() argument '{name}' must be str, not NoneType")));
            }
        }
        let encoding = named_text(vm, encoding, "str", "encoding", "utf-8")?;
        let errors = named_text(vm, errors, "str", "errors", "strict")?;
        if object.as_str().is_some() {
            return Err(vm.type_error("decoding str is not supported"));
        }
        match buffer::view(vm, object)? {
            Some(bytes) => codecs::decode(vm, &bytes, encoding, errors)?,
            None => {
                return Err(
                    vm.type_error(format!("decoding to str: need a bytes-like object, {} found", vm.type_name(object)))
                );
            }
        }
    };
    Ok(vm.wrap(cls, &vm.types.str, Value::Str(text)))
}

/// `encode`.
pub(super) fn encode(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let encoding = named_text(vm, &a[1], "encode", "encoding", "utf-8")?;
    let errors = named_text(vm, &a[2], "encode", "errors", "strict")?;
    if s.is_ascii() && encoding == "utf-8" {
        return Ok(Value::Bytes(Bytes::new(s.as_str().as_bytes())));
    }
    Ok(Value::Bytes(Bytes::new(&codecs::encode(vm, s, encoding, errors)?)))
}
