//! `cargo xtask record` from end to end, against a server on localhost.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::JoinHandle;

const API: &str = "api: { name: N, doc: D, crate: c, servers: [{ url: 'https://shop.example' }], \
    auth: { header: x-key, env: SHOP_KEY }, rate_limit: { per_second: 100 }, cost: { header: x-cost, field: units, units: 1 }, \
    limits: { timeout_seconds: 5, connect_seconds: 5, idle_seconds: 1, body_bytes: 1000 }, \
    errors: { code: c, message: [m], bodies: [{ field: state, is: false }], statuses: { 200: { means: ok, billed: true }, \
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
        self.record_with("s3cret-key", args, said)
    }

    fn record_with(&self, key: impl AsRef<std::ffi::OsStr>, args: &[&str], said: &str) -> Output {
        self.run(key, &self.path("fixtures"), args, said)
    }

    fn record_in(&self, fixtures: &Path, args: &[&str]) -> Output {
        self.run("s3cret-key", fixtures, args, "")
    }

    fn run(&self, key: impl AsRef<std::ffi::OsStr>, fixtures: &Path, args: &[&str], said: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("record").arg("--spec").arg(self.path("spec")).arg("--fixtures").arg(fixtures).args(args);
        command.env("SHOP_KEY", key).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
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
    assert!(stderr(&output).contains("GET /v1/shop/user?id=1234567 - 2 units"), "{}", stderr(&output));
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
    assert!(!fixture.contains("ann.lee") && !fixture.contains("ann.jpg") && !fixture.contains("123456"), "{fixture}");
    assert!(fixture.contains("https://example.com/"), "{fixture}");
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
        ("302 Found", "", "status 302, Unexpected, not billed; no redirect is followed\n"),
        ("200 OK", "<html>", "expected a value"),
        ("200 OK", long.as_str(), "longer than the 1000 bytes"),
    ];
    for (status, body, why) in answers {
        let shop = Shop::new();
        let (address, request) = server(vec![answer(status, body)]);
        let output = shop.record(&["/v1/shop/user?id=1", "--server", &address, "--yes"], "");
        request.join().expect("the server");
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(why), "{why}: {}", stderr(&output));
        assert!(!shop.path("fixtures/shop").exists());
        // What may be paid for is kept, and nothing else.
        assert_eq!(shop.path("fixtures/.unscrubbed").exists(), status == "200 OK");
    }
}

/// Everything that the command printed and stored.
fn traces(shop: &Shop, output: &Output) -> String {
    let mut all = format!("{}{}", String::from_utf8_lossy(&output.stdout), stderr(output));
    let mut folders = vec![shop.path("fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.push_str(&format!(
                    "{}\n{}\n",
                    path.display(),
                    String::from_utf8_lossy(&std::fs::read(&path).expect("a file"))
                ));
            }
        }
    }
    all
}

#[test]
fn the_key_is_neither_printed_nor_stored_whatever_the_service_sends() {
    // The key is `s3cret-key`.
    let echoes = [
        "s3cret-key",
        "S3CRET-KEY",
        r"\u00733cret\u002dkey",
        "%73%33cret%2Dkey",
        "czNjcmV0LWtleQ==",
        "7333637265742d6b6579",
    ];
    for echo in echoes {
        let bodies = [
            ("401 Unauthorized", format!("{{\"m\": \"bad key {echo}\"}}")),
            ("200 OK", format!("{{\"{echo}\": 1, \"name\": \"{echo}\", \"x\": {{\"a\": \"{echo}\"}}}}")),
            ("200 OK", format!("<html>{echo}")),
            ("200 OK", format!("{{\"{echo}\": q}}")),
        ];
        for (status, body) in bodies {
            for target in ["/v1/shop/user?id=1", "/v1/shop/other?name=x"] {
                let shop = Shop::new();
                let (address, request) = server(vec![answer(status, &body).replace("units=2", echo)]);
                let output = shop.record(&[target, "--server", &address, "--yes"], "");
                request.join().expect("the server");
                let traces = traces(&shop, &output);
                let inner = echo.trim_end_matches('=');
                assert!(!traces.contains(inner) && !traces.contains("s3cret"), "{echo} for {target}: {traces}");
                assert_eq!(
                    output.status.success(),
                    status == "200 OK" && body.starts_with("{\"") && !body.contains(": q"),
                    "{traces}"
                );
            }
        }
    }
}

