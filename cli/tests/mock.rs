//! `hiker mock`, by its sockets and its output.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// A running server.
struct Mock {
    child: Option<Child>,
    /// Open, so that the server can write to it.
    _stdout: BufReader<ChildStdout>,
    url: String,
}

impl Mock {
    #[track_caller]
    fn start(options: &[&str]) -> Self {
        let mut command = hiker();
        let mut child = command.arg("mock").args(options).spawn().expect("the server starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let url = line.strip_prefix("listening on ").expect("the line that scripts read").trim_end().to_owned();
        Self { child: Some(child), _stdout: stdout, url }
    }

    /// The status and the body of a request with a key.
    fn get(&self, target: &str) -> (u16, serde_json::Value) {
        self.send(&format!(
            "GET {target} HTTP/1.1\r\nuser-agent: test\r\nx-access-key: any\r\nconnection: close\r\n\r\n"
        ))
    }

    fn send(&self, request: &str) -> (u16, serde_json::Value) {
        let address = self.url.strip_prefix("http://").expect("a URL");
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a request is sent");
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("a response");
        let (head, body) = response.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, serde_json::from_str(body).expect("JSON"))
    }

    /// Interrupts the server and returns its exit code and its standard error.
    #[cfg(unix)]
    fn interrupt(mut self) -> (Option<i32>, String) {
        let child = self.child.take().expect("a server");
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill runs").success());
        let output = child.wait_with_output().expect("the server ends");
        (output.status.code(), text(&output.stderr))
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

fn hiker() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hiker"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("HIKERAPI_TOKEN");
    command
}

#[track_caller]
fn output(arguments: &[&str]) -> Output {
    hiker().args(arguments).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const FOLLOWERS: &str = "/v1/user/followers/chunk?user_id=787132";

#[test]
fn each_endpoint_has_its_sample() {
    let mock = Mock::start(&[]);
    let (status, user) = mock.get("/v1/user/by/id?id=787132");
    assert_eq!((status, &user["username"]), (200, &"natgeo".into()));
}

#[test]
fn any_key_is_accepted_but_none_is_not() {
    let mock = Mock::start(&[]);
    let (status, _) = mock.get("/sys/balance");
    assert_eq!(status, 200);
    let (status, body) = mock.send("GET /sys/balance HTTP/1.1\r\nuser-agent: test\r\nconnection: close\r\n\r\n");
    assert_eq!(status, 401);
    assert!(body.to_string().contains("has no key; the test server accepts any"), "{body}");
}

#[test]
fn lists_have_the_items_that_were_asked_for() {
    let mock = Mock::start(&["--items", "60", "--page-size", "25"]);
    let (mut cursor, mut sizes, mut ids) = (String::new(), Vec::new(), Vec::new());
    loop {
        let (status, page) = mock.get(&format!("{FOLLOWERS}&max_id={}", cursor.replace('=', "%3D")));
        assert_eq!(status, 200);
        let items = page[0].as_array().expect("items");
        sizes.push(items.len());
        ids.extend(items.iter().map(|item| item["pk"].to_string()));
        match page[1].as_str().filter(|next| !next.is_empty()) {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(sizes, [25, 25, 10]);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 60, "each item has an id of its own");
}

#[test]
fn answers_have_the_values_of_requests() {
    let mock = Mock::start(&["--items", "4", "--page-size", "4"]);
    let (_, user) = mock.get("/v1/user/by/id?id=25");
    assert_eq!((&user["pk"], &user["username"]), (&25.into(), &"natgeo".into()));
    assert_eq!(mock.get("/v1/user/by/username?username=seven").1["username"], "seven");
    let ids = |of: &str| -> Vec<String> {
        let (_, page) = mock.get(&format!("/v1/user/followers/chunk?user_id={of}"));
        let items = page[0].as_array().expect("items");
        assert!(items.iter().all(|item| item["pk"] == item["id"]), "{page}");
        items.iter().map(|item| item["pk"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids("25"), ["25000000", "25000001", "25000002", "25000003"]);
    assert_eq!(ids("787132")[3], "787132000003");
}

#[test]
fn every_nth_request_fails() {
    let mock = Mock::start(&["--fail-every", "3", "--status", "500"]);
    let statuses: Vec<_> = (0..6).map(|_| mock.get("/v1/user/by/id?id=1").0).collect();
    assert_eq!(statuses, [200, 200, 500, 200, 200, 500]);
}

#[test]
fn the_credit_has_an_end() {
    let mock = Mock::start(&["--budget", "2"]);
    let statuses: Vec<_> = (0..3).map(|_| mock.get("/v1/user/by/id?id=1").0).collect();
    assert_eq!(statuses, [200, 200, 402]);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_with_the_sums() {
    let quiet = Mock::start(&[]);
    quiet.get(FOLLOWERS);
    assert_eq!(quiet.interrupt().1.lines().count(), 2, "the address and the sums");
    let mock = Mock::start(&["--log"]);
    mock.get("/v1/user/by/id?id=787132");
    mock.get(FOLLOWERS);
    mock.get("/v1/nowhere");
    let (code, log) = mock.interrupt();
    assert_eq!(code, Some(0), "{log}");
    let lines: Vec<_> = log.lines().collect();
    let expected = [
        "GET /v1/user/by/id (id) 200 1 unit",
        "GET /v1/user/followers/chunk (user_id) 200 1 unit",
        "GET /v1/nowhere () 404 0 units",
        "3 requests, 2 units",
    ];
    let hint = "any key is accepted: HIKERAPI_TOKEN=any-key hiker --server http://127.0.0.1:";
    assert!(lines[0].starts_with(hint), "{log}");
    assert_eq!(lines[1..], expected, "{log}");
    assert!(!log.contains("787132"), "values are not logged: {log}");
}

#[test]
fn other_machines_reach_it_only_where_that_is_said() {
    let refused = output(&["mock", "--address", "0.0.0.0"]);
    assert_eq!(refused.status.code(), Some(2));
    let message = text(&refused.stderr);
    assert!(message.starts_with("hiker: 0.0.0.0 can be reached from other machines"), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn a_port_that_is_taken_is_one_clear_line() {
    let mock = Mock::start(&[]);
    let port = mock.url.rsplit(':').next().expect("a port");
    let refused = output(&["mock", "--port", port]);
    assert_eq!(refused.status.code(), Some(1));
    let message = text(&refused.stderr);
    assert!(message.starts_with(&format!("hiker: cannot listen at 127.0.0.1:{port}: ")), "{message}");
}

#[test]
fn endpoints_without_samples_are_refused() {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/guide/spec/posts.yaml");
    let refused = output(&["mock", "--spec", spec]);
    let message = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{message}");
    assert!(message.contains("the server has no samples of the endpoints of `--spec`"), "{message}");
}

#[test]
fn options_have_bounds() {
    for wrong in [["--page-size", "0"], ["--fail-every", "0"], ["--status", "200"], ["--port", "65536"]] {
        let refused = output(&["mock", wrong[0], wrong[1]]);
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}");
    }
}
