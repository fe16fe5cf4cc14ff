//! `_UnixReadPipeTransport`: the reading end of a pipe, or what else is read like one.

use taipan_interp::heap::{NativeData, Traverse, Visitor};
use taipan_interp::native::{Args, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::channel::{Channel, Flag};
use super::socket::would_block;
use super::{NativeTransport, OnChannel, Step, methods};
use crate::asyncio::event_loop::EventLoop;
use crate::asyncio::watching::Side;

/// What a terminal that has gone answers with.
const EIO: i32 = 5;

/// See the head of the file.
pub struct ReadPipe {
    pub channel: Channel,
}

impl NativeData for ReadPipe {
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

/// What came of reading.
enum Reading {
    Nothing,
    End,
    Failed(Raised),
}

impl ReadPipe {
    fn read_ready(&self, vm: &Vm, this: &ObjRef, data: &EventLoop) -> PyResult<()> {
        let c = &self.channel;
        let transports = data.transports(vm)?;
        let reading = data.with_read_buffer(|room| match vm.host.read(c.fd, room) {
            Ok(0) => Ok(Reading::End),
            Ok(n) => c.protocol.data_received(vm, transports, &room[..n]).map(|()| Reading::Nothing),
            Err(e) if would_block(&e) => Ok(Reading::Nothing),
            Err(e) => Ok(Reading::Failed(vm.os_error(&e, None))),
        })?;
        match reading {
            Reading::Nothing => Ok(()),
            Reading::Failed(exc) => self.fatal_error(vm, this, exc, "Fatal read error on pipe transport"),
            Reading::End => {
                c.debug_log(vm, this, "was closed by peer")?;
                c.set(Flag::CLOSING, true);
                c.remove_reader(vm)?;
                c.soon(vm, data, this, Step::Eof)?;
                c.lose(vm, this, Value::None)
            }
        }
    }

    fn end(&self, vm: &Vm, this: &ObjRef, exc: Value) -> PyResult<()> {
        self.channel.set(Flag::CLOSING, true);
        self.channel.remove_reader(vm)?;
        self.channel.lose(vm, this, exc)
    }

    /// Ends the connection because of an error, which the protocol's `connection_lost` gets. What is no OSError goes to the
    /// loop's exception handler with `message` as well.
    fn fatal_error(&self, vm: &Vm, this: &ObjRef, exc: Raised, message: &str) -> PyResult<()> {
        let errno = vm.get_attr_opt(&Value::Exception(exc.0.clone()), &vm.intern("errno"))?;
        let quiet = Channel::is_os_error(vm, &exc) && matches!(errno, Some(Value::Int(n)) if n == i64::from(EIO));
        self.channel.report_fatal(vm, this, &exc, message, quiet)?;
        self.end(vm, this, exc.into_value())
    }
}

impl OnChannel for ReadPipe {
    fn channel(&self) -> &Channel {
        &self.channel
    }

    fn step(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, step: Step) -> PyResult<()> {
        let c = &self.channel;
        match step {
            Step::Read => self.read_ready(vm, this, data),
            Step::Made => c.made(vm, data, this),
            Step::Start if c.is_reading() => c.add_reader(vm, this),
            Step::Waiter => c.wake_waiter(vm),
            Step::Eof => c.protocol.eof_received(vm, data.transports(vm)?).map(drop),
            Step::Lost => c.lost(vm, this),
            Step::Start | Step::Write | Step::Accepted => Ok(()),
        }
    }

    fn step_name(&self, step: Step) -> &'static str {
        match step {
            Step::Read => "_UnixReadPipeTransport._read_ready",
            Step::Made => "Protocol.connection_made",
            Step::Waiter => "_set_result_unless_cancelled",
            Step::Eof => "Protocol.eof_received",
            Step::Lost => "_UnixReadPipeTransport._call_connection_lost",
            Step::Start | Step::Write | Step::Accepted => "_UnixReadPipeTransport._add_reader",
        }
    }
}

impl NativeTransport for ReadPipe {
    fn write(&self, vm: &Vm, _this: &ObjRef, _data: &[u8]) -> PyResult<()> {
        Err(vm.new_exception(&vm.exc.not_implemented_error, Vec::new()))
    }

    fn write_parts(&self, vm: &Vm, this: &ObjRef, _parts: &[&[u8]]) -> PyResult<()> {
        self.write(vm, this, &[])
    }

    fn is_closing(&self) -> bool {
        self.channel.has(Flag::CLOSING)
    }

    fn pause_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.channel.pause_reading(vm, this)
    }

    fn resume_reading(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        self.channel.resume_reading(vm, this)
    }

    fn close(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.channel.has(Flag::CLOSING) { Ok(()) } else { self.end(vm, this, Value::None) }
    }

    fn extra_info(&self, vm: &Vm, this: &ObjRef, name: &str) -> PyResult<Option<Value>> {
        methods::extra_info(vm, this, &self.channel, name)
    }
}

