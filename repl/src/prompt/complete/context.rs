//! What kind of thing stands at the cursor, from the text before it alone.

use std::ops::Range;

use crate::prompt::lexer::{End, Kind, Token, lex_to_end};

/// What is asked for. Ranges are of tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Site<'a> {
    Nothing,
    /// A name, perhaps that of an argument of the call around it.
    Name {
        prefix: &'a str,
        call: Option<Call<'a>>,
    },
    Attribute {
        object: Range<usize>,
        prefix: &'a str,
    },
    /// A module's dotted name.
    Module {
        path: &'a str,
    },
    /// What is imported from a module.
    Imported {
        module: &'a str,
        prefix: &'a str,
    },
    /// The only word that can follow.
    Word {
        word: &'static str,
        prefix: &'a str,
    },
    /// A key, in quotes.
    Key {
        object: Range<usize>,
        quote: u8,
        prefix: &'a str,
    },
    /// A string; `sure`: of a function that takes files.
    File {
        path: &'a str,
        sure: bool,
    },
}

/// A call whose arguments are being typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call<'a> {
    /// What is called.
    pub callee: Range<usize>,
    /// How many arguments are before the cursor's.
    pub argument: usize,
    /// The keywords given, but for the one at the cursor.
    pub keywords: Vec<&'a str>,
    /// The keyword of the argument at the cursor.
    pub keyword: Option<&'a str>,
    /// The cursor is in an argument itself, not in brackets inside it.
    pub direct: bool,
    /// Nothing of the argument but a name stands before the cursor.
    pub at_start: bool,
}

/// What the functions are called whose first argument is a file's name.
const OF_FILES: [&str; 24] = [
    "open",
    "Path",
    "PurePath",
    "PosixPath",
    "chdir",
    "listdir",
    "scandir",
    "stat",
    "remove",
    "unlink",
    "rename",
    "mkdir",
    "makedirs",
    "rmdir",
    "exists",
    "isfile",
    "isdir",
    "getsize",
    "copy",
    "copyfile",
    "move",
    "rmtree",
    "run_path",
    "glob",
];

/// The tokens of a text and what is asked for at its end.
pub fn analyse(before: &str) -> (Vec<Token>, Site<'_>) {
    let (tokens, end) = lex_to_end(before);
    let site = match end {
        End::Comment => Site::Nothing,
        End::String { content, interpolated, .. } => string(before, &tokens, content, interpolated),
        End::Code => code(before, &tokens),
    };
    (tokens, site)
}

fn text<'a>(before: &'a str, token: &Token) -> &'a str {
    &before[token.start..token.end]
}

fn is(before: &str, token: &Token, word: &str) -> bool {
    text(before, token) == word
}

fn is_word(token: &Token, before: &str) -> bool {
    matches!(
        token.kind,
        Kind::Name | Kind::Keyword | Kind::Builtin | Kind::Constant | Kind::Definition | Kind::Decorator
    ) && !matches!(text(before, token), "@" | ".")
}

fn is_dot(token: &Token, before: &str) -> bool {
    matches!(token.kind, Kind::Operator | Kind::Decorator) && is(before, token, ".")
}

fn code<'a>(before: &'a str, tokens: &[Token]) -> Site<'a> {
    let word = tokens.last().filter(|t| t.end == before.len() && is_word(t, before));
    let (prefix, rest) = match word {
        Some(word) => (text(before, word), &tokens[..tokens.len() - 1]),
        None => ("", tokens),
    };
    if let Some(site) = import(before, rest, prefix) {
        return site;
    }
    let Some(last) = rest.last() else { return Site::Name { prefix, call: None } };
    let touches = last.end == before.len() - prefix.len();
    if is_dot(last, before) {
        let object = rest.len().checked_sub(2).and_then(|end| primary(before, rest, end));
        return object.map_or(Site::Nothing, |object| Site::Attribute { object, prefix });
    }
    // `1e`, `"a"b`: no name.
    if touches && matches!(last.kind, Kind::Number | Kind::String | Kind::Other) {
        return Site::Nothing;
    }
    if last.kind == Kind::Keyword && matches!(text(before, last), "def" | "class" | "as") {
        return Site::Nothing;
    }
    Site::Name { prefix, call: call(before, rest) }
}

