//! The command as a user and a CI job run it: what it prints, and how it exits.

#[path = "../analysis/tests/drift/shop.rs"]
mod shop;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use spec::Source;
use tempfile::TempDir;

use shop::Shop;

/// Writes spec and responses as a project has them.
fn write(shop: &Shop, folder: &Path) {
    let files = shop.sources.iter().map(|Source { path, text }| (folder.join(path), text));
    let responses = shop.responses.iter().map(|(path, text)| (folder.join("tests/fixtures").join(path), text));
    for (path, text) in files.chain(responses) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// The shop in a folder, and the command run there.
struct Project(TempDir);

impl Project {
    fn new(shop: &Shop) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        write(shop, project.0.path());
        project
    }

    fn write(self, path: &str, bytes: &[u8]) -> Self {
        fs::write(self.0.path().join(path), bytes).expect("a file");
        self
    }

    fn drift(&self, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.0.path()).arg("drift");
        for default in [["--spec", "spec"], ["--fixtures", "tests/fixtures"]] {
            if !more.contains(&default[0]) {
                command.args(default);
            }
        }
        command.args(more).output().expect("the command runs")
    }

    #[track_caller]
    fn check(&self, more: &[&str], code: i32) -> String {
        let output = self.drift(more);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{out}{err}");
        if code == 2 { err.into_owned() } else { out.into_owned() }
    }
}

/// One breaking and one additive finding, and a notice.
fn drifted() -> Shop {
    Shop::new()
        .response("items", "\"price\": 300,", "\"age\": {}, \"price\": null,")
        .response("items", "\"price\": 99000,", "\"age\": {}, \"price\": 99000,")
        .spec("slug: Slug\n", "slug: Slug?\n")
}

#[test]
fn the_text_is_for_people() {
    let findings = "\
tests/fixtures/shop/items.json against Item (spec/shop.yaml:21)
  new field         age    object, in 2 of 3 items, first at $[0][0].age
    additive: add `age` to the fields of `Item` (tests/fixtures/shop/items.json:5, spec/shop.yaml:21)
  null not allowed  price  null, was integer, in 1 of 3 items, at $[0][0].price
    breaking: mark it as nullable: `integer?` (tests/fixtures/shop/items.json:5, spec/shop.yaml:28)
";
    let notices = "\
all fixtures against Item (spec/shop.yaml:21)
  unneeded mark  slug  may be null, never was in 4 values
    notice: remove the `?`, unless the service declares that it is needed (spec/shop.yaml:25)
";
    let patch = "`cargo xtask drift --patch` prints the change to the spec.\n";
    let project = Project::new(&drifted());
    let counted = format!("2 findings (1 breaking, 1 additive), 1 notice (--notices shows it). {patch}");
    assert_eq!(project.check(&[], 1), format!("{findings}{counted}"));
    let counted = format!("2 findings (1 breaking, 1 additive), 1 notice. {patch}");
    assert_eq!(project.check(&["--notices"], 1), format!("{findings}{notices}{counted}"));
    // What fails the command is listed.
    assert_eq!(project.check(&["--fail-on", "notice"], 1), format!("{findings}{notices}{counted}"));
}

#[test]
fn nothing_that_matters_is_one_line() {
    assert_eq!(Project::new(&Shop::new()).check(&[], 0), "clean: no findings\n");
    let notice = Shop::new().spec("slug: Slug\n", "slug: Slug?\n").spec("size: Size", "size?: Size");
    let text = Project::new(&notice).check(&[], 0);
    assert_eq!(text, "clean: no findings, 2 notices (--notices shows them)\n");
}

