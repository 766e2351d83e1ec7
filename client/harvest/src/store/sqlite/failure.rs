//! Why an operation on the database fails.

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind};

/// What an operation on the database returns.
pub(super) type Outcome<T> = Result<T, Failure>;

/// Why an operation fails: its own reason, or that of SQLite.
#[derive(Debug)]
pub(super) enum Failure {
    Store(Error),
    Sqlite(rusqlite::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(
            Error::new(ErrorKind::Corrupt, "the store has text that is not the JSON which was written").because(error),
        )
    }
}

impl Failure {
    /// An operation that the store refuses.
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::Store(Error::new(ErrorKind::Refused, why))
    }

    /// The error for those who use the store in this file.
    pub(super) fn at(self, location: &str) -> Error {
        match self {
            Self::Store(error) => error,
            Self::Sqlite(error) => describe(&error, location),
        }
    }
}

/// What SQLite reports about this file.
pub(super) fn describe(error: &rusqlite::Error, location: &str) -> Error {
    let (kind, why) = reason(error);
    Error::new(kind, format!("{location}: {why}")).because(error.to_string())
}

fn reason(error: &rusqlite::Error) -> (ErrorKind, &'static str) {
    use rusqlite::Error as Sqlite;
    let Some(code) = error.sqlite_error_code() else {
        let is_value = matches!(
            error,
            Sqlite::FromSqlConversionFailure(..)
                | Sqlite::IntegralValueOutOfRange(..)
                | Sqlite::Utf8Error(..)
                | Sqlite::InvalidColumnType(..)
        );
        return match is_value {
            true => (ErrorKind::Corrupt, "the database has a value that this program did not write"),
            false => (ErrorKind::Failed, "the database cannot do this"),
        };
    };
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            (ErrorKind::Unavailable, "the database is busy: another process writes to it")
        }
        ErrorCode::DiskFull => (ErrorKind::Unavailable, "the disk is full: free some space"),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => (
            ErrorKind::Unavailable,
            "the file cannot be read or written: check the disk, its space and its permissions",
        ),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => (
            ErrorKind::Corrupt,
            "the database is damaged: restore the file from a copy, or save what is left with `sqlite3 .recover`",
        ),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => {
            (ErrorKind::Refused, "the file must not be written to: change its permissions")
        }
        ErrorCode::TooBig => (ErrorKind::Refused, "a value is longer than SQLite can store, which is 1 GB"),
        _ => (ErrorKind::Failed, "the database cannot do this"),
    }
}
