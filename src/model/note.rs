//! What is known of a note as a whole.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LineSpan;

/// The note itself: title and metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The real title, which is the second H1 where an export put its file title first.
    pub title: String,
    /// The export's file title, where it stands above the real one.
    pub file_title: Option<String>,
    /// When the talk took place or was published; the first day where it is a range.
    pub date: Option<Date>,
    /// The last day, where the note gives a range of days.
    pub date_end: Option<Date>,
    /// Length of the recording.
    pub duration_seconds: Option<u32>,
    /// How often the recording was watched when the note was made.
    pub views: Option<u64>,
    /// The address of the recording or the article.
    pub url: Option<String>,
    /// The recording's id at its host.
    pub video_id: Option<String>,
    /// When the note was made.
    pub generated: Option<Date>,
    /// Who speaks in it: the guests and hosts that the metadata names, then others who are quoted.
    pub speakers: Vec<String>,
    /// The metadata's own rows, names and values as text, in order.
    pub metadata: Vec<(String, String)>,
    /// Where the metadata stands.
    pub metadata_lines: Option<LineSpan>,
    /// The entries of the table of contents.
    pub contents: Vec<String>,
    /// Where the table of contents stands.
    pub contents_lines: Option<LineSpan>,
    /// Lines at the end that tell when the note was made and from what.
    pub footer: Vec<String>,
    /// Words of its frame that no other field and no record has, such as the headers of its tables.
    pub frame: Vec<String>,
}
