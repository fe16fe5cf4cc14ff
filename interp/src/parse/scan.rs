//! The tokenizer that CPython would be: its errors, in its order and words, and the limits that keep the parser proper
//! and whatever walks its tree from overflowing the stack.
//!
//! Every text is scanned once before it is parsed (cheap: no tokens are kept); a text that turns out wrong is scanned
//! again, to explain the error token by token.

use super::{SyntaxError, SyntaxErrorKind};
use crate::source::Span;

/// CPython's limit on open brackets.
const MAX_BRACKETS: usize = 200;
/// CPython's limit on indentation levels.
const MAX_INDENTS: usize = 100;
/// CPython's limit on f-strings inside f-strings.
const MAX_FSTRINGS: usize = 150;
/// CPython's limit on fields in format specifications of fields.
const MAX_FIELDS: usize = 3;
/// How deep the syntax tree of one expression may get: [`Weight`]. Real programs reach a few hundred (generated sums of
/// three thousand terms must pass); a debug build needs less than 10 kB of stack for each unit.
const MAX_DEPTH: u32 = 6000;

/// What a token may add to the depth of the syntax tree. Left-nested chains (`a + b + c`, `a.b.c`) are walked in
/// loops by the parser, and by few stack frames a link elsewhere; the others recurse in the parser too.
struct Weight;

impl Weight {
    const LINK: u32 = 1;
    const NEST: u32 = 5;
}

/// What a token is. Keywords are names; whoever asks compares their text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Name,
    Number,
    String,
    FStart,
    FMiddle,
    FEnd,
    Op,
    Newline,
    Indent,
    Dedent,
    End,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
}

impl Token {
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// An error of the tokenizer.
pub(super) struct ScanError {
    pub error: SyntaxError,
    /// CPython reports it even when the parser found another error before it.
    pub first: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Literal,
    /// Inside `{…}`, which opened bracket number `level`.
    Field {
        level: usize,
    },
    /// After the colon in `{…:`.
    Spec {
        level: usize,
    },
}

struct FString {
    quote: u8,
    triple: bool,
    raw: bool,
    template: bool,
    start: usize,
    modes: Vec<Mode>,
}

/// The state of a scan.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    pos: usize,
    line_start: usize,
    at_line_start: bool,
    /// Open brackets: the character and where it stands.
    pub brackets: Vec<(u8, usize)>,
    /// (column with tabs to 8, column with tabs as 1).
    indents: Vec<(u32, u32)>,
    pending: i32,
    /// Something stands on the current logical line.
    in_line: bool,
    fstrings: Vec<FString>,
}

/// Checks a text; `Ok(Some(_))` is an error that an earlier one of the parser hides.
pub(super) fn check(text: &str) -> Result<Option<SyntaxError>, SyntaxError> {
    if let Some(i) = text.bytes().position(|b| b == 0) {
        return Err(SyntaxError::new("source code cannot contain null bytes", Span::new(i as u32, i as u32)));
    }
    let mut scanner = Scanner::new(text);
    let mut depth = Depth::default();
    // The parser proper takes `1, yield 2`.
    let mut after_comma = false;
    let mut late = None;
    loop {
        match scanner.next() {
            Ok(token) if token.kind == Kind::End => return Ok(late),
            Ok(token) => {
                let word = &text[token.start as usize..(token.end as usize).min(text.len())];
                if after_comma && late.is_none() && token.kind == Kind::Name && word == "yield" {
                    late = Some(SyntaxError::new("invalid syntax", token.span()));
                }
                after_comma = token.kind == Kind::Op && word == ",";
                depth.note(&scanner, &token)?;
            }
            Err(e) if e.first => return Err(e.error),
            Err(e) => return Ok(Some(e.error)),
        }
    }
}

/// True when the tokenizer's error is reported although the grammar has one before it: the quote that should end an
/// f-string inside a field counts more than what is wrong with the field, unless nothing of an expression is there.
pub(super) fn hides(scanned: &SyntaxError, grammar: &SyntaxError, text: &str) -> bool {
    let about_field = ["expecting a valid expression", "valid expression required", "expecting '=', or"];
    let at_quote = text.get(grammar.span.start as usize..).is_some_and(|t| t.starts_with(['"', '\'']));
    scanned.message.ends_with(": expecting '}'")
        && (at_quote || !about_field.iter().any(|part| grammar.message.contains(part)))
}

