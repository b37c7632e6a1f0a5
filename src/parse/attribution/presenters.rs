//! Who asks under a label that names nobody: whoever presents the talk in its first words, `大家好，我是李明，今天我们聊一聊……`.
//!
//! A lecturer introduces themselves, too, and is then asked. So somebody else has to answer, or to be the guest; and where
//! the note knows more who ask, an audience say, nothing tells who of them it is.

use super::monologue;
use super::short_names::is_part;
use crate::language::label;
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft, Speaker};

/// Names who asks the questions that stand under `问` and the like.
pub(super) fn name(drafts: &mut [Draft], cast: &Cast, text: &str) {
    let is_asked = |draft: &Draft| match &draft.content {
        Content::Question(question) => question.asker.is_none() && is_labelled(text, draft.span.start),
        _ => false,
    };
    let Some(first) = drafts.iter().position(is_asked) else { return };
    let Some(name) = presenter(&drafts[..first]) else { return };
    let is_of_presenter = |other: &str| other == name || is_part(other, &name) || is_part(&name, other);
    let speakers = || drafts.iter().filter_map(Draft::turn).filter_map(|turn| turn.speaker.name());
    let has_others = cast.guests.iter().chain(&cast.hosts).any(|guest| !is_of_presenter(guest))
        || speakers().any(|speaker| !is_of_presenter(speaker));
    let is_asked_by_others = drafts.iter().filter_map(Draft::asker).any(|asker| !is_of_presenter(asker));
    let answers = speakers().any(is_of_presenter) || cast.guests.iter().any(|guest| is_of_presenter(guest));
    if !has_others || is_asked_by_others || answers {
        return;
    }
    let asked: Vec<usize> = (first..drafts.len()).filter(|index| is_asked(&drafts[*index])).collect();
    for index in asked {
        if let Content::Question(question) = &mut drafts[index].content {
            question.asker = Some(name.clone());
        }
    }
}

/// The one person who introduces themselves before anything is asked, in words that nobody else says.
fn presenter(drafts: &[Draft]) -> Option<String> {
    let words = |draft: &Draft| match &draft.content {
        Content::Passage(passage) => Some(passage.text.clone()),
        Content::Turn(turn)
            if !matches!(&turn.speaker, Speaker::Named { .. }) || !turn.speaker.is_stated() =>
        {
            Some(turn.words.clone())
        }
        _ => None,
    };
    let mut names =
        drafts.iter().filter_map(words).filter_map(|words| monologue::introduced(&words).map(str::to_owned));
    let name = names.next()?;
    names.all(|other| other == name).then_some(name)
}

/// Whether a label that asks and names nobody stands before some words, on their line or alone on the one above.
fn is_labelled(text: &str, words: usize) -> bool {
    let mut lines = text[..words].rsplit('\n');
    let before = lines.next().unwrap_or_default();
    if is_label(before) {
        return true;
    }
    let is_bare = !before.chars().any(char::is_alphanumeric);
    is_bare && lines.find(|line| line.chars().any(char::is_alphanumeric)).is_some_and(is_label)
}

fn is_label(line: &str) -> bool {
    let core = line.trim_matches(|character: char| !character.is_alphanumeric());
    label::asks(core.trim_end_matches(|character: char| character.is_ascii_digit()))
}
