//! The filters that commands share: as arguments, and as what the index understands.

use std::num::NonZeroUsize;

use clap::Args;

use super::day::Days;
use super::store::Store;
use crate::model::Kind;
use crate::records::Filter;

/// Which notes, and how many results.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct NoteFilters {
    /// Only this note: its slug, its title, or the beginning of one (repeatable)
    #[arg(long, value_name = "NOTE")]
    note: Vec<String>,

    /// Only notes from this day, month or year on
    #[arg(long, value_name = "DATE")]
    since: Option<Days>,

    /// Only notes up to this day, month or year
    #[arg(long, value_name = "DATE")]
    until: Option<Days>,

    /// At most this many results
    #[arg(long, short = 'n', value_name = "N")]
    pub(super) limit: Option<NonZeroUsize>,
}

/// What it is about.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct SubjectFilters {
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
pub(super) struct SpeakerFilter {
    /// Only by this speaker: the name or its beginning (repeatable)
    #[arg(long, value_name = "NAME")]
    speaker: Vec<String>,
}

impl NoteFilters {
    /// Whether any note may be left out.
    pub(super) fn is_narrow(&self) -> bool {
        !self.note.is_empty() || self.since.is_some() || self.until.is_some()
    }

    /// A filter for records of these kinds.
    pub(super) fn filter(&self, kinds: &[Kind], store: &Store) -> anyhow::Result<Filter> {
        Ok(Filter {
            kinds: kinds.to_vec(),
            notes: store.notes(&self.note)?,
            since: self.since.map(|days| days.first),
            until: self.until.map(|days| days.last),
            ..Filter::default()
        })
    }
}

impl SubjectFilters {
    /// Narrows a filter down.
    pub(super) fn narrow(&self, filter: &mut Filter, store: &Store) -> anyhow::Result<()> {
        filter.topics = store.topics(&self.topic)?;
        filter.section = self.section.clone();
        Ok(())
    }
}

impl SpeakerFilter {
    /// Narrows a filter down.
    pub(super) fn narrow(&self, filter: &mut Filter, store: &Store) -> anyhow::Result<()> {
        filter.speakers = store.speakers(&self.speaker)?;
        Ok(())
    }
}
