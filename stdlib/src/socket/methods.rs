//! What is done with a socket: connecting, plain data, options. Messages with control data are in `messages`.

use std::io::{Error, ErrorKind};

use taipan_interp::host::net::{Address, OptionValue};
use taipan_interp::native::{Args, NativeDef, method, method_raw};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::{PyResult, Value, Vm};

use super::object::{self, Socket, this};
use super::waiting::{self, Patience, retry};
use super::{address, counted, int_arg, messages, network, os_error, plain_error, types};
use crate::support::ssize_arg;

pub const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, family=-1, type=-1, proto=-1, fileno=None)", object::init),
    method("__repr__", "(self, /)", |vm, a| Ok(Value::from(this(vm, &a[0])?.shown()))),
    method("__del__", "(self, /)", finalize),
    method("_accept", "(self, /)", accept),
    method("bind", "(self, address, /)", |vm, a| {
        let socket = this(vm, &a[0])?;
        let address = address::from_value(vm, socket.family(), &a[1], "bind")?;
        done(vm, network(vm)?.bind(socket.descriptor(), &address))
    }),
    method("close", "(self, /)", |vm, a| {
        this(vm, &a[0])?.close(vm)?;
        Ok(Value::None)
    }),
    method("connect", "(self, address, /)", |vm, a| {
        let socket = this(vm, &a[0])?;
        let address = address::from_value(vm, socket.family(), &a[1], "connect")?;
        match connect(vm, socket, &address)? {
            Connected::Yes => Ok(Value::None),
            Connected::TimedOut => Err(waiting::timed_out(vm)),
            Connected::Failed(e) => Err(os_error(vm, &e)),
        }
    }),
    method("connect_ex", "(self, address, /)", |vm, a| {
        let socket = this(vm, &a[0])?;
        let address = address::from_value(vm, socket.family(), &a[1], "connect_ex")?;
        Ok(Value::Int(match connect(vm, socket, &address)? {
            Connected::Yes => 0,
            Connected::TimedOut => libc::EWOULDBLOCK.into(),
            Connected::Failed(e) => e.raw_os_error().unwrap_or(libc::EIO).into(),
        }))
    }),
    method("detach", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.detach().into()))),
    method("fileno", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.descriptor().into()))),
    method("getpeername", "(self, /)", |vm, a| {
        let address = network(vm)?.peer_address(this(vm, &a[0])?.descriptor());
        address.map(|a| address::to_value(&a)).map_err(|e| os_error(vm, &e))
    }),
    method("getsockname", "(self, /)", |vm, a| {
        let address = network(vm)?.local_address(this(vm, &a[0])?.descriptor());
        address.map(|a| address::to_value(&a)).map_err(|e| os_error(vm, &e))
    }),
    method_raw("getsockopt", "(self, level, option, buffersize=0, /)", get_option),
    method_raw("setsockopt", "(self, level, option, value, /)", set_option),
    method("gettimeout", "(self, /)", |vm, a| Ok(waiting::shown(this(vm, &a[0])?.timeout()))),
    method("settimeout", "(self, timeout, /)", |vm, a| {
        let timeout = waiting::timeout(vm, &a[1])?;
        this(vm, &a[0])?.set_timeout(vm, timeout)?;
        Ok(Value::None)
    }),
    method("getblocking", "(self, /)", |vm, a| {
        Ok(Value::Bool(this(vm, &a[0])?.timeout().is_none_or(|t| !t.is_zero())))
    }),
    method("setblocking", "(self, flag, /)", |vm, a| {
        let waits = vm.truth(&a[1])?;
        this(vm, &a[0])?.set_timeout(vm, (!waits).then_some(std::time::Duration::ZERO))?;
        Ok(Value::None)
    }),
    method_raw("listen", "(self, backlog=128, /)", listen),
    method("shutdown", "(self, how, /)", |vm, a| {
        let socket = this(vm, &a[0])?;
        done(vm, network(vm)?.shutdown(socket.descriptor(), super::c_int_arg(vm, &a[1])?))
    }),
    method_raw("recv", "(self, bufsize, flags=0, /)", recv),
    method_raw("recvfrom", "(self, bufsize, flags=0, /)", recv_from),
    method_raw("recv_into", "(self, buffer, nbytes=0, flags=0)", recv_into),
    method_raw("recvfrom_into", "(self, buffer, nbytes=0, flags=0)", recv_from_into),
    method_raw("recvmsg", "(self, bufsize, ancbufsize=0, flags=0, /)", messages::recvmsg),
    method_raw("recvmsg_into", "(self, buffers, ancbufsize=0, flags=0, /)", messages::recvmsg_into),
    method_raw("send", "(self, data, flags=0, /)", send),
    method_raw("sendall", "(self, data, flags=0, /)", send_all),
    method_raw("sendto", "(self, data, flags_or_address, address=None, /)", send_to),
    method_raw("sendmsg", "(self, buffers, ancdata=(), flags=0, address=None, /)", messages::sendmsg),
];

