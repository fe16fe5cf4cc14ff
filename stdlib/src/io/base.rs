//! The abstract bases: what every stream can be asked, written in terms of what a subclass must provide. Classes written
//! in Python derive from these; our own streams override nearly all of it.

use taipan_interp::heap::Ref;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::bytes::{ByteArray, Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{PyResult, Value, Vm};

use super::{BUFFER_SIZE, call, closed_error, flag, size_argument, unsupported};

const FLAGS: TypeFlags = TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF);

pub const IO_BASE: TypeDef = TypeDef {
    doc: "The abstract base class for all I/O classes.",
    layout: Layout::Object,
    flags: FLAGS,
    methods: IO_METHODS,
    getset: IO_GETSET,
    ..TypeDef::new("_IOBase", "_io")
};

pub const RAW_BASE: TypeDef = TypeDef {
    doc: "Base class for raw binary I/O.",
    layout: Layout::Object,
    flags: FLAGS,
    methods: RAW_METHODS,
    ..TypeDef::new("_RawIOBase", "_io")
};

pub const BUFFERED_BASE: TypeDef = TypeDef {
    doc: "Base class for buffered IO objects.",
    layout: Layout::Object,
    flags: FLAGS,
    methods: BUFFERED_METHODS,
    ..TypeDef::new("_BufferedIOBase", "_io")
};

pub const TEXT_BASE: TypeDef = TypeDef {
    doc: "Base class for text I/O.",
    layout: Layout::Object,
    flags: FLAGS,
    methods: TEXT_METHODS,
    getset: TEXT_GETSET,
    ..TypeDef::new("_TextIOBase", "_io")
};

const IO_METHODS: &[NativeDef] = &[
    method("seek", "(self, offset, whence=0, /)", |vm, _| Err(unsupported(vm, "seek"))),
    method("tell", "(self, /)", |vm, a| call(vm, &a[0], "seek", &[Value::Int(0), Value::Int(1)])),
    method("truncate", "(self, size=None, /)", |vm, _| Err(unsupported(vm, "truncate"))),
    method("flush", "(self, /)", flush),
    method("close", "(self, /)", close),
    method("seekable", "(self, /)", no),
    method("readable", "(self, /)", no),
    method("writable", "(self, /)", no),
    method("_checkClosed", "(self, /)", |vm, a| check_closed(vm, &a[0]).map(Value::from)),
    method("_checkSeekable", "(self, /)", |vm, a| check(vm, &a[0], "seekable", "File or stream is not seekable.")),
    method("_checkReadable", "(self, /)", |vm, a| check(vm, &a[0], "readable", "File or stream is not readable.")),
    method("_checkWritable", "(self, /)", |vm, a| check(vm, &a[0], "writable", "File or stream is not writable.")),
    method("fileno", "(self, /)", |vm, _| Err(unsupported(vm, "fileno"))),
    method("isatty", "(self, /)", |vm, a| {
        check_closed(vm, &a[0])?;
        Ok(Value::Bool(false))
    }),
    method("__enter__", "(self, /)", |vm, a| {
        check_closed(vm, &a[0])?;
        Ok(a[0].clone())
    }),
    method_raw("__exit__", "(self, /, *args)", |vm, args| call(vm, &args.values[0], "close", &[])),
    method("__iter__", "(self, /)", |vm, a| {
        check_closed(vm, &a[0])?;
        Ok(a[0].clone())
    }),
    method("__next__", "(self, /)", |vm, a| {
        let line = call(vm, &a[0], "readline", &[])?;
        if vm.len(&line)? == 0 { Err(vm.stop_iteration(Value::None)) } else { Ok(line) }
    }),
    method("readline", "(self, size=-1, /)", readline),
    method("readlines", "(self, hint=-1, /)", readlines),
    method("writelines", "(self, lines, /)", |vm, a| {
        check_closed(vm, &a[0])?;
        let write = vm.get_attr(&a[0], &vm.names.write)?;
        vm.for_each(&a[1], &mut |line| {
            vm.call(&write, &[line])?;
            Ok(true)
        })?;
        Ok(Value::None)
    }),
    method("__del__", "(self, /)", |vm, a| {
        // Of a stream that is not whole nobody wants to hear.
        let closed = match flag(vm, &a[0], "closed") {
            Ok(false) => call(vm, &a[0], "close", &[]).map(drop),
            other => other.map(drop),
        };
        match closed {
            Err(e) if vm.config.borrow().dev_mode || !vm.matches(&e, &vm.exc.exception) => Err(e),
            _ => Ok(Value::None),
        }
    }),
];

