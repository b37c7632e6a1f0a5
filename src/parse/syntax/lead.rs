//! What stands before the colon that opens a turn.
//!
//! ```text
//! lead      = time? ( bold | plain ) time? ( colon | bar )
//!           | time? "【" name "】" qualifier?       ; words follow without a colon
//!           | time? "**" name "**" qualifier?      ; words in quotation marks follow without a colon
//!           | time machine | machine "[" clock "]" ; words follow without a colon; machine = `SPEAKER_00`, `说话人 1`
//! bold      = "**" name qualifier? colon? "**" qualifier?
//! plain     = name qualifier?                       ; no sentence mark in it
//! name      = words | words? nickname words?        ; nickname = a few words in quotation marks
//! qualifier = ( "（" text "）" | "(" text ")" | "[" text "]" )+
//! time      = "[" clock "]" | "(" clock ")" | clock ; clock = 1-2 digits ":" 2 digits ( ":" 2 digits )?
//! colon     = "：" | ":"                             ; not within a clock or an address
//! bar       = "｜" | "|" | "-" | "—"                 ; words in quotation marks follow
//! ```

use std::ops::Range;

use super::beside_name;
use crate::language::name_shape;
use crate::language::{clause, label};
use crate::markdown::Inline;
use crate::text::marks::{is_quotation, opens_quotation};
use crate::text::timestamp::{
    bracketed_clock, bracketed_clock_at_end, clock_at_end, clock_behind_name, is_digit, is_stamp,
    skip_opening,
};

/// A parsed lead. Ranges and offsets are bytes of the inline text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lead {
    /// Who or what: without qualifier, time and colon.
    pub(crate) name: String,
    /// The words in brackets beside the name.
    pub(crate) qualifier: Option<String>,
    /// Whether the name is bold.
    pub(crate) is_bold: bool,
    /// Where a time stands beside the name.
    pub(crate) stamp: Option<Stamp>,
    /// Offset after the colon and the white space after it.
    pub(crate) end: usize,
}

/// Where a time stands beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Stamp {
    Before,
    After,
}

pub(crate) use super::beside_name::BRACKETS_SPLIT;

/// The longest name or label, in characters.
const LONGEST: usize = 40;

/// Reads a lead at the start of `line`, if one stands there.
pub(crate) fn read(inline: &Inline, line: Range<usize>) -> Option<Lead> {
    let text = &inline.text;
    let start = skip_opening(text, line.start, line.end);
    let start = line.end - beside_name::without_number(&text[start..line.end]).len();
    if let Some(lead) = read_of_machine(text, start, &line) {
        return Some(lead);
    }
    let bold = inline.strong_at(start).filter(|range| range.start + 12 > start);
    let bold_end = bold.map_or(0, |range| range.end.clamp(start, line.end) - start);
    let Some((name_end, colon_end)) = find_colon(&text[start..line.end], bold_end) else {
        return read_with_occupation(inline, start..line.end, bold.is_some());
    };
    let (name_end, colon_end) = (start + name_end, start + colon_end);
    let named = name_of(&text[start..name_end]);
    let is_bold = bold.is_some_and(|range| {
        // The bold part must be the name, not merely its first character nor the whole sentence.
        let end = named.as_ref().map_or(name_end, |(name, _)| start + name.len());
        range.end + 1 >= end && range.start <= start
    });
    // After a bold name a few words of saying may stand: `**李明** 回信说：`.
    if bold.is_some_and(|range| !is_bold && text[range.end.min(name_end)..name_end].chars().count() > 12) {
        return None;
    }
    let (name, qualifier) = named?;
    let name = beside_name::without_han_number(name).unwrap_or(name);
    // Quotation marks within the name hold a nickname; any other words in them are what is said.
    let is_too_long = name.chars().count() > LONGEST;
    if is_too_long || name.contains(is_quotation) && name_shape::shape(name) != name_shape::Shape::Person {
        return None;
    }
    let end = colon_end + (text[colon_end..line.end].len() - text[colon_end..line.end].trim_start().len());
    let stamp = stamp(&text[line.start..start], &text[start..name_end]);
    Some(by_name(Lead { name: name.to_owned(), qualifier, is_bold, stamp, end }))
}

