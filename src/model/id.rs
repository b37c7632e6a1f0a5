//! Record ids: short, and the same as long as the record's own words are.
//!
//! People write ids down and keep verdicts by them, so what they rest on is a promise:
//!
//! - the note's identity ([`note_identity`]): Notion's 32 digits in its file name, which a page keeps when it is renamed or
//!   moved; else its path within the library. Where two files of a library have the same digits, each goes by its path;
//! - the kind of record;
//! - the record's own words: of a note none, of a term its name, of a prediction the claim, else [`Body::text`];
//! - its ordinal among the records of the note that are equal in these, in the order of the file.
//!
//! Nothing else enters: no line, heading, date, speaker, topic, time or relation, and no other record. So an edit elsewhere
//! changes no id, and a program that reads a note better changes none but those of records whose own words or kind it reads
//! otherwise (and of later ones that are equal to these).
//!
//! [`Body::text`]: super::Body::text

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use xxhash_rust::xxh3::xxh3_64;

use super::{KINDS, Kind, page_name};

/// What the ids of a note's records rest on, as long as no other note of its library has the same.
pub fn note_identity(path: &str) -> Cow<'_, str> {
    match page_name(path) {
        (_, Some(digits)) => Cow::Owned(digits.to_ascii_lowercase()),
        (_, None) => Cow::Borrowed(path),
    }
}

/// Ten characters of Crockford's base 32 (50 bits) after the kind's letter: `q7k3m9x2p4a`. They are a hash of what the
/// module's description names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId([u8; LENGTH]);

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const DIGIT_BITS: usize = 5;
/// How many digits an id has, the kind's letter counted.
const LENGTH: usize = 11;

/// What each byte is worth as a digit, plus one; 0 for those that are none.
const VALUES: [u8; 256] = {
    let mut values = [0; 256];
    let mut value = 0;
    while value < DIGITS.len() {
        values[DIGITS[value] as usize] = value as u8 + 1;
        value += 1;
    }
    values
};

/// What a digit is worth.
fn value(digit: u8) -> Option<u64> {
    VALUES[usize::from(digit)].checked_sub(1).map(u64::from)
}

impl RecordId {
    /// The id of the `occurrence`-th record (from 0) of this kind and with these words in the note with this identity.
    pub fn new(identity: &str, kind: Kind, words: &str, occurrence: u32) -> Self {
        let parts = [identity, kind.name(), words];
        let length = |part: &str| size_of::<u64>() + part.len();
        let mut bytes = Vec::with_capacity(parts.into_iter().map(length).sum::<usize>() + size_of::<u32>());
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes.extend_from_slice(&occurrence.to_le_bytes());
        let mut bits = xxh3_64(&bytes);
        let mut id = [0; LENGTH];
        id[0] = kind.info().id_prefix;
        for digit in &mut id[1..] {
            *digit = DIGITS[(bits & 31) as usize];
            bits >>= DIGIT_BITS;
        }
        RecordId(id)
    }

    /// Whether a text is a whole id: a letter for its kind, and digits behind it.
    pub fn is_whole(text: &str) -> bool {
        let has_kind = |first: &u8| KINDS.iter().any(|info| info.id_prefix == *first);
        text.len() == LENGTH
            && text.as_bytes().first().is_some_and(has_kind)
            && text.bytes().all(|digit| value(digit).is_some())
    }

    /// The id as a number; ids sort as their numbers do.
    pub fn number(&self) -> u64 {
        self.0.iter().fold(0, |number, &digit| number << DIGIT_BITS | value(digit).unwrap_or_default())
    }

    /// The id with this number.
    pub fn from_number(number: u64) -> Self {
        let mut id = [0; LENGTH];
        for (place, digit) in id.iter_mut().rev().enumerate() {
            *digit = DIGITS[(number >> (DIGIT_BITS * place) & 31) as usize];
        }
        RecordId(id)
    }

    /// The numbers of all ids that begin with `prefix`; `None` if no id can.
    pub fn numbers(prefix: &str) -> Option<RangeInclusive<u64>> {
        let missing = LENGTH.checked_sub(prefix.len())?;
        let mut first = 0;
        for digit in prefix.bytes() {
            first = first << DIGIT_BITS | value(digit)?;
        }
        let rest = DIGIT_BITS * missing;
        Some(first << rest..=(first << rest) + ((1 << rest) - 1))
    }

    /// The id that this text is, all of it.
    pub fn whole(text: &str) -> Option<Self> {
        let numbers = Self::numbers(text).filter(|_| text.len() == LENGTH)?;
        Some(Self::from_number(*numbers.start()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        // Digits are ASCII.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = <Cow<'_, str>>::deserialize(deserializer)?;
        let digits = id.as_bytes().try_into().ok().filter(|_| Self::numbers(&id).is_some());
        digits.map(RecordId).ok_or_else(|| de::Error::custom("no record id"))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
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
    fn a_page_is_known_by_its_digits_and_another_note_by_its_path() {
        let page = |path: &str| note_identity(path).into_owned();
        assert_eq!(
            page("甲/谈话 2F7613b4c0cb8012a6f2d72c6dc33e7d.md"),
            page("改名 2f7613b4c0cb8012a6f2d72c6dc33e7d.txt")
        );
        assert_eq!(page("甲/谈话.md"), "甲/谈话.md");
    }

    #[test]
    fn ids_are_what_they_were_promised_to_be() {
        let id = RecordId::new("a.md", Kind::Quote, "话", 0);
        assert_eq!(id.as_str(), "q0zj52zqvcg");
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
