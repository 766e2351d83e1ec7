//! What may be spent, and what was.

mod run_support;

use std::process::Stdio;
use std::time::Duration;

use hikerapi_testing::{Answer, Server};
use run_support::{Bench, ended};

#[test]
fn an_exhausted_budget_ends_the_run_with_what_it_has_paid_for() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(7)).sample_items(60).page_size(10);
    let run = bench.run("user followers-chunk 7 --all --budget 4");
    run.says(
        3,
        &[
            "40 rows, 4 requests, 4 units",
            "the budget of 4 units is exhausted: the next request would cost 1 unit more",
        ],
    );
    assert_eq!((run.rows.len(), bench.server.units()), (40, 4));
}

#[test]
fn an_empty_account_ends_the_run_with_what_it_has_paid_for() {
    let bench = Bench::with(Server::builder().credit(5).start_blocking());
    bench.file("ids", "1\n2\n3\n4\n");
    let run = bench.run("user followers-chunk @ids --all --yes --concurrency 3");
    run.says(4, &["out of credit", "5 rows", "5 units", "not fetched to the end", "this run cannot go on later"]);
    assert_eq!((run.rows.len(), bench.server.units()), (5, 5));
    // A file that is not whole has another name.
    bench.server.add_credit(2);
    bench
        .run("user followers-chunk 7 --all --yes --out rows.csv")
        .says(4, &["2 rows", "written to", "rows.partial.csv"]);
    assert!(!bench.path("rows.csv").exists());
    assert_eq!(bench.text("rows.partial.csv".as_ref()).lines().count(), 3, "a header and two rows");
}

#[test]
fn a_price_that_nobody_confirms_is_refused() {
    let bench = Bench::new();
    bench.file("ids", &(1..=101).map(|id| format!("{id}\n")).collect::<String>());
    let message =
        "up to 101 units: 101 inputs × 1 unit, and there is no terminal to confirm it; nothing was sent: pass `--yes`";
    bench.run("user by-id @ids").says(3, &[message]);
    bench.run("user followers-chunk 7 --all").says(3, &["any number of units: any number of pages × 1 unit"]);
    let worst = "up to 120 units: 120 pages, if each has one item × 1 unit";
    bench.run("user followers-chunk 7 --max-items 120").says(3, &[worst, "or `--budget N`"]);
    bench.run("user by-id 7 --confirm-above 0").says(3, &["up to 1 unit"]);
    bench.piped("user by-id -", 101).says(3, &["any number of units: any number of inputs × 1 unit"]);
    bench.piped("user followers-chunk - --all", 1).says(3, &["any number of units: any number of inputs × any number"]);
    assert_eq!(bench.server.requests().len(), 0);
    bench.run("user followers-chunk 7 --max-items 120 --confirm-above 120").says(0, &["3 rows"]);
}

#[test]
fn a_dry_run_sends_nothing_and_leaves_nothing() {
    let bench = Bench::new();
    bench.file("ids", "1\n2\nx\n");
    let arguments = "user followers-chunk @ids --max-pages 3 --dry-run --out rows.csv --resume rows.journal";
    let output = bench.hiker(arguments).output().expect("it runs");
    let plan = String::from_utf8_lossy(&output.stdout).into_owned();
    for text in [
        "endpoint  GET /v1/user/followers/chunk",
        "inputs    2 values of `user_id` from ids, 1 line without a value",
        "requests  at most 6",
        "price     up to 6 units: 2 inputs × 3 pages × 1 unit",
        "output    rows.csv",
        "columns   input_user_id, pk, ",
    ] {
        assert!(plan.contains(text), "no `{text}` in:\n{plan}");
    }
    assert_eq!((output.status.code(), bench.server.requests().len()), (Some(0), 0));
    assert!(!bench.path("rows.csv").exists() && !bench.path("rows.journal").exists());
}

#[test]
fn a_pipe_that_ends_soon_needs_no_consent() {
    let bench = Bench::new();
    bench.piped("user by-id -", 100).says(0, &["100 rows, 100 requests, 100 units"]);
    bench.piped("user followers-chunk - --max-pages 3", 33).says(0, &["99 rows"]);
    bench.piped("user followers-chunk - --max-pages 3", 34).says(3, &["any number of inputs × 3 pages × 1 unit"]);
    bench.piped("user by-id - --confirm-above 2", 3).says(3, &["any number of inputs"]);
    bench.piped("user by-id -", 0).says(0, &["0 rows"]);
    assert_eq!(bench.server.units(), 199);
}

