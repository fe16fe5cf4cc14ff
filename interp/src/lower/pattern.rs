//! `match`.

use rustpython_ast as ast;

use super::body::Lower;
use super::span_of;
use crate::tree::{Expr, Pattern, Step};
use crate::types::str::Str;
use crate::value::Value;

impl Lower<'_> {
    pub(super) fn match_stmt(&mut self, s: ast::StmtMatch) {
        let subject = self.temp();
        let span = span_of(&*s.subject);
        let value = self.expr(*s.subject);
        self.emit_at(Step::Store { slot: subject, value }, span);
        let end = self.label();
        for case in s.cases {
            let next = self.label();
            self.span = span_of(&case.pattern);
            match self.pattern(case.pattern) {
                Pattern::Wildcard => {}
                pattern => self.emit(Step::Match { subject, pattern: Box::new(pattern), to: next }),
            }
            if let Some(guard) = case.guard {
                self.span = span_of(&*guard);
                let cond = self.expr(*guard);
                self.emit(Step::JumpIfFalse { cond, to: next });
            }
            self.conditional_block(case.body);
            self.emit(Step::Jump(end));
            self.place(next);
        }
        self.place(end);
        self.emit(Step::Clear(subject));
    }

    fn pattern(&mut self, p: ast::Pattern) -> Pattern {
        let span = span_of(&p);
        match p {
            ast::Pattern::MatchValue(p) => Pattern::Value(self.expr(*p.value)),
            ast::Pattern::MatchSingleton(p) => Pattern::Singleton(match p.value {
                ast::Singleton::None => Value::None,
                ast::Singleton::True => Value::Bool(true),
                ast::Singleton::False => Value::Bool(false),
            }),
            ast::Pattern::MatchSequence(p) => {
                let (mut before, mut star, mut after) = (Vec::new(), None, Vec::new());
                for item in p.patterns {
                    match item {
                        ast::Pattern::MatchStar(s) => {
                            star = Some(s.name.map(|n| self.variable(n.as_str(), span)));
                        }
                        item if star.is_some() => after.push(self.pattern(item)),
                        item => before.push(self.pattern(item)),
                    }
                }
                Pattern::Sequence { before: before.into(), star, after: after.into() }
            }
            ast::Pattern::MatchMapping(p) => {
                let keys: Vec<Expr> = p.keys.into_iter().map(|k| self.expr(k)).collect();
                let patterns: Vec<Pattern> = p.patterns.into_iter().map(|p| self.pattern(p)).collect();
                let rest = p.rest.map(|n| self.variable(n.as_str(), span));
                Pattern::Mapping { keys: keys.into(), patterns: patterns.into(), rest }
            }
            ast::Pattern::MatchClass(p) => {
                let class = self.expr(*p.cls);
                let positional: Vec<Pattern> = p.arguments.patterns.into_iter().map(|p| self.pattern(p)).collect();
                let (mut names, mut keyword): (Vec<Str>, Vec<Pattern>) = (Vec::new(), Vec::new());
                for k in p.arguments.keywords {
                    names.push(self.plain(k.attr.as_str()));
                    keyword.push(self.pattern(k.pattern));
                }
                let (positional, names, keyword) = (positional.into(), names.into(), keyword.into());
                Pattern::Class { class, positional, names, keyword, span }
            }
            ast::Pattern::MatchStar(p) => match p.name {
                Some(n) => Pattern::Capture(None, self.variable(n.as_str(), span)),
                None => Pattern::Wildcard,
            },
            ast::Pattern::MatchAs(p) => {
                let inner = p.pattern.map(|p| Box::new(self.pattern(*p)));
                match p.name {
                    Some(n) => Pattern::Capture(inner, self.variable(n.as_str(), span)),
                    None => inner.map_or(Pattern::Wildcard, |p| *p),
                }
            }
            ast::Pattern::MatchOr(p) => Pattern::Or(p.patterns.into_iter().map(|p| self.pattern(p)).collect()),
        }
    }
}
