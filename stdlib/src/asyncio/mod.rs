//! `asyncio`: the event loop, and everything that is built on it.
//!
//! From the bottom up: [`future`] and [`task`]; [`handle`], what the loop queues; [`event_loop`] with its seams
//! ([`clock`], [`order`], [`reactor`]) and [`timers`]; then what programs use: `sleep`, `gather`, `wait`, `wait_for`,
//! timeouts, task groups, locks, queues, the runner. The upper ones use the loop's public Rust face only, and say beside
//! each wait what cancellation undoes. Where an object may be of another make (a loop or future written in Python),
//! `foreign` speaks to it in Python's terms.
//!
//! [`Asyncio`] is the state shared by all loops of an interpreter: types, counters, the registry of tasks.

mod addresses;
mod as_completed;
mod awaited_by;
mod barrier;
pub mod clock;
mod condition;
mod coroutine;
mod direct;
mod eager;
mod ensure;
mod event;
pub mod event_loop;
mod exceptions;
mod foreign;
pub mod future;
mod future_methods;
mod gather;
pub mod handle;
pub mod live;
mod lock;
mod loop_io;
mod loop_methods;
mod loop_run;
mod modules;
mod new_task;
pub mod order;
mod policy;
pub mod protocol;
mod queue;
mod queue_methods;
pub mod reactor;
mod ready_queue;
mod registry;
mod report;
mod runner;
mod running;
mod semaphore;
pub mod server;
mod shield;
mod show;
mod signals;
mod sleep;
mod sleeper;
mod sock_calls;
mod streams;
mod subprocess;
pub mod task;
mod task_group;
mod task_methods;
mod thread;
pub mod timeouts;
pub mod timers;
pub mod tls;
pub mod transport;
mod wait;
mod wait_for;
mod waiters;
pub mod watching;

pub(crate) use modules::MODULES;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::types::class::TypeRef;
use taipan_interp::types::str::Str;
use taipan_interp::types::weak::WeakLink;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// By the address of an object that is alive meanwhile.
type AddressMap<T> = hashbrown::HashMap<usize, T, foldhash::fast::FixedState>;

/// The native types.
pub struct Types {
    pub future: TypeRef,
    pub future_iter: TypeRef,
    pub direct: TypeRef,
    pub task: TypeRef,
    pub gathering: TypeRef,
    pub handle: TypeRef,
    pub timer_handle: TypeRef,
    pub abstract_loop: TypeRef,
    pub base_loop: TypeRef,
    pub selector_loop: TypeRef,
    pub proactor_loop: TypeRef,
    pub unix_loop: TypeRef,
    pub abstract_policy: TypeRef,
    pub base_policy: TypeRef,
    pub default_policy: TypeRef,
    pub lock: TypeRef,
    pub event: TypeRef,
    pub condition: TypeRef,
    pub semaphore: TypeRef,
    pub bounded_semaphore: TypeRef,
    pub barrier: TypeRef,
    pub queue: TypeRef,
    pub priority_queue: TypeRef,
    pub lifo_queue: TypeRef,
    pub timeout: TypeRef,
    pub task_group: TypeRef,
    pub runner: TypeRef,
    pub as_completed: TypeRef,
    pub abstract_server: TypeRef,
    pub server: TypeRef,
}

/// The exceptions that `asyncio` adds.
pub struct Exceptions {
    pub cancelled: TypeRef,
    pub invalid_state: TypeRef,
    pub incomplete_read: TypeRef,
    pub limit_overrun: TypeRef,
    pub sendfile_not_available: TypeRef,
    pub broken_barrier: TypeRef,
    pub queue_empty: TypeRef,
    pub queue_full: TypeRef,
    pub queue_shut_down: TypeRef,
}

/// Names that are looked up often.
pub struct Names {
    pub sleep: Str,
    pub call_soon: Str,
    pub cancel: Str,
    pub create_task: Str,
    pub create_future: Str,
    pub blocking: Str,
    pub add_done_callback: Str,
}

/// What all loops of an interpreter share.
pub struct Asyncio {
    pub types: Types,
    pub exc: Exceptions,
    pub names: Names,
    /// The number of the last task that got a name of its own.
    pub last_task: Cell<u64>,
    pub tasks: registry::Registry,
    /// `set_event_loop_policy`; None until asked for.
    pub policy: RefCell<Value>,
    /// `asyncio.tasks._enter_task` and the like for loops of another make: (loop, its current task).
    pub foreign_current: RefCell<Vec<(Value, Value)>>,
    /// Tasks of classes that are not derived from ours.
    foreign_tasks: RefCell<Vec<Rc<WeakLink>>>,
}

impl Asyncio {
    /// The tasks that `_register_task` was told of, as far as they are alive.
    fn foreign_tasks(&self) -> Vec<Value> {
        self.foreign_tasks.borrow().iter().filter_map(|l| l.target()).collect()
    }

