//! `BufferedRWPair`: a reader and a writer, taken for one stream.

use std::cell::RefCell;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::buffered::{self, Kind};
use super::{BUFFER_SIZE, Types, call, flag};

struct Pair {
    /// Unbound before `__init__`.
    reader: RefCell<Value>,
    writer: RefCell<Value>,
}

impl NativeData for Pair {
    taipan_interp::traverses!(reader, writer);
}

pub const PAIR: TypeDef = TypeDef {
    doc: "A buffered reader and writer object together.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(|_, cls, _| {
        let pair = Pair { reader: RefCell::new(Value::Unbound), writer: RefCell::new(Value::Unbound) };
        Ok(Value::Object(ObjRef::new(cls.clone(), pair)))
    }),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("BufferedRWPair", "_io")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, reader, writer, buffer_size=8192)", init),
    method("read", "(self, size=-1, /)", |vm, a| to(vm, a, End::Reader, "read")),
    method("read1", "(self, size=-1, /)", |vm, a| to(vm, a, End::Reader, "read1")),
    method("peek", "(self, size=0, /)", |vm, a| to(vm, a, End::Reader, "peek")),
    method("readinto", "(self, buffer, /)", |vm, a| to(vm, a, End::Reader, "readinto")),
    method("readinto1", "(self, buffer, /)", |vm, a| to(vm, a, End::Reader, "readinto1")),
    method("readable", "(self, /)", |vm, a| to(vm, a, End::Reader, "readable")),
    method("write", "(self, buffer, /)", |vm, a| to(vm, a, End::Writer, "write")),
    method("flush", "(self, /)", |vm, a| to(vm, a, End::Writer, "flush")),
    method("writable", "(self, /)", |vm, a| to(vm, a, End::Writer, "writable")),
    method("isatty", "(self, /)", |vm, a| {
        let writer = to(vm, a, End::Writer, "isatty")?;
        if vm.truth(&writer)? { Ok(writer) } else { to(vm, a, End::Reader, "isatty") }
    }),
    method("close", "(self, /)", |vm, a| {
        let writer = to(vm, a, End::Writer, "close");
        let reader = to(vm, a, End::Reader, "close");
        writer.and(reader)
    }),
];

const GETSET: &[GetSet] = &[getter("closed", |vm, v| Ok(Value::Bool(flag(vm, &end(vm, v, End::Writer)?, "closed")?)))];

#[derive(Clone, Copy)]
enum End {
    Reader,
    Writer,
}

fn end(vm: &Vm, v: &Value, which: End) -> PyResult {
    let pair = v.native::<Pair>().ok_or_else(|| vm.type_error("descriptor requires a '_io.BufferedRWPair' object"))?;
    let end = match which {
        End::Reader => &pair.reader,
        End::Writer => &pair.writer,
    };
    let end = end.borrow().clone();
    if end.is_unbound() { Err(vm.value_error("I/O operation on uninitialized object")) } else { Ok(end) }
}

fn to(vm: &Vm, a: &[Value], which: End, what: &str) -> PyResult {
    let given: Vec<Value> = a[1..].iter().filter(|v| !v.is_unbound()).cloned().collect();
    call(vm, &end(vm, &a[0], which)?, what, &given)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let names = [Some("reader"), Some("writer"), Some("buffer_size")];
    let [reader, writer, size] =
        taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "BufferedRWPair", names)?;
    if reader.is_unbound() || writer.is_unbound() {
        return Err(vm.type_error("BufferedRWPair() takes at least 2 arguments"));
    }
    let size = match size.bound() {
        Some(v) => usize::try_from(vm.index_i64(v)?).unwrap_or(0),
        None => BUFFER_SIZE,
    };
    if size == 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    let types = Types::get(vm);
    let reader = buffered::make(vm, &types.reader, Kind::Reader, &reader, size)?;
    let writer = buffered::make(vm, &types.writer, Kind::Writer, &writer, size)?;
    if let Some(pair) = args.values[0].native::<Pair>() {
        let old = (pair.reader.replace(reader), pair.writer.replace(writer));
        drop(old);
    }
    Ok(Value::None)
}
