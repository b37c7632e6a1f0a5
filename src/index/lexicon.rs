//! Which words of scripts with spaces a segment has, for those that have a given part.
//!
//! A dictionary of terms is sorted by how words begin; to find those with a part anywhere means to read all of it. As
//! one text, the words of a large library are read in a fraction of a millisecond, so that text is kept beside each
//! large segment in a file `SEGMENT.words`. It says nothing that the segment does not: where it is missing or damaged
//! it is made again.

use std::path::PathBuf;

use memchr::{memchr, memmem, memrchr};
use tantivy::SegmentReader;
use tantivy::directory::OwnedBytes;
use tantivy::schema::Field;
use xxhash_rust::xxh3::xxh3_64;

use crate::analysis::PartOfWord;
use crate::text::{Script, script};

/// With fewer terms than this, reading them from the segment is as quick as from a file.
const SMALL: usize = 5_000;
/// The extension of the file.
pub(super) const EXTENSION: &str = "words";

/// The words of a segment.
pub(super) struct Lexicon {
    /// Each between line breaks.
    text: OwnedBytes,
}

impl Lexicon {
    /// The words of the field's terms.
    pub(super) fn of(segment: &SegmentReader, field: Field) -> tantivy::Result<Lexicon> {
        let inverted = segment.inverted_index(field)?;
        let mut text = String::from("\n");
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
            if term.starts_with(|character| script(character) == Script::Word) {
                text.push_str(term);
                text.push('\n');
            }
        }
        Ok(Lexicon { text: OwnedBytes::new(text.into_bytes()) })
    }

    /// The words with this part, which holds no line break.
    pub(super) fn words_with<'l>(
        &'l self,
        part: PartOfWord,
        text: &str,
    ) -> impl Iterator<Item = &'l str> + use<'l> {
        let needle = match part {
            PartOfWord::Begin => format!("\n{text}"),
            PartOfWord::Middle => text.to_owned(),
            PartOfWord::End => format!("{text}\n"),
        };
        let finder = memmem::Finder::new(needle.as_bytes()).into_owned();
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = from + finder.find(&self.text[from..])?;
            // The first and last character of what was found may be line breaks.
            let inside = found + usize::from(part == PartOfWord::Begin);
            let start = memrchr(b'\n', &self.text[..inside]).map_or(0, |line_break| line_break + 1);
            let end = memchr(b'\n', &self.text[inside..]).map_or(self.text.len(), |length| inside + length);
            from = end;
            Some(std::str::from_utf8(&self.text[start..end]).unwrap_or_default())
        })
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = xxh3_64(&self.text).to_le_bytes().to_vec();
        bytes.extend_from_slice(&self.text);
        bytes
    }

    pub(super) fn decode(bytes: OwnedBytes) -> Option<Lexicon> {
        let (hash, text) = (bytes.len() >= size_of::<u64>()).then(|| bytes.split(size_of::<u64>()))?;
        let hash = u64::from_le_bytes(hash.as_slice().try_into().ok()?);
        (hash == xxh3_64(&text)).then_some(Lexicon { text })
    }
}

/// Whether a segment has so many terms that its words are kept in a file.
pub(super) fn is_large(segment: &SegmentReader, field: Field) -> tantivy::Result<bool> {
    Ok(segment.inverted_index(field)?.terms().num_terms() > SMALL)
}

/// The file for a segment's words.
pub(super) fn file(segment: &SegmentReader) -> PathBuf {
    PathBuf::from(format!("{}.{EXTENSION}", segment.segment_id().uuid_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(text: &'static str) -> Lexicon {
        Lexicon { text: OwnedBytes::new(text.as_bytes()) }
    }

    #[track_caller]
    fn check_words(part: PartOfWord, text: &str, expect: &[&str]) {
        let lexicon = lexicon("\na\nanna\nbanana\né2\n");
        let lexicon = Lexicon::decode(OwnedBytes::new(lexicon.encode())).unwrap();
        assert_eq!(lexicon.words_with(part, text).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn words_are_found_once_by_any_part() {
        check_words(PartOfWord::Middle, "a", &["a", "anna", "banana"]);
        check_words(PartOfWord::Middle, "nan", &["banana"]);
        check_words(PartOfWord::Begin, "an", &["anna"]);
        check_words(PartOfWord::End, "na", &["anna", "banana"]);
        check_words(PartOfWord::End, "2", &["é2"]);
        check_words(PartOfWord::Begin, "banana", &["banana"]);
        check_words(PartOfWord::Middle, "x", &[]);
    }

    #[test]
    fn a_damaged_file_is_no_lexicon() {
        let mut bytes = lexicon("\na\n").encode();
        assert!(Lexicon::decode(OwnedBytes::new(bytes.clone())).is_some());
        *bytes.last_mut().unwrap() ^= 1;
        assert!(Lexicon::decode(OwnedBytes::new(bytes)).is_none());
        assert!(Lexicon::decode(OwnedBytes::new(vec![1, 2])).is_none());
    }
}
