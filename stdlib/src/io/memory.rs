//! `BytesIO`: a binary stream in memory.

use std::cell::{Cell, Ref, RefCell, RefMut};

use taipan_interp::error::Raised;
use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::{Types, closed_error, size_argument};

/// The bytes, and where the stream stands.
#[derive(Default)]
pub struct BytesIo {
    data: RefCell<Vec<u8>>,
    at: Cell<usize>,
    closed: Cell<bool>,
    /// Views of the bytes: while there are any, the size may not change.
    exports: Cell<usize>,
}

impl buffer::Buffer for BytesIo {
    fn bytes(&self) -> Ref<'_, [u8]> {
        Ref::map(self.data.borrow(), Vec::as_slice)
    }

    fn bytes_mut(&self) -> Option<RefMut<'_, [u8]>> {
        Some(RefMut::map(self.data.borrow_mut(), Vec::as_mut_slice))
    }

    fn exports(&self) -> &Cell<usize> {
        &self.exports
    }
}

impl NativeData for BytesIo {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        if self.closed.get() {
            return Err(closed_error(vm));
        }
        let line = self.read_line(None);
        Ok(if line.is_empty() { None } else { Some(Value::Bytes(Bytes::new(&line))) })
    }
}

/// What `getbuffer` makes a view of: lends the stream's bytes.
struct Lender(ObjRef);

impl NativeData for Lender {
    taipan_interp::traverses!(0);

    fn as_buffer(&self) -> Option<&dyn buffer::Buffer> {
        self.0.get::<BytesIo>().map(|b| b as &dyn buffer::Buffer)
    }
}

