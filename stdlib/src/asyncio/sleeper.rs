//! The future of a `sleep`: what a sleeping task costs.
//!
//! To Python it is a Future like any other; but nearly always a task waits for it alone and nobody looks. So it only
//! knows that task, and the parts of a future are made when something asks for them ([`Sleeper::core`], by way of
//! `future::core_of`), which then stands for it from there on.
//!
//! It makes the same hops as a future: the timer marks it done, its task is woken in the next pass.

use std::cell::{Cell, OnceCell};

use taipan_interp::heap::{Flow, Held, NativeData, Traverse};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::EventLoop;
use super::future::{Callback, Flag, FutureCore};
use super::handle::Ready;
use super::timers::Due;

/// Where its timer stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Timer {
    /// In the loop's heap.
    Scheduled,
    /// In the heap still, or in the ready queue, but not to be run.
    Cancelled,
    /// Out of the heap.
    Left,
}

/// What is made when somebody looks.
struct Full {
    core: FutureCore,
    /// What the sleep results in.
    result: Held<Value>,
}

/// See above.
pub struct Sleeper {
    /// The loop.
    owner: ObjRef,
    /// The task to wake.
    task: Cell<Option<ObjRef>>,
    full: OnceCell<Box<Full>>,
    timer: Cell<Timer>,
    /// The time has come.
    over: Cell<bool>,
    /// As `Flag::BLOCKING`.
    blocking: Cell<bool>,
}

impl Sleeper {
    /// The parts of a future.
    #[cold]
    pub fn core(&self) -> &FutureCore {
        &self.full(Value::None).core
    }

    fn full(&self, result: Value) -> &Full {
        self.full.get_or_init(|| {
            let mut core = FutureCore::of_loop(Value::Object(self.owner.clone()));
            if self.over.get() {
                core = core.born_finished(Value::None);
            }
            core.set(Flag::BLOCKING, self.blocking.get());
            if let Some(task) = self.task.take() {
                core.push_callback(Callback::Wakeup(task));
            }
            Box::new(Full { core, result: Held::new(result) })
        })
    }

    /// The task that waits for it alone.
    pub fn task(&self) -> Option<ObjRef> {
        let task = self.task.take();
        self.task.set(task.clone());
        task
    }

    /// True when its timer is dead.
    pub fn timer_is_cancelled(&self) -> bool {
        self.timer.get() == Timer::Cancelled
    }

    /// The loop took the timer out of its heap.
    pub fn timer_left_the_heap(&self) {
        if self.timer.get() == Timer::Scheduled {
            self.timer.set(Timer::Left);
        }
    }

    /// The loop, when nothing of it is overridden from Python.
    #[inline]
    fn plain_loop(&self) -> Option<&EventLoop> {
        self.owner.get::<EventLoop>().filter(|l| l.is_plain(&self.owner))
    }
}

impl Traverse for Full {
    taipan_interp::traverses!(core, result);
}

impl NativeData for Sleeper {
    taipan_interp::traverses!(owner, task, full);

    fn clear(&self) {
        drop(self.task.take());
        if let Some(full) = self.full.get() {
            full.core.let_go();
        }
    }

    fn is_resumable(&self) -> bool {
        true
    }

    fn awaits_itself(&self) -> bool {
        true
    }

    fn send(&self, this: &ObjRef, vm: &Vm, _value: Value) -> Result<Flow, Raised> {
        if let Some(full) = self.full.get() {
            return full.core.resume(vm, this);
        }
        if self.over.get() {
            return Ok(Flow::Return(Value::None));
        }
        if self.blocking.replace(true) {
            return Err(vm.runtime_error("await wasn't used with future"));
        }
        Ok(Flow::Yield(Value::Object(this.clone())))
    }

    fn throw(&self, this: &ObjRef, _vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        // The sleep is broken off.
        cancel_timer(this);
        Err(exc)
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        self.full.get().is_none_or(|full| full.core.may_die(this))
    }
}

/// Sets a timer of this many seconds; the future that it completes with `result`.
///
/// # Errors
/// RuntimeError when the loop is closed.
pub fn start(vm: &Vm, owner: &ObjRef, data: &EventLoop, seconds: f64, result: Value) -> PyResult<ObjRef> {
    let sleeper = Sleeper {
        owner: owner.clone(),
        task: Cell::new(None),
        full: OnceCell::new(),
        timer: Cell::new(Timer::Scheduled),
        over: Cell::new(false),
        blocking: Cell::new(false),
    };
    if !result.is_none() {
        sleeper.full(result);
    }
    let future = ObjRef::new(data.asyncio.types.future.clone(), sleeper);
    data.call_at(vm, data.time(vm) + seconds, Due::Sleep(future.clone()))?;
    Ok(future)
}

/// `task` of the loop `owner` was handed this by its coroutine: true when it is a sleeper that will wake the task, false
/// when it has to be looked at as any future.
#[inline]
pub fn awaited_by(future: &ObjRef, owner: &Value, task: &ObjRef) -> bool {
    let Some(sleeper) = future.get::<Sleeper>() else { return false };
    let same_loop = matches!(owner, Value::Object(o) if o.is(&sleeper.owner));
    if sleeper.full.get().is_some() || sleeper.over.get() || !same_loop || !sleeper.blocking.replace(false) {
        return false;
    }
    let before = sleeper.task.replace(Some(task.clone()));
    if before.is_some() {
        // A second task waits for the same sleep: only a future can have several.
        sleeper.blocking.set(true);
        sleeper.task.set(before);
        return false;
    }
    true
}

/// True for a sleeper whose time came and at which nobody looked.
#[inline]
pub fn is_over(future: &ObjRef) -> bool {
    future.get::<Sleeper>().is_some_and(|s| s.over.get() && s.full.get().is_none())
}

/// The timer has fired.
///
/// # Errors
/// RuntimeError when the loop is closed.
pub fn time_is_over(vm: &Vm, future: &ObjRef) -> PyResult<()> {
    let Some(sleeper) = future.get::<Sleeper>() else { return Ok(()) };
    let plain = sleeper.plain_loop();
    match (sleeper.full.get(), plain) {
        (None, Some(data)) => {
            sleeper.over.set(true);
            match sleeper.task.take() {
                Some(task) => data.push(vm, Ready::Wakeup { task, by: future.clone() }),
                None => Ok(()),
            }
        }
        _ => {
            let full = sleeper.full(Value::None);
            if full.core.is_done() { Ok(()) } else { full.core.finish(vm, future, full.result.replace(Value::None)) }
        }
    }
}

/// `handle.cancel()` of a sleep's timer.
pub fn cancel_timer(future: &ObjRef) {
    let Some(sleeper) = future.get::<Sleeper>() else { return };
    if sleeper.timer.get() != Timer::Scheduled {
        return;
    }
    sleeper.timer.set(Timer::Cancelled);
    if let Some(data) = sleeper.plain_loop() {
        data.timers.borrow_mut().note_cancelled();
    }
}
