//! The names that a note gives outright.

use std::collections::{HashMap, HashSet};

use super::evidence::Leads;
use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, everyday, label, lexicon, skeleton};
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
                known.names.extend(initials(&folded));
                known.names.extend(called_big(&folded));
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

    /// Whether this is a part of one of the names that has several: 凯恩 of 马修·凯恩, Lang of Peter Lang.
    pub(super) fn have_part(&self, name: &str) -> bool {
        /// In letters: shorter parts are syllables of other names.
        const FEWEST: usize = 3;
        let fewest = if name.contains(name_shape::is_han) { 2 } else { FEWEST };
        name.chars().count() >= fewest
            && name.chars().next().is_some_and(|first| !first.is_ascii_lowercase())
            && self.words.contains(&*lower(name))
            && !self.contains(name)
    }

    /// Whether one of the names is of three and more Han characters and begins so.
    pub(super) fn begin_with(&self, first: char) -> bool {
        let is_name = |name: &String| name.chars().count() >= 3 && name.chars().all(name_shape::is_han);
        self.names.iter().any(|name| name.starts_with(first) && is_name(name))
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

/// The shape of a name, which a note in simplified characters may keep as its bearer writes it: 黃仁勳.
pub(super) fn shape(name: &str) -> Shape {
    let shape = name_shape::shape(name);
    match in_simplified(name).filter(|_| shape == Shape::Open).map(|plain| name_shape::shape(&plain)) {
        Some(Shape::Person) => Shape::Person,
        _ => shape,
    }
}

/// A name that has traditional characters in simplified ones.
fn in_simplified(name: &str) -> Option<String> {
    let is_traditional = name.chars().any(|character| text::simplified(character) != character);
    is_traditional.then(|| name.chars().map(text::simplified).collect())
}

/// What friends call somebody by a Chinese surname, where nothing else is called so: 大刘 of 刘北原.
fn called_big(name: &str) -> Option<String> {
    let surname = name.chars().next().map(text::simplified)?;
    let is_name = (2..=3).contains(&name.chars().count())
        && name.chars().all(name_shape::is_han)
        && lexicon::SURNAMES.contains(surname);
    let called = format!("大{surname}");
    (is_name && !lexicon::NOUNS.contains(&called) && !everyday::is_everyday(&called)).then_some(called)
}

/// The initials of a name of three and more parts in Latin letters: sbf of `Sam Bankman-Fried`.
fn initials(name: &str) -> Option<String> {
    /// Two letters are too many people's, and more than four parts are no name.
    const PARTS: std::ops::RangeInclusive<usize> = 3..=4;
    let parts: Vec<&str> =
        name.split([' ', '-', '.']).filter(|part| part.starts_with(char::is_alphabetic)).collect();
    let initials: String = parts.iter().filter_map(|part| part.chars().next()).collect();
    let is_name = name.is_ascii() && name.contains(' ') && PARTS.contains(&parts.len());
    (is_name && !lexicon::LATIN_ROLES.contains(&initials) && !lexicon::COMPANIES.contains(&initials))
        .then_some(initials)
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

/// The surnames under which those whom the note states take turns, each that of one of them: `匡：先说船。`
pub(super) fn surnames<'n>(stated: &[&'n [String]], leads: &HashMap<&str, Leads>) -> Vec<&'n str> {
    /// One alone may be a word.
    const FEWEST: usize = 2;
    let stated = || stated.iter().copied().flatten().filter(|name| bare_name::is_surnamed(name));
    let surname = |name: &'n String| name.chars().next().map_or("", |first| &name[..first.len_utf8()]);
    let is_one = |of: &&str| {
        let mut bearers = stated().filter(|name| name.starts_with(of));
        bearers.next().is_some_and(|first| bearers.all(|other| other == first))
    };
    let leads_turns = |of: &&str| leads.get(of).is_some_and(|leads| leads.sentences > 0);
    let mut found: HashSet<&str> = stated().map(surname).filter(leads_turns).collect();
    found.retain(is_one);
    if found.len() < FEWEST { Vec::new() } else { found.into_iter().collect() }
}
