//! Names that notes put side by side: `世界模型（World Model）`, `RAG（检索增强生成）`, `理查德·斯托尔曼（Richard Stallman）`.

use std::collections::{BTreeSet, HashMap};

use super::name::{name_key, parts};
use super::resolve::NotePeople;
use crate::language::lexicon::TRANSLITERATION;
use crate::language::name_shape::is_han;
use crate::language::skeleton::renders;

/// The pairs of names that are one thing's or one person's, each once, in order, as keys. A pair that one note has once counts
/// only where something else says that they are one: a glossary or another pair has one side, one is made of the initials of
/// the other, or both are somebody's full name. Of a name and its transliteration the parts that sound alike are pairs, too.
pub fn names_beside(notes: &[NotePeople<'_>]) -> Vec<(String, String)> {
    let mut found: BTreeSet<(String, String)> = term_names(notes).into_iter().collect();
    for pair in notes.iter().flat_map(|note| &note.names.pairs) {
        let renderings = renderings(&pair.one, &pair.other);
        if pair.of_person || !renderings.is_empty() {
            found.insert(in_order(name_key(&pair.one), name_key(&pair.other)));
        }
        found.extend(renderings.into_iter().map(|(one, other)| in_order(one, other)));
    }
    found.into_iter().collect()
}

fn in_order(one: String, other: String) -> (String, String) {
    if one <= other { (one, other) } else { (other, one) }
}

/// The parts of a Latin name and those of the transliteration that render them, of a pair that is such.
fn renderings(one: &str, other: &str) -> Vec<(String, String)> {
    let (chinese, latin) = if one.contains(is_han) { (one, other) } else { (other, one) };
    let (chinese, latin) = (parts(chinese), parts(latin));
    let sounds_alike = |(chinese, latin): &(&String, &String)| {
        chinese.chars().all(|character| TRANSLITERATION.contains(character)) && renders(chinese, latin)
    };
    let pairs: Vec<(&String, &String)> = match chinese.as_slice() {
        _ if latin.len() < 2 => Vec::new(),
        // Of what is rendered alone the family name is likelier than the given one.
        [only] => latin.iter().rev().map(|part| (only, part)).find(sounds_alike).into_iter().collect(),
        // Where one part sounds alike the others stand in the same order, as 约翰 does for John.
        several if several.len() == latin.len() && several.iter().zip(&latin).any(|it| sounds_alike(&it)) => {
            several.iter().zip(&latin).collect()
        }
        _ => Vec::new(),
    };
    // A single character or an initial is many people's.
    let says_who =
        |(chinese, latin): &(&String, &String)| chinese.chars().nth(1).is_some() && latin.len() > 2;
    pairs.into_iter().filter(says_who).map(|(chinese, latin)| (chinese.clone(), latin.clone())).collect()
}

/// The pairs that are names of one thing.
fn term_names(notes: &[NotePeople<'_>]) -> Vec<(String, String)> {
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
    fn parts_of_a_name_are_paired_with_what_renders_them() {
        #[track_caller]
        fn check(one: &str, other: &str, expect: &[(&str, &str)]) {
            let found = renderings(one, other);
            let found: Vec<(&str, &str)> =
                found.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
            assert_eq!(found, expect, "{one} {other}");
        }
        check("林纳斯·托瓦兹", "Linus Torvalds", &[("林纳斯", "linus"), ("托瓦兹", "torvalds")]);
        check("约翰·卡马克", "John Carmack", &[("约翰", "john"), ("卡马克", "carmack")]);
        check("本·霍洛维茨", "Ben Horowitz", &[("霍洛维茨", "horowitz")]);
        check("Steve Wozniak", "沃兹尼亚克", &[("沃兹尼亚克", "wozniak")]);
        check("黄仁勋", "Jensen Huang", &[]);
        check("世界模型", "World Model", &[]);
        check("史蒂夫·乔布斯", "Jobs", &[]);
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