/// All tokens, and the error that ended them.
pub(super) fn tokens(text: &str) -> (Vec<Token>, Vec<(u8, usize)>, Option<ScanError>) {
    let mut scanner = Scanner::new(text);
    let mut tokens = Vec::new();
    loop {
        match scanner.next() {
            Ok(token) => {
                tokens.push(token);
                if token.kind == Kind::End {
                    return (tokens, scanner.brackets, None);
                }
            }
            Err(e) => return (tokens, scanner.brackets, Some(e)),
        }
    }
}

/// Counts how deep the tree may get at each token.
#[derive(Default)]
struct Depth {
    now: u32,
    /// The depth at which the current element began, one entry an open bracket.
    bases: Vec<u32>,
    /// `lambda`s whose colon has not come, by bracket: commas belong to their parameters.
    lambdas: Vec<u32>,
    lambda: u32,
    operand: bool,
}

impl Depth {
    fn note(&mut self, scanner: &Scanner, token: &Token) -> Result<(), SyntaxError> {
        let text = scanner.text.get(token.start as usize..token.end as usize).unwrap_or_default();
        let base = self.bases.last().copied().unwrap_or(0);
        let after_operand = self.operand;
        self.operand = false;
        match token.kind {
            Kind::Newline => {
                *self = Depth::default();
                return Ok(());
            }
            Kind::Number | Kind::String | Kind::FEnd => self.operand = true,
            Kind::Name => match text {
                "not" | "await" | "if" | "else" | "yield" | "for" => self.now += Weight::NEST,
                "lambda" => {
                    self.now += Weight::NEST;
                    self.lambda += 1;
                }
                "and" | "or" | "in" | "is" | "from" => {}
                _ => self.operand = true,
            },
            Kind::Op => match text {
                "(" | "[" | "{" => {
                    self.now += Weight::NEST;
                    self.bases.push(self.now);
                    self.lambdas.push(std::mem::take(&mut self.lambda));
                }
                ")" | "]" | "}" => {
                    if let Some(inside) = self.bases.pop() {
                        // The bracket's contents are done; if it was a call or an index, it is one more link.
                        self.now = inside - Weight::NEST + Weight::LINK;
                    }
                    self.lambda = self.lambdas.pop().unwrap_or(0);
                    self.operand = true;
                }
                "," if self.lambda == 0 => self.now = base,
                ";" => *self = Depth::default(),
                ":" => self.lambda = self.lambda.saturating_sub(1),
                "," | "=" | "." => self.now += Weight::LINK,
                "**" | "~" | ":=" => self.now += Weight::NEST,
                "+" | "-" | "*" if !after_operand => self.now += Weight::NEST,
                _ => self.now += Weight::LINK,
            },
            _ => {}
        }
        if self.now > MAX_DEPTH {
            return Err(SyntaxError {
                kind: SyntaxErrorKind::TooComplex,
                ..SyntaxError::new("too complex: nested too deeply", token.span())
            });
        }
        Ok(())
    }
}

fn is_name_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_' || b >= 0x80
}

fn is_name_part(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80
}

