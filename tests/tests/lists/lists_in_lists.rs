//! Items, cursors and flags inside of lists and maps: all items are read through all pages, with typed and dynamic requests.

use std::collections::BTreeSet;

use hikerapi::Result;
use hikerapi::dynamic::DynamicRequest;
use hikerapi::pages::{EndReason, Pages};
use hikerapi::rt::Paged;
use hikerapi_testing::{Answer, Ending, List, ServerOf};

use crate::everything;
use crate::everything::Client;
use crate::everything::types::Post;

/// The ids of all items, in order, and the number of pages.
async fn read<E: Paged<Item = Post>>(mut pages: Pages<E>) -> Result<(Vec<String>, u64)> {
    let mut ids = Vec::new();
    while let Some(page) = pages.next().await? {
        ids.extend(page.items.iter().map(|post| post.id.to_string()));
    }
    assert_eq!(pages.end_reason(), Some(EndReason::LastPage));
    Ok((ids, pages.summary().pages))
}

/// The same, with a dynamic request.
async fn read_dynamic<E: Paged>(client: &Client, values: &[(&str, &str)]) -> Result<(Vec<String>, u64)> {
    let mut request = DynamicRequest::new(client, E::OPERATION);
    for (name, value) in values {
        request = request.with(name, &[value]).expect("a parameter");
    }
    let mut pages = request.pages().expect("an endpoint with pages");
    let mut ids = Vec::new();
    while let Some(page) = pages.next().await? {
        ids.extend(page.items.iter().map(|post| post.get("id").unwrap_or_default().read::<String>().expect("an id")));
    }
    assert_eq!(pages.end_reason(), Some(EndReason::LastPage));
    Ok((ids, pages.summary().pages))
}

async fn check<E: Paged<Item = Post>>(
    server: &ServerOf<Client>,
    path: &str,
    typed: impl Fn(&Client) -> Pages<E>,
    values: &[(&str, &str)],
) {
    let client = server.client();
    for (ending, sizes) in [(None, vec![25, 0, 25]), (Some(Ending::Null), vec![20]), (None, vec![60])] {
        let mut list = List::sample_items(60).page_sizes(sizes);
        if let Some(ending) = ending {
            list = list.ending(ending);
        }
        server.on_path(path).answer(Answer::list(list));
        let one = read(typed(&client)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let other = read_dynamic::<E>(&client, values).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(one, other, "{path}");
        assert_eq!(one.0.iter().collect::<BTreeSet<_>>().len(), 60, "{path}");
    }
}

#[tokio::test]
async fn all_items_are_read_through_all_pages() {
    let server = ServerOf::<Client>::start().await;
    check(&server, "/v2/feeds/sections", |client| client.feeds().sections().pages(), &[]).await;
    check(&server, "/v2/feeds/stream", |client| client.feeds().stream("p").pages(), &[("user_id", "p")]).await;
    check(&server, "/v2/feeds/days", |client| client.feeds().days().pages(), &[]).await;
}

#[tokio::test]
async fn an_empty_page_of_lists_in_lists_ends_a_list_by_numbers() {
    let server = ServerOf::<Client>::start().await;
    let client = server.client();
    server.on_path("/v2/feeds/rows").answer(Answer::list(List::sample_items(7).page_size(3)));
    let (ids, pages) = read(client.feeds().rows().pages()).await.expect("pages");
    assert_eq!((ids.len(), pages), (7, 4));
    let (ids, pages) =
        read_dynamic::<everything::feeds::RowsRequest<hikerapi::rt::Async>>(&client, &[]).await.expect("pages");
    assert_eq!((ids.len(), pages), (7, 4));
}

/// A part of a stream with posts, and one that says what follows.
fn stream(ids: &[&str], paging: &str) -> Answer {
    let posts: Vec<_> = ids.iter().map(|id| format!("{{\"id\":\"{id}\"}}")).collect();
    let posts =
        format!("{{\"data\":{{\"1$posts_of_user(data:$data,first:null)\":{{\"items\":[{}]}}}}}}", posts.join(","));
    Answer::json(
        200,
        format!("{{\"stream_rows\":[{{\"data\":{{\"paging_info\":{paging}}}}},null,{posts},{{\"data\":null}}]}}"),
    )
}

#[tokio::test]
async fn a_stream_ends_by_its_flag_or_by_its_cursor() {
    let server = ServerOf::<Client>::start().await;
    let client = server.client();
    for last in [r#"{"max_id":"c","more_available":false}"#, r#"{"max_id":null,"more_available":true}"#] {
        let pages = || [stream(&["a", "b"], r#"{"max_id":"b","more_available":true}"#), stream(&["c"], last)];
        server.on_path("/v2/feeds/stream").answers(pages().into_iter().chain(pages()));
        let (ids, pages) = read(client.feeds().stream("p").pages()).await.expect("pages");
        assert_eq!((ids, pages), (["a", "b", "c"].map(str::to_owned).to_vec(), 2));
        let dynamic =
            read_dynamic::<everything::feeds::StreamRequest<hikerapi::rt::Async>>(&client, &[("user_id", "p")]);
        let (ids, pages) = dynamic.await.expect("pages");
        assert_eq!((ids, pages), (["a", "b", "c"].map(str::to_owned).to_vec(), 2));
    }
}

/// Sections with all their places, one bad item, and one bad section.
const SECTIONS: &str = r#"{"response":{"size":1,"sections":[
    {"kind":"a","layout":{"medias":[{"media":{"id":"1"}},{"media":null},{"media":{"id":[]}},{}],"fill_items":[null,{"media":{"id":"2"}}]}},
    {"kind":"b"},
    {"kind":"c","layout":{"fill_items":null,"side":{"clips":{"items":[{"media":{"id":"3"}}]}},"medias":[{"media":{"id":"4"}}]}}
]},"next_page_id":null}"#;

#[tokio::test]
async fn one_bad_item_is_dropped_and_the_others_are_in_the_order_of_the_sections() {
    let server = ServerOf::<Client>::start().await;
    server.on_path("/v2/feeds/sections").json(200, SECTIONS);
    let client = server.client();
    let page = client.feeds().sections().pages().next().await.expect("a response").expect("a page");
    let ids: Vec<_> = page.items.iter().map(|post| post.id.to_string()).collect();
    assert_eq!(ids, ["1", "2", "4", "3"]);
    let dropped: Vec<_> = page.drift.iter().filter_map(|drift| drift.dropped.as_deref()).collect();
    assert_eq!(dropped, ["$.response.sections[0].layout.medias[2].media", "$.response.sections[1]"]);
}

#[tokio::test]
async fn repeated_items_are_skipped_and_checkpoints_continue() {
    let server = ServerOf::<Client>::start().await;
    let client = server.client();
    let pages = || {
        [
            stream(&["a", "b"], r#"{"max_id":"b","more_available":true}"#),
            stream(&["b", "c"], r#"{"max_id":"c","more_available":true}"#),
            stream(&["d"], r#"{"more_available":false}"#),
        ]
    };
    server.on_path("/v2/feeds/stream").answers(pages());
    let (ids, _) = read(client.feeds().stream("p").pages().unique()).await.expect("pages");
    assert_eq!(ids, ["a", "b", "c", "d"]);
    server.on_path("/v2/feeds/stream").answers(pages());
    let mut first = client.feeds().stream("p").pages();
    first.next().await.expect("a response").expect("a page");
    let (ids, _) = read(client.feeds().stream("p").pages().resume(first.checkpoint()).expect("the same list"))
        .await
        .expect("pages");
    assert_eq!(ids, ["b", "c", "d"]);
}
