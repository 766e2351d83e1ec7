//! Runs that are killed and go on.

mod run_support;

use std::collections::BTreeSet;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime};

use hikerapi_testing::Server;
use run_support::{Bench, ended};

/// Kills in the long test.
const KILLS: u64 = 50;

fn start(bench: &Bench, arguments: &str) -> Child {
    bench.hiker(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
}

#[test]
fn killed_at_any_moment_each_row_is_there_once_and_a_page_at_most_is_paid_twice() {
    const PAGES: u64 = 120;
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(25)).start_blocking());
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(7)).sample_items(PAGES * 4).page_size(4);
    let arguments = "user followers-chunk 7 --all --yes --out rows.jsonl --resume rows.journal";
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..KILLS {
        let mut child = start(&bench, arguments);
        let until = Instant::now() + Duration::from_millis(random.u64(20..180));
        while Instant::now() < until && child.try_wait().expect("a state").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().expect("killed");
        child.wait().expect("it ends");
        assert!(!bench.path("rows.jsonl").exists(), "no row is there before all are");
    }
    let run = ended(&start(&bench, arguments).wait_with_output().expect("it ends"));
    run.says(0, &[&format!("{} rows", PAGES * 4), "in earlier runs", "costs nothing until that file is deleted"]);
    let rows = bench.text("rows.jsonl".as_ref());
    let pk = |row: &str| serde_json::from_str::<serde_json::Value>(row).expect("a row")["pk"].as_u64();
    let distinct: BTreeSet<_> = rows.lines().map(pk).collect();
    assert_eq!((rows.lines().count() as u64, distinct.len() as u64), (PAGES * 4, PAGES * 4));
    age_temporary_files(&bench);
    let units = bench.server.units();
    assert!((PAGES..=PAGES + KILLS).contains(&units), "{units} units");

    std::fs::remove_file(bench.path("rows.jsonl")).expect("removed");
    bench.run(arguments).says(0, &["0 requests, 0 units"]);
    assert_eq!(
        (bench.text("rows.jsonl".as_ref()), bench.server.units()),
        (rows, units),
        "the same command costs nothing"
    );
    let files = std::fs::read_dir(bench.folder.path()).expect("a folder").count();
    assert_eq!(files, 2, "what killed runs have left is removed by the next one");
}

/// Makes temporary files old: a run that was killed while it wrote the rows leaves one, and young ones can be in use.
fn age_temporary_files(bench: &Bench) {
    let entries = std::fs::read_dir(bench.folder.path()).expect("a folder").map(|entry| entry.expect("an entry"));
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp")) {
        let file = std::fs::File::options().write(true).open(entry.path()).expect("a file");
        file.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("its time is set");
    }
}

#[test]
fn a_second_process_is_refused() {
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(400)).start_blocking());
    let arguments = "user followers-chunk 7 --all --yes --resume rows.journal";
    let first = start(&bench, arguments);
    while bench.server.requests().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    bench.run(arguments).says(2, &["rows.journal is in use by another run"]);
    ended(&first.wait_with_output().expect("it ends")).says(0, &["3 rows"]);
    assert_eq!(bench.server.units(), 3);
}

#[test]
fn another_job_and_another_file_are_refused() {
    let bench = Bench::new();
    bench.run("user followers-chunk 7 --all --yes --resume journal").says(0, &["3 rows"]);
    let units = bench.server.units();
    for (arguments, why) in [
        ("user followers-chunk 8 --all --yes --resume journal", "it is of other arguments"),
        ("user followers-chunk 7 --max-pages 2 --resume journal", "its list has other limits"),
        ("user following-chunk 7 --all --yes --resume journal", "it is of `/v1/user/followers/chunk`, and not of"),
        ("user followers-chunk - --all --yes --resume journal", "its inputs are of another parameter"),
    ] {
        bench.run(arguments).says(2, &["is the journal of another job", why]);
    }
    for text in ["a letter", "a letter\n", "{\"a\":1}\n"] {
        let path = bench.file("letter", text);
        bench.run("user by-id 7 --resume letter").says(2, &["is not a journal, and was not changed"]);
        assert_eq!(bench.text(&path), text);
    }
    assert_eq!(bench.server.units(), units);
}

