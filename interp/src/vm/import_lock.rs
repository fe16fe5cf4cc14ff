//! The import lock: finders and path hooks of the program's own are asked by one thread at a time. (Running modules is
//! kept apart by module: see `threads`.)

use std::cell::Cell;

use crate::error::PyResult;
use crate::vm::Vm;
use crate::vm::waiting::WaitQueue;

/// A lock that its thread may take again.
#[derive(Default)]
pub struct ImportLock {
    owner: Cell<usize>,
    depth: Cell<usize>,
    waiting: WaitQueue,
}

/// Having the lock; dropped, it is given back.
pub struct Holding<'a>(&'a ImportLock);

impl ImportLock {
    /// Waits for the lock.
    ///
    /// # Errors
    /// What a signal's handler raises.
    pub fn acquire(&self, vm: &Vm) -> PyResult<()> {
        let me = vm.thread.ident;
        self.waiting.wait_until(vm, None, || {
            let free = self.depth.get() == 0 || self.owner.get() == me;
            if free {
                self.owner.set(me);
                self.depth.set(self.depth.get() + 1);
            }
            free
        })?;
        Ok(())
    }

    /// Gives it back.
    ///
    /// # Errors
    /// RuntimeError in a thread that does not have it.
    pub fn release(&self, vm: &Vm) -> PyResult<()> {
        if self.depth.get() == 0 || self.owner.get() != vm.thread.ident {
            return Err(vm.runtime_error("not holding the import lock"));
        }
        self.leave();
        Ok(())
    }

    fn leave(&self) {
        self.depth.set(self.depth.get() - 1);
        if self.depth.get() == 0 {
            self.waiting.wake_one();
        }
    }

    /// True while a thread has it.
    pub fn is_held(&self) -> bool {
        self.depth.get() > 0
    }

    /// As [`ImportLock::acquire`], for as long as the result lives.
    ///
    /// # Errors
    /// As for [`ImportLock::acquire`].
    pub fn hold(&self, vm: &Vm) -> PyResult<Holding<'_>> {
        self.acquire(vm)?;
        Ok(Holding(self))
    }
}

impl Drop for Holding<'_> {
    fn drop(&mut self) {
        self.0.leave();
    }
}
