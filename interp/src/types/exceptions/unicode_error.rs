//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`: what could not be converted, and where.

use super::{base, field, fields, this};
use crate::codecs::errors::backslashed;
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, GetSet, NativeDef, TypeDef, method, method_raw};
use crate::types::exception::Exception;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static UNICODE_ERROR: TypeDef =
    TypeDef { doc: "Unicode related error.", ..TypeDef::new("UnicodeError", "builtins") };

const GETSET: &[GetSet] = fields![
    "encoding" = field::ENCODING,
    "object" = field::OBJECT,
    "start" = field::START,
    "end" = field::END,
    "reason" = field::REASON,
];

pub(super) static UNICODE_DECODE_ERROR: TypeDef = TypeDef {
    doc: "Unicode decoding error.",
    methods: DECODE_METHODS,
    getset: GETSET,
    ..TypeDef::new("UnicodeDecodeError", "builtins")
};

const DECODE_METHODS: &[NativeDef] =
    &[method_raw("__init__", "(self, /, *args, **kwargs)", init_decode), method("__str__", "(self, /)", str_decode)];

pub(super) static UNICODE_ENCODE_ERROR: TypeDef = TypeDef {
    doc: "Unicode encoding error.",
    methods: ENCODE_METHODS,
    getset: GETSET,
    ..TypeDef::new("UnicodeEncodeError", "builtins")
};

const ENCODE_METHODS: &[NativeDef] =
    &[method_raw("__init__", "(self, /, *args, **kwargs)", init_encode), method("__str__", "(self, /)", str_encode)];

pub(super) static UNICODE_TRANSLATE_ERROR: TypeDef = TypeDef {
    doc: "Unicode translation error.",
    methods: TRANSLATE_METHODS,
    getset: GETSET,
    ..TypeDef::new("UnicodeTranslateError", "builtins")
};

const TRANSLATE_METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args, **kwargs)", init_translate),
    method("__str__", "(self, /)", str_translate),
];

const WITH_ENCODING: [usize; 5] = [field::ENCODING, field::OBJECT, field::START, field::END, field::REASON];
const WITHOUT_ENCODING: [usize; 4] = [field::OBJECT, field::START, field::END, field::REASON];

pub(super) fn init_from_args(exc: &Ref<Exception>, args: &Tuple) {
    let order: &[usize] = if args.len() == WITH_ENCODING.len() { &WITH_ENCODING } else { &WITHOUT_ENCODING };
    if args.len() == order.len() {
        for (index, value) in order.iter().zip(args.iter()) {
            exc.set_field(*index, value.clone());
        }
    }
}

/// Sets `args` and, checked, the fields in this order.
fn init_fields(vm: &Vm, args: &Args, order: &[usize], bytes: bool) -> PyResult {
    let exc = this(vm, &args.values[0])?;
    super::no_keywords(vm, exc.class().name().as_str(), args)?;
    base::set_args_from(exc, args);
    let given = &args.pos()[1..];
    if given.len() != order.len() {
        let message = format!("function takes exactly {} arguments ({} given)", order.len(), given.len());
        return Err(vm.type_error(message));
    }
    for (i, (index, value)) in order.iter().zip(given).enumerate() {
        let value = match *index {
            field::START | field::END => Value::Int(vm.index_i64(value)?),
            field::OBJECT if bytes => bytes_object(vm, value)?,
            _ if value.as_str().is_some() => value.clone(),
            _ => {
                let kind = vm.type_name(value);
                return Err(vm.type_error(format!("argument {} must be str, not {kind}", i + 1)));
            }
        };
        exc.set_field(*index, value);
    }
    Ok(Value::None)
}

fn bytes_object(vm: &Vm, value: &Value) -> PyResult {
    match value.inner() {
        Value::Bytes(_) => Ok(value.clone()),
        Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::None | Value::Float(_) | Value::List(_) => {
            Err(vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(value))))
        }
        _ => vm.call(&Value::Type(vm.types.bytes.clone()), std::slice::from_ref(value)),
    }
}

fn init_decode(vm: &Vm, args: &Args) -> PyResult {
    init_fields(vm, args, &WITH_ENCODING, true)
}

fn init_encode(vm: &Vm, args: &Args) -> PyResult {
    init_fields(vm, args, &WITH_ENCODING, false)
}

fn init_translate(vm: &Vm, args: &Args) -> PyResult {
    init_fields(vm, args, &WITHOUT_ENCODING, false)
}

/// The range that failed.
struct Place {
    start: i64,
    end: i64,
}

impl Place {
    fn of(exc: &Exception) -> Option<Place> {
        match (exc.field(field::START), exc.field(field::END)) {
            (Value::Int(start), Value::Int(end)) => Some(Place { start, end }),
            _ => None,
        }
    }

    /// The index, when just one item of `len` failed.
    fn single(&self, len: usize) -> Option<usize> {
        let start = usize::try_from(self.start).ok().filter(|s| *s < len)?;
        (self.end == self.start + 1).then_some(start)
    }

    /// `positions 1-2`, as the messages have it.
    fn range(&self) -> String {
        format!("in position {}-{}", self.start, self.end.saturating_sub(1))
    }
}

fn str_decode(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let object = exc.field(field::OBJECT);
    let (Value::Bytes(bytes), Some(place)) = (object.inner(), Place::of(exc)) else {
        return Ok(Value::Str(vm.names.empty.clone()));
    };
    let (encoding, reason) = (vm.str(&exc.field(field::ENCODING))?, vm.str(&exc.field(field::REASON))?);
    Ok(match place.single(bytes.as_slice().len()) {
        Some(i) => {
            let byte = bytes.as_slice()[i];
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {i}: {reason}").into()
        }
        None => format!("'{encoding}' codec can't decode bytes {}: {reason}", place.range()).into(),
    })
}

fn str_encode(vm: &Vm, a: &[Value]) -> PyResult {
    let encoding = vm.str(&this(vm, &a[0])?.field(field::ENCODING))?;
    str_text(vm, &a[0], &format!("'{encoding}' codec can't encode"))
}

fn str_translate(vm: &Vm, a: &[Value]) -> PyResult {
    str_text(vm, &a[0], "can't translate")
}

fn str_text(vm: &Vm, this_value: &Value, what: &str) -> PyResult {
    let exc = this(vm, this_value)?;
    let object = exc.field(field::OBJECT);
    let (Some(text), Some(place)) = (object.as_str(), Place::of(exc)) else {
        return Ok(Value::Str(vm.names.empty.clone()));
    };
    let reason = vm.str(&exc.field(field::REASON))?;
    let bad = place.single(text.len()).and_then(|i| text.as_str().chars().nth(i).map(|c| (i, c)));
    Ok(match bad {
        Some((i, c)) => format!("{what} character '{}' in position {i}: {reason}", backslashed(c)).into(),
        None => format!("{what} characters {}: {reason}", place.range()).into(),
    })
}
