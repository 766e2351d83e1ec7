//! `cargo xtask diff` on folders and on git revisions: what it prints, and how it ends.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SHOP: &str = include_str!("../analysis/tests/diff/shop.yaml");

#[test]
fn a_breaking_change_is_reported_with_its_line_and_its_version() {
    let folder = sides(
        &SHOP.replace("id: ItemId\n", "id: ItemId?\n").replace("green: Green.", "green: Green.\n      blue: Blue."),
    );
    let output = diff(folder.path(), &["old", "new", "--released", "0.3.1"]);
    assert_eq!(output.status.code(), Some(0));
    let expected = "\
old to new: 2 changes, 1 breaking

breaking
  field_made_optional    shop::types::Item::id
      is `Option<ItemId>`, was `ItemId`
      breaks: let id: ItemId = item.id;

compatible, more to use
  variant_added          shop::types::Colour::Blue
      added, for `blue`, which was `Unknown` before

semver: major, 0.3.1 to 0.4.0 (below 1.0 a breaking change moves the second number)

for the changelog:

## 0.4.0

### Breaking

- `types::Item::id`: is `Option<ItemId>`, was `ItemId`.

### New

- `types::Colour::Blue`: added, for `blue`, which was `Unknown` before.
";
    assert_eq!(text(&output), expected);
}

#[test]
fn json_holds_the_same() {
    let folder = sides(&SHOP.replace("      size?: Size\n", ""));
    let output = diff(folder.path(), &["old", "new", "--format", "json", "--released", "1.2.3"]);
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
    assert_eq!(report["semver"], "major");
    assert_eq!(report["version"]["next"], "2.0.0");
    let [change] = report["changes"].as_array().unwrap().as_slice() else { panic!("one change") };
    assert_eq!(change["kind"], "field_removed");
    assert_eq!(change["compatible"], false);
    assert_eq!(change["breaks"], "item.size");
    assert!(report["changelog"].as_str().unwrap().contains("- `types::Item::size`: removed."));
}

#[test]
fn equal_specs_need_no_step() {
    let folder = sides(SHOP);
    let output = diff(folder.path(), &["old", "new", "--released", "0.1.0"]);
    assert_eq!(text(&output), "old to new: 0 changes, 0 breaking\n\nsemver: none, 0.1.0 to 0.1.0\n");
}

#[test]
fn revisions_are_read_from_git() {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let set = ["-c", "user.name=Nobody", "-c", "user.email=nobody@shop.example", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(folder.path()).args(set).args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "--quiet"]);
    let spec = folder.path().join("spec");
    fs::create_dir(&spec).unwrap();
    fs::write(spec.join("items.yaml"), SHOP).unwrap();
    fs::write(spec.join("README.md"), "not a spec").unwrap();
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "first"]);
    git(&["tag", "v1"]);
    fs::write(spec.join("items.yaml"), SHOP.replace("doc: A note.", "doc: The note.")).unwrap();
    git(&["commit", "--quiet", "-a", "-m", "second"]);
    for sides in [["v1", "HEAD"], ["HEAD~1", "spec"]] {
        let output = diff(folder.path(), &[sides[0], sides[1], "--repository", "."]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(text(&output).contains("definition_doc_changed shop::types::Note"), "{}", text(&output));
    }
    could_not(folder.path(), &["v2", "HEAD", "--repository", "."], "it is neither a folder nor a revision");
    could_not(
        folder.path(),
        &["--repository", ".", "--", "--output=x", "HEAD"],
        "it is neither a folder nor a revision",
    );
    could_not(folder.path(), &["v1", "HEAD", "--repository", ".", "--spec", "api"], "it has no folder `api`");
    could_not(folder.path(), &["v1", "HEAD", "--repository", "none"], "it is neither a folder nor a revision");
}

#[test]
fn what_cannot_be_compared_ends_with_2() {
    let folder = sides(&SHOP.replace("size?: Size", "size?: Sise"));
    could_not(folder.path(), &["old", "new"], "`Sise` is not a type of this spec");
    could_not(folder.path(), &["none", "new"], "it is neither a folder nor a revision");
    could_not(folder.path(), &["old", "empty"], "it holds no file that ends in `.yaml`");
    could_not(folder.path(), &["old", "old", "--released", "1.x"], "`1.x` is not a version such as 0.1.0");
}

/// A folder with the spec as `old` and another as `new`.
fn sides(new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("old", SHOP), ("new", new)] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("items.yaml"), text).unwrap();
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).current_dir(folder).arg("diff").args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn could_not(folder: &Path, arguments: &[&str], why: &str) {
    let output = diff(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    assert!(said.contains(why), "{arguments:?}: {said}");
    assert_eq!(text(&output), "");
}
