//! An entry in colours, while it is typed. Which kind of thing a text is, the lexer says; whether there are colours at
//! all, `taipan_interp::traceback::Paint`.
//!
//! Only the terminal's own 16 colours, of which those that are legible on dark and on light, so that they suit whatever
//! palette somebody has chosen.

use std::fmt::Write as _;

use super::lexer::{Kind, Token, lex};

/// Ends every style.
pub const RESET: &str = "\x1b[0m";
/// Hints, comments and the second prompt: grey.
pub const GREY: &str = "\x1b[90m";
/// The parameter that is being typed, in a hint.
pub const BOLD: &str = "\x1b[1m";

const KEYWORD: &str = "\x1b[1;35m";
pub const CONSTANT: &str = "\x1b[35m";
pub const BUILTIN: &str = "\x1b[36m";
const DEFINITION: &str = "\x1b[1m";
const DECORATOR: &str = "\x1b[1;36m";
pub const NUMBER: &str = "\x1b[94m";
pub const STRING: &str = "\x1b[32m";
const ESCAPE: &str = "\x1b[1;32m";
const UNMATCHED: &str = "\x1b[31m";
const MATCHING: &str = "\x1b[1;4m";

/// How a kind of token looks; `None`: as the terminal's text does.
fn style(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Keyword => KEYWORD,
        Kind::Constant => CONSTANT,
        Kind::Builtin => BUILTIN,
        Kind::Definition => DEFINITION,
        Kind::Decorator | Kind::Command => DECORATOR,
        Kind::Number => NUMBER,
        Kind::String => STRING,
        Kind::Escape | Kind::Field => ESCAPE,
        Kind::Comment => GREY,
        _ => return None,
    })
}

/// The second prompt, and how wide it is.
#[derive(Clone, Copy, Debug)]
pub struct Continuation<'a> {
    pub prompt: &'a str,
    pub width: usize,
}

/// A code in colours. `cursor`: the bracket there and its partner stand out.
pub fn code(code: &str, cursor: Option<usize>) -> String {
    paint(code, cursor, None)
}

/// An entry in colours, `entry` being what the editor holds and `cursor` a place in it: with the second prompt drawn over
/// the margins.
pub fn entry(entry: &str, cursor: Option<usize>, continuation: Continuation) -> String {
    let code = super::margin::to_code(entry, continuation.width);
    let cursor = cursor.map(|c| super::margin::code_position(entry, c, continuation.width));
    paint(&code, cursor, Some((entry, continuation)))
}

/// The same without colours.
pub fn plain_entry(entry: &str, continuation: Continuation) -> String {
    let mut rows = entry.split('\n');
    let mut out = rows.next().unwrap_or("").to_owned();
    for row in rows {
        out.push('\n');
        let margin = row.bytes().take(continuation.width).take_while(|b| *b == b' ').count();
        if margin == continuation.width {
            out.push_str(continuation.prompt);
        } else {
            let _ = write!(out, "{:margin$}", "");
        }
        out.push_str(&row[margin..]);
    }
    out
}

fn paint(code: &str, cursor: Option<usize>, margins: Option<(&str, Continuation)>) -> String {
    let tokens = lex(code);
    let marked = cursor.map_or([None; 2], |c| matching(&tokens, c));
    let mut painter = Painter {
        out: String::with_capacity(code.len() * 2),
        rows: margins.map(|(entry, _)| entry.split('\n').skip(1)),
        continuation: margins.map(|(_, c)| c),
    };
    let mut depth = 0usize;
    let mut done = 0;
    for (i, token) in tokens.iter().enumerate() {
        painter.text(&code[done..token.start], None);
        done = token.end;
        let text = &code[token.start..token.end];
        let mut look = style(token.kind);
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) if depth == 0 => look = Some(UNMATCHED),
            Kind::Close(_) => depth -= 1,
            _ => {}
        }
        if marked.contains(&Some(i)) {
            look = Some(MATCHING);
        }
        painter.text(text, look);
    }
    painter.text(&code[done..], None);
    painter.out
}

struct Painter<'a, R> {
    out: String,
    /// The entry's rows behind the first, with their margins.
    rows: Option<R>,
    continuation: Option<Continuation<'a>>,
}

impl<'a, R: Iterator<Item = &'a str>> Painter<'_, R> {
    fn text(&mut self, text: &str, look: Option<&'static str>) {
        let mut pieces = text.split('\n');
        let first = pieces.next().unwrap_or("");
        self.piece(first, look);
        for piece in pieces {
            self.out.push('\n');
            self.margin();
            self.piece(piece, look);
        }
    }

    fn piece(&mut self, text: &str, look: Option<&'static str>) {
        match look {
            Some(look) if !text.is_empty() => {
                let _ = write!(self.out, "{look}{text}{RESET}");
            }
            _ => self.out.push_str(text),
        }
    }

    fn margin(&mut self) {
        let (Some(rows), Some(continuation)) = (&mut self.rows, self.continuation) else { return };
        let row = rows.next().unwrap_or("");
        let blanks = row.bytes().take(continuation.width).take_while(|b| *b == b' ').count();
        if blanks == continuation.width {
            self.piece(continuation.prompt, Some(GREY));
        } else {
            let _ = write!(self.out, "{:blanks$}", "");
        }
    }
}

