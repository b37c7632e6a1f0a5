//! Several turns on one line.
//!
//! ```text
//! line = turn ( end turn )+
//! turn = lead words                           ; a bold name, or a plain one before quoted words
//!      | clause verb-of-saying colon quoted   ; behind quoted words
//!      | "**" name "**" verb-of-saying words  ; behind another turn
//!      | name? ( "答" | "A" | … ) colon words ; behind a question whose label asks: `问：几点？答：五点。`
//! end  = the mark that closes quoted words, or that of a sentence
//! ```
//!
//! Where a turn ends is judged by the shape of the next name alone, since nobody is known yet: in doubt the turn ends.

use std::ops::Range;

use super::lead::{self, Lead};
use super::quotation;
use crate::language::name_shape::{self, Shape};
use crate::language::{clause, label};
use crate::language::{everyday, lexicon};
use crate::markdown::Inline;
use crate::text::marks::{closes_quotation, first_opening_quotation, open_quotations, opens_quotation};

/// Where the second turn of a line begins that `lead` opens, and its lead.
pub(crate) fn second_turn(
    inline: &Inline,
    line: &Range<usize>,
    lead: &Lead,
) -> Option<(usize, Option<Lead>)> {
    // `李明：狐狸说：“走吧。”石头说：“不走。”` is one turn, whose speaker tells what others say.
    let is_quoted = inline.text[lead.end..line.end].starts_with(opens_quotation);
    let tells_more = is_quoted || clause::ends_in_saying(&lead.name);
    let is_next = |next: &Lead| tells_more || clause::without_saying(&next.name).is_none();
    let led = bold_turn(inline, line, lead)
        .or_else(|| plain_turn(inline, line, lead).filter(|(_, next)| is_next(next)))
        .or_else(|| answering_turn(inline, line, lead));
    let told = || if tells_more { told_turn(inline, line, lead) } else { None };
    led.map(|(start, lead)| (start, Some(lead))).or_else(|| Some((told()?, None)))
}

/// `李明说：“先走。”随后，王芳说：“船备好了。”`: a sentence that tells who says the next words.
fn told_turn(inline: &Inline, line: &Range<usize>, lead: &Lead) -> Option<usize> {
    behind_quoted(&inline.text[lead.end..line.end], &['：', ':']).map(|length| lead.end + length)
}

/// Where the second sentence of a line begins that tells who says words, as the first does: `李明表示，“先走。”她补充说，“走吧。”`
pub(crate) fn second_told(inline: &Inline, line: &Range<usize>) -> Option<usize> {
    const MARKS: [char; 4] = ['，', ',', '：', ':'];
    let text = &inline.text[line.clone()];
    // Few lines quote twice.
    let is_closed_twice = |close: char| text.match_indices(close).nth(1).is_some();
    if !is_closed_twice('”') && !is_closed_twice('」') {
        return None;
    }
    let open = first_opening_quotation(text)?;
    if !is_told(&text[..open], &MARKS) {
        return None;
    }
    behind_quoted(&text[open..], &MARKS).map(|length| line.start + open + length)
}

/// The length of quoted words and what stands before the sentence behind them, if that tells who says the next.
fn behind_quoted(words: &str, marks: &[char]) -> Option<usize> {
    let rest = &words[quotation::end_of_first(words)?..];
    let told = rest.trim_start();
    is_told(&told[..told.find(opens_quotation)?], marks).then_some(words.len() - told.len())
}

/// Whether words before a quotation end in a clause that says it.
fn is_told(before: &str, marks: &[char]) -> bool {
    let Some(before) = before.trim_end().strip_suffix(marks) else { return false };
    let clause = before.rsplit(['，', ',', '。', '；']).next().unwrap_or(before).trim();
    clause.chars().count() >= 2 && clause::ends_in_saying(clause)
}

/// `**李明**：「谢谢你来。」 **王芳**：「谢谢邀请。」`
fn bold_turn(inline: &Inline, line: &Range<usize>, lead: &Lead) -> Option<(usize, Lead)> {
    let first = inline.strong.partition_point(|strong| strong.start < lead.end);
    inline.strong[first..].iter().take_while(|strong| strong.end <= line.end).find_map(|strong| {
        let before = inline.text[lead.end..strong.start].trim_end();
        if !before.ends_with(|last| closes_quotation(last) || "。！？…!?.）)".contains(last)) {
            return None;
        }
        let next = lead::read(inline, strong.start..line.end)
            .filter(|next| names_somebody(inline, line, next) || is_set_alike(lead, next))
            .or_else(|| with_verb(inline, strong.start..line.end))?;
        Some((strong.start, next))
    })
}

/// Whether a bold label names somebody, as far as its shape and the words behind it tell.
fn names_somebody(inline: &Inline, line: &Range<usize>, lead: &Lead) -> bool {
    let is_quoted = inline.text[lead.end..line.end].starts_with(opens_quotation);
    match name_shape::shape(&lead.name) {
        Shape::Person | Shape::Role => true,
        Shape::Open => is_quoted || !lead.name.chars().any(name_shape::is_han),
        // `**王芳** 问：……`
        Shape::Label => lead
            .name
            .split_once(' ')
            .is_some_and(|(name, verb)| is_person(name) && lexicon::ENDING_CLAUSES.end(verb)),
    }
}

