//! Outputs of the binary: formats by the name of the file, files that are whole or have another name, and where output ends.

mod run_support;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use hikerapi_testing::Server;
use run_support::Bench;

/// The names of the files in the folder of a bench, apart from those of settings.
fn files(bench: &Bench) -> Vec<String> {
    let entries = fs::read_dir(bench.folder.path()).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().expect("UTF-8")).collect();
    names.retain(|name| name != ".local");
    names.sort();
    names
}

/// The CSV files that a run wrote, as records after the header.
fn records(bench: &Bench, name: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(bench.path(name)).expect("a file");
    reader.records().map(|record| record.expect("a record")).collect()
}

#[test]
fn one_list_in_each_format_has_the_same_rows() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(25)).sample_items(60).page_size(25);
    for name in ["a.jsonl", "a.csv", "a.parquet"] {
        bench.run(&format!("user followers-chunk 25 --all --yes --out {name}")).says(0, &["60 rows", name]);
    }
    assert_eq!(files(&bench), ["a.csv", "a.jsonl", "a.parquet"]);
    let of_csv: Vec<_> = records(&bench, "a.csv").iter().map(|record| record[0].to_owned()).collect();
    let lines = bench.text("a.jsonl".as_ref());
    let of_lines: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["pk"].to_string())
        .collect();
    assert_eq!((of_csv.len(), &of_csv), (60, &of_lines));
    let parquet = fs::read(bench.path("a.parquet")).expect("a file");
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn selected_columns_are_in_their_order_after_one_another() {
    let bench = Bench::new();
    bench.file("ids", "25\n26\n");
    let run = "user followers-chunk @ids --yes --select username,input_user_id,pk --out a.csv";
    bench.run(run).says(0, &[]);
    let text = bench.text("a.csv".as_ref());
    assert!(text.starts_with("username,input_user_id,pk\r\n"), "{text}");
    assert!(records(&bench, "a.csv").iter().all(|record| matches!(&record[1], "25" | "26")), "{text}");
}

#[test]
fn what_cannot_be_written_is_found_before_anything_is_sent() {
    let bench = Bench::new();
    fs::create_dir(bench.path("folder.csv")).expect("a folder");
    for (options, code, message) in [
        ("--out no/a.csv", 2, "cannot write `no/a.csv`: there is no folder `no`"),
        ("--out folder.csv", 2, "cannot write `folder.csv`: it is a folder"),
        ("--out a.json", 2, "`a.json` would have an object on each line"),
        ("--out a.csv --format jsonl", 2, "the format is jsonl, and the name of `a.csv` says csv"),
        ("--out a", 2, "the name of `a` says no format"),
        ("--format parquet", 2, "Parquet needs a file"),
        ("--select usrname", 2, "there is no column `usrname` in UserShort: did you mean `username`"),
        ("--select pk --raw", 2, "--raw"),
    ] {
        let run = bench.run(&format!("user followers-chunk 25 {options}"));
        run.says(code, &[message]);
        assert_eq!(run.messages.lines().count(), 1, "{options}: {}", run.messages);
    }
    assert_eq!(bench.server.requests().len(), 0);
    assert_eq!(files(&bench), ["folder.csv"]);
}

#[test]
fn a_run_that_is_not_complete_leaves_the_file_before_it_and_says_where_its_rows_are() {
    let bench = Bench::with(Server::builder().credit(2).start_blocking());
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(25)).sample_items(100).page_size(10);
    bench.file("a.csv", "before\n");
    bench.run("user followers-chunk 25 --all --yes --out a.csv").says(4, &["a.partial.csv"]);
    assert_eq!(files(&bench), ["a.csv", "a.partial.csv"]);
    assert_eq!(bench.text("a.csv".as_ref()), "before\n");
    assert_eq!(records(&bench, "a.partial.csv").len(), 20);
}

#[test]
fn a_dash_is_standard_output() {
    let bench = Bench::new();
    let run = bench.run("user by-id 25 --out -");
    run.says(0, &[]);
    assert_eq!((run.rows.len(), files(&bench).len()), (1, 0));
}

#[test]
fn raw_items_have_their_inputs_around_them() {
    let bench = Bench::new();
    bench.file("ids", "25\n");
    let run = bench.run("user by-id @ids --raw");
    run.says(0, &[]);
    let fields: Vec<_> = run.rows[0].as_object().expect("an object").keys().cloned().collect();
    assert_eq!(
        (fields.as_slice(), &run.rows[0]["input_id"]),
        (&["input_id".to_owned(), "item".to_owned()][..], &25.into())
    );
    let alone = bench.run("user by-id 25 --raw");
    assert_eq!(alone.rows[0], run.rows[0]["item"]);
}

