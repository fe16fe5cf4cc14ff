//! `_tokenize`: the tokens of Python source with their places, comments and blank lines included, for `tokenize` and
//! `inspect`. The interpreter's own parser does not come by here.
//!
//! Works line by line and reads no further than it must: `inspect` stops at the end of a function.

use std::cell::RefCell;
use std::collections::VecDeque;

use taipan_interp::error::Raised;
use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, ModuleDef, TypeDef, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef { name: "_tokenize", doc: "Python's tokens.", functions: &[], init }];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    dict.set_str(&vm.intern("TokenizerIter"), Value::Type(vm.make_type(&ITERATOR, None)));
    Ok(())
}

const ITERATOR: TypeDef = TypeDef {
    layout: Layout::Native(0),
    new: Some(new),
    methods: &[
        method("__iter__", "(self, /)", |_, a| Ok(a[0].clone())),
        method("__next__", "(self, /)", |vm, a| match vm.next(&a[0])? {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::None)),
        }),
    ],
    ..TypeDef::new("TokenizerIter", "_tokenize")
};

/// The library's numbers of the kinds of tokens (module `token`).
mod kind {
    pub const END: i64 = 0;
    pub const NAME: i64 = 1;
    pub const NUMBER: i64 = 2;
    pub const STRING: i64 = 3;
    pub const NEWLINE: i64 = 4;
    pub const INDENT: i64 = 5;
    pub const DEDENT: i64 = 6;
    pub const OP: i64 = 55;
    pub const FSTRING_START: i64 = 59;
    pub const TSTRING_START: i64 = 62;
    pub const COMMENT: i64 = 65;
    pub const NL: i64 = 66;
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let Some(readline) = args.pos().first() else {
        return Err(vm.type_error("tokenizeriter() missing required argument 'readline' (pos 1)"));
    };
    let comments = match args.keyword("extra_tokens") {
        Some(v) => vm.truth(v)?,
        None => false,
    };
    let state = State { readline: readline.clone(), comments, indents: vec![0], fresh: true, ..State::default() };
    Ok(Value::Object(ObjRef::new(cls.clone(), Tokens { state: RefCell::new(Some(state)) })))
}

struct Tokens {
    /// Taken out while it works: reading a line runs Python code.
    state: RefCell<Option<State>>,
}

impl NativeData for Tokens {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        let Some(mut state) = self.state.take() else { return Err(vm.value_error("tokenizer already executing")) };
        let result = state.next(vm);
        self.state.replace(Some(state));
        result
    }
}

/// An f-string (or t-string) that is open.
struct Literal {
    quote: String,
    raw: bool,
    /// How many brackets were open when it began.
    depth: usize,
    /// Inside a replacement field: not text but tokens.
    in_field: bool,
    /// Inside a field's format specification, which is text again; a stack, for fields inside it.
    specs: Vec<usize>,
    /// Kind of the start token: the middle and end follow it.
    start: i64,
}

/// A multi-line string that is not closed yet.
struct Open {
    text: String,
    start: (usize, usize),
    quote: String,
    lines: String,
}

struct State {
    readline: Value,
    comments: bool,
    line: Vec<char>,
    row: usize,
    at: usize,
    /// At the start of a logical line.
    fresh: bool,
    ended: bool,
    indents: Vec<usize>,
    brackets: Vec<(char, usize, usize)>,
    literals: Vec<Literal>,
    open: Option<Open>,
    /// A backslash joined the line to the last.
    joined: bool,
    queue: VecDeque<Value>,
    done: bool,
    /// The last line and its length, once the source has ended.
    last: (String, usize),
}

impl Default for State {
    fn default() -> Self {
        State {
            readline: Value::None,
            comments: false,
            line: Vec::new(),
            row: 0,
            at: 0,
            fresh: true,
            ended: false,
            indents: Vec::new(),
            brackets: Vec::new(),
            literals: Vec::new(),
            open: None,
            joined: false,
            queue: VecDeque::new(),
            done: false,
            last: (String::new(), 0),
        }
    }
}

const TWO: &[&str] = &[
    "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<", "<=", "<>", "==", ">=", ">>", "@=", "^=",
    "|=",
];
const THREE: &[&str] = &["**=", "...", "//=", "<<=", ">>="];

impl State {
    fn next(&mut self, vm: &Vm) -> PyResult<Option<Value>> {
        while self.queue.is_empty() && !self.done {
            if self.at >= self.line.len() && !self.read_line(vm)? {
                self.finish(vm)?;
                break;
            }
            self.step(vm)?;
        }
        Ok(self.queue.pop_front())
    }

