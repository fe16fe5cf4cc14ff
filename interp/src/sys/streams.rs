//! `sys.stdout`, `sys.stderr` and `sys.stdin`: text streams over [`OutBuffer`] and [`InBuffer`], and the byte streams
//! behind them (`.buffer`).
//!
//! They stand in for `io.TextIOWrapper` so that a program that only prints need not load `io`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::buffers::{Amount, InBuffer, OutBuffer};
use crate::codecs::{self, Codec};
use crate::error::{PyResult, Raised};
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method, method_raw};
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::str::{Str, surrogates};
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::registry::make_type;

/// Which way the bytes go.
#[derive(Clone)]
pub enum Pipe {
    Out(Rc<OutBuffer>),
    In(Rc<InBuffer>),
}

/// A standard stream: text, or the bytes behind it.
pub struct StdStream {
    pub pipe: Pipe,
    text: bool,
    fd: i32,
    errors: RefCell<Str>,
    /// The byte stream behind a text stream.
    buffer: Value,
    detached: Cell<bool>,
}

impl NativeData for StdStream {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        let line = self.read(vm, Amount::Line(None))?;
        let empty = match &line {
            Value::Str(s) => s.is_empty(),
            Value::Bytes(b) => b.as_slice().is_empty(),
            _ => true,
        };
        Ok(if empty { None } else { Some(line) })
    }
}

impl StdStream {
    fn name(&self) -> &'static str {
        ["<stdin>", "<stdout>", "<stderr>"][usize::try_from(self.fd).unwrap_or(0).min(2)]
    }

    fn out(&self, vm: &Vm) -> PyResult<&Rc<OutBuffer>> {
        match &self.pipe {
            Pipe::Out(out) => Ok(out),
            Pipe::In(_) => Err(unsupported(vm, "not writable")),
        }
    }

    /// Writes text as UTF-8.
    ///
    /// # Errors
    /// UnicodeEncodeError for lone surrogates, unless the stream's error handler helps; what writing raises.
    pub(super) fn write_text(&self, vm: &Vm, text: &str) -> PyResult<()> {
        let out = self.out(vm)?;
        if !surrogates::any(text) {
            return out.write(vm, text.as_bytes());
        }
        let errors = self.errors.borrow().clone();
        out.write(vm, &codecs::encode_with(vm, &Str::new(text), Codec::Utf8, errors.as_str())?)
    }

    fn input(&self, vm: &Vm) -> PyResult<&Rc<InBuffer>> {
        match &self.pipe {
            Pipe::In(input) => Ok(input),
            Pipe::Out(_) => Err(unsupported(vm, "not readable")),
        }
    }

    fn read(&self, vm: &Vm, amount: Amount) -> PyResult {
        let input = self.input(vm)?;
        if self.text {
            Ok(Value::from(input.text(vm, amount)?))
        } else {
            Ok(Value::Bytes(crate::types::bytes::Bytes::new(&input.bytes(vm, amount)?)))
        }
    }

    fn check_open(&self, vm: &Vm) -> PyResult<()> {
        match &self.pipe {
            Pipe::Out(out) => out.check_open(vm),
            Pipe::In(input) => input.check_open(vm),
        }
    }

    fn is_closed(&self) -> bool {
        match &self.pipe {
            Pipe::Out(out) => out.closed.get(),
            Pipe::In(input) => input.closed.get(),
        }
    }
}

/// `io.UnsupportedOperation(message)`.
fn unsupported(vm: &Vm, message: &str) -> Raised {
    let class = vm.import("io").and_then(|io| vm.get_attr(&io, &vm.intern("UnsupportedOperation")));
    match class {
        Ok(Value::Type(class)) => vm.error(&class, message),
        _ => vm.error(&vm.exc.os_error, message),
    }
}

static TEXT: TypeDef = TypeDef { methods: TEXT_METHODS, getset: TEXT_GETSET, ..TypeDef::new("TextIOWrapper", "_io") };
static WRITER: TypeDef =
    TypeDef { methods: BYTES_METHODS, getset: BYTES_GETSET, ..TypeDef::new("BufferedWriter", "_io") };
static READER: TypeDef =
    TypeDef { methods: BYTES_METHODS, getset: BYTES_GETSET, ..TypeDef::new("BufferedReader", "_io") };

