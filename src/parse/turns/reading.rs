//! Speech, line by line: quotes, questions, answers and the turns of a dialogue.
//!
//! ```text
//! turn        = lead? ( speech | words )
//! question    = "**提问**：" words | "**观众提问**：" words | "问：" words | "Q：" words
//! answer      = ( "回答" | "答" | "A" ) ( "（" name "）" )? colon words
//! attribution = ( "——" name | "（" name "）" ), on a line of its own below the words
//! lead-in     = name "这样说：" | "**" name "：**" | "**" label "**：", on a line of its own above the words
//! ```
//!
//! The same machine reads blockquotes, sections of key quotes, bullets and plain paragraphs; [`Place`] says how ready
//! it is to take words for speech. In a blockquote a name is enough; in a plain paragraph only somebody who takes turns
//! speaks without quotation marks.

use crate::text::{marks, timestamp};
use std::ops::Range;

use crate::markdown::Inline;
use crate::model::{Body, Diagnostic, FrameKind, Passage, PassageForm, Problem};

use crate::language::clause;
use crate::language::label;
use crate::language::name_shape::Shape;
use crate::parse::draft::tidy;
use crate::parse::syntax::lead::{self, Lead};
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::announcement::{Announced, announced, is_attributable};
use crate::parse::turns::lines::Walk;
use crate::parse::turns::saying::{is_continuation, is_stage_direction, trimmed};

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) in_blockquote: bool,
    /// In a section of key quotes.
    pub(crate) in_key: bool,
    /// `Some(depth)` in a list.
    pub(crate) bullet: Option<u8>,
    /// In a list whose items ask and answer.
    pub(crate) in_dialogue: bool,
    pub(crate) form: PassageForm,
}

/// What earlier lines say of the next ones.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    /// Words that an opening mark began and none has closed: the mark, and the quote's draft.
    pub(crate) open: Option<(char, usize)>,
    /// A quote without marks that plain lines continue.
    pub(crate) unmarked: Option<usize>,
    /// A question that plain lines of its paragraph continue.
    pub(crate) asking: Option<usize>,
    /// The turn of a dialogue that the plain paragraphs below it continue.
    pub(crate) going_on: Option<usize>,
    /// A label has announced somebody's very words: quoted words below it are speech wherever they stand.
    pub(crate) quoting: bool,
    /// A lead without words: they follow on the next line or in the next block.
    pub(crate) pending: Option<Pending>,
}

/// A lead whose words are still to come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pending {
    pub(crate) speaker: Option<String>,
    pub(crate) qualifier: Option<String>,
    pub(crate) label: Option<String>,
    /// The words to come are a question.
    pub(crate) question: bool,
    /// Somebody else than the guest says the words to come: `台下有人说：`.
    pub(crate) is_others: bool,
    /// The lead-in tells that the words to come ask.
    pub(crate) asks: bool,
    /// `答：` announces the words to come.
    pub(crate) is_answer: bool,
    /// Plain paragraphs and bullets belong to it too, up to the next lead; else only a blockquote or quoted words.
    pub(crate) takes_plain: bool,
    /// The words to come must stand in a blockquote or in quotation marks.
    pub(crate) blocks_left: u8,
}

impl Pending {
    /// The words of the next blockquote are this person's.
    pub(crate) fn named(name: &str) -> Self {
        Pending { speaker: Some(name.to_owned()), blocks_left: 1, ..Pending::default() }
    }
}

