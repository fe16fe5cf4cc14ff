//! Ctrl-Z while a line is edited: the process stops with the terminal as it was, and goes on where it was.
//!
//! The editor's own way sends the signal to the process group, and goes on before it has stopped when there are several
//! threads. Here the signal is for this thread, which it stops before the next instruction.

use std::sync::Arc;

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use rustyline::{Cmd, ConditionalEventHandler, Event, EventContext, RepeatCount};
use taipan_interp::host::Host;

const SIGTSTP: i32 = 20;

const BRACKETED_PASTE_OFF: &[u8] = b"\x1b[?2004l";
const BRACKETED_PASTE_ON: &[u8] = b"\x1b[?2004h";

/// What Ctrl-Z does.
pub struct Suspend {
    host: Arc<dyn Host>,
    /// The terminal as other programs want it.
    original: Termios,
}

impl Suspend {
    /// To be made before the first line is edited. `None`: standard input is no terminal.
    pub fn new(host: Arc<dyn Host>) -> Option<Suspend> {
        Some(Suspend { host, original: tcgetattr(rustix::stdio::stdin()).ok()? })
    }

    fn stop(&self) -> std::io::Result<()> {
        let terminal = rustix::stdio::stdin();
        let editing = tcgetattr(terminal)?;
        rustix::io::write(terminal, BRACKETED_PASTE_OFF)?;
        tcsetattr(terminal, OptionalActions::Drain, &self.original)?;
        let stopped = self.host.signals().map_or(Ok(()), |signals| signals.raise(SIGTSTP));
        tcsetattr(terminal, OptionalActions::Drain, &editing)?;
        rustix::io::write(terminal, BRACKETED_PASTE_ON)?;
        stopped
    }
}

impl ConditionalEventHandler for Suspend {
    fn handle(&self, _event: &Event, _n: RepeatCount, _positive: bool, _ctx: &EventContext) -> Option<Cmd> {
        // A terminal that cannot be set is as good as before.
        drop(self.stop());
        Some(Cmd::Repaint)
    }
}
