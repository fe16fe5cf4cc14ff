//! `asyncio.gather`: one future for the results of many.
//!
//! The outer future is a [`Gathering`]: cancelling it cancels the children, and it is done when they are. A child that
//! is a native future tells it through a typed callback.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::Ref;
use taipan_interp::heap::{Flow, NativeData};
use taipan_interp::native::{Args, NativeDef, TypeDef, function_raw};
use taipan_interp::types::class::Layout;
use taipan_interp::types::list::List;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{Callback, Flag, FutureCore, State, as_exact_future};
use super::future_methods::FLAGS;
use super::{AddressMap, ensure, foreign, of, policy, task};

/// What `repr` of a child shows.
pub const CALLBACK_NAME: &str = "gather.<locals>._done_callback";

/// `asyncio.tasks._GatheringFuture`.
pub struct Gathering {
    pub core: FutureCore,
    /// One entry an argument; an argument given twice stands here twice.
    children: RefCell<Vec<Value>>,
    /// How many different children there are.
    count: Cell<usize>,
    finished: Cell<usize>,
    return_exceptions: bool,
    cancel_requested: Cell<bool>,
}

impl NativeData for Gathering {
    taipan_interp::traverses!(core, children);

    fn clear(&self) {
        self.core.let_go();
        drop(self.children.take());
    }

    fn is_resumable(&self) -> bool {
        true
    }

    fn awaits_itself(&self) -> bool {
        true
    }

    fn send(&self, this: &ObjRef, vm: &Vm, _value: Value) -> Result<Flow, Raised> {
        self.core.resume(vm, this)
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        self.core.may_die(this)
    }
}

pub const GATHERING: TypeDef =
    TypeDef { layout: Layout::Native(0), flags: FLAGS, ..TypeDef::new("_GatheringFuture", "asyncio.tasks") };

pub const GATHER: NativeDef =
    function_raw("gather", "(*coros_or_futures, return_exceptions=False)", |vm, args: &Args| {
        let mut return_exceptions = false;
        for (name, value) in args.keywords() {
            if name.as_str() != "return_exceptions" {
                return Err(vm.type_error(format!("gather() got an unexpected keyword argument '{name}'")));
            }
            return_exceptions = vm.truth(value)?;
        }
        gather(vm, args.pos(), return_exceptions)
    }).doc("Run awaitables at the same time; their results, in the order given.\n\nCoroutines become tasks. The first error is raised at once, and the others go on; with `return_exceptions` errors are\nresults like any other. Cancelling what this returns cancels all of them.");

/// Gathers awaitables: coroutines become tasks, in order.
///
/// # Errors
/// TypeError for what cannot be awaited; ValueError when they belong to different loops; RuntimeError without a loop.
pub fn gather(vm: &Vm, awaitables: &[Value], return_exceptions: bool) -> PyResult {
    if awaitables.is_empty() {
        let owner = policy::get_event_loop(vm)?;
        let outer = foreign::create_future(vm, &owner)?;
        let empty = Value::list(Vec::new());
        match as_exact_future(&outer) {
            Some((object, core)) => core.finish(vm, object, empty)?,
            None => {
                vm.call_method(&outer, &vm.intern("set_result"), &[empty])?;
            }
        }
        return Ok(outer);
    }
    let asyncio = of(vm);
    let mut known: AddressMap<Value> = AddressMap::default();
    let mut owner: Option<Value> = None;
    let mut children = Vec::with_capacity(awaitables.len());
    let mut different = Vec::with_capacity(awaitables.len());
    for arg in awaitables {
        // Only what somebody else refers to as well can have been given twice.
        let shared = references(arg) > 1;
        if shared && let Some(future) = known.get(&arg.heap_addr()) {
            children.push(future.clone());
            continue;
        }
        let future = ensure::ensure_future(vm, arg, owner.as_ref())?;
        if owner.is_none() {
            owner = Some(foreign::loop_of(vm, &future)?);
        }
        if !future.is(arg)
            && let Some((_, core)) = as_exact_future(&future)
        {
            // The task is ours: whoever forgets the gather need not hear of its parts.
            core.set(Flag::LOG_DESTROY, false);
        }
        if shared {
            known.insert(arg.heap_addr(), future.clone());
        }
        different.push(children.len());
        children.push(future);
    }
    let owner = match owner {
        Some(owner) => owner,
        None => policy::get_event_loop(vm)?,
    };
    let outer = Gathering {
        core: FutureCore::of_loop(owner),
        children: RefCell::new(children),
        count: Cell::new(different.len()),
        finished: Cell::new(0),
        return_exceptions,
        cancel_requested: Cell::new(false),
    };
    let outer = ObjRef::new(asyncio.types.gathering.clone(), outer);
    watch(vm, &outer, &different)?;
    Ok(Value::Object(outer))
}

