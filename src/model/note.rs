//! A note as a whole.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Diagnostic, LineSpan, Record};

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
}

/// What a parser made of one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedNote {
    /// The records in the order of the file; the first is the note's own.
    pub records: Vec<Record>,
    /// Lines that are frame and so no record.
    pub frame: Vec<Frame>,
    /// What could not be understood.
    pub diagnostics: Vec<Diagnostic>,
}

impl ParsedNote {
    /// The note's own record.
    ///
    /// # Panics
    /// If the records do not begin with it; every parser makes it first.
    pub fn note(&self) -> &Note {
        match &self.records[0].body {
            super::Body::Note(note) => note,
            _ => panic!("a parsed note begins with its own record"),
        }
    }
}

/// A named piece of a note that carries no content of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Where it is.
    pub lines: LineSpan,
    /// What it is.
    pub kind: FrameKind,
}

/// The named pieces of frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameKind {
    /// YAML between `---` lines at the top.
    FrontMatter,
    /// The table or list of facts about the recording.
    Metadata,
    /// An entry of the table of contents, or the line that introduces it.
    TableOfContents,
    /// A horizontal rule.
    Rule,
    /// A table's header and delimiter rows.
    TableHeader,
    /// Generation date, video id and the like at the end.
    Footer,
    /// A line of marks without words, such as the empty `> ` that closes a blockquote or a code fence.
    Marks,
    /// A speaker's name or label on a line of its own, taken up by the record next to it.
    Label,
}
