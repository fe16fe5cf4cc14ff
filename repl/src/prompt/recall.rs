//! The history while an entry is edited: searching it from key to key, and drawing its entries with margins.
//!
//! Where the entries are kept is `history`'s business.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use rustyline::Result;
use rustyline::history::{History, SearchDirection, SearchResult};

use super::keys::{Change, Editing};
use super::margin;

/// A search that is going on from key to key.
#[derive(Default)]
pub struct Recall {
    /// What the entries begin with.
    prefix: String,
    /// The entry that was there before, and the cursor in it.
    before: (String, usize),
    /// The entry that the search has shown last, and where in the history it stands. The history's end: what was there
    /// before.
    shown: Option<(String, usize)>,
}

impl Recall {
    /// The change to the next entry back or forward that begins as what stands before the cursor (`all`: to any), going on
    /// with the search when the entry is what it has shown. `None`: there is no such entry.
    pub fn go(&mut self, history: &dyn History, entry: &str, cursor: usize, back: bool, all: bool) -> Option<Change> {
        let end = history.len();
        let at = match &self.shown {
            Some((shown, at)) if shown == entry => *at,
            _ => {
                let prefix = if all { String::new() } else { entry[..cursor].to_owned() };
                *self = Recall { prefix, before: (entry.to_owned(), cursor), shown: None };
                end
            }
        };
        let found =
            if back { self.find((0..at).rev(), history, entry) } else { self.find(at + 1..end, history, entry) };
        let (text, cursor, at) = match found {
            Some((text, at)) => (text, None, at),
            // Past the last one is what was there before.
            None if !back && at < end => (self.before.0.clone(), Some(self.before.1), end),
            None => return None,
        };
        let cursor = cursor.unwrap_or(text.len());
        self.shown = Some((text.clone(), at));
        Some(Change { range: 0..entry.len(), text, cursor })
    }

    /// The first of these entries that fits, and is not what is shown already.
    fn find(&self, places: impl Iterator<Item = usize>, history: &dyn History, entry: &str) -> Option<(String, usize)> {
        let shown = entry.trim_end();
        for at in places {
            // An entry that cannot be had is no entry.
            let Ok(Some(found)) = history.get(at, SearchDirection::Reverse) else { continue };
            if found.entry.starts_with(&self.prefix) && found.entry.trim_end() != shown {
                return Some((found.entry.into_owned(), at));
            }
        }
        None
    }
}

/// The history that the line editor is given: its entries are drawn with margins.
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
}

impl<H: History> History for Recalled<H> {
    fn get(&self, index: usize, dir: SearchDirection) -> Result<Option<SearchResult<'_>>> {
        Ok(self.kept.get(index, dir)?.map(|found| self.drawn(found)))
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

    /// What is shown after each key: `<` back, `>` forward; `-`: nothing happens.
    fn shown(history: &Recalled<MemHistory>, typed: &str, keys: &str) -> Vec<String> {
        let mut recall = Recall::default();
        let mut entry = typed.to_owned();
        let mut cursor = typed.len();
        let mut seen = Vec::new();
        for key in keys.chars() {
            match recall.go(history, &entry, cursor, key == '<', false) {
                Some(change) => {
                    (entry, cursor) = (change.text, change.cursor);
                    seen.push(entry.clone());
                }
                None => seen.push("-".to_owned()),
            }
        }
        seen
    }

    #[test]
    fn entries_that_begin_differently_are_passed_over() {
        let history = history(&["for a", "x", "for b", "y"]);
        assert_eq!(shown(&history, "for", "<<<>>>"), ["for b", "for a", "-", "for b", "for", "-"]);
    }

    #[test]
    fn without_a_beginning_all_fit() {
        let history = history(&["a", "b", "a"]);
        assert_eq!(shown(&history, "", "<<<<>>>>"), ["a", "b", "a", "-", "b", "a", "", "-"]);
    }

    #[test]
    fn what_is_shown_already_is_passed_over() {
        let history = history(&["a", "b", "b"]);
        assert_eq!(shown(&history, "b", "<"), ["-"]);
        assert_eq!(shown(&history, "", "<<"), ["b", "a"]);
    }

    #[test]
    fn blocks_come_back_with_margins() {
        let history = history(&["if x:\n    y\n"]);
        assert_eq!(shown(&history, "", "<"), ["if x:\n        y\n    "]);
        let found = history.search("y", 0, SearchDirection::Reverse).ok().flatten();
        assert_eq!(found.map(|f| f.pos), Some("if x:\n        ".len()));
    }
}
