//! Iterators around awaitables: what `coroutine.__await__()` and `anext(iterator, default)` return.

use crate::error::{PyResult, Raised};
use crate::heap::{Flow, NativeData, ObjRef, Ref};
use crate::native::{Args, NativeDef, TypeDef, method, method_raw};
use crate::types::generator::Gen;
use crate::types::generator::methods::{flow_result, next_of, thrown, warn_old_throw};
use crate::value::Value;
use crate::vm::Vm;

/// Iterates over a coroutine.
pub struct CoroutineWrapper(pub Ref<Gen>);

impl NativeData for CoroutineWrapper {
    crate::traverses!(0);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        next_of(vm, vm.resume(&self.0, Ok(Value::None))?)
    }

    fn is_resumable(&self) -> bool {
        true
    }

    fn send(&self, _: &ObjRef, vm: &Vm, value: Value) -> Result<Flow, Raised> {
        vm.resume(&self.0, Ok(value))
    }

    fn throw(&self, _: &ObjRef, vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        vm.resume(&self.0, Err(exc))
    }
}

/// Awaits the next item of an async iterator; its end gives a default instead.
pub struct AnextAwaitable {
    /// What `__anext__` returned.
    awaitable: Value,
    default: Value,
    /// The iterator of `awaitable`, once the first step asked for it.
    iterator: std::cell::OnceCell<Value>,
}

impl AnextAwaitable {
    /// Hands one resumption to the awaitable's iterator.
    fn drive(&self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let iterator = match self.iterator.get() {
            Some(iterator) => iterator.clone(),
            None => {
                let made = vm.await_iter(&self.awaitable)?;
                self.iterator.get_or_init(|| made).clone()
            }
        };
        match vm.send_into(&iterator, input) {
            Err(e) if vm.matches(&e, &vm.exc.stop_async_iteration) => Ok(Flow::Return(self.default.clone())),
            other => other,
        }
    }
}

impl NativeData for AnextAwaitable {
    crate::traverses!(awaitable, default, iterator);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        next_of(vm, self.drive(vm, Ok(Value::None))?)
    }

    fn is_resumable(&self) -> bool {
        true
    }

    fn send(&self, _: &ObjRef, vm: &Vm, value: Value) -> Result<Flow, Raised> {
        self.drive(vm, Ok(value))
    }

    fn throw(&self, _: &ObjRef, vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        self.drive(vm, Err(exc))
    }
}

/// What `anext(iterator, default)` returns; `awaitable` is what `__anext__` returned.
pub fn anext_awaitable(vm: &Vm, awaitable: Value, default: Value) -> Value {
    let data = AnextAwaitable { awaitable, default, iterator: std::cell::OnceCell::new() };
    Value::Object(ObjRef::new(vm.types.anext_awaitable.clone(), data))
}

fn resume(vm: &Vm, v: &Value, input: Result<Value, Raised>) -> PyResult {
    let flow = match v {
        Value::Object(o) => match input {
            Ok(value) => o.data().send(o, vm, value)?,
            Err(exc) => o.data().throw(o, vm, exc)?,
        },
        _ => return Err(vm.type_error("an awaitable's iterator is required")),
    };
    flow_result(vm, flow)
}

fn method_next(vm: &Vm, a: &[Value]) -> PyResult {
    resume(vm, &a[0], Ok(Value::None))
}

fn method_send(vm: &Vm, a: &[Value]) -> PyResult {
    resume(vm, &a[0], Ok(a[1].clone()))
}

fn method_throw(vm: &Vm, args: &Args) -> PyResult {
    let rest = &args.pos()[1..];
    warn_old_throw(vm, rest, "throw")?;
    resume(vm, &args.values[0], Err(thrown(vm, rest, "throw")?))
}

fn method_close(vm: &Vm, a: &[Value]) -> PyResult {
    if let Some(wrapper) = a[0].native::<CoroutineWrapper>() {
        return vm.close_with_value(&wrapper.0);
    }
    match resume(vm, &a[0], Err(vm.new_exception(&vm.exc.generator_exit, Vec::new()))) {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(e) if vm.matches(&e, &vm.exc.generator_exit) || vm.matches(&e, &vm.exc.stop_iteration) => Ok(Value::None),
        Err(e) => Err(e),
    }
}

fn itself(_: &Vm, a: &[Value]) -> PyResult {
    Ok(a[0].clone())
}

const NEXT: NativeDef = method("__next__", "(self, /)", method_next);
const ITER: NativeDef = method("__iter__", "(self, /)", itself);
const SEND: NativeDef = method("send", "(self, value, /)", method_send);
const THROW: NativeDef = method_raw("throw", "(self, type, value=None, traceback=None, /)", method_throw);
const CLOSE: NativeDef = method("close", "(self, /)", method_close);

/// The type of `coroutine.__await__()`.
pub const COROUTINE_WRAPPER_DEF: TypeDef =
    TypeDef { methods: &[ITER, NEXT, SEND, THROW, CLOSE], ..TypeDef::new("coroutine_wrapper", "builtins") };

/// The type of `anext(iterator, default)`.
pub const ANEXT_DEF: TypeDef = TypeDef {
    methods: &[method("__await__", "(self, /)", itself), ITER, NEXT, SEND, THROW, CLOSE],
    ..TypeDef::new("anext_awaitable", "builtins")
};
