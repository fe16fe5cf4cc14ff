//! A loop that lives while somebody types: the prompt's. It is the running loop all the time, and the prompt runs its
//! passes, one by one, between and during what is typed.
//!
//! Code that is typed may run loops of its own, as a script would (`asyncio.run(main())`): while the prompt *lends* the
//! thread to such code, the living loop steps aside ([`step_aside`]) and rides along ([`run_with`]): the other loop waits
//! for both, so that background tasks go on. From a task or callback of the living loop itself a nested run stays
//! RuntimeError.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::host::poll::Poller;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::future::{Flag, as_future};
use super::{awaited_by, loop_run, policy, report, running};
use crate::contextvars;

/// Gets what a background task or callback raised to end the loop (SystemExit, KeyboardInterrupt).
pub type OnError = Rc<dyn Fn(&Vm, Raised)>;

/// How often, in seconds, the living loop is looked at where the system cannot wait for both.
const LOOK: f64 = 0.01;

/// A loop that is busy lets the living one have every so many passes.
const TURNS: u32 = 16;

struct Live {
    owner: RefCell<Value>,
    on_error: RefCell<Option<OnError>>,
    /// Typed code has the thread, outside the living loop.
    lending: Cell<bool>,
    /// It made way for another loop.
    aside: Cell<bool>,
}

fn state(vm: &Vm) -> Rc<Live> {
    vm.state(|_| Live {
        owner: RefCell::new(Value::None),
        on_error: RefCell::default(),
        lending: Cell::new(false),
        aside: Cell::new(false),
    })
}

/// Makes `owner` the living loop: the running one from now on.
///
/// # Errors
/// RuntimeError when it is closed, or a loop runs already.
pub fn begin(vm: &Vm, owner: &Value, on_error: OnError) -> PyResult<()> {
    let live = state(vm);
    if let (Value::Object(object), Some(data)) = (owner, loop_data(owner)) {
        loop_run::set_up(vm, object, data)?;
        live.owner.replace(owner.clone());
        live.on_error.replace(Some(on_error));
    }
    Ok(())
}

/// It is no longer the running loop. It stays open.
pub fn end(vm: &Vm) {
    let live = state(vm);
    let owner = live.owner.replace(Value::None);
    if let Some(data) = loop_data(&owner) {
        loop_run::clean_up(vm, data);
    }
    live.on_error.replace(None);
}

/// True for a loop that can live: one of ours that is open.
pub fn can_live(owner: &Value) -> bool {
    loop_data(owner).is_some_and(|data| !data.closed.get() && !data.is_running())
}

/// True when the loop was closed.
pub fn is_closed(owner: &Value) -> bool {
    loop_data(owner).is_none_or(|data| data.closed.get())
}

/// One pass of the living loop; waits until there is something to do, or somebody wakes the thread's parker.
///
/// # Errors
/// SystemExit and KeyboardInterrupt from a handle.
pub fn pass(vm: &Vm, owner: &Value) -> PyResult<()> {
    let (Value::Object(object), Some(data)) = (owner, loop_data(owner)) else { return Ok(()) };
    data.stopping.set(false);
    data.run_once(vm, object)
}

/// The task that the loop is running now; None between steps.
pub fn current(owner: &Value) -> Value {
    loop_data(owner).map_or(Value::None, |data| data.current.get())
}

/// True while the loop waits for the world.
pub fn is_waiting(owner: &Value) -> bool {
    loop_data(owner).is_some_and(|data| data.waiting.get())
}

/// The tasks of a loop that are not done, oldest first.
///
/// # Errors
/// What the methods of tasks written in Python raise.
pub fn all_tasks(vm: &Vm, owner: &Value) -> PyResult<Vec<Value>> {
    running::all_tasks(vm, owner)
}

