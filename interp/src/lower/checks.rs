//! Compile-time checks that need no symbol table: patterns, `from __future__`.

use rustpython_ast as ast;
use rustpython_ast::{Expr, Pattern, Stmt};
use rustpython_text_size::Ranged;

use super::span_of;
use crate::parse::{Parsed, SyntaxError};
use crate::source::Span;

type Checked = Result<(), SyntaxError>;

const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Reads the `from __future__` imports at the beginning of a module: (are annotations strings, where they end).
pub(super) fn futures(body: &[Stmt]) -> (bool, u32) {
    let mut annotations = false;
    let mut end = 0;
    for (i, stmt) in body.iter().enumerate() {
        match stmt {
            Stmt::ImportFrom(s) if is_future(s) => {
                annotations |= s.names.iter().any(|n| n.name.as_str() == "annotations");
                end = s.range().end().to_u32();
            }
            Stmt::Expr(e) if i == 0 && e.value.is_string_literal_expr() => {}
            _ => break,
        }
    }
    (annotations, end)
}

fn is_future(s: &ast::StmtImportFrom) -> bool {
    s.level == 0 && s.module.as_ref().is_some_and(|m| m.as_str() == "__future__")
}

/// Checks a `from __future__` import; `end` is where those at the beginning of the file end.
pub(super) fn future_import(s: &ast::StmtImportFrom, end: u32) -> Checked {
    if !is_future(s) {
        return Ok(());
    }
    if s.range().end().to_u32() > end {
        let message = "from __future__ imports must occur at the beginning of the file";
        return Err(SyntaxError::new(message, span_of(s)));
    }
    for alias in &s.names {
        let name = alias.name.as_str();
        if !FEATURES.contains(&name) {
            let message = match name {
                "braces" => "not a chance".to_string(),
                _ => format!("future feature {name} is not defined"),
            };
            let at = s.range().start().to_u32();
            return Err(SyntaxError::new(message, Span::new(at, at + 1)));
        }
    }
    Ok(())
}

/// The names a target binds, with their places.
pub(super) fn target_names<'a>(target: &'a Expr, names: &mut Vec<(&'a str, Span)>) {
    match target {
        Expr::Name(n) => names.push((n.id.as_str(), span_of(n))),
        Expr::Starred(s) => target_names(&s.value, names),
        Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
            elts.iter().for_each(|e| target_names(e, names));
        }
        _ => {}
    }
}

/// Checks a pattern and gathers the names it binds.
pub(super) fn pattern<'a>(p: &'a Pattern, names: &mut Vec<&'a str>) -> Checked {
    match p {
        Pattern::MatchValue(v) if v.value.is_f_string_expr() => {
            Err(SyntaxError::new("patterns may only match literals and attribute lookups", span_of(&*v.value)))
        }
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => Ok(()),
        Pattern::MatchSequence(s) => {
            if s.patterns.iter().filter(|p| p.is_match_star()).count() > 1 {
                let message = "multiple starred names in sequence pattern";
                return Err(SyntaxError::new(message, span_of(s)));
            }
            s.patterns.iter().try_for_each(|p| pattern(p, names))
        }
        Pattern::MatchMapping(m) => {
            let mut seen = Vec::new();
            for key in &m.keys {
                if key.is_f_string_expr() {
                    let message = "mapping pattern keys may only match literals and attribute lookups";
                    return Err(SyntaxError::new(message, span_of(m)));
                }
                if let (Some(text), Some(value)) = (super::constant::key_text(key), super::constant::key_value(key)) {
                    if seen.contains(&value) {
                        let message = format!("mapping pattern checks duplicate key ({text})");
                        return Err(SyntaxError::new(message, span_of(m)));
                    }
                    seen.push(value);
                }
            }
            m.patterns.iter().try_for_each(|p| pattern(p, names))?;
            if let Some(rest) = m.rest.as_ref().filter(|r| r.as_str() == "_") {
                return Err(SyntaxError::new("invalid syntax", span_of(rest)));
            }
            m.rest.as_ref().map_or(Ok(()), |r| bind(r.as_str(), span_of(m), names))
        }
        Pattern::MatchClass(c) => {
            let keywords = &c.arguments.keywords;
            for (i, k) in keywords.iter().enumerate() {
                if keywords[..i].iter().any(|e| e.attr.as_str() == k.attr.as_str()) {
                    let message = format!("attribute name repeated in class pattern: {}", k.attr);
                    return Err(SyntaxError::new(message, span_of(&k.pattern)));
                }
            }
            c.arguments.patterns.iter().try_for_each(|p| pattern(p, names))?;
            keywords.iter().try_for_each(|k| pattern(&k.pattern, names))
        }
        Pattern::MatchStar(s) => s.name.as_ref().map_or(Ok(()), |n| bind(n.as_str(), span_of(s), names)),
        Pattern::MatchAs(a) => {
            if let Some(inner) = &a.pattern {
                if a.name.as_ref().is_none_or(|n| n.as_str() == "_") {
                    let end = a.range().end().to_u32();
                    return Err(SyntaxError::new("cannot use '_' as a target", Span::new(end.saturating_sub(1), end)));
                }
                pattern(inner, names)?;
            }
            a.name.as_ref().map_or(Ok(()), |n| bind(n.as_str(), span_of(a), names))
        }
        Pattern::MatchOr(o) => {
            let mut first: Option<Vec<&str>> = None;
            for (i, alternative) in o.patterns.iter().enumerate() {
                if i + 1 < o.patterns.len() {
                    refutable(alternative)?;
                }
                let mut own = Vec::new();
                pattern(alternative, &mut own)?;
                own.sort_unstable();
                match &first {
                    None => first = Some(own),
                    Some(names) if *names != own => {
                        return Err(SyntaxError::new("alternative patterns bind different names", span_of(o)));
                    }
                    Some(_) => {}
                }
            }
            first.unwrap_or_default().into_iter().try_for_each(|n| bind(n, span_of(o), names))
        }
    }
}

fn bind<'a>(name: &'a str, span: Span, names: &mut Vec<&'a str>) -> Checked {
    if names.contains(&name) {
        return Err(SyntaxError::new(format!("multiple assignments to name '{name}' in pattern"), span));
    }
    names.push(name);
    Ok(())
}

/// Errors when the pattern always matches, so that what follows is unreachable.
pub(super) fn refutable(p: &Pattern) -> Checked {
    match p {
        Pattern::MatchAs(a) => match (&a.pattern, &a.name) {
            (None, None) => Err(SyntaxError::new("wildcard makes remaining patterns unreachable", span_of(a))),
            (None, Some(name)) => {
                let message = format!("name capture '{name}' makes remaining patterns unreachable");
                Err(SyntaxError::new(message, span_of(a)))
            }
            (Some(inner), _) => refutable(inner),
        },
        Pattern::MatchOr(o) => o.patterns.last().map_or(Ok(()), refutable),
        _ => Ok(()),
    }
}

/// One input at the prompt is one statement, or several small ones on a line.
pub fn one_statement(parsed: &Parsed, text: &str) -> Result<(), SyntaxError> {
    let Parsed::Module(body) = parsed else { return Ok(()) };
    for pair in body.windows(2) {
        let (end, start) = (pair[0].end(), pair[1].start());
        let between = text.get(end.to_usize()..start.to_usize()).unwrap_or_default();
        if between.contains('\n') {
            let at = end.to_u32();
            let message = "multiple statements found while compiling a single statement";
            return Err(SyntaxError::new(message, Span::new(at, at)));
        }
    }
    Ok(())
}