/// `主持人（周若水）：` is 周若水's lead, and `周若水-主持：` as well.
fn by_name(lead: Lead) -> Lead {
    if lead.qualifier.is_none()
        && let Some((name, work)) = beside_name::name_and_work(&lead.name)
    {
        return Lead { qualifier: Some(work.to_owned()), name: name.to_owned(), ..lead };
    }
    let Some(qualifier) = &lead.qualifier else { return lead };
    match beside_name::bearer_of_role(&lead.name, qualifier) {
        Some((name, post)) => Lead { name, qualifier: Some(post), ..lead },
        None => lead,
    }
}

/// The lead that a label is which other signs than a colon tell.
pub(crate) fn of_label(label: &str, is_bold: bool, stamp: Option<Stamp>, end: usize) -> Lead {
    by_name(Lead { name: label.to_owned(), qualifier: None, is_bold, stamp, end })
}

/// Reads `[00:01 --> 00:05] SPEAKER_00 你好。`: whom a machine numbers, beside a time and without a colon.
fn read_of_machine(text: &str, start: usize, line: &Range<usize>) -> Option<Lead> {
    let rest = &text[start..line.end];
    let length = name_shape::numbered_label(rest)?;
    let after = rest[length..].trim_start();
    let time = bracketed_clock(after).unwrap_or_default();
    let stamp = match time {
        0 => stamp(&text[line.start..start], "")?,
        _ => Stamp::After,
    };
    let words = after[time..].trim_start();
    let is_parted = after.len() < rest.len() - length && words.starts_with(char::is_alphanumeric);
    is_parted.then(|| Lead {
        name: rest[..length].to_owned(),
        qualifier: None,
        is_bold: false,
        stamp: Some(stamp),
        end: line.end - words.len(),
    })
}

/// Where a time stands, by what stands before the name and by the name with what is around it.
fn stamp(before: &str, name: &str) -> Option<Stamp> {
    if before.contains(is_digit) {
        return Some(Stamp::Before);
    }
    let name = name.trim_end();
    let is_clock = name_clock(name).is_some() || bracketed_clock_at_end(name).is_some_and(|start| start > 0);
    is_clock.then_some(Stamp::After)
}

/// Where a clock at the end of a name begins.
fn name_clock(name: &str) -> Option<usize> {
    clock_at_end(name).or_else(|| clock_behind_name(name))
}

/// Reads `李明，某公司 CEO：“……”`: a name and a occupation before quoted words.
fn read_with_occupation(inline: &Inline, line: Range<usize>, is_bold: bool) -> Option<Lead> {
    const LONGEST: usize = 30;
    let text = &inline.text[line.clone()];
    let (name, after) = text.split_once(['，', ',', '|', '｜'])?;
    let is_end = |character| {
        matches!(character, '，' | ',' | '。' | '：' | ':' | '！' | '？') || opens_quotation(character)
    };
    let (occupation, after) = after.split_at(after.find(is_end)?);
    let words = after.strip_prefix(['：', ':'])?.trim_start();
    if !words.starts_with(opens_quotation) || name.contains(opens_quotation) {
        return None;
    }
    let (name, occupation) = (name.trim(), occupation.trim());
    let is_named = (2..=LONGEST).contains(&occupation.chars().count())
        && !clause::is_clause(occupation)
        && name_shape::is_occupation(occupation);
    (is_named && name_shape::shape(name) == name_shape::Shape::Person).then(|| Lead {
        name: name.to_owned(),
        qualifier: Some(occupation.to_owned()),
        is_bold,
        stamp: None,
        end: line.end - words.len(),
    })
}

/// Reads a line that holds a name and perhaps a occupation, and nothing else: `**李明** · 某公司 CEO`.
pub(crate) fn read_name_line(inline: &Inline, line: Range<usize>) -> Option<Lead> {
    const LONGEST: usize = 24;
    let start = skip_opening(&inline.text, line.start, line.end);
    let bold = inline.strong.iter().find(|range| range.start <= start && start < range.end)?;
    let name = inline.text[start..bold.end.min(line.end)].trim();
    let rest = inline.text[bold.end.min(line.end)..line.end].trim();
    let occupation = rest.trim_start_matches(['·', '|', '｜', '，', ',', '/', '-', '—', ' ']).trim();
    let is_split = rest.is_empty() || occupation.len() < rest.len();
    let has_marks =
        |text: &str| text.contains(['。', '：', ':', '！', '？', '?', '!']) || text.contains(is_quotation);
    (is_split && !has_marks(name) && !has_marks(occupation) && occupation.chars().count() <= LONGEST).then(
        || Lead {
            name: name.to_owned(),
            qualifier: (!occupation.is_empty()).then(|| occupation.to_owned()),
            is_bold: true,
            stamp: None,
            end: line.end,
        },
    )
}

