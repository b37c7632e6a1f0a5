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

    /// The fewest characters between an occurrence of one term and one of another, where both are in one piece; none where
    /// they overlap. `found` is in order, as [`RecordWords::occurrences`] gives it.
    pub(super) fn least_between(&self, found: &[Occurrence], one: usize, other: usize) -> Option<usize> {
        // Of each, the one that ends last and has not met the other: whatever comes after the other is farther from it.
        let (mut open_one, mut open_other): (Option<&Occurrence>, Option<&Occurrence>) = (None, None);
        let mut least = None;
        for occurrence in found.iter().filter(|it| it.term == one || it.term == other) {
            let (own, opposite) = match occurrence.term == one {
                true => (&mut open_one, &mut open_other),
                false => (&mut open_other, &mut open_one),
            };
            if let Some(before) = opposite.take()
                && before.piece == occurrence.piece
            {
                let between = before.normal.end..occurrence.normal.start.max(before.normal.end);
                let characters = self.pieces[occurrence.piece][between].chars().count();
                least = Some(least.map_or(characters, |least: usize| least.min(characters)));
            }
            if own
                .is_none_or(|open| (open.piece, open.normal.end) < (occurrence.piece, occurrence.normal.end))
            {
                *own = Some(occurrence);
            }
        }
        least
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
    fn the_least_gap_is_that_of_all_pairs() {
        let words = RecordWords {
            pieces: ["甲乙，甲甲丙。乙丙丙，丁甲", "丙、甲乙", "丁"].map(str::to_owned).into(),
        };
        let terms = ["甲", "乙丙", "丙", "甲甲丙", "丁"];
        let found = words.occurrences(terms);
        let between = |one: &Occurrence, other: &Occurrence| {
            let (first, second) =
                if one.normal.start <= other.normal.start { (one, other) } else { (other, one) };
            let between = first.normal.end..second.normal.start.max(first.normal.end);
            (one.piece == other.piece).then(|| words.pieces[one.piece][between].chars().count())
        };
        for one in 0..terms.len() {
            for other in (0..terms.len()).filter(|other| *other != one) {
                let of = |term: usize| found.iter().filter(move |it| it.term == term);
                let pairs = of(one).flat_map(|it| of(other).filter_map(move |its| between(it, its)));
                assert_eq!(
                    words.least_between(&found, one, other),
                    pairs.min(),
                    "{} {}",
                    terms[one],
                    terms[other]
                );
            }
        }
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
