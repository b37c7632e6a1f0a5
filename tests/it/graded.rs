//! Floors of quality, for the graded queries over made-up notes and the built-in one: what ranks worse than this is no
//! improvement. `cargo bench --bench retrieval` prints the same figures by class.

use std::collections::BTreeMap;
use std::path::Path;

use townhall::index::Index;
use townhall::library::Library;
use townhall::topics::Vocabulary;

#[path = "../graded/measure.rs"]
mod measure;

use measure::{Quality, mean, queries};

/// A little below what was measured when they were set, for single queries may well change places.
const FIRST: f64 = 0.70;
const FIRST_THREE: f64 = 0.83;
const GAIN: f64 = 0.77;
/// Of each class, in its first three hits.
const OF_A_CLASS: f64 = 0.5;

#[test]
fn natural_queries_are_answered_among_the_first_hits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = Library::at(vec![root.join("tests/graded/notes"), root.join("data/notes")]);
    let index = Index::open(&library, Vocabulary::built_in, None).unwrap().index;
    let mut classes: BTreeMap<String, Vec<Quality>> = BTreeMap::new();
    for query in queries(&root.join("tests/graded/queries.jsonl")).unwrap() {
        let quality = measure::measure(&index, &query).unwrap();
        classes.entry(query.class).or_default().push(quality);
    }
    let all: Vec<Quality> = classes.values().flatten().copied().collect();
    assert!(all.len() >= 60, "{} queries", all.len());
    let Quality { success: [first, three, _], gain } = mean(&all);
    assert!(first >= FIRST && three >= FIRST_THREE && gain >= GAIN, "{first:.3} {three:.3} {gain:.3}");
    for (class, of_class) in classes {
        let quality = mean(&of_class);
        assert!(quality.success[1] >= OF_A_CLASS, "{class}: {quality:?}");
    }
}

#[test]
fn every_target_is_a_line_of_a_note() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for query in queries(&root.join("tests/graded/queries.jsonl")).unwrap() {
        for (path, [first, last]) in query.places() {
            let file = ["tests/graded/notes", "data/notes"].map(|folder| root.join(folder).join(path));
            let file = file.iter().find(|file| file.exists());
            let text = std::fs::read_to_string(file.unwrap_or_else(|| panic!("no note {path}"))).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            let words =
                lines.get(first - 1..last).is_some_and(|lines| lines.iter().all(|line| !line.is_empty()));
            assert!(words, "{}: {path}:{first}", query.query);
        }
    }
}
