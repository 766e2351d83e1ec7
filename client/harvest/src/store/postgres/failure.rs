//! Why an operation on the database fails.

use std::error::Error as StdError;
use std::io;

use deadpool_postgres::PoolError;
use tokio_postgres::error::{DbError, SqlState};

use crate::error::{Error, ErrorKind};

/// What an operation on the database returns.
pub(super) type Outcome<T> = Result<T, Failure>;

/// Why an operation fails: its own reason, or that of PostgreSQL.
#[derive(Debug)]
pub(super) enum Failure {
    Store(Error),
    Postgres(tokio_postgres::Error),
    /// There was no connection, or no answer, in time.
    Late(&'static str),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl From<PoolError> for Failure {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => Self::Postgres(error),
            PoolError::Timeout(_) => Self::Late("there was no connection in time: the server is away or busy"),
            _ => Self::Late("there is no connection now"),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        let why = "the store has text that is not the JSON which was written";
        Self::Store(Error::new(ErrorKind::Corrupt, why).because(error))
    }
}

impl Failure {
    /// An operation that the store refuses.
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::Store(Error::new(ErrorKind::Refused, why))
    }

    /// The error for those who use the store at this location.
    pub(super) fn at(self, location: &str) -> Error {
        match self {
            Self::Store(error) => error,
            Self::Late(why) => Error::new(ErrorKind::Unavailable, format!("{location}: {why}")),
            Self::Postgres(error) => {
                let (kind, why) = match error.as_db_error() {
                    Some(reported) => reported_reason(reported),
                    None => reason(&error),
                };
                Error::new(kind, format!("{location}: {why}")).because(error)
            }
        }
    }
}

/// The reason of an error that the server has reported.
fn reported_reason(error: &DbError) -> (ErrorKind, String) {
    let code = error.code();
    let (kind, fix) = match code.code().get(..2).unwrap_or_default() {
        "08" | "53" | "57" | "58" => (ErrorKind::Unavailable, ""),
        "25" | "40" | "55" => (ErrorKind::Unavailable, ""),
        "28" => (
            ErrorKind::Refused,
            ": check the user, its password (in the URL or in PGPASSWORD), and the server's pg_hba.conf",
        ),
        "3D" => (ErrorKind::Refused, ": create it with `createdb`, or name another one in the URL"),
        "26" | "42" => fix_of_statement(code),
        "54" | "22" => (ErrorKind::Refused, ": the store cannot take this value"),
        "3F" | "XX" => (ErrorKind::Corrupt, ": the tables of the store are not as this program made them"),
        _ => (ErrorKind::Failed, ""),
    };
    (kind, format!("{}{fix}", error.message()))
}

fn fix_of_statement(code: &SqlState) -> (ErrorKind, &'static str) {
    match *code {
        SqlState::INSUFFICIENT_PRIVILEGE => (
            ErrorKind::Refused,
            ": the role needs CREATE on the database (GRANT CREATE ON DATABASE .. TO ..), or a schema of its own; all processes of a \
             store use one role",
        ),
        SqlState::INVALID_SQL_STATEMENT_NAME | SqlState::DUPLICATE_PSTATEMENT => (
            ErrorKind::Refused,
            ": a pooler between loses prepared statements: PgBouncer needs max_prepared_statements above 0",
        ),
        SqlState::DUPLICATE_TABLE | SqlState::DUPLICATE_OBJECT | SqlState::DUPLICATE_FUNCTION => (
            ErrorKind::Refused,
            ": the schema has tables of something else: name another one in the URL, with ?schema=name",
        ),
        _ => (ErrorKind::Corrupt, ": the tables of the store are not as this program made them"),
    }
}

/// The reason of an error that the server has not reported.
fn reason(error: &tokio_postgres::Error) -> (ErrorKind, String) {
    let cause = root(error);
    let text = error.to_string();
    if has_cause::<rustls::Error>(error) || (text.contains("TLS") && !has_cause::<io::Error>(error)) {
        let fix = "check the certificate of the server, name its authority with ?sslrootcert=file.pem, or write ?sslmode=disable \
                   where the network is your own";
        return (ErrorKind::Refused, format!("no verified TLS with the server: {cause}: {fix}"));
    }
    if text.starts_with("error deserializing") || text.starts_with("query returned") {
        return (ErrorKind::Corrupt, "the database has a value that this program did not write".to_owned());
    }
    if text.starts_with("error serializing") || text.starts_with("expected") {
        return (ErrorKind::Failed, format!("the database cannot take this value: {cause}"));
    }
    if text.starts_with("authentication") || text.starts_with("invalid") {
        let fix = "check the URL, and the password in it or in PGPASSWORD";
        return (ErrorKind::Refused, format!("{text}: {cause}: {fix}"));
    }
    (ErrorKind::Unavailable, format!("the server cannot be reached: {cause}"))
}

fn root(error: &tokio_postgres::Error) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

fn has_cause<T: StdError + 'static>(error: &tokio_postgres::Error) -> bool {
    causes(error).any(|cause| {
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause.is::<T>() || wrapped.is_some_and(<dyn StdError + Send + Sync>::is::<T>)
    })
}

fn causes(error: &tokio_postgres::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(Some(error as &(dyn StdError + 'static)), |&error| error.source())
}
