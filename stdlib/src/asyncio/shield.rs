//! `asyncio.shield`: a future whose cancellation does not reach what it waits for.

use std::cell::OnceCell;
use std::rc::{Rc, Weak};

use taipan_interp::native::{NativeDef, function};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::future::{OnDone, as_exact_future, core_of};
use super::{ensure, foreign, of, task};

/// The inner one is done: the outer one gets what it has.
struct InnerDone {
    outer: ObjRef,
    callable: OnceCell<Value>,
}

impl OnDone for InnerDone {
    taipan_interp::traverses!(outer, callable);

    fn leads_to(&self) -> Option<&ObjRef> {
        Some(&self.outer)
    }

    fn done(&self, vm: &Vm, inner: &Value) -> PyResult<()> {
        let Some(core) = core_of(&self.outer) else { return Ok(()) };
        if core.is_done() {
            if !task::is_cancelled(vm, inner)? {
                // Nobody else will ask for its error.
                task::exception_of(vm, inner)?;
            }
            return Ok(());
        }
        if task::is_cancelled(vm, inner)? {
            core.cancel(vm, &self.outer, None)?;
            return Ok(());
        }
        match task::exception_of(vm, inner)? {
            Value::Exception(e) => core.fail(vm, &self.outer, e),
            _ => core.finish(vm, &self.outer, task::result_of(vm, inner)?),
        }
    }

    fn name(&self) -> &'static str {
        "shield.<locals>._inner_done_callback"
    }

    fn callable(&self) -> &OnceCell<Value> {
        &self.callable
    }
}

/// The outer one is done (it was cancelled, or got its result): it need not hear of the inner one any more.
struct OuterDone {
    inner: Value,
    /// The callback to remove; the inner future owns it.
    callback: Weak<dyn OnDone>,
    /// The same, when the inner future is of a class written in Python: such a one owns only a callable, which does not
    /// keep the callback. It goes when the outer one is done.
    _kept: Option<Rc<dyn OnDone>>,
    callable: OnceCell<Value>,
}

impl OnDone for OuterDone {
    taipan_interp::traverses!(inner, _kept, callable);

    fn done(&self, vm: &Vm, _outer: &Value) -> PyResult<()> {
        if let Some(callback) = self.callback.upgrade()
            && !task::is_done(vm, &self.inner)?
        {
            foreign::remove_callback(vm, &self.inner, &callback)?;
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "shield.<locals>._outer_done_callback"
    }

    fn callable(&self) -> &OnceCell<Value> {
        &self.callable
    }
}

/// Shields `awaitable`. Cancelling the result leaves the inner future running.
fn shield(vm: &Vm, awaitable: &Value) -> PyResult {
    let inner = ensure::ensure_future(vm, awaitable, None)?;
    if task::is_done(vm, &inner)? {
        return Ok(inner);
    }
    let owner = foreign::loop_of(vm, &inner)?;
    let made = foreign::create_future(vm, &owner)?;
    let outer = match as_exact_future(&made) {
        Some((object, _)) => object.clone(),
        None => super::future::create(&of(vm), owner),
    };
    let inner_done: Rc<dyn OnDone> = Rc::new(InnerDone { outer: outer.clone(), callable: OnceCell::new() });
    let outer_done: Rc<dyn OnDone> = Rc::new(OuterDone {
        inner: inner.clone(),
        callback: Rc::downgrade(&inner_done),
        _kept: as_exact_future(&inner).is_none().then(|| inner_done.clone()),
        callable: OnceCell::new(),
    });
    foreign::add_callback(vm, &inner, &inner_done)?;
    let outer = Value::Object(outer);
    foreign::add_callback(vm, &outer, &outer_done)?;
    Ok(outer)
}

pub const SHIELD: NativeDef = function("shield", "(arg)", |vm, a| shield(vm, &a[0]))
    .doc("Wait for an awaitable that is not cancelled when the one who waits is.");
