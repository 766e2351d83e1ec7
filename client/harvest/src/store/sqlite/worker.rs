//! A thread that owns a connection, and does what waits in one transaction.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, ffi};
use tokio::sync::oneshot;

use super::failure::{Outcome, describe};
use crate::error::{Error, ErrorKind, Result};

/// The most operations of a transaction: others wait for the lock meanwhile.
const MOST: usize = 256;

/// A thread that owns a connection.
///
/// A transaction costs a write to the disk that must be awaited. What has come meanwhile is done in the next transaction together, each
/// in a savepoint of its own, so that many workers do not pay for one each.
pub(super) struct Worker {
    operations: Option<mpsc::Sender<Box<dyn Operation>>>,
    thread: Option<JoinHandle<()>>,
    location: String,
}

/// An operation in its transaction, and who waits for it.
trait Operation: Send {
    /// Performs it. Where it returns `false`, what it has done is taken back.
    fn perform(&mut self, connection: &Connection) -> bool;

    /// Returns what came out, or why the transaction failed.
    fn answer(self: Box<Self>, failure: Option<Error>);
}

impl Worker {
    /// Starts the thread. Its transactions begin with this statement.
    pub(super) fn start(connection: Connection, location: &str, begin: &'static str) -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        let thread_location = location.to_owned();
        let thread = thread::Builder::new()
            .name("harvest-sqlite".to_owned())
            .spawn(move || serve(&connection, &thread_location, begin, &receiver))
            .map_err(|error| Error::new(ErrorKind::Failed, "no thread can be started").because(error))?;
        Ok(Self { operations: Some(sender), thread: Some(thread), location: location.to_owned() })
    }

    /// Performs an operation, and returns when its transaction is committed.
    ///
    /// Once it was polled, it is performed also where it is dropped.
    pub(super) async fn perform<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Outcome<T> + Send + 'static,
    {
        let gone = || Error::new(ErrorKind::Failed, format!("{}: the thread of the database has ended", self.location));
        let (sender, receiver) = oneshot::channel();
        let location = self.location.clone();
        let task = Task { operation: Some(operation), result: None, sender, location };
        let operations = self.operations.as_ref().ok_or_else(gone)?;
        operations.send(Box::new(task)).map_err(|_| gone())?;
        receiver.await.map_err(|_| gone())?
    }
}

impl Drop for Worker {
    /// Waits until all is done and the file is closed, so that it is one file again.
    fn drop(&mut self) {
        self.operations = None;
        if let Some(thread) = self.thread.take() {
            // It has no result.
            let _ = thread.join();
        }
    }
}

struct Task<T, F> {
    operation: Option<F>,
    result: Option<Result<T>>,
    sender: oneshot::Sender<Result<T>>,
    location: String,
}

impl<T, F> Operation for Task<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> Outcome<T> + Send,
{
    fn perform(&mut self, connection: &Connection) -> bool {
        let Some(operation) = self.operation.take() else { return false };
        let result = operation(connection).map_err(|failure| failure.at(&self.location));
        self.result.insert(result).is_ok()
    }

    fn answer(self: Box<Self>, failure: Option<Error>) {
        let result = match (self.result, failure) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(error)) => Err(error),
            (Some(result), None) => result,
            (None, None) => Err(Error::new(ErrorKind::Unavailable, "the operation was not performed")),
        };
        // Where nobody waits any more, it is done all the same.
        let _ = self.sender.send(result);
    }
}

fn serve(connection: &Connection, location: &str, begin: &str, operations: &mpsc::Receiver<Box<dyn Operation>>) {
    while let Ok(first) = operations.recv() {
        let mut waiting = vec![first];
        waiting.extend(operations.try_iter().take(MOST - 1));
        let outcome = transaction(connection, begin, &mut waiting);
        for operation in waiting {
            operation.answer(outcome.as_ref().err().map(|error| describe(error, location)));
        }
    }
}

fn transaction(connection: &Connection, begin: &str, waiting: &mut [Box<dyn Operation>]) -> rusqlite::Result<()> {
    connection.execute_batch(begin)?;
    let done = perform_all(connection, waiting).and_then(|()| connection.execute_batch("COMMIT"));
    if done.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    done
}

fn perform_all(connection: &Connection, waiting: &mut [Box<dyn Operation>]) -> rusqlite::Result<()> {
    for operation in waiting {
        connection.execute_batch("SAVEPOINT operation")?;
        let is_done = operation.perform(connection);
        if connection.is_autocommit() {
            // A full disk or a failing one has taken the whole transaction back: the operations before have failed, too.
            return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR), None));
        }
        if !is_done {
            connection.execute_batch("ROLLBACK TO operation")?;
        }
        connection.execute_batch("RELEASE operation")?;
    }
    Ok(())
}
