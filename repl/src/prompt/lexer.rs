//! Python text to tokens, as somebody types it: for colours, brackets, indentation and completion.
//!
//! Never fails: what is no token yet is one of kind [`Kind::Other`], and a literal that has no end ends with its line or
//! with the text. Whether an entry is right is the parser's business (`incomplete`).

use logos::Logos;

use super::vocabulary::{is_builtin, is_constant, is_keyword};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Also those that are keywords only in their place, there.
    Keyword,
    /// `None`, `True`, `False`.
    Constant,
    Name,
    Builtin,
    /// The name that follows `def` or `class`.
    Definition,
    /// The `@` and the name behind it.
    Decorator,
    Number,
    /// A string, or a part of one: prefix and quotes belong to the parts beside them.
    String,
    /// An escape sequence in a string; also `{{` and `}}` in those with fields.
    Escape,
    /// The braces of a field in a string, its `!r` and the colon of its format.
    Field,
    Comment,
    Operator,
    Open(u8),
    Close(u8),
    /// The end of a logical line; inside brackets there is none.
    Newline,
    /// `%name` at the start of the entry, and the marks of `?name` and `name?`.
    Command,
    Other,
}

/// A token: bytes `start..end` of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What a text is inside of at its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Code,
    /// A string; `start` is where its first quote stands, `content` what follows the quotes.
    String {
        start: usize,
        content: usize,
        interpolated: bool,
    },
    Comment,
}

/// Raw tokens of code; what their neighbours make of them is decided in [`Lexer`].
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
#[logos(skip r"[ \t\f]+")]
enum Code {
    #[regex(r"[\p{XID_Start}_]\p{XID_Continue}*")]
    Name,
    #[regex(r"0[xX][0-9a-fA-F_]*", priority = 5)]
    #[regex(r"0[oO][0-7_]*", priority = 5)]
    #[regex(r"0[bB][01_]*", priority = 5)]
    #[regex(r"[0-9][0-9_]*(\.[0-9_]*)?([eE][+-]?[0-9][0-9_]*)?[jJ]?")]
    #[regex(r"\.[0-9][0-9_]*([eE][+-]?[0-9][0-9_]*)?[jJ]?")]
    Number,
    #[regex(r#"([rRuUbBfFtT]|[bB][rR]|[rR][bB]|[fF][rR]|[rR][fF]|[tT][rR]|[rR][tT])?('|"|'''|""")"#)]
    Quote,
    #[regex(r"#[^\r\n]*", allow_greedy = true)]
    Comment,
    #[regex(r"\r?\n")]
    Newline,
    #[regex(r"\\\r?\n")]
    Continuation,
    #[token("(")]
    #[token("[")]
    #[token("{")]
    Open,
    #[token(")")]
    #[token("]")]
    #[token("}")]
    Close,
    #[token("@")]
    At,
    #[token(":")]
    Colon,
    #[token(".")]
    Dot,
    #[token("!")]
    Bang,
    #[regex(
        r"\*\*=|//=|>>=|<<=|\.\.\.|\*\*|//|>>|<<|<=|>=|==|!=|->|\+=|-=|\*=|/=|%=|&=|\|=|\^=|@=|:=|[-+*/%&|^~<>=,;]"
    )]
    Operator,
}

/// Raw tokens inside a string.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
enum Body {
    #[regex(r#"[^\\'"{}\r\n]+"#)]
    Text,
    #[regex(r"\\(\r\n|[^\r{}]|\r)?")]
    #[regex(r"\\N\{[A-Za-z0-9 -]*\}?", priority = 10)]
    Escape,
    #[token("{")]
    Open,
    #[token("}")]
    Close,
    #[token("'")]
    Single,
    #[token("\"")]
    Double,
    #[regex(r"\r?\n")]
    Newline,
}

/// A string that is being read.
#[derive(Clone, Copy)]
struct Literal {
    quote: u8,
    triple: bool,
    raw: bool,
    interpolated: bool,
    start: usize,
    content: usize,
}