const TEXT_METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", repr_text),
    method("write", "(self, text, /)", write_text),
    method_raw("reconfigure", "(self, /, **options)", reconfigure),
    method("detach", "(self, /)", detach),
    method("writelines", "(self, lines, /)", write_lines),
    method("flush", "(self, /)", flush),
    method("read", "(self, size=-1, /)", read),
    method("readline", "(self, size=-1, /)", read_line),
    method("readlines", "(self, hint=-1, /)", read_lines),
    method("readable", "(self, /)", readable),
    method("writable", "(self, /)", writable),
    method("seekable", "(self, /)", seekable),
    method("seek", "(self, cookie, whence=0, /)", seek),
    method("tell", "(self, /)", seek),
    method("truncate", "(self, pos=None, /)", seek),
    method("isatty", "(self, /)", isatty),
    method("fileno", "(self, /)", fileno),
    method("close", "(self, /)", close),
    method("__enter__", "(self, /)", enter),
    method_raw("__exit__", "(self, /, *args)", exit),
    method("__iter__", "(self, /)", enter),
    method("__next__", "(self, /)", next),
];

const BYTES_METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", repr_bytes),
    method("write", "(self, buffer, /)", write_bytes),
    method("writelines", "(self, lines, /)", write_lines),
    method("flush", "(self, /)", flush),
    method("read", "(self, size=-1, /)", read),
    method("read1", "(self, size=-1, /)", read),
    method("readline", "(self, size=-1, /)", read_line),
    method("readlines", "(self, hint=-1, /)", read_lines),
    method("readable", "(self, /)", readable),
    method("writable", "(self, /)", writable),
    method("seekable", "(self, /)", seekable),
    method("isatty", "(self, /)", isatty),
    method("fileno", "(self, /)", fileno),
    method("close", "(self, /)", close),
    method("__enter__", "(self, /)", enter),
    method_raw("__exit__", "(self, /, *args)", exit),
    method("__iter__", "(self, /)", enter),
    method("__next__", "(self, /)", next),
];

const TEXT_GETSET: &[GetSet] = &[
    getter("buffer", |vm, s| Ok(stream(vm, s)?.buffer.clone())),
    getter("encoding", |_, _| Ok(Value::str("utf-8"))),
    getter("errors", |vm, s| Ok(Value::Str(stream(vm, s)?.errors.borrow().clone()))),
    getter("newlines", |_, _| Ok(Value::None)),
    getter("line_buffering", |vm, s| Ok(Value::Bool(option(stream(vm, s)?, |o| o.line_buffering.get())))),
    getter("write_through", |vm, s| Ok(Value::Bool(option(stream(vm, s)?, |o| o.write_through.get())))),
    getter("closed", |vm, s| Ok(Value::Bool(stream(vm, s)?.is_closed()))),
    getter("name", |vm, s| Ok(Value::str(stream(vm, s)?.name()))),
    getset("_CHUNK_SIZE", |_, _| Ok(Value::Int(8192)), |_, _, _| Ok(())),
];

const BYTES_GETSET: &[GetSet] = &[
    getter("raw", |_, s| Ok(s.clone())),
    getter("closed", |vm, s| Ok(Value::Bool(stream(vm, s)?.is_closed()))),
    getter("name", |vm, s| Ok(Value::str(stream(vm, s)?.name()))),
    getter("mode", |vm, s| {
        Ok(Value::str(match stream(vm, s)?.pipe {
            Pipe::Out(_) => "wb",
            Pipe::In(_) => "rb",
        }))
    }),
];

fn option(s: &StdStream, get: impl Fn(&OutBuffer) -> bool) -> bool {
    match &s.pipe {
        Pipe::Out(out) => get(out),
        Pipe::In(_) => false,
    }
}

/// The types, made when the streams are.
pub(super) struct StreamTypes {
    text: TypeRef,
    writer: TypeRef,
    reader: TypeRef,
}

