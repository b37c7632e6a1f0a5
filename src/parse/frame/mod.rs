//! The note around its talk: headings and what each section is for, facts about the recording, the guest in the title,
//! and what a table holds by its header.

pub(crate) mod contradiction;
mod fact_tables;
mod footer;
mod forum_headings;
mod front_matter;
pub(crate) mod metadata;
mod metadata_blocks;
pub(crate) mod metadata_keys;
pub(crate) mod outline;
mod participants;
pub(crate) mod people_labels;
mod presenting;
pub(crate) mod purpose;
pub(crate) mod table_kind;
mod title_guest;
mod title_line;
mod told_day;
mod transcript_key;
pub(crate) mod turn_headings;

use std::collections::HashSet;

use crate::markdown::Document;
use crate::model::{Diagnostic, Frame, Note};
use crate::parse::syntax::address;
use crate::parse::syntax::date::{self, Days, FoundDays};
use crate::text::marks;

use metadata::{FactSheet, NamedPeople};
use outline::Outline;

/// What frames the talk.
pub(crate) struct NoteFrame {
    /// The headings.
    pub(crate) outline: Outline,
    /// Title and facts.
    pub(crate) note: Note,
    /// The people whom the metadata names, or else the title.
    pub(crate) people: NamedPeople,
    /// Blocks that are facts and nothing else, by their index among the document's.
    pub(crate) taken: HashSet<usize>,
    /// Where lines begin, in bytes of the source, that introduce somebody and so are nobody's speech.
    pub(crate) introducing: HashSet<usize>,
    /// Where the facts stand.
    pub(crate) pieces: Vec<Frame>,
    /// What is wrong with them.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads what frames the talk. A note without a title, be it its first line, is named after its `path`.
pub(crate) fn read(path: &str, text: &str, document: &Document) -> NoteFrame {
    let outline = outline::read(document, document.lines.last(text));
    let facts = metadata_blocks::read(document, &outline);
    let metadata_blocks::Facts { mut sheet, front_title, taken, pieces, diagnostics, .. } = facts;
    sheet.settle_date(|| {
        told_day::read(document, &outline)
            .or_else(|| days_of_name(path, outline.file_title.as_deref()))
            .or_else(|| outline.title.as_deref().and_then(date::days_at_start))
            .or_else(|| outline.title.as_deref().and_then(date::days_at_end))
            .or_else(|| outline.title.as_deref().and_then(days_of_year))
    });
    let FactSheet { mut note, mut people, .. } = sheet;
    if note.video_id.is_none() {
        note.video_id = address::only_video(text).map(str::to_owned);
    }
    note.file_title.clone_from(&outline.file_title);
    let title = outline.title.clone().or(front_title);
    // A first line may be that of a book, of which somebody in brackets is the author: it tells of no guest.
    let first_line = if title.is_none() { title_line::read(document) } else { None };
    let title = title.unwrap_or_else(|| title_of_path(path));
    let introducing =
        participants::add(text, document, &outline, |block| taken.contains(&block), &mut people);
    if people.guests.is_empty() {
        let titles = [title.as_str()].into_iter().chain(note.file_title.as_deref());
        people.titled = title_guest::guest(titles, text).filter(|name| !people.hosts.contains(name));
    }
    note.title = first_line.unwrap_or(title);
    NoteFrame { outline, note, people, taken, introducing, pieces, diagnostics }
}

/// The day in the brackets of a title that begins with the year: `2026 某大会笔记（6月18日，某地）`.
fn days_of_year(title: &str) -> Option<Days> {
    let (year, _) = title.split_at_checked(4).filter(|(year, _)| year.bytes().all(|b| b.is_ascii_digit()))?;
    let behind = title[4..].starts_with([' ', '年']);
    let inner = title
        .find(marks::opens_brackets)
        .and_then(|at| marks::bracketed(&title[at..]))
        .map(|(inner, _)| inner)?;
    let is_day = inner.starts_with(|first: char| first.is_ascii_digit()) && inner.contains('月');
    match date::days(&format!("{year}年{inner}")) {
        FoundDays::Days(days) if behind && is_day => Some(days),
        _ => None,
    }
}

/// The day in the name of a note's file, or else in the title that an export gave it: `20260304_某会议`.
fn days_of_name(path: &str, file_title: Option<&str>) -> Option<Days> {
    let name = title_of_path(path);
    [name.as_str()].into_iter().chain(file_title).find_map(|name| match date::days(name) {
        FoundDays::Days(days) => Some(days),
        FoundDays::Bad(_) | FoundDays::None => None,
    })
}

/// A note's file name as its title, without the hash that Notion adds.
fn title_of_path(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match stem.rsplit_once(' ') {
        Some((title, hash)) if hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => title,
        _ => stem,
    };
    stem.to_owned()
}

/// Titles and metadata, in which an unusual name may stand.
pub(crate) fn words(note: &Note) -> String {
    let mut words = note.title.clone();
    for part in note.file_title.iter().chain(note.metadata.iter().map(|(_, value)| value)) {
        words.push('\n');
        words.push_str(part);
    }
    words
}
