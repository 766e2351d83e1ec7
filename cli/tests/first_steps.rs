//! What a new user meets: hints that are true, and errors that say what to do.
#![cfg(all(unix, feature = "hikerapi"))]

mod run_support;

use hikerapi_testing::Server;
use run_support::{Bench, ended};

/// A command with an empty value, which no text with spaces can have.
#[track_caller]
fn with_values(bench: &Bench, arguments: &str, values: &[&str]) -> run_support::Ended {
    ended(&bench.hiker(arguments).args(values).output().expect("the binary runs"))
}

/// One line, the exit code 2, and no request.
#[track_caller]
fn check_refused(arguments: &str, values: &[&str], expected: &str) {
    let bench = Bench::new();
    let run = with_values(&bench, arguments, values);
    run.says(2, &[expected]);
    assert_eq!((run.messages.lines().count(), bench.server.requests().len()), (1, 0), "{}", run.messages);
}

#[test]
fn a_run_that_was_stopped_says_what_the_next_one_can_do() {
    const HINT: &str = "this run cannot go on later: one that is begun with `--resume FILE` can";
    let bench = Bench::with(Server::builder().credit(2).start_blocking());
    bench.run("user followers-chunk 1 --all --yes").says(4, &[HINT, "resume from the last checkpoint"]);
    let run = bench.run("user by-id 1");
    assert!(run.says(4, &["402"]).messages.lines().count() == 2 && !run.messages.contains("--resume"), "{run:?}");
    let bench = Bench::with(Server::builder().credit(1).start_blocking());
    let run = bench.run("user followers-chunk 1 --all --budget 1");
    assert!(!run.says(3, &[]).messages.contains("--resume"), "{run:?}");
}

#[test]
fn an_empty_value_is_refused_where_it_is_required() {
    check_refused("user by-username", &[""], "hiker: the value of `username` is empty");
    check_refused("user by-id", &["@"], "hiker: `@` is the beginning of `@FILE`");
    check_refused("user by-id 1", &["-o", ""], "`--out");
    let bench = Bench::new();
    with_values(&bench, "user followers-chunk 1", &["--max-id", ""]).says(0, &[]);
    assert_eq!(bench.server.requests()[0].param("max_id"), Some(""));
    bench.file("names", "{\"username\":\"\"}\n{\"username\":\"a\"}\n");
    bench.run("user by-username @names").says(1, &["line 1: the value is empty", "1 line without a value"]);
}

#[test]
fn numbers_that_are_none_say_what_is_taken() {
    for value in ["abc", "-1", "1.5"] {
        check_refused("user by-id 1", &["--budget", value], "which takes a whole number, such as 200");
        #[cfg(feature = "mcp")]
        check_refused("mcp", &["--budget", value], "which takes a whole number, such as 200");
    }
}

#[test]
fn inputs_of_other_forms_say_how_to_get_there() {
    let bench = Bench::new();
    let refused = |text: &[u8], code, expected: &str| {
        std::fs::write(bench.path("in"), text).expect("a file");
        bench.run("user by-id @in").says(code, &[expected]);
    };
    refused(b"PAR1\0\0", 2, "is Parquet, and inputs are one value on each line, or JSON Lines (`--format jsonl`)");
    refused(b"1,natgeo\n", 2, "Of CSV, take one column: `cut -d, -f1`");
    refused(b"\xff\xfe\n", 2, "no text in UTF-8: inputs are one value on each line");
    assert_eq!(bench.server.requests().len(), 0);
}

#[test]
fn the_field_of_objects_and_repeated_inputs_are_said() {
    let bench = Bench::new();
    bench.file("in", "{\"id\":1,\"pk\":7}\n{\"id\":2,\"pk\":7}\n{\"id\":1}\n");
    let run = |options: &str| bench.hiker(&format!("user by-id @in {options}")).output().expect("the binary runs");
    let plan = String::from_utf8(run("--dry-run").stdout).expect("text");
    assert!(plan.contains("2 values of `id` from in, `id` of each object, 1 line repeated"), "{plan}");
    ended(&run("")).says(0, &["2 inputs: `id` of each object, 1 repeated line left out"]);
    ended(&run("--input-field pk")).says(1, &["1 input: `pk` of each object", "1 repeated line left out"]);
}

