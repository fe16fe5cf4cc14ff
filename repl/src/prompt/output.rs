//! What the program writes, and the line being edited: the one appears above the other.
//!
//! While a line is edited, whole lines that the program writes to the terminal wait here until the editor has shown them
//! above its own; a line that has no end yet waits for it, or for the end of editing. At other times everything is
//! written at once. Owns no part of the editor: `show_above` is its means.

use std::io::{IsTerminal, Result, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use taipan_interp::host::os::Screen;

/// So much may wait to be shown before the program does.
const MOST_HELD: usize = 1 << 20;

/// How long the program waits then, at most, before it goes on.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line without an end that is longer than this is not held back.
const LONGEST_LINE: usize = 1 << 16;

/// The terminal as program and editor share it.
#[derive(Default)]
pub struct Output {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// A line is being edited, by an editor that can show text above it.
    editing: bool,
    /// What waits to be shown.
    held: Vec<u8>,
    /// The cursor is not at the beginning of a line, as far as the program's output goes.
    amid_line: bool,
    /// Something has run since the last line was edited, and may have moved it: other programs, what was read.
    used: bool,
}

/// Shows text, which ends with a line end, above the line being edited.
pub type ShowAbove = Box<dyn FnMut(String) + Send>;

impl Output {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on `show_above` is there to be used, in a thread of its own.
    pub fn show_with(self: &Arc<Output>, mut show_above: ShowAbove) {
        let output = self.clone();
        // Without it lines wait for the end of editing.
        drop(std::thread::Builder::new().name("prompt-output".into()).spawn(move || {
            loop {
                let text = output.next_lines();
                show_above(text);
            }
        }));
    }

    /// Waits for whole lines while a line is edited.
    fn next_lines(&self) -> String {
        let mut state = self.state();
        loop {
            let end = match state.held.iter().rposition(|b| *b == b'\n') {
                Some(at) => at + 1,
                None if state.held.len() > LONGEST_LINE => state.held.len(),
                None => 0,
            };
            if state.editing && end > 0 {
                let lines: Vec<u8> = state.held.drain(..end).collect();
                self.changed.notify_all();
                return String::from_utf8_lossy(&lines).into_owned();
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A line is about to be edited: the cursor is brought to the beginning of a line.
    pub fn begin_editing(&self, shows_above: bool) {
        let mut state = self.state();
        let start = match (std::mem::take(&mut state.amid_line), std::mem::take(&mut state.used)) {
            (true, _) if !shows_above => "\n".to_owned(),
            (amid_line, used) if shows_above && (amid_line || used) => to_line_start(),
            _ => String::new(),
        };
        // A terminal that is gone shows nothing.
        drop(write_terminal(start.as_bytes()));
        state.editing = shows_above;
        self.changed.notify_all();
    }

    /// The line is done; what still waits is written now.
    pub fn end_editing(&self) {
        let mut state = self.state();
        state.editing = false;
        let held = std::mem::take(&mut state.held);
        if let Some(last) = held.last() {
            state.amid_line = *last != b'\n';
            // As above.
            drop(write_terminal(&held));
        }
        self.changed.notify_all();
    }

    /// Something is about to run.
    pub fn begin_running(&self) {
        let mut state = self.state();
        state.amid_line = false;
        state.used = true;
    }
}

/// What brings the cursor to the beginning of a line, be it there already or not: as many blanks as do not fill a line,
/// which only from further right lead into the next one.
fn to_line_start() -> String {
    let columns = rustix::termios::tcgetwinsize(rustix::stdio::stdin()).map_or(0, |size| size.ws_col);
    if columns < 2 { "\n".to_owned() } else { format!("{}\r\x1b[K", " ".repeat(usize::from(columns) - 1)) }
}

fn write_terminal(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout();
    if !out.is_terminal() {
        let mut err = std::io::stderr();
        return err.write_all(bytes);
    }
    out.write_all(bytes)?;
    out.flush()
}

fn is_terminal(fd: i32) -> bool {
    match fd {
        1 => std::io::stdout().is_terminal(),
        _ => std::io::stderr().is_terminal(),
    }
}

impl Screen for Output {
    fn write(&self, fd: i32, bytes: &[u8], direct: &mut dyn FnMut() -> Result<usize>) -> Result<usize> {
        if bytes.is_empty() || !is_terminal(fd) {
            return direct();
        }
        let mut state = self.state();
        if state.editing && state.held.len() > MOST_HELD {
            let full = |state: &mut State| state.editing && state.held.len() > MOST_HELD;
            let waited = self.changed.wait_timeout_while(state, PATIENCE, full);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if state.editing {
            state.held.extend_from_slice(bytes);
            self.changed.notify_all();
            return Ok(bytes.len());
        }
        let written = direct();
        if let Ok(count) = written
            && let Some(last) = count.checked_sub(1).and_then(|last| bytes.get(last))
        {
            state.amid_line = *last != b'\n';
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_are_shown_while_editing() {
        let output = Output::default();
        output.state().editing = true;
        output.state().held.extend_from_slice("a\nb\u{fc}\nc".as_bytes());
        assert_eq!(output.next_lines(), "a\nb\u{fc}\n");
        assert_eq!(output.state().held, b"c");
    }
}
