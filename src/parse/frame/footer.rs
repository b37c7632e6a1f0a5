//! Lines at the end of a note that tell when it was made and from what.
//!
//! ```text
//! footer = "*"? ( key colon value )+ "*"?              ; several facts may run together on one line
//!        | made ( "by" | "with" ) program              ; program = address or a word, and nothing else
//! ```

use super::metadata::FactSheet;
use super::metadata_keys::{MetadataFact, fact};

/// Keys with which a footer line may begin.
const FOOTER_KEYS: [&str; 27] = [
    "文字编辑",
    "视频编号",
    "文档生成时间",
    "文档生成日期",
    "文档整理时间",
    "文档整理日期",
    "整理完成时间",
    "生成时间",
    "生成日期",
    "整理时间",
    "整理日期",
    "更新时间",
    "视频ID",
    "视频 ID",
    "Video ID",
    "视频链接",
    "原视频链接",
    "视频来源",
    "数据来源",
    "资料来源",
    "文档版本",
    "整理者",
    "整理人",
    "字幕来源",
    "文档整理",
    "整理",
    "文字整理",
];

/// Reads the facts of a footer line, where `生成时间：2026年1月29日视频ID：abc` may run together. Returns whether the
/// line is a footer.
pub(super) fn take(line: &str, sheet: &mut FactSheet) -> bool {
    const BEFORE: [char; 6] = ['*', '_', ' ', '—', '-', '本'];
    if credits_program(line) {
        return true;
    }
    let start = line.trim_start_matches(BEFORE);
    if !FOOTER_KEYS.iter().any(|key| start.starts_with(key)) {
        return false;
    }
    let mut places: Vec<(usize, usize)> = Vec::new();
    for key in FOOTER_KEYS {
        for (offset, found) in line.match_indices(key) {
            let after = offset + found.len();
            let is_within = places.iter().any(|(start, end)| *start <= offset && after <= *end);
            if !is_within && line[after..].trim_start().starts_with(['：', ':']) {
                places.push((offset, after));
            }
        }
    }
    places.sort_unstable();
    let Some((first, _)) = places.first() else { return false };
    if !line[..*first].trim_matches(BEFORE).is_empty() {
        return false;
    }
    for (position, (start, end)) in places.iter().enumerate() {
        let next = places.get(position + 1).map_or(line.len(), |(next, _)| *next);
        let value = line[*end..next].trim_start().trim_start_matches(['：', ':']);
        let value = value.trim_matches(['*', ' ', '|', '｜', '，', '。', '\n']);
        // Those who made the note take no part in the talk.
        if let Some(fact) = fact(&line[*start..*end]).filter(|fact| !is_of_people(*fact)) {
            sheet.take_fact(fact, value);
        }
    }
    true
}

/// `Transcribed by https://otter.ai`: what a program puts at the end of what it has written down.
fn credits_program(line: &str) -> bool {
    const MADE: [&str; 4] = ["transcribed", "generated", "exported", "created"];
    const BESIDE: [&str; 4] = ["by", "with", "using", "from"];
    const PROGRAMS: [&str; 6] = ["otter", "whisper", "zoom", "descript", "rev", "notta"];
    /// In bytes.
    const LONGEST: usize = 80;
    if line.len() > LONGEST {
        return false;
    }
    let line = line.trim().trim_matches(['*', '_', '.']).to_lowercase();
    let words: Vec<&str> = line.split_whitespace().collect();
    let [made, beside, program] = words[..] else { return false };
    MADE.contains(&made) && BESIDE.contains(&beside) && (program.contains('.') || PROGRAMS.contains(&program))
}

fn is_of_people(fact: MetadataFact) -> bool {
    matches!(
        fact,
        MetadataFact::Guests
            | MetadataFact::Hosts
            | MetadataFact::Speakers
            | MetadataFact::Authors
            | MetadataFact::Channel
            | MetadataFact::Lives
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn footer_facts_may_run_together() {
        let mut sheet = FactSheet::default();
        assert!(take("文档生成时间：2026年1月29日视频ID：abc-_1", &mut sheet));
        assert_eq!(sheet.note.generated, Some(date(2026, 1, 29)));
        assert_eq!(sheet.note.video_id.as_deref(), Some("abc-_1"));
        assert!(!take("他谈到了视频ID：怎么用", &mut sheet));
    }

    #[test]
    fn programs_say_what_they_have_made() {
        for line in ["Transcribed by https://otter.ai", "*Transcribed by Otter*", "Generated with notta.ai"] {
            assert!(take(line, &mut FactSheet::default()), "{line}");
        }
        assert!(!take("Transcribed by Anna Bell", &mut FactSheet::default()));
    }

    #[test]
    fn the_id_of_a_video_may_stand_alone() {
        let mut sheet = FactSheet::default();
        assert!(take("*视频 ID：x_9-Qa*", &mut sheet));
        assert_eq!(sheet.note.video_id.as_deref(), Some("x_9-Qa"));
    }
}
