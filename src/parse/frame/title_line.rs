//! The title of a note that has no heading for it: its first line, where that is one.
//!
//! ```text
//! title = line             ; alone, or above facts about the recording; no sentence, no fact, no name, no time
//! ```

use crate::language::label;
use crate::language::name_shape::{self, Shape};
use crate::markdown::{BlockKind, Document};
use crate::parse::syntax::date::{self, FoundDays};
use crate::parse::syntax::lead;
use crate::parse::syntax::line::trimmed;
use crate::text::marks::{opens_quotation, opens_round};
use crate::text::timestamp;

use super::metadata_keys;

/// The title that a note's first line gives it.
pub(super) fn read(document: &Document) -> Option<String> {
    let [first, _, ..] = &document.blocks[..] else { return None };
    let BlockKind::Paragraph(inline) = &first.kind else { return None };
    let mut lines = inline.lines();
    let line = trimmed(&inline.text, lines.next()?);
    let title = &inline.text[line.clone()];
    let stands_apart = lines.next().is_none_or(|below| {
        let text = inline.text[below.clone()].trim();
        lead::read(inline, below).is_some_and(|lead| metadata_keys::is_known_key(&lead.name)) || is_day(text)
    });
    // `港口夜话：夜班怎么排` has a colon as a turn has one.
    let leads = || {
        lead::read(inline, line.clone()).is_some_and(|lead| {
            metadata_keys::is_known_key(&lead.name)
                || matches!(name_shape::shape(&lead.name), Shape::Person | Shape::Role)
                || label::asks(&lead.name)
                || label::answers(&lead.name)
                || lead.stamp.is_some()
        })
    };
    (stands_apart && is_title(title) && !leads()).then(|| title.to_owned())
}

fn is_day(text: &str) -> bool {
    matches!(date::days(text), FoundDays::Days(_))
}

/// Whether a line may be a title by its words alone.
fn is_title(line: &str) -> bool {
    /// In characters.
    const SHORTEST: usize = 4;
    const LONGEST: usize = 40;
    const ENDS: [char; 16] =
        ['。', '！', '？', '；', '：', '，', '、', '…', '.', '!', '?', ';', ':', ',', '”', '」'];
    /// What a day is written with, so that `2026年3月4日 星期三` says no more than that.
    const OF_DAYS: &str = "年月日号星期周一二三四五六七八九十〇零上下午晚早";
    let opens_otherwise = line.starts_with(|first: char| opens_quotation(first) || opens_round(first));
    let is_file = line.rsplit_once('.').is_some_and(|(_, ending)| {
        (2..=4).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let words = || line.chars().filter(|c| c.is_alphabetic());
    (SHORTEST..=LONGEST).contains(&line.chars().count())
        && words().count() >= SHORTEST
        // 渡口周会 has a character of those.
        && words().filter(|c| !OF_DAYS.contains(*c)).count() * 2 > words().count()
        && line != "WEBVTT"
        && !line.ends_with(ENDS)
        && !line.contains(['。', '|'])
        && !line.contains("://")
        && !line.contains("::")
        && !opens_otherwise
        && !is_file
        && !(line.is_ascii() && is_day(line))
        && !timestamp::is_stamp(line)
        && timestamp::clock_at_end(line).is_none()
        && !label::heads_part_of_transcript(line)
        && !label::heads_tasks(line)
        && !metadata_keys::is_known_key(line)
        && !matches!(name_shape::shape(line), Shape::Person | Shape::Role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    #[test]
    fn a_first_line_may_be_the_title() {
        for (text, expected) in [
            ("港口夜话第三期\n\n张岚：好。\n", Some("港口夜话第三期")),
            ("港口夜话：夜班怎么排\n\n张岚：好。\n", Some("港口夜话：夜班怎么排")),
            ("港口夜话第三期\n2026年3月4日\n\n张岚：好。\n", Some("港口夜话第三期")),
            ("2026-03-04 港口技术例会\n主持人：张岚\n\n好。\n", Some("2026-03-04 港口技术例会")),
            ("港口的夜从来不安静。\n\n好。\n", None),
            ("港口的夜从来不安静\n潮水拍着堤岸\n\n好。\n", None),
            ("欧阳靖远\n\n好。\n", None),
            ("张岚：今天聊夜班\n\n李柏：好。\n", None),
            ("说话人 1 00:01\n\n好。\n", None),
            ("2026年3月4日\n\n好。\n", None),
            ("三月四日星期三晚\n\n好。\n", None),
            ("港口周会\n2026年3月4日\n\n张岚：好。\n", Some("港口周会")),
            ("会议时间：三月\n\n好。\n", None),
            ("采访录音.mp3\n\n好。\n", None),
            ("港口夜话第三期\n", None),
        ] {
            assert_eq!(read(&markdown::read(text)).as_deref(), expected, "{text}");
        }
    }
}
