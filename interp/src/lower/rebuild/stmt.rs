//! Statements.

use rustpython_ast as ast;
use rustpython_ast::{Expr, Stmt};
use rustpython_text_size::{Ranged, TextRange};

use super::expr::{checked_name, operator};
use super::{Context, Field, Fields, Rebuild, Result, is_none};

/// Of nodes that have no number yet.
#[expect(clippy::declare_interior_mutable_const, reason = "every use makes another one, as the parser's own constant")]
const INDEX: ast::AtomicNodeIndex = ast::AtomicNodeIndex::NONE;

impl Rebuild<'_> {
    pub(super) fn stmt(&mut self, field: Field) -> Result<Stmt> {
        let Field::Node(node) = field else { return Err("None disallowed in statement list".to_owned()) };
        let range = self.range(node.place);
        let class = node.class;
        let mut fields = Fields(node.fields);
        let f = &mut fields;
        let node_index = INDEX;
        Ok(match class {
            "Expr" => Stmt::Expr(ast::StmtExpr { node_index, range, value: self.boxed(f.take("value"))? }),
            "Assign" => {
                let targets = self.targets(f, "targets", class, Context::Store)?;
                let value = self.boxed(f.take("value"))?;
                Stmt::Assign(ast::StmtAssign { node_index, range, targets, value })
            }
            "AugAssign" => {
                let target = Box::new(self.expr(f.take("target"), Context::Store)?);
                let value = self.boxed(f.take("value"))?;
                let op = operator(f.class("op"));
                Stmt::AugAssign(ast::StmtAugAssign { node_index, range, target, op, value })
            }
            "AnnAssign" => {
                let target = Box::new(self.expr(f.take("target"), Context::Store)?);
                let simple = f.number("simple") != 0;
                if simple && !matches!(*target, Expr::Name(_)) {
                    return Err("AnnAssign with simple non-Name target".to_owned());
                }
                let annotation = self.boxed(f.take("annotation"))?;
                let value = self.optional(f.take("value"))?;
                Stmt::AnnAssign(ast::StmtAnnAssign { node_index, range, target, annotation, value, simple })
            }
            "Return" => Stmt::Return(ast::StmtReturn { node_index, range, value: self.optional(f.take("value"))? }),
            "Delete" => {
                let targets = self.targets(f, "targets", class, Context::Del)?;
                Stmt::Delete(ast::StmtDelete { node_index, range, targets })
            }
            "Raise" => {
                let exc = self.optional(f.take("exc"))?;
                let cause = self.optional(f.take("cause"))?;
                if exc.is_none() && cause.is_some() {
                    return Err("Raise with cause but no exception".to_owned());
                }
                Stmt::Raise(ast::StmtRaise { node_index, range, exc, cause })
            }
            "Assert" => {
                let test = self.boxed(f.take("test"))?;
                let msg = self.optional(f.take("msg"))?;
                Stmt::Assert(ast::StmtAssert { node_index, range, test, msg })
            }
            "Import" => {
                let names = self.aliases(not_empty(f.list("names"), "names", class)?);
                Stmt::Import(ast::StmtImport { node_index, range, names, is_lazy: false })
            }
            "ImportFrom" => {
                let Ok(level) = u32::try_from(f.number("level")) else {
                    return Err("Negative ImportFrom level".to_owned());
                };
                let module = f.optional_text("module").map(|name| self.name(name, range));
                let names = self.aliases(not_empty(f.list("names"), "names", class)?);
                Stmt::ImportFrom(ast::StmtImportFrom { node_index, range, module, names, level, is_lazy: false })
            }
            "Global" => {
                let names = self.names(not_empty(f.list("names"), "names", class)?, range);
                Stmt::Global(ast::StmtGlobal { node_index, range, names })
            }
            "Nonlocal" => {
                let names = self.names(not_empty(f.list("names"), "names", class)?, range);
                Stmt::Nonlocal(ast::StmtNonlocal { node_index, range, names })
            }
            "TypeAlias" => {
                let name = Box::new(self.expr(f.take("name"), Context::Store)?);
                if !matches!(*name, Expr::Name(_)) {
                    return Err("TypeAlias with non-Name name".to_owned());
                }
                let type_params = self.type_params(f.list("type_params"))?;
                let value = self.boxed(f.take("value"))?;
                Stmt::TypeAlias(ast::StmtTypeAlias { node_index, range, name, type_params, value })
            }
            "Pass" => Stmt::Pass(ast::StmtPass { node_index, range }),
            "Break" => Stmt::Break(ast::StmtBreak { node_index, range }),
            "Continue" => Stmt::Continue(ast::StmtContinue { node_index, range }),
            "FunctionDef" | "AsyncFunctionDef" => self.function(class, fields, range)?,
            "ClassDef" => self.class(fields, range)?,
            _ => self.compound(class, fields, range)?,
        })
    }

    fn targets(&mut self, f: &mut Fields, name: &str, class: &str, context: Context) -> Result<Vec<Expr>> {
        let items = not_empty(f.list(name), name, class)?;
        self.exprs(items, context)
    }

    fn names(&self, items: Vec<Field>, range: TextRange) -> Vec<ast::Identifier> {
        let text = |item: &Field| match item {
            Field::Value(v) => v.as_str().map_or_else(String::new, |s| s.to_string()),
            _ => String::new(),
        };
        items.iter().map(|item| self.name(text(item), range)).collect()
    }

    fn decorators(&mut self, items: Vec<Field>) -> Result<Vec<ast::Decorator>> {
        let mut out = Vec::with_capacity(items.len());
        for e in self.exprs(items, Context::Load)? {
            out.push(ast::Decorator { range: e.range(), node_index: INDEX, expression: e });
        }
        Ok(out)
    }

    fn function(&mut self, class: &str, mut fields: Fields, range: TextRange) -> Result<Stmt> {
        let f = &mut fields;
        let decorator_list = self.decorators(f.list("decorator_list"))?;
        let name = self.name(checked_name(f.text("name"))?, range);
        let type_params = self.type_params(f.list("type_params"))?;
        let parameters = Box::new(self.parameters(f.take("args"), TextRange::new(range.start(), range.start()))?);
        let returns = self.optional(f.take("returns"))?;
        let body = self.body(f, "body", class)?;
        let is_async = class == "AsyncFunctionDef";
        let range = from_decorators(range, &decorator_list);
        let node_index = INDEX;
        Ok(Stmt::FunctionDef(ast::StmtFunctionDef {
            node_index,
            range,
            is_async,
            decorator_list,
            name,
            type_params,
            parameters,
            returns,
            body,
        }))
    }

    fn class(&mut self, mut fields: Fields, range: TextRange) -> Result<Stmt> {
        let f = &mut fields;
        let decorator_list = self.decorators(f.list("decorator_list"))?;
        let name = self.name(checked_name(f.text("name"))?, range);
        let type_params = self.type_params(f.list("type_params"))?;
        let (bases, keywords) = (f.list("bases"), f.list("keywords"));
        let arguments = if bases.is_empty() && keywords.is_empty() {
            None
        } else {
            Some(Box::new(self.arguments(bases, keywords, range)?))
        };
        let body = self.body(f, "body", "ClassDef")?;
        let range = from_decorators(range, &decorator_list);
        let node_index = INDEX;
        Ok(Stmt::ClassDef(ast::StmtClassDef { node_index, range, decorator_list, name, type_params, arguments, body }))
    }

    /// Statements that hold others, definitions apart.
    fn compound(&mut self, class: &str, mut fields: Fields, range: TextRange) -> Result<Stmt> {
        let f = &mut fields;
        let node_index = INDEX;
        Ok(match class {
            "If" => return self.if_stmt(fields, range),
            "While" => {
                let test = self.boxed(f.take("test"))?;
                let body = self.body(f, "body", class)?;
                let orelse = self.block(f.take("orelse"))?;
                Stmt::While(ast::StmtWhile { node_index, range, test, body, orelse })
            }
            "For" | "AsyncFor" => {
                let target = Box::new(self.expr(f.take("target"), Context::Store)?);
                let iter = self.boxed(f.take("iter"))?;
                let body = self.body(f, "body", class)?;
                let orelse = self.block(f.take("orelse"))?;
                let is_async = class == "AsyncFor";
                Stmt::For(ast::StmtFor { node_index, range, is_async, target, iter, body, orelse })
            }
            "With" | "AsyncWith" => {
                let mut items = Vec::new();
                for item in not_empty(f.list("items"), "items", class)? {
                    items.push(self.with_item(item)?);
                }
                let body = self.body(f, "body", class)?;
                Stmt::With(ast::StmtWith { node_index, range, is_async: class == "AsyncWith", items, body })
            }
            "Try" | "TryStar" => {
                let body = self.body(f, "body", class)?;
                let mut handlers = Vec::new();
                for handler in f.list("handlers") {
                    handlers.push(self.handler(handler)?);
                }
                let orelse = self.block(f.take("orelse"))?;
                let finalbody = self.block(f.take("finalbody"))?;
                if handlers.is_empty() && finalbody.is_empty() {
                    return Err(format!("{class} has neither handlers nor finalbody"));
                }
                if handlers.is_empty() && !orelse.is_empty() {
                    return Err(format!("{class} has orelse but no except handlers"));
                }
                let is_star = class == "TryStar";
                Stmt::Try(ast::StmtTry { node_index, range, body, handlers, orelse, finalbody, is_star })
            }
            "Match" => {
                let subject = self.boxed(f.take("subject"))?;
                let mut cases = Vec::new();
                for case in not_empty(f.list("cases"), "cases", class)? {
                    cases.push(self.case(case)?);
                }
                Stmt::Match(ast::StmtMatch { node_index, range, subject, cases })
            }
            other => return Err(format!("unexpected statement {other}")),
        })
    }

    /// The parser keeps `elif` and `else` in a list. Built in a loop, so that long chains are no deep recursion.
    fn if_stmt(&mut self, mut fields: Fields, range: TextRange) -> Result<Stmt> {
        let test = self.boxed(fields.take("test"))?;
        let body = self.body(&mut fields, "body", "If")?;
        let mut clauses = Vec::new();
        let mut orelse = fields.list("orelse");
        while !orelse.is_empty() {
            if let [Field::Node(node)] = &orelse[..]
                && node.class == "If"
                && let Some(Field::Node(node)) = orelse.pop()
            {
                let range = self.range(node.place);
                let mut f = Fields(node.fields);
                let test = Some(self.expr(f.take("test"), Context::Load)?);
                let body = self.body(&mut f, "body", "If")?;
                clauses.push(ast::ElifElseClause { range, node_index: INDEX, test, body });
                orelse = f.list("orelse");
                continue;
            }
            let body = self.block(Field::List(std::mem::take(&mut orelse)))?;
            let range = body.first().map_or(range, Ranged::range);
            clauses.push(ast::ElifElseClause { range, node_index: INDEX, test: None, body });
        }
        Ok(Stmt::If(ast::StmtIf { node_index: INDEX, range, test, body, elif_else_clauses: clauses }))
    }

    fn with_item(&mut self, field: Field) -> Result<ast::WithItem> {
        let Field::Node(node) = field else { return Err("None disallowed in with items".to_owned()) };
        let mut f = Fields(node.fields);
        let context_expr = self.expr(f.take("context_expr"), Context::Load)?;
        let vars = f.take("optional_vars");
        let optional_vars = if is_none(&vars) { None } else { Some(Box::new(self.expr(vars, Context::Store)?)) };
        Ok(ast::WithItem { range: context_expr.range(), node_index: INDEX, context_expr, optional_vars })
    }

    fn handler(&mut self, field: Field) -> Result<ast::ExceptHandler> {
        let Field::Node(node) = field else { return Err("None disallowed in handlers".to_owned()) };
        let range = self.range(node.place);
        let mut f = Fields(node.fields);
        let type_ = self.optional(f.take("type"))?;
        let name = f.optional_text("name").map(|name| self.name(name, range));
        let body = self.body(&mut f, "body", "ExceptHandler")?;
        let handler = ast::ExceptHandlerExceptHandler { range, node_index: INDEX, type_, name, body };
        Ok(ast::ExceptHandler::ExceptHandler(handler))
    }

    fn case(&mut self, field: Field) -> Result<ast::MatchCase> {
        let Field::Node(node) = field else { return Err("None disallowed in cases".to_owned()) };
        let mut f = Fields(node.fields);
        let pattern = self.pattern(f.take("pattern"))?;
        let guard = self.optional(f.take("guard"))?;
        let body = self.body(&mut f, "body", "match_case")?;
        Ok(ast::MatchCase { range: pattern.range(), node_index: INDEX, pattern, guard, body })
    }
}

fn not_empty(items: Vec<Field>, name: &str, class: &str) -> Result<Vec<Field>> {
    if items.is_empty() { Err(format!("empty {name} on {class}")) } else { Ok(items) }
}

/// The parser counts decorators as part of a definition.
fn from_decorators(range: TextRange, decorators: &[ast::Decorator]) -> TextRange {
    match decorators.first() {
        Some(first) if first.start() < range.start() => TextRange::new(first.start(), range.end()),
        _ => range,
    }
}
