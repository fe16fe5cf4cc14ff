//! The source lines of one frame with the markers under them: `~~~~^^^^`.
//!
//! Works on text alone: lines in, lines out. Columns are counted in characters, and in terminal cells where wide
//! characters would shift the markers.

use std::ops::Range;

use super::colors::Paint;
use super::outline::{self, Outline, Statement};

/// Where a frame was: lines counted from 0 within `lines`, columns in characters.
pub struct Excerpt<'a> {
    /// From the first marked line to the last, as they stand in the source.
    pub lines: Vec<&'a str>,
    /// The first marked column of the first line.
    pub start: usize,
    /// The column after the last marked one of the last line.
    pub end: usize,
}

/// A place in the dedented lines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Place {
    line: usize,
    col: usize,
}

/// The part of a marked expression that is its operator: shown as `^` among `~`.
#[derive(Clone, Copy, Debug)]
struct Anchors {
    left: Place,
    right: Place,
}

/// Removes the indentation that all lines share; lines of nothing but blanks become empty.
pub fn dedent(lines: &[&str]) -> Vec<String> {
    let margin = |l: &str| l.len() - l.trim_start_matches([' ', '\t']).len();
    let mut common: Option<&str> = None;
    for line in lines.iter().filter(|l| !l.trim().is_empty()) {
        let own = &line[..margin(line)];
        common = Some(match common {
            None => own,
            Some(c) => &c[..c.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count()],
        });
    }
    let cut = common.map_or(0, str::len);
    lines.iter().map(|l| if l.trim().is_empty() { String::new() } else { l[cut..].to_owned() }).collect()
}

/// How many cells of a terminal the characters take.
pub fn width(chars: &[char]) -> usize {
    chars.iter().map(|c| if is_wide(*c) { 2 } else { 1 }).sum()
}

