//! What a cursor stands for: which question it goes on with, and what of the answer has been given.
//!
//! A cursor is not a number of records: the notes may be others by the next page. What was given is kept here by its names, and
//! the next page is what the question finds then, without that; so nothing comes twice, and nothing is left out. A cursor is
//! good for one session, as the protocol has it, and for as long as not too many others have been given. It names its bookmark
//! by a hash with a key of this process, so that no client can make one up.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::rc::Rc;

use rmcp::model::JsonObject;

/// So many are kept, the last ones.
const MOST: usize = 64;

/// Where a reader of an answer is.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    /// Who was asked.
    pub(super) tool: &'static str,
    /// What was asked, but for how much of it.
    pub(super) question: JsonObject,
    /// What has been given.
    pub(super) given: Rc<HashSet<String>>,
    /// What the library was read from then.
    pub(super) stamp: u64,
}

/// Why there is nothing to go on with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum BookmarkError {
    /// Nobody gave it, or too long ago.
    #[error("this server gave no such cursor, or too many since; ask again without `cursor`")]
    Unknown,
    /// It is that of something else.
    #[error(
        "this cursor goes on with another question; ask with the same arguments, or with `cursor`, `limit` and `budget` alone"
    )]
    OfAnother,
}

/// The bookmarks of a session.
#[derive(Debug, Default)]
pub(super) struct Bookmarks {
    key: RandomState,
    given: u64,
    kept: VecDeque<(String, Bookmark)>,
}

impl Bookmarks {
    /// The bookmark of this cursor. The question may be left out.
    pub(super) fn find(
        &self,
        cursor: &str,
        tool: &str,
        question: &JsonObject,
    ) -> Result<&Bookmark, BookmarkError> {
        let found = self.kept.iter().find(|(own, _)| own == cursor);
        let (_, bookmark) = found.ok_or(BookmarkError::Unknown)?;
        let is_same = question.is_empty() || *question == bookmark.question;
        if bookmark.tool == tool && is_same { Ok(bookmark) } else { Err(BookmarkError::OfAnother) }
    }

    /// Keeps a bookmark, and gives a cursor for it.
    pub(super) fn keep(&mut self, bookmark: Bookmark) -> String {
        self.given += 1;
        let half = |number: u64| self.key.hash_one(number);
        let cursor = format!("{:016x}{:016x}", half(2 * self.given), half(2 * self.given + 1));
        if self.kept.len() == MOST {
            self.kept.pop_front();
        }
        self.kept.push_back((cursor.clone(), bookmark));
        cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bookmark(tool: &'static str) -> Bookmark {
        let mut question = JsonObject::new();
        question.insert("query".to_owned(), "推理".into());
        Bookmark { tool, question, given: Rc::default(), stamp: 1 }
    }

    #[test]
    fn a_cursor_is_good_for_its_own_question_only() {
        let mut bookmarks = Bookmarks::default();
        let cursor = bookmarks.keep(bookmark("search"));
        let own = bookmark("search").question;
        assert!(bookmarks.find(&cursor, "search", &own).is_ok());
        assert!(bookmarks.find(&cursor, "search", &JsonObject::new()).is_ok());
        let mut other = own.clone();
        other.insert("topics".to_owned(), "safety".into());
        let of_another =
            |found: Result<&Bookmark, BookmarkError>| found.unwrap_err() == BookmarkError::OfAnother;
        assert!(of_another(bookmarks.find(&cursor, "search", &other)));
        assert!(of_another(bookmarks.find(&cursor, "quotes", &own)));
        for forged in ["", "0", &cursor[1..], &cursor.replace(|letter: char| letter.is_ascii_digit(), "f")] {
            assert_eq!(
                bookmarks.find(forged, "search", &own).unwrap_err(),
                BookmarkError::Unknown,
                "{forged}"
            );
        }
    }

    #[test]
    fn the_last_ones_are_kept_and_each_has_a_cursor_of_its_own() {
        let mut bookmarks = Bookmarks::default();
        let cursors: Vec<String> = (0..=MOST).map(|_| bookmarks.keep(bookmark("search"))).collect();
        assert_eq!(cursors.iter().collect::<HashSet<_>>().len(), MOST + 1);
        let found = |cursor: &String| bookmarks.find(cursor, "search", &JsonObject::new()).is_ok();
        assert!(!found(&cursors[0]));
        assert!(cursors[1..].iter().all(found));
    }
}
