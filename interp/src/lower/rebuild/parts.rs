//! What statements and expressions share: arguments, parameters, type parameters, patterns, imported names.

use rustpython_ast as ast;
use rustpython_text_size::{Ranged, TextRange};

use super::expr::checked_name;
use super::{Context, Field, Fields, Rebuild, Result, is_none};
use crate::value::Value;

/// Of nodes that have no number yet.
#[expect(clippy::declare_interior_mutable_const, reason = "every use makes another one, as the parser's own constant")]
const INDEX: ast::AtomicNodeIndex = ast::AtomicNodeIndex::NONE;

impl Rebuild<'_> {
    pub(super) fn arguments(
        &mut self,
        args: Vec<Field>,
        keywords: Vec<Field>,
        range: TextRange,
    ) -> Result<ast::Arguments> {
        let args = self.exprs(args, Context::Load)?.into_boxed_slice();
        let mut named = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            let Field::Node(node) = keyword else { continue };
            let range = self.range(node.place);
            let mut f = Fields(node.fields);
            let arg = f.optional_text("arg").map(|name| self.name(name, range));
            let value = self.expr(f.take("value"), Context::Load)?;
            named.push(ast::Keyword { range, node_index: INDEX, arg, value });
        }
        Ok(ast::Arguments { range, node_index: INDEX, args, keywords: named.into() })
    }

    pub(super) fn parameters(&mut self, field: Field, range: TextRange) -> Result<ast::Parameters> {
        let Field::Node(node) = field else { return Ok(ast::Parameters::default()) };
        let mut f = Fields(node.fields);
        let mut defaults = self.exprs(f.list("defaults"), Context::Load)?;
        let posonly = f.list("posonlyargs");
        let args = f.list("args");
        if defaults.len() > posonly.len() + args.len() {
            return Err("more positional defaults than args on arguments".to_owned());
        }
        let keyword_defaults = f.list("kw_defaults");
        let kwonly = f.list("kwonlyargs");
        if keyword_defaults.len() != kwonly.len() {
            return Err("length of kwonlyargs is not the same as kw_defaults on arguments".to_owned());
        }
        let mut out = ast::Parameters { range, ..ast::Parameters::default() };
        // The defaults belong to the last ones.
        let mut positional: Vec<(bool, Field)> =
            posonly.into_iter().map(|p| (true, p)).chain(args.into_iter().map(|p| (false, p))).collect();
        let mut made = Vec::with_capacity(positional.len());
        while let Some((only, field)) = positional.pop() {
            made.push((only, self.parameter(field)?, defaults.pop()));
        }
        for (only, parameter, default) in made.into_iter().rev() {
            let list = if only { &mut out.posonlyargs } else { &mut out.args };
            list.push(with_default(parameter, default.map(Box::new)));
        }
        for (field, default) in kwonly.into_iter().zip(keyword_defaults) {
            let parameter = self.parameter(field)?;
            out.kwonlyargs.push(with_default(parameter, self.optional(default)?));
        }
        out.vararg = self.optional_parameter(f.take("vararg"))?;
        out.kwarg = self.optional_parameter(f.take("kwarg"))?;
        Ok(out)
    }

    fn optional_parameter(&mut self, field: Field) -> Result<Option<Box<ast::Parameter>>> {
        if is_none(&field) { Ok(None) } else { Ok(Some(Box::new(self.parameter(field)?))) }
    }

    fn parameter(&mut self, field: Field) -> Result<ast::Parameter> {
        let Field::Node(node) = field else { return Err("None disallowed in argument list".to_owned()) };
        let range = self.range(node.place);
        let mut f = Fields(node.fields);
        let name = self.name(checked_name(f.text("arg"))?, range);
        let annotation = self.optional(f.take("annotation"))?;
        Ok(ast::Parameter { range, node_index: INDEX, name, annotation })
    }

    pub(super) fn type_params(&mut self, items: Vec<Field>) -> Result<Option<Box<ast::TypeParams>>> {
        if items.is_empty() {
            return Ok(None);
        }
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            let Field::Node(node) = item else { continue };
            let range = self.range(node.place);
            let mut f = Fields(node.fields);
            let name = self.name(checked_name(f.text("name"))?, range);
            let default = self.optional(f.take("default_value"))?;
            let node_index = INDEX;
            out.push(match node.class {
                "TypeVar" => {
                    let bound = self.optional(f.take("bound"))?;
                    ast::TypeParam::TypeVar(ast::TypeParamTypeVar { node_index, range, name, bound, default })
                }
                "ParamSpec" => ast::TypeParam::ParamSpec(ast::TypeParamParamSpec { node_index, range, name, default }),
                _ => ast::TypeParam::TypeVarTuple(ast::TypeParamTypeVarTuple { node_index, range, name, default }),
            });
        }
        let range = out.first().map_or(TextRange::default(), Ranged::range);
        Ok(Some(Box::new(ast::TypeParams { range, node_index: INDEX, type_params: out })))
    }

    pub(super) fn aliases(&self, items: Vec<Field>) -> Vec<ast::Alias> {
        let nodes = items.into_iter().filter_map(|i| if let Field::Node(node) = i { Some(node) } else { None });
        nodes
            .map(|node| {
                let range = self.range(node.place);
                let mut f = Fields(node.fields);
                let name = self.name(f.text("name"), range);
                let asname = f.optional_text("asname").map(|name| self.name(name, range));
                ast::Alias { range, node_index: INDEX, name, asname }
            })
            .collect()
    }

    fn patterns(&mut self, items: Vec<Field>) -> Result<Vec<ast::Pattern>> {
        items.into_iter().map(|p| self.pattern(p)).collect()
    }

    pub(super) fn pattern(&mut self, field: Field) -> Result<ast::Pattern> {
        let Field::Node(node) = field else { return Err("None disallowed in pattern list".to_owned()) };
        let range = self.range(node.place);
        let mut f = Fields(node.fields);
        let node_index = INDEX;
        Ok(match node.class {
            "MatchValue" => {
                let value = self.boxed(f.take("value"))?;
                ast::Pattern::MatchValue(ast::PatternMatchValue { node_index, range, value })
            }
            "MatchSingleton" => {
                let value = match f.take("value") {
                    Field::Value(Value::None) => ast::Singleton::None,
                    Field::Value(Value::Bool(true)) => ast::Singleton::True,
                    Field::Value(Value::Bool(false)) => ast::Singleton::False,
                    _ => return Err("MatchSingleton can only contain True, False and None".to_owned()),
                };
                ast::Pattern::MatchSingleton(ast::PatternMatchSingleton { node_index, range, value })
            }
            "MatchSequence" => {
                let patterns = self.patterns(f.list("patterns"))?;
                ast::Pattern::MatchSequence(ast::PatternMatchSequence { node_index, range, patterns })
            }
            "MatchMapping" => {
                let keys = self.exprs(f.list("keys"), Context::Load)?;
                let patterns = self.patterns(f.list("patterns"))?;
                if keys.len() != patterns.len() {
                    return Err("MatchMapping doesn't have the same number of keys as patterns".to_owned());
                }
                let rest = f.optional_text("rest").map(|name| self.name(name, range));
                ast::Pattern::MatchMapping(ast::PatternMatchMapping { node_index, range, keys, patterns, rest })
            }
            "MatchClass" => return self.class_pattern(f, range),
            "MatchStar" => {
                let name = f.optional_text("name").map(|name| self.name(name, range));
                ast::Pattern::MatchStar(ast::PatternMatchStar { node_index, range, name })
            }
            "MatchOr" => {
                let patterns = self.patterns(f.list("patterns"))?;
                if patterns.len() < 2 {
                    return Err("MatchOr requires at least 2 patterns".to_owned());
                }
                ast::Pattern::MatchOr(ast::PatternMatchOr { node_index, range, patterns })
            }
            _ => {
                let inner = f.take("pattern");
                let pattern = if is_none(&inner) { None } else { Some(Box::new(self.pattern(inner)?)) };
                let name = f.optional_text("name").map(|name| self.name(name, range));
                if pattern.is_some() && name.is_none() {
                    return Err("MatchAs must specify a target name if a pattern is given".to_owned());
                }
                ast::Pattern::MatchAs(ast::PatternMatchAs { node_index, range, pattern, name })
            }
        })
    }

    fn class_pattern(&mut self, mut f: Fields, range: TextRange) -> Result<ast::Pattern> {
        let cls = self.boxed(f.take("cls"))?;
        let patterns = self.patterns(f.list("patterns"))?;
        let named = self.patterns(f.list("kwd_patterns"))?;
        let names = f.list("kwd_attrs");
        if named.len() != names.len() {
            return Err("MatchClass doesn't have the same number of keyword attributes as patterns".to_owned());
        }
        let mut keywords = Vec::with_capacity(named.len());
        for (name, pattern) in names.into_iter().zip(named) {
            let name = match &name {
                Field::Value(v) => v.as_str().map_or_else(String::new, |s| s.to_string()),
                _ => String::new(),
            };
            let range = pattern.range();
            let attr = self.name(name, range);
            keywords.push(ast::PatternKeyword { range, node_index: INDEX, attr, pattern });
        }
        let arguments = ast::PatternArguments { range, node_index: INDEX, patterns, keywords };
        Ok(ast::Pattern::MatchClass(ast::PatternMatchClass { node_index: INDEX, range, cls, arguments }))
    }
}

fn with_default(parameter: ast::Parameter, default: Option<Box<ast::Expr>>) -> ast::ParameterWithDefault {
    ast::ParameterWithDefault { range: parameter.range, node_index: INDEX, parameter, default }
}
