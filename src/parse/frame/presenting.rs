//! Sentences at a note's beginning that present those who take part: `今天的艺术家是大卫·拉帕姆，策展人是林远。`
//!
//! ```text
//! sentence = … today … part ( "，" part )*
//! part     = role ( "是" | "为" ) name | invites name      ; `今晚请到了船长林远`; the name ends with its clause
//! ```
//!
//! Minutes tell who presides in a sentence of their own: `县长林远主持召开专题会议`, `会议由林远主持`.
//!
//! Without a word for today whoever is somebody's favourite artist would take part.

use crate::language::bare_name;
use crate::language::lexicon;
use crate::language::name_shape;
use crate::markdown::{BlockKind, Document};
use crate::parse::syntax::name_list::{self, Listed};

/// What ends a sentence, and what ends a clause.
const SENTENCES: [char; 6] = ['。', '！', '？', '!', '?', '\n'];
const CLAUSES: [char; 4] = ['，', ',', '；', ';'];

/// Those whom the note's first paragraphs present, each with whether they host.
pub(super) fn people(document: &Document) -> Vec<(Listed, bool)> {
    /// Later in a note such a sentence is about another day.
    const MOST: usize = 8;
    let paragraphs = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(inline) => Some(inline.text.as_str()),
        _ => None,
    });
    let sentences = paragraphs.take(MOST).flat_map(|text| text.split(SENTENCES));
    sentences.filter(|sentence| lexicon::TODAY.occur_in(sentence)).flat_map(of_sentence).collect()
}

/// Whoever presides over the meeting, as the note's first paragraphs tell.
pub(super) fn presiding(document: &Document) -> Option<Listed> {
    const MOST: usize = 8;
    let paragraphs = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(inline) => Some(inline.text.as_str()),
        _ => None,
    });
    paragraphs.take(MOST).flat_map(|text| text.split(SENTENCES)).find_map(presides)
}

/// `县长林远主持召开专题会议`, `会议由林远主持`
fn presides(sentence: &str) -> Option<Listed> {
    sentence.split(CLAUSES).find_map(|clause| {
        let (before, after) = clause.split_once("主持")?;
        let is_meeting =
            after.starts_with("召开") || lexicon::OCCASIONS.occur_in(after) || after.contains("会议");
        match before.rsplit_once('由') {
            Some((_, name)) if after.is_empty() || is_meeting => full(name),
            None if is_meeting => full(before),
            _ => None,
        }
    })
}

fn of_sentence(sentence: &str) -> Vec<(Listed, bool)> {
    sentence
        .split(CLAUSES)
        .filter_map(by_role)
        .chain(sentence.split(CLAUSES).filter_map(by_invitation))
        .collect()
}

/// `今天的艺术家是大卫·拉帕姆`
fn by_role(clause: &str) -> Option<(Listed, bool)> {
    let (before, name) = clause.split_once(['是', '为'])?;
    // `他最喜欢的艺术家是…`: somebody's, and of no day.
    let role = before.trim().rsplit('的').next()?;
    let is_role = lexicon::ROLES.end(role) || lexicon::WEAK_ROLES.end(role);
    let listed = full(name).filter(|_| is_role && !before.contains(['他', '她', '我']))?;
    Some((listed, name_shape::asks_here(role)))
}

/// `今晚我们请到了船长林远`
fn by_invitation(clause: &str) -> Option<(Listed, bool)> {
    let (_, name) = lexicon::INVITING.around(clause).last()?;
    full(name.trim_start_matches('了')).map(|listed| (listed, false))
}

/// The one person whom words name in full and without doubt.
fn full(words: &str) -> Option<Listed> {
    let name = words.rsplit('的').next().unwrap_or(words);
    let [listed] = <[Listed; 1]>::try_from(name_list::people(name)).ok()?;
    (listed.is_certain() && bare_name::is_full(&listed.name) && !bare_name::is_of_body(&listed.name))
        .then_some(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_tell_who_presides() {
        for (sentence, expected) in [
            ("3月4日上午，县长林远主持召开专题会议", Some("林远")),
            ("林远县长主持召开了座谈会", Some("林远")),
            ("会议由副县长林远主持", Some("林远")),
            ("会议由办公室主持", None),
            ("他主持召开过三次会议", None),
            ("林远主持一档节目", None),
        ] {
            let found = presides(sentence).map(|listed| listed.name);
            assert_eq!(found.as_deref(), expected, "{sentence}");
        }
    }

    #[test]
    fn whoever_is_presented_today_takes_part() {
        for (sentence, expected) in [
            ("今天的艺术家是大卫·拉帕姆，策展人是林远", vec!["大卫·拉帕姆", "林远"]),
            ("欢迎收听，本期嘉宾是海星船厂的林远", vec!["林远"]),
            ("今晚我们请到了船长林远", vec!["林远"]),
            ("今天我们邀请到海星船厂的林远", vec!["林远"]),
            ("今天的问题是林远", vec![]),
            ("今天我最喜欢的艺术家是大卫·拉帕姆", vec![]),
            ("今天的嘉宾是三位水手", vec![]),
        ] {
            let found = of_sentence(sentence);
            let names: Vec<&str> = found.iter().map(|(listed, _)| listed.name.as_str()).collect();
            assert_eq!(names, expected, "{sentence}");
        }
    }
}
