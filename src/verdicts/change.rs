//! How the words of a claim were changed: what says the same in other words, what says more or less of it, and what says
//! something else.
//!
//! A claim is turned round by one character (放缓, 放宽), so it is not how much of it stands that tells, but what does not: where
//! words came in place of others it is another claim, but for particles and slips; where words only came, or only went, it is
//! the same one told at another length, unless they are among those that turn a claim.

use std::ops::Range;

use crate::language::lexicon;
use crate::text::align::Tokens;
use crate::text::numeral::{self, NUMERALS};
use crate::text::{Script, fold_text, readings, script};

/// What became of a claim's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// The same but for particles and slips of the pen; so many tokens of the longer differ.
    Small(Extent),
    /// Words came, or words went.
    Length(Extent),
    /// Something else is said, in words so near that they may have been made from these.
    Turned,
    /// Other words.
    Other,
}

/// How much differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extent {
    /// Tokens that are not in both: of each gap between common ones the more.
    pub(super) differing: usize,
    /// Those of the longer claim.
    pub(super) of: usize,
}

/// A claim in the form in which it is compared.
pub(super) struct Words {
    /// Without marks, in whatever script and width they are, but with those that belong to numbers: equal for equal words.
    pub(super) letters: String,
    folded: String,
    tokens: Tokens,
}

/// What differs at one place.
struct Gap {
    gone: Range<usize>,
    come: Range<usize>,
}

impl Words {
    pub(super) fn of(claim: &str) -> Words {
        let folded = in_digits(&fold_text(claim));
        Words { letters: letters(&folded), tokens: Tokens::of(&folded), folded }
    }

    /// The text of some tokens, one by one.
    fn texts(&self, tokens: Range<usize>) -> Vec<&str> {
        tokens.map(|at| &self.folded[self.tokens.span(at..at + 1)]).collect()
    }

    /// What these words became in the other claim.
    pub(super) fn change(&self, other: &Words) -> Change {
        let longer = self.tokens.len().max(other.tokens.len());
        let blocks = self.tokens.common(&other.tokens, 1);
        let kept: usize = blocks.iter().map(|block| block.one.len()).sum();
        if kept * 2 < longer || kept == 0 {
            return Change::Other;
        }
        let ends = blocks.iter().map(|block| (block.one.end, block.other.end));
        let starts = blocks.iter().map(|block| (block.one.start, block.other.start));
        let before = [(0, 0)].into_iter().chain(ends);
        let behind = starts.chain([(self.tokens.len(), other.tokens.len())]);
        let gaps = before.zip(behind).map(|(start, end)| Gap { gone: start.0..end.0, come: start.1..end.1 });
        let (mut gone, mut come, mut differing) = (false, false, 0);
        for gap in gaps {
            differing += gap.gone.len().max(gap.come.len());
            let (ours, theirs) = (self.texts(gap.gone), other.texts(gap.come));
            if !is_slip(&ours, &theirs) {
                gone |= !is_particles(&ours.concat());
                come |= !is_particles(&theirs.concat());
            }
        }
        let extent = Extent { differing, of: longer };
        match (gone, come) {
            _ if turning(self) != turning(other) => Change::Turned,
            (true, true) => Change::Turned,
            (false, false) => Change::Small(extent),
            _ => Change::Length(extent),
        }
    }

    /// Whether another claim comes so near to this one that it might be taken for it when this one is gone.
    pub(super) fn is_near(&self, other: &Words) -> bool {
        match self.change(other) {
            Change::Small(_) | Change::Length(_) => true,
            Change::Turned | Change::Other => false,
        }
    }
}

/// A text with its whole numbers in digits: 三成 and 3成 are one share.
fn in_digits(text: &str) -> String {
    let is_of_number = |it: char| it.is_ascii_digit() || NUMERALS.contains(it);
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|it| is_of_number(it) != is_of_number(first)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(length);
        // 一 alone is a part of words as well: 一定, 统一.
        match (is_of_number(first) && run != "一").then(|| numeral::in_digits(run.chars())).flatten() {
            Some(digits) => written.push_str(&digits),
            None => written.push_str(run),
        }
        rest = behind;
    }
    written
}

