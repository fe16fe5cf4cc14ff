//! Queues: what `asyncio.Queue`, `PriorityQueue` and `LifoQueue` hold, and how getters and putters wait.
//!
//! The methods that Python sees are in `queue_methods`. A class written in Python may override the storage
//! (`_init`, `_get`, `_put`, `qsize`, …): every access then goes by those names.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use taipan_interp::heap::{Flow, NativeData};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{State, core_of, is_exact};
use super::waiters::{Bound, Waiters, wake};
use super::{event, of};

/// In which order items leave.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    First,
    Smallest,
    Last,
}

/// A queue.
pub struct Queue {
    pub kind: Kind,
    /// As given.
    pub maxsize: RefCell<Value>,
    /// The same, as a number; 0 and below: no limit.
    pub limit: Cell<i64>,
    pub items: RefCell<VecDeque<Value>>,
    pub getters: Waiters,
    pub putters: Waiters,
    /// Items put and not reported done yet.
    pub unfinished: Cell<i64>,
    /// Set when there are none; made when somebody joins or asks.
    pub finished: RefCell<Option<ObjRef>>,
    pub is_shutdown: Cell<bool>,
    pub bound: Bound,
}

impl NativeData for Queue {
    taipan_interp::traverses!(maxsize, items, getters, putters, finished, bound);

    fn clear(&self) {
        drop(self.items.take());
    }
}

impl Queue {
    pub fn new(kind: Kind) -> Queue {
        Queue {
            kind,
            maxsize: RefCell::new(Value::Int(0)),
            limit: Cell::new(0),
            items: RefCell::default(),
            getters: Waiters::default(),
            putters: Waiters::default(),
            unfinished: Cell::new(0),
            finished: RefCell::default(),
            is_shutdown: Cell::new(false),
            bound: Bound::default(),
        }
    }

    /// Puts an item into the storage of our own.
    ///
    /// # Errors
    /// What comparing items raises (priority queues).
    pub fn store(&self, vm: &Vm, item: Value) -> PyResult<()> {
        self.items.borrow_mut().push_back(item);
        if self.kind == Kind::Smallest {
            let last = self.items.borrow().len() - 1;
            self.sift_down(vm, 0, last)?;
        }
        Ok(())
    }

    /// Takes the next item out of the storage of our own.
    ///
    /// # Errors
    /// As [`Queue::store`].
    pub fn take(&self, vm: &Vm) -> PyResult<Option<Value>> {
        match self.kind {
            Kind::First => Ok(self.items.borrow_mut().pop_front()),
            Kind::Last => Ok(self.items.borrow_mut().pop_back()),
            Kind::Smallest => {
                let Some(last) = self.items.borrow_mut().pop_back() else { return Ok(None) };
                let smallest = match self.items.borrow_mut().front_mut() {
                    Some(first) => std::mem::replace(first, last),
                    None => return Ok(Some(last)),
                };
                self.sift_up(vm)?;
                Ok(Some(smallest))
            }
        }
    }

    fn item(&self, i: usize) -> Value {
        self.items.borrow().get(i).cloned().unwrap_or(Value::None)
    }

    fn swap(&self, i: usize, j: usize) {
        let mut items = self.items.borrow_mut();
        if i < items.len() && j < items.len() {
            items.swap(i, j);
        }
    }

    /// As `heapq` does it, so that equal items leave in the same order as there.
    fn sift_down(&self, vm: &Vm, start: usize, mut at: usize) -> PyResult<()> {
        let item = self.item(at);
        while at > start {
            let parent = (at - 1) >> 1;
            if !vm.less(&item, &self.item(parent))? {
                break;
            }
            self.swap(at, parent);
            at = parent;
        }
        Ok(())
    }

    fn sift_up(&self, vm: &Vm) -> PyResult<()> {
        let end = self.items.borrow().len();
        let (mut at, mut child) = (0, 1);
        while child < end {
            let right = child + 1;
            if right < end && !vm.less(&self.item(child), &self.item(right))? {
                child = right;
            }
            self.swap(at, child);
            at = child;
            child = 2 * at + 1;
        }
        self.sift_down(vm, 0, at)
    }

