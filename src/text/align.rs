//! Where two texts have the same words, in the same order.
//!
//! A text is compared as tokens: a Chinese character, a word of letters, a number, an amount (see `quantity`). Case, width, 繁 and 简, punctuation and
//! quotation marks make no token, so texts that differ in these alone have the same ones.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::fold::fold;
use super::marks::{is_quotation, opens_brackets};
use super::numeral::{NUMERALS, in_digits};
use super::quantity::quantity;
use super::script::{Script, script};

/// A text as tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// What each token is; equal ones are the same word.
    keys: Vec<u64>,
    /// The bytes of the text that each was made of.
    spans: Vec<Range<usize>>,
    /// Whether a mark that ends a clause stands between it and the token before it. The first begins one.
    begins: Vec<bool>,
    /// Whether it is a single Chinese character.
    han: Vec<bool>,
}

/// Tokens of one text that another has as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Which they are in the one.
    pub one: Range<usize>,
    /// And in the other; as many.
    pub other: Range<usize>,
}

impl Tokens {
    /// The tokens of a text.
    pub fn of(text: &str) -> Tokens {
        let folded = fold(text);
        let characters: Vec<(usize, char)> = folded.as_str().char_indices().collect();
        let mut tokens = Tokens::default();
        let (mut at, mut begins) = (0, true);
        while let Some((start, character)) = characters.get(at).copied() {
            let length = token_length(&characters[at..]);
            if length == 0 {
                begins |= ends_clause(character);
                at += 1;
                continue;
            }
            let end = characters.get(at + length).map_or(folded.as_str().len(), |(end, _)| *end);
            tokens.keys.push(key(&characters[at..at + length]));
            tokens.han.push(length == 1 && script(character) == Script::Han);
            tokens.spans.push(folded.original(start..end));
            tokens.begins.push(std::mem::take(&mut begins));
            at += length;
        }
        tokens
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The bytes of the text from the first to the last of some tokens.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        match (self.spans.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.spans.get(last)))
        {
            (Some(first), Some(last)) if !tokens.is_empty() => first.start..last.end,
            (Some(first), _) => first.start..first.start,
            _ => self.spans.last().map_or(0..0, |last| last.end..last.end),
        }
    }

    /// Whether a clause begins at a token, or the text ends there.
    pub fn begins_clause(&self, at: usize) -> bool {
        self.begins.get(at).copied().unwrap_or(true)
    }

    /// The token with which the clause begins that a token stands in.
    pub fn clause_start(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.begins_clause(*at)).unwrap_or(0)
    }

    /// Runs of three tokens, each as one number, with the first token of each.
    pub fn runs(&self) -> impl Iterator<Item = u64> + '_ {
        self.keys
            .windows(RUN)
            .map(|run| run.iter().fold(0, |sum, key| (sum ^ key).wrapping_mul(MIX).rotate_left(23)))
    }

    /// What the text is about, to compare it with texts that say the same otherwise: its words of letters, its numbers and each
    /// two characters that follow each other.
    pub fn words(&self) -> Vec<u64> {
        let joined = |one: u64, other: u64| (one ^ MIX).wrapping_mul(MIX) ^ other;
        let tokens: Vec<(u64, bool)> = self.keys.iter().copied().zip(self.han.iter().copied()).collect();
        let pairs = tokens.windows(2).filter(|pair| pair[0].1 && pair[1].1);
        let pairs = pairs.map(|pair| joined(pair[0].0, pair[1].0));
        // GPT-5.2 is one word, and neither GPT nor 5.2.
        let runs = tokens.chunk_by(|(_, one), (_, other)| !one && !other).filter(|run| !run[0].1);
        let alone = runs.flat_map(|run| match run {
            [(one, _), (other, _)] => vec![joined(*one, *other)],
            run => run.iter().map(|(key, _)| *key).collect(),
        });
        alone.chain(pairs).collect()
    }

    /// Where the tokens of another text stand here, one behind the other.
    pub fn find(&self, other: &Tokens) -> Option<Range<usize>> {
        let length = other.len();
        if length == 0 || length > self.len() {
            return None;
        }
        let at = self.keys.windows(length).position(|window| window == other.keys)?;
        Some(at..at + length)
    }

    /// The longest common subsequence with another short text, as runs; those shorter than `shortest` are left out.
    pub fn common(&self, other: &Tokens, shortest: usize) -> Vec<Block> {
        let (rows, columns) = (self.len(), other.len());
        // How long it is from each pair of tokens on.
        let mut lengths = vec![0u16; (rows + 1) * (columns + 1)];
        let at = |row: usize, column: usize| row * (columns + 1) + column;
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                lengths[at(row, column)] = if self.keys[row] == other.keys[column] {
                    lengths[at(row + 1, column + 1)].saturating_add(1)
                } else {
                    lengths[at(row + 1, column)].max(lengths[at(row, column + 1)])
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        let mut blocks: Vec<Block> = Vec::new();
        while row < rows && column < columns {
            if self.keys[row] == other.keys[column] {
                match blocks.last_mut() {
                    Some(block) if block.one.end == row && block.other.end == column => {
                        block.one.end += 1;
                        block.other.end += 1;
                    }
                    _ => blocks.push(Block { one: row..row + 1, other: column..column + 1 }),
                }
                row += 1;
                column += 1;
            } else if lengths[at(row + 1, column)] >= lengths[at(row, column + 1)] {
                row += 1;
            } else {
                column += 1;
            }
        }
        blocks.retain(|block| block.one.len() >= shortest);
        blocks
    }

    /// Moves what is left out between two runs to where clauses begin, as far as equal words on both sides of it let it move.
    pub fn settle(&self, blocks: &mut [Block]) {
        for at in 1..blocks.len() {
            let (before, behind) = (blocks[at - 1].clone(), blocks[at].clone());
            if before.one.end != behind.one.start {
                continue;
            }
            let gap = before.other.end..behind.other.start;
            let same = |one: usize, other: usize| self.keys[one] == self.keys[other];
            let to_left = (1..before.one.len()).take_while(|by| same(gap.start - by, gap.end - by)).count();
            let to_right =
                (0..behind.one.len() - 1).take_while(|by| same(gap.start + by, gap.end + by)).count();
            let worth = |shift: isize| {
                let begins = |place: usize| self.begins_clause(place.saturating_add_signed(shift));
                (usize::from(begins(gap.start)) + usize::from(begins(gap.end)), -shift.abs())
            };
            let best =
                (-(to_left as isize)..=to_right as isize).max_by_key(|shift| worth(*shift)).unwrap_or(0);
            for (block, is_before) in [(at - 1, true), (at, false)] {
                let Block { one, other } = &mut blocks[block];
                let ends = if is_before {
                    (&mut one.end, &mut other.end)
                } else {
                    (&mut one.start, &mut other.start)
                };
                *ends.0 = ends.0.saturating_add_signed(best);
                *ends.1 = ends.1.saturating_add_signed(best);
            }
        }
    }

    /// Whether these tokens are the same as those of another text.
    pub fn has(&self, other: &Tokens, block: &Block) -> bool {
        let (ours, theirs) = (self.keys.get(block.one.clone()), other.keys.get(block.other.clone()));
        ours.is_some() && ours == theirs
    }

    /// Some of the tokens, as a text of its own.
    pub fn part(&self, tokens: Range<usize>) -> Tokens {
        Tokens {
            keys: self.keys[tokens.clone()].to_vec(),
            spans: self.spans[tokens.clone()].to_vec(),
            begins: self.begins[tokens.clone()].to_vec(),
            han: self.han[tokens].to_vec(),
        }
    }
}

