//! From text to syntax tree: the only room, with `lower`, that knows the parser's types.
//!
//! The parser proper is a crate. What is ours: decoding source files, a quick scan that finds the errors of the
//! tokenizer in CPython's order and words and refuses input nested so deeply that parsing it would overflow the stack,
//! and the wording of the parser's errors.

mod decode;
mod explain;
mod expressions;
mod grammar;
mod ident;
mod patterns;
mod scan;
mod statements;

use rustpython_ast as ast;
use rustpython_parser::{Mode as ParserMode, ParseOptions};
use rustpython_text_size::Ranged;

use crate::source::Span;

pub use decode::{decode_source, foreign_encoding, not_utf8};

/// What a text is compiled as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A module, or what `exec` is given.
    Exec,
    /// One expression.
    Eval,
    /// One input at the prompt: the values of expression statements are displayed.
    Single,
}

/// Which exception class a syntax error is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SyntaxErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// The text is fine, but nested too deeply for the parser: MemoryError in CPython, a SyntaxError here.
    TooComplex,
}

/// An error in a source text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    /// In CPython's words.
    pub message: String,
    /// What the error points at.
    pub span: Span,
    /// More input could complete the text: the prompt asks for another line.
    pub incomplete: bool,
    /// Found after parsing: of texts that are no files, the line is not shown then.
    pub late: bool,
}

impl SyntaxError {
    /// A plain SyntaxError.
    pub fn new(message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError { kind: SyntaxErrorKind::Syntax, message: message.into(), span, incomplete: false, late: false }
    }

    /// An IndentationError.
    pub fn indentation(message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError { kind: SyntaxErrorKind::Indentation, ..SyntaxError::new(message, span) }
    }

    /// The same error, found after parsing.
    pub fn after_parsing(mut self) -> SyntaxError {
        self.late = true;
        self
    }

    /// The same error, with the note that more input could complete the text.
    pub fn or_incomplete(mut self, incomplete: bool) -> SyntaxError {
        self.incomplete = incomplete;
        self
    }
}

/// A parsed text.
pub(crate) enum Parsed {
    Module(Vec<ast::Stmt>),
    Expression(Box<ast::Expr>),
}

/// A backslash that ends the text: a program goes on with the line end that it always has; in other texts nothing follows.
fn after_last_backslash(error: SyntaxError, text: &str, mode: Mode) -> SyntaxError {
    let at_end = ["unexpected EOF while parsing", "was never closed"].iter().any(|w| error.message.ends_with(w));
    if mode == Mode::Exec || !at_end || !text.ends_with('\\') {
        return error;
    }
    let end = text.len() as u32;
    let message = "unexpected character after line continuation character";
    SyntaxError::new(message, Span::new(end - 1, end)).or_incomplete(true)
}

/// Parses a whole text.
pub(crate) fn parse(text: &str, mode: Mode) -> Result<Parsed, SyntaxError> {
    let scanned = scan::check(text).map_err(|error| {
        // A wrong indentation before it is reported first.
        let earlier = match error.kind {
            SyntaxErrorKind::Syntax => grammar::find_error(text, mode),
            _ => None,
        };
        earlier.filter(|e| matches!(&*e.message, "unexpected indent" | "unexpected unindent")).unwrap_or(error)
    })?;
    if let Some(error) = scanned {
        // The parser would stop at it, unless something before is wrong already.
        let earlier = grammar::find_error(text, mode);
        let first = earlier.filter(|e| !scan::hides(&error, e, text)).unwrap_or(error);
        return Err(after_last_backslash(first, text, mode));
    }
    let parser_mode = if mode == Mode::Eval { ParserMode::Expression } else { ParserMode::Module };
    // Blanks before an expression are allowed; the parser takes them for indentation.
    let options = ParseOptions::from(parser_mode).with_target_version(ast::PythonVersion::PY314);
    let parsed = rustpython_parser::parse_unchecked(text, options);
    if !parsed.errors().is_empty() {
        return Err(explain::explain(text, mode, parsed.errors()));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let range = error.range();
        return Err(explain::unsupported(text, mode, error, Span::new(range.start().to_u32(), range.end().to_u32())));
    }
    Ok(match parsed.into_syntax() {
        ast::Mod::Module(m) => Parsed::Module(m.body),
        ast::Mod::Expression(e) => Parsed::Expression(e.body),
    })
}

/// How far a text that somebody is typing has got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Whole statements.
    Complete,
    /// Whole statements, the last of which is a block that further lines may belong to.
    Block,
    /// Another line could complete it.
    Incomplete,
    /// No further line can make it right.
    Invalid,
}

/// Says whether a text is whole statements, as the parser sees it. A line end behind the last line goes without saying.
pub fn progress(text: &str) -> Progress {
    let mut text = text.to_owned();
    text.push('\n');
    match parse(&text, Mode::Exec) {
        Ok(Parsed::Module(body)) if body.last().is_some_and(is_block) => Progress::Block,
        Ok(_) => Progress::Complete,
        Err(error) if error.incomplete => Progress::Incomplete,
        Err(_) => Progress::Invalid,
    }
}

/// True for a text that fails only because it ends. `whole_lines`: a block must have ended with a line end.
pub(crate) fn awaits_more(text: &str, mode: Mode, whole_lines: bool) -> bool {
    match parse(text, mode) {
        Ok(Parsed::Module(body)) => whole_lines && !text.ends_with('\n') && body.last().is_some_and(is_block),
        Ok(Parsed::Expression(_)) => false,
        Err(error) => error.incomplete,
    }
}

fn is_block(statement: &ast::Stmt) -> bool {
    use ast::Stmt;
    matches!(
        statement,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::If(_)
            | Stmt::With(_)
            | Stmt::Match(_)
            | Stmt::Try(_)
    )
}
