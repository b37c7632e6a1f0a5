//! What candidates are worth, by the numbers of the local index: BM25 over what each library holds.
//!
//! An engine scores, too, and by its scores the candidates were chosen. But it counts otherwise (`mapping` says where), and
//! its shards may not agree; so the order is worked out from what came back.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Cluster;
use super::evidence::literal;
use crate::analysis::{Ends, LiteralTerms, Slot, each_own_word, name_terms, names, slots};
use crate::engine::lengths::{Lengths, kept, path_to};
use crate::engine::terms::token;
use crate::records::{Evidence, LookUp, Stored};
use crate::text::{Script, normalise_text, script};

const K1: f32 = 1.2;
const B: f32 = 0.75;
/// How far apart the pieces of a record's words are.
const BETWEEN: usize = 1 << 20;

/// How a piece of evidence is weighed.
enum Weigher {
    /// A term, or several at these places from each other, by their numbers among those that are looked for.
    Literal { places: Vec<(usize, usize)>, weight: f32 },
    /// A run that ends with a part of a word, each as much as another.
    Run { run: String, ends: Ends, score: f32 },
    /// A term of what the record is called.
    Name { term: String, weight: f32 },
    /// A term of what stands above it.
    Context { term: String, weight: f32 },
    /// Somebody's words.
    Person { name: String, score: f32 },
}

/// What adds to a score: of each group the piece that gives most.
pub(super) struct Scoring {
    groups: Vec<Vec<(Weigher, f32)>>,
    /// The literal terms that are looked for.
    terms: HashMap<String, usize>,
    characters: f32,
    name: f32,
    context: f32,
}

/// What of a record is weighed.
struct Weighed {
    pieces: Vec<String>,
    length: u64,
    /// Where each term that is looked for stands.
    places: Vec<Vec<usize>>,
    name: Vec<String>,
    context: Vec<String>,
}

impl Cluster {
    /// How to score a look-up; `None` where nobody has counted what that takes.
    pub(super) fn scoring(&self, look_up: &LookUp) -> anyhow::Result<Option<Scoring>> {
        let Some(lengths) = self.lengths else { return Ok(None) };
        let Lengths { characters, name, headings, context } = lengths;
        let mean = |sum: u64, of: u64| (sum as f32 / of.max(1) as f32).max(f32::MIN_POSITIVE);
        let records = self.records as u64;
        let mut scoring = Scoring {
            groups: Vec::new(),
            terms: HashMap::new(),
            characters: mean(characters, records),
            name: mean(name, records),
            context: mean(context, headings),
        };
        let groups =
            look_up.rank.iter().map(std::slice::from_ref).chain(look_up.best.iter().map(Vec::as_slice));
        let groups: Vec<&[(Evidence, f32)]> = groups.collect();
        self.counts_of(
            &groups.iter().flat_map(|ways| *ways).flat_map(|(it, _)| counted(it)).collect::<Vec<_>>(),
        )?;
        for ways in groups {
            let mut group = Vec::with_capacity(ways.len());
            for (evidence, factor) in ways {
                group.push((self.weigher(evidence, &mut scoring.terms, headings)?, *factor));
            }
            scoring.groups.push(group);
        }
        Ok(Some(scoring))
    }

    fn weigher(
        &self,
        evidence: &Evidence,
        terms: &mut HashMap<String, usize>,
        headings: u64,
    ) -> anyhow::Result<Weigher> {
        let (run, ends) = match evidence {
            Evidence::Run(run) => (run, Ends::Open),
            Evidence::Word(word) => (word, Ends::Whole),
            Evidence::Name(text) => {
                let count = self.counts_of(&counted(evidence))?.first().copied().unwrap_or_default();
                return Ok(Weigher::Name { term: text.clone(), weight: weight(self.rarity(count)) });
            }
            Evidence::Context(text) => {
                let count = self.counts_of(&counted(evidence))?.first().copied().unwrap_or_default();
                let rarity = rarity(count as f32, headings as f32);
                return Ok(Weigher::Context { term: text.clone(), weight: weight(rarity) });
            }
            Evidence::By(key) => {
                let name = self.name_of(*key)?;
                // Those of one who has a name in one note are rated as a term is.
                let score = match self.person(*key)?.notes.len() {
                    1 => {
                        let query = json!({ "term": { "person": crate::engine::mapping::value(&name) } });
                        self.rarity(self.counts_of(&[query])?.first().copied().unwrap_or_default())
                    }
                    _ => 1.0,
                };
                return Ok(Weigher::Person { name, score });
            }
        };
        let counts = self.counts_of(&counted(evidence))?;
        let slots = slots(run, ends);
        let is_literal = slots.iter().all(|(_, slot)| matches!(slot, Slot::Term(_)));
        if !is_literal || slots.is_empty() {
            let score = self.rarity(counts.first().copied().unwrap_or_default());
            return Ok(Weigher::Run { run: run.trim().to_owned(), ends, score });
        }
        let sum: f32 = counts.into_iter().map(|count| self.rarity(count)).sum();
        let mut places = Vec::with_capacity(slots.len());
        for (place, slot) in slots {
            if let Slot::Term(term) = slot {
                let next = terms.len();
                places.push((place, *terms.entry(term).or_insert(next)));
            }
        }
        Ok(Weigher::Literal { places, weight: weight(sum) })
    }
}

