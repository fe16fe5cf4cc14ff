//! Which entries are commands: a pure question about their text.

/// A command, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// `%name arguments`; of `%%name arguments` with more lines behind, these are the arguments' second part.
    Command { name: String, arguments: String },
    /// `!command`
    Shell(String),
    /// `!!command`: the lines that it writes are the value.
    Lines(String),
    /// `name?`, `?name`; with `??` the source as well.
    Help { name: String, source: bool },
    /// `name = !command`, `name = %command`
    Assign { target: String, line: Box<Line> },
}

/// Takes an entry apart. `None`: it is Python.
pub fn parse(text: &str) -> Option<Line> {
    let text = text.trim();
    let one_line = !text.contains('\n');
    if let Some(rest) = text.strip_prefix("%%") {
        return command(rest);
    }
    if let Some(rest) = text.strip_prefix('%').filter(|_| one_line && !text.ends_with('?')) {
        return command(rest);
    }
    if let Some(rest) = text.strip_prefix("!!") {
        return Some(Line::Lines(rest.trim().to_owned()));
    }
    if let Some(rest) = text.strip_prefix('!') {
        return Some(Line::Shell(rest.trim().to_owned()));
    }
    if one_line { help(text).or_else(|| assignment(text)) } else { None }
}

fn command(rest: &str) -> Option<Line> {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let (name, arguments) = rest.split_at(end);
    // `%` alone, and what only looks like a command, is for the table to refuse: Python could not read it either.
    Some(Line::Command { name: name.to_owned(), arguments: arguments.trim().to_owned() })
}

/// What may be asked about: a dotted name, with `*` for any part of it, or a command.
fn is_topic(text: &str) -> bool {
    let name = text.strip_prefix('%').unwrap_or(text);
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '*'))
}

fn help(text: &str) -> Option<Line> {
    let name = text.trim_matches('?');
    let marks = text.len() - name.len();
    let name = name.trim();
    let is_help = (1..=2).contains(&marks) && (is_topic(name) || name.is_empty());
    let both_ends = text.starts_with('?') && text.ends_with('?') && !name.is_empty();
    (is_help && !both_ends).then(|| Line::Help { name: name.to_owned(), source: marks == 2 })
}

fn assignment(text: &str) -> Option<Line> {
    let (target, rest) = text.split_once('=')?;
    let (target, rest) = (target.trim(), rest.trim());
    let mut letters = target.chars();
    let begins = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if !begins || !letters.all(|c| c.is_alphanumeric() || c == '_') || !rest.starts_with(['!', '%']) {
        return None;
    }
    Some(Line::Assign { target: target.to_owned(), line: Box::new(parse(rest)?) })
}

/// The words of a command's arguments, as a shell splits them. `None` when a quote is not closed.
pub fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (Some('\''), _) => word.get_or_insert_default().push(c),
            (_, '\\') => word.get_or_insert_default().push(letters.next().unwrap_or('\\')),
            (None, _) if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// Takes options such as `-f` and `-n 5` from the front: (those found with their values, the rest). `with_value`: the
/// letters that have one.
pub fn options<'t>(text: &'t str, letters: &str, with_value: &str) -> Option<(Vec<(char, &'t str)>, &'t str)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some(after) = rest.strip_prefix('-').filter(|a| a.starts_with(|c: char| c.is_alphabetic())) {
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        let (option, mut left) = after.split_at(end);
        let letter = option.chars().next()?;
        let mut value = &option[letter.len_utf8()..];
        if with_value.contains(letter) {
            if value.is_empty() {
                left = left.trim_start();
                let end = left.find(char::is_whitespace).unwrap_or(left.len());
                (value, left) = left.split_at(end);
            }
            found.push((letter, value));
        } else if option.chars().all(|c| letters.contains(c)) {
            found.extend(option.chars().map(|c| (c, "")));
        } else {
            return None;
        }
        rest = left.trim_start();
    }
    Some((found, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(name: &str, arguments: &str) -> Option<Line> {
        Some(Line::Command { name: name.into(), arguments: arguments.into() })
    }

    fn topic(name: &str, source: bool) -> Option<Line> {
        Some(Line::Help { name: name.into(), source })
    }

    #[test]
    fn commands_begin_with_a_percent_sign() {
        assert_eq!(parse("%tasks"), command("tasks", ""));
        assert_eq!(parse("  %time await f(x)  "), command("time", "await f(x)"));
        assert_eq!(parse("%%timeit x = 1\nx + 1"), command("timeit", "x = 1\nx + 1"));
        assert_eq!(parse("%"), command("", ""));
        assert_eq!(parse("a % b"), None);
        assert_eq!(parse("x = 1\n%tasks"), None);
    }

    #[test]
    fn the_shell_gets_the_rest_of_the_line() {
        assert_eq!(parse("!ls -l | wc"), Some(Line::Shell("ls -l | wc".into())));
        assert_eq!(parse("!!ls"), Some(Line::Lines("ls".into())));
        let line = Box::new(Line::Shell("ls".into()));
        assert_eq!(parse("files = !ls"), Some(Line::Assign { target: "files".into(), line }));
        assert_eq!(parse("a != b"), None);
        assert_eq!(parse("a.b = !ls"), None);
    }

    #[test]
    fn a_question_mark_asks() {
        assert_eq!(parse("len?"), topic("len", false));
        assert_eq!(parse("??asyncio.sleep"), topic("asyncio.sleep", true));
        assert_eq!(parse("*sleep*?"), topic("*sleep*", false));
        assert_eq!(parse("%time?"), topic("%time", false));
        assert_eq!(parse("?"), topic("", false));
        assert_eq!(parse("x = 'what?'"), None);
        assert_eq!(parse("# why?"), None);
        assert_eq!(parse("a???"), None);
    }

    #[test]
    fn words_are_a_shells() {
        assert_eq!(words("a 'b c' d\\ e \"f'g\" ''"), Some(["a", "b c", "d e", "f'g", ""].map(String::from).to_vec()));
        assert_eq!(words("'a"), None);
    }

    #[test]
    fn options_stand_in_front() {
        assert_eq!(options("-n 5 -q x -n", "q", "n"), Some((vec![('n', "5"), ('q', "")], "x -n")));
        assert_eq!(options("-n5 -1", "q", "n"), Some((vec![('n', "5")], "-1")));
        assert_eq!(options("-x", "q", "n"), None);
    }
}
