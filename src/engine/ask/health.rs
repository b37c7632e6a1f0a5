//! What is missing of answers.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde_json::Value;

use crate::engine::answer::shortened;

/// What was missing of answers so far.
#[derive(Debug, Default)]
pub(super) struct Health {
    missing: AtomicU64,
    all: AtomicU64,
    timed_out: AtomicBool,
}

impl Health {
    /// The most shards that did not answer.
    pub(super) fn missing(&self) -> u64 {
        self.missing.load(Ordering::Relaxed)
    }

    /// Whether any answer was cut short by time.
    pub(super) fn has_timed_out(&self) -> bool {
        self.timed_out.load(Ordering::Relaxed)
    }

    /// Whether nothing was missing.
    pub(super) fn is_whole(&self) -> bool {
        self.missing() == 0 && !self.has_timed_out()
    }

    /// What to say of it.
    pub(super) fn notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if self.missing() > 0 {
            let all = self.all.load(Ordering::Relaxed);
            notices.push(format!(
                "{} of {all} shards of the search cluster did not answer; what they hold is missing here",
                self.missing()
            ));
        }
        if self.has_timed_out() {
            notices.push(
                "the search cluster ran out of time; a part of what it holds may be missing here".to_owned(),
            );
        }
        notices
    }

    /// Remembers what is missing of an answer.
    pub(super) fn note(&self, gaps: &Gaps) {
        if gaps.failed > 0 {
            self.missing.fetch_max(gaps.failed, Ordering::Relaxed);
            self.all.fetch_max(gaps.total, Ordering::Relaxed);
        }
        if gaps.timed_out {
            self.timed_out.store(true, Ordering::Relaxed);
        }
    }
}

/// What is missing of an answer.
pub(super) struct Gaps {
    pub(super) failed: u64,
    pub(super) total: u64,
    timed_out: bool,
    pub(super) reason: String,
}

impl Gaps {
    /// What an answer says of that.
    pub(super) fn of(answer: &Value) -> Gaps {
        let shards = &answer["_shards"];
        let count = |what: &str| shards[what].as_u64().unwrap_or_default();
        // What is neither well nor failed has not answered either.
        let (total, well) = (count("total"), count("successful"));
        let reason = shards["failures"][0]["reason"]["reason"].as_str();
        Gaps {
            failed: count("failed").max(total.saturating_sub(well)),
            total,
            timed_out: answer["timed_out"].as_bool().unwrap_or_default(),
            reason: shortened(reason.unwrap_or("no copy of them answers")),
        }
    }
}
