//! Responses with one odd byte, word or form, over HTTP: what is paid for arrives, and what was odd is reported.

use hikerapi::client::RetryPolicy;
use hikerapi::error::ErrorKind;
use hikerapi::response::Response as Typed;
use hikerapi::{Client, Result};
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Scripts, fixture};

/// A client of a server that sends these bytes at a path.
async fn client(path: &str, body: Vec<u8>) -> (Server, Client) {
    let server = Server::start().await;
    server.script(path, [Answer::bytes(200, body).header("content-type", "application/json")]);
    let client = Client::builder().key(KEY).server(server.url()).retry(RetryPolicy::never()).build().expect("a client");
    (server, client)
}

fn replaced(body: &[u8], from: &str, to: &[u8]) -> Vec<u8> {
    let at = body.windows(from.len()).position(|part| part == from.as_bytes()).expect("it is in the fixture");
    [&body[..at], to, &body[at + from.len()..]].concat()
}

#[track_caller]
fn paths<T>(response: &Typed<T>) -> Vec<&str> {
    response.drift().iter().map(|drift| drift.path.as_str()).collect()
}

#[tokio::test]
async fn a_byte_order_mark_and_utf_16_are_read() -> Result<()> {
    let plain = fixture("user", "by_id");
    let text = String::from_utf8(plain.clone()).expect("UTF-8");
    let utf_16 = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for body in [[b"\xef\xbb\xbf", plain.as_slice()].concat(), utf_16] {
        let (server, client) = client("/v1/user/by/id", body.clone()).await;
        let user = client.user().by_id(1).send().await?;
        assert_eq!(*user.value(), hikerapi::values::from_json(&plain)?);
        assert_eq!((paths(&user), user.raw().body()), (vec!["$"], body.as_slice()));
        let strict = Client::builder().key(KEY).server(server.url()).retry(RetryPolicy::never()).strict().build()?;
        server.script("/v1/user/by/id", [Answer::bytes(200, body.clone())]);
        let error = strict.user().by_id(1).await.expect_err("no JSON").to_string();
        assert!(error.contains("a byte order mark") || error.contains("UTF-16"), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn one_byte_that_is_not_utf_8_does_not_lose_the_page_and_its_cursor() -> Result<()> {
    let body = fixture("user", "followers_chunk");
    let whole: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    let (count, name) = (whole[0].as_array().map_or(0, Vec::len), whole[0][0]["username"].as_str().expect("a name"));
    let odd = [name.as_bytes(), b"\xe9"].concat();
    let (_server, client) = client("/v1/user/followers/chunk", replaced(&body, name, &odd)).await;
    let page = client.user().followers_chunk(1).send().await?;
    let (users, cursor) = page.value();
    assert_eq!((users.len(), cursor.is_some()), (count, whole[1].is_string()));
    assert_eq!(users[0].username.as_deref(), Some(format!("{name}\u{fffd}").as_str()));
    assert_eq!((paths(&page), page.skipped().len()), (vec!["$[0][0].username"], 0));
    Ok(())
}

#[tokio::test]
async fn half_a_character_and_an_offset_without_a_colon_keep_their_post() -> Result<()> {
    let body = fixture("user", "medias_pinned");
    let whole: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    let taken = whole[0]["taken_at"].as_str().expect("a timestamp");
    let body = replaced(&body, &format!("\"{taken}\""), b"\"2017-08-31T18:10:00+0000\"");
    let body = replaced(&body, "\"caption_text\": \"", b"\"caption_text\": \"\\ud83c");
    let (_server, client) = client("/v1/user/medias/pinned", body).await;
    let posts = client.user().medias_pinned(1).send().await?;
    let post = &posts.value()[0];
    assert_eq!(post.taken_at.unix_seconds(), 1_504_203_000);
    assert!(post.caption_text.starts_with('\u{fffd}'));
    assert_eq!((paths(&posts), posts.skipped().len()), (vec!["$[0].caption_text"], 0));
    Ok(())
}

/// A cursor with an odd byte would be sent as another one, and billed.
#[tokio::test]
async fn a_cursor_with_an_odd_byte_is_not_followed() {
    let server = Server::start().await;
    let page = b"[[{\"pk\":\"1\"}],\"c\xff\"]".to_vec();
    server.script("/v1/user/followers/chunk", [Answer::bytes(200, page)]);
    let mut pages = server.client().user().followers_chunk(1).pages();
    let first = pages.next().await.expect("the page is yielded").expect("a page");
    assert_eq!(first.items.len(), 1);
    let error = pages.next().await.expect_err("its cursor is not known");
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Decode, 1), "{error}");
    assert!(error.checkpoint().is_some());
}
