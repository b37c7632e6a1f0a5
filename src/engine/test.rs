//! What stands in for an engine in tests: a listener that answers as it is told, also as no engine should.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::address::Address;
use super::ask::{Cluster, Reading};
use super::bulk::{Bulk, Sending};
use super::client::{Client, Connection};
use super::credentials::Credentials;
use super::document;
use super::error::EngineError;
use super::mapping::{IndexName, LibraryName, VERSION};
use crate::parse::parse;
use crate::records::{Filter, NoteFacts, Records as _, Stored};
use crate::topics::Vocabulary;

/// A request as it came.
#[derive(Debug, Clone)]
struct Asked {
    line: String,
    headers: Vec<String>,
    body: String,
}

/// A listener and what it was asked so far.
struct StandIn {
    address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl StandIn {
    /// Answers the requests, which are counted from 0, by writing to their connections, which are closed behind it.
    fn new(answer: impl Fn(usize, &Asked, &mut TcpStream) + Send + 'static) -> StandIn {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let all = Arc::clone(&asked);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                let Some(request) = read(&stream) else { continue };
                all.lock().unwrap().push(request.clone());
                answer(number, &request, &mut stream);
            }
        });
        StandIn { address, asked }
    }

    /// One that always answers with this status and body.
    fn saying(status: &'static str, body: &'static str) -> StandIn {
        StandIn::new(move |_, _, stream| say(stream, status, "", body))
    }

    fn connection(&self) -> Connection {
        Connection {
            connect_time: Duration::from_secs(10),
            answer_time: Duration::from_secs(10),
            patience: Duration::from_secs(20),
            ..Connection::to(Address::read(&self.address).unwrap())
        }
    }

    fn connect(&self) -> Result<Client, EngineError> {
        Client::connect(self.connection())
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        // What is no request, such as the start of a cipher, is let go.
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let length =
        lines.iter().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let line = lines.remove(0);
    Some(Asked { line, headers: lines, body: String::from_utf8(body).ok()? })
}

fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &str) {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n");
    // Whoever asked may be gone.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}

const OPENSEARCH: &str = r#"{"version":{"distribution":"opensearch","number":"2.19.6"}}"#;

#[track_caller]
fn check(stand_in: &StandIn, expect: &str) {
    let error = stand_in.connect().unwrap_err().to_string();
    assert!(error.contains(expect), "{error}");
}

#[test]
fn whoever_is_no_engine_is_told_from_one() {
    check(
        &StandIn::saying("200 OK", "<html>welcome</html>"),
        "neither OpenSearch nor Elasticsearch: <html>welcome",
    );
    check(&StandIn::saying("200 OK", ""), "neither OpenSearch nor Elasticsearch");
    check(
        &StandIn::saying("404 Not Found", "nothing here"),
        "neither OpenSearch nor Elasticsearch: nothing here",
    );
    check(&StandIn::saying("401 Unauthorized", ""), "does not accept these credentials (401)");
    check(&StandIn::saying("403 Forbidden", "no"), "forbids this: no");
    let other = StandIn::new(|_, _, stream| {
        let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n");
    });
    check(&other, "neither OpenSearch nor Elasticsearch");
}

#[test]
fn nobody_there_and_nobody_who_speaks() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = Client::connect(Connection::to(Address::read(&free.to_string()).unwrap())).unwrap_err();
    assert!(matches!(error, EngineError::Refused { .. }), "{error}");
    let silent = StandIn::new(|_, _, stream| {
        let _ = stream.read(&mut [0; 1]);
    });
    let connection = Connection { answer_time: Duration::from_millis(300), ..silent.connection() };
    let error = Client::connect(connection).unwrap_err();
    assert!(matches!(error, EngineError::TimedOut { .. }), "{error}");
}

#[test]
fn a_plain_listener_gives_no_secure_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = Address::read(&format!("https://{}", listener.local_addr().unwrap())).unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let error = Client::connect(Connection::to(address)).unwrap_err();
    assert!(matches!(error, EngineError::Tls { .. }), "{error}");
}

