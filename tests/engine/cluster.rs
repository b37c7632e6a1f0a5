//! Three nodes, each a process of its own, that all tests share.

use std::env;
use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

/// How long a cluster may take to come, or to come back: the machine may have other things to do.
const PATIENCE: Duration = Duration::from_secs(300);
const NODES: usize = 3;

/// The cluster. Its processes end with the test's own, as they end with their standard input.
pub(crate) struct Cluster {
    nodes: Vec<Node>,
    agent: Agent,
    folder: TempDir,
}

struct Node {
    http: u16,
    transport: u16,
    process: Option<Child>,
}

/// The cluster, whole; started by whoever asks first.
pub(crate) fn cluster() -> MutexGuard<'static, Cluster> {
    static CLUSTER: OnceLock<Mutex<Cluster>> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| Mutex::new(Cluster::start()));
    let mut cluster = cluster.lock().unwrap_or_else(PoisonError::into_inner);
    cluster.mend();
    cluster
}

impl Cluster {
    fn start() -> Cluster {
        // Two listeners can't have one port, so these are six.
        let listeners: Vec<TcpListener> =
            (0..2 * NODES).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
        let ports: Vec<u16> = listeners.iter().map(|it| it.local_addr().unwrap().port()).collect();
        drop(listeners);
        let nodes = ports.chunks_exact(2);
        let nodes = nodes.map(|ports| Node { http: ports[0], transport: ports[1], process: None }).collect();
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let mut cluster = Cluster { nodes, agent, folder: TempDir::new().unwrap() };
        cluster.mend();
        cluster
    }

    /// Starts the nodes that are not there, and waits until each shard has all its copies.
    pub(crate) fn mend(&mut self) {
        let hosts: Vec<String> = self.nodes.iter().map(|it| format!("127.0.0.1:{}", it.transport)).collect();
        let names: Vec<String> = (0..NODES).map(|number| format!("n{number}")).collect();
        let classes = env::var("TOWNHALL_CLUSTER_CLASSES").expect("tests/engine/run starts these tests");
        let mut is_whole = true;
        for (number, node) in self.nodes.iter_mut().enumerate() {
            if node.process.as_mut().is_some_and(|process| process.try_wait().unwrap().is_none()) {
                continue;
            }
            is_whole = false;
            let home = self.folder.path().join(format!("n{number}"));
            std::fs::create_dir_all(&home).unwrap();
            let log = File::options().create(true).append(true).open(home.join("out.log")).unwrap();
            let mut java = Command::new("java");
            java.args(["-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-cp", &classes, "ClusterNode"])
                .arg(format!("path.home={}", home.display()))
                .args(["cluster.name=townhall-test", "network.host=127.0.0.1"])
                .arg(format!("node.name=n{number}"))
                .arg(format!("http.port={}", node.http))
                .arg(format!("transport.port={}", node.transport))
                .args(["http.type=netty4", "transport.type=netty4"])
                .arg(format!("discovery.seed_hosts={}", hosts.join(",")))
                .arg(format!("cluster.initial_cluster_manager_nodes={}", names.join(",")))
                .args([
                    "cluster.routing.allocation.disk.threshold_enabled=false",
                    "node.store.allow_mmap=false",
                ])
                .stdin(Stdio::piped())
                .stdout(log.try_clone().unwrap())
                .stderr(log);
            node.process = Some(java.spawn().unwrap());
        }
        if !is_whole {
            self.wait_until_whole();
        }
    }

    fn wait_until_whole(&self) {
        let started = Instant::now();
        loop {
            let health = self.try_ask("GET", 0, "_cluster/health", &Value::Null);
            if let Some(health) = &health
                && health["status"] == "green"
                && health["number_of_nodes"] == json!(NODES)
            {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "no cluster: {health:?}; {}", self.log());
            thread::sleep(Duration::from_millis(300));
        }
    }

    /// What the first node wrote last.
    fn log(&self) -> String {
        let path: PathBuf = self.folder.path().join("n0/out.log");
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    /// The address of a node.
    pub(crate) fn url(&self, node: usize) -> String {
        format!("http://127.0.0.1:{}", self.nodes[node].http)
    }

    /// Ends a node as a power cut does.
    pub(crate) fn kill(&mut self, node: usize) {
        let mut process = self.nodes[node].process.take().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Which node is the elected manager.
    pub(crate) fn manager(&self) -> usize {
        // The manager by the short name of that column, the only one that all engines know.
        let answer = self.ask("GET", "_cat/nodes?format=json&h=name,m", &Value::Null);
        let mut nodes = answer.as_array().unwrap().iter();
        let elected = nodes.find(|node| node["m"] == "*").unwrap_or_else(|| panic!("{answer}"));
        elected["name"].as_str().unwrap()[1..].parse().unwrap()
    }

    /// Asks the first node.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_ask(method, 0, path, body).unwrap()
    }

    fn try_ask(&self, method: &str, node: usize, path: &str, body: &Value) -> Option<Value> {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}/{path}", self.url(node)));
        let request = request.header("Content-Type", "application/json");
        let answer = match body {
            Value::Null => self.agent.run(request.body(()).unwrap()),
            body => self.agent.run(request.body(body.to_string()).unwrap()),
        };
        let bytes = answer.ok()?.body_mut().read_to_vec().ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// All documents of an index or alias, by id. They are seen as they are: whatever is waiting is made to be seen.
    pub(crate) fn documents(&self, index: &str) -> Vec<(String, Value)> {
        self.ask("POST", &format!("{index}/_refresh"), &Value::Null);
        let question = json!({ "size": 10_000, "track_total_hits": true });
        let mut answer = self.ask("POST", &format!("{index}/_search"), &question);
        let hits = answer["hits"]["hits"].take();
        let hits = hits.as_array().unwrap_or_else(|| panic!("{answer}"));
        assert_eq!(answer["hits"]["total"]["value"], json!(hits.len()), "more than one page");
        let document = |hit: &Value| (hit["_id"].as_str().unwrap().to_owned(), hit["_source"].clone());
        let mut documents: Vec<(String, Value)> = hits.iter().map(document).collect();
        documents.sort_by(|one, other| one.0.cmp(&other.0));
        documents
    }

    /// Takes everything away.
    pub(crate) fn clear(&self) {
        let indices = self.ask("GET", "_cat/indices?format=json", &Value::Null);
        for index in indices.as_array().unwrap() {
            self.ask("DELETE", index["index"].as_str().unwrap(), &Value::Null);
        }
    }
}
