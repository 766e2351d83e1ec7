//! `cargo xtask record` for a service without prices: several keys, constant headers, a POST that only reads, and what is refused.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::thread::JoinHandle;

const API: &str = "\
api:
  name: Pay
  doc: Payments.
  crate: pay
  servers: [{ url: 'https://pay.example' }, { url: 'https://files.pay.example', name: files }]
  auth: [{ header: pay-client, env: PAY_CLIENT }, { header: pay-secret, env: PAY_SECRET }]
  headers: { pay-version: '2.16' }
";

const BASIC: &str = "\
api:
  name: Pay
  doc: Payments.
  crate: pay
  servers: [{ url: 'https://pay.example' }, { url: 'https://files.pay.example', name: files }]
  auth: { scheme: Basic, env: [PAY_CLIENT, PAY_SECRET] }
";

const PAY: &str = "\
group: { doc: Payments., base: /pay }
types:
  Payment: { doc: A payment., fields: { source: Source, count: integer } }
  Card: { doc: A card., fields: { object: string, holder: string } }
  Bank: { doc: An account., fields: { object: string, code: integer } }
unions:
  Source: { doc: What paid., tag: object, of: { card: Card, bank: Bank } }
endpoints:
  POST /pay/search: { doc: Finds., name: search, safe: true, headers: { pay-mode: fast }, body: { text: string, limit?: integer }, returns: [Payment] }
  POST /pay/find: { doc: Finds., name: find, safe: true, form: { text: string, tags?: [string] }, returns: [Payment] }
  POST /pay: { doc: Pays., name: pay, idempotency: pay-once, body: { count: integer }, returns: Payment }
  /pay/last: { doc: The last one., params: { tag?: [string] }, returns: Payment? }
  DELETE /pay/{id}: { doc: Cancels it., name: cancel, params: { id: string }, returns: none }
  /pay/file: { doc: A file., server: files, returns: bytes }
";

const PAYMENT: &str = r#"{"source": {"object": "card", "holder": "Ann Lee"}, "count": 7}"#;

/// Answers one connection, and returns the request with its body.
fn server(answer: &str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let answer = answer.to_owned();
    let serve = move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let (mut request, mut buffer) = (Vec::new(), [0; 1024]);
        loop {
            let read = stream.read(&mut buffer).expect("a request");
            request.extend_from_slice(&buffer[..read]);
            let text = String::from_utf8_lossy(&request);
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
                if body.len() >= length.unwrap_or(0) {
                    break;
                }
            }
            assert!(read > 0, "the request stopped");
        }
        stream.write_all(answer.as_bytes()).expect("an answer");
        String::from_utf8(request).expect("text")
    };
    (address, std::thread::spawn(serve))
}

fn answer(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn record(folder: &tempfile::TempDir, api: &str, args: &[&str]) -> (Option<i32>, String) {
    let path = |inner: &str| folder.path().join(inner);
    std::fs::create_dir_all(path("spec")).expect("a folder");
    std::fs::write(path("spec/api.yaml"), api).expect("a file");
    std::fs::write(path("spec/pay.yaml"), PAY).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("record").arg("--spec").arg(path("spec")).arg("--fixtures").arg(path("fixtures")).args(args);
    command.env("PAY_CLIENT", "client-0001").env("PAY_SECRET", "secret-0002").stdin(Stdio::null());
    let output: Output = command.output().expect("the command");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code(), said)
}

