//! Prose that one person says who introduces themselves in its first line: `大家好，我是李明。` Its paragraphs stay passages,
//! each with its speaker, and words that it quotes without a name are that person's.
//!
//! ```text
//! monologue    = introduction paragraph*          ; with headings between, up to the next introduction
//! introduction = ( clause mark )? ( "我是" | "我叫" ) role? name ( mark … )?
//! ```
//!
//! The first paragraph of a note introduces all of it, that of a section the section. Where others take turns, or a guest
//! is welcomed, only the paragraph itself is surely theirs.

use crate::language::everyday;
use crate::language::name_shape::{self, Shape};
use crate::language::question;
use crate::language::{behind_role, clause};
use crate::model::{Attribution, PassageForm};
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft, Speaker};
use crate::parse::frame::outline::{Outline, SectionPurpose};

/// Gives passages to those who introduce themselves above them.
pub(super) fn name(drafts: &mut [Draft], outline: &Outline, cast: &Cast) {
    // Words in a blockquote without a name are as likely the one's who tells.
    let is_others = |draft: &Draft| {
        draft.asks() || draft.turn().is_some_and(|turn| !turn.key && turn.speaker != Speaker::Unknown)
    };
    let has_turns = drafts.iter().any(is_others);
    let introductions = introductions(drafts, outline);
    for (at, name) in &introductions {
        let is_alone = !has_turns && cast.guests.iter().all(|guest| guest == name) && !welcomes(drafts, *at);
        let end = introductions.iter().map(|(next, _)| *next).find(|next| next > at).unwrap_or(drafts.len());
        let scope = if is_first(drafts, *at) { None } else { drafts[*at].section };
        let mut those = vec![*at];
        if is_alone {
            let is_within = |draft: &Draft| {
                scope.is_none_or(|scope| outline.ancestors(draft.section).any(|around| around == scope))
            };
            those.extend((at + 1..end).take_while(|index| is_within(&drafts[*index])));
            those.retain(|index| is_told(drafts, *index, outline) || is_quoted(&drafts[*index]));
        }
        for index in those {
            match &mut drafts[index].content {
                Content::Passage(passage) if passage.speaker.is_none() => {
                    passage.speaker = Some(name.clone());
                }
                Content::Turn(turn) if turn.speaker == Speaker::Unknown => {
                    turn.speaker = Speaker::Named { name: name.clone(), attribution: Attribution::Implied };
                    turn.may_be_of.clear();
                }
                _ => {}
            }
        }
    }
}

/// Passages in which somebody introduces themselves, before anything else is said in their section.
fn introductions(drafts: &[Draft], outline: &Outline) -> Vec<(usize, String)> {
    let opens = |index: usize| {
        let section = drafts[index].section;
        let above = drafts[..index].iter().rev().take_while(|above| above.section == section);
        above.take(2).all(|above| prose(above).is_some_and(|text| !text.contains('。')))
    };
    let mut found = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        if outline.purpose(draft.section) == SectionPurpose::Content
            && let Some(name) = prose(draft).and_then(introduced)
            && opens(index)
        {
            found.push((index, name.to_owned()));
        }
    }
    found
}

/// The words of a paragraph or bullet that nobody quotes.
fn prose(draft: &Draft) -> Option<&str> {
    match &draft.content {
        Content::Passage(passage)
            if matches!(passage.form, PassageForm::Paragraph | PassageForm::Bullet { .. }) =>
        {
            Some(&passage.text)
        }
        _ => None,
    }
}

/// Whether nothing that says anything stands above.
fn is_first(drafts: &[Draft], at: usize) -> bool {
    drafts[..at].iter().all(|above| prose(above).is_some_and(|text| !text.contains('。')))
}

/// Whether an introduction welcomes somebody to talk to.
fn welcomes(drafts: &[Draft], at: usize) -> bool {
    let words = ["嘉宾", "欢迎", "采访", "对话", "请到", "请来", "对谈", "做客"];
    prose(&drafts[at]).is_some_and(|text| words.iter().any(|word| text.contains(word)))
}

