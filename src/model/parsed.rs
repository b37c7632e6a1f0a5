//! What a parser makes of one note: every line of it is in a record or in a named piece of frame.

use super::{Body, Diagnostic, LineSpan, Note, NoteNames, Record};

/// What a parser made of one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedNote {
    /// The records in the order of the file; the first is the note's own.
    pub records: Vec<Record>,
    /// Lines that are frame and so no record.
    pub frame: Vec<Frame>,
    /// Who and what is called how.
    pub names: NoteNames,
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
            Body::Note(note) => note,
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
