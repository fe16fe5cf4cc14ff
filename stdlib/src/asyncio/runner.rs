//! `asyncio.run` and `Runner`: a loop from its making to its end.
//!
//! Ctrl-C cancels the main task, once; a second one raises KeyboardInterrupt where the program stands. A main task that
//! ends with that CancelledError gives way to KeyboardInterrupt.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, NativeDef, TypeDef, function, method, method_raw};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::lock::FLAGS;
use super::{foreign, gather, live, of, policy, report, running, show, task};
use crate::contextvars;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Created,
    Initialized,
    Closed,
}

/// How long the default executor's threads may take to end, in seconds.
const THREAD_JOIN_TIMEOUT: i64 = 300;

/// `asyncio.Runner`.
pub struct Runner {
    state: Cell<State>,
    debug: RefCell<Value>,
    loop_factory: RefCell<Value>,
    owner: RefCell<Value>,
    context: RefCell<Value>,
    /// The loop was made the current one of the thread.
    set_event_loop: Cell<bool>,
    /// How often Ctrl-C came during the present run.
    interrupts: Rc<Cell<u32>>,
}

impl NativeData for Runner {
    taipan_interp::traverses!(debug, loop_factory, owner, context);
}

impl Runner {
    fn new() -> Runner {
        Runner {
            state: Cell::new(State::Created),
            debug: RefCell::new(Value::None),
            loop_factory: RefCell::new(Value::None),
            owner: RefCell::new(Value::None),
            context: RefCell::new(Value::None),
            set_event_loop: Cell::new(false),
            interrupts: Rc::default(),
        }
    }

    /// Makes the loop at first use.
    fn prepare(&self, vm: &Vm) -> PyResult<()> {
        match self.state.get() {
            State::Closed => return Err(vm.runtime_error("Runner is closed")),
            State::Initialized => return Ok(()),
            State::Created => {}
        }
        let factory = self.loop_factory.borrow().clone();
        let owner = if factory.is_none() {
            let owner = policy::new_event_loop(vm)?;
            if !self.set_event_loop.get() {
                policy::set_event_loop(vm, owner.clone())?;
                self.set_event_loop.set(true);
            }
            owner
        } else {
            vm.call(&factory, &[])?
        };
        self.owner.replace(owner.clone());
        let debug = self.debug.borrow().clone();
        if !debug.is_none() {
            vm.call_method(&owner, &vm.intern("set_debug"), &[debug])?;
        }
        // As an object: several runs share it.
        self.context.replace(contextvars::as_object(vm, &contextvars::copy_current(vm)));
        self.state.set(State::Initialized);
        Ok(())
    }

    /// `Runner.run(coro, context=…)`.
    fn run(&self, vm: &Vm, coro: &Value, context: Option<&Value>) -> PyResult {
        if !foreign::is_coroutine(vm, coro)? {
            let shown = show::repr(vm, coro)?;
            return Err(vm.value_error(format!("a coroutine was expected, got {shown}")));
        }
        let _aside = live::step_aside(vm);
        if !running::get(vm).is_none() {
            return Err(vm.runtime_error("Runner.run() cannot be called from a running event loop"));
        }
        self.prepare(vm)?;
        let owner = self.owner.borrow().clone();
        let context = context.cloned().unwrap_or_else(|| self.context.borrow().clone());
        let create_task = vm.get_attr(&owner, &of(vm).names.create_task)?;
        let main = vm.call_kw(&create_task, std::slice::from_ref(coro), &[("context", context)])?;
        self.interrupts.set(0);
        // Where a program handles SIGINT itself, or ignores it, that remains so.
        let hooked = crate::signal::interrupt_is_default(vm).then(|| self.catch_interrupts(vm, &main));
        let result = vm.call_method(&owner, &vm.intern("run_until_complete"), std::slice::from_ref(&main));
        if let Some(before) = hooked {
            let ours = vm.interrupt_hook.replace(before);
            drop(ours);
        }
        match result {
            Err(e) if self.interrupts.get() > 0 && vm.matches(&e, &of(vm).exc.cancelled) => {
                Err(interrupted(vm, &main, e)?)
            }
            result => result,
        }
    }

    /// From now on Ctrl-C cancels `main`. What it did before.
    fn catch_interrupts(&self, vm: &Vm, main: &Value) -> Option<Rc<dyn Fn(&Vm) -> PyResult<()>>> {
        let (interrupts, main) = (self.interrupts.clone(), main.clone());
        vm.interrupt_hook.replace(Some(Rc::new(move |vm: &Vm| {
            interrupts.set(interrupts.get() + 1);
            if interrupts.get() == 1 && !task::is_done(vm, &main)? {
                task::cancel(vm, &main, None)?;
                return Ok(());
            }
            Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new()))
        })))
    }

    /// Ends what is left, closes the loop.
    fn close(&self, vm: &Vm) -> PyResult<()> {
        if self.state.get() != State::Initialized {
            return Ok(());
        }
        let owner = self.owner.borrow().clone();
        let ended = end_all(vm, &owner);
        let mut result = ended;
        if self.set_event_loop.get() {
            let unset = policy::set_event_loop(vm, Value::None);
            result = result.and(unset);
        }
        let closed = vm.call_method(&owner, &vm.names.close, &[]).map(drop);
        self.owner.replace(Value::None);
        self.state.set(State::Closed);
        result.and(closed)
    }
}

