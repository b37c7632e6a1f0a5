//! Record ids: short, and the same as long as the record's own words are.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::Kind;

/// Ten characters of Crockford's base 32 (50 bits) behind the kind's letter: `q7k3m9x2p4a`.
///
/// It hashes the note's path within its library, the kind, the record's own words and, where a note says the same
/// thing twice, which of them it is. Lines, headings and neighbours do not enter, so an edit elsewhere leaves it be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(String);

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const DIGIT_BITS: u32 = 5;
/// How many digits an id has, the kind's letter counted.
const LENGTH: u32 = 11;

/// What a digit is worth.
fn value(digit: u8) -> Option<u64> {
    DIGITS.iter().position(|&known| known == digit).map(|position| position as u64)
}

impl RecordId {
    /// The id of the `occurrence`-th record (from 0) of this kind and with these words in the note at `path`.
    pub fn new(path: &str, kind: Kind, words: &str, occurrence: u32) -> Self {
        let mut hash = Xxh3::new();
        for part in [path, kind.name(), words] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(&occurrence.to_le_bytes());
        let mut bits = hash.digest();
        let mut id = String::with_capacity(11);
        id.push(kind.info().id_prefix);
        for _ in 0..10 {
            id.push(char::from(DIGITS[(bits & 31) as usize]));
            bits >>= 5;
        }
        RecordId(id)
    }

    /// The id as a number; ids sort as their numbers do.
    pub fn number(&self) -> u64 {
        self.0.bytes().fold(0, |number, digit| number << DIGIT_BITS | value(digit).unwrap_or_default())
    }

    /// The id with this number.
    pub fn from_number(number: u64) -> Self {
        let digit = |position: u32| {
            char::from(DIGITS[(number >> (DIGIT_BITS * (LENGTH - 1 - position)) & 31) as usize])
        };
        RecordId((0..LENGTH).map(digit).collect())
    }

    /// The numbers of all ids that begin with `prefix`; `None` if no id can.
    pub fn numbers(prefix: &str) -> Option<RangeInclusive<u64>> {
        let length = u32::try_from(prefix.len()).ok().filter(|length| *length <= LENGTH)?;
        let mut first = 0;
        for digit in prefix.bytes() {
            first = first << DIGIT_BITS | value(digit)?;
        }
        let rest = DIGIT_BITS * (LENGTH - length);
        Some(first << rest..=(first << rest) + ((1 << rest) - 1))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_depends_on_each_part() {
        let id = RecordId::new("a.md", Kind::Quote, "话", 0);
        assert_eq!(id, RecordId::new("a.md", Kind::Quote, "话", 0));
        assert_ne!(id, RecordId::new("b.md", Kind::Quote, "话", 0));
        assert_ne!(id, RecordId::new("a.md", Kind::Passage, "话", 0));
        assert_ne!(id, RecordId::new("a.md", Kind::Quote, "语", 0));
        assert_ne!(id, RecordId::new("a.md", Kind::Quote, "话", 1));
        assert_eq!(id.as_str().len(), 11);
        assert!(id.as_str().starts_with('q'));
    }

    #[test]
    fn an_id_is_a_number_too() {
        for kind in [Kind::Note, Kind::Quote, Kind::Term] {
            let id = RecordId::new("a.md", kind, "话", 0);
            assert_eq!(RecordId::from_number(id.number()), id);
            for length in 0..=id.as_str().len() {
                assert!(RecordId::numbers(&id.as_str()[..length]).unwrap().contains(&id.number()));
            }
            assert!(!RecordId::numbers("z").unwrap().contains(&id.number()));
        }
        assert_eq!(RecordId::numbers("Q"), None);
        assert_eq!(RecordId::numbers("q00000000000"), None);
    }
}
