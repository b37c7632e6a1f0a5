//! Who spoke above, on a line of its own.
//!
//! ```text
//! attribution = "——" name ( "，" remark )? | "（" name "）"
//! ```

use crate::parse::syntax::quotation;
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Attributes, Label, Utterance};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let (name, qualifier) =
        quotation::read_attribution(line.text(), &|name| is_attributable(reading.cast, name))?;
    let is_named = open.above.has_unnamed();
    let of_remark = !is_named && line.place.in_blockquote && open.above.is_remark() && !is_editor(&name);
    Some(if is_named || of_remark {
        Utterance::Attributes(Attributes { name, qualifier, of_remark })
    } else {
        Utterance::Label(Label { ends_unmarked: true, ..Label::default() })
    })
}

/// Whoever made the note does not speak in it.
fn is_editor(name: &str) -> bool {
    const EDITORS: [&str; 4] = ["编者", "译者", "编辑", "整理"];
    EDITORS.iter().any(|editor| name.contains(editor))
}
