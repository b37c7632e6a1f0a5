//! Who spoke above, on a line of its own.
//!
//! ```text
//! attribution = "——" name ( "，" remark )? | "（" name "）" | "——" source
//! ```

use crate::parse::draft::Speaker;
use crate::parse::syntax::quotation;
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::source::{self, Provenance};
use crate::parse::turns::utterance::{Attributes, Label, Utterance};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let named = quotation::read_attribution(line.text(), &|name| is_attributable(reading.cast, name));
    let Some((name, qualifier)) = named else { return of_source(reading, open) };
    let is_named = open.above.has_unnamed();
    let is_below_remark = open.has_plain || open.above.is_remark();
    let of_remark = !is_named && line.place.in_blockquote && is_below_remark && !is_editor(&name);
    Some(if is_named || of_remark {
        Utterance::Attributes(Attributes { speaker: Speaker::stated(name), qualifier, of_remark })
    } else {
        Utterance::Label(Label { ends_unmarked: true, ..Label::default() })
    })
}

/// `—— 《茶经》`, `—— 某日报，2024年`, `—— 审计员李明`: a dash tells where the words above come from, be it from nobody whom the note
/// knows.
fn of_source(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let text = reading.line.text().trim();
    if !text.starts_with(['—', '–', '―']) || !open.above.has_unnamed() {
        return None;
    }
    let (speaker, qualifier) = match source::read(text) {
        Provenance::Speaker { name, work } => (Speaker::stated(name), work),
        Provenance::Others => {
            let source = text.trim_start_matches(['—', '–', '―', ' ']).to_owned();
            (Speaker::Other, Some(source))
        }
        Provenance::Unknown => return None,
    };
    Some(Utterance::Attributes(Attributes { speaker, qualifier, of_remark: false }))
}

/// Whoever made the note does not speak in it.
fn is_editor(name: &str) -> bool {
    const EDITORS: [&str; 4] = ["编者", "译者", "编辑", "整理"];
    EDITORS.iter().any(|editor| name.contains(editor))
}
