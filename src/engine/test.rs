//! What stands in for an engine in tests: a listener that answers as it is told, also as no engine should.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::address::Address;
use super::bulk::{Bulk, Sending};
use super::client::{Client, Connection};
use super::credentials::Credentials;
use super::error::EngineError;

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
