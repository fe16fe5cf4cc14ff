//! Statements: the simple ones here, the others in their own files.

use rustpython_ast as ast;
use rustpython_ast::{Expr as Ast, Stmt};

use super::body::Lower;
use super::exits::Exit;
use super::span_of;
use crate::parse::Mode;
use crate::tree::{Expr, Intrinsic, IntrinsicCall, NO_SLOT, Step, Target};
use crate::types::str::Str;
use crate::value::Value;

impl Lower<'_> {
    /// The body of a module.
    pub(super) fn module(&mut self, body: Vec<Stmt>) {
        if self.unit.mode == Mode::Exec
            && let Some(doc) = super::function::docstring(&body).filter(|_| self.unit.optimize < 2)
        {
            self.span = body.first().map(span_of).unwrap_or_default();
            let target = self.variable("__doc__", self.span);
            self.store(target, Expr::Const(Value::str(&doc)));
        }
        self.annotated_block(body, "");
    }

    /// The expression that `eval` was given.
    pub(super) fn expression_body(&mut self, e: Ast) {
        self.span = span_of(&e);
        let value = self.expr(e);
        self.emit(Step::Return(value));
    }

    /// Statements in order.
    pub(super) fn block(&mut self, body: Vec<Stmt>) {
        body.into_iter().for_each(|s| self.stmt(s));
    }

    /// A block that may not run.
    pub(super) fn conditional_block(&mut self, body: Vec<Stmt>) {
        self.conditional += 1;
        self.block(body);
        self.conditional -= 1;
    }

    fn stmt(&mut self, stmt: Stmt) {
        let mark = self.mark();
        self.span = span_of(&stmt);
        self.dispatch(stmt);
        self.release(mark);
    }

    fn dispatch(&mut self, stmt: Stmt) {
        match stmt {
            Stmt::Expr(s) => self.expr_stmt(*s.value),
            Stmt::Assign(s) => self.assign(s),
            Stmt::AugAssign(s) => self.aug_assign(s),
            Stmt::AnnAssign(s) => self.ann_assign(s),
            Stmt::Return(s) => {
                let value = self.expr_opt(s.value).unwrap_or(Expr::NONE);
                self.return_value(value);
            }
            Stmt::If(s) => self.if_stmt(s),
            Stmt::While(s) => self.while_stmt(s),
            Stmt::For(s) => self.for_stmt(s),
            Stmt::Break(_) => self.leave(Exit::Break, None),
            Stmt::Continue(_) => self.leave(Exit::Continue, None),
            Stmt::FunctionDef(s) => self.function_def(s),
            Stmt::ClassDef(s) => self.class_def(s),
            Stmt::With(s) => self.with_stmt(s),
            Stmt::Try(s) => self.try_stmt(s),
            Stmt::Match(s) => self.match_stmt(s),
            Stmt::Raise(s) => self.raise(s),
            Stmt::Assert(s) => self.assert(s),
            Stmt::Delete(s) => s.targets.into_iter().for_each(|t| self.delete(t)),
            Stmt::Import(s) => self.import(s),
            Stmt::ImportFrom(s) => self.import_from(s),
            Stmt::TypeAlias(s) => self.type_alias(s),
            Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => {}
        }
    }

    fn expr_stmt(&mut self, e: Ast) {
        let span = span_of(&e);
        if self.unit.mode == Mode::Single && self.host == 0 && span.start >= self.unit.displayed_from {
            let args = Box::new([self.expr(e)]);
            let shown = Expr::Intrinsic(Box::new(IntrinsicCall { op: Intrinsic::DisplayHook, args, span }));
            self.emit(Step::Expr(shown));
            return;
        }
        if matches!(e, Ast::Await(_) | Ast::Yield(_) | Ast::YieldFrom(_)) {
            self.suspend(e, NO_SLOT);
            return;
        }
        let value = self.expr(e);
        match value {
            Expr::Const(_) => {}
            // What a hoisted suspension left in a temporary.
            Expr::Take(slot) => self.emit(Step::Clear(slot)),
            value => self.emit(Step::Expr(value)),
        }
    }

    fn raise(&mut self, s: ast::StmtRaise) {
        let mut exc = self.expr_opt_before(s.exc, s.cause.as_deref());
        let cause = self.expr_opt(s.cause);
        self.emit(Step::Raise { exc: exc.take(), cause });
    }

    /// An optional expression, parked when what follows suspends.
    fn expr_opt_before(&mut self, e: Option<Box<Ast>>, next: Option<&Ast>) -> Option<Expr> {
        let tree = self.expr_opt(e)?;
        Some(if self.suspends_opt(next) { self.park(tree) } else { tree })
    }

    fn assert(&mut self, s: ast::StmtAssert) {
        if self.unit.optimize > 0 {
            return;
        }
        let message_suspends = self.suspends_opt(s.msg.as_deref());
        // An AssertionError is placed at the condition.
        let span = span_of(&*s.test);
        let cond = self.expr(*s.test);
        if !message_suspends {
            let message = self.expr_opt(s.msg);
            self.emit_at(Step::Assert { cond, message }, span);
            return;
        }
        let fine = self.label();
        self.emit(Step::JumpIfTrue { cond, to: fine });
        let message = self.expr_opt(s.msg);
        self.emit_at(Step::Assert { cond: Expr::Const(Value::Bool(false)), message }, span);
        self.place(fine);
    }

    fn import(&mut self, s: ast::StmtImport) {
        for alias in s.names {
            let module = Str::new(alias.name.as_str());
            let span = span_of(&alias);
            let (leaf, bound) = match &alias.asname {
                Some(name) => (true, name.as_str()),
                None => (false, alias.name.as_str().split('.').next().unwrap_or_default()),
            };
            let target = self.variable(bound, span);
            self.emit(Step::Import { module, leaf, target });
        }
    }

    fn import_from(&mut self, s: ast::StmtImportFrom) {
        let module = self.plain(s.module.as_ref().map_or("", |m| m.as_str()));
        let level = s.level;
        if s.names.iter().any(|a| a.name.as_str() == "*") {
            self.emit(Step::ImportStar { module, level });
            return;
        }
        let names: Vec<(Str, Target)> = s
            .names
            .iter()
            .map(|a| {
                let bound = a.asname.as_ref().unwrap_or(&a.name);
                (self.plain(a.name.as_str()), self.variable(bound.as_str(), span_of(a)))
            })
            .collect();
        self.emit(Step::ImportFrom { module, level, names: names.into() });
    }
}
