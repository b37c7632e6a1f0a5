//! Facts about the talk that are missing, or contradict each other.

use std::collections::HashMap;

use jiff::civil::Date;

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::model::{LineSpan, Note, Problem};
use crate::parse::{Contradiction, contradiction, duration_seconds};
use crate::text::timestamp::{bracketed_clock, bracketed_clock_at_end, seconds};
use crate::text::{address, fold_text};

/// The fewest rows of metadata from which one is missed.
const LEAST_ROWS: usize = 2;
/// The shortest id of a recording.
const SHORTEST_ID: usize = 6;
/// Words in the headings above such facts, folded.
const OF_FACTS: [&str; 5] = ["信息", "资讯", "资料", "元数据", "metadata"];
/// A note is often named after another day than that of the talk, but of about that time.
const FAR_DAYS: i32 = 92;
/// A stamp may stand so far behind the end that the metadata gives in rounded minutes, in seconds.
const ROUNDED: u32 = 60;

/// What is wrong with the facts about the talk.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let own = note.parsed.note();
    let Some(lines) = own.metadata_lines else { return Vec::new() };
    let mut found = Vec::new();
    let diagnostics = &note.parsed.diagnostics;
    // A day that no calendar has is told of already.
    let has_bad_day = diagnostics.iter().any(|found| matches!(found.problem, Problem::BadDate(_)));
    if own.date.is_none() && !has_bad_day && is_of_talk(note, own, lines) {
        let message = "the metadata gives no date of the talk".to_owned();
        found.push(Finding::at(Code::MetadataMissing, lines, message));
    }
    found.extend(told_twice(note, own, lines));
    found.extend(dates(note, own, lines));
    found.extend(ids(note, own, lines));
    found.extend(duration(note, own, lines));
    found
}

/// Whether the facts are those of a talk, as their heading says and some of them show: articles have facts too.
fn is_of_talk(note: &ReadNote<'_>, own: &Note, lines: LineSpan) -> bool {
    let headings = note.headings();
    let above = headings.iter().rfind(|heading| heading.line < lines.first);
    let is_headed = above.is_some_and(|heading| {
        let title = fold_text(heading.text);
        OF_FACTS.iter().any(|words| title.contains(words))
    });
    let (has_length, has_speakers) = (own.duration_seconds.is_some(), !own.speakers.is_empty());
    let is_shown = own.url.is_some() || has_length || has_speakers;
    own.metadata.len() >= LEAST_ROWS && (is_headed && is_shown || has_length && has_speakers)
}

/// The line of the metadata that has these words, wherever in the note it stands: facts may be given in several places. All of
/// `lines` where none has.
fn line_with(note: &ReadNote<'_>, lines: LineSpan, words: &[&str]) -> LineSpan {
    let has = |(text, _): &(&str, u32)| words.iter().all(|words| text.contains(words));
    let all = || note.text.text.lines().zip(1u32..);
    let within = all().filter(|(_, line)| (lines.first..=lines.last).contains(line)).find(has);
    within.or_else(|| all().find(has)).map_or(lines, |(_, line)| LineSpan { first: line, last: line })
}

/// The line of the row whose value fits.
fn row(note: &ReadNote<'_>, own: &Note, lines: LineSpan, fits: impl Fn(&str) -> bool) -> LineSpan {
    match own.metadata.iter().find(|(_, value)| fits(value)) {
        Some((key, value)) => line_with(note, lines, &[key, value]),
        None => lines,
    }
}

/// The row that gives a day.
fn row_of_day(note: &ReadNote<'_>, own: &Note, lines: LineSpan, day: Date) -> LineSpan {
    let parts = [i32::from(day.year()), i32::from(day.month()), i32::from(day.day())];
    row(note, own, lines, |value| {
        let numbers =
            value.split(|it: char| !it.is_ascii_digit()).filter_map(|number| number.parse::<i32>().ok());
        numbers.take(parts.len()).eq(parts)
    })
}

/// Keys that stand there again with a value that contradicts the first.
fn told_twice(note: &ReadNote<'_>, own: &Note, lines: LineSpan) -> Vec<Finding> {
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut found = Vec::new();
    for (key, value) in &own.metadata {
        let before = *first.entry(fold_text(key.trim())).or_insert(value);
        let Some(contradiction) = contradiction(key, before, value) else { continue };
        let code = match contradiction {
            Contradiction::Days => Code::MetadataDates,
            Contradiction::Length => Code::MetadataDuration,
        };
        let message = format!("`{}` stands twice in the metadata, as {before} and as {value}", key.trim());
        found.push(Finding::at(code, line_with(note, lines, &[key, value]), message));
    }
    found
}