/// How many references there are to what may be an awaitable.
fn references(value: &Value) -> usize {
    match value {
        Value::Gen(g) => g.count(),
        Value::Object(o) => o.count(),
        // Instances and what else is rare: as if shared.
        v if v.is_heap() => 2,
        _ => 1,
    }
}

/// Adds the callbacks; children that are done already count at once, after the others.
fn watch(vm: &Vm, outer: &ObjRef, different: &[usize]) -> PyResult<()> {
    let Some(data) = outer.get::<Gathering>() else { return Ok(()) };
    let mut done = Vec::new();
    let mut callable = None;
    for &i in different {
        let child = data.children.borrow()[i].clone();
        match as_exact_future(&child) {
            Some((_, core)) if core.is_done() => done.push(child),
            Some((_, core)) => core.push_callback(Callback::Gather(outer.clone())),
            None if task::is_done(vm, &child)? => done.push(child),
            None => {
                let f = callable.get_or_insert_with(|| foreign::gather_callable(vm, outer)).clone();
                vm.call_method(&child, &of(vm).names.add_done_callback, &[f])?;
            }
        }
    }
    done.iter().try_for_each(|child| child_done(vm, outer, child))
}

/// A child is done.
///
/// # Errors
/// RuntimeError when the loop is closed; what futures of another make raise.
pub fn child_done(vm: &Vm, outer: &ObjRef, child: &Value) -> PyResult<()> {
    let Some(data) = outer.get::<Gathering>() else { return Ok(()) };
    data.finished.set(data.finished.get() + 1);
    if data.core.is_done() {
        // The gather has failed before: this child's error has been asked for, and is dropped.
        if !task::is_cancelled(vm, child)? {
            task::exception_of(vm, child)?;
        }
        return Ok(());
    }
    if !data.return_exceptions {
        let error = match as_exact_future(child) {
            Some((_, core)) if core.state() == State::Finished => Value::None,
            _ if task::is_cancelled(vm, child)? => cancelled_error_of(vm, child)?,
            _ => task::exception_of(vm, child)?,
        };
        if let Value::Exception(error) = error {
            return data.core.fail(vm, outer, error);
        }
    }
    if data.finished.get() < data.count.get() {
        return Ok(());
    }
    let children = data.children.borrow().clone();
    let mut results = Vec::with_capacity(children.len());
    for child in &children {
        results.push(outcome_of(vm, child)?);
    }
    if data.cancel_requested.get() {
        // The cancellation of the last child stands for all.
        let last = children.last().cloned().unwrap_or(Value::None);
        return match cancelled_error_of(vm, &last)? {
            Value::Exception(error) => data.core.fail(vm, outer, error),
            _ => Ok(()),
        };
    }
    data.core.finish(vm, outer, Value::List(Ref::new(List::new(results))))
}

/// A child's place in the list of results.
fn outcome_of(vm: &Vm, child: &Value) -> PyResult {
    if let Some((_, core)) = as_exact_future(child)
        && core.state() == State::Finished
    {
        return Ok(core.outcome());
    }
    if task::is_cancelled(vm, child)? {
        let message = match as_exact_future(child) {
            Some((_, core)) => core.cancel_message(),
            None => vm.get_attr_opt(child, &vm.intern("_cancel_message"))?.filter(|m| !m.is_none()),
        };
        let error = vm.new_exception(&of(vm).exc.cancelled, vec![message.unwrap_or(Value::str(""))]);
        return Ok(error.into_value());
    }
    match task::exception_of(vm, child)? {
        Value::None => task::result_of(vm, child),
        exception => Ok(exception),
    }
}

fn cancelled_error_of(vm: &Vm, child: &Value) -> PyResult {
    match as_exact_future(child) {
        Some((_, core)) => Ok(core.make_cancelled_error(vm).into_value()),
        None => vm.call_method(child, &vm.intern("_make_cancelled_error"), &[]),
    }
}

/// `gather(…).cancel()`: cancels the children. It is not cancelled itself before they are.
///
/// # Errors
/// What a child's `cancel` raises; RecursionError for gathers nested too deeply.
pub fn cancel(vm: &Vm, outer: &ObjRef, message: Option<Value>) -> PyResult<bool> {
    let Some(data) = outer.get::<Gathering>() else { return Ok(false) };
    if data.core.is_done() {
        return Ok(false);
    }
    let children = data.children.borrow().clone();
    let mut asked = false;
    for child in &children {
        asked |= vm.recurse("", |vm| task::cancel(vm, child, message.clone()))?;
    }
    if asked {
        data.cancel_requested.set(true);
    }
    Ok(asked)
}
