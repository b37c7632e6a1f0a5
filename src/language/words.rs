//! Lists of words that are data: files of `data/language/`, compiled in and read when they are first asked for.
//!
//! ```text
//! file   = header line*
//! header = ( "#" text )+        ; what the words are, their source, the reason for the list, and what each use means
//! line   = word ( " " use )*    ; a word stands in a file once, with all of its uses
//! ```
//!
//! Each list is read alone and only if a command looks something up in it: to read them all would take longer than many a
//! command takes.

use std::cmp::Ordering;
use std::str::SplitAsciiWhitespace;
use std::sync::OnceLock;
use std::sync::atomic::{self, AtomicU8};

use rustc_hash::FxHashSet;

/// The words of a file that have one of the uses; all of them where no use is named.
struct WordFile {
    file: &'static str,
    uses: &'static [&'static str],
}

impl WordFile {
    /// Whether a line begins so, by one search of the file as it lies, which the library does many bytes at a time.
    fn has_line(&self, begin: &str) -> bool {
        self.file.contains(&format!("\n{begin}")) || self.file.starts_with(begin)
    }

    /// Whether this is one of the words.
    fn has(&self, word: &str) -> bool {
        let is_there =
            !word.is_empty() && (self.has_line(&format!("{word}\n")) || self.has_line(&format!("{word} ")));
        is_there
            && (self.uses.is_empty() && !word.starts_with('#') || self.words().any(|known| known == word))
    }

    fn words(&self) -> impl Iterator<Item = &'static str> {
        entries(self.file)
            .filter(|(_, uses)| self.uses.is_empty() || uses.clone().any(|found| self.uses.contains(&found)))
            .map(|(word, _)| word)
    }
}

/// The words of a file in order, each with its uses.
pub(super) fn entries(
    file: &'static str,
) -> impl Iterator<Item = (&'static str, SplitAsciiWhitespace<'static>)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut words = line.split_ascii_whitespace();
        words.next().map(|word| (word, words))
    })
}

/// A list of words.
pub(crate) struct Words {
    source: WordFile,
    list: OnceLock<Vec<&'static str>>,
    lookup: OnceLock<Lookup>,
    /// How often a word was looked for without the lookup.
    looks: AtomicU8,
}

/// So often a file is searched before making the lookup is worth its time, which is that of some twenty to fifty searches.
const LOOKS: u8 = 20;
/// For longer texts, in bytes, it is worth it at once.
const SHORT: usize = 64;

/// What finds words in a text. Some lists are only ever gone through, and need none. The words are the program's own, so a hash that nobody could attack would only cost time.
#[derive(Default)]
struct Lookup {
    words: FxHashSet<&'static str>,
    /// The length of the longest word, in bytes.
    longest: usize,
    /// The characters that words begin with, and those they end with: few texts get past these.
    first: Bits,
    last: Bits,
}

impl Words {
    pub(super) const fn new(file: &'static str, uses: &'static [&'static str]) -> Self {
        Words {
            source: WordFile { file, uses },
            list: OnceLock::new(),
            lookup: OnceLock::new(),
            looks: AtomicU8::new(0),
        }
    }

    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| {
            let mut lookup = Lookup::default();
            for word in self.source.words() {
                lookup.words.insert(word);
                lookup.longest = lookup.longest.max(word.len());
                word.chars().next().into_iter().for_each(|first| lookup.first.insert(first));
                word.chars().next_back().into_iter().for_each(|last| lookup.last.insert(last));
            }
            lookup
        })
    }

    /// Whether it is time to make the lookup: a query asks a list a few times, a note's text thousands of times.
    fn is_worth_lookup(&self) -> bool {
        self.lookup.get().is_some() || self.looks.fetch_add(1, atomic::Ordering::Relaxed) >= LOOKS
    }

    /// Whether any of the words can stand in a text.
    fn may_occur_in(&self, text: &str) -> bool {
        text.len() > SHORT || self.is_worth_lookup() || {
            let mut begin = [0; 4];
            text.chars().any(|character| self.source.has_line(character.encode_utf8(&mut begin)))
        }
    }

    /// The words in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.list.get_or_init(|| self.source.words().collect()).iter().copied()
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        if !self.is_worth_lookup() {
            return self.source.has(word);
        }
        let Lookup { words, first, .. } = self.lookup();
        word.chars().next().is_some_and(|start| first.contains(start)) && words.contains(word)
    }

    /// For each of the words that ends a text, what stands before it; the longest word first.
    pub(crate) fn before_end<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let Lookup { words, longest, last, .. } = self.lookup();
        let longest =
            if text.chars().next_back().is_some_and(|end| last.contains(end)) { *longest } else { 0 };
        let starts = text.len().saturating_sub(longest)..text.len();
        let splits = starts.filter_map(|start| text.split_at_checked(start));
        splits.filter(|(_, end)| words.contains(end)).map(|(before, _)| before)
    }

    /// For each of the words that starts a text, what stands after it; the longest word last.
    pub(crate) fn after_start<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let Lookup { words, longest, first, .. } = self.lookup();
        let longest =
            if text.chars().next().is_some_and(|start| first.contains(start)) { *longest } else { 0 };
        let ends = 1..=longest.min(text.len());
        let splits = ends.filter_map(|end| text.split_at_checked(end));
        splits.filter(|(start, _)| words.contains(start)).map(|(_, after)| after)
    }

    /// Whether one of the words starts a text.
    pub(crate) fn start(&self, text: &str) -> bool {
        self.after_start(text).next().is_some()
    }

    /// Whether one of the words ends a text.
    pub(crate) fn end(&self, text: &str) -> bool {
        self.before_end(text).next().is_some()
    }

    /// Whether one of the words stands anywhere in a text.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        self.around(text).next().is_some()
    }

    /// What stands before and after each of the words in a text, in order.
    pub(crate) fn around<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        let first = self.may_occur_in(text).then(|| &self.lookup().first);
        let begins = move |character: char| first.is_some_and(|first| first.contains(character));
        let starts = text.char_indices().filter(move |(_, character)| begins(*character));
        starts.flat_map(move |(at, _)| self.after_start(&text[at..]).map(move |after| (&text[..at], after)))
    }

    /// Whether one of the words begins with a character.
    pub(crate) fn any_begins_with(&self, character: char) -> bool {
        self.lookup().first.contains(character)
    }
}