#[test]
fn a_short_key_is_allowed_and_shows_no_body() {
    let shop = Shop::new();
    let (address, _) = server(vec![answer("401 Unauthorized", "bad key q7x")]);
    let output = shop.record_with("q7x", &["/v1/shop/user?id=1", "--server", &address, "--yes"], "");
    let said = stderr(&output);
    assert!(said.contains("warning: the key is so short") && !said.contains("q7x"), "{said}");
    let (address, _) = server(vec![answer("200 OK", "{\"q7x\": {\"q7x\": \"q7x\"}}")]);
    let output = shop.record_with("q7x", &["/v1/shop/user?id=1", "--server", &address, "--yes"], "");
    let traces = traces(&shop, &output);
    assert!(output.status.success() && !traces.contains("q7x"), "{traces}");
}

#[test]
fn names_of_objects_identify_no_person() {
    let body = r#"{"id": 7654321, "name": "ann", "count": 1, "seen": 1, "john.private": "x",
        "by_user": {"annlee": {"a": 1}, "john.private": {"a": 1}}, "counts": {"7654321": 2}, "new_field": 1}"#;
    for target in ["/v1/shop/user?id=7654321", "/v1/shop/other?id=7654321"] {
        let shop = Shop::new();
        let (address, _) = server(vec![answer("200 OK", body)]);
        let output = shop.record(&[target, "--server", &address, "--yes"], "");
        assert!(output.status.success(), "{}", stderr(&output));
        let traces = traces(&shop, &output);
        for private in ["john", "annlee", "7654321"] {
            // The request itself is the caller's.
            assert!(!traces.replace("?id=7654321", "").contains(private), "{private}: {traces}");
        }
        for kept in ["\"by_user\"", "\"new_field\"", "\"counts\"", "\"a\": 1"] {
            assert!(traces.contains(kept), "{kept}: {traces}");
        }
        assert!(
            stderr(&output).contains("kept as they are: `a`, `by_user`, `counts`, `new_field`"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn a_response_that_is_paid_for_is_never_lost() {
    // What the client reads is a fixture.
    let shop = Shop::new();
    let odd = "\u{feff}{\"id\": 1, \"id\": 2, \"name\": \"\\ud800 x\", \"count\": NaN, \"seen\": 1}";
    let (address, _) = server(vec![answer("200 OK", odd)]);
    let output = shop.record(&["/v1/shop/user?id=1", "--server", &address, "--yes"], "");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("  not JSON by the letter: the key `id` appears twice"), "{}", stderr(&output));
    assert!(shop.read("fixtures/shop/user.json").contains("\"count\": null"));

    // What cannot be written is printed.
    std::fs::write(shop.path("file"), "").expect("a file");
    let (address, _) = server(vec![answer("200 OK", odd)]);
    let output = shop.record_in(&shop.path("file"), &["/v1/shop/user?id=1", "--server", &address, "--yes"]);
    let said = stderr(&output);
    assert!(output.status.code() == Some(2) && said.contains("name another with `--fixtures DIR`"), "{said}");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("--spec") && printed.contains("\"count\": null"), "{said}{printed}");

    // What it cannot read is kept as it came.
    let whole = answer("200 OK", "{\"id\": 1, \"name\": \"Ann");
    let broken = whole.replace("content-length: 22", "content-length: 220");
    assert_ne!(whole, broken);
    for (response, why) in [(whole, "the text ends too early"), (broken, "the body broke off")] {
        let (address, _) = server(vec![response]);
        let output = shop.record(&["/v1/shop/user?id=1", "--server", &address, "--yes", "--force"], "");
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.contains(why) && said.contains("fixtures/.unscrubbed/shop_user."), "{said}");
    }
    for number in [1, 2] {
        assert_eq!(shop.read(&format!("fixtures/.unscrubbed/shop_user.{number}")), "{\"id\": 1, \"name\": \"Ann");
    }
    assert_eq!(shop.read("fixtures/.unscrubbed/.gitignore"), "*\n");
    // The other commands do not take it for a fixture.
    let mut drift = Command::new(env!("CARGO_BIN_EXE_xtask"));
    drift.arg("drift").arg("--spec").arg(shop.path("spec")).arg("--fixtures").arg(shop.path("fixtures"));
    assert!(!stderr(&drift.output().expect("the command")).contains("unscrubbed"));
}

