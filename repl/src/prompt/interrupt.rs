//! What Ctrl-C does outside the editor, which sees it as a key.
//!
//! A statement without `await` is interrupted as in any program: KeyboardInterrupt at its next step; nothing is hooked
//! then. A statement that awaits is a task beside the background tasks, and Ctrl-C is for it alone:
//!
//! - its own step is running, or that of a task it waits for: KeyboardInterrupt there;
//! - the loop waits, or another task's step is running: the statement's task is cancelled, as by `cancel()`.
//!
//! A step that does not end, whoever's it is, is ended by a second Ctrl-C: KeyboardInterrupt there. Steps that do end are
//! never hit by it, however often Ctrl-C comes: it counts as the second only in the same step of the loop, and not at once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use taipan_interp::{PyResult, Value, Vm};
use taipan_stdlib::asyncio::{live, task};

/// So long after the first a second Ctrl-C says that the step does not end: longer than a step takes that does, shorter
/// than a finger needs.
const STUCK: Duration = Duration::from_millis(50);

/// What happened to the statement that is running.
#[derive(Default)]
pub struct Interrupts {
    /// How often Ctrl-C came during it.
    pub count: Cell<u32>,
    /// KeyboardInterrupt was raised in a task that it waits for.
    pub in_child: Cell<bool>,
    /// The number of the loop's pass; the session counts.
    pub pass: Cell<u64>,
    /// The first Ctrl-C in a step of the loop.
    first: RefCell<Option<First>>,
}

struct First {
    pass: u64,
    task: Value,
    at: Duration,
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
    interrupts.count.set(interrupts.count.get().saturating_add(1));
    let raise = || Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new()));
    if !live::is_waiting(owner) {
        let current = live::current(owner);
        if !statement.is_none() && !current.is_none() && live::waits_for(statement, &current) {
            interrupts.in_child.set(!current.is(statement));
            return raise();
        }
        if interrupts.is_stuck(vm, current) {
            return raise();
        }
    }
    if statement.is_none() { Ok(()) } else { task::cancel(vm, statement, None).map(drop) }
}

impl Interrupts {
    /// True when the step that is running (of the task `current`, or a callback) was running at an earlier Ctrl-C.
    fn is_stuck(&self, vm: &Vm, current: Value) -> bool {
        let (pass, now) = (self.pass.get(), vm.host.system_monotonic());
        let mut first = self.first.borrow_mut();
        match &*first {
            Some(first) if first.pass == pass && first.task.is(&current) => now.saturating_sub(first.at) >= STUCK,
            _ => {
                *first = Some(First { pass, task: current, at: now });
                false
            }
        }
    }

    /// The loop begins another pass.
    pub fn next_pass(&self) {
        self.pass.set(self.pass.get().wrapping_add(1));
    }
}
