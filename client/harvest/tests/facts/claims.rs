//! Facts about claims, their leases and their fences.

use std::collections::BTreeSet;

use hikerapi_harvest::ErrorKind;
use hikerapi_harvest::job::{Ending, NewJob, State};

use super::{LONG, PAUSE, Place, SHORT, add, claim, claim_again, end, items, job, page, read, retry, spent};

pub(crate) async fn the_highest_priority_is_first_and_then_the_oldest(place: &Place) {
    let (store, process) = place.process().await;
    let priorities = [0, 5, -3, 5, 0, i32::MAX];
    let with = |(number, priority)| NewJob { priority, ..job(number) };
    store.add(priorities.into_iter().enumerate().map(with).collect()).await.unwrap();
    let mut order = Vec::new();
    for most in [4, 1, 4] {
        order.extend(store.claim(process, most, LONG).await.unwrap().jobs);
    }
    let order: Vec<_> = order.iter().map(|job| job.arguments[0].1[0].as_str()).collect();
    assert_eq!(order, ["5", "1", "3", "0", "4", "2"]);
}

pub(crate) async fn a_claimed_job_is_not_claimed_again(place: &Place) {
    let (store, process) = place.process().await;
    let (other, other_process) = place.process().await;
    assert_ne!(process, other_process);
    add(&*store, 3).await;
    let first = store.claim(process, 2, LONG).await.unwrap();
    let second = other.claim(other_process, 10, LONG).await.unwrap();
    assert_eq!((first.jobs.len(), first.open, second.jobs.len(), second.open), (2, 3, 1, 3));
    assert!(first.jobs.iter().all(|job| job.claim != second.jobs[0].claim));
    store.commit(end(first.jobs[0].claim, Ending::Final(State::Done, None))).await.unwrap();
    let third = other.claim(process, 10, LONG).await.unwrap();
    assert_eq!((third.jobs.len(), third.open), (0, 2));
    assert!(read(&*store, first.jobs[1].claim.job).await.due.is_some(), "the end of its lease is known");
}

pub(crate) async fn many_processes_claim_each_job_once(place: &Place) {
    let (store, _) = place.process().await;
    add(&*store, 400).await;
    let mut tasks = Vec::new();
    for task in 0..8 {
        let (store, process) = place.process().await;
        tasks.push(tokio::spawn(async move {
            let mut claimed = Vec::new();
            loop {
                let jobs = store.claim(process, 1 + task % 5, LONG).await.unwrap().jobs;
                if jobs.is_empty() {
                    return claimed;
                }
                claimed.extend(jobs.into_iter().map(|job| (job.claim.job.0, job.claim.fence)));
            }
        }));
    }
    let mut claimed = Vec::new();
    for task in tasks {
        claimed.extend(task.await.unwrap());
    }
    assert_eq!(claimed.len(), 400);
    assert!(claimed.iter().all(|(_, fence)| *fence == 1));
    assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>().len(), 400);
}

pub(crate) async fn a_claim_whose_lease_ran_out_is_fenced_and_its_cost_counts(place: &Place) {
    let (store, process) = place.process().await;
    let (other, other_process) = place.process().await;
    add(&*store, 1).await;
    let old = store.claim(process, 1, SHORT).await.unwrap().jobs.remove(0).claim;
    tokio::time::sleep(PAUSE).await;
    let new = claim_again(&*other, other_process).await.claim;
    assert!(new.job == old.job && new.fence > old.fence);
    for late in [page(old, 0, &["1"]), end(old, Ending::Final(State::Done, None)), end(old, Ending::Release)] {
        let error = store.commit(late).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Fenced, "{error}");
    }
    assert!(items(&*store).await.is_empty());
    assert_eq!((spent(&*store).await.units, read(&*store, old.job).await.units), (3, 3));
    other.commit(page(new, 0, &["2"])).await.unwrap();
    assert_eq!(items(&*store).await[0].json, "2");
    let record = read(&*store, old.job).await;
    assert_eq!((record.state, record.pages, record.units), (State::Claimed, 1, 4));
}

pub(crate) async fn a_claim_that_nobody_took_is_committed_after_its_lease(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let claim = store.claim(process, 1, SHORT).await.unwrap().jobs.remove(0).claim;
    tokio::time::sleep(PAUSE).await;
    store.commit(page(claim, 0, &["1"])).await.unwrap();
    store.commit(end(claim, Ending::Final(State::Done, None))).await.unwrap();
    assert_eq!(read(&*store, claim.job).await.state, State::Done);
}

pub(crate) async fn a_renewed_lease_is_kept_and_a_lost_one_is_returned(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 3).await;
    let claims: Vec<_> = store.claim(process, 2, SHORT).await.unwrap().jobs.into_iter().map(|job| job.claim).collect();
    assert!(store.renew(&claims[..1], LONG).await.unwrap().is_empty());
    assert!(store.renew(&[], LONG).await.unwrap().is_empty());
    tokio::time::sleep(PAUSE).await;
    assert_eq!(store.claim(process, 9, LONG).await.unwrap().jobs.len(), 1, "its own claims are not let go");
    let (other, second) = place.process().await;
    assert_eq!(claim_again(&*other, second).await.claim.job, claims[1].job);
    assert_eq!(store.renew(&claims, LONG).await.unwrap(), [claims[1]], "the first one is kept");
}

pub(crate) async fn a_claim_whose_answer_was_lost_comes_back_to_its_process(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let lost = store.claim(process, 1, 1_000).await.unwrap().jobs.remove(0).claim;
    tokio::time::sleep(PAUSE).await;
    let again = store.claim(process, 1, 1_000).await.unwrap().jobs.remove(0).claim;
    assert!(again.job == lost.job && again.fence > lost.fence);
}

pub(crate) async fn a_released_job_is_as_it_was(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let first = claim(&*store, process).await;
    store.commit(page(first.claim, 0, &["1"])).await.unwrap();
    store.commit(end(first.claim, retry("a timeout", 0))).await.unwrap();
    let second = claim_again(&*store, process).await;
    assert_eq!((second.failures, second.pages), (1, 1));
    let before = read(&*store, first.claim.job).await;
    store.commit(end(second.claim, Ending::Release)).await.unwrap();
    let after = read(&*store, first.claim.job).await;
    assert_eq!((after.state, after.due), (State::Ready, None));
    assert_eq!((after.failures, &after.why, after.pages), (1, &before.why, 1));
    let third = claim(&*store, process).await;
    assert_eq!((third.failures, third.pages, &third.checkpoint), (1, 1, &second.checkpoint));
    assert!(third.claim.fence > second.claim.fence);
}