    /// Wakes the first who waits in a row; those that are done already are dropped from it.
    ///
    /// # Errors
    /// RuntimeError when the loop of a waiter is closed.
    #[inline]
    pub fn wake_next(&self, vm: &Vm, row: &Waiters) -> PyResult<()> {
        while let Some(waiter) = row.pop() {
            if core_of(&waiter).is_some_and(|c| !c.is_done()) {
                return wake(vm, &waiter, Value::None);
            }
        }
        Ok(())
    }

    /// Nothing is unfinished: whoever joins goes on.
    ///
    /// # Errors
    /// RuntimeError when the loop of a waiter is closed.
    pub fn all_finished(&self, vm: &Vm) -> PyResult<()> {
        let finished = self.finished.borrow().clone();
        match finished.as_ref().and_then(|f| f.get::<event::Event>()) {
            Some(event) => event.set(vm),
            None => Ok(()),
        }
    }

    /// The event that `join` waits for.
    pub fn finished_event(&self, vm: &Vm) -> ObjRef {
        self.finished.borrow_mut().get_or_insert_with(|| event::create(vm, self.unfinished.get() == 0)).clone()
    }

    fn note_put(&self) {
        self.unfinished.set(self.unfinished.get() + 1);
        if let Some(event) = self.finished.borrow().as_ref().and_then(|f| f.get::<event::Event>()) {
            event.clear();
        }
    }
}

/// A queue object as the coroutines and methods use it: by the fast way, or by the names that Python overrides.
pub struct Access<'a> {
    pub vm: &'a Vm,
    pub object: &'a ObjRef,
    pub queue: &'a Queue,
    /// Nothing is overridden.
    pub exact: bool,
}

impl<'a> Access<'a> {
    pub fn new(vm: &'a Vm, object: &'a ObjRef) -> Option<Access<'a>> {
        let queue = object.get::<Queue>()?;
        Some(Access { vm, object, queue, exact: is_exact(object) && !object.has_attrs() })
    }

    fn call(&self, name: &str, args: &[Value]) -> PyResult {
        self.vm.call_method(&Value::Object(self.object.clone()), &self.vm.intern(name), args)
    }

    fn ask(&self, name: &str) -> PyResult<bool> {
        self.vm.truth(&self.call(name, &[])?)
    }

    /// # Errors
    /// What a method written in Python raises; so for all below.
    #[inline]
    pub fn is_empty(&self) -> PyResult<bool> {
        if self.exact { Ok(self.queue.items.borrow().is_empty()) } else { self.ask("empty") }
    }

    #[inline]
    pub fn is_full(&self) -> PyResult<bool> {
        if !self.exact {
            return self.ask("full");
        }
        let limit = self.queue.limit.get();
        Ok(limit > 0 && self.queue.items.borrow().len() as i64 >= limit)
    }

    fn store(&self, item: Value) -> PyResult<()> {
        if self.exact { self.queue.store(self.vm, item) } else { self.call("_put", &[item]).map(drop) }
    }

    /// Takes the next item out, of whatever storage.
    pub fn take(&self) -> PyResult {
        if !self.exact {
            return self.call("_get", &[]);
        }
        match self.queue.take(self.vm)? {
            Some(item) => Ok(item),
            None => Err(self.vm.index_error("pop from an empty deque")),
        }
    }

    /// `put_nowait`.
    pub fn put_nowait(&self, item: Value) -> PyResult<()> {
        if self.queue.is_shutdown.get() {
            return Err(self.vm.new_exception(&of(self.vm).exc.queue_shut_down, Vec::new()));
        }
        if self.is_full()? {
            return Err(self.vm.new_exception(&of(self.vm).exc.queue_full, Vec::new()));
        }
        self.store(item)?;
        self.queue.note_put();
        self.queue.wake_next(self.vm, &self.queue.getters)
    }

    /// `get_nowait`.
    pub fn get_nowait(&self) -> PyResult {
        if self.is_empty()? {
            let exc = &of(self.vm).exc;
            let class = if self.queue.is_shutdown.get() { &exc.queue_shut_down } else { &exc.queue_empty };
            return Err(self.vm.new_exception(class, Vec::new()));
        }
        let item = self.take()?;
        self.queue.wake_next(self.vm, &self.queue.putters)?;
        Ok(item)
    }

    fn shut_down(&self) -> Raised {
        self.vm.new_exception(&of(self.vm).exc.queue_shut_down, Vec::new())
    }

    fn wait_in(&self, row: &Waiters) -> PyResult<ObjRef> {
        let future = self.queue.bound.create_future(self.vm, &Value::Object(self.object.clone()))?;
        row.push(future.clone());
        Ok(future)
    }

    /// A wait was broken off: it leaves the row. If it had been woken and there is still something to be had, the next
    /// in the row is woken in its place.
    fn leave(&self, row: &Waiters, future: &ObjRef, something: impl Fn(&Self) -> PyResult<bool>) -> PyResult<()> {
        let Some(core) = core_of(future) else { return Ok(()) };
        core.cancel(self.vm, future, None)?;
        row.remove(future);
        if something(self)? && core.state() != State::Cancelled {
            self.queue.wake_next(self.vm, row)?;
        }
        Ok(())
    }
}

