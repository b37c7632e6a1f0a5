//! Requests to an engine over HTTP: sent, answered or given up. The only file that names `ureq`'s agent and `rustls`.
//!
//! A request either has its answer, as JSON, or fails with an [`EngineError`] that says what to do. What may pass is tried
//! again after a while, longer each time, as long as patience lasts: every request of this program can be sent twice
//! without harm. Redirects are not followed, as credentials would go along; proxies of the environment are not used.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use ureq::Agent;
use ureq::http::{Method, Request, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use super::address::Address;
use super::answer::{self, Failure};
use super::credentials::Credentials;
use super::error::EngineError;

/// How long to wait before the first new try, and the longest before a later one.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// The longest to go on with an engine that has never answered.
const FIRST_PATIENCE: Duration = Duration::from_secs(10);

/// How to get at an engine.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Where it is.
    pub address: Address,
    /// Who asks, if it wants to know.
    pub credentials: Option<Credentials>,
    /// Certificates of authorities to trust instead of the platform's, as PEM, and the file that they are from.
    pub authority: Option<(String, Vec<u8>)>,
    /// How long to take for a connection.
    pub connect_time: Duration,
    /// How long to wait for an answer to begin, and then for all of it.
    pub answer_time: Duration,
    /// How long to go on trying what may pass.
    pub patience: Duration,
}

impl Connection {
    /// One with the usual times.
    pub fn to(address: Address) -> Connection {
        Connection {
            address,
            credentials: None,
            authority: None,
            connect_time: Duration::from_secs(10),
            answer_time: Duration::from_secs(60),
            patience: Duration::from_secs(15),
        }
    }

    /// Whether credentials would be sent so that others on the way can read them.
    pub fn shows_secrets(&self) -> bool {
        self.credentials.is_some() && self.address.is_open()
    }
}

/// What kind of engine it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// OpenSearch, 2.4 or later.
    OpenSearch,
    /// Elasticsearch, 7.17 or later.
    Elasticsearch,
}

/// What an engine says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its kind.
    pub distribution: Distribution,
    /// Its version, as `(2, 19)`.
    pub version: (u32, u32),
}

