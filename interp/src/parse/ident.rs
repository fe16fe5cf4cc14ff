//! Which characters names are made of, beyond ASCII: the parser's lexer decides.

use rustpython_ast::token::TokenKind;
use rustpython_parser::Mode;
use rustpython_parser::lexer::lex;

fn is_name(text: &str) -> bool {
    let mut lexer = lex(text, Mode::Module);
    lexer.next_token() == TokenKind::Name && matches!(lexer.next_token(), TokenKind::Newline | TokenKind::EndOfFile)
}

/// May the character begin a name?
pub(super) fn is_start(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && is_name(c.encode_utf8(&mut [0; 4])))
}

/// May the character stand inside a name?
pub(super) fn is_continue(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || (!c.is_ascii() && is_name(&format!("a{c}")))
}

/// Whether `repr` would show the character as it is (an approximation by blocks: it only words an error).
pub(super) fn is_printable(c: char) -> bool {
    !(c.is_control()
        || c.is_whitespace()
        || matches!(c as u32,
            0xAD | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
            | 0xE000..=0xF8FF | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0x10FFFF))
}
