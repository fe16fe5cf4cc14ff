//! The history as the keys see it: entries drawn with margins, and only those that begin as what was typed.
//!
//! Where the entries are kept is `history`'s business; this stands between it and the line editor.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use rustyline::Result;
use rustyline::history::{History, SearchDirection, SearchResult};

use super::keys::Editing;
use super::margin;

/// A search that is going on from key to key.
#[derive(Default)]
pub struct Recall {
    /// What the entries begin with.
    prefix: String,
    /// What was typed, for the way back.
    typed: String,
    /// The code that the search has shown last.
    shown: Option<String>,
}

impl Recall {
    /// Goes on searching, or begins to when the entry is not what the search has shown.
    pub fn search(&mut self, entry: &str, cursor: usize, width: usize) {
        let code = margin::to_code(entry, width);
        if self.shown.as_deref() == Some(&*code) {
            return;
        }
        let before = code[..margin::code_position(entry, cursor, width)].to_owned();
        *self = Recall { prefix: before, typed: code.into_owned(), shown: None };
    }

    /// From now on all entries fit.
    pub fn forget(&mut self) {
        *self = Recall::default();
    }

    fn fits(&self, code: &str) -> bool {
        code.starts_with(&self.prefix) && self.shown.as_deref() != Some(code) && (code != self.typed || code.is_empty())
    }
}

/// The history that the line editor is given.
pub struct Recalled<H> {
    kept: H,
    editing: Arc<Editing>,
}

impl<H: History> Recalled<H> {
    pub fn new(kept: H, editing: Arc<Editing>) -> Recalled<H> {
        Recalled { kept, editing }
    }

    /// The entry for a code that was found.
    fn drawn<'a>(&self, found: SearchResult<'a>) -> SearchResult<'a> {
        let width = self.editing.margin();
        let rows = found.entry[..found.pos.min(found.entry.len())].matches('\n').count();
        let entry = match found.entry {
            Cow::Borrowed(code) => margin::to_entry(code, width),
            Cow::Owned(code) => Cow::Owned(margin::to_entry(&code, width).into_owned()),
        };
        SearchResult { entry, idx: found.idx, pos: found.pos + rows * width }
    }

    /// The next entry from `index` on that fits.
    fn fitting(&self, index: usize, dir: SearchDirection) -> Result<Option<SearchResult<'_>>> {
        let mut index = index;
        loop {
            let Some(found) = self.kept.get(index, dir)? else { return Ok(None) };
            if self.editing.recall(|r| r.fits(&found.entry)) {
                return Ok(Some(found));
            }
            let next = match dir {
                SearchDirection::Reverse => found.idx.checked_sub(1),
                SearchDirection::Forward => Some(found.idx + 1),
            };
            match next {
                Some(next) => index = next,
                None => return Ok(None),
            }
        }
    }
}

impl<H: History> History for Recalled<H> {
    fn get(&self, index: usize, dir: SearchDirection) -> Result<Option<SearchResult<'_>>> {
        if let Some(found) = self.fitting(index, dir)? {
            self.editing.recall(|r| r.shown = Some(found.entry.to_string()));
            return Ok(Some(self.drawn(found)));
        }
        if dir == SearchDirection::Reverse {
            return Ok(None);
        }
        // Past the last one: what was typed.
        let typed = self.editing.recall(|r| {
            r.shown = None;
            r.typed.clone()
        });
        Ok(Some(self.drawn(SearchResult { entry: Cow::Owned(typed), idx: self.kept.len(), pos: 0 })))
    }

    fn search(&self, term: &str, start: usize, dir: SearchDirection) -> Result<Option<SearchResult<'_>>> {
        Ok(self.kept.search(term, start, dir)?.map(|found| self.drawn(found)))
    }

    fn starts_with(&self, term: &str, start: usize, dir: SearchDirection) -> Result<Option<SearchResult<'_>>> {
        let term = margin::to_code(term, self.editing.margin());
        Ok(self.kept.starts_with(&term, start, dir)?.map(|found| self.drawn(found)))
    }

    fn add(&mut self, line: &str) -> Result<bool> {
        self.kept.add(line)
    }

    fn add_owned(&mut self, line: String) -> Result<bool> {
        self.kept.add_owned(line)
    }

    fn len(&self) -> usize {
        self.kept.len()
    }

    fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    fn set_max_len(&mut self, len: usize) -> Result<()> {
        self.kept.set_max_len(len)
    }

    fn ignore_dups(&mut self, yes: bool) -> Result<()> {
        self.kept.ignore_dups(yes)
    }

    fn ignore_space(&mut self, yes: bool) {
        self.kept.ignore_space(yes);
    }

    fn save(&mut self, path: &Path) -> Result<()> {
        self.kept.save(path)
    }

    fn append(&mut self, path: &Path) -> Result<()> {
        self.kept.append(path)
    }

    fn load(&mut self, path: &Path) -> Result<()> {
        self.kept.load(path)
    }

    fn clear(&mut self) -> Result<()> {
        self.kept.clear()
    }
}

#[cfg(test)]
mod tests {
    use rustyline::history::MemHistory;

    use super::*;

    fn history(entries: &[&str]) -> Recalled<MemHistory> {
        let editing = Arc::new(Editing::default());
        editing.begin(4);
        let mut kept = MemHistory::new();
        for entry in entries {
            assert!(kept.add(entry).is_ok());
        }
        Recalled::new(kept, editing)
    }

    fn shown(history: &Recalled<MemHistory>, index: usize, dir: SearchDirection) -> Option<(String, usize)> {
        history.get(index, dir).ok().flatten().map(|found| (found.entry.into_owned(), found.idx))
    }

    #[test]
    fn entries_that_begin_differently_are_passed_over() {
        let history = history(&["for a", "x", "for b", "y"]);
        history.editing.recall(|r| r.search("for", 3, 4));
        assert_eq!(shown(&history, 3, SearchDirection::Reverse), Some(("for b".into(), 2)));
        history.editing.recall(|r| r.search("for b", 5, 4));
        assert_eq!(shown(&history, 1, SearchDirection::Reverse), Some(("for a".into(), 0)));
        history.editing.recall(|r| r.search("for a", 5, 4));
        assert_eq!(shown(&history, 1, SearchDirection::Forward), Some(("for b".into(), 2)));
    }

    #[test]
    fn past_the_last_one_is_what_was_typed() {
        let history = history(&["for a", "x"]);
        history.editing.recall(|r| r.search("for", 3, 4));
        assert_eq!(shown(&history, 1, SearchDirection::Reverse), Some(("for a".into(), 0)));
        assert_eq!(shown(&history, 1, SearchDirection::Forward), Some(("for".into(), 2)));
        assert_eq!(shown(&history, 0, SearchDirection::Reverse), Some(("for a".into(), 0)));
    }

    #[test]
    fn blocks_come_back_with_margins() {
        let history = history(&["if x:\n    y\n"]);
        assert_eq!(shown(&history, 0, SearchDirection::Reverse), Some(("if x:\n        y\n    ".into(), 0)));
        let found = history.search("y", 0, SearchDirection::Reverse).ok().flatten();
        assert_eq!(found.map(|f| f.pos), Some("if x:\n        ".len()));
    }
}
