//! `_UnixWritePipeTransport`: the writing end of a pipe, or what else is written like one.

use std::cell::Cell;

use taipan_interp::heap::{NativeData, Traverse, Visitor};
use taipan_interp::native::{Args, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::channel::{Channel, Flag};
use super::read_pipe::{FileType, file_type, open_pipe, pipe_extra, shown};
use super::socket::would_block;
use super::{NativeTransport, OnChannel, Step, methods};
use crate::asyncio::event_loop::EventLoop;
use crate::asyncio::watching::Side;

/// See the head of the file.
pub struct WritePipe {
    pub channel: Channel,
    /// The descriptor becomes readable when the other end is closed.
    tells_of_end: Cell<bool>,
}

impl NativeData for WritePipe {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.channel.traverse(v);
    }

    fn clear(&self) {
        self.channel.let_go();
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        self.channel.may_die(this)
    }
}

impl WritePipe {
    /// The other end was closed.
    fn read_ready(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let c = &self.channel;
        c.debug_log(vm, this, "was closed by peer")?;
        let exc = if c.buffer.is_empty() {
            Value::None
        } else {
            vm.new_exception(&vm.exc.broken_pipe_error, Vec::new()).into_value()
        };
        self.end(vm, this, exc)
    }

    fn write_ready(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let c = &self.channel;
        match c.buffer.write_with(|parts| vm.host.write_some(c.fd, parts.first().copied().unwrap_or_default())) {
            Ok(()) => {}
            Err(e) if would_block(&e) => return Ok(()),
            Err(e) => {
                c.buffer.clear();
                c.conn_lost.set(c.conn_lost.get() + 1);
                c.remove_writer(vm)?;
                let exc = vm.os_error(&e, None);
                return self.fatal_error(vm, this, exc, "Fatal write error on pipe transport");
            }
        }
        if !c.buffer.is_empty() {
            return Ok(());
        }
        c.remove_writer(vm)?;
        // It may write more.
        c.maybe_resume(vm, this, 0)?;
        if c.has(Flag::CLOSING) && c.buffer.is_empty() && !c.has(Flag::LOSING) {
            c.remove_reader(vm)?;
            c.set(Flag::LOSING, true);
            return c.lost(vm, this);
        }
        Ok(())
    }

    fn end(&self, vm: &Vm, this: &ObjRef, exc: Value) -> PyResult<()> {
        let c = &self.channel;
        c.set(Flag::CLOSING, true);
        if !c.buffer.is_empty() {
            c.remove_writer(vm)?;
            c.buffer.clear();
        }
        c.remove_reader(vm)?;
        c.lose(vm, this, exc)
    }

    /// `write_eof()`.
    fn write_eof(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        let c = &self.channel;
        if c.has(Flag::CLOSING) {
            return Ok(());
        }
        c.set(Flag::CLOSING, true);
        if c.buffer.is_empty() {
            c.remove_reader(vm)?;
            c.lose(vm, this, Value::None)?;
        }
        Ok(())
    }

    /// `abort()`.
    fn abort(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.end(vm, this, Value::None)
    }

    /// Ends the connection because of an error, which the protocol's `connection_lost` gets. What is no OSError goes to the
    /// loop's exception handler with `message` as well.
    fn fatal_error(&self, vm: &Vm, this: &ObjRef, exc: Raised, message: &str) -> PyResult<()> {
        self.channel.report_fatal(vm, this, &exc, message, Channel::is_os_error(vm, &exc))?;
        self.end(vm, this, exc.into_value())
    }
}

impl OnChannel for WritePipe {
    fn channel(&self) -> &Channel {
        &self.channel
    }

    fn step(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, step: Step) -> PyResult<()> {
        let c = &self.channel;
        match step {
            Step::Read => self.read_ready(vm, this),
            Step::Write => self.write_ready(vm, this),
            Step::Made => c.made(vm, data, this),
            Step::Start if self.tells_of_end.get() && !c.has(Flag::CLOSING) => c.add_reader(vm, this),
            Step::Waiter => c.wake_waiter(vm),
            Step::Lost => c.lost(vm, this),
            Step::Start | Step::Eof | Step::Accepted => Ok(()),
        }
    }

    fn step_name(&self, step: Step) -> &'static str {
        match step {
            Step::Read => "_UnixWritePipeTransport._read_ready",
            Step::Write => "_UnixWritePipeTransport._write_ready",
            Step::Made => "BaseProtocol.connection_made",
            Step::Waiter => "_set_result_unless_cancelled",
            Step::Lost => "_UnixWritePipeTransport._call_connection_lost",
            Step::Start | Step::Eof | Step::Accepted => "BaseSelectorEventLoop._add_reader",
        }
    }
}

impl NativeTransport for WritePipe {
    fn write(&self, vm: &Vm, this: &ObjRef, data: &[u8]) -> PyResult<()> {
        let c = &self.channel;
        if data.is_empty() {
            return Ok(());
        }
        if c.conn_lost.get() > 0 || c.has(Flag::CLOSING) {
            return c.late_write(vm, "pipe closed by peer or os.write(pipe, data) raised exception.");
        }
        let mut rest = data;
        if c.buffer.is_empty() {
            match vm.host.write_some(c.fd, data) {
                Ok(n) if n == data.len() => return Ok(()),
                Ok(n) => rest = &data[n..],
                Err(e) if would_block(&e) => {}
                Err(e) => {
                    c.conn_lost.set(c.conn_lost.get() + 1);
                    let exc = vm.os_error(&e, None);
                    return self.fatal_error(vm, this, exc, "Fatal write error on pipe transport");
                }
            }
            c.add_writer(vm, this)?;
        }
        c.buffer.push(rest);
        c.maybe_pause(vm, this, c.buffer.len())
    }

