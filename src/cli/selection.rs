//! The filters that commands share, as arguments, and the selection that they say.

#[cfg(feature = "browse")]
mod filters;

use std::num::NonZeroUsize;

use clap::Args;

use crate::app::{self, Selection};
use crate::model::{KINDS, Kind};
use crate::search::{NamedDays, Query};

/// Which notes, and how many results.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct NoteArgs {
    /// Only this note: its id, slug or title, or a part of one (repeatable)
    #[arg(long, value_name = "NOTE")]
    note: Vec<String>,

    /// Only notes from then on: 2026, 2026-03, 今年, 上个月, 3天前, last month
    #[arg(long, value_name = "DATE")]
    since: Option<NamedDays>,

    /// Only notes up to then
    #[arg(long, value_name = "DATE")]
    until: Option<NamedDays>,

    /// At most this many results
    #[arg(long, short = 'n', value_name = "N", value_parser = count)]
    limit: Option<NonZeroUsize>,
}

/// A number of results.
fn count(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a number from 1 on")
}

/// What kind of record it is.
#[derive(Debug, Default, Args)]
pub(super) struct KindArgs {
    #[arg(long, value_name = "KIND", help_heading = "Filters", help = only_of_kinds())]
    kind: Vec<String>,
}

/// The same of a listing of one kind, which takes its own name and tells where others are.
#[derive(Debug, Default, Args)]
pub(super) struct OwnKindArgs {
    /// The kind that is listed
    #[arg(long, value_name = "KIND", hide = true)]
    kind: Vec<String>,
}

fn only_of_kinds() -> String {
    let names = KINDS.each_ref().map(|info| info.name).join(", ");
    format!("Only records of this kind: {names} (repeatable)")
}

/// What it is about.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct SubjectArgs {
    /// Only on this topic: its slug, a name or alias in any language, or the beginning of one (repeatable)
    #[arg(long, value_name = "TOPIC")]
    topic: Vec<String>,

    /// Only below a heading that holds these words
    #[arg(long, value_name = "HEADING")]
    section: Option<String>,
}

/// Whose it is.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct SpeakerArgs {
    /// Only by this speaker: the name or its beginning (repeatable)
    #[arg(long, value_name = "NAME")]
    speaker: Vec<String>,
}

/// For records that nobody says.
#[derive(Debug, Default, Args)]
pub(super) struct NoSpeaker {}

/// All filters that listings share. Which arguments there are about speakers is left open, as not every kind of record
/// has one.
#[derive(Debug, Default, Args)]
pub(super) struct SelectionArgs<S: Args = SpeakerArgs> {
    #[command(flatten)]
    subject: SubjectArgs,
    #[command(flatten)]
    speaker: S,
    #[command(flatten)]
    notes: NoteArgs,
}

/// Arguments that may name speakers.
pub(super) trait Speakers {
    /// Those that they name.
    fn names(&self) -> &[String];
}

impl Speakers for SpeakerArgs {
    fn names(&self) -> &[String] {
        &self.speaker
    }
}

impl Speakers for NoSpeaker {
    fn names(&self) -> &[String] {
        &[]
    }
}

impl KindArgs {
    /// The kinds that they name.
    pub(super) fn kinds(&self) -> anyhow::Result<Vec<Kind>> {
        Ok(app::kinds(&self.kind)?)
    }
}

impl OwnKindArgs {
    /// A selection of these kinds.
    pub(super) fn of(&self, selection: Selection) -> anyhow::Result<Selection> {
        Ok(Selection { kinds: app::kinds(&self.kind)?, ..selection })
    }
}

impl NoteArgs {
    /// What they select.
    pub(super) fn selection(&self) -> Selection {
        Selection {
            notes: self.note.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            limit: self.limit,
            ..Selection::default()
        }
    }
}

impl<S: Args + Speakers> SelectionArgs<S> {
    /// What they and a command's query select.
    pub(super) fn selection(&self, query: &[String]) -> Selection {
        Selection {
            query: Query::parse(query.join(" ").trim()),
            topics: self.subject.topic.clone(),
            section: self.subject.section.clone(),
            speakers: self.speaker.names().to_vec(),
            ..self.notes.selection()
        }
    }
}
