//! The files of a folder: how they are named, read and written.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

use super::name::{HASH, Name};

/// The end of the name of a response.
const RESPONSE: &str = ".response";
/// The end of the name of a file that is being written.
const PART: &str = ".part";

/// What the name of a file says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Response,
    Part,
}

/// What a file is; `None` where it is not one of the cache.
pub(super) fn kind(file_name: &str) -> Option<Kind> {
    let (hash, rest) = file_name.split_at_checked(2 * HASH)?;
    if !hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    match rest {
        RESPONSE => Some(Kind::Response),
        rest if rest.ends_with(PART) => Some(Kind::Part),
        _ => None,
    }
}

/// Reads a response, if there is one of at most this size.
pub(super) fn read(folder: &Path, name: Name, longest: u64) -> Option<Vec<u8>> {
    let path = folder.join(format!("{name}{RESPONSE}"));
    // To open a pipe would wait for its other end.
    if !fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(longest.saturating_add(1)).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= longest).then_some(bytes)
}

/// Writes a response, which is there as a whole or not at all. The file is modified when it expires: what has expired is then
/// known without reading it.
pub(super) fn write(folder: &Path, name: Name, bytes: &[u8], expires: SystemTime) -> io::Result<()> {
    make(folder)?;
    let random = RandomState::new().hash_one(0);
    let part = folder.join(format!("{name}.{random:016x}{PART}"));
    let written =
        write_part(&part, bytes, expires).and_then(|()| fs::rename(&part, folder.join(format!("{name}{RESPONSE}"))));
    if written.is_err() {
        // It is no response, and is removed later where this fails.
        fs::remove_file(&part).ok();
    }
    written
}

fn write_part(path: &Path, bytes: &[u8], expires: SystemTime) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    // Where a file system has no such times, the file is removed too early.
    file.set_modified(expires).ok();
    Ok(())
}

/// Makes the folder, for its owner alone.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes a response. One that is not there, or cannot be removed, stays as it is.
pub(super) fn remove(folder: &Path, name: Name) {
    fs::remove_file(folder.join(format!("{name}{RESPONSE}"))).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_cache_are_known() {
        let hash = Name([0xa7; HASH]).to_string();
        assert_eq!(kind(&format!("{hash}.response")), Some(Kind::Response));
        assert_eq!(kind(&format!("{hash}.0123.part")), Some(Kind::Part));
        for other in [
            "",
            "a.response",
            "photo.part",
            &hash,
            &format!("{hash}.txt"),
            &format!("{}.response", hash.to_uppercase()),
        ] {
            assert_eq!(kind(other), None, "{other}");
        }
        assert_eq!(kind(&"é".repeat(40)), None);
    }
}
