//! The display of a SyntaxError: file, line, and the text with markers under what is wrong.

use super::colors::Paint;
use crate::value::Value;
use crate::vm::Vm;

/// Where the error is, as its attributes say.
pub struct Place {
    filename: Option<String>,
    lineno: Option<String>,
    end_lineno: Option<String>,
    text: Option<String>,
    offset: Option<i64>,
    end_offset: Option<i64>,
    msg: Option<String>,
}

impl Place {
    /// Reads the attributes; those that raise or do not fit are left out.
    pub(super) fn of(vm: &Vm, exc: &Value) -> Place {
        let attr = |name: &str| vm.get_attr_opt(exc, &vm.intern(name)).ok().flatten();
        let text = |name: &str| attr(name).and_then(|v| v.as_str().map(|s| s.as_str().to_owned()));
        let shown = |name: &str| {
            let value = attr(name).filter(|v| !v.is_none())?;
            vm.str(&value).ok().map(|s| s.as_str().to_owned())
        };
        let number = |name: &str| match attr(name) {
            Some(Value::Int(n)) => Some(n),
            _ => None,
        };
        Place {
            filename: shown("filename"),
            lineno: shown("lineno"),
            end_lineno: shown("end_lineno"),
            text: text("text"),
            offset: number("offset"),
            end_offset: number("end_offset"),
            msg: shown("msg"),
        }
    }

    /// The lines, each with its end.
    pub(super) fn render(&self, type_name: &str, p: Paint) -> Vec<String> {
        let mut out = Vec::new();
        let mut suffix = String::new();
        if let Some(line) = &self.lineno {
            let file = self.filename.as_deref().filter(|f| !f.is_empty()).unwrap_or("<string>");
            let (m, r) = (p.magenta(), p.reset());
            out.push(format!("  File {m}\"{file}\"{r}, line {m}{line}{r}\n"));
        } else if let Some(file) = &self.filename {
            suffix = format!(" ({file})");
        }
        if let Some(text) = &self.text {
            self.excerpt(text, p, &mut out);
        }
        let msg = self.msg.as_deref().filter(|m| !m.is_empty()).unwrap_or("<no detail available>");
        let (b, m, r) = (p.bold_magenta(), p.magenta(), p.reset());
        out.push(format!("{b}{type_name}{r}: {m}{msg}{r}{suffix}\n"));
        out
    }

    fn excerpt(&self, text: &str, p: Paint, out: &mut Vec<String>) {
        let whole = text.trim_end_matches('\n');
        let shown: Vec<char> = whole.trim_start_matches([' ', '\n', '\x0c']).chars().collect();
        let plain = |chars: &[char]| chars.iter().collect::<String>();
        let Some((from, to)) = self.columns(text, whole, shown.len()) else {
            out.push(format!("    {}\n", plain(&shown)));
            return;
        };
        let at = |i: i64| usize::try_from(i).unwrap_or(0).min(shown.len());
        // Tabs stay, so that the markers stand below what they mark.
        let margin: String = shown[..at(from)].iter().map(|c| if c.is_whitespace() { *c } else { ' ' }).collect();
        let margin_end = usize::try_from(from).unwrap_or(0);
        debug_assert!(margin.chars().count() <= margin_end);
        let (red, reset) = (p.bold_red(), p.reset());
        let (before, marked, after) =
            (plain(&shown[..at(from)]), plain(&shown[at(from)..at(to)]), plain(&shown[at(to)..]));
        out.push(format!("    {before}{red}{marked}{reset}{after}\n"));
        let carets = "^".repeat(usize::try_from(to - from).unwrap_or(0));
        out.push(format!("    {margin}{red}{carets}{reset}\n"));
    }

    /// The marked columns of the shown text, from 0; none when there is nothing to mark.
    fn columns(&self, text: &str, whole: &str, shown: usize) -> Option<(i64, i64)> {
        let len = |s: &str| i64::try_from(s.chars().count()).unwrap_or(i64::MAX);
        let past_end = len(whole) + 1;
        let mut offset = self.offset?;
        let mut end = if self.lineno == self.end_lineno {
            self.end_offset.filter(|e| *e != 0).unwrap_or(offset)
        } else {
            past_end
        };
        if !text.is_empty() && offset > len(text) {
            offset = past_end;
        }
        if !text.is_empty() && end > len(text) {
            end = past_end;
        }
        if offset >= end || end < 0 {
            end = offset + 1;
        }
        let blanks = len(whole) - i64::try_from(shown).unwrap_or(0);
        let from = offset - 1 - blanks;
        (from >= 0).then_some((from, end - 1 - blanks))
    }
}
