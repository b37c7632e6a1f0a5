//! The day that a note tells outside of its facts.
//!
//! ```text
//! line   = sign* day rest                ; a short line that begins with a day, or a part in bold that is one
//!        | key " "? day rest             ; `发布于 2026-03-04`
//!        | byline gap day                ; `记者 2026年3月4日`, `采访/林远　2026年3月4日`
//!        | place ( "，" | "," ) day      ; `舟山，2026年3月4日`
//!        | number gap day                ; `第 12 期 | 2026-03-04`
//!        | words? from " "? day rest     ; `整理自 2026年3月4日 讲座`, `（本文原载 2026年3月9日《某刊》）`
//! stamp  = name day clock                ; `林远 2026/3/2 10:21:33`: at least two, of one day all of them
//! ```
//!
//! Lines of the first form stand before the first section. Where other days stand alike further on, they are the chapters of
//! what is told. A line that tells of another day, `展览开幕于 2026年5月1日`, has other words before it.

use std::ops::Range;

use super::metadata_keys::{self, MetadataFact};
use super::outline::Outline;
use crate::language::name_shape::is_han;
use crate::language::{clause, lexicon};
use crate::markdown::{Block, BlockKind, Document, Inline};
use crate::parse::syntax::date::{self, Days, FoundDays};
use crate::parse::syntax::highlight;
use crate::text::address::addresses;
use crate::text::{is_alphanumeric, timestamp};

/// What parts a day from the words before it.
const GAPS: [char; 9] = [' ', '　', '\t', '|', '｜', '·', '，', ',', '/'];

/// Finds the day in a note's lines.
pub(super) fn read(document: &Document, outline: &Outline) -> Option<Days> {
    const MOST: usize = 8;
    /// Where a text was taken from may be told at its end.
    const LAST: usize = 2;
    let end = outline.sections.iter().find(|section| !section.is_title).map(|section| section.block);
    let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading(..));
    let head = || {
        let blocks = document.blocks.iter().take(end.unwrap_or(usize::MAX));
        blocks.filter(|block| !is_heading(block)).take(MOST)
    };
    if let Some((day, is_bold)) = head().filter_map(paragraph).find_map(|inline| days_in(inline).next()) {
        let is_another = |(other, other_is_bold): (Days, bool)| other_is_bold == is_bold && other != day;
        let mut others = document.blocks.iter().filter_map(paragraph).flat_map(days_in);
        return (!others.any(is_another)).then_some(day);
    }
    let last = document.blocks.iter().rev().filter(|block| !is_heading(block)).take(LAST);
    head()
        .filter_map(paragraph)
        .find_map(|inline| lines(inline).find_map(of_byline))
        .or_else(|| head().filter_map(quoted).find_map(|inline| lines(inline).find_map(of_quoted)))
        .or_else(|| head().chain(last).filter_map(paragraph).flat_map(lines).find_map(of_source))
        .or_else(|| of_stamps(document))
}

fn paragraph(block: &Block) -> Option<&Inline> {
    match &block.kind {
        BlockKind::Paragraph(inline) => Some(inline),
        _ => None,
    }
}

/// The only paragraph of a blockquote.
fn quoted(block: &Block) -> Option<&Inline> {
    match &block.kind {
        BlockKind::Quote(blocks) => match &blocks[..] {
            [only] => paragraph(only),
            _ => None,
        },
        _ => None,
    }
}

fn lines(inline: &Inline) -> impl Iterator<Item = &str> {
    inline.lines().filter_map(|range| inline.text.get(range)).map(str::trim)
}