impl StreamTypes {
    pub(super) fn new(vm: &Vm) -> StreamTypes {
        let make = |def: &'static TypeDef, flags| {
            let object = &vm.types.object;
            let ty = make_type(def.name, def.module, Layout::Sealed, flags, Some(object), None, &vm.pending, &|| {
                vm.next_number()
            });
            vm.fill_type(&ty, def);
            ty
        };
        StreamTypes {
            text: make(&TEXT, TypeFlags::DICT.with(TypeFlags::WEAKREF)),
            writer: make(&WRITER, TypeFlags::NONE),
            reader: make(&READER, TypeFlags::NONE),
        }
    }

    /// The text stream of a descriptor.
    pub(super) fn stream(&self, vm: &Vm, pipe: Pipe, fd: i32) -> Value {
        let errors = vm.intern(match fd {
            2 => "backslashreplace",
            _ if is_plain_locale(vm) => "surrogateescape",
            _ => "strict",
        });
        let make = |class: &TypeRef, text, buffer| {
            let data = StdStream {
                pipe: pipe.clone(),
                text,
                fd,
                errors: RefCell::new(errors.clone()),
                buffer,
                detached: Cell::new(false),
            };
            Value::Object(ObjRef::new(class.clone(), data))
        };
        let class = match &pipe {
            Pipe::Out(_) => &self.writer,
            Pipe::In(_) => &self.reader,
        };
        let buffer = make(class, false, Value::None);
        let stream = make(&self.text, true, buffer);
        if let Value::Object(o) = &stream {
            let mode = Value::str(if fd == 0 { "r" } else { "w" });
            o.attrs().set(&vm.intern("mode"), mode, &|| vm.next_number());
        }
        stream
    }
}

fn stream<'a>(vm: &Vm, value: &'a Value) -> PyResult<&'a StdStream> {
    let found = value.native::<StdStream>().filter(|s| !s.detached.get());
    found.ok_or_else(|| vm.value_error("underlying buffer has been detached"))
}

fn repr_text(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    let mode = if s.fd == 0 { "r" } else { "w" };
    Ok(format!("<_io.TextIOWrapper name='{}' mode='{mode}' encoding='utf-8'>", s.name()).into())
}

fn repr_bytes(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    Ok(format!("<_io.{} name='{}'>", vm.class_name(&a[0]), s.name()).into())
}

fn write_text(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    let Some(text) = a[1].as_str() else {
        return Err(vm.type_error(format!("write() argument must be str, not {}", vm.type_name(&a[1]))));
    };
    s.write_text(vm, text.as_str())?;
    Ok(Value::from(text.len()))
}

fn write_bytes(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    let out = s.out(vm)?;
    let copy;
    let bytes = match a[1].inner() {
        Value::Bytes(b) => b.as_slice(),
        Value::ByteArray(b) => {
            copy = b.data.borrow().clone();
            &copy[..]
        }
        Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::None | Value::Float(_) | Value::List(_) => {
            let kind = vm.type_name(&a[1]);
            return Err(vm.type_error(format!("a bytes-like object is required, not '{kind}'")));
        }
        other => match vm.call(&Value::Type(vm.types.bytes.clone()), std::slice::from_ref(other))? {
            Value::Bytes(b) => {
                copy = b.as_slice().to_vec();
                &copy[..]
            }
            _ => &[][..],
        },
    };
    out.write(vm, bytes)?;
    Ok(Value::from(bytes.len()))
}

fn write_lines(vm: &Vm, a: &[Value]) -> PyResult {
    let write = if stream(vm, &a[0])?.text { write_text } else { write_bytes };
    vm.for_each(&a[1], &mut |line| {
        write(vm, &[a[0].clone(), line])?;
        Ok(true)
    })?;
    Ok(Value::None)
}

fn flush(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    s.check_open(vm)?;
    if let Pipe::Out(out) = &s.pipe {
        out.flush(vm)?;
    }
    Ok(Value::None)
}

/// The size argument of the reading methods; `None`: no limit.
fn size(vm: &Vm, value: &Value) -> PyResult<Option<usize>> {
    match value.some() {
        None => Ok(None),
        Some(v) => Ok(usize::try_from(vm.index_i64(v)?).ok()),
    }
}

fn read(vm: &Vm, a: &[Value]) -> PyResult {
    let amount = size(vm, &a[1])?.map_or(Amount::All, Amount::Chars);
    stream(vm, &a[0])?.read(vm, amount)
}

fn read_line(vm: &Vm, a: &[Value]) -> PyResult {
    let limit = size(vm, &a[1])?;
    stream(vm, &a[0])?.read(vm, Amount::Line(limit))
}

fn read_lines(vm: &Vm, a: &[Value]) -> PyResult {
    let hint = size(vm, &a[1])?.filter(|h| *h > 0);
    let s = stream(vm, &a[0])?;
    let (mut lines, mut total) = (Vec::new(), 0);
    loop {
        let line = s.read(vm, Amount::Line(None))?;
        let len = vm.len(&line)?;
        if len == 0 {
            break;
        }
        lines.push(line);
        total += len;
        if hint.is_some_and(|h| total >= h) {
            break;
        }
    }
    Ok(Value::list(lines))
}

