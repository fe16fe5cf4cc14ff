//! What Enter does: whether an entry is to be run or gets another line. The parser says what is incomplete; a block goes
//! on until an empty line.

use taipan_interp::parse::{Progress, progress};

use super::commands;

/// What Enter does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Enter {
    Run,
    NewLine,
}

/// What Enter does in `code` with the cursor at `cursor`.
pub fn enter(code: &str, cursor: usize) -> Enter {
    // Between the lines of an entry one wants to add a line.
    if code[cursor..].contains('\n') && !code[cursor..].trim().is_empty() {
        return Enter::NewLine;
    }
    if awaits_line(code) { Enter::NewLine } else { Enter::Run }
}

/// True for an entry that is to get another line.
pub fn awaits_line(code: &str) -> bool {
    if commands::parse(code).is_some() {
        // One line, but for those that take lines of Python below their own.
        return code.trim_start().starts_with("%%") && !ends_in_empty_line(code);
    }
    match progress(code) {
        Progress::Complete | Progress::Invalid => false,
        Progress::Incomplete => true,
        Progress::Block => !ends_in_empty_line(code),
    }
}

fn ends_in_empty_line(code: &str) -> bool {
    code.rsplit_once('\n').is_some_and(|(_, last)| last.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goes_on(code: &str) {
        assert!(awaits_line(code), "{code:?} should go on");
    }

    fn ends(code: &str) {
        assert!(!awaits_line(code), "{code:?} should end");
    }

    #[test]
    fn whole_statements_end() {
        for code in
            ["", "  ", "# note", "x = 1", "x;", "x; y", "f(\n1)", "await x", "import a, b", "x = '''\n'''", "raise"]
        {
            ends(code);
        }
    }

    #[test]
    fn what_the_parser_misses_goes_on() {
        let cases = [
            "f(",
            "x = [1,",
            "{1:",
            "f(a",
            "(1,\n2",
            "[x for",
            "x = '''",
            "\"\"\"a\nb",
            "f'''{",
            "f\"{x",
            "x = 1 + \\",
            "'abc\\",
            "def f(",
            "from x import (",
            "a[1",
            "x = [\n\n",
        ];
        cases.iter().for_each(|c| goes_on(c));
    }

    #[test]
    fn blocks_go_on_until_an_empty_line() {
        let cases = [
            "if x:",
            "if x: y",
            "def f():\n",
            "def f():\n    return 1",
            "class A:\n    x = 1\n    def f(self):\n",
            "@decorated",
            "@a\n\n",
            "@a\ndef f(): pass",
            "try:\n    pass\n",
            "try: pass",
            "match x:",
            "match x:\n    case 1:",
            "if 1:\n    (a,\n",
            "async def f():",
            "async for x in y:",
            "with a:",
            "if a:\n    pass\n# note",
            "if 1:\n a\nelse:\n",
        ];
        cases.iter().for_each(|c| goes_on(c));
        for code in [
            "if x: y\n",
            "if x:\n    y\n",
            "if x:\n    y\n    ",
            "def f():\n    if x:\n        y\n\n",
            "@a\ndef f(): pass\n",
        ] {
            ends(code);
        }
    }

    #[test]
    fn a_simple_statement_after_a_block_ends_it() {
        ends("for x in y:\n    x\nprint(x)");
        ends("def f():\n    return 1\nf()");
    }

    #[test]
    fn definite_errors_end_at_once() {
        let cases = [
            "x =",
            "f(x y",
            "class A",
            "for x in",
            "lambda",
            "1 +",
            "import",
            "'abc",
            "print('a",
            "f'x",
            ")",
            "  x",
            "while 1:\n    x = = 2",
            "def f(a)",
            "a.",
            "@",
            "try:\n    pass\nexcept",
            "x = \\\n",
            "'abc\\\n",
        ];
        cases.iter().for_each(|c| ends(c));
    }

    #[test]
    fn most_commands_are_one_line() {
        for code in ["%time f(", "?len", "f.x?", "!ls (", "files = !ls", "%%time\nx = 1\n"] {
            ends(code);
        }
        goes_on("%%time");
        goes_on("%%time\nx = 1");
    }

    #[test]
    fn in_the_middle_a_line_is_added() {
        let code = "def f():\n    return 1\n";
        assert_eq!(enter(code, 3), Enter::NewLine);
        assert_eq!(enter(code, code.len()), Enter::Run);
        assert_eq!(enter("x = 1", 2), Enter::Run);
        assert_eq!(enter("x = 1\n", 5), Enter::Run);
    }
}
