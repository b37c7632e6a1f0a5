//! A line of a note: where it stands and what opens it. Each is made once, without knowing who is who, and everybody later
//! reads this rather than the text again.

use std::ops::Range;

use super::callout::{self, Callout};
use super::lead::{self, Lead};
use super::split;
use crate::markdown::Inline;
use crate::model::PassageForm;
use crate::text::marks::{BRACKETS, opens_brackets, opens_quotation};
use crate::text::timestamp::{
    bracketed_clock_at_end, clock_at_end, is_digit, is_stamp, seconds, skip_opening, skip_stamps,
};

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) in_blockquote: bool,
    /// In a section of key quotes.
    pub(crate) in_key: bool,
    /// `Some(depth)` in a list.
    pub(crate) bullet: Option<u8>,
    /// The number of the innermost list around it, counted through the note.
    pub(crate) list: Option<usize>,
    /// What it is kept as where it is nobody's speech.
    pub(crate) form: PassageForm,
}

/// What stands below a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Below {
    Blockquote,
    /// A paragraph of quoted words alone.
    Quoted,
    List,
    Other,
}

/// What a line is the time of that holds nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StampLine {
    /// Of the words below it, which a lead or the number of a subtitle makes somebody's.
    OfTurnBelow,
    /// Of the words below it, if what stands above it is the name of somebody who speaks.
    OfNameAbove,
}

/// Which turn a line gives in another language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CopyOf {
    Above,
    Below,
}

/// One line. Ranges and offsets are bytes of the inline text.
#[derive(Debug)]
pub(crate) struct Line<'d> {
    pub(crate) inline: &'d Inline,
    pub(crate) range: Range<usize>,
    pub(crate) place: Place,
    /// Index of its block among the document's.
    pub(crate) block: usize,
    pub(crate) below: Below,
    /// Whether its block is a heading.
    pub(crate) is_heading: bool,
    /// Whether it is a heading that opens no section but names whose turn stands below it.
    pub(crate) heads_turn: bool,
    /// Whether a list is around it, be there a blockquote between.
    pub(crate) in_list: bool,
    /// The last line of a paragraph whose first has no lead, where the paragraph may introduce what stands below it.
    pub(crate) may_introduce: bool,
    /// Of the last line above a list, or of an item above the list within it: that list's number.
    pub(crate) list_below: Option<usize>,
    /// Where its words begin, after bullets and time stamps.
    pub(crate) start: usize,
    /// What stands before its colon.
    pub(crate) lead: Option<Lead>,
    /// A name without a colon, and nothing else, where there is no lead.
    pub(crate) alone: Option<Lead>,
    /// The line opens a callout; its range is the title.
    pub(crate) callout: Option<Callout>,
    /// It holds nothing but a time.
    pub(crate) stamp: Option<StampLine>,
    /// Such a line stands right above it.
    pub(crate) is_below_stamp: bool,
    /// The label of a language stood before it.
    pub(crate) has_language: bool,
    /// It gives a turn beside it in another language.
    pub(crate) copy: Option<CopyOf>,
    /// Another turn stands before it on the same line of the note.
    pub(crate) follows_turn: bool,
}

impl<'d> Line<'d> {
    pub(crate) fn new(inline: &'d Inline, range: Range<usize>, place: Place) -> Self {
        let lead = lead::read(inline, range.clone());
        Line::with_lead(inline, range, place, lead)
    }

    /// The first line of a callout is read without its mark.
    fn of_callout(inline: &'d Inline, range: Range<usize>, place: Place) -> Option<Self> {
        let (callout, title) = callout::read(&inline.text[range.clone()])?;
        let range = range.start + title.start..range.start + title.end;
        let mut line = Line::new(inline, range.clone(), place);
        if line.lead.is_none() {
            line.alone = lead::read_bare(inline, range);
        }
        Some(Line { callout: Some(callout), ..line })
    }

    /// Reads a line of the text into `lines`: several where it holds several turns.
    pub(crate) fn read(inline: &'d Inline, range: Range<usize>, place: Place, lines: &mut Vec<Self>) {
        if place.in_blockquote
            && inline.text[range.clone()].starts_with("[!")
            && let Some(line) = Line::of_callout(inline, range.clone(), place)
        {
            lines.push(line);
            return;
        }
        lines.push(Line::new(inline, range, place));
        while let Some(last) = lines.last_mut()
            && last.lead.is_none()
            && let Some(start) = split::second_told(inline, &last.range)
        {
            let next = last.split_off(start, None);
            lines.push(next);
        }
        while let Some(last) = lines.last_mut()
            && let Some(lead) = &last.lead
            && let Some((start, lead)) = split::second_turn(inline, &last.range, lead)
        {
            let next = last.split_off(start, lead);
            lines.push(next);
        }
    }

