//! Links to other notes, which only the whole library can tell to lead somewhere.

use super::code::Code;
use super::finding::Finding;
use crate::library::{Link, LinkTargets, Source};

/// What is wrong with a link of a note, if anything is.
pub fn wrong_link(source: &Source, link: &Link, targets: &LinkTargets) -> Option<Finding> {
    match targets.find(source, link) {
        None => {
            let message = format!("there is no note `{}`", link.page);
            Some(Finding::at_line(Code::BrokenLink, link.line, message))
        }
        Some(_) if !link.sound => {
            let message = format!("the link to `{}` is not encoded as it should", link.page);
            Some(Finding::at_line(Code::BadEncoding, link.line, message))
        }
        Some(_) => None,
    }
}
