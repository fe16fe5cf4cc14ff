//! The interactive prompt: one event loop for the whole session, which lives while a line is edited.
//!
//! The interpreter and the loop stay on the main thread; the line editor is a thread of its own (`editor`), which has the
//! terminal only while a line is edited. They talk by messages; a message wakes the loop. What the program writes while a
//! line is edited appears above it (`output`). `session` runs entries, `interrupt` decides what Ctrl-C does, `errors`
//! prints what was raised, `history` keeps the entries, `ending` brings the session to its end. What makes results pleasant
//! plugs in at `parts`. See docs/prompt.md.
//!
//! Editing: `helper` is what the line editor asks and `keys` what it is told; both go by the text alone (`lexer`,
//! `vocabulary`, `highlight`, `indent`, `incomplete`, `margin`, `paste`, `recall`). What takes the interpreter is asked of
//! the main thread: `complete` and `hint`, which read `signature`. `inputrc` says whose keys they are, Emacs' or Vi's.

mod commands;
mod complete;
mod editor;
mod ending;
mod errors;
mod help;
mod helper;
mod highlight;
mod hint;
mod history;
mod incomplete;
mod indent;
pub mod inputrc;
mod interrupt;
mod keys;
mod lexer;
mod margin;
pub mod output;
mod parts;
mod paste;
mod recall;
mod results;
mod session;
mod signature;
mod sources;
mod suspend;
mod vocabulary;

use std::sync::Arc;

use taipan_interp::types::module::Module;
use taipan_interp::{Ref, Vm};

use crate::run::End;
use inputrc::Keymap;
use output::Output;
use session::Session;

/// How a session begins.
pub struct Opening {
    /// The terminal, when the host writes to it by way of this.
    pub output: Arc<Output>,
    /// Say what this is.
    pub banner: bool,
    pub keymap: Keymap,
    /// `asyncio` is there without an import.
    pub asyncio: bool,
    /// A program to run first.
    pub startup: Option<String>,
}

/// Asks for entries and runs them in `module`, until the end of the session.
pub fn run(vm: &Vm, module: &Ref<Module>, opening: Opening) -> End {
    let session = match Session::begin(vm, module, opening.output, opening.keymap) {
        Ok(session) => session,
        Err(error) => {
            errors::print(vm, &error);
            return End::Status(1);
        }
    };
    if opening.asyncio {
        session.provide_asyncio();
    }
    if opening.banner {
        session.greet();
    }
    let end = match opening.startup.as_deref().and_then(|path| session.run_startup(path)) {
        Some(end) => end,
        None => session.dialogue(),
    };
    session.end(end)
}
