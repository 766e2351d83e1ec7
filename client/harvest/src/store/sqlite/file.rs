//! The file of a store: what it must be, and how it is opened.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind as IoErrorKind, Read};
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::failure::Failure;
use super::migration::{self, APPLICATION};
use crate::error::{Error, ErrorKind, Result};
use crate::store::interface::Open;

/// The first bytes of a database.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The bytes of its header.
const HEADER: u64 = 100;

/// Opens the file for writing, and brings its tables up to date.
pub(super) fn writer(location: &str, open: Open) -> Result<Connection> {
    check(location, open)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(location, flags)?;
    migration::apply(&connection, location)?;
    let mode: String = connection
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(|error| Failure::from(error).at(location))?;
    if mode != "wal" {
        return Err(refused(
            location,
            "its file system cannot be shared by processes: use a local disk, or a store in PostgreSQL",
        ));
    }
    Ok(connection)
}

/// Opens the file for reading.
pub(super) fn reader(location: &str) -> Result<Connection> {
    connect(location, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

fn connect(location: &str, flags: OpenFlags) -> Result<Connection> {
    let failed = |error: rusqlite::Error| Failure::from(error).at(location);
    let connection = Connection::open_with_flags(location, flags).map_err(failed)?;
    connection.busy_handler(Some(wait)).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864")
        .map_err(failed)?;
    Ok(connection)
}

/// Waits for the lock for some 3 seconds. SQLite's own pauses grow to 100 ms: another process that writes all the time would take the
/// lock again in each of them.
fn wait(attempts: i32) -> bool {
    thread::sleep(Duration::from_micros(500));
    attempts < 5_000
}

/// Checks the file before SQLite opens it, since it would write to another program's database.
fn check(location: &str, open: Open) -> Result<()> {
    if location.is_empty() || location.starts_with(':') {
        return Err(refused(location, "a store is a file that processes share: name one, such as `run.db`"));
    }
    let path = Path::new(location);
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            Err(refused(location, "this is a folder: name a file in it, such as `run.db`"))
        }
        Ok(metadata) if metadata.is_file() => check_content(location, open),
        Ok(_) => Err(refused(location, "this is not a file: name one, such as `run.db`")),
        Err(error) if error.kind() == IoErrorKind::NotFound => check_missing(location, open),
        Err(error) => Err(unreadable(location, error)),
    }
}

fn check_missing(location: &str, open: Open) -> Result<()> {
    if open == Open::Existing {
        return Err(refused(
            location,
            "there is no such store: check its path, or add jobs to it first, which creates it",
        ));
    }
    let folder = Path::new(location).parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(refused(location, "its folder does not exist: create it first")),
        _ => Ok(()),
    }
}

fn check_content(location: &str, open: Open) -> Result<()> {
    let mut file =
        OpenOptions::new().read(true).write(true).open(location).map_err(|error| unreadable(location, error))?;
    let mut header = Vec::new();
    file.by_ref().take(HEADER).read_to_end(&mut header).map_err(|error| unreadable(location, error))?;
    if header.is_empty() && open == Open::Create {
        return Ok(());
    }
    let application = header.get(68..72).and_then(|bytes| bytes.try_into().ok()).map(i32::from_be_bytes);
    match application {
        Some(_) if !header.starts_with(MAGIC) => Err(refused(location, "this file is not a store: name another one")),
        None => Err(refused(location, "this file is not a store: name another one")),
        Some(APPLICATION) => Ok(()),
        Some(_) => Err(refused(location, "this is the database of another program: name another file")),
    }
}

fn unreadable(location: &str, error: std::io::Error) -> Error {
    let why = match error.kind() {
        IoErrorKind::PermissionDenied => "this file must not be read and written: change its permissions",
        IoErrorKind::ReadOnlyFilesystem => "its file system must not be written to: name a file elsewhere",
        IoErrorKind::InvalidInput => "this is not the path of a file",
        _ => "this file cannot be opened",
    };
    refused(location, why).because(error)
}

fn refused(location: &str, why: &str) -> Error {
    Error::new(ErrorKind::Refused, format!("{location}: {why}"))
}
