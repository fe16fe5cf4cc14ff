//! `StringIO`: a text stream in memory.

use std::cell::{Cell, RefCell};

use taipan_interp::error::Raised;
use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::types::str::Str;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::newlines::{Seen, translate};
use super::size_argument;
use super::text::{Newline, char_limit};

/// The text, and where the stream stands.
#[derive(Default)]
struct Content {
    text: String,
    /// In characters; may be past the end.
    at: usize,
    /// The same place in bytes, when it is known and not past the end.
    byte: Option<usize>,
    /// The length in characters.
    chars: usize,
}

impl Content {
    /// The place in bytes; `None` past the end.
    fn place(&mut self) -> Option<usize> {
        if self.byte.is_none() && self.at <= self.chars {
            self.byte = if self.at == self.chars { Some(self.text.len()) } else { char_limit(&self.text, self.at) };
        }
        self.byte
    }

    fn rest(&mut self) -> &str {
        match self.place() {
            Some(byte) => &self.text[byte..],
            None => "",
        }
    }

    /// Moves over text that was read.
    fn advance(&mut self, bytes: usize, chars: usize) {
        self.at += chars;
        self.byte = self.byte.map(|b| b + bytes);
    }

    fn write(&mut self, new: &str, chars: usize) {
        if self.at > self.chars {
            let gap = self.at - self.chars;
            self.text.extend(std::iter::repeat_n('\0', gap));
            self.chars = self.at;
            self.byte = Some(self.text.len());
        }
        let from = self.place().unwrap_or(self.text.len());
        if from == self.text.len() {
            self.text.push_str(new);
            self.chars += chars;
        } else {
            let covered = char_limit(&self.text[from..], chars);
            let to = covered.map_or(self.text.len(), |n| from + n);
            let replaced = if covered.is_some() { chars } else { self.chars - self.at };
            self.text.replace_range(from..to, new);
            self.chars = self.chars - replaced + chars;
        }
        self.at += chars;
        self.byte = Some(from + new.len());
    }
}

struct StringIo {
    content: RefCell<Content>,
    newline: Cell<Newline>,
    seen: Cell<Seen>,
    closed: Cell<bool>,
}

impl NativeData for StringIo {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        self.check(vm)?;
        let line = self.read_line(None);
        Ok(if line.is_empty() { None } else { Some(Value::Str(line)) })
    }
}

pub const STRING_IO: TypeDef = TypeDef {
    doc: "Text I/O implementation using an in-memory buffer.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(|_, cls, _| {
        let empty = StringIo {
            content: RefCell::default(),
            newline: Cell::new(Newline::Lf),
            seen: Cell::default(),
            closed: Cell::new(false),
        };
        Ok(Value::Object(ObjRef::new(cls.clone(), empty)))
    }),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("StringIO", "_io")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, initial_value='', newline='\\n')", init),
    method("read", "(self, size=-1, /)", |vm, a| {
        let n = size_argument(vm, &a[1])?;
        Ok(Value::Str(open(vm, &a[0])?.read(n)))
    }),
    method("readline", "(self, size=-1, /)", |vm, a| {
        let limit = size_argument(vm, &a[1])?;
        Ok(Value::Str(open(vm, &a[0])?.read_line(limit)))
    }),
    method("__next__", "(self, /)", |vm, a| {
        let s = open(vm, &a[0])?;
        if let Value::Object(o) = &a[0]
            && o.with_class(|c| c.has(TypeFlags::HEAP))
        {
            let line = super::call(vm, &a[0], "readline", &[])?;
            return if vm.len(&line)? == 0 { Err(vm.stop_iteration(Value::None)) } else { Ok(line) };
        }
        let line = s.read_line(None);
        if line.is_empty() { Err(vm.stop_iteration(Value::None)) } else { Ok(Value::Str(line)) }
    }),
    method("write", "(self, s, /)", |vm, a| {
        let Some(text) = a[1].as_str() else {
            return Err(vm.type_error(format!("string argument expected, got '{}'", vm.type_name(&a[1]))));
        };
        open(vm, &a[0])?.write(text);
        Ok(Value::from(text.len()))
    }),
    method("getvalue", "(self, /)", |vm, a| {
        let s = open(vm, &a[0])?;
        let value = Str::new(&s.content.borrow().text);
        Ok(Value::Str(value))
    }),
    method("tell", "(self, /)", |vm, a| Ok(Value::from(open(vm, &a[0])?.content.borrow().at))),
    method("seek", "(self, pos, whence=0, /)", seek),
    method("truncate", "(self, pos=None, /)", truncate),
    method("close", "(self, /)", |vm, a| {
        let s = this(vm, &a[0])?;
        s.closed.set(true);
        s.content.replace(Content::default());
        Ok(Value::None)
    }),
    method("readable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::Bool(true))),
    method("writable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::Bool(true))),
    method("seekable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::Bool(true))),
    method("flush", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::None)),
    method("__getstate__", "(self, /)", |vm, a| {
        let s = open(vm, &a[0])?;
        let content = s.content.borrow();
        let newline = match s.newline.get() {
            Newline::Translate => Value::None,
            Newline::Any => Value::str(""),
            Newline::Lf => Value::str("\n"),
            Newline::Cr => Value::str("\r"),
            Newline::CrLf => Value::str("\r\n"),
        };
        Ok(Value::tuple(vec![Value::str(&content.text), newline, Value::from(content.at), Value::None]))
    }),
    method("__setstate__", "(self, state, /)", |vm, a| {
        let s = open(vm, &a[0])?;
        let state = vm.collect(&a[1])?;
        let [value, newline, at, ..] = state.as_slice() else { return Err(vm.type_error("bad state")) };
        s.newline.set(Newline::parse(vm, newline, "StringIO()")?);
        let Some(value) = value.as_str() else { return Err(vm.type_error("bad state")) };
        let at = usize::try_from(vm.index_i64(at)?).unwrap_or(0);
        let content = Content { text: value.as_str().to_string(), at, byte: None, chars: value.len() };
        s.content.replace(content);
        Ok(Value::None)
    }),
];

const GETSET: &[GetSet] = &[
    getter("closed", |vm, v| Ok(Value::Bool(this(vm, v)?.closed.get()))),
    getter("line_buffering", |vm, v| open(vm, v).map(|_| Value::Bool(false))),
    getter("newlines", |vm, v| {
        let s = open(vm, v)?;
        Ok(if s.newline.get().universal() { s.seen.get().value() } else { Value::None })
    }),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a StringIo> {
    v.native::<StringIo>().ok_or_else(|| vm.type_error("descriptor requires a '_io.StringIO' object"))
}

fn open<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a StringIo> {
    let s = this(vm, v)?;
    s.check(vm)?;
    Ok(s)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let names = [Some("initial_value"), Some("newline")];
    let [initial, newline] = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "StringIO", names)?;
    let s = this(vm, &args.values[0])?;
    let newline = if newline.is_unbound() { Newline::Lf } else { Newline::parse(vm, &newline, "StringIO()")? };
    s.newline.set(newline);
    s.seen.set(Seen::default());
    s.closed.set(false);
    s.content.replace(Content::default());
    if let Some(v) = initial.some() {
        let Some(text) = v.as_str() else {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("initial_value must be str or None, not {got}")));
        };
        s.write(text);
        let mut content = s.content.borrow_mut();
        (content.at, content.byte) = (0, Some(0));
    }
    Ok(Value::None)
}

