//! What else a label holds beside a name: a number before it, the part that its bearer has in the talk, their place of work.
//!
//! ```text
//! label  = number? ( part name | name mark work | work mark name )
//! part   = "【" words "】" | "[" words "]" | "（" words "）"   ; `【主持】李明`, `[记者] 王芳`
//! mark   = "-" | "/" | "_" | "@" | " · "                      ; `李明-产品`, `市场部/王芳`; `李明/Li Ming` is one as well
//! number = ( digits | letter ) ( "、" | "．" | "）" | ")" | "." )
//! ```
//!
//! A label of two names names two people, and a matter may stand in brackets before another: so one side must be a name and
//! the other none.

use crate::language::name_shape::{self, Shape, is_han};
use crate::language::{bare_name, clause, everyday, label, lexicon};
use crate::text::marks::{closing_bracket, opens_brackets};
use crate::text::timestamp::is_digit;

/// Splits what stands in one pair of brackets from what stands in the next.
pub(crate) const BRACKETS_SPLIT: &str = "；";

/// What may part a name from somebody's place of work.
const MARKS: [char; 9] = ['-', '－', '–', '—', '/', '／', '_', '@', '＠'];

/// Words without a number before them that makes no item of Markdown: `1、李明`, `2）李明`, `a. 李明`.
pub(super) fn without_number(words: &str) -> &str {
    let lettered = words.strip_prefix(|first| matches!(first, 'a'..='h'));
    let lettered = lettered.and_then(|rest| rest.strip_prefix(['.', ')', '）', '、']));
    // `e.g. Linux:`
    if let Some(rest) = lettered.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        return rest.trim_start();
    }
    let after = words.trim_start_matches(|character: char| character.is_ascii_digit());
    match after.strip_prefix(['、', '．', '）', ')']) {
        Some(rest) if (1..=2).contains(&(words.len() - after.len())) => rest.trim_start(),
        _ => words,
    }
}

/// Words by which somebody says something without the number before them: `三、林远指出`. Before other words it counts points.
pub(super) fn without_han_number(words: &str) -> Option<&str> {
    let (number, rest) = words.split_once('、')?;
    let counts =
        !number.is_empty() && number.chars().all(|character| "一二三四五六七八九十".contains(character));
    let says = |rest: &str| {
        clause::without_saying(rest)
            .or_else(|| clause::name_before_verbs(rest))
            .is_some_and(|name| name_shape::shape(bare_name::bare(name)) == Shape::Person)
    };
    (counts && says(rest)).then_some(rest)
}

/// The part in brackets and the name behind it, of a label that consists of both: `【主持】李明`.
pub(super) fn part_before_name(label: &str) -> Option<(&str, &str)> {
    let (part, name) = bracketed_first(label)?;
    is_part_of(part, name).then_some((part, name))
}

/// Whether words in brackets are the part of somebody whom a label right behind them names: `【主持】李明：几点？`.
pub(super) fn has_name_behind(part: &str, after: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 48;
    let Some(end) = after.find(['：', ':']).filter(|end| *end <= LONGEST) else { return false };
    let name = after[..end].trim();
    let name = name.find(opens_brackets).map_or(name, |open| name[..open].trim_end());
    is_part_of(part, name)
}

fn bracketed_first(label: &str) -> Option<(&str, &str)> {
    let open = label.chars().next().filter(|first| opens_brackets(*first))?;
    let (part, name) = label[open.len_utf8()..].split_once(closing_bracket(open)?)?;
    let (part, name) = (part.trim(), name.trim());
    (!part.is_empty() && !name.is_empty()).then_some((part, name))
}

fn is_part_of(part: &str, name: &str) -> bool {
    let may_be_called = || {
        (2..=4).contains(&name.chars().count())
            && name.chars().all(is_han)
            && !everyday::may_be_matter(name)
            && !label::is_label(name)
    };
    // `[番外 02] 李明：……` is the title of an episode.
    part.contains(char::is_alphabetic)
        && !part.contains(is_digit)
        && name_shape::shape(part) != Shape::Person
        && match name_shape::shape(name) {
            Shape::Person => true,
            Shape::Open => may_be_called(),
            Shape::Role | Shape::Label => false,
        }
}

