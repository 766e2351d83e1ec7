//! `cargo xtask codegen` as a user runs it: what it prints, what it writes, what it does not touch.

use std::fs;

use std::process::{Command, Output};

use tempfile::TempDir;

const API: &str = include_str!("../../tests/golden/minimal/spec/api.yaml");
const GROUP: &str = "group: { doc: The only group., base: /v1 }\n";

/// A folder with a spec of these files, and a place for the output.
struct Project(TempDir);

impl Project {
    fn new(shop: impl AsRef<[u8]>) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(project.path("spec")).expect("a folder");
        fs::write(project.path("spec/api.yaml"), API).expect("a file");
        fs::write(project.path("spec/shop.yaml"), shop).expect("a file");
        project
    }

    fn path(&self, inner: &str) -> std::path::PathBuf {
        self.0.path().join(inner)
    }

    fn codegen(&self, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.0.path()).args(["codegen", "--spec", "spec", "--out", "out"]).args(more);
        command.output().expect("the command runs")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn endpoints(entries: &str) -> String {
    format!("{GROUP}endpoints:\n{entries}")
}

const MOTTO: &str = "  /v1/motto: { doc: A text., returns: string }\n";

/// The command fails with this exit code, prints all of these and writes nothing.
#[track_caller]
fn check_refused(shop: impl AsRef<[u8]>, code: i32, messages: &[&str]) {
    let project = Project::new(shop);
    let output = project.codegen(&[]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    for part in messages {
        assert!(stderr.contains(part), "`{part}` is not in\n{stderr}");
    }
    assert!(!project.path("out").exists(), "nothing may be written");
}

#[track_caller]
fn check_works(shop: impl AsRef<[u8]>) -> Project {
    let project = Project::new(shop);
    let output = project.codegen(&[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    project
}

#[test]
fn what_is_no_spec_is_refused_with_its_place() {
    check_refused("", 1, &["the file is empty", "spec/shop.yaml:1:1"]);
    check_refused(b"group: \xff\xfe".as_slice(), 1, &["not UTF-8", "spec/shop.yaml:1:8"]);
    check_refused([0_u8, 1, 2, 3].as_slice(), 1, &["spec/shop.yaml:1:1"]);
    check_refused("group: [", 1, &["not YAML", "spec/shop.yaml"]);
}

#[test]
fn all_mistakes_are_shown_at_once() {
    let wrong = endpoints("  /v1/a: { doc: A., returns: Strng }\n  /v1/b c: { doc: B., returns: string, pags: 1 }\n");
    check_refused(
        wrong,
        1,
        &["`Strng` is not a type", "`pags` is not a key", "did you mean `pages`?", "a space", "4 problems"],
    );
}

#[test]
fn a_key_twice_is_refused() {
    let twice = endpoints(&format!("{MOTTO}{MOTTO}"));
    check_refused(twice, 1, &["the key `/v1/motto` appears twice", "first written here"]);
}

#[test]
fn a_path_with_a_query_is_refused() {
    check_refused(endpoints("  /v1/a?b=c: { doc: A., returns: string }\n"), 1, &["it has a query or a fragment"]);
}

#[test]
fn a_spec_that_is_not_there_is_refused() {
    let project = Project::new(endpoints(MOTTO));
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(project.0.path()).arg("codegen").args(args).output().expect("the command runs")
    };
    let missing = run(&["--spec", "nowhere", "--out", "out"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("cannot read the spec folder nowhere"), "{}", text(&missing.stderr));
    fs::create_dir(project.path("empty")).expect("a folder");
    let empty = run(&["--spec", "empty", "--out", "out"]);
    assert!(text(&empty.stderr).contains("holds no file that ends in `.yaml`"), "{}", text(&empty.stderr));
    let half = run(&["--spec", "spec"]);
    assert_eq!(half.status.code(), Some(2), "a foreign spec must not be written over this project's client");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_refused() {
    let project = Project::new(endpoints(MOTTO));
    std::os::unix::fs::symlink("nowhere", project.path("spec/lost.yaml")).expect("a link");
    let output = project.codegen(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("cannot read the spec file spec/lost.yaml"), "{}", text(&output.stderr));
}

/// A file that is not there to be read to its end is refused at once.
#[cfg(unix)]
#[test]
fn pipes_and_devices_among_the_files_are_refused() {
    let project = Project::new(endpoints(MOTTO));
    let file = project.path("spec/x.yaml");
    for make in [["mkfifo"].as_slice(), &["ln", "-s", "/dev/zero"]] {
        let made = Command::new(make[0]).args(&make[1..]).arg(&file).status().expect("the command runs");
        assert!(made.success());
        let output = project.codegen(&[]);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(
            stderr.contains("cannot read the spec file spec/x.yaml") && stderr.contains("a pipe, a socket or a device"),
            "{stderr}"
        );
        assert!(!project.path("out").exists());
        fs::remove_file(&file).expect("it is there");
    }
    // A link that leads to itself.
    std::os::unix::fs::symlink("x.yaml", &file).expect("a link");
    let output = project.codegen(&[]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
}

/// A pipe in the output is foreign, whatever its name is.
#[cfg(unix)]
#[test]
fn a_pipe_in_the_output_is_not_waited_for() {
    let project = Project::new(endpoints(MOTTO));
    assert!(project.codegen(&[]).status.success());
    let pipe = project.path("out/old.rs");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    for (more, code, line) in [([].as_slice(), 0, "foreign   out/old.rs"), (&["--check"], 1, "extra     out/old.rs")] {
        let output = project.codegen(more);
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(line), "{}", text(&output.stdout));
    }
    assert!(pipe.exists());
}

#[test]
fn a_file_that_would_need_gigabytes_is_refused() {
    check_refused("#".repeat(17 << 20), 2, &["cannot read the spec file spec/shop.yaml", "at most 16777216"]);
}

#[test]
fn an_output_that_cannot_be_written_is_reported() {
    let project = Project::new(endpoints(MOTTO));
    fs::write(project.path("out"), "a file in the way").expect("a file");
    let output = project.codegen(&[]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("error: cannot"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(project.path("out")).expect("the file"), "a file in the way");
}

#[test]
fn unchanged_files_keep_their_time_and_a_change_is_named() {
    let project = check_works(endpoints(MOTTO));
    let modified = |inner: &str| fs::metadata(project.path(inner)).and_then(|data| data.modified()).expect("a time");
    let before = modified("out/shop/motto.rs");
    fs::write(
        project.path("spec/shop.yaml"),
        endpoints(&format!("{MOTTO}  /v1/new: {{ doc: N., returns: string }}\n")),
    )
    .expect("a file");
    let output = project.codegen(&[]);
    let stdout = text(&output.stdout);
    assert!(stdout.contains("spec      2 files, 2 endpoints, 0 types"), "{stdout}");
    assert!(
        ["shop.rs", "shop/new.rs", "service.rs", "samples/shop.rs", "described/shop.rs"]
            .iter()
            .all(|file| stdout.contains(&format!("written   out/{file}"))),
        "{stdout}"
    );
    assert!(stdout.contains("unchanged 7 files"), "{stdout}");
    assert_eq!(modified("out/shop/motto.rs"), before);
}

#[test]
fn what_is_no_longer_made_is_removed_and_what_is_not_ours_stays() {
    let project = check_works(endpoints(&format!("{MOTTO}  /v1/old: {{ doc: O., returns: string }}\n")));
    fs::write(project.path("out/notes.txt"), "mine").expect("a file");
    fs::write(project.path("spec/shop.yaml"), endpoints(MOTTO)).expect("a file");
    let check = project.codegen(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    let stdout = text(&check.stdout);
    for line in ["changed   out/shop.rs", "extra     out/shop/old.rs", "extra     out/notes.txt"] {
        assert!(stdout.contains(line), "`{line}` is not in\n{stdout}");
    }
    let stdout = text(&project.codegen(&[]).stdout);
    assert!(stdout.contains("removed   out/shop/old.rs") && stdout.contains("foreign   out/notes.txt"), "{stdout}");
    assert!(project.path("out/notes.txt").exists() && !project.path("out/shop/old.rs").exists());
}

#[test]
fn nothing_is_removed_from_a_folder_that_the_command_has_not_filled() {
    let project = check_works(endpoints(MOTTO));
    fs::write(project.path("out/.gitkeep"), "").expect("a file");
    // Into the folder around all of it, twice: the second time it has been filled.
    for _ in 0..2 {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let output = command.current_dir(project.path("")).args(["codegen", "--spec", "spec", "--out", "."]).output();
        assert!(output.expect("the command runs").status.success());
        for kept in ["out/mod.rs", "out/shop/motto.rs", "out/.gitkeep"] {
            assert!(project.path(kept).exists(), "{kept}");
        }
    }
    assert!(project.codegen(&[]).status.success());
    assert!(project.path("out/.gitkeep").exists());
}

#[test]
fn the_files_are_the_same_from_wherever_the_command_is_run() {
    let project = check_works(endpoints(MOTTO));
    for (folder, spec, out) in [("spec", ".", "../out"), ("out", "../spec", "."), ("out/shop", "../../spec", "..")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(project.path(folder)).args(["codegen", "--check", "--spec", spec, "--out", out]);
        let output = command.output().expect("the command runs");
        assert!(output.status.success(), "{folder}: {}", text(&output.stdout));
    }
}

#[test]
fn a_name_that_no_struct_could_have_is_refused() {
    let entry = "  /v1/2fa: { name: _2fa, doc: A text., returns: string }\n";
    check_refused(endpoints(entry), 1, &["`_2fa` cannot name", "starting with a letter"]);
}

#[test]
fn somebody_elses_file_is_not_overwritten() {
    let project = Project::new(endpoints(MOTTO));
    fs::create_dir(project.path("out")).expect("a folder");
    fs::write(project.path("out/mod.rs"), "fn mine() {}").expect("a file");
    let output = project.codegen(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("will not overwrite"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(project.path("out/mod.rs")).expect("the file"), "fn mine() {}");
    assert!(!project.path("out/shop.rs").exists(), "nothing is written where anything is refused");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let project = Project::new(endpoints(MOTTO));
    for folder in ["out", "outside"] {
        fs::create_dir(project.path(folder)).expect("a folder");
    }
    for (link, target) in
        [("out/shop", "../outside"), ("out/shop.rs", "../outside/shop.rs"), ("out/types.rs", "nowhere")]
    {
        std::os::unix::fs::symlink(target, project.path(link)).expect("a link");
        for more in [&[][..], &["--check"]] {
            let output = project.codegen(more);
            let stderr = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{stderr}");
            assert!(stderr.contains(&format!("will not write through the link out/{}", &link[4..])), "{stderr}");
        }
        fs::remove_file(project.path(link)).expect("it is there");
    }
    let is_empty = |folder: &str| fs::read_dir(project.path(folder)).expect("a folder").next().is_none();
    assert!(is_empty("outside") && is_empty("out"));
    // The folder itself may be one, and what was written is up to date.
    fs::remove_dir(project.path("out")).expect("it is empty");
    std::os::unix::fs::symlink("outside", project.path("out")).expect("a link");
    assert!(project.codegen(&[]).status.success() && project.codegen(&["--check"]).status.success());
    assert!(project.path("outside/shop/motto.rs").is_file());
}

#[test]
fn what_is_in_the_way_is_found_before_anything_is_written() {
    let project = Project::new(endpoints(MOTTO));
    fs::create_dir_all(project.path("out/shop.rs")).expect("a folder");
    let output = project.codegen(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("cannot write out/shop.rs"), "{}", text(&output.stderr));
    fs::remove_dir(project.path("out/shop.rs")).expect("it is empty");
    fs::write(project.path("out/shop"), "").expect("a file");
    let output = project.codegen(&[]);
    assert!(text(&output.stderr).contains("cannot write out/shop"), "{}", text(&output.stderr));
    assert_eq!(fs::read_dir(project.path("out")).expect("a folder").count(), 1);
}

#[test]
fn what_was_written_once_is_up_to_date_beside_files_of_others() {
    let project = Project::new(endpoints(MOTTO));
    fs::create_dir_all(project.path("out/shop")).expect("a folder");
    fs::write(project.path("out/shop/mod.rs"), "fn mine() {}").expect("a file");
    assert!(project.codegen(&[]).status.success());
    assert!(project.codegen(&[]).status.success());
    let check = project.codegen(&["--check"]);
    assert!(text(&check.stdout).contains("extra     out/shop/mod.rs"), "{}", text(&check.stdout));
    assert_eq!(fs::read_to_string(project.path("out/shop/mod.rs")).expect("a file"), "fn mine() {}");
}

#[test]
fn a_run_that_was_cut_off_is_finished_by_the_next() {
    let project = check_works(endpoints(MOTTO));
    fs::remove_file(project.path("out/mod.rs")).expect("it is there");
    fs::write(project.path("out/shop.rs"), "").expect("a file");
    for left_over in ["out/shop/.xtask-1-0.new", "out/.xtask-4194305-12.new"] {
        fs::write(project.path(left_over), "half").expect("a file");
    }
    let run = project.codegen(&[]);
    assert!(run.status.success());
    for left_over in ["out/shop/.xtask-1-0.new", "out/.xtask-4194305-12.new"] {
        assert!(text(&run.stdout).contains(&format!("removed   {left_over}\n")), "{}", text(&run.stdout));
        assert!(!project.path(left_over).exists(), "{left_over}");
    }
    assert!(project.codegen(&["--check"]).status.success());
}

#[test]
fn two_runs_at_once_end_well() {
    let project = Project::new(endpoints(MOTTO));
    let many: String = (0..300).map(|n| format!("  /v1/part{n}: {{ doc: A., returns: string }}\n")).collect();
    for entries in [many.as_str(), MOTTO] {
        fs::write(project.path("spec/shop.yaml"), endpoints(entries)).expect("a file");
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| project.codegen(&[]))).collect();
            for run in runs {
                let output = run.join().expect("it ends");
                assert!(output.status.success(), "{}", text(&output.stderr));
            }
        });
        let check = project.codegen(&["--check"]);
        assert!(check.status.success(), "{}", text(&check.stdout));
    }
}

#[test]
fn a_checkout_with_carriage_returns_is_up_to_date() {
    let project = check_works(endpoints(MOTTO));
    for file in ["spec/api.yaml", "spec/shop.yaml", "out/mod.rs", "out/shop.rs", "out/shop/motto.rs"] {
        let path = project.path(file);
        let lines = fs::read_to_string(&path).expect("a file").replace('\n', "\r\n");
        // Some editors put a mark before the first character of a spec.
        let mark = if file.ends_with(".yaml") { "\u{feff}" } else { "" };
        fs::write(path, format!("{mark}{lines}")).expect("a file");
    }
    let check = project.codegen(&["--check"]);
    let stdout = text(&check.stdout);
    assert!(check.status.success(), "{stdout}");
    assert!(stdout.contains("3 files differ in their line ends alone") && stdout.contains("eol=lf"), "{stdout}");
    let output = project.codegen(&[]);
    assert!(!text(&output.stdout).contains("written"), "{}", text(&output.stdout));
}

#[test]
fn check_lists_what_is_missing_and_is_clean_after_writing() {
    let project = Project::new(endpoints(MOTTO));
    let check = project.codegen(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(text(&check.stdout).contains("missing   out/shop/motto.rs"), "{}", text(&check.stdout));
    assert!(!project.path("out").exists());
    assert!(project.codegen(&[]).status.success());
    assert!(project.codegen(&["--check"]).status.success());
}

#[test]
fn five_thousand_endpoints_work() {
    let entries: String = (0..5000)
        .map(|n| format!("  /v1/part{n}: {{ doc: Part {n}., params: {{ id: string }}, returns: [string] }}\n"))
        .collect();
    let project = check_works(endpoints(&entries));
    assert!(project.path("out/shop/part4999.rs").is_file());
    assert!(project.codegen(&["--check"]).status.success());
}

#[test]
fn hostile_docs_and_names_work() {
    let long = "word ".repeat(2000);
    let entry = format!(
        "  /v1/self:\n    doc: \"*/ \\\" \\\\ \\u0000 \\r \\u202e {long}\"\n    params: {{ self?: string, type?: string }}\n    returns: string\n"
    );
    let project = check_works(endpoints(&entry));
    let written = fs::read_to_string(project.path("out/shop.rs")).expect("the group");
    assert!(!written.contains(['\r', '\0', '\u{202e}']));
    assert!(written.lines().all(|line| line.len() < 120));
}

#[test]
fn help_names_every_command() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("--help").output().expect("the command runs");
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("codegen"), "{}", text(&output.stdout));
}

#[test]
fn a_fixture_that_does_not_match_is_named_and_is_no_sample() {
    let project = Project::new(endpoints(MOTTO));
    fs::create_dir_all(project.path("fixtures/shop")).expect("a folder");
    let sample = || fs::read_to_string(project.path("out/samples/shop.rs")).expect("the samples");
    for (json, is_sample) in [("\"made by hand\"", true), ("[1]", false)] {
        fs::write(project.path("fixtures/shop/motto.json"), json).expect("a file");
        let fixtures = project.path("fixtures");
        let output = project.codegen(&["--fixtures", fixtures.to_str().expect("a path")]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(sample().contains(json), is_sample, "{}", sample());
        let warned =
            text(&output.stderr).contains("motto.json does not match its type: the sample is made from the spec");
        assert_eq!(warned, !is_sample, "{}", text(&output.stderr));
    }
}