/// Where the lexer is.
enum Mode {
    Literal(Literal),
    /// Inside `{…}` of a literal; `brackets` are those open around.
    Field {
        brackets: usize,
    },
    /// After the colon in `{…:`.
    Format {
        literal: Literal,
    },
}

struct Lexer<'a> {
    text: &'a str,
    pos: usize,
    tokens: Vec<Token>,
    modes: Vec<Mode>,
    brackets: usize,
    /// The next token begins a statement.
    fresh: bool,
    in_comment: bool,
}

/// The tokens of a text, in order; blanks belong to none.
pub fn lex(text: &str) -> Vec<Token> {
    lex_to_end(text).0
}

/// The tokens, and what the text is inside of at its end.
pub fn lex_to_end(text: &str) -> (Vec<Token>, End) {
    let tokens = Vec::with_capacity(text.len() / 4);
    let mut lexer = Lexer { text, pos: 0, tokens, modes: Vec::new(), brackets: 0, fresh: true, in_comment: false };
    lexer.command();
    while lexer.pos < text.len() {
        lexer.in_comment = false;
        match lexer.modes.last() {
            Some(Mode::Literal(literal)) => lexer.literal(*literal),
            Some(Mode::Format { literal }) => lexer.format(*literal),
            Some(Mode::Field { .. }) | None => lexer.code(),
        }
    }
    let end = match lexer.modes.last() {
        Some(Mode::Literal(l) | Mode::Format { literal: l }) => {
            End::String { start: l.start, content: l.content, interpolated: l.interpolated }
        }
        _ if lexer.in_comment => End::Comment,
        _ => End::Code,
    };
    (lexer.tokens, end)
}

