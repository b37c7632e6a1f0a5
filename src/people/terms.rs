//! Names of things that notes put side by side: `世界模型（World Model）`, `RAG（检索增强生成）`.

use std::collections::{BTreeMap, HashSet};

use super::name::name_key;
use super::resolve::NotePeople;

/// The pairs of names that are one thing's, each once, in order. A pair that one note has once counts only where something
/// else in the library says that one side is a term: a glossary, or another pair with it.
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
    pairs
        .into_iter()
        .filter(|((one, other), seen)| seen.count > 1 || fits(one) || fits(other))
        .map(|(_, seen)| (seen.one, seen.other))
        .collect()
}