fn done(vm: &Vm, result: std::io::Result<()>) -> PyResult {
    result.map(|()| Value::None).map_err(|e| os_error(vm, &e))
}

/// The last thing done with a socket that was never closed.
fn finalize(vm: &Vm, a: &[Value]) -> PyResult {
    let socket = this(vm, &a[0])?;
    if socket.descriptor() >= 0 {
        let text = format!("unclosed {}", vm.repr(&a[0])?);
        taipan_interp::warnings::warn_unraisable(vm, &vm.exc.resource_warning, &text, &a[0]);
        socket.close(vm)?;
    }
    Ok(Value::None)
}

fn accept(vm: &Vm, a: &[Value]) -> PyResult {
    let socket = this(vm, &a[0])?;
    if socket.timeout().is_none() && !vm.host.is_nonblocking(socket.descriptor()).unwrap_or(true) {
        // The call itself cannot be told not to wait.
        waiting::wait(vm, socket.descriptor(), libc::POLLIN, None)?;
    }
    let (fd, from) = retry(vm, socket, libc::POLLIN, 0, |_, fd| {
        // Another thread, or another process, may have taken the connection meanwhile.
        Ok(vm.allow_threads(|host| match host.network() {
            Some(network) => network.accept(fd, false),
            None => Err(ErrorKind::Unsupported.into()),
        }))
    })?;
    Ok(Value::tuple(vec![Value::Int(fd.into()), address::to_value(&from)]))
}

enum Connected {
    Yes,
    TimedOut,
    Failed(Error),
}

fn connect(vm: &Vm, socket: &Socket, to: &Address) -> PyResult<Connected> {
    let fd = socket.descriptor();
    let internet = matches!(to, Address::V4(_) | Address::V6(_));
    if !internet || socket.timeout().is_some() || socket.kind() != libc::SOCK_STREAM {
        return start_connecting(vm, socket, to);
    }
    // A call that waits in the system could not be ended by a signal.
    if vm.host.is_nonblocking(fd).unwrap_or(true) {
        return start_connecting(vm, socket, to);
    }
    vm.host.set_nonblocking(fd, true).map_err(|e| os_error(vm, &e))?;
    let connected = match start_connecting(vm, socket, to) {
        // Asked once more, the system forgets the attempt: the socket is as it would be had the call waited.
        Ok(Connected::Failed(e)) => {
            let _ = network(vm)?.connect(fd, to);
            Ok(Connected::Failed(e))
        }
        other => other,
    };
    // Fails only when the descriptor was closed meanwhile.
    let _ = vm.host.set_nonblocking(fd, false);
    connected
}

