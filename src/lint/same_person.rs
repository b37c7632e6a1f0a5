//! People who may be one, which only the whole library can tell.

use jiff::civil::Date;

use super::code::Code;
use super::finding::Finding;
use crate::model::NoteNames;
use crate::people::{Known, Likeness, NotePeople, Proposal, proposals, resolve};

/// A note as far as it tells who is who.
#[derive(Debug, Clone, Copy)]
pub struct NoteOfPeople<'n> {
    /// The day of the talk.
    pub date: Option<Date>,
    /// Who and what is called how.
    pub names: &'n NoteNames,
    /// Its title and the values of its metadata.
    pub frame: &'n [String],
}

/// What to ask about the people of all notes: each with the number of the note.
pub fn maybe_same_people(told: &[NoteOfPeople<'_>], known: &Known) -> Vec<(usize, Finding)> {
    let notes: Vec<NotePeople<'_>> =
        told.iter().map(|note| NotePeople { date: note.date, names: note.names, terms: &[] }).collect();
    let frames: Vec<Vec<&str>> =
        told.iter().map(|note| note.frame.iter().map(String::as_str).collect()).collect();
    let people = resolve(&notes, known);
    let found = proposals(&notes, &frames, known, &people).into_iter().map(|proposal| {
        let (note, line) = proposal.place;
        (note as usize, Finding::at_line(Code::MaybeSamePerson, line, sentence(&proposal)))
    });
    found.collect()
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
