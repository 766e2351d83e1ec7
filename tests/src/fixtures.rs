//! The fixtures: `tests/fixtures/<group>/<method>.json` is a response as the service sends it, but for its lists, which have
//! three items at most. `<method>_edited.json` is the example of the docs, which lacks some fields. Persons and their posts have
//! synthetic names and ids, by the rule of `tests/synthetic_ids.rs`.

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
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        is_json && (stem == method || stem == edited_name(method))
    });
    paths.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    paths
}

/// The content of an endpoint's fixture.
///
/// # Panics
/// If the endpoint has no fixture.
#[must_use]
pub fn fixture(group: &str, method: &str) -> Vec<u8> {
    read(group, method).unwrap_or_else(|| panic!("no fixture: save a response as tests/fixtures/{group}/{method}.json"))
}

/// The example of the docs; `None` if there is none.
///
/// # Panics
/// If it cannot be read.
#[must_use]
pub fn edited(group: &str, method: &str) -> Option<Vec<u8>> {
    read(group, &edited_name(method))
}

fn edited_name(method: &str) -> String {
    format!("{method}_edited")
}

fn read(group: &str, name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(group).join(name).with_extension("json");
    path.exists().then(|| std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
