//! The awaitables that drive an async generator: `__anext__`, `asend`, `athrow`, `aclose`.
//!
//! A step runs the generator to its next `yield`. What the body awaits on the way passes through to whoever drives the
//! step; only a `yield` of the generator itself ends it. One step at a time: a second one fails when it is started.

use std::cell::{Cell, RefCell};

use crate::error::{PyResult, Raised};
use crate::heap::{Flow, NativeData, ObjRef, Ref, Traverse, Visitor};
use crate::native::{Args, NativeDef, TypeDef, method, method_raw};
use crate::types::generator::methods::{flow_result, next_of, this, thrown, warn_old_throw};
use crate::types::generator::{Gen, GenFlag, GenState};
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::pending::PendingWork;

/// Where a step stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Fresh,
    Started,
    Over,
}

/// What the step does first.
enum Begin {
    /// `asend(value)`; `__anext__()` sends None.
    Send(Value),
    /// `athrow(…)`, with its arguments.
    Throw(Vec<Value>),
    Close,
}

/// One awaitable step of an async generator.
pub struct Step {
    generator: Ref<Gen>,
    begin: RefCell<Begin>,
    stage: Cell<Stage>,
    /// It has been said that nobody awaited it.
    warned: Cell<bool>,
}

/// How a resumption of the generator ended.
enum Outcome {
    /// The body awaits something: to be handed to the driver.
    Wait(Value),
    /// The body yielded an item.
    Item(Value),
}

