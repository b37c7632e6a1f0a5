//! A name on a line of its own, bold or with a time: its turn is what stands below.
//!
//! ```text
//! line = "**" name "**" | stamp name | name stamp
//! ```

use crate::parse::draft::Speaker;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Group, LeadIn, LeadsIn, LineOfLeadIn, Reach, Utterance, Voice};

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let lead = line.alone.as_ref()?;
    if line.place.in_blockquote || line.place.bullet.is_some() || !reading.cast.takes_turns(&lead.name) {
        return None;
    }
    let voice = Voice {
        speaker: Speaker::stated(lead.name.clone()),
        qualifier: lead.qualifier.clone(),
        ..Voice::default()
    };
    let lead_in = LeadIn { voice, asks: false, takes_plain: true, reach: Reach::UntilNextLead };
    Some(Utterance::LeadsIn(LeadsIn { lead_in, group: Group::New, line: LineOfLeadIn::Label }))
}
