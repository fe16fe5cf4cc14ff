//! `FileIO`: a descriptor as a raw stream; and the ways in which buffers use whatever raw stream they are given.

use std::cell::Cell;
use std::io::{ErrorKind, SeekFrom};

use taipan_interp::heap::{NativeData, Ref};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::bytes::{ByteArray, Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::str::Str;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::{BUFFER_SIZE, Types, call, finalize, size_argument, unsupported};

/// The system's flags for opening (Linux).
pub mod flags {
    pub const READ_ONLY: i32 = 0;
    pub const WRITE_ONLY: i32 = 1;
    pub const READ_WRITE: i32 = 2;
    pub const CREATE: i32 = 0o100;
    pub const EXCLUSIVE: i32 = 0o200;
    pub const TRUNCATE: i32 = 0o1000;
    pub const APPEND: i32 = 0o2000;
    pub const CLOSE_ON_EXEC: i32 = 0o2_000_000;
}

/// An open file.
pub struct FileIo {
    /// -1 when closed.
    fd: Cell<i32>,
    readable: Cell<bool>,
    writable: Cell<bool>,
    created: Cell<bool>,
    appending: Cell<bool>,
    close_fd: Cell<bool>,
    /// Asked once.
    seekable: Cell<Option<bool>>,
    finalized: Cell<bool>,
}

impl NativeData for FileIo {
    fn before_free(&self, this: &ObjRef) -> bool {
        finalize(this, &self.finalized, self.fd.get() >= 0 && self.close_fd.get())
    }
}

pub const FILE_IO: TypeDef = TypeDef {
    doc: "Open a file.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(|_, cls, _| Ok(Value::Object(ObjRef::new(cls.clone(), FileIo::closed())))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("FileIO", "_io")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, file, mode='r', closefd=True, opener=None)", init),
    method("read", "(self, size=-1, /)", read),
    method("readall", "(self, /)", |vm, a| {
        let file = reading(vm, &a[0])?;
        Ok(file.read_all(vm)?.map_or(Value::None, |b| Value::Bytes(Bytes::new(&b))))
    }),
    method("readinto", "(self, buffer, /)", read_into),
    method("write", "(self, b, /)", |vm, a| {
        let file = this(vm, &a[0])?;
        file.check_open(vm)?;
        if !file.writable.get() {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let bytes = buffer::required(vm, &a[1])?;
        Ok(file.write(vm, &bytes)?.map_or(Value::None, Value::from))
    }),
    method("seek", "(self, pos, whence=0, /)", |vm, a| {
        let file = this(vm, &a[0])?;
        file.check_open(vm)?;
        let whence = match a[2].bound() {
            Some(v) => vm.index_i64(v)?,
            None => 0,
        };
        Ok(int(file.seek(vm, vm.index_i64(&a[1])?, whence)?))
    }),
    method("tell", "(self, /)", |vm, a| {
        let file = this(vm, &a[0])?;
        file.check_open(vm)?;
        Ok(int(file.seek(vm, 0, 1)?))
    }),
    method("truncate", "(self, size=None, /)", |vm, a| {
        let file = this(vm, &a[0])?;
        file.check_open(vm)?;
        if !file.writable.get() {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let size = match a[1].some() {
            Some(v) => vm.index_i64(v)?,
            None => file.seek(vm, 0, 1)?,
        };
        let cut = u64::try_from(size).map_err(|_| std::io::Error::from_raw_os_error(22));
        cut.and_then(|size| vm.host.truncate(file.fd.get(), size)).map_err(|e| vm.os_error(&e, None))?;
        Ok(int(size))
    }),
    method("close", "(self, /)", close),
    method("fileno", "(self, /)", |vm, a| {
        let file = this(vm, &a[0])?;
        file.check_open(vm)?;
        Ok(Value::Int(i64::from(file.fd.get())))
    }),
    method("isatty", "(self, /)", |vm, a| {
        let file = this(vm, &a[0])?;
        file.check_open(vm)?;
        Ok(Value::Bool(vm.host.is_terminal(file.fd.get())))
    }),
    method("readable", "(self, /)", |vm, a| ask(vm, a, |_, f| f.readable.get())),
    method("writable", "(self, /)", |vm, a| ask(vm, a, |_, f| f.writable.get())),
    method("seekable", "(self, /)", |vm, a| ask(vm, a, |vm, f| f.is_seekable(vm))),
    method("_dealloc_warn", "(self, source, /)", |vm, a| {
        let file = this(vm, &a[0])?;
        if file.fd.get() >= 0 && file.close_fd.get() {
            let text = format!("unclosed file {}", vm.repr(&a[1])?);
            taipan_interp::warnings::warn_unraisable(vm, &vm.exc.resource_warning, &text, &a[1]);
        }
        Ok(Value::None)
    }),
    method("__del__", "(self, /)", |vm, a| {
        call(vm, &a[0], "_dealloc_warn", &[a[0].clone()])?;
        call(vm, &a[0], "close", &[])
    }),
    method("__getstate__", "(self, /)", |vm, a| {
        Err(vm.type_error(format!("cannot pickle '{}' object", vm.type_name(&a[0]))))
    }),
    method("__repr__", "(self, /)", repr),
];

const GETSET: &[GetSet] = &[
    getter("closed", |vm, v| Ok(Value::Bool(this(vm, v)?.fd.get() < 0))),
    getter("closefd", |vm, v| Ok(Value::Bool(this(vm, v)?.close_fd.get()))),
    getter("mode", |vm, v| Ok(Value::str(this(vm, v)?.mode()))),
    getter("_blksize", |_, _| Ok(Value::from(BUFFER_SIZE))),
];

fn int(n: i64) -> Value {
    Value::Int(n)
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a FileIo> {
    v.native::<FileIo>().ok_or_else(|| vm.type_error("descriptor requires a '_io.FileIO' object"))
}

fn reading<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a FileIo> {
    let file = this(vm, v)?;
    file.check_open(vm)?;
    if !file.readable.get() {
        return Err(unsupported(vm, "File not open for reading"));
    }
    Ok(file)
}

fn ask(vm: &Vm, a: &[Value], question: fn(&Vm, &FileIo) -> bool) -> PyResult {
    let file = this(vm, &a[0])?;
    file.check_open(vm)?;
    Ok(Value::Bool(question(vm, file)))
}

impl FileIo {
    fn closed() -> FileIo {
        FileIo {
            fd: Cell::new(-1),
            readable: Cell::new(false),
            writable: Cell::new(false),
            created: Cell::new(false),
            appending: Cell::new(false),
            close_fd: Cell::new(true),
            seekable: Cell::new(None),
            finalized: Cell::new(false),
        }
    }

    fn check_open(&self, vm: &Vm) -> PyResult<()> {
        if self.fd.get() < 0 { Err(vm.value_error("I/O operation on closed file")) } else { Ok(()) }
    }

    /// True when it is closed.
    #[inline]
    pub fn is_closed(&self) -> bool {
        self.fd.get() < 0
    }

    fn mode(&self) -> &'static str {
        match (self.created.get(), self.appending.get(), self.readable.get(), self.writable.get()) {
            (true, _, true, _) => "xb+",
            (true, _, false, _) => "xb",
            (_, true, true, _) => "ab+",
            (_, true, false, _) => "ab",
            (_, _, true, true) => "rb+",
            (_, _, true, false) => "rb",
            (_, _, false, _) => "wb",
        }
    }

    fn is_seekable(&self, vm: &Vm) -> bool {
        if self.seekable.get().is_none() {
            self.seekable.set(Some(vm.host.seek(self.fd.get(), SeekFrom::Current(0)).is_ok()));
        }
        self.seekable.get() == Some(true)
    }

    /// Reads once. `None`: nothing there yet (a descriptor that does not block).
    pub fn read(&self, vm: &Vm, buf: &mut [u8]) -> PyResult<Option<usize>> {
        let fd = self.fd.get();
        retry(vm, || vm.allow_threads(|host| host.read(fd, buf)))
    }

    /// Writes once.
    pub fn write(&self, vm: &Vm, bytes: &[u8]) -> PyResult<Option<usize>> {
        let fd = self.fd.get();
        retry(vm, || vm.allow_threads(|host| host.write_some(fd, bytes)))
    }

    /// Reads to the end.
    pub fn read_all(&self, vm: &Vm) -> PyResult<Option<Vec<u8>>> {
        let fd = self.fd.get();
        // The size of a regular file says how much room is needed, when the position is known.
        let size = vm.host.stat_open(fd).map_or(0, |s| s.size);
        let at = vm.host.seek(fd, SeekFrom::Current(0)).unwrap_or(0);
        let expected = usize::try_from(size.saturating_sub(at)).unwrap_or(0).min(1 << 30);
        let mut all = vec![0; expected + 1];
        let mut used = 0;
        loop {
            if used == all.len() {
                all.resize(used + (used / 2).max(BUFFER_SIZE), 0);
            }
            match self.read(vm, &mut all[used..])? {
                Some(0) => break,
                Some(n) => used += n,
                None if used == 0 => return Ok(None),
                None => break,
            }
        }
        all.truncate(used);
        Ok(Some(all))
    }

    /// Moves the position; `whence` is 0, 1 or 2.
    pub fn seek(&self, vm: &Vm, offset: i64, whence: i64) -> PyResult<i64> {
        let invalid = || std::io::Error::from_raw_os_error(22);
        let to = match whence {
            0 => u64::try_from(offset).map(SeekFrom::Start).map_err(|_| invalid()),
            1 => Ok(SeekFrom::Current(offset)),
            2 => Ok(SeekFrom::End(offset)),
            _ => Err(invalid()),
        };
        let at = to.and_then(|to| vm.host.seek(self.fd.get(), to)).map_err(|e| vm.os_error(&e, None))?;
        Ok(i64::try_from(at).unwrap_or(i64::MAX))
    }
}

/// Calls again after a signal, when its handler raised nothing.
fn retry(vm: &Vm, mut f: impl FnMut() -> std::io::Result<usize>) -> PyResult<Option<usize>> {
    loop {
        match f() {
            Ok(n) => return Ok(Some(n)),
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
            Err(e) => return Err(vm.os_error(&e, None)),
        }
    }
}

/// How a mode string opens a file.
#[derive(Clone, Copy, Default)]
pub struct Mode {
    pub read: bool,
    pub write: bool,
    pub create: bool,
    pub append: bool,
    pub truncate: bool,
}

impl Mode {
    fn flags(self) -> i32 {
        let mut out = match (self.read, self.write) {
            (true, true) => flags::READ_WRITE,
            (false, true) => flags::WRITE_ONLY,
            _ => flags::READ_ONLY,
        };
        if self.create {
            out |= flags::EXCLUSIVE | flags::CREATE;
        }
        if self.truncate {
            out |= flags::TRUNCATE | flags::CREATE;
        }
        if self.append {
            out |= flags::APPEND | flags::CREATE;
        }
        out | flags::CLOSE_ON_EXEC
    }
}

/// Permissions of new files, before the mask.
const NEW_FILE: u32 = 0o666;

/// Opens a file as an object of `cls`. `file` is a path or a descriptor.
///
/// # Errors
/// OSError; what the opener raises.
pub fn open(vm: &Vm, cls: &TypeRef, file: &Value, mode: Mode, close_fd: bool, opener: &Value) -> PyResult {
    let made = ObjRef::new(cls.clone(), FileIo::closed());
    let value = Value::Object(made);
    open_into(vm, &value, file, mode, close_fd, opener)?;
    Ok(value)
}

fn open_into(vm: &Vm, object: &Value, file: &Value, mode: Mode, close_fd: bool, opener: &Value) -> PyResult<()> {
    let data = this(vm, object)?;
    let (fd, own) = match file.inner() {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let fd = vm.index_i64(file)?;
            if fd < 0 {
                return Err(vm.value_error("negative file descriptor"));
            }
            (i32::try_from(fd).unwrap_or(i32::MAX), false)
        }
        _ => {
            if !close_fd {
                return Err(vm.value_error("Cannot use closefd=False with file name"));
            }
            (open_path(vm, file, mode, opener)?, true)
        }
    };
    let fail = |e: &std::io::Error| -> Raised {
        if own {
            // The first error is the one to tell.
            let _ = vm.host.close(fd);
        }
        os_error_about(vm, e, file)
    };
    match vm.host.stat_open(fd) {
        Ok(stat) if stat.is_dir => return Err(fail(&std::io::Error::from_raw_os_error(21))),
        Ok(_) => {}
        Err(e) => return Err(fail(&e)),
    }
    data.fd.set(fd);
    data.readable.set(mode.read);
    data.writable.set(mode.write);
    data.created.set(mode.create);
    data.appending.set(mode.append);
    data.close_fd.set(close_fd);
    data.seekable.set(None);
    if let Some(slot) = vm.attr_slot(object) {
        slot.set(&vm.intern("name"), file.clone(), &|| vm.next_number());
    }
    if mode.append && data.is_seekable(vm) {
        data.seek(vm, 0, 2)?;
    }
    Ok(())
}

fn open_path(vm: &Vm, file: &Value, mode: Mode, opener: &Value) -> PyResult<i32> {
    if let Some(opener) = opener.some() {
        let fd = vm.call(opener, &[file.clone(), Value::Int(i64::from(mode.flags()))])?;
        return match vm.index_i64(&fd) {
            Ok(fd) if fd >= 0 => Ok(i32::try_from(fd).unwrap_or(i32::MAX)),
            Ok(fd) => Err(vm.value_error(format!("opener returned {fd}"))),
            Err(_) => Err(vm.type_error("expected integer from opener")),
        };
    }
    let path = path_text(vm, file)?;
    vm.host.open(path.as_str(), mode.flags(), NEW_FILE).map_err(|e| os_error_about(vm, &e, file))
}

/// A path argument as text.
///
/// # Errors
/// TypeError when it is no path; ValueError when it contains a NUL.
pub fn path_text(vm: &Vm, path: &Value) -> PyResult<Str> {
    let text = match path.inner() {
        Value::Str(s) => {
            crate::posix::check_name(vm, s)?;
            s.clone()
        }
        Value::Bytes(b) => taipan_interp::codecs::decode(vm, b.as_slice(), "utf-8", "surrogateescape")?,
        _ => {
            return Err(
                vm.type_error(format!("expected str, bytes or os.PathLike object, not {}", vm.class_name(path)))
            );
        }
    };
    if text.as_str().contains('\0') {
        return Err(vm.value_error("embedded null byte"));
    }
    Ok(text)
}

/// OSError with the file as it was given.
#[cold]
pub fn os_error_about(vm: &Vm, e: &std::io::Error, file: &Value) -> Raised {
    let raised = vm.os_error(e, Some(""));
    raised.0.set_field(taipan_interp::types::exceptions::field::OS_FILENAME, file.clone());
    raised
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let names = [Some("file"), Some("mode"), Some("closefd"), Some("opener")];
    let given = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "FileIO", names)?;
    if given[0].is_unbound() {
        return Err(vm.type_error("FileIO() missing required argument 'file' (pos 1)"));
    }
    let mode = match given[1].bound() {
        None => Mode { read: true, ..Mode::default() },
        Some(v) => match v.as_str() {
            Some(s) => parse_mode(vm, s.as_str())?,
            None => {
                let got = vm.type_name(v);
                return Err(vm.type_error(format!("FileIO() argument 'mode' must be str, not {got}")));
            }
        },
    };
    let close_fd = match given[2].bound() {
        Some(v) => vm.truth(v)?,
        None => true,
    };
    let object = &args.values[0];
    if this(vm, object)?.fd.get() >= 0 {
        close(vm, std::slice::from_ref(object))?;
    }
    let file = match given[0].inner() {
        Value::Int(_) | Value::Bool(_) => given[0].clone(),
        _ => super::open::fspath(vm, &given[0])?,
    };
    open_into(vm, object, &file, mode, close_fd, &given[3])?;
    Ok(Value::None)
}

