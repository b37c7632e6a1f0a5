//! Names that look like a slip of another one in the same note.

use std::collections::{HashMap, HashSet};

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use super::terms::latin_words;
use crate::analysis::own_words;
use crate::language::lexicon;
use crate::model::{Body, Kind, LineSpan, Record};
use crate::text::address::addresses;
use crate::text::{blurred, fold_text, readings, syllables};

/// A slip stands so seldom in a note.
const MOST_SLIPS: usize = 2;
/// What nothing else tells to be a name is one that stands so often, and so many times as often as the slip of it; a short one
/// oftener, and one of which two letters were swapped, which no other name is, seldomer.
const OFTEN: usize = 3;
const OFTEN_SHORT: usize = 4;
const TIMES_AS_OFTEN: usize = 3;
const OFTEN_SWAPPED: usize = 2;
const SHORT_LETTERS: usize = 5;
/// The fewest letters, or Chinese characters, of a name in which a slip can be told.
const LEAST_LETTERS: usize = 4;
const LEAST_HAN: usize = 3;
const MOST_HAN: usize = 6;

/// A name of a note: how often it stands there, and where first.
struct Use {
    times: usize,
    lines: LineSpan,
}

/// Names that may be slips.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let mut found = latin(note);
    found.extend(chinese(note));
    for finding in transliterated(note) {
        if found.iter().all(|known| known.message != finding.message) {
            found.push(finding);
        }
    }
    found.sort_by(|one, other| (one.line(), &one.message).cmp(&(other.line(), &other.message)));
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
            // An address is not written by hand.
            let addresses: Vec<_> = addresses(text).collect();
            let is_address = |at: usize| addresses.iter().any(|address| address.contains(&at));
            for (_, word) in latin_words(text).filter(|(at, word)| is_name(word) && !is_address(*at)) {
                uses.entry(word).or_insert(Use { times: 0, lines: record.lines }).times += 1;
            }
        }
    }
    let of_people = note.parsed.names.members.iter().flat_map(|member| &member.names);
    known.extend(of_people.flat_map(|name| name.text.split(' ')).map(fold_text));
    let told = told(note);
    let mut by_folded: HashMap<String, usize> = HashMap::new();
    // GPT-4 tells as well how GPT is written.
    let mut by_letters: HashMap<String, usize> = HashMap::new();
    for (word, used) in &uses {
        let folded = fold_text(word);
        *by_letters.entry(letters(&folded)).or_default() += used.times;
        *by_folded.entry(folded).or_default() += used.times;
    }
    let is_slip = |word: &str| {
        let folded = fold_text(word);
        by_folded[&folded] <= MOST_SLIPS
            && !known.contains(&folded)
            && !lexicon::ENGLISH_WORDS.contains(&folded)
            && !lexicon::LATIN_GIVEN_NAMES.contains(&folded)
    };
    let mut found = Vec::new();
    for (word, used) in uses.iter().filter(|(word, _)| is_slip(word)) {
        let folded = fold_text(word);
        let times = by_letters[&letters(&folded)];
        // What a slip leaves alone, which is quick to see.
        let is_near = |other: &&String| {
            other.len().abs_diff(folded.len()) <= 1 && other.as_bytes().first() == folded.as_bytes().first()
        };
        let meant = by_folded.keys().filter(is_near).filter_map(|other| {
            let often = by_letters[&letters(other)];
            let is_known = known.contains(other) || told.contains(other) && !is_code(word);
            let is_meant = often > times
                && slip(&folded, other, is_known).is_some_and(|slip| {
                    is_known
                        || slip == Slip::Swapped && often >= OFTEN_SWAPPED
                        || is_often(word, often, times)
                });
            is_meant.then_some((often, other))
        });
        if let Some((_, meant)) = meant.max() {
            let shown = uses.keys().filter(|it| fold_text(it) == *meant).min().copied().unwrap_or(meant);
            found.push(typo(note, used.lines, word, shown));
        }
    }
    found
}

