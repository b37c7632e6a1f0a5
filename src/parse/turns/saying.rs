//! Quotes and questions in the making: words that a turn has found become drafts, are continued by later lines, and
//! get their speaker and their words in the other language from what stands behind and below them.

use crate::text::{marks, timestamp};
use std::ops::Range;

use crate::markdown::Inline;
use crate::model::{Body, Frame, FrameKind, PassageForm, Quote};

use crate::language::clause;
use crate::language::label;
use crate::language::name_shape;
use crate::parse::draft::{self, Draft, tidy};
use crate::parse::frame::outline::SectionPurpose;
use crate::parse::syntax::quotation::{self, Speech, Trailer};
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::lines::Walk;
use crate::parse::turns::reading::{Pending, Place};

impl Walk<'_> {
    /// Makes quotes of quoted words.
    pub(crate) fn speak(&mut self, inline: &Inline, range: Range<usize>, read: Speech, pending: &Pending) {
        let at = |words: &Range<usize>| range.start + words.start..range.start + words.end;
        match read {
            Speech::Whole { words, trailer } => {
                let index = self.quote(inline, at(&words), pending);
                self.take_trailer(index, trailer);
            }
            Speech::Several(parts) => {
                for words in parts {
                    self.quote(inline, at(&words), pending);
                }
            }
            Speech::Commented { words, comment } => {
                let index = self.quote(inline, at(&words), pending);
                let comment = at(&comment);
                if self.take_source(index, &inline.text[comment.clone()]) {
                    return;
                }
                if inline.text[comment.clone()].chars().any(char::is_alphanumeric) {
                    let form = PassageForm::Remark;
                    let text = tidy(
                        inline.text[comment.clone()].trim().trim_start_matches(['—', '-', '–', '，', '。']),
                    );
                    self.push(draft::passage(text, form), inline.source(trimmed(&inline.text, comment)));
                }
            }
            Speech::Open { start } => {
                let mark = inline.text[..range.start + start].chars().next_back().unwrap_or('“');
                let index = self.quote(inline, range.start + start..range.end, pending);
                self.turn.open = Some((mark, index));
            }
            Speech::None => {}
        }
    }

    pub(crate) fn speak_or_say(
        &mut self,
        inline: &Inline,
        range: Range<usize>,
        pending: &Pending,
        place: Place,
    ) {
        let people = self.people;
        match quotation::read(&inline.text[range.clone()], true, &|name| is_attributable(people, name)) {
            // Words that merely begin with a quoted one are said as a whole.
            Speech::None | Speech::Commented { .. } | Speech::Several(_) => {
                self.say(inline, range, pending, true);
            }
            read => self.speak(inline, range, read, pending),
        }
        if !place.in_blockquote && place.bullet.is_some() {
            self.turn.unmarked = None;
        }
    }

    /// Makes a quote of words without marks, which plain lines may continue.
    pub(crate) fn say(&mut self, inline: &Inline, range: Range<usize>, pending: &Pending, continues: bool) {
        let index = self.quote(inline, range, pending);
        self.turn.unmarked = continues.then_some(index);
    }

    pub(crate) fn quote(&mut self, inline: &Inline, words: Range<usize>, pending: &Pending) -> usize {
        let start = timestamp::skip_stamps(&inline.text, words.start, words.end);
        let words = trimmed(&inline.text, start..words.end);
        let text = tidy(&inline.text[words.clone()]);
        let span = inline.source(words);
        let asks = pending.speaker.as_deref().is_some_and(|speaker| self.people.asks(speaker))
            && text.contains(['？', '?']);
        if asks {
            self.push(draft::question(text.clone(), pending.speaker.clone()), span.clone());
        }
        let mut quote =
            draft::quote(text, pending.speaker.clone(), pending.qualifier.clone(), pending.label.clone());
        quote.key = self.outline.purpose(self.section) == SectionPurpose::KeyQuotes;
        self.push(Body::Quote(quote), span);
        if let Some(draft) = self.drafts.list.last_mut() {
            draft.is_others = pending.is_others;
            draft.asks = pending.asks;
            draft.is_answer = pending.is_answer;
        }
        self.drafts.list.len() - 1
    }

    pub(crate) fn ask(&mut self, inline: &Inline, words: Range<usize>, asker: Option<String>) {
        let start = timestamp::skip_stamps(&inline.text, words.start, words.end);
        let words = trimmed(&inline.text, start..words.end);
        let body = draft::question(tidy(&inline.text[words.clone()]), asker);
        self.push(body, inline.source(words));
        self.turn.asking = Some(self.drafts.list.len() - 1);
        self.turn.unmarked = None;
    }

    /// The range without quotation marks around the whole of it.
    pub(crate) fn without_marks(&self, inline: &Inline, range: Range<usize>) -> Range<usize> {
        match quotation::read(&inline.text[range.clone()], true, &|_| false) {
            Speech::Whole { words, trailer } if trailer == Trailer::default() => {
                range.start + words.start..range.start + words.end
            }
            _ => range,
        }
    }

    /// Adds a line to a quote or question.
    pub(crate) fn append(&mut self, index: usize, inline: &Inline, range: Range<usize>) {
        let range = trimmed(&inline.text, range);
        if range.is_empty() {
            return;
        }
        let words = tidy(&inline.text[range.clone()]);
        let source = inline.source(range);
        // A turn that asks is two records of the same words.
        if index > 0
            && self.drafts.list[index - 1].span == self.drafts.list[index].span
            && matches!(self.drafts.list[index - 1].body, Body::Question(_))
        {
            self.add(index - 1, &words, &source);
        }
        self.add(index, &words, &source);
    }

    pub(crate) fn add(&mut self, index: usize, words: &str, source: &Range<usize>) {
        let draft = &mut self.drafts.list[index];
        let text = match &mut draft.body {
            Body::Quote(quote) => &mut quote.text,
            Body::Question(question) => &mut question.text,
            _ => return,
        };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
        draft.span = draft.span.start.min(source.start)..draft.span.end.max(source.end);
    }

    pub(crate) fn take_trailer(&mut self, index: usize, trailer: Trailer) {
        if let Some((name, remark)) = trailer.name {
            self.name_speaker(index, &name, remark);
        }
        let Some(quote) = self.drafts.list[index].quote_mut() else { return };
        let (qualifier, rendering) = match trailer.qualifier {
            // Chinese in brackets behind English words is their rendering, however short.
            Some(words) if is_han_text(&words) && !is_han_text(&quote.text) && words.chars().count() >= 4 => {
                (None, Some(words))
            }
            qualifier => (qualifier, None),
        };
        quote.qualifier = quote.qualifier.take().or(qualifier);
        if let Some(words) = trailer.other_language.or(rendering) {
            set_other_language(quote, words);
        }
    }

    /// Takes a short phrase behind a dash for where the words come from, though it has no name's shape: `—— 客户`,
    /// `—— 香农《通信的数学理论》`. Returns whether it is the speaker. A longer phrase may be somebody as well, so nobody
    /// else is taken for the speaker then.
    fn take_source(&mut self, index: usize, comment: &str) -> bool {
        let comment = comment.trim();
        let source = comment.trim_start_matches(['—', '–', '―', '-']).trim().trim_end_matches(['。', '.']);
        let is_phrase = source.chars().count() <= 14
            && source.chars().all(|character| character.is_alphanumeric() || " ·《》".contains(character));
        if comment.len() == source.len() || !is_phrase || clause::is_clause(source) {
            return false;
        }
        // `摘自《乡镇影院口述史》`: the words are a book's.
        let is_taken_from = ["自", "见", "源于", "出处", "来源"]
            .iter()
            .any(|word| source.split('《').next().is_some_and(|before| before.trim_end().ends_with(word)));
        if is_taken_from {
            self.drafts.list[index].is_others = true;
            return false;
        }
        let (name, work) =
            source.split_once('《').map_or((source, None), |(name, work)| (name.trim(), Some(work)));
        let is_short = (2..=3).contains(&name.chars().count()) && name.chars().all(name_shape::is_han);
        if self.drafts.list[index].quote().is_some_and(|quote| quote.speaker.is_some()) {
            return false;
        }
        if (is_short || work.is_some() && !name.is_empty()) && !label::is_reaction(name) {
            self.name_speaker(index, name, work.map(|work| format!("《{work}")));
            return true;
        }
        self.drafts.list[index].is_others = !label::is_reaction(name);
        false
    }

    /// Sets the speaker of a quote that has none.
    pub(crate) fn name_speaker(&mut self, index: usize, name: &str, qualifier: Option<String>) {
        if let Some(quote) = self.drafts.list[index].quote_mut()
            && quote.speaker.is_none()
        {
            let named = draft::quote(String::new(), Some(name.to_owned()), None, None);
            quote.speaker = named.speaker;
            quote.attribution = named.attribution;
            quote.qualifier = quote.qualifier.take().or(qualifier);
        }
    }

    /// An attribution on a line of its own names whoever spoke above it, as far as nobody else is named.
    pub(crate) fn attribute_above(&mut self, name: &str, qualifier: Option<String>) -> bool {
        let group = self.group;
        let mut named = false;
        for index in (0..self.drafts.list.len()).rev() {
            let draft = &self.drafts.list[index];
            if draft.group != group || group == 0 || draft.section != self.section {
                break;
            }
            match draft.quote() {
                Some(quote) if quote.speaker.is_none() => {
                    self.name_speaker(index, name, qualifier.clone());
                    named = true;
                }
                Some(_) => break,
                None => {}
            }
        }
        self.turn.unmarked = None;
        named
    }

    /// Makes a quote of the words without marks right above an attribution in the same blockquote.
    pub(crate) fn quote_remark_above(&mut self, name: &str, qualifier: Option<String>) -> bool {
        const EDITORS: [&str; 4] = ["编者", "译者", "编辑", "整理"];
        let key = self.outline.purpose(self.section) == SectionPurpose::KeyQuotes;
        let group = self.group;
        let Some(draft) = self.drafts.list.last_mut() else { return false };
        let Body::Passage(passage) = &mut draft.body else { return false };
        let is_remark = passage.form == PassageForm::Remark && draft.group == group && group > 0;
        if !is_remark || EDITORS.iter().any(|editor| name.contains(editor)) {
            return false;
        }
        let text = std::mem::take(&mut passage.text);
        let quote = draft::quote(text, Some(name.to_owned()), qualifier, None);
        draft.body = Body::Quote(Quote { key, ..quote });
        true
    }

    /// Takes words for the Chinese rendering (or the original) of the quote right above them in the same blockquote.
    pub(crate) fn take_as_other_language(
        &mut self,
        words: &str,
        source: &Range<usize>,
        place: Place,
    ) -> bool {
        let Some(last) = self.last_quote() else { return false };
        let group = self.group;
        let is_right_above = last + 1 == self.drafts.list.len() && self.drafts.list[last].group == group;
        let unbracketed = words.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        let draft = &mut self.drafts.list[last];
        let Some(quote) = draft.quote_mut() else { return false };
        let differs =
            is_han_text(&quote.text) != is_han_text(unbracketed) && unbracketed.chars().count() >= 4;
        if !(place.in_blockquote || self.turn.quoting)
            || !is_right_above
            || !differs
            || quote.rendering.is_some()
            || quote.original.is_some()
        {
            return false;
        }
        set_other_language(quote, tidy(unbracketed));
        draft.span.end = draft.span.end.max(source.end);
        true
    }

    pub(crate) fn take_pending(&mut self, is_speech: bool) -> Option<Pending> {
        let keeps = self.turn.pending.as_ref().is_some_and(|pending| pending.blocks_left == u8::MAX);
        if keeps && is_speech { self.turn.pending.clone() } else { self.turn.pending.take() }
    }

    pub(crate) fn last_quote(&self) -> Option<usize> {
        let last = self.drafts.list.iter().rposition(|draft| draft.quote().is_some())?;
        (self.drafts.list[last].section == self.section).then_some(last)
    }

    pub(crate) fn push(&mut self, body: Body, span: Range<usize>) {
        self.drafts.list.push(Draft::new(body, span, self.section, self.group));
    }

    pub(crate) fn frame(&mut self, kind: FrameKind, span: Range<usize>) {
        let lines = self.document.lines.span(&span);
        self.drafts.frame.push(Frame { lines, kind });
    }
}

