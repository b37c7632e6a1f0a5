//! Numbers that a question asks for, and whether a record has one of the kind.

use super::occurrence::{Occurrence, RecordWords};
use super::terms::occurs;
use crate::language::Words;
use crate::language::lexicon::{
    ASKING_COUNTS, ASKING_DAYS, ASKING_MEASURES, ASKING_MONEY, ASKING_SHARES, ASKING_SPANS, UNITS_OF_COUNTS,
    UNITS_OF_DAYS, UNITS_OF_MEASURES, UNITS_OF_MONEY, UNITS_OF_SHARES, UNITS_OF_SPANS,
};
use crate::model::{Body, PassageForm, Record};

/// A kind of number: the words that ask for it, and what stands behind one.
pub(super) struct NumberKind {
    asking: &'static Words,
    units: &'static Words,
}

/// How far from a term a number may stand, and how long a text may be of which any number counts, in bytes: a Chinese character
/// has three.
const NEAR: usize = 3 * 30;
const SHORT: usize = 3 * 60;

/// The kinds. What asks for several is taken for the first: 多少钱 has 多少 in it.
static KINDS: [NumberKind; 6] = [
    NumberKind { asking: &ASKING_MONEY, units: &UNITS_OF_MONEY },
    NumberKind { asking: &ASKING_SHARES, units: &UNITS_OF_SHARES },
    NumberKind { asking: &ASKING_SPANS, units: &UNITS_OF_SPANS },
    NumberKind { asking: &ASKING_DAYS, units: &UNITS_OF_DAYS },
    NumberKind { asking: &ASKING_MEASURES, units: &UNITS_OF_MEASURES },
    NumberKind { asking: &ASKING_COUNTS, units: &UNITS_OF_COUNTS },
];

/// The kind of number that a normalised question asks for.
pub(super) fn asked(question: &str) -> Option<&'static NumberKind> {
    // Words of several parts have a hyphen between them in the list.
    let joined = question.replace(' ', "-");
    KINDS.iter().find(|kind| occurs(kind.asking, &joined))
}

impl NumberKind {
    /// Whether a term does no more than to ask for one, as 多少钱 does; 工资 says what it is of, too.
    pub(super) fn is_asked_by(&self, term: &str) -> bool {
        self.asking.contains(term) && term.contains(['多', '几', '哪', '何', '么'])
    }

    /// Whether a record has such a number near one of the places where terms of the question stand: in a long text there is one
    /// of any kind somewhere. A row of a table may have the unit in its head.
    pub(super) fn is_in(&self, record: &Record, words: &RecordWords, found: &[Occurrence]) -> bool {
        let is_row = matches!(&record.body, Body::Passage(passage) if passage.form == PassageForm::TableRow);
        words.pieces.iter().enumerate().any(|(piece, text)| {
            let is_near = |at: usize| {
                text.len() <= SHORT
                    || found.iter().any(|occurrence| {
                        let place = &occurrence.normal;
                        occurrence.piece == piece && place.start <= at + NEAR && at <= place.end + NEAR
                    })
            };
            self.units.around(text).any(|(before, _)| ends_with_number(before) && is_near(before.len()))
                || is_row && text.split('|').any(|cell| is_number(cell.trim()))
        })
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_digit() || ".,%-".contains(character))
}

/// Whether a text ends with a number of digits or of Han numerals; 一 alone is an article as often.
fn ends_with_number(text: &str) -> bool {
    let is_numeral = |character: &char| "〇零一二两三四五六七八九十百千万亿半".contains(*character);
    let text = text.trim_end().trim_end_matches(['多', '几', '来', '余']);
    if text.ends_with(|last: char| last.is_ascii_digit()) {
        return true;
    }
    let numerals: Vec<char> = text.chars().rev().take_while(is_numeral).collect();
    !numerals.is_empty() && numerals != ['一']
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, text: &str, expect: bool) {
        let kind = asked(question).unwrap_or_else(|| panic!("{question} asks for no number"));
        let found = kind.units.around(text).any(|(before, _)| ends_with_number(before));
        assert_eq!(found, expect, "{question}: {text}");
    }

    #[test]
    fn a_number_of_the_kind_asked_for_is_told_from_others() {
        check("一张票多少钱", "一张卖到八十五块", true);
        check("一张票多少钱", "前后卖了3天", false);
        check("作弊的比例", "抓到的占三成", true);
        check("修了多久", "修了 11 个月", true);
        check("when was it founded", "成立于 1998 年", true);
        check("哪一年建的", "是一年里最冷的时候", false);
        check("灯塔建于何年", "成立于 1998 年", true);
        check("灯塔有多高", "塔身高 31 米", true);
        check("灯塔有多高", "亮了 31 年", false);
    }

    #[test]
    fn other_questions_ask_for_none() {
        assert!(asked("为什么会掉线").is_none());
        assert!(asked("whenever it rains").is_none());
    }
}
