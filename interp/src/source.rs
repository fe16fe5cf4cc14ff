//! Source texts and places in them.

use std::cell::OnceCell;

/// A range of bytes in a source text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The bytes from `start` to `end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }
}

/// A line and column as Python counts them: lines from 1, columns in characters from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// One text that was parsed: a file, a `-c` argument, an `exec` string, an input at the prompt.
pub struct Source {
    /// What `co_filename` says.
    pub filename: String,
    text: OnceCell<String>,
    /// Gets the text when somebody asks for it.
    read: Option<fn(&str) -> Option<String>>,
    line_starts: OnceCell<Vec<u32>>,
    /// Its lines are shown in tracebacks although it is no file.
    pub shown: bool,
}

impl Source {
    /// A source of this name and text.
    pub fn new(filename: impl Into<String>, text: impl Into<String>) -> Source {
        let mut text = text.into();
        // Lines end in `\n` whatever the file uses, in string literals too.
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        Source {
            filename: filename.into(),
            text: OnceCell::from(text),
            read: None,
            line_starts: OnceCell::new(),
            shown: false,
        }
    }

    /// A source whose text `read` gets by its file name when somebody asks for it.
    pub fn unread(filename: impl Into<String>, read: fn(&str) -> Option<String>) -> Source {
        Source { text: OnceCell::new(), read: Some(read), ..Source::new(filename, "") }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| self.read.and_then(|read| read(&self.filename)).unwrap_or_default())
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text().as_bytes());
            std::iter::once(0).chain(ends.map(|i| i as u32 + 1)).collect()
        })
    }

    /// The line (from 1) that byte `offset` is on.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_index(offset) as u32 + 1
    }

    /// Which of the lines of this text byte `offset` is on.
    fn line_index(&self, offset: u32) -> usize {
        // The first line starts at 0.
        self.line_starts().partition_point(|s| *s <= offset).saturating_sub(1)
    }

    /// True when tracebacks show its lines: those of texts without a file (`<string>`, `<stdin>`) are not, except for
    /// what the command line gave.
    pub fn is_shown(&self) -> bool {
        !(self.filename.starts_with('<') && self.filename.ends_with('>')) || self.shown
    }

    /// Line and column of byte `offset`.
    pub fn position(&self, offset: u32) -> Position {
        let start = self.line_starts()[self.line_index(offset)] as usize;
        let end = (offset as usize).min(self.text().len());
        let column = self.text().get(start..end).map_or(0, |t| t.chars().count()) + (offset as usize - end);
        Position { line: self.line(offset), column: column as u32 }
    }

    /// The offset of a line (from 1) and column (in bytes, from 0): of one past the end of a line, that of its end.
    pub fn offset(&self, line: u32, column: u32) -> u32 {
        let starts = self.line_starts();
        let last = starts.len().saturating_sub(1);
        let index = (line.saturating_sub(1) as usize).min(last);
        let start = starts.get(index).copied().unwrap_or(0);
        let end = starts.get(index + 1).map_or(self.text().len() as u32, |next| next.saturating_sub(1));
        start.saturating_add(column).min(end)
    }

    /// Line (from 1) and column (in bytes, from 0) of byte `offset`.
    pub fn line_and_byte(&self, offset: u32) -> (u32, u32) {
        (self.line(offset), offset - self.line_starts()[self.line_index(offset)])
    }

    /// The text of a line (from 1), without its end; `None` past the last.
    pub fn line_text(&self, line: u32) -> Option<&str> {
        let starts = self.line_starts();
        let index = line.checked_sub(1)? as usize;
        let start = *starts.get(index)? as usize;
        let end = starts.get(index + 1).map_or(self.text().len(), |e| *e as usize);
        Some(self.text()[start..end].trim_end_matches(['\n', '\r']))
    }
}
