//! Names that look like a slip of another one in the same note.

use std::collections::{HashMap, HashSet};

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use super::terms::latin_words;
use crate::analysis::own_words;
use crate::language::lexicon;
use crate::model::{Body, Kind, LineSpan, Record};
use crate::text::{blurred, fold_text, readings, syllables};

/// A slip stands so seldom in a note, and what it is a slip of so many times as often at least.
const MOST_SLIPS: usize = 2;
const TIMES_AS_OFTEN: usize = 3;
/// The fewest letters, or Chinese characters, of a name in which a slip can be told.
const LEAST_LETTERS: usize = 4;
const LEAST_HAN: usize = 3;

/// A name of a note: how often it stands there, and where first.
struct Use {
    times: usize,
    lines: LineSpan,
}

/// Names that may be slips.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let mut found = latin(note);
    found.extend(chinese(note));
    found
}

fn body<'n>(note: &'n ReadNote<'_>) -> impl Iterator<Item = &'n Record> {
    note.parsed.records.iter().filter(|record| !matches!(record.kind(), Kind::Note | Kind::Section))
}

/// Names of letters: terms, people, and products with a number, such as GPT-5.
fn latin(note: &ReadNote<'_>) -> Vec<Finding> {
    let mut uses: HashMap<&str, Use> = HashMap::new();
    let mut known: HashSet<String> = HashSet::new();
    for record in body(note) {
        if let Body::Term(term) = &record.body {
            known.extend([&term.term].into_iter().chain(&term.aliases).map(|name| fold_text(name.trim())));
        }
        for text in own_words(record) {
            for (_, word) in latin_words(text).filter(|(_, word)| is_name(word)) {
                uses.entry(word).or_insert(Use { times: 0, lines: record.lines }).times += 1;
            }
        }
    }
    let of_people = note.parsed.names.members.iter().flat_map(|member| &member.names);
    known.extend(of_people.flat_map(|name| name.text.split(' ')).map(fold_text));
    let mut by_folded: HashMap<String, usize> = HashMap::new();
    for (word, used) in &uses {
        *by_folded.entry(fold_text(word)).or_default() += used.times;
    }
    let is_slip = |word: &str| {
        let folded = fold_text(word);
        by_folded[&folded] <= MOST_SLIPS
            && !known.contains(&folded)
            && !lexicon::ENGLISH_WORDS.contains(&folded)
    };
    let mut found = Vec::new();
    for (word, used) in uses.iter().filter(|(word, _)| is_slip(word)) {
        let folded = fold_text(word);
        let times = by_folded[&folded];
        let meant = by_folded.iter().filter(|(other, often)| {
            let is_known = known.contains(*other) && **often > times
                || **often >= times * TIMES_AS_OFTEN && **often >= 4;
            is_known && is_slip_of(&folded, other)
        });
        if let Some((meant, _)) = meant.max_by_key(|(other, often)| (**often, *other)) {
            let shown = uses.keys().filter(|it| fold_text(it) == *meant).min().copied().unwrap_or(meant);
            found.push(typo(note, used.lines, word, shown));
        }
    }
    found
}

/// `within`: the lines of the record that has it.
fn typo(note: &ReadNote<'_>, within: LineSpan, slip: &str, meant: &str) -> Finding {
    let lines = note.text.text.lines().zip(1u32..).skip(within.first as usize - 1);
    let mut lines = lines.take_while(|(_, line)| *line <= within.last);
    let line = lines.find(|(text, _)| text.contains(slip)).map_or(within.first, |(_, line)| line);
    Finding::at_line(Code::MaybeTypo, line, format!("`{slip}` may be a slip for `{meant}`"))
        .with_hint(format!("write `{meant}` if that is meant"))
}

/// Whether a word of letters may be a name: it has a capital or a digit.
fn is_name(word: &str) -> bool {
    let begins = word.starts_with(|it: char| it.is_ascii_alphabetic());
    begins && word.len() >= LEAST_LETTERS && word.bytes().any(|it| it.is_ascii_uppercase())
}

