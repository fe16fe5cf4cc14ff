//! Reading from a stream: `read`, `readline`, `readexactly`, `readuntil` and the turns of `async for`.
//!
//! What is there already is handed out at once: awaiting it makes no future and no coroutine. Otherwise one future is
//! waited on, again and again until enough has come.
//!
//! Cancelled while it waits: nothing was taken from the buffer, and the next reader may wait.

use taipan_interp::heap::{Awaited, Flow, Traverse, Visitor};
use taipan_interp::native::{NativeDef, method};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::bytes::{Bytes, buffer, search};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::super::future::as_exact_future;
use super::super::{coroutine, direct, of};
use super::reader::{StreamReader, this};
use super::{overrides, raise};

const NOT_FOUND: &str = "Separator is not found, and chunk exceed the limit";
const TOO_LONG: &str = "Separator is found, but chunk is longer than limit";

/// What is to be read. `from` is where to look on: before it there is no separator.
enum What {
    /// `readline`.
    Line { from: usize },
    /// A turn of `async for`: as a line, but nothing is the end.
    Next { from: usize },
    /// `readuntil`.
    Until { separators: Box<Separators>, from: usize },
    /// `readexactly`.
    Exactly(usize),
    /// `read(n)`: what there is, up to so much. It waits once.
    Some { most: usize, waited: bool },
    /// `read()`: everything up to the end, with what has come so far.
    All(Vec<u8>),
}

/// What `readuntil` looks for, in the order of their lengths.
struct Separators {
    all: Vec<Value>,
    shortest: usize,
    longest: usize,
}

impl What {
    /// The method that the complaint about a second reader names.
    fn method(&self) -> &'static str {
        match self {
            What::Line { .. } | What::Next { .. } | What::Until { .. } => "readuntil",
            What::Exactly(_) => "readexactly",
            What::Some { .. } | What::All(_) => "read",
        }
    }

    /// Takes it from the buffer; `None` when it is not there yet.
    #[inline]
    fn take(&mut self, vm: &Vm, reader: &StreamReader) -> PyResult<Option<Value>> {
        match self {
            What::Line { from } => take_line(vm, reader, from),
            What::Next { from } => match take_line(vm, reader, from)? {
                Some(Value::Bytes(line)) if line.as_slice().is_empty() => {
                    Err(vm.new_exception(&vm.exc.stop_async_iteration, Vec::new()))
                }
                line => Ok(line),
            },
            What::Until { separators, from } => take_until(vm, reader, separators, from),
            What::Exactly(n) => take_exactly(vm, reader, *n),
            What::Some { most, waited } => {
                if !*waited && reader.buffer.is_empty() && !reader.eof.get() {
                    *waited = true;
                    return Ok(None);
                }
                let data = reader.buffer.take(vm, *most)?;
                reader.maybe_resume(vm)?;
                Ok(Some(Value::Bytes(data)))
            }
            What::All(so_far) => take_all(vm, reader, so_far),
        }
    }
}

impl Traverse for What {
    fn traverse(&self, v: &mut Visitor<'_>) {
        if let What::Until { separators, .. } = self {
            separators.all.traverse(v);
        }
    }
}

fn take_line(vm: &Vm, reader: &StreamReader, from: &mut usize) -> PyResult<Option<Value>> {
    let (found, len) = reader.buffer.with(|b| (b.get(*from..).and_then(|b| memchr::memchr(b'\n', b)), b.len()));
    if let Some(at) = found {
        let at = *from + at;
        if at > reader.limit() {
            reader.buffer.discard(vm, at + 1)?;
            return Err(line_too_long(vm, reader, TOO_LONG, at));
        }
        let line = reader.buffer.take(vm, at + 1)?;
        reader.maybe_resume(vm)?;
        return Ok(Some(Value::Bytes(line)));
    }
    if len > *from {
        *from = len;
        if len > reader.limit() {
            reader.buffer.discard(vm, len)?;
            return Err(line_too_long(vm, reader, NOT_FOUND, len));
        }
    }
    // What stands before the end without a newline is the last line.
    if reader.eof.get() { reader.buffer.take(vm, len).map(|rest| Some(Value::Bytes(rest))) } else { Ok(None) }
}

