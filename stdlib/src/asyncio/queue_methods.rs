//! `asyncio.Queue`, `PriorityQueue` and `LifoQueue` as Python sees them.

use taipan_interp::heap::{Awaited, Flow};
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, class_method, getset, getter, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::lock::FLAGS;
use super::queue::{Access, Get, Kind, Put, Queue, shutdown};
use super::{coroutine, direct, event, of, show};

/// `asyncio.Queue`.
pub const QUEUE: TypeDef = TypeDef {
    doc: "A queue, useful for coordinating producer and consumer coroutines.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("Queue", "asyncio.queues")
};

/// `asyncio.PriorityQueue`.
pub const PRIORITY_QUEUE: TypeDef = TypeDef {
    doc: "A subclass of Queue; retrieves entries in priority order (lowest first).",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    ..TypeDef::new("PriorityQueue", "asyncio.queues")
};

/// `asyncio.LifoQueue`.
pub const LIFO_QUEUE: TypeDef = TypeDef {
    doc: "A subclass of Queue that retrieves most recently added entries first.",
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    ..TypeDef::new("LifoQueue", "asyncio.queues")
};

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    let types = &of(vm).types;
    let kind = if cls.is_subtype(&types.priority_queue) {
        Kind::Smallest
    } else if cls.is_subtype(&types.lifo_queue) {
        Kind::Last
    } else {
        Kind::First
    };
    Ok(Value::Object(ObjRef::new(cls.clone(), Queue::new(kind))))
}