/// Splits `**主播**：甲 **嘉宾**：乙` before each bold label after the first; a line without several is one part.
pub(crate) fn split_at_bold(inline: &Inline, line: Range<usize>) -> Vec<Range<usize>> {
    let is_label = |strong: &&Range<usize>| {
        let after = &inline.text[strong.end.min(line.end)..line.end];
        inline.text[strong.start.min(strong.end)..strong.end].ends_with(['：', ':'])
            || after.trim_start().starts_with(['：', ':'])
    };
    let within = |strong: &&Range<usize>| line.start <= strong.start && strong.end <= line.end;
    let starts: Vec<usize> =
        inline.strong.iter().filter(within).filter(is_label).map(|strong| strong.start).collect();
    if starts.len() < 2 || starts[0] > skip_opening(&inline.text, line.start, line.end) {
        return vec![line];
    }
    let ends = starts[1..].iter().copied().chain([line.end]);
    let mut parts: Vec<Range<usize>> =
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    parts[0].start = line.start;
    parts
}

/// Reads `Q1 …`, `Q. …` and `A1. …`, which have no colon: the letter, and the offset after it and its number.
pub(crate) fn read_letter(inline: &Inline, line: Range<usize>) -> Option<(char, usize)> {
    let start = skip_opening(&inline.text, line.start, line.end);
    let text = &inline.text[start..line.end];
    let letter = text.chars().next().filter(|letter| matches!(letter, 'Q' | 'A'))?;
    let after = text[1..].trim_start_matches(|character: char| character.is_ascii_digit());
    let has_number = after.len() + 1 < text.len();
    let words = after.trim_start_matches(['.', '、', '．']);
    let is_split = words.len() < after.len() || has_number && words.starts_with([' ', '　']);
    let words = words.trim_start();
    (is_split && !words.is_empty()).then(|| (letter, line.end - words.len()))
}

/// Reads a name that stands alone, without a colon: `**发言人1**`, `李明 00:12`.
pub(crate) fn read_alone(inline: &Inline, line: Range<usize>) -> Option<Lead> {
    let text = &inline.text;
    let start = skip_opening(text, line.start, line.end);
    let whole = text[start..line.end].trim_end();
    let (name, qualifier) = bare_name(whole)?;
    let is_bold = inline.strong_at(start).is_some_and(|range| start + name.len() <= range.end);
    let has_mark = start > line.start;
    let stamp = stamp(&text[line.start..start], whole);
    (is_bold || has_mark || stamp.is_some())
        .then(|| by_name(Lead { name: name.to_owned(), qualifier, is_bold, stamp, end: line.end }))
}

/// Reads a name that stands alone where something else than its look tells that it may be one, such as the time below it.
pub(crate) fn read_bare(inline: &Inline, line: Range<usize>) -> Option<Lead> {
    let start = skip_opening(&inline.text, line.start, line.end);
    let (name, qualifier) = bare_name(inline.text[start..line.end].trim_end())?;
    (name.chars().count() <= LONGEST).then(|| {
        by_name(Lead { name: name.to_owned(), qualifier, is_bold: false, stamp: None, end: line.end })
    })
}

/// The name and the qualifier of a line that holds nothing else, nor any mark of a sentence.
fn bare_name(line: &str) -> Option<(&str, Option<String>)> {
    // `李明 00：01`
    let end = if line.contains('：') { clock_at_end(line) } else { None };
    let words = &line[..end.unwrap_or(line.len())];
    // `* kim 鼓掌` tells what somebody does in a chat.
    let is_sentence = line.is_empty()
        || line.starts_with('*')
        || words.contains(['：', '，', '。', '？', '！', '“', '"', '「']);
    if is_sentence { None } else { name_of(line) }
}

