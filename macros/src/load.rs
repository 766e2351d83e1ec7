//! Reads the bytes of a spec file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use spec::MAX_FILE_BYTES;

/// Why a spec file cannot be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// It is a folder, a pipe or a device: reading it could wait forever, or never end.
    NotAFile,
    /// It has more than `MAX_FILE_BYTES`.
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// The system refused.
    Io(io::Error),
}

/// Reads a file. Links are followed.
///
/// # Errors
/// If it is not a plain file, or has more than `MAX_FILE_BYTES`.
pub(crate) fn load(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let metadata = fs::metadata(path).map_err(Unreadable::Io)?;
    if !metadata.is_file() {
        return Err(Unreadable::NotAFile);
    }
    let mut bytes = Vec::new();
    // One byte more than allowed, since the file may grow while it is read.
    let read = File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(Unreadable::Io)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge { bytes: metadata.len().max(bytes.len() as u64) });
    }
    Ok(bytes)
}