fn parse_mode(vm: &Vm, text: &str) -> PyResult<Mode> {
    let bad = "Must have exactly one of create/read/write/append mode and at most one plus";
    let mut mode = Mode::default();
    let (mut kinds, mut plus) = (0, false);
    for c in text.chars() {
        match c {
            'x' => (mode.create, mode.write) = (true, true),
            'r' => mode.read = true,
            'w' => (mode.truncate, mode.write) = (true, true),
            'a' => (mode.append, mode.write) = (true, true),
            'b' => continue,
            '+' if !plus => {
                plus = true;
                continue;
            }
            '+' => return Err(vm.value_error(bad)),
            _ => return Err(vm.value_error(format!("invalid mode: {text}"))),
        }
        kinds += 1;
    }
    if kinds != 1 {
        return Err(vm.value_error(bad));
    }
    if plus {
        (mode.read, mode.write) = (true, true);
    }
    Ok(mode)
}

fn read(vm: &Vm, a: &[Value]) -> PyResult {
    let file = reading(vm, &a[0])?;
    let Some(n) = size_argument(vm, &a[1])? else {
        return Ok(file.read_all(vm)?.map_or(Value::None, |b| Value::Bytes(Bytes::new(&b))));
    };
    let mut buf = vec![0; n.min(1 << 30)];
    Ok(match file.read(vm, &mut buf)? {
        Some(got) => Value::Bytes(Bytes::new(&buf[..got])),
        None => Value::None,
    })
}