#[test]
fn a_line_that_was_cut_off_is_fetched_again() {
    let bench = Bench::new();
    let arguments = "user followers-chunk 7 --all --yes --resume journal";
    bench.run(arguments).says(0, &["3 rows, 3 requests"]);
    let journal = bench.text("journal".as_ref());
    bench.file("journal", &journal[..journal.len() - 20]);
    let run = bench.run(arguments);
    run.says(0, &["3 rows, 1 request, 1 unit", "2 units in earlier runs"]);
    assert_eq!(run.rows.len(), 3);
    assert_eq!(bench.text("journal".as_ref()), journal);
    // Even in its first line.
    bench.file("journal", &journal[..30]);
    bench.run(arguments).says(0, &["3 rows, 3 requests"]);
    let damaged = journal.replacen("\"units\"", "\"un\0its\"", 1);
    bench.file("journal", &damaged);
    bench.run(arguments).says(2, &["a damaged line in its middle"]);
}

#[test]
fn what_fails_for_good_is_not_tried_again_and_what_fails_for_now_is() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().by_id(1)).status(404, "UserNotFound");
    bench.server.on(client.user().by_id(2)).json(200, "[").times(1).sample();
    bench.file("ids", "1\n2\n3\n");
    let arguments = "user by-id @ids --resume journal";
    let first = bench.run(arguments);
    first.says(
        1,
        &["id 1: not found", "id 2: cannot decode", "2 inputs failed", "is printed once nothing fails any more"],
    );
    assert!(first.rows.is_empty(), "the next run prints them");
    let units = bench.server.units();
    let second = bench.run(arguments);
    second
        .says(1, &["2 rows, 1 request", "id 1: not found", "(in an earlier run;", "1 input failed in an earlier run"]);
    assert_eq!((second.rows.len(), bench.server.units()), (2, units + 1));
    // The account is there now.
    bench.server.on(client.user().by_id(1)).sample();
    bench.run(arguments).says(1, &["2 rows, 0 requests"]);
    bench.run(&format!("{arguments} --retry-failed")).says(0, &["3 rows, 1 request"]);
    bench.run(arguments).says(0, &["3 rows, 0 requests"]);
}

#[test]
fn a_failure_that_is_in_the_journal_is_reported_again() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().by_id(5)).status(404, "UserNotFound");
    let arguments = "user by-id 5 --resume journal --out rows.csv";
    bench.run(arguments).says(1, &["hiker: not found"]);
    bench.run(arguments).says(1, &["hiker: not found", "`--retry-failed` tries it again", "0 requests"]);
    assert!(!bench.path("rows.csv").exists());
    assert_eq!(bench.server.requests().len(), 1);
}

#[test]
fn a_list_that_fails_in_its_middle_goes_on_where_it_failed() {
    let bench = Bench::new();
    let client = bench.server.client();
    let list = client.user().followers_chunk(7);
    let pages = |from: u64| {
        (from..=3).map(|page| {
            format!(
                "[[{{\"pk\":\"{page}\"}}],{}]",
                match page {
                    3 => "\"\"".to_owned(),
                    page => format!("\"cursor-{page}\""),
                }
            )
        })
    };
    let script = pages(1).take(2).fold(bench.server.on(list.clone()), |script, page| script.json(200, page).times(1));
    script.status(403, "").times(1);
    bench.file("ids", "7\n");
    let arguments = "user followers-chunk @ids --all --yes --out rows.csv --resume journal";
    bench.run(arguments).says(1, &["user_id 7: forbidden", "2 rows, 3 requests", "1 input failed", "rows.partial.csv"]);
    assert!(!bench.path("rows.csv").exists(), "a list that is cut has not the whole name");
    let script = bench.server.on(list);
    pages(3).fold(script, |script, page| script.json(200, page).times(1));
    bench.run(arguments).says(0, &["3 rows, 1 request"]);
    let rows = bench.text("rows.csv".as_ref());
    assert_eq!(rows.lines().filter_map(|row| row.split(',').nth(1)).collect::<Vec<_>>(), ["pk", "1", "2", "3"]);
}