fn start_connecting(vm: &Vm, socket: &Socket, to: &Address) -> PyResult<Connected> {
    let fd = socket.descriptor();
    let network = network(vm)?;
    let started = vm.allow_threads(|host| host.network().map(|network| network.connect(fd, to)));
    let error = match started.unwrap_or(Err(ErrorKind::Unsupported.into())) {
        Ok(()) => return Ok(Connected::Yes),
        Err(e) => e,
    };
    let deadline = match error.raw_os_error() {
        Some(libc::EINTR) => {
            vm.run_pending()?;
            socket.timeout().map(|t| vm.host.monotonic() + t)
        }
        Some(libc::EINPROGRESS) if socket.timeout().is_none_or(|t| !t.is_zero()) => {
            socket.timeout().map(|t| vm.host.monotonic() + t)
        }
        _ => return Ok(Connected::Failed(error)),
    };
    if !waiting::wait(vm, fd, libc::POLLOUT | libc::POLLERR, deadline)? {
        return Ok(Connected::TimedOut);
    }
    Ok(match network.option(fd, libc::SOL_SOCKET, libc::SO_ERROR, 0) {
        Ok(OptionValue::Number(0 | libc::EISCONN)) => Connected::Yes,
        Ok(OptionValue::Number(n)) => Connected::Failed(Error::from_raw_os_error(n)),
        Ok(OptionValue::Bytes(_)) => Connected::Yes,
        Err(e) => Connected::Failed(e),
    })
}

fn listen(vm: &Vm, args: &Args) -> PyResult {
    const BACKLOG: i32 = 128;
    let socket = this(vm, &args.values[0])?;
    let given = counted(vm, args, 1, "listen", 0, 1)?;
    let backlog = given.first().map_or(Ok(BACKLOG), |v| int_arg(vm, v))?;
    done(vm, network(vm)?.listen(socket.descriptor(), backlog.max(0)))
}

fn get_option(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let given = counted(vm, args, 1, "getsockopt", 2, 3)?;
    let (level, name) = (int_arg(vm, &given[0])?, int_arg(vm, &given[1])?);
    let len = given.get(2).map_or(Ok(0), |v| int_arg(vm, v))?;
    let len = usize::try_from(len).ok().filter(|len| *len <= 1024);
    let len = len.ok_or_else(|| plain_error(vm, "getsockopt buflen out of range"))?;
    match network(vm)?.option(socket.descriptor(), level, name, len) {
        Ok(OptionValue::Number(n)) => Ok(Value::Int(n.into())),
        Ok(OptionValue::Bytes(bytes)) => Ok(Value::Bytes(Bytes::new(&bytes))),
        Err(e) => Err(os_error(vm, &e)),
    }
}

fn set_option(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    if let [_, _, _, Value::None, _] = args.values
        && args.names.is_empty()
    {
        // Options that take nothing but a length: none is known here.
        return Err(os_error(vm, &Error::from_raw_os_error(libc::ENOPROTOOPT)));
    }
    let given = counted(vm, args, 1, "setsockopt", 3, 3)?;
    let (level, name) = (int_arg(vm, &given[0])?, int_arg(vm, &given[1])?);
    let value = match given[2].inner() {
        Value::Int(n) if i32::try_from(*n).is_ok() => OptionValue::Number(*n as i32),
        // As unsigned numbers are given, too.
        Value::Bool(b) => OptionValue::Number((*b).into()),
        _ => OptionValue::Bytes(buffer::required(vm, &given[2])?.to_vec()),
    };
    if level == libc::SOL_SOCKET && (name == libc::SO_RCVTIMEO || name == libc::SO_SNDTIMEO) {
        socket.note_system_timeout();
    }
    done(vm, network(vm)?.set_option(socket.descriptor(), level, name, &value))
}

/// (size, flags) of `recv` and `recvfrom`.
fn size_and_flags(vm: &Vm, args: &Args, name: &str) -> PyResult<(usize, i32)> {
    let given = counted(vm, args, 1, name, 1, 2)?;
    let size = ssize_arg(vm, &given[0])?;
    let flags = given.get(1).map_or(Ok(0), |v| int_arg(vm, v))?;
    let size = usize::try_from(size).map_err(|_| vm.value_error(format!("negative buffersize in {name}")))?;
    if size > isize::MAX as usize - 64 {
        return Err(vm.overflow_error("byte string is too large"));
    }
    Ok((size, flags))
}

/// What nothing larger comes out of the system at once than.
const LARGEST: usize = 16 << 20;
/// What is worth keeping for the next time.
const KEPT: usize = 256 << 10;

