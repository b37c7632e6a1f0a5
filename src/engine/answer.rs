//! What an engine answers: read as far as is reasonable, and told from failures.

use std::io;
use std::time::Duration;

use serde_json::Value;
use ureq::http::{HeaderMap, StatusCode, header};
use ureq::{Body, Error};

use super::address::Address;
use super::error::EngineError;
use crate::text::width::one_line;

/// The most that is read of an answer, in mebibytes: pages are chosen so that they stay far below.
const MOST_MIB: u64 = 64;
/// How much is said of what an engine says, in characters.
const LONGEST_REASON: usize = 300;
/// The longest that an engine may ask to be left alone.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A failure, and how long to leave the engine alone if it says.
pub(super) struct Failure {
    pub(super) error: EngineError,
    pub(super) wait: Option<Duration>,
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Failure {
        Failure { error, wait: None }
    }
}

/// An answer's JSON; `Null` where it is empty. `sent` is how much was sent, in bytes.
pub(super) fn read(
    address: &Address,
    (status, headers): (StatusCode, &HeaderMap),
    body: &mut Body,
    sent: usize,
) -> Result<Value, Failure> {
    if status.is_redirection() {
        let to = headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
        return Err(EngineError::Redirected { url: address.to_string(), to: without_secrets(to) }.into());
    }
    let bytes = body.with_config().limit(MOST_MIB << 20).read_to_vec();
    let bytes = bytes.map_err(|error| broken(address, error))?;
    if !status.is_success() {
        let error = serde_json::from_slice(&bytes).unwrap_or_else(|_| said(&bytes));
        let wait = headers.get(header::RETRY_AFTER).and_then(|wait| wait.to_str().ok()?.trim().parse().ok());
        return Err(Failure {
            error: refusal(address, status.as_u16(), &error, sent),
            wait: wait.map(|seconds| Duration::from_secs(seconds).min(LONGEST_WAIT)),
        });
    }
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    // It goes no deeper than 128 levels.
    let malformed = |error: serde_json::Error| {
        let reason = said(&bytes).as_str().filter(|_| !bytes.starts_with(b"{")).map(str::to_owned);
        EngineError::Malformed { url: address.to_string(), reason: reason.unwrap_or(error.to_string()) }
    };
    Ok(serde_json::from_slice(&bytes).map_err(malformed)?)
}

/// The failure of one of several answers that came together.
pub(super) fn failure_within(address: &Address, answer: &Value) -> Option<EngineError> {
    let status = answer["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    (!answer["error"].is_null()).then(|| refusal(address, status.unwrap_or(500), answer, 0))
}

/// What is at a pointer in an answer, taken out of it; `Null` where nothing is.
pub(super) fn taken(answer: &mut Value, pointer: &str) -> Value {
    answer.pointer_mut(pointer).map(Value::take).unwrap_or_default()
}

/// An answer that is another than such a question has.
pub(super) fn malformed(address: &Address, reason: &str) -> EngineError {
    EngineError::Malformed { url: address.to_string(), reason: reason.to_owned() }
}

/// What a body says that is no JSON.
fn said(bytes: &[u8]) -> Value {
    Value::String(shortened(&String::from_utf8_lossy(&bytes[..bytes.len().min(4 * LONGEST_REASON)])))
}

/// A text of the engine's on one line, and not too long.
pub(super) fn shortened(text: &str) -> String {
    one_line(text).chars().take(LONGEST_REASON).collect()
}

/// An address as it can be shown.
fn without_secrets(address: &str) -> String {
    let shown = match address.split_once("://") {
        Some((scheme, rest)) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            format!("{scheme}://{}{path}", authority.rsplit('@').next().unwrap_or(authority))
        }
        None => address.to_owned(),
    };
    shortened(shown.split('?').next().unwrap_or(&shown))
}

/// What is behind a status that tells of failure.
fn refusal(address: &Address, status: u16, answer: &Value, sent: usize) -> EngineError {
    let url = address.to_string();
    let error = &answer["error"];
    let kind = error["type"].as_str().unwrap_or_default();
    let reason = reason(answer);
    match (status, kind) {
        (401, _) => EngineError::Unauthorised { url },
        (413, _) => EngineError::TooLarge { url, bytes: sent },
        // While no manager is elected everything is blocked.
        (503, "cluster_block_exception") => EngineError::Unavailable { url, status },
        (_, "cluster_block_exception") => EngineError::ReadOnly { index: index_of(error), reason },
        (_, "index_not_found_exception") => EngineError::NoIndex { url, index: index_of(error) },
        (_, "resource_already_exists_exception") => EngineError::Exists { index: index_of(error) },
        (_, "circuit_breaking_exception") => EngineError::CircuitBreaker { url, reason },
        (403, _) => EngineError::Forbidden { url, reason },
        (429, _) => EngineError::TooManyRequests { url },
        (_, "search_phase_execution_exception") if status >= 500 => {
            let failed = error["failed_shards"].as_array().map_or(0, |shards| shards.len() as u64);
            let breaker = error["root_cause"][0]["type"] == "circuit_breaking_exception";
            match breaker {
                true => EngineError::CircuitBreaker { url, reason },
                false => EngineError::ShardsMissing { missing: failed.max(1), all: failed.max(1), reason },
            }
        }
        (502..=504, _) => EngineError::Unavailable { url, status },
        (_, kind) if is_conflict(kind, &reason) => {
            EngineError::MappingConflict { index: index_of(error), reason }
        }
        _ => EngineError::Other { url, status, reason },
    }
}

