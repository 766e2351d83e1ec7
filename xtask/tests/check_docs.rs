//! `cargo xtask check-docs` as a user runs it.

use std::process::Command;

const API: &str = include_str!("../analysis/tests/check_docs_files/api.yaml");
const SHOP: &str = include_str!("../analysis/tests/check_docs_files/shop.yaml");
const PAGE: &str = include_str!("../analysis/tests/check_docs_files/page.md");

fn docs(page: &[u8], format: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
    std::fs::create_dir(folder.path().join("spec")).expect("a folder");
    write("spec/api.yaml", API.as_bytes());
    write("spec/shop.yaml", SHOP.as_bytes());
    write("page.md", page);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder.path()).args(["check-docs", "page.md", "--spec", "spec", "--format", format]);
    let output = command.output().expect("the command");
    (
        output.status.code(),
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)),
    )
}

#[test]
fn the_command_reports_and_ends_as_drift_does() {
    assert_eq!(docs(PAGE.as_bytes(), "text"), (Some(0), "no findings\n".to_owned()));
    let changed = PAGE.replace("boolean | No", "boolean | Yes");
    let (code, printed) = docs(changed.as_bytes(), "text");
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("page.md against /v1/shop/item (spec/shop.yaml:10)"), "{printed}");
    assert!(printed.contains("breaking: take the `?` from `full` (page.md:14, spec/shop.yaml:12)"), "{printed}");
    assert!(docs(changed.as_bytes(), "github").1.starts_with("::error file=page.md,line=14,"));
    assert!(docs(changed.as_bytes(), "json").1.contains("\"rule\": \"required_changed\""));
    let windows = changed.replace('\n', "\r\n");
    assert_eq!(docs(windows.as_bytes(), "text").0, Some(1));
    for (page, why) in
        [(&b""[..], "no line with `GET`"), (b"<html>GET /x</html>", "no line with"), (b"\xff\xfe", "not UTF-8")]
    {
        let (code, printed) = docs(page, "text");
        assert_eq!(code, Some(2), "{printed}");
        assert!(printed.contains(why), "{printed}");
    }
}
