//! Running a loop: `run_forever`, `run_until_complete`, and the async generators that it closes at the end.

use std::cell::OnceCell;
use std::rc::Rc;

use taipan_interp::heap::{Flow, Ref};
use taipan_interp::types::generator::{Gen, GenState, NativeCoroutine};
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::future::{Flag, OnDone, as_future};
use super::task;
use super::{coroutine, ensure, foreign, gather, live, report, running, show};

/// # Errors
/// RuntimeError when this loop, or another one in this thread, is running.
pub fn check_running(vm: &Vm, data: &EventLoop) -> PyResult<()> {
    if data.is_running() {
        return Err(vm.runtime_error("This event loop is already running"));
    }
    if !running::get(vm).is_none() {
        return Err(vm.runtime_error("Cannot run the event loop while another loop is running"));
    }
    Ok(())
}

/// Debug mode: coroutines remember where they were made, for "never awaited" warnings.
pub fn track_origins(vm: &Vm, data: &EventLoop, on: bool) {
    /// As many frames as a source traceback has.
    const DEPTH: usize = 10;
    match (on, data.old_origin_depth.get()) {
        (true, None) => data.old_origin_depth.set(Some(vm.origin_depth.replace(DEPTH))),
        (false, Some(old)) => {
            vm.origin_depth.set(old);
            data.old_origin_depth.set(None);
        }
        _ => {}
    }
}

/// Makes the loop the running one of this thread.
///
/// # Errors
/// RuntimeError when it is closed or cannot run now.
pub fn set_up(vm: &Vm, object: &ObjRef, data: &EventLoop) -> PyResult<()> {
    data.check_closed(vm)?;
    check_running(vm, data)?;
    track_origins(vm, data, data.debug.get());
    let this = Value::Object(object.clone());
    let hooks = (
        vm.get_attr(&this, &vm.intern("_asyncgen_firstiter_hook"))?,
        vm.get_attr(&this, &vm.intern("_asyncgen_finalizer_hook"))?,
    );
    let before = vm.asyncgen_hooks.replace(hooks);
    data.old_asyncgen_hooks.replace(Some(before));
    data.running_on.replace(Some(vm.thread.clone()));
    running::set(vm, this);
    Ok(())
}

/// Undoes [`set_up`].
pub fn clean_up(vm: &Vm, data: &EventLoop) {
    data.stopping.set(false);
    data.running_on.replace(None);
    running::set(vm, Value::None);
    track_origins(vm, data, false);
    if let Some(before) = data.old_asyncgen_hooks.take() {
        let hooks = vm.asyncgen_hooks.replace(before);
        drop(hooks);
    }
}

/// `loop.run_forever()`.
///
/// # Errors
/// RuntimeError when it cannot run; SystemExit and KeyboardInterrupt from a handle.
pub fn run_forever(vm: &Vm, object: &ObjRef, data: &EventLoop) -> PyResult<()> {
    let _aside = live::step_aside(vm);
    set_up(vm, object, data)?;
    let result = data.run_until_stopped(vm, object);
    // A task that a KeyboardInterrupt threw out of its step is not current any more.
    clean_up(vm, data);
    result
}

/// Stops the loop when the future of `run_until_complete` is done.
struct StopLoop(OnceCell<Value>);