/// How many tokens make a run.
pub const RUN: usize = 3;
/// An odd number without a pattern (of xxHash), to mix keys with.
const MIX: u64 = 0x9E37_79B1_85EB_CA87;

/// How many characters the token has that begins here; 0 where none does.
fn token_length(characters: &[(usize, char)]) -> usize {
    let kind = |at: usize| characters.get(at).map(|(_, character)| *character);
    let Some(first) = kind(0) else { return 0 };
    if let Some((length, _)) = quantity_of(characters) {
        return length;
    }
    let run = |fits: &dyn Fn(char) -> bool| characters.iter().take_while(|(_, it)| fits(*it)).count();
    if first.is_ascii_digit() {
        return number_length(&kind);
    }
    if NUMERALS.contains(first) {
        return run(&|it| NUMERALS.contains(it));
    }
    match script(first) {
        Script::Han => 1,
        Script::Word => {
            let is_letter = |it: char| script(it) == Script::Word && !it.is_ascii_digit();
            let mut length = run(&is_letter);
            // `don't` is one word.
            while kind(length) == Some('\'') && kind(length + 1).is_some_and(is_letter) {
                length += 1 + characters[length + 1..].iter().take_while(|(_, it)| is_letter(*it)).count();
            }
            length
        }
        // 5% is not 5, and C++ is not C.
        Script::Mark => usize::from(matches!(first, '%' | '‰' | '$' | '€' | '£' | '¥' | '+')),
        Script::Space => 0,
    }
}

/// The length and the value of the quantity that begins here.
fn quantity_of(characters: &[(usize, char)]) -> Option<(usize, String)> {
    // Most characters begin none.
    let may_begin = |it: char| it.is_ascii_digit() || it == '$' || NUMERALS.contains(it);
    characters.first().filter(|(_, first)| may_begin(*first))?;
    quantity(&|at| characters.get(at).map(|(_, character)| *character))
}

