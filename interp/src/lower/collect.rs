//! The walk that fills the symbol tables and finds the errors that Python reports at compile time.
//!
//! Each node that opens a scope is marked with the scope's number, so that lowering, which may come much later,
//! finds it again.

mod expr;
mod warn;

use std::rc::Rc;

use rustpython_ast as ast;
use rustpython_ast::{Expr, Stmt};
use rustpython_text_size::Ranged;

use super::Intern;
use super::checks;
use super::scope::{ANNOTATED, ASSIGNED, BOUND, GLOBAL, NONLOCAL, PARAM, TYPE_PARAM, USED};
use super::scope::{ClassNames, ScopeId, ScopeKind, Scopes};
use super::span_of;
use crate::parse::SyntaxError;
use crate::source::Span;
use crate::types::str::Str;

pub use warn::SyntaxWarning;

/// CPython's limit on loops, `with`s and `try`s inside each other.
const MAX_BLOCKS: u32 = 21;

type Checked = Result<(), SyntaxError>;

/// What `break` and `continue` would leave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loop {
    None,
    Inside,
    /// The body of an `except*` clause, which they may not leave.
    Star,
}

/// The state of the walk.
pub(super) struct Collector<'a> {
    pub scopes: Scopes,
    pub names: ClassNames,
    intern: &'a Intern,
    current: ScopeId,
    top_level_await: bool,
    in_loop: Loop,
    in_star: bool,
    /// Inside the iterable of a comprehension: assignment expressions are not allowed.
    in_comp_iter: bool,
    /// What a lazily evaluated scope evaluates ("an annotation", …), for errors.
    lazy: Vec<(ScopeId, &'static str)>,
    /// The comprehension kinds around, for the error about `yield`.
    comp_kinds: Vec<(ScopeId, &'static str)>,
    /// Comprehensions, and the names that assignment expressions in them have assigned so far.
    comp_assigned: Vec<(ScopeId, Str)>,
    /// Only what surrounds the current function: blocks whose execution is conditional.
    conditional: u32,
    /// Annotations are kept as text.
    future_annotations: bool,
    /// Where the `from __future__` imports at the beginning of the module end.
    pub futures_end: u32,
    /// The whole text.
    text: &'a str,
    /// There are backslashes in it.
    escapes: bool,
    pub warnings: Vec<SyntaxWarning>,
    /// How many blocks are around in the current function.
    blocks: u32,
    /// The most digits that a decimal literal may have; 0: as many as it likes.
    max_digits: usize,
}

fn error<T>(message: impl Into<String>, span: Span) -> Result<T, SyntaxError> {
    Err(SyntaxError::new(message, span))
}

impl<'a> Collector<'a> {
    /// Starts at the module scope.
    pub fn new(intern: &'a Intern, options: &super::CompileOptions, future_annotations: bool, text: &'a str) -> Self {
        let top_level_await = options.top_level_await;
        let mut scopes = Scopes::default();
        let current = scopes.push(ScopeKind::Module, None, None);
        scopes[current].is_async = top_level_await;
        let names = ClassNames {
            class: intern("__class__"),
            class_dict: intern("__classdict__"),
            type_params: intern(".type_params"),
        };
        Collector {
            scopes,
            names,
            intern,
            current,
            top_level_await,
            in_loop: Loop::None,
            in_star: false,
            in_comp_iter: false,
            lazy: Vec::new(),
            comp_kinds: Vec::new(),
            comp_assigned: Vec::new(),
            conditional: 0,
            future_annotations,
            futures_end: 0,
            escapes: text.contains('\\'),
            text,
            warnings: Vec::new(),
            blocks: 0,
            max_digits: options.max_digits,
        }
    }

    fn name(&self, name: &str) -> Str {
        (self.intern)(&self.scopes.mangled(self.current, name))
    }

    fn kind(&self) -> ScopeKind {
        self.scopes[self.current].kind
    }

    fn enter<T>(
        &mut self,
        scope: ScopeId,
        f: impl FnOnce(&mut Self) -> Result<T, SyntaxError>,
    ) -> Result<T, SyntaxError> {
        let outer = std::mem::replace(&mut self.current, scope);
        let result = f(self);
        self.current = outer;
        result
    }

    /// Enters a scope with a frame of its own: loops outside do not count.
    fn enter_frame(&mut self, scope: ScopeId, f: impl FnOnce(&mut Self) -> Checked) -> Checked {
        let in_loop = std::mem::replace(&mut self.in_loop, Loop::None);
        let in_star = std::mem::replace(&mut self.in_star, false);
        let blocks = std::mem::replace(&mut self.blocks, u32::from(self.scopes[scope].is_async));
        let in_comp_iter = self.in_comp_iter;
        let conditional = std::mem::replace(&mut self.conditional, 0);
        let result = self.enter(scope, f);
        self.in_loop = in_loop;
        self.in_star = in_star;
        self.blocks = blocks;
        self.in_comp_iter = in_comp_iter;
        self.conditional = conditional;
        result
    }

    fn push(&mut self, kind: ScopeKind) -> ScopeId {
        self.scopes.push(kind, Some(self.current), None)
    }

    // Names.

    fn read(&mut self, name: &str, span: Span) {
        let name = self.name(name);
        self.read_name(&name, span);
    }

    fn read_name(&mut self, name: &Str, span: Span) {
        let mut scope = self.current;
        // What a list of type parameters does not bind is looked up as in the scope around it.
        while self.scopes[scope].kind == ScopeKind::TypeParams && self.scopes[scope].flags(name) & BOUND == 0 {
            match self.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        self.scopes[scope].add(name, USED, span);
        // `super` without arguments needs the class.
        if name.as_str() == "super" && self.scopes[scope].function_like_for_super() {
            let class = self.names.class.clone();
            self.scopes[scope].add(&class, USED, span);
        }
    }

    fn bind(&mut self, name: &str, span: Span) -> Checked {
        self.bind_as(name, span, ASSIGNED)
    }

    fn bind_as(&mut self, name: &str, span: Span, flags: u16) -> Checked {
        if name == "__debug__" {
            return error("cannot assign to __debug__", span);
        }
        let name = self.name(name);
        let mut scope = self.current;
        while self.scopes[scope].kind == ScopeKind::TypeParams && flags & TYPE_PARAM == 0 {
            match self.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        self.scopes[scope].add(&name, flags, span);
        Ok(())
    }

    fn declare(&mut self, names: &[ast::Identifier], global: bool, span: Span) -> Checked {
        let word = if global { "global" } else { "nonlocal" };
        if !global && self.kind() == ScopeKind::Module {
            return error("nonlocal declaration not allowed at module level", span);
        }
        for id in names {
            let name = self.name(id.as_str());
            let before = self.scopes[self.current].flags(&name);
            let message = if before & PARAM != 0 {
                format!("name '{name}' is parameter and {word}")
            } else if before & USED != 0 {
                format!("name '{name}' is used prior to {word} declaration")
            } else if before & ANNOTATED != 0 {
                format!("annotated name '{name}' can't be {word}")
            } else if before & ASSIGNED != 0 {
                format!("name '{name}' is assigned to before {word} declaration")
            } else if before & if global { NONLOCAL } else { GLOBAL } != 0 {
                let first = self.scopes[self.current].declared_at(&name).unwrap_or(span);
                return error(format!("name '{name}' is nonlocal and global"), first);
            } else {
                let flag = if global { GLOBAL } else { NONLOCAL };
                self.scopes[self.current].add(&name, flag, span);
                if global {
                    // Then it is global for the code around too, whatever namespace that runs in.
                    self.scopes[0].add(&name, GLOBAL, span);
                }
                continue;
            };
            return error(message, span);
        }
        Ok(())
    }

    // Statements.

    /// Walks the one expression of `eval`.
    pub fn expression(&mut self, e: &Expr) -> Checked {
        self.expr(e)
    }

    /// Walks a block.
    pub fn block(&mut self, body: &[Stmt]) -> Checked {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    fn conditional_block(&mut self, body: &[Stmt]) -> Checked {
        self.conditional += 1;
        let result = self.block(body);
        self.conditional -= 1;
        result
    }

    /// One more block around.
    fn nest(&mut self, levels: u32, span: Span) -> Checked {
        self.blocks += levels;
        if self.blocks > MAX_BLOCKS { error("too many statically nested blocks", span) } else { Ok(()) }
    }

    fn loop_body(&mut self, body: &[Stmt], span: Span) -> Checked {
        self.nest(1, span)?;
        let outer = std::mem::replace(&mut self.in_loop, Loop::Inside);
        let result = self.conditional_block(body);
        self.blocks -= 1;
        self.in_loop = outer;
        result
    }

    fn stmt(&mut self, stmt: &Stmt) -> Checked {
        match stmt {
            Stmt::FunctionDef(def) => self.function_def(def),
            Stmt::ClassDef(def) => self.class_def(def),
            Stmt::Return(s) => self.return_stmt(s),
            Stmt::Delete(s) => s.targets.iter().try_for_each(|t| self.delete(t)),
            Stmt::TypeAlias(s) => self.type_alias(s),
            Stmt::Assign(s) => {
                self.expr(&s.value)?;
                s.targets.iter().try_for_each(|t| self.assign_top(t))
            }
            Stmt::AugAssign(s) => {
                if let Expr::Name(n) = &*s.target {
                    self.read(&n.id, span_of(n));
                }
                self.target(&s.target)?;
                self.expr(&s.value)
            }
            Stmt::AnnAssign(s) => self.ann_assign(s),
            Stmt::For(s) => {
                if s.is_async {
                    self.require_async("'async for' outside async function", span_of(s))?;
                }
                self.assign_top(&s.target)?;
                self.expr(&s.iter)?;
                self.loop_body(&s.body, span_of(stmt))?;
                self.conditional_block(&s.orelse)
            }
            Stmt::While(s) => {
                self.expr(&s.test)?;
                self.loop_body(&s.body, span_of(stmt))?;
                self.conditional_block(&s.orelse)
            }
            Stmt::If(s) => {
                self.expr(&s.test)?;
                self.conditional_block(&s.body)?;
                for clause in &s.elif_else_clauses {
                    if let Some(test) = &clause.test {
                        self.expr(test)?;
                    }
                    self.conditional_block(&clause.body)?;
                }
                Ok(())
            }
            Stmt::With(s) => {
                if s.is_async {
                    self.require_async("'async with' outside async function", span_of(s))?;
                }
                let outer = self.blocks;
                for item in &s.items {
                    self.nest(1, span_of(&item.context_expr))?;
                    self.expr(&item.context_expr)?;
                    if let Some(target) = &item.optional_vars {
                        self.assign_top(target)?;
                    }
                }
                self.conditional_block(&s.body)?;
                self.blocks = outer;
                Ok(())
            }
            Stmt::Match(s) => self.match_stmt(s),
            Stmt::Raise(s) => {
                self.optional(s.exc.as_deref())?;
                self.optional(s.cause.as_deref())
            }
            Stmt::Try(s) => self.try_stmt(s),
            Stmt::Assert(s) => {
                self.warn_assert(s);
                self.expr(&s.test)?;
                self.optional(s.msg.as_deref())
            }
            Stmt::Import(s) => {
                for alias in &s.names {
                    let bound = match &alias.asname {
                        Some(name) => name.as_str(),
                        None => alias.name.as_str().split('.').next().unwrap_or_default(),
                    };
                    self.bind(bound, span_of(alias))?;
                }
                Ok(())
            }
            Stmt::ImportFrom(s) => {
                checks::future_import(s, self.futures_end)?;
                for alias in &s.names {
                    if alias.name.as_str() == "*" {
                        if self.kind() != ScopeKind::Module {
                            return error("import * only allowed at module level", span_of(alias));
                        }
                        continue;
                    }
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(bound.as_str(), span_of(alias))?;
                }
                Ok(())
            }
            Stmt::Global(s) => self.declare(&s.names, true, span_of(s)),
            Stmt::Nonlocal(s) => self.declare(&s.names, false, span_of(s)),
            Stmt::Expr(s) => match &*s.value {
                Expr::Starred(e) => error("can't use starred expression here", span_of(e)),
                value => self.expr(value),
            },
            Stmt::Pass(_) => Ok(()),
            Stmt::Break(s) => self.leave_loop("'break' outside loop", span_of(s)),
            Stmt::Continue(s) => self.leave_loop("'continue' not properly in loop", span_of(s)),
            Stmt::IpyEscapeCommand(s) => error("invalid syntax", span_of(s)),
        }
    }

    fn leave_loop(&self, message: &str, span: Span) -> Checked {
        match self.in_loop {
            Loop::Inside => Ok(()),
            Loop::None => error(message, span),
            Loop::Star => error(STAR_EXIT, span),
        }
    }

    fn return_stmt(&mut self, s: &ast::StmtReturn) -> Checked {
        if self.kind() != ScopeKind::Function {
            return error("'return' outside function", span_of(s));
        }
        if self.in_star {
            let span = s.value.as_ref().map_or_else(|| span_of(s), |v| span_of(&**v));
            return error(STAR_EXIT, span);
        }
        if let Some(value) = &s.value {
            self.expr(value)?;
            let scope = &mut self.scopes[self.current];
            scope.returns_value.get_or_insert(span_of(s));
        }
        Ok(())
    }

    fn try_stmt(&mut self, s: &ast::StmtTry) -> Checked {
        let outer = self.blocks;
        let levels = u32::from(!s.finalbody.is_empty());
        self.nest(levels + u32::from(!s.handlers.is_empty()), span_of(s))?;
        self.conditional_block(&s.body)?;
        self.blocks = outer + levels;
        for (i, handler) in s.handlers.iter().enumerate() {
            let ast::ExceptHandler::ExceptHandler(h) = handler;
            match &h.type_ {
                Some(types) => self.expr(types)?,
                None if i + 1 < s.handlers.len() => {
                    let end = (h.range().start().to_u32() + 7).min(h.range().end().to_u32());
                    return error("default 'except:' must be last", Span::new(h.range().start().to_u32(), end));
                }
                None => {}
            }
            if let Some(name) = &h.name {
                self.bind(name.as_str(), span_of(h))?;
            }
            self.nest(2, span_of(h))?;
            if s.is_star {
                let outer = (self.in_loop, self.in_star);
                (self.in_loop, self.in_star) = (Loop::Star, true);
                self.conditional_block(&h.body)?;
                (self.in_loop, self.in_star) = outer;
            } else {
                self.conditional_block(&h.body)?;
            }
            self.blocks -= 2;
        }
        self.conditional_block(&s.orelse)?;
        self.conditional_block(&s.finalbody)?;
        self.blocks = outer;
        Ok(())
    }

    fn match_stmt(&mut self, s: &ast::StmtMatch) -> Checked {
        self.expr(&s.subject)?;
        for (i, case) in s.cases.iter().enumerate() {
            let mut bound = Vec::new();
            checks::pattern(&case.pattern, &mut bound)?;
            if case.guard.is_none() && i + 1 < s.cases.len() {
                checks::refutable(&case.pattern)?;
            }
            self.pattern(&case.pattern)?;
            self.optional(case.guard.as_deref())?;
            self.conditional_block(&case.body)?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &ast::Pattern) -> Checked {
        use ast::Pattern as P;
        match pattern {
            P::MatchValue(p) => self.expr(&p.value),
            P::MatchSingleton(_) => Ok(()),
            P::MatchSequence(p) => p.patterns.iter().try_for_each(|p| self.pattern(p)),
            P::MatchMapping(p) => {
                p.keys.iter().try_for_each(|k| self.expr(k))?;
                p.patterns.iter().try_for_each(|p| self.pattern(p))?;
                p.rest.as_ref().map_or(Ok(()), |rest| self.bind(rest.as_str(), span_of(p)))
            }
            P::MatchClass(p) => {
                self.expr(&p.cls)?;
                p.arguments.patterns.iter().try_for_each(|p| self.pattern(p))?;
                p.arguments.keywords.iter().try_for_each(|k| self.pattern(&k.pattern))
            }
            P::MatchStar(p) => p.name.as_ref().map_or(Ok(()), |n| self.bind(n.as_str(), span_of(p))),
            P::MatchAs(p) => {
                if let Some(inner) = &p.pattern {
                    self.pattern(inner)?;
                }
                p.name.as_ref().map_or(Ok(()), |n| self.bind(n.as_str(), span_of(p)))
            }
            P::MatchOr(p) => p.patterns.iter().try_for_each(|p| self.pattern(p)),
        }
    }

    // Targets.

    /// A whole assignment target: a bare star is not one.
    fn assign_top(&mut self, target: &Expr) -> Checked {
        if let Expr::Starred(s) = target {
            return error("starred assignment target must be in a list or tuple", span_of(s));
        }
        self.target(target)
    }

    fn target(&mut self, target: &Expr) -> Checked {
        match target {
            Expr::Name(n) => self.bind(&n.id, span_of(n)),
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                let mut stars = elts.iter().filter(|e| e.is_starred_expr());
                if stars.nth(1).is_some() {
                    return error("multiple starred expressions in assignment", span_of(target));
                }
                for e in elts {
                    match e {
                        Expr::Starred(s) => self.target(&s.value)?,
                        e => self.target(e)?,
                    }
                }
                Ok(())
            }
            Expr::Starred(s) => self.target(&s.value),
            Expr::Attribute(a) => {
                if a.attr.as_str() == "__debug__" {
                    return error("cannot assign to __debug__", span_of(a));
                }
                self.expr(&a.value)
            }
            other => self.expr(other),
        }
    }

    fn delete(&mut self, target: &Expr) -> Checked {
        match target {
            Expr::Name(n) if n.id.as_str() == "__debug__" => error("cannot delete __debug__", span_of(n)),
            Expr::Attribute(a) if a.attr.as_str() == "__debug__" => error("cannot delete __debug__", span_of(a)),
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                elts.iter().try_for_each(|e| self.delete(e))
            }
            other => self.target(other),
        }
    }

    fn ann_assign(&mut self, s: &ast::StmtAnnAssign) -> Checked {
        let in_function = matches!(self.kind(), ScopeKind::Function | ScopeKind::Lambda);
        if let Expr::Name(n) = &*s.target {
            let name = self.name(&n.id);
            let before = self.scopes[self.current].flags(&name);
            if before & (GLOBAL | NONLOCAL) != 0 && self.kind() != ScopeKind::Module && s.simple {
                let word = if before & GLOBAL != 0 { "global" } else { "nonlocal" };
                return error(format!("annotated name '{name}' can't be {word}"), span_of(s));
            }
            if s.simple {
                self.bind_as(&n.id, span_of(s), ASSIGNED | ANNOTATED)?;
            } else if s.value.is_some() {
                self.bind(&n.id, span_of(n))?;
            }
        } else {
            self.target(&s.target)?;
        }
        self.optional(s.value.as_deref())?;
        let scope = if !in_function && s.simple {
            let scope = match self.scopes[self.current].annotate {
                Some(scope) => scope,
                None => {
                    let scope = self.lazy_scope();
                    let current = self.current;
                    self.scopes[current].annotate = Some(scope);
                    scope
                }
            };
            if self.conditional > 0 {
                let current = self.current;
                self.scopes[current].conditional_annotations = true;
                let name = (self.intern)(super::function::CONDITIONAL);
                self.scopes[current].add(&name, ASSIGNED, Span::default());
                self.scopes[scope].add(&name, USED, Span::default());
            }
            scope
        } else {
            // Never evaluated, but checked.
            let scope = self.lazy_scope();
            self.scopes[scope].dead = true;
            scope
        };
        self.lazily(scope, "an annotation", |c| c.expr(&s.annotation))
    }

    // Functions and classes.

    fn lazy_scope(&mut self) -> ScopeId {
        let scope = self.push(ScopeKind::Lazy);
        let format = (self.intern)(".format");
        self.scopes[scope].add(&format, PARAM, Span::default());
        scope
    }

    fn lazily(&mut self, scope: ScopeId, what: &'static str, f: impl FnOnce(&mut Self) -> Checked) -> Checked {
        self.lazy.push((scope, what));
        let result = self.enter_frame(scope, f);
        self.lazy.pop();
        result
    }

    fn parameters(&mut self, p: &ast::Parameters) -> Checked {
        let mut names: Vec<(&ast::Identifier, Span)> = Vec::new();
        let kwonly = p.kwonlyargs.iter();
        for a in p.posonlyargs.iter().chain(&p.args).chain(kwonly) {
            names.push((&a.parameter.name, span_of(&a.parameter)));
        }
        names.extend(p.vararg.iter().chain(&p.kwarg).map(|a| (&a.name, span_of(&a.name))));
        for (id, span) in names {
            let name = self.name(id.as_str());
            if self.scopes[self.current].flags(&name) & PARAM != 0 {
                return error(format!("duplicate argument '{name}' in function definition"), span);
            }
            self.bind_as(id.as_str(), span, PARAM)?;
        }
        Ok(())
    }

    fn defaults(&mut self, p: &ast::Parameters) -> Checked {
        p.iter_non_variadic_params().filter_map(|a| a.default.as_deref()).try_for_each(|d| self.expr(d))
    }

    fn function_def(&mut self, def: &ast::StmtFunctionDef) -> Checked {
        def.decorator_list.iter().try_for_each(|d| self.expr(&d.expression))?;
        self.bind(def.name.as_str(), span_of(&def.name))?;
        self.defaults(&def.parameters)?;
        let type_params = self.type_params(def.type_params.as_deref(), None)?;
        let outer = self.current;
        self.current = type_params.unwrap_or(outer);
        let annotate = self.annotations(def)?;
        let scope = self.push(ScopeKind::Function);
        def.node_index.set(ast::NodeIndex::from(scope));
        let s = &mut self.scopes[scope];
        s.is_async = def.is_async;
        s.type_params = type_params;
        s.annotate = annotate;
        self.enter_frame(scope, |c| {
            c.parameters(&def.parameters)?;
            c.block(&def.body)
        })?;
        self.current = outer;
        let s = &self.scopes[scope];
        if let (true, true, Some(span)) = (s.is_async, s.has_yield, s.returns_value) {
            return error("'return' with value in async generator", span);
        }
        Ok(())
    }

    fn annotations(&mut self, def: &ast::StmtFunctionDef) -> Result<Option<ScopeId>, SyntaxError> {
        let p = &def.parameters;
        let params = p.iter().filter_map(|a| a.annotation());
        let all: Vec<&Expr> = params.chain(def.returns.as_deref()).collect();
        if all.is_empty() {
            return Ok(None);
        }
        let scope = self.lazy_scope();
        self.scopes[scope].dead |= self.future_annotations;
        let unpacked = p.vararg.as_ref().and_then(|a| a.annotation());
        self.lazily(scope, "an annotation", |c| {
            all.iter().try_for_each(|e| match e {
                // `*args: *Ts`
                Expr::Starred(s) if unpacked.is_some_and(|u| u.range() == s.range()) => c.expr(&s.value),
                Expr::Starred(s) => {
                    let at = s.range().start().to_u32();
                    error("invalid syntax", Span::new(at, at + 1))
                }
                e => c.expr(e),
            })
        })?;
        Ok(Some(scope))
    }

    /// `class`: the name of the class that has them.
    fn type_params(
        &mut self,
        params: Option<&ast::TypeParams>,
        class: Option<&str>,
    ) -> Result<Option<ScopeId>, SyntaxError> {
        let Some(params) = params else { return Ok(None) };
        let scope = self.push(ScopeKind::TypeParams);
        if let Some(class) = class {
            let names = params.type_params.iter().map(|p| p.name().to_string()).filter(|n| n.starts_with("__"));
            self.scopes[scope].private = Some(Rc::from(class));
            self.scopes[scope].private_params = names.collect();
        }
        let outer = std::mem::replace(&mut self.current, scope);
        let mut default_seen = false;
        for param in &params.type_params {
            let name = self.name(param.name().as_str());
            if self.scopes[scope].flags(&name) & TYPE_PARAM != 0 {
                return error(format!("duplicate type parameter '{name}'"), span_of(param));
            }
            self.bind_as(param.name().as_str(), span_of(param), TYPE_PARAM)?;
            if param.default().is_some() {
                default_seen = true;
            } else if default_seen {
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                return error(message, span_of(param));
            }
        }
        if class.is_some() {
            let hidden = self.names.type_params.clone();
            self.scopes[scope].add(&hidden, TYPE_PARAM, Span::default());
        }
        for param in &params.type_params {
            if let ast::TypeParam::TypeVar(v) = param
                && let Some(bound) = &v.bound
            {
                let what = if bound.is_tuple_expr() { "a TypeVar constraint" } else { "a TypeVar bound" };
                self.type_param_part(bound, what)?;
            }
            if let Some(default) = param.default() {
                let what = match param {
                    ast::TypeParam::TypeVar(_) => "a TypeVar default",
                    ast::TypeParam::ParamSpec(_) => "a ParamSpec default",
                    ast::TypeParam::TypeVarTuple(_) => "a TypeVarTuple default",
                };
                self.type_param_part(default, what)?;
            }
        }
        self.current = outer;
        Ok(Some(scope))
    }

    fn type_param_part(&mut self, expr: &Expr, what: &'static str) -> Checked {
        let part = self.lazy_scope();
        let current = self.current;
        self.scopes[current].lazies.push(part);
        self.lazily(part, what, |c| match expr {
            Expr::Starred(s) => c.expr(&s.value),
            e => c.expr(e),
        })
    }

    fn class_def(&mut self, def: &ast::StmtClassDef) -> Checked {
        def.decorator_list.iter().try_for_each(|d| self.expr(&d.expression))?;
        self.bind(def.name.as_str(), span_of(&def.name))?;
        let type_params = self.type_params(def.type_params.as_deref(), Some(def.name.as_str()))?;
        let outer = self.current;
        self.current = type_params.unwrap_or(outer);
        if let Some(arguments) = &def.arguments {
            if let Some(Expr::Generator(g)) = arguments.args.iter().find(|a| bare_generator(a)) {
                let at = g.generators.first().map_or(g.range().start(), |c| c.range().start()).to_u32();
                return error("invalid syntax", Span::new(at, at + 3));
            }
            self.arguments(arguments)?;
        }
        let private: Rc<str> = Rc::from(def.name.as_str());
        let scope = self.scopes.push(ScopeKind::Class, Some(self.current), Some(private));
        def.node_index.set(ast::NodeIndex::from(scope));
        self.scopes[scope].type_params = type_params;
        if type_params.is_some() {
            let hidden = self.names.type_params.clone();
            self.scopes[scope].add(&hidden, USED, Span::default());
        }
        self.enter_frame(scope, |c| c.block(&def.body))?;
        self.current = outer;
        Ok(())
    }

    fn type_alias(&mut self, s: &ast::StmtTypeAlias) -> Checked {
        if let Expr::Name(n) = &*s.name {
            self.bind(&n.id, span_of(n))?;
        }
        let type_params = self.type_params(s.type_params.as_deref(), None)?;
        let outer = self.current;
        self.current = type_params.unwrap_or(outer);
        let scope = self.lazy_scope();
        s.node_index.set(ast::NodeIndex::from(scope));
        self.scopes[scope].type_params = type_params;
        let result = self.lazily(scope, "a type alias", |c| c.expr(&s.value));
        self.current = outer;
        result
    }
}

const STAR_EXIT: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

/// A generator expression without parentheses of its own, as only a call may have it.
fn bare_generator(e: &Expr) -> bool {
    matches!(e, Expr::Generator(g) if !g.parenthesized)
}