fn next(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Object(this) = &a[0] else { return Ok(Value::None) };
    match stream(vm, &a[0])?.iter_next(this, vm)? {
        Some(line) => Ok(line),
        None => Err(vm.stop_iteration(Value::None)),
    }
}

fn readable(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    s.check_open(vm)?;
    Ok(Value::Bool(matches!(s.pipe, Pipe::In(_))))
}

fn writable(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    s.check_open(vm)?;
    Ok(Value::Bool(matches!(s.pipe, Pipe::Out(_))))
}

fn seekable(vm: &Vm, a: &[Value]) -> PyResult {
    stream(vm, &a[0])?.check_open(vm)?;
    Ok(Value::Bool(false))
}

fn seek(vm: &Vm, a: &[Value]) -> PyResult {
    stream(vm, &a[0])?.check_open(vm)?;
    Err(unsupported(vm, "underlying stream is not seekable"))
}

fn isatty(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    s.check_open(vm)?;
    Ok(Value::Bool(vm.host.is_terminal(s.fd)))
}

fn fileno(vm: &Vm, a: &[Value]) -> PyResult {
    let s = stream(vm, &a[0])?;
    s.check_open(vm)?;
    Ok(Value::Int(s.fd.into()))
}

fn close(vm: &Vm, a: &[Value]) -> PyResult {
    match &stream(vm, &a[0])?.pipe {
        Pipe::Out(out) if !out.closed.get() => {
            let flushed = out.flush(vm);
            out.closed.set(true);
            flushed?;
        }
        Pipe::Out(_) => {}
        Pipe::In(input) => input.closed.set(true),
    }
    Ok(Value::None)
}

fn enter(vm: &Vm, a: &[Value]) -> PyResult {
    stream(vm, &a[0])?.check_open(vm)?;
    Ok(a[0].clone())
}

fn exit(vm: &Vm, args: &Args) -> PyResult {
    close(vm, args.values)
}

fn detach(vm: &Vm, a: &[Value]) -> PyResult {
    flush(vm, a)?;
    let s = stream(vm, &a[0])?;
    s.detached.set(true);
    Ok(s.buffer.clone())
}

fn reconfigure(vm: &Vm, args: &Args) -> PyResult {
    if args.pos().len() > 1 {
        return Err(vm.type_error("reconfigure() takes no positional arguments"));
    }
    let s = stream(vm, &args.values[0])?;
    if let Pipe::Out(out) = &s.pipe {
        out.flush(vm)?;
    }
    for (name, value) in args.keywords() {
        match name.as_str() {
            "encoding" => check_encoding(vm, value)?,
            "newline" => {}
            "errors" => {
                if let Some(text) = value.as_str() {
                    *s.errors.borrow_mut() = text.clone();
                }
            }
            "line_buffering" if !value.is_none() => {
                let on = vm.truth(value)?;
                option(s, |o| {
                    o.line_buffering.set(on);
                    on
                });
            }
            "write_through" if !value.is_none() => {
                let on = vm.truth(value)?;
                option(s, |o| {
                    o.write_through.set(on);
                    on
                });
            }
            "line_buffering" | "write_through" => {}
            other => {
                return Err(vm.type_error(format!("reconfigure() got an unexpected keyword argument '{other}'")));
            }
        }
    }
    Ok(Value::None)
}

/// The standard streams speak UTF-8, which ASCII is a part of.
fn check_encoding(vm: &Vm, value: &Value) -> PyResult<()> {
    let Some(name) = value.as_str() else { return Ok(()) };
    let plain = name.as_str().to_ascii_lowercase().replace(['-', '_', ' '], "");
    if matches!(&plain[..], "utf8" | "ascii" | "usascii") {
        return Ok(());
    }
    Err(vm.error(&vm.exc.lookup_error, format!("the standard streams support only UTF-8, not '{name}'")))
}

/// True without a locale that says what the text of a terminal is in: what cannot be decoded is then passed through.
fn is_plain_locale(vm: &Vm) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| vm.host.env(name).filter(|v| !v.is_empty()));
    locale.is_none_or(|l| matches!(l.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8" | "UTF-8"))
}
