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
    pub text: String,
    /// Added to line numbers (compiled text that begins in the middle of a file).
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
        Source { filename: filename.into(), text, line_starts: OnceCell::new(), shown: false }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let mut starts = vec![0];
            let bytes = self.text.as_bytes();
            for (i, b) in bytes.iter().enumerate() {
                if *b == b'\n' || (*b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                    starts.push(i as u32 + 1);
                }
            }
            starts
        })
    }

    /// The line (from 1) that byte `offset` is on.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|s| *s <= offset) as u32
    }

    /// True when tracebacks show its lines: those of texts without a file (`<string>`, `<stdin>`) are not, except for
    /// what the command line gave.
    pub fn is_shown(&self) -> bool {
        !(self.filename.starts_with('<') && self.filename.ends_with('>')) || self.shown
    }

    /// Line and column of byte `offset`.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.line_starts()[line as usize - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self.text.get(start..end).map_or(0, |t| t.chars().count()) + (offset as usize - end);
        Position { line, column: column as u32 }
    }

    /// Line (from 1) and column (in bytes, from 0) of byte `offset`.
    pub fn line_and_byte(&self, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        (line, offset - self.line_starts()[line as usize - 1])
    }

    /// The text of a line (from 1), without its end; `None` past the last.
    pub fn line_text(&self, line: u32) -> Option<&str> {
        let starts = self.line_starts();
        let start = *starts.get((line as usize).checked_sub(1)?)? as usize;
        let end = starts.get(line as usize).map_or(self.text.len(), |e| *e as usize);
        Some(self.text[start..end].trim_end_matches(['\n', '\r']))
    }
}
