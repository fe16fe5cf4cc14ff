//! What the line editor asks while an entry is edited: how it is drawn, whether it is complete, what may follow.
//!
//! Runs in the editor's thread. What only the interpreter knows is asked of the session by way of [`Questions`]; while the
//! session is busy, editing goes on without.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::SearchDirection;
use rustyline::line_buffer::LineBuffer;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Changeset, Context, Helper};

use super::complete::Candidate;
use super::highlight::{self, Continuation, GREY, RESET};
use super::keys::Editing;
use super::{hint, incomplete, margin};

/// After a question without an answer, so long none is asked for a hint.
const BUSY: Duration = Duration::from_millis(500);

/// In entries with more rows, what is typed gets its colours later: drawing them anew at each key would take too long.
const MOST_COLOURED_ROWS: usize = 500;

/// Longer ones the line editor cannot list.
const MOST_CANDIDATES: usize = 50_000;

/// What the session is asked. `None`: it has no time.
pub trait Questions {
    /// Where the completion of the code at the cursor starts, and what may stand there.
    fn complete(&self, code: &str, cursor: usize) -> Option<(usize, Vec<Candidate>)>;

    /// The signature of the call that the code before the cursor is in.
    fn hint(&self, before: &str) -> Option<Option<String>>;
}

/// What is shown in grey behind the entry.
pub struct Shown {
    text: String,
    /// What is inserted when it is accepted.
    completion: Option<String>,
}

impl Hint for Shown {
    fn display(&self) -> &str {
        &self.text
    }

    fn completion(&self) -> Option<&str> {
        self.completion.as_deref()
    }
}

/// The line editor's helper.
pub struct PromptHelper<Q> {
    questions: Q,
    editing: Arc<Editing>,
    colours: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    continuation: String,
    /// What was hinted at last, and the hint.
    hinted: Option<(String, Option<String>)>,
    busy_until: Option<Instant>,
    /// The entry is drawn for the last time: nothing depends on the cursor any more.
    done: bool,
}

impl<Q: Questions> PromptHelper<Q> {
    pub fn new(questions: Q, editing: Arc<Editing>, colours: bool) -> PromptHelper<Q> {
        PromptHelper { questions, editing, colours, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An entry is about to be edited: its second prompt.
    pub fn begin(&self, continuation: String) {
        *self.state() = State { continuation, ..State::default() };
    }

    fn signature(&self, code: &str, cursor: usize) -> Option<String> {
        let topic = hint::topic(code, cursor)?;
        let mut state = self.state();
        if let Some((last, hint)) = &state.hinted
            && *last == topic
        {
            return hint.clone();
        }
        if state.busy_until.is_some_and(|until| Instant::now() < until) {
            return None;
        }
        drop(state);
        let answer = self.questions.hint(&code[..cursor]);
        state = self.state();
        match answer {
            Some(hint) => {
                state.hinted = Some((topic, hint.clone()));
                hint
            }
            None => {
                state.busy_until = Some(Instant::now() + BUSY);
                None
            }
        }
    }
}

impl<Q: Questions> Helper for PromptHelper<Q> {}

impl<Q: Questions> Completer for PromptHelper<Q> {
    type Candidate = Pair;

    fn complete(&self, entry: &str, cursor: usize, ctx: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        if self.editing.prepare(entry, cursor, ctx.history()) {
            // One candidate is enough to be asked to make the change; without one the bell sounds.
            let one = Pair { display: String::new(), replacement: String::new() };
            return Ok((cursor, self.editing.has_change().then_some(one).into_iter().collect()));
        }
        let width = self.editing.margin();
        let code = margin::to_code(entry, width);
        let at = margin::code_position(entry, cursor, width);
        let Some((start, mut found)) = self.questions.complete(&code, at) else { return Ok((cursor, Vec::new())) };
        found.truncate(MOST_CANDIDATES);
        let pairs = found.into_iter().map(|c| Pair { display: c.shown, replacement: c.text });
        // No completion begins on an earlier row.
        Ok((cursor - at.saturating_sub(start).min(cursor), pairs.collect()))
    }

    fn update(&self, line: &mut LineBuffer, start: usize, elected: &str, changes: &mut Changeset) {
        match self.editing.take_change() {
            Some(change) => {
                if !change.range.is_empty() || !change.text.is_empty() {
                    line.replace(change.range, &change.text, changes);
                }
                line.set_pos(change.cursor);
            }
            None => line.replace(start..line.pos(), elected, changes),
        }
    }
}

impl<Q: Questions> Hinter for PromptHelper<Q> {
    type Hint = Shown;

    fn hint(&self, entry: &str, cursor: usize, ctx: &Context<'_>) -> Option<Shown> {
        if !self.colours || entry.is_empty() {
            // Without colours it could not be told from what was typed.
            return None;
        }
        let width = self.editing.margin();
        let code = margin::to_code(entry, width);
        if let Some(text) = self.signature(&code, margin::code_position(entry, cursor, width)) {
            return Some(Shown { text, completion: None });
        }
        if cursor < entry.len() || entry.trim().is_empty() {
            return None;
        }
        let last = ctx.history().len().checked_sub(1)?;
        let found = ctx.history().starts_with(entry, last, SearchDirection::Reverse).ok().flatten()?;
        let rest = found.entry.get(entry.len()..)?.trim_end();
        (!rest.is_empty()).then(|| Shown { text: format!("{GREY}{rest}{RESET}"), completion: Some(rest.to_owned()) })
    }
}

impl<Q: Questions> Validator for PromptHelper<Q> {
    /// Only for terminals that cannot edit: elsewhere the keys have decided.
    fn validate(&self, ctx: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let code = margin::to_code(ctx.input(), self.editing.margin());
        Ok(if incomplete::awaits_line(&code) { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl<Q: Questions> Highlighter for PromptHelper<Q> {
    fn highlight<'l>(&self, entry: &'l str, cursor: usize) -> Cow<'l, str> {
        let state = self.state();
        let continuation = Continuation { prompt: &state.continuation, width: self.editing.margin() };
        Cow::Owned(if self.colours {
            highlight::entry(entry, (!state.done).then_some(cursor), continuation)
        } else {
            highlight::plain_entry(entry, continuation)
        })
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _default: bool) -> Cow<'b, str> {
        Cow::Borrowed(prompt)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        // It has its colours.
        Cow::Borrowed(hint)
    }

    fn highlight_char(&self, entry: &str, cursor: usize, kind: CmdKind) -> bool {
        self.state().done = kind == CmdKind::ForcedRefresh;
        match kind {
            _ if !self.colours => false,
            CmdKind::MoveCursor => highlight::has_match(entry, cursor),
            _ => entry.bytes().filter(|b| *b == b'\n').count() < MOST_COLOURED_ROWS,
        }
    }
}
