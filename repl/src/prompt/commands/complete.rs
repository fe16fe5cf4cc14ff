//! What Tab offers behind `%`, `!` and `?`.

use taipan_interp::Vm;
use taipan_interp::types::dict::Dict;

use super::{Argument, Command, all, bare, find, jobs, tasks};

/// What is to be completed.
#[derive(Debug, PartialEq, Eq)]
pub enum Completion {
    /// From this byte on one of these words may stand.
    Words(usize, Vec<String>),
    /// The text from this byte on is Python.
    Python(usize),
}

/// What may stand at the cursor of a command. `None`: the entry is no command.
pub fn complete(vm: &Vm, globals: &Dict, text: &str, cursor: usize) -> Option<Completion> {
    let before = text.get(..cursor)?;
    let start = before.len() - before.trim_start().len();
    let line = &before[start..];
    if let Some(name) = line.strip_prefix('%').map(|n| n.trim_start_matches('%')) {
        let name_at = cursor - name.len();
        return Some(match name.find(char::is_whitespace) {
            None => Completion::Words(name_at, named(name)),
            Some(end) => match find(&name[..end]) {
                Some(command) => argument(vm, command, before, name_at + end),
                None => Completion::Words(cursor, Vec::new()),
            },
        });
    }
    if line.starts_with('?') {
        return Some(Completion::Python(cursor - line.trim_start_matches('?').len()));
    }
    if line.starts_with('!') {
        return Some(files(vm, before, start + 1, false));
    }
    let (command, _) = bare(vm, globals, before).filter(|_| line.contains(char::is_whitespace))?;
    let end = line.find(char::is_whitespace)?;
    Some(argument(vm, command, before, start + end))
}

/// The commands that begin so.
fn named(prefix: &str) -> Vec<String> {
    let names =
        all().flat_map(|c| std::iter::once(c.name).chain(c.aliases.iter().copied().filter(|_| !prefix.is_empty())));
    let mut found: Vec<String> = names.filter(|n| n.starts_with(prefix)).map(str::to_owned).collect();
    found.sort();
    found
}

/// The arguments of a command, which begin at `from`.
fn argument(vm: &Vm, command: &Command, before: &str, from: usize) -> Completion {
    match command.argument {
        Argument::Code | Argument::Name => {
            let rest = &before[from..];
            Completion::Python(from + rest.len() - rest.trim_start().len())
        }
        Argument::File => files(vm, before, from, false),
        Argument::Directory => files(vm, before, from, true),
        kind => words(before, from, choices(vm, kind)),
    }
}

/// Where the word at the cursor begins.
fn word_start(before: &str, from: usize) -> usize {
    before[from..].rfind(char::is_whitespace).map_or(from, |at| from + at + 1)
}

fn words(before: &str, from: usize, mut choices: Vec<String>) -> Completion {
    let start = word_start(before, from);
    choices.retain(|c| c.starts_with(&before[start..]));
    choices.sort();
    Completion::Words(start, choices)
}

/// What may stand behind a command's name, where that is a list of words.
fn choices(vm: &Vm, argument: Argument) -> Vec<String> {
    match argument {
        Argument::Task => tasks::known_tasks(vm, &vm.running_loop.get()),
        Argument::Job => jobs::numbers(vm),
        Argument::Command => all().map(|c| c.name.to_owned()).collect(),
        Argument::Environment => vm.host.env_all().into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    }
}

/// The files (or directories alone) that the word at the cursor begins.
fn files(vm: &Vm, before: &str, from: usize, directories: bool) -> Completion {
    let start = word_start(before, from);
    let word = &before[start..];
    let (folder, prefix) = word.rsplit_once('/').map_or(("", word), |(f, p)| (&word[..f.len() + 1], p));
    let real = match folder.strip_prefix("~/") {
        Some(rest) => format!("{}/{rest}", vm.host.env("HOME").unwrap_or_default()),
        None if folder.is_empty() => ".".to_owned(),
        None => folder.to_owned(),
    };
    let mut found = Vec::new();
    for name in vm.host.list_dir(&real).unwrap_or_default() {
        let hidden = name.starts_with('.') && !prefix.starts_with('.');
        if hidden || !name.starts_with(prefix) || name.contains(char::is_whitespace) {
            continue;
        }
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}{name}") };
        let is_directory = vm.host.stat(&format!("{real}/{name}"), true).is_ok_and(|s| s.is_dir);
        match (is_directory, directories) {
            (true, _) => found.push(format!("{path}/")),
            (false, false) => found.push(path),
            (false, true) => {}
        }
    }
    found.sort();
    Completion::Words(start, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_commands() {
        assert_eq!(named("ta"), ["tasks"]);
        assert!(named("").contains(&"tasks".to_owned()) && !named("").contains(&"jobs".to_owned()));
        assert_eq!(named("jo"), ["jobs"]);
    }

    #[test]
    fn words_end_at_blanks() {
        let found = words("%cancel a b", 7, vec!["bc".to_owned(), "ab".to_owned()]);
        assert_eq!(found, Completion::Words(10, vec!["bc".to_owned()]));
    }
}
