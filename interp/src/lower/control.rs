//! `if`, `while`, `for`.

use rustpython_ast as ast;
use rustpython_ast::Expr as Ast;

use super::body::{Label, Lower};
use super::exits::BlockKind;
use super::{constant, span_of};
use crate::source::Span;
use crate::tree::{Expr, Slot, Step};

impl Lower<'_> {
    pub(super) fn if_stmt(&mut self, s: ast::StmtIf) {
        let end = self.label();
        let mut tests = vec![(Some(*s.test), s.body)];
        tests.extend(s.elif_else_clauses.into_iter().map(|c| (c.test, c.body)));
        let last = tests.len() - 1;
        let mut jumped = false;
        for (i, (test, body)) in tests.into_iter().enumerate() {
            let next = self.label();
            let known = match test {
                Some(test) => {
                    self.span = span_of(&test);
                    self.branch(test, next)
                }
                None => Some(true),
            };
            if known != Some(false) {
                self.conditional_block(body);
            }
            if known == Some(true) {
                // Nothing that follows can run; but the label may be in use.
                self.place_if(next, end, jumped);
                return;
            }
            if i != last && self.reachable && known.is_none() {
                self.emit(Step::Jump(end));
                jumped = true;
            }
            self.place(next);
        }
        self.place(end);
    }

    /// After a branch that is always taken.
    fn place_if(&mut self, next: Label, end: Label, jumped: bool) {
        let reachable = self.reachable;
        self.place(next);
        self.place(end);
        self.reachable = reachable || jumped;
    }

    /// Goes on if the test holds, else jumps. A constant test is not evaluated: its value is returned.
    fn branch(&mut self, test: Ast, otherwise: Label) -> Option<bool> {
        let (test, negated) = strip_not(test);
        let cond = self.expr(test);
        if let Expr::Const(v) = &cond
            && let Some(truth) = constant::truth(v)
        {
            return Some(truth != negated);
        }
        self.emit(match negated {
            false => Step::JumpIfFalse { cond, to: otherwise },
            true => Step::JumpIfTrue { cond, to: otherwise },
        });
        None
    }

    pub(super) fn while_stmt(&mut self, s: ast::StmtWhile) {
        let (test, negated) = strip_not(*s.test);
        let test_span = span_of(&test);
        let (top, next, orelse, end) = (self.label(), self.label(), self.label(), self.label());
        let known = literal_truth(&test).map(|truth| truth != negated);
        if known == Some(false) {
            self.conditional_block(s.orelse);
            return;
        }
        // The test stands below the body: one jump an iteration.
        if known.is_none() {
            self.emit(Step::Jump(next));
        }
        let handled = self.handled;
        self.begin(BlockKind::Loop { end, next, iter: None }, None, handled);
        self.place(top);
        if known == Some(true) {
            self.place(next);
        }
        self.conditional_block(s.body);
        self.end();
        self.span = test_span;
        if known == Some(true) {
            self.emit(Step::Jump(top));
            self.reachable = false;
        } else {
            self.place(next);
            let cond = self.expr(test);
            self.emit(match negated {
                false => Step::JumpIfTrue { cond, to: top },
                true => Step::JumpIfFalse { cond, to: top },
            });
            self.place(orelse);
            self.conditional_block(s.orelse);
        }
        self.place(end);
    }

    pub(super) fn for_stmt(&mut self, s: ast::StmtFor) {
        let (next, orelse, end) = (self.label(), self.label(), self.label());
        let (whole, iter_span) = (span_of(&s), span_of(&*s.iter));
        let value = self.expr(super::expr::constant_list(*s.iter));
        let handled = self.handled;
        let (iter, width) = if s.is_async { (self.temp(), 1) } else { (self.pair(), 2) };
        if s.is_async {
            self.emit_at(Step::AsyncForIter { value, iter }, iter_span);
        } else {
            self.emit_at(Step::ForIter { value, iter }, iter_span);
        }
        self.begin(BlockKind::Loop { end, next, iter: Some((iter, width)) }, None, handled);
        self.place(next);
        if s.is_async {
            self.async_next(iter, *s.target, orelse, whole);
        } else {
            self.for_next(iter, *s.target, orelse, iter_span);
        }
        self.conditional_block(s.body);
        self.end();
        self.emit(Step::Jump(next));
        self.place(orelse);
        self.conditional_block(s.orelse);
        self.place(end);
    }

    /// The next item into a target, or a jump.
    pub(super) fn for_next(&mut self, iter: Slot, target: Ast, end: Label, span: Span) {
        if self.suspends(&target) {
            let item = self.temp();
            self.emit_at(Step::ForNext { iter, target: crate::tree::Target::Local(item), end }, span);
            self.assign_to(target, Expr::Take(item));
            return;
        }
        let target = self.target(target);
        self.emit_at(Step::ForNext { iter, target, end }, span);
    }

    /// The next item of an async iterator into a target, or a jump.
    pub(super) fn async_next(&mut self, iter: Slot, target: Ast, end: Label, span: Span) {
        let (dst, through) = self.destination(Some(&target));
        let handled = self.handled;
        self.emit_at(Step::AsyncForNext { iter, dst, end, handled }, span);
        if through {
            let outer = std::mem::replace(&mut self.span, span_of(&target));
            self.assign_to(target, Expr::Take(dst));
            self.span = outer;
        }
    }
}

/// `not x` as `x` and a flag.
fn strip_not(mut test: Ast) -> (Ast, bool) {
    let mut negated = false;
    while let Ast::UnaryOp(ast::ExprUnaryOp { op: ast::UnaryOp::Not, operand, .. }) = test {
        negated = !negated;
        test = *operand;
    }
    (test, negated)
}

/// The truth of a literal test.
fn literal_truth(test: &Ast) -> Option<bool> {
    match test {
        Ast::BooleanLiteral(b) => Some(b.value),
        Ast::NoneLiteral(_) => Some(false),
        Ast::EllipsisLiteral(_) => Some(true),
        Ast::NumberLiteral(n) => constant::truth(&constant::number(&n.value)),
        Ast::StringLiteral(s) => Some(!s.value.is_empty()),
        _ => None,
    }
}
