//! `_queue`: `SimpleQueue`, which threads hand things to each other through.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, ModuleDef, NativeDef, TypeDef, class_method, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::{generic_alias, parameters};
use taipan_interp::vm::waiting::WaitQueue;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use crate::thread;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef { name: "_queue", doc: "A queue for threads.", functions: &[], init }];

struct Types {
    queue: TypeRef,
    empty: TypeRef,
}

fn types(vm: &Vm) -> Rc<Types> {
    vm.state(|vm| Types { queue: vm.make_type(&QUEUE, None), empty: vm.make_type(&EMPTY, Some(&vm.exc.exception)) })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = types(vm);
    dict.set_str(&vm.intern("SimpleQueue"), Value::Type(types.queue.clone()));
    dict.set_str(&vm.intern("Empty"), Value::Type(types.empty.clone()));
    Ok(())
}

const EMPTY: TypeDef = TypeDef {
    doc: "Exception raised by Queue.get(block=0)/get_nowait().",
    layout: Layout::Exception,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    ..TypeDef::new("Empty", "_queue")
};

#[derive(Default)]
struct SimpleQueue {
    items: RefCell<VecDeque<Value>>,
    waiting: WaitQueue,
}

impl NativeData for SimpleQueue {
    taipan_interp::traverses!(items);

    fn clear(&self) {
        drop(self.items.take());
    }
}

const QUEUE: TypeDef = TypeDef {
    doc: "Simple, unbounded, reentrant FIFO queue.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("SimpleQueue", "_queue")
};

const METHODS: &[NativeDef] = &[
    method("put", "(self, /, item, block=True, timeout=None)", put),
    method("put_nowait", "(self, /, item)", put),
    method_raw("get", "(self, /, block=True, timeout=None)", get),
    method("get_nowait", "(self, /)", |vm, a| take(vm, &a[0], Some(Duration::ZERO))),
    method("empty", "(self, /)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.items.borrow().is_empty()))),
    method("qsize", "(self, /)", |vm, a| Ok(Value::from(this(vm, &a[0])?.items.borrow().len()))),
    class_method("__class_getitem__", "(cls, object, /)", |vm, a| generic_alias::make(vm, &a[0], &a[1])),
];

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if !args.values.is_empty() && cls.is(&types(vm).queue) {
        return Err(vm.type_error("SimpleQueue() takes no arguments"));
    }
    Ok(Value::Object(ObjRef::new(cls.clone(), SimpleQueue::default())))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a SimpleQueue> {
    v.native::<SimpleQueue>().ok_or_else(|| vm.type_error("a '_queue.SimpleQueue' object was expected"))
}

/// `block` and `timeout` mean nothing: there is always room.
fn put(vm: &Vm, a: &[Value]) -> PyResult {
    let queue = this(vm, &a[0])?;
    queue.items.borrow_mut().push_back(a[1].clone());
    queue.waiting.wake_one();
    Ok(Value::None)
}

fn get(vm: &Vm, args: &Args) -> PyResult {
    let given = parameters::bind(vm, "get", &["block", "timeout"], 0, &args.skip_first())?;
    let block = match given[0].bound() {
        Some(block) => vm.truth(block)?,
        None => true,
    };
    let patience = match given[1].some() {
        _ if !block => Some(Duration::ZERO),
        None => None,
        Some(timeout) => {
            let negative = match timeout.inner() {
                Value::Float(f) => *f < 0.0,
                Value::Int(n) => *n < 0,
                _ => false,
            };
            if negative {
                return Err(vm.value_error("'timeout' must be a non-negative number"));
            }
            thread::patience(vm, &Value::Bool(true), timeout)?
        }
    };
    take(vm, &args.values[0], patience)
}

fn take(vm: &Vm, queue: &Value, patience: Option<Duration>) -> PyResult {
    let data = this(vm, queue)?;
    let mut taken = data.items.borrow_mut().pop_front();
    if taken.is_none() {
        let until = thread::deadline(vm, patience);
        data.waiting.wait_until(vm, until, || {
            taken = data.items.borrow_mut().pop_front();
            taken.is_some()
        })?;
    }
    taken.ok_or_else(|| vm.new_exception(&types(vm).empty, Vec::new()))
}