/// Import statements: `import a.b`, `from a.b`, `from a.b import c`.
fn import<'a>(before: &'a str, tokens: &[Token], prefix: &'a str) -> Option<Site<'a>> {
    let is_end = |t: &Token| t.kind == Kind::Newline || (t.kind == Kind::Operator && is(before, t, ";"));
    let statement = tokens.iter().rposition(is_end).map_or(0, |i| i + 1);
    let line = &tokens[statement..];
    let first = line.first().filter(|t| t.kind == Kind::Keyword)?;
    let since = |after: &Token| before[after.end..].trim_start();
    if is(before, first, "from") {
        if let Some(i) = line.iter().position(|t| t.kind == Kind::Keyword && is(before, t, "import")) {
            let module = before[first.end..line[i].start].trim();
            let renamed = line.last().is_some_and(|t| is(before, t, "as"));
            return Some(if renamed { Site::Nothing } else { Site::Imported { module, prefix } });
        }
        let path = since(first);
        if path.contains(char::is_whitespace) {
            return Some(Site::Word { word: "import ", prefix });
        }
        return Some(Site::Module { path });
    }
    if !is(before, first, "import") {
        return None;
    }
    let after = line.iter().rev().find(|t| is(before, t, ",")).unwrap_or(first);
    let path = since(after);
    if path.contains(char::is_whitespace) {
        let renamed = line.last().is_some_and(|t| is(before, t, "as"));
        return Some(if renamed { Site::Nothing } else { Site::Word { word: "as ", prefix } });
    }
    Some(Site::Module { path })
}

fn string<'a>(before: &'a str, tokens: &[Token], content: usize, interpolated: bool) -> Site<'a> {
    let prefix = &before[content..];
    let Some(opening) = tokens.iter().rposition(|t| t.end == content && t.kind == Kind::String) else {
        return Site::Nothing;
    };
    let earlier = &tokens[..opening];
    let quote = before.as_bytes()[content - 1];
    if let Some(last) = earlier.last()
        && last.kind == Kind::Open(b'[')
        && !interpolated
        && let Some(object) = earlier.len().checked_sub(2).and_then(|end| primary(before, earlier, end))
        && object.end == earlier.len() - 1
    {
        return Site::Key { object, quote, prefix };
    }
    let called = call(before, earlier).filter(|c| c.direct && c.at_start).and_then(|c| earlier.get(c.callee.end - 1));
    let sure = called.is_some_and(|name| OF_FILES.contains(&text(before, name)));
    if interpolated || prefix.contains('\n') { Site::Nothing } else { Site::File { path: prefix, sure } }
}

/// The tokens of the operand that ends with token `end`: a name or literal and what is done with it (`a.b[0].c()`).
fn primary(before: &str, tokens: &[Token], end: usize) -> Option<Range<usize>> {
    let mut i = end;
    loop {
        let token = tokens.get(i)?;
        match token.kind {
            Kind::Close(_) => {
                let open = opening(tokens, i)?;
                match open.checked_sub(1) {
                    Some(earlier) if is_operand(before, &tokens[earlier]) => i = earlier,
                    _ => return Some(open..end + 1),
                }
            }
            Kind::String | Kind::Escape => {
                let mut start = i;
                while start > 0
                    && tokens[start - 1].end == tokens[start].start
                    && matches!(tokens[start - 1].kind, Kind::String | Kind::Escape)
                {
                    start -= 1;
                }
                return Some(start..end + 1);
            }
            Kind::Number => return Some(i..end + 1),
            _ if is_word(token, before) && token.kind != Kind::Keyword => {
                if i >= 2 && is_dot(&tokens[i - 1], before) {
                    i -= 2;
                } else {
                    return Some(i..end + 1);
                }
            }
            _ => return None,
        }
    }
}