/// Finds what ends a lead, a colon for the most part: the offsets of its start and its end. `bold_end`: where a bold
/// part ends that opens the text.
fn find_colon(text: &str, bold_end: usize) -> Option<(usize, usize)> {
    let mut depth = 0_u32;
    let mut nickname_end = 0;
    for (count, (offset, character)) in text.char_indices().enumerate() {
        let after = offset + character.len_utf8();
        match character {
            // Most characters are none of those below.
            'a'..='z' | '\u{4e00}'..='\u{9fff}' => {}
            '（' | '(' | '[' | '【' => depth += 1,
            '）' | ')' | ']' | '】' => {
                depth = depth.saturating_sub(1);
                let opens = text.starts_with(['[', '（', '(']) && depth == 0;
                if opens && is_name_in_brackets(&text[..offset], character, &text[after..]) {
                    return Some((after, after));
                }
                if opens && text[after..].trim_start().starts_with(opens_quotation) {
                    return Some((after, after));
                }
                if character == '】'
                    && depth == 0
                    && text.starts_with('【')
                    && names_in_brackets(text, after)
                    && !beside_name::has_name_behind(&text['【'.len_utf8()..offset], &text[after..])
                {
                    let end = after + qualifiers(&text[after..]);
                    let rest = text[end..].trim();
                    // `【李明】 00:01` is a name alone.
                    return (!rest.is_empty() && !is_stamp(rest)).then_some((end, end));
                }
            }
            '：' if depth == 0 && is_within_clock_at_end(text, offset) => {}
            '：' | '∶' | '﹕' if depth == 0 => return Some((offset, after)),
            ':' if depth == 0 => {
                let before = text[..offset].chars().next_back();
                let next = text[offset + 1..].chars().next();
                let is_clock = before.is_some_and(is_digit) && next.is_some_and(is_digit);
                let is_address = next == Some('/');
                // `李明:: 好。`, as outliners write a property.
                let end = if next == Some(':') { after + 1 } else { after };
                if !is_clock && !is_address {
                    return Some((offset, end));
                }
            }
            '｜' | '|' | '-' | '—' | '–' | '－'
                if depth == 0
                    && offset > 0
                    && text[after..].trim_start_matches(['—', ' ']).starts_with(opens_quotation) =>
            {
                let dashes = text[after..].len() - text[after..].trim_start_matches(['—', ' ']).len();
                return Some((offset, after + dashes));
            }
            '｜' | '|' if depth == 0 => return None,
            _ if offset < nickname_end => {}
            _ if depth == 0 && opens_quotation(character) => {
                let before = text[..offset].trim_end();
                if bold_end > 0
                    && bold_end <= offset
                    && before.len() == bold_end + qualifiers(&text[bold_end..])
                {
                    return Some((before.len(), offset));
                }
                nickname_end = offset + nickname(&text[offset..])?;
            }
            // A semicolon within a word, as in `TL;DR`, ends no sentence.
            ';' if text[offset + 1..].starts_with(|next: char| next.is_ascii_alphanumeric()) => {}
            '。' | '！' | '？' | '；' | '”' | '\n' | '?' | '!' | ';' | '，' | ',' if depth == 0 => {
                return None;
            }
            _ => {}
        }
        if count > 80 {
            return None;
        }
    }
    None
}

/// Whether a full-width colon is one of the time that ends a text: `李明 00：01`.
fn is_within_clock_at_end(text: &str, colon: usize) -> bool {
    text[..colon].ends_with(is_digit) && clock_at_end(text.trim_end()).is_some_and(|start| start < colon)
}

/// Whether `[说话人 1] 你好。` has a name in its brackets, with words after it; `(SPEAKER_00) 你好。` has one of a machine.
fn is_name_in_brackets(before: &str, close: char, after: &str) -> bool {
    let inner = before.trim_start_matches(['[', '（', '(']);
    let is_name = match close {
        ']' => name_shape::shape(inner) != name_shape::Shape::Label && !label::is_reaction(inner),
        _ => name_shape::numbered_label(inner) == Some(inner.len()),
    };
    is_name
        && after.starts_with([' ', '　'])
        && !after.trim_start().starts_with(['：', ':'])
        && !is_stamp(after.trim())
        && after.contains(char::is_alphanumeric)
        && !beside_name::has_name_behind(inner, after)
}

/// Whether what stands after `【李明】` belongs to it without a colon: no colon comes first.
fn names_in_brackets(text: &str, after: usize) -> bool {
    let rest = &text[after + qualifiers(&text[after..])..];
    !rest.trim_start().starts_with(['：', ':'])
}

/// The length in bytes of the brackets at the start, and of the white space before and after them.
fn qualifiers(text: &str) -> usize {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        let close = match trimmed.chars().next() {
            Some('（') => '）',
            Some('(') => ')',
            _ => return text.len() - rest.len(),
        };
        let Some(end) = trimmed.find(close) else { return text.len() - rest.len() };
        rest = &trimmed[end + close.len_utf8()..];
    }
}