impl Step {
    fn kind(&self) -> &'static str {
        match &*self.begin.borrow() {
            Begin::Send(_) => "__anext__()/asend()",
            Begin::Throw(_) | Begin::Close => "aclose()/athrow()",
        }
    }

    fn is_close(&self) -> bool {
        matches!(&*self.begin.borrow(), Begin::Close)
    }

    /// The step is over, successfully or not.
    fn finish(&self) {
        self.stage.set(Stage::Over);
        self.generator.set_flag(GenFlag::STEP_RUNNING, false);
    }

    fn check_reuse(&self, vm: &Vm) -> PyResult<()> {
        match self.stage.get() {
            Stage::Over => Err(vm.runtime_error(format!("cannot reuse already awaited {}", self.kind()))),
            _ => Ok(()),
        }
    }

    /// The first resumption: fails when another step is under way.
    fn start(&self, vm: &Vm) -> PyResult<()> {
        if self.generator.has(GenFlag::STEP_RUNNING) {
            self.stage.set(Stage::Over);
            let what = match &*self.begin.borrow() {
                Begin::Send(_) => "anext",
                Begin::Throw(_) => "athrow",
                Begin::Close => "aclose",
            };
            return Err(vm.runtime_error(format!("{what}(): asynchronous generator is already running")));
        }
        self.stage.set(Stage::Started);
        self.generator.set_flag(GenFlag::STEP_RUNNING, true);
        Ok(())
    }

    /// Tells a `yield` of the generator from what it awaits, and its end from errors.
    fn outcome(&self, vm: &Vm, result: Result<Flow, Raised>) -> Result<Outcome, Raised> {
        let g = &self.generator;
        match result {
            Ok(Flow::Item(v)) => Ok(Outcome::Item(v)),
            Ok(Flow::Yield(v) | Flow::Await(v)) => Ok(Outcome::Wait(v)),
            Ok(Flow::Return(_)) => {
                g.set_flag(GenFlag::CLOSED, true);
                Err(vm.new_exception(&vm.exc.stop_async_iteration, Vec::new()))
            }
            Err(e) => {
                if vm.matches(&e, &vm.exc.stop_async_iteration) || vm.matches(&e, &vm.exc.generator_exit) {
                    g.set_flag(GenFlag::CLOSED, true);
                }
                Err(e)
            }
        }
    }

    /// What the driver of `asend` and `athrow` sees of a resumption: an item is what the step returns.
    fn deliver(&self, vm: &Vm, result: Result<Flow, Raised>) -> Result<Flow, Raised> {
        match self.outcome(vm, result) {
            Ok(Outcome::Wait(v)) => Ok(Flow::Yield(v)),
            Ok(Outcome::Item(v)) => {
                self.finish();
                Ok(Flow::Return(v))
            }
            Err(e) => {
                self.finish();
                Err(e)
            }
        }
    }

    /// What the driver of `aclose` sees: an item means that the generator would not stop.
    fn deliver_close(&self, vm: &Vm, result: Result<Flow, Raised>) -> Result<Flow, Raised> {
        match self.outcome(vm, result) {
            Ok(Outcome::Wait(v)) => Ok(Flow::Yield(v)),
            Ok(Outcome::Item(v)) => {
                drop(v);
                self.finish();
                Err(vm.runtime_error("async generator ignored GeneratorExit"))
            }
            Err(e) => {
                self.finish();
                if vm.matches(&e, &vm.exc.stop_async_iteration) || vm.matches(&e, &vm.exc.generator_exit) {
                    Ok(Flow::Return(Value::None))
                } else {
                    Err(e)
                }
            }
        }
    }

    fn pass(&self, vm: &Vm, result: Result<Flow, Raised>) -> Result<Flow, Raised> {
        if self.is_close() { self.deliver_close(vm, result) } else { self.deliver(vm, result) }
    }

    fn resume(&self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        vm.resume(&self.generator, input)
    }

    fn send_value(&self, vm: &Vm, value: Value) -> Result<Flow, Raised> {
        self.check_reuse(vm)?;
        if let Begin::Send(_) = &*self.begin.borrow() {
            // Falls through to the first branch below once the borrow is over.
        } else {
            return self.send_throw(vm, value);
        }
        let mut value = value;
        if self.stage.get() == Stage::Fresh {
            self.start(vm)?;
            if value.is_none()
                && let Begin::Send(first) = &mut *self.begin.borrow_mut()
            {
                value = std::mem::replace(first, Value::None);
            }
        }
        let result = self.resume(vm, Ok(value));
        self.deliver(vm, result)
    }

    /// `send` on an `athrow` or `aclose`.
    fn send_throw(&self, vm: &Vm, value: Value) -> Result<Flow, Raised> {
        let g = &self.generator;
        if g.state.get() == GenState::Done {
            self.stage.set(Stage::Over);
            return Ok(Flow::Return(Value::None));
        }
        if self.stage.get() == Stage::Started {
            let result = self.resume(vm, Ok(value));
            return self.pass(vm, result);
        }
        if g.has(GenFlag::STEP_RUNNING) {
            return self.start(vm).map(|()| Flow::Return(Value::None));
        }
        if g.has(GenFlag::CLOSED) {
            self.stage.set(Stage::Over);
            return Err(vm.new_exception(&vm.exc.stop_async_iteration, Vec::new()));
        }
        if !value.is_none() {
            return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
        }
        self.start(vm)?;
        let args = match &mut *self.begin.borrow_mut() {
            Begin::Throw(args) => Some(std::mem::take(args)),
            _ => None,
        };
        let exc = match args {
            None => {
                g.set_flag(GenFlag::CLOSED, true);
                let exit = vm.new_exception(&vm.exc.generator_exit, Vec::new());
                // What its closer is handling is none of its business; `close()` of a generator does see it.
                exit.0.fresh.set(false);
                exit.0.thrown.set(true);
                exit
            }
            Some(args) => match thrown(vm, &args, "athrow") {
                Ok(exc) => exc,
                Err(e) => {
                    self.finish();
                    return Err(e);
                }
            },
        };
        let result = self.resume(vm, Err(exc));
        self.pass(vm, result)
    }

    fn throw_in(&self, vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        self.check_reuse(vm)?;
        if self.stage.get() == Stage::Fresh {
            self.start(vm)?;
        }
        let result = self.resume(vm, Err(exc));
        self.pass(vm, result)
    }
}

impl NativeData for Step {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.generator.traverse(v);
        if let Ok(begin) = self.begin.try_borrow() {
            match &*begin {
                Begin::Send(value) => value.traverse(v),
                Begin::Throw(values) => values.traverse(v),
                Begin::Close => {}
            }
        }
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        next_of(vm, self.send_value(vm, Value::None)?)
    }

    fn is_resumable(&self) -> bool {
        true
    }

    fn send(&self, _: &ObjRef, vm: &Vm, value: Value) -> Result<Flow, Raised> {
        self.send_value(vm, value)
    }

    fn throw(&self, _: &ObjRef, vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        self.throw_in(vm, exc)
    }

    /// One that dies without having been awaited is a mistake worth a warning: `__del__` says it.
    fn before_free(&self, this: &ObjRef) -> bool {
        if self.stage.get() != Stage::Fresh || self.warned.replace(true) {
            return true;
        }
        self.generator.pending.push(PendingWork::Finalize(Value::Object(this.clone())));
        false
    }
}

fn finalize(vm: &Vm, a: &[Value]) -> PyResult {
    let step = own(vm, &a[0])?;
    if step.stage.get() == Stage::Fresh {
        let method = match &*step.begin.borrow() {
            Begin::Send(_) => "asend",
            Begin::Throw(_) => "athrow",
            Begin::Close => "aclose",
        };
        let name = step.generator.qualname();
        let text = format!("coroutine method '{method}' of '{name}' was never awaited");
        crate::warnings::warn_unraisable(vm, &vm.exc.runtime_warning, &text, &a[0]);
    }
    Ok(Value::None)
}

