//! Labels that announce a question.
//!
//! ```text
//! question = ( "**提问**：" | "**观众提问**：" | "问：" | "Q：" | … ) words ( answer-label words )?
//!          | the label alone, above the words
//! ```

use super::lead_in;
use super::marked_words::{said, without_marks};
use crate::language::clause;
use crate::parse::draft::Speaker;
use crate::parse::syntax::lead::{self, Lead};
use crate::parse::syntax::line::Below;
use crate::parse::turns::announcement::Announced;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Asks, Group, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Reach, Says, Utterance, Voice,
};

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let (Some(lead), Some(Announced::Question { asker })) = (&line.lead, &reading.announced) else {
        return None;
    };
    let rest = line.after(lead);
    let words = &line.inline.text[rest.clone()];
    if words.trim().is_empty() {
        if asker.is_none() && tells_of_somebody(reading, lead) {
            return lead_in::open(reading, line.text());
        }
        let speaker = asker.as_ref().map_or(Speaker::Unknown, Speaker::stated);
        let lead_in = LeadIn {
            voice: Voice { speaker, ..Voice::default() },
            asks: true,
            takes_plain: true,
            reach: Reach::NextBlock,
        };
        let (group, line) = (Group::Same, LineOfLeadIn::Label);
        return Some(Utterance::LeadsIn(LeadsIn { lead_in, group, line }));
    }
    let answer = lead::find_answer(words);
    let asked = match answer {
        Some((label, _)) => rest.start..rest.start + label,
        None => without_marks(reading, rest.clone()),
    };
    let answer = answer.map(|(_, answer)| Says {
        spoken: said(reading, rest.start + answer..rest.end),
        voice: Voice { is_answer: true, ..Voice::default() },
        before: None,
        group: Group::New,
        goes_on: false,
        lead_in: LeadInAfter::Ended,
    });
    let asker = asker.clone();
    Some(Utterance::Asks(Asks { words: asked, asker, answer, lead_in: LeadInAfter::Ended }))
}

/// `弹幕里有人追问：` tells of somebody's words below rather than labels a question.
fn tells_of_somebody(reading: &Reading<'_, '_>, lead: &Lead) -> bool {
    let line = reading.line;
    !lead.is_bold
        && line.below == Below::Blockquote
        && !line.place.in_blockquote
        && lead.name.contains('有')
        && clause::tells_of_others(&lead.name)
}
