//! Synthetic specs in folders.

use std::path::{Path, PathBuf};

use hikerapi_tests::synthetic_spec;

/// The numbers of endpoints.
pub const SIZES: &[usize] = &[100, 1_000, 10_000];

/// Creates a folder, in memory if the system has such a file system: how fast a disk takes many new files depends on
/// what was deleted from it in the last minutes.
///
/// # Panics
/// If it cannot be created.
#[must_use]
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder")
}

/// Writes a spec with that many endpoints and returns its folder.
///
/// # Panics
/// If it cannot be written.
#[must_use]
pub fn write(folder: &Path, endpoints: usize) -> PathBuf {
    let spec = folder.join("spec");
    std::fs::create_dir(&spec).expect("a folder");
    for (name, text) in synthetic_spec(1, endpoints) {
        std::fs::write(spec.join(name), text).expect("a file");
    }
    spec
}