/// Digits with the marks between them: 1.5, 1/100, 91,044, 2026-01-26.
fn number_length(kind: &dyn Fn(usize) -> Option<char>) -> usize {
    let is_digit = |at: usize| kind(at).is_some_and(|it| it.is_ascii_digit());
    let mut length = 1;
    loop {
        match kind(length) {
            Some(it) if it.is_ascii_digit() => length += 1,
            Some('.' | ',' | '/' | ':' | '-') if is_digit(length + 1) => length += 2,
            _ => return length,
        }
    }
}

fn key(characters: &[(usize, char)]) -> u64 {
    if let Some((_, value)) = quantity_of(characters).filter(|(length, _)| *length == characters.len()) {
        return xxh3_64(value.as_bytes());
    }
    let may_be_number = |first: char| first.is_ascii_digit() || NUMERALS.contains(first);
    if may_be_number(characters[0].1)
        && let Some(value) = in_digits(characters.iter().map(|(_, it)| *it))
    {
        return xxh3_64(value.as_bytes());
    }
    match characters {
        [(_, one)] => u64::from(*one),
        several => {
            // 91,044 and 91044 are one number.
            let text: String = several.iter().map(|(_, it)| *it).filter(|it| *it != ',').collect();
            xxh3_64(text.as_bytes())
        }
    }
}

/// Whether a mark parts clauses. Folding has made ASCII of most of them.
fn ends_clause(mark: char) -> bool {
    let parts = matches!(mark, ',' | '.' | '!' | '?' | ';' | ':' | '。' | '、' | '…' | '—' | '\n');
    parts || opens_brackets(mark) || is_quotation(mark)
}

/// What a token in common is worth, in an alignment.
const MATCH: i32 = 2;
/// What it costs to leave one run of tokens for the next: a run of two alone, which all texts have in common, is not worth it.
const LEAVING: i32 = 5;
/// The most comparisons of tokens; longer texts are not aligned.
const MOST: usize = 8_000_000;