/// The bracket that this one closes.
fn opening(tokens: &[Token], close: usize) -> Option<usize> {
    let mut depth = 0;
    for i in (0..=close).rev() {
        match tokens[i].kind {
            Kind::Close(_) => depth += 1,
            Kind::Open(_) => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// True for what a bracket behind it calls or indexes.
fn is_operand(before: &str, token: &Token) -> bool {
    match token.kind {
        Kind::Close(_) | Kind::String => true,
        Kind::Keyword => false,
        _ => is_word(token, before),
    }
}

/// The call around the end of the tokens.
pub fn call<'a>(before: &'a str, tokens: &[Token]) -> Option<Call<'a>> {
    let mut depth = 0;
    let mut call =
        Call { callee: 0..0, argument: 0, keywords: Vec::new(), keyword: None, direct: true, at_start: true };
    let mut first = true;
    for i in (0..tokens.len()).rev() {
        let token = &tokens[i];
        match token.kind {
            Kind::Close(_) => depth += 1,
            Kind::Open(_) if depth > 0 => depth -= 1,
            Kind::Open(bracket) => {
                let callee = i.checked_sub(1).filter(|c| bracket == b'(' && is_operand(before, &tokens[*c]));
                let defined = |c: usize| tokens[c].kind == Kind::Definition;
                if let Some(callee) = callee.filter(|c| !defined(*c)) {
                    call.callee = primary(before, tokens, callee)?;
                    return Some(call);
                }
                if callee.is_some() {
                    return None;
                }
                call = Call { argument: 0, keywords: Vec::new(), keyword: None, direct: false, ..call };
            }
            // The fields of strings are worlds of their own; a statement ends what was open before.
            Kind::Field if depth == 0 => return None,
            Kind::Operator if depth == 0 && is(before, token, ",") => {
                call.argument += 1;
                first = false;
                continue;
            }
            Kind::Operator if depth == 0 && is(before, token, "=") => {
                if let Some(name) = i.checked_sub(1).map(|n| &tokens[n]).filter(|n| is_word(n, before)) {
                    if call.argument == 0 {
                        call.keyword = Some(text(before, name));
                    } else {
                        call.keywords.push(text(before, name));
                    }
                }
            }
            _ => {}
        }
        if first {
            call.at_start = false;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(before: &str) -> Site<'_> {
        analyse(before).1
    }

    fn object(before: &str) -> String {
        let (tokens, site) = analyse(before);
        match site {
            Site::Attribute { object, .. } | Site::Key { object, .. } => {
                before[tokens[object.start].start..tokens[object.end - 1].end].to_owned()
            }
            other => format!("{other:?}"),
        }
    }

    fn calling(before: &str) -> Option<(String, usize, bool)> {
        let (tokens, _) = lex_to_end(before);
        let call = call(before, &tokens)?;
        let callee = &before[tokens[call.callee.start].start..tokens[call.callee.end - 1].end];
        Some((callee.to_owned(), call.argument, call.direct))
    }

    #[test]
    fn attributes_of_chains() {
        assert_eq!(object("a.b"), "a");
        assert_eq!(object("x = a.b.c."), "a.b.c");
        assert_eq!(object("f(a[0].b(1)."), "a[0].b(1)");
        assert_eq!(object("'a'.jo"), "'a'");
        assert_eq!(object("[1, 2]."), "[1, 2]");
        assert_eq!(object("await a.b"), "a");
        assert_eq!(object("@a.b"), "a");
        assert_eq!(object("f'{a.b"), "a");
        assert_eq!(site("1."), Site::Nothing);
        assert_eq!(site("(a + b)."), Site::Attribute { object: 0..5, prefix: "" });
    }

    #[test]
    fn imports() {
        assert_eq!(site("import os.pa"), Site::Module { path: "os.pa" });
        assert_eq!(site("import a, b"), Site::Module { path: "b" });
        assert_eq!(site("from "), Site::Module { path: "" });
        assert_eq!(site("from a.b"), Site::Module { path: "a.b" });
        assert_eq!(site("from a.b imp"), Site::Word { word: "import ", prefix: "imp" });
        assert_eq!(site("from a.b import c, d"), Site::Imported { module: "a.b", prefix: "d" });
        assert_eq!(site("from a import (b,\n  c"), Site::Imported { module: "a", prefix: "c" });
        assert_eq!(site("from a import b as c"), Site::Nothing);
        assert_eq!(site("x = 1; import o"), Site::Module { path: "o" });
        assert_eq!(site("import_x"), Site::Name { prefix: "import_x", call: None });
    }

    #[test]
    fn calls() {
        assert_eq!(calling("f(a, b"), Some(("f".into(), 1, true)));
        assert_eq!(calling("f(g(1), x.y(2, "), Some(("x.y".into(), 1, true)));
        assert_eq!(calling("f(1, [2, "), Some(("f".into(), 1, false)));
        assert_eq!(calling("f(1)"), None);
        assert_eq!(calling("def f(a, "), None);
        assert_eq!(calling("(a, "), None);
        assert_eq!(calling("print(f'{a"), None);
    }

    #[test]
    fn keywords_of_a_call() {
        let before = "f(1, a=2, b=";
        let (tokens, _) = lex_to_end(before);
        let found = call(before, &tokens);
        assert_eq!(found.as_ref().and_then(|c| c.keyword), Some("b"));
        assert_eq!(found.map(|c| c.keywords), Some(vec!["a"]));
        assert!(matches!(site("f(1, ke"), Site::Name { prefix: "ke", call: Some(c) } if c.at_start));
        assert!(matches!(site("f(1 + ke"), Site::Name { prefix: "ke", call: Some(c) } if !c.at_start));
    }

    #[test]
    fn strings() {
        assert_eq!(object("d['a"), "d");
        assert_eq!(object("a.b[\"x y"), "a.b");
        assert_eq!(site("open('a/b"), Site::File { path: "a/b", sure: true });
        assert_eq!(site("f('a"), Site::File { path: "a", sure: false });
        assert_eq!(site("['a"), Site::File { path: "a", sure: false });
        assert_eq!(site("# a"), Site::Nothing);
        assert_eq!(site("def f"), Site::Nothing);
    }
}
