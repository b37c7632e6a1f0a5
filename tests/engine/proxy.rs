//! What stands before an engine: nginx with a certificate of its own, which asks for passwords, takes no large requests or few of
//! them, forbids, and finds nothing behind it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::cluster::{Cluster, cluster};
use crate::notes::{Notes, Pushed, pushed, refused};

const PATIENCE: Duration = Duration::from_secs(60);

struct Proxy {
    process: Child,
    folder: TempDir,
    /// The ports of its servers, in their order.
    ports: Vec<u16>,
}

/// The servers of the proxy.
const SECURE: usize = 0;
const SMALL: usize = 1;
const BUSY: usize = 2;
const FORBIDDING: usize = 3;
const DEAD: usize = 4;

impl Proxy {
    fn before(cluster: &Cluster) -> Proxy {
        let folder = TempDir::new().unwrap();
        certificates(folder.path());
        let listeners: Vec<TcpListener> =
            (0..=DEAD).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
        let ports: Vec<u16> = listeners.iter().map(|it| it.local_addr().unwrap().port()).collect();
        drop(listeners);
        fs::write(folder.path().join("users"), "me:{PLAIN}hunter2\n").unwrap();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {name};"));
        let server =
            |port: usize, inside: &str| format!("server {{ listen 127.0.0.1:{}{inside} }}\n", ports[port]);
        let behind = format!("proxy_pass {}; proxy_set_header Authorization \"\";", cluster.url(0));
        let text = [
            "daemon off; master_process off; pid pid; error_log error.log; events {}\nhttp {\naccess_log off; client_max_body_size 0;\n",
            "limit_req_zone $server_name zone=few:1m rate=10r/s;\n",
            &temporary.concat(),
            &server(SECURE, &format!(" ssl; ssl_certificate cert.pem; ssl_certificate_key key.pem; location / {{ auth_basic engine; auth_basic_user_file users; {behind} }}")),
            &server(SMALL, &format!("; client_max_body_size 20k; location / {{ {behind} }}")),
            &server(BUSY, &format!("; limit_req zone=few burst=2 nodelay; limit_req_status 429; add_header Retry-After 1 always; location / {{ {behind} }}")),
            &server(FORBIDDING, &format!("; location ~ _bulk {{ return 403; }} location / {{ {behind} }}")),
            &server(DEAD, "; location / { return 502; }"),
            "}\n",
        ]
        .concat();
        fs::write(folder.path().join("nginx.conf"), text).unwrap();
        let process = Command::new("nginx")
            .arg("-p")
            .arg(folder.path())
            .args(["-c", "nginx.conf", "-e", "error.log"])
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let proxy = Proxy { process, folder, ports };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", proxy.ports[DEAD])).is_err() {
            let log = || fs::read_to_string(proxy.folder.path().join("error.log"));
            assert!(started.elapsed() < PATIENCE, "no nginx: {:?}", log());
            thread::sleep(Duration::from_millis(50));
        }
        proxy
    }

    fn url(&self, server: usize) -> String {
        let scheme = if server == SECURE { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}", self.ports[server])
    }

    fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An authority, and a certificate of this machine that it has signed.
fn certificates(folder: &Path) {
    let openssl = |arguments: &str| {
        let output = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(&format!("req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=authority -days 2"));
    let names = "subjectAltName=IP:127.0.0.1,DNS:localhost";
    openssl(&format!("req {key} -keyout key.pem -out request.pem -subj /CN=localhost -addext {names}"));
    openssl(
        "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -copy_extensions copy -out cert.pem",
    );
}

#[test]
fn a_certificate_is_trusted_when_its_authority_is_named_and_passwords_stay_unsaid() {
    let cluster = cluster();
    cluster.clear();
    let proxy = Proxy::before(&cluster);
    let notes = Notes::new(3, 40);
    let url = proxy.url(SECURE);
    let authority = proxy.authority().display().to_string();
    let errors = refused(notes.push(&url, &[]));
    assert!(errors.contains("no secure connection") && errors.contains("--engine-ca FILE"), "{errors}");
    let trusting = || notes.push(&url, &["--engine-ca", &authority]);
    assert!(refused(trusting()).contains("does not accept these credentials (401)"));
    let mut wrong = trusting();
    wrong.env("TOWNHALL_ENGINE_USER", "me").env("TOWNHALL_ENGINE_PASSWORD", "sesame");
    let errors = refused(wrong);
    assert!(errors.contains("(401)") && !errors.contains("sesame"), "{errors}");
    let mut right = trusting();
    right.env("TOWNHALL_ENGINE_USER", "me").env("TOWNHALL_ENGINE_PASSWORD", "hunter2");
    let first = pushed(right);
    assert_eq!(first.came, first.records);
    let file = proxy.folder.path().join("credentials");
    fs::write(&file, "me:hunter2\n").unwrap();
    let mut from_file = trusting();
    let output = from_file.env("TOWNHALL_ENGINE_CREDENTIALS", &file).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(errors.contains("others can read it") && !errors.contains("hunter2"), "{errors}");
    let index = "the file has no certificate";
    fs::write(&file, index).unwrap();
    let errors = refused(notes.push(&url, &["--engine-ca", &file.display().to_string()]));
    assert!(errors.contains("no certificate in"), "{errors}");
}

#[test]
fn what_takes_small_requests_or_few_of_them_gets_everything() {
    let cluster = cluster();
    let proxy = Proxy::before(&cluster);
    for server in [SMALL, BUSY] {
        cluster.clear();
        let notes = Notes::new(30, 41);
        let first = pushed(notes.push(&proxy.url(server), &[]));
        let again = pushed(notes.push(&cluster.url(0), &[]));
        assert_eq!(again, Pushed { came: 0, changed: 0, went: 0, records: first.records });
    }
}

#[test]
fn what_forbids_or_finds_nothing_is_named() {
    let cluster = cluster();
    cluster.clear();
    let proxy = Proxy::before(&cluster);
    let notes = Notes::new(3, 42);
    let errors = refused(notes.push(&proxy.url(FORBIDDING), &[]));
    assert!(errors.contains("forbids this"), "{errors}");
    // Readers see nothing of a library that never came.
    assert_eq!(cluster.ask("GET", "_alias/townhall", &Value::Null)["status"], 404);
    let errors = refused(notes.push(&proxy.url(DEAD), &[]));
    assert!(errors.contains("can't answer now (502)"), "{errors}");
}
