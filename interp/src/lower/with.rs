//! `with` and `async with`.

use rustpython_ast as ast;
use rustpython_ast::Stmt;

use super::body::Lower;
use super::exits::BlockKind;
use super::span_of;
use crate::tree::{Expr, Step};

impl Lower<'_> {
    pub(super) fn with_stmt(&mut self, s: ast::StmtWith) {
        let mut items = s.items;
        items.reverse();
        self.with_items(items, s.body, s.is_async);
    }

    /// The last of `items` is the outermost; several nest.
    fn with_items(&mut self, mut items: Vec<ast::WithItem>, body: Vec<Stmt>, is_async: bool) {
        let Some(item) = items.pop() else {
            self.conditional_block(body);
            return;
        };
        let outer_span = self.span;
        let outer = self.handled;
        let span = span_of(&item.context_expr);
        let value = self.expr(item.context_expr);
        let (mgr, exit, exc) = (self.temp(), self.temp(), self.exc_slot());
        let (handler, failed, end) = (self.label(), self.label(), self.label());
        let target = item.optional_vars;
        self.span = span;
        let (dst, through) = match &target {
            Some(_) if is_async => (self.temp(), true),
            target => self.destination(target.as_deref()),
        };
        if is_async {
            // The result of `__aenter__` is awaited in place.
            let dst = if through { dst } else { self.temp() };
            self.emit(Step::AsyncWithEnter { value, mgr, exit, dst });
            self.emit(Step::Await { value: Expr::Take(dst), dst, handled: outer });
            if !through {
                self.emit(Step::Clear(dst));
            }
        } else {
            self.emit(Step::WithEnter { value, mgr, exit, dst });
        }
        self.begin(BlockKind::With { mgr, exit, is_async }, Some((handler, exc)), outer);
        if let (Some(target), true) = (target, through) {
            self.assign_to(*target, Expr::Take(dst));
        }
        self.span = outer_span;
        self.with_items(items, body, is_async);
        self.end();
        self.span = span;
        if self.reachable {
            self.with_exit(mgr, exit, is_async);
            self.emit(Step::Jump(end));
        }
        self.place(handler);
        let chain = self.chain(exc, outer);
        self.emit(Step::SetHandled(chain));
        self.handled = chain;
        // An exception raised by the exit method takes the place of the one it was given.
        let (cleanup, second) = (self.label(), self.exc_slot());
        self.begin(BlockKind::Handler { exc }, Some((cleanup, second)), outer);
        if is_async {
            let dst = self.temp();
            self.emit(Step::AsyncWithExcept { mgr, exit, exc, dst });
            self.emit(Step::Await { value: Expr::Take(dst), dst, handled: chain });
            self.emit(Step::JumpIfFalse { cond: Expr::Take(dst), to: failed });
        } else {
            self.emit(Step::WithExcept { mgr, exit, exc, reraise: failed });
        }
        self.end();
        self.handled = outer;
        self.emit(Step::LeaveHandler { exc, handled: outer });
        self.emit(Step::Jump(end));
        self.place(failed);
        self.emit(Step::Reraise { exc });
        self.place(cleanup);
        self.emit(Step::LeaveHandler { exc, handled: outer });
        self.emit(Step::Reraise { exc: second });
        self.place(end);
        self.span = outer_span;
        self.release_exc(second);
        self.release_exc(exc);
    }
}
