//! `cargo xtask record` from end to end, against a server on localhost.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::JoinHandle;

const API: &str = "api: { name: N, doc: D, crate: c, servers: [{ url: 'https://shop.example' }], \
    auth: { header: x-key, env: SHOP_KEY }, rate_limit: { per_second: 100 }, cost: { header: x-cost, field: units, units: 1 }, \
    limits: { timeout_seconds: 5, connect_seconds: 5, idle_seconds: 1, body_bytes: 1000 }, \
    errors: { code: c, message: [m], statuses: { 200: { means: ok, billed: true }, \
    404: { means: not_found, billed: true, retry: never }, other: { means: unexpected, billed: false, retry: never } } } }\n";

const SHOP: &str = "\
group: { doc: A shop., base: /v1/shop }
ids: { UserId: A user. }
types:
  User:
    doc: A user.
    fields: { id: UserId, name: string, count: integer, seen: timestamp }
endpoints:
  /v1/shop/user: { doc: A user., params: { id: UserId, full?: boolean }, returns: User, cost: { units: 2, when: { full: 3 } } }
";

const RESPONSE: &str = r#"{"id": 1234567, "name": "Ann Lee", "count": 7654321, "seen": 1775048403, "new": "of Ann"}"#;

/// Answers the next connections, one after the other, and returns the requests.
fn server(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let serve = move || answers.iter().map(|answer| exchange(&listener, answer)).collect();
    (address, std::thread::spawn(serve))
}

fn exchange(listener: &TcpListener, answer: &str) -> String {
    let (mut stream, _): (TcpStream, _) = listener.accept().expect("a connection");
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.ends_with(b"\r\n\r\n") {
        let read = stream.read(&mut buffer).expect("a request");
        assert!(read > 0, "the request stopped");
        request.extend_from_slice(&buffer[..read]);
    }
    stream.write_all(answer.as_bytes()).expect("an answer");
    String::from_utf8(request).expect("text")
}

fn answer(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nx-cost: units=2\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

struct Shop(tempfile::TempDir);

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("spec")).expect("a folder");
        std::fs::write(folder.path().join("spec/api.yaml"), API).expect("a file");
        std::fs::write(folder.path().join("spec/shop.yaml"), SHOP).expect("a file");
        Self(folder)
    }

    fn path(&self, inner: &str) -> std::path::PathBuf {
        self.0.path().join(inner)
    }

    fn read(&self, inner: &str) -> String {
        std::fs::read_to_string(self.path(inner)).unwrap_or_else(|error| panic!("{inner}: {error}"))
    }

    fn record(&self, args: &[&str], said: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .arg("record")
            .arg("--spec")
            .arg(self.path("spec"))
            .arg("--fixtures")
            .arg(self.path("fixtures"))
            .args(args);
        command.env("SHOP_KEY", "s3cret-key").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command");
        child.stdin.take().expect("a pipe").write_all(said.as_bytes()).ok();
        child.wait_with_output().expect("the command")
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_cost_is_shown_the_key_is_in_the_header_and_the_fixture_identifies_no_person() {
    let shop = Shop::new();
    let (address, request) = server(vec![answer("200 OK", RESPONSE)]);
    let output = shop.record(&["/v1/shop/user?id=1234567", "--server", &address, "--seed", "7"], "y\n");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("GET /v1/shop/user - 2 units"), "{}", stderr(&output));
    let request = request.join().expect("the server").remove(0);
    assert!(
        request.starts_with("GET /v1/shop/user?id=1234567 HTTP/1.1") && request.contains("x-key: s3cret-key"),
        "{request}"
    );
    let fixture = shop.read("fixtures/shop/user.json");
    for private in ["1234567", "Ann", "Lee", "s3cret"] {
        assert!(!fixture.contains(private) && !stderr(&output).contains("s3cret"), "{private} in {fixture}");
    }
    assert!(fixture.contains("\"count\": 7654321") && fixture.contains("\"seen\": 1775048403"), "{fixture}");

    // The same seed makes the same person; and what is there is replaced only by force.
    let (address, _) = server(vec![answer("200 OK", RESPONSE)]);
    let again = shop.record(&["/v1/shop/user?id=1234567", "--server", &address, "--yes"], "");
    assert_eq!(again.status.code(), Some(2), "{}", stderr(&again));
    let (address, _) = server(vec![answer("200 OK", RESPONSE)]);
    let again =
        shop.record(&["/v1/shop/user?id=1&full=true", "--server", &address, "--seed", "7", "--yes", "--force"], "");
    assert!(stderr(&again).contains("- 3 units"), "{}", stderr(&again));
    assert_eq!(shop.read("fixtures/shop/user.json"), fixture);
}

#[test]
fn an_endpoint_that_the_spec_does_not_have_is_recorded_for_infer() {
    let shop = Shop::new();
    let body = r#"[[{"pk": "123456", "handle": "ann.lee", "pic": "https://cdn.example.org/ann.jpg?sig=1"}], "QWJj"]"#;
    let (address, request) = server(vec![answer("200 OK", body)]);
    let output = shop.record(&["/v1/shop/fans/chunk?user_id=1", "--server", &address, "--yes"], "");
    assert!(output.status.success() && stderr(&output).contains("1 unit or more"), "{}", stderr(&output));
    request.join().expect("the server");
    let fixture = shop.read("fixtures/shop/fans_chunk.json");
    assert!(
        !fixture.contains("ann") && !fixture.contains("123456") && fixture.contains("https://example.com/"),
        "{fixture}"
    );
}

#[test]
fn nothing_is_asked_without_a_yes_a_key_and_a_right_request() {
    let shop = Shop::new();
    let refused = |args: &[&str], said: &str, why: &str| {
        let output = shop.record(args, said);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
        assert!(!Path::new(&shop.path("fixtures")).exists());
    };
    let here = "http://127.0.0.1:9";
    refused(&["/v1/shop/user?id=1", "--server", here], "n\n", "you did not answer `y`");
    refused(&["/v1/shop/user?id=1", "--server", here], "", "you did not answer `y`");
    refused(&["/v1/shop/user", "--server", here, "--yes"], "", "it needs the parameter `id`");
    refused(&["/v1/shop/user?id=1&ful=true", "--server", here, "--yes"], "", "it has no parameter `ful`");
    refused(&["/v1/shop/user?id=1", "--server", "http://shop.example", "--yes"], "", "it is not https");
    refused(&["/v1/shop/user?id=1", "/v1/shop/user?id=2", "--server", here, "--yes"], "", "two of the requests");
}

#[test]
fn what_is_no_good_response_leaves_no_fixture_and_says_what_it_cost() {
    let long = format!("\"{}\"", "x".repeat(2000));
    let answers = [
        ("404 Not Found", "{\"m\": \"nobody\"}", "status 404, NotFound, billed: {\"m\": \"nobody\"}"),
        ("302 Found", "", "status 302, Unexpected, not billed"),
        ("200 OK", "<html>", "expected value"),
        ("200 OK", long.as_str(), "longer than the 1000 bytes"),
    ];
    for (status, body, why) in answers {
        let shop = Shop::new();
        let (address, request) = server(vec![answer(status, body)]);
        let output = shop.record(&["/v1/shop/user?id=1", "--server", &address, "--yes"], "");
        request.join().expect("the server");
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(why), "{why}: {}", stderr(&output));
        assert!(!shop.path("fixtures").exists());
    }
}
