//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: a buffer in front of a raw stream.
//!
//! One representation serves all three: bytes read ahead, and bytes not yet written. Only a BufferedRandom has both, and
//! never at the same time. No borrow is held while the raw stream is called: it may be Python.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::vm::waiting::Latch;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::raw::{FileIo, own, read_all_raw, read_raw, seek_raw, write_raw};
use super::{BUFFER_SIZE, call, finalize, flag, remember_writer, size_argument, unsupported};

/// What a buffered stream is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Reader,
    Writer,
    Random,
}

/// The buffers.
#[derive(Default)]
struct Buffers {
    /// Read ahead; what stands before `at` is used up.
    ahead: Vec<u8>,
    at: usize,
    /// To be written.
    behind: Vec<u8>,
}

impl Buffers {
    fn unread(&self) -> &[u8] {
        &self.ahead[self.at..]
    }

    /// Takes up to `n` bytes that were read ahead.
    fn take(&mut self, n: usize, out: &mut Vec<u8>) {
        let n = n.min(self.ahead.len() - self.at);
        out.extend_from_slice(&self.ahead[self.at..self.at + n]);
        self.at += n;
    }

    fn forget(&mut self) {
        self.ahead.clear();
        self.at = 0;
    }
}

/// A buffered stream.
pub struct Buffered {
    /// Unbound before `__init__` and after `detach`.
    raw: RefCell<Value>,
    /// The raw stream is exactly our own.
    raw_is_own: Cell<bool>,
    kind: Kind,
    size: Cell<usize>,
    buffers: RefCell<Buffers>,
    /// One thread at a time: the raw stream is read and written without the interpreter lock.
    inside: Latch,
    detached: Cell<bool>,
    finalized: Cell<bool>,
    /// `close` has been called: nothing is left to finalise.
    closed: Cell<bool>,
}

impl NativeData for Buffered {
    taipan_interp::traverses!(raw);

    fn before_free(&self, this: &ObjRef) -> bool {
        finalize(this, &self.finalized, !self.closed.get() && !self.raw.borrow().is_unbound())
    }
}

const FLAGS: TypeFlags = TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF);

macro_rules! buffered_type {
    ($name:ident, $text:literal, $doc:literal, $kind:ident, $methods:ident) => {
        pub const $name: TypeDef = TypeDef {
            doc: $doc,
            layout: Layout::Native(0),
            flags: FLAGS,
            new: Some(|_, cls, _| Ok(Value::Object(ObjRef::new(cls.clone(), Buffered::empty(Kind::$kind))))),
            methods: $methods,
            getset: GETSET,
            ..TypeDef::new($text, "_io")
        };
    };
}

buffered_type!(
    READER,
    "BufferedReader",
    "Create a new buffered reader using the given readable raw IO object.",
    Reader,
    READER_METHODS
);
buffered_type!(WRITER, "BufferedWriter", "A buffer for a writeable sequential RawIO object.", Writer, WRITER_METHODS);
buffered_type!(RANDOM, "BufferedRandom", "A buffered interface to random access streams.", Random, RANDOM_METHODS);

macro_rules! methods {
    ($($name:ident = [$($extra:expr),* $(,)?];)*) => {
        $(const $name: &[NativeDef] = &[
            method("detach", "(self, /)", detach),
            method("flush", "(self, /)", |vm, a| {
                let b = ready(vm, &a[0], "flush of closed file")?;
                b.flush(vm)?;
                Ok(Value::None)
            }),
            method("close", "(self, /)", close),
            method("seekable", "(self, /)", |vm, a| forward(vm, a, "seekable")),
            method("fileno", "(self, /)", |vm, a| forward(vm, a, "fileno")),
            method("isatty", "(self, /)", |vm, a| forward(vm, a, "isatty")),
            method("tell", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.tell(vm)?))),
            method("seek", "(self, target, whence=0, /)", |vm, a| {
                let whence = match a[2].bound() {
                    Some(v) => vm.index_i64(v)?,
                    None => 0,
                };
                if !(0..=2).contains(&whence) {
                    return Err(vm.value_error(format!("whence value {whence} unsupported")));
                }
                let b = ready(vm, &a[0], "seek of closed file")?;
                Ok(Value::Int(b.seek(vm, vm.index_i64(&a[1])?, whence)?))
            }),
            method("truncate", "(self, pos=None, /)", truncate),
            method("_dealloc_warn", "(self, source, /)", |vm, a| {
                let raw = this(vm, &a[0])?.raw(vm)?;
                match vm.get_attr_opt(&raw, &vm.intern("_dealloc_warn"))? {
                    Some(warn) => vm.call(&warn, &[a[1].clone()]),
                    None => Ok(Value::None),
                }
            }),
            method("__del__", "(self, /)", delete),
            method("__repr__", "(self, /)", repr),
            method("__getstate__", "(self, /)", |vm, a| {
                Err(vm.type_error(format!("cannot pickle '{}' object", vm.type_name(&a[0]))))
            }),
            $($extra,)*
        ];)*
    };
}

