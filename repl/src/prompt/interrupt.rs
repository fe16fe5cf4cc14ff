//! What Ctrl-C does outside the editor, which sees it as a key.
//!
//! A statement without `await` is interrupted as in any program: KeyboardInterrupt at its next step; nothing is hooked
//! then. A statement that awaits is a task beside the background tasks, and Ctrl-C is for it alone:
//!
//! - its own step is running, or that of a task it waits for: KeyboardInterrupt there;
//! - the loop waits, or another task's step is running: the statement's task is cancelled, as by `cancel()`;
//! - the second one during the same statement, while some step is running: KeyboardInterrupt there, whoever it is. So a
//!   background task that computes for ever can be ended.
//!
//! Without a statement, there is nothing to interrupt but a step that does not end: KeyboardInterrupt there.

use std::cell::Cell;
use std::rc::Rc;

use taipan_interp::{PyResult, Value, Vm};
use taipan_stdlib::asyncio::{live, task};

/// What happened to the statement that is running.
#[derive(Default)]
pub struct Interrupts {
    /// How often Ctrl-C came during it.
    pub count: Cell<u32>,
    /// KeyboardInterrupt was raised in a task that it waits for.
    pub in_child: Cell<bool>,
}

/// From now on Ctrl-C is for `statement` (a task; None: there is none), on the loop `owner`.
pub fn watch(vm: &Vm, owner: &Value, statement: &Value, interrupts: &Rc<Interrupts>) {
    interrupts.count.set(0);
    interrupts.in_child.set(false);
    let (owner, statement, interrupts) = (owner.clone(), statement.clone(), interrupts.clone());
    let hook = move |vm: &Vm| interrupted(vm, &owner, &statement, &interrupts);
    drop(vm.interrupt_hook.replace(Some(Rc::new(hook))));
}

/// From now on Ctrl-C raises KeyboardInterrupt where the program stands.
pub fn leave(vm: &Vm) {
    drop(vm.interrupt_hook.replace(None));
}

fn interrupted(vm: &Vm, owner: &Value, statement: &Value, interrupts: &Interrupts) -> PyResult<()> {
    let count = interrupts.count.get().saturating_add(1);
    interrupts.count.set(count);
    let raise = || Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new()));
    let running = !live::is_waiting(owner);
    if statement.is_none() {
        return if running && !live::current(owner).is_none() { raise() } else { Ok(()) };
    }
    if running {
        let current = live::current(owner);
        if !current.is_none() && live::waits_for(statement, &current) {
            interrupts.in_child.set(!current.is(statement));
            return raise();
        }
        if count > 1 {
            return raise();
        }
    }
    task::cancel(vm, statement, None).map(drop)
}
