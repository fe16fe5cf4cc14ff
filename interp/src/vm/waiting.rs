//! Waiting for other threads, natively: [`WaitQueue`], where threads wait for a condition; [`Latch`], a lock for native
//! objects that let go of the interpreter lock half-way; [`Guarded`], a value behind such a lock.
//!
//! All are used under the interpreter lock only; that is what makes looking at a condition and going to wait one step.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use crate::error::PyResult;
use crate::vm::Vm;
use crate::vm::threads::Thread;

/// Threads that wait, first come first served.
#[derive(Default)]
pub struct WaitQueue(RefCell<VecDeque<Rc<Thread>>>);

impl WaitQueue {
    /// Waits until `ready` says so (it is called under the lock and may take what it finds); false when the host's clock
    /// says `deadline` first.
    ///
    /// # Errors
    /// What a signal's handler raises.
    pub fn wait_until(&self, vm: &Vm, deadline: Option<Duration>, mut ready: impl FnMut() -> bool) -> PyResult<bool> {
        loop {
            if ready() {
                return Ok(true);
            }
            if deadline.is_some_and(|d| vm.host.monotonic() >= d) {
                return Ok(false);
            }
            self.0.borrow_mut().push_back(vm.thread.clone());
            let parked = vm.park(deadline);
            let woken = !self.leave(&vm.thread);
            if let Err(error) = parked {
                if woken {
                    // Whoever is next must not miss what this thread was woken for.
                    self.wake_one();
                }
                return Err(error);
            }
        }
    }

    /// True when it still waited.
    fn leave(&self, thread: &Rc<Thread>) -> bool {
        let mut waiting = self.0.borrow_mut();
        let place = waiting.iter().position(|t| Rc::ptr_eq(t, thread));
        place.is_some_and(|i| waiting.remove(i).is_some())
    }

    /// Wakes the thread that has waited longest.
    #[inline]
    pub fn wake_one(&self) {
        if let Some(thread) = self.0.borrow_mut().pop_front() {
            thread.wake();
        }
    }

    /// Wakes all of them.
    pub fn wake_all(&self) {
        for thread in self.0.take() {
            thread.wake();
        }
    }
}

/// Keeps other threads out of a native object while one is at work in it.
#[derive(Default)]
pub struct Latch {
    /// The thread inside; 0 for none.
    owner: Cell<usize>,
    waiting: WaitQueue,
}

/// Being inside; dropped, it lets the next one in.
pub struct Inside<'a>(&'a Latch);

impl Latch {
    /// Waits until no other thread is inside. `None`: this thread is inside already (a method called from a method).
    ///
    /// # Errors
    /// What a signal's handler raises.
    #[inline]
    pub fn enter(&self, vm: &Vm) -> PyResult<Option<Inside<'_>>> {
        if self.owner.get() == 0 {
            self.owner.set(vm.thread.ident);
            return Ok(Some(Inside(self)));
        }
        if self.owner.get() == vm.thread.ident {
            return Ok(None);
        }
        self.waiting.wait_until(vm, None, || self.owner.get() == 0 && self.owner.replace(vm.thread.ident) == 0)?;
        Ok(Some(Inside(self)))
    }
}

impl Drop for Inside<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.owner.set(0);
        self.0.waiting.wake_one();
    }
}

/// What is worked on without the interpreter lock, by one thread at a time.
#[derive(Default)]
pub struct Guarded<T> {
    latch: Latch,
    value: RefCell<T>,
}

impl<T> Guarded<T> {
    /// Guards `value`.
    pub fn new(value: T) -> Guarded<T> {
        Guarded { latch: Latch::default(), value: RefCell::new(value) }
    }

    /// Runs `f`, which runs no Python code, once no other thread is at work on the value.
    ///
    /// # Errors
    /// What a signal's handler raises during the wait.
    pub fn with<R>(&self, vm: &Vm, f: impl FnOnce(&mut T) -> R) -> PyResult<R> {
        let _inside = self.latch.enter(vm)?;
        Ok(f(&mut self.value.borrow_mut()))
    }

    /// As [`Guarded::with`], for work that takes long: other threads run Python code meanwhile.
    ///
    /// # Errors
    /// As for [`Guarded::with`].
    pub fn with_unlocked<R>(&self, vm: &Vm, f: impl FnOnce(&mut T) -> R + Send) -> PyResult<R>
    where
        T: Send,
    {
        let _inside = self.latch.enter(vm)?;
        let value = &mut *self.value.borrow_mut();
        Ok(vm.allow_threads(|_| f(value)))
    }
}