/// Calls `f` with a place for up to `size` bytes; what it read becomes an object.
pub fn with_scratch<R>(
    vm: &Vm,
    size: usize,
    f: impl FnOnce(&mut [u8]) -> PyResult<(usize, R)>,
) -> PyResult<(Value, R)> {
    let size = size.min(LARGEST);
    let made = |buf: &mut [u8]| {
        let (len, rest) = f(buf)?;
        Ok((Value::Bytes(Bytes::new(&buf[..len.min(buf.len())])), rest))
    };
    if size <= 4096 {
        return made(&mut [0; 4096][..size]);
    }
    let types = types(vm);
    // Whoever receives meanwhile, in a handler or another thread, takes a new one.
    let mut scratch = types.scratch.take();
    if scratch.len() < size {
        scratch = vec![0; size];
    }
    let received = made(&mut scratch[..size]);
    if scratch.len() <= KEPT {
        types.scratch.set(scratch);
    }
    received
}

/// Receives once there is something; with `MSG_WAITALL` until there is all of it.
fn receive(vm: &Vm, socket: &Socket, buf: &mut [u8], flags: i32) -> PyResult<usize> {
    let all = flags & libc::MSG_WAITALL != 0 && socket.kind() == libc::SOCK_STREAM && socket.timeout().is_none();
    let mut got = 0;
    loop {
        let n = retry(vm, socket, libc::POLLIN, flags, |network, fd| {
            Ok(network.receive(fd, &mut buf[got..], flags | libc::MSG_DONTWAIT))
        })?;
        got += n;
        if n == 0 || !all || got == buf.len() || flags & libc::MSG_PEEK != 0 {
            return Ok(got);
        }
    }
}

fn recv(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let (size, flags) = size_and_flags(vm, args, "recv")?;
    let (data, ()) = with_scratch(vm, size, |buf| Ok((receive(vm, socket, buf, flags)?, ())))?;
    Ok(data)
}

fn recv_from(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let (size, flags) = size_and_flags(vm, args, "recvfrom")?;
    let (data, from) = with_scratch(vm, size, |buf| {
        retry(vm, socket, libc::POLLIN, flags, |network, fd| {
            Ok(network.receive_from(fd, buf, flags | libc::MSG_DONTWAIT))
        })
    })?;
    Ok(Value::tuple(vec![data, from.map_or(Value::None, |from| address::to_value(&from))]))
}

/// Which part of a program's buffer is to be written to.
struct Place<'a> {
    socket: &'a Socket,
    buffer: &'a Value,
    size: usize,
    flags: i32,
    name: &'static str,
}

impl Place<'_> {
    fn of<'a>(
        vm: &Vm,
        args: &Args<'a>,
        name: &'static str,
        too_small: &str,
        run: impl FnOnce(&Place<'_>) -> PyResult,
    ) -> PyResult {
        let socket = this(vm, &args.values[0])?;
        let names = [Some("buffer"), Some("nbytes"), Some("flags")];
        let given = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), name, names)?;
        if given[0].is_unbound() {
            return Err(vm.type_error(format!("{name}() missing required argument 'buffer' (pos 1)")));
        }
        let Some(room) = buffer::with_writable(vm, &given[0], |buf| buf.len())? else {
            return Err(not_writable(vm, name, &given[0]));
        };
        let size = given[1].bound().map_or(Ok(0), |v| ssize_arg(vm, v))?;
        let flags = given[2].bound().map_or(Ok(0), |v| int_arg(vm, v))?;
        let size = usize::try_from(size).map_err(|_| vm.value_error(format!("negative buffersize in {name}")))?;
        if size > room {
            return Err(vm.value_error(too_small));
        }
        let size = if size == 0 { room } else { size };
        run(&Place { socket, buffer: &given[0], size, flags, name })
    }

    /// Runs `f` on the part; no Python code runs meanwhile.
    fn with<R>(&self, vm: &Vm, f: impl FnOnce(&mut [u8]) -> R) -> PyResult<R> {
        let result = buffer::with_writable(vm, self.buffer, |buf| {
            let size = self.size.min(buf.len());
            f(&mut buf[..size])
        })?;
        result.ok_or_else(|| not_writable(vm, self.name, self.buffer))
    }
}