pub const BYTES_IO: TypeDef = TypeDef {
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(|_, cls, _| Ok(Value::Object(ObjRef::new(cls.clone(), BytesIo::default())))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("BytesIO", "_io")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, initial_bytes=b'')", init),
    method("read", "(self, size=-1, /)", |vm, a| {
        let n = size_argument(vm, &a[1])?;
        Ok(open(vm, &a[0])?.read(n))
    }),
    method("read1", "(self, size=-1, /)", |vm, a| {
        let n = size_argument(vm, &a[1])?;
        Ok(open(vm, &a[0])?.read(n))
    }),
    method("peek", "(self, size=1, /)", |vm, a| {
        let b = open(vm, &a[0])?;
        let at = b.at.get();
        let data = b.read(size_argument(vm, &a[1])?.filter(|n| *n > 0));
        b.at.set(at);
        Ok(data)
    }),
    method("readline", "(self, size=-1, /)", |vm, a| {
        let n = size_argument(vm, &a[1])?;
        Ok(Value::Bytes(Bytes::new(&open(vm, &a[0])?.read_line(n))))
    }),
    method("readlines", "(self, size=None, /)", |vm, a| {
        open(vm, &a[0])?;
        super::base::readlines(vm, a)
    }),
    method("__next__", "(self, /)", |vm, a| {
        let line = open(vm, &a[0])?.read_line(None);
        if line.is_empty() { Err(vm.stop_iteration(Value::None)) } else { Ok(Value::Bytes(Bytes::new(&line))) }
    }),
    method("readinto", "(self, buffer, /)", |vm, a| {
        let b = open(vm, &a[0])?;
        let Some(room) = buffer::with_writable(vm, &a[1], |t| t.len())? else {
            return Err(vm.type_error(format!(
                "readinto() argument must be read-write bytes-like object, not {}",
                vm.type_name(&a[1])
            )));
        };
        let Value::Bytes(data) = b.read(Some(room)) else { return Ok(Value::Int(0)) };
        let data = data.as_slice();
        buffer::with_writable(vm, &a[1], |t| t[..data.len()].copy_from_slice(data))?;
        Ok(Value::from(data.len()))
    }),
    method("write", "(self, b, /)", |vm, a| {
        let b = open(vm, &a[0])?;
        match a[1].inner() {
            Value::Bytes(bytes) => b.write(vm, bytes.as_slice()),
            _ => {
                // A copy: the argument may be a view of this very stream.
                let bytes = buffer::required(vm, &a[1])?.to_vec();
                b.write(vm, &bytes)
            }
        }
    }),
    method("seek", "(self, pos, whence=0, /)", seek),
    method("tell", "(self, /)", |vm, a| Ok(Value::from(open(vm, &a[0])?.at.get()))),
    method("truncate", "(self, size=None, /)", |vm, a| {
        let b = open(vm, &a[0])?;
        let size = match a[1].some() {
            Some(v) => vm.index_i64(v)?,
            None => b.at.get() as i64,
        };
        let Ok(size) = usize::try_from(size) else {
            return Err(vm.value_error(format!("negative size value {size}")));
        };
        b.check_fixed(vm)?;
        b.data.borrow_mut().truncate(size);
        Ok(Value::from(size))
    }),
    method("getvalue", "(self, /)", |vm, a| {
        let b = open(vm, &a[0])?;
        let value = Bytes::new(&b.data.borrow());
        Ok(Value::Bytes(value))
    }),
    method("getbuffer", "(self, /)", getbuffer),
    method("close", "(self, /)", |vm, a| {
        let b = this(vm, &a[0])?;
        b.check_fixed(vm)?;
        b.closed.set(true);
        b.data.replace(Vec::new());
        Ok(Value::None)
    }),
    method("flush", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::None)),
    method("isatty", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::Bool(false))),
    method("readable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::Bool(true))),
    method("writable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::Bool(true))),
    method("seekable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::Bool(true))),
    method("__getstate__", "(self, /)", |vm, a| {
        let b = open(vm, &a[0])?;
        let value = Bytes::new(&b.data.borrow());
        Ok(Value::tuple(vec![Value::Bytes(value), Value::from(b.at.get()), Value::None]))
    }),
    method("__setstate__", "(self, state, /)", |vm, a| {
        let b = open(vm, &a[0])?;
        let state = vm.collect(&a[1])?;
        let [value, at, ..] = state.as_slice() else { return Err(vm.type_error("bad state")) };
        let data = buffer::required(vm, value)?.to_vec();
        b.data.replace(data);
        b.at.set(usize::try_from(vm.index_i64(at)?).unwrap_or(0));
        Ok(Value::None)
    }),
];

const GETSET: &[GetSet] = &[getter("closed", |vm, v| Ok(Value::Bool(this(vm, v)?.closed.get())))];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a BytesIo> {
    v.native::<BytesIo>().ok_or_else(|| vm.type_error("descriptor requires a '_io.BytesIO' object"))
}

fn open<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a BytesIo> {
    let b = this(vm, v)?;
    if b.closed.get() { Err(closed_error(vm)) } else { Ok(b) }
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let names = [Some("initial_bytes")];
    let [initial] = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "BytesIO", names)?;
    let b = this(vm, &args.values[0])?;
    b.check_fixed(vm)?;
    let data = match initial.some() {
        Some(v) => buffer::required(vm, v)?.to_vec(),
        None => Vec::new(),
    };
    b.data.replace(data);
    b.at.set(0);
    b.closed.set(false);
    Ok(Value::None)
}

impl BytesIo {
    fn check_fixed(&self, vm: &Vm) -> PyResult<()> {
        if self.exports.get() > 0 {
            return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        Ok(())
    }

    fn read(&self, n: Option<usize>) -> Value {
        let data = self.data.borrow();
        let start = self.at.get().min(data.len());
        let end = n.map_or(data.len(), |n| start.saturating_add(n).min(data.len()));
        self.at.set(self.at.get().max(end));
        Value::Bytes(Bytes::new(&data[start..end]))
    }

    fn read_line(&self, limit: Option<usize>) -> Vec<u8> {
        let data = self.data.borrow();
        let rest = data.get(self.at.get()..).unwrap_or(&[]);
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1);
        let end = limit.map_or(end, |l| l.min(end));
        self.at.set(self.at.get() + end);
        rest[..end].to_vec()
    }

    fn write(&self, vm: &Vm, bytes: &[u8]) -> PyResult {
        if bytes.is_empty() {
            return Ok(Value::Int(0));
        }
        let at = self.at.get();
        let end = at.checked_add(bytes.len()).ok_or_else(|| vm.overflow_error("new position too large"))?;
        let grows = end > self.data.borrow().len();
        if grows {
            self.check_fixed(vm)?;
        }
        let mut data = self.data.borrow_mut();
        if at == data.len() {
            data.extend_from_slice(bytes);
        } else {
            if grows {
                data.resize(end, 0);
            }
            data[at..end].copy_from_slice(bytes);
        }
        self.at.set(end);
        Ok(Value::from(bytes.len()))
    }
}

fn seek(vm: &Vm, a: &[Value]) -> PyResult {
    let b = open(vm, &a[0])?;
    let offset = vm.index_i64(&a[1])?;
    let whence = match a[2].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    let base = match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek value {offset}"))),
        0 => 0,
        1 => b.at.get() as i64,
        2 => b.data.borrow().len() as i64,
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let at = base.checked_add(offset).ok_or_else(|| vm.overflow_error("new position too large"))?;
    b.at.set(usize::try_from(at).unwrap_or(0));
    Ok(Value::from(b.at.get()))
}

fn getbuffer(vm: &Vm, a: &[Value]) -> PyResult {
    open(vm, &a[0])?;
    let Value::Object(this) = &a[0] else { return Ok(Value::None) };
    let lender = Value::Object(ObjRef::new(Types::get(vm).io_base.clone(), Lender(this.clone())));
    vm.call(&Value::Type(vm.types.memoryview.clone()), &[lender])
}
