//! The type `socket`: a descriptor with a timeout. What is done with it is in `methods` and `messages`.

use std::cell::Cell;
use std::io::{Error, ErrorKind};
use std::time::Duration;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, TypeDef, getter, member};
use taipan_interp::types::arguments;
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::{c_int_arg, counted, int_arg, methods, network, os_error, types, waiting};
use crate::support::object;

/// No timeout.
const NONE: i64 = -1;

/// A socket.
pub struct Socket {
    /// -1 when closed.
    fd: Cell<i32>,
    family: Cell<i32>,
    kind: Cell<i32>,
    protocol: Cell<i32>,
    /// In nanoseconds, or `NONE`.
    timeout: Cell<i64>,
    /// The program set `SO_RCVTIMEO` or `SO_SNDTIMEO`.
    system_timeout: Cell<bool>,
    finalized: Cell<bool>,
}

impl NativeData for Socket {
    fn before_free(&self, this: &ObjRef) -> bool {
        crate::io::finalize(this, &self.finalized, self.fd.get() >= 0)
    }
}

pub const SOCKET: TypeDef = TypeDef {
    doc: "socket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\n\
          One end of a network connection. With fileno the family, type and protocol are found out, unless they are given.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(|_, cls, _| Ok(object(cls, Socket::closed()))),
    methods: methods::METHODS,
    getset: GETSET,
    ..TypeDef::new("socket", "_socket")
};

const GETSET: &[GetSet] = &[
    member("family", |vm, v| Ok(Value::Int(this(vm, v)?.family.get().into()))),
    member("type", |vm, v| Ok(Value::Int(this(vm, v)?.kind.get().into()))),
    member("proto", |vm, v| Ok(Value::Int(this(vm, v)?.protocol.get().into()))),
    getter("timeout", |vm, v| Ok(waiting::shown(this(vm, v)?.timeout()))),
];

/// The socket that a method is called on.
pub fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Socket> {
    v.native::<Socket>().ok_or_else(|| arguments::bad_receiver(vm, "_socket.socket", v))
}

impl Socket {
    fn closed() -> Socket {
        Socket {
            fd: Cell::new(-1),
            family: Cell::new(0),
            kind: Cell::new(0),
            protocol: Cell::new(0),
            timeout: Cell::new(NONE),
            system_timeout: Cell::new(false),
            finalized: Cell::new(false),
        }
    }

    /// Its number; -1 when closed.
    #[inline]
    pub fn descriptor(&self) -> i32 {
        self.fd.get()
    }

    pub fn family(&self) -> i32 {
        self.family.get()
    }

    pub fn kind(&self) -> i32 {
        self.kind.get()
    }

    /// How long calls wait: `None` for ever, zero not at all.
    #[inline]
    pub fn timeout(&self) -> Option<Duration> {
        u64::try_from(self.timeout.get()).ok().map(Duration::from_nanos)
    }

    pub fn has_system_timeout(&self) -> bool {
        self.system_timeout.get()
    }

    pub fn note_system_timeout(&self) {
        self.system_timeout.set(true);
    }

    /// Sets the timeout, and with it whether the descriptor waits.
    ///
    /// # Errors
    /// The system's.
    pub fn set_timeout(&self, vm: &Vm, timeout: Option<Duration>) -> PyResult<()> {
        vm.host.set_nonblocking(self.fd.get(), timeout.is_some()).map_err(|e| os_error(vm, &e))?;
        self.remember_timeout(timeout);
        Ok(())
    }

    fn remember_timeout(&self, timeout: Option<Duration>) {
        // Timeouts are read so that they fit.
        self.timeout.set(timeout.map_or(NONE, |t| i64::try_from(t.as_nanos()).unwrap_or(i64::MAX)));
    }

    /// Gives the descriptor away.
    pub fn detach(&self) -> i32 {
        self.fd.replace(-1)
    }

    /// Becomes a socket of this descriptor, with the timeout of new ones.
    fn fill(&self, vm: &Vm, fd: i32, family: i32, kind: i32, protocol: i32) -> PyResult<()> {
        self.fd.set(fd);
        self.family.set(family);
        self.protocol.set(protocol);
        #[cfg(target_os = "linux")]
        {
            self.kind.set(kind & !(libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC));
            if kind & libc::SOCK_NONBLOCK != 0 {
                self.remember_timeout(Some(Duration::ZERO));
                return Ok(());
            }
        }
        #[cfg(not(target_os = "linux"))]
        self.kind.set(kind);
        match types(vm).default_timeout.get() {
            Some(timeout) => self.set_timeout(vm, Some(timeout)),
            None => {
                self.remember_timeout(None);
                Ok(())
            }
        }
    }

