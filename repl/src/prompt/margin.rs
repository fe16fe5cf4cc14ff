//! Where the lines of an entry begin on the screen.
//!
//! The line editor draws an entry as it is, one row below the other, and knows a prompt for the first row only. So that
//! the others stand below the first one's text, they begin with blanks as wide as the prompt, their *margin*, over which
//! `highlight` draws the second prompt. What the program calls *code* is the entry without margins. A row whose margin
//! somebody has eaten into begins further left on the screen, and so in the code, as far as there are columns left.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide a prompt is: its last line, without what changes colours.
pub fn width_of(prompt: &str) -> usize {
    let last = prompt.rsplit('\n').next().unwrap_or("");
    let mut parts = last.split("\x1b[");
    let first = parts.next().unwrap_or("").width();
    // What follows the letter that ends the sequence is text.
    let text = |part: &str| part.find(|c: char| c.is_ascii_alphabetic()).map_or(0, |end| part[end + 1..].width());
    first + parts.map(text).sum::<usize>()
}

/// The second prompt, as wide as the first.
pub fn fitted(prompt: &str, width: usize) -> String {
    let mut fitted = String::new();
    let mut used = 0;
    for c in prompt.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width || c.is_control() {
            break;
        }
        fitted.push(c);
        used += wide;
    }
    fitted.extend(std::iter::repeat_n(' ', width - used));
    fitted
}

/// The blanks at the start of a row that are margin.
fn margin_of(row: &str, width: usize) -> usize {
    row.bytes().take(width).take_while(|b| *b == b' ').count()
}

/// The code of an entry.
pub fn to_code(entry: &str, width: usize) -> Cow<'_, str> {
    let Some((first, rest)) = entry.split_once('\n') else { return Cow::Borrowed(entry) };
    let mut code = String::with_capacity(entry.len());
    code.push_str(first);
    for row in rest.split('\n') {
        code.push('\n');
        code.push_str(&row[margin_of(row, width)..]);
    }
    Cow::Owned(code)
}

/// The entry that shows a code.
pub fn to_entry(code: &str, width: usize) -> Cow<'_, str> {
    if !code.contains('\n') {
        return Cow::Borrowed(code);
    }
    Cow::Owned(code.replace('\n', &format!("\n{:width$}", "")))
}

/// The place in the code of a place in the entry; what lies in a margin is at the start of its line.
pub fn code_position(entry: &str, position: usize, width: usize) -> usize {
    let before = &entry[..position];
    let mut taken = 0;
    for (i, _) in before.match_indices('\n') {
        let row = &entry[i + 1..];
        taken += margin_of(row, width).min(position - i - 1);
    }
    position - taken
}

/// How much margin the row that `position` is in has, and where the row begins. The first has none.
pub fn row_at(entry: &str, position: usize, width: usize) -> (usize, usize) {
    match entry[..position].rfind('\n') {
        Some(i) => (i + 1, margin_of(&entry[i + 1..], width)),
        None => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_entry_are_each_others_image() {
        let code = "def f():\n    return 1\n\nx";
        let entry = to_entry(code, 4);
        assert_eq!(entry, "def f():\n        return 1\n    \n    x");
        assert_eq!(to_code(&entry, 4), code);
        assert_eq!(to_code("x", 4), "x");
    }

    #[test]
    fn a_row_without_a_full_margin_begins_at_the_first_column() {
        assert_eq!(to_code("if x:\n  y\nz", 4), "if x:\ny\nz");
    }

    #[test]
    fn the_second_prompt_is_as_wide_as_the_first() {
        assert_eq!(width_of(">>> "), 4);
        assert_eq!(width_of("\x1b[1;35mλ> \x1b[0m"), 3);
        assert_eq!(width_of("first\n$ "), 2);
        assert_eq!(fitted("... ", 4), "... ");
        assert_eq!(fitted("... ", 2), "..");
        assert_eq!(fitted("... ", 6), "...   ");
    }

    #[test]
    fn positions_follow_the_text() {
        let entry = "a:\n        b\n    c";
        assert_eq!(code_position(entry, 2, 4), 2);
        assert_eq!(code_position(entry, 3, 4), 3);
        assert_eq!(code_position(entry, 5, 4), 3);
        assert_eq!(code_position(entry, 11, 4), 7);
        assert_eq!(code_position(entry, entry.len(), 4), "a:\n    b\nc".len());
        assert_eq!(row_at(entry, 5, 4), (3, 4));
        assert_eq!(row_at(entry, 1, 4), (0, 0));
    }
}
