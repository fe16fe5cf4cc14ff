//! `class`: the body is code of its own that runs in the class's namespace.

use rustpython_ast as ast;
use rustpython_ast::{Expr as Ast, Stmt};

use super::body::Lower;
use super::function::docstring;
use super::operands::Operands;
use super::scope::ScopeId;
use super::{CodeHead, scope_of, span_of};
use crate::source::Span;
use crate::tree::{Arg, Expr, Intrinsic, IntrinsicCall, MakeClass, Step, Target};
use crate::types::code::{CodeKind, Params};
use crate::types::str::Str;
use crate::value::Value;

impl Lower<'_> {
    pub(super) fn class_def(&mut self, mut def: ast::StmtClassDef) {
        let span = span_of(&def);
        let scope = scope_of(&def.node_index);
        let mut operands = Operands::default();
        let spans = self.decorators(std::mem::take(&mut def.decorator_list), &mut operands);
        let outer = self.scope;
        let params = self.type_params(def.type_params.take(), self.unit.scopes[scope].type_params);
        let generic = params.is_some();
        let type_params = if generic {
            // The body, the implicit base and the class itself share one tuple.
            let hidden = self.unit.names.type_params.clone();
            self.hidden_type_params(params.unwrap_or(Expr::NONE));
            Some(self.load_name(hidden, span))
        } else {
            None
        };
        let mut args = match def.arguments.take() {
            Some(arguments) => self.starred_arguments(&mut operands, *arguments, span),
            None => Vec::new(),
        };
        if generic {
            let hidden = self.unit.names.type_params.clone();
            let params = Box::new([self.load_name(hidden, span)]);
            let base = IntrinsicCall { op: Intrinsic::GenericBase, args: params, span };
            let at = args.iter().position(|a| matches!(a, Arg::Keyword(..) | Arg::StarStar(_))).unwrap_or(args.len());
            args.insert(at, Arg::Pos(Expr::Intrinsic(Box::new(base))));
        }
        let (name, qualname) = (self.plain(def.name.as_str()), self.def_qualname(def.name.as_str()));
        let head = CodeHead {
            scope,
            name: name.clone(),
            qualname: qualname.clone(),
            kind: CodeKind::Class,
            span,
            params: Params::default(),
            docstring: None,
            uses_namespace: true,
        };
        let unit = self.unit.clone();
        let body = def.body;
        let code = head.code(
            self.unit,
            Box::new(move || {
                let mut lower = Lower::new(&unit, scope, qualname.clone());
                lower.class_body(body, scope, qualname, generic, span);
                lower.finish()
            }),
        );
        let body = self.plain_function(code, scope, span);
        self.scope = outer;
        let class = MakeClass { name, body, args: args.into(), type_params, span };
        let value = Self::decorate(operands.trees, spans, Expr::Class(Box::new(class)));
        let target = self.variable(def.name.as_str(), span_of(&def.name));
        self.store(target, value);
    }

    fn class_body(&mut self, body: Vec<Stmt>, scope: ScopeId, qualname: Str, generic: bool, span: Span) {
        self.span = span;
        let s = &self.unit.scopes[scope];
        let set = |lower: &mut Self, name: &str, value: Expr| {
            let target = Target::Name(lower.plain(name));
            lower.emit(Step::Assign { target, value });
        };
        if let Some(slot) = s.class_dict() {
            let args = Box::default();
            let value = Expr::Intrinsic(Box::new(IntrinsicCall { op: Intrinsic::Namespace, args, span }));
            self.emit(Step::Assign { target: Target::Cell(slot), value });
        }
        let module = Expr::Global(Self::global(self.plain("__name__"), span));
        set(self, "__module__", module);
        set(self, "__qualname__", Expr::Const(Value::Str(qualname.clone())));
        if generic {
            let hidden = self.unit.names.type_params.clone();
            let value = self.load_name(hidden, span);
            set(self, "__type_params__", value);
        }
        let line = self.unit.source.line(span.start);
        set(self, "__firstlineno__", Expr::Const(Value::Int(i64::from(line))));
        if let Some(doc) = docstring(&body).filter(|_| self.unit.optimize < 2) {
            set(self, "__doc__", Expr::Const(Value::str(&doc)));
        }
        let attributes = super::expr::names_tuple(self.static_attributes(&body));
        self.annotated_block(body, qualname.as_str());
        self.span = span;
        set(self, "__static_attributes__", attributes);
        if let Some(slot) = s.class_dict() {
            set(self, "__classdictcell__", Expr::CellObject(slot));
        }
        // The metaclass has to hand the cell on to `type.__new__`, which fills it.
        // (A comprehension of the body may mention `__class__`, too, but has no cell for it.)
        let cell = s.class_cell().filter(|slot| s.cells.contains(slot));
        if let Some(cell) = cell {
            set(self, "__classcell__", Expr::CellObject(cell));
        }
        let result = cell.map_or(Expr::NONE, Expr::CellObject);
        self.emit(Step::Return(result));
    }

    /// The names that methods assign to attributes of `self`, in order.
    fn static_attributes(&self, body: &[Stmt]) -> Vec<Value> {
        let mut names: Vec<Str> = Vec::new();
        for stmt in body {
            if let Stmt::FunctionDef(def) = stmt {
                let first = def.parameters.posonlyargs.iter().chain(&def.parameters.args).next();
                if let Some(first) = first {
                    let mut finder =
                        SelfAttributes { of: first.parameter.name.as_str(), lower: self, names: &mut names };
                    finder.block(&def.body);
                }
            }
        }
        names.into_iter().map(Value::Str).collect()
    }
}

/// Gathers `self.name = …` in one method (statement level only: a description, not a promise).
struct SelfAttributes<'a, 'u> {
    of: &'a str,
    lower: &'a Lower<'u>,
    names: &'a mut Vec<Str>,
}

impl SelfAttributes<'_, '_> {
    fn block(&mut self, body: &[Stmt]) {
        body.iter().for_each(|s| self.stmt(s));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Assign(s) => s.targets.iter().for_each(|t| self.target(t)),
            Stmt::AnnAssign(s) => self.target(&s.target),
            Stmt::For(s) => {
                self.target(&s.target);
                self.block(&s.body);
                self.block(&s.orelse);
            }
            Stmt::While(s) => {
                self.block(&s.body);
                self.block(&s.orelse);
            }
            Stmt::If(s) => {
                self.block(&s.body);
                s.elif_else_clauses.iter().for_each(|c| self.block(&c.body));
            }
            Stmt::With(s) => {
                s.items.iter().filter_map(|i| i.optional_vars.as_deref()).for_each(|t| self.target(t));
                self.block(&s.body);
            }
            Stmt::Try(s) => {
                self.block(&s.body);
                for ast::ExceptHandler::ExceptHandler(h) in &s.handlers {
                    self.block(&h.body);
                }
                self.block(&s.orelse);
                self.block(&s.finalbody);
            }
            Stmt::Match(s) => s.cases.iter().for_each(|c| self.block(&c.body)),
            _ => {}
        }
    }

    fn target(&mut self, target: &Ast) {
        match target {
            Ast::Attribute(a) => {
                if matches!(&*a.value, Ast::Name(n) if n.id.as_str() == self.of) {
                    let name = self.lower.name(a.attr.as_str());
                    if !self.names.contains(&name) {
                        self.names.push(name);
                    }
                }
            }
            Ast::Tuple(ast::ExprTuple { elts, .. }) | Ast::List(ast::ExprList { elts, .. }) => {
                elts.iter().for_each(|e| self.target(e));
            }
            Ast::Starred(s) => self.target(&s.value),
            _ => {}
        }
    }
}