/// True when `task` is `other`, or waits for it by way of other tasks and futures.
pub fn waits_for(task: &Value, other: &Value) -> bool {
    let mut reached = vec![other.clone()];
    let mut next = 0;
    while let Some(here) = reached.get(next).cloned() {
        if here.is(task) {
            return true;
        }
        if let Value::Object(object) = &here {
            for waiter in awaited_by::waiters(object) {
                if !reached.iter().any(|r| r.is(&waiter)) {
                    reached.push(waiter);
                }
            }
        }
        next += 1;
    }
    false
}

/// Runs `f`, typed code, which may run loops of its own.
pub fn lend<R>(vm: &Vm, f: impl FnOnce() -> R) -> R {
    let live = state(vm);
    live.lending.set(true);
    let result = f();
    live.lending.set(false);
    result
}

// ---- other loops beside it ----

/// Makes the living loop the running one again when it is dropped.
pub struct Aside<'a>(&'a Vm);

impl Drop for Aside<'_> {
    fn drop(&mut self) {
        let vm = self.0;
        let live = state(vm);
        live.aside.set(false);
        let owner = live.owner.borrow().clone();
        let (Value::Object(object), Some(data)) = (&owner, loop_data(&owner)) else { return };
        // Only a loop that was closed meanwhile cannot run again: the prompt makes another one then.
        if loop_run::set_up(vm, object, data).is_ok() {
            drop(policy::set_event_loop(vm, owner.clone()));
        }
    }
}

/// If typed code, outside the living loop, is about to run a loop: lets it, until what this returns is dropped.
pub fn step_aside(vm: &Vm) -> Option<Aside<'_>> {
    let running = running::get(vm);
    if running.is_none() {
        return None;
    }
    let live = state(vm);
    let data = loop_data(&running)?;
    if !live.lending.get() || !live.owner.borrow().is(&running) || !data.current.is_none() {
        return None;
    }
    loop_run::clean_up(vm, data);
    live.aside.set(true);
    Some(Aside(vm))
}

/// The loop that `this` takes along, which is about to run.
pub(super) fn guest(vm: &Vm, this: &ObjRef) -> Option<ObjRef> {
    let live = state(vm);
    if !live.aside.get() {
        return None;
    }
    match &*live.owner.borrow() {
        Value::Object(owner) if !owner.is(this) && owner.get::<EventLoop>().is_some_and(|d| !d.closed.get()) => {
            Some(owner.clone())
        }
        _ => None,
    }
}

/// Runs `data` until it is stopped, and the guest along with it.
///
/// # Errors
/// As `EventLoop::run_once`, of the former.
pub(super) fn run_with(vm: &Vm, this: &ObjRef, data: &EventLoop, guest: &ObjRef) -> PyResult<()> {
    let owner = Value::Object(guest.clone());
    let Some(guest_data) = loop_data(&owner) else { return Ok(()) };
    let ride = guest_data.reactor.ride_along(vm, true).map_err(|e| vm.os_error(&e, None))?;
    let included = match &ride {
        Some(poller) => data.reactor.take_along(vm, &**poller, true).unwrap_or(false),
        None => false,
    };
    let guest = Guest {
        object: guest,
        data: guest_data,
        hooks: (
            vm.get_attr(&owner, &vm.intern("_asyncgen_firstiter_hook"))?,
            vm.get_attr(&owner, &vm.intern("_asyncgen_finalizer_hook"))?,
        ),
        interrupts: Rc::default(),
    };
    // It counts as running: other threads wake it, and it cannot be run otherwise.
    guest_data.running_on.replace(Some(vm.thread.clone()));
    let result = passes(vm, this, data, &guest, included);
    guest_data.running_on.replace(None);
    if let Some(poller) = &ride {
        part(vm, data, guest_data, &**poller);
    }
    result
}

fn part(vm: &Vm, data: &EventLoop, guest: &EventLoop, poller: &dyn Poller) {
    // What fails here was closed already, and waits for nothing any more.
    drop(data.reactor.take_along(vm, poller, false));
    drop(guest.reactor.ride_along(vm, false));
}

