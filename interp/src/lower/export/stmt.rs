//! Statements.

use rustpython_ast as ast;
use rustpython_ast::Stmt;
use rustpython_text_size::{Ranged, TextRange, TextSize};

use super::expr::operator_class;
use super::{Export, Field, node, number, optional_text, text};

impl Export<'_> {
    pub(super) fn body(&self, body: &[Stmt]) -> Field {
        Field::List(body.iter().map(|s| self.stmt(s)).collect())
    }

    fn stmt(&self, s: &Stmt) -> Field {
        let mut range = s.range();
        let (class, fields) = match s {
            Stmt::FunctionDef(f) => {
                range = self.after_decorators(range, &f.decorator_list);
                (if f.is_async { "AsyncFunctionDef" } else { "FunctionDef" }, self.function(f))
            }
            Stmt::ClassDef(c) => {
                range = self.after_decorators(range, &c.decorator_list);
                ("ClassDef", self.class(c))
            }
            Stmt::Expr(e) => ("Expr", vec![("value", self.expr(&e.value))]),
            Stmt::Assign(a) => ("Assign", vec![("targets", self.exprs(&a.targets)), ("value", self.expr(&a.value))]),
            Stmt::AugAssign(a) => {
                let op = node(operator_class(a.op), vec![]);
                ("AugAssign", vec![("target", self.expr(&a.target)), ("op", op), ("value", self.expr(&a.value))])
            }
            Stmt::AnnAssign(a) => {
                let fields = vec![
                    ("target", self.expr(&a.target)),
                    ("annotation", self.expr(&a.annotation)),
                    ("value", self.optional(a.value.as_deref())),
                    ("simple", number(a.simple.into())),
                ];
                ("AnnAssign", fields)
            }
            Stmt::Return(r) => ("Return", vec![("value", self.optional(r.value.as_deref()))]),
            Stmt::Delete(d) => ("Delete", vec![("targets", self.exprs(&d.targets))]),
            Stmt::Raise(r) => {
                let fields =
                    vec![("exc", self.optional(r.exc.as_deref())), ("cause", self.optional(r.cause.as_deref()))];
                ("Raise", fields)
            }
            Stmt::Assert(a) => ("Assert", vec![("test", self.expr(&a.test)), ("msg", self.optional(a.msg.as_deref()))]),
            Stmt::Import(i) => ("Import", vec![("names", self.aliases(&i.names))]),
            Stmt::ImportFrom(i) => {
                let module = optional_text(i.module.as_deref());
                let fields =
                    vec![("module", module), ("names", self.aliases(&i.names)), ("level", number(i.level.into()))];
                ("ImportFrom", fields)
            }
            Stmt::Global(g) => ("Global", vec![("names", names(&g.names))]),
            Stmt::Nonlocal(n) => ("Nonlocal", vec![("names", names(&n.names))]),
            Stmt::TypeAlias(t) => {
                let params = self.type_params(t.type_params.as_deref());
                (
                    "TypeAlias",
                    vec![("name", self.expr(&t.name)), ("type_params", params), ("value", self.expr(&t.value))],
                )
            }
            Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => ("Pass", vec![]),
            Stmt::Break(_) => ("Break", vec![]),
            Stmt::Continue(_) => ("Continue", vec![]),
            block => self.block(block),
        };
        self.located(class, range, fields)
    }

    /// Statements that hold others, definitions apart.
    fn block(&self, s: &Stmt) -> (&'static str, Vec<(&'static str, Field)>) {
        match s {
            Stmt::If(i) => {
                let orelse = self.elif(&i.elif_else_clauses);
                ("If", vec![("test", self.expr(&i.test)), ("body", self.body(&i.body)), ("orelse", orelse)])
            }
            Stmt::While(w) => {
                let fields =
                    vec![("test", self.expr(&w.test)), ("body", self.body(&w.body)), ("orelse", self.body(&w.orelse))];
                ("While", fields)
            }
            Stmt::For(f) => {
                let fields = vec![
                    ("target", self.expr(&f.target)),
                    ("iter", self.expr(&f.iter)),
                    ("body", self.body(&f.body)),
                    ("orelse", self.body(&f.orelse)),
                ];
                (if f.is_async { "AsyncFor" } else { "For" }, fields)
            }
            Stmt::With(w) => {
                let item = |i: &ast::WithItem| {
                    let vars = self.optional(i.optional_vars.as_deref());
                    node("withitem", vec![("context_expr", self.expr(&i.context_expr)), ("optional_vars", vars)])
                };
                let items = Field::List(w.items.iter().map(item).collect());
                let fields = vec![("items", items), ("body", self.body(&w.body))];
                (if w.is_async { "AsyncWith" } else { "With" }, fields)
            }
            Stmt::Try(t) => {
                let fields = vec![
                    ("body", self.body(&t.body)),
                    ("handlers", Field::List(t.handlers.iter().map(|h| self.handler(h)).collect())),
                    ("orelse", self.body(&t.orelse)),
                    ("finalbody", self.body(&t.finalbody)),
                ];
                (if t.is_star { "TryStar" } else { "Try" }, fields)
            }
            Stmt::Match(m) => {
                let case = |c: &ast::MatchCase| {
                    let guard = self.optional(c.guard.as_deref());
                    let fields =
                        vec![("pattern", self.pattern(&c.pattern)), ("guard", guard), ("body", self.body(&c.body))];
                    node("match_case", fields)
                };
                let cases = Field::List(m.cases.iter().map(case).collect());
                ("Match", vec![("subject", self.expr(&m.subject)), ("cases", cases)])
            }
            // `stmt` has taken care of all others.
            _ => ("Pass", vec![]),
        }
    }

    /// `elif` is an `if` inside the `else` part. Built from the last clause, so that long chains are no deep recursion.
    fn elif(&self, clauses: &[ast::ElifElseClause]) -> Field {
        let end = clauses.last().map(Ranged::end);
        let mut orelse = Field::List(Vec::new());
        for clause in clauses.iter().rev() {
            orelse = match &clause.test {
                None => self.body(&clause.body),
                Some(test) => {
                    let fields = vec![("test", self.expr(test)), ("body", self.body(&clause.body)), ("orelse", orelse)];
                    let range = TextRange::new(clause.start(), end.unwrap_or(clause.end()));
                    Field::List(vec![self.located("If", range, fields)])
                }
            };
        }
        orelse
    }

    fn handler(&self, h: &ast::ExceptHandler) -> Field {
        let ast::ExceptHandler::ExceptHandler(h) = h;
        let fields = vec![
            ("type", self.optional(h.type_.as_deref())),
            ("name", optional_text(h.name.as_deref())),
            ("body", self.body(&h.body)),
        ];
        self.located("ExceptHandler", h.range, fields)
    }

    fn function(&self, f: &ast::StmtFunctionDef) -> Vec<(&'static str, Field)> {
        vec![
            ("name", text(&f.name)),
            ("args", self.parameters(Some(&f.parameters))),
            ("body", self.body(&f.body)),
            ("decorator_list", self.decorators(&f.decorator_list)),
            ("returns", self.optional(f.returns.as_deref())),
            ("type_params", self.type_params(f.type_params.as_deref())),
        ]
    }

    fn class(&self, c: &ast::StmtClassDef) -> Vec<(&'static str, Field)> {
        let (bases, keywords) = match &c.arguments {
            Some(a) => (self.exprs(&a.args), self.keywords(a)),
            None => (Field::List(Vec::new()), Field::List(Vec::new())),
        };
        vec![
            ("name", text(&c.name)),
            ("bases", bases),
            ("keywords", keywords),
            ("body", self.body(&c.body)),
            ("decorator_list", self.decorators(&c.decorator_list)),
            ("type_params", self.type_params(c.type_params.as_deref())),
        ]
    }

    fn decorators(&self, all: &[ast::Decorator]) -> Field {
        Field::List(all.iter().map(|d| self.expr(&d.expression)).collect())
    }

    /// The parser counts decorators as part of a definition, Python's grammar does not: it begins with `def` or `class`.
    fn after_decorators(&self, range: TextRange, decorators: &[ast::Decorator]) -> TextRange {
        let Some(last) = decorators.last() else { return range };
        let rest = self.text_at(TextRange::new(last.end(), range.end()));
        let mut at = 0;
        for line in rest.split_inclusive(['\n', '\r']) {
            let code = line.trim_start();
            if !code.is_empty() && !code.starts_with(['#', '\\', ')']) {
                at += line.len() - code.len();
                break;
            }
            at += line.len();
        }
        match TextSize::try_from(at) {
            Ok(at) if last.end() + at < range.end() => TextRange::new(last.end() + at, range.end()),
            _ => range,
        }
    }
}

fn names(all: &[ast::Identifier]) -> Field {
    Field::List(all.iter().map(|n| text(n)).collect())
}
