//! A second opinion on a text that the parser rejected: a recogniser of Python's grammar over the scanner's tokens that
//! stops where CPython's parser stops and says what CPython says. It builds no tree, only what the messages need.
//!
//! Statements are in `statements`, expressions and f-strings in `expressions`, patterns in `patterns`.

use super::scan::{Kind, ScanError, Token, tokens};
use super::{Mode, SyntaxError};
use crate::source::Span;

/// What an expression is, as far as errors name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Name,
    Attribute,
    Subscript,
    Starred,
    Tuple,
    List,
    Lambda,
    Call,
    Binary,
    Bool,
    Comparison,
    Conditional,
    Named,
    Generator,
    Yield,
    Await,
    ListComp,
    SetComp,
    DictComp,
    Dict,
    Set,
    FString,
    Literal,
    True,
    False,
    None,
    Ellipsis,
}

impl What {
    /// As in "cannot assign to …".
    pub fn describe(self) -> &'static str {
        match self {
            What::Name => "name",
            What::Attribute => "attribute",
            What::Subscript => "subscript",
            What::Starred => "starred",
            What::Tuple => "tuple",
            What::List => "list",
            What::Lambda => "lambda",
            What::Call => "function call",
            What::Binary | What::Bool => "expression",
            What::Comparison => "comparison",
            What::Conditional => "conditional expression",
            What::Named => "named expression",
            What::Generator => "generator expression",
            What::Yield => "yield expression",
            What::Await => "await expression",
            What::ListComp => "list comprehension",
            What::SetComp => "set comprehension",
            What::DictComp => "dict comprehension",
            What::Dict => "dict literal",
            What::Set => "set display",
            What::FString => "f-string expression",
            What::Literal => "literal",
            What::True => "True",
            What::False => "False",
            What::None => "None",
            What::Ellipsis => "ellipsis",
        }
    }
}

impl Node {
    /// Binds at least as tightly as `|`.
    pub fn tight(&self) -> bool {
        self.grouped
            || !matches!(
                self.what,
                What::Bool
                    | What::Comparison
                    | What::Conditional
                    | What::Lambda
                    | What::Named
                    | What::Yield
                    | What::Starred
            )
    }
}

/// A recognised expression: tokens `start..end`.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub what: What,
    pub start: usize,
    pub end: usize,
    pub items: Vec<Node>,
    /// In parentheses of its own.
    pub grouped: bool,
    /// The tokens without those parentheses: what errors point at.
    pub bare: (usize, usize),
}

impl Node {
    pub fn new(what: What, start: usize, end: usize) -> Node {
        Node { what, start, end, items: Vec::new(), grouped: false, bare: (start, end) }
    }
}

pub(super) type Parsed<T> = Result<T, SyntaxError>;

/// What a list of targets is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetsFor {
    Assignment,
    Deletion,
}

/// The recogniser.
pub(super) struct Grammar<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    /// The index of the next token.
    pub at: usize,
    /// What ends the tokens early.
    stop: Option<SyntaxError>,
    /// Brackets that are open at the end.
    unclosed: Vec<(u8, usize)>,
    /// The furthest token that was looked at on a way that led nowhere.
    furthest: usize,
}

/// The error in a text, as CPython reports it; `None` when this recogniser sees none.
pub(super) fn find_error(text: &str, mode: Mode) -> Option<SyntaxError> {
    let (tokens, unclosed, stop) = tokens(text);
    let stop = stop.map(|ScanError { error, .. }| error);
    let mut grammar = Grammar { text, tokens, at: 0, stop, unclosed, furthest: 0 };
    let result = match mode {
        Mode::Eval => grammar.eval_input(),
        _ => grammar.file(),
    };
    result.err().map(|e| grammar.or_unclosed(e))
}

pub(super) const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

