//! Transports: what stands between a descriptor and a protocol.
//!
//! One file a kind: [`socket`], [`datagram`], [`read_pipe`], [`write_pipe`]; what they share is a [`channel`]. [`native`]
//! is how stream writers and TLS speak to one. They take part in the loop by [`Step`]s, as the listening sockets of a
//! server do: see [`Steps`].

mod buffer;
pub mod channel;
pub mod datagram;
pub(super) mod methods;
mod native;
pub mod read_pipe;
pub mod socket;
pub mod write_pipe;

pub use native::{NativeTransport, native_transport};

use std::rc::Rc;

use taipan_interp::types::class::TypeRef;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::event_loop::EventLoop;
use super::protocol;
use super::server::Listener;
use crate::contextvars::{self, ContextCell};
use channel::Channel;
use datagram::DatagramTransport;
use read_pipe::ReadPipe;
use socket::SocketTransport;
use write_pipe::WritePipe;

/// What a transport does when the loop comes to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The descriptor can be read.
    Read,
    /// It can be written.
    Write,
    /// `connection_made`.
    Made,
    /// Begins to read, after `connection_made`.
    Start,
    /// Wakes whoever waits for the connection.
    Waiter,
    /// `eof_received`, of a pipe.
    Eof,
    /// `connection_lost`.
    Lost,
    /// A connection that was accepted becomes a transport.
    Accepted,
}

/// What takes [`Step`]s.
pub trait Steps {
    /// Takes a step.
    ///
    /// # Errors
    /// What is to be reported to the loop's exception handler; SystemExit and KeyboardInterrupt.
    fn step(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, step: Step) -> PyResult<()>;
    /// False for a step that was taken back after it was queued.
    fn wants(&self, number: u32, step: Step) -> bool;
    /// The context that the step runs in.
    fn context(&self, step: Step) -> &ContextCell;
    /// What a report calls the step.
    fn step_name(&self, step: Step) -> &'static str;
    /// `is_closing()`.
    fn is_closing(&self) -> bool;
}

/// A transport with a [`Channel`], which answers for it but for what is done at a step.
trait OnChannel {
    fn channel(&self) -> &Channel;
    /// See [`Steps::step`].
    fn step(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, step: Step) -> PyResult<()>;
    /// See [`Steps::step_name`].
    fn step_name(&self, step: Step) -> &'static str;
}

impl<T: OnChannel> Steps for T {
    fn step(&self, vm: &Vm, this: &ObjRef, data: &EventLoop, step: Step) -> PyResult<()> {
        OnChannel::step(self, vm, this, data, step)
    }

    fn wants(&self, number: u32, step: Step) -> bool {
        self.channel().wants(number, step)
    }

    fn context(&self, step: Step) -> &ContextCell {
        self.channel().context(step)
    }

    fn step_name(&self, step: Step) -> &'static str {
        OnChannel::step_name(self, step)
    }

    fn is_closing(&self) -> bool {
        self.channel().has(channel::Flag::CLOSING)
    }
}

#[inline]
fn steps(object: &ObjRef) -> Option<&dyn Steps> {
    if let Some(t) = object.get::<SocketTransport>() {
        return Some(t);
    }
    if let Some(t) = object.get::<Listener>() {
        return Some(t);
    }
    if let Some(t) = object.get::<DatagramTransport>() {
        return Some(t);
    }
    if let Some(t) = object.get::<ReadPipe>() {
        return Some(t);
    }
    match object.get::<WritePipe>() {
        Some(t) => Some(t),
        None => None,
    }
}

/// Runs a step. (The loop has asked [`is_wanted`].)
///
/// # Errors
/// SystemExit and KeyboardInterrupt.
pub fn run(vm: &Vm, this_loop: &ObjRef, data: &EventLoop, object: &ObjRef, step: Step) -> PyResult<()> {
    let Some(taker) = steps(object) else { return Ok(()) };
    let context = taker.context(step);
    let before = contextvars::enter(vm, context.get())?;
    let result = taker.step(vm, object, data, step);
    let left = contextvars::leave(vm, before);
    if context.is_empty() {
        context.set(&left);
    }
    if result.is_ok() { Ok(()) } else { data.contain(vm, this_loop, result, taker.step_name(step)) }
}

/// False for a step that was taken back after it was queued.
pub fn is_wanted(object: &ObjRef, number: u32, step: Step) -> bool {
    steps(object).is_none_or(|taker| taker.wants(number, step))
}

/// What a report calls the step.
pub fn step_name(object: &ObjRef, step: Step) -> &'static str {
    steps(object).map_or("", |taker| taker.step_name(step))
}

/// True for a transport that is closing.
pub fn is_closing(object: &ObjRef) -> bool {
    steps(object).is_some_and(Steps::is_closing)
}

/// What all transports of an interpreter share: their types, and the names of a protocol's methods.
pub struct Transports {
    pub socket: TypeRef,
    pub datagram: TypeRef,
    pub read_pipe: TypeRef,
    pub write_pipe: TypeRef,
    /// `_SelectorTransport`.
    pub selector: TypeRef,
    /// `asyncio.transports._FlowControlMixin`, a class written in Python.
    pub flow_control: TypeRef,
    pub buffered_protocol: Value,
    pub protocol: protocol::Names,
}

/// The shared things, made with the first transport: their bases are classes of `asyncio.transports`, which is written in
/// Python.
///
/// # Errors
/// What importing raises.
pub fn of(vm: &Vm) -> PyResult<Rc<Transports>> {
    struct Known(std::cell::OnceCell<Rc<Transports>>);
    let known = vm.state(|_| Known(std::cell::OnceCell::new()));
    if let Some(transports) = known.0.get() {
        return Ok(transports.clone());
    }
    let module = vm.import("asyncio.transports")?;
    let class = |name: &str| match vm.get_attr(&module, &vm.intern(name))? {
        Value::Type(class) => Ok(class),
        _ => Err(vm.type_error(format!("asyncio.transports.{name} is no class"))),
    };
    let flow_control = class("_FlowControlMixin")?;
    let protocols = vm.import("asyncio.protocols")?;
    let selector = vm.make_type(&methods::SELECTOR, Some(&flow_control));
    let datagram = vm.make_type(&datagram::TYPE, Some(&selector));
    // It has a second base, which make_type knows nothing of: before what both bases derive from.
    let second = class("DatagramTransport")?;
    let mut tail: Vec<TypeRef> = datagram.mro_tail().to_vec();
    let at = tail.iter().position(|t| second.is_subtype(t)).unwrap_or(tail.len());
    tail.insert(at, second);
    datagram.set_mro_tail(tail.into());
    let made = Rc::new(Transports {
        socket: vm.make_type(&socket::TYPE, Some(&selector)),
        datagram,
        read_pipe: vm.make_type(&read_pipe::TYPE, Some(&class("ReadTransport")?)),
        write_pipe: vm.make_type(&write_pipe::TYPE, Some(&flow_control)),
        selector,
        flow_control,
        buffered_protocol: vm.get_attr(&protocols, &vm.intern("BufferedProtocol"))?,
        protocol: protocol::Names::new(vm),
    });
    Ok(known.0.get_or_init(|| made).clone())
}
