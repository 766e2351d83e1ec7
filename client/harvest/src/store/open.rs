//! Opens a store by its location.

use std::sync::Arc;

use super::interface::{Open, Store};
use crate::error::{Error, ErrorKind, Result};

/// Opens a store: a database of PostgreSQL by its URL, `postgres://user@host/database?schema=name`, or a file by its path.
///
/// # Errors
/// [`Refused`](ErrorKind::Refused) where it is not a store, or none of a version that is known; it is as it was then.
/// [`Unavailable`](ErrorKind::Unavailable) where it cannot be reached, or is busy.
pub async fn open(location: &str, open: Open) -> Result<Arc<dyn Store>> {
    let scheme = location.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    if scheme.is_none() && is_mistyped(location) {
        // It can have a password, so that it is not shown, and no file is named by it.
        let why = "the URL of a store begins with `postgres://`: two slashes are missing";
        return Err(Error::new(ErrorKind::Refused, why));
    }
    match scheme.as_deref() {
        Some("postgres" | "postgresql") => open_postgres(location, open).await,
        // What it has instead of a scheme can be a secret, so that it is not shown.
        Some(_) => Err(Error::new(
            ErrorKind::Refused,
            "a store is a file, such as `run.db`, or a URL that begins with `postgres://`: this is another URL",
        )),
        None => open_file(location, open).await,
    }
}

/// Whether it is a URL of PostgreSQL without its slashes, which would name a file: `postgres:/user:password@host/database`.
fn is_mistyped(location: &str) -> bool {
    let scheme = location.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("postgres" | "postgresql"))
}

#[cfg(feature = "postgres")]
async fn open_postgres(location: &str, open: Open) -> Result<Arc<dyn Store>> {
    Ok(Arc::new(super::postgres::PostgresStore::open(location, open).await?))
}

#[cfg(not(feature = "postgres"))]
#[expect(clippy::unused_async, reason = "the build has no PostgreSQL")]
async fn open_postgres(_location: &str, _open: Open) -> Result<Arc<dyn Store>> {
    Err(Error::new(
        ErrorKind::Refused,
        "this build has no PostgreSQL: build it with the feature `postgres`, or use a file",
    ))
}

#[cfg(feature = "sqlite")]
async fn open_file(location: &str, open: Open) -> Result<Arc<dyn Store>> {
    let location = location.to_owned();
    let opened = tokio::task::spawn_blocking(move || super::sqlite::SqliteStore::open(&location, open)).await;
    match opened {
        Ok(store) => Ok(Arc::new(store?)),
        Err(error) => Err(Error::new(ErrorKind::Failed, "the store was not opened: the program ends").because(error)),
    }
}

#[cfg(not(feature = "sqlite"))]
#[expect(clippy::unused_async, reason = "the build has no SQLite")]
async fn open_file(_location: &str, _open: Open) -> Result<Arc<dyn Store>> {
    Err(Error::new(
        ErrorKind::Refused,
        "this build has no SQLite: build it with the feature `sqlite`, or use `postgres://`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mistyped_url_is_refused_without_its_password() {
        for location in ["postgres:/ann:hunter2@host/run", "PostgreSQL:ann:hunter2@host/run", "postgres:hunter2"] {
            let error = open(location, Open::Create).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Refused);
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
        }
    }
}
