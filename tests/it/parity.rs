//! The promise: what Ctrl+F finds in a record, search finds in the tier `exact`, in either script, width and case.

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::Index as Position;

use townhall::analysis::own_words;
use townhall::index::Index;
use townhall::library::Library;
use townhall::records::{Evidence, Filter, LookUp, Records, Stored};
use townhall::search::{Hit, Query, SearchOptions, Tier, search};
use townhall::text::{normalise, normalise_text};
use townhall::topics::Vocabulary;

use crate::fixtures::library;

/// The built-in note and all its records.
fn town_hall() -> &'static (Index, Vec<Stored>) {
    static TOWN_HALL: OnceLock<(Index, Vec<Stored>)> = OnceLock::new();
    TOWN_HALL.get_or_init(|| {
        let opened = Index::open(&Library::built_in(), || Ok(Vocabulary::default()), None).unwrap();
        let records = opened.index.list(&Filter::default()).unwrap();
        (opened.index, records)
    })
}

/// ASCII as full-width forms.
fn wide(text: &str) -> String {
    let widen = |character: char| match character {
        '!'..='~' => char::from_u32(character as u32 + 0xfee0).unwrap(),
        other => other,
    };
    text.chars().map(widen).collect()
}

/// A few simplified characters in their traditional form.
fn traditional(text: &str) -> String {
    const PAIRS: &str = "开開发發时時间間软軟应應应應当當价價经經济濟产產业業模模与與这這个個为為";
    let pairs: Vec<char> = PAIRS.chars().collect();
    let change =
        |character| pairs.chunks(2).find(|pair| pair[0] == character).map_or(character, |pair| pair[1]);
    text.chars().map(change).collect()
}

/// Whether searching for `query` finds the record in the tier `exact` with the characters marked.
fn is_found(stored: &Stored, query: &str) -> bool {
    let (index, records) = town_hall();
    let options = SearchOptions { limit: Some(records.len()), columns: 10_000, ..SearchOptions::default() };
    let result = search(index, &Query::parse(query), &options).unwrap();
    result.hits.iter().any(|hit| {
        let marked = |range: &std::ops::Range<usize>| {
            let text: String = hit.snippet.text.chars().skip(range.start).take(range.len()).collect();
            normalise_text(&text).contains(&normalise_text(query))
        };
        hit.stored == *stored && hit.tier == Tier::Exact && hit.snippet.highlights.iter().any(marked)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_run_of_characters_is_an_exact_hit(
        record in any::<Position>(),
        piece in any::<Position>(),
        start in any::<Position>(),
        length in 1usize..=12,
    ) {
        let stored = record.get(&town_hall().1);
        let pieces = own_words(&stored.record);
        let characters: Vec<char> = piece.get(&pieces).chars().collect();
        let start = start.index(characters.len());
        let run: String = characters[start..].iter().take(length).collect();
        // Quotation marks, a leading minus and the like are the query language's; a lone piece of them is text.
        if !normalise(&run).as_str().is_empty() {
            for query in [run.clone(), wide(&run), traditional(&run), run.to_uppercase()] {
                prop_assert!(is_found(stored, &query), "{query:?} in {:?}", stored.record.text());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_index_has_a_run_exactly_where_the_text_has_it(
        texts in prop::collection::vec("(ab|b|a1|[ab1é]|[ \n]|[-.，’]|[中文]){1,10}", 1..6),
        runs in prop::collection::vec("(ab|b|a1|[ab1é]|[ \n]|[-.，’]|[中文]){1,5}", 1..20),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let index = library(&[("某", &texts)]);
        let records = index.list(&Filter::default()).unwrap();
        for run in runs.iter().map(|run| normalise_text(run)).filter(|run| !run.is_empty()) {
            let has = |stored: &&Stored| {
                own_words(&stored.record).into_iter().any(|piece| normalise_text(piece).contains(&run))
            };
            let all = vec![vec![Evidence::Run(run.clone())]];
            let found = index.count(&LookUp { all, ..LookUp::default() }).unwrap();
            prop_assert_eq!(found, records.iter().filter(has).count(), "{:?}", run);
        }
    }
}

#[test]
fn marks_of_the_query_language_are_found_as_text() {
    let texts =
        ["他说“好”，然后-走", "a -b OR c kind:quote", "\"引号\"在前", "note:这里", "-5步后", "A OR B"];
    let index = library(&[("某", &texts)]);
    for text in texts {
        let characters: Vec<char> = text.chars().collect();
        for start in 0..characters.len() {
            for end in start + 1..=characters.len() {
                let run: String = characters[start..end].iter().collect();
                // Here `-b` and a known filter behind other words mean what the language says.
                let is_language = run.contains(" -b") || run.starts_with("-b ") || run.contains("kind:q");
                if run.trim().is_empty() || is_language {
                    continue;
                }
                let result = search(&index, &Query::parse(&run), &SearchOptions::default()).unwrap();
                let found = |hit: &Hit| hit.tier == Tier::Exact && hit.stored.record.text() == text;
                assert!(result.hits.iter().any(found), "{run:?} in {text}");
            }
        }
    }
}
