//! Words without marks below the lead that announces them.

use super::remark_in_minutes;
use crate::language::name_shape::is_han;
use crate::language::{clause, lexicon};
use crate::parse::syntax::line::{Below, Line};
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Asks, Continues, Group, LeadIn, LeadInAfter, OpenWords, Reach, Says, Spoken, Utterance,
};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let place = line.place;
    let lead_in = open.lead_in?;
    let has_speaker = lead_in.voice.speaker.name().is_some();
    if !(lead_in.takes_plain || place.in_blockquote && has_speaker) {
        return None;
    }
    // A line that Markdown sees outside of the item may still be the first one below the name.
    let is_first = line.place.bullet.is_none() && open.above.turn_right_above().is_none();
    if let Reach::Below(depth) = lead_in.reach
        && !is_first
        && !is_of_item(line, depth)
    {
        return Some(Utterance::Plain { ends_lead_in: true });
    }
    if lead_in.reach == Reach::UntilNextLead && !lead_in.asks && reading.is_interjection() {
        return Some(Utterance::Plain { ends_lead_in: true });
    }
    // A life told below a name is nothing that its bearer says.
    if !open.above.is_turn() && place.bullet.is_none() && clause::tells_a_life(line.text()) {
        return Some(Utterance::Plain { ends_lead_in: true });
    }
    // A line that announces what comes next ends the turn, unless the speaker announces the lines right below, or begins
    // with the points of a list or with what a blockquote cites.
    let begins_with_points = || {
        let is_above = line.list_below.is_some() || line.below == Below::Blockquote;
        lead_in.reach == Reach::UntilNextLead && is_above && !open.above.is_turn_of_run()
    };
    let announces_own = line.is_announcement()
        && (line.range.end < line.inline.text.len() && clause::is_personal(line.text())
            || begins_with_points());
    if !place.in_blockquote && !line.is_continuation() && !announces_own {
        return Some(Utterance::Plain { ends_lead_in: true });
    }
    // After quoted words of theirs a paragraph without marks is the writer's.
    let is_after_quoted = || open.above.last_start().is_some_and(|start| reading.context.is_quoted_at(start));
    if lead_in.reach == Reach::UntilNextLead
        && !lead_in.asks
        && place.bullet.is_none()
        && !place.in_blockquote
        && open.above.is_turn_of_run()
        && is_after_quoted()
    {
        return Some(Utterance::Plain { ends_lead_in: true });
    }
    if matches!(lead_in.reach, Reach::Below(_)) && tells_of_speaker(reading, lead_in) {
        return Some(Utterance::Plain { ends_lead_in: false });
    }
    let start = match lead_in.reach {
        Reach::Below(_) => remark_in_minutes::after_marks(line),
        _ => line.range.start,
    };
    let words = start..line.range.end;
    if lead_in.asks {
        let asker = lead_in.voice.speaker.name().map(str::to_owned);
        return Some(Utterance::Asks(Asks { words, asker, lead_in: LeadInAfter::Ended }));
    }
    // Paragraphs of one turn are one quote, bullets are turns of their own.
    if place.bullet.is_none() && !place.in_blockquote && open.above.turn_right_above().is_some() {
        return Some(Utterance::Continues(Continues {
            of: OpenWords::Above,
            words,
            closes: None,
            lead_in: LeadInAfter::Used,
        }));
    }
    Some(Utterance::Says(Says {
        spoken: Spoken::Unmarked { words, continues: place.bullet.is_none() },
        voice: lead_in.voice.clone(),
        before: None,
        group: Group::Same,
        goes_on: false,
        lead_in: LeadInAfter::Used,
    }))
}

/// Whether minutes tell below somebody's name what they, or another who attends, did: `李明引用了旧图`.
fn tells_of_speaker(reading: &Reading<'_, '_>, lead_in: &LeadIn) -> bool {
    let line = reading.line;
    let words = &line.inline.text[remark_in_minutes::after_marks(line)..line.range.end];
    let is_told =
        |behind: &str| behind.starts_with(is_han) && !behind.starts_with(['的', '和', '与', '跟', '、']);
    let own = lead_in.voice.speaker.name().and_then(|name| words.strip_prefix(name));
    let of_another = || {
        let names = words.char_indices().skip(2).take(4).map(|(end, _)| words.split_at(end));
        names
            .filter(|(name, _)| reading.cast.attendance.names(name))
            .any(|(_, behind)| lexicon::ENDING_CLAUSES.start(behind) || clause::starts_with_saying(behind))
    };
    !clause::is_personal(words) && (own.is_some_and(is_told) || of_another())
}

/// Whether a line belongs to the item of a bullet at `depth`, rather than to a later one beside it.
fn is_of_item(line: &Line<'_>, depth: Option<u8>) -> bool {
    let Some(depth) = depth else { return true };
    line.place.bullet.is_some_and(|bullet| bullet > depth || line.range.start > 0)
}
