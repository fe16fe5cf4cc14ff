//! Steps: the dispatch, and those of control flow.

use crate::error::PyResult;
use crate::eval::run::Next;
use crate::eval::{Frame, peek};
use crate::heap::Ref;
use crate::tree::{Expr, Slot, Step, Target};
use crate::types::cell::Cell;
use crate::types::generator::GenKind;
use crate::types::range::Range;
use crate::value::{Packed, Truth, Value};
use crate::vm::Vm;
use crate::vm::operators::ordered;

impl Vm {
    /// Executes one step (the commonest are in `run::run_until_error`).
    pub(super) fn step(&self, f: &mut Frame, step: &Step) -> PyResult<Next> {
        match step {
            Step::ForIter { value, iter } => {
                let v = self.eval(f, value)?;
                self.for_iter(f, v, *iter)?;
                Ok(Next::Step)
            }
            Step::Await { value, dst, .. } => self.step_await(f, value, *dst),
            other => self.step_rare(f, other),
        }
    }

    #[inline(never)]
    fn step_rare(&self, f: &mut Frame, step: &Step) -> PyResult<Next> {
        match step {
            Step::Delete(target) => self.delete(f, target)?,
            Step::Raise { exc, cause } => return Err(self.step_raise(f, exc.as_ref(), cause.as_ref())?),
            Step::Assert { cond, message } => self.step_assert(f, cond, message.as_ref())?,
            Step::AsyncForIter { value, iter } => self.async_for_iter(f, value, *iter)?,
            Step::AsyncForNext { iter, dst, end, .. } => return self.async_for_next(f, *iter, *dst, *end),
            Step::YieldFrom { value, dst, .. } => return self.step_yield_from(f, value, *dst),
            Step::WithEnter { value, mgr, exit, dst } => self.with_enter(f, value, *mgr, *exit, *dst)?,
            Step::WithExit { mgr, exit } => self.with_exit(f, *mgr, *exit)?,
            Step::WithExcept { mgr, exit, exc, reraise } => {
                if !self.with_except(f, *mgr, *exit, *exc)? {
                    return Ok(Next::Jump(*reraise));
                }
            }
            Step::AsyncWithEnter { value, mgr, exit, dst } => {
                return self.async_with_enter(f, value, *mgr, *exit, *dst);
            }
            Step::AsyncWithExit { mgr, exit, dst } => return self.async_with_exit(f, *mgr, *exit, *dst),
            Step::AsyncWithExcept { mgr, exit, exc, dst } => self.async_with_except(f, *mgr, *exit, *exc, *dst)?,
            Step::SetHandled(chain) => self.set_handled(f, *chain),
            Step::ExceptMatch { exc, types, to } => {
                if !self.except_match(f, *exc, types)? {
                    return Ok(Next::Jump(*to));
                }
            }
            Step::LeaveHandler { exc, handled } => {
                let old = f.slots.take(*exc);
                self.set_handled(f, *handled);
                old.discard();
            }
            Step::Reraise { exc } => return Err(self.reraise(f, *exc)),
            Step::Clear(slot) => f.slots.set(*slot, Value::Unbound),
            Step::EndFinally { why, exc, exits, handled } => return self.end_finally(f, *why, *exc, exits, *handled),
            Step::StarBegin { exc, rest, raised } => self.star_begin(f, *exc, *rest, *raised)?,
            Step::StarMatch { rest, types, matched, to } => {
                if !self.star_match(f, *rest, types, *matched)? {
                    return Ok(Next::Jump(*to));
                }
            }
            Step::StarCollect { exc, raised } => self.star_collect(f, *exc, *raised),
            Step::StarEnd { exc, rest, raised, handled } => self.star_end(f, *exc, *rest, *raised, *handled)?,
            Step::Match { subject, pattern, to } => {
                if !self.match_step(f, *subject, pattern)? {
                    return Ok(Next::Jump(*to));
                }
            }
            Step::Import { module, leaf, target } => self.step_import(f, module, *leaf, target)?,
            Step::ImportFrom { module, level, names } => self.step_import_from(f, module, *level, names)?,
            Step::ImportStar { module, level } => self.step_import_star(f, module, *level)?,
            Step::Append { slot, value } => {
                let v = self.eval(f, value)?;
                if let Value::List(l) = f.slots.get(*slot) {
                    l.push(v);
                }
            }
            Step::Add { slot, value } => {
                let v = self.eval(f, value)?;
                if let Value::Set(s) = f.slots.get(*slot).clone() {
                    crate::types::set::ops::add(self, &s, v)?;
                }
            }
            Step::Insert { slot, key, value } => {
                let k = self.eval(f, key)?;
                let v = self.eval(f, value)?;
                if let Value::Dict(d) = f.slots.get(*slot).clone() {
                    self.dict_set(&d, &k, v)?;
                }
            }
            Step::MakeCells(slots) => self.make_cells(f, slots),
            // The common ones are handled by `step`.
            _ => return Err(self.system_error("unknown step")),
        }
        Ok(Next::Step)
    }