methods! {
    READER_METHODS = [
        INIT, READABLE, READ, READ1, READ_INTO, READ_INTO1, PEEK, READLINE, NEXT,
    ];
    WRITER_METHODS = [INIT, WRITABLE, WRITE];
    RANDOM_METHODS = [
        INIT, READABLE, WRITABLE, READ, READ1, READ_INTO, READ_INTO1, PEEK, READLINE, NEXT, WRITE,
    ];
}

const INIT: NativeDef = method_raw("__init__", "(self, /, raw, buffer_size=8192)", init);
const READABLE: NativeDef = method("readable", "(self, /)", |vm, a| forward(vm, a, "readable"));
const WRITABLE: NativeDef = method("writable", "(self, /)", |vm, a| forward(vm, a, "writable"));
const READ: NativeDef = method("read", "(self, size=-1, /)", |vm, a| {
    if let Some(Value::Int(n)) = a[1].some()
        && *n < -1
    {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    let n = size_argument(vm, &a[1])?;
    let b = ready(vm, &a[0], "read of closed file")?;
    let data = match n {
        Some(n) => b.read(vm, n)?,
        None => b.read_all(vm)?,
    };
    Ok(optional_bytes(data))
});
const READ1: NativeDef = method("read1", "(self, size=-1, /)", |vm, a| {
    let n = size_argument(vm, &a[1])?;
    let b = ready(vm, &a[0], "read of closed file")?;
    Ok(Value::Bytes(Bytes::new(&b.read_some(vm, n.unwrap_or(b.size.get()))?)))
});
const READ_INTO: NativeDef = method("readinto", "(self, buffer, /)", |vm, a| read_into(vm, a, false));
const READ_INTO1: NativeDef = method("readinto1", "(self, buffer, /)", |vm, a| read_into(vm, a, true));
const PEEK: NativeDef = method("peek", "(self, size=0, /)", |vm, a| {
    let b = ready(vm, &a[0], "peek of closed file")?;
    let _inside = b.inside.enter(vm)?;
    b.before_reading(vm)?;
    if b.buffers.borrow().unread().is_empty() {
        b.fill(vm)?;
    }
    let ahead = Bytes::new(b.buffers.borrow().unread());
    Ok(Value::Bytes(ahead))
});
const READLINE: NativeDef = method("readline", "(self, size=-1, /)", |vm, a| {
    let limit = size_argument(vm, &a[1])?;
    let b = ready(vm, &a[0], "readline of closed file")?;
    Ok(Value::Bytes(Bytes::new(&b.read_line(vm, limit)?)))
});
const NEXT: NativeDef = method("__next__", "(self, /)", |vm, a| {
    let b = ready(vm, &a[0], "readline of closed file")?;
    let line = b.read_line(vm, None)?;
    if line.is_empty() { Err(vm.stop_iteration(Value::None)) } else { Ok(Value::Bytes(Bytes::new(&line))) }
});
const WRITE: NativeDef = method("write", "(self, buffer, /)", |vm, a| {
    if a[1].as_str().is_some() {
        return Err(buffer::not_bytes_like(vm, &a[1]));
    }
    let b = ready(vm, &a[0], "write to closed file")?;
    match a[1].inner() {
        Value::Bytes(bytes) => {
            b.write(vm, bytes.as_slice())?;
            Ok(Value::from(bytes.as_slice().len()))
        }
        _ => {
            let bytes = buffer::required(vm, &a[1])?.to_vec();
            b.write(vm, &bytes)?;
            Ok(Value::from(bytes.len()))
        }
    }
});

const GETSET: &[GetSet] = &[
    getter("closed", |vm, v| Ok(Value::Bool(this(vm, v)?.is_closed(vm)?))),
    getter("raw", |vm, v| this(vm, v)?.raw(vm)),
    getter("name", |vm, v| vm.get_attr(&this(vm, v)?.raw(vm)?, &vm.names.name)),
    getter("mode", |vm, v| vm.get_attr(&this(vm, v)?.raw(vm)?, &vm.intern("mode"))),
];

fn optional_bytes(data: Option<Vec<u8>>) -> Value {
    data.map_or(Value::None, |d| Value::Bytes(Bytes::new(&d)))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Buffered> {
    v.native::<Buffered>().ok_or_else(|| vm.type_error("descriptor requires a buffered stream"))
}

/// The stream, which must be open.
fn ready<'a>(vm: &Vm, v: &'a Value, complaint: &str) -> PyResult<&'a Buffered> {
    let b = this(vm, v)?;
    if b.is_closed(vm)? { Err(vm.value_error(complaint)) } else { Ok(b) }
}