/// East Asian wide and full-width characters, emoji among them.
fn is_wide(c: char) -> bool {
    // Below this nothing is wide; nearly all source text is.
    c >= '\u{1100}' && unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

/// The lines to print for a frame, markers included, each without indentation and line end.
pub fn render(excerpt: &Excerpt, paint: Paint) -> Vec<String> {
    let lines: Vec<Vec<char>> = dedent(&excerpt.lines).iter().map(|l| l.chars().collect()).collect();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
    let removed = excerpt.lines[0].chars().count().saturating_sub(first.len());
    let start = excerpt.start.saturating_sub(removed);
    let end = excerpt.end.saturating_sub(removed).min(last.len());
    let anchors = find_anchors(&lines, start, end);
    let marks = Marks {
        shown: should_mark(&lines, start, end, anchors.is_some()),
        start: width(&first[..start.min(first.len())]),
        end: width(&last[..end]),
        anchors: anchors.map(|a| a.in_cells(&lines)),
        lines: &lines,
        paint,
    };
    let mut out = Vec::new();
    let wanted = significant(lines.len(), anchors);
    let mut previous: Option<usize> = None;
    for line in wanted {
        match previous.map(|p| line - p - 1) {
            // One line is not worth abbreviating.
            Some(1) => marks.line(line - 1, &mut out),
            Some(n) if n > 1 => out.push(format!("...<{n} lines>...")),
            _ => {}
        }
        marks.line(line, &mut out);
        previous = Some(line);
    }
    let out: Vec<&str> = out.iter().map(String::as_str).collect();
    dedent(&out)
}

/// The lines that are shown: the first, the last, and those around the operator.
fn significant(count: usize, anchors: Option<Anchors>) -> Vec<usize> {
    let mut wanted = vec![0, count - 1];
    if let Some(a) = anchors {
        for line in [a.left.line, a.right.line] {
            wanted.extend(line.saturating_sub(1)..=line + 1);
        }
    }
    wanted.retain(|l| *l < count);
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

impl Anchors {
    /// The same places with columns in terminal cells.
    fn in_cells(self, lines: &[Vec<char>]) -> Anchors {
        let cells = |p: Place| {
            let line = &lines[p.line];
            Place { line: p.line, col: width(&line[..p.col.min(line.len())]) + p.col.saturating_sub(line.len()) }
        };
        Anchors { left: cells(self.left), right: cells(self.right) }
    }
}

/// The operator of the marked expression, found by parsing it.
fn find_anchors(lines: &[Vec<char>], start: usize, end: usize) -> Option<Anchors> {
    let segment = Segment::new(lines, start, end)?;
    let anchors = match outline::expression(&segment.text)? {
        Outline::Binary { left_end, right_start } => segment.operator(left_end, right_start)?,
        Outline::Subscript { value_end, end } => segment.brackets(value_end, end, '[')?,
        Outline::Call { func_end, end } => segment.brackets(func_end, end, '(')?,
    };
    // The segment's first line begins at `start`.
    let shift = |p: Place| if p.line == 0 { Place { line: 0, col: p.col + start } } else { p };
    Some(Anchors { left: shift(anchors.left), right: shift(anchors.right) })
}

/// The text of the marked expression, with its lines.
struct Segment {
    text: String,
    lines: Vec<Vec<char>>,
}

impl Segment {
    fn new(lines: &[Vec<char>], start: usize, end: usize) -> Option<Segment> {
        let mut own: Vec<Vec<char>> = lines.to_vec();
        let last = own.len() - 1;
        own[last].truncate(end);
        if start > own[0].len() {
            return None;
        }
        own[0].drain(..start);
        let text = own.iter().map(|l| l.iter().collect::<String>()).collect::<Vec<_>>().join("\n");
        Some(Segment { text, lines: own })
    }

    /// The place of a byte offset.
    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Place { line: before.matches('\n').count(), col: before[line_start..].chars().count() }
    }

    fn char_at(&self, p: Place) -> Option<char> {
        self.lines.get(p.line)?.get(p.col).copied()
    }

    /// `p` itself, or the first character of a later line when `p` is past the end of its own.
    fn valid(&self, mut p: Place) -> Option<Place> {
        while p.line < self.lines.len() && p.col >= self.lines[p.line].len() {
            p = Place { line: p.line + 1, col: 0 };
        }
        (p.line < self.lines.len()).then_some(p)
    }

    /// The first character from `p` on that `stop` accepts, comments and continued line ends skipped.
    fn find(&self, p: Place, stop: impl Fn(char) -> bool) -> Option<Place> {
        let mut p = self.valid(p)?;
        loop {
            let c = self.char_at(p)?;
            p = if matches!(c, '\\' | '#') {
                self.valid(Place { line: p.line + 1, col: 0 })?
            } else if stop(c) {
                return Some(p);
            } else {
                self.valid(Place { col: p.col + 1, ..p })?
            };
        }
    }

    /// The one or two characters of a binary operator.
    fn operator(&self, left_end: usize, right_start: usize) -> Option<Anchors> {
        let left = self.find(self.place(left_end), |c| !c.is_whitespace() && c != ')')?;
        let second = Place { col: left.col + 1, ..left };
        let two = second < self.place(right_start)
            && self.char_at(second).is_some_and(|c| !c.is_whitespace() && !matches!(c, '\\' | '#'));
        Some(Anchors { left, right: Place { col: left.col + if two { 2 } else { 1 }, ..left } })
    }

    /// From the opening bracket to the closing one.
    fn brackets(&self, from: usize, end: usize, open: char) -> Option<Anchors> {
        let left = self.find(self.place(from), |c| c == open)?;
        Some(Anchors { left, right: self.place(end) })
    }
}

/// Markers say nothing where they would cover the whole of a simple statement.
fn should_mark(lines: &[Vec<char>], start: usize, end: usize, anchored: bool) -> bool {
    let text = lines.iter().map(|l| l.iter().collect::<String>()).collect::<Vec<_>>().join("\n");
    match outline::first_statement(&text) {
        Statement::Empty => return false,
        Statement::Call { start: from, end: to } => {
            let last_line = text.rfind('\n').map_or(0, |i| i + 1);
            let on_first = !text[..from].contains('\n');
            // The places in bytes against ours in characters: so CPython compares them.
            if on_first && from == start && to >= last_line && to - last_line == end {
                return false;
            }
        }
        Statement::Invalid | Statement::Other => {}
    }
    let blank = |chars: &[char]| chars.iter().all(|c| c.is_whitespace());
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    anchored || !blank(&first[..start.min(first.len())]) || !blank(&last[end.min(last.len())..])
}

/// What is known when lines are printed: all columns in terminal cells.
struct Marks<'a> {
    shown: bool,
    start: usize,
    end: usize,
    anchors: Option<Anchors>,
    lines: &'a [Vec<char>],
    paint: Paint,
}

