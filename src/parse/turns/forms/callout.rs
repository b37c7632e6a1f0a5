//! The first line of a callout of Obsidian: its title tells whose words or question stands below.
//!
//! ```text
//! line = "[!quote]" ( name | source )?
//!      | "[!question]" ( name | question )?
//!      | "[!" kind "]" name                   ; of somebody who takes turns under such titles
//!      | "[!" kind "]"                        ; alone it says nothing
//! ```

use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, lexicon};
use crate::parse::cast::Cast;
use crate::parse::draft::Speaker;
use crate::parse::syntax::callout::Callout;
use crate::parse::syntax::written_names;
use crate::parse::turns::announcement;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Asks, Group, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Reach, Utterance, Voice,
};

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let callout = line.callout?;
    let title = line.text().trim();
    let page = linked(title);
    // `[!quote] 李明：“……”` is a turn like any other.
    if line.lead.is_some() && page.is_none() {
        return None;
    }
    let title = page.unwrap_or(title);
    let alone = line.alone.as_ref().filter(|_| page.is_none());
    let asks = callout == Callout::Question;
    if asks && title.ends_with(['？', '?']) {
        let words = line.range.clone();
        return Some(Utterance::Asks(Asks { words, asker: None, lead_in: LeadInAfter::Ended }));
    }
    // Under callouts of any kind those who take turns speak, whose names come again there.
    let is_somebody = |name: &str| name_shape::shape(name) != Shape::Label;
    let talks = alone.is_some_and(|alone| {
        reading.is_title_of_several()
            && is_somebody(&alone.name)
            && reading.cast.takes_turns_with_another(&alone.name)
    });
    if callout == Callout::Other && !talks {
        return title.is_empty().then_some(Utterance::Markup);
    }
    let voice = match &written_names::names(alone.map_or(title, |alone| &alone.name))[..] {
        [(name, _)] if asks => {
            let has_time = title.strip_prefix(name.as_str()).is_some_and(|rest| rest.contains(':'));
            asker(name, has_time, reading.cast)
        }
        [(name, remark)] => {
            let qualifier = alone.and_then(|alone| alone.qualifier.clone());
            speaker(name, qualifier.or_else(|| remark.clone()), title, reading.cast)
        }
        _ => Voice { label: (!title.is_empty() && !asks).then(|| title.to_owned()), ..Voice::default() },
    };
    let voice = match is_source(title, reading.cast) {
        true => Voice { speaker: Speaker::Other, label: Some(title.to_owned()), ..Voice::default() },
        false => voice,
    };
    let lead_in = LeadIn { voice, asks, takes_plain: true, reach: Reach::NextBlock };
    Some(Utterance::LeadsIn(LeadsIn { lead_in, group: Group::Same, line: LineOfLeadIn::Label }))
}

/// What a title shows that is nothing but a link to a page: `[[李明|老李]]`.
fn linked(title: &str) -> Option<&str> {
    let inner = title.strip_prefix("[[")?.strip_suffix("]]")?;
    Some(inner.rsplit('|').next().unwrap_or(inner).trim())
}

/// Whether a title is the work that the words are taken from, be it without book marks: 出自村志, `村志 1987`.
fn is_source(title: &str, cast: &Cast) -> bool {
    const YEAR: usize = 4;
    let digits = title.chars().rev().take_while(char::is_ascii_digit).count();
    let is_work = || !cast.is_known(title[..title.len() - YEAR].trim_end());
    lexicon::TAKEN_FROM.start(title) || digits == YEAR && title.contains(name_shape::is_han) && is_work()
}

/// Whose words a title says that they are; a book or a matter is a label.
fn speaker(name: &str, qualifier: Option<String>, title: &str, cast: &Cast) -> Voice {
    // Any words may stand there, so those of an open shape need more: `[!quote] 路要走`.
    let may_be_called = || {
        let is_latin = !name.contains(name_shape::is_han);
        cast.is_known(name)
            || cast.takes_turns_with_another(name)
            || name_shape::is_nickname(name)
            || bare_name::is_surnamed(name)
            || is_latin
    };
    if cast.is_person(name, true) || cast.shape(name) == Shape::Open && may_be_called() {
        Voice { qualifier, ..Voice::named(name) }
    } else {
        Voice { label: Some(title.to_owned()), ..Voice::default() }
    }
}

/// Who asks, as a title tells. Beside a time words that nothing speaks against are a name.
fn asker(name: &str, has_time: bool, cast: &Cast) -> Voice {
    let announced = announcement::asked_by(name, "", cast).flatten();
    let is_somebody = || cast.is_person(name, true) || has_time && cast.shape(name) == Shape::Open;
    let asker = announced.or_else(|| is_somebody().then(|| name.to_owned()));
    Voice { speaker: asker.map_or(Speaker::Unknown, Speaker::stated), ..Voice::default() }
}
