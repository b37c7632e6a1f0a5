//! Utterances to turns. The only owner of what earlier lines left open: every field and every reset is here.

use std::ops::Range;

use super::announcing::Announcing;
use super::collected::Collected;
use super::open::Open;
use super::plain::Plain;
use super::source::{self, Provenance};
use super::translation;
use super::utterance::{
    Applied, Asks, Attributes, Continues, Group, Label, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn,
    OpenWords, Reach, Says, Spoken, Translates, Utterance, Voice,
};
use crate::markdown::{Inline, LineIndex};
use crate::model::{FrameKind, PassageForm, Problem};
use crate::parse::cast::Cast;
use crate::parse::draft::{self, Content, Drafts, Speaker, Turn};
use crate::parse::syntax::line::{Line, spoken_range, tidy, trimmed, without_opening_stamp, without_stamp};
use crate::parse::syntax::quotation::{Speech, Trailer};

/// What has been read so far, and what it leaves open.
pub(crate) struct TurnBuilder<'n> {
    cast: &'n Cast,
    pub(super) collected: Collected<'n>,
    /// Words that a mark opened and none has closed: the mark, and the index of their draft.
    marked: Option<(char, usize)>,
    /// Words without marks that plain lines go on with.
    unmarked: Option<usize>,
    /// A question that plain lines of its paragraph go on with.
    question: Option<usize>,
    /// The turn of a dialogue that the plain paragraphs below it go on with.
    turn: Option<usize>,
    announcing: Announcing,
    /// Somebody's words in quotation marks in a paragraph, with which a quoted paragraph below goes on.
    quoted: Option<usize>,
    /// A label has announced somebody's very words: quoted words below it are speech wherever they stand.
    quoting: bool,
    lead_in: Option<Waiting>,
    /// Plain lines that are no passage yet.
    plain: Option<Plain>,
    /// The next turn's words in another language and their place; where no turn comes, the line is left over.
    copy: Option<(String, Range<usize>)>,
}

/// A lead-in that waits for its words.
struct Waiting {
    lead_in: LeadIn,
    /// Whether a block has begun since.
    is_next_block: bool,
}

impl<'n> TurnBuilder<'n> {
    pub(crate) fn new(lines: &'n LineIndex, cast: &'n Cast) -> Self {
        TurnBuilder {
            cast,
            collected: Collected::new(lines),
            marked: None,
            unmarked: None,
            question: None,
            turn: None,
            announcing: Announcing::default(),
            quoted: None,
            quoting: false,
            lead_in: None,
            plain: None,
            copy: None,
        }
    }

    pub(crate) fn finish(self) -> Drafts {
        self.collected.finish()
    }

