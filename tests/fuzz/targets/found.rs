//! Any text as a note, and any run of characters of its records: what Ctrl+F finds is found, and in the tier `exact`.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use townhall::analysis::own_words;
use townhall::index::Index;
use townhall::parse::parse;
use townhall::records::{Evidence, Filter, LookUp, Records};
use townhall::search::{Query, SearchOptions, Tier, search};
use townhall::text::normalise_text;
use townhall::topics::Vocabulary;

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::built_in().expect("the built-in vocabulary is sound"));

/// Longer runs are made of these, in characters.
const LONGEST: usize = 16;

fuzz_target!(|input: (u16, u16, u8, &str)| {
    let (record, start, length, text) = input;
    let note = parse("a.md", text, &VOCABULARY);
    let index = Index::of_notes([("a.md", &note)]).expect("there is memory for an index");
    let records = index.list(&Filter::default()).expect("an index in memory can be read");
    assert_eq!(records.len(), note.records.len());
    let wanted = &records[usize::from(record) % records.len()];
    let words = normalise_text(&own_words(&wanted.record).join("\n"));
    let characters: Vec<char> = words.chars().collect();
    if characters.is_empty() {
        return;
    }
    let start = usize::from(start) % characters.len();
    let run: String = characters[start..].iter().take(1 + usize::from(length) % LONGEST).collect();
    let run = normalise_text(&run);
    let holds = |piece: &&str| normalise_text(piece).contains(&run);
    // A run over the end of a piece is none.
    let has = |words: &[&str]| words.iter().any(|piece| holds(piece));
    if run.is_empty() || !has(&own_words(&wanted.record)) {
        return;
    }
    let all = vec![vec![Evidence::Run(run.clone())]];
    let found = index.count(&LookUp { all, ..LookUp::default() }).expect("an index in memory can be read");
    let holding = records.iter().filter(|stored| has(&own_words(&stored.record))).count();
    assert_eq!(found, holding, "{run:?}");
    // Marks and `OR` may be the query's language.
    if run.chars().all(char::is_alphanumeric) && run != "or" {
        let options = SearchOptions { limit: Some(records.len()), ..SearchOptions::default() };
        let result = search(&index, &Query::parse(&run), &options).expect("a word is no filter");
        assert!(
            result.hits.iter().any(|hit| hit.stored == *wanted && hit.tier == Tier::Exact),
            "{run:?} is not found in {words:?}"
        );
    }
});
