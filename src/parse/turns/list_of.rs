//! What a list is of, as far as its items' first lines tell.

use crate::language::clause;
use crate::parse::lines::NoteLines;
use crate::text::marks;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListOf {
    /// Somebody says I or you, asks, or is quoted.
    Speech,
    /// The stations of a life.
    Life,
    Anything,
}

impl ListOf {
    pub(super) fn read(items: &[Option<usize>], note: &NoteLines<'_>) -> Self {
        let texts = || items.iter().flatten().map(|line| note.lines[*line].text().trim());
        let is_speech = |text: &str| {
            text.starts_with(marks::opens_quotation)
                || text.ends_with(['？', '?'])
                || clause::is_personal(text)
        };
        if texts().any(is_speech) {
            return ListOf::Speech;
        }
        let lives = texts().filter(|text| clause::tells_a_life(text)).count();
        if lives > 0 && lives * 2 >= items.len() { ListOf::Life } else { ListOf::Anything }
    }
}