/// The name and the place of work of a label that joins them by a mark: `李明-产品`, `市场部/王芳`.
pub(super) fn name_and_work(label: &str) -> Option<(&str, &str)> {
    /// In characters.
    const LONGEST: usize = 10;
    let (one, other) = label.split_once(" · ").or_else(|| label.split_once(MARKS))?;
    let (one, other) = (one.trim(), other.trim());
    let is_name = |words: &str| {
        words.chars().all(is_han)
            && bare_name::is_full(words)
            && !everyday::is_everyday(words)
            && !label::is_label(words)
            && !label::is_part_of_body(words)
            && !lexicon::COMPANIES.contains(words)
    };
    let is_work = |words: &str| {
        (1..=LONGEST).contains(&words.chars().count())
            // `S04E00-李明` numbers an episode.
            && words.chars().all(|character| is_han(character) || character.is_ascii_alphabetic())
            && (!is_name(words) && name_shape::shape(words) != Shape::Person)
    };
    // The same person's name in Latin letters.
    let is_latin = |words: &str| words.contains(' ') && words.is_ascii() && bare_name::is_full(words);
    let is_beside = |words: &str| is_work(words) || is_latin(words);
    if is_name(one) && is_beside(other) {
        Some((one, other))
    } else if is_name(other) && is_beside(one) {
        Some((other, one))
    } else {
        None
    }
}

/// The name of whoever bears a role, where that stands before the brackets that name them, and what they are:
/// `主持人（周若水）`, `申请人（供水公司 林远）`.
pub(super) fn bearer_of_role(role: &str, brackets: &str) -> Option<(String, String)> {
    let is_name = |words: &str| {
        bare_name::is_full(words) && bare_name::bare(words) == words && !everyday::is_everyday(words)
    };
    if !name_shape::is_role(role) {
        return None;
    }
    if is_name(brackets) {
        return (!label::asks(role)).then(|| (brackets.to_owned(), role.to_owned()));
    }
    let (body, name) = brackets.rsplit_once(' ')?;
    let is_body = bare_name::is_of_body(body) || label::is_part_of_body(body);
    (is_body && is_name(name)).then(|| (name.to_owned(), format!("{role}{BRACKETS_SPLIT}{body}")))
}

/// A label without the mark of a footnote whose only word Markdown takes for the address of a link: `李明^1`.
pub(super) fn without_footnote(label: &str) -> &str {
    match label.rsplit_once('^') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_before_a_name() {
        assert_eq!(part_before_name("【主持】李明"), Some(("主持", "李明")));
        assert_eq!(part_before_name("[记者] 王芳"), Some(("记者", "王芳")));
        assert!(has_name_behind("主持", "李明：几点？"));
        assert!(has_name_behind("跑者", "李明（笑）：几点？"));
        for label in [
            "【李明】王芳",
            "【背景】成本",
            "【主持】观众",
            "【00:01】李明",
            "[1] 李明",
            "[番外 02] 李明",
            "李明",
        ] {
            assert_eq!(part_before_name(label), None, "{label}");
        }
        assert!(!has_name_behind("李明", "王芳：几点？"));
    }

    #[test]
    fn a_mark_joins_a_name_and_a_place_of_work() {
        for (label, expected) in [
            ("李明-产品", Some(("李明", "产品"))),
            ("市场部/王芳", Some(("王芳", "市场部"))),
            ("李明_PM", Some(("李明", "PM"))),
            ("李明/Li Ming", Some(("李明", "Li Ming"))),
            ("李明 · 主持", Some(("李明", "主持"))),
            ("李明/王芳", None),
            ("S04E00-李明", None),
            ("成本-收益", None),
            ("Jean-Paul", None),
            ("李明", None),
        ] {
            assert_eq!(name_and_work(label), expected, "{label}");
        }
    }
}