/// Whether a bold label behind another may be what somebody is called, and is no word for a matter: `**阿毛**：……？ **小满**：……`.
fn is_set_alike(lead: &Lead, next: &Lead) -> bool {
    lead.is_bold
        && next.is_bold
        && (2..=3).contains(&next.name.chars().count())
        && next.name.chars().all(name_shape::is_han)
        && name_shape::shape(&next.name) == Shape::Open
        && !label::is_label(&next.name)
        && !everyday::may_be_matter(&next.name)
}

fn is_person(name: &str) -> bool {
    matches!(name_shape::shape(name), Shape::Person | Shape::Role)
}

/// Reads `**李明** 说不急。`: a bold name and a verb of saying, with the words behind it.
fn with_verb(inline: &Inline, line: Range<usize>) -> Option<Lead> {
    const VERBS: [&str; 8] = ["回答说", "回答", "答道", "答", "说道", "说", "反问", "问"];
    /// Characters that make another word of a verb: 说明, 说服, 问题, 答案.
    const OTHERWISE: &str = "明服法过起出到题案卷复辞";
    let strong = inline.strong_at(line.start)?;
    let name = inline.text[line.start..strong.end.min(line.end)].trim();
    let rest = inline.text[strong.end.min(line.end)..line.end].trim_start();
    let words = VERBS.iter().find_map(|verb| rest.strip_prefix(verb))?;
    let words = words.trim_start_matches(['，', ',', '：', ':', ' ']);
    let is_speech =
        is_person(name) && !words.is_empty() && !words.starts_with(|first| OTHERWISE.contains(first));
    is_speech.then(|| Lead {
        name: name.to_owned(),
        qualifier: None,
        is_bold: true,
        stamp: None,
        end: line.end - words.len(),
    })
}

/// `李明：「谢谢你来。」王芳：「谢谢邀请。」`
fn plain_turn(inline: &Inline, line: &Range<usize>, lead: &Lead) -> Option<(usize, Lead)> {
    let words = &inline.text[lead.end..line.end];
    let close = lead.end + quotation::end_of_first(words)?;
    let rest = &inline.text[close..line.end];
    let start = line.end - rest.trim_start().len();
    let next = lead::read(inline, start..line.end)?;
    // `李明说：“要等。”他补充说：“也要省。”`
    let is_pronoun = clause::is_said_by_pronoun(&next.name) && clause::ends_in_saying(&next.name);
    let is_turn =
        (is_person(&next.name) || is_pronoun) && inline.text[next.end..line.end].starts_with(opens_quotation);
    is_turn.then_some((start, next))
}

/// `问：几点起？答：五点。`, `李明问：几点起？王芳答：五点。`
fn answering_turn(inline: &Inline, line: &Range<usize>, lead: &Lead) -> Option<(usize, Lead)> {
    if !label::asks(unnumbered(&lead.name)) && !lead.name.contains('问') {
        return None;
    }
    let words = &inline.text[lead.end..line.end];
    let ends = words.match_indices(['？', '?']).map(|(at, mark)| lead.end + at + mark.len());
    ends.filter(|end| open_quotations(&inline.text[lead.end..*end]) <= 0).find_map(|end| {
        let start = line.end - inline.text[end..line.end].trim_start().len();
        let next = lead::read(inline, start..line.end)?;
        let is_answer = label::answers(unnumbered(&next.name))
            || ["回答", "答道", "答"].iter().any(|verb| next.name.strip_suffix(verb).is_some_and(is_person));
        is_answer.then_some((start, next))
    })
}

fn unnumbered(label: &str) -> &str {
    label.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, read as read_markdown};

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let document = read_markdown(text);
        let BlockKind::Paragraph(inline) = &document.blocks[0].kind else { panic!("{text}") };
        let line = 0..inline.text.len();
        let lead = lead::read(inline, line.clone()).unwrap();
        let found = second_turn(inline, &line, &lead);
        let found = found.as_ref().and_then(|(_, lead)| lead.as_ref());
        let found = found.map(|lead| (lead.name.as_str(), &inline.text[lead.end..]));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_second_turn_begins_with_its_name() {
        check("**李明**：「谢谢你来。」 **王芳**：「谢谢邀请。」", Some(("王芳", "「谢谢邀请。」")));
        check("李明：“谢谢你来。”王芳：“谢谢邀请。”", Some(("王芳", "“谢谢邀请。”")));
        check("**李明** 问：要不要换？**王芳** 说不急。", Some(("王芳", "不急。")));
        check("问：几点起？答：五点。", Some(("答", "五点。")));
        check("Q1：几点起？A1：五点。", Some(("A1", "五点。")));
        check("李明问：几点起？王芳答：五点。", Some(("王芳答", "五点。")));
        check("**阿毛**：夜里谁来？ **小满**：醉的。", Some(("小满", "醉的。")));
        check("**Sam**: Thanks. **Joe**: Sure.", Some(("Joe", "Sure.")));
    }

    #[test]
    fn what_names_nobody_goes_on_with_the_turn() {
        check("**李明**：我们有两个目标。**目标一**：快。", None);
        check("**阿毛**：我讲两点。**速度**：要快。", None);
        check("**李明**：“他说“王芳：“不行。””就走了。”", None);
        check("**李明**：问过了？**王芳** 说明了原因。", None);
        check("问：他说“几点？答：五点”，对吗？", None);
        check("问：几点？早答：五点。", None);
        check("**李明**：找的是 **王芳**：她懂。", None);
    }
}
