//! A command works on the workspace that it runs in, never on the one that it was compiled in.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const API: &str = include_str!("../../tests/golden/minimal/spec/api.yaml");

/// A workspace with a spec of its own, whose one endpoint has this path.
fn checkout(path: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("spec")).expect("a folder");
    fs::create_dir_all(folder.path().join("member/src")).expect("a folder");
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).expect("a file");
    write("Cargo.toml", "[workspace]\nmembers = [\"member\"]\n\n[workspace.package]\nversion = \"7.1.2\"\n");
    write("member/Cargo.toml", "[package]\nname = \"member\"\n");
    write("spec/api.yaml", API);
    let group = "group: { doc: A shop., base: /v1/shop }\nendpoints:\n";
    write("spec/shop.yaml", &format!("{group}  {path}: {{ doc: A motto., returns: string }}\n"));
    folder
}

fn xtask(folder: &Path, manifest: Option<&Path>, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).args(arguments).env_remove("CARGO_MANIFEST_DIR");
    if let Some(manifest) = manifest {
        command.env("CARGO_MANIFEST_DIR", manifest);
    }
    command.output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_current_folder_names_the_project() {
    let checkout = checkout("/v1/shop/other_motto");
    for inner in ["", "member", "member/src"] {
        let output = xtask(&checkout.path().join(inner), None, &["export", "openapi"]);
        assert!(output.status.success(), "{inner}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains("/v1/shop/other_motto"), "{inner}: {}", text(&output.stdout));
    }
}

#[test]
fn cargo_run_names_the_project_from_any_folder() {
    let (checkout, elsewhere) = (checkout("/v1/shop/other_motto"), tempfile::tempdir().expect("a folder"));
    let manifest = checkout.path().join("member");
    let output = xtask(elsewhere.path(), Some(&manifest), &["export", "openapi"]);
    assert!(text(&output.stdout).contains("/v1/shop/other_motto"), "{}", text(&output.stderr));
}

#[test]
fn a_spec_that_is_named_needs_no_project() {
    let (checkout, elsewhere) = (checkout("/v1/shop/other_motto"), tempfile::tempdir().expect("a folder"));
    let spec = checkout.path().join("spec").display().to_string();
    let output = xtask(elsewhere.path(), None, &["export", "openapi", "--spec", &spec]);
    assert!(text(&output.stdout).contains("/v1/shop/other_motto"), "{}", text(&output.stderr));
    let output = xtask(elsewhere.path(), None, &["export", "openapi"]);
    assert!(text(&output.stderr).contains("cannot find the project"), "{}", text(&output.stderr));
}

#[test]
fn generated_files_go_into_the_checkout_that_the_command_runs_in() {
    let checkout = checkout("/v1/shop/motto");
    let output = xtask(checkout.path(), None, &["codegen"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(checkout.path().join("client/src/generated/shop/motto.rs").exists());
    assert!(checkout.path().join("spec/schema.json").exists());
}

#[test]
fn the_released_version_is_that_of_the_workspace() {
    let (old, new) = (checkout("/v1/shop/motto"), checkout("/v1/shop/motto"));
    let sides = [old.path().join("spec"), new.path().join("spec")];
    let sides = sides.each_ref().map(|folder| folder.to_str().expect("a path"));
    let output = xtask(new.path(), None, &["diff", sides[0], sides[1]]);
    assert!(text(&output.stdout).contains("semver: none, 7.1.2 to 7.1.2"), "{}", text(&output.stdout));
}

#[test]
fn outside_of_a_project_the_error_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = xtask(folder.path(), None, &["drift"]);
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    assert!(message.contains("cannot find the project") && message.contains("[workspace]"), "{message}");
    assert!(message.contains("help: run the command inside of a checkout"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_schema_that_is_a_pipe_or_has_no_end_is_not_read() {
    let checkout = checkout("/v1/shop/motto");
    let schema = checkout.path().join("spec/schema.json");
    for make in [["mkfifo"].as_slice(), &["ln", "-s", "/dev/zero"]] {
        assert!(Command::new(make[0]).args(&make[1..]).arg(&schema).status().expect("the command runs").success());
        for arguments in [["codegen"].as_slice(), &["codegen", "--check"]] {
            let output = xtask(checkout.path(), None, arguments);
            let said = text(&output.stderr);
            assert!(output.status.code() == Some(2) && said.contains("it is a pipe, a socket or a device"), "{said}");
            assert!(said.contains("cannot read the schema") && said.contains("move it away"), "{said}");
        }
        fs::remove_file(&schema).expect("it is there");
    }
}

#[test]
fn infer_reads_the_fixtures_of_the_project_or_fails() {
    let checkout = checkout("/v1/shop/motto");
    let response = checkout.path().join("response.json");
    fs::write(&response, "{\"id\": 1}").expect("a file");
    let infer = || xtask(checkout.path(), None, &["infer", "GET", "/v1/shop/new", "--from", "response.json"]);
    assert!(infer().status.success(), "no folder");
    let fixtures = checkout.path().join("tests/fixtures/shop");
    fs::create_dir_all(&fixtures).expect("a folder");
    assert!(infer().status.success(), "no fixtures");
    fs::write(fixtures.join("motto.json"), "{\"id\":").expect("a file");
    let output = infer();
    let said = text(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("tests/fixtures/shop/motto.json:1:7"), "{said}");
}

const DOCUMENT: &str = r#"{ "openapi": "3.1.0", "info": { "title": "S", "version": "1" }, "paths": { "/v1/shop/new": { "get": {
    "summary": "What is new.", "responses": { "200": { "content": { "application/json": { "schema": {} } } } },
    "parameters": [{ "name": "amount", "in": "query", "schema": { "type": "integer", "default": 50 } }] } } } }"#;

#[test]
fn a_document_goes_into_the_spec_with_a_response_or_alone() {
    let checkout = checkout("/v1/shop/motto");
    fs::write(checkout.path().join("response.json"), "{\"id\": 1}").expect("a file");
    fs::write(checkout.path().join("api.json"), DOCUMENT).expect("a file");
    let infer = ["infer", "GET", "/v1/shop/new", "--from", "response.json", "--document", "api.json"];
    let import = ["import", "openapi", "api.json", "--spec", "spec"];
    for command in [infer.as_slice(), &import] {
        let output = xtask(checkout.path(), None, &[command, &["--patch"]].concat());
        let patch = text(&output.stdout);
        assert!(output.status.success(), "{}", text(&output.stderr));
        for line in [
            "+++ b/spec/shop.yaml\n",
            "+  /v1/shop/new:\n",
            "+    doc: What is new.\n",
            "+    params: { amount?: { type: integer, default: 50 } }\n",
        ] {
            assert!(patch.contains(line), "no {line:?} in\n{patch}");
        }
        assert!(!patch.contains("group:") || patch.contains(" group:"), "{patch}");
    }
    // The file of the group is whole in another folder, and printed as what comes to it.
    let out = xtask(checkout.path(), None, &[import.as_slice(), &["--out", "out"]].concat());
    assert!(out.status.success(), "{}", text(&out.stderr));
    let whole = fs::read_to_string(checkout.path().join("out/shop.yaml")).expect("a file");
    assert!(
        whole.starts_with("group:") && whole.contains("/v1/shop/new") && whole.contains("/v1/shop/motto"),
        "{whole}"
    );
    let printed = text(&xtask(checkout.path(), None, &import).stdout);
    assert!(printed.starts_with("# ---- to be added to shop.yaml ----\n") && !printed.contains("motto"), "{printed}");
    let refused = xtask(checkout.path(), None, &["import", "openapi", "api.json", "--patch"]);
    assert!(text(&refused.stderr).contains("--spec"), "{}", text(&refused.stderr));
    let other = ["infer", "GET", "/v1/shop/old", "--from", "response.json", "--document", "api.json"];
    let refused = xtask(checkout.path(), None, &other);
    assert!(
        text(&refused.stderr).contains("cannot take GET /v1/shop/old from the document"),
        "{}",
        text(&refused.stderr)
    );
}
