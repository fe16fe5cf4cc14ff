//! What keys do, where it differs from what the line editor makes of them: Enter, indentation, rows with margins,
//! history by prefix, pasted text. The same for Emacs and Vi keys; a key that is not named here keeps its meaning.
//!
//! The line editor has no command for most of these changes. It lets completion change an entry in any way, though: so
//! the key leaves the [`Change`] with [`Editing`] and asks for completion, where `helper` makes it.

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustyline::history::History;
use rustyline::{
    Cmd, ConditionalEventHandler, EditMode, Event, EventContext, InputMode, KeyCode, KeyEvent, Modifiers, Movement,
    RepeatCount,
};
use unicode_segmentation::UnicodeSegmentation;

use super::recall::Recall;
use super::{incomplete, indent, margin, paste};

/// A change of an entry: what replaces a range of it, and where the cursor is then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub range: Range<usize>,
    pub text: String,
    pub cursor: usize,
}

/// What a key wants done.
#[derive(Clone)]
enum Wish {
    Change(Change),
    /// The entry before or after in the history, of those that begin as what stands before the cursor, or of all.
    Recall {
        back: bool,
        all: bool,
    },
}

/// What the keys, the history and the painter know together.
#[derive(Default)]
pub struct Editing {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How wide the prompt is, and so the margin of the rows below.
    margin: usize,
    /// Text that is being pasted.
    pasted: Option<paste::Paste>,
    recall: Recall,
    /// For the entry and cursor that it was wished at.
    wish: Option<(Wish, String, usize)>,
    change: Option<Change>,
}

impl Editing {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An entry is about to be edited, with a prompt of this width.
    pub fn begin(&self, margin: usize) {
        *self.state() = State { margin, ..State::default() };
    }

    pub fn margin(&self) -> usize {
        self.state().margin
    }

    /// Completion was asked for: true when it was a key with a wish, whose change is then to be had, if there is one.
    pub fn prepare(&self, entry: &str, cursor: usize, history: &dyn History) -> bool {
        let (wish, mut recall) = {
            let mut state = self.state();
            let wish = state.wish.take().filter(|(_, e, c)| e == entry && *c == cursor);
            let Some((wish, _, _)) = wish else { return false };
            (wish, std::mem::take(&mut state.recall))
        };
        // Not while the state is held: the history asks for the margin.
        let change = match wish {
            Wish::Change(change) => Some(change),
            Wish::Recall { back, all } => recall.go(history, entry, cursor, back, all),
        };
        let mut state = self.state();
        state.recall = recall;
        state.change = change;
        true
    }

    /// The change that was prepared.
    pub fn has_change(&self) -> bool {
        self.state().change.is_some()
    }

    pub fn take_change(&self) -> Option<Change> {
        self.state().change.take()
    }
}

/// The handler of all keys.
pub struct Keys {
    editing: Arc<Editing>,
}

impl Keys {
    pub fn new(editing: Arc<Editing>) -> Keys {
        Keys { editing }
    }
}

/// What a key does.
enum Done {
    Command(Cmd),
    Wish(Wish),
}

impl Done {
    fn go_to(cursor: usize) -> Done {
        Done::Wish(Wish::Change(Change { range: cursor..cursor, text: String::new(), cursor }))
    }

    fn delete(range: Range<usize>) -> Done {
        let cursor = range.start;
        Done::Wish(Wish::Change(Change { range, text: String::new(), cursor }))
    }
}

const NOTHING: Done = Done::Command(Cmd::Noop);

impl ConditionalEventHandler for Keys {
    fn handle(&self, event: &Event, n: RepeatCount, positive: bool, ctx: &EventContext) -> Option<Cmd> {
        let key = *event.get(0)?;
        let mut state = self.editing.state();
        state.wish = None;
        let vi_command = ctx.mode() == EditMode::Vi && ctx.input_mode() == InputMode::Command;
        if let Some(command) = state.paste(key, ctx, vi_command) {
            return Some(command);
        }
        let row = Row::new(ctx.line(), ctx.pos(), state.margin);
        let once = n == 1 && positive;
        let done = row.enter(key, vi_command).or_else(|| row.recall(key, vi_command)).or_else(|| {
            // With a count, keys do what they always do.
            match (once, vi_command) {
                (false, _) => None,
                (true, true) => row.vi(key),
                (true, false) => row.indentation(key).or_else(|| row.motion(key, ctx)).or_else(|| row.deletion(key)),
            }
        })?;
        Some(match done {
            Done::Command(command) => command,
            Done::Wish(wish) => {
                state.wish = Some((wish, ctx.line().to_owned(), ctx.pos()));
                Cmd::Complete
            }
        })
    }
}

const PLAIN: Modifiers = Modifiers::NONE;

