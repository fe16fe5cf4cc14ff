//! Type parameters (PEP 695): cells in the frame around, made afresh each time the statement runs.

use rustpython_ast as ast;
use rustpython_ast::Expr as Ast;

use super::body::Lower;
use super::operands::tuple;
use super::scope::{Place, ScopeId};
use super::{scope_of, span_of};
use crate::source::Span;
use crate::tree::{Expr, Intrinsic, IntrinsicCall, Step, Target};
use crate::value::Value;

impl Lower<'_> {
    /// Makes the type parameters and enters their scope (the caller leaves it). The result is the tuple of them.
    pub(super) fn type_params(&mut self, params: Option<Box<ast::TypeParams>>, scope: Option<ScopeId>) -> Option<Expr> {
        let (params, scope) = (params?, scope?);
        let s = &self.unit.scopes[scope];
        self.scope = scope;
        if !s.cells.is_empty() {
            self.emit(Step::MakeCells(s.cells.clone().into()));
        }
        let mut lazies = s.lazies.iter().copied();
        let mut names = Vec::new();
        for param in params.type_params {
            let span = span_of(&param);
            let name = param.name().to_string();
            let (op, bound, default, constraints) = match param {
                ast::TypeParam::TypeVar(v) => {
                    let constraints = v.bound.as_ref().is_some_and(|b| b.is_tuple_expr());
                    (Intrinsic::TypeVar, v.bound, v.default, constraints)
                }
                ast::TypeParam::ParamSpec(v) => (Intrinsic::ParamSpec, None, v.default, false),
                ast::TypeParam::TypeVarTuple(v) => (Intrinsic::TypeVarTuple, None, v.default, false),
            };
            let mut lazy = |lower: &mut Self, part: Option<Box<Ast>>| match (part, &mut lazies) {
                (Some(part), lazies) => match lazies.next() {
                    Some(scope) => lower.lazy_value(scope, *part, &name, span),
                    None => Expr::NONE,
                },
                (None, _) => Expr::NONE,
            };
            let bound = lazy(self, bound);
            let default = lazy(self, default);
            let text = Expr::Const(self.text(&name));
            let args = Box::new([text, bound, default, Expr::Const(Value::Bool(constraints))]);
            let value = Expr::Intrinsic(Box::new(IntrinsicCall { op, args, span }));
            let target = self.variable(&name, span);
            self.store(target, value);
            names.push((name, span));
        }
        Some(tuple(names.into_iter().map(|(name, span)| self.load(&name, span)).collect()))
    }

    /// Stores the tuple of a class's type parameters in the hidden variable that its body reads.
    pub(super) fn hidden_type_params(&mut self, value: Expr) {
        let target = match self.current().place(&self.unit.names.type_params) {
            Some(Place::Cell(slot)) => Target::Cell(slot),
            Some(Place::Local(slot)) => Target::Local(slot),
            _ => return,
        };
        self.store(target, value);
    }

    /// A function that evaluates an expression when asked to.
    fn lazy_value(&mut self, scope: ScopeId, e: Ast, name: &str, span: Span) -> Expr {
        let qualname = self.inner_qualname(name);
        let function = self.lazy_function(scope, name, qualname.as_str(), span, Some(Value::Int(1)), move |lower| {
            lower.span = span_of(&e);
            let value = lower.annotation_value(e);
            lower.emit(Step::Return(value));
        });
        Expr::Function(Box::new(function))
    }

    pub(super) fn type_alias(&mut self, mut s: ast::StmtTypeAlias) {
        let span = span_of(&s);
        let scope = scope_of(&s.node_index);
        let Ast::Name(name) = *s.name else { return };
        let outer = self.scope;
        let params = self.type_params(s.type_params.take(), self.unit.scopes[scope].type_params);
        let params = params.unwrap_or_else(|| tuple(Vec::new()));
        let value = self.lazy_value(scope, *s.value, &name.id, span);
        self.scope = outer;
        let args = Box::new([Expr::Const(self.text(&name.id)), params, value]);
        let value = Expr::Intrinsic(Box::new(IntrinsicCall { op: Intrinsic::TypeAlias, args, span }));
        let target = self.variable(&name.id, span_of(&name));
        self.store(target, value);
    }
}