/// What `readline` makes of a LimitOverrunError; the transport reads on.
#[cold]
fn line_too_long(vm: &Vm, reader: &StreamReader, message: &str, consumed: usize) -> Raised {
    if let Err(e) = reader.maybe_resume(vm) {
        return e;
    }
    let error = vm.value_error(message);
    if let Raised(overrun) = limit_overrun(vm, message, consumed)
        && overrun.class().is_subtype(&of(vm).exc.limit_overrun)
    {
        error.0.fresh.set(false);
        error.0.context.replace(Some(overrun));
    }
    error
}

#[cold]
fn limit_overrun(vm: &Vm, message: &str, consumed: usize) -> Raised {
    made(vm, Value::Type(of(vm).exc.limit_overrun.clone()), [Value::str(message), Value::from(consumed)])
}

/// What came before the end is too little.
#[cold]
fn incomplete(vm: &Vm, reader: &StreamReader, expected: Value) -> Raised {
    match reader.buffer.take(vm, usize::MAX) {
        Ok(partial) => made(vm, Value::Type(of(vm).exc.incomplete_read.clone()), [Value::Bytes(partial), expected]),
        Err(e) => e,
    }
}

fn made(vm: &Vm, class: Value, args: [Value; 2]) -> Raised {
    match vm.call(&class, &args) {
        Ok(exception) => raise(vm, &exception),
        Err(e) => e,
    }
}

fn take_until(vm: &Vm, reader: &StreamReader, wanted: &Separators, from: &mut usize) -> PyResult<Option<Value>> {
    let len = reader.buffer.len();
    if len.saturating_sub(*from) >= wanted.shortest {
        if let Some((start, end)) = find_any(vm, reader, &wanted.all, *from)? {
            if start > reader.limit() {
                return Err(limit_overrun(vm, TOO_LONG, start));
            }
            let chunk = reader.buffer.take(vm, end)?;
            reader.maybe_resume(vm)?;
            return Ok(Some(Value::Bytes(chunk)));
        }
        // A separator may have begun at the end of what is there.
        *from = (len + 1).saturating_sub(wanted.longest);
        if *from > reader.limit() {
            return Err(limit_overrun(vm, NOT_FOUND, *from));
        }
    }
    if reader.eof.get() { Err(incomplete(vm, reader, Value::None)) } else { Ok(None) }
}

/// Where the separator that ends first begins and ends.
fn find_any(vm: &Vm, reader: &StreamReader, separators: &[Value], from: usize) -> PyResult<Option<(usize, usize)>> {
    let mut found: Option<(usize, usize)> = None;
    for separator in separators {
        let Some(wanted) = buffer::view(vm, separator)? else {
            let class = vm.class_name(separator);
            let text = format!("argument should be integer or bytes-like object, not '{}'", class.as_str());
            return Err(vm.type_error(text));
        };
        let at = reader.buffer.with(|b| search::find(b.get(from..).unwrap_or_default(), &wanted));
        if let Some(start) = at.map(|at| from + at)
            && found.is_none_or(|(_, end)| start + wanted.len() < end)
        {
            found = Some((start, start + wanted.len()));
        }
    }
    Ok(found)
}

fn take_exactly(vm: &Vm, reader: &StreamReader, n: usize) -> PyResult<Option<Value>> {
    if reader.buffer.len() >= n {
        let data = reader.buffer.take(vm, n)?;
        reader.maybe_resume(vm)?;
        return Ok(Some(Value::Bytes(data)));
    }
    if reader.eof.get() { Err(incomplete(vm, reader, Value::from(n))) } else { Ok(None) }
}