impl State {
    /// Pasted text is taken as it is: no key means anything in it. It is inserted as a whole.
    fn paste(&mut self, key: KeyEvent, ctx: &EventContext, vi_command: bool) -> Option<Cmd> {
        if let Some(pasted) = &mut self.pasted {
            match key {
                KeyEvent(KeyCode::BracketedPasteEnd, _) => {
                    let text = self.pasted.take()?.text(ctx.line().trim().is_empty());
                    return Some(Cmd::Insert(1, margin::to_entry(&text, self.margin).into_owned()));
                }
                // Nobody waits for the end of a paste that does not come.
                KeyEvent(KeyCode::Char('C'), Modifiers::CTRL) => {
                    self.pasted = None;
                    return None;
                }
                KeyEvent(KeyCode::Char(c), PLAIN) => pasted.push(c),
                KeyEvent(KeyCode::Enter, _) => pasted.push('\r'),
                KeyEvent(KeyCode::Char('J'), Modifiers::CTRL) => pasted.push('\n'),
                KeyEvent(KeyCode::Tab, _) => pasted.push('\t'),
                _ => {}
            }
            return Some(Cmd::Noop);
        }
        // In Vi's command mode digits do not come here.
        if key.0 == KeyCode::BracketedPasteStart && !vi_command {
            self.pasted = Some(paste::Paste::default());
            return Some(Cmd::Noop);
        }
        None
    }
}

/// The row of an entry that the cursor is in.
struct Row<'a> {
    entry: &'a str,
    cursor: usize,
    /// How wide the margins are.
    margin: usize,
    /// Where the row begins, and where its code does.
    start: usize,
    code_start: usize,
    end: usize,
}

impl<'a> Row<'a> {
    fn new(entry: &'a str, cursor: usize, margin: usize) -> Row<'a> {
        let (start, own_margin) = margin::row_at(entry, cursor, margin);
        let end = entry[cursor..].find('\n').map_or(entry.len(), |i| cursor + i);
        Row { entry, cursor, margin, start, code_start: start + own_margin, end }
    }

    fn is_first(&self) -> bool {
        self.start == 0
    }

    fn is_last(&self) -> bool {
        self.end == self.entry.len()
    }

    /// What stands before the cursor, without the margin.
    fn before(&self) -> &'a str {
        self.entry.get(self.code_start..self.cursor).unwrap_or("")
    }

    /// Nothing of the row's code stands before the cursor, and another row is above.
    fn at_start_below(&self) -> bool {
        !self.is_first() && self.cursor <= self.code_start
    }

    /// From the end of the row, where the next one's code begins.
    fn next_row(&self) -> Option<usize> {
        if self.cursor != self.end || self.is_last() {
            return None;
        }
        let (start, own_margin) = margin::row_at(self.entry, self.end + 1, self.margin);
        Some(start + own_margin)
    }

    fn enter(&self, key: KeyEvent, vi_command: bool) -> Option<Done> {
        let adds = match key {
            KeyEvent(KeyCode::Enter, PLAIN) | KeyEvent(KeyCode::Char('J' | 'M'), Modifiers::CTRL) => false,
            KeyEvent(KeyCode::Enter, Modifiers::ALT)
            | KeyEvent(KeyCode::Char('J' | 'M'), Modifiers::CTRL_ALT)
            | KeyEvent(KeyCode::Char('O'), Modifiers::CTRL)
                if !vi_command =>
            {
                true
            }
            _ => return None,
        };
        let code = margin::to_code(self.entry, self.margin);
        let cursor = margin::code_position(self.entry, self.cursor, self.margin);
        if !adds && (vi_command || incomplete::enter(&code, cursor) == incomplete::Enter::Run) {
            return Some(Done::Command(Cmd::AcceptLine));
        }
        let indentation = indent::next_line(&code[..cursor]);
        Some(Done::Command(Cmd::Insert(1, format!("\n{:1$}{indentation}", "", self.margin))))
    }

    /// The history: Up and Down at the ends of the entry, the others anywhere; by what stands before the cursor, but for
    /// Ctrl-P and Ctrl-N.
    fn recall(&self, key: KeyEvent, vi_command: bool) -> Option<Done> {
        let (back, all) = match key {
            KeyEvent(KeyCode::Up, PLAIN) if self.is_first() => (true, false),
            KeyEvent(KeyCode::Down, PLAIN) if self.is_last() => (false, false),
            KeyEvent(KeyCode::Char('k'), PLAIN) if vi_command && self.is_first() => (true, false),
            KeyEvent(KeyCode::Char('j'), PLAIN) if vi_command && self.is_last() => (false, false),
            KeyEvent(KeyCode::Char('k'), PLAIN) if vi_command => {
                return Some(Done::Command(Cmd::Move(Movement::LineUp(1))));
            }
            KeyEvent(KeyCode::Char('j'), PLAIN) if vi_command => {
                return Some(Done::Command(Cmd::Move(Movement::LineDown(1))));
            }
            KeyEvent(KeyCode::PageUp, PLAIN) => (true, false),
            KeyEvent(KeyCode::PageDown, PLAIN) => (false, false),
            KeyEvent(KeyCode::Char('P'), Modifiers::CTRL) => (true, true),
            KeyEvent(KeyCode::Char('N'), Modifiers::CTRL) => (false, true),
            _ => return None,
        };
        Some(Done::Wish(Wish::Recall { back, all }))
    }

