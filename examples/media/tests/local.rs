//! The added endpoints against a server on localhost: they can do everything that built-in ones can.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};

use hikerapi::Client;
use hikerapi_example_media::endpoints::types::CommentPk;
use hikerapi_example_media::endpoints::{Groups as _, posts, types};

const POST: &str = include_str!("post.json");
const FIRST: &str = r#"[[{"pk": "7", "text": "Well done", "user": {"pk": 12, "id": "12", "username": "rita.example",
    "full_name": "", "profile_pic_url": null, "is_private": false}, "created_at_utc": 1775048403, "new": true}], "c/2="]"#;
const SECOND: &str = r#"[[{"pk": 8, "text": "Where is it?", "user": {"pk": 13, "id": "13", "username": null,
    "full_name": null, "profile_pic_url": null, "is_private": null}, "like_count": null}], null]"#;

/// Starts a server on localhost. Returns a client for it, and the targets of the requests that it receives.
fn start() -> (Client, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let server = format!("http://{}", listener.local_addr().expect("an address"));
    let (sender, targets) = channel();
    std::thread::spawn(move || serve(&listener, &sender));
    (Client::builder().key("k").server(server).build().expect("a client"), targets)
}

/// Responds to each request by its target, and sends the target to the test.
fn serve(listener: &TcpListener, targets: &Sender<String>) -> std::io::Result<()> {
    loop {
        let (mut stream, _) = listener.accept()?;
        let mut head = BufReader::new(stream.try_clone()?).lines().map_while(Result::ok);
        let first = head.next().unwrap_or_default();
        while head.next().is_some_and(|line| !line.is_empty()) {}
        let target = first.split(' ').nth(1).unwrap_or_default();
        let (status, body) = response(target);
        // Fails if the test has ended and dropped the receiver.
        targets.send(target.to_owned()).ok();
        let headers = format!("x-hiker-info: reqs=1\r\nconnection: close\r\ncontent-length: {}", body.len());
        write!(stream, "HTTP/1.1 {status} -\r\n{headers}\r\n\r\n{body}")?;
    }
}

fn response(target: &str) -> (u16, &'static str) {
    match target {
        "/v1/media/by/code?code=Post1" => (200, POST),
        "/v1/media/comments/chunk?id=5_9" => (200, FIRST),
        "/v1/media/comments/chunk?id=5_9&max_id=c%2F2%3D" => (200, SECOND),
        _ => (404, r#"{"detail": "Media not found", "exc_type": "MediaNotFound"}"#),
    }
}

#[tokio::test]
async fn a_post_and_its_comments_are_described() {
    let (client, targets) = start();
    let lines = hikerapi_example_media::describe_post(&client, "Post1", 20).await.unwrap();
    assert_eq!(lines, ["11 likes", "rita.example: Well done", "?: Where is it?"]);
    assert_eq!(targets.try_iter().count(), 3);
}

#[tokio::test]
async fn an_added_endpoint_sends_raw_requests_and_resumes_pages() {
    let (client, _targets) = start();
    let response = client.posts().by_code("Post1").send().await.unwrap();
    assert_eq!((response.units(), response.status()), (1, 200));
    let raw = client.posts().comments_chunk("5_9").raw().await.unwrap();
    assert_eq!(raw.body(), FIRST.as_bytes());
    let mut pages: hikerapi::pages::Pages<posts::CommentsChunkRequest> = client.posts().comments_chunk("5_9").pages();
    let page = pages.next().await.unwrap().unwrap();
    let comment: &types::Comment = &page.items[0];
    assert_eq!((comment.pk, comment.user.pk.get()), (CommentPk::from(7), 12));
    let checkpoint = pages.checkpoint();
    assert_eq!(checkpoint.units(), 1);
    let mut resumed = client.posts().comments_chunk("5_9").pages().resume(checkpoint).unwrap();
    assert_eq!(resumed.next().await.unwrap().unwrap().items[0].text, "Where is it?");
    assert!(resumed.next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_added_endpoint_returns_the_errors_of_the_client() {
    let (client, _targets) = start();
    let error = client.posts().by_code("Gone").await.unwrap_err();
    assert!(error.is_not_found() && error.is_billed(), "{error}");
    assert_eq!(
        error.to_string(),
        "not found: Media not found (404 MediaNotFound, GET /v1/media/by/code, 1 unit billed)"
    );
}
