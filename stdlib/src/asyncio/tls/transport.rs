//! `_SSLProtocolTransport`: what the program's protocol has for a transport. All of it is the [`SslProtocol`]'s work.

use std::cell::Cell;

use taipan_interp::heap::{Held, NativeData};
use taipan_interp::native::{GetSet, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::types::bytes::buffer;
use taipan_interp::types::bytes::memory::MemoryView;
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::vm::pending::PendingWork;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::super::report;
use super::super::transport as transports;
use super::super::transport::NativeTransport;
use super::SslProtocol;
use super::calls;
use super::flow::Marks;
use super::methods::{extra_info, own_extra};

/// See the head of the file.
pub struct SslTransport {
    protocol: Held<Value>,
    pub closed: Cell<bool>,
    /// The ResourceWarning about not being closed was given.
    warned: Cell<bool>,
}

impl NativeData for SslTransport {
    taipan_interp::traverses!(protocol);

    fn clear(&self) {
        self.protocol.set(Value::None);
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        if self.closed.get() || self.warned.replace(true) {
            return true;
        }
        this.with_class(|c| c.pending.push(PendingWork::Finalize(Value::Object(this.clone()))));
        false
    }
}

impl SslTransport {
    /// The transport of a protocol.
    pub fn new(protocol: Value) -> SslTransport {
        SslTransport { protocol: Held::new(protocol), closed: Cell::new(false), warned: Cell::new(false) }
    }

    fn with_protocol<R: Default>(&self, f: impl FnOnce(&ObjRef, &SslProtocol) -> PyResult<R>) -> PyResult<R> {
        let value = self.protocol.get();
        match &value {
            Value::Object(object) => match object.get::<SslProtocol>() {
                Some(protocol) => f(object, protocol),
                None => Ok(R::default()),
            },
            _ => Ok(R::default()),
        }
    }

    fn ask<R>(&self, default: R, f: impl FnOnce(&SslProtocol) -> R) -> R {
        let value = self.protocol.get();
        value.native::<SslProtocol>().map_or(default, f)
    }

    fn force_close(&self, vm: &Vm, exc: Value) -> PyResult<()> {
        self.closed.set(true);
        self.with_protocol(|_, protocol| protocol.abort(vm, exc))
    }

    fn resume(&self, vm: &Vm) -> PyResult<()> {
        self.with_protocol(|this, protocol| {
            if !protocol.flow.reading_paused.replace(false) {
                return Ok(());
            }
            let again = vm.get_attr(&Value::Object(this.clone()), &vm.intern("_read_again"))?;
            calls::call_soon(vm, &protocol.owner.get(), again, &[])
        })
    }

    /// `get_write_buffer_size()`.
    fn buffered(&self) -> usize {
        self.ask(0, |p| p.flow.unwritten())
    }

    /// `is_reading()`.
    fn is_reading(&self) -> bool {
        self.ask(false, |p| !p.flow.reading_paused.get())
    }

    /// `get_protocol()`.
    fn protocol(&self) -> Value {
        self.ask(Value::None, |p| p.app.object())
    }

    /// `set_protocol(protocol)`.
    fn set_protocol(&self, vm: &Vm, _this: &ObjRef, protocol: Value) -> PyResult<()> {
        let transports = transports::of(vm)?;
        self.with_protocol(|_, p| p.app.set(vm, &transports, protocol))
    }

    /// `get_write_buffer_limits()`: low, high.
    fn limits(&self) -> (usize, usize) {
        self.ask((0, 0), |p| (p.flow.writing.low.get(), p.flow.writing.high.get()))
    }
}

impl NativeTransport for SslTransport {
    fn write(&self, vm: &Vm, _this: &ObjRef, data: &[u8]) -> PyResult<()> {
        if data.is_empty() {
            return Ok(());
        }
        self.with_protocol(|this, protocol| protocol.write_data(vm, this, &[data]))
    }

    fn write_parts(&self, vm: &Vm, _this: &ObjRef, parts: &[&[u8]]) -> PyResult<()> {
        self.with_protocol(|this, protocol| protocol.write_data(vm, this, parts))
    }

    fn is_closing(&self) -> bool {
        self.closed.get()
    }

    fn pause_reading(&self, _vm: &Vm, _this: &ObjRef) -> PyResult<()> {
        self.ask((), |p| p.flow.reading_paused.set(true));
        Ok(())
    }

    fn resume_reading(&self, vm: &Vm, _this: &ObjRef) -> PyResult<()> {
        self.resume(vm)
    }

    fn close(&self, vm: &Vm, _this: &ObjRef) -> PyResult<()> {
        if self.closed.replace(true) {
            return Ok(());
        }
        self.with_protocol(|this, protocol| protocol.start_shutdown(vm, this))
    }

    fn extra_info(&self, vm: &Vm, _this: &ObjRef, name: &str) -> PyResult<Option<Value>> {
        let protocol = self.protocol.get();
        let Some(p) = protocol.native::<SslProtocol>() else { return Ok(None) };
        if let Some(own) = own_extra(vm, &protocol, p, name)? {
            return Ok(Some(own));
        }
        let below = p.transport.get();
        match transports::native_transport(&below) {
            Some((this, native)) => native.extra_info(vm, this, name),
            None if below.is_none() => Ok(None),
            None => calls::extra_info(vm, &below, &Value::str(name), Value::None).map(Some),
        }
    }
}

// ---- what Python sees ----

/// The type.
pub const TRANSPORT: TypeDef = TypeDef {
    doc: "The transport of a protocol that speaks through TLS.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(|vm, class, args| {
        let names = ["loop", "ssl_protocol"].map(Some);
        let [_, protocol] = taipan_interp::types::arguments::by_name(vm, args, "_SSLProtocolTransport", names)?;
        Ok(crate::support::object(class, SslTransport::new(protocol)))
    }),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("_SSLProtocolTransport", "asyncio.sslproto")
};

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a SslTransport)> {
    match value {
        Value::Object(o) => o.get::<SslTransport>().map(|t| (o, t)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("a _SSLProtocolTransport was expected"))
}

fn bytes_of(vm: &Vm, data: &Value) -> PyResult<Vec<u8>> {
    match data.inner() {
        Value::Bytes(_) | Value::ByteArray(_) => Ok(buffer::required(vm, data)?.to_vec()),
        _ if data.native::<MemoryView>().is_some() => Ok(buffer::required(vm, data)?.to_vec()),
        _ => {
            let kind = vm.class_name(data);
            Err(vm.type_error(format!("data: expecting a bytes-like instance, got {kind}")))
        }
    }
}

fn sizes(vm: &Vm, marks: &Marks, a: &[Value], default: usize) -> PyResult<()> {
    let size = |v: &Value| v.some().map(|v| vm.index_i64(v)).transpose();
    marks.set(vm, size(&a[1])?, size(&a[2])?, default)
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, loop, ssl_protocol)", |_, _| Ok(Value::None)),
    method("get_extra_info", "(self, name, default=None)", |vm, a| {
        let protocol = this(vm, &a[0])?.1.protocol.get();
        let default = a[2].bound().cloned().unwrap_or(Value::None);
        extra_info(vm, &protocol, &a[1], default)
    }),
    method("set_protocol", "(self, protocol)", |vm, a| {
        let (object, t) = this(vm, &a[0])?;
        t.set_protocol(vm, object, a[1].clone()).map(Value::from)
    }),
    method("get_protocol", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.protocol())),
    method("is_closing", "(self)", |vm, a| {
        let (_, t) = this(vm, &a[0])?;
        if t.closed.get() {
            return Ok(Value::Bool(true));
        }
        let below = t.ask(Value::None, |p| p.transport.get());
        Ok(Value::Bool(!below.is_none() && calls::is_closing(vm, &below)?))
    }),
    method("close", "(self)", |vm, a| {
        let (object, t) = this(vm, &a[0])?;
        t.close(vm, object).map(Value::from)
    }),
    method("abort", "(self)", |vm, a| this(vm, &a[0])?.1.force_close(vm, Value::None).map(Value::from)),
    method("_force_close", "(self, exc)", |vm, a| this(vm, &a[0])?.1.force_close(vm, a[1].clone()).map(Value::from)),
    method("is_reading", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.is_reading()))),
    method("pause_reading", "(self)", |vm, a| {
        let (object, t) = this(vm, &a[0])?;
        t.pause_reading(vm, object).map(Value::from)
    }),
    method("resume_reading", "(self)", |vm, a| this(vm, &a[0])?.1.resume(vm).map(Value::from)),
    method("set_write_buffer_limits", "(self, high=None, low=None)", |vm, a| {
        let (_, t) = this(vm, &a[0])?;
        t.with_protocol(|this, p| {
            sizes(vm, &p.flow.writing, a, super::flow::HIGH_WATER_WRITE)?;
            p.control_writing(vm, this)
        })
        .map(Value::from)
    }),
    method("get_write_buffer_limits", "(self)", |vm, a| {
        let (low, high) = this(vm, &a[0])?.1.limits();
        Ok(Value::tuple(vec![Value::from(low), Value::from(high)]))
    }),
    method("get_write_buffer_size", "(self)", |vm, a| Ok(Value::from(this(vm, &a[0])?.1.buffered()))),
    method("set_read_buffer_limits", "(self, high=None, low=None)", |vm, a| {
        let (_, t) = this(vm, &a[0])?;
        t.with_protocol(|_, p| {
            sizes(vm, &p.flow.reading, a, super::flow::HIGH_WATER_READ)?;
            p.control_reading(vm)
        })
        .map(Value::from)
    }),
    method("get_read_buffer_limits", "(self)", |vm, a| {
        let marks = this(vm, &a[0])?.1.ask((0, 0), |p| (p.flow.reading.low.get(), p.flow.reading.high.get()));
        Ok(Value::tuple(vec![Value::from(marks.0), Value::from(marks.1)]))
    }),
    method("get_read_buffer_size", "(self)", |vm, a| {
        let size = this(vm, &a[0])?.1.ask(0, |p| p.with_tls(|tls| tls.plain().len()).unwrap_or(0));
        Ok(Value::from(size))
    }),
    method("write", "(self, data)", |vm, a| {
        let (object, t) = this(vm, &a[0])?;
        if let Value::Bytes(data) = &a[1] {
            return t.write(vm, object, data.as_slice()).map(Value::from);
        }
        let data = bytes_of(vm, &a[1])?;
        t.write(vm, object, &data).map(Value::from)
    }),
    method("writelines", "(self, list_of_data)", |vm, a| {
        let (object, t) = this(vm, &a[0])?;
        let all = transports::methods::all_copied(vm, &a[1])?;
        let parts: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        t.write_parts(vm, object, &parts).map(Value::from)
    }),
    method("write_eof", "(self)", |vm, _| Err(vm.new_exception(&vm.exc.not_implemented_error, Vec::new()))),
    method("can_write_eof", "(self)", |_, _| Ok(Value::Bool(false))),
    method("__del__", "(self)", |vm, a| {
        let (_, t) = this(vm, &a[0])?;
        if t.closed.replace(true) {
            return Ok(Value::None);
        }
        let message = "unclosed transport <asyncio._SSLProtocolTransport object>";
        report::warn_source(vm, &vm.exc.resource_warning, message, &a[0]).map(Value::from)
    }),
];

const GETSET: &[GetSet] = &[
    getter("_start_tls_compatible", |_, _| Ok(Value::Bool(true))),
    getter("_sendfile_compatible", |vm, _| transports::methods::sendfile_mode(vm, "FALLBACK")),
    getter("_protocol_paused", |vm, v| Ok(Value::Bool(this(vm, v)?.1.ask(false, |p| p.flow.writing_paused.get())))),
    getter("_loop", |vm, v| Ok(this(vm, v)?.1.ask(Value::None, |p| p.owner.get()))),
    getset(
        "_ssl_protocol",
        |vm, v| Ok(this(vm, v)?.1.protocol.get()),
        |vm, v, new| {
            this(vm, v)?.1.protocol.set(new.cloned().unwrap_or(Value::None));
            Ok(())
        },
    ),
    getset(
        "_closed",
        |vm, v| Ok(Value::Bool(this(vm, v)?.1.closed.get())),
        |vm, v, new| {
            let on = new.map_or(Ok(false), |new| vm.truth(new))?;
            this(vm, v)?.1.closed.set(on);
            Ok(())
        },
    ),
];
