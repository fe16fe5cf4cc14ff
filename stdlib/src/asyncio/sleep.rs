//! `asyncio.sleep`.

use taipan_interp::heap::{Awaited, Flow, Traverse, Visitor};
use taipan_interp::native::{NativeDef, function};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::{coroutine, foreign, running, sleeper};

/// `sleep(0)`: another turn for the others.
struct Turn {
    result: Value,
    yielded: bool,
}

impl NativeCoroutine for Turn {
    fn resume(&mut self, _vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        input?;
        if self.yielded {
            return Ok(Flow::Return(std::mem::replace(&mut self.result, Value::None)));
        }
        self.yielded = true;
        Ok(Flow::Yield(Value::None))
    }
}

/// As [`Turn`], with None as the result: no state but the one bit.
struct PlainTurn(bool);

impl NativeCoroutine for PlainTurn {
    fn resume(&mut self, _vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        input?;
        if self.0 {
            return Ok(Flow::Return(Value::None));
        }
        self.0 = true;
        Ok(Flow::Yield(Value::None))
    }
}

/// A sleep that takes time.
///
/// Cancelled while it waits: the timer is cancelled; it stays in the heap, dead, until the loop sweeps it out.
enum Sleep {
    Start {
        delay: Value,
        result: Value,
    },
    /// On a loop of ours: the future that the timer completes.
    Waiting(ObjRef),
    /// On another loop: the timer's handle.
    Elsewhere {
        handle: Value,
    },
    Over,
}

impl NativeCoroutine for Sleep {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            Sleep::Start { delay, result } => {
                delay.traverse(v);
                result.traverse(v);
            }
            Sleep::Waiting(future) => future.traverse(v),
            Sleep::Elsewhere { handle } => handle.traverse(v),
            Sleep::Over => {}
        }
    }

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        match std::mem::replace(self, Sleep::Over) {
            Sleep::Start { delay, result } => {
                input?;
                self.begin(vm, &delay, result)
            }
            Sleep::Waiting(future) => {
                sleeper::cancel_timer(&future);
                input.map(Flow::Return)
            }
            Sleep::Elsewhere { handle } => {
                vm.call_method(&handle, &vm.intern("cancel"), &[])?;
                input.map(Flow::Return)
            }
            Sleep::Over => input.map(Flow::Return),
        }
    }
}

impl Sleep {
    fn begin(&mut self, vm: &Vm, delay: &Value, result: Value) -> PyResult<Flow> {
        if !is_positive(vm, delay)? {
            *self = Sleep::Over;
            // The second resumption returns: a turn with a result.
            return Ok(Flow::Await(coroutine::make(vm, "__sleep0", Turn { result, yielded: false })));
        }
        let seconds = super::seconds(vm, delay)?;
        if seconds.is_nan() {
            return Err(vm.value_error("Invalid delay: NaN (not a number)"));
        }
        let begun = running::with_plain(vm, |owner, data| sleeper::start(vm, owner, data, seconds, result.clone()));
        if let Some(future) = begun {
            let future = future?;
            *self = Sleep::Waiting(future.clone());
            return Ok(Flow::Await(Value::Object(future)));
        }
        self.begin_elsewhere(vm, delay, result)
    }

    /// The general way, by the names of the protocol.
    fn begin_elsewhere(&mut self, vm: &Vm, delay: &Value, result: Value) -> PyResult<Flow> {
        let owner = running::required(vm)?;
        let future = foreign::create_future(vm, &owner)?;
        let wake = vm.closure("_set_result_unless_cancelled", |vm, args| {
            if let [future, result, ..] = args.pos()
                && !super::task::is_cancelled(vm, future)?
            {
                vm.call_method(future, &vm.intern("set_result"), std::slice::from_ref(result))?;
            }
            Ok(Value::None)
        });
        let args = [delay.clone(), wake, future.clone(), result];
        let handle = vm.call_method(&owner, &vm.intern("call_later"), &args)?;
        *self = Sleep::Elsewhere { handle };
        Ok(Flow::Await(vm.await_iter(&future)?))
    }
}

fn is_positive(vm: &Vm, delay: &Value) -> PyResult<bool> {
    Ok(match delay {
        Value::Int(i) => *i > 0,
        // NaN is not `<= 0`: it is refused later.
        Value::Float(f) => f.is_nan() || *f > 0.0,
        other => {
            let over = vm.compare(CmpOp::Le, other, &Value::Int(0))?;
            !vm.truth(&over)?
        }
    })
}

pub const SLEEP: NativeDef = function("sleep", "(delay, result=None)", |vm, a| {
    let result = a[1].bound().cloned().unwrap_or(Value::None);
    Ok(match &a[0] {
        Value::Int(i) if *i <= 0 && result.is_none() => coroutine::make(vm, "sleep", PlainTurn(false)),
        Value::Float(f) if *f <= 0.0 && result.is_none() => coroutine::make(vm, "sleep", PlainTurn(false)),
        Value::Int(i) if *i <= 0 => coroutine::make(vm, "sleep", Turn { result, yielded: false }),
        delay => coroutine::make(vm, "sleep", Sleep::Start { delay: delay.clone(), result }),
    })
})
.doc("Wait for so many seconds, then give `result`.\n\n`sleep(0)` lets the other tasks have a turn.")
.awaited(sleep_awaited);

/// `await sleep(…)`: a turn, or the future itself, which takes its timer back when it is thrown into.
fn sleep_awaited(vm: &Vm, a: &[Value]) -> PyResult<Option<Awaited>> {
    let seconds = match a[0] {
        Value::Int(i) => i as f64,
        Value::Float(f) => f,
        _ => return Ok(None),
    };
    let result = a[1].bound().unwrap_or(&Value::None);
    if seconds <= 0.0 {
        return Ok(result.is_none().then_some(Awaited::Turn));
    }
    if seconds.is_nan() {
        return Ok(None);
    }
    running::with_plain(vm, |owner, data| sleeper::start(vm, owner, data, seconds, result.clone()))
        .transpose()
        .map(|future| future.map(|f| Awaited::Drive(Value::Object(f))))
}