/// `Queue.get()`.
///
/// Cancelled while it waits: it leaves the row of getters, and hands a wake-up that it had already got to the next.
pub struct Get {
    pub queue: ObjRef,
    pub waiting: Option<ObjRef>,
}

impl NativeCoroutine for Get {
    taipan_interp::traverses!(queue, waiting);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.queue.clone();
        let Some(q) = Access::new(vm, &object) else { return Ok(Flow::Return(Value::None)) };
        let waited = self.waiting.take();
        if let Err(e) = input {
            if let Some(future) = waited {
                q.leave(&q.queue.getters, &future, |q| Ok(!q.is_empty()?))?;
            }
            return Err(e);
        }
        drop(waited);
        if q.is_empty()? {
            if q.queue.is_shutdown.get() {
                return Err(q.shut_down());
            }
            let future = q.wait_in(&q.queue.getters)?;
            self.waiting = Some(future.clone());
            return Ok(Flow::Await(Value::Object(future)));
        }
        if q.exact { q.get_nowait() } else { q.call("get_nowait", &[]) }.map(Flow::Return)
    }
}

/// `Queue.put(item)`.
///
/// Cancelled while it waits: it leaves the row of putters, and hands a wake-up that it had already got to the next.
/// The item is not put.
pub struct Put {
    pub queue: ObjRef,
    pub item: Value,
    pub waiting: Option<ObjRef>,
}

impl NativeCoroutine for Put {
    taipan_interp::traverses!(queue, item, waiting);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let object = self.queue.clone();
        let Some(q) = Access::new(vm, &object) else { return Ok(Flow::Return(Value::None)) };
        let waited = self.waiting.take();
        if let Err(e) = input {
            if let Some(future) = waited {
                q.leave(&q.queue.putters, &future, |q| Ok(!q.is_full()?))?;
            }
            return Err(e);
        }
        drop(waited);
        if q.is_full()? {
            if q.queue.is_shutdown.get() {
                return Err(q.shut_down());
            }
            let future = q.wait_in(&q.queue.putters)?;
            self.waiting = Some(future.clone());
            return Ok(Flow::Await(Value::Object(future)));
        }
        let item = std::mem::replace(&mut self.item, Value::None);
        if q.exact {
            q.put_nowait(item)?;
            return Ok(Flow::Return(Value::None));
        }
        q.call("put_nowait", &[item]).map(Flow::Return)
    }
}

/// `Queue.shutdown(immediate)`.
///
/// # Errors
/// What a storage written in Python raises.
pub fn shutdown(q: &Access, immediate: bool) -> PyResult<()> {
    q.queue.is_shutdown.set(true);
    if immediate {
        while !q.is_empty()? {
            drop(q.take()?);
            if q.queue.unfinished.get() > 0 {
                q.queue.unfinished.set(q.queue.unfinished.get() - 1);
            }
        }
        if q.queue.unfinished.get() == 0 {
            q.queue.all_finished(q.vm)?;
        }
    }
    for row in [&q.queue.getters, &q.queue.putters] {
        while let Some(waiter) = row.pop() {
            wake(q.vm, &waiter, Value::None)?;
        }
    }
    Ok(())
}
