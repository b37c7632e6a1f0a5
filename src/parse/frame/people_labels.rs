//! Words that announce who takes part: headings, labels on a line of their own, keys.
//!
//! ```text
//! heading = part ( mark part )*                      ; `嘉宾介绍`, `参会人员 Attendees`
//! head    = sign* part sign*                         ; `🎙️ 主播`, `·嘉宾·`, `【本期嘉宾】`: the names stand below
//! parted  = sign* part ( bar | "/" | " - " ) names   ; `主播 | 周舟`, `- 嘉宾 - 林远`, `主播/周舟`
//!         | part " " full-names                      ; `主播 周舟`
//! part    = before* word after?                      ; `本期主播`, `嘉宾介绍`
//! ```

use super::metadata_keys;
use crate::language::lexicon;
use crate::language::name_shape::is_han;
use crate::parse::syntax::date;
use crate::text::{is_alphanumeric, lower, marks};

/// What somebody does in a meeting or a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Guest,
    Host,
    /// Gives a talk.
    Talk,
    /// Is in a list of those who come.
    Attendee,
}

/// A line of its own that announces whose names stand below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'t> {
    pub(super) part: Part,
    /// Its words without signs around them.
    pub(super) words: &'t str,
    /// Whether it says so beyond doubt, be there other lines between it and the names: 与会者, 【嘉宾】. 主持人 alone may be
    /// somebody who speaks below.
    pub(super) is_certain: bool,
}

/// What those do whom a heading announces: `嘉宾介绍`, `参会人员 Attendees`.
pub(super) fn of_heading(title: &str) -> Option<Part> {
    const LONGEST: usize = 40;
    let title = marks::without_brackets(title);
    let title = lower(&title);
    if title.chars().count() > LONGEST {
        return None;
    }
    let mut part = None;
    for word in title.split([' ', '\n', '/', '·', '&', '：', ':', '、', '|', '#', '.', '*']) {
        let word = word.trim();
        if word.is_empty() || word.chars().all(|character| character.is_ascii_digit()) {
            continue;
        }
        // `嘉宾与主持人`
        let both = || word.split_once(['与', '和']).and_then(|(one, other)| of_word(one).and(of_word(other)));
        part = part.or(Some(of_word(word).or_else(both)?));
    }
    part
}

/// What a line of its own announces: 与会者, Attendees, 【嘉宾】, `🎙️ 主播`.
pub(super) fn head(text: &str) -> Option<Head<'_>> {
    /// In bytes.
    const LONGEST: usize = 36;
    let words = text.trim_matches(|character: char| !is_alphanumeric(character));
    let part = if words.len() <= LONGEST { of_heading(words) } else { None }?;
    let is_bracketed = text.starts_with('【') && text.ends_with('】');
    Some(Head { part, words, is_certain: is_bracketed || part == Part::Attendee })
}

/// What those do before whom a key stands: `Host 会议主持人`, `与会人（请更新）`.
pub(super) fn of_key(key: &str) -> Option<Part> {
    const LONGEST: usize = 24;
    let key = key.trim().trim_start_matches(['-', '*', '•', ' ']);
    if key.len() > LONGEST * 4 || !metadata_keys::names_people(&marks::without_brackets(key)) {
        return None;
    }
    of_heading(key)
}

/// A key of people that no colon parts from what stands behind it, be that names or not.
pub(super) fn parted(text: &str) -> Option<Parted<'_>> {
    const MARKS: [&str; 8] = ["|", "｜", "丨", "/", "／", " - ", " — ", " – "];
    let text = text.trim_start_matches(|character: char| !is_alphanumeric(character));
    // Most lines are no key, and end here.
    let end = text.find(|character: char| !is_alphanumeric(character) || character == '丨')?;
    /// Who asks, in a byline; as a heading neither announces people.
    const ASKING: [&str; 2] = ["采访", "采写"];
    let is_one = |word: &str| of_word(&lower(word));
    let is_one = |word: &str| is_one(word).or_else(|| ASKING.contains(&word).then_some(Part::Host));
    let by = |mark: &&str| text.split_once(*mark);
    let words = MARKS.iter().filter_map(by).min_by_key(|(before, _)| before.len());
    if let Some((key, names)) = words
        && let Some(part) = is_one(key.trim())
    {
        return Some(Parted { part, names: without_day(names), by_space: false });
    }
    let (key, names) = text.split_at(end);
    let is_spaced = names.starts_with([' ', '　']) && key.contains(is_han);
    let part = if is_spaced { is_one(key) } else { None }?;
    Some(Parted { part, names: names.trim(), by_space: true })
}

/// The names of a byline without the day behind them: `采访/林远　2026年3月4日`.
fn without_day(names: &str) -> &str {
    let names = names.trim();
    match names.rsplit_once([' ', '　']) {
        Some((before, day)) if date::days_at_start(day).is_some() => before.trim_end(),
        _ => names,
    }
}

/// A key of people and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parted<'t> {
    pub(super) part: Part,
    pub(super) names: &'t str,
    /// Nothing but a space parts them.
    pub(super) by_space: bool,
}

/// Whether a text begins with a line that announces those who host.
pub(crate) fn announces_hosts(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim();
    let part = head(line).map(|head| head.part).or_else(|| parted(line).map(|parted| parted.part));
    part == Some(Part::Host)
}

fn of_word(word: &str) -> Option<Part> {
    let core = lexicon::BEFORE_PARTS.after_start(word).last().unwrap_or(word);
    let core = lexicon::AFTER_PARTS.before_end(core).next().unwrap_or(core);
    let part = |word: &str| {
        let parts = [
            (&lexicon::HOSTING, Part::Host),
            (&lexicon::GIVING_TALKS, Part::Talk),
            (&lexicon::BEING_GUESTS, Part::Guest),
            (&lexicon::ATTENDING, Part::Attendee),
        ];
        parts.into_iter().find(|(words, _)| words.contains(word)).map(|(_, part)| part)
    };
    part(word).or_else(|| part(core))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_stand_alone_with_signs_around_them() {
        for (text, part, is_certain) in [
            ("🎙️ 主播", Part::Host, false),
            ("·嘉宾·", Part::Guest, false),
            ("本期主播", Part::Host, false),
            ("【本期嘉宾】", Part::Guest, true),
            ("与会者", Part::Attendee, true),
        ] {
            let found = head(text).map(|head| (head.part, head.is_certain));
            assert_eq!(found, Some((part, is_certain)), "{text}");
        }
        for text in ["主播周舟", "嘉宾席", "时间轴", "🎙️", "主持人，你好"] {
            assert_eq!(head(text), None, "{text}");
        }
    }

    #[test]
    fn keys_of_people_are_parted_from_names_by_other_marks_than_a_colon() {
        for (text, part, names) in [
            ("主播 | 周舟", Part::Host, "周舟"),
            ("主播/周舟", Part::Host, "周舟"),
            ("主播丨周舟", Part::Host, "周舟"),
            ("主播 - 周舟", Part::Host, "周舟"),
            ("🎙 本期嘉宾 ｜ 林远（前程序员）", Part::Guest, "林远（前程序员）"),
            ("嘉宾 林远", Part::Guest, "林远"),
        ] {
            let found = parted(text).map(|found| (found.part, found.names));
            assert_eq!(found, Some((part, names)), "{text}");
        }
        for text in ["后期 | 郝一平", "嘉宾", "时间 | 三月", "主持词 周舟", "播客/主播/周舟"]
        {
            assert_eq!(parted(text), None, "{text}");
        }
    }
}