/// A long list of words in a file that is sorted by bytes: a word is found by halving, so that none has to be read before.
pub(crate) struct SortedWords {
    file: &'static str,
}

impl SortedWords {
    /// `uses` is there for the sake of the other lists: these words have one use.
    pub(super) const fn new(file: &'static str, uses: &'static [&'static str]) -> Self {
        assert!(uses.is_empty(), "words of a sorted list have one use");
        SortedWords { file }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        let file = self.file.as_bytes();
        let is_end = |byte: &u8| *byte == b'\n';
        // Both stand where lines begin. The header's lines begin with a mark that goes before all letters.
        let (mut low, mut high) = (0, file.len());
        while low < high {
            let middle = low.midpoint(high);
            let start = file[..middle].iter().rposition(is_end).map_or(0, |at| at + 1);
            let end = file[middle..].iter().position(is_end).map_or(file.len(), |at| middle + at);
            match file[start..end].cmp(word.as_bytes()) {
                Ordering::Equal => return true,
                Ordering::Less => low = end + 1,
                Ordering::Greater => high = start,
            }
        }
        false
    }
}

/// A list of characters, which is a list of words that are one character long.
pub(crate) struct Characters {
    source: WordFile,
    bits: OnceLock<Bits>,
}

impl Characters {
    pub(super) const fn new(file: &'static str, uses: &'static [&'static str]) -> Self {
        Characters { source: WordFile { file, uses }, bits: OnceLock::new() }
    }

    pub(crate) fn contains(&self, character: char) -> bool {
        let bits = self.bits.get_or_init(|| {
            let mut bits = Bits::default();
            self.source.words().flat_map(str::chars).for_each(|character| bits.insert(character));
            bits
        });
        bits.contains(character)
    }
}

/// A set of characters: a bit for each one up to the last. It takes a few kilobytes, and no hash has to be worked out for
/// every character of every name.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, character: char) {
        let (index, bit) = Bits::place(character);
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        self.0[index] |= bit;
    }

    fn contains(&self, character: char) -> bool {
        let (index, bit) = Bits::place(character);
        self.0.get(index).is_some_and(|bits| bits & bit != 0)
    }

    fn place(character: char) -> (usize, u64) {
        let number = u32::from(character);
        ((number / u64::BITS) as usize, 1 << (number % u64::BITS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Words.\n#\n# long  they are long\n说\n说道 long\n笑着说道 long asks\n";

    #[test]
    fn a_list_is_the_words_of_its_uses() {
        let list = |uses| Words::new(FILE, uses).iter().collect::<Vec<_>>();
        assert_eq!(list(&[]), ["说", "说道", "笑着说道"]);
        assert_eq!(list(&["long"]), ["说道", "笑着说道"]);
        assert_eq!(list(&["asks", "other"]), ["笑着说道"]);
    }

    #[test]
    fn words_are_found_at_both_ends() {
        let words = Words::new(FILE, &[]);
        assert_eq!(words.before_end("他笑着说道").collect::<Vec<_>>(), ["他", "他笑着"]);
        assert_eq!(words.after_start("说道理").collect::<Vec<_>>(), ["道理", "理"]);
        assert!(words.start("说") && words.end("说") && words.occur_in("他说的"));
        assert!(!words.start("他说") && !words.end("说的") && !words.occur_in("道"));
    }

    #[test]
    fn many_looks_find_what_the_first_ones_do() {
        for uses in [&[][..], &["long"], &["asks", "other"]] {
            let words = Words::new(FILE, uses);
            let looks = || {
                let found =
                    ["说", "说道", "笑着说道", "笑着", "#", "long", ""].map(|word| words.contains(word));
                (found, ["他说道理", "道", "# long"].map(|text| words.around(text).count()))
            };
            let first = looks();
            assert!((0..LOOKS).all(|_| looks() == first), "{uses:?}");
            assert!(words.lookup.get().is_some());
        }
    }

    #[test]
    fn words_of_a_sorted_file_are_found_by_halving() {
        let words = SortedWords::new("# Some words.\n# Sorted.\nab\nabc\n说\n说道\n", &[]);
        for word in ["ab", "abc", "说", "说道"] {
            assert!(words.contains(word), "{word}");
        }
        for word in ["", "a", "abd", "道", "龥", "# Sorted"] {
            assert!(!words.contains(word), "{word}");
        }
    }

    #[test]
    fn characters_are_found_alone() {
        let characters = Characters::new("# Some.\n的\n龥 late\n", &[]);
        assert!(characters.contains('的') && characters.contains('龥'));
        assert!(!characters.contains('一') && !characters.contains('a') && !characters.contains('\u{20000}'));
        assert!(!Characters::new("的\n龥 late\n", &["late"]).contains('的'));
    }
}