    /// Reads the next line; false at the end.
    fn read_line(&mut self, vm: &Vm) -> PyResult<bool> {
        if self.ended {
            return Ok(false);
        }
        let line = vm.call(&self.readline, &[]);
        let line = vm.absorb(line, &vm.exc.stop_iteration)?.unwrap_or(Value::None);
        let text = match line.inner() {
            Value::None => String::new(),
            Value::Str(s) => s.as_str().to_owned(),
            Value::Bytes(b) => String::from_utf8_lossy(b.as_slice()).into_owned(),
            _ => return Err(vm.type_error("readline() returned a non-string object")),
        };
        if text.is_empty() {
            self.last = (self.line_text(), self.line.len());
        }
        self.at = 0;
        self.line = text.chars().collect();
        self.row += 1;
        self.ended = text.is_empty();
        Ok(!self.ended)
    }

    fn line_text(&self) -> String {
        self.line.iter().collect()
    }

    fn push(&mut self, kind: i64, text: &str, start: (usize, usize), end: (usize, usize), line: &str) {
        let place = |(row, column): (usize, usize)| Value::tuple(vec![Value::from(row), Value::from(column)]);
        let values = vec![Value::Int(kind), Value::str(text), place(start), place(end), Value::str(line)];
        self.queue.push_back(Value::tuple(values));
    }

    /// A token of this line, up to `end`.
    fn token(&mut self, kind: i64, end: usize) {
        let text: String = self.line[self.at..end].iter().collect();
        let line = self.line_text();
        self.push(kind, &text, (self.row, self.at), (self.row, end), &line);
        self.at = end;
    }

    fn error(&self, vm: &Vm, message: &str, row: usize, column: usize) -> Raised {
        let place = Value::tuple(vec![
            Value::str("<string>"),
            Value::from(row),
            Value::from(column),
            Value::from(self.line_text()),
            Value::from(row),
            Value::from(column),
        ]);
        vm.new_exception(&vm.exc.syntax_error, vec![Value::str(message), place])
    }

    /// One token, or one piece of white space.
    fn step(&mut self, vm: &Vm) -> PyResult<()> {
        if self.open.is_some() {
            self.continue_string();
            return Ok(());
        }
        if self.in_literal_text() {
            return self.literal_text(vm);
        }
        if self.fresh && self.brackets.is_empty() && !self.joined {
            self.fresh = false;
            if self.blank_line() {
                self.fresh = true;
                return Ok(());
            }
            self.indentation(vm)?;
        }
        self.joined = false;
        let Some(&c) = self.line.get(self.at) else { return Ok(()) };
        match c {
            ' ' | '\t' | '\x0c' => self.at += 1,
            '\n' | '\r' => self.line_end(),
            '#' => self.comment(),
            '\\' if matches!(self.line.get(self.at + 1), Some('\n' | '\r')) => {
                self.at = self.line.len();
                self.joined = true;
            }
            '\\' => {
                return Err(self.error(
                    vm,
                    "unexpected character after line continuation character",
                    self.row,
                    self.at + 1,
                ));
            }
            '0'..='9' => self.number(),
            '.' if self.line.get(self.at + 1).is_some_and(char::is_ascii_digit) => self.number(),
            '"' | '\'' => self.string(vm, self.at)?,
            _ if c == '_' || c.is_alphabetic() || (!c.is_ascii() && c.is_alphanumeric()) => self.name(vm)?,
            _ => self.operator(vm, c)?,
        }
        Ok(())
    }

    /// A line of nothing, or of nothing but a comment: no tokens that mean anything.
    fn blank_line(&mut self) -> bool {
        let first = self.line.iter().position(|c| !matches!(c, ' ' | '\t' | '\x0c'));
        let Some(first) = first else {
            self.at = self.line.len();
            return true;
        };
        match self.line[first] {
            '#' => {
                self.at = first;
                self.comment();
                self.newline(kind::NL);
                true
            }
            '\n' | '\r' => {
                self.at = first;
                self.newline(kind::NL);
                true
            }
            _ => false,
        }
    }

    /// Ends the line with a token, which is left out when it is for readers only and they are not wanted.
    fn newline(&mut self, kind: i64) {
        let text: String = self.line[self.at..].iter().collect();
        let line = self.line_text();
        if self.comments || kind == kind::NEWLINE {
            self.push(kind, &text, (self.row, self.at), (self.row, self.at + 1), &line);
        }
        self.at = self.line.len();
    }

    fn line_end(&mut self) {
        if self.brackets.is_empty() && self.literals.is_empty() {
            self.newline(kind::NEWLINE);
            self.fresh = true;
        } else {
            self.newline(kind::NL);
        }
    }