struct Guest<'a> {
    object: &'a ObjRef,
    data: &'a EventLoop,
    /// Its hooks of async generators.
    hooks: (Value, Value),
    /// How often Ctrl-C came during a pass of it.
    interrupts: Rc<Cell<u32>>,
}

fn passes(vm: &Vm, this: &ObjRef, data: &EventLoop, guest: &Guest, included: bool) -> PyResult<()> {
    let mut turn = 0u32;
    loop {
        let idle = data.ready_count() == 0;
        if idle || turn.is_multiple_of(TURNS) {
            guest.pass(vm, &Value::Object(this.clone()))?;
        }
        turn = turn.wrapping_add(1);
        let at_most = match guest.data.how_long(vm, guest.object)? {
            None if !included => Some(LOOK),
            Some(seconds) if !included => Some(seconds.min(LOOK)),
            seconds => seconds,
        };
        data.pass(vm, this, at_most)?;
        if data.stopping.get() {
            return Ok(());
        }
    }
}

impl Guest<'_> {
    /// A pass without a wait, as the running loop and outside the context of the code that was typed.
    ///
    /// Ctrl-C is not for the tasks of this loop: it is dealt with afterwards. Only where a step does not end, a second one
    /// ends it.
    ///
    /// # Errors
    /// What Ctrl-C raises.
    fn pass(&self, vm: &Vm, host: &Value) -> PyResult<()> {
        if self.data.closed.get() {
            return Ok(());
        }
        self.interrupts.set(0);
        let interrupts = self.interrupts.clone();
        let before = vm.interrupt_hook.replace(Some(Rc::new(move |vm: &Vm| {
            interrupts.set(interrupts.get() + 1);
            if interrupts.get() == 1 { Ok(()) } else { Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new())) }
        })));
        let context = contextvars::leave(vm, Value::None);
        let hooks = vm.asyncgen_hooks.replace(self.hooks.clone());
        self.data.stopping.set(false);
        running::set(vm, Value::Object(self.object.clone()));
        let result = self.data.pass(vm, self.object, Some(0.0));
        running::set(vm, host.clone());
        drop(vm.asyncgen_hooks.replace(hooks));
        // Nobody else can have entered it.
        drop(contextvars::enter(vm, context));
        let ours = vm.interrupt_hook.replace(before.clone());
        drop(ours);
        if let Err(error) = result {
            let on_error = state(vm).on_error.borrow().clone();
            if let Some(on_error) = on_error {
                on_error(vm, error);
            }
        }
        match before {
            _ if self.interrupts.get() == 0 => Ok(()),
            Some(hook) => hook(vm),
            None => Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new())),
        }
    }
}

// ---- the beginning and the end of a session ----

/// The loop that the thread's program has set and left open, if it can live.
pub fn left_open(vm: &Vm) -> Option<Value> {
    let owner = policy::current_loop(vm)?;
    can_live(&owner).then_some(owner)
}

/// A new loop, which is the thread's own from now on.
///
/// # Errors
/// What the program's policy raises; TypeError when it makes loops of another kind.
pub fn new_loop(vm: &Vm) -> PyResult {
    let owner = policy::new_event_loop(vm)?;
    if loop_data(&owner).is_none() {
        return Err(vm.type_error("the prompt needs one of asyncio's own event loops"));
    }
    policy::set_event_loop(vm, owner.clone())?;
    Ok(owner)
}

/// Nothing is said of the task when it goes without being done.
pub fn forget(task: &Value) {
    if let Some((_, core)) = as_future(task) {
        core.set(Flag::LOG_DESTROY, false);
    }
}

/// Tells the loop's exception handler what a task raised.
///
/// # Errors
/// What the handler lets out.
pub fn tell(vm: &Vm, owner: &Value, message: &str, exception: Value, task: &Value) -> PyResult<()> {
    let mut context = report::Context::new(vm, message);
    context.add("exception", exception);
    context.add("task", task.clone());
    context.send(vm, owner)
}
