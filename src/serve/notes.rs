//! Notes as resources: `townhall://note/` and the note's path within the library, percent-encoded as one piece. An address names
//! a note of the library and never a file: what is no note's name is nothing.

use std::collections::HashSet;
use std::rc::Rc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rmcp::ErrorData;
use rmcp::model::{
    JsonObject, ListResourceTemplatesResult, ListResourcesResult, ReadResourceResult, Resource,
    ResourceContents, ResourceTemplate,
};

use super::bookmarks::Bookmark;
use super::desk::Desk;
use super::source::Voice;
use crate::app::{self, Selection};
use crate::model::Body;
use crate::render::{Entry, Item};

/// What the address of a note begins with.
const SCHEME: &str = "townhall://note/";
/// What the notes are written in.
const MEDIA_TYPE: &str = "text/markdown";
/// Notes of a page.
const PAGE: usize = 100;
/// Whose bookmarks these are.
const LIST: &str = "resources/list";
/// The longest address that is looked at, in bytes; a path may have 4,096, three for each where it is encoded.
const LONGEST: usize = 16 << 10;
/// What an address has as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address of the note of this path.
pub(super) fn address(path: &str) -> String {
    format!("{SCHEME}{}", utf8_percent_encode(path, PLAIN))
}

/// What an address names; `None` where it is none of a note.
fn name(address: &str) -> Option<String> {
    let encoded =
        address.strip_prefix(SCHEME).filter(|encoded| !encoded.is_empty() && encoded.len() <= LONGEST)?;
    percent_decode_str(encoded).decode_utf8().ok().map(|name| name.into_owned())
}

/// A page of the notes, the newest first.
pub(super) fn list(desk: &mut Desk<'_, '_>, cursor: Option<&str>) -> Result<ListResourcesResult, ErrorData> {
    let internal = |error| ErrorData::internal_error(desk.source.voice.explain(error), None);
    let found = app::notes(desk.store, &Selection::default()).map_err(internal)?;
    let question = JsonObject::new();
    let before = match cursor {
        Some(cursor) => {
            let wrong = |error: super::bookmarks::BookmarkError| {
                ErrorData::invalid_params(desk.source.voice.say(&error.to_string()), None)
            };
            Some(desk.bookmarks.find(cursor, LIST, &question).map_err(wrong)?.clone())
        }
        None => None,
    };
    let given: Rc<HashSet<String>> = before.map(|before| before.given).unwrap_or_default();
    let entries = found.view.items.iter().filter_map(|item| match item {
        Item::Record(entry) => Some(entry),
        _ => None,
    });
    let mut rest = entries.filter(|entry| !given.contains(&entry.note.note_path)).peekable();
    let page: Vec<&Entry> = rest.by_ref().take(PAGE).map(|entry| &**entry).collect();
    let mut result = ListResourcesResult::with_all_items(page.iter().map(|entry| resource(entry)).collect());
    if rest.peek().is_some() {
        let more = page.iter().map(|entry| entry.note.note_path.clone());
        let given = Rc::new(given.iter().cloned().chain(more).collect());
        let bookmark = Bookmark { tool: LIST, question, given, stamp: desk.stamp };
        result.next_cursor = Some(desk.bookmarks.keep(bookmark));
    }
    Ok(result)
}

/// A note as a client lists it.
fn resource(entry: &Entry) -> Resource {
    let day = entry.note.date.map(|day| day.to_string());
    let speakers = match &entry.record.body {
        Body::Note(note) if !note.speakers.is_empty() => Some(note.speakers.join("、")),
        _ => None,
    };
    let known: Vec<String> = [day, speakers].into_iter().flatten().collect();
    let resource = Resource::new(address(&entry.note.note_path), entry.note.slug())
        .with_title(entry.note.title.clone())
        .with_mime_type(MEDIA_TYPE);
    if known.is_empty() { resource } else { resource.with_description(known.join(" · ")) }
}

/// How addresses are made.
pub(super) fn templates(voice: Voice) -> ListResourceTemplatesResult {
    let template = ResourceTemplate::new(format!("{SCHEME}{{note}}"), "note")
        .with_title(voice.say("A note in full"))
        .with_description(voice.say(
            "The Markdown of a note, by its path within the library, percent-encoded; its id will do too",
        ))
        .with_mime_type(MEDIA_TYPE);
    ListResourceTemplatesResult::with_all_items(vec![template])
}

/// A note in full.
pub(super) fn read(desk: &Desk<'_, '_>, wanted: &str) -> Result<ReadResourceResult, ErrorData> {
    let voice = desk.source.voice;
    let Some(name) = name(wanted) else {
        let message = voice.say("a note's address is `townhall://note/` and its path, percent-encoded");
        return Err(ErrorData::resource_not_found(message, None));
    };
    let note = app::note_text(desk.store, &name)
        .map_err(|error| ErrorData::resource_not_found(voice.explain(error), None))?;
    let contents = ResourceContents::text(note.text, address(&note.path)).with_mime_type(MEDIA_TYPE);
    Ok(ReadResourceResult::new(vec![contents]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_its_path_back() {
        for path in ["2026-01-26-openai-town-hall.md", "访谈/甲 乙.md", "a%2Fb?c#d.md", "../x.md"] {
            let address = address(path);
            assert!(
                address.is_ascii() && !address[SCHEME.len()..].contains(['/', '?', '#', ' ']),
                "{address}"
            );
            assert_eq!(name(&address).as_deref(), Some(path));
        }
    }

    #[test]
    fn what_is_no_address_of_a_note_names_nothing() {
        let long = format!("{SCHEME}{}", "a".repeat(LONGEST + 1));
        for address in
            ["", "townhall://note/", "townhall://note/%ff%fe", "file:///etc/passwd", "townhall://x/a", &long]
        {
            assert_eq!(name(address), None, "{address}");
        }
    }
}