#[test]
fn answers_that_are_cut_endless_huge_or_deep_are_let_go() {
    let cut = StandIn::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"version\"");
    });
    check(&cut, "broke");
    let endless = StandIn::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while stream.write_all(b"1\r\n \r\n").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let connection = Connection { answer_time: Duration::from_millis(500), ..endless.connection() };
    let error = Client::connect(connection).unwrap_err();
    assert!(matches!(error, EngineError::TimedOut { .. }), "{error}");
    let huge = StandIn::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
        while stream.write_all(&[b' '; 1 << 16]).is_ok() {}
    });
    check(&huge, "answers with more than 64 MiB");
    let deep = StandIn::new(|_, _, stream| say(stream, "200 OK", "", &"[".repeat(100_000)));
    check(&deep, "neither OpenSearch nor Elasticsearch");
}

#[test]
fn redirects_are_named_and_not_followed() {
    let elsewhere = StandIn::saying("200 OK", OPENSEARCH);
    let to = format!("Location: http://me:hunter2@{}/\r\n", elsewhere.address);
    let redirecting = StandIn::new(move |_, _, stream| say(stream, "302 Found", &to, ""));
    let error = redirecting.connect().unwrap_err().to_string();
    assert!(error.contains(&format!("redirects to http://{}/", elsewhere.address)), "{error}");
    assert!(elsewhere.asked().is_empty());
}

#[test]
fn credentials_go_along_and_stand_in_no_message() {
    let refusing = StandIn::saying("403 Forbidden", "no");
    let credentials = Credentials::Password { user: "me".to_owned(), password: "hunter2".to_owned() };
    let connection = Connection { credentials: Some(credentials), ..refusing.connection() };
    assert!(!connection.shows_secrets());
    let error = format!("{:?}", Client::connect(connection).unwrap_err());
    assert!(!error.contains("hunter2") && !error.contains("bWU6"), "{error}");
    let headers = refusing.asked()[0].headers.join("\n").to_lowercase();
    assert!(headers.contains("authorization: basic bwu6ahvudgvymg=="), "{headers}");
}

#[test]
fn what_passes_is_tried_again() {
    let busy = StandIn::new(|number, _, stream| match number {
        0 => say(stream, "503 Service Unavailable", "", "starting"),
        1 => say(stream, "429 Too Many Requests", "Retry-After: 1\r\n", ""),
        2 => say(stream, "200 OK", "", OPENSEARCH),
        // Only one that was there once can be gone for a while.
        3 => {}
        4 => say(stream, "502 Bad Gateway", "", "<html>"),
        _ => say(stream, "200 OK", "", "{}"),
    });
    let client = busy.connect().unwrap();
    assert_eq!(client.get("a/_mapping").unwrap(), json!({}));
    assert_eq!(busy.asked().len(), 6);
    let impatient = StandIn::saying("503 Service Unavailable", "");
    let connection = Connection { patience: Duration::ZERO, ..impatient.connection() };
    assert!(matches!(Client::connect(connection), Err(EngineError::Unavailable { status: 503, .. })));
    assert_eq!(impatient.asked().len(), 1);
}

/// One that takes documents as `item` says, given how often it was asked for documents and each action's line, in requests of
/// so many bytes at most.
fn taking(largest: usize, item: impl Fn(usize, &str) -> Value + Send + 'static) -> StandIn {
    let requests = Mutex::new(0);
    StandIn::new(move |_, asked, stream| {
        if !asked.line.starts_with("POST") {
            return say(stream, "200 OK", "", OPENSEARCH);
        }
        if asked.body.len() > largest {
            return say(stream, "413 Request Entity Too Large", "", "<html>");
        }
        let mut requests = requests.lock().unwrap();
        let actions = asked
            .body
            .lines()
            .filter(|line| line.starts_with("{\"index\"") || line.starts_with("{\"delete\""));
        let items: Vec<Value> = actions.map(|line| json!({ "index": item(*requests, line) })).collect();
        *requests += 1;
        say(stream, "200 OK", "", &json!({ "errors": true, "items": items }).to_string());
    })
}

