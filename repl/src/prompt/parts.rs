//! Where what makes the prompt pleasant plugs in: one function for each thing that the session asks.
//!
//! All of it runs in the main thread, with the interpreter.

use taipan_interp::{PyResult, Value, Vm, sys};

use super::session::{Next, Session};
use super::{commands, results};

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