/// Whether a draft is quoted words that ask nothing: a question may be somebody else's.
fn is_quoted(draft: &Draft) -> bool {
    draft.turn().is_some_and(|turn| !question::ends_in_mark(&turn.words))
}

/// Whether a draft is told, in a section where somebody speaks of themselves.
fn is_told(drafts: &[Draft], index: usize, outline: &Outline) -> bool {
    let section = outline.ancestors(drafts[index].section).last();
    let is_of_section = |draft: &&Draft| outline.ancestors(draft.section).last() == section;
    let is_personal = |draft: &Draft| prose(draft).is_some_and(|text| text.contains('我'));
    let (above, below) = drafts.split_at(index);
    outline.purpose(drafts[index].section) == SectionPurpose::Content
        && prose(&drafts[index]).is_some()
        && (above.iter().rev().take_while(is_of_section).any(is_personal)
            || below.iter().take_while(is_of_section).any(is_personal))
}

/// The name with which a paragraph introduces who says it.
pub(super) fn introduced(text: &str) -> Option<&str> {
    /// How far into a paragraph somebody introduces themselves, in characters.
    const FARTHEST: usize = 40;
    let head = text.char_indices().nth(FARTHEST).map_or(text, |(end, _)| &text[..end]);
    let (before, after) = clause::around_i_am(head)?;
    let opens_clause = before.chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    // Whoever greets gives the name by which they are called, whatever it looks like: `大家好，我是小俊。`
    let greets = before.trim_end_matches(['，', '！', ',', '!', '～', '~', ' ']).ends_with('好');
    let behind = text[head.len() - after.len()..].trim_start();
    // `我是《潮声》的主持人林远`: of whom they are.
    let behind = match behind.strip_prefix('《').and_then(|rest| rest.split_once('》')) {
        Some((_, rest)) => rest.trim_start_matches(['的', ' ']),
        None => behind,
    };
    let end = behind.find(|character: char| !character.is_alphanumeric() && !"·• ".contains(character));
    let words = behind[..end.unwrap_or(behind.len())].trim();
    let name = behind_role::name(words).unwrap_or(words);
    let is_nickname = || {
        let mut characters = name.chars();
        let (first, second) = (characters.next(), characters.next());
        let is_called = matches!(first, Some('小' | '老' | '阿' | '大')) || first == second;
        is_called && second.is_some_and(name_shape::is_han) && characters.count() <= 1 && name == words
    };
    let is_name = match name_shape::shape(name) {
        Shape::Person => name.chars().count() >= 2 && !name_shape::is_role(name),
        Shape::Open => {
            greets && is_nickname() && !name_shape::is_weak_role(name) && !everyday::is_everyday(name)
        }
        Shape::Role | Shape::Label => false,
    };
    (opens_clause && is_name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::introduced;

    #[test]
    fn a_first_line_introduces_somebody() {
        assert_eq!(introduced("大家好，我是林远。今天讲夜班。"), Some("林远"));
        assert_eq!(introduced("我叫 Ada Okafor，在港口工作。"), Some("Ada Okafor"));
        assert_eq!(introduced("各位好，我是调度员周舟，值了十年夜班。"), Some("周舟"));
        assert_eq!(introduced("大家好，我是《潮声》的特约研究员马兰。我们聊聊港口。"), Some("马兰"));
        assert_eq!(introduced("大家好，我是小俊。这是第三期。"), Some("小俊"));
        assert_eq!(introduced("大家好，我是主持人。这是第三期。"), None);
        assert_eq!(introduced("大家好，我是昨天回来的。"), None);
        assert_eq!(introduced("大家好，我是来批作业的。"), None);
        assert_eq!(introduced("我是谁？我从哪里来？"), None);
        assert_eq!(introduced("我是一名医生。"), None);
        assert_eq!(introduced("他说我是林远。"), None);
    }
}
