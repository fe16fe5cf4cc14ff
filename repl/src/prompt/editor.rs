//! The line editor, in a thread of its own: rustyline, and the messages between it and the session.
//!
//! The thread has the terminal from the moment it is asked for an entry until it has answered. What it cannot know
//! (completions, signatures) it asks the session, which answers as soon as the loop is between two handles; an answer
//! that takes too long is done without.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Behavior, Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event, EventContext,
    EventHandler, ExternalPrinter, Helper, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};
use taipan_interp::host::Parker;

use super::history;
use super::output::Output;
use super::parts::{self, Candidate};

/// Native stack of the thread: the parser that says whether an entry is complete runs on it.
const STACK: usize = 64 << 20;

/// How long the editor waits for the session's answers.
const COMPLETION_PATIENCE: Duration = Duration::from_millis(500);
const HINT_PATIENCE: Duration = Duration::from_millis(30);

/// What the session wants.
pub enum Order {
    /// An entry, with this prompt: plain, and with colours.
    Read { prompt: String, styled: String, initial: String },
    /// Save the history and end; the answer says that it is done.
    Close(Sender<()>),
}

/// What the editor says.
pub enum Message {
    Entry(String),
    /// Ctrl-C.
    Cleared,
    /// Ctrl-D, or the terminal is gone.
    End,
    /// It cannot go on.
    Failed(String),
    Complete {
        text: String,
        cursor: usize,
        answer: Sender<(usize, Vec<Candidate>)>,
    },
    Hint {
        text: String,
        cursor: usize,
        answer: Sender<Option<String>>,
    },
}

/// How the editor begins.
pub struct Setup {
    pub history: Option<PathBuf>,
    pub colours: bool,
    /// Read from the terminal itself rather than standard input.
    pub terminal: bool,
    pub output: Arc<Output>,
    /// Where the session waits.
    pub waker: Arc<dyn Parker>,
}

/// The session's end of the editor.
pub struct Handle {
    orders: Sender<Order>,
    pub messages: Receiver<Message>,
}

impl Handle {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system's, when it can give no thread.
    pub fn start(setup: Setup) -> std::io::Result<Handle> {
        let (orders, inbox) = channel();
        let (outbox, messages) = channel();
        let line = Line { outbox, waker: setup.waker.clone() };
        let thread = std::thread::Builder::new().name("prompt-editor".into()).stack_size(STACK);
        thread.spawn(move || {
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(setup, &line, &inbox)));
            let why = match ended {
                Ok(Ok(())) => return,
                Ok(Err(error)) => error.to_string(),
                Err(_) => "internal error in the line editor".to_owned(),
            };
            line.send(Message::Failed(why));
        })?;
        Ok(Handle { orders, messages })
    }

    /// Gives an order; false when the editor has ended.
    pub fn order(&self, order: Order) -> bool {
        self.orders.send(order).is_ok()
    }
}

/// The way to the session.
#[derive(Clone)]
struct Line {
    outbox: Sender<Message>,
    waker: Arc<dyn Parker>,
}

impl Line {
    fn send(&self, message: Message) {
        // A session that has ended needs no more messages.
        let _ = self.outbox.send(message);
        self.waker.unpark();
    }

    /// Asks the session something.
    fn ask<T>(&self, patience: Duration, question: impl FnOnce(Sender<T>) -> Message) -> Option<T> {
        let (answer, answered) = channel();
        self.send(question(answer));
        answered.recv_timeout(patience).ok()
    }
}

type PromptEditor = Editor<PromptHelper, FileHistory>;

fn configuration(setup: &Setup) -> rustyline::Result<Config> {
    let colours = if setup.colours { ColorMode::Enabled } else { ColorMode::Disabled };
    let behavior = if setup.terminal { Behavior::PreferTerm } else { Behavior::Stdio };
    Ok(Config::builder()
        .max_history_size(history::MOST)?
        .history_ignore_space(false)
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .color_mode(colours)
        .behavior(behavior)
        .tab_stop(8)
        .indent_size(4)
        .build())
}

