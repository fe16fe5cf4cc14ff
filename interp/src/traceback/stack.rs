//! The frames of a traceback as text.

use super::colors::Paint;
use super::lines::{Excerpt, render};
use crate::heap::Ref;
use crate::source::Span;
use crate::types::code::Code;
use crate::types::exception::{Exception, Traceback};
use crate::value::Value;
use crate::vm::Vm;

/// So many equal frames are printed; more are counted.
const REPEATS_SHOWN: usize = 3;

/// What is printed of one frame.
pub struct FrameText {
    code: Ref<Code>,
    span: Span,
    line: u32,
}

/// The frames that an exception passed through, outermost first, at most `sys.tracebacklimit`.
pub fn frames(vm: &Vm, exc: &Exception) -> Vec<FrameText> {
    let mut frames = Vec::new();
    let mut next = exc.traceback.borrow().clone();
    while let Some(tb) = next {
        frames.push(FrameText { code: tb.code.clone(), span: tb.span.get(), line: line_of(&tb) });
        next = tb.next.borrow().clone();
    }
    if let Some(limit) = limit(vm) {
        let surplus = frames.len().saturating_sub(limit);
        frames.drain(..surplus);
    }
    frames
}

/// The line of a traceback entry.
pub fn line_of(tb: &Traceback) -> u32 {
    match tb.line.get() {
        0 => tb.code.source.line(tb.span.get().start),
        line => line,
    }
}

fn limit(vm: &Vm) -> Option<usize> {
    match crate::sys::get(vm, "tracebacklimit")? {
        Value::Int(n) => Some(usize::try_from(n).unwrap_or(0)),
        Value::Bool(b) => Some(usize::from(b)),
        _ => None,
    }
}

/// Texts of the frames, each of one or more lines with their ends.
pub fn format(frames: &[FrameText], text: impl Fn(&FrameText) -> String) -> Vec<String> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < frames.len() {
        let same = frames[i..].iter().take_while(|f| f.same_place(&frames[i])).count();
        out.extend(frames[i..i + same.min(REPEATS_SHOWN)].iter().map(&text));
        if same > REPEATS_SHOWN {
            let more = same - REPEATS_SHOWN;
            let plural = if more > 1 { "s" } else { "" };
            out.push(format!("  [Previous line repeated {more} more time{plural}]\n"));
        }
        i += same;
    }
    out
}

impl FrameText {
    fn same_place(&self, other: &FrameText) -> bool {
        self.line == other.line
            && self.code.name == other.code.name
            && self.code.source.filename == other.code.source.filename
    }

    /// The frame with its lines and the markers under them.
    pub fn text(&self, p: Paint) -> String {
        let (m, r) = (p.magenta(), p.reset());
        let source = &self.code.source;
        let name = &self.code.name;
        let mut text = format!("  File {m}\"{}\"{r}, line {m}{}{r}, in {m}{name}{r}\n", source.filename, self.line);
        for line in self.lines(p) {
            text += "    ";
            text += &line;
            text.push('\n');
        }
        text
    }

    /// The frame with its line but without markers: how errors that nobody can catch are reported.
    pub fn plain(&self) -> String {
        let source = &self.code.source;
        let mut text = format!("  File \"{}\", line {}, in {}\n", source.filename, self.line, self.code.name);
        if source.is_shown()
            && let Some(line) = source.line_text(self.line).map(str::trim).filter(|l| !l.is_empty())
        {
            text += &format!("    {line}\n");
        }
        text
    }

    fn lines(&self, p: Paint) -> Vec<String> {
        let source = &self.code.source;
        if !source.is_shown() {
            return Vec::new();
        }
        let (start, end) = (source.position(self.span.start), source.position(self.span.end));
        let whole = |line: u32| source.line_text(line).map(str::trim_end);
        if start.line != self.line || self.span == Span::default() {
            // Only the line is known.
            return whole(self.line).map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).into_iter().collect();
        }
        let lines: Vec<&str> = (start.line..=end.line).map_while(whole).collect();
        if lines.iter().all(|l| l.trim().is_empty()) {
            return Vec::new();
        }
        render(&Excerpt { lines, start: start.column as usize, end: end.column as usize }, p)
    }
}
