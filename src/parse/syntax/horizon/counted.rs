//! Times that are counted from the day they were said on: `未来三到五年`, `最早五年后`, `过去十年`.
//!
//! ```text
//! counted = introducing* ( "未来" | "最迟" | "至少" | "不会在" | "过去" | … )* lengths about? ( "内" | "后" | "前" | … )?
//! ```
//!
//! `AGI实现后三年内` counts from something else and is none.

use jiff::civil::Date;

use super::HorizonReading;
use super::length::{self, Lengths};
use crate::language::lexicon;
use crate::model::HorizonKind;

/// What the words before a length of time tell.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    future: bool,
    past: bool,
    least: bool,
    most: bool,
    not: bool,
}

/// What the words behind it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Within,
    NotIn,
    Later,
    Earlier,
    Since,
    /// The text ends, or another clause begins.
    Nothing,
    Other,
}

/// Finds the first such time in a text; gives the place of its words too.
pub(super) fn find(text: &str, day: Date) -> Option<(usize, HorizonReading)> {
    text.char_indices().find_map(|(offset, _)| {
        let (before, rest) = text.split_at(offset);
        let (words, start) = before_length(before)?;
        let (lengths, after) = length::read(rest, words.future || words.past)?;
        Some((start, reading(words, lengths, after_length(after), day)?))
    })
}

fn reading(before: Before, lengths: Lengths, after: After, day: Date) -> Option<HorizonReading> {
    use HorizonKind::{By, NotBefore, Past, Within};
    let Lengths { first, last } = lengths;
    let is_told = before.future || before.past || before.least || before.most || before.not;
    let (kind, start, end) = match after {
        After::Other if !is_told => return None,
        After::Since => (Past, Some(lengths.longest().before(day)?), Some(day)),
        _ if before.past => (Past, Some(lengths.longest().before(day)?), Some(day)),
        After::Earlier if !is_told => {
            let longest = last.map(|last| last.before(day));
            (Past, longest.unwrap_or(None), Some(first.before(day)?))
        }
        After::NotIn => (NotBefore, Some(lengths.longest().after(day)?), None),
        _ if before.not => (NotBefore, Some(lengths.longest().after(day)?), None),
        After::Later => (NotBefore, Some(first.after(day)?), None),
        _ if before.least && after != After::Within => (NotBefore, Some(first.after(day)?), None),
        _ => match last {
            Some(last) if !before.most => (Within, Some(first.after(day)?), Some(last.after(day)?)),
            _ => (By, None, Some(lengths.longest().after(day)?)),
        },
    };
    Some(HorizonReading { kind, start, end, is_relative: true })
}

/// What stands before a length, and where those words begin; `None` where it is counted from something else or is no
/// whole number.
fn before_length(before: &str) -> Option<(Before, usize)> {
    let mut words = Before::default();
    let mut rest = before;
    let mut is_introduced = false;
    // The longest word counts: 最近 is no 近, 不超过 no 超过.
    let lists: [(_, fn(&mut Before)); 6] = [
        (&lexicon::NOT_IN, |words| words.not = true),
        (&lexicon::AT_LEAST, |words| words.least = true),
        (&lexicon::AT_MOST, |words| words.most = true),
        (&lexicon::PAST, |words| words.past = true),
        (&lexicon::FUTURE, |words| words.future = true),
        (&lexicon::BEFORE_TIMES, |_| {}),
    ];
    while let Some((left, tell)) = lists
        .iter()
        .filter_map(|(list, tell)| Some((list.before_end(rest).next()?, tell)))
        .min_by_key(|(left, _)| left.len())
    {
        tell(&mut words);
        is_introduced = true;
        rest = left;
    }
    if rest.is_empty() {
        return Some((words, 0));
    }
    let last = rest.chars().next_back()?;
    let clause = rest.trim_end_matches(|character: char| !character.is_alphanumeric());
    let is_parted = !last.is_alphanumeric();
    // After an event: `实现后三年内`. A number or 几 goes on into this one.
    let is_event = ["后", "起", "以来", "之日", "开始", "前"].iter().any(|end| clause.ends_with(end));
    let is_number = last.is_ascii_digit() || last == '.' || lexicon::OTHER_YEARS.end(rest) || last == '第';
    let is_free = is_parted && !is_joint(last) || is_introduced && !is_number;
    (is_free && !is_event).then_some((words, rest.len()))
}

/// Whether a mark joins numbers rather than parts clauses.
fn is_joint(mark: char) -> bool {
    matches!(mark, '-' | '–' | '~' | '.' | '/' | '+')
}

fn after_length(after: &str) -> After {
    const WITHIN: [&str; 8] = ["内", "以内", "之内", "里", "间", "期间", "之间", "中"];
    const LATER: [&str; 9] = ["后", "之后", "以后", "以上", "开外", "往后", "起", "+", "later"];
    const EARLIER: [&str; 4] = ["前", "之前", "以前", "ago"];
    const SINCE: [&str; 3] = ["以来", "来", "间以来"];
    /// Words that begin with one of these and are none: 10年前景.
    const NO_ENDS: [&str; 8] = ["前景", "前瞻", "前沿", "前夕", "来看", "来说", "中期", "后半"];
    const REFUSALS: [&str; 6] = ["不会", "不可能", "不太可能", "无法", "难以", "很难"];
    let about = ["左右", "上下", "前后", "的时间", "时间", "的周期"];
    let mut rest = after.trim_start_matches('+');
    let is_more = rest.len() < after.len();
    while let Some(left) = about.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = left;
    }
    let starts = |words: &[&str]| words.iter().find_map(|word| rest.strip_prefix(word));
    if starts(&NO_ENDS).is_some() {
        return After::Other;
    }
    if let Some(rest) = starts(&WITHIN) {
        let is_refused = REFUSALS.iter().any(|word| rest.starts_with(word));
        return if is_refused { After::NotIn } else { After::Within };
    }
    if is_more || starts(&LATER).is_some() {
        After::Later
    } else if starts(&EARLIER).is_some() {
        After::Earlier
    } else if starts(&SINCE).is_some() {
        After::Since
    } else if rest.chars().next().is_none_or(|next| !next.is_alphanumeric()) {
        After::Nothing
    } else {
        After::Other
    }
}
