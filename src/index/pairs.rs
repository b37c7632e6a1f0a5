//! Which pairs of Chinese characters a segment has, for those that are read in a given way.
//!
//! The dictionary of terms has them among all others, and a walk through that takes longer than a search may. Side by side,
//! grouped by the first character, those of a large library are read in about a millisecond, so they are kept beside each
//! large segment in a file `SEGMENT.pairs`, as the words are (see `lexicon`). It says nothing that the segment does not: where
//! it is missing or damaged it is made again.
//!
//! ```text
//! file  = xxh3 of the rest, group*            ; numbers are little endian, characters are their code points
//! group = first: u32, length: u32, ( second: u32, documents: u32 ){length}
//! ```

use std::ffi::OsStr;

use tantivy::SegmentReader;
use tantivy::directory::OwnedBytes;
use tantivy::schema::Field;

use super::lexicon;
use crate::text::{Script, script};

/// The extension of the file.
pub(super) const EXTENSION: &str = "pairs";
/// No Chinese character stands before this one.
const FIRST_HAN: &str = "\u{3005}";
/// Of a number, and of a pair of them, in bytes.
const NUMBER: usize = size_of::<u32>();
const BOTH: usize = 2 * NUMBER;

/// The pairs of a segment.
pub(super) struct Pairs {
    groups: OwnedBytes,
}

impl Pairs {
    /// The pairs among the field's terms.
    pub(super) fn of(segment: &SegmentReader, field: Field) -> tantivy::Result<Pairs> {
        let inverted = segment.inverted_index(field)?;
        let mut groups: Vec<u8> = Vec::new();
        // Where the group at hand begins, and its character.
        let mut group: Option<(usize, char)> = None;
        let mut terms = inverted.terms().range().ge(FIRST_HAN).into_stream()?;
        while let Some((term, info)) = terms.next() {
            let Some([first, second]) = pair(term) else { continue };
            let start = match group {
                Some((start, character)) if character == first => start,
                _ => {
                    let start = groups.len();
                    push(&mut groups, u32::from(first), 0);
                    group = Some((start, first));
                    start
                }
            };
            push(&mut groups, u32::from(second), info.doc_freq);
            let length = number(&groups, start + NUMBER) + 1;
            groups[start + NUMBER..start + BOTH].copy_from_slice(&length.to_le_bytes());
        }
        Ok(Pairs { groups: OwnedBytes::new(groups) })
    }

    /// Each first character with the second ones and the number of documents that have the two.
    pub(super) fn groups(&self) -> impl Iterator<Item = (char, impl Iterator<Item = (char, u32)>)> {
        let mut rest = self.groups.as_slice();
        std::iter::from_fn(move || {
            let (head, groups) = rest.split_at_checked(BOTH)?;
            let (group, others) = groups.split_at_checked(number(head, NUMBER) as usize * BOTH)?;
            rest = others;
            let pairs = group.chunks_exact(BOTH);
            let seconds =
                pairs.filter_map(|pair| Some((char::from_u32(number(pair, 0))?, number(pair, NUMBER))));
            Some((char::from_u32(number(head, 0))?, seconds))
        })
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        lexicon::with_hash(&self.groups)
    }

    pub(super) fn decode(bytes: OwnedBytes) -> Option<Pairs> {
        lexicon::if_whole(bytes).map(|groups| Pairs { groups })
    }
}

/// Whether files of this extension lie beside segments, from which they can be made again.
pub(super) fn is_kept(extension: &OsStr) -> bool {
    extension == EXTENSION || extension == lexicon::EXTENSION
}

/// The two Chinese characters that a term is.
fn pair(term: &[u8]) -> Option<[char; 2]> {
    let mut characters = std::str::from_utf8(term).ok()?.chars();
    let pair = [characters.next()?, characters.next()?];
    let is_pair =
        characters.next().is_none() && pair.iter().all(|character| script(*character) == Script::Han);
    is_pair.then_some(pair)
}

fn push(groups: &mut Vec<u8>, one: u32, other: u32) {
    groups.extend_from_slice(&one.to_le_bytes());
    groups.extend_from_slice(&other.to_le_bytes());
}

/// The number at an offset, which lies within.
fn number(bytes: &[u8], at: usize) -> u32 {
    let mut number = [0; NUMBER];
    number.copy_from_slice(&bytes[at..at + NUMBER]);
    u32::from_le_bytes(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(groups: &[(char, &[(char, u32)])]) -> Pairs {
        let mut bytes = Vec::new();
        for (first, seconds) in groups {
            push(&mut bytes, u32::from(*first), seconds.len() as u32);
            seconds.iter().for_each(|(second, documents)| push(&mut bytes, u32::from(*second), *documents));
        }
        Pairs { groups: OwnedBytes::new(bytes) }
    }

    #[test]
    fn pairs_are_given_by_their_first_character() {
        let pairs = pairs(&[('容', &[('器', 3), ('易', 1)]), ('推', &[('理', 2)])]);
        let pairs = Pairs::decode(OwnedBytes::new(pairs.encode())).unwrap();
        let given: Vec<(char, Vec<(char, u32)>)> =
            pairs.groups().map(|(first, seconds)| (first, seconds.collect())).collect();
        assert_eq!(given, [('容', vec![('器', 3), ('易', 1)]), ('推', vec![('理', 2)])]);
    }

    #[test]
    fn only_two_chinese_characters_are_a_pair() {
        assert_eq!(pair("容器".as_bytes()), Some(['容', '器']));
        for term in ["容", "容器云", "ab", "容 ", "容，", "a器"] {
            assert_eq!(pair(term.as_bytes()), None, "{term}");
        }
    }

    #[test]
    fn a_damaged_file_has_no_pairs() {
        let mut bytes = pairs(&[('容', &[('器', 3)])]).encode();
        assert!(Pairs::decode(OwnedBytes::new(bytes.clone())).is_some());
        *bytes.last_mut().unwrap() ^= 1;
        assert!(Pairs::decode(OwnedBytes::new(bytes)).is_none());
    }
}
