//! `asyncio.wait_for`: one awaitable, with a limit of time.

use std::cell::OnceCell;
use std::rc::Rc;

use taipan_interp::heap::{Flow, Traverse, Visitor};
use taipan_interp::native::{NativeDef, function};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{OnDone, as_future};
use super::waiters::wake;
use super::{coroutine, ensure, foreign, of, running, task, timeouts};

/// Wakes a waiter when a future is done.
struct Release {
    waiter: ObjRef,
    callable: OnceCell<Value>,
}

impl OnDone for Release {
    taipan_interp::traverses!(waiter, callable);

    fn leads_to(&self) -> Option<&ObjRef> {
        Some(&self.waiter)
    }

    fn done(&self, vm: &Vm, _future: &Value) -> PyResult<()> {
        wake(vm, &self.waiter, Value::None)
    }

    fn name(&self) -> &'static str {
        "_release_waiter"
    }

    fn callable(&self) -> &OnceCell<Value> {
        &self.callable
    }
}

/// The coroutine of `wait_for`.
///
/// Cancelled while it waits: the awaited coroutine gets the CancelledError where it stands, as in any `await`; the
/// timer is taken back.
enum WaitFor {
    Start {
        awaitable: Value,
        timeout: Value,
    },
    /// Inside `async with timeout(…)`, awaiting.
    Within {
        timeout: ObjRef,
    },
    /// The time was over before it began: the future is being cancelled.
    Cancelling {
        future: Value,
        release: Rc<dyn OnDone>,
    },
    Over,
}

impl NativeCoroutine for WaitFor {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            WaitFor::Start { awaitable, timeout } => {
                awaitable.traverse(v);
                timeout.traverse(v);
            }
            WaitFor::Within { timeout } => timeout.traverse(v),
            WaitFor::Cancelling { future, release } => {
                future.traverse(v);
                release.traverse(v);
            }
            WaitFor::Over => {}
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        match std::mem::replace(self, WaitFor::Over) {
            WaitFor::Start { awaitable, timeout } => {
                input?;
                self.begin(vm, awaitable, &timeout)
            }
            WaitFor::Within { timeout } => {
                let exc = input.as_ref().err().map(|e| e.0.clone());
                timeouts::exit(vm, &timeout, exc.as_ref())?;
                input.map(Flow::Return)
            }
            WaitFor::Cancelling { future, release } => {
                foreign::remove_callback(vm, &future, &release)?;
                input?;
                after_cancelling(vm, &future)
            }
            WaitFor::Over => input.map(Flow::Return),
        }
    }
}

impl WaitFor {
    fn begin(&mut self, vm: &Vm, awaitable: Value, timeout: &Value) -> PyResult<Flow> {
        if is_over(vm, timeout)? {
            return self.begin_cancelling(vm, &awaitable);
        }
        let limit = timeouts::after(vm, timeout)?;
        timeouts::enter(vm, &limit)?;
        match vm.await_iter(&awaitable) {
            Ok(iterator) => {
                *self = WaitFor::Within { timeout: limit };
                Ok(Flow::Await(iterator))
            }
            Err(e) => {
                timeouts::exit(vm, &limit, Some(&e.0))?;
                Err(e)
            }
        }
    }

    fn begin_cancelling(&mut self, vm: &Vm, awaitable: &Value) -> PyResult<Flow> {
        let future = ensure::ensure_future(vm, awaitable, None)?;
        if task::is_done(vm, &future)? {
            return task::result_of(vm, &future).map(Flow::Return);
        }
        let owner = running::required(vm)?;
        let made = foreign::create_future(vm, &owner)?;
        let Some((waiter, _)) = as_future(&made) else {
            return Err(vm.type_error("wait_for() needs a loop whose create_future() makes an asyncio.Future"));
        };
        let release: Rc<dyn OnDone> = Rc::new(Release { waiter: waiter.clone(), callable: OnceCell::new() });
        foreign::add_callback(vm, &future, &release)?;
        task::cancel(vm, &future, None)?;
        *self = WaitFor::Cancelling { future, release };
        Ok(Flow::Await(made))
    }
}

fn is_over(vm: &Vm, timeout: &Value) -> PyResult<bool> {
    Ok(match timeout {
        Value::None => false,
        Value::Int(i) => *i <= 0,
        Value::Float(f) => *f <= 0.0,
        other => {
            let over = vm.compare(CmpOp::Le, other, &Value::Int(0))?;
            vm.truth(&over)?
        }
    })
}

/// It may have had a result after all.
fn after_cancelling(vm: &Vm, future: &Value) -> PyResult<Flow> {
    match task::result_of(vm, future) {
        Err(e) if vm.matches(&e, &of(vm).exc.cancelled) => Err(timeouts::timeout_error(vm, &e.0)),
        result => result.map(Flow::Return),
    }
}

pub const WAIT_FOR: NativeDef = function("wait_for", "(fut, timeout)", |vm, a| {
    Ok(coroutine::make(vm, "wait_for", WaitFor::Start { awaitable: a[0].clone(), timeout: a[1].clone() }))
}).coroutine().doc("Wait for an awaitable, for `timeout` seconds at most (None: as long as it takes).\n\nWhen the time is over it is cancelled, and TimeoutError is raised once it has ended.");