fn read_into(vm: &Vm, a: &[Value]) -> PyResult {
    let file = reading(vm, &a[0])?;
    let Some(room) = buffer::with_writable(vm, &a[1], |b| b.len())? else {
        return Err(vm.type_error(format!(
            "readinto() argument must be read-write bytes-like object, not {}",
            vm.type_name(&a[1])
        )));
    };
    // By way of a copy: a signal's handler may look at the buffer while the read is interrupted.
    let mut piece = vec![0; room];
    let Some(got) = file.read(vm, &mut piece)? else { return Ok(Value::None) };
    buffer::with_writable(vm, &a[1], |b| {
        let n = got.min(b.len());
        b[..n].copy_from_slice(&piece[..n]);
    })?;
    Ok(Value::from(got))
}

fn close(vm: &Vm, a: &[Value]) -> PyResult {
    let file = this(vm, &a[0])?;
    // A subclass may have its own idea of flushing.
    let fd = file.fd.replace(-1);
    if fd >= 0 && file.close_fd.get() {
        vm.host.close(fd).map_err(|e| vm.os_error(&e, None))?;
    }
    Ok(Value::None)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let file = this(vm, &a[0])?;
    let class = vm.class_name(&a[0]);
    if file.fd.get() < 0 {
        return Ok(Value::from(format!("<_io.{class} [closed]>")));
    }
    let close_fd = if file.close_fd.get() { "True" } else { "False" };
    let mode = file.mode();
    Ok(Value::from(match vm.get_attr_opt(&a[0], &vm.intern("name"))? {
        Some(name) => {
            let name = vm.repr(&name)?;
            format!("<_io.{class} name={name} mode='{mode}' closefd={close_fd}>")
        }
        None => format!("<_io.{class} fd={} mode='{mode}' closefd={close_fd}>", file.fd.get()),
    }))
}