impl Walk<'_> {
    /// Reads a paragraph's lines; what is no speech becomes passages.
    pub(crate) fn prose(&mut self, inline: &Inline, place: Place) {
        let mut plain: Option<Range<usize>> = None;
        for line in inline.lines() {
            if inline.text[line.clone()].trim().is_empty() {
                continue;
            }
            if self.line(inline, line.clone(), place) {
                self.flush(inline, plain.take(), place);
            } else {
                plain = Some(plain.map_or(line.start, |plain| plain.start)..line.end);
            }
        }
        self.flush(inline, plain, place);
        self.turn.asking = None;
        if !place.in_blockquote {
            self.close_open();
            self.turn.unmarked = None;
        }
    }

    pub(crate) fn flush(&mut self, inline: &Inline, plain: Option<Range<usize>>, place: Place) {
        if let Some(range) = plain {
            let text = tidy(&inline.text[range.clone()]);
            if !text.is_empty() {
                let links = inline.addresses(&range);
                let body = Body::Passage(Passage { text, form: place.form, speaker: None, links });
                self.push(body, inline.source(trimmed(&inline.text, range)));
            }
        }
    }

    /// Ends what only holds within one blockquote.
    pub(crate) fn end_of_blockquote(&mut self) {
        if !self.turn.open.is_some_and(|(mark, _)| self.is_closed_below(mark)) {
            self.close_open();
        }
        self.turn.unmarked = None;
        self.turn.asking = None;
    }

    /// Words that nothing closed end with their paragraph or blockquote.
    fn close_open(&mut self) {
        if let Some((mark, index)) = self.turn.open.take() {
            let lines = self.document.lines.span(&self.drafts.list[index].span);
            self.drafts.diagnostics.push(Diagnostic { lines, problem: Problem::UnclosedQuote(mark) });
        }
    }

    /// Reads one line; `false` where it is plain.
    fn line(&mut self, inline: &Inline, line: Range<usize>, place: Place) -> bool {
        let people = self.people;
        let start = timestamp::skip_stamps(&inline.text, line.start, line.end);
        let is_marked = inline.text[start..line.end].starts_with(marks::opens_quotation);
        // Only a nickname opens a lead with a quotation mark.
        let found = lead::read(inline, line.clone());
        let is_marked = is_marked && found.is_none();
        if let Some((mark, index)) = self.turn.open {
            let restarts = found.as_ref().is_some_and(|lead| {
                inline.text[lead.end..line.end].starts_with(marks::opens_quotation)
                    && people.is_person(&lead.name, true)
            });
            if !restarts {
                self.go_on(inline, line, mark, index);
                return true;
            }
            self.close_open();
        }
        if found.is_none() && self.letter(inline, &line, place) {
            return true;
        }
        if is_marked {
            return self.told_between(inline, &(start..line.end), place)
                || self.unled(inline, start..line.end, place);
        }
        self.turn.quoting = announces_words(inline, &line, found.as_ref());
        if let Some(lead) = found {
            let announced = announced(&lead, people, &inline.text[lead.end..line.end]);
            // A clause before a colon within a turn is no label: `所以我的回答是：……`.
            let is_clause = matches!(announced, Announced::Label)
                && !lead.is_bold
                && lead.name.chars().count() >= 6
                && lead.end < line.end;
            if !is_clause {
                self.turn.going_on = None;
            }
            if let Some(taken) = self.led(inline, line.clone(), &lead, announced, place) {
                return taken;
            }
        }
        if self.told(inline, &line, place) {
            return true;
        }
        if let Some((name, qualifier)) =
            quotation::read_attribution(&inline.text[line.clone()], &|name| is_attributable(people, name))
            && (self.attribute_above(&name, qualifier.clone())
                || place.in_blockquote && self.quote_remark_above(&name, qualifier))
        {
            self.frame(FrameKind::Label, inline.source(line));
            return true;
        }
        if place.in_blockquote && place.bullet.is_none() && self.name_line(inline, &line) {
            return true;
        }
        if !place.in_blockquote
            && place.bullet.is_none()
            && let Some(lead) = lead::read_alone(inline, line.clone())
            && people.takes_turns(&lead.name)
        {
            self.turn.going_on = None;
            self.turn.pending = Some(Pending {
                speaker: Some(lead.name),
                qualifier: lead.qualifier,
                takes_plain: true,
                blocks_left: u8::MAX,
                ..Pending::default()
            });
            self.group += 1;
            self.frame(FrameKind::Label, inline.source(line));
            return true;
        }
        self.plain(inline, line, place)
    }

    /// `Q1 ……？` asks, and `A1 ……` answers where a question stands right above.
    fn letter(&mut self, inline: &Inline, line: &Range<usize>, place: Place) -> bool {
        let Some((letter, start)) = lead::read_letter(inline, line.clone()) else { return false };
        let words = start..line.end;
        let is_question = inline.text[words.clone()].trim_end().ends_with(['？', '?']);
        let is_below_question =
            self.drafts.list.last().is_some_and(|draft| matches!(draft.body, Body::Question(_)));
        match letter {
            'Q' if is_question => {
                self.turn.pending = None;
                self.ask(inline, words, None);
                true
            }
            'A' if is_below_question => {
                self.turn.asking = None;
                self.group += 1;
                let pending = Pending { is_answer: true, ..Pending::default() };
                self.speak_or_say(inline, words, &pending, place);
                true
            }
            _ => false,
        }
    }

    /// `> **李明** · 某公司 CEO`: whose the words above or below it in the blockquote are.
    fn name_line(&mut self, inline: &Inline, line: &Range<usize>) -> bool {
        let Some(lead) = lead::read_name_line(inline, line.clone()) else { return false };
        let is_name = self.people.is_known(&lead.name) || self.people.shape(&lead.name) == Shape::Person;
        if !is_name {
            return false;
        }
        if !self.attribute_above(&lead.name, lead.qualifier.clone()) {
            self.turn.pending = Some(Pending { qualifier: lead.qualifier, ..Pending::named(&lead.name) });
        }
        self.frame(FrameKind::Label, inline.source(line.clone()));
        true
    }

    /// A line inside words that are still open.
    fn go_on(&mut self, inline: &Inline, line: Range<usize>, mark: char, index: usize) {
        let people = self.people;
        let text = &inline.text[line.clone()];
        let closed = quotation::read_rest(text, mark, &|name| is_attributable(people, name));
        let end = closed.as_ref().map_or(text.len(), |(end, _)| *end);
        self.append(index, inline, line.start..line.start + end);
        if let Some((_, trailer)) = closed {
            self.turn.open = None;
            self.take_trailer(index, trailer);
        }
    }

    /// Words in quotation marks that no lead precedes on their line.
    fn unled(&mut self, inline: &Inline, range: Range<usize>, place: Place) -> bool {
        let people = self.people;
        let pending = self.take_pending(true);
        let has_speaker = pending.as_ref().is_some_and(|pending| pending.speaker.is_some());
        let text = &inline.text[range.clone()];
        let read = quotation::read(text, has_speaker, &|name| is_attributable(people, name));
        let is_speech_place = place.in_blockquote || place.in_key || self.turn.quoting;
        let is_accepted = match &read {
            Speech::Whole { trailer, words } => {
                let is_long = text[words.clone()].chars().count() >= 2;
                pending.is_some() || is_speech_place && is_long || trailer.name.is_some()
            }
            Speech::Several(_) | Speech::Open { .. } | Speech::Commented { .. } => {
                pending.is_some() || is_speech_place
            }
            Speech::None => false,
        };
        if !is_accepted {
            self.turn.pending = pending;
            return false;
        }
        let pending = pending.unwrap_or_default();
        self.turn.unmarked = None;
        // Somebody's question in a blockquote is their words as well.
        let is_named = pending.speaker.as_deref().is_some_and(|name| people.shape(name) == Shape::Person);
        if pending.question && is_named && place.in_blockquote {
            let pending = Pending { question: false, asks: true, ..pending };
            self.speak(inline, range, read, &pending);
            return true;
        }
        if pending.question {
            let words = match &read {
                Speech::Whole { words, .. } => range.start + words.start..range.start + words.end,
                _ => range,
            };
            self.ask(inline, words, pending.speaker);
            return true;
        }
        // The same words in the other language, right below the first.
        if pending.speaker.is_none()
            && let Speech::Whole { words, trailer } = &read
            && self.take_as_other_language(&text[words.clone()], &inline.source(range.clone()), place)
        {
            if let Some(last) = self.last_quote() {
                self.take_trailer(last, trailer.clone());
            }
            return true;
        }
        self.speak(inline, range, read, &pending);
        true
    }

    /// A line without mark or lead.
    fn plain(&mut self, inline: &Inline, line: Range<usize>, place: Place) -> bool {
        if let Some(index) = self.turn.asking {
            self.append(index, inline, line);
            return true;
        }
        if let Some(index) = self.turn.unmarked
            && place.bullet.is_none()
        {
            self.append(index, inline, line);
            return true;
        }
        if (self.turn.going_on.is_some() || self.turn.pending.is_some())
            && place.bullet.is_none()
            && is_stage_direction(inline, &line)
        {
            return false;
        }
        if let Some(index) = self.turn.going_on
            && place.bullet.is_none()
            && !place.in_blockquote
        {
            if is_continuation(inline, &line) {
                self.append(index, inline, line);
                return true;
            }
            self.turn.going_on = None;
        }
        if let Some(pending) = &self.turn.pending
            && (pending.takes_plain || place.in_blockquote && pending.speaker.is_some())
        {
            return self.plain_after_lead(inline, line, place);
        }
        let text = inline.text[line.clone()].trim();
        // `> 李明敲了敲桌子，说：` names who says the next line of the blockquote.
        if place.in_blockquote && text.ends_with(['：', ':']) && self.turn.pending.is_none() {
            self.lead_in_line(text);
            return false;
        }
        if place.in_blockquote
            && place.bullet.is_none()
            && self.take_as_other_language(text, &inline.source(line.clone()), place)
        {
            return true;
        }
        let is_key_words = place.in_key
            && (place.in_blockquote && place.bullet.is_none() || place.bullet == Some(0))
            && text.chars().count() >= 6
            && !clause::is_editorial(text)
            && !(text.starts_with(['[', '［', '（', '(']) && text.ends_with([']', '］', '）', ')']))
            && lead::read(inline, line.clone()).is_none();
        if is_key_words {
            let pending = self.take_pending(true).unwrap_or_default();
            self.say(inline, line, &pending, place.in_blockquote);
            return true;
        }
        false
    }

    /// The turn just read goes on in the plain paragraphs below it.
    pub(crate) fn goes_on(&mut self, place: Place) {
        if !place.in_blockquote && place.bullet.is_none() && !place.in_key {
            self.turn.going_on = self.last_quote();
        }
    }

    fn plain_after_lead(&mut self, inline: &Inline, line: Range<usize>, place: Place) -> bool {
        let Some(pending) = self.turn.pending.clone() else { return false };
        // A line that announces what comes next ends the turn.
        if !place.in_blockquote && !is_continuation(inline, &line) {
            self.turn.pending = None;
            return false;
        }
        if pending.question {
            self.turn.pending = None;
            self.ask(inline, line, pending.speaker);
            return true;
        }
        if pending.blocks_left != u8::MAX {
            self.turn.pending = None;
        }
        // Paragraphs of one turn are one quote, bullets are turns of their own.
        if place.bullet.is_none()
            && let Some(last) = self.last_quote()
            && self.drafts.list[last].group == self.group
            && last + 1 == self.drafts.list.len()
            && !place.in_blockquote
        {
            self.append(last, inline, line);
            return true;
        }
        self.say(inline, line, &pending, place.bullet.is_none());
        true
    }
}

/// Whether a line is a label that announces somebody's very words, with a colon or in bold.
fn announces_words(inline: &Inline, line: &Range<usize>, lead: Option<&Lead>) -> bool {
    const LONGEST: usize = 60;
    if line.len() > LONGEST {
        return false;
    }
    match lead {
        Some(lead) => lead.end == line.end && label::announces_words(&lead.name),
        None => lead::read_alone(inline, line.clone()).is_some_and(|lead| label::announces_words(&lead.name)),
    }
}