/// Letters, digits, and the marks without which a number is another one: 1.5 is not 15, and -5% not 5.
fn letters(folded: &str) -> String {
    let characters: Vec<char> = folded.chars().collect();
    let is = |at: Option<usize>, fits: fn(char) -> bool| {
        at.and_then(|at| characters.get(at)).is_some_and(|it| fits(*it))
    };
    let digit = |it: char| it.is_ascii_digit();
    let belongs = |at: &usize| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        match characters[*at] {
            '%' | '‰' | '<' | '>' | '=' | '≤' | '≥' | '≠' | '↑' | '↓' | '→' | '±' | '+' => {
                true
            }
            '.' | '/' | ':' | '~' => is(before, digit) && is(after, digit),
            // A range, or less than nothing.
            '-' | '−' | '–' => is(after, digit) && !is(before, |it| it.is_ascii_alphabetic()),
            other => other.is_alphanumeric(),
        }
    };
    (0..characters.len()).filter(belongs).map(|at| characters[at]).collect()
}

/// What of a claim turns it into another: its numbers, signs, limits and negations, in whatever order, and its directions.
fn turning(words: &Words) -> (Vec<&str>, Vec<char>, Vec<&str>, [bool; 2]) {
    let (letters, folded) = (words.letters.as_str(), words.folded.as_str());
    let is_number = |it: char| it.is_ascii_digit() || matches!(it, '.' | '/' | ':' | '~' | '-' | '−' | '–');
    let mut numbers: Vec<&str> =
        letters.split(|it: char| !is_number(it)).filter(|digits| !digits.is_empty()).collect();
    numbers.sort_unstable();
    let counts =
        |it: &char| lexicon::TURNING_CLAIMS.contains(*it) || !it.is_alphanumeric() && !is_number(*it);
    let mut characters: Vec<char> = letters.chars().filter(counts).collect();
    characters.sort_unstable();
    // Those of one character are in the list of characters, unless names have them as well.
    let negations = lexicon::NEGATIONS.iter().filter(|word| word.chars().nth(1).is_some());
    let is_letter = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
    // An English word is no part of another, as `no` of `know`.
    let is_whole = |(at, word): &(usize, &str)| {
        let (before, behind) = (&folded[..*at], &folded[at + word.len()..]);
        !is_letter(word.chars().next())
            || !is_letter(before.chars().next_back()) && !is_letter(behind.chars().next())
    };
    let turned = lexicon::TURNING_WORDS.iter().chain(negations);
    let turned = turned.flat_map(|word| folded.match_indices(word)).filter(is_whole).map(|(_, word)| word);
    let rises = letters.chars().any(|it| lexicon::RISING.contains(it));
    let falls = letters.chars().any(|it| lexicon::FALLING.contains(it));
    (numbers, characters, turned.collect(), [rises, falls])
}

/// Whether words carry nothing of a claim: 的, 将会.
fn is_particles(words: &str) -> bool {
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let known = (1..=rest.len()).rev().filter(|end| rest.is_char_boundary(*end));
        match known.map(|end| rest.split_at(end)).find(|(word, _)| lexicon::FUNCTION_WORDS.contains(word)) {
            Some((_, after)) => rest = after,
            None if lexicon::MAKING_CLAUSES.contains(first) => rest = &rest[first.len_utf8()..],
            None => return false,
        }
    }
    true
}

/// Whether one is the other with a slip of the pen: a character that sounds the same, a letter, an ending.
fn is_slip(ours: &[&str], theirs: &[&str]) -> bool {
    let is_alike = |(one, other): (&&str, &&str)| {
        let (mut ours, mut theirs) = (one.chars(), other.chars());
        match (ours.next(), ours.next(), theirs.next(), theirs.next()) {
            (Some(one), None, Some(other), None) => is_misheard(one, other),
            _ => is_misspelt(one, other),
        }
    };
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(is_alike)
}

