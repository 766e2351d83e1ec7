//! Facts about moving a store to another one.

use std::sync::Arc;

use hikerapi_harvest::job::{Ending, NewJob, State};
use hikerapi_harvest::moving::{self, Moved};
use hikerapi_harvest::pacing::{Answer, Change, Refusal};
use hikerapi_harvest::store::{
    Batch, BeginPart, ItemRecord, JobFilter, JobRecord, LedgerRecord, PartRecord, ProcessId, Status,
};
use hikerapi_harvest::{ErrorKind, Store};

use super::{LONG, PAUSE, Place, SHORT, add, claim, end, items, job, page, refused, retry};

/// A place in a file.
fn file() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db").to_string_lossy().into_owned();
    Place::new(path, folder)
}

async fn pace(store: &dyn Store, process: ProcessId, number: i64, change: Change) -> Answer {
    store.pace(Batch { process, number, changes: vec![change] }).await.unwrap().answers.remove(0)
}

/// Fills a store with something of everything.
async fn fill(place: &Place) -> Arc<dyn Store> {
    let (store, process) = place.process().await;
    store.bind("Shop", "https://shop.example").await.unwrap();
    let endings = [
        Ending::Final(State::Done, None),
        Ending::Final(State::Failed, Some("400".to_owned())),
        retry("503", LONG),
        Ending::Final(State::Private, None),
        Ending::Release,
    ];
    for (number, ending) in endings.into_iter().enumerate() {
        store.add(vec![NewJob { priority: 1, ..job(number) }]).await.unwrap();
        let claim = claim(&*store, process).await.claim;
        store.commit(page(claim, 0, &["\"a\"", "\"b'\"", "\"\\u0000\""])).await.unwrap();
        store.commit(end(claim, ending)).await.unwrap();
    }
    add(&*store, 2_500).await;
    for (number, change) in (1..).zip([
        Change::Interval(Some(1_000)),
        Change::Budget(Some(5_000)),
        Change::Admit { units: 7, lead: 0 },
        Change::Stop("out of credit".to_owned()),
    ]) {
        pace(&*store, process, number, change).await;
    }
    store.note_balance(100).await.unwrap();
    let begin = BeginPart { process, lease: LONG, least: 1, most: 4, names: Vec::new() };
    let part = store.begin_part(&begin).await.unwrap().expect("there are items");
    store.finish_part(part.id, 44).await.unwrap();
    store.begin_part(&begin).await.unwrap().expect("there are items");
    store
}

type All = (Vec<JobRecord>, Vec<ItemRecord>, Vec<LedgerRecord>, Vec<PartRecord>);

async fn all(store: &dyn Store) -> All {
    let jobs = store.jobs(None, 10_000, &JobFilter::default()).await.unwrap();
    let ledger = store.ledger(None, 10_000).await.unwrap();
    (jobs, items(store).await, ledger, store.parts().await.unwrap())
}

async fn assert_moved(from: &dyn Store, to: &dyn Store, before: &All) {
    assert!(all(to).await == *before, "everything is there");
    assert!(all(from).await == *before, "and stays where it was");
    let (source, target) = (from.status().await.unwrap(), to.status().await.unwrap());
    let budget = |status: &Status| {
        let pacing = &status.pacing;
        (pacing.interval, pacing.budget, pacing.set_aside, pacing.requests)
    };
    assert_eq!(budget(&target), (Some(1_000), Some(5_000), 7, 1));
    assert_eq!(budget(&source), budget(&target));
    assert_eq!((&target.pacing.stopped, &target.pacing.closed), (&None, &None));
    assert_eq!((&source.bound, source.readings, source.parts), (&target.bound, target.readings, target.parts));
    let why = source.pacing.closed.expect("it is closed");
    assert!(why.contains(to.location()), "{why}");
    let message = super::refused(from.register("late").await);
    assert_eq!(message, why);
    let process = to.register("new").await.unwrap();
    assert!(matches!(pace(to, process, 1, Change::Admit { units: 1, lead: 0 }).await, Answer::Admitted(_)));
    let first = claim(to, process).await;
    assert_eq!((first.claim.job, first.claim.fence, first.pages), (before.0[4].id, 2, 1));
    to.commit(page(first.claim, 1, &["1"])).await.unwrap();
}

