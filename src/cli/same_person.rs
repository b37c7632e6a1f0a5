//! What `check` says of people who may be one.

use jiff::civil::Date;

use super::codes::Code;
use super::finding::Finding;
use crate::library::Source;
use crate::model::NoteNames;
use crate::people::{Known, Likeness, NotePeople, Proposal, proposals, resolve};

/// A note as far as it tells who is who.
pub(super) struct Told<'n> {
    pub(super) source: &'n Source,
    pub(super) date: Option<Date>,
    pub(super) names: &'n NoteNames,
    /// Its title and the values of its metadata.
    pub(super) frame: Vec<&'n str>,
}

/// What to ask about the people of all notes.
pub(super) fn findings(told: &[Told<'_>], known: &Known) -> Vec<Finding> {
    let notes: Vec<NotePeople<'_>> =
        told.iter().map(|note| NotePeople { date: note.date, names: note.names, terms: &[] }).collect();
    let frames: Vec<Vec<&str>> = told.iter().map(|note| note.frame.clone()).collect();
    let people = resolve(&notes, known);
    let maybe = proposals(&notes, &frames, known, &people).into_iter().filter_map(|proposal| {
        let path = told.get(proposal.place.0 as usize)?.source.shown.clone();
        let (line, message) = (Some(proposal.place.1), sentence(&proposal));
        Some(Finding { path, line, code: Code::MAYBE_SAME_PERSON, message })
    });
    maybe.collect()
}

fn sentence(proposal: &Proposal) -> String {
    let Proposal { name, of, line, .. } = proposal;
    let why = match proposal.likeness {
        Likeness::Slip => format!("`{name}` may be a slip for `{of}`"),
        Likeness::SoundAndOffice => {
            format!(
                "`{name}` sounds like `{of}` and stands beside the same office, so both may be one person"
            )
        }
        Likeness::Rendering => format!("`{name}` sounds like a rendering of `{of}`"),
        Likeness::OnlyBearer => {
            format!(
                "`{name}` may be `{of}`, the only one so called, who talks with the same people elsewhere"
            )
        }
    };
    let place = if proposal.replaces { "instead of their line in people.yaml" } else { "in people.yaml" };
    format!("{why}; if so, write {place}: {line}")
}
