//! Links to other notes and to pictures, which only the whole library and its folder can tell to lead somewhere.

use super::CheckedNote;
use super::code::Code;
use super::finding::Finding;
use super::link_targets::is_place;
use crate::library::{Link, LinkTargets, Source, percent_decoded};

/// What is wrong with a link of a note, if anything is. `noted` tells what is known of the note at a path within the library.
pub fn wrong_link<'n>(
    source: &Source,
    link: &Link,
    targets: &LinkTargets,
    noted: impl Fn(&str) -> Option<&'n CheckedNote>,
) -> Option<Finding> {
    let page = &link.page;
    let Some(path) = targets.find(source, link) else {
        // It may lie beside a library that is a single file, or among what the library leaves out.
        let is_there = source.has_beside(page) == Some(true);
        let message = format!("there is no note `{page}`");
        return (!is_there).then(|| Finding::at_line(Code::BrokenLink, link.line, message));
    };
    if !link.sound {
        let message = format!("the link to `{page}` is not encoded as it should");
        return Some(Finding::at_line(Code::BadEncoding, link.line, message));
    }
    let (place, note) = link.place.as_deref().zip(noted(path))?;
    let message =
        format!("the link leads to `{page}#{}`, and no heading there is called so", percent_decoded(place));
    (!is_place(place, &note.places)).then(|| Finding::at_line(Code::LinkNoHeading, link.line, message))
}

/// What is wrong with a picture of a note, if anything is.
pub fn missing_picture(source: &Source, picture: &Link) -> Option<Finding> {
    let message = format!("there is no file `{}`", picture.page);
    let is_missing = source.has_beside(&picture.page) == Some(false);
    is_missing.then(|| Finding::at_line(Code::BrokenImage, picture.line, message))
}
