//! A neutral [`View`] of some records -> bytes on a writer.
//!
//! One output format per file; what they share is here and in `style`. Nothing here opens an index, asks the terminal or the
//! clock. Text from notes reaches a human format through `text::width`, which drops what a terminal would obey.
//!
//! | format | for | |
//! |---|---|---|
//! | `table` | readers | tables where rows are short, cards where text is long or the window narrow |
//! | `plain` | `cut`, `fzf`, `awk` | one record a line, tab-separated, see `plain` for the columns |
//! | `json`, `jsonl`, `yaml` | programs | the contract, see `wire` |
//! | `csv` | spreadsheets | the columns of `plain`, with more of the place |
//! | `markdown` | other notes | blockquotes with their citation, tables |
//! | `sarif`, `github` | editors and CI | what `check` finds, and nothing else |

mod aside;
mod bars;
mod cards;
mod citation;
mod compare;
mod counts;
mod csv;
mod engine_wire;
mod fact;
mod facts;
mod fields;
mod findings;
mod github;
mod grid;
mod grounds;
mod hits;
mod json;
mod labels;
mod layout;
mod lines;
mod link;
mod markdown;
mod marks;
mod names;
mod note_lines;
mod outline;
mod periods;
mod person;
mod person_card;
mod person_wire;
mod place;
mod plain;
mod sarif;
mod shape;
mod side;
mod source;
mod style;
mod table;
mod timeline;
mod unbroken;
mod whole;
mod wire;
mod words;
mod yaml;

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Body, Kind, Note, Record, RecordId};
use crate::records::{Elsewhere, NoteFacts};
use crate::text::address;
use crate::verdicts::Verdict;
use fields::LineFields;

pub use aside::{error, nearest_lines, nearest_notice, notice};
pub use citation::{CitationStyle, Citing, write_citations};
pub use counts::Counts;
pub use fact::{Fact, FactNote, FactValue, FindingRule};
pub use fields::{attribution_name, form_name, horizon_name};
pub use labels::Language;
pub use layout::Layout;
pub use lines::{styled_lines, styled_snippet};
pub use link::LinkFormat;
pub use markdown::escape as escape_markdown;
pub use names::{
    JoinedBy, JoinedNames, NameGrounds, NameOutcome, NoteLine, NoteName, PersonName, TopicCount,
};
pub use shape::{
    Arrangement, Counted, Direction, Field, FieldKind, Group, Grouping, Shape, Shown, SortKey, Template,
    TopicName, arrange, render_shaped,
};
pub use side::Side;
pub use style::{Look, Role, StyledLine, paint};
pub use timeline::{Axis, TIMELINE_WIDTH, timeline};
pub use words::render_words;

/// What a command has to show.
#[derive(Debug)]
pub struct View {
    /// The command's name, as the JSON envelope gives it.
    pub command: &'static str,
    /// How many there are, of which `items` may show fewer.
    pub total: usize,
    /// How a reader sees it best.
    pub layout: Layout,
    /// What was found.
    pub items: Vec<Item>,
    /// What only a search has to tell.
    pub search: Option<SearchFacts>,
    /// Whose words are set beside each other, in a comparison.
    pub sides: Vec<Side>,
    /// Where the records are, if that is not on this machine.
    pub elsewhere: Option<Elsewhere>,
}

impl View {
    /// A listing of these things, as many as there are.
    pub fn listing(command: &'static str, items: Vec<Item>) -> View {
        let (total, layout) = (items.len(), Layout::Listing);
        View { command, total, layout, items, search: None, sides: Vec::new(), elsewhere: None }
    }
}

/// Something found.
#[derive(Debug, Clone)]
pub enum Item {
    /// A record of a note.
    Record(Box<Entry>),
    /// A topic of the vocabulary.
    Topic(TopicEntry),
    /// Somebody.
    Person(Box<PersonEntry>),
    /// Something that stands in no note. All facts of a view are of one kind.
    Fact(Fact),
}

/// A record with what is known of it beyond its own words.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The record.
    pub record: Record,
    /// What is known of its note.
    pub note: Arc<NoteFacts>,
    /// The one name by which the library knows whoever says it.
    pub person: Option<Arc<str>>,
    /// How a search found it.
    pub hit: Option<HitFacts>,
    /// Where the note uses a term; `None` where nobody looked.
    pub mentions: Option<Vec<Mention>>,
    /// The records of all notes that use a term; `None` where nobody looked.
    pub uses: Option<Vec<RecordId>>,
    /// The other rows that explain a term in the same words; `None` where nobody looked.
    pub same_as: Option<Vec<Repeat>>,
    /// Other items of the answer that say the same, of kinds that don't tell it by themselves; `None` where nobody looked.
    pub same_words: Option<Vec<RecordId>>,
    /// The words that a key quote was made from, or that stand behind a claim; `None` where nobody looked.
    pub behind: Option<Vec<Behind>>,
    /// Which quotes answer a question; `None` where nobody looked.
    pub answers: Option<Vec<Mention>>,
    /// What a note or a section holds; `None` where nobody counted.
    pub counts: Option<Counts>,
    /// What `person` rests on; `None` where nobody looked.
    pub grounds: Option<NameGrounds>,
    /// What became of a prediction, if anybody has said so.
    pub verdict: Option<Verdict>,
}

