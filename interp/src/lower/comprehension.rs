//! Comprehensions: run in the frame of the function around them, as a tree, or as steps when they suspend. Generator
//! expressions are functions of their own.

use rustpython_ast as ast;
use rustpython_ast::Expr as Ast;

use super::body::{Label, Lower};
use super::scope::ScopeId;
use super::{CodeHead, scope_of, span_of};
use crate::source::Span;
use crate::tree::{Comprehension, ComprehensionKind, Expr, ForClause, GeneratorExpr, MakeFunction, Step};
use crate::types::code::{CodeKind, Params};

/// What is gathered: one element, or a key and a value.
enum Element {
    List(Ast),
    Set(Ast),
    Dict(Ast, Ast),
}

impl Lower<'_> {
    pub(super) fn list_comprehension(&mut self, c: ast::ExprListComp) -> Expr {
        let (scope, span) = (scope_of(&c.node_index), span_of(&c));
        self.comprehension(scope, Element::List(*c.elt), c.generators, span)
    }

    pub(super) fn set_comprehension(&mut self, c: ast::ExprSetComp) -> Expr {
        let (scope, span) = (scope_of(&c.node_index), span_of(&c));
        self.comprehension(scope, Element::Set(*c.elt), c.generators, span)
    }

    pub(super) fn dict_comprehension(&mut self, c: ast::ExprDictComp) -> Expr {
        let (scope, span) = (scope_of(&c.node_index), span_of(&c));
        self.comprehension(scope, Element::Dict(*c.key, *c.value), c.generators, span)
    }

    fn comprehension(
        &mut self,
        scope: ScopeId,
        element: Element,
        mut generators: Vec<ast::Comprehension>,
        span: Span,
    ) -> Expr {
        // The first iterable is evaluated in the scope around.
        let Some(first) = generators.first_mut() else { return Expr::NONE };
        let first = std::mem::replace(&mut first.iter, none());
        let first = self.expr(super::expr::constant_list(first));
        let outer = std::mem::replace(&mut self.scope, scope);
        let s = &self.unit.scopes[scope];
        let result = if s.has_await {
            self.comprehension_steps(scope, element, generators, first)
        } else {
            let clauses = self.clauses(generators, first);
            let kind = match element {
                Element::List(e) => ComprehensionKind::List(self.expr(e)),
                Element::Set(e) => ComprehensionKind::Set(self.expr(e)),
                Element::Dict(k, v) => {
                    let key = self.expr(k);
                    ComprehensionKind::Dict(key, self.expr(v))
                }
            };
            let (cells, slots) = (s.cells.clone().into(), s.slots.clone().into());
            Expr::Comprehension(Box::new(Comprehension { kind, cells, slots, clauses, span }))
        };
        self.scope = outer;
        result
    }

    fn clauses(&mut self, generators: Vec<ast::Comprehension>, first: Expr) -> Box<[ForClause]> {
        let mut first = Some(first);
        let mut clauses = Vec::with_capacity(generators.len());
        for g in generators {
            let span = span_of(&g.iter);
            let span = if first.is_some() { span_of(&g) } else { span };
            let iter = match first.take() {
                Some(first) => first,
                None => self.expr(super::expr::constant_list(g.iter)),
            };
            let slot = self.pair();
            let target = self.target(g.target);
            let conditions = g.ifs.into_iter().map(|e| self.expr(e)).collect();
            clauses.push(ForClause { iter, slot, target, conditions, span });
        }
        clauses.into()
    }

    /// A comprehension that suspends: loops of steps that fill a collection in a temporary.
    fn comprehension_steps(
        &mut self,
        scope: ScopeId,
        element: Element,
        generators: Vec<ast::Comprehension>,
        first: Expr,
    ) -> Expr {
        let first = self.park(first);
        let s = &self.unit.scopes[scope];
        if !s.cells.is_empty() {
            self.emit(Step::MakeCells(s.cells.clone().into()));
        }
        let result = self.temp();
        let empty = match &element {
            Element::List(_) => Expr::List(Box::default()),
            Element::Set(_) => Expr::Set(Box::default()),
            Element::Dict(..) => Expr::Dict(Box::default()),
        };
        self.emit(Step::Store { slot: result, value: empty });
        self.clause_steps(generators, first, |lower| match element {
            Element::List(e) => {
                let value = lower.expr(e);
                lower.emit(Step::Append { slot: result, value });
            }
            Element::Set(e) => {
                let value = lower.expr(e);
                lower.emit(Step::Add { slot: result, value });
            }
            Element::Dict(k, v) => {
                let (key, value) = lower.two(k, v);
                lower.emit(Step::Insert { slot: result, key, value });
            }
        });
        for slot in &s.slots {
            self.emit(Step::Clear(*slot));
        }
        Expr::Take(result)
    }

    /// The loops of `for … in … if …` around what `body` emits.
    fn clause_steps(&mut self, generators: Vec<ast::Comprehension>, first: Expr, body: impl FnOnce(&mut Self)) {
        let mut first = Some(first);
        let mut loops: Vec<(Label, Label)> = Vec::new();
        for g in generators {
            let span = span_of(&g);
            let value = match first.take() {
                Some(first) => first,
                None => self.expr(super::expr::constant_list(g.iter)),
            };
            let (next, end) = (self.label(), self.label());
            if g.is_async {
                let iter = self.temp();
                self.emit_at(Step::AsyncForIter { value, iter }, span);
                self.place(next);
                self.async_next(iter, g.target, end, span);
            } else {
                let iter = self.pair();
                self.emit_at(Step::ForIter { value, iter }, span);
                self.place(next);
                self.for_next(iter, g.target, end, span);
            }
            for cond in g.ifs {
                let cond = self.expr(cond);
                self.emit(Step::JumpIfFalse { cond, to: next });
            }
            loops.push((next, end));
        }
        body(self);
        for (next, end) in loops.into_iter().rev() {
            self.emit(Step::Jump(next));
            self.place(end);
        }
    }

    pub(super) fn generator(&mut self, mut g: ast::ExprGenerator) -> Expr {
        let (scope, span) = (scope_of(&g.node_index), span_of(&g));
        let Some(clause) = g.generators.first_mut() else { return Expr::NONE };
        let is_async = clause.is_async;
        let first = std::mem::replace(&mut clause.iter, none());
        let first = self.expr(super::expr::constant_list(first));
        let s = &self.unit.scopes[scope];
        let qualname = self.inner_qualname("<genexpr>");
        let head = CodeHead {
            scope,
            name: self.plain("<genexpr>"),
            qualname: qualname.clone(),
            kind: if s.is_async { CodeKind::AsyncGenerator } else { CodeKind::Generator },
            span,
            params: Params { positional_only: 1, positional: 1, ..Params::default() },
            docstring: None,
            uses_namespace: false,
        };
        let unit = self.unit.clone();
        let code = head.code(
            self.unit,
            Box::new(move || {
                let mut lower = Lower::new(&unit, scope, qualname);
                lower.may_suspend = true;
                lower.span = span;
                lower.generator_body(*g.elt, g.generators);
                lower.finish()
            }),
        );
        let function = self.plain_function(code, scope, span);
        Expr::Generator(Box::new(GeneratorExpr { function, first, is_async, span }))
    }

    fn generator_body(&mut self, element: Ast, generators: Vec<ast::Comprehension>) {
        let span = span_of(&element);
        self.clause_steps(generators, Expr::Take(0), |lower| {
            let value = lower.expr(element);
            let handled = lower.handled;
            lower.emit_at(Step::Yield { value, dst: crate::tree::NO_SLOT, handled }, span);
        });
    }

    /// A function without defaults or annotations, made of the code of scope `scope`.
    pub(super) fn plain_function(
        &self,
        code: crate::heap::Ref<crate::types::code::Code>,
        scope: ScopeId,
        span: Span,
    ) -> MakeFunction {
        MakeFunction {
            code,
            defaults: Box::default(),
            kw_defaults: Box::default(),
            closure: self.unit.scopes.closure(scope, &self.unit.names),
            annotate: None,
            type_params: None,
            span,
        }
    }
}

/// What is left in a tree whose part was moved out.
pub(super) fn none() -> Ast {
    Ast::NoneLiteral(ast::ExprNoneLiteral::default())
}
