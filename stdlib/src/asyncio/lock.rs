//! `asyncio.Lock`. Also the `async with` of everything that has `acquire` and `release`.

use std::cell::Cell;

use taipan_interp::heap::{Awaited, Flow, NativeData, Visitor};
use taipan_interp::native::{Args, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::is_exact;
use super::waiters::{Bound, Waiters, wake};
use super::{coroutine, direct, of, show};

/// The flags of the classes that programs derive from.
pub const FLAGS: TypeFlags = TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF);

/// `asyncio.Lock`.
#[derive(Default)]
pub struct Lock {
    locked: Cell<bool>,
    waiters: Waiters,
    bound: Bound,
}

impl NativeData for Lock {
    taipan_interp::traverses!(waiters, bound);

    fn aenter_now(&self, this: &ObjRef, vm: &Vm) -> Option<PyResult<Awaited>> {
        Some(Ok(match self.try_acquire() {
            true => Awaited::Done(Value::None),
            false => direct::drive(vm, Enter(Acquire::new(this.clone()))),
        }))
    }

    fn aexit_now(&self, _this: &ObjRef, vm: &Vm) -> Option<PyResult> {
        Some(self.release(vm).map(|()| Value::None))
    }
}

impl Lock {
    pub fn is_locked(&self) -> bool {
        self.locked.get()
    }

    /// Takes the lock if it is free and nobody who came earlier waits.
    #[inline]
    pub fn try_acquire(&self) -> bool {
        let free = !self.locked.get() && (self.waiters.is_empty() || self.waiters.all_cancelled());
        if free {
            self.locked.set(true);
        }
        free
    }

    /// # Errors
    /// RuntimeError when it is not locked.
    #[inline]
    pub fn release(&self, vm: &Vm) -> PyResult<()> {
        if !self.locked.replace(false) {
            return Err(vm.runtime_error("Lock is not acquired."));
        }
        self.wake_first(vm)
    }

    fn wake_first(&self, vm: &Vm) -> PyResult<()> {
        match self.waiters.first() {
            Some(first) => wake(vm, &first, Value::Bool(true)),
            None => Ok(()),
        }
    }
}

/// `Lock.acquire()`.
///
/// Cancelled while it waits: it leaves the row; if the lock had been handed to it, the next in the row is woken.
pub struct Acquire {
    lock: ObjRef,
    waiting: Option<ObjRef>,
}

impl Acquire {
    pub fn new(lock: ObjRef) -> Acquire {
        Acquire { lock, waiting: None }
    }
}

impl NativeCoroutine for Acquire {
    taipan_interp::traverses!(lock, waiting);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let Some(lock) = self.lock.get::<Lock>() else { return Ok(Flow::Return(Value::None)) };
        let Some(future) = self.waiting.take() else {
            input?;
            if lock.try_acquire() {
                return Ok(Flow::Return(Value::Bool(true)));
            }
            let future = lock.bound.create_future(vm, &Value::Object(self.lock.clone()))?;
            lock.waiters.push(future.clone());
            self.waiting = Some(future.clone());
            return Ok(Flow::Await(Value::Object(future)));
        };
        lock.waiters.remove(&future);
        if let Err(e) = input {
            if vm.matches(&e, &of(vm).exc.cancelled) && !lock.locked.get() {
                lock.wake_first(vm)?;
            }
            return Err(e);
        }
        lock.locked.set(true);
        Ok(Flow::Return(Value::Bool(true)))
    }
}

/// `asyncio.Lock`, for Python.
pub const LOCK: TypeDef = TypeDef {
    doc: "Primitive lock objects.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: &[getter("_loop", |vm, v| Ok(this(vm, v)?.1.bound.shown()))],
    ..TypeDef::new("Lock", "asyncio.locks")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Lock::default())))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Lock)> {
    match value {
        Value::Object(o) => o.get::<Lock>().map(|l| (o, l)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Lock was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self)", |_, _| Ok(Value::None)),
    method("__repr__", "(self)", |vm, a| {
        let (object, lock) = this(vm, &a[0])?;
        let state = if lock.is_locked() { "locked" } else { "unlocked" };
        Ok(Value::from(shown(vm, object, state, &lock.waiters)?))
    }),
    method("locked", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.is_locked())))
        .doc("True if somebody holds the lock."),
    method("acquire", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(coroutine::make(vm, "Lock.acquire", Acquire::new(object.clone())))
    })
    .doc("Wait until the lock is free, and take it. Gives True.")
    .awaited(|vm, a| {
        let (object, lock) = this(vm, &a[0])?;
        Ok(Some(match lock.try_acquire() {
            true => Awaited::Done(Value::Bool(true)),
            false => direct::drive(vm, Acquire::new(object.clone())),
        }))
    }),
    method("release", "(self)", |vm, a| this(vm, &a[0])?.1.release(vm).map(|()| Value::None))
        .doc("Let go of the lock: the first task that waits for it gets it."),
    AENTER,
    AEXIT,
];

/// `repr` of what has waiters: `<… [state, waiters:2]>`.
///
/// # Errors
/// What the class's attributes raise.
pub fn shown(vm: &Vm, object: &ObjRef, state: &str, waiters: &Waiters) -> PyResult<String> {
    let opening = show::object_opening(vm, object)?;
    Ok(match waiters.len() {
        0 => format!("{opening} [{state}]>"),
        n => format!("{opening} [{state}, waiters:{n}]>"),
    })
}

/// `__aenter__` by way of `acquire()`, whatever class overrides it.
pub const AENTER: NativeDef = method("__aenter__", "(self)", |vm, a| {
    let object = a[0].clone();
    if let Value::Object(o) = &object
        && o.get::<Lock>().is_some()
        && is_exact(o)
    {
        return Ok(coroutine::make(vm, "_ContextManagerMixin.__aenter__", Enter(Acquire::new(o.clone()))));
    }
    let acquire = move |vm: &Vm| vm.call_method(&object, &vm.intern("acquire"), &[]);
    Ok(coroutine::awaiting(vm, "_ContextManagerMixin.__aenter__", acquire, |_, _| Ok(Value::None)))
})
.coroutine();

/// `__aexit__` by way of `release()`. Never waits.
pub const AEXIT: NativeDef = method_raw("__aexit__", "(self, exc_type, exc, tb)", |vm, args| {
    let object = args.pos().first().cloned().unwrap_or(Value::None);
    Ok(coroutine::at_once(vm, "_ContextManagerMixin.__aexit__", move |vm| {
        vm.call_method(&object, &vm.intern("release"), &[])?;
        Ok(Value::None)
    }))
})
.coroutine();

/// An acquisition that gives None: what `__aenter__` awaits.
pub struct Enter<T>(pub T);

impl<T: NativeCoroutine> NativeCoroutine for Enter<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.0.traverse(v);
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        Ok(match self.0.resume(vm, input)? {
            Flow::Return(_) => Flow::Return(Value::None),
            other => other,
        })
    }
}
