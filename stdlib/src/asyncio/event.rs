//! `asyncio.Event`.

use std::cell::Cell;

use taipan_interp::heap::{Awaited, Flow, NativeData};
use taipan_interp::native::{Args, NativeDef, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::lock::{FLAGS, shown};
use super::waiters::{Bound, Waiters, wake};
use super::{coroutine, direct};

/// `asyncio.Event`.
#[derive(Default)]
pub struct Event {
    set: Cell<bool>,
    waiters: Waiters,
    bound: Bound,
}

impl NativeData for Event {
    taipan_interp::traverses!(waiters, bound);
}

impl Event {
    pub fn is_set(&self) -> bool {
        self.set.get()
    }

    /// Sets the flag and wakes everybody who waits for it.
    ///
    /// # Errors
    /// RuntimeError when the loop of a waiter is closed.
    pub fn set(&self, vm: &Vm) -> PyResult<()> {
        if self.set.replace(true) || self.waiters.is_empty() {
            return Ok(());
        }
        self.waiters.snapshot().iter().try_for_each(|w| wake(vm, w, Value::Bool(true)))
    }

    pub fn clear(&self) {
        self.set.set(false);
    }
}

/// `Event.wait()`.
///
/// Cancelled while it waits: it leaves the row.
pub struct Wait {
    event: ObjRef,
    waiting: Option<ObjRef>,
}

impl Wait {
    pub fn new(event: ObjRef) -> Wait {
        Wait { event, waiting: None }
    }
}

impl NativeCoroutine for Wait {
    taipan_interp::traverses!(event, waiting);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let Some(event) = self.event.get::<Event>() else { return Ok(Flow::Return(Value::None)) };
        let Some(future) = self.waiting.take() else {
            input?;
            if event.is_set() {
                return Ok(Flow::Return(Value::Bool(true)));
            }
            let future = event.bound.create_future(vm, &Value::Object(self.event.clone()))?;
            event.waiters.push(future.clone());
            self.waiting = Some(future.clone());
            return Ok(Flow::Await(Value::Object(future)));
        };
        event.waiters.remove(&future);
        input?;
        Ok(Flow::Return(Value::Bool(true)))
    }
}

/// A new event.
pub fn create(vm: &Vm, is_set: bool) -> ObjRef {
    let event = Event::default();
    event.set.set(is_set);
    ObjRef::new(super::of(vm).types.event.clone(), event)
}

/// `asyncio.Event`, for Python.
pub const EVENT: TypeDef = TypeDef {
    doc: "Asynchronous equivalent to threading.Event.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: &[getter("_loop", |vm, v| Ok(this(vm, v)?.1.bound.shown()))],
    ..TypeDef::new("Event", "asyncio.locks")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Event::default())))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Event)> {
    match value {
        Value::Object(o) => o.get::<Event>().map(|e| (o, e)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Event was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self)", |_, _| Ok(Value::None)),
    method("__repr__", "(self)", |vm, a| {
        let (object, event) = this(vm, &a[0])?;
        let state = if event.is_set() { "set" } else { "unset" };
        Ok(Value::from(shown(vm, object, state, &event.waiters)?))
    }),
    method("is_set", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.is_set())))
        .doc("True if the event has happened."),
    method("set", "(self)", |vm, a| this(vm, &a[0])?.1.set(vm).map(|()| Value::None))
        .doc("The event has happened: all who wait for it go on."),
    method("clear", "(self)", |vm, a| {
        this(vm, &a[0])?.1.clear();
        Ok(Value::None)
    })
    .doc("Forget that the event has happened."),
    method("wait", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(coroutine::make(vm, "Event.wait", Wait::new(object.clone())))
    })
    .doc("Wait until the event has happened. Gives True.")
    .awaited(|vm, a| {
        let (object, event) = this(vm, &a[0])?;
        Ok(Some(match event.is_set() {
            true => Awaited::Done(Value::Bool(true)),
            false => direct::drive(vm, Wait::new(object.clone())),
        }))
    }),
];
