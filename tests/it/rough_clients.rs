//! `townhall mcp` among clients that break the protocol: whatever comes, what is right is answered, nothing but messages is
//! written, and the end of the input is the end.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::folder::Folder;

/// How long a busy machine may take to end a process.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that is spoken to in lines.
struct Server {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    _home: Folder,
}

impl Server {
    /// One that nobody has spoken to.
    fn new() -> Server {
        let home = Folder::new();
        home.write("notes/a.md", "# 谈成本\n\n李明：推理成本会下降。\n");
        let mut process = Command::new(env!("CARGO_BIN_EXE_townhall"))
            .arg("mcp")
            .env("TOWNHALL_CACHE", home.path("cache"))
            .env("TOWNHALL_STATE", home.path("state"))
            .env("TOWNHALL_CONFIG", "")
            .env("TOWNHALL_NOTES", home.path("notes"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        Server { input: process.stdin.take(), process, output, _home: home }
    }

    /// One that has agreed on how to speak.
    fn greeted() -> Server {
        let mut server = Server::new();
        server.greet();
        server
    }

    fn greet(&mut self) {
        let client = json!({ "name": "rough", "version": "1" });
        let wanted = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
        let greeting = json!({ "jsonrpc": "2.0", "id": "hello", "method": "initialize", "params": wanted });
        self.line(greeting.to_string().as_bytes());
        let answer = self.answer_to(&json!("hello"));
        assert_eq!(answer["result"]["serverInfo"]["name"], "townhall", "{answer}");
        self.line(br#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
    }

    fn line(&mut self, line: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(line).unwrap();
        input.write_all(b"\n").unwrap();
        input.flush().unwrap();
    }

    /// The next message.
    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }

    /// The answer with this id; those before it are of what was wrong.
    fn answer_to(&mut self, id: &Value) -> Value {
        loop {
            let message = self.next();
            if message["id"] == *id {
                return message;
            }
            let is_of_those = message["id"].is_null() || [9, 10].iter().any(|id| message["id"] == *id);
            assert!(is_of_those, "{message}");
        }
    }

    /// Whether it still finds what is there.
    fn still_answers(&mut self) {
        let call = json!({ "name": "search", "arguments": { "query": "推理成本" } });
        let request = json!({ "jsonrpc": "2.0", "id": "still", "method": "tools/call", "params": call });
        self.line(request.to_string().as_bytes());
        let answer = self.answer_to(&json!("still"));
        assert_eq!(answer["result"]["structuredContent"]["total"], 1, "{answer}");
    }

    /// Closes the input; gives the status, what else was written, and what was said.
    fn end(mut self) -> (Option<i32>, String, String) {
        drop(self.input.take());
        let (mut rest, mut said) = (String::new(), String::new());
        self.output.read_to_string(&mut rest).unwrap();
        self.process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (ended(&mut self.process).code(), rest, said)
    }
}

fn ended(process: &mut Child) -> std::process::ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = process.try_wait().unwrap() {
            return status;
        }
        assert!(begun.elapsed() < PATIENCE, "it does not end");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Lines that are no message of the protocol.
fn broken() -> Vec<Vec<u8>> {
    let call = |arguments: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{{"name":"search","arguments":{arguments}}}}}"#
        )
    };
    let mut lines: Vec<Vec<u8>> = [
        "",
        " ",
        "\r",
        "{",
        "nothing",
        "null",
        "0",
        "\"text\"",
        "[]",
        "{}",
        r#"{"jsonrpc":"2.0"}"#,
        r#"{"jsonrpc":"1.0","id":9,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":7}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":""}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"no/such/method"}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"tools/call"}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"tools/call","params":[]}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":7}}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"resources/read","params":{"uri":7}}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"prompts/get","params":{}}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"tools/list","params":{"cursor":"forged"}}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"resources/subscribe","params":{"uri":"townhall://note/a.md"}}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"logging/setLevel","params":{"level":"debug"}}"#,
        r#"{"jsonrpc":"2.0","method":"no/such/notification","params":{"a":1}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":12345}}"#,
        r#"{"jsonrpc":"2.0","id":77,"result":{}}"#,
        r#"{"jsonrpc":"2.0","id":77,"error":{"code":-1,"message":"no"}}"#,
        r#"[{"jsonrpc":"2.0","id":9,"method":"ping"},{"jsonrpc":"2.0","id":10,"method":"ping"}]"#,
        &call("[]"),
        &call("\"query\""),
        &call(r#"{"query":{"deep":[1,2,{"er":null}]}}"#),
        &call(r#"{"query":"\u0000\u001b[2J\u202e"}"#),
        &call(r#"{"query":"\ud800"}"#),
        &call(r#"{"\u001b[31m":1}"#),
        &call(&format!(r#"{{"query":{}1{}}}"#, "[".repeat(10_000), "]".repeat(10_000))),
        &"[".repeat(100_000),
    ]
    .iter()
    .map(|line| line.as_bytes().to_vec())
    .collect();
    lines.push(b"\xff\xfe\x00{}".to_vec());
    lines.push(b"{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\xff\"}".to_vec());
    lines
}

#[test]
fn what_is_broken_breaks_nothing() {
    let mut server = Server::greeted();
    for line in broken() {
        server.line(&line);
        server.still_answers();
    }
    let (status, rest, said) = server.end();
    assert_eq!((status, rest.as_str()), (Some(0), ""), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn what_is_broken_before_the_greeting_is_no_end() {
    for line in broken() {
        let mut server = Server::new();
        server.line(&line);
        server.line(br#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        server.line(br#"{"jsonrpc":"2.0","id":5,"method":"tools/list"}"#);
        let refused = server.answer_to(&json!(5));
        assert!(refused.get("error").is_some(), "{refused}");
        server.greet();
        server.still_answers();
        assert_eq!(server.end().0, Some(0));
    }
}

#[test]
fn each_kind_of_id_comes_back_as_it_was() {
    let mut server = Server::greeted();
    for id in [json!(0), json!(-7), json!(9_007_199_254_740_993_i64), json!(""), json!("7"), json!("字")] {
        server.line(json!({ "jsonrpc": "2.0", "id": id, "method": "ping" }).to_string().as_bytes());
        assert_eq!(server.next(), json!({ "jsonrpc": "2.0", "id": id, "result": {} }));
    }
}

#[test]
fn an_argument_of_ten_megabytes_is_refused_and_one_without_end_dropped() {
    let mut server = Server::greeted();
    let call = |query: String| {
        let call = json!({ "name": "search", "arguments": { "query": query } });
        json!({ "jsonrpc": "2.0", "id": 8, "method": "tools/call", "params": call }).to_string()
    };
    server.line(call("成".repeat((10 << 20) / 3)).as_bytes());
    let answer = server.answer_to(&json!(8));
    assert_eq!(answer["result"]["isError"], true);
    assert!(answer.to_string().len() < 1_000, "{answer}");
    // Longer than a message may be.
    server.line("x".repeat(40 << 20).as_bytes());
    server.still_answers();
}

#[test]
fn what_is_asked_before_the_input_ends_is_answered() {
    let mut server = Server::greeted();
    for id in 0..20 {
        let call = json!({ "name": "quotes", "arguments": {} });
        server.line(
            json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": call })
                .to_string()
                .as_bytes(),
        );
    }
    let (status, rest, _) = server.end();
    let answered: Vec<Value> = rest.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((status, answered.len()), (Some(0), 20), "{rest}");
}

#[test]
fn nobody_listening_is_an_end_without_a_word() {
    let mut server = Server::greeted();
    let (input, output) = (server.input.take().unwrap(), server.output);
    drop(output);
    let mut input = input;
    // The first may still find the pipe open.
    for _ in 0..3 {
        let _ = input.write_all(b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
    }
    drop(input);
    let mut said = String::new();
    server.process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    ended(&mut server.process);
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn no_client_at_all_is_an_end_too() {
    let (status, rest, said) = Server::new().end();
    assert_eq!((status, rest.as_str()), (Some(0), ""), "{said}");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_while_it_waits() {
    for signal in ["INT", "TERM", "HUP"] {
        let mut server = Server::greeted();
        server.still_answers();
        let id = server.process.id().to_string();
        assert!(Command::new("sh").args(["-c", "kill -$0 $1", signal, &id]).status().unwrap().success());
        let status = ended(&mut server.process);
        assert!(!status.success(), "{signal}: {status}");
    }
}