/// The hooks of `sys.set_asyncgen_hooks` learn of the generator at its first step.
fn first_step(vm: &Vm, v: &Value) -> PyResult<()> {
    vm.agen_first_iteration(this(vm, v)?)
}

/// An awaitable step that sends `value`: what `__anext__` and `asend` return.
///
/// # Errors
/// Whatever the `firstiter` hook raises.
pub fn step(vm: &Vm, v: &Value, value: Value) -> PyResult {
    first_step(vm, v)?;
    let class = vm.types.async_generator_asend.clone();
    Ok(make(class, this(vm, v)?, Begin::Send(value)))
}

fn make(class: crate::types::class::TypeRef, g: &Ref<Gen>, begin: Begin) -> Value {
    let step = Step {
        generator: g.clone(),
        begin: RefCell::new(begin),
        stage: Cell::new(Stage::Fresh),
        warned: Cell::new(false),
    };
    Value::Object(ObjRef::new(class, step))
}

pub(super) fn anext(vm: &Vm, a: &[Value]) -> PyResult {
    step(vm, &a[0], Value::None)
}

pub(super) fn asend(vm: &Vm, a: &[Value]) -> PyResult {
    step(vm, &a[0], a[1].clone())
}

pub(super) fn athrow(vm: &Vm, args: &Args) -> PyResult {
    let rest = &args.pos()[1..];
    if !args.names.is_empty() {
        return Err(vm.type_error("async_generator.athrow() takes no keyword arguments"));
    }
    warn_old_throw(vm, rest, "athrow")?;
    first_step(vm, &args.values[0])?;
    let class = vm.types.async_generator_athrow.clone();
    Ok(make(class, this(vm, &args.values[0])?, Begin::Throw(rest.to_vec())))
}

pub(super) fn aclose(vm: &Vm, a: &[Value]) -> PyResult {
    first_step(vm, &a[0])?;
    Ok(make(vm.types.async_generator_athrow.clone(), this(vm, &a[0])?, Begin::Close))
}

fn own<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Step> {
    v.native::<Step>().ok_or_else(|| vm.type_error("an async generator's awaitable is required"))
}

fn itself(_: &Vm, a: &[Value]) -> PyResult {
    Ok(a[0].clone())
}

fn method_next(vm: &Vm, a: &[Value]) -> PyResult {
    let flow = own(vm, &a[0])?.send_value(vm, Value::None)?;
    flow_result(vm, flow)
}

fn method_send(vm: &Vm, a: &[Value]) -> PyResult {
    let flow = own(vm, &a[0])?.send_value(vm, a[1].clone())?;
    flow_result(vm, flow)
}

fn method_throw(vm: &Vm, args: &Args) -> PyResult {
    let step = own(vm, &args.values[0])?;
    let rest = &args.pos()[1..];
    warn_old_throw(vm, rest, "throw")?;
    step.check_reuse(vm)?;
    let exc = thrown(vm, rest, "throw")?;
    let flow = step.throw_in(vm, exc)?;
    flow_result(vm, flow)
}

fn method_close(vm: &Vm, a: &[Value]) -> PyResult {
    let step = own(vm, &a[0])?;
    if step.stage.get() == Stage::Over {
        return Ok(Value::None);
    }
    match step.throw_in(vm, vm.new_exception(&vm.exc.generator_exit, Vec::new())) {
        Ok(Flow::Yield(_) | Flow::Item(_) | Flow::Await(_)) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Ok(Flow::Return(_)) => Ok(Value::None),
        Err(e) => {
            let quiet = [&vm.exc.stop_iteration, &vm.exc.stop_async_iteration, &vm.exc.generator_exit];
            if quiet.into_iter().any(|class| vm.matches(&e, class)) { Ok(Value::None) } else { Err(e) }
        }
    }
}

const METHODS: &[NativeDef] = &[
    method("__del__", "(self, /)", finalize),
    method("__await__", "(self, /)", itself),
    method("__iter__", "(self, /)", itself),
    method("__next__", "(self, /)", method_next),
    method("send", "(self, value, /)", method_send),
    method_raw("throw", "(self, type, value=None, traceback=None, /)", method_throw),
    method("close", "(self, /)", method_close),
];

/// What `asend` and `__anext__` return.
pub const ASEND_DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("async_generator_asend", "builtins") };

/// What `athrow` and `aclose` return.
pub const ATHROW_DEF: TypeDef = TypeDef { methods: METHODS, ..TypeDef::new("async_generator_athrow", "builtins") };