    fn indentation(&self, key: KeyEvent) -> Option<Done> {
        let code = || margin::to_code(self.entry, self.margin);
        match key {
            KeyEvent(KeyCode::Tab, PLAIN) => {
                indent::tab(self.before(), &code()).map(|blanks| Done::Command(Cmd::Insert(1, blanks)))
            }
            KeyEvent(KeyCode::BackTab, PLAIN) => {
                let row = &self.entry[self.code_start..self.end];
                let blanks = row.bytes().take(indent::LEVEL).take_while(|b| *b == b' ').count();
                let cursor = self.cursor.saturating_sub(blanks).max(self.code_start);
                let range = self.code_start..self.code_start + blanks;
                Some(Done::Wish(Wish::Change(Change { range, text: String::new(), cursor })))
            }
            KeyEvent(KeyCode::Backspace, PLAIN) => {
                let blanks = indent::backspace(self.before(), &code())?;
                Some(Done::delete(self.cursor - blanks..self.cursor))
            }
            _ => None,
        }
    }

    /// Rows end where the next one's code begins.
    fn motion(&self, key: KeyEvent, ctx: &EventContext) -> Option<Done> {
        let hinted = self.cursor == self.entry.len() && ctx.hint_text().is_some();
        match key {
            KeyEvent(KeyCode::Left, PLAIN) | KeyEvent(KeyCode::Char('B'), Modifiers::CTRL) => {
                self.at_start_below().then(|| Done::go_to(self.start - 1))
            }
            KeyEvent(KeyCode::Right | KeyCode::End, PLAIN) | KeyEvent(KeyCode::Char('E' | 'F'), Modifiers::CTRL)
                if hinted =>
            {
                Some(Done::Command(Cmd::CompleteHint))
            }
            KeyEvent(KeyCode::Right, PLAIN) | KeyEvent(KeyCode::Char('F'), Modifiers::CTRL) => {
                // A hint that cannot be taken over is none to take over.
                if self.cursor == self.entry.len() { Some(NOTHING) } else { self.next_row().map(Done::go_to) }
            }
            KeyEvent(KeyCode::Home, PLAIN) | KeyEvent(KeyCode::Char('A'), Modifiers::CTRL) => self.home(),
            _ => None,
        }
    }

    /// To the beginning of the row's text, or, from there, of its code.
    fn home(&self) -> Option<Done> {
        if self.is_first() || self.cursor < self.code_start {
            return None;
        }
        let text = self.text_start();
        Some(Done::go_to(if self.cursor > text { text } else { self.code_start }))
    }

    /// Where the row's indentation ends, or the cursor is, if that is before.
    fn text_start(&self) -> usize {
        let before = self.before();
        self.code_start + before.len() - before.trim_start_matches(' ').len()
    }

    fn deletion(&self, key: KeyEvent) -> Option<Done> {
        match key {
            KeyEvent(KeyCode::Backspace, PLAIN) => {
                self.at_start_below().then(|| Done::delete(self.start - 1..self.cursor))
            }
            KeyEvent(KeyCode::Delete, PLAIN) | KeyEvent(KeyCode::Char('D' | 'K'), Modifiers::CTRL) => {
                self.next_row().map(|next| Done::delete(self.cursor..next))
            }
            KeyEvent(KeyCode::Char('U'), Modifiers::CTRL) if self.at_start_below() => {
                Some(Done::delete(self.start - 1..self.cursor))
            }
            KeyEvent(KeyCode::Char('U'), Modifiers::CTRL) if !self.is_first() => {
                let text = self.text_start();
                let from = if self.cursor > text { text } else { self.code_start };
                Some(Done::delete(from..self.cursor))
            }
            _ => None,
        }
    }

    /// Vi's command mode: no motion leaves the row, or enters its margin.
    fn vi(&self, key: KeyEvent) -> Option<Done> {
        match key {
            KeyEvent(KeyCode::Char('h' | 'X') | KeyCode::Left | KeyCode::Backspace, PLAIN) => {
                self.at_start_below().then_some(NOTHING)
            }
            KeyEvent(KeyCode::Char('l' | ' ') | KeyCode::Right, PLAIN) => {
                // The cursor is on a character there, not behind it.
                let next = self.entry[self.cursor..].graphemes(true).next().map_or(0, str::len);
                (!self.is_last() && self.cursor + next >= self.end).then_some(NOTHING)
            }
            KeyEvent(KeyCode::Char('0' | '^') | KeyCode::Home, PLAIN) => self.home(),
            _ => None,
        }
    }
}