/// As a series of `read(limit)`, each of which raises what has happened meanwhile.
fn take_all(vm: &Vm, reader: &StreamReader, so_far: &mut Vec<u8>) -> PyResult<Option<Value>> {
    if !reader.exception().is_none() {
        return Err(raise(vm, &reader.exception()));
    }
    if !reader.buffer.is_empty() {
        reader.buffer.with(|b| so_far.extend_from_slice(b));
        reader.buffer.discard(vm, usize::MAX)?;
        reader.maybe_resume(vm)?;
    }
    Ok(reader.eof.get().then(|| Value::Bytes(Bytes::new(so_far))))
}

/// A coroutine that reads.
struct Reading {
    reader: ObjRef,
    what: What,
    stage: Stage,
}

enum Stage {
    Start,
    /// It has been seen that what is to be read is not there.
    Wait,
    Waiting,
}

impl NativeCoroutine for Reading {
    taipan_interp::traverses!(reader, what);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.reader.clone();
        let Some(reader) = object.get::<StreamReader>() else { return Ok(Flow::Return(Value::None)) };
        let stage = std::mem::replace(&mut self.stage, Stage::Waiting);
        if matches!(stage, Stage::Waiting) {
            reader.waiter.set(Value::None);
        }
        input?;
        if matches!(stage, Stage::Start) {
            check_exception(vm, reader)?;
        }
        if !matches!(stage, Stage::Wait)
            && let Some(v) = self.what.take(vm, reader)?
        {
            return Ok(Flow::Return(v));
        }
        let future = reader.begin_wait(vm, self.what.method())?;
        Ok(Flow::Await(if as_exact_future(&future).is_some() { future } else { vm.await_iter(&future)? }))
    }
}

fn check_exception(vm: &Vm, reader: &StreamReader) -> PyResult<()> {
    let exception = reader.exception();
    if exception.is_none() { Ok(()) } else { Err(raise(vm, &exception)) }
}

/// What awaiting a read comes to when nothing is overridden: the bytes, or a wait.
#[inline]
fn now(vm: &Vm, object: &ObjRef, reader: &StreamReader, mut what: What) -> PyResult<Option<Awaited>> {
    check_exception(vm, reader)?;
    Ok(Some(match what.take(vm, reader)? {
        Some(v) => Awaited::Done(v),
        None => direct::drive(vm, Reading { reader: object.clone(), what, stage: Stage::Wait }),
    }))
}

fn later(vm: &Vm, name: &'static str, object: &ObjRef, what: What) -> Value {
    coroutine::make(vm, name, Reading { reader: object.clone(), what, stage: Stage::Start })
}

/// What a call of `read(n)` or `readexactly(n)` asks for; an error is raised when the coroutine runs.
enum Asked {
    Bytes(What),
    /// Nothing: the answer is there even when no data will ever come.
    Nothing,
}

/// # Errors
/// TypeError when `n` is no number.
fn asked_to_read(vm: &Vm, n: Option<&Value>) -> PyResult<Asked> {
    Ok(match number(vm, n.unwrap_or(&Value::Int(-1)))? {
        0 => Asked::Nothing,
        n if n < 0 => Asked::Bytes(What::All(Vec::new())),
        n => Asked::Bytes(What::Some { most: n as usize, waited: false }),
    })
}

/// # Errors
/// ValueError when `n` is negative; TypeError when it is no number.
fn asked_exactly(vm: &Vm, n: &Value) -> PyResult<Asked> {
    Ok(match number(vm, n)? {
        0 => Asked::Nothing,
        n if n < 0 => return Err(vm.value_error("readexactly size can not be less than zero")),
        n => Asked::Bytes(What::Exactly(n as usize)),
    })
}

fn number(vm: &Vm, n: &Value) -> PyResult<i64> {
    match n {
        Value::Int(n) => Ok(*n),
        other => {
            // Says what it cannot be compared with.
            vm.compare(CmpOp::Lt, other, &Value::Int(0))?;
            vm.index_i64(other)
        }
    }
}

