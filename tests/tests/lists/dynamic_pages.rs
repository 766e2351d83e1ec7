//! Pages of endpoints that are known only at run time are those of the typed ones: items, cursors, ends, checkpoints, errors.

use std::fmt::Debug;

use hikerapi::Client;
use hikerapi::dynamic::{Described, DynamicPages, DynamicRequest, RowType};
use hikerapi::error::ErrorKind;
use hikerapi::pages::{Page, Pages, Summary};
use hikerapi::rows::{Cell, to_json};
use hikerapi::rt::{Endpoint, Operation, Paged};
use hikerapi::values::Json;
use hikerapi_testing::{Answer, CursorForm, Ending, KEY, List, Server, ServerOf};

use crate::everything;

// `each_list!`, with every list of the spec.
include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// The rows of an endpoint.
fn row_type<C: Described>(operation: &'static Operation) -> RowType {
    let endpoints = C::GROUPS.iter().flat_map(|group| group.endpoints);
    let mut same = endpoints.filter(|endpoint| std::ptr::eq(endpoint.operation, operation));
    same.next().and_then(|endpoint| endpoint.rows).expect("an endpoint with rows").ty
}

/// What is done with a list before it is read.
#[derive(Debug, Clone, Copy)]
enum Setting {
    Plain,
    Unique,
    MaxItems(u64),
    MaxPages(u64),
}

impl Setting {
    fn typed<E: Paged>(self, pages: Pages<E>) -> Pages<E> {
        match self {
            Self::Plain => pages,
            Self::Unique => pages.unique(),
            Self::MaxItems(items) => pages.max_items(items),
            Self::MaxPages(count) => pages.max_pages(count),
        }
    }

    fn dynamic(self, pages: DynamicPages) -> DynamicPages {
        match self {
            Self::Plain => pages,
            Self::Unique => pages.unique(),
            Self::MaxItems(items) => pages.max_items(items),
            Self::MaxPages(count) => pages.max_pages(count),
        }
    }
}

/// A page, as texts that can be compared.
fn shown<T>(page: &Page<T>, item: impl Fn(&T) -> String) -> String {
    let items: Vec<_> = page.items.iter().map(item).collect();
    format!(
        "page {}, {} units, next {:?}: {items:#?}",
        page.number,
        page.units,
        page.next.as_ref().map(ToString::to_string)
    )
}

fn error_shown(error: &hikerapi::Error) -> String {
    let checkpoint = error.checkpoint().map(|checkpoint| serde_json::to_string(checkpoint).expect("JSON"));
    format!("{:?}: {checkpoint:?}", error.kind())
}

/// What a list has brought.
fn counted(summary: Summary) -> impl PartialEq + Debug {
    (summary.items, summary.pages, summary.units, summary.end)
}

/// Fields that lead to no page are read with a type only: a list of JSON has no other mismatches than a typed one.
#[track_caller]
fn has_no_other_mismatches(dynamic: Summary, typed: Summary, what: &str) {
    assert!(dynamic.mismatches <= typed.mismatches, "{what}: {dynamic:?} {typed:?}");
}

/// Reads both lists to their ends, page by page, and then from a checkpoint in the middle.
async fn compare<E: Paged + Endpoint>(
    what: &str,
    row: RowType,
    typed: impl Fn() -> Pages<E>,
    dynamic: impl Fn() -> DynamicPages,
    setting: Setting,
) where
    E::Item: Cell,
{
    let what = &format!("{what}, {setting:?}");
    let (mut one, mut other) = (setting.typed(typed()), setting.dynamic(dynamic()));
    let mut checkpoints = vec![];
    // An error that is returned again is no end: the page can be requested again.
    let mut errors = 0;
    while errors < 2 {
        let (page, json) = (one.next().await, other.next().await);
        // A type can require fields that do not lead to the items, which only a typed list looks at.
        if page.as_ref().is_err_and(|error| error.kind() == ErrorKind::Decode) && json.is_ok() {
            return;
        }
        let page = page.map(|page| page.map(|page| shown(&page, |item| to_json(item))));
        let item = |json: &Json| to_json(&row.read(json).expect("a row"));
        let json = json.map(|page| page.map(|page| shown(&page, item)));
        assert_eq!(page.as_ref().map_err(error_shown), json.as_ref().map_err(error_shown), "{what}");
        assert_eq!(counted(one.summary()), counted(other.summary()), "{what}");
        has_no_other_mismatches(other.summary(), one.summary(), what);
        assert_eq!(one.end_reason(), other.end_reason(), "{what}");
        assert!(one.checkpoint() == other.checkpoint(), "{what}");
        checkpoints.push(one.checkpoint());
        match page {
            Ok(Some(_)) => errors = 0,
            Ok(None) => break,
            Err(_) => errors += 1,
        }
    }
    let checkpoint = checkpoints.swap_remove(checkpoints.len() / 2);
    let mut one = typed().resume(checkpoint.clone()).expect("the same list");
    let mut other = dynamic().resume(checkpoint).expect("the same list");
    let (page, json) = (one.next().await, other.next().await);
    assert_eq!(
        page.as_ref().map(|page| page.as_ref().map(|page| (page.items.len(), page.number))).map_err(error_shown),
        json.as_ref().map(|page| page.as_ref().map(|page| (page.items.len(), page.number))).map_err(error_shown),
        "{what}, resumed"
    );
    assert_eq!(counted(one.summary()), counted(other.summary()), "{what}, resumed");
}

