//! The colours of results, and which of them the parts of a text get that an object's own `__repr__` wrote.
//!
//! Those of the text being typed: only the 16 colours of every terminal, none too faint on light or dark.

use taipan_interp::format::escape::is_printable;

use crate::prompt::highlight::{self, RESET};

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Plain,
    Text,
    Number,
    Constant,
    /// The name of a field.
    Name,
    /// What is not part of the value: how much was left out.
    Note,
}

impl Role {
    fn code(self) -> &'static str {
        match self {
            Role::Plain => "",
            Role::Text => highlight::STRING,
            Role::Number => highlight::NUMBER,
            Role::Constant => highlight::CONSTANT,
            Role::Name => highlight::BUILTIN,
            Role::Note => highlight::GREY,
        }
    }
}

/// A piece of text with one role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub role: Role,
    pub text: String,
}

impl Piece {
    /// A piece of this role.
    pub fn new(role: Role, text: impl Into<String>) -> Piece {
        Piece { role, text: text.into() }
    }
}

/// Appends a piece, in colour or plain.
pub fn paint(out: &mut String, role: Role, text: &str, colours: bool) {
    let code = role.code();
    if !colours || code.is_empty() || text.is_empty() {
        out.push_str(text);
        return;
    }
    out.push_str(code);
    out.push_str(text);
    out.push_str(RESET);
}

/// The words that are values in themselves.
const CONSTANTS: &[&str] = &["None", "True", "False", "Ellipsis", "NotImplemented", "nan", "inf"];

/// Splits what a `__repr__` wrote: texts in quotes, numbers, constants and `name=` get their roles. What could act on the
/// terminal is shown as escapes.
pub fn read_repr(text: &str) -> Vec<Piece> {
    let text = &tame(text);
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let word_before = text[..at].chars().next_back().is_some_and(is_word);
        let found = if word_before { None } else { token(&text[at..]) };
        let Some((role, len)) = found else {
            at += c.len_utf8();
            continue;
        };
        if role != Role::Plain {
            if plain < at {
                pieces.push(Piece::new(Role::Plain, &text[plain..at]));
            }
            pieces.push(Piece::new(role, &text[at..at + len]));
            plain = at + len;
        }
        at += len;
    }
    if plain < text.len() {
        pieces.push(Piece::new(Role::Plain, &text[plain..]));
    }
    pieces
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The token that the text begins with: its role and length. `None` for what is none.
fn token(text: &str) -> Option<(Role, usize)> {
    let first = text.chars().next()?;
    if let Some(len) = quoted(text) {
        return Some((Role::Text, len));
    }
    if first.is_ascii_digit() {
        let number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
        let len = text.find(|c| !number(c)).unwrap_or(text.len());
        // A full stop at the end is the sentence's.
        return Some((Role::Number, text[..len].trim_end_matches('.').len()));
    }
    if is_word(first) {
        let len = text.find(|c| !is_word(c)).unwrap_or(text.len());
        let after = &text[len..];
        let role = if after.starts_with('=') && !after.starts_with("==") {
            Role::Name
        } else if CONSTANTS.contains(&&text[..len]) {
            Role::Constant
        } else {
            Role::Plain
        };
        return Some((role, len));
    }
    None
}

/// The length of the string literal that the text begins with, which must end on the same line.
fn quoted(text: &str) -> Option<usize> {
    let start = text.find(|c: char| !matches!(c, 'b' | 'r' | 'u'))?;
    let quote = text[start..].chars().next().filter(|c| start <= 2 && matches!(c, '\'' | '"'))?;
    let mut escaped = false;
    for (i, c) in text[start + 1..].char_indices() {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(start + 1 + i + 1),
            _ => {}
        }
    }
    None
}

/// Invisible characters that change the direction of the text after them.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with what could act on the terminal as escapes; line ends and tabulators stay.
pub fn tame(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let harmless = matches!(c, '\n' | '\t') || !(c.is_control() || turns_text(c));
        if harmless || is_printable(c) {
            out.push(c);
        } else if u32::from(c) < 0x100 {
            out.push_str(&format!("\\x{:02x}", u32::from(c)));
        } else {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Vec<(Role, String)> {
        read_repr(text).into_iter().map(|p| (p.role, p.text)).collect()
    }

    fn coloured(text: &str) -> Vec<(Role, String)> {
        roles(text).into_iter().filter(|(r, _)| *r != Role::Plain).collect()
    }

    #[test]
    fn a_repr_has_names_numbers_texts_and_constants() {
        let found = coloured("Point(x=1.5, name='it\\'s', ok=True, left=b\"\", id=0x7f) a==2 x2 None3");
        let shown: Vec<&str> = found.iter().map(|(_, t)| t.as_str()).collect();
        assert_eq!(shown, ["x", "1.5", "name", "'it\\'s'", "ok", "True", "left", "b\"\"", "id", "0x7f", "2"]);
    }

    #[test]
    fn nothing_is_lost() {
        for text in ["", "<a 'b", "don't 'x", "é='ü'", "1.", "a'b'", "\"", "x=", "٣", "r'", "bru''"] {
            let joined: String = read_repr(text).into_iter().map(|p| p.text).collect();
            assert_eq!(joined, text);
        }
    }

    #[test]
    fn an_apostrophe_in_a_word_begins_no_text() {
        assert!(coloured("<it isn't and wasn't>").is_empty());
    }

    #[test]
    fn what_acts_on_the_terminal_is_escaped() {
        assert_eq!(tame("a\x1b[2Jb\r\u{9b}c\u{202e}d\te\n"), "a\\x1b[2Jb\\x0d\\x9bc\\u202ed\te\n");
    }

    #[test]
    fn colours_can_be_off() {
        let mut out = String::new();
        paint(&mut out, Role::Number, "1", false);
        paint(&mut out, Role::Number, "2", true);
        assert_eq!(out, "1\x1b[94m2\x1b[0m");
    }
}
