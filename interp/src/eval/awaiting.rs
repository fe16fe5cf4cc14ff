//! `await`, `yield from` and the turns of `async for`: the first step of what is awaited.
//!
//! It is taken on the spot, in the frame that awaits: most awaited things never wait (a coroutine that returns at once,
//! a lock that is free), and then nothing was suspended and nothing need be resumed. A coroutine function that is
//! called in the `await` itself runs on the value stack like any function; a coroutine object is made of it only when
//! it has to wait. What does wait goes on the await chain: see `resume`.

use crate::error::{PyResult, Raised};
use crate::eval::Frame;
use crate::eval::control::value_span;
use crate::eval::run::{Exit, First, Next};
use crate::heap::{Awaited, Flow, Ref};
use crate::native::Args;
use crate::tree::{Call, Expr, MethodCall, NO_SLOT, Pc, Slot};
use crate::types::code::CodeKind;
use crate::types::function::{Function, NativeCode, NativeFunction};
use crate::types::generator::{Gen, GenFlag, GenKind, GenState};
use crate::value::Value;
use crate::vm::Vm;

/// Natives with at most this many parameters can be awaited without a coroutine object.
const MOST_PARAMETERS: usize = 4;

impl Vm {
    /// `await value`.
    #[inline]
    pub(super) fn step_await(&self, f: &mut Frame, value: &Expr, dst: Slot) -> PyResult<Next> {
        let first = match value {
            Expr::Call(c) => self.await_call(f, c, value)?,
            Expr::MethodCall(c) => self.await_method_call(f, c, value)?,
            _ => {
                let v = self.eval(f, value)?;
                self.begin(v, value)?
            }
        };
        self.store_first(f, first, dst)
    }

    #[inline]
    fn store_first(&self, f: &mut Frame, first: First, dst: Slot) -> PyResult<Next> {
        match first {
            First::Done(v) => {
                if dst == NO_SLOT {
                    v.discard();
                } else {
                    f.slots.set(dst, v);
                }
                Ok(Next::Step)
            }
            First::Wait { awaited, yielded } => {
                self.awaited.replace(awaited).discard();
                Ok(Next::Exit(Exit::Wait(yielded)))
            }
            First::End => Err(self.system_error("an await has come to an end without a result")),
        }
    }

    /// `await callee(arguments)`.
    fn await_call(&self, f: &mut Frame, c: &Call, whole: &Expr) -> PyResult<First> {
        let callee = self.eval(f, &c.func)?;
        let base = self.stack.top();
        if let Err(e) = self.push_args(f, &c.args) {
            self.stack.truncate(base);
            return Err(e);
        }
        let plain = c.names.is_empty();
        let result = match &callee {
            Value::Function(func) if plain && self.runs_in_place(func, base) => {
                return self.run_coroutine(func, func.code.borrow(), base);
            }
            Value::Native(n) if plain && n.bound.is_unbound() => match self.await_native(n, base) {
                Some(first) => return self.placed(first, c.span),
                None => self.call_on_stack(&callee, base, &c.names),
            },
            _ => self.call_on_stack(&callee, base, &c.names),
        };
        let v = self.placed(result, c.span)?;
        self.begin(v, whole)
    }

    /// `await receiver.name(arguments)`.
    fn await_method_call(&self, f: &mut Frame, c: &MethodCall, whole: &Expr) -> PyResult<First> {
        let receiver = self.eval(f, &c.object)?;
        let base = self.stack.top();
        let Some(method) = self.method_of(&receiver, &c.name, &c.cache) else {
            let callee = self.attribute_to_call(&receiver, c)?;
            receiver.discard();
            return self.await_attribute(f, c, whole, &callee);
        };
        self.push(receiver)?;
        if let Err(e) = self.push_args(f, &c.args) {
            self.stack.truncate(base);
            return Err(e);
        }
        let plain = c.names.is_empty();
        let result = match &method {
            Value::Function(func) if plain && self.runs_in_place(func, base) => {
                return self.run_coroutine(func, func.code.borrow(), base);
            }
            Value::Native(n) => match if plain { self.await_native(n, base) } else { None } {
                Some(first) => return self.placed(first, c.span),
                None => self.native_on_stack(n, base, &c.names),
            },
            _ => self.call_on_stack(&method, base, &c.names),
        };
        let v = self.placed(result, c.span)?;
        self.begin(v, whole)
    }

    /// As [`Vm::await_method_call`], of an attribute that is no method: a module's function, mostly.
    fn await_attribute(&self, f: &mut Frame, c: &MethodCall, whole: &Expr, callee: &Value) -> PyResult<First> {
        let base = self.stack.top();
        if let Err(e) = self.push_args(f, &c.args) {
            self.stack.truncate(base);
            return Err(e);
        }
        let plain = c.names.is_empty();
        let result = match callee {
            Value::Function(func) if plain && self.runs_in_place(func, base) => {
                return self.run_coroutine(func, func.code.borrow(), base);
            }
            Value::Native(n) if plain && n.bound.is_unbound() => match self.await_native(n, base) {
                Some(first) => return self.placed(first, c.span),
                None => self.call_on_stack(callee, base, &c.names),
            },
            _ => self.call_on_stack(callee, base, &c.names),
        };
        let v = self.placed(result, c.span)?;
        self.begin(v, whole)
    }