/// 阿莫迪 and 阿摩迪; but 买 and 卖 are opposites.
fn is_misheard(one: char, other: char) -> bool {
    let turns = |it: char| lexicon::TURNING_CLAIMS.contains(it);
    let is_han = script(one) == Script::Han && script(other) == Script::Han;
    is_han && !turns(one) && !turns(other) && {
        let theirs = readings(other);
        readings(one).iter().any(|reading| theirs.contains(reading))
    }
}

/// Fewer letters than these make another word of any change.
const SHORTEST_WORD: usize = 5;

fn is_misspelt(one: &str, other: &str) -> bool {
    let is_word = |word: &str| word.len() >= SHORTEST_WORD && word.bytes().all(|it| it.is_ascii_alphabetic());
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_ending = long.strip_prefix(short).is_some_and(|ending| matches!(ending, "s" | "es" | "ed" | "d"));
    is_ending || is_word(one) && is_word(other) && strsim::damerau_levenshtein(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expect: fn(Change) -> bool) {
        for (one, other) in [(one, other), (other, one)] {
            let change = Words::of(one).change(&Words::of(other));
            assert!(expect(change), "{one} / {other}: {change:?}");
        }
    }

    #[test]
    fn particles_and_slips_change_nothing() {
        for (one, other) in [
            ("三年内港口的泊船将由无人船完成", "三年内，港口泊船会由无人船完成"),
            ("推理成本将大幅下降", "推里成本会大幅下降"),
            ("阿莫迪认为成本会下降", "阿摩迪认为成本会下降"),
            ("inference costs will fall", "inference cost will fall"),
            ("三成企业将停止招聘", "3成企业将停止招聘"),
            ("全国将新增六万个岗位", "全国将新增6万个岗位"),
        ] {
            check(one, other, |change| matches!(change, Change::Small(_)));
        }
    }

    #[test]
    fn words_that_came_or_went_tell_it_at_another_length() {
        for (one, other) in [
            ("成本会降", "成本会下降"),
            ("三年内港口的泊船将由无人船完成", "三年内港口泊船将由无人船来完成"),
            ("公司将放缓招聘", "公司将放缓校园招聘"),
        ] {
            check(one, other, |change| matches!(change, Change::Small(_) | Change::Length(_)));
        }
    }

    #[test]
    fn what_turns_a_claim_is_another_one() {
        for (one, other) in [
            ("公司将大幅放缓招聘", "公司将大幅放宽招聘"),
            ("公司将大幅放缓招聘", "公司将大幅放缓裁员"),
            ("谷歌将超过苹果公司", "苹果将超过谷歌公司"),
            ("推理成本将大幅下降", "推理成本将不大幅下降"),
            (
                "AI models replace most of the junior engineers",
                "AI models don't replace most of the junior engineers",
            ),
            ("推理成本将下降", "推理成本将上升"),
            ("推理成本将降到1.5倍", "推理成本将降到15倍"),
            ("出口在2027年增长-5%", "出口在2027年增长5%"),
            ("成本在2027年前下降", "成本在2028年前下降"),
            ("公司将买下港口的泊位", "公司将卖下港口的泊位"),
            ("机器将取代程序员的工作", "机器将取代部分程序员的工作"),
            ("量子计算机将破解现有密码", "量子计算机将破解所有密码"),
            ("机器人将进入每个家庭", "机器人将进入某个家庭"),
            ("明年岗位可能会减少", "明年岗位会减少"),
            ("公司将扩大招聘的规模", "公司将停止扩大招聘的规模"),
            ("costs will fall quickly", "costs will not fall quickly"),
            ("costs will fall quickly", "costs will rise quickly"),
        ] {
            check(one, other, |change| matches!(change, Change::Turned));
        }
    }

    #[test]
    fn marks_make_no_other_words_unless_they_are_of_a_number() {
        let letters = |claim: &str| Words::of(claim).letters;
        assert_eq!(letters("三年内，港口的泊船！"), letters("三年内港口的泊船"));
        assert_ne!(letters("1.5倍"), letters("15倍"));
        assert_ne!(letters("增长-5%"), letters("增长5%"));
        assert_ne!(letters("利率>5%"), letters("利率<5%"));
    }
}
