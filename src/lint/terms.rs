//! Terms that a note explains and does not use, or uses and does not explain.

use std::collections::{HashMap, HashSet};

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::analysis::{NameTokens, own_words};
use crate::language::lexicon;
use crate::model::{Body, Kind, LineSpan, Record, Term};
use crate::text::{fold_text, normalise_text};

/// The fewest records beside its glossary by which a note is more than that.
const LEAST_BODY: usize = 5;
/// So many records of the body for each term: what has fewer is a list of terms itself.
const BODY_OF_TERM: usize = 2;
/// The most glossaries that a note of a talk has.
const MOST_GLOSSARIES: usize = 2;
/// A term without a row of its own has to be used so many times to be missed.
const FREQUENT: usize = 5;
/// The most characters between the halves of a name that is used in another form.
const MOST_BETWEEN: usize = 2;

/// Terms that the note uses nowhere.
pub(super) fn unused(note: &ReadNote<'_>) -> Vec<Finding> {
    let records = &note.parsed.records;
    let terms: Vec<(&Record, &Term)> = terms(records).collect();
    let body: Vec<&Record> = records.iter().filter(|record| is_body(record)).collect();
    if terms.is_empty() || body.len() < LEAST_BODY.max(terms.len() * BODY_OF_TERM) {
        return Vec::new();
    }
    // A textbook explains terms in each of its parts.
    let glossaries: HashSet<&str> = terms.iter().map(|(record, _)| &*record.section_number).collect();
    if glossaries.len() > MOST_GLOSSARIES {
        return Vec::new();
    }
    let texts: Vec<String> = body.iter().flat_map(|record| own_words(record)).map(normalise_text).collect();
    let unused = |term: &Term| {
        // TPU/NPU explains both.
        let own = || {
            let names = std::iter::once(&term.term).chain(&term.aliases);
            names.flat_map(|name| std::iter::once(name.as_str()).chain(parts(name)))
        };
        let tokens = NameTokens::new(own(), []);
        !body.iter().any(|record| tokens.used_in(record)) && !own().any(|name| is_used_loosely(name, &texts))
    };
    let found = terms.iter().filter(|(record, term)| !is_further_reading(record) && unused(term));
    let found: Vec<Finding> = found
        .map(|(record, term)| {
            let message = format!("the glossary explains `{}`, which the note does not use", term.term);
            Finding::at(Code::TermUnused, record.lines, message)
        })
        .collect();
    // A glossary of which most is unused is meant to explain more than the note.
    if found.len() * 2 > terms.len() { Vec::new() } else { found }
}

fn terms(records: &[Record]) -> impl Iterator<Item = (&Record, &Term)> {
    records.iter().filter_map(|record| match &record.body {
        Body::Term(term) => Some((record, term)),
        _ => None,
    })
}

fn is_body(record: &Record) -> bool {
    !matches!(record.kind(), Kind::Note | Kind::Term)
}

/// The names that a row explains together: 预训练、后训练. One letter is no name: A/B.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(['/', '／', '、', '|', '｜']).map(str::trim);
    parts.filter(move |part| part.len() < name.len() && part.chars().nth(1).is_some())
}

/// Whether a glossary's heading says that it goes beyond the note: 延伸术语表.
fn is_further_reading(record: &Record) -> bool {
    record.section.iter().any(|title| lexicon::FURTHER.occur_in(&fold_text(title)))
}

/// Whether a text has a name in another form: a plural, the first letters of its words, or both halves of a Chinese one.
fn is_used_loosely(name: &str, texts: &[String]) -> bool {
    let name = normalise_text(name);
    let characters: Vec<char> = name.chars().collect();
    if name.is_ascii() {
        let initials: String = name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
        let others = [format!("{name}s"), name.replace(['-', ' '], ""), initials];
        return others.iter().filter(|other| other.len() > 1 && **other != name).any(|other| {
            let tokens = NameTokens::new([other.as_str()], []);
            texts.iter().any(|text| tokens.occur_in(text))
        });
    }
    // 推理的成本 is 推理成本.
    (2..characters.len().saturating_sub(1)).any(|at| {
        let (one, other): (String, String) =
            (characters[..at].iter().collect(), characters[at..].iter().collect());
        let goes_on = |rest: &str| {
            rest.char_indices().take(MOST_BETWEEN + 1).any(|(at, _)| rest[at..].starts_with(&other))
        };
        texts.iter().any(|text| text.match_indices(&one).any(|(at, one)| goes_on(&text[at + one.len()..])))
    })
}

/// Latin terms that the note uses again and again and its glossary lacks.
pub(super) fn undefined(note: &ReadNote<'_>) -> Vec<Finding> {
    let records = &note.parsed.records;
    let rows: Vec<&Term> = terms(records).map(|(_, term)| term).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut known: HashSet<String> = HashSet::new();
    let own = rows.iter().flat_map(|term| [&term.term, &term.definition].into_iter().chain(&term.aliases));
    let names =
        note.parsed.names.members.iter().flat_map(|member| member.names.iter().map(|name| &name.text));
    let pairs = note.parsed.names.pairs.iter().flat_map(|pair| [&pair.one, &pair.other]);
    for text in own.chain(names).chain(pairs) {
        known.extend(capitals(text).map(|(_, word)| fold_text(word)));
    }
    let own = note.parsed.note();
    let frame = own.metadata.iter().map(|(_, value)| value).chain([&own.title]);
    known.extend(frame.flat_map(|text| capitals(text).map(|(_, word)| fold_text(word))));
    let mut uses: HashMap<&str, (usize, LineSpan)> = HashMap::new();
    for record in records.iter().filter(|record| is_body(record)) {
        for (_, word) in own_words(record).into_iter().flat_map(capitals) {
            uses.entry(word).or_insert((0, record.lines)).0 += 1;
        }
    }
    let is_missed = |word: &str, times: usize| {
        let folded = fold_text(word);
        times >= FREQUENT && !known.contains(&folded) && !lexicon::COMPANIES.contains(&folded)
    };
    let mut missed: Vec<(&str, usize, LineSpan)> = uses
        .into_iter()
        .map(|(word, (times, lines))| (word, times, lines))
        .filter(|it| is_missed(it.0, it.1))
        .collect();
    missed.sort_by_key(|(word, _, lines)| (*lines, *word));
    let found = missed.into_iter().map(|(word, times, lines)| {
        let message = format!("the note uses `{word}` {times} times, and the glossary does not explain it");
        Finding::at(Code::TermUndefined, lines, message)
    });
    found.collect()
}

/// The words of Latin letters that have more than one capital, as terms of art do, with their places.
fn capitals(text: &str) -> impl Iterator<Item = (usize, &str)> {
    latin_words(text).filter(|(_, word)| {
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
        capitals >= 2 && word.len() >= 2
    })
}

/// The runs of Latin letters and digits in a text, hyphens and dots within them included.
pub(super) fn latin_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_of_word = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '_');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|it: char| it.is_ascii_alphanumeric())?;
        let end = text[start..].find(|it: char| !is_of_word(it)).map_or(text.len(), |end| start + end);
        at = end;
        Some((start, text[start..end].trim_end_matches(['-', '.', '_'])))
    })
}
