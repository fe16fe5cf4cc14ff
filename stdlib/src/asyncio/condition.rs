//! `asyncio.Condition`.

use std::cell::RefCell;

use taipan_interp::heap::{Awaited, Flow, NativeData, Traverse, Visitor};
use taipan_interp::native::{Args, NativeDef, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::is_exact;
use super::lock::{AENTER, AEXIT, Acquire, FLAGS, Lock, shown};
use super::waiters::{Bound, Waiters, wake};
use super::{coroutine, of};

/// `asyncio.Condition`.
pub struct Condition {
    /// A lock of any make; None until `__init__`.
    lock: RefCell<Value>,
    waiters: Waiters,
    bound: Bound,
}

impl NativeData for Condition {
    taipan_interp::traverses!(lock, waiters, bound);

    fn aenter_now(&self, _this: &ObjRef, _vm: &Vm) -> Option<PyResult<Awaited>> {
        self.with_plain_lock(Lock::try_acquire)?.then_some(Ok(Awaited::Done(Value::None)))
    }

    fn aexit_now(&self, _this: &ObjRef, vm: &Vm) -> Option<PyResult> {
        self.with_plain_lock(|lock| lock.release(vm).map(|()| Value::None))
    }
}

impl Condition {
    fn new(lock: Value) -> Condition {
        Condition { lock: RefCell::new(lock), waiters: Waiters::default(), bound: Bound::default() }
    }

    /// Runs `f` on the lock, when it is a plain one of ours.
    fn with_plain_lock<R>(&self, f: impl FnOnce(&Lock) -> R) -> Option<R> {
        let lock = self.lock.borrow().clone();
        match &lock {
            Value::Object(o) if is_exact(o) => o.get::<Lock>().map(f),
            _ => None,
        }
    }

    fn lock_method(&self, vm: &Vm, name: &str) -> PyResult {
        let lock = self.lock.borrow().clone();
        vm.call_method(&lock, &vm.intern(name), &[])
    }

    /// # Errors
    /// What a `locked` written in Python raises.
    pub fn is_locked(&self, vm: &Vm) -> PyResult<bool> {
        match self.with_plain_lock(Lock::is_locked) {
            Some(locked) => Ok(locked),
            None => vm.truth(&self.lock_method(vm, "locked")?),
        }
    }

    /// # Errors
    /// RuntimeError when it is not locked.
    pub fn release(&self, vm: &Vm) -> PyResult<()> {
        match self.with_plain_lock(|lock| lock.release(vm)) {
            Some(result) => result,
            None => self.lock_method(vm, "release").map(drop),
        }
    }

    /// Takes the lock: at once (Rust's `None`), or by awaiting what this returns.
    ///
    /// # Errors
    /// What an `acquire` written in Python raises.
    pub fn acquire(&self, vm: &Vm) -> PyResult<Option<Value>> {
        let lock = self.lock.borrow().clone();
        if let Value::Object(o) = &lock
            && is_exact(o)
            && let Some(plain) = o.get::<Lock>()
        {
            if plain.try_acquire() {
                return Ok(None);
            }
            return Ok(Some(coroutine::make(vm, "Lock.acquire", Acquire::new(o.clone()))));
        }
        let acquiring = self.lock_method(vm, "acquire")?;
        vm.await_iter(&acquiring).map(Some)
    }

    /// Wakes up to `n` waiters.
    ///
    /// # Errors
    /// RuntimeError when the loop of a waiter is closed.
    pub fn notify(&self, vm: &Vm, n: usize) -> PyResult<()> {
        let mut left = n;
        for waiter in self.waiters.snapshot() {
            if left == 0 {
                break;
            }
            if super::future::core_of(&waiter).is_some_and(|c| !c.is_done()) {
                left -= 1;
                wake(vm, &waiter, Value::Bool(false))?;
            }
        }
        Ok(())
    }

    /// Wakes all.
    ///
    /// # Errors
    /// As [`Condition::notify`].
    pub fn notify_all(&self, vm: &Vm) -> PyResult<()> {
        self.notify(vm, self.waiters.len())
    }
}

/// A condition with a lock of its own.
pub fn create(vm: &Vm) -> ObjRef {
    let types = &of(vm).types;
    let lock = Value::Object(ObjRef::new(types.lock.clone(), Lock::default()));
    ObjRef::new(types.condition.clone(), Condition::new(lock))
}

/// `Condition.wait()`.
///
/// Cancelled while it waits for a notice: it leaves the row, takes the lock again (however often it is cancelled
/// meanwhile), passes a notice on that it may have had, and raises the last CancelledError.
pub struct Wait {
    condition: ObjRef,
    state: WaitState,
}

enum WaitState {
    Start,
    /// For a notice.
    Waiting(ObjRef),
    /// For the lock; what is to be raised in the end.
    Reacquiring(Option<Raised>),
}

impl Wait {
    pub fn new(condition: ObjRef) -> Wait {
        Wait { condition, state: WaitState::Start }
    }
}

impl NativeCoroutine for Wait {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.condition.traverse(v);
        if let WaitState::Waiting(future) = &self.state {
            future.traverse(v);
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.condition.clone();
        let Some(condition) = object.get::<Condition>() else { return Ok(Flow::Return(Value::None)) };
        match std::mem::replace(&mut self.state, WaitState::Start) {
            WaitState::Start => {
                input?;
                if !condition.is_locked(vm)? {
                    return Err(vm.runtime_error("cannot wait on un-acquired lock"));
                }
                let future = condition.bound.create_future(vm, &Value::Object(object.clone()))?;
                condition.release(vm)?;
                condition.waiters.push(future.clone());
                self.state = WaitState::Waiting(future.clone());
                Ok(Flow::Await(Value::Object(future)))
            }
            WaitState::Waiting(future) => {
                condition.waiters.remove(&future);
                self.reacquire(vm, condition, input.err())
            }
            WaitState::Reacquiring(error) => match input {
                Ok(_) => end(vm, condition, error),
                Err(e) if vm.matches(&e, &of(vm).exc.cancelled) => self.reacquire(vm, condition, Some(e)),
                Err(e) => end(vm, condition, Some(e)),
            },
        }
    }
}

impl Wait {
    fn reacquire(&mut self, vm: &Vm, condition: &Condition, error: Option<Raised>) -> PyResult<Flow> {
        match condition.acquire(vm) {
            Ok(None) => end(vm, condition, error),
            Ok(Some(acquiring)) => {
                self.state = WaitState::Reacquiring(error);
                Ok(Flow::Await(acquiring))
            }
            Err(e) => end(vm, condition, Some(e)),
        }
    }
}

fn end(vm: &Vm, condition: &Condition, error: Option<Raised>) -> PyResult<Flow> {
    match error {
        None => Ok(Flow::Return(Value::Bool(true))),
        Some(e) => {
            condition.notify(vm, 1)?;
            Err(e)
        }
    }
}

/// `Condition.wait_for(predicate)`: waits until it is true. Cancelled: as [`Wait`].
struct WaitFor {
    condition: Value,
    predicate: Value,
}

impl NativeCoroutine for WaitFor {
    taipan_interp::traverses!(condition, predicate);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        input?;
        let result = vm.call(&self.predicate, &[])?;
        if vm.truth(&result)? {
            return Ok(Flow::Return(result));
        }
        let waiting = vm.call_method(&self.condition, &vm.intern("wait"), &[])?;
        Ok(Flow::Await(vm.await_iter(&waiting)?))
    }
}

