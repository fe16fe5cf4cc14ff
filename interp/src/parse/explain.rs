//! The parser's errors in CPython's words.

use rustpython_parser::{LexicalErrorType, ParseError, ParseErrorType, UnsupportedSyntaxError};

use super::grammar::find_error;
use super::scan::{Kind, tokens};
use super::{Mode, SyntaxError};
use crate::source::Span;

/// The error to report for a text that the parser rejected.
pub(super) fn explain(text: &str, mode: Mode, errors: &[ParseError]) -> SyntaxError {
    if let Some(error) = find_error(text, mode) {
        return error;
    }
    let escape = errors.iter().find(|e| is_escape(e));
    if let Some(error) = escape
        && let Some(found) = escape_error(text, error.location.start().to_u32())
    {
        return found;
    }
    let Some(error) = errors.first() else {
        return SyntaxError::new("invalid syntax", Span::default());
    };
    let span = Span::new(error.location.start().to_u32(), error.location.end().to_u32());
    let message = match &error.error {
        ParseErrorType::InvalidStarredExpressionUsage | ParseErrorType::InvalidStarPatternUsage => {
            "can't use starred expression here".to_string()
        }
        ParseErrorType::DuplicateKeywordArgumentError(name) => format!("keyword argument repeated: {name}"),
        ParseErrorType::UnparenthesizedGeneratorExpression => "Generator expression must be parenthesized".to_string(),
        ParseErrorType::Lexical(LexicalErrorType::InvalidByteLiteral) => {
            "bytes can only contain ASCII literal characters".to_string()
        }
        _ => "invalid syntax".to_string(),
    };
    SyntaxError::new(message, literal_around(text, &error.error, span))
}

/// For an error inside a literal, the whole literal.
fn literal_around(text: &str, error: &ParseErrorType, span: Span) -> Span {
    if !matches!(error, ParseErrorType::Lexical(LexicalErrorType::InvalidByteLiteral)) {
        return span;
    }
    let (tokens, ..) = tokens(text);
    tokens.iter().find(|t| t.start <= span.start && span.start < t.end).map_or(span, |t| t.span())
}

/// A construct that the parser holds to be newer than the Python we speak.
pub(super) fn unsupported(text: &str, mode: Mode, error: &UnsupportedSyntaxError, span: Span) -> SyntaxError {
    if let Some(error) = find_error(text, mode) {
        return error;
    }
    SyntaxError::new(error.to_string(), span)
}

fn is_escape(error: &ParseError) -> bool {
    matches!(
        &error.error,
        ParseErrorType::Lexical(
            LexicalErrorType::UnicodeError
                | LexicalErrorType::StringError
                | LexicalErrorType::MissingUnicodeLbrace
                | LexicalErrorType::MissingUnicodeRbrace
        )
    )
}

/// The escape sequence that is wrong in the literal around a place.
fn escape_error(text: &str, at: u32) -> Option<SyntaxError> {
    let (tokens, ..) = tokens(text);
    let token =
        tokens.iter().find(|t| matches!(t.kind, Kind::String | Kind::FMiddle) && t.start <= at && at <= t.end)?;
    let literal = &text[token.start as usize..token.end as usize];
    let (prefix, body) = match token.kind {
        Kind::String => {
            let open = literal.find(['"', '\''])?;
            let quotes = if literal[open..].len() >= 6
                && literal[open..].starts_with(['"', '\''])
                && literal[open + 1..].starts_with(&literal[open..=open])
                && literal[open + 2..].starts_with(&literal[open..=open])
            {
                3
            } else {
                1
            };
            (&literal[..open], literal.get(open + quotes..literal.len() - quotes)?)
        }
        _ => ("", literal),
    };
    let bytes = prefix.contains(['b', 'B']);
    let message = if bytes { bytes_message(body)? } else { text_message(body)? };
    Some(SyntaxError::new(message, token.span()))
}

fn bytes_message(body: &str) -> Option<String> {
    let b = body.as_bytes();
    let mut i = 0;
    while i < b.len() {
        if b[i] != b'\\' {
            i += 1;
            continue;
        }
        if b.get(i + 1) == Some(&b'x') {
            let digits = b[i + 2..].iter().take(2).take_while(|d| d.is_ascii_hexdigit()).count();
            if digits < 2 {
                return Some(format!("(value error) invalid \\x escape at position {i}"));
            }
        }
        i += 2;
    }
    None
}

fn text_message(body: &str) -> Option<String> {
    // CPython counts in the text it hands to its decoder, where other characters are `\UXXXXXXXX`.
    let chars: Vec<char> = body.chars().collect();
    let (mut i, mut position) = (0, 0);
    let width = |c: char| if c.is_ascii() { 1 } else { 10 };
    let message = |from: usize, to: usize, why: &str| {
        let place = if to == from { format!("in position {from}") } else { format!("bytes in position {from}-{to}") };
        let place = place.strip_prefix("in").map_or(place.clone(), |p| format!("byte 0x5c in{p}"));
        Some(format!("(unicode error) 'unicodeescape' codec can't decode {place}: {why}"))
    };
    while i < chars.len() {
        if chars[i] != '\\' {
            position += width(chars[i]);
            i += 1;
            continue;
        }
        let Some(kind) = chars.get(i + 1) else { return message(position, position, "\\ at end of string") };
        let wanted = match kind {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if wanted > 0 {
            let digits: String = chars[i + 2..].iter().take(wanted).take_while(|c| c.is_ascii_hexdigit()).collect();
            if digits.len() < wanted {
                let why = format!("truncated \\{kind}{} escape", "X".repeat(wanted));
                return message(position, position + 1 + digits.len(), &why);
            }
            let value = u32::from_str_radix(&digits, 16).unwrap_or(0);
            if value > 0x10_FFFF {
                return message(position, position + 9, "illegal Unicode character");
            }
            i += 2 + wanted;
            position += 2 + wanted;
            continue;
        }
        if *kind == 'N' {
            let close = chars[i + 2..].iter().position(|c| *c == '}');
            let malformed = "malformed \\N character escape";
            match (chars.get(i + 2), close) {
                (Some('{'), Some(n)) => {
                    let name: String = chars[i + 3..i + 2 + n].iter().collect();
                    let length: usize = name.chars().map(width).sum();
                    let end = position + 3 + length;
                    if name.is_empty() {
                        return message(position, end, malformed);
                    }
                    if !known_name(&name) {
                        return message(position, end, "unknown Unicode character name");
                    }
                    position = end + 1;
                    i += 3 + n;
                }
                (Some('{'), None) => {
                    let length: usize = chars[i..].iter().map(|c| width(*c)).sum();
                    return message(position, position + length - 1, malformed);
                }
                _ => return message(position, position + 1, malformed),
            }
            continue;
        }
        position += 1 + width(*kind);
        i += 2;
    }
    None
}

/// The parser knows the names of characters.
fn known_name(name: &str) -> bool {
    rustpython_parser::parse_expression(&format!("'\\N{{{name}}}'")).is_ok()
}