const IO_GETSET: &[GetSet] = &[getter("closed", |vm, v| Ok(Value::Bool(marked_closed(vm, v))))];

fn no(vm: &Vm, a: &[Value]) -> PyResult {
    check_closed(vm, &a[0])?;
    Ok(Value::Bool(false))
}

/// The attribute that says that a stream written in Python is closed.
const CLOSED_MARK: &str = "__IOBase_closed";

fn marked_closed(vm: &Vm, v: &Value) -> bool {
    vm.filled_attr_slot(v).is_some_and(|s| s.get(&vm.intern(CLOSED_MARK)).is_some())
}

/// ValueError when the stream is closed.
pub fn check_closed(vm: &Vm, v: &Value) -> PyResult<()> {
    if flag(vm, v, "closed")? { Err(closed_error(vm)) } else { Ok(()) }
}

/// UnsupportedOperation unless the question is answered with yes.
pub fn check(vm: &Vm, v: &Value, question: &str, message: &str) -> PyResult {
    let answer = call(vm, v, question, &[])?;
    if vm.truth(&answer)? { Ok(Value::Bool(true)) } else { Err(unsupported(vm, message)) }
}

fn flush(vm: &Vm, a: &[Value]) -> PyResult {
    if marked_closed(vm, &a[0]) {
        return Err(closed_error(vm));
    }
    Ok(Value::None)
}

fn close(vm: &Vm, a: &[Value]) -> PyResult {
    if marked_closed(vm, &a[0]) {
        return Ok(Value::None);
    }
    let flushed = call(vm, &a[0], "flush", &[]);
    if let Some(slot) = vm.attr_slot(&a[0]) {
        slot.set(&vm.intern(CLOSED_MARK), Value::Bool(true), &|| vm.next_number());
    }
    flushed.map(|_| Value::None)
}

fn readline(vm: &Vm, a: &[Value]) -> PyResult {
    let limit = size_argument(vm, &a[1])?.unwrap_or(usize::MAX);
    let peek = vm.get_attr_opt(&a[0], &vm.intern("peek"))?;
    let read = vm.get_attr(&a[0], &vm.intern("read"))?;
    let mut line: Vec<u8> = Vec::new();
    while line.len() < limit {
        let mut wanted = 1;
        if let Some(peek) = &peek {
            let ahead = vm.call(peek, &[Value::Int(1)])?;
            let Value::Bytes(ahead) = ahead.inner() else {
                let got = vm.type_name(&ahead);
                return Err(
                    vm.error(&vm.exc.os_error, format!("peek() should have returned a bytes object, not '{got}'"))
                );
            };
            let ahead = ahead.as_slice();
            if !ahead.is_empty() {
                wanted = ahead.iter().position(|&b| b == b'\n').map_or(ahead.len(), |i| i + 1).min(limit - line.len());
            }
        }
        let part = vm.call(&read, &[Value::from(wanted)])?;
        let Value::Bytes(part) = part.inner() else {
            let got = vm.type_name(&part);
            return Err(vm.error(&vm.exc.os_error, format!("read() should have returned a bytes object, not '{got}'")));
        };
        if part.as_slice().is_empty() {
            break;
        }
        line.extend_from_slice(part.as_slice());
        if line.ends_with(b"\n") {
            break;
        }
    }
    Ok(Value::Bytes(Bytes::new(&line)))
}

