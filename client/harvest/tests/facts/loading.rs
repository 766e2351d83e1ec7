//! Facts about records that come from another store.

use hikerapi_harvest::Store;
use hikerapi_harvest::job::{JobId, Limits, Spent, State};
use hikerapi_harvest::pacing::Pacing;
use hikerapi_harvest::store::{ItemId, ItemRecord, JobFilter, JobRecord, LedgerRecord, PartRecord, Reading, Record};

use super::{LONG, Place, add, items, job, read, refused};

const DAY: i64 = 86_400_000_000;

fn record(id: i64, state: State) -> JobRecord {
    let new = job(usize::try_from(id).unwrap());
    JobRecord {
        id: JobId(id),
        endpoint: new.endpoint,
        arguments: new.arguments,
        limits: Limits { max_pages: Some(3), ..Limits::default() },
        priority: 4,
        state,
        fence: 7,
        failures: 2,
        pages: 1,
        items: 2,
        units: 9,
        checkpoint: Some("{\"cursor\": \"é'\"}".to_owned()),
        why: Some("a \"reason\"".to_owned()),
        due: (state == State::Delayed).then_some(20_000 * DAY),
    }
}

fn item(job: i64, number: i64, part: Option<i64>) -> ItemRecord {
    let JobRecord { endpoint, arguments, .. } = record(job, State::Done);
    ItemRecord { id: ItemId { job: JobId(job), number }, endpoint, arguments, part, json: format!("[{job}, {number}]") }
}

fn pacing() -> Pacing {
    Pacing {
        interval: Some(67_000),
        budget: Some(100),
        set_aside: 45,
        requests: 40,
        next: 1,
        not_before: 2,
        doublings: 3,
        changed: 4,
        doubled: 5,
        stopped: Some("out of credit".to_owned()),
        closed: None,
    }
}

fn records() -> Vec<Record> {
    let states = [State::Ready, State::Delayed, State::Done, State::NotFound, State::Private, State::Failed];
    let jobs = (3..).zip(states).map(|(id, state)| Record::Job(Box::new(record(id, state))));
    let part = |id, bytes| {
        Record::Part(PartRecord {
            id,
            name: format!("part-{id}"),
            endpoint: record(3, State::Done).endpoint,
            items: 1,
            bytes,
        })
    };
    let spent = Spent { units: 9, requests: 3 };
    let reading = |at| Record::Reading(Reading { at, left: 1_000 - at, set_aside: at });
    let mut records = vec![Record::Bound("Shop".to_owned(), "https://shop.example".to_owned())];
    records.extend(jobs);
    records.extend([part(2, Some(77)), part(5, None)]);
    records.extend([Record::Item(item(4, 1, None)), Record::Item(item(3, 0, Some(5))), Record::Item(item(3, 1, None))]);
    records.extend([20_001, 20_002].map(|day| Record::Ledger(LedgerRecord { job: JobId(4), day: day * DAY, spent })));
    records.extend([reading(8), reading(6), reading(7), Record::Pacing(Box::new(pacing()))]);
    records
}

async fn assert_loaded(store: &dyn Store) {
    let jobs = store.jobs(None, 100, &JobFilter::default()).await.unwrap();
    let expected = records().into_iter().filter_map(|record| match record {
        Record::Job(job) => Some(*job),
        _ => None,
    });
    assert_eq!(jobs, expected.collect::<Vec<_>>());
    assert_eq!(items(store).await, [item(3, 0, Some(5)), item(3, 1, None), item(4, 1, None)]);
    let ledger = store.ledger(None, 100).await.unwrap();
    assert_eq!(ledger.iter().map(|record| record.day).collect::<Vec<_>>(), [20_001 * DAY, 20_002 * DAY]);
    assert_eq!(ledger[1].spent, Spent { units: 9, requests: 3 });
    let parts = store.parts().await.unwrap();
    assert_eq!(parts.iter().map(|part| (part.id, part.bytes)).collect::<Vec<_>>(), [(2, Some(77)), (5, None)]);
    let status = store.status().await.unwrap();
    assert_eq!(status.pacing, pacing());
    let readings = status.readings.map(|(first, last)| (first.at, last.at, last.left));
    assert_eq!(readings, Some((6, 8, 992)));
    assert_eq!(status.bound, Some(("Shop".to_owned(), "https://shop.example".to_owned())));
    assert_eq!(status.jobs.iter().map(|count| count.jobs).sum::<i64>(), 6);
}

pub(crate) async fn everything_is_loaded_and_comes_back(place: &Place) {
    let store = place.open().await;
    store.load(records()).await.unwrap();
    assert_loaded(&*store).await;
    let claimed = Record::Job(Box::new(JobRecord { due: Some(i64::MAX), ..record(50, State::Claimed) }));
    store.load(vec![claimed]).await.unwrap();
    let loaded = read(&*store, JobId(50)).await;
    assert_eq!((loaded.state, loaded.due), (State::Ready, None), "nobody has it here");
}

pub(crate) async fn what_is_loaded_twice_is_there_once(place: &Place) {
    let store = place.open().await;
    for record in records() {
        store.load(vec![record]).await.unwrap();
    }
    store.load(records()).await.unwrap();
    place.open().await.load(records()).await.unwrap();
    assert_loaded(&*store).await;
}

pub(crate) async fn other_jobs_are_refused(place: &Place) {
    let store = place.open().await;
    add(&*store, 1).await;
    let id = store.jobs(None, 1, &JobFilter::default()).await.unwrap()[0].id;
    let same_number = JobRecord { id, ..record(5, State::Ready) };
    let of_store = JobRecord { limits: Limits::default(), ..record(0, State::Ready) };
    let same_job = JobRecord { id: JobId(id.0 + 1), ..of_store };
    for record in [same_number, same_job] {
        let records = vec![Record::Reading(Reading { at: 1, left: 1, set_aside: 1 }), Record::Job(Box::new(record))];
        refused(store.load(records).await);
    }
    store.bind("Shop", "https://shop.example").await.unwrap();
    refused(store.load(vec![Record::Bound("Shop".to_owned(), "https://other.example".to_owned())]).await);
    let status = store.status().await.unwrap();
    assert_eq!((status.readings, status.jobs[0].jobs), (None, 1), "nothing of them is there");
}

pub(crate) async fn new_jobs_come_after_those_that_were_loaded(place: &Place) {
    let (store, process) = place.process().await;
    store.load(vec![Record::Job(Box::new(record(1_000, State::Done)))]).await.unwrap();
    add(&*store, 2).await;
    let claimed = store.claim(process, 9, LONG).await.unwrap().jobs;
    assert_eq!(claimed.len(), 2);
    assert!(claimed.iter().all(|job| job.claim.job > JobId(1_000)), "{claimed:?}");
    store
        .load(vec![Record::Part(PartRecord {
            id: 9,
            name: "a-000009".to_owned(),
            endpoint: "/a".to_owned(),
            items: 0,
            bytes: Some(1),
        })])
        .await
        .unwrap();
    store.commit(super::page(claimed[0].claim, 0, &["1"])).await.unwrap();
    let begin = hikerapi_harvest::store::BeginPart { process, lease: LONG, least: 1, most: 1, names: Vec::new() };
    let part = store.begin_part(&begin).await.unwrap().expect("there is an item");
    assert!(part.id > 9, "{part:?}");
}
