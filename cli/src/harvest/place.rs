//! Where a store is, and what is said where it cannot be used.

use std::error::Error as _;
use std::future::Future;
use std::sync::Arc;

use hikerapi_harvest::store::{self, Open};
use hikerapi_harvest::{Error, ErrorKind, Store};

use crate::failure::{Code, Failure};
use crate::terminal::Terminal;

/// Opens a store.
pub(super) async fn open(location: &str, how: Open) -> Result<Arc<dyn Store>, Failure> {
    store::open(location, how).await.map_err(|error| failure(&error))
}

/// Warns of a password in the arguments.
pub(crate) fn warn_of_password(location: &str, terminal: &Terminal) {
    let authority = location.split_once("://").and_then(|(_, rest)| rest.split(['/', '?']).next());
    let user = authority.and_then(|authority| authority.rsplit_once('@')).map(|(user, _)| user);
    if user.is_some_and(|user| user.contains(':')) || location.contains("password=") {
        terminal
            .note("warning: other users of this machine can see the password of `--store`: set HIKER_STORE instead");
    }
}

/// Runs a command that awaits a store.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::usage(format!("cannot start: {error}")))?.block_on(work)
}

/// The failure for an error of a store.
pub(super) fn failure(error: &Error) -> Failure {
    let code = match error.kind() {
        ErrorKind::Refused => Code::Usage,
        _ => Code::Failed,
    };
    Failure::new(code, words(error))
}

/// An error with its causes, on one line.
pub(super) fn words(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        let why = source.to_string();
        if !text.contains(&why) {
            text = format!("{text}: {why}");
        }
        cause = source.source();
    }
    text
}
