//! `asyncio.Barrier`: a condition and a count.

use std::cell::Cell;

use taipan_interp::heap::{Flow, NativeData};
use taipan_interp::native::{Args, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::condition::{self, Condition};
use super::lock::FLAGS;
use super::{coroutine, of, show};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Filling,
    Draining,
    Resetting,
    Broken,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Filling => "filling",
            State::Draining => "draining",
            State::Resetting => "resetting",
            State::Broken => "broken",
        }
    }
}

/// `asyncio.Barrier`.
pub struct Barrier {
    condition: ObjRef,
    parties: Cell<i64>,
    state: Cell<State>,
    /// How many are inside, waiting or leaving.
    count: Cell<i64>,
}

impl NativeData for Barrier {
    taipan_interp::traverses!(condition);
}

impl Barrier {
    fn condition(&self) -> Option<&Condition> {
        self.condition.get::<Condition>()
    }

    fn notify_all(&self, vm: &Vm) -> PyResult<()> {
        self.condition().map_or(Ok(()), |c| c.notify_all(vm))
    }

    fn waiting(&self) -> i64 {
        if self.state.get() == State::Filling { self.count.get() } else { 0 }
    }

    /// One party leaves; the last one makes the barrier usable again.
    fn leave(&self, vm: &Vm) -> PyResult<()> {
        self.count.set(self.count.get() - 1);
        if self.count.get() == 0 {
            if matches!(self.state.get(), State::Resetting | State::Draining) {
                self.state.set(State::Filling);
            }
            self.notify_all(vm)?;
        }
        Ok(())
    }
}

fn broken(vm: &Vm, message: &str) -> Raised {
    vm.error(&of(vm).exc.broken_barrier, message)
}

/// `Barrier.wait()`.
///
/// Cancelled while it waits: it takes the lock again, leaves the count as if it had not come, and releases the lock;
/// the others wait on.
struct Wait {
    barrier: ObjRef,
    phase: Phase,
}

enum Phase {
    Start,
    /// For the lock.
    Acquiring,
    /// Until the parties before have left.
    Blocked,
    /// For the others; our number.
    Waiting(i64),
}

impl NativeCoroutine for Wait {
    taipan_interp::traverses!(barrier);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.barrier.clone();
        let Some(barrier) = object.get::<Barrier>() else { return Ok(Flow::Return(Value::None)) };
        let Some(condition) = barrier.condition() else { return Ok(Flow::Return(Value::None)) };
        match std::mem::replace(&mut self.phase, Phase::Start) {
            Phase::Start => {
                input?;
                match condition.acquire(vm)? {
                    None => self.inside(vm, barrier, condition),
                    Some(acquiring) => {
                        self.phase = Phase::Acquiring;
                        Ok(Flow::Await(acquiring))
                    }
                }
            }
            Phase::Acquiring => {
                input?;
                self.inside(vm, barrier, condition)
            }
            Phase::Blocked => match input {
                Ok(_) => self.inside(vm, barrier, condition),
                Err(e) => release_with(vm, condition, Err(e)),
            },
            Phase::Waiting(index) => match input {
                Ok(_) => self.wait_or_go(vm, barrier, condition, index),
                Err(e) => finish(vm, barrier, condition, Err(e)),
            },
        }
    }
}

impl Wait {
    fn wait_for_notice(&mut self, vm: &Vm, barrier: &Barrier, phase: Phase) -> Flow {
        self.phase = phase;
        Flow::Await(coroutine::make(vm, "Condition.wait", condition::Wait::new(barrier.condition.clone())))
    }

    /// Holding the lock: enters as soon as the barrier is neither draining nor resetting.
    fn inside(&mut self, vm: &Vm, barrier: &Barrier, condition: &Condition) -> PyResult<Flow> {
        match barrier.state.get() {
            State::Draining | State::Resetting => Ok(self.wait_for_notice(vm, barrier, Phase::Blocked)),
            State::Broken => release_with(vm, condition, Err(broken(vm, "Barrier aborted"))),
            State::Filling => {
                let index = barrier.count.get();
                barrier.count.set(index + 1);
                if index + 1 == barrier.parties.get() {
                    barrier.state.set(State::Draining);
                    let told = condition.notify_all(vm).map(|()| Value::Int(index));
                    return finish(vm, barrier, condition, told);
                }
                self.wait_or_go(vm, barrier, condition, index)
            }
        }
    }

    fn wait_or_go(&mut self, vm: &Vm, barrier: &Barrier, condition: &Condition, index: i64) -> PyResult<Flow> {
        match barrier.state.get() {
            State::Filling => Ok(self.wait_for_notice(vm, barrier, Phase::Waiting(index))),
            State::Broken | State::Resetting => {
                finish(vm, barrier, condition, Err(broken(vm, "Abort or reset of barrier")))
            }
            State::Draining => finish(vm, barrier, condition, Ok(Value::Int(index))),
        }
    }
}

