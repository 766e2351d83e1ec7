//! Reading a file that a user names, or that is in a folder that a user names.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use analysis::json;

use crate::failure::Failure;
use crate::project::shown;
use crate::stderr;

/// The text of a file. `what` names it in messages: `the response`. A byte order mark is left out, and bytes that are not
/// UTF-8 become U+FFFD, with a warning.
///
/// # Errors
/// Where it cannot be read, is longer than `most` bytes, or is UTF-32.
pub(crate) fn text(what: &str, path: &Path, most: u64, help: &'static str) -> Result<String, Failure> {
    let decoded = json::decode(bytes(what, path, most, help)?);
    let (text, oddities) =
        decoded.map_err(|error| Failure::io(&format!("cannot read {what}"), path, error.why, help))?;
    for oddity in oddities.iter().filter(|oddity| oddity.changes_a_value) {
        let line = text.bytes().take(oddity.at).filter(|byte| *byte == b'\n').count() + 1;
        stderr::write(&format!("warning: {}:{line}: {}\n", shown(path), oddity.what));
    }
    Ok(text)
}

/// The bytes of a file.
///
/// # Errors
/// Where it cannot be read, is longer than `most` bytes, or is no regular file: a pipe would be waited for, and a device can
/// have no end.
pub(crate) fn bytes(what: &str, path: &Path, most: u64, help: &'static str) -> Result<Vec<u8>, Failure> {
    let failed = |why: &dyn std::fmt::Display| Failure::io(&format!("cannot read {what}"), path, why, help);
    let metadata = fs::metadata(path).map_err(|error| failed(&error))?;
    if !metadata.is_file() {
        let why = if metadata.is_dir() { "it is a folder" } else { "it is a pipe, a socket or a device, not a file" };
        return Err(failed(&why));
    }
    let too_long = |length: u64| failed(&format!("it is {length} bytes long, at most {most} are read"));
    if metadata.len() > most {
        return Err(too_long(metadata.len()));
    }
    let mut bytes = Vec::new();
    // A file can grow, or have no length that is known before: those of `/proc`.
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    let length = read.map_err(|error| failed(&error))? as u64;
    if length > most { Err(too_long(length)) } else { Ok(bytes) }
}
