//! Where records are that are not kept on this machine, and what of them did not answer.

use jiff::Timestamp;

/// Where records come from that are kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The address, without credentials.
    pub url: String,
    /// What was asked there.
    pub index: String,
    /// The libraries that answer.
    pub libraries: Vec<String>,
    /// When they were brought there; of several the earliest.
    pub pushed: Option<Timestamp>,
    /// How many parts did not answer.
    pub shards_missing: u64,
    /// Whether an answer was cut short by time.
    pub timed_out: bool,
}