#[test]
fn standard_input_that_is_a_file_is_counted() {
    let bench = Bench::new();
    let path = bench.file("ids", &(1..=101).map(|id| format!("{id}\n")).collect::<String>());
    let run = |arguments: &str| {
        let file = std::fs::File::open(&path).expect("a file");
        ended(&bench.hiker(arguments).stdin(file).output().expect("it runs"))
    };
    run("user by-id -").says(3, &["up to 101 units: 101 inputs × 1 unit"]);
    run("user by-id - --confirm-above 101").says(0, &["101 rows, 101 requests"]);
}

#[test]
fn no_more_is_spent_than_was_said() {
    let bench = Bench::new();
    let path = bench.file("ids.jsonl", "{\"pk\":1}\n{\"pk\":2}\n{\"pk\":3}\n");
    // The output is added to the inputs while they are read.
    let file = std::fs::OpenOptions::new().append(true).open(&path).expect("a file");
    let arguments = "user followers-chunk @ids.jsonl --input-field pk --select pk --format jsonl --concurrency 1";
    let output = bench.hiker(arguments).stdout(file).output().expect("it runs");
    ended(&output).says(0, &["3 rows, 3 requests, 3 units"]);
    assert_eq!(bench.server.units(), 3);
    // Pages without a new item, where the price was an item of each page.
    let client = bench.server.client();
    let pages = |page: u64| Answer::json(200, format!("[[{{\"pk\":\"1\"}}],\"cursor-{page}\"]"));
    bench.server.on(client.user().followers_chunk(7)).answers((1..=9).map(pages));
    let run = bench.run("user followers-chunk 7 --unique --max-items 2");
    run.says(3, &["1 row, 2 requests", "the price of up to 2 units, which was stated, is spent"]);
    assert_eq!(bench.server.units(), 5);
}

#[test]
fn runs_share_the_budget_of_a_day() {
    const LIMIT: u64 = 20;
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(20)).start_blocking());
    bench.file("ids", &(1..=40).map(|id| format!("{id}\n")).collect::<String>());
    let start = |_| {
        let mut command = bench.hiker("user by-id @ids --concurrency 16");
        command.env("HIKER_BUDGET_PER_DAY", LIMIT.to_string()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("it runs")
    };
    let runs = [0; 2].map(start).map(|child| ended(&child.wait_with_output().expect("it ends")));
    let rows: usize = runs.iter().map(|run| run.rows.len()).sum();
    assert_eq!((rows as u64, bench.server.units()), (LIMIT, LIMIT), "{runs:?}");
    for run in &runs {
        run.says(3, &["the budget of 20", "(UTC) is exhausted: 20 of 20 units are spent or reserved", "spent-20"]);
    }
    // Another key is another account.
    let other = |key: &str, code| {
        let mut command = bench.hiker("user by-id 7");
        let output = command.env("HIKER_BUDGET_PER_DAY", "20").env("HIKERAPI_TOKEN", key).output().expect("it runs");
        assert_eq!(output.status.code(), Some(code), "{output:?}");
    };
    other(bench.server.key(), 3);
    other("another-key", 1);
    let folder = bench.path(".local/state/hiker");
    assert_eq!(std::fs::read_dir(folder).expect("a folder").count(), 2);
    assert_eq!(bench.server.units(), LIMIT);
}

#[test]
fn what_a_killed_run_has_reserved_is_spent() {
    let bench = Bench::with(Server::builder().latency(Duration::from_secs(600)).start_blocking());
    let mut command = bench.hiker("user by-id 7");
    let mut child = command.env("HIKER_BUDGET_PER_DAY", "1").spawn().expect("it runs");
    while bench.server.requests().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("killed");
    child.wait().expect("it ends");
    let output = bench.hiker("user by-id 7").env("HIKER_BUDGET_PER_DAY", "1").output().expect("it runs");
    ended(&output).says(3, &["1 of 1 unit"]);
    assert_eq!(bench.server.requests().len(), 1);
}

#[test]
fn what_cannot_be_written_is_not_paid_for() {
    let bench = Bench::new();
    bench.file("ids", "7\n");
    for (arguments, why) in [
        ("user by-id 7 --select pk,nmae", "nmae"),
        ("user by-id 7 --out none/rows.csv", "there is no folder"),
        ("user by-id 7 --out none/rows.csv --resume journal", "there is no folder"),
        ("user by-id 7 --format parquet --dry-run", "Parquet needs a file"),
        ("user by-id 7 --resume none/journal", "there is no folder none"),
        ("user by-id 7 --resume journal --format jsonl --out ./journal", "`--out` and `--resume` are the same file"),
        ("user by-id @ids --format jsonl --out ids", "the inputs and `--out` are the same file"),
        ("user by-id 7 --retry-failed", "--resume"),
    ] {
        bench.run(arguments).says(2, &[why]);
    }
    assert_eq!(bench.server.requests().len(), 0);
    assert!(!bench.path("journal").exists());
}
