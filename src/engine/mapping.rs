//! What an index of an engine is like: its name, its settings and its fields.
//!
//! The documents of a library are of four types:
//!
//! | `type` | is | `_id` behind `library/` |
//! |---|---|---|
//! | `record` | a record | its id |
//! | `person` | somebody of whom the library knows a full name | `person/` and a hash of the name |
//! | `thing` | two names of one thing that notes put side by side | `thing/` and a hash of both |
//! | `library` | what is known of the library as a whole | `library` |
//!
//! Of all, `library` is the library's name, and `stored` an object that the engine keeps as it is and does not look into
//! (see `document`). Of all but the library's own, `sum_low` and `sum_high` are the two halves of a checksum of what it
//! says: a push asks for their sums by note, and looks into those notes that have others.
//!
//! Of records:
//!
//! | field | holds | for |
//! |---|---|---|
//! | `id` | the record's id | `find` (`prefix`), `fetch` |
//! | `place` | the note's path, U+0001 and the record's order in hexadecimal digits | the order of the library, `from`, `following` (a `range`); unique in a library |
//! | `note`, `order` | the note's path, the order within it | filters, counts by note, `following` |
//! | `kind` | its name, as `quote` | filters, counts |
//! | `topics`, `speaker` | as they are | filters, counts, [`Who::Called`] |
//! | `person` | the name to show of whoever says it | [`Who::Person`], [`Evidence::By`], counts by person |
//! | `day` | the note's date as the number 20260126 | `since`, `until`, counts by day |
//! | `section` | the `_id` of the innermost heading's record, a heading's own for a heading; the note's where there is none | `sections_of` |
//! | `within` | the `_id`s of all such records that it lies in or is | `sections`, `covers`, counts by section, `section:` (of the headings that hold the piece) |
//! | `characters` | its own words as literal terms, piece by piece, with positions and lengths | [`Evidence::Run`], [`Evidence::Word`], ranking, `frequency` |
//! | `letters` | pairs of all characters of pieces with letters or spaces, with positions | runs that begin or end with a part of a word |
//! | `singles` | every character once | runs of one character |
//! | `name` | terms of its title, claim or term | [`Evidence::Name`] |
//! | `context` | terms of the note's title and the headings above | [`Evidence::Context`] |
//!
//! Which of the three fields of literal terms a run is looked for in, and by which tokens, `terms::literally` says. A phrase
//! runs within a piece: pieces are values of one field, and an engine puts a hundred positions between these. Scores are the
//! engine's BM25 with its usual numbers, which are tantivy's (Elasticsearch and OpenSearch 2 multiply all of them by 2.2, as
//! tantivy does; OpenSearch 3 does not); what `best` asks for is a `dis_max`, a factor a `boost`. Where the local index
//! scores by other numbers: `context` counts headings there and all records here; a phrase weighs every other pair there and
//! all of them here; a run that ends with a part of a word has the weight ln(1 + (lacking + ½) / (having + ½)) there, which
//! is a `constant_score` here; and where a field is not in every record, a term is as rare there as among all records. So an
//! engine's scores choose candidates alone, and `ask::scoring` gives these the scores of the local index, for which a push
//! says how long a library's records are.
//!
//! Of persons `person` is the name to show, `found_by` hashes of all that they are asked for by (`people::asked_name`); of things
//! `found_by` are the hashes of both names.
//!
//! [`Who::Called`]: crate::records::Who::Called
//! [`Who::Person`]: crate::records::Who::Person
//! [`Evidence::By`]: crate::records::Evidence::By
//! [`Evidence::Run`]: crate::records::Evidence::Run
//! [`Evidence::Word`]: crate::records::Evidence::Word
//! [`Evidence::Name`]: crate::records::Evidence::Name
//! [`Evidence::Context`]: crate::records::Evidence::Context

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::error::EngineError;

/// Changes with anything that is sent for the same record: the fields, the terms, the form of what is stored. An index of
/// another version is not read and not written; a push makes one of this version beside it.
pub const VERSION: u64 = 1;

/// The index that readers ask unless they name another.
pub const USUAL_INDEX: &str = "townhall";

/// The most bytes of a name.
const LONGEST_NAME: usize = 100;
/// The most bytes of a value that is looked for as a whole: no engine takes more than 32,766.
const LONGEST_VALUE: usize = 8_000;

/// What readers ask: an alias that stands for the indices of all libraries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexName(String);

