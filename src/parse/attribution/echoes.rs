//! The same words elsewhere in the note: who said a quote that stands there without a name, and which quotes repeat each
//! other.

use std::collections::{BTreeSet, HashMap};

use crate::parse::draft::{Draft, Speaker};
use crate::text::marks;

/// How many letters words must have to be known again, and by how many of them they are looked up.
const FEWEST_LETTERS: usize = 6;

/// Words in more places than these are a phrase that everybody uses.
const MOST: usize = 32;

/// Where the words with which an unnamed quote begins stand in other quotes.
pub(super) struct Echoes {
    /// By the unnamed quote's index: indices of quotes, and which of their letters the words begin with.
    places: HashMap<usize, Vec<(usize, usize)>>,
    /// By a quote's index, its letters and how many characters it has.
    quotes: HashMap<usize, (Vec<char>, usize)>,
}

/// Whose the same words are elsewhere in the note.
pub(super) enum Echo {
    Of(String),
    /// Somebody's who is not named and not the guest.
    Others,
}

impl Echoes {
    pub(super) fn new(drafts: &[Draft]) -> Self {
        let mut wanted: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        let is_unnamed = |draft: &&Draft| draft.turn().is_some_and(|turn| turn.speaker.name().is_none());
        for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| is_unnamed(draft)) {
            let mut start = letters(draft.turn().map_or("", |turn| &turn.words));
            if start.len() >= FEWEST_LETTERS {
                start.truncate(FEWEST_LETTERS);
                wanted.entry(start).or_default().push(index);
            }
        }
        let mut echoes = Echoes { places: HashMap::new(), quotes: HashMap::new() };
        if wanted.is_empty() {
            return echoes;
        }
        let mut found: HashMap<&[char], Vec<(usize, usize)>> = HashMap::new();
        for (index, draft) in drafts.iter().enumerate() {
            let Some(turn) = draft.turn() else { continue };
            let letters = letters(&turn.words);
            for (at, window) in letters.windows(FEWEST_LETTERS).enumerate() {
                if let Some((start, _)) = wanted.get_key_value(window) {
                    let places = found.entry(start).or_default();
                    if places.len() < MOST {
                        places.push((index, at));
                    }
                }
            }
            echoes.quotes.insert(index, (letters, turn.words.chars().count()));
        }
        for (start, indices) in &wanted {
            let places = found.get(start.as_slice()).cloned().unwrap_or_default();
            echoes.places.extend(indices.iter().map(|index| (*index, places.clone())));
        }
        echoes
    }

    /// Whose the words of a quote are elsewhere, alone or within a longer quote; in the same section it is enough that
    /// a longer turn holds their beginning.
    pub(super) fn of(&self, drafts: &[Draft], index: usize) -> Option<Echo> {
        let (words, _) = self.quotes.get(&index)?;
        let places: Vec<_> =
            self.places.get(&index)?.iter().copied().filter(|(other, _)| *other != index).collect();
        let holds = |(other, at): &(usize, usize)| {
            self.quotes.get(other).is_some_and(|(text, _)| text[*at..].starts_with(words))
        };
        // Whoever quotes words within their own has them from somebody else.
        let quotes_them =
            |other: usize| drafts[other].turn().is_some_and(|turn| is_quoted_within(&turn.words, words));
        if places.iter().any(|place| holds(place) && quotes_them(place.0)) {
            return Some(Echo::Others);
        }
        let speaker = |other: usize| Some(drafts[other].turn()?.speaker.name()?.to_owned());
        if let Some(name) = places.iter().filter(|place| holds(place)).find_map(|(other, _)| speaker(*other))
        {
            return Some(Echo::Of(name));
        }
        let is_others =
            |other: usize| drafts[other].turn().is_some_and(|turn| turn.speaker == Speaker::Other);
        if places.iter().any(|place| is_others(place.0) && holds(place)) {
            return Some(Echo::Others);
        }
        let is_longer =
            |other: usize| self.quotes.get(&other).is_some_and(|(_, length)| *length > 2 * words.len());
        places
            .iter()
            .filter(|(other, _)| drafts[*other].section == drafts[index].section && is_longer(*other))
            .find_map(|(other, _)| speaker(*other))
            .map(Echo::Of)
    }
}