impl Lexer<'_> {
    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, start, end: self.pos });
    }

    /// `%name` and `?name` begin an entry, nothing else of it.
    fn command(&mut self) {
        let rest = self.text.trim_start_matches([' ', '\t']);
        let start = self.text.len() - rest.len();
        let marks = rest.len() - rest.trim_start_matches(['%', '?']).len();
        if marks == 0 {
            return;
        }
        let name = if rest.starts_with('%') {
            rest[marks..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len() - marks)
        } else {
            0
        };
        self.pos = start + marks + name;
        self.push(Kind::Command, start);
        self.fresh = rest.starts_with('?');
    }

    fn code(&mut self) {
        let mut raw = Code::lexer(&self.text[self.pos..]);
        let Some(token) = raw.next() else {
            self.pos = self.text.len();
            return;
        };
        let span = raw.span();
        let start = self.pos + span.start;
        self.pos += span.end;
        let Ok(token) = token else {
            // A whole character, however many bytes the raw lexer took.
            let width = self.text[start..].chars().next().map_or(1, char::len_utf8);
            self.pos = start + width;
            let mark = &self.text[start..self.pos] == "?";
            self.push(if mark { Kind::Command } else { Kind::Other }, start);
            return;
        };
        let fresh = std::mem::replace(&mut self.fresh, false);
        match token {
            Code::Name => self.name(start, fresh),
            Code::Number => self.push(Kind::Number, start),
            Code::Quote => self.quote(start),
            Code::Comment => {
                self.push(Kind::Comment, start);
                self.fresh = fresh;
                self.in_comment = true;
            }
            Code::Newline => {
                if self.brackets == 0 && self.modes.is_empty() {
                    self.push(Kind::Newline, start);
                    self.fresh = true;
                }
            }
            Code::Continuation => {
                self.push(Kind::Operator, start);
                self.fresh = fresh;
            }
            Code::Open => {
                self.brackets += 1;
                self.push(Kind::Open(self.text.as_bytes()[start]), start);
            }
            Code::Close => self.close(start),
            Code::At => self.push(if fresh { Kind::Decorator } else { Kind::Operator }, start),
            Code::Colon if self.field_ends_here() => self.begin_format(start),
            Code::Bang if self.field_ends_here() => self.push(Kind::Field, start),
            Code::Bang => self.push(Kind::Other, start),
            Code::Colon => {
                self.push(Kind::Operator, start);
                self.fresh = self.brackets == 0 && self.modes.is_empty();
            }
            Code::Dot => {
                let decorator = self.tokens.last().is_some_and(|t| t.kind == Kind::Decorator && t.end == start);
                self.push(if decorator { Kind::Decorator } else { Kind::Operator }, start);
            }
            Code::Operator => {
                self.push(Kind::Operator, start);
                self.fresh = self.brackets == 0 && &self.text[start..self.pos] == ";";
            }
        }
    }

    /// Directly inside a field, not in brackets of its own.
    fn field_ends_here(&self) -> bool {
        matches!(self.modes.last(), Some(Mode::Field { brackets }) if *brackets == self.brackets)
    }

    fn close(&mut self, start: usize) {
        let bracket = self.text.as_bytes()[start];
        if bracket == b'}' && self.field_ends_here() {
            self.modes.pop();
            self.push(Kind::Field, start);
            return;
        }
        let least = match self.modes.last() {
            Some(Mode::Field { brackets }) => *brackets,
            _ => 0,
        };
        self.brackets = self.brackets.saturating_sub(1).max(least);
        self.push(Kind::Close(bracket), start);
    }

    fn begin_format(&mut self, start: usize) {
        self.push(Kind::Field, start);
        let literal = self.modes.iter().rev().find_map(|m| match m {
            Mode::Literal(literal) => Some(*literal),
            _ => None,
        });
        self.modes.pop();
        if let Some(literal) = literal {
            self.modes.push(Mode::Format { literal });
        }
    }

    // Names.

    fn name(&mut self, start: usize, fresh: bool) {
        let name = &self.text[start..self.pos];
        let before = self.tokens.last().copied();
        let kind = match before {
            Some(t) if t.kind == Kind::Decorator && t.end == start => Kind::Decorator,
            Some(t) if t.kind == Kind::Operator && &self.text[t.start..t.end] == "." => Kind::Name,
            Some(t) if t.kind == Kind::Keyword && matches!(&self.text[t.start..t.end], "def" | "class") => {
                Kind::Definition
            }
            _ if is_constant(name) => Kind::Constant,
            _ if is_keyword(name) => Kind::Keyword,
            _ if fresh && self.is_soft_keyword(name) => Kind::Keyword,
            _ if is_builtin(name) => Kind::Builtin,
            _ => Kind::Name,
        };
        self.push(kind, start);
        // `async def`, `async for`: the second word is in its place too; after `else` and `try` comes a colon anyway.
    }

    /// `match`, `case` and `type` at the start of a statement: by what follows.
    fn is_soft_keyword(&self, name: &str) -> bool {
        if !matches!(name, "match" | "case" | "type") {
            return false;
        }
        let rest = &self.text[self.pos..];
        let line = rest.split(['\n', '#']).next().unwrap_or("").trim_end();
        let after = line.trim_start();
        let Some(first) = after.chars().next() else { return false };
        let word = after.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        if after.len() == line.len() && (first.is_alphanumeric() || first == '_') {
            return false;
        }
        match first {
            _ if matches!(word, "in" | "is" | "and" | "or" | "if" | "not" | "else") && word != "not" => false,
            c if c.is_alphanumeric() || c == '_' => name != "type" || !c.is_ascii_digit(),
            '"' | '\'' => name != "type",
            '(' | '[' | '{' | '-' | '*' | '~' => name != "type" && line.ends_with(':'),
            _ => false,
        }
    }

    // Strings.

    fn quote(&mut self, start: usize) {
        let opening = &self.text[start..self.pos];
        let prefix = opening.trim_end_matches(['"', '\'']);
        let quotes = opening.len() - prefix.len();
        // Two quotes that no third follows are an empty string.
        let quote = self.text.as_bytes()[start + prefix.len()];
        let has = |letters: [char; 2]| prefix.contains(letters);
        let literal = Literal {
            quote,
            triple: quotes == 3,
            raw: has(['r', 'R']),
            interpolated: has(['f', 'F']) || has(['t', 'T']),
            start: start + prefix.len(),
            content: self.pos,
        };
        self.push(Kind::String, start);
        self.modes.push(Mode::Literal(literal));
    }

    fn literal(&mut self, literal: Literal) {
        let at = self.pos;
        let mut body = Body::lexer(&self.text[at..]);
        // Parts of one kind in a row are one token.
        let mut from = at;
        while let Some(part) = body.next() {
            let start = at + body.span().start;
            self.pos = at + body.span().end;
            match part {
                Ok(Body::Escape) if literal.raw => {}
                Ok(Body::Escape) => {
                    self.string_part(from, start);
                    self.push(Kind::Escape, start);
                    from = self.pos;
                }
                Ok(Body::Open) if literal.interpolated => {
                    self.string_part(from, start);
                    if self.text[self.pos..].starts_with('{') {
                        self.pos += 1;
                        self.push(Kind::Escape, start);
                    } else {
                        self.push(Kind::Field, start);
                        self.modes.push(Mode::Field { brackets: self.brackets });
                    }
                    return;
                }
                Ok(Body::Close) if literal.interpolated => {
                    self.string_part(from, start);
                    let double = self.text[self.pos..].starts_with('}');
                    self.pos += usize::from(double);
                    self.push(if double { Kind::Escape } else { Kind::Other }, start);
                    return;
                }
                Ok(Body::Single | Body::Double) => {
                    if let Some(width) = self.closing(literal, start) {
                        self.pos = start + width;
                        self.string_part(from, self.pos);
                        self.modes.pop();
                        return;
                    }
                }
                Ok(Body::Newline) if !literal.triple => {
                    self.pos = start;
                    self.string_part(from, start);
                    self.modes.pop();
                    return;
                }
                Ok(_) => {}
                Err(()) => {}
            }
        }
        self.pos = self.text.len();
        self.string_part(from, self.pos);
    }

    /// How many bytes of quotes at `at` end the literal, if they do.
    fn closing(&self, literal: Literal, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let width = if literal.triple { 3 } else { 1 };
        (rest.len() >= width && rest[..width].iter().all(|b| *b == literal.quote)).then_some(width)
    }

    fn string_part(&mut self, start: usize, end: usize) {
        if start < end {
            self.tokens.push(Token { kind: Kind::String, start, end });
        }
    }

    /// The format of a field: up to its brace; fields of its own inside. What ends the literal ends it too.
    fn format(&mut self, literal: Literal) {
        let start = self.pos;
        let rest = &self.text.as_bytes()[start..];
        let quotes = if literal.triple { 3 } else { 1 };
        let stop = (0..rest.len()).find(|i| match rest[*i] {
            b'{' | b'}' => true,
            b'\n' => !literal.triple,
            b => b == literal.quote && rest.len() >= i + quotes && rest[*i..i + quotes].iter().all(|q| *q == b),
        });
        self.pos = start + stop.unwrap_or(rest.len());
        self.string_part(start, self.pos);
        let at = self.pos;
        match stop.map(|i| rest[i]) {
            Some(b'{') => {
                self.pos += 1;
                self.push(Kind::Field, at);
                self.modes.push(Mode::Field { brackets: self.brackets });
            }
            Some(b'}') => {
                self.pos += 1;
                self.push(Kind::Field, at);
                self.modes.pop();
            }
            Some(_) => {
                self.modes.pop();
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `kind:text` of each token, those of one letter for operators and brackets left out.
    fn kinds(text: &str) -> Vec<String> {
        lex(text).iter().map(|t| format!("{:?}:{}", t.kind, &text[t.start..t.end])).collect()
    }

    fn has(text: &str, expected: &str) {
        assert!(kinds(text).iter().any(|k| k == expected), "{expected} in {text:?}: {:?}", kinds(text));
    }

    #[test]
    fn soft_keywords_are_keywords_in_their_place() {
        for (text, word) in [
            ("match x:", "match"),
            ("match (1, 2):", "match"),
            ("case _:", "case"),
            ("if x: type Y = int", "type"),
            ("type X = int", "type"),
        ] {
            has(text, &format!("Keyword:{word}"));
        }
        for (text, expected) in [
            ("match = 1", "Name:match"),
            ("match(x)", "Name:match"),
            ("re.match(x)", "Name:match"),
            ("type(x)", "Builtin:type"),
            ("x = type", "Builtin:type"),
            ("match in x", "Name:match"),
            ("case", "Name:case"),
        ] {
            has(text, expected);
        }
    }

    #[test]
    fn attributes_are_neither_keywords_nor_builtins() {
        has("x.print", "Name:print");
        has("x.match", "Name:match");
    }

    #[test]
    fn numbers() {
        for n in ["0", "1_000", "0xfF", "0b10", "0o7", "1.", ".5", "1e10", "1.5E-3j", "1j", "0x"] {
            assert_eq!(kinds(n), [format!("Number:{n}")]);
        }
        has("1 .real", "Number:1");
    }

    #[test]
    fn strings_with_prefixes() {
        for s in ["rb'a'", "Rb\"a\"", "u'a'", "br'''a\n'''", "''", "''''''"] {
            assert!(lex(s).iter().all(|t| t.kind == Kind::String), "{s}: {:?}", kinds(s));
        }
        assert_eq!(kinds("r'\\n'"), ["String:r'", "String:\\n'"]);
        assert_eq!(kinds("x'a'"), ["Name:x", "String:'", "String:a'"]);
        assert_eq!(kinds("'a\\'b'"), ["String:'", "String:a", "Escape:\\'", "String:b'"]);
    }

    #[test]
    fn a_string_without_an_end_ends_with_its_line() {
        assert_eq!(kinds("'a\nb"), ["String:'", "String:a", "Newline:\n", "Name:b"]);
        assert_eq!(lex_to_end("x = 'a").1, End::String { start: 4, content: 5, interpolated: false });
        assert_eq!(lex_to_end("x = '''a\n").1, End::String { start: 4, content: 7, interpolated: false });
        assert_eq!(lex_to_end("f(rf'a").1, End::String { start: 4, content: 5, interpolated: true });
        assert_eq!(lex_to_end("x = 'a'").1, End::Code);
        assert_eq!(lex_to_end("x # it's").1, End::Comment);
    }

    #[test]
    fn fields_of_strings_are_code() {
        assert_eq!(
            kinds("f'{{{a:>{w}}'"),
            [
                "String:f'",
                "Escape:{{",
                "Field:{",
                "Name:a",
                "Field::",
                "String:>",
                "Field:{",
                "Name:w",
                "Field:}",
                "Field:}",
                "String:'"
            ]
        );
        assert_eq!(kinds("f'{d[\":\"]}'")[2..5], ["Name:d", "Open(91):[", "String:\""]);
        has("t'{print}'", "Builtin:print");
        assert_eq!(lex_to_end("f'{a.").1, End::Code);
        has("f'{x}'\ny = 1", "Number:1");
    }

    #[test]
    fn a_command_is_one_only_at_the_start() {
        has("%time f()", "Command:%time");
        has("?len", "Command:?");
        has("len?", "Command:?");
        has("7 %time", "Operator:%");
    }

    #[test]
    fn lines_inside_brackets_go_on() {
        assert!(!kinds("f(\n1)").iter().any(|k| k.starts_with("Newline")));
        assert!(kinds("f()\n").iter().any(|k| k.starts_with("Newline")));
    }
}