    fn with_lead(inline: &'d Inline, range: Range<usize>, place: Place, lead: Option<Lead>) -> Self {
        let alone = if lead.is_none() { lead::read_alone(inline, range.clone()) } else { None };
        let start = skip_opening(&inline.text, range.start, range.end);
        Line {
            inline,
            range,
            place,
            block: 0,
            below: Below::Other,
            is_heading: false,
            heads_turn: false,
            in_list: false,
            may_introduce: false,
            list_below: None,
            start,
            lead,
            alone,
            callout: None,
            stamp: None,
            is_below_stamp: false,
            has_language: false,
            copy: None,
            follows_turn: false,
        }
    }

    /// Ends the line where another turn begins within it, and gives that.
    pub(crate) fn split_off(&mut self, start: usize, lead: Option<Lead>) -> Self {
        let rest = start..self.range.end;
        self.range.end = start;
        Line {
            block: self.block,
            below: self.below,
            in_list: self.in_list,
            list_below: self.list_below.take(),
            follows_turn: true,
            ..Line::with_lead(self.inline, rest, self.place, lead)
        }
    }

    pub(crate) fn text(&self) -> &'d str {
        &self.inline.text[self.range.clone()]
    }

    /// What stands after a lead of this line.
    pub(crate) fn after(&self, lead: &Lead) -> Range<usize> {
        lead.end..self.range.end
    }

    /// The words after its lead; all of them where it has none.
    pub(crate) fn words(&self) -> &'d str {
        let start = self.lead.as_ref().map_or(self.range.start, |lead| lead.end);
        &self.inline.text[start..self.range.end]
    }

    /// Whether its words begin with a mark of quotation that is no nickname's.
    pub(crate) fn opens_with_mark(&self) -> bool {
        self.lead.is_none() && self.inline.text[self.start..self.range.end].starts_with(opens_quotation)
    }

    /// Whether a time stands before its words.
    pub(crate) fn is_stamped(&self) -> bool {
        self.is_below_stamp || self.inline.text[self.range.start..self.start].contains(is_digit)
    }

    /// The time before its words, or that it is, in seconds.
    pub(crate) fn seconds(&self) -> Option<u32> {
        let stamp = match self.inline.text[self.range.start..self.start].trim() {
            "" if is_stamp(self.text()) => self.text(),
            opening => opening,
        };
        seconds(stamp)
    }

    /// `Q1 …` and `A1 …`, which have no colon: the letter, and where the words begin.
    pub(crate) fn letter(&self) -> Option<(char, usize)> {
        lead::read_letter(self.inline, self.range.clone())
    }

    /// The words in bold with which it begins, if more words follow: `**李明** 那天不在。`
    pub(crate) fn bold_start(&self) -> Option<&'d str> {
        let strong = self.inline.strong_at(self.start)?;
        let end = strong.end.min(self.range.end);
        (end < self.range.end).then(|| self.inline.text[self.start..end].trim())
    }

    /// Whether a plain line may go on with the turn above it: it neither announces what comes next nor is it a heading in
    /// bold or a stage direction in italics.
    pub(crate) fn is_continuation(&self) -> bool {
        /// A shorter text with a link points elsewhere: `完整录音见这里。`
        const FEW: usize = 30;
        let inline = self.inline;
        let range = trimmed(&inline.text, self.range.clone());
        let is_bold = inline.strong_at(range.start).is_some_and(|strong| range.end <= strong.end);
        let links = self.linked();
        let points_elsewhere = links > 0 && inline.text.chars().count() <= FEW;
        // A table of Pandoc: `+-----+-----+`.
        let is_grid = self.text().starts_with("+-") || self.text().starts_with("+=");
        !is_grid
            && !self.is_announcement()
            && !self.is_summary()
            && !inline.emphasised
            && !is_bold
            && links * 2 < range.len()
            && !points_elsewhere
    }

    /// How much of it links elsewhere.
    pub(crate) fn linked(&self) -> usize {
        let links = self.inline.links.iter().map(|(link, _)| link);
        links.filter(|link| link.start < self.range.end && self.range.start < link.end).map(Range::len).sum()
    }

    /// Whether it is what a fold shows, `<summary>展开后半段</summary>`: tags have left a gap before a few words.
    fn is_summary(&self) -> bool {
        /// In characters.
        const LONGEST: usize = 16;
        let text = self.text();
        text.starts_with(' ')
            && text.trim().chars().count() <= LONGEST
            && !text.trim_end().ends_with(['。', '！', '？', '…', '.', '!', '?', '”', '」'])
    }

    /// Whether it announces what comes next.
    pub(crate) fn is_announcement(&self) -> bool {
        self.text().trim_end().ends_with(['：', ':'])
    }

    /// Whether it is a few words in brackets, as `（现场弹奏）`, or a time alone: it tells what happens between the turns.
    pub(crate) fn is_stage_direction(&self) -> bool {
        const LONGEST: usize = 40;
        let line = self.inline.text[self.start..self.range.end].trim();
        // `【茶歇】 00:12:00`
        let before_time = line.trim_end_matches(|c: char| is_digit(c) || matches!(c, ':' | '：' | ' '));
        let has_time = before_time.len() < line.len() && line.starts_with(opens_brackets);
        let line = if has_time { before_time } else { line };
        let is_bracketed = BRACKETS.iter().any(|(open, close)| {
            line.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close)).is_some_and(|inner| {
                !inner.contains([*open, *close]) && inner.chars().any(char::is_alphanumeric)
            })
        });
        line.is_empty() || is_bracketed && line.chars().count() <= LONGEST
    }
}