/// Compares the two ways to read a list, whatever the server answers.
async fn check<C, E>(
    server: &ServerOf<C>,
    client: &C,
    typed: impl Fn() -> Pages<E>,
    values: &[(&str, &str)],
    odd: &[&str],
) where
    C: Described + AsRef<hikerapi::rt::RuntimeClient>,
    E: Paged + Endpoint,
    E::Item: Cell,
{
    let operation = E::OPERATION;
    let row = row_type::<C>(operation);
    let dynamic = || {
        let request = values
            .iter()
            .try_fold(DynamicRequest::new(client, operation), |request, (name, value)| request.with(name, &[value]));
        request.expect("its parameters").pages().expect("an endpoint with pages")
    };
    let samples = |count| List::sample_items(count);
    let lists = [
        ("a list", samples(7)),
        ("no items", samples(0)),
        ("an empty page", samples(7).page_sizes([3, 0, 4])),
        ("numbers as cursors", samples(7).page_size(3).cursors(CursorForm::Number)),
        ("a circle", samples(7).page_size(3).ending(Ending::Cycle)),
        ("an end that is absent", samples(5).page_size(3).ending(Ending::Absent)),
        ("an end by a text", samples(5).page_size(3).ending(Ending::text("-"))),
        ("an end that is empty", samples(5).page_size(3).ending(Ending::text(""))),
    ];
    let settings = [Setting::Plain, Setting::Unique, Setting::MaxItems(4), Setting::MaxItems(0), Setting::MaxPages(1)];
    // The settings do not depend on what leads to the items. The large lists of families are read without them.
    let settings = if operation.group.contains('_') { &settings[..1] } else { &settings[..] };
    for (name, list) in lists {
        // A circle has no total, which the type of this response needs.
        let list = match (operation.name, name) {
            ("post_search", "a circle") => list.ending(Ending::text("-")),
            _ => list,
        };
        server.on_path(&operation.key()).answer(Answer::list(list));
        for setting in settings {
            compare(&format!("{} {name}", operation.path), row, &typed, dynamic, *setting).await;
        }
    }
    for body in odd {
        server.on_path(&operation.key()).json(200, *body);
        for setting in [Setting::Plain, Setting::Unique] {
            compare(&format!("{} {body}", operation.path), row, &typed, dynamic, setting).await;
        }
    }
}

/// What no page of a list in a tuple should be.
const ODD_TUPLES: [&str; 7] = ["[null, null]", "[]", "[[], null]", "[[], {\"a\": 1}]", "[{}, \"next\"]", "{}", "7"];

/// What no page of a list in an object should be.
const ODD_OBJECTS: [&str; 5] = ["{}", "[]", "null", "7", "[{}]"];

/// Compares the two ways to read a list of the client.
async fn check_list<E: Paged + Endpoint>(
    typed: impl Fn() -> Pages<E>,
    params: &[(&str, &str)],
    server: &Server,
    client: &Client,
) where
    E::Item: Cell,
{
    let odd = if E::PAGING.items.starts_with("$[") { &ODD_TUPLES[..] } else { &ODD_OBJECTS };
    check(server, client, typed, params, odd).await;
}

#[tokio::test]
async fn the_lists_of_the_client_are_the_same() {
    let server = Server::start().await;
    let client = server.client();
    #[allow(deprecated, reason = "deprecated endpoints work as long as the service has them")]
    {
        each_list!(client, check_list, &server, &client);
    }
}

