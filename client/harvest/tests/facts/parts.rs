//! Facts about items and the parts that they go to.

use std::collections::BTreeSet;
use std::sync::Arc;

use hikerapi_harvest::Store;
use hikerapi_harvest::job::{Ending, NewJob, State};
use hikerapi_harvest::store::{BeginPart, ItemId, JobFilter, PartRecord, ProcessId};

use super::{LONG, PAUSE, Place, SHORT, add, claim, end, items, page, refused};

fn begin(process: ProcessId, least: i64, most: i64) -> BeginPart {
    BeginPart { process, lease: LONG, least, most, names: Vec::new() }
}

/// Adds a job of an endpoint with so many items.
async fn fill(store: &dyn Store, process: ProcessId, endpoint: &str, number: usize, count: usize) {
    let new = NewJob { endpoint: endpoint.to_owned(), ..super::job(number) };
    store.add(vec![new]).await.unwrap();
    let claim = claim(store, process).await.claim;
    let json: Vec<_> = (0..count).map(|item| format!("[{number}, {item}]")).collect();
    store.commit(page(claim, 0, &json.iter().map(String::as_str).collect::<Vec<_>>())).await.unwrap();
    store.commit(end(claim, Ending::Final(State::Done, None))).await.unwrap();
}

pub(crate) async fn items_are_in_one_part_and_leave_the_store_with_it(place: &Place) {
    let (store, process) = place.process().await;
    fill(&*store, process, "/a", 0, 7).await;
    fill(&*store, process, "/a", 1, 5).await;
    let first = store.begin_part(&begin(process, 1, 10)).await.unwrap().expect("there are items");
    assert_eq!((first.endpoint.as_str(), first.items, first.bytes), ("/a", 10, None));
    let mut read = store.part_items(first.id, None, 4).await.unwrap();
    while let Some(last) = read.last().map(|item| item.id) {
        let more = store.part_items(first.id, Some(last), 4).await.unwrap();
        if more.is_empty() {
            break;
        }
        read.extend(more);
    }
    assert!(read.iter().all(|item| item.part == Some(first.id) && item.endpoint == "/a"));
    let all = items(&*store).await;
    assert_eq!(read, all[..10], "the oldest ones, in their order, and they are in the store until it is finished");
    assert_eq!(read[0].arguments, super::job(0).arguments);
    store.finish_part(first.id, 123).await.unwrap();
    store.finish_part(first.id, 123).await.unwrap();
    refused(store.part_items(first.id, None, 4).await);
    refused(store.part_items(first.id + 1, None, 4).await);
    refused(store.finish_part(first.id + 1, 1).await);
    assert_eq!(items(&*store).await, all[10..]);
    let second = store.begin_part(&begin(process, 1, 10)).await.unwrap().expect("there are items");
    assert_eq!((second.id > first.id, second.items), (true, 2));
    let status = store.status().await.unwrap();
    assert_eq!((status.parts, status.stored_items), ((1, 10, 123), 2));
    let parts = store.parts().await.unwrap();
    assert_eq!(parts, [PartRecord { bytes: Some(123), ..first }, second]);
}

pub(crate) async fn a_part_is_begun_where_there_are_enough_items_of_one_endpoint(place: &Place) {
    let (store, process) = place.process().await;
    assert_eq!(store.begin_part(&begin(process, 0, 10)).await.unwrap(), None);
    fill(&*store, process, "/a", 0, 3).await;
    fill(&*store, process, "/b", 1, 4).await;
    fill(&*store, process, "/a", 2, 1).await;
    fill(&*store, process, "/b", 3, 2).await;
    assert_eq!(store.begin_part(&begin(process, 7, 100)).await.unwrap(), None, "10 items, but 4 and 6");
    let part = store.begin_part(&begin(process, 5, 100)).await.unwrap().expect("/b has enough");
    assert_eq!((part.endpoint.as_str(), part.items), ("/b", 6));
    store.finish_part(part.id, 1).await.unwrap();
    assert_eq!(store.begin_part(&begin(process, 5, 100)).await.unwrap(), None);
    let part = store.begin_part(&begin(process, 4, 3)).await.unwrap().expect("/a has enough");
    assert_eq!((part.endpoint.as_str(), part.items), ("/a", 3));
    store.finish_part(part.id, 1).await.unwrap();
    assert_eq!(items(&*store).await.len(), 1);
}

