//! Flow control: what makes `StreamWriter.drain` wait while the transport's buffer is full.
//!
//! [`FlowControl`] is a field of two native objects, `FlowControlMixin` itself and `StreamReaderProtocol`;
//! [`flow_of`] finds it in either, and in classes that Python derives from them.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::{Awaited, Flow, Held, NativeData, Traverse};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::super::future::as_exact_future;
use super::super::lock::FLAGS;
use super::super::{coroutine, direct, foreign, policy, report};
use super::protocol::StreamReaderProtocol;
use super::settle;

/// Whether writing is to be held back, and who waits for it to go on.
pub struct FlowControl {
    /// The loop; unbound until `__init__`.
    owner: Held<Value>,
    paused: Cell<bool>,
    lost: Cell<bool>,
    /// The futures of waiting drains.
    waiters: RefCell<Vec<Value>>,
}

impl Default for FlowControl {
    fn default() -> Self {
        FlowControl {
            owner: Held::new(Value::Unbound),
            paused: Cell::new(false),
            lost: Cell::new(false),
            waiters: RefCell::default(),
        }
    }
}

impl Traverse for FlowControl {
    taipan_interp::traverses!(owner, waiters);
}

impl FlowControl {
    /// `__init__`.
    pub fn bind(&self, owner: Value) {
        self.owner.set(owner);
    }

    /// The loop.
    pub fn owner(&self) -> Value {
        self.owner.get()
    }

    /// # Errors
    /// AssertionError when it is paused already.
    pub fn pause(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if self.paused.replace(true) {
            return Err(vm.new_exception(&vm.exc.assertion_error, Vec::new()));
        }
        self.log(vm, this, "pauses")
    }

    /// Everybody who waits goes on.
    ///
    /// # Errors
    /// AssertionError when it is not paused.
    pub fn resume(&self, vm: &Vm, this: &ObjRef) -> PyResult<()> {
        if !self.paused.replace(false) {
            return Err(vm.new_exception(&vm.exc.assertion_error, Vec::new()));
        }
        self.log(vm, this, "resumes")?;
        self.settle_all(vm, &Value::None)
    }

    fn log(&self, vm: &Vm, this: &ObjRef, what: &str) -> PyResult<()> {
        if foreign::get_debug(vm, &self.owner.get())? {
            report::debug_log(vm, &format!("%r {what} writing"), Value::Object(this.clone()))?;
        }
        Ok(())
    }

    /// The connection is gone: whoever waits gets the error, or goes on when there was none.
    ///
    /// # Errors
    /// RuntimeError when the loop of one who waits is closed.
    pub fn connection_lost(&self, vm: &Vm, exc: &Value) -> PyResult<()> {
        self.lost.set(true);
        if self.paused.get() { self.settle_all(vm, exc) } else { Ok(()) }
    }

    fn settle_all(&self, vm: &Vm, exc: &Value) -> PyResult<()> {
        let waiting = self.waiters.borrow().clone();
        waiting.iter().try_for_each(|future| settle(vm, future, exc))
    }

    /// True when a drain has nothing to wait for and nothing to complain of.
    #[inline]
    pub fn is_open(&self) -> bool {
        !self.paused.get() && !self.lost.get()
    }

    /// A future that is done when writing may go on; `None` when it may.
    ///
    /// # Errors
    /// ConnectionResetError when the connection is gone.
    fn begin_wait(&self, vm: &Vm) -> PyResult<Option<Value>> {
        if self.lost.get() {
            return Err(vm.error(&vm.exc.connection_reset_error, "Connection lost"));
        }
        if !self.paused.get() {
            return Ok(None);
        }
        let future = foreign::create_future(vm, &self.owner.get())?;
        self.waiters.borrow_mut().push(future.clone());
        Ok(Some(future))
    }

    fn leave(&self, future: &Value) {
        let mut waiters = self.waiters.borrow_mut();
        let gone = waiters.iter().position(|w| w.is(future)).map(|at| waiters.remove(at));
        drop(waiters);
        drop(gone);
    }
}

/// The flow control of a native protocol, or of a class that derives from one.
pub fn flow_of(object: &ObjRef) -> Option<&FlowControl> {
    if let Some(protocol) = object.get::<StreamReaderProtocol>() {
        return Some(&protocol.flow);
    }
    object.get::<Mixin>().map(|m| &m.0)
}

