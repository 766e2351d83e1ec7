//! Facts about the rate limit and the budget that processes share.

use std::time::{Duration, Instant};

use hikerapi_harvest::job::Spent;
use hikerapi_harvest::pacing::{Answer, Change, Refusal};
use hikerapi_harvest::store::{Batch, ProcessId};

use super::{PAUSE, Place, refused};

const ADMIT: Change = Change::Admit { units: 1, lead: 0 };

pub(crate) async fn a_batch_is_applied_once(place: &Place) {
    let (store, process) = place.process().await;
    let (other, second) = place.process().await;
    let changes = vec![Change::Budget(Some(3)), ADMIT, ADMIT, Change::Correct { units: 1, unsent: 0 }, ADMIT];
    let batch = |process, number| Batch { process, number, changes: changes.clone() };
    let before = Instant::now();
    let first = store.pace(batch(process, 1)).await.unwrap();
    assert!(first.seen >= before && first.seen <= Instant::now());
    assert_eq!(first.answers.len(), 5);
    assert_eq!(first.answers[4], Answer::Refused(Refusal::Budget(0)));
    let again = other.pace(batch(process, 1)).await.unwrap();
    assert_eq!(again.answers, first.answers);
    assert!(again.now >= first.now);
    let pacing = store.status().await.unwrap().pacing;
    assert_eq!((pacing.budget, pacing.set_aside, pacing.requests), (Some(3), 3, 2));
    let all = other.pace(batch(second, 1)).await.unwrap().answers;
    assert_eq!(all[1], Answer::Refused(Refusal::Budget(0)), "each process has numbers of its own");
    store.pace(batch(process, 2)).await.unwrap();
    refused(store.pace(batch(process, 1)).await);
    assert_eq!(store.pace(Batch { process, number: 3, changes: Vec::new() }).await.unwrap().answers, []);
    assert_eq!(store.status().await.unwrap().pacing.set_aside, 5);
}

pub(crate) async fn a_batch_of_a_process_that_is_not_known_is_refused(place: &Place) {
    let store = place.open().await;
    refused(store.pace(Batch { process: ProcessId(77), number: 1, changes: vec![ADMIT] }).await);
    assert_eq!(store.status().await.unwrap().pacing.requests, 0);
}

pub(crate) async fn the_budget_is_never_exceeded_by_many_processes(place: &Place) {
    let (store, process) = place.process().await;
    let set = vec![Change::Budget(Some(250))];
    store.pace(Batch { process, number: 1, changes: set }).await.unwrap();
    let mut tasks = Vec::new();
    for units in [1, 2, 3, 1, 2, 3, 1, 1] {
        let (store, process) = place.process().await;
        tasks.push(tokio::spawn(async move {
            let mut spent = Spent::default();
            for number in 1.. {
                let changes = vec![Change::Admit { units, lead: 0 }; 3];
                let answers = store.pace(Batch { process, number, changes }).await.unwrap().answers;
                let admitted = answers.iter().filter(|answer| matches!(answer, Answer::Admitted(_))).count();
                spent.requests += i64::try_from(admitted).unwrap();
                spent.units = spent.requests * units;
                if admitted < answers.len() {
                    break;
                }
            }
            spent
        }));
    }
    let mut sum = Spent::default();
    for task in tasks {
        let spent = task.await.unwrap();
        (sum.units, sum.requests) = (sum.units + spent.units, sum.requests + spent.requests);
    }
    let pacing = store.status().await.unwrap().pacing;
    assert_eq!((pacing.set_aside, pacing.requests), (sum.units, sum.requests));
    assert_eq!(sum.units, 250, "those that need one unit take the rest");
}

pub(crate) async fn the_requests_of_all_processes_are_spaced(place: &Place) {
    let (store, process) = place.process().await;
    let interval = 2_000;
    store.pace(Batch { process, number: 1, changes: vec![Change::Interval(Some(interval))] }).await.unwrap();
    let mut tasks = Vec::new();
    for _ in 0..6 {
        let (store, process) = place.process().await;
        tasks.push(tokio::spawn(async move {
            let mut slots = Vec::new();
            for number in 1..=20 {
                let changes = vec![Change::Admit { units: 1, lead: 1_000 }; 2];
                let paced = store.pace(Batch { process, number, changes }).await.unwrap();
                slots.extend(paced.answers.into_iter().filter_map(|answer| match answer {
                    Answer::Admitted(at) if at >= paced.now + 1_000 => Some(at),
                    Answer::Later(_) => None,
                    other => panic!("{other:?} at {}", paced.now),
                }));
            }
            slots
        }));
    }
    let mut slots = Vec::new();
    for task in tasks {
        slots.extend(task.await.unwrap());
    }
    slots.sort_unstable();
    assert!(slots.len() > 50, "{}", slots.len());
    assert!(slots.windows(2).all(|pair| pair[1] - pair[0] >= interval), "{slots:?}");
    assert_eq!(store.status().await.unwrap().pacing.requests, i64::try_from(slots.len()).unwrap());
}

pub(crate) async fn a_stop_reaches_all_processes_until_it_is_resumed(place: &Place) {
    let (store, process) = place.process().await;
    let (other, second) = place.process().await;
    let stop = vec![Change::Stop("out of 'credit'".to_owned()), Change::Hold(1), Change::Interval(Some(5))];
    store.pace(Batch { process, number: 1, changes: stop }).await.unwrap();
    let refused = other.pace(Batch { process: second, number: 1, changes: vec![ADMIT] }).await.unwrap().answers;
    assert_eq!(refused, [Answer::Refused(Refusal::Stopped("out of 'credit'".to_owned()))]);
    assert_eq!(store.status().await.unwrap().pacing.stopped.as_deref(), Some("out of 'credit'"));
    let resume = vec![Change::Resume, ADMIT];
    let resumed = other.pace(Batch { process: second, number: 2, changes: resume }).await.unwrap().answers;
    assert!(matches!(resumed[1], Answer::Admitted(_)), "{resumed:?}");
    assert_eq!(store.status().await.unwrap().pacing.stopped, None);
}

pub(crate) async fn requests_of_the_last_minute_are_counted(place: &Place) {
    let (store, process) = place.process().await;
    let changes = vec![ADMIT, ADMIT, ADMIT, Change::Correct { units: -1, unsent: 1 }];
    store.pace(Batch { process, number: 1, changes }).await.unwrap();
    for _ in 0..500 {
        // They count once their second is over.
        if store.status().await.unwrap().requests_last_minute == 2 {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("{:?} after {:?}", store.status().await.unwrap(), Duration::from_secs(10));
}