impl IndexName {
    /// An index of this name.
    ///
    /// # Errors
    /// If engines would not take it.
    pub fn new(name: &str) -> Result<IndexName, EngineError> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        let is_good = name.len() <= LONGEST_NAME
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(is_plain);
        match is_good {
            true => Ok(IndexName(name.to_owned())),
            false => Err(EngineError::BadIndexName { name: name.to_owned() }),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What matches the indices of all libraries and versions.
    pub(super) fn all(&self) -> String {
        format!("{}.*", self.0)
    }

    /// The index of a library in this version.
    pub(super) fn of_version(&self, library: &LibraryName) -> String {
        format!("{}.{}.v{VERSION}", self.0, library.in_index())
    }
}

/// What a library is called on an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryName(String);

impl LibraryName {
    /// A library of this name.
    ///
    /// # Errors
    /// If it is empty, too long, or can't stand before an id.
    pub fn new(name: &str) -> Result<LibraryName, EngineError> {
        let is_good = !name.trim().is_empty()
            && name.len() <= LONGEST_NAME
            && !name.chars().any(|character| character.is_control() || character == '/');
        match is_good {
            true => Ok(LibraryName(name.to_owned())),
            false => Err(EngineError::BadLibraryName { name: name.to_owned() }),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a part of an index's name: its plain letters, and a hash that tells it from others with the same.
    fn in_index(&self) -> String {
        let plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
        let letters: String = self.0.chars().filter(plain).take(40).collect();
        format!("{}-{:08x}", letters.to_ascii_lowercase(), xxh3_64(self.0.as_bytes()) >> 32)
    }
}

/// A value that is looked for as a whole, as an engine has it: one that is too long is cut and marked with a hash of itself.
pub(super) fn value(text: &str) -> String {
    if text.len() <= LONGEST_VALUE {
        return text.to_owned();
    }
    let mut end = LONGEST_VALUE;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}\u{fffe}{:016x}", &text[..end], xxh3_64(text.as_bytes()))
}

/// Where a record stands in its library, as what libraries are sorted by.
pub(super) fn place(note_path: &str, order: u32) -> String {
    format!("{}\u{1}{order:08x}", value(note_path))
}

/// What a new index is made with. Documents are seen when a push has come to its end (`refresh_interval`).
pub(super) fn index(library: &LibraryName, owner: &str) -> Value {
    let whole = || json!({ "type": "keyword" });
    // Looked for, but never sorted by or counted.
    let found = || json!({ "type": "keyword", "doc_values": false });
    let counted = || json!({ "type": "long", "index": false });
    let number = || json!({ "type": "integer" });
    let terms = |options: &str, norms: bool| json!({ "type": "text", "analyzer": "whitespace", "index_options": options, "norms": norms });
    json!({
        "settings": { "index": { "refresh_interval": "-1", "codec": "best_compression" } },
        "mappings": {
            "dynamic": "strict",
            "_meta": { "townhall": { "mapping": VERSION, "library": library.as_str(), "owner": owner } },
            "_source": { "excludes": EXCLUDED },
            "properties": {
                "type": whole(),
                "library": whole(),
                "sum_low": counted(),
                "sum_high": counted(),
                "id": whole(),
                "place": whole(),
                "note": whole(),
                "order": number(),
                "kind": whole(),
                "topics": whole(),
                "speaker": whole(),
                "person": whole(),
                "day": number(),
                "section": whole(),
                "within": whole(),
                "characters": terms("positions", true),
                "letters": terms("positions", false),
                "singles": terms("docs", false),
                "name": terms("freqs", true),
                "context": terms("freqs", true),
                "found_by": found(),
                "stored": { "type": "object", "enabled": false },
            },
        },
    })
}

/// Fields of terms, which come from what is stored and are not kept beside it.
const EXCLUDED: [&str; 5] = ["characters", "letters", "singles", "name", "context"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_indices_are_those_that_every_engine_takes() {
        for name in ["townhall", "a-b_1"] {
            assert!(IndexName::new(name).is_ok(), "{name}");
        }
        for name in ["", "A", "a.b", "笔记", "_a", "-a", "1a", "a/b", "a*", "a,b", &"a".repeat(101)] {
            assert!(IndexName::new(name).is_err(), "{name}");
        }
    }

    #[test]
    fn each_library_and_version_has_an_index_of_its_own() {
        let index = IndexName::new("townhall").unwrap();
        let of = |name: &str| index.of_version(&LibraryName::new(name).unwrap());
        assert!(of("Kevin's notes").starts_with("townhall.kevinsnotes-"), "{}", of("Kevin's notes"));
        assert!(of("Kevin's notes").ends_with(".v1"));
        assert_ne!(of("笔记"), of("谈话"));
        assert_ne!(of("a"), of("A"));
        for name in ["", " ", "a/b", "a\nb", &"a".repeat(101)] {
            assert!(LibraryName::new(name).is_err(), "{name}");
        }
    }

    #[test]
    fn places_sort_as_the_library_does() {
        let places = [place("a/b.md", 2), place("a/b.md", 16), place("a/b.md2", 0), place("a/谈.md", 0)];
        assert!(places.is_sorted());
    }

    #[test]
    fn a_value_that_is_too_long_is_still_itself() {
        let long = "谈".repeat(4_000);
        assert!(value(&long).len() < 32_766);
        assert_ne!(value(&long), value(&format!("{long}话")));
        assert_eq!(value("谈"), "谈");
    }
}
