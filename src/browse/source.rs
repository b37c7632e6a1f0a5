//! What the reader reads, and who keeps what its user wants to keep.

use std::path::PathBuf;

use super::question::SavedSearch;
use crate::app::{self, EngineAccess, Store, VerdictPlaces};
use crate::library::Library;
use crate::model::RecordId;
use crate::render::Language;
use crate::search::{QueryError, Today};
use crate::verdicts::Outcome;

/// What is asked, and how it is answered.
pub struct Source {
    /// The notes.
    pub library: Library,
    /// The search cluster that takes their place.
    pub engine: Option<EngineAccess>,
    /// The folder for indexes.
    pub cache: Option<PathBuf>,
    /// Where what became of predictions may be kept.
    pub verdicts: VerdictPlaces,
    /// Whether to look what changed among the notes.
    pub refresh: bool,
    /// The day to take for today.
    pub today: Today,
    /// The language to speak.
    pub language: Language,
    /// Says a message in that language.
    pub say: fn(Language, &str) -> String,
    /// Who keeps what is to be kept.
    pub keeper: Box<dyn Keeper>,
}

/// Keeps what the reader's user wants to keep, outside the library. What is done is told in a message.
pub trait Keeper: Send {
    /// The searches that are saved.
    ///
    /// # Errors
    /// If the file of them is wrong or can't be read.
    fn saved(&self) -> anyhow::Result<Vec<SavedSearch>>;

    /// Saves a search under a name.
    ///
    /// # Errors
    /// If the name can't be one, or nothing can be written.
    fn save(&self, name: &str, query: &str) -> anyhow::Result<String>;

    /// Writes down what became of a prediction; `None` takes a verdict back.
    ///
    /// # Errors
    /// If nothing can be written.
    fn judge(
        &self,
        store: &Store<'_>,
        prediction: RecordId,
        outcome: Option<Outcome>,
    ) -> anyhow::Result<String>;

    /// Writes a file that is not there yet.
    ///
    /// # Errors
    /// If it is there already, or can't be written.
    fn write(&self, path: &str, content: &[u8]) -> anyhow::Result<String>;
}

impl Source {
    /// Another number when the notes, what stands beside them or what became of predictions are others; 0 where nobody wants to
    /// know.
    pub(super) fn stamp(&self, library: &Library) -> u64 {
        if self.refresh && self.engine.is_none() { app::stamp(library, &self.verdicts) } else { 0 }
    }

    /// An error as a reader is told of it.
    pub(super) fn explained(&self, error: &anyhow::Error) -> String {
        let causes: Vec<String> =
            error.chain().map(|cause| (self.say)(self.language, &cause.to_string())).collect();
        let said = causes.join(": ");
        let known = error.downcast_ref::<QueryError>().map(|wrong| wrong.known.join(", "));
        match known.filter(|known| !known.is_empty()) {
            Some(known) => format!("{said}; {}", (self.say)(self.language, &format!("known: {known}"))),
            None => said,
        }
    }
}
