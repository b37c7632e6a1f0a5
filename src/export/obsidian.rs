//! A folder of Markdown for Obsidian and its like: a page for each note, person, topic and term, linked with each other.
//!
//! | folder | a page has |
//! |---|---|
//! | `notes` | all records of a note in their order, below its headings; each can be linked to by its id |
//! | `people` | the names and notes of somebody, and their questions, quotes and predictions |
//! | `topics` | the quotes, questions and predictions on it, note by note |
//! | `terms` | what each note says that it is |
//!
//! Front matter has what is known of a page as properties. Pages are named after what they are of (`file_name`), and every link
//! names the page with its folder, so that a term and a person of one name are two pages.

mod links;
mod pages;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use self::links::Links;
use super::extract::Extract;
use super::place::fill;
use crate::render::Entry;

/// Fills a folder with pages.
///
/// # Errors
/// If they can't be written.
pub fn write_obsidian(extract: &Extract, folder: &Path) -> anyhow::Result<()> {
    let links = Links::of(extract);
    let write =
        |page: &str, text: String| fill(folder, &PathBuf::from(format!("{page}.md")), text.as_bytes());
    for note in extract.notes() {
        write(links.note(&note[0]), pages::note(note, &links)?)?;
    }
    let notes: HashMap<&str, &Entry> =
        extract.notes().map(|note| (note[0].note.note_path.as_str(), &note[0])).collect();
    let mut said: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in &extract.records {
        if let Some(person) = entry.person.as_deref() {
            said.entry(person).or_default().push(entry);
        }
    }
    for person in &extract.people {
        let own = person.notes.iter().filter_map(|path| notes.get(path.as_str()).copied());
        let said = said.get(person.name.as_str()).map_or(&[][..], Vec::as_slice);
        write(links.person(&person.name), pages::person(person, own, said, &links)?)?;
    }
    for topic in &extract.topics {
        write(links.topic(&topic.slug), pages::topic(topic, extract, &links)?)?;
    }
    for (page, rows) in links.terms() {
        write(page, pages::term(rows, &links)?)?;
    }
    Ok(())
}
