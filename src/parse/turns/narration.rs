//! Lines that tell of somebody who takes turns, between their turns: `SPEAKER_01 走出窑房`, `李明放下杯子。`
//!
//! ```text
//! line = speaker words      ; no colon, no comma right behind the name, and nobody says I or you
//!      | pronoun deed       ; `她指了指窗外。`: short, and nobody says I or you
//!      | "*" speaker words  ; `* kim 鼓掌`, as chats keep what somebody does
//! ```
//!
//! A person seldom tells so of themselves. Of somebody else they may (`王芳说得对`), so that what another says, and whoever
//! is called upon (`王芳，你看`), ends no turn.

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, lexicon, question};
use crate::parse::cast::Cast;

/// Whether a line without a lead tells of somebody who takes turns. `speaker`: who speaks above.
pub(super) fn tells(text: &str, cast: &Cast, speaker: Option<&str>) -> bool {
    let text = text.trim();
    if let Some(deed) = text.strip_prefix("* ") {
        return cast.leads_at(deed).any(|name| deed[name.len()..].starts_with(' '));
    }
    if let Some(length) = name_shape::numbered_label(text) {
        // `说话人2 刚才说两条，我查到的是三条。`
        let behind = text[length..].trim_start();
        // `SPEAKER_01 = 李明` says whom a label means.
        return behind.starts_with(['=', '→'])
            || behind.starts_with(char::is_alphabetic) && !clause::is_personal(text);
    }
    if is_deed_of_pronoun(text) {
        return true;
    }
    let is_teller =
        |name: &&str| takes_turns(name, cast) || speaker == Some(*name) && name_shape::is_role(name);
    let Some(name) = cast.leads_at(text).filter(is_teller).last() else { return false };
    let behind = text[name.len()..].trim_start();
    let is_subject = behind.starts_with(name_shape::is_han)
        && !behind.starts_with(['和', '与', '跟', '的', '你', '您', '我', '们']);
    let is_said = lexicon::ENDING_CLAUSES.start(behind) || question::ends_in_mark(text);
    is_subject && !clause::is_personal(text) && (speaker == Some(name) || !is_said)
}

/// Whether a line is a short sentence of what he or she does. Speech that goes on so tells of somebody at more length.
fn is_deed_of_pronoun(text: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 14;
    text.starts_with(['他', '她'])
        && !text.starts_with("他们")
        && !text.starts_with("她们")
        && text.chars().count() <= LONGEST
        && text.contains(['了', '着'])
        && !clause::is_personal(text)
        && !question::ends_in_mark(text)
}

fn takes_turns(name: &str, cast: &Cast) -> bool {
    name.chars().count() >= 2 && cast.shape(name) == Shape::Person && cast.takes_turns(name)
}
