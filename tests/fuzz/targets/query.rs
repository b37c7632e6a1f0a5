//! Any text as a query: read, then asked of a small index.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use townhall::analysis::own_words;
use townhall::index::Index;
use townhall::parse::parse;
use townhall::search::{Query, QueryError, SearchOptions, search};
use townhall::text::normalise_text;
use townhall::topics::Vocabulary;

const NOTES: [(&str, &str); 2] = [
    ("a.md", include_str!("../../parse/whole-talk.md")),
    (
        "b.md",
        "# 东京之行\n\n> **李明**：“GPT-5.2 的推理成本降了，日見 健康。”\n\n秘密 secret env变量 ＡＩ时代 e\u{301}\n",
    ),
];

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let vocabulary = Vocabulary::built_in().expect("the built-in vocabulary is sound");
    let notes = NOTES.map(|(path, text)| (path, parse(path, text, &vocabulary)));
    Index::of_notes(notes.iter().map(|(path, note)| (*path, note))).expect("there is memory for an index")
});

fuzz_target!(|text: &str| {
    let query = Query::parse(text);
    let limit = 1 + text.len() % 30;
    let options = SearchOptions {
        limit: Some(limit),
        columns: text.len() % 90,
        explain: text.len().is_multiple_of(2),
        vocabulary: &Vocabulary::built_in,
        ..SearchOptions::default()
    };
    let result = match search(&*INDEX, &query, &options) {
        Ok(result) => result,
        Err(error) => {
            let error = error.downcast_ref::<QueryError>().expect("only a filter's value can be wrong");
            assert!(text.get(error.place.clone()).is_some_and(|value| value.contains(&error.value)));
            return;
        }
    };
    assert!(result.hits.len() <= limit && result.hits.len() <= result.total);
    assert_eq!(result.capped, result.hits.len() < result.total);
    assert!(result.hits.is_sorted_by_key(|hit| hit.tier));
    assert_eq!(result.tier, result.hits.first().map(|hit| hit.tier));
    let without = without(text);
    for hit in &result.hits {
        assert!(hit.score.is_finite());
        if let Some(without) = &without {
            let words = own_words(&hit.stored.record);
            assert!(!words.iter().any(|words| normalise_text(words).contains(without)), "{words:?}");
        }
        let length = hit.snippet.text.chars().count();
        let mut end = 0;
        for mark in &hit.snippet.highlights {
            assert!(end <= mark.start && mark.start < mark.end && mark.end <= length, "{:?}", hit.snippet);
            end = mark.end;
        }
    }
});

/// The plain word at the query's end that must not be there, normalised.
fn without(text: &str) -> Option<String> {
    let (_, word) = text.rsplit_once(" -")?;
    let word = word.chars().all(char::is_alphanumeric).then(|| normalise_text(word))?;
    (!word.is_empty()).then_some(word)
}