    pub(crate) fn open(&self) -> Open<'_> {
        Open {
            mark: self.marked.map(|(mark, _)| mark),
            lead_in: self.lead_in.as_ref().map(|waiting| &waiting.lead_in),
            has_unmarked: self.unmarked.is_some(),
            has_question: self.question.is_some(),
            has_plain: self.plain.is_some(),
            has_turn: self.turn.is_some(),
            lists_points: self.announcing.has_points(&self.collected),
            has_quoted: self.quoted.is_some_and(|index| self.collected.is_last(index)),
            quoting: self.quoting,
            above: self.collected.above(),
        }
    }

    /// Does what a line does.
    pub(crate) fn apply(&mut self, line: &Line<'_>, utterance: Utterance) -> Applied {
        match utterance {
            Utterance::Restarts => {
                self.end_marked();
                return Applied::ReadOn;
            }
            Utterance::Label(label) => {
                self.announce(&label);
                return Applied::ReadOn;
            }
            Utterance::LeadsIn(LeadsIn { lead_in, line: LineOfLeadIn::Open, .. }) => {
                self.wait(lead_in);
                return Applied::ReadOn;
            }
            Utterance::Plain { ends_lead_in } => {
                if ends_lead_in {
                    self.lead_in = None;
                }
                self.keep_plain(line, false);
                return Applied::Taken;
            }
            Utterance::LeadsIn(LeadsIn { lead_in, line: LineOfLeadIn::Plain, .. }) => {
                self.wait(lead_in);
                self.keep_plain(line, true);
                return Applied::Taken;
            }
            _ => self.flush(line.inline, line.place.form),
        }
        match utterance {
            Utterance::Continues(continues) => self.go_on(line, continues),
            Utterance::Asks(asks) => self.asks(line, asks),
            Utterance::Says(says) => self.says(line, says),
            Utterance::LeadsIn(leads_in) => self.leads_in(line, leads_in),
            Utterance::Attributes(attributes) => self.attributes(line, attributes),
            Utterance::Translates(translates) => self.translates(line, translates),
            Utterance::TranslatesBelow(words) => {
                let text = tidy(&line.inline.text[words.clone()]);
                self.copy = Some((text, line.inline.source(words)));
            }
            Utterance::Markup => {
                self.collected.frame(FrameKind::Marks, &line.inline.source(line.range.clone()));
            }
            Utterance::Restarts | Utterance::Label(_) | Utterance::Plain { .. } => {}
        }
        Applied::Taken
    }

    pub(crate) fn announce(&mut self, label: &Label) {
        if let Some(announces) = label.announces_words {
            self.quoting = announces;
        }
        if label.ends_turn {
            self.turn = None;
        }
        if label.ends_unmarked {
            self.unmarked = None;
        }
        if label.ends_lead_in {
            self.lead_in = None;
        }
    }

    fn wait(&mut self, lead_in: LeadIn) {
        self.lead_in = Some(Waiting { lead_in, is_next_block: false });
    }

    /// Plain words below a question or a heading are this voice's.
    pub(crate) fn await_plain(&mut self, voice: Voice, reach: Reach) {
        self.wait(LeadIn { takes_plain: true, reach, ..LeadIn::of(voice) });
        (self.unmarked, self.turn, self.quoted) = (None, None, None);
        self.collected.begin_group(Group::New, false);
    }

    fn leads_in(&mut self, line: &Line<'_>, leads_in: LeadsIn) {
        self.wait(leads_in.lead_in);
        (self.unmarked, self.turn, self.quoted) = (None, None, None);
        self.collected.begin_group(leads_in.group, line.place.in_blockquote);
        if leads_in.line == LineOfLeadIn::Passage {
            self.collected.passage(line.inline, line.range.clone(), PassageForm::Paragraph);
        } else {
            self.collected.frame(FrameKind::Label, &line.inline.source(line.range.clone()));
        }
    }

    fn after(&mut self, lead_in: LeadInAfter) {
        let is_used_up = match lead_in {
            LeadInAfter::Kept => false,
            LeadInAfter::Ended => true,
            LeadInAfter::Used => {
                self.lead_in.as_ref().is_some_and(|waiting| waiting.lead_in.reach == Reach::NextBlock)
            }
        };
        if is_used_up {
            self.lead_in = None;
        }
    }

    fn asks(&mut self, line: &Line<'_>, asks: Asks) {
        self.after(asks.lead_in);
        self.copy = None;
        self.unmarked = None;
        self.turn = None;
        let words = spoken_range(line.inline, asks.words);
        let content = draft::question(tidy(&line.inline.text[words.clone()]), asks.asker);
        let question = self.collected.push(content, line.inline.source(words));
        // Below a callout's title that asks stands what is no question.
        self.question = line.callout.is_none().then_some(question);
    }

    fn says(&mut self, line: &Line<'_>, says: Says) {
        self.after(says.lead_in);
        self.collected.begin_group(says.group, line.place.in_blockquote);
        (self.question, self.unmarked, self.turn) = (None, None, None);
        if let Some(before) = says.before {
            self.collected.passage(line.inline, before, line.place.form);
        }
        let inline = line.inline;
        let place = line.place;
        let is_quoted = matches!(says.spoken, Spoken::Marked { .. })
            && says.voice.speaker.is_stated()
            && !place.in_blockquote
            && place.bullet.is_none();
        match says.spoken {
            Spoken::Marked { speech, range } => self.speech(inline, speech, range, &says.voice),
            Spoken::Unmarked { words, continues } => {
                let index = self.turn(inline, words, &says.voice);
                self.unmarked = continues.then_some(index);
            }
            Spoken::Split(first, second) => {
                let index = self.turn(inline, first, &says.voice);
                self.append(index, inline, second);
            }
        }
        let last = self.collected.above().last_turn();
        self.quoted = last.filter(|_| is_quoted);
        if says.goes_on {
            self.turn = last;
        }
    }

    /// Makes turns of quoted words.
    fn speech(&mut self, inline: &Inline, speech: Speech, range: Range<usize>, voice: &Voice) {
        let at = |words: Range<usize>| range.start + words.start..range.start + words.end;
        match speech {
            Speech::Whole { words, trailer } => {
                let index = self.turn(inline, at(words), voice);
                self.trailer(index, trailer);
            }
            Speech::Several(parts) => {
                for words in parts {
                    self.turn(inline, at(words), voice);
                }
            }
            Speech::Commented { words, comment } => {
                let index = self.turn(inline, at(words), voice);
                self.comment(index, inline, at(comment));
            }
            Speech::Open { start } => {
                let start = range.start + start;
                let mark = inline.text[..start].chars().next_back().unwrap_or('“');
                let index = self.turn(inline, start..range.end, voice);
                self.marked = Some((mark, index));
            }
            Speech::None => {}
        }
    }

    /// Takes a comment after quoted words for their source, or keeps it as a remark.
    fn comment(&mut self, index: usize, inline: &Inline, comment: Range<usize>) {
        let text = &inline.text[comment.clone()];
        let Some(turn) = self.collected.turn_mut(index) else { return };
        let is_named = turn.speaker.name().is_some();
        match source::read(text) {
            Provenance::Speaker { name, work } if !is_named => {
                turn.set_speaker(&Speaker::stated(name), work);
                return;
            }
            Provenance::Others if !is_named => turn.speaker = Speaker::Other,
            _ => {}
        }
        if text.contains(char::is_alphanumeric) {
            let words = tidy(text.trim().trim_start_matches(['—', '-', '–', '，', '。']));
            let source = inline.source(trimmed(&inline.text, comment));
            self.collected.push(draft::passage(words, PassageForm::Remark), source);
        }
    }

    fn turn(&mut self, inline: &Inline, words: Range<usize>, voice: &Voice) -> usize {
        let words = spoken_range(inline, words);
        let text = tidy(&inline.text[words.clone()]);
        let speaker = voice.speaker.name();
        // Whoever does nothing but ask does so here.
        let asks = speaker.is_some_and(|speaker| self.cast.asks(speaker)) && text.contains(['？', '?']);
        let turn = Turn {
            asks: asks.then(|| draft::Asking { asker: speaker.map(str::to_owned) }),
            speaker: voice.speaker.clone(),
            qualifier: voice.qualifier.clone(),
            label: voice.label.clone(),
            words: text,
            original: None,
            rendering: None,
            key: voice.key || self.collected.in_key_section,
            told_to_ask: voice.told_to_ask,
            is_answer: voice.is_answer,
            may_be_of: Vec::new(),
        };
        let index = self.collected.push(Content::Turn(turn), inline.source(words));
        if let Some((copy, source)) = self.copy.take() {
            translation::add_above(self.collected.draft_mut(index), copy, &source);
        }
        index
    }

    fn go_on(&mut self, line: &Line<'_>, continues: Continues) {
        self.after(continues.lead_in);
        let index = match continues.of {
            OpenWords::Marked => self.marked.map(|(_, index)| index),
            OpenWords::Question => self.question,
            OpenWords::Unmarked => self.unmarked,
            OpenWords::Turn => self.turn,
            OpenWords::Above => self.collected.above().last_turn(),
        };
        let Some(index) = index else { return };
        // Whom the turn has cited stands between.
        if continues.of == OpenWords::Turn && !self.collected.is_only_speaker(index, index + 1) {
            let speaker = self.collected.turn_mut(index).map(|turn| turn.speaker.clone()).unwrap_or_default();
            self.turn = Some(self.turn(line.inline, continues.words, &Voice { speaker, ..Voice::default() }));
            return;
        }
        self.append(index, line.inline, continues.words);
        if let Some(trailer) = continues.closes {
            self.marked = None;
            self.trailer(index, trailer);
        }
    }

    fn append(&mut self, index: usize, inline: &Inline, range: Range<usize>) {
        let range = without_stamp(&inline.text, without_opening_stamp(&inline.text, range));
        if !range.is_empty() {
            let words = tidy(&inline.text[range.clone()]);
            self.collected.draft_mut(index).append(&words, &inline.source(range));
        }
    }

    fn trailer(&mut self, index: usize, trailer: Trailer) {
        let Some(turn) = self.collected.turn_mut(index) else { return };
        if let Some((name, remark)) = trailer.name {
            turn.set_speaker(&Speaker::stated(name), remark);
        }
        let (qualifier, rendering) = translation::split_qualifier(trailer.qualifier, &turn.words);
        turn.qualifier = turn.qualifier.take().or(qualifier);
        if let Some(words) = trailer.other_language.or(rendering) {
            translation::add(turn, words);
        }
    }

    fn translates(&mut self, line: &Line<'_>, translates: Translates) {
        self.after(translates.lead_in);
        let Some(index) = self.collected.above().last_turn() else { return };
        let draft = self.collected.draft_mut(index);
        if let Some(turn) = draft.turn_mut() {
            translation::add(turn, translates.words);
        }
        draft.span.end = draft.span.end.max(line.inline.source(translates.range).end);
        if let Some(trailer) = translates.trailer {
            self.unmarked = None;
            self.trailer(index, trailer);
        }
    }

    fn attributes(&mut self, line: &Line<'_>, attributes: Attributes) {
        let Attributes { speaker, qualifier, of_remark } = attributes;
        self.unmarked = None;
        if of_remark {
            self.collected.quote_remark(speaker, qualifier);
        } else {
            let above: Vec<usize> = self.collected.above().unnamed().collect();
            for index in above {
                if let Some(turn) = self.collected.turn_mut(index) {
                    turn.set_speaker(&speaker, qualifier.clone());
                }
            }
        }
        self.collected.frame(FrameKind::Label, &line.inline.source(line.range.clone()));
    }
}