/// Another record, by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its id.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Who speaks there.
    pub speaker: Option<String>,
    /// What is known of its note.
    pub note: Arc<NoteFacts>,
    /// Its first line.
    pub line: u32,
    /// Titles of the headings above it.
    pub section: Arc<[String]>,
    /// What it says; `None` where nobody looked.
    pub words: Option<String>,
}

/// Words that another record rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Where they stand.
    pub place: Mention,
    /// The words; those that a key quote has not taken in `[-…-]`, those that it has instead in `{+…+}`.
    pub words: String,
}

/// Another record that says the same, by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Its id.
    pub id: RecordId,
    /// What is known of its note.
    pub note: Arc<NoteFacts>,
    /// Its first line.
    pub line: u32,
}

/// A topic of the vocabulary with what the library has on it.
#[derive(Debug, Clone)]
pub struct TopicEntry {
    /// What scripts call it.
    pub slug: String,
    /// Its Chinese name.
    pub chinese: String,
    /// Its English name.
    pub english: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its records.
    pub counts: Counts,
}

/// Somebody under one name, with what the library has of them.
#[derive(Debug, Clone)]
pub struct PersonEntry {
    /// The name to show.
    pub name: String,
    /// All names, that one first, then those that alone say who it is.
    pub names: Vec<PersonName>,
    /// How many notes they have a name in.
    pub notes: usize,
    /// What they say, ask and claim.
    pub counts: Counts,
    /// The first and the last day of these notes, where any has one.
    pub days: Option<(Date, Date)>,
    /// All that is known of them; `None` in a list.
    pub card: Option<PersonCard>,
}

/// All that is known of somebody.
#[derive(Debug, Clone)]
pub struct PersonCard {
    /// What joins their names.
    pub joins: Vec<JoinedNames>,
    /// The notes in which they have a name, by day.
    pub talks: Vec<Arc<NoteFacts>>,
    /// What they speak about, most first.
    pub topics: Vec<TopicCount>,
    /// What notes have for their key quotes, by day.
    pub key_quotes: Vec<Entry>,
    /// What they claim, by day.
    pub claims: Vec<Entry>,
}

/// How a search found a record.
#[derive(Debug, Clone)]
pub struct HitFacts {
    /// The tier's name.
    pub tier: &'static str,
    /// Higher is better; comparable within one search only.
    pub score: f32,
    /// The part of the record that shows why.
    pub snippet: String,
    /// What matched: characters (not bytes) of `snippet`, in order and apart from each other.
    pub highlights: Vec<Range<usize>>,
}

/// What only a search has to tell.
#[derive(Debug, Clone)]
pub struct SearchFacts {
    /// The query as it was given.
    pub query: String,
    /// The name of the best tier reached, if anything was found.
    pub tier: Option<&'static str>,
    /// Terms that were left out.
    pub dropped: Vec<String>,
    /// Whether there are more hits than shown.
    pub capped: bool,
    /// What comes nearest, where nothing fits.
    pub nearby: Vec<Item>,
}

/// The output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For readers.
    Table,
    /// One record a line.
    Plain,
    /// One object.
    Json,
    /// One object a line, without the envelope.
    Jsonl,
    /// Comma-separated, with a header.
    Csv,
    /// Markdown.
    Markdown,
    /// YAML, the same as JSON.
    Yaml,
    /// SARIF, for what is wrong in notes only.
    Sarif,
    /// Commands of a GitHub workflow, for the same.
    Github,
    /// A page to hand on. Like the others of [`Format::OF_EXPORTS`] it is no listing's: `export` writes them.
    Html,
    /// A database.
    Sqlite,
    /// Notes for Anki.
    Anki,
    /// A folder of linked pages.
    Obsidian,
}

