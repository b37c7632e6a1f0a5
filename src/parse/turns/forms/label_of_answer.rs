//! Labels that announce an answer.
//!
//! ```text
//! answer = ( "回答" | "答" | "A" ) ( "（" name "）" )? colon words?
//! ```

use super::marked_words::{may_go_on, said};
use crate::language::label;
use crate::parse::draft::Speaker;
use crate::parse::syntax::line::Below;
use crate::parse::turns::announcement::Announced;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Group, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Reach, Says, Utterance, Voice,
};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let (Some(lead), Some(Announced::Answer { speaker, qualifier })) = (&line.lead, &reading.announced)
    else {
        return None;
    };
    // `回答（行政部）`: somebody there, and not the guest.
    let of_body = speaker.is_none() && lead.qualifier.as_deref().is_some_and(label::is_part_of_body);
    let unknown = if of_body { Speaker::Other } else { Speaker::Unknown };
    let voice = Voice {
        // Without a name, who or what is meant can't be told.
        qualifier: qualifier.clone().filter(|_| speaker.is_some()),
        speaker: speaker.as_ref().map_or(unknown, Speaker::stated),
        is_answer: true,
        ..Voice::default()
    };
    if line.words().trim().is_empty() {
        // Bullets below are the points of an answer, as somebody has put them down.
        let is_list = line.below == Below::List && line.place.bullet.is_none();
        let reach = match is_list {
            true => Reach::WholeBlock,
            false if line.heads_turn => Reach::UntilNextLead,
            false => Reach::NextBlock,
        };
        let lead_in = LeadIn { voice, asks: false, takes_plain: !is_list, reach };
        let (group, line) = (Group::Same, LineOfLeadIn::Label);
        return Some(Utterance::LeadsIn(LeadsIn { lead_in, group, line }));
    }
    // A second bullet of the same answer goes on with its speaker.
    let goes_on = speaker.is_none() && line.place.bullet.is_some() && open.above.is_turn();
    Some(Utterance::Says(Says {
        spoken: said(reading, line.after(lead)),
        voice,
        before: None,
        group: if goes_on { Group::Same } else { Group::New },
        goes_on: may_go_on(reading) && !line.follows_turn,
        lead_in: LeadInAfter::Kept,
    }))
}
