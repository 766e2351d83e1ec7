//! Many inputs at once.

mod run_support;

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use hikerapi_testing::Server;
use run_support::{Bench, ended};

#[test]
fn one_input_that_fails_stops_no_other() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(2)).status(403, "PrivateAccount");
    bench.file("ids", "1\r\n\n2\n3\n1\n");
    let run = bench.run("user followers-chunk @ids --all --yes");
    run.says(1, &["user_id 2: private", "6 rows, 7 requests, 7 units", "1 input failed, 1 repeated input left out"]);
    assert_eq!((run.rows.len(), bench.server.units()), (6, 7));
    // Each row has the input that it is of, before all else.
    let inputs = run.rows.iter().map(|row| row["input_user_id"].as_u64());
    let mut inputs: Vec<_> = inputs.collect();
    inputs.sort_unstable();
    assert_eq!(inputs, [1, 1, 1, 3, 3, 3].map(Some));
}

#[test]
fn no_more_requests_are_under_way_than_allowed() {
    let server = Server::builder().latency(std::time::Duration::from_millis(150)).start_blocking();
    let bench = Bench::with(server);
    bench.file("ids", &(1..=9).map(|id| format!("{id}\n")).collect::<String>());
    bench.run("user by-id @ids --concurrency 2").says(0, &["9 rows, 9 requests"]);
    assert_eq!(bench.server.max_concurrent(), 2);
}

#[test]
fn a_line_without_a_value_is_named_and_the_others_are_fetched() {
    let bench = Bench::new();
    bench.file("rows.jsonl", "{\"pk\": 7}\n{\"pk\": \"8\"}\n{\"name\": \"x\"}\n\"9\"\nnatgeo\n");
    let run = bench.run("user by-id @rows.jsonl --input-field pk");
    run.says(
        1,
        &[
            "line 3: the object has no field `pk`; its fields are `name`",
            "line 5: `natgeo` is not a valid value for `id`",
        ],
    );
    run.says(1, &["3 rows", "2 lines without a value"]);
    assert_eq!(bench.server.units(), 3);
}

#[test]
fn a_file_that_is_all_wrong_sends_nothing() {
    let bench = Bench::new();
    bench.file("names", "natgeo\nnasa\n");
    bench
        .run("user by-id @names")
        .says(2, &["no input has a value of `id`, in 2 lines: line 1: `natgeo` is not a valid value"]);
    bench.run("user by-id @missing").says(2, &["cannot read the inputs in missing"]);
    bench.run("user by-id @.").says(2, &["cannot read the inputs in .", "directory"]);
    assert_eq!(bench.server.requests().len(), 0);
}

#[test]
fn inputs_of_a_slow_producer_are_fetched_as_they_come() {
    let bench = Bench::new();
    let mut command = bench.hiker("user by-id - --yes");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    let mut inputs = child.stdin.take().expect("a pipe");
    let mut rows = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    for id in 1..=3 {
        writeln!(inputs, "{id}").expect("written");
        // The row of each input arrives before the next input is there.
        assert!(rows.next().expect("a row").expect("text").contains("\"pk\""));
    }
    writeln!(inputs, "x").expect("written");
    drop(inputs);
    assert!(rows.next().is_none());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert_eq!(bench.server.units(), 3);
}

#[test]
fn a_list_without_options_is_one_page_and_says_that_there_is_more() {
    let bench = Bench::new();
    let run = bench.run("user followers-chunk 1");
    run.says(0, &["1 row, 1 request, 1 unit", "1 list not read to the end: `--all`"]);
    assert_eq!(run.rows.len(), 1);
    bench.run("user followers-chunk 1 --max-items 2").says(0, &["2 rows, 2 requests"]);
    bench.run("user followers-chunk 1 --max-pages 2").says(0, &["2 rows, 2 requests"]);
    let all = bench.run("user followers-chunk 1 --all --yes --quiet");
    assert_eq!((all.rows.len(), all.messages.as_str()), (3, ""));
}

#[test]
fn a_request_that_fails_is_the_failure_of_the_run() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().by_id(1)).status(404, "UserNotFound");
    bench.run("user by-id 1").says(1, &["hiker: not found"]);
    let output = bench.hiker("user by-id 2").env("HIKERAPI_TOKEN", "wrong-key").output().expect("it runs");
    ended(&output).says(1, &["unauthorized"]);
}