    fn register_foreign(&self, vm: &Vm, object: &Value) {
        if let Value::Object(o) = object
            && let Some(task) = o.get::<task::Task>()
        {
            return task.register(self, o);
        }
        if let Some(slot) = vm.weak_slot(object) {
            let link = slot.register(object, &vm.pending);
            let mut all = self.foreign_tasks.borrow_mut();
            all.retain(|l| l.target().is_some_and(|t| !t.is(object)));
            all.push(link);
        }
    }

    fn unregister_foreign(&self, object: &Value) {
        if let Some((_, task)) = task::as_task(object) {
            return task.unregister();
        }
        self.foreign_tasks.borrow_mut().retain(|l| l.target().is_some_and(|t| !t.is(object)));
    }
}

/// The shared state.
pub fn of(vm: &Vm) -> Rc<Asyncio> {
    vm.state(|vm| {
        let t = |def, base| vm.make_type(def, base);
        let future = t(&future_methods::FUTURE, None);
        let handle = t(&handle::HANDLE, None);
        let abstract_loop = t(&loop_methods::ABSTRACT_LOOP, None);
        let base_loop = t(&loop_methods::BASE_LOOP, Some(&abstract_loop));
        let selector_loop = t(&loop_methods::SELECTOR_LOOP, Some(&base_loop));
        let abstract_policy = t(&policy::ABSTRACT_POLICY, None);
        let base_policy = t(&policy::BASE_POLICY, Some(&abstract_policy));
        let semaphore = t(&semaphore::SEMAPHORE, None);
        let queue = t(&queue_methods::QUEUE, None);
        let abstract_server = t(&server::ABSTRACT_SERVER, None);
        Asyncio {
            types: Types {
                future_iter: t(&future_methods::FUTURE_ITER, None),
                task: t(&task_methods::TASK, Some(&future)),
                gathering: t(&gather::GATHERING, Some(&future)),
                timer_handle: t(&handle::TIMER_HANDLE, Some(&handle)),
                unix_loop: t(&loop_methods::UNIX_LOOP, Some(&selector_loop)),
                proactor_loop: t(&loop_methods::PROACTOR_LOOP, Some(&base_loop)),
                default_policy: t(&policy::DEFAULT_POLICY, Some(&base_policy)),
                lock: t(&lock::LOCK, None),
                direct: t(&direct::DIRECT, None),
                event: t(&event::EVENT, None),
                condition: t(&condition::CONDITION, None),
                bounded_semaphore: t(&semaphore::BOUNDED, Some(&semaphore)),
                barrier: t(&barrier::BARRIER, None),
                priority_queue: t(&queue_methods::PRIORITY_QUEUE, Some(&queue)),
                lifo_queue: t(&queue_methods::LIFO_QUEUE, Some(&queue)),
                timeout: t(&timeouts::TIMEOUT, None),
                task_group: t(&task_group::TASK_GROUP, None),
                runner: t(&runner::RUNNER, None),
                as_completed: t(&as_completed::ITERATOR, None),
                server: t(&server::SERVER, Some(&abstract_server)),
                abstract_server,
                future,
                handle,
                abstract_loop,
                base_loop,
                selector_loop,
                abstract_policy,
                base_policy,
                semaphore,
                queue,
            },
            exc: exceptions::make(vm),
            names: Names {
                sleep: vm.intern("sleep"),
                call_soon: vm.intern("call_soon"),
                cancel: vm.intern("cancel"),
                create_task: vm.intern("create_task"),
                create_future: vm.intern("create_future"),
                blocking: vm.intern("_asyncio_future_blocking"),
                add_done_callback: vm.intern("add_done_callback"),
            },
            last_task: Cell::new(0),
            tasks: registry::Registry::default(),
            policy: RefCell::new(Value::None),
            foreign_current: RefCell::default(),
            foreign_tasks: RefCell::default(),
        }
    })
}

/// The current context became an object: if a task's step is being run in it, it is the task's.
pub(crate) fn context_was_made(vm: &Vm, context: &ObjRef) {
    let running = vm.running_loop.get();
    let Some(data) = event_loop::loop_data(&running) else { return };
    let current = data.current.get();
    if let Some(task) = current.native::<task::Task>() {
        task.adopt_context(context);
    }
}

/// A number of seconds as given to the loop.
///
/// # Errors
/// TypeError when it is no number.
fn seconds(vm: &Vm, value: &Value) -> PyResult<f64> {
    match value.inner() {
        Value::Float(f) => Ok(*f),
        Value::Int(i) => Ok(*i as f64),
        Value::Bool(b) => Ok(f64::from(u8::from(*b))),
        _ => match vm.call(&Value::Type(vm.types.float.clone()), std::slice::from_ref(value))? {
            Value::Float(f) => Ok(f),
            _ => Err(vm.type_error("a number of seconds was expected")),
        },
    }
}
