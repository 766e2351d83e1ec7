//! Facts about jobs that have failed.

use hikerapi_harvest::job::{Ending, State};
use hikerapi_harvest::store::JobFilter;

use super::{LONG, Place, add, claim, claim_again, end, items, page, read, retry};

pub(crate) async fn a_job_waits_for_its_retry_and_a_page_resets_its_failures(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let first = claim(&*store, process).await.claim;
    store.commit(end(first, retry("a timeout", 300_000))).await.unwrap();
    let record = read(&*store, first.job).await;
    assert_eq!((record.state, record.failures, record.why.as_deref()), (State::Delayed, 1, Some("a timeout")));
    let due = record.due.expect("it is delayed");
    let waiting = store.claim(process, 1, LONG).await.unwrap();
    assert_eq!((waiting.jobs.len(), waiting.open), (0, 1));
    let second = claim_again(&*store, process).await;
    assert!(store.status().await.unwrap().now >= due);
    assert_eq!(second.failures, 1);
    store.commit(end(second.claim, retry("again", -5))).await.unwrap();
    let third = claim_again(&*store, process).await;
    assert_eq!(third.failures, 2);
    store.commit(page(third.claim, 0, &["1"])).await.unwrap();
    let record = read(&*store, first.job).await;
    assert_eq!((record.failures, record.why), (0, None));
}

pub(crate) async fn jobs_that_failed_are_retried_with_all_they_have(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 6).await;
    let all = JobFilter::default();
    assert_eq!(store.retry(&all).await.unwrap(), 0);
    let endings = [
        Ending::Final(State::Failed, Some("400".to_owned())),
        retry("503", LONG),
        Ending::Final(State::Done, None),
        Ending::Final(State::NotFound, None),
        Ending::Final(State::Private, Some("private".to_owned())),
    ];
    let mut jobs = Vec::new();
    for ending in endings {
        let claim = claim(&*store, process).await.claim;
        store.commit(page(claim, 0, &["1"])).await.unwrap();
        store.commit(end(claim, ending)).await.unwrap();
        jobs.push(claim.job);
    }
    let claimed = claim(&*store, process).await.claim;
    assert_eq!(store.retry(&all).await.unwrap(), 2);
    for (job, state) in jobs.iter().zip([State::Ready, State::Ready, State::Done, State::NotFound, State::Private]) {
        let record = read(&*store, *job).await;
        assert_eq!((record.state, record.pages, record.items, record.units), (state, 1, 1, 2));
        if state == State::Ready {
            assert_eq!((record.failures, record.why, record.due), (0, None, None));
        }
    }
    let again = claim(&*store, process).await;
    assert_eq!((again.claim.job, again.pages, again.checkpoint.as_deref()), (jobs[0], 1, Some("{\"page\": 1}")));
    store.commit(page(again.claim, 1, &["2"])).await.unwrap();
    store.commit(page(claimed, 0, &["1"])).await.unwrap();
    assert_eq!(items(&*store).await.len(), 7);
}

pub(crate) async fn only_jobs_of_the_filter_are_retried(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 4).await;
    let mut jobs = Vec::new();
    for state in [State::Failed, State::NotFound, State::Private, State::Done] {
        let claim = claim(&*store, process).await.claim;
        store.commit(end(claim, Ending::Final(state, None))).await.unwrap();
        jobs.push(claim.job);
    }
    let of = |states: &[State]| JobFilter { states: states.to_vec(), ..JobFilter::default() };
    let done = of(&[State::Done, State::Ready, State::Claimed]);
    assert_eq!(store.retry(&done).await.unwrap(), 0);
    let other = JobFilter { endpoint: Some("/other'".to_owned()), ..of(&[State::NotFound]) };
    assert_eq!(store.retry(&other).await.unwrap(), 0);
    let one = JobFilter { job: Some(jobs[1]), ..of(&[State::NotFound, State::Private]) };
    assert_eq!(store.retry(&one).await.unwrap(), 1);
    assert_eq!(store.retry(&of(&[State::NotFound, State::Private])).await.unwrap(), 1);
    let states: Vec<_> =
        store.jobs(None, 10, &JobFilter::default()).await.unwrap().iter().map(|job| job.state).collect();
    assert_eq!(states, [State::Failed, State::Ready, State::Ready, State::Done]);
}
