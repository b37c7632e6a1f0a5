//! Labels that announce a question.
//!
//! ```text
//! question = ( "**提问**：" | "**观众提问**：" | "问：" | "Q：" | … ) words
//!          | the label alone, above the words
//! ```

use super::lead_in;
use super::marked_words::without_marks;
use crate::language::clause;
use crate::parse::draft::Speaker;
use crate::parse::syntax::lead::Lead;
use crate::parse::syntax::line::Below;
use crate::parse::turns::announcement::Announced;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Asks, Group, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Reach, Utterance, Voice,
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
    let words = without_marks(reading, rest);
    Some(Utterance::Asks(Asks { words, asker: asker.clone(), lead_in: LeadInAfter::Ended }))
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