#[test]
fn escapes_of_the_service_do_not_reach_the_terminal() {
    let shop = Shop::new();
    let (address, _) =
        server(vec![answer("500 Internal Server Error", "\u{1b}[2J\u{1b}]0;x\u{7}\u{202e}\nhelp: run this")]);
    let output = shop.record(&["/v1/shop/user?id=1", "--server", &address, "--yes"], "");
    let said = stderr(&output);
    assert!(said.contains("\\u{1b}[2J\\u{1b}]0;x\\u{7}\\u{202e} help: run this\n"), "{said}");
}

#[test]
fn a_path_that_the_server_could_read_as_another_is_not_requested() {
    let shop = Shop::new();
    for target in ["/v1/shop/new/../../x?y=1", "/v1/shop/%2e%2e/x", "/v1/shop\\x", "/v1/shop/a\tb", "/v1/shop/{id}"] {
        let output = shop.record(&[target, "--server", "http://127.0.0.1:9", "--yes"], "");
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.contains("will not request") || said.contains("cannot be described"), "{said}");
    }
    // The path of the server stays, and the request is what was announced.
    let (address, request) = server(vec![answer("200 OK", RESPONSE)]);
    let output = shop.record(&["/v1/shop/user?id=a%20b", "--server", &format!("{address}/api/"), "--yes"], "");
    assert!(stderr(&output).contains("  GET /api/v1/shop/user?id=a+b - 2 units"), "{}", stderr(&output));
    assert!(request.join().expect("the server")[0].starts_with("GET /api/v1/shop/user?id=a+b HTTP/1.1"));
}

