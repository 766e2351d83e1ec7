//! `cargo xtask import openapi` as a user runs it.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const DOCUMENT: &str = r#"{
    "openapi": "3.0.3",
    "info": { "title": "Things", "version": "7" },
    "paths": { "/v1/a": { "get": { "responses": {}, "x-price": 3 } } }
}"#;

#[test]
fn the_command_prints_writes_and_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.json");
    fs::write(&file, DOCUMENT).unwrap();
    let import = |arguments: &[&str]| -> Output {
        let xtask =
            Command::new(env!("CARGO_BIN_EXE_xtask")).args(["import", "openapi"]).arg(&file).args(arguments).output();
        xtask.unwrap()
    };
    let printed = import(&["--without-api"]);
    assert_eq!(printed.status.code(), Some(0));
    let out: PathBuf = folder.path().join("spec");
    let written = import(&["--without-api", "--out", out.to_str().unwrap()]);
    assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
    assert_eq!(fs::read(out.join("a.yaml")).unwrap(), printed.stdout);
    refused(&import(&["--out", out.to_str().unwrap()]), "the file exists");
    refused(&import(&["--path", "/v2"]), "no path is below `/v2`");
    let whole = folder.path().join("whole");
    assert_eq!(import(&["--cost-key", "x-price", "--out", whole.to_str().unwrap()]).status.code(), Some(0));
    assert!(fs::read_to_string(whole.join("api.yaml")).unwrap().contains("  name: Things\n"));
    // Into the spec that was just written: it has everything already.
    let again = import(&["--spec", whole.to_str().unwrap()]);
    refused(&again, "GET /v1/a: the spec has it already");
    refused(&import(&["--spec", folder.path().join("none").to_str().unwrap()]), "none");
    assert!(fs::read_to_string(whole.join("a.yaml")).unwrap().contains("    cost: 3\n"));
    // What fails in writing names an option of this command.
    let in_a_file = import(&["--out", file.join("spec").to_str().unwrap()]);
    refused(&in_a_file, "name another with `--out DIR`, or print without `--out`");
    assert!(!String::from_utf8_lossy(&in_a_file.stderr).contains("--spec"));
    fs::write(&file, r#"{"swagger": "2.0"}"#).unwrap();
    refused(&import(&[]), "3.0 and 3.1 are known");
    fs::write(&file, r#"{"openapi": "3.1.0", "openapi": 1}"#).unwrap();
    refused(&import(&[]), "the key `openapi` appears twice in one object at line 1 column");
    fs::write(&file, "openapi: 3.0.3\npaths:\n  /v1/a:\n    get:\n      responses: { 200: {} }\n").unwrap();
    let of_yaml = import(&[]);
    assert_eq!(of_yaml.status.code(), Some(0), "{}", String::from_utf8_lossy(&of_yaml.stderr));
    assert!(String::from_utf8_lossy(&of_yaml.stderr).starts_with("1 of 1 operations are described.\n"));
    fs::write(&file, "openapi: 3.0.3\npaths: {}\npaths: {}\n").unwrap();
    refused(&import(&[]), "the key `paths` appears twice in one object");
    fs::write(&file, "[".repeat(100_000)).unwrap();
    refused(&import(&[]), "recursion limit exceeded");
    fs::remove_file(&file).unwrap();
    refused(&import(&[]), "No such file");
}

#[track_caller]
fn refused(output: &Output, why: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(why), "{said}");
}
