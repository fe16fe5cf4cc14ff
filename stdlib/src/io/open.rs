//! The builtin `open`.

use taipan_interp::native::{NativeDef, function};
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::buffered::{self, Kind};
use super::raw::{self, Mode};
use super::{BUFFER_SIZE, Types, call, text_methods};

/// As `inspect` shows it.
pub const SIGNATURE: &str =
    "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)";

/// The builtin.
pub static OPEN: NativeDef =
    function("open", SIGNATURE, open).doc("Open file and return a stream.  Raise OSError upon failure.");

/// `os.fspath`, but descriptors pass.
///
/// # Errors
/// TypeError when it is no path.
pub fn fspath(vm: &Vm, file: &Value) -> PyResult {
    if matches!(file.inner(), Value::Str(_) | Value::Bytes(_)) {
        return Ok(file.clone());
    }
    match vm.call_special(file, &vm.names.__fspath__, &[])? {
        Some(path) if matches!(path.inner(), Value::Str(_) | Value::Bytes(_)) => Ok(path),
        Some(path) => Err(vm.type_error(format!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            vm.type_name(file),
            vm.type_name(&path)
        ))),
        None => Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {}", vm.class_name(file)))),
    }
}

/// What a mode says.
struct Parsed {
    mode: Mode,
    binary: bool,
}

fn parse(vm: &Vm, text: &str) -> PyResult<Parsed> {
    let invalid = || vm.value_error(format!("invalid mode: '{text}'"));
    let mut seen = String::new();
    for c in text.chars() {
        if !"axrwb+t".contains(c) || seen.contains(c) {
            return Err(invalid());
        }
        seen.push(c);
    }
    let has = |c: char| seen.contains(c);
    if has('t') && has('b') {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    if [has('x'), has('r'), has('w'), has('a')].iter().filter(|b| **b).count() != 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    let mode = Mode {
        read: has('r') || has('+'),
        write: !has('r') || has('+'),
        create: has('x'),
        append: has('a'),
        truncate: has('w'),
    };
    Ok(Parsed { mode, binary: has('b') })
}

/// `open(…)`.
///
/// # Errors
/// TypeError and ValueError for wrong arguments, OSError.
pub fn open(vm: &Vm, a: &[Value]) -> PyResult {
    let [file, mode, buffering, encoding, errors, newline, closefd, opener] = a else {
        return Err(vm.type_error("open() takes 1 to 8 arguments"));
    };
    let file = match file.inner() {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => file.clone(),
        _ => match fspath(vm, file) {
            Ok(path) => path,
            // Whatever else can be an index is a descriptor.
            Err(e) => match vm.call_special(file, &vm.names.__index__, &[])? {
                Some(n) => n,
                None => return Err(e),
            },
        },
    };
    let mode_text = match mode.bound() {
        None => "r",
        Some(v) => match v.as_str() {
            Some(s) => s.as_str(),
            None => {
                return Err(vm.type_error(format!("open() argument 'mode' must be str, not {}", vm.type_name(v))));
            }
        },
    };
    let parsed = parse(vm, mode_text)?;
    for (name, v) in [("encoding", encoding), ("errors", errors), ("newline", newline)] {
        let Some(v) = v.some() else { continue };
        if v.as_str().is_none() {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("open() argument '{name}' must be str or None, not {got}")));
        }
        if parsed.binary {
            let article = if name == "newline" { "a" } else { "an" };
            return Err(vm.value_error(format!("binary mode doesn't take {article} {name} argument")));
        }
    }
    let buffering = match buffering.bound() {
        None => -1,
        Some(v) => vm.index_i64(v)?,
    };
    let close_fd = match closefd.bound() {
        None => true,
        Some(v) => vm.truth(v)?,
    };
    let types = Types::get(vm);
    let raw = raw::open(vm, &types.file_io, &file, parsed.mode, close_fd, opener)?;
    let layered = layers(vm, &raw, &parsed, mode_text, buffering, [encoding, errors, newline]);
    layered.map_err(|e| closing(vm, &raw, e))
}

/// The file must not stay open when a layer cannot be made.
fn closing(vm: &Vm, raw: &Value, e: Raised) -> Raised {
    match call(vm, raw, "close", &[]) {
        Ok(_) => e,
        Err(later) => {
            later.0.context.replace(Some(e.0));
            later
        }
    }
}

fn layers(vm: &Vm, raw: &Value, parsed: &Parsed, mode: &str, buffering: i64, text: [&Value; 3]) -> PyResult {
    let types = Types::get(vm);
    let mut line_buffering = buffering == 1;
    if buffering == 1 && parsed.binary {
        taipan_interp::warnings::warn(
            vm,
            &vm.exc.runtime_warning,
            "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
            1,
            &Value::None,
        )?;
        line_buffering = false;
    }
    let mut size = buffering;
    if buffering < 0 || buffering == 1 {
        size = BUFFER_SIZE as i64;
        if buffering < 0 {
            let terminal = call(vm, raw, "isatty", &[])?;
            line_buffering = vm.truth(&terminal)?;
        }
    }
    if size == 0 {
        if parsed.binary {
            return Ok(raw.clone());
        }
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    let size = usize::try_from(size).unwrap_or(BUFFER_SIZE);
    let m = parsed.mode;
    let (class, kind) = match (m.read, m.write) {
        (true, true) => (&types.random, Kind::Random),
        (false, true) => (&types.writer, Kind::Writer),
        _ => (&types.reader, Kind::Reader),
    };
    let buffer = buffered::make(vm, class, kind, raw, size)?;
    if parsed.binary {
        return Ok(buffer);
    }
    let [encoding, errors, newline] = text;
    let line_buffering = Value::Bool(line_buffering);
    let settings = text_methods::settings(vm, encoding, errors, newline, [&line_buffering, &Value::None])?;
    let stream = text_methods::make(vm, &types.text, &buffer, settings)?;
    if let Some(slot) = vm.attr_slot(&stream) {
        slot.set(&vm.intern("mode"), Value::str(mode), &|| vm.next_number());
    }
    Ok(stream)
}

/// `open(path, 'rb')`.
///
/// # Errors
/// As [`open`].
pub fn binary(vm: &Vm, path: &Value) -> PyResult {
    let mut args = vec![path.clone(), Value::str("rb")];
    args.resize(8, Value::Unbound);
    open(vm, &args)
}
