//! Completion: what may stand at the cursor.
//!
//! Behind `%` and its like that is `commands`' business. Elsewhere `context` says from the text what kind of thing is asked for, and each kind has its file: `names`, `attributes`,
//! `imports`, `arguments`, `keys`, `files`. They ask objects only what can be told without running any of their code
//! (`known`): no property, no `__getattr__`, no descriptor of the program's is ever called.

mod arguments;
mod attributes;
pub mod context;
mod files;
mod imports;
mod keys;
pub mod known;
mod names;
#[cfg(test)]
mod tests;

use taipan_interp::types::dict::Dict;
use taipan_interp::{Ref, Vm};

use super::commands::{self, Completion};
use context::{Site, analyse};

/// One way to complete a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// What the list shows.
    pub shown: String,
    /// What replaces the text from the start of the completion to the cursor.
    pub text: String,
}

impl Candidate {
    fn new(text: impl Into<String>) -> Candidate {
        let text = text.into();
        Candidate { shown: text.clone(), text }
    }
}

/// Where the completion of `code` at `cursor` starts, and what may stand there, in the order to be shown.
pub fn complete(vm: &Vm, globals: &Ref<Dict>, code: &str, cursor: usize) -> (usize, Vec<Candidate>) {
    match commands::complete(vm, globals, code, cursor) {
        Some(Completion::Words(start, words)) => (start, words.into_iter().map(Candidate::new).collect()),
        Some(Completion::Python(from)) => {
            let (start, found) = python(vm, globals, &code[from..], cursor - from);
            (from + start, found)
        }
        None => python(vm, globals, code, cursor),
    }
}

fn python(vm: &Vm, globals: &Ref<Dict>, code: &str, cursor: usize) -> (usize, Vec<Candidate>) {
    let before = &code[..cursor];
    let (tokens, site) = analyse(before);
    let start = |prefix: &str| cursor - prefix.len();
    match site {
        Site::Nothing => (cursor, Vec::new()),
        Site::Name { prefix, call } => {
            let mut found = Vec::new();
            if let Some(call) = call.filter(|c| c.direct && c.at_start) {
                found = arguments::complete(vm, globals, before, &tokens, &call, prefix);
            }
            found.extend(names::complete(vm, globals, code, cursor, prefix));
            (start(prefix), found)
        }
        Site::Attribute { object, prefix } => {
            let known = known::value(vm, globals, before, &tokens[object]);
            (start(prefix), known.map_or_else(Vec::new, |known| attributes::complete(vm, &known, prefix)))
        }
        Site::Module { path } => {
            let prefix = path.rsplit('.').next().unwrap_or(path);
            (start(prefix), imports::modules(vm, path))
        }
        Site::Imported { module, prefix } => (start(prefix), imports::names(vm, module, prefix)),
        Site::Word { word, prefix } => (start(prefix), vec![Candidate::new(word)]),
        Site::Key { object, quote, prefix } => {
            let known = known::value(vm, globals, before, &tokens[object]);
            let found = known.map_or_else(Vec::new, |known| keys::complete(&known, quote, prefix, &code[cursor..]));
            (start(prefix), found)
        }
        Site::File { path, sure } => {
            let prefix = path.rsplit('/').next().unwrap_or(path);
            (start(prefix), if sure || path.contains('/') { files::complete(vm, path) } else { Vec::new() })
        }
    }
}

/// Which names are shown: those with a leading underscore only when asked for, those with two only for two.
fn is_wanted(name: &str, prefix: &str) -> bool {
    if !name.starts_with(prefix) {
        return false;
    }
    match prefix.bytes().take_while(|b| *b == b'_').count() {
        0 => !name.starts_with('_'),
        1 if prefix.len() == 1 => !name.starts_with("__"),
        _ => true,
    }
}

/// Sorted as people read, each once.
fn sorted(mut names: Vec<String>) -> Vec<Candidate> {
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(Candidate::new).collect()
}