impl Format {
    /// Those of [findings](write_findings) alone.
    pub const OF_FINDINGS: [(Format, &'static str); 2] =
        [(Format::Sarif, "sarif"), (Format::Github, "github")];

    /// Those of `export` alone.
    pub const OF_EXPORTS: &[(Format, &str)] = &[
        (Format::Html, "html"),
        #[cfg(feature = "sqlite")]
        (Format::Sqlite, "sqlite"),
        (Format::Anki, "anki"),
        (Format::Obsidian, "obsidian"),
    ];

    /// Every format of a listing with what a user calls it.
    pub const ALL: [(Format, &'static str); 7] = [
        (Format::Table, "table"),
        (Format::Plain, "plain"),
        (Format::Json, "json"),
        (Format::Jsonl, "jsonl"),
        (Format::Csv, "csv"),
        (Format::Markdown, "markdown"),
        (Format::Yaml, "yaml"),
    ];

    /// Whether the output is for programs and tells everything that is known of a record.
    pub fn is_structured(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl | Format::Yaml)
    }

    /// Whether the output is for readers, for whom what is said twice stands once.
    pub fn is_for_readers(self) -> bool {
        matches!(self, Format::Table | Format::Markdown)
    }

    /// Whether each item can be written before the next is known.
    pub fn is_one_by_one(self) -> bool {
        matches!(self, Format::Plain | Format::Json | Format::Jsonl | Format::Csv | Format::Markdown)
    }

    /// Whether the output says by itself that nothing was found, so that it is written even then.
    pub fn has_envelope(self) -> bool {
        matches!(self, Format::Json | Format::Yaml | Format::Csv | Format::Sarif)
    }
}

/// How the human formats are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Appearance<'a> {
    /// Display columns of a line.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// How places are links, if they are.
    pub links: Option<&'a LinkFormat>,
    /// The language of labels.
    pub language: Language,
}

/// Writes the view.
///
/// # Errors
/// Only the writer's.
pub fn render(
    view: &View,
    format: Format,
    appearance: Appearance<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::write(view, appearance, out),
        Format::Plain => plain::write(view, out),
        Format::Json => json::write(view, out),
        Format::Jsonl => json::write_lines(view.items.iter().map(Ok), out),
        Format::Csv => csv::write(view, out),
        Format::Markdown => markdown::write(view, appearance.language, out),
        Format::Yaml => yaml::write(view, out),
        Format::Sarif | Format::Github | Format::Html | Format::Sqlite | Format::Anki | Format::Obsidian => {
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}

/// Writes findings, in a format that has nothing else.
///
/// # Errors
/// The writer's, and where the format is another.
pub fn write_findings(
    view: &View,
    rules: &[FindingRule],
    format: Format,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Sarif => sarif::write(view, rules, out),
        Format::Github => github::write(view, out),
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// Writes records as they come, for a format that is [one by one](Format::is_one_by_one). `view` is what to say beside them,
/// `mixed` whether there are several kinds among them.
///
/// # Errors
/// The writer's, and those of the records.
pub fn render_each(
    view: &View,
    mixed: bool,
    records: impl Iterator<Item = io::Result<Item>>,
    format: Format,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut records = records.peekable();
    let shape = LineFields::new(view, records.peek().and_then(|first| first.as_ref().ok()), mixed);
    match format {
        Format::Plain => plain::write_each(&shape, records, out),
        Format::Json => json::write_each(view, records, out),
        Format::Jsonl => json::write_lines(records, out),
        Format::Csv => csv::write_each(&shape, records, out),
        Format::Markdown => markdown::write_each(records, language, out),
        Format::Table
        | Format::Yaml
        | Format::Sarif
        | Format::Github
        | Format::Html
        | Format::Sqlite
        | Format::Anki
        | Format::Obsidian => Err(io::ErrorKind::Unsupported.into()),
    }
}

impl Item {
    /// The record, if it is one.
    fn entry(&self) -> Option<&Entry> {
        match self {
            Item::Record(entry) => Some(entry),
            Item::Topic(_) | Item::Person(_) | Item::Fact(_) => None,
        }
    }

    /// The person, if it is one.
    fn person(&self) -> Option<&PersonEntry> {
        match self {
            Item::Person(person) => Some(person),
            Item::Record(_) | Item::Topic(_) | Item::Fact(_) => None,
        }
    }
}

impl Entry {
    /// Who says it by the one name, where the record's words for them do not hold that.
    fn other_name(&self) -> Option<&str> {
        let speaker = self.record.speaker()?;
        self.person.as_deref().filter(|person| !speaker.contains(person))
    }

    /// The path and the first line, as editors and `rg` write places.
    fn place(&self) -> String {
        format!("{}:{}", self.note.path, self.record.lines.first)
    }

    /// Whether it is the heading that is a note's title.
    fn is_title_of(&self, note: &Note) -> bool {
        matches!(&self.record.body, Body::Section(section) if section.level == 1 && section.title == note.title)
    }

    /// The other rows that explain a term in the same words, if anybody looked.
    fn repeats(&self) -> &[Repeat] {
        self.same_as.as_deref().unwrap_or_default()
    }

    /// The talk's address; at the record's time, where it has one after the start and the site has a form for it.
    pub fn address(&self) -> Option<Cow<'_, str>> {
        let url = self.note.url.as_deref()?;
        let at_time = self.record.time.filter(|time| *time > 0).and_then(|time| address::at_time(url, time));
        Some(at_time.map_or(Cow::Borrowed(url), Cow::Owned))
    }
}

impl Repeat {
    /// The note's title with the day of the talk, where that is known, and the line.
    fn dated_place(&self) -> String {
        let day = self.note.date.map(|day| format!("{day} ")).unwrap_or_default();
        format!("《{}》 {day}:{}", self.note.title, self.line)
    }
}

#[cfg(test)]
mod tests;
