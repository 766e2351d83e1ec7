//! The endpoints of the spec against a server on this machine: all that a built-in one can do.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};

use hikerapi::Client;
use hikerapi_example_media::endpoints::types::CommentPk;
use hikerapi_example_media::endpoints::{Groups as _, media, types};

const POST: &str = include_str!("post.json");
const FIRST: &str = r#"[[{"pk": "7", "text": "Well done", "user": {"pk": 12, "id": "12", "username": "rita.example",
    "full_name": "", "profile_pic_url": null, "is_private": false}, "created_at_utc": 1775048403, "new": true}], "c/2="]"#;
const SECOND: &str = r#"[[{"pk": 8, "text": "Where is it?", "user": {"pk": 13, "id": "13", "username": null,
    "full_name": null, "profile_pic_url": null, "is_private": null}, "like_count": null}], null]"#;

/// A client of a server on this machine, and what that one is asked.
fn client() -> (Client, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let server = format!("http://{}", listener.local_addr().expect("an address"));
    let (sender, asked) = channel();
    std::thread::spawn(move || serve(&listener, &sender));
    (Client::builder().key("k").server(server).build().expect("a client"), asked)
}

/// Answers each request by its target, and notes it.
fn serve(listener: &TcpListener, asked: &Sender<String>) -> std::io::Result<()> {
    loop {
        let (mut stream, _) = listener.accept()?;
        let mut head = BufReader::new(stream.try_clone()?).lines().map_while(Result::ok);
        let first = head.next().unwrap_or_default();
        while head.next().is_some_and(|line| !line.is_empty()) {}
        let target = first.split(' ').nth(1).unwrap_or_default();
        let (status, body) = answer(target);
        // The test may be over before it has read what was asked.
        asked.send(target.to_owned()).ok();
        let facts = format!("x-hiker-info: reqs=1\r\nconnection: close\r\ncontent-length: {}", body.len());
        write!(stream, "HTTP/1.1 {status} -\r\n{facts}\r\n\r\n{body}")?;
    }
}

fn answer(target: &str) -> (u16, &'static str) {
    match target {
        "/v1/media/by/code?code=Post1" => (200, POST),
        "/v1/media/comments/chunk?id=5_9" => (200, FIRST),
        "/v1/media/comments/chunk?id=5_9&max_id=c%2F2%3D" => (200, SECOND),
        _ => (404, r#"{"detail": "Media not found", "exc_type": "MediaNotFound"}"#),
    }
}

#[tokio::test]
async fn a_post_and_its_comments_are_told() {
    let (hiker, asked) = client();
    let lines = hikerapi_example_media::told(&hiker, "Post1", 20).await.unwrap();
    assert_eq!(lines, ["11 likes", "rita.example: Well done", "?: Where is it?"]);
    assert_eq!(asked.try_iter().count(), 3);
}

#[tokio::test]
async fn a_request_can_all_that_a_built_in_one_can() {
    let (hiker, _asked) = client();
    let response = hiker.media().by_code("Post1").send().await.unwrap();
    assert_eq!((response.units(), response.status()), (1, 200));
    let raw = hiker.media().comments_chunk("5_9").raw().await.unwrap();
    assert_eq!(raw.body(), FIRST.as_bytes());
    let mut pages: hikerapi::Pages<media::CommentsChunkRequest> = hiker.media().comments_chunk("5_9").pages();
    let page = pages.next().await.unwrap().unwrap();
    let comment: &types::Comment = &page.items[0];
    assert_eq!((comment.pk, comment.user.pk.get()), (CommentPk::from(7), 12));
    let kept = pages.checkpoint();
    assert_eq!(kept.units(), 1);
    let mut resumed = hiker.media().comments_chunk("5_9").pages().resume(kept).unwrap();
    assert_eq!(resumed.next().await.unwrap().unwrap().items[0].text, "Where is it?");
    assert!(resumed.next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_error_is_the_clients_own() {
    let (hiker, _asked) = client();
    let error = hiker.media().by_code("Gone").await.unwrap_err();
    assert!(error.is_not_found() && error.is_billed(), "{error}");
    assert_eq!(error.to_string(), "media 404 MediaNotFound: Media not found (GET /v1/media/by/code, 1 unit billed)");
}