/// The days with which the short lines of a paragraph and its parts in bold begin, each with whether it is in bold.
fn days_in(inline: &Inline) -> impl Iterator<Item = (Days, bool)> {
    const LONGEST: usize = 60;
    const LONGEST_BOLD: usize = 40;
    let is_bold = |line: &Range<usize>| inline.strong_at(line.start).is_some();
    let lines = inline.lines().map(move |line| (line.clone(), LONGEST, is_bold(&line)));
    let bold = inline.strong.iter().map(|range| (range.clone(), LONGEST_BOLD, true));
    lines.chain(bold).filter_map(|(range, longest, is_bold)| {
        let text = inline.text.get(range)?.trim();
        // An address is as long as it is.
        let of_addresses: usize = addresses(text).map(|range| text[range].chars().count()).sum();
        let is_told = text.chars().count() - of_addresses <= longest && !highlight::heads_thought(text);
        let days = if is_told { date::days_at_start(text).or_else(|| days_behind_key(text)) } else { None };
        Some((days?, is_bold))
    })
}

/// The days behind a key without a colon: `发布于 2026-03-04`, `发布于2026-03-04`.
fn days_behind_key(text: &str) -> Option<Days> {
    let (key, value) = text.split_at(text.find(|c: char| c == ' ' || c.is_ascii_digit())?);
    /// In characters.
    const LONGEST: usize = 6;
    // `他的论文发表于 2026年3月4日` is no key, nor is `发布会将于2026年3月4日`.
    let words = key.trim_end_matches(['于', '在', ' ']);
    let tells = key.contains(['的', '他', '她']) || words.ends_with(['将', '是', '会']);
    if metadata_keys::fact(key) != Some(MetadataFact::Date) || tells || words.chars().count() > LONGEST {
        return None;
    }
    match date::days(value) {
        FoundDays::Days(days) => Some(days),
        FoundDays::Bad(_) | FoundDays::None => None,
    }
}

/// The day behind a sign, a byline, a place or a number, where nothing else stands in a short line.
fn of_byline(text: &str) -> Option<Days> {
    /// In characters.
    const LONGEST: usize = 30;
    if text.chars().count() > LONGEST || text.contains(['。', '！', '？', '?', '!', '；', '“']) {
        return None;
    }
    let bare = text.trim_start_matches(|c: char| !is_alphanumeric(c) && c != '（' && c != '(');
    if bare.len() < text.len()
        && !text.starts_with(['-', '*', '>', '《', '“', '"', '「'])
        && let Some(days) = date::days_at_start(bare)
    {
        return Some(days);
    }
    bare.match_indices(GAPS).find_map(|(at, _)| {
        let day = whole_day(bare[at..].trim_start_matches(GAPS))?;
        let (words, is_comma) = (bare[..at].trim_end(), bare[at..].starts_with(['，', ',']));
        (is_byline(words) || is_number(words) || is_comma && is_place(words)).then_some(day)
    })
}

/// The day that is all of some words.
fn whole_day(words: &str) -> Option<Days> {
    let days = date::days_at_start(words)?;
    let is_rest = |c: char| {
        !is_alphanumeric(c)
            || c.is_ascii_digit()
            || "年月日号〇零一二三四五六七八九十廿周星期上下午晚".contains(c)
    };
    words.chars().all(is_rest).then_some(days)
}

/// `采访/林远`, `整理：实习生`, 记者
fn is_byline(words: &str) -> bool {
    lexicon::MAKING_TEXTS.after_start(words).any(|rest| {
        let is_parted = rest.starts_with([' ', '　', '/', '／', '：', ':', '|', '｜', '丨']);
        (rest.is_empty() || is_parted) && !clause::is_clause(rest)
    })
}

/// `第 12 期`, `Vol.42`, `EP 7`
fn is_number(words: &str) -> bool {
    let words = words.trim();
    let inner = words.strip_prefix('第').and_then(|rest| rest.strip_suffix(['期', '集', '回', '讲']));
    let of_latin = || {
        let folded = words.to_ascii_lowercase();
        ["vol", "ep", "no", "#"].iter().find_map(|start| folded.strip_prefix(start).map(str::to_owned))
    };
    let number = inner.map(str::to_owned).or_else(of_latin);
    number.is_some_and(|number| {
        let number = number.trim_matches([' ', '.']);
        !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
    })
}

/// Whether words before a comma and the day of a letter or report are a place.
fn is_place(words: &str) -> bool {
    (2..=6).contains(&words.chars().count()) && words.chars().all(is_han) && !clause::is_clause(words)
}