/// All lines, or as many as make up `hint` characters.
pub fn readlines(vm: &Vm, a: &[Value]) -> PyResult {
    let hint = size_argument(vm, &a[1])?.filter(|n| *n > 0);
    let mut lines = Vec::new();
    let mut total = 0;
    let it = vm.iter(&a[0])?;
    while let Some(line) = vm.next(&it)? {
        total += vm.len(&line)?;
        lines.push(line);
        if hint.is_some_and(|h| total >= h) {
            break;
        }
    }
    Ok(Value::list(lines))
}

const RAW_METHODS: &[NativeDef] = &[
    method("read", "(self, size=-1, /)", |vm, a| {
        let Some(n) = size_argument(vm, &a[1])? else { return call(vm, &a[0], "readall", &[]) };
        let target = Ref::new(ByteArray::new(vec![0; n]));
        let got = call(vm, &a[0], "readinto", &[Value::ByteArray(target.clone())])?;
        if got.is_none() {
            return Ok(Value::None);
        }
        let got = usize::try_from(vm.index_i64(&got)?).unwrap_or(0);
        let data = target.data.borrow();
        Ok(Value::Bytes(Bytes::new(&data[..got.min(data.len())])))
    }),
    method("readall", "(self, /)", |vm, a| {
        let mut all = Vec::new();
        loop {
            let part = call(vm, &a[0], "read", &[Value::from(BUFFER_SIZE)])?;
            match part.inner() {
                Value::None if all.is_empty() => return Ok(Value::None),
                Value::None => break,
                Value::Bytes(b) if b.as_slice().is_empty() => break,
                Value::Bytes(b) => all.extend_from_slice(b.as_slice()),
                _ => return Err(vm.type_error("read() should return bytes")),
            }
        }
        Ok(Value::Bytes(Bytes::new(&all)))
    }),
    method("readinto", "(self, buffer, /)", |vm, _| Err(vm.error(&vm.exc.not_implemented_error, "readinto"))),
    method("write", "(self, b, /)", |vm, _| Err(vm.error(&vm.exc.not_implemented_error, "write"))),
];

const BUFFERED_METHODS: &[NativeDef] = &[
    method("detach", "(self, /)", |vm, _| Err(unsupported(vm, "detach"))),
    method("read", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "read"))),
    method("read1", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "read1"))),
    method("write", "(self, b, /)", |vm, _| Err(unsupported(vm, "write"))),
    method("readinto", "(self, buffer, /)", |vm, a| read_into(vm, a, "read")),
    method("readinto1", "(self, buffer, /)", |vm, a| read_into(vm, a, "read1")),
];

fn read_into(vm: &Vm, a: &[Value], how: &str) -> PyResult {
    let room = buffer::with_writable(vm, &a[1], |b| b.len())?;
    let room = room.ok_or_else(|| buffer::not_bytes_like(vm, &a[1]))?;
    let data = call(vm, &a[0], how, &[Value::from(room)])?;
    let Value::Bytes(data) = data.inner() else { return Err(vm.type_error("read() should return bytes")) };
    let data = data.as_slice();
    if data.len() > room {
        return Err(
            vm.value_error(format!("read() returned too much data: {room} bytes requested, {} returned", data.len()))
        );
    }
    buffer::with_writable(vm, &a[1], |b| b[..data.len()].copy_from_slice(data))?;
    Ok(Value::from(data.len()))
}

const TEXT_METHODS: &[NativeDef] = &[
    method("detach", "(self, /)", |vm, _| Err(unsupported(vm, "detach"))),
    method("read", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "read"))),
    method("readline", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "readline"))),
    method("write", "(self, s, /)", |vm, _| Err(unsupported(vm, "write"))),
];

const TEXT_GETSET: &[GetSet] = &[
    getter("encoding", |_, _| Ok(Value::None)),
    getter("newlines", |_, _| Ok(Value::None)),
    getter("errors", |_, _| Ok(Value::None)),
];