/// Waits until writing may go on.
///
/// Cancelled while it waits: it leaves the row.
pub struct Drained {
    protocol: ObjRef,
    waiting: Value,
}

impl Drained {
    pub fn new(protocol: ObjRef) -> Drained {
        Drained { protocol, waiting: Value::Unbound }
    }
}

impl Traverse for Drained {
    taipan_interp::traverses!(protocol, waiting);
}

impl NativeCoroutine for Drained {
    taipan_interp::traverses!(protocol, waiting);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.protocol.clone();
        let Some(flow) = flow_of(&object) else { return Ok(Flow::Return(Value::None)) };
        let waited = std::mem::replace(&mut self.waiting, Value::Unbound);
        if !waited.is_unbound() {
            flow.leave(&waited);
            input?;
            return Ok(Flow::Return(Value::None));
        }
        input?;
        let Some(future) = flow.begin_wait(vm)? else { return Ok(Flow::Return(Value::None)) };
        self.waiting = future.clone();
        Ok(Flow::Await(if as_exact_future(&future).is_some() { future } else { vm.await_iter(&future)? }))
    }
}

/// `FlowControlMixin`.
#[derive(Default)]
struct Mixin(FlowControl);

impl NativeData for Mixin {
    taipan_interp::traverses!(0);
}

/// `asyncio.streams.FlowControlMixin`, for Python.
pub const FLOW_CONTROL: TypeDef = TypeDef {
    doc: "Reusable flow control logic for StreamWriter.drain().",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(|_, cls: &TypeRef, _: &Args| Ok(Value::Object(ObjRef::new(cls.clone(), Mixin::default())))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("FlowControlMixin", "asyncio.streams")
};

/// The loop that a constructor got, or else the current one.
///
/// # Errors
/// RuntimeError when there is none.
pub fn loop_argument(vm: &Vm, given: Option<&Value>) -> PyResult {
    match given {
        Some(owner) => Ok(owner.clone()),
        None => policy::get_event_loop(vm),
    }
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a FlowControl)> {
    if let Value::Object(o) = value
        && let Some(flow) = flow_of(o)
    {
        if flow.owner.is_unbound() {
            let class = vm.class_name(value);
            return Err(vm.attribute_error(format!("'{}' object has no attribute '_loop'", class.as_str())));
        }
        return Ok((o, flow));
    }
    Err(vm.type_error("an asyncio.streams.FlowControlMixin was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, loop=None)", |vm, a| {
        if let Value::Object(o) = &a[0]
            && let Some(flow) = flow_of(o)
        {
            flow.bind(loop_argument(vm, a[1].some())?);
        }
        Ok(Value::None)
    }),
    method("pause_writing", "(self)", |vm, a| {
        let (object, flow) = this(vm, &a[0])?;
        flow.pause(vm, object)?;
        Ok(Value::None)
    }),
    method("resume_writing", "(self)", |vm, a| {
        let (object, flow) = this(vm, &a[0])?;
        flow.resume(vm, object)?;
        Ok(Value::None)
    }),
    method("connection_lost", "(self, exc)", |vm, a| {
        this(vm, &a[0])?.1.connection_lost(vm, &a[1])?;
        Ok(Value::None)
    }),
    method("_drain_helper", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(coroutine::make(vm, "FlowControlMixin._drain_helper", Drained::new(object.clone())))
    })
    .awaited(|vm, a| {
        let (object, flow) = this(vm, &a[0])?;
        Ok(Some(match flow.is_open() {
            true => Awaited::Done(Value::None),
            false => direct::drive(vm, Drained::new(object.clone())),
        }))
    }),
    method("_get_close_waiter", "(self, stream)", |vm, _| {
        Err(vm.new_exception(&vm.exc.not_implemented_error, Vec::new()))
    }),
];

const GETSET: &[GetSet] = &[
    getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner.get())),
    getter("_paused", |vm, v| Ok(Value::Bool(this(vm, v)?.1.paused.get()))),
    getter("_connection_lost", |vm, v| Ok(Value::Bool(this(vm, v)?.1.lost.get()))),
    getter("_drain_waiters", |vm, v| Ok(Value::list(this(vm, v)?.1.waiters.borrow().clone()))),
];
