//! This project's spec and fixtures, for the tests of the engines.

#![allow(dead_code, reason = "no test needs all of it")]
#![allow(clippy::disallowed_methods, reason = "a test may read files, an engine may not")]

use std::fs;
use std::path::{Path, PathBuf};

use analysis::fixture::Fixture;
use spec::{Api, Source};

/// The root of the checkout that the tests were built in.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep").to_owned()
}

/// The files of a folder of spec files, and the spec.
#[track_caller]
pub(crate) fn spec(folder: &Path) -> (Vec<Source>, Api) {
    let mut paths: Vec<_> =
        files(folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    paths.sort();
    let source = |path: &PathBuf| Source { path: path.to_string_lossy().into_owned(), text: text(path) };
    let sources: Vec<_> = paths.iter().map(source).collect();
    match spec::read(&sources) {
        Ok(api) => (sources, api),
        Err(problems) => panic!("{}", spec::render(&problems, &sources, spec::Color::Plain)),
    }
}

/// The fixtures of this project, in the order of their paths.
pub(crate) fn fixtures() -> Vec<Fixture> {
    let folder = root().join("tests/fixtures");
    let mut paths: Vec<_> = files(&folder).iter().filter(|path| path.is_dir()).flat_map(|group| files(group)).collect();
    paths.sort();
    let fixture = |path: &PathBuf| {
        let inner = path.strip_prefix(&folder).expect("it is below").to_string_lossy().replace('\\', "/");
        Fixture::parse(&inner, &inner, text(path)).expect("JSON")
    };
    paths.iter().map(fixture).collect()
}

/// What is in a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a readable folder").path()).collect()
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