/// Leaves the barrier and releases the lock.
fn finish(vm: &Vm, barrier: &Barrier, condition: &Condition, result: PyResult) -> PyResult<Flow> {
    let left = barrier.leave(vm);
    release_with(vm, condition, result.and_then(|v| left.map(|()| v)))
}

fn release_with(vm: &Vm, condition: &Condition, result: PyResult) -> PyResult<Flow> {
    condition.release(vm)?;
    result.map(Flow::Return)
}

/// `reset()` and `abort()`: under the lock, changes the state and wakes everybody. Cancelled while it waits for the
/// lock: nothing was changed.
struct Change {
    barrier: ObjRef,
    change: fn(&Barrier),
    started: bool,
}

impl NativeCoroutine for Change {
    taipan_interp::traverses!(barrier);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        input?;
        let Some(barrier) = self.barrier.get::<Barrier>() else { return Ok(Flow::Return(Value::None)) };
        let Some(condition) = barrier.condition() else { return Ok(Flow::Return(Value::None)) };
        if !self.started {
            self.started = true;
            if let Some(acquiring) = condition.acquire(vm)? {
                return Ok(Flow::Await(acquiring));
            }
        }
        (self.change)(barrier);
        let told = condition.notify_all(vm).map(|()| Value::None);
        release_with(vm, condition, told)
    }
}

fn reset(barrier: &Barrier) {
    barrier.state.set(if barrier.count.get() > 0 { State::Resetting } else { State::Filling });
}

fn abort(barrier: &Barrier) {
    barrier.state.set(State::Broken);
}

/// `asyncio.Barrier`, for Python.
pub const BARRIER: TypeDef = TypeDef {
    doc: "Asyncio equivalent to threading.Barrier",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("parties", |vm, v| Ok(Value::Int(this(vm, v)?.1.parties.get()))),
        getter("n_waiting", |vm, v| Ok(Value::Int(this(vm, v)?.1.waiting()))),
        getter("broken", |vm, v| Ok(Value::Bool(this(vm, v)?.1.state.get() == State::Broken))),
        getter("_cond", |vm, v| Ok(Value::Object(this(vm, v)?.1.condition.clone()))),
        getter("_count", |vm, v| Ok(Value::Int(this(vm, v)?.1.count.get()))),
    ],
    ..TypeDef::new("Barrier", "asyncio.locks")
};

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    let barrier = Barrier {
        condition: condition::create(vm),
        parties: Cell::new(1),
        state: Cell::new(State::Filling),
        count: Cell::new(0),
    };
    Ok(Value::Object(ObjRef::new(cls.clone(), barrier)))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a Barrier)> {
    match value {
        Value::Object(o) => o.get::<Barrier>().map(|b| (o, b)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Barrier was expected"))
}

fn change(vm: &Vm, value: &Value, name: &'static str, change: fn(&Barrier)) -> PyResult {
    let (object, _) = this(vm, value)?;
    Ok(coroutine::make(vm, name, Change { barrier: object.clone(), change, started: false }))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, parties)", |vm, a| {
        let parties = vm.index_i64(&a[1])?;
        if parties < 1 {
            return Err(vm.value_error("parties must be > 0"));
        }
        this(vm, &a[0])?.1.parties.set(parties);
        Ok(Value::None)
    }),
    method("__repr__", "(self)", |vm, a| {
        let (object, barrier) = this(vm, &a[0])?;
        let opening = show::object_opening(vm, object)?;
        let state = barrier.state.get();
        let waiters = match state {
            State::Broken => String::new(),
            _ => format!(", waiters:{}/{}", barrier.waiting(), barrier.parties.get()),
        };
        Ok(Value::from(format!("{opening} [{}{waiters}]>", state.name())))
    }),
    method("wait", "(self)", |vm, a| {
        let (object, _) = this(vm, &a[0])?;
        Ok(coroutine::make(vm, "Barrier.wait", Wait { barrier: object.clone(), phase: Phase::Start }))
    })
    .coroutine()
    .doc("Wait until as many tasks as the barrier has parties wait; which of them this one is, from 0."),
    method("reset", "(self)", |vm, a| change(vm, &a[0], "Barrier.reset", reset))
        .coroutine()
        .doc("Begin anew: tasks that wait get BrokenBarrierError."),
    method("abort", "(self)", |vm, a| change(vm, &a[0], "Barrier.abort", abort))
        .coroutine()
        .doc("Break the barrier: all who wait, now and later, get BrokenBarrierError."),
    method("__aenter__", "(self)", |vm, a| {
        let object = a[0].clone();
        let wait = move |vm: &Vm| vm.call_method(&object, &vm.intern("wait"), &[]);
        Ok(coroutine::awaiting(vm, "Barrier.__aenter__", wait, |_, index| Ok(index)))
    })
    .coroutine(),
    method_raw("__aexit__", "(self, *args)", |vm, _| {
        Ok(coroutine::at_once(vm, "Barrier.__aexit__", |_| Ok(Value::None)))
    })
    .coroutine(),
];
