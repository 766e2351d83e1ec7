//! Facts about stores whose jobs were moved.

use hikerapi_harvest::job::{Ending, State};
use hikerapi_harvest::pacing::{Answer, Change, Refusal};
use hikerapi_harvest::store::{Batch, BeginPart, JobFilter};

use super::{LONG, PAUSE, Place, SHORT, add, claim, end, job, page, read, refused};

pub(crate) async fn a_closed_store_does_nothing_until_it_is_opened(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 2).await;
    let claim = claim(&*store, process).await.claim;
    store.commit(page(claim, 0, &["1", "2"])).await.unwrap();
    let begin = BeginPart { process, lease: LONG, least: 1, most: 1, names: Vec::new() };
    let part = store.begin_part(&begin).await.unwrap().expect("there are items");
    let why = "its jobs were moved to 'other.db'".to_owned();
    let pace = async |number, change| {
        let batch = Batch { process, number, changes: vec![change] };
        store.pace(batch).await.unwrap().answers.remove(0)
    };
    assert_eq!(pace(1, Change::Close(Some(why.clone()))).await, Answer::Noted);
    assert_eq!(pace(2, Change::Resume).await, Answer::Noted);
    let admit = Change::Admit { units: 1, lead: 0 };
    assert_eq!(pace(3, admit.clone()).await, Answer::Refused(Refusal::Stopped(why.clone())));
    let other = place.open().await;
    for message in [
        refused(other.register("other").await),
        refused(other.add(vec![job(7)]).await),
        refused(other.claim(process, 1, LONG).await),
        refused(other.retry(&JobFilter::default()).await),
        refused(other.begin_part(&begin).await),
        refused(other.finish_part(part.id, 1).await),
    ] {
        assert!(message.contains(&why), "{message}");
    }
    assert_eq!(store.status().await.unwrap().pacing.closed, Some(why));
    pace(4, Change::Close(None)).await;
    assert!(matches!(pace(5, admit).await, Answer::Admitted(_)));
    other.finish_part(part.id, 1).await.unwrap();
    assert_eq!(store.claim(process, 9, LONG).await.unwrap().jobs.len(), 1);
    store.commit(end(claim, Ending::Final(State::Done, None))).await.unwrap();
}

pub(crate) async fn a_claim_of_none_works_in_a_closed_store(place: &Place) {
    let (store, process) = place.process().await;
    add(&*store, 2).await;
    let kept = claim(&*store, process).await.claim;
    let (other, second) = place.process().await;
    let lost = other.claim(second, 1, SHORT).await.unwrap().jobs.remove(0).claim;
    tokio::time::sleep(PAUSE).await;
    let close = Change::Close(Some("moved".to_owned()));
    store.pace(Batch { process, number: 1, changes: vec![close] }).await.unwrap();
    // A database that was just started gives no claims back for as long as a lease.
    for _ in 0..1_000 {
        let claimed = store.claim(process, 0, 2_000_000).await.unwrap();
        assert_eq!((claimed.jobs.len(), claimed.open), (0, 2));
        if read(&*store, lost.job).await.state == State::Ready {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    let record = read(&*store, lost.job).await;
    assert_eq!((record.state, record.due), (State::Ready, None));
    assert!(record.fence > lost.fence);
    assert_eq!(read(&*store, kept.job).await.state, State::Claimed);
}
