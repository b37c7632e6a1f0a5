//! What is wrong in notes: rules over what was read, each with a code.
//!
//! A note is looked at by itself ([`note`]), so that what was found can be kept until it changes; what only all notes tell
//! is `links` and `same_person`, and comes after that. Nothing here changes what is read.
//!
//! | file | |
//! |---|---|
//! | `code`, `codes` | what findings are called; what each code means |
//! | `wanted` | which of them are wanted |
//! | `finding` | something that was found |
//! | `ignored` | comments that want findings ignored |
//! | `rule` | what a rule is |
//! | `reading`, `key_quotes`, `contents`, `link_targets`, `terms`, `typos`, `predictions`, `metadata` | the rules |
//! | `links` | links to other notes and to pictures |
//! | `same_person` | people who may be one |
//! | `understood` | how much of a note was understood |

mod code;
mod codes;
mod contents;
mod finding;
mod ignored;
mod key_quotes;
mod link_targets;
mod links;
mod metadata;
mod predictions;
mod reading;
mod rule;
mod same_person;
mod terms;
mod typos;
mod understood;
mod wanted;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use code::{Code, Level};
pub use codes::{CODES, CodeInfo};
pub use finding::Finding;
pub use ignored::Ignored;
pub use link_targets::is_anchor_of;
pub use links::{missing_picture, wrong_link};
pub use same_person::{NoteOfPeople, maybe_same_people};
pub use understood::{KeptBlock, Understood};
pub use wanted::Wanted;

use rule::{ReadNote, Rule};

use crate::library::{Link, Text, links as links_of, pictures};
use crate::markdown;
use crate::model::{Note, NoteNames, ParsedNote};

/// The rules that look at one note.
const RULES: &[Rule] = &[
    reading::find,
    reading::undecodable,
    metadata::find,
    contents::find,
    link_targets::find,
    predictions::find,
    key_quotes::find,
    terms::unused,
    terms::undefined,
    typos::find,
];

/// What is known of a note when it has been looked at by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedNote {
    /// The titles by which others may link to it.
    pub titles: Vec<String>,
    /// The day of the talk.
    pub date: Option<Date>,
    /// The address of the talk.
    pub url: Option<String>,
    /// Who and what is called how.
    pub names: NoteNames,
    /// The title and the values of the metadata.
    pub frame: Vec<String>,
    /// What is wrong, by line; what the note wants ignored is not among it.
    pub findings: Vec<Finding>,
    /// Its links to other pages.
    pub links: Vec<Link>,
    /// Its pictures that are files.
    pub pictures: Vec<Link>,
    /// The places in it that links may lead to, each as a number, in order.
    pub places: Vec<u32>,
    /// What it wants ignored, for what is found later.
    pub ignored: Ignored,
    /// How much was understood.
    pub understood: Understood,
}

/// Looks at a note, by its path within the library, its text and what was read of that.
pub fn note(path: &str, text: &Text, parsed: ParsedNote) -> CheckedNote {
    let document = markdown::read(&text.text);
    let (ignored, mut findings) = Ignored::of(&text.text, &document);
    let read = ReadNote { path, text, document: &document, parsed: &parsed };
    findings.extend(RULES.iter().flat_map(|rule| rule(&read)));
    findings.retain(|finding| !ignored.has(finding));
    findings.sort_by_key(Finding::line);
    let own = parsed.note();
    CheckedNote {
        titles: [Some(own.title.clone()), own.file_title.clone()].into_iter().flatten().collect(),
        date: own.date,
        url: own.url.clone(),
        frame: frame(own),
        findings,
        links: links_of(&document),
        pictures: pictures(&document),
        places: link_targets::places(&read),
        ignored,
        understood: Understood::of(&parsed.records),
        names: parsed.names,
    }
}

fn frame(note: &Note) -> Vec<String> {
    let values = note.metadata.iter().map(|(_, value)| value);
    [&note.title].into_iter().chain(values).cloned().collect()
}