/// The data of a raw stream that is exactly our own: its methods need no lookup.
#[inline]
pub fn own(vm: &Vm, raw: &Value) -> bool {
    match raw {
        Value::Object(o) => o.get::<FileIo>().is_some() && o.with_class(|c| c.is(&Types::get(vm).file_io)),
        _ => false,
    }
}

/// Reads once from any raw stream. `None`: nothing there yet.
///
/// # Errors
/// Whatever reading raises; OSError when a stream answers with nonsense.
pub fn read_raw(vm: &Vm, raw: &Value, is_own: bool, buf: &mut [u8]) -> PyResult<Option<usize>> {
    if is_own && let Some(file) = raw.native::<FileIo>() {
        file.check_open(vm)?;
        if !file.readable.get() {
            return Err(unsupported(vm, "File not open for reading"));
        }
        return file.read(vm, buf);
    }
    let target = Ref::new(ByteArray::new(vec![0; buf.len()]));
    let got = call(vm, raw, "readinto", &[Value::ByteArray(target.clone())])?;
    if got.is_none() {
        return Ok(None);
    }
    let n = vm.index_i64(&got)?;
    match usize::try_from(n) {
        Ok(n) if n <= buf.len() => {
            let data = target.data.borrow();
            buf[..n].copy_from_slice(data.get(..n).unwrap_or(&[]));
            Ok(Some(n))
        }
        _ => Err(vm.error(
            &vm.exc.os_error,
            format!("raw readinto() returned invalid length {n} (should have been between 0 and {})", buf.len()),
        )),
    }
}

