//! The project that a command works on: the workspace that it is run in.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The root of the workspace: above the crate that `cargo run` runs, else above the current folder. Never the path that
/// the command was compiled in: a binary that runs in another checkout must not touch the first one.
///
/// # Errors
/// Where there is no workspace.
pub fn root() -> Result<PathBuf, Failure> {
    let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::current_dir().unwrap_or_default(),
    };
    let root = start.ancestors().find(|folder| is_workspace(folder));
    root.map(Path::to_owned).ok_or_else(|| Failure::CouldNot {
        what: "cannot find the project".to_owned(),
        why: format!("no `Cargo.toml` with `[workspace]` is in {} or above it", start.display()),
        help: "run the command inside of a checkout",
    })
}

/// A folder that the caller names, else one of the project: `spec`.
///
/// # Errors
/// Where none is named and there is no project.
pub fn folder(named: Option<&PathBuf>, inner: &str) -> Result<PathBuf, Failure> {
    named.map_or_else(|| root().map(|root| root.join(inner)), |named| Ok(named.clone()))
}

fn is_workspace(folder: &Path) -> bool {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| line.trim() == "[workspace]")
}

/// The version of the project's packages.
///
/// # Errors
/// Where there is no project, or its manifest names no version.
pub fn version() -> Result<String, Failure> {
    let file = root()?.join("Cargo.toml");
    let manifest = std::fs::read_to_string(&file).unwrap_or_default();
    let package = manifest.lines().skip_while(|line| line.trim() != "[workspace.package]").skip(1);
    let mut keys = package.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('='));
    let version =
        keys.find(|(key, _)| key.trim() == "version").map(|(_, value)| value.trim().trim_matches('"').to_owned());
    version.ok_or_else(|| {
        Failure::io(
            "cannot read the version in",
            &file,
            "`[workspace.package]` has none",
            "name it: `--released X.Y.Z`",
        )
    })
}

/// A path as messages show it: relative where it is below the current folder.
#[must_use]
pub fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let short = path.strip_prefix(&current).unwrap_or(path);
    let text = short.to_string_lossy().replace('\\', "/");
    if text.is_empty() { ".".to_owned() } else { text }
}

/// The path from the root of the repository: `git apply` takes every path from there.
#[must_use]
pub fn in_repository(path: &str) -> String {
    let Ok(absolute) = std::path::absolute(path) else { return path.to_owned() };
    let root = absolute.ancestors().skip(1).find(|folder| folder.join(".git").exists());
    let inner = root.and_then(|root| absolute.strip_prefix(root).ok());
    let inner = inner.unwrap_or(Path::new(path));
    inner.to_string_lossy().replace('\\', "/").trim_start_matches('/').to_owned()
}
