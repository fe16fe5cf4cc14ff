//! `%history`, `%recall`, `%rerun`, `%edit`: what was entered before.

use taipan_interp::Value;

use super::parse::{options, words};
use super::{Argument, Command, Context, Failure, Outcome, Ran, files};
use crate::prompt::help;
use crate::prompt::results::paint::Role;

pub(super) const COMMANDS: &[Command] = &[
    Command::new("history", "[-g TEXT] [-l N] [RANGES]", "List entries, with their numbers", Argument::Text, history)
        .also(&["hist"])
        .more("RANGES: 3, 5-8, 10-. -g: of all sessions, those with TEXT in them. -l: the last N of all sessions."),
    Command::new("recall", "[N]", "Put an earlier entry into the next one", Argument::Text, recall).also(&["rep"]),
    Command::new("rerun", "[RANGES]", "Run earlier entries again; without RANGES the last", Argument::Text, rerun),
    Command::new("edit", "[FILE | NAME]", "Write an entry in $EDITOR, and run it", Argument::File, edit).also(&["ed"]),
];

/// The numbers that `3 5-8 10-` mean, of entries 1 to `last`; all of them when there are no words.
pub(super) fn ranges(words: &[String], last: usize) -> Option<Vec<usize>> {
    if words.is_empty() {
        return Some((1..=last).collect());
    }
    let mut numbers = Vec::new();
    for word in words {
        let (from, to) = match word.split_once(['-', ':']) {
            Some((from, "")) => (from.parse().ok()?, last),
            Some((from, to)) => (from.parse().ok()?, to.parse().ok()?),
            None => {
                let only = word.parse().ok()?;
                (only, only)
            }
        };
        if from == 0 || from > last {
            return None;
        }
        numbers.extend(from..=last.min(to));
    }
    Some(numbers)
}

fn numbered(context: &Context, entries: &[(usize, &str)]) -> Ran {
    let width = entries.iter().map(|(n, _)| n.to_string().len()).max().unwrap_or(1);
    let mut out = String::new();
    for (number, entry) in entries {
        for (i, line) in help::in_colours(context, entry.trim_end()).lines().enumerate() {
            let head = if i == 0 { format!("{number:width$}: ") } else { " ".repeat(width + 2) };
            out.push_str(&context.painted(Role::Note, &head));
            out.push_str(line);
            out.push('\n');
        }
    }
    context.print(&out)?;
    Ok(Outcome::Done)
}

fn history(context: &Context, arguments: &str) -> Ran {
    let (found, rest) = options(arguments, "n", "gl").ok_or(Failure::Usage)?;
    let words = words(rest).ok_or(Failure::Usage)?;
    let search = found.iter().find(|(l, _)| *l == 'g');
    let last = found.iter().find(|(l, _)| *l == 'l');
    if search.is_none() && last.is_none() {
        let chosen = ranges(&words, context.entries.len()).ok_or(Failure::Usage)?;
        let entries: Vec<_> = chosen.iter().map(|n| (*n, context.entries[n - 1].as_str())).collect();
        return numbered(context, &entries);
    }
    let all = (context.history)();
    let wanted = match search {
        // More than one word: the rest of the line belongs to what is looked for.
        Some((_, text)) => format!("{text} {rest}").trim().to_lowercase(),
        None => String::new(),
    };
    let all = all.iter().enumerate().map(|(i, e)| (i + 1, e.as_str()));
    let mut entries: Vec<_> = all.filter(|(_, e)| e.to_lowercase().contains(&wanted)).collect();
    if let Some((_, n)) = last {
        let n: usize = if n.is_empty() { 10 } else { n.parse().map_err(|_| Failure::Usage)? };
        entries.drain(..entries.len().saturating_sub(n));
    }
    numbered(context, &entries)
}

/// The entry of this number; the last one when there is none.
fn entry(context: &Context, number: &str) -> Result<String, Failure> {
    let at = match number {
        "" => context.entries.len(),
        _ => number.parse().map_err(|_| Failure::Usage)?,
    };
    let found = at.checked_sub(1).and_then(|i| context.entries.get(i));
    found.cloned().ok_or_else(|| Failure::Said(format!("no entry {at} (%history lists them)")))
}

fn recall(context: &Context, arguments: &str) -> Ran {
    Ok(Outcome::Offer(entry(context, arguments)?))
}

fn rerun(context: &Context, arguments: &str) -> Ran {
    let words = words(arguments).ok_or(Failure::Usage)?;
    if words.is_empty() {
        return Ok(Outcome::Run(entry(context, "")?));
    }
    let chosen = ranges(&words, context.entries.len()).ok_or(Failure::Usage)?;
    let texts: Vec<&str> = chosen.iter().map(|n| context.entries[n - 1].trim_end()).collect();
    Ok(Outcome::Run(texts.join("\n")))
}

fn edit(context: &Context, what: &str) -> Ran {
    let vm = context.vm;
    let path = if what.is_empty() { String::new() } else { files::expand(context, what)? };
    let is_file = vm.host.stat(&path, true).is_ok_and(|s| s.is_file) || path.contains(['/', '.']);
    let mut temporary = None;
    let path = if is_file {
        path
    } else {
        let text = if what.is_empty() {
            String::new()
        } else {
            let object = context.evaluate(what)?;
            let source = context.call("inspect", "getsource", &[object])?;
            vm.str(&source)?.to_string()
        };
        let made = context.support("scratch", &[Value::str(&text)])?;
        let made = vm.str(&made)?.to_string();
        temporary = Some(made.clone());
        made
    };
    let editor = ["VISUAL", "EDITOR"].iter().find_map(|n| vm.host.env(n).filter(|e| !e.is_empty()));
    let quoted = context.call("shlex", "quote", &[Value::str(&path)])?;
    let command = format!("{} {}", editor.unwrap_or_else(|| "vi".to_owned()), vm.str(&quoted)?);
    let waited = context.support("shell", &[Value::str(&command)])?;
    Ok(Outcome::Await(
        waited,
        Box::new(move |context, status| {
            let host = &context.vm.host;
            let text = host.read_file(&path);
            if let Some(temporary) = &temporary {
                // It was ours alone.
                drop(host.remove_file(temporary));
            }
            let failed = !status?.is(&Value::Int(0));
            let text = text.map_err(|e| context.vm.os_error(&e, Some(&path)))?;
            let text = context.vm.decode_file(&text, &path)?;
            if failed || text.trim().is_empty() {
                return Ok(Outcome::Done);
            }
            Ok(Outcome::Run(text))
        }),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Vec<usize>> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        ranges(&words, 5)
    }

    #[test]
    fn ranges_of_entries() {
        assert_eq!(of(""), Some(vec![1, 2, 3, 4, 5]));
        assert_eq!(of("2 4-"), Some(vec![2, 4, 5]));
        assert_eq!(of("1:2 5-99"), Some(vec![1, 2, 5]));
        assert_eq!(of("0"), None);
        assert_eq!(of("6"), None);
        assert_eq!(of("x-2"), None);
    }
}
