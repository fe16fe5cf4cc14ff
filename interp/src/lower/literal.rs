//! The texts of string literals. The parser writes U+FFFD where a literal names a lone surrogate (`"\udc80"`), which Rust
//! text cannot hold; this file finds them again in the source and puts their stand-ins there.

use std::borrow::Cow;

use rustpython_ast as ast;
use rustpython_text_size::TextRange;

use super::body::Lower;
use crate::types::str::surrogates::char_from_code;

impl Lower<'_> {
    /// The text of a string literal.
    pub(super) fn string_literal<'t>(&self, s: &'t ast::ExprStringLiteral) -> Cow<'t, str> {
        whole(self.unit.source.text(), s)
    }

    /// The text of one literal, or of the part of an f-string between two fields, that stands at `range`.
    pub(super) fn literal_part<'t>(&self, text: &'t str, range: TextRange) -> Cow<'t, str> {
        part(self.unit.source.text(), text, range)
    }
}

/// The text of a string literal in `source`.
pub(super) fn whole<'t>(source: &str, s: &'t ast::ExprStringLiteral) -> Cow<'t, str> {
    let text = s.value.to_str();
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return Cow::Borrowed(text);
    }
    s.value.iter().map(|p| part(source, &p.value, p.range)).collect::<String>().into()
}

/// The text of one literal, or of the part of an f-string between two fields, that stands at `range` of `source`.
pub(super) fn part<'t>(source: &str, text: &'t str, range: TextRange) -> Cow<'t, str> {
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return Cow::Borrowed(text);
    }
    let source = source.get(range.start().to_usize()..range.end().to_usize());
    match source.and_then(|source| restore(text, source)) {
        Some(restored) => Cow::Owned(restored),
        None => Cow::Borrowed(text),
    }
}

/// `text` with the surrogates that `source` names. `None`: the source does not explain the text.
fn restore(text: &str, source: &str) -> Option<String> {
    let prefix = source.split(['\'', '"']).next().unwrap_or_default();
    if prefix.len() < source.len() && prefix.len() <= 2 && prefix.contains(['r', 'R']) {
        return None;
    }
    let mut replaced = replacements(source).into_iter();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.push(if c == char::REPLACEMENT_CHARACTER { replaced.next()? } else { c });
    }
    replaced.next().is_none().then_some(out)
}

/// What each U+FFFD in the value of a literal stands for, in order: itself, or a surrogate.
fn replacements(source: &str) -> Vec<char> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['\\', char::REPLACEMENT_CHARACTER]) {
        rest = &rest[at..];
        let Some(escape) = rest.strip_prefix('\\') else {
            found.push(char::REPLACEMENT_CHARACTER);
            rest = &rest[char::REPLACEMENT_CHARACTER.len_utf8()..];
            continue;
        };
        let digits = match escape.as_bytes().first() {
            Some(b'u') => escape.get(1..5),
            Some(b'U') => escape.get(1..9),
            Some(b'N') if escape[1..].to_ascii_lowercase().starts_with("{replacement character}") => Some("fffd"),
            _ => None,
        };
        if let Some(code @ (0xfffd | 0xd800..=0xdfff)) = digits.and_then(|d| u32::from_str_radix(d, 16).ok()) {
            found.push(char_from_code(code));
        }
        // What is escaped does not start an escape itself; of `\u…` the digits follow as plain text.
        rest = escape.chars().next().map_or("", |c| &escape[c.len_utf8()..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::restore;

    #[test]
    fn surrogates_are_found_in_the_source() {
        assert_eq!(restore("a\u{fffd}\u{fffd}b", r#""a\ud800\ufffdb""#).as_deref(), Some("a\u{dd800}\u{fffd}b"));
        assert_eq!(restore("\\ud800\u{fffd}", r"'\\ud800\U0000DCff'").as_deref(), Some("\\ud800\u{ddcff}"));
        assert_eq!(restore("\\ud800\u{fffd}", "r'\\ud800\u{fffd}'"), None);
    }
}