fn forward(vm: &Vm, a: &[Value], question: &str) -> PyResult {
    call(vm, &this(vm, &a[0])?.raw(vm)?, question, &[])
}

/// A buffered stream over `raw`, as its class would make it.
///
/// # Errors
/// OSError when the raw stream does not allow it.
pub fn make(vm: &Vm, cls: &TypeRef, kind: Kind, raw: &Value, size: usize) -> PyResult {
    let value = Value::Object(ObjRef::new(cls.clone(), Buffered::empty(kind)));
    if let Some(b) = value.native::<Buffered>() {
        b.attach(vm, &value, raw, size)?;
    }
    Ok(value)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let b = this(vm, &args.values[0])?;
    let name = vm.type_name(&args.values[0]);
    let names = [Some("raw"), Some("buffer_size")];
    let [raw, size] = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), name.as_str(), names)?;
    if raw.is_unbound() {
        return Err(vm.type_error(format!("{name}() missing required argument 'raw' (pos 1)")));
    }
    let size = match size.bound() {
        Some(v) => vm.index_i64(v)?,
        None => BUFFER_SIZE as i64,
    };
    let Some(size) = usize::try_from(size).ok().filter(|n| *n > 0) else {
        return Err(vm.value_error("buffer size must be strictly positive"));
    };
    b.attach(vm, &args.values[0], &raw, size)?;
    Ok(Value::None)
}

impl Buffered {
    fn empty(kind: Kind) -> Buffered {
        Buffered {
            raw: RefCell::new(Value::Unbound),
            raw_is_own: Cell::new(false),
            kind,
            size: Cell::new(BUFFER_SIZE),
            buffers: RefCell::default(),
            inside: Latch::default(),
            detached: Cell::new(false),
            finalized: Cell::new(false),
            closed: Cell::new(false),
        }
    }

    fn attach(&self, vm: &Vm, object: &Value, raw: &Value, size: usize) -> PyResult<()> {
        let is_own = own(vm, raw);
        let must = |question: &str, complaint: &str| super::base::check(vm, raw, question, complaint).map(drop);
        if self.kind == Kind::Random {
            must("seekable", "File or stream is not seekable.")?;
        }
        if self.kind != Kind::Writer {
            must("readable", "File or stream is not readable.")?;
        }
        if self.kind != Kind::Reader {
            must("writable", "File or stream is not writable.")?;
            remember_writer(vm, object);
        }
        let old = self.raw.replace(raw.clone());
        drop(old);
        self.raw_is_own.set(is_own);
        self.size.set(size);
        self.detached.set(false);
        self.closed.set(false);
        self.buffers.replace(Buffers::default());
        Ok(())
    }

    /// The raw stream.
    pub fn raw(&self, vm: &Vm) -> PyResult {
        let raw = self.raw.borrow().clone();
        if !raw.is_unbound() {
            return Ok(raw);
        }
        Err(vm.value_error(if self.detached.get() {
            "raw stream has been detached"
        } else {
            "I/O operation on uninitialized object"
        }))
    }

    /// True when the raw stream is closed.
    pub fn is_closed(&self, vm: &Vm) -> PyResult<bool> {
        if self.raw_is_own.get()
            && let Some(file) = self.raw.borrow().native::<FileIo>()
        {
            return Ok(file.is_closed());
        }
        flag(vm, &self.raw(vm)?, "closed")
    }

    fn raw_parts(&self, vm: &Vm) -> PyResult<(Value, bool)> {
        Ok((self.raw(vm)?, self.raw_is_own.get()))
    }

