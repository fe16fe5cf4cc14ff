//! `sendmsg` and `recvmsg`: data in several pieces, with control messages (descriptors, credentials, ...) beside it.

use taipan_interp::host::net::{Control, Message};
use taipan_interp::native::Args;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::{PyResult, Value, Vm};

use super::methods::with_scratch;
use super::object::{Socket, this};
use super::waiting::retry;
use super::{address, counted, int_arg, network};
use crate::support::ssize_arg;

/// What the system can count.
const MOST: usize = i32::MAX as usize;

/// `CMSG_LEN` and `CMSG_SPACE`.
pub fn control_len(vm: &Vm, name: &str, v: &Value, which: fn((usize, usize)) -> usize) -> PyResult {
    let len = usize::try_from(ssize_arg(vm, v)?).unwrap_or(usize::MAX);
    let network = network(vm)?;
    // What the smallest message of the kind takes must be left of what can be counted.
    let smallest = if name == "CMSG_LEN" { 0 } else { 1 };
    if len > MOST - which(network.control_len(smallest)) {
        return Err(vm.overflow_error(format!("{name}() argument out of range")));
    }
    Ok(Value::from(which(network.control_len(len))))
}

fn items(vm: &Vm, v: &Value, complaint: &str) -> PyResult<Vec<Value>> {
    match vm.iter(v) {
        Ok(iterator) => vm.collect(&iterator),
        Err(e) if vm.matches(&e, &vm.exc.type_error) => Err(vm.type_error(complaint)),
        Err(e) => Err(e),
    }
}

/// (level, type, data) as a program gives it.
fn control(vm: &Vm, v: &Value) -> PyResult<Control> {
    let name = "[sendmsg() ancillary data items]()";
    let parts = match v.inner() {
        Value::Tuple(_) | Value::List(_) => vm.collect(v)?,
        Value::Str(_) | Value::Bytes(_) => Vec::new(),
        _ if vm.lookup_special(v, &vm.names.__getitem__).is_some() => vm.collect(v)?,
        _ => {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("{name} argument must be 3-item sequence, not {got}")));
        }
    };
    let [level, kind, data] = &parts[..] else {
        let got = parts.len();
        return Err(vm.type_error(format!("{name} argument must be sequence of length 3, not {got}")));
    };
    let (level, kind) = (int_arg(vm, level)?, int_arg(vm, kind)?);
    Ok(Control { level, kind, data: buffer::required(vm, data)?.to_vec() })
}

/// `sendmsg`.
pub fn sendmsg(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let given = counted(vm, args, 1, "sendmsg", 1, 4)?;
    let flags = given.get(2).map_or(Ok(0), |v| int_arg(vm, v))?;
    let to = match given.get(3) {
        Some(v) if !v.is_none() => Some(address::from_value(vm, socket.family(), v, "sendmsg")?),
        _ => None,
    };
    let parts = items(vm, &given[0], "sendmsg() argument 1 must be an iterable")?;
    let mut bytes = Vec::with_capacity(parts.len());
    for part in &parts {
        bytes.push(buffer::required(vm, part)?.to_vec());
    }
    let controls = match given.get(1) {
        Some(v) => items(vm, v, "sendmsg() argument 2 must be an iterable")?,
        None => Vec::new(),
    };
    let controls = controls.iter().map(|v| control(vm, v)).collect::<PyResult<Vec<_>>>()?;
    let pieces: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    let n = retry(vm, socket, libc::POLLOUT, flags, |network, fd| {
        Ok(network.send_message(fd, &pieces, &controls, flags | libc::MSG_DONTWAIT, to.as_ref()))
    })?;
    Ok(Value::from(n))
}

/// The room for control messages, and flags.
fn room_and_flags(vm: &Vm, given: &[Value]) -> PyResult<(usize, i32)> {
    let room = given.get(1).map_or(Ok(0), |v| ssize_arg(vm, v))?;
    let flags = given.get(2).map_or(Ok(0), |v| int_arg(vm, v))?;
    let room = usize::try_from(room).ok().filter(|room| *room <= MOST);
    Ok((room.ok_or_else(|| vm.value_error("invalid ancillary data buffer length"))?, flags))
}

fn receive(vm: &Vm, socket: &Socket, buf: &mut [u8], room: usize, flags: i32) -> PyResult<Message> {
    retry(vm, socket, libc::POLLIN, flags, |network, fd| {
        Ok(network.receive_message(fd, buf, room, flags | libc::MSG_DONTWAIT))
    })
}

/// What both functions return after the data.
fn shown(data: Value, message: &Message, flags: i32) -> Value {
    let control = message.control.iter().map(|c| {
        Value::tuple(vec![Value::Int(c.level.into()), Value::Int(c.kind.into()), Value::Bytes(Bytes::new(&c.data))])
    });
    let from = message.from.as_ref().map_or(Value::None, address::to_value);
    // What only we asked for is not told.
    let told = message.flags & !(libc::MSG_DONTWAIT & !flags);
    Value::tuple(vec![data, Value::list(control.collect()), Value::Int(told.into()), from])
}

/// `recvmsg`.
pub fn recvmsg(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let given = counted(vm, args, 1, "recvmsg", 1, 3)?;
    let size = ssize_arg(vm, &given[0])?;
    let size = usize::try_from(size).map_err(|_| vm.value_error("negative buffer size in recvmsg()"))?;
    let (room, flags) = room_and_flags(vm, given)?;
    let (data, message) = with_scratch(vm, size, |buf| {
        let message = receive(vm, socket, buf, room, flags)?;
        Ok((message.len, message))
    })?;
    Ok(shown(data, &message, flags))
}

/// `recvmsg_into`.
pub fn recvmsg_into(vm: &Vm, args: &Args) -> PyResult {
    let socket = this(vm, &args.values[0])?;
    let given = counted(vm, args, 1, "recvmsg_into", 1, 3)?;
    let buffers = items(vm, &given[0], "recvmsg_into() argument 1 must be an iterable")?;
    let (room, flags) = room_and_flags(vm, given)?;
    let mut size = 0usize;
    for buffer in &buffers {
        let len = buffer::with_writable(vm, buffer, |buf| buf.len())?;
        size += len.ok_or_else(|| {
            vm.type_error("recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
        })?;
    }
    let (data, message) = with_scratch(vm, size, |buf| {
        let message = receive(vm, socket, buf, room, flags)?;
        Ok((message.len, message))
    })?;
    let Value::Bytes(data) = data else { return Ok(Value::None) };
    let mut rest = data.as_slice();
    for buffer in &buffers {
        let written = buffer::with_writable(vm, buffer, |buf| {
            let n = rest.len().min(buf.len());
            buf[..n].copy_from_slice(&rest[..n]);
            n
        })?;
        rest = &rest[written.unwrap_or(0)..];
    }
    Ok(shown(Value::from(message.len), &message, flags))
}