async fn assert_moves(from: &Place, to: &Place) {
    let (source, target) = (fill(from).await, to.open().await);
    let before = all(&*source).await;
    let mut steps = Vec::new();
    let moved = moving::copy(&*source, &*target, |moved| steps.push(moved)).await.unwrap();
    assert_eq!((moved.jobs, moved.items, moved.parts), (2_500, 11, 2));
    assert!(steps.len() > 3 && steps.last() == Some(&moved));
    assert!(steps.windows(2).all(|pair| pair[0].jobs <= pair[1].jobs && pair[0].items <= pair[1].items));
    assert_moved(&*source, &*target, &before).await;
    let message = refused(moving::copy(&*source, &*target, drop).await);
    assert!(message.contains("were moved to"), "{message}");
}

pub(crate) async fn everything_is_moved_to_a_store_in_a_file(place: &Place) {
    assert_moves(place, &file()).await;
}

pub(crate) async fn everything_is_moved_from_a_store_in_a_file(place: &Place) {
    assert_moves(&file(), place).await;
}

pub(crate) async fn a_move_that_was_interrupted_is_started_again(place: &Place) {
    let from = file();
    let source = fill(&from).await;
    let before = all(&*source).await;
    for steps in [1, 2, 4] {
        let (source, target) = (from.open().await, place.open().await);
        let interrupted = tokio::spawn(async move {
            let mut left = steps;
            let stop = move |_: Moved| {
                left -= 1;
                assert!(left > 0, "it is interrupted");
            };
            moving::copy(&*source, &*target, stop).await
        });
        assert!(interrupted.await.unwrap_err().is_panic());
        let target = place.open().await;
        let message = refused(target.register("early").await);
        assert!(message.contains("not complete"), "{message}");
        refused(from.open().await.register("late").await);
    }
    let target = place.open().await;
    moving::copy(&*source, &*target, drop).await.unwrap();
    assert_moved(&*source, &*target, &before).await;
}

pub(crate) async fn a_store_that_is_worked_on_is_not_moved(place: &Place) {
    let (source, process) = place.process().await;
    let to = file();
    let target = to.open().await;
    add(&*source, 3).await;
    let live = claim(&*source, process).await.claim;
    let message = refused(moving::copy(&*source, &*target, drop).await);
    assert!(message.contains("1 jobs") && message.contains("more seconds"), "{message}");
    let answer = pace(&*source, process, 1, Change::Admit { units: 1, lead: 0 }).await;
    assert!(matches!(answer, Answer::Refused(Refusal::Stopped(_))), "{answer:?}");
    assert!(target.status().await.unwrap().jobs.is_empty());
    pace(&*source, process, 2, Change::Resume).await;
    source.commit(page(live, 0, &["1"])).await.unwrap();
    source.commit(end(live, Ending::Release)).await.unwrap();
    let dead = source.claim(process, 1, SHORT).await.unwrap().jobs.remove(0).claim;
    tokio::time::sleep(PAUSE).await;
    let moved = match moving::copy(&*source, &*target, drop).await {
        Ok(moved) => moved,
        // A database that was just started lets no claims go for as long as a lease.
        Err(error) if error.kind() == ErrorKind::Refused => {
            source.renew(&[dead], LONG).await.unwrap();
            source.commit(end(dead, Ending::Release)).await.unwrap();
            moving::copy(&*source, &*target, drop).await.unwrap()
        }
        Err(error) => panic!("{error}"),
    };
    assert_eq!((moved.jobs, moved.items), (3, 1));
    let late = source.commit(page(dead, 1, &["late"])).await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::Fenced, "what is not moved is not taken");
}

pub(crate) async fn a_store_in_use_is_no_target(place: &Place) {
    let from = file();
    let (source, _) = from.process().await;
    add(&*source, 2).await;
    let (target, process) = place.process().await;
    pace(&*target, process, 1, Change::Admit { units: 1, lead: 0 }).await;
    refused(moving::copy(&*source, &*target, drop).await);
    pace(&*target, process, 2, Change::Correct { units: -1, unsent: 1 }).await;
    add(&*target, 1).await;
    refused(moving::copy(&*source, &*target, drop).await);
    let status = source.status().await.unwrap();
    assert_eq!((status.pacing.stopped, status.pacing.closed), (None, None), "it is not touched");
    assert_eq!(target.status().await.unwrap().jobs[0].jobs, 1);
}

pub(crate) async fn a_store_is_not_moved_to_itself(place: &Place) {
    let store = place.open().await;
    let message = refused(moving::copy(&*store, &*place.open().await, drop).await);
    assert!(message.contains("same store"), "{message}");
    add(&*store, 1).await;
    refused(moving::copy(&*store, &*place.open().await, drop).await);
    assert_eq!(store.status().await.unwrap().pacing.closed, None);
}