/// `asyncio.Condition`, for Python.
pub const CONDITION: TypeDef = TypeDef {
    doc: "Asynchronous equivalent to threading.Condition.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("_loop", |vm, v| Ok(this(vm, v)?.1.bound.shown())),
        getter("_lock", |vm, v| Ok(this(vm, v)?.1.lock.borrow().clone())),
        // Bound methods of the lock, as attributes.
        getter("locked", |vm, v| lock_attr(vm, v, "locked")),
        getter("acquire", |vm, v| lock_attr(vm, v, "acquire")),
        getter("release", |vm, v| lock_attr(vm, v, "release")),
    ],
    ..TypeDef::new("Condition", "asyncio.locks")
};

fn lock_attr(vm: &Vm, value: &Value, name: &str) -> PyResult {
    let lock = this(vm, value)?.1.lock.borrow().clone();
    vm.get_attr(&lock, &vm.intern(name))
}

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Condition::new(Value::None))))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Condition)> {
    match value {
        Value::Object(o) => o.get::<Condition>().map(|c| (o, c)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Condition was expected"))
}

fn notify(vm: &Vm, value: &Value, n: Option<usize>) -> PyResult {
    let (_, condition) = this(vm, value)?;
    if !condition.is_locked(vm)? {
        return Err(vm.runtime_error("cannot notify on un-acquired lock"));
    }
    match n {
        Some(n) => condition.notify(vm, n)?,
        None => condition.notify_all(vm)?,
    }
    Ok(Value::None)
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, lock=None)", |vm, a| {
        let (_, condition) = this(vm, &a[0])?;
        let lock = match a[1].some() {
            Some(lock) => {
                // It must be usable as one: the methods are looked up at once.
                for name in ["locked", "acquire", "release"] {
                    vm.get_attr(lock, &vm.intern(name))?;
                }
                lock.clone()
            }
            None => Value::Object(ObjRef::new(of(vm).types.lock.clone(), Lock::default())),
        };
        let old = condition.lock.replace(lock);
        drop(old);
        Ok(Value::None)
    }),
    method("__repr__", "(self)", |vm, a| {
        let (object, condition) = this(vm, &a[0])?;
        let state = if condition.is_locked(vm)? { "locked" } else { "unlocked" };
        Ok(Value::from(shown(vm, object, state, &condition.waiters)?))
    }),
    method("wait", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(coroutine::make(vm, "Condition.wait", Wait::new(object.clone())))
    })
    .coroutine()
    .doc("Let go of the lock, wait to be notified, and take the lock again. Gives True."),
    method("wait_for", "(self, predicate)", |vm, a| {
        let body = WaitFor { condition: a[0].clone(), predicate: a[1].clone() };
        Ok(coroutine::make(vm, "Condition.wait_for", body))
    })
    .coroutine()
    .doc("Wait until `predicate()` is true; its value."),
    method("notify", "(self, n=1)", |vm, a| {
        let n = match a[1].bound() {
            Some(n) => usize::try_from(vm.index_i64(n)?).unwrap_or(0),
            None => 1,
        };
        notify(vm, &a[0], Some(n))
    })
    .doc("Wake up to `n` tasks that wait."),
    method("notify_all", "(self)", |vm, a| notify(vm, &a[0], None)).doc("Wake all tasks that wait."),
    AENTER,
    AEXIT,
];
