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
        return vm.str(object).map(|s| vm.wrap(cls, &vm.types.str, Value::Str(s)));
    }
    let given = if own || args.names.is_empty() {
        bind(vm, args)?
    } else {
        // A derived class may have keyword arguments of its own, for its `__init__`.
        bind(vm, &Args::positional(args.pos()))?
    };
    let [object, encoding, errors] = &given;
    let text = if object.is_unbound() {
        vm.names.empty.clone()
    } else if encoding.is_unbound() && errors.is_unbound() {
        vm.str(object)?
    } else {
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

fn bind(vm: &Vm, args: &Args) -> PyResult<[Value; 3]> {
    let (given, all) = (args.pos().len(), args.values.len());
    if all > 3 && args.names.is_empty() {
        return Err(vm.type_error(format!("str expected at most 3 arguments, got {given}")));
    }
    arguments::by_name(vm, args, "str", [Some("object"), Some("encoding"), Some("errors")])
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