    /// Reads ahead once, when nothing is left. `None`: nothing there yet.
    fn fill(&self, vm: &Vm) -> PyResult<Option<usize>> {
        let (raw, is_own) = self.raw_parts(vm)?;
        let mut piece = {
            let mut buffers = self.buffers.borrow_mut();
            buffers.at = 0;
            std::mem::take(&mut buffers.ahead)
        };
        piece.resize(self.size.get(), 0);
        let got = read_raw(vm, &raw, is_own, &mut piece);
        piece.truncate(got.as_ref().map_or(0, |n| n.unwrap_or(0)));
        let mut buffers = self.buffers.borrow_mut();
        buffers.ahead = piece;
        buffers.at = 0;
        got
    }

    /// What was written must reach the raw stream before anything is read from it.
    fn before_reading(&self, vm: &Vm) -> PyResult<()> {
        if self.kind == Kind::Random && !self.buffers.borrow().behind.is_empty() {
            self.flush_writes(vm)?;
        }
        Ok(())
    }

    /// Reads `n` bytes, fewer at the end. `None`: nothing there yet.
    pub fn read(&self, vm: &Vm, n: usize) -> PyResult<Option<Vec<u8>>> {
        let _inside = self.inside.enter(vm)?;
        self.before_reading(vm)?;
        let mut out = Vec::with_capacity(n.min(1 << 20));
        self.buffers.borrow_mut().take(n, &mut out);
        let (raw, is_own) = self.raw_parts(vm)?;
        while out.len() < n {
            let missing = n - out.len();
            // Large pieces go straight to where they are wanted.
            let got = if missing >= self.size.get() {
                let used = out.len();
                out.resize(used + missing.min(1 << 20), 0);
                let got = read_raw(vm, &raw, is_own, &mut out[used..]);
                out.truncate(used + got.as_ref().map_or(0, |n| n.unwrap_or(0)));
                got?
            } else {
                let got = self.fill(vm)?;
                self.buffers.borrow_mut().take(missing, &mut out);
                got
            };
            match got {
                Some(0) => break,
                None if out.is_empty() => return Ok(None),
                None => break,
                Some(_) => {}
            }
        }
        Ok(Some(out))
    }

    /// Reads to the end. `None`: nothing there yet.
    pub fn read_all(&self, vm: &Vm) -> PyResult<Option<Vec<u8>>> {
        let _inside = self.inside.enter(vm)?;
        self.before_reading(vm)?;
        let mut out = Vec::new();
        self.buffers.borrow_mut().take(usize::MAX, &mut out);
        self.buffers.borrow_mut().forget();
        let (raw, is_own) = self.raw_parts(vm)?;
        match read_all_raw(vm, &raw, is_own)? {
            Some(rest) if out.is_empty() => Ok(Some(rest)),
            Some(rest) => {
                out.extend(rest);
                Ok(Some(out))
            }
            None if out.is_empty() => Ok(None),
            None => Ok(Some(out)),
        }
    }

    /// Reads at most `n` bytes with at most one call of the raw stream.
    pub fn read_some(&self, vm: &Vm, n: usize) -> PyResult<Vec<u8>> {
        let _inside = self.inside.enter(vm)?;
        self.before_reading(vm)?;
        let mut out = Vec::new();
        if n == 0 {
            return Ok(out);
        }
        {
            let mut buffers = self.buffers.borrow_mut();
            if !buffers.unread().is_empty() {
                buffers.take(n, &mut out);
                return Ok(out);
            }
            buffers.forget();
        }
        let (raw, is_own) = self.raw_parts(vm)?;
        out.resize(n.min(1 << 20), 0);
        let got = read_raw(vm, &raw, is_own, &mut out)?.unwrap_or(0);
        out.truncate(got);
        Ok(out)
    }

    /// Reads a line, or at most `limit` bytes of it.
    pub fn read_line(&self, vm: &Vm, limit: Option<usize>) -> PyResult<Vec<u8>> {
        let _inside = self.inside.enter(vm)?;
        self.before_reading(vm)?;
        let limit = limit.unwrap_or(usize::MAX);
        let mut line = Vec::new();
        loop {
            let missing = limit - line.len();
            let ends = {
                let mut buffers = self.buffers.borrow_mut();
                let unread = buffers.unread();
                let seen = unread.len().min(missing);
                let end = memchr::memchr(b'\n', &unread[..seen]);
                buffers.take(end.map_or(seen, |i| i + 1), &mut line);
                end.is_some() || line.len() == limit
            };
            if ends || !matches!(self.fill(vm)?, Some(n) if n > 0) {
                return Ok(line);
            }
        }
    }