fn dates(note: &ReadNote<'_>, own: &Note, lines: LineSpan) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(date) = own.date else { return found };
    if let Some(generated) = own.generated.filter(|generated| *generated < date) {
        let message = format!("the talk is of {date}, and the note was made before that, on {generated}");
        found.push(Finding::at(Code::MetadataDates, row_of_day(note, own, lines, generated), message));
    }
    let names = own.file_title.iter().map(String::as_str).chain([note.path, own.title.as_str()]);
    let named = names.filter_map(day_in_name).next();
    let is_far = |named: &Date| (*named - date).get_days().abs() > FAR_DAYS;
    if let Some(named) = named.filter(is_far) {
        let message = format!("the talk is of {date} by the metadata, and of {named} by the note's name");
        found.push(Finding::at(Code::MetadataDates, row_of_day(note, own, lines, date), message));
    }
    found
}

/// The day of eight digits with which a name begins, or which dashes part: 20260126, 2026-01-26.
fn day_in_name(name: &str) -> Option<Date> {
    let name = name.rsplit('/').next().unwrap_or(name).trim_start();
    let digits: String = name.chars().take(10).filter(|it| it.is_ascii_digit()).collect();
    let length = name.chars().take_while(|it| it.is_ascii_digit() || *it == '-').count();
    if digits.len() != 8 || !matches!(length, 8..=11) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i16>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether the address is that of another recording than the id says that stands beside it or at the end.
fn ids(note: &ReadNote<'_>, own: &Note, lines: LineSpan) -> Option<Finding> {
    let url = own.url.as_deref()?;
    let in_url = address::video_id(url)?;
    let rows = own.metadata.iter().map(|(name, value)| format!("{name}：{value}"));
    let id = rows.chain(own.footer.iter().cloned()).find_map(|text| stated_id(&text))?;
    let message = format!("the address is that of the video `{in_url}`, and the note gives `{id}`");
    (in_url != id).then(|| Finding::at(Code::MetadataIds, line_with(note, lines, &[url]), message))
}

/// The id behind a label for it: `视频ID：Wpxv-8nG8ec`.
fn stated_id(text: &str) -> Option<String> {
    const LABELS: [&str; 5] = ["视频id", "视频 id", "video id", "视频编号", "bv号"];
    let folded = text.to_ascii_lowercase();
    let label = LABELS.into_iter().find_map(|label| Some(folded.find(label)? + label.len()))?;
    let rest = text[label..].trim_start_matches(['：', ':', ' ', '*']);
    let id: String =
        rest.chars().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_')).collect();
    (id.len() >= SHORTEST_ID).then_some(id)
}

/// Whether stamps go beyond the end of the recording.
fn duration(note: &ReadNote<'_>, own: &Note, lines: LineSpan) -> Option<Finding> {
    let length = own.duration_seconds?;
    let stamps = note.text.text.lines().zip(1..).filter_map(|(text, line)| Some((stamp(text)?, line)));
    let (time, line): (u32, u32) = stamps.max_by_key(|(time, _)| *time)?;
    let message = format!("the recording has {}, and line {line} is at {}", clock(length), clock(time));
    let own = || row(note, own, lines, |value| duration_seconds(value) == Some(length));
    (time > length.saturating_add(ROUNDED)).then(|| Finding::at(Code::MetadataDuration, own(), message))
}

/// The time in brackets at the begin of a line or at the end of a heading, in seconds.
fn stamp(line: &str) -> Option<u32> {
    let text = line.trim_start_matches(['#', '>', '-', '*', '`', ' ']).trim_end_matches(['*', '`', ' ']);
    let at_begin = || Some(&text[..bracketed_clock(text)?]);
    let at_end = || Some(&text[bracketed_clock_at_end(text).filter(|_| line.starts_with('#'))?..]);
    let clock = at_begin().or_else(at_end)?;
    seconds(clock.trim_matches(['[', ']', '(', ')']))
}

fn clock(seconds: u32) -> String {
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stands_behind_its_label() {
        assert_eq!(stated_id("生成时间：2026年1月29日视频ID：Wpxv-8nG8ec").as_deref(), Some("Wpxv-8nG8ec"));
        assert_eq!(stated_id("视频 ID：Wpxv-8nG8ec").as_deref(), Some("Wpxv-8nG8ec"));
        assert_eq!(stated_id("BV号：BV1xx411c7mD").as_deref(), Some("BV1xx411c7mD"));
        assert_eq!(stated_id("视频ID：未提及"), None);
    }

    #[test]
    fn a_time_stands_at_the_begin_of_a_line_or_the_end_of_a_heading() {
        assert_eq!(stamp("[01:20:00] 后来"), Some(4800));
        assert_eq!(stamp("## 成本 `[01:20:00]`"), Some(4800));
        assert_eq!(stamp("成本 [01:20:00]"), None);
        assert_eq!(stamp("## 成本（01:20:00 之后）"), None);
    }

    #[test]
    fn a_name_may_begin_with_a_day() {
        let day = |name: &str| day_in_name(name).map(|day| day.to_string());
        assert_eq!(day("20260126 OpenAI").as_deref(), Some("2026-01-26"));
        assert_eq!(day("a/2026-01-26-openai.md").as_deref(), Some("2026-01-26"));
        for name in ["2026年的三个判断", "123456789", "20261350 x", "谈话"] {
            assert_eq!(day(name), None, "{name}");
        }
    }
}