/// What kind of file a descriptor is open for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileType {
    Pipe,
    Socket,
    Device,
    Other,
}

/// Looks what kind of file it is.
pub(super) fn file_type(vm: &Vm, fd: i32) -> PyResult<FileType> {
    let stat = vm.host.stat_open(fd).map_err(|e| vm.os_error(&e, None))?;
    Ok(match stat.mode & 0o170_000 {
        0o010_000 => FileType::Pipe,
        0o140_000 => FileType::Socket,
        0o020_000 => FileType::Device,
        _ => FileType::Other,
    })
}

/// Makes a transport of something that is read like a pipe. `file`: the Python object that owns the descriptor; None: the
/// transport owns it from now on. When this fails the descriptor is still the caller's.
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
    if file_type(vm, fd)? == FileType::Other {
        return Err(vm.value_error("Pipe transport is for pipes/sockets only."));
    }
    vm.host.set_nonblocking(fd, true).map_err(|e| vm.os_error(&e, None))?;
    let object = ObjRef::new(class, ReadPipe { channel: Channel::new(owner, fd, file, extra) });
    if let Some(t) = object.get::<ReadPipe>() {
        t.channel.begin(vm, &object, protocol, waiter, None)?;
    }
    Ok(object)
}

// ---- what Python sees ----

/// `_UnixReadPipeTransport`.
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
        methods::DEL,
        method("__repr__", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            Ok(Value::from(shown(object, &t.channel, Side::Read, None)))
        }),
        method("is_reading", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.channel.is_reading()))),
        method("pause_reading", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.pause_reading(vm, object).map(Value::from)
        }),
        method("resume_reading", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.resume_reading(vm, object).map(Value::from)
        }),
        method("close", "(self)", |vm, a| {
            let (object, t) = this(vm, &a[0])?;
            t.close(vm, object).map(Value::from)
        }),
    ],
    getset: &[
        getter("_loop", |vm, v| Ok(this(vm, v)?.1.channel.owner_value())),
        getter("_pipe", |vm, v| Ok(open_pipe(&this(vm, v)?.1.channel))),
        getter("_fileno", |vm, v| Ok(Value::Int(this(vm, v)?.1.channel.fd.into()))),
        getter("_protocol", |vm, v| Ok(this(vm, v)?.1.channel.protocol.object())),
        getter("_closing", |vm, v| Ok(Value::Bool(this(vm, v)?.1.channel.has(Flag::CLOSING)))),
        getter("_paused", |vm, v| Ok(Value::Bool(this(vm, v)?.1.channel.has(Flag::PAUSED)))),
        getter("_extra", pipe_extra),
        getter("max_size", |_, _| Ok(Value::Int(256 * 1024))),
    ],
    ..TypeDef::new("_UnixReadPipeTransport", "asyncio.unix_events")
};

/// The pipe, while it is open.
pub(super) fn open_pipe(c: &Channel) -> Value {
    if c.has(Flag::OPEN) { c.file.get() } else { Value::None }
}

/// `_extra` of a pipe's transport.
pub(super) fn pipe_extra(vm: &Vm, value: &Value) -> PyResult {
    let (object, c) = methods::this(vm, value)?;
    methods::extra_info(vm, object, c, "pipe")?;
    Ok(Value::Dict(c.extra()))
}

/// What a pipe's transport looks like.
pub(super) fn shown(object: &ObjRef, c: &Channel, side: Side, buffered: Option<usize>) -> String {
    let mut info = vec![object.class().name().as_str().to_owned()];
    if !c.has(Flag::OPEN) {
        info.push("closed".to_owned());
    } else if c.has(Flag::CLOSING) {
        info.push("closing".to_owned());
    }
    info.push(format!("fd={}", c.fd));
    if !c.has(Flag::OPEN) {
        info.push("closed".to_owned());
    } else if c.owner().is_none_or(|o| o.get::<EventLoop>().is_none_or(|l| l.closed.get())) {
        info.push("open".to_owned());
    } else {
        info.push(if c.is_watched(side) { "polling" } else { "idle" }.to_owned());
        info.extend(buffered.map(|size| format!("bufsize={size}")));
    }
    format!("<{}>", info.join(" "))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a ReadPipe)> {
    match value {
        Value::Object(o) => o.get::<ReadPipe>().map(|t| (o, t)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("a _UnixReadPipeTransport was expected"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let names = ["loop", "pipe", "protocol", "waiter", "extra"];
    let [owner, pipe, protocol, waiter, extra] = methods::arguments(vm, args, "_UnixReadPipeTransport", names, 3)?;
    let owner = methods::loop_argument(vm, &owner)?;
    let fd = methods::fileno(vm, &pipe)?;
    create(vm, cls.clone(), owner, fd, pipe, protocol, waiter, extra).map(Value::Object)
}
