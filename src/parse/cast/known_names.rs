//! The names that a note gives outright.

use std::collections::HashSet;

use crate::language::name_shape::{self, Shape};
use crate::language::{everyday, label, lexicon, skeleton};
use crate::text::{self, lower};

/// Names that the note gives outright, folded.
#[derive(Debug, Default)]
pub(super) struct KnownNames {
    names: HashSet<String>,
    /// The words of those names.
    words: HashSet<String>,
    /// Their first two and more characters.
    starts: HashSet<String>,
}

impl KnownNames {
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut known = KnownNames::default();
        for folded in names.map(str::to_lowercase).filter(|folded| !folded.is_empty()) {
            if !known.names.contains(&folded) {
                known.words.extend(folded.split([' ', '·', '•']).map(str::to_owned));
                known.names.extend(given_name(&folded).map(str::to_owned));
                let ends = folded.char_indices().skip(2).take(40).map(|(end, _)| end);
                known.starts.extend(ends.map(|end| folded[..end].to_owned()));
                known.names.extend(in_simplified(&folded));
                known.names.insert(folded);
            }
        }
        known
    }

    /// Whether this is one of the names as a whole, be it in traditional characters.
    pub(super) fn contains(&self, name: &str) -> bool {
        let is_one = |name: &str| self.names.contains(name);
        !self.names.is_empty()
            && (is_one(&lower(name)) || in_simplified(name).is_some_and(|plain| is_one(&plain)))
    }

    /// Whether words render a part of one of the names, which is in Latin letters: 库克 of Tim Cook.
    pub(super) fn have_rendered(&self, words: &str) -> bool {
        /// So many characters that are a word as well are seldom one beside such a name.
        const OFTEN: usize = 3;
        /// Of more names some word is rendered by chance.
        const MOST: usize = 400;
        let length = words.chars().count();
        let is_rendering = |word: &String| word.is_ascii() && skeleton::renders(words, word);
        (2..=5).contains(&length)
            && self.words.len() <= MOST
            && words.chars().all(|syllable| lexicon::TRANSLITERATION.contains(syllable))
            && (length == OFTEN || !everyday::is_everyday(words))
            && self.words.iter().any(is_rendering)
    }

    /// The shape of words that have a person's: those that are everyday words say nothing by it, but where they are known.
    pub(super) fn shape_of_person(&self, name: &str) -> Shape {
        if everyday::is_everyday(name) && !self.contains(name) { Shape::Open } else { Shape::Person }
    }

    /// Whether this is one of the names, a word of one, or as a name of its own (`is_person`) the start of one.
    pub(super) fn names(&self, name: &str, shape: impl FnOnce() -> Shape) -> bool {
        if self.names.is_empty() {
            return false;
        }
        let folded = lower(name);
        if self.contains(&folded) {
            return true;
        }
        let (is_word, is_start) = (self.words.contains(&*folded), self.starts.contains(&*folded));
        (is_word || is_start) && folded.chars().count() >= 2 && {
            let shape = shape();
            is_word && shape != Shape::Label || is_start && shape == Shape::Person
        }
    }
}

/// A name that has traditional characters in simplified ones.
fn in_simplified(name: &str) -> Option<String> {
    let is_traditional = name.chars().any(|character| text::simplified(character) != character);
    is_traditional.then(|| name.chars().map(text::simplified).collect())
}

/// The given name of a Chinese name, where nothing else is called so: 若澜 of 欧阳若澜.
fn given_name(name: &str) -> Option<&str> {
    let plain: String = name.chars().take(2).map(text::simplified).collect();
    let is_single = || plain.starts_with(|first| lexicon::SURNAMES.contains(first));
    let surname = match () {
        () if lexicon::COMPOUND_SURNAMES.contains(&plain) => 2,
        () if is_single() => 1,
        () => return None,
    };
    let given = &name[name.char_indices().nth(surname)?.0..];
    let is_name = given.chars().count() == 2
        && given.chars().all(name_shape::is_han)
        && !lexicon::NOUNS.contains(given)
        && !lexicon::LABEL_ENDINGS.end(given)
        && !lexicon::NO_NAMES.contains(given)
        && !name_shape::is_role(given)
        && !name_shape::is_weak_role(given)
        && !label::is_label(given);
    is_name.then_some(given)
}