#[test]
fn a_deprecated_endpoint_names_the_command_to_use_instead() {
    let bench = Bench::new();
    bench.run("user clips 1").says(0, &["warning: Deprecated: use `hiker user clips-chunk`."]);
    assert_eq!(bench.run("user clips 1 --quiet").messages, "");
    let videos = "use `hiker user clips-chunk` or `hiker user medias-chunk` or `hiker v2-user clips`.";
    bench.run("user videos 1").says(0, &[videos, "`hiker v2-user medias`, which is deprecated itself"]);
    let help = bench.hiker("user videos --help").output().expect("the binary runs");
    let help = String::from_utf8(help.stdout).expect("text");
    assert!(!help.contains("()."), "{help}");
    let table = bench.hiker("endpoints --format table").output().expect("the binary runs");
    let table = String::from_utf8(table.stdout).expect("text");
    let line = table.lines().find(|line| line.starts_with("hiker user videos ")).expect("a line");
    assert!(line.ends_with("hiker user clips-chunk"), "{line}");
}

#[test]
fn errors_of_the_service_end_with_what_to_do() {
    let bench = Bench::new();
    bench.server.on_path("/v1/user/by/id?id=1").status(404, "UserNotFound");
    let run = bench.run("user by-id 1");
    run.says(1, &["1 unit billed). There is no such account, or it is not visible"]);
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
    let run = bench.run(&format!("user by-id 1 --server http://{nobody}"));
    run.says(1, &[&nobody.to_string(), "`--server URL` names another one"]);
}

#[test]
fn a_list_that_was_to_end_says_nothing_of_more() {
    let bench = Bench::new();
    for option in ["--max-items 1", "--max-pages 1"] {
        let run = bench.run(&format!("user followers-chunk 1 {option}"));
        assert!(!run.says(0, &["1 row"]).messages.contains("not read to the end"), "{run:?}");
    }
}

#[test]
fn a_dry_run_needs_no_key_and_says_what_bounds_the_run() {
    let bench = Bench::new();
    let plan = |arguments: &str| {
        let mut command = bench.hiker(arguments);
        let output = command.env("HIKER_BUDGET_PER_DAY", "2").output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let bounded = plan("user followers-chunk 1 --max-pages 5 --budget 3 --dry-run");
    for line in [
        "up to 2 units, which the budget of the day has left: 5 pages × 1 unit",
        "budget    3 units for this run",
        "budget of the day: 2 of 2 units left",
        "the budget can be exhausted before the run has fetched all",
    ] {
        assert!(bounded.contains(line), "no `{line}` in:\n{bounded}");
    }
    let free = plan("user by-id 1 --dry-run");
    assert!(free.contains("up to 1 unit: 1 unit") && !free.contains("exhausted"), "{free}");
    let mut command = bench.hiker("user by-id 1 --dry-run");
    let run = command.env_remove("HIKERAPI_TOKEN").env_remove("HIKER_SERVER").output().expect("the binary runs");
    let messages = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && messages.contains("the run itself needs a key"), "{messages}");
    assert_eq!(bench.server.requests().len(), 0);
}

#[test]
fn an_unknown_column_names_the_command_that_lists_all() {
    let refused = "hiker: there is no column `location.zzz` in User. `hiker schema User` lists all";
    check_refused("user by-id 1 --select location.zzz", &[], refused);
}

#[cfg(not(feature = "keyring"))]
#[test]
fn a_build_without_a_keyring_says_so() {
    for arguments in ["key", "key set", "key delete"] {
        check_refused(arguments, &[], "this build cannot use the keyring");
    }
}
