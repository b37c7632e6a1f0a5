//! A name on a line of its own, bold or with a time: its turn is what stands below.
//!
//! ```text
//! line = "**" name "**" | stamp name | name stamp
//! ```

use crate::parse::draft::Speaker;
use crate::parse::syntax::lead::Stamp;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Group, Label, LeadIn, LeadsIn, LineOfLeadIn, Reach, Utterance, Voice};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let lead = line.alone.as_ref()?;
    // In a blockquote or a list a name alone may head anything; with a time it speaks.
    let is_within = line.place.in_blockquote || line.place.bullet.is_some();
    let speaks = match is_within {
        true => {
            let is_item = line.place.bullet.is_some() && (lead.is_bold || line.list_below.is_some());
            let is_set_apart = lead.stamp.is_some() || is_item;
            is_set_apart && reading.cast.takes_turns_with_another(&lead.name)
        }
        false => reading.cast.takes_turns(&lead.name) || line.heads_turn,
    };
    if !speaks {
        // Among turns with a time another line with one ends the turn above it, whoever speaks there.
        let is_among_turns = lead.stamp == Some(Stamp::After) && !is_within && open.has_words_waiting();
        return is_among_turns.then(|| {
            Utterance::Label(Label {
                ends_turn: true,
                ends_unmarked: true,
                ends_lead_in: true,
                ..Label::default()
            })
        });
    }
    let voice = Voice {
        speaker: Speaker::stated(lead.name.clone()),
        qualifier: lead.qualifier.clone(),
        ..Voice::default()
    };
    let lead_in = LeadIn { voice, asks: false, takes_plain: true, reach: Reach::UntilNextLead };
    Some(Utterance::LeadsIn(LeadsIn { lead_in, group: Group::New, line: LineOfLeadIn::Label }))
}
