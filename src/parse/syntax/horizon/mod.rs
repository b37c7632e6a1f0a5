//! When a claim is to come true: the 时间节点 column of a table of claims.
//!
//! ```text
//! horizon = hedge? ( "不是" | "到" | "最早" | … )? stretch ( "内" | "前" | "后" | "起" | … )?
//!         | counted
//! ```
//!
//! A stretch of the calendar is `calendar`'s, a time that is counted from the day that the words were said on `counted`'s.
//! Nothing else gets dates.

mod calendar;
mod counted;
mod era;
mod length;
mod numeral;
mod part;
mod period;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::date::year_of_republic;
use crate::language::lexicon;
use crate::model::{Horizon, HorizonKind};
use crate::text::fold_text;

use calendar::FoundStretch;
use part::DayRange;
pub use period::{day_after, period};

/// Reads the words of a horizon. `said` is the day they were said on, as far as the note tells.
pub(crate) fn read(raw: &str, said: Option<Date>) -> Horizon {
    // Widths, cases and scripts make no difference.
    let mut text = fold_text(raw);
    text.retain(|character| !character.is_whitespace());
    // `5+年` is `5年+`.
    let text = in_common_years(&text.replace("+年", "年+").replace("+个月", "个月+"));
    let uncertain = is_guess(&text);
    let HorizonReading { kind, start, end, is_relative } = classify(&text, said);
    Horizon { raw: raw.trim().to_owned(), kind, start, end, relative: is_relative, uncertain }
}

/// The words with a year of the Republic of China as one of the common era: `民国116年底前`.
fn in_common_years(text: &str) -> String {
    let found = text.match_indices("民国").find_map(|(at, _)| Some((at, year_of_republic(&text[at..])?)));
    match found {
        Some((at, (year, after))) => format!("{}{year}{after}", &text[..at]),
        None => text.to_owned(),
    }
}

/// What the words come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct HorizonReading {
    kind: HorizonKind,
    start: Option<Date>,
    end: Option<Date>,
    /// Whether a day was counted from the day that the words were said on.
    is_relative: bool,
}

impl HorizonReading {
    fn of(kind: HorizonKind) -> Self {
        HorizonReading { kind, start: None, end: None, is_relative: false }
    }
}

/// Whether the words say that the time may be another. 约 is one of them before a time alone: a 合约 is none.
fn is_guess(text: &str) -> bool {
    let is_about = |(at, about): (usize, &str)| {
        let rest = &text[at + about.len()..];
        rest.starts_with(|next: char| next.is_ascii_digit() || numeral::digit(next).is_some())
            || rest.starts_with([
                '十', '半', '百', '今', '明', '后', '下', '本', '在', '于', '为', '莫', 'q', 'h',
            ])
    };
    // 上下 is one behind a time alone.
    let is_around = ["年上下", "月上下"].iter().any(|around| text.contains(around));
    is_around || lexicon::HEDGES.occur_in(text) || text.match_indices('约').any(is_about)
}

fn classify(text: &str, said: Option<Date>) -> HorizonReading {
    /// Stands in where nobody knows the day, to see whether it would matter.
    const SOME_DAY: Date = date(2026, 1, 1);
    let bare = text.trim_matches(['-', '—', '–', '/', '(', ')']);
    if bare.is_empty() || lexicon::NO_TIMES.contains(bare) {
        return HorizonReading::of(HorizonKind::Unspecified);
    }
    let reading =
        dated(text, said.unwrap_or(SOME_DAY)).unwrap_or_else(|| HorizonReading::of(without_dates(text)));
    match said {
        Some(said) => past(reading, said),
        None if reading.is_relative && reading.kind == HorizonKind::Ongoing => {
            HorizonReading::of(HorizonKind::Ongoing)
        }
        None if reading.is_relative || reading.kind == HorizonKind::Past => {
            HorizonReading::of(HorizonKind::Span)
        }
        None => reading,
    }
}

/// What was over before the day it was said on is past.
fn past(reading: HorizonReading, said: Date) -> HorizonReading {
    let is_ended = matches!(reading.kind, HorizonKind::By | HorizonKind::Within);
    if is_ended && reading.end.is_some_and(|end| end < said) {
        return HorizonReading { kind: HorizonKind::Past, ..reading };
    }
    reading
}

/// A time with dates: one that is named by its year before one that is counted.
fn dated(text: &str, day: Date) -> Option<HorizonReading> {
    let stretch = calendar::find(text, day);
    if let Some(found) = stretch.as_ref().filter(|found| !found.stretch.is_relative) {
        return of_stretch(found, day);
    }
    match (stretch, counted::find(text, day)) {
        (Some(found), Some((at, reading))) if at < found.before.len() => Some(reading),
        (Some(found), _) => of_stretch(&found, day),
        (None, counted) => counted.map(|(_, reading)| reading),
    }
}