#[tokio::test]
async fn the_lists_of_the_golden_are_the_same() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let (orders, things) = (|| client.orders(), || client.things());
    let parts = [("pk", "7"), ("color", "red")];
    check(&server, &client, || things().parts(7, "red").pages(), &parts, &ODD_TUPLES).await;
    // Without what identifies it, no item is the same as another.
    let mut thing = serde_json::to_value(everything::types::Thing::sample()).expect("JSON");
    thing["a_url"] = serde_json::Value::Null;
    let no_keys = serde_json::json!({ "response": { "users": [thing, thing] }, "next_page_id": null }).to_string();
    let odd = [
        &*no_keys,
        "{}",
        "{\"response\": null}",
        "{\"response\": {\"users\": null}, \"next_page_id\": null}",
        "{\"response\": {\"users\": 7}, \"next_page_id\": null}",
        "{\"response\": {\"users\": []}, \"next_page_id\": [1]}",
        "{\"response\": 7, \"next_page_id\": \"a\"}",
        "[]",
    ];
    check(&server, &client, || things().enveloped().pages(), &[], &odd).await;
    check(
        &server,
        &client,
        || things().swapped("a").pages(),
        &[("type", "a")],
        &["[null, null, null]", "[{}, [\"a\"], 1]"],
    )
    .await;
    let odd = [
        "{}",
        "{\"data\": null}",
        "{\"data\": {}}",
        "{\"data\": [], \"has_more\": true}",
        "{\"data\": [], \"has_more\": \"yes\"}",
        "{\"data\": [], \"meta\": {\"total\": null, \"next\": 7}}",
        "{\"data\": [], \"meta\": {\"total\": 9, \"next\": \"https://one.example/else\"}}",
    ];
    check(&server, &client, || orders().list().pages(), &[], &odd).await;
    check(&server, &client, || orders().pages_numbered().pages(), &[], &odd).await;
    check(&server, &client, || orders().pages_linked().pages(), &[], &["null", "{}", "[]", "7"]).await;
    check(&server, &client, || orders().pages_by_offset().pages(), &[], &odd).await;
    // A page with items, beside something in the place of what has the position of the next one.
    let order = serde_json::to_string(&everything::types::Order::sample()).expect("JSON");
    let in_place = ["7", "\"x\"", "[]", "{\"total\": null, \"next\": {}}", "null"];
    let in_place = in_place.map(|meta| format!("{{\"data\": [{order}], \"meta\": {meta}}}"));
    let odd: Vec<_> = odd.into_iter().chain(in_place.iter().map(String::as_str)).collect();
    check(&server, &client, || orders().pages_by_url("a").pages(), &[("q", "a")], &odd).await;
    let no_cursor = format!("{{\"hits\": [{order}], \"total\": 9}}");
    let null = format!("{{\"hits\": [{order}], \"next\": null, \"total\": 9}}");
    let odd = [
        "{}",
        "{\"hits\": null, \"next\": \"-\", \"total\": 0}",
        "{\"hits\": [], \"next\": {}, \"total\": \"x\"}",
        &no_cursor,
        &null,
    ];
    check(&server, &client, || orders().post_search(7).pages(), &[("query", "7")], &odd).await;
    let is_here = |operation: &Operation| !operation.path.starts_with("/late/");
    let with_pages = everything::service::OPERATIONS.iter().filter(|operation| operation.paging.is_some());
    assert_eq!(with_pages.filter(|operation| is_here(operation)).count(), 9 + 5, "a list is missing here");
}

#[tokio::test]
async fn lists_inside_of_lists_are_the_same() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let feeds = || client.feeds();
    let odd = [
        "{}",
        "{\"response\": null, \"next_page_id\": null}",
        "{\"response\": {\"sections\": [], \"size\": 0}, \"next_page_id\": \"a\"}",
        "{\"response\": {\"sections\": 7, \"size\": 0}, \"next_page_id\": null}",
        "{\"response\": {\"sections\": [{\"kind\": \"x\", \"layout\": {}}], \"size\": 0}, \"next_page_id\": null}",
        "{\"response\": {\"sections\": [{\"kind\": \"x\", \"layout\": {\"medias\": 7}}], \"size\": 0}, \"next_page_id\": null}",
        "{\"response\": {\"sections\": [], \"size\": 0}, \"next_page_id\": [1]}",
        "[]",
    ];
    check(&server, &client, || feeds().sections().pages(), &[], &odd).await;
    let odd = [
        "{}",
        "{\"stream_rows\": []}",
        "{\"stream_rows\": 7}",
        "{\"stream_rows\": [null, {}, {\"data\": {}}]}",
        "{\"stream_rows\": [{\"data\": 7}]}",
        "{\"stream_rows\": [{\"data\": {\"paging_info\": {\"max_id\": \"a\", \"more_available\": true}}}]}",
        "{\"stream_rows\": [{\"data\": {\"paging_info\": {\"max_id\": \"a\", \"more_available\": false}}}]}",
        "{\"stream_rows\": [{\"data\": {\"paging_info\": {\"max_id\": [1], \"more_available\": true}}}]}",
    ];
    check(&server, &client, || feeds().stream("p").pages(), &[("user_id", "p")], &odd).await;
    let odd = [
        "{}",
        "{\"days\": {}, \"tokens\": [], \"totals\": []}",
        "{\"days\": 7, \"tokens\": [], \"totals\": []}",
        "{\"days\": {}, \"tokens\": [null, \"x\"], \"totals\": []}",
        "{\"days\": {}, \"tokens\": [null, {}], \"totals\": [null]}",
    ];
    check(&server, &client, || feeds().days().pages(), &[], &odd).await;
    check(&server, &client, || feeds().rows().pages(), &[], &["null", "{}", "[]", "[[], []]", "7"]).await;
    check(&server, &client, || feeds().related().pages(), &[], &["null", "{}", "[]", "7"]).await;
}

