//! Names of things that notes put side by side: `世界模型（World Model）`, `RAG（检索增强生成）`.

use std::collections::{BTreeMap, HashSet};

use super::name::name_key;
use super::resolve::NotePeople;

/// The pairs of names that are one thing's, each once, in order. A pair that one note has once counts only where something
/// else says that they are one: a glossary or another pair has one side, or one is made of the initials of the other.
pub fn term_names(notes: &[NotePeople<'_>]) -> Vec<(String, String)> {
    struct Seen {
        one: String,
        other: String,
        count: u32,
    }
    let mut pairs: BTreeMap<(String, String), Seen> = BTreeMap::new();
    let mut terms: HashSet<String> = HashSet::new();
    let mut partners: BTreeMap<String, HashSet<String>> = BTreeMap::new();
    for note in notes {
        terms.extend(note.terms.iter().map(|term| name_key(term)));
        for pair in note.names.pairs.iter().filter(|pair| !pair.of_person) {
            let (one, other) = (name_key(&pair.one), name_key(&pair.other));
            if one.is_empty() || other.is_empty() || one == other {
                continue;
            }
            partners.entry(one.clone()).or_default().insert(other.clone());
            partners.entry(other.clone()).or_default().insert(one.clone());
            let key = if one < other { (one, other) } else { (other, one) };
            let seen = pairs.entry(key).or_insert_with(|| Seen {
                one: pair.one.clone(),
                other: pair.other.clone(),
                count: 0,
            });
            seen.count += pair.count;
        }
    }
    let fits = |name: &str| terms.contains(name) || partners.get(name).is_some_and(|with| with.len() > 1);
    let is_acronym =
        |seen: &Seen| is_acronym_of(&seen.one, &seen.other) || is_acronym_of(&seen.other, &seen.one);
    pairs
        .into_iter()
        .filter(|((one, other), seen)| seen.count > 1 || fits(one) || fits(other) || is_acronym(seen))
        .map(|(_, seen)| (seen.one, seen.other))
        .collect()
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
