//! `cargo xtask export openapi` as a user runs it.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use std::fs;
use std::path::Path;
use std::process::Command;

const SPEC: &str = include_str!("../analysis/tests/openapi/items.yaml");

#[test]
fn the_command_reads_the_fixtures_and_reports_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("fixtures/items")).unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/items.yaml"), SPEC).unwrap();
    let response = folder.path().join("fixtures/items/all.json");
    let (code, printed, said) = export(folder.path());
    assert_eq!(
        (code, said.trim()),
        (Some(0), "warning: fixtures/items/all.json does not exist; its example is left out")
    );
    assert!(!printed.contains("\"example\": "));
    fs::write(&response, "[[], \"b\"]").unwrap();
    let (code, printed, said) = export(folder.path());
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(printed.contains("\"example\": ["));
    // What `drift` reads, this command reads too.
    fs::write(&response, "\u{feff}[[{\"a\": NaN, \"a\": 1, \"b\": \"\\x\", \"c\": 1e999, \"d\": 1.5}], \"b\"]")
        .unwrap();
    let (code, printed, said) = export(folder.path());
    assert_eq!((code, said.matches("warning: fixtures/items/all.json:1: ").count()), (Some(0), 4), "{said}");
    let document: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let content = &document["paths"]["/v1/items/{id}/all"]["get"]["responses"]["200"]["content"]["application/json"];
    let expected = serde_json::json!([[{"a": 1, "b": "\u{fffd}x", "c": null, "d": 1.5}], "b"]);
    assert_eq!(content["example"], expected, "{printed}");
    fs::write(&response, "[[],").unwrap();
    let (code, printed, said) = export(folder.path());
    assert_eq!((code, printed.as_str()), (Some(2), ""));
    assert!(said.contains("all.json") && said.contains("all.json:1:5"), "{said}");
}

fn export(folder: &Path) -> (Option<i32>, String, String) {
    let arguments = ["export", "openapi", "--spec", "spec", "--fixtures", "fixtures"];
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}
