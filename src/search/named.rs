//! What a filter's value names, whether an argument or a query has it: kinds, topics, notes. (People: `who`.)

use super::choices::{Choice, UnknownName, choose};
use crate::model::{Body, KINDS, Kind, KindInfo};
use crate::records::{Filter, Records, Stored};
use crate::text::fold_text;
use crate::text::width::one_line;
use crate::topics::{UnknownTopic, Vocabulary};

/// The kind of record that this is a name of.
///
/// # Errors
/// If it names none.
pub fn kinds(given: &str) -> Result<Vec<Kind>, UnknownName> {
    let names = |info: &KindInfo| vec![info.name.to_owned(), info.plural.to_owned(), info.chinese.to_owned()];
    let choices = KINDS.each_ref().map(|info| Choice { value: info.kind, names: names(info) });
    Ok(choose("kind", given, &choices)?.into_iter().map(|choice| choice.value).collect())
}

/// The slug of the topic that this is a name of.
///
/// # Errors
/// If it names none, or is the beginning of several.
pub fn topic(vocabulary: &Vocabulary, given: &str) -> Result<String, UnknownName> {
    vocabulary.resolve(given).map(|topic| topic.slug.clone()).map_err(
        |UnknownTopic { value, near, ambiguous }| {
            let lead = match (ambiguous, near.is_empty()) {
                (true, _) => "one of",
                (_, false) => "near",
                (_, true) => "`townhall topics` lists them",
            };
            UnknownName { what: "topic", given: value, is_ambiguous: ambiguous, offered: near, lead }
        },
    )
}

/// The notes that a name means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeantNotes {
    /// Their paths within the library; never empty.
    pub paths: Vec<String>,
    /// What to tell the reader where one name is that of several.
    pub remark: Option<String>,
}

/// So many are listed where many come into question.
const LISTED: usize = 20;

/// The notes that this is a name of: an id, a slug, a title or a path, which several may share; else the one that has it at the
/// beginning of such a name or of a word of one, else the one that has it anywhere within.
///
/// # Errors
/// [`UnknownName`] if it names none or is a part of several names; else if the records can't be read.
pub fn notes(records: &dyn Records, given: &str) -> anyhow::Result<MeantNotes> {
    let notes = records.list(&Filter { kinds: vec![Kind::Note], ..Filter::default() })?;
    let choices: Vec<Choice<&Stored>> = notes.iter().map(choice).collect();
    let (is_whole, found) = fitting(&fold_text(given.trim()), &choices);
    if found.is_empty() {
        // It tells what comes near.
        let mut unknown = choose("note", given, &choices).map_or_else(|error| error, |_| nothing(given));
        if unknown.lead.is_empty() {
            unknown.lead = "`townhall notes` lists them";
        }
        return Err(unknown.into());
    }
    if !is_whole && found.len() > 1 {
        let lines = found.iter().map(|choice| {
            let Stored { record, .. } = choice.value;
            format!("{}  {}", record.id, title_and_day(choice.value))
        });
        let mut offered: Vec<String> = lines.take(LISTED).collect();
        if found.len() > LISTED {
            offered.push(format!("and {} more", found.len() - LISTED));
        }
        return Err(UnknownName { is_ambiguous: true, offered, lead: "one of", ..nothing(given) }.into());
    }
    let remark = (found.len() > 1).then(|| {
        let lines: Vec<String> =
            found.iter().take(LISTED).map(|choice| title_and_day(choice.value)).collect();
        format!("`{given}` is the name of {} notes: {}", found.len(), lines.join(", "))
    });
    let paths = found.into_iter().map(|choice| choice.value.note.note_path.clone()).collect();
    Ok(MeantNotes { paths, remark })
}

fn nothing(given: &str) -> UnknownName {
    UnknownName { what: "note", given: given.to_owned(), is_ambiguous: false, offered: Vec::new(), lead: "" }
}

/// A note under its names: those that people read, its paths, its id.
fn choice(stored: &Stored) -> Choice<&Stored> {
    let note = &stored.note;
    let in_folder = note.note_path.rsplit_once('.').map_or(note.note_path.as_str(), |(stem, _)| stem);
    let mut names =
        [note.slug(), &note.title, in_folder, &note.note_path, &note.path].map(str::to_owned).to_vec();
    if let Body::Note(own) = &stored.record.body {
        names.extend(own.file_title.clone());
    }
    names.push(stored.record.id.as_str().to_owned());
    Choice { value: stored, names }
}

/// Those that a folded name fits in the first of the ways in which it fits any, and whether that is as a whole.
fn fitting<'c, 'n>(wanted: &str, choices: &'c [Choice<&'n Stored>]) -> (bool, Vec<&'c Choice<&'n Stored>>) {
    if wanted.is_empty() {
        return (false, Vec::new());
    }
    let folded: Vec<Vec<String>> =
        choices.iter().map(|choice| choice.names.iter().map(|name| fold_text(name)).collect()).collect();
    // Of an id the beginning is one; folders are no part of what a note is called.
    let within = |name: &str| !name.contains('/') && name.contains(wanted);
    let ways: [&dyn Fn(&str) -> bool; 4] = [
        &|name| name == wanted,
        &|name| name.starts_with(wanted),
        &|name| name.split([' ', '-', '·', '_', '/']).any(|word| word.starts_with(wanted)),
        &within,
    ];
    for (number, fits) in ways.iter().enumerate() {
        let names = folded.iter().map(|names| names.iter().any(|name| fits(name)));
        let found: Vec<&Choice<&Stored>> =
            choices.iter().zip(names).filter(|(_, fits)| *fits).map(|(choice, _)| choice).collect();
        if !found.is_empty() {
            return (number == 0, found);
        }
    }
    (false, Vec::new())
}

fn title_and_day(stored: &Stored) -> String {
    let day = stored.note.date.map(|day| format!(" {day}")).unwrap_or_default();
    one_line(&format!("《{}》{day}", stored.note.title)).into_owned()
}
