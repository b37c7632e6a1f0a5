//! One section or record in full.

use anyhow::bail;

use super::answer::Answer;
use super::glossary::with_mentions;
use super::listing::{Nouns, entry, mention, of_entries};
use super::questions::answers;
use super::sections::content;
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, Kind, Record, RecordId};
use crate::parse::{compared_with, key_quotes};
use crate::records::{Filter, Stored};
use crate::render::{Behind, Entry, Layout};
use crate::search::{self, UnknownName};
use crate::text::{fold_text, near};

/// How many of several matches to list.
const LISTED: usize = 20;

/// What some words name.
#[derive(Debug)]
pub enum Found {
    /// One record, or one section.
    One(Box<Stored>),
    /// Nothing, with what to say of that.
    Nothing(Box<Answer>),
}

/// What words name one thing each: each word does where all are ids or sections' numbers, else all together do.
pub fn each_wanted(words: &[String]) -> Vec<String> {
    let is_number = |word: &str| {
        word.split('.').all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let is_one = |word: &String| RecordId::is_whole(&word.to_ascii_lowercase()) || is_number(word);
    if words.iter().all(is_one) { words.to_vec() } else { vec![words.join(" ")] }
}

/// Shows what these words name: an id or the beginning of one, a section's number, a piece of a heading, or a note.
///
/// # Errors
/// If they name nothing in particular, the selection names what is not there, or the records can't be read.
pub fn show(store: &Store<'_>, selection: &Selection, wanted: &str) -> anyhow::Result<Answer> {
    show_with_context(store, selection, wanted, 0)
}

/// As [`show`], with so many records of the note before it and behind.
///
/// # Errors
/// As [`show`].
pub fn show_with_context(
    store: &Store<'_>,
    selection: &Selection,
    wanted: &str,
    context: usize,
) -> anyhow::Result<Answer> {
    let stored = match find(store, selection, wanted)? {
        Found::One(stored) => *stored,
        Found::Nothing(answer) => return Ok(*answer),
    };
    let place = (stored.note.note_path.clone(), stored.record.order);
    let items = whole(stored, store)?;
    if context == 0 {
        return Ok(answer(store, items));
    }
    let orders = items.iter().map(|entry| entry.record.order);
    let last = orders.max().unwrap_or_default();
    let note = Filter { notes: vec![place.0], ..Filter::default() };
    let mut others = store.records().list(&note)?;
    // The note's own record stands around nothing.
    others.retain(|other| other.record.kind() != Kind::Note);
    let before: Vec<Stored> = others.extract_if(.., |other| other.record.order < place.1).collect();
    others.retain(|other| other.record.order > last);
    others.truncate(context);
    let before = &before[before.len().saturating_sub(context)..];
    let (at, count) = (before.len(), items.len());
    let all = before.iter().cloned().map(entry).chain(items).chain(others.into_iter().map(entry));
    let mut answer = answer(store, all.collect());
    answer.view.layout = Layout::Within { first: at, last: at + count - 1 };
    Ok(answer)
}

/// As [`show`], for several things one after the other.
///
/// # Errors
/// As [`show`], for any of them.
pub fn show_several(store: &Store<'_>, selection: &Selection, several: &[String]) -> anyhow::Result<Answer> {
    let mut items = Vec::new();
    for wanted in several {
        match find(store, selection, wanted)? {
            Found::One(stored) => items.extend(whole(*stored, store)?),
            Found::Nothing(answer) => return Ok(*answer),
        }
    }
    let mut answer = answer(store, items);
    answer.view.layout = Layout::Cards;
    Ok(answer)
}

/// Finds what these words name, as [`show`] does.
///
/// # Errors
/// If they name nothing in particular, the selection names what is not there, or the records can't be read.
pub fn find(store: &Store<'_>, selection: &Selection, wanted: &str) -> anyhow::Result<Found> {
    if wanted.trim().is_empty() {
        bail!("nothing to show: name an id, a section's number or a piece of a heading");
    }
    let notes = selection.filter(store)?;
    let in_notes = |stored: &Stored| notes.notes.is_empty() || notes.notes.contains(&stored.note.note_path);
    let ids = ids(wanted.trim(), store)?;
    let is_whole = |stored: &&Stored| stored.record.id.as_str().eq_ignore_ascii_case(wanted.trim());
    // What is asked for most of all needs no list of the sections of all notes.
    if let Some(exact) = ids.iter().find(is_whole).filter(|exact| in_notes(exact)) {
        return Ok(Found::One(Box::new(exact.clone())));
    }
    let sections = store.records().list(&Filter { kinds: vec![Kind::Section], ..notes.clone() })?;
    let mut matches = matches(wanted.trim(), &sections, ids);
    matches.retain(in_notes);
    match matches.len() {
        0 => note_or_nothing(store, wanted, &notes, &sections),
        1 => Ok(Found::One(Box::new(matches.remove(0)))),
        // A note may have its title twice, by itself and below the name of its file.
        many => {
            let note = are_titles_of_one(&matches).then(|| note_or_nothing(store, wanted, &notes, &sections));
            match note.transpose()? {
                Some(Found::One(note)) => Ok(Found::One(note)),
                _ => bail!("`{wanted}` is {many} things; say which:\n{}", list(&matches)),
            }
        }
    }
}

/// Whether these are headings of the first level of one note.
fn are_titles_of_one(matches: &[Stored]) -> bool {
    let path = matches.first().map(|stored| &stored.note.note_path);
    let is_title = |stored: &Stored| match &stored.record.body {
        Body::Section(section) => section.level == 1 && Some(&stored.note.note_path) == path,
        _ => false,
    };
    matches.iter().all(is_title)
}

/// The note that these words name, where they name nothing else.
fn note_or_nothing(
    store: &Store<'_>,
    wanted: &str,
    selected: &Filter,
    sections: &[Stored],
) -> anyhow::Result<Found> {
    let paths = match search::notes(store.records(), wanted) {
        Ok(meant) => meant.paths,
        Err(error) => match error.downcast::<UnknownName>() {
            Ok(unknown) if unknown.is_ambiguous => return Err(unknown.into()),
            Ok(_) => Vec::new(),
            Err(error) => return Err(error),
        },
    };
    let is_selected = |path: &String| selected.notes.is_empty() || selected.notes.contains(path);
    let notes: Vec<String> = paths.into_iter().filter(is_selected).collect();
    let is_named = !notes.is_empty();
    let own = Filter { kinds: vec![Kind::Note], notes, ..Filter::default() };
    let mut found = if is_named { store.records().list(&own)? } else { Vec::new() };
    match found.len() {
        0 => Ok(Found::Nothing(Box::new(miss(store, wanted, sections)))),
        1 => Ok(Found::One(Box::new(found.remove(0)))),
        many => bail!("`{wanted}` is {many} things; say which:\n{}", list(&found)),
    }
}

/// Records whose id begins with the words.
fn ids(wanted: &str, store: &Store<'_>) -> anyhow::Result<Vec<Stored>> {
    // Of several libraries that are kept elsewhere the name of one may stand before it.
    let (library, id) = wanted.split_at(wanted.rfind('/').map_or(0, |slash| slash + 1));
    let id_like = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_known = id_like && (library.is_empty() || store.is_elsewhere());
    match is_known {
        true => store.records().find(&format!("{library}{}", id.to_ascii_lowercase())),
        false => Ok(Vec::new()),
    }
}

/// What the words may mean, beside a whole id; the first way of reading them that means anything. `ids` are of records
/// whose id begins with them.
fn matches(wanted: &str, sections: &[Stored], ids: Vec<Stored>) -> Vec<Stored> {
    let those = |test: &dyn Fn(&Stored) -> bool| -> Vec<Stored> {
        sections.iter().filter(|stored| test(stored)).cloned().collect()
    };
    let numbered = those(&|stored| *stored.record.section_number == *wanted);
    if !numbered.is_empty() {
        return numbered;
    }
    let folded = fold_text(wanted);
    let exact = those(&|stored| fold_text(stored.record.text()) == folded);
    if !exact.is_empty() {
        return exact;
    }
    let mut pieces = those(&|stored| !folded.is_empty() && fold_text(stored.record.text()).contains(&folded));
    pieces.extend(ids);
    pieces
}

/// A record with what belongs to it: of a section what stands in it, of a note all of it.
fn whole(stored: Stored, store: &Store<'_>) -> anyhow::Result<Vec<Entry>> {
    let note = Filter { notes: vec![stored.note.note_path.clone()], ..Filter::default() };
    Ok(match stored.record.body {
        Body::Note(_) => {
            let others = store.records().list(&note)?.into_iter();
            let others = others.filter(|other| other.record.kind() != Kind::Note);
            std::iter::once(stored).chain(others).map(entry).collect()
        }
        Body::Section(_) => {
            let own = store.records().list(&Filter { kinds: vec![Kind::Note], ..note })?;
            // Metadata and table of contents are the note's own and stand in its record.
            let holds_frame = |other: &Stored| match &other.record.body {
                Body::Note(note) => [note.metadata_lines, note.contents_lines]
                    .into_iter()
                    .flatten()
                    .any(|lines| stored.record.lines.contains(lines)),
                _ => false,
            };
            let frame = own.into_iter().find(holds_frame);
            let within = content(store, &stored)?;
            std::iter::once(stored).chain(frame).chain(within).map(entry).collect()
        }
        Body::Term(_) => vec![with_mentions(stored, store)?],
        Body::Question(_) => {
            let answers = answers(store, &note)?.remove(&stored.record.id);
            let mut question = entry(stored);
            question.answers = Some(answers.unwrap_or_default());
            vec![question]
        }
        Body::Quote(_) | Body::Prediction(_) => {
            vec![with_words_behind(stored, &store.records().list(&note)?)]
        }
        Body::Passage(_) => vec![entry(stored)],
    })
}

/// A key quote with the words that it was made from, a claim with those behind it; `note` is all that stands in its note.
fn with_words_behind(stored: Stored, note: &[Stored]) -> Entry {
    let words = |other: &Stored, words: String| Behind { place: mention(other), words };
    let behind: Vec<Behind> = match &stored.record.body {
        Body::Quote(quote) if quote.key => {
            let records: Vec<Record> = note.iter().map(|stored| stored.record.clone()).collect();
            let origins = key_quotes(&records);
            let own = origins.iter().find(|origin| records[origin.key].id == stored.record.id);
            let parts =
                own.into_iter().flat_map(|origin| origin.parts.iter().map(move |part| (origin, part)));
            parts
                .map(|(origin, part)| words(&note[part.source], compared_with(origin, part, &records)))
                .collect()
        }
        Body::Prediction(prediction) => {
            let those =
                prediction.supports.iter().filter_map(|id| note.iter().find(|it| it.record.id == *id));
            those.map(|other| words(other, other.record.text().to_owned())).collect()
        }
        _ => Vec::new(),
    };
    Entry { behind: Some(behind), ..entry(stored) }
}

fn answer(store: &Store<'_>, items: Vec<Entry>) -> Answer {
    let mut answer = of_entries(store, "show", Nouns("record", "records"), items, &Selection::default());
    answer.view.layout = Layout::Whole;
    answer.notices.clear();
    answer
}

fn list(matches: &[Stored]) -> String {
    let line = |stored: &Stored| {
        let record = &stored.record;
        let name = match record.body {
            Body::Section(_) => format!("{}  {}", record.section_number, record.text()),
            _ => format!("{}  {}", record.kind().name(), record.section.join(" > ")),
        };
        let day = stored.note.date.map(|day| format!("{day} ")).unwrap_or_default();
        let place = format!("《{}》 {day}:{}", stored.note.title, record.lines.first);
        let line = format!("  {}  {place}  {name}", record.id);
        crate::text::width::one_line(&line).into_owned()
    };
    let mut lines: Vec<String> = matches.iter().take(LISTED).map(line).collect();
    if matches.len() > LISTED {
        lines.push(format!("  and {} more", matches.len() - LISTED));
    }
    lines.join("\n")
}

fn miss(store: &Store<'_>, wanted: &str, sections: &[Stored]) -> Answer {
    let titles: Vec<Vec<String>> =
        sections.iter().map(|stored| vec![stored.record.text().to_owned()]).collect();
    let near = near(wanted, titles.iter().map(Vec::as_slice));
    let mut answer = answer(store, Vec::new());
    answer.view.layout = Layout::Listing;
    answer.notices = vec![match near.is_empty() {
        true => {
            let lists = "`townhall sections` and `townhall notes` list them";
            format!("no id, section number, heading or note `{wanted}`; {lists}")
        }
        false => format!("no id, section number, heading or note `{wanted}`; near: {}", near.join(", ")),
    }];
    answer
}