    /// Writes into the buffer, and through it when it is full.
    pub fn write(&self, vm: &Vm, bytes: &[u8]) -> PyResult<()> {
        let _inside = self.inside.enter(vm)?;
        self.before_writing(vm)?;
        {
            let mut buffers = self.buffers.borrow_mut();
            if buffers.behind.len() + bytes.len() <= self.size.get() {
                buffers.behind.extend_from_slice(bytes);
                return Ok(());
            }
        }
        self.flush_writes(vm)?;
        if bytes.len() < self.size.get() {
            self.buffers.borrow_mut().behind.extend_from_slice(bytes);
            return Ok(());
        }
        let (raw, is_own) = self.raw_parts(vm)?;
        let mut rest = bytes;
        while !rest.is_empty() {
            match write_raw(vm, &raw, is_own, rest)? {
                Some(n) => rest = &rest[n..],
                None => return Err(self.would_block(vm, rest)),
            }
        }
        Ok(())
    }

    /// The raw stream cannot take more: as much as fits is kept.
    fn would_block(&self, vm: &Vm, rest: &[u8]) -> Raised {
        let kept = rest.len().min(self.size.get());
        self.buffers.borrow_mut().behind.extend_from_slice(&rest[..kept]);
        let args = vec![
            Value::Int(11),
            Value::str("write could not complete without blocking"),
            Value::from(rest.len() - kept),
        ];
        vm.new_exception(&vm.exc.blocking_io_error, args)
    }

    /// What was read ahead is given back, so that writing starts where the program thinks it does.
    fn before_writing(&self, vm: &Vm) -> PyResult<()> {
        if self.kind == Kind::Random {
            self.give_back(vm)?;
        }
        Ok(())
    }

    fn give_back(&self, vm: &Vm) -> PyResult<()> {
        let unread = self.buffers.borrow().unread().len() as i64;
        if unread > 0 {
            let (raw, is_own) = self.raw_parts(vm)?;
            seek_raw(vm, &raw, is_own, -unread, 1)?;
        }
        self.buffers.borrow_mut().forget();
        Ok(())
    }

    /// Writes out the buffer.
    pub fn flush_writes(&self, vm: &Vm) -> PyResult<()> {
        let _inside = self.inside.enter(vm)?;
        if self.buffers.borrow().behind.is_empty() {
            return Ok(());
        }
        let (raw, is_own) = self.raw_parts(vm)?;
        let all = std::mem::take(&mut self.buffers.borrow_mut().behind);
        let mut done = 0;
        let mut result = Ok(());
        while done < all.len() {
            match write_raw(vm, &raw, is_own, &all[done..]) {
                Ok(Some(n)) => done += n,
                Ok(None) => {
                    let text = "write could not complete without blocking";
                    let args = vec![Value::Int(11), Value::str(text), Value::Int(0)];
                    result = Err(vm.new_exception(&vm.exc.blocking_io_error, args));
                    break;
                }
                Err(e) => {
                    result = Err(e);
                    break;
                }
            }
        }
        let mut buffers = self.buffers.borrow_mut();
        if done < all.len() {
            let newer = std::mem::replace(&mut buffers.behind, all[done..].to_vec());
            buffers.behind.extend(newer);
        } else if buffers.behind.is_empty() {
            // The memory serves the next round.
            buffers.behind = all;
            buffers.behind.clear();
        }
        result
    }

    /// `flush()`.
    pub fn flush(&self, vm: &Vm) -> PyResult<()> {
        let _inside = self.inside.enter(vm)?;
        if self.kind != Kind::Reader {
            self.flush_writes(vm)?;
        }
        if self.kind == Kind::Random {
            self.give_back(vm)?;
        }
        Ok(())
    }

    /// `tell()`.
    pub fn tell(&self, vm: &Vm) -> PyResult<i64> {
        let (raw, is_own) = self.raw_parts(vm)?;
        let at = seek_raw(vm, &raw, is_own, 0, 1)?;
        let buffers = self.buffers.borrow();
        Ok((at - buffers.unread().len() as i64 + buffers.behind.len() as i64).max(0))
    }