    pub(super) fn make_cells(&self, f: &mut Frame, slots: &[Slot]) {
        for slot in slots {
            f.slots.set(*slot, Value::Cell(Ref::new(Cell::default())));
        }
    }

    fn step_assert(&self, f: &mut Frame, cond: &Expr, message: Option<&Expr>) -> PyResult<()> {
        if self.test(f, cond)? {
            return Ok(());
        }
        let args = match message {
            Some(m) => vec![self.eval(f, m)?],
            None => Vec::new(),
        };
        Err(self.new_exception(&self.exc.assertion_error, args))
    }

    /// A condition: no bool object is made for comparisons, and for two ints in place nothing is called.
    #[inline(always)]
    pub(super) fn test(&self, f: &mut Frame, e: &Expr) -> PyResult<bool> {
        let result = match e {
            Expr::Compare(c) => {
                if let (Some(Value::Int(x)), Some(Value::Int(y))) = (peek(f, &c.left), peek(f, &c.right))
                    && let Some(r) = ordered(c.op, x, y)
                {
                    return Ok(r);
                }
                self.test_compare(f, c)
            }
            e => self.test_node(f, e),
        };
        match result {
            Truth::No => Ok(false),
            Truth::Yes => Ok(true),
            Truth::Raised(e) => Err(e),
        }
    }

    #[inline(never)]
    fn test_node(&self, f: &mut Frame, e: &Expr) -> Truth {
        let result = match e {
            Expr::Not(inner) => self.test(f, inner).map(|r| !r),
            Expr::And(parts) => self.test_parts(f, parts, false),
            Expr::Or(parts) => self.test_parts(f, parts, true),
            _ => self.test_value(f, e),
        };
        Truth::from(result)
    }

    fn test_parts(&self, f: &mut Frame, parts: &[Expr], stop_at: bool) -> PyResult<bool> {
        for p in parts {
            if self.test(f, p)? == stop_at {
                return Ok(stop_at);
            }
        }
        Ok(!stop_at)
    }

    #[inline(always)]
    fn test_value(&self, f: &mut Frame, e: &Expr) -> PyResult<bool> {
        if let Some(v) = peek(f, e) {
            return match v {
                Value::Bool(b) => Ok(*b),
                v => self.truth(v),
            };
        }
        let v = self.eval(f, e)?;
        let r = match &v {
            Value::Bool(b) => Ok(*b),
            v => self.truth(v),
        };
        v.discard();
        r
    }

    /// Begins a loop: lists, tuples and ranges are kept as they are with the position beside them.
    #[inline]
    pub(super) fn for_iter(&self, f: &mut Frame, v: Value, iter: Slot) -> PyResult<()> {
        let (source, position) = match &v {
            Value::List(_) | Value::Tuple(_) => (v, Value::Int(0)),
            Value::Range(r) => match r.small() {
                Some((start, ..)) => (v, Value::Int(start)),
                None => (self.iter(&v)?, Value::Unbound),
            },
            _ => (self.iter(&v)?, Value::Unbound),
        };
        f.slots.set(iter, source);
        f.slots.set(iter + 1, position);
        Ok(())
    }

