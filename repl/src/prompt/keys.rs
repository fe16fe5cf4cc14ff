//! What keys do, where it differs from what the line editor makes of them: Enter, indentation, rows with margins,
//! history by prefix, pasted text. The same for Emacs and Vi keys; a key that is not named here keeps its meaning.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustyline::{
    Cmd, ConditionalEventHandler, EditMode, Event, EventContext, InputMode, KeyCode, KeyEvent, Modifiers, Movement,
    RepeatCount, Word,
};
use unicode_segmentation::UnicodeSegmentation;

use super::recall::Recall;
use super::{incomplete, indent, margin, paste};

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

    /// Works on what is known of the search in the history.
    pub fn recall<T>(&self, f: impl FnOnce(&mut Recall) -> T) -> T {
        f(&mut self.state().recall)
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

impl ConditionalEventHandler for Keys {
    fn handle(&self, event: &Event, n: RepeatCount, positive: bool, ctx: &EventContext) -> Option<Cmd> {
        let key = *event.get(0)?;
        let mut state = self.editing.state();
        let vi_command = ctx.mode() == EditMode::Vi && ctx.input_mode() == InputMode::Command;
        if let Some(command) = state.paste(key, ctx, vi_command) {
            return Some(command);
        }
        let row = Row::new(ctx.line(), ctx.pos(), state.margin);
        if let Some(command) = state.enter(key, &row, vi_command).or_else(|| state.recalling(key, &row, vi_command)) {
            return Some(command);
        }
        // With a count, keys do what they always do.
        if n != 1 || !positive {
            return None;
        }
        if vi_command {
            return row.vi(key);
        }
        row.indentation(key).or_else(|| row.motion(key, ctx)).or_else(|| row.deletion(key))
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

    fn enter(&self, key: KeyEvent, row: &Row, vi_command: bool) -> Option<Cmd> {
        match key {
            KeyEvent(KeyCode::Enter, PLAIN) | KeyEvent(KeyCode::Char('J' | 'M'), Modifiers::CTRL) => {
                let code = margin::to_code(row.entry, row.margin);
                let cursor = margin::code_position(row.entry, row.cursor, row.margin);
                if vi_command || incomplete::enter(&code, cursor) == incomplete::Enter::Run {
                    return Some(Cmd::AcceptLine);
                }
                Some(row.new_line(&code[..cursor]))
            }
            KeyEvent(KeyCode::Enter, Modifiers::ALT) | KeyEvent(KeyCode::Char('O'), Modifiers::CTRL) if !vi_command => {
                let code = margin::to_code(row.entry, row.margin);
                let cursor = margin::code_position(row.entry, row.cursor, row.margin);
                Some(row.new_line(&code[..cursor]))
            }
            _ => None,
        }
    }

    /// The history: Up and Down at the ends of the entry, PageUp and PageDown anywhere, by what stands before the cursor.
    fn recalling(&mut self, key: KeyEvent, row: &Row, vi_command: bool) -> Option<Cmd> {
        let back = match key {
            KeyEvent(KeyCode::Up, PLAIN) if row.is_first() => true,
            KeyEvent(KeyCode::Down, PLAIN) if row.is_last() => false,
            KeyEvent(KeyCode::Char('k'), PLAIN) if vi_command && row.is_first() => true,
            KeyEvent(KeyCode::Char('j'), PLAIN) if vi_command && row.is_last() => false,
            KeyEvent(KeyCode::Char('k'), PLAIN) if vi_command => return Some(Cmd::Move(Movement::LineUp(1))),
            KeyEvent(KeyCode::Char('j'), PLAIN) if vi_command => return Some(Cmd::Move(Movement::LineDown(1))),
            KeyEvent(KeyCode::PageUp, PLAIN) => true,
            KeyEvent(KeyCode::PageDown, PLAIN) => false,
            KeyEvent(KeyCode::Char('P' | 'N'), Modifiers::CTRL) | KeyEvent(KeyCode::Char('<' | '>'), Modifiers::ALT) => {
                self.recall.forget();
                return None;
            }
            _ => return None,
        };
        self.recall.search(row.entry, row.cursor, row.margin);
        Some(if back { Cmd::PreviousHistory } else { Cmd::NextHistory })
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

    fn new_line(&self, code_before: &str) -> Cmd {
        Cmd::Insert(1, format!("\n{:1$}{2}", "", self.margin, indent::next_line(code_before)))
    }

    fn indentation(&self, key: KeyEvent) -> Option<Cmd> {
        let code = || margin::to_code(self.entry, self.margin);
        match key {
            KeyEvent(KeyCode::Tab, PLAIN) => indent::tab(self.before(), &code()).map(|blanks| Cmd::Insert(1, blanks)),
            KeyEvent(KeyCode::BackTab, PLAIN) => {
                let row = &self.entry[self.code_start..self.end];
                Some(if row.starts_with(' ') { Cmd::Dedent(Movement::WholeLine) } else { Cmd::Noop })
            }
            KeyEvent(KeyCode::Backspace, PLAIN) => {
                let blanks = indent::backspace(self.before(), &code())?;
                Some(Cmd::Kill(Movement::BackwardChar(count(blanks))))
            }
            _ => None,
        }
    }

    /// Rows end where the next one's code begins.
    fn motion(&self, key: KeyEvent, ctx: &EventContext) -> Option<Cmd> {
        match key {
            KeyEvent(KeyCode::Left, PLAIN) | KeyEvent(KeyCode::Char('B'), Modifiers::CTRL) => {
                let joins = !self.is_first() && self.cursor <= self.code_start;
                joins.then(|| Cmd::Move(Movement::BackwardChar(count(self.cursor - self.start + 1))))
            }
            KeyEvent(KeyCode::Right, PLAIN) | KeyEvent(KeyCode::Char('F'), Modifiers::CTRL) => {
                // A hint that cannot be taken over is none to take over.
                if self.cursor == self.entry.len() {
                    return Some(if ctx.hint_text().is_some() { Cmd::CompleteHint } else { Cmd::Noop });
                }
                self.to_next_row().map(|n| Cmd::Move(Movement::ForwardChar(n)))
            }
            KeyEvent(KeyCode::End, PLAIN) | KeyEvent(KeyCode::Char('E'), Modifiers::CTRL) => {
                (self.cursor == self.entry.len() && ctx.hint_text().is_some()).then_some(Cmd::CompleteHint)
            }
            KeyEvent(KeyCode::Home, PLAIN) | KeyEvent(KeyCode::Char('A'), Modifiers::CTRL) => self.home(),
            _ => None,
        }
    }

    /// To the beginning of the row's text, or, from there, of its code.
    fn home(&self) -> Option<Cmd> {
        if self.is_first() || self.cursor < self.code_start {
            return None;
        }
        let before = self.before();
        let text = before.trim_start_matches(' ');
        let back = if text.is_empty() { before } else { text };
        let graphemes = back.graphemes(true).count();
        Some(if graphemes == 0 { Cmd::Noop } else { Cmd::Move(Movement::BackwardChar(count(graphemes))) })
    }

    /// From the end of a row, how far it is to the next one's code.
    fn to_next_row(&self) -> Option<RepeatCount> {
        if self.cursor != self.end || self.is_last() {
            return None;
        }
        let (start, own_margin) = margin::row_at(self.entry, self.end + 1, self.margin);
        Some(count(start + own_margin - self.cursor))
    }

    fn deletion(&self, key: KeyEvent) -> Option<Cmd> {
        match key {
            KeyEvent(KeyCode::Backspace, PLAIN) => {
                let joins = !self.is_first() && self.cursor <= self.code_start;
                joins.then(|| Cmd::Kill(Movement::BackwardChar(count(self.cursor - self.start + 1))))
            }
            KeyEvent(KeyCode::Delete, PLAIN) | KeyEvent(KeyCode::Char('D' | 'K'), Modifiers::CTRL) => {
                self.to_next_row().map(|n| Cmd::Kill(Movement::ForwardChar(n)))
            }
            // To the beginning of the row's text, word by word, so that it can be yanked.
            KeyEvent(KeyCode::Char('U'), Modifiers::CTRL) if !self.is_first() => {
                let words = self.before().split_whitespace().count();
                Some(match (words, self.before().len()) {
                    (0, 0) => Cmd::Kill(Movement::BackwardChar(count(self.cursor - self.start + 1))),
                    (0, blanks) => Cmd::Kill(Movement::BackwardChar(count(blanks))),
                    (words, _) => Cmd::Kill(Movement::BackwardWord(count(words), Word::Big)),
                })
            }
            _ => None,
        }
    }

    /// Vi's command mode: no motion leaves the row, or enters its margin.
    fn vi(&self, key: KeyEvent) -> Option<Cmd> {
        match key {
            KeyEvent(KeyCode::Char('h') | KeyCode::Left | KeyCode::Backspace, PLAIN) => {
                (!self.is_first() && self.cursor <= self.code_start).then_some(Cmd::Noop)
            }
            KeyEvent(KeyCode::Char('l' | ' ') | KeyCode::Right, PLAIN) => {
                (self.cursor == self.end && !self.is_last()).then_some(Cmd::Noop)
            }
            KeyEvent(KeyCode::Char('0' | '^') | KeyCode::Home, PLAIN) => self.home(),
            KeyEvent(KeyCode::Char('X'), PLAIN) => {
                (!self.is_first() && self.cursor <= self.code_start).then_some(Cmd::Noop)
            }
            _ => None,
        }
    }
}

/// As many as the editor can count.
fn count(n: usize) -> RepeatCount {
    RepeatCount::try_from(n).unwrap_or(RepeatCount::MAX)
}