    /// True when the arguments on the stack from `base` are all that this coroutine function takes, in place.
    #[inline]
    fn runs_in_place(&self, func: &Ref<Function>, base: usize) -> bool {
        let code = func.code.borrow();
        code.kind == CodeKind::Coroutine
            && code.simple
            && self.stack.top() - base == code.params.positional as usize
            && self.origin_depth.get() == 0
    }

    /// Awaits a call of a native that knows how to be awaited, its arguments on the stack from `base`. `None` when it
    /// must be called after all (the arguments are still there).
    fn await_native(&self, n: &NativeFunction, base: usize) -> Option<PyResult<First>> {
        let NativeCode::Def(def) = &n.code else { return None };
        let awaited = def.awaited?;
        let (given, total) = (self.stack.top() - base, def.arity.total as usize);
        if given < def.arity.required as usize || given > def.arity.positional as usize || total > MOST_PARAMETERS {
            return None;
        }
        if let Some(owner) = &n.owner
            && !matches!(self.stack.above(base), [receiver, ..] if self.with_class(receiver, |c| c.is(owner)))
        {
            return None;
        }
        if given < total {
            self.stack.push_unbound(total - given).ok()?;
        }
        let result = awaited(self, self.stack.above(base)).transpose();
        match result {
            Some(result) => {
                self.stack.truncate(base);
                Some(result.and_then(|awaited| self.begin_native(awaited)))
            }
            None => {
                self.stack.truncate(base + given);
                None
            }
        }
    }

    #[inline]
    pub(super) fn begin_native(&self, awaited: Awaited) -> PyResult<First> {
        match awaited {
            Awaited::Done(v) => Ok(First::Done(v)),
            Awaited::Turn => Ok(First::Wait { awaited: Value::None, yielded: Value::None }),
            Awaited::Drive(v) => self.first_step(v),
        }
    }

    /// Begins to await a value; `whole` is the expression, for errors.
    #[inline]
    fn begin(&self, v: Value, whole: &Expr) -> PyResult<First> {
        let it = match &v {
            Value::Gen(g) if g.kind == GenKind::Coroutine => v,
            _ => {
                let result = self.await_iter(&v);
                let span = value_span(whole);
                if span.end > 0 { self.placed(result, span)? } else { result? }
            }
        };
        self.first_step(it)
    }

