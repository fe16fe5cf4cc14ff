//! What statements and expressions share: parameters, type parameters, patterns, imported names.

use rustpython_ast as ast;
use rustpython_text_size::Ranged;

use super::{Export, Field, node, none, optional_text, text};
use crate::value::Value;

impl Export<'_> {
    pub(super) fn parameters(&self, parameters: Option<&ast::Parameters>) -> Field {
        let Some(p) = parameters else { return node("arguments", vec![]) };
        let names =
            |all: &[ast::ParameterWithDefault]| Field::List(all.iter().map(|a| self.parameter(&a.parameter)).collect());
        let optional = |a: Option<&ast::Parameter>| a.map_or_else(none, |a| self.parameter(a));
        let defaults = p.posonlyargs.iter().chain(&p.args).filter_map(|a| a.default.as_deref());
        let keyword_defaults = p.kwonlyargs.iter().map(|a| self.optional(a.default.as_deref()));
        let fields = vec![
            ("posonlyargs", names(&p.posonlyargs)),
            ("args", names(&p.args)),
            ("vararg", optional(p.vararg.as_deref())),
            ("kwonlyargs", names(&p.kwonlyargs)),
            ("kw_defaults", Field::List(keyword_defaults.collect())),
            ("kwarg", optional(p.kwarg.as_deref())),
            ("defaults", Field::List(defaults.map(|e| self.expr(e)).collect())),
        ];
        node("arguments", fields)
    }

    fn parameter(&self, p: &ast::Parameter) -> Field {
        let mut range = p.range;
        // The parser counts the star as part of `*args`.
        if self.text_at(range).starts_with('*') {
            range = range.cover(p.name.range());
            range = rustpython_text_size::TextRange::new(p.name.start(), range.end());
        }
        let annotation = self.optional(p.annotation.as_deref());
        self.located("arg", range, vec![("arg", text(&p.name)), ("annotation", annotation)])
    }

    pub(super) fn type_params(&self, params: Option<&ast::TypeParams>) -> Field {
        let one = |p: &ast::TypeParam| {
            let (class, name, bound, default) = match p {
                ast::TypeParam::TypeVar(t) => ("TypeVar", &t.name, Some(t.bound.as_deref()), &t.default),
                ast::TypeParam::ParamSpec(t) => ("ParamSpec", &t.name, None, &t.default),
                ast::TypeParam::TypeVarTuple(t) => ("TypeVarTuple", &t.name, None, &t.default),
            };
            let mut fields = vec![("name", text(name))];
            if let Some(bound) = bound {
                fields.push(("bound", self.optional(bound)));
            }
            fields.push(("default_value", self.optional(default.as_deref())));
            self.located(class, p.range(), fields)
        };
        Field::List(params.map_or(&[][..], |p| &p.type_params[..]).iter().map(one).collect())
    }

    pub(super) fn aliases(&self, names: &[ast::Alias]) -> Field {
        let one = |a: &ast::Alias| {
            let asname = optional_text(a.asname.as_deref());
            self.located("alias", a.range, vec![("name", text(&a.name)), ("asname", asname)])
        };
        Field::List(names.iter().map(one).collect())
    }

    pub(super) fn pattern(&self, p: &ast::Pattern) -> Field {
        let (class, fields) = match p {
            ast::Pattern::MatchValue(p) => ("MatchValue", vec![("value", self.expr(&p.value))]),
            ast::Pattern::MatchSingleton(p) => {
                let value = match p.value {
                    ast::Singleton::None => Value::None,
                    ast::Singleton::True => Value::Bool(true),
                    ast::Singleton::False => Value::Bool(false),
                };
                ("MatchSingleton", vec![("value", Field::Value(value))])
            }
            ast::Pattern::MatchSequence(p) => ("MatchSequence", vec![("patterns", self.patterns(&p.patterns))]),
            ast::Pattern::MatchMapping(p) => (
                "MatchMapping",
                vec![
                    ("keys", self.exprs(&p.keys)),
                    ("patterns", self.patterns(&p.patterns)),
                    ("rest", optional_text(p.rest.as_deref())),
                ],
            ),
            ast::Pattern::MatchClass(p) => {
                let keywords = &p.arguments.keywords;
                let fields = vec![
                    ("cls", self.expr(&p.cls)),
                    ("patterns", self.patterns(&p.arguments.patterns)),
                    ("kwd_attrs", Field::List(keywords.iter().map(|k| text(&k.attr)).collect())),
                    ("kwd_patterns", Field::List(keywords.iter().map(|k| self.pattern(&k.pattern)).collect())),
                ];
                ("MatchClass", fields)
            }
            ast::Pattern::MatchStar(p) => ("MatchStar", vec![("name", optional_text(p.name.as_deref()))]),
            ast::Pattern::MatchAs(p) => {
                let inner = p.pattern.as_deref().map_or_else(none, |p| self.pattern(p));
                ("MatchAs", vec![("pattern", inner), ("name", optional_text(p.name.as_deref()))])
            }
            ast::Pattern::MatchOr(p) => ("MatchOr", vec![("patterns", self.patterns(&p.patterns))]),
        };
        self.located(class, p.range(), fields)
    }

    fn patterns(&self, all: &[ast::Pattern]) -> Field {
        Field::List(all.iter().map(|p| self.pattern(p)).collect())
    }
}