/// The indices of the bracket at the cursor, or just before it, and of its partner; both or none.
fn matching(tokens: &[Token], cursor: usize) -> [Option<usize>; 2] {
    let is_bracket = |t: &Token| matches!(t.kind, Kind::Open(_) | Kind::Close(_));
    let at = tokens.iter().position(|t| is_bracket(t) && t.start == cursor);
    let Some(at) = at.or_else(|| tokens.iter().position(|t| is_bracket(t) && t.end == cursor)) else {
        return [None; 2];
    };
    let mut open = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(b) => open.push((i, b)),
            Kind::Close(b) => {
                let Some((partner, opened)) = open.pop() else { continue };
                if i == at || partner == at {
                    let fits = matches!((opened, b), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
                    return if fits { [Some(partner), Some(i)] } else { [None; 2] };
                }
            }
            _ => {}
        }
    }
    [None; 2]
}

/// True when the bracket at the cursor has a partner: the line is drawn again when the cursor moves there.
pub fn has_match(entry: &str, cursor: usize) -> bool {
    let bytes = entry.as_bytes();
    let bracket = |i: usize| bytes.get(i).is_some_and(|b| b"()[]{}".contains(b));
    bracket(cursor) || (cursor > 0 && bracket(cursor - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Styles as letters in angle brackets, for legible expectations.
    fn shown(text: &str, cursor: Option<usize>) -> String {
        code(text, cursor)
            .replace(RESET, ">")
            .replace(KEYWORD, "<k:")
            .replace(CONSTANT, "<c:")
            .replace(BUILTIN, "<b:")
            .replace(MATCHING, "<m:")
            .replace(DEFINITION, "<d:")
            .replace(DECORATOR, "<@:")
            .replace(NUMBER, "<n:")
            .replace(STRING, "<s:")
            .replace(ESCAPE, "<e:")
            .replace(GREY, "<#:")
            .replace(UNMATCHED, "<!:")
    }

    #[test]
    fn each_kind_has_its_look() {
        assert_eq!(
            shown("async def f(x): return 1  # no", None),
            "<k:async> <k:def> <d:f>(x): <k:return> <n:1>  <#:# no>"
        );
        assert_eq!(shown("@a.b\nclass C: pass", None), "<@:@><@:a><@:.><@:b>\n<k:class> <d:C>: <k:pass>");
        assert_eq!(shown("print(None, 'a\\n')", None), "<b:print>(<c:None>, <s:'><s:a><e:\\n><s:'>)");
        assert_eq!(shown("%time x", None), "<@:%time> x");
    }

    #[test]
    fn fields_are_code() {
        assert_eq!(shown("f'a{x + 1!r:>{w}}'", None), "<s:f'><s:a><e:{>x + <n:1><e:!>r<e::><s:>><e:{>w<e:}><e:}><s:'>");
    }

    #[test]
    fn the_bracket_at_the_cursor_and_its_partner_stand_out() {
        assert_eq!(shown("f(a[1])", Some(7)), "f<m:(>a[<n:1>]<m:)>");
        assert_eq!(shown("f(a[1])", Some(3)), "f(a<m:[><n:1><m:]>)");
        assert_eq!(shown("f('(')", Some(6)), "f<m:(><s:'><s:(><s:'><m:)>".replace("<s:(><s:'>", "<s:('>"));
        assert_eq!(shown("f(", Some(2)), "f(");
        assert_eq!(shown("f(]", Some(3)), "f(]");
        assert_eq!(shown(")", Some(0)), "<!:)>");
    }

    #[test]
    fn the_second_prompt_is_drawn_over_margins() {
        let continuation = Continuation { prompt: "... ", width: 4 };
        let drawn = entry("if x:\n        y\n  z", None, continuation);
        assert_eq!(drawn, format!("{KEYWORD}if{RESET} x:\n{GREY}... {RESET}    y\n  z"));
    }

    #[test]
    fn nothing_is_lost() {
        let samples = [
            "f'{a",
            "f'{a!",
            "f'{a:",
            "f'{a:{",
            "'''x\n y",
            "0x",
            "1e",
            "\\",
            "é = 'ü\\",
            "a ? b $ c",
            "f'''{\n}\n",
            "\u{0}\u{7f}",
        ];
        for text in samples {
            for end in (0..=text.len()).filter(|i| text.is_char_boundary(*i)) {
                let drawn = code(&text[..end], Some(0));
                let mut plain = String::new();
                let mut rest = drawn.as_str();
                while let Some(i) = rest.find('\x1b') {
                    plain.push_str(&rest[..i]);
                    rest = &rest[i..];
                    rest = rest.split_once('m').map_or("", |(_, r)| r);
                }
                plain.push_str(rest);
                assert_eq!(plain, text[..end]);
            }
        }
    }
}
