//! Where exactly the terms of a query stand in a record's own words.

use std::ops::Range;

use crate::analysis::{own_words, words};
use crate::model::Record;
use crate::text::{Script, normalise_text, script};

/// A record's own words, normalised, ready to be searched. Each piece by itself.
pub(super) struct RecordWords {
    pub(super) pieces: Vec<String>,
}

/// One place where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Which piece of the record's words.
    pub(super) piece: usize,
    /// Which of the terms looked for.
    pub(super) term: usize,
    /// Bytes of the normalised piece.
    pub(super) normal: Range<usize>,
    /// Whether it is a word or a version of its own there: `gpt-5` is not, in `gpt-5.2`.
    pub(super) whole: bool,
}

impl RecordWords {
    pub(super) fn of(record: &Record) -> Self {
        RecordWords { pieces: own_words(record).into_iter().map(normalise_text).collect() }
    }

    /// Whether a run occurs in any piece.
    pub(super) fn have(&self, run: &str) -> bool {
        self.pieces.iter().any(|piece| piece.contains(run))
    }

    /// Whether a word occurs in any piece; a single Chinese character must be a word by itself, not a part of one.
    pub(super) fn have_word(&self, word: &str) -> bool {
        if !word.chars().map(script).eq([Script::Han]) {
            return self.have(word);
        }
        let mut with_it = self.pieces.iter().filter(|piece| piece.contains(word));
        with_it.any(|piece| words(piece).into_iter().any(|range| piece[range] == *word))
    }

    /// All occurrences of all terms, by piece and place.
    pub(super) fn occurrences<'t>(
        &self,
        terms: impl IntoIterator<Item = &'t str> + Clone,
    ) -> Vec<Occurrence> {
        let mut found = Vec::new();
        for (piece, text) in self.pieces.iter().enumerate() {
            for (term, run) in terms.clone().into_iter().enumerate() {
                if run.is_empty() {
                    continue;
                }
                found.extend(text.match_indices(run).map(|(at, run)| {
                    let normal = at..at + run.len();
                    let whole = is_whole(text, &normal);
                    Occurrence { piece, term, normal, whole }
                }));
            }
        }
        found.sort_by_key(|occurrence| (occurrence.piece, occurrence.normal.start, occurrence.normal.end));
        found
    }

    /// How many characters stand between two occurrences; none if they overlap, nothing if they are apart in pieces.
    pub(super) fn characters_between(&self, one: &Occurrence, other: &Occurrence) -> Option<usize> {
        if one.piece != other.piece {
            return None;
        }
        let text = &self.pieces[one.piece];
        let (first, second) =
            if one.normal.start <= other.normal.start { (one, other) } else { (other, one) };
        if first.normal.end >= second.normal.start {
            return Some(0);
        }
        Some(text[first.normal.end..second.normal.start].chars().count())
    }
}

/// Whether no letter or digit of a spaced script goes on before or after, and no further part of a version number.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let is_word = |character: char| script(character) == Script::Word;
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    let run = &text[range.clone()];
    let goes_on = |edge: Option<char>, next: Option<char>, after: Option<char>| {
        edge.is_some_and(is_word)
            && match next {
                Some('.' | '-') => after.is_some_and(|after| after.is_ascii_digit()),
                Some(next) => is_word(next),
                None => false,
            }
    };
    let (first, last) = (run.chars().next(), run.chars().next_back());
    let starts_before = first.is_some_and(is_word) && before.next().is_some_and(is_word);
    !starts_before && !goes_on(last, after.next(), after.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_whole(text: &str, run: &str, expect: bool) {
        let at = text.find(run).unwrap();
        assert_eq!(is_whole(text, &(at..at + run.len())), expect, "{run} in {text}");
    }

    #[test]
    fn a_version_is_whole_only_where_it_ends() {
        check_whole("gpt-5的", "gpt-5", true);
        check_whole("gpt-5.2", "gpt-5", false);
        check_whole("gpt-5.", "gpt-5", true);
        check_whole("gpt-50", "gpt-5", false);
        check_whole("gpt-5-2025", "gpt-5", false);
        check_whole("algo", "go", false);
        check_whole("用go写", "go", true);
        check_whole("推理成本", "理成", true);
    }
}