#[test]
fn a_percent_encoded_path_is_requested_as_it_is_written_and_its_names_are_data() {
    let shop = Shop::new();
    let endpoints = "endpoints:\n  /v1/shop/{kind}/{id}: { doc: Any., params: { kind: string, id: string }, returns: json }\n  \
        /v1/shop/u/{name}.json: { doc: A user., params: { name: string }, returns: json, cost: { units: 3 } }\n  \
        /v1/shop/list/: { doc: All., returns: json }\n";
    std::fs::write(shop.path("spec/shop.yaml"), format!("group: {{ doc: A shop., base: /v1/shop }}\n{endpoints}"))
        .expect("a file");
    let (address, request) = server(vec![answer("200 OK", r#"{"annlee": {"a": 1}, "count": 3}"#)]);
    let output = shop.record(&["/v1/shop/u/ann%6cee.json", "--server", &address, "--yes"], "");
    assert!(output.status.success(), "{}", stderr(&output));
    // The nearest endpoint, not the first one that matches.
    assert!(stderr(&output).contains("GET /v1/shop/u/ann%6cee.json - 3 units"), "{}", stderr(&output));
    assert!(request.join().expect("the server")[0].starts_with("GET /v1/shop/u/ann%6cee.json HTTP/1.1"));
    let file = std::fs::read_dir(shop.path("fixtures/shop")).expect("a folder").next().expect("a fixture");
    let fixture = std::fs::read_to_string(file.expect("a fixture").path()).expect("a fixture");
    assert!(!fixture.contains("annlee") && fixture.contains("\"count\": 3"), "{fixture}");

    // The spec has no such endpoint.
    let (address, request) = server(vec![answer("200 OK", r#"{"count": 3}"#)]);
    let output = shop.record(&["/v1/u/ann%20lee/x/y", "--server", &address, "--yes"], "");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(request.join().expect("the server")[0].starts_with("GET /v1/u/ann%20lee/x/y HTTP/1.1"));
}

#[test]
fn a_slash_at_the_end_is_sent_as_the_spec_has_it_else_as_it_is_written() {
    let shop = Shop::new();
    for (target, sent, price) in [
        ("/v1/shop/user/?id=1", "/v1/shop/user?id=1", "2 units"),
        ("/v1/shop/user?id=1", "/v1/shop/user?id=1", "2 units"),
        ("/v1/shop/other/", "/v1/shop/other/", "1 unit or more"),
        ("/v1/shop/other", "/v1/shop/other", "1 unit or more"),
    ] {
        let (address, request) = server(vec![answer("200 OK", RESPONSE)]);
        let output = shop.record(&[target, "--server", &address, "--yes", "--force"], "");
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stderr(&output).contains(&format!("GET {sent} - {price}")), "{}", stderr(&output));
        assert!(request.join().expect("the server")[0].starts_with(&format!("GET {sent} HTTP/1.1")), "{target}");
    }
}

#[test]
fn an_error_with_status_200_is_no_fixture_and_is_kept() {
    let bodies = [
        (r#"{"m": "User s3cret-key not found", "c": "UserNotFound"}"#, "`c` is `UserNotFound`: \"User "),
        (r#"{"m": "Not found"}"#, "it has nothing but `m`: \"Not found\""),
        (r#"{"state": false, "m": "Blocked", "id": 1}"#, "a row of `bodies` has the field `state`: \"Blocked\""),
    ];
    for path in ["/v1/shop/user?id=1", "/v1/shop/other?id=1"] {
        for (body, why) in bodies {
            let shop = Shop::new();
            let (address, _) = server(vec![answer("200 OK", body)]);
            let output = shop.record(&[path, "--server", &address, "--yes"], "");
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains(why) && said.contains("an error of the service, by `errors` in the spec"), "{said}");
            assert!(!said.contains("s3cret") && said.contains("fixtures/.unscrubbed/shop_"), "{said}");
            assert!(!shop.path("fixtures/shop").exists());
        }
    }
    let shop = Shop::new();
    let (address, _) = server(vec![answer("200 OK", bodies[0].0)]);
    let output = shop.record_with("User", &["/v1/shop/user?id=1", "--server", &address, "--yes"], "");
    assert!(!stderr(&output).contains("not found"), "{}", stderr(&output));
}

#[test]
fn a_redirect_says_where_it_leads() {
    let shop = Shop::new();
    let target = "https://other.example/v1/shop/user?key=s3cret-key";
    let redirect = answer("302 Found", "").replace("x-cost", &format!("location: {target}\r\nx-cost"));
    let (address, _) = server(vec![answer("200 OK", RESPONSE), redirect.clone()]);
    let output = shop.record(&["/v1/shop/user?id=1", "/v1/shop/other?id=1", "--server", &address, "--yes"], "");
    let said = stderr(&output);
    assert!(said.contains("; it redirects to `https://other.example/v1/shop/user?key="), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
    assert!(said.contains("earlier responses are stored"), "{said}");
    // Nothing is stored before the first request.
    let (address, _) = server(vec![redirect]);
    let output = shop.record(&["/v1/shop/other?id=1", "--server", &address, "--yes"], "");
    assert!(!stderr(&output).contains("earlier responses"), "{}", stderr(&output));
    assert!(stderr(&output).contains("record it again once this is fixed"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_key_that_is_not_utf8_is_not_called_unset() {
    let key: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"\xff\xfe");
    let shop = Shop::new();
    let args = ["/v1/shop/user?id=1", "--server", "http://127.0.0.1:9", "--yes"];
    let said = stderr(&shop.record_with(key, &args, ""));
    assert!(said.contains("`SHOP_KEY` is not UTF-8"), "{said}");
    assert!(stderr(&shop.record_with(" ", &args, "")).contains("`SHOP_KEY` is empty"));
}
