//! In how many records terms stand, and what that makes them worth.

use serde_json::{Value, json};

use super::Cluster;
use super::asking::total;
use super::evidence::{having_letters, literal};
use super::lock::locked;
use crate::analysis::{Ends, Slot, slots};
use crate::engine::terms::token;
use crate::text::{Script, script};

impl Cluster {
    /// In how many records a normalised term occurs, at most: no more can have it than have its rarest piece.
    pub(super) fn frequency(&self, text: &str) -> anyhow::Result<usize> {
        let counts = self.counts_of(&questions(text))?;
        let mut counts = counts.into_iter();
        if is_word(text)
            && let Some(whole) = counts.next().filter(|count| *count > 0)
        {
            return Ok(whole);
        }
        Ok(counts.min().unwrap_or_default())
    }

    /// How many documents each of these queries finds.
    pub(super) fn counts_of(&self, queries: &[Value]) -> anyhow::Result<Vec<usize>> {
        let texts: Vec<String> = queries.iter().map(Value::to_string).collect();
        let (mut missing, mut asked): (Vec<&String>, Vec<Value>) = (Vec::new(), Vec::new());
        {
            let known = locked(&self.counts);
            for (text, query) in texts.iter().zip(queries) {
                if !known.contains_key(text) && !missing.contains(&text) {
                    missing.push(text);
                    asked.push(json!({ "size": 0, "query": query, "track_total_hits": true }));
                }
            }
        }
        let answers = self.search_all(&asked, false)?;
        let mut known = locked(&self.counts);
        known.extend(missing.into_iter().cloned().zip(answers.iter().map(total)));
        Ok(texts.iter().map(|text| known.get(text).copied().unwrap_or_default()).collect())
    }

    /// Whether it is known how many documents a query finds.
    pub(super) fn is_counted(&self, query: &Value) -> bool {
        locked(&self.counts).contains_key(&query.to_string())
    }

    /// What BM25 makes of what so many records have.
    pub(super) fn rarity(&self, having: usize) -> f32 {
        let lacking = self.records.saturating_sub(having) as f32;
        ((lacking + 0.5) / (having as f32 + 0.5)).ln_1p()
    }
}

fn is_word(text: &str) -> bool {
    text.chars().all(|character| script(character) == Script::Word)
}

/// The queries whose counts tell how frequent a term is: of a word itself first, then of the pieces of a run.
pub(super) fn questions(text: &str) -> Vec<Value> {
    let whole = is_word(text).then(|| literal(text, Ends::Whole));
    let pieces = slots(text, Ends::Open).into_iter().map(|(_, slot)| match slot {
        Slot::Term(term) => json!({ "term": { "characters": token(&term) } }),
        Slot::Word(_, part) => having_letters(&part),
        Slot::Begins(character) => {
            json!({ "term": { "singles": token(character.encode_utf8(&mut [0; 4])) } })
        }
    });
    whole.into_iter().chain(pieces).collect()
}