/// Whether one name is another but for a letter doubled, left out, put in or swapped with the next. Digits tell names apart.
fn is_slip_of(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|it| it.is_ascii_alphabetic()).collect::<String>();
    let rest = |name: &str| name.chars().filter(|it| !it.is_ascii_alphabetic()).collect::<String>();
    let (ours, theirs) = (letters(one), letters(other));
    // A product's numbers stand for much: GT-5 is no chance.
    let least = if one.bytes().any(|it| it.is_ascii_digit()) { 2 } else { LEAST_LETTERS + 1 };
    ours != theirs
        && rest(one) == rest(other)
        && ours.len().min(theirs.len()) >= least
        && ours.chars().next() == theirs.chars().next()
        && ours.len().abs_diff(theirs.len()) <= 1
        && !is_inflected(&ours, &theirs)
        // Zhang and Zhuang are two names.
        && (syllables(&ours).is_empty() || syllables(&theirs).is_empty())
        && (ours.len() != theirs.len() && strsim::levenshtein(&ours, &theirs) == 1
            || is_swapped(&ours, &theirs))
}

/// One with an ending: `Agents`, `GPTs`.
fn is_inflected(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some()
}

fn is_swapped(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && strsim::damerau_levenshtein(one, other) == 1
        && strsim::levenshtein(one, other) == 2
}

/// Chinese names and transliterations, of which another character sounds the same.
fn chinese(note: &ReadNote<'_>) -> Vec<Finding> {
    let members = note.parsed.names.members.iter().flat_map(|member| &member.names);
    let is_han = |it: char| crate::text::script(it) == crate::text::Script::Han;
    let parts = members.flat_map(|name| name.full.as_ref().unwrap_or(&name.text).split(|it| !is_han(it)));
    let names: HashSet<Vec<char>> = parts
        .map(|part| part.chars().collect::<Vec<char>>())
        .filter(|part| (LEAST_HAN..=6).contains(&part.len()))
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    // Where one character is another the first or the second is the same, so few names come into question at each place.
    let mut by_character: HashMap<(usize, char), Vec<&Vec<char>>> = HashMap::new();
    for name in &names {
        (0..2).for_each(|at| by_character.entry((at, name[at])).or_default().push(name));
    }
    let mut often: HashMap<Vec<char>, usize> = HashMap::new();
    let mut slips: HashMap<(Vec<char>, Vec<char>), Use> = HashMap::new();
    for record in body(note) {
        // Whoever speaks counts as well.
        for text in own_words(record).into_iter().chain(record.speaker()) {
            let characters: Vec<char> = text.chars().collect();
            for (start, pair) in characters.windows(2).enumerate() {
                let by_first = by_character.get(&(0, pair[0])).into_iter().flatten();
                let by_second = by_character.get(&(1, pair[1])).into_iter().flatten();
                let by_second = by_second.filter(|name| name[0] != pair[0]);
                for name in by_first.chain(by_second).copied() {
                    let Some(window) = characters.get(start..start + name.len()) else { continue };
                    let differing = window.iter().zip(name).filter(|(one, other)| one != other).count();
                    if differing == 0 {
                        *often.entry(name.clone()).or_default() += 1;
                    } else if differing == 1 && is_misheard(window, name) {
                        let place = (window.to_vec(), name.clone());
                        slips.entry(place).or_insert(Use { times: 0, lines: record.lines }).times += 1;
                    }
                }
            }
        }
    }
    let is_seldom = |((_, name), used): &(&(Vec<char>, Vec<char>), &Use)| {
        used.times <= MOST_SLIPS && often.get(name).is_some_and(|often| *often > used.times)
    };
    let found = slips.iter().filter(is_seldom).map(|((slip, name), used)| {
        let text = |name: &[char]| name.iter().collect::<String>();
        typo(note, used.lines, &text(slip), &text(name))
    });
    found.collect()
}

/// Whether the one character in which two differ sounds the same in both, or nearly, and is no change between 繁 and 简.
fn is_misheard(one: &[char], other: &[char]) -> bool {
    // 和小鹏 is two words.
    let begins_another = lexicon::BEGINNING_PHRASES.contains(one[0])
        || lexicon::MAKING_CLAUSES.contains(one[0])
        || lexicon::FUNCTION_WORDS.contains(&one[0].to_string());
    if one[0] != other[0] && begins_another {
        return false;
    }
    one.iter().zip(other).filter(|(one, other)| one != other).all(|(one, other)| {
        let others: Vec<String> = readings(*other).into_iter().map(blurred).collect();
        let alike = readings(*one).into_iter().any(|reading| others.contains(&blurred(reading)));
        alike && crate::text::simplified(*one) != crate::text::simplified(*other)
    })
}