/// Whether an engine's failure tells that a document and the fields of its index do not go together.
fn is_conflict(kind: &str, reason: &str) -> bool {
    match kind {
        "mapper_parsing_exception" | "strict_dynamic_mapping_exception" | "document_parsing_exception" => {
            true
        }
        "illegal_argument_exception" => {
            reason.starts_with("mapper [") || reason.contains("cannot be changed")
        }
        _ => false,
    }
}

fn index_of(error: &Value) -> String {
    let root = &error["root_cause"][0];
    let index = [&error["index"], &root["index"]].into_iter().find_map(Value::as_str);
    // What blocks an index says which in words alone.
    let quoted = || error["reason"].as_str()?.split('[').nth(1)?.split(']').next();
    shortened(index.or_else(quoted).unwrap_or("the index"))
}

/// Why, in the engine's words: the innermost reason says most.
fn reason(answer: &Value) -> String {
    let error = &answer["error"];
    let cause = &error["failed_shards"][0]["reason"]["reason"];
    let root = &error["root_cause"][0]["reason"];
    let found = [cause, root, &error["reason"], error, answer].into_iter().find_map(Value::as_str);
    shortened(found.filter(|reason| !reason.is_empty()).unwrap_or("it does not say why"))
}

/// A request that came to no answer.
pub(super) fn failed(address: &Address, error: Error) -> EngineError {
    let url = address.to_string();
    match error {
        Error::HostNotFound => EngineError::Unreachable { url, reason: "no such host".to_owned() },
        Error::Timeout(what) => EngineError::TimedOut { url, what: what.to_string() },
        Error::Rustls(error) => EngineError::Tls { url, reason: shortened(&error.to_string()) },
        Error::Tls(reason) => EngineError::Tls { url, reason: reason.to_owned() },
        Error::Pem(error) => EngineError::Tls { url, reason: shortened(&error.to_string()) },
        Error::Io(error) => of_connection(url, &error),
        Error::ConnectionFailed => EngineError::Unreachable { url, reason: "no connection".to_owned() },
        Error::Protocol(_) | Error::Http(_) | Error::LargeResponseHeader(..) => {
            EngineError::NotAnEngine { url, reason: shortened(&error.to_string()) }
        }
        other => EngineError::Unreachable { url, reason: shortened(&other.to_string()) },
    }
}

/// An answer that ends before its end, or does not.
fn broken(address: &Address, error: Error) -> EngineError {
    let url = address.to_string();
    match error {
        Error::BodyExceedsLimit(_) => EngineError::AnswerTooLarge { url, mib: MOST_MIB },
        Error::Timeout(what) => EngineError::TimedOut { url, what: what.to_string() },
        other => EngineError::Broken { url, reason: shortened(&other.to_string()) },
    }
}

fn of_connection(url: String, error: &io::Error) -> EngineError {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    if let Some(cause) = cause {
        return EngineError::Tls { url, reason: shortened(&cause.to_string()) };
    }
    let reason = shortened(&error.to_string());
    match error.kind() {
        io::ErrorKind::ConnectionRefused => EngineError::Refused { url },
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => EngineError::TimedOut { url, what: reason },
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => EngineError::Broken { url, reason },
        _ => EngineError::Unreachable { url, reason },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(status: u16, answer: Value, expect: &str) {
        let address = Address::read("http://a:9200").unwrap();
        let error = refusal(&address, status, &answer, 7).to_string();
        assert!(error.starts_with(expect), "{error}");
    }

    fn failing(kind: &str, reason: &str) -> Value {
        json!({"error": {"type": kind, "reason": reason, "root_cause": [{"type": kind, "reason": reason, "index": "x"}]}})
    }

    #[test]
    fn each_refusal_says_what_it_is() {
        check(401, Value::Null, "http://a:9200 does not accept these credentials");
        check(
            403,
            failing("security_exception", "no permissions"),
            "http://a:9200 forbids this: no permissions",
        );
        let blocked = "index [x] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];";
        check(403, failing("cluster_block_exception", blocked), "`x` can't be written");
        check(429, failing("cluster_block_exception", blocked), "`x` can't be written");
        check(
            503,
            failing("cluster_block_exception", "no cluster manager"),
            "http://a:9200 can't answer now (503)",
        );
        check(404, failing("index_not_found_exception", "no such index [x]"), "there is no index `x`");
        check(413, Value::Null, "http://a:9200 takes no request of 7 bytes");
        check(429, failing("rejected_execution_exception", "queue"), "http://a:9200 has too many requests");
        check(
            429,
            failing("circuit_breaking_exception", "[parent] Data too large"),
            "http://a:9200 has too little",
        );
        check(502, json!("<html>"), "http://a:9200 can't answer now (502)");
        check(503, failing("search_phase_execution_exception", "all shards failed"), "1 of 1 shards");
        check(400, failing("strict_dynamic_mapping_exception", "dynamic"), "`x` has other fields");
        check(
            400,
            failing("illegal_argument_exception", "mapper [a] cannot be changed"),
            "`x` has other fields",
        );
        check(
            400,
            failing("parsing_exception", "unknown query"),
            "http://a:9200 refuses a request (400): unknown query",
        );
        check(500, json!({"error": "words"}), "http://a:9200 refuses a request (500): words");
    }

    #[test]
    fn where_it_redirects_is_said_without_secrets() {
        assert_eq!(without_secrets("https://me:hunter2@b/c?token=x"), "https://b/c");
        assert_eq!(without_secrets("/login"), "/login");
    }
}
