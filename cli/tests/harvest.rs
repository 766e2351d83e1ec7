//! `hiker harvest`: adding jobs, status, export, retry and move, on a store in a file.
#![cfg(feature = "harvest")]

mod run_support;

use std::io::Read as _;
use std::process::{Command, Stdio};

use hikerapi_testing::Server;
use run_support::{Bench, ended};
use serde_json::Value;

/// A server whose answers have the ids of their requests, and a home.
fn bench() -> Bench {
    Bench::with(Server::builder().follow_parameters().start_blocking())
}

/// A server with a list of so many followers of 7, in pages of 10.
fn with_followers(items: u64) -> Bench {
    let bench = bench();
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(7)).sample_items(items).page_size(10);
    bench
}

/// The status of `run.db` as JSON.
#[track_caller]
fn status(bench: &Bench) -> Value {
    let run = bench.run("harvest status --store run.db --format json");
    run.says(0, &[]);
    run.rows.into_iter().next().expect("an object")
}

/// The text on standard output.
#[track_caller]
fn text(command: &mut Command) -> String {
    let output = command.output().expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn sorted(mut rows: Vec<Value>) -> Vec<String> {
    let mut rows: Vec<String> = rows.drain(..).map(|row| row.to_string()).collect();
    rows.sort_unstable();
    rows
}

#[test]
fn a_list_and_the_profile_of_each_of_its_items() {
    let bench = with_followers(25);
    bench
        .run("harvest add --store run.db user followers-chunk 7 --all")
        .says(0, &["1 job added, 0 known: at least 1 unit"]);
    bench.run("harvest run --store run.db --budget 100 --rate 1000").says(
        0,
        &[
            "can cost at least 1 unit: 1 list of user/followers-chunk × 1 unit for each page; 100 left of the budget of 100 units",
            "1 job done, 25 items, 3 requests, 3 units",
        ],
    );
    let add = "harvest add --store run.db user by-id --from user/followers-chunk --field pk";
    bench.run(add).says(0, &["25 jobs added, 0 known: at least 25 units"]);
    bench.run(add).says(0, &["0 jobs added, 25 known"]);
    bench
        .run("harvest run --store run.db --budget 100 --rate 1000")
        .says(0, &["25 jobs done, 25 items, 25 requests, 25 units"]);
    assert_eq!(bench.server.units(), 28);
    let followers = bench.run("harvest export --store run.db user followers-chunk");
    let profiles = bench.run("harvest export --store run.db user/by-id --columns pk");
    followers.says(0, &["25 rows"]);
    let ids = |rows: &[Value]| {
        let mut ids: Vec<_> = rows.iter().map(|row| row["pk"].as_u64().expect("an id")).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(ids(&followers.rows), ids(&profiles.rows));
}

#[test]
fn an_export_has_the_rows_of_a_run_without_a_store() {
    let bench = with_followers(25);
    bench.file("ids", "7\n8\n9\n");
    for (endpoint, options) in [("user by-id", ""), ("user followers-chunk", "--all")] {
        bench.run(&format!("harvest add --store run.db {endpoint} @ids {options}")).says(0, &["3 jobs added, 0 known"]);
        bench.run("harvest run --store run.db --yes --rate 1000").says(0, &["3 jobs done"]);
        let exported = bench.run(&format!("harvest export --store run.db {endpoint}")).rows;
        let direct = bench.run(&format!("{endpoint} @ids {options} --yes")).rows;
        assert!(direct.len() >= 3);
        assert_eq!(sorted(exported), sorted(direct), "{endpoint}");
    }
    for (name, file) in [("csv", "a.csv"), ("parquet", "a.parquet")] {
        let run = bench.run(&format!("harvest export --store run.db user by-id --format {name} --out {file}"));
        run.says(0, &["3 rows", &format!("written to {file}")]);
        assert!(bench.path(file).exists());
    }
    assert!(bench.text("a.csv".as_ref()).starts_with("input_id,pk,"));
}

#[test]
fn lists_have_one_page_unless_the_user_says_how_far() {
    let bench = with_followers(25);
    bench.run("harvest add --store run.db user followers-chunk 7").says(0, &["1 job added"]);
    bench.run("harvest add --store run.db user followers-chunk 7 --max-items 15").says(0, &["1 job added"]);
    bench.run("harvest add --store run.db user followers-chunk 7 --max-items 15").says(0, &["0 jobs added, 1 known"]);
    bench.run("harvest run --store run.db --yes --rate 1000").says(0, &["2 jobs done, 25 items, 3 requests, 3 units"]);
}

#[test]
fn inputs_are_those_of_other_commands() {
    let bench = bench();
    let added = bench.piped("harvest add --store run.db user by-id -", 2_500);
    added.says(0, &["2,500 jobs added, 0 known: at least 2,500 units"]);
    bench.file("rows.jsonl", "{\"pk\": 1}\n{\"pk\": \"9001\"}\n{\"name\": \"x\"}\nnatgeo\n");
    let run = bench.run("harvest add --store run.db user by-id @rows.jsonl --input-field pk --priority 5");
    run.says(
        1,
        &[
            "line 3: the object has no field `pk`",
            "line 4: `natgeo` is not a valid value for `id`",
            "1 job added, 1 known",
            "2 lines without a value left out",
        ],
    );
    bench
        .run("harvest add --store run.db user followers 7")
        .says(0, &["warning: Deprecated: use `hiker v2-user followers`"]);
    assert_eq!(status(&bench)["open"], 2_502);
    assert_eq!(bench.server.requests().len(), 0);
}

#[test]
fn items_without_the_field_are_named_and_so_are_those_in_files() {
    let bench = with_followers(5);
    let from = "harvest add --store run.db user by-id --from user/followers-chunk";
    bench.run("harvest add --store run.db user followers-chunk 7 --all").says(0, &[]);
    bench.run(from).says(1, &["the store has no items of `user/followers-chunk`"]);
    bench.run("harvest run --store run.db --yes").says(0, &[]);
    bench
        .run(&format!("{from} --field nothing"))
        .says(2, &["has no field `nothing`; its fields are `pk`", "`--field`"]);
    bench.run(&format!("{from} --field username")).says(2, &["nothing has a value", "not a valid value for `id`"]);
    bench.run(&format!("{from} --field pk")).says(0, &["5 jobs added"]);
    // What is in files is not read.
    bench
        .run("harvest run --store run.db --yes --rate 1000 --parts out")
        .says(0, &["5 items in user_followers_chunk-00000", "5 items in user_by_id-00000"]);
    bench
        .run(&format!("{from} --field pk"))
        .says(0, &["5 items of `user/followers-chunk` are in files of parts", "@FILE"]);
    let export = bench.run("harvest export --store run.db user by-id");
    export.says(0, &["5 items of `user/by-id` are in files of parts, and not in this output"]);
    let files = std::fs::read_dir(bench.path("out")).expect("a folder");
    let files: Vec<_> = files.map(|file| file.expect("a file").file_name().into_string().expect("a name")).collect();
    assert!(
        export.rows.is_empty() && files.len() == 2 && files.iter().any(|name| name.starts_with("user_by_id-")),
        "{files:?}"
    );
}

#[test]
fn wrong_input_is_one_line_and_an_exit_code() {
    let bench = bench();
    bench.file(
        "text.txt",
        "this is no store, and it is longer than the header of one, which has some hundred bytes at most",
    );
    bench.file("empty.txt", "");
    bench.run("harvest add --store run.db user by-id 7").says(0, &[]);
    let cases = [
        ("harvest status", 2, "no store is named: give `--store run.db`"),
        ("harvest status --store none.db", 2, "none.db: there is no such store"),
        ("harvest run --store none.db --yes", 2, "none.db: there is no such store"),
        ("harvest status --store text.txt", 2, "text.txt: "),
        ("harvest status --store mysql://me@host/db", 2, "a store is a file, such as `run.db`, or a URL"),
        ("harvest add --store run.db user nope 7", 2, "there is no command `nope`"),
        ("harvest add --store run.db user by-id", 2, "<ID> is missing"),
        ("harvest add --store run.db user by-id seven", 2, "`seven` is not a valid value for `id`"),
        ("harvest add --store run.db user by-id 7 --all", 2, "--all"),
        ("harvest add --store run.db user by-id @none", 2, "cannot read the inputs in none"),
        ("harvest add --store run.db user by-id --from user/nope", 2, "there is no endpoint `user/nope`"),
        ("harvest add --store run.db user by-id 7 --from user/by-id", 2, "`--from` is for a required value"),
        ("harvest add --store run.db user by-id --field pk", 2, "--from"),
        ("harvest add --store run.db user by-id 7 --priority high", 2, "`high` is not a valid value for `--priority`"),
        ("harvest export --store run.db user nope", 2, "there is no endpoint `user/nope`"),
        ("harvest export --store run.db user by-id --select nope", 2, "there is no column `nope`"),
        ("harvest export --store run.db user by-id --out none/a.csv", 2, "there is no folder"),
        ("harvest retry --store run.db --job 99", 2, "job 99 is not in the store"),
        ("harvest retry --store run.db --state done", 2, "`done` is not a valid value for `--state`"),
        ("harvest run --store run.db --lease 5x", 2, "a time from 100ms to 24h"),
        ("harvest run --store run.db --rate 0", 2, "requests per second"),
        ("harvest run --store run.db --metrics example", 2, "an address"),
        ("harvest run --store run.db --workers 0", 2, "`0` is not a valid value for `--workers`"),
        ("harvest move --store run.db", 2, "<TO> is missing"),
        ("harvest move --store run.db run.db", 2, "move to a new store"),
    ];
    for (line, code, expected) in cases {
        let run = bench.run(line);
        run.says(code, &[expected]);
        assert_eq!(run.messages.lines().count(), 1, "`{line}`: {}", run.messages);
    }
    assert_eq!(bench.server.requests().len(), 0);
}

#[test]
fn a_password_is_in_no_message() {
    let bench = bench();
    let url = "postgres://me:secret@127.0.0.1:1/db?sslmode=disable";
    let run = bench.run(&format!("harvest status --store {url}"));
    assert!(run.code != Some(0) && run.messages.contains("other users of this machine can see the password"));
    let mut command = bench.hiker("harvest status");
    let of_env = ended(&command.env("HIKER_STORE", url).output().expect("it runs"));
    assert!(of_env.code != Some(0) && of_env.messages.lines().count() == 1, "{}", of_env.messages);
    for messages in [run.messages, of_env.messages] {
        assert!(!messages.contains("secret"), "{messages}");
    }
}

#[test]
fn a_store_is_of_one_service_and_one_server() {
    let bench = bench();
    bench.run("harvest add --store run.db user by-id 7").says(0, &[]);
    let other = Bench::new();
    let store = bench.path("run.db").display().to_string();
    for line in ["run --yes", "add user by-id 8"] {
        let run = other.run(&format!("harvest {line} --store {store}"));
        run.says(2, &["the jobs of this store are for HikerAPI at", "use another store"]);
    }
    assert_eq!(other.server.requests().len() + bench.server.requests().len(), 0);
}

#[test]
fn the_store_is_in_the_environment_or_the_configuration_file() {
    let bench = bench();
    let add = "harvest add user by-id 7";
    let mut command = bench.hiker(add);
    ended(&command.env("HIKER_STORE", "env.db").output().expect("it runs")).says(0, &["1 job added"]);
    std::fs::create_dir_all(bench.path(".config/hiker")).expect("a folder");
    bench.file(".config/hiker/config.toml", "store = \"~/file.db\"\n");
    bench.run(add).says(0, &["1 job added"]);
    assert!(bench.path("env.db").exists() && bench.path("file.db").exists());
}

#[test]
fn only_a_run_needs_a_key() {
    let bench = with_followers(5);
    bench.run("harvest add --store run.db user followers-chunk 7 --all").says(0, &[]);
    bench.run("harvest run --store run.db --yes").says(0, &[]);
    let keyless = |line: &str| {
        let mut command = bench.hiker(line);
        ended(&command.env_remove("HIKERAPI_TOKEN").output().expect("it runs"))
    };
    for line in
        ["add user by-id --from user/followers-chunk --field pk", "status", "export user followers-chunk", "retry"]
    {
        keyless(&format!("harvest {line} --store run.db")).says(0, &[]);
    }
    keyless("harvest run --store run.db --yes").says(2, &["no key is set"]);
    let dry =
        bench.hiker("harvest run --store run.db --dry-run").env_remove("HIKERAPI_TOKEN").output().expect("it runs");
    assert!(dry.status.success() && dry.stdout.starts_with(b"5 units: 5 jobs of user/by-id"));
}

#[test]
fn the_status_has_all_numbers() {
    let bench = with_followers(25);
    let client = bench.server.client();
    bench.server.on(client.user().by_id(8)).status(404, "UserNotFound");
    bench.server.on(client.user().by_id(9)).status(403, "PrivateAccount");
    bench.file("ids", "7\n8\n9\n");
    bench.run("harvest add --store run.db user by-id @ids").says(0, &[]);
    bench.run("harvest add --store run.db user followers-chunk 7 --all").says(0, &[]);
    bench
        .run("harvest run --store run.db --budget 50 --rate 1000")
        .says(0, &["2 jobs done, 1 job not found, 1 job private"]);
    bench.run("harvest add --store run.db user by-id 10").says(0, &[]);
    let status = status(&bench);
    assert_eq!(status["jobs"]["done"], 2);
    assert_eq!((&status["jobs"]["not_found"], &status["jobs"]["private"]), (&1.into(), &1.into()));
    assert_eq!((&status["items"], &status["units"], &status["ledger"]), (&26.into(), &6.into(), &6.into()));
    assert_eq!((&status["budget"], &status["left"]), (&50.into(), &44.into()));
    assert_eq!((&status["to_go"]["requests"], &status["to_go"]["is_least"]), (&1.into(), &false.into()));
    assert_eq!(status["requests_per_second"], 1000.0);
    assert_eq!((&status["service"], &status["server"]), (&"HikerAPI".into(), &bench.server.url().into()));
    assert_eq!(status["days"][0]["units"], 6);
    assert_eq!(status["endpoints"].as_array().expect("a list").len(), 2);
    let table = text(&mut bench.hiker("harvest status --store run.db --format table"));
    for expected in [
        "jobs      1 of 5 jobs open",
        "44 left of the budget of 50",
        "about 1 request",
        "user/followers-chunk  0     1",
    ] {
        assert!(table.contains(expected), "no `{expected}` in:\n{table}");
    }
    let failed = bench.run("harvest status --store run.db --failed").rows;
    let states: Vec<_> = failed.iter().map(|job| (&job["arguments"][0][1][0], &job["state"])).collect();
    assert_eq!(states, [(&"8".into(), &"not_found".into()), (&"9".into(), &"private".into())]);
}

/// The metrics of a text of Prometheus: each has a help and a type before its samples, whose values are numbers.
#[track_caller]
fn metrics(text: &str) -> Vec<(String, f64)> {
    let mut samples = Vec::new();
    let (mut help, mut kind) = (String::new(), String::new());
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            help = rest.split(' ').next().expect("a name").to_owned();
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, of) = rest.split_once(' ').expect("a type");
            assert!(matches!(of, "gauge" | "counter"), "{line}");
            kind = name.to_owned();
        } else {
            let (sample, value) = line.rsplit_once(' ').expect("a value");
            let name = sample.split('{').next().expect("a name");
            assert!(name.starts_with("hiker_harvest_") && name == help && name == kind, "{line}");
            assert!(sample == name || sample.ends_with("\"}"), "{line}");
            samples.push((sample.to_owned(), value.parse().unwrap_or_else(|_| panic!("no number: {line}"))));
        }
    }
    samples
}