/// What begins and ends around lines.
impl TurnBuilder<'_> {
    /// A heading opens a section: nothing above it is open any more.
    pub(crate) fn section(&mut self, section: usize, is_key: bool) {
        self.collected.begin_section(section, is_key);
        (self.marked, self.unmarked, self.question) = (None, None, None);
        (self.turn, self.quoted, self.lead_in, self.copy) = (None, None, None, None);
        self.quoting = false;
    }

    /// A block at the outermost level begins.
    pub(crate) fn block(&mut self) {
        let Some(waiting) = &mut self.lead_in else { return };
        let is_over = match waiting.lead_in.reach {
            Reach::NextBlock | Reach::WholeBlock => waiting.is_next_block,
            Reach::Below(_) => waiting.is_next_block || self.collected.has_turn_in_group(),
            Reach::UntilNextLead => false,
        };
        if is_over {
            self.lead_in = None;
        } else {
            waiting.is_next_block = true;
        }
    }

    /// A paragraph ends.
    pub(crate) fn paragraph_end(&mut self, inline: &Inline, form: PassageForm, in_blockquote: bool) {
        self.flush(inline, form);
        self.question = None;
        if !in_blockquote {
            self.end_marked();
            self.unmarked = None;
        }
    }

    pub(crate) fn blockquote_start(&mut self) {
        // Whoever has taken plain paragraphs above does not speak in a blockquote below them.
        let is_far =
            self.lead_in.as_ref().is_some_and(|waiting| waiting.lead_in.reach == Reach::UntilNextLead);
        let has_spoken = is_far && self.collected.has_turn_in_group();
        self.announcing.blockquote(self.turn_at_hand(has_spoken), &self.collected);
        if has_spoken {
            self.lead_in = None;
        }
        self.turn = None;
        self.quoted = None;
        self.collected.begin_group(Group::New, false);
    }

    /// `closes`: whether a blockquote below closes the words that this mark opened.
    pub(crate) fn blockquote_end(&mut self, closes: impl Fn(char) -> bool) {
        if !self.marked.is_some_and(|(mark, _)| closes(mark)) {
            self.end_marked();
        }
        self.unmarked = None;
        self.question = None;
        // Whoever announces what a blockquote cites goes on below it, unless somebody else has spoken.
        let (collected, cast) = (&self.collected, self.cast);
        self.turn = self.announcing.below_blockquote(collected, |name| cast.talks(name)).or(self.turn);
    }

    /// The turn that is open, or the last one, to which a lead-in gives more where it `goes_on`.
    fn turn_at_hand(&self, goes_on: bool) -> Option<usize> {
        self.turn.or_else(|| self.collected.above().last_turn().filter(|_| goes_on))
    }

    /// A list begins: one of facts below `**李明：**` is nobody's speech; below a turn that ends in a colon, or where it is its
    /// speaker's own, it goes on with that.
    pub(crate) fn list(&mut self, is_nested: bool, is_own: bool, states_facts: impl FnOnce() -> bool) {
        let takes_plain = self.lead_in.as_ref().is_some_and(|waiting| waiting.lead_in.takes_plain);
        let goes_on = takes_plain && self.collected.has_turn_in_group();
        if !is_nested {
            self.announcing.list(self.turn_at_hand(goes_on), &self.collected, is_own);
        }
        if goes_on && !self.announcing.has_points(&self.collected) && states_facts() {
            self.lead_in = None;
        }
    }

    /// What is side by side here is not one person's.
    pub(crate) fn split_turns(&mut self) {
        self.collected.begin_group(Group::New, false);
    }

    pub(crate) fn rule(&mut self, span: Range<usize>) {
        self.quoting = false;
        (self.lead_in, self.turn, self.quoted) = (None, None, None);
        self.collected.frame(FrameKind::Rule, &span);
    }

    fn keep_plain(&mut self, line: &Line<'_>, introduces: bool) {
        if self.plain.as_ref().is_some_and(|plain| !plain.goes_on_with(line)) {
            self.flush(line.inline, line.place.form);
        }
        self.plain = Some(Plain::with(self.plain.take(), line, introduces));
    }

    /// Makes a passage of the plain lines so far.
    fn flush(&mut self, inline: &Inline, form: PassageForm) {
        if let Some(Plain { range, introduces, .. }) = self.plain.take() {
            let is_point =
                |waiting: &&Waiting| waiting.is_next_block && waiting.lead_in.reach == Reach::WholeBlock;
            let speaker = self
                .lead_in
                .as_ref()
                .filter(is_point)
                .and_then(|waiting| waiting.lead_in.voice.speaker.name());
            self.collected.passage_of(inline, range, form, speaker.map(str::to_owned));
            if let Some(draft) = self.collected.last_mut().filter(|_| introduces) {
                draft.introduces = true;
            }
        }
    }

    /// Words that nothing closed end with their paragraph or blockquote.
    fn end_marked(&mut self) {
        if let Some((mark, index)) = self.marked.take() {
            let span = self.collected.draft_mut(index).span.clone();
            self.collected.diagnose(&span, Problem::UnclosedQuote(mark));
        }
    }
}
