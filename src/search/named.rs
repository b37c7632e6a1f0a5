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
    let found = choose("kind", given, &choices).map_err(|unknown| UnknownName {
        // They are few, and whoever asks for one that there is not wants to know which there are.
        offered: KINDS.iter().map(|info| info.name.to_owned()).collect(),
        lead: "known",
        ..unknown
    })?;
    Ok(found.into_iter().map(|choice| choice.value).collect())
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
/// So many are listed of those that a name was not taken for.
const PASSED_OVER: usize = 3;

/// The notes that this is a name of: an id, a slug, a title or a path, which several may share; else the one that has it at the
/// beginning of such a name or of a word of one, else the one that has it anywhere within. Where others have it within their names
/// too, that is said.
///
/// # Errors
/// [`UnknownName`] if it names none or is a part of several names; else if the records can't be read.
pub fn notes(records: &dyn Records, given: &str) -> anyhow::Result<MeantNotes> {
    let notes = records.list(&Filter { kinds: vec![Kind::Note], ..Filter::default() })?;
    let choices: Vec<Choice<&Stored>> = notes.iter().map(choice).collect();
    let Fitting { is_whole, found, others } = fitting(&fold_text(given.trim()), &choices);
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
    let remark = match found[..] {
        [only] if !is_whole && !others.is_empty() => Some(passed_over(given, only.value, &others)),
        [_] => None,
        _ => {
            let lines: Vec<String> =
                found.iter().take(LISTED).map(|choice| title_and_day(choice.value)).collect();
            Some(format!("`{given}` is the name of {} notes: {}", found.len(), lines.join(", ")))
        }
    };
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

/// That a name was taken for one note, and which others have it in theirs.
fn passed_over(given: &str, taken: &Stored, others: &[&Choice<&Stored>]) -> String {
    let named: Vec<String> =
        others.iter().take(PASSED_OVER).map(|choice| title_and_day(choice.value)).collect();
    let mut remark = format!(
        "`{given}` is taken for {}; {} more in whose names it stands: {}",
        title_and_day(taken),
        others.len(),
        named.join(", ")
    );
    if others.len() > PASSED_OVER {
        remark.push_str(&format!(" and {} more", others.len() - PASSED_OVER));
    }
    remark
}

/// What a name fits.
struct Fitting<'c, 'n> {
    /// Whether as a whole.
    is_whole: bool,
    /// Those that it fits in the first of the ways in which it fits any.
    found: Vec<&'c Choice<&'n Stored>>,
    /// Those that it fits in a later one alone.
    others: Vec<&'c Choice<&'n Stored>>,
}

/// What a folded name fits.
fn fitting<'c, 'n>(wanted: &str, choices: &'c [Choice<&'n Stored>]) -> Fitting<'c, 'n> {
    let mut fitting = Fitting { is_whole: false, found: Vec::new(), others: Vec::new() };
    if wanted.is_empty() {
        return fitting;
    }
    // Of an id the beginning is one; folders are no part of what a note is called.
    let within = |name: &str| !name.contains('/') && name.contains(wanted);
    let ways: [&dyn Fn(&str) -> bool; 4] = [
        &|name| name == wanted,
        &|name| name.starts_with(wanted),
        &|name| name.split([' ', '-', '·', '_', '/']).any(|word| word.starts_with(wanted)),
        &within,
    ];
    let way_of = |choice: &Choice<&Stored>| {
        let names: Vec<String> = choice.names.iter().map(|name| fold_text(name)).collect();
        ways.iter().position(|fits| names.iter().any(|name| fits(name)))
    };
    let placed: Vec<(usize, &Choice<&Stored>)> =
        choices.iter().filter_map(|choice| Some((way_of(choice)?, choice))).collect();
    let Some(first) = placed.iter().map(|(way, _)| *way).min() else { return fitting };
    fitting.is_whole = first == 0;
    for (way, choice) in placed {
        if way == first { fitting.found.push(choice) } else { fitting.others.push(choice) }
    }
    fitting
}

fn title_and_day(stored: &Stored) -> String {
    let day = stored.note.date.map(|day| format!(" {day}")).unwrap_or_default();
    one_line(&format!("《{}》{day}", stored.note.title)).into_owned()
}
