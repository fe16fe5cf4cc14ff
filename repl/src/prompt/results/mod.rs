//! How the prompt shows the value of an entry: in colour, laid out to the terminal's width, cut where it is long.
//!
//! A value that fits one line is exactly its `repr`. Owns the text and the names `_`, `__`, `___`; that
//! `sys.displayhook` decides whether it is asked at all is the session's business. [`gather`] takes a value apart,
//! [`layout`] makes lines of the parts, [`paint`] knows the colours.

pub mod gather;
pub mod layout;
pub mod paint;
#[cfg(test)]
mod tests;

use taipan_interp::types::generator::{GenKind, GenState};
use taipan_interp::{PyResult, Value, Vm};

use gather::{Gatherer, Limits};
use layout::Layout;
use paint::{Role, paint};

/// How results are to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    pub colours: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// The text for a value. `whole`: nothing is left out.
///
/// # Errors
/// What its `__repr__` raises.
pub fn text(vm: &Vm, value: &Value, style: Style, whole: bool) -> PyResult<String> {
    let limits = if whole { Limits::NONE } else { Limits::brief(style.width) };
    let mut gatherer = Gatherer::new(vm, limits);
    let node = gatherer.value(value)?;
    let mut text = Layout::new(style.colours, style.width).write(&node);
    if gatherer.cut {
        note(&mut text, "cut short: %all shows all of it", style);
    }
    if let Value::Gen(g) = value
        && g.kind == GenKind::Coroutine
        && g.state.get() == GenState::Created
    {
        note(&mut text, "not started: \"await _\" runs it", style);
    }
    Ok(text)
}

fn note(text: &mut String, what: &str, style: Style) {
    text.push('\n');
    paint(text, Role::Note, &format!("# {what}"), style.colours);
}

/// Makes `value` the `_` of the next entries, what was `_` their `__`, and that their `___`.
pub fn remember(vm: &Vm, value: &Value) {
    let names = ["___", "__", "_"].map(|n| vm.intern(n));
    for pair in names.windows(2) {
        if let Some(newer) = vm.builtins.get_str(&pair[1]) {
            vm.builtins.set_str(&pair[0], newer);
        }
    }
    vm.builtins.set_str(&names[2], value.clone());
}
