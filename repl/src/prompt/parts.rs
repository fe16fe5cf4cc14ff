//! Where what makes the prompt pleasant plugs in: one function for each thing that the editor or the session asks.
//!
//! The first group runs in the editor's thread on text alone; the second in the main thread, with the interpreter.

use std::borrow::Cow;

use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Ref, Value, Vm, sys};

use super::commands::Completion;
use super::session::{Next, Session};
use super::{commands, results};

/// One way to complete a text.
pub struct Candidate {
    /// What the list shows.
    pub shown: String,
    /// What replaces the text from the start of the completion to the cursor.
    pub text: String,
}

// ---- text alone ----

/// The text in colours, the same on the screen but for them.
pub fn paint(text: &str, _cursor: usize) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// True when Enter at the end is to ask for another line rather than run the entry.
pub fn is_incomplete(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let block = text.trim_end().ends_with(':') || text.contains('\n');
    block && !last.trim().is_empty()
}

/// How many columns the line after this text is indented.
pub fn indentation(text: &str) -> usize {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let before = last.len() - last.trim_start().len();
    if last.trim_end().ends_with(':') { before + 4 } else { before }
}

/// True when it is worth asking [`hint`].
pub fn wants_hint(_text: &str, _cursor: usize) -> bool {
    false
}

// ---- with the interpreter ----

/// Where the completion of the text at the cursor starts, and what may stand there.
pub fn complete(vm: &Vm, globals: &Ref<Dict>, text: &str, cursor: usize) -> (usize, Vec<Candidate>) {
    match commands::complete(vm, globals, text, cursor) {
        Some(Completion::Words(start, words)) => {
            let candidate = |word: String| Candidate { shown: word.clone(), text: word };
            (start, words.into_iter().map(candidate).collect())
        }
        _ => (cursor, Vec::new()),
    }
}

/// What is shown in grey behind the cursor.
pub fn hint(_vm: &Vm, _globals: &Ref<Dict>, _text: &str, _cursor: usize) -> Option<String> {
    None
}

/// Runs an entry that is a command (`%tasks`, `?name`); `None` when it is Python.
pub fn command(session: &Session, entry: &str) -> Option<Next> {
    session.command(entry)
}

/// Displays the value of an entry: what `sys.displayhook` does at the prompt.
///
/// # Errors
/// What its `__repr__` raises, or writing.
pub fn display(vm: &Vm, value: &Value) -> PyResult<()> {
    if value.is_none() {
        return Ok(());
    }
    // First: what cannot be shown can be looked at then.
    results::remember(vm, value);
    let text = results::text(vm, value, commands::style(vm), false)?;
    sys::stdout_write(vm, &format!("{text}\n"))
}