#[test]
fn names_of_a_service_cannot_act_on_a_terminal() {
    let name = "\\u001b[2J\\u202e\\u009b";
    let project = Project::new(&Shop::new().response("item", "\"price\"", &format!("\"{name}\": 1, \"price\"")));
    for format in ["text", "github", "json"] {
        let text = project.check(&["--format", format], 1);
        let hidden = text.chars().filter(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}').count();
        assert_eq!(hidden, 0, "{text:?}");
        if format == "json" {
            let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(report["findings"][0]["subject"], "\u{1b}[2J\u{202e}\u{9b}");
        } else {
            assert!(text.contains("\\u{1b}[2J\\u{202e}\\u{9b}"), "{text}");
        }
    }
    let broken = Project::new(&Shop::new().with("shop/\u{202e}.json", "[\u{1b}]"));
    assert!(broken.check(&[], 2).contains("\\u{202e}.json:1:2\n  why:  expected a value"));
}

/// A spec can be made from what a service sends, too.
#[test]
fn names_of_a_spec_cannot_act_on_a_terminal() {
    let project = Project::new(&Shop::new().spec("size: Size", "\"si\\e[2J\\u202Eze\": Sise"));
    let problems = project.check(&[], 2);
    assert!(!problems.contains(['\u{1b}', '\u{202e}']), "{problems:?}");
}

#[test]
fn a_name_of_any_length_is_reported() {
    let name = "x".repeat(70_000);
    let project = Project::new(&Shop::new().response("item", "\"price\"", &format!("\"{name}\": 1, \"price\"")));
    for format in ["text", "github"] {
        let text = project.check(&["--format", format], 1);
        assert!(text.len() < 3000 && text.contains("characters)"), "{text}");
    }
    assert!(project.check(&["--format", "json"], 1).contains(&name));
    project.check(&["--coverage"], 0);
}

#[test]
fn a_fixture_is_read_as_the_client_reads_a_response() {
    let bytes = [b"\xef\xbb\xbf", include_str!("../analysis/tests/drift/item.json").as_bytes()].concat();
    let bytes = String::from_utf8(bytes).expect("text").replace('\n', "\r\n").into_bytes();
    let project = Project::new(&Shop::new()).write("tests/fixtures/shop/item.json", &bytes);
    assert_eq!(project.check(&[], 0), "clean: no findings, 1 notice (--notices shows it)\n");
    let kite = bytes.windows(4).position(|window| window == b"Kite").expect("the item's name");
    let mut latin_1 = bytes.clone();
    latin_1[kite] = 0xe9;
    let project = project.write("tests/fixtures/shop/item.json", &latin_1);
    assert!(project.check(&[], 1).contains("a byte that is not UTF-8, read as U+FFFD, at $"));
    let item = include_str!("../analysis/tests/drift/item.json");
    let wide: Vec<u8> = item.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let project = project.write("tests/fixtures/shop/item.json", &wide);
    assert!(project.check(&["--notices"], 0).contains("UTF-16 text, where JSON is UTF-8"));
    let wider: Vec<u8> = item.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let project = project.write("tests/fixtures/shop/item.json", &wider);
    could_not_run(&project, &[], &["tests/fixtures/shop/item.json:1:1", "it is UTF-32 text: save it as UTF-8"]);
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_links_in_a_circle_are_refused() {
    let project = Project::new(&Shop::new());
    let fixture = project.0.path().join("tests/fixtures/shop/odd.json");
    let pipe = Command::new("mkfifo").arg(&fixture).status().expect("mkfifo");
    assert!(pipe.success());
    could_not_run(&project, &[], &["cannot read the fixture ", "it is a pipe, a socket or a device"]);
    fs::remove_file(&fixture).expect("the pipe");
    std::os::unix::fs::symlink("/dev/zero", &fixture).expect("a link");
    could_not_run(&project, &[], &["it is a pipe, a socket or a device"]);
    fs::remove_file(&fixture).expect("the link");
    std::os::unix::fs::symlink(&fixture, &fixture).expect("a link");
    could_not_run(&project, &[], &["cannot read the fixture "]);
    fs::remove_file(&fixture).expect("the link");
    std::os::unix::fs::symlink("..", project.0.path().join("tests/fixtures/shop/again")).expect("a link");
    project.check(&[], 0);
}

#[test]
fn the_exit_code_is_for_a_job() {
    let project = Project::new(&drifted());
    for (fail_on, code) in [("breaking", 1), ("additive", 1), ("notice", 1), ("never", 0)] {
        project.check(&["--fail-on", fail_on], code);
    }
    let additive = Project::new(&Shop::new().response("item", "\"red\"", "\"pink\""));
    for (fail_on, code) in [("breaking", 0), ("additive", 1), ("notice", 1), ("never", 0)] {
        additive.check(&["--fail-on", fail_on], code);
    }
    let notice = Project::new(&Shop::new().spec("slug: Slug\n", "slug: Slug?\n"));
    for (fail_on, code) in [("breaking", 0), ("additive", 0), ("notice", 1), ("never", 0)] {
        notice.check(&["--fail-on", fail_on], code);
    }
}

#[test]
fn the_json_is_for_programs() {
    let text = Project::new(&drifted()).check(&["--format", "json"], 1);
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&report["breaking"], &report["additive"], &report["notice"]), (&1.into(), &1.into(), &1.into()));
    let expected = serde_json::json!({
        "rule": "new_field",
        "severity": "additive",
        "against": "Item",
        "subject": "age",
        "what": "object",
        "path": "$[0][0].age",
        "count": 2,
        "of": 3,
        "fixture": { "file": "tests/fixtures/shop/items.json", "line": 5, "column": 7 },
        "spec": { "file": "spec/shop.yaml", "line": 21, "column": 3 },
        "help": "add `age` to the fields of `Item`",
    });
    assert_eq!(report["findings"][1], expected);
    assert!(report["findings"][0]["path"].is_null());
}

