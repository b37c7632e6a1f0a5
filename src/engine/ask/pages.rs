//! All hits of a question, page by page, as they were at one moment.
//!
//! What fits in one page is one request. For more a point in time is held, which OpenSearch and Elasticsearch open each in
//! its own way. Where it is lost, as with a node, another goes on behind the last hit.

use std::collections::VecDeque;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::Cluster;
use super::asking::{LENIENT, NO_ANSWER, RANKED, hits, total};
use crate::engine::answer::malformed;
use crate::engine::client::Distribution;
use crate::engine::error::EngineError;

/// How many hits a page has, as a rule: records have a few kilobytes each.
const PAGE: usize = 1_000;
/// How long an engine holds a moment after it was asked last.
const HELD: &str = "2m";

/// What to go through.
pub(super) struct Asked {
    /// Which documents.
    pub(super) query: Value,
    /// Their order; of no two may it be the same.
    pub(super) sort: Value,
    /// What of them is wanted.
    pub(super) source: Value,
    /// Whether they are scored.
    pub(super) is_ranked: bool,
    /// At most so many.
    pub(super) limit: usize,
}

/// The hits of a question.
pub(super) struct Pages<'c> {
    cluster: &'c Cluster,
    asked: Asked,
    page: usize,
    at: Option<String>,
    after: Value,
    ready: VecDeque<Value>,
    /// All that match.
    total: usize,
    /// How many are still to be asked for.
    to_ask: usize,
    has_failed: bool,
}

impl Cluster {
    /// The hits of a question; the first of them are there already.
    pub(super) fn pages(&self, asked: Asked) -> anyhow::Result<Pages<'_>> {
        let (first, size) = self.first_page(&asked, asked.limit.min(PAGE))?;
        self.pages_from(asked, first, size)
    }

    /// The question for the first page.
    pub(super) fn first_question(asked: &Asked, size: usize) -> Value {
        json!({
            "size": size,
            "query": asked.query,
            "sort": asked.sort,
            "_source": asked.source,
            "track_total_hits": true,
        })
    }

    /// The first page, and how many hits it could have had.
    fn first_page(&self, asked: &Asked, size: usize) -> anyhow::Result<(Value, usize)> {
        let question = Self::first_question(asked, size);
        let answer = if asked.is_ranked { self.search_ranked(question) } else { self.search(question) };
        match answer {
            Err(error) if is_too_large(&error) && size > 1 => self.first_page(asked, size / 4 + 1),
            answer => Ok((answer?, size)),
        }
    }

    /// The hits of a question whose first page of such a size has been asked for.
    pub(super) fn pages_from(
        &self,
        asked: Asked,
        mut first: Value,
        size: usize,
    ) -> anyhow::Result<Pages<'_>> {
        let total = total(&first);
        let ready: VecDeque<Value> = hits(&mut first).into();
        let wanted = total.min(asked.limit);
        let mut pages = Pages {
            cluster: self,
            page: size.clamp(1, PAGE),
            to_ask: wanted.saturating_sub(ready.len()),
            asked,
            at: None,
            after: Value::Null,
            ready,
            total,
            has_failed: false,
        };
        if pages.to_ask > 0 {
            // All pages are to be of one moment.
            pages.ready.clear();
            pages.to_ask = wanted;
            pages.ask()?;
        }
        Ok(pages)
    }

    /// Begins to hold a moment.
    fn hold(&self) -> Result<String, EngineError> {
        let (path, name) = match self.client.product().distribution {
            Distribution::OpenSearch => ("_search/point_in_time", "pit_id"),
            Distribution::Elasticsearch => ("_pit", "id"),
        };
        let answer = self.client.post(&format!("{}/{path}?keep_alive={HELD}", self.index), &Value::Null)?;
        let id = answer[name].as_str().or_else(|| answer["id"].as_str());
        Ok(id.ok_or_else(|| malformed(self.client.address(), "it holds no moment"))?.to_owned())
    }

    /// Lets a moment go. Failing is harmless: the engine does so by itself.
    fn let_go(&self, id: &str) {
        let _ = match self.client.product().distribution {
            Distribution::OpenSearch => {
                self.client.delete_with("_search/point_in_time", &json!({ "pit_id": [id] }))
            }
            Distribution::Elasticsearch => self.client.delete_with("_pit", &json!({ "id": id })),
        };
    }
}

fn is_too_large(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(EngineError::AnswerTooLarge { .. }))
}

/// Whether letting a moment go would only make its reader wait.
fn is_out_of_reach(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(
            EngineError::Unreachable { .. }
                | EngineError::Refused { .. }
                | EngineError::TimedOut { .. }
                | EngineError::Broken { .. }
                | EngineError::Unavailable { .. }
        )
    )
}

impl Pages<'_> {
    /// All that match, be they given or not.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// How many are still to come.
    pub(super) fn left(&self) -> usize {
        self.ready.len() + self.to_ask
    }

    /// Asks for the next page.
    fn ask(&mut self) -> anyhow::Result<()> {
        let mut tries = 2;
        let mut answer = loop {
            match self.try_to_ask() {
                Ok(answer) => break answer,
                Err(error) if is_too_large(&error) && self.page > 1 => self.page = self.page / 4 + 1,
                // The moment may be gone with a node.
                Err(error) => {
                    tries -= 1;
                    if is_out_of_reach(&error) {
                        self.at = None;
                    } else {
                        self.close();
                    }
                    if tries == 0 {
                        return Err(error);
                    }
                }
            }
        };
        if let Some(id) = answer["pit_id"].as_str() {
            self.at = Some(id.to_owned());
        }
        self.ready = hits(&mut answer).into();
        self.to_ask = match self.ready.len() {
            0 => 0,
            given => self.to_ask.saturating_sub(given),
        };
        if let Some(last) = self.ready.back() {
            let after = last["sort"].clone();
            anyhow::ensure!(!after.is_null() && after != self.after, NO_ANSWER);
            self.after = after;
        }
        if self.to_ask == 0 {
            self.close();
        }
        Ok(())
    }

    fn try_to_ask(&mut self) -> anyhow::Result<Value> {
        let id = match &self.at {
            Some(id) => id.clone(),
            None => self.cluster.hold()?,
        };
        self.at = Some(id.clone());
        let size = self.page.min(self.to_ask);
        let mut question = Cluster::first_question(&self.asked, size);
        question["track_total_hits"] = json!(false);
        question["pit"] = json!({ "id": id, "keep_alive": HELD });
        if !self.after.is_null() {
            question["search_after"] = self.after.clone();
        }
        let ranked = if self.asked.is_ranked { format!("&search_type={RANKED}") } else { String::new() };
        self.cluster.search_at(&format!("_search?{LENIENT}{ranked}"), question)
    }

    fn close(&mut self) {
        if let Some(id) = self.at.take() {
            self.cluster.let_go(&id);
        }
    }
}

impl Iterator for Pages<'_> {
    type Item = anyhow::Result<Value>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_failed {
            return None;
        }
        if self.ready.is_empty()
            && self.to_ask > 0
            && let Err(error) = self.ask().context("the search cluster could not give all of it")
        {
            self.has_failed = true;
            self.to_ask = 0;
            return Some(Err(error));
        }
        self.ready.pop_front().map(Ok)
    }
}

impl Drop for Pages<'_> {
    fn drop(&mut self) {
        self.close();
    }
}
