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

    /// The words that are one edit from this one: a letter more, less, other, or two neighbours swapped. An edit leaves the
    /// beginning or the end of a word as it is, and these are found at once.
    pub(super) fn words_like<'l>(&'l self, word: &str) -> Vec<&'l str> {
        let characters: Vec<(usize, char)> = word.char_indices().collect();
        let half = characters.len() / 2;
        let (Some((begin, _)), Some((end, _))) = (characters.get(half), characters.get(half + 1)) else {
            return Vec::new();
        };
        // Where the two in the middle are swapped both parts are left.
        let mut found: Vec<&str> = self.words_with(PartOfWord::Begin, &word[..*begin]).collect();
        found.extend(self.words_with(PartOfWord::End, &word[*end..]));
        found.retain(|other| is_one_edit(word, other));
        found.sort_unstable();
        found.dedup();
        found
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
        with_hash(&self.text)
    }

    pub(super) fn decode(bytes: OwnedBytes) -> Option<Lexicon> {
        if_whole(bytes).map(|text| Lexicon { text })
    }
}

/// The content of a file beside a segment, with a hash before it.
pub(super) fn with_hash(content: &[u8]) -> Vec<u8> {
    let mut bytes = xxh3_64(content).to_le_bytes().to_vec();
    bytes.extend_from_slice(content);
    bytes
}

/// The content again, unless it is damaged.
pub(super) fn if_whole(bytes: OwnedBytes) -> Option<OwnedBytes> {
    let (hash, content) = (bytes.len() >= size_of::<u64>()).then(|| bytes.split(size_of::<u64>()))?;
    let hash = u64::from_le_bytes(hash.as_slice().try_into().ok()?);
    (hash == xxh3_64(&content)).then_some(content)
}

/// Whether one edit makes one of these words the other.
fn is_one_edit(one: &str, other: &str) -> bool {
    /// Letters of other scripts than Latin have up to three bytes.
    const LONGEST_LETTER: usize = 4;
    one.len().abs_diff(other.len()) <= LONGEST_LETTER && strsim::osa_distance(one, other) == 1
}

/// Whether a segment has so many terms that its words are kept in a file.
pub(super) fn is_large(segment: &SegmentReader, field: Field) -> tantivy::Result<bool> {
    Ok(segment.inverted_index(field)?.terms().num_terms() > SMALL)
}

/// A segment's file of this extension.
pub(super) fn file(segment: &SegmentReader, extension: &str) -> PathBuf {
    PathBuf::from(format!("{}.{extension}", segment.segment_id().uuid_string()))
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
    fn words_that_are_one_edit_away_are_found() {
        let lexicon = lexicon("\ncoder\ncodex\ncodexes\ncodxe\nkodex\nocdex\ncoodex\ncode\ncdoex\ndocket\n");
        let found = lexicon.words_like("codex");
        assert_eq!(found, ["cdoex", "code", "coder", "codxe", "coodex", "kodex", "ocdex"]);
        assert_eq!(lexicon.words_like("code"), ["coder", "codex", "codxe"]);
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
