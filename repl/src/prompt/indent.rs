//! How far a new line is indented, and what Tab and Backspace do in an indentation.

use super::lexer::{End, Kind, Token, lex_to_end};

/// A level, unless the entry shows another one.
pub const LEVEL: usize = 4;

/// The indentation of the line that follows `before`, all that stands in front of the cursor.
pub fn next_line(before: &str) -> String {
    let (tokens, end) = lex_to_end(before);
    let current = blanks(last_line(before));
    if matches!(end, End::String { .. }) || last_line(before).trim().is_empty() {
        return current.to_owned();
    }
    if let Some(open) = innermost_open(&tokens) {
        return in_brackets(before, &tokens[open], tokens.get(open + 1));
    }
    let lines = logical_lines(&tokens);
    let Some(line) = lines.last() else { return current.to_owned() };
    let indentation = blanks(line_at(before, line[0].start));
    if before.ends_with('\\') {
        let first = line_at(before, line[0].start).len() == last_line(before).len();
        return if first { deeper(indentation, before, &lines) } else { current.to_owned() };
    }
    let code = || line.iter().filter(|t| t.kind != Kind::Comment);
    let Some(last) = code().next_back() else { return indentation.to_owned() };
    if last.kind == Kind::Operator && &before[last.start..last.end] == ":" {
        return deeper(indentation, before, &lines);
    }
    let leaves = line[0].kind == Kind::Keyword
        && matches!(&before[line[0].start..line[0].end], "return" | "pass" | "break" | "continue" | "raise");
    if leaves {
        return outer(indentation, before, &lines);
    }
    indentation.to_owned()
}

/// How many blanks before the cursor Backspace takes, when nothing else is in front of it on its line: a level.
pub fn backspace(line_before: &str, code: &str) -> Option<usize> {
    if line_before.is_empty() || !line_before.bytes().all(|b| b == b' ') {
        return None;
    }
    let level = level_of(code);
    Some((line_before.len() - 1) % level + 1)
}

/// The blanks that Tab inserts at the start of a line, up to the next level.
pub fn tab(line_before: &str, code: &str) -> Option<String> {
    if !line_before.bytes().all(|b| b == b' ') {
        return None;
    }
    let level = level_of(code);
    Some(" ".repeat(level - line_before.len() % level))
}

/// The level that the entry uses: its smallest indentation, outside strings and brackets.
fn level_of(code: &str) -> usize {
    let (tokens, _) = lex_to_end(code);
    let lines = logical_lines(&tokens);
    let widths = lines.iter().map(|l| blanks(line_at(code, l[0].start)));
    widths.filter(|b| !b.contains('\t')).map(str::len).filter(|n| *n > 0).min().unwrap_or(LEVEL)
}

fn blanks(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

/// The line that `at` is on, to its end.
fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    text[start..].split('\n').next().unwrap_or("")
}

/// The tokens of each logical line, of those that have any but comments.
fn logical_lines(tokens: &[Token]) -> Vec<&[Token]> {
    let has_code = |line: &&[Token]| line.iter().any(|t| t.kind != Kind::Comment);
    tokens.split(|t| t.kind == Kind::Newline).filter(has_code).collect()
}

fn innermost_open(tokens: &[Token]) -> Option<usize> {
    let mut open = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(_) => open.push(i),
            Kind::Close(_) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// Below what follows the bracket; a level deeper than the bracket's line when nothing does.
fn in_brackets(text: &str, bracket: &Token, next: Option<&Token>) -> String {
    let line = line_at(text, bracket.start);
    let line_start = text[..bracket.start].rfind('\n').map_or(0, |i| i + 1);
    match next {
        Some(next) if next.kind != Kind::Comment && next.start < line_start + line.len() => {
            " ".repeat(text[line_start..next.start].chars().count())
        }
        _ => format!("{}{:LEVEL$}", blanks(line), ""),
    }
}

/// A level deeper: as the entry does it elsewhere.
fn deeper(indentation: &str, text: &str, lines: &[&[Token]]) -> String {
    let all = lines.iter().map(|l| blanks(line_at(text, l[0].start)));
    if let Some(level) = all.filter(|b| !b.is_empty()).min_by_key(|b| b.len()) {
        return format!("{indentation}{level}");
    }
    format!("{indentation}{:LEVEL$}", "")
}

/// The indentation of the block around.
fn outer(indentation: &str, text: &str, lines: &[&[Token]]) -> String {
    let mut above = lines.iter().rev().map(|l| blanks(line_at(text, l[0].start)));
    above.find(|b| b.len() < indentation.len()).unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, expected: &str) {
        assert_eq!(next_line(before), expected, "after {before:?}");
    }

    #[test]
    fn a_colon_indents() {
        check("def f():", "    ");
        check("if x:\n    if y:", "        ");
        check("if x:\n  if y:", "    ");
        check("if x:\n\tif y:", "\t\t");
        check("for a in b:  # each", "    ");
        check("class A: x = 1", "");
        check("x = {1:", "     ");
        check("s[1:2]", "");
    }

    #[test]
    fn the_end_of_a_block_dedents() {
        check("def f():\n    return 1", "");
        check("if x:\n    while y:\n        break", "    ");
        check("if x:\n    while y:\n        z\n        continue", "    ");
        check("def f():\n    returned = 1", "    ");
        check("def f():\n    return (1,", "            ");
        check("return", "");
    }

    #[test]
    fn brackets_align() {
        check("f(", "    ");
        check("f(a,", "  ");
        check("if x:\n    f(", "        ");
        check("f(a,\n  g(b),", "  ");
        check("f(  # why", "    ");
        check("x = [\n    1,", "    ");
        check("f(a)", "");
    }

    #[test]
    fn a_backslash_indents_once() {
        check("x = 1 + \\", "    ");
        check("x = 1 + \\\n    2 + \\", "    ");
    }

    #[test]
    fn strings_and_blank_lines_stay() {
        check("x = '''\n  a", "  ");
        check("def f():\n    ", "    ");
        check("", "");
        check("x = 'a:'", "");
        check("# if x:", "");
    }

    #[test]
    fn backspace_takes_a_level() {
        assert_eq!(backspace("        ", "if x:\n    y"), Some(4));
        assert_eq!(backspace("      ", "if x:\n    y"), Some(2));
        assert_eq!(backspace("    ", "if x:\n  y"), Some(2));
        assert_eq!(backspace("  a", ""), None);
        assert_eq!(backspace("", ""), None);
    }

    #[test]
    fn tab_goes_to_the_next_level() {
        assert_eq!(tab("", "").as_deref(), Some("    "));
        assert_eq!(tab("  ", "").as_deref(), Some("  "));
        assert_eq!(tab("a", ""), None);
    }
}
