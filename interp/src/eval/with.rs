//! `with` and `async with`.

use crate::error::{PyResult, Raised};
use crate::eval::Frame;
use crate::eval::run::{Exit, First, Next};
use crate::heap::Ref;
use crate::native::Args;
use crate::tree::{Expr, NO_SLOT, Slot};
use crate::types::class::TypeFlags;
use crate::types::exception::Exception;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    pub(super) fn with_enter(&self, f: &mut Frame, value: &Expr, mgr: Slot, exit: Slot, dst: Slot) -> PyResult<()> {
        let m = self.eval(f, value)?;
        let (enter_f, exit_f) = self.context_methods(&m, false)?;
        let entered = self.call_unbound(&enter_f, &m, &Args::positional(&[]));
        let entered = self.placed_at(entered, value)?;
        f.slots.set(mgr, m);
        f.slots.set(exit, exit_f);
        if dst == NO_SLOT {
            entered.discard();
        } else {
            f.slots.set(dst, entered);
        }
        Ok(())
    }

    fn placed_at<T>(&self, result: PyResult<T>, value: &Expr) -> PyResult<T> {
        if result.is_err() {
            let span = crate::eval::control::value_span(value);
            if span.end > 0 {
                self.place(span);
            }
        }
        result
    }

    /// The two special methods, unbound; both must exist before anything is entered.
    fn context_methods(&self, m: &Value, is_async: bool) -> PyResult<(Value, Value)> {
        let n = &self.names;
        let (enter, exit) = if is_async { (&n.__aenter__, &n.__aexit__) } else { (&n.__enter__, &n.__exit__) };
        let Some(enter_f) = self.lookup_special(m, enter) else {
            return Err(self.no_context(m, is_async, None));
        };
        let Some(exit_f) = self.lookup_special(m, exit) else {
            return Err(self.no_context(m, is_async, Some(exit)));
        };
        Ok((enter_f, exit_f))
    }

    #[cold]
    fn no_context(&self, m: &Value, is_async: bool, missing: Option<&Str>) -> Raised {
        let kind = if is_async { "asynchronous context manager" } else { "context manager" };
        let mut text = format!("'{}' object does not support the {kind} protocol", self.type_name(m));
        if let Some(exit) = missing {
            text.push_str(&format!(" (missed {exit} method)"));
        }
        self.type_error(text)
    }

    fn exit_args(&self, exc: Option<&Ref<Exception>>) -> [Value; 3] {
        match exc {
            Some(e) => [
                Value::Type(e.class()),
                Value::Exception(e.clone()),
                crate::types::exceptions::traceback_value(self, e),
            ],
            None => [Value::None, Value::None, Value::None],
        }
    }

    fn call_exit(&self, m: &Value, exit_f: &Value, exc: Option<&Ref<Exception>>) -> PyResult {
        let args = self.exit_args(exc);
        self.call_unbound(exit_f, m, &Args::positional(&args))
    }

    pub(super) fn with_exit(&self, f: &mut Frame, mgr: Slot, exit: Slot) -> PyResult<()> {
        let (m, exit_f) = (f.slots.take(mgr), f.slots.take(exit));
        self.call_exit(&m, &exit_f, None).map(Value::discard)
    }

    /// True when the exception is swallowed.
    pub(super) fn with_except(&self, f: &mut Frame, mgr: Slot, exit: Slot, exc: Slot) -> PyResult<bool> {
        let (m, exit_f) = (f.slots.take(mgr), f.slots.take(exit));
        let Value::Exception(e) = f.slots.get(exc).clone() else { return Ok(false) };
        let result = self.call_exit(&m, &exit_f, Some(&e))?;
        self.truth(&result)
    }

    /// What `__aenter__` or `__aexit__` returned must be awaitable.
    fn check_awaitable(&self, v: Value, what: &str) -> PyResult {
        match self.await_iter_check(&v) {
            true => Ok(v),
            false => Err(self.type_error(format!(
                "'async with' received an object from {what} that does not implement __await__: {}",
                self.type_name(&v)
            ))),
        }
    }

    fn await_iter_check(&self, v: &Value) -> bool {
        matches!(v, Value::Gen(_)) || self.lookup_special(v, &self.names.__await__).is_some()
    }

    pub(super) fn async_with_enter(
        &self,
        f: &mut Frame,
        value: &Expr,
        mgr: Slot,
        exit: Slot,
        dst: Slot,
    ) -> PyResult<Next> {
        let m = self.eval(f, value)?;
        if let Value::Object(o) = &m
            && !o.with_class(|c| c.has(TypeFlags::HEAP))
            && let Some(result) = o.data().aenter_now(o, self)
        {
            let first = self.placed_at(result.and_then(|awaited| self.begin_native(awaited)), value)?;
            f.slots.set(mgr, m);
            f.slots.set(exit, Value::Unbound);
            return Ok(self.after_first(f, first, dst));
        }
        let (enter_f, exit_f) = self.context_methods(&m, true)?;
        if let Some(first) = self.await_special(&enter_f, &m, []) {
            let first = self.placed_at(first, value)?;
            f.slots.set(mgr, m);
            f.slots.set(exit, exit_f);
            return Ok(self.after_first(f, first, dst));
        }
        let awaitable = self.call_unbound(&enter_f, &m, &Args::positional(&[]));
        let awaitable = self.placed_at(awaitable, value)?;
        let awaitable = self.check_awaitable(awaitable, "__aenter__")?;
        f.slots.set(mgr, m);
        f.slots.set(exit, exit_f);
        f.slots.set(dst, awaitable);
        Ok(Next::Step)
    }

    /// What a special method that was awaited on the spot has come to: its result stands in `dst`, and the step that
    /// would await it, the next, is skipped; or the frame is suspended at that step.
    fn after_first(&self, f: &mut Frame, first: First, dst: Slot) -> Next {
        let next = self.pc.get() + 1;
        match first {
            First::Done(v) => {
                f.slots.set(dst, v);
                Next::Jump(next + 1)
            }
            First::Wait { awaited, yielded } => {
                self.awaited.replace(awaited).discard();
                self.pc.set(next);
                Next::Exit(Exit::Wait(yielded))
            }
            // Only `async for` asks what can end like this.
            First::End => Next::Jump(next + 1),
        }
    }

    /// The exit method of a manager that was entered the quick way was not looked up yet.
    fn exit_method(&self, m: &Value, exit_f: Value) -> PyResult {
        if exit_f.is_unbound() { self.context_methods(m, true).map(|(_, e)| e) } else { Ok(exit_f) }
    }

    pub(super) fn async_with_exit(&self, f: &mut Frame, mgr: Slot, exit: Slot, dst: Slot) -> PyResult<Next> {
        let (m, exit_f) = (f.slots.take(mgr), f.slots.take(exit));
        if let Value::Object(o) = &m
            && !o.with_class(|c| c.has(TypeFlags::HEAP))
            && let Some(result) = o.data().aexit_now(o, self)
        {
            result?.discard();
            f.slots.set(dst, Value::Unbound);
            return Ok(Next::Jump(self.pc.get() + 2));
        }
        let exit_f = self.exit_method(&m, exit_f)?;
        if let Some(first) = self.await_special(&exit_f, &m, [Value::None, Value::None, Value::None]) {
            return Ok(self.after_first(f, first?, dst));
        }
        let awaitable = self.call_exit(&m, &exit_f, None)?;
        let awaitable = self.check_awaitable(awaitable, "__aexit__")?;
        f.slots.set(dst, awaitable);
        Ok(Next::Step)
    }

    pub(super) fn async_with_except(&self, f: &mut Frame, mgr: Slot, exit: Slot, exc: Slot, dst: Slot) -> PyResult<()> {
        let (m, exit_f) = (f.slots.take(mgr), f.slots.take(exit));
        let exit_f = self.exit_method(&m, exit_f)?;
        let Value::Exception(e) = f.slots.get(exc).clone() else { return Ok(()) };
        let awaitable = self.call_exit(&m, &exit_f, Some(&e))?;
        let awaitable = self.check_awaitable(awaitable, "__aexit__")?;
        f.slots.set(dst, awaitable);
        Ok(())
    }
}