type Scanned<T> = Result<T, ScanError>;

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        let pos = 0;
        Scanner {
            text,
            bytes: text.as_bytes(),
            pos,
            line_start: pos,
            at_line_start: true,
            brackets: Vec::new(),
            indents: vec![(0, 0)],
            pending: 0,
            in_line: false,
            fstrings: Vec::new(),
        }
    }

    fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    fn peek_at(&self, n: usize) -> u8 {
        self.bytes.get(self.pos + n).copied().unwrap_or(0)
    }

    fn token(&self, kind: Kind, start: usize) -> Token {
        Token { kind, start: start as u32, end: self.pos as u32 }
    }

    fn line_of(&self, pos: usize) -> usize {
        let before = &self.bytes[..pos.min(self.bytes.len())];
        1 + before.iter().enumerate().filter(|(i, b)| ends_line(self.bytes, *i, **b)).count()
    }

    /// The last line of the text: a final line end does not begin another.
    fn last_line(&self) -> usize {
        let end = self.text.trim_end_matches(['\r', '\n']).len();
        let ends = self.bytes[end..].iter().enumerate().filter(|(i, b)| ends_line(&self.bytes[end..], *i, **b)).count();
        self.line_of(end) + ends.saturating_sub(1)
    }

    fn fail<T>(&self, message: impl Into<String>, span: Span) -> Scanned<T> {
        Err(ScanError { error: SyntaxError::new(message, span), first: true })
    }

    /// An error at the last character consumed.
    fn fail_here<T>(&self, message: impl Into<String>) -> Scanned<T> {
        let before = self.text.get(..self.pos).and_then(|t| t.chars().next_back()).map_or(0, char::len_utf8);
        self.fail(message, Span::new((self.pos - before) as u32, self.pos as u32))
    }

    fn fail_indentation<T>(&self, kind: SyntaxErrorKind, message: &str, at: usize) -> Scanned<T> {
        let span = Span::new(at as u32, at as u32);
        Err(ScanError { error: SyntaxError { kind, ..SyntaxError::new(message, span) }, first: false })
    }

    /// The next token.
    pub fn next(&mut self) -> Scanned<Token> {
        if let Some(f) = self.fstrings.last()
            && matches!(f.modes.last(), Some(Mode::Literal | Mode::Spec { .. }))
        {
            return self.fstring_part();
        }
        loop {
            if self.at_line_start {
                self.at_line_start = false;
                self.indentation()?;
            }
            if self.pending != 0 {
                let kind = if self.pending > 0 { Kind::Indent } else { Kind::Dedent };
                self.pending -= self.pending.signum();
                return Ok(self.token(kind, self.pos));
            }
            match self.peek() {
                b' ' | b'\t' | 0x0c => self.pos += 1,
                b'#' => self.skip_comment(),
                b'\\' => self.continuation()?,
                b'\n' | b'\r' => {
                    let start = self.pos;
                    self.pos += if self.peek() == b'\r' && self.peek_at(1) == b'\n' { 2 } else { 1 };
                    self.line_start = self.pos;
                    if self.brackets.is_empty() {
                        self.at_line_start = true;
                        if std::mem::take(&mut self.in_line) {
                            return Ok(Token { end: start as u32 + 1, ..self.token(Kind::Newline, start) });
                        }
                    }
                }
                0 if self.pos >= self.bytes.len() => return Ok(self.end()),
                _ => break,
            }
        }
        self.in_line = true;
        let start = self.pos;
        let b = self.peek();
        if is_name_start(b) {
            return self.name(start);
        }
        if b.is_ascii_digit() || (b == b'.' && self.peek_at(1).is_ascii_digit()) {
            return self.number(start);
        }
        if matches!(b, b'"' | b'\'') {
            return self.string(start, "");
        }
        self.operator(start)
    }

    fn end(&mut self) -> Token {
        let start = self.pos;
        if std::mem::take(&mut self.in_line) && self.brackets.is_empty() {
            self.at_line_start = false;
            return Token { end: start as u32 + 1, ..self.token(Kind::Newline, start) };
        }
        if self.indents.len() > 1 && self.brackets.is_empty() {
            self.indents.pop();
            return self.token(Kind::Dedent, start);
        }
        self.token(Kind::End, start)
    }

    fn skip_comment(&mut self) {
        while self.pos < self.bytes.len() && !matches!(self.peek(), b'\n' | b'\r') {
            self.pos += 1;
        }
    }

    fn continuation(&mut self) -> Scanned<()> {
        self.pos += 1;
        match self.peek() {
            b'\n' => self.pos += 1,
            b'\r' => self.pos += if self.peek_at(1) == b'\n' { 2 } else { 1 },
            0 if self.pos >= self.bytes.len() => {}
            _ => {
                let span = Span::new(self.pos as u32, self.pos as u32 + 1);
                let error = SyntaxError::new("unexpected character after line continuation character", span);
                return Err(ScanError { error, first: false });
            }
        }
        self.line_start = self.pos;
        if self.pos >= self.bytes.len() {
            let at = self.text.trim_end_matches(['\r', '\n']).len() as u32;
            let error = match self.brackets.last() {
                Some(&(bracket, at)) => super::grammar::never_closed(bracket, at),
                None => SyntaxError::new("unexpected EOF while parsing", Span::new(at, at)).or_incomplete(true),
            };
            return Err(ScanError { error, first: false });
        }
        Ok(())
    }

    fn indentation(&mut self) -> Scanned<()> {
        let (mut column, mut alt) = (0u32, 0u32);
        loop {
            match self.peek() {
                b' ' => (column, alt) = (column + 1, alt + 1),
                b'\t' => (column, alt) = ((column / 8 + 1) * 8, alt + 1),
                0x0c => (column, alt) = (0, 0),
                // Blanks before a continuation count; those after it do not.
                b'\\' if matches!(self.peek_at(1), b'\n' | b'\r') || self.pos + 1 == self.bytes.len() => {
                    let at = (column, alt);
                    self.continuation()?;
                    if column > 0 {
                        while matches!(self.peek(), b' ' | b'\t') {
                            self.pos += 1;
                        }
                        (column, alt) = at;
                        break;
                    }
                    continue;
                }
                _ => break,
            }
            self.pos += 1;
        }
        // Blank lines and comments do not count.
        if matches!(self.peek(), b'#' | b'\n' | b'\r') || self.pos >= self.bytes.len() {
            return Ok(());
        }
        let tab_error = |s: &Self| {
            let message = "inconsistent use of tabs and spaces in indentation";
            s.fail_indentation(SyntaxErrorKind::Tab, message, s.line_start)
        };
        let (top, alt_top) = self.indents.last().copied().unwrap_or((0, 0));
        if column == top {
            return if alt == alt_top { Ok(()) } else { tab_error(self) };
        }
        if column > top {
            if self.indents.len() >= MAX_INDENTS {
                let message = "too many levels of indentation";
                return self.fail_indentation(SyntaxErrorKind::Indentation, message, self.line_start);
            }
            if alt <= alt_top {
                return tab_error(self);
            }
            self.indents.push((column, alt));
            self.pending = 1;
            return Ok(());
        }
        while self.indents.len() > 1 && self.indents.last().is_some_and(|i| column < i.0) {
            self.indents.pop();
            self.pending -= 1;
        }
        let (top, alt_top) = self.indents.last().copied().unwrap_or((0, 0));
        if column != top {
            self.skip_to_line_end();
            let message = "unindent does not match any outer indentation level";
            let at = self.pos;
            return self.fail_indentation(SyntaxErrorKind::Indentation, message, at);
        }
        if alt == alt_top { Ok(()) } else { tab_error(self) }
    }

    fn skip_to_line_end(&mut self) {
        while self.pos < self.bytes.len() && !matches!(self.peek(), b'\n' | b'\r') {
            self.pos += 1;
        }
    }

    fn name(&mut self, start: usize) -> Scanned<Token> {
        while is_name_part(self.peek()) {
            self.pos += 1;
        }
        let text = &self.text[start..self.pos];
        if text.is_ascii() {
            if matches!(self.peek(), b'"' | b'\'') && is_string_prefix(text) {
                return self.string(start, text);
            }
            return Ok(self.token(Kind::Name, start));
        }
        for (i, c) in text.char_indices() {
            let fine = match i {
                0 => c == '_' || super::ident::is_start(c),
                _ => super::ident::is_continue(c),
            };
            if !fine {
                self.pos = start + i + c.len_utf8();
                let message = match super::ident::is_printable(c) {
                    true => format!("invalid character '{c}' (U+{:04X})", c as u32),
                    false => format!("invalid non-printable character U+{:04X}", c as u32),
                };
                return self.fail_here(message);
            }
        }
        Ok(self.token(Kind::Name, start))
    }

    // Numbers.

    fn digits(&mut self, is_digit: fn(u8) -> bool, kind: &str) -> Scanned<()> {
        loop {
            while is_digit(self.peek()) {
                self.pos += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.pos += 1;
            if !is_digit(self.peek()) {
                if self.peek().is_ascii_digit() {
                    return self.invalid_digit(kind);
                }
                return self.fail_here(format!("invalid {kind} literal"));
            }
        }
    }

    fn invalid_digit<T>(&mut self, kind: &str) -> Scanned<T> {
        let digit = char::from(self.peek());
        self.pos += 1;
        self.fail_here(format!("invalid digit '{digit}' in {kind} literal"))
    }

    /// What follows a number directly must not look like a part of it.
    fn number_end(&mut self, kind: &str) -> Scanned<()> {
        let rest = &self.bytes[self.pos..];
        let keywords: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"or", b"not"];
        if keywords.iter().any(|k| rest.starts_with(k)) || !is_name_part(self.peek()) {
            return Ok(());
        }
        // Other letters begin a name of its own.
        if self.peek() >= 0x80 {
            return Ok(());
        }
        self.fail_here(format!("invalid {kind} literal"))
    }

    fn number(&mut self, start: usize) -> Scanned<Token> {
        if self.peek() == b'0' {
            let radix: Option<(&str, fn(u8) -> bool)> = match self.peek_at(1) {
                b'x' | b'X' => Some(("hexadecimal", |b| b.is_ascii_hexdigit())),
                b'o' | b'O' => Some(("octal", |b| matches!(b, b'0'..=b'7'))),
                b'b' | b'B' => Some(("binary", |b| matches!(b, b'0' | b'1'))),
                _ => None,
            };
            if let Some((kind, is_digit)) = radix {
                self.pos += 2;
                if self.peek() == b'_' {
                    self.pos += 1;
                }
                if !is_digit(self.peek()) {
                    if self.peek().is_ascii_digit() {
                        return self.invalid_digit(kind);
                    }
                    return self.fail_here(format!("invalid {kind} literal"));
                }
                self.digits(is_digit, kind)?;
                if self.peek().is_ascii_digit() {
                    return self.invalid_digit(kind);
                }
                self.number_end(kind)?;
                return Ok(self.token(Kind::Number, start));
            }
        }
        let leading_zero = self.peek() == b'0';
        if self.peek() != b'.' {
            self.digits(|b| b.is_ascii_digit(), "decimal")?;
        }
        let integer_end = self.pos;
        let mut integer = true;
        if self.peek() == b'.' {
            integer = false;
            self.pos += 1;
            if self.peek().is_ascii_digit() {
                self.digits(|b| b.is_ascii_digit(), "decimal")?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            let signed = usize::from(matches!(self.peek_at(1), b'+' | b'-'));
            if self.peek_at(1 + signed).is_ascii_digit() {
                integer = false;
                self.pos += 1 + signed;
                self.digits(|b| b.is_ascii_digit(), "decimal")?;
            } else if signed == 1 {
                self.pos += 2;
                return self.fail_here("invalid decimal literal");
            } else {
                self.number_end("decimal")?;
            }
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.pos += 1;
            self.number_end("imaginary")?;
            return Ok(self.token(Kind::Number, start));
        }
        let digits = &self.bytes[start..integer_end];
        if integer && leading_zero && digits.iter().any(|b| matches!(b, b'1'..=b'9')) {
            let zeros = digits.iter().take_while(|b| matches!(b, b'0' | b'_')).count();
            let message =
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
            return self.fail(message, Span::new(start as u32, (start + zeros) as u32));
        }
        self.number_end("decimal")?;
        Ok(self.token(Kind::Number, start))
    }

    // Strings.

    fn string(&mut self, start: usize, prefix: &str) -> Scanned<Token> {
        let quote = self.peek();
        let triple = self.peek_at(1) == quote && self.peek_at(2) == quote;
        let interpolated = prefix.bytes().any(|b| matches!(b, b'f' | b'F' | b't' | b'T'));
        if interpolated {
            if self.fstrings.len() >= MAX_FSTRINGS {
                return self.fail_here("too many nested f-strings");
            }
            self.pos += if triple { 3 } else { 1 };
            let raw = prefix.bytes().any(|b| matches!(b, b'r' | b'R'));
            let template = prefix.bytes().any(|b| matches!(b, b't' | b'T'));
            self.fstrings.push(FString { quote, triple, raw, template, start, modes: vec![Mode::Literal] });
            return Ok(self.token(Kind::FStart, start));
        }
        if !triple && self.peek_at(1) == quote {
            self.pos += 2;
            return Ok(self.token(Kind::String, start));
        }
        self.pos += if triple { 3 } else { 1 };
        loop {
            let b = self.peek();
            if self.pos >= self.bytes.len() || (!triple && matches!(b, b'\n' | b'\r')) {
                return self.unterminated(start, quote, triple);
            }
            self.pos += 1;
            match b {
                b'\\' => {
                    if self.peek() == b'\r' && self.peek_at(1) == b'\n' {
                        self.pos += 1;
                    }
                    if self.pos < self.bytes.len() {
                        self.pos += 1;
                    }
                }
                b if b == quote && !triple => return Ok(self.token(Kind::String, start)),
                b if b == quote && self.peek() == quote && self.peek_at(1) == quote => {
                    self.pos += 2;
                    return Ok(self.token(Kind::String, start));
                }
                _ => {}
            }
        }
    }

    fn unterminated<T>(&self, start: usize, quote: u8, triple: bool) -> Scanned<T> {
        let at = start as u32;
        if let Some(f) = self.fstrings.last()
            && f.quote == quote
            && f.triple == triple
        {
            // The quote was meant to end the f-string around.
            let error = SyntaxError::new(format!("{}: expecting '}}'", f.what()), Span::new(at, at + 1));
            return Err(ScanError { error, first: false });
        }
        let what = if triple { "triple-quoted string" } else { "string" };
        let ends = triple || self.pos >= self.bytes.len();
        let line = if ends { self.last_line() } else { self.line_of(self.pos) };
        let mut message = format!("unterminated {what} literal (detected at line {line})");
        if !triple && escapes_quote(&self.bytes[start..self.pos], quote) {
            message.push_str("; perhaps you escaped the end quote?");
        }
        // A backslash that ends the last line takes the next one into the literal.
        let goes_on = triple || (self.pos >= self.bytes.len() && ends_in_continuation(&self.bytes[start..]));
        let error = SyntaxError::new(message, Span::new(at, at + 1)).or_incomplete(goes_on);
        Err(ScanError { error, first: true })
    }

    fn fstring_part(&mut self) -> Scanned<Token> {
        let start = self.pos;
        let Some(f) = self.fstrings.last() else { return Ok(self.token(Kind::End, start)) };
        let (quote, triple, raw, template, opened) = (f.quote, f.triple, f.raw, f.template, f.start);
        let spec = matches!(f.modes.last(), Some(Mode::Spec { .. }));
        let what = if template { "t-string" } else { "f-string" };
        loop {
            let b = self.peek();
            if self.pos >= self.bytes.len() || (!triple && matches!(b, b'\n' | b'\r')) {
                if spec && !triple && self.pos < self.bytes.len() {
                    self.pos += 1;
                    let message =
                        format!("{what}: newlines are not allowed in format specifiers for single quoted {what}s");
                    return self.fail_here(message);
                }
                let kind = if triple { "triple-quoted " } else { "" };
                let line = if triple { self.last_line() } else { self.line_of(self.pos) };
                let message = format!("unterminated {kind}{what} literal (detected at line {line})");
                let at = opened as u32;
                let goes_on = triple || (self.pos >= self.bytes.len() && ends_in_continuation(&self.bytes[opened..]));
                let error = SyntaxError::new(message, Span::new(at, at + 1)).or_incomplete(goes_on);
                return Err(ScanError { error, first: true });
            }
            let ends = b == quote && (!triple || (self.peek_at(1) == quote && self.peek_at(2) == quote));
            if ends {
                if self.pos > start {
                    return Ok(self.token(Kind::FMiddle, start));
                }
                self.pos += if triple { 3 } else { 1 };
                self.fstrings.pop();
                return Ok(self.token(Kind::FEnd, start));
            }
            match b {
                b'{' if !spec && self.peek_at(1) == b'{' => self.pos += 2,
                b'{' => {
                    if self.pos > start {
                        return Ok(self.token(Kind::FMiddle, start));
                    }
                    return self.open_bracket(start, b'{');
                }
                b'}' if spec => {
                    if self.pos > start {
                        return Ok(self.token(Kind::FMiddle, start));
                    }
                    return self.operator(start);
                }
                b'}' if self.peek_at(1) == b'}' => self.pos += 2,
                b'}' => {
                    self.pos += 1;
                    return self.fail_here(format!("{what}: single '}}' is not allowed"));
                }
                b'\\' => {
                    self.pos += 1;
                    // `\N{name}` is one escape; other braces after a backslash keep their meaning.
                    if !raw && self.peek() == b'N' && self.peek_at(1) == b'{' {
                        match self.bytes[self.pos..].iter().position(|b| *b == b'}' || *b == quote) {
                            Some(n) if self.bytes[self.pos + n] == b'}' => self.pos += n + 1,
                            _ => self.pos += 1,
                        }
                    } else if !matches!(self.peek(), b'{' | b'}') && self.pos < self.bytes.len() {
                        self.pos += if self.peek() == b'\r' && self.peek_at(1) == b'\n' { 2 } else { 1 };
                    }
                }
                _ => self.pos += 1,
            }
        }
    }

    // Operators.

    fn open_bracket(&mut self, start: usize, b: u8) -> Scanned<Token> {
        self.pos += 1;
        if self.brackets.len() >= MAX_BRACKETS {
            return self.fail_here("too many nested parentheses");
        }
        let token = self.token(Kind::Op, start);
        if let Some(f) = self.fstrings.last_mut()
            && matches!(f.modes.last(), Some(Mode::Literal | Mode::Spec { .. }))
        {
            if f.modes.len() > MAX_FIELDS {
                let message = format!("{}: expressions nested too deeply", f.what());
                return self.fail_here(message);
            }
            f.modes.push(Mode::Field { level: self.brackets.len() });
        }
        self.brackets.push((b, start));
        Ok(token)
    }

    fn close_bracket(&mut self, start: usize, b: u8) -> Scanned<Token> {
        self.pos += 1;
        let close = char::from(b);
        let Some((open, at)) = self.brackets.last().copied() else {
            return self.fail_here(format!("unmatched '{close}'"));
        };
        let level = self.brackets.len() - 1;
        let field = self.fstrings.last().and_then(|f| match f.modes.last() {
            Some(Mode::Field { level } | Mode::Spec { level }) => Some((*level, f.what())),
            _ => None,
        });
        let fits = matches!((open, b), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
        if !fits {
            if let Some((of, what)) = field
                && of == level
            {
                return self.fail_here(format!("{what}: unmatched '{close}'"));
            }
            let mut message =
                format!("closing parenthesis '{close}' does not match opening parenthesis '{}'", char::from(open));
            let line = self.line_of(at);
            if line != self.line_of(start) {
                message.push_str(&format!(" on line {line}"));
            }
            return self.fail_here(message);
        }
        self.brackets.pop();
        if field.is_some_and(|(of, _)| of == level)
            && let Some(f) = self.fstrings.last_mut()
        {
            f.modes.pop();
        }
        Ok(self.token(Kind::Op, start))
    }

    fn operator(&mut self, start: usize) -> Scanned<Token> {
        let b = self.peek();
        match b {
            b'(' | b'[' | b'{' => return self.open_bracket(start, b),
            b')' | b']' | b'}' => return self.close_bracket(start, b),
            _ => {}
        }
        // In a replacement field, `:` begins the format and `!` the conversion.
        let level = self.brackets.len();
        if let Some(f) = self.fstrings.last_mut()
            && let Some(Mode::Field { level: field }) = f.modes.last().copied()
            && field + 1 == level
        {
            if b == b':' {
                self.pos += 1;
                if let Some(mode) = f.modes.last_mut() {
                    *mode = Mode::Spec { level: field };
                }
                return Ok(self.token(Kind::Op, start));
            }
            if b == b'!' && self.peek_at(1) != b'=' {
                self.pos += 1;
                return Ok(self.token(Kind::Op, start));
            }
        }
        const OPERATORS: [&[u8]; 25] = [
            b"**=", b"//=", b">>=", b"<<=", b"...", b"**", b"//", b">>", b"<<", b"<=", b">=", b"==", b"!=", b"->",
            b"+=", b"-=", b"*=", b"/=", b"%=", b"&=", b"|=", b"^=", b"@=", b":=", b"<>",
        ];
        let rest = &self.bytes[start..];
        if let Some(op) = OPERATORS.iter().find(|op| rest.starts_with(op)) {
            self.pos += op.len();
            return Ok(self.token(Kind::Op, start));
        }
        self.pos += 1;
        if b.is_ascii_control() {
            return self.fail_here(format!("invalid non-printable character U+{b:04X}"));
        }
        Ok(self.token(Kind::Op, start))
    }
}

impl FString {
    fn what(&self) -> &'static str {
        if self.template { "t-string" } else { "f-string" }
    }
}

fn ends_line(bytes: &[u8], i: usize, b: u8) -> bool {
    b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n'))
}

/// True when the last line end of a literal is escaped.
fn ends_in_continuation(literal: &[u8]) -> bool {
    let Some(before) = literal.strip_suffix(b"\n") else { return false };
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// True when a backslash stands before this quote.
fn escapes_quote(literal: &[u8], quote: u8) -> bool {
    let mut rest = literal.iter();
    while let Some(b) = rest.next() {
        if *b == b'\\' && rest.next() == Some(&quote) {
            return true;
        }
    }
    false
}

fn is_string_prefix(text: &str) -> bool {
    if text.len() > 2 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    matches!(&*lower, "r" | "u" | "b" | "f" | "t" | "br" | "rb" | "fr" | "rf" | "tr" | "rt")
}