    fn comment(&mut self) {
        let end = self.line.iter().position(|c| matches!(c, '\n' | '\r')).unwrap_or(self.line.len());
        if self.comments {
            self.token(kind::COMMENT, end);
        }
        self.at = end;
    }

    fn indentation(&mut self, vm: &Vm) -> PyResult<()> {
        const TAB: usize = 8;
        let mut column = 0;
        let mut end = 0;
        for c in &self.line {
            match c {
                ' ' => column += 1,
                '\t' => column = (column / TAB + 1) * TAB,
                '\x0c' => column = 0,
                _ => break,
            }
            end += 1;
        }
        let current = self.indents.last().copied().unwrap_or(0);
        if column > current {
            self.indents.push(column);
            self.at = 0;
            self.token(kind::INDENT, end);
            return Ok(());
        }
        self.at = end;
        let line = self.line_text();
        while self.indents.last().is_some_and(|i| column < *i) {
            self.indents.pop();
            if self.indents.last().is_none_or(|i| column > *i) {
                let place = Value::tuple(vec![
                    Value::str("<string>"),
                    Value::from(self.row),
                    Value::from(line.chars().count()),
                    Value::from(line),
                ]);
                let text = Value::str("unindent does not match any outer indentation level");
                return Err(vm.new_exception(&vm.exc.indentation_error, vec![text, place]));
            }
            self.push(kind::DEDENT, "", (self.row, end), (self.row, end), &line);
        }
        Ok(())
    }

    fn number(&mut self) {
        let rest = &self.line[self.at..];
        let mut n = 0;
        let digits =
            |from: usize, ok: fn(&char) -> bool| rest[from..].iter().take_while(|c| ok(c) || **c == '_').count();
        let radix = matches!(rest, ['0', 'x' | 'X' | 'o' | 'O' | 'b' | 'B', ..]);
        if radix {
            n = 2 + digits(2, char::is_ascii_hexdigit);
        } else {
            n += digits(0, char::is_ascii_digit);
            if rest.get(n) == Some(&'.') {
                n += 1;
                n += digits(n, char::is_ascii_digit);
            }
            if matches!(rest.get(n), Some('e' | 'E')) {
                let sign = usize::from(matches!(rest.get(n + 1), Some('+' | '-')));
                if rest.get(n + 1 + sign).is_some_and(char::is_ascii_digit) {
                    n += 1 + sign;
                    n += digits(n, char::is_ascii_digit);
                }
            }
            if matches!(rest.get(n), Some('j' | 'J')) {
                n += 1;
            }
        }
        self.token(kind::NUMBER, self.at + n);
    }

    fn name(&mut self, vm: &Vm) -> PyResult<()> {
        let rest = &self.line[self.at..];
        let n = rest.iter().take_while(|c| **c == '_' || c.is_alphanumeric()).count();
        if matches!(rest.get(n), Some('"' | '\'')) && n <= 2 {
            let prefix: String = rest[..n].iter().collect::<String>().to_ascii_lowercase();
            if ["r", "b", "u", "f", "t", "rb", "br", "fr", "rf", "tr", "rt"].contains(&prefix.as_str()) {
                return self.string(vm, self.at + n);
            }
        }
        // Marks that combine with the letter before them are part of names, too.
        let n = n + rest[n..].iter().take_while(|c| !c.is_ascii() && !c.is_whitespace()).count();
        self.token(kind::NAME, self.at + n);
        Ok(())
    }

    /// A string whose quote stands at `quote`, its prefix before it.
    fn string(&mut self, vm: &Vm, quote: usize) -> PyResult<()> {
        let prefix: String = self.line[self.at..quote].iter().collect::<String>().to_ascii_lowercase();
        let c = self.line[quote];
        let triple = self.line[quote..].starts_with(&[c, c, c]);
        let mark = if triple { c.to_string().repeat(3) } else { c.to_string() };
        let body = quote + mark.len();
        if prefix.contains(['f', 't']) {
            let start = if prefix.contains('f') { kind::FSTRING_START } else { kind::TSTRING_START };
            self.token(start, body);
            let depth = self.brackets.len();
            let raw = prefix.contains('r');
            self.literals.push(Literal { quote: mark, raw, depth, in_field: false, specs: Vec::new(), start });
            return Ok(());
        }
        if let Some(end) = self.string_end(body, &mark) {
            self.token(kind::STRING, end);
            return Ok(());
        }
        let continued = matches!(self.line.as_slice(), [.., '\\', '\n'] | [.., '\\', '\r', '\n']);
        if !triple && !continued {
            let text = format!("unterminated string literal (detected at line {})", self.row);
            return Err(self.error(vm, &text, self.row, self.at + 1));
        }
        self.open = Some(Open {
            text: self.line[self.at..].iter().collect(),
            start: (self.row, self.at),
            quote: mark,
            lines: self.line_text(),
        });
        self.at = self.line.len();
        Ok(())
    }

