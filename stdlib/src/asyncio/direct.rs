//! Waiting without a coroutine object: `await queue.get()`, `async with lock:` when they have to wait.
//!
//! A call of a native coroutine function that is awaited where it stands needs no coroutine object around its state
//! machine, nor a link on the await chain: the frame that awaits drives this object itself.

use std::cell::RefCell;

use taipan_interp::heap::{Awaited, Flow, Held, NativeData, Traverse, Visitor};
use taipan_interp::native::TypeDef;
use taipan_interp::types::class::Layout;
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, Raised, Value, Vm};

use super::of;

/// A state machine that awaits futures only, and the one that it awaits.
struct Direct<T> {
    machine: RefCell<T>,
    /// Unbound while it awaits nothing.
    future: Held<Value>,
}

/// What awaiting this state machine comes to.
pub fn drive(vm: &Vm, machine: impl NativeCoroutine) -> Awaited {
    let direct = Direct { machine: RefCell::new(machine), future: Held::new(Value::Unbound) };
    Awaited::Drive(Value::Object(ObjRef::new(of(vm).types.direct.clone(), direct)))
}

impl<T: NativeCoroutine> Direct<T> {
    /// Hands what was sent or thrown to the future, and what that gives to the machine, until something is handed out.
    fn go_on(&self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let Ok(mut machine) = self.machine.try_borrow_mut() else {
            return Err(vm.value_error("coroutine already executing"));
        };
        let mut input = input;
        let mut future = self.future.replace(Value::Unbound);
        loop {
            if !future.is_unbound() {
                input = match vm.send_into(&future, input) {
                    Ok(Flow::Yield(handed_out) | Flow::Item(handed_out)) => {
                        self.future.set(future);
                        return Ok(Flow::Yield(handed_out));
                    }
                    Ok(Flow::Return(v)) => Ok(v),
                    Ok(Flow::Await(_)) => Err(vm.type_error("a future cannot await")),
                    Err(e) => Err(e),
                };
            }
            match machine.resume(vm, input)? {
                Flow::Await(next) => {
                    future = next;
                    input = Ok(Value::None);
                }
                flow => return Ok(flow),
            }
        }
    }
}

impl<T: NativeCoroutine> NativeData for Direct<T> {
    fn traverse(&self, v: &mut Visitor<'_>) {
        if let Ok(machine) = self.machine.try_borrow() {
            machine.traverse(v);
        }
        self.future.traverse(v);
    }

    fn is_resumable(&self) -> bool {
        true
    }

    fn awaits_itself(&self) -> bool {
        true
    }

    fn send(&self, _this: &ObjRef, vm: &Vm, value: Value) -> Result<Flow, Raised> {
        self.go_on(vm, Ok(value))
    }

    fn throw(&self, _this: &ObjRef, vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        self.go_on(vm, Err(exc))
    }
}

/// What `cr_await` shows of it.
pub const DIRECT: TypeDef = TypeDef { layout: Layout::Native(0), ..TypeDef::new("native_wait", "asyncio") };
