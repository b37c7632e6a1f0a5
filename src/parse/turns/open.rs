//! What earlier lines left open, for forms to read.

use super::utterance::LeadIn;
use crate::model::PassageForm;
use crate::parse::draft::{Content, Draft, Turn};

/// What earlier lines left open.
pub(crate) struct Open<'b> {
    /// The mark of words that none has closed.
    pub(crate) mark: Option<char>,
    /// A lead-in that waits for its words.
    pub(crate) lead_in: Option<&'b LeadIn>,
    /// Words without marks that plain lines of the paragraph or blockquote go on with.
    pub(crate) has_unmarked: bool,
    /// A question whose paragraph goes on.
    pub(crate) has_question: bool,
    /// Plain lines of the paragraph that are no passage yet.
    pub(crate) has_plain: bool,
    /// The turn of a dialogue that later paragraphs go on with.
    pub(crate) has_turn: bool,
    /// The turn right above announces the points of the list at hand.
    pub(crate) lists_points: bool,
    /// Somebody's words in quotation marks are the last thing read, in a paragraph of their own.
    pub(crate) has_quoted: bool,
    /// Quoted words are speech wherever they stand.
    pub(crate) quoting: bool,
    pub(crate) above: Above<'b>,
}

impl Open<'_> {
    /// Whether plain lines below would go on with somebody's words.
    pub(crate) fn has_words_waiting(&self) -> bool {
        self.has_turn || self.has_unmarked || self.lead_in.is_some()
    }
}

/// What has been read above a line.
pub(crate) struct Above<'b> {
    pub(super) drafts: &'b [Draft],
    /// The section and the run of turns at hand.
    pub(super) section: Option<usize>,
    pub(super) group: u32,
}

impl<'b> Above<'b> {
    /// Index of the last turn, if it is of this section.
    pub(super) fn last_turn(&self) -> Option<usize> {
        let last = self.drafts.iter().rposition(|draft| draft.turn().is_some())?;
        (self.drafts[last].section == self.section).then_some(last)
    }

    /// Indices of the turns without a name of this run of turns, from the last one up to somebody else's.
    pub(super) fn unnamed(&self) -> impl Iterator<Item = usize> + use<'b> {
        let Above { drafts, section, group } = *self;
        let of_group = (0..drafts.len()).rev().take_while(move |index| {
            let draft = &drafts[*index];
            draft.group == group && group > 0 && draft.section == section
        });
        of_group
            .take_while(|index| drafts[*index].turn().is_none_or(|turn| turn.speaker.name().is_none()))
            .filter(|index| drafts[*index].turn().is_some())
    }

    /// The turn that nothing parts from the line, in the same blockquote or run of turns.
    pub(crate) fn turn_right_above(&self) -> Option<&'b Turn> {
        let last = self.last_turn()?;
        let is_right_above = last + 1 == self.drafts.len() && self.drafts[last].group == self.group;
        if is_right_above { self.drafts[last].turn() } else { None }
    }

    /// Whether somebody who is named speaks above in the same blockquote.
    pub(crate) fn has_named(&self) -> bool {
        /// No summary has more points.
        const MOST: usize = 32;
        let of_group = self.drafts.iter().rev().take(MOST).take_while(|draft| draft.group == self.group);
        self.group > 0 && of_group.filter_map(Draft::turn).any(|turn| turn.speaker.is_stated())
    }

    /// Where the last thing read begins, in bytes of the source.
    pub(crate) fn last_start(&self) -> Option<usize> {
        self.drafts.last().map(|draft| draft.span.start)
    }

    /// Where the words begin that are the last thing read, if they are speech of this section; in bytes of the source.
    pub(crate) fn speech_start(&self) -> Option<usize> {
        let last = self.drafts.last().filter(|last| last.section == self.section)?;
        let is_speech = last.turn().is_some() || matches!(last.content, Content::Question(_));
        is_speech.then_some(last.span.start)
    }

    /// Who speaks in the last thing read.
    pub(crate) fn last_speaker(&self) -> Option<&'b str> {
        self.drafts.last()?.turn()?.speaker.name()
    }

    /// Whether the last thing read is a turn of the run at hand.
    pub(crate) fn is_turn_of_run(&self) -> bool {
        self.group > 0
            && self.drafts.last().is_some_and(|last| last.group == self.group && last.turn().is_some())
    }

    /// Whether the last thing read is somebody's turn.
    pub(crate) fn is_turn(&self) -> bool {
        self.drafts.last().is_some_and(|draft| draft.turn().is_some())
    }

    /// Whether the last thing read is a question that is nobody's turn.
    pub(crate) fn is_question(&self) -> bool {
        self.drafts.last().is_some_and(|draft| matches!(draft.content, Content::Question(_)))
    }

    /// Whether a turn without a name stands above, with nobody else's between.
    pub(crate) fn has_unnamed(&self) -> bool {
        self.unnamed().next().is_some()
    }

    /// Whether words right above in the same blockquote have been taken for a remark.
    pub(crate) fn is_remark(&self) -> bool {
        self.drafts.last().is_some_and(|draft| {
            matches!(&draft.content, Content::Passage(passage) if passage.form == PassageForm::Remark)
                && draft.group == self.group
                && self.group > 0
        })
    }
}
