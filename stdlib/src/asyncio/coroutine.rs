//! Coroutines of the library's own, and the questions about coroutines that Python asks.

use taipan_interp::heap::{Flow, Ref};
use taipan_interp::native::{NativeDef, function};
use taipan_interp::types::code::CodeKind;
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::types::instance::Instance;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::foreign;

/// A coroutine object around a state machine of ours; `name` is its qualified name.
#[inline]
pub fn make(vm: &Vm, name: &'static str, body: impl NativeCoroutine) -> Value {
    vm.native_coroutine(name, body)
}

/// A coroutine that never waits: it runs `body` when it is first resumed.
pub fn at_once(vm: &Vm, name: &'static str, body: impl FnOnce(&Vm) -> PyResult + 'static) -> Value {
    make(vm, name, AtOnce(Some(body)))
}

struct AtOnce<F>(Option<F>);

impl<F: FnOnce(&Vm) -> PyResult + 'static> NativeCoroutine for AtOnce<F> {
    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        input?;
        match self.0.take() {
            Some(body) => body(vm).map(Flow::Return),
            None => Ok(Flow::Return(Value::None)),
        }
    }
}

/// A coroutine that awaits one thing, made when it is first resumed, and then goes on with `after`.
pub fn awaiting(
    vm: &Vm,
    name: &'static str,
    before: impl FnOnce(&Vm) -> PyResult + 'static,
    after: impl FnOnce(&Vm, Value) -> PyResult + 'static,
) -> Value {
    make(vm, name, Awaiting { before: Some(before), after: Some(after) })
}

struct Awaiting<F, G> {
    before: Option<F>,
    after: Option<G>,
}

impl<F, G> NativeCoroutine for Awaiting<F, G>
where
    F: FnOnce(&Vm) -> PyResult + 'static,
    G: FnOnce(&Vm, Value) -> PyResult + 'static,
{
    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let input = input?;
        if let Some(before) = self.before.take() {
            let awaitable = before(vm)?;
            return Ok(Flow::Await(vm.await_iter(&awaitable)?));
        }
        match self.after.take() {
            Some(after) => after(vm, input).map(Flow::Return),
            None => Ok(Flow::Return(Value::None)),
        }
    }
}

/// `_is_coroutine`: what says it, as the attribute of that name, makes a callable count as a coroutine function.
pub fn mark(vm: &Vm) -> Value {
    struct Mark(Value);
    vm.state(|vm| Mark(Value::Instance(Ref::new(Instance::new(&vm.types.object, Value::Unbound))))).0.clone()
}

/// True when a call of `value` makes a coroutine: an `async def`, or marked as one.
///
/// # Errors
/// What attributes raise.
pub fn is_coroutine_function(vm: &Vm, value: &Value) -> PyResult<bool> {
    let mut value = value.clone();
    // Bound methods and partials stand for what they wrap.
    for _ in 0..vm.recursion_limit.get() {
        value = match &value {
            Value::Method(m) => m.func.clone(),
            Value::Object(_) if vm.class_of(&value).name().as_str() == "partial" => {
                vm.get_attr(&value, &vm.intern("func"))?
            }
            _ => break,
        };
    }
    if let Value::Function(f) = &value
        && f.code.borrow().kind == CodeKind::Coroutine
    {
        return Ok(true);
    }
    if vm.get_attr_opt(&value, &vm.intern("_is_coroutine"))?.is_some_and(|own| own.is(&mark(vm))) {
        return Ok(true);
    }
    // `inspect.markcoroutinefunction` leaves this mark.
    match vm.get_attr_opt(&value, &vm.intern("_is_coroutine_marker"))? {
        Some(mark) => match vm.modules.get_str(&vm.intern("inspect")) {
            Some(inspect) => {
                let expected = vm.get_attr_opt(&inspect, &vm.intern("_is_coroutine_mark"))?;
                Ok(expected.is_some_and(|e| e.is(&mark)))
            }
            None => Ok(false),
        },
        None => Ok(false),
    }
}

pub const IS_COROUTINE: NativeDef =
    function("iscoroutine", "(obj)", |vm, a| Ok(Value::Bool(foreign::is_coroutine(vm, &a[0])?)));

pub const IS_COROUTINE_FUNCTION: NativeDef =
    function("iscoroutinefunction", "(func)", |vm, a| Ok(Value::Bool(is_coroutine_function(vm, &a[0])?)));
