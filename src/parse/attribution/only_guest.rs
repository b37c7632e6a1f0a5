//! The note's only guest: whoever says what stands without a name, where nothing nearer tells.

use std::collections::HashSet;

use crate::language::name_shape::{self, Shape};
use crate::language::question::ends_in_mark as ends_in_question;
use crate::language::{bare_name, clause};
use crate::parse::cast::{self, Cast};
use crate::parse::draft::{Content, Draft, Speaker, Turn};
use crate::parse::frame::metadata_keys;
use crate::text::marks;

/// The note's only guest: the one whom the metadata names, or else the title, or the only one who is quoted at all but for
/// those who do nothing but ask; where nobody is, the one of whom the text tells throughout.
pub(super) fn find(drafts: &[Draft], cast: &Cast, text: &str) -> Option<String> {
    if let [guest] = &cast.guests[..] {
        return Some(guest.clone());
    }
    if cast.guests.len() > 1 {
        return None;
    }
    let stated: Vec<(&str, bool)> = drafts
        .iter()
        .filter(|draft| !is_signed(draft, text))
        .filter_map(Draft::turn)
        .filter(|turn| turn.speaker.is_stated())
        .filter_map(|turn| Some((turn.speaker.name()?, ends_in_question(&turn.words))))
        .collect();
    let telling: HashSet<&str> =
        stated.iter().filter(|(_, asks)| !asks).map(|(speaker, _)| *speaker).collect();
    let mut stated = stated
        .iter()
        .map(|(speaker, _)| *speaker)
        .filter(|speaker| !cast.asks(speaker) && telling.contains(speaker))
        .peekable();
    let is_nameless = |speaker: &str| cast.shape(speaker) == Shape::Role || name_shape::is_weak_role(speaker);
    if let Some(titled) = &cast.titled
        && (stated.peek().is_none() || telling.contains(titled.as_str()))
    {
        return Some(titled.clone());
    }
    // Where a host is alone with people who have no name, the note is the host's.
    if let [host] = &cast.hosts[..]
        && stated.peek().is_none_or(|speaker| is_nameless(speaker))
    {
        return stated.all(is_nameless).then(|| host.clone());
    }
    let Some(first) = stated.next() else {
        let is_unnamed = |draft: &Draft| draft.turn().is_some_and(|turn| turn.speaker.name().is_none());
        let is_asked_for = telling.is_empty() && cast.hosts.is_empty() && drafts.iter().any(is_unnamed);
        let tells_of_self = |draft: &Draft| matches!(&draft.content, Content::Passage(passage) if clause::is_personal(&passage.text));
        // Where nobody else is told of, what an article quotes without a name is its author's, who tells of themselves.
        let is_unknown = |turn: &Turn| turn.speaker == Speaker::Unknown;
        let author = || {
            let is_alone =
                drafts.iter().filter_map(Draft::turn).all(is_unknown) && drafts.iter().any(tells_of_self);
            cast.author.clone().filter(|author| is_alone && bare_name::is_full(author))
        };
        return is_asked_for.then(|| cast::protagonist(text).or_else(author)).flatten();
    };
    // Where words of another are cited with a signature, whoever signs on the quote's own line may be cited as well.
    let signs = |draft: &&Draft| is_signed(draft, text);
    let mut cited = drafts.iter().filter(signs).filter_map(Draft::stated_speaker);
    let is_alone = stated.all(|speaker| speaker == first) && cited.all(|name| name == first);
    // `**李明**：……` that was no turn: whoever that is may well say the words without a name, too.
    let others = || drafts.iter().filter_map(lead_of_passage).any(|name| name != first);
    (is_alone && !others()).then(|| first.to_owned())
}

/// Whether somebody signs words below them rather than says them in the note: whoever is merely cited is no guest.
fn is_signed(draft: &Draft, text: &str) -> bool {
    let below = text.get(draft.span.end..).unwrap_or_default();
    let below = below.trim_start_matches(|c: char| marks::is_quotation(c) || c == ' ');
    let below = below.strip_prefix('\n').or_else(|| below.strip_prefix("\r\n"));
    below.is_some_and(|line| line.trim_start_matches(['>', ' ']).starts_with("——"))
}

/// The name with which a passage begins as a turn does.
pub(super) fn lead_of_passage(draft: &Draft) -> Option<&str> {
    let Content::Passage(passage) = &draft.content else { return None };
    let (name, words) = passage.text.split_once(['：', ':']).filter(|_| !draft.introduces)?;
    let name = name.trim();
    let is_name = name_shape::shape(name) == Shape::Person && !metadata_keys::is_known_key(name);
    (is_name && words.contains(['。', '！', '？'])).then_some(name)
}