#[cold]
fn not_writable(vm: &Vm, name: &str, v: &Value) -> taipan_interp::Raised {
    let class = vm.type_name(v);
    let got = if v.is_none() { "None" } else { class.as_str() };
    vm.type_error(format!("{name}() argument 1 must be read-write bytes-like object, not {got}"))
}

fn recv_into(vm: &Vm, args: &Args) -> PyResult {
    Place::of(vm, args, "recv_into", "buffer too small for requested bytes", |place| {
        let (socket, flags) = (place.socket, place.flags);
        let all = flags & libc::MSG_WAITALL != 0 && socket.kind() == libc::SOCK_STREAM && socket.timeout().is_none();
        let mut got = 0;
        loop {
            let n = retry(vm, socket, libc::POLLIN, flags, |network, fd| {
                place.with(vm, |buf| {
                    network.receive(fd, buf.get_mut(got..).unwrap_or_default(), flags | libc::MSG_DONTWAIT)
                })
            })?;
            got += n;
            if n == 0 || !all || got >= place.size {
                return Ok(Value::from(got));
            }
        }
    })
}

fn recv_from_into(vm: &Vm, args: &Args) -> PyResult {
    Place::of(vm, args, "recvfrom_into", "nbytes is greater than the length of the buffer", |place| {
        let (n, from) = retry(vm, place.socket, libc::POLLIN, place.flags, |network, fd| {
            place.with(vm, |buf| network.receive_from(fd, buf, place.flags | libc::MSG_DONTWAIT))
        })?;
        Ok(Value::tuple(vec![Value::from(n), from.map_or(Value::None, |from| address::to_value(&from))]))
    })
}

/// The flags after the data, which must be bytes-like.
fn data_and_flags<'a>(vm: &Vm, args: &Args<'a>, name: &str) -> PyResult<(&'a Value, i32)> {
    let given = counted(vm, args, 1, name, 1, 2)?;
    drop(buffer::required(vm, &given[0])?);
    Ok((&given[0], given.get(1).map_or(Ok(0), |v| int_arg(vm, v))?))
}

fn send(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let (data, flags) = data_and_flags(vm, args, "send")?;
    let n = retry(vm, socket, libc::POLLOUT, flags, |network, fd| {
        Ok(network.send(fd, &buffer::required(vm, data)?, flags | libc::MSG_DONTWAIT))
    })?;
    Ok(Value::from(n))
}

fn send_all(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let (data, flags) = data_and_flags(vm, args, "sendall")?;
    let network = network(vm)?;
    // One timeout for all of it.
    let mut patience = Patience::default();
    let mut sent = 0;
    loop {
        let (result, left) = {
            let bytes = buffer::required(vm, data)?;
            let rest = bytes.get(sent..).unwrap_or_default();
            (network.send(socket.descriptor(), rest, flags | libc::MSG_DONTWAIT), rest.len())
        };
        match result {
            Ok(n) if n >= left => return Ok(Value::None),
            Ok(n) => {
                sent += n;
                // A handler may want to end it.
                if vm.pending.flag.get() {
                    vm.run_pending()?;
                }
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            Err(e) if e.kind() == ErrorKind::WouldBlock && flags & libc::MSG_DONTWAIT == 0 => {
                patience.wait(vm, socket, libc::POLLOUT)?
            }
            Err(e) => return Err(os_error(vm, &e)),
        }
    }
}

fn send_to(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    if !args.names.is_empty() {
        return Err(vm.type_error("sendto() takes no keyword arguments"));
    }
    let (data, flags, to) = match &args.values[1..] {
        [data, to] => (data, None, to),
        [data, flags, to] => (data, Some(flags), to),
        given => return Err(vm.type_error(format!("sendto() takes 2 or 3 arguments ({} given)", given.len()))),
    };
    drop(buffer::required(vm, data)?);
    let flags = flags.map_or(Ok(0), |v| int_arg(vm, v))?;
    let to = address::from_value(vm, socket.family(), to, "sendto")?;
    let n = retry(vm, socket, libc::POLLOUT, flags, |network, fd| {
        Ok(network.send_to(fd, &buffer::required(vm, data)?, flags | libc::MSG_DONTWAIT, &to))
    })?;
    Ok(Value::from(n))
}