/// A list of orders by the URLs of its pages.
fn by_url(client: &everything::Client) -> DynamicRequest {
    let request = DynamicRequest::new(client, everything::orders::PagesByUrlRequest::<hikerapi::rt::Async>::OPERATION);
    request.with("q", &["a"]).expect("its parameter")
}

#[tokio::test]
async fn what_leads_to_the_next_page_is_counted_and_shows_no_key() {
    let server = ServerOf::<everything::Client>::start().await;
    let body = format!("{{\"data\": [], \"meta\": {{\"total\": \"{KEY}\", \"next\": \"\"}}}}");
    server.on_path("/v2/pages/by_url").json(200, body.as_str());
    let client = server.client_builder().build().expect("a client");
    let mut pages = by_url(&client).pages().expect("pages");
    let page = pages.next().await.unwrap_or_else(|error| panic!("{error}")).expect("a page");
    assert_eq!(page.drift, [], "no fact of this list is a total");
    let body = format!("{{\"data\": [], \"meta\": {{\"total\": null, \"next\": [\"{KEY}\"]}}}}");
    server.on_path("/v2/pages/by_url").json(200, body.as_str());
    let mut pages = by_url(&client).pages().expect("pages");
    let page = pages.next().await.unwrap_or_else(|error| panic!("{error}")).expect("a page");
    assert_eq!((page.drift.len(), client.usage().mismatches), (1, 1));
    assert!(!format!("{:?}", page.drift).contains(KEY), "{:?}", page.drift);
    let error = pages.next().await.expect_err("the position is not known");
    assert_eq!(error.kind(), hikerapi::error::ErrorKind::Decode);
}

#[tokio::test]
async fn a_strict_client_refuses_what_a_strict_list_refuses() {
    let server = ServerOf::<everything::Client>::start().await;
    server.on_path("/v2/pages/by_url").json(200, r#"{"data": [], "meta": {"total": null, "next": [1]}}"#);
    let client = server.client_builder().strict().build().expect("a client");
    let mut pages = by_url(&client).pages().expect("pages");
    let error = pages.next().await.expect_err("it does not match");
    assert_eq!(error.kind(), hikerapi::error::ErrorKind::Decode, "{error}");
    let typed = client.orders().pages_by_url("a").pages().next().await.expect_err("it does not match");
    assert_eq!((typed.kind(), client.usage().mismatches), (error.kind(), 0));
}

#[tokio::test]
async fn rows_are_read_as_the_client_reads_responses() {
    let server = ServerOf::<everything::Client>::start().await;
    let row = row_type::<everything::Client>(everything::orders::ListRequest::<hikerapi::rt::Async>::OPERATION);
    let mut order = serde_json::to_value(everything::types::Order::sample()).expect("JSON");
    order["note"] = serde_json::json!({ "key": KEY });
    order["address"] = KEY.into();
    order[KEY] = 1.into();
    let json: Json = order.to_string().parse().expect("JSON");
    let lenient = server.client_builder().report_unknown_fields().build().expect("a client");
    let read = by_url(&lenient).row_reader(row).read(&json).expect("a row");
    let drift = format!("{:?}", read.drift());
    assert!(!read.drift().is_empty() && !drift.contains(KEY), "{drift}");
    assert!(drift.contains("no type has this field"), "{drift}");
    assert!(lenient.usage().mismatches > 0);
    let strict = server.client_builder().strict().build().expect("a client");
    let error = by_url(&strict).row_reader(row).read(&json).expect_err("a strict client");
    assert!(!error.to_string().contains(KEY), "{error}");
}