    fn write_parts(&self, vm: &Vm, this: &ObjRef, parts: &[&[u8]]) -> PyResult<()> {
        self.write(vm, this, &parts.concat())
    }

    fn is_closing(&self) -> bool {
        self.channel.has(Flag::CLOSING)
    }

    fn pause_reading(&self, vm: &Vm, _this: &ObjRef) -> PyResult<()> {
        Err(vm.new_exception(&vm.exc.not_implemented_error, Vec::new()))
    }

    fn resume_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.pause_reading(vm, this)
    }

    fn close(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.channel.has(Flag::OPEN) { self.write_eof(vm, this) } else { Ok(()) }
    }

    fn extra_info(&self, vm: &Vm, this: &ObjRef, name: &str) -> PyResult<Option<Value>> {
        methods::extra_info(vm, this, &self.channel, name)
    }
}

/// Makes a transport of something that is written like a pipe. `file`: the Python object that owns the descriptor; None:
/// the transport owns it from now on. When this fails the descriptor is still the caller's.
///
/// # Errors
/// ValueError for a file that is no pipe, socket or device; RuntimeError when the loop is closed.
pub fn create(
    vm: &Vm,
    class: TypeRef,
    owner: ObjRef,
    fd: i32,
    file: Value,
    protocol: Value,
    waiter: Value,
    extra: Value,
) -> PyResult<ObjRef> {
    let kind = file_type(vm, fd)?;
    if kind == FileType::Other {
        return Err(vm.value_error("Pipe transport is only for pipes, sockets and character devices"));
    }
    vm.host.set_nonblocking(fd, true).map_err(|e| vm.os_error(&e, None))?;
    let transport = WritePipe {
        channel: Channel::new(owner, fd, file, extra),
        tells_of_end: Cell::new(matches!(kind, FileType::Socket | FileType::Pipe)),
    };
    let object = ObjRef::new(class, transport);
    if let Some(t) = object.get::<WritePipe>() {
        t.channel.begin(vm, &object, protocol, waiter, None)?;
    }
    Ok(object)
}

// ---- what Python sees ----

/// `_UnixWritePipeTransport`.
pub const TYPE: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: &[
        methods::INIT,
        methods::GET_EXTRA_INFO,
        methods::GET_PROTOCOL,
        methods::SET_PROTOCOL,
        methods::IS_CLOSING,
        methods::GET_LIMITS,
        methods::SET_LIMITS,
        methods::DEL,
        method("__repr__", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            Ok(Value::from(shown(object, &t.channel, Side::Write, Some(t.channel.buffer.len()))))
        }),
        method("get_write_buffer_size", "(self)", |vm, a| Ok(Value::from(this(vm, &a[0])?.1.channel.buffer.len()))),
        method("write", "(self, data)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            if let Value::Bytes(data) = &a[1] {
                return t.write(vm, object, data.as_slice()).map(Value::from);
            }
            let Ok(data) = methods::copied(vm, &a[1]) else {
                return Err(vm.assertion_error(vm.repr(&a[1])?.as_str()));
            };
            t.write(vm, object, &data).map(Value::from)
        }),
        method("write_eof", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.write_eof(vm, object).map(Value::from)
        }),
        method("can_write_eof", "(self)", |_, _| Ok(Value::Bool(true))),
        method("close", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.close(vm, object).map(Value::from)
        }),
        method("abort", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.abort(vm, object).map(Value::from)
        }),
    ],
    getset: &[
        getter("_loop", |vm, v| Ok(this(vm, v)?.1.channel.owner_value())),
        getter("_pipe", |vm, v| Ok(open_pipe(&this(vm, v)?.1.channel))),
        getter("_fileno", |vm, v| Ok(Value::Int(this(vm, v)?.1.channel.fd.into()))),
        getter("_protocol", |vm, v| Ok(this(vm, v)?.1.channel.protocol.object())),
        getter("_closing", |vm, v| Ok(Value::Bool(this(vm, v)?.1.channel.has(Flag::CLOSING)))),
        getter("_conn_lost", |vm, v| Ok(Value::Int(this(vm, v)?.1.channel.conn_lost.get().into()))),
        getter("_protocol_paused", |vm, v| Ok(Value::Bool(this(vm, v)?.1.channel.has(Flag::PROTOCOL_PAUSED)))),
        getter("_extra", pipe_extra),
    ],
    ..TypeDef::new("_UnixWritePipeTransport", "asyncio.unix_events")
};

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a WritePipe)> {
    match value {
        Value::Object(o) => o.get::<WritePipe>().map(|t| (o, t)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("a _UnixWritePipeTransport was expected"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let names = ["loop", "pipe", "protocol", "waiter", "extra"];
    let [owner, pipe, protocol, waiter, extra] = methods::arguments(vm, args, "_UnixWritePipeTransport", names, 3)?;
    let owner = methods::loop_argument(vm, &owner)?;
    let fd = methods::fileno(vm, &pipe)?;
    create(vm, cls.clone(), owner, fd, pipe, protocol, waiter, extra).map(Value::Object)
}