fn work(setup: Setup, line: &Line, inbox: &Receiver<Order>) -> rustyline::Result<()> {
    let mut editor = PromptEditor::with_config(configuration(&setup)?)?;
    editor.set_helper(Some(PromptHelper { line: line.clone() }));
    bind_keys(&mut editor);
    // Without one (a dumb terminal, a pipe) everything is written as it comes.
    let printer = editor.create_external_printer().ok();
    let shows_above = printer.is_some();
    if let Some(mut printer) = printer {
        setup.output.show_with(Box::new(move |text| {
            // A terminal that is gone shows nothing.
            drop(printer.print(text));
        }));
    }
    let mut loaded = false;
    while let Ok(order) = inbox.recv() {
        match order {
            Order::Read { prompt, styled, initial } => {
                if !std::mem::replace(&mut loaded, true)
                    && let Some(path) = &setup.history
                {
                    // The first session has none.
                    drop(editor.load_history(path));
                }
                setup.output.begin_editing(shows_above);
                let read = editor.readline_with_initial(&(prompt, styled), (&initial, ""));
                setup.output.end_editing();
                line.send(answer(&mut editor, &setup, read)?);
            }
            Order::Close(done) => {
                let _ = done.send(());
                return Ok(());
            }
        }
    }
    Ok(())
}

fn answer(editor: &mut PromptEditor, setup: &Setup, read: rustyline::Result<String>) -> rustyline::Result<Message> {
    Ok(match read {
        Ok(entry) => {
            if !entry.trim().is_empty()
                && editor.add_history_entry(entry.trim_end())?
                && let Some(path) = &setup.history
            {
                // At once: a session may end in any way. A full disk does not end the session.
                drop(editor.append_history(path));
            }
            Message::Entry(entry)
        }
        Err(ReadlineError::Interrupted) => Message::Cleared,
        Err(ReadlineError::Eof) => Message::End,
        // The terminal is gone.
        Err(ReadlineError::Errno(_) | ReadlineError::Io(_)) => Message::End,
        Err(error) => Message::Failed(error.to_string()),
    })
}

// ---- keys ----

/// Enter: another line, indented, or the entry.
struct Enter;

impl ConditionalEventHandler for Enter {
    fn handle(&self, _event: &Event, _n: RepeatCount, _positive: bool, ctx: &EventContext) -> Option<Cmd> {
        let (text, cursor) = (ctx.line(), ctx.pos());
        let at_end = cursor == text.len() || !text.contains('\n');
        if at_end && !parts::is_incomplete(text) {
            return Some(Cmd::AcceptLine);
        }
        let indent = parts::indentation(&text[..cursor]);
        Some(Cmd::Insert(1, format!("\n{}", " ".repeat(indent))))
    }
}

/// Tab: indentation at the start of a line, else completion.
struct Tab;

impl ConditionalEventHandler for Tab {
    fn handle(&self, _event: &Event, _n: RepeatCount, _positive: bool, ctx: &EventContext) -> Option<Cmd> {
        let before = &ctx.line()[..ctx.pos()];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        if before[start..].trim().is_empty() { Some(Cmd::Insert(1, "    ".to_owned())) } else { None }
    }
}

fn bind_keys(editor: &mut PromptEditor) {
    editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::NONE), EventHandler::Conditional(Box::new(Enter)));
    editor.bind_sequence(KeyEvent(KeyCode::Tab, Modifiers::NONE), EventHandler::Conditional(Box::new(Tab)));
    editor.bind_sequence(KeyEvent(KeyCode::Up, Modifiers::CTRL), Cmd::Move(Movement::LineUp(1)));
}

// ---- what rustyline asks ----

struct PromptHelper {
    line: Line,
}

impl Helper for PromptHelper {}

impl Completer for PromptHelper {
    type Candidate = Pair;

    fn complete(&self, text: &str, cursor: usize, _ctx: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let ask = |answer| Message::Complete { text: text.to_owned(), cursor, answer };
        let (start, found) = self.line.ask(COMPLETION_PATIENCE, ask).unwrap_or((cursor, Vec::new()));
        let pairs = found.into_iter().map(|c| Pair { display: c.shown, replacement: c.text });
        Ok((start, pairs.collect()))
    }
}

impl Hinter for PromptHelper {
    type Hint = String;

    fn hint(&self, text: &str, cursor: usize, _ctx: &Context<'_>) -> Option<String> {
        if !parts::wants_hint(text, cursor) {
            return None;
        }
        self.line.ask(HINT_PATIENCE, |answer| Message::Hint { text: text.to_owned(), cursor, answer })?
    }
}

impl Validator for PromptHelper {
    fn validate(&self, ctx: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        Ok(if parts::is_incomplete(ctx.input()) { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl Highlighter for PromptHelper {
    fn highlight<'l>(&self, text: &'l str, cursor: usize) -> Cow<'l, str> {
        parts::paint(text, cursor)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\x1b[90m{hint}\x1b[0m"))
    }

    fn highlight_char(&self, _text: &str, _cursor: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}
