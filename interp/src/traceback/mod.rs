//! Printing exceptions: the uncaught one that ends a program, and those that nobody can catch.
//!
//! Owns the layout, which is CPython 3.13's to the letter: `report` collects what is to be shown, `stack` and `lines`
//! turn frames into text, `suggest` finds "Did you mean", `syntax` shows SyntaxErrors, this file puts it together.

mod colors;
mod lines;
mod outline;
mod report;
mod stack;
mod suggest;
mod syntax;
mod unraisable;

use crate::error::PyResult;
use crate::heap::Ref;
use crate::types::exception::Exception;
use crate::vm::Vm;

pub use colors::Paint;
use report::{Entry, Report};
pub use stack::line_of;
pub use unraisable::{default_unraisable_hook, report_unraisable};

/// Groups are shown so deep.
const MAX_GROUP_DEPTH: usize = 10;
/// So many members of a group are shown.
const MAX_GROUP_WIDTH: usize = 15;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// The text of an exception with everything it is linked to, without colours.
///
/// # Errors
/// None today; a `Result` because `__str__` and the like run.
pub fn format_exception(vm: &Vm, exc: &Ref<Exception>) -> PyResult<String> {
    Ok(format_with(vm, exc, Paint::off()))
}

/// As [`format_exception`], in colours where they are asked for.
pub fn format_with(vm: &Vm, exc: &Ref<Exception>, paint: Paint) -> String {
    let report = Report::new(vm, exc);
    let mut printer = Printer { report: &report, paint, out: String::new(), depth: 0, close_pending: false };
    printer.chain(0);
    printer.out
}

/// Prints an exception on `sys.stderr`, as for one that nobody caught. Errors of the stream itself are dropped: there
/// is no place left to report them.
pub fn print_exception(vm: &Vm, exc: &Ref<Exception>) {
    let text = format_with(vm, exc, Paint::for_stderr(vm));
    crate::sys::stderr_write(vm, &text);
}

struct Printer<'a> {
    report: &'a Report,
    paint: Paint,
    out: String,
    /// How many groups deep the exception being printed is.
    depth: usize,
    /// The frame around the innermost group is still open.
    close_pending: bool,
}

impl Printer<'_> {
    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// Adds lines with the margin of the groups around them.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out += text;
            return;
        }
        let indent = self.indent();
        for line in text.split_inclusive('\n') {
            self.out += &format!("{indent}{margin} {line}");
        }
    }

    /// An exception after those that led to it.
    fn chain(&mut self, index: usize) {
        let entries = &self.report.entries;
        let mut chain = Vec::new();
        let mut next = Some(index);
        while let Some(i) = next {
            let e = &entries[i];
            let (link, earlier) = match (e.cause, e.context) {
                (Some(cause), _) => (CAUSE, Some(cause)),
                (None, Some(context)) if !e.suppress_context => (CONTEXT, Some(context)),
                _ => ("", None),
            };
            chain.push((link, i));
            next = earlier;
        }
        for (link, i) in chain.into_iter().rev() {
            self.emit(link, '|');
            match &entries[i].members {
                None => self.single(&entries[i]),
                Some(_) if self.depth > MAX_GROUP_DEPTH => {
                    self.emit(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"), '|');
                }
                Some(members) => self.group(&entries[i], members),
            }
        }
    }

    fn single(&mut self, entry: &Entry) {
        if !entry.frames.is_empty() {
            self.emit("Traceback (most recent call last):\n", '|');
            self.frames(entry);
        }
        self.last_lines(entry);
    }

    fn frames(&mut self, entry: &Entry) {
        let paint = self.paint;
        for text in stack::format(&entry.frames, |f| f.text(paint)) {
            self.emit(&text, '|');
        }
    }

    /// The type, the message and the notes.
    fn last_lines(&mut self, entry: &Entry) {
        match &entry.syntax {
            Some(place) => {
                for line in place.render(&entry.type_name, self.paint) {
                    self.emit(&line, '|');
                }
            }
            None => {
                let (b, m, r) = (self.paint.bold_magenta(), self.paint.magenta(), self.paint.reset());
                let (name, message) = (&entry.type_name, &entry.message);
                let line = match &message[..] {
                    "" => format!("{b}{name}{r}\n"),
                    _ => format!("{b}{name}{r}: {m}{message}{r}\n"),
                };
                self.emit(&line, '|');
            }
        }
        for note in &entry.notes {
            self.emit(&format!("{note}\n"), '|');
        }
    }

    fn group(&mut self, entry: &Entry, members: &[usize]) {
        let outermost = self.depth == 0;
        if outermost {
            self.depth = 1;
        }
        if !entry.frames.is_empty() {
            let margin = if outermost { '+' } else { '|' };
            self.emit("Exception Group Traceback (most recent call last):\n", margin);
            self.frames(entry);
        }
        self.last_lines(entry);
        let shown = members.len().min(MAX_GROUP_WIDTH + 1);
        self.close_pending = false;
        for (i, member) in members[..shown].iter().enumerate() {
            let last = i + 1 == shown;
            if last {
                // A group in the last place may close the frame for both.
                self.close_pending = true;
            }
            let cut = i >= MAX_GROUP_WIDTH;
            let title = if cut { "...".to_owned() } else { (i + 1).to_string() };
            let corner = if i == 0 { "+-" } else { "  " };
            self.out += &format!("{}{corner}+---------------- {title} ----------------\n", self.indent());
            self.depth += 1;
            if cut {
                let more = members.len() - MAX_GROUP_WIDTH;
                let plural = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{plural}\n"), '|');
            } else {
                // CPython leaves the members of a group without colours.
                let paint = std::mem::replace(&mut self.paint, Paint::off());
                self.chain(*member);
                self.paint = paint;
            }
            if last && self.close_pending {
                self.out += &format!("{}+------------------------------------\n", self.indent());
                self.close_pending = false;
            }
            self.depth -= 1;
        }
        if outermost {
            self.depth = 0;
        }
    }
}