impl Grammar<'_> {
    /// A bracket that is never closed, on a line before the error, is what is wrong.
    fn or_unclosed(&self, error: SyntaxError) -> SyntaxError {
        let Some((bracket, at)) = self.unclosed.last().copied() else { return error };
        if error.message.ends_with("was never closed") {
            return error;
        }
        let seen = self.tokens.get(self.furthest).map_or(0, |t| t.start);
        let between = self.text.get(at..error.span.end.max(seen) as usize).unwrap_or_default();
        if between.contains(['\n', '\r']) { never_closed(bracket, at).or_incomplete(error.incomplete) } else { error }
    }

    // Tokens.

    pub fn token(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    pub fn kind(&self) -> Option<Kind> {
        self.token().map(|t| t.kind)
    }

    pub fn text_at(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| self.text.get(t.start as usize..t.end as usize).unwrap_or(""))
    }

    /// The text of the next token, if it is a name or an operator.
    pub fn word(&self) -> &str {
        self.word_at(0)
    }

    pub fn word_at(&self, n: usize) -> &str {
        match self.tokens.get(self.at + n).map(|t| t.kind) {
            Some(Kind::Name | Kind::Op) => self.text_at(self.at + n),
            _ => "",
        }
    }

    pub fn is(&self, word: &str) -> bool {
        self.word() == word
    }

    pub fn is_newline(&self) -> bool {
        self.kind() == Some(Kind::Newline)
    }

    pub fn accept(&mut self, word: &str) -> bool {
        let found = self.is(word);
        if found {
            self.at += 1;
        }
        found
    }

    /// The next token must be this one.
    pub fn expect(&mut self, word: &str) -> Parsed<()> {
        if self.accept(word) { Ok(()) } else { self.invalid() }
    }

    /// The next token must be this one, and the error says so.
    pub fn force(&mut self, word: &str) -> Parsed<()> {
        if self.accept(word) {
            return Ok(());
        }
        self.stopped()?;
        self.fail_at(format!("expected '{word}'"), self.at)
    }

    /// A name that is no keyword.
    pub fn name(&mut self) -> Parsed<usize> {
        if self.kind() == Some(Kind::Name) && !KEYWORDS.contains(&self.word()) {
            self.at += 1;
            return Ok(self.at - 1);
        }
        self.invalid()
    }

    pub fn is_name(&self) -> bool {
        self.kind() == Some(Kind::Name) && !KEYWORDS.contains(&self.word())
    }

    // Errors.

    pub fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(self.text.len() as u32, |t| t.start);
        let end = self.tokens.get(last).map_or(start, |t| t.end);
        Span::new(start, end.max(start))
    }

    pub fn span_of(&self, node: &Node) -> Span {
        self.span(node.bare.0, node.bare.1.saturating_sub(1))
    }

    pub fn fail<T>(&self, message: impl Into<String>, span: Span) -> Parsed<T> {
        Err(SyntaxError::new(message, span))
    }

    pub fn fail_at<T>(&self, message: impl Into<String>, token: usize) -> Parsed<T> {
        let error = SyntaxError::new(message, self.span(token, token));
        Err(error.or_incomplete(self.at_end()))
    }

    pub fn fail_node<T>(&self, message: impl Into<String>, node: &Node) -> Parsed<T> {
        self.fail(message, self.span_of(node))
    }

    /// Nothing but the end of the text follows. The end of a line is more: what it ends cannot go on.
    pub fn at_end(&self) -> bool {
        self.tokens[self.at.min(self.tokens.len())..].iter().all(|t| matches!(t.kind, Kind::Dedent | Kind::End))
            && self.stop.is_none()
    }

    /// The errors that come before any other at the next token: the text cannot be tokenized further, or ends.
    pub fn stopped(&self) -> Parsed<()> {
        match self.token() {
            None => Err(self.stop.clone().unwrap_or_else(|| SyntaxError::new("invalid syntax", Span::default()))),
            Some(t) if t.kind == Kind::End && !self.unclosed.is_empty() => {
                let (bracket, at) = self.unclosed.last().copied().unwrap_or((b'(', 0));
                Err(never_closed(bracket, at))
            }
            Some(_) => Ok(()),
        }
    }

    /// The next token cannot stand here.
    pub fn invalid<T>(&self) -> Parsed<T> {
        self.stopped()?;
        let Some(token) = self.token() else { return self.fail("invalid syntax", Span::default()) };
        match token.kind {
            Kind::Indent => {
                let at = token.start.saturating_sub(1);
                Err(SyntaxError::indentation("unexpected indent", Span::new(at, token.start)))
            }
            Kind::Dedent => Err(SyntaxError::indentation("unexpected unindent", token.span())),
            // After an operand, `not` is looked at together with the token behind it.
            Kind::Name if self.is("not") && self.at > 0 && self.ends_operand(self.at - 1) => {
                self.fail_at("invalid syntax", self.at + 1)
            }
            _ => self.fail_at("invalid syntax", self.at),
        }
    }

    fn ends_operand(&self, i: usize) -> bool {
        match self.tokens.get(i).map(|t| t.kind) {
            Some(Kind::Number | Kind::String | Kind::FEnd) => true,
            Some(Kind::Name) => !KEYWORDS.contains(&self.text_at(i)),
            Some(Kind::Op) => matches!(self.text_at(i), ")" | "]" | "}"),
            _ => false,
        }
    }

    /// Tries something; when it fails, goes back and hands out how far it got with the error.
    pub fn attempt<T>(&mut self, f: impl FnOnce(&mut Self) -> Parsed<T>) -> Result<T, (usize, SyntaxError)> {
        let at = self.at;
        f(self).map_err(|e| {
            let reached = std::mem::replace(&mut self.at, at);
            self.furthest = self.furthest.max(reached);
            (reached, e)
        })
    }

    // Whole texts.

    fn file(&mut self) -> Parsed<()> {
        while self.kind() != Some(Kind::End) {
            self.stopped()?;
            self.statement()?;
        }
        self.stopped()
    }

    fn eval_input(&mut self) -> Parsed<()> {
        let blanks = self.text.len() - self.text.trim_start_matches([' ', '\t']).len();
        if self.kind() == Some(Kind::Indent) && blanks > 0 {
            return self.invalid();
        }
        if self.kind() == Some(Kind::End) {
            return Err(SyntaxError::new("invalid syntax", Span::default()).or_incomplete(true));
        }
        self.expressions()?;
        while self.is_newline() {
            self.at += 1;
        }
        if self.kind() == Some(Kind::End) { Ok(()) } else { self.invalid() }
    }
}

/// The error for a bracket without its partner.
pub(super) fn never_closed(bracket: u8, at: usize) -> SyntaxError {
    let message = format!("'{}' was never closed", char::from(bracket));
    SyntaxError::new(message, Span::new(at as u32, at as u32 + 1)).or_incomplete(true)
}
