//! Documents on their way to an index: many in one request, again where the engine had too much to do, in smaller requests
//! where it or what stands before it takes no larger ones.

use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::answer::shortened;
use super::client::Client;
use super::error::EngineError;

/// How much is sent at once, in bytes, unless that turns out to be too much.
const LARGEST: usize = 4 << 20;
/// How long to wait before documents are sent again that the engine had no room for.
const FIRST_PAUSE: Duration = Duration::from_millis(300);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// So many refusals are told; the others are counted.
const TOLD: usize = 20;

/// A document that the engine does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its `_id`.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// What all senders of a push share.
pub(super) struct Sending<'c> {
    pub(super) client: &'c Client,
    pub(super) index: String,
    /// How long to go on with documents that the engine has no room for.
    patience: Duration,
    /// The largest request that was not too large.
    largest: AtomicUsize,
    refused: Mutex<Vec<Refused>>,
    refused_in_all: AtomicUsize,
}

/// One thread's documents that are not sent yet.
pub(super) struct Bulk<'s, 'c> {
    sending: &'s Sending<'c>,
    lines: Vec<Line>,
    bytes: usize,
}

/// What is to be done with a document: its action, and the document if there is to be one.
struct Line {
    id: String,
    text: String,
}

impl<'c> Sending<'c> {
    pub(super) fn to(client: &'c Client, index: String, patience: Duration) -> Sending<'c> {
        Sending {
            client,
            index,
            patience,
            largest: AtomicUsize::new(LARGEST),
            refused: Mutex::default(),
            refused_in_all: AtomicUsize::new(0),
        }
    }

    /// Documents that were not taken, the first of them, and how many in all.
    pub(super) fn refused(self) -> (Vec<Refused>, usize) {
        let refused = self.refused.into_inner().unwrap_or_else(PoisonError::into_inner);
        (refused, self.refused_in_all.into_inner())
    }

    fn refuse(&self, id: String, reason: String) {
        self.refused_in_all.fetch_add(1, Ordering::Relaxed);
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if refused.len() < TOLD {
            refused.push(Refused { id, reason });
        }
    }

    /// Sends lines until each is taken or refused.
    fn send(&self, mut lines: Vec<Line>) -> Result<(), EngineError> {
        let started = Instant::now();
        let mut pause = FIRST_PAUSE;
        while !lines.is_empty() {
            let largest = self.largest.load(Ordering::Relaxed);
            let bytes: usize = lines.iter().map(|line| line.text.len()).sum();
            if bytes > largest && lines.len() > 1 {
                let half = lines.split_off(lines.len() / 2);
                self.send(lines)?;
                lines = half;
                continue;
            }
            let body = lines.iter().map(|line| line.text.as_str()).collect::<String>();
            let path = format!("{}/_bulk?filter_path=errors,items.*.status,items.*.error", self.index);
            let answer = match self.client.post_lines(&path, body.as_bytes()) {
                Ok(answer) => answer,
                Err(error @ EngineError::TooLarge { .. }) => {
                    match lines.as_slice() {
                        [_] => lines.drain(..).for_each(|line| self.refuse(line.id, error.to_string())),
                        _ => {
                            self.largest.fetch_min(bytes / 2, Ordering::Relaxed);
                        }
                    }
                    continue;
                }
                Err(error) => return Err(error),
            };
            lines = self.left(lines, &answer)?;
            if lines.is_empty() {
                break;
            }
            if started.elapsed() + pause > self.patience {
                return Err(EngineError::TooManyRequests { url: self.client.address().to_string() });
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        Ok(())
    }

    /// Those lines that have to be sent again.
    fn left(&self, lines: Vec<Line>, answer: &Value) -> Result<Vec<Line>, EngineError> {
        if answer["errors"] == json!(false) {
            return Ok(Vec::new());
        }
        let items = answer["items"].as_array().map_or(&[][..], Vec::as_slice);
        if items.len() != lines.len() {
            let reason = "it tells of other documents than were sent".to_owned();
            return Err(EngineError::Malformed { url: self.client.address().to_string(), reason });
        }
        let mut left = Vec::new();
        for (line, item) in lines.into_iter().zip(items) {
            let done = item.as_object().and_then(|item| item.values().next()).unwrap_or(&Value::Null);
            let (kind, reason) = (done["error"]["type"].as_str().unwrap_or_default(), reason(&done["error"]));
            let index = || self.index.clone();
            match done["status"].as_u64().unwrap_or_default() {
                // What should go and is not there is gone.
                200..300 | 404 if kind.is_empty() => {}
                status if kind == "cluster_block_exception" && status != 503 => {
                    return Err(EngineError::ReadOnly { index: index(), reason });
                }
                _ if kind == "index_not_found_exception" => {
                    let url = self.client.address().to_string();
                    return Err(EngineError::NoIndex { url, index: index() });
                }
                429 | 503 => left.push(line),
                _ if kind == "strict_dynamic_mapping_exception" => {
                    return Err(EngineError::MappingConflict { index: index(), reason });
                }
                _ => self.refuse(line.id, reason),
            }
        }
        Ok(left)
    }
}

fn reason(error: &Value) -> String {
    // The cause says more, but not where.
    let parts = [&error["reason"], &error["caused_by"]["reason"]].into_iter().filter_map(Value::as_str);
    shortened(&parts.collect::<Vec<_>>().join(": "))
}

impl<'s, 'c> Bulk<'s, 'c> {
    pub(super) fn new(sending: &'s Sending<'c>) -> Bulk<'s, 'c> {
        Bulk { sending, lines: Vec::new(), bytes: 0 }
    }

    /// Writes a document, in place of the one with its id if there is one.
    pub(super) fn index(&mut self, id: &str, body: &str) -> Result<(), EngineError> {
        self.add(id, format!("{}\n{body}\n", json!({ "index": { "_id": id } })))
    }

    /// Takes a document away.
    pub(super) fn delete(&mut self, id: &str) -> Result<(), EngineError> {
        self.add(id, format!("{}\n", json!({ "delete": { "_id": id } })))
    }

    fn add(&mut self, id: &str, text: String) -> Result<(), EngineError> {
        if self.bytes + text.len() > self.sending.largest.load(Ordering::Relaxed) {
            self.flush()?;
        }
        self.bytes += text.len();
        self.lines.push(Line { id: id.to_owned(), text });
        Ok(())
    }

    /// Sends what is not sent yet.
    pub(super) fn flush(&mut self) -> Result<(), EngineError> {
        self.bytes = 0;
        self.sending.send(mem::take(&mut self.lines))
    }
}
