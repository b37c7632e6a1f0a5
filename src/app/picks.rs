//! What there is to choose from, a line each.

use super::answer::Answer;
use super::glossary::Repeats;
use super::listing::{Nouns, of_entries};
use super::search::{SearchRequest, search};
use super::selection::Selection;
use super::store::Store;
use crate::model::Kind;
use crate::records::Stored;
use crate::render::{Item, Language};
use crate::text::width::one_line;

/// What there is to choose from.
#[derive(Debug)]
pub enum Picks {
    /// Lines that begin with the id of a record and a tab.
    Lines(String),
    /// What is to be said where there is nothing.
    Nothing(Box<Answer>),
}

/// So many hits are worth going through.
const MOST: usize = 500;
/// What is chosen from where no kind is named: what can be cited.
const KINDS: [Kind; 5] = [Kind::Note, Kind::Question, Kind::Quote, Kind::Prediction, Kind::Term];

/// The hits of a query, best first; where there is none, the selected records in the order of the library.
///
/// # Errors
/// If the query or the selection names what is not there, or the records can't be read.
pub fn picks(
    store: &Store<'_>,
    selection: &Selection,
    query: &str,
    language: Language,
) -> anyhow::Result<Picks> {
    let mut lines = String::new();
    let mut add = |stored: &Stored| lines.push_str(&line(stored, language));
    if query.is_empty() {
        let mut selection = selection.clone();
        if selection.kinds.is_empty() {
            selection.kinds = KINDS.to_vec();
        }
        let walk = store.records().walk(&selection.filter(store)?, None)?;
        for stored in walk.take(selection.limit.map_or(usize::MAX, std::num::NonZeroUsize::get)) {
            add(&stored?);
        }
        if lines.is_empty() {
            let nouns = Nouns("record", "records");
            return Ok(Picks::Nothing(Box::new(of_entries(store, "pick", nouns, Vec::new(), &selection))));
        }
        return Ok(Picks::Lines(lines));
    }
    let mut selection = selection.clone();
    selection.limit = selection.limit.or(std::num::NonZeroUsize::new(MOST));
    let answer = search(store, &selection, SearchRequest::new(query, 0, false, Repeats::Apart))?;
    if answer.view.items.is_empty() {
        return Ok(Picks::Nothing(Box::new(answer)));
    }
    for item in answer.view.items {
        let Item::Record(entry) = item else { continue };
        add(&Stored { record: entry.record, note: entry.note, person: entry.person });
    }
    Ok(Picks::Lines(lines))
}

/// The id, then what a reader sees of it. Nothing in it can end the line, or steer a terminal.
fn line(stored: &Stored, language: Language) -> String {
    let Stored { record, note, .. } = stored;
    let day = note.date.map(|day| format!(" {day}")).unwrap_or_default();
    let speaker = record.speaker().map(|speaker| format!("{speaker}  ")).unwrap_or_default();
    let info = record.kind().info();
    let kind = if language == Language::Chinese { info.chinese } else { info.name };
    let shown = format!("{kind}  {speaker}{}  《{}》{day}", record.text(), note.title);
    format!("{}\t{}\n", record.id, one_line(&shown))
}
