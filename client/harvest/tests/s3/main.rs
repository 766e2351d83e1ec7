//! Parts in a bucket. The settings of a bucket come from the environment, so that a test runs itself with another one.

#[path = "../parts/support.rs"]
#[allow(dead_code, reason = "the tests of folders use the rest")]
mod support;

mod server;

use std::process::Command;
use std::sync::{Arc, Mutex};

use hikerapi_harvest::ErrorKind;
use hikerapi_harvest::parts::Parts;
use hikerapi_harvest::store::BeginPart;

use server::{BUCKET, Bucket};
use support::{Run, endpoints};

#[track_caller]
fn run_with(url: &str, test: &str) {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", test, "--ignored", "--nocapture"])
        .envs([("AWS_ENDPOINT", url), ("AWS_ALLOW_HTTP", "true"), ("AWS_REGION", "us-east-1")])
        .envs([("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "not-to-be-shown")])
        .output()
        .expect("a process");
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    assert!(output.status.success(), "{printed}");
    assert!(!printed.contains("not-to-be-shown"), "{printed}");
}

#[test]
fn parts_are_objects_of_a_bucket() {
    let bucket = Arc::new(Mutex::new(Bucket::default()));
    let url = server::start(Arc::clone(&bucket));
    run_with(&url, "writes_parts");
    let bucket = bucket.lock().expect("a bucket");
    let names: Vec<_> = bucket.objects.keys().map(String::as_str).collect();
    assert_eq!(names, ["a/prefix/user_followers_chunk-000001.parquet", "a/prefix/user_followers_chunk-000002.parquet"]);
    assert!(bucket.objects.values().all(|object| object.starts_with(b"PAR1") && object.ends_with(b"PAR1")));
    assert!(bucket.uploads.is_empty(), "none is left unfinished");
}

#[tokio::test]
#[ignore = "it needs the server of the test above"]
async fn writes_parts() {
    let run = Run::new().await;
    run.followers(1, 3_000).await;
    let parts = Parts::open(&format!("s3://{BUCKET}/a/prefix"), endpoints()).await.expect("a bucket");
    let begin = BeginPart { process: run.process, lease: 60_000_000, least: 1, most: 2_000, names: Vec::new() };
    let mut rows = Vec::new();
    while let Some(part) = parts.write(&*run.store, &begin).await.expect("written") {
        rows.push(part.rows);
    }
    assert_eq!((rows, run.stored().await), (vec![2_000, 1_000], 0));

    // As after a kill between the object and the store: the object is there already.
    let again = Run::new().await;
    again.followers(1, 3_000).await;
    let begin = BeginPart { process: again.process, ..begin };
    let part = parts.write(&*again.store, &begin).await.expect("written").expect("a part");
    assert_eq!(part.rows, 2_000);
    let other = Run::new().await;
    other.followers(2, 3_001).await;
    let begin = BeginPart { process: other.process, ..begin };
    let refused = parts.write(&*other.store, &begin).await.expect_err("another object is there");
    assert_eq!(refused.kind(), ErrorKind::Refused);
}

#[test]
fn a_bucket_that_is_missing_is_refused_at_once() {
    let url = server::start(Arc::default());
    run_with(&url, "opens_a_missing_bucket");
}

#[tokio::test]
#[ignore = "it needs the server of the test above"]
async fn opens_a_missing_bucket() {
    let error = Parts::open("s3://missing/prefix", endpoints()).await.expect_err("there is none");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("`s3://missing/prefix`"), "{error}");
}