#[test]
fn a_post_that_only_reads_is_recorded_with_all_keys_and_headers() {
    let folder = tempfile::tempdir().expect("a folder");
    let body = format!("[{PAYMENT}]").replace("Ann Lee", "secret-0002 client-0001");
    let (address, request) = server(&answer("201 Created", &body));
    let target = r#"POST /pay/search {"text": "a b", "limit": 2}"#;
    let (code, said) = record(&folder, API, &[target, "--server", &address, "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("  POST /pay/search, to ") && !said.contains("unit"), "{said}");
    let request = request.join().expect("the server");
    assert!(request.starts_with("POST /pay/search HTTP/1.1\r\n"), "{request}");
    for part in [
        "pay-client: client-0001",
        "pay-secret: secret-0002",
        "pay-version: 2.16",
        "pay-mode: fast",
        "content-type: application/json",
        r#"{"text": "a b", "limit": 2}"#,
    ] {
        assert!(request.contains(part), "{part} is not in {request}");
    }
    let fixture = std::fs::read_to_string(folder.path().join("fixtures/pay/search.json")).expect("a fixture");
    assert!(fixture.contains(r#""object": "card""#), "the tag stays: {fixture}");
    assert!(!fixture.contains("0001") && !fixture.contains("0002"), "{fixture}");
}

#[test]
fn two_secrets_are_encoded_and_a_form_is_sent_as_it_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, request) = server(&answer("200 OK", "[]"));
    let target = "POST /pay/find text=a&tags[]=x&tags[]=y";
    let (code, said) = record(&folder, BASIC, &[target, "--server", &address, "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    let request = request.join().expect("the server");
    for part in [
        "authorization: Basic Y2xpZW50LTAwMDE6c2VjcmV0LTAwMDI=",
        "content-type: application/x-www-form-urlencoded",
        "text=a&tags[]=x&tags[]=y",
    ] {
        assert!(request.contains(part), "{part} is not in {request}");
    }
}

#[test]
fn an_empty_body_is_null_where_it_may_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, request) = server(&answer("200 OK", ""));
    let (code, said) = record(&folder, API, &["/pay/last?tag=a&tag=b", "--server", &address, "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(request.join().expect("the server").starts_with("GET /pay/last?tag=a&tag=b "));
    let fixture = std::fs::read_to_string(folder.path().join("fixtures/pay/last.json")).expect("a fixture");
    assert_eq!(fixture.trim(), "null");
    let (address, request) = server(&answer("200 OK", ""));
    let (code, said) = record(&folder, API, &["POST /pay/find text=a", "--server", &address, "--yes"]);
    request.join().expect("the server");
    assert!(code == Some(2) && said.contains("the body is empty"), "{said}");
}

#[test]
fn what_may_change_something_is_sent_only_where_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = r#"POST /pay {"count": 7}"#;
    let here = "http://127.0.0.1:9";
    let (code, said) = record(&folder, API, &[target, "--server", here, "--yes"]);
    assert!(code == Some(2) && said.contains("it is neither a GET nor `safe`"), "{said}");
    let (address, request) = server(&answer("200 OK", PAYMENT));
    let (code, said) = record(&folder, API, &[target, "--server", &address, "--yes", "--allow-changes"]);
    assert_eq!(code, Some(0), "{said}");
    let request = request.join().expect("the server");
    assert!(request.contains("pay-once: ") && request.ends_with(r#"{"count": 7}"#), "{request}");
}

#[test]
fn wrong_requests_are_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    for (target, why) in [
        ("POST /pay/search", "it needs the field `text`"),
        (r#"POST /pay/search {"text": "a", "most": 2}"#, "it has no field `most`, only `text`, `limit`"),
        ("POST /pay/search [1]", "its body is no object"),
        ("POST /pay/search {", "its body is no JSON"),
        ("POST /pay/find tags[]=x", "it needs the field `text`"),
        ("/pay/last?tags=a", "it has no parameter `tags`, only `tag`"),
        ("/pay/file", "it returns bytes, not JSON"),
        ("POST /pay/other {}", "the spec does not describe it"),
        ("HEAD /pay/last", "it begins neither with `/` nor with a method"),
    ] {
        let (code, said) = record(&folder, API, &[target, "--server", "http://127.0.0.1:9", "--yes"]);
        assert!(code == Some(2) && said.contains(why), "{target}: {said}");
    }
    let target = ["DELETE /pay/7", "--server", "http://127.0.0.1:9", "--yes", "--allow-changes"];
    let (code, said) = record(&folder, API, &target);
    assert!(code == Some(2) && said.contains("it returns no content"), "{said}");
    assert!(!folder.path().join("fixtures").exists());
}