/// Writes once to any raw stream. `None`: there is no room yet.
///
/// # Errors
/// As [`read_raw`].
pub fn write_raw(vm: &Vm, raw: &Value, is_own: bool, bytes: &[u8]) -> PyResult<Option<usize>> {
    if is_own && let Some(file) = raw.native::<FileIo>() {
        file.check_open(vm)?;
        if !file.writable.get() {
            return Err(unsupported(vm, "File not open for writing"));
        }
        return file.write(vm, bytes);
    }
    let wrote = call(vm, raw, "write", &[Value::Bytes(Bytes::new(bytes))])?;
    if wrote.is_none() {
        return Ok(None);
    }
    let n = vm.index_i64(&wrote)?;
    match usize::try_from(n) {
        Ok(n) if n <= bytes.len() => Ok(Some(n)),
        _ => Err(vm.error(
            &vm.exc.os_error,
            format!("raw write() returned invalid length {n} (should have been between 0 and {})", bytes.len()),
        )),
    }
}

/// Moves the position of any raw stream.
///
/// # Errors
/// As [`read_raw`].
pub fn seek_raw(vm: &Vm, raw: &Value, is_own: bool, offset: i64, whence: i64) -> PyResult<i64> {
    if is_own && let Some(file) = raw.native::<FileIo>() {
        file.check_open(vm)?;
        return file.seek(vm, offset, whence);
    }
    let at = call(vm, raw, "seek", &[Value::Int(offset), Value::Int(whence)])?;
    let at = vm.index_i64(&at)?;
    if at < 0 {
        return Err(vm.error(&vm.exc.os_error, format!("Raw stream returned invalid position {at}")));
    }
    Ok(at)
}

/// Reads all that is left. `None`: nothing there yet.
///
/// # Errors
/// As [`read_raw`].
pub fn read_all_raw(vm: &Vm, raw: &Value, is_own: bool) -> PyResult<Option<Vec<u8>>> {
    if is_own && let Some(file) = raw.native::<FileIo>() {
        file.check_open(vm)?;
        if !file.readable.get() {
            return Err(unsupported(vm, "File not open for reading"));
        }
        return file.read_all(vm);
    }
    if let Some(read_all) = vm.get_attr_opt(raw, &vm.intern("readall"))? {
        let all = vm.call(&read_all, &[])?;
        return match all.inner() {
            Value::None => Ok(None),
            Value::Bytes(b) => Ok(Some(b.as_slice().to_vec())),
            _ => Err(vm.type_error("readall() should return bytes")),
        };
    }
    let (mut all, mut piece) = (Vec::new(), vec![0; BUFFER_SIZE]);
    loop {
        match read_raw(vm, raw, false, &mut piece)? {
            Some(0) => return Ok(Some(all)),
            Some(n) => all.extend_from_slice(&piece[..n]),
            None if all.is_empty() => return Ok(None),
            None => return Ok(Some(all)),
        }
    }
}