/// What a run raises that Ctrl-C cancelled.
fn interrupted(vm: &Vm, main: &Value, cancelled: Raised) -> PyResult<Raised> {
    let left = match vm.get_attr_opt(main, &vm.intern("uncancel"))? {
        Some(uncancel) => vm.index_i64(&vm.call(&uncancel, &[])?)?,
        None => return Ok(cancelled),
    };
    if left != 0 {
        return Ok(cancelled);
    }
    let error = vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new());
    error.0.fresh.set(false);
    error.0.context.replace(Some(cancelled.0));
    Ok(error)
}

fn end_all(vm: &Vm, owner: &Value) -> PyResult<()> {
    cancel_all(vm, owner)?;
    let run = vm.get_attr(owner, &vm.intern("run_until_complete"))?;
    let generators = vm.call_method(owner, &vm.intern("shutdown_asyncgens"), &[])?;
    vm.call(&run, &[generators])?;
    let timeout = [Value::Int(THREAD_JOIN_TIMEOUT)];
    let executor = vm.call_method(owner, &vm.intern("shutdown_default_executor"), &timeout)?;
    vm.call(&run, &[executor])?;
    Ok(())
}

/// Cancels the tasks that are left and waits for them; reports what they raise.
fn cancel_all(vm: &Vm, owner: &Value) -> PyResult<()> {
    let left = running::all_tasks(vm, owner)?;
    if left.is_empty() {
        return Ok(());
    }
    for task in &left {
        task::cancel(vm, task, None)?;
    }
    let all = gather::gather(vm, &left, true)?;
    vm.call_method(owner, &vm.intern("run_until_complete"), &[all])?;
    for task in left {
        if task::is_cancelled(vm, &task)? {
            continue;
        }
        let exception = task::exception_of(vm, &task)?;
        if !exception.is_none() {
            let mut context = report::Context::new(vm, "unhandled exception during asyncio.run() shutdown");
            context.add("exception", exception);
            context.add("task", task);
            context.send(vm, owner)?;
        }
    }
    Ok(())
}

// ---- what Python sees ----

/// `asyncio.Runner`.
pub const RUNNER: TypeDef = TypeDef {
    doc: "A context manager that controls event loop life cycle.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("Runner", "asyncio.runners")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), Runner::new())))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<&'a Runner> {
    value.native::<Runner>().ok_or_else(|| vm.type_error("an asyncio.Runner was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, *, debug=None, loop_factory=None)", |vm, a| {
        let runner = this(vm, &a[0])?;
        runner.debug.replace(a[1].bound().cloned().unwrap_or(Value::None));
        runner.loop_factory.replace(a[2].bound().cloned().unwrap_or(Value::None));
        Ok(Value::None)
    }),
    method("__enter__", "(self)", |vm, a| {
        this(vm, &a[0])?.prepare(vm)?;
        Ok(a[0].clone())
    }),
    method_raw("__exit__", "(self, exc_type, exc_val, exc_tb)", |vm, args| {
        vm.call_method(args.pos().first().unwrap_or(&Value::None), &vm.names.close, &[])
    }),
    method("close", "(self)", |vm, a| this(vm, &a[0])?.close(vm).map(|()| Value::None))
        .doc("Cancel the tasks that are left, finish async generators, close the loop."),
    method("get_loop", "(self)", |vm, a| {
        let runner = this(vm, &a[0])?;
        runner.prepare(vm)?;
        Ok(runner.owner.borrow().clone())
    })
    .doc("The runner's loop."),
    method("run", "(self, coro, *, context=None)", |vm, a| this(vm, &a[0])?.run(vm, &a[1], a[2].some()))
        .doc("Run a coroutine to its end in the runner's loop."),
];

pub const RUN: NativeDef = function("run", "(main, *, debug=None, loop_factory=None)", |vm, a| {
    let _aside = live::step_aside(vm);
    if !running::get(vm).is_none() {
        return Err(vm.runtime_error("asyncio.run() cannot be called from a running event loop"));
    }
    let runner = Runner::new();
    runner.debug.replace(a[1].bound().cloned().unwrap_or(Value::None));
    runner.loop_factory.replace(a[2].bound().cloned().unwrap_or(Value::None));
    runner.prepare(vm)?;
    let result = runner.run(vm, &a[0], None);
    // Whatever `main` did, the loop is brought to its end; an error on the way there comes after main's.
    // What closing sets going knows that main's exception is being handled.
    let closed = match &result {
        Err(e) => {
            let before = vm.handled.replace(Some(e.0.clone()));
            let closed = runner.close(vm);
            drop(vm.handled.replace(before));
            closed
        }
        Ok(_) => runner.close(vm),
    };
    match (result, closed) {
        (result, Ok(())) => result,
        (Ok(_), Err(e)) => Err(e),
        (Err(first), Err(second)) => {
            if second.0.context.borrow().is_none() {
                second.0.context.replace(Some(first.0));
            }
            Err(second)
        }
    }
})
.doc("Run a coroutine to its end in the runner's loop.");
