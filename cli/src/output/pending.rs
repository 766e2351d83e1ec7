//! Files that get their name once they are whole: until then, each is beside the one that it becomes.
//!
//! Its process has it locked. So one that nobody has locked was left by a process that was killed, and is removed by the next
//! one that writes the same file.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufReader, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::records::Records;
use crate::failure::Failure;

/// The files of this process that have no name yet.
static PENDING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file that is not locked for a moment after it was made is not taken for one of a killed process.
const STALE_AFTER: Duration = Duration::from_secs(60);

/// A file that has its name later. One that is dropped leaves nothing.
pub(crate) struct PendingFile {
    written: NamedTempFile,
    target: PathBuf,
    listed: Listed,
}

/// An entry of [`PENDING`].
struct Listed(PathBuf);

/// Removes the files of this process that have no name yet. Call it where the process ends without dropping them.
pub(crate) fn remove_pending() {
    remove_pending_in(Path::new(""));
}

pub(super) fn remove_pending_in(folder: &Path) {
    for path in pending().iter().filter(|path| path.starts_with(folder)) {
        // The process ends: there is nothing else to do.
        let _ = fs::remove_file(path);
    }
}

/// Makes sure that the names in the folder of a file outlast a crash of the system.
pub(crate) fn sync_folder_of(file: &Path) {
    // Windows opens no folder as a file, and some file systems refuse to sync one: there is no other way then.
    #[cfg(unix)]
    let _ = File::open(folder_of(file)).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = file;
}

/// Makes a new file `.NAME.PID-RANDOM.tmp` beside a file. As any new file, others can read it as far as the user's mask lets them.
pub(crate) fn temporary(beside: &Path) -> io::Result<NamedTempFile> {
    let mut prefix = prefix(beside);
    // Several containers have the same process number.
    prefix.push(format!("{}-", std::process::id()));
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(beside))
}

/// The folder of a file.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

impl PendingFile {
    /// Makes the file in the folder of the one that it becomes: a rename works within a file system only.
    pub(super) fn new(target: PathBuf, permissions: Option<fs::Permissions>) -> io::Result<Self> {
        remove_stale(&target);
        let written = temporary(&target)?;
        if let Some(permissions) = permissions {
            written.as_file().set_permissions(permissions)?;
        }
        // Where the file system has no locks, nobody takes it for stale.
        let _ = fs4::FileExt::try_lock(written.as_file());
        let listed = Listed::new(written.path());
        Ok(Self { written, target, listed })
    }

    /// A handle to write to.
    pub(super) fn writer(&self) -> io::Result<File> {
        self.written.as_file().try_clone()
    }

    /// Gives the file its name, in place of what had it, and returns the name. That of a file that is not complete is
    /// `NAME.partial.EXT`.
    pub(crate) fn keep(self, is_complete: bool) -> Result<PathBuf, Failure> {
        let Self { written, target, listed } = self;
        let name = if is_complete { target } else { partial(&target) };
        let cannot = |error: &io::Error| Failure::io(format!("cannot write `{}`", name.display()), error);
        // The name must not be on the disk before the content is.
        File::sync_all(written.as_file()).map_err(|error| cannot(&error))?;
        written.persist(&name).map_err(|error| cannot(&error.error))?;
        drop(listed);
        sync_folder_of(&name);
        Ok(name)
    }

    /// Keeps the whole records of a file to which no more can be written, as `NAME.partial.EXT`. Returns their number and the
    /// name; `None` where there are none, or they cannot be kept.
    pub(super) fn salvage(self, records: Records) -> Option<(u64, PathBuf)> {
        let mut file = self.written.as_file();
        file.rewind().ok()?;
        let (whole, end) = records.whole(BufReader::new(file)).ok()?;
        if whole == 0 {
            return None;
        }
        file.set_len(end).ok()?;
        Some((whole, self.keep(false).ok()?))
    }
}

impl Listed {
    fn new(path: &Path) -> Self {
        pending().insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        pending().remove(&self.0);
    }
}

fn pending() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

const SUFFIX: &str = ".tmp";

/// What the names of all temporary files beside a file begin with: `.NAME.`
fn prefix(file: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(file.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

/// Removes what processes that were killed have left beside a file.
fn remove_stale(target: &Path) {
    let prefix = prefix(target);
    let entries = fs::read_dir(folder_of(target)).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_temporary(&entry.file_name(), &prefix)) {
        if is_stale(&entry.path()).unwrap_or(false) {
            // Where it cannot be removed, it stays.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name is the prefix and `PID-RANDOM.tmp`.
fn is_temporary(name: &OsStr, prefix: &OsStr) -> bool {
    let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    let rest = rest.and_then(|rest| rest.strip_suffix(SUFFIX.as_bytes()));
    let Some(rest) = rest else { return false };
    let process = rest.split(|byte| *byte == b'-').next().unwrap_or_default();
    !process.is_empty() && process.len() < rest.len() && process.iter().all(u8::is_ascii_digit)
}

fn is_stale(path: &Path) -> io::Result<bool> {
    let file = File::open(path)?;
    let age = file.metadata()?.modified()?.elapsed().unwrap_or_default();
    Ok(age > STALE_AFTER && fs4::FileExt::try_lock(&file).is_ok())
}

/// `followers.parquet` to `followers.partial.parquet`.
fn partial(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(".partial");
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}