/// The alignment of two texts that has the most tokens in common in the fewest runs (Gotoh 1982, with gaps that cost as
/// much whatever their length, and none at the ends of `other`): its runs, in order. None where the texts are too long.
pub fn align(one: &Tokens, other: &Tokens) -> Vec<Block> {
    let (rows, columns) = (one.len(), other.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST {
        return Vec::new();
    }
    // For each pair of tokens: whether the best way that matches them goes on from the pair before, else where it left.
    let mut ways: Vec<u32> = vec![NEW; rows * columns];
    let mut before: Vec<i32> = vec![0; columns];
    // The best so far of all pairs above and to the left, per column, and where it is.
    let mut best_above: Vec<(i32, u32)> = vec![(0, NEW); columns + 1];
    let mut best: (i32, u32) = (0, NEW);
    for row in 0..rows {
        let mut scores = vec![0; columns];
        for column in 0..columns {
            if one.keys[row] != other.keys[column] {
                continue;
            }
            let place = (row * columns + column) as u32;
            let goes_on = if row > 0 && column > 0 { before[column - 1] } else { 0 };
            let (left, from) = best_above[column];
            let left = left - if from == NEW { 0 } else { LEAVING };
            let (score, way) = if goes_on > 0 && goes_on >= left {
                (goes_on, GOES_ON)
            } else {
                (left.max(0), if left > 0 { from } else { NEW })
            };
            scores[column] = score + MATCH;
            ways[place as usize] = way;
        }
        // Only now, as a way goes on below.
        let mut running: (i32, u32) = (0, NEW);
        for column in 0..columns {
            // Of equals the nearest to what follows.
            if scores[column] > 0 && scores[column] >= running.0 {
                running = (scores[column], (row * columns + column) as u32);
            }
            if running.0 > 0 && running.0 >= best_above[column + 1].0 {
                best_above[column + 1] = running;
            }
        }
        if running.0 > best.0 {
            best = running;
        }
        before = scores;
    }
    let mut found = blocks(best.1, &ways, columns);
    drop_far_ends(&mut found);
    found
}

/// A run of fewer tokens that stands far from all others is a coincidence.
const SHORT: usize = 6;
/// How far that is, in tokens.
const FAR: usize = 40;

fn drop_far_ends(blocks: &mut Vec<Block>) {
    let is_stray = |stray: &Block, before: &Block, behind: &Block| {
        stray.one.len() < SHORT && behind.other.start - before.other.end > FAR
    };
    while let [first, second, ..] = blocks.as_slice()
        && is_stray(first, first, second)
    {
        blocks.remove(0);
    }
    while let [.., second, last] = blocks.as_slice()
        && is_stray(last, second, last)
    {
        blocks.pop();
    }
}

/// Nothing comes before.
const NEW: u32 = u32::MAX;
/// The pair before, in both texts, is matched too.
const GOES_ON: u32 = u32::MAX - 1;

/// Goes back from the last pair.
fn blocks(last: u32, ways: &[u32], columns: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut place = last;
    while place != NEW {
        let (mut row, mut column) = (place as usize / columns, place as usize % columns);
        let (end, other_end) = (row + 1, column + 1);
        while ways[row * columns + column] == GOES_ON {
            row -= 1;
            column -= 1;
        }
        blocks.push(Block { one: row..end, other: column..other_end });
        place = ways[row * columns + column];
    }
    blocks.reverse();
    blocks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_tokens(text: &str, expect: &[&str]) {
        let tokens = Tokens::of(text);
        let found: Vec<&str> = tokens.spans.iter().map(|span| &text[span.clone()]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_number_and_a_word_are_one_token() {
        check_tokens("GPT-5.2比3.5快", &["GPT", "5.2", "比", "3.5", "快"]);
        check_tokens("91,044次，１％", &["91,044", "次", "１％"]);
        check_tokens("三百万人 don’t", &["三百万", "人", "don’t"]);
        assert_eq!(Tokens::of("91,044").keys, Tokens::of("91044").keys);
        assert_ne!(Tokens::of("1.5").keys, Tokens::of("15").keys);
    }

    #[test]
    fn a_number_is_the_same_in_either_script() {
        for (one, other) in [
            ("一百倍", "100倍"),
            ("五年", "5年"),
            ("二〇二六年", "2026年"),
            ("三百一十二条", "312条"),
            ("三万两千", "32,000"),
            ("三千万", "3000 万"),
            ("下降百分之三十五", "下降 35%"),
        ] {
            assert_eq!(Tokens::of(one).keys, Tokens::of(other).keys, "{one}");
        }
        for (one, other) in [("三五年", "35年"), ("千万", "10000000"), ("百", "100"), ("十五", "50")]
        {
            assert_ne!(Tokens::of(one).keys, Tokens::of(other).keys, "{one}");
        }
    }

    #[test]
    fn marks_and_forms_of_characters_make_no_difference() {
        let one = Tokens::of("“機器學習”，很重要——真的！");
        assert_eq!(one.keys, Tokens::of("「机器学习」很重要真的").keys);
    }

    #[track_caller]
    fn check(one: &str, other: &str, expect: &[&str]) {
        let (tokens, others) = (Tokens::of(one), Tokens::of(other));
        let found: Vec<&str> =
            align(&tokens, &others).into_iter().map(|block| &one[tokens.span(block.one)]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn an_alignment_has_few_long_runs() {
        check("我们明年会再看成本", "我们会在明年会再看一次成本", &["明年会再看"]);
        check("甲乙丙丁戊己庚辛", "甲乙丙丁一二戊己庚辛", &["甲乙丙丁", "戊己庚辛"]);
        check("甲乙丙", "丁戊己", &[]);
        check("", "甲", &[]);
        // Words in another order are no alignment.
        check("戊己庚辛壬甲乙丙丁", "甲乙丙丁戊己庚辛壬", &["戊己庚辛壬"]);
    }

    #[test]
    fn what_is_left_out_begins_with_a_clause() {
        let (one, other) = ("世界在安全方面要变", "世界在安全，特别是生物安全方面要变");
        let (ours, theirs) = (Tokens::of(one), Tokens::of(other));
        let mut blocks = align(&ours, &theirs);
        theirs.settle(&mut blocks);
        let runs: Vec<&str> = blocks.iter().map(|block| &one[ours.span(block.one.clone())]).collect();
        assert_eq!(runs, ["世界在安全", "方面要变"]);
        assert_eq!(&other[theirs.span(blocks[0].other.end..blocks[1].other.start)], "特别是生物安全");
    }

    proptest! {
        #[test]
        fn blocks_are_in_order_and_equal(one in "[一-三a-b0-1 ，]{0,30}", other in "[一-三a-b0-1 ，]{0,30}") {
            let (one, other) = (Tokens::of(&one), Tokens::of(&other));
            let mut ends = (0, 0);
            let mut blocks = align(&one, &other);
            other.settle(&mut blocks);
            for block in blocks {
                prop_assert_eq!(&one.keys[block.one.clone()], &other.keys[block.other.clone()]);
                prop_assert!(block.one.start >= ends.0 && block.other.start >= ends.1 && !block.one.is_empty());
                ends = (block.one.end, block.other.end);
            }
        }
    }
}