    /// The first step of what `await` or `yield from` drives.
    ///
    /// # Errors
    /// What it raises; RuntimeError for a coroutine that has begun already.
    pub(super) fn first_step(&self, it: Value) -> PyResult<First> {
        if let Value::Gen(g) = &it
            && g.kind != GenKind::AsyncGenerator
        {
            match g.state.get() {
                GenState::Created => return self.first_of_gen(g),
                GenState::Running => return Err(self.already_executing(g)),
                GenState::Suspended if g.kind == GenKind::Coroutine => {
                    return Err(self.runtime_error("coroutine is being awaited already"));
                }
                GenState::Done if g.kind == GenKind::Coroutine => {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                GenState::Suspended | GenState::Done => {}
            }
        }
        match self.send_into(&it, Ok(Value::None))? {
            Flow::Return(v) => Ok(First::Done(v)),
            Flow::Yield(yielded) | Flow::Item(yielded) => Ok(First::Wait { awaited: it, yielded }),
            Flow::Await(v) => self.recurse("", |vm| vm.first_step(v)),
        }
    }

    /// Runs a fresh coroutine or generator to its first wait.
    fn first_of_gen(&self, g: &Ref<Gen>) -> PyResult<First> {
        g.state.set(GenState::Running);
        match self.run_link(g, Ok(Value::None), true) {
            Ok(Exit::Return(v)) => {
                self.finish(g);
                Ok(First::Done(v))
            }
            Ok(Exit::Yield(yielded)) => {
                g.state.set(GenState::Suspended);
                Ok(First::Wait { awaited: Value::Gen(g.clone()), yielded })
            }
            Ok(Exit::Wait(yielded)) => {
                g.state.set(GenState::Suspended);
                g.set_awaiting(self.awaited.replace(Value::Unbound)).discard();
                Ok(First::Wait { awaited: Value::Gen(g.clone()), yielded })
            }
            Err(e) => {
                self.finish(g);
                Err(self.convert_stop(g.kind, e))
            }
        }
    }

    /// Awaits a special method of `receiver` that is an ordinary coroutine function, without a coroutine object; `None`
    /// when it is no such function and has to be called.
    #[inline]
    pub(super) fn await_special<const N: usize>(
        &self,
        method: &Value,
        receiver: &Value,
        args: [Value; N],
    ) -> Option<PyResult<First>> {
        let Value::Function(func) = method else { return None };
        let code = func.code.borrow();
        if code.kind != CodeKind::Coroutine {
            return None;
        }
        let base = self.stack.top();
        let pushed = self.push(receiver.clone()).and_then(|()| args.into_iter().try_for_each(|a| self.push(a)));
        if let Err(e) = pushed {
            self.stack.truncate(base);
            return Some(Err(e));
        }
        if self.runs_in_place(func, base) {
            return Some(self.run_coroutine(func, code, base));
        }
        self.stack.truncate(base);
        None
    }

    pub(super) fn step_yield_from(&self, f: &mut Frame, value: &Expr, dst: Slot) -> PyResult<Next> {
        let v = self.eval(f, value)?;
        let it = match &v {
            Value::Gen(g) if g.kind == GenKind::Coroutine => {
                // Allowed in generators marked by types.coroutine only.
                if !f.func.code.borrow().iterable_coroutine {
                    return Err(self.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
                }
                v
            }
            _ => self.iter(&v)?,
        };
        let first = self.first_step(it)?;
        self.store_first(f, first, dst)
    }

    /// The next item of an `async for`.
    pub(super) fn async_for_next(&self, f: &mut Frame, iter: Slot, dst: Slot, end: Pc) -> PyResult<Next> {
        let it = f.slots.get(iter).clone();
        let first = match &it {
            Value::Gen(g) if g.kind == GenKind::AsyncGenerator => self.first_of_item(g),
            _ => self.first_of_anext(&it),
        };
        match first {
            Ok(First::End) => {
                f.slots.set(iter, Value::Unbound);
                Ok(Next::Jump(end))
            }
            Ok(first) => self.store_first(f, first, dst),
            Err(e) if self.matches(&e, &self.exc.stop_async_iteration) => {
                self.error_span.set(None);
                f.slots.set(iter, Value::Unbound);
                Ok(Next::Jump(end))
            }
            Err(e) => Err(e),
        }
    }

    /// Runs an async generator to its next item, or to its first wait on the way there.
    fn first_of_item(&self, g: &Ref<Gen>) -> PyResult<First> {
        self.agen_first_iteration(g)?;
        match g.state.get() {
            GenState::Done => return Ok(First::End),
            GenState::Running => return Err(self.generator_is_running()),
            GenState::Created | GenState::Suspended => {}
        }
        if g.has(GenFlag::STEP_RUNNING) {
            return Err(self.generator_is_running());
        }
        let created = g.state.replace(GenState::Running) == GenState::Created;
        match self.run_link(g, Ok(Value::None), created) {
            Ok(Exit::Yield(v)) => {
                g.state.set(GenState::Suspended);
                Ok(First::Done(v))
            }
            Ok(Exit::Return(_)) => {
                self.finish(g);
                Ok(First::End)
            }
            Ok(Exit::Wait(yielded)) => {
                g.state.set(GenState::Suspended);
                g.set_flag(GenFlag::STEP_RUNNING, true);
                g.set_awaiting(self.awaited.replace(Value::Unbound)).discard();
                Ok(First::Wait { awaited: Value::Gen(g.clone()), yielded })
            }
            Err(e) => {
                self.finish(g);
                Err(self.convert_stop(g.kind, e))
            }
        }
    }

    #[cold]
    fn generator_is_running(&self) -> Raised {
        self.runtime_error("anext(): asynchronous generator is already running")
    }

    /// Begins to await what `__anext__()` returns.
    fn first_of_anext(&self, it: &Value) -> PyResult<First> {
        let Some(anext) = self.lookup_special(it, &self.names.__anext__) else {
            return Err(self.type_error(format!(
                "'async for' requires an iterator with __anext__ method, got {}",
                self.type_name(it)
            )));
        };
        if let Some(first) = self.await_special(&anext, it, []) {
            return first;
        }
        if let Value::Native(n) = &anext {
            let base = self.stack.top();
            self.push(it.clone())?;
            match self.await_native(n, base) {
                Some(first) => return first,
                None => self.stack.truncate(base),
            }
        }
        let awaitable = self.call_unbound(&anext, it, &Args::positional(&[]))?;
        match self.await_iter(&awaitable) {
            Ok(it) => self.first_step(it),
            Err(e) => {
                self.error_span.set(None);
                let text =
                    format!("'async for' received an invalid object from __anext__: {}", self.type_name(&awaitable));
                let error = self.type_error(text);
                error.0.fresh.set(false);
                error.0.cause.replace(Some(e.0.clone()));
                error.0.context.replace(Some(e.0));
                error.0.suppress_context.set(true);
                Err(error)
            }
        }
    }
}