    /// Closes the descriptor.
    ///
    /// # Errors
    /// The system's, but for a peer that has gone.
    pub fn close(&self, vm: &Vm) -> PyResult<()> {
        let fd = self.detach();
        if fd < 0 {
            return Ok(());
        }
        close(vm, fd)
    }

    /// As `repr` shows it.
    pub fn shown(&self) -> String {
        let (fd, family) = (self.fd.get(), self.family.get());
        format!("<socket object, fd={fd}, family={family}, type={}, proto={}>", self.kind.get(), self.protocol.get())
    }
}

fn close(vm: &Vm, fd: i32) -> PyResult<()> {
    // May wait for what lingers.
    match vm.allow_threads(|host| host.close(fd)) {
        Err(e) if e.kind() != ErrorKind::ConnectionReset => Err(os_error(vm, &e)),
        _ => Ok(()),
    }
}

/// `socket.__init__`.
pub fn init(vm: &Vm, args: &Args) -> PyResult {
    let names = [Some("family"), Some("type"), Some("proto"), Some("fileno")];
    let given = arguments::by_name(vm, &args.skip_first(), "socket", names)?;
    let number = |v: &Value| v.bound().map_or(Ok(-1), |v| c_int_arg(vm, v));
    let (mut family, mut kind, mut protocol) = (number(&given[0])?, number(&given[1])?, number(&given[2])?);
    let socket = this(vm, &args.values[0])?;
    let network = network(vm)?;
    if let Some(fd) = given[3].some() {
        let fd = fileno(vm, fd)?;
        network.local_address(fd).map_err(|e| os_error(vm, &e))?;
        let found = network.describe(fd).map_err(|e| os_error(vm, &e))?;
        for (asked, is) in [(&mut family, found.0), (&mut kind, found.1), (&mut protocol, found.2)] {
            if *asked == -1 {
                *asked = is;
            }
        }
        socket.fill(vm, fd, family, kind, protocol)?;
        return Ok(Value::None);
    }
    for (asked, default) in [(&mut family, libc::AF_INET), (&mut kind, libc::SOCK_STREAM), (&mut protocol, 0)] {
        if *asked == -1 {
            *asked = default;
        }
    }
    let fd = network.socket(family, kind, protocol).map_err(|e| os_error(vm, &e))?;
    socket.fill(vm, fd, family, kind, protocol)?;
    Ok(Value::None)
}

fn fileno(vm: &Vm, v: &Value) -> PyResult<i32> {
    match vm.index(v)? {
        Value::Int(fd) if fd < 0 => Err(vm.value_error("negative file descriptor")),
        Value::Int(fd) => i32::try_from(fd).map_err(|_| os_error(vm, &Error::from_raw_os_error(libc::EBADF))),
        _ => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}

/// `socketpair`.
pub fn pair(vm: &Vm, args: &Args) -> PyResult {
    let given = counted(vm, args, 0, "socketpair", 0, 3)?;
    let number = |i: usize, default| given.get(i).map_or(Ok(default), |v| int_arg(vm, v));
    let (family, kind) = (number(0, libc::AF_UNIX)?, number(1, libc::SOCK_STREAM)?);
    let protocol = number(2, 0)?;
    let (one, other) = network(vm)?.pair(family, kind, protocol).map_err(|e| os_error(vm, &e))?;
    let made = |fd| -> PyResult {
        let socket = object(&types(vm).socket, Socket::closed());
        this(vm, &socket)?.fill(vm, fd, family, kind, protocol)?;
        Ok(socket)
    };
    Ok(Value::tuple(vec![made(one)?, made(other)?]))
}

/// `close(fd)`.
pub fn close_descriptor(vm: &Vm, a: &[Value]) -> PyResult {
    close(vm, descriptor_arg(vm, &a[0])?)?;
    Ok(Value::None)
}

/// `dup(fd)`.
pub fn duplicate(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = descriptor_arg(vm, &a[0])?;
    vm.host.duplicate(fd, None).map(|fd| Value::Int(fd.into())).map_err(|e| os_error(vm, &e))
}

fn descriptor_arg(vm: &Vm, v: &Value) -> PyResult<i32> {
    match vm.index(v)? {
        // What is no descriptor's number is none's.
        Value::Int(fd) => Ok(i32::try_from(fd).unwrap_or(-1)),
        _ => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}