/// # Errors
/// ValueError when there is no separator, or an empty one; TypeError when it has no length.
fn asked_until(vm: &Vm, separator: Option<&Value>) -> PyResult<What> {
    let given = separator.cloned().unwrap_or_else(|| Value::Bytes(Bytes::new(b"\n")));
    let mut sized = Vec::new();
    match given.inner() {
        Value::Tuple(all) => {
            for one in all.items() {
                sized.push((vm.len(one)?, one.clone()));
            }
            sized.sort_by_key(|(len, _)| *len);
        }
        _ => sized.push((vm.len(&given)?, given.clone())),
    }
    let (Some(&(shortest, _)), Some(&(longest, _))) = (sized.first(), sized.last()) else {
        return Err(vm.value_error("Separator should contain at least one element"));
    };
    if shortest == 0 {
        return Err(vm.value_error("Separator should be at least one-byte string"));
    }
    let all = sized.into_iter().map(|(_, separator)| separator).collect();
    Ok(What::Until { separators: Box::new(Separators { all, shortest, longest }), from: 0 })
}

/// A coroutine whose argument is looked at when it runs: mistakes are raised there.
struct Checked<F> {
    reader: ObjRef,
    arg: Value,
    /// None once it reads.
    ask: Option<F>,
    reading: Option<Reading>,
}

impl<F: FnOnce(&Vm, &Value) -> PyResult<Asked> + 'static> NativeCoroutine for Checked<F> {
    taipan_interp::traverses!(reader, arg, reading);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let Some(ask) = self.ask.take() else {
            return match &mut self.reading {
                Some(reading) => reading.resume(vm, input),
                None => input.map(Flow::Return),
            };
        };
        input?;
        let what = match ask(vm, &self.arg)? {
            Asked::Bytes(what) => what,
            Asked::Nothing => {
                if let Some(reader) = self.reader.get::<StreamReader>() {
                    check_exception(vm, reader)?;
                }
                return Ok(Flow::Return(Value::Bytes(Bytes::new(b""))));
            }
        };
        let reading = self.reading.insert(Reading { reader: self.reader.clone(), what, stage: Stage::Start });
        reading.resume(vm, Ok(Value::None))
    }
}

impl Traverse for Reading {
    taipan_interp::traverses!(reader, what);
}

fn checked(
    vm: &Vm,
    name: &'static str,
    a: &[Value],
    ask: impl FnOnce(&Vm, &Value) -> PyResult<Asked> + 'static,
) -> PyResult {
    let reader = this(vm, &a[0])?.0.clone();
    Ok(coroutine::make(vm, name, Checked { reader, arg: a[1].clone(), ask: Some(ask), reading: None }))
}

/// As [`now`], for what has been asked.
fn asked_now(vm: &Vm, a: &[Value], asked: Asked) -> PyResult<Option<Awaited>> {
    let (object, reader) = this(vm, &a[0])?;
    match asked {
        Asked::Bytes(what) => now(vm, object, reader, what),
        Asked::Nothing => {
            check_exception(vm, reader)?;
            Ok(Some(Awaited::Done(Value::Bytes(Bytes::new(b"")))))
        }
    }
}

pub const READ: NativeDef =
    method("read", "(self, n=-1)", |vm, a| checked(vm, "StreamReader.read", a, |vm, n| asked_to_read(vm, n.bound())))
        .doc("Up to `n` bytes, as soon as there are any; -1: all, up to the end. Empty at the end.")
        .awaited(|vm, a| asked_now(vm, a, asked_to_read(vm, a[1].bound())?));

pub const READEXACTLY: NativeDef =
    method("readexactly", "(self, n)", |vm, a| checked(vm, "StreamReader.readexactly", a, asked_exactly))
        .doc("`n` bytes, or IncompleteReadError.")
        .awaited(|vm, a| asked_now(vm, a, asked_exactly(vm, &a[1])?));