impl Marks<'_> {
    /// Adds a line, and the markers under it.
    fn line(&self, number: usize, out: &mut Vec<String>) {
        let line = &self.lines[number];
        if !self.shown {
            out.push(line.iter().collect());
            return;
        }
        let blanks = line.iter().take_while(|c| c.is_whitespace()).count();
        let end = if number + 1 == self.lines.len() { self.end } else { width(line) };
        let marks: Vec<char> = (0..end).map(|col| self.mark(number, col, blanks)).collect();
        if self.paint.is_on() {
            let (line, marks) = self.colored(line, &marks);
            out.push(line);
            out.push(marks);
        } else {
            out.push(line.iter().collect());
            out.push(marks.into_iter().collect());
        }
    }

    fn mark(&self, line: usize, col: usize, blanks: usize) -> char {
        if col < blanks || (line == 0 && col < self.start) {
            return ' ';
        }
        let here = Place { line, col };
        match self.anchors {
            Some(a) if here >= a.left && here < a.right => '^',
            Some(_) => '~',
            None => '^',
        }
    }

    /// The line and its markers in runs of one colour.
    fn colored(&self, line: &[char], marks: &[char]) -> (String, String) {
        let (mut text, mut below) = (String::new(), String::new());
        let len = line.len().max(marks.len());
        let mut i = 0;
        while i < len {
            let mark = marks.get(i);
            let run = (i..len).take_while(|j| marks.get(*j) == mark).count();
            let part = |from: &[char], r: Range<usize>| -> String { from.iter().skip(r.start).take(r.len()).collect() };
            let (color, reset) = match mark {
                Some('^') => (self.paint.bold_red(), self.paint.reset()),
                Some('~') => (self.paint.red(), self.paint.reset()),
                _ => ("", ""),
            };
            text += &format!("{color}{}{reset}", part(line, i..i + run));
            below += &format!("{color}{}{reset}", part(marks, i..i + run));
            i += run;
        }
        (text, below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, marked: &str) -> String {
        let start = line.find(marked).map_or(0, |i| line[..i].chars().count());
        let excerpt = Excerpt { lines: vec![line], start, end: start + marked.chars().count() };
        render(&excerpt, Paint::off()).join("\n")
    }

    #[test]
    fn operators_calls_and_subscripts_have_anchors() {
        assert_eq!(shown("x = a / b", "a / b"), "x = a / b\n    ~~^~~");
        assert_eq!(shown("x = (a) // (b) + 1", "(a) // (b)"), "x = (a) // (b) + 1\n    ~~~~^^~~~~");
        assert_eq!(shown("    f(1, 2)", "f(1, 2)"), "f(1, 2)\n~^^^^^^");
        assert_eq!(shown("d['a']['b']", "d['a']['b']"), "d['a']['b']\n~~~~~~^^^^^");
    }

    #[test]
    fn a_whole_line_is_not_marked() {
        assert_eq!(shown("    raise ValueError", "raise ValueError"), "raise ValueError");
        assert_eq!(shown("x = f(1)", "f(1)"), "x = f(1)");
        assert_eq!(shown("return f(1)", "f(1)"), "return f(1)");
    }

    #[test]
    fn long_spans_are_abbreviated() {
        let lines = ["x = g(f(", "  1,", "  2,", "  3,", "  4,", "))"];
        let excerpt = Excerpt { lines: lines.to_vec(), start: 6, end: 1 };
        let expected = ["x = g(f(", "      ~^", "  1,", "  ^^", "...<2 lines>...", "  4,", "  ^^", "))", "^"];
        assert_eq!(render(&excerpt, Paint::off()), expected);
    }

    #[test]
    fn wide_characters_take_two_cells() {
        assert_eq!(shown("x = '漢字' + 1", "'漢字' + 1"), "x = '漢字' + 1\n    ~~~~~~~^~~");
    }
}
