//! Which words of scripts with spaces a segment has, for those that have a given part.
//!
//! A dictionary of terms is sorted by how words begin; to find those with a part anywhere means to read all of it. As
//! one text, the words of a large library are read in a fraction of a millisecond, so that text is kept beside each
//! large segment in a file `SEGMENT.words`. It says nothing that the segment does not: where it is missing or damaged
//! it is made again.
//!
//! ```text
//! file = xxh3 of the rest, length of the infos: u64, info*, "\n", ( word "\n" )*  ; numbers are little endian
//! info = documents: u32, postings, positions                                   ; one for each word, as tantivy has it
//! postings, positions = start: u64, length: u32                               ; bytes of the segment's files
//! ```

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::{memchr, memchr_iter, memmem, memrchr};
use tantivy::SegmentReader;
use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use xxhash_rust::xxh3::xxh3_64;

use crate::analysis::PartOfWord;
use crate::text::{Script, script};

/// With fewer terms than this, reading them from the segment is as quick as from a file.
const SMALL: usize = 5_000;
/// The extension of the file.
pub(super) const EXTENSION: &str = "words";
/// No word begins with what stands between these.
const FIRST_IDEOGRAPH: &str = "\u{4e00}";
const BEHIND_IDEOGRAPHS: &str = "\u{a000}";

/// The words of a segment.
pub(super) struct Lexicon {
    /// Where the postings of each word are: to ask the dictionary costs ten times as much, and a letter is in most words.
    infos: OwnedBytes,
    /// Each between line breaks, sorted.
    text: OwnedBytes,
    /// Where the words stand that have a part, once these have been looked for.
    met: Mutex<HashMap<String, Arc<[Range<usize>]>>>,
}

impl Lexicon {
    /// The words of the field's terms.
    pub(super) fn of(segment: &SegmentReader, field: Field) -> tantivy::Result<Lexicon> {
        let inverted = segment.inverted_index(field)?;
        let terms = inverted.terms();
        let mut text = String::from("\n");
        let mut infos = Vec::new();
        // Most terms begin with a Chinese character, and are not even read.
        for terms in [terms.range().lt(FIRST_IDEOGRAPH), terms.range().ge(BEHIND_IDEOGRAPHS)] {
            let mut terms = terms.into_stream()?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                if term.starts_with(|character| script(character) == Script::Word) {
                    text.push_str(term);
                    text.push('\n');
                    push_info(&mut infos, terms.value());
                }
            }
        }
        Ok(Lexicon::over(OwnedBytes::new(infos), OwnedBytes::new(text.into_bytes())))
    }

    fn over(infos: OwnedBytes, text: OwnedBytes) -> Lexicon {
        Lexicon { infos, text, met: Mutex::default() }
    }

    /// The words that are one edit from this one: a letter more, less, other, or two neighbours swapped. An edit leaves the
    /// beginning or the end of a word as it is, and these are found at once.
    pub(super) fn words_like(&self, word: &str) -> Vec<&str> {
        let characters: Vec<(usize, char)> = word.char_indices().collect();
        let half = characters.len() / 2;
        let (Some((begin, _)), Some((end, _))) = (characters.get(half), characters.get(half + 1)) else {
            return Vec::new();
        };
        // Where the two in the middle are swapped both parts are left.
        let mut found = self.words_with(PartOfWord::Begin, &word[..*begin]);
        found.extend(self.words_with(PartOfWord::End, &word[*end..]));
        found.retain(|other| is_one_edit(word, other));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn words_with(&self, part: PartOfWord, text: &str) -> Vec<&str> {
        self.places(part, text).iter().map(|place| self.word(place)).collect()
    }

    /// Where the postings are of the words with this part, which holds no line break.
    pub(super) fn infos_with(&self, part: PartOfWord, text: &str) -> Vec<TermInfo> {
        let (mut from, mut breaks) = (0, 0);
        let places = self.places(part, text);
        let infos = places.iter().map(|place| {
            breaks += memchr_iter(b'\n', &self.text[from..place.start]).count();
            from = place.start;
            info(&self.infos, breaks - 1)
        });
        infos.collect()
    }

    /// Where the words stand that have this part, in order.
    fn places(&self, part: PartOfWord, text: &str) -> Arc<[Range<usize>]> {
        let met = || self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let known = met().get(text).cloned();
        match (part, known) {
            (PartOfWord::Begin, _) => self.beginning(text).collect(),
            (PartOfWord::Middle, Some(places)) => places,
            (PartOfWord::End, Some(places)) => {
                places.iter().filter(|place| self.word(place).ends_with(text)).cloned().collect()
            }
            (PartOfWord::End, None) => self.having(&format!("{text}\n")).collect(),
            (PartOfWord::Middle, None) => {
                let places: Arc<[Range<usize>]> = self.having(text).collect();
                met().insert(text.to_owned(), Arc::clone(&places));
                places
            }
        }
    }

    /// Where the words stand that begin so.
    fn beginning(&self, begin: &str) -> impl Iterator<Item = Range<usize>> {
        // Both stand where words begin.
        let (mut low, mut high) = (1, self.text.len());
        while low < high {
            let word = self.place(low.midpoint(high));
            match self.text[word.clone()] < *begin.as_bytes() {
                true => low = word.end + 1,
                false => high = word.start,
            }
        }
        std::iter::from_fn(move || {
            let begins = low < self.text.len() && self.text[low..].starts_with(begin.as_bytes());
            let word = begins.then(|| self.place(low))?;
            low = word.end + 1;
            Some(word)
        })
    }

    /// Where the words stand that have these letters and line breaks, by a look at all of them.
    fn having(&self, some: &str) -> impl Iterator<Item = Range<usize>> {
        let finder = memmem::Finder::new(some.as_bytes()).into_owned();
        let mut from = 0;
        std::iter::from_fn(move || {
            let word = self.place(from + finder.find(&self.text[from..])?);
            from = word.end;
            Some(word)
        })
    }

    /// Where the word stands that has this byte or ends at it.
    fn place(&self, at: usize) -> Range<usize> {
        let start = memrchr(b'\n', &self.text[..at]).map_or(0, |line_break| line_break + 1);
        let end = memchr(b'\n', &self.text[at..]).map_or(self.text.len(), |length| at + length);
        start..end
    }

    fn word(&self, place: &Range<usize>) -> &str {
        std::str::from_utf8(&self.text[place.clone()]).unwrap_or_default()
    }

    /// The content of the file.
    pub(super) fn encode(&self) -> Vec<u8> {
        let length = (self.infos.len() as u64).to_le_bytes();
        with_hash(&[&length, self.infos.as_slice(), &self.text].concat())
    }

    pub(super) fn decode(bytes: OwnedBytes) -> Option<Lexicon> {
        let (length, rest) = if_whole(bytes)?.split(size_of::<u64>());
        let length = usize::try_from(u64::from_le_bytes(length.as_slice().try_into().ok()?)).ok()?;
        let (infos, text) = (length <= rest.len()).then(|| rest.split(length))?;
        Some(Lexicon::over(infos, text))
    }
}

