//! Lines that a lead opens: what it announces becomes a question, an answer, somebody's speech or a label, or is kept
//! for the words below it. What stands before the colon is `lead`'s to read and `announce`'s to judge.

use crate::text::{marks, timestamp};
use std::ops::Range;

use crate::markdown::Inline;
use crate::model::{FrameKind, PassageForm};

use crate::language::clause;
use crate::language::label;
use crate::language::name_shape::Shape;
use crate::parse::syntax::lead::{self, Lead};
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::announcement::{Announced, is_attributable};
use crate::parse::turns::lines::Walk;
use crate::parse::turns::reading::{Pending, Place};

impl Walk<'_> {
    /// A line with a lead. `None`: the lead is none, read the line on.
    pub(crate) fn led(
        &mut self,
        inline: &Inline,
        line: Range<usize>,
        lead: &Lead,
        announced: Announced,
        place: Place,
    ) -> Option<bool> {
        let rest = lead.end..line.end;
        let words = inline.text[rest.clone()].trim();
        let is_marked = words.starts_with(marks::opens_quotation);
        match announced {
            // `弹幕里有人追问：` tells of somebody's words below rather than labels a question.
            Announced::Question { asker: None }
                if words.is_empty()
                    && !lead.is_bold
                    && self.next_is_blockquote
                    && !place.in_blockquote
                    && lead.name.contains('有')
                    && clause::tells_of_others(&lead.name) =>
            {
                self.lead_in_line(&inline.text[line]);
                None
            }
            Announced::Question { asker } => {
                self.turn.pending = None;
                self.turn.unmarked = None;
                if words.is_empty() {
                    self.turn.pending = Some(Pending {
                        speaker: asker,
                        question: true,
                        takes_plain: true,
                        blocks_left: 1,
                        ..Pending::default()
                    });
                    self.frame(FrameKind::Label, inline.source(line));
                } else if let Some((label, answer)) = lead::find_answer(&inline.text[rest.clone()]) {
                    self.ask(inline, rest.start..rest.start + label, asker);
                    self.turn.asking = None;
                    let pending = Pending { is_answer: true, ..Pending::default() };
                    self.group += 1;
                    self.speak_or_say(inline, rest.start + answer..rest.end, &pending, place);
                } else {
                    let range = self.without_marks(inline, rest);
                    self.ask(inline, range, asker);
                }
                Some(true)
            }
            Announced::Answer { speaker, qualifier } => {
                let pending = Pending {
                    // Without a name, who or what is meant can't be told.
                    qualifier: qualifier.filter(|_| speaker.is_some()),
                    speaker,
                    is_answer: true,
                    takes_plain: true,
                    blocks_left: 1,
                    ..Pending::default()
                };
                if words.is_empty() {
                    self.turn.pending = Some(pending);
                    self.frame(FrameKind::Label, inline.source(line));
                } else {
                    // A second bullet of the same answer goes on with its speaker.
                    let goes_on = pending.speaker.is_none()
                        && place.bullet.is_some()
                        && self.drafts.list.last().is_some_and(|above| above.quote().is_some());
                    self.group += u32::from(!goes_on);
                    self.speak_or_say(inline, rest, &pending, place);
                    self.goes_on(place);
                }
                Some(true)
            }
            Announced::Speaker { name, by_saying } => {
                let pending = Pending {
                    speaker: Some(name.clone()),
                    qualifier: lead.qualifier.clone(),
                    // A label on the line above stays with the words.
                    label: self.turn.pending.as_ref().and_then(|pending| pending.label.clone()),
                    blocks_left: 1,
                    asks: lead.name.contains('问'),
                    ..Pending::default()
                };
                if words.is_empty() {
                    return self.announce_speaker(inline, line, lead, pending, by_saying, place);
                }
                let is_told = place.in_blockquote && place.bullet.is_none() || place.in_key;
                // Transcripts stamp their turns with the time.
                let stamp = line.start..timestamp::skip_stamps(&inline.text, line.start, line.end);
                let is_stamped = inline.text[stamp].contains(|character: char| character.is_ascii_digit());
                // `**李明反问观众**：……？` asks, though a verb leads.
                let asks = by_saying && lead.name.contains('问') && words.ends_with(['？', '?']);
                let is_turn = place.in_dialogue
                    || is_stamped && place.bullet.is_none() && !by_saying
                    || place.bullet.is_none() && self.people.takes_turns(&name) && !by_saying
                    || place.bullet.is_none()
                        && words.ends_with(['？', '?'])
                        && self.people.is_answered(&name)
                    || place.bullet.is_none() && !by_saying && self.people.answers(&name)
                    || asks
                    || self.turn.pending.as_ref().is_some_and(|pending| pending.takes_plain);
                let is_fact = self.people.shape(&name) == Shape::Role && self.people.gives_facts(&name);
                let is_named = !is_fact
                    && (lead.is_bold
                        || self.people.shape(&name) != Shape::Open
                        || self.people.exchanges_words(&name))
                    || self.people.is_known(&name);
                if is_marked {
                    self.speak_marked(inline, rest, &pending, place, is_told || is_turn)
                } else if (is_told || is_turn) && is_named && (!by_saying || asks) {
                    if !place.in_blockquote {
                        self.group += 1;
                    }
                    self.turn.pending = None;
                    self.say(inline, rest, &pending, place.bullet.is_none());
                    if self.people.talks(&name) {
                        self.goes_on(place);
                    }
                    Some(true)
                } else {
                    None
                }
            }
            Announced::Label => {
                if words.is_empty()
                    && !lead.is_bold
                    && (self.next_is_blockquote || self.next_is_quoted)
                    && !place.in_blockquote
                {
                    self.lead_in_line(&inline.text[line]);
                    return None;
                }
                let label = Pending { label: Some(lead.name.clone()), blocks_left: 1, ..Pending::default() };
                // `**关于成本**：李明：“……”`: the label stands before the name.
                if (place.in_blockquote || place.in_key)
                    && let Some(inner) = lead::read(inline, rest.clone())
                    && self.people.is_person(&inner.name, true)
                    && inline.text[inner.end..rest.end].starts_with(marks::opens_quotation)
                {
                    let pending =
                        Pending { speaker: Some(inner.name), qualifier: inner.qualifier, ..label.clone() };
                    return self.speak_marked(inline, inner.end..rest.end, &pending, place, true);
                }
                // `有观众答：“……”`, `但他说：“……”`: somebody's words, whoever it is.
                let is_others = clause::tells_of_others(&lead.name);
                let is_told = is_others
                    || clause::starts_with_pronoun(&lead.name) && clause::ends_in_saying(&lead.name);
                if is_marked && is_told && !place.in_blockquote {
                    let pending = Pending { is_others, ..Pending::default() };
                    if self.speak_whole(inline, rest.clone(), &pending, place) {
                        return Some(true);
                    }
                }
                if is_marked && (place.in_blockquote || place.in_key) {
                    let read = quotation::read(&inline.text[rest.clone()], false, &|name| {
                        is_attributable(self.people, name)
                    });
                    if read == Speech::None {
                        return None;
                    }
                    // Who spoke above does not speak under another label.
                    self.turn.unmarked = None;
                    self.speak(inline, rest, read, &label);
                    return Some(true);
                }
                if words.is_empty()
                    && lead.is_bold
                    && !label::is_structural(&lead.name)
                    && (self.next_is_blockquote || place.in_blockquote)
                {
                    self.turn.pending = Some(label);
                    self.turn.unmarked = None;
                    self.group += u32::from(!place.in_blockquote);
                    self.frame(FrameKind::Label, inline.source(line));
                    return Some(true);
                }
                self.turn.unmarked = None;
                // A lead that is no person's ends a turn, as `**核心观点**：` after `**李明：**`.
                if lead.is_bold && place.bullet.is_none() {
                    self.turn.pending = None;
                }
                None
            }
        }
    }

    /// `李明：` or `李明这样说：` with the words still to come.
    fn announce_speaker(
        &mut self,
        inline: &Inline,
        line: Range<usize>,
        lead: &Lead,
        mut pending: Pending,
        by_saying: bool,
        place: Place,
    ) -> Option<bool> {
        let name = pending.speaker.clone().unwrap_or_default();
        let name = name.as_str();
        // `**嘉宾：**` above a list tells who takes part.
        if self.next_is_list && !by_saying && self.people.heads_a_list(name) {
            return None;
        }
        pending.takes_plain = !by_saying && (lead.is_bold || self.people.takes_turns(name));
        if pending.takes_plain && !place.in_blockquote {
            pending.blocks_left = u8::MAX;
        }
        // `**李明的补充**：` heads what he says below, as any label would.
        let is_label = by_saying
            && lead.is_bold
            && !label::is_structural(&lead.name)
            && lead
                .name
                .strip_prefix(name)
                .and_then(|of| of.trim_start().strip_prefix('的'))
                .is_some_and(|of| of.chars().count() <= 6);
        if is_label {
            pending.label = Some(lead.name.clone());
        }
        self.turn.pending = Some(pending);
        self.turn.unmarked = None;
        self.group += u32::from(!place.in_blockquote);
        if by_saying && !is_label {
            // The lead-in's own words stay findable.
            self.flush(inline, Some(line), Place { form: PassageForm::Paragraph, ..place });
        } else {
            self.frame(FrameKind::Label, inline.source(line));
        }
        Some(true)
    }

    /// Words in quotation marks behind a clause that gives them to somebody without naming them, to the line's end.
    fn speak_whole(&mut self, inline: &Inline, rest: Range<usize>, pending: &Pending, place: Place) -> bool {
        const FEWEST: usize = 6;
        let read = quotation::read(&inline.text[rest.clone()], true, &|_| false);
        let is_whole = matches!(&read, Speech::Whole { words, .. }
            if inline.text[rest.start..][words.clone()].chars().count() >= FEWEST);
        if !is_whole || quotation::is_interrupted(&inline.text[rest.clone()]) {
            return false;
        }
        self.group += u32::from(!place.in_blockquote);
        self.turn.pending = None;
        self.turn.unmarked = None;
        self.speak(inline, rest, read, pending);
        true
    }

    /// Words in quotation marks behind a name.
    fn speak_marked(
        &mut self,
        inline: &Inline,
        rest: Range<usize>,
        pending: &Pending,
        place: Place,
        is_told: bool,
    ) -> Option<bool> {
        let people = self.people;
        let read = quotation::read(&inline.text[rest.clone()], true, &|name| is_attributable(people, name));
        match read {
            Speech::None => return None,
            // `李明：“快”和“稳”并不矛盾。` says the whole sentence.
            Speech::Commented { ref words, ref comment }
                if is_told
                    && !inline.text[rest.start..][words.clone()]
                        .ends_with(['。', '！', '？', '…', '.', '!', '?'])
                    && inline.text[rest.start..][comment.clone()].starts_with(char::is_alphanumeric)
                    && words.len() < comment.len() =>
            {
                self.group += u32::from(!place.in_blockquote);
                self.turn.pending = None;
                self.say(inline, rest, pending, place.in_blockquote);
                if pending.speaker.as_deref().is_some_and(|name| self.people.talks(name)) {
                    self.goes_on(place);
                }
                return Some(true);
            }
            // In plain prose `李明：“飞轮”这个词……` is about a word.
            Speech::Commented { ref words, .. }
                if !is_told && inline.text[rest.start..][words.clone()].chars().count() < 10 =>
            {
                return None;
            }
            _ => {}
        }
        if !place.in_blockquote {
            self.group += 1;
        }
        self.turn.pending = None;
        self.turn.unmarked = None;
        self.speak(inline, rest, read, pending);
        Some(true)
    }
}
