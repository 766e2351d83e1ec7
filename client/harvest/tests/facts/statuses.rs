//! Facts about what a store reports.

use hikerapi_harvest::job::{Ending, JobId, NewJob, State};
use hikerapi_harvest::store::{JobCount, JobFilter};

use super::{LONG, Place, add, claim, end, job, page, retry};

pub(crate) async fn a_status_counts_everything(place: &Place) {
    let (store, process) = place.process().await;
    let empty = store.status().await.unwrap();
    assert_eq!((empty.jobs.len(), empty.days.len(), empty.stored_items, empty.parts), (0, 0, 0, (0, 0, 0)));
    assert_eq!((&empty.bound, &empty.readings, empty.failures.len()), (&None, &None, 0));
    add(&*store, 3).await;
    store.add(vec![NewJob::new("/list"), NewJob::new("/a")]).await.unwrap();
    let first = claim(&*store, process).await.claim;
    store.commit(page(first, 0, &["1", "2"])).await.unwrap();
    store.commit(end(first, Ending::Final(State::Done, None))).await.unwrap();
    claim(&*store, process).await;
    let status = place.open().await.status().await.unwrap();
    let of = |endpoint: &str, state, jobs| JobCount {
        endpoint: endpoint.to_owned(),
        state,
        jobs,
        pages: 0,
        items: 0,
        units: 0,
    };
    let done = JobCount { pages: 1, items: 2, units: 2, ..of("/v1/user/by/id", State::Done, 1) };
    assert_eq!(
        status.jobs,
        [
            of("/a", State::Ready, 1),
            of("/list", State::Ready, 1),
            of("/v1/user/by/id", State::Ready, 1),
            of("/v1/user/by/id", State::Claimed, 1),
            done
        ]
    );
    assert_eq!(status.stored_items, 2);
    assert_eq!(status.days.iter().map(|day| (day.units, day.requests)).collect::<Vec<_>>(), [(2, 2)]);
    assert!(status.days[0].day <= status.now && status.now - status.days[0].day < 2 * 86_400_000_000);
    assert_eq!(status.days[0].day % 86_400_000_000, 0);
    let [process] = status.processes.as_slice() else { panic!("{:?}", status.processes) };
    assert_eq!((process.name.as_str(), process.claimed), ("test", 1));
    assert!(process.seen <= status.now && status.bytes > 0);
}

pub(crate) async fn reasons_are_counted_the_most_frequent_first(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 40).await;
    for number in 0..40 {
        let claim = claim(&*store, process).await.claim;
        let ending = match number {
            0..10 => Ending::Final(State::Failed, Some("400: 'bad'".to_owned())),
            10..15 => retry("503", LONG),
            15..18 => Ending::Final(State::Done, Some("not a failure".to_owned())),
            _ => Ending::Final(State::Failed, Some(format!("reason {number}"))),
        };
        store.commit(end(claim, ending)).await.unwrap();
    }
    let failures = store.status().await.unwrap().failures;
    assert_eq!(failures.len(), 20);
    assert_eq!((failures[0].jobs, failures[0].state, failures[0].why.as_str()), (10, State::Failed, "400: 'bad'"));
    assert_eq!((failures[1].jobs, failures[1].state, failures[1].why.as_str()), (5, State::Delayed, "503"));
    assert!(failures[2..].iter().all(|failure| failure.jobs == 1 && failure.why.starts_with("reason")));
}

pub(crate) async fn the_first_and_the_last_balance_are_kept(place: &Place) {
    let store = place.open().await;
    for units in [1_000, 990, 985] {
        store.note_balance(units).await.unwrap();
        tokio::time::sleep(super::PAUSE).await;
    }
    let (first, last) = store.status().await.unwrap().readings.expect("there are readings");
    assert_eq!((first.left, last.left), (1_000, 985));
    assert!(first.at < last.at && first.set_aside == 0);
}

pub(crate) async fn jobs_are_listed_in_pages_and_by_filter(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 25).await;
    store.add(vec![NewJob { priority: 1, ..NewJob { endpoint: "/other".to_owned(), ..job(1) } }]).await.unwrap();
    let claim = claim(&*store, process).await.claim;
    store.commit(end(claim, Ending::Final(State::Private, None))).await.unwrap();
    let (mut ids, mut after) = (Vec::new(), None::<JobId>);
    loop {
        let some = store.jobs(after, 10, &JobFilter::default()).await.unwrap();
        let Some(last) = some.last() else { break };
        after = Some(last.id);
        ids.extend(some.iter().map(|job| job.id));
    }
    assert_eq!(ids.len(), 26);
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    let private = JobFilter { states: vec![State::Private, State::Done], ..JobFilter::default() };
    let found = store.jobs(None, 10, &private).await.unwrap();
    assert_eq!(found.iter().map(|job| (job.id, job.endpoint.as_str())).collect::<Vec<_>>(), [(claim.job, "/other")]);
    let other = JobFilter { endpoint: Some("/v1/user/by/id".to_owned()), ..JobFilter::default() };
    assert_eq!(store.jobs(None, 100, &other).await.unwrap().len(), 25);
    let none = JobFilter { job: Some(ids[0]), ..private };
    assert_eq!(store.jobs(None, 100, &none).await.unwrap().len(), 0);
}