/// `2026-03-04 · 38 分钟`, as all of a blockquote above the talk.
fn of_quoted(text: &str) -> Option<Days> {
    /// In characters.
    const LONGEST: usize = 30;
    let is_told = text.chars().count() <= LONGEST && !text.contains(['。', '！', '？', '“', '，', '：']);
    if is_told { date::days_at_start(text).or_else(|| days_behind_key(text)) } else { None }
}

/// The day of what the text was made from, or on which it came out.
fn of_source(text: &str) -> Option<Days> {
    /// In characters.
    const LONGEST: usize = 60;
    /// What the line tells of.
    const OF_TEXT: [&str; 5] = ["", "本文", "原文", "全文", "文章"];
    if text.chars().count() > LONGEST {
        return None;
    }
    let text = text.trim_start_matches(|c: char| !is_alphanumeric(c));
    let behind = OF_TEXT.iter().filter_map(|of| text.strip_prefix(of));
    behind
        .flat_map(|words| lexicon::BEFORE_SOURCES.after_start(words))
        .find_map(|rest| date::days_at_start(rest.trim_start()))
}

/// The one day of lines that name who writes, and when.
fn of_stamps(document: &Document) -> Option<Days> {
    const FEWEST: usize = 2;
    /// Of a name, in characters.
    const LONGEST: usize = 20;
    let of_line = |line: &str| {
        let clock = timestamp::clock_at_end(line)?;
        let name = line[..clock].trim_end();
        let day = line[name.len()..].trim_start();
        let is_name =
            (1..=LONGEST).contains(&name.chars().count()) && !name.contains(['。', '，', '：', ':']);
        if is_name { date::days_at_start(day) } else { None }
    };
    let mut found = document.blocks.iter().filter_map(paragraph).flat_map(lines).filter_map(of_line);
    let first = found.next()?;
    let mut count = 1;
    for day in found {
        if day.first != first.first {
            return None;
        }
        count += 1;
    }
    (count >= FEWEST).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::parse::frame::outline;
    use jiff::civil::date;

    fn found(text: &str) -> Option<jiff::civil::Date> {
        let document = markdown::read(text);
        let outline = outline::read(&document, document.lines.last(text));
        read(&document, &outline).map(|days| days.first)
    }

    #[test]
    fn days_stand_behind_bylines_places_and_numbers() {
        for line in [
            "2026年3月4日",
            "🗓 2026-03-04",
            "记者 2026年3月4日",
            "采访/卓越　2026年3月4日",
            "整理：实习生　2026年3月4日",
            "海岬，2026年3月4日",
            "第 12 期 | 2026-03-04",
            "Vol.42 · 2026-03-04",
            "发布于2026-03-04｜时长 38:20",
            "整理自 2026年3月4日 讲座",
            "（本文原载 2026年3月4日《海岬评论》）",
            "> 2026-03-04 · 38 分钟",
            "林小满 2026/3/4 10:21:33\n好。\n\n老猫 2026/3/4 10:22:05",
        ] {
            assert_eq!(found(&format!("# 茶山\n\n{line}\n\n好。\n")), Some(date(2026, 3, 4)), "{line}");
        }
    }

    #[test]
    fn days_of_other_things_are_not_the_notes() {
        for line in [
            "展览开幕于 2026年3月4日",
            "林远生于 1976年3月4日",
            "报名截止 2026年3月4日",
            "下次活动 2026年3月4日",
            "那一夜，他说，2026年3月4日",
            "记者见到他是在 2026年3月4日",
            "根据 2026年3月4日 起施行的办法，要报名。",
            "他的论文发表于 2026年3月4日。",
            "新书发布会将于2026年3月4日举行",
            "林远发表论文是在2026年3月4日",
            "> 2026年3月4日，天没有亮。",
            "林小满 2026/3/4 10:21:33\n好。\n\n老猫 2026/3/5 10:22:05",
        ] {
            assert_eq!(found(&format!("# 茶山\n\n{line}\n\n好。\n")), None, "{line}");
        }
    }
}