#[test]
fn a_pipe_sees_the_rows_of_a_page_before_the_next_one() {
    let server = Server::builder().latency(std::time::Duration::from_millis(200)).start_blocking();
    let bench = Bench::with(server);
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(25)).sample_items(1_000_000).page_size(10);
    let mut child = bench.hiker("user followers-chunk 25 --all --yes").stdout(Stdio::piped()).spawn().expect("it runs");
    let rows = BufReader::new(child.stdout.take().expect("a pipe")).lines().take(10);
    assert_eq!(rows.filter(Result::is_ok).count(), 10);
    // The reader is gone, and the list is not at its end.
    assert!(child.try_wait().expect("a status").is_none());
    child.kill().expect("it is there");
    child.wait().expect("a status");
}

#[test]
fn a_closed_pipe_stops_the_run_with_a_quiet_line() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(25)).sample_items(1_000_000).page_size(50);
    let mut command = bench.hiker("user followers-chunk 25 --all --yes --quiet");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let mut messages = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut messages).expect("UTF-8");
    assert_eq!(child.wait().expect("a status").code(), Some(1), "{messages}");
    assert_eq!(messages.lines().count(), 1, "{messages}");
    assert!(messages.contains("standard output was closed"), "{messages}");
    assert!(bench.server.requests().len() < 1_000, "the list was read to its end");
}

