//! Writing a file as a whole: an interruption leaves the old file or the new one.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::failure::Failure;

/// Writes a temporary file beside the target and renames it. `help` says what to do where that fails.
///
/// # Errors
/// Where it cannot be written.
pub fn replace(target: &Path, text: &str, help: &'static str) -> Result<(), Failure> {
    written(target, text).map_err(|error| Failure::io("cannot write", target, error, help))
}

fn written(target: &Path, text: &str) -> io::Result<()> {
    const ATTEMPTS: usize = 20;
    for _ in 1..ATTEMPTS {
        match written_once(target, text) {
            // Another run has taken the file for one that was left over.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            result => return result,
        }
    }
    written_once(target, text)
}

fn written_once(target: &Path, text: &str) -> io::Result<()> {
    let parent = target.parent().unwrap_or(Path::new("."));
    let (mut file, beside) = create(parent)?;
    let renamed = file.write_all(text.as_bytes()).and_then(|()| fs::rename(&beside, target));
    if renamed.is_err() {
        // A leftover does no harm if this fails too.
        fs::remove_file(&beside).ok();
    }
    renamed
}

/// Creates a temporary file, and the folder for it. Another run may remove the folder in between, because it was empty.
fn create(folder: &Path) -> io::Result<(File, PathBuf)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    const ATTEMPTS: usize = 20;
    let mut last = None;
    for _ in 0..ATTEMPTS {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // It is short: the name of the target may be as long as a name can be.
        let beside = folder.join(format!(".xtask-{}-{count}.new", std::process::id()));
        match File::create_new(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == ErrorKind::NotFound => fs::create_dir_all(folder)?,
            // A run that was killed has left it.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        last = Some(beside);
    }
    Err(io::Error::other(format!("{} cannot be created", last.unwrap_or_default().display())))
}

/// Whether [`replace`] writes a file of this name before it renames it: `.xtask-71-0.new`.
pub(super) fn is_left_over(name: &str) -> bool {
    let numbers =
        name.strip_prefix(".xtask-").and_then(|rest| rest.strip_suffix(".new")).and_then(|rest| rest.split_once('-'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(process, count)| is_number(process) && is_number(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_with_its_own_names_are_left_over() {
        assert!(is_left_over(".xtask-71-0.new"));
        for name in
            [".new", ".xtask-.new", ".xtask-a-0.new", ".xtask-1-.new", "xtask-1-0.new", ".other.new", ".xtask-1-0"]
        {
            assert!(!is_left_over(name), "{name}");
        }
    }
}
