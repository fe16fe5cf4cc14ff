//! `raise`, `except`, `finally`, `except*`.

use crate::error::{PyResult, Raised};
use crate::eval::Frame;
use crate::eval::run::Next;
use crate::heap::Ref;
use crate::tree::{Chain, Expr, Pc, Slot};
use crate::types::exception::Exception;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// The exception that a `raise` raises.
    pub(super) fn step_raise(&self, f: &mut Frame, exc: Option<&Expr>, cause: Option<&Expr>) -> PyResult<Raised> {
        let Some(exc) = exc else {
            let handled = self.handled.borrow().clone();
            return match handled {
                Some(e) => {
                    self.reraising.set(true);
                    Ok(Raised(e))
                }
                None => Err(self.runtime_error("No active exception to reraise")),
            };
        };
        let v = self.eval(f, exc)?;
        let e = self.exception_from(&v)?;
        let Some(e) = e else { return Err(self.type_error("exceptions must derive from BaseException")) };
        if let Some(cause) = cause {
            let c = self.eval(f, cause)?;
            let fixed = match &c {
                Value::None => None,
                c => match self.exception_from(c)? {
                    Some(c) => Some(c),
                    None => return Err(self.type_error("exception causes must derive from BaseException")),
                },
            };
            let old = e.cause.replace(fixed);
            drop(old);
            e.suppress_context.set(true);
        }
        e.fresh.set(false);
        self.set_context(&e);
        Ok(Raised(e))
    }

    /// An exception of a value that is one, or of a class to be called; `None` for anything else.
    ///
    /// # Errors
    /// What the constructor raises.
    pub fn exception_from(&self, v: &Value) -> PyResult<Option<Ref<Exception>>> {
        match v {
            Value::Exception(e) => Ok(Some(e.clone())),
            Value::Type(t) if t.is_subtype(&self.exc.base_exception) => match self.call(v, &[])? {
                Value::Exception(e) => Ok(Some(e)),
                other => Err(self.type_error(format!(
                    "calling {} should have returned an instance of BaseException, not {}",
                    self.repr(v)?,
                    self.repr(&Value::Type(self.class_of(&other)))?
                ))),
            },
            _ => Ok(None),
        }
    }

    pub(super) fn except_match(&self, f: &mut Frame, exc: Slot, types: &Expr) -> PyResult<bool> {
        let types = self.eval(f, types)?;
        let Value::Exception(e) = f.slots.get(exc) else { return Ok(false) };
        self.exception_matches(e, &types)
    }

    /// True when the exception is an instance of `types`, a class or a (nested) tuple of classes.
    ///
    /// # Errors
    /// TypeError when something else is given.
    pub fn exception_matches(&self, e: &Ref<Exception>, types: &Value) -> PyResult<bool> {
        match types {
            Value::Type(t) if t.is_subtype(&self.exc.base_exception) => Ok(e.class.borrow().is_subtype(t)),
            Value::Tuple(items) => {
                for t in items.iter() {
                    if !matches!(t, Value::Type(t) if t.is_subtype(&self.exc.base_exception)) {
                        return Err(self.not_catchable());
                    }
                }
                for t in items.iter() {
                    if self.exception_matches(e, t)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => Err(self.not_catchable()),
        }
    }

    #[cold]
    fn not_catchable(&self) -> Raised {
        self.type_error("catching classes that do not inherit from BaseException is not allowed")
    }

    /// The exception in a slot, on its way again.
    pub(super) fn reraise(&self, f: &mut Frame, exc: Slot) -> Raised {
        match f.slots.take(exc) {
            Value::Exception(e) => {
                self.reraising.set(true);
                Raised(e)
            }
            // Lowering reraises only what a region has stored.
            _ => self.system_error("nothing to reraise"),
        }
    }

    pub(super) fn end_finally(
        &self,
        f: &mut Frame,
        why: Slot,
        exc: Slot,
        exits: &[Pc],
        handled: Chain,
    ) -> PyResult<Next> {
        match f.slots.take(why) {
            Value::Int(-1) => {
                let e = self.reraise(f, exc);
                self.set_handled(f, handled);
                Err(e)
            }
            Value::Int(k) if k > 0 => match exits.get(k as usize - 1) {
                Some(to) => Ok(Next::Jump(*to)),
                None => Err(self.system_error("no such way out of finally")),
            },
            _ => Ok(Next::Step),
        }
    }

    pub(super) fn star_begin(&self, f: &mut Frame, exc: Slot, rest: Slot, raised: Slot) -> PyResult<()> {
        f.slots.set(raised, Value::list(Vec::new()));
        let Value::Exception(e) = f.slots.get(exc).clone() else { return Ok(()) };
        f.slots.set(rest, Value::Exception(e));
        Ok(())
    }

    /// True when part of the group matches.
    pub(super) fn star_match(&self, f: &mut Frame, rest: Slot, types: &Expr, matched: Slot) -> PyResult<bool> {
        let types = self.eval(f, types)?;
        self.check_star_types(&types)?;
        let Value::Exception(group) = f.slots.get(rest).clone() else { return Ok(false) };
        if !group.class.borrow().is_subtype(&self.exc.base_exception_group) {
            return self.naked_match(f, rest, group, &types, matched);
        }
        let pair = self.call_method(&Value::Exception(group), &self.intern("split"), &[types])?;
        let Value::Tuple(pair) = pair else { return Err(self.type_error("split must return a 2-tuple")) };
        let [hit, left] = pair.items() else { return Err(self.type_error("split must return a 2-tuple")) };
        if hit.is_none() {
            return Ok(false);
        }
        f.slots.set(matched, hit.clone());
        f.slots.set(rest, left.clone());
        Ok(true)
    }

    /// A single exception is wrapped for the clause that catches it.
    fn naked_match(
        &self,
        f: &mut Frame,
        rest: Slot,
        exc: Ref<Exception>,
        types: &Value,
        matched: Slot,
    ) -> PyResult<bool> {
        if !self.exception_matches(&exc, types)? {
            return Ok(false);
        }
        let plain = exc.class.borrow().is_subtype(&self.exc.exception);
        let class = if plain { &self.exc.exception_group } else { &self.exc.base_exception_group };
        let members = Value::tuple(vec![Value::Exception(exc)]);
        let group = self.call(&Value::Type(class.clone()), &[Value::str(""), members])?;
        f.slots.set(matched, group);
        f.slots.set(rest, Value::None);
        Ok(true)
    }

    fn check_star_types(&self, types: &Value) -> PyResult<()> {
        let one = |t: &Value| match t {
            Value::Type(t) if t.is_subtype(&self.exc.base_exception_group) => {
                Err(self.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."))
            }
            Value::Type(t) if t.is_subtype(&self.exc.base_exception) => Ok(()),
            _ => Err(self.not_catchable()),
        };
        match types {
            Value::Tuple(items) => items.iter().try_for_each(one),
            t => one(t),
        }
    }

    pub(super) fn star_collect(&self, f: &mut Frame, exc: Slot, raised: Slot) {
        let e = f.slots.take(exc);
        if let Value::List(l) = f.slots.get(raised) {
            l.push(e);
        }
    }

    pub(super) fn star_end(&self, f: &mut Frame, exc: Slot, rest: Slot, raised: Slot, handled: Chain) -> PyResult<()> {
        let original = f.slots.take(exc);
        let rest = f.slots.take(rest);
        let raised = match f.slots.take(raised) {
            Value::List(l) => l.take(),
            _ => Vec::new(),
        };
        self.set_handled(f, handled);
        let left = match &rest {
            Value::Exception(_) => Some(rest),
            _ => None,
        };
        if raised.is_empty() {
            let Some(left) = left else { return Ok(()) };
            // A naked exception that nothing matched goes on as it was.
            let is_group =
                matches!(&original, Value::Exception(e) if e.class.borrow().is_subtype(&self.exc.base_exception_group));
            let Value::Exception(e) = (if is_group { left } else { original }) else { return Ok(()) };
            self.reraising.set(true);
            return Err(Raised(e));
        }
        let Value::Exception(original) = original else { return Ok(()) };
        let parts = raised.into_iter().chain(left).filter_map(|v| match v {
            Value::Exception(e) => Some(e),
            _ => None,
        });
        match crate::types::exceptions::group::star_result(self, &original, parts.collect())? {
            Some(e) => {
                self.reraising.set(true);
                Err(Raised(e))
            }
            None => Ok(()),
        }
    }
}
