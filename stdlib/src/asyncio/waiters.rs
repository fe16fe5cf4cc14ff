//! Futures that wait in a row for their turn: what locks, semaphores, events, conditions and queues have in common,
//! and the binding of such an object to the first loop that it waits in.

use std::cell::RefCell;
use std::collections::VecDeque;
use taipan_interp::heap::Traverse;

use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::future::{self, core_of};
use super::{running, show};

/// A row of waiting futures, first come first.
#[derive(Default)]
pub struct Waiters(RefCell<VecDeque<ObjRef>>);

impl Traverse for Waiters {
    taipan_interp::traverses!(0);
}

impl Traverse for Bound {
    taipan_interp::traverses!(0);
}

impl Waiters {
    /// How many there are, woken ones that have not left yet included.
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// True when nobody stands here.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// True when everybody here was cancelled and only has not left yet.
    #[inline]
    pub fn all_cancelled(&self) -> bool {
        let row = self.0.borrow();
        let cancelled = |f: &ObjRef| core_of(f).is_none_or(|c| c.state() == future::State::Cancelled);
        // The first tells, nearly always.
        row.front().is_none_or(cancelled) && row.iter().all(cancelled)
    }

    /// Joins at the end.
    pub fn push(&self, future: ObjRef) {
        self.0.borrow_mut().push_back(future);
    }

    /// Takes the first one out.
    pub fn pop(&self) -> Option<ObjRef> {
        self.0.borrow_mut().pop_front()
    }

    /// Leaves, from wherever it stands. False when it stands here no more.
    pub fn remove(&self, future: &ObjRef) -> bool {
        let mut row = self.0.borrow_mut();
        if row.front().is_some_and(|f| f.is(future)) {
            // Nearly always.
            let gone = row.pop_front();
            drop(row);
            drop(gone);
            return true;
        }
        let Some(at) = row.iter().position(|f| f.is(future)) else { return false };
        let gone = row.remove(at);
        drop(row);
        drop(gone);
        true
    }

    /// The first one.
    pub fn first(&self) -> Option<ObjRef> {
        self.0.borrow().front().cloned()
    }

    /// The first one that has not been woken.
    pub fn first_pending(&self) -> Option<ObjRef> {
        self.0.borrow().iter().find(|f| core_of(f).is_some_and(|c| !c.is_done())).cloned()
    }

    /// All of them.
    pub fn snapshot(&self) -> Vec<ObjRef> {
        self.0.borrow().iter().cloned().collect()
    }
}

/// Wakes a waiter with a result; nothing if it is done already.
///
/// # Errors
/// RuntimeError when its loop is closed.
pub fn wake(vm: &Vm, future: &ObjRef, result: Value) -> PyResult<()> {
    match core_of(future) {
        Some(core) if !core.is_done() => core.finish(vm, future, result),
        _ => Ok(()),
    }
}

/// The loop that an object first waited in; it can wait in no other.
pub struct Bound(RefCell<Value>);

impl Default for Bound {
    fn default() -> Self {
        Bound(RefCell::new(Value::None))
    }
}

impl Bound {
    /// The running loop, which becomes the object's if it has none.
    ///
    /// # Errors
    /// RuntimeError when it has another.
    pub fn get(&self, vm: &Vm, object: &Value) -> PyResult {
        let running = running::get(vm);
        if self.0.borrow().is_none() {
            self.0.replace(running.clone());
        }
        if !self.0.borrow().is(&running) {
            let shown = show::repr(vm, object)?;
            return Err(vm.runtime_error(format!("{shown} is bound to a different event loop")));
        }
        Ok(running)
    }

    /// What `_loop` shows.
    pub fn shown(&self) -> Value {
        self.0.borrow().clone()
    }

    /// A future of that loop, to wait on.
    ///
    /// # Errors
    /// As [`Bound::get`]; without a running loop.
    pub fn create_future(&self, vm: &Vm, object: &Value) -> PyResult<ObjRef> {
        let owner = self.get(vm, object)?;
        match super::foreign::create_future(vm, &owner)? {
            Value::Object(o) if core_of(&o).is_some() => Ok(o),
            // Locks and queues wake their waiters through the core; a loop whose futures have none gets ours.
            _ => Ok(future::create(&super::of(vm), owner)),
        }
    }
}
