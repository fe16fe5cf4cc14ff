//! The line editor, in a thread of its own: rustyline, and the messages between it and the session.
//!
//! The thread has the terminal from the moment it is asked for an entry until it has answered. What it cannot know
//! (completions, signatures) it asks the session, which answers as soon as the loop is between two handles; an answer
//! that takes too long is done without.

use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{
    Behavior, ColorMode, CompletionType, Config, EditMode, Editor, Event, EventHandler, ExternalPrinter, KeyEvent,
};
use taipan_interp::host::{Host, Parker};

use super::complete::Candidate;
use super::helper::{PromptHelper, Questions};
use super::inputrc::Keymap;
use super::keys::{Editing, Keys};
use super::output::Output;
use super::recall::Recalled;
use super::suspend::Suspend;
use super::{history, incomplete, margin};

/// Native stack of the thread: the parser that says whether an entry is complete runs on it.
const STACK: usize = 64 << 20;

/// How long the editor waits for the session's answers.
const COMPLETION_PATIENCE: Duration = Duration::from_millis(500);
const HINT_PATIENCE: Duration = Duration::from_millis(30);

/// So many milliseconds after Escape, the next key has nothing to do with it.
const ESCAPE_PATIENCE: u16 = 50;

/// What the session wants.
pub enum Order {
    /// An entry, with this prompt: plain, and with colours.
    Read(Prompt),
    /// Save the history and end; the answer says that it is done.
    Close(Sender<()>),
}

/// What is shown while an entry is edited.
pub struct Prompt {
    /// Plain, and with colours.
    pub plain: String,
    pub styled: String,
    /// In front of the lines below the first.
    pub continuation: String,
    /// Code that is there already.
    pub initial: String,
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
        code: String,
        cursor: usize,
        answer: Sender<(usize, Vec<Candidate>)>,
    },
    /// The signature of the call that the code is in the middle of.
    Hint {
        before: String,
        answer: Sender<Option<String>>,
    },
}

/// How the editor begins.
pub struct Setup {
    pub history: Option<PathBuf>,
    pub colours: bool,
    /// Read from the terminal itself rather than standard input.
    pub terminal: bool,
    /// The terminal cannot do more than show text.
    pub dumb: bool,
    pub keymap: Keymap,
    pub output: Arc<Output>,
    /// Where the session waits.
    pub waker: Arc<dyn Parker>,
    pub host: Arc<dyn Host>,
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

impl Questions for Line {
    fn complete(&self, code: &str, cursor: usize) -> Option<(usize, Vec<Candidate>)> {
        self.ask(COMPLETION_PATIENCE, |answer| Message::Complete { code: code.to_owned(), cursor, answer })
    }

    fn hint(&self, before: &str) -> Option<Option<String>> {
        self.ask(HINT_PATIENCE, |answer| Message::Hint { before: before.to_owned(), answer })
    }
}

type PromptEditor = Editor<PromptHelper<Line>, Recalled<FileHistory>>;

fn configuration(setup: &Setup) -> rustyline::Result<Config> {
    // Whether there are colours the painter knows, which draws the margins, too.
    let behavior = if setup.terminal { Behavior::PreferTerm } else { Behavior::Stdio };
    // In Vi's keys, Escape means something by itself.
    let (mode, escape) = match setup.keymap {
        Keymap::Emacs => (EditMode::Emacs, None),
        Keymap::Vi => (EditMode::Vi, Some(ESCAPE_PATIENCE)),
    };
    Ok(Config::builder()
        .max_history_size(history::MOST)?
        .history_ignore_space(false)
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .color_mode(ColorMode::Forced)
        .behavior(behavior)
        .edit_mode(mode)
        .keyseq_timeout(escape)
        .tab_stop(8)
        .indent_size(4)
        .build())
}

fn work(setup: Setup, line: &Line, inbox: &Receiver<Order>) -> rustyline::Result<()> {
    let config = configuration(&setup)?;
    let editing = Arc::new(Editing::default());
    let history = Recalled::new(FileHistory::with_config(&config), editing.clone());
    let mut editor = PromptEditor::with_history(config, history)?;
    editor.set_helper(Some(PromptHelper::new(line.clone(), editing.clone(), setup.colours)));
    editor.bind_sequence(Event::Any, EventHandler::Conditional(Box::new(Keys::new(editing.clone()))));
    if let Some(suspend) = Suspend::new(setup.host.clone()) {
        editor.bind_sequence(KeyEvent::ctrl('Z'), EventHandler::Conditional(Box::new(suspend)));
    }
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
    let mut reserve = Some(Reserve::new());
    while let Ok(order) = inbox.recv() {
        match order {
            Order::Read(prompt) => {
                if !std::mem::replace(&mut loaded, true)
                    && let Some(path) = &setup.history
                {
                    // The first session has none.
                    drop(editor.load_history(path));
                }
                setup.output.begin_editing(shows_above);
                drop(reserve.take());
                let read = read(&mut editor, &editing, &setup, prompt);
                reserve = Some(Reserve::new());
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

/// Low numbers of descriptors, kept for what rustyline opens for each entry: it waits with `select`, which takes no number
/// above 1,023, and a program may have that many connections.
struct Reserve {
    _held: Vec<OwnedFd>,
}

impl Reserve {
    fn new() -> Reserve {
        /// A pair of sockets, which tell of a new size of the terminal.
        const COUNT: usize = 2;
        let duplicate = |_| rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 0).ok();
        Reserve { _held: (0..COUNT).filter_map(duplicate).collect() }
    }
}

/// Lets an entry be edited, and gives its code.
fn read(editor: &mut PromptEditor, editing: &Editing, setup: &Setup, prompt: Prompt) -> rustyline::Result<String> {
    // Where nothing is drawn, the entry is the code.
    let drawn = setup.terminal && !setup.dumb;
    let width = if drawn { margin::width_of(&prompt.plain) } else { 0 };
    editing.begin(width);
    if let Some(helper) = editor.helper() {
        helper.begin(margin::fitted(&prompt.continuation, width));
    }
    let initial = margin::to_entry(&prompt.initial, width).into_owned();
    let entry = editor.readline_with_initial(&(prompt.plain, prompt.styled), (&initial, ""))?;
    Ok(margin::to_code(&entry, width).into_owned())
}

fn answer(editor: &mut PromptEditor, setup: &Setup, read: rustyline::Result<String>) -> rustyline::Result<Message> {
    Ok(match read {
        Ok(entry) => {
            if !entry.trim().is_empty()
                && editor.add_history_entry(kept(&entry))?
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

/// An entry as the history keeps it: a block with the empty line that ends it, so that it runs again at Enter.
fn kept(code: &str) -> String {
    let code = code.trim_end();
    if incomplete::awaits_line(code) { format!("{code}\n") } else { code.to_owned() }
}
