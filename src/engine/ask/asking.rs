//! Questions on their way.
//!
//! Where a few shards don't answer, the rest is shown, and what is missing is said; where half of them don't, it is an error.

use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::Cluster;
use super::health::Gaps;
use crate::engine::answer::{failure_within, malformed, taken};
use crate::engine::error::EngineError;

/// How long an engine may take for a question before it answers with what it has: less than the program waits.
const TIME: &str = "50s";
/// How long to wait before asking again where shards are missing: a copy takes over within a second, as a rule.
const PAUSES: [Duration; 3] =
    [Duration::from_millis(100), Duration::from_millis(400), Duration::from_millis(1500)];
/// How many questions go in one request.
const TOGETHER: usize = 100;

impl Cluster {
    /// Asks one question.
    pub(super) fn search(&self, question: Value) -> anyhow::Result<Value> {
        self.search_at(&format!("{}/_search?{LENIENT}", self.index), question)
    }

    /// The same with terms weighed by all shards together.
    pub(super) fn search_ranked(&self, question: Value) -> anyhow::Result<Value> {
        self.search_at(&format!("{}/_search?{LENIENT}&search_type={RANKED}", self.index), question)
    }

    /// Asks one question at a path.
    pub(super) fn search_at(&self, path: &str, mut question: Value) -> anyhow::Result<Value> {
        question["timeout"] = json!(TIME);
        self.whole(|| Ok(vec![Ok(self.client.post(path, &question)?)]))?.pop().context(NO_ANSWER)
    }

    /// Asks several questions at once.
    pub(super) fn search_all(&self, questions: &[Value], is_ranked: bool) -> anyhow::Result<Vec<Value>> {
        match questions {
            [] => return Ok(Vec::new()),
            [only] if is_ranked => return Ok(vec![self.search_ranked(only.clone())?]),
            [only] => return Ok(vec![self.search(only.clone())?]),
            _ => {}
        }
        let mut answers = Vec::with_capacity(questions.len());
        for questions in questions.chunks(TOGETHER) {
            let mut lines = Vec::new();
            let head = if is_ranked { json!({ "search_type": RANKED }) } else { json!({}) };
            for question in questions {
                let mut question = question.clone();
                question["timeout"] = json!(TIME);
                lines.extend(format!("{head}\n{question}\n").into_bytes());
            }
            answers.extend(self.whole(|| {
                let mut answer = self.client.post_lines(&format!("{}/_msearch", self.index), &lines)?;
                let Value::Array(answers) = taken(&mut answer, "/responses") else {
                    return Err(malformed(self.client.address(), "it has no `responses`"));
                };
                let told = |answer| match failure_within(self.client.address(), &answer) {
                    Some(error) => Err(error),
                    None => Ok(answer),
                };
                Ok(answers.into_iter().map(told).collect())
            })?);
        }
        anyhow::ensure!(answers.len() == questions.len(), NO_ANSWER);
        Ok(answers)
    }

    /// Answers that are as whole as can be had: where shards don't answer, others may a moment later. A request that fails has
    /// been tried again already, but one of several questions in it has not.
    fn whole(
        &self,
        ask: impl Fn() -> Result<Vec<Result<Value, EngineError>>, EngineError>,
    ) -> Result<Vec<Value>, EngineError> {
        let mut pauses = PAUSES.iter();
        loop {
            let answers = match ask()?.into_iter().collect::<Result<Vec<Value>, EngineError>>() {
                Ok(answers) => answers,
                Err(error) => match pauses.next().filter(|_| error.is_passing()) {
                    Some(pause) => {
                        thread::sleep(*pause);
                        continue;
                    }
                    None => return Err(error),
                },
            };
            // Nothing found is an empty list.
            if !answers.iter().all(|answer| answer["hits"]["hits"].is_array()) {
                return Err(malformed(self.client.address(), "it has no `hits`"));
            }
            let gaps: Vec<Gaps> = answers.iter().map(Gaps::of).collect();
            if gaps.iter().all(|gaps| gaps.failed == 0) {
                gaps.iter().for_each(|gaps| self.health.note(gaps));
                return Ok(answers);
            }
            if let Some(pause) = pauses.next() {
                thread::sleep(*pause);
                continue;
            }
            if let Some(gaps) = gaps.iter().find(|gaps| 2 * gaps.failed >= gaps.total) {
                let (missing, all, reason) = (gaps.failed, gaps.total, gaps.reason.clone());
                return Err(EngineError::ShardsMissing { missing, all, reason });
            }
            gaps.iter().for_each(|gaps| self.health.note(gaps));
            return Ok(answers);
        }
    }
}

/// Some of an answer is better than none, as it is said what is missing.
pub(super) const LENIENT: &str = "allow_partial_search_results=true";
/// Scores by what all shards hold.
pub(super) const RANKED: &str = "dfs_query_then_fetch";
/// What to say of an engine that answers with something else.
pub(super) const NO_ANSWER: &str = "the answer of the search cluster is not understood; check that nothing between here and there changes it";

/// The hits of an answer, taken out of it.
pub(super) fn hits(answer: &mut Value) -> Vec<Value> {
    match taken(answer, "/hits/hits") {
        Value::Array(hits) => hits,
        _ => Vec::new(),
    }
}

/// How many there are in all, as far as they were counted.
pub(super) fn total(answer: &Value) -> usize {
    let total = &answer["hits"]["total"];
    let count = total["value"].as_u64().or_else(|| total.as_u64()).unwrap_or_default();
    usize::try_from(count).unwrap_or(usize::MAX)
}
