//! Every list of the spec, read through all its pages on the local server: the items, the cursors that are sent, each way in
//! which the spec says that the list ends, and what happens where the pages go round in a circle.

use hikerapi::error::ErrorKind;
use hikerapi::pages::{EndReason, Pages};
use hikerapi::rt::{End, Operation, Paged};
use hikerapi_testing::{Answer, CursorForm, Ending, List, RecordedRequest, Server};

// `each_list!`, with every list of the spec.
include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// What reading a list to its end has brought.
struct Read<T> {
    items: Vec<T>,
    sizes: Vec<usize>,
    /// The units of all pages.
    units: u64,
    end: Option<EndReason>,
    error: Option<ErrorKind>,
    requests: Vec<RecordedRequest>,
}

/// Reads a list of the server.
async fn read_list<E: Paged>(server: &Server, list: List, mut pages: Pages<E>) -> Read<E::Item> {
    server.on_path(&E::OPERATION.key()).answer(Answer::list(list));
    let before = server.requests().len();
    let mut read =
        Read { items: Vec::new(), sizes: Vec::new(), units: 0, end: None, error: None, requests: Vec::new() };
    loop {
        match pages.next().await {
            Ok(Some(page)) => {
                assert_eq!(page.drift, [], "{}", E::OPERATION.path);
                read.sizes.push(page.items.len());
                read.units += page.units;
                read.items.extend(page.items);
            }
            Ok(None) => break,
            Err(error) => read.error = Some(error.kind()),
        }
    }
    read.end = pages.end_reason();
    read.requests = server.requests().split_off(before);
    read
}

/// The number of items of the lists: three pages of two, an empty one in the middle, and two items more.
const ITEMS: u64 = 8;
const SIZES: [u64; 5] = [2, 2, 0, 2, 2];

fn list() -> List {
    List::sample_items(ITEMS).page_sizes(SIZES)
}

/// The values that were sent of a parameter, for each request.
fn sent(requests: &[RecordedRequest], name: &str) -> Vec<Option<String>> {
    requests.iter().map(|request| request.param(name).map(ToOwned::to_owned)).collect()
}

/// Every item once, in pages as the server has them, for the price of the spec.
async fn all_items<E: Paged>(pages: impl Fn() -> Pages<E>, _: &[(&str, &str)], server: &Server) {
    let Operation { path, units, .. } = *E::OPERATION;
    let read = read_list(server, list(), pages()).await;
    assert_eq!(read.sizes, SIZES.map(|size| size as usize), "{path}");
    assert_eq!((read.end, read.error), (Some(EndReason::LastPage), None), "{path}");
    assert_eq!(read.requests.len(), SIZES.len(), "{path}: no request after the last page");
    assert_eq!(read.units, u64::from(units) * SIZES.len() as u64, "{path}");
    let mut identities: Vec<_> = read.items.iter().filter_map(E::identity).collect();
    identities.sort_unstable();
    identities.dedup();
    let is_identified = E::PAGING.key.is_some();
    assert_eq!(identities.len(), if is_identified { read.items.len() } else { 0 }, "{path}: the key of an item");
    let unique = read_list(server, list(), pages().unique()).await;
    assert_eq!(unique.items.len() as u64, ITEMS, "{path}: no two items are the same");
}

/// The first page is requested without a cursor, and each of the others with the one before it, whatever its form.
async fn cursors<E: Paged>(pages: impl Fn() -> Pages<E>, params: &[(&str, &str)], server: &Server) {
    let path = E::OPERATION.path;
    let (Some(name), Some(_)) = (E::PAGING.way.parameter(), E::PAGING.way.next()) else { return };
    for form in [CursorForm::Text, CursorForm::Digits, CursorForm::Number] {
        let read = read_list(server, list().cursors(form), pages()).await;
        assert_eq!((read.items.len() as u64, read.error), (ITEMS, None), "{path} {form:?}");
        let sent_cursors = sent(&read.requests, name);
        let first = sent_cursors[0].clone().unwrap_or_default();
        assert_eq!(first, "", "{path}: the first page");
        let mut others = sent_cursors[1..].to_vec();
        assert!(others.iter().all(Option::is_some), "{path} {form:?}: {others:?}");
        others.dedup();
        assert_eq!(others.len(), SIZES.len() - 1, "{path} {form:?}: {others:?}");
        for (param, value) in params {
            let kept = sent(&read.requests, param);
            assert!(kept.iter().all(|sent| sent.as_deref() == Some(value)), "{path}: {param} is {kept:?}");
        }
    }
}

/// Each of the cursors that the spec has as the end of the list ends it.
async fn ends<E: Paged>(pages: impl Fn() -> Pages<E>, _: &[(&str, &str)], server: &Server) {
    let Operation { path, .. } = *E::OPERATION;
    let Some((_, ends)) = E::PAGING.way.next() else { return };
    for end in ends {
        let ending = match end {
            End::Null => Ending::Null,
            End::False => Ending::False,
            End::Text(text) => Ending::text(*text),
            other => panic!("{path}: no test for the end {other:?}"),
        };
        let read = read_list(server, list().ending(ending), pages()).await;
        assert_eq!((read.items.len() as u64, read.end), (ITEMS, Some(EndReason::LastPage)), "{path} {end:?}");
        assert_eq!(read.requests.len(), SIZES.len(), "{path} {end:?}: no request after the last page");
    }
}

/// Pages that go round in a circle cost no request for ever.
async fn circles<E: Paged>(pages: impl Fn() -> Pages<E>, _: &[(&str, &str)], server: &Server) {
    let path = E::OPERATION.path;
    let read = read_list(server, list().ending(Ending::Cycle), pages()).await;
    assert_eq!(read.end, Some(EndReason::CursorRepeated), "{path}");
    assert_eq!(read.error, Some(ErrorKind::CursorRepeated), "{path}");
    assert_eq!(read.requests.len(), SIZES.len(), "{path}: no request for a page that was read");
}

/// A list without items is one page.
async fn empty<E: Paged>(pages: impl Fn() -> Pages<E>, _: &[(&str, &str)], server: &Server) {
    let path = E::OPERATION.path;
    let read = read_list(server, List::sample_items(0), pages()).await;
    assert_eq!((read.items.len(), read.end, read.error), (0, Some(EndReason::LastPage), None), "{path}");
    assert_eq!(read.requests.len(), 1, "{path}");
}

/// Calls a check for every list, and counts them.
macro_rules! every_list {
    ($check:path) => {{
        let server = Server::start().await;
        let client = server.client();
        #[allow(deprecated, reason = "deprecated endpoints work as long as the service has them")]
        {
            each_list!(client, $check, &server);
        }
    }};
}

#[tokio::test]
async fn every_list_yields_every_item_once_and_ends() {
    every_list!(all_items);
}

#[tokio::test]
async fn every_list_sends_each_cursor_back() {
    every_list!(cursors);
}

#[tokio::test]
async fn every_list_ends_in_each_way_of_its_spec() {
    every_list!(ends);
}

#[tokio::test]
async fn no_list_goes_round_in_a_circle() {
    every_list!(circles);
}

#[tokio::test]
async fn every_list_can_be_empty() {
    every_list!(empty);
}
