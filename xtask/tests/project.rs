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
