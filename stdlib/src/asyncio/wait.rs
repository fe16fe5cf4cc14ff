//! `asyncio.wait`: until the first of several futures, the first error, or all.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::{Flow, Traverse, Visitor};
use taipan_interp::native::{NativeDef, function};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{OnDone, as_future};
use super::waiters::wake;
use super::{coroutine, foreign, running, task};

pub const FIRST_COMPLETED: &str = "FIRST_COMPLETED";
pub const FIRST_EXCEPTION: &str = "FIRST_EXCEPTION";
pub const ALL_COMPLETED: &str = "ALL_COMPLETED";

#[derive(Clone, Copy, PartialEq, Eq)]
enum ReturnWhen {
    FirstCompleted,
    FirstException,
    AllCompleted,
}

/// Counts futures down and wakes the waiter.
struct Countdown {
    waiter: ObjRef,
    left: Cell<usize>,
    when: ReturnWhen,
    /// The handle of the timeout.
    timer: RefCell<Value>,
    callable: OnceCell<Value>,
}

impl OnDone for Countdown {
    taipan_interp::traverses!(waiter, timer, callable);

    fn leads_to(&self) -> Option<&ObjRef> {
        Some(&self.waiter)
    }

    fn done(&self, vm: &Vm, future: &Value) -> PyResult<()> {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        let enough = left == 0
            || match self.when {
                ReturnWhen::FirstCompleted => true,
                ReturnWhen::FirstException => {
                    !task::is_cancelled(vm, future)? && !task::exception_of(vm, future)?.is_none()
                }
                ReturnWhen::AllCompleted => false,
            };
        if enough {
            cancel_timer(vm, &self.timer.borrow().clone())?;
            wake(vm, &self.waiter, Value::None)?;
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "_wait.<locals>._on_completion"
    }

    fn callable(&self) -> &OnceCell<Value> {
        &self.callable
    }
}

/// Cancels a timer's handle, if there is one.
pub fn cancel_timer(vm: &Vm, handle: &Value) -> PyResult<()> {
    if !handle.is_none() {
        vm.call_method(handle, &vm.intern("cancel"), &[])?;
    }
    Ok(())
}

/// `loop.call_later(delay, release, waiter)`: the handle of a timer that wakes `waiter`.
///
/// # Errors
/// What `call_later` raises.
pub fn wake_later(vm: &Vm, owner: &Value, delay: &Value, waiter: &ObjRef) -> PyResult {
    let waiter = waiter.clone();
    let release = vm.closure("_release_waiter", move |vm, _| {
        wake(vm, &waiter, Value::None)?;
        Ok(Value::None)
    });
    vm.call_method(owner, &vm.intern("call_later"), &[delay.clone(), release])
}

/// The coroutine of `wait`.
///
/// Cancelled while it waits: the timer is cancelled and the callbacks are removed; the futures go on.
struct Wait {
    futures: Value,
    timeout: Value,
    return_when: Value,
    waiting: Option<Waiting>,
}

struct Waiting {
    futures: Vec<Value>,
    countdown: Rc<dyn OnDone>,
    timer: Value,
}

impl NativeCoroutine for Wait {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.futures.traverse(v);
        self.timeout.traverse(v);
        self.return_when.traverse(v);
        if let Some(waiting) = &self.waiting {
            waiting.futures.traverse(v);
            waiting.countdown.traverse(v);
            waiting.timer.traverse(v);
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let Some(waiting) = self.waiting.take() else {
            input?;
            return self.begin(vm);
        };
        cancel_timer(vm, &waiting.timer)?;
        for future in &waiting.futures {
            foreign::remove_callback(vm, future, &waiting.countdown)?;
        }
        input?;
        let (mut done, mut pending) = (Vec::new(), Vec::new());
        for future in waiting.futures {
            let is_done = task::is_done(vm, &future)?;
            if is_done { &mut done } else { &mut pending }.push(future);
        }
        let set = |futures| vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(futures)]);
        Ok(Flow::Return(Value::Tuple(Tuple::pair(set(done)?, set(pending)?))))
    }
}

impl Wait {
    fn begin(&mut self, vm: &Vm) -> PyResult<Flow> {
        let fs = &self.futures;
        if task::is_future(vm, fs)? || foreign::is_coroutine(vm, fs)? {
            return Err(vm.type_error(format!("expect a list of futures, not {}", vm.class_name(fs).as_str())));
        }
        if !vm.truth(fs)? {
            return Err(vm.value_error("Set of Tasks/Futures is empty."));
        }
        let when = self.when(vm)?;
        let futures = different(vm, fs)?;
        for future in &futures {
            if foreign::is_coroutine(vm, future)? {
                return Err(vm.type_error("Passing coroutines is forbidden, use tasks explicitly."));
            }
        }
        let owner = running::required(vm)?;
        let made = foreign::create_future(vm, &owner)?;
        let Some((waiter, _)) = as_future(&made) else {
            return Err(vm.type_error("wait() needs a loop whose create_future() makes an asyncio.Future"));
        };
        let timer = match self.timeout.some() {
            Some(timeout) => wake_later(vm, &owner, timeout, waiter)?,
            None => Value::None,
        };
        let countdown: Rc<dyn OnDone> = Rc::new(Countdown {
            waiter: waiter.clone(),
            left: Cell::new(futures.len()),
            when,
            timer: RefCell::new(timer.clone()),
            callable: OnceCell::new(),
        });
        for future in &futures {
            foreign::add_callback(vm, future, &countdown)?;
        }
        self.waiting = Some(Waiting { futures, countdown, timer });
        Ok(Flow::Await(made))
    }

    fn when(&self, vm: &Vm) -> PyResult<ReturnWhen> {
        Ok(match self.return_when.as_str().map(|s| s.as_str().to_owned()).as_deref() {
            Some(FIRST_COMPLETED) => ReturnWhen::FirstCompleted,
            Some(FIRST_EXCEPTION) => ReturnWhen::FirstException,
            Some(ALL_COMPLETED) => ReturnWhen::AllCompleted,
            _ => {
                let shown = vm.str(&self.return_when)?;
                return Err(vm.value_error(format!("Invalid return_when value: {}", shown.as_str())));
            }
        })
    }
}

/// The different items of an iterable, in order.
///
/// # Errors
/// TypeError for what cannot be hashed; what iterating raises.
pub fn different(vm: &Vm, iterable: &Value) -> PyResult<Vec<Value>> {
    let dict = taipan_interp::types::dict::Dict::new();
    for item in vm.collect(iterable)? {
        vm.dict_set(&dict, &item, Value::None)?;
    }
    Ok(dict.keys())
}

pub const WAIT: NativeDef = function("wait", "(fs, *, timeout=None, return_when='ALL_COMPLETED')", |vm, a| {
    let body = Wait {
        futures: a[0].clone(),
        timeout: a[1].bound().cloned().unwrap_or(Value::None),
        return_when: a[2].bound().cloned().unwrap_or_else(|| Value::str(ALL_COMPLETED)),
        waiting: None,
    };
    Ok(coroutine::make(vm, "wait", body))
}).coroutine().doc("Wait for futures or tasks: a set of those done, and a set of those not.\n\n`return_when`: FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED. After `timeout` seconds nothing is cancelled.");
