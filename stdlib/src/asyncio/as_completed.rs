//! `asyncio.as_completed`: results in the order in which they come.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::{Flow, NativeData, Traverse, Visitor};
use taipan_interp::native::{NativeDef, TypeDef, function, method};
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::OnDone;
use super::queue::{Access, Get, Kind, Queue};
use super::wait::{cancel_timer, different};
use super::{coroutine, ensure, foreign, of, policy, task};

/// The object that `as_completed` returns: an iterator, plain and asynchronous.
pub struct AsCompleted {
    /// Futures as they finish; None for each that the timeout cut off.
    done: ObjRef,
    /// Those that are not done.
    todo: RefCell<Vec<Value>>,
    /// How many have not been handed out.
    left: Cell<usize>,
    timer: RefCell<Value>,
    callback: OnceCell<Rc<dyn OnDone>>,
}

impl NativeData for AsCompleted {
    taipan_interp::traverses!(done, todo, timer, callback);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        if self.left.get() == 0 {
            return Ok(None);
        }
        self.left.set(self.left.get() - 1);
        let name = "_AsCompletedIterator._wait_for_one";
        Ok(Some(coroutine::make(vm, name, WaitForOne::new(this, true))))
    }
}

impl AsCompleted {
    fn hand_over(&self, vm: &Vm, item: Value) -> PyResult<()> {
        Access::new(vm, &self.done).map_or(Ok(()), |q| q.put_nowait(item))
    }

    fn completed(&self, vm: &Vm, future: &Value) -> PyResult<()> {
        let mut todo = self.todo.borrow_mut();
        // The timeout was here first: nothing is to do any more.
        let Some(at) = todo.iter().position(|f| f.is(future)) else { return Ok(()) };
        let future = todo.remove(at);
        let last = todo.is_empty();
        drop(todo);
        self.hand_over(vm, future)?;
        if last {
            let timer = self.timer.borrow().clone();
            cancel_timer(vm, &timer)?;
        }
        Ok(())
    }

    fn time_is_over(&self, vm: &Vm) -> PyResult<()> {
        let todo = self.todo.take();
        for future in todo {
            if let Some(callback) = self.callback.get() {
                foreign::remove_callback(vm, &future, callback)?;
            }
            self.hand_over(vm, Value::None)?;
        }
        Ok(())
    }
}

struct Completion {
    iterator: ObjRef,
    callable: OnceCell<Value>,
}

impl OnDone for Completion {
    taipan_interp::traverses!(iterator, callable);

    fn done(&self, vm: &Vm, future: &Value) -> PyResult<()> {
        self.iterator.get::<AsCompleted>().map_or(Ok(()), |i| i.completed(vm, future))
    }

    fn name(&self) -> &'static str {
        "_AsCompletedIterator._handle_completion"
    }

    fn callable(&self) -> &OnceCell<Value> {
        &self.callable
    }
}

/// Waits for the next one: its result, or the future itself.
///
/// Cancelled while it waits: as `Queue.get`; nothing is lost.
struct WaitForOne {
    resolve: bool,
    get: Get,
}

impl WaitForOne {
    fn new(iterator: &ObjRef, resolve: bool) -> WaitForOne {
        let queue = iterator.get::<AsCompleted>().map_or_else(|| iterator.clone(), |i| i.done.clone());
        WaitForOne { resolve, get: Get { queue, waiting: None } }
    }
}

impl NativeCoroutine for WaitForOne {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.get.traverse(v);
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        match self.get.resume(vm, input)? {
            Flow::Return(Value::None) => Err(vm.new_exception(&vm.exc.timeout_error, Vec::new())),
            Flow::Return(future) if self.resolve => task::result_of(vm, &future).map(Flow::Return),
            other => Ok(other),
        }
    }
}

pub const ITERATOR: TypeDef = TypeDef {
    methods: &[
        method("__iter__", "(self)", |_, a| Ok(a[0].clone())),
        method("__aiter__", "(self)", |_, a| Ok(a[0].clone())),
        method("__next__", "(self)", |vm, a| {
            let (object, iterator) = this(vm, &a[0])?;
            match iterator.iter_next(object, vm)? {
                Some(item) => Ok(item),
                None => Err(vm.stop_iteration(Value::None)),
            }
        }),
        method("__anext__", "(self)", |vm, a| {
            let object = this(vm, &a[0])?.0.clone();
            Ok(coroutine::make(vm, "_AsCompletedIterator.__anext__", Anext { iterator: object, inner: None }))
        })
        .coroutine(),
    ],
    ..TypeDef::new("_AsCompletedIterator", "asyncio.tasks")
};

/// `__anext__()`: the next future, or StopAsyncIteration.
struct Anext {
    iterator: ObjRef,
    inner: Option<WaitForOne>,
}

impl NativeCoroutine for Anext {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.iterator.traverse(v);
        if let Some(inner) = &self.inner {
            inner.traverse(v);
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        if let Some(inner) = &mut self.inner {
            return inner.resume(vm, input);
        }
        let input = input?;
        let left = self.iterator.get::<AsCompleted>().map_or(0, |i| i.left.get());
        if left == 0 {
            return Err(vm.new_exception(&vm.exc.stop_async_iteration, Vec::new()));
        }
        if let Some(iterator) = self.iterator.get::<AsCompleted>() {
            iterator.left.set(left - 1);
        }
        self.inner.insert(WaitForOne::new(&self.iterator, false)).resume(vm, Ok(input))
    }
}

fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a AsCompleted)> {
    match value {
        Value::Object(o) => o.get::<AsCompleted>().map(|i| (o, i)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an _AsCompletedIterator was expected"))
}

pub const AS_COMPLETED: NativeDef = function("as_completed", "(fs, *, timeout=None)", |vm, a| {
    if ensure::is_awaitable(vm, &a[0]) {
        return Err(vm.type_error(format!("expects an iterable of awaitables, not {}", vm.class_name(&a[0]).as_str())));
    }
    let owner = policy::get_event_loop(vm)?;
    let mut todo: Vec<Value> = Vec::new();
    for awaitable in different(vm, &a[0])? {
        let future = ensure::ensure_future(vm, &awaitable, Some(&owner))?;
        todo.push(future);
    }
    let types = &of(vm).types;
    let iterator = AsCompleted {
        done: ObjRef::new(types.queue.clone(), Queue::new(Kind::First)),
        left: Cell::new(todo.len()),
        todo: RefCell::new(todo.clone()),
        timer: RefCell::new(Value::None),
        callback: OnceCell::new(),
    };
    let object = ObjRef::new(types.as_completed.clone(), iterator);
    let callback: Rc<dyn OnDone> = Rc::new(Completion { iterator: object.clone(), callable: OnceCell::new() });
    let Some(data) = object.get::<AsCompleted>() else { return Ok(Value::None) };
    // The cell is new, so it is empty.
    let _ = data.callback.set(callback.clone());
    for future in &todo {
        foreign::add_callback(vm, future, &callback)?;
    }
    if let Some(timeout) = a[1].some().filter(|_| !todo.is_empty()) {
        let iterator = object.clone();
        let strike = vm.closure("_AsCompletedIterator._handle_timeout", move |vm, _| {
            iterator.get::<AsCompleted>().map_or(Ok(()), |i| i.time_is_over(vm)).map(|()| Value::None)
        });
        let timer = vm.call_method(&owner, &vm.intern("call_later"), &[timeout.clone(), strike])?;
        data.timer.replace(timer);
    }
    Ok(Value::Object(object))
})
.doc("Iterate over awaitables in the order in which they end (`for` or `async for`).");