#[test]
fn the_status_is_metrics_of_prometheus() {
    let bench = with_followers(25);
    bench.run("harvest add --store run.db user followers-chunk 7 --all").says(0, &[]);
    bench.run("harvest run --store run.db --budget 50 --rate 1000").says(0, &[]);
    let samples = metrics(&text(&mut bench.hiker("harvest status --store run.db --format prometheus")));
    let value = |name: &str| samples.iter().find(|(sample, _)| sample == name).map(|(_, value)| *value);
    assert_eq!(value("hiker_harvest_jobs{endpoint=\"user/followers-chunk\",state=\"done\"}"), Some(1.0));
    assert_eq!(value("hiker_harvest_items_total{endpoint=\"user/followers-chunk\"}"), Some(25.0));
    assert_eq!((value("hiker_harvest_units_total"), value("hiker_harvest_budget_left_units")), (Some(3.0), Some(47.0)));
    assert_eq!(value("hiker_harvest_stopped"), Some(0.0));
}

#[test]
fn a_closed_pipe_is_an_error() {
    let bench = with_followers(2_000);
    bench.run("harvest add --store run.db user followers-chunk 7 --all").says(0, &[]);
    bench.run("harvest run --store run.db --yes --rate 10000").says(0, &["2,000 items"]);
    let mut command = bench.hiker("harvest export --store run.db user followers-chunk");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let mut messages = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut messages).expect("text");
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert!(messages.contains("standard output was closed"), "{messages}");
}

