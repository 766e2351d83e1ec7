//! Responses that are paid for and cannot become fixtures, kept where git does not see them.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Inside of the folder of fixtures. Its name begins with a point, so that no command takes it for fixtures.
const FOLDER: &str = ".unscrubbed";

/// Writes a response as it arrived, but for the key, to a new file, and returns its path.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn keep(fixtures: &Path, fixture: &Path, body: &[u8]) -> Result<PathBuf, Failure> {
    const HELP: &str = "check that the folder of fixtures may be written";
    let folder = fixtures.join(FOLDER);
    let failed = |error: std::io::Error| Failure::io("cannot keep the response in", &folder, error, HELP);
    fs::create_dir_all(&folder).map_err(failed)?;
    // The folder hides itself, whatever the project's own `.gitignore` has.
    fs::write(folder.join(".gitignore"), "*\n").map_err(failed)?;
    let name = fixture.strip_prefix(fixtures).unwrap_or(fixture).with_extension("");
    let name = name.to_string_lossy().replace(['/', '\\'], "_");
    for number in 1_usize.. {
        let path = folder.join(format!("{name}.{number}"));
        match private().open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            file => {
                file.and_then(|mut file: File| file.write_all(body)).map_err(failed)?;
                return Ok(path);
            }
        }
    }
    Err(failed(std::io::ErrorKind::AlreadyExists.into()))
}

/// A new file that only its owner may read.
fn private() -> fs::OpenOptions {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
