//! `csv.reader`: rows out of lines, by a machine that looks at one character at a time.

use std::cell::Cell;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::types::iterators;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::dialect::{Dialect, parse};
use super::{Quoting, State, error};
use crate::support::object;

pub(super) static READER: TypeDef = TypeDef {
    doc: "Iterates over the rows in lines of text.",
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF,
    methods: &[method("__iter__", "(self, /)", iterators::iter_self), method("__next__", "(self, /)", iterators::next)],
    getset: &[
        getter("dialect", |vm, v| match v.native::<Reader>() {
            Some(r) => Ok(object(&vm.state(State::new).dialect, r.dialect.clone())),
            None => Ok(Value::None),
        }),
        getter("line_num", |_, v| Ok(Value::from(v.native::<Reader>().map_or(0, |r| r.lines.get())))),
    ],
    ..TypeDef::new("reader", "_csv")
};

struct Reader {
    source: Value,
    dialect: Dialect,
    lines: Cell<usize>,
}

pub(super) fn make(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    if pos.is_empty() {
        return Err(vm.type_error("reader expected at least 1 argument, got 0"));
    }
    let source = vm.iter(&pos[0])?;
    let dialect = parse(vm, pos.get(1), &Args { values: &args.values[pos.len()..], names: args.names })?;
    Ok(object(&vm.state(State::new).reader, Reader { source, dialect, lines: Cell::new(0) }))
}

/// Where in a row the machine stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    StartOfRow,
    StartOfField,
    Escaped,
    InField,
    InQuoted,
    EscapedInQuoted,
    /// After a quote inside a quoted field: its end, or the first of two.
    AfterQuote,
    /// After the character that ended the line.
    EndOfLine,
    /// After a newline that was escaped.
    AfterEscapedNewline,
}

struct Row<'a> {
    vm: &'a Vm,
    d: &'a Dialect,
    limit: usize,
    at: At,
    field: String,
    length: usize,
    /// The present field was in quotes.
    quoted: bool,
    fields: Vec<Value>,
}

