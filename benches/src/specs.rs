//! Specs that are made up, in folders.

use std::path::{Path, PathBuf};

use hikerapi_tests::made_up_spec;

/// Endpoints in them.
pub const SIZES: &[usize] = &[100, 1_000, 10_000];

/// A folder in memory, where the system has one: what a disk does with many new files depends on what was deleted from
/// it in the last minutes.
///
/// # Panics
/// Where there is none.
#[must_use]
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder")
}

/// Writes one of so many endpoints, and says where.
///
/// # Panics
/// Where it cannot be written.
#[must_use]
pub fn write(folder: &Path, endpoints: usize) -> PathBuf {
    let spec = folder.join("spec");
    std::fs::create_dir(&spec).expect("a folder");
    for (name, text) in made_up_spec(1, endpoints) {
        std::fs::write(spec.join(name), text).expect("a file");
    }
    spec
}