/// The length of where postings are, in bytes.
const INFO: usize = 28;

fn push_info(infos: &mut Vec<u8>, info: &TermInfo) {
    infos.extend_from_slice(&info.doc_freq.to_le_bytes());
    for range in [&info.postings_range, &info.positions_range] {
        infos.extend_from_slice(&(range.start as u64).to_le_bytes());
        infos.extend_from_slice(&(range.len() as u32).to_le_bytes());
    }
}

fn info(infos: &[u8], number: usize) -> TermInfo {
    let mut rest = &infos[number * INFO..];
    let mut next = |length: usize| {
        let mut bytes = [0; size_of::<u64>()];
        let (own, behind) = rest.split_at(length);
        bytes[..length].copy_from_slice(own);
        rest = behind;
        u64::from_le_bytes(bytes)
    };
    let doc_freq = next(size_of::<u32>()) as u32;
    let mut range = || {
        let start = next(size_of::<u64>()) as usize;
        start..start + next(size_of::<u32>()) as usize
    };
    TermInfo { doc_freq, postings_range: range(), positions_range: range() }
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
        let number_of = |number: usize| TermInfo { doc_freq: number as u32, ..TermInfo::default() };
        let mut infos = Vec::new();
        (0..text.lines().count()).for_each(|number| push_info(&mut infos, &number_of(number)));
        Lexicon::over(OwnedBytes::new(infos), OwnedBytes::new(text.as_bytes()))
    }

    #[track_caller]
    fn check_words(part: PartOfWord, text: &str, expect: &[&str]) {
        let all = ["a", "anna", "banana", "é2"];
        let lexicon = lexicon("\na\nanna\nbanana\né2\n");
        let lexicon = Lexicon::decode(OwnedBytes::new(lexicon.encode())).unwrap();
        assert_eq!(lexicon.words_with(part, text), expect, "{text}");
        let numbers = lexicon.infos_with(part, text).into_iter().map(|info| all[info.doc_freq as usize]);
        assert_eq!(numbers.collect::<Vec<_>>(), expect, "{text}");
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
        let lexicon = lexicon("\ncdoex\ncode\ncoder\ncodex\ncodexes\ncodxe\ncoodex\ndocket\nkodex\nocdex\n");
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