/// An engine that has answered once. Threads may share it.
pub struct Client {
    agent: Agent,
    connection: Connection,
    product: Product,
    /// Whether it has ever answered: what fails before is not tried again.
    met: AtomicBool,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("connection", &self.connection).finish_non_exhaustive()
    }
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
enum Sent<'b> {
    Nothing,
    Json(&'b [u8]),
    /// JSON a line.
    Lines(&'b [u8]),
}

impl Client {
    /// Asks an engine what it is.
    ///
    /// # Errors
    /// If there is none, it is too old, or it can't be asked.
    pub fn connect(connection: Connection) -> Result<Client, EngineError> {
        let agent = agent(&connection)?;
        let product = Product { distribution: Distribution::OpenSearch, version: (0, 0) };
        let mut client = Client { agent, connection, product, met: AtomicBool::new(false) };
        let answer = client.get("").map_err(|error| match error {
            EngineError::Malformed { url, reason } | EngineError::Other { url, reason, .. } => {
                EngineError::NotAnEngine { url, reason }
            }
            other => other,
        })?;
        client.product = product_of(&client.connection.address, &answer)?;
        Ok(client)
    }

    /// What it is.
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// Where it is.
    pub fn address(&self) -> &Address {
        &self.connection.address
    }

    /// Asks for what is at a path, which is written without a slash at its start and as URLs are.
    pub(super) fn get(&self, path: &str) -> Result<Value, EngineError> {
        self.send(Method::GET, path, Sent::Nothing)
    }

    /// The same where there may be nothing.
    pub(super) fn get_if_there(&self, path: &str) -> Result<Option<Value>, EngineError> {
        match self.get(path) {
            Ok(answer) => Ok(Some(answer)),
            Err(EngineError::NoIndex { .. } | EngineError::Other { status: 404, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Asks an index, all of whose shards have to answer.
    pub(super) fn search(&self, index: &str, question: &Value) -> Result<Value, EngineError> {
        let answer = self.post(&format!("{index}/_search?allow_partial_search_results=false"), question)?;
        let count = |what: &str| answer["_shards"][what].as_u64().unwrap_or_default();
        match count("failed") {
            0 => Ok(answer),
            missing => {
                let reason = "they failed".to_owned();
                Err(EngineError::ShardsMissing { missing, all: count("total"), reason })
            }
        }
    }

    /// Takes away what is at a path.
    pub(super) fn delete(&self, path: &str) -> Result<Value, EngineError> {
        self.send(Method::DELETE, path, Sent::Nothing)
    }

    /// The same with a body that says what.
    pub(super) fn delete_with(&self, path: &str, body: &Value) -> Result<Value, EngineError> {
        self.send(Method::DELETE, path, Sent::Json(body.to_string().as_bytes()))
    }

    /// Puts something at a path.
    pub(super) fn put(&self, path: &str, body: &Value) -> Result<Value, EngineError> {
        self.send(Method::PUT, path, Sent::Json(body.to_string().as_bytes()))
    }

    /// Asks a question that has a body.
    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value, EngineError> {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        match text.is_empty() {
            true => self.send(Method::POST, path, Sent::Nothing),
            false => self.send(Method::POST, path, Sent::Json(text.as_bytes())),
        }
    }

    /// Sends JSON values, one a line.
    pub(super) fn post_lines(&self, path: &str, lines: &[u8]) -> Result<Value, EngineError> {
        self.send(Method::POST, path, Sent::Lines(lines))
    }

    fn send(&self, method: Method, path: &str, sent: Sent<'_>) -> Result<Value, EngineError> {
        let started = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let Failure { error, wait } = match self.send_once(&method, path, sent) {
                Ok(answer) => {
                    self.met.store(true, Ordering::Relaxed);
                    return Ok(answer);
                }
                Err(failure) => failure,
            };
            let waiting = wait.unwrap_or(pause);
            let patience = match self.met.load(Ordering::Relaxed) {
                true => self.connection.patience,
                false => self.connection.patience.min(FIRST_PATIENCE),
            };
            let is_patient = started.elapsed() + waiting <= patience;
            if !self.may_pass(&error) || !is_patient {
                return Err(error);
            }
            thread::sleep(waiting);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Whether to try again. An engine that has never answered is not there, or not as it was named.
    fn may_pass(&self, error: &EngineError) -> bool {
        let is_there = self.met.load(Ordering::Relaxed)
            || matches!(error, EngineError::TooManyRequests { .. } | EngineError::Unavailable { .. });
        error.is_passing() && is_there
    }

    fn send_once(&self, method: &Method, path: &str, sent: Sent<'_>) -> Result<Value, Failure> {
        let Connection { address, credentials, .. } = &self.connection;
        let mut request = Request::builder().method(method).uri(address.below(path));
        if let Some(credentials) = credentials {
            request = request.header(header::AUTHORIZATION, credentials.header());
        }
        let (kind, body) = match sent {
            Sent::Nothing => (None, &[][..]),
            Sent::Json(body) => (Some("application/json"), body),
            Sent::Lines(body) => (Some("application/x-ndjson"), body),
        };
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let failed = |error| Failure::from(answer::failed(address, error));
        let answer = match kind {
            None => request.body(()).map_err(|error| failed(error.into())).map(|it| self.agent.run(it)),
            Some(_) => request.body(body).map_err(|error| failed(error.into())).map(|it| self.agent.run(it)),
        };
        let (parts, mut answered) = answer?.map_err(failed)?.into_parts();
        answer::read(address, (parts.status, &parts.headers), &mut answered, body.len())
    }
}

fn agent(connection: &Connection) -> Result<Agent, EngineError> {
    let roots = match &connection.authority {
        None => RootCerts::PlatformVerifier,
        Some((path, pem)) => {
            let certificates: Vec<Certificate<'static>> = parse_pem(pem)
                .filter_map(|item| match item {
                    Ok(PemItem::Certificate(certificate)) => Some(certificate),
                    _ => None,
                })
                .collect();
            if certificates.is_empty() {
                return Err(EngineError::NoCertificate { path: path.clone() });
            }
            RootCerts::new_with_certs(&certificates)
        }
    };
    let tls = TlsConfig::builder()
        .root_certs(roots)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent(concat!("townhall/", env!("CARGO_PKG_VERSION")))
        .timeout_resolve(Some(connection.connect_time))
        .timeout_connect(Some(connection.connect_time))
        .timeout_send_body(Some(connection.answer_time))
        .timeout_recv_response(Some(connection.answer_time))
        .timeout_recv_body(Some(connection.answer_time))
        .build();
    Ok(Agent::new_with_config(config))
}

/// What an engine's answer to the shortest question says it is.
fn product_of(address: &Address, answer: &Value) -> Result<Product, EngineError> {
    let version = &answer["version"];
    let number = version["number"].as_str().unwrap_or_default();
    let mut parts = number.split('.').map(|part| part.parse::<u32>().ok());
    let found = parts.next().flatten().zip(parts.next().flatten());
    let Some(found) = found else {
        let reason = "it does not say its version".to_owned();
        return Err(EngineError::NotAnEngine { url: address.to_string(), reason });
    };
    let (distribution, name, least) = match version["distribution"].as_str() {
        Some("opensearch") => (Distribution::OpenSearch, "OpenSearch", (2, 4)),
        None => (Distribution::Elasticsearch, "Elasticsearch", (7, 17)),
        Some(other) => {
            let reason = format!("it is {}", answer::shortened(other));
            return Err(EngineError::NotAnEngine { url: address.to_string(), reason });
        }
    };
    if found < least {
        let version = answer::shortened(number);
        return Err(EngineError::TooOld { url: address.to_string(), name, version });
    }
    Ok(Product { distribution, version: found })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(version: Value, expect: Result<Product, &str>) {
        let address = Address::read("http://a").unwrap();
        let found = product_of(&address, &json!({ "version": version })).map_err(|error| error.to_string());
        match (found, expect) {
            (Ok(found), expect) => assert_eq!(Ok(found), expect),
            (Err(found), expect) => assert!(found.contains(expect.unwrap_err()), "{found}"),
        }
    }

    #[test]
    fn engines_are_told_by_what_they_say() {
        let opensearch = |number| json!({ "distribution": "opensearch", "number": number });
        let found = |distribution, version| Ok(Product { distribution, version });
        check(opensearch("2.19.6"), found(Distribution::OpenSearch, (2, 19)));
        check(opensearch("3.9.0-SNAPSHOT"), found(Distribution::OpenSearch, (3, 9)));
        check(json!({"number": "7.17.0"}), found(Distribution::Elasticsearch, (7, 17)));
        check(json!({"number": "9.0.1"}), found(Distribution::Elasticsearch, (9, 0)));
        check(opensearch("2.3.0"), Err("OpenSearch 2.3.0; this needs"));
        check(json!({"number": "7.16.3"}), Err("Elasticsearch 7.16.3; this needs"));
        check(json!({"number": "two"}), Err("neither OpenSearch nor Elasticsearch"));
        check(json!({"distribution": "other", "number": "9.0"}), Err("it is other"));
        check(Value::Null, Err("it does not say its version"));
    }
}
