//! `SyntaxError`: the message and the place, which comes as a tuple `(filename, lineno, offset, text, …)`.

use super::{base, field, fields, this};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, TypeDef, method, method_raw};
use crate::types::exception::Exception;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static SYNTAX_ERROR: TypeDef = TypeDef {
    doc: "Invalid syntax.",
    methods: &[method_raw("__init__", "(self, /, *args, **kwargs)", init), method("__str__", "(self, /)", str)],
    getset: fields![
        "msg" = field::MSG,
        "filename" = field::FILENAME,
        "lineno" = field::LINENO,
        "offset" = field::OFFSET,
        "text" = field::TEXT,
        "end_lineno" = field::END_LINENO,
        "end_offset" = field::END_OFFSET,
        "print_file_and_line" = field::PRINT_FILE_AND_LINE,
        "_metadata" = field::METADATA,
    ],
    ..TypeDef::new("SyntaxError", "builtins")
};

/// The fields in the order of the tuple.
const PLACE: [usize; 7] =
    [field::FILENAME, field::LINENO, field::OFFSET, field::TEXT, field::END_LINENO, field::END_OFFSET, field::METADATA];

/// How many of `PLACE` must be there.
const PLACE_REQUIRED: usize = 4;

pub(super) fn init_from_args(_vm: &Vm, exc: &Ref<Exception>, args: &Tuple) {
    if let Some(msg) = args.first() {
        exc.set_field(field::MSG, msg.clone());
    }
    if let [_, Value::Tuple(place)] = args.items() {
        set_place(exc, place);
    }
}

fn set_place(exc: &Ref<Exception>, place: &[Value]) {
    for (index, value) in PLACE.iter().zip(place) {
        exc.set_field(*index, value.clone());
    }
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let exc = this(vm, &args.values[0])?;
    super::no_keywords(vm, exc.class().name().as_str(), args)?;
    base::set_args_from(exc, args);
    let given = args.pos();
    if let Some(msg) = given.get(1) {
        exc.set_field(field::MSG, msg.clone());
    }
    if let [_, _, place] = given {
        let place = vm.collect(place)?;
        let (most, n) = (PLACE.len(), place.len());
        if n < PLACE_REQUIRED {
            let message = format!("function takes at least {PLACE_REQUIRED} arguments ({n} given)");
            return Err(vm.type_error(message));
        }
        if n > most {
            return Err(vm.type_error(format!("function takes at most {most} arguments ({n} given)")));
        }
        if n == PLACE_REQUIRED + 1 {
            return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
        }
        set_place(exc, &place);
    }
    Ok(Value::None)
}

fn str(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let msg = vm.str(&exc.field(field::MSG))?;
    let filename = exc.field(field::FILENAME);
    let file = filename.as_str().map(|f| f.as_str().rsplit('/').next().unwrap_or_default());
    let line = match exc.field(field::LINENO) {
        Value::Int(n) => Some(n),
        _ => None,
    };
    Ok(match (file, line) {
        (Some(file), Some(line)) => format!("{msg} ({file}, line {line})").into(),
        (Some(file), None) => format!("{msg} ({file})").into(),
        (None, Some(line)) => format!("{msg} (line {line})").into(),
        (None, None) => Value::Str(msg),
    })
}