#[test]
fn only_the_inputs_of_this_run_are_in_its_output() {
    let bench = Bench::new();
    bench.file("ids", "1\n2\n3\n");
    bench.file("others", "3\n4\n");
    bench.run("user by-id @ids --resume journal").says(0, &["3 rows, 3 requests"]);
    let run = bench.run("user by-id @others --resume journal");
    run.says(0, &["2 rows, 1 request", "2 inputs of earlier runs left out, not among those of this one"]);
    let inputs: Vec<_> = run.rows.iter().map(|row| row["input_id"].as_u64()).collect();
    assert_eq!(inputs, [Some(3), Some(4)]);
    bench.run("user by-id @ids --resume journal").says(0, &["3 rows, 0 requests"]);

    let other = Bench::new();
    let journal = std::fs::read_to_string(bench.path("journal")).expect("a journal");
    other.file("journal", &journal);
    other.file("ids", "1\n2\n3\n");
    other.run("user by-id @ids --resume journal").says(2, &["it is of the server http://127.0.0.1:"]);
    assert_eq!(other.server.requests().len(), 0);
}

#[test]
fn a_service_that_is_down_ends_the_run() {
    let bench = Bench::new();
    bench.server.respond_with(|_| Some(hikerapi_testing::Answer::json(200, "[")));
    bench.file("ids", &(1..=60).map(|id| format!("{id}\n")).collect::<String>());
    let run = bench.run("user by-id @ids --concurrency 1 --resume journal");
    run.says(1, &["20 inputs in a row failed, the last with: cannot decode", "40 inputs not fetched to the end"]);
    assert_eq!(bench.server.requests().len(), 20);
    bench.server.respond_with(|_| Some(hikerapi_testing::Answer::error(410, "EndpointDeprecated")));
    bench
        .run("user by-id @ids --concurrency 1")
        .says(1, &["20 inputs in a row failed, the last with: endpoint removed"]);
    bench.server.respond_with(|_| Some(hikerapi_testing::Answer::error(404, "UserNotFound")));
    bench.run("user by-id @ids").says(1, &["60 inputs failed"]);
}

#[test]
#[cfg(unix)]
fn a_journal_is_private_small_and_only_made_after_consent() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    bench.run("user followers-chunk 7 --all --resume journal").says(3, &["nothing was sent"]);
    assert!(!bench.path("journal").exists());
    bench.run("user followers-chunk 7 --all --yes --resume journal").says(0, &["3 rows"]);
    let mode = std::fs::metadata(bench.path("journal")).expect("a journal").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!bench.text("journal".as_ref()).contains(": "), "no space between its tokens");
}

#[test]
fn repeated_items_are_left_out_across_runs() {
    let bench = Bench::new();
    let client = bench.server.client();
    let (mut accounts, _) = {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async { client.user().followers_chunk(7).await }).expect("a page")
    };
    accounts.extend(accounts.clone());
    bench.server.on(client.user().followers_chunk(7)).list(&accounts).page_size(1);
    let arguments = "user followers-chunk 7 --all --unique --yes --resume journal";
    bench.run(&format!("{arguments} --budget 1")).says(3, &["run the same command again to go on"]);
    let run = bench.run(arguments);
    run.says(0, &["1 row, "]);
    assert_eq!(run.rows.len(), 1);
}

#[test]
fn a_run_that_is_stopped_writes_nothing_until_it_has_gone_on() {
    let bench = Bench::new();
    bench.file("ids", "1\n2\n");
    let arguments = "user followers-chunk @ids --all --format csv --resume journal";
    let stopped = bench.hiker(&format!("{arguments} --budget 4")).output().expect("it runs");
    assert_eq!((stopped.status.code(), stopped.stdout.len()), (Some(3), 0));
    let messages = String::from_utf8_lossy(&stopped.stderr).into_owned();
    assert!(messages.contains("what was fetched is in journal: run the same command again to go on"), "{messages}");
    let ended = bench.hiker(&format!("{arguments} --yes")).output().expect("it runs");
    let text = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert_eq!((ended.status.code(), text.lines().count()), (Some(0), 7), "one header, and each row once");
    assert_eq!(bench.server.units(), 6);
}

#[test]
fn an_account_that_was_empty_pays_nothing_twice() {
    let bench = Bench::with(Server::builder().credit(4).start_blocking());
    bench.file("ids", "1\n2\n3\n");
    let arguments = "user followers-chunk @ids --all --yes --resume journal";
    bench.run(arguments).says(4, &["4 items", "not fetched to the end", "out of credit"]);
    bench.server.add_credit(100);
    let run = bench.run(arguments);
    run.says(0, &["9 rows, 5 requests, 5 units", "4 units in earlier runs"]);
    assert_eq!((run.rows.len(), bench.server.units()), (9, 9));
}