fn set_other_language(quote: &mut Quote, words: String) {
    if is_han_text(&quote.text) && !is_han_text(&words) {
        quote.original = Some(words);
    } else {
        quote.rendering = Some(words);
    }
}

/// Whether most letters of a text are Han.
fn is_han_text(text: &str) -> bool {
    let han = text.chars().filter(|character| name_shape::is_han(*character)).count();
    let latin = text
        .split(|character: char| !character.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .count();
    han > latin
}

/// The range without white space at its ends.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(start + words.trim().len())
}

/// Whether a plain line may go on with the turn above it: it neither announces what comes next nor is it a heading in
/// bold or a stage direction in italics.
pub(crate) fn is_continuation(inline: &Inline, line: &Range<usize>) -> bool {
    let range = trimmed(&inline.text, line.clone());
    let is_bold = inline.strong_at(range.start).is_some_and(|strong| range.end <= strong.end);
    let links: usize = inline.links.iter().map(|(link, _)| link.len()).sum();
    // `完整录音见这里。`: few words with a link point elsewhere.
    let points_elsewhere = links > 0 && inline.text.chars().count() <= 30;
    !inline.text[range.clone()].ends_with(['：', ':'])
        && !inline.emphasised
        && !is_bold
        && links * 2 < range.len()
        && !points_elsewhere
}

/// Whether the words of a text end what `opening` began above it.
pub(crate) fn closes_first(text: &str, opening: char) -> bool {
    let mut marks =
        text.chars().filter(|mark| marks::quotation_class(*mark) == marks::quotation_class(opening));
    match marks.next() {
        // ASCII marks look alike: those of words quoted within come in pairs.
        Some('"' | '＂') => marks.count() % 2 == 0,
        first => first.is_some_and(marks::closes_quotation),
    }
}

/// Whether a line is a few words in brackets, as `（现场弹奏）`, or a time alone: it tells what happens between the turns.
pub(crate) fn is_stage_direction(inline: &Inline, line: &Range<usize>) -> bool {
    const LONGEST: usize = 40;
    let line = inline.text[timestamp::skip_stamps(&inline.text, line.start, line.end)..line.end].trim();
    let is_bracketed = [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】')].iter().any(|(open, close)| {
        line.strip_prefix(*open)
            .and_then(|rest| rest.strip_suffix(*close))
            .is_some_and(|inner| !inner.contains([*open, *close]) && inner.chars().any(char::is_alphanumeric))
    });
    line.is_empty() || is_bracketed && line.chars().count() <= LONGEST
}
