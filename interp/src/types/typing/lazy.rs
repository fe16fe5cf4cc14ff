//! Bounds, defaults and alias values: given as they are, or as a function that computes them when they are asked for.

use crate::heap::{Traverse, Visitor};
use std::cell::RefCell;

use crate::error::PyResult;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// A value that may not have been computed yet.
pub struct Lazy(RefCell<State>);

enum State {
    Nothing,
    /// The function, kept for `evaluate_…`, and the value once known.
    Function(Value, Option<Value>),
    Known(Value),
}

impl Traverse for Lazy {
    fn traverse(&self, v: &mut Visitor<'_>) {
        let Ok(state) = self.0.try_borrow() else { return };
        match &*state {
            State::Nothing => {}
            State::Function(f, value) => {
                f.traverse(v);
                value.traverse(v);
            }
            State::Known(value) => value.traverse(v),
        }
    }
}

impl Lazy {
    /// Nothing was given.
    pub fn nothing() -> Lazy {
        Lazy(RefCell::new(State::Nothing))
    }

    /// The value itself.
    pub fn known(value: Value) -> Lazy {
        Lazy(RefCell::new(State::Known(value)))
    }

    /// A function that computes the value; None (Python's) stands for nothing.
    pub fn function(f: Value) -> Lazy {
        Lazy(RefCell::new(if f.is_none() { State::Nothing } else { State::Function(f, None) }))
    }

    /// True when something was given.
    pub fn is_given(&self) -> bool {
        !matches!(&*self.0.borrow(), State::Nothing)
    }

    /// The value, computed at the first call; `None` when nothing was given.
    ///
    /// # Errors
    /// Whatever computing it raises; it is tried again then.
    pub fn get(&self, vm: &Vm) -> PyResult<Option<Value>> {
        let f = match &*self.0.borrow() {
            State::Nothing => return Ok(None),
            State::Known(v) | State::Function(_, Some(v)) => return Ok(Some(v.clone())),
            State::Function(f, None) => f.clone(),
        };
        let value = call_evaluator(vm, &f)?;
        if let State::Function(_, kept) = &mut *self.0.borrow_mut() {
            *kept = Some(value.clone());
        }
        Ok(Some(value))
    }

    /// Replaces the value.
    pub fn set(&self, value: Value) {
        let old = self.0.replace(State::Known(value));
        drop(old);
    }

    /// The function that `evaluate_bound` and the like show; None (Python's) when nothing was given.
    pub fn evaluator(&self, vm: &Vm) -> Value {
        match &*self.0.borrow() {
            State::Nothing => Value::None,
            State::Function(f, _) => f.clone(),
            State::Known(v) => constant_evaluator(vm, v.clone()),
        }
    }
}

/// Calls an evaluation function for the value (format 1).
fn call_evaluator(vm: &Vm, f: &Value) -> PyResult {
    match f {
        Value::Function(function) if function.code.borrow().params.positional == 0 => vm.call(f, &[]),
        _ => vm.call(f, &[Value::Int(1)]),
    }
}

/// `annotationlib.Format.STRING`.
const FORMAT_STRING: i64 = 4;

/// A function of a format that returns a value known already.
fn constant_evaluator(vm: &Vm, value: Value) -> Value {
    vm.closure("constevaluator", move |vm, args| {
        let format = match args.pos().first() {
            Some(v) => vm.index_i64(v)?,
            None => return Err(vm.type_error("constevaluator expected 1 argument, got 0")),
        };
        if format != FORMAT_STRING {
            return Ok(value.clone());
        }
        match &value {
            // Constraints: the text of each.
            Value::Tuple(t) => {
                let parts: PyResult<Vec<_>> =
                    t.items().iter().map(|v| crate::types::generic_alias::argument_repr(vm, v)).collect();
                Ok(Value::from(format!("({})", parts?.join(", "))))
            }
            v => Ok(Value::from(crate::types::generic_alias::argument_repr(vm, v)?)),
        }
    })
}

/// Reads a tuple of constraints.
pub fn as_tuple(vm: &Vm, v: Value) -> PyResult<Tuple> {
    match v {
        Value::Tuple(t) => Ok(t),
        other => Ok(Tuple::new(vm.collect(&other)?)),
    }
}
