//! The pictures in docs/src/images: drawn from the page of benchmarks and from the output of commands, and up to date.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project")
}

fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).args(arguments).env_remove("CARGO_MANIFEST_DIR").output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The page with another text in a cell of a table: in the column of this name, in the row that begins with this cell.
fn with_cell(page: &str, column: &str, row: &str, text: &str) -> String {
    let mut place = None;
    let line = |line: &str| {
        let mut cells: Vec<_> = line.split('|').collect();
        let header = cells.iter().position(|cell| cell.trim() == column);
        place = if line.starts_with('|') { header.or(place) } else { None };
        let text = format!(" {text} ");
        match place.and_then(|place| cells.get_mut(place)) {
            Some(cell) if line.starts_with(&format!("| {row} |")) => *cell = &text,
            _ => {}
        }
        cells.join("|") + "\n"
    };
    let changed: String = page.lines().map(line).collect();
    assert_ne!(page, changed, "no such cell");
    changed
}

#[test]
fn committed_pictures_are_up_to_date() {
    for arguments in [["bench", "--charts", "--check"].as_slice(), &["terminal", "--check"]] {
        let output = xtask(root(), arguments);
        assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    }
}

#[test]
fn every_chart_is_shown_on_the_page_of_benchmarks() {
    let page = fs::read_to_string(root().join("BENCHMARKS.md")).expect("the page");
    for entry in fs::read_dir(root().join("docs/src/images")).expect("the folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(!name.starts_with("bench-") || page.contains(&format!("(docs/src/images/{name})")), "{name}");
    }
}

#[test]
fn a_changed_figure_changes_its_chart_alone_and_a_missing_one_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = fs::read_to_string(root().join("BENCHMARKS.md")).expect("the page");
    let write = |page: &str| fs::write(folder.path().join("BENCHMARKS.md"), page).expect("a file");
    let charts = |more: &[&str]| xtask(folder.path(), &[&["bench", "--charts"], more].concat());
    fs::write(folder.path().join("Cargo.toml"), "[workspace]\n").expect("a file");
    write(&page);
    assert!(charts(&[]).status.success() && charts(&["--check"]).status.success());

    let ours = |text: &str| with_cell(&page, "with our transport, CPU s", "this one", text);
    write(&ours("1000.5"));
    let check = charts(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(text(&check.stdout).contains("changed   docs/src/images/bench-build.svg"), "{}", text(&check.stdout));
    assert!(text(&check.stdout).contains("unchanged 2 images"), "{}", text(&check.stdout));
    assert!(charts(&[]).status.success());
    let svg = fs::read_to_string(folder.path().join("docs/src/images/bench-build.svg")).expect("the chart");
    assert!(svg.contains(">1000.5</text>") && svg.contains("prefers-color-scheme: dark"));

    for (changed, message) in [
        (ours("many"), "`many` is no figure"),
        (page.replace("### Wire", "### Wires"), "the page lacks table 0 below `### Wire`"),
        (page.replace("ratio of the client", "ratio"), "the page lacks the column `ratio of the client`"),
        (page.replace("| this one |", "| ours |"), "the page lacks the row `this one`"),
    ] {
        write(&changed);
        let output = charts(&[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));
    }
}
