//! Where the binaries of PostgreSQL are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

/// Returns the folder with `initdb` and `postgres`: of `PATH`, or the newest one of Debian's. Prints once that there is none.
pub(crate) fn folder() -> Option<PathBuf> {
    static MISSING: Once = Once::new();
    let found = in_path().or_else(of_debian);
    if found.is_none() {
        MISSING.call_once(|| {
            eprintln!("PostgreSQL is not installed (no `initdb`): what is about it is skipped. Debian: apt-get install postgresql");
        });
    }
    found
}

fn in_path() -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).find(|folder| has_server(folder))
}

fn of_debian() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| has_server(folder))
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder)
}

fn has_server(folder: &Path) -> bool {
    folder.join("initdb").is_file() && folder.join("postgres").is_file()
}
