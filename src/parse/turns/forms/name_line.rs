//! A bold name and an occupation, and nothing else, in a blockquote: whose the words above or below it are.
//!
//! ```text
//! line = "**" name "**" ( ( "·" | "|" | "，" | … ) occupation )?
//! ```

use crate::language::name_shape::Shape;
use crate::parse::draft::Speaker;
use crate::parse::syntax::lead;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Attributes, Group, LeadIn, LeadsIn, LineOfLeadIn, Utterance, Voice};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let (line, cast) = (reading.line, reading.cast);
    if !line.place.in_blockquote || line.place.bullet.is_some() {
        return None;
    }
    let lead = lead::read_name_line(line.inline, line.range.clone())?;
    if !cast.is_known(&lead.name) && cast.shape(&lead.name) != Shape::Person {
        return None;
    }
    let (name, qualifier) = (lead.name, lead.qualifier);
    Some(if open.above.has_unnamed() {
        Utterance::Attributes(Attributes { speaker: Speaker::stated(name), qualifier, of_remark: false })
    } else {
        let lead_in = LeadIn::of(Voice { qualifier, ..Voice::named(&name) });
        Utterance::LeadsIn(LeadsIn { lead_in, group: Group::Same, line: LineOfLeadIn::Label })
    })
}
