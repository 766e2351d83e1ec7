//! Removes what has expired, and what is too much.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::folder::{Kind, kind};

/// No write takes longer: an older file that is incomplete was left by a process that was killed.
const LONGEST_WRITE: Duration = Duration::from_secs(3600);

/// What a file takes at least, since disks have blocks.
const BLOCK: u64 = 4096;

/// What a file of this length takes.
pub(super) fn size(length: u64) -> u64 {
    length.next_multiple_of(BLOCK)
}

/// Removes what has expired; and where the rest has more than `max_bytes`, those that expire first, until a quarter is free.
/// Another process may do the same: what cannot be read or removed is left alone.
pub(super) fn sweep(folder: &Path, max_bytes: u64, now: SystemTime) {
    let mut kept = Vec::new();
    for (path, kind, metadata) in files(folder).unwrap_or_default() {
        let Ok(modified) = metadata.modified() else { continue };
        let is_over = match kind {
            Kind::Response => modified <= now,
            Kind::Part => now.duration_since(modified).is_ok_and(|age| age > LONGEST_WRITE),
        };
        if is_over {
            fs::remove_file(path).ok();
        } else {
            kept.push((modified, size(metadata.len()), path));
        }
    }
    let mut bytes: u64 = kept.iter().map(|(_, bytes, _)| bytes).sum();
    if bytes <= max_bytes {
        return;
    }
    kept.sort();
    for (_, size, path) in kept {
        if bytes <= max_bytes / 4 * 3 {
            return;
        }
        fs::remove_file(path).ok();
        bytes -= size;
    }
}

/// Removes all files of the cache.
pub(super) fn clear(folder: &Path) -> io::Result<()> {
    for (path, _, _) in files(folder)? {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// The files of the cache in a folder. Links are none.
fn files(folder: &Path) -> io::Result<Vec<(PathBuf, Kind, Metadata)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    Ok(entries.filter_map(|entry| file(&entry.ok()?)).collect())
}

fn file(entry: &DirEntry) -> Option<(PathBuf, Kind, Metadata)> {
    let kind = kind(entry.file_name().to_str()?)?;
    let metadata = entry.metadata().ok()?;
    metadata.is_file().then(|| (entry.path(), kind, metadata))
}
