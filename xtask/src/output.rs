//! Comparing generated files with a folder, and bringing the folder up to date.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use codegen::Files;

use crate::failure::Failure;

const HELP: &str = "check that the folder exists and may be written, or name another with `--spec DIR --out DIR`";

/// What differs between a folder and what it should hold; paths from the folder inwards.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files that hold something else.
    pub changed: Vec<String>,
    /// Files that the generator no longer makes.
    pub extra: Vec<String>,
    /// How many are as they should be.
    pub unchanged: usize,
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
/// Where a file cannot be read.
pub fn compare(folder: &Path, files: &Files) -> Result<Difference, Failure> {
    let mut difference = Difference::default();
    let mut present = BTreeSet::new();
    collect(folder, folder, &mut present)?;
    for (path, text) in files.iter() {
        if !present.contains(path) {
            difference.missing.push(path.to_owned());
            continue;
        }
        let file = folder.join(path);
        match holds(&file, text) {
            Ok(true) => difference.unchanged += 1,
            Ok(false) => difference.changed.push(path.to_owned()),
            Err(error) => return Err(Failure::io("cannot read", &file, error, HELP)),
        }
    }
    difference.extra = present.into_iter().filter(|path| files.get(path).is_none()).collect();
    Ok(difference)
}

/// The file that a folder of generated code has, and no folder inside of it.
const ROOT: &str = "mod.rs";

/// Whether a file holds exactly this text. It needs no separate call for the length.
fn holds(file: &Path, text: &str) -> std::io::Result<bool> {
    let longest = text.len() as u64 + 1;
    let mut bytes = Vec::with_capacity(text.len() + 1);
    File::open(file)?.take(longest).read_to_end(&mut bytes)?;
    Ok(bytes == text.as_bytes())
}

/// All files below a folder; none where it does not exist yet.
fn collect(root: &Path, folder: &Path, found: &mut BTreeSet<String>) -> Result<(), Failure> {
    let failed = |error| Failure::io("cannot read the output folder", folder, error, HELP);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if is_left_over(&entry.file_name().to_string_lossy()) {
            // A run that was killed leaves it.
            continue;
        }
        // A link is listed and never followed: its target is not generated.
        if entry.file_type().map_err(failed)?.is_dir() {
            // A folder with its own `mod.rs` is the output of another spec, or a hand-written module.
            if !path.join(ROOT).exists() {
                collect(root, &path, found)?;
            }
        } else {
            let inner = path.strip_prefix(root).unwrap_or(&path);
            found.insert(inner.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

/// Brings the folder up to date. Unchanged files are not touched, so that nothing is built again
/// for them; a file that was not generated is never overwritten or removed, and nothing is removed
/// from a folder that the command has not filled before.
///
/// # Errors
/// Where a file cannot be written, or a file that was not generated is in its place.
pub fn write(folder: &Path, files: &Files, difference: &Difference) -> Result<Vec<String>, Failure> {
    for path in &difference.changed {
        let target = folder.join(path);
        if !is_generated(&target) {
            let why = "`cargo xtask codegen` did not make it, so it may be hand-written";
            return Err(Failure::io(
                "will not overwrite",
                &target,
                why,
                "move it away, or name another folder with `--spec DIR --out DIR`",
            ));
        }
    }
    for path in &difference.changed {
        replace(&folder.join(path), files.get(path).unwrap_or_default())?;
    }
    let is_ours = !difference.missing.iter().any(|path| path == ROOT);
    for path in &difference.missing {
        create(&folder.join(path), files.get(path).unwrap_or_default())?;
    }
    let mut removed = Vec::new();
    for path in difference.extra.iter().filter(|path| is_ours && is_generated(&folder.join(path))) {
        let target = folder.join(path);
        fs::remove_file(&target).map_err(|error| Failure::io("cannot remove", &target, error, HELP))?;
        removed.push(path.clone());
        remove_empty_folders(folder, target.parent());
    }
    Ok(removed)
}

/// Writes a file that is not there. One that is cut off, by whoever stops the process, is empty or begins as ours do: the
/// next run goes on with it.
fn create(target: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::io("cannot write", target, error, HELP);
    let open = || fs::File::options().write(true).create_new(true).open(target);
    let opened = match open() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            fs::create_dir_all(target.parent().unwrap_or(Path::new("."))).map_err(failed)?;
            open()
        }
        opened => opened,
    };
    let written = opened.map_err(failed)?.write_all(text.as_bytes());
    if written.is_err() {
        // A leftover does no harm if this fails too.
        fs::remove_file(target).ok();
    }
    written.map_err(failed)
}

/// What [`replace`] writes before it renames.
fn is_left_over(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".new")
}

/// Whether the command made the file, so that it may change or remove it. An empty Rust file may be one that it began, and
/// holds nothing to lose.
#[must_use]
pub fn is_generated(path: &Path) -> bool {
    let is_rust = path.extension().is_some_and(|ending| ending == "rs");
    is_rust && fs::read(path).is_ok_and(|bytes| bytes.is_empty() || bytes.starts_with(codegen::MARK.as_bytes()))
}

/// Writes a temporary file and renames it: an interruption leaves the old file or the new one.
///
/// # Errors
/// Where it cannot be written.
pub fn replace(target: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::io("cannot write", target, error, HELP);
    let parent = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = parent.join(format!(".{name}.{}.new", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| file.write_all(text.as_bytes()));
    let renamed = written.and_then(|()| fs::rename(&beside, target));
    if renamed.is_err() {
        // A leftover does no harm if this fails too.
        fs::remove_file(&beside).ok();
    }
    renamed.map_err(failed)
}

fn remove_empty_folders(root: &Path, mut folder: Option<&Path>) {
    while let Some(inner) = folder.filter(|inner| *inner != root) {
        if fs::remove_dir(inner).is_err() {
            return;
        }
        folder = inner.parent();
    }
}
