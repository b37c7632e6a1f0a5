//! The names that stand at a note's words, and which of them mean a human.

use std::collections::HashSet;

use crate::language::name_shape::{self, Shape, is_han};
use crate::language::{bare_name, label, lexicon};
use crate::parse::attribution::is_label_of_machine;
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft};

use super::full::core;

/// A name that stands at words, once.
#[derive(Debug)]
pub(super) struct Use<'d> {
    pub(super) text: &'d str,
    /// What stands beside it in brackets.
    pub(super) qualifier: Option<&'d str>,
    /// Where the first words are at which it stands, in bytes of the source.
    pub(super) at: usize,
    /// Whether somebody of this name says or asks something, rather than claim it in a table.
    pub(super) speaks: bool,
}

/// The names at words, each once, in the order of the drafts.
pub(super) fn of<'d>(drafts: &'d [Draft]) -> Vec<Use<'d>> {
    let mut seen: HashSet<(&str, Option<&str>, bool)> = HashSet::new();
    let mut uses: Vec<Use> = Vec::new();
    for draft in drafts {
        let at = draft.span.start;
        let mut add = |name: Option<&'d str>, qualifier: Option<&'d str>, speaks: bool| {
            if let Some(text) = name.filter(|name| !name.trim().is_empty())
                && seen.insert((text, qualifier, speaks))
            {
                uses.push(Use { text, qualifier, at, speaks });
            }
        };
        let (name, qualifier, speaks) = named(draft);
        add(name, qualifier, speaks);
        add(draft.asker(), None, true);
    }
    uses
}

/// Whose words a draft has, what stands beside the name, and whether they say them rather than claim something in a table.
pub(super) fn named(draft: &Draft) -> (Option<&str>, Option<&str>, bool) {
    match &draft.content {
        Content::Turn(turn) => (turn.speaker.name(), turn.qualifier.as_deref(), true),
        Content::Passage(passage) => (passage.speaker.as_deref(), None, true),
        Content::Prediction(prediction) => (prediction.by.as_deref(), None, false),
        Content::Question(_) | Content::Term(_) => (None, None, false),
    }
}

/// Whether a name at words means a human whom it names.
pub(super) fn is_human(found: &Use<'_>, cast: &Cast) -> bool {
    let name = found.text;
    let is_label = is_label_of_machine(name)
        || name_shape::is_numbered_role(name)
        || name_shape::numbered_label(name).is_some()
        || cast.shape(name) != Shape::Person && name_shape::is_placeholder(name)
        || lexicon::AUTHORS.contains(name)
        || lexicon::NO_NAMES.contains(name)
        || label::asks(name)
        || label::answers(name);
    if is_label || bare_name::is_of_body(core(name)) || label::is_channel(name) {
        return false;
    }
    match cast.shape(name) {
        Shape::Person => true,
        Shape::Role => false,
        Shape::Open => found.speaks || cast.is_known(name) || cast.is_leading(name),
        Shape::Label => {
            cast.is_known(name)
                || cast.takes_turns_with_another(name)
                || bare_name::is_surnamed(name)
                || name.contains(['|', '｜', '/', '／']) && name.contains(is_han)
        }
    }
}

/// A word for what one of those who talk does there.
pub(super) struct Role {
    /// Rather than being a guest.
    pub(super) hosts: bool,
}

/// The role that a name at words is, if whoever has it may be the only one.
pub(super) fn role(name: &str) -> Option<Role> {
    let folded = name.trim().to_lowercase();
    let hosts = lexicon::HOSTING.contains(&folded);
    let is_guest = || lexicon::BEING_GUESTS.contains(&folded) || lexicon::GIVING_TALKS.contains(&folded);
    (hosts || is_guest()).then_some(Role { hosts })
}