impl StringIo {
    fn check(&self, vm: &Vm) -> PyResult<()> {
        if self.closed.get() { Err(vm.value_error("I/O operation on closed file")) } else { Ok(()) }
    }

    fn read(&self, n: Option<usize>) -> Str {
        let mut content = self.content.borrow_mut();
        let rest = content.rest();
        let end = n.and_then(|n| char_limit(rest, n)).unwrap_or(rest.len());
        let text = Str::new(&rest[..end]);
        content.advance(end, text.len());
        text
    }

    fn read_line(&self, limit: Option<usize>) -> Str {
        let mut content = self.content.borrow_mut();
        let newline = self.newline.get();
        let rest = content.rest();
        let end = newline.line_end(rest).unwrap_or(rest.len());
        let end = limit.and_then(|l| char_limit(rest, l)).map_or(end, |c| c.min(end));
        let line = Str::new(&rest[..end]);
        content.advance(end, line.len());
        line
    }

    fn write(&self, text: &Str) {
        if text.is_empty() {
            return;
        }
        let newline = self.newline.get();
        let mut content = self.content.borrow_mut();
        if newline == Newline::Lf {
            content.write(text.as_str(), text.len());
            return;
        }
        if newline.universal() {
            let mut seen = self.seen.get();
            seen.look(text.as_str());
            self.seen.set(seen);
        }
        let changed = match newline.written() {
            Some(end) => text.as_str().replace('\n', end),
            None if newline == Newline::Translate => translate(text.as_str().to_string()),
            None => text.as_str().to_string(),
        };
        content.write(&changed, changed.chars().count());
    }
}

fn seek(vm: &Vm, a: &[Value]) -> PyResult {
    let s = open(vm, &a[0])?;
    let offset = vm.index_i64(&a[1])?;
    let whence = match a[2].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
    }
    if offset < 0 && whence == 0 {
        return Err(vm.value_error(format!("Negative seek position {offset}")));
    }
    if offset != 0 && whence != 0 {
        return Err(vm.error(&vm.exc.os_error, "Can't do nonzero cur-relative seeks"));
    }
    let mut content = s.content.borrow_mut();
    match whence {
        0 => (content.at, content.byte) = (usize::try_from(offset).unwrap_or(0), None),
        2 => (content.at, content.byte) = (content.chars, None),
        _ => {}
    }
    Ok(Value::from(content.at))
}

fn truncate(vm: &Vm, a: &[Value]) -> PyResult {
    let s = open(vm, &a[0])?;
    let size = match a[1].some() {
        Some(v) => vm.index_i64(v)?,
        None => s.content.borrow().at as i64,
    };
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Negative size value {size}")));
    };
    let mut content = s.content.borrow_mut();
    if let Some(byte) = char_limit(&content.text, size)
        && size < content.chars
    {
        content.text.truncate(byte);
        content.chars = size;
        content.byte = None;
    }
    Ok(Value::from(size))
}