fn sending(client: &Client) -> Sending<'_> {
    Sending::to(client, "a".to_owned(), Duration::from_secs(20))
}

fn send(sending: &Sending<'_>, documents: usize) -> Result<(), EngineError> {
    let mut bulk = Bulk::new(sending);
    for number in 0..documents {
        bulk.index(&number.to_string(), &json!({ "text": "x".repeat(100) }).to_string())?;
    }
    bulk.flush()
}

fn failing(status: u64, kind: &str) -> Value {
    json!({ "status": status, "error": { "type": kind, "reason": "why" } })
}

#[test]
fn requests_that_are_too_large_are_parted() {
    let small = taking(600, |_, _| json!({ "status": 201 }));
    let client = small.connect().unwrap();
    let sending = sending(&client);
    send(&sending, 20).unwrap();
    let taken = small.asked().into_iter().filter(|asked| asked.body.len() <= 600);
    let actions: usize = taken.map(|asked| asked.body.matches("{\"index\"").count()).sum();
    assert_eq!(actions, 20);
    assert_eq!(sending.refused(), (Vec::new(), 0));
    let none = taking(50, |_, _| json!({ "status": 201 }));
    let client = none.connect().unwrap();
    let sending = self::sending(&client);
    send(&sending, 2).unwrap();
    let (refused, all) = sending.refused();
    assert_eq!((refused.len(), all), (2, 2));
    assert!(refused[0].reason.contains("(413)"), "{refused:?}");
}

#[test]
fn documents_that_found_no_room_are_sent_again_and_those_refused_are_named() {
    let picky = taking(1 << 20, |request, line| match (request, line) {
        (0, line) if line.contains("\"3\"") => failing(429, "rejected_execution_exception"),
        (1, _) => failing(503, "unavailable_shards_exception"),
        (_, line) if line.contains("\"4\"") => failing(400, "mapper_parsing_exception"),
        _ => json!({ "status": 200 }),
    });
    let client = picky.connect().unwrap();
    let sending = sending(&client);
    send(&sending, 6).unwrap();
    let (refused, all) = sending.refused();
    assert_eq!((refused[0].id.as_str(), refused[0].reason.as_str(), all), ("4", "why", 1));
    assert_eq!(picky.asked().len(), 4);
    assert_eq!(picky.asked()[3].body.matches("{\"index\"").count(), 1);
}

#[test]
fn what_no_document_can_pass_stops_at_once() {
    for (kind, status, expect) in [
        ("cluster_block_exception", 429, "`a` can't be written: why"),
        ("strict_dynamic_mapping_exception", 400, "`a` has other fields"),
        ("index_not_found_exception", 404, "there is no index `a`"),
    ] {
        let blocked = taking(1 << 20, move |_, _| failing(status, kind));
        let client = blocked.connect().unwrap();
        let error = send(&sending(&client), 2).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }
}

/// Three records, as hits.
fn some_hits() -> Vec<Value> {
    let note = parse("a.md", "# 题\n\n推理成本\n\n成本\n", &Vocabulary::default());
    let facts = Arc::new(NoteFacts { note_path: "a.md".to_owned(), ..NoteFacts::default() });
    let stored = |record| Stored { record, note: Arc::clone(&facts), person: None };
    let records: Vec<Stored> = note.records.into_iter().map(stored).collect();
    let library = LibraryName::new("a").unwrap();
    let drafts = document::of_note(&library, &records, None).unwrap();
    let hit = |draft: &document::Draft<'_>| {
        let source: Value = serde_json::from_str(&draft.body().unwrap()).unwrap();
        json!({ "_id": draft.id, "sort": [source["place"]], "_source": source })
    };
    drafts.iter().take(3).map(hit).collect()
}

