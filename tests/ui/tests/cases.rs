//! Compiles every case. `TRYBUILD=overwrite cargo test -p hikerapi-ui-tests` updates the expected messages.

use std::fs;
use std::path::{Path, PathBuf};

/// Cases that compile without a warning.
const PASS: &[&str] = &["pass", "hygiene"];
/// Cases that do not compile, with the expected messages. Cases of warnings deny them.
const FAIL: &[&str] = &["fail", "warn", "calls", "spec_problems"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

/// Copies the spec files into the package that trybuild generates and compiles the cases in.
fn copy_specs() {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tests/trybuild").join(env!("CARGO_PKG_NAME"));
    let specs = package.join("specs");
    fs::create_dir_all(&specs).expect("a folder");
    for source in ["specs", "../golden/everything/spec"] {
        for file in files(&folder(source)) {
            fs::copy(&file, specs.join(file.file_name().expect("a name"))).expect("a copy");
        }
    }
    let outside = package.with_file_name("outside.yaml");
    fs::write(&outside, "").expect("a file");
    #[cfg(unix)]
    {
        let link = specs.join("link.yaml");
        // The link of an earlier run is broken if the target folder has been moved.
        fs::remove_file(&link).ok();
        std::os::unix::fs::symlink(&outside, link).expect("a link");
    }
    let too_large = fs::File::create(specs.join("too_large.yaml")).expect("a file");
    too_large.set_len(17 * 1024 * 1024).expect("a length");
}

#[test]
fn cases() {
    copy_specs();
    let cases = trybuild::TestCases::new();
    PASS.iter().for_each(|folder| cases.pass(format!("{folder}/*.rs")));
    FAIL.iter().for_each(|folder| cases.compile_fail(format!("{folder}/*.rs")));
}

#[test]
fn every_case_is_compiled() {
    for path in files(&folder("")).into_iter().filter(|path| path.is_dir()) {
        let name = path.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        let is_listed = PASS.contains(&name.as_str()) || FAIL.contains(&name.as_str());
        let is_other = ["src", "tests", "specs"].contains(&name.as_str());
        assert!(is_listed != is_other, "the cases in `{name}` are not compiled");
    }
}

#[test]
fn every_case_has_a_description_and_its_message() {
    for name in PASS.iter().chain(FAIL) {
        for path in files(&folder(name)) {
            let is_case = path.extension().is_some_and(|ending| ending == "rs");
            if is_case {
                let text = fs::read_to_string(&path).expect("a case");
                assert!(text.starts_with("//! "), "{} has no description", path.display());
            }
            let partner = path.with_extension(if is_case { "stderr" } else { "rs" });
            assert!(PASS.contains(name) || partner.is_file(), "{} has no partner", path.display());
        }
    }
}
