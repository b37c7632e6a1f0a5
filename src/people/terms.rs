//! Names of things that notes put side by side: `世界模型（World Model）`, `RAG（检索增强生成）`.

use std::collections::HashMap;

use super::name::name_key;
use super::resolve::NotePeople;

/// The pairs of names that are one thing's, each once, in order. A pair that one note has once counts only where something
/// else says that they are one: a glossary or another pair has one side, or one is made of the initials of the other.
pub fn term_names(notes: &[NotePeople<'_>]) -> Vec<(String, String)> {
    let mut keys = Keys::default();
    // By the numbers of their keys, the smaller first: the names as they were written first, and how often.
    let mut pairs: HashMap<(usize, usize), (&str, &str, u32)> = HashMap::new();
    for pair in notes.iter().flat_map(|note| &note.names.pairs).filter(|pair| !pair.of_person) {
        let (one, other) = (keys.number(&pair.one), keys.number(&pair.other));
        if one != other && !keys.names[one].is_empty() && !keys.names[other].is_empty() {
            let seen = pairs.entry((one.min(other), one.max(other)));
            seen.or_insert((&pair.one, &pair.other, 0)).2 += pair.count;
        }
    }
    let mut fits = vec![false; keys.names.len()];
    for term in notes.iter().flat_map(|note| note.terms) {
        if let Some(number) = keys.known(term) {
            fits[number] = true;
        }
    }
    let mut partners = vec![0_usize; keys.names.len()];
    for (one, other) in pairs.keys() {
        partners[*one] += 1;
        partners[*other] += 1;
    }
    let fits = |number: usize| fits[number] || partners[number] > 1;
    let mut found: Vec<_> = pairs
        .into_iter()
        .filter(|((one, other), (first, second, count))| {
            let is_acronym = || is_acronym_of(first, second) || is_acronym_of(second, first);
            *count > 1 || fits(*one) || fits(*other) || is_acronym()
        })
        .map(|((one, other), (first, second, _))| {
            let (one, other) = (keys.names[one].as_str(), keys.names[other].as_str());
            ((one.min(other), one.max(other)), (first, second))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, (one, other))| (one.to_owned(), other.to_owned())).collect()
}

/// The keys of names, each worked out once for every way to write it.
#[derive(Default)]
struct Keys<'n> {
    written: HashMap<&'n str, usize>,
    numbers: HashMap<String, usize>,
    names: Vec<String>,
}

impl<'n> Keys<'n> {
    fn number(&mut self, name: &'n str) -> usize {
        if let Some(number) = self.written.get(name) {
            return *number;
        }
        let key = name_key(name);
        let next = self.names.len();
        let number = *self.numbers.entry(key.clone()).or_insert(next);
        if number == next {
            self.names.push(key);
        }
        self.written.insert(name, number);
        number
    }

    /// The number of a name that has one.
    fn known(&self, name: &str) -> Option<usize> {
        self.written.get(name).or_else(|| self.numbers.get(&name_key(name))).copied()
    }
}

/// Whether a name is made of the initials of another's words, of all or of those with a capital: `MoE` and `Mixture of
/// Experts`, `LLMs` and `Large Language Models`.
fn is_acronym_of(short: &str, long: &str) -> bool {
    let letters = short.trim().strip_suffix('s').filter(|rest| rest.len() > 1).unwrap_or(short.trim());
    let capitals = letters.chars().filter(char::is_ascii_uppercase).count();
    let is_short = letters.len() > 1 && capitals * 2 >= letters.len();
    let is_plain = letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let words = || long.split([' ', '-', '‐', '–', '/']).filter(|word| !word.is_empty());
    let initials = |words: &mut dyn Iterator<Item = &str>| -> String {
        words.filter_map(|word| word.chars().next()).collect::<String>().to_ascii_lowercase()
    };
    let wanted = letters.to_ascii_lowercase();
    let mut capital = words().filter(|word| word.starts_with(|first: char| first.is_uppercase()));
    is_short
        && is_plain
        && words().nth(1).is_some()
        && (initials(&mut words()) == wanted || initials(&mut capital) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NamePair, NoteNames};

    #[test]
    fn acronyms_are_the_initials_of_what_they_stand_for() {
        for (short, long) in [
            ("MoE", "Mixture of Experts"),
            ("RAG", "Retrieval-Augmented Generation"),
            ("LLMs", "large language models"),
            ("AGI", "Artificial General Intelligence"),
            ("RLHF", "Reinforcement Learning from Human Feedback"),
        ] {
            assert!(is_acronym_of(short, long), "{short} {long}");
        }
        for (short, long) in
            [("MoE", "Mixture of Agents"), ("AI", "Apple"), ("as", "all systems"), ("A", "Agent")]
        {
            assert!(!is_acronym_of(short, long), "{short} {long}");
        }
    }

    /// The pairs that count; each note has pairs with how often.
    #[track_caller]
    fn check(notes: &[&[(&str, &str, u32)]], terms: &[&str], expect: &[(&str, &str)]) {
        let pair = |(one, other, count): &(&str, &str, u32)| NamePair {
            one: (*one).to_owned(),
            other: (*other).to_owned(),
            of_person: false,
            count: *count,
            line: 1,
        };
        let names: Vec<NoteNames> = notes
            .iter()
            .map(|pairs| NoteNames { members: Vec::new(), pairs: pairs.iter().map(pair).collect() })
            .collect();
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        let notes: Vec<NotePeople<'_>> =
            names.iter().map(|names| NotePeople { date: None, names, terms: &terms }).collect();
        let found = term_names(&notes);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_pair_counts_that_comes_again_or_fits_something_else() {
        let once = ("海边", "Harbor Walk", 1);
        check(&[&[once]], &[], &[]);
        check(&[&[once], &[once]], &[], &[("海边", "Harbor Walk")]);
        check(&[&[("海边", "Harbor Walk", 2)]], &[], &[("海边", "Harbor Walk")]);
        check(&[&[once]], &["harbor walk"], &[("海边", "Harbor Walk")]);
        check(&[&[("MoE", "Mixture of Experts", 1)]], &[], &[("MoE", "Mixture of Experts")]);
        let other = ("海濱", "Harbor Walk", 1);
        check(&[&[once, other]], &[], &[("海濱", "Harbor Walk"), ("海边", "Harbor Walk")]);
    }
}
