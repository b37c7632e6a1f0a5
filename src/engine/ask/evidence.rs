//! Pieces of evidence as queries: which records have them, and what that is worth.
//!
//! What is sent is the terms of `analysis`, so that a query finds what the local index finds. Their worth is the engine's
//! BM25, brought to the numbers of the local index where it counts otherwise: a phrase weighs each of its pairs here and every
//! other one there, and a run that ends with a part of a word has no term to be weighed.

use serde_json::{Value, json};

use super::Cluster;
use crate::analysis::{Ends, Slot, slots};
use crate::engine::client::{Distribution, Product};
use crate::engine::mapping::value;
use crate::engine::terms::{Literally, literally, pairs, token};
use crate::records::{Evidence, PersonKey};

/// By what most engines, and the local index, multiply the scores of BM25 (k₁ + 1). OpenSearch does no longer from version 3 on.
const MULTIPLIED: f32 = 2.2;

/// Records that have a run or a word literally, wherever it stands.
pub(super) fn literal(run: &str, ends: Ends) -> Value {
    match literally(run, ends) {
        Literally::Nothing => json!({ "match_none": {} }),
        Literally::Single(token) => json!({ "term": { "singles": token } }),
        Literally::Term(token) => json!({ "term": { "characters": token } }),
        Literally::Phrase(tokens) => json!({ "match_phrase": { "characters": tokens } }),
        Literally::Letters { phrase, words } if words.is_empty() => in_letters(&phrase),
        Literally::Letters { phrase, words } => {
            let words = words.into_iter().map(|word| json!({ "term": { "characters": word } }));
            let all: Vec<Value> = words.chain([in_letters(&phrase)]).collect();
            json!({ "bool": { "filter": all } })
        }
    }
}

/// Records with these neighbouring characters.
fn in_letters(phrase: &str) -> Value {
    match phrase.contains(' ') {
        true => json!({ "match_phrase": { "letters": phrase } }),
        false => json!({ "term": { "letters": phrase } }),
    }
}

/// Records with words of which this is a part.
pub(super) fn having_letters(part: &str) -> Value {
    match pairs(part) {
        none if none.is_empty() => json!({ "term": { "singles": token(part) } }),
        pairs => in_letters(&pairs),
    }
}

/// How a piece of evidence is scored.
enum Weighed {
    /// As the engine does, times a factor.
    Times(f32),
    /// The same for each record that has it.
    Constant(f32),
}

impl Cluster {
    /// What brings this engine's scores to those of the local index.
    pub(super) fn scale(&self) -> f32 {
        match self.client.product() {
            Product { distribution: Distribution::OpenSearch, version: (3.., _) } => MULTIPLIED,
            _ => 1.0,
        }
    }

    /// Records that have a piece of evidence.
    pub(super) fn having(&self, evidence: &Evidence) -> anyhow::Result<Value> {
        Ok(match evidence {
            Evidence::Run(run) => literal(run, Ends::Open),
            Evidence::Word(word) => literal(word, Ends::Whole),
            Evidence::Name(text) => json!({ "term": { "name": token(text) } }),
            Evidence::Context(text) => json!({ "term": { "context": token(text) } }),
            Evidence::By(key) => json!({ "term": { "person": value(&self.name_of(*key)?) } }),
        })
    }

    /// The same scored, times a factor.
    pub(super) fn scored(&self, evidence: &Evidence, factor: f32) -> anyhow::Result<Value> {
        let query = self.having(evidence)?;
        Ok(match self.weighed(evidence, &query)? {
            Weighed::Constant(score) => {
                json!({ "constant_score": { "filter": query, "boost": score * factor / self.scale() } })
            }
            Weighed::Times(times) => boosted(query, times * factor),
        })
    }

    /// Asks beforehand for all that [`Cluster::scored`] has to know of these.
    pub(super) fn weigh_all<'e>(&self, evidence: impl Iterator<Item = &'e Evidence>) -> anyhow::Result<()> {
        let mut queries = Vec::new();
        for evidence in evidence {
            queries.extend(self.to_be_counted(evidence)?);
        }
        self.counts_of(&queries).map(drop)
    }

    /// What has to be counted to weigh a piece of evidence.
    fn to_be_counted(&self, evidence: &Evidence) -> anyhow::Result<Vec<Value>> {
        let (Evidence::Run(text) | Evidence::Word(text)) = evidence else { return Ok(Vec::new()) };
        let ends = if matches!(evidence, Evidence::Run(_)) { Ends::Open } else { Ends::Whole };
        Ok(match literally(text, ends) {
            Literally::Phrase(tokens) => tokens.split(' ').map(of_term).collect(),
            Literally::Letters { .. } => vec![self.having(evidence)?],
            _ => Vec::new(),
        })
    }

    fn weighed(&self, evidence: &Evidence, query: &Value) -> anyhow::Result<Weighed> {
        let (text, ends) = match evidence {
            Evidence::Run(run) => (run, Ends::Open),
            Evidence::Word(word) => (word, Ends::Whole),
            Evidence::By(key) => return self.weighed_person(*key, query),
            Evidence::Name(_) | Evidence::Context(_) => return Ok(Weighed::Times(1.0)),
        };
        Ok(match literally(text, ends) {
            Literally::Phrase(tokens) => {
                let all: Vec<Value> = tokens.split(' ').map(of_term).collect();
                let own = slots(text, ends).into_iter().filter_map(|(_, slot)| match slot {
                    Slot::Term(term) => Some(of_term(&token(&term))),
                    Slot::Word(..) | Slot::Begins(_) => None,
                });
                let own: Vec<Value> = own.collect();
                let sum = |queries: &[Value]| -> anyhow::Result<f32> {
                    Ok(self.counts_of(queries)?.into_iter().map(|count| self.rarity(count)).sum())
                };
                Weighed::Times(sum(&own)? / sum(&all)?.max(f32::MIN_POSITIVE))
            }
            Literally::Letters { .. } => {
                let counts = self.counts_of(std::slice::from_ref(query))?;
                Weighed::Constant(self.rarity(counts.first().copied().unwrap_or_default()))
            }
            Literally::Nothing | Literally::Single(_) | Literally::Term(_) => Weighed::Times(1.0),
        })
    }

    /// Words of somebody who has a name in one note are weighed as a term is; those of others are not.
    fn weighed_person(&self, key: PersonKey, _: &Value) -> anyhow::Result<Weighed> {
        Ok(match self.person(key)?.notes.len() {
            1 => Weighed::Times(1.0),
            _ => Weighed::Constant(1.0),
        })
    }
}

fn of_term(token: &str) -> Value {
    json!({ "term": { "characters": token } })
}

fn boosted(query: Value, factor: f32) -> Value {
    if factor == 1.0 {
        return query;
    }
    json!({ "bool": { "must": [query], "boost": factor } })
}