/// The range without white space at its ends.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(start + words.trim().len())
}

/// Words without white space and time stamps around them, and without the tags behind them.
pub(crate) fn spoken_range(inline: &Inline, words: Range<usize>) -> Range<usize> {
    let start = skip_stamps(&inline.text, words.start, words.end);
    // A colon that has slipped to the line below the name, or opens a definition as Pandoc has it.
    let said = &inline.text[start..words.end];
    let said = said.strip_prefix(": ").unwrap_or(said).trim_start_matches(['：', ' ', '　']);
    let start = words.end - said.len();
    let words = without_tags(&inline.text, start..words.end);
    without_stamp(&inline.text, words)
}

/// Words without the tags at their end: `话。 #要点 #雾`, `话。#要点#`.
fn without_tags(text: &str, mut words: Range<usize>) -> Range<usize> {
    let is_name = |name: &str| {
        name.chars().any(char::is_alphabetic)
            && name.chars().all(|character| character.is_alphanumeric() || "_-/".contains(character))
    };
    loop {
        let left = text[words.clone()].trim_end();
        let closed = left.strip_suffix('#').unwrap_or(left);
        let Some(hash) = closed.rfind('#') else { return words };
        let before = &left[..hash];
        let is_apart = before.ends_with([' ', '\t', '　', '\n'])
            || closed.len() < left.len()
                && before.ends_with(['。', '！', '？', '.', '!', '?', '#', '”', '」']);
        if !is_apart || before.trim().is_empty() || !is_name(&closed[hash + 1..]) {
            return words;
        }
        words.end = words.start + before.trim_end().len();
    }
}

/// Words without a time before them; bullets of text that stand there are theirs.
pub(crate) fn without_opening_stamp(text: &str, words: Range<usize>) -> Range<usize> {
    let start = skip_stamps(text, words.start, words.end);
    let has_time = text[words.start..start].contains(is_digit);
    if has_time { start..words.end } else { words }
}

/// Words without white space around them and a time behind them.
pub(crate) fn without_stamp(text: &str, words: Range<usize>) -> Range<usize> {
    let words = trimmed(text, words);
    let said = &text[words.clone()];
    // `好。 00:01`: a bare clock behind a sentence.
    let bare = || {
        let start = clock_at_end(said)?;
        said[..start].trim_end().ends_with(['。', '！', '？', '…', '!', '?']).then_some(start)
    };
    match bracketed_clock_at_end(said).or_else(bare) {
        Some(0) | None => words,
        Some(length) => trimmed(text, words.start..words.start + length),
    }
}

/// Words as a record keeps them: each line trimmed, empty lines dropped, lines split by `\n`.
pub(crate) fn tidy(words: &str) -> String {
    if !words.contains('\n') {
        return words.trim().to_owned();
    }
    words.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