    /// The place behind the closing quote, if it is in this line.
    fn string_end(&self, from: usize, mark: &str) -> Option<usize> {
        let mark: Vec<char> = mark.chars().collect();
        let mut i = from;
        while i < self.line.len() {
            if self.line[i] == '\\' {
                i += 2;
            } else if self.line[i..].starts_with(&mark) {
                return Some(i + mark.len());
            } else {
                i += 1;
            }
        }
        None
    }

    /// Goes on with a string that began in a line before.
    fn continue_string(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let line = self.line_text();
        open.lines.push_str(&line);
        match self.string_end(0, &open.quote) {
            Some(end) => {
                open.text.extend(&self.line[..end]);
                self.push(kind::STRING, &open.text, open.start, (self.row, end), &open.lines);
                self.at = end;
            }
            None => {
                open.text.push_str(&line);
                self.at = self.line.len();
                self.open = Some(open);
            }
        }
    }

    fn in_literal_text(&self) -> bool {
        self.literals.last().is_some_and(|l| !l.in_field || l.specs.last() == Some(&self.brackets.len()))
    }

    /// The text part of an f-string, or of a format specification.
    fn literal_text(&mut self, vm: &Vm) -> PyResult<()> {
        let Some(l) = self.literals.last() else { return Ok(()) };
        let (mark, raw, in_spec) = (l.quote.chars().collect::<Vec<char>>(), l.raw, l.in_field);
        let (middle, end_kind) = (l.start + 1, l.start + 2);
        let (start, mut i) = (self.at, self.at);
        loop {
            let Some(&c) = self.line.get(i) else {
                return self.literal_goes_on(vm, start, middle);
            };
            let rest = &self.line[i..];
            if rest.starts_with(&mark) {
                if i > start {
                    self.token(middle, i);
                }
                self.token(end_kind, i + mark.len());
                self.literals.pop();
                return Ok(());
            }
            match c {
                '\\' if !raw && rest.starts_with(&['\\', 'N', '{']) => {
                    let close = rest.iter().position(|c| *c == '}').unwrap_or(2);
                    i += close + 1;
                }
                '\\' if !matches!(rest.get(1), Some('{' | '}')) => i += 2,
                '{' | '}' if rest.get(1) == Some(&c) && !in_spec => {
                    // Doubled: one of the two is text, and the token ends with it.
                    self.token(middle, i + 1);
                    self.at += 1;
                    return Ok(());
                }
                '{' => {
                    if i > start {
                        self.token(middle, i);
                    }
                    self.open_field();
                    return Ok(());
                }
                '}' if in_spec => {
                    if i > start || start == self.at {
                        self.token(middle, i);
                    }
                    self.close_field();
                    return Ok(());
                }
                '}' => return Err(self.error(vm, "f-string: single '}' is not allowed", self.row, i + 1)),
                _ => i += 1,
            }
        }
    }

    /// The line ends inside the text of an f-string.
    fn literal_goes_on(&mut self, vm: &Vm, start: usize, middle: i64) -> PyResult<()> {
        let triple = self.literals.last().is_some_and(|l| l.quote.len() == 3);
        let continued = matches!(self.line.as_slice(), [.., '\\', '\n'] | [.., '\\', '\r', '\n']);
        if !triple && !continued {
            let text = format!("unterminated f-string literal (detected at line {})", self.row);
            return Err(self.error(vm, &text, self.row, start + 1));
        }
        let mut text: String = self.line[start..].iter().collect();
        let (from, mut lines) = ((self.row, start), self.line_text());
        // The text goes on over lines until something else than text comes.
        while self.read_line(vm)? {
            lines.push_str(&self.line_text());
            let end = self.text_run();
            text.extend(&self.line[..end]);
            self.at = end;
            if end < self.line.len() {
                self.push(middle, &text, from, (self.row, end), &lines);
                return Ok(());
            }
        }
        let text = format!("unterminated triple-quoted f-string literal (detected at line {})", self.row - 1);
        Err(self.error(vm, &text, from.0, from.1 + 1))
    }

