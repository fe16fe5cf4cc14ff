//! `asyncio.TaskGroup`: tasks that end together.
//!
//! The first task that fails aborts the group: the others are cancelled, and so is the parent, if it is not waiting at
//! the end of the block already.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::{Awaited, Flow, NativeData, Ref, Traverse, Visitor};
use taipan_interp::native::{Args, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::exception::Exception;
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{Callback, as_exact_future};
use super::handle::ends_the_loop;
use super::lock::FLAGS;
use super::new_task::{self, TaskOptions};
use super::timeouts::exception_argument;
use super::{AddressMap, coroutine, foreign, of, report, running, show, task};

/// What `repr` of a task in a group shows.
pub const CALLBACK_NAME: &str = "TaskGroup._on_task_done";

/// The tasks of a group that are not done, in the order they were made.
#[derive(Default)]
struct Members {
    tasks: Vec<Option<Value>>,
    /// Address of a task → its place above.
    places: AddressMap<usize>,
}

impl Members {
    fn add(&mut self, task: Value) {
        self.places.insert(task.heap_addr(), self.tasks.len());
        self.tasks.push(Some(task));
    }

    /// Takes a task out and hands it to the caller, who drops it when nothing is borrowed.
    fn remove(&mut self, task: &Value) -> Option<Value> {
        let place = self.places.remove(&task.heap_addr())?;
        let gone = self.tasks[place].take();
        if self.places.is_empty() {
            self.tasks.clear();
        } else if self.tasks.len() > 2 * self.places.len() + 32 {
            // Mostly holes: close them up.
            self.tasks.retain(Option::is_some);
            let places = self.tasks.iter().flatten().enumerate().map(|(i, t)| (t.heap_addr(), i));
            self.places = places.collect();
        }
        gone
    }

    fn len(&self) -> usize {
        self.places.len()
    }

    fn snapshot(&self) -> Vec<Value> {
        self.tasks.iter().flatten().cloned().collect()
    }
}

/// `asyncio.TaskGroup`.
pub struct TaskGroup {
    entered: Cell<bool>,
    exiting: Cell<bool>,
    aborting: Cell<bool>,
    owner: RefCell<Value>,
    parent: RefCell<Value>,
    /// The group has cancelled its parent.
    parent_cancel_requested: Cell<bool>,
    members: RefCell<Members>,
    errors: RefCell<Vec<Value>>,
    /// SystemExit or KeyboardInterrupt: goes before all else.
    base_error: RefCell<Option<Ref<Exception>>>,
    /// What the end of the block waits on.
    on_completed: RefCell<Option<Value>>,
}

impl Traverse for Members {
    taipan_interp::traverses!(tasks);
}

impl NativeData for TaskGroup {
    taipan_interp::traverses!(owner, parent, members, errors, base_error, on_completed);

    fn clear(&self) {
        drop(self.members.take());
        drop(self.errors.take());
    }

    fn aenter_now(&self, this: &ObjRef, vm: &Vm) -> Option<PyResult<Awaited>> {
        Some(enter(vm, this, self).map(Awaited::Done))
    }

    fn aexit_now(&self, _this: &ObjRef, vm: &Vm) -> Option<PyResult> {
        if self.members.borrow().len() > 0 {
            return None;
        }
        let begun = self.begin_exit(vm, None);
        Some(begun.and_then(|propagate| self.finish(vm, None, propagate)))
    }
}

impl TaskGroup {
    fn new() -> TaskGroup {
        TaskGroup {
            entered: Cell::new(false),
            exiting: Cell::new(false),
            aborting: Cell::new(false),
            owner: RefCell::new(Value::None),
            parent: RefCell::new(Value::None),
            parent_cancel_requested: Cell::new(false),
            members: RefCell::default(),
            errors: RefCell::default(),
            base_error: RefCell::default(),
            on_completed: RefCell::default(),
        }
    }

    /// Cancels the tasks that still run.
    fn abort(&self, vm: &Vm) -> PyResult<()> {
        self.aborting.set(true);
        let members = self.members.borrow().snapshot();
        for member in members {
            if !task::is_done(vm, &member)? {
                task::cancel(vm, &member, None)?;
            }
        }
        Ok(())
    }

    /// The first part of `__aexit__`: notes the body's error. The CancelledError to raise in the end, if any.
    fn begin_exit(&self, vm: &Vm, exc: Option<&Ref<Exception>>) -> PyResult<Option<Raised>> {
        self.exiting.set(true);
        let Some(exc) = exc else { return Ok(None) };
        let raised = Raised(exc.clone());
        if ends_the_loop(vm, &raised) && self.base_error.borrow().is_none() {
            self.base_error.replace(Some(exc.clone()));
        }
        if !self.aborting.get() {
            self.abort(vm)?;
        }
        Ok(vm.matches(&raised, &of(vm).exc.cancelled).then_some(raised))
    }

    /// The last part of `__aexit__`, when no task is left.
    fn finish(&self, vm: &Vm, exc: Option<&Ref<Exception>>, propagate: Option<Raised>) -> PyResult {
        if let Some(error) = self.base_error.take() {
            return Err(Raised(error));
        }
        let mut propagate = propagate;
        let parent = self.parent.borrow().clone();
        if self.parent_cancel_requested.get() && uncancel(vm, &parent)? == 0 {
            // The cancellation was the group's own doing.
            propagate = None;
        }
        if let Some(cancelled) = propagate
            && self.errors.borrow().is_empty()
        {
            return Err(cancelled);
        }
        if let Some(exc) = exc
            && !exc.class().is_subtype(&of(vm).exc.cancelled)
        {
            self.errors.borrow_mut().push(Value::Exception(exc.clone()));
        }
        let errors = self.errors.take();
        if errors.is_empty() {
            return Ok(Value::None);
        }
        if cancelling(vm, &parent)? != 0 {
            // Somebody else has cancelled the parent: that must not be lost behind the group of errors.
            uncancel(vm, &parent)?;
            task::cancel(vm, &parent, None)?;
        }
        let class = Value::Type(vm.exc.base_exception_group.clone());
        let group = vm.call(&class, &[Value::str("unhandled errors in a TaskGroup"), Value::list(errors)])?;
        match group {
            Value::Exception(group) => {
                group.suppress_context.set(true);
                group.fresh.set(true);
                Err(Raised(group))
            }
            _ => Err(vm.type_error("BaseExceptionGroup() made no exception")),
        }
    }
}

fn uncancel(vm: &Vm, parent: &Value) -> PyResult<i64> {
    match task::as_task(parent) {
        Some((object, task)) if super::future::is_exact(object) => Ok(i64::from(task.uncancel())),
        _ => vm.index_i64(&vm.call_method(parent, &vm.intern("uncancel"), &[])?),
    }
}

fn cancelling(vm: &Vm, parent: &Value) -> PyResult<i64> {
    match task::as_task(parent) {
        Some((object, task)) if super::future::is_exact(object) => Ok(i64::from(task.cancelling())),
        _ => vm.index_i64(&vm.call_method(parent, &vm.intern("cancelling"), &[])?),
    }
}

fn enter(vm: &Vm, this: &ObjRef, group: &TaskGroup) -> PyResult {
    let shown = || show::repr(vm, &Value::Object(this.clone()));
    if group.entered.get() {
        return Err(vm.runtime_error(format!("TaskGroup {} has already been entered", shown()?)));
    }
    if group.owner.borrow().is_none() {
        group.owner.replace(running::required(vm)?);
    }
    let owner = group.owner.borrow().clone();
    let parent = running::current_task(vm, &owner);
    if parent.is_none() {
        return Err(vm.runtime_error(format!("TaskGroup {} cannot determine the parent task", shown()?)));
    }
    group.parent.replace(parent);
    group.entered.set(true);
    Ok(Value::Object(this.clone()))
}

/// `TaskGroup.__aexit__`.
///
/// Cancelled while it waits for the tasks: they are cancelled too, it waits until they are done, then the
/// CancelledError goes on.
struct Exit {
    group: ObjRef,
    exc: Option<Ref<Exception>>,
    propagate: Option<Raised>,
    phase: Phase,
}

#[derive(PartialEq, Eq)]
enum Phase {
    Start,
    Waiting,
}

impl NativeCoroutine for Exit {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.group.traverse(v);
        self.exc.traverse(v);
        if let Some(error) = &self.propagate {
            error.0.traverse(v);
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.group.clone();
        let Some(group) = object.get::<TaskGroup>() else { return Ok(Flow::Return(Value::None)) };
        if self.phase == Phase::Start {
            input?;
            self.propagate = group.begin_exit(vm, self.exc.as_ref())?;
            self.phase = Phase::Waiting;
        } else {
            match input {
                Ok(_) => {}
                Err(e) if vm.matches(&e, &of(vm).exc.cancelled) => {
                    vm.error_span.set(None);
                    if !group.aborting.get() {
                        self.propagate = Some(e);
                        group.abort(vm)?;
                    }
                }
                Err(e) => return Err(e),
            }
            group.on_completed.replace(None);
        }
        if group.members.borrow().len() > 0 {
            let owner = group.owner.borrow().clone();
            let future = foreign::create_future(vm, &owner)?;
            group.on_completed.replace(Some(future.clone()));
            return Ok(Flow::Await(vm.await_iter(&future)?));
        }
        group.finish(vm, self.exc.as_ref(), self.propagate.take()).map(Flow::Return)
    }
}

/// A task of the group is done.
///
/// # Errors
/// RuntimeError when the loop is closed; what futures of another make raise.
pub fn task_done(vm: &Vm, this: &ObjRef, done: &Value) -> PyResult<()> {
    let Some(group) = this.get::<TaskGroup>() else { return Ok(()) };
    let gone = group.members.borrow_mut().remove(done);
    drop(gone);
    if group.members.borrow().len() == 0 {
        let waited = group.on_completed.borrow().clone();
        if let Some(future) = waited
            && !task::is_done(vm, &future)?
        {
            match as_exact_future(&future) {
                Some((object, core)) => core.finish(vm, object, Value::Bool(true))?,
                None => {
                    vm.call_method(&future, &vm.intern("set_result"), &[Value::Bool(true)])?;
                }
            }
        }
    }
    if task::is_cancelled(vm, done)? {
        return Ok(());
    }
    let Value::Exception(error) = task::exception_of(vm, done)? else { return Ok(()) };
    failed(vm, group, done, error)
}

fn failed(vm: &Vm, group: &TaskGroup, done: &Value, error: Ref<Exception>) -> PyResult<()> {
    group.errors.borrow_mut().push(Value::Exception(error.clone()));
    if ends_the_loop(vm, &Raised(error.clone())) && group.base_error.borrow().is_none() {
        group.base_error.replace(Some(error.clone()));
    }
    let parent = group.parent.borrow().clone();
    if task::is_done(vm, &parent)? {
        let message = format!(
            "Task {} has errored out but its parent task {} is already completed",
            show::repr(vm, done)?,
            vm.str(&parent)?.as_str()
        );
        let mut context = report::Context::new(vm, &message);
        context.add("exception", Value::Exception(error));
        context.add("task", done.clone());
        let owner = group.owner.borrow().clone();
        return context.send(vm, &owner);
    }
    if !group.aborting.get() && !group.parent_cancel_requested.get() {
        group.abort(vm)?;
        group.parent_cancel_requested.set(true);
        task::cancel(vm, &parent, None)?;
    }
    Ok(())
}

// ---- what Python sees ----

/// `asyncio.TaskGroup`.
pub const TASK_GROUP: TypeDef = TypeDef {
    doc: "Asynchronous context manager for managing groups of tasks.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("_parent_task", |vm, v| Ok(this(vm, v)?.1.parent.borrow().clone())),
        getter("_loop", |vm, v| Ok(this(vm, v)?.1.owner.borrow().clone())),
        getter("_aborting", |vm, v| Ok(Value::Bool(this(vm, v)?.1.aborting.get()))),
        getter("_errors", |vm, v| Ok(Value::list(this(vm, v)?.1.errors.borrow().clone()))),
        getter("_tasks", |vm, v| {
            let members = this(vm, v)?.1.members.borrow().snapshot();
            vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(members)])
        }),
    ],
    ..TypeDef::new("TaskGroup", "asyncio.taskgroups")
};

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), TaskGroup::new())))
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a TaskGroup)> {
    match value {
        Value::Object(o) => o.get::<TaskGroup>().map(|g| (o, g)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.TaskGroup was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self)", |_, _| Ok(Value::None)),
    method("__repr__", "(self)", |vm, a| {
        let (_, group) = this(vm, &a[0])?;
        let mut text = "<TaskGroup".to_owned();
        let (tasks, errors) = (group.members.borrow().len(), group.errors.borrow().len());
        if tasks > 0 {
            text.push_str(&format!(" tasks={tasks}"));
        }
        if errors > 0 {
            text.push_str(&format!(" errors={errors}"));
        }
        if group.aborting.get() {
            text.push_str(" cancelling");
        } else if group.entered.get() {
            text.push_str(" entered");
        }
        text.push('>');
        Ok(Value::from(text))
    }),
    method("__aenter__", "(self)", |vm, a| {
        let object = this(vm, &a[0])?.0.clone();
        Ok(coroutine::at_once(vm, "TaskGroup.__aenter__", move |vm| match object.get::<TaskGroup>() {
            Some(group) => enter(vm, &object, group),
            None => Ok(Value::None),
        }))
    })
    .coroutine(),
    method_raw("__aexit__", "(self, et, exc, tb)", |vm, args| {
        let pos = args.pos();
        let group = this(vm, pos.first().unwrap_or(&Value::None))?.0.clone();
        let exc = exception_argument(pos.get(2));
        let body = Exit { group, exc, propagate: None, phase: Phase::Start };
        Ok(coroutine::make(vm, "TaskGroup.__aexit__", body))
    })
    .coroutine(),
    method_raw("create_task", "(self, coro, *, name=None, context=None, eager_start=None, **kwargs)", create_task).doc(
        "Start a task in the group: the block ends when all of them are done, and one that fails cancels the others.",
    ),
    method("_abort", "(self)", |vm, a| this(vm, &a[0])?.1.abort(vm).map(|()| Value::None)),
];

fn create_task(vm: &Vm, args: &Args) -> PyResult {
    let (coro, options) = TaskOptions::read(vm, "TaskGroup.create_task", args, 1)?;
    let this_group = args.pos().first().unwrap_or(&Value::None);
    let (object, group) = this(vm, this_group)?;
    let empty = group.members.borrow().len() == 0;
    let refusal = if !group.entered.get() {
        Some("has not been entered")
    } else if group.exiting.get() && empty {
        Some("is finished")
    } else if group.aborting.get() {
        Some("is shutting down")
    } else {
        None
    };
    if let Some(refusal) = refusal {
        vm.call_method(coro, &vm.names.close, &[])?;
        return Err(vm.runtime_error(format!("TaskGroup {} {refusal}", show::repr(vm, this_group)?)));
    }
    let owner = group.owner.borrow().clone();
    let made = new_task::create_on(vm, &owner, coro, &options)?;
    if task::is_done(vm, &made)? {
        task_done(vm, object, &made)?;
        return Ok(made);
    }
    group.members.borrow_mut().add(made.clone());
    match as_exact_future(&made) {
        Some((_, core)) => core.push_callback(Callback::Group(object.clone())),
        None => {
            let callable = foreign::group_callable(vm, object);
            vm.call_method(&made, &of(vm).names.add_done_callback, &[callable])?;
        }
    }
    Ok(made)
}

/// The task whose body the group is in; None before it is entered.
pub fn parent(group: &ObjRef) -> Value {
    group.get::<TaskGroup>().map_or(Value::None, |g| g.parent.borrow().clone())
}
