//! Values that PostgreSQL could refuse.

use hikerapi_harvest::job::{Commit, CommitPage, Ending, Limits, NewJob, Spent, State};
use hikerapi_harvest::store::{BeginPart, ItemRecord, JobFilter};

use super::{LONG, open, shared};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_a_response_has_is_lost() {
    let Some(server) = shared().await else { return };
    let store = open(&format!("{}?schema=values", server.url("postgres"))).await;
    let process = store.register("a\0b").await.unwrap();
    let arguments = vec![("name".to_owned(), vec!["a\0b".to_owned(), "'\"\\\u{10ffff}".to_owned()])];
    let new = NewJob { arguments: arguments.clone(), limits: Limits::default(), ..NewJob::new("/v1/'\"") };
    store.add(vec![new]).await.unwrap();
    let job = store.claim(process, 1, LONG).await.unwrap().jobs.remove(0);
    assert_eq!(job.arguments, arguments);

    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let large = format!("{{\"text\": \"{}\"}}", "x".repeat(10 << 20));
    let items = [
        r#"{"nul": "a\u0000b", "half": "\ud800", "other": "\udc00 \ud83d\ude00"}"#,
        r#"{"same": 1,   "same": 2, "number": 12345678901234567890123456789.10e400, "": null}"#,
        "\"\u{10ffff}\u{7f}\"",
        "null",
        &deep,
        &large,
    ];
    let items: Vec<String> = items.into_iter().map(str::to_owned).collect();
    let checkpoint = Some(r#"{"cursor": "\u0000\ud800"}"#.to_owned());
    let page = CommitPage { after: 0, items: items.clone(), checkpoint: checkpoint.clone() };
    let ending = Some(Ending::Final(State::Failed, Some("it said \"a\0b\"".to_owned())));
    let commit = Commit { claim: job.claim, page: Some(page), spent: Spent { units: 1, requests: 1 }, ending };
    store.commit(commit).await.unwrap();

    let mut all: Vec<ItemRecord> = Vec::new();
    loop {
        let more = store.items(all.last().map(|item| item.id), 100, &JobFilter::default()).await.unwrap();
        if more.is_empty() {
            break;
        }
        all.extend(more);
    }
    assert!(all.iter().map(|item| &item.json).eq(&items));
    let record = store.jobs(None, 1, &JobFilter::default()).await.unwrap().remove(0);
    assert_eq!((record.checkpoint, record.why.as_deref()), (checkpoint, Some("it said \"a\u{fffd}b\"")));
    let begin = BeginPart { process, lease: LONG, least: 1, most: 100, names: Vec::new() };
    let part = store.begin_part(&begin).await.unwrap().unwrap();
    let mut in_part: Vec<ItemRecord> = Vec::new();
    loop {
        let more = store.part_items(part.id, in_part.last().map(|item| item.id), 100).await.unwrap();
        if more.is_empty() {
            break;
        }
        in_part.extend(more);
    }
    assert!(in_part.iter().map(|item| &item.json).eq(&items));
}