pub(crate) async fn a_part_that_is_not_finished_is_returned_again(place: &Place) {
    let (store, process) = place.process().await;
    let (other, second) = place.process().await;
    fill(&*store, process, "/a", 0, 10).await;
    let named = BeginPart { names: vec![("/a".to_owned(), "first".to_owned())], ..begin(process, 1, 4) };
    let first = store.begin_part(&named).await.unwrap();
    assert_eq!(first.as_ref().map(|part| part.name.as_str()), Some("first-000001"));
    assert_eq!(store.begin_part(&begin(process, 1, 4)).await.unwrap(), first, "it keeps its name");
    let of_other = other.begin_part(&begin(second, 1, 100)).await.unwrap().expect("there are items");
    assert_eq!((of_other.name.as_str(), of_other.items), ("a-000002", 6));
    assert_eq!(other.begin_part(&begin(second, 1, 4)).await.unwrap(), Some(of_other));
    assert_eq!(store.begin_part(&begin(process, 1, 4)).await.unwrap(), first);
}

pub(crate) async fn a_part_is_taken_over_after_its_lease(place: &Place) {
    let (store, process) = place.process().await;
    let (other, second) = place.process().await;
    fill(&*store, process, "/a", 0, 10).await;
    let short = BeginPart { lease: SHORT, ..begin(process, 1, 4) };
    let first = store.begin_part(&short).await.unwrap();
    tokio::time::sleep(PAUSE).await;
    let mut taken = None;
    for _ in 0..1_000 {
        taken = other.begin_part(&BeginPart { lease: 2_000_000, ..begin(second, 7, 10) }).await.unwrap();
        if taken.is_some() {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    assert_eq!(taken, first);
    let id = first.expect("there are items").id;
    assert_eq!(other.part_items(id, None, 9).await.unwrap().len(), 4);
    other.finish_part(id, 9).await.unwrap();
    refused(store.part_items(id, None, 9).await);
    store.finish_part(id, 8).await.unwrap();
    assert_eq!(store.parts().await.unwrap()[0].bytes, Some(9), "it stays as it is");
}

pub(crate) async fn many_processes_write_each_item_once(place: &Place) {
    let (store, process) = place.process().await;
    for number in 0..20 {
        fill(&*store, process, ["/a", "/b"][number % 2], number, 10).await;
    }
    let mut tasks = Vec::new();
    for _ in 0..6 {
        let (store, process): (Arc<dyn Store>, _) = place.process().await;
        tasks.push(tokio::spawn(async move {
            let mut written = Vec::new();
            while let Some(part) = store.begin_part(&begin(process, 1, 7)).await.unwrap() {
                let items = store.part_items(part.id, None, 100).await.unwrap();
                assert_eq!(i64::try_from(items.len()).unwrap(), part.items);
                assert!(items.iter().all(|item| item.endpoint == part.endpoint));
                written.extend(items.into_iter().map(|item| item.json));
                store.finish_part(part.id, 1).await.unwrap();
            }
            written
        }));
    }
    let mut written = Vec::new();
    for task in tasks {
        written.extend(task.await.unwrap());
    }
    assert_eq!((written.len(), written.iter().collect::<BTreeSet<_>>().len()), (200, 200));
    let status = store.status().await.unwrap();
    assert_eq!((status.stored_items, status.parts.1, items(&*store).await.len()), (0, 200, 0));
}

pub(crate) async fn items_are_read_in_order_and_by_their_jobs(place: &Place) {
    let (store, process) = place.process().await;
    fill(&*store, process, "/a", 0, 12).await;
    fill(&*store, process, "/b", 1, 3).await;
    add(&*store, 1).await;
    let open = claim(&*store, process).await.claim;
    store.commit(page(open, 0, &["\"open\""])).await.unwrap();
    let all = items(&*store).await;
    assert_eq!(all.len(), 16);
    assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id));
    let (mut read, mut after) = (Vec::new(), None::<ItemId>);
    loop {
        let some = store.items(after, 5, &JobFilter::default()).await.unwrap();
        let Some(last) = some.last() else { break };
        after = Some(last.id);
        read.extend(some);
    }
    assert_eq!(read, all);
    let count = async |filter: JobFilter| store.items(None, 100, &filter).await.unwrap().len();
    assert_eq!(count(JobFilter { states: vec![State::Done], ..JobFilter::default() }).await, 15);
    assert_eq!(count(JobFilter { endpoint: Some("/b".to_owned()), ..JobFilter::default() }).await, 3);
    assert_eq!(count(JobFilter { job: Some(open.job), ..JobFilter::default() }).await, 1);
    let none = JobFilter { job: Some(open.job), states: vec![State::Done], endpoint: None };
    assert_eq!(count(none).await, 0);
}
