//! How many terms records have: what ranking has to know of a library as a whole, and no engine tells.
//!
//! Lengths are those that indices keep: exact up to 40, beyond with four significant bits.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::analysis::{LiteralTerms, each_own_word, name_terms, names};
use crate::model::{Body, Record};
use crate::records::Stored;
use crate::text::normalise_text;

/// The sums over a library's records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lengths {
    /// Of their own words, in literal terms.
    pub(super) characters: u64,
    /// Of what they are called.
    pub(super) name: u64,
    /// How many of them are headings, or notes' own.
    pub(super) headings: u64,
    /// Of the path to each of these, its own title counted.
    pub(super) context: u64,
}

impl Lengths {
    /// Those of a record.
    pub(super) fn of(stored: &Stored) -> Lengths {
        let Stored { record, note, .. } = stored;
        let mut characters = 0;
        let mut term = String::new();
        each_own_word(record, |piece| {
            let normal = normalise_text(piece);
            let mut terms = LiteralTerms::of(&normal);
            while terms.next_into(&mut term).is_some() {
                characters += 1;
            }
        });
        let own_names = names(record).into_iter().map(name_length).sum();
        let is_heading = matches!(record.body, Body::Note(_) | Body::Section(_));
        let own = matches!(record.body, Body::Section(_)).then(|| record.text());
        let path = path_to(&note.title, record).chain(own).map(name_length).sum();
        Lengths {
            characters: kept(characters),
            name: kept(own_names),
            headings: u64::from(is_heading),
            context: if is_heading { kept(path) } else { 0 },
        }
    }
}

impl AddAssign for Lengths {
    fn add_assign(&mut self, other: Lengths) {
        self.characters += other.characters;
        self.name += other.name;
        self.headings += other.headings;
        self.context += other.context;
    }
}

/// What stands above a record: the note's title and the headings.
pub(super) fn path_to<'r>(title: &'r str, record: &'r Record) -> impl Iterator<Item = &'r str> {
    [title].into_iter().chain(record.section.iter().map(String::as_str))
}

fn name_length(text: &str) -> u64 {
    name_terms(&normalise_text(text)).len() as u64
}

/// A length as indices keep it.
pub(super) fn kept(length: u64) -> u64 {
    /// So many values are kept as they are.
    const EXACT: u64 = 24;
    let Some(rest) = length.checked_sub(EXACT).filter(|rest| *rest >= 16) else { return length };
    let shift = u64::BITS - rest.leading_zeros() - 4;
    (rest >> shift << shift) + EXACT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_kept_with_four_significant_bits() {
        for (length, expect) in [(0, 0), (39, 39), (40, 40), (41, 40), (54, 54), (55, 54), (56, 56), (59, 56)]
        {
            assert_eq!(kept(length), expect, "{length}");
        }
        assert_eq!(kept(1_000), 984);
    }
}