/// Whether a name stands so often that what is a letter longer or shorter is a slip of it.
fn is_often(slip: &str, often: usize, times: usize) -> bool {
    let is_short = letters(slip).len() <= SHORT_LETTERS;
    let least = if is_short || is_code(slip) { OFTEN_SHORT } else { OFTEN };
    often >= least && often >= times * TIMES_AS_OFTEN
}

/// Abbreviations and names in programs, of which another one differs in a letter: UART and USART, fd_status_W and fd_status_RW.
fn is_code(word: &str) -> bool {
    let humps =
        word.as_bytes().windows(2).filter(|it| it[0].is_ascii_lowercase() && it[1].is_ascii_uppercase());
    word.contains('_') || humps.count() > 1 || !word.bytes().any(|it| it.is_ascii_lowercase())
}

/// Words of the note's title, its metadata and its headings, folded.
fn told(note: &ReadNote<'_>) -> HashSet<String> {
    let own = note.parsed.note();
    let frame = own.metadata.iter().map(|(_, value)| value.as_str()).chain([own.title.as_str()]);
    let headings = note.parsed.records.iter().filter(|record| record.kind() == Kind::Section);
    let texts = frame.chain(headings.map(Record::text));
    texts.flat_map(|text| latin_words(text).map(|(_, word)| fold_text(word))).collect()
}

/// `within`: the lines of the record that has it.
fn typo(note: &ReadNote<'_>, within: LineSpan, slip: &str, meant: &str) -> Finding {
    let lines = note.text.text.lines().zip(1u32..).skip(within.first as usize - 1);
    let mut lines = lines.take_while(|(_, line)| *line <= within.last);
    let line = lines.find(|(text, _)| text.contains(slip)).map_or(within.first, |(_, line)| line);
    Finding::at_line(Code::MaybeTypo, line, format!("`{slip}` may be a slip for `{meant}`"))
        .with_hint(format!("write `{meant}` if that is meant"))
        .if_slip(slip, meant)
}

/// Whether a word of letters may be a name: it has a capital, and is none of a file or a site.
fn is_name(word: &str) -> bool {
    let begins = word.starts_with(|it: char| it.is_ascii_alphabetic());
    let ending = word
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending.starts_with(|it: char| it.is_ascii_lowercase()));
    begins && !ending && word.len() >= LEAST_LETTERS && word.bytes().any(|it| it.is_ascii_uppercase())
}

/// How one name may come of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// Two letters that follow each other were swapped.
    Swapped,
    /// A letter was doubled, left out or put in.
    Length,
}

/// How one name is another but for a letter; `is_known`: something else tells that the other is a name. Digits tell names apart.
fn slip(one: &str, other: &str, is_known: bool) -> Option<Slip> {
    let rest = |name: &str| name.chars().filter(|it| !it.is_ascii_alphabetic()).collect::<String>();
    let (ours, theirs) = (letters(one), letters(other));
    // A product's numbers stand for much: GT-5 is no chance.
    let has_digits = one.bytes().any(|it| it.is_ascii_digit());
    let least = if has_digits { 2 } else { LEAST_LETTERS + usize::from(!is_known) };
    let is_name = ours != theirs
        && rest(one) == rest(other)
        && ours.len().min(theirs.len()) >= least
        && ours.chars().next() == theirs.chars().next()
        && !is_lengthened(&ours, &theirs)
        // Zhang and Zhuang are two names.
        && (syllables(&ours).is_empty() || syllables(&theirs).is_empty());
    match ours.len().abs_diff(theirs.len()) {
        0 if is_name && is_swapped(&ours, &theirs) => Some(Slip::Swapped),
        1 if is_name && !one.contains('_') && strsim::levenshtein(&ours, &theirs) == 1 => Some(Slip::Length),
        _ => None,
    }
}

fn letters(name: &str) -> String {
    name.chars().filter(|it| it.is_ascii_alphabetic()).collect()
}

/// One with an ending: `Agents`, `GPTs`, `Vuex`. A last letter that is doubled is none: `Altmann`.
fn is_lengthened(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|ending| ending == "s" || !short.ends_with(ending))
}