/// The length in bytes of a few words in quotation marks at the start, with the marks.
fn nickname(text: &str) -> Option<usize> {
    const LONGEST: usize = 6;
    let mark = text.chars().next()?;
    let inner = &text[mark.len_utf8()..];
    let close = inner.find(is_quotation)?;
    let is_word = inner[..close].chars().all(|character| character.is_alphanumeric() || character == ' ');
    let length = inner[..close].chars().count();
    let end = close + inner[close..].chars().next().map_or(0, char::len_utf8);
    (is_word && (1..=LONGEST).contains(&length)).then_some(mark.len_utf8() + end)
}

/// Takes qualifier, brackets around the name and a clock off: the name and the qualifier.
fn name_of(text: &str) -> Option<(&str, Option<String>)> {
    let mut rest = text.trim();
    let mut qualifiers: Vec<&str> = Vec::new();
    loop {
        if let Some(clock) = name_clock(rest) {
            rest = rest[..clock].trim_end_matches(['|', '｜', '·', '-', '–', '—', '@', '/', ' ', '　']);
            continue;
        }
        let Some((open, close)) =
            [('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('（', ')'), ('(', '）'), ('【', '】')]
                .into_iter()
                .find(|(open, close)| rest.ends_with(*close) && rest.contains(*open))
        else {
            break;
        };
        let start = rest.rfind(open)?;
        if start == 0 {
            break;
        }
        let inner = rest[start + open.len_utf8()..rest.len() - close.len_utf8()].trim();
        let is_time = is_stamp(inner) || is_stamp(&rest[start..]);
        if !inner.is_empty() && !inner.starts_with('^') && !is_time {
            qualifiers.push(inner);
        }
        // `李明, [02.03.2026 10:21]`
        rest = rest[..start].trim_end_matches(|mark: char| mark.is_whitespace() || is_time && mark == ',');
    }
    let rest = rest
        .strip_prefix('【')
        .and_then(|inner| inner.strip_suffix('】'))
        .or_else(|| rest.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')))
        .or_else(|| rest.strip_prefix('（').and_then(|inner| inner.strip_suffix('）')))
        .or_else(|| rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')))
        .unwrap_or(rest)
        .trim()
        .trim_start_matches(['@', '＠']);
    let rest = beside_name::without_footnote(rest);
    let (part, rest) =
        beside_name::part_before_name(rest).map_or((None, rest), |(part, name)| (Some(part), name));
    qualifiers.extend(part);
    qualifiers.reverse();
    let qualifier = (!qualifiers.is_empty()).then(|| qualifiers.join(BRACKETS_SPLIT));
    (!rest.is_empty()).then_some((rest, qualifier))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, read as read_markdown};

    fn check(text: &str, expected: Option<(&str, Option<&str>, bool, &str)>) {
        let document = read_markdown(text);
        let BlockKind::Paragraph(inline) = &document.blocks[0].kind else { panic!("{text}") };
        let lead = read(inline, 0..inline.text.find('\n').unwrap_or(inline.text.len()));
        let found = lead.as_ref().map(|lead| {
            (lead.name.as_str(), lead.qualifier.as_deref(), lead.is_bold, &inline.text[lead.end..])
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn name_and_colon() {
        check("李明：话", Some(("李明", None, false, "话")));
        check("Li Ming: words", Some(("Li Ming", None, false, "words")));
        check("**李明**：“话”", Some(("李明", None, true, "“话”")));
        check("**李明：** 话", Some(("李明", None, true, "话")));
        check("**李明：“**话”", Some(("李明", None, true, "“话”")));
        check("**李明**: 话", Some(("李明", None, true, "话")));
    }

    #[test]
    fn qualifier_is_no_part_of_the_name() {
        check("李明（笑）：话", Some(("李明", Some("笑"), false, "话")));
        check("**李明**（引用 Andy Grove）：话", Some(("李明", Some("引用 Andy Grove"), true, "话")));
        check("**李明（某公司：CEO）**：话", Some(("李明", Some("某公司：CEO"), true, "话")));
    }

    #[test]
    fn time_stamps_are_skipped() {
        check("[00:01:00] 李明：话", Some(("李明", None, false, "话")));
        check("\\[00:00:57\\] **李明：** 话", Some(("李明", None, true, "话")));
        check("01:54 李明：话", Some(("李明", None, false, "话")));
        check("李明 00:01:54：话", Some(("李明", None, false, "话")));
    }

    #[test]
    fn colon_inside_a_sentence_or_quote_leads_nothing() {
        check("“我的建议是：先做小”", None);
        check("他说完，又补了一句：好", None);
        check("12:30 开始", None);
        check("https://example.org", None);
        check("**重点在这里**后面还有很长很长很长的一段：话", None);
    }
}
