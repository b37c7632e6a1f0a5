//! A search finds on a cluster what it finds in the local index.

use std::collections::HashSet;

use fastrand::Rng;
use jiff::civil::date;
use townhall::app::{Access, Store};
use townhall::engine::{Address, Connection, IndexName, Reading, USUAL_INDEX};
use townhall::library::Library;
use townhall::records::Filter;
use townhall::search::{Query, SearchOptions, SearchResult, Tier, search};

use crate::cluster::cluster;
use crate::notes::{Notes, pushed};

/// How many random runs are looked for, and how many queries of one or two words.
const RUNS: usize = 1_000;
const QUERIES: usize = 200;

fn asked(store: &Store<'_>, query: &str, limit: Option<usize>) -> SearchResult {
    let vocabulary = &|| store.vocabulary().cloned();
    let today = date(2026, 11, 26).into();
    let options = SearchOptions { limit, today, vocabulary, ..SearchOptions::default() };
    search(store.records(), &Query::parse(query), &options).unwrap()
}

/// The first hits, with their scores in hundredths.
fn first_ten(result: &SearchResult) -> Vec<(String, Tier, i64)> {
    let of = |hit: &townhall::search::Hit| {
        (hit.stored.record.id.as_str().to_owned(), hit.tier, (f64::from(hit.score) * 100.0).round() as i64)
    };
    result.hits.iter().take(10).map(of).collect()
}

fn is_same_order(one: &SearchResult, other: &SearchResult) -> bool {
    let ids =
        |result: &SearchResult| -> Vec<String> { first_ten(result).into_iter().map(|(id, ..)| id).collect() };
    ids(one) == ids(other)
}

fn exact(result: &SearchResult) -> HashSet<&str> {
    let exact = result.hits.iter().filter(|hit| hit.tier == Tier::Exact);
    exact.map(|hit| hit.stored.record.id.as_str()).collect()
}

#[test]
fn a_search_finds_the_same_hits_and_ranks_them_alike() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(12, 200);
    notes.add("town-hall.md", include_str!("../../data/notes/2026-01-26-openai-town-hall.md"));
    notes.add(
        "长.md",
        &format!("# 长\n\n{}缓{}\n\n𠮷野家在東京，GPT-5.2 与 GPT-5\n", "深".repeat(900), "度".repeat(900)),
    );
    pushed(notes.push(&cluster.url(0), &[]));
    let reading = Reading {
        connection: Connection::to(Address::read(&cluster.url(1)).unwrap()),
        index: IndexName::new(USUAL_INDEX).unwrap(),
        libraries: Vec::new(),
    };
    let access = |engine| Access {
        cache: None,
        refresh: true,
        progress: None,
        today: date(2026, 11, 26).into(),
        damage: None,
        stays_open: false,
        verdicts: None,
        engine,
    };
    let library = Library::at(vec![notes.path()]);
    let here = Store::open(&library, access(None)).unwrap();
    let there = Store::open(&library, access(Some(&reading))).unwrap();
    let texts: Vec<Vec<char>> = here
        .records()
        .list(&Filter::default())
        .unwrap()
        .iter()
        .map(|stored| stored.record.text().chars().collect())
        .filter(|text: &Vec<char>| text.len() > 2)
        .collect();
    let mut random = Rng::with_seed(201);
    let mut run = |longest: usize| -> String {
        let text = random.choice(texts.iter()).unwrap();
        let length = random.usize(1..=longest.min(text.len()));
        let start = random.usize(0..=text.len() - length);
        text[start..start + length].iter().collect()
    };
    for _ in 0..RUNS {
        let query = run(12);
        let (one, other) = (asked(&here, &query, None), asked(&there, &query, None));
        assert_eq!(exact(&one), exact(&other), "{query}");
        assert_eq!(one.tier, other.tier, "{query}");
    }
    let mut others = Vec::new();
    for number in 0..QUERIES {
        let query = if number % 2 == 0 { run(8) } else { [run(4), run(4)].join(" ") };
        let (one, other) = (asked(&here, &query, Some(20)), asked(&there, &query, Some(20)));
        assert_eq!(one.tier, other.tier, "{query}");
        if !is_same_order(&one, &other) {
            others.push(format!("{query}: {:?}\n{:?}", first_ten(&one), first_ten(&other)));
        }
    }
    let listed = others.join("\n");
    assert!(10 * others.len() <= QUERIES, "{} of {QUERIES} have another first ten:\n{listed}", others.len());
}