impl OnDone for StopLoop {
    fn done(&self, vm: &Vm, future: &Value) -> PyResult<()> {
        if !task::is_cancelled(vm, future)? {
            let exception = task::exception_of(vm, future)?;
            // It leaves the loop by itself.
            if let Value::Exception(e) = &exception
                && super::handle::ends_the_loop(vm, &Raised(e.clone()))
            {
                return Ok(());
            }
        }
        let owner = foreign::loop_of(vm, future)?;
        match loop_data(&owner) {
            Some(data) => data.stopping.set(true),
            None => {
                vm.call_method(&owner, &vm.intern("stop"), &[])?;
            }
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "_run_until_complete_cb"
    }

    fn callable(&self) -> &OnceCell<Value> {
        &self.0
    }
}

/// The interpreter's one [`StopLoop`].
struct Stop(Rc<dyn OnDone>);

fn stop_callback(vm: &Vm) -> Rc<dyn OnDone> {
    vm.state(|_| Stop(Rc::new(StopLoop(OnceCell::new())))).0.clone()
}

/// What ends `run_until_complete`, as a future's list of callbacks shows it.
pub fn stop_callable(vm: &Vm) -> Value {
    foreign::callable_of(vm, &stop_callback(vm))
}

/// `loop.run_until_complete(future)`.
///
/// # Errors
/// What the future raises; RuntimeError when the loop was stopped before it was done.
pub fn run_until_complete(vm: &Vm, object: &ObjRef, data: &EventLoop, future: &Value) -> PyResult {
    data.check_closed(vm)?;
    let _aside = live::step_aside(vm);
    check_running(vm, data)?;
    let owner = Value::Object(object.clone());
    let new_task = !task::is_future(vm, future)?;
    let future = ensure::ensure_future(vm, future, Some(&owner))?;
    if new_task && let Some((_, core)) = as_future(&future) {
        // An exception of the loop may leave it pending: then that is what is reported.
        core.set(Flag::LOG_DESTROY, false);
    }
    let stop = stop_callback(vm);
    foreign::add_callback(vm, &future, &stop)?;
    // By its name: a class written in Python may run in its own way.
    let result = vm.call_method(&owner, &vm.intern("run_forever"), &[]);
    foreign::remove_callback(vm, &future, &stop)?;
    if let Err(e) = result {
        if new_task && task::is_done(vm, &future)? && !task::is_cancelled(vm, &future)? {
            // The error leaves here: nobody will ask the task for it.
            task::exception_of(vm, &future)?;
        }
        return Err(e);
    }
    if !task::is_done(vm, &future)? {
        return Err(vm.runtime_error("Event loop stopped before Future completed."));
    }
    task::result_of(vm, &future)
}

// ---- async generators ----

/// The hook for the first iteration of an async generator: the loop will close it.
///
/// # Errors
/// The ResourceWarning for one that comes too late, when warnings are errors.
pub fn first_iteration(vm: &Vm, owner: &Value, agen: &Value) -> PyResult<()> {
    let Some(data) = loop_data(owner) else { return Ok(()) };
    if data.asyncgens_shutdown_called.get() {
        let message = format!(
            "asynchronous generator {} was scheduled after loop.shutdown_asyncgens() call",
            show::repr(vm, agen)?
        );
        report::warn(vm, &vm.exc.resource_warning, &message, 1)?;
    }
    if let Value::Gen(g) = agen {
        let link = g.weak.register(agen, &vm.pending);
        let mut all = data.asyncgens.borrow_mut();
        // Those that have gone need no place; looking for them each time would make many generators slow.
        if all.len() == all.capacity() {
            all.retain(|l| l.target().is_some());
        }
        all.push(link);
    }
    Ok(())
}

/// The finaliser of async generators: nobody refers to it any more, so a task closes it.
///
/// # Errors
/// What `create_task` raises.
pub fn finalize_asyncgen(vm: &Vm, owner: &Value, agen: &Value) -> PyResult<()> {
    let Some(data) = loop_data(owner) else { return Ok(()) };
    forget(data, agen);
    if data.closed.get() {
        return Ok(());
    }
    let closing = vm.call_method(agen, &vm.intern("aclose"), &[])?;
    let create_task = vm.get_attr(owner, &data.asyncio.names.create_task)?;
    vm.call_method(owner, &vm.intern("call_soon_threadsafe"), &[create_task, closing]).map(drop)
}

fn forget(data: &EventLoop, agen: &Value) {
    data.asyncgens.borrow_mut().retain(|l| l.target().is_some_and(|t| !t.is(agen)));
}

/// The generators that are alive and have begun and not ended.
fn open_generators(data: &EventLoop) -> Vec<Ref<Gen>> {
    let links = data.asyncgens.take();
    links
        .iter()
        .filter_map(|l| match l.target() {
            Some(Value::Gen(g)) => Some(g),
            _ => None,
        })
        .collect()
}

/// `loop.shutdown_asyncgens()`.
///
/// Cancelled while it waits: the closing tasks are cancelled with it (they are children of a gather).
struct ShutdownAsyncgens {
    owner: Value,
    /// Those being closed, once it waits.
    closing: Option<Vec<Ref<Gen>>>,
}

/// Makes the coroutine.
pub fn shutdown_asyncgens(vm: &Vm, owner: &Value) -> Value {
    coroutine::make(vm, "BaseEventLoop.shutdown_asyncgens", ShutdownAsyncgens { owner: owner.clone(), closing: None })
}

impl NativeCoroutine for ShutdownAsyncgens {
    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let input = input?;
        let Some(data) = loop_data(&self.owner) else { return Ok(Flow::Return(Value::None)) };
        if let Some(closing) = self.closing.take() {
            let results = vm.collect(&input)?;
            for (result, agen) in results.iter().zip(closing) {
                self.report(vm, result, &agen)?;
            }
            return Ok(Flow::Return(Value::None));
        }
        data.asyncgens_shutdown_called.set(true);
        let open: Vec<_> = open_generators(data).into_iter().filter(|g| g.state.get() != GenState::Done).collect();
        if open.is_empty() {
            return Ok(Flow::Return(Value::None));
        }
        let mut closers = Vec::new();
        for agen in &open {
            closers.push(vm.call_method(&Value::Gen(agen.clone()), &vm.intern("aclose"), &[])?);
        }
        let gathered = gather::gather(vm, &closers, true)?;
        self.closing = Some(open);
        Ok(Flow::Await(vm.await_iter(&gathered)?))
    }
}

impl ShutdownAsyncgens {
    fn report(&self, vm: &Vm, result: &Value, agen: &Ref<Gen>) -> PyResult<()> {
        let Value::Exception(e) = result else { return Ok(()) };
        if !e.class().is_subtype(&vm.exc.exception) {
            return Ok(());
        }
        let agen = Value::Gen(agen.clone());
        let message = format!("an error occurred during closing of asynchronous generator {}", show::repr(vm, &agen)?);
        let mut context = report::Context::new(vm, &message);
        context.add("exception", result.clone());
        context.add("asyncgen", agen);
        context.send(vm, &self.owner)
    }
}
