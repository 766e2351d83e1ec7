//! Facts about adding jobs.

use hikerapi_harvest::job::{Limits, NewJob};
use hikerapi_harvest::store::{Added, JobFilter};

use super::{Place, add, job, refused};

pub(crate) async fn a_job_is_added_once_whatever_the_order_of_its_arguments(place: &Place) {
    let store = place.open().await;
    let values = |name: &str| (name.to_owned(), vec![format!("the {name}")]);
    let with = |arguments| NewJob { arguments, ..NewJob::new("/search") };
    let one = with(vec![values("query"), values("count")]);
    let same = NewJob { priority: 9, ..with(vec![values("count"), values("query")]) };
    let limited = NewJob { limits: Limits { max_pages: Some(3), ..Limits::default() }, ..one.clone() };
    let added = store.add(vec![one.clone(), same.clone(), limited]).await.unwrap();
    assert_eq!(added, Added { added: 2, known: 1 });
    assert_eq!(store.add(vec![same]).await.unwrap(), Added { added: 0, known: 1 });
    assert_eq!(store.add(Vec::new()).await.unwrap(), Added::default());
    let jobs = store.jobs(None, 10, &JobFilter::default()).await.unwrap();
    assert_eq!(jobs.len(), 2);
    assert_eq!((&jobs[0].arguments, jobs[0].priority), (&one.arguments, 0), "the first one stays as it is");
}

pub(crate) async fn every_value_comes_back_as_it_was(place: &Place) {
    let store = place.open().await;
    let hostile =
        ["'; DROP TABLE job; --", "\"{}[]\\", "\0", "a\u{0}b\u{1}\u{7f}", "\r\n\t", "é漢🎺\u{202e}", "", "$1 ? :a"];
    let limits = Limits { max_pages: Some(u64::MAX), max_items: Some(0), unique: true };
    let values = hostile.map(str::to_owned).to_vec();
    let arguments = hostile.iter().map(|name| (name.to_string(), values.clone())).collect();
    let new = NewJob { endpoint: "POST /orders'\"\\é".to_owned(), arguments, limits, priority: i32::MIN };
    store.add(vec![new.clone(), NewJob { priority: i32::MAX, ..NewJob::new("/none") }]).await.unwrap();
    let jobs = store.jobs(None, 10, &JobFilter::default()).await.unwrap();
    let [first, second] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!(
        (&first.endpoint, &first.arguments, first.limits, first.priority),
        (&new.endpoint, &new.arguments, new.limits, new.priority)
    );
    assert_eq!((second.arguments.len(), second.priority), (0, i32::MAX));
    let process = store.register("host'\"\\é:1").await.unwrap();
    let claimed = store.claim(process, 2, super::LONG).await.unwrap().jobs;
    assert_eq!(
        (&claimed[1].endpoint, &claimed[1].arguments, claimed[1].limits),
        (&new.endpoint, &new.arguments, new.limits)
    );
}

pub(crate) async fn jobs_are_for_one_service(place: &Place) {
    let store = place.open().await;
    store.bind("Shop", "https://shop.example").await.unwrap();
    store.bind("Shop", "https://shop.example").await.unwrap();
    let message = refused(store.bind("Shop", "https://other.example").await);
    assert!(message.contains("https://shop.example") && message.contains("https://other.example"), "{message}");
    refused(place.open().await.bind("Other", "https://shop.example").await);
    let bound = store.status().await.unwrap().bound;
    assert_eq!(bound, Some(("Shop".to_owned(), "https://shop.example".to_owned())));
}

pub(crate) async fn many_tasks_add_each_job_once(place: &Place) {
    let stores = [place.open().await, place.open().await];
    let tasks = (0..8).map(|task| {
        let store = stores[task % 2].clone();
        tokio::spawn(async move {
            let mut added = 0;
            for first in 0..20 {
                let jobs = (first * 5..first * 5 + 25).map(job).collect();
                added += store.add(jobs).await.unwrap().added;
            }
            added
        })
    });
    let mut added = 0;
    for task in tasks.collect::<Vec<_>>() {
        added += task.await.unwrap();
    }
    assert_eq!(added, 120);
    add(&*stores[0], 120).await;
    let jobs = stores[1].status().await.unwrap().jobs;
    assert_eq!(jobs.iter().map(|count| count.jobs).sum::<i64>(), 120);
}