    /// `seek()`.
    pub fn seek(&self, vm: &Vm, target: i64, whence: i64) -> PyResult<i64> {
        let _inside = self.inside.enter(vm)?;
        let (raw, is_own) = self.raw_parts(vm)?;
        if self.kind != Kind::Reader {
            self.flush_writes(vm)?;
        }
        if whence != 2 && self.kind != Kind::Writer {
            // Inside what was read ahead, nothing needs to be read again.
            let at = self.tell(vm)?;
            let step = if whence == 0 { target.saturating_sub(at) } else { target };
            let mut buffers = self.buffers.borrow_mut();
            let moved = (buffers.at as i64).checked_add(step);
            if let Some(moved) = moved.and_then(|m| usize::try_from(m).ok())
                && moved <= buffers.ahead.len()
                && !buffers.ahead.is_empty()
            {
                buffers.at = moved;
                return Ok(at + step);
            }
        }
        let unread = self.buffers.borrow().unread().len() as i64;
        let offset = if whence == 1 { target.saturating_sub(unread) } else { target };
        let at = seek_raw(vm, &raw, is_own, offset, whence)?;
        self.buffers.borrow_mut().forget();
        Ok(at)
    }
}

fn read_into(vm: &Vm, a: &[Value], once: bool) -> PyResult {
    let b = ready(vm, &a[0], "readinto of closed file")?;
    let room = buffer::with_writable(vm, &a[1], |t| t.len())?;
    let Some(room) = room else {
        return Err(vm.type_error(format!(
            "readinto() argument must be read-write bytes-like object, not {}",
            vm.type_name(&a[1])
        )));
    };
    let data = if once { Some(b.read_some(vm, room)?) } else { b.read(vm, room)? };
    let Some(data) = data else { return Ok(Value::None) };
    buffer::with_writable(vm, &a[1], |t| {
        let n = data.len().min(t.len());
        t[..n].copy_from_slice(&data[..n]);
    })?;
    Ok(Value::from(data.len()))
}

fn detach(vm: &Vm, a: &[Value]) -> PyResult {
    let b = this(vm, &a[0])?;
    call(vm, &a[0], "flush", &[])?;
    let raw = b.raw(vm)?;
    b.raw.replace(Value::Unbound);
    b.detached.set(true);
    Ok(raw)
}

fn close(vm: &Vm, a: &[Value]) -> PyResult {
    let b = this(vm, &a[0])?;
    let raw = b.raw(vm)?;
    if b.is_closed(vm)? {
        b.closed.set(true);
        return Ok(Value::None);
    }
    let flushed = call(vm, &a[0], "flush", &[]);
    b.closed.set(true);
    let closed = call(vm, &raw, "close", &[]);
    b.buffers.replace(Buffers::default());
    match (flushed, closed) {
        (Err(e), Err(later)) => {
            // As `finally: raw.close()` would: the later error has the earlier one for its context.
            later.0.context.replace(Some(e.0));
            Err(later)
        }
        (Err(e), Ok(_)) => Err(e),
        (Ok(_), closed) => closed.map(|_| Value::None),
    }
}

fn truncate(vm: &Vm, a: &[Value]) -> PyResult {
    let b = ready(vm, &a[0], "truncate of closed file")?;
    if b.kind == Kind::Reader {
        return Err(unsupported(vm, "truncate"));
    }
    b.flush(vm)?;
    let at = match a[1].some() {
        Some(v) => v.clone(),
        None => Value::Int(b.tell(vm)?),
    };
    call(vm, &b.raw(vm)?, "truncate", &[at])
}

fn delete(vm: &Vm, a: &[Value]) -> PyResult {
    let b = this(vm, &a[0])?;
    if b.raw.borrow().is_unbound() || b.is_closed(vm)? {
        return Ok(Value::None);
    }
    let raw = b.raw(vm)?;
    if b.raw_is_own.get() {
        call(vm, &raw, "_dealloc_warn", &[a[0].clone()])?;
    }
    call(vm, &a[0], "close", &[])
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let b = this(vm, &a[0])?;
    let class = vm.class_name(&a[0]);
    let raw = b.raw.borrow().clone();
    let name = if raw.is_unbound() { None } else { vm.get_attr_opt(&raw, &vm.names.name)? };
    Ok(Value::from(match name {
        Some(name) => format!("<_io.{class} name={}>", vm.repr(&name)?),
        None => format!("<_io.{class}>"),
    }))
}

/// The data of a buffered stream that is exactly one of our own.
#[inline]
pub fn own_buffered<'a>(vm: &Vm, v: &'a Value) -> Option<&'a Buffered> {
    let Value::Object(o) = v else { return None };
    let types = super::Types::get(vm);
    let exact = o.with_class(|c| c.is(&types.reader) || c.is(&types.writer) || c.is(&types.random));
    if exact { o.get::<Buffered>() } else { None }
}