    /// How far the text of the innermost f-string reaches from the start of the line.
    fn text_run(&self) -> usize {
        let Some(l) = self.literals.last() else { return 0 };
        let mark: Vec<char> = l.quote.chars().collect();
        let mut i = 0;
        while i < self.line.len() {
            let c = self.line[i];
            if c == '\\' {
                i += 2;
            } else if c == '{' || c == '}' || self.line[i..].starts_with(&mark) {
                return i;
            } else {
                i += 1;
            }
        }
        self.line.len()
    }

    fn open_field(&mut self) {
        self.brackets.push(('{', self.row, self.at));
        if let Some(l) = self.literals.last_mut() {
            l.in_field = true;
        }
        self.token(kind::OP, self.at + 1);
    }

    fn close_field(&mut self) {
        let depth = self.brackets.len();
        self.brackets.pop();
        if let Some(l) = self.literals.last_mut() {
            if l.specs.last() == Some(&depth) {
                l.specs.pop();
            }
            l.in_field = depth - 1 > l.depth;
        }
        self.token(kind::OP, self.at + 1);
    }

    fn operator(&mut self, vm: &Vm, c: char) -> PyResult<()> {
        let depth = self.brackets.len();
        let field = self.literals.last().is_some_and(|l| l.in_field)
            && self.brackets.last().is_some_and(|(b, ..)| *b == '{')
            && self.literals.last().is_some_and(|l| depth == l.depth + 1 || l.specs.last() == Some(&(depth - 1)));
        if field {
            match c {
                ':' => {
                    if let Some(l) = self.literals.last_mut() {
                        l.specs.push(depth);
                    }
                    self.token(kind::OP, self.at + 1);
                    return Ok(());
                }
                '}' => {
                    self.close_field();
                    return Ok(());
                }
                '!' if self.line.get(self.at + 1) != Some(&'=') => {
                    self.token(kind::OP, self.at + 1);
                    return Ok(());
                }
                _ => {}
            }
        }
        match c {
            '(' | '[' | '{' => {
                self.brackets.push((c, self.row, self.at));
                self.token(kind::OP, self.at + 1);
                return Ok(());
            }
            ')' | ']' | '}' => return self.close_bracket(vm, c),
            _ => {}
        }
        let starts = |n: usize, all: &[&str]| {
            let text: String = self.line[self.at..].iter().take(n).collect();
            all.contains(&text.as_str())
        };
        let n = if starts(3, THREE) {
            3
        } else if starts(2, TWO) {
            2
        } else if "%&*+-/:<=>@^|~.,;!".contains(c) || (self.comments && "$?`".contains(c)) {
            // Readers of every token also get the characters that Python has no use for.
            1
        } else {
            let text = if c == '$' || c == '?' || c == '`' {
                "invalid syntax".to_owned()
            } else {
                format!("invalid non-printable character U+{:04X}", u32::from(c))
            };
            return Err(self.error(vm, &text, self.row, self.at + 1));
        };
        self.token(kind::OP, self.at + n);
        Ok(())
    }

    fn close_bracket(&mut self, vm: &Vm, c: char) -> PyResult<()> {
        let wanted = match c {
            ')' => '(',
            ']' => '[',
            _ => '{',
        };
        match self.brackets.pop() {
            Some((open, ..)) if open == wanted => {}
            Some((open, row, _)) => {
                let text = if row == self.row {
                    format!("closing parenthesis '{c}' does not match opening parenthesis '{open}'")
                } else {
                    format!("closing parenthesis '{c}' does not match opening parenthesis '{open}' on line {row}")
                };
                return Err(self.error(vm, &text, self.row, self.at + 1));
            }
            None => return Err(self.error(vm, &format!("unmatched '{c}'"), self.row, self.at + 1)),
        }
        self.token(kind::OP, self.at + 1);
        Ok(())
    }

    /// The end of the source.
    fn finish(&mut self, vm: &Vm) -> PyResult<()> {
        self.done = true;
        if let Some(open) = &self.open {
            let text = format!("unterminated triple-quoted string literal (detected at line {})", self.row - 1);
            return Err(self.error(vm, &text, open.start.0, open.start.1 + 1));
        }
        if !self.brackets.is_empty() || self.joined {
            let (row, column) = (self.row, 0);
            return Err(self.error(vm, "unexpected EOF in multi-line statement", row, column));
        }
        if !self.fresh {
            // The last line had no end of its own.
            let (line, column) = std::mem::take(&mut self.last);
            let row = self.row - 1;
            self.push(kind::NEWLINE, "", (row, column), (row, column + 1), &line);
        }
        let row = self.row;
        for _ in 1..self.indents.len() {
            self.push(kind::DEDENT, "", (row, 0), (row, 0), "");
        }
        self.indents.truncate(1);
        self.push(kind::END, "", (row, 0), (row, 0), "");
        Ok(())
    }
}
