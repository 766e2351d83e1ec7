//! Facts about commits.

use hikerapi_harvest::ErrorKind;
use hikerapi_harvest::job::{Claim, Commit, Ending, JobId, Spent, State};
use hikerapi_harvest::store::JobFilter;

use super::{ONE, Place, add, claim, end, items, page, read, refused, retry, spent};

pub(crate) async fn a_page_its_position_and_its_cost_are_one(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 2).await;
    let claim = claim(&*store, process).await.claim;
    store.commit(page(claim, 0, &["{\"a\": 1}", "[]"])).await.unwrap();
    store.commit(page(claim, 1, &[])).await.unwrap();
    let last = Commit { spent: Spent { units: 5, requests: 2 }, ..page(claim, 2, &["\"'\\u0000é\""]) };
    store.commit(Commit { ending: Some(Ending::Final(State::Done, None)), ..last }).await.unwrap();
    let record = read(&*store, claim.job).await;
    assert_eq!((record.state, record.pages, record.items, record.units), (State::Done, 3, 3, 7));
    assert_eq!((record.checkpoint.as_deref(), record.due), (Some("{\"page\": 3}"), None));
    let items = items(&*store).await;
    let json: Vec<_> = items.iter().map(|item| (item.id.number, item.json.as_str())).collect();
    assert_eq!(json, [(0, "{\"a\": 1}"), (1, "[]"), (2, "\"'\\u0000é\"")]);
    assert!(
        items.iter().all(|item| item.id.job == claim.job && item.endpoint == record.endpoint && item.part.is_none())
    );
    assert_eq!(items[0].arguments, record.arguments);
    assert_eq!(spent(&*store).await, Spent { units: 7, requests: 4 });
}

pub(crate) async fn a_commit_that_is_made_twice_counts_once(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let claim = claim(&*store, process).await.claim;
    let first = page(claim, 0, &["1"]);
    let second = Commit { ending: Some(Ending::Final(State::Done, None)), ..page(claim, 1, &["2"]) };
    for commit in [&first, &first, &second, &second, &first] {
        store.commit(commit.clone()).await.unwrap();
    }
    let record = read(&*store, claim.job).await;
    assert_eq!((record.state, record.pages, record.items, record.units), (State::Done, 2, 2, 2));
    assert_eq!((items(&*store).await.len(), spent(&*store).await.units), (2, 2));
}

pub(crate) async fn an_ending_that_is_made_twice_counts_once(place: &Place) {
    let (store, process) = place.process().await;
    for (number, ending) in [
        Ending::Final(State::NotFound, Some("404".to_owned())),
        Ending::Final(State::Failed, Some("400".to_owned())),
        retry("503", 3_600_000_000),
        Ending::Release,
    ]
    .into_iter()
    .enumerate()
    {
        store.add(vec![super::job(number)]).await.unwrap();
        let claim = claim(&*store, process).await.claim;
        store.commit(end(claim, ending.clone())).await.unwrap();
        let record = read(&*store, claim.job).await;
        store.commit(end(claim, ending)).await.unwrap();
        assert_eq!(read(&*store, claim.job).await, record);
        assert_eq!((record.units, spent(&*store).await.requests), (1, i64::try_from(number).unwrap() + 1));
    }
}

pub(crate) async fn a_page_that_is_missing_is_refused_and_nothing_changes(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let claim = claim(&*store, process).await.claim;
    let before = read(&*store, claim.job).await;
    refused(store.commit(page(claim, 1, &["1"])).await);
    let unknown = Claim { job: JobId(i64::MAX), fence: 1 };
    refused(store.commit(page(unknown, 0, &["1"])).await);
    assert_eq!(read(&*store, claim.job).await, before);
    assert_eq!((items(&*store).await.len(), spent(&*store).await), (0, Spent::default()));
    let future = Claim { fence: claim.fence + 1, ..claim };
    assert_eq!(store.commit(page(future, 0, &["1"])).await.unwrap_err().kind(), ErrorKind::Fenced);
}

pub(crate) async fn a_state_that_is_not_final_is_refused_and_nothing_changes(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let claim = claim(&*store, process).await.claim;
    let before = read(&*store, claim.job).await;
    for state in [State::Ready, State::Delayed, State::Claimed] {
        let ending = Some(Ending::Final(state, None));
        refused(store.commit(Commit { ending, ..page(claim, 0, &["1"]) }).await);
    }
    assert_eq!(read(&*store, claim.job).await, before);
    assert_eq!((items(&*store).await.len(), spent(&*store).await), (0, Spent::default()));
}

pub(crate) async fn the_same_commit_of_many_tasks_counts_once(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let claim = claim(&*store, process).await.claim;
    let stores = [place.open().await, store.clone()];
    for after in 0..20 {
        let tasks: Vec<_> = (0..4)
            .map(|task| {
                let (store, commit) = (stores[task % 2].clone(), page(claim, after, &["1", "2"]));
                tokio::spawn(async move { store.commit(commit).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
    }
    let record = read(&*store, claim.job).await;
    assert_eq!((record.pages, record.items, record.units, items(&*store).await.len()), (20, 40, 20, 40));
}

pub(crate) async fn a_large_item_is_kept(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 1).await;
    let claim = claim(&*store, process).await.claim;
    let large = format!("\"{}\"", "0123456789".repeat(1_000_000));
    store.commit(Commit { spent: ONE, ..page(claim, 0, &["1", &large, "3"]) }).await.unwrap();
    let mut lengths = Vec::new();
    let mut after = None;
    loop {
        let items = store.items(after, 100, &JobFilter::default()).await.unwrap();
        let Some(last) = items.last() else { break };
        after = Some(last.id);
        assert!(items.iter().all(|item| item.json.len() == 1 || item.json == large));
        lengths.push(items.iter().map(|item| item.json.len()).collect::<Vec<_>>());
    }
    assert_eq!(lengths, [vec![1], vec![10_000_002], vec![1]], "not much is read at once");
}
