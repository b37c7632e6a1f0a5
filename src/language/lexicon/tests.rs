//! House rules for the lists of words: where they come from, that none stands twice, that each is used.

use std::collections::BTreeSet;
use std::path::Path;

use super::{LISTS, times};
use crate::language::words::entries;

/// Files of which no word may stand in another of the same row.
const DISJOINT: [&[&str]; 3] = [
    &["roles", "weak_roles", "askers", "label_endings"],
    &["verbs_of_saying", "before_saying"],
    &["latin_labels", "latin_roles", "latin_titles", "latin_particles"],
];

/// The files of `data/language` by their names without the ending.
fn files() -> Vec<(String, &'static str)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/language");
    let mut files: Vec<(String, &'static str)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let name = name.strip_suffix(".txt").unwrap_or_else(|| panic!("{name} is no .txt"));
            (name.to_owned(), &*std::fs::read_to_string(&path).unwrap().leak())
        })
        .collect();
    files.sort();
    files
}

fn header(file: &'static str) -> Vec<&'static str> {
    file.lines().map_while(|line| line.strip_prefix('#')).map(str::trim).collect()
}

/// The uses that a header explains: after its empty line, each with some words.
fn explained(file: &'static str) -> BTreeSet<&'static str> {
    let lines = file.lines().map_while(|line| line.strip_prefix("# ").or_else(|| line.strip_prefix('#')));
    let uses = lines.skip_while(|line| !line.is_empty()).skip(1);
    uses.filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_once(' ').map(|(name, _)| name))
        .collect()
}

#[test]
fn no_word_stands_twice_in_a_file_and_none_is_empty() {
    let mut faults = Vec::new();
    for (name, file) in files() {
        let mut seen = BTreeSet::new();
        let doubles = entries(file).map(|(word, _)| word).filter(|word| !seen.insert(*word));
        faults.extend(doubles.map(|word| format!("{name}.txt has {word} twice")));
        if seen.is_empty() {
            faults.push(format!("{name}.txt has no words"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_word_stands_in_two_files_that_part_words() {
    let files = files();
    let words = |name: &str| -> BTreeSet<&str> {
        let (_, file) = files.iter().find(|(found, _)| found == name).unwrap();
        entries(file).map(|(word, _)| word).collect()
    };
    let mut faults = Vec::new();
    for row in DISJOINT {
        for (position, one) in row.iter().enumerate() {
            for other in &row[position + 1..] {
                let (one_words, other_words) = (words(one), words(other));
                let both = one_words.intersection(&other_words);
                faults.extend(both.map(|word| format!("{word} is in {one}.txt and in {other}.txt")));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn long_lists_are_sorted() {
    for (name, file) in
        files().into_iter().filter(|(name, _)| ["words_like_names", "english_words"].contains(&name.as_str()))
    {
        let words: Vec<&str> = entries(file).map(|(word, _)| word).collect();
        assert!(words.is_sorted(), "{name}.txt is not sorted");
    }
}

#[test]
fn every_file_gives_its_source_and_its_reason() {
    for (name, file) in files() {
        let header = header(file);
        let has = |start: &str| header.iter().any(|line| line.starts_with(start));
        assert!(has("Source: ") && has("Reason: "), "{name}.txt has no source or no reason");
    }
}

#[test]
fn uses_are_explained_and_asked_for() {
    for (name, file) in files() {
        let lists: Vec<_> = LISTS.iter().chain(times::LISTS).filter(|(found, _)| *found == name).collect();
        assert!(!lists.is_empty(), "no list reads {name}.txt");
        let asked: BTreeSet<&str> = lists.iter().flat_map(|(_, uses)| *uses).copied().collect();
        let had: BTreeSet<&str> = entries(file).flat_map(|(_, uses)| uses).collect();
        assert_eq!(had, asked, "uses that {name}.txt has, and that lists ask for");
        assert_eq!(had, explained(file), "uses that {name}.txt has, and that its header explains");
        let has_whole = lists.iter().any(|(_, uses)| uses.is_empty());
        let useless: Vec<_> = entries(file)
            .filter(|(_, uses)| uses.clone().next().is_none() && !has_whole)
            .map(|(word, _)| word)
            .collect();
        assert!(useless.is_empty(), "{name}.txt: no list has {useless:?}");
    }
}