/// What has to be counted to weigh a piece of evidence.
pub(super) fn counted(evidence: &Evidence) -> Vec<Value> {
    let (run, ends) = match evidence {
        Evidence::Run(run) => (run, Ends::Open),
        Evidence::Word(word) => (word, Ends::Whole),
        Evidence::Name(text) => return vec![json!({ "term": { "name": token(text) } })],
        Evidence::Context(text) => {
            let text = token(text);
            return vec![json!({ "bool": {
                "filter": [{ "terms": { "kind": ["note", "section"] } }],
                "should": [{ "term": { "name": text } }, { "term": { "context": text } }],
                "minimum_should_match": 1,
            } })];
        }
        Evidence::By(_) => return Vec::new(),
    };
    let terms = slots(run, ends).into_iter().map(|(_, slot)| match slot {
        Slot::Term(term) => Some(json!({ "term": { "characters": token(&term) } })),
        Slot::Word(..) | Slot::Begins(_) => None,
    });
    match terms.collect::<Option<Vec<Value>>>() {
        Some(terms) if !terms.is_empty() => terms,
        _ => vec![literal(run, ends)],
    }
}

fn rarity(having: f32, all: f32) -> f32 {
    (((all - having).max(0.0) + 0.5) / (having + 0.5)).ln_1p()
}

fn weight(rarity: f32) -> f32 {
    rarity * (K1 + 1.0)
}

/// What so many occurrences in a text of such a length are worth.
fn saturated(occurrences: usize, length: u64, mean: f32) -> f32 {
    let occurrences = occurrences as f32;
    occurrences / (occurrences + K1 * (1.0 - B + B * kept(length) as f32 / mean))
}

impl Scoring {
    /// Whether anything adds to scores.
    pub(super) fn is_empty(&self) -> bool {
        self.groups.iter().all(Vec::is_empty)
    }

    /// What a record is worth; `heading` is that above it which its path does not name.
    pub(super) fn score(&self, stored: &Stored, heading: Option<&str>) -> f32 {
        self.parts(stored, heading).into_iter().flatten().map(|(_, score)| score).sum()
    }

    /// What each group gives, by the place of the piece in it that gives most.
    pub(super) fn parts(&self, stored: &Stored, heading: Option<&str>) -> Vec<Option<(usize, f32)>> {
        let weighed = self.weighed(stored, heading);
        let of = |group: &Vec<(Weigher, f32)>| {
            let given = group.iter().enumerate().filter_map(|(place, (weigher, factor))| {
                Some((place, self.given(weigher, &weighed, stored)? * factor))
            });
            given.max_by(|one, other| one.1.total_cmp(&other.1))
        };
        self.groups.iter().map(of).collect()
    }

    fn weighed(&self, stored: &Stored, heading: Option<&str>) -> Weighed {
        let mut weighed = Weighed {
            pieces: Vec::new(),
            length: 0,
            places: vec![Vec::new(); self.terms.len()],
            name: Vec::new(),
            context: Vec::new(),
        };
        each_own_word(&stored.record, |piece| weighed.pieces.push(normalise_text(piece)));
        let mut term = String::new();
        for (number, piece) in weighed.pieces.iter().enumerate() {
            let mut terms = LiteralTerms::of(piece);
            while let Some(place) = terms.next_into(&mut term) {
                weighed.length += 1;
                if let Some(at) = self.terms.get(&term) {
                    weighed.places[*at].push(number * BETWEEN + place);
                }
            }
        }
        let name_terms = |text: &str, into: &mut Vec<String>| {
            let normal = normalise_text(text);
            into.extend(name_terms(&normal).into_iter().map(|range| normal[range].to_owned()));
        };
        names(&stored.record).into_iter().for_each(|name| name_terms(name, &mut weighed.name));
        path_to(&stored.note.title, &stored.record)
            .chain(heading)
            .for_each(|it| name_terms(it, &mut weighed.context));
        weighed
    }

    /// What a piece of evidence gives, if the record has it.
    fn given(&self, weigher: &Weigher, weighed: &Weighed, stored: &Stored) -> Option<f32> {
        let times = |terms: &[String], term: &str| terms.iter().filter(|it| *it == term).count();
        let (occurrences, length, mean, weight) = match weigher {
            Weigher::Literal { places, weight } => {
                (occurrences(places, &weighed.places), weighed.length, self.characters, *weight)
            }
            Weigher::Name { term, weight } => {
                (times(&weighed.name, term), weighed.name.len() as u64, self.name, *weight)
            }
            Weigher::Context { term, weight } => {
                (times(&weighed.context, term), weighed.context.len() as u64, self.context, *weight)
            }
            Weigher::Run { run, ends, score } => {
                return weighed.pieces.iter().any(|piece| has(piece, run, *ends)).then_some(*score);
            }
            Weigher::Person { name, score } => {
                return (stored.person.as_deref() == Some(name)).then_some(*score);
            }
        };
        (occurrences > 0).then(|| weight * saturated(occurrences, length, mean))
    }
}

/// How often terms stand at these places from each other.
fn occurrences(places: &[(usize, usize)], of: &[Vec<usize>]) -> usize {
    let Some(((first, term), rest)) = places.split_first() else { return 0 };
    let begins = of[*term].iter().filter(|at| {
        let begin = **at - first;
        rest.iter().all(|(place, term)| of[*term].binary_search(&(begin + place)).is_ok())
    });
    begins.count()
}

/// Whether a text has a run, whose words at the ends may be parts of longer ones or not.
fn has(text: &str, run: &str, ends: Ends) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(|it| script(it) == Script::Word);
    let goes_on = |at: usize| {
        is_word(run.chars().next()) && is_word(text[..at].chars().next_back())
            || is_word(run.chars().next_back()) && is_word(text[at + run.len()..].chars().next())
    };
    !run.is_empty() && text.match_indices(run).any(|(at, _)| ends == Ends::Open || !goes_on(at))
}
