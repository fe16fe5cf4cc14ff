//! `try`: handlers, `except*`, `else`, `finally`.

use rustpython_ast as ast;
use rustpython_ast::Stmt;

use super::body::{Label, Lower};
use super::exits::{BlockKind, Exit};
use super::span_of;
use crate::tree::{Chain, Expr, Slot, Step};
use crate::value::Value;

impl Lower<'_> {
    pub(super) fn try_stmt(&mut self, mut s: ast::StmtTry) {
        let finalbody = std::mem::take(&mut s.finalbody);
        if finalbody.is_empty() {
            self.try_except(s);
            return;
        }
        self.try_finally(finalbody, |lower| {
            if s.handlers.is_empty() {
                lower.conditional_block(s.body);
            } else {
                lower.try_except(s);
            }
        });
    }

    /// One copy of the `finally` body. Whoever enters it says in `why` where to go on afterwards.
    fn try_finally(&mut self, finalbody: Vec<Stmt>, protected: impl FnOnce(&mut Self)) {
        let span = self.span;
        let outer = self.handled;
        let (why, exc) = (self.temp(), self.exc_slot());
        let (body, handler) = (self.label(), self.label());
        let kind = BlockKind::Finally { why, body, exits: Vec::new() };
        self.begin(kind, Some((handler, exc)), outer);
        protected(self);
        self.span = span;
        let exits = match self.end() {
            Some(BlockKind::Finally { exits, .. }) => exits,
            _ => Vec::new(),
        };
        let chain = self.chain(exc, outer);
        if self.reachable {
            self.emit(Step::Store { slot: why, value: Expr::Const(Value::Int(0)) });
            self.emit(Step::Jump(body));
        }
        self.place(handler);
        self.emit(Step::SetHandled(chain));
        self.emit(Step::Store { slot: why, value: Expr::Const(Value::Int(-1)) });
        self.place(body);
        self.handled = chain;
        let (cleanup, second) = (self.label(), self.exc_slot());
        self.begin(BlockKind::Handler { exc }, Some((cleanup, second)), outer);
        self.conditional_block(finalbody);
        self.end();
        self.handled = outer;
        self.span = span;
        let goes_on = self.reachable;
        let labels: Vec<Label> = exits.iter().map(|_| self.label()).collect();
        self.emit(Step::EndFinally { why, exc, exits: labels.clone().into(), handled: outer });
        let end = self.label();
        if goes_on {
            self.emit(Step::Jump(end));
            for (exit, label) in exits.into_iter().zip(labels) {
                self.place(label);
                self.resume_exit(exit);
            }
        }
        self.drop_and_reraise(cleanup, exc, second, outer);
        self.place(end);
        self.reachable = goes_on;
        self.release_exc(second);
        self.release_exc(exc);
    }

    /// Goes on leaving blocks after a `finally` body ran.
    fn resume_exit(&mut self, exit: Exit) {
        let plain = exit == Exit::Return
            && self.blocks.iter().all(|b| matches!(b.kind, BlockKind::Loop { .. } | BlockKind::Try));
        if plain {
            let slot = self.return_slot();
            self.emit(Step::Return(Expr::Take(slot)));
        } else {
            self.leave(exit, None);
        }
    }

    /// A handler that raised: the exception it was handling is dropped, the new one goes on.
    fn drop_and_reraise(&mut self, cleanup: Label, exc: Slot, second: Slot, outer: Chain) {
        self.place(cleanup);
        self.emit(Step::LeaveHandler { exc, handled: outer });
        self.emit(Step::Reraise { exc: second });
    }

    fn try_except(&mut self, s: ast::StmtTry) {
        let span = self.span;
        let outer = self.handled;
        let exc = self.exc_slot();
        let (handler, end) = (self.label(), self.label());
        self.begin(BlockKind::Try, Some((handler, exc)), outer);
        self.conditional_block(s.body);
        self.end();
        self.conditional_block(s.orelse);
        self.span = span;
        self.emit(Step::Jump(end));
        self.place(handler);
        let chain = self.chain(exc, outer);
        self.emit(Step::SetHandled(chain));
        self.handled = chain;
        let (cleanup, second) = (self.label(), self.exc_slot());
        self.begin(BlockKind::Handler { exc }, Some((cleanup, second)), outer);
        if s.is_star {
            self.star_handlers(s.handlers, exc, outer);
            self.end();
            // What is left was raised from `StarEnd`; its own handler is behind it.
            self.handled = outer;
            self.emit(Step::Jump(end));
        } else {
            self.handlers(s.handlers, exc, outer, end);
            self.end();
            self.handled = outer;
            self.emit(Step::Reraise { exc });
        }
        self.drop_and_reraise(cleanup, exc, second, outer);
        self.place(end);
        self.release_exc(second);
        self.release_exc(exc);
    }

    fn handlers(&mut self, handlers: Vec<ast::ExceptHandler>, exc: Slot, outer: Chain, end: Label) {
        for ast::ExceptHandler::ExceptHandler(h) in handlers {
            let span = span_of(&h);
            let next = self.label();
            let catches_all = h.type_.is_none();
            if let Some(types) = h.type_ {
                self.span = span_of(&*types);
                let mark = self.mark();
                let types = self.expr(*types);
                self.emit(Step::ExceptMatch { exc, types, to: next });
                self.release(mark);
            }
            self.span = span;
            self.named_body(h.name.map(|n| n.to_string()), exc, h.body);
            self.emit(Step::LeaveHandler { exc, handled: outer });
            self.emit(Step::Jump(end));
            if catches_all {
                // It is the last one, and nothing reaches what follows.
                self.reachable = false;
                return;
            }
            self.place(next);
        }
    }

    /// A handler's body, with its exception bound to a name that is unbound again however the body ends.
    fn named_body(&mut self, name: Option<String>, exc: Slot, body: Vec<Stmt>) {
        let Some(name) = name else {
            self.conditional_block(body);
            return;
        };
        let span = self.span;
        let target = self.variable(&name, span);
        let value = self.peek(exc);
        self.store(target, value);
        let (cleanup, second, after) = (self.label(), self.exc_slot(), self.label());
        let inside = self.handled;
        self.begin(BlockKind::Named { name: name.clone() }, Some((cleanup, second)), inside);
        self.conditional_block(body);
        self.end();
        self.span = span;
        let goes_on = self.reachable;
        if goes_on {
            self.unbind(&name);
            self.emit(Step::Jump(after));
        }
        self.place(cleanup);
        self.unbind(&name);
        self.emit(Step::Reraise { exc: second });
        self.place(after);
        self.reachable = goes_on;
        self.release_exc(second);
    }

    fn star_handlers(&mut self, handlers: Vec<ast::ExceptHandler>, exc: Slot, outer: Chain) {
        let span = self.span;
        let chain = self.handled;
        let (rest, raised, matched) = (self.temp(), self.temp(), self.exc_slot());
        self.emit(Step::StarBegin { exc, rest, raised });
        for ast::ExceptHandler::ExceptHandler(h) in handlers {
            let (next, cleanup, second) = (self.label(), self.label(), self.exc_slot());
            if let Some(types) = h.type_ {
                self.span = span_of(&*types);
                let types = self.expr(*types);
                self.emit(Step::StarMatch { rest, types, matched, to: next });
            }
            self.span = span_of(h.range);
            let inner = self.chain(matched, chain);
            self.emit(Step::SetHandled(inner));
            self.handled = inner;
            self.begin(BlockKind::Handler { exc: matched }, Some((cleanup, second)), chain);
            self.named_body(h.name.map(|n| n.to_string()), matched, h.body);
            self.end();
            self.handled = chain;
            self.emit(Step::LeaveHandler { exc: matched, handled: chain });
            self.emit(Step::Jump(next));
            self.place(cleanup);
            self.emit(Step::StarCollect { exc: second, raised });
            self.emit(Step::LeaveHandler { exc: matched, handled: chain });
            self.place(next);
            self.release_exc(second);
        }
        self.span = span;
        self.emit(Step::StarEnd { exc, rest, raised, handled: outer });
        self.release_exc(matched);
    }
}