#[test]
fn github_gets_annotations() {
    let shop = drifted().response("item", "\"red\"", "\"50% off, now\"");
    let text = Project::new(&shop).check(&["--format", "github"], 1);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].starts_with("::warning file=tests/fixtures/shop/item.json,line=6,col=13,title="), "{text}");
    assert!(lines[0].contains("::\"50%25 off, now\", no value of Colour, at $.colour: add it"), "{text}");
    assert!(lines[2].starts_with("::error file=tests/fixtures/shop/items.json,line=5,col=27,title="), "{text}");
    assert_eq!(lines[3], "3 findings (1 breaking, 2 additive), 1 notice (--notices shows it)");
    let text = Project::new(&shop).check(&["--format", "github", "--notices"], 1);
    let notice = "::notice file=spec/shop.yaml,line=25,col=7,title=unneeded mark%3A Item.slug::";
    assert!(text.lines().nth(3).is_some_and(|line| line.starts_with(notice)), "{text}");
}

#[test]
fn coverage_counts_every_field() {
    let shop = Shop::new().spec("      extra: json", "      extra: json\n      age?: { type: integer, basis: prose }");
    let project = Project::new(&shop);
    let text = project.check(&["--coverage"], 0);
    assert!(text.contains("Item (spec/shop.yaml:21): 4 objects\n"), "{text}");
    assert!(text.contains("  note           1      0      3\n"), "{text}");
    assert!(text.contains("  weight         3      1      0\n"), "{text}");
    assert!(text.ends_with("1 of 15 fields were never seen: Item.age\n"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&project.check(&["--coverage", "--format", "json"], 0)).expect("JSON");
    assert_eq!(json[0]["fields"][6], serde_json::json!({ "field": "note", "seen": 1, "null": 0, "absent": 3 }));
}

#[track_caller]
fn could_not_run(project: &Project, more: &[&str], messages: &[&str]) {
    let error = project.check(more, 2);
    for part in messages {
        assert!(error.contains(part), "`{part}` is not in\n{error}");
    }
}

#[test]
fn what_is_no_json_is_named_with_its_line() {
    let project = Project::new(&Shop::new().with("shop/item_2.json", "{\n  \"pk\": 7,\n}"));
    could_not_run(&project, &[], &["tests/fixtures/shop/item_2.json:3:", "expected a key in double quotes"]);
    // A response without content is null.
    let text = Project::new(&Shop::new().with("shop/item_2.json", "")).check(&[], 1);
    assert!(text.contains("null, was Item") && text.contains("tests/fixtures/shop/item_2.json:1"), "{text}");
    let project = Project::new(&Shop::new()).write("tests/fixtures/shop/item_2.json", b"{\n\xff}");
    could_not_run(&project, &["--patch"], &["item_2.json:2:1", "expected a key in double quotes"]);
}

#[test]
fn folders_and_specs_that_do_not_are_reported() {
    let project = Project::new(&Shop::new());
    could_not_run(&project, &["--fixtures", "nowhere"], &["nowhere", "--fixtures DIR"]);
    fs::create_dir(project.0.path().join("empty")).expect("a folder");
    could_not_run(&project, &["--fixtures", "empty"], &["there are no fixtures in", "empty"]);
    could_not_run(&project, &["--spec", "nowhere"], &["nowhere", "--spec DIR"]);
    let project = Project::new(&Shop::new().spec("size: Size", "size: Sise"));
    could_not_run(&project, &[], &["`Sise` is not a type", "it has 1 problem, shown above"]);
    could_not_run(&project, &["--format", "xml"], &["xml"]);
    could_not_run(&project, &["--patch", "--coverage"], &["--coverage"]);
}

#[test]
fn a_patch_reports_what_it_leaves() {
    let shop = drifted().with("shop/items_2.json", "{}");
    let output = Project::new(&shop).drift(&["--patch"]);
    assert_eq!(output.status.code(), Some(1));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(out.starts_with("--- a/spec/shop.yaml\n+++ b/spec/shop.yaml\n@@"), "{out}");
    assert!(err.starts_with("not fixed by the patch:\n") && err.contains("object, was [[Item], cursor?]"), "{err}");
}

/// Drift of every kind at once, through the command and `git apply`, and through `patch -p1`.
#[test]
fn git_and_patch_take_the_diff() {
    let shop = Shop::new()
        .response("items", "\"price\": 300,", "\"age\": 4,")
        .response("item", "\"red\"", "\"pink\"")
        .response("item", "\"pk\": 7", "\"pk\": \"x7\"")
        .response("item", "\"size\": 2", "\"size\": null")
        .response("items", "\"2026-04-03T13:00:03Z\"", "1775048403000")
        .response("items", "\"label\": \"water\",", "\"label\": {}, \"kind\": 1,");
    for tool in ["git apply drift.diff", "patch -p1 -s < drift.diff"] {
        let folder = tempfile::tempdir().expect("a folder");
        write(&shop, folder.path());
        run(folder.path(), "git init -q . 2>/dev/null");
        let before = drift(folder.path(), &[]);
        assert_eq!(before.0, 1, "{}", before.1);
        let (code, diff) = drift(folder.path(), &["--patch"]);
        assert_eq!(code, 0, "{diff}");
        fs::write(folder.path().join("drift.diff"), diff).expect("a file");
        run(folder.path(), tool);
        let after = drift(folder.path(), &[]);
        assert_eq!(after.0, 0, "{}", after.1);
        let text = fs::read_to_string(folder.path().join("spec/shop.yaml")).expect("a file");
        let comments = |text: &str| {
            text.lines().filter_map(|line| line.split_once('#')).map(|(_, why)| why.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(comments(&text), comments(&shop.sources[1].text), "every comment is kept, in its order");
    }
}

fn run(folder: &Path, script: &str) {
    let status = Command::new("sh").current_dir(folder).args(["-c", script]).status().expect("a shell");
    assert!(status.success(), "{script}");
}

fn drift(folder: &Path, more: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).args(["drift", "--spec", "spec", "--fixtures", "tests/fixtures"]).args(more);
    let output = command.output().expect("the command runs");
    (output.status.code().expect("a code"), String::from_utf8(output.stdout).expect("text"))
}