#[test]
fn a_dry_run_into_a_closed_pipe_is_a_quiet_line() {
    let bench = Bench::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = bench.hiker("user by-id 25 --dry-run").stdout(writer).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "hiker: standard output was closed\n");
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_one_line() {
    let bench = Bench::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let output = bench.hiker("user by-id 25 --quiet").stdout(full).output().expect("it runs");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{messages}");
    assert_eq!(messages.lines().count(), 1, "{messages}");
    assert!(messages.contains("cannot write to standard output: No space left on device"), "{messages}");

    for format in ["csv", "jsonl", "parquet", "table"] {
        let run = bench.run(&format!("user by-id 25 --quiet --format {format} --out /dev/full"));
        run.says(1, &["cannot write `/dev/full`: No space left on device"]);
        assert_eq!(run.messages.lines().count(), 1, "{format}: {}", run.messages);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_has_the_rows_and_stays_a_pipe() {
    let bench = Bench::new();
    nix::unistd::mkfifo(&bench.path("pipe"), nix::sys::stat::Mode::from_bits_truncate(0o600)).expect("a pipe");
    // Nobody reads it: a run that opens it would wait.
    let dry = bench.hiker("user by-id 25 --out pipe --format jsonl --dry-run").output().expect("it runs");
    assert!(dry.status.success());
    let pipe = bench.path("pipe");
    let reader = std::thread::spawn(move || fs::read_to_string(pipe).expect("a text"));
    bench.run("user by-id 25 --out pipe --format jsonl").says(0, &["1 row"]);
    assert_eq!(reader.join().expect("read").lines().count(), 1);
    assert_eq!(files(&bench), ["pipe"]);
    assert!(!fs::metadata(bench.path("pipe")).expect("it is there").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn the_path_of_standard_output_is_what_it_leads_to() {
    let bench = Bench::new();
    let piped = bench.run("user by-id 25 --out /dev/stdout --format jsonl");
    assert_eq!(piped.says(0, &[]).rows.len(), 1);
    bench.file("log", "before\n");
    let log = fs::OpenOptions::new().append(true).open(bench.path("log")).expect("a file");
    let run = bench.hiker("user by-id 25 --out /dev/stdout --format jsonl").stdout(log).status().expect("it runs");
    assert!(run.success());
    let text = bench.text("log".as_ref());
    assert!(text.starts_with("before\n{") && text.lines().count() == 2, "{text}");
    assert_eq!(files(&bench), ["log"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_grow_keeps_its_whole_rows() {
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(25)).sample_items(400).page_size(10);
    let hiker = bench.hiker("");
    let mut shell = std::process::Command::new("sh");
    // A file of at most 4 kB, and no signal where it would be longer.
    let line = "ulimit -f 8; trap '' XFSZ; exec \"$@\" user followers-chunk 25 --all --yes --out a.csv --quiet";
    shell.args(["-c", line, "sh"]).arg(hiker.get_program()).args(hiker.get_args()).current_dir(bench.folder.path());
    shell.env_clear().envs(hiker.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = shell.output().expect("it runs");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{messages}");
    assert_eq!(files(&bench), ["a.partial.csv"], "{messages}");
    let rows = records(&bench, "a.partial.csv").len();
    assert!(rows > 10, "{rows} rows");
    let expected = format!("hiker: cannot write `a.csv`: File too large (os error 27); the first {rows} rows are in ");
    assert!(messages.starts_with(&expected) && messages.lines().count() == 1, "{messages}");
}

#[cfg(unix)]
#[test]
fn a_run_that_ends_at_once_leaves_no_file() {
    use nix::sys::signal::{Signal, kill};
    let bench = Bench::with(Server::builder().latency(std::time::Duration::from_secs(60)).start_blocking());
    let mut command = bench.hiker("user by-id 25 --out a.csv");
    let mut child = command.stderr(Stdio::piped()).spawn().expect("it runs");
    while bench.server.requests().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let name = &files(&bench)[0];
    assert!(name.starts_with(".a.csv."), "{name}");
    let process = nix::unistd::Pid::from_raw(child.id().try_into().expect("a process"));
    let mut messages = BufReader::new(child.stderr.take().expect("a pipe"));
    kill(process, Signal::SIGINT).expect("sent");
    let mut message = String::new();
    messages.read_line(&mut message).expect("a line");
    assert!(message.contains("once more ends at once"), "{message}");
    kill(process, Signal::SIGINT).expect("sent");
    assert_eq!(child.wait().expect("a status").code(), Some(130));
    assert_eq!(files(&bench), [""; 0]);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_writing_of_a_journal() {
    use nix::sys::signal::{Signal, kill};
    let bench = Bench::new();
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(25)).sample_items(4_000).page_size(400);
    let list = "user followers-chunk 25 --all --yes --resume journal";
    bench.run(&format!("{list} --out a.jsonl")).says(0, &["4,000 rows"]);
    // More than a pipe holds: the run waits for its reader.
    let mut command = bench.hiker(list);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut rows = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    assert!(rows.next().is_some_and(|row| row.is_ok()));
    kill(nix::unistd::Pid::from_raw(child.id().try_into().expect("a process")), Signal::SIGINT).expect("sent");
    let mut messages = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut message = String::new();
    messages.read_line(&mut message).expect("a line");
    assert!(message.starts_with("interrupted"), "{message}");
    let rows = rows.count() + 1;
    assert!(rows < 4_000, "{rows} rows");
    messages.read_to_string(&mut message).expect("UTF-8");
    assert_eq!(child.wait().expect("a status").code(), Some(130), "{message}");
    assert!(message.contains("run the same command again to go on"), "{message}");
    assert_eq!(files(&bench), ["a.jsonl", "journal"]);
}

#[test]
fn a_journal_is_of_one_server_and_gives_back_the_inputs_of_the_run_alone() {
    let bench = Bench::new();
    bench.file("ids", "1\n2\n3\n");
    bench.file("others", "3\n4\n");
    bench.run("user by-id @ids --resume journal --out a.csv").says(0, &["3 rows, 3 requests"]);
    let run = bench.run("user by-id @others --resume journal --out b.csv");
    run.says(0, &["2 rows, 1 request", "2 inputs of earlier runs left out"]);
    let inputs: Vec<_> = records(&bench, "b.csv").iter().map(|record| record[0].to_owned()).collect();
    assert_eq!(inputs, ["3", "4"]);
    let run = bench.run("user by-id @ids --resume journal --out c.csv");
    run.says(0, &["3 rows, 0 requests", "1 input of earlier runs left out"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(bench.path("journal")).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "it has what was fetched");
    }
    let other = Server::start_blocking();
    let run = bench.run(&format!("user by-id @ids --resume journal --out d.csv --server {}", other.url()));
    run.says(2, &["journal is the journal of another job: it is of the server ", other.url()]);
    assert_eq!((bench.server.units(), other.requests().len()), (4, 0));
}

#[test]
fn mistakes_before_the_first_request_have_one_exit_code() {
    let bench = Bench::new();
    for (arguments, message) in [
        ("user by-id 25 --resume none/journal", "cannot make the file of `--resume`, none/journal"),
        ("user by-id 25 --resume .", "cannot open the file of `--resume`, ."),
        ("user by-id 25 --out none/a.csv", "there is no folder `none`"),
        ("user by-id 25 --config none", "cannot read the configuration file `none`"),
        ("user by-id 25 --out a.csv --raw", "`--raw` cannot be written as csv"),
        ("user by-id 25 --out a.CSV --raw", "`--raw` cannot be written as csv"),
    ] {
        bench.run(arguments).says(2, &[message]);
    }
    assert_eq!(bench.server.requests().len(), 0);
}

#[test]
fn a_dry_run_names_the_columns_and_the_format_of_the_output() {
    let bench = Bench::new();
    bench.file("ids", "25\n");
    let plan = |options: &str| {
        let output = bench.hiker(&format!("user by-id @ids --dry-run {options}")).output().expect("it runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let columns = |plan: &str| {
        let line = plan.lines().find_map(|line| line.strip_prefix("columns")).expect("columns").trim().to_owned();
        line.split(", ").map(str::to_owned).collect::<Vec<_>>()
    };
    let said = plan("--out a.jsonl");
    assert!(said.contains("output    a.jsonl (jsonl)\n"), "{said}");
    let row = &bench.run("user by-id @ids").rows[0];
    let written: Vec<_> = row.as_object().expect("an object").keys().cloned().collect();
    let mut said = columns(&said);
    assert_eq!(said[0], "input_id");
    said.sort();
    let mut written = written;
    written.sort();
    assert_eq!(said, written);
    assert_eq!(columns(&plan("--select pk,input_id")), ["pk", "input_id"]);
}