pub const READUNTIL: NativeDef = method("readuntil", "(self, separator=b'\\n')", |vm, a| {
    checked(vm, "StreamReader.readuntil", a, |vm, s| asked_until(vm, s.bound()).map(Asked::Bytes))
})
.doc("Bytes up to and with the separator, or IncompleteReadError.")
.awaited(|vm, a| asked_now(vm, a, Asked::Bytes(asked_until(vm, a[1].bound())?)));

pub const READLINE: NativeDef = method("readline", "(self)", |vm, a| {
    let (object, _) = this(vm, &a[0])?;
    if overrides(vm, object, "readuntil") {
        return Ok(coroutine::make(vm, "StreamReader.readline", LineByMethod { reader: a[0].clone(), begun: false }));
    }
    Ok(later(vm, "StreamReader.readline", object, What::Line { from: 0 }))
})
.doc("A line, with its end; what is left of it at the end of the stream; then empty.")
.awaited(|vm, a| {
    let (object, reader) = this(vm, &a[0])?;
    if overrides(vm, object, "readuntil") {
        return Ok(None);
    }
    now(vm, object, reader, What::Line { from: 0 })
});

pub const ANEXT: NativeDef = method("__anext__", "(self)", |vm, a| {
    let (object, _) = this(vm, &a[0])?;
    if overrides(vm, object, "readline") || overrides(vm, object, "readuntil") {
        let reader = a[0].clone();
        return Ok(coroutine::make(vm, "StreamReader.__anext__", NextByMethod { reader, begun: false }));
    }
    Ok(later(vm, "StreamReader.__anext__", object, What::Next { from: 0 }))
})
.awaited(|vm, a| {
    let (object, reader) = this(vm, &a[0])?;
    if overrides(vm, object, "readline") || overrides(vm, object, "readuntil") {
        return Ok(None);
    }
    now(vm, object, reader, What::Next { from: 0 })
});

/// `readline` of a class that has a `readuntil` of its own.
struct LineByMethod {
    reader: Value,
    begun: bool,
}

impl NativeCoroutine for LineByMethod {
    taipan_interp::traverses!(reader);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        if !self.begun {
            input?;
            self.begun = true;
            let separator = Value::Bytes(Bytes::new(b"\n"));
            let awaitable = vm.call_method(&self.reader, &vm.intern("readuntil"), &[separator])?;
            return Ok(Flow::Await(vm.await_iter(&awaitable)?));
        }
        let error = match input {
            Ok(line) => return Ok(Flow::Return(line)),
            Err(error) => error,
        };
        let asyncio = of(vm);
        let attribute = |name| vm.get_attr(&Value::Exception(error.0.clone()), &vm.intern(name));
        if vm.matches(&error, &asyncio.exc.incomplete_read) {
            return attribute("partial").map(Flow::Return);
        }
        if !vm.matches(&error, &asyncio.exc.limit_overrun) {
            return Err(error);
        }
        let consumed = vm.index_i64(&attribute("consumed")?)? as usize;
        let (_, reader) = this(vm, &self.reader)?;
        let newline = reader.buffer.with(|b| b.get(consumed) == Some(&b'\n'));
        reader.buffer.discard(vm, if newline { consumed + 1 } else { usize::MAX })?;
        let message = vm.get_item(&attribute("args")?, &Value::Int(0))?;
        Err(line_too_long(vm, reader, vm.str(&message)?.as_str(), consumed))
    }
}

/// `__anext__` of a class that has a `readline` of its own.
struct NextByMethod {
    reader: Value,
    begun: bool,
}

impl NativeCoroutine for NextByMethod {
    taipan_interp::traverses!(reader);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let line = input?;
        if !self.begun {
            self.begun = true;
            let awaitable = vm.call_method(&self.reader, &vm.intern("readline"), &[])?;
            return Ok(Flow::Await(vm.await_iter(&awaitable)?));
        }
        if vm.eq(&line, &Value::Bytes(Bytes::new(b"")))? {
            return Err(vm.new_exception(&vm.exc.stop_async_iteration, Vec::new()));
        }
        Ok(Flow::Return(line))
    }
}
