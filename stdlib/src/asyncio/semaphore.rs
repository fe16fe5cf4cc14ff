//! `asyncio.Semaphore` and `BoundedSemaphore`.

use std::cell::Cell;

use taipan_interp::heap::{Awaited, Flow, NativeData};
use taipan_interp::native::{Args, NativeDef, TypeDef, getset, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{State, core_of};
use super::lock::{AENTER, AEXIT, Enter, FLAGS, shown};
use super::waiters::{Bound, Waiters, wake};
use super::{coroutine, direct, of};

/// `asyncio.Semaphore`.
#[derive(Default)]
pub struct Semaphore {
    value: Cell<i64>,
    /// The most it may reach (bounded ones).
    bound_value: Cell<Option<i64>>,
    waiters: Waiters,
    bound: Bound,
}

impl NativeData for Semaphore {
    taipan_interp::traverses!(waiters, bound);

    fn aenter_now(&self, this: &ObjRef, vm: &Vm) -> Option<PyResult<Awaited>> {
        Some(Ok(match self.try_acquire() {
            true => Awaited::Done(Value::None),
            false => direct::drive(vm, Enter(Acquire { semaphore: this.clone(), waiting: None })),
        }))
    }

    fn aexit_now(&self, _this: &ObjRef, vm: &Vm) -> Option<PyResult> {
        Some(self.release(vm).map(|()| Value::None))
    }
}

impl Semaphore {
    fn is_locked(&self) -> bool {
        self.value.get() == 0 || !(self.waiters.is_empty() || self.waiters.all_cancelled())
    }

    #[inline]
    fn try_acquire(&self) -> bool {
        let free = !self.is_locked();
        if free {
            self.value.set(self.value.get() - 1);
        }
        free
    }

    fn release(&self, vm: &Vm) -> PyResult<()> {
        if self.bound_value.get().is_some_and(|most| self.value.get() >= most) {
            return Err(vm.value_error("BoundedSemaphore released too many times"));
        }
        self.value.set(self.value.get() + 1);
        self.wake_next(vm).map(drop)
    }

    /// Hands one place to the first who waits. False when nobody does.
    fn wake_next(&self, vm: &Vm) -> PyResult<bool> {
        match self.waiters.first_pending() {
            Some(next) => {
                self.value.set(self.value.get() - 1);
                wake(vm, &next, Value::Bool(true))?;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

/// `Semaphore.acquire()`.
///
/// Cancelled while it waits: it leaves the row; a place that had been handed to it goes to the next in the row.
struct Acquire {
    semaphore: ObjRef,
    waiting: Option<ObjRef>,
}

impl NativeCoroutine for Acquire {
    taipan_interp::traverses!(semaphore, waiting);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let Some(semaphore) = self.semaphore.get::<Semaphore>() else { return Ok(Flow::Return(Value::None)) };
        let Some(future) = self.waiting.take() else {
            input?;
            if semaphore.try_acquire() {
                return Ok(Flow::Return(Value::Bool(true)));
            }
            let future = semaphore.bound.create_future(vm, &Value::Object(self.semaphore.clone()))?;
            semaphore.waiters.push(future.clone());
            self.waiting = Some(future.clone());
            return Ok(Flow::Await(Value::Object(future)));
        };
        semaphore.waiters.remove(&future);
        if let Err(e) = &input
            && vm.matches(e, &of(vm).exc.cancelled)
            && core_of(&future).is_some_and(|c| c.is_done() && c.state() != State::Cancelled)
        {
            semaphore.value.set(semaphore.value.get() + 1);
        }
        // Several releases may have come while the first waiter had been woken only: let them all through.
        while semaphore.value.get() > 0 && semaphore.wake_next(vm)? {}
        input?;
        Ok(Flow::Return(Value::Bool(true)))
    }
}

/// `asyncio.Semaphore`, for Python.
pub const SEMAPHORE: TypeDef = TypeDef {
    doc: "A Semaphore implementation.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("_loop", |vm, v| Ok(this(vm, v)?.1.bound.shown())),
        getset(
            "_value",
            |vm, v| Ok(Value::Int(this(vm, v)?.1.value.get())),
            |vm, v, new| {
                if let Some(new) = new {
                    this(vm, v)?.1.value.set(vm.index_i64(new)?);
                }
                Ok(())
            },
        ),
    ],
    ..TypeDef::new("Semaphore", "asyncio.locks")
};

/// `asyncio.BoundedSemaphore`, for Python.
pub const BOUNDED: TypeDef = TypeDef {
    doc: "A bounded semaphore implementation.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: &[method("__init__", "(self, value=1)", |vm, a| {
        let (_, semaphore) = this(vm, &a[0])?;
        set_value(vm, semaphore, &a[1])?;
        semaphore.bound_value.set(Some(semaphore.value.get()));
        Ok(Value::None)
    })],
    ..TypeDef::new("BoundedSemaphore", "asyncio.locks")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Semaphore { value: Cell::new(1), ..Semaphore::default() })))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Semaphore)> {
    match value {
        Value::Object(o) => o.get::<Semaphore>().map(|s| (o, s)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Semaphore was expected"))
}

fn set_value(vm: &Vm, semaphore: &Semaphore, value: &Value) -> PyResult<()> {
    let value = match value.bound() {
        Some(value) => vm.index_i64(value)?,
        None => 1,
    };
    if value < 0 {
        return Err(vm.value_error("Semaphore initial value must be >= 0"));
    }
    semaphore.value.set(value);
    Ok(())
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, value=1)", |vm, a| {
        set_value(vm, this(vm, &a[0])?.1, &a[1])?;
        Ok(Value::None)
    }),
    method("__repr__", "(self)", |vm, a| {
        let (object, semaphore) = this(vm, &a[0])?;
        let state = if semaphore.is_locked() {
            "locked".to_owned()
        } else {
            format!("unlocked, value:{}", semaphore.value.get())
        };
        Ok(Value::from(shown(vm, object, &state, &semaphore.waiters)?))
    }),
    method("locked", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.is_locked())))
        .doc("True if `acquire` would wait."),
    method("acquire", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        let body = Acquire { semaphore: object.clone(), waiting: None };
        Ok(coroutine::make(vm, "Semaphore.acquire", body))
    })
    .doc("Wait until the counter is above 0, and lower it by one. Gives True.")
    .awaited(|vm, a| {
        let (object, semaphore) = this(vm, &a[0])?;
        Ok(Some(match semaphore.try_acquire() {
            true => Awaited::Done(Value::Bool(true)),
            false => direct::drive(vm, Acquire { semaphore: object.clone(), waiting: None }),
        }))
    }),
    method("release", "(self)", |vm, a| this(vm, &a[0])?.1.release(vm).map(|()| Value::None))
        .doc("Raise the counter by one: the first task that waits goes on."),
    AENTER,
    AEXIT,
];