/// An engine of some kind with a library of three records, which answers further questions as it is told.
fn reading(version: &'static str, answer: impl Fn(&Asked) -> Value + Send + 'static) -> StandIn {
    StandIn::new(move |_, asked, stream| {
        let mapping = json!({ "mapping": VERSION, "library": "a", "owner": "x" });
        let body = match asked.line.split(' ').nth(1).unwrap_or_default() {
            "/" => version.to_owned(),
            path if path.ends_with("/_mapping") => {
                json!({ "townhall.a.v1": { "mappings": { "_meta": { "townhall": mapping } } } }).to_string()
            }
            _ if asked.body.contains("post_filter") => json!({
                "_shards": { "total": 1, "successful": 1, "failed": 0 },
                "hits": { "hits": [{ "_source": { "library": "a", "stored": {} } }] },
                "aggregations": { "records": { "doc_count": 3 } },
            })
            .to_string(),
            _ => answer(asked).to_string(),
        };
        say(stream, "200 OK", "", &body);
    })
}

fn opened(stand_in: &StandIn) -> Cluster {
    let (connection, libraries) = (stand_in.connection(), Vec::new());
    Cluster::open(&Reading { connection, index: IndexName::new("townhall").unwrap(), libraries }).unwrap()
}

fn answering(failed: u64, total: u64, timed_out: bool) -> Value {
    json!({
        "timed_out": timed_out,
        "_shards": { "total": total, "successful": total - failed, "failed": failed },
        "hits": { "total": { "value": 3 }, "hits": some_hits() },
    })
}

#[test]
fn what_an_answer_lacks_is_said_and_where_half_of_it_is_missing_it_is_an_error() {
    let some = reading(OPENSEARCH, |_| answering(1, 3, false));
    let cluster = opened(&some);
    assert_eq!(cluster.list(&Filter::default()).unwrap().len(), 3);
    assert!(cluster.notices()[0].starts_with("1 of 3 shards"), "{:?}", cluster.notices());
    assert_eq!(cluster.elsewhere().unwrap().shards_missing, 1);
    assert!(!cluster.is_current().unwrap());
    let half = reading(OPENSEARCH, |_| answering(1, 2, false));
    let error = opened(&half).list(&Filter::default()).unwrap_err().to_string();
    assert!(error.starts_with("1 of 2 shards of the index are missing"), "{error}");
    let late = reading(OPENSEARCH, |_| answering(0, 1, true));
    let cluster = opened(&late);
    assert!(cluster.notices().is_empty());
    assert_eq!(cluster.list(&Filter::default()).unwrap().len(), 3);
    assert!(cluster.elsewhere().unwrap().timed_out && cluster.notices()[0].contains("ran out of time"));
}

#[test]
fn each_kind_of_engine_holds_a_moment_in_its_own_way_and_it_is_let_go() {
    const ELASTICSEARCH: &str = r#"{"version":{"number":"8.1.0"}}"#;
    for (version, held, let_go) in [
        (OPENSEARCH, "POST /townhall/_search/point_in_time?", "DELETE /_search/point_in_time"),
        (ELASTICSEARCH, "POST /townhall/_pit?", "DELETE /_pit"),
    ] {
        // One hit a page.
        let paged = reading(version, |asked| {
            if asked.line.contains("keep_alive=") {
                return json!({ "id": "x", "pit_id": "x" });
            }
            let question: Value = serde_json::from_str(&asked.body).unwrap_or_default();
            let all = some_hits();
            let after = all.iter().position(|hit| hit["sort"] == question["search_after"]);
            let next = all.get(after.map_or(0, |after| after + 1)).cloned();
            json!({ "_shards": { "total": 1, "successful": 1 },
                "hits": { "total": { "value": 3 }, "hits": next.into_iter().collect::<Vec<Value>>() } })
        });
        let orders: Vec<u32> = opened(&paged)
            .list(&Filter::default())
            .unwrap()
            .iter()
            .map(|stored| stored.record.order)
            .collect();
        assert_eq!(orders, [0, 1, 2]);
        let lines: Vec<String> = paged.asked().into_iter().map(|asked| asked.line).collect();
        assert_eq!(lines.iter().filter(|line| line.starts_with(held)).count(), 1, "{lines:?}");
        assert!(lines.last().unwrap().starts_with(let_go), "{lines:?}");
    }
}

