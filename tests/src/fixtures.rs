//! The fixtures: `tests/fixtures/<group>/<method>.json`. Further ones of an endpoint are named `<method>.<suffix>.json`.
//! Beside them the uncut responses, `tests/uncut`.

use std::path::{Path, PathBuf};

/// The paths of all fixtures of an endpoint, sorted by name.
///
/// # Panics
/// If the folder cannot be read.
#[must_use]
pub fn fixtures(group: &str, method: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(group);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.ends_with(".json") && name.split('.').next() == Some(method)
    });
    paths.sort();
    paths
}

/// The content of an endpoint's first fixture.
///
/// # Panics
/// If the endpoint has no fixture.
#[must_use]
pub fn fixture(group: &str, method: &str) -> Vec<u8> {
    let paths = fixtures(group, method);
    let path =
        paths.first().unwrap_or_else(|| panic!("no fixture: save a response as tests/fixtures/{group}/{method}.json"));
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The uncut response of an endpoint, `tests/uncut/<group>/<method>.json`: with the fields that the docs strip from their
/// examples, the fixtures. Lists have three items there, too. `None` if there is none.
///
/// # Panics
/// If it cannot be read.
#[must_use]
pub fn uncut(group: &str, method: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("uncut").join(group).join(method).with_extension("json");
    path.exists().then(|| std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