/// Whether a text quotes some letters as words of somebody else: `他说：‘面还行。’`, but not `我说：‘好。’`
fn is_quoted_within(text: &str, wanted: &[char]) -> bool {
    text.char_indices().filter(|(_, mark)| marks::opens_quotation(*mark)).any(|(at, mark)| {
        let quoted = &text[at + mark.len_utf8()..];
        let Some(end) = quoted.find(marks::closes_quotation) else { return false };
        let clause = text[..at].rsplit(['，', '。', '！', '？', '\n']).next().unwrap_or_default();
        !clause.contains('我') && letters(&quoted[..end]) == wanted
    })
}

/// Letters and digits alone, in lower case: what stays the same when somebody retypes a quote.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

type Bigram = (char, char);

/// A quote to compare with others.
struct Compared {
    /// Index of its draft.
    draft: usize,
    key: bool,
    letters: Vec<char>,
}

/// For each quote those with the same words, wholly or for the most part: indices of drafts.
///
/// Equal words are found by a table. Key quotes, which notes shorten, are compared with every other by the share of
/// the shorter one's character bigrams that the longer one has (containment, Broder 1997), at least 0.8. Only those
/// are compared that share a bigram which few quotes have, so that the cost stays in proportion to the note.
pub(crate) fn repeats(drafts: &[Draft]) -> HashMap<usize, Vec<usize>> {
    let quotes = compared(drafts);
    let mut pairs = BTreeSet::new();
    let mut equal: HashMap<&[char], usize> = HashMap::new();
    for quote in &quotes {
        match equal.get(quote.letters.as_slice()) {
            Some(first) => drop(pairs.insert((*first, quote.draft))),
            None => {
                equal.insert(&quote.letters, quote.draft);
            }
        }
    }
    if quotes.iter().any(|quote| quote.key) {
        pair_key_quotes(&quotes, &mut pairs);
    }
    let mut repeats: HashMap<usize, Vec<usize>> = HashMap::new();
    for (first, second) in pairs {
        repeats.entry(first).or_default().push(second);
        repeats.entry(second).or_default().push(first);
    }
    repeats
}

/// A bigram in more quotes than these tells nothing.
const MOST_HOLDERS: usize = 16;

/// Adds each key quote with those whose words it has for the most part.
fn pair_key_quotes(quotes: &[Compared], pairs: &mut BTreeSet<(usize, usize)>) {
    const LEAST_SHARE: f64 = 0.8;
    let bigrams: Vec<Vec<Bigram>> = quotes.iter().map(|quote| bigrams(&quote.letters)).collect();
    let holders = holders(&bigrams);
    for key in (0..quotes.len()).filter(|quote| quotes[*quote].key) {
        let rare = bigrams[key].iter().filter_map(|bigram| holders.get(bigram));
        let rare = rare.filter(|holders| holders.len() <= MOST_HOLDERS);
        let others: BTreeSet<usize> = rare.flatten().copied().filter(|other| !quotes[*other].key).collect();
        for other in others {
            let (short, long) = match bigrams[key].len() <= bigrams[other].len() {
                true => (&bigrams[key], &bigrams[other]),
                false => (&bigrams[other], &bigrams[key]),
            };
            let shared = short.iter().filter(|bigram| long.binary_search(bigram).is_ok()).count();
            if shared as f64 >= LEAST_SHARE * short.len() as f64 {
                let (key, other) = (quotes[key].draft, quotes[other].draft);
                pairs.insert((other.min(key), other.max(key)));
            }
        }
    }
}

fn compared(drafts: &[Draft]) -> Vec<Compared> {
    const LEAST_LETTERS: usize = 8;
    let turns = drafts.iter().enumerate().filter_map(|(draft, of)| of.turn().map(|turn| (draft, turn)));
    turns
        .map(|(draft, turn)| Compared { draft, key: turn.key, letters: letters(&turn.words) })
        .filter(|quote| quote.letters.len() >= LEAST_LETTERS)
        .collect()
}

/// The pairs of neighbouring letters, sorted, each once.
fn bigrams(letters: &[char]) -> Vec<Bigram> {
    let mut bigrams: Vec<Bigram> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
    bigrams.sort_unstable();
    bigrams.dedup();
    bigrams
}

/// Which quotes have each bigram, up to one more than tells anything.
fn holders(bigrams: &[Vec<Bigram>]) -> HashMap<Bigram, Vec<usize>> {
    let mut holders: HashMap<Bigram, Vec<usize>> = HashMap::new();
    for (position, bigrams) in bigrams.iter().enumerate() {
        for bigram in bigrams {
            let holders = holders.entry(*bigram).or_default();
            if holders.len() <= MOST_HOLDERS {
                holders.push(position);
            }
        }
    }
    holders
}
