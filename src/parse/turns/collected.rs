//! What has been read of a note so far: drafts, each with its section and its run of turns.

use std::ops::Range;

use super::open::Above;
use super::utterance::Group;
use crate::markdown::{Inline, LineIndex};
use crate::model::{Diagnostic, Frame, FrameKind, Passage, PassageForm, Problem};
use crate::parse::draft::{Content, Draft, Drafts, Speaker, Turn};
use crate::parse::syntax::line::{tidy, trimmed};
use crate::text::timestamp;

/// What has been read, and where reading stands.
pub(crate) struct Collected<'n> {
    lines: &'n LineIndex,
    drafts: Drafts,
    section: Option<usize>,
    /// Whether that section is one of key quotes.
    pub(super) in_key_section: bool,
    /// Number of the blockquote or run of turns at hand.
    group: u32,
}

impl<'n> Collected<'n> {
    pub(super) fn new(lines: &'n LineIndex) -> Self {
        Collected { lines, drafts: Drafts::default(), section: None, in_key_section: false, group: 0 }
    }

    pub(super) fn finish(self) -> Drafts {
        self.drafts
    }

    pub(super) fn above(&self) -> Above<'_> {
        Above { drafts: &self.drafts.list, section: self.section, group: self.group }
    }

    pub(super) fn draft_mut(&mut self, index: usize) -> &mut Draft {
        &mut self.drafts.list[index]
    }

    pub(super) fn turn_mut(&mut self, index: usize) -> Option<&mut Turn> {
        self.drafts.list[index].turn_mut()
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut Draft> {
        self.drafts.list.last_mut()
    }

    /// Whether a draft is the last one.
    pub(super) fn is_last(&self, index: usize) -> bool {
        index + 1 == self.drafts.list.len()
    }

    /// Whether the last thing read is this turn, and announces what comes next.
    pub(super) fn announces(&self, index: usize) -> bool {
        self.is_last(index) && self.words(index).ends_with(['：', ':'])
    }

    /// The words of a turn.
    pub(super) fn words(&self, index: usize) -> &str {
        self.drafts.list[index].turn().map_or("", |turn| turn.words.as_str())
    }

    /// Makes a turn of the remark right above.
    pub(super) fn quote_remark(&mut self, speaker: Speaker, qualifier: Option<String>) {
        let key = self.in_key_section;
        let Some(draft) = self.last_mut() else { return };
        let Content::Passage(passage) = &mut draft.content else { return };
        let words = std::mem::take(&mut passage.text);
        draft.content = Content::Turn(Turn { speaker, qualifier, words, key, ..Turn::default() });
    }

    /// How many drafts there are.
    pub(super) fn count(&self) -> usize {
        self.drafts.list.len()
    }

    /// Whether nobody but the speaker of a turn is named in the drafts from the one `first`.
    pub(super) fn is_only_speaker(&self, turn: usize, first: usize) -> bool {
        let speaker = self.drafts.list[turn].stated_speaker();
        let mut speakers = self.drafts.list[first..].iter().filter_map(Draft::stated_speaker);
        speakers.all(|other| Some(other) == speaker)
    }

    /// Those who speak in the drafts from the one `first`, as far as they are named.
    pub(super) fn speakers(&self, first: usize) -> impl Iterator<Item = &str> {
        self.drafts.list[first..].iter().filter_map(Draft::stated_speaker)
    }

    /// Whether the last thing read is a turn of the run at hand.
    pub(super) fn has_turn_in_group(&self) -> bool {
        self.drafts.list.last().is_some_and(|last| last.group == self.group && last.turn().is_some())
    }

    pub(super) fn begin_section(&mut self, section: usize, is_key: bool) {
        self.section = Some(section);
        self.in_key_section = is_key;
        self.group += 1;
    }

    pub(super) fn begin_group(&mut self, group: Group, in_blockquote: bool) {
        let is_new = match group {
            Group::Same => false,
            Group::New => true,
            Group::NewOutsideBlockquote => !in_blockquote,
        };
        self.group += u32::from(is_new);
    }

    /// Adds a record; gives its index.
    pub(crate) fn push(&mut self, content: Content, span: Range<usize>) -> usize {
        self.drafts.list.push(Draft::new(content, span, self.section, self.group));
        self.drafts.list.len() - 1
    }

    /// Adds what a table's row says. A turn there is no part of the runs of turns around it; where it `stands_alone` it
    /// neither asks nor answers its neighbours.
    pub(crate) fn push_row(&mut self, content: Content, span: Range<usize>, stands_alone: bool) {
        let is_turn = matches!(content, Content::Turn(_));
        let is_row = is_turn && stands_alone;
        self.group += u32::from(is_turn);
        self.drafts.list.push(Draft { is_row, ..Draft::new(content, span, self.section, self.group) });
    }

    /// Adds words that are nobody's speech.
    pub(super) fn passage(&mut self, inline: &Inline, range: Range<usize>, form: PassageForm) {
        self.passage_of(inline, range, form, None);
    }

    /// Adds words that are no speech but what somebody said, in short.
    pub(super) fn passage_of(
        &mut self,
        inline: &Inline,
        range: Range<usize>,
        form: PassageForm,
        speaker: Option<String>,
    ) {
        let text = without_subtitle_spans(tidy(&inline.text[range.clone()]));
        if !text.is_empty() {
            let links = inline.addresses(&range);
            let passage = Passage { text, form, speaker, links };
            self.push(Content::Passage(passage), inline.source(trimmed(&inline.text, range)));
        }
    }

    /// Adds a table of contents, or a part of one.
    pub(crate) fn contents(&mut self, spans: &[Range<usize>], entries: &[String]) {
        if !entries.is_empty()
            && let (Some(first), Some(last)) = (spans.first(), spans.last())
        {
            let lines = self.lines.span(&(first.start..last.end));
            self.drafts.contents = Some(self.drafts.contents.map_or(lines, |known| known.joined(lines)));
        }
        self.drafts.entries.extend_from_slice(entries);
        spans.iter().for_each(|span| self.frame(FrameKind::TableOfContents, span));
    }

    pub(crate) fn frame(&mut self, kind: FrameKind, span: &Range<usize>) {
        let lines = self.lines.span(span);
        self.drafts.pieces.push(Frame { lines, kind });
    }

    pub(crate) fn diagnose(&mut self, span: &Range<usize>, problem: Problem) {
        let lines = self.lines.span(span);
        self.drafts.diagnostics.push(Diagnostic { lines, problem });
    }
}

fn without_subtitle_spans(text: String) -> String {
    if !timestamp::is_of_subtitle(&text) {
        return text;
    }
    let lines: Vec<&str> = text.lines().map(timestamp::without_subtitle_span).collect();
    lines.join("\n").trim().to_owned()
}
