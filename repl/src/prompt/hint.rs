//! The hint behind the cursor while a call is typed: its parameters, the current one standing out.

use taipan_interp::types::dict::Dict;
use taipan_interp::{Ref, Vm};

use super::complete::context::{Call, call};
use super::complete::known;
use super::highlight::{BOLD, GREY, RESET};
use super::lexer::{End, lex_to_end};
use super::signature::{self, Kind, Parameter};

/// A hint that is longer loses what is far from the current parameter.
const LONGEST: usize = 100;

/// What is hinted at, for as long as the answer is the same: the text up to the call's bracket, and where in the call the
/// cursor is. `None`: there is nothing to hint.
pub fn topic(code: &str, cursor: usize) -> Option<String> {
    let before = &code[..cursor];
    // A hint is drawn behind all of the entry.
    if !code[cursor..].chars().all(|c| matches!(c, ')' | ']' | '}')) || before.trim_start().starts_with(['%', '?']) {
        return None;
    }
    let (tokens, end) = lex_to_end(before);
    if end == End::Comment {
        return None;
    }
    let call = call(before, &tokens)?;
    let callee = &before[tokens[call.callee.start].start..tokens[call.callee.end - 1].end];
    Some(format!("{callee}({}:{}", call.argument, call.keyword.unwrap_or("")))
}

/// The hint for the code before the cursor, in colours: the parameters of the call that is being typed.
pub fn hint(vm: &Vm, globals: &Ref<Dict>, before: &str) -> Option<String> {
    let (tokens, _) = lex_to_end(before);
    let call = call(before, &tokens)?;
    let known = known::value(vm, globals, before, &tokens[call.callee.clone()])?;
    let parameters = signature::of_known(vm, &known)?;
    Some(drawn(&parameters, current(&parameters, &call)))
}

/// The parameter that the argument at the cursor is for.
fn current(parameters: &[Parameter], call: &Call) -> Option<usize> {
    if let Some(keyword) = call.keyword {
        let named = parameters.iter().position(|p| p.name == keyword && p.kind != Kind::Rest);
        return named.or_else(|| parameters.iter().position(|p| p.kind == Kind::Keywords));
    }
    if !call.keywords.is_empty() {
        return None;
    }
    let positional = |p: &Parameter| matches!(p.kind, Kind::PositionalOnly | Kind::Either);
    match parameters.get(call.argument) {
        Some(p) if positional(p) => Some(call.argument),
        _ => parameters.iter().position(|p| p.kind == Kind::Rest),
    }
}

fn drawn(parameters: &[Parameter], current: Option<usize>) -> String {
    let mut parts: Vec<(String, bool)> = Vec::new();
    let last_positional_only = parameters.iter().rposition(|p| p.kind == Kind::PositionalOnly);
    let mut starred = false;
    for (i, p) in parameters.iter().enumerate() {
        if p.kind == Kind::KeywordOnly && !std::mem::replace(&mut starred, true) {
            parts.push(("*".to_owned(), false));
        }
        starred |= p.kind == Kind::Rest;
        let stars = match p.kind {
            Kind::Rest => "*",
            Kind::Keywords => "**",
            _ => "",
        };
        let default = p.default.as_ref().map_or(String::new(), |d| format!("={d}"));
        parts.push((format!("{stars}{}{default}", p.name), current == Some(i)));
        if last_positional_only == Some(i) {
            parts.push(("/".to_owned(), false));
        }
    }
    shorten(&mut parts);
    let mut text = format!("  {GREY}(");
    for (i, (part, current)) in parts.iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        if *current {
            text.push_str(&format!("{RESET}{BOLD}{part}{RESET}{GREY}"));
        } else {
            text.push_str(part);
        }
    }
    text.push_str(&format!("){RESET}"));
    text
}

/// Leaves out parts until the rest is short enough, those first that are farthest from the current one.
fn shorten(parts: &mut Vec<(String, bool)>) {
    let length = |parts: &[(String, bool)]| parts.iter().map(|(p, _)| p.chars().count() + 2).sum::<usize>();
    let (mut front, mut back) = (false, false);
    while length(parts) > LONGEST && parts.len() > 1 {
        let current = parts.iter().position(|(_, c)| *c).unwrap_or(0);
        if current > parts.len() - 1 - current {
            parts.remove(0);
            front = true;
        } else {
            parts.pop();
            back = true;
        }
    }
    if front {
        parts.insert(0, ("…".to_owned(), false));
    }
    if back {
        parts.push(("…".to_owned(), false));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace(GREY, "").replace(RESET, "").replace(BOLD, "!")
    }

    fn parameter(name: &str, kind: Kind) -> Parameter {
        Parameter { name: name.to_owned(), kind, default: None }
    }

    #[test]
    fn the_current_parameter_stands_out() {
        let parameters = [
            parameter("a", Kind::PositionalOnly),
            Parameter { default: Some("1".into()), ..parameter("b", Kind::Either) },
            parameter("c", Kind::KeywordOnly),
            parameter("kw", Kind::Keywords),
        ];
        assert_eq!(plain(&drawn(&parameters, Some(1))), "  (a, /, !b=1, *, c, **kw)");
        let variadic = [parameter("args", Kind::Rest), parameter("sep", Kind::KeywordOnly)];
        assert_eq!(plain(&drawn(&variadic, Some(0))), "  (!*args, sep)");
    }

    #[test]
    fn long_signatures_keep_what_is_near() {
        let parameters: Vec<Parameter> = (0..40).map(|i| parameter(&format!("parameter{i}"), Kind::Either)).collect();
        let text = plain(&drawn(&parameters, Some(20)));
        assert!(
            text.chars().count() < 130 && text.contains("!parameter20") && text.matches('…').count() == 2,
            "{text}"
        );
    }

    #[test]
    fn a_topic_is_the_call_and_the_argument() {
        assert_eq!(topic("f(a, b", 6).as_deref(), Some("f(1:"));
        assert_eq!(topic("f(a)", 3).as_deref(), Some("f(0:"));
        assert_eq!(topic("f(a, b) + c", 3), None);
        assert_eq!(topic("f(a, x=1", 8).as_deref(), Some("f(1:x"));
        assert_eq!(topic("f(g(1)", 6).as_deref(), Some("f(0:"));
        assert_eq!(topic("f()", 3), None);
        assert_eq!(topic("x # f(", 6), None);
    }
}
