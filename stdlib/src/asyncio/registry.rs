//! Which tasks there are: what `all_tasks()` walks over.
//!
//! The loop only keeps weak references to tasks, as documented: a task that nothing refers to any more goes. A task
//! leaves the registry when it is done or dies.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::ObjRef;
use taipan_interp::heap::WeakObj;

/// Weak references to the tasks that are not done, in no particular order.
#[derive(Default)]
pub struct Registry(Rc<RefCell<Entries>>);

#[derive(Default)]
struct Entries {
    slots: Vec<Option<WeakObj>>,
    free: Vec<u32>,
}

impl Registry {
    /// The tasks, oldest registration first as far as slots were not used again.
    pub fn tasks(&self) -> Vec<ObjRef> {
        self.0.borrow().slots.iter().flatten().filter_map(WeakObj::upgrade).collect()
    }
}

/// A task's place in a registry.
#[derive(Default)]
pub struct Membership {
    registry: Cell<Option<Rc<RefCell<Entries>>>>,
    slot: Cell<u32>,
    /// The task's number, which it is named for; 0 when it has another name.
    pub number: Cell<u32>,
}

impl Membership {
    /// Enters `task`, whose field this is.
    pub fn join(&self, registry: &Registry, task: &ObjRef) {
        self.leave();
        let mut entries = registry.0.borrow_mut();
        let entry = Some(task.downgrade());
        let slot = match entries.free.pop() {
            Some(slot) => {
                entries.slots[slot as usize] = entry;
                slot
            }
            None => {
                entries.slots.push(entry);
                entries.slots.len() as u32 - 1
            }
        };
        self.slot.set(slot);
        self.registry.set(Some(registry.0.clone()));
    }

    /// Leaves the registry.
    pub fn leave(&self) {
        if let Some(entries) = self.registry.take() {
            let slot = self.slot.get();
            let mut entries = entries.borrow_mut();
            let old = entries.slots[slot as usize].take();
            entries.free.push(slot);
            drop(entries);
            drop(old);
        }
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        self.leave();
    }
}
