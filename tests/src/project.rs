//! Where this project's files are, and reading its spec: for the tests, and for their build script.

use std::path::{Path, PathBuf};

use spec::{Api, Source};

/// The root of the checkout that the tests were built in.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are below the root").to_owned()
}

/// The files of a folder of spec files, in the order of their names.
///
/// # Panics
/// Where one cannot be read.
#[must_use]
pub fn sources(folder: &Path) -> Vec<Source> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    let source = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Source { path: path.to_string_lossy().into_owned(), text }
    };
    paths.iter().map(source).collect()
}

/// The spec of files.
///
/// # Panics
/// Where it has problems: they are shown.
#[must_use]
pub fn checked(sources: &[Source]) -> Api {
    spec::read(sources).unwrap_or_else(|problems| panic!("{}", spec::render(&problems, sources, spec::Color::Plain)))
}
