//! `TextIOWrapper`: its table, its arguments and its attributes. What it does is in [`super::text`].

use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::str::Str;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::text::{Newline, Settings, TextIo};
use super::text_codec::Coder;
use super::{call, flag, size_argument, unsupported};

pub const TEXT_IO: TypeDef = TypeDef {
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(|_, cls, _| Ok(Value::Object(ObjRef::new(cls.clone(), TextIo::empty())))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("TextIOWrapper", "_io")
};

const METHODS: &[NativeDef] = &[
    method_raw(
        "__init__",
        "(self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        init,
    ),
    method("read", "(self, size=-1, /)", |vm, a| {
        let n = size_argument(vm, &a[1])?;
        let t = open(vm, &a[0])?;
        Ok(Value::Str(match n {
            Some(n) => t.read(vm, n)?,
            None => t.read_all(vm)?,
        }))
    }),
    method("readline", "(self, size=-1, /)", |vm, a| {
        let limit = size_argument(vm, &a[1])?;
        Ok(Value::Str(open(vm, &a[0])?.read_line(vm, limit)?))
    }),
    method("__next__", "(self, /)", |vm, a| {
        open(vm, &a[0])?;
        // A subclass may read lines in its own way.
        if let Value::Object(o) = &a[0]
            && o.with_class(|c| c.has(TypeFlags::HEAP))
        {
            let line = call(vm, &a[0], "readline", &[])?;
            return if vm.len(&line)? == 0 { Err(vm.stop_iteration(Value::None)) } else { Ok(line) };
        }
        match vm.next(&a[0])? {
            Some(line) => Ok(line),
            None => Err(vm.stop_iteration(Value::None)),
        }
    }),
    method("write", "(self, text, /)", |vm, a| {
        let Some(text) = a[1].as_str() else {
            return Err(vm.type_error(format!("write() argument must be str, not {}", vm.type_name(&a[1]))));
        };
        let t = open(vm, &a[0])?;
        t.write(vm, text)?;
        Ok(Value::from(text.len()))
    }),
    method("flush", "(self, /)", |vm, a| {
        open(vm, &a[0])?.flush(vm)?;
        Ok(Value::None)
    }),
    method("close", "(self, /)", close),
    method("detach", "(self, /)", |vm, a| {
        let t = this(vm, &a[0])?;
        call(vm, &a[0], "flush", &[])?;
        let buffer = t.buffer(vm)?;
        t.buffer.replace(Value::Unbound);
        t.detached.set(true);
        Ok(buffer)
    }),
    method("tell", "(self, /)", |vm, a| Ok(Value::Int(open(vm, &a[0])?.tell(vm)?))),
    method("seek", "(self, cookie, whence=0, /)", |vm, a| {
        let whence = match a[2].bound() {
            Some(v) => vm.index_i64(v)?,
            None => 0,
        };
        let t = open(vm, &a[0])?;
        t.seek(vm, vm.index_i64(&a[1])?, whence)
    }),
    method("truncate", "(self, pos=None, /)", |vm, a| {
        let t = open(vm, &a[0])?;
        t.flush(vm)?;
        let at = match a[1].some() {
            Some(v) => v.clone(),
            None => Value::Int(t.tell(vm)?),
        };
        call(vm, &t.buffer(vm)?, "truncate", &[at])
    }),
    method("seekable", "(self, /)", |vm, a| forward(vm, a, "seekable")),
    method("readable", "(self, /)", |vm, a| forward(vm, a, "readable")),
    method("writable", "(self, /)", |vm, a| forward(vm, a, "writable")),
    method("fileno", "(self, /)", |vm, a| forward(vm, a, "fileno")),
    method("isatty", "(self, /)", |vm, a| forward(vm, a, "isatty")),
    method_raw(
        "reconfigure",
        "(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
        reconfigure,
    ),
    method("__del__", "(self, /)", |vm, a| {
        let t = this(vm, &a[0])?;
        let buffer = t.buffer.borrow().clone();
        if buffer.is_unbound() || flag(vm, &buffer, "closed")? {
            return Ok(Value::None);
        }
        if vm.get_attr_opt(&buffer, &vm.intern("_dealloc_warn"))?.is_some() {
            call(vm, &buffer, "_dealloc_warn", &[a[0].clone()])?;
        }
        call(vm, &a[0], "close", &[])
    }),
    method("__getstate__", "(self, /)", |vm, a| {
        Err(vm.type_error(format!("cannot pickle '{}' object", vm.type_name(&a[0]))))
    }),
    method("__repr__", "(self, /)", repr),
];

const GETSET: &[GetSet] = &[
    getter("buffer", |vm, v| this(vm, v)?.buffer(vm)),
    getter("closed", |vm, v| {
        let buffer = this(vm, v)?.buffer(vm)?;
        Ok(Value::Bool(flag(vm, &buffer, "closed")?))
    }),
    getter("name", |vm, v| vm.get_attr(&this(vm, v)?.buffer(vm)?, &vm.names.name)),
    getter("encoding", |vm, v| setting(vm, v, |s| Value::Str(s.encoding.clone()))),
    getter("errors", |vm, v| setting(vm, v, |s| Value::Str(s.errors.clone()))),
    getter("newlines", |vm, v| {
        let t = this(vm, v)?;
        Ok(if t.newline().universal() { t.seen.get().value() } else { Value::None })
    }),
    getter("line_buffering", |vm, v| setting(vm, v, |s| Value::Bool(s.line_buffering))),
    getter("write_through", |vm, v| setting(vm, v, |s| Value::Bool(s.write_through))),
    getset(
        "_CHUNK_SIZE",
        |_, _| Ok(Value::from(super::BUFFER_SIZE)),
        // Programs that set it want smaller steps, which they get no harm from lacking.
        |_, _, _| Ok(()),
    ),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a TextIo> {
    v.native::<TextIo>().ok_or_else(|| vm.type_error("descriptor requires a '_io.TextIOWrapper' object"))
}

fn open<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a TextIo> {
    let t = this(vm, v)?;
    t.check_open(vm)?;
    Ok(t)
}

fn setting(vm: &Vm, v: &Value, read: fn(&Settings) -> Value) -> PyResult {
    match &*this(vm, v)?.settings.borrow() {
        Some(s) => Ok(read(s)),
        None => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

fn forward(vm: &Vm, a: &[Value], question: &str) -> PyResult {
    call(vm, &this(vm, &a[0])?.buffer(vm)?, question, &[])
}

/// The text of an optional argument.
fn optional<'a>(vm: &Vm, v: &'a Value, name: &str) -> PyResult<Option<&'a Str>> {
    match v.some() {
        None => Ok(None),
        Some(v) => match v.as_str() {
            Some(s) if s.as_str().contains('\0') => Err(vm.value_error("embedded null character")),
            Some(s) => Ok(Some(s)),
            None => Err(vm
                .type_error(format!("TextIOWrapper() argument '{name}' must be str or None, not {}", vm.type_name(v)))),
        },
    }
}

/// What the arguments (encoding, errors, newline, line_buffering, write_through) mean.
///
/// # Errors
/// TypeError and ValueError for wrong ones, LookupError for an unknown encoding.
pub fn settings(vm: &Vm, encoding: &Value, errors: &Value, newline: &Value, flags: [&Value; 2]) -> PyResult<Settings> {
    let encoding = match optional(vm, encoding, "encoding")? {
        Some(s) if s.as_str() == "locale" => Str::new("UTF-8"),
        Some(s) => s.clone(),
        None => Str::new("UTF-8"),
    };
    let errors = optional(vm, errors, "errors")?.cloned().unwrap_or_else(|| Str::new("strict"));
    let newline = Newline::parse(vm, newline, "TextIOWrapper()")?;
    let truth = |v: &Value| match v.some() {
        Some(v) => vm.truth(v),
        None => Ok(false),
    };
    let coder = Coder::find(vm, &encoding)?;
    let (line_buffering, write_through) = (truth(flags[0])?, truth(flags[1])?);
    Ok(Settings { encoding, errors, newline, line_buffering, write_through, coder })
}

/// A text stream over `buffer`.
///
/// # Errors
/// What the buffer's questions raise.
pub fn make(vm: &Vm, cls: &TypeRef, buffer: &Value, settings: Settings) -> PyResult {
    let value = Value::Object(ObjRef::new(cls.clone(), TextIo::empty()));
    this(vm, &value)?.attach(vm, &value, buffer, settings)?;
    Ok(value)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let names = ["buffer", "encoding", "errors", "newline", "line_buffering", "write_through"].map(Some);
    let given = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "TextIOWrapper", names)?;
    let [buffer, encoding, errors, newline, line_buffering, write_through] = given;
    if buffer.is_unbound() {
        return Err(vm.type_error("TextIOWrapper() missing required argument 'buffer' (pos 1)"));
    }
    let settings = settings(vm, &encoding, &errors, &newline, [&line_buffering, &write_through])?;
    this(vm, &args.values[0])?.attach(vm, &args.values[0], &buffer, settings)?;
    Ok(Value::None)
}

fn reconfigure(vm: &Vm, args: &Args) -> PyResult {
    let t = open(vm, &args.values[0])?;
    if args.pos().len() > 1 {
        let n = args.pos().len() - 1;
        return Err(vm.type_error(format!("reconfigure() takes 0 positional arguments but {n} were given")));
    }
    let known = ["encoding", "errors", "newline", "line_buffering", "write_through"];
    if let Some((name, _)) = args.keywords().find(|(n, _)| !known.contains(&n.as_str())) {
        return Err(taipan_interp::types::arguments::unexpected_keyword(vm, "reconfigure", name.as_str()));
    }
    let get = |name: &str| args.keyword(name).cloned().unwrap_or(Value::None);
    let (encoding, errors) = (get("encoding"), get("errors"));
    let recode = !encoding.is_none() || !errors.is_none() || args.keyword("newline").is_some();
    if recode && t.has_read() {
        return Err(unsupported(
            vm,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    let old = match &*t.settings.borrow() {
        Some(s) => Settings {
            encoding: s.encoding.clone(),
            errors: s.errors.clone(),
            newline: s.newline,
            line_buffering: s.line_buffering,
            write_through: s.write_through,
            coder: s.coder.clone(),
        },
        None => return Err(vm.value_error("I/O operation on uninitialized object")),
    };
    let made = settings(vm, &encoding, &errors, &get("newline"), [&get("line_buffering"), &get("write_through")])?;
    let settings = Settings {
        // A new encoding comes with strict errors, unless told otherwise.
        errors: if errors.is_none() && encoding.is_none() { old.errors } else { made.errors },
        newline: if args.keyword("newline").is_some() { made.newline } else { old.newline },
        line_buffering: if get("line_buffering").is_none() { old.line_buffering } else { made.line_buffering },
        write_through: if get("write_through").is_none() { old.write_through } else { made.write_through },
        encoding: if encoding.is_none() { old.encoding } else { made.encoding },
        coder: if encoding.is_none() { old.coder } else { made.coder },
    };
    t.reconfigure(vm, settings, recode)?;
    Ok(Value::None)
}

fn close(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    let buffer = t.buffer(vm)?;
    if flag(vm, &buffer, "closed")? {
        t.closed.set(true);
        return Ok(Value::None);
    }
    let flushed = call(vm, &a[0], "flush", &[]);
    t.closed.set(true);
    let closed = call(vm, &buffer, "close", &[]);
    match (flushed, closed) {
        (Err(e), Err(later)) => {
            later.0.context.replace(Some(e.0));
            Err(later)
        }
        (Err(e), Ok(_)) => Err(e),
        (Ok(_), closed) => closed.map(|_| Value::None),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    let mut out = format!("<_io.{}", vm.class_name(&a[0]));
    let buffer = t.buffer.borrow().clone();
    if !buffer.is_unbound()
        && let Some(name) = vm.get_attr_opt(&buffer, &vm.names.name)?
    {
        out.push_str(&format!(" name={}", vm.repr(&name)?));
    }
    if let Some(mode) = vm.get_attr_opt(&a[0], &vm.intern("mode"))? {
        out.push_str(&format!(" mode={}", vm.repr(&mode)?));
    }
    if let Some(s) = &*t.settings.borrow() {
        out.push_str(&format!(" encoding='{}'", s.encoding));
    }
    out.push('>');
    Ok(Value::from(out))
}