#[test]
fn jobs_that_failed_are_run_again_when_the_user_says_so() {
    let bench = bench();
    let client = bench.server.client();
    bench.server.on(client.user().by_id(7)).status(400, "Bad").times(1).sample();
    bench.server.on(client.user().by_id(8)).status(404, "UserNotFound").times(1).sample();
    bench.file("ids", "7\n8\n9\n");
    bench.run("harvest add --store run.db user by-id @ids").says(0, &[]);
    let run = bench.run("harvest run --store run.db --yes --rate 1000");
    run.says(
        1,
        &["(user/by-id) failed: ", "1 job done, 1 job not found, 1 job failed", "`hiker harvest status --failed`"],
    );
    bench.run("harvest run --store run.db --yes").says(1, &["1 job failed"]);
    bench.run("harvest retry --store run.db").says(0, &["1 job ready again"]);
    bench.run("harvest run --store run.db --yes").says(0, &["1 job done"]);
    bench.run("harvest retry --store run.db --endpoint user/by-url --state not-found").says(0, &["0 jobs ready again"]);
    bench.run("harvest retry --store run.db --endpoint user/by-id --state not-found").says(0, &["1 job ready again"]);
    bench.run("harvest run --store run.db --yes").says(0, &["1 job done"]);
    assert_eq!(status(&bench)["jobs"]["done"], 3);
}

#[test]
fn a_store_moves_to_another_one_and_goes_on() {
    let bench = with_followers(25);
    bench.run("harvest add --store run.db user followers-chunk 7 --max-pages 2").says(0, &[]);
    bench.run("harvest run --store run.db --budget 30 --rate 1000").says(0, &[]);
    bench
        .run("harvest add --store run.db user by-id --from user/followers-chunk --field pk")
        .says(0, &["20 jobs added"]);
    bench.run("harvest move --store run.db new.db").says(0, &["21 jobs, 20 items moved to new.db"]);
    for line in ["run --yes", "add user by-id 1"] {
        bench.run(&format!("harvest {line} --store run.db")).says(2, &["were moved to new.db"]);
    }
    bench.run("harvest run --store new.db --rate 1000").says(0, &["28 left of the budget of 30 units", "20 jobs done"]);
    bench.run("harvest add --store other.db user by-id 1").says(0, &[]);
    bench.run("harvest move --store new.db other.db").says(2, &["other.db has jobs"]);
    assert_eq!(bench.server.units(), 22);
}
