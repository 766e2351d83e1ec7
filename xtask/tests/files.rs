//! Files that users name, as commands read them: in other encodings, and such as have no end.

use std::path::Path;
use std::process::{Command, Output};

const API: &str = include_str!("../analysis/tests/check_docs_files/api.yaml");
const SHOP: &str = include_str!("../analysis/tests/check_docs_files/shop.yaml");

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "servers": [{"url": "https://t.example"}],
    "paths": {"/v1/things": {"get": {"responses": {"200": {"description": "Things."}}}}}}"#;

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("spec")).expect("a folder");
    std::fs::write(folder.path().join("spec/api.yaml"), API).expect("a file");
    std::fs::write(folder.path().join("spec/shop.yaml"), SHOP).expect("a file");
    std::fs::write(folder.path().join("Cargo.toml"), "[workspace]\n").expect("a file");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).env_remove("CARGO_MANIFEST_DIR").args(arguments).output().expect("the command")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The commands that take a file, each with the file `FILE`.
const COMMANDS: &[&[&str]] = &[
    &["check-docs", "FILE"],
    &["infer", "GET", "/v1/shop/new", "--from", "FILE", "--spec", "spec"],
    &["import", "openapi", "FILE"],
];

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_refused() {
    let folder = project();
    let file = folder.path().join("FILE");
    type Make = fn(&Path);
    let make: [(&str, Make); 3] = [
        ("it is a pipe, a socket or a device", |path| {
            assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
        }),
        ("it is a pipe, a socket or a device", |path| std::os::unix::fs::symlink("/dev/zero", path).expect("a link")),
        ("cannot read", |path| std::os::unix::fs::symlink(path, path).expect("a link")),
    ];
    for (why, make) in make {
        make(&file);
        for command in COMMANDS {
            let output = run(folder.path(), command);
            assert!(
                output.status.code() == Some(2) && stderr(&output).contains(why),
                "{command:?}: {}",
                stderr(&output)
            );
        }
        std::fs::remove_file(&file).expect("it is there");
    }
    let output = run(folder.path(), &["check-docs", "spec"]);
    assert!(stderr(&output).contains("it is a folder"), "{}", stderr(&output));
}

#[test]
fn responses_and_documents_are_read_whatever_an_editor_made_of_them() {
    let folder = project();
    let response = r#"{"id": 1, "caption": "café"}"#;
    for (text, command) in [(response, COMMANDS[1]), (DOCUMENT, COMMANDS[2])] {
        std::fs::write(folder.path().join("FILE"), text).expect("a file");
        let plain = run(folder.path(), command);
        assert!(plain.status.success(), "{}", stderr(&plain));
        let windows = format!("\u{feff}{text}").replace('\n', "\r\n");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [windows.into_bytes(), wide] {
            std::fs::write(folder.path().join("FILE"), bytes).expect("a file");
            let odd = run(folder.path(), command);
            assert!(odd.status.success() && odd.stdout == plain.stdout, "{command:?}: {}", stderr(&odd));
        }
    }
    let latin_1: Vec<u8> = response.chars().map(|c| c as u8).collect();
    std::fs::write(folder.path().join("FILE"), latin_1).expect("a file");
    let odd = run(folder.path(), COMMANDS[1]);
    assert!(
        odd.status.success() && stderr(&odd).contains("warning: FILE:1: a byte that is not UTF-8"),
        "{}",
        stderr(&odd)
    );
}
