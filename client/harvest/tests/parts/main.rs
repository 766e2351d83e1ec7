//! Parts of a store in a folder, read back by another reader of Parquet.

mod support;

use std::collections::BTreeSet;
use std::time::Duration;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{Array, RecordBatch};
use hikerapi_harvest::ErrorKind;
use hikerapi_harvest::parts::{FollowOptions, PartEvent, Parts};
use hikerapi_harvest::store::{BeginPart, ProcessId};

use support::{FOLLOWERS, PROFILE, Run, account, endpoints, names, read};

const HOUR: i64 = 3_600_000_000;

fn begin(process: ProcessId, least: i64, most: i64) -> BeginPart {
    BeginPart {
        process,
        lease: HOUR,
        least,
        most,
        names: vec![(FOLLOWERS.to_owned(), "user_followers_chunk".to_owned())],
    }
}

fn ids(batch: &RecordBatch, column: &str) -> Vec<u64> {
    batch[column].as_primitive::<UInt64Type>().values().to_vec()
}

#[tokio::test]
async fn items_are_rows_after_the_arguments_of_their_jobs() {
    let run = Run::new().await;
    run.job(FOLLOWERS, &[("user_id", "7")], &[&account(1), &account(2)]).await;
    run.job(FOLLOWERS, &[("user_id", "18446744073709551615")], &[&account(3)]).await;
    run.job(PROFILE, &[("id", "9")], &[r#"{"pk":"9","username":"nine"}"#]).await;

    let parts = run.parts().await;
    let part = parts.write(&*run.store, &begin(run.process, 1, 100)).await.expect("written").expect("a part");
    assert_eq!((part.endpoint.as_str(), part.rows, part.rejected, part.mismatches), (FOLLOWERS, 3, 0, 0));
    assert_eq!((part.parquet.as_deref(), part.json_lines), (Some("user_followers_chunk-000001.parquet"), None));
    let rows = read(&run.file("user_followers_chunk-000001.parquet"));
    assert_eq!(rows.schema().field(0).name(), "input_user_id");
    assert!(rows.column_by_name("input_max_id").is_none(), "the position in a list is no argument");
    assert_eq!(ids(&rows, "input_user_id"), [7, 7, u64::MAX]);
    assert_eq!(ids(&rows, "pk"), [1, 2, 3]);
    assert_eq!(std::fs::metadata(run.file("user_followers_chunk-000001.parquet")).expect("a file").len(), part.bytes);

    let part = parts.write(&*run.store, &begin(run.process, 1, 100)).await.expect("written").expect("a part");
    assert_eq!((part.id, part.endpoint.as_str(), part.rows), (2, PROFILE, 1));
    assert_eq!(parts.write(&*run.store, &begin(run.process, 1, 100)).await.expect("asked"), None);
    assert_eq!(names(&run.folder), ["user_by_id-000002.parquet", "user_followers_chunk-000001.parquet"]);
    let written = run.store.parts().await.expect("parts");
    assert!(written.iter().all(|part| part.bytes.is_some_and(|bytes| bytes > 0)));
    assert_eq!(run.stored().await, 0, "items are in one place");
}

#[tokio::test]
async fn what_does_not_match_is_left_out_and_what_is_no_row_is_kept_as_it_came() {
    let run = Run::new().await;
    let items = [r#"{"pk":"1","is_private":"maybe"}"#, r#"[1, "no object"]"#, r#"{"pk":"2"}"#];
    run.job(FOLLOWERS, &[("user_id", "7")], &items).await;
    run.job(FOLLOWERS, &[("user_id", "no id")], &[&account(3)]).await;
    run.job("/v1/newer/than/this/client", &[("a", "1")], &[r#"{"b":  2}"#]).await;

    let parts = run.parts().await;
    let part = parts.write(&*run.store, &begin(run.process, 1, 100)).await.expect("written").expect("a part");
    assert_eq!((part.rows, part.rejected, part.mismatches), (2, 2, 1));
    let rows = read(&run.file("user_followers_chunk-000001.parquet"));
    assert_eq!(ids(&rows, "pk"), [1, 2]);
    assert!(rows["is_private"].is_null(0));
    let lines = std::fs::read_to_string(run.file("user_followers_chunk-000001.jsonl")).expect("a file");
    let third = format!("{{\"input_user_id\":\"no id\",\"item\":{}}}", account(3));
    assert_eq!(lines.lines().collect::<Vec<_>>(), [r#"{"input_user_id":"7","item":[1,"no object"]}"#, third.as_str()]);

    let part = parts.write(&*run.store, &begin(run.process, 1, 100)).await.expect("written").expect("a part");
    assert_eq!((part.parquet, part.rejected), (None, 1));
    let lines = std::fs::read_to_string(run.file("v1_newer_than_this_client-000002.jsonl")).expect("a file");
    assert_eq!(lines, "{\"input_a\":\"1\",\"item\":{\"b\":2}}\n");
}

#[tokio::test]
async fn a_part_whose_process_was_killed_is_written_by_another_under_its_name() {
    let run = Run::new().await;
    run.followers(1, 250).await;
    let parts = run.parts().await;
    // Killed while it wrote: what it had written has another name.
    let killed = BeginPart { lease: 0, ..begin(run.process, 1, 100) };
    let part = run.store.begin_part(&killed).await.expect("begun").expect("a part");
    std::fs::write(run.file("user_followers_chunk-000001.parquet#1"), b"half").expect("a file");
    let other = run.store.register("other").await.expect("a process");
    let mut rows = Vec::new();
    while let Some(written) = parts.write(&*run.store, &begin(other, 1, 100)).await.expect("written") {
        rows.push((written.id, written.rows));
    }
    assert_eq!((part.id, rows), (1, vec![(1, 100), (2, 100), (3, 50)]));
    assert_eq!(names(&run.folder), [1, 2, 3].map(|number| format!("user_followers_chunk-{number:06}.parquet")));
    assert_eq!(run.written_ids(), (1..=250).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_file_that_is_complete_is_kept_and_one_of_another_store_is_never_overwritten() {
    let run = Run::new().await;
    run.followers(1, 3_000).await;
    let parts = run.parts().await;
    parts.write(&*run.store, &begin(run.process, 1, 5_000)).await.expect("written").expect("a part");
    let before = std::fs::read(run.file("user_followers_chunk-000001.parquet")).expect("a file");

    // As after a kill between the file and the store: a store that has named the part, and has all of its items.
    let same = Run::in_folder(&run.folder).await;
    same.followers(1, 3_000).await;
    let written = same.parts().await.write(&*same.store, &begin(same.process, 1, 5_000)).await;
    assert_eq!(written.expect("written").expect("a part").rows, 3_000);
    assert_eq!(names(&run.folder), ["user_followers_chunk-000001.parquet"]);
    assert_eq!(same.stored().await, 0);

    let other = Run::in_folder(&run.folder).await;
    other.followers(2, 3_001).await;
    let refused = other.parts().await.write(&*other.store, &begin(other.process, 1, 5_000)).await.expect_err("refused");
    assert_eq!(refused.kind(), ErrorKind::Refused);
    assert!(refused.to_string().contains("each store needs a folder of its own"), "{refused}");
    assert_eq!(std::fs::read(run.file("user_followers_chunk-000001.parquet")).expect("a file"), before);
    assert_eq!(other.stored().await, 3_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_write_at_once_write_each_item_once() {
    let run = Run::new().await;
    run.followers(1, 2_000).await;
    let writer = async |name: &'static str| {
        let store = run.again().await;
        let process = store.register(name).await.expect("a process");
        // A lease that is over at once: each takes over what the other one is writing.
        let begin = BeginPart { lease: 0, ..begin(process, 1, 100) };
        let parts = run.parts().await;
        let mut errors = 0;
        loop {
            match parts.write(&*store, &begin).await {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => {
                    errors += 1;
                    assert!(errors < 1_000, "{error}");
                }
            }
        }
    };
    tokio::join!(writer("one"), writer("two"), writer("three"));
    assert_eq!(run.written_ids(), (1..=2_000).collect::<Vec<_>>());
    assert!(names(&run.folder).iter().all(|name| name.ends_with(".parquet")), "{:?}", names(&run.folder));
    assert_eq!(run.stored().await, 0);
}

#[tokio::test]
async fn a_place_that_fails_loses_nothing() {
    let run = Run::new().await;
    run.followers(1, 10).await;
    let parts = run.parts().await;
    std::fs::remove_dir(&run.folder).expect("removed");
    std::fs::write(&run.folder, b"in the way").expect("a file");
    let error = parts.write(&*run.store, &begin(run.process, 1, 100)).await.expect_err("no folder");
    assert!(error.to_string().contains("user_followers_chunk-000001.parquet"), "{error}");
    assert_eq!(run.stored().await, 10);
    std::fs::remove_file(&run.folder).expect("removed");
    let part = parts.write(&*run.store, &begin(run.process, 1, 100)).await.expect("written").expect("a part");
    assert_eq!((part.id, part.rows), (1, 10));
    assert_eq!(run.written_ids(), (1..=10).collect::<Vec<_>>());
}

#[tokio::test]
async fn parts_follow_a_run_and_what_is_left_is_written_at_its_end() {
    let run = Run::new().await;
    let options = FollowOptions { items: 100, every: Duration::from_millis(5), ..FollowOptions::default() };
    let parts = run.parts().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (seen, mut events) = tokio::sync::mpsc::unbounded_channel();
    let on_event = move |event: PartEvent<'_>| match event {
        PartEvent::Written(part) => seen.send(part.rows).expect("the test waits"),
        other => panic!("{other:?}"),
    };
    let follow = parts.follow(&*run.store, run.process, &options, on_event, async {
        drop(stopped.await);
    });
    let work = async {
        run.followers(1, 130).await;
        assert_eq!(events.recv().await, Some(100), "while the run goes on");
        run.job(PROFILE, &[("id", "9")], &[r#"{"pk":"9"}"#]).await;
        stop.send(()).expect("it follows");
        (events.recv().await, events.recv().await, events)
    };
    let (followed, (one, two, _)) = tokio::join!(follow, work);
    followed.expect("all of it is written");
    assert_eq!(BTreeSet::from([one, two]), BTreeSet::from([Some(30), Some(1)]));
    assert_eq!(run.stored().await, 0);
}

#[tokio::test]
async fn other_places_are_refused_with_what_can_be_named() {
    for location in ["gs://bucket", "https://host/path"] {
        let error = Parts::open(location, endpoints()).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains("s3://BUCKET/PREFIX"), "{error}");
    }
    #[cfg(not(feature = "s3"))]
    {
        let error = Parts::open("s3://bucket/prefix", endpoints()).await.expect_err("refused");
        assert!(error.to_string().contains("feature `s3`"), "{error}");
    }
}