fn is_swapped(one: &str, other: &str) -> bool {
    strsim::damerau_levenshtein(one, other) == 1 && strsim::levenshtein(one, other) == 2
}

/// Chinese names and transliterations of those whom the note knows, of which another character sounds the same.
fn chinese(note: &ReadNote<'_>) -> Vec<Finding> {
    let names = han_names(note);
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

/// The names of people, in their parts; with the marks between them where a part is too short to stand by itself: 马里奥·罗西. A
/// word that a label has in their place is none: 默认值.
fn han_names(note: &ReadNote<'_>) -> HashSet<Vec<char>> {
    let of_members = note.parsed.names.members.iter().flat_map(|member| &member.names);
    let of_members = of_members.filter_map(|name| name.full.as_deref());
    let of_pairs = note.parsed.names.pairs.iter().filter(|pair| pair.of_person);
    let of_pairs = of_pairs.flat_map(|pair| [pair.one.as_str(), pair.other.as_str()]);
    let is_han = |it: char| crate::text::script(it) == crate::text::Script::Han;
    let mut names: HashSet<Vec<char>> = HashSet::new();
    for name in of_members.chain(of_pairs) {
        let parts = name.split(|it| !is_han(it)).map(|part| part.chars().collect::<Vec<char>>());
        let (long, short): (Vec<_>, Vec<_>) = parts.partition(|part| part.len() >= LEAST_HAN);
        if !long.is_empty() && short.iter().any(|part| part.len() + 1 == LEAST_HAN) {
            names.insert(name.chars().collect());
        }
        names.extend(long.into_iter().filter(|part| part.len() <= MOST_HAN));
    }
    names
}

/// Transliterations of names that nobody in the talk bears, of which another one in the note sounds the same: the one that stands
/// seldomer, of equals the later one.
fn transliterated(note: &ReadNote<'_>) -> Vec<Finding> {
    let mut runs: Vec<(String, Use)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for record in body(note) {
        for text in own_words(record) {
            for run in text.split(|it| !lexicon::TRANSLITERATION.contains(it)) {
                if (LEAST_HAN..=MOST_HAN).contains(&run.chars().count()) && !has_everyday_word(run) {
                    let place = *places.entry(run.to_owned()).or_insert(runs.len());
                    if place == runs.len() {
                        runs.push((run.to_owned(), Use { times: 0, lines: record.lines }));
                    }
                    runs[place].1.times += 1;
                }
            }
        }
    }
    let mut found = Vec::new();
    // Each run without one of its characters, so that only those that differ in one are compared.
    let mut alike: HashMap<(usize, Vec<char>), Vec<usize>> = HashMap::new();
    for (number, (run, _)) in runs.iter().enumerate() {
        let characters: Vec<char> = run.chars().collect();
        for at in 0..characters.len() {
            let mut rest = characters.clone();
            rest.remove(at);
            alike.entry((at, rest)).or_default().push(number);
        }
    }
    for same in alike.into_values().filter(|same| same.len() == 2) {
        let (one, other) = (&runs[same[0]], &runs[same[1]]);
        let (slip, meant) = if other.1.times <= one.1.times { (other, one) } else { (one, other) };
        let characters = |run: &str| run.chars().collect::<Vec<char>>();
        let (ours, theirs) = (characters(&slip.0), characters(&meant.0));
        // Characters that few know to have another reading as well render no other syllable.
        let sound = |run: &[char]| run.iter().map(|it| readings(*it).first().copied()).collect::<Vec<_>>();
        if slip.1.times <= MOST_SLIPS && sound(&ours) == sound(&theirs) && is_misheard(&ours, &theirs) {
            found.push(typo(note, slip.1.lines, &slip.0, &meant.0));
        }
    }
    found
}

/// Whether a word that stands in talk about anything is in it, as 可能 in 里可能: it is no name then.
fn has_everyday_word(run: &str) -> bool {
    lexicon::EVERYDAY_WORDS.occur_in(run) || lexicon::FUNCTION_WORDS.occur_in(run)
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
