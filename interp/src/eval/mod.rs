//! Walking the tree: one file a family of syntax, and the loop over a frame's steps.
//!
//! Everything here is a method of [`Vm`] that takes the running [`Frame`]. Errors travel as `Raised`; the innermost node
//! that knows its place notes it (`Vm::placed`), and [`run`] turns it into a traceback entry and looks for a handler.

mod assign;
mod attribute;
mod attribute_modes;
mod awaiting;
mod call;
mod comprehension;
mod control;
mod exceptions;
mod expr;
mod fstring;
mod function;
mod import;
mod pattern;
pub mod resume;
pub mod run;
mod with;

use crate::error::PyResult;
use crate::heap::{Ref, Slots};
use crate::source::Span;
use crate::tree::{Body, Expr};
use crate::types::exception::Exception;
use crate::types::function::Function;
use crate::value::{Packed, Value};
use crate::vm::Vm;

/// A frame while it runs.
pub struct Frame<'a> {
    pub slots: Slots,
    pub func: &'a Ref<Function>,
    pub body: &'a Body,
    /// The namespace of a class body or of `exec`ed code.
    pub namespace: Option<&'a Value>,
    /// What the caller was handling, saved when this frame first handles something itself.
    pub outer_handled: Option<Option<Ref<Exception>>>,
}

impl Vm {
    /// Notes where an error was raised, unless a node further in has.
    #[inline(always)]
    pub(crate) fn placed<T>(&self, result: PyResult<T>, span: Span) -> PyResult<T> {
        if result.is_err() {
            self.place(span);
        }
        result
    }

    /// As [`Vm::placed`].
    #[inline(always)]
    pub(crate) fn placed_packed(&self, result: Packed, span: Span) -> Packed {
        let result = result.unpack();
        if result.is_err() {
            self.place(span);
        }
        Packed::pack(result)
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn place(&self, span: Span) {
        if self.error_span.get().is_none() {
            self.error_span.set(Some(span));
        }
    }
}

/// A small operand that can be looked at where it is: no clone, no count.
#[inline(always)]
pub(crate) fn peek<'x>(f: &'x Frame<'_>, e: &'x Expr) -> Option<&'x Value> {
    match e {
        Expr::Local { slot, .. } => {
            let v = f.slots.get(*slot);
            if v.is_unbound() { None } else { Some(v) }
        }
        Expr::Const(v) => Some(v),
        _ => None,
    }
}
