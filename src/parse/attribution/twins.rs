//! The same words elsewhere in the note: who said a quote that stands there without a name.

use std::collections::HashMap;

use crate::parse::draft::Draft;

/// How many letters words must have to be known again, and by how many of them they are looked up.
const FEWEST_LETTERS: usize = 6;

/// Words in more places than these are a phrase that everybody uses.
const MOST: usize = 32;

/// Where the words with which an unnamed quote begins stand in other quotes.
pub(crate) struct Twins {
    /// By the unnamed quote's index: indices of quotes, and which of their letters the words begin with.
    places: HashMap<usize, Vec<(usize, usize)>>,
    /// By a quote's index, its letters and how many characters it has.
    quotes: HashMap<usize, (Vec<char>, usize)>,
}

/// Whose the same words are elsewhere in the note.
pub(crate) enum Twin {
    Of(String),
    /// Somebody's who is not named and not the guest.
    Others,
}

impl Twins {
    pub(crate) fn new(drafts: &[Draft]) -> Self {
        let mut wanted: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        let is_unnamed = |draft: &&Draft| draft.quote().is_some_and(|quote| quote.speaker.is_none());
        for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| is_unnamed(draft)) {
            let mut start = letters(draft.quote().map_or("", |quote| &quote.text));
            if start.len() >= FEWEST_LETTERS {
                start.truncate(FEWEST_LETTERS);
                wanted.entry(start).or_default().push(index);
            }
        }
        let mut twins = Twins { places: HashMap::new(), quotes: HashMap::new() };
        if wanted.is_empty() {
            return twins;
        }
        let mut found: HashMap<&[char], Vec<(usize, usize)>> = HashMap::new();
        for (index, draft) in drafts.iter().enumerate() {
            let Some(quote) = draft.quote() else { continue };
            let letters = letters(&quote.text);
            for (at, window) in letters.windows(FEWEST_LETTERS).enumerate() {
                if let Some((start, _)) = wanted.get_key_value(window) {
                    let places = found.entry(start).or_default();
                    if places.len() < MOST {
                        places.push((index, at));
                    }
                }
            }
            twins.quotes.insert(index, (letters, quote.text.chars().count()));
        }
        for (start, indices) in &wanted {
            let places = found.get(start.as_slice()).cloned().unwrap_or_default();
            twins.places.extend(indices.iter().map(|index| (*index, places.clone())));
        }
        twins
    }

    /// Whose the words of a quote are elsewhere, alone or within a longer quote; in the same section it is enough that
    /// a longer turn holds their beginning.
    pub(crate) fn of(&self, drafts: &[Draft], index: usize) -> Option<Twin> {
        let (words, _) = self.quotes.get(&index)?;
        let places: Vec<_> =
            self.places.get(&index)?.iter().copied().filter(|(other, _)| *other != index).collect();
        let holds = |(other, at): &(usize, usize)| {
            self.quotes.get(other).is_some_and(|(text, _)| text[*at..].starts_with(words))
        };
        let speaker = |other: usize| drafts[other].quote()?.speaker.clone();
        if let Some(name) = places.iter().filter(|place| holds(place)).find_map(|(other, _)| speaker(*other))
        {
            return Some(Twin::Of(name));
        }
        if places.iter().any(|place| drafts[place.0].is_others && holds(place)) {
            return Some(Twin::Others);
        }
        let is_longer =
            |other: usize| self.quotes.get(&other).is_some_and(|(_, length)| *length > 2 * words.len());
        places
            .iter()
            .filter(|(other, _)| drafts[*other].section == drafts[index].section && is_longer(*other))
            .find_map(|(other, _)| speaker(*other))
            .map(Twin::Of)
    }
}

/// Letters and digits alone, in lower case: what stays the same when somebody retypes a quote.
pub(crate) fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
