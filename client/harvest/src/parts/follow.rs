//! Parts while a run goes on, and at its end.

use std::pin::pin;
use std::time::Duration;

use super::{Parts, WrittenPart};
use crate::error::{Error, ErrorKind, Result};
use crate::pacing::micros;
use crate::store::{BeginPart, ProcessId, Store};

/// The pause after a failure, which doubles up to the longest one.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often the last parts of a run are tried.
const LAST_ATTEMPTS: u32 = 5;

/// When parts are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowOptions {
    /// The items of a part, while a run goes on.
    pub items: u32,
    /// How long a process may take for one, until another process writes it.
    pub lease: Duration,
    /// How often the store is asked whether it has enough items.
    pub every: Duration,
}

impl Default for FollowOptions {
    /// 100,000 items, 10 minutes, 5 seconds.
    fn default() -> Self {
        Self { items: 100_000, lease: Duration::from_secs(600), every: Duration::from_secs(5) }
    }
}

/// What happens while parts are written.
#[derive(Debug)]
#[non_exhaustive]
pub enum PartEvent<'a> {
    /// A part was written.
    Written(&'a WrittenPart),
    /// A part could not be written now, and is tried again.
    Failed(&'a Error),
}

impl Parts {
    /// Writes parts as the store has items for them, until `stopped` is there; then one more of what is left of each endpoint. What
    /// fails is tried again after a pause, as the items are in the store. A part that is being written is completed first.
    ///
    /// # Errors
    /// Where the place refuses a part, and where the last ones cannot be written: their items stay in the store.
    pub async fn follow(
        &self,
        store: &dyn Store,
        process: ProcessId,
        options: &FollowOptions,
        mut on_event: impl FnMut(PartEvent<'_>) + Send,
        stopped: impl Future<Output = ()> + Send,
    ) -> Result<()> {
        let items = i64::from(options.items.max(1));
        let full = BeginPart { process, lease: micros(options.lease), least: items, most: items, names: Vec::new() };
        let mut stopped = pin!(stopped);
        let mut pause = PAUSE;
        loop {
            let wait = match self.write(store, &full).await {
                Ok(Some(part)) => {
                    on_event(PartEvent::Written(&part));
                    pause = PAUSE;
                    Duration::ZERO
                }
                Ok(None) => options.every,
                Err(error) if error.kind() == ErrorKind::Refused => return Err(error),
                Err(error) => {
                    on_event(PartEvent::Failed(&error));
                    let wait = pause;
                    pause = LONGEST_PAUSE.min(pause * 2);
                    wait
                }
            };
            tokio::select! {
                biased;
                () = &mut stopped => break,
                () = tokio::time::sleep(wait) => {}
            }
        }
        self.write_rest(store, &BeginPart { least: 1, ..full }, on_event).await
    }

    async fn write_rest(
        &self,
        store: &dyn Store,
        begin: &BeginPart,
        mut on_event: impl FnMut(PartEvent<'_>) + Send,
    ) -> Result<()> {
        let (mut pause, mut attempts) = (PAUSE, 0);
        loop {
            match self.write(store, begin).await {
                Ok(Some(part)) => {
                    on_event(PartEvent::Written(&part));
                    (pause, attempts) = (PAUSE, 0);
                }
                Ok(None) => return Ok(()),
                Err(error) => {
                    attempts += 1;
                    if attempts == LAST_ATTEMPTS || error.kind() == ErrorKind::Refused {
                        return Err(error);
                    }
                    on_event(PartEvent::Failed(&error));
                    tokio::time::sleep(pause).await;
                    pause = LONGEST_PAUSE.min(pause * 2);
                }
            }
        }
    }
}