#[test]
fn one_of_several_questions_that_fails_and_what_is_not_understood_are_told() {
    let failing = reading(OPENSEARCH, |_| {
        let error = json!({ "type": "parsing_exception", "reason": "why" });
        json!({ "responses": [{ "status": 400, "error": error }, answering(0, 1, false)] })
    });
    let error = opened(&failing).frequency("推理成").unwrap_err().to_string();
    assert!(error.contains("refuses a request (400): why"), "{error}");
    let few = reading(OPENSEARCH, |_| json!({ "responses": [] }));
    let error = opened(&few).frequency("推理成").unwrap_err().to_string();
    assert!(error.contains("is not understood"), "{error}");
    let odd = reading(OPENSEARCH, |_| json!({ "hits": { "hits": [{ "_source": {} }], "total": 1 } }));
    let error = opened(&odd).list(&Filter::default()).unwrap_err().to_string();
    assert!(error.contains("is not understood"), "{error}");
    let empty = reading(OPENSEARCH, |_| json!({}));
    let error = opened(&empty).counts_by_note().unwrap_err().to_string();
    assert!(error.contains("is not understood"), "{error}");
}

#[test]
fn answers_of_any_shape_are_told_from_nothing_found() {
    let hit = |hit: Value| json!({ "hits": { "hits": [hit], "total": 1 } });
    for odd in [
        json!(null),
        json!([]),
        json!("x"),
        json!({}),
        json!({ "hits": [] }),
        json!({ "hits": { "hits": "x" } }),
        json!({ "responses": "x" }),
        json!({ "responses": [{}, {}] }),
        json!({ "hits": { "hits": [] }, "aggregations": [] }),
        json!({ "hits": { "hits": [] }, "aggregations": { "all": { "buckets": [{ "key": [] }] } } }),
        hit(json!("x")),
        hit(json!({ "_id": "a", "_source": [] })),
    ] {
        let is_of_hits = odd["hits"]["hits"].as_array().is_some_and(Vec::is_empty);
        let stand_in = reading(OPENSEARCH, move |_| odd.clone());
        let cluster = opened(&stand_in);
        let mut errors =
            vec![cluster.counts_by_note().unwrap_err(), cluster.frequency("推理成").unwrap_err()];
        if !is_of_hits {
            errors.push(cluster.list(&Filter::default()).unwrap_err());
        }
        for error in errors {
            assert!(format!("{error:#}").contains("is not understood"), "{error:#}");
        }
    }
}

#[test]
fn pages_that_go_nowhere_end() {
    let stuck = reading(OPENSEARCH, |asked| {
        let bucket = json!({ "key": { "f0": "a", "f1": "b", "f2": "note" }, "doc_count": 1 });
        json!({
            "pit_id": "x",
            "hits": { "total": { "value": 3 }, "hits": some_hits()[..1] },
            "aggregations": { "all": { "buckets": vec![bucket; 5_000], "after_key": { "f0": asked.line.len() } } },
        })
    });
    let cluster = opened(&stuck);
    for error in [cluster.counts_by_note().unwrap_err(), cluster.list(&Filter::default()).unwrap_err()] {
        assert!(format!("{error:#}").contains("is not understood"), "{error:#}");
    }
}

#[test]
fn one_of_several_questions_that_comes_too_early_is_asked_again() {
    let times = Mutex::new(0);
    let busy = reading(OPENSEARCH, move |asked| {
        let mut times = times.lock().unwrap();
        *times += 1;
        let early = json!({ "status": 429, "error": { "type": "rejected_execution_exception" } });
        let mut answers = vec![answering(0, 1, false); asked.body.lines().count() / 2];
        if *times == 1 {
            answers[0] = early;
        }
        json!({ "responses": answers })
    });
    assert_eq!(opened(&busy).frequency("推理成").unwrap(), 3);
}
