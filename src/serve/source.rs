//! What is asked, and how it is told.

use std::path::PathBuf;

use crate::app::{self, EngineAccess, VerdictPlaces};
use crate::library::Library;
use crate::render::Language;
use crate::search::Today;

/// What is asked, and how it is told.
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
    /// How messages are put.
    pub voice: Voice,
    /// Told what a person has to know who looks after the server.
    pub log: Box<dyn Fn(&str) + Send>,
}

/// Puts messages into the language that is spoken.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// The language.
    pub language: Language,
    /// Says a message in it.
    pub say: fn(Language, &str) -> String,
    /// Says what went wrong in it, with the place in a query.
    pub explain: fn(Language, anyhow::Error) -> String,
}

impl Voice {
    /// A message.
    pub(super) fn say(self, message: &str) -> String {
        (self.say)(self.language, message)
    }

    /// What went wrong.
    pub(super) fn explain(self, error: anyhow::Error) -> String {
        (self.explain)(self.language, error)
    }
}

impl Source {
    /// Another number when what a library is read from has changed; 0 where nobody wants to know.
    pub(super) fn stamp(&self, library: &Library) -> u64 {
        if self.refresh && self.engine.is_none() { app::stamp(library, &self.verdicts) } else { 0 }
    }
}
