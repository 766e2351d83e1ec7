//! Comparing generated files with a folder, and bringing the folder up to date.

mod file;
mod place;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use codegen::Files;

use crate::failure::Failure;
pub use file::replace;
use place::HELP;

/// What differs between a folder and what it should hold; paths from the folder inwards.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files that hold something else.
    pub changed: Vec<String>,
    /// Files that the generator no longer makes.
    pub extra: Vec<String>,
    /// Temporary files of runs that were killed.
    pub left_over: Vec<String>,
    /// How many are as they should be.
    pub unchanged: usize,
    /// How many of those have lines that end with a carriage return, as a checkout on Windows writes them.
    pub carriage_returns: usize,
}

impl Difference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.extra.is_empty()
    }
}

/// Compares without touching anything.
///
/// # Errors
/// Where a file cannot be read, or where one that is missing could not be written.
pub fn compare(folder: &Path, files: &Files) -> Result<Difference, Failure> {
    place::check(folder, files)?;
    let mut difference = Difference::default();
    let mut present = BTreeSet::new();
    let folders = folders(files);
    collect(folder, folder, &folders, &mut present)?;
    for (path, text) in files.iter() {
        if !present.contains(path) {
            difference.missing.push(path.to_owned());
            continue;
        }
        let file = folder.join(path);
        match content(&file, text) {
            Ok(Content::Same) => difference.unchanged += 1,
            Ok(Content::CarriageReturns) => {
                difference.unchanged += 1;
                difference.carriage_returns += 1;
            }
            Ok(Content::Other) => difference.changed.push(path.to_owned()),
            // Another run has removed it.
            Err(error) if error.kind() == ErrorKind::NotFound => difference.missing.push(path.to_owned()),
            Err(error) => return Err(Failure::io("cannot read", &file, error, HELP)),
        }
    }
    let extra = present.into_iter().filter(|path| files.get(path).is_none());
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    (difference.left_over, difference.extra) = extra.partition(|path| file::is_left_over(&name(path)));
    Ok(difference)
}

/// The file that a folder of generated code has, and no folder inside of it.
const ROOT: &str = "mod.rs";

/// The folders with generated files.
fn folders(files: &Files) -> BTreeSet<&str> {
    files.iter().filter_map(|(path, _)| path.rsplit_once('/')).map(|(folder, _)| folder).collect()
}

enum Content {
    Same,
    CarriageReturns,
    Other,
}

/// Compares a file with its text, and reads no more than it needs.
fn content(file: &Path, text: &str) -> std::io::Result<Content> {
    let longest = 2 * text.len() as u64 + 1;
    let mut bytes = Vec::with_capacity(text.len() + 1);
    File::open(file)?.take(longest).read_to_end(&mut bytes)?;
    if bytes == text.as_bytes() {
        return Ok(Content::Same);
    }
    let is_same = same_lines(&bytes, text.as_bytes());
    Ok(if is_same { Content::CarriageReturns } else { Content::Other })
}

/// Whether two texts have the same lines, whichever way these end.
pub(crate) fn same_lines(one: &[u8], other: &[u8]) -> bool {
    let line = |line: &[u8]| line.strip_suffix(b"\r").map_or(line.to_owned(), <[u8]>::to_owned);
    one.split(|byte| *byte == b'\n').map(line).eq(other.split(|byte| *byte == b'\n').map(line))
}

/// All files below a folder; none where it does not exist yet.
fn collect(root: &Path, folder: &Path, ours: &BTreeSet<&str>, found: &mut BTreeSet<String>) -> Result<(), Failure> {
    let failed = |error| Failure::io("cannot read the output folder", folder, error, HELP);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let inner = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        // A link is listed and never followed: its target is not generated.
        if entry.file_type().map_err(failed)?.is_dir() {
            // A folder with its own `mod.rs` is the output of another spec, or a hand-written module.
            if ours.contains(inner.as_str()) || !path.join(ROOT).exists() {
                collect(root, &path, ours, found)?;
            }
        } else {
            found.insert(inner);
        }
    }
    Ok(())
}

/// Brings the folder up to date. Unchanged files are not touched, so that nothing is built again
/// for them; a file that was not generated is never overwritten or removed, and nothing is removed
/// from a folder that the command has not filled before. A run that is interrupted leaves whole files,
/// and the next one continues.
///
/// # Errors
/// Where a file cannot be written, or a file that was not generated is in its place.
pub fn write(folder: &Path, files: &Files, difference: &Difference) -> Result<Vec<String>, Failure> {
    let ours = |path: &&String| is_generated(&folder.join(path));
    let is_foreign = |path: &&String| fs::symlink_metadata(folder.join(path)).is_ok() && !ours(path);
    if let Some(path) = difference.changed.iter().chain(&difference.missing).find(is_foreign) {
        return Err(Failure::io(
            "will not overwrite",
            &folder.join(path),
            "`cargo xtask codegen` did not make it, so it may be hand-written",
            "move it away, or name another folder with `--spec DIR --out DIR`",
        ));
    }
    for path in difference.changed.iter().chain(&difference.missing) {
        replace(&folder.join(path), files.get(path).unwrap_or_default(), HELP)?;
    }
    let is_filled = !difference.missing.iter().any(|path| path == ROOT);
    let mut removed = Vec::new();
    let extra = difference.extra.iter().filter(|path| is_filled && ours(path));
    for path in difference.left_over.iter().chain(extra) {
        let target = folder.join(path);
        match fs::remove_file(&target) {
            Ok(()) => removed.push(path.clone()),
            // Another run has removed it.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::io("cannot remove", &target, error, HELP)),
        }
        remove_empty_folders(folder, target.parent());
    }
    Ok(removed)
}

/// Whether the command made the file, so that it may change or remove it. An empty Rust file holds nothing to lose.
#[must_use]
pub fn is_generated(path: &Path) -> bool {
    let is_rust = path.extension().is_some_and(|ending| ending == "rs");
    // A link leads elsewhere, and a pipe would be waited for.
    let is_file = fs::symlink_metadata(path).is_ok_and(|data| data.is_file());
    is_rust && is_file && begin(path).is_ok_and(|bytes| bytes.is_empty() || bytes == codegen::MARK.as_bytes())
}

/// The first bytes of a file, as many as the mark has.
fn begin(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(codegen::MARK.len() as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn remove_empty_folders(root: &Path, mut folder: Option<&Path>) {
    while let Some(inner) = folder.filter(|inner| *inner != root) {
        if fs::remove_dir(inner).is_err() {
            return;
        }
        folder = inner.parent();
    }
}