    /// The next item into the target; false at the end of the loop, whose state is then cleared.
    #[inline(always)]
    pub(super) fn for_next(&self, f: &mut Frame, iter: Slot, target: &Target) -> PyResult<bool> {
        if let (Value::Range(r), Value::Int(i), Target::Local(slot)) =
            (f.slots.get(iter), f.slots.get(iter + 1), target)
            && let i = *i
            && let Some(next) = next_of_range(i, r)
        {
            f.slots.set_plain(iter + 1, Value::Int(next));
            f.slots.set(*slot, Value::Int(i));
            return Ok(true);
        }
        let v = self.next_item(f, iter).unpack()?;
        if v.is_unbound() {
            f.slots.set(iter, Value::Unbound);
            f.slots.set(iter + 1, Value::Unbound);
            return Ok(false);
        }
        match target {
            Target::Local(slot) => f.slots.set(*slot, v),
            t => self.assign(f, t, v)?,
        }
        Ok(true)
    }

    /// The next item of a loop begun by `for_iter`; unbound when there is none.
    #[inline(never)]
    pub(super) fn next_item(&self, f: &mut Frame, iter: Slot) -> Packed {
        if let Value::Int(i) = f.slots.get(iter + 1) {
            let i = *i;
            let (item, next) = match f.slots.get(iter) {
                Value::Range(r) => match next_of_range(i, r) {
                    Some(next) => (Value::Int(i), next),
                    None => return Packed::pack(Ok(Value::Unbound)),
                },
                Value::List(l) => (l.get(i as usize).unwrap_or(Value::Unbound), i + 1),
                Value::Tuple(t) => (t.get(i as usize).cloned().unwrap_or(Value::Unbound), i + 1),
                _ => (Value::Unbound, i),
            };
            f.slots.set_plain(iter + 1, Value::Int(next));
            return Packed::pack(Ok(item));
        }
        self.next_of_iterator(f, iter)
    }

    #[inline(never)]
    fn next_of_iterator(&self, f: &mut Frame, iter: Slot) -> Packed {
        // Nothing but this loop touches the slot, and the loop waits here.
        let result = self.next(f.slots.get(iter));
        Packed::pack(result.map(|item| item.unwrap_or(Value::Unbound)))
    }

    fn async_for_iter(&self, f: &mut Frame, value: &Expr, iter: Slot) -> PyResult<()> {
        let v = self.eval(f, value)?;
        let it = self.async_iter(&v)?;
        f.slots.set(iter, it);
        Ok(())
    }

    /// `aiter(v)`, as `async for` asks for it.
    ///
    /// # Errors
    /// TypeError when `v` is not asynchronously iterable; what `__aiter__` raises.
    pub fn async_iter(&self, v: &Value) -> PyResult {
        if let Value::Gen(g) = v
            && g.kind == GenKind::AsyncGenerator
        {
            return Ok(v.clone());
        }
        let Some(it) = self.call_special(v, &self.names.__aiter__, &[])? else {
            return Err(self.type_error(format!(
                "'async for' requires an object with __aiter__ method, got {}",
                self.type_name(v)
            )));
        };
        if self.lookup_special(&it, &self.names.__anext__).is_none() {
            return Err(self.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                self.type_name(&it)
            )));
        }
        Ok(it)
    }
}

/// The position after `i`, which is where a loop over a range of machine ints stands; `None` at its end.
#[inline(always)]
fn next_of_range(i: i64, r: &Range) -> Option<i64> {
    // A range whose parts are not machine ints has no position beside it.
    let (Value::Int(stop), Value::Int(step)) = (&r.stop, &r.step) else { return None };
    if if *step > 0 { i >= *stop } else { i <= *stop } {
        return None;
    }
    // Past the largest int the loop ends: the stop is no larger.
    Some(i.checked_add(*step).unwrap_or(*stop))
}

/// The source range of an expression, when its node keeps one; else the empty one at 0.
pub(super) fn value_span(e: &Expr) -> crate::source::Span {
    use crate::source::Span;
    match e {
        Expr::Local { span, .. } | Expr::Cell { span, .. } | Expr::NameOrCell { span, .. } => *span,
        Expr::Global(g) | Expr::Name(g) => g.span,
        Expr::Unary(n) => n.span,
        Expr::Binary(n) => n.span,
        Expr::Compare(n) => n.span,
        Expr::CompareChain(n) => n.span,
        Expr::Attr(n) => n.span,
        Expr::Index(n) => n.span,
        Expr::Call(n) => n.span,
        Expr::MethodCall(n) => n.span,
        Expr::CallStar(n) => n.span,
        _ => Span::default(),
    }
}
