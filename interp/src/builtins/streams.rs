//! `print`, `input`, `open` and `breakpoint`.

use crate::error::PyResult;
use crate::format;
use crate::native::{Args, NativeDef, function, function_raw};
use crate::sys;
use crate::types::arguments;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const TABLE: &[NativeDef] = &[
    function_raw("breakpoint", "(*args, **kws)", breakpoint).doc("Call sys.breakpointhook()."),
    function("input", "(prompt='', /)", input).doc("A line from standard input, without its end."),
    function_raw(
        "open",
        "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open,
    )
    .doc("Open a file."),
    function_raw("print", "(*args, sep=' ', end='\\n', file=None, flush=False)", print)
        .doc("Write the values as text, sep between and end behind them."),
];

/// The keyword arguments of `print`.
#[derive(Default)]
struct Options<'a> {
    sep: Option<&'a Str>,
    end: Option<&'a Str>,
    file: Option<&'a Value>,
    flush: bool,
}

fn options<'a>(vm: &Vm, args: &Args<'a>) -> PyResult<Options<'a>> {
    let mut options = Options::default();
    let text = |name: &str, v: &'a Value| match v.as_str() {
        None if v.is_none() => Ok(None),
        None => Err(vm.type_error(format!("{name} must be None or a string, not {}", vm.type_name(v)))),
        s => Ok(s),
    };
    for (name, v) in args.keywords() {
        match name.as_str() {
            "sep" => options.sep = text("sep", v)?,
            "end" => options.end = text("end", v)?,
            "file" => options.file = v.some(),
            "flush" => options.flush = vm.truth(v)?,
            other => return Err(arguments::unexpected_keyword(vm, "print", other)),
        }
    }
    Ok(options)
}

fn print(vm: &Vm, args: &Args) -> PyResult {
    let options = if args.names.is_empty() { Options::default() } else { options(vm, args)? };
    let stdout;
    let stream = match options.file {
        Some(file) => file,
        None => {
            stdout = sys::stdout(vm)?;
            &stdout
        }
    };
    if stream.is_none() {
        return Ok(Value::None);
    }
    let sep = options.sep.map_or(" ", |s| s.as_str());
    let end = options.end.map_or("\n", |s| s.as_str());
    if sys::is_native_output(stream) {
        print_at_once(vm, stream, args.pos(), sep, end)?;
    } else {
        print_in_pieces(vm, stream, args.pos(), sep, end)?;
    }
    if options.flush {
        vm.call_method(stream, &vm.names.flush, &[])?;
    }
    Ok(Value::None)
}

/// True when turning `v` into text runs no Python code, which might print or raise.
fn is_plain(v: &Value) -> bool {
    matches!(v, Value::Str(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::None)
}

/// Collects the whole line and writes it once.
fn print_at_once(vm: &Vm, stream: &Value, values: &[Value], sep: &str, end: &str) -> PyResult<()> {
    let mut out = String::new();
    for (i, v) in values.iter().enumerate() {
        if i > 0 {
            out.push_str(sep);
        }
        if !is_plain(v) && !out.is_empty() {
            sys::write_to(vm, stream, &out)?;
            out.clear();
        }
        format::str_into(vm, &mut out, v)?;
    }
    out.push_str(end);
    sys::write_to(vm, stream, &out)
}

/// Calls the stream's `write` for each value, separator and end, as programs that replace `sys.stdout` may count on.
fn print_in_pieces(vm: &Vm, stream: &Value, values: &[Value], sep: &str, end: &str) -> PyResult<()> {
    let write = vm.get_attr(stream, &vm.names.write)?;
    for (i, v) in values.iter().enumerate() {
        if i > 0 {
            vm.call(&write, &[Value::str(sep)])?;
        }
        let text = vm.str(v)?;
        vm.call(&write, &[Value::Str(text)])?;
    }
    vm.call(&write, &[Value::str(end)])?;
    Ok(())
}

fn input(vm: &Vm, a: &[Value]) -> PyResult {
    let lost = |name: &str| vm.runtime_error(format!("input(): lost sys.{name}"));
    let stdin = sys::get(vm, "stdin").filter(|v| !v.is_none()).ok_or_else(|| lost("stdin"))?;
    let stdout = sys::get(vm, "stdout").filter(|v| !v.is_none()).ok_or_else(|| lost("stdout"))?;
    if let Some(stderr) = sys::get(vm, "stderr").filter(|v| !v.is_none()) {
        // What a broken stderr has to say does not concern the prompt.
        let _ = vm.call_method(&stderr, &vm.names.flush, &[]);
    }
    if let Some(prompt) = a[0].bound() {
        let prompt = vm.str(prompt)?;
        sys::write_to(vm, &stdout, prompt.as_str())?;
    }
    // Not every object that stands for stdout can be flushed.
    let _ = vm.call_method(&stdout, &vm.names.flush, &[]);
    let line = vm.call_method(&stdin, &vm.names.readline, &[])?;
    match line.as_str().map(|s| s.as_str()) {
        None => Err(vm.type_error("object.readline() returned non-string")),
        Some("") => Err(vm.eof_error("EOF when reading a line")),
        Some(text) => Ok(Value::str(text.strip_suffix('\n').unwrap_or(text))),
    }
}

/// Files are the business of the module `io`.
fn open(vm: &Vm, args: &Args) -> PyResult {
    let io = vm.import("io")?;
    let open = vm.get_attr(&io, &vm.intern("open"))?;
    vm.call_args(&open, args)
}

fn breakpoint(vm: &Vm, args: &Args) -> PyResult {
    match sys::get(vm, "breakpointhook") {
        Some(hook) => vm.call_args(&hook, args),
        None => Err(vm.runtime_error("lost sys.breakpointhook")),
    }
}