fn this<'a>(vm: &'a Vm, value: &'a Value) -> PyResult<Access<'a>> {
    match value {
        Value::Object(o) => Access::new(vm, o),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an asyncio.Queue was expected"))
}

const METHODS: &[NativeDef] = &[
    method("__init__", "(self, maxsize=0)", |vm, a| {
        let q = this(vm, &a[0])?;
        let maxsize = a[1].bound().cloned().unwrap_or(Value::Int(0));
        q.queue.limit.set(match &maxsize {
            Value::Int(n) => *n,
            other => super::seconds(vm, other)?.ceil() as i64,
        });
        q.queue.maxsize.replace(maxsize.clone());
        if !q.exact {
            vm.call_method(&a[0], &vm.intern("_init"), &[maxsize])?;
        }
        Ok(Value::None)
    }),
    method("_init", "(self, maxsize)", |_, _| Ok(Value::None)),
    method("_get", "(self)", |vm, a| {
        let q = this(vm, &a[0])?;
        match replaced_storage(vm, &q) {
            // A subclass brought its own `_queue` and kept our ways of using it.
            Some(own) => {
                let (name, args): (&str, &[Value]) = match q.queue.kind {
                    Kind::First => ("popleft", &[]),
                    Kind::Last => ("pop", &[]),
                    Kind::Smallest => return heap_function(vm, "heappop", vec![own]),
                };
                vm.call_method(&own, &vm.intern(name), args)
            }
            None => match q.queue.take(vm)? {
                Some(item) => Ok(item),
                None => Err(vm.index_error("pop from an empty deque")),
            },
        }
    }),
    method("_put", "(self, item)", |vm, a| {
        let q = this(vm, &a[0])?;
        match replaced_storage(vm, &q) {
            Some(own) if q.queue.kind == Kind::Smallest => {
                heap_function(vm, "heappush", vec![own, a[1].clone()])?;
            }
            Some(own) => {
                vm.call_method(&own, &vm.names.append, std::slice::from_ref(&a[1]))?;
            }
            None => q.queue.store(vm, a[1].clone())?,
        }
        Ok(Value::None)
    }),
    method("qsize", "(self)", |vm, a| {
        let q = this(vm, &a[0])?;
        Ok(Value::from(match replaced_storage(vm, &q) {
            Some(own) => vm.len(&own)?,
            None => q.queue.items.borrow().len(),
        }))
    }).doc("How many items are in the queue."),
    method("empty", "(self)", |vm, a| {
        let q = this(vm, &a[0])?;
        Ok(Value::Bool(match replaced_storage(vm, &q) {
            Some(own) => !vm.truth(&own)?,
            None => q.queue.items.borrow().is_empty(),
        }))
    }).doc("True if there is no item."),
    method("full", "(self)", |vm, a| {
        let q = this(vm, &a[0])?;
        let limit = q.queue.limit.get();
        if limit <= 0 {
            return Ok(Value::Bool(false));
        }
        let size = vm.call_method(&a[0], &vm.intern("qsize"), &[])?;
        Ok(Value::Bool(vm.index_i64(&size)? >= limit))
    }).doc("True if there are `maxsize` items."),
    method("put", "(self, item)", |vm, a| {
        let queue = this(vm, &a[0])?.object.clone();
        Ok(coroutine::make(vm, "Queue.put", Put { queue, item: a[1].clone(), waiting: None }))
    }).doc("Add an item; wait for room first, if the queue is full.")
    .awaited(|vm, a| {
        let q = this(vm, &a[0])?;
        if !q.exact || q.is_full()? {
            let put = Put { queue: q.object.clone(), item: a[1].clone(), waiting: None };
            return Ok(Some(direct::drive(vm, put)));
        }
        q.put_nowait(a[1].clone())?;
        Ok(Some(Awaited::Done(Value::None)))
    }),
    method("put_nowait", "(self, item)", |vm, a| {
        this(vm, &a[0])?.put_nowait(a[1].clone())?;
        Ok(Value::None)
    }).doc("Add an item, or raise QueueFull."),
    method("get", "(self)", |vm, a| {
        let queue = this(vm, &a[0])?.object.clone();
        Ok(coroutine::make(vm, "Queue.get", Get { queue, waiting: None }))
    }).doc("Take an item; wait for one, if there is none.")
    .awaited(|vm, a| {
        let q = this(vm, &a[0])?;
        if !q.exact || q.is_empty()? {
            return Ok(Some(direct::drive(vm, Get { queue: q.object.clone(), waiting: None })));
        }
        q.get_nowait().map(|item| Some(Awaited::Done(item)))
    }),
    method("get_nowait", "(self)", |vm, a| this(vm, &a[0])?.get_nowait()).doc("Take an item, or raise QueueEmpty."),
    method("task_done", "(self)", |vm, a| {
        let q = this(vm, &a[0])?;
        let left = q.queue.unfinished.get() - 1;
        if left < 0 {
            return Err(vm.value_error("task_done() called too many times"));
        }
        q.queue.unfinished.set(left);
        if left == 0 {
            q.queue.all_finished(vm)?;
        }
        Ok(Value::None)
    }).doc("Say that an item that was taken has been worked on: `join` counts these."),
    method("join", "(self)", |vm, a| {
        let queue = this(vm, &a[0])?.object.clone();
        Ok(coroutine::make(vm, "Queue.join", Join { queue, waiting: false }))
    }).coroutine().doc("Wait until all items have been taken and worked on."),
    method("shutdown", "(self, immediate=False)", |vm, a| {
        let immediate = match a[1].bound() {
            Some(immediate) => vm.truth(immediate)?,
            None => false,
        };
        shutdown(&this(vm, &a[0])?, immediate)?;
        Ok(Value::None)
    }).doc("Take no more items: `put` raises QueueShutDown, and so does `get` once the queue is empty (`immediate`: at once)."),
    method("__repr__", "(self)", |vm, a| {
        let q = this(vm, &a[0])?;
        let name = q.object.class().name();
        Ok(Value::from(format!("<{} at {:#x} {}>", name.as_str(), q.object.addr(), details(vm, &q)?)))
    }),
    method("__str__", "(self)", |vm, a| {
        let q = this(vm, &a[0])?;
        Ok(Value::from(format!("<{} {}>", q.object.class().name().as_str(), details(vm, &q)?)))
    }),
    method("_format", "(self)", |vm, a| details(vm, &this(vm, &a[0])?).map(Value::from)),
    class_method("__class_getitem__", "(cls, object, /)", |vm, a| {
        vm.call(&Value::Type(vm.types.generic_alias.clone()), a)
    }),
];

const GETSET: &[GetSet] = &[
    getter("maxsize", |vm, v| Ok(this(vm, v)?.queue.maxsize.borrow().clone())),
    getset(
        "_maxsize",
        |vm, v| Ok(this(vm, v)?.queue.maxsize.borrow().clone()),
        |vm, v, new| {
            if let Some(new) = new {
                let q = this(vm, v)?;
                q.queue.limit.set(vm.index_i64(new)?);
                q.queue.maxsize.replace(new.clone());
            }
            Ok(())
        },
    ),
    getset(
        "_queue",
        |vm, v| storage_object(vm, &this(vm, v)?),
        |vm, v, new| {
            let q = this(vm, v)?;
            if let Some(new) = new {
                q.object.attrs().set(&vm.intern("_queue"), new.clone(), &|| vm.next_number());
            }
            Ok(())
        },
    ),
    getter("_unfinished_tasks", |vm, v| Ok(Value::Int(this(vm, v)?.queue.unfinished.get()))),
    getter("_is_shutdown", |vm, v| Ok(Value::Bool(this(vm, v)?.queue.is_shutdown.get()))),
    getter("_finished", |vm, v| Ok(Value::Object(this(vm, v)?.queue.finished_event(vm)))),
    getter("_loop", |vm, v| Ok(this(vm, v)?.queue.bound.shown())),
];

/// What a subclass has put into `self._queue`.
fn replaced_storage(vm: &Vm, q: &Access) -> Option<Value> {
    if q.exact {
        return None;
    }
    q.object.attrs().get(&vm.intern("_queue"))
}

/// The storage as a Python object, which it is from now on: a subclass works on it.
fn storage_object(vm: &Vm, q: &Access) -> PyResult {
    let name = vm.intern("_queue");
    if let Some(own) = q.object.attrs().get(&name) {
        return Ok(own);
    }
    let items = Value::list(q.queue.items.take().into());
    let own = match q.queue.kind {
        Kind::First => vm.call_method(&vm.import("collections")?, &vm.intern("deque"), &[items])?,
        Kind::Smallest | Kind::Last => items,
    };
    q.object.attrs().set(&name, own.clone(), &|| vm.next_number());
    Ok(own)
}

fn heap_function(vm: &Vm, name: &str, args: Vec<Value>) -> PyResult {
    vm.call_method(&vm.import("heapq")?, &vm.intern(name), &args)
}

fn details(vm: &Vm, q: &Access) -> PyResult<String> {
    let queue = q.queue;
    let mut text = format!("maxsize={}", show::repr(vm, &queue.maxsize.borrow().clone())?);
    let items = match replaced_storage(vm, q) {
        Some(own) => vm.collect(&own)?,
        None => queue.items.borrow().iter().cloned().collect(),
    };
    if !items.is_empty() {
        text.push_str(&format!(" _queue={}", show::repr(vm, &Value::list(items))?));
    }
    for (name, row) in [("_getters", &queue.getters), ("_putters", &queue.putters)] {
        if !row.is_empty() {
            text.push_str(&format!(" {name}[{}]", row.len()));
        }
    }
    if queue.unfinished.get() != 0 {
        text.push_str(&format!(" tasks={}", queue.unfinished.get()));
    }
    if queue.is_shutdown.get() {
        text.push_str(" shutdown");
    }
    Ok(text)
}

/// `Queue.join()`. Cancelled while it waits: as `Event.wait`.
struct Join {
    queue: ObjRef,
    waiting: bool,
}

impl NativeCoroutine for Join {
    taipan_interp::traverses!(queue);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        input?;
        let Some(queue) = self.queue.get::<Queue>() else { return Ok(Flow::Return(Value::None)) };
        if self.waiting || queue.unfinished.get() <= 0 {
            return Ok(Flow::Return(Value::None));
        }
        self.waiting = true;
        let wait = event::Wait::new(queue.finished_event(vm));
        Ok(Flow::Await(coroutine::make(vm, "Event.wait", wait)))
    }
}
