//! The walk through expressions: comprehensions and what may not suspend where.

use hashbrown::HashSet;
use rustpython_ast as ast;
use rustpython_ast::Expr;
use rustpython_text_size::Ranged;

use super::{Checked, Collector, checks, error, span_of};
use crate::lower::scope::{ASSIGNED, GLOBAL, ITERATION, PARAM, ScopeKind, USED};
use crate::source::Span;

impl Collector<'_> {
    pub(super) fn optional(&mut self, expr: Option<&Expr>) -> Checked {
        expr.map_or(Ok(()), |e| self.expr(e))
    }

    pub(super) fn exprs(&mut self, list: &[Expr]) -> Checked {
        list.iter().try_for_each(|e| match e {
            Expr::Starred(s) => self.expr(&s.value),
            e => self.expr(e),
        })
    }

    pub(super) fn arguments(&mut self, a: &ast::Arguments) -> Checked {
        self.exprs(&a.args)?;
        let mut seen: HashSet<&str, foldhash::fast::FixedState> = HashSet::default();
        for k in &a.keywords {
            if let Some(name) = &k.arg {
                if name.as_str() == "__debug__" {
                    return error("cannot assign to __debug__", span_of(k));
                }
                if !seen.insert(name.as_str()) {
                    return error(format!("keyword argument repeated: {name}"), span_of(k));
                }
            }
            self.expr(&k.value)?;
        }
        Ok(())
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Checked {
        match expr {
            Expr::Name(n) => {
                self.read(&n.id, span_of(n));
                Ok(())
            }
            Expr::BoolOp(e) => self.exprs(&e.values),
            Expr::Named(e) => self.named(e),
            Expr::BinOp(_) => {
                // The left spine of `a + b + c …` is as long as the expression: no recursion.
                let mut rights = Vec::new();
                let mut left = expr;
                while let Expr::BinOp(e) = left {
                    rights.push(&e.right);
                    left = &e.left;
                }
                self.expr(left)?;
                rights.iter().rev().try_for_each(|r| self.expr(r))
            }
            Expr::UnaryOp(e) => self.expr(&e.operand),
            Expr::Lambda(e) => {
                if let Some(p) = &e.parameters {
                    self.defaults(p)?;
                }
                let scope = self.push(ScopeKind::Lambda);
                e.node_index.set(ast::NodeIndex::from(scope));
                self.enter_frame(scope, |c| {
                    if let Some(p) = &e.parameters {
                        c.parameters(p)?;
                    }
                    c.expr(&e.body)
                })
            }
            Expr::If(e) => {
                self.expr(&e.test)?;
                self.expr(&e.body)?;
                self.expr(&e.orelse)
            }
            Expr::Dict(e) => {
                for item in &e.items {
                    self.optional(item.key.as_ref())?;
                    self.expr(&item.value)?;
                }
                Ok(())
            }
            Expr::Set(e) => self.exprs(&e.elts),
            Expr::List(e) => self.exprs(&e.elts),
            Expr::Tuple(e) => self.exprs(&e.elts),
            Expr::ListComp(e) => {
                self.comprehension(&e.node_index, &e.generators, &[&e.elt], "list comprehension", e.range())
            }
            Expr::SetComp(e) => {
                self.comprehension(&e.node_index, &e.generators, &[&e.elt], "set comprehension", e.range())
            }
            Expr::DictComp(e) => {
                self.comprehension(&e.node_index, &e.generators, &[&e.value, &e.key], "dict comprehension", e.range())
            }
            Expr::Generator(e) => {
                self.comprehension(&e.node_index, &e.generators, &[&e.elt], "generator expression", e.range())
            }
            Expr::Await(e) => {
                self.not_lazy("await expression", span_of(e))?;
                let inlined = self.kind() == ScopeKind::Comprehension;
                if !inlined {
                    self.require_async_await(span_of(e))?;
                }
                self.mark_await();
                self.expr(&e.value)
            }
            Expr::Yield(e) => {
                self.yields(span_of(e), false)?;
                self.optional(e.value.as_deref())
            }
            Expr::YieldFrom(e) => {
                self.yields(span_of(e), true)?;
                self.expr(&e.value)
            }
            Expr::Compare(e) => {
                self.warn_compare(e);
                self.expr(&e.left)?;
                e.comparators.iter().try_for_each(|c| self.expr(c))
            }
            Expr::Call(e) => {
                self.warn_call(e);
                self.expr(&e.func)?;
                self.arguments(&e.arguments)
            }
            Expr::FString(e) => {
                for part in &e.value {
                    match part {
                        ast::FStringPart::Literal(l) => self.warn_part(l),
                        ast::FStringPart::FString(f) => {
                            let raw = f.flags.prefix().is_raw();
                            f.elements.iter().try_for_each(|p| self.interpolation(p, raw))?;
                        }
                    }
                }
                Ok(())
            }
            Expr::TString(e) => e.value.elements().try_for_each(|p| self.interpolation(p, true)),
            Expr::StringLiteral(e) => {
                self.warn_strings(e);
                Ok(())
            }
            Expr::BytesLiteral(e) => {
                self.warn_bytes(e);
                Ok(())
            }
            Expr::NumberLiteral(e) => self.number(e),
            Expr::BooleanLiteral(_) | Expr::NoneLiteral(_) | Expr::EllipsisLiteral(_) => Ok(()),
            Expr::Attribute(e) => self.expr(&e.value),
            Expr::Subscript(e) => {
                self.warn_subscript(e);
                self.expr(&e.value)?;
                self.expr(&e.slice)
            }
            Expr::Starred(e) => error("can't use starred expression here", span_of(e)),
            Expr::Slice(e) => {
                if let Some(Expr::Starred(s)) = e.lower.as_deref() {
                    let at = s.range().end().to_u32();
                    return error("invalid syntax", Span::new(at, at + 1));
                }
                self.optional(e.lower.as_deref())?;
                self.optional(e.upper.as_deref())?;
                self.optional(e.step.as_deref())
            }
            // The parser makes none: they stand for constants of trees that programs made.
            Expr::IpyEscapeCommand(_) => Ok(()),
        }
    }

    fn number(&self, e: &ast::ExprNumberLiteral) -> Checked {
        let ast::Number::Int(i) = &e.value else { return Ok(()) };
        if self.max_digits == 0 || i.as_i64().is_some() {
            return Ok(());
        }
        let span = span_of(e);
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let decimal = !text.get(1..2).is_some_and(|c| "xXoObB".contains(c));
        if !decimal || digits <= self.max_digits {
            return Ok(());
        }
        let limit = self.max_digits;
        let message = format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; use \
             sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to \
             avoid decimal conversion limits."
        );
        error(message, span)
    }

    fn interpolation(&mut self, part: &ast::InterpolatedStringElement, raw: bool) -> Checked {
        let i = match part {
            ast::InterpolatedStringElement::Interpolation(i) => i,
            ast::InterpolatedStringElement::Literal(l) => {
                self.warn_middle(l.range(), raw);
                return Ok(());
            }
        };
        self.expr(&i.expression)?;
        match &i.format_spec {
            Some(spec) => spec.elements.iter().try_for_each(|p| self.interpolation(p, raw)),
            None => Ok(()),
        }
    }

    /// Errors where a lazily evaluated scope may not hold such an expression.
    fn not_lazy(&self, what: &str, span: Span) -> Checked {
        let mut scope = self.current;
        while self.scopes[scope].kind == ScopeKind::Comprehension {
            match self.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        match self.scopes[scope].kind {
            ScopeKind::Lazy => {
                let of = self.lazy.iter().rev().find(|l| l.0 == scope).map_or("an annotation", |l| l.1);
                error(format!("{what} cannot be used within {of}"), span)
            }
            ScopeKind::TypeParams => error(format!("{what} cannot be used within the definition of a generic"), span),
            _ => Ok(()),
        }
    }

    fn named(&mut self, e: &ast::ExprNamed) -> Checked {
        self.not_lazy("named expression", span_of(e))?;
        let Expr::Name(target) = &*e.target else {
            return self.expr(&e.target);
        };
        if self.in_comp_iter {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return error(message, span_of(e));
        }
        let name = self.name(&target.id);
        if target.id.as_str() == "__debug__" {
            return error("cannot assign to __debug__", span_of(target));
        }
        // The variable belongs to the function around the comprehensions.
        let mut scope = self.current;
        while matches!(self.scopes[scope].kind, ScopeKind::Comprehension | ScopeKind::Generator) {
            if self.scopes[scope].flags(&name) & ITERATION != 0 {
                let message =
                    format!("assignment expression cannot rebind comprehension iteration variable '{}'", target.id);
                return error(message, span_of(target));
            }
            self.comp_assigned.push((scope, name.clone()));
            match self.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        if scope != self.current {
            match self.scopes[scope].kind {
                ScopeKind::Class => {
                    let message = "assignment expression within a comprehension cannot be used in a class body";
                    return error(message, span_of(target));
                }
                ScopeKind::Module => {
                    let mut inner = self.current;
                    while inner != scope {
                        self.scopes[inner].add(&name, GLOBAL, span_of(target));
                        inner = self.scopes[inner].parent.unwrap_or(scope);
                    }
                }
                _ => {
                    // Between, it is what `nonlocal` would make it (or global, if it was declared so there).
                    let global = self.scopes[scope].flags(&name) & GLOBAL != 0;
                    let flag = if global { GLOBAL } else { USED };
                    let mut inner = self.current;
                    while inner != scope {
                        self.scopes[inner].add(&name, flag, span_of(target));
                        inner = self.scopes[inner].parent.unwrap_or(scope);
                    }
                }
            }
        }
        self.expr(&e.value)?;
        self.scopes[scope].add(&name, ASSIGNED, span_of(target));
        Ok(())
    }

    fn comprehension(
        &mut self,
        index: &ast::AtomicNodeIndex,
        generators: &[ast::Comprehension],
        elements: &[&Expr],
        what: &'static str,
        range: rustpython_text_size::TextRange,
    ) -> Checked {
        let Some((first, rest)) = generators.split_first() else { return Ok(()) };
        let iterable = |c: &mut Self, e: &Expr| {
            let outer = std::mem::replace(&mut c.in_comp_iter, true);
            let result = c.expr(e);
            c.in_comp_iter = outer;
            result
        };
        iterable(self, &first.iter)?;
        let generator = what == "generator expression";
        let scope = self.push(if generator { ScopeKind::Generator } else { ScopeKind::Comprehension });
        index.set(ast::NodeIndex::from(scope));
        let outer_iter = self.in_comp_iter;
        self.comp_kinds.push((scope, what));
        self.enter(scope, |c| {
            if generator {
                let first = (c.intern)(".0");
                c.scopes[scope].add(&first, PARAM, Span::default());
                c.scopes[scope].has_yield = true;
            }
            let is_async = generators.iter().any(|g| g.is_async);
            if is_async {
                c.scopes[scope].is_async = true;
                c.mark_await();
            }
            c.comp_target(&first.target)?;
            c.exprs(&first.ifs)?;
            for g in rest {
                c.comp_target(&g.target)?;
                iterable(c, &g.iter)?;
                c.exprs(&g.ifs)?;
            }
            elements.iter().try_for_each(|e| c.expr(e))
        })?;
        self.comp_kinds.pop();
        self.in_comp_iter = outer_iter;
        if self.scopes[scope].has_await {
            if generator {
                self.scopes[scope].is_async = true;
            } else {
                // An asynchronous comprehension suspends the function around it.
                let allowed = self.kind() == ScopeKind::Comprehension
                    || self.kind() == ScopeKind::Generator
                    || self.scopes[self.current].is_async;
                if !allowed {
                    let message = "asynchronous comprehension outside of an asynchronous function";
                    return error(message, crate::lower::span(range));
                }
                self.mark_await();
            }
        }
        Ok(())
    }

    fn comp_target(&mut self, target: &Expr) -> Checked {
        // Walked as any target, then marked: the names in it are iteration variables.
        let before = self.current;
        self.assign_top(target)?;
        let mut names = Vec::new();
        checks::target_names(target, &mut names);
        for (name, span) in names {
            let name = self.name(name);
            if self.comp_assigned.iter().any(|(scope, assigned)| *scope == before && *assigned == name) {
                let message = format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return error(message, span);
            }
            self.scopes[before].add(&name, ITERATION, span);
        }
        Ok(())
    }

    /// Notes that the frame of the current scope suspends ; a comprehension around learns of it when this one ends.
    fn mark_await(&mut self) {
        let scope = self.current;
        self.scopes[scope].has_await = true;
        let host = self.scopes[self.current].host;
        self.scopes[host].has_suspension = true;
    }

    pub(super) fn require_async(&mut self, message: &str, span: Span) -> Checked {
        if !self.scopes[self.current].is_async {
            return error(message, span);
        }
        self.mark_await();
        Ok(())
    }

    fn require_async_await(&self, span: Span) -> Checked {
        let scope = &self.scopes[self.current];
        match scope.kind {
            ScopeKind::Module if self.top_level_await => Ok(()),
            ScopeKind::Module | ScopeKind::Class => error("'await' outside function", span),
            ScopeKind::Generator => Ok(()),
            _ if scope.is_async => Ok(()),
            _ => error("'await' outside async function", span),
        }
    }

    fn yields(&mut self, span: Span, from: bool) -> Checked {
        self.not_lazy("yield expression", span)?;
        match self.kind() {
            ScopeKind::Module | ScopeKind::Class => {
                return error(if from { "'yield from' outside function" } else { "'yield' outside function" }, span);
            }
            ScopeKind::Comprehension | ScopeKind::Generator => {
                let what = self.comp_kinds.last().map_or("generator expression", |c| c.1);
                return error(format!("'yield' inside {what}"), span);
            }
            _ => {}
        }
        let scope = &mut self.scopes[self.current];
        if from && scope.is_async {
            return error("'yield from' inside async function", span);
        }
        scope.has_yield = true;
        scope.has_suspension = true;
        Ok(())
    }
}