impl Row<'_> {
    fn add(&mut self, c: char) -> PyResult<()> {
        if self.length >= self.limit {
            return Err(error(self.vm, format!("field larger than field limit ({})", self.limit)));
        }
        self.field.push(c);
        self.length += 1;
        Ok(())
    }

    fn end_field(&mut self) -> PyResult<()> {
        let text = std::mem::take(&mut self.field);
        let quoted = std::mem::take(&mut self.quoted);
        self.length = 0;
        let number = match self.d.quoting {
            Quoting::NonNumeric => !quoted && !text.is_empty(),
            Quoting::Strings => !quoted && !text.is_empty(),
            _ => false,
        };
        let missing = !quoted && text.is_empty() && matches!(self.d.quoting, Quoting::NotNull | Quoting::Strings);
        let value = if missing {
            Value::None
        } else if number {
            self.vm.call(&Value::Type(self.vm.types.float.clone()), &[Value::from(text)])?
        } else {
            Value::from(text)
        };
        self.fields.push(value);
        Ok(())
    }

    /// One character; `None` stands for the end of a line.
    fn step(&mut self, c: Option<char>) -> PyResult<()> {
        let ends = matches!(c, None | Some('\n' | '\r'));
        match self.at {
            At::StartOfRow if c.is_none() => Ok(()),
            At::StartOfRow if ends => {
                self.at = At::EndOfLine;
                Ok(())
            }
            At::StartOfRow | At::StartOfField => self.start_field(c, ends),
            At::Escaped => {
                if c == Some('\n') || c == Some('\r') {
                    self.add(c.unwrap_or('\n'))?;
                    self.at = At::AfterEscapedNewline;
                    return Ok(());
                }
                self.at = At::InField;
                self.add(c.unwrap_or('\n'))
            }
            At::AfterEscapedNewline if c.is_none() => Ok(()),
            At::AfterEscapedNewline | At::InField => self.in_field(c, ends),
            At::InQuoted => self.in_quoted(c),
            At::EscapedInQuoted => {
                self.at = At::InQuoted;
                self.add(c.unwrap_or('\n'))
            }
            At::AfterQuote => self.after_quote(c, ends),
            At::EndOfLine => match c {
                Some('\n' | '\r') => Ok(()),
                None => {
                    self.at = At::StartOfRow;
                    Ok(())
                }
                Some(_) => Err(error(
                    self.vm,
                    "new-line character seen in unquoted field - do you need to open the file with newline=''?",
                )),
            },
        }
    }

    fn end_row(&mut self, c: Option<char>) -> PyResult<()> {
        self.end_field()?;
        self.at = if c.is_none() { At::StartOfRow } else { At::EndOfLine };
        Ok(())
    }

    fn start_field(&mut self, c: Option<char>, ends: bool) -> PyResult<()> {
        if ends {
            return self.end_row(c);
        }
        if c == self.d.quote && self.d.quoting != Quoting::None {
            self.quoted = true;
            self.at = At::InQuoted;
        } else if c == self.d.escape {
            self.at = At::Escaped;
        } else if c == Some(' ') && self.d.skip_space {
            self.at = At::StartOfField;
        } else if c == Some(self.d.delimiter) {
            self.end_field()?;
            self.at = At::StartOfField;
        } else if let Some(c) = c {
            self.add(c)?;
            self.at = At::InField;
        }
        Ok(())
    }

    fn in_field(&mut self, c: Option<char>, ends: bool) -> PyResult<()> {
        if ends {
            return self.end_row(c);
        }
        if c == self.d.escape {
            self.at = At::Escaped;
        } else if c == Some(self.d.delimiter) {
            self.end_field()?;
            self.at = At::StartOfField;
        } else if let Some(c) = c {
            self.add(c)?;
            self.at = At::InField;
        }
        Ok(())
    }

    fn in_quoted(&mut self, c: Option<char>) -> PyResult<()> {
        let Some(plain) = c else { return Ok(()) };
        if c == self.d.escape {
            self.at = At::EscapedInQuoted;
            Ok(())
        } else if c == self.d.quote && self.d.quoting != Quoting::None {
            self.at = if self.d.double_quote { At::AfterQuote } else { At::InField };
            Ok(())
        } else {
            self.add(plain)
        }
    }

    fn after_quote(&mut self, c: Option<char>, ends: bool) -> PyResult<()> {
        if c.is_some() && c == self.d.quote && self.d.quoting != Quoting::None {
            self.at = At::InQuoted;
            return self.add(c.unwrap_or('"'));
        }
        if c == Some(self.d.delimiter) {
            self.end_field()?;
            self.at = At::StartOfField;
            return Ok(());
        }
        if ends {
            return self.end_row(c);
        }
        if !self.d.strict
            && let Some(c) = c
        {
            self.at = At::InField;
            return self.add(c);
        }
        let quote = self.d.quote.unwrap_or('"');
        Err(error(self.vm, format!("'{}' expected after '{quote}'", self.d.delimiter)))
    }
}

impl NativeData for Reader {
    taipan_interp::traverses!(source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let limit = usize::try_from(vm.state(State::new).field_limit.get()).unwrap_or(0);
        let mut row = Row {
            vm,
            d: &self.dialect,
            limit,
            at: At::StartOfRow,
            field: String::new(),
            length: 0,
            quoted: false,
            fields: Vec::new(),
        };
        loop {
            let Some(line) = vm.next(&self.source)? else {
                let open = !row.field.is_empty() || row.at == At::InQuoted;
                if !open {
                    return Ok(None);
                }
                if self.dialect.strict {
                    return Err(error(vm, "unexpected end of data"));
                }
                row.end_field()?;
                break;
            };
            let Some(text) = line.as_str() else {
                let name = vm.type_name(&line);
                return Err(error(
                    vm,
                    format!("iterator should return strings, not {name} (the file should be opened in text mode)"),
                ));
            };
            self.lines.set(self.lines.get() + 1);
            for c in text.as_str().chars() {
                row.step(Some(c))?;
            }
            row.step(None)?;
            if row.at == At::StartOfRow {
                break;
            }
        }
        Ok(Some(Value::list(row.fields)))
    }
}