/// What a stretch of the calendar comes to by the words around it.
fn of_stretch(found: &FoundStretch<'_>, day: Date) -> Option<HorizonReading> {
    use HorizonKind::{By, NotBefore, Ongoing, Within};
    let FoundStretch { stretch, before, after } = found;
    // `2027年上半年结束前`: its end is meant.
    let (is_finished, after) = match ["结束", "过完"].iter().find_map(|word| after.strip_prefix(word)) {
        Some(after) => (true, after),
        None => (false, *after),
    };
    let days = DayRange { is_end: stretch.days.is_end || is_finished, ..stretch.days };
    let before = before.trim_end_matches(['(', '"', '“', ':', ',']);
    let reading =
        |kind, start, end| Some(HorizonReading { kind, start, end, is_relative: stretch.is_relative });
    let starts_with = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let is_since = starts_with(&["以来", "至今", "-至今", "到现在", "至现在"]);
    let is_begun = lexicon::ONGOING.occur_in(after) || before.starts_with('已') || after.starts_with('已');
    if is_since || days.end < day && (is_begun || is_beginning(before, after)) {
        return reading(Ongoing, Some(days.start), None);
    }
    if lexicon::NOT_IN.end(before) || starts_with(&["不会", "不可能", "不太可能", "内不会", "内不可能"])
    {
        return reading(NotBefore, Some(next_day(days.end)?), None);
    }
    let is_before = starts_with(&["之前", "以前", "前"]) && !starts_with(&["前后", "前景", "前瞻", "前沿"]);
    if is_before || before.ends_with("早于") && !lexicon::FROM.end(before) || before.ends_with("before") {
        // 2027年前 ends before that year begins, 2027年底前 with its end.
        let end = if days.is_end { days.end } else { days.start.checked_sub(1.day()).ok()? };
        return reading(By, None, Some(end));
    }
    if is_beginning(before, after) {
        return reading(NotBefore, Some(days.start), None);
    }
    let is_later = starts_with(&["之后", "以后", "过后", "后"]) && !starts_with(&["后半"]);
    if is_later || before.ends_with("after") || before.ends_with("晚于") && !lexicon::UNTIL.end(before) {
        return reading(NotBefore, Some(next_day(days.end)?), None);
    }
    if days.is_end || lexicon::UNTIL.end(before) || starts_with(&["为止"]) {
        return reading(By, None, Some(days.end));
    }
    reading(Within, Some(days.start), Some(days.end))
}

/// Whether a stretch is where something begins: `2026年起`, `从明年开始`, `最早2027年`.
fn is_beginning(before: &str, after: &str) -> bool {
    const BEGINNINGS: [&str; 7] = ["起", "开始", "及以后", "及之后", "+", "及其后", "往后"];
    BEGINNINGS.iter().any(|word| after.starts_with(word)) || lexicon::FROM.end(before)
}

fn without_dates(text: &str) -> HorizonKind {
    if is_placeholder(text) || names_talk(text) {
        return HorizonKind::Unspecified;
    }
    let is_done = text.starts_with('已') && !text.ends_with('后');
    if lexicon::ONGOING.occur_in(text) || is_done {
        return HorizonKind::Ongoing;
    }
    if lexicon::OVER.start(text)
        || lexicon::OVER.iter().any(|word| word.chars().count() > 2 && text.ends_with(word))
    {
        return HorizonKind::Past;
    }
    let has_digit = text.chars().any(|character| character.is_ascii_digit());
    let counts = lexicon::COUNTING.occur_in(text) || has_digit && lexicon::COUNTED.occur_in(text);
    if !counts && lexicon::CONDITIONS.occur_in(text) {
        HorizonKind::Condition
    } else if counts || lexicon::SPANS.occur_in(text) {
        HorizonKind::Span
    } else if lexicon::TRENDS.occur_in(text) {
        HorizonKind::Trend
    } else {
        HorizonKind::Condition
    }
}

/// Whether the words begin by saying that no time was given: `未明确说明`.
fn is_placeholder(text: &str) -> bool {
    const FEWEST: usize = 2;
    lexicon::NO_TIMES.iter().any(|word| word.chars().count() >= FEWEST && text.starts_with(word))
}

/// Whether the words name the talk or a look back: `回顾`, `访谈时`. `下次访谈后` is something that is to come.
fn names_talk(text: &str) -> bool {
    const LONGEST: usize = 8;
    let is_about = lexicon::OF_THE_TALK.start(text) || lexicon::OF_THE_TALK.end(text);
    is_about && text.chars().count() <= LONGEST && !text.ends_with(['后', '前']) && !text.starts_with('下')
}

fn next_day(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}

#[cfg(test)]
mod tests;
