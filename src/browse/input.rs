//! A line that is typed.

use crate::text::width::{clean, columns};

/// More is no query, and would be searched for at each key.
const LONGEST: usize = 2_000;

/// The text and the place where the next character goes in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Input {
    text: String,
    /// Bytes before the cursor.
    at: usize,
}

impl Input {
    /// A line that holds this already.
    pub(super) fn of(text: &str) -> Input {
        Input { text: text.to_owned(), at: text.len() }
    }

    /// What is typed.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Display columns before the cursor.
    pub(super) fn column(&self) -> usize {
        columns(&self.text[..self.at])
    }

    /// Puts text in at the cursor, as much of it as there is room for, on one line and without what a terminal would obey.
    pub(super) fn insert(&mut self, text: &str) {
        let line: String = clean(text).chars().map(|it| if it.is_whitespace() { ' ' } else { it }).collect();
        let mut end = line.len().min(LONGEST.saturating_sub(self.text.len()));
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        self.text.insert_str(self.at, &line[..end]);
        self.at += end;
    }

    /// Takes away what stands before the cursor, a character as a reader sees it.
    pub(super) fn delete_before(&mut self) {
        let start = self.before();
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }

    /// Takes away what stands behind the cursor.
    pub(super) fn delete_behind(&mut self) {
        let end = self.behind();
        self.text.replace_range(self.at..end, "");
    }

    /// Takes away the word before the cursor.
    pub(super) fn delete_word(&mut self) {
        let before = self.text[..self.at].trim_end();
        let start = before.rfind(' ').map_or(0, |space| space + 1);
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }

    /// Takes away all that stands before the cursor.
    pub(super) fn delete_to_start(&mut self) {
        self.text.replace_range(..self.at, "");
        self.at = 0;
    }

    /// A character to the left.
    pub(super) fn left(&mut self) {
        self.at = self.before();
    }

    /// A character to the right.
    pub(super) fn right(&mut self) {
        self.at = self.behind();
    }

    /// To the first character.
    pub(super) fn start(&mut self) {
        self.at = 0;
    }

    /// Behind the last character.
    pub(super) fn end(&mut self) {
        self.at = self.text.len();
    }

    /// Where the character before the cursor begins; what has no width belongs to the character before it.
    fn before(&self) -> usize {
        let starts = self.text[..self.at].char_indices().rev();
        let mut starts = starts.map(|(at, character)| (at, columns(character.encode_utf8(&mut [0; 4]))));
        starts.find(|(_, width)| *width > 0).map_or(0, |(at, _)| at)
    }

    /// Where the character behind the cursor ends.
    fn behind(&self) -> usize {
        let rest = &self.text[self.at..];
        let mut starts = rest.char_indices().skip(1);
        let next = starts.find(|(_, character)| columns(character.encode_utf8(&mut [0; 4])) > 0);
        self.at + next.map_or(rest.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stands_in_columns() {
        let mut input = Input::default();
        input.insert("推理a");
        assert_eq!(input.column(), 5);
        input.left();
        input.left();
        assert_eq!(input.column(), 2);
        input.insert("成");
        assert_eq!((input.text(), input.column()), ("推成理a", 4));
    }

    #[test]
    fn a_mark_of_no_width_goes_with_its_letter() {
        let mut input = Input::of("ae\u{301}");
        input.delete_before();
        assert_eq!(input.text(), "a");
        let mut input = Input::of("e\u{301}b");
        input.start();
        input.delete_behind();
        assert_eq!(input.text(), "b");
    }

    #[test]
    fn words_and_beginnings_are_taken_away() {
        let mut input = Input::of("推理 kind:quote ");
        input.delete_word();
        assert_eq!(input.text(), "推理 ");
        input.delete_to_start();
        assert_eq!(input, Input::default());
    }

    #[test]
    fn what_is_pasted_stays_on_the_line_and_steers_nothing() {
        let mut input = Input::default();
        input.insert("a\nb\u{1b}[2J\tc");
        assert_eq!(input.text(), "a b c");
    }
}
